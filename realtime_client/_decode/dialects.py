"""The dialects of the protocol, and how to tell from one event which of them it speaks."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from .._core.model import UnionTable, UnknownEvent
from .._generated import tables

__all__ = ["CLIENT_EVENTS", "SERVER_EVENTS", "Dialect", "recognise", "unambiguous"]

Dialect: TypeAlias = Literal["ga", "beta", "translation"]

SERVER_EVENTS: Final[dict[str, UnionTable[UnknownEvent]]] = {
    "ga": tables.REALTIME_SERVER_EVENT,
    "beta": tables.REALTIME_BETA_SERVER_EVENT,
    "translation": tables.REALTIME_TRANSLATION_SERVER_EVENT,
}
CLIENT_EVENTS: Final[dict[str, UnionTable[UnknownEvent]]] = {
    "ga": tables.REALTIME_CLIENT_EVENT,
    "beta": tables.REALTIME_BETA_CLIENT_EVENT,
    "translation": tables.REALTIME_TRANSLATION_CLIENT_EVENT,
}

# Keys of a response or session that one dialect alone has; what both have (`instructions`, `tools`) says nothing.
_GA_KEYS = frozenset(("output_modalities", "audio", "type"))
_BETA_KEYS = frozenset(
    (
        "modalities",
        "voice",
        "input_audio_format",
        "output_audio_format",
        "temperature",
        "turn_detection",
        "input_audio_transcription",
        "max_response_output_tokens",
    )
)
_BETA_PARTS = frozenset(("text", "audio"))
_GA_PARTS = frozenset(("output_text", "output_audio"))


@cache
def unambiguous(*events: tuple[str, UnionTable[UnknownEvent]]) -> dict[str, Dialect]:
    """Types that one dialect alone has, with that dialect."""
    owners = Counter(kind for _, table in events for kind in table.tags())
    return {kind: dialect for dialect, table in events for kind in table.tags() if owners[kind] == 1}  # type: ignore[misc]


def recognise(message: dict[str, Any], events: dict[str, UnionTable[UnknownEvent]]) -> Dialect | None:
    """The dialect of an event, told by its type, or else by what its response, session or item holds.

    Args:
        message: A parsed event.
        events: Tables of the events it may be, by dialect.

    Returns:
        None when the event may be of any dialect.
    """
    kind = message.get("type")
    only = unambiguous(*events.items()).get(kind) if isinstance(kind, str) else None
    return only or _by_content(message)


def _by_content(message: dict[str, Any]) -> Dialect | None:
    """The dialect of an event, told by what its response, session or item holds; None when that says nothing."""
    for key in ("response", "session"):
        holder = message.get(key)
        if isinstance(holder, dict):
            told = _by_keys(holder) or _by_parts(holder.get("output"))
            if told is not None:
                return told
    return _by_parts([message.get("item")])


def _by_keys(holder: dict[str, Any]) -> Dialect | None:
    if holder.get("type") == "translation":
        return "translation"
    if not _GA_KEYS.isdisjoint(holder):
        return "ga"
    return None if _BETA_KEYS.isdisjoint(holder) else "beta"


def _by_parts(items: object) -> Dialect | None:
    for item in items if isinstance(items, list) else ():
        content = item.get("content") if isinstance(item, dict) else None
        for part in content if isinstance(content, list) else ():
            kind = part.get("type") if isinstance(part, dict) else None
            if isinstance(kind, str) and kind in _BETA_PARTS:
                return "beta"
            if isinstance(kind, str) and kind in _GA_PARTS:
                return "ga"
    return None
