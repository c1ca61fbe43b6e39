"""Typed, lossless, fast access to the OpenAI Realtime API and every server that speaks its protocol.

Everything public stands in `__all__`, and in the modules `models`, `events`, `api`, `assembly`, `audio`, `errors`,
`functions`, `webhooks` and `testing`. Importing the package imports none of it; each name is imported when it is first
asked for.
"""

from typing import TYPE_CHECKING

from ._lazy import lazy as _lazy

if TYPE_CHECKING:
    from . import api, assembly, audio, errors, events, functions, models, testing, webhooks
    from ._aliases import ClientEvent, ServerEvent
    from ._client import RealtimeClient
    from ._decoding import Dialect, EventDecoder, parse_client_event, parse_event
    from ._generated.client import AuthenticatedClient, Client
    from ._handshake import Options
    from ._http import Response
    from ._model import UNSET, Model, UnknownEvent, UnknownObject, Unset
    from ._operations import CallAnswer
    from ._rates import Rates
    from ._reconnect import Reconnect, ReconnectAttempt
    from ._restoring import Reconnected
    from ._validation import Deviation, validate
    from .assembly import AssembledResponse, Assembler
    from .audio import AudioFormat
    from .connection import AsyncConnection
    from .connection_sync import Connection
    from .errors import (
        APIConnectionError,
        APIError,
        APIStatusError,
        APITimeoutError,
        ArgumentsError,
        ConnectionClosed,
        ConnectionLost,
        DecodeError,
        RealtimeError,
        ResponseCancelled,
        ResponseError,
        ResponseFailed,
        ResponseIncomplete,
        ServerError,
        UsageError,
        ValidationError,
        WebhookError,
    )
    from .functions import Functions
    from .models import RealtimeBetaResponse, RealtimeResponse

_WHERE = {
    "UNSET": "._model:UNSET",
    "APIConnectionError": ".errors:APIConnectionError",
    "APIError": ".errors:APIError",
    "APIStatusError": ".errors:APIStatusError",
    "APITimeoutError": ".errors:APITimeoutError",
    "ArgumentsError": ".errors:ArgumentsError",
    "AssembledResponse": ".assembly:AssembledResponse",
    "Assembler": ".assembly:Assembler",
    "AsyncConnection": ".connection:AsyncConnection",
    "AudioFormat": ".audio:AudioFormat",
    "AuthenticatedClient": "._generated.client:AuthenticatedClient",
    "CallAnswer": "._operations:CallAnswer",
    "Client": "._generated.client:Client",
    "ClientEvent": "._aliases:ClientEvent",
    "Connection": ".connection_sync:Connection",
    "ConnectionClosed": ".errors:ConnectionClosed",
    "ConnectionLost": ".errors:ConnectionLost",
    "DecodeError": ".errors:DecodeError",
    "Deviation": "._validation:Deviation",
    "Dialect": "._decoding:Dialect",
    "EventDecoder": "._decoding:EventDecoder",
    "Functions": ".functions:Functions",
    "Model": "._model:Model",
    "Options": "._handshake:Options",
    "Rates": "._rates:Rates",
    "RealtimeBetaResponse": ".models:RealtimeBetaResponse",
    "RealtimeClient": "._client:RealtimeClient",
    "RealtimeError": ".errors:RealtimeError",
    "RealtimeResponse": ".models:RealtimeResponse",
    "Reconnect": "._reconnect:Reconnect",
    "ReconnectAttempt": "._reconnect:ReconnectAttempt",
    "Reconnected": "._restoring:Reconnected",
    "Response": "._http:Response",
    "ResponseCancelled": ".errors:ResponseCancelled",
    "ResponseError": ".errors:ResponseError",
    "ResponseFailed": ".errors:ResponseFailed",
    "ResponseIncomplete": ".errors:ResponseIncomplete",
    "ServerError": ".errors:ServerError",
    "ServerEvent": "._aliases:ServerEvent",
    "UnknownEvent": "._model:UnknownEvent",
    "UnknownObject": "._model:UnknownObject",
    "Unset": "._model:Unset",
    "UsageError": ".errors:UsageError",
    "ValidationError": ".errors:ValidationError",
    "WebhookError": ".errors:WebhookError",
    "api": ".api",
    "assembly": ".assembly",
    "audio": ".audio",
    "errors": ".errors",
    "events": ".events",
    "functions": ".functions",
    "models": ".models",
    "parse_client_event": "._decoding:parse_client_event",
    "parse_event": "._decoding:parse_event",
    "testing": ".testing",
    "validate": "._validation:validate",
    "webhooks": ".webhooks",
}

__version__ = "0.1.0"
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
    "Functions",
    "Model",
    "Options",
    "Rates",
    "RealtimeBetaResponse",
    "RealtimeClient",
    "RealtimeError",
    "RealtimeResponse",
    "Reconnect",
    "ReconnectAttempt",
    "Reconnected",
    "Response",
    "ResponseCancelled",
    "ResponseError",
    "ResponseFailed",
    "ResponseIncomplete",
    "ServerError",
    "ServerEvent",
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
    "errors",
    "events",
    "functions",
    "models",
    "parse_client_event",
    "parse_event",
    "testing",
    "validate",
    "webhooks",
]

if not TYPE_CHECKING:  # For whom every name would be there.
    __getattr__, __dir__ = _lazy(__name__, _WHERE)
