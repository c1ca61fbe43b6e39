"""The score of ``make mutants``: fail when the tests notice too few of the changes of a module."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

NEEDED = 0.95
# Exit codes of a worker of mutmut: tests failed, or pytest broke; the time was over; the process crashed.
_KILLED = frozenset((1, 3))
_TIMED_OUT = frozenset((-24, 24, 36, 152))
_CRASHED = frozenset((-11, -9))
_SURVIVED = frozenset((0, 5, 33))


def score(folder: Path) -> tuple[list[str], bool]:
    """Return a line for each module that was changed and one for all, and whether enough changes were noticed.

    Args:
        folder: Folder that mutmut has written its results to.
    """
    lines: list[str] = []
    total: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.meta")):
        results = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        # Without a code are those that were not asked for, as by `make mutants ARGS=…`.
        codes = [code for code in results.values() if code is not None]
        if codes:
            found = Counter(map(_outcome, codes))
            lines.append(_line(str(path.relative_to(folder).with_suffix("")), found))
            total += found
    lines.append(_line("all", total))
    if total["broken"]:
        # mutmut counts a worker that fails to run the tests as one whose time was over.
        lines.append("the tests of some could not be run: remove the folder mutants and try again")
    return lines, not total["broken"] and _share(total) >= NEEDED


def _outcome(code: int) -> str:
    if code in _KILLED:
        return "killed"
    if code in _TIMED_OUT:
        return "timed out"
    if code in _CRASHED:
        return "crashed"
    return "survived" if code in _SURVIVED else "broken"


def _share(found: Counter[str]) -> float:
    noticed = found["killed"] + found["timed out"] + found["crashed"]
    return noticed / found.total() if found else 0.0


def _line(name: str, found: Counter[str]) -> str:
    others = [f"{count} {outcome}" for outcome, count in sorted(found.items()) if outcome != "killed"]
    return f"{name}: {found['killed']} of {found.total()} killed, {', '.join([*others, f'{_share(found):.1%}'])}"


def main() -> int:
    """Print the score of the results in a folder; return 1 if it is too low."""
    lines, is_enough = score(Path(sys.argv[1]))
    print("\n".join(lines))
    if is_enough:
        return 0
    print(f"at least {NEEDED:.0%} are needed; .venv/bin/mutmut results lists the others, mutmut show NAME shows one")
    return 1


if __name__ == "__main__":
    sys.exit(main())
