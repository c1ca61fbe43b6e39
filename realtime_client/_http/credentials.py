"""Keys and headers of requests: fetched when needed, checked before they are sent, shown by nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from inspect import isawaitable
from typing import Any, Final, Self, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from attrs import field, frozen

from .._core.redaction import MASK
from .._core.threads import run_in_thread
from ..errors import InvalidArgumentError

__all__ = ["Credentials", "HeaderDict", "Key", "Secret", "check_headers", "check_text", "login", "split_url"]

Key: TypeAlias = str | Callable[[], str | Awaitable[str]]

_HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class Secret:
    """A key that can be passed around: neither its repr nor a traceback with local variables shows it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the key itself."""
        return self._value

    @property
    def is_usable(self) -> bool:
        """True if a header can carry the key; an HTTP library that finds out for itself quotes the key in its error."""
        value: object = self._value
        return isinstance(value, str) and value.isascii() and value.isprintable() and value.strip() == value != ""

    @property
    def is_client_secret(self) -> bool:
        """True if the key is a short-lived client secret, which holds the settings of its session."""
        return self._value.startswith("ek_")

    def __repr__(self) -> str:
        return MASK


class HeaderDict(dict[str, str]):
    """Headers that may hold a key; their repr shows names alone."""

    def __repr__(self) -> str:
        return f"<headers {', '.join(self)}>"


@frozen
class Credentials:
    """A key, or the function that fetches one, and the header that carries it.

    Attributes:
        source: The key, or a function, blocking or async, that is called for each request.
        header: Name of the header.
        prefix: Text before the key in the header.
    """

    source: Secret | Callable[[], str | Awaitable[str]] = field(repr=False)
    header: str = "Authorization"
    prefix: str = "Bearer "

    @classmethod
    def of(cls, key: Key | None, *, header: str = "Authorization", prefix: str = "Bearer ") -> Self | None:
        """Return the credentials of a key; None if the key is missing or empty.

        Raises:
            InvalidArgumentError: The key is neither text nor a function.
        """
        if key is not None and not isinstance(key, str) and not callable(key):
            raise InvalidArgumentError(f"the API key must be a str or a function, not {type(key).__name__}")
        return cls(Secret(key) if isinstance(key, str) else key, header, prefix) if key else None

    @property
    def is_client_secret(self) -> bool:
        """True if the key is known to be a client secret; False for a function, whose key is not known yet."""
        return isinstance(self.source, Secret) and self.source.is_client_secret

    def check(self) -> None:
        """Refuse an unusable key now instead of with the first request.

        Raises:
            InvalidArgumentError: A header cannot carry the key.
        """
        if isinstance(self.source, Secret):
            _usable(self.source)

    def fetch(self) -> Secret:
        """Return the key for one request.

        Raises:
            InvalidArgumentError: A header cannot carry the key.
            TypeError: The function that fetches it is async.
        """
        return self.source if isinstance(self.source, Secret) else _usable(_immediate(self.source()))

    async def fetch_async(self) -> Secret:
        """Return the key for one request; a blocking function that fetches it runs in a thread.

        Raises:
            InvalidArgumentError: A header cannot carry the key.
        """
        if isinstance(self.source, Secret):
            return self.source
        return _usable(await _awaited(await run_in_thread(self.source)))

    def headers(self, key: Secret) -> HeaderDict:
        """Return the header that carries a key."""
        return HeaderDict({self.header: self.prefix + key.reveal()})


# These wrap a fetched key before anything can fail: a function that raises would show it among its variables.


def _immediate(fetched: str | Awaitable[str]) -> Secret:
    if not isawaitable(fetched):
        return Secret(fetched)
    if isinstance(fetched, Coroutine):
        # Python warns of a coroutine that is dropped without being awaited or closed.
        fetched.close()
    raise TypeError("an async function fetches the key, but only asyncio can wait for it: use `client.aio`")


async def _awaited(fetched: str | Awaitable[str]) -> Secret:
    return Secret(await fetched if isawaitable(fetched) else fetched)


def _usable(key: Secret) -> Secret:
    if not key.is_usable:
        raise InvalidArgumentError("the key must be visible ASCII text, without a line break or surrounding spaces")
    return key


def check_headers(headers: Mapping[Any, Any]) -> None:
    """Refuse headers that cannot be sent, or that would add further headers.

    Raises:
        InvalidArgumentError: A name is not a header name, or a value is not printable ASCII text; it is not quoted.
    """
    for name, value in headers.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise InvalidArgumentError(f"{name!r} is not the name of a header")
        if not isinstance(value, str) or not value.isascii() or not value.replace("\t", " ").isprintable():
            raise InvalidArgumentError(
                f"the header {name} must be ASCII text without line breaks or control characters"
            )
        if value != value.strip():
            raise InvalidArgumentError(f"the header {name} must not begin or end with a space")


def check_text(name: str, value: object) -> None:
    """Refuse an argument that is not text, is blank, or holds control characters.

    Raises:
        InvalidArgumentError: It is.
    """
    if not isinstance(value, str):
        raise InvalidArgumentError(f"{name} must be text, not {type(value).__name__}")
    if not value.strip():
        raise InvalidArgumentError(f"{name} must not be empty")
    if any(character < " " or character == "\x7f" or "\ud800" <= character <= "\udfff" for character in value):
        raise InvalidArgumentError(f"{name} must not contain control characters, line breaks or lone surrogates")


def split_url(url: str, subject: str, schemes: Mapping[str, str]) -> SplitResult:
    """Split the URL of a server.

    Args:
        url: The URL.
        subject: Description of the URL for the error.
        schemes: Accepted schemes; the keys count.

    Raises:
        InvalidArgumentError: The URL is malformed, has another scheme, or names no host or an impossible port.
    """
    given: object = url
    if not isinstance(given, str):
        raise InvalidArgumentError(f"{subject} must be text, not {type(given).__name__}")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise InvalidArgumentError(f"{subject} is malformed: {_reason(error)}") from None
    if parts.scheme not in schemes or not host:
        *others, last = (f"{scheme}://" for scheme in schemes)
        found = f"{parts.scheme}://" if parts.scheme else "no scheme"
        raise InvalidArgumentError(
            f"{subject} must begin with {', '.join(others)} or {last} and name a host; found {found}"
        )
    if port == 0 or any(character.isspace() or not character.isprintable() for character in url):
        raise InvalidArgumentError(f"{subject} is malformed: port 0, a space or a control character")
    return parts


def _reason(error: ValueError) -> str:
    # Of `UnicodeError`, whose text quotes the host, and of `urlsplit`, which may quote a password as a port.
    return "invalid host" if isinstance(error, UnicodeError) else "invalid host or port"


def login(parts: SplitResult) -> HeaderDict:
    """Return the ``Authorization`` header for the user and password in a URL; no header without them."""
    if parts.username is None:
        return HeaderDict()
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return HeaderDict(Authorization="Basic " + b64encode(pair.encode("utf-8", "replace")).decode())
