"""Pydantic AI's realtime sessions, which call the function themselves: ``python -m interop.pydantic_ai_client URL``."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, Literal

from pydantic_ai import Agent
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.realtime.openai import OpenAIRealtimeModel

from . import harness
from .protocol_checker import is_audible, require


class _Reader:
    """Reader of a session's events."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.count = 0
        self.turns = 0
        self._events: AsyncIterator[Any] = aiter(session)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Read until a condition holds."""
        while not condition():
            event = await anext(self._events)
            self.count += 1
            kind = type(event).__name__
            require("Error" not in kind, f"the session reports {event}")
            self.turns += kind == "RealtimeTurnCompleteEvent"

    async def complete(self, turns: int) -> None:
        """Read until the given number of turns is complete."""
        await self.until(lambda: self.turns >= turns)

    def parts(self, kind: str) -> list[Any]:
        """Return the parts of a kind in the message history."""
        messages = self.session.all_messages()
        return [part for message in messages for part in message.parts if type(part).__name__ == kind]

    def spoken(self, speaker: str) -> list[str]:
        """Return the transcripts of a speaker in the message history."""
        return [part.transcript or "" for part in self.parts("SpeechPart") if part.speaker == speaker]

    def summary(self) -> str:
        """Return the result of the conversation."""
        tokens = self.session.usage.total_tokens
        require(tokens > 0, "no usage was counted")
        return f"{self.turns} turns, {self.count} events, {tokens} tokens"


def get_weather(city: str, unit: Literal["celsius", "fahrenheit"]) -> str:
    """Return the weather in a city.

    Args:
        city: Name of the city.
        unit: Unit of temperatures.
    """
    require(city == harness.CITY, f"the function was called for {city!r}")
    return harness.OUTPUT


@asynccontextmanager
async def _session(base_url: str, **settings: Any) -> AsyncIterator[_Reader]:
    provider = OpenAIProvider(base_url=base_url, api_key=harness.KEY)
    model = OpenAIRealtimeModel(harness.MODEL, provider=provider)
    agent = Agent(instructions="Echo.", tools=[get_weather])
    detection = {"type": "server_vad", "silence_duration_ms": 300}
    chosen: Any = {"openai_turn_detection": detection, "input_transcription_model": "whisper-1", **settings}
    realtime = agent.realtime(model, model_settings=chosen)
    async with realtime.session(audio_retention="all", handle_barge_in=True) as session:
        yield _Reader(session)


async def text(base_url: str) -> str:
    """Hold a conversation in text."""
    async with _session(base_url, output_modality="text") as reader:
        for count in (1, 2):
            await reader.session.send(harness.GREETING)
            await reader.complete(count)
        answers = [part.content for part in reader.parts("TextPart")]
        require(len(answers) == 2 and all(harness.GREETING in answer for answer in answers), f"answers: {answers}")
        return reader.summary()


async def audio(base_url: str) -> str:
    """Speak a turn that the server detects; then have the session call a function."""
    async with _session(base_url) as reader:
        await reader.session.send_audio(harness.spoken())
        await reader.complete(1)
        await reader.until(lambda: bool(reader.spoken("user")))
        require(harness.TRANSCRIPT in reader.spoken("user")[0], f"transcripts: {reader.spoken('user')}")
        (speech,) = [part for part in reader.parts("SpeechPart") if part.speaker == "assistant"]
        require(is_audible(speech.audio.data[44:]), "the answer is silent")
        await reader.session.send(harness.QUESTION)
        await reader.until(lambda: any(harness.OUTPUT in spoken for spoken in reader.spoken("assistant")))
        (call,), (output,) = reader.parts("ToolCallPart"), reader.parts("ToolReturnPart")
        require(call.args_as_dict()["city"] == harness.CITY, f"the arguments are {call.args}")
        require(output.content == harness.OUTPUT, f"the output is {output.content}")
        return reader.summary()


async def interruption(base_url: str) -> str:
    """Speak while an answer is played, so that the session truncates it."""
    async with _session(base_url) as reader:
        player = aiter(reader.session.stream_audio())
        await reader.session.send(harness.GREETING)
        await reader.complete(1)
        for _ in range(2):
            await anext(player)
        played = reader.session.played_audio_bytes
        require(played > 0, "nothing was played")
        await reader.session.send_audio(harness.spoken())
        await reader.complete(2)
        await reader.until(lambda: bool(reader.spoken("user")))
        (cut, answer) = [part for part in reader.parts("SpeechPart") if part.speaker == "assistant"]
        require(harness.TRANSCRIPT in (answer.transcript or ""), f"the second answer is {answer.transcript!r}")
        require(cut.interrupted_at_ms == played // 48, f"cut at {cut.interrupted_at_ms} ms, played {played} bytes")
        return reader.summary()


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio, "GA interruption": interruption}
    sys.exit(harness.run_conversations("pydantic-ai", version("pydantic-ai-slim"), CONVERSATIONS))
