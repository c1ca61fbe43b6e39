"""Combine the published parts of several sources into one document.

A component or path that several sources have is taken from the one that owns it, or else from the first. What the
others have may be poorer, for a source that is still maintained grows; any other difference is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .document import COMPONENTS, Document, child
from .sources import Source, Sources

__all__ = ["combine", "conflict", "renamed"]


def combine(parts: Mapping[str, Document], sources: Sources, order: Iterable[str]) -> tuple[Document, list[str]]:
    """Return one document, and a problem for each clash.

    Args:
        parts: Trimmed document of each source.
        sources: All sources, in order of precedence.
        order: Names of paths and components in the order in which they are wanted; others follow their neighbours.
    """
    named = {name: renamed(parts[name], sources[name].rename) for name in sources.sources if name in parts}
    order = list(order)
    problems: list[str] = []
    groups = [
        ("$.paths", {name: part["paths"] for name, part in named.items()}),
        ("$.components.schemas", {name: part["components"]["schemas"] for name, part in named.items()}),
    ]
    paths, schemas = (_combined(place, group, sources, order, problems) for place, group in groups)
    first = next(iter(named.values()))
    return {"openapi": first["openapi"], "paths": paths, "components": {"schemas": schemas}}, problems


def renamed(document: Document, names: Mapping[str, str]) -> Document:
    """Return a document with components renamed, also where they are referred to."""
    if not names:
        return document
    references = {COMPONENTS + old: COMPONENTS + new for old, new in names.items()}

    def rename(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: rename(value) for key, value in node.items()}
        if isinstance(node, list):
            return [rename(value) for value in node]
        return references.get(node, node) if isinstance(node, str) else node

    result: Document = rename(document)
    schemas = result["components"]["schemas"]
    components = {**result["components"], "schemas": {names.get(name, name): one for name, one in schemas.items()}}
    return {**result, "components": components}


def conflict(taken: Any, other: Any, place: str = "") -> str | None:
    """Return the first place at which ``other`` has or allows something that ``taken`` does not; None without one."""
    if isinstance(taken, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*taken, *other)):
            where = f"{place}.{key}"
            if key not in other and place.endswith(".properties"):
                continue
            if key not in taken or key not in other:
                return where
            found = conflict(taken[key], other[key], where)
            if found is not None:
                return found
        return None
    if place.endswith((".enum", ".oneOf", ".anyOf")) and isinstance(taken, list) and isinstance(other, list):
        return None if all(entry in taken for entry in other) else place
    return None if taken == other and type(taken) is type(other) else place


def _combined(
    place: str, group: Mapping[str, dict[str, Any]], sources: Sources, order: list[str], problems: list[str]
) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    for name in dict.fromkeys(name for elements in group.values() for name in elements):
        holders = [sources[source] for source, elements in group.items() if name in elements]
        owners = [source for source in holders if source.owns(name)]
        owner = (owners or holders)[0]
        taken[name] = group[owner.name][name]
        for other in holders:
            where = conflict(taken[name], group[other.name][name]) if other is not owner else None
            if where is not None and not other.accepts_other(name):
                problems.append(_clash(child(place, name), where, owner, other))
    wanted = [name for name in order if name in taken]
    for elements in group.values():
        at = -1
        for name in elements:
            if name in wanted:
                at = wanted.index(name)
            else:
                at += 1
                wanted.insert(at, name)
    return {name: taken[name] for name in wanted}


def _clash(place: str, where: str, owner: Source, other: Source) -> str:
    files = " and ".join(f"codegen/sources/{source.name}.yaml {place}{where}" for source in (owner, other))
    name = place.rpartition(".")[2]
    return (
        f"{files}: the sources {owner.name} and {other.name} disagree; in codegen/sources.yaml, add `{name}` to "
        f"sources.{other.name}.accepts to take that of {owner.name}, or to its `rename` to keep both"
    )
