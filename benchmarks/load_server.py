"""A fast server on loopback, in a process of its own: ``python -m benchmarks.load_server``.

It prints its base URL and sends to every client: a flood after its first message, or paced speech when the expected
number of clients has sent one. Frames are encoded beforehand, except for a stamp in every event id: the number of the
delta, and the time at which it is due by the monotonic clock.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from array import array
from base64 import b64encode
from collections.abc import Awaitable, Callable
from time import monotonic_ns
from typing import Any, TypeAlias

import orjson
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from .measure import percentiles
from .messages import noise

__all__ = ["PACE_MS", "Response", "stamp_of"]

# Length of a delta of speech, and the interval between two.
PACE_MS = 20
# Wait between a request and a flood, in seconds.
_PAUSE_S = 0.1
# A flood has larger deltas.
_FLOOD_MS = 100
_FLOOD_DELTAS = 1_000
_SPEECH_DELTAS = 5_000 // PACE_MS

_STAMP = "event_{:09}_{:020}"
_BLANK = _STAMP.format(0, 0)
_RESPONSE = "resp_{:09}"
_NO_RESPONSE = _RESPONSE.format(0)


def stamp_of(event_id: str) -> tuple[int, int]:
    """Return the number of a delta and the time it was due, in nanoseconds, from its event id."""
    return int(event_id[6:15]), int(event_id[16:36])


class _Template:
    """Encoded frame of an event, without the stamp in its id and the number of its response."""

    def __init__(self, kind: str, suffix: str, **event: Any) -> None:
        payload = orjson.dumps({"type": kind, "event_id": f"{_BLANK}{suffix}", **event})
        self._head, rest = Frame(Opcode.TEXT, payload).serialize(mask=False).split(_BLANK.encode())
        self._rest = rest.split(_NO_RESPONSE.encode())

    def frame(self, stamp: bytes, response: bytes) -> bytes:
        return b"".join((self._head, stamp, response.join(self._rest)))


class Response:
    """A response that is sent repeatedly; its deltas differ only in their ids.

    Args:
        kind: Content, ``text`` or ``audio``.
        deltas: Number of deltas of a response.
        milliseconds: Length of the audio of each.
        total: Number of deltas in all; the last ends its response.
    """

    def __init__(self, kind: str, deltas: int, milliseconds: int, total: int) -> None:
        self._deltas, self._total = deltas, total
        key, delta = "transcript", b64encode(noise(milliseconds)).decode()
        if kind == "text":
            key, delta = "text", " morning"
        whole_text = delta * deltas if kind == "text" else ""
        response = {"object": "realtime.response", "id": _NO_RESPONSE, "status_details": None, "metadata": None}
        item = {"id": "item_1", "object": "realtime.item", "type": "message", "role": "assistant"}
        whole = {**item, "status": "completed", "content": [{"type": f"output_{kind}", key: whole_text}]}
        begun = {**item, "status": "in_progress", "content": []}
        at_item = {"response_id": _NO_RESPONSE, "output_index": 0}
        at_part = {**at_item, "item_id": "item_1", "content_index": 0}
        self._delta = _Template(f"response.output_{kind}.delta", "", **at_part, delta=delta)
        self._begin = [
            _Template("response.created", "a", response={**response, "status": "in_progress", "output": []}),
            _Template("response.output_item.added", "b", **at_item, item=begun),
            _Template("response.content_part.added", "c", **at_part, part={"type": kind, key: ""}),
        ]
        ending = {"text": whole_text} if kind == "text" else {}
        self._end = [
            _Template(f"response.output_{kind}.done", "d", **at_part, **ending),
            _Template("response.content_part.done", "e", **at_part, part={"type": kind, key: whole_text}),
            _Template("response.output_item.done", "f", **at_item, item=whole),
            _Template("response.done", "g", response={**response, "status": "completed", "output": [whole]}),
        ]

    def frames(self, number: int, time: int, ahead: int = 0) -> bytes:
        """Return the frame of a delta, with the frames that begin or end its response.

        Args:
            number: Number of the delta.
            time: Time at which it is due, in nanoseconds.
            ahead: Number of deltas by which the first response is shorter.
        """
        index, place = divmod(number + ahead, self._deltas)
        begin = self._begin if place == 0 or number == 0 else ()
        end = self._end if place == self._deltas - 1 or number == self._total - 1 else ()
        stamp, response = _STAMP.format(number, time).encode(), _RESPONSE.format(index).encode()
        return b"".join(template.frame(stamp, response) for template in (*begin, self._delta, *end))


_Play: TypeAlias = Callable[[ServerConnection], Awaitable[None]]


def _flood(kind: str, count: int) -> _Play:
    """Return a handler that sends deltas as fast as the client reads; a response for each request, where it asks."""
    response = Response(kind, _FLOOD_DELTAS, _FLOOD_MS, count)
    blocks = [
        b"".join(response.frames(number, 0) for number in range(start, min(start + _FLOOD_DELTAS, count)))
        for start in range(0, count, _FLOOD_DELTAS)
    ]

    async def play(socket: ServerConnection) -> None:
        is_asked = "response.create" in str(await socket.recv())
        # The client may begin to iterate after its request.
        await asyncio.sleep(_PAUSE_S)
        for number, block in enumerate(blocks):
            if is_asked and number:
                await socket.recv()
            socket.transport.write(block)
            await socket.drain()

    return play


def _paced(sessions: int, deltas: int) -> _Play:
    """Return a handler that sends paced deltas to all sessions, whether or not they keep up."""
    response = Response("audio", _SPEECH_DELTAS, PACE_MS, deltas)
    # Spread the ends of the responses evenly.
    ahead = [_SPEECH_DELTAS * session // sessions for session in range(sessions)]
    waiting: list[ServerConnection] = []
    finished = asyncio.Event()
    step = PACE_MS * 1_000_000 / sessions
    late = array("d")

    async def speak() -> None:
        begin = monotonic_ns() + 500_000_000
        sent, total = 0, deltas * sessions
        while sent < total:
            now = monotonic_ns()
            due = min(total, int((now - begin) / step) + 1) if now >= begin else 0
            # Limit each batch, so that incoming frames are read even if this is late.
            for slot in range(sent, min(due, sent + 1_000)):
                number, session = divmod(slot, sessions)
                time = begin + int(slot * step)
                waiting[session].transport.write(response.frames(number, time, ahead[session]))
                late.append(monotonic_ns() - time)
                sent += 1
            await asyncio.sleep(0 if sent < due else 0.001)
        print(orjson.dumps(percentiles(late, 1e6)).decode(), flush=True)
        finished.set()

    async def play(socket: ServerConnection) -> None:
        await socket.recv()
        waiting.append(socket)
        if len(waiting) == sessions:
            await speak()
        await finished.wait()

    return play


async def _serve(play: _Play) -> None:
    async def handle(socket: ServerConnection) -> None:
        try:
            await play(socket)
            async for _ in socket:
                pass  # Read until the client closes.
        except ConnectionClosed:
            pass  # The client closed before the end.

    options: dict[str, Any] = {"compression": None, "write_limit": 2**20, "ping_interval": None, "max_queue": None}
    async with serve(handle, "127.0.0.1", 0, **options) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(f"http://127.0.0.1:{port}/v1", flush=True)
        # The parent process stops this by closing standard input.
        await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load_server")
    plays = parser.add_subparsers(dest="play", required=True)
    flood = plays.add_parser("flood")
    flood.add_argument("kind", choices=["text", "audio"])
    flood.add_argument("count", type=int)
    paced = plays.add_parser("paced")
    paced.add_argument("sessions", type=int)
    paced.add_argument("deltas", type=int)
    given = parser.parse_args()
    # The clients import this module as well, one of them where there is no uvloop.
    import uvloop

    play = _flood(given.kind, given.count) if given.play == "flood" else _paced(given.sessions, given.deltas)
    uvloop.run(_serve(play))


if __name__ == "__main__":
    main()
