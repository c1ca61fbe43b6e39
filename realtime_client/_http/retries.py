"""Retrying requests over HTTP.

stamina does the waiting: the same settings serve blocking and asyncio code, a server's ``Retry-After`` is a number that
the policy returns, and users can observe the retries, or switch the waiting off in their own tests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from stamina import AsyncRetryingCaller, RetryingCaller

from .._core.retry_policy import should_retry

__all__ = ["Retrier"]

_T = TypeVar("_T")


class Retrier:
    """Sends a request again while the policy allows it, with waits from half a second up to eight, and jitter.

    Args:
        most: Maximum number of retries.
    """

    def __init__(self, most: int) -> None:
        waits: Any = {"timeout": None, "wait_initial": 0.5, "wait_max": 8.0, "wait_jitter": 0.5}
        self._blocking = RetryingCaller(attempts=most + 1, **waits)
        self._asyncio = AsyncRetryingCaller(attempts=most + 1, **waits)

    def run(self, send: Callable[..., _T], repeatable: bool, **arguments: Any) -> _T:
        """Call ``send`` until it succeeds, or fails in a way that a retry does not fix."""
        return self._blocking(partial(should_retry, repeatable=repeatable), send, **arguments)

    async def run_async(self, send: Callable[..., Awaitable[_T]], repeatable: bool, **arguments: Any) -> _T:
        """Do what `run` does, with asyncio."""
        return await self._asyncio(partial(should_retry, repeatable=repeatable), send, **arguments)
