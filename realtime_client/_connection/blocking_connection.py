"""A live session over a WebSocket, blocking; `asyncio_connection` is its asyncio twin.

Nothing reads in the background: whoever waits for something reads, by turns with other threads that wait, so a program
that does not keep up slows the server down instead of filling memory.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from os import PathLike
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from websockets.exceptions import ConcurrencyError
from websockets.exceptions import ConnectionClosed as SocketClosed
from websockets.sync.client import ClientConnection

from .._decode.dialects import Dialect
from .._session.commands import MAX_ROUNDS, Answer, Commands
from .._session.reconnect import Mender, Reconnect
from .._session.session import Delta, Expectation, Inbox, Json, Listener, ResponseListener, Session, condition
from ..assembly import AssembledResponse
from ..errors import ConnectionLost, RealtimeError
from .handshake import CHUNK, Options, chunks, closing, is_normal
from .handshake import dial as open_socket
from .recorder import Recorder

if TYPE_CHECKING:
    from ..functions import Functions

__all__ = ["Connection", "ResponseIterator", "open_connection"]


def open_connection(
    url: str,
    *,
    headers: Mapping[str, str] | Callable[[], Mapping[str, str]] | None = None,
    dialect: Dialect | None = None,
    options: Options | None = None,
    clock: Callable[[], float] | None = None,
    record: str | PathLike[str] | None = None,
    reconnect: Reconnect | None = None,
) -> Connection:
    """Connect to a server; takes and raises what the asyncio `open_connection` does."""
    options = options or Options()
    session = Session(
        dialect,
        clock=clock,
        recorder=None if record is None else Recorder(record),
        marks=options.mark_requests,
        keep_responses=options.keep_responses,
    )

    def dial(url: str) -> ClientConnection:
        sent = headers() if callable(headers) else headers
        return open_socket(url, sent, options)

    try:
        socket = dial(url)
    except BaseException:
        session.close(None, None)
        raise
    return Connection(socket, session, buffered=options.buffered, dial=dial, mender=Mender(reconnect, url))


class Connection(Commands[str]):
    """A session with a server.

    Iterate over it for the events from then on, or wait for just what you need: `respond`, `stream`, `wait_for`.
    Several threads may do so at once. It is a context manager that closes the connection.

    Args:
        socket: An open WebSocket.
        session: State of the session.
        buffered: Most events that are kept for an iteration while another thread reads.
        dial: Opens a socket to a URL.
        mender: Decides when the connection is opened anew.
    """

    def __init__(
        self,
        socket: ClientConnection,
        session: Session,
        *,
        buffered: int,
        dial: Callable[[str], ClientConnection],
        mender: Mender,
    ) -> None:
        self._socket = socket
        self._session = session
        self._buffered = buffered
        self._dial = dial
        self._mender = mender
        self._mending = threading.Lock()
        self._closing = threading.Event()
        # Held whenever the session is looked at or changed; told when it has changed.
        self._changed = threading.Condition()
        self._is_reading = False

    def send(self, event: Json) -> str:
        """Send any event.

        Returns:
            Its id: the one it has, or a new one.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        return self._send_for(None, event)

    def send_audio(self, audio: bytes, *, chunk: int = CHUNK) -> None:
        """Append audio to the input buffer, in events of at most ``chunk`` bytes.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        for piece in chunks(audio, chunk):
            self._send(self._session.write_audio(piece))

    def respond(
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
            timeout: Seconds to wait at most, apart from functions, and from opening a lost connection anew.

        Raises:
            ServerError: The server refused to answer.
            ConnectionClosed: The connection ended first; it carries what had arrived.
            TimeoutError: The answer took too long.
            RealtimeError: The model goes on calling functions after all rounds.
            ValueError: Functions are given for a response outside of the conversation.
            TypeError: A function is async.
        """
        stream = self.stream(response, functions=functions, max_rounds=max_rounds, timeout=timeout)
        for _ in stream:
            pass
        return stream.response

    def stream(
        self,
        response: Json | None = None,
        *,
        functions: Functions | None = None,
        max_rounds: int | None = MAX_ROUNDS,
        timeout: float | None = None,
    ) -> ResponseIterator:
        """Have the model answer, and iterate over the pieces of its answer as they come.

        Takes and raises what `respond` does.
        """
        return ResponseIterator(self, response, functions, max_rounds, timeout)

    def wait_for(self, what: str | Callable[[Any], bool], *, timeout: float | None = None) -> Any:
        """Wait for an event: of a type, or that a condition holds for.

        Raises:
            ConnectionClosed: The connection ended first.
            TimeoutError: It took too long.
        """
        return self._listen(Expectation(condition(what)), timeout)

    def recv(self, *, timeout: float | None = None) -> Any:
        """The next event; for a loop over all, iterate over the connection.

        Raises:
            ConnectionClosed: The connection has ended.
            TimeoutError: It took too long.
        """
        return self._listen(Inbox(1), timeout)

    def __iter__(self) -> Iterator[Any]:
        inbox = Inbox(self._buffered)
        self._begin(inbox)
        try:
            while True:
                try:
                    self._until(inbox, None)
                except RealtimeError as error:
                    if is_normal(error) and not self._mender.has_given_up:
                        return
                    raise
                with self._changed:
                    event = inbox.take()
                    self._changed.notify_all()
                yield event
        finally:
            self._end(inbox)

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection; whoever waits is told."""
        self._closing.set()
        with self._mending:
            closing = threading.Thread(target=self._socket.close, args=(code, reason))
        closing.start()
        # What nobody has read would hold the closing handshake up; where somebody is reading, that is done already.
        with suppress(SocketClosed, ConcurrencyError):
            while True:
                self._socket.recv()
        closing.join()
        with self._changed:
            self._session.close(self._socket.close_code, self._socket.close_reason)
            self._changed.notify_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send_for(self, listener: ResponseListener | None, event: Json) -> str:
        """Send an event that is worth sending as long as there is hope for a listener."""
        with self._changed:
            data, event_id = self._session.write(event)
        self._send(data, listener)
        if listener is not None:
            listener.is_sent = True
        return event_id

    def _send(self, data: bytes, listener: Listener | None = None) -> None:
        while True:
            socket = self._socket
            try:
                return socket.send(data, text=True)
            except SocketClosed as error:
                self._mend(socket, error)
            if listener is not None:
                listener.require_hope()

    def _begin(self, listener: Listener) -> None:
        with self._changed:
            self._session.listen(listener)

    def _end(self, listener: Listener) -> None:
        with self._changed:
            self._session.ignore(listener)
            self._changed.notify_all()

    def _listen(self, listener: Inbox | Expectation, timeout: float | None) -> Any:
        self._begin(listener)
        try:
            self._until(listener, None if timeout is None else monotonic() + timeout)
        finally:
            self._end(listener)
        return listener.take()

    def _until(self, listener: Listener, deadline: float | None) -> None:
        """Read until there is something to take for a listener, by turns with other threads that wait."""
        owner = listener.owner = threading.get_ident()
        with self._changed:
            while not listener.ready():
                listener.require_hope()
                if not self._is_reading and (not self._session.is_shared or self._session.has_room(owner)):
                    self._read(_left(deadline))
                elif not self._changed.wait(_left(deadline)):
                    raise TimeoutError

    def _read(self, timeout: float | None) -> None:
        """Read one frame, without holding up the others meanwhile."""
        self._is_reading = True
        self._changed.release()
        try:
            frame = self._receive(timeout)
        finally:
            self._changed.acquire()
            self._is_reading = False
            self._changed.notify_all()
        if frame is not None:
            self._session.receive(frame)

    def _receive(self, timeout: float | None) -> bytes | None:
        """The next frame; None where the connection was lost and opened anew in its place."""
        socket = self._socket
        try:
            return socket.recv(timeout, decode=False)
        except SocketClosed as error:
            self._mend(socket, error)
            return None

    def _mend(self, socket: ClientConnection, error: SocketClosed) -> None:
        """Put a new socket in the place of one that has closed; whoever notices does it, and others wait for that.

        Raises:
            ConnectionClosed: The connection stays closed.
        """
        with self._mending:
            if self._socket is not socket:
                return
            code, reason = closing(error)
            failure: Exception | None = None
            if self._session.error is None and not self._closing.is_set() and self._mender.applies(code):
                with self._changed:
                    loss = self._session.lose(code, reason)
                    self._changed.notify_all()
                self._mender.lost()
                while (wait := self._mender.next_wait(failure)) is not None and not self._closing.wait(wait):
                    try:
                        self._reopen(loss, failure)
                        return
                    except Exception as failed:
                        failure = failed
            with self._changed:
                closed = self._session.close(code, reason)
                self._changed.notify_all()
            raise closed from failure or error

    def _reopen(self, loss: ConnectionLost, failure: Exception | None) -> None:
        socket = self._dial(self._mender.target(loss, failure))
        try:
            with self._changed:
                restored = self._session.restore(self._mender.sends_conversation)
            for data in restored:
                socket.send(data, text=True)
        except BaseException:
            socket.close()
            raise
        with self._changed:
            self._socket = socket
            self._mender.opened()
            self._session.regain(self._mender.number)
            self._changed.notify_all()


class ResponseIterator(Answer):
    """Pieces of a response as they come, and of those that its calls lead to; `response` is the last as a whole.

    The request is sent when the iteration begins.
    """

    def __init__(
        self,
        connection: Connection,
        settings: Json | None,
        functions: Functions | None,
        max_rounds: int | None,
        timeout: float | None,
    ) -> None:
        super().__init__(connection._session, settings, functions, max_rounds)
        if functions is not None:
            functions.require_blocking()
        self._connection = connection
        self._timeout = timeout

    def __iter__(self) -> Iterator[Delta]:
        connection = self._connection
        deadline = None if self._timeout is None else monotonic() + self._timeout
        while not self._is_over:
            with connection._changed:
                events, listener = self._ask()
            try:
                for event in events:
                    connection._send_for(listener, event)
                while not listener.is_spent:
                    connection._until(listener, deadline)
                    self._follow(listener)
                    while listener.deltas:
                        yield listener.deltas.popleft()
                self._follow(listener)
            finally:
                connection._end(listener)
            calls = self._calls()
            if self._functions is not None:
                self._give(calls, [self._functions.call(call) for call in calls])


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(deadline - monotonic(), 0)
