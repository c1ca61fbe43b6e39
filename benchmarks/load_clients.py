"""Clients under load, each in a process of its own: ``python -m benchmarks.load_clients`` prints the measurements."""

from __future__ import annotations

import argparse
import asyncio
import os
from array import array
from base64 import b64decode as plain_b64decode
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic_ns, perf_counter_ns, process_time_ns
from typing import Any

import orjson
import uvloop
from pybase64 import b64decode
from websockets.asyncio.client import connect
from websockets.sync.client import connect as connect_sync

from realtime_client import AsyncConnection, Connection, RealtimeClient
from realtime_client.audio import decode_base64

from .load_server import PACE_MS, stamp_of
from .measure import percentiles

__all__ = ["FLOODED"]

_KEY = "sk-load"
_MODEL = "gpt-realtime"
# Any message makes the server begin.
_REQUEST = '{"type": "input_audio_buffer.clear"}'


class _Meter:
    """Time from the first to the last of ``count`` deltas, and CPU from the request on."""

    def __init__(self, count: int) -> None:
        self._left = self._count = count
        self._began, self._used = 0, process_time_ns()
        self.received = 0

    def start(self) -> None:
        """Begin to measure CPU, before the server is asked for the deltas."""
        self._used = process_time_ns()

    def take(self, piece: str | bytes) -> bool:
        """Count a piece, and return whether it was the last."""
        if self._left == self._count:
            self._began = perf_counter_ns()
        self.received += len(piece)
        self._left -= 1
        return not self._left

    def results(self) -> dict[str, float]:
        """Return CPU in microseconds, events a second, and the amount received."""
        passed, used = perf_counter_ns() - self._began, process_time_ns() - self._used
        return {
            "cpu_us": used / self._count / 1e3,
            "events_per_s": (self._count - 1) / passed * 1e9,
            "received": self.received,
        }


def _socket_url(base_url: str) -> str:
    return f"{base_url.replace('http', 'ws', 1)}/realtime?model={_MODEL}"


async def _bare(base_url: str, meter: _Meter) -> dict[str, float]:
    async with connect(_socket_url(base_url), compression=None) as socket:
        meter.start()
        await socket.send(_REQUEST)
        while True:
            event = orjson.loads(await socket.recv(decode=False))
            kind = event["type"]
            if kind == "response.output_text.delta":
                if meter.take(event["delta"]):
                    return meter.results()
            elif kind == "response.output_audio.delta" and meter.take(b64decode(event["delta"], validate=True)):
                return meter.results()


def _bare_blocking(base_url: str, meter: _Meter) -> dict[str, float]:
    with connect_sync(_socket_url(base_url), compression=None) as socket:
        meter.start()
        socket.send(_REQUEST)
        while True:
            event = orjson.loads(socket.recv(decode=False))
            kind = event["type"]
            if kind == "response.output_text.delta":
                if meter.take(event["delta"]):
                    return meter.results()
            elif kind == "response.output_audio.delta" and meter.take(b64decode(event["delta"], validate=True)):
                return meter.results()


def _take(conn: AsyncConnection | Connection, event: Any, meter: _Meter) -> bool:
    if event.type == "response.output_text.delta":
        return meter.take(event.delta)
    if event.type == "response.output_audio.delta":
        return meter.take(decode_base64(event.delta))
    return False


async def _ours(base_url: str, meter: _Meter) -> dict[str, float]:
    async with RealtimeClient(_KEY, base_url).connect(model=_MODEL) as conn:
        meter.start()
        await conn.clear_audio()
        async for event in conn:
            if _take(conn, event, meter):
                return meter.results()
    raise AssertionError("the server closed the connection too early")


def _ours_blocking(base_url: str, meter: _Meter) -> dict[str, float]:
    with RealtimeClient(_KEY, base_url).connect_sync(model=_MODEL) as conn:
        meter.start()
        conn.clear_audio()
        for event in conn:
            if _take(conn, event, meter):
                return meter.results()
    raise AssertionError("the server closed the connection too early")


async def _vendor(base_url: str, meter: _Meter) -> dict[str, float]:
    from openai import AsyncOpenAI

    async with AsyncOpenAI(api_key=_KEY, base_url=base_url).realtime.connect(model=_MODEL) as connection:
        meter.start()
        await connection.input_audio_buffer.clear()
        async for event in connection:
            if event.type == "response.output_text.delta":
                if meter.take(event.delta):
                    return meter.results()
            elif event.type == "response.output_audio.delta" and meter.take(plain_b64decode(event.delta)):
                return meter.results()
    raise AssertionError("the server closed the connection too early")


FLOODED: dict[str, Callable[[str, _Meter], Any]] = {
    "ours": _ours,
    "openai": _vendor,
    "websockets": _bare,
    "ours, blocking": _ours_blocking,
    "websockets, blocking": _bare_blocking,
}


class _Lags:
    """Lag of each delta of each session, in milliseconds, in an array allocated up front."""

    def __init__(self, sessions: int, deltas: int) -> None:
        self._sessions = sessions
        self.deltas = deltas
        # By number, then by session: the order in which they are sent.
        self._all = array("f", [-1.0]) * (sessions * deltas)
        self.misplaced = 0

    def take(self, session: int, number: int, expected: int, sent: int) -> None:
        """Record the arrival of a delta."""
        self._all[number * self._sessions + session] = (monotonic_ns() - sent) / 1e6
        self.misplaced += number != expected

    @property
    def all(self) -> list[float]:
        """Lags of the deltas that have arrived."""
        return [lag for lag in self._all if lag >= 0]

    def by_second(self) -> list[dict[str, float]]:
        """Return the percentiles of the deltas of each second of the schedule."""
        width = self._sessions * 1000 // PACE_MS
        slices = (self._all[start : start + width] for start in range(0, len(self._all), width))
        return [percentiles(lag for lag in each if lag >= 0) for each in slices]


class _Samples:
    """CPU time and memory of this process, each second."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int]] = []

    def sample(self) -> None:
        """Take a sample."""
        resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
        self.rows.append((monotonic_ns(), process_time_ns(), resident))

    async def every_second(self) -> None:
        """Take a sample every second until cancelled."""
        while True:
            self.sample()
            await asyncio.sleep(1)


async def _listen(conn: AsyncConnection, session: int, lags: _Lags) -> int:
    """Act as an agent: request responses one after the other, read each as it arrives, and keep none of them."""
    received = expected = 0
    while expected < lags.deltas:
        answer = conn.stream()
        async for piece in answer:
            event: Any = piece.event
            number, sent = stamp_of(event.event_id)
            lags.take(session, number, expected, sent)
            expected = number + 1
            received += len(piece.audio)
    return received


async def _agents(base_url: str, sessions: int, deltas: int) -> dict[str, Any]:
    """Run a number of sessions in this process, each of which receives paced deltas."""
    client = RealtimeClient(_KEY, base_url)
    lags, samples = _Lags(sessions, deltas), _Samples()
    async with AsyncExitStack() as stack:
        conns = [await stack.enter_async_context(client.connect(model=_MODEL)) for _ in range(sessions)]
        sampling = asyncio.ensure_future(samples.every_second())
        tasks = [asyncio.ensure_future(_listen(conn, index, lags)) for index, conn in enumerate(conns)]
        # A client that cannot keep up finishes late; stop it at some point.
        finished, late = await asyncio.wait(tasks, timeout=deltas * PACE_MS / 1000 * 1.5 + 10)
        samples.sample()
        for task in (*late, sampling):
            task.cancel()
        await asyncio.gather(*late, sampling, return_exceptions=True)
    arrived = lags.all
    return {
        "sessions": sessions,
        "sent": sessions * deltas,
        "received": len(arrived),
        "misplaced": lags.misplaced,
        "received_bytes": sum(task.result() for task in finished),
        "lag_ms": percentiles(arrived),
        "lag_ms_by_second": lags.by_second(),
        "samples": [
            {"second": (time - samples.rows[0][0]) / 1e9, "cpu_s": used / 1e9, "resident_mb": resident / 1e6}
            for time, used, resident in samples.rows
        ],
    }


def main() -> None:
    """Run a client, and print its measurements as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load_clients")
    parser.add_argument("client", choices=[*FLOODED, "agents"])
    parser.add_argument("base_url")
    parser.add_argument("deltas", type=int)
    parser.add_argument("--sessions", type=int, default=1)
    given = parser.parse_args()
    result: Any
    if given.client == "agents":
        result = _agents(given.base_url, given.sessions, given.deltas)
    else:
        result = FLOODED[given.client](given.base_url, _Meter(given.deltas))
    if isinstance(result, Coroutine):
        result = (uvloop.run if given.client == "agents" else asyncio.run)(result)
    print(orjson.dumps(result).decode())


if __name__ == "__main__":
    main()
