"""Which recorded messages one version of the package reads otherwise than another.

Each version reads all of them in an interpreter of its own. Reports name places, classes and deviations, never what
stands in a message: recordings hold what people said.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen
from openapi_python_client.strings import ClassName

from ..contract.build import CONTRACT
from ..contract.document import Document, DocumentError, component_name, load
from .revisions import ROOT, exported

__all__ = ["Difference", "Message", "compare_readings", "differences_since", "messages", "readings"]

_READING = Path(__file__).parent / "read_messages.py"
_DIALECTS = ("ga", "beta", "translation")
# So many differing places of one message are named; more would bury the others.
_SHOWN = 5


@frozen
class Message:
    """One recorded message.

    Attributes:
        source: File and line.
        content: The message itself.
        dialect: Where it is known.
        side: ``server`` or ``client``: who sent it.
        model: Class of the body of an answer; None for events.
    """

    source: str
    content: dict[str, Any]
    dialect: str | None = None
    side: str = "server"
    model: str | None = None

    @property
    def kind(self) -> str:
        """What reports call it: its type, or the class of the body."""
        return self.model or str(self.content.get("type"))


@frozen(order=True)
class Difference:
    """One way in which two versions read a message otherwise.

    Attributes:
        source: File and line of the message.
        kind: Its type, or the class of the body.
        what: ``class``, ``values``, ``written``, ``deviations`` or ``error``.
        before: How the old version reads it.
        after: How the new version reads it.
    """

    source: str
    kind: str
    what: str
    before: str
    after: str


def differences_since(revision: str, package: Path = ROOT) -> tuple[list[Difference], int]:
    """How recorded messages are read otherwise since a revision, and how many were read.

    Raises:
        DocumentError: There is no such revision, a recording is no JSON, or a package cannot be imported.
    """
    recorded = list(messages())
    with exported(revision) as folder:
        return compare_readings(folder, package, recorded), len(recorded)


def compare_readings(old: Path, new: Path, recorded: list[Message]) -> list[Difference]:
    """Differences between how the packages of two folders read messages, in the order of the messages.

    Raises:
        DocumentError: A package cannot be imported.
    """
    found: list[Difference] = []
    for message, before, after in zip(recorded, readings(old, recorded), readings(new, recorded), strict=True):
        found += (Difference(message.source, message.kind, *entry) for entry in _differences(before, after))
    return found


def readings(folder: Path, recorded: list[Message]) -> list[dict[str, Any]]:
    """How the package in a folder reads messages; see `codegen.changes.read_messages`.

    Raises:
        DocumentError: It cannot be imported.
    """
    lines = "".join(f"{json.dumps(_line(message))}\n" for message in recorded)
    command = [sys.executable, "-P", str(_READING), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    finished = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, env=environment)
    if finished.returncode:
        said = finished.stderr.strip().splitlines()
        raise DocumentError(f"the package cannot read messages: {said[-1] if said else finished.returncode}")
    return [json.loads(line) for line in finished.stdout.splitlines()]


def messages() -> Iterator[Message]:
    """All recorded messages: the example sessions, and the folder that REALTIME_CAPTURED names or else the fixtures.

    Raises:
        DocumentError: A recording is no JSON.
    """
    for path in sorted((ROOT / "examples" / "sessions").glob("*.jsonl")):
        yield from _recorded(path, f"examples/sessions/{path.name}")
    captured = os.environ.get("REALTIME_CAPTURED")
    folder = Path(captured) if captured else ROOT / "tests" / "fixtures"
    for name in ("events.jsonl", "http.jsonl"):
        if (folder / name).is_file():
            yield from _recorded(folder / name, f"captured/{name}" if captured else f"tests/fixtures/{name}")


def _recorded(path: Path, name: str) -> Iterator[Message]:
    bodies = _bodies(load(CONTRACT))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        source = f"{name}:{number}"
        try:
            read = json.loads(line)
        except json.JSONDecodeError as error:
            raise DocumentError(f"{source}: no JSON: {error}") from error
        if not isinstance(read, dict) or not isinstance(read.get("event", read), dict):
            raise DocumentError(f"{source}: no message")
        content = read.get("event", read)
        dialect = read.get("dialect") if read.get("dialect") in _DIALECTS else None
        side = "client" if read.get("direction") == "out" else "server"
        yield Message(source, content, dialect, side, bodies.get(read.get("rest", "")))


def _bodies(contract: Document) -> dict[str, str]:
    """Class of the body with which each operation answers."""
    found: dict[str, str] = {}
    for path, item in contract["paths"].items():
        for method, operation in item.items():
            for code, answer in operation["responses"].items() if isinstance(operation, dict) else ():
                schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
                if str(code).startswith("2") and "$ref" in schema:
                    found[f"{method.upper()} {path}"] = ClassName(component_name(schema["$ref"]), "Model")
    return found


def _line(message: Message) -> dict[str, Any]:
    if message.model is not None:
        return {"message": message.content, "model": message.model}
    return {"message": message.content, "dialect": message.dialect, "side": message.side}


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What differs between two readings: how, before and after."""
    if before["error"] != after["error"]:
        yield "error", before["error"] or "read", after["error"] or "read"
        return
    old, new = before["classes"], after["classes"]
    if old.get("$") != new.get("$"):
        yield "class", str(old.get("$")), str(new.get("$"))
    places = [path for path in {**old, **new} if path != "$" and old.get(path) != new.get(path)]
    if places:
        yield "values", _listed(places, old), _listed(places, new)
    if before["written"] != after["written"]:
        paths = sorted(_unequal(before["written"], after["written"], "$"))
        yield "written", "", _short(paths)
    gone = [text for text in before["deviations"] if text not in after["deviations"]]
    come = [text for text in after["deviations"] if text not in before["deviations"]]
    if gone or come:
        yield "deviations", _short(gone), _short(come)


def _listed(paths: list[str], classes: dict[str, str]) -> str:
    return _short([f"{path}: {classes.get(path, 'nothing')}" for path in paths])


def _short(parts: list[str]) -> str:
    return "; ".join(parts if len(parts) <= _SHOWN else [*parts[:_SHOWN], f"and {len(parts) - _SHOWN} more"])


def _unequal(before: Any, after: Any, path: str) -> Iterator[str]:
    """Places where two JSON values differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            if key not in before or key not in after:
                yield f"{path}.{key}"
            else:
                yield from _unequal(before[key], after[key], f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _unequal(one, other, f"{path}[{index}]")
    elif before != after or type(before) is not type(after):
        yield path
