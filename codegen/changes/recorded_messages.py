"""Recorded messages that two versions of the package read differently.

Each version reads all messages in a separate interpreter. Differences name places, classes and deviations but quote no
content, because recordings contain private speech.
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

from ..contract.document import Document, DocumentError, component_name, load
from ..contract.sources import read_sources
from ..paths import CONTRACT, ROOT
from .revisions import exported

__all__ = ["Difference", "Message", "compare_readings", "differences_since", "messages", "readings"]

_READING = Path(__file__).parent / "read_messages.py"
# Places listed per message; a longer list would hide the other messages.
_SHOWN = 5


@frozen
class Message:
    """One recorded message.

    Attributes:
        source: File and line.
        content: The message itself.
        dialect: Dialect, or None if it is unknown.
        side: Sender: ``server`` or ``client``.
        model: Class of a response body; None for events.
    """

    source: str
    content: dict[str, Any]
    dialect: str | None = None
    side: str = "server"
    model: str | None = None

    @property
    def kind(self) -> str:
        """Type of the event, or class of the response body."""
        return self.model or str(self.content.get("type"))


@frozen(order=True)
class Difference:
    """One difference between two readings of a message.

    Attributes:
        source: File and line of the message.
        kind: Type of the event, or class of the response body.
        what: ``class``, ``values``, ``written``, ``deviations`` or ``error``.
        before: Reading of the old version.
        after: Reading of the new version.
    """

    source: str
    kind: str
    what: str
    before: str
    after: str


def differences_since(revision: str, package: Path = ROOT) -> tuple[list[Difference], int]:
    """Return the differences since a revision, and the number of messages read.

    Raises:
        DocumentError: The revision does not exist, a recording is not valid, or a package cannot be imported.
    """
    recorded = list(messages())
    with exported(revision) as folder:
        return compare_readings(folder, package, recorded), len(recorded)


def compare_readings(old: Path, new: Path, recorded: list[Message]) -> list[Difference]:
    """Compare the readings of the packages in two folders, in message order.

    Raises:
        DocumentError: A package cannot be imported.
    """
    found: list[Difference] = []
    for message, before, after in zip(recorded, readings(old, recorded), readings(new, recorded), strict=True):
        found += (Difference(message.source, message.kind, *entry) for entry in _differences(before, after))
    return found


def readings(folder: Path, recorded: list[Message]) -> list[dict[str, Any]]:
    """Read messages with the package in a folder; see `codegen.changes.read_messages`.

    Raises:
        DocumentError: The package cannot be imported.
    """
    lines = "".join(f"{json.dumps(_line(message))}\n" for message in recorded)
    command = [sys.executable, "-P", str(_READING), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    finished = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, env=environment)
    if finished.returncode:
        output = finished.stderr.strip().splitlines() or [f"exit code {finished.returncode}"]
        raise DocumentError(f"the package cannot read messages: {output[-1]}")
    return [json.loads(line) for line in finished.stdout.splitlines()]


def messages() -> Iterator[Message]:
    """Yield the recorded messages of the example sessions and of the folder REALTIME_CAPTURED (default: the fixtures).

    Raises:
        DocumentError: A recording is not valid.
    """
    for path in sorted((ROOT / "examples" / "sessions").glob("*.jsonl")):
        yield from _recorded(path, f"examples/sessions/{path.name}")
    captured = os.environ.get("REALTIME_CAPTURED")
    folder = Path(captured) if captured else ROOT / "tests" / "fixtures"
    for name in ("events.jsonl", "http.jsonl"):
        if (folder / name).is_file():
            yield from _recorded(folder / name, f"captured/{name}" if captured else f"tests/fixtures/{name}")


def _recorded(path: Path, name: str) -> Iterator[Message]:
    bodies, dialects = _bodies(load(CONTRACT)), read_sources().dialects
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        source = f"{name}:{number}"
        try:
            read = json.loads(line)
        except json.JSONDecodeError as error:
            raise DocumentError(f"{source}: not valid JSON: {error}") from error
        if not isinstance(read, dict) or not isinstance(read.get("event", read), dict):
            raise DocumentError(f"{source}: expected a message (a JSON object)")
        content = read.get("event", read)
        dialect = read.get("dialect") if read.get("dialect") in dialects else None
        side = "client" if read.get("direction") == "out" else "server"
        yield Message(source, content, dialect, side, bodies.get(read.get("rest", "")))


def _bodies(contract: Document) -> dict[str, str]:
    """Return the class of the success response body of each operation."""
    found: dict[str, str] = {}
    for path, item in contract["paths"].items():
        for method, operation in item.items():
            for code, response in operation["responses"].items() if isinstance(operation, dict) else ():
                schema = response.get("content", {}).get("application/json", {}).get("schema", {})
                if str(code).startswith("2") and "$ref" in schema:
                    found[f"{method.upper()} {path}"] = ClassName(component_name(schema["$ref"]), "Model")
    return found


def _line(message: Message) -> dict[str, Any]:
    if message.model is not None:
        return {"message": message.content, "model": message.model}
    return {"message": message.content, "dialect": message.dialect, "side": message.side}


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield kind, old and new value of each difference between two readings."""
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
    removed = [text for text in before["deviations"] if text not in after["deviations"]]
    added = [text for text in after["deviations"] if text not in before["deviations"]]
    if removed or added:
        yield "deviations", _short(removed), _short(added)


def _listed(paths: list[str], classes: dict[str, str]) -> str:
    return _short([f"{path}: {classes.get(path, 'nothing')}" for path in paths])


def _short(parts: list[str]) -> str:
    return "; ".join(parts if len(parts) <= _SHOWN else [*parts[:_SHOWN], f"and {len(parts) - _SHOWN} more"])


def _unequal(before: Any, after: Any, path: str) -> Iterator[str]:
    """Yield the paths at which two JSON values differ."""
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
