"""A page that shows recordings: timeline, waveforms, playback, events, latency and cost, in one file."""

from __future__ import annotations

import json
from array import array
from base64 import b64encode
from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from importlib.resources import files
from typing import IO, Any, Final

from ..audio import from_pcm16
from .facts import RatesByModel, call_facts, recording_facts, turn_facts
from .reader import RecordedEvent
from .recording import Recording
from .sound import Side, Sound, sounds

__all__ = ["write_page"]

# Rate in Hz at which sound is embedded, as G.711.
_RATE: Final = 8_000
# Buckets of a waveform for each second, and the samples of a bucket that are looked at: one in this many.
_BUCKETS: Final = 20
_STEP: Final = 4
# Bytes of one embedded piece of sound at most; pieces that follow each other are joined.
_PIECE: Final = 1 << 20
_GAP: Final = 0.005


def write_page(recordings: Sequence[tuple[str, Recording]], stream: IO[str], rates: RatesByModel = None) -> None:
    """Write a page that shows recordings side by side.

    Args:
        recordings: Name and recording of each.
        stream: Text stream in UTF-8.
        rates: Rates for the cost; None shows none.

    Raises:
        OSError: The page cannot be written, or a recording cannot be read again.
    """
    template = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    head, script, tail = _split(template)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    stream.write(head.replace("SCRIPT_HASH", digest))
    embedded = []
    for name, recording in recordings:
        sound = _Sound()
        sounds(recording.entries(), recording.end_of, sound.take)
        embedded.append(sound)
        stream.write('<script type="application/json" class="recording">')
        stream.write(_inert(_describe(name, recording, rates, sound)))
        stream.write("</script>\n")
    stream.write(f"<script>{script}</script>\n")
    # The page is shown before its sound, which is most of it, has been read.
    for sound in embedded:
        stream.write('<script type="text/plain" class="sound">')
        for text in sound.pieces():
            stream.write(text)
        stream.write("</script>\n")
    stream.write(tail)


def _split(template: str) -> tuple[str, str, str]:
    head, _, rest = template.partition("<script>")
    script, _, tail = rest.partition("</script>")
    return head, script, tail


def _describe(name: str, recording: Recording, rates: RatesByModel, sound: _Sound) -> dict[str, Any]:
    statistics = recording.latency.statistics()
    return {
        "name": name,
        "facts": recording_facts(recording, rates),
        "latency": {kind: [each.count, each.median, each.p95, each.maximum] for kind, each in statistics.items()},
        "turns": [turn_facts(turn, rates) for turn in recording.turns],
        "calls": [call_facts(call) for call in recording.function_calls],
        "errors": [{"at": each.at, "text": str(each)} for each in recording.errors],
        "connections": [{"at": each.at, "state": each.state, "code": each.code} for each in recording.connections],
        "overlaps": [[each.start, each.end] for each in recording.overlaps],
        "peaks": {side: b64encode(peaks).decode() for side, peaks in sound.peaks.items()},
        "buckets": _BUCKETS,
        "rate": _RATE,
        "has_sound": sound.exists,
        "events": list(_events(recording)),
    }


def _events(recording: Recording) -> Iterator[list[Any]]:
    """Yield time, sender, type, number and JSON of each event; audio of one kind that follows each other as one."""
    run: list[Any] | None = None
    for event in recording.events:
        if event.is_audio:
            if run is not None and run[2] == event.type:
                run[3] += 1
                run[4]["bytes"] += event.audio_size
                continue
            if run is not None:
                yield _with_text(run)
            run = [event.at, event.source, event.type, 1, {"bytes": event.audio_size, "first": _without_audio(event)}]
        else:
            if run is not None:
                yield _with_text(run)
                run = None
            yield _with_text([event.at, event.source, event.type, 1, event.data])
    if run is not None:
        yield _with_text(run)


def _with_text(event: list[Any]) -> list[Any]:
    try:
        return [*event[:4], json.dumps(event[4], ensure_ascii=False)]
    except RecursionError:
        return [*event[:4], '"nested too deeply to be shown"']


def _without_audio(event: RecordedEvent) -> dict[str, Any]:
    key = "audio" if "audio" in event.data else "delta"
    return {**event.data, key: f"… {event.audio_size} bytes …"}


def _inert(value: Any) -> str:
    """Return JSON that ends no element: within a script, only `<` can."""
    text = json.dumps(value, ensure_ascii=False, default=_plain).replace("<", "\\u003c")
    # Lone surrogates cannot be written in UTF-8.
    return text.encode("utf-8", "backslashreplace").decode()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} has no form in JSON")


class _Sound:
    """Waveforms, and the sound as it is embedded."""

    def __init__(self) -> None:
        self.peaks: dict[Side, bytearray] = {"user": bytearray(), "assistant": bytearray()}
        self._pieces: list[tuple[Side, float, bytearray]] = []
        self._last: dict[Side, tuple[Side, float, bytearray]] = {}

    def take(self, sound: Sound) -> None:
        samples = array("h", sound.pcm)
        if not samples or sound.pcm.count(0) == len(sound.pcm):
            return
        self._measure(sound, samples)
        code = from_pcm16(_resampled(samples, sound.rate).tobytes(), "g711_ulaw")
        last = self._last.get(sound.side)
        if last is not None and len(last[2]) < _PIECE and abs(last[1] + len(last[2]) / _RATE - sound.start) < _GAP:
            last[2].extend(code)
        else:
            piece = (sound.side, sound.start, bytearray(code))
            self._pieces.append(piece)
            self._last[sound.side] = piece

    @property
    def exists(self) -> bool:
        """True if there is anything to hear."""
        return bool(self._pieces)

    def _measure(self, sound: Sound, samples: array[int]) -> None:
        peaks = self.peaks[sound.side]
        size = sound.rate // _BUCKETS
        first = int(sound.start * _BUCKETS)
        offset = int(sound.start * sound.rate) - first * size
        last = first + (offset + len(samples) - 1) // size
        if len(peaks) <= last:
            peaks.extend(bytes(last + 1 - len(peaks)))
        begin, bucket = 0, first
        while begin < len(samples):
            end = (bucket - first + 1) * size - offset
            part = samples[begin:end:_STEP]
            if part:
                peaks[bucket] = max(peaks[bucket], min(max(max(part), -min(part)) >> 7, 255))
            begin, bucket = max(end, begin), bucket + 1

    def pieces(self) -> Iterator[str]:
        """Yield a line for each piece: side, start in seconds, base64."""
        for side, start, code in self._pieces:
            yield f"{side} {start:.4f} "
            yield b64encode(code).decode()
            yield "\n"


def _resampled(samples: array[int], rate: int) -> array[int]:
    """Return samples at the rate of the page: good enough to listen to, and without a further package."""
    if rate % _RATE == 0:
        return samples[:: rate // _RATE]
    count = len(samples) * _RATE // rate
    return array("h", [samples[index * rate // _RATE] for index in range(count)])
