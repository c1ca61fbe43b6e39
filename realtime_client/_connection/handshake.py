"""Opening a WebSocket: its options, and one error boundary for both kinds of connection."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cache
from ssl import SSLContext
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from attrs import field, frozen
from websockets.exceptions import ConnectionClosed as SocketClosed
from websockets.exceptions import InvalidProxy, InvalidStatus, InvalidURI
from websockets.frames import Close

from .._core.json import loads_object
from .._core.limits import check_limit
from .._core.redaction import redact, shown_url
from .._core.tracebacks import clear_causes, hides_arguments
from .._http.credentials import HeaderDict, check_headers, login, split_url
from ..errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ConnectionClosed,
    DecodeError,
    InvalidArgumentError,
    RealtimeError,
)

if TYPE_CHECKING:
    from ..errors import Initiator
    from .socket import Socket

__all__ = ["CHUNK", "Options", "chunks", "ending", "is_normal", "masked", "open_socket", "resuming_url"]

# Audio in one event: 200 ms of PCM16 at 24 kHz, small enough to be heard at once and large enough to be cheap.
CHUNK: Final = 9_600

# Bytes of the largest sample of any format.
_SAMPLE: Final = 2

# Parameter by which a client names the conversation that xAI is to go on with.
_RESUMED: Final = "conversation_id"
_SCHEMES: Final = {"ws": "http", "wss": "https"}
_REDIRECTS: Final = frozenset((300, 301, 302, 303, 307, 308))
_MAX_REDIRECTS: Final = 5
_LOGGER: Final = logging.getLogger("realtime_client.websocket")


class _WithoutFrames(logging.LoggerAdapter[logging.Logger]):
    """Logger for the WebSocket library that is deaf to DEBUG, where it logs every header and frame."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802
        return level > logging.DEBUG and super().isEnabledFor(level)


def _shown_proxy(proxy: object) -> str:
    """Return the repr of a proxy, without its user and password."""
    return repr(shown_url(proxy) if isinstance(proxy, str) else proxy)


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
        buffered: Number of events that one iteration has not taken yet at which reading pauses.
        proxy: URL of a proxy; True takes it from the environment, as in ``HTTPS_PROXY``; None or False uses none.
        ssl: TLS settings; None uses the system's certificates, as in ``SSL_CERT_FILE``.
        keep_responses: Number of ended responses that ``responses`` keeps; the oldest are dropped first. A response
            that `respond` or `stream` returned is not affected.
        keep_audio: Whether ended responses in ``responses`` keep their audio.
        keep_notes: Number of notes kept about malformed and unexpected messages; the oldest are dropped first.
        mark_requests: Whether `respond` and `stream` add ``realtime_client_request`` to the metadata of their requests.
            The server sends it back, so a response that it began by itself, because the user had spoken, is never taken
            for the requested one. Use False with servers that refuse metadata.

    Raises:
        InvalidArgumentError: A value is not of its kind, or negative.
    """

    open_timeout: float | None = 10.0
    close_timeout: float | None = 10.0
    ping_interval: float | None = 20.0
    ping_timeout: float | None = 20.0
    max_size: int | None = 16 * 2**20
    send_timeout: float | None = 20.0
    ack_timeout: float | None = 2.0
    error_grace: float = 1.0
    max_buffered: int = 64 * 2**20
    buffered: int | None = None
    proxy: str | bool | None = field(default=True, repr=_shown_proxy)
    ssl: SSLContext | None = None
    keep_responses: int | None = 100
    keep_audio: bool = False
    keep_notes: int = 1_000
    mark_requests: bool = True

    def __attrs_post_init__(self) -> None:
        for name in ("open_timeout", "close_timeout", "ping_timeout", "send_timeout", "ack_timeout"):
            check_limit(f"Options.{name}", getattr(self, name))
        check_limit("Options.ping_interval", self.ping_interval, is_positive=True)
        check_limit("Options.error_grace", self.error_grace, may_be_none=False)
        for name in ("max_size", "buffered", "keep_responses"):
            check_limit(f"Options.{name}", getattr(self, name), is_whole=True)
        for name in ("max_buffered", "keep_notes"):
            check_limit(f"Options.{name}", getattr(self, name), is_whole=True, may_be_none=False)
        proxy: object = self.proxy
        if proxy is not None and not isinstance(proxy, str | bool):
            raise InvalidArgumentError(f"Options.proxy is a {type(proxy).__name__}: give a URL, True or None")

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of ``websockets.connect``."""
        given: dict[str, Any] = {name: getattr(self, name) for name in ("open_timeout", "close_timeout", "max_size")}
        given["proxy"] = None if self.proxy is False else self.proxy
        # The connection keeps itself alive: silence while it does not read must not count against the server.
        given["ping_interval"] = None
        # Audio hardly compresses, and compressing text costs more than sending it.
        given["compression"] = None
        given["logger"] = _WithoutFrames(_LOGGER, None)
        return given if self.ssl is None else {**given, "ssl": self.ssl}


@hides_arguments
async def open_socket(url: str, headers: Mapping[str, str] | None, options: Options) -> Socket:
    """Open a WebSocket, with asyncio.

    A redirect is followed within the origin of the URL. One to another origin is refused: it would receive the key and
    the other headers.

    Args:
        url: URL of the WebSocket. A user and password in it are sent as Basic authentication.
        headers: Headers of the handshake.
        options: Limits and timeouts.

    Raises:
        APIStatusError: The server refused the handshake, or redirected it to another origin.
        APIConnectionError: The server was not reached, or its reply is not a WebSocket handshake; `APITimeoutError` if
            that took too long.
        InvalidArgumentError: The URL, a header or the proxy cannot be used.
    """
    from websockets.asyncio.client import connect

    attempt = _Attempt(url, headers, options)
    while True:
        try:
            socket = await connect(attempt.url, create_connection=_connection_class(), **attempt.arguments())
            assert isinstance(socket, _connection_class())
            return socket
        except Exception as error:
            attempt.follow(error)


@cache
def _connection_class() -> type[Socket]:
    """Return a class of connections whose refused handshakes are left to this module."""
    from .socket import Socket

    class Connection(Socket):
        async def handshake(self, *args: Any, **kwargs: Any) -> None:
            try:
                await super().handshake(*args, **kwargs)
            except InvalidStatus as error:
                raise _Refused(error) from error

    return Connection


class _Refused(Exception):
    """A handshake that the server replied to with another status.

    It hides `InvalidStatus` from the library, which would follow a redirect with all headers.
    """

    def __init__(self, error: InvalidStatus) -> None:
        super().__init__(str(error))
        self.response = error.response


class _Attempt:
    """The opening of one WebSocket, through redirects, until its time is over.

    Args:
        url: URL of the WebSocket.
        headers: Headers of the handshake.
        options: Limits and timeouts.

    Attributes:
        url: URL to connect to next, without user and password.
    """

    def __init__(self, url: str, headers: Mapping[str, str] | None, options: Options) -> None:
        parts = split_url(url, "the URL of a WebSocket", _SCHEMES)
        check_headers(headers or {})
        if options.ssl is not None and parts.scheme == "ws":
            raise InvalidArgumentError(f"Options.ssl is given, but {shown_url(url)} is not encrypted: use wss://")
        self._headers = HeaderDict(headers or {})
        if "authorization" not in map(str.lower, self._headers):
            self._headers.update(login(parts))
        self.url = _without_login(parts)
        self._options = options
        self._deadline = None if options.open_timeout is None else monotonic() + options.open_timeout
        self._redirects = 0

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of ``websockets.connect``."""
        given = {**self._options.arguments(), "additional_headers": self._headers}
        if self._deadline is not None:
            given["open_timeout"] = max(self._deadline - monotonic(), 0.001)
        return given

    def follow(self, error: Exception) -> None:
        """Go on after a redirect; raise anything else as an exception of this package.

        Raises:
            RealtimeError: The attempt has failed.
        """
        clear_causes(error)
        if not isinstance(error, _Refused):
            raise self._translated(error) from error
        refusal = None
        location = error.response.headers.get_all("Location")
        if error.response.status_code in _REDIRECTS and location:
            refusal = self._refusal(location[0])
            if refusal is None:
                return
        raise self._status_error(error, refusal) from error.__cause__

    def _refusal(self, location: str) -> str | None:
        """Return the reason why a redirect is not followed; None if `url` is its target now."""
        try:
            here, target = urlsplit(self.url), urlsplit(urljoin(self.url, location))
            target = target._replace(scheme={"http": "ws", "https": "wss"}.get(target.scheme, target.scheme))
            origin = _origin(target)
            if target.hostname is None or target.scheme not in _SCHEMES:
                raise ValueError
        except ValueError:
            return "the server redirects to what is not a URL"
        if origin != _origin(here):
            return (
                f"the server redirects to another origin, {target.scheme}://{target.netloc.rpartition('@')[2]}, which "
                "must not receive the key and the headers: correct the URL if you trust it"
            )
        self._redirects += 1
        if self._redirects > _MAX_REDIRECTS:
            return "too many redirects"
        self.url = _without_login(target)
        return None

    def _status_error(self, error: _Refused, detail: str | None) -> APIStatusError:
        reply = error.response
        headers = {name.lower(): value for name, value in reply.headers.raw_items()}
        body: Any = bytes(reply.body or b"")
        try:
            body = loads_object(body)
        except DecodeError:
            body = body.decode("utf-8", "replace")
        return APIStatusError(
            method="GET",
            url=shown_url(self.url),
            status=reply.status_code,
            headers=headers,
            body=body,
            detail=detail,
        )

    def _translated(self, error: Exception) -> RealtimeError:
        url = shown_url(self.url)
        if isinstance(error, TimeoutError):
            return APITimeoutError("no reply in time", method="GET", url=url)
        if isinstance(error, ImportError):
            return InvalidArgumentError(
                f"GET {url}: a SOCKS proxy is configured, in the environment or by Options.proxy, but the package for "
                f"it is missing: install python-socks[asyncio], or use Options(proxy=None) ({error})"
            )
        if isinstance(error, InvalidProxy):
            # Its text, which tracebacks show, quotes the URL with the password.
            error.proxy = error.proxy.rpartition("@")[2]
        if isinstance(error, InvalidURI):
            error.uri = shown_url(error.uri)
        cause = f"{type(error).__name__}: {error}"
        if isinstance(error, InvalidProxy | InvalidURI | UnicodeError):
            return InvalidArgumentError(f"GET {url}: the URL or the proxy cannot be used ({cause})")
        return APIConnectionError(f"no connection to the server ({cause})", method="GET", url=url)


def _without_login(parts: SplitResult) -> str:
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def _origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "wss" else 80)


def resuming_url(url: str, conversation_id: str) -> str:
    """Return a URL that asks the server to go on with a conversation it has kept."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != _RESUMED]
    return urlunsplit(parts._replace(query=urlencode([*query, (_RESUMED, conversation_id)])))


def chunks(audio: bytes | bytearray | memoryview, size: int) -> Iterator[memoryview]:
    """Return audio in pieces of at most ``size`` bytes.

    Raises:
        InvalidArgumentError: The size is not positive, or the audio is neither bytes nor an array of 16-bit samples.
    """
    if size < 1:
        raise InvalidArgumentError(f"chunk must be at least 1 byte, not {size}")
    try:
        view = memoryview(audio)
    except TypeError:
        raise InvalidArgumentError(f"audio must be bytes, not {type(audio).__name__}") from None
    if view.itemsize > _SAMPLE or view.format.endswith("e"):
        raise InvalidArgumentError(
            f"the audio is an array of {view.format!r}, as the struct module has it: the API takes 16-bit samples, "
            "which (audio * 32767).astype('<i2') makes of floats"
        )
    # Also a slice of every second sample, or an array with a dimension of length 0, is a row of bytes.
    view = view.cast("B") if view.c_contiguous and view.nbytes else memoryview(view.tobytes())
    return (view[start : start + size] for start in range(0, len(view), size))


def ending(error: SocketClosed, options: Options) -> tuple[int | None, str, Initiator]:
    """Return the code and the reason of the end of a connection, and the side that ended it."""
    if error.rcvd is not None and (error.sent is None or error.rcvd_then_sent):
        return error.rcvd.code, error.rcvd.reason, "server"
    if error.sent is None:
        return None, "", "network"
    reason = error.sent.reason
    if error.sent.code == 1011 and "ping" in reason and options.ping_timeout is not None:
        reason = f"keepalive ping timed out after {options.ping_timeout:g} s"
    return error.sent.code, reason, "client"


def masked(error: SocketClosed) -> SocketClosed:
    """Return how a connection ended without the secrets that a server may quote in its reason; tracebacks show it."""
    rcvd, sent = (None if each is None else Close(each.code, redact(each.reason)) for each in (error.rcvd, error.sent))
    return type(error)(rcvd, sent, error.rcvd_then_sent)


def is_normal(error: Exception) -> bool:
    """Return True if the connection ended because both sides were done.

    A server closes normally, too, when it ends a session that has expired, or in the middle of a response.
    """
    if not isinstance(error, ConnectionClosed) or error.code not in (1000, 1001):
        return False
    was_done = not error.responses and getattr(error.last_error, "code", None) != "session_expired"
    return was_done or error.initiator == "client"
