"""Validation: every kind of deviation, with its place, the declared value and the found one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client._decode import validation

from .test_properties import oracle

EVENTS = Path(__file__).parents[1] / "fixtures" / "events.jsonl"
KEY = "sk-test-0123456789abcdef"
UNMARKED = "hunter2hunter2"

MESSAGE = {"type": "message", "role": "assistant", "content": []}
ITEM_TYPES = (
    "one of 'message', 'function_call', 'function_call_output', 'mcp_approval_response', 'mcp_list_tools', "
    "'mcp_call', 'mcp_approval_request'"
)
STATUS = "one of 'completed', 'cancelled', 'failed', 'incomplete', 'in_progress'"


def _deviations(model: type[rt.Model], data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(found.path, found.declared, found.found) for found in rt.validate(model.from_dict(data))]


def _response(**data: Any) -> list[tuple[str, str, str]]:
    return _deviations(models.RealtimeBetaResponse, data)


def _tool(**data: Any) -> list[tuple[str, str, str]]:
    return _deviations(models.MCPTool, {"type": "mcp", "server_label": "s", **data})


def test_missing_keys() -> None:
    assert _deviations(models.RealtimeServerEventResponseDone, {}) == [
        ("$.event_id", "string", "nothing"),
        ("$.type", "'response.done'", "nothing"),
        ("$.response", "object", "nothing"),
    ]
    assert _deviations(
        models.RealtimeServerEventConversationItemDone, {"type": "conversation.item.done", "event_id": "e"}
    ) == [("$.item", "object", "nothing")]
    deep = _response(output=[{"type": "function_call", "name": "f"}])
    assert deep == [("$.output[0].arguments", "string", "nothing")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("text", "'text'"),
        (1, "1"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
        ([1, 2], "array of 2 entries"),
        ({"a": 1}, "object of 1 keys"),
        ("a" * 100, "'" + "a" * 59 + "…"),
        (KEY, "'***'"),
        ({"authorization": UNMARKED}, "object of 1 keys"),
    ],
)
def test_undeclared_keys(value: Any, found: str) -> None:
    assert _response(novel=value) == [("$.novel", "no such key", found)]
    item = {**MESSAGE, "novel": value}
    assert _response(output=[item]) == [("$.output[0].novel", "no such key", found)]


def test_keys_that_are_no_names_are_quoted_in_the_path() -> None:
    assert [path for path, _, _ in _response(**{"a b": 1, "": 2, "a.b": 3, "it's": 4, "ключ": 5, "class": 6})] == [
        "$['a b']",
        "$['']",
        "$['a.b']",
        '$["it\'s"]',
        "$.ключ",
        "$.class",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # Null where it is not allowed, and where it is.
        ({"id": None}, [("$.id", "string", "null")]),
        ({"output": None}, [("$.output", "array", "null")]),
        ({"conversation_id": None, "usage": None, "status_details": None, "metadata": None}, []),
        # Another type.
        ({"id": 1}, [("$.id", "string", "1")]),
        ({"id": ["a"]}, [("$.id", "string", "array of 1 entries")]),
        ({"conversation_id": 1}, [("$.conversation_id", "string or null", "1")]),
        ({"usage": "many"}, [("$.usage", "object or null", "'many'")]),
        ({"output": {}}, [("$.output", "array", "object of 0 keys")]),
        ({"output": ["a"]}, [("$.output[0]", "object", "'a'")]),
        ({"modalities": ["text", 1]}, [("$.modalities[1]", "string", "1")]),
        ({"temperature": True}, [("$.temperature", "number", "true")]),
        ({"temperature": "1"}, [("$.temperature", "number", "'1'")]),
        ({"usage": {"total_tokens": 1.5}}, [("$.usage.total_tokens", "integer", "1.5")]),
        ({"usage": {"total_tokens": 1.0}}, []),
        ({"usage": {"total_tokens": True}}, [("$.usage.total_tokens", "integer", "true")]),
        ({"usage": {"total_tokens": "1"}}, [("$.usage.total_tokens", "integer", "'1'")]),
        # Constants and enumerations.
        ({"object": "response"}, [("$.object", "'realtime.response'", "'response'")]),
        ({"status": "paused"}, [("$.status", STATUS, "'paused'")]),
        ({"status": ""}, [("$.status", STATUS, "''")]),
        ({"modalities": ["video"]}, [("$.modalities[0]", "one of 'text', 'audio'", "'video'")]),
        ({"max_output_tokens": "inf"}, []),
        ({"max_output_tokens": 7}, []),
        ({"max_output_tokens": "none"}, [("$.max_output_tokens", "'inf'", "'none'")]),
        ({"max_output_tokens": None}, [("$.max_output_tokens", "integer or 'inf'", "null")]),
        ({"max_output_tokens": True}, [("$.max_output_tokens", "integer or 'inf'", "true")]),
        # Least and most.
        ({"temperature": 0.5}, [("$.temperature", "at least 0.6", "0.5")]),
        ({"temperature": 2}, [("$.temperature", "at most 1.2", "2")]),
        ({"temperature": 0.6}, []),
        ({"temperature": 1.2}, []),
        # Maps.
        ({"metadata": {}}, []),
        ({"metadata": {"k" * 64: "v" * 512}}, []),
        ({"metadata": {"a": 1}}, [("$.metadata.a", "string", "1")]),
        ({"metadata": {"a": "v" * 513}}, [("$.metadata.a", "at most 512 characters", "513 characters")]),
        (
            {"metadata": {"k" * 65: ""}},
            [(f"$.metadata.{'k' * 65}", "at most 64 characters in a key", "65 characters in a key")],
        ),
        ({"metadata": {str(i): "" for i in range(16)}}, []),
        ({"metadata": {str(i): "" for i in range(17)}}, [("$.metadata", "at most 16 keys", "17 keys")]),
        # A union of a name and an object; no other name fits.
        ({"voice": "ash"}, []),
        ({"voice": {"id": "voice_1"}}, []),
        ({"voice": 1}, [("$.voice", "string or object", "1")]),
        ({"voice": {}}, [("$.voice.id", "string", "nothing")]),
        ({"voice": {"id": "v", "name": "n"}}, [("$.voice.name", "no such key", "'n'")]),
    ],
)
def test_each_kind_of_deviation(data: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert _response(**data) == expected


def test_lengths_of_lists_and_strings() -> None:
    assert _deviations(models.AudioTranscription, {"languages": []}) == [
        ("$.languages", "at least 1 entries", "0 entries")
    ]
    assert _deviations(models.AudioTranscription, {"languages": ["de"]}) == []
    commit = {"type": "input_audio_buffer.commit", "event_id": "e" * 513}
    assert _deviations(models.RealtimeClientEventInputAudioBufferCommit, commit) == [
        ("$.event_id", "at most 512 characters", "513 characters")
    ]
    commit["event_id"] = "\U0001f600" * 512
    assert _deviations(models.RealtimeClientEventInputAudioBufferCommit, commit) == []


def test_patterns() -> None:
    assert _tool(tunnel_id="tunnel_" + "a1" * 16) == []
    assert _tool(tunnel_id="a tunnel") == [("$.tunnel_id", "a string that matches ^tunnel_[a-z0-9]{32}$", "'a tunnel'")]


def test_keys_of_a_closed_object_and_of_an_open_map() -> None:
    assert _tool(require_approval={"sometimes": {}}) == [
        ("$.require_approval.sometimes", "no such key", "object of 0 keys")
    ]
    assert _tool(require_approval={"always": {"tool_names": [1]}}) == [
        ("$.require_approval.always.tool_names[0]", "string", "1")
    ]
    assert _tool(headers={"X-Any": "a"}) == []
    parameters = {"type": "function", "name": "f", "parameters": {"anything": [{"goes": None}]}}
    assert _deviations(models.RealtimeFunctionTool, parameters) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (MESSAGE, []),
        ({"type": "hologram"}, [("$.output[0].type", ITEM_TYPES, "'hologram'")]),
        ({}, [("$.output[0].type", ITEM_TYPES, "nothing")]),
        ({"type": None}, [("$.output[0].type", ITEM_TYPES, "null")]),
        ({"type": ["message"]}, [("$.output[0].type", ITEM_TYPES, "array of 1 entries")]),
        ({"type": KEY}, [("$.output[0].type", ITEM_TYPES, "'***'")]),
        (
            {**MESSAGE, "role": "narrator"},
            [("$.output[0].role", "one of 'system', 'user', 'assistant'", "'narrator'")],
        ),
        ({"type": "message"}, [("$.output[0].role", "one of 'system', 'user', 'assistant'", "nothing")]),
        # The member that the tags name is the one that was meant.
        ({"type": "message", "role": "user"}, [("$.output[0].content", "array", "nothing")]),
        (
            {**MESSAGE, "content": [{"type": "hologram"}]},
            [
                (
                    "$.output[0].content[0].type",
                    "one of 'output_text', 'output_audio', 'text', 'audio'",
                    "'hologram'",
                )
            ],
        ),
        (
            {**MESSAGE, "status": "lost", "id": 1, "x": 2},
            [
                ("$.output[0].id", "string", "1"),
                ("$.output[0].status", "one of 'completed', 'incomplete', 'in_progress'", "'lost'"),
                ("$.output[0].x", "no such key", "2"),
            ],
        ),
    ],
)
def test_members_of_a_union_are_found_by_their_tags(item: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert sorted(_response(output=[item])) == sorted(expected)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("auto", []),
        ({"type": "function", "name": "f"}, []),
        ("novel", [("$.tool_choice", "one of 'none', 'auto', 'required'", "'novel'")]),
        ({"type": "novel"}, [("$.tool_choice.type", "one of 'function', 'mcp'", "'novel'")]),
        ({"type": "function"}, [("$.tool_choice.name", "string", "nothing")]),
        (1, [("$.tool_choice", "string or object", "1")]),
    ],
)
def test_union_of_names_and_objects(choice: Any, expected: list[tuple[str, str, str]]) -> None:
    assert _deviations(models.RealtimeSessionCreateRequestGA, {"type": "realtime", "tool_choice": choice}) == expected


@pytest.mark.parametrize(
    ("model", "data", "path"),
    [
        (models.RealtimeSession, {"client_secret": {"value": 123456, "expires_at": 1}}, "$.client_secret.value"),
        (models.MCPTool, {"type": "mcp", "server_label": "s", "authorization": [UNMARKED]}, "$.authorization"),
        (models.MCPTool, {"type": "mcp", "server_label": "s", "headers": UNMARKED}, "$.headers"),
        (models.RealtimeResponse, {"api_key": UNMARKED}, "$.api_key"),
        (models.RealtimeResponse, {"access_token": UNMARKED}, "$.access_token"),
    ],
)
def test_secrets_are_masked(model: type[rt.Model], data: dict[str, Any], path: str) -> None:
    (deviation,) = rt.validate(model.from_dict(data))
    assert deviation.path == path
    assert deviation.found == "***"
    assert "hunter" not in str(deviation) + repr(deviation)


def test_null_is_not_masked() -> None:
    (deviation,) = rt.validate(models.RealtimeClientSecret.from_dict({"value": None, "expires_at": 1}))
    assert deviation.found == "null"


@pytest.mark.parametrize(
    ("data", "found"),
    [({"type": "ping"}, "'ping'"), ({}, "nothing"), ({"type": None}, "null"), ({"type": [1]}, "array of 1 entries")],
)
@pytest.mark.parametrize("model", [rt.UnknownEvent, rt.UnknownObject])
def test_unknown_objects_deviate_by_their_type(model: type[rt.Model], data: dict[str, Any], found: str) -> None:
    assert _deviations(model, data) == [("$.type", "a type that the specification knows", found)]


def test_several_deviations_come_in_the_order_of_the_message() -> None:
    data = {
        "response": {"status": "lost", "output": [{"type": "hologram"}, MESSAGE, 1], "novel": 1, "id": None},
        "type": "response.done",
        "novel": 1,
    }
    event = rt.parse_event(data, dialect="ga")
    paths = [deviation.path for deviation in rt.validate(event)]
    # Missing keys come first in their object; declared keys come in the order in which they are written.
    assert paths == [
        "$.event_id",
        "$.response.id",
        "$.response.status",
        "$.response.output[0].type",
        "$.response.output[2]",
        "$.response.novel",
        "$.novel",
    ]


def test_strict_reading_lists_them_all() -> None:
    data = {"type": "response.done", "response": {"status": "lost", "novel": 1}, "event_id": None}
    with pytest.raises(rt.ValidationError) as caught:
        rt.parse_event(data, dialect="ga", strict=True)
    assert list(caught.value.deviations) == rt.validate(rt.parse_event(data, dialect="ga"))
    assert str(caught.value).splitlines() == [
        "event 'response.done' deviates from the specification in 3 place(s):",
        "  $.event_id: declared string, found null",
        f"  $.response.status: declared {STATUS}, found 'lost'",
        "  $.response.novel: declared no such key, found 1",
    ]


def test_attributes_that_were_set_are_validated() -> None:
    response = models.RealtimeBetaResponse(temperature=5.0)
    response.additional_properties["x"] = 1
    assert [deviation.path for deviation in rt.validate(response)] == ["$.temperature", "$.x"]


def test_deviation_is_a_value_that_reads_well() -> None:
    deviation = rt.Deviation(path="$.a", declared="string", found="1")
    assert str(deviation) == "$.a: declared string, found 1"
    assert {deviation, rt.Deviation("$.a", "string", "1")} == {deviation}


def test_verdict_on_real_events_is_that_of_an_independent_implementation(
    events: list[tuple[rt.Dialect | None, dict[str, Any]]],
) -> None:
    compared: set[bool] = set()
    for dialect, data in events:
        event = rt.parse_event(data, dialect=dialect)
        valid = not rt.validate(event)
        if isinstance(event, rt.UnknownEvent):
            assert not valid
        else:
            assert valid == oracle(type(event)._component).is_valid(data), rt.validate(event)
            compared.add(valid)
    assert compared == {True, False}


_OTHERS: tuple[Any, ...] = (None, True, 1.5, "x", [], {})


def _changed(value: Any) -> Iterator[Any]:
    """Yield copies of a JSON value, each with one change somewhere."""
    if isinstance(value, dict):
        yield {**value, "undeclared": 1}
        for key, item in value.items():
            yield {other: each for other, each in value.items() if other != key}
            yield from ({**value, key: each} for each in _OTHERS)
            yield from ({**value, key: each} for each in _changed(item))
    elif isinstance(value, list):
        yield [*value, None]
        for index, item in enumerate(value):
            yield from ([*value[:index], each, *value[index + 1 :]] for each in _changed(item))


@pytest.mark.parametrize("number", range(10))
def test_compiled_checks_agree_with_the_search_for_deviations(number: int) -> None:
    seen = 0
    for line in EVENTS.read_text(encoding="utf-8").splitlines()[number::10]:
        message = json.loads(line)["event"]
        component = rt.parse_event(message)._component
        if not component:
            continue
        for data in (message, *_changed(message)):
            found = list(validation._deviations({"$ref": f"#/components/schemas/{component}"}, data, "$"))
            assert validation.fits(component)(data) == (not found), (component, data)
            seen += 1
    assert seen > 100


def test_component_that_contains_itself_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = {"$ref": "#/components/schemas/Tree"}
    tree = {"type": "object", "properties": {"children": {"type": "array", "items": reference}}}
    monkeypatch.setattr(validation, "components", lambda: {"Tree": tree})
    validation.fits.cache_clear()
    try:
        fits = validation.fits("Tree")
        assert fits({"children": [{"children": []}, {}]})
        assert not fits({"children": [{"children": [1]}]})
    finally:
        validation.fits.cache_clear()


def test_strict_decoder_goes_on_after_a_deviation() -> None:
    decoder = rt.EventDecoder("ga", strict=True)
    at = {"event_id": "e", "response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
    whole = {"type": "response.output_text.delta", **at, "delta": "Hi"}
    for _ in range(3):
        assert decoder.decode(whole).type == whole["type"]
        with pytest.raises(rt.ValidationError, match=r"\$\.delta"):
            decoder.decode({**whole, "delta": 1})
    first = rt.EventDecoder("ga", strict=True)
    for _ in range(2):
        with pytest.raises(rt.ValidationError, match=r"\$\.delta"):
            first.decode({**whole, "delta": None})


@pytest.mark.parametrize("value", [None, {"type": "response.done"}, "{}"])
def test_json_is_read_before_it_is_validated(value: Any) -> None:
    with pytest.raises(TypeError, match="read JSON with parse_event first"):
        rt.validate(value)
