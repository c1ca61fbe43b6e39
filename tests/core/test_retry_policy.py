"""Retries: the failures that are retried, and the waits."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from realtime_client._core.retry_policy import LONGEST_WAIT, retry_after, should_retry
from realtime_client.errors import APIConnectionError, APIStatusError, APITimeoutError, RealtimeError


def _status(status: int, **headers: str) -> APIStatusError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return APIStatusError(method="POST", url="https://host/v1", status=status, headers=named, body=None)


@pytest.mark.parametrize("status", [408, 409, 500, 502, 599])
def test_transient_statuses_are_retried_where_it_does_no_harm(status: int) -> None:
    assert should_retry(_status(status), repeatable=True) is True
    assert should_retry(_status(status), repeatable=False) is False


def test_rate_limits_are_always_retried() -> None:
    assert should_retry(_status(429), repeatable=False) is True


@pytest.mark.parametrize("status", [301, 400, 401, 404, 407, 410, 499])
def test_permanent_statuses_are_not_retried(status: int) -> None:
    assert should_retry(_status(status), repeatable=True) is False


def test_the_server_decides() -> None:
    assert should_retry(_status(400, x_should_retry="true"), repeatable=True) is True
    assert should_retry(_status(400, x_should_retry="true"), repeatable=False) is False
    assert should_retry(_status(429, x_should_retry="false"), repeatable=True) is False
    assert should_retry(_status(429, x_should_retry="maybe"), repeatable=True) is True


@pytest.mark.parametrize("kind", [APIConnectionError, APITimeoutError])
def test_a_request_that_was_never_sent_is_retried(kind: type[APIConnectionError]) -> None:
    unsent = kind("no connection", method="POST", url="https://host/v1", request_sent=False)
    assert should_retry(unsent, repeatable=False) is True
    broken = kind("it broke", method="POST", url="https://host/v1")
    assert should_retry(broken, repeatable=False) is False
    assert should_retry(broken, repeatable=True) is True


def test_other_errors_are_not_retried() -> None:
    assert should_retry(RealtimeError("no"), repeatable=True) is False
    assert should_retry(OSError("no"), repeatable=True) is False


def test_waits_up_to_the_longest_are_honoured() -> None:
    assert should_retry(_status(503, retry_after="60"), repeatable=True) == LONGEST_WAIT
    assert should_retry(_status(503, retry_after="60.1"), repeatable=True) is False
    # Zero seconds are a wait, not a refusal.
    assert type(should_retry(_status(503, retry_after="-3"), repeatable=True)) is float


def test_milliseconds_come_first() -> None:
    assert retry_after({"retry-after-ms": "1500", "retry-after": "7"}) == 1.5
    assert retry_after({"retry-after-ms": "soon", "retry-after": "7"}) == 7.0
    assert retry_after({}) is None


def _in(seconds: int, zone: str) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime(f"%a, %d %b %Y %H:%M:%S {zone}")


@pytest.mark.parametrize("zone", ["GMT", "-0000", "+0000", ""])
def test_dates_without_a_time_zone_are_utc(zone: str) -> None:
    wait = retry_after({"retry-after": _in(3600, zone).strip()})
    assert wait is not None
    assert 3000 <= wait <= 3600


def test_dates_in_a_time_zone() -> None:
    wait = retry_after({"retry-after": _in(3600, "+0100")})
    assert wait == 0.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("-1", 0.0),
        ("-1e400", 0.0),
        ("99999999999999999999", 1e20),
        ("9" * 5000, float("inf")),
        ("1e400", float("inf")),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
    ],
)
def test_seconds_of_any_size(header: str, seconds: float) -> None:
    assert retry_after({"retry-after": header}) == seconds
    assert should_retry(_status(503, retry_after=header), repeatable=True) == (0.0 if seconds == 0 else False)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "soon",
        "nan",
        "32 Jan 2026",
        "Wed, 21 Oct 99999 07:28:00 GMT",
        "Wed, 21 Oct 99999999999999999999999999 07:28:00 GMT",
        "Wed, 21 Oct 2015 07:28:00 +99999999999",
        "Wed, 21 Oct 2015 07:28:00 -999999999999999999999",
        "Wed, 21 Oct 2015 99:28:00 GMT",
        "\x00",
    ],
)
def test_unreadable_headers_count_as_absent(header: str) -> None:
    assert retry_after({"retry-after": header}) is None
    assert should_retry(_status(503, retry_after=header), repeatable=True) is True


def test_the_policy_imports_no_http_library() -> None:
    code = "import sys, realtime_client._core.retry_policy; sys.exit(bool({'httpx', 'stamina'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True)
