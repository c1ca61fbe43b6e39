"""Pipecat's pipeline around the vendor's service: ``python -m interop.pipecat_client BASE_URL``."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import Any

from loguru import logger
from pipecat.frames.frames import (
    EndFrame,
    FunctionCallResultFrame,
    InputAudioRawFrame,
    LLMMessagesAppendFrame,
    LLMRunFrame,
    LLMTextFrame,
    TranscriptionFrame,
    TTSAudioRawFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.llm_service import FunctionCallParams
from pipecat.services.openai.realtime import events
from pipecat.services.openai.realtime.llm import OpenAIRealtimeLLMService
from pipecat.workers.runner import WorkerRunner

from . import harness
from .protocol_checker import InteropError, is_audible, require

_RATE = 24_000


class _Tap(FrameProcessor):  # type: ignore[misc]
    """A processor that notes the frames which pass, in either direction."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.audio = b""
        self.heard: list[str] = []
        self.outputs: list[str] = []
        self.items: list[Any] = []
        self.usage = 0
        self._failure: Exception | None = None
        self._changed = asyncio.Event()

    async def process_frame(self, frame: Any, direction: FrameDirection) -> None:
        """Note a frame and pass it on."""
        await super().process_frame(frame, direction)
        if isinstance(frame, LLMTextFrame):
            self.text += frame.text
        elif isinstance(frame, TTSAudioRawFrame):
            self.audio += frame.audio
        elif isinstance(frame, TranscriptionFrame):
            self.heard.append(frame.text)
        elif isinstance(frame, FunctionCallResultFrame):
            self.outputs.append(frame.result)
        await self.push_frame(frame, direction)
        self._changed.set()

    def finished(self, item: Any) -> None:
        """Note a finished item."""
        self.items.append(item)
        self._changed.set()

    def fail(self, reason: str) -> None:
        """Note a failure."""
        self._failure = self._failure or InteropError(f"the pipeline reports {reason}")
        self._changed.set()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until a condition holds."""
        while not condition():
            if self._failure is not None:
                raise self._failure
            self._changed.clear()
            await self._changed.wait()

    def has_greetings(self, count: int) -> bool:
        """Return True if a number of answers repeat the greeting."""
        return self.text.count(harness.GREETING) == count == len(self.answers())

    def answers(self) -> list[Any]:
        """Return the messages of the assistant that have ended."""
        return [item for item in self.items if item is not None and item.role == "assistant" and item.content]


async def get_weather(params: FunctionCallParams, city: str, unit: str) -> None:
    """Return the weather in a city.

    Args:
        params: The call.
        city: Name of the city.
        unit: Unit of temperatures, celsius or fahrenheit.
    """
    require(city == harness.CITY, f"the function was called for {city!r}")
    await params.result_callback(harness.OUTPUT)


class _Talk:
    def __init__(self, task: Any, tap: _Tap, heard: _Tap, service: Any) -> None:
        self.task, self.tap, self.heard, self.service = task, tap, heard, service

    async def say(self, text: str) -> None:
        """Append a message, and have the model answer it."""
        message = {"role": "user", "content": text}
        # The aggregator in front of the service would keep it to itself.
        await self.heard.push_frame(LLMMessagesAppendFrame(messages=[message], run_llm=True))

    async def speak(self) -> None:
        """Speak a turn."""
        for piece in harness.pieces(harness.spoken()):
            await self.task.queue_frame(InputAudioRawFrame(audio=piece, sample_rate=_RATE, num_channels=1))

    def summary(self) -> str:
        """Return the result of the conversation."""
        return f"{len(self.tap.answers())} answers, {len(self.tap.audio)} bytes of audio"


@asynccontextmanager
async def _talk(base_url: str, modality: Any = "audio") -> AsyncIterator[_Talk]:
    logger.remove()
    detection = events.TurnDetection(type="server_vad", silence_duration_ms=300)
    audio_input = events.AudioInput(
        turn_detection=detection, transcription=events.InputAudioTranscription(model="whisper-1")
    )
    properties = events.SessionProperties(
        output_modalities=[modality], instructions="Echo.", audio=events.AudioConfiguration(input=audio_input)
    )
    service = OpenAIRealtimeLLMService(
        api_key=harness.KEY,
        base_url=f"{harness.websocket_url(base_url)}/realtime",
        settings=OpenAIRealtimeLLMService.Settings(model=harness.MODEL, session_properties=properties),
    )
    context = LLMContext([{"role": "user", "content": harness.GREETING}], tools=[get_weather])
    user, assistant = LLMContextAggregatorPair(context, realtime_service_mode=True)
    heard, tap = _Tap(), _Tap()
    task = PipelineWorker(Pipeline([user, heard, service, tap, assistant]))

    @service.event_handler("on_conversation_item_updated")  # type: ignore[untyped-decorator]
    async def updated(service: Any, item_id: str, item: Any) -> None:
        if item is not None and item.status == "completed" and item.id not in [each.id for each in tap.items]:
            tap.finished(item)

    @task.event_handler("on_pipeline_error")  # type: ignore[untyped-decorator]
    async def failed(task: Any, frame: Any) -> None:
        tap.fail(frame.error)

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(task)
    running = asyncio.create_task(runner.run())
    try:
        await task.queue_frame(LLMRunFrame())
        yield _Talk(task, tap, heard, service)
        await task.queue_frame(EndFrame())
        await running
    finally:
        running.cancel()


async def text(base_url: str) -> str:
    """Hold a conversation in text."""
    async with _talk(base_url, "text") as talk:
        for count in (1, 2):
            # Frames pass the pipeline after the service has reported the item.
            await talk.tap.until(partial(talk.tap.has_greetings, count))
            if count == 1:
                await talk.say(harness.GREETING)
        require(not talk.tap.audio, "a text answer has audio")
        return talk.summary()


async def audio(base_url: str) -> str:
    """Speak a turn that the server detects; then have the pipeline call a function."""
    async with _talk(base_url) as talk:
        await talk.tap.until(lambda: len(talk.tap.answers()) == 1)
        await talk.speak()
        await talk.tap.until(lambda: len(talk.tap.answers()) == 2)
        await talk.heard.until(lambda: bool(talk.heard.heard))
        require(harness.TRANSCRIPT in talk.heard.heard[0], f"transcripts: {talk.heard.heard}")
        require(is_audible(talk.tap.audio), "the pipeline plays silence")
        await talk.say(harness.QUESTION)
        await talk.tap.until(lambda: len(talk.tap.answers()) == 3)
        await talk.tap.until(lambda: harness.OUTPUT in talk.tap.text)
        require(talk.tap.outputs == [harness.OUTPUT], f"outputs: {talk.tap.outputs}")
        return talk.summary()


async def interruption(base_url: str) -> str:
    """Speak while an answer is played, so that the service truncates it."""
    async with _talk(base_url) as talk:
        await talk.tap.until(lambda: len(talk.tap.answers()) == 1)
        item = talk.tap.answers()[0]
        require(harness.GREETING in item.content[0].transcript, f"the answer is {item}")
        await talk.speak()
        await talk.tap.until(lambda: len(talk.tap.answers()) == 2)
        cut = await talk.service.retrieve_conversation_item(item.id)
        require(not cut.content[0].transcript, f"a truncated item has the transcript {cut.content[0].transcript!r}")
        return talk.summary()


if __name__ == "__main__":
    CONVERSATIONS = {"GA text": text, "GA audio and function call": audio, "GA interruption": interruption}
    sys.exit(harness.run_conversations("pipecat", version("pipecat-ai"), CONVERSATIONS))
