"""Cut the reachable part out of the vendor's full document."""

from __future__ import annotations

import re
from typing import Any, Final

from .document import METHODS, Document, DocumentError, child, component_name, references
from .inheritance import subclasses

__all__ = ["trim"]

# Components that operations refer to; each is inlined where it is used.
_PARTS: Final = re.compile(r"#/components/(parameters|requestBodies|responses|headers)/([A-Za-z0-9._-]+)")


def trim(document: Document, roots: dict[str, list[str]], *, absent: list[str] | None = None) -> Document:
    """Return the operations and schemas matched by ``roots`` and all that they reach, in the published order.

    Args:
        document: A full OpenAPI document.
        roots: ``operations`` and ``schemas``, each a list of regular expressions that match a whole path or component
            name.
        absent: If given, collects a remark for each pattern that matches nothing instead of raising.

    Raises:
        DocumentError: A pattern matches nothing, or a reference does not resolve.
    """
    published: dict[str, Any] = document.get("components", {}).get("schemas", {})
    paths: dict[str, Any] = document.get("paths", {})
    patterns = [*roots.get("operations", []), *roots.get("schemas", [])]
    if not any(re.fullmatch(pattern, name) for pattern in patterns for name in (*paths, *published)):
        info = document.get("info")
        title = info.get("title", "untitled") if isinstance(info, dict) else "untitled"
        raise DocumentError(
            f"nothing in this document ({title!r}; {len(paths)} paths, {len(published)} schemas) matches "
            f"{', '.join(map(repr, patterns))} (codegen/roots.yaml); is it another API's document, or incomplete?"
        )
    kept_paths = {
        path: _operations(paths[path], child("$.paths", path), document)
        for path in _matching(paths, roots.get("operations", []), "path", absent)
    }
    reached: set[str] = set()
    pending = [(name, "$") for name in _matching(published, roots.get("schemas", []), "schema", absent)]
    pending += [(component_name(reference, place), place) for place, reference in references(kept_paths, "$.paths")]
    while pending:
        name, user = pending.pop()
        if name in reached:
            continue
        if name not in published:
            raise DocumentError(f"{user}: refers to the schema {name}, which does not exist; is the document complete?")
        reached.add(name)
        place = child("$.components.schemas", name)
        pending += [(subclass, f"{place}.discriminator") for subclass in subclasses(name, published)]
        pending += [(component_name(reference, here), here) for here, reference in references(published[name], place)]
    return {
        "openapi": document["openapi"],
        "paths": kept_paths,
        "components": {"schemas": {name: schema for name, schema in published.items() if name in reached}},
    }


def _operations(path_item: Any, place: str, document: Document) -> dict[str, Any]:
    if not isinstance(path_item, dict) or "$ref" in path_item:
        raise DocumentError(f"{place}: must be a mapping of operations and not a reference, found {path_item!r:.60}")
    kept = {key: value for key, value in path_item.items() if key in METHODS or key == "parameters"}
    return {key: _inlined(value, child(place, key), document, ()) for key, value in kept.items()}


def _inlined(node: Any, place: str, document: Document, within: tuple[str, ...]) -> Any:
    """Return a part of an operation with its references inlined, except those of schemas."""
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
        problem = "which does not exist; is the document complete?" if part is None else "which refers to itself"
        raise DocumentError(f"{place}: refers to {reference}, {problem}")
    return _inlined(part, place, document, (*within, found[0]))


def _matching(names: dict[str, Any], patterns: list[str], kind: str, absent: list[str] | None) -> list[str]:
    found: dict[str, None] = {}
    for pattern in patterns:
        matches = [name for name in names if re.fullmatch(pattern, name)]
        if not matches and absent is not None:
            absent.append(f"No {kind} matches the root `{pattern}`.")
        elif not matches:
            raise DocumentError(f"no {kind} matches `{pattern}` (codegen/roots.yaml); rename or remove the root")
        found.update(dict.fromkeys(matches))
    return list(found)
