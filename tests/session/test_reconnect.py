"""The reconnect policy, without a socket: when, after how long, how often, and where to."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import Any

import pytest

import realtime_client as rt
from realtime_client._session.reconnect import Reconnector

from .support import Clock

URL = "wss://a.test/realtime"
CLOSED = rt.ConnectionClosed(1006, "")


def _reconnector(clock: Clock | None = None, **policy: Any) -> Reconnector:
    return Reconnector(rt.Reconnect(**{"wait_jitter": 0.0, **policy}), URL, clock=clock or Clock())


def _target(reconnector: Reconnector, failure: Exception | None = None) -> str:
    return asyncio.run(reconnector.target(CLOSED, failure))


@pytest.mark.parametrize(
    ("code", "initiator", "applies"),
    [
        (1006, "server", True),
        (None, "server", True),
        (1000, "server", False),
        (3000, "server", False),
        (1009, "client", False),
        (1006, "client", False),
        (1011, "client", True),
    ],
)
def test_policy_applies_to_codes(code: int | None, initiator: str, applies: bool) -> None:
    assert _reconnector().applies(code, initiator) is applies
    if initiator == "server":
        assert _reconnector().applies(code) is applies


def test_without_a_policy_nothing_is_opened_again() -> None:
    reconnector = Reconnector(None, URL)
    assert not reconnector.applies(1006)
    assert (reconnector.sends_conversation, reconnector.renews, reconnector.renew_before) == (False, False, 0.0)
    assert reconnector.url == URL
    assert _target(reconnector) == URL


def test_policy_is_shown() -> None:
    reconnector = _reconnector(conversation=True, renew=True, renew_before=30.0)
    assert (reconnector.sends_conversation, reconnector.renews, reconnector.renew_before) == (True, True, 30.0)


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ({"codes": 1006}, "Reconnect.codes is 1006: give a tuple of close codes"),
        ({"codes": ("1006",)}, "Reconnect.codes is ('1006',): give a tuple of close codes"),
        ({"attempts": -1}, "Reconnect.attempts is -1: give a whole number of at least 0, or None"),
        ({"attempts": 1.5}, "Reconnect.attempts is 1.5: give a whole number of at least 0, or None"),
        ({"attempts_per_minute": 0}, "Reconnect.attempts_per_minute is 0: give a whole number above 0, or None"),
        ({"attempts_per_minute": 0.5}, "Reconnect.attempts_per_minute is 0.5: give a whole number above 0, or None"),
        *(
            ({name: value}, f"Reconnect.{name} is {value}: give a number of at least 0")
            for name in ("wait_initial", "wait_max", "wait_jitter", "stable_after", "renew_before")
            for value in (-0.5, None)
        ),
        ({"before": "wss://b.test"}, "Reconnect.before must be a function, or None"),
    ],
)
def test_policy_is_checked(policy: Any, message: str) -> None:
    with pytest.raises(rt.InvalidArgumentError, match=f"^{re.escape(message)}$"):
        rt.Reconnect(**policy)


def test_policy_may_have_no_limits() -> None:
    policy = rt.Reconnect(codes=(), attempts=0, attempts_per_minute=None, wait_initial=0, stable_after=0)
    assert not Reconnector(policy, URL).applies(1006)
    assert rt.Reconnect(attempts=None).attempts is None


def test_waits_double_up_to_the_longest() -> None:
    policy = rt.Reconnect(wait_initial=1.0, wait_max=5.0, wait_jitter=0.0)
    assert [policy.wait(number) for number in (1, 2, 3, 4, 5, 10**6)] == [0.0, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert 0.0 <= rt.Reconnect(wait_jitter=0.2).wait(1) <= 0.2


def test_attempts_in_a_row_are_limited() -> None:
    clock = Clock()
    reconnector = _reconnector(clock, attempts=2, stable_after=10.0)
    assert reconnector.has_given_up is False
    reconnector.lost()
    for _ in range(2):
        assert reconnector.next_wait(None) is not None
        _target(reconnector)
        reconnector.opened()
        clock.now += 1.0
        reconnector.lost()
    assert reconnector.next_wait(None) is None
    assert reconnector.has_given_up


def test_stable_connection_starts_the_count_again() -> None:
    clock = Clock()
    reconnector = _reconnector(clock, attempts=1, stable_after=10.0)
    for _ in range(3):
        reconnector.lost()
        reconnector.lost()
        assert reconnector.next_wait(None) == 0.0
        _target(reconnector)
        reconnector.opened()
        clock.now += 10.0
    assert reconnector.number == 1


def test_attempts_per_minute_are_limited() -> None:
    clock = Clock()
    reconnector = _reconnector(clock, attempts=None, attempts_per_minute=2, wait_initial=0.0)
    for _ in range(2):
        assert reconnector.next_wait(None) == 0.0
        _target(reconnector)
        clock.now += 5.0
    assert reconnector.next_wait(None) == 50.0
    clock.now += 50.0
    assert reconnector.next_wait(None) == 0.0


def test_attempts_a_minute_ago_do_not_count() -> None:
    clock = Clock()
    reconnector = _reconnector(clock, attempts=None, attempts_per_minute=1, wait_initial=0.0)
    _target(reconnector)
    clock.now += 60.0
    assert reconnector.next_wait(None) == 0.0
    _target(reconnector)
    # Only the latest attempt is within the minute.
    assert reconnector.next_wait(None) == 60.0


def test_a_first_connection_that_was_stable_starts_the_count_again() -> None:
    clock = Clock()
    reconnector = _reconnector(clock, stable_after=10.0)
    reconnector.number = 3
    clock.now += 10.0
    reconnector.lost()
    assert reconnector.number == 0


@pytest.mark.parametrize("request_sent", [True, False])
def test_failed_handshakes_are_repeated(request_sent: bool) -> None:
    reconnector = _reconnector(wait_initial=1.0)
    failure = rt.APIConnectionError("refused", method="GET", url=URL, request_sent=request_sent)
    waits = []
    for _ in range(4):
        waits.append(reconnector.next_wait(failure))
        _target(reconnector, failure)
    assert waits == [0.0, 1.0, 2.0, 4.0]


def test_the_server_chooses_the_wait() -> None:
    failure = rt.APIStatusError(method="GET", url=URL, status=503, headers={"retry-after": "7"}, body=None)
    assert _reconnector().next_wait(failure) == 7.0


def test_failures_that_stay_end_the_attempts() -> None:
    reconnector = _reconnector()
    assert reconnector.next_wait(OSError("refused")) == 0.0
    assert reconnector.next_wait(rt.RealtimeError("odd")) is None
    assert reconnector.has_given_up


@pytest.mark.parametrize(("returned", "url"), [(None, URL), (True, URL), ("wss://b.test", "wss://b.test")])
@pytest.mark.parametrize("kind", ["plain", "async", "thread"])
def test_callback_chooses_where_to(returned: Any, url: str, kind: str) -> None:
    seen: list[rt.ReconnectAttempt] = []
    threads: list[bool] = []

    def before(attempt: rt.ReconnectAttempt) -> Any:
        seen.append(attempt)
        threads.append(threading.current_thread() is not threading.main_thread())
        return returned

    async def before_async(attempt: rt.ReconnectAttempt) -> Any:
        return before(attempt)

    policy = rt.Reconnect(before=before_async if kind == "async" else before)
    reconnector = Reconnector(policy, URL, in_thread=True) if kind == "thread" else Reconnector(policy, URL)
    failure = OSError("refused")
    assert _target(reconnector, failure) == reconnector.url == url
    (attempt,) = seen
    assert (attempt.number, attempt.url, attempt.closed, attempt.error) == (1, URL, CLOSED, failure)
    assert threads == [kind == "thread"]


def test_callback_refuses() -> None:
    with pytest.raises(rt.RealtimeError, match=r"^reconnecting was refused: Reconnect\.before returned False$"):
        _target(_reconnector(before=lambda _: False))
    with pytest.raises(rt.RealtimeError, match=r"^reconnecting was refused: Reconnect\.before raised$") as raised:
        _target(_reconnector(before=lambda _: 1 / 0))
    assert isinstance(raised.value.__cause__, ZeroDivisionError)
    with pytest.raises(rt.InvalidArgumentError, match="returned int: return a URL"):
        _target(_reconnector(before=lambda _: 7))


def test_connections_that_die_without_a_pong_are_counted_in_a_row() -> None:
    now = [0.0]
    reconnector = Reconnector(rt.Reconnect(), "ws://h", clock=lambda: now[0])
    reconnector.number = 3
    now[0] = 40.0
    reconnector.lost("client")
    assert reconnector.number == 3
    reconnector.opened()
    now[0] += 600.0
    reconnector.lost("client")
    assert reconnector.number == 0
