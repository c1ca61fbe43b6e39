"""The retry policy: which failures are worth another request, and after how long. Waiting is left to the caller."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from ..errors import APIConnectionError, APIStatusError

__all__ = ["LONGEST_WAIT", "retry_after", "should_retry"]

# Seconds. A server that asks for more is not retried at all: an earlier request would be refused as well.
LONGEST_WAIT: Final = 60.0

_RATE_LIMITED: Final = 429
# Besides 5xx: the request timed out, and it collided with another one.
_TRANSIENT: Final = frozenset((408, 409))


def should_retry(error: Exception, *, repeatable: bool) -> bool | float:
    """Decide on a retry.

    Args:
        error: The failure of the request.
        repeatable: Whether doing twice what the request asks for does no harm. Otherwise, as with a call that is to be
            transferred, only a request that was never sent, or that a rate limit rejected unread, is retried.

    Returns:
        True or False; seconds to wait first if the server asks for a wait.
    """
    if isinstance(error, APIConnectionError):
        return repeatable or not error.request_sent
    if not isinstance(error, APIStatusError) or not _is_transient(error, repeatable):
        return False
    wait = retry_after(error.headers)
    if wait is None:
        return True
    return wait if wait <= LONGEST_WAIT else False


def _is_transient(error: APIStatusError, repeatable: bool) -> bool:
    # OpenAI's servers may state it, and know better than any list of statuses.
    advice = error.headers.get("x-should-retry")
    if advice == "false":
        return False
    transient = error.status in _TRANSIENT or error.status >= 500 or advice == "true"
    return error.status == _RATE_LIMITED or (repeatable and transient)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait; None if it does not ask, or the header is unreadable.

    Args:
        headers: Headers of the reply, names in lower case.
    """
    wait = _number(headers.get("retry-after-ms", "")) / 1000
    if math.isnan(wait):
        wait = _seconds(headers.get("retry-after", ""))
    return None if math.isnan(wait) else max(wait, 0.0)


def _seconds(header: str) -> float:
    wait = _number(header)
    if not math.isnan(wait):
        return wait
    # Imported here: dates are rare, and a WebSocket needs nothing else of the email package.
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return math.nan
    # A date with "-0000" comes without a time zone and means UTC.
    aware = date if date.tzinfo is not None else date.replace(tzinfo=UTC)
    return (aware - datetime.now(UTC)).total_seconds()


def _number(header: str) -> float:
    try:
        return float(header)
    except ValueError:
        return math.nan
