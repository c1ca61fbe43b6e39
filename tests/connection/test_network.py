"""Proxies and certificates from the environment, as in a company's network; over real sockets."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from attrs import frozen

import realtime_client as rt

from ..support.events import SESSION
from ..support.http_server import HttpReply, serve
from ..support.proxy_server import ProxyServer, proxy
from ..support.ws_server import Peer, play


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the network settings of the machine."""
    names = ["https_proxy", "http_proxy", "all_proxy", "no_proxy", "ws_proxy", "wss_proxy", "socks_proxy"]
    for name in (*names, *map(str.upper, names), "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def tunnel() -> Iterator[ProxyServer]:
    with proxy() as server:
        yield server


@frozen
class Authority:
    """A private certificate authority: its certificate, and a server's context signed by it."""

    path: Path
    server: ssl.SSLContext


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    own = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.issue_cert("127.0.0.1").configure_cert(context)
    path = tmp_path / "authority.pem"
    own.cert_pem.write_to_path(str(path))
    return Authority(path, context)


async def greet(peer: Peer) -> None:
    await peer.send(SESSION)
    await peer.until_closed()


def open_both(url: str, options: rt.Options | None = None) -> None:
    """Open a connection and read its first event, with asyncio and blocking."""
    client = rt.RealtimeClient("sk-test-0123456789abcdef", url.partition("/realtime")[0])

    async def act() -> None:
        async with client.connect(options=options) as conn:
            assert (await conn.recv()).type == "session.created"

    asyncio.run(act())
    with client.connect_sync(options=options) as conn:
        assert conn.recv().type == "session.created"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"])
def test_connection_goes_through_the_proxy(name: str, tunnel: ProxyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, f"http://user:hidden@{tunnel.address}")
    with play(greet) as server:
        open_both(server.url)
        host = server.url.split("/")[2]
    assert [head.splitlines()[0] for head in tunnel.heads] == [f"CONNECT {host} HTTP/1.1"] * 2
    login = b64encode(b"user:hidden").decode()
    assert all(f"Proxy-Authorization: Basic {login}" in head for head in tunnel.heads)
    # The key is for the server alone.
    assert not any("sk-test" in head for head in tunnel.heads)


def test_proxy_is_given_or_disabled(tunnel: ProxyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with play(greet) as server:
        open_both(server.url, rt.Options(proxy=f"http://{tunnel.address}"))
        assert len(tunnel.heads) == 2
        monkeypatch.setenv("HTTP_PROXY", f"http://{tunnel.address}")
        open_both(server.url, rt.Options(proxy=None))
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        open_both(server.url)
    assert len(tunnel.heads) == 2


@pytest.mark.parametrize("refuse", [407, None])
def test_proxy_refuses_or_is_down(refuse: int | None, tunnel: ProxyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    tunnel.refuse = refuse
    address = tunnel.address if refuse else "127.0.0.1:1"
    monkeypatch.setenv("HTTPS_PROXY", f"http://user:hidden@{address}")
    client = rt.RealtimeClient("sk-test-0123456789abcdef", "https://127.0.0.1:1/v1", max_retries=0)

    async def act() -> None:
        await client.connect()

    for attempt in (lambda: asyncio.run(act()), client.connect_sync, client.create_client_secret):
        with pytest.raises(rt.APIConnectionError) as raised:
            attempt()
        assert "hidden" not in str(raised.value)
    client.close()


def test_proxy_and_private_certificates_together(
    tunnel: ProxyServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{tunnel.address}")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    with play(greet, authority.server) as server:
        assert server.url.startswith("wss:")
        open_both(server.url)
    with serve(authority.server) as api:
        api.reply = HttpReply.json({"value": "ek_test", "expires_at": 1, "session": {"type": "realtime"}})
        with rt.RealtimeClient("sk-test-0123456789abcdef", api.url) as client:
            assert client.create_client_secret().value == "ek_test"
    hosts = [server.url.split("/")[2]] * 2 + [api.url.split("/")[2]]
    assert [head.split()[1] for head in tunnel.heads] == hosts


def test_untrusted_certificate_is_refused(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with play(greet, authority.server) as server:
        with pytest.raises(rt.APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
            open_both(server.url)
        assert server.headers == [], "no key is sent"
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
        open_both(server.url)
        monkeypatch.delenv("SSL_CERT_FILE")
        open_both(server.url, rt.Options(ssl=ssl.create_default_context(cafile=authority.path)))
