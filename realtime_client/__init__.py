"""Typed, lossless, fast access to the OpenAI Realtime API and every server that speaks its protocol.

Everything public stands in `__all__`, and in the modules `models`, `api`, `errors` and `audio`. Importing the package
imports none of it; each name is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import api, audio, errors, models
    from ._decoding import ClientEvent, Dialect, ServerEvent, parse_client_event, parse_event
    from ._generated.client import AuthenticatedClient, Client
    from ._http import Response
    from ._model import UNSET, Model, UnknownEvent, UnknownObject, Unset
    from ._rates import Rates
    from ._validation import Deviation, validate
    from .audio import AudioFormat
    from .errors import (
        APIConnectionError,
        APIError,
        APIStatusError,
        APITimeoutError,
        ArgumentsError,
        DecodeError,
        RealtimeError,
        ResponseCancelled,
        ResponseError,
        ResponseFailed,
        ResponseIncomplete,
        UsageError,
        ValidationError,
    )
    from .models import RealtimeBetaResponse, RealtimeResponse

_MODULES = {
    "_decoding": ("ClientEvent", "Dialect", "ServerEvent", "parse_client_event", "parse_event"),
    "_generated.client": ("AuthenticatedClient", "Client"),
    "_http": ("Response",),
    "_model": ("UNSET", "Model", "UnknownEvent", "UnknownObject", "Unset"),
    "_rates": ("Rates",),
    "_validation": ("Deviation", "validate"),
    "audio": ("AudioFormat",),
    "errors": (
        "APIConnectionError",
        "APIError",
        "APIStatusError",
        "APITimeoutError",
        "ArgumentsError",
        "DecodeError",
        "RealtimeError",
        "ResponseCancelled",
        "ResponseError",
        "ResponseFailed",
        "ResponseIncomplete",
        "UsageError",
        "ValidationError",
    ),
    "models": ("RealtimeBetaResponse", "RealtimeResponse"),
}
_SUBMODULES = ("api", "audio", "errors", "models")
_WHERE = {name: module for module, names in _MODULES.items() for name in names}

__version__ = "0.1.0"
__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "ArgumentsError",
    "AudioFormat",
    "AuthenticatedClient",
    "Client",
    "ClientEvent",
    "DecodeError",
    "Deviation",
    "Dialect",
    "Model",
    "Rates",
    "RealtimeBetaResponse",
    "RealtimeError",
    "RealtimeResponse",
    "Response",
    "ResponseCancelled",
    "ResponseError",
    "ResponseFailed",
    "ResponseIncomplete",
    "ServerEvent",
    "UnknownEvent",
    "UnknownObject",
    "Unset",
    "UsageError",
    "ValidationError",
    "__version__",
    "api",
    "audio",
    "errors",
    "models",
    "parse_client_event",
    "parse_event",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return import_module(f".{name}", __name__)
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_WHERE[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
