# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranscriptionSessionCreateResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "client_secret",
        "modalities",
        "input_audio_format",
        "input_audio_transcription",
        "turn_detection",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranscriptionSessionCreateResponse(Model):
    """Beta transcription session as reported by the server, over HTTP or in `transcription_session.created` and `transcription_session.updated`."""

    _component: ClassVar[str] = "RealtimeTranscriptionSessionCreateResponse"

    client_secret: RealtimeClientSecret
    """Secret that lets a client open the session; only in the HTTP response."""

    modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modalities of the session: `text`, `audio` or both."""

    input_audio_format: str | Unset | None = UNSET
    """Encoding of the input audio: `pcm16`, `g711_ulaw` or `g711_alaw`."""

    input_audio_transcription: AudioTranscriptionResponse | Unset | None = UNSET
    """Transcription model in use, with its hints."""

    turn_detection: RealtimeReportedTurnDetection | Unset | None = UNSET
    """Effective turn detection; null or absent if the client commits audio."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["client_secret"]
            self.client_secret = _read_realtime_client_secret(value) if type(value) is dict else value
            self.modalities = data["modalities"]
            self.input_audio_format = data["input_audio_format"]
            value = data["input_audio_transcription"]
            self.input_audio_transcription = _read_audio_transcription_response(value) if type(value) is dict else value
            value = data["turn_detection"]
            self.turn_detection = _read_realtime_reported_turn_detection(value) if type(value) is dict else value
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
        value = self.client_secret
        if value is not UNSET:
            data["client_secret"] = value.to_dict() if isinstance(value, Model) else value
        value = self.modalities
        if value is not UNSET:
            data["modalities"] = value
        value = self.input_audio_format
        if value is not UNSET:
            data["input_audio_format"] = value
        value = self.input_audio_transcription
        if value is not UNSET:
            data["input_audio_transcription"] = value.to_dict() if isinstance(value, Model) else value
        value = self.turn_detection
        if value is not UNSET:
            data["turn_detection"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .audio_transcription_response import AudioTranscriptionResponse
from .realtime_client_secret import RealtimeClientSecret
from .realtime_reported_turn_detection import RealtimeReportedTurnDetection

_read_realtime_client_secret = RealtimeClientSecret.from_dict
_read_audio_transcription_response = AudioTranscriptionResponse.from_dict
_read_realtime_reported_turn_detection = RealtimeReportedTurnDetection.from_dict
