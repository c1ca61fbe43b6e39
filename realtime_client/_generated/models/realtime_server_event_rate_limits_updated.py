# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new, plain

__all__ = ["RealtimeServerEventRateLimitsUpdated"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "rate_limits",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventRateLimitsUpdated(Model):
    """Sent by the server around each response, often immediately after `response.done`, with the remaining limits. Tokens reserved for a response in progress count as used."""

    _component: ClassVar[str] = "RealtimeServerEventRateLimitsUpdated"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["rate_limits.updated"] = "rate_limits.updated"
    """Always `rate_limits.updated`."""

    rate_limits: list[RealtimeRateLimit]
    """Current limits; may be empty or contain only `tokens`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            value = data["rate_limits"]
            self.rate_limits = (
                [_read_realtime_rate_limit(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
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
        value = self.rate_limits
        if value is not UNSET:
            data["rate_limits"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_rate_limit import RealtimeRateLimit

_read_realtime_rate_limit = RealtimeRateLimit.from_dict
