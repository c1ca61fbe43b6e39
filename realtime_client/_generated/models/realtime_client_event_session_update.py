# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

from ..tables import REALTIME_CLIENT_EVENT_SESSION_UPDATE_SESSION

if TYPE_CHECKING:
    from ..types import RealtimeClientEventSessionUpdateSession

__all__ = ["RealtimeClientEventSessionUpdate"]

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
class RealtimeClientEventSessionUpdate(Model):
    """Sent by the client to change session settings; omitted fields keep their values. `session.updated` with the complete configuration follows, or `error` if a change is rejected."""

    _component: ClassVar[str] = "RealtimeClientEventSessionUpdate"

    event_id: str | Unset | None = UNSET
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["session.update"] = "session.update"
    """Always `session.update`."""

    session: RealtimeClientEventSessionUpdateSession
    """Settings to change; an empty string, an empty list or null clears a setting. `model` cannot change, nor can
    `voice` after the first audio output."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            value = data["session"]
            self.session = (
                REALTIME_CLIENT_EVENT_SESSION_UPDATE_SESSION.from_dict(value) if type(value) is dict else value
            )
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
