"""Transcription of one utterance, while it is spoken and after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable

from ...audio import AudioFormat, Resampler, to_pcm16
from .answers import TranscriptionFailed
from .conversation import Item
from .speech import Recogniser

__all__ = ["Hearing"]


class Hearing:
    """A transcription in progress.

    Args:
        audio_format: Encoding and sample rate of the audio.

    Attributes:
        item: The item that it belongs to, which gets the transcript.
        failure: Why it failed.
    """

    def __init__(self, audio_format: AudioFormat) -> None:
        self.item: Item | None = None
        self.failure: TranscriptionFailed | None = None
        self._format = audio_format
        self._audio: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._pieces: list[str] = []
        self._changed = asyncio.Event()
        self._is_done = False
        self._task: asyncio.Task[None] | None = None

    def feed(self, audio: bytes) -> None:
        """Pass on more audio."""
        self._audio.put_nowait(audio)

    def end(self) -> None:
        """Note that the utterance has ended."""
        self._audio.put_nowait(None)

    def cancel(self) -> None:
        """Discard the utterance."""
        if self._task is not None:
            self._task.cancel()

    async def run(self, recogniser: Recogniser) -> None:
        """Recognise the audio as it comes."""
        self._task = asyncio.current_task()
        await self.take(recogniser.transcribe(self._resampled(recogniser.sample_rate)))

    async def take(self, found: str | AsyncIterator[str] | Awaitable[str]) -> None:
        """Take the transcript, or its pieces as they come."""
        try:
            if isinstance(found, AsyncIterator):
                async for piece in found:
                    self._add(piece)
            else:
                self._add(found if isinstance(found, str) else await found)
        except TranscriptionFailed as error:
            self.failure = error
        finally:
            self._is_done = True
            self._changed.set()

    async def finished(self) -> None:
        """Wait for the end; the item has its transcript then."""
        async for _ in self.pieces():
            pass

    async def pieces(self) -> AsyncIterator[str]:
        """Yield the pieces of the transcript as they come."""
        done = 0
        while True:
            changed = self._changed
            for piece in self._pieces[done:]:
                done += 1
                yield piece
            if self._is_done and done == len(self._pieces):
                break
            await changed.wait()
        if self.item is not None and self.failure is None:
            self.item.heard = "".join(self._pieces) or None

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        # Each wait has an event of its own, so that several can wait.
        self._changed.set()
        self._changed = asyncio.Event()

    async def _resampled(self, sample_rate: int) -> AsyncIterator[bytes]:
        resampler = Resampler(self._format.sample_rate, sample_rate)
        while (audio := await self._audio.get()) is not None:
            yield await asyncio.to_thread(resampler.process, to_pcm16(audio, self._format.encoding))
        yield resampler.flush()
