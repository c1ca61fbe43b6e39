"""A chat endpoint on loopback, for answers of a model."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

__all__ = ["ChatServer", "call_deltas", "chatting", "text_deltas"]

# Returns the lines of a stream, or a status and a body.
Reply: TypeAlias = Callable[[dict[str, Any]], "list[str] | tuple[int, str]"]


class ChatServer:
    """A running endpoint.

    Attributes:
        url: Its base URL.
        requests: Bodies of the requests so far.
        keys: Values of their ``Authorization``.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []


def _line(delta: dict[str, Any]) -> str:
    return "data: " + json.dumps({"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta}]})


def text_deltas(*pieces: str) -> list[str]:
    """Return the stream of a message."""
    first = _line({"role": "assistant", "content": ""})
    return [
        ": comment",
        first,
        *(_line({"content": piece}) for piece in pieces),
        'data: {"choices": []}',
        "data: [DONE]",
    ]


def call_deltas(call_id: str, name: str, *arguments: str) -> list[str]:
    """Return the stream of a function call."""
    head = {"index": 0, "id": call_id, "type": "function", "function": {"name": name, "arguments": ""}}
    rest = [{"index": 0, "function": {"arguments": piece}} for piece in arguments]
    return [*(_line({"tool_calls": [call]}) for call in (head, *rest)), "data: [DONE]"]


@contextmanager
def chatting(reply: Reply) -> Iterator[ChatServer]:
    """Serve until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append(body)
            server.keys.append(self.headers["Authorization"])
            found = reply(body) if self.path == "/v1/chat/completions" else (404, "no such path")
            status, lines = found if isinstance(found, tuple) else (200, "\n\n".join([*found, ""]))
            self.send_response(status)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(lines.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        server = ChatServer(f"http://127.0.0.1:{running.server_port}/v1")
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            running.shutdown()
            thread.join()
