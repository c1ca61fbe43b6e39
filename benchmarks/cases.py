"""The cases, the libraries that are compared, and the targets."""

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
    """One way to read and write events, as its users would.

    Attributes:
        NAME: Name in the report.
        FIRST: A program that defines ``decode``, which reads a GA `response.done`; "" if that is not measured.
    """

    NAME: str
    FIRST: str

    def decoder(self, message: Message) -> Callable[[bytes], Any]:
        """Return the function that reads such a message."""

    def decode_audio(self, raw: bytes) -> bytes:
        """Return the audio of a GA audio delta."""

    def append(self, audio: bytes) -> bytes | str:
        """Return the event that sends audio."""

    def update(self, settings: Mapping[str, Any]) -> bytes | str:
        """Return the event that sends settings."""

    def assemble(self, events: list[bytes]) -> tuple[bytes, str]:
        """Return audio and transcript of a response."""


PEERS: list[Peer] = [ours, vendor, stock, converted, structs, dicts]


@frozen
class Effort:
    """Number and length of the repeats.

    Attributes:
        repeat_ns: Length of each repeat of a timing, in nanoseconds.
        rounds: Repeats of each timing.
        processes: Repeats of each measurement that needs a fresh process.
    """

    repeat_ns: int
    rounds: int
    processes: int


@frozen
class Case:
    """A task that every peer performs.

    Attributes:
        name: Name in the report.
        unit: Unit in the report; measurements are in nanoseconds or bytes.
        prepare: Returns the function that takes one measurement of a peer, or None if it is not measured.
        own_process: Whether each measurement needs a fresh process.
        vendor: Least ratio of the vendor's SDK to ours; None without a target.
        structs: Largest ratio of ours to the structs; None without a target.
    """

    name: str
    unit: Literal["µs", "ms", "MB"]
    prepare: Callable[[Peer, Effort], Callable[[], float] | None]
    own_process: bool = field(default=False, kw_only=True)
    vendor: float | None = field(default=None, kw_only=True)
    structs: float | None = field(default=None, kw_only=True)


@frozen
class Result:
    """Measurements of a case.

    Attributes:
        case: The case.
        values: Nanoseconds or bytes, by name of the peer.
        raised: Error of each peer that could not perform the task.
    """

    case: Case
    values: dict[str, float]
    raised: dict[str, str]

    @property
    def vendor(self) -> float:
        """Ratio of the vendor's SDK to ours."""
        return self.values[vendor.NAME] / self.values[ours.NAME]

    @property
    def structs(self) -> float:
        """Ratio of ours to the structs."""
        return self.values[ours.NAME] / self.values[structs.NAME]


def measure(case: Case, effort: Effort) -> Result:
    """Measure a case for all peers, in turn in every round."""
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
            # A wrong result makes the comparison meaningless, so it is not reported as an error of the peer.
            sys.exit(f"error: {peer.NAME} returned a wrong result: {str(run(given))[:2000]}")
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
        # The first run may write bytecode, so it is not measured.
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
        _timed(lambda peer: peer.decode_audio, MESSAGES["ga_audio"].raw, AUDIO.__eq__),
        vendor=17,
        structs=3,
    ),
    _decode("ga_done", vendor=12),
    _decode("ga_done_recognised"),
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
        _timed(lambda peer: peer.assemble, SPOKEN.raw, (SPOKEN.audio, SPOKEN.transcript).__eq__),
    ),
    Case("import to the first GA `response.done`", "ms", _process(_IMPORT), own_process=True, vendor=10),
]
if Path("/proc/self/statm").exists():
    CASES.append(Case("10,000 GA `response.done` kept", "MB", _process(_MEMORY), own_process=True, vendor=3.5))
