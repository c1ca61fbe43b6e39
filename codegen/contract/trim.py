"""Cut the reachable part out of the vendor's full document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from .document import (
    ANNOTATIONS,
    METHODS,
    UNREAD,
    Document,
    DocumentError,
    Schema,
    child,
    component_name,
    references,
    rewrite,
)
from .extensions import Extensions
from .inheritance import subclasses

__all__ = ["bare", "trim", "unreached"]

# Keywords with schemas that are kept as they are, and those with names of schemas.
_NEVER_REWRITTEN: Final = ("unevaluatedProperties", "unevaluatedItems", "contentSchema")
_NAMED: Final = ("properties", "patternProperties", "dependentSchemas", "$defs")
# The place of a response, whose links nothing here reads.
_RESPONSE: Final = re.compile(r".*\.responses(\.\w+|\['[^']*'\])")
# Components that operations refer to; each is inlined where it is used.
_PARTS: Final = re.compile(r"#/components/(parameters|requestBodies|responses|headers)/([A-Za-z0-9._-]+)")


def trim(document: Document, roots: Mapping[str, Sequence[str]], *, absent: list[str] | None = None) -> Document:
    """Return the operations and schemas matched by ``roots`` and all that they reach, in the published order.

    Args:
        document: A full OpenAPI document.
        roots: ``operations`` and ``schemas``, each a list of regular expressions that match a whole path or component
            name; ``except`` excludes some of these, and ``keeps`` adds schemas that may be absent.
        absent: If given, collects a problem for each pattern that matches nothing instead of raising.

    Raises:
        DocumentError: A pattern matches nothing, or references do not resolve.
    """
    published: dict[str, Any] = document.get("components", {}).get("schemas", {})
    paths: dict[str, Any] = document.get("paths", {})
    patterns = [*roots.get("operations", []), *roots.get("schemas", [])]
    if not any(re.fullmatch(pattern, name) for pattern in patterns for name in (*paths, *published)):
        info = document.get("info")
        title = info.get("title", "untitled") if isinstance(info, dict) else "untitled"
        raise DocumentError(
            f"nothing in this document ({title!r}; {len(paths)} paths, {len(published)} schemas) matches "
            f"{', '.join(map(repr, patterns))} (codegen/sources.yaml); is it another API's document, or incomplete?"
        )
    excluded = roots.get("except", ())
    kept_paths = {
        path: _operations(paths[path], child("$.paths", path), document)
        for path in _matching(paths, roots.get("operations", []), excluded, "path", absent)
    }
    names = _matching(published, roots.get("schemas", []), excluded, "schema", absent)
    names += _matching(published, roots.get("keeps", []), (), "schema", [])
    reached: set[str] = set()
    missing: dict[str, str] = {}
    pending = [(name, "$") for name in names]
    pending += [(component_name(reference, place), place) for place, reference in references(kept_paths, "$.paths")]
    while pending:
        name, user = pending.pop()
        if name in reached:
            continue
        if name not in published:
            missing.setdefault(name, user)
            continue
        reached.add(name)
        place = child("$.components.schemas", name)
        pending += [(subclass, f"{place}.discriminator") for subclass in subclasses(name, published)]
        pending += [(component_name(reference, here), here) for here, reference in references(published[name], place)]
    if missing:
        raise DocumentError(
            "\n".join(
                f"{user}: refers to the schema {name}, which does not exist; is the document complete?"
                for name, user in sorted(missing.items())
            )
        )
    return {
        "openapi": document["openapi"],
        "paths": kept_paths,
        "components": {"schemas": {name: schema for name, schema in published.items() if name in reached}},
    }


def unreached(document: Document, trimmed: Document, watch: str) -> list[str]:
    """Return the paths, webhooks and schemas that match or contain ``watch`` and were not reached, by name."""
    kept = {*trimmed["paths"], *trimmed["components"]["schemas"]}
    groups = (document.get("paths"), document.get("webhooks"), document.get("components", {}).get("schemas"))
    return [
        name
        for group in groups
        for name, element in (group.items() if isinstance(group, dict) else ())
        if name not in kept and re.search(watch, f"{name} {json.dumps(element, ensure_ascii=False)}")
    ]


def bare(trimmed: Document, extensions: Extensions) -> Document:
    """Return a trimmed document without its texts, examples and extensions, which are not ours to keep.

    Args:
        trimmed: The document.
        extensions: The extensions that are kept.
    """

    def is_kept(key: str) -> bool:
        return key not in ANNOTATIONS and (not key.startswith("x-") or extensions.is_kept(key))

    def of_schema(schema: Schema, _: str) -> Schema:
        kept = {key: value for key, value in schema.items() if is_kept(key)}
        for key in (*UNREAD, *_NEVER_REWRITTEN):
            if key in kept:
                kept[key] = _stripped(kept[key], is_kept, named=key in _NAMED)
        return kept | extensions.of_event(schema)

    def of_part(node: Any, *, within_paths: bool = False) -> Any:
        if isinstance(node, list):
            return [of_part(value) for value in node]
        if not isinstance(node, dict):
            return node
        return {
            key: rewrite(value, of_schema) if key == "schema" and isinstance(value, dict) else of_part(value)
            for key, value in node.items()
            if within_paths or is_kept(key)
        }

    schemas = trimmed["components"]["schemas"]
    return {
        "openapi": trimmed["openapi"],
        "paths": of_part(trimmed["paths"], within_paths=True),
        "components": {"schemas": {name: rewrite(schema, of_schema) for name, schema in schemas.items()}},
    }


def _stripped(node: Any, is_kept: Callable[[str], bool], *, named: bool = False) -> Any:
    """Return a schema with only some of its keys, also in those below; if ``named``, its own keys are names."""
    if isinstance(node, list):
        return [_stripped(value, is_kept) for value in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _stripped(value, is_kept, named=key in _NAMED and not named)
        for key, value in node.items()
        if named or is_kept(key)
    }


def _operations(path_item: Any, place: str, document: Document) -> dict[str, Any]:
    if not isinstance(path_item, dict) or "$ref" in path_item:
        raise DocumentError(f"{place}: must be a mapping of operations and not a reference, found {path_item!r:.60}")
    kept = {key: value for key, value in path_item.items() if key in METHODS or key == "parameters"}
    return {key: _inlined(_without(value, "callbacks"), child(place, key), document, ()) for key, value in kept.items()}


def _without(part: Any, key: str) -> Any:
    return {name: value for name, value in part.items() if name != key} if isinstance(part, dict) else part


def _inlined(node: Any, place: str, document: Document, within: tuple[str, ...]) -> Any:
    """Return a part of an operation with its references inlined, except those of schemas."""
    if isinstance(node, list):
        return [_inlined(value, f"{place}[{index}]", document, within) for index, value in enumerate(node)]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    found = _PARTS.fullmatch(reference) if isinstance(reference, str) else None
    if found is None:
        if _RESPONSE.fullmatch(place):
            node = _without(node, "links")
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


def _matching(
    names: dict[str, Any], patterns: Sequence[str], excluded: Sequence[str], kind: str, absent: list[str] | None
) -> list[str]:
    found: dict[str, None] = {}
    for pattern in patterns:
        matches = [name for name in names if re.fullmatch(pattern, name)]
        if not matches:
            problem = f"no {kind} matches `{pattern}` (codegen/sources.yaml); rename or remove the root"
            if absent is None:
                raise DocumentError(problem)
            absent.append(problem)
        found.update(dict.fromkeys(matches))
    return [name for name in found if not any(re.fullmatch(pattern, name) for pattern in excluded)]
