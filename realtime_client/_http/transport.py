"""Sending one request of the contract and reading its reply; the endpoint functions call this."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from ssl import SSLContext
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, Self, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from attrs import define, evolve, field

from .._core.json import dumps, loads, loads_object
from .._core.model import Model, plain
from .._core.redaction import redact, shown_url
from .._core.tracebacks import clear_causes, hides_arguments
from ..errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    InvalidArgumentError,
    RealtimeError,
)
from .body import ENCODINGS, Body, TooLarge, UnsupportedEncoding, explanation
from .credentials import Credentials, HeaderDict, Secret, check_headers
from .deadline import Deadline, TooSlow
from .parameters import Parameter, pairs, text

if TYPE_CHECKING:
    # Imported with the first request over HTTP: no WebSocket needs it, and it takes as long as all the rest.
    import httpx

__all__ = [
    "AuthenticatedClient",
    "Client",
    "ReadByStatus",
    "Request",
    "Response",
    "key_auth",
    "read_bytes",
    "read_json",
    "read_model",
    "read_nothing",
    "read_text",
    "send",
    "send_async",
]

_T = TypeVar("_T")
_ModelT = TypeVar("_ModelT", bound=Model)

_MAX_REPLY: Final = 16 * 2**20
_MAX_REDIRECTS: Final = 10
# Characters that the value of a cookie may hold as they are.
_COOKIE: Final = "!#$&'()*+-./:<=>?@[]^_`{|}~"
# Guards the creation of httpx clients; not an attribute of `Client`, for a lock cannot be copied or pickled.
_CREATION: Final = threading.Lock()

# Set while a request of ours is sent, so that other users of httpx keep their logs as they are.
_is_sending: ContextVar[bool] = ContextVar("realtime_client_is_sending", default=False)
_QUERY: Final = re.compile(r"(https?://[^\s?#]*)[?#]\S*")


class _Redacting(logging.Filter):
    """Masks secrets in the logs of the HTTP libraries, which hold URLs with their queries."""

    def filter(self, record: logging.LogRecord) -> bool:
        if _is_sending.get():
            record.msg, record.args = redact(_QUERY.sub(r"\1?***", record.getMessage())), None
        return True


# A filter of a parent does not see the records of its children.
for _name in ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks"))):
    logging.getLogger(_name).addFilter(_Redacting())


@define(kw_only=True)
class Client:
    """Address of a server that asks for no key.

    Use it as a context manager, blocking or asyncio, to keep connections open between requests and close them after;
    without that, connections are kept until `close` or `aclose`. Any number of threads may use it.

    Attributes:
        base_url: URL up to and including the version, such as ``http://localhost:8000/v1``.
        headers: Sent with every request.
        timeout: Limit of each step of a request, and of the whole reply, in seconds; None for no limit.
        verify_ssl: Whether to check certificates, or the context to check them with.
        follow_redirects: Whether redirects are followed; those to another origin never are, for it would receive the
            headers and the body.
        max_reply: Largest reply that is read, in bytes after decompression. Of a reply with an error status, the first
            64 KiB are read.
        httpx_args: Further arguments for the httpx clients, such as ``proxy`` or ``event_hooks``.
    """

    base_url: str = field(repr=lambda url: repr(shown_url(url)))
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    timeout: float | None = 60.0
    verify_ssl: bool | SSLContext = True
    follow_redirects: bool = False
    max_reply: int = _MAX_REPLY
    httpx_args: dict[str, Any] = field(factory=dict, repr=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False, eq=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False, eq=False)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """Return a client like this one that also sends ``headers``."""
        return evolve(self, headers={**self.headers, **headers})

    def with_timeout(self, timeout: float | None) -> Self:
        """Return a client like this one with another timeout, in seconds."""
        return evolve(self, timeout=timeout)

    def get_httpx_client(self) -> httpx.Client:
        """Return the httpx client in use; the first call creates it."""
        with _CREATION:
            if self._client is None:
                import httpx

                self._client = httpx.Client(**self._arguments())
            return self._client

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Use an httpx client of your own; its settings replace all of this client's, the key included."""
        self._client = client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """Return the asyncio httpx client in use; the first call creates it."""
        with _CREATION:
            if self._async_client is None:
                import httpx

                self._async_client = httpx.AsyncClient(**self._arguments())
            return self._async_client

    def set_async_httpx_client(self, client: httpx.AsyncClient) -> Self:
        """Use an asyncio httpx client of your own; its settings replace all of this client's, the key included."""
        self._async_client = client
        return self

    def close(self) -> None:
        """Close the connections of the blocking functions; using the client again opens new ones."""
        with _CREATION:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    async def aclose(self) -> None:
        """Close the connections of the asyncio functions; using the client again opens new ones."""
        with _CREATION:
            client, self._async_client = self._async_client, None
        if client is not None:
            await client.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def prepare(self, request: Request) -> Request:
        """Return the request with everything that the httpx client does not add."""
        return request

    def _arguments(self) -> dict[str, Any]:
        """Return the arguments of an httpx client."""
        check_headers(self.headers)
        return {
            "base_url": self.base_url,
            "headers": HeaderDict(self.headers),
            "timeout": self.timeout,
            "verify": self.verify_ssl,
            "follow_redirects": self.follow_redirects,
            **self.httpx_args,
        }


@define(kw_only=True)
class AuthenticatedClient(Client):
    """Address of a server, and the key that requests carry.

    Attributes:
        token: API key or client secret; no repr shows it.
        prefix: Text before the token in the header.
        auth_header_name: Header that carries the token; ``api-key`` with an empty prefix suits Azure.
    """

    token: str = field(repr=False)
    prefix: str = "Bearer"
    auth_header_name: str = "Authorization"

    def _arguments(self) -> dict[str, Any]:
        prefix = f"{self.prefix} " if self.prefix else ""
        credentials = Credentials(Secret(self.token), self.auth_header_name, prefix)
        credentials.check()
        check_headers({self.auth_header_name: prefix.strip()})
        arguments = super()._arguments()
        if "auth" in arguments:
            # Authentication of the user's own, which must not replace the key in another header.
            arguments["headers"].update(credentials.headers(credentials.fetch()))
        else:
            arguments["auth"] = key_auth(credentials)
        return arguments


@define
class Request:
    """One request, ready to be sent.

    Attributes:
        method: HTTP method.
        path: Path below the client's base URL.
        arguments: Arguments of httpx for the body.
    """

    method: str
    path: str
    arguments: dict[str, Any] = field(factory=dict, repr=False)

    @classmethod
    def json(cls, method: str, path: str, body: Model) -> Self:
        """Return a request with a JSON body.

        Raises:
            InvalidArgumentError: The body cannot be written as JSON.
        """
        return cls(method, path, {"content": _written(body.to_dict()), "headers": {"Content-Type": "application/json"}})

    @classmethod
    def value(cls, method: str, path: str, body: object, depth: int) -> Self:
        """Return a request with a JSON body that is not one model.

        Args:
            method: HTTP method.
            path: Path below the client's base URL.
            body: A scalar, or lists and mappings of models.
            depth: Number of lists and mappings around the models.

        Raises:
            InvalidArgumentError: The body cannot be written as JSON.
        """
        content = _written(plain(body, depth))
        return cls(method, path, {"content": content, "headers": {"Content-Type": "application/json"}})

    @classmethod
    def form(cls, method: str, path: str, body: Model) -> Self:
        """Return a request with a URL-encoded form: one entry per value, a list as several, an object as JSON.

        Raises:
            InvalidArgumentError: A value cannot be written.
        """
        entries = [pair for name, value in body.to_dict().items() for pair in pairs(name, _flat(value), "form", True)]
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            return cls(method, path, {"content": urlencode(entries).encode(), "headers": headers})
        except UnicodeEncodeError:
            raise InvalidArgumentError("the body must not contain lone surrogates") from None

    def with_parameters(self, *parameters: Parameter) -> Self:
        """Return the request with parameters in its query, headers and cookies; one that is None is left out.

        Raises:
            InvalidArgumentError: A parameter cannot be written.
        """
        query: list[tuple[str, str]] = []
        cookies: list[tuple[str, str]] = []
        headers: dict[str, str] = dict(self.arguments.get("headers", {}))
        for where, name, value, style, explode in parameters:
            found = pairs(name, value, style, explode)
            if where == "query":
                query += found
            elif where == "cookie":
                cookies += found
            else:
                headers.update(found)
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={quote(value, safe=_COOKIE)}" for name, value in cookies)
        arguments = {**self.arguments, "headers": headers, **({"params": query} if query else {})}
        return type(self)(self.method, self.path, arguments)

    @classmethod
    def raw(cls, method: str, path: str, body: str | bytes, content_type: str) -> Self:
        """Return a request with a body of any other kind.

        Raises:
            InvalidArgumentError: The body holds lone surrogates, which are not text.
        """
        return cls(method, path, {"content": _encoded(body), "headers": {"Content-Type": content_type}})

    @classmethod
    def multipart(cls, method: str, path: str, body: Model, content_types: Mapping[str, str]) -> Self:
        """Return a request with a form of several parts.

        Bytes are sent as a file, text as it is, a list as one part per entry, and everything else as JSON.

        Raises:
            InvalidArgumentError: A part cannot be written.
        """
        parts = []
        for name, value in body.to_dict().items():
            content_type = content_types.get(name)
            for entry in value if isinstance(value, list) and content_type != "application/json" else [value]:
                parts.append((name, _form_part(name, entry, content_type)))
        return cls(method, path, {"files": parts})


def _form_part(name: str, value: Any, content_type: str | None) -> tuple[str | None, bytes, str]:
    """Return the file name, content and content type of one part of a form."""
    if isinstance(value, bytes):
        return name, value, content_type or "application/octet-stream"
    if isinstance(value, str):
        return None, _encoded(value), content_type or "text/plain"
    return None, _written(value), content_type or "application/json"


def _flat(value: Any) -> Any:
    """Return a value of a form, whose entries are scalars: an object is written as JSON."""
    if isinstance(value, list):
        return [_flat(entry) for entry in value]
    return text(value) if isinstance(value, dict) else value


def _encoded(text: str | bytes) -> bytes:
    try:
        return text.encode() if isinstance(text, str) else text
    except UnicodeEncodeError:
        raise InvalidArgumentError("the body must not contain lone surrogates") from None


def _written(value: Any) -> bytes:
    try:
        return dumps(value)
    except (ValueError, TypeError, RecursionError) as error:
        clear_causes(error)
        raise InvalidArgumentError(f"the body cannot be written as JSON: {error}") from error


@define
class Response(Generic[_T]):
    """The reply to a request that succeeded.

    Attributes:
        status_code: HTTP status code.
        headers: Headers of the reply, names in lower case.
        parsed: Content of the reply.
    """

    status_code: int
    headers: dict[str, str] = field(repr=False)
    parsed: _T

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, for its support; None if it gave none."""
        return self.headers.get("x-request-id")

    @property
    def call_id(self) -> str | None:
        """Id of the call that was created, from the ``Location`` header; None without one."""
        try:
            path = urlsplit(self.headers.get("location", "")).path
        except ValueError:
            return None
        return path.rstrip("/").rpartition("/")[2] or None


def read_model(model: type[_ModelT]) -> Callable[[bytes], _ModelT]:
    """Return a reader of replies that hold a JSON object of a known kind."""
    return lambda content: model.from_dict(loads_object(content))


def read_json(content: bytes) -> Any:
    """Read a reply that holds any JSON value.

    Raises:
        DecodeError: The reply is not JSON.
    """
    return loads(content)


def read_bytes(content: bytes) -> bytes:
    """Read a reply that holds neither JSON nor text."""
    return content


class ReadByStatus(Generic[_T]):
    """Reader of replies whose content depends on the status code.

    Args:
        readers: Reader of each status code, ``2XX`` for all others that mean success.
    """

    def __init__(self, readers: Mapping[str, Callable[[bytes], _T]]) -> None:
        self._readers = readers

    def __call__(self, content: bytes) -> _T:
        """Read a reply with a status code that has no reader of its own."""
        return next(iter(self._readers.values()))(content)

    def of(self, status: int) -> Callable[[bytes], _T]:
        """Return the reader of a status code."""
        return self._readers.get(str(status), self._readers.get("2XX", self))


def read_text(content: bytes) -> str:
    """Read a reply that holds text."""
    return content.decode("utf-8", "replace")


def read_nothing(content: bytes) -> None:
    """Read a reply without content of interest."""


@hides_arguments
def send(client: Client, request: Request, read: Callable[[bytes], _T]) -> Response[_T]:
    """Send a request, blocking.

    Raises:
        APIStatusError: The server replied with an error status, or with a redirect that is not followed.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        APIError: The reply is larger than ``Client.max_reply``, or compressed in a way that was not asked for.
        DecodeError: The reply is not what the contract describes.
        InvalidArgumentError: The request cannot be sent, or the proxy or the URL cannot be used.
    """
    exchange = _Exchange(client, request)
    with exchange.boundary():
        httpx_client = client.get_httpx_client()
        first = exchange.begin(httpx_client)
        deadline = Deadline(first, is_async=False)
        outgoing: httpx.Request | None = first
        while outgoing is not None:
            with deadline.running():
                answer = httpx_client.send(outgoing, stream=True, follow_redirects=False, **exchange.auth)
                try:
                    body = Body(answer, client.max_reply, deadline)
                    with body.reading():
                        for chunk in body.unread(answer.iter_raw):
                            body.feed(chunk)
                            if body.problem is not None:
                                break
                finally:
                    answer.close()
            outgoing = exchange.next(httpx_client, answer, body)
    return exchange.response(read)


@hides_arguments
async def send_async(client: Client, request: Request, read: Callable[[bytes], _T]) -> Response[_T]:
    """Send a request, asyncio; raises what `send` raises."""
    exchange = _Exchange(client, request)
    with exchange.boundary():
        httpx_client = client.get_async_httpx_client()
        first = exchange.begin(httpx_client)
        deadline = Deadline(first, is_async=True)
        outgoing: httpx.Request | None = first
        while outgoing is not None:
            with deadline.running():
                answer = await httpx_client.send(outgoing, stream=True, follow_redirects=False, **exchange.auth)
                try:
                    body = Body(answer, client.max_reply, deadline)
                    with body.reading():
                        async for chunk in body.unread_async(answer.aiter_raw):
                            body.feed(chunk)
                            if body.problem is not None:
                                break
                finally:
                    await answer.aclose()
            outgoing = exchange.next(httpx_client, answer, body)
    return exchange.response(read)


def key_auth(credentials: Credentials) -> httpx.Auth:
    """Return what adds the key to a request just before it leaves, so that no call on the way there shows it."""
    return _key_auth_class()(credentials)


@cache
def _key_auth_class() -> Callable[[Credentials], httpx.Auth]:
    import httpx

    class KeyAuth(httpx.Auth):
        def __init__(self, credentials: Credentials) -> None:
            self._credentials = credentials
            # Exception that fetching the key raised.
            self.failure: Exception | None = None

        def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
            try:
                key = self._credentials.fetch()
            except Exception as error:
                self.failure = error
                raise
            request.headers.update(self._credentials.headers(key))
            yield request

        async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
            try:
                key = await self._credentials.fetch_async()
            except Exception as error:
                self.failure = error
                raise
            request.headers.update(self._credentials.headers(key))
            yield request

    return KeyAuth


class _Exchange:
    """One request and its reply, apart from sending and receiving.

    Args:
        client: Address of the server.
        request: The request.

    Attributes:
        auth: Arguments of httpx for the key.
    """

    def __init__(self, client: Client, request: Request) -> None:
        _check_path(request.path)
        self._client = client
        self._request = client.prepare(request)
        self._arguments = dict(self._request.arguments)
        self.auth = {"auth": self._arguments.pop("auth")} if "auth" in self._arguments else {}
        self._url = self._request.path
        if self._url.startswith("/"):
            self._url = client.base_url.rstrip("/") + self._url
        self._redirects = 0
        self._answer: httpx.Response | None = None
        self._content = b""

    @contextmanager
    def boundary(self) -> Iterator[None]:
        """Turn exceptions of the libraries below into exceptions of this package."""
        token = _is_sending.set(True)
        try:
            yield
        except RealtimeError:
            raise
        except Exception as error:
            if getattr(self.auth.get("auth"), "failure", None) is error:
                # From a function of the user.
                raise
            clear_causes(error)
            raise self._translated(error) from error
        finally:
            _is_sending.reset(token)

    def begin(self, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        """Return the first request to send."""
        headers = HeaderDict(self._arguments.pop("headers", {}))
        check_headers(headers)
        if "accept-encoding" not in map(str.lower, headers):
            headers["Accept-Encoding"] = ENCODINGS
        outgoing = client.build_request(self._request.method, self._request.path, headers=headers, **self._arguments)
        self._url = str(outgoing.url)
        return outgoing

    def next(
        self, client: httpx.Client | httpx.AsyncClient, answer: httpx.Response, body: Body
    ) -> httpx.Request | None:
        """Return the request that a redirect asks for; None when the exchange is over."""
        body.end()
        self._answer, self._content = answer, bytes(body.content)
        follow = answer.next_request
        if follow is not None:
            self._redirects += 1
            refusal = self._refusal(client, answer, follow)
            if refusal is None:
                return follow
            self._raise_status(refusal)
        if body.problem is not None and answer.is_success:
            raise self._unreadable(body.problem) from body.problem
        return None

    def _refusal(
        self, client: httpx.Client | httpx.AsyncClient, answer: httpx.Response, follow: httpx.Request
    ) -> str | None:
        """Return the reason why a redirect is not followed; None if it is."""
        origin = f"{follow.url.scheme}://{follow.url.netloc.decode('ascii', 'replace')}"
        if not client.follow_redirects:
            return f"the server redirects to {origin}, and redirects are not followed: correct the base URL"
        if _origin(follow.url) != _origin(answer.request.url):
            return (
                f"the server redirects to another origin, {origin}, which must not receive the headers and the body: "
                "correct the base URL if you trust it"
            )
        return "too many redirects" if self._redirects > _MAX_REDIRECTS else None

    def response(self, read: Callable[[bytes], _T]) -> Response[_T]:
        """Return what the endpoint functions return.

        Raises:
            APIStatusError: The status is that of an error.
            DecodeError: The content is not what the contract describes.
        """
        answer = self._answer
        assert answer is not None
        if not answer.is_success:
            self._raise_status()
        return Response(
            status_code=answer.status_code, headers=_headers(answer), parsed=self._reader(read)(self._content)
        )

    def _reader(self, read: Callable[[bytes], _T]) -> Callable[[bytes], _T]:
        assert self._answer is not None
        return read.of(self._answer.status_code) if isinstance(read, ReadByStatus) else read

    def _raise_status(self, detail: str | None = None) -> NoReturn:
        answer = self._answer
        assert answer is not None
        raise APIStatusError(
            method=self._request.method,
            url=shown_url(str(answer.request.url)),
            status=answer.status_code,
            headers=_headers(answer),
            body=explanation(answer, self._content),
            detail=detail,
        )

    def _unreadable(self, problem: Exception) -> APIError:
        method, url = self._request.method, shown_url(self._url)
        if isinstance(problem, TooLarge):
            return APIError(
                f"the reply is larger than {self._client.max_reply} bytes (Client.max_reply)", method=method, url=url
            )
        if isinstance(problem, TooSlow):
            return APITimeoutError(f"the reply did not arrive whole within {problem}", method=method, url=url)
        if isinstance(problem, UnsupportedEncoding):
            return APIError(f"the reply is compressed as {problem}, which was not asked for", method=method, url=url)
        return APIConnectionError(f"the reply is damaged ({type(problem).__name__}: {problem})", method=method, url=url)

    def _translated(self, error: Exception) -> RealtimeError:
        import httpx

        method, url = self._request.method, shown_url(self._url)
        cause = f"{type(error).__name__}: {error}"
        if isinstance(error, TooSlow):
            return self._unreadable(error)
        if isinstance(error, ImportError):
            return InvalidArgumentError(
                f"{method} {url}: a SOCKS proxy is configured, in the environment or in httpx_args, but the package "
                f"for it is missing: install httpx[socks], or unset the proxy ({cause})"
            )
        if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | httpx.LocalProtocolError | ValueError):
            return InvalidArgumentError(f"{method} {url}: the request cannot be sent ({cause})")
        if isinstance(error, httpx.TimeoutException | TimeoutError):
            sent = not isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)
            return APITimeoutError(f"no reply in time ({cause})", method=method, url=url, request_sent=sent)
        sent = isinstance(error, httpx.HTTPError) and not isinstance(error, httpx.ConnectError)
        return APIConnectionError(f"no connection to the server ({cause})", method=method, url=url, request_sent=sent)


def _check_path(path: str) -> None:
    """Refuse a path that is another one than that of the operation, because an id in it is empty or only dots."""
    if any(part in ("", ".", "..") for part in path.split("/")[1:]):
        raise InvalidArgumentError(f"an id in the path {path} is empty or consists of dots")


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _headers(answer: httpx.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}
