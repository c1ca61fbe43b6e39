"""Keeping keys out of anything a person may read: reprs, messages, excerpts."""

from __future__ import annotations

import re

__all__ = ["MASK", "redact"]

MASK = "***"

# Keys and client secrets as they are issued, and whatever follows a word that announces one.
_ISSUED = re.compile(r"\b(?:sk|ek|rk|sess|eph)[-_][A-Za-z0-9_\-]{6,}")
_ANNOUNCED = re.compile(
    r"""(?i)(\b(?:bearer|basic)\s+|["']?\b(?:api[-_]?key|authorization|client_secret|secret|token|password)["']?\s*[:=]\s*["'])"""
    r"""[^\s"',}]{4,}"""
)


def redact(text: str) -> str:
    """The text with everything that looks like a key or a client secret replaced by ``***``."""
    return _ANNOUNCED.sub(rf"\1{MASK}", _ISSUED.sub(MASK, text))
