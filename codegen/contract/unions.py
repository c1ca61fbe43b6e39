"""Complete the unions of events: the published document lacks some of them, and some members of others."""

from __future__ import annotations

import re
from typing import Any

from .document import COMPONENTS, Document, component_name
from .extensions import EVENT_TYPE
from .sources import Sources

__all__ = ["complete", "of_no_dialect"]


def complete(document: Document, unions: dict[str, str]) -> tuple[Document, list[str]]:
    """Add every schema that matches and has a constant ``type`` to its union; the input is not changed.

    Args:
        document: A trimmed document.
        unions: Regular expression for the whole names of the members, by name of the union.

    Returns:
        The document, and a problem for each union that no schema belongs to, or that is another kind of schema.
    """
    schemas: dict[str, Any] = dict(document["components"]["schemas"])
    problems = []
    for name, pattern in unions.items():
        matching = [member for member in schemas if re.fullmatch(pattern, member)]
        schemas.update({member: _tagged(schemas[member]) for member in matching})
        found = [member for member in matching if _has_tag(schemas[member])]
        # A member may belong to another dialect and be shared by this one.
        if name not in schemas and not any(member.startswith(name) for member in found):
            problems.append(f"no event belongs to the union {name} (codegen/sources.yaml); correct or remove it")
            continue
        union = schemas.get(name, {"oneOf": []})
        key = next((key for key in ("anyOf", "oneOf") if key in union), None)
        if key is None:
            problems.append(
                f"$.components.schemas.{name}: must be a union of events; rename or remove it in codegen/sources.yaml"
            )
            continue
        known = {component_name(entry["$ref"]) for entry in union[key] if "$ref" in entry}
        added = [{"$ref": COMPONENTS + member} for member in found if member not in known]
        schemas[name] = {**union, key: [*union[key], *added]}
    return {**document, "components": {**document["components"], "schemas": schemas}}, problems


def of_no_dialect(document: Document, sources: Sources) -> list[str]:
    """Return a problem for each group of events that belongs to no dialect: they would be read as unknown."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, schema in document["components"]["schemas"].items():
        match = sources.events.fullmatch(name) if sources.events else None
        if match is None or not match["name"] or not _has_tag(_tagged(schema)):
            continue
        if not any(re.fullmatch(pattern, name) for pattern in sources.unions.values()):
            union = name.removesuffix(match["name"])
            groups.setdefault(match["dialect"], []).append((name, f"{match['side'].lower()} {union}"))
    problems = []
    for dialect, members in groups.items():
        sides = dict(dict.fromkeys(side for _, side in members).items())
        unions = dict(side.split() for side in sides)
        entry = ", ".join(f"{side}: {{union: {name}, members: '{name}[A-Z].*'}}" for side, name in unions.items())
        shown = ", ".join(name for name, _ in members)
        problems.append(
            f"{shown}: events of no dialect; add `{dialect.lower() or 'main'}: {{{entry}}}` to the dialects in "
            "codegen/sources.yaml"
        )
    return problems


def _has_tag(schema: Any) -> bool:
    tag = _tag(schema)
    return "const" in tag or len(tag.get("enum", ())) == 1


def _tag(schema: Any) -> dict[str, Any]:
    tag = schema.get("properties", {}).get("type") if isinstance(schema, dict) else None
    return tag if isinstance(tag, dict) else {}


def _tagged(schema: Any) -> Any:
    """Return the schema with the constant type that the oldest revisions name only in an extension."""
    tag, name = _tag(schema), schema.get(EVENT_TYPE) if isinstance(schema, dict) else None
    if tag.get("type") != "string" or "enum" in tag or "const" in tag or not re.fullmatch(r"[a-z_.]+", str(name)):
        return schema
    return {**schema, "properties": {**schema["properties"], "type": {**tag, "const": name}}}
