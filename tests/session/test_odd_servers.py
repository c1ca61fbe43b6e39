"""Servers that use ids again, never end a response, or refuse what another task sent."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt

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
