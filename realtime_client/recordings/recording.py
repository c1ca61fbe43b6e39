"""A recording of a session: what happened, when, how fast, and at what cost."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from os import PathLike, fspath
from typing import IO, TYPE_CHECKING, Any, Self

from attrs import define, field, frozen

from .._core.json import loads
from .._core.model import Model
from .._decode.dialects import Dialect
from ..assembly import Note
from ..errors import DecodeError, UsageError
from .follow import Follower
from .reader import Entry, Problem, RecordedEvent, ValueReader, read_all
from .sound import write_stereo
from .timeline import Connection, FunctionCall, ServerErrorAt, Timeline, Turn
from .transcript import TranscriptFormat, write_transcript

if TYPE_CHECKING:
    from decimal import Decimal

    from .._accessors.pricing import Rates

__all__ = ["Latency", "Overlap", "RecordedDeviation", "Recording", "Statistics", "rates_for"]


@frozen
class Statistics:
    """Statistics of durations, in seconds.

    Attributes:
        count: Number of durations.
        median: The median.
        p95: Duration that 95% do not exceed.
        maximum: The longest.
    """

    count: int
    median: float
    p95: float
    maximum: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Self | None:
        """Return the statistics of durations; None if there are none. Percentiles are durations that occur."""
        ordered = sorted(values)
        if not ordered:
            return None
        last = len(ordered) - 1
        return cls(len(ordered), ordered[last // 2], ordered[-(-last * 95 // 100)], ordered[-1])


@define
class Latency:
    """Latencies of a recording in seconds, in the order of the responses.

    Attributes:
        speech_to_text: From the end of the user's speech, as the server reported it, to the first text or transcript.
        speech_to_audio: From there to the first audio.
        request_to_text: From the request of a response to its first text or transcript.
        request_to_audio: From there to the first audio.
        functions: From each function call to its output, by the name of the function.
    """

    speech_to_text: list[float] = field(factory=list)
    speech_to_audio: list[float] = field(factory=list)
    request_to_text: list[float] = field(factory=list)
    request_to_audio: list[float] = field(factory=list)
    functions: dict[str, list[float]] = field(factory=dict)

    def statistics(self) -> dict[str, Statistics]:
        """Return the statistics of each kind that occurs; functions as ``function NAME``."""
        kinds = {name: getattr(self, name) for name in KINDS_OF_LATENCY}
        kinds |= {f"function {name}": values for name, values in self.functions.items()}
        return {name: found for name, values in kinds.items() if (found := Statistics.of(values)) is not None}


KINDS_OF_LATENCY = ("speech_to_text", "speech_to_audio", "request_to_text", "request_to_audio")


@frozen
class Overlap:
    """A time at which both sides spoke.

    Attributes:
        start: Seconds from the beginning of the recording.
        end: Seconds from the beginning of the recording.
        user: Turn of the user.
        assistant: Turn of the assistant.
    """

    start: float
    end: float
    user: Turn
    assistant: Turn


@frozen
class RecordedDeviation:
    """A deviation of a recorded event from the specification; see `realtime_client.Deviation`."""

    line: int
    at: float | None
    type: str
    path: str
    declared: str
    found: str


class Recording:
    """A recording of a session, from a file, from a live connection, or from a stream of events.

    Times are in seconds from the beginning, by the monotonic clock; None where the recording has none. Turns, latencies
    and usage are found in one pass with flat memory; events and audio are read again when they are asked for.
    """

    def __init__(self, follower: Follower, read: Callable[[], Iterable[Entry]], problems: list[Problem]) -> None:
        self._follower = follower
        self._timeline = follower.timeline
        self._read = read
        self._problems = problems

    def __repr__(self) -> str:
        return f"<Recording: {len(self.turns)} turn(s), {self.duration:.3f} s, model {self.model}>"

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        dialect: Dialect | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> Self:
        """Read a recording from its file, and from those that rotation has added.

        Any JSON Lines of events are read: without a header, without times, without envelopes. What cannot be read is in
        `problems`.

        Args:
            path: Path of the file.
            dialect: Dialect of all events; None recognises it.
            progress: Called with the number of bytes of each chunk that was read.

        Raises:
            OSError: The file cannot be read.
        """
        name = fspath(path)
        with open(name, "rb"):
            pass
        return cls._from(lambda: read_all(name, dialect), read_all(name, dialect, progress))

    @classmethod
    def from_events(
        cls,
        events: Iterable[RecordedEvent | Model | Mapping[str, Any] | str | bytes],
        *,
        dialect: Dialect | None = None,
    ) -> Self:
        """Read a recording from a stream of events: models, JSON, or envelopes as in a file.

        Args:
            events: The events; `RecordedEvent` and envelopes have times, others have none.
            dialect: Dialect of all events; None recognises it.

        Raises:
            DecodeError: A string or bytes are not a JSON object.
        """
        read = ValueReader(dialect)
        kept = [event if isinstance(event, RecordedEvent) else read(_mapping(event)) for event in events]
        return cls.from_entries(kept)

    @classmethod
    def from_entries(cls, entries: list[Entry]) -> Self:
        """Read a recording from what a reader made of its lines."""
        return cls._from(lambda: entries, entries)

    @classmethod
    def _from(cls, read: Callable[[], Iterable[Entry]], entries: Iterable[Entry]) -> Self:
        follower = Follower(Timeline())
        problems = []
        for entry in entries:
            if isinstance(entry, Problem):
                problems.append(entry)
            else:
                follower.take(entry)
        follower.timeline.close()
        return cls(follower, read, problems)

    @property
    def header(self) -> Mapping[str, Any]:
        """First line of the recording: version, model, dialect, options; empty if it has none."""
        return self._follower.header

    @property
    def id(self) -> str | None:
        """Id of the recording, or else of its session; None if neither is known."""
        found = self.header.get("id")
        return found if isinstance(found, str) else self._timeline.session_id

    @property
    def session_id(self) -> str | None:
        """Id of the session; None if it is not known."""
        return self._timeline.session_id

    @property
    def model(self) -> str | None:
        """Model of the session; None if it is not known."""
        return self._timeline.model

    @property
    def started_at(self) -> float | None:
        """Beginning of the recording in seconds since 1970, UTC; None if it is not known."""
        time = self.header.get("time")
        if isinstance(time, int | float):
            return float(time)
        return self._first_time

    @cached_property
    def _first_time(self) -> float | None:
        return next((each.time - (each.at or 0.0) for each in self.events if each.time is not None), None)

    @property
    def duration(self) -> float:
        """Seconds from the beginning to the last event; 0.0 where the recording has no times."""
        return self._timeline.duration

    @property
    def events(self) -> Iterator[RecordedEvent]:
        """Events with their times, in the order of the recording, read from it each time."""
        return (entry for entry in self._read() if isinstance(entry, RecordedEvent))

    @property
    def turns(self) -> list[Turn]:
        """Turns of the user and of the assistant, in the order in which they began."""
        return list(self._timeline.turns)

    @property
    def function_calls(self) -> list[FunctionCall]:
        """Function calls of all responses, in their order."""
        return [call for turn in self._timeline.turns for call in turn.calls]

    @property
    def interruptions(self) -> list[Turn]:
        """Turns of the assistant that the user has cut off."""
        return [turn for turn in self._timeline.turns if turn.is_interrupted]

    @property
    def overlaps(self) -> list[Overlap]:
        """Times at which both sides spoke, in their order."""
        spoken = [
            turn
            for turn in self._timeline.turns
            if turn.is_spoken and not turn.is_out_of_band and turn.start is not None and turn.end is not None
        ]
        users = sorted((turn for turn in spoken if turn.role == "user"), key=lambda turn: turn.start or 0.0)
        found = []
        for assistant in spoken:
            if assistant.role == "assistant":
                for user in users:
                    start = max(assistant.start or 0.0, user.start or 0.0)
                    end = min(assistant.end or 0.0, user.end or 0.0)
                    if start < end:
                        found.append(Overlap(start, end, user, assistant))
        return sorted(found, key=lambda overlap: overlap.start)

    @property
    def errors(self) -> list[ServerErrorAt]:
        """Errors that the server reported, and those of failed responses, in the order of their time."""
        failed = [turn.error for turn in self._timeline.turns if turn.error is not None]
        return sorted([*self._timeline.errors, *failed], key=lambda error: error.at or 0.0)

    @property
    def connections(self) -> list[Connection]:
        """Changes of the connection: lost, reopened, closed."""
        return list(self._timeline.connections)

    @property
    def notes(self) -> list[Note]:
        """Remarks on what was odd about the stream of events, oldest first."""
        return self._follower.assembler.notes

    @property
    def problems(self) -> list[Problem]:
        """Lines that could not be read."""
        return list(self._problems)

    @property
    def deviations(self) -> list[RecordedDeviation]:
        """Deviations of all events from the specification; reads the recording again."""
        from .._decode.validation import validate

        return [
            RecordedDeviation(event.line, event.at, event.type, each.path, each.declared, each.found)
            for event in self.events
            for each in validate(event.model)
        ]

    @property
    def latency(self) -> Latency:
        """Latencies of the responses and functions."""
        found = Latency()
        for turn in self._timeline.turns:
            for kind in KINDS_OF_LATENCY:
                value = getattr(turn, kind)
                if value is not None:
                    getattr(found, kind).append(value)
            for call in turn.calls:
                if call.duration is not None:
                    found.functions.setdefault(call.name or "", []).append(call.duration)
        return found

    @property
    def usage(self) -> Any:
        """Tokens of all responses, added up, as a model; None if the server counted none."""
        return sum_usage(self._timeline.turns)

    def cost(self, rates: Rates | Mapping[str, Rates]) -> Decimal:
        """Return the cost of all responses, in the currency of the rates.

        Args:
            rates: Rates of the model; or those of several by the name of the model, or by the beginning of its name.

        Raises:
            UsageError: A rate is missing for tokens that were used, or the kind of some tokens is unknown.
        """
        from decimal import Decimal

        return sum((turn_cost(turn, rates) or Decimal(0) for turn in self._timeline.turns), Decimal(0))

    def transcript(self, format: TranscriptFormat = "text") -> str:
        """Return what both sides said and wrote.

        Args:
            format: ``text``, a line for each turn; ``vtt``, WebVTT; or ``srt``, SubRip. Turns without a time are shown
                at the beginning in the latter two.

        Raises:
            InvalidArgumentError: The format is unknown.
        """
        return write_transcript(self._timeline.turns, format)

    def audio(self, sample_rate: int | None = None) -> bytes:
        """Return the sound of the session as a stereo WAV file; see `save_audio`."""
        with io.BytesIO() as stream:
            self._write_audio(stream, sample_rate)
            return stream.getvalue()

    def save_audio(self, path: str | PathLike[str], sample_rate: int | None = None) -> None:
        """Write the sound of the session as a stereo WAV file of 16-bit samples, as it was heard.

        The user is left, the assistant right, each in its time; what an interruption cut off is silent.

        Args:
            path: Path of the file.
            sample_rate: Sample rate in Hz; None takes that of the first audio. Other rates need the extra ``[audio]``.

        Raises:
            OSError: The file cannot be written, or the side file with the audio cannot be read.
        """
        with open(path, "w+b") as stream:
            self._write_audio(stream, sample_rate)

    def entries(self) -> Iterable[Entry]:
        """Read the recording again: events, header, changes of the connection, problems."""
        return self._read()

    def _write_audio(self, stream: IO[bytes], sample_rate: int | None) -> None:
        write_stereo(self._read(), self.end_of, stream, sample_rate)

    def end_of(self, turn: Turn) -> float | None:
        """Return the end of the turn of the same number, as the whole recording has it."""
        turns = self._timeline.turns
        return turns[turn.number].end if turn.number < len(turns) else None


def sum_usage(turns: Iterable[Turn]) -> Any:
    """Return the tokens of turns, added up; None if there are none."""
    total = None
    for turn in turns:
        if turn.usage is not None:
            total = turn.usage if total is None else total + turn.usage
    return total


def turn_cost(turn: Turn, rates: Rates | Mapping[str, Rates]) -> Decimal | None:
    """Return the cost of one response; None for a turn without usage.

    Raises:
        UsageError: The cost is not known.
    """
    if turn.usage is None:
        return None
    found: Decimal = turn.usage.cost(rates_for(turn.model, rates))
    return found


def rates_for(model: str | None, rates: Rates | Mapping[str, Rates]) -> Rates:
    """Return the rates of a model: by its name, or by the longest name that begins it.

    Raises:
        UsageError: There are none.
    """
    if not isinstance(rates, Mapping):
        return rates
    names = [name for name in rates if model is not None and model.startswith(name)]
    if not names:
        raise UsageError(f"there are no rates for the model {model!r}; add them")
    return rates[max(names, key=len)]


def _mapping(event: Any) -> dict[str, Any]:
    if isinstance(event, Model):
        return event.to_dict()
    value = loads(event)
    if not isinstance(value, dict):
        raise DecodeError(f"expected a JSON object, found {type(value).__name__}")
    return value
