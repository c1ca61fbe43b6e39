"""Opening a connection: its address, its headers, its limits, and clients that open it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from typing import Any

import pytest
from websockets.exceptions import InvalidURI

import realtime_client as rt
from realtime_client._connection import asyncio_connection, blocking_connection
from realtime_client._connection.handshake import Options, _Attempt

from ..support.events import SESSION, answering
from ..support.ws_server import Peer, play


def open_once(url: str, blocking: bool, **settings: Any) -> None:
    async def act() -> None:
        await (await asyncio_connection.open_connection(url, **settings)).close()

    if blocking:
        blocking_connection.open_connection(url, **settings).close()
    else:
        asyncio.run(act())


@pytest.mark.parametrize("blocking", [False, True])
def test_silent_and_absent_servers(blocking: bool) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"ws://user:hidden@127.0.0.1:{silent.getsockname()[1]}/v1/realtime"
        with pytest.raises(rt.APIConnectionError) as raised:
            open_once(url, blocking)
        assert "hidden" not in str(raised.value)
        silent.listen()
        with pytest.raises(rt.APITimeoutError):
            open_once(url, blocking, options=Options(open_timeout=0.05))


def test_client_connects_with_its_key_and_dialect(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.send(*answering("resp_1", ["Hi"], await peer.receive("response.create")))
        await peer.until_closed()

    async def act(client: rt.RealtimeClient) -> None:
        async with client.connect(model="gpt-realtime") as conn:
            assert (await conn.respond()).time_to_first_audio is not None
        joined = await client.connect(dialect=None, call_id="rtc_1")
        await joined.respond()
        await joined.close()
        assert joined.dialect == "ga"

    with play(script) as server:
        url = server.url.replace("ws:", "http:").partition("/realtime")[0]
        client = rt.RealtimeClient("sk-test-0123456789abcdef", url)
        asyncio.run(act(client))
        with client.connect_sync(model="old", dialect="beta") as conn:
            assert conn.recv().type == "session.created"
            assert repr(conn).startswith("<Connection: open, dialect beta")
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
    context = ssl.create_default_context()
    assert Options(ssl=context).arguments()["ssl"] is context
    assert "ssl" not in Options().arguments()


def test_opening_without_a_limit() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.until_closed()

    with play(script) as server:
        open_once(server.url, False, options=Options(open_timeout=None, close_timeout=None, ping_interval=None))


def test_socks_proxy_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*filter(lambda name: name.startswith("python_socks"), sys.modules), "python_socks"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(rt.InvalidArgumentError, match=r"install python-socks\[asyncio\]"):
        open_once("ws://127.0.0.1:1/v1", False, options=Options(proxy="socks5://127.0.0.1:1"))


def test_address_that_the_library_refuses_is_shown_without_its_password() -> None:
    attempt = _Attempt("ws://127.0.0.1:1/v1", None, Options())
    error = InvalidURI("ws://user:hidden@127.0.0.1", "odd")
    with pytest.raises(rt.InvalidArgumentError, match="cannot be used") as raised:
        attempt.follow(error)
    assert "hidden" not in str(raised.value)
