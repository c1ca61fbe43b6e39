"""Load: the cost of an event through a socket, and the number of voice sessions that one process holds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import linear_regression, median
from typing import Any

import orjson
from attrs import frozen

from .load_clients import FLOODED, WARM_UP
from .load_server import PACE_MS
from .messages import ROOT

__all__ = ["LIMIT_MS", "QUICK", "USUAL", "Effort", "client_environment", "flood", "hold", "measure", "pace", "server"]

# A number of sessions is held if 99% of the audio deltas arrive within this time.
LIMIT_MS = 100.0
# Targets: least ratio of the vendor's SDK to ours, largest ratio of ours to the bare socket, flooded and paced.
_VENDOR, _BARE, _PACED = 6.0, 0.9, 1.0
# The ways to read that the target holds for, and the bare client of each.
_HELD = {
    "ours": "websockets",
    "ours, by stream": "websockets",
    "ours, by turns": "websockets",
    "ours, blocking": "websockets, blocking",
    "ours, blocking, by stream": "websockets, blocking",
    "ours, blocking, by turns": "websockets, blocking",
}
# Share of the median by which the rounds of the bare client may differ before the machine is too noisy to tell.
_NOISY = 0.25
# It needs an older websockets than the other clients.
_AGENTS, _AGENTS_PYTHON = "openai-agents", ROOT / ".venv-interop" / "bin" / "python"
# Memory is compared from this share of the time on: the first responses have ended by then, and as many event ids are
# remembered as ever will be.
_WARM_UP = 0.7


@frozen
class Effort:
    """Number and length of the measurements.

    Attributes:
        floods: Number of deltas of a flood, by kind.
        rounds: Repeats of each flood.
        paced: Number of sessions in the comparison with bare sockets.
        steps: Numbers of sessions to try.
        step_s: Length of each step, in seconds.
        seconds: Length of the run with the largest number, in seconds.
    """

    floods: dict[str, int]
    rounds: int
    paced: int
    steps: list[int]
    step_s: int
    seconds: int


USUAL = Effort(
    {"text": 50_000, "audio": 20_000}, rounds=5, paced=100, steps=[100, 200, 300, 400, 500], step_s=10, seconds=60
)
QUICK = Effort({"text": 10_000, "audio": 4_000}, rounds=1, paced=20, steps=[50, 100], step_s=5, seconds=10)


def measure(effort: Effort) -> dict[str, Any]:
    """Measure both kinds of load; names of times end with their units."""
    load_before = round(os.getloadavg()[0], 2)
    floods = []
    for kind, count in effort.floods.items():
        _say(f"{count} {kind} deltas to each client")
        floods.append(flood(kind, count, effort.rounds))
    _say(f"{effort.paced} sessions for {effort.step_s} s, and as many bare sockets")
    paced = pace(effort.paced, effort.step_s)
    steps = []
    for sessions in effort.steps:
        _say(f"{sessions} sessions for {effort.step_s} s")
        steps.append(_summary(hold(sessions, effort.step_s)))
    runs: list[dict[str, Any]] = []
    # If the largest number is not held, try the largest that the steps have held.
    for sessions in dict.fromkeys([effort.steps[-1], *(step["sessions"] for step in steps[::-1] if step["is_held"])]):
        _say(f"{sessions} sessions for {effort.seconds} s")
        runs.append(hold(sessions, effort.seconds))
        if runs[-1]["is_held"]:
            break
    noise = max(each["noise"] for each in floods)
    return {
        "load_before": load_before,
        "noise": noise,
        "is_noisy": noise > _NOISY or load_before > (os.cpu_count() or 1) / 2,
        "floods": floods,
        "paced": paced,
        "steps": steps,
        "runs": runs,
    }


def flood(kind: str, count: int, rounds: int) -> dict[str, Any]:
    """Measure the cost of a delta for each client, sent as fast as it reads: medians and ratios."""
    given: dict[str, list[dict[str, float]]] = {name: [] for name in FLOODED}
    with server("flood", kind, count) as read_line, server("flood", kind, WARM_UP) as read_line_of_warm_up:
        base_url, warm_up = read_line(), read_line_of_warm_up()
        for _ in range(rounds):
            for name, results in given.items():
                if name == _AGENTS and not _AGENTS_PYTHON.exists():
                    continue
                results.append(_client(name, base_url, count, "--warm-up", warm_up))
    given = {name: results for name, results in given.items() if results}
    received = {result["received"] for results in given.values() for result in results}
    if len(received) != 1:
        sys.exit(f"error: the clients received different data: {given}")
    clients = {
        name: {unit: round(median(result[unit] for result in results), 3) for unit in ("cpu_us", "events_per_s")}
        for name, results in given.items()
    }
    vendor = clients["openai"]["cpu_us"] / clients["ours"]["cpu_us"] if "openai" in clients else 0.0
    # By the medians of ratios within a round: both clients then saw the same state of the machine.
    ratios = {
        name: round(
            median(ours["cpu_us"] / other["cpu_us"] for ours, other in zip(given[name], given[bare], strict=True)), 2
        )
        for name, bare in _HELD.items()
    }
    rounds_of_bare = [each["cpu_us"] for each in given["websockets"]]
    return {
        "kind": kind,
        "deltas": count,
        "clients": clients,
        "rounds_cpu_us": {name: [round(each["cpu_us"], 2) for each in results] for name, results in given.items()},
        "vendor_over_ours": round(vendor, 2),
        "over_websockets": ratios,
        "noise": round((max(rounds_of_bare) - min(rounds_of_bare)) / median(rounds_of_bare), 2),
        "targets": [
            {"target": f"openai / ours ≥ {_VENDOR:g}", "met": vendor >= _VENDOR},
            *({"target": f"{name} ≤ {_BARE:g}", "met": ratio <= _BARE} for name, ratio in ratios.items()),
        ],
    }


def pace(sessions: int, seconds: int) -> dict[str, Any]:
    """Compare the CPU time of sessions that receive paced audio with that of as many bare sockets."""
    deltas = seconds * 1000 // PACE_MS
    used: dict[str, list[float]] = {"agents": [], "agents, bare": []}
    for _ in range(2):
        for name, found in used.items():
            with server("paced", sessions, deltas) as read_line:
                samples = _client(name, read_line(), deltas, "--sessions", sessions)["samples"]
            found.append((samples[-1]["cpu_s"] - samples[0]["cpu_s"]) / (sessions * deltas) * 1e6)
    ours, bare = min(used["agents"]), min(used["agents, bare"])
    return {
        "sessions": sessions,
        "cpu_us": {"ours, by turns": round(ours, 2), "websockets": round(bare, 2)},
        "ours_over_websockets": round(ours / bare, 2),
        "targets": [{"target": f"ours / websockets ≤ {_PACED:g}", "met": ours / bare <= _PACED}],
    }


def hold(sessions: int, seconds: int) -> dict[str, Any]:
    """Measure a number of sessions in one process that receive audio without a pause."""
    deltas = seconds * 1000 // PACE_MS
    with server("paced", sessions, deltas) as read_line:
        result = _client("agents", read_line(), deltas, "--sessions", sessions)
        server_late_ms = orjson.loads(read_line() or "{}")
    samples = result["samples"]
    settled = [row for row in samples if row["second"] >= seconds * _WARM_UP]
    # A process that gets too little CPU time may have too few samples.
    settled = settled if len(settled) > 1 else samples
    first, last = settled[0], settled[-1]
    slope = linear_regression([row["second"] for row in settled], [row["resident_mb"] for row in settled]).slope
    passed, used = samples[-1]["second"] - samples[0]["second"], samples[-1]["cpu_s"] - samples[0]["cpu_s"]
    complete = result["received"] == result["sent"] and not result["misplaced"]
    by_second = result.pop("lag_ms_by_second")
    return {
        **result,
        "server_late_ms": server_late_ms,
        "lag_ms_by_second": {name: [each.get(name) for each in by_second] for name in ("p50", "p99", "max")},
        "samples": {name: [round(row[name], 2) for row in samples] for name in samples[0]},
        "seconds": seconds,
        "is_held": complete and result["lag_ms"]["p99"] <= LIMIT_MS,
        "cpu_share": round(used / passed, 3),
        "cpu_us": round(used / result["received"] * 1e6, 1),
        "resident_mb": {"first": round(first["resident_mb"], 1), "last": round(last["resident_mb"], 1)},
        "resident_kb_per_s": round(slope * 1000, 1),
    }


def _summary(run: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in run.items() if name not in ("samples", "lag_ms_by_second")}


def client_environment() -> dict[str, str]:
    """Return the environment without proxies: all traffic is local."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


@contextmanager
def server(*arguments: object) -> Iterator[Callable[[], str]]:
    """Run a server, and yield a function that reads the next line it prints."""
    command = [sys.executable, "-m", "benchmarks.load_server", *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, env=client_environment(), text=True) as process:
        assert process.stdin is not None
        try:
            yield lambda: process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.stdin.close()
            process.wait()


def _client(name: str, base_url: str, deltas: int, *options: object) -> dict[str, Any]:
    python = _AGENTS_PYTHON if name == _AGENTS else sys.executable
    command = [str(python), "-m", "benchmarks.load_clients", name, base_url, str(deltas), *map(str, options)]
    finished = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT, env=client_environment())
    result: dict[str, Any] = orjson.loads(finished.stdout)
    return result


def _say(what: str) -> None:
    print(f"load: {what}", file=sys.stderr)
