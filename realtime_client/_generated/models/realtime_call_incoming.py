# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeCallIncoming"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "created_at",
        "id",
        "data",
        "object",
        "type",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallIncoming(Model):
    """Webhook about a SIP call that waits to be accepted or rejected."""

    _component: ClassVar[str] = "WebhookRealtimeCallIncoming"

    created_at: int
    """Time of the event. Seconds since the Unix epoch."""

    id: str
    """ID of the event; the same when it is delivered again."""

    data: RealtimeCallIncomingData
    """Description of the call."""

    object: Literal["event"] | Unset | None = UNSET
    """Always `event`."""

    type: Literal["realtime.call.incoming"] = "realtime.call.incoming"
    """Always `realtime.call.incoming`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.created_at = data["created_at"]
            self.id = data["id"]
            value = data["data"]
            self.data = _read_realtime_call_incoming_data(value) if type(value) is dict else value
            self.object = data["object"]
            self.type = data["type"]
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
        value = self.created_at
        if value is not UNSET:
            data["created_at"] = value
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.data
        if value is not UNSET:
            data["data"] = value.to_dict() if isinstance(value, Model) else value
        value = self.object
        if value is not UNSET:
            data["object"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_call_incoming_data import RealtimeCallIncomingData

_read_realtime_call_incoming_data = RealtimeCallIncomingData.from_dict
