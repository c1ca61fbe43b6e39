"""State of a session: settings, its loss and end, and everything that takes events."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest

import realtime_client as rt
from realtime_client._core.json import loads
from realtime_client._session.requests import State
from realtime_client._session.session import Session
from realtime_client._session.subscriptions import Expectation, Subscription

from .support import Harness, created, done, error, text, wakes

SETTINGS = {"type": "session.update", "session": {"instructions": "Hi", "audio": {"output": {"voice": "ash"}}}}
UPDATED = {"type": "session.updated", "session": {"type": "realtime"}}


def _subscription(session: Session, owner: object = None) -> Subscription:
    subscription = Subscription()
    subscription.owner = owner
    session.subscribe(subscription)
    return subscription


def _types(subscription: Subscription) -> list[str]:
    return [subscription.take().type for _ in range(len(subscription))]


def _restored(harness: Harness, *, conversation: bool = False) -> list[dict[str, Any]]:
    return [loads(sent.data) for sent in harness.session.restore(conversation=conversation)]


# Settings.


def test_acknowledged_settings_are_restored() -> None:
    harness = Harness()
    harness.send(SETTINGS)
    harness.send({"type": "session.update", "session": {"audio": {"input": None}}})
    harness.receive(UPDATED, UPDATED)
    harness.session.mark_lost(1006, "")
    (event,) = _restored(harness)
    assert event["session"] == {"instructions": "Hi", "audio": {"output": {"voice": "ash"}, "input": None}}


def test_refused_settings_are_not_restored() -> None:
    harness = Harness()
    harness.send(SETTINGS)
    harness.receive(UPDATED)
    refused = harness.send({"type": "session.update", "session": {"instructions": 7}}, is_awaited=True)
    harness.receive(error("invalid_value", event_id=refused.event_id))
    harness.send({"type": "session.update", "session": {"instructions": "unanswered"}})
    harness.send({"type": "session.update", "session": "odd"})
    harness.session.mark_lost(1006, "")
    (event,) = _restored(harness)
    assert event["session"]["instructions"] == "Hi"


def test_settings_are_restored_where_the_server_acknowledges_none() -> None:
    harness = Harness()
    harness.send(SETTINGS)
    harness.send({"type": "conversation.item.delete", "item_id": "a"})
    harness.session.mark_lost(1006, "")
    (event,) = _restored(harness)
    assert event["session"] == SETTINGS["session"]


# The loss and the end of a connection.


def test_what_is_in_flight_fails_with_the_connection() -> None:
    harness = Harness()
    sent, other = harness.session.submit(None), harness.session.submit({"conversation": "none"})
    command = harness.send({"type": "conversation.item.delete", "item_id": "a"}, is_awaited=True)
    harness.flush()
    harness.receive(created(), text("so far"))
    queued = harness.session.submit(None)
    dependent = harness.session.submit(None, ["event_0"])
    expectation = Expectation(lambda event: event.type == "ping")
    harness.session.expect(expectation)
    loss = harness.session.mark_lost(1006, "gone")
    assert harness.session.mark_lost(1006, "again") is loss
    assert [each.error for each in (sent, other, command, dependent, expectation)] == [loss] * 5
    assert (queued.state, queued.error) == (State.QUEUED, None)
    assert (loss.code, loss.reason, [response.text for response in loss.responses]) == (1006, "gone", ["so far"])
    assert harness.session.is_lost
    late = Expectation(lambda event: event.type == "realtime_client.reconnected")
    harness.session.expect(late)
    assert late.error is None, "it waits for the next connection"
    harness.session.submit(None)
    assert harness.flush() == [], "nothing is sent until the connection is back"
    subscription = _subscription(harness.session)
    harness.session.restore(conversation=False)
    harness.session.regain(2)
    (event,) = harness.flush()
    assert (event["type"], queued.state) == ("response.create", State.SENT)
    marker = subscription.take()
    assert isinstance(marker, rt.Reconnected)
    assert (marker.code, marker.reason, marker.attempts) == (1006, "gone", 2)
    assert [response.text for response in marker.responses] == ["so far"]
    assert late.take() is marker
    assert not harness.session.is_lost


def test_conversation_is_restored() -> None:
    harness = Harness()
    part = {"type": "input_text", "text": "Hello"}
    item = {"id": "a", "type": "message", "role": "user", "content": [part]}
    harness.receive({"type": "conversation.item.added", "item": item})
    before = harness.session.assembler.conversation
    harness.session.mark_lost(1006, "")
    (event,) = _restored(harness, conversation=True)
    assert (event["type"], event["item"]) == ("conversation.item.create", item)
    harness.session.regain(1)
    assert harness.session.assembler.conversation is not before
    assert [each.text for each in harness.session.assembler.conversation.items] == ["Hello"]
    harness.receive({"type": "conversation.item.added", "item": item})
    assert not harness.session.ledger._pending


def test_session_is_renewed() -> None:
    harness = Harness()
    harness.send(SETTINGS)
    harness.receive(UPDATED)
    subscription = _subscription(harness.session)
    _types(subscription)
    deleted = harness.send({"type": "conversation.item.delete", "item_id": "a"})
    cleared = harness.send({"type": "input_audio_buffer.clear"})
    unsent = harness.send({"type": "conversation.item.delete", "item_id": "b"})
    deleted.is_written = cleared.is_written = True
    restored, unanswered = harness.session.begin_renewal()
    assert [loads(sent.data)["session"] for sent in restored] == [SETTINGS["session"]]
    assert [sent.request for sent in unanswered] == [deleted], "what the session before may not have taken in"
    assert loads(unanswered[0].data) == deleted.event
    assert (cleared.is_settled, unsent.is_settled) == (True, False)
    harness.session.renewed()
    marker = subscription.take()
    assert (marker.code, marker.reason, marker.responses) == (None, "renewed before it expired", ())


def test_renewal_ends_what_is_being_answered() -> None:
    harness = Harness()
    going_on, on_its_way, queued = (harness.session.submit(None, collects=True) for _ in range(3))
    beside = harness.session.submit({"conversation": "none"})
    harness.flush()
    harness.receive(created(), text("so far"))
    assert on_its_way.state is State.QUEUED
    subscription = _subscription(harness.session)
    harness.session.begin_renewal()
    harness.session.renewed()
    assert isinstance(going_on.error, rt.ConnectionLost)
    assert isinstance(beside.error, rt.ConnectionLost)
    assert [response.text for response in going_on.error.responses] == ["so far"]
    assert [response.text for response in subscription.take().responses] == ["so far"]
    (event,) = harness.flush()
    assert (event["type"], on_its_way.state, queued.state) == ("response.create", State.SENT, State.QUEUED)


def test_renewal_that_failed_is_taken_back() -> None:
    harness = Harness()
    harness.send(SETTINGS)
    harness.receive(UPDATED)
    conversation = harness.session.assembler.conversation
    restored, _ = harness.session.begin_renewal()
    assert harness.session.assembler.conversation is not conversation
    assert harness.session.ledger._pending
    harness.session.undo_renewal(restored)
    assert harness.session.assembler.conversation is conversation
    assert not harness.session.ledger._pending


def test_expiry_is_what_the_session_says(monkeypatch: pytest.MonkeyPatch) -> None:
    harness = Harness()
    assert harness.session.expires_in(600.0) == 3_000.0
    monkeypatch.setattr("realtime_client._session.session.time", lambda: 1_000.0)
    harness.receive({"type": "session.created", "session": {"type": "realtime", "expires_at": 1_500}})
    assert harness.session.expires_in(600.0) == 500.0


def test_everything_that_waits_ends_with_the_session() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created(), text("so far"), error("session_expired"))
    queued = harness.session.submit(None)
    subscription = _subscription(harness.session)
    expectation = Expectation(lambda event: False)
    harness.session.expect(expectation)
    idle = harness.session.idle
    harness.session.add_waiter(idle)
    closed = harness.session.close(1001, "expired")
    assert harness.session.close(1000, "") is closed
    assert [each.error for each in (request, queued, subscription, expectation, idle)] == [closed] * 5
    assert [response.text for response in closed.responses] == ["so far"]
    assert closed.last_error is harness.session.ledger.last_error
    harness.session.remove_waiter(idle)
    with pytest.raises(rt.ConnectionClosed):
        harness.session.submit(None)
    assert _subscription(harness.session).error is closed
    late = Expectation(lambda event: True)
    harness.session.expect(late)
    assert late.error is closed
    assert harness.session.ledger.deadline is None


def test_end_after_a_loss_has_the_responses_of_the_loss() -> None:
    harness = Harness()
    harness.receive(created(), text("so far"))
    harness.session.mark_lost(1006, "")
    closed = harness.session.close(1006, "")
    assert [response.text for response in closed.responses] == ["so far"]


# Frames.


def test_frames_that_are_not_events_are_ignored() -> None:
    harness = Harness()
    assert not harness.session.receive(b"[1]")
    assert not harness.session.receive(b"{")
    assert len(harness.session.assembler.notes) == 2
    assert harness.session.receive(b'{"type": "ping"}')
    assert harness.session.dialect == "ga"


def test_server_that_plays_audio_is_recognized() -> None:
    harness = Harness()
    before = harness.session.ledger.plays_audio
    harness.receive({"type": "output_audio_buffer.started", "response_id": "resp_1"})
    assert (before, harness.session.ledger.plays_audio) == (False, True)


def test_usage_is_added_up() -> None:
    harness = Harness()
    for number in range(2):
        harness.receive(done(f"resp_{number}", usage={"total_tokens": 3, "input_tokens": 1, "output_tokens": 2}))
    harness.receive(done("resp_3"))
    assert harness.session.usage is not None
    assert harness.session.usage.total_tokens == 6
    total: Any = object()
    harness.session.usage = total
    harness.receive(done("resp_4", usage={"total_tokens": 3}))
    assert harness.session.usage is total, "what cannot be added is left out"


def test_observers_see_every_event_and_its_change() -> None:
    harness = Harness()
    seen: list[tuple[str, bool]] = []
    harness.session.observers.append(lambda event, change: seen.append((event.type, change.has_ended)))
    harness.receive(created(), done(), {"type": "ping"})
    assert seen == [("response.created", False), ("response.done", True), ("ping", False)]


# Subscriptions and expectations.


def test_backlog_goes_to_the_next_subscription() -> None:
    harness = Harness()
    harness.receive({"type": "ping"}, error("odd"))
    subscription = _subscription(harness.session)
    ready = [subscription.is_ready]
    assert _types(subscription) == ["ping", "error"]
    assert [*ready, subscription.is_ready] == [True, False]
    harness.receive({"type": "ping"})
    assert (_types(subscription), subscription.buffered) == (["ping"], 0)
    assert _types(_subscription(harness.session)) == []


def test_backlog_is_bounded_by_count_and_size() -> None:
    harness = Harness()
    for _ in range(1_500):
        harness.receive({"type": "ping"})
    assert len(harness.session._backlog) == 1_000
    for _ in range(4):
        harness.receive({"type": "ping", "payload": "x" * 100_000})
    assert len(harness.session._backlog) == 2
    assert harness.session._backlog_size <= 256 * 2**10
    assert harness.session.buffered == 0


def test_what_a_request_takes_is_not_kept() -> None:
    harness = Harness()
    harness.session.submit(None)
    harness.flush()
    harness.receive(created(), text("Hi"), done())
    assert not harness.session._backlog


def test_untaken_events_go_to_the_next_subscription() -> None:
    harness = Harness()
    first, second = _subscription(harness.session), _subscription(harness.session)
    harness.receive({"type": "ping"})
    harness.session.unsubscribe(first)
    harness.session.unsubscribe(first)
    assert not harness.session._backlog
    harness.session.unsubscribe(second)
    assert _types(_subscription(harness.session)) == ["ping"]


def test_expectation_takes_from_the_backlog_up_to_its_event() -> None:
    harness = Harness()
    harness.receive({"type": "ping"}, error("first"), error("second"))
    expectation = Expectation(lambda event: event.type == "error")
    harness.session.expect(expectation)
    assert expectation.take().error.code == "first"
    harness.session.forget(expectation)
    harness.session.forget(expectation)
    assert [event.error.code for event, _ in harness.session._backlog] == ["second"]
    expectation.offer(None)


def test_exception_of_a_condition_is_raised_where_it_is_waited_for() -> None:
    harness = Harness()
    others = Expectation(lambda event: event.type == "ping")
    broken = Expectation(lambda event: event.missing)
    harness.session.expect(broken)
    harness.session.expect(others)
    woken = wakes(broken)
    harness.receive({"type": "ping"})
    harness.receive({"type": "ping"})
    assert len(woken) == 1
    with pytest.raises(AttributeError):
        broken.take()
    assert others.take().type == "ping"


def test_full_subscription_pauses_reading() -> None:
    harness = Harness(max_buffered=60)
    subscription = _subscription(harness.session)
    harness.receive({"type": "ping"})
    full = [harness.session.is_full]
    for _ in range(3):
        harness.receive({"type": "ping"})
    full.append(harness.session.is_full)
    _types(subscription)
    assert [*full, harness.session.is_full] == [False, True, False]


def test_events_of_a_subscription_may_be_counted() -> None:
    harness = Harness(max_events=2)
    _subscription(harness.session)
    harness.receive({"type": "ping"})
    assert not harness.session.is_full
    harness.receive({"type": "ping"})
    assert harness.session.is_full


def test_relief_fails_what_its_own_task_cannot_take() -> None:
    harness = Harness(max_events=1)
    task, ended = object(), object()
    gone, blocked, other = (_subscription(harness.session, owner) for owner in (ended, task, object()))
    woken = wakes(blocked)
    harness.receive({"type": "ping"})
    waiter = Expectation(lambda event: False)
    ready = Expectation(lambda event: True)
    ready.offer(marker := object())
    harness.session.relieve([(task, ready), (object(), waiter)], lambda owner: owner is ended)
    assert harness.session._subscriptions == [blocked, other], "its task goes on, or waits for nothing"
    assert ready.take() is marker
    harness.session.relieve([(task, waiter)], lambda owner: owner is ended)
    assert harness.session._subscriptions == [other]
    for failed in (gone, blocked):
        assert isinstance(failed.error, rt.RealtimeError)
        assert "max_buffered" in str(failed.error)
    assert woken
    assert len(gone) == len(blocked) == 0


def test_relief_fails_the_pieces_of_a_request() -> None:
    harness = Harness(max_buffered=8)
    request = harness.session.submit(None)
    request.owner = task = object()
    harness.flush()
    harness.receive(created(), text("longer than that"))
    harness.session.relieve([(task, Expectation(lambda event: False))], lambda owner: False)
    assert isinstance(request.error, rt.RealtimeError)
    assert "max_buffered" in str(request.error)
    harness.receive(text("more"))
    assert (request.pieces, request.buffered) == (deque(), 0)


def test_relief_fails_the_fullest_when_nothing_is_taken_for_long() -> None:
    harness = Harness(max_buffered=8)
    subscription, request = _subscription(harness.session, object()), harness.session.submit(None)
    harness.flush()
    harness.receive(created(), text("longer than that"))
    waiting = [(object(), Expectation(lambda event: False))]
    harness.session.relieve(waiting, lambda owner: False)
    harness.session.relieve([], lambda owner: False, is_stuck=True)
    assert subscription.error is None, "nothing else waits"
    harness.session.relieve(waiting, lambda owner: False, is_stuck=True)
    assert (subscription.error is not None, request.error) == (True, None)


def test_relief_leaves_what_is_not_full() -> None:
    harness = Harness()
    task = object()
    subscription = _subscription(harness.session, task)
    harness.receive({"type": "ping"})
    harness.session.relieve([(task, Expectation(lambda event: False))], lambda owner: True)
    assert harness.session._subscriptions == [subscription]


# Audio.


@pytest.mark.parametrize(
    ("item_id", "content_index", "asked", "clamped"),
    [
        ("item_resp_1", 0, 2_000, 1_000),
        ("item_resp_1", 0, 300, 300),
        ("item_resp_1", 0, -5, 0),
        ("item_resp_1", 1, 2_000, 0),
        ("item_resp_1", 0, 299.9, 299),
        ("unknown", 0, 2_000, 0),
    ],
)
@pytest.mark.parametrize("keep_responses", [100, 0])
def test_truncation_stays_within_what_came(
    item_id: str, content_index: int, asked: float, clamped: int, keep_responses: int
) -> None:
    harness = Harness(keep_responses=keep_responses)
    harness.receive({"type": "session.created", "session": {"type": "realtime"}})
    audio = {"output": {"format": {"type": "audio/pcmu"}}}
    event = {**text("A" * 10_668), "type": "response.output_audio.delta"}
    harness.receive(created(audio=audio), event, created("resp_2"), text("Hi", "resp_2"))
    assert harness.session.clamp_audio_end(item_id, content_index, asked) == clamped
    harness.receive(done(output=[{"id": "item_resp_1", "type": "message", "role": "assistant", "content": []}]))
    assert harness.session.clamp_audio_end(item_id, content_index, asked) == clamped


def test_positions_may_be_as_large_as_numbers_get() -> None:
    assert Harness().session.clamp_audio_end("item_1", 0, 10**400) == 0


@pytest.mark.parametrize("asked", [True, float("nan"), float("inf"), "1", None])
def test_truncation_at_what_is_no_position_is_refused(asked: Any) -> None:
    with pytest.raises(rt.InvalidArgumentError, match="audio_end_ms must be a number of milliseconds, not"):
        Harness().session.clamp_audio_end("item_1", 0, asked)


def test_items_outside_of_the_conversation_are_known() -> None:
    harness = Harness()
    harness.receive(created(conversation_id=None), text("Hi"), created("resp_2"), text("Hi", "resp_2"))
    found = [harness.session.is_in_conversation(item_id) for item_id in ("item_resp_1", "item_resp_2", "item_3")]
    assert found == [False, True, True]


def test_truncation_of_what_the_server_plays() -> None:
    harness = Harness()
    harness.receive({"type": "output_audio_buffer.started", "response_id": "resp_1"})
    assert harness.session.clamp_audio_end("item_1", 0, 2_000) == 2_000


def test_truncation_without_a_format_takes_the_default() -> None:
    harness = Harness()
    harness.receive(created(), {**text("A" * 64_000), "type": "response.output_audio.delta"})
    assert harness.session.clamp_audio_end("item_resp_1", 0, 5_000) == 1_000


def test_events_of_a_raw_request_are_kept() -> None:
    harness = Harness()
    harness.session.write({"type": "response.create"})
    harness.receive(created(), text("Hi"), done())
    assert [event.type for event, _ in harness.session._backlog] == [
        "response.created",
        "response.output_text.delta",
        "response.done",
    ]
