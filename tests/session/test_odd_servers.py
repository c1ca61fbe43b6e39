"""Servers that use ids again, never end a response, or refuse what another task sent."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client._core.json import dumps, loads

from .support import Harness, created, done, error, text


def _message(item_id: str) -> dict[str, Any]:
    content = [{"type": "output_text", "text": "new"}]
    return {"id": item_id, "type": "message", "role": "assistant", "content": content}


def _asked(harness: Harness) -> rt.AssembledResponse:
    """Ask for a response that the server gives the id it always gives, and return it."""
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created(), text("new"), done())
    assert request.is_settled
    assert request.response is not None
    return request.response


@pytest.mark.parametrize("keep_audio", [True, False])
def test_an_id_that_is_used_again_begins_another_response(keep_audio: bool) -> None:
    harness = Harness(marks=False, keep_audio=keep_audio)
    first, second = _asked(harness), _asked(harness)
    assert first is not second
    assert second.output_text == "new"


def test_a_late_announcement_begins_nothing() -> None:
    harness = Harness(marks=False)
    harness.receive(text("early"), done(), created())
    assert harness.session.assembler.active == []


@pytest.mark.parametrize(
    "events",
    [
        [created("resp_1"), text("new", "resp_1"), done("resp_2", output=[_message("item_resp_1")])],
        [created("resp_1"), text("new", "resp_1"), done("resp_2", output=[_message("another")])],
        [created("resp_1"), text("new", "resp_2"), done("resp_1", output=[_message("item_resp_2")])],
        [created(None), text("new", None), done("resp_1")],
        [created(None), text("new", "resp_1"), done("resp_1")],
        [created("resp_1"), text("new", "resp_1"), {"type": "response.done"}],
        [
            *(created("resp_1"), text("n", "resp_1"), text("e", "resp_2", item_id="item_resp_1")),
            *(text("w", "resp_3", item_id="item_resp_1"), done("resp_4", output=[_message("item_resp_1")])),
        ],
    ],
)
def test_events_of_one_response_may_name_several(events: list[Any]) -> None:
    harness = Harness(marks=False, keep_audio=False)
    for _ in range(2):
        # The ids are those of the time before.
        request = harness.session.submit(None)
        harness.flush()
        harness.receive(*events)
        assert request.is_settled
        assert request.response is not None
        assert request.response.output_text == "new"
        assert harness.session.assembler.active == []
        assert harness.session.ledger.is_idle


def test_events_of_another_response_are_not_taken_for_one_that_goes_on() -> None:
    harness = Harness()
    harness.receive(created("resp_1"), text("one", "resp_1"), text("two", "resp_2"), done("resp_3", output=[5]))
    assert [response.id for response in harness.session.assembler.active] == ["resp_1", "resp_2"]
    harness.receive(done("resp_2"), done("resp_1"))
    texts = [response.output_text for response in harness.session.assembler.responses.values()]
    assert texts == ["one", "two", ""]


def _otherwise_named(*events: dict[str, Any]) -> list[dict[str, Any]]:
    """Return events that each name another response, but the first."""
    named: list[dict[str, Any]] = [events[0]]
    for number, event in enumerate(events[1:]):
        response_id = f"resp_x{number}"
        if "response" in event:
            named.append({**event, "response": {**event["response"], "id": response_id}})
        else:
            named.append({**event, "response_id": response_id})
    return named


def _added(item_id: str = "item_resp_1") -> dict[str, Any]:
    item = {"id": item_id, "type": "message", "role": "assistant", "content": []}
    return {"type": "response.output_item.added", "output_index": 0, "item": item}


_LATE = {"type": "response.output_text.done", "response_id": "resp_late", "item_id": "item_resp_1", "text": "new"}


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("is_asked", [True, False])
@pytest.mark.parametrize("first", [created("resp_1"), created(None), created("resp_1", conversation_id="conv_1")])
@pytest.mark.parametrize(
    "events",
    [
        [_added(), text("ne"), text("w"), done(output=[_message("item_resp_1")], conversation_id="conv_1")],
        [text("ne"), text("w"), done(output=[_message("item_resp_1")]), _LATE],
        [text("ne", item_id=None), text("w", item_id=None), done(output=None)],
        [done(output=[_message("item_resp_1")])],
    ],
    ids=["item", "pieces", "pieces without ids", "end"],
)
def test_every_event_may_name_another_response(
    marks: bool, is_asked: bool, first: dict[str, Any], events: list[dict[str, Any]]
) -> None:
    harness = Harness(marks=marks, keep_audio=False)
    for _ in range(2):
        request = harness.session.submit(None) if is_asked else None
        harness.flush()
        harness.receive(*_otherwise_named(first, *events))
        assert harness.session.ledger.is_idle
        if request is not None:
            assert request.is_settled
            assert request.response is not None
            assert request.response.output_text == "new"
            assert "".join(piece.text for piece in request.next_pieces()) == "new"
    assert {each.output_text for each in harness.session.assembler.responses.values()} == {"new"}


_WHOLE_STREAM = [created("resp_1"), _added(), text("ne"), text("w"), done(output=[_message("item_resp_1")])]
_SOUND_DONE = {"type": "response.output_audio.done", "event_id": ""}


def _nameless(*events: dict[str, Any]) -> list[dict[str, Any]]:
    """Return events that name no response."""
    named = [{key: value for key, value in event.items() if key != "response_id"} for event in events]
    for event in named:
        if "response" in event:
            event["response"] = {key: value for key, value in event["response"].items() if key != "id"}
    return named


def _elsewhere(*events: dict[str, Any]) -> list[dict[str, Any]]:
    """Return events of which all but the announcement name the same other response."""
    named = [{**event, "response_id": "resp_x"} if "response" not in event else event for event in events]
    return [
        done("resp_x", **event["response"] | {"id": "resp_x"}) if event["type"] == "response.done" else event
        for event in named
    ]


@pytest.mark.parametrize("keep_audio", [True, False])
@pytest.mark.parametrize(
    "events",
    [
        _nameless(_WHOLE_STREAM[0], _WHOLE_STREAM[-1], *_WHOLE_STREAM[1:-1]),
        [*_nameless(*_WHOLE_STREAM), _SOUND_DONE],
        _nameless(*_WHOLE_STREAM[1:], _WHOLE_STREAM[0]),
        [*_WHOLE_STREAM[1:-1], *_nameless(_WHOLE_STREAM[0], _WHOLE_STREAM[-1])],
        _elsewhere(*_WHOLE_STREAM[1:-1], _WHOLE_STREAM[0], _WHOLE_STREAM[-1]),
        _elsewhere(*_WHOLE_STREAM[1:], _WHOLE_STREAM[0]),
    ],
    ids=[
        "late pieces",
        "late end of audio",
        "late announcement",
        "nameless announcement after pieces",
        "other id after pieces",
        "other id after the end",
    ],
)
def test_what_comes_late_begins_no_response(keep_audio: bool, events: list[dict[str, Any]]) -> None:
    harness = Harness(marks=False, keep_audio=keep_audio)
    for number in range(2):
        request = harness.session.submit(None)
        harness.flush()
        harness.receive(*loads(dumps(events).replace(b"resp_", f"resp_{number}".encode())))
        assert request.response is not None
        assert (request.is_settled, request.response.output_text) == (True, "new")
        assert request.response.snapshot().is_completed
        assert harness.session.ledger.is_idle


def test_pieces_without_a_name_begin_a_response_that_is_not_announced() -> None:
    harness = Harness(marks=False)
    for _ in range(2):
        harness.receive(*_nameless(text("new"), done(output=[_message("item_resp_1")])))
    assert [each.output_text for each in harness.session.assembler.responses.values()] == ["new", "new"]


def test_every_event_of_a_response_outside_the_conversation_may_name_another() -> None:
    harness = Harness(marks=False)
    request = harness.session.submit({"conversation": "none"})
    harness.flush()
    events = [_added(), text("new"), done(output=[_message("item_resp_1")], conversation_id=None)]
    harness.receive(*_otherwise_named(created(conversation_id=None), *events))
    assert request.response is not None
    assert (request.is_settled, request.response.output_text) == (True, "new")


def test_the_end_of_a_response_outside_the_conversation_ends_none_within_it() -> None:
    harness = Harness()
    harness.receive(created("resp_1", conversation_id="conv_1"), done("resp_2", conversation_id=None))
    assert [response.id for response in harness.session.assembler.active] == ["resp_1"]


def test_the_end_of_an_expected_response_is_not_that_of_another() -> None:
    harness = Harness(marks=False)
    harness.receive(created("resp_1"))
    request = harness.session.submit({"conversation": "none"})
    harness.flush()
    harness.receive(done("resp_2", output=[_message("item_2")]))
    assert request.response is not None
    assert (request.is_settled, request.response.id) == (True, "resp_2")
    assert [response.id for response in harness.session.assembler.active] == ["resp_1"]


def test_two_responses_may_be_named_otherwise_in_every_event() -> None:
    """Marks at their ends distinguish them, and their items in between."""
    harness = Harness()
    requests = [harness.session.submit({"conversation": "none"}), harness.session.submit(None)]
    sent = harness.flush()
    marks = [event["response"]["metadata"] for event in sent]
    for number, metadata in enumerate(marks):
        harness.receive(created(f"resp_{number}", metadata=metadata))
    for number, metadata in enumerate(marks):
        item_id = f"item_{number}"
        for piece in ("ne", "w"):
            harness.receive(text(piece, f"resp_{number}_{piece}", item_id=item_id))
        harness.receive(done(f"resp_{number}_end", output=[_message(item_id)], metadata=metadata))
    assert [request.is_settled for request in requests] == [True, True]
    assert [request.response.output_text for request in requests if request.response is not None] == ["new", "new"]
    assert harness.session.ledger.is_idle


def test_the_end_alone_may_carry_the_mark() -> None:
    """A response that was not announced is matched at its end, where the server is known to repeat marks."""
    harness = Harness()
    for is_announced in (True, False):
        request = harness.session.submit(None)
        metadata = harness.flush()[0]["response"]["metadata"]
        response_id = f"resp_{is_announced}"
        harness.receive(*([created(response_id, metadata=metadata)] if is_announced else []))
        harness.receive(text("new", response_id), done(response_id, metadata=metadata))
        assert request.response is not None
        assert (request.is_settled, request.response.output_text) == (True, "new")
        assert "".join(piece.text for piece in request.next_pieces()) == "new"


@pytest.mark.parametrize("is_asked", [True, False])
def test_replies_may_equal_each_other(is_asked: bool) -> None:
    harness = Harness(marks=False)
    events = [{**event, "event_id": event["type"]} for event in (created(), text("new"), done())]
    requests = []
    for _ in range(3):
        requests += [harness.session.submit(None)] if is_asked else []
        harness.flush()
        harness.receive(*events)
    assert [request.response.output_text for request in requests if request.response] == ["new"] * len(requests)
    # Without a request, it is the same response that arrives twice.
    assert len({id(request.response) for request in requests}) == len(requests)
    assert len(harness.session.assembler.responses) == 1


def test_the_next_connection_may_repeat_ids() -> None:
    harness = Harness(marks=False)
    for number, event in enumerate((created(), text("old"), done())):
        harness.receive({**event, "event_id": f"event_{number}"})
    harness.session.mark_lost(1012, "")
    harness.session.restore(conversation=False)
    harness.session.regain(1)
    request = harness.session.submit(None)
    harness.flush()
    for number, event in enumerate((created(), text("new"), done())):
        harness.receive({**event, "event_id": f"event_{number}"})
    assert request.is_settled
    assert request.response is not None
    assert request.response.output_text == "new"


def test_settings_that_are_not_json_are_refused_before_they_are_queued() -> None:
    harness = Harness()
    with pytest.raises(rt.RealtimeError, match="cannot be written as JSON"):
        harness.session.submit({"instructions": object()})
    assert harness.session.ledger.is_idle


def test_pings_do_not_keep_a_stalled_response_alive() -> None:
    harness = Harness()
    harness.receive(created())
    harness.session.submit(None)
    assert harness.flush() == []
    for _ in range(40):
        harness.wait(1.0)
        harness.receive({"type": "ping"})
    assert [event["type"] for event in harness.sent] == ["response.create"]


def test_a_refused_item_fails_no_response_that_was_asked_for_before() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created())
    command = harness.send({"type": "conversation.item.create", "item": {"type": "message", "role": "user"}})
    refusal = error()
    refusal["error"]["event_id"] = command.event_id
    harness.receive(refusal)
    assert request.error is None
    assert len(harness.reported) == 1


def test_an_error_about_something_else_fails_no_active_response() -> None:
    harness = Harness(marks=False)
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(created(), error(param="audio"))
    harness.wait(30.0)
    assert request.error is None
    assert len(harness.reported) == 1


@pytest.mark.parametrize("expires_at", [10**18, 1e300, -1, "soon"])
def test_an_expiry_that_is_no_time_is_ignored(expires_at: object) -> None:
    harness = Harness()
    harness.receive({"type": "session.created", "session": {"type": "realtime", "expires_at": expires_at}})
    assert harness.session.expires_in(600.0) == 3_000.0
