"""A translation: text and audio of both sides."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client.assembly import AssembledTranslation, Assembler

from .support import feed, remarks


def _translated(kind: str, delta: Any, event_id: str, **more: Any) -> dict[str, Any]:
    return {"type": f"session.{kind}.delta", "event_id": event_id, "delta": delta, **more}


@pytest.mark.parametrize("keep_audio", [True, False])
def test_translation_is_assembled(keep_audio: bool) -> None:
    assembler = Assembler(keep_audio=keep_audio)
    feed(
        assembler,
        _translated("input_transcript", "Guten ", "e1", elapsed_ms=200),
        _translated("input_transcript", "Tag", "e2"),
        _translated("output_transcript", "Good day", "e3", elapsed_ms="later"),
        _translated("output_audio", "AAAA", "e4", sample_rate=16_000),
        _translated("output_audio", "AQ==", "e5", sample_rate=0),
        dialect="translation",
    )
    translation = assembler.translation
    assert translation is not None
    assert (translation.input_transcript, translation.output_transcript) == ("Guten Tag", "Good day")
    assert translation.audio == (b"\0\0\0\1" if keep_audio else b"")
    assert (translation.audio_size, translation.elapsed_ms) == (4, 200)
    assert translation.audio_format == rt.AudioFormat("pcm16", 16_000)
    assert translation.audio_duration == 4 / 32_000
    assert repr(translation) == "AssembledTranslation(output_transcript='Good day', audio=<4 bytes>)"


def test_translation_begins_empty() -> None:
    translation = AssembledTranslation()
    assert (translation.input_transcript, translation.output_transcript, translation.audio) == ("", "", b"")
    assert (translation.audio_size, translation.elapsed_ms) == (0, None)
    assert translation.audio_format == rt.AudioFormat("pcm16", 24_000)
    event = rt.parse_event(_translated("output_audio", "AAAA", "e1", sample_rate=1), dialect="translation")
    assert translation.take(event) is None
    assert (translation.audio, translation.audio_format.sample_rate) == (bytes(3), 1)


def test_session_without_a_translation_has_none() -> None:
    assert Assembler().translation is None


def test_unreadable_pieces_are_noted() -> None:
    assembler = Assembler()
    events = (_translated("output_audio", "?", "e1"), _translated("output_transcript", 7, "e2"))
    feed(assembler, *events, dialect="translation")
    assert remarks(assembler) == ["its delta is not base64: ignored", "its delta is not a string: ignored"]
    assert assembler.translation is not None
    assert (assembler.translation.output_transcript, assembler.translation.audio) == ("", b"")
