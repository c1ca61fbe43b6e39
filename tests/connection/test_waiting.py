"""Waiting for events: conditions, time limits, and what must not be left behind."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest

import realtime_client as rt

from ..support.connections import Run, run_with
from ..support.events import SESSION, spoken
from ..support.ws_server import Peer


def test_types_and_conditions(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *spoken("resp_1", ["a"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.wait_for("response.created")).response.id == "resp_1"
        done = await conn.wait_for(lambda event: event.type.endswith(".done"), timeout=10)
        assert done.response.is_completed

    run(script, client)


def test_condition_that_raises_hurts_its_task_alone(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def condition(event: Any) -> bool:
            raise ZeroDivisionError("a bug of the caller")

        waiting = [
            asyncio.create_task(each)
            for each in (conn.wait_for(condition), conn.wait_for("session.created"), conn.recv())
        ]
        while len(conn._session._expectations) < 3:
            await asyncio.sleep(0.001)
        await conn.send({"type": "go"})
        failed, found, same = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(failed, ZeroDivisionError)
        assert found.type == same.type == "session.created"  # type: ignore[union-attr]

    run(script, client)


def test_polling_leaves_nothing_behind(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)
        connection = getattr(inner, "_async", inner)
        loop_tasks = len(asyncio.all_tasks(connection._loop))
        for _ in range(200):
            with pytest.raises(rt.RealtimeTimeoutError):
                await conn.wait_for("session.created", timeout=0)
            with pytest.raises(rt.RealtimeTimeoutError):
                await conn.recv(timeout=0)
        assert conn._session._expectations == []
        assert connection._waiting == []
        assert connection._timer is None
        assert len(asyncio.all_tasks(connection._loop)) <= loop_tasks
        await conn.send({"type": "go"})
        assert (await conn.wait_for("session.created")).type == "session.created"

    run(script, client)


def test_cancelled_waits_leave_nothing_behind() -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        async def iterate() -> None:
            async for _ in conn:
                pass

        tasks = [asyncio.create_task(each) for each in (conn.wait_for("rate_limits.updated"), conn.recv(), iterate())]
        while not conn._session._subscriptions:
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(each) for each in ended] == [asyncio.CancelledError] * 3
        assert conn._session._expectations == []
        assert conn._session._subscriptions == []
        assert conn._waiting == []

    run_with("asyncio", script, client)


def test_time_limit_of_the_caller_is_the_callers() -> None:
    """A TimeoutError of a surrounding `asyncio.timeout` is not taken for one of the wait."""

    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        for waiting in (conn.wait_for("rate_limits.updated", timeout=60), conn.respond(timeout=60)):
            with pytest.raises(TimeoutError) as raised:
                async with asyncio.timeout(0.01):
                    await waiting
            assert not isinstance(raised.value, rt.RealtimeError)

        def condition(event: Any) -> bool:
            raise TimeoutError("of the condition")

        await conn.send({"type": "input_audio_buffer.clear"})

    run_with("asyncio", script, client)


def test_condition_may_raise_a_timeout_error(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def condition(event: Any) -> bool:
            raise TimeoutError("of the condition")

        with pytest.raises(TimeoutError, match="of the condition"):
            await conn.wait_for(condition, timeout=60)

    run(script, client)


def test_condition_may_raise_a_runtime_error(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def condition(event: Any) -> bool:
            raise RuntimeError("of the condition")

        with pytest.raises(RuntimeError, match="of the condition"):
            await conn.wait_for(condition)

    run(script, client)


def test_waits_for_a_class_of_events(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, {"type": "a.type.of.another.vendor"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        created = conn.wait_for(rt.events.SessionCreated)
        unknown = conn.wait_for(rt.UnknownEvent)
        assert isinstance(await created, rt.events.SessionCreated)
        assert (await unknown).sent_type == "a.type.of.another.vendor"
        with pytest.raises(rt.RealtimeTimeoutError, match="waiting for an event RealtimeServerEventResponseDone"):
            await conn.wait_for(rt.events.ResponseDone, timeout=0)

    run(script, client)


def test_time_limits_are_numbers(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: Any) -> None:
        for limit in (float("nan"), "1"):
            for wait in (partial(conn.wait_for, "response.done"), conn.recv, conn.respond):
                with pytest.raises(rt.InvalidArgumentError, match=r"^timeout is "):
                    await wait(timeout=limit)
        with pytest.raises(rt.RealtimeTimeoutError):
            await conn.wait_for("response.done", timeout=-1)

    run(script, client)
