"""Costs: paths of this package beside decoding, as ratios to decoding or to a struct, in one run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time_ns
from typing import Any, Final

import orjson

import realtime_client as rt
from realtime_client._connection.recorder import Recorder
from realtime_client._session.session import Session
from realtime_client.recordings import RecordOptions

from .load import client_environment, server
from .messages import GA_DONE, MESSAGES, ROOT, SETTINGS

__all__ = ["costs"]

_TEXT, _DONE, _AUDIO = MESSAGES["ga_text"].raw, GA_DONE.raw, MESSAGES["ga_audio"].raw
_UPDATED: Final = orjson.dumps({"type": "session.updated", "event_id": "u", "session": SETTINGS})
_OPENING: Final = """
import asyncio, sys, realtime_client as rt
async def main():
    async with rt.RealtimeClient("sk-bench", sys.argv[1]).connect(model="test") as connection:
        await connection.send({"type": "x"})
asyncio.run(main())
"""
_OPENING_BARE: Final = """
import asyncio, sys
from websockets.asyncio.client import connect
async def main():
    async with connect(sys.argv[1].replace("http", "ws") + "/realtime?model=test", compression=None) as socket:
        await socket.send('{"type":"x"}')
asyncio.run(main())
"""


def _cpu(function: Callable[[], object], calls: int) -> float:
    """Return the CPU time of one call in microseconds."""
    began = process_time_ns()
    for _ in range(calls):
        function()
    return (process_time_ns() - began) / calls / 1e3


def _ratio(first: Callable[[], object], second: Callable[[], object], calls: int, rounds: int) -> tuple[float, float]:
    """Return the microseconds of the first, and the median of its ratio to the second."""
    pairs = [(_cpu(first, calls), _cpu(second, calls)) for _ in range(rounds + 1)][1:]
    return min(one for one, _ in pairs), median(one / other for one, other in pairs)


def _recorded(calls: int) -> float:
    """Return the microseconds of recording an audio delta, in all threads."""
    with TemporaryDirectory() as folder:
        recorder = Recorder(RecordOptions(path=Path(folder) / "session.jsonl"))
        began = process_time_ns()
        for _ in range(calls):
            recorder.received()
            recorder.take_received(_AUDIO)
        recorder.end()
        recorder.done.result()
        return (process_time_ns() - began) / calls / 1e3


def _process_cpu(program: str, url: str) -> float:
    """Return the CPU seconds of a process of its own."""
    # Installed packages have bytecode, whatever the environment here says.
    environment = {**client_environment(), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen([sys.executable, "-c", program, url], cwd=ROOT, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("error: a connection could not be opened")
    return usage.ru_utime + usage.ru_stime


def _opened(rounds: int) -> tuple[float, float]:
    """Return the CPU milliseconds of a process that opens a connection, and the ratio to a bare one."""
    with server("flood", "text", 0) as read_line:
        url = read_line()
        pairs = [(_process_cpu(_OPENING, url), _process_cpu(_OPENING_BARE, url)) for _ in range(rounds + 1)][1:]
    return min(one for one, _ in pairs) * 1e3, median(one / other for one, other in pairs)


def costs(*, quick: bool) -> list[dict[str, Any]]:
    """Measure every path."""
    from .peers import structs

    rounds, calls = (3, 200) if quick else (15, 1_000)
    decode, strict = rt.EventDecoder("ga").decode, rt.EventDecoder("ga", strict=True).decode
    text, audio, done = decode(_TEXT), decode(_AUDIO), decode(_DONE)
    session = Session(lambda: 0.0, "ga")

    def update() -> bytes:
        outgoing, _ = session.write({"type": "session.update", "session": SETTINGS})
        return outgoing.data

    def acknowledged() -> None:
        session.receive(_UPDATED)

    rows: list[dict[str, Any]] = []

    def add(path: str, unit: str, value: float, ratio: float | None, limit: float, of: str) -> None:
        measured = value if ratio is None else ratio
        aim = f"≤ {limit:g} {unit}" if ratio is None else f"≤ {limit:g} times {of}"
        rows.append(
            {
                "path": path,
                "unit": unit,
                "value": round(value, 3),
                "ratio": None if ratio is None else round(ratio, 2),
                "of": of,
                "targets": [{"target": aim, "met": measured <= limit}],
            }
        )

    plain = [(_recorded(5 * calls), _cpu(lambda: decode(_AUDIO), calls)) for _ in range(rounds)]
    recorded = min(one for one, _ in plain), median(one / other for one, other in plain)
    add("record an audio delta, in all threads", "µs", *recorded, 3, "its decoding")
    pairs: list[tuple[str, Callable[[], object], bytes, float]] = [
        ("validate a text delta", lambda: rt.validate(text), _TEXT, 4),
        ("validate `response.done`", lambda: rt.validate(done), _DONE, 6),
        ("read a text delta strictly", lambda: strict(_TEXT), _TEXT, 4),
        ("read `response.done` strictly", lambda: strict(_DONE), _DONE, 6),
    ]
    for path, function, raw, limit in pairs:
        add(path, "µs", *_ratio(function, lambda raw=raw: decode(raw), calls, rounds), limit, "a plain decode")  # type: ignore[misc]
    add("`repr` of a text delta", "µs", min(_cpu(lambda: repr(text), calls) for _ in range(rounds)), None, 10, "")
    add("`repr` of an audio delta", "µs", min(_cpu(lambda: repr(audio), calls) for _ in range(rounds)), None, 10, "")
    # What is acknowledged is not pending any more; the reading of that is not part of the cost.
    timed = []
    for _ in range(rounds):
        timed.append((_cpu(update, calls // 10), _cpu(lambda: structs.update(SETTINGS), calls // 10)))
        for _ in range(calls // 10):
            acknowledged()
    updated = min(one for one, _ in timed), median(one / other for one, other in timed)
    add("settings to `session.update`, sent by a connection", "µs", *updated, 2.5, "a msgspec struct")
    add("`response.done.to_json()`", "µs", min(_cpu(done.to_json, calls) for _ in range(rounds)), None, 5, "")
    opened = _opened(3 if quick else 9)
    add("process that opens a connection", "ms", *opened, 1.25, "bare websockets")
    return rows
