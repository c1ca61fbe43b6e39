# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""The dialects of the protocol, in order of preference, and the tables of their events."""

from typing import Final, Literal, TypeAlias

from realtime_client._core.model import UnionTable, UnknownEvent

from . import tables

__all__ = ["CLIENT_EVENTS", "CONTENT", "DIALECTS", "SENDS", "SERVER_EVENTS", "SOCKETS", "Dialect"]

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
# Path of the WebSocket below the base URL, and the headers that its handshake needs.
SOCKETS: Final[dict[Dialect, tuple[str, dict[str, str]]]] = {
    "ga": ("/realtime", {}),
    "beta": ("/realtime", {"OpenAI-Beta": "realtime=v1"}),
    "translation": ("/realtime/translations", {}),
}
# Keys of a response or session, and types of the parts of an item, that only one dialect has.
CONTENT: Final[dict[Dialect, tuple[frozenset[str], frozenset[str]]]] = {
    "ga": (frozenset(["output_modalities", "audio", "type"]), frozenset(["output_text", "output_audio"])),
    "beta": (
        frozenset(
            [
                "modalities",
                "voice",
                "input_audio_format",
                "output_audio_format",
                "temperature",
                "turn_detection",
                "input_audio_transcription",
                "max_response_output_tokens",
            ]
        ),
        frozenset(["text", "audio"]),
    ),
    "translation": (frozenset([]), frozenset([])),
}
# Type of the event with which a client appends audio, and of the part in which it sends a text that the model has said.
SENDS: Final[dict[Dialect, tuple[str, str]]] = {
    "ga": ("input_audio_buffer.append", "output_text"),
    "beta": ("input_audio_buffer.append", "text"),
    "translation": ("session.input_audio_buffer.append", "output_text"),
}
