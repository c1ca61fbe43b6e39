"""The turns of a live conversation: functions that run meanwhile, and interruption by what was heard."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from functools import partial
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING, Any, Final

from .._core.threads import run_in_thread
from .._session.commands import call_id_of, distinct_calls
from .._session.turns import FunctionRun, Playback, Turn, TurnFeed, interrupts_by_itself
from ..assembly import AssembledResponse, ConversationItem, Piece
from ..errors import ConnectionLost, RealtimeError, ServerError
from .handshake import is_normal
from .iteration import leave_at_once
from .owners import current_owner

if TYPE_CHECKING:
    from ..audio import Truncation
    from ..functions import FunctionCall, Functions
    from ..models import RealtimeMCPApprovalRequest
    from .asyncio_connection import AsyncConnection

__all__ = ["AsyncTurn", "Turns"]

_logger: Final = logging.getLogger("realtime_client")


class AsyncTurn:
    """One turn: iterate over it for the pieces of its answer, or `wait` for its end.

    Pieces are kept until the next turn is taken from `AsyncConnection.turns`.
    """

    def __init__(self, turn: Turn, connection: AsyncConnection[Any], playback: Playback | None) -> None:
        self._turn = turn
        self._connection = connection
        self._playback = playback

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

    async def __aiter__(self) -> AsyncIterator[Piece]:
        connection, turn, hands_over = self._connection, self._turn, self._playback is not None
        while True:
            if not turn.pieces or connection._is_paused:
                await connection._wait(turn, takes=True)
            piece = turn.next_piece()
            if piece is None:
                return
            if connection._is_paused:
                connection._relieve()
            if hands_over and not self._hands_over(piece):
                continue
            yield piece

    async def wait(self) -> AssembledResponse:
        """Wait for the end of the response; pieces that were not taken are passed over."""
        self._turn.pardon()
        async for _ in self:
            pass
        return self.response

    def _hands_over(self, piece: Piece) -> bool:
        """Hand audio over to the playback; False where the player must not get it any more."""
        if self._playback is None or not piece.audio:
            return True
        if self._turn.is_interrupted:
            return False
        audio_format = self._connection._session.audio_format_of(self.response)
        item_id = piece.item.id
        if item_id is None:
            return True
        content_index = getattr(piece.event, "content_index", 0)
        index = content_index if isinstance(content_index, int) else 0
        is_wanted = self._playback.hand_over(item_id, index, len(piece.audio), audio_format)
        if is_wanted:
            handed = self._turn.handed
            handed[item_id, index] = handed.get((item_id, index), 0) + len(piece.audio)
        return is_wanted


class Turns:
    """The turns of a conversation as they begin; see `AsyncConnection.turns`."""

    def __init__(
        self,
        connection: AsyncConnection[Any],
        functions: Functions | None,
        playback: Playback | None,
        on_interrupt: Callable[[list[Truncation]], object] | None,
        on_approval: Callable[[RealtimeMCPApprovalRequest], bool | Awaitable[bool]] | None,
        max_rounds: int | None,
    ) -> None:
        self._connection = connection
        self._functions = functions
        self._playback = playback
        self._on_interrupt = on_interrupt
        self._on_approval = on_approval
        self._max_rounds = max_rounds
        self._rounds = 0
        self._running: set[asyncio.Task[None]] = set()
        # Calls that end when the user speaks, and those that did.
        self._cancellable: set[asyncio.Future[str]] = set()
        self._interrupted: set[asyncio.Future[str]] = set()
        self._failure: BaseException | None = None

    def __aiter__(self) -> AsyncIterator[AsyncTurn]:
        connection = self._connection
        ledger = connection._session.ledger
        feed = TurnFeed(ledger.is_requested, self._ended, self._speech_started, self._cancel_functions)
        feed.playback = self._playback
        if self._on_approval is not None:
            feed.on_item = self._item_arrived
        self._feed = feed
        leave = partial(self._leave, feed)
        return leave_at_once(feed, self._follow(feed), leave, connection._loop, connection._thread)

    async def _follow(self, feed: TurnFeed) -> AsyncGenerator[AsyncTurn, None]:
        connection = self._connection
        session = connection._session
        connection._check()
        session.feeds.append(feed)
        session.observers.append(feed.observe)
        session.add_waiter(feed)
        feed.begin(session.take_untaken(), session.assembler.conversation)
        try:
            while True:
                feed.step(current_owner())
                try:
                    await connection._wait(feed)
                except RealtimeError as error:
                    if self._failure is not None:
                        raise self._failure from None
                    if is_normal(error) and not connection._reconnector.has_given_up:
                        return
                    raise
                if self._failure is not None:
                    raise self._failure
                turn = AsyncTurn(feed.next_turn(), connection, self._playback)
                yield turn
        finally:
            self._leave(feed)

    def _leave(self, feed: TurnFeed) -> None:
        """Leave an iteration; a turn that was taken may still be waited for, and a function that runs goes on."""
        connection = self._connection
        feed.on_left = partial(connection._loop.call_soon, self._unfollow, feed)
        connection._session.leave_untaken(feed.leave())
        self._unfollow(feed)

    def _unfollow(self, feed: TurnFeed) -> None:
        """Follow the session no more, once the iteration was left and no turn is open."""
        session = self._connection._session
        if feed.is_left and not feed.open and feed in session.feeds:
            # Other lists: garbage collection may come here while these are iterated over.
            session.observers = [each for each in session.observers if each != feed.observe]
            session.feeds = [each for each in session.feeds if each is not feed]
            session.remove_waiter(feed)

    def _spawn(self, work: Any) -> None:
        task = self._connection.spawn(work)
        self._running.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None and self._feed.is_left and self._connection._session.error is None:
            _logger.error("a function or callback failed after its turns were left", exc_info=error)
        elif error is not None and self._connection._session.error is None:
            self._failure = self._failure or error
            failure = RealtimeError(f"a function or callback failed: {type(error).__name__}: {error}")
            failure.__cause__ = error
            self._feed.fail(error if isinstance(error, RealtimeError) else failure)

    def _speech_started(self) -> None:
        if self._feed.is_left:
            self._cancel_functions()
            return
        self._rounds = 0
        session = self._connection._session
        turns = self._feed.interrupt()
        # A player that does not say whether it plays may.
        if turns or (self._playback is not None and getattr(self._playback, "is_playing", True)):
            is_open = any(not turn.response.is_final for turn in turns)
            cancel = is_open and not interrupts_by_itself(session.assembler.session)
            self._spawn(self._interrupt(turns, [turn.response for turn in turns] if cancel else []))

    def _cancel_functions(self) -> None:
        for work in self._cancellable:
            work.cancel()
        self._interrupted |= self._cancellable

    async def _interrupt(self, turns: list[Turn], cancelled: list[AssembledResponse]) -> None:
        was_playing = getattr(self._playback, "is_playing", None)
        # A response that has begun by now is not among them: it answers what the user has said.
        cuts = await self._connection._interrupt(self._playback, turns, cancelled)
        if self._on_interrupt is not None and (turns or cuts or was_playing):
            await self._called_back(self._on_interrupt, cuts)

    async def _called_back(self, callback: Callable[..., Any], *args: Any) -> Any:
        """Call a callback; one of a blocking connection may block, and use it."""
        in_thread = self._connection.front is not None and not iscoroutinefunction(callback)
        result = await run_in_thread(callback, *args) if in_thread else callback(*args)
        return await result if isawaitable(result) else result

    def _ended(self, turn: Turn) -> None:
        whole = turn.response.response
        if turn.is_interrupted and self._playback is not None and turn.response.audio_size:
            # Audio that came after the interruption was not heard either.
            self._spawn(self._connection._cut_off([turn]))
        if whole is None or not turn.response.has_succeeded or self._feed.is_left:
            return
        for item in whole.output if isinstance(whole.output, list) else ():
            self._item_arrived(item, turn)
        calls = distinct_calls(whole.function_calls)
        # What asked for the response may call them, or another iteration over turns.
        if self._functions is None or not calls or turn.response.is_served:
            if not calls:
                self._rounds = 0
            return
        turn.response.is_served = True
        self._rounds += 1
        if self._max_rounds is not None and self._rounds > self._max_rounds:
            self._feed.fail(
                RealtimeError(f"the model goes on calling functions after {self._max_rounds} rounds of calls")
            )
            return
        self._spawn(self._run(turn, calls))

    def _item_arrived(self, item: Any, turn: Turn | None = None) -> None:
        """Have a request for approval decided, once.

        Servers name it in the conversation, in the response, or both, and several iterations may follow them.
        """
        is_request = getattr(item, "type", None) == "mcp_approval_request"
        if self._on_approval is None or self._feed.is_left or not is_request:
            return
        if not isinstance(item.id, str) or not item.id:
            self._report("a request for approval has no id, so that it cannot be decided", turn)
        elif self._connection._session.approvals.claim(item.id):
            self._spawn(self._approve(item))

    async def _approve(self, request: Any) -> None:
        assert self._on_approval is not None
        decision = await self._called_back(self._on_approval, request)
        if self._connection._session.approvals.is_decided(request.id):
            # The program has decided it in another task.
            return
        decide = self._connection.approve if decision else self._connection.deny
        await decide(request.id)

    def _report(self, what: str, turn: Turn | None) -> None:
        """Make known what the server left out, while the conversation goes on."""
        self._connection._session.assembler.note(what, None if turn is None else turn.response.id)
        _logger.warning("%s", what)

    def _answerable(self, turn: Turn, calls: list[FunctionCall]) -> list[FunctionCall]:
        """Return the calls whose output can be sent, and report the others, which are not made."""
        found = []
        for call in calls:
            try:
                call_id_of(call)
            except RealtimeError as error:
                turn.calls.append(FunctionRun(call, error=error))
                self._report(str(error), turn)
            else:
                found.append(call)
        return found

    async def _run(self, turn: Turn, calls: list[FunctionCall]) -> None:
        """Run the functions of one response at once, then let the model go on."""
        connection, functions = self._connection, self._functions
        assert functions is not None
        session = connection._session
        calls = self._answerable(turn, calls)
        clock = asyncio.get_running_loop().time
        loss = session.loss
        sent: list[str] = []
        records: list[FunctionRun] = []

        async def run(call: FunctionCall) -> None:
            record = FunctionRun(call, started_at=clock())
            records.append(record)
            turn.calls.append(record)
            front = connection.front if functions.runs_in_thread(call) else None
            own: Any = AsyncTurn(turn, connection, self._playback)
            work = asyncio.ensure_future(
                functions.call_async(
                    call,
                    connection=front or connection,
                    turn=own if front is None else front.blocking_turn(own),
                    in_thread=connection.front is not None,
                )
            )
            if functions.cancels_on_interrupt(call):
                self._cancellable.add(work)
            try:
                record.output = await work
            except asyncio.CancelledError as error:
                record.error = error
                if work not in self._interrupted:
                    work.cancel()
                    raise
                turn.is_interrupted = True
                record.output = functions.interrupted(call)
            except Exception as error:
                record.error = error
                raise
            finally:
                record.finished_at = clock()
                self._cancellable.discard(work)
                self._interrupted.discard(work)
            sent.append(await connection.send_output(call, record.output, loss))

        try:
            async with asyncio.TaskGroup() as group:
                for call in calls:
                    group.create_task(run(call))
        except BaseExceptionGroup as group:
            error = group.exceptions[0]
            if isinstance(error, ConnectionLost):
                _logger.warning("the outputs of %d function call(s) were lost with the connection", len(calls))
                return
            raise error from None
        if all(isinstance(record.error, asyncio.CancelledError) for record in records):
            # There is nothing to go on with. Or the user speaks, and what comes next answers that.
            return
        request = None
        try:
            request = session.submit(None, sent, collects=False)
            request.is_continuation = True
            await connection._flush()
            connection._kick()
            while not request.is_settled:
                await connection._wait(request)
        except (ServerError, ConnectionLost) as error:
            _logger.warning("the model could not go on after its function calls: %s", error)
        finally:
            if request is not None and not request.is_settled:
                connection.abandon(request)
