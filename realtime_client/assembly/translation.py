"""A translation while it arrives: the user's speech in text, and its translation in text and audio."""

from __future__ import annotations

from typing import Any

from .._core.audio_format import AudioFormat

__all__ = ["AssembledTranslation"]

_PCM: AudioFormat = AudioFormat("pcm16", 24_000)


class AssembledTranslation:
    """Speech that a translation session has heard and spoken so far.

    Args:
        keeps_audio: Whether the audio is kept, or only its size.

    Attributes:
        audio_size: Size of the translated audio in bytes, whether or not it was kept.
        audio_format: Format of the translated audio.
        elapsed_ms: Position in the stream up to which the server has translated, in milliseconds; None until it says.
    """

    def __init__(self, *, keeps_audio: bool = True) -> None:
        self.audio_size = 0
        self.audio_format = _PCM
        self.elapsed_ms: int | None = None
        self._keeps_audio = keeps_audio
        self._text: dict[str, list[str]] = {"input": [], "output": []}
        self._audio: list[bytes] = []

    def __repr__(self) -> str:
        return f"AssembledTranslation(output_transcript={self.output_transcript!r}, audio=<{self.audio_size} bytes>)"

    @property
    def input_transcript(self) -> str:
        """Text of the speech that was translated."""
        return self._joined("input")

    @property
    def output_transcript(self) -> str:
        """Text of the translation."""
        return self._joined("output")

    @property
    def audio(self) -> bytes:
        """Audio of the translation in `audio_format`; b"" when it is not kept."""
        if (count := len(self._audio)) > 1:
            # Another thread may append meanwhile.
            self._audio[:count] = [b"".join(self._audio[:count])]
        return self._audio[0] if self._audio else b""

    @property
    def audio_duration(self) -> float:
        """Length of the audio so far in seconds."""
        return self.audio_size / self.audio_format.bytes_per_second

    def take(self, event: Any) -> str | None:
        """Take one event of the translation, and return a remark when it cannot be read."""
        elapsed = getattr(event, "elapsed_ms", None)
        self.elapsed_ms = elapsed if isinstance(elapsed, int) else self.elapsed_ms
        delta = event.delta
        if event.type == "session.output_audio.delta":
            try:
                audio = event.audio
            except ValueError:
                return "its delta is not base64: ignored"
            rate = getattr(event, "sample_rate", None)
            if isinstance(rate, int) and rate > 0:
                self.audio_format = AudioFormat("pcm16", rate)
            self.audio_size += len(audio)
            if self._keeps_audio:
                self._audio.append(audio)
        elif isinstance(delta, str):
            self._text["input" if event.type == "session.input_transcript.delta" else "output"].append(delta)
        else:
            return "its delta is not a string: ignored"
        return None

    def _joined(self, name: str) -> str:
        pieces = self._text[name]
        if (count := len(pieces)) > 1:
            # Another thread may append meanwhile.
            pieces[:count] = ["".join(pieces[:count])]
        return pieces[0] if pieces else ""
