"""The server's uvicorn: its WebSockets can be stopped in every state, and its stop never waits for a client."""

from __future__ import annotations

import asyncio
import socket
from asyncio.transports import BaseTransport
from contextlib import suppress
from typing import Final

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

__all__ = ["Server", "SocketProtocol"]

# Time that clients get to end a closing handshake, of TLS as well, once the server stops.
_CLOSE_SECONDS: Final = 1.0


class SocketProtocol(WebSocketsSansIOProtocol):
    """A WebSocket that may be in its closing handshake when the server stops."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Keep the socket: closing a TLS transport twice makes it forget its own."""
        super().connection_made(transport)
        self._socket = transport.get_extra_info("socket")

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
