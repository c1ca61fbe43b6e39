"""Recorded sessions replayed by a server on loopback, as they were sent and shuffled."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

import realtime_client as rt
from realtime_client._core.json import dumps

from ..support.recordings import SHUFFLES, assert_ends, events_of, expected_of, order_of, recordings, shuffled

OPTIONS = rt.Options(proxy=None, keep_responses=None)


async def _replay(orders: Sequence[list[dict[str, Any]]], expected: Any) -> None:
    """Serve each order on a connection of its own, and compare what the client made of it."""
    left = iter(orders)

    async def handle(socket: ServerConnection) -> None:
        for event in next(left):
            await socket.send(dumps(event).decode())
        await socket.close()

    async with serve(handle, "127.0.0.1", 0, compression=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        client = rt.RealtimeClient(api_key="test-key", base_url=f"http://127.0.0.1:{port}/v1")
        for order in orders:
            async with client.connect(model="m", dialect=None, options=OPTIONS) as conn:
                assert len([event async for event in conn]) == len(order)
                assert_ends(conn._session.assembler, expected)


@pytest.mark.parametrize("path", recordings())
def test_replayed_recording_ends_as_recorded(path: Path) -> None:
    events = events_of(path)
    asyncio.run(_replay([events], expected_of(events)))


@pytest.mark.slow
@pytest.mark.parametrize("path", recordings())
def test_shuffled_replay_ends_as_recorded(path: Path) -> None:
    events = events_of(path)
    before = order_of(events)
    orders = [shuffled(events, before, random.Random(seed)) for seed in range(SHUFFLES)]
    asyncio.run(_replay(orders, expected_of(events)))
