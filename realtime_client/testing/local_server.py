"""`LocalServer`: the embedded server in a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from os import PathLike
from queue import Empty, SimpleQueue
from secrets import token_bytes
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from attrs import evolve

from .._generated.dialects import SOCKETS
from ..errors import RealtimeError
from ._server.answers import Answerer, Echo
from ._server.limits import Limits
from ._server.listening import allow_many_connections, listen, listen_shared
from ._server.profiles import PROFILES
from ._server.script import Script, Step, missing_extra
from ._server.speech import Voice
from ._server.workers import Worker, Workers

if TYPE_CHECKING:
    from .._decode.dialects import Dialect
    from ._server.app import AppOptions

__all__ = ["LocalServer"]

ProfileName: TypeAlias = Literal["openai", "azure", "azure-preview", "localai", "vllm", "speaches", "hf", "xai"]

# Real speech loads its models first.
_START_SECONDS = 120
# Interval at which signals and workers are looked after, in seconds.
_WATCH_SECONDS = 0.5
# Time that connections and requests get to end after a stop.
_STOP_SECONDS = 5


class _Refusals(logging.Filter):
    """Hides refused handshakes, which uvicorn reports as errors of the application."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.msg != "ASGI callable returned without completing handshake."


_REFUSALS = _Refusals()


class LocalServer:
    """A real server on loopback that runs in a thread for the duration of a ``with`` or ``async with`` block.

    Args:
        answerer: Source of the answers; steps or a text become a `Script`.
        api_key: The required key; None admits everyone.
        dialect: Dialect of all connections; None takes what each client requests.
        host: Address to listen on.
        port: Port to listen on; 0 for a free one.
        certificate: Files of a certificate and its key, for ``https`` and ``wss``.
        profile: Server to imitate: ``openai``, ``azure``, ``azure-preview``, ``localai``, ``vllm``, ``speaches``,
            ``hf`` or ``xai``; None imitates OpenAI, and Azure on its paths.
        strict: Whether to refuse parameters that the contract does not know, instead of logging and accepting them.
        models: Known models; None accepts any.
        allow_origins: Origins of pages that may use the server, such as ``"http://localhost:3000"``; ``"*"`` allows
            all of them.
        session_seconds: Maximum duration of a session in seconds.
        limits: Limits that keep one client from harming the others.
        voice: Real speech instead of tones, such as `offline_voice`.
        clock: Returns the time in seconds since the Unix epoch, for the expiry of client secrets.

    Attributes:
        answerer: Source of the answers.

    Raises:
        RealtimeError: The extra ``[server]`` is not installed.
        ValueError: The profile or the dialect does not exist.
    """

    def __init__(
        self,
        answerer: Answerer | Iterable[Step | str] | None = None,
        *,
        api_key: str | None = None,
        dialect: Dialect | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        certificate: tuple[str | PathLike[str], str | PathLike[str]] | None = None,
        profile: ProfileName | None = None,
        strict: bool = False,
        models: Collection[str] | None = None,
        allow_origins: Collection[str] = (),
        session_seconds: float = 3_600,
        limits: Limits | None = None,
        voice: Voice | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        try:
            from ._server.app import AppOptions
        except ModuleNotFoundError as error:
            raise missing_extra(error) from None
        if profile is not None and profile not in PROFILES:
            raise ValueError(f"unknown profile {profile!r}; use one of {', '.join(PROFILES)}")
        if dialect is not None and dialect not in SOCKETS:
            raise ValueError(f"unknown dialect {dialect!r}; use one of {', '.join(SOCKETS)}, or None for any")
        if answerer is None:
            answerer = Echo()
        elif isinstance(answerer, str):
            answerer = [answerer]
        self.answerer = answerer if isinstance(answerer, Answerer) else Script(*answerer)
        options = AppOptions(
            api_key=api_key,
            dialect=dialect,
            profile=profile,
            is_strict=strict,
            models=models,
            allow_origins=(allow_origins,) if isinstance(allow_origins, str) else allow_origins,
            session_seconds=session_seconds,
            limits=limits or Limits(),
            voice=voice or Voice(),
            host=host,
            clock=clock,
        )
        self._prepare(options, certificate, (host, port))

    @classmethod
    def _of_worker(cls, worker: Worker) -> Self:
        """Return the server of one of several processes."""
        server = cls.__new__(cls)
        server.answerer = worker.answerer
        server._prepare(worker.options, worker.certificate, ("", 0))
        return server

    def _prepare(
        self,
        options: AppOptions,
        certificate: tuple[str | PathLike[str], str | PathLike[str]] | None,
        address: tuple[str, int],
    ) -> None:
        from ._server.app import App

        self._app = App(self.answerer, options)
        self._address = address
        self._certificate = certificate
        self._started = threading.Event()
        self._thread: threading.Thread | None = None
        self._reports: list[str] = []

    @property
    def url(self) -> str:
        """Base URL with the version, as SDKs expect it."""
        return f"{'http' if self._certificate is None else 'https'}://{self._netloc}/v1"

    @property
    def ws_url(self) -> str:
        """URL of the WebSocket, without a query."""
        return f"{'ws' if self._certificate is None else 'wss'}://{self._netloc}/v1/realtime"

    @property
    def _netloc(self) -> str:
        host, port = self._address
        if not port:
            raise RuntimeError("the server has not started: use it in a with statement")
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    def ring(self) -> str:
        """Let a SIP call come in; return its id, which a webhook would report."""
        return self._app.ring().id

    def call_state(self, call_id: str) -> Mapping[str, Any]:
        """Return the ``state``, ``target_uri``, ``status_code`` and ``session`` of a call.

        Raises:
            KeyError: The call does not exist.
        """
        call = self._app.calls[call_id]
        return {name: getattr(call, name) for name in ("state", "target_uri", "status_code", "session")}

    def wait_for_call(self, call_id: str, state: str, *, timeout: float | None = None) -> None:
        """Wait until a call is in a state: ``active``, ``referred``, ``rejected`` or ``ended``.

        Args:
            call_id: Id of the call.
            state: The state.
            timeout: Maximum wait in seconds.

        Raises:
            KeyError: The call does not exist.
            TimeoutError: It took too long.
        """
        self._app.calls.wait_for(call_id, state, timeout)

    def start(self) -> Self:
        """Start the server, as ``with`` does.

        Raises:
            OSError: The address is not available, or the certificate cannot be read.
            RuntimeError: It runs already.
            ValueError: The port does not exist.
        """
        if self._thread is not None:
            raise RuntimeError("the server runs already: stop it first, or create another one")
        return self._start(listen(*self._address))

    def _start(self, listener: socket.socket) -> Self:
        import uvicorn

        from ._server.sockets import Server, SocketProtocol, http_protocol

        self._address = listener.getsockname()[:2]
        certificate, key = self._certificate or (None, None)
        limits = self._app.options.limits
        config = uvicorn.Config(
            self._app.asgi(lifespan=self._lifespan),
            log_config=None,
            access_log=False,
            lifespan="on",
            loop="asyncio",
            http=http_protocol(limits.request_seconds),
            ws=SocketProtocol,
            ws_max_size=limits.frame_bytes,
            timeout_graceful_shutdown=_STOP_SECONDS,
            ssl_certfile=certificate,
            ssl_keyfile=None if key is None else str(key),
        )
        try:
            config.load()
        except OSError:
            # The certificate cannot be read.
            listener.close()
            raise
        logging.getLogger("uvicorn.error").addFilter(_REFUSALS)
        self._server = Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="realtime-client-server", daemon=True
        )
        self._thread.start()
        if not self._started.wait(_START_SECONDS):  # pragma: no cover
            raise RealtimeError("the server did not start")
        return self

    def stop(self) -> None:
        """Handle what the clients have sent, close every connection, and stop listening."""
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
            self._thread = None
            self._app.options.voice.close()

    def run(self, ready: Callable[[], object] = lambda: None, *, workers: int = 1) -> None:
        """Serve until SIGINT or SIGTERM, then stop gracefully; only for the main thread.

        Args:
            ready: Called once the server listens.
            workers: Number of processes that share the connections. More than one need an answerer that can be
                pickled and is not a `Script`, and they take no calls.

        Raises:
            OSError: The address is not available.
            RealtimeError: A worker does not start.
            ValueError: The answerer or the profile does not work with several workers.
        """
        # Unlike an event, a simple queue may be used by a handler that interrupts its own use.
        signals: SimpleQueue[int] = SimpleQueue()
        numbers = (signal.SIGINT, signal.SIGTERM)
        previous = [signal.signal(number, lambda number, _: signals.put(number)) for number in numbers]
        try:
            allow_many_connections()
            if workers > 1:
                self._run_workers(workers, ready, signals)
            else:
                self.start()
                ready()
                while not _has_come(signals):
                    pass
        finally:
            self.stop()
            for number, handler in zip(numbers, previous, strict=True):
                signal.signal(number, handler or signal.SIG_DFL)

    def _run_workers(self, count: int, ready: Callable[[], object], signals: SimpleQueue[int]) -> None:
        if isinstance(self.answerer, Script):
            raise ValueError("the steps of a script are taken in order: run it with one worker")
        if self._app.options.profile is not None and PROFILES[self._app.options.profile].resumes:
            raise ValueError(f"sessions of {self._app.options.profile!r} are resumed: run it with one worker")
        options = evolve(self._app.options, sealing_key=token_bytes(32))
        listeners = listen_shared(*self._address, count)
        self._address = listeners[0].getsockname()[:2]
        with Workers(Worker(self.answerer, options, self._certificate), listeners) as running:
            ready()
            while not _has_come(signals):
                running.replace_dead()
        self._reports += running.reports

    @property
    def refusals(self) -> Sequence[Mapping[str, Any]]:
        """Refused requests: the type of the event or the operation as ``request``, and the ``error``.

        Refusals by the script are not among them.
        """
        return tuple(self._app.refusals)

    def check(self) -> None:
        """Verify that the server did not fail, and that the session went as its script or recording has it.

        Raises:
            AssertionError: The session differs from the script or recording.
            Exception: The exception of an answerer.
        """
        if self._app.errors:
            raise self._app.errors.pop(0)
        if self._reports:
            found, self._reports = "\n".join(self._reports), []
            raise AssertionError(found)
        self.answerer.check()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if error is None:
            self.check()

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)
        if error is None:
            self.check()

    @asynccontextmanager
    async def _lifespan(self, app: object) -> AsyncIterator[None]:
        await asyncio.to_thread(self._app.options.voice.start)
        self._started.set()
        yield


def _has_come(signals: SimpleQueue[int]) -> bool:
    """Wait a moment for a signal, and return True once it has come.

    One that comes just before the wait does not end it, so the wait has to be a short one.
    """
    try:
        signals.get(timeout=_WATCH_SECONDS)
    except Empty:
        return False
    return True
