"""Reading is the connection's: slow functions, slow consumers, and servers that read slowly."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed as SocketClosed

import realtime_client as rt
from realtime_client._connection import asyncio_connection

from ..support.connections import Run, list_of, run_with, until
from ..support.events import SESSION, answering, calling, spoken, written
from ..support.ws_server import Peer


def connection_of(conn: Any) -> rt.AsyncConnection:
    """Return the asyncio connection behind either kind."""
    inner = getattr(conn, "inner", conn)
    found: rt.AsyncConnection = getattr(inner, "_async", inner)
    return found


def test_long_function_while_10_000_frames_arrive(run: Run) -> None:
    many = 10_000

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("work", "{}")))
        frame = '{"type": "rate_limits.updated", "event_id": "%d", "rate_limits": []}'
        for number in range(many):
            await peer.socket.send(frame % number)
        await peer.send({"type": "all_sent"})
        await peer.receive("conversation.item.create")
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Done."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        @functions.register
        async def work(context: rt.FunctionContext) -> str:
            await context.connection.wait_for("all_sent")
            return "worked"

        assert (await conn.respond(functions=functions)).text == "Done."
        assert len(conn._session._backlog) <= 1_000

    run(script, client, dialect="ga", options=rt.Options(mark_requests=False))


def test_slow_consumer_pauses_reading_and_misses_nothing(run: Run) -> None:
    many, size, limit = 600, 10_000, 100_000

    async def script(peer: Peer) -> None:
        await peer.send({"type": "x", "number": -1})
        await peer.receive("go")
        for number in range(many):
            await peer.send({"type": "x", "number": number, "text": "y" * size})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        connection = connection_of(conn)
        found: list[int] = []
        async for event in conn:
            found.append(event.to_dict()["number"])
            if len(found) == 1:
                await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
                await until(lambda: connection._is_paused)
            # What was read at once, and what was kept before the iteration began, comes on top.
            assert connection._session.buffered < limit + 1_000_000
            if len(found) == many + 1:
                break
        assert found == list(range(-1, many))

    run(script, client, options=rt.Options(max_buffered=limit))


def test_keep_alive_does_not_fail_while_reading_is_paused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = 0
    original = asyncio.sleep

    async def sleep(delay: float, result: Any = None) -> Any:
        nonlocal rounds
        rounds += delay == 0.005
        return await original(delay, result)

    async def script(peer: Peer) -> None:
        # No ping is answered: the connection would fail if it counted.
        peer.socket.protocol.recv_ping = lambda frame: None  # type: ignore[attr-defined]
        await peer.send({"type": "x"})
        await peer.receive("go")
        await peer.send({"type": "x"}, {"type": "x"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        connection = connection_of(conn)
        iterator = aiter(conn)
        await anext(iterator)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await until(lambda: connection._is_paused)
        before = rounds
        await until(lambda: rounds > before + 5)
        assert not connection.is_closed
        await iterator.aclose()

    monkeypatch.setattr(asyncio, "sleep", sleep)
    run(script, client, options=rt.Options(buffered=1, ping_interval=0.005, ping_timeout=5.0))


def test_ping_that_was_under_way_when_reading_paused_does_not_count(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: Any) -> None:
        connection = connection_of(conn)
        connection._options = rt.Options(ping_interval=0.001, ping_timeout=0.001)

        class FakeSocket:
            """A socket of which the first ping is never answered, the second is, and the third finds it closed."""

            def __init__(self) -> None:
                self.pings = 0

            async def ping(self) -> Any:
                self.pings += 1
                if self.pings == 3:
                    raise SocketClosed(None, None)
                pong: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                if self.pings == 1:
                    connection._pauses += 1
                else:
                    pong.set_result(None)
                return pong

        socket: Any = FakeSocket()
        keeping_alive = connection._keep_alive(socket)
        if connection._loop is asyncio.get_running_loop():
            await keeping_alive
        else:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(keeping_alive, connection._loop))
        assert socket.pings == 3
        assert not connection.is_closed

    # No keep-alive but the one of this test.
    run(script, client, options=rt.Options(ping_interval=None))


def test_burst_for_a_waiting_iteration_is_not_a_full_one(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        frames = b"".join(_frame(b'{"type": "x"}') for _ in range(50))
        peer.socket.transport.write(frames)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        taking = asyncio.create_task(_take(conn, 50))
        await until(lambda: conn._session._subscriptions)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert len(await taking) == 50

    run(script, client, options=rt.Options(buffered=1))


def _frame(payload: bytes) -> bytes:
    """Return a text frame of a server."""
    return bytes([0x81, len(payload)]) + payload


async def _take(conn: Any, count: int) -> list[Any]:
    found = []
    async for event in conn:
        found.append(event)
        if len(found) == count:
            break
    return found


def test_waiting_in_the_body_of_a_full_iteration_is_refused(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        request = await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["x"] * 40)[:-1])
        # The client has read all that: the answer does not arrive with it.
        await (await peer.socket.ping())
        await peer.send(*written("resp_2", "done", request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)

        async def act() -> None:
            async for _ in inner:
                await inner.respond()

        def block() -> None:
            for _ in inner:
                inner.respond()

        with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
            await (act() if inner is conn else asyncio.to_thread(block))

    run(script, client, options=rt.Options(buffered=4))


def test_iteration_in_the_body_of_an_iteration_is_refused_when_full(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send({"type": "x"})
        await peer.receive("go")
        for _ in range(20):
            await peer.send({"type": "x"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)

        async def act() -> None:
            async for _ in inner:
                await inner.send(rt.UnknownEvent.from_dict({"type": "go"}))
                async for event in inner:
                    if event.type == "never":
                        return

        def block() -> None:
            for _ in inner:
                inner.send(rt.UnknownEvent.from_dict({"type": "go"}))
                for event in inner:
                    if event.type == "never":
                        return

        task = asyncio.ensure_future(act() if inner is conn else asyncio.to_thread(block))
        # The outer one is dropped; the inner one goes on.
        await until(lambda: conn._session.ledger._activity == 21)
        await until(lambda: len(conn._session._subscriptions) == 1)
        await conn.close()
        with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
            await task

    run(script, client, options=rt.Options(buffered=4))


def test_iterator_of_a_task_that_has_ended_holds_nothing(run: Run) -> None:
    kept: list[Any] = []

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        request = await peer.receive("response.create")
        for number in range(20):
            await peer.send({"type": "x", "number": number})
        # The client has read all that: the answer does not arrive with it.
        await (await peer.socket.ping())
        await peer.send(*written("resp_1", "Hi", request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)

        async def act() -> None:
            kept.append(aiter(inner))
            await anext(kept[0])

        def block() -> None:
            kept.append(iter(inner))
            next(kept[0])

        if inner is conn:
            await asyncio.create_task(act())
        else:
            thread = threading.Thread(target=block)
            thread.start()
            await until(lambda: not thread.is_alive())
        assert (await conn.respond()).text == "Hi"
        kept.clear()
        gc.collect()

    run(script, client, dialect="ga", options=rt.Options(buffered=4))


def test_iterator_that_several_tasks_take_from_fails_when_all_have_ended(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send({"type": "x"}, {"type": "x"})
        request = await peer.receive("response.create")
        for number in range(20):
            await peer.send({"type": "x", "number": number})
        # The client has read all that: the answer does not arrive with it.
        await (await peer.socket.ping())
        await peer.send(*written("resp_1", "Hi", request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)
        if inner is conn:
            iterator = aiter(inner)
            for _ in range(2):
                await asyncio.create_task(anext(iterator))
        else:
            events = iter(inner)
            for _ in range(2):
                thread = threading.Thread(target=next, args=[events])
                thread.start()
                await until(lambda thread=thread: not thread.is_alive())  # type: ignore[misc]
        assert (await conn.respond()).text == "Hi"
        with pytest.raises(rt.RealtimeError, match="iterate in one task, or raise Options"):
            await (anext(iterator) if inner is conn else asyncio.to_thread(next, events))

    run(script, client, dialect="ga", options=rt.Options(buffered=4))


def test_pieces_that_pile_up_while_the_body_waits_fail_the_stream(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        pieces = answering("resp_1", ["a piece of the answer"] * 2_000, request)
        await peer.send(*pieces[:3])
        await peer.receive("go")
        await peer.send(*pieces[3:], {"type": "late"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)

        async def act() -> None:
            waited = False
            async for _ in inner.stream():
                if not waited:
                    await inner.send({"type": "go"})
                    waited = bool(await inner.wait_for("late"))

        def block() -> None:
            waited = False
            for _ in inner.stream():
                if not waited:
                    inner.send({"type": "go"})
                    waited = bool(inner.wait_for("late"))

        with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
            await (act() if inner is conn else asyncio.to_thread(block))

    run(script, client, dialect="ga", options=rt.Options(max_buffered=10_000))


def test_pieces_that_pile_up_while_the_body_waits_fail_the_turn_alone(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("start")
        pieces = answering("resp_1", ["a piece of the answer"] * 2_000, None)
        await peer.send(*pieces[:3])
        await peer.receive("go")
        await peer.send(*pieces[3:], {"type": "late"}, *answering("resp_2", ["short"], None))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)

        async def wait_in(turn: Any) -> None:
            waited = False
            async for _ in turn:
                if not waited:
                    await inner.send({"type": "go"})
                    waited = bool(await inner.wait_for("late"))

        async def act() -> None:
            async for turn in inner.turns():
                if turn.response.id == "resp_2":
                    return
                with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
                    await wait_in(turn)
                assert len((await turn.wait()).output_text) > 10_000

        def block_in(turn: Any) -> None:
            waited = False
            for _ in turn:
                if not waited:
                    inner.send({"type": "go"})
                    waited = bool(inner.wait_for("late"))

        def block() -> None:
            for turn in inner.turns():
                if turn.response.id == "resp_2":
                    return
                with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
                    block_in(turn)
                assert len(turn.wait().output_text) > 10_000

        acting = asyncio.ensure_future(act() if inner is conn else asyncio.to_thread(block))
        await until(lambda: conn._session.feeds)
        await conn.send({"type": "start"})
        await acting

    run(script, client, dialect="ga", options=rt.Options(max_buffered=10_000))


def test_what_nothing_is_taken_from_does_not_stop_others_for_ever(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The task of an iteration may wait for something that this package cannot see."""
    monkeypatch.setattr(asyncio_connection, "_STUCK", 0.01)

    async def script(peer: Peer) -> None:
        await peer.send({"type": "x"})
        request = await peer.receive("response.create")
        for number in range(20):
            await peer.send({"type": "x", "number": number})
        # The client has read all that: the answer does not arrive with it.
        await (await peer.socket.ping())
        await peer.send(*written("resp_1", "Hi", request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)

        async def act() -> None:
            async for _ in inner:
                await asyncio.create_task(inner.respond())

        def block() -> None:
            for _ in inner:
                thread = threading.Thread(target=inner.respond)
                thread.start()
                thread.join()

        with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
            await (act() if inner is conn else asyncio.to_thread(block))
        assert [response.text for response in conn.responses.values()] == ["Hi"]

    run(script, client, dialect="ga", options=rt.Options(buffered=4))


@pytest.mark.parametrize("size", [9_600, 10_000_000])
def test_server_that_stops_reading_makes_sends_fail(run: Run, size: int) -> None:
    async def script(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        await peer.send({"type": "silent"})
        await asyncio.to_thread(done.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        await conn.wait_for("silent")
        with pytest.raises(rt.RealtimeTimeoutError, match=r"0\.05 s waiting for the server to read what was sent"):
            await conn.send_audio(bytes(30_000_000), chunk=size)
        with pytest.raises(rt.RealtimeTimeoutError, match="to read what was sent"):
            await conn.send({"type": "big", "text": "x" * 10_000_000})
        with pytest.raises(rt.RealtimeTimeoutError):
            await conn.respond({"instructions": "x" * 10_000_000}, timeout=20)
        done.set()

    done = threading.Event()
    options = rt.Options(send_timeout=0.05, close_timeout=0.05, ping_interval=None)
    run(script, client, options=options)


def test_all_that_wait_for_the_server_to_read_fail_together(run: Run) -> None:
    async def script(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        await peer.send({"type": "silent"})
        await asyncio.to_thread(done.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        await conn.wait_for("silent")
        with pytest.raises(rt.RealtimeTimeoutError):
            await conn.send({"type": "big", "text": "x" * 10_000_000})
        # One after another, with the time-out each, they would take over a minute.
        requests = [conn.respond({"instructions": "x" * 100_000, "conversation": "none"}) for _ in range(30)]
        commands = [conn.say("x" * 100_000) for _ in range(30)]
        outcomes = await asyncio.gather(*requests, *commands, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {rt.RealtimeTimeoutError}
        done.set()

    done = threading.Event()
    options = rt.Options(send_timeout=1.0, close_timeout=0.05, ping_interval=None)
    run(script, client, options=options)


def test_request_that_cannot_be_sent_in_the_background_is_reported(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """Queued frames are sent when its turn comes, by no task that could be raised the failure."""

    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        peer.socket.transport.pause_reading()
        await peer.send({"type": "silent"})
        await asyncio.to_thread(filled.wait, 20)
        await peer.send(*written("resp_1", "first", request))
        await asyncio.to_thread(done.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        first = asyncio.create_task(conn.respond())
        await conn.wait_for("silent")
        second = asyncio.create_task(conn.respond(timeout=20))
        await until(lambda: conn._session.ledger._queue)
        with pytest.raises(rt.RealtimeTimeoutError):
            await conn.send({"type": "big", "text": "x" * 10_000_000})
        filled.set()
        await first
        with pytest.raises(rt.RealtimeTimeoutError, match="to read what was sent"):
            await second
        assert "a request was not sent" in caplog.text
        done.set()

    filled, done = threading.Event(), threading.Event()
    options = rt.Options(send_timeout=0.05, close_timeout=0.05, ping_interval=None)
    if run.args[0] == "asyncio":  # type: ignore[attr-defined]
        run(script, client, options=options, dialect="ga")


def test_unread_events_do_not_grow_without_a_consumer() -> None:
    async def script(peer: Peer) -> None:
        for number in range(5_000):
            await peer.send({"type": "x", "number": number})
        await peer.receive("go")
        await peer.send({"type": "last"})

    async def client(conn: rt.AsyncConnection) -> None:
        await until(lambda: conn._session.ledger._activity == 5_000)
        assert len(conn._session._backlog) == 1_000
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        found = await list_of(conn)
        assert found[0].to_dict()["number"] in (4_000, 4_001)
        assert found[-1].type == "last"

    run_with("asyncio", script, client)


def test_request_that_was_settled_before_it_was_sent_is_not_sent() -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        conn._session.ledger.drop(conn._session.submit(None))
        await conn.say("Hello")

    server = run_with("asyncio", script, client)
    assert [event["type"] for event in server.received] == ["conversation.item.create"]
