"""Speech synthesis and detection of the embedded server."""

from __future__ import annotations

import pytest

from realtime_client.audio import AudioFormat, duration, to_pcm16
from realtime_client.testing import speak
from realtime_client.testing._server.voice import SpeechDetector

FORMATS = [AudioFormat("pcm16", 24_000), AudioFormat("g711_ulaw", 8_000), AudioFormat("g711_alaw", 8_000)]
ALL = pytest.mark.parametrize("audio_format", FORMATS, ids=lambda audio_format: audio_format.encoding)
PCM = FORMATS[0]


def loudness(audio: bytes, audio_format: AudioFormat) -> float:
    samples = memoryview(to_pcm16(audio, audio_format.encoding)).cast("h")
    return float((sum(sample * sample for sample in samples) / len(samples)) ** 0.5)


@ALL
def test_speech_is_audible_and_of_plausible_length(audio_format: AudioFormat) -> None:
    text = "The quick brown fox jumps over the lazy dog"
    audio = speak(text, audio_format)
    assert duration(audio, audio_format) == pytest.approx(len(text) / 15, rel=0.01)
    assert 2_000 < loudness(audio, audio_format) < 12_000
    assert max(memoryview(to_pcm16(audio, audio_format.encoding)).cast("h")) < 2**15 - 1
    assert speak(text, audio_format) == audio


@ALL
def test_speech_depends_on_the_text(audio_format: AudioFormat) -> None:
    assert speak("abc", audio_format) != speak("abd", audio_format)
    assert speak("ABC", audio_format) == speak("abc", audio_format)
    assert speak("", audio_format) == b""
    assert loudness(speak(" .!", audio_format), audio_format) < 10
    assert loudness(speak("ñ7é", audio_format), audio_format) > 2_000


@pytest.mark.parametrize("speed", [0.25, 1.0, 1.5])
def test_speed(speed: float) -> None:
    assert duration(speak("hello", PCM, speed), PCM) == pytest.approx(5 / 15 / speed, rel=0.01)


def test_tones_fade_in_and_out() -> None:
    samples = memoryview(speak("a", PCM)).cast("h")
    assert max(map(abs, samples[:3])) < 500
    assert max(map(abs, samples[-3:])) < 500


def test_very_fast_speech() -> None:
    assert len(speak("hello", AudioFormat("g711_ulaw", 8_000), 500.0)) == 5


@ALL
def test_detector_finds_speech(audio_format: AudioFormat) -> None:
    detector = SpeechDetector(audio_format, prefix_padding_ms=100, silence_duration_ms=200, start_ms=1_000)
    quiet = speak(" " * 15, audio_format)
    found = list(detector.feed(quiet + speak("hello world and all", audio_format) + quiet))
    (began, start), (ended, end) = found
    assert (began, ended) == ("started", "stopped")
    assert start == pytest.approx(1_000 + 1_000 - 100, abs=20)
    assert end == pytest.approx(2_000 + 1_000 * 19 / 15 + 200, abs=20)
    assert not detector.is_speaking


def test_detector_accepts_pieces_of_any_size() -> None:
    detector = SpeechDetector(PCM)
    audio = speak("hello", PCM)
    found = [change for start in range(0, len(audio), 334) for change in detector.feed(audio[start : start + 334])]
    assert found == [("started", 0)]
    assert detector.is_speaking
    assert detector.end_ms == 1_000 * len(audio) // PCM.bytes_per_second
    assert 0 <= detector.end_ms - detector.position_ms < 20
    assert list(detector.feed(b"")) == []


def test_gaps_between_words_do_not_end_speech() -> None:
    detector = SpeechDetector(PCM, silence_duration_ms=500)
    assert list(detector.feed(speak("a b c d", PCM) + speak(" " * 7, PCM))) == [("started", 0)]
