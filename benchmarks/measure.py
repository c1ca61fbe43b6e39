"""Measure time in this process, and numbers that a program in a fresh process prints."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from math import ceil
from statistics import median
from time import perf_counter_ns
from typing import Any

from .messages import ROOT

__all__ = ["SCRATCH", "fresh", "interleaved", "percentiles", "timer"]

# Generated at run time; may be deleted at any time.
SCRATCH = ROOT / "benchmarks" / ".scratch"

_WARM_UP_NS = 50_000_000


def timer(function: Callable[[Any], Any], given: Any, repeat_ns: int) -> Callable[[], float]:
    """Return a function that calls ``function(given)`` for about ``repeat_ns`` and returns the nanoseconds of one call.

    The garbage collector stays on, as it is for users.
    """
    calls, began = 0, perf_counter_ns()
    while (passed := perf_counter_ns() - began) < _WARM_UP_NS or not calls:
        function(given)
        calls += 1
    number = max(1, calls * repeat_ns // passed)

    def run() -> float:
        began = perf_counter_ns()
        for _ in repeat(None, number):
            function(given)
        return (perf_counter_ns() - began) / number

    return run


def fresh(program: str, data: bytes) -> float:
    """Run a program in a fresh process with ``data`` as its standard input, and return the number it prints."""
    # Installed packages have bytecode, whatever the environment here says.
    environment = {**os.environ, "PYTHONPATH": str(SCRATCH), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", program]
    finished = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True, cwd=ROOT, env=environment)
    return float(finished.stdout)


def interleaved(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the medians of runs that alternate in every round, so that all see the same state of the machine."""
    given: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            given[name].append(run())
    return {name: median(numbers) for name, numbers in given.items()}


def percentiles(numbers: Iterable[float], scale: float = 1) -> dict[str, float]:
    """Return the percentiles of numbers in units of ``scale``; an empty mapping if there are none."""
    ordered = sorted(numbers)
    if not ordered:
        return {}
    shares = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "p99.9": 0.999, "max": 1.0}
    return {name: round(ordered[ceil(share * len(ordered)) - 1] / scale, 3) for name, share in shares.items()}
