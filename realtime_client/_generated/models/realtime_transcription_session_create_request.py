# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranscriptionSessionCreateRequest"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "turn_detection",
        "input_audio_noise_reduction",
        "input_audio_format",
        "input_audio_transcription",
        "include",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranscriptionSessionCreateRequest(Model):
    """Settings of a beta transcription session, for `POST /realtime/transcription_sessions` and `transcription_session.update`."""

    _component: ClassVar[str] = "RealtimeTranscriptionSessionCreateRequest"

    turn_detection: RealtimeTranscriptionSessionTurnDetection | Unset | None = UNSET
    """Detection of the end of speech; if null, the client commits audio."""

    input_audio_noise_reduction: RealtimeNoiseReduction | Unset | None = UNSET
    """Filter applied to input audio before turn detection and the model; null disables it."""

    input_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | str | Unset | None = UNSET
    """Encoding of the input audio: `pcm16` (16-bit little-endian mono at 24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000
    Hz); default `pcm16`."""

    input_audio_transcription: AudioTranscription | Unset | None = UNSET
    """Transcription model, with optional language and prompt hints."""

    include: list[Literal["item.input_audio_transcription.logprobs"] | str] | Unset | None = UNSET
    """Additional output to include; `item.input_audio_transcription.logprobs` adds log probabilities."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["turn_detection"]
            self.turn_detection = (
                _read_realtime_transcription_session_turn_detection(value) if type(value) is dict else value
            )
            value = data["input_audio_noise_reduction"]
            self.input_audio_noise_reduction = _read_realtime_noise_reduction(value) if type(value) is dict else value
            self.input_audio_format = data["input_audio_format"]
            value = data["input_audio_transcription"]
            self.input_audio_transcription = _read_audio_transcription(value) if type(value) is dict else value
            self.include = data["include"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 5:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.turn_detection
        if value is not UNSET:
            data["turn_detection"] = value.to_dict() if isinstance(value, Model) else value
        value = self.input_audio_noise_reduction
        if value is not UNSET:
            data["input_audio_noise_reduction"] = value.to_dict() if isinstance(value, Model) else value
        value = self.input_audio_format
        if value is not UNSET:
            data["input_audio_format"] = value
        value = self.input_audio_transcription
        if value is not UNSET:
            data["input_audio_transcription"] = value.to_dict() if isinstance(value, Model) else value
        value = self.include
        if value is not UNSET:
            data["include"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .audio_transcription import AudioTranscription
from .realtime_noise_reduction import RealtimeNoiseReduction
from .realtime_transcription_session_turn_detection import RealtimeTranscriptionSessionTurnDetection

_read_realtime_transcription_session_turn_detection = RealtimeTranscriptionSessionTurnDetection.from_dict
_read_realtime_noise_reduction = RealtimeNoiseReduction.from_dict
_read_audio_transcription = AudioTranscription.from_dict
