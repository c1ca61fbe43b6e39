# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranscriptionSessionCreateResponseGA"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "id",
        "object",
        "expires_at",
        "include",
        "audio",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranscriptionSessionCreateResponseGA(Model):
    """GA transcription session as reported by the server, for example with a new client secret."""

    _component: ClassVar[str] = "RealtimeTranscriptionSessionCreateResponseGA"

    type: Literal["transcription"] = "transcription"
    """Always `transcription`."""

    id: str
    """ID of the session, starting with `sess_`."""

    object: str
    """Always `realtime.transcription_session`."""

    expires_at: int | Unset | None = UNSET
    """Time at which the session ends, in Unix seconds. Seconds since the Unix epoch."""

    include: list[Literal["item.input_audio_transcription.logprobs"] | str] | Unset | None = UNSET
    """Additional output that is included, or null. Known values: `item.input_audio_transcription.logprobs`."""

    audio: RealtimeTranscriptionSessionCreateResponseGAAudio | Unset | None = UNSET
    """Effective input audio settings."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 6:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.id = data["id"]
            self.object = data["object"]
            self.expires_at = data["expires_at"]
            self.include = data["include"]
            value = data["audio"]
            self.audio = (
                _read_realtime_transcription_session_create_response_ga_audio(value) if type(value) is dict else value
            )
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 6:
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
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.object
        if value is not UNSET:
            data["object"] = value
        value = self.expires_at
        if value is not UNSET:
            data["expires_at"] = value
        value = self.include
        if value is not UNSET:
            data["include"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_transcription_session_create_response_ga_audio import RealtimeTranscriptionSessionCreateResponseGAAudio

_read_realtime_transcription_session_create_response_ga_audio = (
    RealtimeTranscriptionSessionCreateResponseGAAudio.from_dict
)
