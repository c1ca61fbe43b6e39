"""Hypothesis strategies derived from the specification: valid instances and mutations of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from hypothesis import strategies as st

from realtime_client._core.json import dumps, loads

Schema: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]

REFERENCE = "#/components/schemas/"
_SOME = 3

# No lone surrogates: they are tested separately.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# Integers and floats that every JSON parser reads alike.
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=_SOME) | st.dictionaries(TEXT, inner, max_size=_SOME),
    max_leaves=6,
)


@cache
def components() -> dict[str, Schema]:
    """Return the schemas of the contract, as the package has them."""
    document = loads(files("realtime_client._generated").joinpath("schemas.json").read_bytes())
    schemas: dict[str, Schema] = document["schemas"]
    return schemas


def classes() -> list[str]:
    """Return the names of the components that are classes in Python."""
    return [name for name, schema in components().items() if "properties" in schema]


@cache
def instances(name: str) -> st.SearchStrategy[Any]:
    """Return a strategy for valid instances of a component."""
    return _valid(components()[name])


def _valid(schema: Schema) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        return st.deferred(lambda: instances(name))
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return st.one_of([_valid(entry) for entry in alternatives])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema.get("type", "anything")
    return st.one_of([_of_kind(kind, schema) for kind in (kinds if isinstance(kinds, list) else [kinds])])


def _of_kind(kind: str, schema: Schema) -> st.SearchStrategy[Any]:
    if kind == "object":
        return _objects(schema)
    if kind == "array":
        least, most = schema.get("minItems", 0), schema.get("maxItems", _SOME)
        return st.lists(_valid(schema.get("items", {})), min_size=least, max_size=max(least, min(most, _SOME)))
    if kind == "string" and "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    if kind == "string":
        return st.text(
            st.characters(exclude_categories=["Cs"]),
            min_size=schema.get("minLength", 0),
            max_size=min(schema.get("maxLength", 20), 20),
        )
    low, high = schema.get("minimum"), schema.get("maximum")
    if kind == "integer":
        return st.integers(-(2**53) if low is None else low, 2**53 if high is None else high)
    if kind == "number":
        return st.floats(low, high, allow_nan=False, allow_infinity=False)
    simple: dict[str, st.SearchStrategy[Any]] = {"boolean": st.booleans(), "null": st.none()}
    return simple.get(kind, JSON)


@st.composite
def _objects(draw: st.DrawFn, schema: Schema) -> dict[str, Any]:
    properties: dict[str, Schema] = schema.get("properties", {})
    required = set(schema.get("required", ()))
    value = {
        key: draw(_valid(entry)) for key, entry in properties.items() if key in required or draw(st.integers(0, 2)) == 0
    }
    if not properties:
        others = schema.get("additionalProperties", True)
        keys = st.text(max_size=min(schema.get("propertyNames", {}).get("maxLength", 20), 20))
        values = _valid(others) if isinstance(others, dict) else JSON
        value |= draw(st.dictionaries(keys, values, max_size=_SOME))
    return value


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield every place below an object, as the keys and indexes that lead to it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in entries:
        yield (*path, key)
        yield from places(item, (*path, key))


@st.composite
def mutated(draw: st.DrawFn, name: str) -> Any:
    """Draw an instance of a component with up to three mutations of a kind that a server may make."""
    value = loads(dumps(draw(instances(name))))
    for _ in range(draw(st.integers(1, 3))):
        mutate(draw, value)
    return value


def mutate(draw: st.DrawFn, value: Any) -> tuple[str, Path]:
    """Null, remove, retype or add one value in place.

    Returns:
        The kind of mutation, and its place.
    """
    found = list(places(value))
    what = draw(st.sampled_from(["null", "remove", "retype", "unhashable", "add"] if found else ["add"]))
    if what == "add":
        holders: list[Path] = [(), *(path for path in found if isinstance(_at(value, path), dict))]
        path = (*draw(st.sampled_from(holders)), draw(TEXT.map(lambda text: f"x_{text}")))
    else:
        path = draw(st.sampled_from(found))
    holder, key = _at(value, path[:-1]), path[-1]
    if what == "remove":
        del holder[key]
    elif what == "null":
        holder[key] = None
    elif what == "unhashable":
        holder[key] = draw(st.sampled_from([[], {}, [[]], {"type": []}]))
    else:
        holder[key] = draw(JSON)
    return what, path


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value
