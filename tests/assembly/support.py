"""Events of one response, and an assembler to feed them to."""

from __future__ import annotations

from typing import Any

import realtime_client as rt
from realtime_client.assembly import AssembledResponse, Assembler

PLACE = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0, "content_index": 0}
TRANSCRIPTION = "conversation.item.input_audio_transcription"


def feed(assembler: Assembler, *events: dict[str, Any], dialect: Any = "ga") -> AssembledResponse | None:
    """Feed events, and return the last response that one of them was about."""
    found = None
    for event in events:
        found = assembler.feed(rt.parse_event(event, dialect=dialect)) or found
    return found


def assemble(*events: dict[str, Any], dialect: Any = "ga") -> AssembledResponse:
    """Return the response that events of a new assembler are about."""
    found = feed(Assembler(), *events, dialect=dialect)
    assert found is not None
    return found


def created(**more: Any) -> dict[str, Any]:
    """Return the announcement of the response."""
    return {"type": "response.created", "event_id": "e0", "response": {"id": "resp_1", "status": "in_progress", **more}}


def done(**more: Any) -> dict[str, Any]:
    """Return the end of the response."""
    response = {"id": "resp_1", "object": "realtime.response", "status": "completed", **more}
    return {"type": "response.done", "response": response}


def delta(kind: str, piece: Any, event_id: str, **more: Any) -> dict[str, Any]:
    """Return a piece of one kind."""
    return {"type": f"response.{kind}.delta", "event_id": event_id, **PLACE, "delta": piece, **more}


def message(text: str | None = None, item_id: str = "item_1", **more: Any) -> dict[str, Any]:
    """Return a message of the assistant."""
    content = [] if text is None else [{"type": "output_text", "text": text}]
    return {"id": item_id, "type": "message", "role": "assistant", "content": content, **more}


def call(arguments: Any = "{}", item_id: str = "item_1", **more: Any) -> dict[str, Any]:
    """Return a call of a function."""
    return {"id": item_id, "type": "function_call", "name": "find", "call_id": "call_1", "arguments": arguments, **more}


def item_event(kind: str, item: Any, index: int | None = 0, **more: Any) -> dict[str, Any]:
    """Return ``response.output_item.added`` or ``response.output_item.done``."""
    event = {"type": f"response.output_item.{kind}", "response_id": "resp_1", "item": item, **more}
    return event if index is None else {**event, "output_index": index}


def announced(item_id: Any, **more: Any) -> dict[str, Any]:
    """Return the announcement of a spoken message of the user."""
    item = {"id": item_id, "type": "message", "role": "user", "content": [{"type": "input_audio", "transcript": None}]}
    return {"type": "conversation.item.added", "event_id": f"event_{item_id}", "item": item, **more}


def remarks(assembler: Assembler) -> list[str]:
    """Return the text of each note."""
    return [note.what for note in assembler.notes]
