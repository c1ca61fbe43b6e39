"""HTTP operations and WebSockets of the server as an ASGI application."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping
from contextlib import suppress
from itertools import count
from typing import Any, Final, TypeAlias

from attrs import field, frozen
from starlette.applications import Starlette
from starlette.datastructures import FormData, Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Lifespan
from starlette.websockets import WebSocket, WebSocketDisconnect

from ... import models
from ..._core.json import dumps
from ..._core.model import Model
from ..._decode.dialects import Dialect
from ..._decode.validation import validate
from .answers import Answerer, Close, Handshake, Refusal
from .calls import Calls, SipCall, answer_sdp
from .engine import Engine, Opening, Outbox
from .gate import BodyError, Gate, failure
from .limits import Limits
from .profiles import OPENAI, PROFILES, Profile
from .refusals import Refused
from .replay import Replay, ReplayEngine
from .secrets import ClientSecret, Keys
from .session import ServerSession
from .settings import Kind, settings_for
from .speech import Voice
from .translation import TranslationSession, new_session
from .wire import read_object, require_conforming, without_nulls

__all__ = ["App", "AppOptions"]

_Handler: TypeAlias = Callable[["App", Request], Awaitable[Response]]

# Prefixes of OpenAI, of Azure, and of Azure with a dated version.
_PREFIXES: Final = ("/v1", "/openai/v1", "/openai")
_AZURE_PREFIX: Final = "/openai"
# Sessions that are kept to be resumed.
_MAX_KEPT: Final = 200
_SECRET_SECONDS: Final = 600
_BETA_SECRET_SECONDS: Final = 60
# Numbers of frames and characters to send, beyond which nothing is read from a client that does not read either.
_CROWDED: Final = 1_000
_CROWDED_SIZE: Final = 8 * 2**20
# Numbers of refusals and exceptions that are kept, and of calls.
_MAX_REFUSALS: Final = 1_000
_MAX_ERRORS: Final = 100
_MAX_CALLS: Final = 10_000
# Seconds over which the rate of a client is measured.
_RATE_SECONDS: Final = 10
_KEY_PROTOCOL: Final = "openai-insecure-api-key."
_BETA_PROTOCOL: Final = "openai-beta.realtime-v1"
_DROP: Final = 1006


@frozen(kw_only=True)
class AppOptions:
    """Options of a server; `LocalServer` documents them."""

    api_key: str | None = field(default=None, repr=False)
    dialect: Dialect | None = None
    profile: str | None = None
    is_strict: bool = False
    models: Collection[str] | None = None
    allow_origins: Collection[str] = ()
    session_seconds: float = 3_600
    limits: Limits = field(factory=Limits)
    voice: Voice = field(factory=Voice)
    sealing_key: bytes | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    clock: Callable[[], float] = time.time


class App:
    """A server.

    Args:
        answerer: Source of the answers.
        options: Its options.

    Attributes:
        answerer: Source of the answers.
        calls: Calls, by id.
        keys: The keys that open a session.
        errors: Exceptions of the server itself, the first ones.
        refusals: Refused requests, each with its ``request`` and ``error``, the last ones.
        sessions: Number of open sessions.
    """

    def __init__(self, answerer: Answerer, options: AppOptions | None = None) -> None:
        self.answerer = answerer
        self.options = options or AppOptions()
        self.calls = Calls()
        self.keys = Keys(self.options.api_key, self.options.clock, self.options.sealing_key)
        self.errors: list[BaseException] = []
        self.refusals: deque[Mapping[str, Any]] = deque(maxlen=_MAX_REFUSALS)
        self.sessions = 0
        self._numbers = count(1)
        self._kept: dict[str, ServerSession] = {}
        self._profile = None if self.options.profile is None else PROFILES[self.options.profile]

    def asgi(self, lifespan: Lifespan[Any] | None = None) -> Starlette:
        """Return the application.

        Args:
            lifespan: Context of its life.
        """
        routes: list[BaseRoute] = []
        for prefix in _PREFIXES:
            routes += [Route(prefix + path, self._endpoint(handler), methods=["POST"]) for path, handler in _OPERATIONS]
            for path in ("/realtime", "/realtime/translations"):
                routes += [WebSocketRoute(prefix + path, self._converse), Route(prefix + path, self._upgrade_required)]
        routes.append(WebSocketRoute("/{path:path}", self._wrong_path))
        origins = list(self.options.allow_origins)
        gate = Middleware(Gate, origins=origins, host=self.options.host, limits=self.options.limits, failed=self.failed)
        cors = Middleware(
            CORSMiddleware, allow_origins=origins, allow_methods=["*"], allow_headers=["*"], expose_headers=["Location"]
        )
        handlers: Mapping[Any, Any] = {HTTPException: self._http_exception}
        return Starlette(routes=routes, middleware=[gate, cors], exception_handlers=handlers, lifespan=lifespan)

    def new_id(self, prefix: str) -> str:
        """Return an id that is unique in this server."""
        return f"{prefix}_{next(self._numbers):08d}"

    def failed(self, error: BaseException) -> None:
        """Note an exception of the server itself."""
        if len(self.errors) < _MAX_ERRORS:
            self.errors.append(error)

    def ring(self) -> SipCall:
        """Let a SIP call come in."""
        return self._new_call(SipCall(self.new_id("rtc"), "ringing"))

    def _new_call(self, call: SipCall) -> SipCall:
        while len(self.calls) >= _MAX_CALLS:
            del self.calls[next(iter(self.calls))]
        self.calls[call.id] = call
        return call

    # HTTP

    def _endpoint(self, handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
        async def reply(request: Request) -> Response:
            refusal = None
            try:
                refusal = self.answerer.connecting(_handshake(request))
                if refusal is not None:
                    raise _scripted(refusal)
                response = await handler(self, request)
            except Refused as refused:
                if refusal is None:
                    self._note(f"{request.method} {request.url.path}", refused)
                response = _error_response(refused, dict(refusal.headers) if refusal else {})
            except (HTTPException, BodyError):
                raise
            except ClientDisconnect:
                response = Response(status_code=400)
            except Exception as error:
                self.failed(error)
                response = _error_response(failure())
            response.headers["x-request-id"] = self.new_id("req")
            return response

        return reply

    def _note(self, request: str, refused: Refused) -> None:
        self.refusals.append({"request": request, "error": refused.body()})

    async def _http_exception(self, request: Request, error: HTTPException) -> Response:
        """Reply to what no operation handles."""
        place = f"{request.method} {request.url.path}"
        if error.status_code == 404:
            refused = Refused(f"Unknown request URL: {place}.", "unknown_url", status=404)
        elif error.status_code == 405:
            hint = "(HINT: Perhaps you meant to use a different HTTP method?)"
            message = f"Not allowed to {request.method} on {request.url.path}. {hint}"
            refused = Refused(message, "method_not_supported", status=405)
        else:
            refused = Refused(error.detail, "invalid_request", status=error.status_code)
        self._note(place, refused)
        response = _error_response(refused, dict(error.headers or {}))
        response.headers["x-request-id"] = self.new_id("req")
        return response

    async def _upgrade_required(self, request: Request) -> Response:
        raise HTTPException(426, "This URL takes WebSocket connections.", {"Upgrade": "websocket"})

    async def _wrong_path(self, socket: WebSocket) -> None:
        refused = Refused(f"Unknown request URL: GET {socket.url.path}.", "unknown_url", status=404)
        self._note(f"GET {socket.url.path}", refused)
        await socket.send_denial_response(_error_response(refused))

    async def create_client_secret(self, request: Request) -> Response:
        """``POST /realtime/client_secrets``."""
        self.keys.require_api_key(_key(request.headers))
        body = await self._body(request, models.RealtimeCreateClientSecretRequest)
        session = body.get("session") or {"type": "realtime"}
        secret = self.keys.issue(session, session["type"], _lifetime(body))
        return _json(self._issued(secret, self._session("ga", session["type"], session)))

    async def create_translation_client_secret(self, request: Request) -> Response:
        """``POST /realtime/translations/client_secrets``."""
        self.keys.require_api_key(_key(request.headers))
        body = await self._body(request, models.RealtimeTranslationClientSecretCreateRequest)
        secret = self.keys.issue(body["session"], "translation", _lifetime(body))
        opening = self._opening("translation", "realtime", "", body["session"])
        return _json(self._issued(secret, new_session(opening, self.new_id("sess"))))

    async def create_session(self, request: Request) -> Response:
        """``POST /realtime/sessions``, of the beta dialect."""
        self.keys.require_api_key(_key(request.headers))
        body = await self._body(request, models.RealtimeSessionCreateRequest)
        secret = self.keys.issue(body, "realtime", _BETA_SECRET_SECONDS)
        issued = {"value": secret.value, "expires_at": secret.expires_at}
        return _json({**self._session("beta", "realtime", body), "client_secret": issued})

    async def create_transcription_session(self, request: Request) -> Response:
        """``POST /realtime/transcription_sessions``, of the beta dialect."""
        self.keys.require_api_key(_key(request.headers))
        body = await self._body(request, models.RealtimeTranscriptionSessionCreateRequest)
        secret = self.keys.issue(body, "transcription", _BETA_SECRET_SECONDS)
        issued = {"value": secret.value, "expires_at": secret.expires_at}
        return _json({**self._session("beta", "transcription", body), "client_secret": issued})

    async def create_call(self, request: Request) -> Response:
        """``POST /realtime/calls``."""
        secret = self.keys.admit(_key(request.headers))
        self._require_calls()
        session: Mapping[str, Any] = {} if secret is None else secret.session
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form() as form:
                offer, session = await self._offer(form, session)
        else:
            offer = (await request.body()).decode("utf-8", "replace")
            if not offer:
                raise Refused("Missing required request body.", "missing_required_parameter")
        call = SipCall(self.new_id("rtc"), "active", session)
        answer = answer_sdp(offer)
        self._new_call(call)
        location = f"{request.url.path}/{call.id}"
        return Response(answer, 201, {"Location": location}, media_type="application/sdp")

    async def accept_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/accept``."""
        call = self._called(request, "ringing")
        call.session = await self._body(request, models.RealtimeSessionCreateRequestGA)
        self.calls.move(call, "active")
        return Response()

    async def hangup_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/hangup``."""
        self.calls.end(self._called(request, "ringing", "active"), "ended")
        return Response()

    async def refer_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/refer``."""
        call = self._called(request, "active")
        call.target_uri = (await self._body(request, models.RealtimeCallReferRequest))["target_uri"]
        self.calls.end(call, "referred")
        return Response()

    async def reject_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/reject``."""
        call = self._called(request, "ringing")
        body = await self._body(request, models.RealtimeCallRejectRequest, is_required=False)
        call.status_code = body.get("status_code", 603)
        self.calls.end(call, "rejected")
        return Response()

    def _called(self, request: Request, *states: str) -> SipCall:
        self.keys.require_api_key(_key(request.headers))
        self._require_calls()
        return self.calls.find(request.path_params["call_id"], *states)

    def _require_calls(self) -> None:
        """Refuse calls if other processes take a part of the requests.

        Raises:
            Refused: There are several workers.
        """
        if self.options.sealing_key is not None:
            message = "Calls need a server with one worker: start it without --workers."
            raise Refused(message, "calls_need_one_worker", kind="server_error", status=501)

    async def _body(self, request: Request, model: type[Model], *, is_required: bool = True) -> dict[str, Any]:
        """Return the body of a request.

        Raises:
            Refused: It is missing, or does not conform to the contract.
        """
        data = await request.body()
        if not data and is_required:
            raise Refused("Missing required request body.", "missing_required_parameter")
        return self._conforming(data or b"{}", model)

    def _conforming(self, data: bytes, model: type[Model]) -> dict[str, Any]:
        body = read_object(data, "body")
        checked = model.from_dict(without_nulls(body, keep_meaningful=False))
        require_conforming(validate(checked), body, strict=self.options.is_strict)
        conforming: dict[str, Any] = without_nulls(body, keep_meaningful=True)
        return conforming

    async def _offer(self, form: FormData, session: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        """Return the SDP and the settings in a form."""
        parts: dict[str, bytes] = {}
        for name, value in form.items():
            parts[name] = value.encode("utf-8", "replace") if isinstance(value, str) else await value.read()
        if "sdp" not in parts:
            raise Refused("Missing required parameter: 'sdp'.", "missing_required_parameter", "sdp")
        if "session" in parts:
            session = self._conforming(parts["session"], models.RealtimeSessionCreateRequestGA)
        return parts["sdp"].decode("utf-8", "replace"), session

    def _session(self, dialect: Dialect, kind: Kind, changes: Mapping[str, Any]) -> dict[str, Any]:
        settings = settings_for(dialect, kind, changes.get("model") or "gpt-realtime", changes)
        return settings.session(self.new_id("sess"), self._expiry())

    def _expiry(self) -> int:
        return int(self.options.clock() + self.options.session_seconds)

    def _issued(self, secret: ClientSecret, session: dict[str, Any]) -> dict[str, Any]:
        return {"value": secret.value, "expires_at": secret.expires_at, "session": session}

    # WebSocket

    async def _converse(self, socket: WebSocket) -> None:
        protocols = [name.strip() for name in socket.headers.get("sec-websocket-protocol", "").split(",")]
        presented = next((name for name in protocols if name.startswith(_KEY_PROTOCOL)), None)
        key = _key(socket.headers) or socket.query_params.get("api-key")
        if presented is not None:
            key = presented.removeprefix(_KEY_PROTOCOL)
        subprotocol = "realtime" if "realtime" in protocols else None
        refusal, profile = None, self._profile_of(socket)
        try:
            refusal = self.answerer.connecting(_handshake(socket))
            if refusal is not None:
                raise _scripted(refusal)
            secret = self.keys.admit(key)
            self._require_room()
            engine, call = self._engine(socket, secret, profile, is_beta=_BETA_PROTOCOL in protocols)
        except Refused as refused:
            is_by_status = refused.status in (404, 429, 501) or (
                presented is None and (refusal is not None or profile.refuses_by_status)
            )
            if refusal is None:
                self._note(f"GET {socket.url.path}", refused)
            if is_by_status:
                await socket.send_denial_response(_error_response(refused, dict(refusal.headers) if refusal else {}))
            else:
                await _refuse_by_event(socket, refused, profile, subprotocol)
            return
        except Exception as error:
            self.failed(error)
            raise
        self.sessions += 1
        try:
            await socket.accept(subprotocol)
            await self._play(socket, engine, call)
        except Exception as error:
            self.failed(error)
            raise
        finally:
            self.sessions -= 1

    def _require_room(self) -> None:
        most = self.options.limits.sessions
        if most is not None and self.sessions >= most:
            message = f"The server holds its maximum number of sessions, {most}; try again later."
            raise Refused(message, "too_many_sessions", kind="rate_limit_error", status=429)

    def _profile_of(self, socket: WebSocket) -> Profile:
        if self._profile is not None:
            return self._profile
        if not socket.url.path.startswith(_AZURE_PREFIX):
            return OPENAI
        is_preview = socket.query_params.get("api-version", "").endswith("-preview")
        return PROFILES["azure-preview" if is_preview else "azure"]

    def _engine(
        self, socket: WebSocket, secret: ClientSecret | None, profile: Profile, *, is_beta: bool
    ) -> tuple[Engine, SipCall | None]:
        """Return the engine of a connection, and the call it is attached to."""
        query = socket.query_params
        changes = dict(secret.session) if secret is not None else {}
        call = None
        if "call_id" in query:
            self._require_calls()
            call = self.calls.find(query["call_id"], "active")
            changes = {**changes, **call.session}
        model = query.get("model") or query.get("deployment") or str(changes.get("model") or "")
        if not model and call is None and secret is None and query.get("intent") != "transcription":
            raise Refused("You must provide a model parameter.", "missing_model", "model")
        if model and self.options.models is not None and model not in self.options.models:
            message = f"The model `{model}` does not exist or you do not have access to it."
            raise Refused(message, "model_not_found", "model")
        kind: Kind = "realtime"
        if query.get("intent") == "transcription" or "transcription" in (secret and secret.kind, changes.get("type")):
            kind = "transcription"
        dialect = self._dialect_of(socket, profile, is_beta=is_beta)
        opening = self._opening(dialect, kind, model, changes, profile=profile, is_attached=call is not None)
        if isinstance(self.answerer, Replay):
            return ReplayEngine(opening, self.answerer, self.new_id), call
        if dialect == "translation":
            return TranslationSession(opening, self.answerer, self.new_id), call
        session = ServerSession(opening, self.answerer, self.new_id, time.monotonic)
        if profile.resumes:
            resumed = self._kept.pop(query.get("conversation_id", ""), None)
            if resumed is not None and resumed.can_be_resumed:
                session.resume(resumed)
            self._kept[session.conversation_id] = session
            while len(self._kept) > _MAX_KEPT:
                del self._kept[next(iter(self._kept))]
        return session, call

    def _dialect_of(self, socket: WebSocket, profile: Profile, *, is_beta: bool) -> Dialect:
        if socket.url.path.endswith("/translations"):
            return "translation"
        is_beta = is_beta or "realtime=v1" in socket.headers.get("openai-beta", "")
        dialect = profile.dialect or self.options.dialect
        if is_beta and dialect == "ga":
            message = "The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API."
            raise Refused(message, "beta_api_shape_disabled")
        return dialect or ("beta" if is_beta else "ga")

    def _opening(
        self,
        dialect: Dialect,
        kind: Kind,
        model: str,
        changes: Mapping[str, Any],
        *,
        profile: Profile = OPENAI,
        is_attached: bool = False,
    ) -> Opening:
        given = {name: value for name, value in changes.items() if name != "model"}
        return Opening(
            dialect=dialect,
            kind=kind,
            model=model or str(changes.get("model") or "gpt-realtime"),
            changes=given,
            expires_at=self._expiry(),
            seconds=self.options.session_seconds,
            profile=profile,
            is_strict=self.options.is_strict,
            is_attached=is_attached,
            limits=self.options.limits,
            voice=self.options.voice,
            refusals=self.refusals,
        )

    async def _play(self, socket: WebSocket, engine: Engine, call: SipCall | None) -> None:
        """Read and write until one side closes the connection."""
        changed, drained = asyncio.Event(), asyncio.Event()
        activity = _Activity(self.options.limits, time.monotonic())

        def hang_up() -> None:
            engine.close(Close(1000, "call ended"))
            changed.set()

        async def read() -> None:
            try:
                while (message := await socket.receive())["type"] != "websocket.disconnect":
                    if activity.is_too_fast(time.monotonic()):
                        rate = self.options.limits.events_per_second
                        text = f"The client sends more than {rate:g} events per second."
                        engine.end("rate_limit_exceeded", text, Close(1008, "too many events"))
                        return
                    working = engine.receive(message.get("text") or message.get("bytes") or "")
                    if working is not None:
                        await working
                    changed.set()
                    drained.clear()
                    while _is_crowded(engine.outbox) and not writing.done():
                        await drained.wait()
                        drained.clear()
            finally:
                changed.set()

        async def write() -> None:
            try:
                while not reading.done() or engine.outbox:
                    changed.clear()
                    if await _flush(socket, engine):
                        reading.cancel()
                        return
                    drained.set()
                    if activity.is_idle(time.monotonic()):
                        text = f"The client has sent nothing for {self.options.limits.idle_seconds:g} seconds."
                        engine.end("session_idle", text, Close(1001, "session idle"))
                        continue
                    due = min((at for at in (engine.due(), activity.idle_at) if at is not None), default=None)
                    wait = None if due is None else due - time.monotonic()
                    if wait is None or wait > 0:
                        with suppress(TimeoutError):
                            await asyncio.wait_for(changed.wait(), wait)
                    else:
                        # Events of the client come first: they may stop the response.
                        await asyncio.sleep(0)
                    engine.step()
            except WebSocketDisconnect:
                pass  # The client is gone; what it sent before is still read.
            except Exception:
                reading.cancel()
                raise
            finally:
                drained.set()

        tasks: set[asyncio.Task[None]] = set()

        def finish(task: asyncio.Task[None]) -> None:
            tasks.discard(task)
            if not task.cancelled() and (error := task.exception()) is not None:
                self.failed(error)
                engine.close(Close(_DROP))
            changed.set()

        def spawn(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
            task = asyncio.create_task(work)
            tasks.add(task)
            task.add_done_callback(finish)
            return task

        if call is not None:
            call.hang_up.append(hang_up)
        engine.spawn, engine.wake = spawn, changed.set
        engine.start()
        reading = asyncio.create_task(read())
        writing = asyncio.create_task(write())
        try:
            for task in (reading, writing):
                with suppress(asyncio.CancelledError):
                    await task
        finally:
            for task in list(tasks):
                task.cancel()


def _is_crowded(outbox: Outbox) -> bool:
    return len(outbox) > _CROWDED or outbox.size > _CROWDED_SIZE


class _Activity:
    """Events of a client over time.

    Args:
        limits: Limits of the server.
        now: The time in seconds.

    Attributes:
        idle_at: Time at which the client is idle; None if it may be.
    """

    def __init__(self, limits: Limits, now: float) -> None:
        self._limits = limits
        self._since = now
        self._count = 0
        self.idle_at = None if limits.idle_seconds is None else now + limits.idle_seconds

    def is_idle(self, now: float) -> bool:
        """Return True if the client has sent nothing for too long."""
        return self.idle_at is not None and now >= self.idle_at

    def is_too_fast(self, now: float) -> bool:
        """Count an event; return True if there were too many lately."""
        if self._limits.idle_seconds is not None:
            self.idle_at = now + self._limits.idle_seconds
        rate = self._limits.events_per_second
        if rate is None:
            return False
        if now - self._since > _RATE_SECONDS:
            self._since, self._count = now, 0
        self._count += 1
        return self._count > rate * _RATE_SECONDS


async def _flush(socket: WebSocket, engine: Engine) -> bool:
    """Send everything in the outbox.

    Returns:
        True if the connection is closed.
    """
    while engine.outbox:
        out = engine.outbox.popleft()
        if isinstance(out, Close):
            if out.code != _DROP:
                await socket.close(out.code, out.reason)
            return True
        await socket.send_text(out)
    return False


_OPERATIONS: Final[tuple[tuple[str, _Handler], ...]] = (
    ("/realtime/client_secrets", App.create_client_secret),
    ("/realtime/translations/client_secrets", App.create_translation_client_secret),
    ("/realtime/sessions", App.create_session),
    ("/realtimeapi/sessions", App.create_session),
    ("/realtime/transcription_sessions", App.create_transcription_session),
    ("/realtime/calls", App.create_call),
    ("/realtime/calls/{call_id}/accept", App.accept_call),
    ("/realtime/calls/{call_id}/hangup", App.hangup_call),
    ("/realtime/calls/{call_id}/refer", App.refer_call),
    ("/realtime/calls/{call_id}/reject", App.reject_call),
)


def _handshake(request: HTTPConnection) -> Handshake:
    return Handshake(request.url.path, dict(request.query_params), dict(request.headers))


def _lifetime(body: Mapping[str, Any]) -> int:
    seconds = (body.get("expires_after") or {}).get("seconds")
    return _SECRET_SECONDS if seconds is None else int(seconds)


def _key(headers: Headers) -> str | None:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else headers.get("api-key")


def _scripted(refusal: Refusal) -> Refused:
    return Refused(
        refusal.message, refusal.code, kind=_KINDS.get(refusal.status, "server_error"), status=refusal.status
    )


_KINDS: Final = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "invalid_request_error",
    429: "rate_limit_error",
}


def _json(value: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(dumps(value), status, headers, media_type="application/json")


def _error_response(refused: Refused, headers: Mapping[str, str] | None = None) -> Response:
    return _json({"error": refused.body()}, refused.status, headers)


async def _refuse_by_event(socket: WebSocket, refused: Refused, profile: Profile, subprotocol: str | None) -> None:
    """Refuse a connection as live servers do: after the upgrade, by an event and a close code."""
    await socket.accept(subprotocol)
    error = {**refused.body(), "event_id": None}
    for event in profile.adapt({"type": "error", "event_id": "event_0", "error": error}):
        await socket.send_text(dumps(event).decode())
    await socket.close(3000 if refused.status == 401 else 4000, f"{refused.kind}.{refused.code}")
