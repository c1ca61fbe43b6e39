"""Generated streams of server events: what a server sends while it speaks, in either dialect, with its end."""

from __future__ import annotations

from base64 import b64encode
from itertools import count
from typing import Any, Literal, TypeAlias

from attrs import define, field
from hypothesis import strategies as st

Dialect: TypeAlias = Literal["ga", "beta"]
Event: TypeAlias = dict[str, Any]

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
CHUNKS = st.lists(WORDS, max_size=4)


@define
class Spoken:
    """A generated stream, and what it says."""

    dialect: Dialect
    events: list[Event] = field(factory=list)
    audio: dict[str, bytes] = field(factory=dict)
    done: dict[str, Event] = field(factory=dict)


@st.composite
def streams(draw: st.DrawFn, responses: int = 2) -> Spoken:
    """Events of up to ``responses`` responses, each in its order, their events mixed."""
    dialect: Dialect = draw(st.sampled_from(["ga", "beta"]))
    spoken = Spoken(dialect)
    numbers = count()
    queues = [_response(draw, spoken, f"resp_{index}") for index in range(draw(st.integers(1, responses)))]
    while queues:
        queue = draw(st.sampled_from(queues))
        event = queue.pop(0)
        spoken.events.append({"type": event.pop("type"), "event_id": f"event_{next(numbers)}", **event})
        queues = [queue for queue in queues if queue]
    return spoken


def _response(draw: st.DrawFn, spoken: Spoken, response_id: str) -> list[Event]:
    ga = spoken.dialect == "ga"
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
            item, inner, heard = _message(draw, ga, place)
            audio += heard
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
    spoken.audio[response_id] = audio
    spoken.done[response_id] = whole
    return events


def _message(draw: st.DrawFn, ga: bool, place: Event) -> tuple[Event, list[Event], bytes]:
    prefix = "output_" if ga else ""
    events: list[Event] = []
    content: list[Event] = []
    audio = b""
    for index in range(draw(st.integers(0, 2))):
        at = {**place, "content_index": index}
        chunks = draw(CHUNKS)
        words = "".join(chunks)
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
        events.append({"type": f"{stem}.done", **at, key: words})
        events.append({"type": "response.content_part.done", **at, "part": {"type": kind, key: words}})
        content.append({"type": f"{prefix}{kind}", key: words})
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
