"""Semantic Kernel, which calls the function itself: ``python -m interop.semantic_kernel_client BASE_URL``.

The names of its functions have the name of their plugin in front.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Annotated, Any, Literal

from openai import AsyncOpenAI
from semantic_kernel import Kernel
from semantic_kernel.connectors.ai import FunctionChoiceBehavior
from semantic_kernel.connectors.ai.open_ai import (
    InputAudioTranscription,
    ListenEvents,
    OpenAIRealtimeExecutionSettings,
    OpenAIRealtimeWebsocket,
    SendEvents,
    TurnDetection,
)
from semantic_kernel.contents import AudioContent, RealtimeAudioEvent, RealtimeEvent, RealtimeTextEvent, TextContent
from semantic_kernel.functions import kernel_function

from . import harness
from .protocol_checker import ProtocolChecker, require

# What the user has heard of an answer before speaking, in milliseconds.
_PLAYED_MS = 500


class Weather:
    """A plugin."""

    @kernel_function(name="get_weather")  # type: ignore[untyped-decorator]
    def get_weather(
        self, city: Annotated[str, "Name of the city."], unit: Annotated[Literal["celsius", "fahrenheit"], "Unit."]
    ) -> str:
        """Return the weather in a city."""
        require(city == harness.CITY, f"the function was called for {city!r}")
        return harness.OUTPUT


class _Talk:
    """A session, and what it has reported."""

    def __init__(self, service: Any) -> None:
        self.service = service
        self.checker = ProtocolChecker("ga")
        self.text = ""
        self.outputs: list[Any] = []
        self.seen: dict[str, Any] = {}
        self._events: AsyncIterator[Any] = aiter(service.receive())

    async def until(self, condition: Callable[[], bool]) -> None:
        """Read until a condition holds."""
        while not condition():
            event = await anext(self._events)
            if event.event_type == "text":
                self.text += event.text.text
            elif event.event_type == "function_result":
                self.outputs.append(event.function_result.result)
            raw = event.service_event
            # The service reports the end of a call twice: as an event, and as the call.
            if raw is not None and raw.event_id not in self.seen:
                self.seen[raw.event_id] = raw
                self.checker.take(raw.model_dump(exclude_unset=True))

    async def replies(self, count: int) -> None:
        """Read until the given number of responses has finished."""
        await self.until(lambda: len(self.checker.replies) >= count)

    def of(self, kind: str) -> list[Any]:
        """Return the events of a type."""
        return [event for event in self.seen.values() if event.type == kind]

    async def say(self, text: str) -> None:
        """Add a message and request a response."""
        await self.service.send(RealtimeTextEvent(text=TextContent(text=text)))
        await self.service.send(RealtimeEvent(service_type=SendEvents.RESPONSE_CREATE))

    async def speak(self) -> None:
        """Speak a turn."""
        for piece in harness.pieces(harness.spoken()):
            audio = AudioContent(data=piece, data_format="base64")
            await self.service.send(RealtimeAudioEvent(audio=audio))


@asynccontextmanager
async def _talk(base_url: str, modality: Any = "audio") -> AsyncIterator[_Talk]:
    kernel = Kernel()
    kernel.add_plugin(Weather(), plugin_name="weather")
    settings = OpenAIRealtimeExecutionSettings(
        instructions="Echo.",
        output_modalities=[modality],
        turn_detection=TurnDetection(type="server_vad", silence_duration_ms=300),
        input_audio_transcription=InputAudioTranscription(model="whisper-1"),
        function_choice_behavior=FunctionChoiceBehavior.Auto(),
    )
    client = AsyncOpenAI(base_url=base_url, api_key=harness.KEY)
    service = OpenAIRealtimeWebsocket(ai_model_id=harness.MODEL, api_key=harness.KEY, client=client)
    async with service(settings=settings, kernel=kernel):
        talk = _Talk(service)
        await talk.until(lambda: bool(talk.of(ListenEvents.SESSION_UPDATED)))
        yield talk


async def text(base_url: str) -> ProtocolChecker:
    """Hold a conversation in text."""
    async with _talk(base_url, "text") as talk:
        for count in (1, 2):
            await talk.say(harness.GREETING)
            await talk.replies(count)
            harness.require_greeting(talk.checker.last())
        require(talk.text == "".join(reply.text for reply in talk.checker.replies), f"the service has {talk.text!r}")
    return talk.checker


async def audio(base_url: str) -> ProtocolChecker:
    """Speak a turn that the server detects; then have the service call a function."""
    async with _talk(base_url) as talk:
        await talk.speak()
        await talk.until(lambda: bool(talk.checker.heard))
        await talk.replies(1)
        require(harness.TRANSCRIPT in talk.checker.heard[0], f"transcripts: {talk.checker.heard}")
        harness.require_speech(talk.checker.last(), "")
        await talk.say(harness.QUESTION)
        await talk.replies(3)
        (call,) = talk.checker.replies[1].calls
        require(call.name == "weather-get_weather", f"{call.name} was called")
        require(call.parsed()["city"] == harness.CITY, f"the arguments are {call.arguments}")
        require([str(output) for output in talk.outputs] == [harness.OUTPUT], f"outputs: {talk.outputs}")
        harness.require_answer(talk.checker)
    return talk.checker


async def interruption(base_url: str) -> ProtocolChecker:
    """Speak while an answer is played, and truncate it."""
    async with _talk(base_url) as talk:
        await talk.say(harness.GREETING)
        await talk.replies(1)
        (done,) = talk.of(ListenEvents.RESPONSE_OUTPUT_ITEM_DONE)
        await talk.speak()
        await talk.until(lambda: bool(talk.of(ListenEvents.INPUT_AUDIO_BUFFER_SPEECH_STARTED)))
        place = {"item_id": done.item.id, "audio_end_ms": _PLAYED_MS}
        await talk.service.send(RealtimeEvent(service_type=SendEvents.CONVERSATION_ITEM_TRUNCATE, service_event=place))
        await talk.replies(2)
        await talk.until(lambda: bool(talk.of(ListenEvents.CONVERSATION_ITEM_TRUNCATED)))
        (truncated,) = talk.of(ListenEvents.CONVERSATION_ITEM_TRUNCATED)
        require((truncated.item_id, truncated.audio_end_ms) == (done.item.id, _PLAYED_MS), f"truncated {truncated}")
    return talk.checker


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio, "GA interruption": interruption}
    sys.exit(harness.run_conversations("semantic-kernel", version("semantic-kernel"), CONVERSATIONS))
