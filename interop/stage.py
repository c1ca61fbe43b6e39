"""What the conversations have in common: what is said, what is expected, time-outs, and how it is told."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import sys
import traceback
from array import array
from collections.abc import Awaitable, Callable, Iterator, Mapping
from inspect import iscoroutinefunction
from types import FrameType
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from .ledger import Call, Ledger, Reply, is_audible, require

__all__ = [
    "CITY",
    "GREETING",
    "KEY",
    "MODEL",
    "OUTPUT",
    "QUESTION",
    "SEPARATOR",
    "TOOL",
    "TRANSCRIPT",
    "Conversation",
    "perform",
    "pieces",
    "require_answer",
    "require_call",
    "require_greeting",
    "require_speech",
    "spoken",
    "websocket_url",
]

Conversation: TypeAlias = Callable[[str], "Ledger | Awaitable[Ledger]"]

MODEL = "gpt-realtime"
KEY = os.environ.get("OPENAI_API_KEY", "")
GREETING = "Good morning from the interop suite."
QUESTION = "What is the weather in Paris?"
CITY = "Paris"
OUTPUT = "18 degrees and sunny"
# Stands in what the server takes for a transcript of audio.
TRANSCRIPT = "seconds of speech"
TOOL: dict[str, Any] = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather in a city.",
    "parameters": {
        "type": "object",
        "properties": {
            "city": {"type": "string"},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
        },
        "required": ["city", "unit"],
        "additionalProperties": False,
    },
}

# Between the fields of a line.
SEPARATOR = " · "

_RATE = 24_000
_SECONDS = 20


def spoken() -> bytes:
    """A second of a tone and one of silence, PCM16 at 24 kHz: what voice activity detection takes for a turn."""
    tone = array("h", (round(12_000 * math.sin(2 * math.pi * 440 * step / _RATE)) for step in range(_RATE)))
    return tone.tobytes() + bytes(2 * _RATE)


def pieces(audio: bytes, size: int = 9_600) -> Iterator[bytes]:
    """Audio in pieces, as a microphone gives it."""
    return (audio[start : start + size] for start in range(0, len(audio), size))


def websocket_url(base_url: str) -> str:
    """A base URL as WebSockets have it."""
    return urlsplit(base_url)._replace(scheme="ws").geturl()


def require_greeting(reply: Reply) -> None:
    """Fail unless a response takes up the greeting, in writing."""
    require(GREETING in reply.text, f"the answer to {GREETING!r} is {reply.text!r}")
    require(not reply.audio and not reply.transcript and not reply.calls, "an answer in writing is more than that")


def require_speech(reply: Reply, what: str) -> None:
    """Fail unless a response is spoken, audibly, and its transcript has something in it."""
    require(what in reply.transcript, f"{what!r} is not in what was said: {reply.transcript!r}")
    require(not reply.text, f"a spoken answer is written as well: {reply.text!r}")
    require(len(reply.audio) % 2 == 0, f"{len(reply.audio)} bytes of audio are no whole number of samples")
    require(is_audible(reply.audio), f"{len(reply.audio)} bytes of audio, and nothing to hear")


def require_call(reply: Reply, city: str | None = CITY) -> Call:
    """Fail unless a response calls the tool, with arguments that fit; give the call."""
    require(len(reply.calls) == 1, f"{len(reply.calls)} function calls where one was due")
    call = reply.calls[0]
    require(call.name == TOOL["name"], f"{call.name} was called, not {TOOL['name']}")
    arguments = call.parsed()
    require(arguments.keys() == {"city", "unit"}, f"arguments do not fit the schema: {call.arguments}")
    require(isinstance(arguments["city"], str), f"arguments do not fit the schema: {call.arguments}")
    require(city is None or arguments["city"] == city, f"the city is {arguments['city']!r}, not {city!r}")
    require(arguments["unit"] in ("celsius", "fahrenheit"), f"arguments do not fit the schema: {call.arguments}")
    return call


def require_answer(ledger: Ledger) -> None:
    """Fail unless the last response speaks of what the function returned."""
    require_speech(ledger.last(), OUTPUT)


def perform(client: str, version: str, conversations: Mapping[str, Conversation], base_url: str | None = None) -> int:
    """Hold conversations and print a line for each; give the exit status.

    A line has five fields: ok or FAILED, client, version, conversation, and what came of it.

    Args:
        client: Name of the client.
        version: Its version.
        conversations: Conversations by name; a coroutine function is run with asyncio. Each is given the base URL.
        base_url: Where they are held; None takes it from the command line.
    """
    base_url = base_url or sys.argv[1]
    failed = False
    for name, conversation in conversations.items():
        try:
            ledger = _hold(conversation, base_url)
            ledger.finish()
            outcome, told = "ok", f"{len(ledger.replies)} responses, {ledger.count} events, {ledger.tokens} tokens"
        except Exception as error:
            traceback.print_exc()
            failed, outcome = True, "FAILED"
            told = " ".join(f"{type(error).__name__}: {error}".split())
        print(outcome, client, version, name, told, sep=SEPARATOR, flush=True)
    return int(failed)


def _hold(conversation: Conversation, base_url: str) -> Ledger:
    if iscoroutinefunction(conversation):
        return asyncio.run(_within_time(conversation(base_url)))
    signal.signal(signal.SIGALRM, _expired)
    signal.alarm(_SECONDS)
    try:
        ledger = conversation(base_url)
        assert isinstance(ledger, Ledger)
        return ledger
    finally:
        signal.alarm(0)


async def _within_time(conversation: Awaitable[Ledger]) -> Ledger:
    try:
        return await asyncio.wait_for(conversation, _SECONDS)
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"not done after {_SECONDS} seconds") from error


def _expired(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"not done after {_SECONDS} seconds")
