"""A base class with a discriminator is the union of its subclasses."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.contract.check import check
from codegen.contract.document import DocumentError
from codegen.contract.normalise import normalise
from codegen.contract.trim import trim

STRING = {"type": "string"}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


def _tag(value: str) -> dict[str, Any]:
    return {"type": "string", "const": value}


def _document(**schemas: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}}


def _schemas(**schemas: Any) -> dict[str, Any]:
    document = _document(**schemas)
    check(document)
    result = normalise(document)
    check(result)
    assert normalise(result) == result
    found: dict[str, Any] = result["components"]["schemas"]
    return found


def _base(mapping: dict[str, str] | None = None, **properties: Any) -> dict[str, Any]:
    discriminator = {"propertyName": "kind"} | ({"mapping": mapping} if mapping else {})
    return {**_object("kind", kind=STRING, **properties), "discriminator": discriminator}


def test_subclasses_become_members_with_the_properties_of_the_base() -> None:
    schemas = _schemas(
        Pet=_base(name=STRING),
        Cat={"allOf": [_ref("Pet"), _object("lives", lives={"type": "integer"})]},
        Dog={**_object(kind={"type": "string", "enum": ["dog"]}), "allOf": [_ref("Pet")]},
        Owner=_object(pet=_ref("Pet"), cat=_ref("Cat")),
    )
    assert schemas["Pet"] == {"oneOf": [_ref("Cat"), _ref("Dog")]}
    assert schemas["Cat"]["properties"] == {"name": STRING, "lives": {"type": "integer"}, "kind": _tag("Cat")}
    assert schemas["Cat"]["required"] == ["kind", "lives"]
    assert schemas["Dog"]["properties"] == {"name": STRING, "kind": _only("dog")}
    assert schemas["Owner"]["properties"] == {"pet": _ref("Pet"), "cat": _ref("Cat")}


def _only(value: str) -> dict[str, Any]:
    return {"type": "string", "enum": [value]}


def test_a_mapping_names_the_tags() -> None:
    mapping = {"feline": "Cat", "tiger": "#/components/schemas/Cat", "canine": "Dog", "any": "Pet"}
    schemas = _schemas(
        Pet=_base(mapping), Cat={"allOf": [_ref("Pet")]}, Dog={"allOf": [_ref("Pet")]}, PetBase=_object(x=STRING)
    )
    assert schemas["Pet"] == {"oneOf": [_ref("PetBase2"), _ref("Cat"), _ref("Dog")]}
    assert schemas["Cat"]["properties"]["kind"] == {"type": "string", "enum": ["feline", "tiger"]}
    assert schemas["PetBase2"]["properties"]["kind"] == _tag("any")


def test_subclasses_of_subclasses_are_members() -> None:
    schemas = _schemas(
        Pet=_base(name=STRING),
        Bird={"allOf": [_ref("Pet"), _object(wings={"type": "integer"})]},
        Owl={"allOf": [_ref("Bird"), _object(wise={"type": "boolean"})]},
        Parrot={"allOf": [_ref("Bird"), _object(kind=_only("parrot"))]},
    )
    assert schemas["Pet"] == {"oneOf": [_ref("Owl"), _ref("Parrot")]}
    assert set(schemas["Owl"]["properties"]) == {"name", "wings", "wise", "kind"}
    assert schemas["Parrot"]["properties"]["kind"] == _only("parrot")
    assert set(schemas["Bird"]["properties"]) == {"name", "wings"}


def test_a_base_without_subclasses_stays_an_object() -> None:
    assert _schemas(Pet=_base())["Pet"] == _object("kind", kind=STRING)


def test_trimming_keeps_subclasses() -> None:
    document = _document(
        Pet=_base({"cat": "Cat"}), Cat={"allOf": [_ref("Pet")]}, Owl={"allOf": [_ref("Pet")]}, Other=STRING
    )
    assert set(trim(document, {"schemas": ["Pet"]})["components"]["schemas"]) == {"Pet", "Cat", "Owl"}


def test_reports_a_mapping_to_a_missing_schema() -> None:
    with pytest.raises(DocumentError, match=r"Pet\.discriminator\.mapping\.cat: refers to Cat, which does not exist"):
        check(_document(Pet=_base({"cat": "Cat"})))
