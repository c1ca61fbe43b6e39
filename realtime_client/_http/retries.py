"""Retrying requests over HTTP.

stamina does the waiting: the same settings serve blocking and asyncio code, a server's ``Retry-After`` is a number that
the policy returns, and users can observe the retries, or switch the waiting off in their own tests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, TypeVar

from .._core.retry_policy import should_retry

__all__ = ["Retrier"]

_T = TypeVar("_T")
# Seconds.
_WAITS: Final[Any] = {"timeout": None, "wait_initial": 0.5, "wait_max": 8.0, "wait_jitter": 0.5}


class Retrier:
    """Sends a request again while the policy allows it, with waits from half a second up to eight, and jitter.

    Args:
        most: Maximum number of retries.
    """

    def __init__(self, most: int) -> None:
        self._attempts = most + 1

    def run(self, send: Callable[..., _T], repeatable: bool, **arguments: Any) -> _T:
        """Call ``send`` until it succeeds, or fails in a way that a retry does not fix."""
        from stamina import RetryingCaller

        retrying = RetryingCaller(attempts=self._attempts, **_WAITS)
        return retrying(partial(should_retry, repeatable=repeatable), send, **arguments)

    async def run_async(self, send: Callable[..., Awaitable[_T]], repeatable: bool, **arguments: Any) -> _T:
        """Do what `run` does, with asyncio."""
        from stamina import AsyncRetryingCaller

        retrying = AsyncRetryingCaller(attempts=self._attempts, **_WAITS)
        return await retrying(partial(should_retry, repeatable=repeatable), send, **arguments)
