"""Audio as the base64 text of events."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .._core.base64 import decode, encode

if TYPE_CHECKING:
    from .._decode.dialects import Dialect

__all__ = ["append_event", "decode_base64", "encode_base64"]


@cache
def _append_events() -> dict[Dialect, bytes]:
    """Return the event of each dialect with a place for the audio."""
    # Imported on first use: the tables of events take longer than all other modules that this one needs.
    from .._generated.dialects import SENDS

    return {dialect: b'{"type":"%b","audio":"%%b"}' % kind.encode() for dialect, (kind, _) in SENDS.items() if kind}


def decode_base64(data: str | bytes) -> bytes:
    """Return the audio that an event carries as base64 text.

    Raises:
        ValueError: The text is not base64.
    """
    return decode(data)


def encode_base64(audio: bytes | bytearray | memoryview) -> str:
    """Return audio as the base64 text of an event."""
    return encode(audio).decode("ascii")


def append_event(audio: bytes | bytearray | memoryview, dialect: Dialect = "ga") -> bytes:
    """Return the event that appends audio to the input buffer, as JSON ready to be sent.

    The result equals that of ``events.InputAudioBufferAppend(audio=encode_base64(audio)).to_json()``, without building
    the model. Servers accept at most 15 MiB of audio in one event.

    Args:
        audio: The audio, in the format of the session.
        dialect: Dialect of the session; in ``translation`` the event has another type.

    Raises:
        ValueError: The dialect is unknown.
    """
    try:
        event = _append_events()[dialect]
    except KeyError:
        raise ValueError(f"unknown dialect {dialect!r}: use one of {', '.join(_append_events())}") from None
    return event % encode(audio)
