"""The edge of HTTP: odd replies, redirects, compressed bodies, odd arguments, secrets; blocking and asyncio."""

from __future__ import annotations

import asyncio
import gzip
import logging
import ssl
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import httpx
import pytest
import stamina
import trustme

import realtime_client as rt
from realtime_client import api, models

from ..support.http_server import HttpReply, HttpServer, ReceivedRequest, serve, serve_bytes

KEY = "sk-test-0123456789abcdef"
# Unlike an issued key, so that no pattern masks it.
PLAIN_KEY = "correct-horse-battery"
SECRET: dict[str, Any] = {"value": "ek_test_0123456789", "expires_at": 1, "session": {"type": "realtime"}}

Act: TypeAlias = Callable[[Any], Any]
Do: TypeAlias = Callable[[rt.RealtimeClient, Act], Any]


def _blocking(client: rt.RealtimeClient, act: Act) -> Any:
    with client:
        return act(client)


def _asyncio(client: rt.RealtimeClient, act: Act) -> Any:
    async def run() -> Any:
        async with client:
            return await act(client.aio)

    return asyncio.run(run())


@pytest.fixture(params=[_blocking, _asyncio], ids=["blocking", "asyncio"])
def do(request: pytest.FixtureRequest) -> Do:
    chosen: Do = request.param
    return chosen


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide the proxies of the machine, and retry without waiting."""
    names = ["https_proxy", "http_proxy", "all_proxy", "no_proxy"]
    for name in (*names, *map(str.upper, names)):
        monkeypatch.delenv(name, raising=False)
    with stamina.set_testing(True, attempts=2, cap=True):
        yield


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with serve() as running:
        running.reply = HttpReply.json(SECRET)
        yield running


@pytest.fixture
def other() -> Iterator[HttpServer]:
    with serve() as running:
        yield running


def _create(target: Any) -> Any:
    return target.create_client_secret()


def _offer(target: Any) -> Any:
    return target.calls.create("v=0")


def _reply(status: int, body: bytes = b"", *headers: str) -> bytes:
    lines = "".join(f"{header}\r\n" for header in headers)
    return f"HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode() + body


ODD_REPLIES = {
    "corrupt gzip": _reply(200, b"not gzip", "Content-Encoding: gzip"),
    "truncated gzip": _reply(200, gzip.compress(b"{}" * 999)[:20], "Content-Encoding: gzip"),
    "corrupt deflate": _reply(200, b"not deflate", "Content-Encoding: deflate"),
    "unknown encoding": _reply(200, b"xx", "Content-Encoding: br"),
    "two encodings": _reply(200, gzip.compress(gzip.compress(b"{}")), "Content-Encoding: gzip, gzip"),
    "corrupt gzip of an error": _reply(500, b"not gzip", "Content-Encoding: gzip"),
    "unknown encoding of an error": _reply(500, b"xx", "Content-Encoding: br"),
    **{
        f"charset {name}": _reply(500, b"+zz\xff", f"Content-Type: text/html; charset={name}")
        for name in ("hex", "undefined", "idna", "rot13", "utf-7", "punycode", "unicode_escape", "latin-1", "\x00")
    },
    "deep error": _reply(500, b'{"error":' * 900 + b"1" + b"}" * 900),
    "deeper error": _reply(500, b'{"error":' * 100_000),
    "nested error": _reply(400, b'{"error":{"message":{"a":1},"code":[1],"type":5}}'),
    "not modified": _reply(304),
    "redirect": _reply(302, b"", "Location: http://127.0.0.2:1/"),
    "redirect without a target": _reply(302),
    "redirect to a malformed URL": _reply(302, b"", "Location: http://[::1"),
    "latin-1 header": _reply(500, b"", "X-A: \u00ff"),
    "broken chunk": b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "short body": b"HTTP/1.1 200 X\r\nContent-Length: 50\r\n\r\n{}",
    "no HTTP": b"\x00\x01\r\n\r\n",
    "nothing": b"",
    "another protocol": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "huge header": b"HTTP/1.1 200 X\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("kind", ODD_REPLIES)
@pytest.mark.parametrize("act", [_create, _offer])
def test_odd_reply_is_an_api_error(do: Do, kind: str, act: Act) -> None:
    with serve_bytes(ODD_REPLIES[kind]) as url, pytest.raises(rt.APIError) as raised:
        do(rt.RealtimeClient(KEY, url, timeout=10), act)
    assert raised.value.url.startswith(f"{url}/realtime/")
    if isinstance(raised.value, rt.APIConnectionError):
        assert raised.value.__cause__ is not None


@pytest.mark.parametrize("status", [200, 500])
def test_body_that_never_ends(do: Do, status: int) -> None:
    with serve_bytes(f"HTTP/1.1 {status} X\r\n\r\n".encode(), endless=b"x") as url:
        client = rt.RealtimeClient(KEY, url, timeout=0.5, max_retries=0)
        with pytest.raises(rt.APITimeoutError if status == 200 else rt.APIStatusError) as raised:
            do(client, _create)
    if status == 200:
        assert raised.value.message.endswith(": the reply did not arrive whole within 0.5 s")
    else:
        assert str(raised.value).endswith("status 500: " + "x" * 500)


# Servers that send now and then, which the limit of each read never ends. The pause is theirs: no test waits for it.
SLOW_HEADERS = {
    "byte by byte": (b"HTTP/1.1 200 X\r\nX-A: ", b"a", 0.02),
    "informational replies": (b"", b"HTTP/1.1 103 X\r\n\r\n", 0.0),
}


@pytest.mark.parametrize("kind", SLOW_HEADERS)
def test_headers_that_never_end(do: Do, kind: str) -> None:
    start, endless, interval = SLOW_HEADERS[kind]
    with serve_bytes(start, endless=endless, interval=interval) as url:
        client = rt.RealtimeClient(KEY, url, timeout=0.5, max_retries=0)
        with pytest.raises(rt.APITimeoutError):
            do(client, _create)


@pytest.mark.parametrize("status", [200, 500])
def test_body_byte_by_byte(do: Do, status: int) -> None:
    with serve_bytes(f"HTTP/1.1 {status} X\r\n\r\n".encode(), endless=b"x", interval=0.02) as url:
        client = rt.RealtimeClient(KEY, url, timeout=0.5, max_retries=0)
        with pytest.raises(rt.APITimeoutError if status == 200 else rt.APIStatusError) as raised:
            do(client, _create)
    if status == 200:
        assert raised.value.message.endswith(": the reply did not arrive whole within 0.5 s")
    else:
        assert "status 500: x" in str(raised.value)


@pytest.fixture(scope="module")
def certificate() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the contexts of a server on loopback, and of a client that trusts it."""
    authority = trustme.CA()
    of_server, of_client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(of_server)
    authority.configure_trust(of_client)
    return of_server, of_client


def _hang_up(client: rt.Client) -> Any:
    with client:
        return api.hangup_realtime_call.sync(client=client, call_id="rtc_1")


def _hang_up_async(client: rt.Client) -> Any:
    async def run() -> Any:
        async with client:
            return await api.hangup_realtime_call.asyncio(client=client, call_id="rtc_1")

    return asyncio.run(run())


@pytest.mark.parametrize("hang_up", [_hang_up, _hang_up_async])
@pytest.mark.parametrize("kind", SLOW_HEADERS)
def test_encrypted_headers_that_never_end(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext], hang_up: Callable[[rt.Client], Any], kind: str
) -> None:
    start, endless, interval = SLOW_HEADERS[kind]
    with serve_bytes(start, endless=endless, interval=interval, tls=certificate[0]) as url:
        client = rt.Client(base_url=url.replace("http", "https", 1), timeout=0.5, verify_ssl=certificate[1])
        with pytest.raises(rt.APITimeoutError):
            hang_up(client)


@pytest.mark.parametrize("hang_up", [_hang_up, _hang_up_async])
def test_proxy_whose_headers_never_end(hang_up: Callable[[rt.Client], Any]) -> None:
    start, endless, interval = SLOW_HEADERS["byte by byte"]
    with serve_bytes(start, endless=endless, interval=interval) as url:
        proxy = url.removesuffix("/v1")
        client = rt.Client(base_url="https://127.0.0.1:1/v1", timeout=0.5, httpx_args={"proxy": proxy})
        with pytest.raises(rt.APITimeoutError):
            hang_up(client)


@pytest.mark.parametrize("opens", ["this client", "another client"])
def test_headers_that_never_end_over_a_connection_in_use(opens: str) -> None:
    start, endless, interval = SLOW_HEADERS["byte by byte"]
    replies = iter([_kept_alive(), _kept_alive()])
    serving = serve_bytes(lambda _: next(replies, start), endless=endless, interval=interval, replies=3)
    with serving as url, httpx.Client(timeout=0.5) as own:
        client = rt.RealtimeClient(KEY, url, http_client=own, timeout=0.5, max_retries=0)
        if opens == "this client":
            client.calls.hangup("rtc_1")
        else:
            own.post(url)
        client.calls.hangup("rtc_1")
        with pytest.raises(rt.APITimeoutError):
            client.calls.hangup("rtc_1")


def test_headers_that_never_end_over_a_connection_in_use_async() -> None:
    start, endless, interval = SLOW_HEADERS["byte by byte"]
    replies = iter([_kept_alive(), _kept_alive()])

    async def run(url: str) -> None:
        async with httpx.AsyncClient(timeout=0.5) as own:
            client = rt.RealtimeClient(KEY, url, async_http_client=own, timeout=0.5, max_retries=0)
            await own.post(url)
            await client.aio.calls.hangup("rtc_1")
            with pytest.raises(rt.APITimeoutError):
                await client.aio.calls.hangup("rtc_1")

    with serve_bytes(lambda _: next(replies, start), endless=endless, interval=interval, replies=3) as url:
        asyncio.run(run(url))


def _kept_alive() -> bytes:
    return b"HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize("body", [b"[]", b"", b"[" * 100_000, b"\xff"])
def test_content_that_is_not_an_object(do: Do, server: HttpServer, body: bytes) -> None:
    server.reply = HttpReply(200, body)
    with pytest.raises(rt.DecodeError):
        do(rt.RealtimeClient(KEY, server.url), _create)


@pytest.mark.parametrize("header", ["retry-after", "retry-after-ms"])
@pytest.mark.parametrize(
    "value",
    [
        "inf",
        "nan",
        "-5",
        "1e400",
        "9" * 5_000,
        "Mon, 01 Jan 2024 00:00:00 +9999",
        "Fri, 31 Dec 9999 23:59:59 -0100",
        "x",
    ],
)
def test_odd_retry_after(do: Do, server: HttpServer, header: str, value: str) -> None:
    server.reply = HttpReply(429, b"{}", {header: value})
    with pytest.raises(rt.APIStatusError):
        do(rt.RealtimeClient(KEY, server.url), _create)


def test_call_id_of_a_malformed_location(do: Do, server: HttpServer) -> None:
    server.reply = HttpReply(201, b"v=0", {"Location": "http://[::1"})
    assert do(rt.RealtimeClient(KEY, server.url), _offer).call_id is None


def test_charset_of_an_error_page(do: Do, server: HttpServer) -> None:
    server.reply = HttpReply(404, "für".encode("latin-1"), {"Content-Type": "text/html; charset=ISO-8859-1"})
    with pytest.raises(rt.APIStatusError, match="für"):
        do(rt.RealtimeClient(KEY, server.url), _create)


# Compressed bodies.


def _bare_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


COMPRESSIONS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": _bare_deflate,
    "identity": bytes,
}


@pytest.mark.parametrize("name", COMPRESSIONS)
def test_compressed_reply_is_read(do: Do, server: HttpServer, name: str) -> None:
    plain = HttpReply.json(SECRET).body
    server.reply = HttpReply(200, COMPRESSIONS[name](plain), {"Content-Encoding": name})
    assert do(rt.RealtimeClient(KEY, server.url), _create).to_dict() == SECRET
    assert server.requests[0].headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize("name", ["gzip", "deflate", "Deflate", "identity"])
@pytest.mark.parametrize("size", [1_000, 1_001])
def test_size_of_a_reply_is_limited(server: HttpServer, name: str, size: int) -> None:
    server.reply = HttpReply(201, COMPRESSIONS[name](b"a" * size), {"Content-Encoding": name})
    with rt.Client(base_url=server.url, max_reply=1_000) as client:
        if size <= 1_000:
            assert api.create_realtime_call.sync(client=client, body="v=0") == "a" * size
            return
        with pytest.raises(rt.APIError, match=r"larger than 1000 bytes \(Client\.max_reply\)") as raised:
            api.create_realtime_call.sync(client=client, body="v=0")
    # Another attempt would only be as large.
    assert type(raised.value) is rt.APIError


@pytest.mark.parametrize("status", [200, 500])
def test_decompression_bomb_costs_little_memory(do: Do, server: HttpServer, status: int) -> None:
    bomb = gzip.compress(bytes(100 * 2**20), compresslevel=1)
    server.reply = HttpReply(status, bomb, {"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        with pytest.raises(rt.APIError):
            do(rt.RealtimeClient(KEY, server.url), _create)
        assert tracemalloc.get_traced_memory()[1] < 80 * 2**20
    finally:
        tracemalloc.stop()


def test_explanation_of_an_error_is_cut(do: Do, server: HttpServer) -> None:
    server.reply = HttpReply(400, b"x" * 100_000)
    with pytest.raises(rt.APIStatusError) as raised:
        do(rt.RealtimeClient(KEY, server.url), _create)
    assert raised.value.body == "x" * 65_536
    assert raised.value.detail == "x" * 500


def test_content_that_a_hook_has_read(server: HttpServer) -> None:
    server.reply = HttpReply(200, gzip.compress(HttpReply.json(SECRET).body), {"Content-Encoding": "gzip"})
    with httpx.Client(event_hooks={"response": [lambda response: response.read()]}) as own:
        client = rt.RealtimeClient(KEY, server.url, http_client=own)
        assert client.create_client_secret().to_dict() == SECRET


def test_transport_without_a_network() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=SECRET))
    with httpx.Client(transport=transport) as own:
        client = rt.RealtimeClient(KEY, "http://127.0.0.1:1/v1", http_client=own)
        assert client.create_client_secret().to_dict() == SECRET


# Redirects.


@pytest.fixture(params=["own client", "setting"])
def follow(request: pytest.FixtureRequest) -> Callable[[str], Any]:
    """Send one request that follows redirects, as far as they are followed."""

    def own(url: str) -> None:
        with httpx.Client(follow_redirects=True, headers={"X-Client": "1"}) as client:
            headers = {"api-key": KEY, "X-Own": "1"}
            rt.RealtimeClient(KEY, url, organization="org_1", headers=headers, http_client=client).calls.hangup("rtc_1")

    def setting(url: str) -> None:
        headers = {"api-key": KEY, "X-Own": "1"}
        with rt.AuthenticatedClient(base_url=url, token=KEY, headers=headers, follow_redirects=True) as client:
            api.hangup_realtime_call.sync(client=client, call_id="rtc_1")

    chosen: Callable[[str], Any] = own if request.param == "own client" else setting
    return chosen


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_to_another_origin_is_refused(
    server: HttpServer, other: HttpServer, follow: Callable[[str], Any], status: int
) -> None:
    server.reply = HttpReply(status, b"", {"Location": f"{other.url}/steal"})
    with pytest.raises(rt.APIStatusError, match="to another origin, http://127") as raised:
        follow(server.url)
    assert raised.value.status == status
    assert (len(server.requests), other.requests) == (1, [])


def test_redirect_to_encryption_on_the_same_host_is_refused(server: HttpServer, follow: Callable[[str], Any]) -> None:
    server.reply = HttpReply(301, b"", {"Location": server.url.replace("http", "https", 1)})
    with pytest.raises(rt.APIStatusError, match="to another origin, https://127"):
        follow(server.url)


def test_redirect_within_the_origin_is_followed(server: HttpServer, follow: Callable[[str], Any]) -> None:
    def reply(request: ReceivedRequest) -> HttpReply:
        return HttpReply() if request.path == "/v2" else HttpReply(307, b"", {"Location": "/v2"})

    server.reply = reply
    follow(server.url)
    assert [request.path for request in server.requests] == ["/v1/realtime/calls/rtc_1/hangup", "/v2"]
    assert server.requests[1].headers["api-key"] == KEY
    assert server.requests[1].headers["Authorization"] == f"Bearer {KEY}"


def test_endless_redirects_end(server: HttpServer, follow: Callable[[str], Any]) -> None:
    server.reply = HttpReply(307, b"", {"Location": "/v2"})
    with pytest.raises(rt.APIStatusError, match="too many redirects"):
        follow(server.url)
    assert len(server.requests) == 11


def test_redirects_are_not_followed_by_default(do: Do, server: HttpServer) -> None:
    server.reply = HttpReply(307, b"", {"Location": "/v2"})
    with pytest.raises(rt.APIStatusError, match="redirects are not followed"):
        do(rt.RealtimeClient(KEY, server.url), _create)
    assert len(server.requests) == 1


# Arguments that cannot be sent.


@pytest.mark.parametrize("call_id", ["", " ", "\n", "rtc_1\r\nX: 1", ".", "..", "\ud800", None, 1])
def test_odd_call_ids_are_refused(do: Do, server: HttpServer, call_id: Any) -> None:
    acts: list[Act] = [
        lambda target: target.calls.hangup(call_id),
        lambda target: target.calls.reject(call_id),
        lambda target: target.calls.accept(call_id, {}),
        lambda target: target.calls.refer(call_id, "tel:1"),
    ]
    for act in acts:
        with pytest.raises(rt.InvalidArgumentError):
            do(rt.RealtimeClient(KEY, server.url), act)
    assert server.requests == []


@pytest.mark.parametrize("call_id", ["", ".", ".."])
def test_ids_that_change_the_path_are_refused(server: HttpServer, call_id: str) -> None:
    with pytest.raises(rt.InvalidArgumentError, match="path"), rt.Client(base_url=server.url) as client:
        api.hangup_realtime_call.sync(client=client, call_id=call_id)
    assert server.requests == []


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda target: target.calls.create(""), "sdp"),
        (lambda target: target.calls.create(" \r\n"), "sdp"),
        (lambda target: target.calls.create("v=0 \ud800"), "surrogates"),
        (lambda target: target.calls.refer("rtc_1", ""), "target_uri"),
        (lambda target: target.calls.refer("rtc_1", "tel:1\r\nX-Evil: 1"), "target_uri"),
        (lambda target: target.create_client_secret({"speed": float("nan")}), "JSON"),
        (lambda target: target.create_client_secret({"speed": object()}), "JSON"),
        (lambda target: target.calls.create("v=0", {"speed": float("inf")}), "JSON"),
    ],
)
def test_odd_arguments_are_refused(do: Do, server: HttpServer, act: Act, reason: str) -> None:
    with pytest.raises(rt.InvalidArgumentError, match=reason):
        do(rt.RealtimeClient(KEY, server.url), act)
    assert server.requests == []


@pytest.mark.parametrize("name", ["model", "call_id"])
@pytest.mark.parametrize("value", ["", " ", "m\r\nX-Evil: 1", "m\x00", "\ud800", 1])
def test_odd_parameters_of_a_connection_are_refused(name: str, value: Any) -> None:
    client = rt.RealtimeClient(KEY, "http://127.0.0.1:1/v1")
    arguments: dict[str, Any] = {name: value}
    for refused in (client.websocket_url, client.connect, client.connect_sync):
        with pytest.raises(rt.InvalidArgumentError, match=f"^{name} must"):
            refused(**arguments)


def test_parameters_are_encoded() -> None:
    client = rt.RealtimeClient(KEY, "http://127.0.0.1:1/v1")
    url = client.websocket_url(model="a/b?c=d&e#f ü", query={"x\r\n": "y\r\n"})
    assert url == "ws://127.0.0.1:1/v1/realtime?model=a%2Fb%3Fc%3Dd%26e%23f%20%C3%BC&x%0D%0A=y%0D%0A"
    with pytest.raises(rt.InvalidArgumentError, match="surrogates"):
        client.websocket_url(query={"x": "\ud800"})


@pytest.mark.parametrize(
    "headers", [{"X-Own": "a\r\nX-Evil: 1"}, {"X-Own\r\n": "a"}, {"X-Own": "é"}, {"X-Own": " a"}, {"X-Own": 1}]
)
def test_odd_headers_are_refused(headers: Any, server: HttpServer) -> None:
    with pytest.raises(rt.InvalidArgumentError, match="header"):
        rt.RealtimeClient(KEY, server.url, headers=headers)
    with pytest.raises(rt.InvalidArgumentError, match="header"), rt.Client(base_url=server.url, headers=headers) as own:
        api.hangup_realtime_call.sync(client=own, call_id="rtc_1")
    for organization in ("org\r\nX-Evil: 1", "\x00"):
        with pytest.raises(rt.InvalidArgumentError, match="OpenAI-Organization"):
            rt.RealtimeClient(KEY, server.url, organization=organization)
    assert server.requests == []


@pytest.mark.parametrize(
    "url", ["http://a..b/v1", "http://[::1/v1", "http://127.0.0.1:99999/v1", "http://127.0.0.1:0/v1", "http://a b/v1"]
)
def test_odd_base_urls_are_refused(url: str) -> None:
    with pytest.raises(rt.InvalidArgumentError, match="base URL"):
        rt.RealtimeClient(KEY, url)
    with pytest.raises(rt.RealtimeError), rt.Client(base_url=url, timeout=5) as client:
        api.hangup_realtime_call.sync(client=client, call_id="rtc_1")


@pytest.mark.parametrize("proxy", ["socks5://user:hidden@127.0.0.1:1", "ftp://user:hidden@127.0.0.1:1", "http://[::1"])
def test_odd_proxies_are_errors_of_ours(do: Do, proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(rt.RealtimeError) as raised:
        do(rt.RealtimeClient(KEY, "http://127.0.0.1:1/v1", timeout=5), _create)
    assert "hidden" not in str(raised.value)


def test_closed_client_of_the_user() -> None:
    own = httpx.Client()
    own.close()
    with pytest.raises(rt.APIConnectionError, match="closed"):
        rt.RealtimeClient(KEY, "http://127.0.0.1:1/v1", http_client=own).create_client_secret()


# One client for all threads.


def test_threads_share_one_httpx_client() -> None:
    client = rt.Client(base_url="http://127.0.0.1:1/v1")
    barrier = threading.Barrier(16)
    found: list[httpx.Client] = []

    def use() -> None:
        barrier.wait(10)
        found.append(client.get_httpx_client())

    threads = [threading.Thread(target=use) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(found) == 16
    assert len(set(map(id, found))) == 1
    client.close()


# Secrets.


@pytest.mark.parametrize("prefix", ["", "user"])
def test_no_log_shows_the_url(
    do: Do, server: HttpServer, other: HttpServer, prefix: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = server.url.removeprefix("http://")
    login = f"{prefix}:{PLAIN_KEY}@" if prefix else ""
    do(rt.RealtimeClient("", f"http://{login}{address}?api-key={PLAIN_KEY}"), _create)
    assert server.requests[0].path.endswith(f"?api-key={PLAIN_KEY}")
    assert (server.requests[0].headers["Authorization"] is not None) == bool(prefix)
    with rt.Client(base_url=f"http://{login}{address}") as client:
        api.hangup_realtime_call.sync(client=client, call_id="rtc_1")
        assert PLAIN_KEY not in repr(client)
    assert "httpx" in {record.name for record in caplog.records}
    for record in caplog.records:
        assert PLAIN_KEY not in f"{record.getMessage()} {vars(record)}"
    # Requests of others are logged as ever.
    httpx.get(f"{other.url}?x={PLAIN_KEY}")
    assert any(PLAIN_KEY in record.getMessage() for record in caplog.records)


def test_low_level_client_shows_no_token(server: HttpServer) -> None:
    server.reply = HttpReply(401)
    client = rt.AuthenticatedClient(base_url=server.url, token=PLAIN_KEY, prefix="", auth_header_name="api-key")
    with client, pytest.raises(rt.APIStatusError) as raised:
        api.create_realtime_client_secret.sync(client=client, body=models.RealtimeCreateClientSecretRequest())
    assert server.requests[0].headers["api-key"] == PLAIN_KEY
    trace = raised.value.__traceback__
    assert trace is not None
    trace = trace.tb_next
    while trace is not None:
        assert PLAIN_KEY not in repr(trace.tb_frame.f_locals)
        trace = trace.tb_next
    with pytest.raises(rt.InvalidArgumentError, match="the key must be visible"):
        rt.AuthenticatedClient(base_url=server.url, token=f"{PLAIN_KEY}\r\n").get_httpx_client()
