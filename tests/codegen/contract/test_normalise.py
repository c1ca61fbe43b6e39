"""Every document is brought into one form, by rules about shapes."""

from __future__ import annotations

import copy
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from codegen.contract.document import DocumentError
from codegen.contract.normalise import normalise

NULL = {"type": "null"}
STRING = {"type": "string"}


def _schemas(**schemas: Any) -> dict[str, Any]:
    document = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}}
    before = copy.deepcopy(document)
    result = normalise(document)
    assert document == before
    assert normalise(result) == result, "normalising again changes nothing"
    found: dict[str, Any] = result["components"]["schemas"]
    return found


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Annotations and extensions are removed.
        ({"type": "string", "title": "T", "description": "D", "example": "E", "x-y": 1}, STRING),
        # Marked constants are written as `const`.
        (
            {"type": "string", "enum": ["a"], "x-constant": True, "default": "a"},
            {"type": "string", "const": "a"},
        ),
        ({"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["a"]}),
        # All spellings of null.
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "default": None}, {"type": ["string", "null"]}),
        ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
        ({"anyOf": [STRING, NULL]}, {"type": ["string", "null"]}),
        ({"anyOf": [NULL, {"oneOf": [STRING, {"type": "integer"}]}]}, {"anyOf": [STRING, {"type": "integer"}, NULL]}),
        ({"type": "object", "nullable": True}, {"anyOf": [{"type": "object"}, NULL]}),
        ({**_ref("Other"), "nullable": True}, {"anyOf": [_ref("Other"), NULL]}),
        # Unions of one, and of unions.
        ({"oneOf": [STRING]}, STRING),
        ({"allOf": [_ref("Other")]}, _ref("Other")),
        ({"oneOf": [STRING, {"oneOf": [{"type": "integer"}, STRING]}]}, {"anyOf": [STRING, {"type": "integer"}]}),
        ({"oneOf": [STRING], "default": "a", "description": "D"}, {"type": "string", "default": "a"}),
        ({"anyOf": [_ref("Other")], "default": {}}, {**_ref("Other"), "default": {}}),
        ({"anyOf": [STRING], "nullable": True}, {"type": ["string", "null"]}),
        # Null in an enumeration, with a type, and with several types.
        ({"type": "string", "enum": ["a", None]}, {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]}),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]}),
        ({"type": ["string", "null"], "enum": ["a"]}, {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]}),
        (
            {"type": "string", "nullable": True, "enum": ["a", None], "default": None},
            {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]},
        ),
        ({"enum": [None]}, NULL),
        ({"const": None}, NULL),
        ({"type": ["null"]}, NULL),
        ({"type": "null", "description": "D"}, NULL),
        ({"type": ["string"]}, STRING),
        ({"type": ["string", "integer", "null"]}, {"type": ["string", "integer", "null"]}),
        (
            {"anyOf": [{"type": ["string", "null"]}, {"type": "integer"}]},
            {"anyOf": [STRING, {"type": "integer"}, NULL]},
        ),
        ({"anyOf": [{"type": ["string", "null"]}, NULL]}, {"type": ["string", "null"]}),
        (
            {"type": ["string", "array", "null"], "items": STRING, "default": "a"},
            {"anyOf": [STRING, {"type": "array", "items": STRING}, NULL], "default": "a"},
        ),
        # Null reached through a component, and through a component of a component.
        (_ref("Maybe"), {"anyOf": [_ref("Maybe"), NULL]}),
        (_ref("Same"), {"anyOf": [_ref("Same"), NULL]}),
        ({"items": _ref("MaybeEnum")}, {"type": "array", "items": {"anyOf": [_ref("MaybeEnum"), NULL]}}),
        ({"oneOf": [_ref("Maybe"), {"type": "integer"}]}, {"anyOf": [_ref("Maybe"), {"type": "integer"}, NULL]}),
        # Parts are merged.
        ({"allOf": [_ref("Other")], "description": "D", "nullable": True}, {"anyOf": [_ref("Other"), NULL]}),
        ({"allOf": [_ref("Other"), {"nullable": True}]}, {"anyOf": [_ref("Other"), NULL]}),
        ({"allOf": [_ref("Other"), {"description": "D"}]}, _ref("Other")),
        ({"allOf": [_ref("Other")], "type": "object"}, _ref("Other")),
        ({**_ref("Other"), "type": "object"}, _ref("Other")),
        ({"allOf": [_ref("Other")], "default": {}}, {**_ref("Other"), "default": {}}),
        ({"allOf": [{"allOf": [STRING]}]}, STRING),
        ({"allOf": [_ref("Other"), _ref("Other")]}, _ref("Other")),
        (
            {
                "allOf": [
                    {"type": "number", "minimum": 1},
                    {"type": "integer", "minimum": 2, "maximum": 9},
                    {"maximum": 5},
                ]
            },
            {"type": "integer", "minimum": 2, "maximum": 5},
        ),
        ({"allOf": [{"enum": ["a", "b"]}, {"type": "string", "enum": ["b", "c"]}]}, {"enum": ["b"], "type": "string"}),
        (
            {"type": "string", "oneOf": [{"enum": ["a"]}, {"maxLength": 3}]},
            {"oneOf": [{"enum": ["a"], "type": "string"}, {"maxLength": 3, "type": "string"}]},
        ),
        ({"type": "string", "format": "date", "anyOf": [STRING, STRING]}, {"type": "string", "format": "date"}),
        (True, {}),
        ({"items": True}, {"type": "array", "items": {}}),
        ({"type": "object", "properties": {}, "required": []}, {"type": "object"}),
        # Tuples, and maps by pattern.
        ({"prefixItems": [STRING, STRING], "items": False}, {"maxItems": 2, "type": "array", "items": STRING}),
        (
            {"type": "array", "prefixItems": [STRING, _ref("Maybe")], "items": {"type": "integer"}},
            {"type": "array", "items": {"anyOf": [STRING, _ref("Maybe"), {"type": "integer"}, NULL]}},
        ),
        (
            {"type": "array", "prefixItems": [{"const": 1}, True], "maxItems": 2},
            {"type": "array", "maxItems": 2, "items": {"anyOf": [{"const": 1}, {}]}},
        ),
        ({"prefixItems": [STRING]}, {"type": "array", "items": {"anyOf": [STRING, {}]}}),
        (
            {"type": "array", "prefixItems": [STRING], "items": False, "maxItems": 0},
            {"type": "array", "maxItems": 0, "items": STRING},
        ),
        ({"type": "array", "items": False}, {"type": "array", "maxItems": 0}),
        (
            {"type": "object", "patternProperties": {"^x": STRING, "^y": False}, "additionalProperties": False},
            {"type": "object", "additionalProperties": STRING},
        ),
        (
            {"patternProperties": {"^x": STRING}, "additionalProperties": {"type": "integer"}},
            {"additionalProperties": {"anyOf": [STRING, {"type": "integer"}]}, "type": "object"},
        ),
        (
            {"type": "object", "patternProperties": {"^x": _ref("Other")}},
            {"type": "object", "additionalProperties": {"anyOf": [_ref("Other"), {}]}},
        ),
        (
            {"type": "object", "patternProperties": {"^x": False}, "additionalProperties": False},
            {"type": "object", "additionalProperties": False},
        ),
        # Restrictions that are not checked, and what nothing that is read refers to.
        ({"type": "string", "not": {"enum": ["a"]}, "$id": "x", "$anchor": "y", "$defs": {"A": {}}}, STRING),
        ({**_ref("Other"), "not": {"required": ["x"]}}, _ref("Other")),
        ({"allOf": [_ref("Other"), {"if": {}, "then": {"required": ["x"]}}]}, _ref("Other")),
        (
            {"type": "array", "items": STRING, "contains": {"const": "a"}, "minContains": 2},
            {"type": "array", "items": STRING},
        ),
        ({"$dynamicRef": "#node"}, {}),
        ({"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}}, {"type": "object"}),
        # Implied types and defaults of lists.
        ({"items": STRING}, {"type": "array", "items": STRING}),
        (
            {"items": {"type": "string", "default": ["a"]}},
            {"type": "array", "items": STRING, "default": ["a"]},
        ),
    ],
)
def test_normalises_property(before: dict[str, Any], after: dict[str, Any]) -> None:
    others = {
        "Other": _object(x=STRING),
        "Maybe": {"type": ["string", "null"]},
        "Same": {"allOf": [_ref("Maybe")]},
        "MaybeEnum": {"type": "string", "enum": ["a", None]},
    }
    schemas = _schemas(Owner=_object(it=before), **others)
    assert schemas["Owner"]["properties"]["it"] == after
    assert (schemas["Maybe"], schemas["Same"]) == (STRING, _ref("Maybe"))
    assert schemas["MaybeEnum"] == {"type": "string", "enum": ["a"]}


def test_names_inline_objects_after_their_place() -> None:
    schemas = _schemas(
        Owner=_object(
            one=_object(two=_object(x=STRING)),
            some={"type": "array", "items": _object(x=STRING)},
            by_key={"type": "object", "additionalProperties": _object(x=STRING)},
            maybe={"anyOf": [_object(x=STRING), NULL]},
        )
    )
    assert schemas["Owner"]["properties"] == {
        "one": _ref("OwnerOne"),
        "some": {"type": "array", "items": _ref("OwnerSomeItem")},
        "by_key": {"type": "object", "additionalProperties": _ref("OwnerByKeyValue")},
        "maybe": {"anyOf": [_ref("OwnerMaybe"), NULL]},
    }
    assert schemas["OwnerOne"]["properties"]["two"] == _ref("OwnerOneTwo")
    assert list(schemas) == ["Owner", "OwnerOne", "OwnerOneTwo", "OwnerSomeItem", "OwnerByKeyValue", "OwnerMaybe"]


def test_names_unions_of_objects_and_their_members_by_tag() -> None:
    members = [_object(type={"type": "string", "enum": [f"audio/{kind}"]}) for kind in ("pcm", "pcmu")]
    schemas = _schemas(Owner=_object(format={"anyOf": [*members, NULL], "default": "x"}))
    assert schemas["Owner"]["properties"]["format"] == {"anyOf": [_ref("OwnerFormat"), NULL], "default": "x"}
    assert schemas["OwnerFormat"] == {"anyOf": [_ref("OwnerFormatPcm"), _ref("OwnerFormatPcmu")]}
    assert schemas["OwnerFormatPcm"]["properties"]["type"] == {"type": "string", "const": "audio/pcm"}


def test_declares_null_where_a_component_is_used() -> None:
    schemas = _schemas(Maybe={"anyOf": [_object(x=STRING), NULL]}, Owner=_object(it=_ref("Maybe")))
    assert schemas["Maybe"] == _object(x=STRING)
    assert schemas["Owner"]["properties"]["it"] == {"anyOf": [_ref("Maybe"), NULL]}


def test_inline_objects_leave_the_names_of_components() -> None:
    schemas = _schemas(Owner=_object(one=_object(x=STRING), One=_object(y=STRING)), OwnerOne=STRING)
    assert schemas["Owner"]["properties"] == {"one": _ref("OwnerOne2"), "One": _ref("OwnerOne3")}
    assert schemas["OwnerOne"] == STRING
    assert schemas["OwnerOne2"] == _object(x=STRING)


def test_keeps_python_names_of_components_and_properties() -> None:
    name = {"x-python-name": "other"}
    schemas = _schemas(
        Base={**_object(a={**STRING, **name}), "x-python-name": "Root"},
        Child={"allOf": [_ref("Base"), _object(**{"b.c": {**_ref("Base"), "nullable": True, **name}})]},
        Owner=_object(deep={**_object(x={"type": "array", "items": STRING, **name}), **name}),
    )
    assert schemas["Base"] == {**_object(a={**STRING, **name}), "x-python-name": "Root"}
    assert schemas["Child"]["properties"] == {
        "a": {**STRING, **name},
        "b.c": {"anyOf": [_ref("Base"), NULL], **name},
    }
    assert schemas["Owner"]["properties"]["deep"] == {**_ref("OwnerDeep"), **name}
    assert schemas["OwnerDeep"] == _object(x={"type": "array", "items": STRING, **name})


def test_reports_the_place_of_a_contradiction() -> None:
    with pytest.raises(DocumentError, match="Owner: parts of allOf disagree: `type`"):
        _schemas(Owner={"allOf": [STRING, {"type": "integer"}]})


_SCALARS = st.sampled_from(
    [
        *(STRING, {"type": "integer"}, {"type": "string", "enum": ["a", "b"]}, {"type": "boolean"}),
        *({"type": ["string", "null"]}, {"type": ["integer", "boolean", "null"]}, {"enum": ["a", None, 1]}),
        *({"allOf": [STRING, {"enum": ["a", "p", 1]}]}, {"type": ["array", "string"], "items": STRING}),
    ]
)
_KEYS = st.sampled_from(["a", "b", "c"])


def _nullable(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return inner.flatmap(lambda schema: st.sampled_from([schema, {"anyOf": [schema, NULL]}, {"oneOf": [NULL, schema]}]))


def _deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    nullable = _nullable(inner)
    objects = st.dictionaries(_KEYS, nullable, max_size=2).map(lambda found: _object(**found))
    tagged = st.lists(nullable, min_size=2, max_size=2).map(
        lambda two: {
            "oneOf": [
                {**_object(type={"type": "string", "enum": [tag]}, x=schema), "required": ["type"]}
                for tag, schema in zip("pq", two, strict=True)
            ]
        }
    )
    merged = st.tuples(objects, st.dictionaries(st.sampled_from("xyz"), nullable, max_size=2)).map(
        lambda two: {"allOf": [two[0], {**_object(**two[1]), "required": list(two[1])}]}
    )
    return st.one_of(objects, tagged, merged, nullable.map(lambda schema: {"type": "array", "items": schema}))


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 1) | st.sampled_from(["a", "b", "p", "q", "?"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b", "c", "type", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.recursive(_SCALARS, _deeper, max_leaves=6), st.lists(_VALUES, min_size=5, max_size=10))
def test_keeps_the_set_of_valid_messages(schema: dict[str, Any], values: list[Any]) -> None:
    root = _object(it=schema)
    schemas = _schemas(Root=copy.deepcopy(root))
    before = Draft202012Validator(root)
    after = Draft202012Validator({**_ref("Root"), "components": {"schemas": schemas}})
    for value in values:
        message = {"it": value}
        assert before.is_valid(message) == after.is_valid(message), (schema, schemas, value)


@pytest.mark.parametrize("last", [{"description": "Again."}, None], ids=["chain", "diamonds"])
def test_chains_of_all_of_take_linear_time(last: dict[str, Any] | None) -> None:
    """Counted in calls, which depend on nothing else."""

    def calls(length: int) -> int:
        schemas: dict[str, Any] = {"A0": {"type": "object", "properties": {"a": {"type": "string"}}}}
        for number in range(1, length):
            before = {"$ref": f"#/components/schemas/A{number - 1}"}
            schemas[f"A{number}"] = {"allOf": [before, last or before]}
        count = 0

        def called(*_: object) -> None:
            nonlocal count
            count += 1

        document = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}}
        tracer = sys.getprofile()
        sys.setprofile(called)
        try:
            normalise(document)
        finally:
            sys.setprofile(tracer)
        return count

    assert calls(400) < 15 * calls(40)
