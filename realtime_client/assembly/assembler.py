"""The assembler: one state machine from a stream of events to responses and the conversation."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve, frozen

from .._core.audio_format import AudioFormat
from .._core.model import UNSET, UnknownObject
from .conversation import Conversation, ConversationItem
from .response import AssembledResponse, Piece, audio_of, call_id_of, id_of
from .translation import AssembledTranslation

if TYPE_CHECKING:
    from .._decode.aliases import ServerSession

__all__ = ["Assembler", "Change", "Note"]

# Items outside of the conversation that are remembered, for the player may not have come to them yet.
_OUTSIDE: Final = 256
# Event ids that are remembered in each of two generations, to recognise events that arrive twice.
_REMEMBERED: Final = 512
_LOCAL: Final = "local_"


@frozen
class Note:
    """A remark on something odd in the stream.

    Attributes:
        what: What was odd, and what became of it.
        type: Type of the event it was noticed at; "" where there is none.
        event_id: Id of that event, where it has one.
        response_id: Id of the response it is about, where there is one.
    """

    what: str
    type: str
    event_id: str | None = None
    response_id: str | None = None


class Change:
    """Changes that one event made.

    Attributes:
        response: The response the event is about, None when it is about none.
        pieces: Pieces of it that arrived.
        item: The item of the conversation the event is about, None when it is about none.
        has_begun: True for the first event of a response.
        has_ended: True for the event that ended a response.
        is_first_of_item: True for the first event that has an item of the conversation.
    """

    __slots__ = ("has_begun", "has_ended", "is_first_of_item", "item", "pieces", "response")

    def __init__(
        self,
        response: AssembledResponse | None = None,
        pieces: Sequence[Piece] = (),
        item: ConversationItem | None = None,
    ) -> None:
        self.response = response
        self.pieces = pieces
        self.item = item
        self.has_begun = False
        self.has_ended = False
        self.is_first_of_item = False


_NOTHING: Final = Change()
_OfResponse: TypeAlias = "Callable[[Assembler, Any, AssembledResponse], Sequence[Piece]]"
_OfSession: TypeAlias = "Callable[[Assembler, Any], ConversationItem | None]"


class Assembler:
    """Folds the events of one session, of any dialect, into responses and the conversation.

    It never raises for what a server may send; what is missing, repeated or out of order gets a sensible reading and a
    note. Final states are final: what arrives for a response after its end changes nothing.

    Args:
        clock: Returns the time in seconds, such as `time.monotonic`, or None where it is not known; without one there
            are no timings.
        keep: Most ended responses to keep; the oldest are dropped first. None keeps all.
        keep_audio: Whether the audio of ended responses is kept in `responses`. A response that is held elsewhere keeps
            its audio.
        keep_notes: Most notes to keep; the oldest are dropped first. None keeps all.

    Attributes:
        responses: Responses by id, in the order in which they began.
        conversation: The conversation so far.
        translation: The translation so far, None before anything was translated.
        session: The session as the server last sent it, None before that.
    """

    def __init__(
        self,
        clock: Callable[[], float | None] | None = None,
        *,
        keep: int | None = None,
        keep_audio: bool = True,
        keep_notes: int | None = None,
    ) -> None:
        self.responses: dict[str, AssembledResponse] = {}
        self.conversation = Conversation()
        self.translation: AssembledTranslation | None = None
        self.session: ServerSession | None = None
        self.expires_at: float | None = None
        # Returns True while a request waits for the announcement of its response.
        self.expects_response: Callable[[], bool] = _never
        # Returns True where all that was asked for has been announced; False where that is not known.
        self.expects_nothing: Callable[[], bool] = _never
        self._notes: deque[Note] = deque(maxlen=keep_notes)
        self._clock = clock
        self._keep = keep
        self._keep_audio = keep_audio
        self._format: AudioFormat | None = None
        self._active: dict[str, AssembledResponse] = {}
        self._ended: deque[str] = deque()
        self._outside: deque[str] = deque(maxlen=_OUTSIDE)
        self._last_ended: AssembledResponse | None = None
        self._local_ids = 0
        self._has_unique_ids = True
        # The last event of each type, which tells a repetition from another event with the same id.
        self._latest: dict[str, Any] = {}
        self._recent: dict[str, str] = {}
        self._older: dict[str, str] = {}
        # Some servers report items only when they are done.
        self._adds_items = False
        self._speech_item: str | None = None
        self._speech_ended_at: float | None = None

    @property
    def notes(self) -> list[Note]:
        """Remarks on what was odd about the stream, oldest first."""
        return list(self._notes)

    @property
    def active(self) -> list[AssembledResponse]:
        """Responses that have begun and not ended, in the order in which they began."""
        return list(self._active.values())

    @property
    def audio_format(self) -> AudioFormat | None:
        """Format of the server's audio, as the session names it; None when it does not."""
        return self._format

    def feed(self, event: Any) -> AssembledResponse | None:
        """Take in one event that the server sent.

        Returns:
            The response the event is about; None when it is about none.
        """
        return self.apply(event).response

    def apply(self, event: Any) -> Change:
        """Take in one event that the server sent, and return what it changed."""
        try:
            # Most events are pieces of a response that has begun.
            handler, response = _OF_RESPONSE[event.type], self._active[event.response_id]
        except (AttributeError, KeyError, TypeError):
            return self._apply_other(event)
        if self._is_repeated(event):
            return Change(response)
        change = Change(response, handler(self, event, response))
        change.has_ended = response._is_final
        return change

    def end(self) -> list[AssembledResponse]:
        """End the stream: responses that had not ended are final now, with what had arrived.

        Returns:
            The responses that were cut off.
        """
        cut = self.active
        for response in cut:
            self.note("the stream ended before the response did", response.id)
            response.end()
            self._retire(response)
        return cut

    def forget_ids(self) -> None:
        """Forget which ids have been seen: the next events come over another connection, which may repeat them."""
        self._recent, self._older = {}, {}
        self._latest.clear()
        self._adds_items = False

    def close_response(self, response: AssembledResponse, what: str) -> None:
        """End a response that the server does not end, with a remark on why."""
        if not response.is_final:
            self.note(what, response.id)
            response.end()
            self._retire(response)

    def is_outside(self, item_id: str) -> bool:
        """Return True for an item of a response outside of the conversation."""
        active = (each for each in self._active.values() if each.is_out_of_band)
        return item_id in self._outside or any(
            item.id == item_id for response in active for item in response.items.values()
        )

    def note(self, what: str, response_id: str | None = None) -> None:
        """Add a remark that no event is the reason of, such as on a frame that could not be read as one."""
        self._notes.append(Note(what, "", None, response_id))

    def forget(self, response_id: str) -> None:
        """Drop a response, so that a long session does not keep all of them."""
        self.responses.pop(response_id, None)

    def _now(self) -> float | None:
        return self._clock() if self._clock is not None else None

    def _note(self, event: Any, what: str, response: AssembledResponse | None = None) -> None:
        event_id = getattr(event, "event_id", None)
        event_id = event_id if isinstance(event_id, str) else None
        response_id = _response_id(event) if response is None else response.id
        self._notes.append(Note(what, event.type, event_id, response_id))

    def _is_repeated(self, event: Any) -> bool:
        """Return True for an event that has arrived before; ids say so only where each event has one of its own."""
        event_id = event.event_id
        if not self._has_unique_ids or not isinstance(event_id, str) or not event_id:
            return False
        kind, recent = event.type, self._recent
        if event_id not in recent and event_id not in self._older:
            recent[event_id] = kind
            self._latest[kind] = event
            if len(recent) >= _REMEMBERED:
                self._older, self._recent = recent, {}
            return False
        known = recent.get(event_id) or self._older.get(event_id)
        latest = self._latest.get(kind)
        is_another = latest is not None and latest.event_id == event_id and latest != event
        if known != kind or is_another or self._is_canned(event):
            # One id for several events: some servers have one for all, or one for each type.
            self._has_unique_ids = False
            self._recent, self._older = {}, {}
            self._latest.clear()
            return False
        self._note(event, "the same event arrived twice: ignored")
        return True

    def _is_canned(self, event: Any) -> bool:
        """Return True for an announcement that answers another request although it equals an earlier one."""
        if event.type != "response.created" or not self.expects_response():
            return False
        found = self.responses.get(_response_id(event) or "")
        return found is None or found.is_final

    def _apply_other(self, event: Any) -> Change:
        kind = getattr(event, "type", None)
        if not isinstance(kind, str):
            return _NOTHING
        if isinstance(event, UnknownObject):
            return self._apply_end(event, _ENDS[kind]) if kind in _ENDS else _NOTHING
        handler = _OF_RESPONSE.get(kind)
        if handler is not None:
            return self._apply_to_response(event, handler)
        of_session = _OF_SESSION.get(kind)
        if of_session is None or self._is_repeated(event):
            return _NOTHING
        is_first_of_item = kind in _ANNOUNCING and self._is_first_report(event)
        change = Change(item=of_session(self, event))
        change.is_first_of_item = is_first_of_item
        return change

    def _apply_end(self, event: UnknownObject, status: str) -> Change:
        """End a response by an event that some servers send instead of ``response.done``."""
        from .._decode.decoder import parse_event

        data = event.to_dict()
        whole = data.get("response")
        whole = dict(whole) if isinstance(whole, dict) else {"id": data.get("response_id")}
        response = self._named(parse_event({"type": "response.done", "response": whole}))
        if response is None or response.is_final:
            return _NOTHING
        known: dict[str, Any] = {} if response.response is None else response.response.to_dict()
        whole = {**known, **whole, "id": response.id, "status": status}
        for key in ("error", "status_details"):
            if data.get(key) is not None:
                whole["status_details"] = {"type": status, "error": data[key]} if key == "error" else data[key]
        return self.apply(parse_event({**data, "type": "response.done", "response": whole}))

    def _apply_to_response(self, event: Any, handler: _OfResponse) -> Change:
        if self._is_repeated(event):
            return Change(self._named(event))
        response = self._named(event)
        has_begun = response is None
        if response is None:
            response = self._begin(event)
        if response.is_final:
            self._note(event, "it came after the end of its response: ignored", response)
            return Change(response)
        change = Change(response, handler(self, event, response))
        change.has_begun, change.has_ended = has_begun, response.is_final
        return change

    def _named(self, event: Any) -> AssembledResponse | None:
        """Return the response an event is about; None for one that begins with it."""
        response_id = _response_id(event)
        if response_id is not None:
            found = self.responses.get(response_id)
            if found is None or found.is_final:
                # What came before may have named no response.
                nameless = next((each for each in self._active.values() if each.id.startswith(_LOCAL)), None)
                if nameless is not None and (found is None or event.type in _WHOLE or not nameless.items):
                    self._rename(nameless, response_id)
                    return nameless
            if found is None:
                return self._announced_otherwise() if event.type == "response.created" else self._misnamed(event)
            return None if event.type == "response.created" and _is_another(found, event) else found
        if event.type == "response.created":
            return self._announced_otherwise()
        item_id = getattr(event, "item_id", None)
        for response in reversed(self._active.values()):
            if isinstance(item_id, str) and any(item.id == item_id for item in response.items.values()):
                return response
        return next(reversed(self._active.values()), None) or self._late(event)

    def _late(self, event: Any) -> AssembledResponse | None:
        """Return the last response where an event that names none is about it; the next one would be announced."""
        last = self._last_ended
        if last is None or not last.was_announced or not self.expects_nothing():
            return None
        return last if event.type in _EMPTY or last.has_items_of(event, getattr(event, "response", None)) else None

    def _late_announcement(self) -> AssembledResponse | None:
        """Return the last response where an announcement that nothing waits for is its own, after its end."""
        last = self._last_ended
        if last is None or last.was_announced or self._active or not self.expects_nothing():
            return None
        last.was_announced = True
        return last

    def _announced_otherwise(self) -> AssembledResponse | None:
        """Return the response that an announcement is about whose id no other event has named.

        The conversation has one response at a time: while one is active that was asked for, it can be no other.
        """
        if not self._active:
            return self._late_announcement()
        only = next(iter(self._active.values())) if len(self._active) == 1 and self.expects_nothing() else None
        return only if only is not None and only.is_requested and not only.was_announced else None

    def _misnamed(self, event: Any) -> AssembledResponse | None:
        """Return the response that an event is about although it names another, which is not known.

        Some servers give each event a response of its own.
        """
        whole = getattr(event, "response", None)
        active = self._active.values()
        found = next((each for each in active if each.was_announced and _may_be_of(each, event, whole)), None)
        if found is None and self.expects_nothing():
            found = self._likely(event, whole)
        if found is not None and not found.is_misnamed:
            found.is_misnamed = True
            self._note(event, f"it names another response: taken as of {found.id}")
        return found

    def _likely(self, event: Any, whole: Any) -> AssembledResponse | None:
        """Return the response that an event can only be about while no other one is expected."""
        if len(self._active) == 1:
            only = next(iter(self._active.values()))
            # Its own id has not been used since it was announced, or the event is its end.
            is_open = only.is_misnamed or not only.items or whole is not None
            is_inside = isinstance(getattr(only.response, "conversation_id", None), str)
            is_another = is_inside and getattr(whole, "conversation_id", UNSET) is None
            if only.was_announced and is_open and not is_another:
                return only
        for response in self._active.values():
            # None of them was announced, or more than one: the same item is of the same response.
            if not response.was_announced and _may_be_of(response, event, whole):
                return response
        last = self._last_ended
        return last if last is not None and last.is_misnamed and last.has_items_of(event, whole) else None

    def _rename(self, response: AssembledResponse, response_id: str) -> None:
        """Give a response the id that it turned out to have, in its notes too."""
        for table in (self.responses, self._active):
            table.pop(response.id, None)
        for index, note in enumerate(self._notes):
            if note.response_id == response.id:
                self._notes[index] = evolve(note, response_id=response_id)
        response.id = response_id
        # No event has to name it as the first one does that names any.
        response.is_misnamed = response.was_announced
        self.responses[response_id] = self._active[response_id] = response

    def _begin(self, event: Any) -> AssembledResponse:
        response_id = _response_id(event)
        if response_id is None:
            self._local_ids += 1
            response_id = f"{_LOCAL}{self._local_ids}"
            self._note(event, f"it names no response: taken as {response_id}")
        elif event.type != "response.created":
            self._note(event, "its response had not been announced: taken as begun")
        response = AssembledResponse(response_id, earlier_format=self._format, started_at=self._now())
        # A response that was not requested answers the user's speech; a request overrides this.
        response.requested_at, self._speech_ended_at = self._speech_ended_at, None
        self.responses[response_id] = self._active[response_id] = response
        return response

    def _retire(self, response: AssembledResponse) -> None:
        """Keep an ended response as far as the limits go."""
        response.finished_at = self._now()
        self._active.pop(response.id, None)
        if response.is_out_of_band:
            self._outside.extend(item.id for item in response.items.values() if item.id is not None)
        for item in response.items.values():
            known = self.conversation.get(item.id)
            if known is not None:
                known.audio_ms = response.audio_ms_of(item)
        if response.id in self.responses and not self._keep_audio:
            self.responses[response.id] = response = response.without_audio()
        self._last_ended = response
        self._ended.append(response.id)
        while self._keep is not None and len(self._ended) > self._keep:
            self.forget(self._ended.popleft())
        if self._keep is None:
            self._ended.clear()

    def _created(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        if response.response is not None:
            self._note(event, "the response had begun already", response)
        whole = event.response
        response.was_announced = True
        response.begin(whole)
        if getattr(whole, "conversation_id", UNSET) is None:
            response.is_out_of_band = True
        return ()

    def _done(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        pieces, remarks = response.finish(event.response, event)
        for remark in remarks:
            self._note(event, remark, response)
        self._time(response, pieces)
        if getattr(event.response, "conversation_id", UNSET) is None:
            response.is_out_of_band = True
        if not response.is_out_of_band and response.response is not None:
            output = response.response.output
            previous = None
            for item in output if isinstance(output, list) else ():
                item_id = id_of(item)
                if item_id is not None:
                    self.conversation.add_output(item_id, item, previous)
                    previous = item_id
        self._retire(response)
        return pieces

    def _time(self, response: AssembledResponse, pieces: Sequence[Piece]) -> None:
        """Note when the first text and the first audio arrived."""
        if response.first_text_at is None and any(piece.text or piece.transcript for piece in pieces):
            response.first_text_at = self._now()
        if response.first_audio_at is None and any(piece.audio for piece in pieces):
            response.first_audio_at = self._now()

    def _item_added(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        item = event.item
        found = response.find_call(id_of(item), event.output_index, call_id_of(item))
        if found.item is not None or found.is_done:
            self._note(event, "the item had been added already", response)
        if not found.is_done:
            found.begin(item)
        return ()

    def _item_done(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        item = event.item
        found = response.find_call(id_of(item), event.output_index, call_id_of(item))
        if found.item is None:
            self._note(event, "the item had not been added", response)
        pieces, contradicts = found.finish(item, event, response.add_audio)
        if contradicts:
            self._note(event, "the item contradicts what had been streamed: taken as it ended", response)
        self._time(response, pieces)
        item_id = id_of(item)
        known = self.conversation.get(item_id)
        if known is not None:
            known.take(item)
        return pieces

    def _part_added(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        response.find_part(getattr(event, "item_id", None), event.output_index, event.content_index)
        return ()

    def _part_done(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        part = getattr(event, "part", None)
        text, transcript = getattr(part, "text", None), getattr(part, "transcript", None)
        return self._finish_part(event, response, text, transcript, True, audio_of(part))

    def _text_done(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        return self._finish_part(event, response, event.text, None, False)

    def _transcript_done(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        return self._finish_part(event, response, None, event.transcript, False)

    def _finish_part(
        self, event: Any, response: AssembledResponse, text: Any, transcript: Any, is_done: bool, audio: bytes = b""
    ) -> Sequence[Piece]:
        item, part = response.find_part(getattr(event, "item_id", None), event.output_index, event.content_index)
        if part.is_done:
            return ()
        text, transcript, contradicts = part.finish(text, transcript)
        part.is_done = is_done
        if contradicts:
            self._note(event, "it contradicts what had been streamed: taken as it ended", response)
        pieces = [Piece(event, item, text, transcript)] if text or transcript else []
        if audio and not part.audio_size:
            response.add_audio(item, part, audio)
            pieces.append(Piece(event, item, audio=audio))
        self._time(response, pieces)
        return pieces

    def _text_delta(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        if response._text_type != event.type:
            if response._text_type is not None:
                return self._doubled(event, response)
            response._text_type = event.type
        item, part = response.find_part(event.item_id, event.output_index, event.content_index)
        delta = event.delta
        if not isinstance(delta, str):
            self._note(event, "its delta is not a string: ignored", response)
            return ()
        if not part.add_text(delta):
            self._note(event, "it came after the end of its part: ignored", response)
            return ()
        if response.first_text_at is None:
            response.first_text_at = self._now()
        return (Piece(event, item, delta),)

    def _transcript_delta(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        if response._transcript_type != event.type:
            if response._transcript_type is not None:
                return self._doubled(event, response)
            response._transcript_type = event.type
        item, part = response.find_part(event.item_id, event.output_index, event.content_index)
        delta = event.delta
        if not isinstance(delta, str):
            self._note(event, "its delta is not a string: ignored", response)
            return ()
        if not part.add_transcript(delta):
            self._note(event, "it came after the end of its part: ignored", response)
            return ()
        if response.first_text_at is None:
            response.first_text_at = self._now()
        return (Piece(event, item, "", delta),)

    def _audio_delta(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        if response._audio_type != event.type:
            if response._audio_type is not None:
                return self._doubled(event, response)
            response._audio_type = event.type
        item, part = response.find_part(event.item_id, event.output_index, event.content_index)
        try:
            audio = event.audio
        except ValueError:
            self._note(event, "its delta is not base64: ignored", response)
            return ()
        response.add_audio(item, part, audio)
        if response.first_audio_at is None:
            response.first_audio_at = self._now()
        return (Piece(event, item, "", "", audio),)

    def _doubled(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        """Pass over a delta under a second name: some servers send each under the names of both dialects."""
        self._note(event, "it repeats a delta under the name of another dialect: ignored", response)
        return ()

    def _arguments_delta(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        item = response.find_call(event.item_id, event.output_index, call_id_of(event))
        if not isinstance(event.delta, str):
            self._note(event, "its delta is not a string: ignored", response)
        elif not item.add_arguments(event.delta):
            self._note(event, "it came after the end of its item: ignored", response)
        else:
            item.name_call(_call_type(event), event)
        return ()

    def _arguments_done(self, event: Any, response: AssembledResponse) -> Sequence[Piece]:
        item = response.find_call(event.item_id, event.output_index, call_id_of(event))
        if not item.is_done:
            item.finish_arguments(event.arguments)
        item.name_call(_call_type(event), event)
        return ()

    def _session(self, event: Any) -> None:
        session = event.session
        self.session = session
        expires_at = getattr(session, "expires_at", None)
        if isinstance(expires_at, int | float) and not isinstance(expires_at, bool):
            self.expires_at = expires_at
        output = getattr(getattr(session, "audio", None), "output", None)
        wire = getattr(session, "output_audio_format", None) or getattr(output, "format", None)
        self._format = AudioFormat.from_wire(wire) or self._format

    def _conversation_created(self, event: Any) -> None:
        conversation_id = getattr(event.conversation, "id", None)
        if isinstance(conversation_id, str):
            self.conversation.id = conversation_id

    def _is_first_report(self, event: Any) -> bool:
        """Return True for an item that no event has announced, or for another one under an id used before."""
        item, is_done = event.item, event.type == "conversation.item.done"
        item_id = id_of(item)
        self._adds_items = self._adds_items or not is_done
        if item_id is None:
            return not (is_done and self._adds_items)
        if not is_done:
            return not self.conversation.is_announced(item_id, item)
        is_output = any(each.id == item_id for response in self.active for each in response.items.values())
        return not is_output and not self.conversation.is_known(item_id)

    def _conversation_item(self, event: Any) -> ConversationItem | None:
        item_id = id_of(event.item)
        if item_id is None:
            self._note(event, "its item has no id: ignored")
            return None
        previous = getattr(event, "previous_item_id", UNSET)
        if previous is None and event.type == "conversation.item.done":
            # Servers name the item before when they add an item, and mostly send null when it is done.
            previous = UNSET
        if not self.conversation.announce(item_id, event.item, previous):
            self._note(event, "the item before it is not known yet: at the end for now")
        return self.conversation.get(item_id)

    def _conversation_item_deleted(self, event: Any) -> None:
        item_id = event.item_id
        if not isinstance(item_id, str) or not self.conversation.remove(item_id):
            self._note(event, "its item is not known: ignored")

    def _conversation_item_truncated(self, event: Any) -> ConversationItem | None:
        item_id, end = event.item_id, event.audio_end_ms
        if not isinstance(item_id, str) or not item_id:
            self._note(event, "it names no item: ignored")
            return None
        found = self.conversation.ensure(item_id)
        if isinstance(end, int):
            found.audio_end_ms = end
        return found

    def _committed(self, event: Any) -> ConversationItem | None:
        item_id = event.item_id
        if not isinstance(item_id, str) or not item_id:
            return None
        self._speech_item = item_id
        if self.conversation.get(item_id) is None:
            # It is announced in a moment; some servers never do.
            return self.conversation.ensure(item_id)
        return self.conversation.get(item_id)

    def _speech_started(self, event: Any) -> None:
        self._speech_ended_at = None
        item_id = getattr(event, "item_id", None)
        self._speech_item = item_id if isinstance(item_id, str) and item_id else self._speech_item

    def _speech_stopped(self, event: Any) -> None:
        self._speech_ended_at = self._now()

    def _transcription_delta(self, event: Any) -> ConversationItem | None:
        found = self._transcribed(event)
        if found is None or not isinstance(event.delta, str):
            return found
        if not found.add_transcript(_index(event.content_index), event.delta):
            self._note(event, "it came after the end of the transcription: ignored")
        return found

    def _transcription_completed(self, event: Any) -> ConversationItem | None:
        found = self._transcribed(event)
        if found is not None and isinstance(event.transcript, str):
            found.finish_transcript(_index(event.content_index), event.transcript)
        return found

    def _transcription_failed(self, event: Any) -> ConversationItem | None:
        found = self._transcribed(event)
        if found is not None:
            found.transcription_error = event.error
        return found

    def _transcribed(self, event: Any) -> ConversationItem | None:
        """Return the item that was transcribed; text may come before its item, or for one that never comes."""
        item_id = event.item_id
        if not isinstance(item_id, str) or not item_id:
            item_id = self._speech_item
        if item_id is None:
            self._note(event, "it names no item: ignored")
            return None
        return self.conversation.ensure(item_id)

    def _translated(self, event: Any) -> None:
        if self.translation is None:
            self.translation = AssembledTranslation(keeps_audio=self._keep_audio)
        remark = self.translation.take(event)
        if remark is not None:
            self._note(event, remark)


def _response_id(event: Any) -> str | None:
    response_id = getattr(event, "response_id", None)
    if not isinstance(response_id, str) or not response_id:
        response_id = getattr(getattr(event, "response", None), "id", None)
    return response_id if isinstance(response_id, str) and response_id else None


def _may_be_of(response: AssembledResponse, event: Any, whole: Any) -> bool:
    return not response.is_out_of_band and response.has_items_of(event, whole)


def _is_another(response: AssembledResponse, event: Any) -> bool:
    """Return True for the announcement of another response under an id that has been used before."""
    if not response.is_final or not response.was_announced:
        return False
    # Equal metadata tells of the same request, and so of the same response.
    metadata = getattr(event.response, "metadata", None)
    return not metadata or metadata != getattr(response.response, "metadata", None)


def _index(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _call_type(event: Any) -> str:
    return "mcp_call" if event.type.startswith("response.mcp_call") else "function_call"


# Events that hold nothing of a response.
_EMPTY: Final = ("response.audio.done", "response.output_audio.done")
_WHOLE: Final = ("response.created", "response.done")
# Ends of a response under the name of its status. One that is completed has ``response.done`` on every known server.
_ENDS: Final = {f"response.{status}": status for status in ("cancelled", "failed", "incomplete")}
_OF_RESPONSE: Final[dict[str, _OfResponse]] = {
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
_ANNOUNCING: Final = frozenset(("conversation.item.created", "conversation.item.added", "conversation.item.done"))
_TRANSCRIPTION: Final = "conversation.item.input_audio_transcription"
_OF_SESSION: Final[dict[str, _OfSession]] = {
    "session.created": Assembler._session,
    "session.updated": Assembler._session,
    "transcription_session.created": Assembler._session,
    "transcription_session.updated": Assembler._session,
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
    "input_audio_buffer.committed": Assembler._committed,
    "input_audio_buffer.speech_started": Assembler._speech_started,
    "input_audio_buffer.speech_stopped": Assembler._speech_stopped,
    "session.output_audio.delta": Assembler._translated,
    "session.output_transcript.delta": Assembler._translated,
    "session.input_transcript.delta": Assembler._translated,
}


def _never() -> bool:
    return False
