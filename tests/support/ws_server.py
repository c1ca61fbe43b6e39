"""A real WebSocket server on loopback that runs the script of a test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from ssl import SSLContext
from typing import Any, TypeAlias

from attrs import define, field
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from realtime_client._core.json import dumps, loads

__all__ = ["Peer", "Play", "WebSocketServer", "play"]


class Peer:
    """The server's end of one connection, and the server.

    Args:
        socket: The connection.
        server: The server.
        acknowledges: Whether commands are acknowledged as they are received.
    """

    def __init__(self, socket: ServerConnection, server: WebSocketServer, *, acknowledges: bool = False) -> None:
        self.socket = socket
        self.server = server
        self.acknowledges = acknowledges

    async def send(self, *events: dict[str, Any]) -> None:
        """Send events."""
        for event in events:
            await self.socket.send(dumps(event).decode())

    def send_at_once(self, *events: dict[str, Any]) -> None:
        """Send events in one write, so that the client reads all of them before it can answer the first."""
        for event in events:
            self.socket.protocol.send_text(dumps(event))
        self.socket.transport.write(b"".join(self.socket.protocol.data_to_send()))

    async def receive(self, kind: str | None = None) -> dict[str, Any]:
        """Return the next event of the client, or the next of a type."""
        while True:
            frame = await self.socket.recv()
            assert isinstance(frame, str), "events are sent as text"
            event: dict[str, Any] = loads(frame)
            self.server.received.append(event)
            if self.acknowledges:
                await self.acknowledge(event)
            if kind in (None, event["type"]):
                return event

    async def until_closed(self) -> None:
        """Receive what comes until the client has gone."""
        while True:
            await self.receive()

    async def acknowledge(self, event: dict[str, Any]) -> None:
        """Send the event that acknowledges a command; nothing for any other event."""
        kind = event["type"]
        fields: dict[str, Any] = {"item_id": event.get("item_id", f"item_{event.get('event_id')}")}
        if kind == "session.update":
            fields = {"session": {"type": "realtime", **event["session"]}}
        elif kind == "conversation.item.create":
            fields = {"item": {"id": f"item_{event['event_id']}", **event["item"]}}
        elif kind == "conversation.item.truncate":
            fields |= {"content_index": event["content_index"], "audio_end_ms": event["audio_end_ms"]}
        if kind not in _ACKNOWLEDGEMENTS:
            return
        # A client that has gone may have left events that are still to be received.
        with suppress(ConnectionClosed):
            await self.send({"type": _ACKNOWLEDGEMENTS[kind], "event_id": f"ack_{event['event_id']}", **fields})


_ACKNOWLEDGEMENTS = {
    "session.update": "session.updated",
    "conversation.item.create": "conversation.item.added",
    "conversation.item.delete": "conversation.item.deleted",
    "conversation.item.truncate": "conversation.item.truncated",
    "input_audio_buffer.commit": "input_audio_buffer.committed",
    "input_audio_buffer.clear": "input_audio_buffer.cleared",
}

Play: TypeAlias = Callable[[Peer], Awaitable[None]]


@define
class WebSocketServer:
    """The running server.

    Attributes:
        url: URL of the WebSocket.
        gate: What every handshake waits for, an event of the server's loop; None lets it through.
        refuse: Status, body and headers that refuse every handshake; None accepts it.
        received: Events of all clients.
        headers: Headers of all handshakes.
        paths: Paths of all handshakes.
        failures: Exceptions that scripts raised.
    """

    url: str = ""
    gate: asyncio.Event | None = None
    refuse: tuple[int, bytes, dict[str, str]] | None = None
    received: list[dict[str, Any]] = field(factory=list)
    headers: list[Headers] = field(factory=list)
    paths: list[str] = field(factory=list)
    failures: list[BaseException] = field(factory=list)


@contextmanager
def play(script: Play, tls: SSLContext | None = None, *, acknowledges: bool = False) -> Iterator[WebSocketServer]:
    """Run a server on a free port of loopback that runs a script on every connection, until the block ends."""
    server = WebSocketServer()
    started = threading.Event()
    stop: list[Callable[[], object]] = []

    async def handle(socket: ServerConnection) -> None:
        try:
            await script(Peer(socket, server, acknowledges=acknowledges))
        except ConnectionClosed:
            """The client has gone in the middle, as some tests want it to."""
        except BaseException as error:
            server.failures.append(error)
            raise

    async def answer(socket: ServerConnection, request: Request) -> Response | None:
        server.headers.append(request.headers)
        server.paths.append(request.path)
        if server.gate is not None:
            await server.gate.wait()
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
    assert [error for error in server.failures if not isinstance(error, asyncio.CancelledError)] == []
