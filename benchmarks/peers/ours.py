"""This package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import realtime_client as rt
from realtime_client.assembly import Assembler
from realtime_client.audio import append_event, decode_base64
from realtime_client.models import RealtimeClientEventSessionUpdate, RealtimeSessionCreateRequestGA

from ..messages import Message

NAME = "realtime-client"
FIRST = """
import realtime_client as rt

def decode(raw):
    return rt.parse_event(raw, dialect="ga")
"""


def decoder(message: Message) -> Callable[[bytes], Any]:
    """How such a message is read."""
    # A connection knows its dialect, and reads by a decoder.
    return rt.EventDecoder(message.dialect).decode if message.told else rt.parse_event


def hear(raw: bytes) -> bytes:
    """The audio of a GA audio delta."""
    return decode_base64(rt.parse_event(raw, dialect="ga").delta)  # type: ignore[union-attr,arg-type]


def append(audio: bytes) -> bytes:
    """The event that sends audio."""
    return append_event(audio)


def update(settings: Mapping[str, Any]) -> bytes:
    """The event that sends settings."""
    session = RealtimeSessionCreateRequestGA.from_dict(dict(settings))
    return RealtimeClientEventSessionUpdate(session=session).to_json()


def fold(events: list[bytes]) -> tuple[bytes, str]:
    """Audio and transcript of a response."""
    assembler = Assembler()
    for raw in events:
        response = assembler.feed(rt.parse_event(raw, dialect="ga"))
    assert response is not None
    return response.audio, response.transcript
