"""The key that requests carry: given outright or fetched anew for each, and shown by nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from inspect import isawaitable
from typing import Self, TypeAlias

from attrs import field, frozen

from .._core.redaction import MASK
from ..errors import RealtimeError

__all__ = ["Credentials", "HeaderDict", "Key", "Secret"]

Key: TypeAlias = str | Callable[[], str | Awaitable[str]]


class Secret:
    """A key that can be passed around: neither its repr nor a traceback that shows local variables tells it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The key itself."""
        return self._value

    @property
    def is_usable(self) -> bool:
        """Whether a header can carry it; an HTTP library that finds out for itself quotes the key in its error."""
        value: object = self._value
        return isinstance(value, str) and value.isascii() and value.isprintable() and value.strip() == value != ""

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
        prefix: What stands before the key in it.
    """

    source: Secret | Callable[[], str | Awaitable[str]] = field(repr=False)
    header: str = "Authorization"
    prefix: str = "Bearer "

    @classmethod
    def of(cls, key: Key | None, *, header: str = "Authorization", prefix: str = "Bearer ") -> Self | None:
        """Credentials of a key; None when there is none, or it is empty."""
        return cls(Secret(key) if isinstance(key, str) else key, header, prefix) if key else None

    def check(self) -> None:
        """Say at once, rather than in the first request, that a key cannot be used.

        Raises:
            RealtimeError: It is no text that a header can carry.
        """
        if isinstance(self.source, Secret):
            _usable(self.source)

    def fetch(self) -> Secret:
        """The key for one request.

        Raises:
            RealtimeError: It is no text that a header can carry.
            TypeError: It is fetched by an async function.
        """
        return self.source if isinstance(self.source, Secret) else _usable(_at_once(self.source()))

    async def fetch_async(self) -> Secret:
        """The key for one request; a blocking function that fetches it runs in a thread.

        Raises:
            RealtimeError: It is no text that a header can carry.
        """
        if isinstance(self.source, Secret):
            return self.source
        return _usable(await _settled(await asyncio.to_thread(self.source)))

    def headers(self, key: Secret) -> HeaderDict:
        """The header that carries a key."""
        return HeaderDict({self.header: self.prefix + key.reveal()})


# These take what was fetched and wrap it before anything can go wrong: a function that raises shows its variables.


def _at_once(fetched: str | Awaitable[str]) -> Secret:
    if not isawaitable(fetched):
        return Secret(fetched)
    if isinstance(fetched, Coroutine):
        # Nobody will wait for it, and Python would warn of that.
        fetched.close()
    raise TypeError("the key is fetched by an async function, which only asyncio can wait for: use `client.aio`")


async def _settled(fetched: str | Awaitable[str]) -> Secret:
    return Secret(await fetched if isawaitable(fetched) else fetched)


def _usable(key: Secret) -> Secret:
    if not key.is_usable:
        raise RealtimeError("the key must be visible ASCII text, without a line break or a space at its end")
    return key
