"""The vendor's Agents SDK, which runs the function itself: ``python -m interop.agents_sdk BASE_URL``."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from importlib.metadata import version
from typing import Any, Literal

from agents import function_tool
from agents.realtime import RealtimeAgent, RealtimeRunner

from . import stage
from .ledger import Failure, Ledger, is_audible, require


class _Reader:
    """Reads what a session of the SDK tells, and keeps what the server said."""

    def __init__(self, session: Any) -> None:
        self.ledger = Ledger("ga")
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
                    raise Failure(f"the SDK could not take an event, or was sent an error: {event.error}")
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
            self.ledger.take(event.data)
            if event.data["type"] == "conversation.item.truncated":
                self.truncated.append(event.data)
            elif event.data["type"] == "conversation.item.retrieved":
                self.retrieved.append(event.data["item"]["id"])
        elif event.type == "exception":
            raise Failure(f"{event.context}: {event.exception!r}") from event.exception
        elif event.type == "usage":
            self.tokens += event.usage.total_tokens

    async def replies(self, count: int) -> None:
        """Read until so many responses are done, and the SDK has their usage."""
        await self.until(lambda: len(self.ledger.replies) >= count and self.tokens >= self.ledger.tokens)
        require(self.tokens == self.ledger.tokens, f"the SDK counts {self.tokens} tokens, not {self.ledger.tokens}")

    def said(self, role: str) -> list[str]:
        """What a role has said, as the SDK keeps it."""
        messages = [item for item in self.history if item.type == "message" and item.role == role]
        parts = [part for message in messages for part in message.content]
        return [getattr(part, "text", None) or getattr(part, "transcript", None) or "" for part in parts]


async def get_weather(city: str, unit: Literal["celsius", "fahrenheit"]) -> str:
    """The weather in a city.

    Args:
        city: Name of the city.
        unit: Unit of temperatures.
    """
    require(city == stage.CITY, f"the function was called for {city!r}")
    return stage.OUTPUT


async def _session(base_url: str, settings: dict[str, Any]) -> Any:
    agent = RealtimeAgent(name="Weather", instructions="Echo.", tools=[function_tool(get_weather)])
    # The URL names the model, and so does the first thing that the SDK sends.
    settings = {"model_name": stage.MODEL, **settings}
    runner = RealtimeRunner(agent, config={"model_settings": settings, "tracing_disabled": True})
    url = f"{stage.websocket_url(base_url)}/realtime?model={stage.MODEL}"
    return await runner.run(model_config={"url": url, "api_key": stage.KEY})


async def text(base_url: str) -> Ledger:
    """Written."""
    async with await _session(base_url, {"output_modalities": ["text"]}) as session:
        reader = _Reader(session)
        for count in (1, 2):
            await session.send_message(stage.GREETING)
            await reader.replies(count)
            stage.require_greeting(reader.ledger.last())
        answer = reader.ledger.last().text
        await reader.until(lambda: reader.said("assistant")[-1:] == [answer])
        require(reader.said("user") == [stage.GREETING] * 2, f"the SDK keeps {reader.said('user')}")
    return reader.ledger


async def audio(base_url: str) -> Ledger:
    """Spoken: the server detects the turn; then the SDK runs a function that is called."""
    async with await _session(base_url, {}) as session:
        reader = _Reader(session)
        ledger = reader.ledger
        await reader.until(lambda: ledger.count >= 2)
        for piece in stage.pieces(stage.spoken()):
            await session.send_audio(piece)
        await reader.until(lambda: bool(ledger.heard))
        await reader.replies(1)
        require(ledger.turns == 1 and stage.TRANSCRIPT in ledger.heard[0], f"what was heard: {ledger.heard}")
        stage.require_speech(ledger.last(), "")

        await session.send_message(stage.QUESTION)
        await reader.replies(3)
        stage.require_call(ledger.replies[1])
        stage.require_answer(ledger)
        answer = ledger.last().transcript
        await reader.until(lambda: reader.outputs == [stage.OUTPUT] and reader.said("assistant")[-1:] == [answer])
        require(ledger.heard[0] in reader.said("user"), f"the SDK keeps {reader.said('user')}")
        require(is_audible(reader.audio), "the SDK plays nothing that is heard")
        sent = sum(len(reply.audio) for reply in ledger.replies)
        require(len(reader.audio) == sent, f"the SDK plays {len(reader.audio)} bytes of {sent}")
    return ledger


async def interruption(base_url: str) -> Ledger:
    """Spoken: the user speaks while the SDK plays an answer, which it has the server cut."""
    async with await _session(base_url, {}) as session:
        reader = _Reader(session)
        ledger = reader.ledger
        await session.send_message(stage.GREETING)
        await reader.replies(1)
        stage.require_speech(ledger.last(), stage.GREETING)
        length = len(ledger.last().audio) * 1_000 // (2 * 24_000)
        for piece in stage.pieces(stage.spoken()):
            await session.send_audio(piece)
        await reader.replies(2)
        # Having cut the item, and having a transcript, it asks for the item each time.
        await reader.until(lambda: len(ledger.heard) == 1 and len(reader.truncated) == 1 and len(reader.retrieved) == 2)
        cut = reader.truncated[0]
        require(reader.interrupted == [cut["item_id"]], f"{reader.interrupted} was interrupted, {cut['item_id']} cut")
        require(reader.retrieved[0] == cut["item_id"], f"{reader.retrieved} was retrieved, {cut['item_id']} cut")
        require(0 <= cut["audio_end_ms"] < length, f"cut at {cut['audio_end_ms']} ms of {length}")
        stage.require_speech(ledger.last(), "")
    return ledger


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio, "GA interruption": interruption}
    sys.exit(stage.perform("openai-agents", version("openai-agents"), CONVERSATIONS))
