"""Tracebacks with local variables, as error trackers and pytest show them, hold no secret."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import FrameSummary, StackSummary, TracebackException
from typing import Any

import pytest

import realtime_client as rt

from ..support.connections import run_with, until
from ..support.events import SESSION, error
from ..support.http_server import HttpReply, serve, serve_bytes
from ..support.proxy_server import proxy
from ..support.ws_server import Peer

SECRET = "opaque-4711-secret"
TESTS = str(Path(__file__).parents[1])
PACKAGE = str(Path(rt.__file__).parent)
DIRECT = rt.Options(proxy=None, open_timeout=5)


def stacks(shown: TracebackException) -> Iterator[StackSummary]:
    """Yield the stack of an exception, and those of its causes."""
    pending: list[TracebackException | None] = [shown]
    while pending:
        each = pending.pop()
        if each is not None:
            yield each.stack
            pending += [each.__cause__, each.__context__, *(each.exceptions or ())]


def hides(raised: BaseException, secret: str = SECRET) -> None:
    """Assert that no variable outside of the tests shows a secret, and that the message does not."""
    shown = TracebackException.from_exception(raised, capture_locals=True)
    frames = [frame for stack in stacks(shown) for frame in _below(stack)]
    assert frames
    for frame in frames:
        for name, value in (frame.locals or {}).items():
            assert secret not in value, f"{name} in {frame.name}, {frame.filename}"
    assert secret not in "".join(TracebackException.from_exception(raised).format()).replace(TESTS, "")


def _below(stack: StackSummary) -> list[FrameSummary]:
    """Return the frames of the package and those that it calls, without the tests."""
    inside = [number for number, frame in enumerate(stack) if frame.filename.startswith(PACKAGE)]
    return [frame for frame in stack[inside[0] :] if not frame.filename.startswith(TESTS)] if inside else stack


def connect(client: rt.RealtimeClient, **options: Any) -> None:
    async def run() -> None:
        async with client.connect(**options):
            """It is refused."""

    asyncio.run(run())


def connect_awaiting(client: rt.RealtimeClient, **options: Any) -> None:
    async def run() -> None:
        await client.connect(**options)

    asyncio.run(run())


def connect_sync(client: rt.RealtimeClient, **options: Any) -> None:
    client.connect_sync(**options)


def create(client: rt.RealtimeClient, **_: Any) -> None:
    with client:
        client.create_client_secret({"type": "realtime", "tools": [_mcp()]})


def create_async(client: rt.RealtimeClient, **_: Any) -> None:
    async def run() -> None:
        async with client:
            await client.aio.create_client_secret({"type": "realtime", "tools": [_mcp()]})

    asyncio.run(run())


def _mcp() -> Any:
    return {"type": "mcp", "server_label": "shop", "headers": {"X-Any": SECRET}, "authorization": SECRET}


CONNECTING = [connect, connect_awaiting, connect_sync]
ALL = [*CONNECTING, create, create_async]


@pytest.mark.parametrize("act", ALL)
@pytest.mark.parametrize(
    "reply", [HttpReply(401, b"no"), HttpReply(drop=True), HttpReply(302, headers={"Location": f"/x?token={SECRET}"})]
)
def test_token_in_the_query(act: Callable[..., None], reply: HttpReply) -> None:
    with serve() as server:
        server.reply = reply
        client = rt.RealtimeClient(SECRET, f"{server.url}?token={SECRET}", headers={"X-Own": SECRET}, max_retries=0)
        with pytest.raises(rt.APIError) as raised:
            act(client, query={"other": SECRET}, options=DIRECT)
        assert SECRET in server.requests[0].path
    hides(raised.value)


@pytest.mark.parametrize("act", ALL)
@pytest.mark.parametrize("reply", [b"\x00\x01\r\n\r\n", b"", b"HTTP/1.1 101 X\r\nUpgrade: websocket\r\n\r\n"])
def test_replies_that_are_not_http(act: Callable[..., None], reply: bytes) -> None:
    with serve_bytes(reply) as url:
        with pytest.raises(rt.APIConnectionError) as raised:
            act(rt.RealtimeClient(SECRET, url, max_retries=0), query={"token": SECRET}, options=DIRECT)
        hides(raised.value)


@pytest.mark.parametrize("act", ALL)
def test_a_server_that_is_not_there(act: Callable[..., None]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = rt.RealtimeClient(SECRET, f"http://127.0.0.1:{unused.getsockname()[1]}/v1", max_retries=0)
        with pytest.raises(rt.APIConnectionError) as raised:
            act(client, query={"token": SECRET}, options=DIRECT)
        assert raised.value.__cause__ is not None
        # Files and lines stay: they tell where it failed.
        assert len(TracebackException.from_exception(raised.value.__cause__).stack) > 1
    hides(raised.value)


@pytest.mark.parametrize("act", CONNECTING)
@pytest.mark.parametrize("scheme", ["http", "socks5", "nonsense"])
@pytest.mark.parametrize("is_in_environment", [False, True])
def test_password_of_a_proxy(
    act: Callable[..., None], scheme: str, is_in_environment: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy() as server:
        server.refuse = 407
        url = f"{scheme}://user:{SECRET}@{server.address}"
        monkeypatch.setenv("HTTPS_PROXY", url if is_in_environment else "")
        options = rt.Options(open_timeout=5) if is_in_environment else rt.Options(open_timeout=5, proxy=url)
        with pytest.raises(rt.RealtimeError) as raised:
            act(rt.RealtimeClient("k-test", "https://example.invalid/v1"), options=options)
    hides(raised.value)


@pytest.mark.parametrize("act", [create, create_async])
@pytest.mark.parametrize("reply", [b"\x00\x01\r\n\r\n", b""])
def test_key_behind_a_proxy(act: Callable[..., None], reply: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve_bytes(reply) as url:
        monkeypatch.setenv("HTTP_PROXY", url.removesuffix("/v1").replace("//", f"//user:{SECRET}@"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        with pytest.raises(rt.APIConnectionError) as raised:
            act(rt.RealtimeClient(SECRET, "http://example.invalid/v1", max_retries=0))
    hides(raised.value)


def test_arguments_that_are_refused() -> None:
    calls: list[Callable[[], object]] = [
        lambda: rt.RealtimeClient(f"{SECRET}\n", f"http://user:{SECRET}@h/v1?token={SECRET}"),
        lambda: rt.RealtimeClient("", f"ftp://user:{SECRET}@h/v1?token={SECRET}", headers={"X-Own": SECRET}),
        lambda: rt.RealtimeClient.azure(endpoint=f"ftp://{SECRET}@h", api_key=SECRET),
        lambda: rt.RealtimeClient(SECRET, "http://h/v1").connect(model="", query={"token": SECRET}),
        lambda: rt.RealtimeClient(SECRET, "http://h/v1").connect_sync(model="", query={"token": SECRET}),
        lambda: rt.RealtimeClient(SECRET, "http://h/v1").websocket_url(call_id="", query={"token": SECRET}),
    ]
    for call in calls:
        with pytest.raises(rt.InvalidArgumentError) as raised:
            call()
        hides(raised.value)


@pytest.mark.parametrize("kind", ["asyncio", "blocking"])
def test_settings_that_are_refused(kind: str) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        request = await peer.receive("session.update")
        assert request["session"]["tools"][0]["authorization"] == SECRET
        await peer.send(error("no", event_id=request["event_id"]))
        request = await peer.receive("response.create")
        await peer.send(error("no", event_id=request["event_id"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        settings = {"type": "realtime", "tools": [_mcp()]}
        with pytest.raises(rt.ServerError) as raised:
            await conn.update_session(settings)
        hides(raised.value)
        with pytest.raises(rt.ServerError) as raised:
            await conn.respond({"tools": [_mcp()]})
        hides(raised.value)
        with pytest.raises(rt.RealtimeError, match="cannot be written") as unwritable:
            await conn.send({"type": "session.update", "session": {**settings, "x": {1, 2}}})
        hides(unwritable.value)

    run_with(kind, script, client, dialect="ga")


@pytest.mark.parametrize("kind", ["asyncio", "blocking"])
def test_connection_that_is_not_opened_again(kind: str) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        peer.server.refuse = (403, b"no", {})
        await peer.socket.close(1012)

    async def client(conn: Any) -> None:
        await until(lambda: conn.is_closed)
        with pytest.raises(rt.ConnectionClosed) as raised:
            await conn.respond()
        assert isinstance(raised.value.__cause__, rt.APIStatusError)
        hides(raised.value)

    reconnect = rt.Reconnect(attempts=1, wait_jitter=0, before=lambda attempt: f"{attempt.url}&token={SECRET}")
    run_with(kind, script, client, dialect="ga", reconnect=reconnect)


def test_functions_of_the_user_keep_their_variables() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        request = await peer.receive("response.create")
        output = [{"id": "i", "type": "function_call", "name": "f", "call_id": "c", "arguments": "{}"}]
        response = {"id": "r", "object": "realtime.response", "status": "completed", "output": output}
        response["metadata"] = request["response"]["metadata"]
        await peer.send({"type": "response.done", "response": response})
        await peer.until_closed()

    async def f() -> None:
        """Fail."""
        mine = "to be seen"
        raise KeyError(len(mine))

    async def client(conn: Any) -> None:
        with pytest.raises(KeyError) as raised:
            await conn.respond(functions=rt.Functions([f], on_error=None))
        shown = TracebackException.from_exception(raised.value, capture_locals=True)
        assert any("to be seen" in (frame.locals or {}).get("mine", "") for frame in shown.stack)

    run_with("asyncio", script, client, dialect="ga")
