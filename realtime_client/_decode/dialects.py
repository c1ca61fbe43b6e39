"""Dialects of the protocol, and recognising the one that an event belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from .._accessors.items import content_parts
from .._core.model import UnionTable, UnknownEvent
from .._generated import dialects
from .._generated.dialects import CONTENT, DIALECTS, SENDS, Dialect

__all__ = [
    "CLIENT_EVENTS",
    "DIALECTS",
    "SENDS",
    "SERVER_EVENTS",
    "Dialect",
    "EventTables",
    "owner",
    "recognise",
    "session_translates",
]


class EventTables(dict[Dialect, UnionTable[UnknownEvent]]):
    """Tables of the events of one side, by dialect."""

    @cached_property
    def owners(self) -> dict[str, tuple[Dialect, ...]]:
        """Dialects that have each type, in the order of the tables."""
        kinds = {kind for table in self.values() for kind in table.tags()}
        return {kind: tuple(dialect for dialect in self if kind in self[dialect]) for kind in kinds}


SERVER_EVENTS: Final = EventTables(dialects.SERVER_EVENTS)
CLIENT_EVENTS: Final = EventTables(dialects.CLIENT_EVENTS)

_TRANSLATION: Final[Dialect] = "translation"
_PARTS: Final = {part: dialect for dialect, (_, parts) in CONTENT.items() for part in parts}


def owner(
    message: Mapping[str, Any], dialect: Dialect | None, events: EventTables, *, translates: bool | None = None
) -> Dialect | None:
    """Return the dialect in which to read an event.

    The dialect asked for comes first, if it has the type. It is not a filter: other types are read in a dialect that
    has them, for some servers mix GA and beta. The exception is translation. Its types are shared with a protocol that
    this package does not speak, so under another dialect they need a session that translates.

    Args:
        message: A parsed event.
        dialect: The dialect asked for or recognised so far; None if unknown.
        events: Tables of the events it may be.
        translates: Whether the session of the stream is one of translation; None if unknown.

    Returns:
        None if the type is unknown.
    """
    owners = _owners(message, events)
    if translates is None and owners == (_TRANSLATION,):
        translates = dialect in (None, _TRANSLATION)
    if translates is not None and _TRANSLATION in owners:
        if translates:
            return _TRANSLATION
        owners = tuple(name for name in owners if name != _TRANSLATION)
    if dialect in owners:
        return dialect
    if len(owners) < 2:
        return owners[0] if owners else None
    found = _by_content(message)
    return found if found in owners else owners[0]


def recognise(message: Mapping[str, Any], events: EventTables) -> Dialect | None:
    """Return the dialect of an event, by its type, or else by what its response, session or item holds.

    Args:
        message: A parsed event.
        events: Tables of the events it may be.

    Returns:
        None if the event may be of any dialect.
    """
    owners = _owners(message, events)
    return owners[0] if len(owners) == 1 else _by_content(message)


def session_translates(message: Mapping[str, Any]) -> bool | None:
    """Return True if the session in an event is one of translation, False for others, None without a session."""
    session = message.get("session")
    return session.get("type") == _TRANSLATION if isinstance(session, dict) else None


def _owners(message: Mapping[str, Any], events: EventTables) -> tuple[Dialect, ...]:
    kind = message.get("type")
    return events.owners.get(kind, ()) if isinstance(kind, str) else ()


def _by_content(message: Mapping[str, Any]) -> Dialect | None:
    for key in ("response", "session"):
        holder = message.get(key)
        if isinstance(holder, dict):
            found = _by_keys(holder) or _by_parts(holder.get("output"))
            if found is not None:
                return found
    return _by_parts([message.get("item")])


def _by_keys(holder: dict[str, Any]) -> Dialect | None:
    if holder.get("type") == _TRANSLATION:
        return _TRANSLATION
    return next((dialect for dialect, (keys, _) in CONTENT.items() if not keys.isdisjoint(holder)), None)


def _by_parts(items: object) -> Dialect | None:
    for item in items if isinstance(items, list) else ():
        content = item.get("content") if isinstance(item, dict) else None
        for part in content_parts(content):
            kind = part.get("type") if isinstance(part, dict) else None
            if isinstance(kind, str) and kind in _PARTS:
                return _PARTS[kind]
    return None
