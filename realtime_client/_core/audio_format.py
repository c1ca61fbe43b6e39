"""Audio formats on the wire."""

from __future__ import annotations

from typing import Final, Literal, Self, TypeAlias

from attrs import frozen

__all__ = ["DEFAULT_FORMAT", "SAMPLE_WIDTHS", "AudioFormat", "Encoding"]

Encoding: TypeAlias = Literal["pcm16", "g711_ulaw", "g711_alaw"]

# Names of an encoding in the beta dialect and in GA.
_ENCODINGS: dict[str, Encoding] = {
    "pcm16": "pcm16",
    "audio/pcm": "pcm16",
    "g711_ulaw": "g711_ulaw",
    "audio/pcmu": "g711_ulaw",
    "g711_alaw": "g711_alaw",
    "audio/pcma": "g711_alaw",
}
_RATES = {"pcm16": 24_000, "g711_ulaw": 8_000, "g711_alaw": 8_000}
SAMPLE_WIDTHS: Final = {"pcm16": 2, "g711_ulaw": 1, "g711_alaw": 1}


@frozen
class AudioFormat:
    """Encoding of audio: one channel; ``pcm16`` is little-endian.

    Attributes:
        encoding: ``pcm16``, ``g711_ulaw`` or ``g711_alaw``, as the beta dialect names them.
        sample_rate: In Hz.
    """

    encoding: Encoding
    sample_rate: int

    @property
    def sample_width(self) -> int:
        """Bytes per sample."""
        return SAMPLE_WIDTHS[self.encoding]

    @property
    def bytes_per_second(self) -> int:
        """Bytes per second."""
        return self.sample_rate * self.sample_width

    @classmethod
    def from_wire(cls, value: object) -> Self | None:
        """Read a format from the string of the beta dialect or the object of GA; None if it is unknown."""
        name = value if isinstance(value, str) else getattr(value, "type", None)
        encoding = _ENCODINGS.get(name) if isinstance(name, str) else None
        if encoding is None:
            return None
        rate = getattr(value, "rate", None)
        if not isinstance(rate, int) or isinstance(rate, bool) or rate <= 0:
            rate = _RATES[encoding]
        return cls(encoding=encoding, sample_rate=rate)


# What a session has where its settings name no format.
DEFAULT_FORMAT: Final = AudioFormat(encoding="pcm16", sample_rate=_RATES["pcm16"])
