"""Redaction of secrets in anything a person may read: reprs, messages, excerpts, logs, recordings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

__all__ = ["MASK", "SIGNS", "is_secret_name", "mask_in_place", "may_hold_secret", "redact", "redacted", "shown_url"]

MASK: Final = "***"

# Expressions are text: `re` compiles each when it is first needed, and not on the way to a connection.

# A key begins after anything but a letter or digit, and after an escape such as the `\n` of a repr or of JSON.
_BEGIN = r"(?:(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=\\x[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))"
_NAMES = r"(?:api[-_]?key|authorization|client_secret|secret|token|password|cookie)"
# Keys, client secrets and webhook secrets as they are issued, and JSON Web Tokens.
_ISSUED: Final = rf"""(?x){_BEGIN}()(?:
    (?:(?:sk|ek|rk|eph)[-_]|(?:sess|xai)-)[A-Za-z0-9_\-]{{6,}}
    |whsec_[A-Za-z0-9+/=_\-]{{6,}}
    |eyJ[A-Za-z0-9_\-]{{8,}}\.[A-Za-z0-9_\-]{{4,}}(?:\.[A-Za-z0-9_\-]*)*
)"""
# A value after the name of a secret: in JSON, in Python, in a header, in a list of pairs, in the query of a URL.
_NAMED: Final = rf"""(?ix){_BEGIN}(
    (?:{_NAMES}(?:\\*["']?\s*[:=]\s*b?\\*["']|\\*["']\s*,\s*b?\\*["']|=)|(?:api[-_]?key|authorization|cookie):\s*)
        (?:(?:bearer|basic)\s+)?+
    |(?:bearer|basic)\s+
)(?:[^\s"',}}\\]|\\(?!["'])){{4,}}"""
_LOGIN: Final = r"(://)[^\s/?#@\"'\\]+(?=@)"
_QUERY: Final = r"(?i)([?&](?:key|sig|signature|code)=)[^\s&#\"'\\]{4,}"
_PATTERNS: Final = (_ISSUED, _NAMED, _LOGIN, _QUERY)
# In JSON that cannot be parsed: the object ``headers`` as far as it goes, and the text of one key.
_TEXT = r"(?:[^\"\\]|\\.)*+"
_HEADERS: Final = rf'("headers"\s*:\s*\{{)(?:[^{{}}"]|"{_TEXT}"?+)*+'
_MEMBER: Final = rf'("([^"\\]{{1,99}})"\s*:\s*"){_TEXT}'
# Audio in base64 cannot hold a secret that the patterns would find.
_HARMLESS: Final = r"[A-Za-z0-9+/]*={0,2}"
# Text in lower case without any of these matches no pattern. To look for them one by one is faster than any expression.
_HINTS: Final = (
    *("k-", "k_", "eph-", "eph_", "sess-", "xai-", "whsec_", "eyj", "://", "key=", "sig=", "signature=", "code="),
    *("api", "authorization", "secret", "token", "password", "cookie", "bearer", "basic"),
)
_SHORT: Final = 200
_NAME: Final = (
    r"(?i)(?:.*[-_])?(?:api[-_]?key|authorization|secret|password|passwd|cookie|credentials?|private[-_]key"
    r"|access[-_]key)|.*[-_]token"
)
# JSON in lower case without any of these holds no secret, by its path or by its pattern; an escape may hide one.
SIGNS: Final = tuple(
    sign.encode()
    for sign in (
        *_HINTS,
        *("passwd", "credential", "private_key", "private-key", "privatekey", "access_key", "access-key", "accesskey"),
        *("headers", "\\u"),
    )
)
_CAMEL: Final = r"(?<=[a-z0-9])(?=[A-Z])"


def redact(text: str) -> str:
    """Return the text with everything that looks like a secret replaced by ``***``."""
    if (len(text) > _SHORT and re.fullmatch(_HARMLESS, text)) or not may_hold_secret(text):
        return text
    for pattern in _PATTERNS:
        text = re.sub(pattern, rf"\1{MASK}", text)
    return text


def may_hold_secret(text: str) -> bool:
    """Return False if nothing in the text can look like a secret; cheaper than to redact it."""
    lower = text.lower()
    for hint in _HINTS:  # noqa: SIM110 - a generator would cost more than the search
        if hint in lower:
            return True
    return False


def mask_in_place(text: str) -> str:
    """Return a piece of JSON with each character of what may be a secret replaced by ``*``, so that positions stay."""
    for pattern in (_HEADERS, *_PATTERNS):
        text = re.sub(pattern, _in_place, text)
    return re.sub(_MEMBER, lambda match: _in_place(match) if is_secret_name(match[2]) else match[0], text)


def _in_place(match: re.Match[str]) -> str:
    return match[1] + "*" * (match.end() - match.end(1))


@lru_cache(maxsize=1024)
def is_secret_name(name: str) -> bool:
    """Return True if a value of this name is a secret; a plain ``token`` is not, for most are pieces of text."""
    return re.fullmatch(_NAME, re.sub(_CAMEL, "_", name)) is not None


def redacted(value: Any) -> Any:
    """Return a copy of a JSON value with its secrets masked.

    A value is a secret by its path: the name of its key, the headers of an MCP server, the ``value`` of a client
    secret, of a header or of a named setting. Text elsewhere is redacted by pattern.
    """
    holder: list[Any] = [value]
    # A stack instead of recursion: what a server sends may be nested more deeply than Python recurses.
    pending: list[tuple[Any, Any, bool]] = [(holder, 0, False)]
    while pending:
        parent, place, is_secret = pending.pop()
        item = parent[place]
        if isinstance(item, dict):
            parent[place] = dict(item)
            pending.extend((parent[place], key, is_secret or _is_secret(key, item)) for key in item)
        elif isinstance(item, list | tuple):
            parent[place] = list(item)
            pending.extend((parent[place], index, is_secret) for index in range(len(item)))
        elif isinstance(item, str):
            parent[place] = MASK if is_secret and item else redact(item)
        elif is_secret and isinstance(item, int | float) and place != "expires_at" and not isinstance(item, bool):
            parent[place] = MASK
    return holder[0]


def _is_secret(key: Any, siblings: dict[Any, Any]) -> bool:
    if not isinstance(key, str):
        return False
    if key == "token":
        # A token of text comes with its probability.
        return "logprob" not in siblings
    if key == "headers":
        return isinstance(siblings[key], dict)
    if key == "value":
        name = siblings.get("name")
        return "expires_at" in siblings or (isinstance(name, str) and is_secret_name(name))
    return is_secret_name(key)


def shown_url(url: str) -> str:
    """Return a URL without what may hold secrets: user, password, query and fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(invalid URL)"
    return redact(urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")))
