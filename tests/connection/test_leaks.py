"""Connections that were closed leave nothing behind: no task, thread, socket or memory."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from pathlib import Path

import pytest

from realtime_client._connection import asyncio_connection as connection
from realtime_client._connection import blocking_connection as connection_sync
from realtime_client._connection.asyncio_connection import AsyncConnection
from realtime_client._connection.blocking_connection import Connection

from ..support.events import SESSION, answering
from ..support.ws_server import Peer, WebSocketServer, play

# Connections that are opened; set the variable for a closer look.
ASYNCIO = int(os.environ.get("REALTIME_CONNECTIONS", "2000"))
BLOCKING = ASYNCIO // 7
WARM = 150
# Bytes that the process may grow by: little more than a kilobyte for each connection.
GROWTH = 2_500_000
# The server's side of the last connections may end a moment after the client's.
SLACK = 3

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors as Linux shows them"),
]


async def script(peer: Peer) -> None:
    await peer.send(SESSION)
    request = await peer.receive("response.create")
    await peer.send(*answering("resp_1", ["Hi"], request))
    await peer.until_closed()


def forget(server: WebSocketServer) -> None:
    for kept in (server.received, server.headers, server.paths):
        kept.clear()


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def memory() -> int:
    """Return the memory of the process, in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def open_asyncio(server: WebSocketServer) -> None:
    async with await connection.open_connection(server.url, dialect="ga") as conn:
        assert (await conn.respond()).transcript == "Hi"
    forget(server)


def open_blocking(server: WebSocketServer) -> None:
    with connection_sync.open_connection(server.url, dialect="ga") as conn:
        assert conn.respond().transcript == "Hi"
    forget(server)


async def settled() -> None:
    """Wait until all tasks of closed connections have ended."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=5)
    assert asyncio.all_tasks() == {asyncio.current_task()}


def left() -> list[object]:
    gc.collect()
    return [thing for thing in gc.get_objects() if isinstance(thing, AsyncConnection | Connection)]


def test_asyncio_connections_leave_nothing_behind() -> None:
    async def act(server: WebSocketServer) -> None:
        for _ in range(WARM):
            await open_asyncio(server)
        await settled()
        open_files, held = descriptors(), memory()
        for _ in range(ASYNCIO):
            await open_asyncio(server)
        await settled()
        assert memory() - held < GROWTH
        assert descriptors() <= open_files + SLACK

    with play(script) as server:
        asyncio.run(act(server))
    assert left() == []
    assert threading.active_count() == 1


def test_blocking_connections_leave_nothing_behind() -> None:
    with play(script) as server:
        for _ in range(WARM // 5):
            open_blocking(server)
        threads, open_files, held = threading.active_count(), descriptors(), memory()
        for _ in range(BLOCKING):
            open_blocking(server)
        assert memory() - held < GROWTH
        assert descriptors() <= open_files + SLACK
        assert threading.active_count() <= threads + SLACK
    assert left() == []
    assert threading.active_count() == 1
