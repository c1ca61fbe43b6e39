"""Everything this package raises.

::

    RealtimeError
    ├── DecodeError                 input that is not JSON, or is no JSON object
    ├── ValidationError             a message that deviates from the specification, when asked to be strict
    ├── ArgumentsError              arguments of a function call that are no JSON object
    ├── UsageError                  a cost that cannot be worked out
    ├── ResponseError               a response that did not complete; carries it
    │   ├── ResponseFailed
    │   ├── ResponseIncomplete
    │   └── ResponseCancelled
    ├── ServerError                 an `error` event that answers something this client sent
    ├── ConnectionClosed            the connection ended while something was waited for
    │   └── ConnectionLost          the same, and it is being opened anew
    ├── WebhookError                a webhook that is not genuine
    └── APIError                    a request over HTTP that did not succeed
        ├── APIStatusError          the server answered with an error
        └── APIConnectionError      no answer came
            └── APITimeoutError     no answer came in time
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._core.redaction import redact

if TYPE_CHECKING:
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
    "RealtimeError",
    "ResponseCancelled",
    "ResponseError",
    "ResponseFailed",
    "ResponseIncomplete",
    "ServerError",
    "UsageError",
    "ValidationError",
    "WebhookError",
]


class RealtimeError(Exception):
    """Root of everything this package raises; its message holds no secrets."""

    def __init__(self, message: str) -> None:
        self.message = redact(message)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        # What a subclass takes is not what `args` holds, which is all that pickle would call it with.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[RealtimeError], args: tuple[Any, ...], state: dict[str, Any]) -> RealtimeError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class DecodeError(RealtimeError):
    """Input that is not JSON, or is JSON but no object.

    Attributes:
        position: Where reading stopped, in characters from the start.
        line: The same, as a line number from 1.
        column: The same, as a column from 1.
        excerpt: Up to 60 characters around the position, secrets masked.
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
        deviations: All of them, in the order of the message.
    """

    def __init__(self, what: str, deviations: Sequence[Deviation]) -> None:
        self.deviations = tuple(deviations)
        lines = "".join(f"\n  {deviation}" for deviation in self.deviations)
        super().__init__(f"{what} deviates from the specification in {len(self.deviations)} place(s):{lines}")


class ArgumentsError(RealtimeError):
    """Arguments of a function call that the model wrote are no JSON object.

    Attributes:
        name: Name of the called function, where it is known.
        call_id: Id of the call, where it is known.
        position: Where reading stopped, in characters from the start.
        arguments: What the model wrote.
    """

    def __init__(self, reason: str, *, name: str | None, call_id: str | None, position: int, arguments: object) -> None:
        self.name = name
        self.call_id = call_id
        self.position = position
        self.arguments = arguments
        super().__init__(f"arguments of the call {call_id or '(no call_id)'} to {name or '(no name)'}: {reason}")


class UsageError(RealtimeError):
    """A cost that cannot be worked out: a rate is missing, or the usage does not say which kind of tokens were used."""


class ResponseError(RealtimeError):
    """A response that ended without completing.

    Attributes:
        response: The response, with all that had arrived.
        reason: Why it ended, as the server says.
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
    """An ``error`` event that answers something this client sent.

    Attributes:
        event: The event.
        type: The API's kind of error, or None.
        code: The API's error code, or None.
        param: The parameter the error is about, or None.
    """

    def __init__(self, event: Any) -> None:
        self.event = event
        error = event.error
        self.type: str | None = getattr(error, "type", None) or None
        self.code: str | None = getattr(error, "code", None) or None
        self.param: str | None = getattr(error, "param", None) or None
        said = getattr(error, "message", None) or "no reason given"
        about = ", ".join(f"{name} {value}" for name, value in (("code", self.code), ("param", self.param)) if value)
        super().__init__(f"{said}" + (f" ({about})" if about else ""))


class ConnectionClosed(RealtimeError):
    """The connection ended while something was waited for.

    Attributes:
        code: Close code; None when the connection broke without one.
        reason: Why, as the server says; "" when it does not.
        responses: Responses that were cut off, with what had arrived.
    """

    def __init__(self, code: int | None, reason: str, responses: Sequence[AssembledResponse] = ()) -> None:
        self.code = code
        self.reason = redact(reason)
        self.responses = tuple(responses)
        how = "broke without a close code" if code is None else f"was closed with code {code}"
        cut = f"; {len(self.responses)} response(s) were cut off" if self.responses else ""
        super().__init__(f"the connection {how}" + (f": {reason}" if reason else "") + cut)


class ConnectionLost(ConnectionClosed):
    """What was waited for was lost with its connection; the session goes on over the next one, with `Reconnect`."""


class WebhookError(RealtimeError):
    """A webhook that is not genuine, or too old to be taken for that."""


class APIError(RealtimeError):
    """A request over HTTP that did not succeed.

    Attributes:
        method: HTTP method of the request.
        url: URL of the request, without its query.
    """

    def __init__(self, message: str, *, method: str, url: str) -> None:
        self.method = method
        self.url = url
        super().__init__(f"{method} {url}: {message}")


class APIConnectionError(APIError):
    """No answer came: the server could not be reached, or the connection broke.

    Attributes:
        request_sent: False if there was no connection to send the request on; True if it may have reached the server.
    """

    def __init__(self, message: str, *, method: str, url: str, request_sent: bool = True) -> None:
        self.request_sent = request_sent
        super().__init__(message, method=method, url=url)


class APITimeoutError(APIConnectionError):
    """No answer came in time."""


class APIStatusError(APIError):
    """The server answered with an error.

    Attributes:
        status: HTTP status code.
        code: The API's error code, or None.
        type: The API's kind of error, or None.
        param: The parameter the error is about, or None.
        detail: What the API says went wrong, secrets masked.
        request_id: The server's id of the request, to quote to its support, or None.
        headers: Headers of the answer, names in lower case.
        body: The answer as it came: the parsed JSON, or text.
    """

    def __init__(self, *, method: str, url: str, status: int, headers: dict[str, str], body: Any) -> None:
        error = body.get("error") if isinstance(body, dict) else None
        said: dict[str, Any] = error if isinstance(error, dict) else {"message": error} if error else {}
        self.status = status
        self.headers = headers
        self.body = body
        self.request_id = headers.get("x-request-id")
        self.code: str | None = said.get("code")
        self.type: str | None = said.get("type")
        self.param: str | None = said.get("param")
        self.detail = redact(str(said.get("message") or (isinstance(body, str) and body) or "no reason given"))[:500]
        about = ", ".join(
            f"{name} {value}"
            for name, value in (("code", self.code), ("param", self.param), ("request id", self.request_id))
            if value
        )
        super().__init__(f"status {status}: {self.detail}" + (f" ({about})" if about else ""), method=method, url=url)
