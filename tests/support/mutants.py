"""The score of ``make mutants``: fail when the tests notice too few of the changes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

_NEEDED = 0.95
_NOTICED = ("killed", "timeout", "segfault")


def main() -> int:
    """Print the share of noticed changes from mutmut's statistics; return 1 if it is too low."""
    statistics = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    total = statistics["total"] - statistics["skipped"]
    noticed = sum(statistics[name] for name in _NOTICED)
    share = noticed / total if total else 0.0
    print(f"{noticed} of {total} mutants killed ({share:.1%}); at least {_NEEDED:.0%} are needed")
    if share >= _NEEDED:
        return 0
    print("see the others with .venv/bin/mutmut results, and one of them with .venv/bin/mutmut show NAME")
    return 1


if __name__ == "__main__":
    sys.exit(main())
