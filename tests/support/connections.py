"""Both kinds of connection behind one interface, so that a test runs with each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

from realtime_client._connection import asyncio_connection, blocking_connection

from .ws_server import Play, WebSocketServer, play

__all__ = ["Blocking", "Client", "Run", "list_of", "run_with", "until"]

Client: TypeAlias = Callable[[Any], Awaitable[None]]
Run: TypeAlias = Callable[..., WebSocketServer]


class Blocking:
    """A blocking connection, or something of it, with every wait in a thread."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __repr__(self) -> str:
        return repr(self.inner)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.inner, name)
        if name in ("stream", "turns"):
            return lambda *args, **kwargs: Blocking(value(*args, **kwargs))
        if not callable(value) or name.startswith("_"):
            return value
        return lambda *args, **kwargs: asyncio.to_thread(value, *args, **kwargs)

    async def __aiter__(self) -> AsyncIterator[Any]:
        iterator = await asyncio.to_thread(iter, self.inner)
        nothing = object()
        try:
            while (item := await asyncio.to_thread(next, iterator, nothing)) is not nothing:
                yield Blocking(item) if isinstance(item, blocking_connection.Turn) else item
        finally:
            await asyncio.to_thread(_close, iterator)


def _close(iterator: Any) -> None:
    if isinstance(iterator, Iterator) and hasattr(iterator, "close"):
        iterator.close()


async def list_of(items: AsyncIterable[Any]) -> list[Any]:
    """Return everything that is iterated over."""
    return [item async for item in items]


async def until(condition: Callable[[], object]) -> None:
    """Wait until a condition holds."""
    while not condition():
        await asyncio.sleep(0.001)


def run_with(kind: str, script: Play, client: Client, *, acknowledges: bool = False, **options: Any) -> WebSocketServer:
    """Run a script on a server and a client against it; nothing may be left running.

    Args:
        kind: ``asyncio`` or ``blocking``.
        script: Script of the server.
        client: Called with the connection.
        acknowledges: Whether the server acknowledges commands.
        **options: Arguments of `open_connection`.
    """

    async def act(server: WebSocketServer) -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(32))
        before = asyncio.all_tasks()
        async with asyncio.timeout(120):
            if kind == "asyncio":
                async with await asyncio_connection.open_connection(server.url, **options) as conn:
                    await client(conn)
                assert conn.is_closed
                assert not conn._waiting
            else:
                blocking = await asyncio.to_thread(blocking_connection.open_connection, server.url, **options)
                try:
                    await client(Blocking(blocking))
                finally:
                    await asyncio.to_thread(blocking.close)
                await until(lambda: not blocking._thread._thread.is_alive())
            await until(lambda: not asyncio.all_tasks() - before)

    with play(script, acknowledges=acknowledges) as server:
        asyncio.run(act(server))
    return server
