"""Threads, loops, callbacks and signals: the right exception, and nothing left running."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import realtime_client as rt
from realtime_client._connection import asyncio_connection, blocking_connection

from ..support.connections import Blocking, Run, run_with, until
from ..support.events import SESSION, calling, error, written
from ..support.ws_server import Peer, play


async def _idle(peer: Peer) -> None:
    await peer.send(SESSION)
    await peer.until_closed()


async def _echo(peer: Peer) -> None:
    number = 0
    while True:
        request = await peer.receive("response.create")
        number += 1
        await peer.send(*written(f"resp_{number}", request["response"]["instructions"], request))


def test_many_threads_share_a_blocking_connection() -> None:
    with play(_echo) as server, blocking_connection.open_connection(server.url, dialect="ga") as conn:

        def ask(number: int) -> str:
            conn.say(f"item {number}")
            with pytest.raises(rt.RealtimeTimeoutError):
                conn.wait_for("rate_limits.updated", timeout=0)
            return conn.respond({"instructions": str(number)}).text

        with ThreadPoolExecutor(16) as pool:
            assert list(pool.map(ask, range(64))) == [str(number) for number in range(64)]


def test_closing_ends_what_other_threads_do() -> None:
    for _ in range(20):
        with play(_echo) as server:
            conn = blocking_connection.open_connection(server.url, dialect="ga")
            begun = threading.Barrier(5)

            def respond(conn: rt.Connection = conn) -> None:
                while True:
                    assert conn.respond({"instructions": "a"}).text == "a"

            def wait(conn: rt.Connection = conn) -> None:
                while True:
                    conn.wait_for("response.done")

            def iterate(conn: rt.Connection = conn) -> None:
                for _ in conn:
                    pass
                raise StopIteration

            def follow(conn: rt.Connection = conn) -> None:
                for turn in conn.turns():
                    assert turn.wait() is turn.response
                raise StopIteration

            def run(work: Callable[[], None], begun: threading.Barrier = begun) -> type[Exception]:
                begun.wait()
                try:
                    work()
                except Exception as error:
                    if not isinstance(error, rt.ConnectionClosed | StopIteration):
                        raise
                    return type(error)
                raise AssertionError

            with ThreadPoolExecutor(4) as pool:
                ends = [pool.submit(run, work) for work in (respond, wait, iterate, follow)]
                begun.wait()
                conn.wait_for("response.done")
                conn.close()
                assert [end.result(30) for end in ends[:3]] == [rt.ConnectionClosed, rt.ConnectionClosed, StopIteration]
                # A turn may have been cut off in the middle.
                assert ends[3].result(30) in (rt.ConnectionClosed, StopIteration)


def test_turns_after_another_thread_has_closed() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *written("resp_1", "Hi"))
        await peer.acknowledge(await peer.receive())
        await peer.until_closed()

    with play(script) as server:
        conn = blocking_connection.open_connection(server.url, dialect="ga")
        turns = iter(conn.turns())
        turn = next(turns)
        # Acknowledged after the response, so all of it has arrived.
        conn.update_session({"instructions": "Be brief."})
        conn.close()
        assert turn.wait().text == "Hi"
        assert [piece.text for piece in turn] == ["Hi"]
        assert list(turns) == []


def test_turn_that_another_thread_cuts_off() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *written("resp_1", "Hi")[:-1])
        await peer.acknowledge(await peer.receive())
        await peer.until_closed()

    with play(script) as server:
        conn = blocking_connection.open_connection(server.url, dialect="ga")
        turn = next(iter(conn.turns()))
        conn.update_session({"instructions": "Be brief."})
        conn.close()
        pieces = iter(turn)
        assert next(pieces).text == "Hi"
        with pytest.raises(rt.ConnectionClosed, match="1 response"):
            next(pieces)
        with pytest.raises(rt.ConnectionClosed, match="1 response"):
            turn.wait()


def test_iteration_left_while_the_connection_closes() -> None:
    with play(_idle) as server:
        conn = blocking_connection.open_connection(server.url)

        async def items() -> AsyncIterator[int]:
            try:
                yield 1
            finally:
                # Another thread may do so at this moment.
                closing.start()
                await asyncio.Event().wait()

        closing = threading.Thread(target=conn.close)
        iteration = conn._iterate(items())
        assert next(iteration) == 1
        iteration.close()  # type: ignore[attr-defined]
        closing.join()


def test_connection_of_another_loop() -> None:
    async def opened(url: str) -> rt.AsyncConnection:
        return await asyncio_connection.open_connection(url)

    async def use(conn: rt.AsyncConnection) -> None:
        async def iterate() -> None:
            async for _ in conn:
                pass

        async def follow() -> None:
            async for _ in conn.turns():
                pass

        for attempt in (
            conn.send({"type": "input_audio_buffer.clear"}),
            conn.say("Hello"),
            conn.wait_for("error"),
            conn.respond(),
            iterate(),
            follow(),
            conn.close(),
        ):
            with pytest.raises(rt.RealtimeError, match="belongs to another event loop"):
                await attempt

    with play(_idle) as server, asyncio.Runner() as runner:
        conn = runner.run(opened(server.url))
        thread = threading.Thread(target=asyncio.run, args=(use(conn),))
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
        runner.run(conn.close())


def test_callback_must_not_use_the_blocking_connection_that_calls_it() -> None:
    found: list[BaseException] = []

    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(error("Careful.", event_id="another"))
        await peer.until_closed()

    def on_error(problem: rt.ServerError) -> None:
        for use in (lambda: conn.say("Hello"), lambda: next(iter(conn)), conn.close):
            try:
                use()
            except rt.RealtimeError as refused:
                found.append(refused)

    with play(script) as server:
        conn = blocking_connection.open_connection(server.url, on_error=on_error)
        conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        conn.wait_for("error")
        conn.close()
    assert [str(each) for each in found] == ["a callback must not use the blocking connection that it is called by"] * 3


def test_blocking_iteration_in_a_callback_is_refused() -> None:
    """An iteration that is taken further by a callback would wait for itself."""
    found: list[BaseException] = []

    async def script(peer: Peer) -> None:
        await peer.send({"type": "first"})
        await peer.receive("go")
        await peer.send(error("Careful.", event_id="another"))
        await peer.until_closed()

    def on_error(problem: rt.ServerError) -> None:
        try:
            next(iterator)
        except rt.RealtimeError as refused:
            found.append(refused)
        called.set()

    called = threading.Event()
    with play(script) as server:
        conn = blocking_connection.open_connection(server.url, on_error=on_error)
        iterator = iter(conn)
        next(iterator)
        conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert called.wait(20)
        conn.close()
    assert "a callback must not use" in str(found[0])


def test_connection_is_collected_unclosed_without_a_hang() -> None:
    program = """
import realtime_client as rt
from realtime_client._connection.blocking_connection import open_connection
conn = open_connection({url!r})
conn.recv()
print("end")
"""
    with play(_idle) as server:
        command = [sys.executable, "-c", program.format(url=server.url)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "end\n"


FORKED = """
import os, warnings
import realtime_client as rt
from realtime_client._connection.blocking_connection import open_connection
warnings.simplefilter("ignore")
with open_connection({url!r}) as conn:
    conn.wait_for("session.created")
    child = os.fork()
    if not child:
        for use in (conn.recv, conn.respond, lambda: next(iter(conn)), lambda: next(conn.turns())):
            try:
                use()
            except rt.RealtimeError as error:
                print(error)
if child:
    os.waitpid(child, 0)
    print("end")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_connection_is_not_used_in_another_process() -> None:
    with play(_idle) as server:
        command = [sys.executable, "-c", FORKED.format(url=server.url)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    refusal = "the connection belongs to the process before the fork: open one in this process"
    assert done.stdout.splitlines() == [*[refusal] * 4, "end"]


CTRL_C = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
import realtime_client as rt
"""
BLOCKING = (
    CTRL_C
    + """
from realtime_client._connection.blocking_connection import open_connection
try:
    with open_connection({url!r}) as conn:
        conn.wait_for("session.created")
        conn.send({{"type": "ready"}})
        {wait}
except KeyboardInterrupt:
    assert conn.is_closed
    conn._thread._thread.join(10)
    print("interrupted", threading.active_count())
"""
)
ASYNCIO = (
    CTRL_C
    + """
import asyncio
from realtime_client._connection.asyncio_connection import open_connection
async def main():
    global conn
    async with await open_connection({url!r}) as conn:
        await conn.wait_for("session.created")
        await conn.send({{"type": "ready"}})
        {wait}
try:
    asyncio.run(main())
except KeyboardInterrupt:
    assert conn.is_closed
    print("interrupted", threading.active_count())
"""
)
WAITS = {
    "blocking-wait": (BLOCKING, 'conn.wait_for("never")'),
    "blocking-respond": (BLOCKING, "conn.respond()"),
    "blocking-iterate": (BLOCKING, "[event for event in conn]"),
    "blocking-stream": (BLOCKING, "[piece for piece in conn.stream()]"),
    "blocking-turns": (BLOCKING, "[turn for turn in conn.turns()]"),
    "asyncio-wait": (ASYNCIO, 'await conn.wait_for("never")'),
    "asyncio-respond": (ASYNCIO, "await conn.respond()"),
    "asyncio-iterate": (ASYNCIO, "[event async for event in conn]"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
@pytest.mark.parametrize("what", WAITS)
def test_ctrl_c(what: str) -> None:
    program, wait = WAITS[what]
    process: list[subprocess.Popen[str]] = []
    started = threading.Event()

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("ready")
        if "respond" in what or "stream" in what:
            await peer.receive("response.create")
        await asyncio.to_thread(started.wait, 20)
        process[0].send_signal(signal.SIGINT)
        await peer.until_closed()

    with play(script) as server:
        command = [sys.executable, "-c", program.format(url=server.url, wait=wait)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            process.append(running)
            started.set()
            out, err = running.communicate(timeout=60)
    assert out == "interrupted 1\n", err


def test_interrupted_blocking_wait_cancels_at_the_server() -> None:
    """A wait that Ctrl-C interrupts is given up, and the connection can be used further."""

    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        events = written("resp_1", "given up", request)
        await peer.send(*events[:-1], {"type": "begun"})
        await peer.receive("response.cancel")
        await peer.send(events[-1])
        await peer.send(*written("resp_2", "wanted", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Blocking) -> None:
        inner = conn.inner
        failing: Any = inner._thread

        class Interrupted(BaseException):
            """Stands for `KeyboardInterrupt`, which only the main thread gets."""

        waited: list[Any] = []
        submit = asyncio.run_coroutine_threadsafe

        class Future:
            """A future of which the wait is interrupted once the response has begun."""

            def __init__(self, future: Any) -> None:
                self.future = future

            def result(self) -> Any:
                begun.wait(20)
                raise Interrupted

            def cancel(self) -> None:
                self.future.cancel()

        begun = threading.Event()

        def submit_once(work: Any, loop: Any) -> Any:
            future = submit(work, loop)
            if waited:
                return future
            waited.append(future)
            return Future(future)

        def ask() -> None:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(asyncio, "run_coroutine_threadsafe", submit_once)
                with pytest.raises(Interrupted):
                    next(iter(inner.stream()))

        asking = asyncio.create_task(asyncio.to_thread(ask))
        await until(lambda: inner.responses)
        begun.set()
        await asking
        assert failing is inner._thread
        assert (await conn.respond()).text == "wanted"

    run_with("blocking", script, client, dialect="ga")


def test_callback_that_raises_hurts_only_its_task(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("quick", "{}")))
        await peer.send({"type": "input_audio_buffer.speech_started", "event_id": "u"})
        await peer.receive("go")
        await peer.send({"type": "fine"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def on_interrupt(cuts: Any) -> None:
            raise KeyError("a bug")

        async def take() -> None:
            async for _ in conn.turns(on_interrupt=on_interrupt, playback=Playing()):
                pass

        class Playing:
            is_playing = True

            def hand_over(self, *args: Any) -> bool:
                return True

            def flush(self) -> list[Any]:
                return []

        taking = asyncio.create_task(take())
        await until(lambda: conn._session.feeds)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(KeyError, match="a bug"):
            await taking
        fine = asyncio.create_task(conn.wait_for("fine"))
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await fine).type == "fine"

    run(script, client, dialect="ga")


def test_headers_of_a_blocking_connection_may_come_from_a_function() -> None:
    threads: list[str] = []

    def headers() -> dict[str, str]:
        threads.append(threading.current_thread().name)
        return {"Authorization": "Bearer key"}

    with play(_idle) as server:
        blocking_connection.open_connection(server.url, headers=headers).close()
        assert server.headers[0]["Authorization"] == "Bearer key"
    # It may block, so the thread that reads does not call it.
    assert threads != ["realtime_client connection"]


def test_a_connection_that_was_not_opened_says_how_to_open_it() -> None:
    connecting: Any = rt.RealtimeClient("k", "http://127.0.0.1:9/v1").connect(model="m")
    with pytest.raises(
        AttributeError, match=r"^the connection is not open, so it has no 'respond' yet: write `async w"
    ):
        connecting.respond()
    with (
        pytest.raises(rt.InvalidArgumentError, match=r"^the connection is opened with asyncio: .*connect_sync$"),
        connecting,
    ):
        pass


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"options": {"open_timeout": 5}}, "options must be Options(...) or None, not dict"),
        ({"record": 5}, "record must be a path or RecordOptions(...) or None, not int"),
        ({"telemetry": True}, "telemetry must be Telemetry(...) or None, not bool"),
        ({"reconnect": True}, "reconnect must be Reconnect(...) or None, not bool"),
        ({"on_error": "log"}, "on_error must be a function or None, not str"),
    ],
)
def test_arguments_of_another_kind_are_refused_before_a_server_is_called(given: dict[str, Any], message: str) -> None:
    async def opening(url: str) -> None:
        await asyncio_connection.open_connection(url, **given)

    with play(_idle) as server:
        with pytest.raises(rt.InvalidArgumentError, match=f"^{re.escape(message)}$"):
            asyncio.run(opening(server.url))
        with pytest.raises(rt.InvalidArgumentError, match=f"^{re.escape(message)}$"):
            blocking_connection.open_connection(server.url, **given)
        assert not server.paths
