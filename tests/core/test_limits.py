"""Limits of options, refused where they are given."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client._core.limits import check_limit, check_timeout

NAN = float("nan")


@pytest.mark.parametrize("value", [None, 0, 0.5, 1, float("inf"), 10**400])
def test_accepts_limits(value: object) -> None:
    check_limit("limit", value)


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        (-1, {}, "limit is -1: give a number of at least 0, or None"),
        (NAN, {}, "limit is nan: give a number of at least 0, or None"),
        ("5", {}, "limit is '5': give a number of at least 0, or None"),
        (True, {}, "limit is True: give a number of at least 0, or None"),
        (0, {"is_positive": True}, "limit is 0: give a number above 0, or None"),
        (1.0, {"is_whole": True}, "limit is 1.0: give a whole number of at least 0, or None"),
        (None, {"may_be_none": False}, "limit is None: give a number of at least 0"),
    ],
)
def test_refuses_anything_else(value: object, options: Any, expected: str) -> None:
    with pytest.raises(rt.InvalidArgumentError) as raised:
        check_limit("limit", value, **options)
    assert str(raised.value) == expected


@pytest.mark.parametrize(
    "options",
    [
        *({name: NAN} for name in ("open_timeout", "close_timeout", "ping_timeout", "send_timeout", "ack_timeout")),
        *({name: -1} for name in ("max_size", "buffered", "keep_responses", "max_buffered", "keep_notes")),
        *({name: None} for name in ("max_buffered", "keep_notes", "error_grace")),
        {"ping_interval": 0},
        {"proxy": 5},
        {"proxy": b"http://127.0.0.1"},
    ],
)
def test_options_are_checked(options: Any) -> None:
    with pytest.raises(rt.InvalidArgumentError, match=next(iter(options))):
        rt.Options(**options)


@pytest.mark.parametrize(
    "options",
    [
        *({name: NAN} for name in ("wait_initial", "wait_max", "wait_jitter", "stable_after", "renew_before")),
        {"attempts": -1},
        {"attempts_per_minute": 0},
        {"codes": 1006},
        {"codes": ("1006",)},
        {"before": 5},
    ],
)
def test_reconnect_is_checked(options: Any) -> None:
    with pytest.raises(rt.InvalidArgumentError, match=next(iter(options))):
        rt.Reconnect(**options)


@pytest.mark.parametrize("timeout", [None, -1, 0, 0.5, float("inf")])
def test_accepts_timeouts(timeout: object) -> None:
    check_timeout(timeout)


@pytest.mark.parametrize("timeout", [NAN, "1", True])
def test_refuses_what_is_no_timeout(timeout: object) -> None:
    with pytest.raises(rt.InvalidArgumentError, match=r"^timeout is .*: give a number of seconds, or None$"):
        check_timeout(timeout)
