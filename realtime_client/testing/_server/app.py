"""HTTP operations and WebSockets of the server as an ASGI application."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from itertools import count
from typing import Any, Final, TypeAlias

from starlette.applications import Starlette
from starlette.datastructures import FormData, Headers
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Lifespan
from starlette.websockets import WebSocket, WebSocketDisconnect

from ... import models
from ..._core.json import dumps, loads_object
from ..._core.model import Model
from ..._decode.dialects import Dialect
from ..._decode.validation import validate
from ...errors import DecodeError
from .answers import Answerer, Close, Handshake, Refusal
from .calls import Calls, SipCall, answer_sdp
from .engine import Engine, Opening
from .refusals import Refused, of_deviation
from .replay import Replay, ReplayEngine
from .secrets import ClientSecret, Keys
from .session import ServerSession
from .settings import Kind, settings_for
from .translation import TranslationSession, new_session

__all__ = ["App"]

_Handler: TypeAlias = Callable[["App", Request], Awaitable[Response]]

# Prefixes of OpenAI, of Azure, and of Azure with a dated version.
_PREFIXES: Final = ("/v1", "/openai/v1", "/openai")
_SESSION_SECONDS: Final = 3_600
_SECRET_SECONDS: Final = 600
_BETA_SECRET_SECONDS: Final = 60
# Limit of frames to send, beyond which nothing is read from a client that does not read either.
_CROWDED: Final = 1_000
_KEY_PROTOCOL: Final = "openai-insecure-api-key."
_BETA_PROTOCOL: Final = "openai-beta.realtime-v1"
_DROP: Final = 1006


class App:
    """A server.

    Args:
        answerer: Source of the answers.
        api_key: The required key; None admits everyone.
        dialect: Dialect of all connections; None takes what each client requests.
        clock: Returns the time in seconds since the Unix epoch, for expiry.

    Attributes:
        answerer: Source of the answers.
        calls: Calls, by id.
        keys: The keys that open a session.
        errors: Exceptions of the server itself.
    """

    def __init__(
        self,
        answerer: Answerer,
        api_key: str | None = None,
        dialect: Dialect | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.answerer = answerer
        self.calls = Calls()
        self.keys = Keys(api_key, clock)
        self._clock = clock
        self.errors: list[BaseException] = []
        self._dialect = dialect
        self._numbers = count(1)

    def asgi(self, lifespan: Lifespan[Any] | None = None) -> Starlette:
        """Return the application.

        Args:
            lifespan: Context of its life.
        """
        routes: list[BaseRoute] = []
        for prefix in _PREFIXES:
            routes += [Route(prefix + path, self._endpoint(handler), methods=["POST"]) for path, handler in _OPERATIONS]
            routes += [
                WebSocketRoute(f"{prefix}/realtime", self._converse),
                WebSocketRoute(f"{prefix}/realtime/translations", self._converse),
            ]
        # Pages may come from any origin: their key says what they may do.
        cors = Middleware(
            CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], expose_headers=["Location"]
        )
        return Starlette(routes=routes, middleware=[cors], exception_handlers=_MISSING, lifespan=lifespan)

    def new_id(self, prefix: str) -> str:
        """Return an id that is unique in this server."""
        return f"{prefix}_{next(self._numbers):08d}"

    def ring(self) -> SipCall:
        """Let a SIP call come in."""
        call = SipCall(self.new_id("rtc"), "ringing")
        self.calls[call.id] = call
        return call

    # HTTP

    def _endpoint(self, handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
        async def reply(request: Request) -> Response:
            refusal = self.answerer.connecting(_handshake(request))
            try:
                if refusal is not None:
                    raise _scripted(refusal)
                response = await handler(self, request)
            except Refused as refused:
                headers = dict(refusal.headers) if refusal else {}
                response = JSONResponse({"error": refused.body()}, refused.status, headers)
            response.headers["x-request-id"] = self.new_id("req")
            return response

        return reply

    async def create_client_secret(self, request: Request) -> Response:
        """``POST /realtime/client_secrets``."""
        self.keys.require_api_key(_key(request.headers))
        body = await _body(request, models.RealtimeCreateClientSecretRequest)
        session = body.get("session") or {"type": "realtime"}
        secret = self.keys.issue(session, session["type"], _lifetime(body))
        return JSONResponse(self._issued(secret, self._session("ga", session["type"], session)))

    async def create_translation_client_secret(self, request: Request) -> Response:
        """``POST /realtime/translations/client_secrets``."""
        self.keys.require_api_key(_key(request.headers))
        body = await _body(request, models.RealtimeTranslationClientSecretCreateRequest)
        secret = self.keys.issue(body["session"], "translation", _lifetime(body))
        opening = self._opening("translation", "realtime", "", body["session"])
        return JSONResponse(self._issued(secret, new_session(opening, self.new_id("sess"))))

    async def create_session(self, request: Request) -> Response:
        """``POST /realtime/sessions``, of the beta dialect."""
        self.keys.require_api_key(_key(request.headers))
        body = await _body(request, models.RealtimeSessionCreateRequest)
        secret = self.keys.issue(body, "realtime", _BETA_SECRET_SECONDS)
        issued = {"value": secret.value, "expires_at": secret.expires_at}
        return JSONResponse({**self._session("beta", "realtime", body), "client_secret": issued})

    async def create_transcription_session(self, request: Request) -> Response:
        """``POST /realtime/transcription_sessions``, of the beta dialect."""
        self.keys.require_api_key(_key(request.headers))
        body = await _body(request, models.RealtimeTranscriptionSessionCreateRequest)
        secret = self.keys.issue(body, "transcription", _BETA_SECRET_SECONDS)
        issued = {"value": secret.value, "expires_at": secret.expires_at}
        return JSONResponse({**self._session("beta", "transcription", body), "client_secret": issued})

    async def create_call(self, request: Request) -> Response:
        """``POST /realtime/calls``."""
        secret = self.keys.admit(_key(request.headers))
        session: Mapping[str, Any] = {} if secret is None else secret.session
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form() as form:
                offer, session = await _offer(form, session)
        else:
            offer = (await request.body()).decode("utf-8", "replace")
        call = SipCall(self.new_id("rtc"), "active", session)
        answer = answer_sdp(offer)
        self.calls[call.id] = call
        location = f"{request.url.path}/{call.id}"
        return Response(answer, 201, {"Location": location}, media_type="application/sdp")

    async def accept_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/accept``."""
        call = self._called(request, "ringing")
        call.session = await _body(request, models.RealtimeSessionCreateRequestGA)
        self.calls.move(call, "active")
        return Response()

    async def hangup_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/hangup``."""
        self.calls.end(self._called(request, "ringing", "active"), "ended")
        return Response()

    async def refer_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/refer``."""
        call = self._called(request, "active")
        call.target_uri = (await _body(request, models.RealtimeCallReferRequest))["target_uri"]
        self.calls.end(call, "referred")
        return Response()

    async def reject_call(self, request: Request) -> Response:
        """``POST /realtime/calls/{call_id}/reject``."""
        call = self._called(request, "ringing")
        call.status_code = (await _body(request, models.RealtimeCallRejectRequest)).get("status_code", 603)
        self.calls.end(call, "rejected")
        return Response()

    def _called(self, request: Request, *states: str) -> SipCall:
        self.keys.require_api_key(_key(request.headers))
        return self.calls.find(request.path_params["call_id"], *states)

    def _session(self, dialect: Dialect, kind: Kind, changes: Mapping[str, Any]) -> dict[str, Any]:
        settings = settings_for(dialect, kind, changes.get("model") or "gpt-realtime", changes)
        return settings.session(self.new_id("sess"), self._expiry())

    def _expiry(self) -> int:
        return int(self._clock()) + _SESSION_SECONDS

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
        refusal = self.answerer.connecting(_handshake(socket))
        try:
            if refusal is not None:
                raise _scripted(refusal)
            secret = self.keys.admit(key)
            engine, call = self._engine(socket, secret, is_beta=_BETA_PROTOCOL in protocols)
        except Refused as refused:
            await _refuse(socket, refused, dict(refusal.headers) if refusal else {}, presented is not None, subprotocol)
            return
        await socket.accept(subprotocol)
        try:
            await self._play(socket, engine, call)
        except Exception as error:
            self.errors.append(error)
            raise

    def _engine(
        self, socket: WebSocket, secret: ClientSecret | None, *, is_beta: bool
    ) -> tuple[Engine, SipCall | None]:
        """Return the engine of a connection, and the call it is attached to."""
        query, headers = socket.query_params, socket.headers
        version = query.get("api-version", "")
        changes = dict(secret.session) if secret is not None else {}
        call = None
        if "call_id" in query:
            call = self.calls.find(query["call_id"], "active")
            changes = {**changes, **call.session}
        model = query.get("model") or query.get("deployment") or str(changes.get("model") or "")
        if not model and call is None and secret is None and query.get("intent") != "transcription":
            raise Refused("You must provide a model parameter.", "missing_model", "model")
        kind: Kind = "realtime"
        if query.get("intent") == "transcription" or "transcription" in (secret and secret.kind, changes.get("type")):
            kind = "transcription"
        dialect = self._dialect
        if dialect is None:
            is_beta = is_beta or "realtime=v1" in headers.get("openai-beta", "") or version.endswith("-preview")
            dialect = "beta" if is_beta else "ga"
        if socket.url.path.endswith("/translations"):
            dialect = "translation"
        opening = self._opening(dialect, kind, model, changes, is_preview=version.endswith("-preview"))
        if isinstance(self.answerer, Replay):
            return ReplayEngine(opening, self.answerer, self.new_id), call
        if dialect == "translation":
            return TranslationSession(opening, self.answerer, self.new_id), call
        return ServerSession(opening, self.answerer, self.new_id, time.monotonic), call

    def _opening(
        self, dialect: Dialect, kind: Kind, model: str, changes: Mapping[str, Any], *, is_preview: bool = False
    ) -> Opening:
        given = {name: value for name, value in changes.items() if name != "model"}
        return Opening(
            dialect=dialect,
            kind=kind,
            model=model or str(changes.get("model") or "gpt-realtime"),
            changes=given,
            expires_at=self._expiry(),
            is_preview=is_preview,
        )

    async def _play(self, socket: WebSocket, engine: Engine, call: SipCall | None) -> None:
        """Read and write until one side closes the connection."""
        changed, drained = asyncio.Event(), asyncio.Event()

        def hang_up() -> None:
            engine.close(Close(1000, "call ended"))
            changed.set()

        async def read() -> None:
            try:
                while (message := await socket.receive())["type"] != "websocket.disconnect":
                    engine.receive(message.get("text") or message.get("bytes") or "")
                    changed.set()
                    drained.clear()
                    while len(engine.outbox) > _CROWDED and not writing.done():
                        await drained.wait()
            finally:
                changed.set()

        async def write() -> None:
            try:
                while not reading.done():
                    changed.clear()
                    if await _flush(socket, engine):
                        reading.cancel()
                        return
                    drained.set()
                    due = engine.due()
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

        if call is not None:
            call.hang_up.append(hang_up)
        engine.start()
        reading = asyncio.create_task(read())
        writing = asyncio.create_task(write())
        for task in (reading, writing):
            with suppress(asyncio.CancelledError):
                await task


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


async def _body(request: Request, model: type[Model]) -> dict[str, Any]:
    """Return the body of a request; a missing one is an empty object.

    Raises:
        Refused: It does not conform to the contract.
    """
    return _valid(await request.body() or b"{}", model)


def _valid(data: bytes, model: type[Model]) -> dict[str, Any]:
    try:
        body = loads_object(data)
    except DecodeError as error:
        raise Refused(f"The body is not a JSON object: {error}", "invalid_json") from None
    for deviation in validate(model.from_dict(body)):
        raise of_deviation(deviation)
    return body


async def _offer(form: FormData, session: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the SDP and the settings in a form."""
    parts: dict[str, bytes] = {}
    for name, value in form.items():
        parts[name] = value.encode() if isinstance(value, str) else await value.read()
    if "sdp" not in parts:
        raise Refused("Missing required parameter: 'sdp'.", "missing_required_parameter", "sdp")
    if "session" in parts:
        session = _valid(parts["session"], models.RealtimeSessionCreateRequestGA)
    return parts["sdp"].decode("utf-8", "replace"), session


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


async def _refuse(
    socket: WebSocket, refused: Refused, headers: dict[str, str], is_browser: bool, subprotocol: str | None
) -> None:
    """Refuse a handshake; a browser never sees such a refusal, so it gets an event and a close code instead."""
    if not is_browser:
        await socket.send_denial_response(JSONResponse({"error": refused.body()}, refused.status, headers))
        return
    await socket.accept(subprotocol)
    await socket.send_text(dumps({"type": "error", "event_id": "event_0", "error": refused.body()}).decode())
    await socket.close(3000, f"{refused.kind}.{refused.code}")


async def _not_found(request: Request, error: Exception) -> Response:
    refused = Refused(f"Unknown request URL: {request.method} {request.url.path}.", "unknown_url", status=404)
    return JSONResponse({"error": refused.body()}, refused.status)


_MISSING: Final[dict[Any, Any]] = {404: _not_found, 405: _not_found}
