"""Microphone and loudspeaker, with the extra ``[devices]``."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from threading import Condition
from typing import Any, Final, Self

from .._core.audio_format import AudioFormat
from ..errors import RealtimeError
from .framing import Framer
from .playback import PlaybackClock, Truncation

__all__ = ["Microphone", "Speaker"]

_SAMPLE_RATE: Final = 24_000


class _Device:
    """A stream of PCM16, one channel, that is open between `start` and `close`."""

    _NAME: str
    _STREAM: str

    def __init__(self, sample_rate: int, device: int | str | None) -> None:
        self.format = AudioFormat("pcm16", sample_rate)
        self._device = device
        self._stream: Any = None
        self._is_open = False
        # Held by the device's own thread for as long as it takes to copy one buffer.
        self._condition = Condition()

    def start(self) -> Self:
        """Open the device; ``with`` and ``async with`` do so.

        Raises:
            RealtimeError: The extra ``[devices]`` or PortAudio is not installed, or the device cannot be opened.
        """
        if self._stream is not None:
            return self
        try:
            import sounddevice
        except ModuleNotFoundError as error:
            raise RealtimeError(
                f"the {self._NAME} needs {error.name}, which is not installed: install realtime-voice-sdk[devices]"
            ) from error
        except OSError as error:
            raise RealtimeError(
                f"the {self._NAME} needs PortAudio, which is not installed: install your system's package, such as"
                " libportaudio2"
            ) from error
        self._is_open = True
        try:
            self._stream = getattr(sounddevice, self._STREAM)(
                samplerate=self.format.sample_rate,
                blocksize=self._block_size(),
                device=self._device,
                channels=1,
                dtype="int16",
                latency="low",
                callback=self._callback,
                finished_callback=self._finished,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            self.close()
            raise RealtimeError(
                f"the {self._NAME} cannot be opened: {error}; `python -m sounddevice` lists the devices"
            ) from error
        return self

    def close(self) -> None:
        """Close the device at once."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close(ignore_errors=True)
        self._finished()

    def _block_size(self) -> int:
        raise NotImplementedError

    def _callback(self, data: Any, count: int, times: Any, status: Any) -> None:
        raise NotImplementedError

    def _finished(self) -> None:
        """End everything that waits for the device, which has stopped."""
        with self._condition:
            self._is_open = False
            self._wake()

    def _wake(self) -> None:
        self._condition.notify_all()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(self, *_: object) -> None:
        self.close()


class Microphone(_Device):
    """Chunks of PCM16 from a microphone, one channel, for ``for`` and ``async for``.

    ::

        async with Microphone() as microphone:
            async for chunk in microphone:
                await conn.send_audio(chunk)

    The iteration ends when the device is closed or unplugged.

    Args:
        chunk_ms: Length of a chunk, in milliseconds.
        sample_rate: Sample rate, in Hz.
        device: Number or name of the device; None for the system's default.
        max_chunks: Chunks that are kept while nothing takes them; beyond that, the oldest are discarded.

    Attributes:
        format: Format of the chunks.
        overflows: Chunks that were discarded because nothing took them in time.

    Raises:
        ValueError: A chunk would not hold a single sample, or no chunk would be kept.
    """

    _NAME = "microphone"
    _STREAM = "RawInputStream"

    def __init__(
        self,
        *,
        chunk_ms: float = 20,
        sample_rate: int = _SAMPLE_RATE,
        device: int | str | None = None,
        max_chunks: int = 250,
    ) -> None:
        super().__init__(sample_rate, device)
        if max_chunks < 1:
            raise ValueError(f"max_chunks must be at least 1, found {max_chunks}")
        self.overflows = 0
        self._framer = Framer(self.format, chunk_ms)
        self._chunks: deque[bytes] = deque()
        self._max_chunks = max_chunks
        self._waiters: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with self._condition:
            self._condition.wait_for(lambda: self._chunks or not self._is_open)
            if not self._chunks:
                raise StopIteration
            return self._chunks.popleft()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        while True:
            with self._condition:
                if self._chunks:
                    return self._chunks.popleft()
                if not self._is_open:
                    raise StopAsyncIteration
                loop = asyncio.get_running_loop()
                waiter = (loop, loop.create_future())
                self._waiters.append(waiter)
            try:
                await waiter[1]
            finally:
                with self._condition:
                    if waiter in self._waiters:
                        self._waiters.remove(waiter)

    def _block_size(self) -> int:
        return self._framer.frame_size // self.format.sample_width

    def _callback(self, data: Any, count: int, times: Any, status: Any) -> None:
        with self._condition:
            for chunk in self._framer.process(bytes(data)):
                if len(self._chunks) == self._max_chunks:
                    self._chunks.popleft()
                    self.overflows += 1
                self._chunks.append(chunk)
            self._wake()

    def _wake(self) -> None:
        super()._wake()
        waiters, self._waiters = self._waiters, []
        for loop, future in waiters:
            try:
                loop.call_soon_threadsafe(_resolve, future)
            except RuntimeError:
                # The loop was closed while one of its tasks was waiting.
                continue


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class Speaker(_Device):
    """Loudspeaker that plays PCM16, one channel, and keeps a playback clock.

    Give it to ``conn.turns`` as the playback, which hands audio over and flushes it when the user speaks::

        async with Speaker() as speaker:
            async for turn in conn.turns(playback=speaker):
                async for piece in turn:
                    speaker.play(piece.audio)

    Without ``turns``, name the item of what is played, and truncate what `flush` returns::

        speaker.play(audio, item_id=event.item_id, content_index=event.content_index)

    Args:
        sample_rate: Sample rate, in Hz.
        device: Number or name of the device; None for the system's default.
        playback: Clock to keep; None for a new one.

    Attributes:
        format: Format of the audio.
        playback: Clock that knows what was heard. It counts audio when the device takes it, a few milliseconds before
            it sounds.

    Raises:
        ValueError: The clock assumes real time, so that it cannot be kept.
    """

    _NAME = "loudspeaker"
    _STREAM = "RawOutputStream"

    def __init__(
        self,
        *,
        sample_rate: int = _SAMPLE_RATE,
        device: int | str | None = None,
        playback: PlaybackClock | None = None,
    ) -> None:
        super().__init__(sample_rate, device)
        self.playback = PlaybackClock() if playback is None else playback
        if self.playback.is_realtime:
            raise ValueError("a loudspeaker reports what it has played: use PlaybackClock(), not its realtime()")
        self._pending: deque[memoryview] = deque()
        # Bytes of silence that the device has got since the last audio.
        self._silence = 0

    @property
    def is_playing(self) -> bool:
        """True while audio that was handed over has not been heard to its end."""
        return self.playback.is_playing

    def hand_over(self, item_id: str, content_index: int, byte_count: int, audio_format: AudioFormat) -> bool:
        """Announce audio that `play` is given next without its item; see `PlaybackClock.hand_over`.

        Args:
            item_id: Item of the conversation that the audio belongs to.
            content_index: Index of its content part.
            byte_count: Length of the audio, in bytes.
            audio_format: Format of the audio; one other than the loudspeaker's is to be converted before it is played.

        Returns:
            False if the item was cut off by a flush, and the audio must not be played.
        """
        count = byte_count * self.format.bytes_per_second // audio_format.bytes_per_second
        return self.playback.hand_over(item_id, content_index, count, self.format)

    def play(self, audio: bytes, *, item_id: str | None = None, content_index: int = 0) -> bool:
        """Play audio after all that is pending; return without waiting.

        Args:
            audio: The audio.
            item_id: Item that the audio belongs to, which hands it over to the clock. None if it has been handed over
                already, as by ``conn.turns(playback=speaker)``.
            content_index: Index of the content part.

        Returns:
            False if the item was cut off by a flush, and the audio is not played.
        """
        with self._condition:
            if item_id is not None and not self.playback.hand_over(item_id, content_index, len(audio), self.format):
                return False
            if audio:
                self._pending.append(memoryview(bytes(audio)))
                self._silence = 0
        return True

    def flush(self) -> list[Truncation]:
        """Discard the audio that is pending, here and in the clock.

        Returns:
            The content parts that were not heard to their end; see `PlaybackClock.flush`.
        """
        with self._condition:
            self._pending.clear()
            self._wake()
            return self.playback.flush()

    def drain(self, timeout: float | None = None) -> bool:
        """Wait until everything was played; with asyncio, in ``await asyncio.to_thread(speaker.drain)``.

        Args:
            timeout: Seconds to wait at most; None for no limit.

        Returns:
            False if audio is left, because of the timeout or because the device was closed.
        """
        # The device still plays what it took last, for as long as its latency.
        latency = 0.0 if self._stream is None else float(self._stream.latency)
        tail = int(latency * self.format.bytes_per_second)
        with self._condition:
            self._condition.wait_for(lambda: self._is_drained(tail) or not self._is_open, timeout)
            return not self._pending

    def _is_drained(self, tail: int) -> bool:
        return not self._pending and self._silence >= tail

    def _block_size(self) -> int:
        # The device chooses, which gives the lowest latency.
        return 0

    def _callback(self, data: Any, count: int, times: Any, status: Any) -> None:
        with self._condition:
            position = 0
            while self._pending and position < len(data):
                chunk = self._pending.popleft()
                piece = chunk[: len(data) - position]
                data[position : position + len(piece)] = piece
                position += len(piece)
                if len(piece) < len(chunk):
                    self._pending.appendleft(chunk[len(piece) :])
            data[position:] = bytes(len(data) - position)
            if position:
                self.playback.played(position)
            if not self._pending:
                self._silence += len(data) - position
                self._wake()
