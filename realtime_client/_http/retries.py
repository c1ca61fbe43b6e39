"""When a request is sent once more, and after how long.

stamina does the waiting: the same settings serve blocking and asyncio code, a server's ``Retry-After`` is no more than
a number that a function gives back, and users can watch the retries, or switch the waiting off in their own tests.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, Final, TypeVar

from stamina import AsyncRetryingCaller, RetryingCaller

from ..errors import APIConnectionError, APIStatusError
from .transport import never_sent

__all__ = ["LONGEST_WAIT", "Retries", "once_more", "retry_after"]

_T = TypeVar("_T")

# Seconds; a server that asks for more is not waited for, since trying earlier would be refused as well.
LONGEST_WAIT: Final = 60.0


class Retries:
    """Sends requests up to a number of times, with waits that grow from half a second to eight, and jitter.

    Args:
        most: How often a request is repeated at most.
    """

    def __init__(self, most: int) -> None:
        waits: Any = {"timeout": None, "wait_initial": 0.5, "wait_max": 8.0, "wait_jitter": 0.5}
        self._blocking = RetryingCaller(attempts=most + 1, **waits)
        self._asyncio = AsyncRetryingCaller(attempts=most + 1, **waits)

    def run(self, send: Callable[..., _T], repeatable: bool, **arguments: Any) -> _T:
        """Call ``send`` until it succeeds, or fails in a way that repeating does not mend."""
        return self._blocking(partial(once_more, repeatable=repeatable), send, **arguments)

    async def run_async(self, send: Callable[..., Awaitable[_T]], repeatable: bool, **arguments: Any) -> _T:
        """What `run` does, with asyncio."""
        return await self._asyncio(partial(once_more, repeatable=repeatable), send, **arguments)


def once_more(error: Exception, *, repeatable: bool) -> bool | float:
    """Whether a request is worth sending once more, or after how many seconds when the server says so.

    Args:
        error: How it failed.
        repeatable: Whether doing twice what the request asks for does no harm. Where it may, as with a call that is to
            be transferred, only a request that never left, or one that a rate limit kept from being looked at, is
            repeated.
    """
    if isinstance(error, APIConnectionError):
        return repeatable or never_sent(error)
    if not isinstance(error, APIStatusError) or not _is_passing(error, repeatable):
        return False
    wait = retry_after(error.headers)
    if wait is None:
        return True
    return wait if wait <= LONGEST_WAIT else False


def _is_passing(error: APIStatusError, repeatable: bool) -> bool:
    # OpenAI's servers may say which it is, and know better than any list of statuses.
    said = error.headers.get("x-should-retry")
    if said == "false":
        return False
    mends = error.status in (408, 409) or error.status >= 500 or said == "true"
    return error.status == 429 or (repeatable and mends)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """How many seconds a server asks to wait; None when it does not say, or not in a way that can be read.

    Args:
        headers: Headers of its answer, names in lower case.
    """
    said = headers.get("retry-after-ms")
    wait = _number(said) / 1000 if said else math.nan
    if math.isnan(wait):
        wait = _seconds(headers.get("retry-after", ""))
    return None if math.isnan(wait) else max(wait, 0.0)


def _seconds(said: str) -> float:
    wait = _number(said)
    if math.isnan(wait):
        try:
            date = parsedate_to_datetime(said)
        except ValueError:
            return math.nan
        # A date "-0000" has no time zone of its own and means UTC.
        aware = date if date.tzinfo is not None else date.replace(tzinfo=UTC)
        return (aware - datetime.now(UTC)).total_seconds()
    return wait


def _number(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return math.nan
