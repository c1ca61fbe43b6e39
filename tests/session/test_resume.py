"""State that is sent again over a new connection."""

from __future__ import annotations

from typing import Any

import pytest

from realtime_client._session.resume import merge_settings, restorable_items
from realtime_client.assembly import Assembler

from ..assembly.support import TRANSCRIPTION, announced, call, feed


@pytest.mark.parametrize(
    ("settings", "update", "merged"),
    [
        ({}, {"a": 1}, {"a": 1}),
        ({"a": 1, "b": 2}, {"b": None}, {"a": 1, "b": None}),
        ({"a": {"x": 1, "y": {"z": 1}}}, {"a": {"y": {"w": 2}}}, {"a": {"x": 1, "y": {"z": 1, "w": 2}}}),
        ({"a": {"type": "server_vad", "x": 1}}, {"a": {"x": 2}}, {"a": {"type": "server_vad", "x": 2}}),
        ({"a": {"type": "server_vad", "x": 1}}, {"a": {"type": "semantic_vad"}}, {"a": {"type": "semantic_vad"}}),
        ({"a": {"x": 1}}, {"a": [1]}, {"a": [1]}),
    ],
)
def test_settings_are_merged(settings: dict[str, Any], update: dict[str, Any], merged: dict[str, Any]) -> None:
    before = repr(settings)
    assert merge_settings(settings, update) == merged
    assert repr(settings) == before


def _added(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "conversation.item.added", "item": item}


def _message(item_id: str, role: str, *content: Any) -> dict[str, Any]:
    return _added({"id": item_id, "type": "message", "role": role, "content": list(content)})


def _sent(assembler: Assembler, dialect: Any = "ga") -> list[dict[str, Any]]:
    return [data for _, data in restorable_items(assembler.conversation, dialect)]


@pytest.mark.parametrize("content", ["Hi", {"type": "input_text", "text": "Hi"}])
def test_content_that_is_no_list_is_sent_as_one(content: Any) -> None:
    assembler = Assembler()
    feed(assembler, _added({"id": "a", "type": "message", "role": "user", "content": content}))
    assert [item["content"] for item in _sent(assembler)] == [[{"type": "input_text", "text": "Hi"}]]


def test_transcript_replaces_the_audio_alone() -> None:
    assembler = Assembler()
    completed = {"type": f"{TRANSCRIPTION}.completed", "item_id": "a", "content_index": 1, "transcript": "Spoken"}
    content = [{"type": "input_text", "text": "Hi"}, {"type": "input_audio"}, {"type": "other"}]
    feed(assembler, _message("a", "user", *content), completed)
    [sent] = _sent(assembler)
    assert sent["content"] == [{"type": "input_text", "text": "Hi"}, {"type": "input_text", "text": "Spoken"}]


@pytest.mark.parametrize(("dialect", "kind"), [("ga", "output_text"), ("beta", "text")])
def test_messages_are_sent_as_text(dialect: str, kind: str) -> None:
    assembler = Assembler()
    image = {"type": "input_image", "image_url": "data:,"}
    completed = {"type": f"{TRANSCRIPTION}.completed", "content_index": 0, "transcript": "Spoken"}
    feed(
        assembler,
        _message("a", "user", {"type": "input_text", "text": "Hi"}, image),
        announced("b"),
        {**completed, "item_id": "b"},
        {**completed, "item_id": "c", "transcript": "Never announced"},
        _message("d", "assistant", {"type": "output_audio", "transcript": "Hello"}),
        announced("e"),
        _message("f", "assistant", "?"),
    )
    assert _sent(assembler, dialect) == [
        {
            "id": "a",
            "type": "message",
            "role": "user",
            "content": [{"type": "input_text", "text": "Hi"}, image],
        },
        {"id": "b", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "Spoken"}]},
        {"id": "c", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "Never announced"}]},
        {"id": "d", "type": "message", "role": "assistant", "content": [{"type": kind, "text": "Hello"}]},
    ]


def test_truncated_answers_are_left_out() -> None:
    assembler = Assembler()
    truncated = {"type": "conversation.item.truncated", "item_id": "a", "content_index": 0, "audio_end_ms": 9}
    feed(assembler, _message("a", "assistant", {"type": "output_audio", "transcript": "Hello"}), truncated)
    assert _sent(assembler) == []


def test_calls_are_sent_with_their_outputs() -> None:
    assembler = Assembler()
    output = {"type": "function_call_output", "output": "Rome"}
    unfinished = call(item_id="c", call_id="call_2", status="in_progress")
    feed(
        assembler,
        _added(call('{"a": 1}', "a", status="completed")),
        _added({"id": "b", "call_id": "call_1", **output}),
        _added(unfinished),
        _added({"id": "d", "call_id": "call_2", **output}),
        _added({"id": "e", "type": "mcp_call", "server_label": "s", "name": "read", "arguments": "{}"}),
    )
    assert _sent(assembler) == [
        {"id": "a", "type": "function_call", "name": "find", "call_id": "call_1", "arguments": '{"a": 1}'},
        {"id": "b", "type": "function_call_output", "call_id": "call_1", "output": "Rome"},
    ]


def test_output_that_the_server_left_out_is_sent_empty() -> None:
    assembler = Assembler()
    feed(assembler, _added(call()), _added({"id": "b", "type": "function_call_output", "call_id": "call_1"}))
    assert _sent(assembler)[1] == {"id": "b", "type": "function_call_output", "call_id": "call_1", "output": ""}
