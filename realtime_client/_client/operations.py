"""The operations of `RealtimeClient`, each described once, and made a blocking and an asyncio method.

A description turns the arguments of a method into a `Job`; `blocking` and `awaited` make it a method that does the job.
``_self`` stands for the object that the method belongs to; no description looks at it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import update_wrapper
from inspect import signature
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeAlias, TypeVar

from attrs import define, field, frozen

from .. import api, models
from .._core.model import Model
from .._http.retries import Retrier
from .._http.transport import Client, Response

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

if TYPE_CHECKING:
    _Json: TypeAlias = Mapping[str, Any]
    _Session: TypeAlias = models.RealtimeSessionCreateRequestGA | _Json
    _ClientSession: TypeAlias = _Session | models.RealtimeTranscriptionSessionCreateRequestGA


@frozen
class CallAnswer:
    """What a server answers to the offer of a WebRTC call.

    Attributes:
        sdp: The SDP that completes the connection.
        call_id: Id of the call, to control it and to follow its events; None when the server told none.
    """

    sdp: str
    call_id: str | None


class Operation(Protocol[_T]):
    """A module of `realtime_client.api`."""

    def sync_detailed(self, *args: Any, **kwargs: Any) -> Response[_T]:
        """Do it, blocking."""

    def asyncio_detailed(self, *args: Any, **kwargs: Any) -> Awaitable[Response[_T]]:
        """Do it with asyncio."""


@frozen
class Job(Generic[_T]):
    """What a method is to do.

    Attributes:
        operation: The operation of the contract.
        arguments: Its arguments, but for the client.
        repeatable: Whether doing it twice does no harm.
        result: What the method makes of the response.
    """

    operation: Operation[Any]
    arguments: dict[str, Any] = field(repr=False)
    repeatable: bool
    result: Callable[[Response[Any]], _T]


@define
class Worker:
    """Does jobs.

    Attributes:
        client: Where requests go.
        retries: How often they are repeated.
    """

    client: Client
    retries: Retrier

    def run(self, job: Job[_T]) -> _T:
        """Do a job, blocking."""
        send = job.operation.sync_detailed
        return job.result(self.retries.run(send, job.repeatable, client=self.client, **job.arguments))

    async def run_async(self, job: Job[_T]) -> _T:
        """Do a job with asyncio."""
        send = job.operation.asyncio_detailed
        return job.result(await self.retries.run_async(send, job.repeatable, client=self.client, **job.arguments))


def blocking(describe: Callable[Concatenate[Any, _P], Job[_T]]) -> Callable[Concatenate[Any, _P], _T]:
    """The blocking method that a description describes."""

    def method(self: Any, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        worker: Worker = self._worker
        return worker.run(describe(self, *args, **kwargs))

    return _introduced(method, describe)


def awaited(
    describe: Callable[Concatenate[Any, _P], Job[_T]],
) -> Callable[Concatenate[Any, _P], Coroutine[Any, Any, _T]]:
    """The asyncio method that a description describes."""

    async def method(self: Any, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        worker: Worker = self._worker
        return await worker.run_async(describe(self, *args, **kwargs))

    return _introduced(method, describe)


def _introduced(method: _MethodT, describe: Callable[..., Any]) -> _MethodT:
    """The method with the words and the signature of its description, but with the result of the job."""
    told = signature(describe)
    result = str(told.return_annotation).removeprefix("Job[").removesuffix("]")
    update_wrapper(method, describe)
    method.__signature__ = told.replace(return_annotation=result)  # type: ignore[attr-defined]
    return method


def create_client_secret(
    _self: object, session: _ClientSession | None = None, *, expires_after: int | None = None
) -> Job[models.RealtimeCreateClientSecretResponse]:
    """Create a short-lived secret with which a browser or an app connects without the API key.

    Args:
        session: Settings that sessions opened with the secret start from, realtime or transcription.
        expires_after: Seconds until the secret expires, 10 to 7200; None leaves it to the server.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is no JSON object.
    """
    body = _body(models.RealtimeCreateClientSecretRequest, session=session, expires_after=_lifetime(expires_after))
    return _job(api.create_realtime_client_secret, repeatable=True, body=body)


def create_session(
    _self: object, session: models.RealtimeSessionCreateRequest | _Json | None = None
) -> Job[models.RealtimeSessionCreateResponse]:
    """Create a session of the beta dialect, with a short-lived secret to open it; GA has `create_client_secret`.

    Args:
        session: Settings of the session.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is no JSON object.
    """
    body = _read(models.RealtimeSessionCreateRequest, session or {})
    return _job(api.create_realtime_session, repeatable=True, body=body)


def create_transcription_session(
    _self: object, session: models.RealtimeTranscriptionSessionCreateRequest | _Json | None = None
) -> Job[models.RealtimeTranscriptionSessionCreateResponse]:
    """Create a transcription session of the beta dialect, with a short-lived secret to open it.

    Args:
        session: Settings of the session.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is no JSON object.
    """
    body = _read(models.RealtimeTranscriptionSessionCreateRequest, session or {})
    return _job(api.create_realtime_transcription_session, repeatable=True, body=body)


def create_translation_client_secret(
    _self: object, session: models.RealtimeTranslationSessionCreateRequest | _Json, *, expires_after: int | None = None
) -> Job[models.RealtimeTranslationClientSecretCreateResponse]:
    """Create a short-lived secret with which a browser or an app opens a translation.

    Args:
        session: Settings of the translation.
        expires_after: Seconds until the secret expires, 10 to 7200; None leaves it to the server.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is no JSON object.
    """
    kind = models.RealtimeTranslationClientSecretCreateRequest
    body = _body(kind, session=session, expires_after=_lifetime(expires_after))
    return _job(api.create_realtime_translation_client_secret, repeatable=True, body=body)


def create_call(_self: object, sdp: str, session: _Session | None = None) -> Job[CallAnswer]:
    """Start a WebRTC call. It is repeated only where it cannot have reached the server, or was refused as too much.

    Args:
        sdp: SDP offer of the caller.
        session: Settings of the session that takes the call.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
    """
    body = sdp if session is None else _body(models.RealtimeCallCreateRequest, sdp=sdp, session=session)
    return Job(
        api.create_realtime_call, {"body": body}, False, lambda response: CallAnswer(response.parsed, response.call_id)
    )


def accept_call(_self: object, call_id: str, session: _Session) -> Job[None]:
    """Take a SIP call that a webhook announced. It is repeated only as `create` is.

    Args:
        call_id: Id of the call.
        session: Settings of the session that takes the call.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
    """
    body = _read(models.RealtimeSessionCreateRequestGA, session)
    return _job(api.accept_realtime_call, repeatable=False, call_id=call_id, body=body)


def refer_call(_self: object, call_id: str, target_uri: str) -> Job[None]:
    """Transfer a running SIP call. It is repeated only as `create` is.

    Args:
        call_id: Id of the call.
        target_uri: Where to, such as ``tel:+14155550123`` or ``sip:desk@example.com``.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
    """
    body = models.RealtimeCallReferRequest(target_uri=target_uri)
    return _job(api.refer_realtime_call, repeatable=False, call_id=call_id, body=body)


def reject_call(_self: object, call_id: str, *, status_code: int | None = None) -> Job[None]:
    """Turn away a SIP call that a webhook announced. It is repeated only as `create` is.

    Args:
        call_id: Id of the call.
        status_code: SIP status that the caller gets; None leaves it to the server.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
    """
    body = None if status_code is None else models.RealtimeCallRejectRequest(status_code=status_code)
    return _job(api.reject_realtime_call, repeatable=False, call_id=call_id, body=body)


def hangup_call(_self: object, call_id: str) -> Job[None]:
    """End a running call, SIP or WebRTC. It is repeated only as `create` is.

    Args:
        call_id: Id of the call.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
    """
    return _job(api.hangup_realtime_call, repeatable=False, call_id=call_id)


def _job(operation: Operation[_T], *, repeatable: bool, **arguments: Any) -> Job[_T]:
    """A job whose result is what the response holds."""
    return Job(operation, arguments, repeatable, lambda response: response.parsed)


def _read(model: type[_ModelT], value: _ModelT | _Json) -> _ModelT:
    return model.from_dict(dict(value)) if isinstance(value, Mapping) else value


def _body(model: type[_ModelT], **parts: Model | _Json | str | None) -> _ModelT:
    """A model of the parts that are given."""
    given = {name: dict(part) if isinstance(part, Mapping) else part for name, part in parts.items()}
    return model.from_dict({name: part for name, part in given.items() if part is not None})


def _lifetime(seconds: int | None) -> _Json | None:
    return None if seconds is None else {"anchor": "created_at", "seconds": seconds}
