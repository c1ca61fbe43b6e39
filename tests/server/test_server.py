"""`LocalServer`: start, stop, concurrent clients, and errors of its own."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import trustme
import websockets.sync.client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

import realtime_client as rt
from realtime_client.testing import Answer, Answerer, Echo, Fault, LocalServer, Say, Script, Turn
from realtime_client.testing._server.sockets import SocketProtocol


def test_server_lives_for_its_block() -> None:
    server = LocalServer()
    for name in ("url", "ws_url"):
        with pytest.raises(RuntimeError, match="has not started"):
            getattr(server, name)
    with server as running:
        assert running is server
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v1", server.url)
        assert server.ws_url == server.url.replace("http", "ws") + "/realtime"
        assert isinstance(server.answerer, Echo)
        httpx.get(server.url)
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)
    server.stop()


def test_server_in_an_event_loop() -> None:
    async def main() -> None:
        async with (
            LocalServer("Hi") as server,
            rt.RealtimeClient("", server.url) as client,
            client.connect(model="m") as conn,
        ):
            assert (await conn.respond(timeout=10)).transcript == "Hi"

    asyncio.run(main())


def test_block_ends_with_the_check() -> None:
    with pytest.raises(AssertionError, match="these steps were not taken"), LocalServer(["Hi"]):
        pass

    async def main() -> None:
        async with LocalServer(["Hi"]):
            pass

    with pytest.raises(AssertionError, match="these steps were not taken"):
        asyncio.run(main())


def test_exception_of_the_block_comes_first() -> None:
    with pytest.raises(ZeroDivisionError), LocalServer(["Hi"]):
        raise ZeroDivisionError

    async def main() -> None:
        async with LocalServer(["Hi"]):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(main())


def test_text_becomes_a_script() -> None:
    with LocalServer("Hi") as server:
        assert isinstance(server.answerer, Script)
        with rt.RealtimeClient("", server.url) as client, client.connect_sync(model="m") as conn:
            assert conn.respond(timeout=10).transcript == "Hi"


def test_port_and_address() -> None:
    with LocalServer() as first:
        port = int(first.url.rpartition(":")[2].partition("/")[0])
        with pytest.raises(OSError, match="in use"):
            LocalServer(port=port).start()
    with LocalServer(port=port) as second:
        assert second.url == first.url


def test_ipv6() -> None:
    try:
        server = LocalServer(host="::1").start()
    except OSError:  # pragma: no cover
        pytest.skip("no IPv6 here")
    assert server.url.startswith("http://[::1]:")
    with rt.RealtimeClient("", server.url) as client, client.connect_sync(model="m") as conn:
        assert conn.respond(timeout=10).transcript
    server.stop()


HANDSHAKE = (
    "GET /v1/realtime?model=m HTTP/1.1",
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
)


def _certificate(folder: Path) -> tuple[tuple[Path, Path], ssl.SSLContext]:
    """Return the files of a certificate and its key, and a context that trusts it."""
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(b"".join(pem.bytes() for pem in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return (certificate, key), context


def test_certificate(tmp_path: Path) -> None:
    certificate, context = _certificate(tmp_path)
    with LocalServer(certificate=certificate) as server, httpx.Client(verify=context) as http:
        assert server.url.startswith("https://")
        assert server.ws_url.startswith("wss://")
        client = rt.RealtimeClient("", server.url, http_client=http)
        assert client.create_client_secret().value.startswith("ek_")
        with client.connect_sync(model="m", options=rt.Options(ssl=context)) as conn:
            assert conn.respond(timeout=10).transcript


def test_stop_closes_connections() -> None:
    server = LocalServer().start()
    with websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection:
        connection.recv(timeout=10)
        server.stop()
        with pytest.raises(ConnectionClosed) as closed:
            list(connection)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012


def test_stop_during_an_answer() -> None:
    server = LocalServer(Echo(delay=3_600)).start()
    with websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection:
        connection.send('{"type": "response.create"}')
        server.stop()


def test_stop_handles_what_was_sent() -> None:
    answerer = EventLog()
    server = LocalServer(answerer).start()
    with rt.RealtimeClient("", server.url) as client, client.connect_sync(model="m") as conn:
        for number in range(50):
            conn.say(str(number))
    server.stop()
    assert answerer.kinds.count("conversation.item.create") == 50


class EventLog(Echo):
    """Keeps the types of the events it receives."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[object] = []

    def received(self, event: object) -> None:
        assert isinstance(event, dict)
        self.kinds.append(event.get("type"))


class Broken(Answerer):
    """Raises instead of answering."""

    def answer(self, turn: Turn) -> Answer:
        raise LookupError("no answer here")


def test_check_raises_the_exception_of_an_answerer() -> None:
    server = LocalServer(Broken()).start()
    with rt.RealtimeClient("", server.url) as client:
        conn = client.connect_sync(model="m")
        with pytest.raises(rt.ConnectionClosed):
            conn.respond(timeout=10)
        conn.close()
    server.stop()
    with pytest.raises(LookupError, match="no answer here"):
        server.check()
    server.check()


def test_check_raises_the_exception_of_a_fault() -> None:
    server = LocalServer([Answer("Hi", faults=[Fault(after=2, patch={"x.y": 1})])]).start()
    with rt.RealtimeClient("", server.url) as client:
        conn = client.connect_sync(model="m")
        with pytest.raises(rt.ConnectionClosed):
            conn.respond(timeout=10)
        conn.close()
    server.stop()
    with pytest.raises(rt.RealtimeError, match=r"a fault patches 'x\.y'"):
        server.check()


def test_clients_are_independent() -> None:
    async def talk(url: str, name: str) -> str:
        async with rt.RealtimeClient("", url) as client, client.connect(model="m") as conn:
            await conn.say(name)
            transcripts = [(await conn.respond(timeout=10)).transcript for _ in range(3)]
            return transcripts[0]

    async def main() -> None:
        async with LocalServer(Echo(pace=0.001)) as server:
            names = [f"I am {number}" for number in range(5)]
            transcripts = await asyncio.gather(*(talk(server.url, name) for name in names))
            assert transcripts == [f"You said: {name}" for name in names]

    asyncio.run(main())


@pytest.mark.slow
def test_slow_reader_receives_everything() -> None:
    async def main() -> None:
        long = Answer(Say("word " * 2_000))
        kinds: Counter[str] = Counter()
        async with (
            asyncio.timeout(60),
            LocalServer(Script(long)) as server,
            # The client reads hardly anything ahead, so the server has to wait.
            connect(f"{server.ws_url}?model=m", max_queue=1, compression=None) as reader,
        ):
            await reader.send('{"type": "response.create"}')
            for _ in range(1_500):
                await reader.send('{"type": "input_audio_buffer.clear"}')
            while not kinds["response.done"] or kinds["input_audio_buffer.cleared"] < 1_500:
                kinds[json.loads(await reader.recv())["type"]] += 1
        assert kinds["response.output_audio_transcript.delta"] == 2_000

    asyncio.run(main())


@pytest.mark.slow
def test_stops_reading_from_a_client_that_does_not_read() -> None:
    answerer = EventLog()
    request = b'{"type": "session.update", "session": {"type": "realtime"}}'
    # A frame of a client, masked with zeros.
    frame = bytes((0x81, 0x80 | len(request), 0, 0, 0, 0)) + request
    with LocalServer(answerer) as server:
        host, _, port = server.url.removeprefix("http://").removesuffix("/v1").partition(":")
        with socket.create_connection((host, int(port)), timeout=1) as raw:
            raw.sendall("\r\n".join((*HANDSHAKE, "", "")).encode())
            assert raw.recv(4_096).startswith(b"HTTP/1.1 101 ")
            frames, sent, handled = memoryview(frame * 1_000_000), 0, -1
            while handled < 1_000 or handled != len(answerer.kinds):
                handled = len(answerer.kinds)
                with suppress(TimeoutError):
                    while sent < len(frames):
                        sent += raw.send(frames[sent : sent + 65_536])
    assert sent < len(frames)


def test_reads_binary_frames() -> None:
    with LocalServer() as server, websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection:
        connection.send(b'{"type": "input_audio_buffer.clear"}')
        connection.send(b"")
        kinds = [json.loads(connection.recv(timeout=10))["type"] for _ in range(3)]
        assert kinds == ["session.created", "input_audio_buffer.cleared", "error"]


def test_accepts_large_audio() -> None:
    with (
        LocalServer() as server,
        rt.RealtimeClient("", server.url) as client,
        client.connect_sync(model="m") as conn,
    ):
        conn.update_session({"type": "realtime", "audio": {"input": {"turn_detection": None}}})
        conn.send_audio(bytes(15 * 2**20), chunk=15 * 2**20)
        conn.commit_audio()
        conn.wait_for("input_audio_buffer.committed", timeout=20)


def test_translation_over_a_socket() -> None:
    with (
        LocalServer() as server,
        rt.RealtimeClient("", server.url) as client,
        client.connect_sync(model="m", dialect="translation") as conn,
    ):
        conn.send({"type": "session.close"})
        assert [event.type for event in conn] == ["session.created", "session.closed"]


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("starlette", "realtime_client.testing._server.app"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    with pytest.raises(rt.RealtimeError, match=r"is missing: install realtime-voice-sdk\[server\]"):
        LocalServer()
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(rt.RealtimeError, match=r"^yaml is missing: install realtime-voice-sdk\[server\]"):
        Script.from_yaml("- Hi")


def test_stop_during_a_closing_handshake_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    died: list[object] = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    certificate, context = _certificate(tmp_path)
    server = LocalServer(certificate=certificate).start()
    host, _, port = server.url.removeprefix("https://").removesuffix("/v1").partition(":")
    with websockets.sync.client.connect(f"{server.ws_url}?model=m", ssl=context) as other:
        other.recv(timeout=10)
        raw = context.wrap_socket(socket.create_connection((host, int(port))), server_hostname=host)
        with raw:
            raw.sendall("\r\n".join((*HANDSHAKE, "", "")).encode())
            # The session is open once its first event is here.
            received = b""
            while b"session.created" not in received:
                received += raw.recv(65_536)
            raw.sendall(bytes((0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8)))
            # And reads no more.
            server.stop()
        with pytest.raises(ConnectionClosed):
            other.recv(timeout=10)
    assert died == []


RUN = """
import sys
from realtime_client.testing import LocalServer
server = LocalServer(["First", "Second"])
server.run(ready=lambda: print(server.ws_url, flush=True))
try:
    server.check()
except AssertionError as error:
    print(error, flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_ends_gracefully(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with websockets.sync.client.connect(f"{process.stdout.readline().strip()}?model=m") as connection:
            connection.recv(timeout=20)
            connection.send('{"type": "response.create"}')
            while json.loads(connection.recv(timeout=20))["type"] != "response.done":
                pass
            process.send_signal(number)
            with pytest.raises(ConnectionClosed) as closed:
                list(connection)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
        output, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "these steps were not taken:\n  step 2" in output


def test_run_restores_the_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGTERM)
    server = LocalServer()
    server.run(ready=lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert signal.getsignal(signal.SIGTERM) is before
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)


def test_unknown_profile() -> None:
    with pytest.raises(ValueError, match="unknown profile 'unheard-of'; use one of openai, azure"):
        LocalServer(profile="unheard-of")  # type: ignore[arg-type]


def test_session_has_a_maximum_duration() -> None:
    with (
        LocalServer(session_seconds=0.05) as server,
        websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection,
    ):
        events = [json.loads(frame) for frame in connection]
        assert [event["type"] for event in events] == ["session.created", "error"]
        assert events[1]["error"]["code"] == "session_expired"
        assert connection.close_code == 1001


def test_stop_drops_a_client_that_does_not_read() -> None:
    server = LocalServer(Script(Answer(Say("word " * 5_000)))).start()
    host, _, port = server.url.removeprefix("http://").removesuffix("/v1").partition(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        raw.sendall("\r\n".join((*HANDSHAKE, "", "")).encode())
        assert raw.recv(1_024).startswith(b"HTTP/1.1 101 ")
        asked = b'{"type": "response.create"}'
        raw.sendall(bytes((0x81, 0x80 | len(asked), 0, 0, 0, 0)) + asked)
        (connection,) = server._server.server_state.connections
        assert isinstance(connection, SocketProtocol)
        while connection.writable.is_set():
            time.sleep(0.01)
        server.stop()


def test_stop_drops_a_request_that_does_not_end() -> None:
    server = LocalServer().start()
    host, _, port = server.url.removeprefix("http://").removesuffix("/v1").partition(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.sendall(b"POST /v1/realtime/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nv=0")
        time.sleep(0.2)
        server.stop()
    server.check()


def test_server_that_runs_is_not_started_again() -> None:
    with LocalServer() as server:
        with pytest.raises(RuntimeError, match="runs already"):
            server.start()
        assert httpx.get(server.url).status_code == 404


def test_impossible_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown dialect 'gamma'"):
        LocalServer(dialect="gamma")  # type: ignore[arg-type]
    for port in (-1, 65_536):
        with pytest.raises(ValueError, match=f"port {port} does not exist"):
            LocalServer(port=port).start()
