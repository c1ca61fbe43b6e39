"""Common parts of the conversations: input, expectations, time-outs, reports."""

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

from .protocol_checker import Call, ProtocolChecker, Reply, is_audible, require

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
    "pieces",
    "require_answer",
    "require_call",
    "require_greeting",
    "require_speech",
    "run_conversations",
    "spoken",
    "websocket_url",
]

# A conversation returns what checked it, or what it checked.
Result: TypeAlias = ProtocolChecker | str
Conversation: TypeAlias = Callable[[str], "Result | Awaitable[Result]"]

MODEL = "gpt-realtime"
KEY = os.environ.get("OPENAI_API_KEY", "")
GREETING = "Good morning from the interop suite."
QUESTION = "What is the weather in Paris?"
CITY = "Paris"
OUTPUT = "18 degrees and sunny"
# Part of the embedded server's transcript of any audio.
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

# Separates the fields of a line of the report.
SEPARATOR = " · "

_RATE = 24_000
_SECONDS = 60


def spoken() -> bytes:
    """Return a second of a tone and a second of silence, PCM16 at 24 kHz: one turn for voice detection."""
    tone = array("h", (round(12_000 * math.sin(2 * math.pi * 440 * step / _RATE)) for step in range(_RATE)))
    return tone.tobytes() + bytes(2 * _RATE)


def pieces(audio: bytes, size: int = 9_600) -> Iterator[bytes]:
    """Split audio into pieces of ``size`` bytes, as a microphone delivers it."""
    return (audio[start : start + size] for start in range(0, len(audio), size))


def websocket_url(base_url: str) -> str:
    """Return a base URL with the scheme of a WebSocket."""
    return urlsplit(base_url)._replace(scheme="ws").geturl()


def require_greeting(reply: Reply) -> None:
    """Fail unless a text response repeats the greeting."""
    require(GREETING in reply.text, f"the answer to {GREETING!r} is {reply.text!r}")
    require(not reply.audio and not reply.transcript and not reply.calls, "a text answer has audio or calls")


def require_speech(reply: Reply, text: str) -> None:
    """Fail unless a response has audible audio and its transcript contains a text."""
    require(text in reply.transcript, f"{text!r} is not in the transcript {reply.transcript!r}")
    require(not reply.text, f"a spoken answer has text: {reply.text!r}")
    require(len(reply.audio) % 2 == 0, f"{len(reply.audio)} bytes are not a whole number of samples")
    require(is_audible(reply.audio), f"{len(reply.audio)} bytes of audio are silent")


def require_call(reply: Reply, city: str | None = CITY) -> Call:
    """Fail unless a response calls the tool with valid arguments, and return the call."""
    require(len(reply.calls) == 1, f"expected one function call, found {len(reply.calls)}")
    call = reply.calls[0]
    require(call.name == TOOL["name"], f"{call.name} was called, not {TOOL['name']}")
    arguments = call.parsed()
    require(arguments.keys() == {"city", "unit"}, f"arguments violate the schema: {call.arguments}")
    require(isinstance(arguments["city"], str), f"arguments violate the schema: {call.arguments}")
    require(city is None or arguments["city"] == city, f"the city is {arguments['city']!r}, not {city!r}")
    require(arguments["unit"] in ("celsius", "fahrenheit"), f"arguments violate the schema: {call.arguments}")
    return call


def require_answer(checker: ProtocolChecker) -> None:
    """Fail unless the last response contains the function's output."""
    require_speech(checker.last(), OUTPUT)


def run_conversations(
    client: str, version: str, conversations: Mapping[str, Conversation], base_url: str | None = None
) -> int:
    """Hold conversations, print a line for each, and return the exit status.

    A line has five fields: ok or FAILED, client, version, conversation, and result.

    Args:
        client: Name of the client.
        version: Version of the client.
        conversations: Functions by name, which take the base URL; coroutine functions are run with asyncio.
        base_url: Base URL of the server; None takes it from the command line.
    """
    base_url = base_url or sys.argv[1]
    failed = False
    for name, conversation in conversations.items():
        try:
            outcome, result = "ok", _summary(_hold(conversation, base_url))
        except Exception as error:
            traceback.print_exc()
            failed, outcome = True, "FAILED"
            result = " ".join(f"{type(error).__name__}: {error}".split())
        print(outcome, client, version, name, result, sep=SEPARATOR, flush=True)
    return int(failed)


def _summary(result: Result) -> str:
    if isinstance(result, str):
        return result
    result.finish()
    return f"{len(result.replies)} responses, {result.count} events, {result.tokens} tokens"


def _hold(conversation: Conversation, base_url: str) -> Result:
    if iscoroutinefunction(conversation):
        return asyncio.run(_within_time(conversation(base_url)))
    signal.signal(signal.SIGALRM, _expired)
    signal.alarm(_SECONDS)
    try:
        result = conversation(base_url)
        assert isinstance(result, ProtocolChecker | str)
        return result
    finally:
        signal.alarm(0)


async def _within_time(conversation: Awaitable[Result]) -> Result:
    try:
        return await asyncio.wait_for(conversation, _SECONDS)
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"not finished after {_SECONDS} seconds") from error


def _expired(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"not finished after {_SECONDS} seconds")
