"""A second way to compare two specifications: each as a set of plain facts about places in messages.

It shares no code with what builds the contract. A place is a component and the keys on the way into its messages, so it
does not matter whether an object stands inline or has a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

REFERENCE = "#/components/schemas/"
LIMITS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "maxProperties", "pattern", "format")


class Fact(NamedTuple):
    """One thing that a specification says of one place."""

    place: str
    kind: str
    value: Any


def facts(document: dict[str, Any], named: set[str]) -> set[Fact]:
    """All facts about the components ``named``; any other component is read as if it stood inline."""
    schemas = document["components"]["schemas"]
    found: set[Fact] = set()
    for name in named & set(schemas):
        found.add(Fact(name, "schema", "is there"))
        # Whether a component as a whole may be null is said where it is used.
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
    bodies |= {f"answer {code}": answer.get("content", {}) for code, answer in operation["responses"].items()}
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
        yield Fact(f"{place}.{key}", "property", "is there")
        yield from _facts(schemas, named, value, f"{place}.{key}")
    if "items" in schema:
        yield from _facts(schemas, named, schema["items"], f"{place}[]")
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        yield from _facts(schemas, named, others, f"{place}{{}}")
    elif others is False:
        yield Fact(place, "other keys", "are not allowed")
