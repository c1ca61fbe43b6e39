"""Typed, lossless, fast access to the OpenAI Realtime API and every server that speaks its protocol.

Everything public is in `__all__`, and in the modules `models`, `dicts`, `events`, `api`, `assembly`, `audio`,
`errors`, `functions`, `recordings`, `webhooks` and `testing`. Importing the package imports none of them; each name is
imported on first use.
"""

from typing import TYPE_CHECKING

from ._core.lazy import lazy as _lazy
from ._version import __version__

if TYPE_CHECKING:
    from . import api, assembly, audio, dicts, errors, events, functions, models, recordings, testing, webhooks
    from ._accessors.pricing import Rates
    from ._client.client import RealtimeClient
    from ._client.operations import CallAnswer
    from ._connection.asyncio_connection import AsyncConnection
    from ._connection.blocking_connection import Connection
    from ._connection.handshake import Options
    from ._core.model import UNSET, Model, UnknownEvent, UnknownObject, Unset
    from ._decode.aliases import (
        ClientEvent,
        EventInput,
        ItemInput,
        ResponseSettings,
        ServerEvent,
        ServerSession,
        SessionSettings,
    )
    from ._decode.decoder import Dialect, EventDecoder, parse_client_event, parse_event
    from ._decode.validation import Deviation, validate
    from ._generated.client import AuthenticatedClient, Client
    from ._http.transport import Response
    from ._session.reconnect import Reconnect, ReconnectAttempt
    from ._session.resume import Reconnected
    from .assembly import AssembledResponse, Assembler, Piece
    from .audio import AudioFormat
    from .errors import (
        APIConnectionError,
        APIError,
        APIStatusError,
        APITimeoutError,
        ArgumentsError,
        ConnectionClosed,
        ConnectionLost,
        DecodeError,
        InvalidArgumentError,
        RealtimeError,
        RealtimeTimeoutError,
        ResponseCancelled,
        ResponseError,
        ResponseFailed,
        ResponseIncomplete,
        ServerError,
        UsageError,
        ValidationError,
        WebhookError,
    )
    from .functions import FunctionContext, Functions
    from .models import RealtimeBetaResponse, RealtimeResponse
    from .recordings import PersonalDataRedactor, Recording, RecordOptions

_WHERE = {
    "UNSET": "._core.model:UNSET",
    "APIConnectionError": ".errors:APIConnectionError",
    "APIError": ".errors:APIError",
    "APIStatusError": ".errors:APIStatusError",
    "APITimeoutError": ".errors:APITimeoutError",
    "ArgumentsError": ".errors:ArgumentsError",
    "AssembledResponse": ".assembly:AssembledResponse",
    "Assembler": ".assembly:Assembler",
    "AsyncConnection": "._connection.asyncio_connection:AsyncConnection",
    "AudioFormat": ".audio:AudioFormat",
    "AuthenticatedClient": "._generated.client:AuthenticatedClient",
    "CallAnswer": "._client.operations:CallAnswer",
    "Client": "._generated.client:Client",
    "ClientEvent": "._decode.aliases:ClientEvent",
    "Connection": "._connection.blocking_connection:Connection",
    "ConnectionClosed": ".errors:ConnectionClosed",
    "ConnectionLost": ".errors:ConnectionLost",
    "DecodeError": ".errors:DecodeError",
    "Deviation": "._decode.validation:Deviation",
    "Dialect": "._decode.decoder:Dialect",
    "EventDecoder": "._decode.decoder:EventDecoder",
    "EventInput": "._decode.aliases:EventInput",
    "FunctionContext": ".functions:FunctionContext",
    "Functions": ".functions:Functions",
    "InvalidArgumentError": ".errors:InvalidArgumentError",
    "ItemInput": "._decode.aliases:ItemInput",
    "Model": "._core.model:Model",
    "Options": "._connection.handshake:Options",
    "Piece": ".assembly:Piece",
    "PersonalDataRedactor": ".recordings:PersonalDataRedactor",
    "Rates": "._accessors.pricing:Rates",
    "RealtimeBetaResponse": ".models:RealtimeBetaResponse",
    "RealtimeClient": "._client.client:RealtimeClient",
    "RealtimeError": ".errors:RealtimeError",
    "RealtimeResponse": ".models:RealtimeResponse",
    "RealtimeTimeoutError": ".errors:RealtimeTimeoutError",
    "RecordOptions": ".recordings:RecordOptions",
    "Recording": ".recordings:Recording",
    "Reconnect": "._session.reconnect:Reconnect",
    "ReconnectAttempt": "._session.reconnect:ReconnectAttempt",
    "Reconnected": "._session.resume:Reconnected",
    "Response": "._http.transport:Response",
    "ResponseCancelled": ".errors:ResponseCancelled",
    "ResponseError": ".errors:ResponseError",
    "ResponseFailed": ".errors:ResponseFailed",
    "ResponseIncomplete": ".errors:ResponseIncomplete",
    "ResponseSettings": "._decode.aliases:ResponseSettings",
    "ServerError": ".errors:ServerError",
    "ServerEvent": "._decode.aliases:ServerEvent",
    "ServerSession": "._decode.aliases:ServerSession",
    "SessionSettings": "._decode.aliases:SessionSettings",
    "UnknownEvent": "._core.model:UnknownEvent",
    "UnknownObject": "._core.model:UnknownObject",
    "Unset": "._core.model:Unset",
    "UsageError": ".errors:UsageError",
    "ValidationError": ".errors:ValidationError",
    "WebhookError": ".errors:WebhookError",
    "api": ".api",
    "assembly": ".assembly",
    "audio": ".audio",
    "dicts": ".dicts",
    "errors": ".errors",
    "events": ".events",
    "functions": ".functions",
    "models": ".models",
    "parse_client_event": "._decode.decoder:parse_client_event",
    "parse_event": "._decode.decoder:parse_event",
    "recordings": ".recordings",
    "testing": ".testing",
    "validate": "._decode.validation:validate",
    "webhooks": ".webhooks",
}

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "ArgumentsError",
    "AssembledResponse",
    "Assembler",
    "AsyncConnection",
    "AudioFormat",
    "AuthenticatedClient",
    "CallAnswer",
    "Client",
    "ClientEvent",
    "Connection",
    "ConnectionClosed",
    "ConnectionLost",
    "DecodeError",
    "Deviation",
    "Dialect",
    "EventDecoder",
    "EventInput",
    "FunctionContext",
    "Functions",
    "InvalidArgumentError",
    "ItemInput",
    "Model",
    "Options",
    "PersonalDataRedactor",
    "Piece",
    "Rates",
    "RealtimeBetaResponse",
    "RealtimeClient",
    "RealtimeError",
    "RealtimeResponse",
    "RealtimeTimeoutError",
    "Reconnect",
    "ReconnectAttempt",
    "Reconnected",
    "RecordOptions",
    "Recording",
    "Response",
    "ResponseCancelled",
    "ResponseError",
    "ResponseFailed",
    "ResponseIncomplete",
    "ResponseSettings",
    "ServerError",
    "ServerEvent",
    "ServerSession",
    "SessionSettings",
    "UnknownEvent",
    "UnknownObject",
    "Unset",
    "UsageError",
    "ValidationError",
    "WebhookError",
    "__version__",
    "api",
    "assembly",
    "audio",
    "dicts",
    "errors",
    "events",
    "functions",
    "models",
    "parse_client_event",
    "parse_event",
    "recordings",
    "testing",
    "validate",
    "webhooks",
]

if not TYPE_CHECKING:  # With __getattr__, type checkers would accept any name.
    __getattr__, __dir__ = _lazy(__name__, _WHERE)
