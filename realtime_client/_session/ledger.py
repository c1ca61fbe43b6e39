"""The ledger: every request, from its sending to its settlement, and which answers and errors are about it.

A conversation has one response at a time, so requests of responses wait for their turn. Responses are matched by the
mark that a request carries, where the server repeats it, and by their order where it does not. An error that names no
event settles what it is most likely about, after a grace in which the server may go on with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from secrets import token_hex
from typing import Any, Final

from attrs import define

from .._core.json import dumps
from .._core.tracebacks import clear_causes
from ..assembly import AssembledResponse, Assembler, Change
from ..errors import RealtimeError, ServerError
from .requests import (
    Command,
    Request,
    ResponseRequest,
    State,
    Waiter,
    commands_about,
    is_about_active_response,
    is_about_cancelling,
)
from .resume import merge_settings
from .turns import turn_detection

__all__ = ["MARK", "Idle", "Ledger", "Outgoing"]

# Metadata key that marks the request of a response, and the number of keys that the API takes.
MARK: Final = "realtime_client_request"
_METADATA: Final = 16
_SETTINGS: Final = ("session.update", "transcription_session.update")
# Events whose refusal is never about a response, although no such event may be known: audio is not numbered.
_NEVER_RESPONSE: Final = (("response.cancel",), ("input_audio_buffer.append",))
_REPEATABLE: Final = frozenset(
    (*_SETTINGS, "conversation.item.create", "conversation.item.delete", "input_audio_buffer.commit")
)

_EVENT_ID: Final = "event_"
# Ids of events that are remembered.
_OWN_IDS: Final = 1_024
# Commands that are remembered while they are unanswered: some servers acknowledge nothing.
_PENDING: Final = 256
# Times a request is sent again because the server says that a response is active, while none ends.
_RETRIES: Final = 5
# Seconds before it is sent again, for each time it has been.
_BACKOFF: Final = 0.1
# Seconds: how long after its sending an error without an id may be about a command; how long a cancelled response may
# take to end; how long a queued request waits while the active response sends nothing.
_ANSWERABLE: Final = 10.0
_ENDING: Final = 5.0
_STALLED: Final = 30.0
# An active response that fails by an error alone gets this many times the grace of a request: it may only be slow.
_ACTIVE_GRACE: Final = 3.0
_METADATA_GRACE: Final = 5.0


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


class Ledger:
    """Requests of one session.

    Args:
        assembler: The responses of the session.
        now: Gives the time in seconds, for deadlines.
        clock: Gives the time in seconds, for the timings of responses; None takes none.
        marks: Whether requests of responses are marked.
        grace: Seconds after which an error that names no event settles what it is most likely about.
        on_error: Called with every error that settles no request.
        on_close: Called with every response that is ended without an event of the server.

    Attributes:
        outbox: Frames to be sent, in order.
        deadline: Time at which `tick` is to be called, None when there is nothing to wait for.
        last_error: Last error that the server reported.
        is_suspended: True while there is no connection to send over.
        settings: Settings that the server has acknowledged, by the type of the event that sets them.
        plays_audio: True where the server plays the audio itself, as over WebRTC and SIP.
        unacknowledged: Types of commands that this server was found not to acknowledge.
        on_idle: Called when the last response has ended.
    """

    def __init__(
        self,
        assembler: Assembler,
        now: Callable[[], float],
        *,
        clock: Callable[[], float] | None,
        marks: bool,
        grace: float,
        on_error: Callable[[ServerError], None],
        on_close: Callable[[AssembledResponse], None],
    ) -> None:
        self.outbox: deque[Outgoing] = deque()
        self.deadline: float | None = None
        self.last_error: ServerError | None = None
        self.is_suspended = False
        self.settings: dict[str, dict[str, Any]] = {}
        self.plays_audio = False
        self.unacknowledged: set[str] = set()
        self.on_idle: Callable[[], None] | None = None
        self._assembler = assembler
        # Where the server repeats marks, an announcement that arrives twice is known by its mark.
        assembler.expects_response = lambda: bool(self._in_flight) and not self._has_echoed
        assembler.expects_nothing = lambda: not self._in_flight
        self._now = now
        self._clock = clock
        # Refusal of an item that no task waits for, until it is raised.
        self._refused_item: ServerError | None = None
        self._grace = grace
        self._report = on_error
        self._note_close = on_close
        # Several connections may watch the same responses, and each counts its events from one.
        self._mark_prefix = token_hex(8) if marks else None
        self._has_echoed = False
        # Number of the last id of an event, and the ids that the user chose.
        self._number = 0
        self._own_ids: dict[str, None] = {}
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
        self._ended = 0
        # Events that have arrived, and those among them that belong to a response.
        self._activity = 0
        self._progress = 0
        self._stall: tuple[float, int] | None = None

    @property
    def holders(self) -> tuple[ResponseRequest, ...]:
        """Requests that may keep pieces of their response."""
        return (*self._bound.values(), *self._in_flight)

    def is_taken(self, response: AssembledResponse) -> bool:
        """Return True for a response that a task waits for."""
        request = self._bound.get(id(response))
        return request is not None and request.has_taker

    def take_refused_item(self) -> ServerError | None:
        """Return the refusal of an item that no task was raised, once."""
        refused, self._refused_item = self._refused_item, None
        return refused

    def new_id(self) -> str:
        """Return an id for an event of ours, used only once in this session."""
        self._number += 1
        return f"{_EVENT_ID}{self._number}"

    def note_own_id(self, event_id: str) -> None:
        """Remember the id of an event that the user chose."""
        self._own_ids[event_id] = None
        if len(self._own_ids) > _OWN_IDS:
            del self._own_ids[next(iter(self._own_ids))]

    def _is_ours(self, event_id: str) -> bool:
        """Return True for the id of an event that was sent; some servers put one of their own into an error."""
        number = event_id.removeprefix(_EVENT_ID)
        is_counted = number != event_id and number.isdecimal() and int(number) <= self._number
        return is_counted or event_id in self._own_ids

    def has_taker(self) -> bool:
        """Return True while a request waits for its response."""
        # Asked at every event, mostly while nothing was asked for, or one response is going on.
        if self._bound:
            for request in self._bound.values():
                if request.has_taker:
                    return True
        return any(request.has_taker for request in self._in_flight) if self._in_flight else False

    @property
    def is_idle(self) -> bool:
        """True while no response is going on or asked for."""
        return not (self._assembler.active or self._in_flight or self._bound or self._queue)

    def is_requested(self, response: AssembledResponse) -> bool:
        """Return True for a response that answers a request of this client, also after its end."""
        return response.is_requested

    def submit(
        self, settings: Mapping[str, Any] | None, depends_on: Sequence[str] = (), *, collects: bool = True
    ) -> ResponseRequest:
        """Ask for a response: at once, or when the conversation has no other one.

        Args:
            settings: Settings of the response; None for those of the session.
            depends_on: Ids of events sent before; when the server refuses one of them, the request fails.
            collects: Whether the pieces of the response are kept to be taken.

        Raises:
            RealtimeError: The settings cannot be written as JSON.
        """
        if settings is not None:
            try:
                dumps(dict(settings))
            except (TypeError, ValueError, RecursionError) as error:
                clear_causes(error)
                raise RealtimeError(f"the settings of the response cannot be written as JSON: {error}") from error
        event_id = self.new_id()
        mark = self._new_mark(settings, event_id)
        request = ResponseRequest(event_id, settings, mark, depends_on, collects=collects)
        request.is_awaited = True
        self._queue.append(request)
        self.release()
        self.reschedule()
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
            self.drop(request)
        else:
            self._abandoned.append((request, self._now() + _ANSWERABLE))
            if not request.is_out_of_band and all(each.is_out_of_band for each in self._assembler.active):
                # A server may be at work on a response that it has not begun to send.
                self._send_cancellation(None)
        self.release()
        self.reschedule()

    def cancel(self, response: AssembledResponse) -> None:
        """Cancel a response at the server, without waiting for its end."""
        self._cancel(response)
        self.reschedule()

    def note_raw_request(self, event: Mapping[str, Any], event_id: str) -> ResponseRequest:
        settings = event.get("response")
        request = ResponseRequest(event_id, settings if isinstance(settings, Mapping) else None, None, collects=False)
        request.state, request.attempts, request.sent_at = State.SENT, 1, self._time()
        self._in_flight.append(request)
        self._by_event_id[event_id] = request
        return request

    def add_command(self, event: Mapping[str, Any], event_id: str) -> Command:
        command = Command(event, event_id)
        command.sent_at = self._now()
        self._by_event_id[event_id] = command
        self._pending.append(command)
        if len(self._pending) > _PENDING:
            # What was never refused holds.
            self._accept(self._pending[0], None)
        return command

    def keep_settings(self) -> None:
        """Keep settings that were not refused, where the server acknowledges none."""
        if not self.settings:
            suspected = [suspicion.target for suspicion in self._suspicions]
            for command in [each for each in self._pending if each.type in _SETTINGS and each not in suspected]:
                self._merge_settings(command)

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
            self.drop(request)
        self._abandoned = [each for each in self._abandoned if each[1] > now]
        if self._stall is not None and self._stall[0] <= now:
            is_stalled = self._stall[1] == self._progress
            self._stall = None
            if is_stalled and self._queue and not any(each.is_awaited for each in self._in_flight):
                # What was sent without waiting for it was not answered either.
                for request in [*self._in_flight]:
                    self.drop(request)
                self._send(self._queue.popleft())
        self.release()
        self.reschedule()

    def reschedule(self) -> None:
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

    def follow(self, event: Any, change: Change) -> None:
        """Settle what an event answers, acknowledges or refuses."""
        self._activity += 1
        response = change.response
        if response is not None:
            self._progress += 1
            may_be_new = change.has_begun or change.has_ended or event.type == "response.created"
            is_new = may_be_new and self._match(response, event, change)
            request = self._bound.get(id(response))
            if request is not None and not is_new:
                request.take(change)
            if self._suspicions:
                self._clear(response, request)
            if change.has_ended:
                self._end(response)
            elif is_new and response.is_final:
                # It names its request only after its end.
                self.settle(self._bound.pop(id(response)))
        elif event.type == "error":
            self._take_error(event)
        else:
            if self._pending:
                self._acknowledge(event, change)
            if event.type == "output_audio_buffer.started":
                self.plays_audio = True
            elif event.type == "input_audio_buffer.speech_stopped":
                self._speech_activity = self._activity

    # The end of a connection, and the next one.

    def connection_lost(self, error: RealtimeError) -> None:
        """Settle with an error what was sent over a connection that is lost; what waits for its turn is kept."""
        self.keep_settings()
        self._report_suspicions()
        kept = [each for each in self._queue if not each.before]
        for request in self._unsettled():
            if request not in kept:
                self.settle(request, error)
        self._queue = deque(kept)
        # The next connection may lead to another server.
        self._has_echoed = False
        self.unacknowledged.clear()
        self._reset()
        self.is_suspended = True

    def lose_responses(self, error: RealtimeError) -> None:
        """Settle with an error the requests whose responses a session that is replaced does not give any more."""
        for request in [*self._in_flight, *self._bound.values()]:
            self.settle(request, error)
        self._bound.clear()
        self._candidates.clear()
        self._ending.clear()
        self._abandoned.clear()

    def resume(self) -> None:
        """Send over the next connection what waits for its turn."""
        self.is_suspended = False
        self.release()
        self.reschedule()

    def close(self, error: RealtimeError) -> None:
        """Settle everything with an error: there is no connection any more."""
        self._report_suspicions()
        for request in self._unsettled():
            self.settle(request, error)
        self._queue.clear()
        self._reset()
        self.is_suspended = True

    def unanswered(self) -> list[Outgoing]:
        """Return the commands that were sent and not acknowledged, to be sent again to a session that replaces this.

        Those that make no sense there are settled.
        """
        again = []
        for command in [each for each in self._pending if each.is_written]:
            if command.type in _REPEATABLE:
                again.append(Outgoing(dumps(command.event), command))
            else:
                self.settle(command)
        return again

    def _unsettled(self) -> list[Request]:
        return [*self._in_flight, *self._bound.values(), *self._queue, *self._pending]

    # Responses and acknowledgements.

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
            earlier, was_certain = request.response, request.is_certain
            if earlier is not None:
                self._bound.pop(id(earlier), None)
            request.is_certain = True
            self._bind(request, response, event)
            if earlier is not None and was_certain:
                # Its announcement carried the same mark: some servers name it otherwise at its end.
                self._close_response(earlier, f"response {response.id} answers its request")
            return True
        is_created = event.type == "response.created"
        is_beginning = change.has_begun or (is_created and not response.is_final)
        is_unmarked = self._has_echoed and not is_created and not change.has_ended
        if is_beginning and bound is None and not is_unmarked:
            conversation_id = getattr(getattr(event, "response", None), "conversation_id", None)
            is_spoken, self._speech_activity = self._answers_speech(), None
            for request in sorted(self._in_flight, key=lambda each: each.is_doubted):
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
        detection = turn_detection(self._assembler.session)
        if detection is not None:
            return getattr(detection, "create_response", True) is not False
        return any(request.sent_activity <= self._speech_activity for request in self._in_flight)

    def _take_candidate(self, request: ResponseRequest, response: AssembledResponse) -> None:
        """Take a response that was thought to be the server's own for the answer to a request after all."""
        self._candidates = [each for each in self._candidates if each[0] is not request and each[1] is not response]
        if request in self._in_flight:
            self._bind(request, response, None)
            self._bound.pop(id(response), None)
            self.settle(request)

    def _bind(self, request: ResponseRequest, response: AssembledResponse, event: Any) -> None:
        if request in self._in_flight:
            self._in_flight.remove(request)
        request.state = State.ACCEPTED
        request.response = response
        response.requested_at = request.sent_at if request.sent_at is not None else response.requested_at
        response.is_out_of_band = response.is_out_of_band or request.is_out_of_band
        self._bound[id(response)] = request
        response.is_requested = True
        response.is_served = response.is_served or request.runs_functions
        self._forget_suspicions(request)
        if request.is_abandoned:
            self._cancel(response)
        else:
            request.take_all(event)
            request.wake()
        self.reschedule()

    def _unbind(self, request: ResponseRequest) -> None:
        """Take back that a response answers a request: it was another's."""
        response, request.response = request.response, None
        assert response is not None
        self._bound.pop(id(response), None)
        response.requested_at = None
        response.is_requested = False
        response.is_served = response.is_served and not request.runs_functions
        request.pieces.clear()
        request.buffered = 0
        request.state = State.SENT
        self._in_flight.append(request)
        if request.is_abandoned:
            self._abandoned.append((request, self._now() + _ANSWERABLE))

    def _end(self, response: AssembledResponse) -> None:
        request = self._bound.pop(id(response), None)
        self._ended_at = self._now()
        self._ended += 1
        items = {item.id for item in response.items.values() if item.id is not None}
        for other in self._assembler.active:
            if not other.was_announced and any(item.id in items for item in other.items.values()):
                # Some servers name another response in the events of its items.
                self._close_response(other, f"its items belong to response {response.id}")
        # Where the server repeats marks, one that has none is ours only by a mistake of the server.
        until = self._ended_at + self._grace * (_ACTIVE_GRACE if self._has_echoed else 1.0)
        self._candidates = [
            (each, candidate, until if candidate is response else due)
            for each, candidate, due in self._candidates
            if each.state is State.SENT
        ]
        if request is not None:
            self.settle(request)
        self.release()
        self.reschedule()

    def _close_response(self, response: AssembledResponse, what: str, error: RealtimeError | None = None) -> None:
        """End a response that the server does not end."""
        self._assembler.close_response(response, what)
        self._note_close(response)
        request = self._bound.pop(id(response), None)
        if request is not None:
            self.settle(request, error)
        self._ended_at = self._now()
        self._ended += 1

    def _acknowledge(self, event: Any, change: Change) -> None:
        commands = [each for each in self._pending if each.is_acknowledged_by(event)]
        if not change.is_first_of_item:
            # It is about an item that was announced before, and acknowledged then.
            commands = [each for each in commands if each.type != "conversation.item.create"]
        if commands:
            # A server answers in order: what an error was most likely about is not what it acknowledges next.
            suspected = [suspicion.target for suspicion in self._suspicions]
            self._accept(next((each for each in commands if each not in suspected), commands[0]), event)

    def _accept(self, command: Command, event: Any) -> None:
        self._merge_settings(command)
        if event is not None:
            # Late as it may be: this server does acknowledge.
            self.unacknowledged.discard(command.type)
            self._apply(command, event)
        command.acknowledgement = event
        self._forget_suspicions(command)
        self.drop(command)
        command.wake()

    def _apply(self, command: Command, event: Any) -> None:
        """Change the item of a command whose acknowledgement does not name it."""
        conversation, item_id = self._assembler.conversation, command.event.get("item_id")
        if getattr(event, "item_id", None) or not isinstance(item_id, str):
            return
        if command.type == "conversation.item.delete":
            conversation.remove(item_id)
        elif command.type == "conversation.item.truncate":
            found, end = conversation.get(item_id), command.event.get("audio_end_ms")
            if found is not None and isinstance(end, int):
                found.audio_end_ms = end

    def _merge_settings(self, command: Command) -> None:
        settings = command.event.get("session")
        if command.type in _SETTINGS and isinstance(settings, Mapping):
            self.settings[command.type] = merge_settings(self.settings.get(command.type, {}), settings)

    def settle(self, request: Request, error: RealtimeError | None = None) -> None:
        """Settle a request, with an error where it failed, and wake what waits for it."""
        self.drop(request)
        if error is not None:
            request.fail(error)
        else:
            request.wake()

    def drop(self, request: Request) -> None:
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
        self.reschedule()

    def _new_mark(self, settings: Mapping[str, Any] | None, event_id: str) -> str | None:
        """Return the mark of a request; None where it is to have none, or has no room for one."""
        metadata = (settings or {}).get("metadata") or {}
        if self._mark_prefix is None or not isinstance(metadata, Mapping) or len(metadata) >= _METADATA:
            return None
        return f"{self._mark_prefix}_{event_id}"

    def _time(self) -> float | None:
        return self._clock() if self._clock is not None else None

    def _has_turn(self) -> bool:
        """Return True when the conversation has no response, and none is on its way."""
        if any(not request.is_out_of_band and not request.is_doubted for request in self._in_flight):
            return False
        return all(response.is_out_of_band for response in self._assembler.active)

    def release(self) -> None:
        """Send the queued requests whose turn it is."""
        if self.is_suspended:
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

    def _take_error(self, event: Any) -> None:
        error = ServerError(event)
        self.last_error = error
        event_id = _event_id_of(event)
        if event_id is not None and not self._is_ours(event_id):
            event_id = None
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
        self.release()
        self.reschedule()

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
        recent = [each for each in self._pending if now - (each.sent_at or 0.0) <= _ANSWERABLE]
        commands = [each for each in recent if each.is_awaited]
        active = self._assembler.active
        if is_about_active_response(error):
            # What was taken for its answer may be the response that is active.
            uncertain = [each for each in self._bound.values() if not each.is_certain]
            waiting = (*self._in_flight, *uncertain)
            response = next((each for each in waiting if not each.is_out_of_band and not each.is_abandoned), None)
            if response is not None:
                return response, 0.0
        suspected = [suspicion.target for suspicion in self._suspicions]
        kinds = commands_about(error)
        named = [each for each in recent if each.type in kinds and each not in suspected]
        if named:
            # One whose item the message names, or else the oldest.
            text = str(error)
            return next(
                (each for each in named if str(each.event.get("item_id") or "\0") in text), named[0]
            ), self._grace
        if kinds in _NEVER_RESPONSE:
            return None, 0.0
        is_invalid = str(error.type or "").startswith("invalid_request")
        settings = [each for each in recent if each.type in _SETTINGS and each not in suspected]
        if param.startswith("session") and settings:
            return settings[0], self._grace
        if response is None and active and not (commands if is_invalid else False):
            # What names a parameter of something else is about something else.
            is_other = is_invalid and param and not param.startswith("response")
            return (None if is_other else active[0]), self._grace * _ACTIVE_GRACE
        if param.startswith("item"):
            found = next((each for each in commands if each.type == "conversation.item.create"), None)
            if found is not None:
                return found, self._grace
        if param.startswith("response") and response is not None:
            return response, self._grace
        if response is not None and response.mark is not None and _is_about_metadata(error):
            # Some servers complain of metadata, and go on all the same.
            return response, self._grace * _METADATA_GRACE
        # A server answers in order: the oldest that is unanswered.
        if commands and (response is None or commands[0].order < response.order):
            return commands[0], self._grace
        return response, self._grace

    def _confirm(self, suspicion: _Suspicion) -> None:
        target = suspicion.target
        if isinstance(target, ResponseRequest) and target.state is State.QUEUED:
            is_explained = self._now() - self._ended_at <= _ENDING or not self._has_turn()
            if is_explained:
                target.not_before = self._now()
            else:
                self.settle(target, suspicion.error)
        elif isinstance(target, Request):
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
        # What else it was suspected of was not about it.
        self._forget_suspicions(request)
        if isinstance(request, ResponseRequest):
            self._refuse_response(request, error, is_certain=is_certain)
            return
        self.unacknowledged.discard(request.type)
        is_raised_later = request.type == "conversation.item.create" or request.was_to_be_awaited
        dependent = self._dependent(request)
        self.settle(request, error if request.is_awaited else None)
        if dependent is not None:
            self._fail_response(dependent, error)
        elif not request.is_awaited:
            if is_raised_later:
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

    def give_up(self, request: Request, error: RealtimeError) -> None:
        """Settle a request that could not be sent in time; it may arrive, and be answered, all the same."""
        if isinstance(request, ResponseRequest):
            self._fail_response(request, error)
        else:
            self.settle(request, error)
        self.reschedule()

    def _fail_response(self, request: ResponseRequest, error: RealtimeError) -> None:
        if request.response is not None:
            self._bound.pop(id(request.response), None)
            self._cancel(request.response)
            self.settle(request, error)
        elif request.state is State.SENT:
            # Its response may still come, and is cancelled then.
            request.is_abandoned = True
            request.is_awaited = request.collects = False
            self._abandoned.append((request, self._now() + _ANSWERABLE))
            request.fail(error)
        else:
            self.settle(request, error)

    def _refuse_response(self, request: ResponseRequest, error: ServerError, *, is_certain: bool) -> None:
        if request.state is State.ACCEPTED:
            # The response that was taken for its answer was begun by the server itself.
            self._unbind(request)
        if request.is_abandoned:
            self.drop(request)
        elif is_about_active_response(error) and request.is_awaited and self._may_ask_again(request):
            self._ask_again(request, error)
        elif request.mark is not None and _is_about_metadata(error):
            # This server refuses metadata: requests are distinguished by their order.
            self._mark_prefix = None
            self._requeue(request)
            request.mark = None
        elif request.is_awaited and not is_certain:
            # It may be answered all the same: that answer is cancelled, and never taken for another's.
            request.is_doubted = True
            self._fail_response(request, error)
        elif request.is_awaited:
            self.settle(request, error)
        else:
            self.settle(request)
            self._report(error)

    def _may_ask_again(self, request: ResponseRequest) -> bool:
        """Count the refusals of a request since a response ended last: with voice detection, another one may follow."""
        if request.refused_after != self._ended:
            request.refused_after, request.refusals = self._ended, 0
        request.refusals += 1
        return request.refusals <= _RETRIES

    def _ask_again(self, request: ResponseRequest, error: ServerError) -> None:
        """Send a request again when the response that is active has ended."""
        now = self._now()
        if any(not response.is_out_of_band for response in self._assembler.active):
            self._requeue(request)
        elif now - self._ended_at <= _ENDING:
            # The one that was active has just ended.
            self._requeue(request)
            request.not_before = now + _BACKOFF * (request.attempts - 1)
        else:
            # No response is known: it may be about to be announced, and if it is not, the refusal holds.
            self._requeue(request)
            request.not_before = now + 2 * self._grace
            self._suspicions.append(_Suspicion(error, request, now + self._grace))

    def _requeue(self, request: ResponseRequest) -> None:
        self._by_event_id.pop(request.event_id, None)
        self._in_flight.remove(request)
        request.state = State.QUEUED
        # The server has answered it: no response before was its own.
        self._candidates = [each for each in self._candidates if each[0] is not request]
        self._suspicions = [each for each in self._suspicions if each.target is not request]
        self._queue.appendleft(request)


def _event_id_of(event: Any) -> str | None:
    """Return the id of the event that an error names, None where it names none."""
    event_id = getattr(getattr(event, "error", None), "event_id", None)
    return event_id if isinstance(event_id, str) and event_id else None


def _is_about_metadata(error: ServerError) -> bool:
    return "metadata" in str(error.param or "") or "metadata" in str(error)


class Idle(Waiter):
    """The next time at which no response is going on or asked for."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger
        ledger.on_idle = lambda: self.wake()

    @property
    def is_ready(self) -> bool:
        """True while it is."""
        return self._ledger.is_idle
