"""Reading recorded messages: JSON Lines, single JSON documents, and the envelopes that recorders put around events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO, Any, Literal, TypeAlias, cast

from attrs import frozen

from .._accessors.response import ResponseAccessors
from .._core.json import loads_object
from .._core.model import Model, UnknownEvent
from .._decode.dialects import CLIENT_EVENTS, SERVER_EVENTS, Dialect, EventTables, recognise
from ..errors import DecodeError
from ..models import RealtimeBetaResponse, RealtimeResponse

__all__ = ["Entry", "Message", "Problem", "Skipped", "read", "read_file"]

_RESPONSE = "realtime.response"
_DIALECTS: tuple[Dialect, ...] = ("ga", "beta", "translation")
_EVENTS: tuple[tuple[Literal["server", "client"], EventTables], ...] = (
    ("server", SERVER_EVENTS),
    ("client", CLIENT_EVENTS),
)
_BOM = b"\xef\xbb\xbf"
_GAP = re.compile(r"[ \t\r\n]*")
_GAP_IN_ARRAY = re.compile(r"[ \t\r\n,]*")
# Where reading goes on after something that is no JSON: at the next line that begins an object.
_NEXT = re.compile(r"^\{", re.MULTILINE)


@frozen
class Message:
    """One message of a recording.

    Attributes:
        line: Line of the recording on which it begins, from 1.
        source: Whether a server or a client sent it; ``response`` when it is a response outside any event.
        dialect: The dialect it was read in.
        model: The event or the response.
    """

    line: int
    source: Literal["server", "client", "response"]
    dialect: Dialect
    model: Model

    @property
    def type(self) -> str:
        """Type of the event, ``realtime.response`` for a response outside any event."""
        return _RESPONSE if self.source == "response" else str(getattr(self.model, "type", ""))

    @property
    def is_unknown(self) -> bool:
        """Whether it is an event of a type that nobody knows."""
        return isinstance(self.model, UnknownEvent)

    @property
    def response(self) -> RealtimeBetaResponse | RealtimeResponse | None:
        """The response it tells of as created, as done or as it stands; None when it tells of none."""
        known = self.source == "response" or self.type in ("response.created", "response.done")
        found = self.model if self.source == "response" else getattr(self.model, "response", None)
        return cast("RealtimeResponse", found) if known and isinstance(found, ResponseAccessors) else None

    @property
    def finishes(self) -> bool:
        """Whether nothing more is to come of its response."""
        if self.source != "response":
            return self.type == "response.done"
        return self.response is not None and not self.response.is_in_progress


@frozen
class Skipped:
    """Something that is well-formed and no event, such as the body of an HTTP answer."""

    line: int


@frozen
class Problem:
    """Something that could not be read.

    Attributes:
        file: Name of the file.
        line: Where in it, from 1; None when it is about the file as a whole.
        reason: What is wrong, secrets masked.
    """

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return ":".join(map(str, (self.file, self.line) if self.line else (self.file,))) + f": {self.reason}"


Entry: TypeAlias = Message | Skipped | Problem


def read_file(path: str, dialect: Dialect | None = None) -> Iterator[Entry]:
    """Read a recording by its path, ``-`` for standard input; what goes wrong is among what it gives."""
    try:
        # By its number: sys.stdin may be replaced or closed.
        with open(0, "rb", closefd=False) if path == "-" else open(path, "rb") as stream:
            yield from read(path, stream, dialect)
    except OSError as error:
        yield Problem(path, None, error.strerror or str(error))


def read(file: str, stream: IO[bytes], dialect: Dialect | None = None) -> Iterator[Entry]:
    """Read a recording, a line at a time where it is JSON Lines.

    Args:
        file: What to call it in a `Problem`.
        stream: Where to read it from.
        dialect: The dialect it is in. None takes what an envelope says; or else tells it from the message; or else,
            since a session does not change its dialect, goes by the messages before.

    Returns:
        Messages, what was skipped and what could not be read, in the order of the recording.
    """
    reader = _Reader(dialect)
    for line, piece in _pieces(stream):
        try:
            yield reader.read(line, piece)
        except DecodeError as error:
            # The error counts lines within the piece.
            reason = error.message.replace(f" at line {error.line}, column", " at column", 1)
            yield Problem(file, line + error.line - 1, reason)
        except _NotAnEventError as error:
            yield Problem(file, line, str(error))


class _NotAnEventError(Exception):
    """JSON that is neither an event nor a response."""


class _Reader:
    """Reads messages one after the other, and remembers the dialect."""

    def __init__(self, dialect: Dialect | None) -> None:
        self._given = dialect
        self._before: Dialect | None = None

    def read(self, line: int, piece: bytes) -> Message | Skipped:
        message = loads_object(piece)
        dialect = self._given
        if not isinstance(message.get("type"), str) and "event" in message:
            if "rest" in message:
                return Skipped(line)
            if dialect is None and message.get("dialect") in _DIALECTS:
                self._before = dialect = message["dialect"]
            message = message["event"]
            if not isinstance(message, dict):
                raise _NotAnEventError("not an event: the `event` of the envelope is not an object")
        if isinstance(message.get("type"), str):
            return self._event(line, message, dialect)
        if message.get("object") == _RESPONSE:
            return self._response(line, message, dialect)
        raise _NotAnEventError("not an event: neither a string under `type`, nor `realtime.response` under `object`")

    def _event(self, line: int, message: dict[str, Any], dialect: Dialect | None) -> Message:
        for source, events in _EVENTS:
            for told in self._candidates(dialect, recognise(message, events)):
                event: Model = events[told].from_dict(message)
                if not isinstance(event, UnknownEvent):
                    return Message(line, source, told, event)
        return Message(line, "server", told, event)

    def _response(self, line: int, message: dict[str, Any], dialect: Dialect | None) -> Message:
        told = self._candidates(dialect, recognise({"response": message}, SERVER_EVENTS))[0]
        kind = RealtimeBetaResponse if told == "beta" else RealtimeResponse
        return Message(line, "response", told, kind.from_dict(message))

    def _candidates(self, dialect: Dialect | None, recognised: Dialect | None) -> list[Dialect]:
        """Dialects that a message may be in, the likeliest first."""
        if dialect is not None:
            return [dialect]
        candidates = [told for told in (recognised, self._before, *_DIALECTS) if told is not None]
        self._before = recognised or self._before
        return list(dict.fromkeys(candidates))


def _pieces(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """What is to be read as one message each, with the line on which it begins."""
    start, first = 0, b""
    for start, line in enumerate(stream, 1):
        first = (line.removeprefix(_BOM) if start == 1 else line).strip()
        if first:
            break
    if not first:
        return
    if _is_json(first):
        yield from _line(start, first)
        for number, line in enumerate(stream, start + 1):
            yield from _line(number, line)
        return
    document = first + b"\n" + stream.read()
    lines = document.split(b"\n")
    if first.startswith((b"{", b"[")):
        values = list(_values(start, document))
        # A recording that begins in the middle of a line has no value at its beginning, and neither has a document
        # that was cut off: only lines that are values tell the one from the other.
        if _is_json(values[0][1]) or not any(line.startswith(b"{") and _is_json(line) for line in lines):
            yield from values
            return
    for number, line in enumerate(lines, start):
        yield from _line(number, line)


def _line(number: int, line: bytes) -> Iterator[tuple[int, bytes]]:
    line = line.strip()
    if line.startswith(b"[") and _is_json(line):
        yield from _values(number, line)
    elif line:
        yield number, line


def _values(number: int, document: bytes) -> Iterator[tuple[int, bytes]]:
    """The values of a document, one after the other, and for an array its members; among them what is no JSON."""
    text = document.decode("utf-8", "surrogateescape")
    decode = json.JSONDecoder().raw_decode
    position, counted, inside = 0, 0, False
    while True:
        gap = (_GAP_IN_ARRAY if inside else _GAP).match(text, position)
        position = gap.end() if gap else position
        number, counted = number + text.count("\n", counted, position), position
        if position == len(text) and not inside:
            return
        if text.startswith("]" if inside else "[", position):
            inside = not inside
            position += 1
            continue
        try:
            _, end = decode(text, position)
        except (ValueError, RecursionError):
            resumed = _NEXT.search(text, position + 1)
            end = resumed.start() if resumed else len(text)
            # What was cut off is over, brackets or no brackets.
            inside = inside and resumed is not None
        yield number, text[position:end].encode("utf-8", "surrogateescape")
        position = end


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return False
    return True
