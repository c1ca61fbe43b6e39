"""Blocking functions of the user in threads of their own."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest

from realtime_client._core.threads import run_in_thread


def test_returns_and_raises_what_the_function_does() -> None:
    variable: ContextVar[str] = ContextVar("variable")

    def fail(error: BaseException) -> None:
        raise error

    async def act() -> None:
        variable.set("seen")
        assert await run_in_thread(lambda: (variable.get(), threading.current_thread() is threading.main_thread())) == (
            "seen",
            False,
        )
        assert await run_in_thread(divmod, 7, 2) == (3, 1)
        for error in (KeyError("x"), SystemExit(3), asyncio.CancelledError()):
            with pytest.raises(type(error)):
                await run_in_thread(fail, error)
        with pytest.raises(RuntimeError, match="raised StopIteration"):
            await run_in_thread(fail, StopIteration())

    asyncio.run(act())


def test_threads_of_the_loop_stay_free() -> None:
    resolved = threading.Event()

    async def act() -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(1))
        waiting = [asyncio.ensure_future(run_in_thread(resolved.wait, 60)) for _ in range(40)]
        # A name is resolved in a thread of the loop.
        assert await loop.getaddrinfo("localhost", 80)
        resolved.set()
        assert await asyncio.gather(*waiting) == [True] * 40

    asyncio.run(act())


def test_nothing_waits_for_a_function_that_does_not_return() -> None:
    release, returned = threading.Event(), threading.Event()

    def block() -> None:
        release.wait(60)
        returned.set()

    async def cancelled(at: str) -> None:
        task = asyncio.create_task(run_in_thread(block))
        await asyncio.sleep(0)
        if at == "inside":
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            release.set()
            await asyncio.to_thread(returned.wait, 60)
            # What the function returned is passed over.
            await asyncio.sleep(0)

    asyncio.run(cancelled("with the loop"))
    assert not returned.is_set()
    release.set()
    assert returned.wait(60)
    release.clear()
    returned.clear()
    asyncio.run(cancelled("inside"))
