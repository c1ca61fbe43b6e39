"""Durations of audio, chunks of a fixed length, and real-time pace."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import Final

from .._core.audio_format import AudioFormat

__all__ = ["Framer", "duration", "frames", "paced", "paced_sync"]

# Silence in each encoding, one sample.
_SILENCE: Final = {"pcm16": b"\0\0", "g711_ulaw": b"\xff", "g711_alaw": b"\xd5"}
# Seconds that a pace which has fallen behind catches up with at most.
_CATCH_UP: Final = 1.0


def duration(audio: bytes, audio_format: AudioFormat) -> float:
    """Return the length of audio, in seconds."""
    return len(audio) / audio_format.bytes_per_second


class Framer:
    """Division of a stream of audio into frames of a fixed length.

    Args:
        audio_format: Format of the audio.
        duration_ms: Length of a frame, in milliseconds.

    Attributes:
        frame_size: Length of a frame, in bytes.

    Raises:
        ValueError: A frame would not hold a single sample.
    """

    def __init__(self, audio_format: AudioFormat, duration_ms: float = 20) -> None:
        samples = int(audio_format.sample_rate * duration_ms / 1_000)
        if samples < 1:
            raise ValueError(f"a frame of {duration_ms} ms at {audio_format.sample_rate} Hz holds no sample")
        self.frame_size = samples * audio_format.sample_width
        self._silence = _SILENCE[audio_format.encoding]
        self._rest = bytearray()

    @property
    def pending(self) -> int:
        """Length of the audio that does not fill a frame yet, in bytes."""
        return len(self._rest)

    def process(self, audio: bytes | bytearray | memoryview) -> list[bytes]:
        """Return the frames that another piece of audio completes."""
        self._rest += audio
        size = self.frame_size
        end = len(self._rest) - len(self._rest) % size
        frames = [bytes(self._rest[start : start + size]) for start in range(0, end, size)]
        del self._rest[:end]
        return frames

    def flush(self, *, pad: bool = False) -> bytes:
        """Return the rest of the audio, which is shorter than a frame and may be empty, and start again.

        Args:
            pad: Whether to fill the rest up with silence, unless it is empty. Half a sample is discarded.
        """
        rest = bytes(self._rest)
        self._rest.clear()
        if pad and rest:
            rest = rest[: len(rest) - len(rest) % len(self._silence)]
            rest += self._silence * ((self.frame_size - len(rest)) // len(self._silence))
        return rest


def frames(
    audio: bytes | bytearray | memoryview | Iterable[bytes],
    *,
    audio_format: AudioFormat,
    duration_ms: float = 20,
    pad: bool = False,
) -> Iterator[bytes]:
    """Divide audio into frames of a fixed length.

    Args:
        audio: The audio, whole or in pieces of any length.
        audio_format: Format of the audio.
        duration_ms: Length of a frame, in milliseconds.
        pad: Whether the last frame is filled up with silence; otherwise it may be shorter.

    Returns:
        An iterator over the frames.

    Raises:
        ValueError: A frame would not hold a single sample.
    """
    framer = Framer(audio_format, duration_ms)
    pieces = [audio] if isinstance(audio, bytes | bytearray | memoryview) else audio
    return _frames(framer, pieces, pad)


def _frames(framer: Framer, pieces: Iterable[bytes | bytearray | memoryview], pad: bool) -> Iterator[bytes]:
    for piece in pieces:
        yield from framer.process(piece)
    if rest := framer.flush(pad=pad):
        yield rest


async def paced(
    chunks: Iterable[bytes] | AsyncIterable[bytes],
    audio_format: AudioFormat,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] | None = None,
) -> AsyncIterator[bytes]:
    """Yield chunks of audio at the pace at which they would be spoken.

    The first comes at once, each other one when those before it have lasted. Short delays are made up for; after more
    than a second, as when the source had nothing to say, the pace starts again.

    Args:
        chunks: The audio, such as from `frames`, a file, or a `Microphone`.
        audio_format: Format of the audio.
        clock: Returns the time in seconds.
        sleep: Waits for a number of seconds; None for `asyncio.sleep`.
    """
    if sleep is None:
        import asyncio

        sleep = asyncio.sleep
    pace = _Pace(audio_format, clock)
    if isinstance(chunks, AsyncIterable):
        async for chunk in chunks:
            if delay := pace.delay(chunk):
                await sleep(delay)
            yield chunk
    else:
        for chunk in chunks:
            if delay := pace.delay(chunk):
                await sleep(delay)
            yield chunk


def paced_sync(
    chunks: Iterable[bytes],
    audio_format: AudioFormat,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> Iterator[bytes]:
    """Yield chunks of audio at the pace at which they would be spoken; the blocking form of `paced`.

    Args:
        chunks: The audio, such as from `frames`.
        audio_format: Format of the audio.
        clock: Returns the time in seconds.
        sleep: Waits for a number of seconds.
    """
    pace = _Pace(audio_format, clock)
    for chunk in chunks:
        if delay := pace.delay(chunk):
            sleep(delay)
        yield chunk


class _Pace:
    """Times at which chunks are due."""

    def __init__(self, audio_format: AudioFormat, clock: Callable[[], float]) -> None:
        self._format = audio_format
        self._clock = clock
        self._due: float | None = None

    def delay(self, chunk: bytes) -> float:
        """Return the seconds to wait before a chunk."""
        now = self._clock()
        due = now if self._due is None or self._due < now - _CATCH_UP else self._due
        self._due = due + duration(chunk, self._format)
        return max(due - now, 0.0)
