"""JSON in and out: orjson, and the standard library for the few things that only it can hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import orjson

from .errors import DecodeError

__all__ = ["dumps", "loads_object"]

_AROUND = 30


def loads_object(data: str | bytes | bytearray | memoryview | Mapping[str, Any]) -> dict[str, Any]:
    """Parse one JSON object; a mapping is taken as already parsed.

    Raises:
        DecodeError: The input is not JSON, or is no object.
    """
    if isinstance(data, str | bytes | bytearray | memoryview):
        try:
            value = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            value = _loads_leniently(data, error)
    elif isinstance(data, Mapping):
        value = data
    else:
        raise DecodeError(f"expected JSON or a mapping, found {type(data).__name__}")
    if type(value) is dict:
        return value
    if isinstance(value, Mapping):
        return dict(value)
    raise DecodeError(f"expected a JSON object, found {_kind(value)}", excerpt=_text(data)[:60])


def dumps(value: Any) -> bytes:
    """Write plain values as compact JSON in UTF-8."""
    try:
        return orjson.dumps(value)
    except TypeError:
        # A lone surrogate, as a model may leave where a stream was cut, or an integer of more than 64 bits.
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()


def _loads_leniently(data: str | bytes | bytearray | memoryview, error: orjson.JSONDecodeError) -> Any:
    """Read what is JSON by the grammar and yet too much for orjson: lone surrogates, numbers beyond a double."""
    text = _text(data)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        start = max(error.pos - _AROUND, 0)
        reason = str(error).split(":", maxsplit=1)[0]
        raise DecodeError(
            f"not JSON: {reason}",
            position=error.pos,
            line=error.lineno,
            column=error.colno,
            excerpt=_masked_excerpt(text, start, error.pos + _AROUND),
        ) from None


def _masked_excerpt(text: str, start: int, end: int) -> str:
    # A cut through a key would leave a piece too short to be recognised, so whole words are taken.
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "\"',:{[":
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] not in "\"',:}]":
        end += 1
    return text[start:end]


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _text(data: object) -> str:
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data).decode("utf-8", "replace")
    return data if isinstance(data, str) else ""


def _kind(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
