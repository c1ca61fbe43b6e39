"""Tasks, voice detection, slow functions and refusals in every order: each request gets its own answer, once."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

import realtime_client as rt

from ..support.strict_server import StrictServer

OPTIONS = rt.Options(proxy=None, error_grace=2.0)


@asynccontextmanager
async def strict(**how: Any) -> AsyncIterator[tuple[rt.AsyncConnection, StrictServer]]:
    """A connection to a server that keeps the rules."""
    servers: list[StrictServer] = []

    async def handle(socket: ServerConnection) -> None:
        servers.append(StrictServer(socket, **how))
        await servers[-1].run()

    async with serve(handle, "127.0.0.1", 0, compression=None) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        client = rt.RealtimeClient(api_key="test-key", base_url=f"http://127.0.0.1:{port}/v1")
        async with client.connect(model="m", options=OPTIONS) as conn:
            await conn.wait_for("session.created")
            yield conn, servers[0]
            session = conn._session
            async with asyncio.timeout(10):
                while (
                    session.ledger._queue
                    or session.ledger._pending
                    or session.ledger._in_flight
                    or session.ledger._bound
                ):
                    await asyncio.sleep(0)


async def ask(conn: rt.AsyncConnection, what: str, rng: random.Random) -> None:
    for _ in range(rng.randrange(3)):
        await asyncio.sleep(0)
    settings: rt.dicts.RealtimeResponseCreateParamsDict = {"instructions": what}
    if rng.random() < 0.2:
        settings["conversation"] = "none"
    if rng.random() < 0.5:
        response = await conn.respond(settings)
        assert response.output_text == f"{what} or so "
    else:
        stream = conn.stream(settings)
        pieces = [piece.text async for piece in stream]
        assert "".join(pieces) == stream.response.output_text == f"{what} or so "


async def call(conn: rt.AsyncConnection, calls: list[str], rng: random.Random) -> None:
    functions = rt.Functions()

    @functions.register
    async def slow() -> str:
        """Take its time."""
        for _ in range(rng.randrange(20)):
            await asyncio.sleep(0)
        return "done"

    stream = conn.stream({"instructions": "call slow"}, functions=functions, max_rounds=1)
    with pytest.raises(rt.RealtimeError, match="after 1 rounds"):
        # This server calls again whenever it is asked with these settings.
        async for _ in stream:
            pass
    calls += [str(response.function_calls[0].call_id) for response in stream.responses[:1]]


async def interleave(seed: int) -> None:
    rng = random.Random(seed)
    echoes = rng.random() < 0.7
    how: dict[str, Any] = {"echoes": echoes, "names_events": rng.random() < 0.7}
    # Without metadata, nothing tells a response that voice detection begins from the one asked for.
    how["voice"] = rng.choice([0.0, 0.05]) if echoes else 0.0
    async with strict(seed=seed, **how) as (conn, server):
        calls: list[str] = []
        await asyncio.gather(
            ask(conn, f"first {seed}", rng),
            ask(conn, f"second {seed}", rng),
            call(conn, calls, rng),
        )
        assert server.outputs == calls, "every output arrived, once"


@pytest.mark.parametrize("block", [0, *(pytest.param(block, marks=pytest.mark.slow) for block in range(1, 10))])
def test_interleaved_requests_each_get_their_own_answer(block: int) -> None:
    async def scene() -> None:
        before = asyncio.all_tasks()
        async with asyncio.timeout(60):
            for seed in range(block * 100, block * 100 + 100):
                try:
                    await interleave(seed)
                except Exception as error:
                    error.add_note(f"seed {seed}")
                    raise
            while asyncio.all_tasks() - before:
                await asyncio.sleep(0)

    asyncio.run(scene())


def test_cancelled_anywhere_leaves_nothing_behind() -> None:
    async def scene() -> None:
        before = asyncio.all_tasks()
        for seed in range(500):
            rng = random.Random(seed)
            async with strict(seed=seed, echoes=rng.random() < 0.5, voice=0.0) as (conn, _):
                for number in range(3):
                    task = asyncio.create_task(ask(conn, f"cancelled {number}", random.Random(seed)))
                    for _ in range(rng.randrange(40)):
                        await asyncio.sleep(0)
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)
                response = await conn.respond({"instructions": "after"}, timeout=10)
                assert response.output_text == "after or so ", f"seed {seed}"
        while asyncio.all_tasks() - before:
            await asyncio.sleep(0)

    threads = threading.active_count()
    asyncio.run(scene())
    assert threading.active_count() == threads
