"""Microphone and loudspeaker: the exchange with the device's thread, and the whole on ALSA's null device."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client.audio import Microphone, PlaybackClock, Speaker, Truncation

TIMEOUT = 30
MS = 48  # Bytes of one millisecond.


def microphone(**options: Any) -> Microphone:
    """Return a microphone that records what is given to its callback."""
    device = Microphone(**options)
    device._is_open = True
    return device


def speaker(**options: Any) -> Speaker:
    device = Speaker(**options)
    device._is_open = True
    return device


def record(device: Microphone, data: bytes) -> None:
    device._callback(data, len(data) // 2, None, None)


def take(device: Speaker, size: int) -> bytes:
    """Return what a device gets that asks for so many bytes."""
    buffer = bytearray(b"\x99" * size)
    device._callback(buffer, size // 2, None, None)
    assert len(buffer) == size
    return bytes(buffer)


# Microphone


def test_chunks_have_the_length_asked_for() -> None:
    device = microphone(chunk_ms=10)
    for number in range(4):
        record(device, bytes([number]) * 5 * MS)
    device.close()
    assert list(device) == [b"\0" * 5 * MS + b"\1" * 5 * MS, b"\2" * 5 * MS + b"\3" * 5 * MS]
    assert (device.overflows, device.format) == (0, rt.AudioFormat("pcm16", 24_000))


def test_oldest_chunks_are_discarded_when_nothing_takes_them() -> None:
    device = microphone(chunk_ms=1, max_chunks=2, sample_rate=8_000)
    for number in range(5):
        record(device, bytes([number]) * 16)
    assert device.overflows == 3
    assert [next(device)[0], next(device)[0]] == [3, 4]
    record(device, b"\5" * 16)
    assert (next(device)[0], device.overflows) == (5, 3)


def test_blocking_iteration_waits_for_audio_and_ends_with_the_device() -> None:
    device = microphone(chunk_ms=1)
    found: list[bytes] = []
    first = threading.Event()

    def run() -> None:
        for chunk in device:
            found.append(chunk)
            first.set()

    thread = threading.Thread(target=run)
    thread.start()
    record(device, b"a" * MS)
    assert first.wait(TIMEOUT)
    device.close()
    thread.join(TIMEOUT)
    assert not thread.is_alive()
    assert found == [b"a" * MS]


def test_asyncio_iteration_waits_for_audio_and_ends_with_the_device() -> None:
    async def run() -> list[bytes]:
        device = microphone(chunk_ms=1)

        async def consume() -> list[bytes]:
            return [chunk async for chunk in device]

        task = asyncio.create_task(consume())
        while not device._waiters:
            await asyncio.sleep(0)
        await asyncio.to_thread(record, device, b"a" * MS)
        while not device._waiters:
            await asyncio.sleep(0)
        record(device, b"b" * MS + b"c" * MS)
        await asyncio.to_thread(device.close)
        return await task

    assert asyncio.run(run()) == [b"a" * MS, b"b" * MS, b"c" * MS]


def test_cancelled_iteration_leaves_nothing_behind() -> None:
    async def run() -> None:
        device = microphone(chunk_ms=1)
        task = asyncio.ensure_future(anext(device))
        while not device._waiters:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert device._waiters == []
        record(device, b"a" * MS)
        assert await anext(device) == b"a" * MS

    asyncio.run(run())


def test_audio_that_comes_while_a_task_is_cancelled_is_kept() -> None:
    async def run() -> None:
        device = microphone(chunk_ms=1)
        task = asyncio.ensure_future(anext(device))
        while not device._waiters:
            await asyncio.sleep(0)
        record(device, b"a" * MS)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await anext(device) == b"a" * MS

    asyncio.run(run())


def test_closed_loop_does_not_hurt_the_device() -> None:
    device = microphone(chunk_ms=1)
    loop = asyncio.new_event_loop()
    device._waiters.append((loop, loop.create_future()))
    loop.close()
    record(device, b"a" * MS)
    assert next(device) == b"a" * MS


def test_microphone_refuses_impossible_settings() -> None:
    with pytest.raises(ValueError, match="max_chunks must be at least 1, found 0"):
        Microphone(max_chunks=0)
    with pytest.raises(ValueError, match="holds no sample"):
        Microphone(chunk_ms=0)


# Loudspeaker


def test_device_gets_the_audio_and_then_silence() -> None:
    device = speaker()
    assert take(device, 4) == bytes(4)
    assert device.play(b"abcdef", item_id="a")
    assert device.play(b"", item_id="a")
    assert device.play(b"gh", item_id="b")
    assert take(device, 4) == b"abcd"
    assert take(device, 8) == b"efgh" + bytes(4)
    assert take(device, 2) == bytes(2)


def test_clock_counts_what_the_device_took() -> None:
    device = speaker()
    device.play(b"a" * 20 * MS, item_id="a", content_index=1)
    take(device, 15 * MS)
    assert (device.playback.heard("a", 1), device.playback.current_item) == (15, "a")
    take(device, 15 * MS)
    assert (device.playback.heard("a"), device.playback.is_playing) == (20, False)


def test_flush_stops_the_audio_and_refuses_the_rest_of_the_item() -> None:
    device = speaker()
    device.play(b"a" * 20 * MS, item_id="a")
    device.play(b"b" * 20 * MS, item_id="b")
    take(device, 5 * MS)
    assert device.flush() == [Truncation("a", 0, 5), Truncation("b", 0, 0)]
    assert take(device, 4) == bytes(4)
    assert not device.play(b"a" * MS, item_id="a")
    assert take(device, 4) == bytes(4)
    assert device.play(b"next", item_id="c")
    assert take(device, 4) == b"next"


def test_audio_may_be_handed_over_by_others() -> None:
    clock = PlaybackClock()
    device = speaker(playback=clock, sample_rate=8_000)
    clock.hand_over("a", 0, 160, device.format)
    assert device.play(bytes(160))
    take(device, 80)
    assert clock.heard("a") == 5


def test_announced_audio_is_counted_in_the_format_of_the_device() -> None:
    device = speaker()
    assert device.hand_over("a", 0, 160, rt.AudioFormat("g711_ulaw", 8_000))
    states = [device.is_playing]
    device.play(bytes(20 * MS))
    take(device, 15 * MS)
    assert (device.playback.heard("a"), device.playback.received("a")) == (15, 20)
    assert device.flush() == [Truncation("a", 0, 15)]
    assert [*states, device.is_playing] == [True, False]
    assert not device.hand_over("a", 0, 160, rt.AudioFormat("g711_ulaw", 8_000))


def test_clock_of_assumed_time_is_refused() -> None:
    with pytest.raises(ValueError, match="reports what it has played"):
        Speaker(playback=PlaybackClock.realtime())


@given(pieces=st.lists(st.binary(max_size=50), max_size=8), requests=st.lists(st.integers(0, 30).map(lambda n: 2 * n)))
def test_audio_arrives_whole_and_in_order(pieces: list[bytes], requests: list[int]) -> None:
    device = speaker()
    for piece in pieces:
        device.play(piece, item_id="a")
    audio = b"".join(pieces)
    taken = b"".join(take(device, size) for size in requests)
    assert taken[: len(audio)] == audio[: len(taken)]
    assert not any(taken[len(audio) :])
    assert device.playback.heard("a") == min(len(taken), len(audio)) // MS


def test_drain_waits_until_the_device_took_everything() -> None:
    device = speaker()
    assert device.drain()
    device.play(bytes(4), item_id="a")
    assert not device.drain(timeout=0)
    thread = threading.Thread(target=take, args=(device, 4))
    thread.start()
    assert device.drain(timeout=TIMEOUT)
    thread.join()
    device.play(bytes(4), item_id="a")
    device.close()
    assert not device.drain()


def test_drain_waits_for_the_latency_of_the_device() -> None:
    device = speaker()
    device.play(bytes(4), item_id="a")
    take(device, 4)
    assert [device._is_drained(tail) for tail in (0, 8)] == [True, False]
    take(device, 8)
    assert [device._is_drained(tail) for tail in (8, 10)] == [True, False]
    device.play(bytes(4), item_id="a")
    take(device, 6)
    assert not device._is_drained(8)


# Errors


@pytest.mark.parametrize(("device", "name"), [(Microphone(), "microphone"), (Speaker(), "loudspeaker")])
def test_missing_libraries_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, device: Microphone | Speaker, name: str
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(rt.RealtimeError, match=rf"^the {name} needs sounddevice.*realtime-voice-sdk\[devices\]$"):
        device.start()
    # Without PortAudio, importing sounddevice fails like this.
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.delitem(sys.modules, "sounddevice")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(rt.RealtimeError, match=rf"^the {name} needs PortAudio.*libportaudio2$"):
        device.start()


# Null device


@pytest.fixture(scope="module")
def _null_device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make ALSA's null device the only one: it takes audio as fast as it can, and gives audio of arbitrary content."""
    if not sys.platform.startswith("linux"):
        pytest.skip("needs ALSA's null device, which Linux alone has")
    path = tmp_path_factory.mktemp("alsa") / "asound.conf"
    path.write_text("pcm.!default { type null }\nctl.!default { type null }\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "ALSA_CONFIG_PATH", str(path))
        try:
            import sounddevice
        except ModuleNotFoundError:
            pytest.skip("the extra [devices] is not installed")
        except OSError:
            pytest.skip("PortAudio is not installed: install libportaudio2")
        # PortAudio looks for devices once, when it is initialised.
        sounddevice._terminate()
        sounddevice._initialize()
        try:
            if not sounddevice.query_devices():
                pytest.skip("PortAudio does not find ALSA's null device")
            yield
        finally:
            sounddevice._terminate()
            sounddevice._initialize()


@pytest.mark.usefixtures("_null_device")
def test_null_microphone_blocking() -> None:
    with Microphone(max_chunks=2) as device:
        assert device.start() is device
        assert len(next(device)) == 20 * MS
        while not device.overflows:
            assert len(next(device)) == 20 * MS
    rest = list(device)
    assert len(rest) <= 2
    with pytest.raises(StopIteration):
        next(device)


@pytest.mark.usefixtures("_null_device")
def test_null_microphone_with_asyncio() -> None:
    async def run() -> None:
        async with Microphone(chunk_ms=100) as device:
            async for chunk in device:
                assert len(chunk) == 100 * MS
                device.close()
        assert len([chunk async for chunk in device]) <= 250

    asyncio.run(run())


@pytest.mark.usefixtures("_null_device")
def test_null_loudspeaker() -> None:
    with Speaker() as device:
        device.play(b"a" * 1_000 * MS, item_id="a")
        assert device.drain(TIMEOUT)
        assert device.playback.heard("a") == 1_000
        assert device.flush() == []
    device.play(bytes(MS), item_id="b")
    assert device.flush() == [Truncation("b", 0, 0)]


@pytest.mark.usefixtures("_null_device")
@pytest.mark.parametrize(("kind", "name"), [(Microphone, "microphone"), (Speaker, "loudspeaker")])
def test_device_that_cannot_be_opened_is_an_error(kind: Any, name: str) -> None:
    device = kind(device="no such device")
    with pytest.raises(rt.RealtimeError, match=f"^the {name} cannot be opened: .*`python -m sounddevice`"):
        device.start()
    assert not device._is_open
