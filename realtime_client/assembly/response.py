"""One response while it arrives: items, parts, and the merge of what was streamed with what the end carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from os import PathLike
from threading import Lock
from typing import IO, TYPE_CHECKING, Any, Final, Self, TypeAlias, TypeGuard, cast

from attrs import define, field

from .._accessors.items import content_parts, part_value
from .._accessors.response import ResponseAccessors
from .._core.audio_format import DEFAULT_FORMAT, AudioFormat
from .._core.base64 import decode_loosely
from .._core.display import display
from .._core.model import UNSET, Model, UnknownObject, Unset

if TYPE_CHECKING:
    from .._decode.aliases import ServerEvent
    from ..models import (
        RealtimeBetaResponse,
        RealtimeBetaResponseUsage,
        RealtimeConversationItem,
        RealtimeConversationItemFunctionCall,
        RealtimeResponse,
        RealtimeResponseUsage,
    )

__all__ = [
    "AssembledItem",
    "AssembledPart",
    "AssembledResponse",
    "Piece",
    "ResponseModel",
    "audio_of",
    "call_id_of",
    "id_of",
]

# A string, for the classes are imported with the first response.
ResponseModel: TypeAlias = "RealtimeResponse | RealtimeBetaResponse"

AddAudio: TypeAlias = "Callable[[AssembledItem, AssembledPart, bytes], None]"

# Guards the joining of audio; not an attribute of a part, for a lock cannot be copied or pickled.
_JOINING: Final = Lock()
# Phase of an item in which a reasoning model comments on its way to the answer.
COMMENTARY = "commentary"


class Piece:
    """One piece of a response, as it arrived.

    Attributes:
        text: Written text; "" in a piece of anything else.
        transcript: Transcript of speech; "" in a piece of anything else.
        audio: Audio bytes, in the format of the response; b"" in a piece of anything else.
        event: The event that carried it.
        item: The output item it belongs to.
        size: Bytes it holds, about.
    """

    __slots__ = ("audio", "event", "item", "size", "text", "transcript")

    def __init__(
        self, event: ServerEvent, item: AssembledItem, text: str = "", transcript: str = "", audio: bytes = b""
    ) -> None:
        self.event = event
        self.item = item
        self.text = text
        self.transcript = transcript
        self.audio = audio
        self.size = len(text) + len(transcript) + len(audio)

    @property
    def phase(self) -> str | None:
        """Phase of its item: ``commentary``, ``final_answer``, or None where the server names none."""
        return self.item.phase

    def __repr__(self) -> str:
        return f"Piece(text={self.text!r}, transcript={self.transcript!r}, audio=<{len(self.audio)} bytes>)"


class _Stream:
    """Text that arrives in deltas and may be stated whole at the end."""

    __slots__ = ("is_final", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.is_final = False

    def __bool__(self) -> bool:
        return any(self.pieces)

    @property
    def value(self) -> str:
        pieces = self.pieces
        if (count := len(pieces)) > 1:
            # Another thread may append meanwhile.
            pieces[:count] = ["".join(pieces[:count])]
        return pieces[0] if pieces else ""

    def add(self, delta: str) -> None:
        self.pieces.append(delta)

    def finish(self, whole: Any) -> tuple[str, bool]:
        """Take the whole text, unless it holds less than what was streamed.

        Returns:
            The rest that had not been streamed, and whether the whole contradicts what was.
        """
        if not isinstance(whole, str):
            return "", False
        streamed = self.value
        self.is_final = self.is_final or bool(whole)
        if whole == streamed or streamed.startswith(whole):
            return "", False
        self.pieces[:] = [whole]
        return (whole[len(streamed) :], False) if whole.startswith(streamed) else ("", True)


class AssembledPart:
    """One content part of an item, as far as it has arrived.

    Attributes:
        content_index: Position in the content of its item.
        is_done: True once nothing more is to come.
    """

    __slots__ = ("_audio", "_new_audio", "_spoken", "_written", "audio_size", "content_index", "is_done")

    def __init__(self, content_index: int) -> None:
        self.content_index = content_index
        self.is_done = False
        self.audio_size = 0
        self._written = _Stream()
        self._spoken = _Stream()
        # It hands out its whole content without copying it, and copies before it grows only where that is still held.
        self._audio: BytesIO | None = None
        # Audio that has arrived since the whole was last asked for: to append it at once would copy it twice.
        self._new_audio: list[bytes] = []

    def __repr__(self) -> str:
        return f"AssembledPart({self.content_index}, text={self.text!r}, transcript={self.transcript!r})"

    @property
    def text(self) -> str:
        """Written text."""
        return self._written.value

    @property
    def transcript(self) -> str:
        """Transcript of the speech."""
        return self._spoken.value

    @property
    def audio(self) -> bytes:
        """Audio bytes, in the format of the response."""
        new = self._new_audio
        if new:
            with _JOINING:
                # Another thread may append meanwhile.
                count = len(new)
                if self._audio is None:
                    self._audio = BytesIO()
                self._audio.write(b"".join(new[:count]))
                del new[:count]
        return b"" if self._audio is None else self._audio.getvalue()

    @property
    def is_audio(self) -> bool:
        """True for a spoken part."""
        return bool(self._spoken or self.audio_size)

    def add_text(self, delta: str) -> bool:
        """Append written text; False once the part is complete."""
        if self.is_done or self._written.is_final:
            return False
        self._written.pieces.append(delta)
        return True

    def add_transcript(self, delta: str) -> bool:
        """Append transcript; False once the part is complete."""
        if self.is_done or self._spoken.is_final:
            return False
        self._spoken.pieces.append(delta)
        return True

    def add_audio(self, audio: bytes) -> None:
        """Append audio, which no whole item repeats."""
        self._new_audio.append(audio)
        self.audio_size += len(audio)

    def finish(self, text: Any = None, transcript: Any = None) -> tuple[str, str, bool]:
        """Take the whole text or transcript.

        Returns:
            The rest of the text and of the transcript that had not been streamed, and whether either contradicts what
            was streamed.
        """
        written, differs = self._written.finish(text)
        spoken, also_differs = self._spoken.finish(transcript)
        return written, spoken, differs or also_differs

    def may_become(self, text: str, transcript: str) -> bool:
        """Return True where a whole text and transcript continue what was streamed."""
        return text.startswith(self.text) and transcript.startswith(self.transcript)

    def replace(self, text: str, transcript: str) -> None:
        """Have other text and another transcript, and keep the audio."""
        self._written, self._spoken = _Stream(), _Stream()
        self._written.add(text)
        self._spoken.add(transcript)

    def without_audio(self) -> AssembledPart:
        """Return a copy that shares the text and keeps only the size of the audio."""
        twin = AssembledPart(self.content_index)
        twin.is_done, twin.audio_size = self.is_done, self.audio_size
        twin._written, twin._spoken = self._written, self._spoken
        return twin


@define(eq=False)
class AssembledItem:
    """One output item of a response, as far as it has arrived.

    Attributes:
        output_index: Position in the output of its response.
        id: Id of the item, None while it is not known.
        item: The item as the server last sent it whole, None while it has not.
        parts: Content parts by their index.
        is_done: True once nothing more is to come.
    """

    output_index: int
    id: str | None = None
    item: RealtimeConversationItem | None = None
    parts: dict[int, AssembledPart] = field(factory=dict)
    is_done: bool = False
    _arguments: _Stream = field(factory=_Stream, repr=False)
    # An object that stands where the protocol has a string of JSON.
    _arguments_object: Any = field(default=None, repr=False)
    # What events of the arguments name: the type of the call, its name and id.
    _call: dict[str, str] = field(factory=dict, repr=False)

    @property
    def arguments(self) -> str:
        """Arguments of a function or MCP call, as far as the model has written them."""
        return self._arguments.value

    @property
    def call_id(self) -> str | None:
        """Id of the function call, None where it is not one, or has none."""
        return self._call.get("call_id") or call_id_of(self.item)

    @property
    def phase(self) -> str | None:
        """Phase of the item: ``commentary``, ``final_answer``, or None where the server names none."""
        return phase_of(self.item)

    @property
    def content_text(self) -> str:
        """Everything written, spoken or called, as one string."""
        return "".join(part.text + part.transcript for part in self.ordered_parts()) + self.arguments

    def has_content_of(self, item: Any) -> bool:
        """Return True for an item of the same type that says the same."""
        kind = getattr(self.item, "type", None) or self._call.get("type")
        if kind is not None and kind != getattr(item, "type", kind):
            return False
        content, arguments = _content_of(item), getattr(item, "arguments", None)
        texts = [text for part in content for text in _texts_of(part)]
        said = "".join(texts) + (arguments if isinstance(arguments, str) else "")
        return said == self.content_text != ""

    def part(self, content_index: int) -> AssembledPart:
        """Return the part at an index, created where it is missing."""
        found = self.parts.get(content_index)
        if found is None:
            found = self.parts[content_index] = AssembledPart(content_index)
        return found

    def ordered_parts(self) -> list[AssembledPart]:
        """Return the parts in the order of their index."""
        if len(self.parts) < 2:
            return list(self.parts.values())
        return [self.parts[index] for index in sorted(self.parts)]

    def begin(self, item: Any) -> None:
        """Take the item as the server begins it."""
        if isinstance(item, Model):
            self.item = cast("RealtimeConversationItem", item)
        self.id = id_of(item) or self.id
        # Not every server names a call again at its end.
        for key, value in (("name", getattr(item, "name", None)), ("call_id", call_id_of(item))):
            if isinstance(value, str) and value:
                self._call[key] = value

    def name_call(self, kind: str, event: Any) -> None:
        """Keep the name and the id of the call, which an event about its arguments may carry."""
        self._call["type"] = kind
        for key in ("call_id", "name"):
            value = getattr(event, key, None)
            if value is None and isinstance(event, Model):
                value = event.additional_properties.get(key)
            if isinstance(value, str) and value:
                self._call[key] = value

    @property
    def has_all_arguments(self) -> bool:
        """True once the arguments have been stated whole."""
        return self._arguments.is_final

    def add_arguments(self, delta: str) -> bool:
        """Append arguments; False once they are complete."""
        if self.is_done or self._arguments.is_final:
            return False
        self._arguments.add(delta)
        return True

    def finish_arguments(self, arguments: Any) -> None:
        """Take the whole arguments: a string, or an object as some servers send."""
        if isinstance(arguments, dict):
            self._arguments_object = arguments
            self._arguments.is_final = True
        else:
            self._arguments.finish(arguments)

    def finish(self, item: Any, event: Any, add_audio: AddAudio | None = None) -> tuple[list[Piece], bool]:
        """Take the item whole; what it lacks stays. Few servers put audio into it, and only where none was streamed.

        Args:
            item: The item.
            event: The event that carries it.
            add_audio: Adds audio to a part of it; None leaves audio out.

        Returns:
            Pieces that had not been streamed, and whether the item contradicts what was.
        """
        self.begin(item)
        self.finish_arguments(getattr(item, "arguments", None))
        pieces: list[Piece] = []
        contradicts = False
        content = _content_of(item)
        wholes = [_texts_of(whole) for whole in content]
        if self._divides(wholes):
            self._divide(wholes)
        for position, (part, whole) in enumerate(zip(self._matched(wholes), wholes, strict=True)):
            text, transcript, differs = part.finish(*whole)
            part.is_done = True
            contradicts = contradicts or differs
            if text or transcript:
                pieces.append(Piece(event, self, text, transcript))
            audio = audio_of(content[position]) if add_audio is not None and not part.audio_size else b""
            if audio and add_audio is not None:
                add_audio(self, part, audio)
                pieces.append(Piece(event, self, audio=audio))
        self.is_done = True
        return pieces, contradicts

    def _divides(self, wholes: list[tuple[str, str]]) -> bool:
        """Return True where the item has the streamed text in other parts: some servers name wrong indexes."""
        parts = self.ordered_parts()
        if all(
            part.content_index < len(wholes)
            and wholes[part.content_index][0].startswith(part.text)
            and wholes[part.content_index][1].startswith(part.transcript)
            for part in parts
        ):
            return False
        text, transcript = "".join(part.text for part in parts), "".join(part.transcript for part in parts)
        return "".join(whole[0] for whole in wholes).startswith(text) and "".join(
            whole[1] for whole in wholes
        ).startswith(transcript)

    def _divide(self, wholes: list[tuple[str, str]]) -> None:
        """Divide what was streamed among the parts as the whole item does."""
        parts = self.ordered_parts()
        text, transcript = "".join(part.text for part in parts), "".join(part.transcript for part in parts)
        for part in parts:
            part.replace("", "")
        for index, (written, spoken) in enumerate(wholes):
            self.part(index).replace(text[: len(written)], transcript[: len(spoken)])
            text, transcript = text[len(written) :], transcript[len(spoken) :]

    def _matched(self, wholes: list[tuple[str, str]]) -> list[AssembledPart]:
        """Return the part that each part of the whole item is; those that it lacks are put after them."""
        matched: list[AssembledPart] = []
        left = dict(self.parts)
        for index, whole in enumerate(wholes):
            own = left.get(index)
            if own is None or not own.may_become(*whole):
                # Others before it are missing in the whole item.
                others = (left[number] for number in sorted(left) if left[number].text or left[number].transcript)
                own = next((part for part in others if part.may_become(*whole)), own or AssembledPart(index))
            left.pop(own.content_index, None)
            matched.append(own)
        if any(part.content_index != index for index, part in enumerate(matched)):
            self.parts = dict(enumerate([*matched, *(left[index] for index in sorted(left))]))
            for index, part in self.parts.items():
                part.content_index = index
        else:
            self.parts.update(enumerate(matched))
        return matched

    def is_complete_in(self, item: Any) -> bool:
        """Return True where a whole item holds everything that was streamed."""
        if not isinstance(item, Model) or _lacks_role(item):
            return False
        content = _content_of(item)
        for index, part in self.parts.items():
            whole = content[index] if index < len(content) else None
            if part.text and part_value(whole, "text") != part.text:
                return False
            if part.transcript and part_value(whole, "transcript") != part.transcript:
                return False
        written = self.arguments if self._arguments_object is None else self._arguments_object
        if written and getattr(item, "arguments", None) != written:
            return False
        return not any(not isinstance(getattr(item, key, None), str) for key in self._call)

    def snapshot(self, *, beta: bool) -> dict[str, Any]:
        """Return the item as the server would send it whole, from everything that has arrived."""
        data: dict[str, Any] = self.item.to_dict() if isinstance(self.item, Model) else {}
        if self.id is not None:
            data.setdefault("id", self.id)
        for key, value in self._call.items():
            if not isinstance(data.get(key), str) or not data[key]:
                data[key] = value
        if self._arguments_object is not None:
            data["arguments"] = self._arguments_object
        elif self._arguments:
            data.setdefault("type", "function_call")
            data["arguments"] = self.arguments
        if self.parts:
            data.setdefault("type", "message")
            data["role"] = data.get("role") or "assistant"
            data["content"] = self._content(data.get("content"), beta)
        return data

    def _content(self, known: Any, beta: bool) -> list[Any]:
        content = list(content_parts(known))
        prefix = "" if beta else "output_"
        for part in self.ordered_parts():
            index = part.content_index
            if index >= len(content):
                content.append({})
                index = len(content) - 1
            whole = content[index]
            if not isinstance(whole, dict):
                continue
            whole = content[index] = dict(whole)
            whole.setdefault("type", f"{prefix}audio" if part.is_audio else f"{prefix}text")
            if part.transcript or (part.is_audio and "transcript" not in whole):
                whole["transcript"] = part.transcript
            if part.text or (not part.is_audio and "text" not in whole):
                whole["text"] = part.text
        return content

    def without_audio(self) -> AssembledItem:
        """Return a copy that shares everything but the audio."""
        twin = AssembledItem(self.output_index, self.id, self.item, {}, self.is_done)
        twin.parts = {index: part.without_audio() for index, part in self.parts.items()}
        twin._arguments, twin._arguments_object, twin._call = self._arguments, self._arguments_object, self._call
        return twin


@define(eq=False)
class _Run:
    """A stretch of audio of one part."""

    item: AssembledItem
    part: AssembledPart
    size: int


@define(eq=False, repr=False)
class AssembledResponse:
    """One response, as far as it has arrived.

    Attributes:
        id: Id of the response; one of ours, ``local_1`` and so on, where the server gives none.
        response: The response as the server last sent it whole, with what it left out; None while there is none.
        items: Output items by their index.
        earlier_format: Format of audio that its beginning or the session named; holds where the response names none.
        requested_at: Time of its cause, in seconds of the caller's clock: its request, or the end of the user's speech;
            None where that is not known.
        started_at: Time of its first event.
        first_text_at: Time of the first text or transcript.
        first_audio_at: Time of the first audio.
        finished_at: Time of its end.
        is_out_of_band: True for a response outside of the conversation.
        was_announced: True once ``response.created`` has arrived.
        is_misnamed: True once an event that named another response was taken as of this one.
        is_requested: True for a response that this client asked for.
        is_served: True once somebody has taken it on to call the functions that it names.
        was_turn: True once an iteration over turns has given it out.
    """

    id: str
    response: ResponseModel | None = None
    items: dict[int, AssembledItem] = field(factory=dict)
    earlier_format: AudioFormat | None = None
    requested_at: float | None = None
    started_at: float | None = None
    first_text_at: float | None = None
    first_audio_at: float | None = None
    finished_at: float | None = None
    is_out_of_band: bool = False
    was_announced: bool = False
    is_misnamed: bool = False
    is_requested: bool = False
    is_served: bool = False
    was_turn: bool = False
    _is_final: bool = False
    # True once the end of the response has been merged into it.
    _is_whole: bool = False
    _by_id: dict[str, AssembledItem] = field(factory=dict)
    # Audio of one part after the other, as it arrived.
    _runs: list[_Run] = field(factory=list)
    # Types of its deltas of text, transcripts and audio: a server may send each under the names of both dialects.
    _text_type: str | None = field(default=None, init=False)
    _transcript_type: str | None = field(default=None, init=False)
    _audio_type: str | None = field(default=None, init=False)
    # Where the last piece went: item id, output index, content index, then the item and the part.
    _last: tuple[Any, Any, Any, AssembledItem, AssembledPart] | None = None

    def __repr__(self) -> str:
        return f"<AssembledResponse {self.id}: {self.status}, {len(self.items)} item(s), {display(self.output_text)}>"

    @property
    def is_final(self) -> bool:
        """True once ``response.done`` has arrived, or the stream ended."""
        return self._is_final

    @property
    def status(self) -> str:
        """Status: ``in_progress``, or how it ended."""
        if not self._is_final:
            return "in_progress"
        status = getattr(self.response, "status", None)
        # A response that was cut off has the status of its beginning.
        return status if isinstance(status, str) and status != "in_progress" else "incomplete"

    @property
    def has_succeeded(self) -> bool:
        """True once the server has ended it, and not as failed, cancelled or incomplete: its calls are to be made."""
        return self._is_whole and getattr(self.response, "status", None) not in ("failed", "cancelled", "incomplete")

    @property
    def text(self) -> str:
        """Written text so far, in order; "" when there is none."""
        return "".join(part.text for part in self._parts())

    @property
    def transcript(self) -> str:
        """Transcript of the speech so far, in order; "" when there is none."""
        return "".join(part.transcript for part in self._parts())

    @property
    def output_text(self) -> str:
        """Text of the answer so far, written or spoken, in order and without commentary; "" when there is none."""
        return self._joined(lambda phase: phase != COMMENTARY)

    @property
    def commentary(self) -> str:
        """Commentary of a reasoning model on its way to the answer; "" when there is none."""
        return self._joined(lambda phase: phase == COMMENTARY)

    @property
    def audio(self) -> bytes:
        """Audio bytes so far, as they arrived, in `audio_format`; b"" when there are none, or they were not kept."""
        return self._runs[0].part.audio if len(self._runs) == 1 else b"".join(self._audio_runs())

    @property
    def audio_size(self) -> int:
        """Size of the audio so far in bytes, whether or not it was kept."""
        return sum(part.audio_size for part in self._parts())

    @property
    def audio_format(self) -> AudioFormat | None:
        """Format of the audio, as the response or else the session names it; None when neither does."""
        own = self.response.audio_format if self.response is not None else None
        return own or self.earlier_format

    @property
    def audio_duration(self) -> float | None:
        """Length of the audio so far in seconds; None when its format is not known."""
        audio_format = self.audio_format
        return None if audio_format is None else self.audio_size / audio_format.bytes_per_second

    def audio_ms_of(self, item: AssembledItem) -> dict[int, int]:
        """Return the length of the audio of one item so far in milliseconds, by content index."""
        rate = (self.audio_format or DEFAULT_FORMAT).bytes_per_second
        return {index: part.audio_size * 1000 // rate for index, part in item.parts.items() if part.audio_size}

    @property
    def time_to_first_text(self) -> float | None:
        """Seconds to the first text or transcript, from the request or the end of speech; None when not known."""
        return _between(self._origin, self.first_text_at)

    @property
    def time_to_first_audio(self) -> float | None:
        """Seconds to the first audio, from the request or the end of speech; None when not known."""
        return _between(self._origin, self.first_audio_at)

    @property
    def elapsed(self) -> float | None:
        """Seconds from the request or the end of speech to the end; None when not known."""
        return _between(self._origin, self.finished_at)

    @property
    def realtime_factor(self) -> float | None:
        """Seconds of audio for each second that passed from its first byte to the end; None when not known."""
        passed = _between(self.first_audio_at, self.finished_at)
        return self.audio_duration / passed if passed and self.audio_duration is not None else None

    def save_audio(self, path: str | PathLike[str] | IO[bytes], audio_format: AudioFormat | None = None) -> None:
        """Write the audio so far as a WAV file.

        Args:
            path: Path of the file, or a file open for writing bytes.
            audio_format: Format of the audio, where neither the response nor the session names it.

        Raises:
            ValueError: The format is not known, or the audio is not whole samples.
            OSError: The file cannot be written.
        """
        known = audio_format or self.audio_format
        if known is None:
            raise ValueError(f"format of the audio of response {self.id} is not known: pass audio_format")
        from ..audio import write_wav

        write_wav(path, self.audio, known)

    def snapshot(self) -> ResponseModel:
        """Return the response as the server would send it whole, from everything that has arrived.

        After the end that the server sent, it is `response`.
        """
        if self._is_whole and self.response is not None:
            return self.response
        return self._merged(self.response)

    @property
    def function_calls(self) -> list[RealtimeConversationItemFunctionCall]:
        """Calls of functions that the client is to run, in order; before the end, as far as they have arrived."""
        return self.snapshot().function_calls

    @property
    def usage(self) -> RealtimeResponseUsage | RealtimeBetaResponseUsage | Unset | None:
        """Tokens used, as the server counts them; known at the end."""
        return UNSET if self.response is None else self.response.usage

    def raise_for_status(self) -> Self:
        """Return the response itself when it was completed, or is still going on.

        Raises:
            ResponseError: It failed, was cancelled, or is incomplete: a class for each.
        """
        self.snapshot().raise_for_status()
        return self

    def item(self, output_index: int) -> AssembledItem:
        """Return the item at an index, created where it is missing."""
        found = self.items.get(output_index)
        if found is None:
            found = self.items[output_index] = AssembledItem(output_index)
        return found

    def ordered_items(self) -> list[AssembledItem]:
        """Return the items in the order of their index."""
        if len(self.items) < 2:
            return list(self.items.values())
        return [self.items[index] for index in sorted(self.items)]

    def add_audio(self, item: AssembledItem, part: AssembledPart, audio: bytes) -> None:
        """Append audio to a part."""
        part.add_audio(audio)
        if self._runs and self._runs[-1].part is part:
            self._runs[-1].size += len(audio)
        else:
            self._runs.append(_Run(item, part, len(audio)))

    def pieces(self, event: Any) -> list[Piece]:
        """Return everything that has arrived as pieces: text and transcripts in their order, then audio as it came."""
        found = []
        for item in self.ordered_items():
            for part in item.ordered_parts():
                if part.text:
                    found.append(Piece(event, item, text=part.text))
                if part.transcript:
                    found.append(Piece(event, item, transcript=part.transcript))
        for run, audio in zip(self._runs, self._audio_runs(), strict=True):
            found.append(Piece(event, run.item, audio=audio))
        return found

    def has_items_of(self, event: Any, whole: Any) -> bool:
        """Return True where an event, or the response that it holds whole, is about items of this response."""
        if self._is_final:
            item_id = getattr(event, "item_id", None) or id_of(getattr(event, "item", None))
            return item_id is not None and any(item.id == item_id for item in self.items.values())
        if whole is None:
            return self._has_item(getattr(event, "item_id", None) or id_of(getattr(event, "item", None)))
        output = getattr(whole, "output", None)
        items = output if isinstance(output, list) else []
        return any(
            self._has_item(id_of(item)) or any(each.has_content_of(item) for each in self.items.values())
            for item in items
        )

    def _has_item(self, item_id: Any) -> bool:
        return isinstance(item_id, str) and item_id in self._by_id

    def find_item(self, item_id: Any, output_index: Any) -> AssembledItem:
        """Return the item an event is about: by its id, else by its index, else the last one; created where missing."""
        if isinstance(item_id, str) and item_id:
            found = self._by_id.get(item_id)
            if found is None:
                found = self._claim(item_id, output_index)
                self._by_id[item_id] = found
            return found
        if _is_index(output_index):
            return self.item(output_index)
        return self.items[max(self.items)] if self.items else self.item(0)

    def find_call(self, item_id: Any, output_index: Any, call_id: str | None) -> AssembledItem:
        """Return the item of the call an event is about, created where missing.

        The id of the call says which one it is. Some servers change the id of its item, have one for several calls, or
        leave it out.
        """
        found = self._by_id.get(item_id) if isinstance(item_id, str) else None
        if call_id is None:
            return self.find_item(item_id, output_index) if found is None else found
        if found is not None and not _is_other_call(found, output_index, call_id):
            return found
        same = next((each for each in self.items.values() if each.call_id == call_id and not each.is_done), None)
        if same is None:
            same = self.find_item(item_id, output_index) if found is None else found
            if _is_other_call(same, output_index, call_id):
                same = self._append(item_id if isinstance(item_id, str) and item_id else None)
        if isinstance(item_id, str) and item_id:
            self._by_id[item_id] = same
        return same

    def find_part(self, item_id: Any, output_index: Any, content_index: Any) -> tuple[AssembledItem, AssembledPart]:
        """Return the part an event is about and its item, created where missing."""
        last = self._last
        # The ids of one stream of deltas are equal, and mostly the first to be compared.
        if last is not None and last[0] == item_id and last[1] == output_index and last[2] == content_index:
            return last[3], last[4]
        item = self.find_item(item_id, output_index)
        if _is_index(content_index):
            part = item.part(content_index)
        else:
            part = item.ordered_parts()[-1] if item.parts else item.part(0)
        self._last = (item_id, output_index, content_index, item, part)
        return item, part

    def begin(self, response: Any) -> None:
        """Take the response as the server begins it."""
        if _is_response(response):
            self.response = response
            self.earlier_format = self.audio_format

    def finish(self, response: Any, event: Any) -> tuple[list[Piece], list[str]]:
        """Take the end of the response, and merge it with what was streamed.

        Returns:
            Pieces that had not been streamed, and remarks on what the end contradicts or leaves out.
        """
        whole = _with_list(response) if _is_response(response) else None
        output = whole.output if whole is not None and isinstance(whole.output, list) else []
        pieces: list[Piece] = []
        remarks: list[str] = []
        kept: dict[int, AssembledItem] = {}
        is_complete = whole is not None and isinstance(whole.output, list) and isinstance(whole.status, str)
        for position, item in enumerate(output):
            found = self._match(item, position, kept)
            rest, contradicts = found.finish(item, event, self.add_audio)
            if contradicts:
                remarks.append(f"output {position} contradicts what had been streamed: taken as it ended")
            pieces += rest
            kept[id(found)] = found
            is_complete = is_complete and found.is_complete_in(item)
        left = [item for item in self.ordered_items() if id(item) not in kept]
        if output and left:
            indexes = ", ".join(str(item.output_index) for item in left)
            remarks.append(f"output {indexes} was streamed and is missing at the end: kept")
        self.items = dict(enumerate([*kept.values(), *left]))
        for index, found in self.items.items():
            found.output_index, found.is_done = index, True
        usage = self._usage_beside(event, whole)
        if whole is not None and is_complete and not left and usage is None:
            self.response = whole
        else:
            self.response = self._merged(whole or self.response, usage, status="completed")
        self._is_whole = True
        self.end()
        return pieces, remarks

    def end(self) -> None:
        """Close the response: nothing changes it any more."""
        self._is_final = True
        self._by_id.clear()
        self._last = None

    def without_audio(self) -> AssembledResponse:
        """Return a copy that shares everything but the audio."""
        twin = AssembledResponse(self.id, self.response, {}, self.earlier_format, self.requested_at, self.started_at)
        twin.first_text_at, twin.first_audio_at = self.first_text_at, self.first_audio_at
        twin.finished_at, twin.is_out_of_band = self.finished_at, self.is_out_of_band
        twin.was_announced, twin.is_misnamed = self.was_announced, self.is_misnamed
        twin.items = {index: item.without_audio() for index, item in self.items.items()}
        twin._is_final, twin._is_whole = self._is_final, self._is_whole
        return twin

    @property
    def _origin(self) -> float | None:
        return self.started_at if self.requested_at is None else self.requested_at

    def _joined(self, includes: Any) -> str:
        return "".join(
            part.text + part.transcript
            for item in self.ordered_items()
            if includes(item.phase)
            for part in item.ordered_parts()
        )

    def _claim(self, item_id: str, output_index: Any) -> AssembledItem:
        """Return the item that is to have an id which no item has yet."""
        if _is_index(output_index):
            found = self.items.get(output_index)
            if found is None or found.id in (None, item_id):
                found = self.item(output_index)
                found.id = item_id
                return found
        elif self.items:
            # Events that named neither id nor index went to the last item.
            found = self.items[max(self.items)]
            if found.id is None:
                found.id = item_id
                return found
        return self._append(item_id)

    def _append(self, item_id: str | None) -> AssembledItem:
        found = AssembledItem(max(self.items, default=-1) + 1, item_id)
        self.items[found.output_index] = found
        return found

    def _match(self, item: Any, position: int, kept: Mapping[int, AssembledItem]) -> AssembledItem:
        """Return the streamed item that an item of the final output is; one that is kept has been matched already."""
        item_id, call_id = id_of(item), call_id_of(item)
        left = [each for each in self.ordered_items() if id(each) not in kept]
        found = self._by_id.get(item_id) if item_id is not None else None
        if found in left and (call_id is None or found.call_id in (None, call_id)):
            return found
        if call_id is not None:
            same = next((each for each in left if each.call_id == call_id), None)
            if same is not None:
                return same
        at_position = next((each for each in left if each.output_index == position), None)
        if at_position is None or (call_id is not None and at_position.call_id not in (None, call_id)):
            return self._append(None)
        is_named_otherwise = None not in (at_position.id, item_id) and at_position.id != item_id
        # Some servers name an item otherwise at its end: with the same content it is the same one.
        return self._append(None) if is_named_otherwise and not at_position.has_content_of(item) else at_position

    def _merged(self, whole: ResponseModel | None, usage: Any = None, status: str = "in_progress") -> ResponseModel:
        from ..models import RealtimeBetaResponse, RealtimeResponse

        kind = RealtimeResponse if whole is None else type(whole)
        data: dict[str, Any] = {"id": self.id} if whole is None else whole.to_dict()
        data.setdefault("id", self.id)
        if data.get("status") is None:
            data["status"] = status
        if usage is not None:
            data["usage"] = usage
        data["output"] = [item.snapshot(beta=kind is RealtimeBetaResponse) for item in self.ordered_items()]
        return kind.from_dict(data)

    @staticmethod
    def _usage_beside(event: Any, whole: ResponseModel | None) -> Any:
        """Return the usage that some servers put next to the response instead of inside it."""
        if not isinstance(event, Model) or (whole is not None and whole.usage):
            return None
        usage = event.additional_properties.get("usage")
        return usage if isinstance(usage, dict) else None

    def _audio_runs(self) -> Iterator[bytes]:
        taken: dict[int, int] = {}
        for run in self._runs:
            start = taken.get(id(run.part), 0)
            end = taken[id(run.part)] = start + run.size
            yield run.part.audio[start:end]

    def _parts(self) -> Iterator[AssembledPart]:
        for item in self.ordered_items():
            yield from item.ordered_parts()


def phase_of(item: Any) -> str | None:
    """Return the phase of an item, None where the server names none."""
    phase = getattr(item, "phase", None)
    if phase is None and isinstance(item, Model):
        phase = item.additional_properties.get("phase")
    return phase if isinstance(phase, str) else None


def _is_response(value: object) -> TypeGuard[ResponseModel]:
    return isinstance(value, ResponseAccessors)


def _with_list(response: ResponseModel) -> ResponseModel:
    """Return a response with a list of items: some servers send one item instead."""
    output: object = response.output
    if not isinstance(output, dict):
        return response
    return type(response).from_dict({**response.to_dict(), "output": [output]})


def _between(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else end - start


def id_of(item: Any) -> str | None:
    """Return the id of an item, also of one of an unknown type; None where it has none."""
    if not isinstance(item, Model):
        return None
    item_id = getattr(item, "id", None)
    if item_id is None:
        item_id = item.additional_properties.get("id")
    return item_id if isinstance(item_id, str) and item_id else None


def audio_of(part: Any) -> bytes:
    """Return the audio of a whole content part, b"" where it carries none."""
    audio = part_value(part, "audio")
    if audio is None and isinstance(part, Model):
        audio = part.additional_properties.get("audio")
    try:
        return decode_loosely(audio) if isinstance(audio, str) else b""
    except ValueError:
        return b""


def call_id_of(item: Any) -> str | None:
    """Return the id of a function call, or of an event about its arguments; None for anything else."""
    call_id = getattr(item, "call_id", None)
    if not isinstance(call_id, str) or getattr(item, "type", None) == "function_call_output":
        return None
    return call_id or None


def _is_other_call(item: AssembledItem, output_index: Any, call_id: str) -> bool:
    """Return True for an item that is not the one of a call: a message, or another call that is complete."""
    if item.call_id is None:
        return bool(item.parts)
    is_elsewhere = _is_index(output_index) and output_index != item.output_index
    return item.call_id != call_id and (is_elsewhere or item.is_done or item.has_all_arguments)


def _content_of(item: Any) -> list[Any]:
    """Return the parts of an item."""
    return content_parts(
        item.additional_properties.get("content") if _lacks_role(item) else getattr(item, "content", None)
    )


def _lacks_role(item: Any) -> bool:
    """Return True for a message without a role, which is of no known type; in a response, it is the assistant's."""
    if not isinstance(item, UnknownObject):
        return False
    keys = item.additional_properties
    return keys.get("role") is None and keys.get("type", "message") == "message"


def _texts_of(part: Any) -> tuple[str, str]:
    text, transcript = part_value(part, "text"), part_value(part, "transcript")
    return text if isinstance(text, str) else "", transcript if isinstance(transcript, str) else ""


def _is_index(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
