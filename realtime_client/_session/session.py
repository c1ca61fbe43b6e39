"""One session of the protocol without a socket: what arrives, what is pending, what is to be sent.

Both connections share it. A connection hands over every frame as it arrives, sends what is in `Session.outbox`, and
calls `Session.tick` when `Session.deadline` has passed. State is always current, whether or not anything waits.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from itertools import count
from secrets import token_hex
from time import time
from typing import Any, Final, NoReturn, Protocol, TypeAlias

from attrs import define

from .._core.json import dumps
from .._core.model import Model
from .._decode.decoder import EventDecoder
from .._decode.dialects import Dialect
from ..assembly import AssembledResponse, Assembler, Change, Conversation
from ..audio import append_event
from ..errors import ConnectionClosed, ConnectionLost, DecodeError, RealtimeError, ServerError
from .requests import ACKNOWLEDGED_BY, Command, Request, ResponseRequest, State, Waiter, is_about_cancelling
from .resume import Reconnected, merge_settings, restorable_items
from .subscriptions import Expectation, Subscription
from .turns import TurnFeed, turn_detection

__all__ = ["MARK", "Json", "Outgoing", "Session", "plain_mapping"]

Json: TypeAlias = Model | Mapping[str, Any]
Observer: TypeAlias = Callable[[Any, Change], None]


class Holder(Protocol):
    """Something that keeps what has not been taken."""

    @property
    def buffered(self) -> int:
        """Size of what it keeps, in bytes."""


# Metadata key that marks the request of a response, and the number of keys that the API takes.
MARK: Final = "realtime_client_request"
_METADATA: Final = 16
_SETTINGS: Final = ("session.update", "transcription_session.update")
_ALREADY_ACTIVE: Final = "conversation_already_has_active_response"

# Commands that are remembered while they are unanswered: some servers acknowledge nothing.
_PENDING: Final = 256
# Events, and their size in bytes, that are kept for the next iteration or `wait_for` while there is none.
_BACKLOG: Final = 1_000
_BACKLOG_SIZE: Final = 256 * 2**10
# Responses that ended while nothing took them, kept for the next iteration over turns, with their audio.
_UNTAKEN: Final = 4
# Times a request is sent again because the server says that a response is active which is not known.
_RETRIES: Final = 5
# Seconds before it is sent again, for each time it has been.
_BACKOFF: Final = 0.1
# Seconds: how long after its sending an error without an id may be about a command; how long a cancelled response may
# take to end; how long a queued request waits while the active response sends nothing.
_ANSWERABLE: Final = 10.0
_ENDING: Final = 5.0
_STALLED: Final = 30.0
# Seconds since the epoch beyond which an expiry is no time at all.
_LATEST: Final = 1e12
# Seconds that a session lasts where the server does not say.
_LIFETIME: Final = 3_600.0
# An active response that fails by an error alone gets this many times the grace of a request: it may only be slow.
_ACTIVE_GRACE: Final = 3.0

_logger: Final = logging.getLogger("realtime_client")


@define
class Outgoing:
    """A frame to be sent.

    Attributes:
        data: The event as JSON.
        request: The request it belongs to; it is not sent once that is settled.
    """

    data: bytes
    request: Request | None = None


@define(eq=False)
class _Suspicion:
    """An error that names no event, what it may be about, and when that is taken as certain."""

    error: ServerError
    target: Request | AssembledResponse
    until: float


def plain_mapping(value: Json) -> dict[str, Any]:
    """Return a model or a mapping as a mapping of its own."""
    return value.to_dict() if isinstance(value, Model) else dict(value)


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
        error: Reason the connection has ended, None while it is open.
        loss: Last loss of a connection of this session, None when there was none.
        last_error: Last error that the server reported.
        outbox: Frames to be sent, in order.
        deadline: Time at which `tick` is to be called, None when there is nothing to wait for.
        observers: Called with every event and what it changed.
        holders: Those that follow turns, and keep what has not been taken of them.
        usage: Tokens of all responses that have ended, added up; None while there are none.
        on_error: Called with every error that settles no request.
        on_idle: Called when the last response has ended.
        unacknowledged: Types of commands that this server was found not to acknowledge.
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
        self.error: ConnectionClosed | None = None
        self.loss: ConnectionLost | None = None
        self.last_error: ServerError | None = None
        self.outbox: deque[Outgoing] = deque()
        self.deadline: float | None = None
        self.observers: list[Observer] = []
        self.holders: list[TurnFeed] = []
        self.usage: Any = None
        self.unacknowledged: set[str] = set()
        self.on_error = on_error
        self.on_idle: Callable[[], None] | None = None
        self._now = now
        self._clock = clock
        self._decoder = EventDecoder(dialect)
        self._grace = error_grace
        self._max_buffered = max_buffered
        self._max_events = max_events
        # Several connections may watch the same responses, and each counts its events from one.
        self._mark_prefix = token_hex(8) if marks else None
        self._has_echoed = False
        self._numbers = count(1)
        self._subscriptions: list[Subscription] = []
        self._expectations: list[Expectation] = []
        self._waiters: list[Waiter] = []
        self._backlog: deque[tuple[Any, int]] = deque()
        self._backlog_size = 0
        self._untaken: deque[AssembledResponse] = deque(maxlen=_UNTAKEN)
        # Requests of responses by where they stand: waiting for their turn, sent, and bound to a response.
        self._queue: deque[ResponseRequest] = deque()
        self._in_flight: list[ResponseRequest] = []
        self._bound: dict[int, ResponseRequest] = {}
        self._pending: deque[Command] = deque()
        self._by_event_id: dict[str, Request] = {}
        self._cancellations: deque[str] = deque(maxlen=_PENDING)
        self._suspicions: list[_Suspicion] = []
        self._ending: list[tuple[AssembledResponse, float]] = []
        self._abandoned: list[tuple[ResponseRequest, float]] = []
        # Requests, the response that each may have been answered by, and when that is taken as certain.
        self._candidates: list[tuple[ResponseRequest, AssembledResponse, float | None]] = []
        self._speech_activity: int | None = None
        self._ended_at = -_ENDING
        # Events that have arrived, and those among them that belong to a response.
        self._activity = 0
        self._progress = 0
        self._stall: tuple[float, int] | None = None
        self._unreported: deque[ServerError] = deque(maxlen=8)
        self._settings: dict[str, dict[str, Any]] = {}
        self._plays_audio = False
        self._refused_item: ServerError | None = None
        self._is_lost = False
        # The last description of a session that has been replaced, until the server describes the new one.
        self._replaced_session: Any = None
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
        requests = (*self._bound.values(), *self._in_flight)
        holders: tuple[Holder, ...] = (*self._subscriptions, *requests, *self.holders)
        return sum(each.buffered for each in holders)

    @property
    def is_full(self) -> bool:
        """True when reading is to pause until something is taken."""
        if self._max_events is not None and any(len(each) >= self._max_events for each in self._subscriptions):
            return True
        return self.buffered >= self._max_buffered

    # What waits.

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
            self._subscriptions.remove(subscription)
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

    def is_requested(self, response: AssembledResponse) -> bool:
        """Return True for a response that answers a request of this client."""
        return id(response) in self._bound

    def relieve(self, waiting: Iterable[tuple[object, Waiter]]) -> None:
        """Drop full subscriptions that cannot be taken from, so that reading goes on.

        Args:
            waiting: Tasks, or threads, and what each waits for.
        """
        stuck = [(owner, waiter) for owner, waiter in tuple(waiting) if not waiter.is_ready]
        for subscription in [*self._subscriptions]:
            if not subscription.is_alive():
                self.unsubscribe(subscription)
            elif len(subscription) and any(owner is subscription.owner for owner, _ in stuck) and self.is_full:
                self._subscriptions.remove(subscription)
                subscription.drop()
                subscription.fail(
                    RealtimeError(
                        "too many events piled up while the body of this iteration waited for something else: iterate "
                        "in a task of its own, or raise Options.max_buffered"
                    )
                )

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

    # Sending.

    def new_id(self) -> str:
        """Return an id for an event of ours, used only once in this session."""
        return f"event_{next(self._numbers)}"

    def write(self, event: Json, *, is_awaited: bool = False) -> tuple[Outgoing, str]:
        """Return an event to be sent, and its id: the one it has, or a new one.

        Args:
            event: The event.
            is_awaited: Whether its acknowledgement is waited for; it is then `Outgoing.request`.

        Raises:
            RealtimeError: The event cannot be written as JSON.
        """
        data = plain_mapping(event)
        event_id = data.get("event_id")
        if not isinstance(event_id, str) or not event_id:
            event_id = data["event_id"] = self.new_id()
        kind = data.get("type")
        request: Request | None = None
        if kind == "response.create":
            request = self._note_raw_request(data, event_id)
        elif kind in ACKNOWLEDGED_BY or kind == "response.cancel":
            request = self._add_command(data, event_id)
            request.is_awaited = is_awaited
        try:
            frame = dumps(data)
        except (TypeError, ValueError, RecursionError) as error:
            if request is not None:
                self._drop(request)
            raise RealtimeError(f"the event {kind!r} cannot be written as JSON: {error}") from error
        return Outgoing(frame, request), event_id

    def write_audio(self, chunk: bytes | memoryview) -> bytes:
        """Return the event that appends audio to the input buffer, as JSON, in the dialect of the session."""
        return append_event(chunk, dialect=self.dialect or "ga")

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
        if self._refused_item is not None:
            refused, self._refused_item = self._refused_item, None
            self.raise_error(refused)
        if settings is not None:
            try:
                dumps(dict(settings))
            except (TypeError, ValueError, RecursionError) as error:
                raise RealtimeError(f"the settings of the response cannot be written as JSON: {error}") from error
        event_id = self.new_id()
        mark = self._new_mark(settings, event_id)
        request = ResponseRequest(event_id, settings, mark, depends_on, collects=collects)
        request.is_awaited = True
        self._queue.append(request)
        self._release()
        self._reschedule()
        return request

    def abandon(self, request: ResponseRequest) -> None:
        """Give a request up: what was asked for is cancelled at the server, and its late answer goes to no one."""
        request.is_awaited = False
        request.wakers.clear()
        if request.is_abandoned or request.is_settled:
            return
        request.is_abandoned = True
        request.collects = False
        request.take_all(None)
        if request.response is not None:
            self._cancel(request.response)
        elif request.state is State.QUEUED:
            self._drop(request)
        else:
            self._abandoned.append((request, self._now() + _ANSWERABLE))
            if not request.is_out_of_band and all(each.is_out_of_band for each in self.assembler.active):
                # A server may be at work on a response that it has not begun to send.
                self._send_cancellation(None)
        self._release()
        self._reschedule()

    def clamp_audio_end(self, item_id: str, content_index: int, audio_end_ms: int) -> int:
        """Return a position in the audio of an item, in milliseconds, within what has arrived of it."""
        audio_end_ms = max(audio_end_ms, 0)
        for response in reversed(self.assembler.responses.values()):
            for item in response.items.values():
                if item.id == item_id:
                    audio_format = response.audio_format or self.assembler.audio_format
                    part = item.parts.get(content_index)
                    if part is None or audio_format is None:
                        return audio_end_ms
                    return min(audio_end_ms, part.audio_size * 1000 // audio_format.bytes_per_second)
        return audio_end_ms

    @property
    def plays_audio(self) -> bool:
        """True where the server plays the audio itself, as over WebRTC and SIP."""
        return self._plays_audio

    def cancel(self, response: AssembledResponse) -> None:
        """Cancel a response at the server, without waiting for its end."""
        self._cancel(response)
        self._reschedule()

    # Receiving.

    def receive(self, frame: str | bytes) -> bool:
        """Take one frame that the server sent; return False when it was not an event, and was ignored."""
        try:
            event: Any = self._decoder.decode(frame)
        except DecodeError as error:
            self.assembler.note_malformed(error)
            _logger.warning("a frame that is not an event was ignored: %s", error)
            return False
        self._activity += 1
        # What belongs to a response that a request waits for is taken by that request, its end included.
        is_taken = self._has_taker()
        change = self.assembler.apply(event)
        response = change.response
        if response is not None:
            self._progress += 1
            is_new = (change.has_begun or event.type == "response.created") and self._match(response, event, change)
            request = self._bound.get(id(response))
            if request is not None and not is_new:
                request.take(change)
            if self._suspicions:
                self._clear(response, request)
            if change.has_ended:
                self._end(response)
            elif is_new and response.is_final:
                # It names its request only after its end.
                self._settle(self._bound.pop(id(response)))
        elif event.type == "error":
            self._take_error(event)
        else:
            if self._pending:
                self._acknowledge(event)
            if event.type == "output_audio_buffer.started":
                self._plays_audio = True
            elif event.type == "input_audio_buffer.speech_stopped":
                self._speech_activity = self._activity
        for observer in self.observers:
            observer(event, change)
        if change.has_ended and response is not None and not is_taken and not self._subscriptions and not self.holders:
            self._untaken.append(response)
        self._publish(event, len(frame), is_taken=is_taken)
        return True

    def _publish(self, event: Any, size: int, *, is_taken: bool = False) -> None:
        """Offer an event to everything that takes events; keep it for the next one where there is none."""
        is_taken = is_taken or bool(self._subscriptions or self.holders)
        for subscription in self._subscriptions:
            subscription.offer(event, size)
        for expectation in self._expectations:
            if not expectation.is_ready:
                expectation.offer(event)
                is_taken = True
        if not is_taken and not self._has_taker():
            self._keep(((event, size),))

    def _has_taker(self) -> bool:
        """Return True while a request waits for its response."""
        if not self._in_flight and not self._bound:
            return False
        return any(request.is_awaited for request in (*self._in_flight, *self._bound.values()))

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

    def tick(self) -> None:
        """Settle what has waited long enough."""
        now = self._now()
        for suspicion in [each for each in self._suspicions if each.until <= now]:
            if suspicion in self._suspicions:
                self._suspicions.remove(suspicion)
                self._confirm(suspicion)
        for candidate in [each for each in self._candidates if each[2] is not None and each[2] <= now]:
            if candidate in self._candidates:
                self._take_candidate(candidate[0], candidate[1])
        for response, until in self._ending:
            if until <= now and not response.is_final:
                self._close_response(response, "it was cancelled, and the server did not end it")
        self._ending = [each for each in self._ending if each[1] > now and not each[0].is_final]
        self._abandoned = [each for each in self._abandoned if each[0].state is State.SENT]
        for request in [request for request, until in self._abandoned if until <= now]:
            self._drop(request)
        self._abandoned = [each for each in self._abandoned if each[1] > now]
        if self._stall is not None and self._stall[0] <= now:
            is_stalled = self._stall[1] == self._progress
            self._stall = None
            if is_stalled and self._queue and not any(each.is_awaited for each in self._in_flight):
                # What was sent without waiting for it was not answered either.
                for request in [*self._in_flight]:
                    self._drop(request)
                self._send(self._queue.popleft())
        self._release()
        self._reschedule()

    # The end of a connection, and the next one.

    def mark_lost(self, code: int | None, reason: str, initiator: Any = None) -> ConnectionLost:
        """Note that the connection has ended and is being opened again: what was in flight fails, once."""
        if self.loss is None or not self._is_lost:
            self._is_lost = True
            cut = self._end_responses()
            self.loss = ConnectionLost(code, reason, cut, initiator=initiator, last_error=self.last_error)
            self._lost_conversation = self.assembler.conversation
            # The next connection may lead to another server, and counts its ids from the start.
            self._has_echoed = False
            self.assembler.forget_ids()
            self._keep_settings()
            self._report_suspicions()
            unsent = [each for each in self._queue if not each.before]
            for request in [*self._in_flight, *self._bound.values(), *self._queue, *self._pending]:
                if request not in unsent:
                    self._settle(request, self.loss)
            self._queue = deque(unsent)
            for expectation in self._expectations:
                expectation.fail(self.loss)
            self._reset()
        return self.loss

    def restore(self, *, conversation: bool) -> list[bytes]:
        """Return what to send first over the next connection, as JSON.

        These are the settings that the server has acknowledged, and the conversation where it is wanted.
        """
        events: list[dict[str, Any]] = [
            {"type": kind, "session": settings} for kind, settings in self._settings.items() if settings
        ]
        again = Conversation()
        for item, data in restorable_items(self._lost_conversation, self.dialect) if conversation else ():
            again.ensure(item.id).take(item.item)
            events.append({"type": "conversation.item.create", "item": data})
        self.assembler.conversation = again
        frames = []
        for event in events:
            event_id = self.new_id()
            self._add_command(event, event_id)
            frames.append(dumps({**event, "event_id": event_id}))
        return frames

    def take_untaken(self) -> list[AssembledResponse]:
        """Return the responses that nothing has taken: the last that have ended, and those that go on."""
        requested = [each.response for each in self._bound.values() if each.is_awaited]
        found = [*self._untaken, *(each for each in self.assembler.active if each not in requested)]
        self._untaken.clear()
        return found

    @property
    def idle(self) -> Waiter:
        """Something to wait for until no response is going on or asked for."""
        return _Idle(self)

    @property
    def is_idle(self) -> bool:
        """True while no response is going on or asked for."""
        return not (self.assembler.active or self._in_flight or self._bound or self._queue)

    def expires_in(self, age: float) -> float:
        """Return the seconds until the session expires, as the server has it.

        Args:
            age: Seconds since the connection was opened.
        """
        session = self.assembler.session
        expires_at = None if session is self._replaced_session else getattr(session, "expires_at", None)
        if isinstance(expires_at, int | float) and 0 < expires_at < _LATEST:
            return expires_at - time()
        return _LIFETIME - age

    def renew(self) -> list[bytes]:
        """Return what to send first to a session that replaces this one: settings and conversation, as JSON."""
        self._keep_settings()
        for command in [*self._pending]:
            self._settle(command)
        self._lost_conversation = self.assembler.conversation
        return self.restore(conversation=True)

    def keep_conversation(self) -> None:
        """Take back that a new session replaces this one."""
        self.assembler.conversation = self._lost_conversation

    def renewed(self) -> None:
        """Note that the session goes on in the one that replaces it."""
        self._replaced_session = self.assembler.session
        self.assembler.forget_ids()
        event = Reconnected(
            code=None,
            reason="renewed before it expired",
            responses=(),
            attempts=1,
            conversation=self._lost_conversation,
        )
        self._publish(event, 0)
        self._release()
        self._reschedule()

    def regain(self, attempts: int) -> None:
        """Note that the session goes on over the next connection."""
        assert self.loss is not None
        event = Reconnected(
            code=self.loss.code,
            reason=self.loss.reason,
            responses=self.loss.responses,
            attempts=attempts,
            conversation=self._lost_conversation,
        )
        self._is_lost = False
        self._replaced_session = self.assembler.session
        self._publish(event, 0)
        # What was waited for since the loss belongs to the session before.
        for expectation in self._expectations:
            expectation.fail(self.loss)
        self._release()
        self._reschedule()

    def close(self, code: int | None, reason: str, initiator: Any = None) -> ConnectionClosed:
        """Note that the connection has ended: responses end with what had arrived, and everything that waits fails."""
        if self.error is None:
            cut: Sequence[AssembledResponse] = self._end_responses()
            if self._is_lost and self.loss is not None:
                cut = self.loss.responses
            self.error = ConnectionClosed(code, reason, cut, initiator=initiator, last_error=self.last_error)
            self._report_suspicions()
            for request in [*self._in_flight, *self._bound.values(), *self._queue, *self._pending]:
                self._settle(request, self.error)
            self._queue.clear()
            self._reset()
            for waiter in (*self._subscriptions, *self._expectations, *self._waiters):
                waiter.fail(self.error)
        return self.error

    # The ledger.

    def _new_mark(self, settings: Mapping[str, Any] | None, event_id: str) -> str | None:
        """Return the mark of a request; None where it is to have none, or has no room for one."""
        metadata = (settings or {}).get("metadata") or {}
        if self._mark_prefix is None or not isinstance(metadata, Mapping) or len(metadata) >= _METADATA:
            return None
        return f"{self._mark_prefix}_{event_id}"

    def _note_raw_request(self, event: Mapping[str, Any], event_id: str) -> ResponseRequest:
        settings = event.get("response")
        request = ResponseRequest(event_id, settings if isinstance(settings, Mapping) else None, None, collects=False)
        request.state, request.attempts, request.sent_at = State.SENT, 1, self._time()
        self._in_flight.append(request)
        self._by_event_id[event_id] = request
        return request

    def _add_command(self, event: Mapping[str, Any], event_id: str) -> Command:
        command = Command(event, event_id)
        command.sent_at = self._now()
        self._by_event_id[event_id] = command
        self._pending.append(command)
        if len(self._pending) > _PENDING:
            # What was never refused holds.
            self._accept(self._pending[0], None)
        return command

    def _time(self) -> float | None:
        return self._clock() if self._clock is not None else None

    def _has_turn(self) -> bool:
        """Return True when the conversation has no response, and none is on its way."""
        if any(not request.is_out_of_band for request in self._in_flight):
            return False
        return all(response.is_out_of_band for response in self.assembler.active)

    def _release(self) -> None:
        """Send the queued requests whose turn it is."""
        if self._is_lost or self.error is not None:
            return
        for request in [each for each in self._queue if each.is_out_of_band]:
            self._queue.remove(request)
            self._send(request)
        while self._queue and self._has_turn() and self._queue[0].not_before <= self._now():
            self._send(self._queue.popleft())
        if self._queue and self._stall is None:
            self._stall = (self._now() + _STALLED, self._progress)
        elif not self._queue:
            self._stall = None

    def _send(self, request: ResponseRequest) -> None:
        if request.attempts:
            request.event_id = self.new_id()
        request.attempts += 1
        request.state = State.SENT
        request.sent_at = self._time()
        request.sent_activity = self._activity
        self._in_flight.append(request)
        self._by_event_id[request.event_id] = request
        event: dict[str, Any] = {"type": "response.create", "event_id": request.event_id}
        settings = request.settings
        if request.mark is not None:
            settings = {
                **(settings or {}),
                "metadata": {**((settings or {}).get("metadata") or {}), MARK: request.mark},
            }
        if settings is not None:
            event["response"] = settings
        self.outbox.append(Outgoing(dumps(event), request))

    def _cancel(self, response: AssembledResponse) -> None:
        if not response.is_final:
            self._send_cancellation(response.id if not response.id.startswith("local_") else None)
            self._ending.append((response, self._now() + _ENDING))

    def _send_cancellation(self, response_id: str | None) -> None:
        event_id = self.new_id()
        self._cancellations.append(event_id)
        event: dict[str, Any] = {"type": "response.cancel", "event_id": event_id}
        if response_id is not None:
            event["response_id"] = response_id
        self.outbox.append(Outgoing(dumps(event)))

    def _match(self, response: AssembledResponse, event: Any, change: Change) -> bool:
        """Find the request that a response answers; return True when it has been found now."""
        metadata = getattr(getattr(event, "response", None), "metadata", None)
        mark = metadata.get(MARK) if isinstance(metadata, Mapping) else None
        bound = self._bound.get(id(response))
        if isinstance(mark, str):
            self._has_echoed = True
            request = next((each for each in self._in_flight if each.mark == mark), None)
            if request is None:
                request = next((each for each in self._bound.values() if each.mark == mark), None)
            if request is None or request is bound:
                if request is None and bound is not None:
                    self._unbind(bound)
                return False
            if bound is not None:
                self._unbind(bound)
            if request.response is not None:
                self._bound.pop(id(request.response), None)
            request.is_certain = True
            self._bind(request, response, event)
            return True
        if response.is_final and not change.has_ended:
            return False
        if bound is None and not (self._has_echoed and event.type != "response.created" and not change.has_ended):
            conversation_id = getattr(getattr(event, "response", None), "conversation_id", None)
            is_spoken, self._speech_activity = self._answers_speech(), None
            for request in self._in_flight:
                if request.is_out_of_band and isinstance(conversation_id, str):
                    continue
                if is_spoken or (self._has_echoed and request.mark is not None):
                    # Most likely the server's own; it is taken for ours if nothing else comes.
                    if request.is_out_of_band or not response.is_out_of_band:
                        self._candidates.append((request, response, None))
                    continue
                if response.is_out_of_band and not request.is_out_of_band and len(self._in_flight) > 1:
                    continue
                self._bind(request, response, event)
                return True
        return False

    def _answers_speech(self) -> bool:
        """Return True where the next response is one that voice detection begins."""
        if self._speech_activity is None:
            return False
        detection = turn_detection(self.assembler.session)
        if detection is not None:
            return getattr(detection, "create_response", True) is not False
        return any(request.sent_activity <= self._speech_activity for request in self._in_flight)

    def _take_candidate(self, request: ResponseRequest, response: AssembledResponse) -> None:
        """Take a response that was thought to be the server's own for the answer to a request after all."""
        self._candidates = [each for each in self._candidates if each[0] is not request and each[1] is not response]
        if request in self._in_flight:
            self._bind(request, response, None)
            self._bound.pop(id(response), None)
            self._settle(request)

    def _bind(self, request: ResponseRequest, response: AssembledResponse, event: Any) -> None:
        if request in self._in_flight:
            self._in_flight.remove(request)
        request.state = State.ACCEPTED
        request.response = response
        response.requested_at = request.sent_at if request.sent_at is not None else response.requested_at
        response.is_out_of_band = response.is_out_of_band or request.is_out_of_band
        self._bound[id(response)] = request
        self._forget_suspicions(request)
        if request.is_abandoned:
            self._cancel(response)
        else:
            request.take_all(event)
            request.wake()
        self._reschedule()

    def _unbind(self, request: ResponseRequest) -> None:
        """Take back that a response answers a request: it was another's."""
        response, request.response = request.response, None
        assert response is not None
        self._bound.pop(id(response), None)
        response.requested_at = None
        request.pieces.clear()
        request.buffered = 0
        request.state = State.SENT
        self._in_flight.append(request)
        if request.is_abandoned:
            self._abandoned.append((request, self._now() + _ANSWERABLE))

    def _end(self, response: AssembledResponse) -> None:
        request = self._bound.pop(id(response), None)
        self._ended_at = self._now()
        # Where the server repeats marks, one that has none is ours only by a mistake of the server.
        until = self._ended_at + self._grace * (_ACTIVE_GRACE if self._has_echoed else 1.0)
        self._candidates = [
            (each, candidate, until if candidate is response else due)
            for each, candidate, due in self._candidates
            if each.state is State.SENT
        ]
        usage = response.usage
        if isinstance(usage, Model):
            self.usage = _sum(self.usage, usage)
        if request is not None:
            self._settle(request)
        self._release()
        self._reschedule()

    def _close_response(self, response: AssembledResponse, what: str, error: RealtimeError | None = None) -> None:
        """End a response that the server does not end."""
        self.assembler.close_response(response, what)
        self._note_end(response)
        request = self._bound.pop(id(response), None)
        if request is not None:
            self._settle(request, error)
        self._ended_at = self._now()

    def _end_responses(self) -> list[AssembledResponse]:
        """End all responses with what had arrived; return those that were cut off."""
        cut = self.assembler.end()
        for response in cut:
            self._note_end(response)
        return cut

    def _note_end(self, response: AssembledResponse) -> None:
        for holder in self.holders:
            holder.end(response)

    def _acknowledge(self, event: Any) -> None:
        command = next((each for each in self._pending if each.is_acknowledged_by(event)), None)
        if command is not None:
            self._accept(command, event)

    def _accept(self, command: Command, event: Any) -> None:
        self._merge_settings(command)
        command.acknowledgement = event
        self._forget_suspicions(command)
        self._drop(command)
        command.wake()

    def _keep_settings(self) -> None:
        """Keep settings that were not refused, where the server acknowledges none."""
        if not self._settings:
            for command in [each for each in self._pending if each.type in _SETTINGS]:
                self._merge_settings(command)

    def _merge_settings(self, command: Command) -> None:
        settings = command.event.get("session")
        if command.type in _SETTINGS and isinstance(settings, Mapping):
            self._settings[command.type] = merge_settings(self._settings.get(command.type, {}), settings)

    def _settle(self, request: Request, error: RealtimeError | None = None) -> None:
        """Settle a request, with an error where it failed, and wake what waits for it."""
        self._drop(request)
        if error is not None:
            request.fail(error)
        else:
            request.wake()

    def _drop(self, request: Request) -> None:
        """Forget a request: nothing more comes of it."""
        request.state = State.SETTLED
        self._by_event_id.pop(request.event_id, None)
        places: tuple[Any, ...] = (self._pending, self._in_flight, self._queue)
        for place in places:
            if request in place:
                place.remove(request)
        self._suspicions = [each for each in self._suspicions if each.target is not request]

    def _reset(self) -> None:
        """Forget everything that belonged to the connection which has ended."""
        self._in_flight.clear()
        self._bound.clear()
        self._pending.clear()
        self._by_event_id.clear()
        self._cancellations.clear()
        self._suspicions.clear()
        self._ending.clear()
        self._abandoned.clear()
        self._candidates.clear()
        self._speech_activity = None
        self.outbox.clear()
        self._stall = None
        self._refused_item = None
        self._reschedule()

    # Errors.

    def _take_error(self, event: Any) -> None:
        error = ServerError(event)
        self.last_error = error
        event_id = _event_id_of(event)
        if event_id is not None and event_id in self._cancellations:
            # There was nothing to cancel any more.
            self._cancellations.remove(event_id)
            return
        request = self._by_event_id.get(event_id) if event_id is not None else None
        if request is not None:
            self._refuse(request, error)
        elif event_id is None and is_about_cancelling(error) and self._cancellations:
            self._cancellations.clear()
        elif event_id is None:
            self._suspect(error)
        else:
            self._report(error)
        self._release()
        self._reschedule()

    def _suspect(self, error: ServerError) -> None:
        """Find what an error that names no event is most likely about, and give the server time to go on with it."""
        target, grace = self._suspected(error)
        if target is None:
            self._report(error)
        elif isinstance(target, Request) and not grace:
            self._refuse(target, error)
        else:
            self._suspicions.append(_Suspicion(error, target, self._now() + grace))

    def _suspected(self, error: ServerError) -> tuple[Request | AssembledResponse | None, float]:
        now = self._now()
        param = str(error.param or "")
        response = next((each for each in self._in_flight if not each.is_abandoned), None)
        commands = [each for each in self._pending if each.is_awaited and now - (each.sent_at or 0.0) <= _ANSWERABLE]
        active = self.assembler.active
        if error.code == _ALREADY_ACTIVE:
            # What was taken for its answer may be the response that is active.
            uncertain = [each for each in self._bound.values() if not each.is_certain]
            waiting = (*self._in_flight, *uncertain)
            response = next((each for each in waiting if not each.is_out_of_band and not each.is_abandoned), None)
            if response is not None:
                return response, 0.0
        is_invalid = str(error.type or "").startswith("invalid_request")
        if response is None and active and not (commands if is_invalid else False):
            # What names a parameter of something else is about something else.
            is_other = is_invalid and param and not param.startswith("response")
            return (None if is_other else active[0]), self._grace * _ACTIVE_GRACE
        for prefix, kinds in (("session", _SETTINGS), ("item", ("conversation.item.create",))):
            found = next((each for each in commands if param.startswith(prefix) and each.type in kinds), None)
            if found is not None:
                return found, self._grace
        if param.startswith("response") and response is not None:
            return response, self._grace
        # A server answers in order: the oldest that is unanswered.
        if commands and (response is None or commands[0].order < response.order):
            return commands[0], self._grace
        return response, self._grace

    def _confirm(self, suspicion: _Suspicion) -> None:
        target = suspicion.target
        if isinstance(target, Request):
            self._refuse(target, suspicion.error, is_certain=False)
        elif not target.is_final:
            if id(target) not in self._bound:
                self._report(suspicion.error)
            self._close_response(target, "the server reported an error and did not go on", suspicion.error)

    def _clear(self, response: AssembledResponse, request: ResponseRequest | None) -> None:
        """Drop suspicions of a response that goes on: the error was about something else."""
        for suspicion in [each for each in self._suspicions if each.target is response or each.target is request]:
            self._suspicions.remove(suspicion)
            self._report(suspicion.error)

    def _report_suspicions(self) -> None:
        for suspicion in self._suspicions:
            self._report(suspicion.error)

    def _forget_suspicions(self, request: Request) -> None:
        for suspicion in [each for each in self._suspicions if each.target is request]:
            self._suspicions.remove(suspicion)
            self._report(suspicion.error)

    def _refuse(self, request: Request, error: ServerError, *, is_certain: bool = True) -> None:
        """Settle a request that the server refused, or send it again where that helps."""
        if isinstance(request, ResponseRequest):
            self._refuse_response(request, error, is_certain=is_certain)
            return
        is_item = request.type == "conversation.item.create"
        dependent = self._dependent(request)
        self._settle(request, error if request.is_awaited else None)
        if dependent is not None:
            self._fail_response(dependent, error)
        elif not request.is_awaited:
            if is_item:
                self._refused_item = error
            self._report(error)

    def _dependent(self, command: Request) -> ResponseRequest | None:
        """Return the request of a response that a command was sent for."""
        for request in (*self._queue, *self._in_flight, *self._bound.values()):
            if command.event_id in request.before:
                return request
        if command.type == "conversation.item.create" and not command.is_awaited:
            # What was asked for directly after an item answers that item.
            waiting = (*self._in_flight, *self._bound.values(), *self._queue)
            after = [each for each in waiting if each.order > command.order]
            return next((each for each in after if each.is_awaited and not each.is_abandoned), None)
        return None

    def _fail_response(self, request: ResponseRequest, error: ServerError) -> None:
        if request.response is not None:
            self._bound.pop(id(request.response), None)
            self._cancel(request.response)
            self._settle(request, error)
        elif request.state is State.SENT:
            # Its response may still come, and is cancelled then.
            request.is_abandoned = True
            request.collects = False
            self._abandoned.append((request, self._now() + _ANSWERABLE))
            request.fail(error)
        else:
            self._settle(request, error)

    def _refuse_response(self, request: ResponseRequest, error: ServerError, *, is_certain: bool) -> None:
        if request.state is State.ACCEPTED:
            # The response that was taken for its answer was begun by the server itself.
            self._unbind(request)
        if request.is_abandoned:
            self._drop(request)
        elif error.code == _ALREADY_ACTIVE and request.is_awaited and request.attempts <= _RETRIES:
            self._ask_again(request, error, is_certain=is_certain)
        elif request.mark is not None and _is_about_metadata(error):
            # This server refuses metadata: requests are distinguished by their order.
            self._mark_prefix = None
            self._requeue(request)
            request.mark = None
        elif request.is_awaited:
            self._settle(request, error)
        else:
            self._settle(request)
            self._report(error)

    def _ask_again(self, request: ResponseRequest, error: ServerError, *, is_certain: bool) -> None:
        """Send a request again when the response that is active has ended."""
        now = self._now()
        if any(not response.is_out_of_band for response in self.assembler.active):
            self._requeue(request)
        elif now - self._ended_at <= _ENDING:
            # The one that was active has just ended.
            self._requeue(request)
            request.not_before = now + _BACKOFF * (request.attempts - 1)
        elif is_certain:
            # No response is known: it may be about to be announced.
            self._suspicions.append(_Suspicion(error, request, now + self._grace))
        else:
            self._settle(request, error)

    def _requeue(self, request: ResponseRequest) -> None:
        self._by_event_id.pop(request.event_id, None)
        self._in_flight.remove(request)
        request.state = State.QUEUED
        # The server has answered it: no response before was its own.
        self._candidates = [each for each in self._candidates if each[0] is not request]
        self._suspicions = [each for each in self._suspicions if each.target is not request]
        self._queue.appendleft(request)

    def _report(self, error: ServerError) -> None:
        """Make an error known that settles no request."""
        self._unreported.append(error)
        _logger.warning("the server reported an error: %s", error)
        if self.on_error is not None:
            try:
                self.on_error(error)
            except Exception:
                _logger.exception("on_error raised")

    def _reschedule(self) -> None:
        times = [each.until for each in self._suspicions]
        times += [until for _, _, until in self._candidates if until is not None]
        times += [until for _, until in self._ending] + [until for _, until in self._abandoned]
        # One whose time has come waits for its turn, which an event brings.
        now = self._now()
        times += [each.not_before for each in self._queue if each.not_before > now]
        if self._stall is not None:
            times.append(self._stall[0])
        self.deadline = min(times, default=None)
        if self.on_idle is not None and self.is_idle:
            self.on_idle()


class _Idle(Waiter):
    """The next time at which a session is idle."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        session.on_idle = lambda: self.wake()

    @property
    def is_ready(self) -> bool:
        """True while it is."""
        return self._session.is_idle


def _event_id_of(event: Any) -> str | None:
    """Return the id of the event that an error names, None where it names none."""
    event_id = getattr(getattr(event, "error", None), "event_id", None)
    return event_id if isinstance(event_id, str) and event_id else None


def _is_about_metadata(error: ServerError) -> bool:
    return "metadata" in str(error.param or "") or "metadata" in str(error)


def _sum(total: Any, usage: Any) -> Any:
    """Add usages up; one that cannot be added stands by itself."""
    try:
        return usage if total is None else total + usage
    except (RealtimeError, TypeError):
        return total
