"""Throughput of exporting recordings, for each core and with all of them, and of reading them on a cluster of Ray."""

from __future__ import annotations

import json
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


def _run_ray(folder: Path) -> float | None:
    """Return the seconds on a local cluster of Ray; None where it is not installed."""
    command = [str(_PYTHON), "-m", "benchmarks.export_ray", str(folder)]
    finished = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if finished.returncode != 0 and "No module named 'ray'" in finished.stderr:
        return None
    finished.check_returncode()
    return round(float(json.loads(finished.stdout.splitlines()[-1])["seconds"]), 2)


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
        ray = _run_ray(folder / "calls")
    return {"calls": calls, "bytes": size, "seconds": rows, "ray": ray}


def _full(data: dict[str, Any]) -> str:
    rows = [
        [workers, f"{seconds:.1f} s", number(data["calls"] / seconds), f"{data['bytes'] / seconds / 1e6:.1f} MB"]
        for workers, seconds in data["seconds"].items()
    ]
    text = f"{data['calls']:,} recorded calls, {data['bytes'] / 1e6:,.0f} MB without audio, to five Parquet tables:"
    text = f"## Exporting\n\n{text}\n\n" + table(["processes", "time", "calls a second", "read a second"], rows)
    if data.get("ray") is None:
        return text
    speed = f"{data['ray']:.1f} s, {number(data['calls'] / data['ray'])} calls a second"
    return f"{text}\n\nRay Data reads the table `calls` of them on a local cluster in {speed}.\n"


EXPORT_PART = Part(_measured, _full)
