"""Answers of the embedded server without a script."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from realtime_client.audio import AudioFormat
from realtime_client.testing import Answer, Answerer, Call, Echo, Fault, Handshake, Say, Script, Speech, Turn
from realtime_client.testing._server.answers import sample

EMPTY: dict[str, Any] = {"type": "object", "properties": {}}


def tool(name: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "function", "name": name, **({} if parameters is None else {"parameters": parameters})}


def turn(text: str = "", **other: Any) -> Turn:
    content = [{"type": "input_text", "text": text}]
    return Turn(items=[{"type": "message", "role": "user", "content": content}], **other)


def content_of(answer: Answer) -> Any:
    (part,) = answer.parts
    return part.text if isinstance(part, Say) else (part.name, part.arguments)


# Echo.


def test_echo_repeats_the_user() -> None:
    assert content_of(Echo().answer(turn("Good morning"))) == "You said: Good morning"
    assert content_of(Echo().answer(turn())) == "Hello! How can I help you?"
    assert content_of(Echo().answer(Turn(items=[]))) == "Hello! How can I help you?"


def test_echo_has_delay_and_pace() -> None:
    answer = Echo(delay=0.5, pace=0.1).answer(turn())
    assert (answer.delay, answer.pace) == (0.5, 0.1)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("What is the weather?", "get_weather"),
        ("WEATHER!", "get_weather"),
        ("Get it", None),
        ("weathering", None),
        ("Book a table", "bookTable"),
        ("Look in V2024", "v2024"),
    ],
)
def test_echo_calls_mentioned_function(text: str, called: str | None) -> None:
    tools = [tool("get_weather"), tool("bookTable"), tool("v2024"), {"type": "mcp", "server_label": "weather"}]
    answer = content_of(Echo().answer(turn(text, tools=tools)))
    assert (answer[0] if isinstance(answer, tuple) else None) == called


def test_echo_calls_required_function() -> None:
    tools = [tool("first", EMPTY), tool("second")]
    assert content_of(Echo().answer(turn("Hi", tools=tools, tool_choice="required"))) == ("first", {})
    choice = {"type": "function", "name": "second"}
    assert content_of(Echo().answer(turn("Hi", tools=tools, tool_choice=choice)))[0] == "second"
    assert content_of(Echo().answer(turn("first", tools=tools, tool_choice="none"))) == "You said: first"
    assert content_of(Echo().answer(turn("first", tool_choice="required"))) == "You said: first"


def test_echo_repeats_function_output() -> None:
    output = {"type": "function_call_output", "call_id": "c", "output": "first"}
    assert content_of(Echo().answer(Turn(items=[output], tools=[tool("first")]))) == "The answer is: first"


# Arguments made from a schema.

SCHEMAS: list[dict[str, Any]] = [
    {},
    {"type": "string"},
    {"type": "integer"},
    {"type": "number", "minimum": 5.5},
    {"type": "boolean"},
    {"type": "null"},
    {"type": ["string", "null"]},
    {"const": 7},
    {"type": "string", "default": "x"},
    {"enum": ["a", "b"]},
    {"type": "integer", "examples": [4]},
    {"anyOf": [{"type": "integer"}, {"type": "string"}]},
    {"oneOf": [{"type": "array", "items": {"type": "boolean"}}, {"type": "null"}]},
    {"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}]},
    {"type": "array"},
    {"type": "object"},
    {
        "properties": {"city": {"type": "string"}, "days": {"type": "integer", "minimum": 2}},
        "required": ["city", "days"],
    },
    {
        "type": "object",
        "properties": {"deep": {"type": "object", "properties": {"list": {"type": "array", "items": {"enum": [1]}}}}},
        "required": ["deep"],
        "additionalProperties": False,
    },
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_sample_conforms_to_schema(schema: dict[str, Any]) -> None:
    value = sample(schema, "What is it like in Rome today?")
    jsonschema.validate(value, schema)
    assert sample(schema, "What is it like in Rome today?") == value


def test_sample_takes_strings_from_the_text() -> None:
    assert sample({"type": "string"}, "What is it like in Rome today?") == "Rome"
    assert sample({"type": "string"}, "nothing special") == "nothing special"
    assert sample({"type": "something"}, "") is None


# Parts of answers.


def test_answer_converts_texts_and_parts() -> None:
    call = Call("look")
    assert Answer("a").parts == (Say("a"),)
    assert Answer(call).parts == (call,)
    assert Answer(["a", call]).parts == (Say("a"), call)
    assert call.arguments == {}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Answer, {"parts": 5}),
        (Answer, {"parts": [5]}),
        (Answer, {"parts": "a", "delay": "soon"}),
        (Answer, {"parts": "a", "pace": None}),
        (Answer, {"parts": "a", "faults": 5}),
        (Answer, {"parts": "a", "faults": [5]}),
        (Answer, {"parts": "a", "status": "lost"}),
        (Say, {"text": 5}),
        (Call, {"name": 5}),
        (Call, {"name": "a", "arguments": 5}),
        (Fault, {"after": "two"}),
        (Fault, {"after": True}),
        (Fault, {"after": 1, "close": "now"}),
        (Fault, {"after": 1, "patch": 5}),
        (Fault, {"after": 1, "send": "{"}),
        (Fault, {"after": 1, "delay": "long"}),
    ],
)
def test_rejects_invalid_attributes(kind: type[Any], given: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError), match=r"^\w+ must be "):
        kind(**given)


def test_duration_of_speech() -> None:
    assert Speech(bytes(8_000), AudioFormat("g711_ulaw", 8_000)).seconds == 1.0


def test_answerer_defaults() -> None:
    answerer = Answerer()
    assert answerer.hear(Speech(bytes(48_000), AudioFormat("pcm16", 24_000))) == "1.0 seconds of speech"
    assert answerer.translate("good night", "de") == "[de] good night"
    assert answerer.connecting(Handshake("/", {}, {})) is None
    assert answerer.pending() == ()
    answerer.received({})
    answerer.check()
    with pytest.raises(NotImplementedError):
        answerer.answer(turn())


def test_handshake_hides_its_headers() -> None:
    assert "sk-1" not in repr(Handshake("/", {}, {"authorization": "Bearer sk-1"}))


def test_script_is_an_answerer() -> None:
    assert isinstance(Script(), Answerer)
