"""Kinds of sessions that live servers hold: the events of each, in order; the harness checks their keys."""

from __future__ import annotations

from typing import Any

import pytest

from realtime_client.audio import encode_base64
from realtime_client.testing import Answer, Answerer, Call, Script

from .harness import Event, Harness, create, one, silence, types

ADDED = ["conversation.item.added", "conversation.item.done"]
CALLED = [
    "response.output_item.added",
    "conversation.item.added",
    "response.function_call_arguments.done",
    "conversation.item.done",
    "response.output_item.done",
]
WRITTEN = ["response.content_part.added", "response.output_text.done", "response.content_part.done"]
SPOKEN = [
    "response.content_part.added",
    "response.output_audio.done",
    "response.output_audio_transcript.done",
    "response.content_part.done",
]
ENDED = ["response.done", "rate_limits.updated"]
IMAGE = "data:image/png;base64,iVBORw0KGgo="
TOOL = {"type": "function", "name": "find_table", "parameters": {"type": "object", "properties": {}}}


def answered(content: list[str], *, in_conversation: bool = True) -> list[str]:
    added, done = ADDED[:1], ADDED[1:]
    if not in_conversation:
        added, done = [], []
    begun = ["response.created", "response.output_item.added", *added]
    return [*begun, *content, *done, "response.output_item.done", *ENDED]


def said(*content: Event) -> Event:
    return {"type": "conversation.item.create", "item": {"type": "message", "role": "user", "content": list(content)}}


def text(value: str) -> Event:
    return {"type": "input_text", "text": value}


def update(**session: Any) -> Event:
    return {"type": "session.update", "session": {"type": "realtime", **session}}


def kinds(events: list[Event]) -> list[str]:
    return [kind for kind in types(events) if not kind.endswith(".delta")]


def append(audio: bytes) -> Event:
    return {"type": "input_audio_buffer.append", "audio": encode_base64(audio)}


def test_an_image_is_part_of_a_message() -> None:
    events = Harness().run(said({"type": "input_image", "image_url": IMAGE}, text("Which table?")), create())
    assert kinds(events) == [*ADDED, *answered(SPOKEN)]
    assert events[0]["item"]["content"] == [{"type": "input_image", "image_url": IMAGE}, text("Which table?")]
    details = one(events, "response.done")["response"]["usage"]["input_token_details"]
    assert details["image_tokens"] > 0


def test_several_functions_in_one_response() -> None:
    harness = Harness(Script(Answer([Call("find_table"), Call("find_table")]), Answer("Two tables.")))
    harness.update(tools=[TOOL])
    events = harness.run(create())
    assert kinds(events) == ["response.created", *CALLED, *CALLED, *ENDED]
    calls = one(events, "response.done")["response"]["output"]
    assert [call["type"] for call in calls] == 2 * ["function_call"]
    outputs = [
        {
            "type": "conversation.item.create",
            "item": {"type": "function_call_output", "call_id": call["call_id"], "output": "{}"},
        }
        for call in calls
    ]
    assert kinds(harness.run(*outputs, create())) == [*ADDED, *ADDED, *answered(SPOKEN)]


@pytest.mark.parametrize(
    ("choice", "calls"), [("none", 0), ("required", 1), ({"type": "function", "name": "find_table"}, 1)]
)
def test_tool_choice_of_a_response(choice: Any, calls: int) -> None:
    harness = Harness()
    harness.update(tools=[TOOL])
    events = harness.run(create(tool_choice=choice))
    output = one(events, "response.done")["response"]["output"]
    assert [item["type"] for item in output].count("function_call") == calls


def test_a_response_outside_of_the_conversation() -> None:
    wanted = {
        "conversation": "none",
        "metadata": {"topic": "mood"},
        "output_modalities": ["text"],
        "input": [{"type": "message", "role": "user", "content": [text("Classify.")]}],
    }
    events = Harness().run(create(**wanted))
    assert kinds(events) == answered(WRITTEN, in_conversation=False)
    response = one(events, "response.done")["response"]
    assert (response["conversation_id"], response["metadata"]) == (None, {"topic": "mood"})


@pytest.mark.parametrize(
    "settings",
    [
        {"audio": {"input": {"turn_detection": {"type": "semantic_vad", "eagerness": "high"}}}},
        {"audio": {"input": {"turn_detection": {"type": "server_vad", "idle_timeout_ms": 6_000}}}},
        {"audio": {"input": {"noise_reduction": {"type": "near_field"}, "format": {"type": "audio/pcma"}}}},
        {"prompt": {"id": "pmpt_1", "version": "2", "variables": {"guest": "Ada"}}},
        {"truncation": {"type": "retention_ratio", "retention_ratio": 0.8}},
        {"tracing": {"workflow_name": "booking", "group_id": "g", "metadata": {"a": "b"}}},
        {"include": ["item.input_audio_transcription.logprobs"]},
        {"max_output_tokens": 200},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_settings_are_reported_as_they_were_sent(settings: dict[str, Any]) -> None:
    (updated,) = Harness().run(update(**settings))
    assert updated["type"] == "session.updated"

    def holds(expected: Any, found: Any) -> bool:
        if isinstance(expected, dict):
            return all(holds(value, found[key]) for key, value in expected.items())
        return bool(expected == found)

    assert holds(settings, updated["session"])


def test_a_silent_user_is_answered_after_the_timeout() -> None:
    harness = Harness()
    detection = {"type": "server_vad", "idle_timeout_ms": 5_000}
    harness.run(update(audio={"input": {"turn_detection": detection}}), said(text("Hello")), create())
    events = harness.run(append(silence(5_200)))
    assert kinds(events) == [
        "input_audio_buffer.timeout_triggered",
        "input_audio_buffer.committed",
        *ADDED,
        *answered(SPOKEN),
    ]
    assert events[0]["item_id"] == events[1]["item_id"] == events[2]["item"]["id"]
    assert events[0]["audio_end_ms"] - events[0]["audio_start_ms"] >= 5_000


def test_items_and_audio_that_are_taken_back() -> None:
    harness = Harness()
    item_id = harness.run(said(text("Hello")))[0]["item"]["id"]
    place = {"item_id": item_id}
    events = harness.run(
        {"type": "conversation.item.retrieve", **place},
        {"type": "conversation.item.delete", **place},
        append(silence(200)),
        {"type": "input_audio_buffer.clear"},
    )
    assert types(events) == ["conversation.item.retrieved", "conversation.item.deleted", "input_audio_buffer.cleared"]
    for event in (
        {"type": "conversation.item.retrieve", **place},
        {"type": "conversation.item.delete", **place},
        {"type": "conversation.item.truncate", **place, "content_index": 0, "audio_end_ms": 0},
        {"type": "input_audio_buffer.commit"},
        {"type": "response.cancel"},
    ):
        error = harness.refused({**event, "event_id": "evt_1"})
        assert error.keys() == {"type", "code", "message", "param", "event_id"}
        assert (error["type"], error["event_id"]) == ("invalid_request_error", "evt_1")


def test_a_transcription_session_only_transcribes() -> None:
    class Heard(Answerer):
        def hear(self, speech: Any) -> str:
            return "good evening"

    harness = Harness(Heard(), kind="transcription")
    heard = {"transcription": {"model": "gpt-4o-transcribe"}, "turn_detection": None}
    (updated,) = harness.run(
        {"type": "session.update", "session": {"type": "transcription", "audio": {"input": heard}}}
    )
    assert updated["session"]["object"] == "realtime.transcription_session"
    events = harness.run(append(silence(500)), {"type": "input_audio_buffer.commit"})
    transcript = "conversation.item.input_audio_transcription"
    assert types(events) == [
        "input_audio_buffer.committed",
        *ADDED,
        f"{transcript}.delta",
        f"{transcript}.delta",
        f"{transcript}.completed",
    ]
    assert harness.refused(create())["code"] == "invalid_value"
