"""Validation of messages against the specification."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib.resources import files
from threading import RLock
from typing import Any, Final, TypeAlias

from attrs import frozen

from .._core.json import loads_object
from .._core.model import Model
from .._core.redaction import MASK, is_secret_name, redact

__all__ = ["REFERENCE", "Deviation", "components", "deviations_of", "fits", "validate"]

_Schema: TypeAlias = dict[str, Any]
_Check: TypeAlias = Callable[[Any], bool]
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

    Raises:
        TypeError: It is not a model; JSON is read first, by `parse_event` or `parse_client_event`.
    """
    given: object = model
    if not isinstance(given, Model):
        raise TypeError(f"validate takes a model, not {type(given).__name__}: read JSON with parse_event first")
    return deviations_of(model._component, model.to_dict())


def deviations_of(component: str, data: dict[str, Any]) -> list[Deviation]:
    """Compare a JSON object with a component of the specification; "" where its type is unknown."""
    if not component:
        kind = _shown(data["type"], {}) if "type" in data else "nothing"
        return [Deviation("$.type", "a type that the specification knows", kind)]
    # Most messages are as declared; only others are worth the search for what is not.
    return [] if fits(component)(data) else list(_deviations({"$ref": REFERENCE + component}, data, "$"))


@cache
def components() -> dict[str, _Schema]:
    """Return the schemas of the specification by name, without descriptions."""
    document = loads_object(files("realtime_client._generated").joinpath("schemas.json").read_bytes())
    schemas: dict[str, _Schema] = document["schemas"]
    return schemas


@cache
def fits(component: str) -> _Check:
    """Return the check of a component, compiled from its schema: where it returns True, `_deviations` finds nothing."""
    with _COMPILATION:
        _compiling.add(component)
        try:
            return _compiled(components()[component])
        finally:
            _compiling.discard(component)


_COMPILATION: Final = RLock()
_compiling: set[str] = set()


def _compiled(schema: _Schema) -> _Check:
    """Return a function that checks a value; the schema is looked at once, and no text of it is executed."""
    if not schema:
        return _anything
    if "$ref" in schema:
        component = schema["$ref"].removeprefix(REFERENCE)
        # A schema that contains itself is compiled by the time a value is checked.
        return (lambda value: fits(component)(value)) if component in _compiling else fits(component)
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return _compiled_union(list(_flat(alternatives)))
    kinds = schema.get("type")
    checks = [_compiled_kind(kind, schema) for kind in (kinds if isinstance(kinds, list) else [kinds])]
    check = checks[0] if len(checks) == 1 else _any_of(checks)
    if "const" in schema:
        return _constant(schema["const"])
    if "enum" in schema:
        return _both(check, _one_of(schema["enum"]))
    return check


def _anything(value: Any) -> bool:
    return True


def _both(first: _Check, second: _Check) -> _Check:
    return lambda value: first(value) and second(value)


def _constant(const: Any) -> _Check:
    if isinstance(const, str):
        return lambda value: type(value) is str and value == const
    return partial(_same, const=const)


def _any_of(checks: Sequence[_Check]) -> _Check:
    def check(value: Any) -> bool:
        for each in checks:  # noqa: SIM110 - a generator would cost more than the checks
            if each(value):
                return True
        return False

    return check


def _one_of(known: list[Any]) -> _Check:
    if all(isinstance(each, str) for each in known):
        texts = frozenset(known)
        return lambda value: isinstance(value, str) and value in texts
    return lambda value: any(_same(value, each) for each in known)


def _compiled_kind(kind: str | None, schema: _Schema) -> _Check:
    """Return the check of a value against one type and the limits for values of that type."""
    if kind is None:
        by_type = {each: _compiled_kind(each, schema) for each in ("object", "array", "string", "number")}
        return _any_of([*by_type.values(), _is_null, _is_boolean])
    if kind == "object":
        return _compiled_object(schema)
    if kind == "array":
        return _compiled_array(schema)
    if kind == "string":
        return _compiled_string(schema)
    if kind in ("integer", "number"):
        return _compiled_number(schema, kind)
    return {"null": _is_null, "boolean": _is_boolean}.get(kind, _nothing)


def _is_null(value: Any) -> bool:
    return value is None


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def _is_string(value: Any) -> bool:
    return isinstance(value, str)


def _is_integer(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())


def _is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


# Checks that hold for every value of a type.
_WHOLE_TYPES: Final[dict[_Check, type]] = {_is_string: str, _is_integer: int, _is_boolean: bool}


def _nothing(value: Any) -> bool:
    return False


def _within(size: float, least: float | None, most: float | None) -> bool:
    return (least is None or size >= least) and (most is None or size <= most)


def _compiled_string(schema: _Schema) -> _Check:
    least, most, pattern = schema.get("minLength"), schema.get("maxLength"), schema.get("pattern")
    if least is None and most is None and pattern is None:
        return _is_string
    search = (lambda value: True) if pattern is None else re.compile(pattern).search
    return lambda value: isinstance(value, str) and _within(len(value), least, most) and bool(search(value))


def _compiled_number(schema: _Schema, kind: str) -> _Check:
    least, most = schema.get("minimum"), schema.get("maximum")
    check = _is_integer if kind == "integer" else _is_number
    if least is None and most is None:
        return check
    return lambda value: check(value) and _within(value, least, most)


def _compiled_array(schema: _Schema) -> _Check:
    least, most = schema.get("minItems"), schema.get("maxItems")
    of = _compiled(schema.get("items", {}))

    def check(value: Any) -> bool:
        if not isinstance(value, list) or not _within(len(value), least, most):
            return False
        if of is not _anything:
            for item in value:
                if not of(item):
                    return False
        return True

    return check


def _compiled_object(schema: _Schema) -> _Check:
    declared: dict[str, _Schema] = schema.get("properties", {})
    # With the type of the values that need no further check.
    checks = {key: _compiled(of) for key, of in declared.items()}
    properties = {key: (_WHOLE_TYPES.get(check), check) for key, check in checks.items()}
    required = frozenset(schema.get("required", ()))
    others = schema.get("additionalProperties", not declared)
    check_other = _compiled(others) if isinstance(others, dict) else _nothing if others is False else _anything
    longest, most = schema.get("propertyNames", {}).get("maxLength"), schema.get("maxProperties")

    def check(value: Any) -> bool:
        if not isinstance(value, dict) or not required <= value.keys():
            return False
        for key, item in value.items():
            if key in properties:
                kind, check_item = properties[key]
                if type(item) is not kind and not check_item(item):
                    return False
            elif not check_other(item):
                return False
        if most is not None and len(value) > most:
            return False
        return longest is None or all(len(key) <= longest for key in value)

    return check


def _compiled_union(alternatives: list[_Schema]) -> _Check:
    """Return the check of a union: of an object with a tag, only the members with that tag are looked at."""
    members = [(_tags(entry).get("type"), _compiled(entry)) for entry in alternatives]
    everything = _any_of([check for _, check in members])
    tags = {tag for tag, _ in members if isinstance(tag, str)}
    if len(tags) < 2:
        return everything
    by_tag = {tag: _any_of([check for other, check in members if other in (tag, None)]) for tag in tags}
    untagged = _any_of([check for tag, check in members if not isinstance(tag, str)])

    def check(value: Any) -> bool:
        if not isinstance(value, dict) or "type" not in value:
            return everything(value)
        tag = value["type"]
        return by_tag.get(tag, untagged)(value) if isinstance(tag, str) else everything(value)

    return check


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
