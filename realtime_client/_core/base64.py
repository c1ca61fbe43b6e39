"""Base64, by pybase64 where there is a wheel of it and by the standard library otherwise."""

from __future__ import annotations

try:
    from pybase64 import b64decode, b64encode
except ImportError:
    from base64 import b64decode, b64encode

__all__ = ["decode", "encode"]


def decode(data: str | bytes) -> bytes:
    """Decode base64.

    Raises:
        ValueError: The input is not base64.
    """
    return b64decode(data, validate=True)


def encode(data: bytes | bytearray | memoryview) -> bytes:
    """Encode as base64."""
    return b64encode(data)
