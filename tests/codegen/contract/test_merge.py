"""The parts of a schema are merged into one, or the place where they disagree is reported."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.contract.document import DocumentError
from codegen.contract.normalise import normalise

NULL = {"type": "null"}
STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def _object(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas(**schemas: Any) -> dict[str, Any]:
    result = normalise({"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}})
    assert normalise(result) == result
    found: dict[str, Any] = result["components"]["schemas"]
    return found


BASE = _object("id", id=STRING, kind={"type": "string", "enum": ["a", "b"]}, next=_ref("Base"))


def test_merges_objects_property_by_property() -> None:
    schemas = _schemas(
        Base=BASE,
        Whole={"allOf": [_ref("Base"), _object("kind", kind={"enum": ["b"]}, extra=INTEGER)], "required": ["extra"]},
        Sibling={**_ref("Base"), "properties": {"extra": INTEGER}},
    )
    assert schemas["Base"] == BASE
    assert schemas["Whole"] == {
        "type": "object",
        "properties": {"id": STRING, "kind": {"type": "string", "enum": ["b"]}, "next": _ref("Base"), "extra": INTEGER},
        "required": ["id", "kind", "extra"],
    }
    assert schemas["Sibling"] == {**BASE, "properties": {**BASE["properties"], "extra": INTEGER}}


def test_names_merged_objects_below_properties() -> None:
    schemas = _schemas(
        Base=BASE,
        Owner=_object(it={"allOf": [_ref("Base"), _object(x=INTEGER)], "nullable": True, "description": "D"}),
    )
    assert schemas["Owner"]["properties"]["it"] == {"anyOf": [_ref("OwnerIt"), NULL]}
    assert list(schemas["OwnerIt"]["properties"]) == ["id", "kind", "next", "x"]


def test_merges_nested_parts_in_any_order() -> None:
    schemas = _schemas(
        Outer={"allOf": [_ref("Inner"), _object(c=STRING)]},
        Inner={"allOf": [_ref("Base"), _object(b=STRING)]},
        Base=_object(a=STRING),
    )
    assert list(schemas["Outer"]["properties"]) == ["a", "b", "c"]


def test_merges_every_member_of_a_union_with_the_rest() -> None:
    left, right = (_object("type", type={"type": "string", "enum": [tag]}) for tag in ("left", "right"))
    schemas = _schemas(
        Left=left,
        Side={"oneOf": [_ref("Left"), right]},
        Event={"allOf": [_ref("Side"), _object("id", id=STRING)]},
        Sibling={"type": "object", "properties": {"id": STRING}, "oneOf": [_ref("Left"), right, NULL]},
    )
    assert schemas["Event"] == {"oneOf": [_ref("EventLeft"), _ref("EventRight")]}
    assert schemas["EventRight"] == _object("type", "id", type={"type": "string", "const": "right"}, id=STRING)
    assert schemas["Sibling"] == {"anyOf": [_ref("SiblingLeft"), _ref("SiblingRight")]}


def test_ignores_members_that_only_require_keys() -> None:
    either = {**_object(a=STRING, b=STRING), "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert _schemas(Owner=either)["Owner"] == _object(a=STRING, b=STRING)


def test_merges_maps_and_lists() -> None:
    schemas = _schemas(
        Map={"allOf": [{"type": "object", "additionalProperties": STRING}, {"additionalProperties": {"maxLength": 3}}]},
        Open={"allOf": [{"type": "object", "additionalProperties": True}, {"additionalProperties": STRING}]},
        Closed={"allOf": [_object(a=STRING), {"additionalProperties": False}, {"additionalProperties": {}}]},
        List={"allOf": [{"items": STRING, "maxItems": 5}, {"items": {"minLength": 1}, "maxItems": 3, "minItems": 1}]},
        Const={"allOf": [{"const": "a"}, {"enum": ["a", "b"]}]},
        Empty={"allOf": [{}, {"description": "D"}]},
    )
    assert schemas["Map"]["additionalProperties"] == {"type": "string", "maxLength": 3}
    assert schemas["Open"]["additionalProperties"] == STRING
    assert schemas["Closed"] == {**_object(a=STRING), "additionalProperties": False}
    items = {"type": "string", "minLength": 1}
    assert schemas["List"] == {"type": "array", "items": items, "maxItems": 3, "minItems": 1}
    assert schemas["Const"] == {"const": "a"}
    assert schemas["Empty"] == {}


def test_the_most_specific_default_that_the_merged_values_allow_wins() -> None:
    flag = {"type": "boolean", "default": False}
    schemas = _schemas(
        Base=_object(stream=flag),
        Child={"allOf": [_ref("Base"), _object(stream={"enum": [True], "default": True})]},
        Later={"allOf": [_ref("Base"), _object(stream={"default": True})]},
        Inherited={"allOf": [_ref("Base"), _object(stream={"enum": [False]})]},
        Level={"type": "string", "enum": ["low", "high"]},
        Own=_object(level={"allOf": [_ref("Level")], "default": "high"}),
    )
    assert schemas["Child"]["properties"]["stream"] == {"type": "boolean", "enum": [True], "default": True}
    assert schemas["Later"]["properties"]["stream"] == {"type": "boolean", "default": True}
    assert schemas["Inherited"]["properties"]["stream"] == {"type": "boolean", "enum": [False], "default": False}
    assert schemas["Own"]["properties"]["level"] == {**_ref("Level"), "default": "high"}


CONSTANT = {"type": "string", "const": "a"}


def test_unions_are_merged_member_by_member() -> None:
    """Combinations that no value satisfies are left out."""
    schemas = _schemas(
        Either={"oneOf": [STRING, INTEGER]},
        A={"allOf": [_ref("Either"), {"anyOf": [{"type": "integer", "maximum": 9}, CONSTANT]}]},
        B={"allOf": [{"anyOf": [STRING, {"type": "null"}]}, {"anyOf": [{"type": "null"}, {"maxLength": 2}]}]},
    )
    assert schemas["A"] == {"anyOf": [CONSTANT, {"type": "integer", "maximum": 9}]}
    assert schemas["B"] == {"type": "string", "maxLength": 2}  # Null is declared where it is used.


A = r"\$\.components\.schemas\.A"


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"allOf": [STRING, INTEGER]}, rf"{A}: parts of allOf disagree: `type` is 'string' and 'integer'; correct it"),
        (
            {"properties": {"x": {"allOf": [_ref("B"), {"properties": {"id": INTEGER}}]}}},
            rf"{A}\.properties\.x\.properties\.id: parts of allOf disagree",
        ),
        ({"allOf": [{"enum": ["a"]}, {"enum": ["b"]}]}, rf"{A}: parts of allOf disagree: `enum`"),
        ({"allOf": [{"const": "a"}, {"enum": ["b"]}]}, rf"{A}: no value satisfies all parts"),
        ({"allOf": [{"pattern": "a"}, {"pattern": "b"}]}, rf"{A}: parts of allOf disagree: `pattern`"),
        ({"anyOf": [STRING], "oneOf": [STRING]}, rf"{A}: anyOf together with oneOf is not supported"),
        (
            {"allOf": [{"oneOf": [STRING, INTEGER]}, {"oneOf": [{"type": "boolean"}, {"type": "null"}]}]},
            rf"{A}: no value satisfies two unions together",
        ),
        (
            {"allOf": [{"anyOf": [{key: number} for number in range(40)]} for key in ("minimum", "maximum")]},
            rf"{A}: more than 1000 combinations of two unions",
        ),
        (
            {"properties": {"x": {"allOf": [_ref("A"), _object(y=STRING)]}}},
            rf"{A}: cannot be merged with a part of itself",
        ),
        (
            {"allOf": [_object(x={"type": "boolean", "default": False}), _object(x={"enum": [True]})]},
            rf"{A}\.properties\.x\.default: False is not one of True; correct it",
        ),
        (
            {"properties": {"x": {"allOf": [_ref("Level")], "default": "none"}}},
            rf"{A}\.properties\.x\.default: 'none' is not one of 'low', 'high'",
        ),
        ({"allOf": [_object(x=_ref("C")), _object(x=_ref("D"))]}, r"D\.properties|parts that contain each other"),
    ],
)
def test_reports_parts_that_disagree(schema: dict[str, Any], message: str) -> None:
    circular = {"C": _object(x=_ref("C"), c=STRING), "D": _object(x=_ref("D"), d=STRING)}
    level = {"type": "string", "enum": ["low", "high"]}
    with pytest.raises(DocumentError, match=message):
        _schemas(A=schema, B=BASE | {"properties": {"id": STRING}}, Base=BASE, Level=level, **circular)


def test_members_of_a_union_that_contradict_the_rest_are_left_out() -> None:
    kinds = {"oneOf": [{"type": "integer", "const": 1}, {"type": "integer", "const": 2}, STRING]}
    one = {**INTEGER, "enum": [2], "allOf": [_ref("Kind")]}
    found = _schemas(Kind=kinds, A=_object(kind=one))["A"]["properties"]["kind"]
    assert found["const"] == 2
    assert found["type"] == "integer"
    with pytest.raises(DocumentError, match="no value satisfies all parts"):
        _schemas(Kind=kinds, A={**one, "enum": [3]})


def test_object_is_left_out_of_a_union_only_if_it_cannot_do_without_the_property() -> None:
    def tagged(value: str, *required: str) -> dict[str, Any]:
        return _object(*required, k={"type": "string", "const": value})

    whole = {"allOf": [{"oneOf": [tagged("a", "k"), tagged("b", "k")]}, tagged("a", "k")]}
    assert _schemas(A=whole)["A"] == tagged("a", "k")
    with pytest.raises(DocumentError, match="parts of allOf disagree"):
        _schemas(A={"allOf": [{"oneOf": [tagged("a"), tagged("b")]}, tagged("a")]})
