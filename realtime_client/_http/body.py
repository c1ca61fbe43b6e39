"""Reading the body of a reply within limits of size and time, and decompressing it there."""

from __future__ import annotations

import re
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from .._core.json import loads_object
from ..errors import DecodeError
from .deadline import Deadline, TooSlow

if TYPE_CHECKING:
    import httpx

__all__ = ["ENCODINGS", "Body", "TooLarge", "UnsupportedEncoding", "explanation"]

# What zlib decompresses within a limit; other encodings are not asked for.
ENCODINGS: Final = "gzip, deflate"

_WINDOW_GZIP: Final = zlib.MAX_WBITS | 16
# Bytes of the reply that explains an error status; the rest is dropped.
_MAX_EXPLANATION: Final = 64 * 2**10


class Body:
    """The body of a reply, decompressed as it arrives, within a limit.

    Args:
        answer: The reply, read up to its headers.
        limit: Largest size in bytes.
        deadline: Time by which it must have arrived.

    Attributes:
        content: Bytes so far.
        problem: Exception to raise instead of returning the content, or None.
    """

    def __init__(self, answer: httpx.Response, limit: int, deadline: Deadline) -> None:
        self.content = bytearray()
        self.problem: Exception | None = None
        self._answer = answer
        self._limit = limit if answer.is_success else min(limit, _MAX_EXPLANATION)
        self._encodings = [
            name for part in answer.headers.get("content-encoding", "").split(",") if (name := part.strip().lower())
        ]
        self._deadline = deadline
        deadline.begin_body(answer)
        self._inflate: Any = None
        if self._encodings in (["gzip"], ["x-gzip"]):
            self._inflate = zlib.decompressobj(_WINDOW_GZIP)
        elif self._encodings == ["deflate"]:
            self._inflate = zlib.decompressobj()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep what has arrived when the time is over in the block: an error status may explain itself in it."""
        from httpx import TimeoutException

        try:
            yield
        except (TooSlow, TimeoutException):
            self.problem = self._deadline.too_slow()

    def unread(self, chunks: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
        """Return the chunks that are still to be read, if any."""
        return iter(()) if self._is_read() else chunks()

    async def unread_async(self, chunks: Callable[[], AsyncIterator[bytes]]) -> AsyncIterator[bytes]:
        """Yield the chunks that are still to be read, if any."""
        if not self._is_read():
            async for chunk in chunks():
                yield chunk

    def _is_read(self) -> bool:
        """Take the content that a hook, or a transport without a network, has read already."""
        from httpx import ResponseNotRead

        try:
            self.content += self._answer.content
        except ResponseNotRead:
            return False
        self._inflate = None
        self._encodings = []
        self._check_size()
        return True

    def feed(self, chunk: bytes) -> None:
        """Add a chunk as it arrived."""
        if self._inflate is None:
            if self._encodings not in ([], ["identity"]):
                self.problem = UnsupportedEncoding(", ".join(self._encodings))
                return
            self.content += chunk
        else:
            self._decompress(chunk)
        self._check_size()
        if self._deadline.is_over:
            self.problem = self.problem or self._deadline.too_slow()

    def _decompress(self, chunk: bytes) -> None:
        room = self._limit - len(self.content) + 1
        try:
            self.content += self._inflate.decompress(chunk, room)
        except zlib.error as error:
            if self._encodings == ["deflate"] and not self.content:
                # Some servers send the bare format, without the header of zlib.
                self._encodings = ["bare deflate"]
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
                self._decompress(chunk)
                return
            self.problem = error

    def _check_size(self) -> None:
        if len(self.content) > self._limit:
            del self.content[self._limit :]
            self.problem = TooLarge()

    def end(self) -> None:
        """Notice a compressed body that ends too early."""
        if self.problem is None and self.content and self._inflate is not None and not self._inflate.eof:
            self.problem = zlib.error("incomplete compressed data")


class TooLarge(Exception):
    """The body exceeds the limit."""


class UnsupportedEncoding(Exception):
    """The body is compressed in a way that was not asked for."""


def explanation(answer: httpx.Response, content: bytes) -> Any:
    """Return the body of a reply with an error status: a JSON object, or text."""
    try:
        return loads_object(content)
    except DecodeError:
        # Other declared character sets are rare, and some are traps: Python knows "hex" and "idna" as encodings.
        is_latin = re.search(
            r"(?i)charset=\W*(iso-8859-1|latin-?1|windows-1252)", answer.headers.get("content-type", "")
        )
        return content.decode("cp1252" if is_latin else "utf-8", "replace")
