"""A second way to compare two specifications: as sets of facts about places in messages.

It shares no code with the contract's build. A place is a component and a path of keys in its messages, so that it makes
no difference whether an object is inline or a component.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

REFERENCE = "#/components/schemas/"
LIMITS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "maxProperties", "pattern", "format")


class Fact(NamedTuple):
    """One statement of a specification about one place."""

    place: str
    kind: str
    value: Any


def facts(document: dict[str, Any], named: set[str]) -> set[Fact]:
    """All facts about the components ``named``; any other component is treated as inline."""
    schemas = document["components"]["schemas"]
    found: set[Fact] = set()
    for name in named & set(schemas):
        found.add(Fact(name, "schema", "exists"))
        # Null for a whole component is a fact about the places that use it.
        found |= {fact for fact in _facts(schemas, named, schemas[name], name) if fact != Fact(name, "type", "null")}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            found |= set(_operation(f"{method.upper()} {path}", operation))
    return found


def _operation(place: str, operation: dict[str, Any]) -> Iterator[Fact]:
    yield Fact(place, "operation", operation["operationId"])
    for parameter in operation.get("parameters", ()):
        yield Fact(place, "parameter", (parameter["in"], parameter["name"], parameter.get("required", False)))
    body = operation.get("requestBody", {})
    bodies = {"body": body.get("content", {})}
    bodies |= {f"response {code}": response.get("content", {}) for code, response in operation["responses"].items()}
    for part, content in bodies.items():
        for kind, media in content.items():
            schema = media.get("schema", {})
            yield Fact(place, part, (kind, schema.get("$ref", schema.get("type"))))


def _facts(schemas: dict[str, Any], named: set[str], schema: dict[str, Any], place: str) -> Iterator[Fact]:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        if name not in named:
            yield from _facts(schemas, named, schemas[name], place)
            return
        yield Fact(place, "refers to", name)
        if any(entry.get("type") == "null" for entry in schemas.get(name, {}).get("anyOf", ())):
            yield Fact(place, "type", "null")
    for keyword in ("anyOf", "oneOf", "allOf"):
        for entry in schema.get(keyword, ()):
            yield from _facts(schemas, named, entry, place)
    kinds = schema.get("type")
    if kinds is None and "properties" in schema:
        kinds = "object"
    if kinds is None and "items" in schema:
        kinds = "array"
    for kind in kinds if isinstance(kinds, list) else [kinds] if kinds else []:
        yield Fact(place, "type", kind)
    if schema.get("nullable") or ("default" in schema and schema["default"] is None):
        yield Fact(place, "type", "null")
    for value in [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]:
        yield Fact(place, "value", value)
    for limit in LIMITS:
        if limit in schema:
            yield Fact(place, limit, schema[limit])
    if "propertyNames" in schema:
        yield Fact(place, "longest key", schema["propertyNames"]["maxLength"])
    for key in schema.get("required", ()):
        yield Fact(f"{place}.{key}", "required", True)
    for key, value in schema.get("properties", {}).items():
        yield Fact(f"{place}.{key}", "property", "exists")
        yield from _facts(schemas, named, value, f"{place}.{key}")
    if "items" in schema:
        yield from _facts(schemas, named, schema["items"], f"{place}[]")
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        yield from _facts(schemas, named, others, f"{place}{{}}")
    elif others is False:
        yield Fact(place, "other keys", "are not allowed")
