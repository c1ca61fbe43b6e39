# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""The dialects of the protocol, in order of preference, and the tables of their events."""

from typing import Final, Literal, TypeAlias

from realtime_client._core.model import UnionTable, UnknownEvent

from . import tables

__all__ = ["CLIENT_EVENTS", "DIALECTS", "SERVER_EVENTS", "Dialect"]

Dialect: TypeAlias = Literal[
    "ga",
    "beta",
    "translation",
]

DIALECTS: Final[tuple[Dialect, ...]] = (
    "ga",
    "beta",
    "translation",
)
SERVER_EVENTS: Final[dict[Dialect, UnionTable[UnknownEvent]]] = {
    "ga": tables.REALTIME_SERVER_EVENT,
    "beta": tables.REALTIME_BETA_SERVER_EVENT,
    "translation": tables.REALTIME_TRANSLATION_SERVER_EVENT,
}
CLIENT_EVENTS: Final[dict[Dialect, UnionTable[UnknownEvent]]] = {
    "ga": tables.REALTIME_CLIENT_EVENT,
    "beta": tables.REALTIME_BETA_CLIENT_EVENT,
    "translation": tables.REALTIME_TRANSLATION_CLIENT_EVENT,
}
