"""Translation sessions: audio in one language in, transcripts and audio in another out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from typing import Any, Final, cast

from ...audio import AudioFormat, decode_base64, encode_base64
from .answers import Answerer, Close, Speech
from .engine import Engine, Opening
from .hearing import Hearing
from .refusals import Refused
from .settings import merged
from .streaming import is_plain, synthesised
from .voice import NeuralSpeechDetector, SpeechDetector, speak

__all__ = ["TranslationSession", "new_session"]

_FORMAT: Final = AudioFormat("pcm16", 24_000)
_SILENCE_MS: Final = 300
_PADDING: Final = _FORMAT.bytes_per_second * 3 // 10
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
        detector = opening.voice.detector
        self._detector = (
            SpeechDetector(_FORMAT, silence_duration_ms=_SILENCE_MS)
            if detector is None
            else NeuralSpeechDetector(detector(), _FORMAT, silence_duration_ms=_SILENCE_MS)
        )
        self._speech = bytearray()
        # What came last before speech was detected: a voice detector needs some frames to be sure.
        self._before = b""
        self._translating: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Announce the session."""
        self.send({"type": "session.created", "session": deepcopy(self._session)})
        self.go_on()

    def handle(self, event: dict[str, Any]) -> Awaitable[None] | None:
        """Handle an event that conforms to the contract."""
        if event["type"] == "session.update":
            self._session = merged(self._session, event["session"])
            self.send({"type": "session.updated", "session": deepcopy(self._session)})
        elif event["type"] == "session.close":
            self._translate()
            if self._translating is not None:
                return self._end_later(self._translating)
            self._end()
        else:
            return self._hear(event["audio"])
        return None

    def _end(self) -> None:
        self.send({"type": "session.closed"})
        self.close(Close(1000, "session closed"))

    async def _end_later(self, translating: asyncio.Task[None]) -> None:
        await asyncio.wait([translating])
        self._end()

    def _hear(self, data: str) -> Awaitable[None] | None:
        try:
            audio = decode_base64(data)
        except ValueError:
            raise Refused("The audio is not valid base64.", "invalid_value", "audio") from None
        if len(audio) % _FORMAT.sample_width:
            raise Refused("The audio ends in the middle of a sample.", "invalid_value", "audio")
        if isinstance(self._detector, NeuralSpeechDetector):
            return self._detect_slowly(self._detector, audio)
        self._take(audio, has_changed=any(list(self._detector.feed(audio))))
        return None

    async def _detect_slowly(self, detector: NeuralSpeechDetector, audio: bytes) -> None:
        """Examine audio while other sessions go on."""
        was_speaking = detector.is_speaking
        has_changed = any([change async for change in detector.feed_slowly(audio)])
        before, self._before = self._before, (self._before + audio)[-_PADDING:]
        if has_changed and not was_speaking:
            self._speech += before
        self._take(audio, has_changed=has_changed)
        self.wake()

    def _take(self, audio: bytes, *, has_changed: bool) -> None:
        """Take audio that was examined: keep speech, and translate it at its end."""
        if has_changed or self._detector.is_speaking:
            self._speech += audio
        if has_changed and not self._detector.is_speaking:
            self._translate()

    def _translate(self) -> None:
        """Translate the speech since the last pause."""
        if not self._speech:
            return
        speech = Speech(bytes(self._speech), _FORMAT)
        self._speech.clear()
        elapsed = {"elapsed_ms": self._detector.position_ms}
        recogniser = self.opening.voice.recogniser
        transcript = None if recogniser is not None else self.ask(self.answerer.hear, speech)
        if isinstance(transcript, str) and self._is_quick:
            self._report(transcript, elapsed)
            translated = str(self.answerer.translate(transcript, self._language))
            self._speak(translated, speak(translated, _FORMAT), elapsed)
            return
        assert self.spawn is not None, "a translation that takes time needs an event loop"
        hearing = Hearing(_FORMAT)
        if recogniser is not None:
            hearing.feed(speech.audio)
            hearing.end()
            hearing_task = self.spawn(hearing.run(recogniser))
        else:
            hearing_task = self.spawn(hearing.take(cast("Any", transcript)))
        self._translating = self.spawn(self._translate_later(hearing, hearing_task, self._translating, elapsed))

    async def _translate_later(
        self,
        hearing: Hearing,
        hearing_task: asyncio.Task[None],
        earlier: asyncio.Task[None] | None,
        elapsed: dict[str, int],
    ) -> None:
        """Translate once the speech is recognised, and what was said before it is translated."""
        await asyncio.wait([hearing_task, *([] if earlier is None else [earlier])])
        transcript = "".join([piece async for piece in hearing.pieces()])
        self._report(transcript, elapsed)
        translated = self.ask(self.answerer.translate, transcript, self._language)
        if not isinstance(translated, str):
            translated = await translated
        synthesiser = self.opening.voice.synthesiser
        audio = (
            speak(translated, _FORMAT)
            if synthesiser is None
            else await asyncio.to_thread(synthesised, translated, synthesiser, _FORMAT, 1.0)
        )
        self._speak(translated, audio, elapsed)
        self.wake()

    @property
    def _is_quick(self) -> bool:
        """True if a translation returns at once."""
        if self.spawn is None:
            return True
        takes_time = self.answerer.runs_in_threads or not is_plain(self.answerer.translate)
        return not takes_time and self.opening.voice.synthesiser is None

    @property
    def _language(self) -> str:
        return self._session["audio"]["output"].get("language") or "en"

    def _report(self, transcript: str, elapsed: dict[str, int]) -> None:
        if self._session["audio"]["input"].get("transcription") is not None:
            self.send({"type": "session.input_transcript.delta", "delta": transcript, **elapsed})

    def _speak(self, translated: str, audio: bytes, elapsed: dict[str, int]) -> None:
        self.send({"type": "session.output_transcript.delta", "delta": translated, **elapsed})
        kind = {"sample_rate": _FORMAT.sample_rate, "channels": 1, "format": _FORMAT.encoding}
        for start in range(0, len(audio), _PIECE):
            piece = encode_base64(audio[start : start + _PIECE])
            self.send({"type": "session.output_audio.delta", "delta": piece, **kind, **elapsed})
