"""`LocalServer`: the embedded server in a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ..errors import RealtimeError
from ._server.answers import Answerer, Echo
from ._server.script import Script, Step, missing_extra

if TYPE_CHECKING:
    from .._decode.dialects import Dialect

__all__ = ["LocalServer"]

_START_SECONDS = 30


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
        clock: Returns the time in seconds since the Unix epoch, for the expiry of client secrets.

    Attributes:
        answerer: Source of the answers.

    Raises:
        RealtimeError: The extra ``[server]`` is not installed.
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
        clock: Callable[[], float] = time.time,
    ) -> None:
        try:
            from ._server.app import App
        except ModuleNotFoundError as error:
            raise missing_extra(error) from None
        if answerer is None:
            answerer = Echo()
        elif isinstance(answerer, str):
            answerer = [answerer]
        self.answerer = answerer if isinstance(answerer, Answerer) else Script(*answerer)
        self._app = App(self.answerer, api_key, dialect, clock)
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
            ws="websockets-sansio",
            ws_max_size=32 * 2**20,
            ssl_certfile=certificate,
            ssl_keyfile=None if key is None else str(key),
        )
        logging.getLogger("uvicorn.error").addFilter(_REFUSALS)
        self._server = uvicorn.Server(config)
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
