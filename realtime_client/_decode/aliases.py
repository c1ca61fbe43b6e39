"""The events of every dialect as one type; apart, because importing it imports every class of every event."""

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
