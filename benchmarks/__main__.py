"""Command line: ``python -m benchmarks``."""

from __future__ import annotations

import argparse

from .cases_report import CASES_PART
from .costs_report import COSTS_PART
from .export_report import EXPORT_PART
from .load_report import LOAD_PART
from .report import Part, write
from .sync_report import SYNC_PART

# In the order of the report.
_PARTS: dict[str, Part] = {
    "messages": CASES_PART,
    "costs": COSTS_PART,
    "load": LOAD_PART,
    "sync": SYNC_PART,
    "export": EXPORT_PART,
}


def main() -> None:
    """Measure everything, print the results and write them; nothing fails for being slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Compare speed and memory with others.")
    parser.add_argument("--quick", action="store_true", help="fewer repeats; print only, write nothing")
    parser.add_argument("--only", choices=_PARTS, help="measure one part; keep the results of the others")
    given = parser.parse_args()

    measured = {}
    for name in [given.only] if given.only else _PARTS:
        measured[name] = _PARTS[name].measure(given.quick)
        print(f"\n{_PARTS[name].full(measured[name])}")
    if not given.quick:
        write(_PARTS, measured)


if __name__ == "__main__":
    main()
