"""Exceptions of this package, all of them subclasses of `RealtimeError`.

::

    RealtimeError
    ├── DecodeError                 input that is not a JSON object
    ├── ValidationError             a message that deviates from the specification, in strict mode
    ├── ArgumentsError              arguments of a function call that are not a JSON object
    ├── UsageError                  a cost that cannot be computed
    ├── InvalidArgumentError        a value that cannot be sent, refused before anything is (also a `ValueError`)
    ├── ResponseError               a response that did not complete; carries the response
    │   ├── ResponseFailed
    │   ├── ResponseIncomplete
    │   └── ResponseCancelled
    ├── ServerError                 an `error` event of the server
    ├── RealtimeTimeoutError        the server did not do in time what was waited for (also a `TimeoutError`)
    ├── ConnectionClosed            the connection has ended
    │   └── ConnectionLost          the connection has ended and is being reopened
    ├── RecordingError              a recording that cannot be written (also an `OSError`)
    ├── WebhookError                a webhook that is not genuine
    └── APIError                    an HTTP request or a WebSocket handshake that did not succeed
        ├── APIStatusError          the server replied with an error status
        └── APIConnectionError      no usable reply arrived
            └── APITimeoutError     no reply arrived in time (also a `TimeoutError`)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from ._core.redaction import redact

if TYPE_CHECKING:
    from ._decode.aliases import ServerEvent
    from ._decode.validation import Deviation
    from .assembly import AssembledResponse
    from .models import RealtimeBetaResponse, RealtimeResponse

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "ArgumentsError",
    "ConnectionClosed",
    "ConnectionLost",
    "DecodeError",
    "InvalidArgumentError",
    "RealtimeError",
    "RealtimeTimeoutError",
    "RecordingError",
    "ResponseCancelled",
    "ResponseError",
    "ResponseFailed",
    "ResponseIncomplete",
    "ServerError",
    "UsageError",
    "ValidationError",
    "WebhookError",
]


# Who ended a connection.
Initiator: TypeAlias = Literal["server", "client", "network"]

_NO_REASON: Final = "no reason given"
_TOO_BIG: Final = 1009
# Characters of a server's description that are read, those of `APIStatusError.detail`, and levels of nesting that are
# searched for it. Reading is limited because masking takes time, and a reply may be large.
_DESCRIPTION: Final = 8_192
_DETAIL: Final = 500
_DEPTH: Final = 4
_DESCRIPTIONS: Final = ("message", "detail", "error", "error_description", "msg", "title", "errors")
# Keys that some servers put the description under, next to a message that only names the kind of error.
_ADDITIONS: Final = ("params", "details")


class RealtimeError(Exception):
    """Base of all exceptions of this package; secrets are masked in its message and notes.

    Attributes:
        message: The message, as ``str()`` returns it.
    """

    def __init__(self, message: str) -> None:
        self.message = redact(message)
        super().__init__(self.message)

    def add_note(self, note: str) -> None:
        """Add a note to the traceback, with secrets masked."""
        super().add_note(redact(note))

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickle would call the class with `args`, which differ from the parameters of most subclasses.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[RealtimeError], args: tuple[Any, ...], state: dict[str, Any]) -> RealtimeError:
    error = kind.__new__(kind, *args)
    # `OSError`, and so `TimeoutError`, sets them in `__init__` alone.
    error.args = args
    error.__dict__.update(state)
    if hasattr(error, "__notes__"):
        # What is noted on a copy must not show on the original.
        error.__notes__ = list(error.__notes__)
    return error


class DecodeError(RealtimeError):
    """Input that is not a JSON object.

    Attributes:
        position: Offset of the error, in characters.
        line: Line of the error, counted from 1.
        column: Column of the error, counted from 1.
        excerpt: Up to 60 characters around the error, secrets masked.
    """

    def __init__(self, message: str, *, position: int = 0, line: int = 1, column: int = 1, excerpt: str = "") -> None:
        self.position = position
        self.line = line
        self.column = column
        self.excerpt = redact(excerpt)
        super().__init__(f"{message} at line {line}, column {column}" + (f": {self.excerpt}" if excerpt else ""))


class ValidationError(RealtimeError):
    """A message that deviates from the specification.

    Attributes:
        deviations: All deviations, in the order of the message.
    """

    def __init__(self, subject: str, deviations: Sequence[Deviation]) -> None:
        self.deviations = tuple(deviations)
        lines = "".join(f"\n  {deviation}" for deviation in self.deviations)
        super().__init__(f"{subject} deviates from the specification in {len(self.deviations)} place(s):{lines}")


class ArgumentsError(RealtimeError):
    """Arguments of a function call, as the model wrote them, that are not a JSON object.

    Attributes:
        name: Name of the function, or None if unknown.
        call_id: Id of the call, or None if unknown.
        position: Offset of the error, in characters.
        arguments: The arguments as received.
    """

    def __init__(self, reason: str, *, name: str | None, call_id: str | None, position: int, arguments: object) -> None:
        self.name = name
        self.call_id = call_id
        self.position = position
        self.arguments = arguments
        super().__init__(f"arguments of the call {call_id or '(no call_id)'} to {name or '(no name)'}: {reason}")


class UsageError(RealtimeError):
    """A cost that cannot be computed: a rate is missing, or the usage does not split the tokens by kind."""


class InvalidArgumentError(RealtimeError, ValueError):
    """A value that cannot be sent, such as a header with a line break; raised before anything is sent."""


class ResponseError(RealtimeError):
    """A response that ended without completing.

    Attributes:
        response: The response, with everything that had arrived.
        reason: Reason given by the server, or None.
    """

    def __init__(self, message: str, response: RealtimeBetaResponse | RealtimeResponse, reason: str | None) -> None:
        self.response = response
        self.reason = reason
        super().__init__(message)


class ResponseFailed(ResponseError):
    """The server failed to produce the response."""


class ResponseIncomplete(ResponseError):
    """The response was cut off, by the token limit or a content filter."""


class ResponseCancelled(ResponseError):
    """The response was cancelled, by the client or because the user began to speak."""


class ServerError(RealtimeError):
    """An ``error`` event of the server, in any of the shapes that compatible servers send.

    Attributes:
        event: The event.
        type: The server's kind of error, or None.
        code: The server's error code, or None; a number becomes text.
        param: The parameter the error is about, or None.
    """

    def __init__(self, event: Any) -> None:
        self.event: ServerEvent = event
        report = _report(event.to_dict() if hasattr(event, "to_dict") else event)
        self.type = report.type
        self.code = report.code
        self.param = report.param
        super().__init__((report.message or _NO_REASON) + _details(code=self.code, param=self.param))


class RealtimeTimeoutError(RealtimeError, TimeoutError):
    """The server did not do in time what was waited for.

    Attributes:
        awaited: Description of what was waited for, such as ``"the end of the response"``.
        timeout: The limit that was exceeded, in seconds, or None if unknown.
        last_error: The last error that the server reported on this connection, or None.
    """

    def __init__(self, awaited: str, timeout: float | None = None, last_error: ServerError | None = None) -> None:
        self.awaited = awaited
        self.timeout = timeout
        self.last_error = last_error
        limit = "" if timeout is None else f" after {timeout:g} s"
        super().__init__(f"timed out{limit} waiting for {awaited}{_complaint(last_error)}")


class ConnectionClosed(RealtimeError):
    """The connection has ended.

    Attributes:
        code: Close code, or None if the connection broke without one.
        reason: Reason of the close, or "".
        responses: Responses that were cut off, with everything that had arrived.
        initiator: The side that ended the connection: ``"server"``, ``"client"`` (this one, for example because a
            message exceeded ``Options.max_size`` or a ping went unanswered), or ``"network"`` if it broke.
        last_error: The last error that the server reported before the end, or None.
    """

    def __init__(
        self,
        code: int | None,
        reason: str,
        responses: Sequence[AssembledResponse] = (),
        *,
        initiator: Initiator | None = None,
        last_error: ServerError | None = None,
    ) -> None:
        self.code = code
        self.reason = redact(reason)
        self.responses = tuple(responses)
        self.initiator: Initiator = initiator or ("network" if code is None else "server")
        self.last_error = last_error
        cut = f"; {len(self.responses)} response(s) were cut off" if self.responses else ""
        super().__init__(f"the connection {self._ending()}{cut}{_complaint(last_error, known=self.reason)}")

    def _ending(self) -> str:
        reason = f": {self.reason}" if self.reason else ""
        if self.code is None:
            return f"broke without a close code{reason}"
        if self.initiator != "client":
            return f"was closed with code {self.code}{reason}"
        if self.code == _TOO_BIG:
            return f"was closed by this client with code {self.code} (message too big){reason}: raise Options.max_size"
        return f"was closed by this client with code {self.code}{reason}"


class ConnectionLost(ConnectionClosed):
    """The connection has ended, and with it what was in flight; it is being reopened, as `Reconnect` asks."""


class RecordingError(RealtimeError, OSError):
    """A recording that cannot be written; raised before the connection is opened."""


class WebhookError(RealtimeError):
    """A webhook that is not genuine, or too old to be accepted."""


class APIError(RealtimeError):
    """An HTTP request or a WebSocket handshake that did not succeed.

    Attributes:
        method: HTTP method of the request.
        url: URL of the request, without user, password and query.
    """

    def __init__(self, message: str, *, method: str, url: str) -> None:
        self.method = method
        self.url = redact(url)
        super().__init__(f"{method} {self.url}: {message}")


class APIConnectionError(APIError):
    """No usable reply arrived: the server could not be reached, the connection broke, or the reply is not HTTP.

    Attributes:
        request_sent: False if there was no connection to send the request on; True if it may have reached the server.
    """

    def __init__(self, message: str, *, method: str, url: str, request_sent: bool = True) -> None:
        self.request_sent = request_sent
        super().__init__(message, method=method, url=url)


class APITimeoutError(APIConnectionError, TimeoutError):
    """No reply arrived in time."""


class APIStatusError(APIError):
    """The server replied with an error status.

    Attributes:
        status: HTTP status code.
        code: The server's error code, or None; a number becomes text.
        type: The server's kind of error, or None.
        param: The parameter the error is about, or None.
        detail: The server's description of the error, secrets masked, at most 500 characters.
        request_id: The server's id of the request, for its support, or None.
        headers: Headers of the reply, names in lower case.
        body: Body of the reply: parsed JSON, or text.
    """

    def __init__(
        self, *, method: str, url: str, status: int, headers: dict[str, str], body: Any, detail: str | None = None
    ) -> None:
        report = _report(body)
        self.status = status
        self.headers = headers
        self.body = body
        self.request_id = headers.get("x-request-id")
        self.code = report.code
        self.type = report.type
        self.param = report.param
        self.detail = redact(detail or report.message or _NO_REASON)[:_DETAIL]
        details = _details(code=self.code, param=self.param, request_id=self.request_id)
        super().__init__(f"status {status}: {self.detail}{details}", method=method, url=url)


class _Report(NamedTuple):
    """An error as a server describes it.

    Attributes:
        message: Description, or "".
        code: Error code, or None.
        type: Kind of error, or None.
        param: The parameter the error is about, or None.
    """

    message: str
    code: str | None = None
    type: str | None = None
    param: str | None = None


def _report(body: Any) -> _Report:
    """Read an error in any of the shapes that servers and proxies send.

    These are ``{"error": {"message": …, "code": …}}``, ``{"error": "text"}``, ``{"message": …}``, ``{"detail": …}``
    with text or FastAPI's list, the same without an envelope as an ``error`` event, and text alone.
    """
    if not isinstance(body, Mapping):
        return _Report(_text(body)[:_DESCRIPTION])
    error = body.get("error")
    inner = error if isinstance(error, Mapping) else {}
    # In an event that is not nested, `type` is the type of the event.
    kind = inner.get("type") or (None if body.get("type") == "error" else body.get("type"))
    texts = [_text(error), _text({name: value for name, value in body.items() if name != "error"})]
    texts += [_text(holder.get(name)) for holder in (inner, body) for name in _ADDITIONS]
    return _Report(
        ": ".join(dict.fromkeys(filter(None, texts)))[:_DESCRIPTION],
        code=_scalar(inner.get("code")) or _scalar(body.get("code")),
        type=_scalar(kind),
        param=_scalar(inner.get("param")) or _scalar(body.get("param")),
    )


def _text(value: Any, depth: int = _DEPTH) -> str:
    """Return the description in an error, or ""."""
    if depth == 0:
        return ""
    if isinstance(value, Mapping):
        text = next(filter(None, (_text(value.get(name), depth - 1) for name in _DESCRIPTIONS)), "")
        location = value.get("loc")
        return f"{'.'.join(map(str, location))}: {text}" if text and isinstance(location, list) else text
    if isinstance(value, list):
        return "; ".join(filter(None, (_text(item, depth - 1) for item in value)))
    return _scalar(value) or ""


def _scalar(value: Any) -> str | None:
    """Return text or a number as text; None for anything else, and for ""."""
    return str(value) if isinstance(value, str | int | float) and value != "" and not isinstance(value, bool) else None


def _details(**details: str | None) -> str:
    """Return the details of an error that are known, in parentheses."""
    known = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in details.items() if value)
    return f" ({known})" if known else ""


def _complaint(error: ServerError | None, *, known: str = "") -> str:
    """Return the end of a message that quotes the server's last error, unless the message has it already."""
    if error is None:
        return ""
    rest = str(error).replace(known, "", 1).strip() if known else str(error)
    return "" if not rest or (known and rest.startswith("(")) else f"; the server's last error: {error}"
