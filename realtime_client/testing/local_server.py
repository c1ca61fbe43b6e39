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
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from ..errors import RealtimeError
from ._server.answers import Answerer, Echo
from ._server.profiles import PROFILES
from ._server.script import Script, Step, missing_extra

if TYPE_CHECKING:
    from .._decode.dialects import Dialect

__all__ = ["LocalServer"]

ProfileName: TypeAlias = Literal["openai", "azure", "azure-preview", "localai", "vllm", "speaches", "hf", "xai"]

_START_SECONDS = 30
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
        clock: Returns the time in seconds since the Unix epoch, for the expiry of client secrets.

    Attributes:
        answerer: Source of the answers.

    Raises:
        RealtimeError: The extra ``[server]`` is not installed.
        ValueError: The profile does not exist.
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
        clock: Callable[[], float] = time.time,
    ) -> None:
        try:
            from ._server.app import App, AppOptions
        except ModuleNotFoundError as error:
            raise missing_extra(error) from None
        if profile is not None and profile not in PROFILES:
            raise ValueError(f"unknown profile {profile!r}; use one of {', '.join(PROFILES)}")
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
            host=host,
            clock=clock,
        )
        self._app = App(self.answerer, options)
        self._address = (host, port)
        self._certificate = certificate
        self._started = threading.Event()
        self._thread: threading.Thread | None = None

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
            OSError: The address is not available.
        """
        import uvicorn

        from ._server.sockets import Server, SocketProtocol

        family = socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(self._address)
            # Connections that come before the server accepts wait instead of being refused.
            listener.listen(2_048)
        except OSError:
            listener.close()
            raise
        self._address = listener.getsockname()[:2]
        certificate, key = self._certificate or (None, None)
        config = uvicorn.Config(
            self._app.asgi(lifespan=self._lifespan),
            log_config=None,
            access_log=False,
            lifespan="on",
            loop="asyncio",
            ws=SocketProtocol,
            ws_max_size=32 * 2**20,
            timeout_graceful_shutdown=_STOP_SECONDS,
            ssl_certfile=certificate,
            ssl_keyfile=None if key is None else str(key),
        )
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

    def run(self, ready: Callable[[], object] = lambda: None) -> None:
        """Serve until SIGINT or SIGTERM, then stop gracefully; only for the main thread.

        Args:
            ready: Called once the server listens.

        Raises:
            OSError: The address is not available.
        """
        stopping = threading.Event()
        numbers = (signal.SIGINT, signal.SIGTERM)
        previous = [signal.signal(number, lambda *_: stopping.set()) for number in numbers]
        try:
            self.start()
            ready()
            stopping.wait()
        finally:
            self.stop()
            for number, handler in zip(numbers, previous, strict=True):
                signal.signal(number, handler or signal.SIG_DFL)

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
        self._started.set()
        yield
