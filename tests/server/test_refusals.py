"""Mistakes of a client are answered with an error event, and the connection stays open."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import realtime_client as rt

from ..support.strategies import instances, mutate
from .harness import Event, Harness, create, one
from .test_session import message, put

BOTH = pytest.mark.parametrize("dialect", ["ga", "beta"])
ALL = pytest.mark.parametrize("dialect", ["ga", "beta", "translation"])
UPDATE = {"type": "session.update", "session": {"type": "realtime"}}


@ALL
@pytest.mark.parametrize("frame", ["", "{", "[]", "1", "null", '"text"', b"\xff\xfe", '{"type": "session.update"'])
def test_frame_must_be_a_json_object(dialect: rt.Dialect, frame: str | bytes) -> None:
    error = Harness(dialect=dialect).refused(frame)
    assert (error["type"], error["code"], error["param"]) == ("invalid_request_error", "invalid_json", None)
    assert error["event_id"] is None


@ALL
def test_event_must_have_a_known_type(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect)
    error = harness.refused({"event_id": "mine"})
    assert (error["code"], error["param"]) == ("missing_required_parameter", "type")
    assert error["event_id"] == "mine"
    kinds: list[Any] = ["nothing.known", None, 5, [], {}]
    for kind in kinds:
        error = harness.refused({"type": kind, "event_id": "mine"})
        assert (error["code"], error["param"], error["event_id"]) == ("invalid_value", "type", "mine")
    assert "session.update" in error["message"]


def test_events_of_another_dialect_are_unknown() -> None:
    assert Harness(dialect="translation").refused(create())["param"] == "type"
    assert Harness().refused({"type": "session.close"})["param"] == "type"


@pytest.mark.parametrize(
    ("event", "code", "param"),
    [
        ({"type": "session.update"}, "missing_required_parameter", "session"),
        ({"type": "session.update", "session": 5}, "invalid_type", "session"),
        ({**UPDATE, "session": {}}, "missing_required_parameter", "session.type"),
        ({**UPDATE, "session": {"type": "other"}}, "invalid_value", "session.type"),
        (put({"type": "message", "role": "user"}), "missing_required_parameter", "item.content"),
        (put({"type": "message", "role": "cat", "content": []}), "invalid_value", "item.role"),
        (put({"type": "dream"}), "invalid_value", "item.type"),
        (put(message(), previous_item_id=5), "invalid_type", "previous_item_id"),
        ({"type": "input_audio_buffer.append"}, "missing_required_parameter", "audio"),
        ({"type": "input_audio_buffer.append", "audio": 5}, "invalid_type", "audio"),
        ({"type": "input_audio_buffer.append", "audio": None}, "invalid_type", "audio"),
        (create(output_modalities=["smell"]), "invalid_value", "response.output_modalities[0]"),
        (create(output_modalities="text"), "invalid_type", "response.output_modalities"),
        (create(max_output_tokens="many"), "invalid_value", "response.max_output_tokens"),
        (create(conversation=5), "invalid_type", "response.conversation"),
        (create(metadata={"a": 1}), "invalid_type", "response.metadata.a"),
        (create(input=[{"type": "item_reference"}]), "invalid_value", "response.input[0].type"),
        ({"type": "conversation.item.delete"}, "missing_required_parameter", "item_id"),
        ({"type": "response.create", "response": []}, "invalid_type", "response"),
    ],
)
def test_names_the_first_deviation(event: Event, code: str, param: str) -> None:
    harness = Harness()
    error = harness.refused({**event, "event_id": "mine"})
    assert (error["type"], error["code"], error["param"]) == ("invalid_request_error", code, param)
    assert error["event_id"] == "mine"
    assert param in error["message"]
    assert one(harness.run(create()), "response.done")["response"]["status"] == "completed"


def test_error_masks_keys() -> None:
    error = Harness(is_strict=True).refused({**UPDATE, "api_key": "sk-0123456789abcdef0123456789abcdef"})
    assert "sk-0123" not in error["message"]


CLIENT = {
    "ga": "RealtimeClientEvent",
    "beta": "RealtimeBetaClientEvent",
    "translation": "RealtimeTranslationClientEvent",
}


@st.composite
def _mutated(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Generate an event of a client with up to two mutations."""
    event: dict[str, Any] = json.loads(json.dumps(draw(instances(name))))
    for _ in range(draw(st.integers(0, 2))):
        mutate(draw, event)
    return event


@ALL
@given(data=st.data())
@settings(deadline=None)
def test_answers_any_mutated_event(dialect: rt.Dialect, data: st.DataObject) -> None:
    harness = Harness(dialect=dialect, check=False)
    for _ in range(data.draw(st.integers(1, 4))):
        event = data.draw(_mutated(CLIENT[dialect]))
        sent = harness.run(event)
        refused = [entry["error"] for entry in sent if entry["type"] == "error"]
        assert len(refused) <= 1
        if refused:
            assert refused[0]["event_id"] in (event.get("event_id"), None)
        if any(entry["type"] == "closed" for entry in sent):
            return
    assert_alive(harness)


def assert_alive(harness: Harness) -> None:
    assert harness.refused("no json")["code"] == "invalid_json"


@BOTH
@given(data=st.data())
@settings(deadline=None)
def test_answers_any_operation_on_items(dialect: rt.Dialect, data: st.DataObject) -> None:
    harness = Harness(dialect=dialect)
    harness.send(put(message(id="a")))
    harness.run(create())
    items = [item.id for item in harness.checker.assembler.conversation.items]
    for _ in range(data.draw(st.integers(1, 6))):
        harness.run(data.draw(_events(items)))
    assert_alive(harness)


@st.composite
def _events(draw: st.DrawFn, items: list[str]) -> dict[str, Any]:
    """Generate events of a client about existing items."""
    item_id = draw(st.sampled_from(items))
    number = draw(st.integers(-1, 5_000))
    return draw(
        st.sampled_from(
            [
                {"type": "conversation.item.delete", "item_id": item_id},
                {"type": "conversation.item.retrieve", "item_id": item_id},
                {
                    "type": "conversation.item.truncate",
                    "item_id": item_id,
                    "content_index": number % 2,
                    "audio_end_ms": number,
                },
                put(message("x"), previous_item_id=item_id),
                create(),
                create(conversation="none", input=[{"type": "item_reference", "id": item_id}]),
                {"type": "response.cancel"},
            ]
        )
    )
