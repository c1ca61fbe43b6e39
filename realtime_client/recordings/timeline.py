"""The timeline of a session: turns, speech, function calls, interruptions and errors, each with its time.

It follows the events of an `Assembler` and adds what that does not know: the time of what the client sends, and what
belongs together across events. It is the same for a live connection and for a recording.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, Protocol, TypeAlias

from attrs import define, field, frozen

from .._accessors.items import content_parts
from .._core.model import UNSET, Model, UnknownEvent
from .._core.redaction import redact
from .._session.ledger import MARK
from .._session.turns import turn_detection
from ..assembly import AssembledResponse, Change, ConversationItem
from ..audio import AudioFormat

__all__ = ["Connection", "Fact", "Follows", "FunctionCall", "ServerErrorAt", "Timeline", "Turn"]

_DEFAULT_FORMAT: Final = AudioFormat("pcm16", 24_000)
# Places of the user's audio that are remembered, to find the time of what voice detection reports.
_PLACES: Final = 8_192
# Turns that may still have to be heard when the user interrupts.
_QUEUED: Final = 32
_TRUNCATED: Final = "conversation.item.truncated"
_ITEM_EVENTS: Final = frozenset(
    ("conversation.item.created", "conversation.item.added", "conversation.item.done", "conversation.item.retrieved")
)
# An observer of sound: the side, its turn where it has one, seconds from the beginning, and bytes.
OnSound: TypeAlias = "Callable[[Literal['user', 'assistant'], Turn | None, float, int], object]"


@define(eq=False, kw_only=True)
class FunctionCall:
    """A call of a function by the model, and its output.

    Attributes:
        call_id: Id of the call.
        name: Name of the function.
        arguments: Arguments as the model wrote them.
        response_id: Id of the response that called it.
        server_label: Label of the MCP server that ran it; None for a function of the client.
        output: Output that the model was given; None if it was given none.
        error: Error of a call that failed; None if it did not.
        called_at: Time at which the call was complete, in seconds from the beginning; None if it is not known.
        answered_at: Time at which the output was sent; None before that.
    """

    call_id: str | None
    name: str | None
    arguments: str
    response_id: str
    server_label: str | None = None
    output: str | None = None
    error: str | None = None
    called_at: float | None = None
    answered_at: float | None = None

    @property
    def duration(self) -> float | None:
        """Seconds from the call to its output; None if it has none, or the times are not known."""
        return _between(self.called_at, self.answered_at)


@define(eq=False, kw_only=True)
class Turn:
    """One turn of a conversation: the user's speech or message, or one response of the model.

    Times are in seconds from the beginning of the recording, by the monotonic clock; None where they are not known.

    Attributes:
        number: Number of the turn, from 0.
        role: ``user`` or ``assistant``.
        is_spoken: True for speech, False for text.
        start: Beginning of the speech, of the text, or of the response without either.
        end: End of the speech as it was heard, or of the text.
        item_id: Id of the user's item; None for the assistant, and where it is not known.
        response_id: Id of the response; None for the user.
        is_requested: True for a response that the client asked for.
        is_out_of_band: True for a response outside the conversation.
        is_interrupted: True for a response that the user has cut off.
        interrupted_at: Time at which the user cut it off.
        heard: Seconds of its audio that the user had heard, as the client reported; None if it did not.
        status: Status of the response, such as ``completed``; ``in_progress`` if the recording does not hold its end.
        stop_reason: Reason why it ended early; None if it did not.
        error: Error of a failed response or transcription; None if there is none.
        model: Model of the session at that time.
        usage: Tokens of the response, as a model; None if the server counted none.
        calls: Functions that the response called.
        audio_seconds: Length of the audio in seconds, heard or not.
        created_at: Time of the first event of the response.
        requested_at: Time at which the client asked for it; None if it did not.
        speech_ended_at: Time at which the server reported the end of the speech that it answers; None if it answers
            none.
        first_text_at: Time of the first text or transcript.
        first_audio_at: Time at which the first audio arrived.
        finished_at: Time of the end of the response.
    """

    number: int
    role: Literal["user", "assistant"]
    is_spoken: bool = False
    start: float | None = None
    end: float | None = None
    item_id: str | None = None
    response_id: str | None = None
    is_requested: bool = False
    is_out_of_band: bool = False
    is_interrupted: bool = False
    interrupted_at: float | None = None
    heard: float | None = None
    status: str | None = None
    stop_reason: str | None = None
    error: ServerErrorAt | None = None
    model: str | None = None
    usage: Any = None
    calls: list[FunctionCall] = field(factory=list)
    audio_seconds: float = 0.0
    created_at: float | None = None
    requested_at: float | None = None
    speech_ended_at: float | None = None
    first_text_at: float | None = None
    first_audio_at: float | None = None
    finished_at: float | None = None
    is_final: bool = field(default=False, repr=False)
    # Where its text is read from while it may still grow.
    _source: Any = field(default=None, repr=False)
    _text: str = field(default="", repr=False)
    # Bytes of its audio for each second; 0 before there was any.
    _rate: int = field(default=0, repr=False)
    _item_sizes: dict[str, int] = field(factory=dict, repr=False)

    @property
    def text(self) -> str:
        """Text, written or spoken, as far as it is known."""
        source = self._source
        if isinstance(source, ConversationItem):
            return source.text
        return source.output_text if isinstance(source, AssembledResponse) else self._text

    @property
    def duration(self) -> float | None:
        """Seconds from its start to its end; None where they are not known."""
        return _between(self.start, self.end)

    @property
    def speech_to_text(self) -> float | None:
        """Seconds from the end of the user's speech to the first text; None where there is none of both."""
        return _between(self.speech_ended_at, self.first_text_at)

    @property
    def speech_to_audio(self) -> float | None:
        """Seconds from the end of the user's speech to the first audio; None where there is none of both."""
        return _between(self.speech_ended_at, self.first_audio_at)

    @property
    def request_to_text(self) -> float | None:
        """Seconds from the request to the first text; None where there is none of both."""
        return _between(self.requested_at, self.first_text_at)

    @property
    def request_to_audio(self) -> float | None:
        """Seconds from the request to the first audio; None where there is none of both."""
        return _between(self.requested_at, self.first_audio_at)

    @property
    def is_failed(self) -> bool:
        """True for a response that failed."""
        return self.status == "failed"


@frozen
class ServerErrorAt:
    """An error that the server reported.

    Attributes:
        at: Seconds from the beginning of the recording; None where it has no time.
        type: Type of the error.
        code: Code of the error.
        message: Message, with secrets masked.
        event_id: Id of the client's event that it is about.
    """

    at: float | None
    type: str | None
    code: str | None
    message: str
    event_id: str | None = None

    @classmethod
    def read(cls, at: float | None, error: Any) -> ServerErrorAt:
        """Read the error of an event or of a response, whatever it holds."""
        code = _get(error, "code")
        return cls(
            at,
            _string(_get(error, "type")),
            str(code) if isinstance(code, str | int) else None,
            redact(_string(_get(error, "message")) or ""),
            _string(_get(error, "event_id")),
        )

    def __str__(self) -> str:
        kind = " ".join(dict.fromkeys(each for each in (self.type, self.code) if each))
        return ": ".join(filter(None, (kind, self.message))) or "no reason given"


@frozen
class Connection:
    """A change of the connection: ``lost``, ``reopened`` or ``closed``, with the close code and its reason."""

    at: float | None
    state: str
    code: int | None = None
    reason: str = ""


class Follows(Protocol):
    """Follower of a live session, such as `realtime_client.telemetry.Telemetry`."""

    def follow(self, header: Mapping[str, Any], timeline: Timeline) -> Callable[[Fact], object]:
        """Return what takes each fact of a session.

        Args:
            header: What is known of the session at its beginning: time, model, URL.
            timeline: Its timeline.
        """


Fact: TypeAlias = "Turn | FunctionCall | ServerErrorAt | Connection"


@define(eq=False)
class _Request:
    at: float | None
    event_id: str | None
    mark: str | None
    is_out_of_band: bool


class Timeline:
    """Turns, calls, errors and changes of the connection of a session, with their times.

    Args:
        on_fact: Called with each turn, function call and change of the connection once it is complete, and with each
            error.
        on_sound: Called with each piece of audio, at the time at which it was spoken or is heard.

    Attributes:
        turns: Turns in the order in which they began.
        errors: Errors that the server reported.
        connections: Changes of the connection.
        model: Model of the session; None if it is not known.
        session_id: Id of the session; None if it is not known.
        duration: Seconds from the beginning to the last event.
        input_format: Format of the user's audio.
        on_close: Called at the end of the timeline, after every fact.
    """

    def __init__(
        self, on_fact: Callable[[Fact], object] | None = None, on_sound: OnSound | None = None, model: str | None = None
    ) -> None:
        self.turns: list[Turn] = []
        self.errors: list[ServerErrorAt] = []
        self.connections: list[Connection] = []
        self.model = model
        self.session_id: str | None = None
        self.duration = 0.0
        self.input_format = _DEFAULT_FORMAT
        self.on_close: Callable[[], object] | None = None
        self.on_fact = on_fact
        self._on_sound = on_sound
        self._session: Any = None
        # Turns of responses that have not ended, by response, and the latest turn of each response and item id.
        self._open: dict[int, Turn] = {}
        self._by_response: dict[str, Turn] = {}
        self._by_item: dict[str, Turn] = {}
        self._by_output: dict[str, Turn] = {}
        self._calls: dict[str, FunctionCall] = {}
        self._mcp_started: dict[str, float | None] = {}
        self._requests: deque[_Request] = deque()
        self._has_echoed = False
        self._written: deque[tuple[float | None, str | None, str]] = deque()
        self._unacknowledged: deque[Turn] = deque(maxlen=8)
        self._restored: set[str] = set()
        self._translations: dict[str, Turn] = {}
        self._speech: Turn | None = None
        self._speech_started_at: float | None = None
        self._speech_ended_at: float | None = None
        self._has_unanswered_speech = False
        # Whether the client committed the speech itself.
        self._was_pushed = False
        self._pushed_at: float | None = None
        # The user's audio: bytes so far, those of earlier sessions, its end, and where its pieces were placed.
        self._sent = 0
        self._sent_before = 0
        self._restored_size = 0
        self._user_end = 0.0
        self._places: deque[tuple[int, float]] = deque(maxlen=_PLACES)
        self._play_end = 0.0
        self._is_closed = False

    # What the client does.

    def sent_audio(self, size: int, at: float | None, *, is_restored: bool = False) -> None:
        """Take audio of the user, in bytes."""
        if is_restored:
            self._restored_size += size
            return
        if at is None:
            self._sent += size
            return
        self.duration = max(self.duration, at)
        length = size / self.input_format.bytes_per_second
        start = max(self._user_end, at - length, 0.0)
        self._places.append((self._sent, start))
        if self._pushed_at is None:
            self._pushed_at = start
        self._sent += size
        self._user_end = start + length
        if self._on_sound is not None:
            self._on_sound("user", self._speech, start, size)

    def sent(self, event: Mapping[str, Any], at: float | None, *, is_restored: bool = False) -> None:
        """Take an event of the client that is not audio."""
        self._advance(at)
        kind = event.get("type")
        if kind == "response.create":
            settings = event.get("response")
            settings = settings if isinstance(settings, Mapping) else {}
            metadata = settings.get("metadata")
            mark = metadata.get(MARK) if isinstance(metadata, Mapping) else None
            is_out_of_band = settings.get("conversation") == "none"
            if is_restored and self._requests:
                # It is the same request, which the next session is to answer.
                return
            self._requests.append(_Request(at, _string(event.get("event_id")), _string(mark), is_out_of_band))
        elif kind == "conversation.item.create":
            item = event.get("item")
            if isinstance(item, Mapping):
                self._sent_item(item, at, is_restored)

    def _sent_item(self, item: Mapping[str, Any], at: float | None, is_restored: bool) -> None:
        item_id = _string(item.get("id"))
        if is_restored:
            self._restored |= {item_id} if item_id is not None else set()
        elif item.get("type") == "function_call_output":
            call = self._calls.get(_string(item.get("call_id")) or "")
            if call is not None and call.output is None:
                output = item.get("output")
                call.output = output if isinstance(output, str) else str(output)
                call.answered_at, call.error = at, _error_of(call.output)
                self._tell(call)
        elif item.get("role") == "user":
            self._written.append((at, item_id, _text_of(item)))

    # What the server does.

    def observe(self, event: Any, change: Change, at: float | None, omitted: int = 0) -> None:
        """Take an event of the server, and what it changed.

        Args:
            event: The event.
            change: Change of the assembler.
            at: Time of its arrival, in seconds from the beginning.
            omitted: Size in bytes of its audio, if that was left out.
        """
        if at is not None and at > self.duration:
            self.duration = at
        response = change.response
        if response is not None:
            turn = self._open.get(id(response))
            if turn is not None and turn._rate and at is not None and not change.has_ended:
                # Most events are audio of a turn that is being heard.
                pieces = change.pieces
                if len(pieces) == 1 and (audio := pieces[0].audio):
                    self._hear(turn, pieces[0].item.id, len(audio), at)
                    return
            if turn is None or event.type == "response.created":
                turn = self._begin(response, event, at, turn, change)
            if turn is not None:
                self._grow(turn, response, event, change, at, omitted)
            return
        kind = getattr(event, "type", None)
        handler = _HANDLERS.get(kind) if isinstance(kind, str) else None
        if handler is not None and not isinstance(event, UnknownEvent):
            if handler is Timeline._translated:
                self._translated(event, change, at, omitted)
            else:
                handler(self, event, change, at)

    def connection(self, state: str, at: float | None, code: int | None = None, reason: str = "") -> None:
        """Take a change of the connection: ``lost``, ``reopened`` or ``closed``."""
        self._advance(at)
        found = Connection(at, state, code, reason)
        self.connections.append(found)
        if state == "reopened":
            self._sent_before, self._restored_size = self._sent - self._restored_size, 0
        else:
            self._cut(at)
        self._tell(found)
        if state == "closed":
            self.close()

    def close(self) -> None:
        """End the timeline: responses that had not ended stay as far as they came."""
        if not self._is_closed:
            self._is_closed = True
            self._cut(None)
            self._add_written()
            for turn in self.turns:
                self._finalise(turn)
            for call in self._calls.values():
                if call.output is None:
                    self._tell(call)
            if self.on_close is not None:
                self.on_close()

    def _add_written(self) -> None:
        """Add what the user has written and the server has not acknowledged."""
        while self._written:
            at, item_id, text = self._written.popleft()
            turn = self._add(Turn(number=0, role="user", start=at, end=at, item_id=item_id, text=text))
            self._unacknowledged.append(turn)
            if item_id is not None:
                self._by_item[item_id] = turn

    def _advance(self, at: float | None) -> None:
        if at is not None and at > self.duration:
            self.duration = at

    def _tell(self, fact: Fact) -> None:
        if self.on_fact is not None:
            self.on_fact(fact)

    def _add(self, turn: Turn) -> Turn:
        # The transcript of the user's speech comes after the response to it has begun.
        for earlier in self.turns[-5:-1]:
            if earlier is not self._speech and id(earlier._source) not in self._open:
                self._finalise(earlier)
        turn.number, turn.model = len(self.turns), self.model
        self.turns.append(turn)
        return turn

    def _finalise(self, turn: Turn) -> None:
        if not turn.is_final:
            turn.is_final = True
            self._tell(turn)

    def _cut(self, at: float | None) -> None:
        """End the responses that go on: their connection has ended."""
        for turn in self._open.values():
            turn._text, turn._source = turn.text, None
            turn.finished_at = at
            turn.status, turn.stop_reason = "incomplete" if at is not None else "in_progress", None
        self._open.clear()
        self._requests.clear()

    # Responses.

    def _begin(
        self, response: AssembledResponse, event: Any, at: float | None, turn: Turn | None, change: Change
    ) -> Turn | None:
        if turn is None:
            if not change.has_begun:
                return None
            turn = Turn(
                number=0,
                role="assistant",
                response_id=response.id,
                status="in_progress",
                start=at,
                end=at,
                created_at=at,
            )
            turn._source = response
            self._match(turn, response, event)
            if not turn.is_out_of_band:
                self._add_written()
            self._open[id(response)] = turn
            self._add(turn)
        elif turn.requested_at is None and turn.speech_ended_at is None:
            self._match(turn, response, event)
        return turn

    def _match(self, turn: Turn, response: AssembledResponse, event: Any) -> None:
        """Find what a response answers: a request of the client, or the user's speech."""
        turn.response_id, turn.is_out_of_band = response.id, response.is_out_of_band
        whole = getattr(event, "response", None)
        metadata = getattr(whole, "metadata", None)
        mark = metadata.get(MARK) if isinstance(metadata, Mapping) else None
        found = None
        if mark is not None:
            self._has_echoed = True
            found = next((each for each in self._requests if each.mark == mark), None)
        elif not self._speech_is_answered_by_server():
            waiting = (each for each in self._requests if not (self._has_echoed and each.mark))
            found = next((each for each in waiting if each.is_out_of_band == response.is_out_of_band), None)
        if found is not None:
            self._requests.remove(found)
            turn.is_requested, turn.requested_at = True, found.at
            turn.is_out_of_band = turn.is_out_of_band or found.is_out_of_band
        if not turn.is_out_of_band and self._has_unanswered_speech:
            turn.speech_ended_at = self._speech_ended_at
            self._has_unanswered_speech = False

    def _speech_is_answered_by_server(self) -> bool:
        if not self._has_unanswered_speech or self._was_pushed:
            return False
        detection = turn_detection(self._session)
        if detection is None or getattr(detection, "type", None) in (None, "none"):
            return False
        return getattr(detection, "create_response", True) is not False

    def _grow(
        self, turn: Turn, response: AssembledResponse, event: Any, change: Change, at: float | None, omitted: int
    ) -> None:
        size = omitted
        for piece in change.pieces:
            if piece.audio:
                size = size or len(piece.audio)
            elif turn.first_text_at is None and (piece.text or piece.transcript):
                turn.first_text_at = at
                if not turn.is_spoken:
                    turn.start = at
        if size:
            self._heard(turn, response, change.pieces, size, at)
        kind = event.type
        if kind == "response.mcp_call.in_progress" or kind == "response.output_item.added":
            item_id = _string(getattr(event, "item_id", None)) or _string(_get(getattr(event, "item", None), "id"))
            if item_id is not None:
                self._mcp_started.setdefault(item_id, at)
        if change.has_ended:
            self._end(turn, response, at)
        elif not turn.is_spoken and at is not None and change.pieces:
            turn.end = at

    def _heard(self, turn: Turn, response: AssembledResponse, pieces: Any, size: int, at: float | None) -> None:
        """Place audio of the assistant: after what is still to be heard, and not before it arrived."""
        audio_format = response.audio_format or _DEFAULT_FORMAT
        turn._rate = audio_format.bytes_per_second
        item_id = pieces[0].item.id if pieces else None
        if item_id is not None:
            self._by_output[item_id] = turn
        if not turn.is_spoken:
            turn.is_spoken, turn.first_audio_at = True, at
            if at is not None:
                turn.start = turn.end = at if turn.is_out_of_band else max(at, self._play_end)
        self._hear(turn, item_id, size, at)

    def _hear(self, turn: Turn, item_id: str | None, size: int, at: float | None) -> None:
        length = size / turn._rate
        turn.audio_seconds += length
        if item_id is not None:
            sizes = turn._item_sizes
            if item_id in sizes:
                sizes[item_id] += size
            else:
                sizes[item_id] = size
                self._by_output[item_id] = turn
        end = turn.end
        if at is None or end is None or turn.is_interrupted:
            return
        start = at if at > end else end
        turn.end = start + length
        if not turn.is_out_of_band:
            self._play_end = turn.end
            if self._on_sound is not None:
                self._on_sound("assistant", turn, start, size)

    def _end(self, turn: Turn, response: AssembledResponse, at: float | None) -> None:
        del self._open[id(response)]
        whole = response.snapshot()
        turn._text, turn._source = response.output_text, None
        turn.response_id, turn.is_out_of_band = response.id, turn.is_out_of_band or response.is_out_of_band
        turn.finished_at = at
        if not turn.is_spoken:
            turn.end = at
        status = whole.status
        turn.status = status if isinstance(status, str) else "completed"
        turn.stop_reason = whole.stop_reason if turn.status != "completed" else None
        usage = response.usage
        turn.usage = usage if isinstance(usage, Model) else None
        if whole.error is not None:
            turn.error = ServerErrorAt.read(at, whole.error)
        output = whole.output
        for item in output if isinstance(output, list) else ():
            item_id = _string(_get(item, "id"))
            if item_id is not None:
                self._by_output.setdefault(item_id, turn)
        self._take_calls(turn, whole, at)
        if turn.status == "cancelled" and not turn.is_interrupted:
            speech = self._speech_started_at
            spoke_over = speech is not None and turn.created_at is not None and speech >= turn.created_at
            if turn.stop_reason == "turn_detected" or spoke_over:
                self._interrupt(turn, speech if spoke_over else at)

    def _take_calls(self, turn: Turn, whole: Any, at: float | None) -> None:
        for call in whole.function_calls:
            call_id = _string(call.call_id)
            found = FunctionCall(
                call_id=call_id,
                name=_string(call.name),
                arguments=call.arguments if isinstance(call.arguments, str) else "",
                response_id=turn.response_id or "",
                called_at=at,
            )
            turn.calls.append(found)
            if call_id is not None:
                self._calls[call_id] = found
        for call in whole.mcp_calls:
            error = getattr(call, "error", None)
            found = FunctionCall(
                call_id=_string(call.id),
                name=_string(call.name),
                arguments=call.arguments if isinstance(call.arguments, str) else "",
                response_id=turn.response_id or "",
                server_label=_string(call.server_label) or "",
                output=_string(call.output),
                error=str(ServerErrorAt.read(at, error)) if isinstance(error, Model) else None,
                called_at=self._mcp_started.pop(_string(call.id) or "", None),
                answered_at=at,
            )
            turn.calls.append(found)
            self._tell(found)

    def _interrupt(self, turn: Turn, at: float | None, heard: float | None = None) -> None:
        """Cut a response off: at a time, and after the audio that the user had heard of it."""
        turn.is_interrupted = True
        if turn.interrupted_at is None:
            turn.interrupted_at = at
        if heard is not None:
            turn.heard = heard
        end = turn.interrupted_at
        if turn.heard is not None and turn.start is not None:
            end = turn.start + turn.heard
        if end is not None:
            # The player drops all that it still has.
            for each in self.turns[-_QUEUED:]:
                if each.role == "assistant" and each.is_spoken and each.end is not None and each.end > end:
                    assert each.start is not None
                    each.start, each.end = min(each.start, end), end
            self._play_end = min(self._play_end, end)

    # The user.

    def _took_session(self, event: Any, change: Change, at: float | None) -> None:
        session = event.session
        self._session = session
        self.model = _string(_get(session, "model")) or self.model
        self.session_id = _string(_get(session, "id")) or self.session_id
        wire = getattr(session, "input_audio_format", None) or _get(_get(_get(session, "audio"), "input"), "format")
        self.input_format = AudioFormat.from_wire(wire) or self.input_format

    def _speech_began(self, event: Any, change: Change, at: float | None) -> None:
        start = self._place(event.audio_start_ms, at)
        self._speech_started_at = at
        item_id = _string(getattr(event, "item_id", None))
        turn = self._by_item.get(item_id) if item_id is not None else None
        if turn is None:
            turn = Turn(number=0, role="user", is_spoken=True, start=start, end=start, item_id=item_id)
            self._speech = turn
            self._add(turn)
            if item_id is not None:
                self._by_item[item_id] = turn
        self._speech = turn
        self._has_unanswered_speech = False

    def _speech_stopped(self, event: Any, change: Change, at: float | None) -> None:
        if self._speech is not None:
            end = self._place(event.audio_end_ms, at)
            if end is not None:
                self._speech.end = max(end, self._speech.start if self._speech.start is not None else end)
        self._speech_ended_at, self._has_unanswered_speech, self._was_pushed = at, True, False

    def _committed(self, event: Any, change: Change, at: float | None) -> None:
        item_id = _string(event.item_id)
        turn = self._by_item.get(item_id) if item_id is not None else None
        if turn is None:
            turn = self._speech
            if turn is None or turn.item_id not in (None, item_id):
                # Without voice detection, the client decides what belongs together.
                start = self._pushed_at if self._pushed_at is not None else at
                end = at if at is None or start is None else max(start, min(self._user_end, at))
                turn = self._add(Turn(number=0, role="user", is_spoken=True, start=start, end=end))
                self._speech_ended_at, self._has_unanswered_speech, self._was_pushed = at, True, True
            turn.item_id = item_id
            if item_id is not None:
                self._by_item[item_id] = turn
        if change.item is not None:
            turn._source = change.item
        self._speech = None
        self._pushed_at = None

    def _cleared(self, event: Any, change: Change, at: float | None) -> None:
        self._pushed_at = None

    def _took_item(self, event: Any, change: Change, at: float | None) -> None:
        item = change.item
        if item is None:
            return
        known = self._by_item.get(item.id)
        if known is not None:
            known._source = item
            return
        if item.role != "user" or item.item is None or item.id in self._restored or item.id in self._by_output:
            return
        parts = content_parts(getattr(item.item, "content", None))
        is_spoken = any(_get(part, "type") == "input_audio" for part in parts)
        sent_at = at
        if not is_spoken and self._written:
            same = (each for each in self._written if each[1] == item.id or (each[1] is None and each[2] == item.text))
            sent = next(same, self._written[0])
            self._written.remove(sent)
            sent_at = sent[0]
        late = next((each for each in self._unacknowledged if each.item_id is None and each.text == item.text), None)
        if late is not None:
            turn = late
            self._unacknowledged.remove(late)
        elif is_spoken and self._speech is not None and self._speech.item_id is None:
            turn = self._speech
        else:
            turn = self._add(Turn(number=0, role="user", is_spoken=is_spoken, start=sent_at, end=sent_at))
        turn.item_id = item.id
        turn._source = item
        self._by_item[item.id] = turn

    def _transcribed(self, event: Any, change: Change, at: float | None) -> None:
        item = change.item
        if item is None:
            return
        turn = self._by_item.get(item.id)
        if turn is None:
            turn = self._speech if self._speech is not None and self._speech.item_id is None else None
            turn = turn or self._add(Turn(number=0, role="user", is_spoken=True, start=at, end=at))
            turn.item_id = item.id
            self._by_item[item.id] = turn
        turn._source = item
        if event.type.endswith(".failed"):
            turn.error = ServerErrorAt.read(at, event.error)

    def _truncated(self, event: Any, change: Change, at: float | None) -> None:
        item_id = _string(event.item_id)
        turn = self._by_output.get(item_id) if item_id is not None else None
        end = event.audio_end_ms
        if turn is None or not isinstance(end, int):
            return
        before = 0
        for each, size in turn._item_sizes.items():
            if each == item_id:
                break
            before += size
        total = sum(turn._item_sizes.values())
        earlier = turn.audio_seconds * before / total if total else 0.0
        started = self._speech_started_at
        spoke = started if started is not None and turn.start is not None and started >= turn.start else at
        self._interrupt(turn, spoke, earlier + end / 1000)

    def _playback_cleared(self, event: Any, change: Change, at: float | None) -> None:
        answers = (each for each in reversed(self.turns) if each.role == "assistant" and not each.is_out_of_band)
        turn = next(answers, None)
        if turn is not None and turn.is_spoken:
            self._interrupt(turn, at)

    def _translated(self, event: Any, change: Change, at: float | None, omitted: int = 0) -> None:
        role: Literal["user", "assistant"] = "user" if event.type == "session.input_transcript.delta" else "assistant"
        turn = self._translations.get(role)
        if turn is None:
            turn = self._translations[role] = self._add(Turn(number=0, role=role, is_spoken=True, start=at, end=at))
            self._translations[role] = turn
        delta = event.delta
        if event.type == "session.output_audio.delta":
            size = omitted or (len(delta) * 3 // 4 - delta[-2:].count("=") if isinstance(delta, str) else 0)
            length = size / _DEFAULT_FORMAT.bytes_per_second
            turn.audio_seconds += length
            if at is None or turn.end is None:
                return
            if turn.first_audio_at is None:
                turn.first_audio_at = at
            start = max(at, turn.end)
            turn.end = start + length
            if self._on_sound is not None:
                self._on_sound("assistant", turn, start, size)
        elif isinstance(delta, str):
            turn._text += delta
            if turn.first_text_at is None:
                turn.first_text_at = at
            if at is not None and turn.end is not None:
                turn.end = max(turn.end, at)

    def _took_error(self, event: Any, change: Change, at: float | None) -> None:
        error = ServerErrorAt.read(at, event.error)
        self.errors.append(error)
        if error.event_id is not None:
            for request in [each for each in self._requests if each.event_id == error.event_id]:
                self._requests.remove(request)
        self._tell(error)

    def _place(self, milliseconds: Any, at: float | None) -> float | None:
        """Return the time of a position in the user's audio, not later than the event that names it."""
        if at is None or not isinstance(milliseconds, int) or not self._places:
            return at
        position = self._sent_before + milliseconds * self.input_format.bytes_per_second / 1000
        for start, placed in reversed(self._places):
            if start <= position:
                return min(at, placed + (position - start) / self.input_format.bytes_per_second)
        return at


_Handler: TypeAlias = "Callable[[Timeline, Any, Change, float | None], None]"
_TRANSCRIPTION: Final = "conversation.item.input_audio_transcription"
_HANDLERS: Final[dict[str, _Handler]] = {
    "session.created": Timeline._took_session,
    "session.updated": Timeline._took_session,
    "transcription_session.created": Timeline._took_session,
    "transcription_session.updated": Timeline._took_session,
    **dict.fromkeys(_ITEM_EVENTS, Timeline._took_item),
    _TRUNCATED: Timeline._truncated,
    f"{_TRANSCRIPTION}.delta": Timeline._transcribed,
    f"{_TRANSCRIPTION}.completed": Timeline._transcribed,
    f"{_TRANSCRIPTION}.failed": Timeline._transcribed,
    "input_audio_buffer.committed": Timeline._committed,
    "input_audio_buffer.cleared": Timeline._cleared,
    "input_audio_buffer.speech_started": Timeline._speech_began,
    "input_audio_buffer.speech_stopped": Timeline._speech_stopped,
    "output_audio_buffer.cleared": Timeline._playback_cleared,
    **dict.fromkeys(
        ("session.input_transcript.delta", "session.output_transcript.delta", "session.output_audio.delta"),
        Timeline._translated,
    ),
    "error": Timeline._took_error,
}


def _between(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else end - start


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _get(holder: Any, name: str) -> Any:
    value = holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)
    return None if value is UNSET else value


def _text_of(item: Mapping[str, Any]) -> str:
    parts = [_get(part, "text") for part in content_parts(item.get("content"))]
    return "".join(part for part in parts if isinstance(part, str))


def _error_of(output: str) -> str | None:
    """Return the error that an output of a function reports, as `realtime_client.functions` writes it."""
    if not output.lstrip().startswith('{"error"'):
        return None
    from .._core.json import loads
    from ..errors import DecodeError

    try:
        error = loads(output)["error"]
    except (DecodeError, KeyError, TypeError):
        return None
    return str(ServerErrorAt.read(None, error)) if isinstance(error, dict) else str(error)
