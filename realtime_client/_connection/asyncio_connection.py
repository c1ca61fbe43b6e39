"""A live session over a WebSocket, with asyncio; `blocking_connection` is its blocking twin.

Nothing reads in the background: whoever waits for something reads, by turns with others who wait, so a program that
does not keep up slows the server down instead of filling memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Mapping
from contextlib import suppress
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConcurrencyError
from websockets.exceptions import ConnectionClosed as SocketClosed

from .._decode.dialects import Dialect
from .._session.commands import MAX_ROUNDS, Answer, Commands
from .._session.reconnect import Mender, Reconnect
from .._session.session import Delta, Expectation, Inbox, Json, Listener, ResponseListener, Session, condition
from ..assembly import AssembledResponse
from ..errors import ConnectionLost, RealtimeError
from .handshake import CHUNK, Options, chunks, closing, dial_async, is_normal
from .recorder import Recorder

if TYPE_CHECKING:
    from ..functions import Functions

__all__ = ["AsyncConnection", "Connecting", "ResponseStream", "open_connection"]


async def open_connection(
    url: str,
    *,
    headers: Mapping[str, str] | Callable[[], Awaitable[Mapping[str, str]]] | None = None,
    dialect: Dialect | None = None,
    options: Options | None = None,
    clock: Callable[[], float] | None = None,
    record: str | PathLike[str] | None = None,
    reconnect: Reconnect | None = None,
) -> AsyncConnection:
    """Connect to a server.

    Args:
        url: URL of the WebSocket, with its query.
        headers: Headers of the handshake, the key among them; or an async function that gives those of each handshake.
        dialect: Dialect of the session; None tells it from what the server sends.
        options: Limits and time-outs of the connection.
        clock: Gives the time in seconds, for the timings of responses.
        record: File that every event is written to, keys masked, for ``realtime-client inspect``.
        reconnect: When the connection is opened anew after it was lost; None never does.

    Raises:
        APIStatusError: The server refused the handshake.
        APIConnectionError: The server was not reached; `APITimeoutError` when it was not reached in time.
    """
    options = options or Options()
    session = Session(
        dialect,
        clock=clock,
        recorder=None if record is None else Recorder(record),
        marks=options.mark_requests,
        keep_responses=options.keep_responses,
    )

    async def dial(url: str) -> ClientConnection:
        sent = await headers() if callable(headers) else headers
        return await dial_async(url, sent, options)

    try:
        socket = await dial(url)
    except BaseException:
        session.close(None, None)
        raise
    return AsyncConnection(socket, session, buffered=options.buffered, dial=dial, mender=Mender(reconnect, url))


class AsyncConnection(Commands[Coroutine[Any, Any, str]]):
    """A session with a server.

    Iterate over it for the events from then on, or wait for just what you need: `respond`, `stream`, `wait_for`.
    Several tasks may do so at once. It is a context manager that closes the connection.

    Args:
        socket: An open WebSocket.
        session: State of the session.
        buffered: Most events that are kept for an iteration while another task reads.
        dial: Opens a socket to a URL.
        mender: Decides when the connection is opened anew.
    """

    def __init__(
        self,
        socket: ClientConnection,
        session: Session,
        *,
        buffered: int,
        dial: Callable[[str], Awaitable[ClientConnection]],
        mender: Mender,
    ) -> None:
        self._socket = socket
        self._session = session
        self._buffered = buffered
        self._dial = dial
        self._mender = mender
        self._mending = asyncio.Lock()
        self._closing = asyncio.Event()
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
        return await self._send_for(None, event)

    async def send_audio(self, audio: bytes, *, chunk: int = CHUNK) -> None:
        """Append audio to the input buffer, in events of at most ``chunk`` bytes.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        for piece in chunks(audio, chunk):
            await self._send(self._session.write_audio(piece))

    async def respond(
        self,
        response: Json | None = None,
        *,
        functions: Functions | None = None,
        max_rounds: int | None = MAX_ROUNDS,
        timeout: float | None = None,
    ) -> AssembledResponse:
        """Have the model answer, and wait for the end of its answer.

        Args:
            response: Settings of this one response.
            functions: Functions that are called when the model asks for it; their outputs are sent, and the model goes
                on, until it answers without a call. The last response is given back.
            max_rounds: How often functions are called at most; None for no limit.
            timeout: Seconds to wait at most.

        Raises:
            ServerError: The server refused to answer.
            ConnectionClosed: The connection ended first; it carries what had arrived.
            TimeoutError: The answer took too long.
            RealtimeError: The model goes on calling functions after all rounds.
            ValueError: Functions are given for a response outside of the conversation.
        """
        async with asyncio.timeout(timeout):
            stream = self.stream(response, functions=functions, max_rounds=max_rounds)
            async for _ in stream:
                pass
            return stream.response

    def stream(
        self,
        response: Json | None = None,
        *,
        functions: Functions | None = None,
        max_rounds: int | None = MAX_ROUNDS,
    ) -> ResponseStream:
        """Have the model answer, and iterate over the pieces of its answer as they come.

        Takes and raises what `respond` does.
        """
        return ResponseStream(self, response, functions, max_rounds)

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
                    if is_normal(error) and not self._mender.has_given_up:
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
        self._closing.set()
        async with self._mending:
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

    async def _send_for(self, listener: ResponseListener | None, event: Json) -> str:
        """Send an event that is worth sending as long as there is hope for a listener."""
        data, event_id = self._session.write(event)
        await self._send(data, listener)
        if listener is not None:
            listener.is_sent = True
        return event_id

    async def _send(self, data: bytes, listener: Listener | None = None) -> None:
        while True:
            socket = self._socket
            try:
                return await socket.send(data, text=True)
            except SocketClosed as error:
                await self._mend(socket, error)
            if listener is not None:
                listener.require_hope()

    async def _listen(self, listener: Inbox | Expectation) -> Any:
        self._session.listen(listener)
        try:
            await self._until(listener)
        finally:
            self._session.ignore(listener)
        return listener.take()

    async def _until(self, listener: Listener) -> None:
        """Read until there is something to take for a listener, by turns with others who wait."""
        if listener.owner is None or self._session.is_shared:
            # Not for every event: asking costs a good part of what reading one does.
            listener.owner = asyncio.current_task()
        while not listener.ready():
            if listener.error is not None:
                listener.require_hope()
            if self._is_reading or (self._session.is_shared and not self._session.has_room(listener.owner)):
                await self._change()
                continue
            socket, loss = self._socket, None
            self._is_reading = True
            try:
                # As bytes, which are parsed as they are.
                self._session.receive(await socket.recv(decode=False))
            except SocketClosed as error:
                loss = error
            finally:
                self._is_reading = False
                if self._waiting:
                    self._changed()
            if loss is not None:
                # Out of turn: who waits for what was in flight hears of it at once.
                await self._mend(socket, loss)

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

    async def _mend(self, socket: ClientConnection, error: SocketClosed) -> None:
        """Put a new socket in the place of one that has closed; whoever notices does it, and others wait for that.

        Raises:
            ConnectionClosed: The connection stays closed.
        """
        async with self._mending:
            if self._socket is not socket:
                return
            code, reason = closing(error)
            failure: Exception | None = None
            if self._session.error is None and not self._closing.is_set() and self._mender.applies(code):
                loss = self._session.lose(code, reason)
                self._mender.lost()
                while (wait := self._mender.next_wait(failure)) is not None and not await self._closes_within(wait):
                    try:
                        await self._reopen(loss, failure)
                        return
                    except Exception as failed:
                        failure = failed
            closed = self._session.close(code, reason)
            self._changed()
            raise closed from failure or error

    async def _closes_within(self, wait: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), wait)
        return self._closing.is_set()

    async def _reopen(self, loss: ConnectionLost, failure: Exception | None) -> None:
        socket = await self._dial(await self._mender.target_async(loss, failure))
        try:
            for data in self._session.restore(self._mender.sends_conversation):
                await socket.send(data, text=True)
        except BaseException:
            socket.transport.abort()
            raise
        self._socket = socket
        self._mender.opened()
        self._session.regain(self._mender.number)


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
    """Pieces of a response as they come, and of those that its calls lead to; `response` is the last as a whole.

    The request is sent when the iteration begins.
    """

    def __init__(
        self,
        connection: AsyncConnection,
        settings: Json | None,
        functions: Functions | None,
        max_rounds: int | None,
    ) -> None:
        super().__init__(connection._session, settings, functions, max_rounds)
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[Delta]:
        while not self._is_over:
            events, listener = self._ask()
            try:
                for event in events:
                    await self._connection._send_for(listener, event)
                while not listener.is_spent:
                    await self._connection._until(listener)
                    self._follow(listener)
                    while listener.deltas:
                        yield listener.deltas.popleft()
                self._follow(listener)
            finally:
                self._session.ignore(listener)
            calls = self._calls()
            if self._functions is not None:
                self._give(calls, await self._functions.call_all(calls))
