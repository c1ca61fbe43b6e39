"""The vendor's Agents SDK, which calls the function itself: ``python -m interop.agents_sdk BASE_URL``."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from importlib.metadata import version
from typing import Any, Literal

from agents import function_tool
from agents.realtime import RealtimeAgent, RealtimeRunner

from . import harness
from .protocol_checker import InteropError, ProtocolChecker, is_audible, require


class _Reader:
    """Reader of a session's events, which checks those of the server."""

    def __init__(self, session: Any) -> None:
        self.checker = ProtocolChecker("ga")
        self.audio = b""
        self.tokens = 0
        self.outputs: list[str] = []
        self.history: list[Any] = []
        self.interrupted: list[str] = []
        self.truncated: list[Any] = []
        self.retrieved: list[str] = []
        self._events: AsyncIterator[Any] = aiter(session)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Read until a condition holds."""
        while not condition():
            event = await anext(self._events)
            match event.type:
                case "error":
                    raise InteropError(f"the SDK reports an error: {event.error}")
                case "raw_model_event":
                    self._take_model_event(event.data)
                case "audio":
                    self.audio += event.audio.data
                case "audio_interrupted":
                    self.interrupted.append(event.item_id)
                case "tool_end":
                    self.outputs.append(event.output)
                case "history_updated":
                    self.history = event.history
                case "history_added":
                    self.history = [*self.history, event.item]
                case _:
                    pass

    def _take_model_event(self, event: Any) -> None:
        if event.type == "raw_server_event":
            self.checker.take(event.data)
            if event.data["type"] == "conversation.item.truncated":
                self.truncated.append(event.data)
            elif event.data["type"] == "conversation.item.retrieved":
                self.retrieved.append(event.data["item"]["id"])
        elif event.type == "exception":
            raise InteropError(f"{event.context}: {event.exception!r}") from event.exception
        elif event.type == "usage":
            self.tokens += event.usage.total_tokens

    async def replies(self, count: int) -> None:
        """Read until the given number of responses has finished, and the SDK has counted their usage."""
        await self.until(lambda: len(self.checker.replies) >= count and self.tokens >= self.checker.tokens)
        require(self.tokens == self.checker.tokens, f"the SDK counts {self.tokens} tokens, not {self.checker.tokens}")

    def history_of(self, role: str) -> list[str]:
        """Return the texts of a role in the SDK's history."""
        messages = [item for item in self.history if item.type == "message" and item.role == role]
        parts = [part for message in messages for part in message.content]
        return [getattr(part, "text", None) or getattr(part, "transcript", None) or "" for part in parts]


async def get_weather(city: str, unit: Literal["celsius", "fahrenheit"]) -> str:
    """Return the weather in a city.

    Args:
        city: Name of the city.
        unit: Unit of temperatures.
    """
    require(city == harness.CITY, f"the function was called for {city!r}")
    return harness.OUTPUT


async def _session(base_url: str, settings: dict[str, Any]) -> Any:
    agent = RealtimeAgent(name="Weather", instructions="Echo.", tools=[function_tool(get_weather)])
    # The model is named in the URL and in the first event that the SDK sends.
    settings = {"model_name": harness.MODEL, **settings}
    runner = RealtimeRunner(agent, config={"model_settings": settings, "tracing_disabled": True})
    url = f"{harness.websocket_url(base_url)}/realtime?model={harness.MODEL}"
    return await runner.run(model_config={"url": url, "api_key": harness.KEY})


async def text(base_url: str) -> ProtocolChecker:
    """Hold a conversation in text."""
    async with await _session(base_url, {"output_modalities": ["text"]}) as session:
        reader = _Reader(session)
        for count in (1, 2):
            await session.send_message(harness.GREETING)
            await reader.replies(count)
            harness.require_greeting(reader.checker.last())
        answer = reader.checker.last().text
        await reader.until(lambda: reader.history_of("assistant")[-1:] == [answer])
        require(reader.history_of("user") == [harness.GREETING] * 2, f"the SDK keeps {reader.history_of('user')}")
    return reader.checker


async def audio(base_url: str) -> ProtocolChecker:
    """Speak a turn that the server detects; then have the SDK call a function."""
    async with await _session(base_url, {}) as session:
        reader = _Reader(session)
        checker = reader.checker
        await reader.until(lambda: checker.count >= 2)
        for piece in harness.pieces(harness.spoken()):
            await session.send_audio(piece)
        await reader.until(lambda: bool(checker.heard))
        await reader.replies(1)
        require(checker.turns == 1 and harness.TRANSCRIPT in checker.heard[0], f"transcripts: {checker.heard}")
        harness.require_speech(checker.last(), "")

        await session.send_message(harness.QUESTION)
        await reader.replies(3)
        harness.require_call(checker.replies[1])
        harness.require_answer(checker)
        answer = checker.last().transcript
        await reader.until(
            lambda: reader.outputs == [harness.OUTPUT] and reader.history_of("assistant")[-1:] == [answer]
        )
        require(checker.heard[0] in reader.history_of("user"), f"the SDK keeps {reader.history_of('user')}")
        require(is_audible(reader.audio), "the SDK plays silence")
        sent = sum(len(reply.audio) for reply in checker.replies)
        require(len(reader.audio) == sent, f"the SDK plays {len(reader.audio)} bytes of {sent}")
    return checker


async def interruption(base_url: str) -> ProtocolChecker:
    """Speak while the SDK plays an answer, so that it truncates the item."""
    async with await _session(base_url, {}) as session:
        reader = _Reader(session)
        checker = reader.checker
        await session.send_message(harness.GREETING)
        await reader.replies(1)
        harness.require_speech(checker.last(), harness.GREETING)
        length = len(checker.last().audio) * 1_000 // (2 * 24_000)
        for piece in harness.pieces(harness.spoken()):
            await session.send_audio(piece)
        await reader.replies(2)
        # The SDK retrieves an item after truncating it, and after each transcript.
        await reader.until(
            lambda: len(checker.heard) == 1 and len(reader.truncated) == 1 and len(reader.retrieved) == 2
        )
        truncated = reader.truncated[0]
        item_id, end = truncated["item_id"], truncated["audio_end_ms"]
        require(reader.interrupted == [item_id], f"interrupted {reader.interrupted}, truncated {item_id}")
        require(reader.retrieved[0] == item_id, f"retrieved {reader.retrieved}, truncated {item_id}")
        require(0 <= end < length, f"truncated at {end} ms of {length}")
        harness.require_speech(checker.last(), "")
    return checker


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio, "GA interruption": interruption}
    sys.exit(harness.run_conversations("openai-agents", version("openai-agents"), CONVERSATIONS))
