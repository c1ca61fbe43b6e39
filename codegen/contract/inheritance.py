"""Write discriminators as tags: each member of a union gets the values that select it.

A base class is an object with a ``discriminator``; a subclass lists it, or another subclass, in its ``allOf``. In
``allOf`` a reference to the base means its properties, anywhere else it means any of its subclasses, so the base is
written as their union.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from typing import Any

from .document import COMPONENTS, Schema

__all__ = ["as_unions", "subclasses", "tagged"]


def as_unions(schemas: dict[str, Schema]) -> dict[str, Schema]:
    """Return the components with every base as a union; the input is not changed.

    The tag of each subclass is its own constant, the values that the mapping gives it, or its name.
    """
    result = dict(schemas)
    for base, schema in schemas.items():
        children = subclasses(base, schemas)
        tag = schema["discriminator"].get("propertyName") if children else None
        if not isinstance(tag, str):
            continue
        family = {base, *children}
        values = _mapping(schema, schemas)
        members = []
        for name in (base, *children):
            own = _own_tag(schemas[name], tag)
            is_member = name in values or (name != base and (own or not subclasses(name, schemas, direct=True)))
            if not is_member:
                if name != base:
                    result[name] = _properties(name, family, tag, schemas)
                continue
            own_values = values.get(name, [name])
            restricted = {"const": own_values[0]} if len(own_values) == 1 else {"enum": own_values}
            properties = {tag: own or {"type": "string", **restricted}}
            tagged = {"type": "object", "properties": properties, "required": [tag]}
            member = name if name != base else _free(f"{base}Base", result)
            result[member] = {"allOf": [_properties(name, family, tag, schemas), tagged]}
            members.append({"$ref": COMPONENTS + member})
        result[base] = {key: schema[key] for key in ("title", "description") if key in schema} | {"oneOf": members}
    return result


def tagged(schemas: dict[str, Schema], paths: Any = None) -> dict[str, Schema]:
    """Return the components with the tags that discriminators of unions give to members; the input is not changed.

    A member that restricts its tag to one value by itself keeps it. The others get the values of the mapping, or else
    their name.

    Args:
        schemas: The components.
        paths: The operations, which may hold unions as well.
    """
    values: dict[tuple[str, str], list[str]] = {}
    for union in _discriminated([schemas, paths]):
        tag = union["discriminator"].get("propertyName")
        mapping = _mapping(union, schemas)
        for entry in (*union.get("oneOf", ()), *union.get("anyOf", ())):
            name = str(entry.get("$ref", "")).removeprefix(COMPONENTS)
            if isinstance(tag, str) and name in schemas and not _is_union(name, schemas):
                found = values.setdefault((name, tag), [])
                found += [value for value in mapping.get(name, [name]) if value not in found]
    result = {
        name: _with_parents(name, [other for other in values if other[1] in own], schemas)
        if (own := {tag for member, tag in values if member == name})
        else schema
        for name, schema in schemas.items()
    }
    for (name, tag), own_values in values.items():
        known = _known_values(schemas[name], tag, schemas)
        wanted = own_values if known is None else [value for value in own_values if value in known]
        if wanted and (known is None or len(known) > 1):
            restricted = {"const": wanted[0]} if len(wanted) == 1 else {"enum": wanted}
            part = {"type": "object", "properties": {tag: {"type": "string", **restricted}}}
            result[name] = {"allOf": [result[name], part]}
    return result


def _with_parents(
    name: str, members: Collection[tuple[str, str]], schemas: dict[str, Schema], seen: frozenset[str] = frozenset()
) -> Schema:
    """Return a member with the content of the members that it inherits from: it has other values of the tag."""
    parents = {member for member, _ in members} - {name, *seen}
    schema = schemas[name]
    if parents.isdisjoint(_parents(schema)):
        return schema
    parts = [
        _with_parents(parent, members, schemas, seen | {name})
        if (parent := str(part.get("$ref", "")).removeprefix(COMPONENTS)) in parents
        else part
        for part in schema["allOf"]
    ]
    return {**schema, "allOf": parts}


def _discriminated(node: Any) -> Iterator[Schema]:
    """Yield the unions with a discriminator below a node."""
    if isinstance(node, dict):
        if isinstance(node.get("discriminator"), dict) and ("oneOf" in node or "anyOf" in node):
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from _discriminated(value)


def _is_union(name: str, schemas: dict[str, Schema]) -> bool:
    return "oneOf" in schemas[name] or "anyOf" in schemas[name]


def _known_values(schema: Any, tag: str, schemas: dict[str, Schema]) -> list[Any] | None:
    """Return the values that an object restricts its tag to; None if it may be any text, [] if it is something else."""
    found: list[Any] | None = None
    for part in _parts_of(schema, schemas):
        for inner in _parts_of(part.get("properties", {}).get(tag, {}), schemas):
            values = [inner["const"]] if "const" in inner else inner.get("enum")
            if values is None and ("oneOf" in inner or "anyOf" in inner or inner.get("type", "string") != "string"):
                return []
            if values is not None:
                found = values if found is None else [value for value in found if value in values]
    return found


def _parts_of(schema: Any, schemas: dict[str, Schema], seen: frozenset[str] = frozenset()) -> Iterator[Schema]:
    """Yield a schema and the parts of its ``allOf``, through references."""
    if not isinstance(schema, dict):
        return
    yield schema
    for part in ({"$ref": schema["$ref"]} if "$ref" in schema else {}, *schema.get("allOf", ())):
        name = str(part.get("$ref", "")).removeprefix(COMPONENTS) if isinstance(part, dict) else ""
        if name in schemas and name not in seen:
            yield from _parts_of(schemas[name], schemas, seen | {name})
        elif not name:
            yield from _parts_of(part, schemas, seen) if part else ()


def subclasses(base: str, schemas: dict[str, Schema], *, direct: bool = False) -> list[str]:
    """Return the components that inherit from a base with a discriminator, in the order of the document.

    Args:
        base: Name of a component.
        schemas: All components.
        direct: Whether to return only the direct subclasses, of any component.
    """
    schema = schemas[base]
    if direct:
        return [name for name, other in schemas.items() if base in _parents(other) and name != base]
    if not _is_base(schema):
        return []
    found = {base}
    pending = [base]
    while pending:
        for name in subclasses(pending.pop(), schemas, direct=True):
            if name not in found:
                found.add(name)
                pending.append(name)
    found |= set(_mapping(schema, schemas))
    return [name for name in schemas if name in found and name != base]


def _free(name: str, taken: dict[str, Schema]) -> str:
    return next(
        found for number in itertools.count(1) if (found := f"{name}{number if number > 1 else ''}") not in taken
    )


def _is_base(schema: Any) -> bool:
    return (
        isinstance(schema, dict)
        and isinstance(schema.get("discriminator"), dict)
        and not ("oneOf" in schema or "anyOf" in schema)
    )


def _parents(schema: Any) -> list[str]:
    parts = schema.get("allOf") if isinstance(schema, dict) else None
    references = [part.get("$ref") for part in (parts if isinstance(parts, list) else ()) if isinstance(part, dict)]
    return [reference.removeprefix(COMPONENTS) for reference in references if isinstance(reference, str)]


def _mapping(schema: Schema, schemas: dict[str, Schema]) -> dict[str, list[str]]:
    """Return the tag values of each component in the mapping of a discriminator, which may name it without a path."""
    mapping = schema["discriminator"].get("mapping")
    found: dict[str, list[str]] = {}
    for value, target in mapping.items() if isinstance(mapping, dict) else ():
        name = str(target).removeprefix(COMPONENTS)
        if name in schemas:
            found.setdefault(name, []).append(value)
    return found


def _own_tag(schema: Schema, tag: str) -> Schema | None:
    for part in (schema, *schema.get("allOf", ())):
        found = part.get("properties", {}).get(tag)
        if isinstance(found, dict) and ("const" in found or "enum" in found):
            return found
    return None


def _properties(name: str, family: set[str], tag: str, schemas: dict[str, Schema]) -> Schema:
    """Return a component without the tag, and with the properties of its parents instead of references to them."""
    parts = []
    for part in schemas[name].get("allOf", ()):
        parent = part.get("$ref", "").removeprefix(COMPONENTS)
        inherited = parent in family and parent != name
        parts.append(_properties(parent, family, tag, schemas) if inherited else _untagged(part, tag))
    own = {key: value for key, value in _untagged(schemas[name], tag).items() if key not in ("allOf", "discriminator")}
    return {**own, "allOf": parts} if parts else own


def _untagged(schema: Schema, tag: str) -> Schema:
    if tag not in schema.get("properties", {}):
        return schema
    properties = {key: value for key, value in schema["properties"].items() if key != tag}
    return {**schema, "properties": properties}
