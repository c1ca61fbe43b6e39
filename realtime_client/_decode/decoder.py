"""From bytes to typed events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from orjson import loads as _parse_json

from .._core.json import as_object, loads
from .._core.model import UNSET, Model, Reader, UnionTable, UnknownEvent
from ..errors import ValidationError
from .dialects import CLIENT_EVENTS, SERVER_EVENTS, Dialect, recognise, unambiguous

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

__all__ = ["Dialect", "EventDecoder", "parse_client_event", "parse_event"]

_Data: TypeAlias = str | bytes | bytearray | memoryview | Mapping[str, Any]


_Readers: TypeAlias = dict[str | None, dict[Any, Reader]]


def _readers(events: dict[str, UnionTable[UnknownEvent]]) -> _Readers:
    """How to read what has been met so far, by dialect and type; under None what one dialect alone has."""
    return {None: {}, **{dialect: table.readers for dialect, table in events.items()}}


_SERVER_READERS = _readers(SERVER_EVENTS)
_CLIENT_READERS = _readers(CLIENT_EVENTS)


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

    Args:
        data: The event as JSON, or already parsed.
        dialect: ``"ga"``, ``"beta"`` or ``"translation"`` where it is known. None tells it from the event: from its
            type, or else from what its response, session or item holds; an event that is the same in both reads as GA.
        strict: Whether a deviation from the specification is an error.

    Returns:
        The typed event; an `UnknownEvent`, with everything in it, for a type the dialect does not have. Integers of
        more than 64 bits are read as floats.

    Raises:
        DecodeError: ``data`` is not JSON, or no JSON object.
        ValidationError: The event deviates from the specification, and ``strict`` is set; it names every deviation.
        ValueError: There is no such dialect.
    """
    try:
        value = _parse_json(data)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = loads(data)
    try:
        # What each table has read before; the first of a kind, and what needs a closer look, goes the longer way.
        event = _SERVER_READERS[dialect][value["type"]](value)
    except (KeyError, TypeError):
        event = _read(value, data, dialect, SERVER_EVENTS, _SERVER_READERS)
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
        value = _parse_json(data)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = loads(data)
    try:
        # What each table has read before; the first of a kind, and what needs a closer look, goes the longer way.
        event = _CLIENT_READERS[dialect][value["type"]](value)
    except (KeyError, TypeError):
        event = _read(value, data, dialect, CLIENT_EVENTS, _CLIENT_READERS)
    if strict:
        _require_valid(event)
    return event


class EventDecoder:
    """Reads the events of one stream and remembers its dialect, where one event alone cannot tell.

    Args:
        dialect: ``"ga"``, ``"beta"`` or ``"translation"`` where it is known; None tells it from the stream.
        strict: Whether a deviation from the specification is an error.

    Attributes:
        dialect: The dialect, None until it has been told.
    """

    __slots__ = ("_given", "_readers", "_strict", "dialect")

    def __init__(self, dialect: Dialect | None = None, *, strict: bool = False) -> None:
        if dialect is not None and dialect not in SERVER_EVENTS:
            raise _no_dialect(dialect, SERVER_EVENTS)
        self.dialect = dialect
        self._given = dialect is not None
        self._strict = strict
        self._readers: Mapping[Any, Reader] = {} if dialect is None else _SERVER_READERS[dialect]

    def decode(self, data: _Data) -> ServerEvent:
        """Read one event; returns and raises what `parse_event` does.

        Before the dialect has been told, an event that is the same in all reads as GA. Where it was told by the stream,
        an event that only another dialect has is read as what it is: some servers mix them.
        """
        try:
            value = _parse_json(data)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            value = loads(data)
        try:
            event: ServerEvent = self._readers[value["type"]](value)
        except (KeyError, TypeError):
            event = self._read(as_object(value, data))
        if self._strict:
            _require_valid(event)
        return event

    def _read(self, message: dict[str, Any]) -> ServerEvent:
        if self.dialect is None:
            self.dialect = recognise(message, SERVER_EVENTS)
            if self.dialect is not None:
                self._readers = _SERVER_READERS[self.dialect]
        event = parse_event(message, dialect=self.dialect)
        if type(event) is UnknownEvent and not self._given:
            event = parse_event(message)
        return event


def _no_dialect(dialect: object, events: Mapping[str, Any]) -> ValueError:
    return ValueError(f"no dialect {dialect!r}: use one of {', '.join(map(repr, events))}, or None to have it told")


def _read(
    value: Any, data: _Data, dialect: str | None, events: dict[str, UnionTable[UnknownEvent]], readers: _Readers
) -> Any:
    """Read what the tables have not read before, or what no table holds."""
    message = as_object(value, data)
    table = events.get((recognise(message, events) or "ga") if dialect is None else dialect)
    if table is None:
        raise _no_dialect(dialect, events)
    event = table.from_dict(message)
    kind = message.get("type")
    if dialect is None and isinstance(kind, str) and kind in unambiguous(*events.items()):
        readers[None][kind] = table.readers[kind]
    return event


def _require_valid(event: Model) -> None:
    from .validation import validate

    deviations = validate(event)
    if deviations:
        kind = getattr(event, "type", UNSET)
        raise ValidationError(f"event {kind!r}" if isinstance(kind, str) else "event", deviations)
