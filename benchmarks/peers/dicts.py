"""orjson alone: no types, no checks, no names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orjson import dumps, loads
from pybase64 import b64decode, b64encode_as_string

from ..messages import Message

NAME = "orjson"
FIRST = "from orjson import loads as decode"


def decoder(message: Message) -> Callable[[bytes], Any]:
    """Return the function that reads such a message."""
    return loads


def decode_audio(raw: bytes) -> bytes:
    """Return the audio of a GA audio delta."""
    return b64decode(loads(raw)["delta"], validate=True)


def append(audio: bytes) -> bytes:
    """Return the event that sends audio."""
    return dumps({"type": "input_audio_buffer.append", "audio": b64encode_as_string(audio)})


def update(settings: Mapping[str, Any]) -> bytes:
    """Return the event that sends settings."""
    return dumps({"type": "session.update", "session": settings})


def assemble(events: list[bytes]) -> tuple[bytes, str]:
    """Return audio and transcript of a response."""
    audio: list[bytes] = []
    transcript: list[str] = []
    for raw in events:
        event = loads(raw)
        if event["type"] == "response.output_audio.delta":
            audio.append(b64decode(event["delta"], validate=True))
        elif event["type"] == "response.output_audio_transcript.delta":
            transcript.append(event["delta"])
    return b"".join(audio), "".join(transcript)
