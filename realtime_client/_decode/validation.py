"""Validation of messages against the specification."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from attrs import frozen

from .._core.json import loads_object
from .._core.model import Model
from .._core.redaction import MASK, is_secret_name, redact

__all__ = ["REFERENCE", "Deviation", "components", "validate"]

_Schema: TypeAlias = dict[str, Any]
REFERENCE: Final = "#/components/schemas/"
_SHOWN = 60


@frozen
class Deviation:
    """One place where a message deviates from the specification.

    Attributes:
        path: The place, as a JSON path such as ``$.response.output[0].status``.
        declared: What the specification declares there.
        found: What the message has there, secrets masked.
    """

    path: str
    declared: str
    found: str

    def __str__(self) -> str:
        return f"{self.path}: declared {self.declared}, found {self.found}"


def validate(model: Model) -> list[Deviation]:
    """Compare a model with the specification.

    Reading accepts everything; this reports what was not as declared: missing and undeclared keys, null where it is not
    allowed, values of another type, outside their limits, or not in their enumeration.

    Returns:
        All deviations, in the order of the message; empty if there are none.
    """
    data = model.to_dict()
    if not model._component:
        kind = _shown(data["type"], {}) if "type" in data else "nothing"
        return [Deviation("$.type", "a type that the specification knows", kind)]
    return list(_deviations({"$ref": REFERENCE + model._component}, data, "$"))


@cache
def components() -> dict[str, _Schema]:
    """Return the schemas of the specification by name, without descriptions."""
    document = loads_object(files("realtime_client._generated").joinpath("schemas.json").read_bytes())
    schemas: dict[str, _Schema] = document["schemas"]
    return schemas


def _resolved(schema: _Schema) -> _Schema:
    while "$ref" in schema:
        schema = components()[schema["$ref"].removeprefix(REFERENCE)]
    return schema


def _deviations(schema: _Schema, value: Any, path: str) -> Iterator[Deviation]:
    if not schema:
        # The contract leaves this open, and what is inside may be nested more deeply than Python recurses.
        return
    schema = _resolved(schema)
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        yield from _union(schema, alternatives, value, path)
        return
    if not _fits_type(schema, value):
        yield Deviation(path, _declared(schema), _shown(value, schema))
        return
    if "const" in schema and not _same(value, schema["const"]):
        yield Deviation(path, repr(schema["const"]), _shown(value, schema))
    elif "enum" in schema and not any(_same(value, known) for known in schema["enum"]):
        yield Deviation(path, f"one of {', '.join(map(repr, schema['enum']))}", _shown(value, schema))
    if isinstance(value, dict):
        yield from _object(schema, value, path)
    elif isinstance(value, list):
        yield from _limits(path, len(value), schema.get("minItems"), schema.get("maxItems"), "entries")
        for index, item in enumerate(value):
            yield from _deviations(schema.get("items", {}), item, f"{path}[{index}]")
    elif isinstance(value, str):
        yield from _limits(path, len(value), schema.get("minLength"), schema.get("maxLength"), "characters")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield Deviation(path, f"a string that matches {schema['pattern']}", _shown(value, schema))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _limits(path, value, schema.get("minimum"), schema.get("maximum"))


def _object(schema: _Schema, value: dict[str, Any], path: str) -> Iterator[Deviation]:
    properties: dict[str, _Schema] = schema.get("properties", {})
    for key in schema.get("required", ()):
        if key not in value:
            yield Deviation(_child(path, key), _declared(_resolved(properties.get(key, {}))), "nothing")
    others = schema.get("additionalProperties", not properties)
    for key, item in value.items():
        place = _child(path, key)
        if key in properties:
            yield from _deviations(properties[key], item, place)
        elif others is False:
            secret = isinstance(item, str) and is_secret_name(key)
            yield Deviation(place, "no such key", MASK if secret else _shown(item, {}))
        elif isinstance(others, dict):
            yield from _deviations(others, item, place)
        longest = schema.get("propertyNames", {}).get("maxLength")
        yield from _limits(place, len(key), None, longest, "characters in a key")
    yield from _limits(path, len(value), None, schema.get("maxProperties"), "keys")


def _union(schema: _Schema, alternatives: list[_Schema], value: Any, path: str) -> Iterator[Deviation]:
    """Yield nothing if an alternative fits, or else the deviations from the one that was most likely meant."""
    fitting = [entry for entry in _flat(alternatives) if _fits_type(entry, value)]
    if not fitting:
        yield Deviation(path, _declared(schema), _shown(value, schema))
        return
    # A member with another tag cannot fit; leaving it out keeps nested unions linear.
    possible = [entry for entry in fitting if not _tag_differs(entry, value)]
    found = [list(_deviations(entry, value, path)) for entry in possible]
    if not all(found):
        return
    tagged = [deviations for entry, deviations in zip(possible, found, strict=True) if _tag_fits(entry, value)]
    if isinstance(value, dict) and not tagged:
        # No member has this type, or else this role among those of the type.
        meant = [entry for entry in fitting if _same(value.get("type"), _tags(entry).get("type"))]
        tag, among = ("role", meant) if meant else ("type", fitting)
        known = dict.fromkeys(repr(_tags(entry)[tag]) for entry in among if tag in _tags(entry))
        shown = _shown(value[tag], {}) if tag in value else "nothing"
        yield Deviation(_child(path, tag), f"one of {', '.join(known)}", shown)
        return
    yield from min(tagged or found, key=len)


def _flat(alternatives: list[_Schema]) -> Iterator[_Schema]:
    for entry in map(_resolved, alternatives):
        inner = entry.get("anyOf") or entry.get("oneOf")
        if inner:
            yield from _flat(inner)
        else:
            yield entry


def _tags(schema: _Schema) -> dict[str, Any]:
    properties = schema.get("properties", {})
    return {key: properties[key]["const"] for key in ("type", "role") if "const" in properties.get(key, {})}


def _tag_fits(schema: _Schema, value: Any) -> bool:
    return isinstance(value, dict) and all(_same(value.get(key), const) for key, const in _tags(schema).items())


def _tag_differs(schema: _Schema, value: Any) -> bool:
    return isinstance(value, dict) and any(
        key in value and not _same(value[key], const) for key, const in _tags(schema).items()
    )


def _limits(path: str, size: float, least: float | None, most: float | None, of: str = "") -> Iterator[Deviation]:
    of = f" {of}" if of else ""
    if least is not None and size < least:
        yield Deviation(path, f"at least {least}{of}", f"{size}{of}")
    if most is not None and size > most:
        yield Deviation(path, f"at most {most}{of}", f"{size}{of}")


def _fits_type(schema: _Schema, value: Any) -> bool:
    schema = _resolved(schema)
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(kind is None or _is(kind, value) for kind in kinds)


def _is(kind: str, value: Any) -> bool:
    if isinstance(value, bool) or value is None:
        return kind == ("null" if value is None else "boolean")
    if kind == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    kinds = {"string": str, "number": (int, float), "array": list, "object": dict}
    return kind in kinds and isinstance(value, kinds[kind])  # type: ignore[arg-type]


def _same(value: Any, const: Any) -> bool:
    """Compare as JSON does, where true is not 1."""
    return bool(value == const) and isinstance(value, bool) == isinstance(const, bool)


def _declared(schema: _Schema) -> str:
    schema = _resolved(schema)
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return " or ".join(dict.fromkeys(_declared(entry) for entry in alternatives))
    if "const" in schema:
        return repr(schema["const"])
    kinds = schema.get("type", "anything")
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)


def _shown(value: Any, schema: _Schema) -> str:
    if schema.get("format") == "password" and value is not None:
        return MASK
    if isinstance(value, dict | list):
        kind, entries = ("object", "keys") if isinstance(value, dict) else ("array", "entries")
        return f"{kind} of {len(value)} {entries}"
    names = {True: "true", False: "false", None: "null"}
    text = names[value] if value is None or isinstance(value, bool) else redact(repr(value))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _child(path: str, key: str) -> str:
    return f"{path}.{key}" if key.isidentifier() else f"{path}[{key!r}]"
