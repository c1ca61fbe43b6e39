"""Sending one request of the contract and reading its answer; the endpoint functions call this."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from ssl import SSLContext
from types import TracebackType
from typing import Any, Generic, Self, TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx
import orjson
from attrs import define, evolve, field

from .._core.json import loads_object
from .._core.model import Model
from ..errors import APIConnectionError, APIStatusError, APITimeoutError, DecodeError
from .credentials import Credentials

__all__ = [
    "AuthenticatedClient",
    "Client",
    "KeyAuth",
    "Request",
    "Response",
    "read_model",
    "read_nothing",
    "read_text",
    "send",
    "send_async",
]

_T = TypeVar("_T")
_ModelT = TypeVar("_ModelT", bound=Model)


@define(kw_only=True)
class Client:
    """Where requests go; for servers that ask for no key.

    Use it as a context manager, blocking or asyncio, to keep connections open between requests and close them after;
    without that, connections are kept until `close` or `aclose`.

    Attributes:
        base_url: URL up to and including the version, such as ``http://localhost:8000/v1``.
        headers: Sent with every request.
        timeout: Seconds to wait for each step of a request; None waits forever.
        verify_ssl: Whether to check certificates, or the context to check them with.
        follow_redirects: Whether a redirect is followed.
        httpx_args: Further arguments for the httpx clients, such as ``proxy`` or ``event_hooks``.
    """

    base_url: str
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    timeout: float | None = 60.0
    verify_ssl: bool | SSLContext = True
    follow_redirects: bool = False
    httpx_args: dict[str, Any] = field(factory=dict, repr=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False, eq=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False, eq=False)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """A client like this one that also sends ``headers``."""
        return evolve(self, headers={**self.headers, **headers})

    def with_timeout(self, timeout: float | None) -> Self:
        """A client like this one with another timeout, in seconds."""
        return evolve(self, timeout=timeout)

    def get_httpx_client(self) -> httpx.Client:
        """The httpx client in use, made when first asked for."""
        if self._client is None:
            self._client = httpx.Client(**self._arguments())
        return self._client

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Use an httpx client of your own; its settings replace all of this client's, the key included."""
        self._client = client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The asyncio httpx client in use, made when first asked for."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(**self._arguments())
        return self._async_client

    def set_async_httpx_client(self, client: httpx.AsyncClient) -> Self:
        """Use an asyncio httpx client of your own; its settings replace all of this client's, the key included."""
        self._async_client = client
        return self

    def close(self) -> None:
        """Close the connections of the blocking functions; the client opens new ones when it is used again."""
        if self._client is not None:
            self._client.close()
            self._client = None

    async def aclose(self) -> None:
        """Close the connections of the asyncio functions; the client opens new ones when it is used again."""
        if self._async_client is not None:
            await self._async_client.aclose()
            self._async_client = None

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
        """What is sent for a request; here the request as it is."""
        return request

    def _all_headers(self) -> dict[str, str]:
        return dict(self.headers)

    def _arguments(self) -> dict[str, Any]:
        return {
            "base_url": self.base_url,
            "headers": self._all_headers(),
            "timeout": self.timeout,
            "verify": self.verify_ssl,
            "follow_redirects": self.follow_redirects,
            **self.httpx_args,
        }


@define(kw_only=True)
class AuthenticatedClient(Client):
    """Where requests go, and the key they carry.

    Attributes:
        token: API key or client secret; shown in no repr.
        prefix: What stands before the token in the header.
        auth_header_name: Header that carries the token; ``api-key`` with an empty prefix suits Azure.
    """

    token: str = field(repr=False)
    prefix: str = "Bearer"
    auth_header_name: str = "Authorization"

    def _all_headers(self) -> dict[str, str]:
        credentials = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self.headers, self.auth_header_name: credentials}


@define
class Request:
    """One request, ready to be sent.

    Attributes:
        method: HTTP method.
        path: Path below the client's base URL.
        arguments: What httpx is given for the body.
    """

    method: str
    path: str
    arguments: dict[str, Any] = field(factory=dict, repr=False)

    @classmethod
    def json(cls, method: str, path: str, body: Model) -> Self:
        """A request with a JSON body."""
        return cls(method, path, {"content": body.to_json(), "headers": {"Content-Type": "application/json"}})

    @classmethod
    def raw(cls, method: str, path: str, body: str | bytes, content_type: str) -> Self:
        """A request with a body of any other kind."""
        content = body.encode() if isinstance(body, str) else body
        return cls(method, path, {"content": content, "headers": {"Content-Type": content_type}})

    @classmethod
    def multipart(cls, method: str, path: str, body: Model, content_types: Mapping[str, str]) -> Self:
        """A request with a form of several parts: text as it is, everything else as JSON."""
        files = {}
        for name, value in body.to_dict().items():
            default, content = ("text/plain", value.encode()) if isinstance(value, str) else ("application/json", None)
            part = orjson.dumps(value) if content is None else content
            files[name] = (None, part, content_types.get(name, default))
        return cls(method, path, {"files": files})


@define
class Response(Generic[_T]):
    """The answer to a request that succeeded.

    Attributes:
        status_code: HTTP status code.
        headers: Headers of the answer, names in lower case.
        parsed: What the answer holds.
    """

    status_code: int
    headers: dict[str, str] = field(repr=False)
    parsed: _T

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, to quote to its support; None when it gave none."""
        return self.headers.get("x-request-id")

    @property
    def call_id(self) -> str | None:
        """Id of the call that was created, from the ``Location`` header; None when the answer has none."""
        location = self.headers.get("location", "")
        return urlsplit(location).path.rstrip("/").rpartition("/")[2] or None


def read_model(model: type[_ModelT]) -> Callable[[httpx.Response], _ModelT]:
    """A reader of answers that hold one JSON object of a known kind."""
    return lambda answer: model.from_dict(loads_object(answer.content))


def read_text(answer: httpx.Response) -> str:
    """Reader of answers that hold text."""
    return answer.text


def read_nothing(answer: httpx.Response) -> None:
    """Reader of answers that hold nothing of interest."""


def send(client: Client, request: Request, read: Callable[[httpx.Response], _T]) -> Response[_T]:
    """Send a request, blocking.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    httpx_client = client.get_httpx_client()
    request = client.prepare(request)
    try:
        answer = httpx_client.request(request.method, request.path, **request.arguments)
    except httpx.TransportError as error:
        raise _connection_error(httpx_client.base_url, request, error) from error
    return _response(request, answer, read)


async def send_async(client: Client, request: Request, read: Callable[[httpx.Response], _T]) -> Response[_T]:
    """Send a request, asyncio; raises what `send` raises."""
    httpx_client = client.get_async_httpx_client()
    request = client.prepare(request)
    try:
        answer = await httpx_client.request(request.method, request.path, **request.arguments)
    except httpx.TransportError as error:
        raise _connection_error(httpx_client.base_url, request, error) from error
    return _response(request, answer, read)


class KeyAuth(httpx.Auth):
    """Puts a key on each request just before it leaves, so that no call on the way there shows it in a traceback.

    Args:
        credentials: The key.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """Fetch the key and put it on, blocking."""
        request.headers.update(self._credentials.headers(self._credentials.fetch()))
        yield request

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Fetch the key and put it on, asyncio."""
        request.headers.update(self._credentials.headers(await self._credentials.fetch_async()))
        yield request


def _response(request: Request, answer: httpx.Response, read: Callable[[httpx.Response], _T]) -> Response[_T]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if not answer.is_success:
        url = _shown_url(answer.request.url)
        raise APIStatusError(
            method=request.method, url=url, status=answer.status_code, headers=headers, body=_error_body(answer)
        )
    return Response(status_code=answer.status_code, headers=headers, parsed=read(answer))


def _error_body(answer: httpx.Response) -> Any:
    try:
        return loads_object(answer.content)
    except DecodeError:
        return answer.text


def _connection_error(base_url: httpx.URL, request: Request, error: httpx.TransportError) -> APIConnectionError:
    late = isinstance(error, httpx.TimeoutException)
    kind = APITimeoutError if late else APIConnectionError
    reason = "no answer in time" if late else "no connection to the server"
    url = _shown_url(base_url.join(request.path.lstrip("/")))
    sent = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return kind(f"{reason} ({type(error).__name__}: {error})", method=request.method, url=url, request_sent=sent)


def _shown_url(url: httpx.URL) -> str:
    """The URL without what may hold secrets: user, password and query."""
    parts = urlsplit(str(url))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
