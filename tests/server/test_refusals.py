"""Mistakes of a client are answered with an error event, and the connection stays open."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import realtime_client as rt

from ..support.strategies import instances, mutate
from .harness import Event, Harness, create, one, silence
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
        (create(input=[{"type": "dream"}]), "invalid_value", "response.input[0].type"),
        (create(input=[{"type": "item_reference"}]), "missing_required_parameter", "response.input[0].id"),
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


# Nulls, and parameters of a newer API.


@pytest.mark.parametrize(
    "event",
    [
        {"type": "response.create", "event_id": None},
        {"type": "response.create", "response": None},
        create(instructions=None, metadata=None, tools=None, max_output_tokens=None, audio=None, conversation=None),
        create(audio={"output": {"voice": None, "format": None}}),
        create(metadata={"a": None}),
    ],
)
def test_null_is_absence(event: Event) -> None:
    harness = Harness()
    plain = one(Harness().run(create()), "response.done")["response"]
    response = one(harness.run(event), "response.done")["response"]
    assert {key: response[key] for key in ("audio", "max_output_tokens")} == {
        key: plain[key] for key in ("audio", "max_output_tokens")
    }


def test_null_in_an_item_is_absence() -> None:
    sent = Harness().send(put(message(id=None, status=None), previous_item_id=None))
    assert sent[0]["previous_item_id"] is None
    assert sent[0]["item"]["id"].startswith("item_")


def test_null_in_settings_keeps_or_clears() -> None:
    harness = Harness()
    harness.update(audio={"input": {"transcription": {"model": "whisper-1"}}}, instructions="Sing.")
    changes = {"input": {"transcription": None, "turn_detection": None, "format": None}, "output": None}
    session = one(harness.update(instructions=None, audio=changes), "session.updated")["session"]
    assert session["instructions"] == "Sing."
    assert session["audio"]["input"]["transcription"] is None
    assert session["audio"]["input"]["turn_detection"] is None
    assert session["audio"]["input"]["format"] == {"type": "audio/pcm", "rate": 24_000}


def test_null_in_parameters_of_a_tool_is_kept() -> None:
    parameters = {"type": "object", "properties": {"a": {"default": None}}}
    session = one(
        Harness().update(tools=[{"type": "function", "name": "f", "parameters": parameters}]), "session.updated"
    )
    assert session["session"]["tools"][0]["parameters"] == parameters


UNKNOWN: list[tuple[Event, str]] = [
    ({"type": "session.update", "session": {"type": "realtime", "colour": {"a": 5}}}, "session.colour"),
    ({**UPDATE, "colour": 5}, "colour"),
    (put(message(colour=5)), "item.colour"),
    (create(colour=5), "response.colour"),
    (
        {
            "type": "session.update",
            "session": {
                "type": "realtime",
                "audio": {"input": {"noise_reduction": {"type": "near_field", "depth": 1}}},
            },
        },
        "session.audio.input.noise_reduction.depth",
    ),
]


@pytest.mark.parametrize(("event", "param"), UNKNOWN)
def test_unknown_parameters_are_accepted_and_logged(event: Event, param: str, caplog: pytest.LogCaptureFixture) -> None:
    harness = Harness(check=False)
    assert "error" not in [one["type"] for one in harness.run(event)]
    assert f"Unknown parameter: {param!r}." in caplog.text


@pytest.mark.parametrize(("event", "param"), UNKNOWN)
def test_strict_servers_refuse_unknown_parameters(event: Event, param: str) -> None:
    error = Harness(is_strict=True).refused(event)
    assert (error["code"], error["param"]) == ("unknown_parameter", param)


def test_unknown_parameters_are_echoed() -> None:
    harness = Harness(check=False)
    assert one(harness.update(colour={"a": 5}), "session.updated")["session"]["colour"] == {"a": 5}
    assert one(harness.run(create(colour=5)), "response.done")["response"]["colour"] == 5


def test_unknown_values_of_settings_without_effect_are_accepted() -> None:
    accepted = one(Harness(check=False).update(reasoning={"effort": "utmost"}), "session.updated")
    assert accepted["session"]["reasoning"] == {"effort": "utmost"}
    error = Harness(is_strict=True).refused(
        {**UPDATE, "session": {"type": "realtime", "reasoning": {"effort": "utmost"}}}
    )
    assert error["param"] == "session.reasoning.effort"
    error = Harness().refused({**UPDATE, "session": {"type": "realtime", "reasoning": 5}})
    assert error["code"] == "invalid_type"


# Limits of live servers.


@pytest.mark.parametrize(
    ("event", "code", "param"),
    [
        (create(output_modalities=["text", "audio"]), "invalid_value", "response.output_modalities"),
        (create(output_modalities=["text", "text"]), "invalid_value", "response.output_modalities"),
        (
            {**UPDATE, "session": {"type": "realtime", "output_modalities": ["audio", "text"]}},
            "invalid_value",
            "session.output_modalities",
        ),
        (create(max_output_tokens=0), "integer_below_min_value", "response.max_output_tokens"),
        (create(max_output_tokens=4_097), "integer_above_max_value", "response.max_output_tokens"),
        (create(max_output_tokens=10**400), "integer_above_max_value", "response.max_output_tokens"),
        (
            {**UPDATE, "session": {"type": "realtime", "max_output_tokens": 5_000}},
            "integer_above_max_value",
            "session.max_output_tokens",
        ),
        (
            put({"type": "function_call", "name": "f", "call_id": "c" * 33, "arguments": "{}"}),
            "string_above_max_length",
            "item.call_id",
        ),
        (
            put({"type": "function_call_output", "call_id": "c" * 33, "output": "x"}),
            "string_above_max_length",
            "item.call_id",
        ),
    ],
)
def test_limits_of_live_servers(event: Event, code: str, param: str) -> None:
    error = Harness().refused(event)
    assert (error["code"], error["param"]) == (code, param)


def test_limits_of_live_servers_in_beta() -> None:
    harness = Harness(dialect="beta")
    error = harness.refused({"type": "session.update", "session": {"max_response_output_tokens": 4_097}})
    assert (error["code"], error["param"]) == ("integer_above_max_value", "session.max_response_output_tokens")
    assert harness.refused(create(max_output_tokens=0))["param"] == "response.max_output_tokens"
    harness.run(create(max_output_tokens=4_096, modalities=["text", "audio"]))


def test_silence_is_not_committed_under_voice_detection() -> None:
    harness = Harness()
    harness.hear(silence(1_000))
    error = harness.refused({"type": "input_audio_buffer.commit"})
    assert error["code"] == "input_audio_buffer_commit_empty"
    assert "only has 0.00ms" in error["message"]


def test_errors_are_worded_as_live_servers_do() -> None:
    harness = Harness()
    for verb in ("retrieve", "delete"):
        error = harness.refused({"type": f"conversation.item.{verb}", "item_id": "nowhere"})
        assert "does not exist" in error["message"]
    assert harness.refused({"type": "response.cancel"})["message"] == "Cancellation failed: no active response found"


# JSON that other programs choke on.

_TOOL = (
    '{"type":"session.update","session":{"type":"realtime","tools":[{"type":"function","name":"f","parameters":%s}]}}'
)
NASTY = {
    "surrogate in an id": '{"type":"nope","event_id":"\\ud800"}',
    "surrogate in a text": (
        '{"type":"conversation.item.create","item":{"type":"message","role":"user",'
        '"content":[{"type":"input_text","text":"\\ud83d"}]}}'
    ),
    "surrogate in instructions": '{"type":"session.update","session":{"type":"realtime","instructions":"\\udc00"}}',
    "surrogate in a key": '{"type":"session.update","session":{"type":"realtime","\\udc00":1}}',
    "nested 90 deep": _TOOL % ('{"a":' * 90 + "1" + "}" * 90),
    "nested 300 deep": _TOOL % ('{"a":' * 300 + "1" + "}" * 300),
    "nested 100,000 deep": _TOOL % ("[" * 100_000 + "]" * 100_000),
    "beyond a double": '{"type":"response.create","response":{"metadata":{"a":1e999}}}',
    "beyond a double, accepted": '{"type":"session.update","session":{"type":"realtime","colour":-1e999}}',
    "beyond 64 bits": _TOOL % ('{"maximum":' + "9" * 400 + "}"),
    "5,000 digits": _TOOL % ('{"maximum":' + "9" * 5_000 + "}"),
    "huge position": json.dumps(
        {"type": "conversation.item.truncate", "item_id": "a", "content_index": 9**400, "audio_end_ms": 9**400}
    ),
    "not a number": _TOOL % '{"maximum":NaN}',
}


@ALL
@pytest.mark.parametrize("frame", NASTY.values(), ids=NASTY)
def test_nasty_json_is_answered(dialect: rt.Dialect, frame: str) -> None:
    harness = Harness(dialect=dialect, check=False)
    answers = [one["type"] for one in harness.send(frame)]
    assert answers
    harness.run()
    assert_alive(harness)
    if dialect != "translation":
        assert one(harness.run(create()), "response.done")["response"]["status"] == "completed"


def test_positions_in_an_input_with_references() -> None:
    broken = {"type": "message", "role": "user", "content": None}
    error = Harness().refused(create(input=[{"type": "item_reference", "id": "a"}, broken]))
    assert (error["code"], error["param"]) == ("invalid_type", "response.input[1].content")
