"""The vendor's SDK: its connections' handling of a message, without the socket."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any, Union

from openai._utils import maybe_transform
from openai.resources.beta.realtime.realtime import RealtimeConnection as BetaRealtimeConnection
from openai.resources.realtime.realtime import RealtimeConnection
from openai.types.realtime.realtime_client_event_param import RealtimeClientEventParam
from openai.types.realtime.response_create_event_with_references_param import ResponseCreateEventWithReferencesParam

from ..messages import Message

NAME = "openai"
FIRST = """
from openai.resources.realtime.realtime import RealtimeConnection

decode = object.__new__(RealtimeConnection).parse_event
"""

# Reading needs only the connection's method.
_PARSE: dict[str, Callable[[bytes], Any]] = {
    "ga": object.__new__(RealtimeConnection).parse_event,
    "beta": object.__new__(BetaRealtimeConnection).parse_event,
}
_parse = _PARSE["ga"]


def decoder(message: Message) -> Callable[[bytes], Any]:
    """Return the function that reads such a message."""
    return _PARSE[message.dialect]


def decode_audio(raw: bytes) -> bytes:
    """Return the audio of a GA audio delta."""
    return b64decode(_parse(raw).delta)


def append(audio: bytes) -> str:
    """Return the event that sends audio."""
    return _encode({"type": "input_audio_buffer.append", "audio": b64encode(audio).decode()})


def update(settings: Mapping[str, Any]) -> str:
    """Return the event that sends settings."""
    return _encode({"type": "session.update", "session": settings})


def _encode(event: Mapping[str, Any]) -> str:
    # The same expression as in `RealtimeConnection.send`, which also builds the union for each event.
    return json.dumps(maybe_transform(event, Union[RealtimeClientEventParam, ResponseCreateEventWithReferencesParam]))  # noqa: UP007


def assemble(events: list[bytes]) -> tuple[bytes, str]:
    """Return audio and transcript of a response, by hand because the SDK has no helper for it."""
    audio: list[bytes] = []
    transcript: list[str] = []
    for raw in events:
        event = _parse(raw)
        if event.type == "response.output_audio.delta":
            audio.append(b64decode(event.delta))
        elif event.type == "response.output_audio_transcript.delta":
            transcript.append(event.delta)
    return b"".join(audio), "".join(transcript)
