"""Command line: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import sys

from .cases import CASES, Effort, measure
from .peers import stock
from .report import environment, full_table, write

_USUAL = Effort(repeat_ns=20_000_000, rounds=31, processes=7)
_QUICK = Effort(repeat_ns=5_000_000, rounds=5, processes=1)


def main() -> None:
    """Measure everything, print it, and write it down; nothing fails because it is slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Compare speed and memory with others.")
    parser.add_argument("--quick", action="store_true", help="fewer repeats; prints, and writes nothing")
    quick = parser.parse_args().quick

    print("generating with the stock templates", file=sys.stderr)
    stock.models()
    results = []
    for case in CASES:
        print(case.name, file=sys.stderr)
        results.append(measure(case, _QUICK if quick else _USUAL))
    print(f"\n{full_table(results)}\n{environment()}")
    if not quick:
        write(results)


if __name__ == "__main__":
    main()
