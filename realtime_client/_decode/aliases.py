"""Names for everything of one kind, in any dialect; a module of its own, for importing it imports every class."""

from __future__ import annotations

from typing import TypeAlias

from .._generated.dicts import (
    RealtimeBetaClientEventDict,
    RealtimeBetaResponseCreateParamsDict,
    RealtimeClientEventDict,
    RealtimeClientEventSessionUpdateSessionDict,
    RealtimeConversationItemDict,
    RealtimeResponseCreateParamsDict,
    RealtimeSessionCreateRequestDict,
    RealtimeTranscriptionSessionCreateRequestDict,
    RealtimeTranslationClientEventDict,
    RealtimeTranslationSessionUpdateRequestDict,
)
from .._generated.events.unions import ClientEvent, ServerEvent
from ..models import (
    RealtimeBetaResponseCreateParams,
    RealtimeBetaResponseUsage,
    RealtimeGASession,
    RealtimeResponseCreateParams,
    RealtimeResponseUsage,
    RealtimeSession,
    RealtimeSessionCreateRequest,
    RealtimeTranscriptionSessionCreateRequest,
    RealtimeTranscriptionSessionCreateResponse,
    RealtimeTranslationSession,
    RealtimeTranslationSessionUpdateRequest,
)

__all__ = [
    "ClientEvent",
    "EventInput",
    "ItemInput",
    "ResponseSettings",
    "ServerEvent",
    "ServerSession",
    "SessionSettings",
    "Usage",
]

EventInput: TypeAlias = (
    ClientEvent | RealtimeClientEventDict | RealtimeBetaClientEventDict | RealtimeTranslationClientEventDict
)
"""Any event of a client, as a model or a plain dictionary."""

SessionSettings: TypeAlias = (
    RealtimeClientEventSessionUpdateSessionDict
    | RealtimeSessionCreateRequestDict
    | RealtimeSessionCreateRequest
    | RealtimeTranscriptionSessionCreateRequestDict
    | RealtimeTranscriptionSessionCreateRequest
    | RealtimeTranslationSessionUpdateRequestDict
    | RealtimeTranslationSessionUpdateRequest
)
"""Settings of a session, as a model or a plain dictionary."""

ResponseSettings: TypeAlias = (
    RealtimeResponseCreateParamsDict
    | RealtimeResponseCreateParams
    | RealtimeBetaResponseCreateParamsDict
    | RealtimeBetaResponseCreateParams
)
"""Settings of one response, as a model or a plain dictionary."""

ItemInput: TypeAlias = RealtimeConversationItemDict
"""An item to be added to the conversation, as a model or a plain dictionary."""

ServerSession: TypeAlias = (
    RealtimeGASession | RealtimeSession | RealtimeTranscriptionSessionCreateResponse | RealtimeTranslationSession
)
"""A session as a server describes it."""

Usage: TypeAlias = RealtimeResponseUsage | RealtimeBetaResponseUsage
"""Tokens that a response used."""
