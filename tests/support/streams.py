"""Generated streams of server events, in either dialect: responses with pieces and ends, whole or damaged."""

from __future__ import annotations

from base64 import b64encode
from copy import deepcopy
from itertools import count
from typing import Any, Literal, TypeAlias

from attrs import define, field
from hypothesis import strategies as st

from .strategies import mutate

Dialect: TypeAlias = Literal["ga", "beta"]
Event: TypeAlias = dict[str, Any]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
CHUNKS = st.lists(TEXTS, max_size=4)


@define
class Stream:
    """A generated stream, and what it carries.

    Attributes:
        dialect: Dialect of the events.
        events: The events, in their order.
        audio: Audio of each response, by its id.
        done: Each response as its end carries it, by its id.
    """

    dialect: Dialect
    events: list[Event] = field(factory=list)
    audio: dict[str, bytes] = field(factory=dict)
    done: dict[str, Event] = field(factory=dict)


@st.composite
def streams(draw: st.DrawFn, responses: int = 2) -> Stream:
    """Events of up to ``responses`` responses, each in its order, their events mixed."""
    dialect: Dialect = draw(st.sampled_from(["ga", "beta"]))
    stream = Stream(dialect)
    numbers = count()
    queues = [_response(draw, stream, f"resp_{index}") for index in range(draw(st.integers(1, responses)))]
    while queues:
        queue = draw(st.sampled_from(queues))
        event = queue.pop(0)
        stream.events.append({"type": event.pop("type"), "event_id": f"event_{next(numbers)}", **event})
        queues = [queue for queue in queues if queue]
    return stream


def _response(draw: st.DrawFn, stream: Stream, response_id: str) -> list[Event]:
    ga = stream.dialect == "ga"
    head: Event = {"id": response_id, "object": "realtime.response", "status_details": None, "usage": None}
    head |= (
        {"output_modalities": ["audio"], "audio": {"output": {"format": {"type": "audio/pcm", "rate": 24000}}}}
        if ga
        else {"modalities": ["audio", "text"], "output_audio_format": "pcm16"}
    )
    events: list[Event] = [{"type": "response.created", "response": {**head, "status": "in_progress", "output": []}}]
    output: list[Event] = []
    audio = b""
    for index in range(draw(st.integers(0, 3))):
        item_id = f"item_{response_id}_{index}"
        place = {"response_id": response_id, "item_id": item_id, "output_index": index}
        if draw(st.booleans()):
            item, inner, sound = _message(draw, ga, place)
            audio += sound
        else:
            item, inner = _call(draw, place)
        empty: Event = {"content": []} if item["type"] == "message" else {"arguments": ""}
        start = {**item, "id": item_id, "status": "in_progress", **empty}
        item = {"id": item_id, "status": "completed", **item}
        events.append(
            {"type": "response.output_item.added", "response_id": response_id, "output_index": index, "item": start}
        )
        events += inner
        events.append(
            {"type": "response.output_item.done", "response_id": response_id, "output_index": index, "item": item}
        )
        output.append(item)
    status = draw(st.sampled_from(["completed", "cancelled", "failed", "incomplete"]))
    whole = {**head, "status": status, "output": output}
    events.append({"type": "response.done", "response": whole})
    stream.audio[response_id] = audio
    stream.done[response_id] = whole
    return events


def _message(draw: st.DrawFn, ga: bool, place: Event) -> tuple[Event, list[Event], bytes]:
    prefix = "output_" if ga else ""
    events: list[Event] = []
    content: list[Event] = []
    audio = b""
    for index in range(draw(st.integers(0, 2))):
        at = {**place, "content_index": index}
        chunks = draw(CHUNKS)
        whole_text = "".join(chunks)
        is_audio = draw(st.booleans())
        kind, key = ("audio", "transcript") if is_audio else ("text", "text")
        stem = f"response.{prefix}audio_transcript" if is_audio else f"response.{prefix}text"
        events.append({"type": "response.content_part.added", **at, "part": {"type": kind, key: ""}})
        for chunk in chunks:
            events.append({"type": f"{stem}.delta", **at, "delta": chunk})
            if is_audio:
                sound = draw(st.binary(max_size=6))
                audio += sound
                events.append({"type": f"response.{prefix}audio.delta", **at, "delta": b64encode(sound).decode()})
        if is_audio:
            events.append({"type": f"response.{prefix}audio.done", **at})
        events.append({"type": f"{stem}.done", **at, key: whole_text})
        events.append({"type": "response.content_part.done", **at, "part": {"type": kind, key: whole_text}})
        content.append({"type": f"{prefix}{kind}", key: whole_text})
    return {"type": "message", "role": "assistant", "content": content}, events, audio


def _call(draw: st.DrawFn, place: Event) -> tuple[Event, list[Event]]:
    chunks = draw(CHUNKS)
    call = {"call_id": f"call_{place['item_id']}"}
    events: list[Event] = [
        {"type": "response.function_call_arguments.delta", **place, **call, "delta": chunk} for chunk in chunks
    ]
    done = {"type": "response.function_call_arguments.done", **place, **call, "name": "look_up"}
    events.append({**done, "arguments": "".join(chunks)})
    return {"type": "function_call", **call, "name": "look_up", "arguments": "".join(chunks)}, events


@st.composite
def damaged_streams(draw: st.DrawFn) -> Stream:
    """Streams as servers and networks may spoil them: events dropped, repeated, moved, and with other keys."""
    stream = draw(streams())
    events = stream.events
    for _ in range(draw(st.integers(0, 2))):
        events.insert(draw(st.integers(0, len(events))), draw(st.sampled_from(SURROUNDINGS)))
    for _ in range(draw(st.integers(1, 4))):
        if events:
            draw(st.sampled_from(_DAMAGES))(draw, events)
    return stream


def _drop(draw: st.DrawFn, events: list[Event]) -> None:
    del events[draw(st.integers(0, len(events) - 1))]


def _repeat(draw: st.DrawFn, events: list[Event]) -> None:
    event = draw(st.sampled_from(events))
    event = {**event, "event_id": f"{event.get('event_id')}{draw(st.sampled_from(['', '_again']))}"}
    events.insert(draw(st.integers(0, len(events))), event)


def _move(draw: st.DrawFn, events: list[Event]) -> None:
    event = events.pop(draw(st.integers(0, len(events) - 1)))
    events.insert(draw(st.integers(0, len(events))), event)


def _shuffle(draw: st.DrawFn, events: list[Event]) -> None:
    draw(st.randoms(use_true_random=False)).shuffle(events)


def _change_all(draw: st.DrawFn, events: list[Event]) -> None:
    """Have a key of every event missing, null, empty or the same."""
    key = draw(st.sampled_from(["event_id", "response_id", "item_id", "output_index", "content_index", "call_id"]))
    how = draw(st.sampled_from(["missing", None, "", "the same", 0, 1]))
    for index, event in enumerate(events):
        if key in event:
            events[index] = {name: value for name, value in event.items() if name != key}
            if how != "missing":
                events[index][key] = how


def _change_one(draw: st.DrawFn, events: list[Event]) -> None:
    index = draw(st.integers(0, len(events) - 1))
    event = events[index] = deepcopy(events[index])
    mutate(draw, event)


def _change_ends(draw: st.DrawFn, events: list[Event]) -> None:
    """Let every response end with less than it should."""
    how = draw(st.sampled_from(["minimal", "null", "absent", "empty", "hollow", "no id"]))
    for index, event in enumerate(events):
        response = event.get("response")
        if event.get("type") == "response.done" and isinstance(response, dict):
            response = deepcopy(response)
            output = response.get("output")
            if how == "minimal":
                response = {name: response[name] for name in ("id", "object", "status") if name in response}
            elif how == "absent":
                response.pop("output", None)
            elif how == "no id":
                response.pop("id", None)
            elif how == "hollow":
                response["output"] = (
                    [{**item, "content": []} for item in output if isinstance(item, dict)]
                    if isinstance(output, list)
                    else output
                )
            else:
                response["output"] = None if how == "null" else []
            events[index] = {**event, "response": response}


_DAMAGES = [_drop, _repeat, _move, _shuffle, _change_all, _change_one, _change_one, _change_ends]
_ITEM: Event = {"id": "item_user", "type": "message", "role": "user", "content": [{"type": "input_audio"}]}
_AT: Event = {"item_id": "item_user", "content_index": 0}
_HEARD = "conversation.item.input_audio_transcription"
# What happens around responses.
SURROUNDINGS: list[Event] = [
    {"type": "session.created", "event_id": "s1", "session": {"output_audio_format": "pcm16"}},
    {"type": "session.updated", "event_id": "s2", "session": {"type": "realtime"}},
    {"type": "conversation.created", "event_id": "s3", "conversation": {"id": "conv_1"}},
    {"type": "input_audio_buffer.speech_started", "event_id": "s4", "item_id": "item_user", "audio_start_ms": 0},
    {"type": "input_audio_buffer.speech_stopped", "event_id": "s5", "item_id": "item_user", "audio_end_ms": 9},
    {"type": "input_audio_buffer.committed", "event_id": "s6", "item_id": "item_user", "previous_item_id": None},
    {"type": "conversation.item.added", "event_id": "s7", "item": _ITEM, "previous_item_id": "item_user"},
    {"type": "conversation.item.created", "event_id": "s8", "item": _ITEM, "previous_item_id": None},
    {"type": "conversation.item.deleted", "event_id": "s9", "item_id": "item_resp_0_0"},
    {"type": "conversation.item.truncated", "event_id": "s10", "item_id": "item_resp_0_0", "audio_end_ms": 5},
    {"type": f"{_HEARD}.delta", "event_id": "s11", **_AT, "delta": "Hi"},
    {"type": f"{_HEARD}.completed", "event_id": "s12", **_AT, "transcript": "Hi."},
    {"type": f"{_HEARD}.failed", "event_id": "s13", **_AT, "error": {"message": "?"}},
    {"type": "response.mcp_call_arguments.delta", "event_id": "s14", "item_id": "item_mcp", "delta": "{}"},
    {"type": "response.mcp_call_arguments.done", "event_id": "s15", "item_id": "item_mcp", "arguments": "{}"},
    {"type": "session.output_audio.delta", "event_id": "s16", "delta": "AAAA", "sample_rate": 0, "elapsed_ms": 2},
    {"type": "ping", "event_id": "s17"},
]
