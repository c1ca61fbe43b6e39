"""The server's uvicorn: its connections can be stopped in every state, and none of them waits for a client."""

from __future__ import annotations

import asyncio
import socket
from asyncio import TimerHandle
from asyncio.transports import BaseTransport
from contextlib import suppress
from typing import Any, Final, cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

__all__ = ["Server", "SocketProtocol", "http_protocol"]

# Time that clients get to end a closing handshake, of TLS as well, once the server stops.
_CLOSE_SECONDS: Final = 1.0
_BAD_REQUEST: Final = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class SocketProtocol(WebSocketsSansIOProtocol):
    """A WebSocket that may be in its closing handshake when the server stops."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Keep the socket: closing a TLS transport twice makes it forget its own."""
        super().connection_made(transport)
        self._socket = transport.get_extra_info("socket")

    def data_received(self, data: bytes) -> None:
        """Read a part of the connection, and refuse a request for one that cannot be parsed."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.handshake_initiated = self.handshake_complete = True
            self.transport.write(b"".join(self.conn.data_to_send()) or _BAD_REQUEST)
            self.transport.close()

    def shutdown(self) -> None:
        """Close the connection with code 1012, or drop it if its closing handshake has begun."""
        with suppress(InvalidState):
            super().shutdown()
            return
        self.drop()

    def drop(self) -> None:
        """Drop the connection, whatever its client does."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self.transport.abort()


class _HttpProtocol(H11Protocol):
    """HTTP connection that is dropped unless the head of each request arrives in time.

    Attributes:
        head_seconds: The time in seconds.
    """

    head_seconds: float = 30.0
    _head_timer: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Wait for the first request."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._unwatch()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Leave the connection to the WebSocket, which only GET can open."""
        self._unwatch()
        if event.method != b"GET" or event.http_version != b"1.1":
            self.send_400_response("Only GET over HTTP/1.1 opens a WebSocket.")
            return
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:
        """Refuse a request that cannot be parsed, unless it has a reply already."""
        if self.cycle is not None:
            # What handles the head of the request must not reply as well.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:
            self.transport.close()

    def _watch(self) -> None:
        """Start the timer while a head is awaited."""
        if self.conn.their_state is not h11.IDLE or self.transport.get_protocol() is not self:
            self._unwatch()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(self.head_seconds, self.transport.abort)

    def _unwatch(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def http_protocol(head_seconds: float) -> type[asyncio.Protocol]:
    """Return a class of HTTP connections.

    Args:
        head_seconds: Maximum time for the head of a request to arrive, in seconds.
    """
    attributes: dict[str, Any] = {"head_seconds": head_seconds}
    return type("HttpProtocol", (_HttpProtocol,), attributes)


class Server(uvicorn.Server):
    """A server that drops the connections of clients that do not end them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close every connection, and stop listening."""
        dropping = asyncio.get_running_loop().call_later(_CLOSE_SECONDS, self._drop)
        await super().shutdown(sockets)
        dropping.cancel()

    def _drop(self) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, SocketProtocol):
                connection.drop()
            else:
                connection.transport.abort()
