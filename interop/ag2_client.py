"""AG2's live agent, which calls the function itself: ``python -m interop.ag2_client BASE_URL``.

It takes audio alone, so the turn in text is spoken by the user and written by the model. It neither cancels nor
truncates an answer, so there is no interruption to hold.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import Any

from ag2.events import (
    BaseEvent,
    ModelResponse,
    RecordedAudioEvent,
    SynthesizedAudioEvent,
    ToolResultEvent,
    TranscriptionCompletedEvent,
)
from ag2.live import LiveAgent
from ag2.live.openai import AudioOutput, InputConfig, RealTimeConfig, TextOutput
from openai import AsyncOpenAI

from . import harness
from .protocol_checker import is_audible, require


class _Talk:
    """A run of the agent, and what it has reported."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.events: list[Any] = []
        self._changed = asyncio.Event()

    async def take(self, event: BaseEvent) -> None:
        """Note an event."""
        self.events.append(event)
        self._changed.set()

    def of(self, kind: type) -> list[Any]:
        """Return the events of a type."""
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition holds."""
        while not condition():
            self._changed.clear()
            await self._changed.wait()

    async def speak(self) -> None:
        """Speak a turn."""
        for piece in harness.pieces(harness.spoken()):
            await self.context.send(RecordedAudioEvent(piece))

    def answers(self) -> list[str]:
        """Return the texts and transcripts of the answers."""
        return [each.message.content for each in self.of(ModelResponse) if each.message is not None]

    def has_answers(self, count: int) -> bool:
        """Return True if there is a number of answers."""
        return len(self.answers()) == count

    def summary(self) -> str:
        """Return the result of the conversation."""
        tokens = sum(event.usage.total_tokens for event in self.of(ModelResponse))
        require(tokens > 0, "no usage was counted")
        return f"{len(self.of(ModelResponse))} responses, {len(self.events)} events, {tokens} tokens"


def get_weather(city: str, unit: str) -> str:
    """Return the weather in a city.

    Args:
        city: Name of the city.
        unit: Unit of temperatures.
    """
    return harness.OUTPUT


@asynccontextmanager
async def _talk(base_url: str, output: Any, **settings: Any) -> AsyncIterator[_Talk]:
    detection: Any = {"type": "server_vad", "silence_duration_ms": 300}
    config = RealTimeConfig(
        harness.MODEL,
        output=output,
        input=InputConfig(transcription={"model": "whisper-1"}, turn_detection=detection),
        client=AsyncOpenAI(base_url=base_url, api_key=harness.KEY),
        **settings,
    )
    agent = LiveAgent("Weather", "Echo.", config=config, tools=[get_weather])
    async with agent.run() as context:
        talk = _Talk(context)
        with context.stream.where(BaseEvent).sub_scope(talk.take):
            yield talk


async def text(base_url: str) -> str:
    """Speak two turns that are answered in text."""
    async with _talk(base_url, TextOutput()) as talk:
        for count in (1, 2):
            await talk.speak()
            await talk.until(partial(talk.has_answers, count))
        require(all(harness.TRANSCRIPT in answer for answer in talk.answers()), f"answers: {talk.answers()}")
        require(not talk.of(SynthesizedAudioEvent), "a text answer has audio")
        return talk.summary()


async def audio(base_url: str) -> str:
    """Speak a turn that the server detects, and that calls the function."""
    async with _talk(base_url, AudioOutput(), tool_choice="required") as talk:
        await talk.speak()
        await talk.until(lambda: bool(talk.answers()))
        (heard,) = talk.of(TranscriptionCompletedEvent)
        require(harness.TRANSCRIPT in heard.content, f"transcript: {heard.content}")
        require(len(talk.of(ToolResultEvent)) == 1, f"results: {talk.of(ToolResultEvent)}")
        require(harness.OUTPUT in talk.answers()[0], f"answers: {talk.answers()}")
        sound = b"".join(event.content for event in talk.of(SynthesizedAudioEvent))
        require(is_audible(sound), "the answer is silent")
        return talk.summary()


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio}
    sys.exit(harness.run_conversations("ag2", version("ag2"), CONVERSATIONS))
