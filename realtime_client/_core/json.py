"""JSON in and out, for the whole package.

There are two backends: orjson, and the standard library if orjson is not installed or the environment variable
``REALTIME_JSON`` is ``stdlib``. They accept the same input, read the same values and write the same bytes. Integers
are exact in both; orjson reads those beyond 64 bits as floats, so `exact` parses such text again.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final

from ..errors import DecodeError
from .redaction import mask_in_place

__all__ = ["BACKEND", "dumps", "dumps_pretty", "exact", "loads", "loads_object", "parse", "repair", "require_object"]


def _orjson() -> Any:
    if os.environ.get("REALTIME_JSON") == "stdlib":
        return None
    try:
        return import_module("orjson")
    except ImportError:
        return None


_fast = _orjson()
BACKEND: Final = "stdlib" if _fast is None else "orjson"


def _parser() -> Callable[[Any], Any]:
    if _fast is not None:
        loads: Callable[[Any], Any] = _fast.loads
        return loads
    from .stdlib_json import parse

    return parse


# Parse text without a closer look: raises ValueError or TypeError, and may round integers beyond 64 bits.
parse: Callable[[Any], Any] = _parser()

_HOLDERS = (dict, list, tuple)
_AROUND = 30
# How far to look for the start of a secret of which only a part is near; a token may be this long.
_FAR = 4096
# Integers beyond 64 bits have at least 19 digits.
_LONG_INTEGER = b"0" * 19
_DIGITS_AS_ZERO = bytes(ord("0") if chr(byte).isdigit() and byte < 128 else ord(" ") for byte in range(256))


def loads(data: str | bytes | bytearray | memoryview | Mapping[str, Any]) -> Any:
    """Parse JSON; a mapping is taken as already parsed.

    Raises:
        DecodeError: The input is not JSON.
    """
    if type(data) is dict:
        return data
    if isinstance(data, Mapping):
        # Only plain dicts are read as models, so mappings of other types are converted, nested ones too.
        try:
            return _plain(data)
        except RecursionError:
            raise DecodeError("mappings are nested too deeply") from None
    if not isinstance(data, str | bytes | bytearray | memoryview):
        raise DecodeError(f"expected JSON or a mapping, found {type(data).__name__}")
    try:
        return exact(parse(data), data)
    except ValueError:
        return _loads_stdlib(data)


def exact(value: Any, data: object) -> Any:
    """Return what was parsed from ``data``, parsed again if orjson may have rounded an integer in it.

    Raises:
        DecodeError: The standard library cannot parse it, for it is nested too deeply.
    """
    if _fast is None or not isinstance(data, str | bytes | bytearray | memoryview):
        return value
    text = data.encode(errors="replace") if isinstance(data, str) else bytes(data)
    return _loads_stdlib(data) if _LONG_INTEGER in text.translate(_DIGITS_AS_ZERO) else value


def loads_object(data: str | bytes | bytearray | memoryview | Mapping[str, Any]) -> dict[str, Any]:
    """Parse one JSON object; a mapping is taken as already parsed.

    Raises:
        DecodeError: The input is not JSON, or not an object.
    """
    return require_object(loads(data), data)


def require_object(value: Any, data: object) -> dict[str, Any]:
    """Return what was parsed from ``data`` as the object it must be.

    Raises:
        DecodeError: It is not an object.
    """
    if type(value) is dict:
        return value
    raise DecodeError(f"expected a JSON object, found {_kind(value)}", excerpt=_excerpt(_text(data), 0))


def repair(data: str | bytes) -> bytes | None:
    """Return as JSON an object as some servers write it, see `stdlib_json.repair`; None for anything else."""
    from .stdlib_json import repair

    return repair(data)


def dumps(value: Any) -> bytes:
    """Write plain values as compact JSON in UTF-8.

    Raises:
        ValueError: A float is infinite or not a number, or a value contains itself.
        TypeError: A value has no form in JSON.
    """
    if _fast is None:
        return _dumps_stdlib(value)
    try:
        written: bytes = _fast.dumps(value)
    except TypeError:
        # A lone surrogate, a long integer, a number beyond a double, a key that is not a string, or great depth.
        return _dumps_stdlib(value)
    # orjson writes null for a float that JSON has no form for; only then is it worth looking for one.
    if (nulls := written.count(b"null")) and not _is_finite(value, nulls):
        raise ValueError("a float that is infinite or not a number cannot be written as JSON")
    return written


def dumps_pretty(value: Any, *, sort_keys: bool = False) -> str:
    """Write plain values as JSON indented by two spaces; raises what `dumps` raises."""
    from .stdlib_json import dump_pretty

    return dump_pretty(value, sort_keys=sort_keys)


def _dumps_stdlib(value: Any) -> bytes:
    # Imported when it is first needed, which with orjson is rarely.
    from .stdlib_json import dump

    return dump(value)


def _is_finite(value: Any, nulls: int) -> bool:
    """Return False if a value holds a float that is infinite or not a number.

    Args:
        value: Plain value.
        nulls: Number of times that its JSON has ``null``. Once as many None are found, there can be no such float.
    """
    pending: list[Any] = [(value,)]
    for holder in pending:
        for item in holder.values() if isinstance(holder, dict) else holder:
            kind = type(item)
            if kind is str or kind is int:
                continue
            if item is None:
                nulls -= 1
                if not nulls:
                    return True
            elif isinstance(item, _HOLDERS):
                pending.append(item)
            elif isinstance(item, float) and not math.isfinite(item):
                return False
    return True


def _loads_stdlib(data: str | bytes | bytearray | memoryview) -> Any:
    """Read JSON that orjson refuses: lone surrogates, numbers beyond a double.

    The error is always that of the standard library, so that it does not depend on the backend.
    """
    from json import JSONDecodeError

    from .stdlib_json import parse

    try:
        return parse(data)
    except JSONDecodeError as error:
        raise DecodeError(
            f"not JSON: {error.msg}",
            position=error.pos,
            line=error.lineno,
            column=error.colno,
            excerpt=_excerpt(_text(data), error.pos),
        ) from None


def _excerpt(text: str, position: int) -> str:
    start = max(position - _AROUND, 0)
    end = start + 2 * _AROUND
    # Masked before it is cut: a part of a key, or a key without the name before it, looks like any other text.
    far = max(start - _FAR, 0)
    return mask_in_place(text[far : end + _FAR])[start - far : end - far]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _text(data: object) -> str:
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data).decode("utf-8", "replace")
    return data if isinstance(data, str) else ""


def _kind(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
