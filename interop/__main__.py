"""Runs every client on a server of its own and tells how it went: ``python -m interop``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from realtime_client.testing import LocalServer

from .stage import SEPARATOR

_FOLDER = Path(__file__).parent
_KEY = "test-key"
_SECONDS = 240


@dataclass
class _Program:
    """A program that holds conversations.

    Attributes:
        name: Its name.
        command: How it is run; the base URL comes last.
        conversations: How many conversations it must tell of.
    """

    name: str
    command: Sequence[str]
    conversations: int


@dataclass
class _Row:
    outcome: str
    client: str
    version: str
    conversation: str
    result: str


def _programs() -> list[_Program]:
    python, node = [sys.executable, "-m"], shutil.which("node") or "node"
    return [
        _Program("openai (Python)", [*python, "interop.vendor_sdk"], 5),
        _Program("openai-agents", [*python, "interop.agents_sdk"], 2),
        _Program("openai (npm)", [node, str(_FOLDER / "vendor_npm.mjs")], 4),
        _Program("rt-client", [node, str(_FOLDER / "rt_client.mjs")], 3),
        _Program("litellm, our client", [*python, "interop.litellm_proxy"], 4),
    ]


def _environment() -> dict[str, str]:
    """What the programs are told: the key; and to stay on loopback, without traces or telemetry."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "PATH", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "NO_PROXY": "127.0.0.1,localhost",
        "OPENAI_AGENTS_DISABLE_TRACING": "1",
        "OPENAI_API_KEY": _KEY,
    }


def _run(program: _Program) -> list[_Row]:
    with LocalServer(api_key=_KEY) as server:
        try:
            finished = subprocess.run(
                [*program.command, server.url],
                cwd=_FOLDER.parent,
                env=_environment(),
                stdout=subprocess.PIPE,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
            told, code = finished.stdout, finished.returncode
        except OSError as error:
            return [_Row("FAILED", program.name, "", "", str(error))]
        except subprocess.TimeoutExpired as error:
            told = error.stdout.decode() if isinstance(error.stdout, bytes) else ""
            code = None
    lines = [line.split(SEPARATOR, 4) for line in told.splitlines()]
    rows = [_Row(*line) for line in lines if len(line) == 5 and line[0] in ("ok", "FAILED")]
    if code is None:
        rows.append(_Row("FAILED", program.name, "", "", f"not done after {_SECONDS} seconds"))
    elif len(rows) != program.conversations:
        result = f"told of {len(rows)} conversations where {program.conversations} were due; it ended with {code}"
        rows.append(_Row("FAILED", program.name, "", "", result))
    elif (code == 0) != all(row.outcome == "ok" for row in rows):
        rows.append(_Row("FAILED", program.name, "", "", f"the program ended with {code}"))
    return rows


def _table(rows: Sequence[_Row]) -> str:
    cells = [("client", "version", "conversation", "result")]
    for row in rows:
        result = f"ok: {row.result}" if row.outcome == "ok" else f"FAILED: {row.result}"
        cells.append((row.client, row.version, row.conversation, result))
    widths = [max(len(line[column]) for line in cells) for column in range(3)]
    cells.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2], "-" * len(cells[0][3])))
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[3]]) for line in cells
    )


def main() -> None:
    """Run all, print a table, and exit non-zero if any failed."""
    rows: list[_Row] = []
    for program in _programs():
        started = time.monotonic()
        rows += _run(program)
        print(f"{program.name}: {time.monotonic() - started:.1f} s", file=sys.stderr)
    failed = sum(row.outcome != "ok" for row in rows)
    print(f"\n{_table(rows)}\n\n{len(rows) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
