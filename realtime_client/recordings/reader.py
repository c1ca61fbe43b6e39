"""Read recorded messages as a stream: JSON Lines, JSON documents, arrays, and the envelopes of recorders."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain, count, islice
from typing import IO, TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from attrs import define, field, frozen

from .._accessors.response import ResponseAccessors
from .._core.base64 import decode_loosely
from .._core.json import dumps, loads_object, parse
from .._core.model import Model
from .._decode.dialects import CLIENT_EVENTS, DIALECTS, SERVER_EVENTS, Dialect, EventTables, recognise
from ..errors import DecodeError

if TYPE_CHECKING:
    from ..models import RealtimeBetaResponse, RealtimeResponse

__all__ = [
    "DIALECTS",
    "ConnectionChange",
    "Entry",
    "Header",
    "Problem",
    "RecordedEvent",
    "Skipped",
    "Tally",
    "ValueReader",
    "audio_path",
    "part_path",
    "read",
    "read_all",
    "read_file",
]


_Source: TypeAlias = Literal["server", "client"]

# Key of the audio of an event, by type.
_AUDIO_KEYS: Final = {
    "input_audio_buffer.append": "audio",
    "session.input_audio_buffer.append": "audio",
    "response.audio.delta": "delta",
    "response.output_audio.delta": "delta",
    "session.output_audio.delta": "delta",
}
_RESPONSE: Final = "realtime.response"
_DONE: Final = "response.done"
_WITH_RESPONSE: Final = frozenset(("response.created", _DONE))
_EVENTS: Final[tuple[tuple[_Source, EventTables], ...]] = (
    ("server", SERVER_EVENTS),
    ("client", CLIENT_EVENTS),
)
_TABLES: Final[dict[str, EventTables]] = dict(_EVENTS)
# Keys whose values can reveal the dialect of an event, and types that have none of them.
_REVEALING: Final = frozenset(("item", "response", "session"))
_PLAIN: Final = re.compile(
    r"(?:response\.(?!created$|done$|create$|output_item\.)|input_audio_buffer\.|output_audio_buffer\.)"
)


@frozen(slots=False)
class RecordedEvent:
    """One message of a recording.

    Attributes:
        line: Line on which it begins, from 1.
        source: Sender of the event; ``response`` for a response outside any event.
        dialect: Dialect in which it was read.
        data: The event or the response as JSON values.
        at: Seconds from the beginning of the recording, by the monotonic clock; None where the recording has no time.
        time: Seconds since 1970 in UTC, by the wall clock; None where the recording has no time.
        is_restored: True for an event that was sent again after a reconnect.
    """

    line: int
    source: Literal["server", "client", "response"]
    dialect: Dialect
    data: dict[str, Any]
    at: float | None = None
    time: float | None = None
    is_restored: bool = False
    # Where its audio is: offset and size in bytes, and the side file; an offset of None if it was left out.
    _stored: tuple[int | None, int, str] | None = field(default=None, repr=False)

    @property
    def event(self) -> Model:
        """The event as a typed model."""
        return self.model

    @property
    def is_audio(self) -> bool:
        """True for an event that carries audio, of the user or of the server."""
        return self.source != "response" and self.data["type"] in _AUDIO_KEYS

    @property
    def has_stored_audio(self) -> bool:
        """True if its audio is in a side file, or was left out."""
        return self._stored is not None

    @property
    def audio_size(self) -> int:
        """Size of its audio in bytes, known also where the audio was left out; 0 for other events."""
        if self._stored is not None:
            return self._stored[1]
        text = self._audio_text
        return 0 if text is None else len(text) * 3 // 4 - text[-2:].count("=")

    @property
    def audio(self) -> bytes:
        """Audio of the event; b"" for other events, and where it was left out.

        Raises:
            OSError: The side file with the audio cannot be read.
        """
        if self._stored is not None:
            offset, size, path = self._stored
            if offset is None:
                return b""
            with open(path, "rb") as file:
                file.seek(offset)
                return file.read(size)
        try:
            return decode_loosely(self._audio_text or "")
        except ValueError:
            return b""

    @property
    def _audio_text(self) -> str | None:
        key = _AUDIO_KEYS.get(self.data["type"]) if self.source != "response" else None
        text = None if key is None else self.data.get(key)
        return text if isinstance(text, str) else None

    @property
    def model(self) -> Model:
        """The event or the response as a model, created on first access."""
        # By hand, for a `cached_property` takes a lock in some versions of Python.
        model: Model | None = self.__dict__.get("_model")
        if model is None:
            if self.source == "response":
                model = _response_of(self.data, self.dialect)
            else:
                model = _TABLES[self.source][self.dialect].from_dict(self.data)
            self.__dict__["_model"] = model
        return cast("Model", model)

    @property
    def type(self) -> str:
        """Type of the event; ``realtime.response`` for a response outside any event."""
        return _RESPONSE if self.source == "response" else str(self.data["type"])

    @property
    def is_unknown(self) -> bool:
        """True for an event of an unknown type."""
        return self.source != "response" and _known(self.type, self.dialect)[0] is None

    @property
    def response_data(self) -> dict[str, Any] | None:
        """Response of the message as JSON values, if it reports one as created, in progress or done."""
        found = self.data if self.source == "response" else self.data.get("response")
        has_response = self.source == "response" or self.type in _WITH_RESPONSE
        return found if has_response and isinstance(found, dict) else None

    @property
    def response(self) -> RealtimeBetaResponse | RealtimeResponse | None:
        """Response of the message as a model, if it reports one as created, in progress or done."""
        if self.response_data is None:
            return None
        found = self.model if self.source == "response" else getattr(self.model, "response", None)
        return cast("RealtimeResponse", found) if isinstance(found, ResponseAccessors) else None

    @property
    def finishes(self) -> bool:
        """True if its response has ended."""
        if self.source != "response":
            return self.type == _DONE
        return self.response is not None and not self.response.is_in_progress


@frozen
class Header:
    """First line of a recording.

    Attributes:
        line: Line, from 1.
        data: What it says of the recording, as JSON values.
    """

    line: int
    data: dict[str, Any]


@frozen
class ConnectionChange:
    """A change of the connection during a recording.

    Attributes:
        line: Line, from 1.
        state: ``lost``, ``reopened`` or ``closed``.
        code: Close code of the WebSocket; None if there was none.
        reason: Reason that came with it.
        at: Seconds from the beginning of the recording; None where it has no time.
        time: Seconds since 1970 in UTC; None where it has no time.
    """

    line: int
    state: str
    code: int | None = None
    reason: str = ""
    at: float | None = None
    time: float | None = None


@frozen
class Skipped:
    """Valid JSON that is not an event, such as the body of an HTTP reply."""

    line: int


@frozen
class Problem:
    """Input that could not be read.

    Attributes:
        file: Name of the file.
        line: Line, from 1; None if the problem concerns the whole file.
        reason: Description, with secrets masked.
    """

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return ":".join(map(str, (self.file, self.line) if self.line else (self.file,))) + f": {self.reason}"


Entry: TypeAlias = RecordedEvent | Header | ConnectionChange | Skipped | Problem


@define
class Tally:
    """Numbers of known events that `read` counted instead of yielding.

    Attributes:
        server: Events sent by a server.
        client: Events sent by a client.
    """

    server: int = 0
    client: int = 0


def read_file(
    path: str,
    dialect: Dialect | None = None,
    tally: Tally | None = None,
    *,
    clock: _Clock | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Entry]:
    """Read a recording by its path, or standard input for ``-``.

    Args:
        path: Path of the file.
        dialect: As for `read`.
        tally: As for `read`.
        clock: As for `read`.
        progress: As for `read_all`.

    Yields:
        Entries of the recording; errors of the file as a `Problem`.
    """
    try:
        # The descriptor is used because sys.stdin may be replaced or closed.
        with open(0, "rb", closefd=False) if path == "-" else open(path, "rb") as stream:
            source = cast("IO[bytes]", stream if progress is None else _Counted(stream, progress))
            yield from read(path, source, dialect, tally, clock=clock)
    except OSError as error:
        yield Problem(path, None, error.strerror or str(error))


def audio_path(path: str) -> str:
    """Return the path of the side file that holds the audio of a recording."""
    return f"{path}.audio"


def part_path(path: str, number: int) -> str:
    """Return the path of a part of a recording: ``session.jsonl``, ``session.2.jsonl`` and so on."""
    stem, suffix = os.path.splitext(path)
    return path if number == 1 else f"{stem}.{number}{suffix}"


def read_all(
    path: str, dialect: Dialect | None = None, progress: Callable[[int], object] | None = None
) -> Iterator[Entry]:
    """Read a recording by its path, with the parts that rotation has added.

    Args:
        path: Path of the first part; ``-`` is standard input.
        dialect: As for `read`.
        progress: Called with the number of bytes of each chunk that was read.

    Yields:
        Entries of all parts; errors of a file as a `Problem`.
    """
    clock = _Clock()
    identity = None
    for number in count(1):
        part = part_path(path, number)
        if number > 1 and (identity is None or _identity(part) != identity):
            return
        for entry in read_file(part, dialect, clock=clock, progress=progress):
            if isinstance(entry, Header) and identity is None:
                identity = entry.data.get("id")
            yield entry
        if path == "-":
            return


def _identity(path: str) -> Any:
    """Return the id of the recording that a file is a part of; None if it is none."""
    try:
        with open(path, "rb") as stream:
            return loads_object(stream.readline(_CHUNK)).get("id")
    except (OSError, DecodeError):
        return None


class ValueReader:
    """Reader of messages that have been parsed, with or without an envelope, as `read` reads them.

    Args:
        dialect: As for `read`.
        path: Path of the recording, beside which its side file is.
    """

    def __init__(self, dialect: Dialect | None = None, path: str = "") -> None:
        self._reader = _Reader(dialect, None, _Clock(), path)
        self._number = 0

    def __call__(self, value: dict[str, Any]) -> Entry:
        """Return the entry of the next message; its line is its number, from 1."""
        self._number += 1
        try:
            entry = self._reader.read(self._number, value)
        except _NotAnEventError as error:
            return Problem("", self._number, str(error))
        assert entry is not None
        return entry


def read(
    file: str,
    stream: IO[bytes],
    dialect: Dialect | None = None,
    tally: Tally | None = None,
    *,
    clock: _Clock | None = None,
) -> Iterator[Entry]:
    """Read a recording as a stream; memory is bounded by its largest message.

    Args:
        file: Name for a `Problem`.
        stream: Binary stream.
        dialect: Dialect of all messages. None takes it from the envelope, or recognises it from the message, or else
            assumes that of the messages before, since a session does not change its dialect.
        tally: Counts known events without a response instead of yielding them, which is much faster.
        clock: Beginning of the recording, shared by its parts.

    Yields:
        Messages, skipped values and problems, in the order of the recording.
    """
    reader = _Reader(dialect, tally, clock or _Clock(), file)
    splitter = _Splitter(stream, _plain_types(dialect) if tally is not None else {})
    for line, piece in splitter.pieces():
        reader.pass_over(splitter)
        try:
            entry = reader.read(line, piece)
        except DecodeError as error:
            # The error counts lines within the piece.
            reason = error.message.replace(f" at line {error.line}, column", " at column", 1)
            yield Problem(file, line + error.line - 1, reason)
        except _NotAnEventError as error:
            yield Problem(file, line, str(error))
        else:
            if entry is not None:
                yield entry
    reader.pass_over(splitter)


class _Counted:
    """A stream that reports how much has been read of it."""

    def __init__(self, stream: IO[bytes], progress: Callable[[int], object]) -> None:
        self._stream = stream
        self._progress = progress
        self._size = 0

    def readline(self, size: int) -> bytes:
        return self._count(self._stream.readline(size))

    def read(self, size: int) -> bytes:
        return self._count(self._stream.read(size))

    def _count(self, data: bytes) -> bytes:
        self._size += len(data)
        if self._size >= _CHUNK or not data:
            self._progress(self._size)
            self._size = 0
        return data


class _Clock:
    """Beginning of a recording by both clocks."""

    def __init__(self) -> None:
        self._monotonic: float | None = None
        self._time: float | None = None

    def begin(self, data: dict[str, Any]) -> None:
        """Take the beginning from a header, unless another part has had one."""
        if self._monotonic is None and self._time is None:
            self._monotonic, self._time = _seconds(data.get("monotonic")), _wall_time(data.get("time"))

    def read(self, envelope: dict[str, Any]) -> tuple[float | None, float | None]:
        """Return the times of a line: from the beginning of the recording, and since 1970."""
        monotonic, time = _seconds(envelope.get("monotonic")), _wall_time(envelope.get("time"))
        if monotonic is not None:
            if self._monotonic is None:
                self._monotonic = monotonic
            return monotonic - self._monotonic, time
        if time is None:
            return None, None
        if self._time is None:
            self._time = time
        return time - self._time, time


def _response_of(data: dict[str, Any], dialect: Dialect) -> Model:
    """Return a response outside any event as the last event of its dialect would hold it."""
    owners = SERVER_EVENTS.owners[_DONE]
    table = SERVER_EVENTS[dialect if dialect in owners else owners[0]]
    response: Model = getattr(table.from_dict({"type": _DONE, "response": data}), "response")  # noqa: B009
    return response


def _seconds(value: object) -> float | None:
    if type(value) is float or type(value) is int:
        return float(value) if abs(value) < _LATEST else None
    return None


def _wall_time(value: object) -> float | None:
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    return _seconds(value)


class _NotAnEventError(Exception):
    """JSON that is neither an event nor a response."""


@cache
def _known(kind: str, dialect: Dialect | None) -> tuple[_Source | None, Dialect | None]:
    """Return the sender of events of a type, None if it is unknown, and the dialect if only one has the type."""
    for source, events in _EVENTS:
        owners = events.owners.get(kind, ())
        if owners if dialect is None else dialect in owners:
            return source, owners[0] if len(owners) == 1 else None
    return None, None


@cache
def _plain_types(dialect: Dialect | None) -> dict[str, Dialect | None]:
    """Return the known types whose events have no revealing key, each with its dialect if only one has it."""
    known = {kind: _known(kind, dialect) for kind in SERVER_EVENTS.owners if _PLAIN.match(kind)}
    return {kind: only for kind, (source, only) in known.items() if source == "server"}


class _Reader:
    """Reader of parsed or unparsed messages, which remembers the dialect."""

    def __init__(self, dialect: Dialect | None, tally: Tally | None, clock: _Clock, file: str) -> None:
        self._given = dialect
        self._before: Dialect | None = None
        self._tally = tally
        self._clock = clock
        self._file = file
        # Sender and dialect of events, and the dialect afterwards, by type, direction, and the dialects before.
        self._resolved: dict[
            tuple[str, bool, Dialect | None, Dialect | None], tuple[_Source, Dialect, Dialect | None]
        ] = {}

    def pass_over(self, splitter: _Splitter) -> None:
        """Take account of the events that the splitter has left out."""
        if splitter.left_out:
            assert self._tally is not None
            self._tally.server += splitter.left_out
            splitter.left_out = 0
            self._before = splitter.dialect or self._before
            splitter.dialect = None

    def read(self, line: int, piece: bytes | dict[str, Any]) -> Entry | None:
        """Read a message; None if it was counted.

        Raises:
            DecodeError: The piece is not a JSON object.
            _NotAnEventError: The object is neither an event nor a response.
        """
        message = piece if type(piece) is dict else loads_object(piece)
        dialect = self._given
        kind = message.get("type")
        envelope: dict[str, Any] | None = None
        if type(kind) is not str and "event" in message:
            if "rest" in message:
                return Skipped(line)
            envelope = message
            if dialect is None and message.get("dialect") in DIALECTS:
                self._before = dialect = message["dialect"]
            message = message["event"]
            if not isinstance(message, dict):
                raise _NotAnEventError("not an event: the `event` of the envelope is not an object")
            kind = message.get("type")
        if type(kind) is str:
            if self._tally is not None and self._count(kind, message, dialect):
                return None
            return self._event(line, message, dialect, envelope)
        if type(message.get("recording")) is int:
            self._clock.begin(message)
            if message.get("dialect") in DIALECTS:
                self._before = message["dialect"]
            return Header(line, message)
        if type(change := message.get("connection")) is dict and type(change.get("state")) is str:
            at, time = self._clock.read(message)
            code, reason = change.get("code"), change.get("reason")
            return ConnectionChange(
                line,
                change["state"],
                code if type(code) is int else None,
                reason if type(reason) is str else "",
                at,
                time,
            )
        if message.get("object") == _RESPONSE:
            return self._response(line, message, dialect)
        raise _NotAnEventError("not an event: neither a string under `type`, nor `realtime.response` under `object`")

    def _count(self, kind: str, message: dict[str, Any], dialect: Dialect | None) -> bool:
        """Count a message if its type is known and reports no response."""
        assert self._tally is not None
        source, only = _known(kind, dialect)
        if source is None or kind in _WITH_RESPONSE:
            return False
        if dialect is None:
            # The same as in `_candidates`, without a model.
            if not _REVEALING.isdisjoint(message):
                only = recognise(message, _TABLES[source])
            if only is not None:
                self._before = only
        if source == "server":
            self._tally.server += 1
        else:
            self._tally.client += 1
        return True

    def _event(
        self, line: int, message: dict[str, Any], dialect: Dialect | None, envelope: dict[str, Any] | None
    ) -> RecordedEvent:
        at = time = stored = None
        is_out = is_restored = False
        if envelope is not None:
            is_out = envelope.get("direction") == "out"
            at, time = self._clock.read(envelope)
            stored = self._stored(envelope.get("audio"))
            is_restored = envelope.get("restored") is True
        if _REVEALING.isdisjoint(message):
            # Then only its type says what it is.
            case = message["type"], is_out, dialect, self._before
            found = self._resolved.get(case)
            if found is None:
                source, candidate = self._resolve(message, is_out, dialect)
                if len(self._resolved) < _RESOLVED:
                    self._resolved[case] = source, candidate, self._before
            else:
                source, candidate, self._before = found
        else:
            source, candidate = self._resolve(message, is_out, dialect)
        return RecordedEvent(line, source, candidate, message, at, time, is_restored, stored)

    def _resolve(self, message: dict[str, Any], is_out: bool, dialect: Dialect | None) -> tuple[_Source, Dialect]:
        """Return the sender and the dialect of an event."""
        for source, events in _EVENTS[::-1] if is_out else _EVENTS:
            for candidate in self._candidates(dialect, recognise(message, events)):
                if _known(message["type"], candidate)[0] == source:
                    return source, candidate
        return "client" if is_out else "server", candidate

    def _stored(self, audio: Any) -> tuple[int | None, int, str] | None:
        """Return where the audio of an event is, if it is not in the event."""
        if type(audio) is not dict or type(size := audio.get("size")) is not int or size < 0:
            return None
        offset = audio.get("offset")
        return offset if type(offset) is int and offset >= 0 else None, size, audio_path(self._file)

    def _response(self, line: int, message: dict[str, Any], dialect: Dialect | None) -> RecordedEvent:
        recognised = self._candidates(dialect, recognise({"response": message}, SERVER_EVENTS))[0]
        return RecordedEvent(line, "response", recognised, message)

    def _candidates(self, dialect: Dialect | None, recognised: Dialect | None) -> list[Dialect]:
        """Return the possible dialects of a message, the likeliest first."""
        if dialect is not None:
            return [dialect]
        candidates = [each for each in (recognised, self._before, *DIALECTS) if each is not None]
        self._before = recognised or self._before
        return list(dict.fromkeys(candidates))


_Piece: TypeAlias = tuple[int, "bytes | dict[str, Any]"]

_BOM: Final = b"\xef\xbb\xbf"
# Keys of the envelope that `Recorder` writes.
_RECORDED: Final = {"direction", "event"}
# Types of events whose sender and dialect are remembered.
_RESOLVED: Final = 1_024
# Seconds beyond which a number is no time.
_LATEST: Final = 1e12
# Longest part of a line that is read at once, in bytes.
_CHUNK: Final = 1 << 18
# Number of likely ends of a value that are tried before it is scanned.
_LIKELY: Final = 3
# White space that is skipped to find the character before an object, in bytes.
_LOOK_BACK: Final = 256
_QUOTE, _OBJECT, _BEGIN_OF_ARRAY, _END_OF_ARRAY, _LINE_FEED = b'"{[]\n'
_PAIRS: Final = {_OBJECT: ord("}"), _BEGIN_OF_ARRAY: _END_OF_ARRAY}
_GAP: Final = re.compile(rb"[ \t\r\n]*")
_GAP_IN_ARRAY: Final = re.compile(rb"[ \t\r\n,]*")
_STRING: Final = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
# A lone quote begins a string that does not end here.
_TOKEN: Final = re.compile(_STRING + rb'|["{}\[\]]')
_MEMBER: Final = re.compile(_STRING + rb"|[^ \t\r\n,\[\]{]+")
# An array of messages, as opposed to a line of a log that begins with a bracket.
_ARRAY: Final = re.compile(rb"\[[ \t\r\n]*(?:[\[{\]]|\Z)")
_BOUNDARY: Final = re.compile(rb"\}(?=\n\{|[ \t\r\n]*(?:,[ \t\r\n]*\{|\]))|(?<=\n)\}")
# Reading resumes after invalid text at the next line that begins an object.
_NEXT: Final = re.compile(rb"^\{", re.MULTILINE)


class _Splitter:
    """Splitter of a stream into JSON values; memory is bounded by the largest value.

    Lines that are values are parsed at once. Other text is scanned for the ends of its values: a value may span lines,
    several may follow each other, and members of an array count as values.

    Args:
        stream: Binary stream.
        plain: Types of events to leave out, each with its dialect if only one has it.

    Attributes:
        left_out: Number of events that were left out since the last piece.
        dialect: Last dialect that the type of one of them revealed.
    """

    def __init__(self, stream: IO[bytes], plain: dict[str, Dialect | None]) -> None:
        self.left_out = 0
        self.dialect: Dialect | None = None
        self._stream = stream
        self._plain = plain
        # Text that was read and not yet split, and the line on which its unread part begins.
        self._buffer = b""
        self._position = 0
        self._line = 1
        self._is_in_array = False

    def pieces(self) -> Iterator[_Piece]:
        """Yield each value, parsed or as text, with its first line; invalid text as text."""
        first = self._stream.readline(_CHUNK).removeprefix(_BOM)
        plain = self._plain
        for chunk in chain([first], iter(partial(self._stream.readline, _CHUNK), b"")):
            try:
                value = parse(chunk)
            except ValueError:
                self._buffer, self._position = chunk, 0
                yield from self._values()
                continue
            if type(value) is dict:
                kind: Any = value.get("type")
                if kind is None and value.keys() >= _RECORDED and type(value["event"]) is dict:
                    kind = value["event"].get("type")
                try:
                    dialect = plain[kind]
                except (KeyError, TypeError):
                    yield self._line, value
                else:
                    self.left_out += 1
                    if dialect is not None:
                        self.dialect = dialect
            elif type(value) is list:
                for member in value:
                    yield self._line, member if type(member) is dict else dumps(member)
            else:
                yield self._line, chunk.strip()
            self._line += chunk[-1] == _LINE_FEED

    def _values(self) -> Iterator[_Piece]:
        """Yield the values of the buffer, and of what must be read to complete them."""
        while True:
            gap = (_GAP_IN_ARRAY if self._is_in_array else _GAP).match(self._buffer, self._position)
            self._advance(gap.end() if gap else self._position)
            if self._position == len(self._buffer):
                if not self._is_in_array:
                    return
                if not self._extend_line():
                    yield self._line, b""
                    self._is_in_array = False
                continue
            first = self._buffer[self._position]
            if self._is_in_array and first == _END_OF_ARRAY:
                self._is_in_array = False
                self._advance(self._position + 1)
            elif not self._is_in_array and _ARRAY.match(self._buffer, self._position):
                self._is_in_array = True
                self._advance(self._position + 1)
            elif first == _OBJECT or (self._is_in_array and first == _BEGIN_OF_ARRAY):
                yield self._container()
            else:
                yield self._other()

    def _container(self) -> _Piece:
        """Return the object or array at the position, or the invalid text that begins there."""
        line = self._line
        for end in self._likely_ends():
            text = self._buffer[self._position : end]
            try:
                value = parse(text)
            except ValueError:
                continue
            self._advance(end)
            return line, value if type(value) is dict else text
        found = self._end()
        if found is None:
            return line, self._invalid()
        text = self._buffer[self._position : found]
        self._advance(found)
        return line, text

    def _likely_ends(self) -> Iterator[int]:
        """Yield places where the value may end; most do at the end of the line, or before another object."""
        end = self._buffer.find(b"\n", self._position)
        if end < 0 and not self._is_in_array and self._extend_line():
            end = self._buffer.find(b"\n", self._position)
        if end >= 0:
            text = self._buffer[self._position : end].rstrip(b" \t\r," if self._is_in_array else b" \t\r")
            if text.endswith(b"}"):
                yield self._position + len(text)
        for boundary in islice(_BOUNDARY.finditer(self._buffer, self._position), _LIKELY):
            yield boundary.end()

    def _end(self) -> int | None:
        """Return the end of the object or array at the position; None if it has none."""
        open_brackets: list[int] = []
        place = self._position
        while True:
            buffer = self._buffer
            for token in _TOKEN.finditer(buffer, place):
                start, first = token.start(), buffer[token.start()]
                if first == _QUOTE:
                    if token.end() - start > 1:
                        continue
                    # The string does not end on its line, or its end was not read yet.
                    if buffer.find(b"\n", start) >= 0:
                        return None
                    place = start
                    break
                if first in _PAIRS:
                    if self._begins_another(start, open_brackets):
                        return None
                    open_brackets.append(first)
                elif _PAIRS[open_brackets.pop()] != first:
                    return None
                elif not open_brackets:
                    return token.end()
            else:
                place = len(buffer)
            place -= self._position
            if not self._extend():
                return None

    def _begins_another(self, place: int, open_brackets: list[int]) -> bool:
        """Return whether an object begins a line where the value before it allows none."""
        if not open_brackets or self._buffer[place] != _OBJECT or self._buffer[place - 1 : place] != b"\n":
            return False
        before = self._buffer[max(self._position, place - _LOOK_BACK) : place].rstrip()[-1:]
        return not (before in (b"[", b":") or (before == b"," and open_brackets[-1] != _OBJECT))

    def _invalid(self) -> bytes:
        """Return the invalid text at the position, up to the next line that begins an object."""
        following = _NEXT.search(self._buffer, self._position + 1)
        if following is not None:
            text = self._buffer[self._position : following.start()]
            self._advance(following.start())
            return text
        text = self._buffer[self._position :]
        self._advance(len(self._buffer))
        is_line_start = text.endswith(b"\n")
        for chunk in iter(partial(self._stream.readline, _CHUNK), b""):
            if is_line_start and chunk.startswith(b"{"):
                self._buffer, self._position = chunk, 0
                return text
            self._line += chunk.count(b"\n")
            is_line_start = chunk.endswith(b"\n")
        # What was cut off has no end, nor has the array around it.
        self._is_in_array = False
        return text

    def _other(self) -> _Piece:
        """Return what is neither object nor array: a member of an array, or the rest of a line."""
        line = self._line
        if self._is_in_array:
            found = _MEMBER.match(self._buffer, self._position)
            if found is not None and found.end() == len(self._buffer) and self._extend():
                found = _MEMBER.match(self._buffer, self._position)
            end = found.end() if found else self._position + 1
        else:
            end = self._buffer.find(b"\n", self._position)
            end = len(self._buffer) if end < 0 else end
        text = self._buffer[self._position : end]
        self._advance(end)
        if not self._is_in_array and end == len(self._buffer):
            # The rest of a long line is not looked at.
            for chunk in iter(partial(self._stream.readline, _CHUNK), b""):
                self._line += chunk.count(b"\n")
                if chunk.endswith(b"\n"):
                    break
        return line, text

    def _advance(self, position: int) -> None:
        self._line += self._buffer.count(b"\n", self._position, position)
        self._position = position

    def _extend(self) -> bool:
        """Read more, as much again as is kept, so that the work stays linear; False at the end."""
        return self._append(self._stream.read(max(_CHUNK, len(self._buffer) - self._position)))

    def _extend_line(self) -> bool:
        """Read up to the end of the line, or a chunk of it; False at the end."""
        return self._append(self._stream.readline(_CHUNK))

    def _append(self, data: bytes) -> bool:
        self._buffer = self._buffer[self._position :] + data
        self._position = 0
        return bool(data)
