"""Prices of tokens from a file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from attrs import fields_dict

from .._accessors.pricing import Rates
from .._core.json import loads_object
from ..errors import InvalidArgumentError

__all__ = ["read_rates"]


def read_rates(path: Path) -> Rates | dict[str, Rates]:
    """Read prices from a JSON file: those of one model, or an object of them by model.

    Raises:
        InvalidArgumentError: The file holds something else.
        DecodeError: The file is not a JSON object.
        OSError: The file cannot be read.
    """
    data = loads_object(path.read_bytes())
    if all(isinstance(value, Mapping) for value in data.values()):
        return {model: _rates(prices) for model, prices in data.items()}
    return _rates(data)


def _rates(prices: Mapping[str, Any]) -> Rates:
    known = fields_dict(Rates)
    unknown = [name for name in prices if name not in known]
    if unknown:
        raise InvalidArgumentError(f"unknown price {unknown[0]!r}: use {', '.join(known)}")
    found = {}
    for name, price in prices.items():
        try:
            # As it is written: a float is not exact.
            found[name] = None if price is None else Decimal(str(price))
        except InvalidOperation:
            raise InvalidArgumentError(f'the price {name} is {price!r}: write a number, such as "4.00"') from None
    return Rates(**found)
