"""Code that openapi-python-client generates from the same contract with its own templates, over orjson.

It has no unions of events, so the caller names the class of each event.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from orjson import dumps, loads

from realtime_client._decode.dialects import SERVER_EVENTS

from ..measure import SCRATCH
from ..messages import ROOT, Message

NAME = "stock output"
FIRST = """
from orjson import loads
from stock_output.models import RealtimeServerEventResponseDone

def decode(raw):
    return RealtimeServerEventResponseDone.from_dict(loads(raw))
"""


@cache
def models() -> Any:
    """Generate the classes, without reusing an earlier run, and return their module."""
    output = SCRATCH / "stock_output"
    shutil.rmtree(output, ignore_errors=True)
    SCRATCH.mkdir(exist_ok=True)
    config = SCRATCH / "stock.yaml"
    # Without this media type it omits operations; formatting would not change the results.
    config.write_text("content_type_overrides: {application/sdp: application/octet-stream}\npost_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(ROOT / "openapi.yaml")]
    options = ["--config", str(config), "--meta", "none", "--output-path", str(output)]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
    sys.path.insert(0, str(SCRATCH))
    return import_module("stock_output.models")


@cache
def _class(dialect: str, kind: str) -> Any:
    [member] = [table.member(kind) for name, table in SERVER_EVENTS.items() if name == dialect]
    assert isinstance(member, type)
    return getattr(models(), member.__name__)


def decoder(message: Message) -> Callable[[bytes], Any]:
    """Return the function that reads such a message."""
    from_dict = _class(message.dialect, message.type).from_dict
    return lambda raw: from_dict(loads(raw))


def decode_audio(raw: bytes) -> bytes:
    """Return the audio of a GA audio delta."""
    return b64decode(_class("ga", "response.output_audio.delta").from_dict(loads(raw)).delta)


def append(audio: bytes) -> bytes:
    """Return the event that sends audio."""
    kind = models().RealtimeClientEventInputAudioBufferAppend
    return dumps(kind(type_="input_audio_buffer.append", audio=b64encode(audio).decode()).to_dict())


def update(settings: Mapping[str, Any]) -> bytes:
    """Return the event that sends settings."""
    session = models().RealtimeSessionCreateRequestGA.from_dict(settings)
    return dumps(models().RealtimeClientEventSessionUpdate(type_="session.update", session=session).to_dict())


def assemble(events: list[bytes]) -> tuple[bytes, str]:
    """Return audio and transcript of a response."""
    audio: list[bytes] = []
    transcript: list[str] = []
    for raw in events:
        data = loads(raw)
        event = _class("ga", data["type"]).from_dict(data)
        if event.type_ == "response.output_audio.delta":
            audio.append(b64decode(event.delta))
        elif event.type_ == "response.output_audio_transcript.delta":
            transcript.append(event.delta)
    return b"".join(audio), "".join(transcript)
