"""What is said in several parts is said as one, or the place where the parts disagree is named."""

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


def test_objects_are_merged_property_by_property() -> None:
    schemas = _schemas(
        Base=BASE,
        Whole={"allOf": [_ref("Base"), _object("kind", kind={"enum": ["b"]}, extra=INTEGER)], "required": ["extra"]},
        Beside={**_ref("Base"), "properties": {"extra": INTEGER}},
    )
    assert schemas["Base"] == BASE
    assert schemas["Whole"] == {
        "type": "object",
        "properties": {"id": STRING, "kind": {"type": "string", "enum": ["b"]}, "next": _ref("Base"), "extra": INTEGER},
        "required": ["id", "kind", "extra"],
    }
    assert schemas["Beside"] == {**BASE, "properties": {**BASE["properties"], "extra": INTEGER}}


def test_below_a_property_a_merged_object_gets_a_name() -> None:
    schemas = _schemas(
        Base=BASE,
        Owner=_object(it={"allOf": [_ref("Base"), _object(x=INTEGER)], "nullable": True, "description": "D"}),
    )
    assert schemas["Owner"]["properties"]["it"] == {"anyOf": [_ref("OwnerIt"), NULL]}
    assert list(schemas["OwnerIt"]["properties"]) == ["id", "kind", "next", "x"]


def test_a_part_may_itself_be_in_parts_and_stand_later() -> None:
    schemas = _schemas(
        Outer={"allOf": [_ref("Inner"), _object(c=STRING)]},
        Inner={"allOf": [_ref("Base"), _object(b=STRING)]},
        Base=_object(a=STRING),
    )
    assert list(schemas["Outer"]["properties"]) == ["a", "b", "c"]


def test_every_member_of_a_union_is_merged_with_the_rest() -> None:
    left, right = (_object("type", type={"type": "string", "enum": [tag]}) for tag in ("left", "right"))
    schemas = _schemas(
        Left=left,
        Side={"oneOf": [_ref("Left"), right]},
        Event={"allOf": [_ref("Side"), _object("id", id=STRING)]},
        Beside={"type": "object", "properties": {"id": STRING}, "oneOf": [_ref("Left"), right, NULL]},
    )
    assert schemas["Event"] == {"oneOf": [_ref("EventLeft"), _ref("EventRight")]}
    assert schemas["EventRight"] == _object("type", "id", type={"type": "string", "const": "right"}, id=STRING)
    assert schemas["Beside"] == {"anyOf": [_ref("BesideLeft"), _ref("BesideRight")]}


def test_members_that_only_require_keys_are_no_union() -> None:
    either = {**_object(a=STRING, b=STRING), "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert _schemas(Owner=either)["Owner"] == _object(a=STRING, b=STRING)


def test_maps_and_lists_are_merged_inside() -> None:
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
    assert schemas["Const"] == {"const": "a", "enum": ["a", "b"]}
    assert schemas["Empty"] == {}


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
        ({"allOf": [{"const": "a"}, {"enum": ["b"]}]}, rf"{A}: no value is what all parts"),
        ({"allOf": [{"pattern": "a"}, {"pattern": "b"}]}, rf"{A}: parts of allOf disagree: `pattern`"),
        ({"anyOf": [STRING], "oneOf": [STRING]}, rf"{A}: anyOf beside oneOf is not supported"),
        ({"allOf": [{"oneOf": [STRING, INTEGER]}, {"oneOf": [STRING]}]}, rf"{A}: two unions cannot be merged"),
        ({"properties": {"x": {"allOf": [_ref("A"), _object(y=STRING)]}}}, rf"{A}: a part of it is merged with all"),
        ({"allOf": [_object(x=_ref("C")), _object(x=_ref("D"))]}, r"D\.properties|parts that hold each other"),
    ],
)
def test_parts_that_disagree_are_named(schema: dict[str, Any], message: str) -> None:
    circular = {"C": _object(x=_ref("C"), c=STRING), "D": _object(x=_ref("D"), d=STRING)}
    with pytest.raises(DocumentError, match=message):
        _schemas(A=schema, B=BASE | {"properties": {"id": STRING}}, Base=BASE, **circular)
