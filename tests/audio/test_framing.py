"""Durations, frames of a fixed length, and pace."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime_client import audio
from realtime_client.audio import AudioFormat, Framer, frames, paced, paced_sync

PCM = AudioFormat("pcm16", 24_000)
ULAW = AudioFormat("g711_ulaw", 8_000)


@pytest.mark.parametrize(
    ("size", "encoding", "rate", "seconds"),
    [
        (48_000, "pcm16", 24_000, 1.0),
        (8_000, "g711_ulaw", 8_000, 1.0),
        (800, "g711_alaw", 16_000, 0.05),
        (0, "pcm16", 1, 0),
    ],
)
def test_duration(size: int, encoding: audio.Encoding, rate: int, seconds: float) -> None:
    assert audio.duration(bytes(size), AudioFormat(encoding, rate)) == seconds


@pytest.mark.parametrize(
    ("form", "milliseconds", "size"),
    [(PCM, 20, 960), (ULAW, 20, 160), (ULAW, 0.125, 1), (AudioFormat("pcm16", 44_100), 5, 440)],
)
def test_frames_have_whole_samples(form: AudioFormat, milliseconds: float, size: int) -> None:
    assert Framer(form, milliseconds).frame_size == size
    assert {len(frame) for frame in frames(bytes(size * 3), audio_format=form, duration_ms=milliseconds)} == {size}


@given(
    data=st.binary(max_size=2_000),
    cuts=st.lists(st.integers(0, 2_000), max_size=10).map(sorted),
    form=st.sampled_from([AudioFormat("pcm16", 8_000), ULAW]),
    milliseconds=st.sampled_from([0.5, 5, 20]),
)
def test_frames_do_not_depend_on_the_pieces(
    data: bytes, cuts: list[int], form: AudioFormat, milliseconds: float
) -> None:
    pieces = [data[start:end] for start, end in pairwise([0, *cuts, len(data)])]
    found = list(frames(iter(pieces), audio_format=form, duration_ms=milliseconds))
    assert found == list(frames(data, audio_format=form, duration_ms=milliseconds))
    assert b"".join(found) == data
    size = Framer(form, milliseconds).frame_size
    assert all(len(frame) == size for frame in found[:-1])
    assert all(0 < len(frame) <= size for frame in found)
    padded = list(frames(data, audio_format=form, duration_ms=milliseconds, pad=True))
    assert {len(frame) for frame in padded} <= {size}
    whole = len(data) - len(data) % form.sample_width
    assert b"".join(padded).startswith(data[:whole])


@pytest.mark.parametrize(("encoding", "silence"), [("pcm16", b"\0\0"), ("g711_ulaw", b"\xff"), ("g711_alaw", b"\xd5")])
def test_padding_is_silence(encoding: audio.Encoding, silence: bytes) -> None:
    form = AudioFormat(encoding, 1_000)
    [frame] = frames(silence, audio_format=form, duration_ms=10, pad=True)
    assert frame == silence * 10
    assert max(map(abs, memoryview(audio.to_pcm16(frame, encoding)).cast("h"))) <= 8


def test_half_a_sample_is_not_padded() -> None:
    form = AudioFormat("pcm16", 1_000)
    assert list(frames(b"abc", audio_format=form, duration_ms=2, pad=True)) == [b"ab\0\0"]
    assert list(frames(memoryview(b"abc"), audio_format=form, duration_ms=2)) == [b"abc"]


def test_framer_holds_back_what_fills_no_frame() -> None:
    framer = Framer(AudioFormat("g711_ulaw", 1_000), 4)
    assert framer.process(b"abc") == []
    assert framer.pending == 3
    assert framer.process(bytearray(b"defghi")) == [b"abcd", b"efgh"]
    assert (framer.pending, framer.flush(), framer.pending, framer.flush(pad=True)) == (1, b"i", 0, b"")


@pytest.mark.parametrize("milliseconds", [0, -20, 0.01])
def test_frames_without_samples_are_refused(milliseconds: float) -> None:
    with pytest.raises(ValueError, match=f"^a frame of {milliseconds} ms at 24000 Hz holds no sample$"):
        # The error comes from the call, before the first frame is asked for.
        frames(b"", audio_format=PCM, duration_ms=milliseconds)


class FakeTime:
    """Time that passes while something sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)


async def _async(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def _run(form: str, chunks: Iterable[bytes], time: FakeTime, consume: Callable[[bytes], object]) -> None:
    async def run() -> None:
        source: Any = _async(chunks) if form == "asynchronous source" else chunks
        async for chunk in paced(source, PCM, clock=time, sleep=time.async_sleep):
            consume(chunk)

    if form == "blocking":
        for chunk in paced_sync(chunks, PCM, clock=time, sleep=time.sleep):
            consume(chunk)
    else:
        asyncio.run(run())


FORMS = pytest.mark.parametrize("form", ["blocking", "asyncio", "asynchronous source"])


@FORMS
def test_chunks_come_when_those_before_them_have_lasted(form: str) -> None:
    time = FakeTime()
    sizes = [960, 480, 0, 4_800, 960]
    times: list[float] = []
    _run(form, map(bytes, sizes), time, lambda chunk: times.append(round((time.now - 100) * 1_000)))
    assert times == [0, 20, 30, 30, 130]


@FORMS
def test_short_delays_are_made_up_for(form: str) -> None:
    time = FakeTime()
    delays = iter([0.05, 0, 0, 0, 0])

    def consume(chunk: bytes) -> None:
        time.now += next(delays)

    _run(form, [bytes(960)] * 5, time, consume)
    assert time.slept == pytest.approx([0.01, 0.02])
    assert time.now == pytest.approx(100.08)


@FORMS
def test_long_delays_start_the_pace_again(form: str) -> None:
    time = FakeTime()
    delays = iter([5, 0, 0])

    def consume(chunk: bytes) -> None:
        time.now += next(delays)

    _run(form, [bytes(960)] * 3, time, consume)
    assert time.slept == pytest.approx([0.02])


def test_asyncio_sleep_is_the_default() -> None:
    async def run() -> list[bytes]:
        return [chunk async for chunk in paced([b"\0\0"] * 3, AudioFormat("pcm16", 100_000))]

    assert asyncio.run(run()) == [b"\0\0"] * 3


def test_framing_does_not_import_asyncio() -> None:
    program = "import sys; from realtime_client.audio import duration; print('asyncio' in sys.modules)"
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout == "False\n"
