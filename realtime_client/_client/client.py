"""`RealtimeClient`: the address of a server, its key, and its operations."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from .._core.limits import check_limit
from .._core.tracebacks import hides_arguments
from .._http.credentials import Credentials, HeaderDict, Key, Secret
from .._http.retries import Retrier
from .._http.service import OPENAI, Service
from ..errors import InvalidArgumentError, RealtimeError, ServerError
from . import operations
from .operations import Worker, awaited, blocking

if TYPE_CHECKING:
    from os import PathLike

    import httpx

    from .._connection.asyncio_connection import AsyncConnection, Connecting
    from .._connection.blocking_connection import Connection
    from .._connection.handshake import Options
    from .._decode.aliases import ServerEvent
    from .._decode.dialects import Dialect
    from .._session.reconnect import Reconnect
    from ..models import RealtimeBetaServerEvent, RealtimeServerEvent, RealtimeTranslationServerEvent
    from ..recordings import RecordOptions
    from ..recordings.timeline import Follows
    from .endpoint import Endpoint

__all__ = ["AsyncCalls", "AsyncOperations", "Calls", "RealtimeClient"]


def _endpoint(
    service: Service,
    timeout: float | None,
    http_client: httpx.Client | None,
    async_http_client: httpx.AsyncClient | None,
) -> Endpoint:
    # Imported with the first request: no WebSocket needs it.
    from .endpoint import Endpoint

    endpoint = Endpoint(base_url=service.shown_url, timeout=timeout, service=service)
    if http_client is not None:
        endpoint.set_httpx_client(http_client)
    if async_http_client is not None:
        endpoint.set_async_httpx_client(async_http_client)
    return endpoint


class Calls:
    """Control of calls, blocking: `RealtimeClient.calls`."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    create = blocking(operations.create_call)
    accept = blocking(operations.accept_call)
    refer = blocking(operations.refer_call)
    reject = blocking(operations.reject_call)
    hangup = blocking(operations.hangup_call)


class AsyncCalls:
    """Control of calls, with asyncio: `RealtimeClient.aio.calls`."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    create = awaited(operations.create_call)
    accept = awaited(operations.accept_call)
    refer = awaited(operations.refer_call)
    reject = awaited(operations.reject_call)
    hangup = awaited(operations.hangup_call)


class AsyncOperations:
    """Operations of `RealtimeClient`, with asyncio: `RealtimeClient.aio`.

    Attributes:
        calls: Control of calls.
    """

    def __init__(self, worker: Worker, service: Service) -> None:
        self._worker = worker
        self._service = service
        self.calls = AsyncCalls(worker)

    create_client_secret = awaited(operations.create_client_secret)
    create_session = awaited(operations.create_session)
    create_transcription_session = awaited(operations.create_transcription_session)
    create_translation_client_secret = awaited(operations.create_translation_client_secret)

    async def fetch_key(self) -> Secret | None:
        """Return the key for one request or connection; the function that fetches it may be blocking or async."""
        credentials = self._service.credentials
        return None if credentials is None else await credentials.fetch_async()


class RealtimeClient:
    """A server of the Realtime API: OpenAI's, or any that speaks its protocol; `RealtimeClient.azure` for Azure's.

    Its methods block; those of `aio` are the same for asyncio. A failed request is retried if that does no harm, after
    growing random waits, or after the time that the server asks for, up to a minute: creating secrets and sessions
    after connection errors and statuses 408, 409, 429 and 5xx; creating, taking or ending a call only if no connection
    was made, and after status 429.

    Redirects are not followed, and replies of more than 16 MiB are refused. Use it as a context manager, blocking or
    asyncio, or `close` it. Any number of threads may use it; each event loop needs a client of its own.

    Args:
        api_key: API key or client secret, or a function, blocking or async, that is called for a fresh one with each
            request. None takes it from ``OPENAI_API_KEY``; with "", none is sent.
        base_url: URL up to and including the version, or that of the WebSocket, which ends with ``/realtime``. None
            takes it from ``OPENAI_BASE_URL``, or else is OpenAI's. A user and password in it are sent as Basic
            authentication if no key is given.
        organization: Organization that pays, for keys of several.
        project: Project that pays, for keys of several.
        headers: Sent with every request; one that carries a key replaces ``api_key``.
        timeout: Limit of each step of a request, and of the whole reply, in seconds; None for no limit.
        max_retries: Maximum number of retries of a request.
        http_client: An httpx client of your own, for its proxies, certificates or hooks. URL, headers, key and timeout
            still come from here, and closing it stays with you.
        async_http_client: The same for asyncio.

    Attributes:
        aio: The same operations with asyncio.
        calls: Control of calls.

    Raises:
        InvalidArgumentError: The base URL is not one of HTTP or WebSocket, or a header cannot carry the key or another
            value, or a limit is no such number; it is a `ValueError` too.
        RealtimeError: OpenAI's own server needs a key, and there is none.
    """

    aio: AsyncOperations
    """The same operations with asyncio."""

    calls: Calls
    """Control of calls."""

    @hides_arguments
    def __init__(
        self,
        api_key: Key | None = None,
        base_url: str | None = None,
        *,
        organization: str | None = None,
        project: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        http_client: httpx.Client | None = None,
        async_http_client: httpx.AsyncClient | None = None,
    ) -> None:
        credentials = Credentials.of(os.environ.get("OPENAI_API_KEY") if api_key is None else api_key)
        account = {"OpenAI-Organization": organization, "OpenAI-Project": project}
        headers = HeaderDict(
            {name: value for name, value in account.items() if value is not None} | dict(headers or {})
        )
        service = Service.at(base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI, headers, credentials)
        if service.base_url == OPENAI and credentials is None and "authorization" not in map(str.lower, headers):
            raise RealtimeError("OpenAI's server needs a key: give api_key, or set OPENAI_API_KEY")
        self._set_up(service, timeout, max_retries, http_client, async_http_client)

    @classmethod
    @hides_arguments
    def azure(
        cls,
        *,
        endpoint: str,
        api_key: str | None = None,
        token_provider: Callable[[], str | Awaitable[str]] | None = None,
        api_version: str | None = None,
        deployment: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        http_client: httpx.Client | None = None,
        async_http_client: httpx.AsyncClient | None = None,
    ) -> Self:
        """Return a client of an Azure resource.

        Args:
            endpoint: URL of the resource, such as ``https://my-resource.openai.azure.com``; or a target URI, whose
                ``api-version`` and deployment are used where none are given here.
            api_key: Its key.
            token_provider: A function, blocking or async, that is called for a fresh token of Microsoft Entra ID with
                each request, such as ``azure.identity.get_bearer_token_provider`` returns. Give this or a key.
            api_version: Version of a dated API, such as ``2025-04-01-preview``; None for the GA paths.
            deployment: Deployment that connections run. It wins over their ``model``, which names a deployment only if
                none is given here; for a single connection, give another one in its ``query``, as ``deployment`` with a
                dated API or else as ``model``.
            headers: Sent with every request.
            timeout: Limit of each step of a request, and of the whole reply, in seconds; None for no limit.
            max_retries: Maximum number of retries of a request.
            http_client: An httpx client of your own, as for the class.
            async_http_client: The same for asyncio.

        Raises:
            InvalidArgumentError: The endpoint is not a URL, not exactly one of key and token provider is given, or a
                header cannot carry the key or another value; it is a `ValueError` too.
        """
        key = Credentials.of(api_key, header="api-key", prefix="")
        headers = HeaderDict(headers or {})
        token = Credentials.of(token_provider)
        credentials = key or token
        if credentials is None or (key and token):
            raise InvalidArgumentError("give either api_key or token_provider")
        service = Service.azure(endpoint, headers, credentials, api_version, deployment)
        self = cls.__new__(cls)
        self._set_up(service, timeout, max_retries, http_client, async_http_client)
        return self

    def _set_up(
        self,
        service: Service,
        timeout: float | None,
        max_retries: int,
        http_client: httpx.Client | None,
        async_http_client: httpx.AsyncClient | None,
    ) -> None:
        check_limit("timeout", timeout)
        check_limit("max_retries", max_retries, is_whole=True, may_be_none=False)
        self._service = service
        # Blocking and asyncio: clients of the user are left to the user.
        self._owns = (http_client is None, async_http_client is None)
        self._worker = Worker(
            partial(_endpoint, service, timeout, http_client, async_http_client),
            Retrier(max_retries),
            has_client_secret=service.credentials is not None and service.credentials.is_client_secret,
        )
        self.calls = Calls(self._worker)
        self.aio = AsyncOperations(self._worker, service)

    create_client_secret = blocking(operations.create_client_secret)
    create_session = blocking(operations.create_session)
    create_transcription_session = blocking(operations.create_transcription_session)
    create_translation_client_secret = blocking(operations.create_translation_client_secret)

    @property
    def base_url(self) -> str:
        """URL up to and including the version, without user and password."""
        return self._service.shown_url

    @hides_arguments
    def websocket_url(
        self,
        *,
        model: str | None = None,
        call_id: str | None = None,
        dialect: Dialect | None = None,
        query: Mapping[str, str] | None = None,
    ) -> str:
        """Return the URL of a WebSocket.

        Args:
            model: Model, or Azure deployment, to run; None for the default of the server. The deployment of the client
                wins over it, see `azure`.
            call_id: Id of a running call to join.
            dialect: Dialect of the session; translation has a path of its own.
            query: Further parameters, such as ``{"intent": "transcription"}``.

        Raises:
            InvalidArgumentError: ``model`` or ``call_id`` is empty, or holds control characters.
        """
        return self._service.websocket_url(model=model, call_id=call_id, dialect=dialect, query=query)

    def websocket_headers(self, dialect: Dialect | None = None, key: Secret | None = None) -> dict[str, str]:
        """Return the headers of the handshake of a WebSocket; their repr shows no value.

        Args:
            dialect: Dialect of the session; beta has a header of its own.
            key: The key, from `fetch_key`.
        """
        return self._service.websocket_headers(dialect, key)

    @overload
    def connect(
        self,
        *,
        model: str | None = None,
        dialect: Literal["ga"] = "ga",
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connecting[RealtimeServerEvent]: ...
    @overload
    def connect(
        self,
        *,
        model: str | None = None,
        dialect: Literal["beta"],
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connecting[RealtimeBetaServerEvent]: ...
    @overload
    def connect(
        self,
        *,
        model: str | None = None,
        dialect: Literal["translation"],
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connecting[RealtimeTranslationServerEvent]: ...
    @overload
    def connect(
        self,
        *,
        model: str | None = None,
        dialect: Dialect | None,
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connecting[ServerEvent]: ...
    @hides_arguments
    def connect(
        self,
        *,
        model: str | None = None,
        dialect: Dialect | None = "ga",
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connecting[Any]:
        """Open a live session, with asyncio: ``async with client.connect(model=...) as conn``.

        Args:
            model: Model, or Azure deployment, to run; None for the default of the server. The deployment of the client
                wins over it, see `azure`.
            dialect: Dialect to ask the server for; None asks for none and recognises it by the server's events.
            call_id: Id of a running call to join.
            query: Further parameters of the URL, such as ``{"intent": "transcription"}``.
            options: Limits and timeouts of the connection.
            record: File for a recording of all events, secrets masked, for ``realtime-client inspect``; or where and
                how it is recorded. `AsyncConnection.recording` then has turns, latencies, usage and cost.
            telemetry: `realtime_client.telemetry.Telemetry`, for spans and metrics of the session.
            reconnect: Policy for reopening a lost connection, each time with a fresh key if a function fetches it; None
                never reopens it.
            on_error: Called with every error of the server that no call raises; such errors are logged as well.

        Raises:
            APIStatusError: The server refused the handshake, or redirected it to another origin.
            APIConnectionError: The server was not reached; `APITimeoutError` if that took too long.
            InvalidArgumentError: ``model`` or ``call_id`` is empty, or the URL or the proxy cannot be used.
            RecordingError: The recording cannot be written.
        """
        from .._connection.asyncio_connection import Connecting, open_connection

        url = self.websocket_url(model=model, call_id=call_id, dialect=dialect, query=query)

        async def headers() -> dict[str, str]:
            return self.websocket_headers(dialect, await self.aio.fetch_key())

        async def opening() -> AsyncConnection[Any]:
            return await open_connection(
                url,
                headers=headers,
                dialect=dialect,
                options=options,
                clock=monotonic,
                record=record,
                telemetry=telemetry,
                reconnect=reconnect,
                on_error=on_error,
            )

        return Connecting(opening)

    @overload
    def connect_sync(
        self,
        *,
        model: str | None = None,
        dialect: Literal["ga"] = "ga",
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connection[RealtimeServerEvent]: ...
    @overload
    def connect_sync(
        self,
        *,
        model: str | None = None,
        dialect: Literal["beta"],
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connection[RealtimeBetaServerEvent]: ...
    @overload
    def connect_sync(
        self,
        *,
        model: str | None = None,
        dialect: Literal["translation"],
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connection[RealtimeTranslationServerEvent]: ...
    @overload
    def connect_sync(
        self,
        *,
        model: str | None = None,
        dialect: Dialect | None,
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connection[ServerEvent]: ...
    @hides_arguments
    def connect_sync(
        self,
        *,
        model: str | None = None,
        dialect: Dialect | None = "ga",
        call_id: str | None = None,
        query: Mapping[str, str] | None = None,
        options: Options | None = None,
        record: str | PathLike[str] | RecordOptions | None = None,
        telemetry: Follows | None = None,
        reconnect: Reconnect | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> Connection[Any]:
        """Open a live session, blocking: ``with client.connect_sync(model=...) as conn``; see `connect`."""
        from .._connection.blocking_connection import open_connection

        url = self.websocket_url(model=model, call_id=call_id, dialect=dialect, query=query)
        return open_connection(
            url,
            headers=lambda: self.websocket_headers(dialect, self.fetch_key()),
            dialect=dialect,
            options=options,
            clock=monotonic,
            record=record,
            telemetry=telemetry,
            reconnect=reconnect,
            on_error=on_error,
        )

    def fetch_key(self) -> Secret | None:
        """Return the key for one request or connection; None if the server is sent none.

        Raises:
            InvalidArgumentError: A header cannot carry the key.
            TypeError: The function that fetches it is async; `aio` has the method for that.
        """
        credentials = self._service.credentials
        return None if credentials is None else credentials.fetch()

    def close(self) -> None:
        """Close the connections of the blocking methods; using the client again opens new ones."""
        if self._owns[0]:
            self._worker.close()

    async def aclose(self) -> None:
        """Close all connections; using the client again opens new ones."""
        self.close()
        if self._owns[1]:
            await self._worker.aclose()

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

    def __repr__(self) -> str:
        # A traceback may show a client whose `__init__` has failed.
        service = getattr(self, "_service", None)
        return f"{type(self).__name__}({f'base_url={service.shown_url!r}' if service else ''})"
