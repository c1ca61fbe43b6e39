"""Script that reads messages with one version of the package, which must come first on the import path.

It takes one JSON line per message on standard input and writes one JSON line per reading to standard output. It imports
nothing but the package and its dependencies, so it runs with any revision; a name that a revision lacks is an error of
the message, not of the script. Apart from ``written``, a reading repeats no content of a message.

Message: ``{"message": {…}, "dialect": "ga" | "beta" | "translation" | null, "side": "server" | "client"}``, or
``{"message": {…}, "model": "RealtimeSession"}`` for a response body.
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
    """Read one message; see the module docstring for both formats."""
    reading: dict[str, Any] = {"classes": {}, "written": None, "deviations": [], "error": ""}
    try:
        import realtime_client as rt

        if "model" in line:
            model = getattr(rt.models, line["model"]).from_dict(line["message"])
        elif line["side"] == "client":
            model = rt.parse_client_event(line["message"], dialect=line["dialect"])
        else:
            model = rt.parse_event(line["message"], dialect=line["dialect"])
        reading["classes"] = dict(_classes(model, "$"))
        reading["written"] = model.to_dict()
        reading["deviations"] = [f"{entry.path}: declared {entry.declared}" for entry in rt.validate(model)]
    except (AttributeError, ImportError) as error:  # A name that this version lacks; its message quotes no content.
        reading["error"] = f"{type(error).__name__}: {error}"
    except Exception as error:  # Any other failure is the result of reading; its message may quote content.
        reading["error"] = type(error).__name__
    return reading


def _classes(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the class of every value below a model, except unset ones."""
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
            # Undeclared keys have no class that a change of the package could affect.
            if type(entry).__name__ != "Unset" and attribute.name != "additional_properties":
                yield from _classes(entry, f"{path}.{attribute.name}")


def main(argv: list[str]) -> int:
    """Run ``python -P read_messages.py FOLDER``; fail if the package is not imported from that folder."""
    import realtime_client

    if Path(argv[0]).resolve() not in Path(realtime_client.__file__).resolve().parents:
        print("another package named realtime_client comes first on the import path", file=sys.stderr)
        return 1
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
