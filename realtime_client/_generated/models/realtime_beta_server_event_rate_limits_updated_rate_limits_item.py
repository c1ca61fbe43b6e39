# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem"]

_KEYS = frozenset(
    (
        "name",
        "limit",
        "remaining",
        "reset_seconds",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem(Model):
    """One limit inside a `rate_limits.updated` event in the beta dialect.

    Attributes:
        name: What is limited: `requests` or `tokens`.
        limit: Most that is allowed per period.
        remaining: How much is left now.
        reset_seconds: Seconds until the full amount is available again.
    """

    _component: ClassVar[str] = "RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem"

    name: Literal["requests", "tokens"] | str | Unset | None = UNSET
    limit: int | Unset | None = UNSET
    remaining: int | Unset | None = UNSET
    reset_seconds: float | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        get = data.get
        self.name = get("name", UNSET)
        self.limit = get("limit", UNSET)
        self.remaining = get("remaining", UNSET)
        self.reset_seconds = get("reset_seconds", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
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
        return self._with_unknown(data)
