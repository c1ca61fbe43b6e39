"""Connections that are lost and opened again, over real sockets."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed as SocketClosed

import realtime_client as rt
from realtime_client._core.json import dumps, loads
from realtime_client._core.model import UnknownObject
from realtime_client._session.reconnect import Reconnector
from realtime_client._session.resume import merge_settings, restorable_items
from realtime_client.assembly import Conversation

from ..support.connections import Run, list_of, run_with, until
from ..support.events import SESSION, answering, error, spoken, written
from ..support.ws_server import Peer, Play, play

AT_ONCE: dict[str, Any] = {"wait_initial": 0, "wait_max": 0, "wait_jitter": 0}


def policy(**settings: Any) -> rt.Reconnect:
    return rt.Reconnect(**AT_ONCE, **settings)


def in_turn(*scripts: Callable[[Peer], Awaitable[None]]) -> Play:
    """Run each script on one connection, in their order; on further connections the last."""
    left = [*scripts]

    async def script(peer: Peer) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(peer)

    return script


async def greet(peer: Peer) -> None:
    await peer.send(SESSION)
    await peer.until_closed()


def hang_up(code: int | None, reason: str = "") -> Play:
    """Greet, and close with a code when ``go`` is received; without a code, break."""

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        await end(peer, code, reason)

    return script


async def end(peer: Peer, code: int | None, reason: str = "") -> None:
    if code is None:
        peer.socket.transport.abort()
    elif code == 1005:
        # No close frame has this code: it stands for one that has none.
        peer.socket.protocol.send_close()
        peer.socket.transport.write(b"".join(peer.socket.protocol.data_to_send()))
        await peer.socket.wait_closed()
    else:
        await peer.socket.close(code, reason)


async def cut_off(conn: Any) -> None:
    """Have the server end the connection, until that has been noticed."""
    session = conn._session
    before = session.loss
    await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
    await until(lambda: session.loss is not before)


class Hold:
    """A `Reconnect.before` that waits until it is released."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._released = threading.Event()

    def __call__(self, attempt: rt.ReconnectAttempt) -> Any:
        self._reached.set()
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            self._released.wait(20)
            return None
        return asyncio.to_thread(self._wait)

    def _wait(self) -> None:
        self._released.wait(20)

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._reached.wait, 20)

    def release(self) -> None:
        self._released.set()


# The policy.


def test_codes_of_the_policy() -> None:
    reconnector = Reconnector(rt.Reconnect(), "ws://host")
    assert all(reconnector.applies(code) for code in (1001, 1005, 1006, 1011, 1012, 1013, 1015, None))
    assert not any(reconnector.applies(code) for code in (1000, 1002, 1008, 1009, 4000))
    assert Reconnector(rt.Reconnect(codes=(4000,)), "ws://host").applies(4000)
    assert not Reconnector(rt.Reconnect(codes=(4000,)), "ws://host").applies(None)
    assert not Reconnector(None, "ws://host").applies(1012)


def test_what_this_side_closed_is_not_reopened() -> None:
    reconnector = Reconnector(rt.Reconnect(codes=(1009, 1011)), "ws://host")
    assert not reconnector.applies(1009, "client")
    assert reconnector.applies(1009, "server")
    # A ping that went unanswered is not the fault of this side.
    assert reconnector.applies(1011, "client")


def test_waits_grow_up_to_a_limit() -> None:
    reconnect = rt.Reconnect(wait_initial=1, wait_max=10, wait_jitter=0)
    assert [reconnect.wait(number) for number in (1, 2, 3, 4, 5, 6, 10_000)] == [0, 1, 2, 4, 8, 10, 10]
    waits = {rt.Reconnect(wait_initial=1, wait_jitter=1).wait(2) for _ in range(10)}
    assert len(waits) > 1
    assert all(1 <= wait <= 2 for wait in waits)


def test_attempts_within_a_minute_are_limited() -> None:
    now = 0.0
    settings = policy(attempts=None, attempts_per_minute=3, stable_after=0)
    reconnector = Reconnector(settings, "ws://host", clock=lambda: now)
    closed = rt.ConnectionClosed(1012, "")

    async def attempt() -> float | None:
        nonlocal now
        reconnector.lost()
        wait = reconnector.next_wait(None)
        now += wait or 0.0
        await reconnector.target(closed, None)
        reconnector.opened()
        return wait

    async def attempts() -> list[float | None]:
        nonlocal now
        waits = [await attempt()]
        now = 10.0
        return waits + [await attempt() for _ in range(4)]

    # The fourth waits until the first is a minute old, the fifth until the second is.
    assert asyncio.run(attempts()) == [0.0, 0.0, 0.0, 50.0, 10.0]


def test_attempts_are_unlimited_where_that_is_wanted() -> None:
    reconnector = Reconnector(policy(attempts=None, attempts_per_minute=None), "ws://host", clock=lambda: 0.0)
    reconnector.number = 10_000
    assert reconnector.next_wait(rt.APIConnectionError("down", method="GET", url="ws://host")) == 0.0


def test_failures_that_would_repeat_end_the_attempts() -> None:
    reconnector = Reconnector(policy(), "ws://host")
    assert reconnector.next_wait(rt.InvalidArgumentError("a bad URL")) is None
    assert reconnector.has_given_up


def test_odd_answers_of_the_callback_are_refused() -> None:
    reconnector = Reconnector(policy(before=lambda attempt: 7), "ws://host")
    with pytest.raises(rt.InvalidArgumentError, match=r"Reconnect\.before returned int: return a URL, None or False"):
        asyncio.run(reconnector.target(rt.ConnectionClosed(1012, ""), None))


# Over sockets.


@pytest.mark.parametrize("code", [1001, 1005, 1011, 1012, 1013, None])
def test_session_goes_on_after_each_code(run: Run, code: int | None) -> None:
    async def client(conn: Any) -> None:
        await conn.update_session({"type": "realtime", "instructions": "Be brief."})
        await cut_off(conn)
        again = await conn.wait_for("realtime_client.reconnected")
        assert isinstance(again, rt.Reconnected)
        assert (again.code, again.responses, again.attempts) == (code, (), 1)
        assert (await conn.recv()).type == "session.created"
        assert (await conn.recv()).type == "session.updated"

    server = run(in_turn(hang_up(code), greet), client, reconnect=policy(), acknowledges=True)
    before, _, after = server.received
    assert before["type"] == after["type"] == "session.update"
    assert before["session"] == after["session"]
    assert before["event_id"] != after["event_id"]


@pytest.mark.parametrize("code", [1000, 1008, 4000])
def test_other_codes_end_it(run: Run, code: int) -> None:
    async def client(conn: Any) -> None:
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed) as raised:
            await conn.wait_for("rate_limits.updated")
        assert (raised.value.code, type(raised.value)) == (code, rt.ConnectionClosed)

    assert len(run(hang_up(code), client, reconnect=policy()).paths) == 1


def test_what_was_in_flight_is_lost_and_the_connection_goes_on(run: Run) -> None:
    async def first(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["so ", "far"], request)[:-1])
        await peer.receive("go")
        await peer.socket.close(1012, "restarting")

    async def second(peer: Peer) -> None:
        for number in (2, 3):
            await peer.send(*written(f"resp_{number}", str(number), await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        async def iterate() -> Any:
            async for event in conn:
                if event.type == "realtime_client.reconnected":
                    return event
            return None

        session = conn._session
        tasks = [asyncio.create_task(each) for each in (iterate(), conn.wait_for("session.updated"), conn.respond())]
        while not (session._subscriptions and session._expectations and session.ledger._bound):
            await asyncio.sleep(0.001)
        # It waits for its turn, and is not lost with the connection.
        queued = asyncio.create_task(conn.respond())
        while not session.ledger._queue:
            await asyncio.sleep(0.001)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        again, *lost = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(each) for each in lost] == [rt.ConnectionLost] * 2
        assert isinstance(again, rt.Reconnected)
        found: Any = lost[0]
        assert (found.code, found.reason) == (1012, "restarting")
        assert [response.transcript for response in found.responses] == ["so far"]
        assert (again.code, again.reason, again.responses) == (1012, "restarting", found.responses)
        assert (await queued).text == "2"
        assert (await conn.respond()).text == "3"

    run(in_turn(first, second), client, dialect="ga", reconnect=policy())


def test_loss_is_reported_before_the_connection_is_opened_again(run: Run) -> None:
    hold = Hold()

    async def client(conn: Any) -> None:
        await conn.wait_for("session.created")
        waiting = asyncio.create_task(conn.wait_for("rate_limits.updated"))
        while not conn._session._expectations:
            await asyncio.sleep(0.001)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionLost):
            await waiting
        await hold.reached()
        assert "reconnecting" in repr(conn)
        # What is waited for from now on cannot come before there is a connection.
        waiting = asyncio.create_task(conn.wait_for("rate_limits.updated"))
        again = asyncio.create_task(conn.wait_for("realtime_client.reconnected"))
        with pytest.raises(rt.RealtimeTimeoutError):
            await conn.recv(timeout=0.01)
        hold.release()
        with pytest.raises(rt.ConnectionLost):
            await waiting
        assert (await again).code == 1012

    run(in_turn(hang_up(1012), greet), client, reconnect=policy(before=hold))


def test_what_is_sent_while_it_is_lost_waits(run: Run) -> None:
    hold = Hold()

    async def second(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*written("resp_1", "Hi", request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await hold.reached()
        sending = [asyncio.create_task(each) for each in (conn.say("Hello"), conn.send_audio(b"xx"), conn.respond())]
        while not conn._session.ledger._queue:
            await asyncio.sleep(0.001)
        assert not any(task.done() for task in sending)
        hold.release()
        await asyncio.gather(*sending)
        assert sending[-1].result().text == "Hi"

    server = run(in_turn(hang_up(1012), second), client, dialect="ga", reconnect=policy(before=hold))
    kinds = {event["type"] for event in server.received[1:]}
    assert kinds == {"conversation.item.create", "input_audio_buffer.append", "response.create"}


def test_request_whose_sending_fails_is_lost_and_not_sent_again() -> None:
    async def client(conn: rt.AsyncConnection) -> None:
        await conn.wait_for("session.created")

        async def fail(data: bytes, text: bool) -> None:
            await send(b'{"type": "go"}', text=True)
            await until(lambda: conn._session.loss is not None)
            raise SocketClosed(None, None)

        socket: Any = conn._socket
        send, socket.send = socket.send, fail
        with pytest.raises(rt.ConnectionLost):
            await conn.respond()
        await conn.wait_for("realtime_client.reconnected")
        await conn.wait_for("session.created")

    server = run_with("asyncio", in_turn(hang_up(1012), greet), client, reconnect=policy())
    assert [event["type"] for event in server.received] == ["go"]


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
    """Return an event of GA as a beta server sends it."""
    found: dict[str, Any] = loads(dumps(event).replace(b"output_audio", b"audio"))
    return found


@pytest.mark.parametrize("dialect", ["ga", "beta"])
@pytest.mark.parametrize("wanted", [False, True])
def test_conversation_is_sent_again_where_it_is_wanted(run: Run, wanted: bool, dialect: rt.Dialect) -> None:
    added = "conversation.item.added" if dialect == "ga" else "conversation.item.created"

    async def first(peer: Peer) -> None:
        for number, item in enumerate(ITEMS):
            before = ITEMS[number - 1]["id"] if number else None
            await peer.send({"type": added, "event_id": f"a{number}", "previous_item_id": before, "item": item})
        heard = {"item_id": "i2", "content_index": 0, "transcript": "Hello."}
        answers = [*spoken("r1", ["Good ", "evening."]), *spoken("r2", ["What"])[:-1]]
        await peer.send(
            {"type": "conversation.item.input_audio_transcription.completed", "event_id": "t", **heard},
            *[in_beta(event) if dialect == "beta" else event for event in answers],
            {"type": "ready"},
        )
        await peer.receive("go")
        await peer.socket.close(1001)

    async def client(conn: Any) -> None:
        await conn.wait_for("ready")
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        again = None
        async for event in conn:
            if isinstance(event, rt.Reconnected):
                again = event
            if event.type == "session.created":
                break
        assert again is not None
        names = [item.id for item in again.conversation.items]
        assert names[: len(ITEMS)] == [item["id"] for item in ITEMS]
        assert [response.id for response in again.responses] == ["r2"]
        assert [item.id for item in conn.conversation.items] == [item["id"] for item in expected]

    kind = "output_text" if dialect == "ga" else "text"
    answer = {"role": "assistant", "content": [{"type": kind, "text": "Good evening."}]}
    expected = [*RESTORED, {"id": "item_r1", "type": "message", **answer}] if wanted else []
    settings = {"dialect": dialect, "reconnect": policy(conversation=wanted)}
    server = run(in_turn(first, greet), client, **settings)
    sent = [event for event in server.received if event["type"] == "conversation.item.create"]
    assert [event["item"] for event in sent] == expected
    assert [rt.validate(rt.parse_client_event(event, dialect=dialect)) for event in sent] == [[]] * len(sent)


def test_items_of_no_known_kind_are_not_sent_again() -> None:
    conversation = Conversation()
    conversation.ensure("a")
    conversation.ensure("b").take(UnknownObject.from_dict({}))
    assert list(restorable_items(conversation, "ga")) == []


def test_acknowledged_settings_add_up(run: Run) -> None:
    async def first(peer: Peer) -> None:
        await peer.receive("go")
        await peer.socket.close(1012)

    async def client(conn: Any) -> None:
        for settings in (
            {"type": "realtime", "instructions": "a", "audio": {"input": {"turn_detection": {"type": "server_vad"}}}},
            {"type": "realtime", "audio": {"input": {"noise_reduction": None}, "output": {"voice": "marin"}}},
            {"type": "realtime", "instructions": "b", "tools": []},
        ):
            await conn.update_session(settings)
        await conn.send({"type": "session.update", "session": {}})
        await cut_off(conn)
        await conn.wait_for("realtime_client.reconnected")
        await conn.wait_for("session.updated")

    server = run(in_turn(first, greet), client, dialect="ga", reconnect=policy(), acknowledges=True)
    audio = {
        "input": {"turn_detection": {"type": "server_vad"}, "noise_reduction": None},
        "output": {"voice": "marin"},
    }
    assert server.received[-1]["session"] == {"type": "realtime", "instructions": "b", "audio": audio, "tools": []}


def test_refused_settings_do_not_come_back(run: Run) -> None:
    async def first(peer: Peer) -> None:
        await peer.acknowledge(await peer.receive("session.update"))
        refused = await peer.receive("session.update")
        await peer.send(error("Unknown voice.", event_id=refused["event_id"]))
        await peer.receive("go")
        await peer.socket.close(1012)

    async def client(conn: Any) -> None:
        await conn.update_session({"type": "realtime", "instructions": "Be brief."})
        with pytest.raises(rt.ServerError, match="Unknown voice"):
            await conn.update_session({"type": "realtime", "audio": {"output": {"voice": "unknown"}}})
        await cut_off(conn)
        await conn.wait_for("realtime_client.reconnected")
        await conn.wait_for("session.created")

    server = run(in_turn(first, greet), client, dialect="ga", reconnect=policy(), options=rt.Options(ack_timeout=30.0))
    assert server.received[-1]["session"] == {"type": "realtime", "instructions": "Be brief."}


def test_settings_that_change_their_type_are_replaced() -> None:
    old = {"vad": {"type": "server_vad", "threshold": 0.5}, "format": {"rate": 1}}
    assert merge_settings(old, {"vad": {"type": "semantic_vad"}, "format": {"type": "audio/pcm"}}) == {
        "vad": {"type": "semantic_vad"},
        "format": {"type": "audio/pcm", "rate": 1},
    }
    assert merge_settings(old, {"vad": None, "format": {"rate": 2}}) == {"vad": None, "format": {"rate": 2}}


def refuse(attempt: rt.ReconnectAttempt) -> None:
    raise PermissionError(f"not after {attempt.closed.code}")


@pytest.mark.parametrize("before", [lambda attempt: False, refuse])
def test_callback_refuses(run: Run, before: Any) -> None:
    async def client(conn: Any) -> None:
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed) as raised:
            # Code 1001 would be a normal end, had the connection not been meant to go on.
            await list_of(conn)
        assert raised.value.code == 1001
        cause = raised.value.__cause__
        assert "reconnecting was refused" in str(cause)
        assert cause is not None
        assert "returned False" in str(cause) or "not after 1001" in str(cause.__cause__)

    assert len(run(hang_up(1001), client, reconnect=policy(before=before)).paths) == 1


def test_callback_changes_the_url(run: Run) -> None:
    seen: list[rt.ReconnectAttempt] = []

    async def client(conn: Any) -> None:
        await cut_off(conn)
        await conn.say("Hello")
        await until(lambda: other.received)

    async def later(attempt: rt.ReconnectAttempt) -> str:
        await asyncio.sleep(0)
        return other.url

    def before(attempt: rt.ReconnectAttempt) -> Any:
        seen.append(attempt)
        return later(attempt)

    with play(greet) as other:
        server = run(hang_up(1012, "moving"), client, reconnect=policy(before=before))
    assert len(server.paths) == 1
    assert [event["type"] for event in other.received] == ["conversation.item.create"]
    (attempt,) = seen
    assert (attempt.number, attempt.url, attempt.closed.reason, attempt.error) == (1, server.url, "moving", None)
    assert "ws://" not in repr(attempt)


@pytest.mark.parametrize(
    ("status", "headers", "tries"),
    [(401, {}, 1), (403, {}, 1), (404, {}, 1), (429, {"retry-after-ms": "1"}, 3), (500, {}, 3), (503, {}, 3)],
)
def test_handshakes_that_fail(
    run: Run, caplog: pytest.LogCaptureFixture, status: int, headers: dict[str, str], tries: int
) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        peer.server.refuse = (status, b"{}", headers)
        await peer.socket.close(1001)

    async def client(conn: Any) -> None:
        await conn.recv()
        iterating = asyncio.create_task(list_of(conn))
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed) as raised:
            await iterating
        assert (raised.value.code, type(raised.value)) == (1001, rt.ConnectionClosed)
        assert isinstance(raised.value.__cause__, rt.APIStatusError)
        for again in (conn.say("Hello"), conn.recv(), conn.respond()):
            with pytest.raises(rt.ConnectionClosed) as raised:
                await again
            assert raised.value.code == 1001
            [note] = raised.value.__notes__
            assert note.startswith("it was not opened again: GET ")
            assert f"status {status}" in note
            # What is noted on one does not show on the next.
            raised.value.add_note("seen")

    assert len(run(script, client, reconnect=policy(attempts=3)).paths) == 1 + tries
    [record] = [each for each in caplog.records if "not opened again" in each.message]
    assert f"status {status}" in record.message


def test_server_that_is_gone(run: Run) -> None:
    """The next addresses are of a server that hangs up at once, and of none at all."""

    async def hang_up_at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def client(conn: Any) -> None:
        async with await asyncio.start_server(hang_up_at_once, "127.0.0.1", 0) as deaf:
            urls[:] = [f"ws://127.0.0.1:{deaf.sockets[0].getsockname()[1]}", "ws://127.0.0.1:1"]
            await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
            with pytest.raises(rt.ConnectionClosed) as raised:
                await list_of(conn)
        assert isinstance(raised.value.__cause__, rt.APIConnectionError)
        assert [type(each) for each in errors] == [type(None), rt.APIConnectionError]

    def before(attempt: rt.ReconnectAttempt) -> str:
        errors.append(attempt.error)
        return urls.pop(0)

    urls: list[str] = []
    errors: list[Exception | None] = []
    run(hang_up(1012), client, reconnect=policy(attempts=2, before=before))


def test_losses_in_a_row_count_together(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.socket.close(1012)

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed) as raised:
            await list_of(conn)
        assert not isinstance(raised.value.__cause__, rt.RealtimeError)

    assert len(run(script, client, reconnect=policy(attempts=3)).paths) == 4


def test_losses_after_a_stable_time_count_from_the_start(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        await peer.socket.close(1012 if len(peer.server.paths) < 6 else 1000)

    async def client(conn: Any) -> None:
        attempts: list[int] = []
        async for event in conn:
            if isinstance(event, rt.Reconnected):
                attempts.append(event.attempts)
            else:
                await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert attempts == [1] * 5

    run(script, client, reconnect=policy(attempts=1, stable_after=0))
    run(script, client, reconnect=policy(attempts=None, stable_after=0))


def many_bytes() -> dict[str, Any]:
    """Return an item of which a socket takes only a part at once."""
    return {"id": "i", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "x" * 10_000_000}]}


async def announce_many(peer: Peer) -> None:
    added = {"type": "conversation.item.added", "event_id": "e", "previous_item_id": None, "item": many_bytes()}
    await peer.send(added, {"type": "ready"})
    await peer.receive("go")
    await peer.socket.close(1012)


def test_loss_while_the_session_is_restored_is_an_attempt(run: Run) -> None:
    async def second(peer: Peer) -> None:
        peer.server.refuse = (401, b"{}", {})
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        await conn.wait_for("ready")
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed) as raised:
            await list_of(conn)
        assert isinstance(raised.value.__cause__, rt.APIStatusError)

    server = run(in_turn(announce_many, second), client, dialect="ga", reconnect=policy(conversation=True))
    assert len(server.paths) == 3


def test_closing_while_the_session_is_restored_closes_the_new_socket(run: Run) -> None:
    reached, gone = threading.Event(), threading.Event()

    async def second(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        reached.set()
        await asyncio.to_thread(gone.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        await conn.wait_for("ready")
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert await asyncio.to_thread(reached.wait, 20)
        await conn.close()
        gone.set()

    run(in_turn(announce_many, second), client, dialect="ga", reconnect=policy(conversation=True))


def test_closing_while_the_callback_waits(run: Run) -> None:
    hold = Hold()

    async def client(conn: Any) -> None:
        iterating = asyncio.create_task(list_of(conn))
        queued = asyncio.create_task(conn.respond())
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await hold.reached()
        waiting = [
            asyncio.create_task(each)
            for each in (conn.wait_for("rate_limits.updated"), conn.say("Hello"), conn.respond())
        ]
        while not (conn._session._expectations and conn._session.ledger._queue):
            await asyncio.sleep(0.001)
        await conn.close()
        hold.release()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(each) for each in ended] == [rt.ConnectionClosed] * 3
        await asyncio.gather(iterating, queued, return_exceptions=True)

    run(hang_up(1012), client, reconnect=policy(before=hold))


def test_closing_while_the_next_attempt_waits_for_its_time(run: Run) -> None:
    tried = threading.Event()

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        peer.server.refuse = (503, b"{}", {})
        await peer.socket.close(1012)

    def before(attempt: rt.ReconnectAttempt) -> None:
        tried.set()

    async def client(conn: Any) -> None:
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert await asyncio.to_thread(tried.wait, 20)
        await conn.close()
        with pytest.raises(rt.ConnectionClosed):
            await conn.wait_for("rate_limits.updated")

    minute = rt.Reconnect(wait_initial=60, wait_max=60, wait_jitter=0, before=before)
    assert len(run(script, client, reconnect=minute).paths) <= 2


def test_cancelled_waits_are_no_attempts() -> None:
    hold = Hold()

    async def client(conn: rt.AsyncConnection) -> None:
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await hold.reached()
        for _ in range(5):
            with pytest.raises(TimeoutError):
                await conn.wait_for("rate_limits.updated", timeout=0)
        assert conn._reconnector.number == 1
        hold.release()

    run_with("asyncio", in_turn(hang_up(1012), greet), client, reconnect=policy(before=hold))


def test_unanswered_pings_are_a_loss(run: Run) -> None:
    async def deaf(peer: Peer) -> None:
        peer.socket.transport.pause_reading()
        await asyncio.to_thread(done.wait, 20)
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        async for event in conn:
            if isinstance(event, rt.Reconnected):
                assert event.code == 1011
                assert event.reason == "keepalive ping timed out after 0.05 s"
                done.set()
                return

    done = threading.Event()
    options = rt.Options(ping_interval=0.01, ping_timeout=0.05)
    relaxed = rt.Reconnect(**AT_ONCE, attempts=None)
    run(in_turn(deaf, greet), client, options=options, reconnect=relaxed)


def test_each_handshake_has_a_fresh_key() -> None:
    keys = iter(f"key-{number}" for number in range(10))

    async def act(client: rt.RealtimeClient) -> None:
        async with client.connect(reconnect=policy()) as conn:
            await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
            async for event in conn:
                if isinstance(event, rt.Reconnected):
                    break

    with play(in_turn(hang_up(1012), greet, hang_up(1012), greet)) as server:
        url = server.url.replace("ws:", "http:").partition("/realtime")[0]
        client = rt.RealtimeClient(lambda: next(keys), url)
        asyncio.run(act(client))
        with client.connect_sync(reconnect=policy()) as conn:
            conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
            for event in conn:
                if isinstance(event, rt.Reconnected):
                    break
    assert [headers["Authorization"] for headers in server.headers] == [f"Bearer key-{number}" for number in range(4)]


def test_raw_request_whose_sending_fails_is_raised_and_not_sent_again() -> None:
    async def client(conn: rt.AsyncConnection) -> None:
        await conn.wait_for("session.created")

        async def fail(data: bytes, text: bool) -> None:
            await send(b'{"type": "go"}', text=True)
            await until(lambda: conn._session.loss is not None)
            raise SocketClosed(None, None)

        socket: Any = conn._socket
        send, socket.send = socket.send, fail
        with pytest.raises(rt.ConnectionLost):
            await conn.create_response()
        await conn.wait_for("realtime_client.reconnected")

    server = run_with("asyncio", in_turn(hang_up(1012), greet), client, reconnect=policy())
    assert [event["type"] for event in server.received] == ["go"]


def test_recording_holds_what_is_sent_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"

    async def client(conn: Any) -> None:
        await conn.update_session({"type": "realtime", "instructions": "Be brief."})
        await cut_off(conn)
        await conn.wait_for("realtime_client.reconnected")

    run(in_turn(hang_up(1012), greet), client, reconnect=policy(), acknowledges=True, record=path)
    lines = [loads(line) for line in path.read_bytes().splitlines()]
    sent = [line["event"]["type"] for line in lines if line.get("direction") == "out"]
    assert sent == ["session.update", "go", "session.update"]


def test_item_whose_sending_fails_goes_to_the_next_connection() -> None:
    async def client(conn: rt.AsyncConnection) -> None:
        await conn.wait_for("session.created")

        async def fail(data: bytes, text: bool) -> None:
            await send(b'{"type": "go"}', text=True)
            await until(lambda: conn._session.loss is not None)
            raise SocketClosed(None, None)

        socket: Any = conn._socket
        send, socket.send = socket.send, fail
        await conn.say("Hello")

    server = run_with("asyncio", in_turn(hang_up(1012), greet), client, reconnect=policy())
    assert [event["type"] for event in server.received] == ["go", "conversation.item.create"]


def test_queued_request_whose_sending_fails_is_raised_in_its_own_task() -> None:
    """Whatever sends next sends what is queued as well, and must not be raised the failure of another task."""

    async def client(conn: rt.AsyncConnection) -> None:
        await conn.wait_for("session.created")

        async def fail(data: bytes, text: bool) -> None:
            await send(b'{"type": "go"}', text=True)
            await until(lambda: conn._session.loss is not None)
            raise SocketClosed(None, None)

        socket: Any = conn._socket
        send, socket.send = socket.send, fail
        request = conn._session.submit(None)
        await conn.say("Hello")
        assert isinstance(request.error, rt.ConnectionLost)

    server = run_with("asyncio", in_turn(hang_up(1012), greet), client, reconnect=policy())
    assert [event["type"] for event in server.received] == ["go", "conversation.item.create"]


def test_conversation_that_the_server_keeps_is_resumed(run: Run) -> None:
    item = {"id": "i1", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "I am Ada."}]}
    announced = {"type": "conversation.created", "event_id": "c", "conversation": {"id": "conv 1"}}

    async def script(peer: Peer) -> None:
        await peer.send(SESSION, announced)
        settings = await peer.receive("session.update")
        assert settings["session"]["resumption"] == {"enabled": True}
        await peer.acknowledge(settings)
        await peer.send({"type": "conversation.item.added", "event_id": "i", "item": item})
        if len(peer.server.paths) < 3:
            await peer.receive("go")
            await peer.socket.close(1012)
            return
        request = await peer.receive("response.create")
        assert all(event["type"] != "conversation.item.create" for event in peer.server.received)
        await peer.send(*written("resp_1", "You are Ada.", request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.update_session({"type": "realtime", "resumption": {"enabled": True}})
        for _ in range(2):
            await until(lambda: len(conn.conversation) == 1)
            loss = conn._session.loss
            await conn.send({"type": "go"})
            await until(lambda loss=loss: conn._session.loss is not loss)  # type: ignore[misc]
        await until(lambda: [each.text for each in conn.conversation.items] == ["I am Ada."])
        assert (await conn.respond()).text == "You are Ada."

    server = run(script, client, dialect="ga", reconnect=rt.Reconnect(conversation=True, wait_initial=0, wait_jitter=0))
    first, second, third = server.paths
    assert second == third == f"{first}&conversation_id=conv+1"
