"""What is measured, of whom, and what we aim for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

import orjson
from attrs import field, frozen

from .measure import fresh, interleaved, timer
from .messages import AUDIO, GA_DONE, MESSAGES, SETTINGS, SPOKEN, Message, leaf
from .peers import converted, dicts, ours, stock, structs, vendor

__all__ = ["CASES", "PEERS", "Case", "Effort", "Peer", "Result", "measure"]


class Peer(Protocol):
    """One way of reading and writing events, as those who chose it would.

    Attributes:
        NAME: What it is called in the report.
        FIRST: A program that defines ``decode``, which reads a GA `response.done`; "" where that is not measured.
    """

    NAME: str
    FIRST: str

    def decoder(self, message: Message) -> Callable[[bytes], Any]:
        """How such a message is read."""

    def hear(self, raw: bytes) -> bytes:
        """The audio of a GA audio delta."""

    def append(self, audio: bytes) -> bytes | str:
        """The event that sends audio."""

    def update(self, settings: Mapping[str, Any]) -> bytes | str:
        """The event that sends settings."""

    def fold(self, events: list[bytes]) -> tuple[bytes, str]:
        """Audio and transcript of a response."""


PEERS: list[Peer] = [ours, vendor, stock, converted, structs, dicts]


@frozen
class Effort:
    """How much is done for a number.

    Attributes:
        repeat_ns: How long each repeat of a timing lasts, in nanoseconds.
        rounds: Repeats of each timing.
        processes: Repeats of what takes a process of its own.
    """

    repeat_ns: int
    rounds: int
    processes: int


@frozen
class Case:
    """Something that every peer does.

    Attributes:
        name: What it is called in the report.
        unit: In which it is reported; it is measured in nanoseconds or bytes.
        prepare: What gives one measurement, for a peer; None where it is not measured.
        own_process: Whether each measurement takes a process of its own.
        vendor: How many times as much the vendor's SDK should take, at least; None without a target.
        structs: How many times as much as the structs we should take, at most; None without a target.
    """

    name: str
    unit: Literal["µs", "ms", "MB"]
    prepare: Callable[[Peer, Effort], Callable[[], float] | None]
    own_process: bool = field(default=False, kw_only=True)
    vendor: float | None = field(default=None, kw_only=True)
    structs: float | None = field(default=None, kw_only=True)


@frozen
class Result:
    """What came out.

    Attributes:
        case: Of what.
        values: For each peer by name, in nanoseconds or bytes.
        raised: For each peer that could not do it, why.
    """

    case: Case
    values: dict[str, float]
    raised: dict[str, str]

    @property
    def vendor(self) -> float:
        """How many times as much the vendor's SDK takes as we do."""
        return self.values[vendor.NAME] / self.values[ours.NAME]

    @property
    def structs(self) -> float:
        """How many times as much we take as the structs do."""
        return self.values[ours.NAME] / self.values[structs.NAME]


def measure(case: Case, effort: Effort) -> Result:
    """Measure a case for all peers, one after the other in every round."""
    runs: dict[str, Callable[[], float]] = {}
    raised: dict[str, str] = {}
    for peer in PEERS:
        try:
            run = case.prepare(peer, effort)
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            if peer is ours:
                raise
            raised[peer.NAME] = f"{type(error).__name__}: {error}"
        else:
            runs |= {} if run is None else {peer.NAME: run}
    return Result(case, interleaved(runs, effort.processes if case.own_process else effort.rounds), raised)


_Given = TypeVar("_Given")
_Found = TypeVar("_Found")
_Prepare: TypeAlias = Callable[[Peer, Effort], Callable[[], float] | None]


def _timed(
    function: Callable[[Peer], Callable[[_Given], _Found]], given: _Given, right: Callable[[_Found], bool]
) -> _Prepare:
    def prepare(peer: Peer, effort: Effort) -> Callable[[], float]:
        run = function(peer)
        if not right(run(given)):
            # Not an error that is reported as the peer's own: the comparison itself is wrong.
            sys.exit(f"error: {peer.NAME} gave something else than was asked for: {str(run(given))[:2000]}")
        return timer(run, given, effort.repeat_ns)

    return prepare


def _decode(key: str, *, vendor: float | None = None, structs: float | None = None) -> Case:
    message = MESSAGES[key]
    expected = leaf(message.data, message.leaf)
    prepare = _timed(
        lambda peer: peer.decoder(message), message.raw, lambda event: leaf(event, message.leaf) == expected
    )
    return Case(f"decode {message.name}", "µs", prepare, vendor=vendor, structs=structs)


def _encode(function: Callable[[Peer], Callable[[_Given], bytes | str]], given: _Given, **event: Any) -> _Prepare:
    return _timed(function, given, lambda text: bool(orjson.loads(text) == event))


def _process(program: str) -> _Prepare:
    def prepare(peer: Peer, effort: Effort) -> Callable[[], float] | None:
        if not peer.FIRST:
            return None
        complete = program.replace("FIRST", peer.FIRST)
        # Once for nothing: the first run may have bytecode to write.
        fresh(complete, GA_DONE.raw)
        return lambda: fresh(complete, GA_DONE.raw)

    return prepare


_IMPORT = """
import sys, time
raw = sys.stdin.buffer.read()
began = time.perf_counter_ns()
FIRST
decode(raw)
print(time.perf_counter_ns() - began)
"""

_MEMORY = """
import gc, os, sys
raw = sys.stdin.buffer.read()
FIRST
def resident():
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
decode(raw)
before = resident()
kept = [decode(raw) for _ in range(10_000)]
print(resident() - before)
"""

CASES = [
    _decode("ga_text", vendor=40, structs=3),
    _decode("beta_text", vendor=40, structs=3),
    _decode("ga_audio", structs=3),
    Case(
        "GA audio delta to its audio",
        "µs",
        _timed(lambda peer: peer.hear, MESSAGES["ga_audio"].raw, AUDIO.__eq__),
        vendor=17,
        structs=3,
    ),
    _decode("ga_done", vendor=12),
    _decode("ga_done_told"),
    _decode("beta_done", vendor=8),
    _decode("ga_session"),
    Case(
        "audio to `input_audio_buffer.append`",
        "µs",
        _encode(
            lambda peer: peer.append, AUDIO, type="input_audio_buffer.append", audio=MESSAGES["ga_audio"].data["delta"]
        ),
        vendor=20,
    ),
    Case(
        "settings to `session.update`",
        "µs",
        _encode(lambda peer: peer.update, SETTINGS, type="session.update", session=SETTINGS),
    ),
    Case(
        "a response of 60 s to audio and transcript",
        "ms",
        _timed(lambda peer: peer.fold, SPOKEN.raw, (SPOKEN.audio, SPOKEN.transcript).__eq__),
    ),
    Case("import to the first GA `response.done`", "ms", _process(_IMPORT), own_process=True, vendor=10),
]
if Path("/proc/self/statm").exists():
    CASES.append(Case("10,000 GA `response.done` kept", "MB", _process(_MEMORY), own_process=True, vendor=3.5))
