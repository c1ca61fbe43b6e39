"""Our own descriptions: collected from one document and attached to another by JSON Pointer.

The vendor's sentences are never kept; `undescribed` lists the places that have no description of ours yet.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .document import Document, DocumentError, Schema, load_openapi, operations

__all__ = ["attach", "collect", "moved", "printable", "undescribed"]

_KEYS = ("summary", "description")


def collect(document: Document) -> dict[str, str]:
    """Return every summary and description by JSON Pointer: ``/components/schemas/Name/description``."""
    return {
        f"{place}/{key}": node[key] for place, node in _mappings(document, "") for key in _KEYS if _has_text(node, key)
    }


def attach(document: Document, descriptions: dict[str, str]) -> Document:
    """Return the document with each description first in its element; those without an element are dropped."""

    def described(node: Any, place: str) -> Any:
        if isinstance(node, list):
            return [described(value, f"{place}/{index}") for index, value in enumerate(node)]
        if not isinstance(node, dict):
            return node
        own = {key: descriptions[f"{place}/{key}"] for key in _KEYS if f"{place}/{key}" in descriptions}
        node = {key: value for key, value in node.items() if key not in own}
        return own | {key: described(value, f"{place}/{_escape(key)}") for key, value in node.items()}

    result: Document = described(document, "")
    return result


def moved(descriptions: dict[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Return the descriptions with those of renamed components also under the new name, unless it has its own.

    Args:
        descriptions: Descriptions by JSON Pointer.
        names: New name of each renamed component.
    """
    found: dict[str, str] = {}
    for pointer, text in descriptions.items():
        match = re.fullmatch(r"/components/schemas/([^/]+)(/.+)", pointer)
        if match and match[1] in names:
            found.setdefault(f"/components/schemas/{names[match[1]]}{match[2]}", text)
    return {**found, **descriptions}


def undescribed(document: Document) -> list[str]:
    """Return the JSON Pointers of missing descriptions: of operations and their parts, schemas, and properties."""
    missing = [f"{place}/description" for place, schema in _public(document) if not _has_text(schema, "description")]
    for path, method, operation in operations(document):
        place = f"/paths/{_escape(path)}/{method}"
        missing += [f"{place}/{key}" for key in _KEYS if not _has_text(operation, key)]
        parts = {f"responses/{code}": response for code, response in operation["responses"].items()}
        parts |= {key: operation[key] for key in ("requestBody",) if key in operation}
        parts |= {f"parameters/{index}": entry for index, entry in enumerate(operation.get("parameters", []))}
        missing += [f"{place}/{key}/description" for key, part in parts.items() if not _has_text(part, "description")]
    return missing


def printable(text: str) -> str:
    """Return text on one line, with control and bidirectional characters escaped for a terminal or a log."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", lambda match: ascii(match[0])[1:-1], text)


def _public(document: Document) -> Iterator[tuple[str, Schema]]:
    for name, schema in document["components"]["schemas"].items():
        yield f"/components/schemas/{name}", schema
        for key, value in schema.get("properties", {}).items():
            if "const" not in value:
                yield f"/components/schemas/{name}/properties/{_escape(key)}", value


def _mappings(node: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield place, node
        for key, value in node.items():
            yield from _mappings(value, f"{place}/{_escape(key)}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _mappings(value, f"{place}/{index}")


def _has_text(node: dict[str, Any], key: str) -> bool:
    return isinstance(node.get(key), str) and bool(node[key])


def _escape(key: str) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


def main(argv: list[str]) -> int:
    """Run ``python -m codegen.contract.descriptions DOCUMENT``; return 1 if descriptions are missing."""
    try:
        missing = undescribed(load_openapi(Path(argv[0])))
    except (DocumentError, OSError) as error:
        print("\n".join(map(printable, f"error: {error}".splitlines())), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    for place in missing:
        print(f"to be described: {printable(place)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
