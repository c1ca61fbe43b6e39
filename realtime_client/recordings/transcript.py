"""Transcripts of recordings: plain text, WebVTT, SRT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from ..errors import InvalidArgumentError
from .timeline import Turn

__all__ = ["TranscriptFormat", "write_transcript"]

TranscriptFormat: TypeAlias = Literal["text", "vtt", "srt"]


def write_transcript(turns: Iterable[Turn], form: TranscriptFormat) -> str:
    """Return the turns that have text as a transcript.

    Raises:
        InvalidArgumentError: The format is unknown.
    """
    spoken = [turn for turn in turns if turn.text.strip() and not turn.is_out_of_band]
    if form == "text":
        return "".join(_text(spoken))
    # Cues stand in the order of their time; those without any come first, as of the beginning.
    spoken.sort(key=lambda turn: turn.start or 0.0)
    if form == "vtt":
        return "WEBVTT\n" + "".join(_vtt(spoken))
    if form == "srt":
        return "\n".join(_srt(spoken))
    raise InvalidArgumentError(f"unknown format of a transcript {form!r}: use 'text', 'vtt' or 'srt'")


def _text(turns: Iterable[Turn]) -> Iterator[str]:
    for turn in turns:
        time = "" if turn.start is None else f"[{_clock(turn.start, '.')}] "
        yield f"{time}{turn.role}: {_line(turn.text)}\n"


def _vtt(turns: Iterable[Turn]) -> Iterator[str]:
    for turn in turns:
        text = _line(turn.text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        yield f"\n{_span(turn, '.')}\n<v {turn.role}>{text}\n"


def _srt(turns: Iterable[Turn]) -> Iterator[str]:
    for number, turn in enumerate(turns, 1):
        # Players read tags in SRT, and an arrow begins another cue.
        text = _line(turn.text).replace("<", "‹").replace(">", "›")
        yield f"{number}\n{_span(turn, ',')}\n{turn.role}: {text}\n"


def _span(turn: Turn, point: str) -> str:
    start = turn.start or 0.0
    # A cue of no length is never shown.
    end = max(turn.end or start, start + 0.5)
    return f"{_clock(start, point)} --> {_clock(end, point)}"


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(max(seconds, 0.0) * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def _line(text: str) -> str:
    return " ".join(text.split())
