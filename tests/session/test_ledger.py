"""The ledger of requests: each is matched, settled, sent again or abandoned, without a socket."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client._core.json import loads
from realtime_client._session.ledger import MARK
from realtime_client._session.requests import Command, Request, ResponseRequest, State, Waiter
from realtime_client._session.session import Session

from .support import Harness, created, done, error, state, text, wakes

ACTIVE = "conversation_already_has_active_response"


def _mark(event: dict[str, Any]) -> dict[str, Any]:
    return {"metadata": {MARK: event["response"]["metadata"][MARK]}}


def _texts(request: ResponseRequest) -> str:
    return "".join(piece.text for piece in request.next_pieces())


def _queued(harness: Harness) -> ResponseRequest:
    """Return a request that waits for a response which the server began."""
    harness.receive(created("resp_0"))
    request = harness.session.submit(None)
    assert state(request) is State.QUEUED
    return request


# Submitting and matching.


def test_request_is_sent_bound_and_settled() -> None:
    harness = Harness()
    request = harness.session.submit({"instructions": "Hi"})
    (event,) = harness.flush()
    assert (event["type"], event["event_id"], event["response"]["instructions"]) == (
        "response.create",
        request.event_id,
        "Hi",
    )
    assert (request.state, request.sent_at, request.attempts) == (State.SENT, 100.0, 1)
    woken = wakes(request)
    harness.receive(created(**_mark(event)), text("Hel"))
    assert len(woken) == 1
    woken = wakes(request)
    assert (request.state, request.is_certain, request.is_ready) == (State.ACCEPTED, True, True)
    assert request.response is not None
    assert request.response.requested_at == 100.0
    assert harness.session.ledger.is_requested(request.response)
    assert request.buffered == harness.session.buffered == 3
    harness.receive(text("lo"), done(**_mark(event)))
    assert _texts(request) == "Hello"
    assert (request.is_settled, request.error, request.is_ready) == (True, None, True)
    assert harness.session.ledger.is_requested(request.response)
    assert len(woken) == 1


def test_responses_are_matched_by_mark_not_by_order() -> None:
    harness = Harness()
    requests = [harness.session.submit({"conversation": "none"}) for _ in range(2)]
    first, second = harness.flush()
    harness.receive(created("resp_b", **_mark(second)), created("resp_a", **_mark(first)))
    assert [request.response.id for request in requests if request.response] == ["resp_a", "resp_b"]


def test_responses_are_matched_by_order_without_an_echo() -> None:
    harness = Harness(marks=False)
    requests = [harness.session.submit({"conversation": "none"}) for _ in range(2)]
    assert all(MARK not in str(event) for event in harness.flush())
    harness.receive(created("resp_a"), created("resp_b"))
    assert [request.response.id for request in requests if request.response] == ["resp_a", "resp_b"]
    assert not any(request.is_certain for request in requests)


@pytest.mark.parametrize("metadata", [{str(number): "" for number in range(16)}, "odd"])
def test_request_without_room_has_no_mark(metadata: Any) -> None:
    harness = Harness()
    assert harness.session.submit({"metadata": metadata}).mark is None
    (event,) = harness.flush()
    assert event["response"]["metadata"] == metadata


def test_mark_keeps_other_metadata() -> None:
    harness = Harness()
    harness.session.submit({"metadata": {"mine": "1"}})
    (event,) = harness.flush()
    assert set(event["response"]["metadata"]) == {"mine", MARK}


def test_late_mark_corrects_a_match_by_order() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(created("resp_0"), text("other", "resp_0"))
    assert request.response is not None
    assert request.response.id == "resp_0"
    harness.receive(created("resp_1", **_mark(event)), text("mine"))
    assert request.response.id == "resp_1"
    assert _texts(request) == "mine"
    assert request.is_certain


def test_mark_of_another_client_unbinds() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(text("early"))
    assert state(request) is State.ACCEPTED
    harness.receive(created(metadata={MARK: "of another"}))
    assert (request.state, request.response, _texts(request)) == (State.SENT, None, "")
    harness.receive(created("resp_2", **_mark(event)))
    assert state(request) is State.ACCEPTED
    harness.receive({**created("resp_2", **_mark(event)), "event_id": "again"})
    assert state(request) is State.ACCEPTED


def test_mark_moves_a_request_between_bound_responses() -> None:
    harness = Harness()
    first, second = (harness.session.submit({"conversation": "none"}) for _ in range(2))
    one, _ = harness.flush()
    harness.receive(text("a", "resp_a"), text("b", "resp_b"))
    assert (first.response, second.response) != (None, None)
    harness.receive(created("resp_b", **_mark(one)))
    assert first.response is not None
    assert first.response.id == "resp_b"
    assert state(second) is State.SENT


def test_mark_that_only_the_end_has_settles() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    (event,) = harness.flush()
    other = harness.session.submit({"conversation": "none"})
    (marked,) = harness.flush()
    harness.receive(created("resp_o", **_mark(marked)), done("resp_o", **_mark(marked)))
    assert other.is_settled
    harness.receive(done("resp_1", output=[]))
    harness.receive(created("resp_1", **_mark(event)))
    assert request.is_settled
    assert request.response is not None
    assert request.response.is_final


def test_response_that_was_never_announced_settles() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    content = [{"type": "output_text", "text": "Hi"}]
    harness.receive(done(output=[{"id": "i", "type": "message", "role": "assistant", "content": content}]))
    assert request.is_settled
    assert _texts(request) == "Hi"


def test_response_that_has_ended_answers_no_new_request() -> None:
    harness = Harness()
    metadata: dict[str, Any] = {"metadata": {"asked": "before"}}
    harness.receive(created(**metadata), done(**metadata))
    request = harness.session.submit(None)
    harness.flush()
    harness.receive({**created(**metadata), "event_id": "late"})
    assert state(request) is State.SENT


def test_pieces_before_the_announcement_are_taken() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(text("Hel"), created(**_mark(event)), text("lo"))
    assert _texts(request) == "Hello"


def test_request_that_does_not_collect_keeps_no_pieces() -> None:
    harness = Harness()
    request = harness.session.submit(None, collects=False)
    harness.flush()
    harness.receive(created(), text("Hi"))
    assert request.next_pieces() == []
    assert request.buffered == 0


def test_response_outside_of_the_conversation_is_not_taken_for_an_answer_in_it() -> None:
    harness = Harness(marks=False)
    inside = harness.session.submit(None)
    outside = harness.session.submit({"conversation": "none"})
    harness.flush()
    harness.receive(created("resp_o", conversation_id=None), created("resp_i", conversation_id="conv"))
    assert (inside.response and inside.response.id, outside.response and outside.response.id) == ("resp_i", "resp_o")


def test_conversation_tells_whose_answer_it_is() -> None:
    harness = Harness(marks=False)
    outside = harness.session.submit({"conversation": "none"})
    harness.flush()
    harness.receive(created("resp_vad", conversation_id="conv"))
    assert state(outside) is State.SENT
    harness.receive(done("resp_vad"), created("resp_o", conversation_id=None))
    assert state(outside) is State.ACCEPTED


def test_marked_request_takes_no_response_outside_of_the_conversation() -> None:
    harness = Harness()
    outside = harness.session.submit({"conversation": "none"})
    (event,) = harness.flush()
    harness.receive(created("resp_o", **_mark(event)), done("resp_o"))
    inside = harness.session.submit(None)
    harness.flush()
    harness.receive(created("resp_p", conversation_id=None), done("resp_p"))
    harness.wait(5.0)
    assert outside.is_settled
    assert state(inside) is State.SENT


def test_marked_request_waits_for_its_mark_where_the_server_echoes() -> None:
    harness = Harness()
    first = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(created(**_mark(event)), done(**_mark(event)))
    assert first.is_settled
    second = harness.session.submit(None)
    harness.flush()
    harness.receive(created("resp_vad"))
    assert state(second) is State.SENT
    harness.receive(created("resp_mine"), done("resp_mine"))


def test_next_connection_may_lead_to_a_server_that_does_not_echo() -> None:
    harness = Harness()
    harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(created(**_mark(event)), done(**_mark(event)))
    harness.session.mark_lost(1006, "")
    harness.session.restore(conversation=False)
    harness.session.regain(1)
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created("resp_2"))
    assert request.response is not None
    assert request.response.id == "resp_2"


def test_response_without_its_mark_is_the_answer_when_nothing_else_comes() -> None:
    harness = Harness()
    harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(created("resp_0", **_mark(event)), done("resp_0"))
    requests = [harness.session.submit({"conversation": "none"}) for _ in range(2)]
    harness.flush()
    harness.receive(created("resp_1"), text("mine"), done("resp_1"))
    harness.wait(2.9)
    assert [request.state for request in requests] == [State.SENT, State.SENT]
    harness.wait(0.2)
    assert [request.state for request in requests] == [State.SETTLED, State.SENT]
    assert _texts(requests[0]) == "mine"


@pytest.mark.parametrize("end", ["done", "refused", "abandoned"])
def test_idle_session_wakes_what_waits_for_it(end: str) -> None:
    harness = Harness()
    idle = harness.session.idle
    ready = [idle.is_ready]
    request = harness.session.submit(None)
    harness.flush()
    woken = wakes(idle)
    ready.append(idle.is_ready)
    if end == "done":
        harness.receive(created(), done())
    elif end == "refused":
        harness.receive(error("invalid_value", event_id=request.event_id))
    else:
        harness.session.ledger.abandon(request)
        harness.wait(10.0)
    assert [*ready, idle.is_ready] == [True, False, True]
    assert woken


# Turns of the conversation.


def test_request_waits_for_the_active_response() -> None:
    harness = Harness()
    request = _queued(harness)
    assert harness.flush() == []
    harness.receive(done("resp_0"))
    assert [event["type"] for event in harness.flush()] == ["response.create"]
    assert state(request) is State.SENT


def test_requests_outside_of_the_conversation_wait_for_nothing() -> None:
    harness = Harness()
    _queued(harness)
    outside = harness.session.submit({"conversation": "none"})
    assert state(outside) is State.SENT
    harness.receive(created("resp_o", conversation_id=None))
    assert state(outside) is State.ACCEPTED


def test_request_is_sent_when_the_active_response_stalls() -> None:
    harness = Harness()
    request = _queued(harness)
    harness.wait(29.0)
    harness.receive(text("more"))
    harness.wait(2.0)
    assert state(request) is State.QUEUED, "the active response goes on"
    harness.wait(30.0)
    assert state(request) is State.SENT


def test_raw_request_that_is_not_answered_holds_the_turn_for_a_time() -> None:
    harness = Harness()
    raw = harness.send({"type": "response.create"})
    request = harness.session.submit(None)
    harness.wait(30.0)
    assert raw.is_settled
    assert state(request) is State.SENT


def test_already_active_is_asked_again_when_that_response_ends() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created("resp_0", metadata={MARK: "of another"}), error(ACTIVE, event_id=request.event_id))
    assert state(request) is State.QUEUED
    first = request.event_id
    harness.receive(done("resp_0"))
    (event,) = harness.flush()
    assert (event["event_id"], request.attempts) == (request.event_id, 2)
    assert request.event_id != first
    harness.receive(created("resp_1", **_mark(event)), done("resp_1"))
    assert request.is_settled
    assert request.error is None
    assert harness.reported == []


def test_already_active_directly_after_an_end_is_asked_again_later() -> None:
    harness = Harness()
    request = _queued(harness)
    harness.receive(done("resp_0"))
    for attempt in range(1, 6):
        harness.flush()
        assert request.attempts == attempt
        harness.receive(error(ACTIVE, event_id=request.event_id))
        harness.wait(0.1 * attempt)
    harness.receive(error(ACTIVE, event_id=request.event_id))
    assert isinstance(request.error, rt.ServerError)
    assert request.is_settled


def test_already_active_is_asked_again_as_long_as_other_responses_end() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    for number in range(20):
        # Voice detection begins one response after the other, each of them just before.
        harness.flush()
        response = f"resp_{number}"
        harness.receive(created(response, metadata={MARK: "of another"}), error(ACTIVE, event_id=request.event_id))
        assert state(request) is State.QUEUED
        harness.receive(done(response))
    (event,) = harness.flush()
    assert request.attempts == 21
    harness.receive(created("resp_last", **_mark(event)), done("resp_last"))
    assert request.is_settled
    assert request.error is None


def test_already_active_without_a_response_waits_for_its_announcement() -> None:
    harness = Harness()
    harness.wait(60.0)
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error(ACTIVE, event_id=request.event_id))
    assert state(request) is State.QUEUED
    assert harness.flush() == []
    harness.receive(created("resp_0"), text("of voice detection", "resp_0"))
    assert request.response is None, "it was refused: another's response is not its answer"
    harness.wait(2.0)
    assert harness.flush() == []
    harness.receive(done("resp_0"))
    (again,) = harness.flush()
    assert again["type"] == "response.create"


def test_already_active_without_any_response_is_a_refusal() -> None:
    harness = Harness()
    harness.wait(60.0)
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error(ACTIVE))
    harness.wait(0.9)
    assert state(request) is State.QUEUED
    harness.wait(0.2)
    assert isinstance(request.error, rt.ServerError)
    assert harness.sent[-1]["type"] == "response.create"
    assert request.attempts == 1


def test_already_active_is_asked_again_when_the_other_one_ended_at_once() -> None:
    harness = Harness()
    harness.wait(60.0)
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error(ACTIVE), created("resp_0"), done("resp_0"))
    harness.wait(1.0)
    assert (request.error, request.attempts) == (None, 2)


def test_second_refusal_does_not_send_a_request_twice() -> None:
    harness = Harness()
    harness.wait(60.0)
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error(ACTIVE, event_id=request.event_id))
    harness.receive(created("resp_0", metadata={MARK: "of another"}), error(ACTIVE, event_id=request.event_id))
    harness.wait(2.0)
    harness.receive(done("resp_0"))
    assert len(harness.flush()) == 1
    assert request.attempts == 2


def test_already_active_takes_back_a_match_by_order() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created("resp_vad"), error(ACTIVE))
    assert (request.state, request.response) == (State.QUEUED, None)
    harness.receive(done("resp_vad"))
    assert len(harness.flush()) == 1
    assert state(request) is State.SENT


def test_refused_raw_request_is_reported() -> None:
    harness = Harness()
    raw = harness.send({"type": "response.create", "event_id": "mine"})
    harness.receive(error(ACTIVE, event_id="mine"))
    assert raw.is_settled
    assert raw.error is None
    assert len(harness.reported) == 1


def test_raw_request_holds_the_turn() -> None:
    harness = Harness()
    raw = harness.send({"type": "response.create", "response": "odd"})
    request = harness.session.submit(None)
    assert state(request) is State.QUEUED
    harness.receive(created(), done())
    assert raw.is_settled
    assert state(request) is State.SENT


# Voice detection.


def _speech(harness: Harness, **detection: Any) -> None:
    session = {"type": "realtime", "audio": {"input": {"turn_detection": {"type": "server_vad", **detection}}}}
    harness.receive({"type": "session.updated", "session": session})
    harness.receive({"type": "input_audio_buffer.speech_stopped", "item_id": "u", "audio_end_ms": 1})


def test_response_after_speech_is_the_servers() -> None:
    harness = Harness(marks=False)
    request = harness.session.submit(None)
    harness.flush()
    _speech(harness)
    harness.receive(created("resp_vad"), done("resp_vad"))
    assert state(request) is State.SENT
    harness.receive(created("resp_mine"), done("resp_mine"))
    assert request.response is not None
    assert (request.response.id, request.is_settled) == ("resp_mine", True)
    harness.wait(2.0)
    assert request.response.id == "resp_mine"


def test_response_after_speech_is_the_answer_when_nothing_else_comes() -> None:
    harness = Harness(marks=False)
    request = harness.session.submit(None)
    harness.flush()
    _speech(harness)
    harness.receive(created("resp_vad"), text("Hi", "resp_vad"), done("resp_vad"))
    harness.wait(1.0)
    assert request.is_settled
    assert _texts(request) == "Hi"


def test_response_after_speech_is_the_answer_where_detection_asks_for_none() -> None:
    harness = Harness(marks=False)
    request = harness.session.submit(None)
    harness.flush()
    _speech(harness, create_response=False)
    harness.receive(created("resp_1"))
    assert state(request) is State.ACCEPTED


@pytest.mark.parametrize("is_sent_before", [True, False])
def test_unknown_detection_is_judged_by_the_order(is_sent_before: bool) -> None:
    harness = Harness(marks=False)
    stopped = {"type": "input_audio_buffer.speech_stopped", "item_id": "u", "audio_end_ms": 1}
    if not is_sent_before:
        harness.receive(stopped)
        harness.receive({"type": "ping"})
    request = harness.session.submit(None)
    harness.flush()
    if is_sent_before:
        harness.receive(stopped)
    harness.receive(created("resp_1"))
    assert (state(request) is State.SENT) is is_sent_before


def test_refused_request_takes_no_candidate() -> None:
    harness = Harness(marks=False)
    request = harness.session.submit(None)
    harness.flush()
    _speech(harness)
    harness.receive(created("resp_vad"), done("resp_vad"), error("invalid_value", event_id=request.event_id))
    harness.wait(2.0)
    assert request.response is None
    assert isinstance(request.error, rt.ServerError)


def test_refused_request_has_no_candidate() -> None:
    harness = Harness(marks=False)
    request = harness.session.submit(None)
    harness.flush()
    _speech(harness)
    harness.receive(created("resp_vad"), error(ACTIVE), done("resp_vad"))
    harness.wait(2.0)
    harness.receive(created("resp_mine"), text("mine", "resp_mine"), done("resp_mine"))
    assert _texts(request) == "mine"


# Abandoning.


def test_abandoned_in_the_queue_is_never_sent() -> None:
    harness = Harness()
    request = _queued(harness)
    harness.session.ledger.abandon(request)
    assert request.is_settled
    harness.receive(done("resp_0"))
    assert harness.flush() == []


def test_abandoned_after_sending_is_cancelled_when_it_begins() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    (event,) = harness.flush()
    harness.session.ledger.abandon(request)
    harness.session.ledger.abandon(request)
    # A server may be at work on a response that it has not begun to send.
    (early,) = harness.flush()
    assert (early["type"], early.get("response_id")) == ("response.cancel", None)
    later = harness.session.submit(None)
    assert state(later) is State.QUEUED
    harness.receive(created(**_mark(event)), text("late"))
    (cancel,) = harness.flush()
    assert (cancel["type"], cancel["response_id"]) == ("response.cancel", "resp_1")
    harness.receive(done(status="cancelled", **_mark(event)))
    (again,) = harness.flush()
    harness.receive(created("resp_2", **_mark(again)), text("mine", "resp_2"))
    assert (request.next_pieces(), _texts(later)) == ([], "mine")


def test_abandoned_and_never_answered_is_forgotten() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.session.ledger.abandon(request)
    later = harness.session.submit(None)
    harness.wait(10.0)
    assert request.is_settled
    assert state(later) is State.SENT


def test_abandoned_and_answered_by_another_response_is_forgotten() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created())
    harness.session.ledger.abandon(request)
    later = harness.session.submit(None)
    harness.receive({**created(metadata={MARK: "of another"}), "event_id": "again"}, done())
    assert state(request) is State.SENT
    harness.wait(10.0)
    assert request.is_settled
    assert state(later) is State.SENT


@pytest.mark.parametrize("ends", [True, False])
def test_abandoned_while_answered_is_cancelled(ends: bool) -> None:
    harness = Harness()
    request = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(created(**_mark(event)), text("Hi"))
    harness.session.ledger.abandon(request)
    (cancel,) = harness.flush()
    assert cancel["type"] == "response.cancel"
    later = harness.session.submit(None)
    if ends:
        harness.receive(done(status="cancelled"))
    else:
        harness.wait(5.0)
        assert "did not end it" in harness.session.assembler.notes[-1].what
    assert request.is_settled
    assert state(later) is State.SENT
    assert harness.reported == []


def test_response_without_an_id_is_cancelled_without_one() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive({"type": "response.created", "response": {"status": "in_progress"}})
    harness.session.ledger.abandon(request)
    (cancel,) = harness.flush()
    assert "response_id" not in cancel


def test_cancelling_what_has_ended_sends_nothing() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created(), done())
    assert request.response is not None
    harness.session.ledger.cancel(request.response)
    harness.session.ledger.abandon(request)
    assert harness.flush() == []


@pytest.mark.parametrize("is_named", [True, False])
def test_refused_cancellation_is_no_error(is_named: bool) -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created())
    harness.session.ledger.abandon(request)
    (cancel,) = harness.flush()
    event_id = cancel["event_id"] if is_named else None
    harness.receive(error("response_cancel_not_active", event_id=event_id), done())
    assert harness.reported == []


def test_abandoned_and_refused_is_gone() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.session.ledger.abandon(request)
    harness.receive(error("invalid_value", event_id=request.event_id))
    assert request.is_settled
    assert request.error is None


# Errors.


def test_named_refusal_settles_at_once() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("invalid_value", event_id=request.event_id))
    assert isinstance(request.error, rt.ServerError)
    assert request.is_settled
    assert harness.reported == []
    assert harness.session.ledger.last_error is not None


@pytest.mark.parametrize("event_id", ["event_TODO", "event_99", "of_the_server"])
def test_error_that_names_an_event_of_the_server_is_nameless(event_id: str) -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("invalid_value", event_id=event_id))
    assert not request.is_settled
    harness.wait(1.1)
    assert isinstance(request.error, rt.ServerError)


@pytest.mark.parametrize("event_id", ["mine", None])
def test_error_that_names_another_event_of_ours_settles_nothing(event_id: str | None) -> None:
    harness = Harness()
    audio = {"type": "input_audio_buffer.append", "audio": "no", "event_id": event_id}
    named = harness.session.write(audio)[1]
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("invalid_value", event_id=named))
    harness.wait(2.0)
    assert not request.is_settled
    assert len(harness.reported) == 1


def test_remembered_ids_are_bounded() -> None:
    harness = Harness()
    for number in range(2_000):
        harness.session.write({"type": "x", "event_id": f"mine_{number}"})
    assert len(harness.session.ledger._own_ids) == 1_024


def test_nameless_error_before_a_named_refusal_is_reported() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("first"), error("second", event_id=request.event_id))
    assert isinstance(request.error, rt.ServerError)
    assert request.error.code == "second"
    assert [each.code for each in harness.reported] == ["first"]


def test_nameless_error_settles_after_the_grace() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("invalid_value"))
    harness.wait(0.9)
    assert not request.is_settled
    harness.wait(0.2)
    assert isinstance(request.error, rt.ServerError)


def test_second_nameless_error_changes_nothing() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("first"), error("second"))
    harness.wait(2.0)
    assert isinstance(request.error, rt.ServerError)
    assert request.error.code == "first"


def test_nameless_error_is_cleared_when_the_server_answers() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("unknown_parameter"), created(), text("Hi"))
    harness.wait(5.0)
    assert request.error is None
    assert len(harness.reported) == 1
    harness.receive(done())
    assert request.is_settled


def test_error_ends_the_active_response() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created(), error(None, type="server_error"))
    harness.wait(2.9)
    assert not request.is_settled
    harness.wait(0.2)
    assert isinstance(request.error, rt.ServerError)
    assert request.response is not None
    assert request.response.is_final
    assert harness.reported == []


def test_error_is_not_about_a_response_that_goes_on() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created(), error(None, type="server_error"), text("Hi"))
    harness.wait(10.0)
    assert not request.is_settled
    assert len(harness.reported) == 1


def test_error_ends_the_servers_own_response_and_is_reported() -> None:
    harness = Harness()
    harness.receive(created(), error(None, type="server_error"))
    harness.wait(3.0)
    assert harness.session.assembler.active == []
    assert len(harness.reported) == 1


def test_already_active_with_nothing_asked_for_is_reported() -> None:
    harness = Harness()
    harness.receive(error(ACTIVE))
    assert len(harness.reported) == 1


def test_suspicion_of_a_response_that_was_closed_settles_nothing() -> None:
    harness = Harness()
    harness.receive(created(), error(None, type="server_error"), error(None, type="server_error"))
    harness.wait(3.0)
    assert len(harness.reported) == 1


def test_server_error_with_a_command_is_about_the_active_response() -> None:
    harness = Harness()
    harness.receive(created())
    command = harness.send({"type": "session.update", "session": {}}, is_awaited=True)
    harness.receive(error(None, type="server_error"))
    harness.wait(3.0)
    assert not command.is_settled
    assert harness.session.assembler.active == []


def test_error_about_nothing_is_reported() -> None:
    harness = Harness()
    harness.receive(error("odd"), error("odd", event_id="never sent"))
    assert len(harness.reported) == 2


def test_on_error_may_raise() -> None:
    def fail(_: rt.ServerError) -> None:
        raise ValueError("of the user")

    harness = Harness(on_error=fail)
    harness.receive(error("odd"))
    Harness(on_error=None).receive(error("odd"))


@pytest.mark.parametrize(
    ("param", "index"), [("session.audio", 0), ("item.content", 1), ("response.audio", 2), ("", 0)]
)
def test_nameless_error_is_about_what_its_parameter_names(param: str, index: int) -> None:
    harness = Harness()
    update = harness.send({"type": "session.update", "session": {}}, is_awaited=True)
    item = harness.send({"type": "conversation.item.create", "item": {}}, is_awaited=True)
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("invalid_value", param=param))
    harness.wait(1.0)
    assert [each.error is not None for each in (update, item, request)] == [index == each for each in range(3)]


def test_nameless_error_is_about_the_oldest() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    command = harness.send({"type": "session.update", "session": {}}, is_awaited=True)
    harness.flush()
    harness.receive(error("invalid_value"))
    harness.wait(1.0)
    assert (request.error is None, command.error is None) == (False, True)


def test_old_commands_are_suspected_no_more() -> None:
    harness = Harness()
    command = harness.send({"type": "session.update", "session": {}}, is_awaited=True)
    harness.wait(11.0)
    harness.receive(error("invalid_value"))
    harness.wait(1.0)
    assert command.error is None
    assert len(harness.reported) == 1


def test_refused_metadata_is_left_out_from_then_on() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("unknown_parameter", param="response.metadata", event_id=request.event_id))
    (again,) = harness.flush()
    assert "response" not in again
    harness.receive(created(), done())
    assert request.is_settled
    assert request.error is None
    harness.session.submit({"conversation": "none"})
    assert "metadata" not in harness.flush()[0]["response"]


def test_refused_item_fails_the_request_after_it() -> None:
    harness = Harness()
    item = harness.send({"type": "conversation.item.create", "item": {"type": "message"}})
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("invalid_value", event_id=item.event_id))
    assert isinstance(request.error, rt.ServerError)
    assert harness.reported == []
    harness.receive(created())
    assert [event["type"] for event in harness.flush()] == ["response.cancel"]


def test_refused_item_is_raised_by_the_next_request() -> None:
    harness = Harness()
    item = harness.send({"type": "conversation.item.create", "item": {"type": "message"}})
    harness.receive(error("invalid_value", event_id=item.event_id))
    with pytest.raises(rt.ServerError):
        harness.session.submit(None)
    assert len(harness.reported) == 1
    harness.session.submit(None)


@pytest.mark.parametrize("expected", [State.QUEUED, State.SENT, State.ACCEPTED])
def test_request_fails_with_what_it_depends_on(expected: State) -> None:
    harness = Harness()
    if expected is State.QUEUED:
        harness.receive(created("resp_0"))
    item = harness.send({"type": "session.update", "session": {}})
    request = harness.session.submit(None, [item.event_id])
    harness.flush()
    if expected is State.ACCEPTED:
        harness.receive(created())
    assert state(request) is expected
    harness.receive(error("invalid_value", event_id=item.event_id))
    assert isinstance(request.error, rt.ServerError)
    assert request.is_settled is (expected is not State.SENT)
    assert [event["type"] for event in harness.flush()] == (["response.cancel"] if expected is State.ACCEPTED else [])


def test_awaited_refusal_is_not_reported() -> None:
    harness = Harness()
    command = harness.send({"type": "conversation.item.delete", "item_id": "i"}, is_awaited=True)
    unawaited = harness.send({"type": "conversation.item.delete", "item_id": "i"})
    harness.receive(error("not_found", event_id=command.event_id))
    assert isinstance(command.error, rt.ServerError)
    assert harness.reported == []
    harness.receive(error("not_found", event_id=unawaited.event_id))
    assert len(harness.reported) == 1


def test_unreported_errors_are_noted_on_the_next_exception() -> None:
    harness = Harness()
    harness.receive(error("first"), error("second"))
    own = rt.RealtimeError("what the task failed with")
    with pytest.raises(rt.RealtimeError) as raised:
        harness.session.raise_error(own)
    assert raised.value is not own
    assert ["(first" in note or "first" in note for note in raised.value.__notes__] == [True, False]
    with pytest.raises(rt.RealtimeError) as again:
        harness.session.raise_error(own)
    assert getattr(again.value, "__notes__", []) == []


def test_error_is_not_noted_on_itself() -> None:
    harness = Harness()
    harness.receive(error("first"))
    assert harness.session.ledger.last_error is not None
    with pytest.raises(rt.ServerError) as raised:
        harness.session.raise_error(harness.session.ledger.last_error)
    assert getattr(raised.value, "__notes__", []) == []


# Commands.


@pytest.mark.parametrize(
    ("event", "answer", "is_acknowledged"),
    [
        ({"type": "session.update", "session": {}}, {"type": "session.updated", "session": {}}, True),
        ({"type": "session.update", "session": {}}, {"type": "session.created", "session": {}}, False),
        (
            {"type": "conversation.item.create", "item": {"id": "a"}},
            {"type": "conversation.item.added", "item": {"id": "a", "type": "message", "role": "user"}},
            True,
        ),
        (
            {"type": "conversation.item.create", "item": {"type": "function_call_output", "call_id": "c"}},
            {"type": "conversation.item.added", "item": {"id": "a", "type": "message", "role": "user"}},
            False,
        ),
        (
            {"type": "conversation.item.create", "item": None},
            {"type": "conversation.item.added", "item": {"id": "a", "type": "message", "role": "user"}},
            True,
        ),
        (
            {"type": "conversation.item.delete", "item_id": "a"},
            {"type": "conversation.item.deleted", "item_id": "b"},
            False,
        ),
        (
            {"type": "conversation.item.delete", "item_id": "a"},
            {"type": "conversation.item.deleted", "item_id": None},
            True,
        ),
        (
            {"type": "conversation.item.retrieve", "item_id": "a"},
            {"type": "conversation.item.retrieved", "item": {"id": "a", "type": "message", "role": "user"}},
            True,
        ),
        ({"type": "input_audio_buffer.commit"}, {"type": "input_audio_buffer.committed", "item_id": "a"}, True),
    ],
)
def test_commands_are_acknowledged(event: dict[str, Any], answer: dict[str, Any], is_acknowledged: bool) -> None:
    harness = Harness()
    command = harness.send(event, is_awaited=True)
    woken = wakes(command)
    harness.receive(answer)
    assert (command.is_settled, command.error, bool(woken)) == (is_acknowledged, None, is_acknowledged)
    assert (command.acknowledgement is not None) is is_acknowledged


def test_acknowledged_command_is_suspected_no_more() -> None:
    harness = Harness()
    command = harness.send({"type": "session.update", "session": {}}, is_awaited=True)
    harness.receive(error("odd"), {"type": "session.updated", "session": {}})
    harness.wait(2.0)
    assert command.error is None
    assert len(harness.reported) == 1


def test_commands_without_an_acknowledgement_are_bounded() -> None:
    harness = Harness()
    first = harness.send({"type": "session.update", "session": {"instructions": "kept"}})
    for _ in range(300):
        harness.send({"type": "conversation.item.delete", "item_id": "a"})
    assert first.is_settled
    assert len(harness.session.ledger._pending) == 256
    assert len(harness.session.ledger._by_event_id) == 256


def test_event_that_is_no_json_is_refused_and_forgotten() -> None:
    harness = Harness()
    with pytest.raises(rt.RealtimeError, match=r"'session.update' cannot be written as JSON"):
        harness.session.write({"type": "session.update", "session": {"x": object()}})
    with pytest.raises(rt.RealtimeError, match="cannot be written as JSON"):
        harness.session.write({"type": "odd", "x": object()})
    with pytest.raises(rt.RealtimeError, match="cannot be written as JSON"):
        harness.session.write({"type": "response.create", "x": object()})
    assert not harness.session.ledger._pending
    assert harness.session.ledger.is_idle


@pytest.mark.parametrize("event", [None, "x", [1], {}, {"type": ""}, {"type": 5}, {"type": None}])
def test_what_is_no_event_is_refused(event: Any) -> None:
    harness = Harness()
    with pytest.raises(rt.InvalidArgumentError, match=r"a model or a mapping is expected, not|needs a type"):
        harness.session.write(event)
    assert harness.session.ledger.is_idle


def test_models_and_own_ids_are_written() -> None:
    session = Session(lambda: 0.0, "ga")
    outgoing, event_id = session.write(rt.events.ResponseCancel(event_id="mine"))
    assert event_id == "mine"
    assert isinstance(outgoing.request, Command)
    assert session.write({"type": "odd"})[0].request is None
    assert b"input_audio_buffer.append" in session.write_audio(b"\0\0")
    assert Session(lambda: 0.0).write_audio(b"\0\0")


# The parts.


def test_waiters_do_nothing_by_themselves() -> None:
    waiter = Waiter()
    waiter.wake()
    woken = wakes(waiter)
    waiter.wake()
    assert len(woken) == 1
    with pytest.raises(NotImplementedError):
        waiter.is_ready  # noqa: B018
    request = Request("odd", "e")
    first, second = rt.RealtimeError("first"), rt.RealtimeError("second")
    request.fail(first)
    request.fail(second)
    assert request.error is first
    assert not request.is_ready


def test_item_that_voice_detection_adds_acknowledges_nothing() -> None:
    harness = Harness()
    event = {
        "type": "conversation.item.create",
        "item": {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]},
    }
    command = harness.send(event, is_awaited=True)
    for content in ([{"type": "input_audio"}], [{"type": "input_text", "text": "Another."}]):
        item = {"id": "other", "type": "message", "role": "user", "content": content}
        harness.receive({"type": "conversation.item.added", "item": item})
        assert not command.is_settled
    harness.receive({"type": "conversation.item.added", "item": {**event["item"], "id": "mine"}})  # type: ignore[dict-item]
    assert command.is_ready
    assert command.acknowledgement.item.id == "mine"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("odd", [{"type": "input_text"}]),
        ([{"type": "input_text", "text": "Hi"}], []),
        ([{"type": "input_text", "text": "Hi"}], [{"type": "input_text"}]),
        (["odd"], [{"type": "input_audio"}]),
        ([{"type": "input_audio", "audio": ""}], [{"type": "input_audio"}]),
    ],
)
def test_item_with_other_content_may_be_what_was_created(asked: Any, found: Any) -> None:
    harness = Harness()
    item = {"type": "message", "role": "user"}
    command = harness.send({"type": "conversation.item.create", "item": {**item, "content": asked}}, is_awaited=True)
    harness.receive({"type": "conversation.item.added", "item": {**item, "id": "mine", "content": found}})
    assert command.is_ready


@pytest.mark.parametrize("is_acknowledged", [True, False])
def test_refused_settings_without_an_id_are_not_restored(is_acknowledged: bool) -> None:
    harness = Harness()
    bad = harness.send({"type": "session.update", "session": {"voice": "nope"}})
    good = harness.send({"type": "session.update", "session": {"instructions": "Hi"}})
    harness.receive(error("invalid_value", type="invalid_request_error", param="session.voice"))
    if is_acknowledged:
        harness.receive({"type": "session.updated", "session": {"type": "realtime"}})
        assert (good.is_settled, bad.is_settled) == (True, False)
    harness.wait(1.0)
    assert bad.is_settled
    harness.session.mark_lost(1006, "")
    (restored,) = harness.session.restore(conversation=False)
    assert loads(restored.data)["session"] == {"instructions": "Hi"}


def test_late_acknowledgement_is_one() -> None:
    harness = Harness()
    ledger = harness.session.ledger
    ledger.unacknowledged.add("session.update")
    harness.send({"type": "session.update", "session": {}})
    harness.receive({"type": "session.updated", "session": {"type": "realtime"}})
    assert ledger.unacknowledged == set()
    ledger.unacknowledged.add("session.update")
    refused = harness.send({"type": "session.update", "session": {}})
    refused.was_to_be_awaited = True
    harness.receive(error("invalid_value", event_id=refused.event_id))
    assert ledger.unacknowledged == set()
    with pytest.raises(rt.ServerError, match="invalid_value"):
        harness.session.submit(None)


def test_late_answer_to_a_request_that_was_doubted_is_cancelled() -> None:
    harness = Harness()
    first = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(error("odd"))
    harness.wait(1.0)
    assert isinstance(first.error, rt.ServerError)
    second = harness.session.submit(None)
    (again,) = harness.flush()
    assert again["type"] == "response.create", "it does not wait for what most likely never comes"
    harness.receive(created("resp_1", **_mark(event)))
    assert second.response is None
    (cancelled,) = harness.flush()
    assert (cancelled["type"], cancelled["response_id"]) == ("response.cancel", "resp_1")
    harness.receive(done("resp_1", "cancelled"), created("resp_2", **_mark(again)), done("resp_2"))
    assert second.is_ready


def test_complaint_about_metadata_gets_more_time() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("unknown", message="Unknown parameter: 'response.metadata'."))
    harness.wait(3.0)
    assert harness.flush() == []
    harness.receive(created("resp_1"), done("resp_1"))
    assert request.is_ready


def _item(item_id: str | None, content: Any = "Hi", kind: str = "done", **more: Any) -> dict[str, Any]:
    """Return an event with a message of the user."""
    parts = [{"type": "input_text", "text": content}] if isinstance(content, str) else content
    item = {"type": "message", "role": "user", "status": "completed", "content": parts, **more}
    return {"type": f"conversation.item.{kind}", "item": item if item_id is None else {"id": item_id, **item}}


def _create(harness: Harness, text: str = "Hi", **more: Any) -> Any:
    event = _item(None, text, **more) | {"type": "conversation.item.create"}
    del event["item"]["status"]
    return harness.send(event, is_awaited=True)


@pytest.mark.parametrize("item_id", ["item_1", None])
@pytest.mark.parametrize("content", ["Hi", [], None])
def test_item_that_is_only_done_is_acknowledged_by_that(item_id: str | None, content: Any) -> None:
    harness = Harness()
    first, second = _create(harness), _create(harness)
    harness.receive(_item(item_id, content))
    assert (first.is_ready, second.is_ready) == (True, False)
    harness.receive(_item(item_id and "item_2", content))
    assert second.is_ready


@pytest.mark.parametrize("first", ["added", "created", "done"])
@pytest.mark.parametrize("then", ["added", "created", "done"])
@pytest.mark.parametrize("content", ["Hi", []])
def test_item_acknowledges_once(first: str, then: str, content: Any) -> None:
    harness = Harness()
    earlier = _create(harness)
    harness.receive(_item("item_1", content, first))
    assert earlier.is_ready
    later = _create(harness)
    harness.receive(_item("item_1", "Hi", then))
    assert not later.is_ready
    harness.receive(_item("item_2", content, then))
    assert later.is_ready


def test_item_without_an_id_is_done_after_it_was_added() -> None:
    harness = Harness()
    _create(harness)
    harness.receive(_item(None, kind="added"))
    later = _create(harness)
    harness.receive(_item(None))
    assert not later.is_ready
    harness.receive(_item(None, kind="added"))
    assert later.is_ready


def test_other_items_that_are_done_acknowledge_nothing() -> None:
    harness = Harness()
    harness.receive({"type": "input_audio_buffer.committed", "item_id": "item_spoken"})
    harness.receive(created(), text("Hi"), _item("item_deleted", kind="added"))
    harness.receive({"type": "conversation.item.deleted", "item_id": "item_deleted"})
    command = _create(harness, role="assistant")
    for item_id in ("item_spoken", "item_resp_1", "item_deleted"):
        harness.receive(_item(item_id, [], role="assistant"))
    assert not command.is_ready
    harness.receive(_item("item_9", "Bye", role="assistant"), _item("item_10", role="system"))
    assert not command.is_ready
    harness.receive(_item("item_11", role="assistant"))
    assert command.is_ready


def test_an_id_that_is_used_again_acknowledges_another_item() -> None:
    harness = Harness()
    for words in ("Hi", "Bye"):
        command = _create(harness, words)
        harness.receive(_item("item_1", words, "created"))
        assert command.is_ready
