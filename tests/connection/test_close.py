"""Closing: within its time, whatever goes on, and everything that waits is ended."""

from __future__ import annotations

import asyncio
import threading
import traceback
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed as SocketClosed

import realtime_client as rt
from realtime_client._connection import asyncio_connection

from ..support.connections import Blocking, Run, list_of, run_with, until
from ..support.events import SESSION, calling, spoken
from ..support.ws_server import Peer

QUICK = rt.Options(close_timeout=0.05, mark_requests=False)


async def _idle(peer: Peer) -> None:
    await peer.until_closed()


def test_everything_that_waits_is_ended(run: Run) -> None:
    async def client(conn: Any) -> None:
        async def turns() -> None:
            async for _ in conn.turns():
                pass

        session = conn._session
        failing = [asyncio.create_task(each) for each in (conn.wait_for("error"), conn.recv(), conn.respond())]
        ending = [asyncio.create_task(each) for each in (list_of(conn), turns())]
        while not (session.ledger._in_flight and len(session._expectations) == 2 and session.feeds):
            await asyncio.sleep(0.001)
        while not session._subscriptions:
            await asyncio.sleep(0.001)
        await conn.close(1000, "done")
        failed = await asyncio.gather(*failing, return_exceptions=True)
        assert [type(each) for each in failed] == [rt.ConnectionClosed] * 3
        assert failed[0].initiator == "client"  # type: ignore[union-attr]
        # A normal end is the end of an iteration.
        assert await asyncio.gather(*ending) == [[], None]
        assert conn.is_closed
        assert "closed" in repr(conn)

    run(_idle, client)


def test_use_after_close(run: Run) -> None:
    async def client(conn: Any) -> None:
        await conn.close()
        await conn.close()
        for use in (
            lambda: conn.send({"type": "x"}),
            lambda: conn.say("Hello"),
            lambda: conn.send_audio(b"xx"),
            lambda: conn.respond(),
            lambda: conn.recv(),
            lambda: conn.wait_for("x"),
            lambda: conn.interrupt(),
            lambda: list_of(conn.stream()),
            lambda: list_of(conn.turns()),
            lambda: conn.update_session({}),
        ):
            with pytest.raises(rt.ConnectionClosed) as raised:
                await use()
            assert raised.value.code == 1000
        assert await list_of(conn) == []

    run(_idle, client)


def test_silent_server(run: Run) -> None:
    async def script(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        await peer.send({"type": "silent"})
        await asyncio.to_thread(closed.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        await conn.wait_for(rt.UnknownEvent)
        waiting = asyncio.create_task(conn.wait_for("error"))
        while not conn._session._expectations:
            await asyncio.sleep(0.001)
        await conn.close()
        with pytest.raises(rt.ConnectionClosed):
            await waiting
        closed.set()

    closed = threading.Event()
    run(script, client, options=QUICK)


def test_blocked_sends(run: Run) -> None:
    async def script(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        await peer.send({"type": "silent"})
        await asyncio.to_thread(closed.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        await conn.wait_for(rt.UnknownEvent)
        inner = getattr(conn, "inner", conn)
        connection = getattr(inner, "_async", inner)
        sending = [asyncio.create_task(conn.send_audio(bytes(20_000_000), chunk=10_000_000)) for _ in range(2)]
        while connection._socket.is_writable:
            await asyncio.sleep(0.001)
        await conn.close()
        ended = await asyncio.gather(*sending, return_exceptions=True)
        assert [type(each) for each in ended] == [rt.ConnectionClosed] * 2
        closed.set()

    closed = threading.Event()
    run(script, client, options=QUICK)


def test_paused_reading(run: Run) -> None:
    """The closing handshake needs reading, and what arrives before its end is discarded."""

    async def script(peer: Peer) -> None:
        for number in range(100):
            item = {"id": f"item_{number}", "type": "message", "role": "user", "content": []}
            await peer.send({"type": "conversation.item.added", "item": item, "more": "y" * 100_000})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)
        connection = getattr(inner, "_async", inner)
        iterator = aiter(conn)
        await anext(iterator)
        while not connection._is_paused:
            await asyncio.sleep(0.001)
        taken = len(conn.conversation)
        await conn.close()
        assert connection._socket.protocol.close_rcvd is not None
        assert len(conn.conversation) == taken
        await iterator.aclose()

    run(script, client, options=rt.Options(buffered=1))


def test_running_functions_are_cancelled() -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("wait", "{}")))
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        begun, cancelled = asyncio.Event(), asyncio.Event()
        functions = rt.Functions(on_error=None)

        @functions.register
        async def wait() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()

        asking = asyncio.create_task(conn.respond(functions=functions))
        await begun.wait()
        await conn.close()
        assert cancelled.is_set()
        with pytest.raises((rt.ConnectionClosed, asyncio.CancelledError)):
            await asking

    run_with("asyncio", script, client, dialect="ga", options=QUICK)


def test_function_may_close_the_connection(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("hang_up", "{}")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        async def hang_up(context: rt.FunctionContext) -> None:
            await context.connection.close()

        with pytest.raises(rt.ConnectionClosed):
            await conn.respond(functions=rt.Functions([hang_up], on_error=None))

    run(script, client, dialect="ga", options=QUICK)


def test_cancelled_close_ends_the_connection_at_once() -> None:
    async def script(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        await peer.send({"type": "silent"})
        await asyncio.to_thread(closed.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: rt.AsyncConnection) -> None:
        await conn.wait_for(rt.UnknownEvent)
        waiting = asyncio.create_task(conn.wait_for("error"))
        closing = asyncio.create_task(conn.close())
        await asyncio.sleep(0)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        with pytest.raises(rt.ConnectionClosed):
            await waiting
        closed.set()

    closed = threading.Event()
    run_with("asyncio", script, client)


def test_two_tasks_close_at_once(run: Run) -> None:
    async def client(conn: Any) -> None:
        await asyncio.gather(conn.close(), conn.close())

    run(_idle, client)


def test_failing_body_closes(run: Run) -> None:
    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)

        async def fail() -> None:
            async with inner:
                raise KeyError("a bug")

        def fail_blocking() -> None:
            with inner:
                raise KeyError("a bug")

        with pytest.raises(KeyError):
            await (asyncio.to_thread(fail_blocking) if isinstance(conn, Blocking) else fail())
        assert inner.is_closed

    run(_idle, client)


def test_frames_that_arrive_while_it_closes_are_ignored(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for number in range(1_000):
            await peer.send({"type": "x", "number": number})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("x")
        await conn.close()

    run(script, client)


def test_server_closes_in_the_middle_of_a_burst(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *spoken("resp_1", ["so far"])[:-1])
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed):
            await conn.wait_for("error")
        assert conn.responses["resp_1"].is_final

    run(script, client)


def test_burst_that_ends_with_a_close_frame(run: Run) -> None:
    """Reading is to pause when the connection has ended already."""

    async def script(peer: Peer) -> None:
        await peer.receive("go")
        frames = b"".join(bytes([0x81, 13]) + b'{"type": "x"}' for _ in range(5))
        peer.socket.transport.write(frames + bytes([0x88, 2]) + (1000).to_bytes(2, "big"))
        await peer.socket.wait_closed()

    async def client(conn: Any) -> None:
        taking = asyncio.create_task(list_of(conn))
        while not conn._session._subscriptions:
            await asyncio.sleep(0.001)
        await conn.send({"type": "go"})
        assert len(await taking) == 5

    run(script, client, options=rt.Options(buffered=1))


@pytest.mark.parametrize(("code", "reason"), [(5, ""), (1006, ""), (5_000, ""), (1000, "x" * 124)])
def test_close_refuses_what_cannot_be_sent(run: Run, code: int, reason: str) -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.InvalidArgumentError):
            await conn.close(code, reason)

    run(script, client)


def test_close_during_a_function_ends_the_answer(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("wait", "{}"), request=request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        running = asyncio.Event()
        functions = rt.Functions()
        loop = asyncio.get_running_loop()

        @functions.register
        async def wait() -> str:
            loop.call_soon_threadsafe(running.set)
            await asyncio.Event().wait()
            return ""

        answer = asyncio.ensure_future(conn.respond(functions=functions))
        await running.wait()
        await conn.close()
        with pytest.raises(rt.ConnectionClosed):
            await answer

    run(script, client)


def test_connection_whose_own_task_is_cancelled_has_ended(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: Any) -> None:
        asking = asyncio.create_task(conn.respond())
        await until(lambda: conn._session.ledger._in_flight)
        connection = getattr(getattr(conn, "inner", conn), "_async", conn)
        connection._loop.call_soon_threadsafe(connection._supervisor.cancel)
        with pytest.raises(rt.ConnectionClosed, match="the connection failed: CancelledError"):
            await asking
        assert conn.is_closed

    run(script, client)


def test_failure_of_our_own_ends_the_connection(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> Any:
        raise OverflowError("broken")

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.socket.close(1012)

    async def client(conn: Any) -> None:
        monkeypatch.setattr(asyncio_connection, "ending", fail)
        with pytest.raises(rt.ConnectionClosed, match="the connection failed: OverflowError: broken") as raised:
            await conn.respond()
        assert isinstance(raised.value.__cause__, OverflowError)
        assert "the connection failed" in caplog.text

    run(script, client)


def test_secrets_in_the_reason_are_shown_nowhere(run: Run) -> None:
    key = "sk-proj-0123456789abcdefghij"

    async def script(peer: Peer) -> None:
        await peer.socket.close(4001, f"Incorrect API key provided: {key}")

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed) as raised:
            await conn.wait_for("response.done")
        shown = "".join(traceback.format_exception(raised.value))
        assert "Incorrect API key provided" in shown
        assert key not in shown
        # The cause is there, without the key.
        cause = raised.value.__cause__
        assert isinstance(cause, SocketClosed)
        assert cause.rcvd is not None
        assert cause.rcvd.code == 4001

    run(script, client)


def test_reasons_that_cannot_be_sent(run: Run) -> None:
    async def client(conn: Any) -> None:
        with pytest.raises(rt.InvalidArgumentError, match="lone surrogates"):
            await conn.close(1000, "\ud800")
        with pytest.raises(rt.InvalidArgumentError, match="close code 1001"):
            await conn.close(1001)
        with pytest.raises(rt.InvalidArgumentError, match="close code '1000'"):
            await conn.close("1000")
        assert not conn.is_closed

    run(_idle, client)
