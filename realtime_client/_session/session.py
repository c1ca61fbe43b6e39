"""One session of the protocol without a socket: what is read, what is waited for, what is written.

The blocking and the asyncio connection share this and add nothing to it but reading and writing frames. Whoever waits
for something registers a `Listener`; every event that arrives is offered to all of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from itertools import count
from secrets import token_hex
from typing import Any, Final, TypeAlias

from attrs import define, field

from .._connection.recorder import Recorder
from .._core.json import dumps
from .._core.model import Model
from .._decode.decoder import EventDecoder
from .._decode.dialects import Dialect
from ..assembly import AssembledResponse, Assembler, Conversation
from ..audio import append_event, encode_base64
from ..errors import ConnectionClosed, ConnectionLost, DecodeError, RealtimeError, ServerError
from .resume import Reconnected, merged, restorable

__all__ = [
    "MARK",
    "Delta",
    "Expectation",
    "Inbox",
    "Json",
    "Listener",
    "ResponseListener",
    "Session",
    "condition",
    "plain_mapping",
]

Json: TypeAlias = Model | Mapping[str, Any]

# Name of the metadata that marks the request of a response, and how many the API takes.
MARK: Final = "realtime_client_request"
_METADATA: Final = 16
_SETTINGS: Final = ("session.update", "transcription_session.update")


class Listener:
    """Something that somebody waits for: ready, or failed."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        # Whatever tells the task or thread that takes from it from the others.
        self.owner: object = None

    def ready(self) -> bool:
        """Whether there is something to take."""
        raise NotImplementedError

    @property
    def is_full(self) -> bool:
        """Whether nothing more may arrive before something is taken."""
        return False

    @property
    def is_in_flight(self) -> bool:
        """Whether what is waited for can only come over this very connection."""
        return True

    def require_hope(self) -> None:
        """Say that it will never be ready, where that is so.

        Raises:
            RealtimeError: What went wrong; a copy for each who waits, since a traceback grows on what is raised.
        """
        if self.error is not None:
            raise copy(self.error)

    def offer(self, event: Any, response: AssembledResponse | None) -> None:
        """Take notice of an event, and of the response it is about."""
        raise NotImplementedError


class Inbox(Listener):
    """All events in their order, up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._events: deque[Any] = deque()
        self._limit = limit

    def ready(self) -> bool:
        """Whether an event is there."""
        return bool(self._events)

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached."""
        return len(self._events) >= self._limit

    @property
    def is_in_flight(self) -> bool:
        """Never: events go on over the next connection."""
        return False

    def offer(self, event: Any, response: AssembledResponse | None) -> None:
        """Keep the event."""
        self._events.append(event)

    def take(self) -> Any:
        """The oldest event."""
        return self._events.popleft()


class Expectation(Listener):
    """The first event that a condition holds for."""

    def __init__(self, condition: Callable[[Any], bool]) -> None:
        super().__init__()
        self._condition = condition
        self._found: Any = None

    def ready(self) -> bool:
        """Whether it came."""
        return self._found is not None

    def offer(self, event: Any, response: AssembledResponse | None) -> None:
        """Look at the event."""
        if self._found is None and self._condition(event):
            self._found = event

    def take(self) -> Any:
        """The event."""
        return self._found


class Delta:
    """A piece of a response as it came.

    Attributes:
        text: What was written; "" in a piece of anything else.
        transcript: What was spoken; "" in a piece of anything else.
        audio: The audio itself, in the format of the response; b"" in a piece of anything else.
        event: The event it came with.
    """

    __slots__ = ("audio", "event", "text", "transcript")

    def __init__(self, event: Any, text: str = "", transcript: str = "", audio: bytes = b"") -> None:
        self.event = event
        self.text = text
        self.transcript = transcript
        self.audio = audio

    def __repr__(self) -> str:
        return f"Delta(text={self.text!r}, transcript={self.transcript!r}, audio=<{len(self.audio)} bytes>)"


@define
class Claims:
    """Which responses answer requests of ours, and how that is known.

    Attributes:
        mark: What the marks of this session's requests begin with; None leaves requests alone.
        taken: Ids of responses that have begun and answer somebody's request.
        has_echoed: Whether the server has sent metadata of a request back: then every answer says whose it is.
    """

    mark: str | None = None
    taken: set[str] = field(factory=set)
    has_echoed: bool = False

    def mark_for(self, settings: Mapping[str, Any] | None, event_id: str) -> str | None:
        """The mark of a request; None when it is to have none, or has no room for it."""
        metadata = (settings or {}).get("metadata") or {}
        if self.mark is None or not isinstance(metadata, Mapping) or len(metadata) >= _METADATA:
            return None
        return f"{self.mark}_{event_id}"


class ResponseListener(Listener):
    """The response that one ``response.create`` brings, from its first event to its end.

    The response whose metadata sends the mark of the request back is the one. A server that sends no metadata back does
    not say which request a response answers, but answers them in order: there it is the next response that begins and
    that nobody else has claimed, unless it is found to be marked for another.

    Attributes:
        is_sent: Whether anything of the request has been sent.
        is_done: Whether the response has ended as the server says, and not because the connection did.
        response: The response, None before it begins.
        deltas: Pieces that nobody has taken yet.
    """

    def __init__(self, event_ids: Sequence[str], mark: str | None, claims: Claims) -> None:
        super().__init__()
        self.is_sent = False
        self.is_done = False
        self.response: AssembledResponse | None = None
        self.deltas: deque[Delta] = deque()
        self._event_ids = event_ids
        self._mark = mark
        self._claims = claims
        self._is_sure = False

    @property
    def is_spent(self) -> bool:
        """Whether it has ended and all pieces of it are taken."""
        return self.is_done and not self.deltas

    @property
    def is_in_flight(self) -> bool:
        """Whether the request, or a part of it, is on its way."""
        return self.is_sent or self.response is not None

    def ready(self) -> bool:
        """Whether there is a piece to take, or the response has ended."""
        return bool(self.deltas) or self.is_done

    def offer(self, event: Any, response: AssembledResponse | None) -> None:
        """Follow the response."""
        if event.type == "error" and getattr(event.error, "event_id", None) in self._event_ids:
            self.error = ServerError(event)
        elif event.type == "response.created":
            if response is not None and not self._is_sure and self._is_ours(response):
                self._claims.taken.add(response.id)
                self.response = response
                # Of one that was taken for ours until this one said that it is.
                self.deltas.clear()
                self.is_done = False
        elif response is not None and response is self.response:
            self.is_done = event.type == "response.done"
            delta = _delta(event, response)
            if delta is not None:
                self.deltas.append(delta)

    def _is_ours(self, response: AssembledResponse) -> bool:
        mark = _mark(response)
        if mark is not None:
            self._claims.has_echoed = True
            self._is_sure = mark == self._mark
            return self._is_sure
        is_next = self.response is None and not response.is_final and response.id not in self._claims.taken
        return is_next and (self._mark is None or not self._claims.has_echoed)


def _mark(response: AssembledResponse) -> str | None:
    metadata = getattr(response.response, "metadata", None)
    mark = metadata.get(MARK) if isinstance(metadata, Mapping) else None
    return mark if isinstance(mark, str) else None


def _delta(event: Any, response: AssembledResponse) -> Delta | None:
    kind: str = event.type
    if not kind.endswith(".delta"):
        return None
    if kind.endswith("audio.delta"):
        part = response.item(event.output_index).part(event.content_index)
        return Delta(event, audio=part.latest_audio)
    if not isinstance(event.delta, str):
        return None
    if kind.endswith("transcript.delta"):
        return Delta(event, transcript=event.delta)
    return Delta(event, text=event.delta) if kind.endswith("text.delta") else None


def plain_mapping(value: Json) -> dict[str, Any]:
    """A model or a mapping as a mapping of its own."""
    return value.to_dict() if isinstance(value, Model) else dict(value)


def condition(what: str | Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A condition on events: that it is of a type, or one that was given."""
    if not isinstance(what, str):
        return what
    return lambda event: bool(event.type == what)


class Session:
    """State of one session: what has been said, who waits for what, how events are read and written.

    Args:
        dialect: Dialect of the session; None tells it from what the server sends.
        clock: Gives the time in seconds, for the timings of responses.
        recorder: Writes every event down; ends with the session.
        marks: Whether requests of responses are marked, so that the server says which request a response answers.
        keep_responses: How many responses that have ended are kept; None keeps all.

    Attributes:
        assembler: Responses and conversation so far.
        error: Why the connection has ended; None while it is open.
        is_shared: Whether several wait at once; where one does alone, nothing can have piled up for another.
        loss: How a connection of the session was last lost; None when none was.
    """

    def __init__(
        self,
        dialect: Dialect | None = None,
        *,
        clock: Callable[[], float] | None = None,
        recorder: Recorder | None = None,
        marks: bool = True,
        keep_responses: int | None = None,
    ) -> None:
        self.assembler = Assembler(clock, keep=keep_responses)
        self.error: ConnectionClosed | None = None
        self._decoder = EventDecoder(dialect)
        self._listeners: list[Listener] = []
        self.is_shared = False
        self.loss: ConnectionLost | None = None
        # Several connections may watch the same responses, and each counts its events from one.
        self._claims = Claims(token_hex(8) if marks else None)
        self._numbers = count(1)
        self._recorder = recorder
        # By type of the event that sends them; a beta session for transcription has one of its own.
        self._settings: dict[str, dict[str, Any]] = {}
        self._is_lost = False
        self._lost_conversation = self.assembler.conversation

    @property
    def dialect(self) -> Dialect | None:
        """Dialect of the session, None until it is known."""
        return self._decoder.dialect

    def listen(self, listener: Listener) -> None:
        """Offer every event from now on to a listener, too."""
        listener.error = self.error
        self._listeners.append(listener)
        self.is_shared = len(self._listeners) > 1

    def ignore(self, listener: Listener) -> None:
        """Offer a listener nothing more."""
        self._listeners.remove(listener)
        self.is_shared = len(self._listeners) > 1

    def has_room(self, owner: object) -> bool:
        """Whether every listener can take another event; where one of another owner cannot, reading waits for it.

        Raises:
            RealtimeError: A full iteration belongs to the one who wants to read for something else.
        """
        full = [listener.owner for listener in self._listeners if listener.is_full]
        if owner in full:
            raise RealtimeError(
                "too many events have piled up for an iteration whose body waits for something else: "
                "iterate in a task of its own, or raise `buffered`"
            )
        return not full

    def ask(
        self, settings: Mapping[str, Any] | None, before: Sequence[Mapping[str, Any]] = ()
    ) -> tuple[list[dict[str, Any]], ResponseListener]:
        """What to send for a response, and its listener, listening already.

        Args:
            settings: Settings of the response; None for those of the session.
            before: Events to be sent before; the listener fails when the server refuses one.
        """
        events = [{**event, "event_id": self.new_id()} for event in before]
        event_id = self.new_id()
        mark = self._claims.mark_for(settings, event_id)
        if mark is not None:
            settings = {**(settings or {}), "metadata": {**((settings or {}).get("metadata") or {}), MARK: mark}}
        request: dict[str, Any] = {"type": "response.create", "event_id": event_id}
        events.append(request if settings is None else {**request, "response": settings})
        listener = ResponseListener([event["event_id"] for event in events], mark, self._claims)
        # What comes before belongs to the conversation of this very connection.
        listener.is_sent = bool(before)
        self.listen(listener)
        return events, listener

    def receive(self, frame: str | bytes) -> Any:
        """Read a frame and offer its event to everybody who waits.

        Returns:
            The event; None for a frame that is no event, which is noted.
        """
        try:
            event = self._decoder.decode(frame)
        except DecodeError as error:
            self.assembler.note_malformed(error)
            return None
        if self._recorder is not None:
            self._recorder.write("in", event.to_dict())
        response = self.assembler.feed(event)
        for listener in self._listeners:
            listener.offer(event, response)
        if event.type == "response.done" and response is not None:
            self._claims.taken.discard(response.id)
        return event

    def new_id(self) -> str:
        """An id for an event of ours, used only once in this session."""
        return f"event_{next(self._numbers)}"

    def write(self, event: Json) -> tuple[bytes, str]:
        """An event as JSON, and its id: the one it has, or a new one, by which the server can name what went wrong."""
        data = plain_mapping(event)
        event_id = data.get("event_id")
        if not isinstance(event_id, str):
            event_id = data["event_id"] = self.new_id()
        kind, settings = data.get("type"), data.get("session")
        if kind in _SETTINGS and isinstance(settings, Mapping):
            self._settings[kind] = merged(self._settings.get(kind, {}), settings)
        if self._recorder is not None:
            self._recorder.write("out", data)
        return dumps(data), event_id

    def write_audio(self, piece: bytes | memoryview) -> bytes:
        """The event that appends a piece of audio to the input buffer, as JSON."""
        data = append_event(piece)
        if self._recorder is not None:
            self._recorder.write("out", {"type": "input_audio_buffer.append", "audio": encode_base64(piece)})
        return data

    def lose(self, code: int | None, reason: str | None) -> ConnectionLost:
        """The connection has ended and will be opened anew: who waits for what was in flight is told, once."""
        if self.loss is None or not self._is_lost:
            self._is_lost = True
            self.loss = ConnectionLost(code, reason or "", self.assembler.end())
            self._lost_conversation = self.assembler.conversation
            # The next connection may lead to another server.
            self._claims.taken.clear()
            self._claims.has_echoed = False
            for listener in self._listeners:
                if listener.is_in_flight:
                    listener.error = listener.error or self.loss
        return self.loss

    def restore(self, conversation: bool) -> list[bytes]:
        """What to send first over the next connection, as JSON: settings, and the conversation where it is wanted."""
        events = [{"type": kind, "session": settings} for kind, settings in self._settings.items()]
        again = Conversation()
        for item, sent in restorable(self._lost_conversation, self.dialect) if conversation else ():
            again.items.append(item)
            events.append({"type": "conversation.item.create", "item": sent})
        self.assembler.conversation = again
        return [self.write(event)[0] for event in events]

    def regain(self, attempts: int) -> None:
        """The session goes on over the next connection; iterations are told."""
        assert self.loss is not None
        event = Reconnected(
            code=self.loss.code,
            reason=self.loss.reason,
            responses=self.loss.responses,
            attempts=attempts,
            conversation=self._lost_conversation,
        )
        self._is_lost = False
        for listener in self._listeners:
            listener.offer(event, None)

    def close(self, code: int | None, reason: str | None) -> ConnectionClosed:
        """The connection has ended: responses end with what had arrived, and everybody who waits is told."""
        if self.error is None:
            lost = self.loss if self._is_lost else None
            cut = self.assembler.end() if lost is None else lost.responses
            self.error = ConnectionClosed(code, reason or "", cut)
            for listener in self._listeners:
                listener.error = self.error if listener.error in (None, lost) else listener.error
            if self._recorder is not None:
                self._recorder.close()
        return copy(self.error)
