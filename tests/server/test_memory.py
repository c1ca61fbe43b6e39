"""Sessions that have ended leave nothing behind."""

from __future__ import annotations

import asyncio
import gc

import pytest

from benchmarks.server_memory import hold
from realtime_client.testing import LocalServer

SESSIONS, TURNS, GENERATIONS = 50, 3, 4


def objects() -> int:
    """Return the number of objects that are alive."""
    for _ in range(3):
        gc.collect()
    return len(gc.get_objects())


@pytest.mark.slow
def test_sessions_leave_nothing_behind() -> None:
    counts = []
    with LocalServer() as server:
        for _ in range(GENERATIONS):
            asyncio.run(hold(f"{server.ws_url}?model=gpt-realtime-2.1", SESSIONS, TURNS))
            counts.append(objects())
    # The first generation imports modules and fills caches.
    assert counts[-1] - counts[1] < SESSIONS, counts
