"""Real HTTP servers on loopback: one sends the given reply and keeps the requests, one sends bytes as they are."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

from attrs import define, field

from realtime_client._core.json import dumps

__all__ = ["HttpReply", "HttpServer", "ReceivedRequest", "serve", "serve_bytes"]


@define
class ReceivedRequest:
    """One request as it arrived."""

    method: str
    path: str
    headers: Message
    body: bytes


@define
class HttpReply:
    """One reply; the server waits for ``hold`` before it sends anything, and ``drop`` closes the connection instead."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(factory=dict)
    hold: threading.Event | None = None
    drop: bool = False

    @classmethod
    def json(cls, value: Any, status: int = 200, **headers: str) -> HttpReply:
        """Return a reply with a JSON body; underscores in header names stand for hyphens."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(status, dumps(value), {"Content-Type": "application/json", **named})


@define
class HttpServer:
    """The running server: its base URL, its reply to the next requests, and the requests so far."""

    url: str
    reply: HttpReply | Callable[[ReceivedRequest], HttpReply] = field(factory=HttpReply)
    requests: list[ReceivedRequest] = field(factory=list)


@contextmanager
def serve(tls: SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[HttpServer]:
    """Run a server on a free port of loopback until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _reply(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = ReceivedRequest(self.command, self.path, self.headers, self.rfile.read(length))
            server.requests.append(request)
            reply = server.reply(request) if callable(server.reply) else server.reply
            if reply.hold is not None:
                reply.hold.wait(30)
            if reply.drop:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_POST = do_GET = do_PUT = do_PATCH = _reply  # noqa: N815

        def log_message(self, format: str, *arguments: Any) -> None:
            """Keep standard error quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Ignore clients that left before the reply: tests do that on purpose."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    with Server((host, 0), Handler) as running:
        if tls is not None:
            running.socket = tls.wrap_socket(running.socket, server_side=True)
        server = HttpServer(f"{'http' if tls is None else 'https'}://{host}:{running.server_port}/v1")
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            running.shutdown()
            thread.join()


@contextmanager
def serve_bytes(
    reply: bytes | Callable[[bytes], bytes],
    *,
    endless: bytes = b"",
    interval: float = 0.0,
    replies: int = 1,
    tls: SSLContext | None = None,
) -> Iterator[str]:
    """Reply to every request with the same bytes, or with those made from its head, and close; yield the base URL.

    Args:
        reply: The bytes, or what makes them.
        endless: Bytes that are sent after them again and again, until the client leaves.
        interval: Seconds between them.
        replies: Requests that one connection takes, with the endless bytes after the last.
        tls: Certificate to serve with; None for no encryption.

    Raises:
        AssertionError: A client has not closed its connection ten seconds after the block.
    """
    stopped = threading.Event()
    handlers: list[threading.Thread] = []

    def handle(accepted: socket.socket) -> None:
        with accepted, suppress(OSError), accepted if tls is None else tls.wrap_socket(accepted, True) as peer:
            peer.settimeout(10)
            for _ in range(replies):
                head = b""
                while b"\r\n\r\n" not in head:
                    data = peer.recv(65_536)
                    if not data:
                        return
                    head += data
                peer.sendall(reply(head) if callable(reply) else reply)
            while endless:
                peer.sendall(endless)
                # A pause of the server, which nothing waits for.
                stopped.wait(interval)
            peer.shutdown(socket.SHUT_WR)
            # A socket closed with unread data resets the connection, and the reply is lost with it.
            while peer.recv(65_536):
                pass

    def accept() -> None:
        while True:
            peer, _ = listening.accept()
            if stopped.is_set():
                peer.close()
                return
            handlers.append(threading.Thread(target=handle, args=(peer,), daemon=True))
            handlers[-1].start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = listening.getsockname()
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{address[1]}/v1"
        finally:
            stopped.set()
            socket.create_connection(address).close()
            for each in (thread, *handlers):
                each.join(10)
                assert not each.is_alive()
