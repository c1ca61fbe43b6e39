"""A live session over a WebSocket, with asyncio; `realtime_client.connection_sync` is its blocking twin.

Nothing reads in the background: whoever waits for something reads, by turns with others who wait, so a program that
does not keep up slows the server down instead of filling memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Mapping
from contextlib import suppress
from os import PathLike
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConcurrencyError
from websockets.exceptions import ConnectionClosed as SocketClosed

from ._commands import Answer, Commands
from ._dialects import Dialect
from ._handshake import CHUNK, Options, chunks, closing, handshake_error, is_normal
from ._recording import Recorder
from ._session import Delta, Expectation, Inbox, Json, Listener, Session, condition
from .assembly import AssembledResponse
from .errors import RealtimeError

__all__ = ["AsyncConnection", "Connecting", "ResponseStream", "open_connection"]


async def open_connection(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    dialect: Dialect | None = None,
    options: Options | None = None,
    clock: Callable[[], float] | None = None,
    record: str | PathLike[str] | None = None,
) -> AsyncConnection:
    """Connect to a server.

    Args:
        url: URL of the WebSocket, with its query.
        headers: Headers of the handshake, the key among them.
        dialect: Dialect of the session; None tells it from what the server sends.
        options: Limits and time-outs of the socket.
        clock: Gives the time in seconds, for the timings of responses.
        record: File that every event is written to, keys masked, for ``realtime-client inspect``.

    Raises:
        APIStatusError: The server refused the handshake.
        APIConnectionError: The server was not reached; `APITimeoutError` when it was not reached in time.
    """
    options = options or Options()
    session = Session(dialect, clock=clock, recorder=None if record is None else Recorder(record))
    try:
        socket = await connect(url, additional_headers=headers, **options.arguments())
    except Exception as error:
        session.close(None, None)
        raise handshake_error(url, error) from error
    return AsyncConnection(
        socket,
        session,
        buffered=options.buffered,
    )


class AsyncConnection(Commands[Coroutine[Any, Any, str]]):
    """A session with a server.

    Iterate over it for the events from then on, or wait for just what you need: `respond`, `stream`, `wait_for`.
    Several tasks may do so at once. It is a context manager that closes the connection.

    Args:
        socket: An open WebSocket.
        session: State of the session.
        buffered: Most events that are kept for an iteration while another task reads.
    """

    def __init__(self, socket: ClientConnection, session: Session, *, buffered: int) -> None:
        self._socket = socket
        self._session = session
        self._buffered = buffered
        self._is_reading = False
        # Of those who wait for somebody else to read, or to take something.
        self._waiting: list[asyncio.Future[None]] = []

    async def send(self, event: Json) -> str:
        """Send any event.

        Returns:
            Its id: the one it has, or a new one.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        data, event_id = self._session.write(event)
        await self._send(data)
        return event_id

    async def send_audio(self, audio: bytes, *, chunk: int = CHUNK) -> None:
        """Append audio to the input buffer, in events of at most ``chunk`` bytes.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        for piece in chunks(audio, chunk):
            await self._send(self._session.write_audio(piece))

    async def respond(self, response: Json | None = None, *, timeout: float | None = None) -> AssembledResponse:
        """Have the model answer, and wait for the end of its answer.

        Args:
            response: Settings of this one response.
            timeout: Seconds to wait at most.

        Raises:
            ServerError: The server refused to answer.
            ConnectionClosed: The connection ended first; it carries what had arrived.
            TimeoutError: The answer took too long.
        """
        async with asyncio.timeout(timeout):
            stream = self.stream(response)
            async for _ in stream:
                pass
            return stream.response

    def stream(self, response: Json | None = None) -> ResponseStream:
        """Have the model answer, and iterate over the pieces of its answer as they come; raises what `respond` does."""
        return ResponseStream(self, response)

    async def wait_for(self, what: str | Callable[[Any], bool], *, timeout: float | None = None) -> Any:
        """Wait for an event: of a type, or that a condition holds for.

        Raises:
            ConnectionClosed: The connection ended first.
            TimeoutError: It took too long.
        """
        listener = Expectation(condition(what))
        async with asyncio.timeout(timeout):
            return await self._listen(listener)

    async def recv(self) -> Any:
        """The next event; for a loop over all, iterate over the connection.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        return await self._listen(Inbox(1))

    async def __aiter__(self) -> AsyncIterator[Any]:
        inbox = Inbox(self._buffered)
        self._session.listen(inbox)
        try:
            while True:
                try:
                    await self._until(inbox)
                except RealtimeError as error:
                    if is_normal(error):
                        return
                    raise
                event = inbox.take()
                if self._waiting:
                    self._changed()
                yield event
        finally:
            self._session.ignore(inbox)
            self._changed()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection; whoever waits is told."""
        closing = asyncio.ensure_future(self._socket.close(code, reason))
        # What nobody has read would hold the closing handshake up; where somebody is reading, that is done already.
        with suppress(SocketClosed, ConcurrencyError):
            while True:
                await self._socket.recv()
        await closing
        self._session.close(self._socket.close_code, self._socket.close_reason)
        self._changed()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _send(self, data: bytes) -> None:
        try:
            await self._socket.send(data, text=True)
        except SocketClosed as error:
            raise self._closed(error) from error

    async def _listen(self, listener: Inbox | Expectation) -> Any:
        self._session.listen(listener)
        try:
            await self._until(listener)
        finally:
            self._session.ignore(listener)
        return listener.take()

    async def _until(self, listener: Listener) -> None:
        """Read until there is something to take for a listener, by turns with others who wait."""
        owner = listener.owner = asyncio.current_task()
        while not listener.ready():
            if listener.error is not None:
                listener.require_hope()
            if self._is_reading or not self._session.has_room(owner):
                await self._change()
                continue
            self._is_reading = True
            try:
                # As bytes, which are parsed as they are.
                self._session.receive(await self._socket.recv(decode=False))
            except SocketClosed as error:
                raise self._closed(error) from error
            finally:
                self._is_reading = False
                if self._waiting:
                    self._changed()

    async def _change(self) -> None:
        """Wait until something was read or taken by somebody else."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def _changed(self) -> None:
        """Tell those who wait for that."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    def _closed(self, error: SocketClosed) -> Exception:
        return self._session.close(*closing(error))


class Connecting:
    """A connection that is about to be opened: ``async with`` it, or ``await`` it and close it yourself."""

    def __init__(self, opening: Callable[[], Coroutine[Any, Any, AsyncConnection]]) -> None:
        self._opening = opening
        self._connection: AsyncConnection | None = None

    def __await__(self) -> Generator[Any, None, AsyncConnection]:
        return self._opening().__await__()

    async def __aenter__(self) -> AsyncConnection:
        self._connection = await self._opening()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._connection is not None
        await self._connection.close()


class ResponseStream(Answer):
    """Pieces of one response as they come; when there are no more, `response` is the whole.

    The request is sent when the iteration begins.
    """

    def __init__(self, connection: AsyncConnection, settings: Json | None) -> None:
        super().__init__(settings)
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[Delta]:
        connection, session = self._connection, self._connection._session
        event_id = session.new_id()
        listener = session.expect_response(event_id)
        try:
            await connection.send(self.request(event_id))
            while not (listener.is_done and not listener.deltas):
                await connection._until(listener)
                self._response = listener.response
                while listener.deltas:
                    yield listener.deltas.popleft()
            self._response = listener.response
        finally:
            session.ignore(listener)
