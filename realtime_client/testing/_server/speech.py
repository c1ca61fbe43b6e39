"""Interfaces of real speech: voice detection, recognition and synthesis."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Protocol

from attrs import frozen

__all__ = ["Recogniser", "Synthesiser", "Voice", "VoiceDetector"]


class VoiceDetector(Protocol):
    """Estimates frame by frame whether audio is speech; one for each session.

    Attributes:
        sample_rate: Sample rate of its frames in Hz.
        frame_bytes: Size of a frame of PCM16 in bytes.
    """

    sample_rate: int
    frame_bytes: int

    def probability(self, frame: bytes) -> float:
        """Return the probability that the next frame is speech, from 0 to 1; runs in a thread."""
        ...


class Recogniser(Protocol):
    """Turns speech into text.

    Attributes:
        sample_rate: Sample rate of the PCM16 audio that it takes, in Hz.
    """

    sample_rate: int

    def transcribe(self, audio: AsyncIterator[bytes]) -> AsyncIterator[str]:
        """Yield pieces of the transcript of one utterance.

        It must leave the event loop to other sessions: heavy work belongs in threads or processes.

        Args:
            audio: The utterance, in pieces that arrive as it is spoken.

        Raises:
            TranscriptionFailed: To have the transcription fail.
        """
        ...

    def start(self) -> None:
        """Load what it needs; runs in a thread when the server starts."""
        return

    def close(self) -> None:
        """Release what it holds, when the server has stopped."""
        return


class Synthesiser(Protocol):
    """Turns text into speech.

    Attributes:
        sample_rate: Sample rate of the PCM16 audio that it returns, in Hz.
    """

    sample_rate: int

    def speak(self, text: str, speed: float) -> bytes:
        """Return a sentence as PCM16; runs in a thread.

        Args:
            text: The sentence.
            speed: 1 for the usual pace.
        """
        ...

    def start(self) -> None:
        """Load what it needs; runs in a thread when the server starts."""
        return


@frozen
class Voice:
    """Ears and mouth of a server; None in a place leaves the work to tones and to the answerer.

    Attributes:
        detector: Returns a new voice detector; None detects loud audio.
        recogniser: Recogniser of all sessions; None asks `Answerer.hear`.
        synthesiser: Synthesiser of all sessions; None synthesises tones.
    """

    detector: Callable[[], VoiceDetector] | None = None
    recogniser: Recogniser | None = None
    synthesiser: Synthesiser | None = None

    def start(self) -> None:
        """Load what the recogniser and the synthesiser need."""
        for part in (self.recogniser, self.synthesiser):
            if part is not None:
                part.start()

    def close(self) -> None:
        """Release what the recogniser holds."""
        if self.recogniser is not None:
            self.recogniser.close()
