"""Complete the unions of events: the published document lacks some of them, and some members of others."""

from __future__ import annotations

import re
from typing import Any, Final

from .document import COMPONENTS, Document, DocumentError, component_name

__all__ = ["DIALECTS", "EVENT", "EVENT_UNIONS", "complete"]

# Part of a schema's name between `Realtime` and `ServerEvent`, to the name of the dialect.
DIALECTS: Final = {"": "ga", "Beta": "beta", "Translation": "translation"}
EVENT_UNIONS: Final = [f"Realtime{dialect}{side}Event" for dialect in DIALECTS for side in ("Server", "Client")]
# Name of a union of events, or of one event: dialect, side and short name.
EVENT: Final = re.compile(r"Realtime(\w*?)(Client|Server)Event(\w*)")


def complete(document: Document, unions: dict[str, str]) -> tuple[Document, list[str]]:
    """Add every schema that matches and has a constant ``type`` to its union; the input is not changed.

    Args:
        document: A trimmed document.
        unions: Regular expression for the whole names of the members, by name of the union.

    Returns:
        The document, and a remark for each union that no schema belongs to.

    Raises:
        DocumentError: The schema with the name of a union is not a union.
    """
    schemas: dict[str, Any] = dict(document["components"]["schemas"])
    remarks = []
    for name, pattern in unions.items():
        matching = [member for member in schemas if re.fullmatch(pattern, member)]
        schemas.update({member: _tagged(schemas[member]) for member in matching})
        found = [member for member in matching if _has_tag(schemas[member])]
        if len(found) < 2 and name not in schemas:  # A member may belong to another dialect and be shared by this one.
            remarks.append(f"No schema belongs to the union {name} (codegen/roots.yaml).")
            continue
        union = schemas.get(name, {"oneOf": []})
        key = next((key for key in ("anyOf", "oneOf") if key in union), None)
        if key is None:
            raise DocumentError(
                f"$.components.schemas.{name}: must be a union of events; rename or remove it in codegen/roots.yaml"
            )
        known = {component_name(entry["$ref"]) for entry in union[key] if "$ref" in entry}
        added = [{"$ref": COMPONENTS + member} for member in found if member not in known]
        schemas[name] = {**union, key: [*union[key], *added]}
    return {**document, "components": {**document["components"], "schemas": schemas}}, remarks


def _has_tag(schema: Any) -> bool:
    tag = _tag(schema)
    return "const" in tag or len(tag.get("enum", ())) == 1


def _tag(schema: Any) -> dict[str, Any]:
    tag = schema.get("properties", {}).get("type") if isinstance(schema, dict) else None
    return tag if isinstance(tag, dict) else {}


def _tagged(schema: Any) -> Any:
    """Return the schema with the constant type that the oldest revisions name only in their documentation."""
    tag, documented = _tag(schema), schema.get("x-oaiMeta") if isinstance(schema, dict) else None
    name = documented.get("name") if isinstance(documented, dict) else None
    if tag.get("type") != "string" or "enum" in tag or "const" in tag or not re.fullmatch(r"[a-z_.]+", str(name)):
        return schema
    return {**schema, "properties": {**schema["properties"], "type": {**tag, "const": name}}}
