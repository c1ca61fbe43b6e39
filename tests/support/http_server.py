"""A real HTTP server on loopback that answers as told and keeps what it was asked."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

import orjson
from attrs import define, field

__all__ = ["Answer", "Asked", "HttpServer", "serve"]


@define
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: Message
    body: bytes


@define
class Answer:
    """What to answer with; ``hold`` is waited for before anything is sent."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(factory=dict)
    hold: threading.Event | None = None
    drop: bool = False

    @classmethod
    def json(cls, value: Any, status: int = 200, **headers: str) -> Answer:
        """An answer with a JSON body; underscores in header names stand for hyphens."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(status, orjson.dumps(value), {"Content-Type": "application/json", **named})


@define
class HttpServer:
    """The running server: its base URL, its answer to the next requests, and what it was asked."""

    url: str
    answer: Answer | Callable[[Asked], Answer] = field(factory=Answer)
    asked: list[Asked] = field(factory=list)


@contextmanager
def serve(tls: SSLContext | None = None) -> Iterator[HttpServer]:
    """Run a server on a free port of loopback until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked(self.command, self.path, self.headers, self.rfile.read(length))
            server.asked.append(asked)
            answer = server.answer(asked) if callable(server.answer) else server.answer
            if answer.hold is not None:
                answer.hold.wait(30)
            if answer.drop:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_POST = do_GET = _answer  # noqa: N815

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing on standard error."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing when a client has gone before its answer: tests do that on purpose."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    with Server(("127.0.0.1", 0), Handler) as running:
        if tls is not None:
            running.socket = tls.wrap_socket(running.socket, server_side=True)
        server = HttpServer(f"{'http' if tls is None else 'https'}://127.0.0.1:{running.server_port}/v1")
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            running.shutdown()
            thread.join()
