"""Answers of a chat model behind an endpoint on loopback."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client.testing import ChatAnswerer, LocalServer

from .chat_server import call_deltas, chatting, text_deltas
from .test_serve import serving

TOOL: rt.dicts.RealtimeFunctionToolDict = {
    "type": "function",
    "name": "get_weather",
    "description": "Return the weather in a city.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
}


def weather(body: dict[str, Any]) -> list[str]:
    last = body["messages"][-1]
    if last["role"] == "tool":
        return text_deltas("It is ", last["content"], ".")
    if "weather" in last["content"]:
        return call_deltas("call_" + "x" * 60, "get_weather", '{"city": ', '"Paris"}')
    return text_deltas("Good ", "morning", "!")


def failure_of(conn: rt.Connection) -> str:
    response = conn.respond(timeout=30).snapshot().to_dict()
    assert response["status"] == "failed"
    return str(response["status_details"]["error"]["message"])


def test_words_and_calls_of_a_model() -> None:
    with chatting(weather) as chat:
        answerer = ChatAnswerer(f"{chat.url}/", "small", api_key="secret", instructions="Answer briefly.")
        with (
            LocalServer(answerer) as server,
            rt.RealtimeClient("", server.url) as client,
            client.connect_sync(model="m") as conn,
        ):
            conn.update_session({"type": "realtime", "instructions": "Speak English.", "tools": [TOOL]})
            conn.say("Hello")
            assert conn.respond(timeout=30).transcript == "Good morning!"
            conn.say("What is the weather?")
            (call,) = conn.respond(timeout=30).function_calls
            assert (call.name, call.arguments) == ("get_weather", '{"city": "Paris"}')
            assert len(str(call.call_id)) == 32
            conn.give_output(str(call.call_id), "sunny")
            settings: rt.ResponseSettings = {
                "output_modalities": ["text"],
                "tool_choice": {"type": "function", "name": "get_weather"},
            }
            assert conn.respond(settings, timeout=30).text == "It is sunny."
    assert chat.keys == 3 * ["Bearer secret"]
    first, _, last = chat.requests
    assert first["model"] == "small"
    assert first["stream"] is True
    assert first["tool_choice"] == "auto"
    function = {key: TOOL[key] for key in ("name", "description", "parameters")}
    assert first["tools"] == [{"type": "function", "function": function}]
    assert last["tool_choice"] == {"type": "function", "function": {"name": "get_weather"}}
    assert last["messages"] == [
        {"role": "system", "content": "Answer briefly.\n\nSpeak English."},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Good morning!"},
        {"role": "user", "content": "What is the weather?"},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": str(call.call_id),
                    "type": "function",
                    "function": {"name": "get_weather", "arguments": '{"city": "Paris"}'},
                }
            ],
        },
        {"role": "tool", "tool_call_id": str(call.call_id), "content": "sunny"},
    ]
    assert "secret" not in repr(answerer)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((500, "out of memory"), "the chat endpoint refuses the request with 500: out of memory"),
        (["data: oh"], "the chat endpoint sent something else than a completion"),
        (['data: {"choices": [1]}'], "the chat endpoint sent something else than a completion"),
        (['data: {"error": {"message": "overloaded"}}'], "the chat endpoint failed: {'message': 'overloaded'}"),
    ],
)
def test_failures_of_the_endpoint_fail_the_response(reply: Any, message: str) -> None:
    with (
        chatting(lambda body: reply) as chat,
        LocalServer(ChatAnswerer(chat.url)) as server,
        rt.RealtimeClient("", server.url) as client,
        client.connect_sync(model="m") as conn,
    ):
        conn.say("Hello")
        assert message in failure_of(conn)
        # The session goes on.
        conn.say("Hello")
        assert message in failure_of(conn)
    assert "tools" not in chat.requests[0]


def test_endpoint_that_does_not_answer() -> None:
    with (
        LocalServer(ChatAnswerer("http://127.0.0.1:9/v1")) as server,
        rt.RealtimeClient("", server.url) as client,
        client.connect_sync(model="m") as conn,
    ):
        assert "the chat endpoint does not answer: " in failure_of(conn)


def test_serve_with_a_model() -> None:
    with (
        chatting(weather) as chat,
        serving("--llm", chat.url, "--llm-model", "small", REALTIME_LLM_KEY="secret") as served,
        rt.RealtimeClient("", served.url) as client,
        client.connect_sync(model="m") as conn,
    ):
        conn.say("Hello")
        assert conn.respond(timeout=30).transcript == "Good morning!"
    assert chat.keys == ["Bearer secret"]
    assert chat.requests[0]["model"] == "small"
