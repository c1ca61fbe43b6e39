"""This package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import realtime_client as rt
from realtime_client.assembly import Assembler
from realtime_client.audio import append_event
from realtime_client.models import RealtimeClientEventSessionUpdate, RealtimeSessionCreateRequestGA

from ..messages import Message

NAME = "realtime-client"
FIRST = """
import realtime_client as rt

def decode(raw):
    return rt.parse_event(raw, dialect="ga")
"""


def decoder(message: Message) -> Callable[[bytes], Any]:
    """Return the function that reads such a message."""
    # A connection knows its dialect and reads with a decoder.
    return rt.EventDecoder(message.dialect).decode if message.dialect_given else rt.parse_event


def decode_audio(raw: bytes) -> bytes:
    """Return the audio of a GA audio delta."""
    return rt.parse_event(raw, dialect="ga").audio  # type: ignore[union-attr]


def append(audio: bytes) -> bytes:
    """Return the event that sends audio."""
    return append_event(audio)


def update(settings: Mapping[str, Any]) -> bytes:
    """Return the event that sends settings."""
    session = RealtimeSessionCreateRequestGA.from_dict(dict(settings))
    return RealtimeClientEventSessionUpdate(session=session).to_json()


def assemble(events: list[bytes]) -> tuple[bytes, str]:
    """Return audio and transcript of a response."""
    assembler = Assembler()
    for raw in events:
        response = assembler.feed(rt.parse_event(raw, dialect="ga"))
    assert response is not None
    return response.audio, response.transcript
