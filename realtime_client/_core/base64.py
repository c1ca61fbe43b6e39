"""Base64, by pybase64 where it is installed and by the standard library otherwise."""

from __future__ import annotations

import base64
from importlib import import_module
from typing import Any

__all__ = ["decode", "encode"]


def _backend() -> Any:
    try:
        return import_module("pybase64")
    except ImportError:
        return base64


_fast = _backend()


def decode(data: str | bytes) -> bytes:
    """Decode base64.

    Raises:
        ValueError: The input is not base64.
    """
    decoded: bytes = _fast.b64decode(data, validate=True)
    return decoded


def encode(data: bytes | bytearray | memoryview) -> bytes:
    """Encode as base64."""
    encoded: bytes = _fast.b64encode(data)
    return encoded
