"""Limits of the server, and clients that are slow, odd or hostile: they harm nothing but themselves."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets.sync.client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

import realtime_client as rt
from realtime_client.audio import AudioFormat, encode_base64
from realtime_client.testing import Answer, Close, Limits, LocalServer, Script, speak
from realtime_client.testing._server.app import _Activity
from realtime_client.testing._server.conversation import Item, ServerConversation
from realtime_client.testing._server.engine import Outbox
from realtime_client.testing._server.gate import failure
from realtime_client.testing._server.refusals import Refused

from .harness import Harness
from .test_serve import serving

PCM = AudioFormat("pcm16", 24_000)


def address(server: LocalServer) -> tuple[str, int]:
    host, _, port = server.url.removeprefix("http://").removesuffix("/v1").partition(":")
    return host, int(port)


@contextmanager
def raw(server: LocalServer) -> Iterator[socket.socket]:
    with socket.create_connection(address(server), timeout=30) as connection:
        yield connection


def rest(connection: socket.socket) -> bytes:
    """Return what comes up to the end of a connection, which may be dropped."""
    received = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            received += piece
    return received


def events(connection: websockets.sync.client.ClientConnection) -> list[dict[str, Any]]:
    """Return all events up to the end of a connection."""
    found = []
    try:
        while True:
            found.append(json.loads(connection.recv(timeout=30)))
    except ConnectionClosed as closed:
        assert closed.rcvd is not None
        return [*found, {"type": "closed", "code": closed.rcvd.code, "reason": closed.rcvd.reason}]


@pytest.mark.parametrize("name", ["frame_bytes", "sessions", "events_per_second", "idle_seconds", "audio_bytes"])
@pytest.mark.parametrize("value", [0, -1, True, "1"])
def test_limits_are_numbers_above_zero(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a number above 0"):
        Limits(**{name: value})


def test_large_frame_closes_its_connection_alone() -> None:
    with (
        LocalServer(limits=Limits(frame_bytes=1_000)) as server,
        websockets.sync.client.connect(f"{server.ws_url}?model=m") as first,
        websockets.sync.client.connect(f"{server.ws_url}?model=m") as second,
    ):
        first.send(" " * 1_001)
        assert events(first)[-1]["code"] == 1009
        assert json.loads(second.recv(timeout=30))["type"] == "session.created"
        second.send('{"type": "input_audio_buffer.clear"}' + " " * 900)
        assert json.loads(second.recv(timeout=30))["type"] == "input_audio_buffer.cleared"


def test_maximum_number_of_sessions() -> None:
    with LocalServer(limits=Limits(sessions=1)) as server:
        url = f"{server.ws_url}?model=m"
        with websockets.sync.client.connect(url) as first:
            assert json.loads(first.recv(timeout=30))["type"] == "session.created"
            with pytest.raises(InvalidStatus) as refused, websockets.sync.client.connect(url):
                pass
            assert refused.value.response.status_code == 429
            assert json.loads(refused.value.response.body)["error"]["code"] == "too_many_sessions"
        # A session that has ended makes room, once the server has noticed.
        deadline = time.monotonic() + 30
        while server._app.sessions:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        with websockets.sync.client.connect(url) as second:
            assert json.loads(second.recv(timeout=30))["type"] == "session.created"


def test_client_that_sends_too_many_events_is_closed() -> None:
    with (
        LocalServer(limits=Limits(events_per_second=2)) as server,
        websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection,
    ):
        for _ in range(20):
            connection.send('{"type": "input_audio_buffer.clear"}')
        cleared = [json.loads(connection.recv(timeout=30))["type"] for _ in range(21)]
        assert cleared == ["session.created"] + 20 * ["input_audio_buffer.cleared"]
        connection.send('{"type": "input_audio_buffer.clear"}')
        error, closed = events(connection)
        assert error["error"]["code"] == "rate_limit_exceeded"
        assert error["error"]["message"] == "The client sends more than 2 events per second."
        assert (closed["code"], closed["reason"]) == (1008, "too many events")


def test_rate_is_measured_over_ten_seconds() -> None:
    activity = _Activity(Limits(events_per_second=1), 0.0)
    assert [activity.is_too_fast(1.0) for _ in range(11)] == 10 * [False] + [True]
    assert not activity.is_too_fast(11.0)


def test_idle_client_is_closed() -> None:
    with (
        LocalServer(limits=Limits(idle_seconds=0.2)) as server,
        websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection,
    ):
        created, error, closed = events(connection)
        assert created["type"] == "session.created"
        assert error["error"]["code"] == "session_idle"
        assert (closed["code"], closed["reason"]) == (1001, "session idle")


def test_buffer_of_audio_is_bounded() -> None:
    changes = {"audio": {"input": {"turn_detection": None}}}
    harness = Harness(changes=changes, limits=Limits(memory_bytes=4_800))
    append = {"type": "input_audio_buffer.append", "audio": encode_base64(bytes(4_800))}
    assert harness.send(append) == []
    assert harness.refused(append)["code"] == "input_audio_buffer_full"
    harness.send({"type": "input_audio_buffer.clear"})
    assert harness.send(append) == []


def test_conversation_is_bounded() -> None:
    harness = Harness(limits=Limits(memory_bytes=3_000))
    content = [{"type": "input_text", "text": "x" * 2_000}]
    item = {"id": "a", "type": "message", "role": "user", "content": content}
    create = {"type": "conversation.item.create", "item": item}
    assert len(harness.send(create)) == 2
    assert harness.refused({**create, "item": {**item, "id": "b"}})["code"] == "conversation_too_large"
    # The answer repeats the text, and is not refused, but what follows it is.
    harness.run({"type": "response.create"})
    assert harness.refused({"type": "response.create"})["code"] == "conversation_too_large"
    harness.send({"type": "conversation.item.delete", "item_id": "a"})
    harness.run({"type": "response.create"})


def spoken(item_id: str, size: int, status: str = "completed") -> Item:
    data = {
        "id": item_id,
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": [{"type": "output_audio"}],
    }
    return Item(data, {0: bytes(size)}, PCM)


def test_oldest_audio_is_dropped_and_its_duration_kept() -> None:
    conversation = ServerConversation(Limits(audio_bytes=100_000))
    first, growing, last = spoken("a", 48_000), spoken("b", 48_000, "in_progress"), spoken("c", 48_000)
    for item in (first, growing, last):
        conversation.add(item)
    assert [len(item.audio[0]) for item in conversation] == [0, 48_000, 48_000]
    assert first.seconds(0) == 1.0
    assert first.tokens["audio"] == 20
    first.truncate(0, 400)
    assert first.seconds(0) == 0.4
    with pytest.raises(Refused, match="Audio content of 400ms is already shorter than 500ms"):
        first.truncate(0, 500)
    assert first.with_audio()["content"][0]["audio"] == ""


def test_audio_of_a_long_conversation_is_bounded() -> None:
    harness = Harness(limits=Limits(audio_bytes=200_000))
    for _ in range(5):
        harness.say("A sentence of some length.")
    session: Any = harness.engine
    assert sum(len(audio) for item in session._conversation for audio in item.audio.values()) <= 300_000


def test_messages_do_not_grow_with_what_they_quote() -> None:
    harness = Harness()
    error = harness.refused({"type": "x" * 100_000, "event_id": "e" * 600})
    assert len(error["message"]) < 3_000
    assert error["event_id"] is None
    assert harness.refused({"type": "nothing", "event_id": "e" * 512})["event_id"] == "e" * 512
    assert len(str(harness.engine.opening.refusals[0])) < 6_000


def test_refusals_are_bounded() -> None:
    with (
        LocalServer() as server,
        websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection,
    ):
        connection.recv(timeout=30)
        for number in range(1_100):
            connection.send(json.dumps({"type": f"nothing{number}"}))
            connection.recv(timeout=30)
        assert len(server.refusals) == 1_000
        assert server.refusals[-1]["request"] == "nothing1099"


def test_size_of_an_outbox() -> None:
    outbox = Outbox()
    outbox.append("abc")
    outbox.append(Close())
    outbox.append("de")
    assert outbox.size == 5
    assert [outbox.popleft(), outbox.popleft(), outbox.size] == ["abc", Close(), 2]


def test_long_text_is_spoken_piece_by_piece() -> None:
    harness = Harness(Script(Answer("x" * 20_000_000)))
    harness.run({"type": "response.create"}, until="response.output_audio.delta")
    harness.send({"type": "response.cancel"})
    harness.run()


def test_client_that_flooded_its_session_does_not_delay_the_others() -> None:
    """One client asks for large replies without reading them, another one holds a conversation."""

    async def main() -> None:
        with LocalServer() as server:
            url = f"{server.ws_url}?model=m"
            async with connect(url, max_queue=1) as flooding, rt.RealtimeClient("", server.url) as client:
                item: dict[str, Any] = {"id": "a", "type": "message", "role": "user"}
                content = [{"type": "input_audio", "audio": encode_base64(bytes(3_000_000))}]
                await flooding.send(
                    json.dumps({"type": "conversation.item.create", "item": {**item, "content": content}})
                )
                for _ in range(200):
                    await flooding.send('{"type": "conversation.item.retrieve", "item_id": "a"}')
                async with client.connect(model="m") as conn:
                    await conn.say("Hello")
                    assert (await conn.respond(timeout=30)).transcript == "You said: Hello"
                flooding.transport.abort()

    asyncio.run(main())


# HTTP


def test_slow_head_is_dropped() -> None:
    with LocalServer(limits=Limits(request_seconds=0.2)) as server:
        for sent in (b"", b"GET /v1/realtime HTT"):
            with raw(server) as connection:
                connection.sendall(sent)
                assert rest(connection) == b""
        # The second request of a connection has a limit too.
        with raw(server) as connection:
            connection.sendall(b"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n")
            assert connection.recv(65_536).startswith(b"HTTP/1.1 404 ")
            connection.sendall(b"GET /noth")
            assert b"HTTP/1.1" not in rest(connection)


def test_slow_body_is_refused() -> None:
    with LocalServer(limits=Limits(request_seconds=0.3)) as server, raw(server) as connection:
        connection.sendall(b"POST /v1/realtime/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nv=0")
        reply = rest(connection)
        assert reply.startswith(b"HTTP/1.1 408 ")
        assert b"request_timeout" in reply


@pytest.mark.parametrize(
    "request_line",
    ["POST /v1/realtime HTTP/1.1", "GET /v1/realtime HTTP/1.0", "OPTIONS /v1/realtime?model=m HTTP/1.1"],
)
def test_only_get_opens_a_connection(request_line: str) -> None:
    upgrade = "Host: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 13"
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    with LocalServer() as server, raw(server) as connection:
        connection.sendall(f"{request_line}\r\n{upgrade}\r\n{key}\r\nContent-Length: 2\r\n\r\n{{}}".encode())
        assert connection.recv(65_536).startswith(b"HTTP/1.1 400 ")


def test_long_header_of_a_connection_is_refused() -> None:
    with LocalServer() as server:
        headers = {"X": "x" * 9_000}
        with pytest.raises(InvalidStatus) as refused:
            websockets.sync.client.connect(f"{server.ws_url}?model=m", additional_headers=headers)
        assert 400 <= refused.value.response.status_code < 500


PATHS = [
    "/",
    "//",
    "*",
    "/v1",
    "/v1/realtime",
    "/v1/realtime/",
    "/v1/realtime?model=%ff&model=",
    "/v1/realtime?call_id=%00",
    "/v1/realtime/translations",
    "/v1/realtime/calls",
    "/v1/realtime/calls/%00",
    "/v1/realtime/calls/%ff/hangup",
    "/v1/realtime/calls/rtc_1/accept",
    "/v1/realtime/calls/x/reject",
    "/v1/realtime/client_secrets",
    "/openai/v1/realtime/client_secrets",
    "/v1/realtime/sessions",
    "/v1/realtime/transcription_sessions",
    "/v1/realtime/translations/client_secrets",
    "http://[::1/v1",
    "/%2e%2e/%2e%2e/etc",
    "/" + "a" * 9_000,
]
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "X"]
HEADERS = [
    "Host: ",
    "Host: [",
    "Origin: null",
    "Origin: http://[",
    "Origin: http://127.0.0.1:99999",
    "Origin: \x80",
    "Authorization: Bearer",
    "Authorization: bearer \xff",
    "Authorization: Bearer ek_x",
    "Content-Type: multipart/form-data",
    "Content-Type: multipart/form-data; boundary=",
    'Content-Type: multipart/form-data; boundary="\xff"',
    "Content-Type: multipart/form-data; boundary=b; charset=nope",
    "Content-Type: multipart/form-data; boundary=b",
    "Content-Type: application/json; charset=nope",
    "Content-Type: ",
    "Content-Length: -1",
    "Content-Length: 999999999999",
    "Content-Length: x",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip",
    "Expect: 100-continue",
    "Upgrade: websocket",
    "Upgrade: h2c",
    "Connection: upgrade",
    "Connection: close",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Key: x",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Version: 99",
    "Sec-WebSocket-Protocol: \xff",
    "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.",
    "Sec-WebSocket-Extensions: permessage-deflate; x=",
    "Access-Control-Request-Method: X",
    "Access-Control-Request-Headers: \xff",
    "Cookie: " + "a" * 9_000,
    "X: \x01",
    "X: \xe9",
    "OpenAI-Beta: realtime=v1",
    "api-key: \xff",
]
BODIES = [
    b"",
    b"hello",
    b"{}",
    b"null",
    b"\xff" * 20,
    b'{"session":null}',
    b'{"session":{"type":[]}}',
    b'{"session":{"type":"realtime"}}',
    b'{"expires_after":{"seconds":-1}}',
    b'{"expires_after":{"seconds":"x"},"session":{"type":"transcription"}}',
    b'{"target_uri":1}',
    b'{"status_code":1e400}',
    b'{"model":5}',
    b'{"session":{"type":"realtime","model":{}}}',
    b"5\r\nhello\r\n0\r\n\r\n",
    b"zz\r\n",
    b'--b\r\nContent-Disposition: form-data; name="sdp"\r\n\r\nv=0\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="sdp"; filename="\xff"\r\n\r\nv=0\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="session"\r\n\r\n{\r\n--b--\r\n',
]


def odd_request(source: random.Random) -> bytes:
    body = source.choice(BODIES)
    headers = source.sample(HEADERS, source.randrange(7))
    if source.random() < 0.7:
        headers = ["Host: a", *(header for header in headers if not header.startswith("Host"))]
    if source.random() < 0.6:
        headers = [header for header in headers if not header.startswith(("Content-Length", "Transfer"))]
        headers.append(f"Content-Length: {len(body)}")
    line = f"{source.choice(METHODS)} {source.choice(PATHS)} HTTP/{source.choice(['1.1', '1.1', '1.1', '1.0', '2.0'])}"
    # The last lines end a body that would be incomplete otherwise.
    return "\r\n".join([line, *headers, "", ""]).encode("latin-1") + body + b"\r\n\r\n"


@pytest.mark.parametrize("seed", range(4))
def test_odd_requests_are_answered_and_never_with_a_failure(seed: int) -> None:
    source = random.Random(seed)
    with LocalServer(allow_origins=("http://a",), limits=Limits(request_seconds=2)) as server:
        for _ in range(300):
            request = odd_request(source)
            with raw(server) as connection:
                connection.sendall(request)
                reply = connection.recv(65_536)
            assert reply.startswith(b"HTTP/1.1 "), request
            assert int(reply[9:12]) < 500, (request, reply)
        assert httpx.post(f"{server.url}/realtime/client_secrets", json={}).status_code == 200


def test_failure_outside_of_the_operations_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    server = LocalServer()

    async def fail(*args: object) -> None:
        raise LookupError("lost")

    monkeypatch.setattr(server._app, "_http_exception", fail)
    server.start()
    reply = httpx.get(f"{server.url}/nothing")
    assert reply.status_code == 500
    assert reply.json()["error"]["message"] == failure().message
    server.stop()
    with pytest.raises(LookupError, match="lost"):
        server.check()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process from /proc")
@pytest.mark.parametrize("is_announced", [True, False])
def test_huge_body_is_refused_early_within_bounded_memory(is_announced: bool) -> None:
    def peak(pid: int) -> int:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))

    size = 400 * 2**20
    head = f"Content-Length: {size}" if is_announced else "Transfer-Encoding: chunked"
    chunk = bytes(2**20)
    framed = chunk if is_announced else b"100000\r\n" + chunk + b"\r\n"
    with serving() as served:
        host, _, port = served.url.removeprefix("http://").removesuffix("/v1").partition(":")
        before, sent = peak(served.process.pid), 0
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(f"POST /v1/realtime/calls HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n".encode())
            with suppress(OSError):
                while sent < size:
                    connection.sendall(framed)
                    sent += 2**20
        assert sent < size
        assert peak(served.process.pid) - before < 64 * 1_024
        assert served.interrupt() == (0, "")


# Load


async def converse(url: str, speech: list[str], together: asyncio.Barrier) -> list[str]:
    """Speak, and return the types of the events up to the end of the answer."""
    async with connect(url, open_timeout=120, max_size=None) as connection:
        # All of them are connected before the first one speaks.
        await together.wait()
        for piece in speech:
            await connection.send(piece)
        kinds: list[str] = []
        while not kinds or kinds[-1] != "response.done":
            kinds.append(json.loads(await asyncio.wait_for(connection.recv(), 240))["type"])
        return kinds


@pytest.mark.slow
def test_holds_500_scripted_voice_sessions(tmp_path: Path) -> None:
    count = 500
    script = tmp_path / "script.yaml"
    script.write_text("- Good morning.\n" * count, "utf-8")
    said = speak("Hello", PCM) + bytes(PCM.bytes_per_second)
    size = PCM.bytes_per_second // 10
    pieces = [said[start : start + size] for start in range(0, len(said), size)]
    speech = [json.dumps({"type": "input_audio_buffer.append", "audio": encode_base64(piece)}) for piece in pieces]

    async def main(url: str) -> list[list[str]]:
        together = asyncio.Barrier(count)
        return await asyncio.gather(*(converse(f"{url}?model=m", speech, together) for _ in range(count)))

    with serving("--script", script) as served:
        found = asyncio.run(main(served.ws_url))
        assert served.interrupt() == (0, "")
    assert len(found) == count
    for kinds in found:
        assert kinds[0] == "session.created"
        assert "input_audio_buffer.speech_started" in kinds
        assert kinds.count("response.done") == 1
        assert "response.output_audio.delta" in kinds
