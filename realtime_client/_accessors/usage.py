"""Accessors of the usage of a response: sums, cached share, cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from .token_counts import Usage, is_count, token_count

if TYPE_CHECKING:
    from decimal import Decimal

    from .pricing import Rates

__all__ = ["UsageAccessors"]


_UsageT = TypeVar("_UsageT", bound=Usage)


class UsageAccessors:
    """Accessors of a usage; ``usage + usage`` and ``sum(usages)`` add up every count in it."""

    __slots__ = ()

    def __add__(self: _UsageT, other: object) -> _UsageT:
        """Add the counts of two usages, of either dialect; a count that only one has is taken from that one."""
        if not isinstance(other, UsageAccessors):
            return NotImplemented
        return type(self).from_dict(_added(self.to_dict(), cast("Usage", other).to_dict()))

    def __radd__(self: _UsageT, other: object) -> _UsageT:
        """Support ``sum()``, which starts at 0."""
        return self if other == 0 else NotImplemented

    @property
    def cached_share(self: Usage) -> float | None:
        """Share of the input tokens that came from the cache, 0 to 1; None if the counts are missing."""
        cached = token_count(self.input_token_details, "cached_tokens")
        total = token_count(self, "input_tokens")
        return min(cached / total, 1.0) if cached is not None and total else None

    def cost(self: Usage, rates: Rates) -> Decimal:
        """Return the cost of these tokens, in the currency of the rates.

        Args:
            rates: Price of a million tokens of each kind.

        Raises:
            UsageError: A rate is missing for tokens that were used, or the kind of some tokens is unknown.
        """
        # Imported here, so that reading a response does not import decimal arithmetic.
        from .pricing import cost

        return cost(self, rates)


def _added(first: Any, second: Any) -> Any:
    if isinstance(first, dict) and isinstance(second, dict):
        keys = dict.fromkeys([*first, *second])
        return {key: _added(first.get(key), second.get(key)) for key in keys}
    if is_count(first) and is_count(second):
        return first + second
    return second if first is None else first
