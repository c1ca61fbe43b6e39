"""The vendor's SDK: what its connections do with a message, without the socket."""

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

# Reading needs nothing of a connection but its method.
_PARSE: dict[str, Callable[[bytes], Any]] = {
    "ga": object.__new__(RealtimeConnection).parse_event,
    "beta": object.__new__(BetaRealtimeConnection).parse_event,
}
_parse = _PARSE["ga"]


def decoder(message: Message) -> Callable[[bytes], Any]:
    """How such a message is read."""
    return _PARSE[message.dialect]


def hear(raw: bytes) -> bytes:
    """The audio of a GA audio delta."""
    return b64decode(_parse(raw).delta)


def append(audio: bytes) -> str:
    """The event that sends audio."""
    return _encode({"type": "input_audio_buffer.append", "audio": b64encode(audio).decode()})


def update(settings: Mapping[str, Any]) -> str:
    """The event that sends settings."""
    return _encode({"type": "session.update", "session": settings})


def _encode(event: Mapping[str, Any]) -> str:
    # Word for word what `RealtimeConnection.send` does before it sends; the union is made for each event there, too.
    return json.dumps(maybe_transform(event, Union[RealtimeClientEventParam, ResponseCreateEventWithReferencesParam]))  # noqa: UP007


def fold(events: list[bytes]) -> tuple[bytes, str]:
    """Audio and transcript of a response; there is no helper for it, so by hand."""
    audio: list[bytes] = []
    transcript: list[str] = []
    for raw in events:
        event = _parse(raw)
        if event.type == "response.output_audio.delta":
            audio.append(b64decode(event.delta))
        elif event.type == "response.output_audio_transcript.delta":
            transcript.append(event.delta)
    return b"".join(audio), "".join(transcript)
