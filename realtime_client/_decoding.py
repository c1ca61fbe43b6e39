"""From bytes to typed events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from ._dialects import CLIENT_EVENTS, SERVER_EVENTS, Dialect, recognise
from ._json import loads_object
from .errors import ValidationError

if TYPE_CHECKING:
    from .models import (
        RealtimeBetaClientEvent,
        RealtimeBetaServerEvent,
        RealtimeClientEvent,
        RealtimeServerEvent,
        RealtimeTranslationClientEvent,
        RealtimeTranslationServerEvent,
    )

    ServerEvent: TypeAlias = RealtimeServerEvent | RealtimeBetaServerEvent | RealtimeTranslationServerEvent
    ClientEvent: TypeAlias = RealtimeClientEvent | RealtimeBetaClientEvent | RealtimeTranslationClientEvent

__all__ = ["Dialect", "parse_client_event", "parse_event"]

_Data: TypeAlias = str | bytes | bytearray | memoryview | Mapping[str, Any]


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
        The typed event; an `UnknownEvent`, with everything in it, for a type the dialect does not have.

    Raises:
        DecodeError: ``data`` is not JSON, or no JSON object.
        ValidationError: The event deviates from the specification, and ``strict`` is set; it names every deviation.
        ValueError: There is no such dialect.
    """
    return _parse(data, dialect, strict, SERVER_EVENTS)


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
    return _parse(data, dialect, strict, CLIENT_EVENTS)


def _parse(data: _Data, dialect: str | None, strict: bool, events: dict[str, Any]) -> Any:
    message = loads_object(data)
    table = events.get(dialect or recognise(message, events) or "ga")
    if table is None:
        raise ValueError(f"no dialect {dialect!r}: use one of {', '.join(map(repr, events))}, or None to have it told")
    event = table.from_dict(message)
    if strict:
        from ._validation import validate

        deviations = validate(event)
        if deviations:
            raise ValidationError(f"event {message.get('type')!r}", deviations)
    return event
