# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

from ..tables import REALTIME_GA_SESSION

if TYPE_CHECKING:
    from ..types import RealtimeGASession

__all__ = ["RealtimeServerEventSessionCreated"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "session",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventSessionCreated(Model):
    """Sent by the server as the first event on a new connection, with the initial configuration of the session."""

    _component: ClassVar[str] = "RealtimeServerEventSessionCreated"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["session.created"] = "session.created"
    """Always `session.created`."""

    session: RealtimeGASession
    """Initial state of the session; `type` identifies a conversation or a transcription session."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            value = data["session"]
            self.session = REALTIME_GA_SESSION.from_dict(value) if type(value) is dict else value
        except KeyError:
            # A required key is missing.
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
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.session
        if value is not UNSET:
            data["session"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data
