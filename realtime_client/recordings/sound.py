"""The sound of a recording, as it was heard: the user and the assistant, in time."""

from __future__ import annotations

import wave
from array import array
from collections.abc import Callable, Iterable
from tempfile import TemporaryFile
from typing import IO, Any, Final, Literal, TypeAlias

from attrs import define

from ..audio import to_pcm16
from .follow import Follower
from .reader import Entry, RecordedEvent
from .timeline import Timeline, Turn

__all__ = ["Sound", "sounds", "write_stereo"]

Side: TypeAlias = Literal["user", "assistant"]
# Samples that are interleaved at a time.
_BLOCK: Final = 1 << 16


@define
class Sound:
    """A piece of audio in its place.

    Attributes:
        side: Speaker.
        start: Seconds from the beginning of the recording.
        pcm: 16-bit little-endian samples.
        rate: Sample rate in Hz.
    """

    side: Side
    start: float
    pcm: bytes
    rate: int


def sounds(entries: Iterable[Entry], ends: Callable[[Turn], float | None], take: Callable[[Sound], object]) -> None:
    """Hand over each piece of audio in its place, up to where the user cut the assistant off.

    Args:
        entries: Entries of the recording.
        ends: Returns the end of a turn of the assistant, in seconds.
        take: Called with each piece.
    """
    placed: list[tuple[Side, Turn | None, float]] = []
    timeline = Timeline(on_sound=lambda side, turn, start, size: placed.append((side, turn, start)))
    follower = Follower(timeline)
    for entry in entries:
        follower.take(entry)
        if placed and isinstance(entry, RecordedEvent):
            side, turn, start = placed.pop()
            audio = entry.audio
            form = timeline.input_format if side == "user" else follower.output_format(entry)
            if audio and len(audio) % form.sample_width == 0:
                pcm = to_pcm16(audio, form.encoding)
                end = None if turn is None or side == "user" else ends(turn)
                if end is not None:
                    pcm = pcm[: max(round((end - start) * form.sample_rate), 0) * 2]
                take(Sound(side, start, pcm, form.sample_rate))
        placed.clear()


def write_stereo(
    entries: Iterable[Entry], ends: Callable[[Turn], float | None], stream: IO[bytes], rate: int | None
) -> None:
    """Write a stereo WAV file: the user left, the assistant right. Memory stays flat: both sides go through files."""
    found_rate: list[int] = [rate] if rate is not None else []
    with TemporaryFile() as left, TemporaryFile() as right:
        files = {"user": left, "assistant": right}
        resamplers: dict[tuple[Side, int], Any] = {}

        def take(sound: Sound) -> None:
            if not found_rate:
                found_rate.append(sound.rate)
            pcm = sound.pcm
            if sound.rate != found_rate[0]:
                from ..audio import Resampler

                key = (sound.side, sound.rate)
                resampler = resamplers.get(key) or resamplers.setdefault(key, Resampler(sound.rate, found_rate[0]))
                pcm = resampler.process(pcm)
            file = files[sound.side]
            file.seek(round(sound.start * found_rate[0]) * 2)
            file.write(pcm)

        sounds(entries, ends, take)
        length = max(file.seek(0, 2) for file in files.values()) // 2
        for file in files.values():
            file.seek(0)
        with wave.open(stream, "wb") as wav:
            wav.setnchannels(2)
            wav.setsampwidth(2)
            wav.setframerate(found_rate[0] if found_rate else 24_000)
            for _ in range(0, length, _BLOCK):
                size = min(_BLOCK, length)
                length -= size
                wav.writeframesraw(_interleaved(left.read(2 * size), right.read(2 * size), size))


def _interleaved(left: bytes, right: bytes, size: int) -> bytes:
    both = array("h", bytes(4 * size))
    both[0::2] = array("h", left.ljust(2 * size, b"\0"))
    both[1::2] = array("h", right.ljust(2 * size, b"\0"))
    # Slices of an array keep the order of the bytes, whatever that of the machine is.
    return both.tobytes()
