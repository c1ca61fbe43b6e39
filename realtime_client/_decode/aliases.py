"""Events of all dialects as one type; in a module of its own, for importing it imports the class of every event."""

from __future__ import annotations

from typing import TypeAlias

from ..models import (
    RealtimeBetaClientEvent,
    RealtimeBetaServerEvent,
    RealtimeClientEvent,
    RealtimeServerEvent,
    RealtimeTranslationClientEvent,
    RealtimeTranslationServerEvent,
)

__all__ = ["ClientEvent", "ServerEvent"]

ServerEvent: TypeAlias = RealtimeServerEvent | RealtimeBetaServerEvent | RealtimeTranslationServerEvent
ClientEvent: TypeAlias = RealtimeClientEvent | RealtimeBetaClientEvent | RealtimeTranslationClientEvent
