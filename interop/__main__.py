"""Run clients on servers of their own and print the results: ``python -m interop``.

Without arguments, the clients that CI runs; ``--rest`` runs the others, and names run the clients of those names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import trustme

from realtime_client.testing import LocalServer

from .harness import SEPARATOR

_FOLDER = Path(__file__).parent
_KEY = "test-key"
_SECONDS = 240


@dataclass
class _Program:
    """A program that holds conversations.

    Attributes:
        name: Name of the program.
        command: Command line, to which the base URL is appended.
        conversations: Number of conversations that it must report.
        is_secure: Whether it supports https and wss only.
        is_strict: Whether its server refuses what the contract does not know.
        calls: Number of SIP calls that ring on its server, whose ids are in the environment variable INTEROP_CALLS.
    """

    name: str
    command: Sequence[str]
    conversations: int
    is_secure: bool = False
    is_strict: bool = False
    calls: int = 0


@dataclass
class _Row:
    outcome: str
    client: str
    version: str
    conversation: str
    result: str


def _python(environment: str) -> list[str]:
    """Return the command that runs a module in an environment of the Makefile."""
    return [str(_FOLDER.parent / f".venv-interop-{environment}" / "bin" / "python"), "-m"]


def _programs() -> list[_Program]:
    """Return the programs that CI runs; their environments are set up within minutes."""
    python, node = [sys.executable, "-m"], shutil.which("node") or "node"
    return [
        _Program("openai (Python)", [*python, "interop.vendor_sdk"], 7),
        _Program("openai-agents", [*python, "interop.agents_sdk"], 3),
        _Program("openai (npm)", [node, str(_FOLDER / "vendor_npm.mjs")], 4, is_secure=True),
        _Program("@openai/agents-realtime", [node, str(_FOLDER / "agents_realtime.mjs")], 3),
        _Program("openai-realtime-api", [node, str(_FOLDER / "reference_client.mjs")], 3),
        _Program("rt-client", [node, str(_FOLDER / "rt_client.mjs")], 3),
        _Program("@asyncapi/parser", [node, str(_FOLDER / "asyncapi_client.mjs")], 3),
        _Program("litellm, our client", [*python, "interop.litellm_proxy"], 4),
        _Program("pydantic-ai", [*_python("pydantic-ai"), "interop.pydantic_ai_client"], 3),
        _Program(
            "schemathesis", [*_python("schemathesis"), "interop.schemathesis_client"], 9, is_strict=True, calls=1_000
        ),
    ]


def _rest() -> list[_Program]:
    """Return the programs that only the scheduled workflow runs."""
    return [
        _Program("livekit", [*_python("livekit"), "interop.livekit_client"], 3),
        _Program("pipecat", [*_python("pipecat"), "interop.pipecat_client"], 3),
        _Program("semantic-kernel", [*_python("semantic-kernel"), "interop.semantic_kernel_client"], 3),
        _Program("ag2", [*_python("ag2"), "interop.ag2_client"], 2),
    ]


@dataclass
class _Certificate:
    """A certificate for loopback, and the authority that signed it.

    Attributes:
        authority: File of the authority's certificate.
        files: Files of the certificate and of its key.
    """

    authority: Path
    files: tuple[Path, Path]

    @classmethod
    def issue(cls, folder: Path) -> _Certificate:
        """Issue a certificate."""
        authority = trustme.CA()
        issued = authority.issue_cert("127.0.0.1")
        certificate = cls(folder / "authority.pem", (folder / "certificate.pem", folder / "key.pem"))
        authority.cert_pem.write_to_path(certificate.authority)
        issued.private_key_pem.write_to_path(certificate.files[1])
        for blob in issued.cert_chain_pems:
            blob.write_to_path(certificate.files[0], append=True)
        return certificate


def _environment(certificate: _Certificate) -> dict[str, str]:
    """Return the programs' environment: key, trusted authority, no proxy, no tracing or telemetry."""
    inherited = {name: os.environ[name] for name in ("HOME", "LANG", "PATH", "TMPDIR") if name in os.environ}
    return {
        **inherited,
        "NODE_EXTRA_CA_CERTS": str(certificate.authority),
        "NO_PROXY": "127.0.0.1,localhost",
        "OPENAI_AGENTS_DISABLE_TRACING": "1",
        "OPENAI_API_KEY": _KEY,
    }


def _run(program: _Program, certificate: _Certificate) -> list[_Row]:
    """Run a program on a server of its own."""
    rows: list[_Row] = []
    try:
        files = certificate.files if program.is_secure else None
        with LocalServer(api_key=_KEY, certificate=files, strict=program.is_strict) as server:
            environment = _environment(certificate)
            environment["INTEROP_CALLS"] = " ".join(server.ring() for _ in range(program.calls))
            rows += _results(program, [*program.command, server.url], environment)
    except Exception as error:
        traceback.print_exc()
        rows.append(_Row("FAILED", program.name, "", "the server itself", f"{type(error).__name__}: {error}"))
    return rows


def _results(program: _Program, command: Sequence[str], environment: Mapping[str, str]) -> list[_Row]:
    def failed(reason: str) -> _Row:
        return _Row("FAILED", program.name, "", "the program", reason)

    code: int | None = None
    # A program may be stopped in the middle of a conversation; what it has reported by then counts.
    with TemporaryFile("w+", encoding="utf-8") as output:
        try:
            code = subprocess.run(
                command, cwd=_FOLDER.parent, env=environment, stdout=output, timeout=_SECONDS, check=False
            ).returncode
        except OSError as error:
            return [failed(str(error))]
        except subprocess.TimeoutExpired:
            pass  # It has no exit status.
        output.seek(0)
        lines = [line.rstrip("\n").split(SEPARATOR, 4) for line in output]
    rows = [_Row(*line) for line in lines if len(line) == 5 and line[0] in ("ok", "FAILED")]
    if code is None:
        rows.append(failed(f"not done after {_SECONDS} seconds"))
    elif len(rows) != program.conversations:
        rows.append(failed(f"reported {len(rows)} of {program.conversations} conversations, exit status {code}"))
    elif (code == 0) != all(row.outcome == "ok" for row in rows):
        rows.append(failed(f"exit status {code}"))
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


def _chosen(arguments: Sequence[str]) -> list[_Program]:
    """Return the programs that the command line names."""
    if not arguments:
        return _programs()
    if list(arguments) == ["--rest"]:
        return _rest()
    known = {program.name: program for program in [*_programs(), *_rest()]}
    unknown = [name for name in arguments if name not in known]
    if unknown:
        sys.exit(f"no client is called {unknown[0]!r}; choose from {', '.join(known)}, or --rest")
    return [known[name] for name in arguments]


def main() -> None:
    """Run programs, print a table, and exit with 1 if any failed."""
    rows: list[_Row] = []
    with TemporaryDirectory() as folder:
        certificate = _Certificate.issue(Path(folder))
        for program in _chosen(sys.argv[1:]):
            started = time.monotonic()
            rows += _run(program, certificate)
            print(f"{program.name}: {time.monotonic() - started:.1f} s", file=sys.stderr)
    failed = sum(row.outcome != "ok" for row in rows)
    print(f"\n{_table(rows)}\n\n{len(rows) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
