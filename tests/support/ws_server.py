"""A real WebSocket server on loopback that plays what a test tells it to."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any, TypeAlias

import orjson
from attrs import define, field
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

__all__ = ["Peer", "Play", "WebSocketServer", "play"]


class Peer:
    """The server's end of one connection, and the server."""

    def __init__(self, socket: ServerConnection, server: WebSocketServer) -> None:
        self.socket = socket
        self.server = server

    async def send(self, *events: dict[str, Any]) -> None:
        """Send events."""
        for event in events:
            await self.socket.send(orjson.dumps(event).decode())

    async def receive(self, kind: str | None = None) -> dict[str, Any]:
        """The next event of the client, or the next of a type."""
        while True:
            frame = await self.socket.recv()
            assert isinstance(frame, str), "events are sent as text"
            event: dict[str, Any] = orjson.loads(frame)
            self.server.received.append(event)
            if kind in (None, event["type"]):
                return event

    async def until_closed(self) -> None:
        """Take in what comes until the client has gone."""
        async for frame in self.socket:
            self.server.received.append(orjson.loads(frame))


Play: TypeAlias = Callable[[Peer], Awaitable[None]]


@define
class WebSocketServer:
    """The running server: its URL, what it refuses with, and what it was sent."""

    url: str = ""
    refuse: tuple[int, bytes, dict[str, str]] | None = None
    received: list[dict[str, Any]] = field(factory=list)
    headers: list[Headers] = field(factory=list)
    paths: list[str] = field(factory=list)


@contextmanager
def play(script: Play, tls: SSLContext | None = None) -> Iterator[WebSocketServer]:
    """Run a server on a free port of loopback that plays a script on every connection, until the block ends."""
    server = WebSocketServer()
    started = threading.Event()
    stop: list[Callable[[], object]] = []

    async def handle(socket: ServerConnection) -> None:
        try:
            await script(Peer(socket, server))
        except ConnectionClosed:
            """The client has gone in the middle, as some tests want it to."""

    def answer(socket: ServerConnection, request: Request) -> Response | None:
        server.headers.append(request.headers)
        server.paths.append(request.path)
        if server.refuse is None:
            return None
        status, body, headers = server.refuse
        return Response(status, "Refused", Headers({"Content-Length": str(len(body)), **headers}), body)

    async def run() -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        stop.append(lambda: loop.call_soon_threadsafe(stopped.set))
        async with serve(handle, "127.0.0.1", 0, process_request=answer, compression=None, ssl=tls) as running:
            port = next(iter(running.sockets)).getsockname()[1]
            server.url = f"{'ws' if tls is None else 'wss'}://127.0.0.1:{port}/v1/realtime?model=test"
            started.set()
            await stopped.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    try:
        assert started.wait(10)
        yield server
    finally:
        stop[0]()
        thread.join(10)
        assert not thread.is_alive()
