"""Prices of tokens, supplied by the caller: they change too often to be part of a package."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

from ..errors import UsageError
from .token_counts import Usage, is_count, token_count

__all__ = ["Rates", "cost"]

_KINDS = ("text", "audio", "image")
_MILLION = Decimal(1_000_000)
_Price: TypeAlias = Decimal | int | str


def _decimal(value: _Price | None) -> Decimal | None:
    if isinstance(value, float):
        raise TypeError("give a price as Decimal, int or str; a float is not exact")
    return None if value is None else Decimal(value)


@frozen(kw_only=True)
class Rates:
    """Price of a million tokens of each kind, in any currency; None if unknown.

    Give prices as `decimal.Decimal`, ``int`` or ``str``: ``Rates(text_input="4.00", text_output="16.00")``.

    Attributes:
        text_input: Text input that was not cached.
        text_cached: Text input from the cache.
        text_output: Text output.
        audio_input: Audio input that was not cached.
        audio_cached: Audio input from the cache.
        audio_output: Audio output.
        image_input: Image input that was not cached.
        image_cached: Image input from the cache.
        image_output: Image output.
    """

    text_input: Decimal | None = field(default=None, converter=_decimal)
    text_cached: Decimal | None = field(default=None, converter=_decimal)
    text_output: Decimal | None = field(default=None, converter=_decimal)
    audio_input: Decimal | None = field(default=None, converter=_decimal)
    audio_cached: Decimal | None = field(default=None, converter=_decimal)
    audio_output: Decimal | None = field(default=None, converter=_decimal)
    image_input: Decimal | None = field(default=None, converter=_decimal)
    image_cached: Decimal | None = field(default=None, converter=_decimal)
    image_output: Decimal | None = field(default=None, converter=_decimal)

    def price(self, kind: str, tokens: int) -> Decimal:
        """Return the price of a number of tokens of one kind, times a million.

        Raises:
            UsageError: There are such tokens, but no rate for them.
        """
        rate: Decimal | None = getattr(self, kind)
        if rate is not None:
            return rate * tokens
        if tokens:
            raise UsageError(f"{tokens} {kind.replace('_', ' ')} tokens were used, but Rates has no {kind}; add it")
        return Decimal(0)


def cost(usage: Usage, rates: Rates) -> Decimal:
    """Return the cost of the tokens of a usage, in the currency of the rates; see `UsageAccessors.cost`."""
    cached = _cached_by_kind(usage)
    inputs = _by_kind(usage.input_token_details, usage.input_tokens, "input")
    outputs = _by_kind(usage.output_token_details, usage.output_tokens, "output")
    known, total = sum(inputs.values()) + sum(outputs.values()), token_count(usage, "total_tokens") or 0
    if known < total:
        raise UsageError(f"{known} of {total} tokens are accounted for: the cost of the rest is unknown")
    price = Decimal(0)
    for kind, tokens in inputs.items():
        if cached[kind] > tokens:
            raise UsageError(f"{cached[kind]} of {tokens} {kind} tokens were cached: the counts contradict each other")
        price += rates.price(f"{kind}_cached", cached[kind]) + rates.price(f"{kind}_input", tokens - cached[kind])
    for kind, tokens in outputs.items():
        price += rates.price(f"{kind}_output", tokens)
    return price / _MILLION


def _by_kind(details: object, total: object, what: str) -> dict[str, int]:
    """Return the number of tokens of each kind.

    Raises:
        UsageError: The counts are missing, or do not add up to the total.
    """
    counts = {kind: token_count(details, f"{kind}_tokens") or 0 for kind in _KINDS}
    if is_count(total) and sum(counts.values()) != total:
        raise UsageError(
            f"{what}_token_details account for {sum(counts.values())} of {total} {what} tokens: "
            "the cost is unknown without the kind of each"
        )
    return counts


def _cached_by_kind(usage: Usage) -> dict[str, int]:
    """Return the cached input tokens of each kind; without details only if a single kind can have been cached."""
    details = usage.input_token_details
    cached = token_count(details, "cached_tokens") or 0
    split = getattr(details, "cached_tokens_details", None)
    counts = {kind: token_count(split, f"{kind}_tokens") or 0 for kind in _KINDS}
    if not any(counts.values()):
        inputs = [kind for kind in _KINDS if token_count(details, f"{kind}_tokens")]
        counts |= {kind: cached for kind in inputs if len(inputs) == 1}
    if sum(counts.values()) != cached:
        raise UsageError(
            f"cached_tokens_details account for {sum(counts.values())} of {cached} cached tokens: "
            "the cost is unknown without the kind of each"
        )
    return counts
