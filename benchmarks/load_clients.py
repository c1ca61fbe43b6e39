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
from tempfile import TemporaryDirectory
from time import monotonic_ns, perf_counter_ns, process_time_ns
from typing import Any

import orjson
from pybase64 import b64decode
from websockets.asyncio.client import ClientConnection, connect
from websockets.sync.client import connect as connect_sync

from realtime_client import AsyncConnection, RealtimeClient

from .load_server import PACE_MS, stamp_of
from .measure import percentiles

__all__ = ["FLOODED", "WARM_UP"]

# Number of deltas that are read before the measurement.
WARM_UP = 1_000

_KEY = "sk-load"
_MODEL = "gpt-realtime"
# Any message makes the server begin.
_REQUEST = '{"type": "input_audio_buffer.clear"}'
_TEXT, _AUDIO = "response.output_text.delta", "response.output_audio.delta"


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


def _take_plain(event: dict[str, Any], meter: _Meter) -> bool:
    kind = event["type"]
    if kind == _TEXT:
        return meter.take(event["delta"])
    return kind == _AUDIO and meter.take(b64decode(event["delta"], validate=True))


async def _bare(base_url: str, meter: _Meter) -> dict[str, float]:
    async with connect(_socket_url(base_url), compression=None) as socket:
        meter.start()
        await socket.send(_REQUEST)
        while not _take_plain(orjson.loads(await socket.recv(decode=False)), meter):
            pass
        return meter.results()


def _bare_blocking(base_url: str, meter: _Meter) -> dict[str, float]:
    with connect_sync(_socket_url(base_url), compression=None) as socket:
        meter.start()
        socket.send(_REQUEST)
        while not _take_plain(orjson.loads(socket.recv(decode=False)), meter):
            pass
        return meter.results()


async def _aiohttp(base_url: str, meter: _Meter) -> dict[str, float]:
    from aiohttp import ClientSession

    async with ClientSession() as session, session.ws_connect(_socket_url(base_url), max_msg_size=2**24) as socket:
        meter.start()
        await socket.send_str(_REQUEST)
        while not _take_plain(orjson.loads((await socket.receive()).data), meter):
            pass
        return meter.results()


async def _picows(base_url: str, meter: _Meter) -> dict[str, float]:
    from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

    finished = asyncio.get_running_loop().create_future()

    class Listener(WSListener):  # type: ignore[misc]
        def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
            is_text = frame.msg_type == WSMsgType.TEXT and not finished.done()
            if is_text and _take_plain(orjson.loads(frame.get_payload_as_memoryview()), meter):
                finished.set_result(meter.results())

    transport, _ = await ws_connect(Listener, _socket_url(base_url))
    meter.start()
    transport.send(WSMsgType.TEXT, _REQUEST.encode())
    results: dict[str, float] = await finished
    transport.disconnect()
    return results


def _take(event: Any, meter: _Meter) -> bool:
    if event.type == _TEXT:
        return meter.take(event.delta)
    return event.type == _AUDIO and meter.take(event.audio)


async def _ours(base_url: str, meter: _Meter) -> dict[str, float]:
    async with RealtimeClient(_KEY, base_url).connect(model=_MODEL) as conn:
        meter.start()
        await conn.clear_audio()
        async for event in conn:
            if _take(event, meter):
                return meter.results()
    raise AssertionError("the server closed the connection too early")


async def _ours_recorded(base_url: str, meter: _Meter) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "session.jsonl"
        async with RealtimeClient(_KEY, base_url).connect(model=_MODEL, record=path) as conn:
            meter.start()
            await conn.clear_audio()
            async for event in conn:
                if _take(event, meter):
                    break
        # Closing waits until all is written.
        return meter.results()


async def _ours_by_stream(base_url: str, meter: _Meter) -> dict[str, float]:
    async with RealtimeClient(_KEY, base_url).connect(model=_MODEL) as conn:
        meter.start()
        while True:
            async for piece in conn.stream():
                if (piece.text or piece.audio) and meter.take(piece.text or piece.audio):
                    return meter.results()


async def _ours_by_turns(base_url: str, meter: _Meter) -> dict[str, float]:
    async with RealtimeClient(_KEY, base_url).connect(model=_MODEL) as conn:
        meter.start()
        await conn.clear_audio()
        async for turn in conn.turns():
            async for piece in turn:
                if (piece.text or piece.audio) and meter.take(piece.text or piece.audio):
                    return meter.results()
    raise AssertionError("the server closed the connection too early")


def _ours_blocking_by_stream(base_url: str, meter: _Meter) -> dict[str, float]:
    with RealtimeClient(_KEY, base_url).connect_sync(model=_MODEL) as conn:
        meter.start()
        while True:
            for piece in conn.stream():
                if (piece.text or piece.audio) and meter.take(piece.text or piece.audio):
                    return meter.results()


def _ours_blocking_by_turns(base_url: str, meter: _Meter) -> dict[str, float]:
    with RealtimeClient(_KEY, base_url).connect_sync(model=_MODEL) as conn:
        meter.start()
        conn.clear_audio()
        for turn in conn.turns():
            for piece in turn:
                if (piece.text or piece.audio) and meter.take(piece.text or piece.audio):
                    return meter.results()
    raise AssertionError("the server closed the connection too early")


def _ours_blocking(base_url: str, meter: _Meter) -> dict[str, float]:
    with RealtimeClient(_KEY, base_url).connect_sync(model=_MODEL) as conn:
        meter.start()
        conn.clear_audio()
        for event in conn:
            if _take(event, meter):
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


async def _vendor_agents(base_url: str, meter: _Meter) -> dict[str, float]:
    from agents.realtime.model import RealtimeModelListener
    from agents.realtime.openai_realtime import OpenAIRealtimeWebSocketModel

    finished = asyncio.get_running_loop().create_future()

    class Listener(RealtimeModelListener):  # type: ignore[misc]
        async def on_event(self, event: Any) -> None:
            piece = event.data if event.type == "audio" else None
            if event.type == "raw_server_event" and event.data.get("type") == _TEXT:
                piece = event.data["delta"]
            if piece is not None and not finished.done() and meter.take(piece):
                finished.set_result(meter.results())

    model = OpenAIRealtimeWebSocketModel()
    model.add_listener(Listener())
    # It sends its settings first, which the server takes for the request.
    meter.start()
    await model.connect({"api_key": _KEY, "url": _socket_url(base_url), "initial_model_settings": {}})
    results: dict[str, float] = await finished
    await model.close()
    return results


async def _azure(base_url: str, meter: _Meter) -> dict[str, float]:
    from azure.ai.voicelive.aio import connect as connect_azure
    from azure.core.credentials import AzureKeyCredential

    async with connect_azure(credential=AzureKeyCredential(_KEY), endpoint=base_url, model=_MODEL) as connection:
        meter.start()
        await connection.send({"type": "input_audio_buffer.clear"})
        while True:
            event = await connection.recv()
            kind = event["type"]
            # It has no class for these deltas of the GA protocol, and reads them as mappings.
            if kind == _TEXT:
                if meter.take(event["delta"]):
                    return meter.results()
            elif kind == _AUDIO and meter.take(plain_b64decode(event["delta"])):
                return meter.results()


FLOODED: dict[str, Callable[[str, _Meter], Any]] = {
    "ours": _ours,
    "ours, by stream": _ours_by_stream,
    "ours, by turns": _ours_by_turns,
    "ours, recorded": _ours_recorded,
    "openai": _vendor,
    "openai-agents": _vendor_agents,
    "azure-ai-voicelive": _azure,
    "websockets": _bare,
    "aiohttp": _aiohttp,
    "picows": _picows,
    "ours, blocking": _ours_blocking,
    "ours, blocking, by stream": _ours_blocking_by_stream,
    "ours, blocking, by turns": _ours_blocking_by_turns,
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
    """Act as an agent: follow the responses that the server begins, and read each as it arrives."""
    received = expected = 0
    await conn.clear_audio()
    async for turn in conn.turns():
        async for piece in turn:
            event: Any = piece.event
            number, sent = stamp_of(event.event_id)
            lags.take(session, number, expected, sent)
            expected = number + 1
            received += len(piece.audio)
        if expected >= lags.deltas:
            break
    return received


async def _listen_bare(socket: ClientConnection, session: int, lags: _Lags) -> int:
    """Do the same with nothing but a socket."""
    received = expected = 0
    await socket.send(_REQUEST)
    while expected < lags.deltas:
        event = orjson.loads(await socket.recv(decode=False))
        if event["type"] == _AUDIO:
            audio = b64decode(event["delta"], validate=True)
            number, sent = stamp_of(event["event_id"])
            lags.take(session, number, expected, sent)
            expected = number + 1
            received += len(audio)
    return received


async def _agents(base_url: str, sessions: int, deltas: int, *, is_bare: bool = False) -> dict[str, Any]:
    """Run a number of sessions in this process, each of which receives paced deltas."""
    client = RealtimeClient(_KEY, base_url)
    lags, samples = _Lags(sessions, deltas), _Samples()
    async with AsyncExitStack() as stack:
        conns: list[Any] = [
            await stack.enter_async_context(
                connect(_socket_url(base_url), compression=None) if is_bare else client.connect(model=_MODEL)
            )
            for _ in range(sessions)
        ]
        sampling = asyncio.ensure_future(samples.every_second())
        listen: Callable[..., Coroutine[Any, Any, int]] = _listen_bare if is_bare else _listen
        tasks = [asyncio.ensure_future(listen(conn, index, lags)) for index, conn in enumerate(conns)]
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


def _flooded(client: str, base_url: str, deltas: int) -> dict[str, float]:
    result = FLOODED[client](base_url, _Meter(deltas))
    measured: dict[str, float] = asyncio.run(result) if isinstance(result, Coroutine) else result
    return measured


def main() -> None:
    """Run a client, and print its measurements as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load_clients")
    parser.add_argument("client", choices=[*FLOODED, "agents", "agents, bare"])
    parser.add_argument("base_url")
    parser.add_argument("deltas", type=int)
    parser.add_argument("--sessions", type=int, default=1)
    parser.add_argument("--warm-up", metavar="URL", help="server of a short flood, which is read first")
    given = parser.parse_args()
    result: Any
    if given.client.startswith("agents"):
        import uvloop

        is_bare = given.client.endswith("bare")
        result = uvloop.run(_agents(given.base_url, given.sessions, given.deltas, is_bare=is_bare))
    else:
        if given.warm_up is not None:
            # What is imported with the first events is no cost of an event.
            _flooded(given.client, given.warm_up, WARM_UP)
        result = _flooded(given.client, given.base_url, given.deltas)
    print(orjson.dumps(result).decode())


if __name__ == "__main__":
    main()
