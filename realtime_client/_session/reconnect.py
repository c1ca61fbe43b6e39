"""The reconnect policy: when a lost connection is opened again, after how long, and how often. No socket."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from inspect import isawaitable
from time import monotonic
from typing import Final, TypeAlias

from attrs import field, frozen

from .._core.limits import check_limit
from .._core.retry_policy import should_retry
from .._core.threads import run_in_thread
from ..errors import APIError, ConnectionClosed, InvalidArgumentError, RealtimeError

__all__ = ["Reconnect", "ReconnectAttempt", "Reconnector"]

# Code that a connection counts as which breaks without a close frame (RFC 6455, 7.1.5), and the one of a ping time-out.
_ABNORMAL: Final = 1006
_PING_TIMEOUT: Final = 1011
_MINUTE: Final = 60.0
# Seconds after which a connection whose pings went unanswered counts as one that was stable.
_STABLE: Final = 600.0


@frozen(kw_only=True)
class ReconnectAttempt:
    """An attempt that is about to be made.

    Attributes:
        number: Number of the attempt in a row, from 1.
        url: URL it goes to.
        closed: How the connection was lost.
        error: Reason the attempt before it failed; None when there was none.
    """

    number: int
    url: str = field(repr=False)
    closed: ConnectionClosed
    error: Exception | None


_Decision: TypeAlias = str | bool | None
Before: TypeAlias = Callable[[ReconnectAttempt], _Decision | Awaitable[_Decision]]


@frozen(kw_only=True)
class Reconnect:
    """Policy for opening a lost connection again; times in seconds.

    The settings that the server has acknowledged are sent again. Where they have ``resumption.enabled``, which xAI
    offers, the server goes on with the conversation. A task that waits for a response or an event is raised
    `ConnectionLost`; an iteration over the connection gets a `Reconnected` among the events; what is sent meanwhile
    waits. What was in the input buffer, and what the server had not taken in, is gone.

    A handshake that fails is repeated after connection errors and statuses 408, 409, 429 and 5xx, after as long as the
    server asks for; any other status, such as 401, 403 or 404, ends the attempts at once. What this client closed
    itself, because a message was too big, would fail again, and is not reopened; a connection whose pings went
    unanswered is.

    Attributes:
        codes: Close codes after which the connection is opened again; a missing close frame counts as 1006.
        attempts: Most attempts in a row; None for no limit.
        attempts_per_minute: Most attempts within a minute, also when each of them succeeds; None for no limit.
        wait_initial: Wait before the second attempt in a row, which doubles with each that follows. Before the first
            there is only the jitter.
        wait_max: Longest wait.
        wait_jitter: Most seconds, chosen at random, that are added to a wait, so that not all clients return at once.
        stable_after: Time that a connection lasts before its loss is the first in a row again.
        conversation: Whether the conversation so far is sent again, as far as a client can: text, transcripts instead
            of audio, function calls and their outputs. Not for a call that was joined, which keeps its own.
        renew: Whether a session is replaced by a new one before it expires, between two responses, with its settings,
            its conversation and the audio that was not committed.
        renew_before: Time before the expiry at which that is done; without ``expires_at``, a session is taken to last
            60 minutes.
        before: Called before each attempt; it may be async. It may return another URL, which holds from then on, or
            None for the same; it refuses by returning False or raising.

    Raises:
        InvalidArgumentError: A value is not of its kind, or negative.
    """

    codes: tuple[int, ...] = (1001, 1005, 1006, 1011, 1012, 1013, 1015)
    attempts: int | None = 10
    attempts_per_minute: int | None = 30
    wait_initial: float = 0.5
    wait_max: float = 20.0
    wait_jitter: float = 0.5
    stable_after: float = 10.0
    conversation: bool = False
    renew: bool = False
    renew_before: float = 120.0
    before: Before | None = None

    def __attrs_post_init__(self) -> None:
        codes: object = self.codes
        if not isinstance(codes, Collection) or not all(isinstance(code, int) for code in codes):
            raise InvalidArgumentError(f"Reconnect.codes is {codes!r}: give a tuple of close codes")
        check_limit("Reconnect.attempts", self.attempts, is_whole=True)
        check_limit("Reconnect.attempts_per_minute", self.attempts_per_minute, is_positive=True, is_whole=True)
        for name in ("wait_initial", "wait_max", "wait_jitter", "stable_after", "renew_before"):
            check_limit(f"Reconnect.{name}", getattr(self, name), may_be_none=False)
        if self.before is not None and not callable(self.before):
            raise InvalidArgumentError("Reconnect.before must be a function, or None")

    def wait(self, number: int) -> float:
        """Return the seconds to wait before an attempt, counted from 1."""
        # The exponent is bounded: without a limit of attempts it would grow beyond what a float holds.
        grown = self.wait_initial * 2.0 ** min(number - 2, 64) if number > 1 else 0.0
        return min(self.wait_max, grown + random.uniform(0, self.wait_jitter))  # noqa: S311


class _Refused(RealtimeError):
    """`Reconnect.before` refused an attempt."""


class Reconnector:
    """Decides for one connection whether and when it is opened again.

    Args:
        reconnect: The policy; None never opens it again.
        url: URL of the connection.
        clock: Gives the time in seconds.
        in_thread: Whether a callback that is not async may block, and is called in a thread.

    Attributes:
        number: Attempts in a row so far.
        has_given_up: True once the connection was to be opened again, and stays closed.
    """

    def __init__(
        self,
        reconnect: Reconnect | None,
        url: str,
        *,
        clock: Callable[[], float] = monotonic,
        in_thread: bool = False,
    ) -> None:
        self.number = 0
        self.has_given_up = False
        self._reconnect = reconnect
        self._url = url
        self._clock = clock
        self._in_thread = in_thread
        # Time at which the connection was opened; None from its loss on.
        self._opened_at: float | None = clock()
        self._recent: deque[float] = deque()

    @property
    def sends_conversation(self) -> bool:
        """True when the conversation so far is sent again."""
        return self._reconnect is not None and self._reconnect.conversation

    @property
    def renews(self) -> bool:
        """True when a session is replaced before it expires."""
        return self._reconnect is not None and self._reconnect.renew

    @property
    def renew_before(self) -> float:
        """Seconds before the expiry of a session at which it is replaced."""
        return 0.0 if self._reconnect is None else self._reconnect.renew_before

    @property
    def url(self) -> str:
        """URL that the next attempt goes to."""
        return self._url

    def applies(self, code: int | None, initiator: str = "server") -> bool:
        """Return True when a connection that ended with a code is to be opened again."""
        if self._reconnect is None or (initiator == "client" and code != _PING_TIMEOUT):
            return False
        return (_ABNORMAL if code is None else code) in self._reconnect.codes

    def lost(self, initiator: str = "server") -> None:
        """Note that the connection was lost; after a stable time, attempts are counted from the start.

        Where this side has given up waiting for a pong, a longer time counts: a server that never sends one would be
        dialled for ever.
        """
        assert self._reconnect is not None
        stable = self._reconnect.stable_after if initiator != "client" else max(self._reconnect.stable_after, _STABLE)
        if self._opened_at is not None and self._clock() - self._opened_at >= stable:
            self.number = 0
        self._opened_at = None

    def opened(self) -> None:
        """Note that an attempt has succeeded."""
        self._opened_at = self._clock()

    def next_wait(self, failure: Exception | None) -> float | None:
        """Return the seconds to wait before the next attempt; None when there is to be none.

        Args:
            failure: Reason the last attempt failed; None when there was none since the connection was lost.
        """
        reconnect = self._reconnect
        assert reconnect is not None
        retry: bool | float = True
        if isinstance(failure, APIError):
            retry = should_retry(failure, repeatable=True)
        elif isinstance(failure, RealtimeError):
            retry = False
        if retry is False or (reconnect.attempts is not None and self.number >= reconnect.attempts):
            self.has_given_up = True
            return None
        wait = reconnect.wait(self.number + 1) if retry is True else retry
        return max(wait, self._wait_for_minute())

    async def target(self, closed: ConnectionClosed, failure: Exception | None) -> str:
        """Return the URL for an attempt.

        Raises:
            RealtimeError: The attempt is refused.
        """
        self.number += 1
        self._recent.append(self._clock())
        before = self._reconnect.before if self._reconnect is not None else None
        if before is None:
            return self._url
        attempt = ReconnectAttempt(number=self.number, url=self._url, closed=closed, error=failure)
        try:
            decision = await run_in_thread(before, attempt) if self._in_thread else before(attempt)
            if isawaitable(decision):
                decision = await decision
        except Exception as error:
            raise _Refused("reconnecting was refused: Reconnect.before raised") from error
        if decision is False:
            raise _Refused("reconnecting was refused: Reconnect.before returned False")
        if isinstance(decision, str):
            self._url = decision
        elif decision is not None and decision is not True:
            raise InvalidArgumentError(
                f"Reconnect.before returned {type(decision).__name__}: return a URL, None or False"
            )
        return self._url

    def _wait_for_minute(self) -> float:
        """Return the seconds until another attempt is allowed within its minute."""
        most = self._reconnect.attempts_per_minute if self._reconnect is not None else None
        now = self._clock()
        while self._recent and now - self._recent[0] >= _MINUTE:
            self._recent.popleft()
        if most is None or len(self._recent) < most:
            return 0.0
        return _MINUTE - (now - self._recent[0])
