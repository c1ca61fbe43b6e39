"""Time to follow a published revision, and to generate."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .report import Part, table

__all__ = ["SYNC_PART"]

ROOT = Path(__file__).parent.parent
# The environment with the tools that check the generated package.
_PYTHON = ROOT / ".venv" / "bin" / "python"
_TARGETS = {"make sync, newest revision": 30.0, "make generate": 10.0}


def _seconds(*arguments: str) -> float:
    begun = time.perf_counter()
    subprocess.run([str(_PYTHON), "-m", *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begun


def _measured(quick: bool) -> dict[str, Any]:
    folder = os.environ.get("REALTIME_UPSTREAM")
    revisions = sorted(Path(folder).glob("openapi-*.yaml")) if folder else []
    rounds = 1 if quick else 3
    rows: dict[str, float] = {}
    print("following a revision", file=sys.stderr)
    if revisions:
        sync = ("codegen.sync", str(revisions[-1]), "--dry-run")
        rows["make sync, newest revision"] = min(_seconds(*sync) for _ in range(rounds))
    with tempfile.TemporaryDirectory() as scratch:
        generate = ("codegen.render.generate", "--output", str(Path(scratch) / "made"))
        rows["make generate"] = min(_seconds(*generate) for _ in range(rounds))
    return {"seconds": {name: round(seconds, 2) for name, seconds in rows.items()}}


def _full(data: dict[str, Any]) -> str:
    rows = [
        [name, f"{seconds:.1f} s", f"≤ {_TARGETS[name]:g} s {'✓' if seconds <= _TARGETS[name] else '✗'}"]
        for name, seconds in data["seconds"].items()
    ]
    text = "A published revision of about 90,000 lines, with all checks and comparisons, on 2 cores:"
    return f"## Regenerating\n\n{text}\n\n" + table(["", "time", "target"], rows)


SYNC_PART = Part(_measured, _full)
