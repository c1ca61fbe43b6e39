"""How one version of the package reads messages; run as a script, with that version first on the path.

Takes a JSON line for each message on standard input, and gives one for each reading on standard output. It leans on
nothing but the package and what that depends on, so that any revision can be asked; what a revision lacks is an error
of each message, not of the script. But for what is written again, a reading repeats nothing that stands in a message.

Message: ``{"message": {…}, "dialect": "ga" | "beta" | "translation" | null, "side": "server" | "client"}``, or
``{"message": {…}, "model": "RealtimeSession"}`` for the body of an answer.
Reading: ``{"classes": {path: class}, "written": {…}, "deviations": [text], "error": text}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["main", "read"]


def read(line: dict[str, Any]) -> dict[str, Any]:
    """Read one message; see the module."""
    found: dict[str, Any] = {"classes": {}, "written": None, "deviations": [], "error": ""}
    try:
        import realtime_client as rt

        if "model" in line:
            model = getattr(rt.models, line["model"]).from_dict(line["message"])
        elif line["side"] == "client":
            model = rt.parse_client_event(line["message"], dialect=line["dialect"])
        else:
            model = rt.parse_event(line["message"], dialect=line["dialect"])
        found["classes"] = dict(_classes(model, "$"))
        found["written"] = model.to_dict()
        found["deviations"] = [f"{entry.path}: declared {entry.declared}" for entry in rt.validate(model)]
    except (AttributeError, ImportError) as error:  # What this version does not have.
        found["error"] = f"{type(error).__name__}: {error}"
    except Exception as error:  # Whatever it is, that is how this version reads the message.
        found["error"] = type(error).__name__
    return found


def _classes(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The class of every value below a model, unset ones left out."""
    yield path, type(value).__name__
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from _classes(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _classes(entry, f"{path}[{index}]")
    else:
        for attribute in getattr(type(value), "__attrs_attrs__", ()):
            entry = getattr(value, attribute.name)
            if type(entry).__name__ != "Unset":
                yield from _classes(entry, f"{path}.{attribute.name}")


def main(argv: list[str]) -> int:
    """Command line: ``python -P reading.py FOLDER``; refuses to answer for a package that is not in that folder."""
    import realtime_client

    if Path(argv[0]).resolve() not in Path(realtime_client.__file__).resolve().parents:
        print("another package named realtime_client comes first", file=sys.stderr)
        return 1
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
