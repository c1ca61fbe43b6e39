# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Events of all dialects as one type; importing this module imports the class of every event."""

from typing import TypeAlias

from ..types import (
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
