"""A live session over a WebSocket, blocking: the asyncio connection in a thread of its own.

The thread reads, answers pings and reconnects, whatever the program does. Any number of threads may use a connection.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from copy import copy
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from .._core.threads import run_in_thread
from .._core.tracebacks import hides_arguments
from .._decode.dialects import Dialect
from .._generated.waits import EventT, Waits
from .._session.commands import Commands
from .._session.reconnect import Reconnect
from .._session.requests import Waiter
from .._session.subscriptions import Subscription
from .._session.turns import FunctionRun, Playback
from .._session.turns import Turn as TurnState
from ..assembly import AssembledResponse, ConversationItem, Piece
from ..errors import ConnectionClosed, RealtimeError, ServerError
from .asyncio_connection import AsyncConnection, Awaited, check_close
from .asyncio_connection import open_connection as open_async_connection
from .handshake import CHUNK, Options, is_normal
from .owners import OWNER
from .streams import MAX_ROUNDS, ResponseStream
from .turns import AsyncTurn

if TYPE_CHECKING:
    from .._decode.aliases import EventInput, ResponseSettings
    from .._session.resume import Reconnected
    from ..audio import Truncation
    from ..functions import Functions
    from ..models import RealtimeMCPApprovalRequest
    from ..recordings import Recording, RecordOptions
    from ..recordings.timeline import Follows

__all__ = ["Connection", "ResponseIterator", "Turn", "open_connection"]

_T = TypeVar("_T")
# Seconds that closing waits for the thread beyond the closing handshake; a function that still runs may outlast it.
_JOIN: Final = 1.0


def open_connection(
    url: str,
    *,
    headers: Mapping[str, str] | Callable[[], Mapping[str, str]] | None = None,
    dialect: Dialect | None = None,
    options: Options | None = None,
    clock: Callable[[], float] | None = None,
    record: str | PathLike[str] | RecordOptions | None = None,
    telemetry: Follows | None = None,
    reconnect: Reconnect | None = None,
    on_error: Callable[[ServerError], object] | None = None,
) -> Connection[Any]:
    """Connect to a server; takes and raises what the asyncio `open_connection` does.

    Callbacks that are not async may block; ``on_error`` and conditions are called in the thread of the connection, and
    must not use it.
    """

    async def fetch() -> Mapping[str, str]:
        assert callable(headers)
        return await run_in_thread(headers)

    thread = _LoopThread()
    try:
        connection = thread.call(
            open_async_connection(
                url,
                headers=fetch if callable(headers) else headers,
                dialect=dialect,
                options=options,
                clock=clock,
                record=record,
                telemetry=telemetry,
                reconnect=reconnect,
                on_error=on_error,
                in_thread=True,
            )
        )
    except BaseException:
        thread.stop(0.0)
        raise
    return Connection[Any](connection, thread)


class _LoopThread:
    """A thread that runs an event loop."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop
        self._stopped: asyncio.Event
        # A loop does not begin what it is handed while it ends: who waits for that would wait for ever.
        self.has_stopped = False
        self._lock = threading.Lock()
        started = threading.Event()

        async def main() -> None:
            self.loop = asyncio.get_running_loop()
            self._stopped = asyncio.Event()
            started.set()
            await self._stopped.wait()

        # A program that forgets to close a connection can end all the same.
        self._thread = threading.Thread(
            target=lambda: asyncio.run(main()), name="realtime_client connection", daemon=True
        )
        self._thread.start()
        started.wait()

    @property
    def is_current(self) -> bool:
        """True in this very thread."""
        return threading.current_thread() is self._thread

    @property
    def is_elsewhere(self) -> bool:
        """True in a process that was forked from the one in which the thread runs."""
        return not self.has_stopped and not self._thread.is_alive()

    def check(self) -> None:
        """Raise where waiting for the thread would never end.

        Raises:
            RealtimeError: It is called from a callback in that thread, or in another process.
        """
        if self.is_current:
            raise RealtimeError("a callback must not use the blocking connection that it is called by")
        if self.is_elsewhere:
            raise RealtimeError("the connection belongs to the process before the fork: open one in this process")

    def call(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run something in the thread and wait for it; it is cancelled when the wait is interrupted.

        Raises:
            RealtimeError: It is called from a callback in that thread, or in another process.
            RuntimeError: The thread has ended.
        """
        try:
            self.check()
            with self._lock:
                if self.has_stopped:
                    raise RuntimeError("the thread of the connection has ended")
                future = asyncio.run_coroutine_threadsafe(work, self.loop)
        except (RealtimeError, RuntimeError):
            work.close()
            raise
        try:
            return future.result()
        except BaseException:
            # Ctrl-C, for one: what was waited for is given up.
            future.cancel()
            raise

    def stop(self, timeout: float | None) -> None:
        """End the thread, and wait for that."""
        # Another thread may have ended it.
        with self._lock, suppress(RuntimeError):
            self.has_stopped = True
            self.loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(timeout)


class Connection(Commands[str], Waits[EventT]):
    """A session with a server, read from open to close by a thread of its own.

    Iterate over it for the events from then on, or wait for just what you need: `respond`, `stream`, `turns`,
    `wait_for`. Any number of threads may do so at once. It is a context manager that closes the connection.

    Args:
        connection: The asyncio connection.
        thread: The thread that it runs in.
    """

    def __init__(self, connection: AsyncConnection[EventT], thread: _LoopThread) -> None:
        self._async = connection
        connection.front = self
        self._thread = thread
        self._session = connection._session

    def __repr__(self) -> str:
        return repr(self._async).replace("AsyncConnection", "Connection", 1)

    @property
    def recording(self) -> Recording:
        """The session so far; see `AsyncConnection.recording`."""
        return self._async.recording

    @property
    def is_closed(self) -> bool:
        """True once the connection has ended for good."""
        return self._async.is_closed

    @hides_arguments
    def send(self, event: EventInput) -> str:
        """Send any event.

        Returns:
            Its id: the one it has, or a new one.

        Raises:
            ConnectionClosed: The connection has ended.
            RealtimeTimeoutError: The server did not read for `Options.send_timeout` seconds.
            RealtimeError: The event cannot be written as JSON.
        """
        return self._call(self._async.send(event))

    def send_audio(self, audio: bytes, *, chunk: int = CHUNK) -> None:
        """Append audio to the input buffer, in events of at most ``chunk`` bytes.

        Raises:
            ConnectionClosed: The connection has ended.
            RealtimeTimeoutError: The server did not read for `Options.send_timeout` seconds.
            InvalidArgumentError: The audio is neither bytes nor an array of 16-bit samples.
        """
        self._call(self._async.send_audio(audio, chunk=chunk))

    @hides_arguments
    def respond(
        self,
        response: ResponseSettings | None = None,
        *,
        functions: Functions | None = None,
        max_rounds: int | None = MAX_ROUNDS,
        timeout: float | None = None,
    ) -> AssembledResponse:
        """Have the model answer, and wait for the end of its answer.

        A conversation has one response at a time: the request waits for its turn. It is given up, and cancelled at the
        server, when it times out or is interrupted. Functions run in threads of their own.

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
        return self._call(self._async.respond(response, functions=functions, max_rounds=max_rounds, timeout=timeout))

    @hides_arguments
    def stream(
        self,
        response: ResponseSettings | None = None,
        *,
        functions: Functions | None = None,
        max_rounds: int | None = MAX_ROUNDS,
        timeout: float | None = None,
    ) -> ResponseIterator:
        """Have the model answer, and iterate over the pieces of its answer as they arrive.

        The request is sent when the iteration begins, and given up when the iteration is left early. Takes and raises
        what `respond` does.
        """
        stream = self._async.stream(response, functions=functions, max_rounds=max_rounds, timeout=timeout)
        return ResponseIterator(self, stream)

    def turns(
        self,
        *,
        functions: Functions | None = None,
        playback: Playback | None = None,
        on_interrupt: Callable[[list[Truncation]], object] | None = None,
        on_approval: Callable[[RealtimeMCPApprovalRequest], bool | Awaitable[bool]] | None = None,
        max_rounds: int | None = MAX_ROUNDS,
    ) -> Iterator[Turn]:
        """Iterate over the turns of the conversation, as `AsyncConnection.turns` does.

        Functions run in threads of their own while the conversation goes on.

        Raises:
            ConnectionClosed: The connection ended other than normally.
        """
        turns = self._async.turns(
            functions=functions,
            playback=playback,
            on_interrupt=on_interrupt,
            on_approval=on_approval,
            max_rounds=max_rounds,
        )
        has_begun = False
        try:
            for turn in self._iterate(turns.__aiter__()):
                has_begun = True
                yield self.blocking_turn(turn)
        except ConnectionClosed as error:
            # Another thread may have closed the connection: there is no loop any more that would end the iteration.
            has_ended = has_begun and self._thread.has_stopped
            if not has_ended or not is_normal(error) or self._async._reconnector.has_given_up:
                raise

    def blocking_turn(self, turn: AsyncTurn) -> Turn:
        """Return the blocking form of a turn."""
        return Turn(self, turn)

    def interrupt(self, playback: Playback | None = None) -> list[Truncation]:
        """Stop the assistant, as `AsyncConnection.interrupt` does.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        return self._call(self._async.interrupt(playback))

    def _wait_for(self, what: Awaited, timeout: float | None) -> Any:
        return self._call(self._async._wait_for(what, timeout))

    def recv(self, *, timeout: float | None = None) -> EventT | Reconnected:
        """Wait for the next event; for a loop over all, iterate over the connection.

        Raises:
            ConnectionClosed: The connection has ended.
            RealtimeTimeoutError: It took too long.
        """
        return self._call(self._async.recv(timeout=timeout))

    def __iter__(self) -> Iterator[EventT | Reconnected]:
        subscription = Subscription()
        try:
            self._call(self._begin(subscription))
            while True:
                subscription.owner = threading.current_thread()
                self._wait(subscription)
                event: EventT | Reconnected
                for event in subscription.take_all():
                    if self._async._is_paused:
                        # Another thread may go on with the iteration.
                        subscription.owner = threading.current_thread()
                        self._relieve()
                    yield event
        except ConnectionClosed as error:
            if not is_normal(error) or self._async._reconnector.has_given_up:
                raise
        finally:
            self._later(self._async._unsubscribe, subscription)

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection, as `AsyncConnection.close` does.

        Raises:
            InvalidArgumentError: The code or the reason cannot be sent; the connection stays open.
        """
        check_close(code, reason)
        if self._thread.is_elsewhere:
            # The process that opened it closes it.
            return
        self._thread.check()
        try:
            # Another thread may have closed it.
            with suppress(CancelledError, RuntimeError):
                self._thread.call(self._async.close(code, reason))
        finally:
            # Also when waiting is interrupted, by a second Ctrl-C for one.
            self._thread.stop(_JOIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _command(self, event: dict[str, Any], wait: bool) -> str:
        return self._call(self._async._command(event, wait))

    async def _begin(self, subscription: Subscription) -> None:
        self._session.subscribe(subscription)

    def _call(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run something in the thread of the connection.

        Raises:
            ConnectionClosed: The connection has ended.
        """
        # The task that does the work starts with a copy of this context.
        token = OWNER.set(threading.current_thread())
        try:
            return self._thread.call(work)
        except (CancelledError, RuntimeError):
            if self._session.error is None:
                raise
            raise copy(self._session.error) from self._session.error.__cause__
        finally:
            OWNER.reset(token)

    def _later(self, work: Callable[..., object], *args: Any) -> None:
        """Run something in the thread of the connection, without waiting for it."""
        # A connection that is closed has nothing left to do.
        with suppress(RuntimeError):
            self._thread.loop.call_soon_threadsafe(work, *args)

    def _relieve(self) -> None:
        if self._async._is_paused:
            self._later(self._async._relieve)

    def _wait(self, waiter: Waiter) -> None:
        """Wait in this thread until something is ready to be taken.

        Raises:
            RealtimeError: It has failed.
        """
        self._thread.check()
        waiting = (threading.current_thread(), waiter)
        signal = threading.Event()

        def wake() -> None:
            # After everything that arrived together: woken by the first event of it, this thread would take turns with
            # the other one for each.
            self._thread.loop.call_soon(signal.set)

        self._async._waiting.append(waiting)
        try:
            self._relieve()
            while True:
                # Before it is looked at, so that nothing is missed that the other thread does in between.
                waiter.wakers.add(wake)
                if waiter.is_ready:
                    return
                if waiter.error is not None:
                    self._session.raise_error(waiter.error)
                signal.wait()
                signal.clear()
        finally:
            waiter.wakers.discard(wake)
            self._async._waiting.remove(waiting)

    def _pieces(self, turn: TurnState) -> Iterator[Piece]:
        """Iterate over the pieces of a turn in this thread."""
        has_ended = False
        while not has_ended:
            turn.owner = threading.current_thread()
            self._wait(turn)
            # Asked before the pieces are taken, of which none comes after that.
            has_ended = turn.has_ended
            while (piece := turn.next_piece()) is not None:
                if self._async._is_paused:
                    turn.owner = threading.current_thread()
                    self._relieve()
                yield piece

    def _iterate(self, items: AsyncIterator[_T]) -> Iterator[_T]:
        """Iterate over something of the asyncio connection."""
        nothing: Any = object()

        async def following() -> _T:
            return await anext(items, nothing)

        async def leave() -> None:
            await items.aclose()  # type: ignore[attr-defined]

        while True:
            # An exception, Ctrl-C among them, ends what is iterated over.
            item = self._call(following())
            if item is nothing:
                return
            try:
                yield item
            except GeneratorExit:
                if self._thread.is_current:  # pragma: no cover - garbage collection chooses the thread
                    # It was left behind, and collected in the thread of the connection.
                    self._thread.loop.create_task(leave())
                elif self._session.error is None:
                    # Another thread may close the connection just now, which ends the iteration as well.
                    with suppress(ConnectionClosed):
                        self._call(leave())
                raise


class ResponseIterator:
    """Pieces of a response as they arrive, and of those that its function calls lead to.

    The request is sent when the iteration begins, and given up when it is left early.

    Args:
        connection: The connection.
        stream: The asyncio stream.
    """

    def __init__(self, connection: Connection[Any], stream: ResponseStream) -> None:
        self._connection = connection
        self._stream = stream

    @property
    def response(self) -> AssembledResponse:
        """The last response, as far as it has arrived.

        Raises:
            RuntimeError: It has not begun.
        """
        return self._stream.response

    @property
    def responses(self) -> list[AssembledResponse]:
        """The response, and with functions all that followed it, the last one as far as it has arrived."""
        return self._stream.responses

    def __iter__(self) -> Iterator[Piece]:
        for batch in self._connection._iterate(self._stream.batches()):
            yield from batch


class Turn:
    """One turn: iterate over it for the pieces of its answer, or `wait` for its end.

    Pieces are kept until the next turn is taken from `Connection.turns`.
    """

    def __init__(self, connection: Connection[Any], turn: AsyncTurn) -> None:
        self._connection = connection
        self._turn = turn

    def __repr__(self) -> str:
        return repr(self._turn)

    @property
    def response(self) -> AssembledResponse:
        """The response, as it grows."""
        return self._turn.response

    @property
    def user(self) -> list[ConversationItem]:
        """Items of the user since the turn before; their transcripts may still grow."""
        return self._turn.user

    @property
    def user_text(self) -> str:
        """Text of the user, written or transcribed so far."""
        return self._turn.user_text

    @property
    def text(self) -> str:
        """Text of the answer so far, written or spoken."""
        return self._turn.text

    @property
    def status(self) -> str:
        """Status of the response: ``in_progress``, or how it ended."""
        return self._turn.status

    @property
    def is_requested(self) -> bool:
        """True for a response that this client asked for."""
        return self._turn.is_requested

    @property
    def is_interrupted(self) -> bool:
        """True once the user has spoken over it."""
        return self._turn.is_interrupted

    @property
    def calls(self) -> list[FunctionRun]:
        """Functions that the model called in it, each with its output once it is there."""
        return self._turn.calls

    @property
    def time_to_first_text(self) -> float | None:
        """Seconds from the request, or the end of the user's speech, to the first text; None before that."""
        return self._turn.time_to_first_text

    @property
    def time_to_first_audio(self) -> float | None:
        """Seconds from the request, or the end of the user's speech, to the first audio; None before that."""
        return self._turn.time_to_first_audio

    def __iter__(self) -> Iterator[Piece]:
        connection = self._connection
        try:
            if self._turn._playback is None:
                yield from connection._pieces(self._turn._turn)
            else:
                # Each piece is handed over in the thread that notices the user's speech.
                yield from connection._iterate(self._turn.__aiter__())
        except ConnectionClosed:
            turn = self._turn._turn
            if not connection._thread.has_stopped:
                raise
            # What had arrived stays, though the thread that would give it out has ended.
            while (piece := turn.next_piece()) is not None:
                yield piece
            if not turn.is_ready:
                raise

    def wait(self) -> AssembledResponse:
        """Wait for the end of the response; pieces that were not taken are passed over."""
        try:
            return self._connection._call(self._turn.wait())
        except ConnectionClosed:
            if not self._turn._turn.is_ready or not self.response.is_final:
                raise
            return self.response
