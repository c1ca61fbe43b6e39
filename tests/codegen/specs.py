"""Hypothesis strategies for random documents, and for valid instances of their schemas."""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import strategies as st

Schema: TypeAlias = dict[str, Any]

REFERENCE = "#/components/schemas/"
NULL: Schema = {"type": "null"}

# Components; the first three are always objects with an id, and the first holds only scalars.
COMPONENTS = ["Base", "left-side", "Thing2", "Class", "some.Value", "http_URL", "Maybe", "Last"]
_KEYWORDS = ["class", "from", "None", "def", "async", "lambda", "match", "type", "True"]
_TAKEN = ["self", "cls", "from_dict", "to_dict", "to_json", "additional_properties", "data", "value", "Any", "UNSET"]
_TAKEN += ["str", "list", "dict", "property", "classmethod", "new", "plain", "Model", "key", "item", "models", "mro"]
_ODD = ["foo-bar", "x.y", "1st", "2", "größe", "ﬁeld", "名前", "$ref", "@type", "with space", "a/b", "~tilde", "é"]
_DUNDER = ["_component", "_unknown", "_secrets", "__class__", "__init__", "__slots__", "__attrs_attrs__", "_", "__"]
_COLLIDING = ["fooBar", "foo_bar", "Foo_Bar", "FooBar"]
_QUOTED = ["it's", 'say "so"', "back\\slash", "{brace}", "%s", "new\nline", "\u2028"]
NAMES = [*"abcdefgh", "id", "name", "x-note", "description", "default", "title", "properties", "items", "example"]
NAMES += [*_KEYWORDS, *_TAKEN, *_ODD, *_DUNDER, *_COLLIDING, *_QUOTED]

_VALUES = st.sampled_from(["", "a", "B", "two words", "it's", 'say "so"', "1", "None", "\\", "ü", "\u2028"])
_TEXTS = st.sampled_from(
    ["", "Plain.", 'Ends with "quotes"', 'Has """ inside', "Back\\slash \\N", "Two\n\nlines\u2028"]
)

_SCALARS: list[Schema] = [
    {"type": "string"},
    {"type": "string", "maxLength": 9, "minLength": 1},
    {"type": "string", "format": "password"},
    {"type": "integer", "minimum": 0, "maximum": 9},
    {"type": "integer", "format": "unixtime"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "null"},
    {"type": ["string", "integer"]},
    {"type": ["string", "null"]},
    {"type": ["boolean", "integer", "null"]},
    {},
    {"type": "object"},
    {"type": "array"},
    {"enum": [1, 2, 3]},
    {"enum": ["a", 1]},
    {"enum": [True, "a"]},
    {"enum": ["a", None]},
    {"const": 7},
    {"const": "fixed"},
    {"type": "boolean", "const": True},
]

_scalars: st.SearchStrategy[Schema] = st.one_of(
    st.sampled_from(_SCALARS),
    st.lists(_VALUES, min_size=1, max_size=3, unique=True).map(lambda values: {"type": "string", "enum": values}),
    _VALUES.map(lambda value: {"type": "string", "enum": [value], "x-constant": True}),
    _VALUES.map(lambda value: {"type": "string", "default": value}),
)


def _reference(name: str) -> Schema:
    return {"$ref": REFERENCE + name}


_references = st.sampled_from(COMPONENTS).map(_reference)


@st.composite
def _objects(draw: st.DrawFn, inner: st.SearchStrategy[Schema], tag: str = "") -> Schema:
    properties: dict[str, Schema] = draw(st.dictionaries(st.sampled_from(NAMES), inner, max_size=4))
    if tag:
        constant: Schema = draw(st.sampled_from([{"type": "string", "enum": [tag]}, {"const": tag}]))
        properties = {"type": constant} | properties
    required = [name for name in properties if name == "type" or draw(st.booleans())]
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    if draw(st.integers(0, 9)) == 0:
        schema["additionalProperties"] = draw(st.sampled_from([False, True]))
    if draw(st.integers(0, 5)) == 0:
        del schema["type"]
    return schema


@st.composite
def _unions(draw: st.DrawFn, inner: st.SearchStrategy[Schema]) -> Schema:
    keyword = draw(st.sampled_from(["anyOf", "oneOf"]))
    kind = draw(st.sampled_from(["tagged", "scalars", "any", "one", "nullable"]))
    if kind == "tagged":
        tags = draw(st.lists(st.sampled_from(["p", "q", "it's", "a/b"]), min_size=2, max_size=3, unique=True))
        members = [draw(_objects(inner, tag)) for tag in tags]
    elif kind == "scalars":
        members = draw(st.lists(_scalars, min_size=2, max_size=3))
    elif kind == "any":
        members = draw(st.lists(inner, min_size=2, max_size=3))
    elif kind == "one":
        members = [draw(inner)]
    else:
        members = [draw(inner), dict(NULL)]
    return {keyword: members}


@st.composite
def _used(draw: st.DrawFn, schema: Schema) -> Schema:
    """A schema with the keywords that may accompany it where it is used."""
    schema = dict(schema)
    if draw(st.integers(0, 4)) == 0:
        schema["nullable"] = True
    if draw(st.integers(0, 3)) == 0:
        schema["description"] = draw(_TEXTS)
    if draw(st.integers(0, 9)) == 0:
        schema["default"] = None
    if draw(st.integers(0, 9)) == 0:
        schema["title"] = schema["x-note"] = draw(_TEXTS)
    return schema


@st.composite
def _tuples(draw: st.DrawFn, inner: st.SearchStrategy[Schema]) -> Schema:
    schema: Schema = {"prefixItems": draw(st.lists(inner, max_size=3))}
    rest = draw(st.sampled_from([None, False, True, {}]) | inner)
    return {**schema, **({} if rest is None else {"items": rest}), **draw(st.sampled_from([{}, {"maxItems": 1}]))}


@st.composite
def _maps_by_pattern(draw: st.DrawFn, inner: st.SearchStrategy[Schema]) -> Schema:
    patterns: Schema = draw(st.dictionaries(st.sampled_from(["^a", "^b", "c$"]), inner | st.just(False), max_size=3))
    rest = draw(st.sampled_from([None, False, True]) | inner)
    schema = draw(_objects(inner)) if draw(st.booleans()) else {}
    others = {} if rest is None or "additionalProperties" in schema else {"additionalProperties": rest}
    return {**schema, "patternProperties": patterns, **others}


@st.composite
def _restricted(draw: st.DrawFn, inner: st.SearchStrategy[Schema]) -> Schema:
    """A schema with keywords that nothing reads, and what these hold is no part of the document."""
    held: Schema = draw(inner | st.sampled_from([{"$ref": "#/nowhere"}, True, False]))
    keywords: list[Schema] = [
        {"not": held},
        {"if": held, "then": held, "else": held},
        {"if": held, "then": {"properties": {"a": held}}},
        {"contains": held, "minContains": 2},
        {"dependentSchemas": {"a": held}},
        {"$defs": {"A": held}, "$id": "https://example.com", "$anchor": "a"},
        {"$dynamicRef": "#a"},
    ]
    return draw(inner) | draw(st.sampled_from(keywords))


def _deeper(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    used = inner.flatmap(_used)
    return st.one_of(
        _objects(used),
        _unions(used),
        _tuples(used),
        _maps_by_pattern(used),
        _restricted(used),
        used.map(lambda schema: {"type": "array", "items": schema}),
        used.map(lambda schema: {"type": "object", "additionalProperties": schema}),
        inner.map(lambda schema: {"allOf": [schema], "description": "One part."}),
        _objects(_scalars).map(lambda schema: {"allOf": [_reference("Base"), schema]}),
    )


SCHEMAS = st.recursive(_scalars | _references, _deeper, max_leaves=5)


@st.composite
def documents(draw: st.DrawFn) -> Schema:
    """A document with a few components of any shape and a few operations that use them."""
    used = SCHEMAS.flatmap(_used)
    schemas: dict[str, Schema] = {"Base": draw(_objects(_scalars))}
    for index, name in enumerate(COMPONENTS[1:]):
        schemas[name] = draw(_objects(used) if index < 2 else used | _objects(used))
    for name in COMPONENTS[:3]:
        schemas[name]["properties"] |= {"id": {"type": "string"}}
    paths: dict[str, Any] = {}
    for number in range(draw(st.integers(0, 2))):
        body, answer = (draw(st.sampled_from(COMPONENTS[:3])) for _ in range(2))
        operation: dict[str, Any] = {
            "operationId": draw(st.sampled_from(["do it", "class", "get-thing", "sync", "1st"])) + str(number or ""),
            "summary": draw(_TEXTS),
            "tags": [draw(st.sampled_from(["Things", "class", "1", "größe"]))],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": _reference(answer)}}}},
        }
        if draw(st.booleans()):
            content = {"application/json": {"schema": _reference(body)}}
            operation["requestBody"] = {"required": draw(st.booleans()), "content": content}
        if draw(st.booleans()):
            operation["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
        path = f"/things{number}/{{id}}" if "parameters" in operation else f"/things{number}"
        paths[path] = {"post": operation}
    info = {"title": "A test", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


_JSON: list[Any] = [None, True, 0, 1.5, "text", [], {}, [{"type": "p"}], {"type": ["odd"]}, {"a": {"a": []}}]
_ANYTHING = st.sampled_from(_JSON)


def instances(schema: Schema, schemas: dict[str, Schema], depth: int = 4) -> st.SearchStrategy[Any]:
    """Instances of a normalised schema, valid in shape; any JSON below ``depth``."""
    if depth < 0:
        return _ANYTHING
    if "$ref" in schema:
        return instances(schemas[schema["$ref"].removeprefix(REFERENCE)], schemas, depth)
    union = schema.get("anyOf") or schema.get("oneOf")
    if union:
        return st.sampled_from(union).flatmap(lambda member: instances(member, schemas, depth))
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return st.sampled_from(kinds).flatmap(lambda kind: instances({**schema, "type": kind}, schemas, depth))
    if kinds == "array":
        return st.lists(instances(schema.get("items", {}), schemas, depth - 1), max_size=2)
    if kinds == "object":
        return _object_instances(schema, schemas, depth - 1)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        "string": st.sampled_from(["", "a", "text"]),
        "integer": st.integers(0, 9),
        "number": st.sampled_from([0, 0.5, 7]),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return simple.get(kinds, _ANYTHING)


@st.composite
def _object_instances(draw: st.DrawFn, schema: Schema, schemas: dict[str, Schema], depth: int) -> dict[str, Any]:
    properties: dict[str, Schema] = schema.get("properties", {})
    required = schema.get("required", ())
    value = {
        name: draw(instances(entry, schemas, depth))
        for name, entry in properties.items()
        if name in required or draw(st.booleans())
    }
    others = schema.get("additionalProperties", True)
    if others is not False and draw(st.booleans()):
        value["undeclared"] = draw(instances(others, schemas, depth) if isinstance(others, dict) else _ANYTHING)
    return value
