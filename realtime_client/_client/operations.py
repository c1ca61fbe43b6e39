"""The operations of `RealtimeClient`, each described once and turned into a blocking and an asyncio method.

A description turns the arguments of a method into a `Job`; `blocking` and `awaited` turn it into a method that does the
job. ``_self`` is the object that the method belongs to.
"""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import update_wrapper
from types import FunctionType
from typing import TYPE_CHECKING, Any, Concatenate, Final, Generic, ParamSpec, Protocol, TypeAlias, TypeVar, cast

from attrs import field, frozen

from .. import api, models
from .._core.model import Model
from .._core.tracebacks import hides_arguments
from .._http.credentials import check_text
from .._http.retries import Retrier
from ..errors import InvalidArgumentError

__all__ = [
    "CallAnswer",
    "Job",
    "Worker",
    "accept_call",
    "awaited",
    "blocking",
    "create_call",
    "create_client_secret",
    "create_session",
    "create_transcription_session",
    "create_translation_client_secret",
    "hangup_call",
    "refer_call",
    "reject_call",
]

_T = TypeVar("_T")
_P = ParamSpec("_P")
_ModelT = TypeVar("_ModelT", bound=Model)
_MethodT = TypeVar("_MethodT", bound=Callable[..., Any])
# Guards the creation of clients; not an attribute of `Worker`, for a lock cannot be copied or pickled.
_CREATION: Final = threading.Lock()

if TYPE_CHECKING:
    from .. import dicts
    from .._http.transport import Client, Response

    _Json: TypeAlias = Mapping[str, Any]
    _Session: TypeAlias = models.RealtimeSessionCreateRequestGA | dicts.RealtimeSessionCreateRequestGADict
    _ClientSession: TypeAlias = dicts.RealtimeCreateClientSecretRequestSessionDict
    _BetaSession: TypeAlias = models.RealtimeSessionCreateRequest | dicts.RealtimeSessionCreateRequestDict
    _BetaTranscription: TypeAlias = (
        models.RealtimeTranscriptionSessionCreateRequest | dicts.RealtimeTranscriptionSessionCreateRequestDict
    )
    _Translation: TypeAlias = (
        models.RealtimeTranslationSessionCreateRequest | dicts.RealtimeTranslationSessionCreateRequestDict
    )


@frozen
class CallAnswer:
    """Reply of a server to the offer of a WebRTC call.

    Attributes:
        sdp: The SDP that completes the connection.
        call_id: Id of the call, to control it and to follow its events; None if the server gave none.
    """

    sdp: str
    call_id: str | None


class Operation(Protocol[_T]):
    """A module of `realtime_client.api`."""

    def sync_detailed(self, *args: Any, **kwargs: Any) -> Response[_T]:
        """Send the request, blocking."""

    def asyncio_detailed(self, *args: Any, **kwargs: Any) -> Awaitable[Response[_T]]:
        """Send the request with asyncio."""


@frozen
class Job(Generic[_T]):
    """Task of a method.

    Attributes:
        operation: The operation of the contract.
        arguments: Its arguments, except the client.
        repeatable: Whether doing it twice does no harm.
        result: Function that turns the response into the result of the method.
    """

    operation: Operation[Any]
    arguments: dict[str, Any] = field(repr=False)
    repeatable: bool
    result: Callable[[Response[Any]], _T]


class Worker:
    """Runs jobs against one server.

    Args:
        connect: Returns the address of the server; called for the first job.
        retrier: Retries of failed requests.
        has_client_secret: Whether the key is a client secret, which holds the settings of its session.
    """

    def __init__(self, connect: Callable[[], Client], retrier: Retrier, *, has_client_secret: bool = False) -> None:
        self.has_client_secret = has_client_secret
        self._connect = connect
        self._retrier = retrier
        self._client: Client | None = None

    @property
    def client(self) -> Client:
        """Address of the server."""
        if self._client is None:
            with _CREATION:
                if self._client is None:
                    self._client = self._connect()
        return self._client

    def close(self) -> None:
        """Close the connections of the blocking methods."""
        if self._client is not None:
            self._client.close()

    async def aclose(self) -> None:
        """Close the connections of the asyncio methods."""
        if self._client is not None:
            await self._client.aclose()

    def run(self, job: Job[_T]) -> _T:
        """Run a job, blocking."""
        send = job.operation.sync_detailed
        return job.result(self._retrier.run(send, job.repeatable, client=self.client, **job.arguments))

    async def run_async(self, job: Job[_T]) -> _T:
        """Run a job with asyncio."""
        send = job.operation.asyncio_detailed
        return job.result(await self._retrier.run_async(send, job.repeatable, client=self.client, **job.arguments))


def blocking(describe: Callable[Concatenate[Any, _P], Job[_T]]) -> Callable[Concatenate[Any, _P], _T]:
    """Return the blocking method of a description."""

    @hides_arguments
    def method(self: Any, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        worker: Worker = self._worker
        return worker.run(describe(self, *args, **kwargs))

    return _documented(method, describe)


def awaited(
    describe: Callable[Concatenate[Any, _P], Job[_T]],
) -> Callable[Concatenate[Any, _P], Coroutine[Any, Any, _T]]:
    """Return the asyncio method of a description."""

    @hides_arguments
    async def method(self: Any, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        worker: Worker = self._worker
        return await worker.run_async(describe(self, *args, **kwargs))

    return _documented(method, describe)


def _documented(method: _MethodT, describe: Callable[..., Any]) -> _MethodT:
    """Give a method the docstring and the signature of its description, with the result of the job."""
    update_wrapper(method, describe)
    # `inspect.signature` reads it here; to build a signature for each method would take longer than all the rest.
    function = cast("FunctionType", describe)
    described = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    described.__kwdefaults__ = function.__kwdefaults__
    result = str(function.__annotations__["return"]).removeprefix("Job[").removesuffix("]")
    described.__annotations__ = {**function.__annotations__, "return": result}
    method.__wrapped__ = described  # type: ignore[attr-defined]
    return method


def create_client_secret(
    _self: object, session: _ClientSession | None = None, *, expires_after: int | None = None
) -> Job[models.RealtimeCreateClientSecretResponse]:
    """Create a short-lived secret with which a browser or an app connects without the API key.

    Args:
        session: Initial settings of sessions that are opened with the secret, realtime or transcription.
        expires_after: Seconds until the secret expires, 10 to 7200; None for the default of the server.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply is not a JSON object.
    """
    body = _body(models.RealtimeCreateClientSecretRequest, session=session, expires_after=_lifetime(expires_after))
    return _job(api.create_realtime_client_secret, repeatable=True, body=body)


def create_session(_self: object, session: _BetaSession | None = None) -> Job[models.RealtimeSessionCreateResponse]:
    """Create a session of the beta dialect, with a short-lived secret to open it; GA has `create_client_secret`.

    Args:
        session: Settings of the session.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply is not a JSON object.
    """
    body = _read(models.RealtimeSessionCreateRequest, session or {})
    return _job(api.create_realtime_session, repeatable=True, body=body)


def create_transcription_session(
    _self: object, session: _BetaTranscription | None = None
) -> Job[models.RealtimeTranscriptionSessionCreateResponse]:
    """Create a transcription session of the beta dialect, with a short-lived secret to open it.

    Args:
        session: Settings of the session.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply is not a JSON object.
    """
    body = _read(models.RealtimeTranscriptionSessionCreateRequest, session or {})
    return _job(api.create_realtime_transcription_session, repeatable=True, body=body)


def create_translation_client_secret(
    _self: object, session: _Translation, *, expires_after: int | None = None
) -> Job[models.RealtimeTranslationClientSecretCreateResponse]:
    """Create a short-lived secret with which a browser or an app opens a translation.

    Args:
        session: Settings of the translation.
        expires_after: Seconds until the secret expires, 10 to 7200; None for the default of the server.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply is not a JSON object.
    """
    kind = models.RealtimeTranslationClientSecretCreateRequest
    body = _body(kind, session=session, expires_after=_lifetime(expires_after))
    return _job(api.create_realtime_translation_client_secret, repeatable=True, body=body)


def create_call(_self: Any, sdp: str, session: _Session | None = None) -> Job[CallAnswer]:
    """Start a WebRTC call. It is retried only if it cannot have reached the server or hit a rate limit.

    The offer is sent as a form, together with the settings; with a client secret and without settings it is sent alone,
    for the secret holds the settings.

    Args:
        sdp: SDP offer of the caller.
        session: Settings of the session that takes the call.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        InvalidArgumentError: The offer is empty, or not text.
    """
    offer: object = sdp
    if not isinstance(offer, str) or not offer.strip():
        raise InvalidArgumentError("sdp must be text, and not empty")
    is_alone = session is None and _self._worker.has_client_secret
    body = sdp if is_alone else _body(models.RealtimeCallCreateRequest, sdp=sdp, session=session)
    return Job(
        api.create_realtime_call, {"body": body}, False, lambda response: CallAnswer(response.parsed, response.call_id)
    )


def accept_call(_self: object, call_id: str, session: _Session) -> Job[None]:
    """Take a SIP call that a webhook announced. It is retried only as `create` is.

    Args:
        call_id: Id of the call.
        session: Settings of the session that takes the call.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        InvalidArgumentError: ``call_id`` is empty.
    """
    body = _read(models.RealtimeSessionCreateRequestGA, session)
    return _call_job(api.accept_realtime_call, call_id, body=body)


def refer_call(_self: object, call_id: str, target_uri: str) -> Job[None]:
    """Transfer a running SIP call. It is retried only as `create` is.

    Args:
        call_id: Id of the call.
        target_uri: Destination, such as ``tel:+14155550123`` or ``sip:reception@example.com``.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        InvalidArgumentError: ``call_id`` or ``target_uri`` is empty, or holds a line break.
    """
    check_text("target_uri", target_uri)
    return _call_job(api.refer_realtime_call, call_id, body=models.RealtimeCallReferRequest(target_uri=target_uri))


def reject_call(_self: object, call_id: str, *, status_code: int | None = None) -> Job[None]:
    """Turn away a SIP call that a webhook announced. It is retried only as `create` is.

    Args:
        call_id: Id of the call.
        status_code: SIP status that the caller gets; None for the default of the server.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        InvalidArgumentError: ``call_id`` is empty.
    """
    body = None if status_code is None else models.RealtimeCallRejectRequest(status_code=status_code)
    return _call_job(api.reject_realtime_call, call_id, body=body)


def hangup_call(_self: object, call_id: str) -> Job[None]:
    """End a running call, SIP or WebRTC. It is retried only as `create` is.

    Args:
        call_id: Id of the call.

    Raises:
        APIStatusError: The server replied with an error status.
        APIConnectionError: No usable reply arrived; `APITimeoutError` if none arrived in time.
        InvalidArgumentError: ``call_id`` is empty.
    """
    return _call_job(api.hangup_realtime_call, call_id)


def _call_job(operation: Operation[None], call_id: str, **arguments: Any) -> Job[None]:
    """Return a job about a call, which is never done twice."""
    check_text("call_id", call_id)
    return _job(operation, repeatable=False, call_id=call_id, **arguments)


def _job(operation: Operation[_T], *, repeatable: bool, **arguments: Any) -> Job[_T]:
    """Return a job whose result is the content of the response."""
    return Job(operation, arguments, repeatable, lambda response: response.parsed)


def _read(model: type[_ModelT], value: _ModelT | _Json) -> _ModelT:
    if isinstance(value, Mapping):
        return model.from_dict(dict(value))
    given: object = value
    if not isinstance(given, Model):
        raise InvalidArgumentError(f"settings must be a model or a mapping, not {type(given).__name__}")
    return value


def _body(model: type[_ModelT], **parts: Model | _Json | str | None) -> _ModelT:
    """Return a model of the parts that are not None."""
    given = {name: dict(part) if isinstance(part, Mapping) else part for name, part in parts.items()}
    return model.from_dict({name: part for name, part in given.items() if part is not None})


def _lifetime(seconds: int | None) -> _Json | None:
    return None if seconds is None else {"anchor": "created_at", "seconds": seconds}
