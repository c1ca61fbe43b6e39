"""Keeping keys out of anything a person may read: reprs, messages, excerpts."""

from __future__ import annotations

import re

__all__ = ["MASK", "announces", "blot", "redact"]

MASK = "***"

# A word begins after anything but a letter or digit, and after an escape such as the `\n` of a repr or of JSON.
_BEGIN = r"(?:(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=\\x[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))"
_WORDS = r"(?:api[-_]?key|authorization|client_secret|secret|token|password)"
# Keys and client secrets as they are issued, and whatever follows a word that announces one.
_ISSUED = re.compile(_BEGIN + r"()(?:(?:sk|ek|rk|eph)[-_]|sess-)[A-Za-z0-9_\-]{6,}")
_ANNOUNCED = re.compile(
    rf"""(?i){_BEGIN}(
        (?:{_WORDS}(?:\\*["']?\s*[:=]\s*\\*["']|=)|(?:api[-_]?key|authorization):\s*)(?:(?:bearer|basic)\s+)?+
        |(?:bearer|basic)\s+
    )(?:[^\s"',}}\\]|\\(?!["'])){{4,}}""",
    re.VERBOSE,
)
# A plain `token` is more often one of text than one to get in with.
_NAME = re.compile(r"(?i)(?:.*[-_])?(?:api[-_]?key|authorization|secret|password)|.*[-_]token")


def redact(text: str) -> str:
    """The text with everything that looks like a key or a client secret replaced by ``***``."""
    return _ANNOUNCED.sub(rf"\1{MASK}", _ISSUED.sub(MASK, text))


def blot(text: str) -> str:
    """The text with every character of what looks like a key replaced by ``*``, so that positions stay."""
    for pattern in (_ISSUED, _ANNOUNCED):
        text = pattern.sub(lambda match: match[1] + "*" * (match.end() - match.end(1)), text)
    return text


def announces(name: str) -> bool:
    """Whether what stands under this key is a secret, by its name."""
    return _NAME.fullmatch(name) is not None
