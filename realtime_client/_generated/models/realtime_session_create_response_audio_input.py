# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

from ..tables import REALTIME_AUDIO_FORMATS

if TYPE_CHECKING:
    from ..types import RealtimeAudioFormats

__all__ = ["RealtimeSessionCreateResponseAudioInput"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "format",
        "transcription",
        "noise_reduction",
        "turn_detection",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateResponseAudioInput(Model):
    """Settings for user audio: encoding, transcription, noise reduction and turn detection."""

    _component: ClassVar[str] = "RealtimeSessionCreateResponseAudioInput"

    format: RealtimeAudioFormats | Unset | None = UNSET
    """Encoding of the audio that the client sends."""

    transcription: AudioTranscriptionResponse | Unset | None = UNSET
    """Effective transcription of user audio; null if disabled."""

    noise_reduction: RealtimeNoiseReduction | Unset | None = UNSET
    """Effective noise reduction of input audio; null if disabled."""

    turn_detection: RealtimeReportedTurnDetection | Unset | None = UNSET
    """Effective turn detection; null if disabled."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["format"]
            self.format = REALTIME_AUDIO_FORMATS.from_dict(value) if type(value) is dict else value
            value = data["transcription"]
            self.transcription = _read_audio_transcription_response(value) if type(value) is dict else value
            value = data["noise_reduction"]
            self.noise_reduction = _read_realtime_noise_reduction(value) if type(value) is dict else value
            value = data["turn_detection"]
            self.turn_detection = _read_realtime_reported_turn_detection(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 4:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.format
        if value is not UNSET:
            data["format"] = value.to_dict() if isinstance(value, Model) else value
        value = self.transcription
        if value is not UNSET:
            data["transcription"] = value.to_dict() if isinstance(value, Model) else value
        value = self.noise_reduction
        if value is not UNSET:
            data["noise_reduction"] = value.to_dict() if isinstance(value, Model) else value
        value = self.turn_detection
        if value is not UNSET:
            data["turn_detection"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .audio_transcription_response import AudioTranscriptionResponse
from .realtime_noise_reduction import RealtimeNoiseReduction
from .realtime_reported_turn_detection import RealtimeReportedTurnDetection

_read_audio_transcription_response = AudioTranscriptionResponse.from_dict
_read_realtime_noise_reduction = RealtimeNoiseReduction.from_dict
_read_realtime_reported_turn_detection = RealtimeReportedTurnDetection.from_dict
