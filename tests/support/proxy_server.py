"""A real HTTP proxy on loopback that opens tunnels for CONNECT."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from attrs import define, field

__all__ = ["ProxyServer", "proxy"]


@define
class ProxyServer:
    """The running proxy: its address, the status it refuses with, and the heads of the requests so far."""

    address: str = ""
    refuse: int | None = None
    heads: list[str] = field(factory=list)


@contextmanager
def proxy() -> Iterator[ProxyServer]:
    """Run a proxy on a free port of loopback until the block ends."""
    server = ProxyServer()
    started = threading.Event()
    stop: list[Callable[[], object]] = []

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        server.heads.append(head)
        if server.refuse is not None:
            writer.write(f"HTTP/1.1 {server.refuse} Refused\r\nContent-Length: 0\r\n\r\n".encode())
        else:
            host, _, port = head.split()[1].partition(":")
            there, back = await asyncio.open_connection(host, int(port))
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await asyncio.gather(pump(reader, back), pump(there, writer))
        writer.close()

    async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65_536):
                target.write(data)
                await target.drain()
        target.close()

    async def run() -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        stop.append(lambda: loop.call_soon_threadsafe(stopped.set))
        async with await asyncio.start_server(tunnel, "127.0.0.1", 0) as running:
            server.address = f"127.0.0.1:{running.sockets[0].getsockname()[1]}"
            started.set()
            await stopped.wait()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=10)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    try:
        assert started.wait(10)
        yield server
    finally:
        stop[0]()
        thread.join(20)
        assert not thread.is_alive()
