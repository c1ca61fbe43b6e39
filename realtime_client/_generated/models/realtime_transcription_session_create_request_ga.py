# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranscriptionSessionCreateRequestGA"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "audio",
        "include",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranscriptionSessionCreateRequestGA(Model):
    """Settings of a GA transcription session, for `session.update` or a new client secret."""

    _component: ClassVar[str] = "RealtimeTranscriptionSessionCreateRequestGA"

    type: Literal["transcription"] = "transcription"
    """Always `transcription`."""

    audio: RealtimeTranscriptionSessionRequestAudio | Unset | None = UNSET
    """Input audio settings; the session has no audio output."""

    include: list[Literal["item.input_audio_transcription.logprobs"] | str] | Unset | None = UNSET
    """Additional output to include; `item.input_audio_transcription.logprobs` adds log probabilities to input
    transcripts."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            value = data["audio"]
            self.audio = _read_realtime_transcription_session_request_audio(value) if type(value) is dict else value
            self.include = data["include"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 3:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        value = self.include
        if value is not UNSET:
            data["include"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_transcription_session_request_audio import RealtimeTranscriptionSessionRequestAudio

_read_realtime_transcription_session_request_audio = RealtimeTranscriptionSessionRequestAudio.from_dict
