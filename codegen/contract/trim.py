"""Cutting the reachable part out of the vendor's full document."""

from __future__ import annotations

import re
from typing import Any

from .document import METHODS, Document, DocumentError, child, component_name, references

__all__ = ["trim"]

# Parts of operations that may be components of their own: each is written where it is used.
_PARTS = re.compile(r"#/components/(parameters|requestBodies|responses|headers)/([A-Za-z0-9._-]+)")


def trim(document: Document, roots: dict[str, list[str]], *, absent: list[str] | None = None) -> Document:
    """Keep the operations and schemas named by ``roots`` and all that they reach, in the published order.

    Args:
        document: A full OpenAPI document.
        roots: ``operations`` and ``schemas``, each a list of regular expressions that must match a whole path or
            component name.
        absent: Takes a remark for each pattern that matches nothing, where that is no error.

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
    kept_paths = {
        path: _operations(paths[path], child("$.paths", path), document)
        for path in _matching(paths, roots.get("operations", []), "path", absent)
    }
    reached: set[str] = set()
    waiting = [(name, "$") for name in _matching(published, roots.get("schemas", []), "schema", absent)]
    waiting += [(component_name(reference, place), place) for place, reference in references(kept_paths, "$.paths")]
    while waiting:
        name, user = waiting.pop()
        if name in reached:
            continue
        if name not in published:
            raise DocumentError(f"{user}: refers to the schema {name}, which the document does not hold; is it whole?")
        reached.add(name)
        place = child("$.components.schemas", name)
        waiting += [(component_name(reference, here), here) for here, reference in references(published[name], place)]
    return {
        "openapi": document["openapi"],
        "paths": kept_paths,
        "components": {"schemas": {name: schema for name, schema in published.items() if name in reached}},
    }


def _operations(path_item: Any, place: str, document: Document) -> dict[str, Any]:
    if not isinstance(path_item, dict) or "$ref" in path_item:
        raise DocumentError(f"{place}: must be a mapping of operations, and no reference, found {path_item!r:.60}")
    kept = {key: value for key, value in path_item.items() if key in METHODS or key == "parameters"}
    return {key: _inlined(value, child(place, key), document, ()) for key, value in kept.items()}


def _inlined(node: Any, place: str, document: Document, within: tuple[str, ...]) -> Any:
    """Parts of operations with what their references stand for in their place; schemas keep theirs."""
    if isinstance(node, list):
        return [_inlined(value, f"{place}[{index}]", document, within) for index, value in enumerate(node)]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    found = _PARTS.fullmatch(reference) if isinstance(reference, str) else None
    if found is None:
        return {
            key: value
            if key in ("schema", "example", "examples")
            else _inlined(value, child(place, key), document, within)
            for key, value in node.items()
        }
    part = document.get("components", {}).get(found[1], {}).get(found[2])
    if part is None or found[0] in within:
        problem = "which the document does not hold; is it whole?" if part is None else "which refers to itself"
        raise DocumentError(f"{place}: refers to {reference}, {problem}")
    return _inlined(part, place, document, (*within, found[0]))


def _matching(names: dict[str, Any], patterns: list[str], kind: str, absent: list[str] | None) -> list[str]:
    found: dict[str, None] = {}
    for pattern in patterns:
        matches = [name for name in names if re.fullmatch(pattern, name)]
        if not matches and absent is not None:
            absent.append(f"No {kind} matches the root {pattern!r}.")
        elif not matches:
            raise DocumentError(
                f"roots: no {kind} matches {pattern!r}; it is gone or renamed: change codegen/roots.yaml"
            )
        found.update(dict.fromkeys(matches))
    return list(found)
