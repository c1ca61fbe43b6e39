"""Connections over a real socket: the asyncio and the blocking one play the same scenes."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import orjson
import pytest

import realtime_client as rt
from realtime_client import events, models
from realtime_client._connection import asyncio_connection as connection
from realtime_client._connection import blocking_connection as connection_sync
from realtime_client._connection.blocking_connection import Connection
from realtime_client._connection.handshake import Options
from realtime_client._connection.recorder import Recorder
from realtime_client._session.session import Session

from ..support.ws_server import Peer, Play, WebSocketServer, play

SESSION = {"type": "session.created", "event_id": "s", "session": {"type": "realtime", "model": "test"}}
FORMAT = {"output": {"format": {"type": "audio/pcm", "rate": 24000}}}


def spoken(response_id: str, words: list[str], status: str = "completed") -> list[dict[str, Any]]:
    """Events of a response that speaks, with a little audio for each word."""
    at = {"response_id": response_id, "item_id": f"item_{response_id}", "output_index": 0, "content_index": 0}
    head = {"id": response_id, "object": "realtime.response", "audio": FORMAT}
    content = [{"type": "output_audio", "transcript": "".join(words)}]
    item = {"id": at["item_id"], "type": "message", "role": "assistant", "status": "completed", "content": content}
    found: list[dict[str, Any]] = [{"type": "response.created", "response": {**head, "status": "in_progress"}}]
    for word in words:
        found.append({"type": "response.output_audio_transcript.delta", **at, "delta": word})
        found.append({"type": "response.output_audio.delta", **at, "delta": b64encode(word.encode() * 2).decode()})
    found.append({"type": "response.done", "response": {**head, "status": status, "output": [item]}})
    return [{**event, "event_id": f"{response_id}_{number}"} for number, event in enumerate(found)]


def calling(response_id: str, *calls: tuple[str, str], status: str = "completed") -> list[dict[str, Any]]:
    """Events of a response that calls functions, each a name and its arguments; its id begins those of the calls."""
    output = [
        {"id": f"item_{response_id}_{number}", "type": "function_call", "status": "completed", "name": name}
        | {"call_id": f"{response_id}_{number}", "arguments": arguments}
        for number, (name, arguments) in enumerate(calls)
    ]
    head = {"id": response_id, "object": "realtime.response"}
    return [
        {"type": "response.created", "event_id": f"{response_id}_a", "response": {**head, "status": "in_progress"}},
        {
            "type": "response.done",
            "event_id": f"{response_id}_b",
            "response": {**head, "status": status, "output": output},
        },
    ]


class Blocking:
    """The blocking connection, as the scenes below use it: every wait in a thread."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.conn, name)
        if not callable(value):
            return value
        return lambda *given, **named: asyncio.to_thread(value, *given, **named)

    def stream(self, *given: Any, **named: Any) -> BlockingStream:
        return BlockingStream(self.conn.stream(*given, **named))

    def __aiter__(self) -> AsyncIterator[Any]:
        return _steps(iter(self.conn))


class BlockingStream:
    def __init__(self, stream: connection_sync.ResponseIterator) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __aiter__(self) -> AsyncIterator[Any]:
        return _steps(iter(self.stream))


async def _steps(iterator: Iterator[Any]) -> AsyncIterator[Any]:
    nothing = object()
    while (item := await asyncio.to_thread(next, iterator, nothing)) is not nothing:
        yield item


async def taken(stream: AsyncIterator[Any]) -> list[Any]:
    return [piece async for piece in stream]


async def _settle(before: set[asyncio.Task[Any]]) -> None:
    """Nothing is left running: what was begun since has ended, or does so now."""
    begun = asyncio.all_tasks() - before
    if begun:
        _, left = await asyncio.wait(begun, timeout=5)
        assert not left


Scene: TypeAlias = Callable[[Any], Awaitable[None]]
Run: TypeAlias = Callable[..., WebSocketServer]


@pytest.fixture(params=["asyncio", "blocking"])
def run(request: pytest.FixtureRequest) -> Run:
    """Plays a script on the server and a scene on the client."""

    def runner(script: Play, scene: Scene, **given: Any) -> WebSocketServer:
        async def act(server: WebSocketServer) -> None:
            before = asyncio.all_tasks()
            async with asyncio.timeout(20):
                if request.param == "asyncio":
                    async with await connection.open_connection(server.url, **given) as conn:
                        await scene(conn)
                else:
                    blocking = await asyncio.to_thread(connection_sync.open_connection, server.url, **given)
                    try:
                        await scene(Blocking(blocking))
                    finally:
                        await asyncio.to_thread(blocking.close)
            await _settle(before)

        with play(script) as server:
            asyncio.run(act(server))
        return server

    return runner


def test_events_come_typed_and_in_order(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *spoken("resp_1", ["Hi ", "you"]))

    async def scene(conn: Any) -> None:
        got = [event async for event in conn]
        assert [event.type for event in got] == [
            SESSION["type"],
            *(event["type"] for event in spoken("resp_1", ["", ""])),
        ]
        assert isinstance(got[0], events.SessionCreated)
        assert conn.dialect == "ga"
        assert conn.responses["resp_1"].transcript == "Hi you"
        assert conn.conversation.items == []

    run(script, scene)


def test_respond_gives_the_finished_response(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["Good ", "evening"]))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        response = await conn.respond({"instructions": "Greet."})
        assert response.transcript == "Good evening"
        assert response.audio == b"Good Good eveningevening"
        assert response.response.is_completed

    server = run(script, scene, dialect="ga", options=Options(mark_requests=False))
    assert server.received == [
        {"type": "response.create", "event_id": "event_1", "response": {"instructions": "Greet."}}
    ]


def test_stream_gives_the_pieces_and_ends_in_the_response(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["a", "b"]))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        stream = conn.stream()
        with pytest.raises(RuntimeError, match="has not begun"):
            _ = stream.response
        pieces = [piece async for piece in stream]
        assert [(piece.transcript, piece.audio) for piece in pieces] == [
            ("a", b""),
            ("", b"aa"),
            ("b", b""),
            ("", b"bb"),
        ]
        assert "2 bytes" in repr(pieces[1])
        assert stream.response.transcript == "ab"

    run(script, scene)


def test_written_pieces(run: Run) -> None:
    at = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
    response = {"id": "r", "status": "in_progress"}

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(
            {"type": "response.created", "event_id": "1", "response": response},
            {"type": "response.output_text.delta", "event_id": "2", **at, "delta": "Hi"},
            {"type": "response.output_text.delta", "event_id": "3", **at, "delta": 7},
            {"type": "response.function_call_arguments.delta", "event_id": "4", **at, "output_index": 1, "delta": "{}"},
            {"type": "response.done", "event_id": "5", "response": {**response, "status": "completed"}},
        )
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        pieces = [piece async for piece in conn.stream()]
        assert [piece.text for piece in pieces] == ["Hi"]

    run(script, scene, dialect="ga")


def test_error_that_answers_a_request_is_raised_there(run: Run) -> None:
    async def script(peer: Peer) -> None:
        asked = await peer.receive("response.create")
        error = {"type": "invalid_request_error", "code": "no", "message": "Not now.", "param": "response"}
        other = {**error, "event_id": "somebody_elses"}
        await peer.send({"type": "error", "event_id": "e1", "error": other})
        await peer.send({"type": "error", "event_id": "e2", "error": {**error, "event_id": asked["event_id"]}})
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match=r"Not now\. \(code no, param response\)") as raised:
            await conn.respond()
        assert (raised.value.type, raised.value.event.event_id) == ("invalid_request_error", "e2")

    run(script, scene, dialect="ga")


def test_abrupt_close_ends_every_waiter_with_what_had_arrived(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["so ", "far"])[:-1])
        await peer.socket.close(1011, "keepalive of sk-test-0123456789abcdef failed")

    async def scene(conn: Any) -> None:
        async def iterate() -> list[Any]:
            return [event async for event in conn]

        waiting = [conn.respond(), conn.respond(), conn.wait_for("session.updated"), iterate()]
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(error) for error in ended] == [rt.ConnectionClosed] * 4
        error: Any = ended[0]
        assert error.code == 1011
        assert error.reason == "keepalive of *** failed"
        assert [response.transcript for response in error.responses] == ["so far"]
        assert "1 response(s) were cut off" in str(error)
        for again in (conn.send({"type": "input_audio_buffer.clear"}), conn.recv(), conn.send_audio(b"x")):
            with pytest.raises(rt.ConnectionClosed):
                await again

    run(script, scene, dialect="ga")


def test_broken_connection_has_no_code(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("input_audio_buffer.commit")
        peer.socket.transport.abort()

    async def scene(conn: Any) -> None:
        await conn.recv()
        await conn.commit_audio()
        with pytest.raises(rt.ConnectionClosed, match="broke without a close code") as raised:
            await conn.recv()
        assert raised.value.code is None

    run(script, scene)


def test_responses_asked_for_together_are_kept_apart(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for _ in range(2):
            await peer.receive("response.create")
        first, second = spoken("resp_1", ["one"]), spoken("resp_2", ["two"])
        await peer.send(*(event for pair in zip(first, second, strict=True) for event in pair))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        said = await asyncio.gather(conn.respond(), conn.respond())
        assert sorted(response.transcript for response in said) == ["one", "two"]

    run(script, scene, dialect="ga")


def test_malformed_frame_is_noted_and_the_connection_lives(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.socket.send("{oops")
        await peer.socket.send("[]")
        await peer.send({"type": "ping"}, SESSION)
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        event = await conn.recv()
        assert isinstance(event, rt.UnknownEvent)
        assert (await conn.recv()).type == "session.created"
        first, second = (note.what for note in conn._session.assembler.notes)
        assert first.startswith("not JSON")
        assert second.startswith("expected a JSON object, found an array")

    run(script, scene)


def test_waiting_for_an_event(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *spoken("resp_1", ["a"]))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        assert (await conn.wait_for("response.created")).response.id == "resp_1"
        done = await conn.wait_for(lambda event: event.type.endswith(".done"), timeout=10)
        assert done.response.is_completed
        with pytest.raises(TimeoutError):
            await conn.wait_for("session.updated", timeout=0.01)
        with pytest.raises(TimeoutError):
            await conn.respond(timeout=0.01)

    run(script, scene)


def test_waiting_while_another_reads_takes_no_longer_than_it_may(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("input_audio_buffer.commit")
        await peer.send(SESSION)
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        reading = asyncio.create_task(conn.recv())
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            await conn.wait_for("session.updated", timeout=0.05)
        await conn.commit_audio()
        assert (await reading).type == "session.created"

    run(script, scene)


def test_every_short_form_sends_a_valid_event(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    item = models.RealtimeConversationItemMessageUser(
        content=[models.RealtimeConversationItemMessageUserContentItem(type="input_text", text="Hi")]
    )

    async def scene(conn: Any) -> None:
        await conn.update_session(models.RealtimeSessionCreateRequestGA(instructions="Be brief."))
        await conn.create_item(item)
        await conn.create_item(item.to_dict(), previous_item_id="root")
        await conn.say("Hello")
        await conn.give_output("call_1", '{"ok": true}')
        await conn.retrieve_item("item_1")
        await conn.delete_item("item_1")
        await conn.truncate_item("item_1", 900)
        await conn.send_audio(bytes(10), chunk=4)
        await conn.commit_audio()
        await conn.clear_audio()
        await conn.clear_output_audio()
        await conn.create_response()
        await conn.create_response({"instructions": "Go on."})
        await conn.cancel_response()
        await conn.cancel_response("resp_1")
        assert await conn.send(events.ResponseCancel(event_id="mine")) == "mine"

    server = run(script, scene)
    sent = [rt.parse_client_event(event, dialect="ga", strict=True) for event in server.received]
    kinds = [event.type for event in sent]
    assert kinds.count("input_audio_buffer.append") == 3
    assert set(kinds) == set(_client_types())
    ids = [event.event_id for event in sent if event.type != "input_audio_buffer.append"]
    assert len(set(ids)) == len(ids)


def _client_types() -> list[str]:
    from realtime_client._decode.dialects import CLIENT_EVENTS

    return [kind for kind in CLIENT_EVENTS["ga"].tags() if not kind.startswith("transcription")]


def test_slow_iteration_holds_reading_up_and_loses_nothing(run: Run) -> None:
    many = 40

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["x"] * many))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        got: list[str] = []
        go_on = asyncio.Event()

        async def iterate() -> None:
            async for event in conn:
                got.append(event.type)
                if event.type == "response.done":
                    return
                await go_on.wait()

        reader = asyncio.create_task(iterate())
        answer = asyncio.create_task(conn.respond())
        # Nobody takes what is kept for the iteration: the answer cannot come before somebody does.
        done, _ = await asyncio.wait([answer], timeout=0.2)
        assert not done
        go_on.set()
        assert (await answer).transcript == "x" * many
        await reader
        assert got == [event["type"] for event in spoken("resp_1", ["x"] * many)]

    run(script, scene, dialect="ga", options=Options(buffered=4))


def test_waiting_in_the_body_of_a_full_iteration_is_refused_instead_of_waiting_forever() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["x"] * 40))
        await peer.until_closed()

    async def act(url: str) -> None:
        async with await connection.open_connection(url, options=Options(buffered=4)) as conn:
            async for _ in conn:
                with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
                    await conn.respond()
                return

    def block(url: str) -> None:
        with connection_sync.open_connection(url, options=Options(buffered=4)) as conn:
            for _ in conn:
                with pytest.raises(rt.RealtimeError, match="iterate in a task of its own"):
                    conn.respond()
                return

    with play(script) as server:
        asyncio.run(act(server.url))
        block(server.url)


def test_cancelling_leaves_the_connection_usable() -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["given up"]), *spoken("resp_2", ["wanted"]))
        await peer.until_closed()

    async def act(url: str) -> None:
        async with await connection.open_connection(url) as conn:
            given_up = asyncio.create_task(conn.respond())
            sent = asyncio.create_task(conn.wait_for("never"))
            await asyncio.sleep(0)
            while not conn._session._listeners:
                await asyncio.sleep(0)
            given_up.cancel()
            sent.cancel()
            await asyncio.gather(given_up, sent, return_exceptions=True)
            if not conn.responses:
                await conn.create_response()
            assert (await conn.wait_for("response.done")).response.transcript == "given up"
            assert conn._session._listeners == []

    with play(script) as server:
        asyncio.run(act(server.url))


REFUSALS = [401, 403, 429, 500, 503]


@pytest.mark.parametrize("status", REFUSALS)
@pytest.mark.parametrize("blocking", [False, True])
def test_refused_handshake_is_typed(status: int, blocking: bool) -> None:
    async def script(peer: Peer) -> None:
        raise AssertionError("nobody gets in")

    with play(script) as server:
        body = b'{"error": {"message": "Key sk-test-0123456789abcdef is not welcome.", "code": "refused", "type": "t"}}'
        server.refuse = (status, body, {"x-request-id": "req_1"})
        with pytest.raises(rt.APIStatusError) as raised:
            _open(server.url, blocking)
    error = raised.value
    assert (error.status, error.code, error.request_id) == (status, "refused", "req_1")
    assert error.detail == "Key *** is not welcome."
    assert error.url.endswith("/v1/realtime")


def _open(url: str, blocking: bool, **given: Any) -> None:
    async def act() -> None:
        await (await connection.open_connection(url, **given)).close()

    if blocking:
        connection_sync.open_connection(url, **given).close()
    else:
        asyncio.run(act())


@pytest.mark.parametrize("blocking", [False, True])
def test_refusal_that_is_no_json(blocking: bool) -> None:
    async def script(peer: Peer) -> None:
        raise AssertionError("nobody gets in")

    with play(script) as server:
        server.refuse = (502, b"<h1>Bad gateway</h1>", {})
        with pytest.raises(rt.APIStatusError, match="Bad gateway"):
            _open(server.url, blocking)


@pytest.mark.parametrize("blocking", [False, True])
def test_nobody_listens_or_answers(blocking: bool) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"ws://user:hidden@127.0.0.1:{silent.getsockname()[1]}/v1/realtime"
        with pytest.raises(rt.APIConnectionError) as raised:
            _open(url, blocking)
        assert "hidden" not in str(raised.value)
        silent.listen()
        with pytest.raises(rt.APITimeoutError):
            _open(url, blocking, options=Options(open_timeout=0.05))
    with pytest.raises(rt.RealtimeError, match="ftp"):
        _open("ftp://127.0.0.1/", blocking)


def test_headers_and_limits_reach_the_socket() -> None:
    async def script(peer: Peer) -> None:
        await peer.send({"type": "ping", "much": "x" * 2_000})
        await peer.until_closed()

    async def act(url: str) -> None:
        conn = await connection.open_connection(
            url, headers={"Authorization": "Bearer key", "OpenAI-Beta": "realtime=v1"}, options=Options(max_size=1_000)
        )
        async with conn:
            with pytest.raises(rt.ConnectionClosed):
                await conn.recv()

    with play(script) as server:
        asyncio.run(act(server.url))
        assert server.headers[0]["Authorization"] == "Bearer key"
        assert server.headers[0]["OpenAI-Beta"] == "realtime=v1"
        assert server.paths == ["/v1/realtime?model=test"]


def test_client_connects_with_its_key_and_dialect(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["Hi"]))
        await peer.until_closed()

    async def act(client: rt.RealtimeClient) -> None:
        async with client.connect(model="gpt-realtime") as conn:
            assert (await conn.respond()).time_to_first_audio is not None
        conn = await client.connect(dialect=None, call_id="rtc_1")
        await conn.respond()
        await conn.close()
        assert conn.dialect == "ga"

    with play(script) as server:
        url = server.url.replace("ws:", "http:").partition("/realtime")[0]
        client = rt.RealtimeClient("sk-test-0123456789abcdef", url)
        asyncio.run(act(client))
        with client.connect_sync(model="old", dialect="beta") as conn:
            assert conn.recv().type == "session.created"
    assert server.paths == [
        "/v1/realtime?model=gpt-realtime",
        "/v1/realtime?call_id=rtc_1",
        "/v1/realtime?model=old",
    ]
    assert {headers["Authorization"] for headers in server.headers} == {"Bearer sk-test-0123456789abcdef"}
    assert [headers.get("OpenAI-Beta") for headers in server.headers] == [None, None, "realtime=v1"]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("realtime_client")]
    assert not any(part in line for line in ours for part in ("response.create", "Authorization", "sk-test"))


def test_tls_settings_are_passed_on() -> None:
    import ssl

    context = ssl.create_default_context()
    assert Options(ssl=context).arguments()["ssl"] is context
    assert "ssl" not in Options().arguments()


def test_recording_holds_what_went_in_and_out_and_no_key(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["Hi"]))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        await conn.update_session({"type": "realtime", "instructions": "The key is sk-test-0123456789abcdef."})
        await conn.send_audio(b"xx")
        await conn.respond()

    run(script, scene, dialect="ga", record=path)
    lines = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    kinds = {way: [line["event"]["type"] for line in lines if line["direction"] == way] for way in ("in", "out")}
    assert kinds["out"] == ["session.update", "input_audio_buffer.append", "response.create"]
    assert kinds["in"] == [event["type"] for event in (SESSION, *spoken("resp_1", ["Hi"]))]
    assert [line["event"]["session"].get("instructions") for line in lines if "session" in line["event"]].count(
        "The key is ***."
    ) == 1
    assert "sk-test" not in path.read_text()
    command = [sys.executable, "-m", "realtime_client.cli", "inspect", "--json", str(path)]
    found = orjson.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert [response["id"] for response in found["responses"]] == ["resp_1"]
    assert found["problems"] == []


def test_session_ends_once(tmp_path: Path) -> None:
    session = Session("ga", recorder=Recorder(tmp_path / "session.jsonl"))
    assert session.close(1000, None).code == session.close(1011, "later").code == 1000
    session.write({"type": "input_audio_buffer.clear"})
    assert (tmp_path / "session.jsonl").read_bytes() == b"", "nothing is recorded after the end"


def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


def test_functions_are_called_until_the_model_answers(run: Run) -> None:
    rounds = [
        calling("resp_1", ("add", '{"a": 1, "b": 2}'), ("add", '{"a": 3}'), ("subtract", "{}")),
        calling("resp_2", ("add", '{"a": 3, "b": 4}')),
        spoken("resp_3", ["It is ", "seven."]),
    ]

    async def script(peer: Peer) -> None:
        for answer in rounds:
            await peer.receive("response.create")
            await peer.send(*answer)
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        functions = rt.Functions([add])
        stream = conn.stream({"instructions": "Add.", "tool_choice": "required"}, functions=functions)
        assert "".join([piece.transcript async for piece in stream]) == "It is seven."
        assert stream.response.transcript == "It is seven."
        assert [response.id for response in stream.responses] == ["resp_1", "resp_2", "resp_3"]
        assert [piece async for piece in stream] == [], "it has been asked for once"

    server = run(script, scene, dialect="ga")
    first, *outputs, second, third, last = server.received
    assert [event["type"] for event in (first, second, last)] == ["response.create"] * 3
    assert [event["response"].get("tool_choice") for event in (first, second, last)] == ["required", None, None]
    assert {event["response"]["instructions"] for event in (first, second, last)} == {"Add."}
    items = [event["item"] for event in (*outputs, third)]
    assert {item.pop("type") for item in items} == {"function_call_output"}
    assert [item["call_id"] for item in items] == ["resp_1_0", "resp_1_1", "resp_1_2", "resp_2_0"]
    assert [item["output"] for item in items[::3]] == ["3", "7"]
    assert [orjson.loads(item["output"])["error"]["type"] for item in items[1:3]] == ["ArgumentsError", "RealtimeError"]


def test_calls_are_left_alone_without_functions_and_in_a_response_that_did_not_complete(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for answer in (
            calling("resp_1", ("add", "{}")),
            calling("resp_2", ("add", "{}"), status="cancelled"),
            spoken("resp_3", ["No."]),
        ):
            await peer.receive("response.create")
            await peer.send(*answer)
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        (call,) = (await conn.respond()).response.function_calls
        await conn.give_output(call.call_id, "3")
        assert (await conn.respond(functions=rt.Functions([add]))).id == "resp_2"
        assert (await conn.respond(functions=rt.Functions([add]))).id == "resp_3"

    server = run(script, scene, dialect="ga")
    assert [event["type"] for event in server.received].count("conversation.item.create") == 1


def test_a_model_that_goes_in_circles_is_stopped(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for number in range(3):
            await peer.receive("response.create")
            await peer.send(*calling(f"resp_{number}", ("add", '{"a": 1, "b": 1}')))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        stream = conn.stream(functions=rt.Functions([add]), max_rounds=2)
        with pytest.raises(rt.RealtimeError, match="goes on calling functions after 2 rounds"):
            await taken(stream)
        assert len(stream.responses) == 3

    run(script, scene, dialect="ga")


def test_output_that_the_server_refuses_is_raised(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("add", '{"a": 1, "b": 1}')))
        given = await peer.receive("conversation.item.create")
        await peer.send(
            {"type": "error", "event_id": "e", "error": {"message": "Too long.", "event_id": given["event_id"]}}
        )
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match="Too long"):
            await conn.respond(functions=rt.Functions([add]), max_rounds=None)

    run(script, scene, dialect="ga")


def test_functions_that_cannot_work_are_refused(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("late", "{}")))
        await peer.receive("response.create")
        await peer.send(*spoken("resp_2", ["Done."]))
        await peer.until_closed()

    async def late() -> None: ...

    async def scene(conn: Any) -> None:
        with pytest.raises(ValueError, match="outside of it"):
            await conn.respond({"conversation": "none"}, functions=rt.Functions([add]))
        if isinstance(conn, Blocking):
            with pytest.raises(TypeError, match="async functions, which are: late"):
                await conn.respond(functions=rt.Functions([late]))
        else:
            assert (await conn.respond(functions=rt.Functions([late]))).transcript == "Done."

    run(script, scene, dialect="ga")


def answering(response_id: str, words: list[str], asked: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Events of a response as a server sends them that sends metadata back: of a request, or of none."""
    metadata = (asked or {}).get("response", {}).get("metadata")
    found = spoken(response_id, words)
    return [
        {**event, "response": {**event["response"], "metadata": metadata}} if "response" in event else event
        for event in found
    ]


def test_response_that_the_server_began_by_itself_is_not_taken_for_the_one_asked_for(run: Run) -> None:
    async def script(peer: Peer) -> None:
        first = await peer.receive("response.create")
        # Nothing says yet that this server sends metadata back.
        await peer.send(*answering("resp_vad1", ["you "], None)[:3])
        await peer.send(*answering("resp_1", ["one"], first), *answering("resp_vad1", ["you "], None)[3:])
        second = await peer.receive("response.create")
        third = await peer.receive("response.create")
        await peer.send(
            *answering("resp_vad2", ["you"], None),
            *answering("resp_3", [third["response"]["instructions"]], third),
            *answering("resp_other", ["other"], {"response": {"metadata": {"realtime_client_request": "else"}}}),
            *answering("resp_2", [second["response"]["instructions"]], second),
        )
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        assert (await conn.respond({"metadata": {"mine": "1"}})).response.metadata["mine"] == "1"
        said = await asyncio.gather(*[conn.respond({"instructions": each}) for each in ("a", "b")])
        assert [response.transcript for response in said] == ["a", "b"]

    server = run(script, scene, dialect="ga")
    metadata = [event["response"]["metadata"] for event in server.received]
    assert [list(each) for each in metadata] == [
        ["mine", "realtime_client_request"],
        *[["realtime_client_request"]] * 2,
    ]
    assert len({each["realtime_client_request"] for each in metadata}) == 3


def test_request_without_room_for_a_mark_gets_the_next_response(run: Run) -> None:
    full = {f"key_{number}": "" for number in range(16)}

    async def script(peer: Peer) -> None:
        for number in range(3):
            asked = await peer.receive("response.create")
            if number == 2:
                # Neither one that has ended, nor one of another connection.
                await peer.send(*answering("resp_0", ["no"], None))
                await peer.send(*answering("x", ["no"], {"response": {"metadata": {"realtime_client_request": "x"}}}))
            await peer.send(*answering(f"resp_{number}", [str(number)], asked))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        assert (await conn.respond()).transcript == "0"
        assert (await conn.respond({"metadata": full})).transcript == "1"
        assert (await conn.respond({"metadata": full})).transcript == "2"

    server = run(script, scene, dialect="ga")
    assert [event["response"]["metadata"] for event in server.received[1:]] == [full, full]


@pytest.mark.parametrize(("keep", "left"), [(2, [2, 3]), (0, []), (None, [0, 1, 2, 3]), (100, [0, 1, 2, 3])])
def test_only_so_many_responses_that_have_ended_are_kept(run: Run, keep: int | None, left: list[int]) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(*spoken("going_on", ["so far"])[:-1])
        for number in range(4):
            asked = await peer.receive("response.create")
            await peer.send(*answering(f"resp_{number}", [str(number)], asked))
        await peer.until_closed()

    async def scene(conn: Any) -> None:
        said = [await conn.respond() for _ in range(4)]
        assert [response.transcript for response in said] == ["0", "1", "2", "3"]
        assert list(conn.responses) == ["going_on", *[f"resp_{number}" for number in left]]

    run(script, scene, dialect="ga", options=Options(keep_responses=keep))
    assert Options().keep_responses == 100


def test_answer_that_has_ended_stays_when_the_connection_ends_before_it_is_taken(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["Bye"]))
        await peer.socket.close(1011)

    async def scene(conn: Any) -> None:
        stream = conn.stream()
        pieces = [piece async for piece in _each_after(conn, stream)]
        assert "".join(piece.transcript for piece in pieces) == "Bye"
        assert stream.response.is_final

    run(script, scene, dialect="ga")


async def _each_after(conn: Any, stream: Any) -> AsyncIterator[Any]:
    """Pieces of a stream, all of the rest after somebody else has read to the end of the connection."""
    async for piece in stream:
        with suppress(rt.ConnectionClosed):
            await conn.wait_for("never")
        yield piece
