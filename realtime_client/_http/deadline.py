"""Limit of the time for a whole reply: httpx limits each read, and a server can send a byte now and then for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import httpx

__all__ = ["Deadline", "TooSlow"]

# Steps of an exchange as httpcore names them, and the timeout of httpx that is the limit of each as a whole.
_LIMITS: Final = {
    "connect_tcp": "connect",
    "connect_unix_socket": "connect",
    "send_request_headers": "write",
    "receive_response_headers": "read",
}


class TooSlow(TimeoutError):
    """The reply did not arrive in time."""


class Deadline:
    """Time by which the current step of an exchange must be over; the reply, headers and body, is one step.

    Connections read through it while `running`; they keep doing so when another exchange uses them again.

    Args:
        request: The request; its extension ``trace`` reports the steps.
        is_async: Whether it is sent with asyncio.

    Attributes:
        seconds: Limit of the current step in seconds; None for no limit.
    """

    def __init__(self, request: httpx.Request, *, is_async: bool) -> None:
        self.seconds: float | None = None
        self._request = request
        self._at: float | None = None
        self._has_reply = False
        # Redirects have the extensions of the request before.
        request.extensions["trace"] = self._follow_async if is_async else self._follow

    @property
    def is_over(self) -> bool:
        """True once the current step has taken too long."""
        return self._at is not None and monotonic() > self._at

    @contextmanager
    def running(self) -> Iterator[None]:
        """Limit the reads of this thread, or task, in the block."""
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)

    def begin_body(self, answer: httpx.Response) -> None:
        """Note that the headers have arrived, also where no step was reported: not every transport has a network."""
        _watch(answer.extensions.get("network_stream"))
        if not self._has_reply:
            self._begin("receive_response_headers")
        self._has_reply = False

    def too_slow(self) -> TooSlow:
        """Return the error for a step that has taken too long."""
        return TooSlow("the timeout" if self.seconds is None else f"{self.seconds:g} s")

    def limit(self, timeout: float | None) -> float | None:
        """Return the time in seconds that a read may take.

        Args:
            timeout: Limit of the read by itself, in seconds; None for no limit.

        Raises:
            TooSlow: There is no time left.
        """
        if self._at is None:
            return timeout
        left = self._at - monotonic()
        if left <= 0:
            raise self.too_slow()
        return left if timeout is None else min(left, timeout)

    def _begin(self, step: str) -> None:
        self.seconds = (self._request.extensions.get("timeout") or {}).get(_LIMITS[step])
        self._at = None if self.seconds is None else monotonic() + self.seconds
        self._has_reply = step == "receive_response_headers"

    def _follow(self, name: str, info: dict[str, Any]) -> None:
        step, _, state = name.partition(".")[2].partition(".")
        if state == "started" and step in _LIMITS:
            self._begin(step)
        elif state == "complete":
            # A connection, or the encrypted one over it.
            _watch(info.get("return_value"))

    async def _follow_async(self, name: str, info: dict[str, Any]) -> None:
        self._follow(name, info)


_current: ContextVar[Deadline | None] = ContextVar("realtime_client_deadline", default=None)


def _watch(stream: Any) -> None:
    """Have a connection of httpcore read within the time that is left of the exchange which reads."""
    from httpcore import AsyncNetworkStream, NetworkStream

    if "read" in getattr(stream, "__dict__", ()):
        return
    if isinstance(stream, NetworkStream):
        read = stream.read

        def limited(max_bytes: int, timeout: float | None = None) -> bytes:
            deadline = _current.get()
            return read(max_bytes, timeout if deadline is None else deadline.limit(timeout))

        stream.read = limited  # type: ignore[method-assign]
    elif isinstance(stream, AsyncNetworkStream):
        read_async = stream.read

        async def limited_async(max_bytes: int, timeout: float | None = None) -> bytes:
            deadline = _current.get()
            return await read_async(max_bytes, timeout if deadline is None else deadline.limit(timeout))

        stream.read = limited_async  # type: ignore[method-assign]
