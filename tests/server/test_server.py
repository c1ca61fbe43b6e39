"""`LocalServer`: its beginning and its end, several clients at once, and what it says of its own mistakes."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx
import orjson
import pytest
import trustme
import websockets.sync.client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

import realtime_client as rt
from realtime_client.testing import Answer, Answerer, Echo, Fault, LocalServer, Say, Script, Turn


def test_server_begins_and_ends_with_its_block() -> None:
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
    async def scene() -> None:
        async with (
            LocalServer("Hi") as server,
            rt.RealtimeClient("", server.url) as client,
            client.connect(model="m") as conn,
        ):
            assert (await conn.respond(timeout=10)).transcript == "Hi"

    asyncio.run(scene())


def test_what_was_not_as_written_is_told_at_the_end_of_the_block() -> None:
    with pytest.raises(AssertionError, match="these steps were not taken"), LocalServer(["Hi"]):
        pass

    async def scene() -> None:
        async with LocalServer(["Hi"]):
            pass

    with pytest.raises(AssertionError, match="these steps were not taken"):
        asyncio.run(scene())


def test_what_went_wrong_in_the_block_comes_first() -> None:
    with pytest.raises(ZeroDivisionError), LocalServer(["Hi"]):
        raise ZeroDivisionError

    async def scene() -> None:
        async with LocalServer(["Hi"]):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(scene())


def test_one_text_is_a_script_of_one_answer() -> None:
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


def test_address_of_version_6() -> None:
    try:
        server = LocalServer(host="::1").start()
    except OSError:  # pragma: no cover
        pytest.skip("no IPv6 here")
    assert server.url.startswith("http://[::1]:")
    with rt.RealtimeClient("", server.url) as client, client.connect_sync(model="m") as conn:
        assert conn.respond(timeout=10).transcript
    server.stop()


def test_certificate(tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.write_bytes(b"".join(pem.bytes() for pem in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with LocalServer(certificate=(certificate, key)) as server, httpx.Client(verify=context) as http:
        assert server.url.startswith("https://")
        assert server.ws_url.startswith("wss://")
        client = rt.RealtimeClient("", server.url, http_client=http)
        assert client.create_client_secret().value.startswith("ek_")
        with client.connect_sync(model="m", options=rt.Options(ssl=context)) as conn:
            assert conn.respond(timeout=10).transcript


def test_connections_are_closed_when_the_server_stops() -> None:
    server = LocalServer().start()
    with websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection:
        connection.recv(timeout=10)
        server.stop()
        with pytest.raises(ConnectionClosed) as closed:
            list(connection)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012


def test_server_stops_in_the_middle_of_an_answer() -> None:
    server = LocalServer(Echo(delay=3_600)).start()
    with websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection:
        connection.send('{"type": "response.create"}')
        server.stop()


def test_what_was_sent_before_the_end_is_handled() -> None:
    answerer = Noting()
    server = LocalServer(answerer).start()
    with rt.RealtimeClient("", server.url) as client, client.connect_sync(model="m") as conn:
        for number in range(50):
            conn.say(str(number))
    server.stop()
    assert answerer.kinds.count("conversation.item.create") == 50


class Noting(Echo):
    """Keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[object] = []

    def received(self, event: object) -> None:
        assert isinstance(event, dict)
        self.kinds.append(event.get("type"))


class Broken(Answerer):
    """Has no answer."""

    def answer(self, turn: Turn) -> Answer:
        raise LookupError("no answer here")


def test_mistake_of_an_answerer_comes_to_light() -> None:
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


def test_mistake_in_the_middle_of_an_answer_comes_to_light() -> None:
    server = LocalServer([Answer("Hi", faults=[Fault(after=2, patch={"x.y": 1})])]).start()
    with rt.RealtimeClient("", server.url) as client:
        conn = client.connect_sync(model="m")
        with pytest.raises(rt.ConnectionClosed):
            conn.respond(timeout=10)
        conn.close()
    server.stop()
    with pytest.raises(rt.RealtimeError, match=r"a fault patches 'x\.y'"):
        server.check()


def test_two_clients_at_once_do_not_see_each_other() -> None:
    async def talk(url: str, name: str) -> str:
        async with rt.RealtimeClient("", url) as client, client.connect(model="m") as conn:
            await conn.say(name)
            said = [(await conn.respond(timeout=10)).transcript for _ in range(3)]
            return said[0]

    async def scene() -> None:
        async with LocalServer(Echo(pace=0.001)) as server:
            names = [f"I am {number}" for number in range(5)]
            said = await asyncio.gather(*(talk(server.url, name) for name in names))
            assert said == [f"You said: {name}" for name in names]

    asyncio.run(scene())


def test_slow_reader_gets_everything_in_the_end() -> None:
    async def scene() -> None:
        long = Answer(Say("word " * 2_000))
        kinds: Counter[str] = Counter()
        async with (
            asyncio.timeout(60),
            LocalServer(Script(long)) as server,
            # Hardly anything is read ahead, so that the server has to wait.
            connect(f"{server.ws_url}?model=m", max_queue=1, compression=None) as reader,
        ):
            await reader.send('{"type": "response.create"}')
            for _ in range(1_500):
                await reader.send('{"type": "input_audio_buffer.clear"}')
            while not kinds["response.done"] or kinds["input_audio_buffer.cleared"] < 1_500:
                kinds[orjson.loads(await reader.recv())["type"]] += 1
        assert kinds["response.output_audio_transcript.delta"] == 2_000

    asyncio.run(scene())


def test_client_that_never_reads_is_read_no_further() -> None:
    """What a client sends is handled no faster than it reads; when it goes, the server does not mind."""
    answerer = Noting()
    asked = b'{"type": "session.update", "session": {"type": "realtime"}}'
    # A frame of a client, masked with zeros.
    frame = bytes((0x81, 0x80 | len(asked), 0, 0, 0, 0)) + asked
    with LocalServer(answerer) as server:
        host, _, port = server.url.removeprefix("http://").removesuffix("/v1").partition(":")
        with socket.create_connection((host, int(port)), timeout=1) as raw:
            head = (
                "GET /v1/realtime?model=m HTTP/1.1",
                f"Host: {host}",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
            )
            raw.sendall("\r\n".join((*head, "", "")).encode())
            assert raw.recv(4_096).startswith(b"HTTP/1.1 101 ")
            frames, sent, handled = memoryview(frame * 1_000_000), 0, -1
            while handled < 1_000 or handled != len(answerer.kinds):
                handled = len(answerer.kinds)
                with suppress(TimeoutError):
                    while sent < len(frames):
                        sent += raw.send(frames[sent : sent + 65_536])
    assert sent < len(frames)


def test_binary_frames_are_read_too() -> None:
    with LocalServer() as server, websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection:
        connection.send(b'{"type": "input_audio_buffer.clear"}')
        connection.send(b"")
        kinds = [orjson.loads(connection.recv(timeout=10))["type"] for _ in range(4)]
        assert kinds[2:] == ["input_audio_buffer.cleared", "error"]


def test_large_audio_is_taken() -> None:
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


def test_server_says_which_extra_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("starlette", "realtime_client.testing._server.app"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    with pytest.raises(rt.RealtimeError, match=r"is missing: install realtime-client\[server\]"):
        LocalServer()
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(rt.RealtimeError, match=r"^yaml is missing: install realtime-client\[server\]"):
        Script.from_yaml("- Hi")
