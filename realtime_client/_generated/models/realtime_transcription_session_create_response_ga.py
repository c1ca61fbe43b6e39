# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeTranscriptionSessionCreateResponseGA"]

_KEYS = frozenset(
    (
        "type",
        "id",
        "object",
        "expires_at",
        "include",
        "audio",
    )
)
_ABSENT = {
    "type": UNSET,
    "id": UNSET,
    "object": UNSET,
}


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranscriptionSessionCreateResponseGA(Model):
    """GA transcription session as the server reports it, for example in the reply to a client secret request.

    Attributes:
        type: Always `transcription`.
        id: Session identifier, starting with `sess_`.
        object: Always `realtime.transcription_session`.
        expires_at: When the session ends, in Unix seconds. Seconds since the Unix epoch.
        include: Extra data switched on for server events; null when there is none.
        audio: Input audio settings in force.
    """

    _component: ClassVar[str] = "RealtimeTranscriptionSessionCreateResponseGA"

    type: Literal["transcription"] = "transcription"
    id: str
    object: str
    expires_at: int | Unset | None = UNSET
    include: list[Literal["item.input_audio_transcription.logprobs"] | str] | Unset | None = UNSET
    audio: RealtimeTranscriptionSessionCreateResponseGAAudio | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.id = data["id"]
            self.object = data["object"]
        except KeyError:
            return cls.from_dict(_ABSENT | data)
        get = data.get
        self.expires_at = get("expires_at", UNSET)
        self.include = get("include", UNSET)
        value = get("audio", UNSET)
        self.audio = (
            RealtimeTranscriptionSessionCreateResponseGAAudio.from_dict(value) if type(value) is dict else value
        )
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
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
        return self._with_unknown(data)


# Below the class, so that models may refer to each other in a circle.
from .realtime_transcription_session_create_response_ga_audio import RealtimeTranscriptionSessionCreateResponseGAAudio
