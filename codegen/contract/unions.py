"""Completing the unions of events: the published document leaves some of them out, and some members of others."""

from __future__ import annotations

import re
from typing import Any

from .document import COMPONENTS, Document, DocumentError, component_name

__all__ = ["complete"]


def complete(document: Document, unions: dict[str, str]) -> tuple[Document, list[str]]:
    """Give each union all schemas that match and have a constant ``type``; the input is left as it was.

    Args:
        document: A trimmed document.
        unions: Name of each union, and a regular expression that the names of its members match as a whole.

    Returns:
        The document, and a remark for each union that no schema belongs to.

    Raises:
        DocumentError: What has the name of a union is none.
    """
    schemas: dict[str, Any] = dict(document["components"]["schemas"])
    remarks = []
    for name, pattern in unions.items():
        matching = [member for member in schemas if re.fullmatch(pattern, member)]
        schemas.update({member: _tagged(schemas[member]) for member in matching})
        found = [member for member in matching if _has_tag(schemas[member])]
        if len(found) < 2 and name not in schemas:
            # One that another union lends would be a union of one, which is none.
            remarks.append(f"No schemas belong to {name}: no event is read as one of it.")
            continue
        union = schemas.get(name, {"oneOf": []})
        key = next((key for key in ("anyOf", "oneOf") if key in union), None)
        if key is None:
            raise DocumentError(f"$.components.schemas.{name}: must be a union of events; change codegen/roots.yaml")
        known = {component_name(entry["$ref"]) for entry in union[key] if "$ref" in entry}
        added = [{"$ref": COMPONENTS + member} for member in found if member not in known]
        schemas[name] = {**union, key: [*union[key], *added]}
    return {**document, "components": {**document["components"], "schemas": schemas}}, remarks


def _has_tag(schema: Any) -> bool:
    kind = _kind(schema)
    return "const" in kind or len(kind.get("enum", ())) == 1


def _kind(schema: Any) -> dict[str, Any]:
    kind = schema.get("properties", {}).get("type") if isinstance(schema, dict) else None
    return kind if isinstance(kind, dict) else {}


def _tagged(schema: Any) -> Any:
    """The schema with a constant type, where only its documentation says which: so did the oldest revisions."""
    kind, told = _kind(schema), schema.get("x-oaiMeta") if isinstance(schema, dict) else None
    name = told.get("name") if isinstance(told, dict) else None
    if kind.get("type") != "string" or "enum" in kind or "const" in kind or not re.fullmatch(r"[a-z_.]+", str(name)):
        return schema
    return {**schema, "properties": {**schema["properties"], "type": {**kind, "const": name}}}
