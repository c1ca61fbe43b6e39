"""When a connection that was lost is opened anew, after how long, and how often: without a socket, for both kinds."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Coroutine
from inspect import isawaitable
from time import monotonic
from typing import Final, TypeAlias

from attrs import field, frozen

from .._core.retry_policy import should_retry
from ..errors import APIError, ConnectionClosed, RealtimeError

__all__ = ["Mender", "Reconnect", "ReconnectAttempt"]

# What a connection that breaks without a close frame counts as (RFC 6455, 7.1.5).
_ABNORMAL: Final = 1006


@frozen(kw_only=True)
class ReconnectAttempt:
    """An attempt that is about to be made.

    Attributes:
        number: Which one in a row, from 1.
        url: URL it would go to.
        closed: How the connection was lost.
        error: Why the attempt before it failed; None when there was none.
    """

    number: int
    url: str = field(repr=False)
    closed: ConnectionClosed
    error: Exception | None


_Decision: TypeAlias = str | bool | None
Before: TypeAlias = Callable[[ReconnectAttempt], _Decision | Awaitable[_Decision]]


@frozen(kw_only=True)
class Reconnect:
    """When a connection that was lost is opened anew; times in seconds.

    The settings that were sent in the session are sent again. Whoever waits for a response or an event gets a
    `ConnectionLost`; who iterates over the connection gets a `Reconnected` among the events; what is sent meanwhile
    waits. What was in the input buffer, and what the server had not taken in, is gone.

    A handshake that fails is repeated after errors of the connection and statuses 408, 409, 429 and from 500 on, after
    as long as the server asks for where it does; any other status, such as 401, 403 or 404, ends it at once.

    Attributes:
        codes: Close codes after which it is; a missing close frame counts as 1006.
        attempts: Most attempts in a row; None for no limit.
        wait_initial: Wait before the second attempt in a row, which doubles with each that follows. Before the first
            there is only the jitter.
        wait_max: Longest wait.
        wait_jitter: Up to how much a wait is longer, at random, so that not all clients come back at once.
        stable_after: How long a connection lasts before its loss is the first in a row again.
        conversation: Whether the conversation so far is sent again, as far as a client can: text, transcripts in the
            place of audio, function calls and their outputs. Not for a call that was joined, which keeps its own.
        before: Called before each attempt, on asyncio it may be async. It may give another URL, which holds from then
            on, or None for the same; it refuses by giving False or raising.
    """

    codes: tuple[int, ...] = (1001, 1005, 1006, 1011, 1012, 1013, 1015)
    attempts: int | None = 10
    wait_initial: float = 0.5
    wait_max: float = 20.0
    wait_jitter: float = 0.5
    stable_after: float = 10.0
    conversation: bool = False
    before: Before | None = None

    def wait(self, number: int) -> float:
        """How long to wait before an attempt, counted from 1."""
        # The exponent is bounded: without a limit of attempts it would grow beyond what a float holds.
        grown = self.wait_initial * 2.0 ** min(number - 2, 64) if number > 1 else 0.0
        return min(self.wait_max, grown + random.uniform(0, self.wait_jitter))  # noqa: S311


class _Refused(RealtimeError):
    """`Reconnect.before` does not want an attempt."""


class Mender:
    """Decides for one connection whether and when it is opened anew.

    Args:
        reconnect: What the user wants; None never opens it anew.
        url: URL of the connection.

    Attributes:
        number: Attempts in a row so far.
        has_given_up: Whether the connection was to be opened anew, and stays closed.
    """

    def __init__(self, reconnect: Reconnect | None, url: str) -> None:
        self.number = 0
        self.has_given_up = False
        self._reconnect = reconnect
        self._url = url
        # When the connection was opened; None from its loss on.
        self._opened_at: float | None = monotonic()
        # When the next attempt is to be made: whoever waited for it may have been cancelled.
        self._due_at: float | None = None

    @property
    def sends_conversation(self) -> bool:
        """Whether the conversation so far is sent again."""
        return self._reconnect is not None and self._reconnect.conversation

    def applies(self, code: int | None) -> bool:
        """Whether a connection that was closed with a code is opened anew."""
        return self._reconnect is not None and (_ABNORMAL if code is None else code) in self._reconnect.codes

    def lost(self) -> None:
        """The connection was lost: after a good while the attempts are counted anew."""
        assert self._reconnect is not None
        if self._opened_at is not None and monotonic() - self._opened_at >= self._reconnect.stable_after:
            self.number = 0
        self._opened_at = None

    def opened(self) -> None:
        """An attempt has succeeded."""
        self._opened_at = monotonic()

    def next_wait(self, failure: Exception | None) -> float | None:
        """How long to wait before the next attempt; None when there is to be none.

        Args:
            failure: Why the last attempt failed; None when there was none since the connection was lost.
        """
        if self._due_at is None:
            wait = self._wait(failure)
            if wait is None:
                self.has_given_up = True
                return None
            self._due_at = monotonic() + wait
        return max(self._due_at - monotonic(), 0.0)

    def _wait(self, failure: Exception | None) -> float | None:
        reconnect = self._reconnect
        assert reconnect is not None
        worth: bool | float = True
        if isinstance(failure, APIError):
            worth = should_retry(failure, repeatable=True)
        elif isinstance(failure, RealtimeError):
            worth = False
        if worth is False or (reconnect.attempts is not None and self.number >= reconnect.attempts):
            return None
        return reconnect.wait(self.number + 1) if worth is True else worth

    def target(self, closed: ConnectionClosed, failure: Exception | None) -> str:
        """The URL for an attempt.

        Raises:
            RealtimeError: The attempt is refused.
        """
        try:
            return self._decided(_at_once(self._ask(closed, failure)))
        except Exception as error:
            raise _Refused("reconnecting was refused") from error

    async def target_async(self, closed: ConnectionClosed, failure: Exception | None) -> str:
        """What `target` does, for a callback that may be async."""
        try:
            decision = self._ask(closed, failure)
            return self._decided(await decision if isawaitable(decision) else decision)
        except Exception as error:
            raise _Refused("reconnecting was refused") from error

    def _ask(self, closed: ConnectionClosed, failure: Exception | None) -> _Decision | Awaitable[_Decision]:
        self.number += 1
        self._due_at = None
        before = self._reconnect.before if self._reconnect is not None else None
        attempt = ReconnectAttempt(number=self.number, url=self._url, closed=closed, error=failure)
        return None if before is None else before(attempt)

    def _decided(self, decision: _Decision) -> str:
        if decision is False:
            raise _Refused("`before` gave False")
        if isinstance(decision, str):
            self._url = decision
        return self._url


def _at_once(decision: _Decision | Awaitable[_Decision]) -> _Decision:
    if not isawaitable(decision):
        return decision
    if isinstance(decision, Coroutine):
        # Nobody will wait for it, and Python would warn of that.
        decision.close()
    raise TypeError("`before` is async, which only asyncio can wait for")
