"""Accessors of the usage of a response: adding up, cached share, cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Protocol, Self, TypeVar, cast

from .._rates import Rates
from ..errors import UsageError

__all__ = ["UsageAccessors"]

_KINDS = ("text", "audio", "image")
_MILLION = Decimal(1_000_000)


class _Usage(Protocol):
    @property
    def input_tokens(self) -> Any: ...
    @property
    def output_tokens(self) -> Any: ...
    @property
    def input_token_details(self) -> Any: ...
    @property
    def output_token_details(self) -> Any: ...
    def to_dict(self) -> dict[str, Any]: ...
    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self: ...


_UsageT = TypeVar("_UsageT", bound=_Usage)


class UsageAccessors:
    """Accessors of a usage; ``usage + usage`` and ``sum(usages)`` add up every count in it."""

    __slots__ = ()

    def __add__(self: _UsageT, other: object) -> _UsageT:
        """The counts of both together, of either dialect; a count that only one has is taken from that one."""
        if not isinstance(other, UsageAccessors):
            return NotImplemented
        return type(self).from_dict(_added(self.to_dict(), cast("_Usage", other).to_dict()))

    def __radd__(self: _UsageT, other: object) -> _UsageT:
        """Lets ``sum()`` begin at 0."""
        return self if other == 0 else NotImplemented

    @property
    def cached_share(self: _Usage) -> float | None:
        """Share of the input tokens that came from the cache, 0 to 1; None when the counts are not there."""
        cached = _count(self.input_token_details, "cached_tokens")
        total = _count(self, "input_tokens")
        return min(cached / total, 1.0) if cached is not None and total else None

    def cost(self: _Usage, rates: Rates) -> Decimal:
        """Cost of these tokens, in the currency of the rates.

        Args:
            rates: Price of a million tokens of each kind.

        Raises:
            UsageError: A rate is missing for tokens that were used, or the usage does not say how many tokens of which
                kind were used.
        """
        cached = _cached_by_kind(self)
        cost = Decimal(0)
        for kind, count in _by_kind(self.input_token_details, self.input_tokens, "input").items():
            if cached[kind] > count:
                raise UsageError(
                    f"{cached[kind]} of {count} {kind} tokens were cached: the counts contradict each other"
                )
            cost += rates.price(f"{kind}_cached", cached[kind]) + rates.price(f"{kind}_input", count - cached[kind])
        for kind, count in _by_kind(self.output_token_details, self.output_tokens, "output").items():
            cost += rates.price(f"{kind}_output", count)
        return cost / _MILLION


def _added(first: Any, second: Any) -> Any:
    if isinstance(first, dict) and isinstance(second, dict):
        keys = dict.fromkeys([*first, *second])
        return {key: _added(first.get(key), second.get(key)) for key in keys}
    if _is_count(first) and _is_count(second):
        return first + second
    return second if first is None else first


def _by_kind(details: object, total: object, what: str) -> dict[str, int]:
    """Tokens of each kind.

    Raises:
        UsageError: The counts are not there, or do not add up to the total.
    """
    counts = {kind: _count(details, f"{kind}_tokens") or 0 for kind in _KINDS}
    if _is_count(total) and sum(counts.values()) != total:
        raise UsageError(
            f"{what}_token_details account for {sum(counts.values())} of {total} {what} tokens: "
            "the cost is not known without the kind of each"
        )
    return counts


def _cached_by_kind(usage: _Usage) -> dict[str, int]:
    """Cached input tokens of each kind; without details only where one kind of input can have been cached."""
    details = usage.input_token_details
    cached = _count(details, "cached_tokens") or 0
    split = getattr(details, "cached_tokens_details", None)
    counts = {kind: _count(split, f"{kind}_tokens") or 0 for kind in _KINDS}
    if not any(counts.values()):
        inputs = [kind for kind in _KINDS if _count(details, f"{kind}_tokens")]
        counts |= {kind: cached for kind in inputs if len(inputs) == 1}
    if sum(counts.values()) != cached:
        raise UsageError(
            f"cached_tokens_details account for {sum(counts.values())} of {cached} cached tokens: "
            "the cost is not known without the kind of each"
        )
    return counts


def _count(holder: object, name: str) -> int | None:
    value = getattr(holder, name, None)
    return cast("int", value) if _is_count(value) else None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
