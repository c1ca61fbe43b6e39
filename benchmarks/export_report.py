"""Throughput of exporting recordings, for each core and with all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .report import Part, number, table

__all__ = ["EXPORT_PART"]

ROOT = Path(__file__).parent.parent
# The environment with the extra [tables].
_PYTHON = ROOT / ".venv" / "bin" / "python"
_CALLS, _FEW = 100_000, 30
_MINUTES = 0.1


def _run(*arguments: str | Path) -> float:
    begun = time.perf_counter()
    subprocess.run([str(_PYTHON), "-m", *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begun


def _measured(quick: bool) -> dict[str, Any]:
    calls = _FEW if quick else _CALLS
    rows = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        print(f"exporting {calls:,} calls", file=sys.stderr)
        _run("benchmarks.calls", str(calls), folder / "calls", "--minutes", str(_MINUTES))
        size = sum(path.stat().st_size for path in (folder / "calls").iterdir())
        for workers in dict.fromkeys((1, os.cpu_count() or 1)):
            target = folder / f"calls-{workers}.parquet"
            seconds = _run("realtime_client.cli", "export", folder / "calls", "--to", target, "--workers", str(workers))
            rows[str(workers)] = round(seconds, 2)
    return {"calls": calls, "bytes": size, "seconds": rows}


def _full(data: dict[str, Any]) -> str:
    rows = [
        [workers, f"{seconds:.1f} s", number(data["calls"] / seconds), f"{data['bytes'] / seconds / 1e6:.1f} MB"]
        for workers, seconds in data["seconds"].items()
    ]
    text = f"{data['calls']:,} recorded calls, {data['bytes'] / 1e6:,.0f} MB without audio, to five Parquet tables:"
    return f"## Exporting\n\n{text}\n\n" + table(["processes", "time", "calls a second", "read a second"], rows)


def _brief(data: dict[str, Any]) -> str:
    rate = data["calls"] / data["seconds"]["1"]
    return f"Exporting: {number(rate)} recorded calls a second on one core, to five tables."


EXPORT_PART = Part(_measured, _full, _brief)
