"""Speech synthesis and detection of the embedded server: audible, of plausible length, and deterministic."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from math import pi, sin
from operator import mul
from typing import Final, Literal, TypeAlias

from ...audio import AudioFormat, Resampler, from_pcm16, to_pcm16
from .speech import VoiceDetector

__all__ = ["CHARACTERS_PER_SECOND", "NeuralSpeechDetector", "SpeechDetector", "speak"]

_Change: TypeAlias = tuple[Literal["started", "stopped"], int]

# A usual pace of speech: 150 words of five letters and a space per minute.
CHARACTERS_PER_SECOND: Final = 15
_PITCH = 180.0
_LOUDNESS = 9_000
_FADE = 0.005
_FRAME_MS: Final = 20
# Frames that a detector examines between two looks at the event loop, and that speech must last to be noticed.
_BATCH: Final = 16
_FEWEST: Final = 3
# Speech goes on down to a lower probability than it begins at.
_HYSTERESIS: Final = 0.15
# Root mean square at a threshold of 1; speech on a good line is far above it, noise below.
_FULL_THRESHOLD = 650


def speak(text: str, audio_format: AudioFormat, speed: float = 1.0) -> bytes:
    """Return audio for a text: a tone for each letter and digit, silence for the rest.

    Args:
        text: Text to speak.
        audio_format: Encoding and sample rate of the audio.
        speed: 1 for 15 characters per second, a usual pace of speech.
    """
    samples = round(audio_format.sample_rate / CHARACTERS_PER_SECOND / speed)
    return b"".join(
        _sound(ord(letter.lower()[0]) % 24 if letter.isalnum() else None, samples, audio_format) for letter in text
    )


@lru_cache(1_024)
def _sound(note: int | None, samples: int, audio_format: AudioFormat) -> bytes:
    rate = audio_format.sample_rate
    if note is None:
        wave = array("h", bytes(2 * samples))
    else:
        step = 2 * pi * _PITCH * 2 ** (note / 12) / rate
        fade = min(round(rate * _FADE), samples // 2) or 1
        wave = array(
            "h",
            (round(_LOUDNESS * min(1.0, i / fade, (samples - 1 - i) / fade) * sin(step * i)) for i in range(samples)),
        )
    return from_pcm16(wave.tobytes(), audio_format.encoding)


class SpeechDetector:
    """Finds the start and the end of speech by the energy of the audio.

    Args:
        audio_format: Encoding and sample rate of the audio.
        threshold: Loudness of speech, from 0 to 1.
        prefix_padding_ms: Milliseconds before the first loud moment that count as speech.
        silence_duration_ms: Milliseconds of silence that end speech.
        start_ms: Milliseconds of audio that came before.

    Attributes:
        position_ms: Milliseconds of audio examined.
        ahead: Bytes of audio received and not examined yet.
        is_speaking: Whether speech is going on.
    """

    def __init__(
        self,
        audio_format: AudioFormat,
        *,
        threshold: float = 0.5,
        prefix_padding_ms: int = 300,
        silence_duration_ms: int = 500,
        start_ms: int = 0,
    ) -> None:
        self.position_ms = start_ms
        self.ahead = 0
        self.is_speaking = False
        self._silent_ms = 0
        self._format = audio_format
        self._limit = (threshold * _FULL_THRESHOLD) ** 2
        self._prefix = prefix_padding_ms
        self._silence = silence_duration_ms
        self._frame = audio_format.bytes_per_second * _FRAME_MS // 1_000
        self._rest = b""

    @property
    def end_ms(self) -> int:
        """Milliseconds of audio received."""
        return self.position_ms + 1_000 * self.ahead // self._format.bytes_per_second

    def feed(self, audio: bytes) -> Iterator[_Change]:
        """Examine more audio.

        Yields:
            Each start and end of speech, with its position in all the audio so far, in milliseconds.
        """
        for frame in self._frames(audio):
            yield from self._advance(self._is_loud(frame), _FRAME_MS)

    def _frames(self, audio: bytes) -> Iterator[bytes]:
        """Return the frames that are complete with more audio."""
        received = self._rest + audio
        self.ahead = len(received)
        whole = len(received) - len(received) % self._frame
        self._rest = received[whole:]
        return (received[start : start + self._frame] for start in range(0, whole, self._frame))

    def _advance(self, is_speech: bool, ms: int, before_ms: int = 0) -> Iterator[_Change]:
        """Count a frame; speech may have begun some milliseconds before it."""
        self.position_ms += ms
        self.ahead -= self._frame
        self._silent_ms = 0 if is_speech else self._silent_ms + ms
        if is_speech and not self.is_speaking:
            self.is_speaking = True
            yield "started", max(0, self.position_ms - ms - before_ms - self._prefix)
        elif self.is_speaking and self._silent_ms >= self._silence:
            self.is_speaking = False
            yield "stopped", self.position_ms

    def _is_loud(self, frame: bytes) -> bool:
        samples = array("h", to_pcm16(frame, self._format.encoding))
        return bool(sum(map(mul, samples, samples)) > self._limit * len(samples))


class NeuralSpeechDetector(SpeechDetector):
    """Finds the start and the end of speech by a voice detector.

    Args:
        detector: The voice detector.
        audio_format: Encoding and sample rate of the audio.
        threshold: Probability of speech, from 0 to 1.
        prefix_padding_ms: Milliseconds before the first frame of speech that count as speech.
        silence_duration_ms: Milliseconds of silence that end speech.
        start_ms: Milliseconds of audio that came before.

    Raises:
        RealtimeError: The extra ``[audio]`` is not installed.
    """

    def __init__(
        self,
        detector: VoiceDetector,
        audio_format: AudioFormat,
        *,
        threshold: float = 0.5,
        prefix_padding_ms: int = 300,
        silence_duration_ms: int = 500,
        start_ms: int = 0,
    ) -> None:
        super().__init__(
            audio_format,
            prefix_padding_ms=prefix_padding_ms,
            silence_duration_ms=silence_duration_ms,
            start_ms=start_ms,
        )
        self._detector = detector
        self._threshold = threshold
        self._frame_ms = 1_000 * detector.frame_bytes // 2 // detector.sample_rate
        self._frame = audio_format.bytes_per_second * self._frame_ms // 1_000
        self._resampler = Resampler(audio_format.sample_rate, detector.sample_rate)
        self._resampled = b""
        self._probability = 0.0
        self._run = 0

    async def feed_slowly(self, audio: bytes) -> AsyncIterator[_Change]:
        """Examine more audio in a thread; yields what `feed` yields."""
        frames = list(self._frames(audio))
        for start in range(0, len(frames), _BATCH):
            for probability in await asyncio.to_thread(self._examine, frames[start : start + _BATCH]):
                least = self._threshold - _HYSTERESIS if self.is_speaking else self._threshold
                self._run = self._run + 1 if probability >= least else 0
                is_speech = self._run >= (1 if self.is_speaking else _FEWEST)
                for change in self._advance(is_speech, self._frame_ms, (_FEWEST - 1) * self._frame_ms):
                    yield change

    def _examine(self, frames: list[bytes]) -> list[float]:
        """Return the probability of speech after each frame."""
        size, found = self._detector.frame_bytes, []
        for frame in frames:
            self._resampled += self._resampler.process(to_pcm16(frame, self._format.encoding))
            while len(self._resampled) >= size:
                self._probability = self._detector.probability(self._resampled[:size])
                self._resampled = self._resampled[size:]
            found.append(self._probability)
        return found
