"""What opening a WebSocket takes, and what may go wrong, for both kinds of connection."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from ssl import SSLContext
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen
from websockets.exceptions import ConnectionClosed as SocketClosed
from websockets.exceptions import InvalidMessage, InvalidStatus, ProxyError

from .._core.json import loads_object
from .._core.redaction import redact
from ..errors import APIConnectionError, APIStatusError, APITimeoutError, ConnectionClosed, DecodeError

__all__ = ["CHUNK", "Options", "chunks", "closing", "handshake_error", "is_normal"]


class _Redacting(logging.Filter):
    """Takes keys out of what the WebSocket library logs, which is every header and frame."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        return True


_LOGGER: Final = logging.getLogger("realtime_client.websocket")
_LOGGER.addFilter(_Redacting())

# Audio in one event: 200 ms of PCM16 at 24 kHz, small enough to be heard at once and large enough to be cheap.
CHUNK: Final = 9_600


@frozen(kw_only=True)
class Options:
    """Limits and timeouts of a connection: times in seconds, sizes in bytes, None for no limit.

    Attributes:
        open_timeout: Limit of the opening handshake.
        close_timeout: Limit of the closing handshake.
        ping_interval: Interval between the pings that keep the connection alive.
        ping_timeout: Limit of the wait for the reply to a ping.
        max_size: Largest message that is read.
        send_timeout: Limit of a send while the server does not read.
        ack_timeout: Limit of the wait for the acknowledgement of a command, such as ``session.updated``.
        error_grace: Wait before an error that names no event settles the request it is most likely about.
        max_buffered: Size of the events that subscribers have not taken yet at which reading pauses.
        buffered: Number of events kept for an iteration while something else reads.
        proxy: URL of a proxy; True takes it from the environment, as in ``HTTPS_PROXY``; None uses none.
        ssl: TLS settings; None uses the system's certificates, as in ``SSL_CERT_FILE``.
        keep_responses: Number of ended responses that ``responses`` keeps; the oldest are dropped first. A response
            that `respond` or `stream` returned is not affected.
        keep_audio: Whether ended responses in ``responses`` keep their audio.
        keep_notes: Number of notes kept about malformed and unexpected messages; the oldest are dropped first.
        mark_requests: Whether `respond` and `stream` add ``realtime_client_request`` to the metadata of their requests.
            The server sends it back, so a response that it began by itself, because the user had spoken, is never taken
            for the requested one. Use False with servers that refuse metadata.
    """

    open_timeout: float | None = 10.0
    close_timeout: float | None = 10.0
    ping_interval: float | None = 20.0
    ping_timeout: float | None = 20.0
    max_size: int | None = 16 * 2**20
    send_timeout: float | None = 20.0
    ack_timeout: float | None = 10.0
    error_grace: float = 0.5
    max_buffered: int = 64 * 2**20
    buffered: int = 4_096
    proxy: str | bool | None = True
    ssl: SSLContext | None = None
    keep_responses: int | None = 100
    keep_audio: bool = False
    keep_notes: int = 1_000
    mark_requests: bool = True

    def arguments(self) -> dict[str, Any]:
        """What ``websockets.connect`` is given."""
        given: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("open_timeout", "close_timeout", "ping_interval", "ping_timeout", "max_size", "proxy")
        }
        # Audio hardly compresses, and compressing text costs more than sending it.
        given["compression"] = None
        given["logger"] = _LOGGER
        return given if self.ssl is None else {**given, "ssl": self.ssl}


def chunks(audio: bytes, size: int) -> Iterator[memoryview]:
    """Audio in pieces of at most ``size`` bytes."""
    view = memoryview(audio)
    return (view[start : start + size] for start in range(0, len(view), size))


def closing(error: SocketClosed) -> tuple[int | None, str | None]:
    """Code and reason with which the server closed the connection; None when it broke."""
    return (error.rcvd.code, error.rcvd.reason) if error.rcvd else (None, None)


def is_normal(error: Exception) -> bool:
    """Whether the connection ended because both sides were done."""
    return isinstance(error, ConnectionClosed) and error.code in (1000, 1001)


def handshake_error(url: str, error: Exception) -> Exception:
    """What a failed handshake means, as an error of this package; anything unforeseen as it is."""
    parts = urlsplit(url)
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    if isinstance(error, InvalidStatus):
        answer = error.response
        headers = {name.lower(): value for name, value in answer.headers.raw_items()}
        body: Any = bytes(answer.body or b"")
        try:
            body = loads_object(body)
        except DecodeError:
            body = body.decode("utf-8", "replace")
        return APIStatusError(method="GET", url=shown, status=answer.status_code, headers=headers, body=body)
    if isinstance(error, TimeoutError):
        return APITimeoutError("no answer in time", method="GET", url=shown)
    if isinstance(error, OSError | EOFError | InvalidMessage | ProxyError | SocketClosed):
        reason = f"no connection to the server ({type(error).__name__}: {error})"
        return APIConnectionError(reason, method="GET", url=shown)
    return error
