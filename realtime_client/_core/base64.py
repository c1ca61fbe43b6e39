"""Base64, by pybase64 where it is installed and by the standard library otherwise."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, Final

__all__ = ["decode", "decode_loosely", "encode"]


def _backend() -> Any:
    try:
        return import_module("pybase64")
    except ImportError:
        return base64


_fast: Final = _backend()

# Decode base64; raises ValueError for anything else.
decode: Final[Callable[[str | bytes], bytes]] = partial(_fast.b64decode, validate=True)
# Encode as base64.
encode: Final[Callable[[bytes | bytearray | memoryview], bytes]] = _fast.b64encode

_SPACE: Final = re.compile(rb"[ \t\r\n]+")
_URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")


def decode_loosely(data: str | bytes) -> bytes:
    """Decode base64, also without padding, with line breaks, or in the alphabet for URLs: servers send all of these.

    Raises:
        ValueError: It is not base64.
    """
    try:
        return decode(data)
    except ValueError:
        text = data.encode("ascii") if isinstance(data, str) else data
        text = _SPACE.sub(b"", text).translate(_URL_SAFE).rstrip(b"=")
        return decode(text + b"=" * (-len(text) % 4))
