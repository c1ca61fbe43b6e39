"""Base64, by pybase64 where it is installed and by the standard library otherwise."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, Final

__all__ = ["decode", "encode"]


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
