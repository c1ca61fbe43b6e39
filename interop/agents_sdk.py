"""The vendor's Agents SDK, which calls the function itself: ``python -m interop.agents_sdk BASE_URL``."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from importlib.metadata import version
from typing import Any, Literal

from agents import function_tool
from agents.realtime import RealtimeAgent, RealtimePlaybackTracker, RealtimeRunner

from . import harness
from .protocol_checker import InteropError, ProtocolChecker, is_audible, require

# What the user has heard of an answer before speaking, in milliseconds.
_PLAYED_MS = 500


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
        # The SDK retrieves the item of the last audio after each truncation and each transcript of the user.
        self.to_retrieve: list[str] = []
        self.item_id = ""  # Of the last audio.
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
            match event.data["type"]:
                case "response.output_audio.delta":
                    self.item_id = event.data["item_id"]
                case "conversation.item.truncated":
                    self.truncated.append(event.data)
                    self.to_retrieve.append(self.item_id)
                case "conversation.item.input_audio_transcription.completed":
                    self.to_retrieve.append(self.item_id)
                case "conversation.item.retrieved":
                    self.retrieved.append(event.data["item"]["id"])
                case _:
                    pass
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


async def _session(
    base_url: str, settings: dict[str, Any], playback_tracker: RealtimePlaybackTracker | None = None
) -> Any:
    agent = RealtimeAgent(name="Weather", instructions="Echo.", tools=[function_tool(get_weather)])
    # The model is named in the URL and in the first event that the SDK sends.
    settings = {"model_name": harness.MODEL, **settings}
    runner = RealtimeRunner(agent, config={"model_settings": settings, "tracing_disabled": True})
    url = f"{harness.websocket_url(base_url)}/realtime?model={harness.MODEL}"
    config: Any = {"url": url, "api_key": harness.KEY}
    if playback_tracker is not None:
        config["playback_tracker"] = playback_tracker
    return await runner.run(model_config=config)


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
    playback = RealtimePlaybackTracker()
    async with await _session(base_url, {}, playback) as session:
        reader = _Reader(session)
        checker = reader.checker
        await session.send_message(harness.GREETING)
        await reader.replies(1)
        harness.require_speech(checker.last(), harness.GREETING)
        item_id = reader.item_id
        playback.on_play_ms(item_id, 0, _PLAYED_MS)
        for piece in harness.pieces(harness.spoken()):
            await session.send_audio(piece)
        await reader.replies(2)
        await reader.until(
            lambda: len(checker.heard) == 1 and len(reader.truncated) == 1 and len(reader.retrieved) == 2
        )
        require(reader.interrupted == [item_id], f"interrupted {reader.interrupted}, played {item_id}")
        end = {key: reader.truncated[0][key] for key in ("item_id", "content_index", "audio_end_ms")}
        require(
            end == {"item_id": item_id, "content_index": 0, "audio_end_ms": _PLAYED_MS},
            f"truncated {end}, played {_PLAYED_MS} ms of {item_id}",
        )
        require(reader.retrieved == reader.to_retrieve, f"retrieved {reader.retrieved}, not {reader.to_retrieve}")
        harness.require_speech(checker.last(), "")
    return checker


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio, "GA interruption": interruption}
    sys.exit(harness.run_conversations("openai-agents", version("openai-agents"), CONVERSATIONS))
