"""From a stream of events to what has been said: responses as they grow, and the conversation they belong to.

Nothing here touches a socket or a clock of its own; `Assembler.feed` is given one event after the other, of either
dialect, and never raises for what a server may send. What is odd (missing, repeated or reordered events) is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os import PathLike
from typing import IO, TYPE_CHECKING, Any, Self, TypeAlias

from attrs import define, field, frozen

from .._core.model import UNSET, Model, UnknownObject, Unset
from .._generated.models.realtime_beta_response import RealtimeBetaResponse
from .._generated.models.realtime_response import RealtimeResponse
from ..audio import AudioFormat, decode_base64, duration, write_wav
from ..errors import DecodeError

if TYPE_CHECKING:
    from ..models import RealtimeBetaResponseUsage, RealtimeConversationItemFunctionCall, RealtimeResponseUsage

__all__ = [
    "AssembledItem",
    "AssembledPart",
    "AssembledResponse",
    "Assembler",
    "Conversation",
    "ConversationItem",
    "Note",
]

_Response: TypeAlias = RealtimeResponse | RealtimeBetaResponse


@frozen
class Note:
    """Something odd about the stream.

    Attributes:
        what: What was odd, and what became of it.
        type: Type of the event it was noticed at.
        event_id: Id of that event, where it has one.
        response_id: Id of the response it is about, where there is one.
    """

    what: str
    type: str
    event_id: str | None = None
    response_id: str | None = None


@define
class AssembledPart:
    """One content part of an item, as far as it has arrived.

    Attributes:
        content_index: Position in the content of its item.
        is_done: Whether nothing more is to come.
    """

    content_index: int
    is_done: bool = False
    _written: list[str] = field(factory=list, repr=False)
    _spoken: list[str] = field(factory=list, repr=False)
    _audio: list[bytes] = field(factory=list, repr=False)

    @property
    def text(self) -> str:
        """What was written."""
        return _joined(self._written)

    @property
    def transcript(self) -> str:
        """What was spoken."""
        return _joined(self._spoken)

    @property
    def audio(self) -> bytes:
        """The audio itself, in the format of the response."""
        if len(self._audio) > 1:
            self._audio[:] = [b"".join(self._audio)]
        return self._audio[0] if self._audio else b""

    @property
    def latest_audio(self) -> bytes:
        """The audio that came last: a piece of it, or all of it once `audio` was asked for."""
        return self._audio[-1] if self._audio else b""

    @property
    def is_audio(self) -> bool:
        """Whether this part was spoken."""
        return bool(self._spoken or self._audio)


@define
class AssembledItem:
    """One output item of a response, as far as it has arrived.

    Attributes:
        output_index: Position in the output of its response.
        id: Id of the item, None while it is not known.
        item: The item as the server last sent it whole, None while it has not.
        parts: Content parts by their index.
        is_done: Whether nothing more is to come.
    """

    output_index: int
    id: str | None = None
    item: Any = None
    parts: dict[int, AssembledPart] = field(factory=dict)
    is_done: bool = False
    _arguments: list[str] = field(factory=list, repr=False)
    _call_id: str | None = field(default=None, repr=False)

    @property
    def arguments(self) -> str:
        """Arguments of a function or MCP call, as far as the model has written them."""
        return _joined(self._arguments)

    @property
    def said(self) -> str:
        """All that was written or spoken or called, in one string."""
        return "".join(part.text + part.transcript for part in self.ordered_parts()) + self.arguments

    def part(self, content_index: int) -> AssembledPart:
        """The part at an index, made when it is not there yet."""
        found = self.parts.get(content_index)
        if found is None:
            found = self.parts[content_index] = AssembledPart(content_index)
        return found

    def ordered_parts(self) -> list[AssembledPart]:
        """Parts in the order of their index."""
        return [self.parts[index] for index in sorted(self.parts)]

    def snapshot(self, beta: bool) -> dict[str, Any]:
        """The item as the server would send it whole, from what has arrived."""
        data: dict[str, Any] = self.item.to_dict() if isinstance(self.item, Model) else {}
        if self.id is not None:
            data.setdefault("id", self.id)
        if self._arguments:
            data.setdefault("type", "function_call")
            data["arguments"] = self.arguments
            if self._call_id is not None:
                data.setdefault("call_id", self._call_id)
        if self.parts and not self.is_done:
            data.setdefault("type", "message")
            data.setdefault("role", "assistant")
            prefix = "" if beta else "output_"
            data["content"] = [
                {"type": f"{prefix}audio", "transcript": part.transcript}
                if part.is_audio
                else {"type": f"{prefix}text", "text": part.text}
                for part in self.ordered_parts()
            ]
        return data


@define
class AssembledResponse:
    """One response, as far as it has arrived.

    Attributes:
        id: Id of the response.
        response: The response as the server last sent it whole, None while it has not.
        items: Output items by their index.
        earlier_format: Format of audio that its beginning or the session named; holds where the response does not say.
        started_at: Time of its first event, in seconds of the caller's clock; None without a clock.
        first_text_at: Time of the first text or transcript.
        first_audio_at: Time of the first audio.
        finished_at: Time of its end.
    """

    id: str
    response: _Response | None = None
    items: dict[int, AssembledItem] = field(factory=dict)
    earlier_format: AudioFormat | None = None
    started_at: float | None = None
    first_text_at: float | None = None
    first_audio_at: float | None = None
    finished_at: float | None = None
    _is_final: bool = field(default=False, repr=False)
    _seen: set[str] = field(factory=set, repr=False)

    @property
    def is_final(self) -> bool:
        """Whether ``response.done`` has arrived, or the stream ended."""
        return self._is_final

    @property
    def text(self) -> str:
        """What was written so far, in order; "" when there is nothing."""
        return "".join(part.text for part in self._parts())

    @property
    def transcript(self) -> str:
        """What was spoken so far, in order; "" when there is nothing."""
        return "".join(part.transcript for part in self._parts())

    @property
    def output_text(self) -> str:
        """What was written or spoken so far, in order; "" when there is nothing."""
        return "".join(part.text + part.transcript for part in self._parts())

    @property
    def audio(self) -> bytes:
        """Audio so far, in order, in `audio_format`; b"" when there is none."""
        return b"".join(part.audio for part in self._parts())

    @property
    def audio_format(self) -> AudioFormat | None:
        """Format of the audio, as the response or else the session says; None when neither does."""
        own = self.response.audio_format if self.response is not None else None
        return own or self.earlier_format

    @property
    def audio_duration(self) -> float | None:
        """Length of the audio so far, in seconds; None when its format is not known."""
        audio_format = self.audio_format
        return None if audio_format is None else duration(self.audio, audio_format)

    @property
    def time_to_first_text(self) -> float | None:
        """Seconds from the first event to the first text or transcript; None without a clock, or before that."""
        return _since(self.started_at, self.first_text_at)

    @property
    def time_to_first_audio(self) -> float | None:
        """Seconds from the first event to the first audio; None without a clock, or before that."""
        return _since(self.started_at, self.first_audio_at)

    @property
    def elapsed(self) -> float | None:
        """Seconds from the first event to the end; None without a clock, or before that."""
        return _since(self.started_at, self.finished_at)

    @property
    def realtime_factor(self) -> float | None:
        """Seconds of audio for each second that passed from its first byte to the end; None when that is not known."""
        passed = _since(self.first_audio_at, self.finished_at)
        return self.audio_duration / passed if passed and self.audio_duration is not None else None

    def save_audio(self, path: str | PathLike[str] | IO[bytes], audio_format: AudioFormat | None = None) -> None:
        """Write the audio so far as a WAV file.

        Args:
            path: Where to, or a file open for writing bytes.
            audio_format: How the audio is encoded, where neither the response nor the session says.

        Raises:
            ValueError: The format is not known, or the audio is no whole samples.
            OSError: The file cannot be written.
        """
        known = audio_format or self.audio_format
        if known is None:
            raise ValueError(f"format of the audio of response {self.id} is not known: pass audio_format")
        write_wav(path, self.audio, known)

    def snapshot(self) -> _Response:
        """The response as the server would send it whole, from what has arrived; its accessors answer as always.

        After ``response.done`` that is what the event carried.
        """
        if self._is_final and self.response is not None and isinstance(self.response.output, list):
            return self.response
        kind = RealtimeResponse if self.response is None else type(self.response)
        data: dict[str, Any] = {"id": self.id, "status": "in_progress"}
        if self.response is not None:
            data = self.response.to_dict()
        beta = kind is RealtimeBetaResponse
        data["output"] = [item.snapshot(beta) for item in self.ordered_items()]
        return kind.from_dict(data)

    @property
    def function_calls(self) -> list[RealtimeConversationItemFunctionCall]:
        """Calls of functions that the client is to run, in order; before the end, as far as they have come."""
        return self.snapshot().function_calls

    @property
    def usage(self) -> RealtimeResponseUsage | RealtimeBetaResponseUsage | Unset | None:
        """Tokens it took, as the server counts; only its end says."""
        return UNSET if self.response is None else self.response.usage

    def raise_for_status(self) -> Self:
        """Give the response itself when it was completed, or is still going on.

        Raises:
            ResponseError: It failed, was cancelled, or is incomplete: a class for each.
        """
        self.snapshot().raise_for_status()
        return self

    def item(self, output_index: int) -> AssembledItem:
        """The item at an index, made when it is not there yet."""
        found = self.items.get(output_index)
        if found is None:
            found = self.items[output_index] = AssembledItem(output_index)
        return found

    def ordered_items(self) -> list[AssembledItem]:
        """Items in the order of their index."""
        return [self.items[index] for index in sorted(self.items)]

    def _parts(self) -> Iterator[AssembledPart]:
        for item in self.ordered_items():
            yield from item.ordered_parts()


@define
class ConversationItem:
    """One item of the conversation.

    Attributes:
        id: Id of the item.
        item: The item as the server last sent it.
        transcript: What the user said, as far as it was transcribed; None when it was not.
        is_transcribed: Whether the transcript is complete.
        transcription_error: Why transcription failed, as the server says; None when it did not.
        audio_end_ms: Where the audio was cut because the user had heard no more, in milliseconds; None when it was not.
    """

    id: str
    item: Any = None
    is_transcribed: bool = False
    transcription_error: Any = None
    audio_end_ms: int | None = None
    _transcripts: dict[int, list[str]] = field(factory=dict, repr=False)

    @property
    def transcript(self) -> str | None:
        """What the user said, as far as it was transcribed; None when it was not."""
        if not self._transcripts:
            return None
        return "".join(_joined(self._transcripts[index]) for index in sorted(self._transcripts))


@define
class Conversation:
    """The conversation as the server holds it.

    Attributes:
        id: Id of the conversation, None while it is not known.
        items: Items in their order.
    """

    id: str | None = None
    items: list[ConversationItem] = field(factory=list)

    def get(self, item_id: str | None) -> ConversationItem | None:
        """The item of an id; None when there is none."""
        return next((item for item in self.items if item.id == item_id), None)


class Assembler:
    """Folds the events of one session, of either dialect, into responses and the conversation.

    Args:
        clock: Gives the time in seconds, such as `time.monotonic`; without one there are no timings.
        keep: How many responses that have ended are kept, with all their audio; those that began first are dropped
            first. None keeps all.

    Attributes:
        responses: Responses by id, in the order in which they began.
        conversation: The conversation so far.
        session: The session as the server last sent it, None before that.
        notes: What was odd about the stream, oldest first.
    """

    def __init__(self, clock: Callable[[], float] | None = None, *, keep: int | None = None) -> None:
        self.responses: dict[str, AssembledResponse] = {}
        self.conversation = Conversation()
        self.session: Any = None
        self.notes: list[Note] = []
        self._clock = clock
        self._keep = keep
        self._format: AudioFormat | None = None

    def feed(self, event: Any) -> AssembledResponse | None:
        """Take in one event that the server sent.

        Returns:
            The response the event is about; None when it is about none.
        """
        try:
            # Most events are pieces of a response that has been announced.
            handler, response = _OF_RESPONSE[event.type], self.responses[event.response_id]
        except (AttributeError, KeyError, TypeError):
            return self._feed_other(event)
        return self._feed_response(event, handler, response)

    def _feed_other(self, event: Any) -> AssembledResponse | None:
        kind = getattr(event, "type", None)
        if not isinstance(kind, str) or isinstance(event, UnknownObject):
            return None
        handler = _OF_RESPONSE.get(kind)
        if handler is not None:
            response = self._response_of(event)
            if response is None:
                self._note(event, "it names no response: left out")
                return None
            return self._feed_response(event, handler, response)
        of_session = _OF_SESSION.get(kind)
        if of_session is not None:
            of_session(self, event)
        return None

    def _feed_response(
        self, event: Any, handler: Callable[[Assembler, Any, AssembledResponse], None], response: AssembledResponse
    ) -> AssembledResponse:
        event_id = event.event_id
        if response._is_final:
            self._note(event, "it came after the end of its response: left out")
        elif not isinstance(event_id, str):
            handler(self, event, response)
        elif event_id in response._seen:
            self._note(event, "the same event came twice: left out")
        else:
            response._seen.add(event_id)
            handler(self, event, response)
        return response

    def end(self) -> list[AssembledResponse]:
        """Say that the stream has ended: responses that had not are final now, with what had arrived.

        Returns:
            The responses that were cut off.
        """
        cut = [response for response in self.responses.values() if not response._is_final]
        for response in cut:
            response._is_final = True
            response.finished_at = self._now()
            self.notes.append(Note("the stream ended before the response did", "", None, response.id))
        return cut

    def note_malformed(self, error: DecodeError) -> None:
        """Note something that came in the place of an event and is none."""
        self.notes.append(Note(str(error), ""))

    def forget(self, response_id: str) -> None:
        """Drop a response, so that a long session does not keep all of them."""
        self.responses.pop(response_id, None)

    def _now(self) -> float | None:
        return self._clock() if self._clock is not None else None

    def _note(self, event: Any, what: str) -> None:
        event_id, response_id = (getattr(event, name, None) for name in ("event_id", "response_id"))
        self.notes.append(
            Note(
                what,
                event.type,
                event_id if isinstance(event_id, str) else None,
                response_id if isinstance(response_id, str) else None,
            )
        )

    def _response_of(self, event: Any) -> AssembledResponse | None:
        response_id = getattr(event, "response_id", None)
        if not isinstance(response_id, str):
            response_id = getattr(getattr(event, "response", None), "id", None)
        if not isinstance(response_id, str):
            return None
        found = self.responses.get(response_id)
        if found is None:
            found = AssembledResponse(response_id, earlier_format=self._format, started_at=self._now())
            self.responses[response_id] = found
            if event.type != "response.created":
                self._note(event, "its response had not been announced: taken as begun")
        return found

    def _created(self, event: Any, response: AssembledResponse) -> None:
        if response.response is not None:
            self._note(event, "the response had begun already")
        response.response = _whole(event.response) or response.response
        response.earlier_format = response.audio_format

    def _done(self, event: Any, response: AssembledResponse) -> None:
        whole = _whole(event.response)
        response.response = whole or response.response
        if whole is not None and isinstance(whole.output, list):
            self._reconcile(event, response, whole.output)
        response._is_final = True
        response.finished_at = self._now()
        response._seen.clear()
        if self._keep is not None:
            ended = [each.id for each in self.responses.values() if each._is_final]
            for response_id in ended[: max(len(ended) - self._keep, 0)]:
                self.forget(response_id)

    def _reconcile(self, event: Any, response: AssembledResponse, output: list[Any]) -> None:
        """What the server says at the end is what was said; only the audio, which it leaves out, stays."""
        for index, item in enumerate(output):
            assembled = response.item(index)
            before = assembled.said
            _take_item(assembled, item)
            self._refresh(item)
            if before and before != assembled.said:
                self._note(event, f"output {index} differs from what had been streamed: taken as it ended")
            assembled.is_done = True
        for index in [index for index in response.items if index >= len(output)]:
            self._note(event, f"output {index} was streamed and is not there in the end: left out")
            del response.items[index]

    def _item_added(self, event: Any, response: AssembledResponse) -> None:
        assembled = self._item(event, response)
        if assembled.item is not None or assembled.is_done:
            self._note(event, "the item had been added already")
        if not assembled.is_done:
            _name(assembled, event.item)

    def _item_done(self, event: Any, response: AssembledResponse) -> None:
        assembled = self._item(event, response)
        if assembled.item is None:
            self._note(event, "the item had not been added")
        _take_item(assembled, event.item)
        self._refresh(event.item)
        assembled.is_done = True

    def _refresh(self, item: Any) -> None:
        """The beta server sends an item of the conversation only as it begins; its end comes with the response."""
        found = self.conversation.get(getattr(item, "id", None))
        if found is not None:
            found.item = item

    def _part_added(self, event: Any, response: AssembledResponse) -> None:
        self._part(event, response)

    def _part_done(self, event: Any, response: AssembledResponse) -> None:
        part = self._part(event, response)
        if not part.is_done:
            _take_part(part, getattr(event.part, "text", None), getattr(event.part, "transcript", None))
        part.is_done = True

    def _text_delta(self, event: Any, response: AssembledResponse) -> None:
        self._delta(event, response, "_written")

    def _transcript_delta(self, event: Any, response: AssembledResponse) -> None:
        self._delta(event, response, "_spoken")

    def _delta(self, event: Any, response: AssembledResponse, name: str) -> None:
        part = self._part(event, response)
        delta = event.delta
        if not isinstance(delta, str):
            self._note(event, "its delta is no text: left out")
        elif part.is_done:
            self._note(event, "it came after the end of its part: left out")
        else:
            getattr(part, name).append(delta)
            if response.first_text_at is None:
                response.first_text_at = self._now()

    def _text_done(self, event: Any, response: AssembledResponse) -> None:
        _take_part(self._part(event, response), event.text, None)

    def _transcript_done(self, event: Any, response: AssembledResponse) -> None:
        _take_part(self._part(event, response), None, event.transcript)

    def _audio_delta(self, event: Any, response: AssembledResponse) -> None:
        part = self._part(event, response)
        try:
            part._audio.append(decode_base64(event.delta))
        except (TypeError, ValueError):
            self._note(event, "its delta is no base64: left out")
            return
        if part.is_done:
            self._note(event, "it came after the end of its part: kept, at the end")
        if response.first_audio_at is None:
            response.first_audio_at = self._now()

    def _arguments_delta(self, event: Any, response: AssembledResponse) -> None:
        assembled = self._item(event, response)
        if not isinstance(event.delta, str):
            self._note(event, "its delta is no text: left out")
        elif assembled.is_done:
            self._note(event, "it came after the end of its item: left out")
        else:
            assembled._arguments.append(event.delta)
            self._remember_call(assembled, event)

    def _arguments_done(self, event: Any, response: AssembledResponse) -> None:
        assembled = self._item(event, response)
        if isinstance(event.arguments, str) and not assembled.is_done:
            assembled._arguments[:] = [event.arguments]
        self._remember_call(assembled, event)

    @staticmethod
    def _remember_call(assembled: AssembledItem, event: Any) -> None:
        call_id = getattr(event, "call_id", None)
        assembled._call_id = call_id if isinstance(call_id, str) else assembled._call_id

    def _item(self, event: Any, response: AssembledResponse) -> AssembledItem:
        assembled = response.item(_index(event.output_index))
        item_id = getattr(event, "item_id", None)
        if assembled.id is None and isinstance(item_id, str):
            assembled.id = item_id
        return assembled

    def _part(self, event: Any, response: AssembledResponse) -> AssembledPart:
        try:
            # There already, as for every piece but the first.
            item = response.items[event.output_index]
            if item.id is not None:
                return item.parts[event.content_index]
        except (KeyError, TypeError):
            """Made below, or none that could be."""
        return self._item(event, response).part(_index(event.content_index))

    def _session(self, event: Any) -> None:
        self.session = event.session
        output = getattr(getattr(event.session, "audio", None), "output", None)
        wire = getattr(event.session, "output_audio_format", None) or getattr(output, "format", None)
        self._format = AudioFormat.from_wire(wire) or self._format

    def _conversation_created(self, event: Any) -> None:
        conversation_id = getattr(event.conversation, "id", None)
        if isinstance(conversation_id, str):
            self.conversation.id = conversation_id

    def _conversation_item(self, event: Any) -> None:
        item_id = getattr(event.item, "id", None)
        if not isinstance(item_id, str):
            self._note(event, "its item has no id: left out")
            return
        found = self.conversation.get(item_id)
        if found is not None:
            found.item = event.item
            return
        items = self.conversation.items
        previous = getattr(event, "previous_item_id", "")
        position = len(items)
        if previous is None:
            position = 0
        elif isinstance(previous, str) and previous:
            before = [index for index, item in enumerate(items) if item.id == previous]
            if before:
                position = before[0] + 1
            else:
                self._note(event, "the item before it is not known: put at the end")
        items.insert(position, ConversationItem(item_id, event.item))

    def _conversation_item_deleted(self, event: Any) -> None:
        found = self._known(event)
        if found is not None:
            self.conversation.items.remove(found)

    def _conversation_item_truncated(self, event: Any) -> None:
        found = self._known(event)
        if found is not None and isinstance(event.audio_end_ms, int):
            found.audio_end_ms = event.audio_end_ms

    def _transcription_delta(self, event: Any) -> None:
        found = self._known(event)
        if found is None or not isinstance(event.delta, str):
            return
        if found.is_transcribed:
            self._note(event, "it came after the end of the transcription: left out")
            return
        found._transcripts.setdefault(_index(event.content_index), []).append(event.delta)

    def _transcription_completed(self, event: Any) -> None:
        found = self._known(event)
        if found is not None and isinstance(event.transcript, str):
            found._transcripts[_index(event.content_index)] = [event.transcript]
            found.is_transcribed = True

    def _transcription_failed(self, event: Any) -> None:
        found = self._known(event)
        if found is not None:
            found.transcription_error = event.error

    def _known(self, event: Any) -> ConversationItem | None:
        found = self.conversation.get(event.item_id) if isinstance(event.item_id, str) else None
        if found is None:
            self._note(event, "its item is not known: left out")
        return found


def _since(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else end - start


def _joined(pieces: list[str]) -> str:
    if len(pieces) > 1:
        pieces[:] = ["".join(pieces)]
    return pieces[0] if pieces else ""


def _index(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _whole(response: Any) -> _Response | None:
    return response if isinstance(response, RealtimeResponse | RealtimeBetaResponse) else None


def _name(assembled: AssembledItem, item: Any) -> None:
    assembled.item = item
    item_id = getattr(item, "id", None)
    assembled.id = item_id if isinstance(item_id, str) else assembled.id


def _take_item(assembled: AssembledItem, item: Any) -> None:
    """Take an item that came whole as it is; audio, which is in no such item, stays."""
    _name(assembled, item)
    arguments = getattr(item, "arguments", None)
    if isinstance(arguments, str):
        assembled._arguments[:] = [arguments]
    content = getattr(item, "content", None)
    if isinstance(content, list):
        for index, part in enumerate(content):
            _take_part(assembled.part(index), getattr(part, "text", None), getattr(part, "transcript", None))
            assembled.part(index).is_done = True
        for index in [index for index in assembled.parts if index >= len(content)]:
            del assembled.parts[index]


def _take_part(part: AssembledPart, text: Any, transcript: Any) -> None:
    if isinstance(text, str):
        part._written[:] = [text]
    if isinstance(transcript, str):
        part._spoken[:] = [transcript]


_OF_RESPONSE: dict[str, Callable[[Assembler, Any, AssembledResponse], None]] = {
    "response.created": Assembler._created,
    "response.done": Assembler._done,
    "response.output_item.added": Assembler._item_added,
    "response.output_item.done": Assembler._item_done,
    "response.content_part.added": Assembler._part_added,
    "response.content_part.done": Assembler._part_done,
    "response.text.delta": Assembler._text_delta,
    "response.text.done": Assembler._text_done,
    "response.output_text.delta": Assembler._text_delta,
    "response.output_text.done": Assembler._text_done,
    "response.audio_transcript.delta": Assembler._transcript_delta,
    "response.audio_transcript.done": Assembler._transcript_done,
    "response.output_audio_transcript.delta": Assembler._transcript_delta,
    "response.output_audio_transcript.done": Assembler._transcript_done,
    "response.audio.delta": Assembler._audio_delta,
    "response.audio.done": Assembler._part_added,
    "response.output_audio.delta": Assembler._audio_delta,
    "response.output_audio.done": Assembler._part_added,
    "response.function_call_arguments.delta": Assembler._arguments_delta,
    "response.function_call_arguments.done": Assembler._arguments_done,
    "response.mcp_call_arguments.delta": Assembler._arguments_delta,
    "response.mcp_call_arguments.done": Assembler._arguments_done,
}
_TRANSCRIPTION = "conversation.item.input_audio_transcription"
_OF_SESSION: dict[str, Callable[[Assembler, Any], None]] = {
    "session.created": Assembler._session,
    "session.updated": Assembler._session,
    "conversation.created": Assembler._conversation_created,
    "conversation.item.created": Assembler._conversation_item,
    "conversation.item.added": Assembler._conversation_item,
    "conversation.item.done": Assembler._conversation_item,
    "conversation.item.retrieved": Assembler._conversation_item,
    "conversation.item.deleted": Assembler._conversation_item_deleted,
    "conversation.item.truncated": Assembler._conversation_item_truncated,
    f"{_TRANSCRIPTION}.delta": Assembler._transcription_delta,
    f"{_TRANSCRIPTION}.completed": Assembler._transcription_completed,
    f"{_TRANSCRIPTION}.failed": Assembler._transcription_failed,
}
