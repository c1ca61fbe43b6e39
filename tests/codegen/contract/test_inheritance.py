"""Discriminators: a base class is the union of its subclasses, and members of unions get their tags."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.contract.check import check
from codegen.contract.document import COMPONENTS, DocumentError
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


def _union(mapping: dict[str, str] | None = None, *names: str, keyword: str = "oneOf") -> dict[str, Any]:
    discriminator: dict[str, Any] = {"propertyName": "kind"} | ({} if mapping is None else {"mapping": mapping})
    return {keyword: [{"$ref": COMPONENTS + name} for name in names or ("Cat", "Dog")], "discriminator": discriminator}


def _tags(paths: dict[str, Any] | None = None, **schemas: Any) -> dict[str, Any]:
    """Return the tag of each component in normal form."""
    document = {"openapi": "3.1.0", "paths": paths or {}, "components": {"schemas": schemas}}
    return {
        name: {key: value for key, value in schema["properties"]["kind"].items() if key != "type"}
        for name, schema in normalise(document)["components"]["schemas"].items()
        if "kind" in schema.get("properties", {})
    }


KIND: dict[str, Any] = {"type": "string"}
CAT: dict[str, Any] = {"type": "object", "properties": {"kind": KIND}, "required": ["kind"]}


def test_a_union_gives_its_members_the_tags_of_its_mapping() -> None:
    mapping = {"cat": f"{COMPONENTS}Cat", "kitten": "Cat", "dog": "Dog"}
    assert _tags(Pet=_union(mapping), Cat=CAT, Dog=CAT) == {"Cat": {"enum": ["cat", "kitten"]}, "Dog": {"const": "dog"}}


@pytest.mark.parametrize("mapping", [None, {"c": "Cat"}])
def test_a_member_without_a_mapping_has_its_name_as_tag(mapping: dict[str, str] | None) -> None:
    tags = _tags(Owner={"type": "object", "properties": {"pet": _union(mapping, keyword="anyOf")}}, Cat=CAT, Dog=CAT)
    assert tags == {"Cat": {"const": "c" if mapping else "Cat"}, "Dog": {"const": "Dog"}}


def test_a_union_in_an_operation_gives_tags_as_well() -> None:
    content = {"application/json": {"schema": _union({"c": "Cat", "d": "Dog"})}}
    paths = {"/pets": {"get": {"operationId": "pets", "responses": {"200": {"content": content}}}}}
    assert _tags(paths, Cat=CAT, Dog=CAT) == {"Cat": {"const": "c"}, "Dog": {"const": "d"}}


def test_tags_are_found_in_references_and_bases() -> None:
    shared = {"Kind": {"type": "string", "enum": ["cat", "dog", "cow"]}, "Base": CAT}
    cat = {"allOf": [{"$ref": f"{COMPONENTS}Base"}, {"type": "object", "properties": {"x": KIND}}]}
    dog = {"type": "object", "properties": {"kind": {"$ref": f"{COMPONENTS}Kind"}}}
    tags = _tags(Pet=_union({"cat": "Cat", "dog": "Dog"}), Cat=cat, Dog=dog, **shared)
    assert tags == {"Base": {}, "Cat": {"const": "cat"}, "Dog": {"const": "dog"}}


def test_a_member_that_inherits_from_another_has_its_own_tag() -> None:
    kinds = {"type": "object", "properties": {"kind": {"enum": ["cat", "lion", "tiger", "cub"]}, "name": KIND}}
    lion = {"allOf": [{"$ref": f"{COMPONENTS}Cat"}, {"type": "object", "properties": {"mane": KIND}}]}
    cub = {"allOf": [{"$ref": f"{COMPONENTS}Lion"}, {"type": "object", "properties": {"age": KIND}}]}
    pet = _union({"cat": "Cat", "tiger": "Cat", "lion": "Lion", "cub": "Cub"}, "Cat", "Lion", "Cub")
    document = {
        "openapi": "3.1.0",
        "paths": {},
        "components": {"schemas": {"Pet": pet, "Cat": kinds, "Lion": lion, "Cub": cub}},
    }
    schemas = normalise(document)["components"]["schemas"]
    tags = {name: schemas[name]["properties"]["kind"] for name in ("Cat", "Lion", "Cub")}
    assert tags["Cat"]["enum"] == ["cat", "tiger"]
    assert (tags["Lion"]["const"], tags["Cub"]["const"]) == ("lion", "cub")
    assert list(schemas["Cub"]["properties"]) == ["kind", "name", "mane", "age"]


def test_members_that_contain_each_other_are_refused() -> None:
    parts = {
        name: {"allOf": [{"$ref": f"{COMPONENTS}{other}"}, CAT]} for name, other in (("Cat", "Dog"), ("Dog", "Cat"))
    }
    with pytest.raises(DocumentError, match="refers to itself with no object in between"):
        _schemas(Pet=_union({"cat": "Cat", "dog": "Dog"}), **parts)


@pytest.mark.parametrize(
    "kind",
    [{"const": "feline"}, {"enum": ["big", "small"]}, {"anyOf": [KIND, {"type": "integer"}]}, {"type": "integer"}],
)
def test_members_with_other_tags_keep_them(kind: dict[str, Any]) -> None:
    own = {"type": "object", "properties": {"kind": kind}}
    document = {
        "openapi": "3.1.0",
        "paths": {},
        "components": {"schemas": {"Pet": _union(None), "Cat": own, "Dog": CAT}},
    }
    assert normalise(document)["components"]["schemas"]["Cat"]["properties"]["kind"] == kind


def test_members_without_the_tag_get_it_and_unions_do_not() -> None:
    pet = _union({"c": "Cat", "n": "None", "x": "Gone"}, "Cat", "Named")
    named = {"anyOf": [{"type": "string"}, {"$ref": f"{COMPONENTS}Dog"}]}
    plain = {"type": "object", "properties": {"x": KIND}}
    assert _tags(Pet=pet, Cat=plain, Named=named, Dog=CAT) == {"Cat": {"const": "c"}, "Dog": {}}


def test_subclasses_in_a_union_of_their_own_have_the_tags_of_the_base() -> None:
    base = CAT | {"discriminator": {"propertyName": "kind", "mapping": {"c": "Cat", "d": "Dog"}}}
    child = {"allOf": [{"$ref": f"{COMPONENTS}Base"}, {"type": "object", "properties": {"x": KIND}}]}
    tags = _tags(Base=base, Cat=child, Dog=child, Pet=_union({"c": "Cat", "d": "Dog"}))
    assert tags == {"Cat": {"const": "c"}, "Dog": {"const": "d"}}
