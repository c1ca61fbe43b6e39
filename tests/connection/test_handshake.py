"""Opening a WebSocket against servers that misbehave, both kinds of connection, over real sockets."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
import re
import socket
import ssl
from array import array
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.asyncio.server import serve as websocket_server
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosedError, InvalidProxy, InvalidURI
from websockets.frames import Close
from websockets.http11 import Request, Response

import realtime_client as rt
from realtime_client._connection import asyncio_connection, blocking_connection
from realtime_client._connection.handshake import Options, _Attempt, chunks, ending, is_normal, masked, resuming_url

from ..support.http_server import HttpReply, HttpServer, ReceivedRequest, serve, serve_bytes
from ..support.ws_server import Peer, play

KEY = "sk-test-0123456789abcdef"
# Unlike an issued key, so that no pattern masks it.
PLAIN_KEY = "correct-horse-battery"
DIRECT = rt.Options(proxy=None, open_timeout=5)

Open: TypeAlias = Callable[..., None]


def _blocking(url: str, headers: dict[str, str] | None = None, options: Options = DIRECT) -> None:
    blocking_connection.open_connection(url, headers=headers, options=options).close()


def _asyncio(url: str, headers: dict[str, str] | None = None, options: Options = DIRECT) -> None:
    async def run() -> None:
        await (await asyncio_connection.open_connection(url, headers=headers, options=options)).close()

    asyncio.run(run())


@pytest.fixture(params=[_blocking, _asyncio], ids=["blocking", "asyncio"])
def connect(request: pytest.FixtureRequest) -> Open:
    chosen: Open = request.param
    return chosen


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the proxies of the machine."""
    names = ["https_proxy", "http_proxy", "all_proxy", "no_proxy", "ws_proxy", "wss_proxy", "socks_proxy"]
    for name in (*names, *map(str.upper, names)):
        monkeypatch.delenv(name, raising=False)


def _websocket(url: str) -> str:
    return url.replace("http", "ws", 1) + "/realtime"


async def _idle(peer: Peer) -> None:
    await peer.until_closed()


OK = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
BAD_REPLIES = {
    "wrong accept": OK + b"Sec-WebSocket-Accept: AAAA\r\n\r\n",
    "no accept": OK + b"\r\n",
    "two accepts": OK + b"Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n",
    "no upgrade": b"HTTP/1.1 101 X\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n",
    "another upgrade": b"HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n",
    "unknown extension": OK + b"Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
    "unknown protocol": OK + b"Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Protocol: realtime\r\n\r\n",
    "malformed extension": OK + b"Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Extensions: ;;=\r\n\r\n",
    "malformed upgrade": b'HTTP/1.1 101 X\r\nUpgrade: ,;\x01\r\nConnection: "\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n',
    "no HTTP": b"\x00\xff\x13garbage\r\n\r\n",
    "nothing": b"",
    "another version": b"HTTP/2 200 OK\r\n\r\n",
    "malformed status": b"HTTP/1.1 abc OK\r\n\r\n",
    "malformed length": b"HTTP/1.1 400 Bad\r\nContent-Length: x\r\n\r\n",
    "short body": b"HTTP/1.1 401 Bad\r\nContent-Length: 500\r\n\r\n{}",
    "huge body": b"HTTP/1.1 401 Bad\r\nContent-Length: 99999999999999\r\n\r\n{}",
    "malformed chunk": b"HTTP/1.1 500 Bad\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "not gzip": b"HTTP/1.1 500 Bad\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx",
    "not UTF-8": b"HTTP/1.1 500 Bad\r\nContent-Length: 2\r\n\r\n\xff\xfe",
    "long header": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 5_000 + b"\r\n",
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n",
    "success": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "redirect to another scheme": b"HTTP/1.1 302 X\r\nLocation: ftp://[::1]/\r\nContent-Length: 0\r\n\r\n",
    "redirect to a malformed URL": b"HTTP/1.1 302 X\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
    "redirect without a target": b"HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n",
    "redirect in circles": b"HTTP/1.1 302 X\r\nLocation: /v1/realtime\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("kind", BAD_REPLIES)
def test_bad_reply_is_an_api_error(connect: Open, kind: str) -> None:
    def reply(head: bytes) -> bytes:
        key = re.search(rb"Sec-WebSocket-Key: (\S+)", head)
        assert key is not None
        digest = hashlib.sha1(key[1] + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        return BAD_REPLIES[kind].replace(b"ACCEPT", base64.b64encode(digest))

    with serve_bytes(reply) as url, pytest.raises(rt.APIError) as raised:
        connect(_websocket(url))
    assert raised.value.__cause__ is not None
    assert raised.value.url == _websocket(url)
    assert raised.value.method == "GET"


def test_refusal_keeps_its_text(connect: Open) -> None:
    with serve() as server:
        server.reply = HttpReply(403, b"no \xff entry", {"X-Request-Id": "req_1"})
        with pytest.raises(rt.APIStatusError) as raised:
            connect(_websocket(server.url))
    assert (raised.value.status, raised.value.detail, raised.value.request_id) == (403, "no \ufffd entry", "req_1")


def test_refusal_keeps_its_json(connect: Open) -> None:
    with serve() as server:
        server.reply = HttpReply(401, b'{"error": {"message": "wrong key"}}')
        with pytest.raises(rt.APIStatusError, match="wrong key") as raised:
            connect(_websocket(server.url))
        assert raised.value.body == {"error": {"message": "wrong key"}}
        server.reply = HttpReply(403, b"")
        with pytest.raises(rt.APIStatusError) as raised:
            connect(_websocket(server.url))
        assert raised.value.body == ""


def test_server_that_does_not_reply(connect: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"ws://127.0.0.1:{silent.getsockname()[1]}/v1"
        with pytest.raises(rt.APITimeoutError, match=r": no reply in time$") as raised:
            connect(url, options=Options(proxy=None, open_timeout=0.05))
    assert (raised.value.method, raised.value.url) == ("GET", url)


# Redirects.

HEADERS = {
    "Authorization": f"Bearer {KEY}",
    "api-key": KEY,
    "OpenAI-Organization": "org_1",
    "Cookie": "a=b",
    "X-Own": "1",
}


@pytest.fixture
def other() -> Iterator[HttpServer]:
    with serve() as server:
        server.reply = HttpReply(403)
        yield server


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
@pytest.mark.parametrize("scheme", ["ws", "http", "wss", "https", ""])
def test_redirect_to_another_origin_is_refused(connect: Open, other: HttpServer, status: int, scheme: str) -> None:
    address = other.url.removeprefix("http://")
    location = f"{scheme}://user:{PLAIN_KEY}@{address}" if scheme else f"//{address}"
    with serve() as server:
        server.reply = HttpReply(status, b"", {"Location": location})
        with pytest.raises(rt.APIStatusError, match="to another origin") as raised:
            connect(_websocket(server.url), HEADERS)
        assert len(server.requests) == 1
    assert raised.value.status == status
    assert address.removesuffix("/v1") in str(raised.value)
    origin = f"{'wss' if scheme in ('wss', 'https') else 'ws'}://{address.removesuffix('/v1')}"
    assert raised.value.detail == (
        f"the server redirects to another origin, {origin}, which must not receive the key and the headers: "
        "correct the URL if you trust it"
    )
    assert PLAIN_KEY not in str(raised.value)
    assert other.requests == []


def test_redirect_to_encryption_on_the_same_host_is_refused(connect: Open) -> None:
    with serve() as server:
        server.reply = HttpReply(301, b"", {"Location": server.url.replace("http", "wss", 1)})
        with pytest.raises(rt.APIStatusError, match=r"wss://127\.0\.0\.1:\d+, which must not receive"):
            connect(_websocket(server.url), HEADERS)


def test_redirect_within_the_origin_is_followed_with_all_headers(connect: Open) -> None:
    def reply(request: ReceivedRequest) -> HttpReply:
        paths = {"/v1/realtime": "/v1/second?a=b", "/v1/second?a=b": "third"}
        location = paths.get(request.path)
        return HttpReply(302, b"", {"Location": location}) if location else HttpReply(418, b"the end")

    with serve() as server:
        server.reply = reply
        with pytest.raises(rt.APIStatusError, match="status 418: the end"):
            connect(_websocket(server.url), HEADERS)
        assert [request.path for request in server.requests] == ["/v1/realtime", "/v1/second?a=b", "/v1/third"]
        for request in server.requests:
            assert {name: request.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("blocking", [False, True])
def test_redirect_leads_to_a_connection(blocking: bool) -> None:
    paths: list[str] = []

    def redirect(socket: ServerConnection, request: Request) -> Response | None:
        paths.append(request.path)
        return Response(302, "Found", Headers({"Location": "/v2"})) if request.path == "/v1" else None

    async def run() -> None:
        async def idle(socket: ServerConnection) -> None:
            await socket.wait_closed()

        async with websocket_server(idle, "127.0.0.1", 0, process_request=redirect) as server:
            url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/v1"
            if blocking:
                await asyncio.to_thread(_blocking, url)
            else:
                await (await asyncio_connection.open_connection(url, options=DIRECT)).close()

    asyncio.run(run())
    assert paths == ["/v1", "/v2"]


def test_endless_redirects_end(connect: Open) -> None:
    with serve() as server:
        server.reply = HttpReply(307, b"", {"Location": "/v1/realtime"})
        with pytest.raises(rt.APIStatusError) as raised:
            connect(_websocket(server.url))
        assert raised.value.detail == "too many redirects"
        assert len(server.requests) == 6


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/", "http://[::1", "https:///v1"])
def test_redirect_to_what_is_no_url_is_refused(connect: Open, location: str) -> None:
    with serve() as server:
        server.reply = HttpReply(302, b"", {"Location": location})
        with pytest.raises(rt.APIStatusError) as raised:
            connect(_websocket(server.url))
    assert raised.value.detail == "the server redirects to what is not a URL"


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("ws://a.test/v1#part", "/v2#other", "ws://a.test/v2"),
        ("ws://a.test/v1", "http://a.test:80/v2", "ws://a.test:80/v2"),
        ("wss://a.test/v1", "https://a.test:443/v2", "wss://a.test:443/v2"),
        ("wss://a.test:443/v1", "https://user:hidden@a.test/v2", "wss://a.test/v2"),
        ("ws://a.test/v1", "http://a.test:443/v2", None),
        ("wss://a.test/v1", "https://a.test:80/v2", None),
        ("wss://a.test/v1", "https://a.test:444/v2", None),
        ("ws://a.test/v1", "http://a.test:81/v2", None),
    ],
)
def test_origin_has_the_port_of_its_scheme(url: str, location: str, target: str | None) -> None:
    attempt = _Attempt(url, None, DIRECT)
    assert attempt.url == url.removesuffix("#part")
    assert (attempt._refusal(location) is None) is (target is not None)
    assert attempt.url == (target or url)


# Arguments that cannot be used.


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Own": f"{PLAIN_KEY}\r\nX-Evil: 1"},
        {"X-Own": f"{PLAIN_KEY}\n"},
        {"X-Own": f" {PLAIN_KEY}"},
        {"X-Own": f"{PLAIN_KEY}\x00"},
        {"X-Own": f"{PLAIN_KEY}é"},
        {"X-Own": b"bytes"},
        {"X-Own: 1\r\nX-Evil": "1"},
        {"": "1"},
        {"X Own": "1"},
        {"X-Öwn": "1"},
        {1: "1"},
    ],
    ids=range(11),
)
def test_odd_headers_are_refused_before_anything_is_sent(connect: Open, headers: Any) -> None:
    with serve() as server:
        with pytest.raises(rt.InvalidArgumentError, match="header") as raised:
            connect(_websocket(server.url), headers)
        assert server.requests == []
    assert PLAIN_KEY not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "http://127.0.0.1/",
        "ws://",
        "ws:///v1",
        "ws://[::1",
        "ws://127.0.0.1:99999/",
        f"ws://127.0.0.1:{PLAIN_KEY}/",
        "ws://127.0.0.1:0/",
        "ws://a..b/",
        f"ws://{'a' * 64}.invalid/",
        "ws://127.0.0.1/a b",
        "ws://127.0.0.1/a\r\nX-Evil: 1",
        "",
    ],
)
def test_odd_urls_are_refused(connect: Open, url: str) -> None:
    with pytest.raises(rt.InvalidArgumentError, match="URL of a WebSocket") as raised:
        connect(url)
    assert isinstance(raised.value, ValueError)
    assert PLAIN_KEY not in str(raised.value)


@pytest.mark.parametrize("proxy", ["ftp://user:hidden@127.0.0.1:1", "http://", "user:hidden@127.0.0.1", "http://:0"])
def test_odd_proxies_are_refused(connect: Open, proxy: str) -> None:
    with pytest.raises(rt.RealtimeError) as raised:
        connect("ws://127.0.0.1:1/v1", options=rt.Options(proxy=proxy))
    seen: BaseException | None = raised.value
    while seen is not None:
        assert "hidden" not in f"{seen}"
        seen = seen.__cause__ or seen.__context__


@pytest.mark.parametrize("scheme", ["socks4", "socks4a", "socks5", "socks5h"])
def test_socks_proxy_without_its_package_is_explained(
    connect: Open, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://user:hidden@127.0.0.1:1")
    with pytest.raises(rt.RealtimeError, match=r"SOCKS|no connection") as raised:
        connect("ws://127.0.0.1:1/v1", options=rt.Options(open_timeout=5))
    assert "hidden" not in str(raised.value)


def test_tls_settings_without_encryption_are_refused(connect: Open) -> None:
    with pytest.raises(rt.InvalidArgumentError, match="use wss://"):
        connect("ws://127.0.0.1:1/v1", options=rt.Options(ssl=ssl.create_default_context()))


@pytest.mark.parametrize("url", ["ws://realtime-client.invalid/v1", "wss://127.0.0.1:1/v1"])
def test_unreachable_servers(connect: Open, url: str) -> None:
    with pytest.raises(rt.APIConnectionError) as raised:
        connect(url)
    assert isinstance(raised.value.__cause__, OSError)


def test_server_without_tls(connect: Open) -> None:
    with serve() as server, pytest.raises(rt.APIConnectionError, match="no connection to the server"):
        connect(server.url.replace("http", "wss", 1))


# Options.


def test_options_are_those_of_the_library() -> None:
    arguments = Options().arguments()
    logger = arguments.pop("logger")
    assert arguments == {
        "open_timeout": 10.0,
        "close_timeout": 10.0,
        "max_size": 16 * 2**20,
        "proxy": True,
        "ping_interval": None,
        "compression": None,
    }
    assert logger.logger.name == "realtime_client.websocket"
    context = ssl.create_default_context()
    assert Options(ssl=context).arguments()["ssl"] is context


def test_logger_is_deaf_to_frames(caplog: pytest.LogCaptureFixture) -> None:
    logger = Options().arguments()["logger"]
    caplog.set_level(logging.DEBUG, "realtime_client.websocket")
    assert [logger.isEnabledFor(level) for level in (logging.DEBUG, logging.INFO)] == [False, True]
    caplog.set_level(logging.ERROR, "realtime_client.websocket")
    assert [logger.isEnabledFor(level) for level in (logging.WARNING, logging.ERROR)] == [False, True]


@pytest.mark.parametrize(
    ("proxy", "shown"),
    [("http://user:hidden@a.test:1", "'http://a.test:1'"), (True, "True"), (None, "None")],
)
def test_options_show_no_login_of_the_proxy(proxy: str | bool | None, shown: str) -> None:
    assert f"proxy={shown}, " in repr(Options(proxy=proxy))


@pytest.mark.parametrize(("limit", "left"), [(None, None), (0.0, 0.001)])
def test_time_of_an_attempt_is_that_of_all_its_redirects(limit: float | None, left: float | None) -> None:
    assert _Attempt("ws://a.test/", None, Options(open_timeout=limit)).arguments()["open_timeout"] == left
    assert 0 < _Attempt("ws://a.test/", None, Options(open_timeout=1_000)).arguments()["open_timeout"] <= 1_000


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (
            ImportError("no python_socks"),
            "a SOCKS proxy is configured, in the environment or by Options.proxy, but the package for it is missing: "
            "install python-socks[asyncio], or use Options(proxy=None) (no python_socks)",
        ),
        (
            InvalidURI("ws://user:hidden@a.test/?key=hidden", "odd"),
            "the URL or the proxy cannot be used (InvalidURI: ws://a.test/ isn't a valid URI: odd)",
        ),
        (
            InvalidProxy("ftp://user:hid@den@a.test:1", "odd"),
            "the URL or the proxy cannot be used (InvalidProxy: a.test:1 isn't a valid proxy: odd)",
        ),
        (OSError("refused"), "no connection to the server (OSError: refused)"),
    ],
    ids=["socks", "url", "proxy", "network"],
)
def test_failures_are_explained(failure: Exception, message: str) -> None:
    with pytest.raises(rt.RealtimeError, match=f"{re.escape(message)}$") as raised:
        _Attempt("ws://a.test/v1", None, DIRECT).follow(failure)
    assert raised.value.__cause__ is failure
    assert "hid" not in f"{failure}"


@pytest.mark.parametrize(
    ("url", "resuming"),
    [
        ("wss://a.test/v1", "wss://a.test/v1?conversation_id=conv_1"),
        (
            "wss://a.test/v1?model=m&conversation_id=old&empty=&conversation_id=older",
            "wss://a.test/v1?model=m&empty=&conversation_id=conv_1",
        ),
    ],
)
def test_url_names_the_conversation_to_resume(url: str, resuming: str) -> None:
    assert resuming_url(url, "conv_1") == resuming


@pytest.mark.parametrize(
    ("options", "message"),
    [
        *(
            ({name: value}, f"Options.{name} is {value!r}: give a number of at least 0, or None")
            for name in ("open_timeout", "close_timeout", "ping_timeout", "send_timeout", "ack_timeout")
            for value in (-0.5, "5")
        ),
        ({"ping_interval": 0}, "Options.ping_interval is 0: give a number above 0, or None"),
        ({"error_grace": None}, "Options.error_grace is None: give a number of at least 0"),
        *(
            ({name: value}, f"Options.{name} is {value!r}: give a whole number of at least 0, or None")
            for name in ("max_size", "buffered", "keep_responses")
            for value in (-1, 1.5)
        ),
        *(
            ({name: value}, f"Options.{name} is {value!r}: give a whole number of at least 0")
            for name in ("max_buffered", "keep_notes")
            for value in (-1, 1.5, None)
        ),
        ({"proxy": 8080}, "Options.proxy is a int: give a URL, True or None"),
    ],
)
def test_options_are_checked(options: Any, message: str) -> None:
    with pytest.raises(rt.InvalidArgumentError, match=f"^{re.escape(message)}$"):
        Options(**options)


def test_options_may_have_no_limits() -> None:
    names = ("open_timeout", "close_timeout", "ping_interval", "ping_timeout", "send_timeout", "ack_timeout")
    sizes = ("max_size", "buffered", "keep_responses")
    for options in (dict.fromkeys((*names, *sizes)), dict.fromkeys((*names[:2], *names[3:], *sizes), 0)):
        made = Options(**options, error_grace=0, max_buffered=0, keep_notes=0, proxy=False)
        assert {name: getattr(made, name) for name in options} == options


def test_audio_is_sent_in_pieces() -> None:
    assert [bytes(piece) for piece in chunks(b"abcde", 2)] == [b"ab", b"cd", b"e"]
    assert [bytes(piece) for piece in chunks(b"ab", 1)] == [b"a", b"b"]
    assert list(chunks(b"", 2)) == []
    with pytest.raises(rt.InvalidArgumentError, match=r"^chunk must be at least 1 byte, not 0$"):
        chunks(b"ab", 0)


def test_arrays_of_samples_are_sent_as_bytes() -> None:
    samples: Any = array("h", [1, 2, 3])
    assert [bytes(piece) for piece in chunks(samples, 4)] == [samples.tobytes()[:4], samples.tobytes()[4:]]
    every_second = memoryview(samples)[::2]
    assert [bytes(piece) for piece in chunks(every_second, 4)] == [array("h", [1, 3]).tobytes()]
    rows = memoryview(bytes(4)).cast("B", (2, 2))
    assert [bytes(piece) for piece in chunks(rows, 3)] == [bytes(3), bytes(1)]


@pytest.mark.parametrize(
    ("audio", "message"),
    [
        ("text", "audio must be bytes, not str"),
        (None, "audio must be bytes, not NoneType"),
        *(
            (
                audio,
                f"the audio is an array of {kind!r}, as the struct module has it: the API takes 16-bit samples, "
                "which (audio * 32767).astype('<i2') makes of floats",
            )
            for kind, audio in (("f", array("f", [0.5])), ("i", array("i", [1])))
        ),
    ],
)
def test_other_audio_is_refused(audio: Any, message: str) -> None:
    with pytest.raises(rt.InvalidArgumentError, match=f"^{re.escape(message)}$"):
        chunks(audio, 4)


# Secrets.


def test_reason_of_a_close_is_shown_without_secrets() -> None:
    quoting, other = Close(4001, "sk-secret-key-1234 is wrong"), Close(1000, "done")
    for rcvd, sent, received_first in ((quoting, None, None), (quoting, other, True), (other, quoting, False)):
        error = masked(ConnectionClosedError(rcvd, sent, received_first))
        assert type(error) is ConnectionClosedError
        assert error.rcvd_then_sent is received_first
        assert [each and (each.code, each.reason) for each in (error.rcvd, error.sent)] == [
            each and (each.code, each.reason.replace("sk-secret-key-1234", "***")) for each in (rcvd, sent)
        ]


def test_login_in_the_url_is_sent_as_a_header(connect: Open) -> None:
    with play(_idle) as server:
        url = server.url.replace("ws://", "ws://user:p%40ss@")
        connect(url)
        connect(url, {"authorization": f"Bearer {KEY}"})
        values = [headers.get_all("Authorization") for headers in server.headers]
    assert values == [["Basic " + base64.b64encode(b"user:p@ss").decode()], [f"Bearer {KEY}"]]


def test_no_log_shows_headers_or_frames(connect: Open, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def greet(peer: Peer) -> None:
        await peer.send({"type": "secret.event", "value": PLAIN_KEY})
        await peer.until_closed()

    with play(greet) as server:
        connect(f"{server.url}&token={PLAIN_KEY}", {"X-Own": PLAIN_KEY})
    mine = [record for record in caplog.records if record.name.startswith("realtime_client")]
    assert not any(PLAIN_KEY in f"{record.getMessage()} {vars(record)}" for record in mine)
    assert not any("secret.event" in record.getMessage() for record in mine)


@pytest.mark.parametrize("reply", [HttpReply(401, b"wrong key"), HttpReply(drop=True), HttpReply(302)])
@pytest.mark.parametrize("blocking", [False, True])
def test_no_traceback_shows_the_key(reply: HttpReply, blocking: bool) -> None:
    with serve() as server:
        server.reply = reply
        client = rt.RealtimeClient.azure(endpoint=server.url, api_key=PLAIN_KEY, headers={"X-Own": PLAIN_KEY})

        async def run() -> None:
            await client.connect(options=DIRECT)

        with pytest.raises(rt.APIError) as raised:
            client.connect_sync(options=DIRECT) if blocking else asyncio.run(run())
        assert server.requests[0].headers["api-key"] == PLAIN_KEY
    seen: BaseException | None = raised.value
    while seen is not None:
        assert PLAIN_KEY not in f"{seen} {seen!r}"
        trace = seen.__traceback__
        while trace is not None:
            if not trace.tb_frame.f_code.co_qualname.startswith("test_"):
                assert PLAIN_KEY not in repr(trace.tb_frame.f_locals)
            trace = trace.tb_next
        seen = seen.__cause__ or seen.__context__


# The end of a connection.


@pytest.mark.parametrize(
    ("received", "sent", "server_first", "expected"),
    [
        (Close(1000, "bye"), Close(1000, "bye"), True, (1000, "bye", "server")),
        (Close(4000, "no"), None, None, (4000, "no", "server")),
        (Close(1000, ""), Close(1000, "done"), False, (1000, "done", "client")),
        (None, Close(1009, "over size limit"), None, (1009, "over size limit", "client")),
        (
            None,
            Close(1011, "keepalive ping timeout"),
            None,
            (1011, "keepalive ping timed out after 20 s", "client"),
        ),
        (None, Close(1011, "other"), None, (1011, "other", "client")),
        (None, None, None, (None, "", "network")),
    ],
)
def test_ending_names_its_initiator(
    received: Close | None, sent: Close | None, server_first: bool | None, expected: tuple[int | None, str, str]
) -> None:
    assert ending(ConnectionClosedError(received, sent, server_first), Options()) == expected


@pytest.mark.parametrize("code", [1000, 1001, 1002, 999, 4000, None])
def test_normal_endings(code: int | None) -> None:
    assert is_normal(rt.ConnectionClosed(code, "")) is (code in (1000, 1001))
    assert is_normal(rt.RealtimeError("no")) is False


@pytest.mark.parametrize("code", [1000, 1001])
def test_an_ending_is_not_normal_while_there_was_more_to_come(code: int) -> None:
    cut = [rt.AssembledResponse("resp_1")]
    expired = rt.ServerError({"type": "error", "error": {"code": "session_expired", "message": "60 minutes"}})
    assert is_normal(rt.ConnectionClosed(code, "", cut)) is False
    assert is_normal(rt.ConnectionClosed(code, "", last_error=expired)) is False
    assert is_normal(rt.ConnectionClosed(code, "", cut, initiator="client")) is True
    other = rt.ServerError({"type": "error", "error": {"message": "no"}})
    assert is_normal(rt.ConnectionClosed(code, "", last_error=other)) is True
