"""Connections that are lost and opened anew, over real sockets: asyncio and blocking."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

import realtime_client as rt
from realtime_client._connection import asyncio_connection as connection
from realtime_client._core.model import UnknownObject
from realtime_client._session.reconnect import Mender
from realtime_client._session.resume import merged
from realtime_client.assembly import Conversation, ConversationItem

from ..support.ws_server import Peer, Play, play
from . import test_connection as scenes
from .test_connection import SESSION, Blocking, Run, answering, calling, spoken

run = scenes.run
AT_ONCE: dict[str, Any] = {"wait_initial": 0, "wait_max": 0, "wait_jitter": 0}


def soon(**given: Any) -> rt.Reconnect:
    return rt.Reconnect(**AT_ONCE, **given)


def one_after_the_other(*scripts: Callable[[Peer], Awaitable[None]]) -> Play:
    """Plays each script on one connection, in their order; on more connections the last."""
    left = [*scripts]

    async def script(peer: Peer) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(peer)

    return script


async def greet(peer: Peer) -> None:
    await peer.send(SESSION)
    await peer.until_closed()


def hang_up(code: int | None, reason: str = "") -> Play:
    """Greets, and closes with a code when it is sent something; without one it breaks."""

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive()
        await close(peer, code, reason)

    return script


async def close(peer: Peer, code: int | None, reason: str = "") -> None:
    if code is None:
        peer.socket.transport.abort()
    elif code == 1005:
        # No close frame has this code: it stands for one that has none.
        peer.socket.protocol.send_close()
        peer.socket.transport.write(b"".join(peer.socket.protocol.data_to_send()))
        await peer.socket.wait_closed()
    else:
        await peer.socket.close(code, reason)


@pytest.mark.parametrize("code", [1001, 1005, 1011, 1012, 1013, None])
def test_session_goes_on_after_each_code(run: Run, code: int | None) -> None:
    async def scene(conn: Any) -> None:
        got: list[Any] = []
        async for event in conn:
            if not got:
                await conn.update_session({"type": "realtime", "instructions": "Be brief."})
            got.append(event)
            if len(got) == 3:
                break
        assert [event.type for event in got] == ["session.created", "realtime_client.reconnected", "session.created"]
        again = got[1]
        assert isinstance(again, rt.Reconnected)
        assert (again.code, again.responses, again.attempts) == (code, (), 1)

    server = run(one_after_the_other(hang_up(code), greet), scene, reconnect=soon())
    first, second = server.received
    assert first["type"] == second["type"] == "session.update"
    assert first["session"] == second["session"]
    assert first["event_id"] != second["event_id"]


@pytest.mark.parametrize("code", [1000, 1008, 4000])
def test_other_codes_end_it(run: Run, code: int) -> None:
    async def scene(conn: Any) -> None:
        await conn.clear_audio()
        with pytest.raises(rt.ConnectionClosed) as raised:
            await conn.wait_for("never")
        assert (raised.value.code, type(raised.value)) == (code, rt.ConnectionClosed)

    server = run(hang_up(code), scene, reconnect=soon())
    assert len(server.paths) == 1


def test_which_codes_count() -> None:
    mender = Mender(rt.Reconnect(), "ws://host")
    assert all(mender.applies(code) for code in (1001, 1005, 1006, 1011, 1012, 1013, 1015, None))
    assert not any(mender.applies(code) for code in (1000, 1002, 1008, 1009, 4000))
    assert Mender(rt.Reconnect(codes=(4000,)), "ws://host").applies(4000)
    assert not Mender(rt.Reconnect(codes=(4000,)), "ws://host").applies(None)
    assert not Mender(None, "ws://host").applies(1012)


def test_waits_grow_up_to_a_limit() -> None:
    reconnect = rt.Reconnect(wait_initial=1, wait_max=10, wait_jitter=0)
    assert [reconnect.wait(number) for number in (1, 2, 3, 4, 5, 6, 10_000)] == [0, 1, 2, 4, 8, 10, 10]
    waits = {rt.Reconnect(wait_initial=1, wait_jitter=1).wait(2) for _ in range(10)}
    assert len(waits) > 1
    assert all(1 <= wait <= 2 for wait in waits)


def test_what_was_in_flight_is_reported_and_the_connection_goes_on(run: Run) -> None:
    async def cut(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["so ", "far"])[:-1])
        await peer.socket.close(1012, "restarting")

    async def answer(peer: Peer) -> None:
        asked = await peer.receive("response.create")
        await peer.send(*answering("resp_2", ["again"], asked))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        begun = asyncio.Event()

        async def iterate() -> Any:
            async for event in conn:
                begun.set()
                if event.type == "realtime_client.reconnected":
                    return event
            raise AssertionError("it ended")

        iterating = asyncio.create_task(iterate())
        await begun.wait()
        waiting = [conn.wait_for("session.updated"), conn.respond(), conn.respond()]
        lost = await asyncio.gather(*waiting, return_exceptions=True)
        again = await iterating
        assert [type(error) for error in lost] == [rt.ConnectionLost] * 3
        error: Any = lost[0]
        assert (error.code, error.reason) == (1012, "restarting")
        assert [response.transcript for response in error.responses] == ["so far"]
        assert again.responses == error.responses
        assert (again.code, again.reason) == (1012, "restarting")
        assert (await conn.respond()).transcript == "again"

    run(one_after_the_other(cut, answer), scene, dialect="ga", reconnect=soon())


ITEMS: list[dict[str, Any]] = [
    {"id": "i1", "type": "message", "role": "system", "content": [{"type": "input_text", "text": "Be brief."}]},
    {"id": "i2", "type": "message", "role": "user", "content": [{"type": "input_audio", "transcript": None}]},
    {"id": "i3", "type": "message", "role": "user", "content": [{"type": "input_audio", "transcript": "A table."}]},
    {"id": "i4", "type": "message", "role": "user", "content": [{"type": "input_audio"}]},
    {"id": "i5", "type": "function_call", "status": "completed", "call_id": "c1", "name": "find", "arguments": "{}"},
    {"id": "i6", "type": "function_call_output", "call_id": "c1", "output": "7"},
    {"id": "i7", "type": "function_call_output", "call_id": "c0", "output": "8"},
    {"id": "i8", "type": "function_call", "status": "in_progress", "call_id": "c2", "name": "find", "arguments": ""},
    {"id": "i9", "type": "mcp_list_tools", "server_label": "s", "tools": []},
    {"id": "i10", "type": "message", "role": "user", "content": [{"type": "input_image", "image_url": "data:,"}]},
    {"id": "item_r1", "type": "message", "role": "assistant", "status": "in_progress", "content": []},
    {"id": "item_r2", "type": "message", "role": "assistant", "status": "in_progress", "content": []},
]
RESTORED: list[dict[str, Any]] = [
    ITEMS[0],
    {"id": "i2", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello."}]},
    {"id": "i3", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "A table."}]},
    {"id": "i5", "type": "function_call", "call_id": "c1", "name": "find", "arguments": "{}"},
    ITEMS[5],
    ITEMS[9],
]


def in_beta(event: dict[str, Any]) -> dict[str, Any]:
    """An event of GA as the beta server calls and sends it."""
    found: dict[str, Any] = orjson.loads(orjson.dumps(event).replace(b"output_audio", b"audio"))
    return found


@pytest.mark.parametrize("dialect", ["ga", "beta"])
@pytest.mark.parametrize("wanted", [False, True])
def test_conversation_is_sent_again_where_it_is_wanted(run: Run, wanted: bool, dialect: rt.Dialect) -> None:
    added = "conversation.item.added" if dialect == "ga" else "conversation.item.created"

    cut = spoken("r2", ["What"])[:-1]

    async def first(peer: Peer) -> None:
        for number, item in enumerate(ITEMS):
            before = ITEMS[number - 1]["id"] if number else None
            await peer.send({"type": added, "event_id": f"a{number}", "previous_item_id": before, "item": item})
        heard = {"item_id": "i2", "content_index": 0, "transcript": "Hello."}
        await peer.send(
            {"type": "conversation.item.input_audio_transcription.completed", "event_id": "t", **heard},
            *[in_beta(event) if dialect == "beta" else event for event in (*spoken("r1", ["Good ", "evening."]), *cut)],
        )
        await peer.receive()
        await peer.socket.close(1001)

    async def scene(conn: Any) -> None:
        again = None
        async for event in conn:
            if event.type.endswith("audio.delta") and event.response_id == "r2":
                await conn.clear_audio()
            if isinstance(event, rt.Reconnected):
                again = event
            if event.type == "session.created":
                break
        assert again is not None
        assert [item.id for item in again.conversation.items] == [item["id"] for item in ITEMS]
        assert [response.id for response in again.responses] == ["r2"]
        assert [item.id for item in conn.conversation.items] == [item["id"] for item in expected]

    kind = "output_text" if dialect == "ga" else "text"
    said = {"role": "assistant", "content": [{"type": kind, "text": "Good evening."}]}
    expected = [*RESTORED, {"id": "item_r1", "type": "message", **said}] if wanted else []
    given = {"dialect": dialect, "reconnect": soon(conversation=wanted)}
    server = run(one_after_the_other(first, greet), scene, **given)
    sent = [event for event in server.received if event["type"] == "conversation.item.create"]
    assert [event["item"] for event in sent] == expected
    assert [rt.validate(rt.parse_client_event(event, dialect=dialect)) for event in sent] == [[]] * len(sent)


def test_items_of_no_known_kind_are_not_sent_again() -> None:
    from realtime_client._session.resume import restorable

    conversation = Conversation(items=[ConversationItem("a"), ConversationItem("b", UnknownObject.from_dict({}))])
    assert list(restorable(conversation, "ga")) == []


def test_settings_add_up(run: Run) -> None:
    async def scene(conn: Any) -> None:
        for settings in (
            {"type": "realtime", "instructions": "a", "audio": {"input": {"turn_detection": {"type": "server_vad"}}}},
            {"type": "realtime", "audio": {"input": {"noise_reduction": None}, "output": {"voice": "marin"}}},
            {"type": "realtime", "instructions": "b", "tools": []},
        ):
            await conn.update_session(settings)
        await conn.send({"type": "session.update", "session": "odd"})
        await conn.clear_audio()
        await conn.wait_for("session.updated")

    async def first(peer: Peer) -> None:
        await peer.receive("input_audio_buffer.clear")
        await peer.socket.close(1012)

    async def second(peer: Peer) -> None:
        await peer.receive()
        await peer.send({"type": "session.updated", "event_id": "u", "session": {}})
        await peer.until_closed()

    async def twice(conn: Any) -> None:
        with pytest.raises(rt.ConnectionLost):
            await scene(conn)
        await conn.wait_for("session.updated")

    server = run(one_after_the_other(first, second), twice, dialect="ga", reconnect=soon())
    audio = {
        "input": {"turn_detection": {"type": "server_vad"}, "noise_reduction": None},
        "output": {"voice": "marin"},
    }
    assert server.received[-1]["session"] == {"type": "realtime", "instructions": "b", "audio": audio, "tools": []}


def test_settings_that_change_their_kind_are_replaced() -> None:
    old = {"vad": {"type": "server_vad", "threshold": 0.5}, "format": {"rate": 1}}
    assert merged(old, {"vad": {"type": "semantic_vad"}, "format": {"type": "audio/pcm"}}) == {
        "vad": {"type": "semantic_vad"},
        "format": {"type": "audio/pcm", "rate": 1},
    }
    assert merged(old, {"vad": None, "format": {"rate": 2}}) == {"vad": None, "format": {"rate": 2}}


def refuse(attempt: rt.ReconnectAttempt) -> None:
    raise PermissionError(f"not again after {attempt.closed.code}")


@pytest.mark.parametrize("before", [lambda attempt: False, refuse])
def test_callback_refuses(run: Run, before: Any) -> None:
    async def scene(conn: Any) -> None:
        await conn.clear_audio()
        with pytest.raises(rt.ConnectionClosed) as raised:
            # Going away would be a normal end, had it not been meant to go on.
            async for _ in conn:
                pass
        assert raised.value.code == 1001
        cause = raised.value.__cause__
        assert "reconnecting was refused" in str(cause)
        assert cause is not None
        assert "gave False" in str(cause.__cause__) or "not again after 1001" in str(cause.__cause__)

    server = run(hang_up(1001), scene, reconnect=soon(before=before))
    assert len(server.paths) == 1


def test_callback_changes_the_url(run: Run) -> None:
    seen: list[rt.ReconnectAttempt] = []

    async def scene(conn: Any) -> None:
        await conn.clear_audio()
        async for event in conn:
            if isinstance(event, rt.Reconnected):
                break
        await conn.say("Hello")

    async def later(attempt: rt.ReconnectAttempt) -> str:
        await asyncio.sleep(0)
        return other.url

    def before(attempt: rt.ReconnectAttempt) -> Any:
        seen.append(attempt)
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return other.url
        return later(attempt)

    async def second(peer: Peer) -> None:
        await peer.receive("conversation.item.create")
        await peer.until_closed()

    with play(second) as other:
        server = run(hang_up(1012, "moving"), scene, reconnect=soon(before=before))
    assert len(server.paths) == 1
    assert [event["type"] for event in other.received] == ["conversation.item.create"]
    (attempt,) = seen
    assert (attempt.number, attempt.url, attempt.closed.reason, attempt.error) == (1, server.url, "moving", None)
    assert "ws://" not in repr(attempt)


def test_async_callback_needs_asyncio() -> None:
    async def before(attempt: rt.ReconnectAttempt) -> None: ...

    def awaitable(attempt: rt.ReconnectAttempt) -> Any:
        return Later()

    for callback in (before, awaitable):
        mender = Mender(rt.Reconnect(before=callback), "ws://host")
        with pytest.raises(rt.RealtimeError) as raised:
            mender.target(rt.ConnectionClosed(1012, ""), None)
        assert "only asyncio" in str(raised.value.__cause__)


class Later:
    def __await__(self) -> Any:
        raise AssertionError("nobody waits")


@pytest.mark.parametrize(
    ("status", "headers", "tries"),
    [(401, {}, 1), (403, {}, 1), (404, {}, 1), (429, {"retry-after-ms": "1"}, 3), (500, {}, 3), (503, {}, 3)],
)
def test_handshakes_that_fail(run: Run, status: int, headers: dict[str, str], tries: int) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive()
        peer.server.refuse = (status, b"{}", headers)
        await peer.socket.close(1001)

    async def scene(conn: Any) -> None:
        await conn.recv()
        iterating = asyncio.create_task(scenes.taken(conn))
        await conn.clear_audio()
        with pytest.raises(rt.ConnectionClosed) as raised:
            await iterating
        assert (raised.value.code, type(raised.value)) == (1001, rt.ConnectionClosed)
        assert isinstance(raised.value.__cause__, rt.APIStatusError)
        for again in (conn.say("Hello"), conn.recv(), conn.respond()):
            with pytest.raises(rt.ConnectionClosed) as raised:
                await again
            assert raised.value.code == 1001

    server = run(script, scene, reconnect=soon(attempts=3))
    assert len(server.paths) == 1 + tries


def test_server_that_is_gone(run: Run) -> None:
    """Nobody listens where the connection would be opened anew, or somebody who does not speak the protocol."""

    async def hang_up_at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def scene(conn: Any) -> None:
        async with await asyncio.start_server(hang_up_at_once, "127.0.0.1", 0) as deaf:
            urls[:] = [f"ws://127.0.0.1:{deaf.sockets[0].getsockname()[1]}", "ws://127.0.0.1:1"]
            await conn.clear_audio()
            with pytest.raises(rt.ConnectionClosed) as raised:
                await conn.wait_for("realtime_client.reconnected")
        assert isinstance(raised.value.__cause__, rt.APIConnectionError)
        assert [type(error) for error in errors] == [type(None), rt.APIConnectionError]

    def before(attempt: rt.ReconnectAttempt) -> str:
        errors.append(attempt.error)
        return urls.pop(0)

    urls: list[str] = []
    errors: list[Exception | None] = []
    run(hang_up(1012), scene, reconnect=soon(attempts=2, before=before))


def test_losses_in_a_row_count_together(run: Run) -> None:
    async def scene(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed) as raised:
            await scenes.taken(conn)
        assert not isinstance(raised.value.__cause__, rt.RealtimeError)

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.socket.close(1012)

    assert len(run(script, scene, reconnect=soon(attempts=3)).paths) == 4


def test_losses_after_a_good_while_are_counted_anew(run: Run) -> None:
    async def scene(conn: Any) -> None:
        again = [event.attempts for event in await scenes.taken(conn) if isinstance(event, rt.Reconnected)]
        assert again == [1] * 5

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.socket.close(1012 if len(peer.server.paths) < 6 else 1000)

    run(script, scene, reconnect=soon(attempts=1, stable_after=0))
    run(script, scene, reconnect=soon(attempts=None, stable_after=0))


def test_what_is_sent_meanwhile_waits(run: Run) -> None:
    go_on = threading.Event()

    async def scene(conn: Any) -> None:
        loop, reached = asyncio.get_running_loop(), asyncio.Event()
        told.append(lambda: loop.call_soon_threadsafe(reached.set))
        await conn.recv()
        await conn.clear_audio()
        reading = asyncio.create_task(conn.recv())
        await reached.wait()
        sending = [asyncio.create_task(send) for send in (conn.say("Hello"), conn.send_audio(b"xx"), conn.respond())]
        done, _ = await asyncio.wait(sending, timeout=0.1)
        assert not done
        go_on.set()
        assert isinstance(await reading, rt.Reconnected)
        await asyncio.gather(*sending)
        assert sending[-1].result().transcript == "Hi"

    async def second(peer: Peer) -> None:
        asked = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["Hi"], asked))
        await peer.until_closed()

    def before(attempt: rt.ReconnectAttempt) -> Any:
        told[0]()
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return go_on.wait(10)
        return asyncio.to_thread(go_on.wait, 10)

    told: list[Callable[[], object]] = []
    server = run(one_after_the_other(hang_up(1012), second), scene, dialect="ga", reconnect=soon(before=before))
    kinds = {event["type"] for event in server.received[1:]}
    assert kinds == {"conversation.item.create", "input_audio_buffer.append", "response.create"}


@pytest.mark.parametrize("meanwhile", ["say", "close"])
def test_connection_that_was_lost_unnoticed_is_found_lost_by_whoever_sends(run: Run, meanwhile: str) -> None:
    async def scene(conn: Any) -> None:
        await conn.recv()
        await conn.clear_audio()
        await socket_closed(conn)
        if meanwhile == "say":
            await conn.say("Hello")

    server = run(one_after_the_other(hang_up(1012), greet), scene, reconnect=soon())
    assert len(server.received) == (2 if meanwhile == "say" else 1)


async def socket_closed(conn: Any) -> None:
    """The client's end of the socket has noticed that the server closed it, though nobody reads."""
    if isinstance(conn, Blocking):
        await asyncio.to_thread(conn.conn._socket.recv_events_thread.join)
    else:
        await conn._socket.wait_closed()


def test_calls_of_a_conversation_that_was_lost_are_not_answered(run: Run) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) % 2:
            await peer.receive("response.create")
            await peer.send(*calling("resp_1", ("lose", "{}")))
            await peer.socket.close(1012)
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        blocking = isinstance(conn, Blocking)

        def lose_blocking() -> None:
            conn.conn._socket.recv_events_thread.join()

        async def lose() -> None:
            await conn._socket.wait_closed()

        functions = rt.Functions(on_error=None)
        functions.register(name="lose")(lose_blocking if blocking else lose)
        # It is found when the output is sent, or was while the function ran.
        with pytest.raises(rt.ConnectionLost):
            await conn.respond(functions=functions)

    async def noticed(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        def lose_blocking() -> None:
            conn.conn._socket.recv_events_thread.join()
            conn.conn.clear_audio()

        async def lose() -> None:
            await conn._socket.wait_closed()
            await conn.clear_audio()

        functions.register(name="lose")(lose_blocking if isinstance(conn, Blocking) else lose)
        with pytest.raises(rt.ConnectionLost):
            await conn.respond(functions=functions)

    for each in (scene, noticed):
        server = run(script, each, dialect="ga", reconnect=soon())
        assert "conversation.item.create" not in [event["type"] for event in server.received]


def test_connection_that_breaks_while_the_session_is_restored_is_an_attempt(run: Run) -> None:
    many = {"id": "i", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "x" * 10_000_000}]}

    async def first(peer: Peer) -> None:
        await peer.send({"type": "conversation.item.added", "event_id": "e", "previous_item_id": None, "item": many})
        await peer.receive()
        await peer.socket.close(1012)

    async def second(peer: Peer) -> None:
        # More than the socket takes at once is on its way.
        peer.server.refuse = (401, b"{}", {})
        peer.socket.transport.abort()

    async def scene(conn: Any) -> None:
        await conn.recv()
        await conn.clear_audio()
        with pytest.raises(rt.ConnectionClosed) as raised:
            await conn.recv()
        assert isinstance(raised.value.__cause__, rt.APIStatusError)

    server = run(one_after_the_other(first, second), scene, dialect="ga", reconnect=soon(conversation=True))
    assert len(server.paths) == 3


def test_closing_ends_the_wait(run: Run) -> None:
    async def scene(conn: Any) -> None:
        await conn.recv()
        await conn.clear_audio()
        reading = asyncio.create_task(conn.recv())
        await reached.wait()
        await conn.close()
        with pytest.raises(rt.ConnectionClosed) as raised:
            await reading
        assert raised.value.code == 1012

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive()
        peer.server.refuse = (503, b"{}", {})
        await peer.socket.close(1012)

    # Between attempts, it would wait for a minute.
    waits: dict[str, Any] = {"wait_initial": 60, "wait_max": 60, "wait_jitter": 0}
    reached = Reached()
    server = run(script, scene, reconnect=rt.Reconnect(**waits, before=reached.set))
    assert len(server.paths) == 2


class Reached:
    """That the first attempt has been made, told from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self, attempt: rt.ReconnectAttempt) -> None:
        self._event.set()

    async def wait(self) -> None:
        assert await asyncio.to_thread(self._event.wait, 10)


def test_cancelling_while_it_is_opened_anew_leaves_nothing_running() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive()
        await peer.socket.close(1012)

    async def act(url: str) -> None:
        before = asyncio.all_tasks()
        reached, held = asyncio.Event(), asyncio.Event()

        async def hold(attempt: rt.ReconnectAttempt) -> None:
            reached.set()
            await held.wait()

        reconnect = rt.Reconnect(wait_initial=60, wait_max=60, wait_jitter=0, before=hold)
        async with await connection.open_connection(url, reconnect=reconnect) as conn:
            await conn.recv()
            await conn.clear_audio()
            with pytest.raises(TimeoutError):
                await conn.wait_for("never", timeout=0.05)
            assert reached.is_set()
            # The next attempt is made by whoever waits next, and waits for its time.
            with pytest.raises(TimeoutError):
                await conn.wait_for("never", timeout=0.05)
        assert asyncio.all_tasks() == before

    with play(script) as server:
        asyncio.run(act(server.url))
        assert len(server.paths) == 1


def test_cancelling_while_the_session_is_restored_closes_the_new_socket() -> None:
    many = {"id": "i", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "x" * 10_000_000}]}
    gone = threading.Event()

    async def first(peer: Peer) -> None:
        await peer.send({"type": "conversation.item.added", "event_id": "e", "previous_item_id": None, "item": many})
        await peer.receive()
        await peer.socket.close(1012)

    async def second(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        await asyncio.to_thread(started.wait, 10)
        peer.socket.transport.resume_reading()
        await peer.socket.wait_closed()
        gone.set()

    started = threading.Event()

    async def act(url: str) -> None:
        reconnect = soon(conversation=True)
        async with await connection.open_connection(url, dialect="ga", reconnect=reconnect) as conn:
            await conn.recv()
            await conn.clear_audio()
            with pytest.raises(TimeoutError):
                await conn.wait_for("never", timeout=0.3)
            started.set()
            assert await asyncio.to_thread(gone.wait, 10)

    with play(one_after_the_other(first, second)) as server:
        asyncio.run(act(server.url))
        assert len(server.paths) == 2


def test_waits_that_are_cancelled_are_no_attempts() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive()
        await peer.socket.close(1012)

    async def act(url: str) -> None:
        reconnect = rt.Reconnect(attempts=1, wait_initial=0, wait_jitter=60)
        async with await connection.open_connection(url, reconnect=reconnect) as conn:
            await conn.recv()
            await conn.clear_audio()
            for _ in range(5):
                with pytest.raises(TimeoutError):
                    await conn.wait_for("never", timeout=0.01)
            assert conn._mender.number == 0

    with play(script) as server:
        asyncio.run(act(server.url))


def test_who_waits_for_what_was_in_flight_hears_of_it_before_the_connection_is_opened_anew(run: Run) -> None:
    go_on = threading.Event()

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.socket.close(1012)

    async def scene(conn: Any) -> None:
        begun = asyncio.Event()

        async def iterate() -> None:
            async for event in conn:
                begun.set()
                if isinstance(event, rt.Reconnected):
                    return

        iterating = asyncio.create_task(iterate())
        await begun.wait()
        # Two wait, and one of all opens the connection anew: at least one of them hears of it at once.
        asking = [asyncio.create_task(conn.wait_for("never")) for _ in range(2)]
        asking.append(asyncio.create_task(conn.create_response()))
        await asking.pop()
        done, _ = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED, timeout=10)
        assert done
        assert not iterating.done()
        go_on.set()
        lost = await asyncio.gather(*asking, return_exceptions=True)
        assert [type(error) for error in lost] == [rt.ConnectionLost] * 2
        await iterating

    def before(attempt: rt.ReconnectAttempt) -> Any:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return go_on.wait(10)
        return asyncio.to_thread(go_on.wait, 10)

    run(one_after_the_other(script, greet), scene, reconnect=soon(before=before))


def test_each_handshake_has_a_fresh_key() -> None:
    keys = iter(f"key-{number}" for number in range(10))

    async def act(client: rt.RealtimeClient) -> None:
        async with client.connect(reconnect=soon()) as conn:
            await conn.clear_audio()
            async for event in conn:
                if isinstance(event, rt.Reconnected):
                    break

    with play(one_after_the_other(hang_up(1012), greet, hang_up(1012), greet)) as server:
        url = server.url.replace("ws:", "http:").partition("/realtime")[0]
        client = rt.RealtimeClient(lambda: next(keys), url)
        asyncio.run(act(client))
        with client.connect_sync(reconnect=soon()) as conn:
            conn.clear_audio()
            for event in conn:
                if isinstance(event, rt.Reconnected):
                    break
    assert [headers["Authorization"] for headers in server.headers] == [f"Bearer key-{number}" for number in range(4)]
