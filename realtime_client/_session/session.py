"""One session of the protocol without a socket: its state, what waits for its events, and what is sent.

Both connections share it. A connection hands over every frame as it arrives, sends what is in the ledger's outbox, and
calls its `tick` when its deadline has passed. State is always current, whether or not anything waits.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from inspect import isawaitable
from math import isfinite
from time import time
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol, TypeAlias

from .._core.audio_format import DEFAULT_FORMAT, AudioFormat
from .._core.json import dumps, repair
from .._core.model import Model
from .._core.tracebacks import clear_causes
from .._decode.decoder import EventDecoder
from .._decode.dialects import DIALECTS, Dialect
from ..assembly import AssembledResponse, Assembler, Change, Conversation
from ..audio import append_event
from ..errors import (
    ConnectionClosed,
    ConnectionLost,
    DecodeError,
    InvalidArgumentError,
    RealtimeError,
    ServerError,
)
from .ledger import Idle, Ledger, Outgoing
from .requests import ACKNOWLEDGED_BY, Request, ResponseRequest, Waiter
from .resume import Reconnected, restorable_items
from .subscriptions import Expectation, Subscription
from .turns import Approvals, TurnFeed

if TYPE_CHECKING:
    from .._decode.aliases import Usage

__all__ = ["Json", "Session", "plain_mapping"]

Json: TypeAlias = Model | Mapping[str, Any]
Observer: TypeAlias = Callable[[Any, Change], None]


class Holder(Protocol):
    """Something that keeps what has not been taken.

    Attributes:
        owner: The task, or thread, that takes from it.
    """

    owner: Any

    @property
    def buffered(self) -> int:
        """Size of what it keeps, in bytes."""

    def overflow(self, error: RealtimeError) -> None:
        """Drop what it keeps, and fail."""


# Events, and their size in bytes, that are kept for the next iteration or `wait_for` while there is none.
_BACKLOG: Final = 1_000
_BACKLOG_SIZE: Final = 256 * 2**10
# Responses that ended while nothing took them, kept for the next iteration over turns, with their audio.
_UNTAKEN: Final = 4
# Seconds since the epoch beyond which an expiry is no time at all.
_LATEST: Final = 1e12
# Seconds that a session lasts where the server does not say.
_LIFETIME: Final = 3_600.0

_OVERFLOW: Final = (
    "too much piled up while the body of this iteration waited for something else: iterate in a task of its own, or "
    "raise Options.max_buffered"
)
_ENDED: Final = (
    "too much piled up after the task had ended that last took something from this iteration: iterate in one task, or "
    "raise Options.max_buffered"
)

_logger: Final = logging.getLogger("realtime_client")


def plain_mapping(value: Json) -> dict[str, Any]:
    """Return a model or a mapping as a mapping of its own.

    Raises:
        InvalidArgumentError: It is neither.
    """
    given: object = value
    if isinstance(given, Model):
        return given.to_dict()
    if isinstance(given, Mapping):
        return dict(given)
    raise InvalidArgumentError(f"a model or a mapping is expected, not {type(given).__name__}")


class Session:
    """State of one session.

    Args:
        now: Gives the time in seconds, for deadlines.
        dialect: Dialect of the session; None recognises it from what the server sends.
        clock: Gives the time in seconds, for the timings of responses; None takes none.
        marks: Whether requests of responses are marked, so that a response names the request it answers.
        keep_responses: Most ended responses to keep; None keeps all.
        keep_audio: Whether ended responses keep their audio.
        keep_notes: Most notes to keep; None keeps all.
        error_grace: Seconds after which an error that names no event settles what it is most likely about.
        max_buffered: Size in bytes of what has not been taken at which reading is to pause.
        max_events: Number of events of one subscription at which reading is to pause; None for no limit.
        on_error: Called with every error that settles no request.

    Attributes:
        assembler: Responses and conversation so far.
        ledger: Requests, and the frames that are to be sent for them.
        error: Reason the connection has ended, None while it is open.
        loss: Last loss of a connection of this session, None when there was none.
        observers: Called with every event and what it changed.
        feeds: Those that follow turns.
        approvals: Requests for approval that were taken on, or decided.
        usage: Tokens of all responses that have ended, added up; None while there are none.
        on_error: Called with every error that settles no request.
    """

    def __init__(
        self,
        now: Callable[[], float],
        dialect: Dialect | None = None,
        *,
        clock: Callable[[], float] | None = None,
        marks: bool = True,
        keep_responses: int | None = None,
        keep_audio: bool = True,
        keep_notes: int | None = None,
        error_grace: float = 1.0,
        max_buffered: int = 64 * 2**20,
        max_events: int | None = None,
        on_error: Callable[[ServerError], object] | None = None,
    ) -> None:
        self.assembler = Assembler(clock, keep=keep_responses, keep_audio=keep_audio, keep_notes=keep_notes)
        self.ledger = Ledger(
            self.assembler,
            now,
            clock=clock,
            marks=marks,
            grace=error_grace,
            on_error=self._report,
            on_close=self._note_end,
        )
        self.error: ConnectionClosed | None = None
        self.loss: ConnectionLost | None = None
        self.observers: list[Observer] = []
        self.feeds: list[TurnFeed] = []
        self.approvals = Approvals()
        self.usage: Usage | None = None
        self.on_error = on_error
        # Runs what an async callback returned.
        self.run: Callable[[Any], object] = _not_run
        self._decoder = EventDecoder(dialect)
        self._max_buffered = max_buffered
        self._max_events = max_events
        self._subscriptions: list[Subscription] = []
        self._expectations: list[Expectation] = []
        self._waiters: list[Waiter] = []
        self._backlog: deque[tuple[Any, int]] = deque()
        self._backlog_size = 0
        # Bytes that arrived since it was last looked at how much has not been taken, and how many may.
        self._unmeasured = 0
        self._unmeasured_limit = max_buffered // 256 if max_events is None else 0
        self._untaken: deque[AssembledResponse] = deque(maxlen=_UNTAKEN)
        self._unreported: deque[ServerError] = deque(maxlen=8)
        self._is_lost = False
        self._lost_conversation = self.assembler.conversation

    @property
    def dialect(self) -> Dialect | None:
        """Dialect of the session, None until it is known."""
        return self._decoder.dialect

    @property
    def is_lost(self) -> bool:
        """True while the connection is lost and being opened again."""
        return self._is_lost

    @property
    def buffered(self) -> int:
        """Size of everything that has not been taken, in bytes."""
        return sum(each.buffered for each in self._holders())

    @property
    def is_full(self) -> bool:
        """True when reading is to pause until something is taken."""
        if self._max_events is not None and any(len(each) >= self._max_events for each in self._subscriptions):
            return True
        return self.buffered >= self._max_buffered

    def fills_up(self) -> bool:
        """Return True when reading is to pause; looked at once in a 256th of the limit, not after each event."""
        if self._unmeasured <= self._unmeasured_limit:
            return False
        self._unmeasured = 0
        return self.is_full

    def subscribe(self, subscription: Subscription) -> None:
        """Offer the backlog and every event from now on to a subscription."""
        for event, size in self._backlog:
            subscription.offer(event, size)
        self._clear_backlog()
        subscription.error = self.error
        self._subscriptions.append(subscription)

    def unsubscribe(self, subscription: Subscription) -> None:
        """Offer a subscription nothing more; what it has not taken is left to the next one."""
        if subscription in self._subscriptions:
            # Another list: garbage collection may come here while this one is iterated over.
            self._subscriptions = [each for each in self._subscriptions if each is not subscription]
            if not self._subscriptions:
                self._keep(subscription.drop())
        subscription.drop()

    def expect(self, expectation: Expectation) -> None:
        """Offer the backlog and every event from now on to an expectation, until one fits."""
        while self._backlog and not expectation.is_ready:
            event, size = self._backlog.popleft()
            self._backlog_size -= size
            expectation.offer(event)
        expectation.error = self.error
        self._expectations.append(expectation)

    def forget(self, expectation: Expectation) -> None:
        """Offer an expectation nothing more."""
        if expectation in self._expectations:
            self._expectations.remove(expectation)

    def add_waiter(self, waiter: Waiter) -> None:
        """Have something fail when the connection ends."""
        self._waiters.append(waiter)

    def remove_waiter(self, waiter: Waiter) -> None:
        """Take that back."""
        self._waiters.remove(waiter)

    def relieve(
        self,
        waiting: Iterable[tuple[object, Waiter]],
        is_gone: Callable[[Any], bool],
        *,
        is_stuck: bool = False,
    ) -> None:
        """Have what is full, and cannot be taken from, fail, so that reading goes on.

        That is what a task iterates over that has ended, or waits for something else.

        Args:
            waiting: Tasks, or threads, and what each waits for.
            is_gone: Returns True for a task, or thread, that has ended.
            is_stuck: Whether nothing has been taken for long: the fullest fails then, whoever takes from it.
        """
        stuck = [owner for owner, waiter in tuple(waiting) if not waiter.is_ready]
        holders = sorted(self._holders(), key=lambda holder: holder.buffered, reverse=True)
        for holder in holders:
            if not holder.buffered or not self.is_full:
                break
            if is_gone(holder.owner):
                self._overflow(holder, _ENDED)
            elif any(owner is holder.owner for owner in stuck):
                self._overflow(holder, _OVERFLOW)
        if is_stuck and stuck and holders and self.is_full:
            self._overflow(holders[0], _OVERFLOW)

    def _overflow(self, holder: Holder, reason: str) -> None:
        if isinstance(holder, Subscription):
            self.unsubscribe(holder)
        holder.overflow(RealtimeError(reason))

    def _holders(self) -> list[Holder]:
        turns = [turn for feed in self.feeds for turn in feed.holding()]
        return [*self._subscriptions, *self.ledger.holders, *turns]

    def raise_error(self, error: RealtimeError) -> NoReturn:
        """Raise a copy of an error, with what the server has complained of since the last one.

        Raises:
            RealtimeError: Always; a copy, since a traceback grows on what is raised.
        """
        raised = copy(error)
        raised.__cause__ = error.__cause__
        for unreported in self._unreported:
            if unreported is not error and str(unreported) not in str(raised):
                raised.add_note(f"the server had reported: {unreported}")
        self._unreported.clear()
        raise raised

    def write(self, event: Json, *, is_awaited: bool = False) -> tuple[Outgoing, str]:
        """Return an event to be sent, and its id: the one it has, or a new one.

        Args:
            event: The event.
            is_awaited: Whether its acknowledgement is waited for; it is then `Outgoing.request`.

        Raises:
            InvalidArgumentError: The event is neither a model nor a mapping, or has no type.
            RealtimeError: The event cannot be written as JSON.
        """
        data = plain_mapping(event)
        kind = data.get("type")
        if not isinstance(kind, str) or not kind:
            raise InvalidArgumentError("an event needs a type, such as 'response.create'")
        event_id = data.get("event_id")
        if isinstance(event_id, str) and event_id:
            self.ledger.note_own_id(event_id)
        else:
            event_id = data["event_id"] = self.ledger.new_id()
        if kind == "conversation.item.create":
            self.approvals.note_sent(data.get("item"))
        request: Request | None = None
        if kind == "response.create":
            request = self.ledger.note_raw_request(data, event_id)
        elif kind in ACKNOWLEDGED_BY or kind == "response.cancel":
            request = self.ledger.add_command(data, event_id)
            request.is_awaited = is_awaited
        try:
            frame = dumps(data)
        except (TypeError, ValueError, RecursionError) as error:
            if request is not None:
                self.ledger.drop(request)
            clear_causes(error)
            raise RealtimeError(f"the event {kind!r} cannot be written as JSON: {error}") from error
        return Outgoing(frame, request), event_id

    def write_audio(self, chunk: bytes | memoryview) -> bytes:
        """Return the event that appends audio to the input buffer, as JSON, in the dialect of the session."""
        return append_event(chunk, dialect=self.dialect or DIALECTS[0])

    def clamp_audio_end(self, item_id: str, content_index: int, audio_end_ms: float) -> int:
        """Return a position in the audio of an item, in milliseconds, within what has arrived of it.

        Where the server plays the audio, it does not arrive here, and any position will do.

        Raises:
            InvalidArgumentError: The position is no number of milliseconds.
        """
        asked: object = audio_end_ms
        if isinstance(asked, bool) or not (isinstance(asked, int) or (isinstance(asked, float) and isfinite(asked))):
            raise InvalidArgumentError(f"audio_end_ms must be a number of milliseconds, not {asked!r}")
        end = max(int(asked), 0)
        if self.ledger.plays_audio:
            return end
        for response in reversed(self.assembler.responses.values()):
            for item in response.items.values():
                if item.id == item_id:
                    return min(end, response.audio_ms_of(item).get(content_index, 0))
        known = self.assembler.conversation.get(item_id)
        return min(end, 0 if known is None else known.audio_ms.get(content_index, 0))

    def is_in_conversation(self, item_id: str) -> bool:
        """Return False for an item of a response outside of the conversation, which no command can name."""
        return not self.assembler.is_outside(item_id)

    def audio_format_of(self, response: AssembledResponse) -> AudioFormat:
        """Return the format of the audio of a response: its own, that of the session, or else the default."""
        return response.audio_format or self.assembler.audio_format or DEFAULT_FORMAT

    def submit(
        self, settings: Mapping[str, Any] | None, depends_on: Sequence[str] = (), *, collects: bool = True
    ) -> ResponseRequest:
        """Ask for a response: at once, or when the conversation has no other one.

        Args:
            settings: Settings of the response; None for those of the session.
            depends_on: Ids of events sent before; when the server refuses one of them, the request fails.
            collects: Whether the pieces of the response are kept to be taken.

        Raises:
            ConnectionClosed: The connection has ended.
            ServerError: An item that the response was to answer has been refused.
            RealtimeError: The settings cannot be written as JSON.
        """
        if self.error is not None:
            self.raise_error(self.error)
        refused = self.ledger.take_refused_item()
        if refused is not None:
            self.raise_error(refused)
        return self.ledger.submit(settings, depends_on, collects=collects)

    def receive(self, frame: bytes) -> bytes | None:
        """Take one frame that the server sent; return it as JSON, or None when it was not an event, and was ignored."""
        try:
            event: Any = self._decoder.decode(frame)
        except DecodeError as error:
            again = repair(frame)
            if again is None:
                self.assembler.note(str(error))
                _logger.warning("a frame that is not an event was ignored: %s", error)
                return None
            self.assembler.note(f"{error}; read without it")
            frame = again
            event = self._decoder.decode(frame)
        size = len(frame)
        self._unmeasured += size
        # What belongs to a response that a request waits for is taken by that request, its end included.
        is_taken = self.ledger.has_taker()
        change = self.assembler.apply(event)
        self.ledger.follow(event, change)
        ended = self._note_ended(change.response) if change.has_ended else None
        for observer in self.observers:
            observer(event, change)
        if ended is not None and not is_taken and not self._subscriptions and not self._is_followed:
            self._untaken.append(ended)
        if self._subscriptions or self._expectations:
            self._publish(event, size, is_taken=is_taken)
        elif not is_taken and not self._is_followed and not self.ledger.has_taker():
            self._keep(((event, size),))
        return frame

    def _note_ended(self, response: AssembledResponse | None) -> AssembledResponse | None:
        """Count the tokens of a response that has ended, and return it unless it belongs to a turn."""
        if response is None:
            return None
        self.usage = _sum(self.usage, response.usage)
        return None if any(feed.follows(response) for feed in self.feeds) else response

    @property
    def _is_followed(self) -> bool:
        for feed in self.feeds:  # noqa: SIM110 - asked at every event; a generator costs more than the answer
            if not feed.is_left:
                return True
        return False

    def _publish(self, event: Any, size: int, *, is_taken: bool = False) -> None:
        """Offer an event to everything that takes events; keep it for the next one where there is none."""
        is_taken = is_taken or bool(self._subscriptions) or self._is_followed
        for subscription in self._subscriptions:
            subscription.offer(event, size)
        for expectation in self._expectations:
            if not expectation.is_ready:
                expectation.offer(event)
                is_taken = True
        if not is_taken and not self.ledger.has_taker():
            self._keep(((event, size),))

    def _keep(self, events: Iterable[tuple[Any, int]]) -> None:
        """Add to the backlog: events that nothing has taken, up to a limit."""
        for event, size in events:
            self._backlog.append((event, size))
            self._backlog_size += size
        while self._backlog_size > _BACKLOG_SIZE or len(self._backlog) > _BACKLOG:
            self._backlog_size -= self._backlog.popleft()[1]

    def _clear_backlog(self) -> None:
        self._backlog.clear()
        self._backlog_size = 0

    def mark_lost(self, code: int | None, reason: str, initiator: Any = None) -> ConnectionLost:
        """Note that the connection has ended and is being opened again: what was in flight fails, once."""
        if self.loss is None or not self._is_lost:
            self._is_lost = True
            cut = self._end_responses()
            self.loss = ConnectionLost(code, reason, cut, initiator=initiator, last_error=self.ledger.last_error)
            self._lost_conversation = self.assembler.conversation
            # The next connection may lead to another server, and counts its ids from the start.
            self.assembler.forget_ids()
            self.approvals.clear()
            self.ledger.connection_lost(self.loss)
            for expectation in self._expectations:
                expectation.fail(self.loss)
        return self.loss

    @property
    def resumption_id(self) -> str | None:
        """Id of a conversation that the server keeps for the next connection; None where it keeps none.

        xAI keeps it where the settings of the session have ``resumption.enabled``, and says the id in
        ``conversation.created``.
        """
        resumption = self.ledger.settings.get("session.update", {}).get("resumption")
        is_kept = isinstance(resumption, Mapping) and resumption.get("enabled") is True
        return (self._lost_conversation if self._is_lost else self.assembler.conversation).id if is_kept else None

    def restore(self, *, conversation: bool, is_kept: bool = False) -> list[Outgoing]:
        """Return what to send first over the next connection.

        These are the settings that the server has acknowledged, and the conversation where it is wanted.

        Args:
            conversation: Whether the conversation is sent.
            is_kept: Whether the server still has the conversation.
        """
        events: list[dict[str, Any]] = [
            {"type": kind, "session": settings} for kind, settings in self.ledger.settings.items() if settings
        ]
        again = Conversation()
        for item, data in restorable_items(self._lost_conversation, self.dialect) if conversation else ():
            again.ensure(item.id).take(item.item)
            events.append({"type": "conversation.item.create", "item": data})
        if not is_kept:
            self.assembler.conversation = again
        return [self.write(event)[0] for event in events]

    def regain(self, attempts: int) -> None:
        """Note that the session goes on over the next connection."""
        assert self.loss is not None
        self._is_lost = False
        self._go_on(self.loss.code, self.loss.reason, self.loss.responses, attempts)
        # What was waited for since the loss belongs to the session before.
        for expectation in self._expectations:
            expectation.fail(self.loss)
        self.ledger.resume()

    def begin_renewal(self) -> tuple[list[Outgoing], list[Outgoing]]:
        """Return what to send to a session that replaces this one.

        Returns:
            Its settings and its conversation; and what was sent and not acknowledged.
        """
        self._lost_conversation = self.assembler.conversation
        self.ledger.keep_settings()
        unanswered = self.ledger.unanswered()
        return self.restore(conversation=True), unanswered

    def undo_renewal(self, restored: Iterable[Outgoing]) -> None:
        """Go on in the session that was to be replaced."""
        self.assembler.conversation = self._lost_conversation
        for outgoing in restored:
            if outgoing.request is not None:
                self.ledger.drop(outgoing.request)

    def renewed(self) -> None:
        """Note that the session goes on in the one that replaces it; what was being answered fails."""
        reason = "renewed before it expired"
        cut = self._end_responses()
        lost = ConnectionLost(None, reason, cut, initiator="client", last_error=self.ledger.last_error)
        self.ledger.lose_responses(lost)
        self.assembler.forget_ids()
        self.approvals.clear()
        self._go_on(None, reason, cut, 1)
        self.ledger.resume()

    def _go_on(self, code: int | None, reason: str, responses: Iterable[AssembledResponse], attempts: int) -> None:
        # It was that of the session before.
        self.assembler.expires_at = None
        event = Reconnected(
            code=code,
            reason=reason,
            responses=tuple(responses),
            attempts=attempts,
            conversation=self._lost_conversation,
        )
        self._publish(event, 0)

    def close(
        self,
        code: int | None,
        reason: str,
        initiator: Any = None,
        *,
        cause: BaseException | None = None,
        failure: Exception | None = None,
    ) -> ConnectionClosed:
        """Note that the connection has ended: responses end with what had arrived, and everything that waits fails.

        Args:
            code: Close code, None without one.
            reason: Reason of the close.
            initiator: Side that ended it.
            cause: Exception that ended it.
            failure: Reason why it could not be opened again.
        """
        if self.error is None:
            cut: Sequence[AssembledResponse] = self.assembler.end()
            if self._is_lost and self.loss is not None:
                cut = self.loss.responses
            self.error = ConnectionClosed(code, reason, cut, initiator=initiator, last_error=self.ledger.last_error)
            self.error.__cause__ = failure or cause
            if failure is not None:
                _logger.warning("the connection was not opened again: %s", failure)
                self.error.add_note(f"it was not opened again: {failure}")
            for response in cut:
                self._note_end(response, self.error)
            self.ledger.close(self.error)
            for waiter in (*self._subscriptions, *self._expectations, *self._waiters):
                waiter.fail(self.error)
        return self.error

    def leave_untaken(self, responses: Iterable[AssembledResponse]) -> None:
        """Leave responses that an iteration over turns had not taken to the next one."""
        if not self._is_followed:
            # Those that go on are found among the active ones.
            self._untaken.extend(each for each in responses if each.is_final and not each.was_turn)

    def take_untaken(self) -> list[AssembledResponse]:
        """Return the responses that nothing has taken: the last that have ended, and those that go on."""
        found = [*self._untaken, *(each for each in self.assembler.active if not self.ledger.is_taken(each))]
        self._untaken.clear()
        return found

    @property
    def idle(self) -> Waiter:
        """Something to wait for until no response is going on or asked for."""
        return Idle(self.ledger)

    def expires_in(self, age: float) -> float:
        """Return the seconds until the session expires, as the server has it.

        Args:
            age: Seconds since the connection was opened.
        """
        expires_at = self.assembler.expires_at
        if expires_at is not None and 0 < expires_at < _LATEST:
            return expires_at - time()
        return _LIFETIME - age

    def _end_responses(self) -> list[AssembledResponse]:
        """End all responses with what had arrived; return those that were cut off."""
        cut = self.assembler.end()
        for response in cut:
            self._note_end(response)
        return cut

    def _note_end(self, response: AssembledResponse, error: RealtimeError | None = None) -> None:
        for feed in self.feeds:
            feed.end(response, error)

    def _report(self, error: ServerError) -> None:
        """Make an error known that settles no request."""
        self._unreported.append(error)
        _logger.warning("the server reported an error: %s", error)
        if self.on_error is not None:
            try:
                result = self.on_error(error)
                if isawaitable(result):
                    self.run(result)
            except Exception:
                _logger.exception("on_error raised")


def _not_run(work: Any) -> None:
    """Refuse an async callback where there is no event loop."""
    work.close()
    raise RealtimeError("on_error is async, and there is no event loop to run it")


def _sum(total: Any, usage: Any) -> Any:
    """Add usages up; one that cannot be added stands by itself."""
    if not isinstance(usage, Model):
        return total
    try:
        return usage if total is None else total + usage
    except (RealtimeError, TypeError):
        return total
