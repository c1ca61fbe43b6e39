"""JSON in and out: orjson, and the standard library for the few things that only it can hold."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import orjson

from ..errors import DecodeError
from .redaction import mask_in_place

__all__ = ["as_object", "dumps", "loads", "loads_object"]

_AROUND = 30
# How far to look for the beginning of a secret of which only a part stands near; a token may be this long.
_FAR = 4096


def loads(data: str | bytes | bytearray | memoryview | Mapping[str, Any]) -> Any:
    """Parse JSON; a mapping is taken as already parsed.

    Raises:
        DecodeError: The input is not JSON.
    """
    if type(data) is dict:
        return data
    if isinstance(data, Mapping):
        # Only plain dicts are read as models, so a mapping of another kind becomes plain, with those inside.
        return _plain(data)
    if not isinstance(data, str | bytes | bytearray | memoryview):
        raise DecodeError(f"expected JSON or a mapping, found {type(data).__name__}")
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        return _loads_leniently(data, error)


def as_object(value: Any, data: object) -> dict[str, Any]:
    """What was parsed from ``data``, as the object it must be.

    Raises:
        DecodeError: It is no object.
    """
    if type(value) is dict:
        return value
    raise DecodeError(f"expected a JSON object, found {_kind(value)}", excerpt=_excerpt(_text(data), 0))


def loads_object(data: str | bytes | bytearray | memoryview | Mapping[str, Any]) -> dict[str, Any]:
    """Parse one JSON object; a mapping is taken as already parsed.

    Raises:
        DecodeError: The input is not JSON, or is no object.
    """
    return as_object(loads(data), data)


def dumps(value: Any) -> bytes:
    """Write plain values as compact JSON in UTF-8.

    Raises:
        ValueError: A float is infinite or no number, which JSON cannot say.
        TypeError: A value is none of JSON.
    """
    try:
        written = orjson.dumps(value)
    except TypeError:
        # A lone surrogate, as a model may leave where a stream was cut, or an integer of more than 64 bits.
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
    # orjson writes null for a float that JSON cannot say; only then is it worth looking for one.
    if b"null" in written and not _is_finite(value):
        raise ValueError("a float that is infinite or no number cannot be written as JSON")
    return written


def _is_finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)


def _loads_leniently(data: str | bytes | bytearray | memoryview, error: orjson.JSONDecodeError) -> Any:
    """Read what is JSON by the grammar and yet too much for orjson: lone surrogates, numbers beyond a double."""
    try:
        text = data if isinstance(data, str) else bytes(data).decode()
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        reason = str(error).split(":", maxsplit=1)[0]
        raise DecodeError(
            f"not JSON: {reason}",
            position=error.pos,
            line=error.lineno,
            column=error.colno,
            excerpt=_excerpt(_text(data), error.pos),
        ) from None


def _excerpt(text: str, position: int) -> str:
    start = max(position - _AROUND, 0)
    end = start + 2 * _AROUND
    # Masked before it is cut: a piece of a key, or a key without the word that announces it, looks like any other text.
    far = max(start - _FAR, 0)
    return mask_in_place(text[far : end + _FAR])[start - far : end - far]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _text(data: object) -> str:
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data).decode("utf-8", "replace")
    return data if isinstance(data, str) else ""


def _kind(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
