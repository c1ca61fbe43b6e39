"""Streaming resampling."""

from __future__ import annotations

import math
import struct
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client.audio import Resampler

PAIRS = [pair for rate in (8_000, 16_000, 44_100, 48_000) for pair in ((rate, 24_000), (24_000, rate))]


def tone(rate: int, seconds: float = 1.0, frequency: float = 1_000.0, loudness: int = 16_000) -> bytes:
    count = int(rate * seconds)
    step = 2 * math.pi * frequency / rate
    return struct.pack(f"<{count}h", *(round(loudness * math.sin(step * i)) for i in range(count)))


def unpack(pcm: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(pcm) // 2}h", pcm)


def resample(from_rate: int, to_rate: int, pcm: bytes) -> bytes:
    resampler = Resampler(from_rate, to_rate)
    return resampler.process(pcm) + resampler.flush()


@pytest.fixture(autouse=True)
def _extra() -> None:
    pytest.importorskip("soxr", reason="the extra [audio] is not installed")


@pytest.mark.parametrize(("from_rate", "to_rate"), PAIRS)
def test_keeps_length_frequency_and_loudness(from_rate: int, to_rate: int) -> None:
    samples = unpack(resample(from_rate, to_rate, tone(from_rate)))
    assert abs(len(samples) - to_rate) <= 4
    middle = samples[to_rate // 4 : -to_rate // 4]
    rises = [index for index, (one, two) in enumerate(pairwise(middle)) if one < 0 <= two]
    frequency = (len(rises) - 1) * to_rate / (rises[-1] - rises[0])
    assert frequency == pytest.approx(1_000, rel=0.005)
    root_mean_square = math.sqrt(sum(sample**2 for sample in middle) / len(middle))
    assert root_mean_square == pytest.approx(16_000 / math.sqrt(2), rel=0.01)


@settings(max_examples=40)
@given(
    pair=st.sampled_from(PAIRS),
    cuts=st.lists(st.integers(0, 8_000), max_size=20).map(sorted),
    data=st.data(),
)
def test_result_does_not_depend_on_the_pieces(pair: tuple[int, int], cuts: list[int], data: st.DataObject) -> None:
    pcm = data.draw(st.binary(min_size=200, max_size=200)) * 40
    whole = resample(*pair, pcm)
    resampler = Resampler(*pair)
    pieces = [pcm[start:end] for start, end in pairwise([0, *cuts, len(pcm)])]
    assert b"".join(map(resampler.process, pieces)) + resampler.flush() == whole
    assert abs(len(whole) / 2 - len(pcm) / 2 * pair[1] / pair[0]) <= 4


@pytest.mark.parametrize(("from_rate", "to_rate"), PAIRS)
def test_holds_back_little(from_rate: int, to_rate: int) -> None:
    resampler = Resampler(from_rate, to_rate)
    pcm = tone(from_rate)
    frame = from_rate // 50 * 2
    received = 0
    most = 0.0
    for end in range(frame, len(pcm) + 1, frame):
        received += len(resampler.process(pcm[end - frame : end]))
        most = max(most, end / 2 / from_rate - received / 2 / to_rate)
    assert most <= (0.075 if 8_000 in (from_rate, to_rate) else 0.04)


def test_same_rate_is_passed_through() -> None:
    resampler = Resampler(24_000, 24_000)
    assert resampler.process(b"abc") == b"ab"
    assert resampler.process(memoryview(b"d")) == b"cd"
    assert resampler.process(bytearray()) == b""
    assert resampler.flush() == b""


@pytest.mark.parametrize("from_rate", [8_000, 24_000])
def test_flush_reports_half_a_sample_and_starts_again(from_rate: int) -> None:
    resampler = Resampler(from_rate, 24_000)
    resampler.process(tone(from_rate) + b"x")
    with pytest.raises(ValueError, match="ended in the middle of a sample"):
        resampler.flush()
    pcm = tone(from_rate)
    for _ in range(2):
        assert resampler.process(pcm) + resampler.flush() == resample(from_rate, 24_000, pcm)
    assert (resampler.from_rate, resampler.to_rate) == (from_rate, 24_000)


def test_loud_audio_is_clipped() -> None:
    square = struct.pack("<8000h", *([0x7FFF] * 20 + [-0x8000] * 20) * 200)
    samples = unpack(resample(8_000, 24_000, square))
    assert (min(samples), max(samples)) == (-0x8000, 0x7FFF)


@pytest.mark.parametrize("rates", [(0, 24_000), (24_000, -1)])
def test_rates_must_be_positive(rates: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="sample rates must be positive"):
        Resampler(*rates)


@pytest.mark.parametrize("module", ["numpy", "soxr"])
def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(rt.RealtimeError, match=rf"needs {module}.*: install realtime-voice-sdk\[audio\]$"):
        Resampler(8_000, 24_000)


@pytest.mark.parametrize("rate", [0, -1, 8_000.5, float("nan"), float("inf")])
def test_rates_are_positive_whole_numbers(rate: float) -> None:
    for rates in ((rate, 24_000), (24_000, rate)):
        with pytest.raises(ValueError, match="sample rates must be positive whole numbers"):
            Resampler(*rates)
