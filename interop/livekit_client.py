"""LiveKit's plugin for the vendor, driven as its agents drive it: ``python -m interop.livekit_client BASE_URL``."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from livekit import rtc
from livekit.agents import llm
from livekit.agents.llm import function_tool
from livekit.plugins.openai import realtime
from openai.types.realtime.realtime_audio_input_turn_detection import ServerVad

from . import harness
from .protocol_checker import InteropError, ProtocolChecker, require

_RATE = 24_000
# What the user has heard of an answer before speaking, in milliseconds.
_PLAYED_MS = 500


class _Talk:
    """A session, and what it has reported."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.checker = ProtocolChecker("ga")
        self.started = 0
        self.truncated: list[Any] = []
        self._taken = 0
        self._failure: Exception | None = None
        self._changed = asyncio.Event()
        self._generations: asyncio.Queue[Any] = asyncio.Queue()
        session.on("openai_server_event_received", self._take)
        session.on("generation_created", self._generations.put_nowait)
        session.on("input_speech_started", self._speak)
        session.on("error", self._fail)

    def _take(self, event: Any) -> None:
        try:
            self.checker.take(event)
        except InteropError as error:
            self._failure = self._failure or error
        if event["type"] == "conversation.item.truncated":
            self.truncated.append(event)
        self._changed.set()

    def _speak(self, event: Any) -> None:
        self.started += 1

    def _fail(self, event: Any) -> None:
        self._failure = self._failure or InteropError(f"the plugin reports {event.error!r}")
        self._changed.set()

    async def until(self, condition: Any) -> None:
        """Wait until a condition holds."""
        while not condition():
            if self._failure is not None:
                raise self._failure
            self._changed.clear()
            await self._changed.wait()

    async def say(self, text: str) -> None:
        """Add a message of the user to the conversation."""
        context = self.session.chat_ctx.copy()
        context.add_message(role="user", content=text)
        await self.session.update_chat_ctx(context)

    async def reply(self) -> tuple[str, bytes, list[Any]]:
        """Request a response; return its text or transcript, its audio and its calls as the plugin delivers them."""
        # A response that the server has begun is reported first, so the queue holds this one alone.
        await self.session.generate_reply()
        return await self.generation()

    async def generation(self) -> tuple[str, bytes, list[Any]]:
        """Return the next response."""
        generation = await self._generations.get()
        self._taken += 1
        text, audio = "", b""
        async for message in generation.message_stream:
            text += "".join([str(piece) async for piece in message.text_stream])
            audio += b"".join([bytes(frame.data) async for frame in message.audio_stream])
        calls = [call async for call in generation.function_stream]
        await self.until(lambda: len(self.checker.replies) >= self._taken)
        return text, audio, calls

    async def give(self, call: Any, output: str) -> None:
        """Add a call and its output to the conversation, as an agent does after it has run the function."""
        context = self.session.chat_ctx.copy()
        if context.get_by_id(call.id) is None:
            context.items.append(call)
        context.items.append(
            llm.FunctionCallOutput(call_id=call.call_id, name=call.name, output=output, is_error=False)
        )
        await self.session.update_chat_ctx(context)

    def speak(self) -> None:
        """Speak a turn."""
        for piece in harness.pieces(harness.spoken()):
            frame = rtc.AudioFrame(data=piece, sample_rate=_RATE, num_channels=1, samples_per_channel=len(piece) // 2)
            self.session.push_audio(frame)


@function_tool  # type: ignore[untyped-decorator]
async def get_weather(city: str, unit: str) -> str:
    """Return the weather in a city.

    Args:
        city: Name of the city.
        unit: celsius or fahrenheit.
    """
    return f"{city}, {unit}: {harness.OUTPUT}"


@asynccontextmanager
async def _talk(base_url: str, **settings: Any) -> AsyncIterator[_Talk]:
    detection = ServerVad(type="server_vad", silence_duration_ms=300, create_response=True, interrupt_response=True)
    model = realtime.RealtimeModel(
        model=harness.MODEL, base_url=base_url, api_key=harness.KEY, turn_detection=detection, **settings
    )
    session = model.session()
    try:
        talk = _Talk(session)
        await talk.until(lambda: talk.checker.count >= 1)
        await session.update_instructions("Echo.")
        yield talk
    finally:
        await session.aclose()
        await model.aclose()


async def text(base_url: str) -> ProtocolChecker:
    """Hold a conversation in text."""
    async with _talk(base_url, modalities=["text"]) as talk:
        for _ in range(2):
            await talk.say(harness.GREETING)
            answer, audio, calls = await talk.reply()
            harness.require_greeting(talk.checker.last())
            require(answer == talk.checker.last().text, f"the plugin delivers {answer!r}")
            require(not audio and not calls, "a text answer has audio or calls")
    return talk.checker


async def audio(base_url: str) -> ProtocolChecker:
    """Speak a turn that the server detects; then answer a function call."""
    async with _talk(base_url) as talk:
        await talk.session.update_tools([get_weather])
        talk.speak()
        answer, sound, _ = await talk.generation()
        await talk.until(lambda: bool(talk.checker.heard))
        require(talk.started == 1 and harness.TRANSCRIPT in talk.checker.heard[0], f"heard: {talk.checker.heard}")
        harness.require_speech(talk.checker.last(), "")
        require(answer == talk.checker.last().transcript, f"the plugin delivers {answer!r}")
        require(sound == talk.checker.last().audio, f"the plugin delivers {len(sound)} bytes of audio")

        await talk.say(harness.QUESTION)
        _, _, calls = await talk.reply()
        expected = talk.checker.last().calls
        require([call.call_id for call in calls] == [call.call_id for call in expected], f"calls: {calls}")
        require(expected[0].parsed()["city"] == harness.CITY, f"arguments: {expected[0].arguments}")
        await talk.give(calls[0], harness.OUTPUT)
        await talk.reply()
        harness.require_answer(talk.checker)
    return talk.checker


async def interruption(base_url: str) -> ProtocolChecker:
    """Speak while an answer is played, and have the plugin truncate it."""
    async with _talk(base_url) as talk:
        await talk.say(harness.GREETING)
        await talk.reply()
        harness.require_speech(talk.checker.last(), harness.GREETING)
        message = [item for item in talk.session.chat_ctx.items if item.role == "assistant"][-1]
        talk.speak()
        await talk.until(lambda: talk.started == 1)
        talk.session.interrupt()
        talk.session.truncate(message_id=message.id, modalities=["audio"], audio_end_ms=_PLAYED_MS)
        await talk.generation()
        await talk.until(lambda: bool(talk.truncated))
        truncated = talk.truncated[0]
        require(truncated["item_id"] == message.id, f"truncated {truncated['item_id']}, not {message.id}")
        require(truncated["audio_end_ms"] == _PLAYED_MS, f"truncated at {truncated['audio_end_ms']} ms")
        harness.require_speech(talk.checker.last(), "")
    return talk.checker


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio, "GA interruption": interruption}
    sys.exit(harness.run_conversations("livekit", version("livekit-plugins-openai"), CONVERSATIONS))
