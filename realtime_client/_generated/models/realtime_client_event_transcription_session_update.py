# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeClientEventTranscriptionSessionUpdate"]

_KEYS = frozenset(
    (
        "event_id",
        "type",
        "session",
    )
)
_ABSENT = {
    "type": UNSET,
    "session": UNSET,
}


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeClientEventTranscriptionSessionUpdate(Model):
    """Sent by the client in the beta dialect to change the settings of a transcription session. `transcription_session.updated` follows.

    Attributes:
        event_id: Optional id chosen by the client; it comes back in the `error` event if this event fails.
        type: Always `transcription_session.update`.
        session: New transcription settings; fields left out stay as they are.
    """

    _component: ClassVar[str] = "RealtimeClientEventTranscriptionSessionUpdate"

    event_id: str | Unset | None = UNSET
    type: Literal["transcription_session.update"] = "transcription_session.update"
    session: RealtimeTranscriptionSessionCreateRequest

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            value = data["session"]
            self.session = RealtimeTranscriptionSessionCreateRequest.from_dict(value) if type(value) is dict else value
        except KeyError:
            return cls.from_dict(_ABSENT | data)
        get = data.get
        self.event_id = get("event_id", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.session
        if value is not UNSET:
            data["session"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data)


# Below the class, so that models may refer to each other in a circle.
from .realtime_transcription_session_create_request import RealtimeTranscriptionSessionCreateRequest
