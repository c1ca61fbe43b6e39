"""Translation sessions: audio in one language in, transcripts and audio in another out."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from ...audio import AudioFormat, decode_base64, encode_base64
from .answers import Answerer, Close, Speech
from .engine import Engine, Opening
from .refusals import Refused
from .settings import merged
from .voice import SpeechDetector, speak

__all__ = ["TranslationSession", "new_session"]

_FORMAT: Final = AudioFormat("pcm16", 24_000)
_PIECE: Final = _FORMAT.bytes_per_second // 5
_DEFAULTS: Final[dict[str, Any]] = {
    "audio": {"input": {"transcription": None, "noise_reduction": None}, "output": {"language": "en"}}
}


def new_session(opening: Opening, session_id: str) -> dict[str, Any]:
    """Return a translation session as events and HTTP replies show it."""
    return {
        "id": session_id,
        "type": "translation",
        "expires_at": opening.expires_at,
        "model": opening.model,
        **merged(_DEFAULTS, {"audio": (opening.changes or {}).get("audio") or {}}),
    }


class TranslationSession(Engine):
    """A session that translates each utterance at its end, and the last one when the client closes the session.

    Args:
        opening: Initial state of the session.
        answerer: Source of the answers.
        new_id: Returns a new id with a prefix.
    """

    def __init__(self, opening: Opening, answerer: Answerer, new_id: Callable[[str], str]) -> None:
        super().__init__(opening, answerer, new_id)
        self._session = new_session(opening, new_id("sess"))
        self._detector = SpeechDetector(_FORMAT, silence_duration_ms=300)
        self._speech = bytearray()

    def start(self) -> None:
        """Announce the session."""
        self.send({"type": "session.created", "session": deepcopy(self._session)})
        self.go_on()

    def handle(self, event: dict[str, Any]) -> None:
        """Handle an event that conforms to the contract."""
        if event["type"] == "session.update":
            self._session = merged(self._session, event["session"])
            self.send({"type": "session.updated", "session": deepcopy(self._session)})
        elif event["type"] == "session.close":
            self._translate()
            self.send({"type": "session.closed"})
            self.close(Close(1000, "session closed"))
        else:
            self._hear(event["audio"])

    def _hear(self, data: str) -> None:
        try:
            audio = decode_base64(data)
        except ValueError:
            raise Refused("The audio is not valid base64.", "invalid_value", "audio") from None
        if len(audio) % _FORMAT.sample_width:
            raise Refused("The audio ends in the middle of a sample.", "invalid_value", "audio")
        changes = list(self._detector.feed(audio))
        if changes or self._detector.is_speaking:
            self._speech += audio
        if changes and not self._detector.is_speaking:
            self._translate()

    def _translate(self) -> None:
        """Translate the speech since the last pause."""
        if not self._speech:
            return
        transcript = self.answerer.hear(Speech(bytes(self._speech), _FORMAT))
        self._speech.clear()
        elapsed = {"elapsed_ms": self._detector.position_ms}
        if self._session["audio"]["input"].get("transcription") is not None:
            self.send({"type": "session.input_transcript.delta", "delta": transcript, **elapsed})
        translated = self.answerer.translate(transcript, self._session["audio"]["output"].get("language") or "en")
        self.send({"type": "session.output_transcript.delta", "delta": translated, **elapsed})
        audio = speak(translated, _FORMAT)
        kind = {"sample_rate": _FORMAT.sample_rate, "channels": 1, "format": _FORMAT.encoding}
        for start in range(0, len(audio), _PIECE):
            piece = encode_base64(audio[start : start + _PIECE])
            self.send({"type": "session.output_audio.delta", "delta": piece, **kind, **elapsed})
