# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeRateLimit"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "name",
        "limit",
        "remaining",
        "reset_seconds",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeRateLimit(Model):
    """One limit in a `rate_limits.updated` event."""

    _component: ClassVar[str] = "RealtimeRateLimit"

    name: Literal["requests", "tokens"] | str | Unset | None = UNSET
    """Limited quantity: `requests` or `tokens`."""

    limit: int | Unset | None = UNSET
    """Maximum per period."""

    remaining: int | Unset | None = UNSET
    """Remaining amount."""

    reset_seconds: float | Unset | None = UNSET
    """Seconds until the limit is fully available again."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.name = data["name"]
            self.limit = data["limit"]
            self.remaining = data["remaining"]
            self.reset_seconds = data["reset_seconds"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 4:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.name
        if value is not UNSET:
            data["name"] = value
        value = self.limit
        if value is not UNSET:
            data["limit"] = value
        value = self.remaining
        if value is not UNSET:
            data["remaining"] = value
        value = self.reset_seconds
        if value is not UNSET:
            data["reset_seconds"] = value
        return self._with_unknown(data) if self._unknown else data
