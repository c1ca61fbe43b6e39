"""Cutting the reachable part out of the vendor's full document."""

from __future__ import annotations

import re
from typing import Any

from .document import Document, DocumentError, component_name, references

__all__ = ["trim"]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def trim(document: Document, roots: dict[str, list[str]]) -> Document:
    """Keep the operations and schemas named by ``roots`` and all that they reach, in the published order.

    Args:
        document: A full OpenAPI document.
        roots: ``operations`` and ``schemas``, each a list of regular expressions that must match a whole path or
            component name.

    Raises:
        DocumentError: A pattern matches nothing, or a reference dangles.
    """
    published: dict[str, Any] = document.get("components", {}).get("schemas", {})
    paths: dict[str, Any] = document.get("paths", {})
    patterns = [*roots.get("operations", []), *roots.get("schemas", [])]
    if not any(re.fullmatch(pattern, name) for pattern in patterns for name in (*paths, *published)):
        info = document.get("info")
        title = info.get("title", "untitled") if isinstance(info, dict) else "untitled"
        raise DocumentError(
            f"roots: nothing in this document ({title!r}; {len(paths)} paths, {len(published)} schemas) matches "
            f"{', '.join(map(repr, patterns))}; is it another API's, or cut short? If not, change codegen/roots.yaml"
        )
    kept_paths = {path: _operations(paths[path]) for path in _matching(paths, roots.get("operations", []), "path")}
    reached: set[str] = set()
    waiting = [(name, "roots") for name in _matching(published, roots.get("schemas", []), "schema")]
    waiting += [(component_name(reference), "paths") for reference in references(kept_paths)]
    while waiting:
        name, user = waiting.pop()
        if name in reached:
            continue
        if name not in published:
            raise DocumentError(f"{user}: refers to the schema {name}, which the document does not hold")
        reached.add(name)
        waiting += [(component_name(reference), name) for reference in references(published[name])]
    return {
        "openapi": document["openapi"],
        "paths": kept_paths,
        "components": {"schemas": {name: schema for name, schema in published.items() if name in reached}},
    }


def _operations(path_item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in path_item.items() if key in _METHODS or key == "parameters"}


def _matching(names: dict[str, Any], patterns: list[str], kind: str) -> list[str]:
    found: dict[str, None] = {}
    for pattern in patterns:
        matches = [name for name in names if re.fullmatch(pattern, name)]
        if not matches:
            raise DocumentError(
                f"roots: no {kind} matches {pattern!r}; it is gone or renamed: change codegen/roots.yaml"
            )
        found.update(dict.fromkeys(matches))
    return list(found)
