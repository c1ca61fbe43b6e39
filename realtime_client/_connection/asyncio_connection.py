"""A live session over a WebSocket, with asyncio.

Reading belongs to the connection: every message is taken as it arrives, from open to close, whether or not anything
waits for it. What has not been taken is bounded; at the limit reading pauses, and the server waits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterable, Mapping
from contextlib import suppress
from functools import partial
from os import PathLike
from threading import get_ident
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeAlias, TypeVar
from urllib.parse import parse_qs, urlsplit

from attrs import asdict
from websockets.exceptions import ConcurrencyError
from websockets.exceptions import ConnectionClosed as SocketClosed
from websockets.protocol import State as SocketState

from .._core.limits import check_timeout
from .._core.redaction import shown_url
from .._core.tracebacks import clear_locals, hides_arguments
from .._decode.dialects import Dialect
from .._generated.waits import AsyncWaits, EventT
from .._session.commands import Commands, call_id_of, output_item
from .._session.ledger import Outgoing
from .._session.reconnect import Reconnect, Reconnector
from .._session.requests import Request, ResponseRequest, Waiter
from .._session.session import Session
from .._session.subscriptions import Expectation, Subscription
from .._session.turns import Playback, Turn
from ..assembly import AssembledResponse
from ..errors import (
    ConnectionClosed,
    ConnectionLost,
    InvalidArgumentError,
    RealtimeError,
    RealtimeTimeoutError,
    ServerError,
)
from .handshake import CHUNK, Options, chunks, ending, is_normal, masked, open_socket, resuming_url
from .iteration import leave_at_once
from .owners import OWNER, current_owner, is_gone
from .socket import Socket
from .streams import MAX_ROUNDS, ResponseStream
from .turns import Turns
from .uncommitted import UncommittedAudio

if TYPE_CHECKING:
    from .._decode.aliases import EventInput, ResponseSettings
    from .._session.resume import Reconnected
    from ..audio import Truncation
    from ..functions import FunctionCall, Functions
    from ..models import RealtimeMCPApprovalRequest
    from ..recordings import Recording, RecordOptions
    from ..recordings.timeline import Follows
    from .recorder import Recorder

__all__ = ["AsyncConnection", "Connecting", "check_close", "open_connection"]

_T = TypeVar("_T")
# A type of event, a class of events, or a condition.
Awaited: TypeAlias = str | type[Any] | Callable[[Any], bool]
_logger: Final = logging.getLogger("realtime_client")
# Close codes of RFC 6455, 7.4.1.
_INTERNAL_ERROR: Final = 1011
_NORMAL: Final = 1000
# Bytes that the reason of a close frame may take (RFC 6455, 5.5).
_REASON: Final = 123
# Seconds until a renewal that failed is tried again.
_RENEW_AGAIN: Final = 10.0
# Seconds after which the expiry of a session is looked at again: the server may have changed it.
_LOOK_AGAIN: Final = 60.0
# Bytes of a frame that is written to an empty buffer without waiting for the server to read: the library's limit.
_AT_ONCE: Final = 32_768
# Seconds without anything being taken after which a full iteration fails, if something else waits.
_STUCK: Final = 30.0
# Seconds before the expiry of a session at which it is renewed although a response goes on.
_LAST_MOMENT: Final = 5.0
_OPEN_IT: Final = "write `async with client.connect(...) as conn`, or `conn = await client.connect(...)`"
# Seconds that closing waits for what was cancelled; only a function that catches its cancellation takes longer.
_SETTLE: Final = 1.0


async def open_connection(
    url: str,
    *,
    headers: Mapping[str, str] | Callable[[], Awaitable[Mapping[str, str]]] | None = None,
    dialect: Dialect | None = None,
    options: Options | None = None,
    clock: Callable[[], float] | None = None,
    record: str | PathLike[str] | RecordOptions | None = None,
    telemetry: Follows | None = None,
    reconnect: Reconnect | None = None,
    on_error: Callable[[ServerError], object] | None = None,
    in_thread: bool = False,
) -> AsyncConnection[Any]:
    """Connect to a server.

    Args:
        url: URL of the WebSocket, with its query.
        headers: Headers of the handshake, the key among them; or an async function that returns those of each one.
        dialect: Dialect of the session; None recognises it from what the server sends.
        options: Limits and timeouts of the connection.
        clock: Gives the time in seconds, for the timings of responses; None takes that of the event loop.
        record: File that every event is written to, secrets masked, for ``realtime-client inspect``; or where and how.
        telemetry: Telemetry of the session.
        reconnect: Policy for opening the connection again after it was lost; None never does.
        on_error: Called with every error of the server that no call raises.
        in_thread: Whether callbacks that are not async may block, and are called in a thread.

    Raises:
        APIStatusError: The server refused the handshake.
        APIConnectionError: The server was not reached; `APITimeoutError` when it was not reached in time.
        InvalidArgumentError: An argument is of another kind.
        RecordingError: The recording cannot be written.
    """
    _check_arguments(options, record, telemetry, reconnect, on_error)
    options = options or Options()
    loop = asyncio.get_running_loop()
    session = Session(
        loop.time,
        dialect,
        clock=clock or loop.time,
        marks=options.mark_requests,
        keep_responses=options.keep_responses,
        keep_audio=options.keep_audio,
        keep_notes=options.keep_notes,
        error_grace=options.error_grace,
        max_buffered=options.max_buffered,
        max_events=options.buffered,
        on_error=on_error,
    )

    async def dial(url: str) -> Socket:
        sent = await headers() if callable(headers) else headers
        return await open_socket(url, sent, options)

    recorder = None
    if record is not None or telemetry is not None:
        recorder = _recorder(record, _header(url, dialect, options), telemetry)
    try:
        socket = await dial(url)
    except BaseException:
        if recorder is not None:
            recorder.end()
        raise
    reconnector = Reconnector(reconnect, url, clock=loop.time, in_thread=in_thread)
    return AsyncConnection[Any](socket, session, options, dial=dial, reconnector=reconnector, recorder=recorder)


def _check_arguments(options: object, record: object, telemetry: object, reconnect: object, on_error: object) -> None:
    """Refuse arguments of another kind before a server is called.

    Raises:
        InvalidArgumentError: One of them is.
    """
    is_record = hasattr(record, "rotate_bytes") or isinstance(record, str | bytes | PathLike)
    for name, value, is_right, wanted in (
        ("options", options, isinstance(options, Options), "Options(...)"),
        ("record", record, is_record, "a path or RecordOptions(...)"),
        ("telemetry", telemetry, hasattr(telemetry, "follow"), "Telemetry(...)"),
        ("reconnect", reconnect, isinstance(reconnect, Reconnect), "Reconnect(...)"),
        ("on_error", on_error, callable(on_error), "a function"),
    ):
        if value is not None and not is_right:
            raise InvalidArgumentError(f"{name} must be {wanted} or None, not {type(value).__name__}")


def _recorder(
    record: str | PathLike[str] | RecordOptions | None, header: dict[str, Any], telemetry: Follows | None
) -> Recorder:
    # Imported with the first recording: it takes as long as a third of all the rest.
    from ..recordings.options import RecordOptions
    from .recorder import Recorder

    options = record if isinstance(record, RecordOptions) else RecordOptions(path=record)
    return Recorder(options, header, telemetry)


def _header(url: str, dialect: Dialect | None, options: Options) -> dict[str, Any]:
    """Return what the header of a recording says of a connection; proxies and certificates may hold secrets."""
    model = parse_qs(urlsplit(url).query).get("model", [None])[0]
    set_options = {
        name: value for name, value in asdict(options, recurse=False).items() if isinstance(value, int | float)
    }
    return {"url": shown_url(url), "model": model, "dialect": dialect, "options": set_options}


class AsyncConnection(Commands[Coroutine[Any, Any, str]], AsyncWaits[EventT]):
    """A session with a server, read from open to close.

    Iterate over it for the events from then on, or wait for just what you need: `respond`, `stream`, `turns`,
    `wait_for`. Any number of tasks may do so at once. It is a context manager that closes the connection.

    Args:
        socket: An open WebSocket.
        session: State of the session.
        options: Limits and timeouts.
        dial: Opens a socket to a URL.
        reconnector: Decides when the connection is opened again.
        recorder: Follows every event, and writes it to a file.
    """

    def __init__(
        self,
        socket: Socket,
        session: Session,
        options: Options,
        *,
        dial: Callable[[str], Awaitable[Socket]],
        reconnector: Reconnector,
        recorder: Recorder | None = None,
    ) -> None:
        self._socket = socket
        self._session = session
        self._options = options
        self._dial = dial
        self._reconnector = reconnector
        self._recorder = recorder
        # The blocking connection in front of this one, None where there is none.
        self.front: Any = None
        self._loop = asyncio.get_running_loop()
        self._thread = get_ident()
        # Set while there is a socket to send over, and once there will be none any more.
        self._connected = asyncio.Event()
        self._ended = asyncio.Event()
        self._closing = asyncio.Event()
        self._is_paused = False
        # Times that reading was paused.
        self._pauses = 0
        # Time since which the server has not read what is sent; None while it reads.
        self._blocked_at: float | None = None
        self._waiting: list[tuple[object, Waiter]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._write_lock = asyncio.Lock()
        self._pump: asyncio.Task[None] | None = None
        self._keepalive: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._opened_at = self._loop.time()
        self._uncommitted = UncommittedAudio()
        # A call that is joined goes on without this connection: it plays the audio, and keeps its conversation.
        self._is_call = "call_id" in parse_qs(urlsplit(reconnector.url).query)
        session.ledger.plays_audio = self._is_call
        session.run = self.spawn
        if self._renews:
            session.observers.append(self._uncommitted.observe)
        if recorder is not None:
            session.observers.append(recorder.observe)
        self._use(socket)
        self._supervisor = self._loop.create_task(self._supervise(), name="realtime_client connection")

    def __repr__(self) -> str:
        state = "closed" if self._session.error is not None else "reconnecting" if self._session.is_lost else "open"
        return f"<AsyncConnection: {state}, dialect {self.dialect}, {len(self.conversation)} item(s)>"

    @property
    def recording(self) -> Recording:
        """The session so far: turns, latencies, usage, cost; also after its end. It needs ``record=``.

        Raises:
            RealtimeError: The connection is not recorded.
        """
        if self._recorder is None:
            raise RealtimeError("the connection is not recorded: pass record= to connect, a path or RecordOptions")
        return self._recorder.recording

    @property
    def _renews(self) -> bool:
        return self._reconnector.renews and not self._is_call

    @property
    def is_closed(self) -> bool:
        """True once the connection has ended for good."""
        return self._session.error is not None

    @hides_arguments
    async def send(self, event: EventInput) -> str:
        """Send any event.

        Returns:
            Its id: the one it has, or a new one.

        Raises:
            ConnectionClosed: The connection has ended.
            RealtimeTimeoutError: The server did not read for `Options.send_timeout` seconds.
            RealtimeError: The event cannot be written as JSON.
        """
        self._check()
        outgoing, event_id = self._session.write(event)
        await self._send_outgoing(outgoing)
        return event_id

    async def send_audio(self, audio: bytes, *, chunk: int = CHUNK) -> None:
        """Append audio to the input buffer, in events of at most ``chunk`` bytes.

        Raises:
            InvalidArgumentError: The audio is neither bytes nor an array of 16-bit samples.
            ConnectionClosed: The connection has ended.
            RealtimeTimeoutError: The server did not read for `Options.send_timeout` seconds.
        """
        self._check()
        for piece in chunks(audio, chunk):
            data = self._session.write_audio(piece)
            await self._write(data)
            if self._renews:
                self._uncommitted.add(data)

    @hides_arguments
    async def respond(
        self,
        response: ResponseSettings | None = None,
        *,
        functions: Functions | None = None,
        max_rounds: int | None = MAX_ROUNDS,
        timeout: float | None = None,
    ) -> AssembledResponse:
        """Have the model answer, and wait for the end of its answer.

        A conversation has one response at a time: the request waits for its turn. It is given up, and cancelled at the
        server, when it times out or its task is cancelled.

        Args:
            response: Settings of this one response.
            functions: Functions that are called when the model asks for it; their outputs are sent, and the model goes
                on, until it answers without a call. The last response is returned.
            max_rounds: Most rounds of function calls; None for no limit.
            timeout: Seconds to wait at most.

        Raises:
            ServerError: The server refused to answer.
            ConnectionClosed: The connection ended first; it carries what had arrived.
            RealtimeTimeoutError: The answer took too long.
            RealtimeError: The model goes on calling functions after all rounds.
            ValueError: Functions are given for a response outside of the conversation.
        """
        return await ResponseStream(self, response, functions, max_rounds, timeout=timeout, collects=False).finish()

    @hides_arguments
    def stream(
        self,
        response: ResponseSettings | None = None,
        *,
        functions: Functions | None = None,
        max_rounds: int | None = MAX_ROUNDS,
        timeout: float | None = None,
    ) -> ResponseStream:
        """Have the model answer, and iterate over the pieces of its answer as they arrive.

        The request is sent when the iteration begins, and given up when the iteration is left early. Takes and raises
        what `respond` does.
        """
        return ResponseStream(self, response, functions, max_rounds, timeout=timeout)

    def turns(
        self,
        *,
        functions: Functions | None = None,
        playback: Playback | None = None,
        on_interrupt: Callable[[list[Truncation]], object] | None = None,
        on_approval: Callable[[RealtimeMCPApprovalRequest], bool | Awaitable[bool]] | None = None,
        max_rounds: int | None = MAX_ROUNDS,
    ) -> Turns:
        """Iterate over the turns of the conversation: each response, asked for or begun by the server.

        Functions run while the conversation goes on, several at once; the model continues when all calls of a response
        have their outputs. When the user speaks over an answer, playback is flushed, the answer truncated at what was
        heard, and the response cancelled where the server does not do so itself.

        Args:
            functions: Functions that the model may call.
            playback: Knows what the user has heard; audio pieces are handed over to it as they are taken.
            on_interrupt: Called with what was cut off when the user speaks over an answer; stop the player in it.
            on_approval: Called with each request of an MCP server for approval; returns True to approve it, and may be
                async. None leaves them to `approve` and `deny`.
            max_rounds: Most rounds of function calls without a new message of the user; None for no limit.

        Raises:
            ConnectionClosed: The connection ended other than normally.
        """
        return Turns(self, functions, playback, on_interrupt, on_approval, max_rounds)

    async def interrupt(self, playback: Playback | None = None) -> list[Truncation]:
        """Stop the assistant: flush playback, truncate at what was heard, cancel what is being answered.

        For WebRTC and SIP, where the server plays the audio, its output buffer is cleared.

        Args:
            playback: Knows what the user has heard; None takes that of `turns`, and truncates nothing without one.

        Returns:
            What was cut off.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        self._check()
        turns = []
        for feed in self._session.feeds:
            found = feed.interrupt()
            playback = playback or feed.playback
            if playback is not None and feed.playback is playback:
                turns += found
        return await self._interrupt(playback, turns, self._session.assembler.active)

    async def _wait_for(self, what: Awaited, timeout: float | None) -> Any:
        check_timeout(timeout)
        expectation = Expectation(_condition(what))
        if isinstance(what, str):
            awaited = f"the event {what!r}"
        else:
            awaited = f"an event {what.__name__}" if isinstance(what, type) else "an event that the condition holds for"
        self._check_loop()
        self._session.expect(expectation)
        try:
            await self._until(expectation, awaited, timeout)
        finally:
            self._session.forget(expectation)
        return expectation.take()

    async def recv(self, *, timeout: float | None = None) -> EventT | Reconnected:
        """Wait for the next event; for a loop over all, iterate over the connection.

        Raises:
            ConnectionClosed: The connection has ended.
            RealtimeTimeoutError: It took too long.
        """
        return await self.wait_for(_anything, timeout=timeout)

    def __aiter__(self) -> AsyncIterator[EventT | Reconnected]:
        subscription = Subscription()
        leave = partial(self._unsubscribe, subscription)
        return leave_at_once(subscription, self._events(subscription), leave, self._loop, self._thread)

    async def _events(self, subscription: Subscription) -> AsyncGenerator[EventT | Reconnected, None]:
        self._check_loop()
        self._session.subscribe(subscription)
        try:
            while True:
                try:
                    await self._wait(subscription, takes=True)
                except RealtimeError as error:
                    if is_normal(error) and not self._reconnector.has_given_up:
                        return
                    raise
                event: EventT | Reconnected
                for event in subscription.take_all():
                    if self._is_paused:
                        # Another task may go on with the iteration.
                        subscription.owner = current_owner()
                        self._relieve()
                    yield event
        finally:
            self._unsubscribe(subscription)

    async def close(self, code: int = _NORMAL, reason: str = "") -> None:
        """Close the connection within `Options.close_timeout` seconds; everything that waits is raised an error in.

        Args:
            code: Close code: 1000, or 3000 to 4999.
            reason: Reason, at most 123 bytes of UTF-8.

        Raises:
            InvalidArgumentError: The code or the reason cannot be sent.
        """
        self._check_loop()
        check_close(code, reason)
        if self._ended.is_set():
            return
        self._closing.set()
        # Nothing is kept any more, and what still arrives would hold the closing handshake up.
        self._is_paused = False
        socket = self._socket
        socket.read_into(_discard, _nothing)
        socket.resume()
        if not self._connected.is_set():
            self._supervisor.cancel()
        try:
            with suppress(SocketClosed, ConcurrencyError, TimeoutError, OSError):
                async with asyncio.timeout(self._options.close_timeout):
                    await socket.close(code, reason)
            if socket.protocol.state is not SocketState.CLOSED:
                socket.transport.abort()
            await asyncio.wait([self._supervisor], timeout=_SETTLE)
        finally:
            # Also when closing is cancelled, nothing goes on.
            socket.transport.abort()
            self._finish(_NORMAL, reason, "client")
            tasks = self._stop_tasks()
        if tasks:
            await asyncio.wait(tasks, timeout=_SETTLE)
        if self._recorder is not None:
            await asyncio.wait([asyncio.wrap_future(self._recorder.done)], timeout=self._options.close_timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # Sending.

    @hides_arguments
    async def _command(self, event: dict[str, Any], wait: bool) -> str:
        self._check()
        is_wanted, wait = wait, wait and event["type"] not in self._session.ledger.unacknowledged
        outgoing, event_id = self._session.write(event, is_awaited=wait)
        if is_wanted and outgoing.request is not None:
            outgoing.request.was_to_be_awaited = True
        await self._send_outgoing(outgoing)
        request = outgoing.request
        if wait and request is not None:
            try:
                await self._until(request, f"the acknowledgement of {event['type']}", self._options.ack_timeout)
            except RealtimeTimeoutError:
                # Some servers acknowledge nothing; what they refuse later is reported.
                request.is_awaited = False
                self._session.ledger.unacknowledged.add(event["type"])
                _logger.debug("%s was not acknowledged within %s s", event["type"], self._options.ack_timeout)
        return event_id

    async def send_output(self, call: FunctionCall, output: str, loss: ConnectionLost | None) -> str:
        """Send the output of a function call; return the id of the event.

        Args:
            call: The call.
            output: The output.
            loss: Last loss of the connection when the call arrived.

        Raises:
            ConnectionLost: The conversation with the call was lost, and not sent again.
            RealtimeError: The call has no id.
        """
        session = self._session
        is_kept = self._is_call or session.resumption_id is not None
        needs_connection = not self._reconnector.sends_conversation and not is_kept
        if needs_connection and session.loss is not None and session.loss is not loss:
            session.raise_error(session.loss)
        outgoing, event_id = session.write(output_item(call_id_of(call), output))
        assert outgoing.request is not None
        outgoing.request.needs_connection = needs_connection
        await self._send_outgoing(outgoing)
        return event_id

    async def _send_outgoing(self, outgoing: Outgoing) -> None:
        if self._session.ledger.outbox:
            await self._flush()
        await self._write(outgoing.data, outgoing.request)

    async def _flush(self) -> None:
        """Send everything that the session wants sent."""
        outbox = self._session.ledger.outbox
        async with self._write_lock:
            while outbox:
                outgoing = outbox.popleft()
                request = outgoing.request
                if request is not None and request.is_settled:
                    continue
                try:
                    await self._write(outgoing.data, request, is_queued=True)
                except RealtimeTimeoutError as error:
                    if request is not None:
                        self._session.ledger.give_up(request, error)
                    raise

    async def _write(self, data: bytes, request: Request | None = None, *, is_queued: bool = False) -> None:
        while True:
            socket = self._socket
            if not self._connected.is_set():
                await self._reconnected()
                socket = self._socket
            if request is not None and request.error is not None:
                # It was lost with the connection that it was for.
                if is_queued:
                    return
                if request.is_awaited or request.needs_connection or isinstance(request, ResponseRequest):
                    self._session.raise_error(request.error)
            if request is not None:
                request.is_written = True
            try:
                if socket.is_writable and len(data) < _AT_ONCE:
                    await socket.send(data, text=True)
                else:
                    async with asyncio.timeout_at(self._send_deadline(socket)):
                        await socket.send(data, text=True)
            except SocketClosed:
                await self._lost(socket)
                continue
            except TimeoutError:
                awaited, last_error = "the server to read what was sent", self._session.ledger.last_error
                raise RealtimeTimeoutError(awaited, self._options.send_timeout, last_error) from None
            self._blocked_at = None
            if self._recorder is not None:
                self._recorder.sent(data)
            return

    def _send_deadline(self, socket: Socket) -> float | None:
        """Return the time at which sending is given up, the same for all that wait for the server to read."""
        limit = self._options.send_timeout
        if limit is None:
            return None
        if self._blocked_at is None or socket.is_writable:
            self._blocked_at = self._loop.time()
        return self._blocked_at + limit

    async def _reconnected(self) -> None:
        """Wait until there is a socket to send over.

        Raises:
            ConnectionClosed: There will be none.
        """
        ended = self._loop.create_task(self._ended.wait())
        connected = self._loop.create_task(self._connected.wait())
        try:
            await asyncio.wait([ended, connected], return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            connected.cancel()
        self._check()

    async def _lost(self, socket: Socket) -> None:
        """Wait until the end of a socket has been noticed."""
        while socket is self._socket and self._connected.is_set() and not self._ended.is_set():
            await asyncio.sleep(0)
        self._check()

    def _kick(self) -> None:
        """Send in the background what the session wants sent, and have its deadline kept."""
        session = self._session
        if session.ledger.outbox and self._pump is None and not session.is_lost and session.error is None:
            self._pump = self.spawn(self._pump_outbox())
        deadline = session.ledger.deadline
        if self._timer is not None:
            if deadline is not None and self._timer.when() <= deadline:
                return
            self._timer.cancel()
            self._timer = None
        if deadline is not None and session.error is None:
            self._timer = self._loop.call_at(deadline, self._tick)

    async def _pump_outbox(self) -> None:
        try:
            while self._session.ledger.outbox:
                try:
                    await self._flush()
                except RealtimeTimeoutError as error:
                    _logger.warning("a request was not sent: %s", error)
                except ConnectionClosed:
                    return
        finally:
            self._pump = None

    def _tick(self) -> None:
        self._timer = None
        self._session.ledger.tick()
        self._kick()

    # Reading.

    def _use(self, socket: Socket) -> None:
        """Read from a socket and keep it alive."""
        self._socket = socket
        self._is_paused = False
        self._blocked_at = None
        self._connected.set()
        socket.read_into(self._receive, self._received)
        if self._options.ping_interval is not None:
            self._keepalive = self._loop.create_task(self._keep_alive(socket))

    def _receive(self, frame: bytes) -> bool:
        """Take a message; called by the socket, which must not be raised in. Return False for what is not an event."""
        recorder = self._recorder
        try:
            if recorder is None:
                return self._session.receive(frame) is not None
            recorder.received()
            event = self._session.receive(frame)
            if event is not None:
                recorder.take_received(event)
        except Exception as error:
            _logger.exception("an event could not be handled")
            self._fail(error)
            return True
        return event is not None

    def _received(self) -> None:
        """Do what the messages that arrived together call for."""
        session = self._session
        if session.ledger.outbox or session.ledger.deadline is not None or self._timer is not None:
            self._kick()
        if not self._is_paused and session.fills_up():
            self._relieve()
            if session.is_full:
                self._pause()
                # Another thread may have taken something just before.
                self._relieve()

    def _fail(self, error: Exception) -> None:
        self._session.close(None, f"an event could not be handled: {error}", "client", cause=error)
        self._socket.transport.abort()

    def _relieve(self, *, is_stuck: bool = False) -> None:
        """Have fail what cannot be taken any more, and read on where there is room."""
        session = self._session
        if session.is_full:
            session.relieve(self._waiting, is_gone, is_stuck=is_stuck)
        if self._is_paused and not session.is_full:
            self._is_paused = False
            self._socket.resume()

    def _pause(self) -> None:
        """Stop reading until something is taken."""
        self._is_paused = True
        self._pauses += 1
        self._socket.pause()
        self._watch_pause(self._pauses, self._session.buffered)

    def _watch_pause(self, pause: int, buffered: int) -> None:
        """Look again after a time: what nothing is taken from must not keep everything else waiting for ever."""

        def look() -> None:
            if self._is_paused and self._pauses == pause and not self._ended.is_set():
                self._relieve(is_stuck=self._session.buffered >= buffered)
                if self._is_paused:
                    self._watch_pause(pause, self._session.buffered)

        self._loop.call_later(_STUCK, look)

    async def _keep_alive(self, socket: Socket) -> None:
        """Ping the server; while reading is paused by this side, silence does not count against it."""
        interval, limit = self._options.ping_interval or 0.0, self._options.ping_timeout
        while True:
            await asyncio.sleep(interval)
            if self._is_paused:
                continue
            pauses = self._pauses
            try:
                async with asyncio.timeout(limit):
                    pong = await socket.ping()
                    await pong
            except TimeoutError:
                if pauses != self._pauses:
                    continue
                socket.protocol.fail(_INTERNAL_ERROR, "keepalive ping timeout")
                with suppress(Exception):
                    socket.send_data()
                socket.transport.abort()
                return
            except SocketClosed:
                return

    async def _supervise(self) -> None:
        """Follow the sockets, and end the session with the last of them, whatever happens."""
        try:
            await self._follow_sockets()
        except BaseException as error:
            if not self._closing.is_set():
                reason = f"the connection failed: {type(error).__name__}: {error}"
                self._finish(None, reason, "client", cause=error)
                self._socket.transport.abort()
            if not isinstance(error, Exception):
                raise
            _logger.exception("the connection failed")

    async def _follow_sockets(self) -> None:
        """Notice the end of each socket, and open the next one where that is wanted."""
        reconnector = self._reconnector
        while True:
            if self._renews:
                await self._renew_until_closed()
            await self._socket.wait_closed()
            self._connected.clear()
            if self._keepalive is not None:
                self._keepalive.cancel()
            error = self._socket.protocol.close_exc
            code, reason, initiator = ending(error, self._options)
            failure: Exception | None = None
            if self._session.error is None and not self._closing.is_set() and reconnector.applies(code, initiator):
                loss = self._session.mark_lost(code, reason, initiator)
                if self._recorder is not None:
                    self._recorder.connection("lost", code, reason)
                self._kick()
                reconnector.lost(initiator)
                failure = await self._reconnect(loss)
                if self._connected.is_set():
                    continue
            self._finish(code, reason, initiator, cause=masked(error), failure=failure)
            return

    async def _renew_until_closed(self) -> None:
        """Replace the session before it expires, again and again, until its socket ends."""
        while True:
            closed = self._loop.create_task(self._socket.wait_closed())
            try:
                if not await self._is_due(closed):
                    return
                # Between responses; a second time, for a response may begin while the next session is dialled.
                deadline = self._loop.time() + max(self._seconds_left() - _LAST_MOMENT, 1.0)
                await self._idle(closed, deadline)
                if closed.done() or not await self._renew(closed, deadline):
                    await asyncio.wait([closed], timeout=_RENEW_AGAIN)
                if self._closing.is_set():
                    return
            finally:
                closed.cancel()

    def _seconds_left(self) -> float:
        return self._session.expires_in(self._loop.time() - self._opened_at)

    async def _is_due(self, closed: asyncio.Task[None]) -> bool:
        """Wait until the session is to be renewed; return False when its socket ends first."""
        while not closed.done():
            left, age = self._seconds_left(), self._loop.time() - self._opened_at
            # Not before half of its life: a session shorter than `renew_before` is not renewed all the time.
            due = max(left - self._reconnector.renew_before, (left - age) / 2)
            if due <= 0:
                return True
            await asyncio.wait([closed], timeout=min(due, _LOOK_AGAIN if self._session.assembler.session else 1.0))
        return False

    async def _idle(self, closed: asyncio.Task[None], deadline: float) -> None:
        """Wait until no response goes on, the socket ends, or it is the last moment."""
        waiting = self._loop.create_task(self._wait(self._session.idle))
        try:
            timeout = max(deadline - self._loop.time(), 0.0)
            await asyncio.wait([closed, waiting], return_when=asyncio.FIRST_COMPLETED, timeout=timeout)
        finally:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)

    async def _renew(self, closed: asyncio.Task[None], deadline: float) -> bool:
        """Go on in a new session: its settings, its conversation, and the audio that was not committed.

        Returns:
            False when it was not possible, and the session goes on as it is.
        """
        old = self._socket
        try:
            socket = await self._dial(self._reconnector.url)
        except Exception as error:
            _logger.warning("the session could not be renewed: %s", error)
            return False
        try:
            await self._idle(closed, deadline)
            is_replaced = not closed.done() and not self._closing.is_set() and await self._replace(old, socket)
        except BaseException:
            socket.transport.abort()
            raise
        if not is_replaced:
            socket.transport.abort()
            return False
        if self._keepalive is not None:
            self._keepalive.cancel()
        self.spawn(_close_quietly(old))
        self._opened_at = self._loop.time()
        if self._recorder is not None:
            self._recorder.connection("reopened", reason="renewed before it expired")
        self._session.renewed()
        self._use(socket)
        self._kick()
        return True

    async def _replace(self, old: Socket, socket: Socket) -> bool:
        """Send the state of the session to the one that replaces it; False when that failed, and was taken back."""
        # What is sent meanwhile waits, and goes to the new session; what the old one still says is not read.
        self._connected.clear()
        old.hold()
        restored, unanswered = self._session.begin_renewal()
        audio = [Outgoing(data) for data in self._uncommitted]
        try:
            async with asyncio.timeout(self._options.send_timeout):
                await self._send_restored(socket, (*restored, *audio, *unanswered))
        except Exception as error:
            _logger.warning("the session could not be renewed: %s", error)
            self._session.undo_renewal(restored)
            self._connected.set()
            old.read_into(self._receive, self._received)
            self._kick()
            return False
        return True

    async def _send_restored(self, socket: Socket, restored: Iterable[Outgoing]) -> None:
        """Send the state of the session first over a new socket."""
        for outgoing in restored:
            await socket.send(outgoing.data, text=True)
            if self._recorder is not None:
                self._recorder.sent(outgoing.data, is_restored=True)

    async def _reconnect(self, loss: ConnectionLost) -> Exception | None:
        """Try to open the connection again; return the last failure when it stays closed."""
        failure: Exception | None = None
        while (wait := self._reconnector.next_wait(failure)) is not None:
            await asyncio.sleep(wait)
            try:
                await self._reopen(loss, failure)
            except Exception as error:
                clear_locals(error)
                failure = error
            else:
                break
        return failure

    async def _reopen(self, loss: ConnectionLost, failure: Exception | None) -> None:
        url = await self._reconnector.target(loss, failure)
        resumption_id = self._session.resumption_id
        if resumption_id is not None:
            url = resuming_url(url, resumption_id)
        socket = await self._dial(url)
        try:
            # A server that resumes a conversation sends its items.
            is_sent = self._reconnector.sends_conversation and resumption_id is None and not self._is_call
            restored = self._session.restore(conversation=is_sent, is_kept=self._is_call)
            await self._send_restored(socket, restored)
        except BaseException:
            socket.transport.abort()
            raise
        self._reconnector.opened()
        self._opened_at = self._loop.time()
        if self._recorder is not None:
            self._recorder.connection("reopened")
        self._session.regain(self._reconnector.number)
        self._use(socket)
        self._kick()

    def _finish(
        self,
        code: int | None,
        reason: str,
        initiator: Any,
        *,
        cause: BaseException | None = None,
        failure: Exception | None = None,
    ) -> None:
        """End the session; everything that waits hears of it."""
        self._session.close(code, reason, initiator, cause=cause, failure=failure)
        self._ended.set()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._keepalive is not None:
            self._keepalive.cancel()
        if self._recorder is not None and not self._recorder.has_ended:
            self._recorder.connection("closed", code, reason)
            self._recorder.end()

    def _stop_tasks(self) -> list[asyncio.Task[Any]]:
        """Cancel everything that runs for this connection, and return it."""
        current = asyncio.current_task()
        everything = (*self._tasks, self._supervisor, self._keepalive)
        tasks = [task for task in everything if task is not None and task is not current and not task.done()]
        for task in tasks:
            task.cancel()
        return tasks

    # Waiting.

    def spawn(self, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        """Run something for this connection, until it is closed."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _unsubscribe(self, subscription: Subscription) -> None:
        self._session.unsubscribe(subscription)
        self._relieve()

    async def _until(self, waiter: Waiter, awaited: str, timeout: float | None = None) -> None:
        """Wait until something is ready to be taken.

        Raises:
            RealtimeError: It has failed.
            RealtimeTimeoutError: It took too long.
        """
        if timeout is None:
            await self._wait(waiter)
            return
        try:
            async with asyncio.timeout(timeout):
                await self._wait(waiter)
        except TimeoutError:
            raise RealtimeTimeoutError(awaited, timeout, self._session.ledger.last_error) from None

    async def _wait(self, waiter: Waiter, *, takes: bool = False) -> None:
        """Wait until something is ready, or raise what it failed with; note who takes from it where that is asked."""
        owner = self._owner()
        if takes:
            waiter.owner = owner
        waiting = (owner, waiter)
        self._waiting.append(waiting)
        try:
            if self._is_paused:
                self._relieve()
            while not waiter.is_ready:
                if waiter.error is not None:
                    self._session.raise_error(waiter.error)
                future = self._loop.create_future()
                waker = partial(_resolve, future)
                waiter.wakers.add(waker)
                try:
                    await future
                finally:
                    waiter.wakers.discard(waker)
        finally:
            self._waiting.remove(waiting)

    def _check(self) -> None:
        """Raise where the connection cannot be used.

        Raises:
            ConnectionClosed: The connection has ended.
            RealtimeError: It belongs to another event loop.
        """
        self._check_loop()
        if self._session.error is not None:
            self._session.raise_error(self._session.error)

    def _owner(self) -> object:
        """Return the task that runs, or the thread it works for.

        Raises:
            RealtimeError: The connection belongs to another event loop.
        """
        # In the thread of the loop, its task is the one that runs. To ask which loop runs costs a system call.
        task = asyncio.current_task(self._loop) if get_ident() == self._thread else None
        if task is None:
            self._check_loop()
        return OWNER.get() or task

    def _check_loop(self) -> None:
        if asyncio.get_running_loop() is not self._loop:
            raise RealtimeError("the connection belongs to another event loop: open one in this loop")

    def abandon(self, request: ResponseRequest) -> None:
        """Give a request up, and have it cancelled at the server."""
        self._session.ledger.abandon(request)
        self._kick()

    async def _interrupt(
        self, playback: Playback | None, turns: list[Turn], cancelled: list[AssembledResponse]
    ) -> list[Truncation]:
        """Interrupt some turns, and cancel some responses at the server."""
        session = self._session
        cuts = [] if playback is None else playback.flush()
        if session.ledger.plays_audio:
            outgoing, _ = session.write({"type": "output_audio_buffer.clear"})
            session.ledger.outbox.append(outgoing)
        else:
            for turn in turns:
                turn.cut.update(cut.item_id for cut in cuts)
            cuts += self._unheard(turns)
            self._truncate(cuts)
        for response in cancelled:
            if not response.is_out_of_band:
                session.ledger.cancel(response)
        await self._flush()
        self._kick()
        return cuts

    async def _cut_off(self, turns: list[Turn]) -> None:
        """Truncate what the player was not given of some turns."""
        if not self._session.ledger.plays_audio:
            self._truncate(self._unheard(turns))
            await self._flush()

    def _unheard(self, turns: list[Turn]) -> list[Truncation]:
        return [cut for turn in turns for cut in turn.cut_unheard(self._session.audio_format_of(turn.response))]

    def _truncate(self, cuts: list[Truncation]) -> None:
        session = self._session
        for cut in cuts:
            if not session.is_in_conversation(cut.item_id):
                continue
            event = {"type": "conversation.item.truncate", "item_id": cut.item_id, "content_index": cut.content_index}
            end = session.clamp_audio_end(cut.item_id, cut.content_index, cut.audio_end_ms)
            outgoing, _ = session.write({**event, "audio_end_ms": end})
            session.ledger.outbox.append(outgoing)


class Connecting(Generic[EventT]):
    """A connection that is about to be opened: ``async with`` it, or ``await`` it and close it yourself."""

    def __init__(self, opening: Callable[[], Coroutine[Any, Any, AsyncConnection[EventT]]]) -> None:
        self._opening = opening
        self._connection: AsyncConnection[EventT] | None = None

    def __await__(self) -> Generator[Any, None, AsyncConnection[EventT]]:
        return self._open().__await__()

    async def __aenter__(self) -> AsyncConnection[EventT]:
        self._connection = await self._open()
        return self._connection

    @hides_arguments
    async def _open(self) -> AsyncConnection[EventT]:
        return await self._opening()

    if not TYPE_CHECKING:
        # To a type checker they would make every use valid.
        def __getattr__(self, name: str) -> Any:
            raise AttributeError(f"the connection is not open, so it has no {name!r} yet: {_OPEN_IT}")

        def __enter__(self) -> Any:
            raise InvalidArgumentError(f"the connection is opened with asyncio: {_OPEN_IT}; or use connect_sync")

        def __exit__(self, *args: object) -> None:
            """Let ``with`` come as far as `__enter__`."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._connection is not None
        await self._connection.close()


def check_close(code: int, reason: str) -> None:
    """Refuse what a close frame cannot carry.

    Raises:
        InvalidArgumentError: The code or the reason cannot be sent.
    """
    given: object = code
    if not isinstance(given, int) or (given != _NORMAL and not 3000 <= given <= 4999):
        raise InvalidArgumentError(f"close code {code!r} cannot be sent: use 1000, or 3000 to 4999")
    try:
        size = len(reason.encode())
    except UnicodeEncodeError:
        raise InvalidArgumentError("the reason of a close must not contain lone surrogates") from None
    if size > _REASON:
        raise InvalidArgumentError(f"the reason of a close takes at most {_REASON} bytes")


def _condition(what: Awaited) -> Callable[[Any], bool]:
    """Return a condition on events: that an event is of a class or a type, or one that was passed.

    Raises:
        InvalidArgumentError: It is none of these.
    """
    if isinstance(what, str):
        return lambda event: bool(event.type == what)
    if isinstance(what, type):
        return lambda event: isinstance(event, what)
    if not callable(what):
        raise InvalidArgumentError(f"wait_for takes a type, a class or a condition, not {what!r}")
    return what


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _discard(frame: bytes) -> bool:
    """Take a message of a connection that is being closed."""
    return True


def _nothing() -> None:
    """Do nothing after such messages."""


async def _close_quietly(socket: Socket) -> None:
    """Close the socket of a session that has been replaced."""
    try:
        await socket.close()
    finally:
        socket.transport.abort()


def _anything(event: Any) -> bool:
    return True
