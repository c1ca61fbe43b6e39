# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventResponseCreated"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventResponseCreated(Model):
    """Sent by the server when a response starts, before any output."""

    _component: ClassVar[str] = "RealtimeServerEventResponseCreated"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["response.created"] = "response.created"
    """Always `response.created`."""

    response: RealtimeResponse
    """The response at its start: `in_progress`, and `status_details` and `usage` null."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            value = data["response"]
            self.response = _read_realtime_response(value) if type(value) is dict else value
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
        value = self.response
        if value is not UNSET:
            data["response"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_response import RealtimeResponse

_read_realtime_response = RealtimeResponse.from_dict
