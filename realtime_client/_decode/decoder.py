"""From bytes to typed events."""

from __future__ import annotations

from collections.abc import Mapping
from threading import get_ident
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, overload

from .._core.base64 import decode as decode_base64
from .._core.json import exact, loads, parse, require_object
from .._core.model import UNSET, Model, Reader, UnknownEvent
from .._core.values import rounded
from ..errors import ValidationError
from .dialects import CLIENT_EVENTS, DIALECTS, SERVER_EVENTS, Dialect, EventTables, owner, recognise, session_translates

if TYPE_CHECKING:
    from ..models import (
        RealtimeBetaClientEvent,
        RealtimeBetaServerEvent,
        RealtimeClientEvent,
        RealtimeServerEvent,
        RealtimeTranslationClientEvent,
        RealtimeTranslationServerEvent,
    )
    from .aliases import ClientEvent, ServerEvent
    from .validation import Deviation

__all__ = ["Dialect", "EventDecoder", "parse_client_event", "parse_event"]

_Data: TypeAlias = str | bytes | bytearray | memoryview | Mapping[str, Any]

# Types that are common, or at least flat. Others hold what the contract leaves open, such as the parameters of tools,
# so they are always read the longer way, which keeps long integers exact everywhere.
_COMMON: Final = ("response.", "input_audio_buffer.", "output_audio_buffer.")

# Types whose key ``delta`` is base64, and the size in bytes from which it is taken out of the text before parsing: that
# costs less only where the base64 is long.
_AUDIO: Final = frozenset(("response.output_audio.delta", "response.audio.delta", "session.output_audio.delta"))
_LONG: Final = 7 * 1024
# Bytes at the beginning of a frame among which the key is.
_AROUND: Final = 512
_DELTA: Final = b'"delta":"'
_SPACED_DELTA: Final = b'"delta": "'


class _Reading:
    """Reads the events of one side, in a given dialect or in the one that each event shows.

    The first event of a type is read the longer way, `_read`, which puts its reader in a table for those that follow.
    """

    __slots__ = ("_events", "_readers", "_takes_audio_out", "dialect")

    def __init__(self, events: EventTables, dialect: Dialect | None) -> None:
        self.dialect = dialect
        self._takes_audio_out = events is SERVER_EVENTS
        self._events = events
        self._readers: dict[Any, Reader] = {}

    def decode(self, data: _Data) -> Any:
        if type(data) is bytes and len(data) >= _LONG and self._takes_audio_out:
            event = self._read_audio(data)
            if event is not None:
                return event
        try:
            value = parse(data)
        except (TypeError, ValueError):
            value = loads(data)
        try:
            event = self._readers[value["type"]](value)
        except (KeyError, TypeError):
            event = self._read(require_object(exact(value, data), data))
        if rounded and get_ident() in rounded:
            event = self._read_exactly(event, value, data)
        return event

    def _read_audio(self, data: bytes) -> Any:
        """Read an audio delta without parsing its base64; None for any other event, or if in doubt."""
        start = data.find(_DELTA, 0, _AROUND)
        if start >= 0:
            start += len(_DELTA)
        else:
            start = data.find(_SPACED_DELTA, 0, _AROUND)
            if start < 0:
                return None
            start += len(_SPACED_DELTA)
        end = data.find(b'"', start)
        rest = data[:start] + data[end:]
        # Without escapes, what looks like the key is one. Only valid base64 is valid in JSON for certain.
        if rest.count(b'"delta"') != 1 or b"\\" in rest:
            return None
        try:
            value = parse(rest)
            kind = value["type"]
            read = self._readers[kind]
            if kind not in _AUDIO or value["delta"] != "":
                return None
            text = data[start:end]
            audio = decode_base64(text)
        except (KeyError, TypeError, ValueError):
            return None
        event = read(value)
        event._delta = text, audio
        if rounded and get_ident() in rounded:
            rounded.discard(get_ident())
            return None
        return event

    def _read(self, message: dict[str, Any]) -> Any:
        return self._read_as(owner(message, self.dialect, self._events), message)

    def _read_as(self, dialect: Dialect | None, message: dict[str, Any]) -> Any:
        if dialect is None:
            return UnknownEvent.from_dict(message)
        kind, table = message["type"], self._events[dialect]
        event = table.from_dict(message)
        certain = dialect == self.dialect or len(self._events.owners[kind]) == 1
        if certain and (kind.startswith(_COMMON) or kind.endswith(".delta")):
            self._readers[kind] = table.readers[kind]
        return event

    def _read_exactly(self, event: Any, value: Any, data: _Data) -> Any:
        """Read an event again if orjson rounded an integer in it."""
        rounded.discard(get_ident())
        precise = exact(value, data)
        if precise is not value:
            event = self._read(require_object(precise, data))
            rounded.discard(get_ident())
        return event


_DIALECTS: Final[tuple[Dialect | None, ...]] = (None, *DIALECTS)
_SERVER: Final = {dialect: _Reading(SERVER_EVENTS, dialect) for dialect in _DIALECTS}
_DECODE_SERVER: Final = {dialect: reading.decode for dialect, reading in _SERVER.items()}
_DECODE_CLIENT: Final = {dialect: _Reading(CLIENT_EVENTS, dialect).decode for dialect in _DIALECTS}


@overload
def parse_event(data: _Data, *, dialect: Literal["ga"], strict: bool = False) -> RealtimeServerEvent: ...
@overload
def parse_event(data: _Data, *, dialect: Literal["beta"], strict: bool = False) -> RealtimeBetaServerEvent: ...
@overload
def parse_event(
    data: _Data, *, dialect: Literal["translation"], strict: bool = False
) -> RealtimeTranslationServerEvent: ...
@overload
def parse_event(data: _Data, *, dialect: Dialect | None = None, strict: bool = False) -> ServerEvent: ...
def parse_event(data: _Data, *, dialect: Dialect | None = None, strict: bool = False) -> Any:
    """Read one event that a server sent.

    An event is read in the dialect asked for if that has its type, and otherwise in the one that has it: some servers
    mix them. Events of translation are read as such with ``"translation"`` or None only, for another protocol, which
    this package does not speak, uses the same types.

    Args:
        data: The event as JSON, or already parsed.
        dialect: ``"ga"``, ``"beta"`` or ``"translation"`` if it is known. None recognises it by the type of the event,
            or else by what its response, session or item holds; an event that is the same in both reads as GA.
        strict: Whether a deviation from the specification is an error.

    Returns:
        The typed event; an `UnknownEvent`, with everything in it, for an unknown type. Integers are exact, but for
        one beyond 64 bits as a declared value of a common event, such as a delta, which orjson rounds to a float.

    Raises:
        DecodeError: ``data`` is not JSON, or not a JSON object.
        ValidationError: ``strict`` is set, and the event deviates from the specification; it lists every deviation.
        ValueError: The dialect is unknown.
    """
    try:
        decode = _DECODE_SERVER[dialect]
    except KeyError:
        raise _unknown_dialect(dialect) from None
    event = decode(data)
    if strict:
        _require_valid(event)
    return event


@overload
def parse_client_event(data: _Data, *, dialect: Literal["ga"], strict: bool = False) -> RealtimeClientEvent: ...
@overload
def parse_client_event(data: _Data, *, dialect: Literal["beta"], strict: bool = False) -> RealtimeBetaClientEvent: ...
@overload
def parse_client_event(
    data: _Data, *, dialect: Literal["translation"], strict: bool = False
) -> RealtimeTranslationClientEvent: ...
@overload
def parse_client_event(data: _Data, *, dialect: Dialect | None = None, strict: bool = False) -> ClientEvent: ...
def parse_client_event(data: _Data, *, dialect: Dialect | None = None, strict: bool = False) -> Any:
    """Read one event that a client sent; takes, returns and raises what `parse_event` does."""
    try:
        decode = _DECODE_CLIENT[dialect]
    except KeyError:
        raise _unknown_dialect(dialect) from None
    event = decode(data)
    if strict:
        _require_valid(event)
    return event


class EventDecoder(_Reading):
    """Decoder of the events of one stream; remembers its dialect, which one event alone may not show.

    The session decides about translation: once it is seen, events of translation are read as such if it translates, and
    as `UnknownEvent` if it does not. Apart from that, a given dialect stays, and an unknown one is recognised.

    Args:
        dialect: ``"ga"``, ``"beta"`` or ``"translation"`` if it is known; None recognises it from the stream.
        strict: Whether a deviation from the specification is an error.

    Attributes:
        dialect: The dialect; None until it is known.
    """

    __slots__ = ("_own_readers", "_strict", "_translates")

    def __init__(self, dialect: Dialect | None = None, *, strict: bool = False) -> None:
        if dialect not in _SERVER:
            raise _unknown_dialect(dialect)
        super().__init__(SERVER_EVENTS, dialect)
        self._strict = strict
        # What deviates is to be found in the whole message.
        self._takes_audio_out = not strict
        self._translates: bool | None = None
        # What is read strictly is read by readers of its own.
        self._own_readers: dict[Dialect, dict[Any, Reader]] = {}
        self._share_readers()

    if TYPE_CHECKING:

        def decode(self, data: _Data) -> ServerEvent:
            """Read one event; returns and raises what `parse_event` does."""

    def _read(self, message: dict[str, Any]) -> Any:
        self._recognise(message)
        self._share_readers()
        event = self._read_as(owner(message, self.dialect, self._events, translates=self._translates), message)
        if self._strict:
            kind = message.get("type")
            if isinstance(kind, str) and kind in self._readers:
                self._readers[kind] = _strictly(self._readers[kind])
            _require_valid(event, message)
        return event

    def _recognise(self, message: dict[str, Any]) -> None:
        translates = session_translates(message)
        if translates is not None:
            self._translates = translates
            if translates:
                self.dialect = "translation"
            elif self.dialect == "translation":
                self.dialect = None
        if self.dialect is None:
            found = recognise(message, self._events)
            if found != "translation" or self._translates is not False:
                self.dialect = found

    def _share_readers(self) -> None:
        if self.dialect is None:
            self._readers = {}
        elif self._strict:
            self._readers = self._own_readers.setdefault(self.dialect, {})
        else:
            self._readers = _SERVER[self.dialect]._readers


def _unknown_dialect(dialect: object) -> ValueError:
    known = ", ".join(map(repr, SERVER_EVENTS))
    return ValueError(f"unknown dialect {dialect!r}: use one of {known}, or None to recognise it")


def _strictly(read: Reader) -> Reader:
    """Return a reader that refuses what deviates from the specification."""
    # Imported once, for an import statement in the reader would cost as much as a third of it.
    from .validation import deviations_of

    def strictly(message: dict[str, Any]) -> Any:
        event = read(message)
        # One with a rounded integer is read again.
        if not rounded or get_ident() not in rounded:
            deviations = deviations_of(event._component, message)
            if deviations:
                raise _invalid(event, deviations)
        return event

    return strictly


def _require_valid(event: Model, message: dict[str, Any] | None = None) -> None:
    from .validation import deviations_of

    deviations = deviations_of(event._component, event.to_dict() if message is None else message)
    if deviations:
        raise _invalid(event, deviations)


def _invalid(event: Model, deviations: list[Deviation]) -> ValidationError:
    kind = getattr(event, "type", UNSET)
    return ValidationError(f"event {kind!r}" if isinstance(kind, str) else "event", deviations)
