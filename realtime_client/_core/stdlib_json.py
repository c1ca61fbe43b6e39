"""JSON by the standard library: the second backend, and what orjson cannot read or write.

It holds integers of any size, lone surrogates and numbers beyond a double, and needs no recursion for deep values.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from json.encoder import encode_basestring as _quoted
from typing import Any, Final, Self
from uuid import UUID

__all__ = ["MAX_DEPTH", "HugeFloat", "dump", "dump_pretty", "parse", "repair"]

# The limit of orjson, kept here so that both backends refuse the same input.
MAX_DEPTH: Final = 1024

_TOKEN = re.compile(r'"(?:[^"\\]+|\\.)*+"?|[\[{\]}]|-?Infinity|NaN', re.DOTALL)
_BLANK = re.compile(r"[ \t\n\r]*")
_CONTAINERS = (dict, list, tuple)
_PLAIN = (*_CONTAINERS, str, int, float, type(None))
# The exponents that repr() pads with a zero and orjson does not.
_PADDED_EXPONENT = re.compile(r"\de-0\d")


class HugeFloat(float):
    """A number beyond a double, such as ``1e999``: infinite in Python, and written back as it was read."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        self = super().__new__(cls, text)
        self.text = text
        return self

    def __repr__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text,)


def parse(data: str | bytes | bytearray | memoryview) -> Any:
    """Parse JSON.

    Raises:
        json.JSONDecodeError: The input is not JSON, or is nested too deeply.
        TypeError: The input is not text.
    """
    if isinstance(data, str):
        text = data
    elif isinstance(data, bytes | bytearray | memoryview):
        text = _decoded(bytes(data))
    else:
        raise TypeError(f"expected text, found {type(data).__name__}")
    if text.count("[") + text.count("{") > MAX_DEPTH:
        _check_depth(text)
    try:
        try:
            return _DECODER.decode(text)
        except RecursionError:
            # Some versions of Python allow the decoder less depth than `MAX_DEPTH`.
            return _parse_deep(text)
    except json.JSONDecodeError:
        raise
    except _ConstantError as error:
        raise json.JSONDecodeError(f"{error} is not allowed", text, _place(text, str(error))) from None
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", text, 0) from None
    except ValueError:
        # Python converts no integer of more digits than `sys.get_int_max_str_digits`.
        raise json.JSONDecodeError("an integer has too many digits", text, 0) from None


def repair(data: str | bytes) -> bytes | None:
    """Return as JSON an object as some servers write it: with NaN, infinities, or a byte order mark or NUL around it.

    NaN and infinities become null. None for anything else that is not JSON.
    """
    try:
        text = (data if isinstance(data, str) else data.decode()).strip("\ufeff\0 \t\n\r")
        _check_depth(text)
        value = _LENIENT.decode(text)
    except (ValueError, RecursionError):
        return None
    return dump(value) if isinstance(value, dict) else None


def _parse_deep(text: str) -> Any:
    """Parse JSON without recursion, and so more slowly."""
    root: list[Any] = []
    # Each open container, with the key of its next value if it is an object.
    stack: list[tuple[dict[str, Any] | list[Any], str]] = [(root, "")]
    place = _blank(text, 0)
    while True:
        opening = text[place : place + 1]
        if opening in ("[", "{"):
            value: Any = [] if opening == "[" else {}
            place = _blank(text, place + 1)
        else:
            value, place = _DECODER.raw_decode(text, place)
        around, key = stack[-1]
        if isinstance(around, dict):
            around[key] = value
        else:
            around.append(value)
        if opening in ("[", "{"):
            stack.append((value, ""))
            separator = ""
        else:
            place, separator = _blank(text, place), ","
        while len(stack) > 1 and text[place : place + 1] == ("]" if isinstance(stack[-1][0], list) else "}"):
            stack.pop()
            place, separator = _blank(text, place + 1), ","
        if len(stack) == 1:
            if place < len(text):
                raise json.JSONDecodeError("Extra data", text, place)
            return root[0]
        if separator:
            place = _after(separator, text, place)
        around, _ = stack[-1]
        if isinstance(around, dict):
            if text[place : place + 1] != '"':
                raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, place)
            key, place = _DECODER.raw_decode(text, place)
            place = _after(":", text, _blank(text, place))
            stack[-1] = around, key


def _blank(text: str, place: int) -> int:
    found = _BLANK.match(text, place)
    return found.end() if found else place


def _after(delimiter: str, text: str, place: int) -> int:
    if text[place : place + 1] != delimiter:
        raise json.JSONDecodeError(f"Expecting '{delimiter}' delimiter", text, place)
    return _blank(text, place + 1)


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        raise json.JSONDecodeError("invalid UTF-8", before, len(before)) from None


def _check_depth(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        first = token[0][0]
        if first in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise json.JSONDecodeError(f"nested more than {MAX_DEPTH} levels deep", text, token.start())
        elif first in "]}":
            depth -= 1


def _place(text: str, constant: str) -> int:
    return next((token.start() for token in _TOKEN.finditer(text) if token[0] == constant), 0)


def _float(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else HugeFloat(text)


class _ConstantError(ValueError):
    """NaN or an infinity, which JavaScript has and JSON does not."""


def _refuse_constant(name: str) -> Any:
    raise _ConstantError(name)


_DECODER = json.JSONDecoder(parse_float=_float, parse_constant=_refuse_constant)
_LENIENT = json.JSONDecoder(parse_float=_float, parse_constant=lambda _: None)


def dump(value: Any) -> bytes:
    """Write plain values as compact JSON in UTF-8, as orjson does; a lone surrogate is escaped.

    Raises:
        ValueError: A float is infinite or not a number, or a value contains itself.
        TypeError: A value has no form in JSON.
    """
    try:
        text = _ENCODER.encode(value)
    except (RecursionError, ValueError):
        text = "".join(_pieces(value))
    else:
        if _PADDED_EXPONENT.search(text):
            text = "".join(_pieces(value))
    # A lone surrogate becomes `\udXXX`, an escape of JSON as well.
    return text.encode(errors="backslashreplace")


def dump_pretty(value: Any, *, sort_keys: bool = False) -> str:
    """Write plain values as JSON indented by two spaces; raises what `dump` raises."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=sort_keys, default=_default)
    except (RecursionError, ValueError):
        # Too deep, or with a number beyond a double: correct counts for more than pretty.
        return dump(value).decode()


def _pieces(value: Any) -> Iterator[str]:
    """Write values of any depth, without recursion."""
    stack: list[tuple[Iterator[tuple[str, Any]], str, int]] = [(iter([("", value)]), "", 0)]
    # Identities of the containers around the present value.
    around: set[int] = set()
    while stack:
        entries, end, identity = stack[-1]
        for before, item in entries:
            yield before
            value = item if isinstance(item, _PLAIN) else _default(item)
            if not isinstance(value, _CONTAINERS):
                yield _scalar(value)
                continue
            if id(value) in around:
                raise ValueError("a value that contains itself cannot be written as JSON")
            around.add(id(value))
            yield "{" if isinstance(value, dict) else "["
            stack.append((_members(value), "}" if isinstance(value, dict) else "]", id(value)))
            break
        else:
            yield end
            around.discard(identity)
            stack.pop()


def _members(value: dict[Any, Any] | list[Any] | tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    comma = ""
    for entry in value.items() if isinstance(value, dict) else value:
        if isinstance(value, dict):
            yield f"{comma}{_key(entry[0])}:", entry[1]
        else:
            yield comma, entry
        comma = ","


def _key(key: Any) -> str:
    if isinstance(key, str):
        return _quoted(key)
    if key is None or isinstance(key, int | float):
        return _quoted(_scalar(key))
    raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")


def _scalar(value: Any) -> str:
    if isinstance(value, HugeFloat):
        return value.text
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a float that is infinite or not a number cannot be written as JSON")
        return _short(float.__repr__(value))
    return _ENCODER.encode(value)


def _short(number: str) -> str:
    digits, exponent, power = number.partition("e-0")
    if not exponent:
        return number
    return f"{Decimal(number):f}" if power == "5" else f"{digits}e-{power}"


def _default(value: Any) -> Any:
    """Convert what orjson converts by itself."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: getattr(value, entry.name) for entry in fields(value)}
    raise TypeError(f"a value of type {type(value).__name__} is not JSON serializable")


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_default)
