"""Prices of tokens, given by the caller: they change too often to be part of a package."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

from .errors import UsageError

__all__ = ["Rates"]

_Price: TypeAlias = Decimal | int | str


def _decimal(value: _Price | None) -> Decimal | None:
    if isinstance(value, float):
        raise TypeError("give a price as Decimal, int or str; a float is not exact")
    return None if value is None else Decimal(value)


@frozen(kw_only=True)
class Rates:
    """Price of a million tokens of each kind, in any currency; None where no price is known.

    Give prices as `decimal.Decimal`, ``int`` or ``str``: ``Rates(text_input="4.00", text_output="16.00")``.

    Attributes:
        text_input: Text the model read anew.
        text_cached: Text the model took from its cache.
        text_output: Text the model wrote.
        audio_input: Audio the model heard anew.
        audio_cached: Audio the model took from its cache.
        audio_output: Audio the model spoke.
        image_input: Images the model saw anew.
        image_cached: Images the model took from its cache.
        image_output: Images the model made.
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
        """Price of so many tokens of a kind, times a million.

        Raises:
            UsageError: There are such tokens, and no rate for them.
        """
        rate: Decimal | None = getattr(self, kind)
        if rate is not None:
            return rate * tokens
        if tokens:
            raise UsageError(f"{tokens} {kind.replace('_', ' ')} tokens were used and Rates has no {kind}: give one")
        return Decimal(0)
