"""A WebSocket server on loopback that sends the very bytes of a test, whatever rule they break."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ssl import SSLContext
from typing import TypeAlias

from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import SERVER, Protocol, State
from websockets.utils import accept_key

__all__ = ["RawPeer", "close_frame", "frame", "raw_server"]


def frame(
    data: bytes | str, opcode: int = Opcode.TEXT, *, fin: bool = True, rsv: int = 0, mask: bytes | None = None
) -> bytes:
    """Return a frame, which may break any rule.

    Args:
        data: The payload.
        opcode: Opcode, known or not.
        fin: Whether it ends its message.
        rsv: The three reserved bits.
        mask: Masking key, which a server must not use; None masks nothing.
    """
    data = data.encode() if isinstance(data, str) else data
    head = bytes([fin << 7 | rsv << 4 | opcode])
    masked = 0 if mask is None else 0x80
    if len(data) < 126:
        head += bytes([masked | len(data)])
    elif len(data) < 2**16:
        head += bytes([masked | 126]) + len(data).to_bytes(2)
    else:
        head += bytes([masked | 127]) + len(data).to_bytes(8)
    if mask is not None:
        head += mask
        data = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
    return head + data


def close_frame(code: int = CloseCode.NORMAL_CLOSURE, reason: str = "") -> bytes:
    """Return a close frame."""
    return frame(code.to_bytes(2) + reason.encode(), Opcode.CLOSE)


class RawPeer:
    """The server's end of one connection, after the opening handshake."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self._protocol = Protocol(SERVER, state=State.OPEN)
        self._frames: list[Frame] = []

    async def send(self, *pieces: bytes) -> None:
        """Send bytes, each piece in a write of its own."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    async def receive(self, *opcodes: Opcode) -> Frame:
        """Return the next frame of the client, or the next with one of some opcodes.

        Raises:
            EOFError: The client has gone.
        """
        while True:
            while self._frames:
                found = self._frames.pop(0)
                if not opcodes or found.opcode in opcodes:
                    return found
            data = await self.reader.read(65_536)
            if not data:
                raise EOFError
            self._protocol.receive_data(data)
            self._frames += [event for event in self._protocol.events_received() if isinstance(event, Frame)]


Script: TypeAlias = Callable[[RawPeer], Awaitable[None]]


@asynccontextmanager
async def raw_server(script: Script, tls: SSLContext | None = None) -> AsyncIterator[str]:
    """Run a script on every connection, and yield the URL; an exception of the script is raised at the end."""
    failures: list[BaseException] = []
    running: set[asyncio.Task[None]] = set()
    writers: list[asyncio.StreamWriter] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        writers.append(writer)
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            key = re.search(rb"(?i)sec-websocket-key: (\S+)", request)
            assert key is not None
            writer.write(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: %b\r\n\r\n" % accept_key(key[1].decode()).encode()
            )
            await script(RawPeer(reader, writer))
        except (ConnectionError, EOFError, asyncio.IncompleteReadError):
            """The client has gone."""
        except Exception as error:
            failures.append(error)
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"{'ws' if tls is None else 'wss'}://127.0.0.1:{port}/v1/realtime?model=test"
    finally:
        server.close()
        for task in [*running]:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for writer in writers:
            # A client that has stopped reading would hold up the end.
            writer.transport.abort()
        # The sockets are closed in the next round of the event loop.
        await asyncio.sleep(0)
    if failures:
        raise failures[0]
