"""Inline shapes that are the same become one component, with a short name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from codegen.contract.document import Document, Schema, load_openapi
from codegen.contract.extensions import PYTHON_NAME
from codegen.contract.normalise import normalise
from codegen.contract.shared import LONGEST_NAME, share
from codegen.contract.sources import published, read_sources
from codegen.paths import CONTRACT, PUBLISHED

REFERENCE = "#/components/schemas/"
NOISE = {"type": "object", "properties": {"type": {"type": "string", "enum": ["near", "far"]}}}
TOOL = {"type": "object", "properties": {"type": {"type": "string", "const": "f"}, "name": {"type": "string"}}}


def _document(schemas: dict[str, Any]) -> Document:
    return {"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _shared(names: dict[str, str] | None = None, **schemas: Any) -> dict[str, Any]:
    whole: Document = _document(schemas)
    found = share(normalise(whole), schemas, names or {})
    assert found.problems == []
    result: dict[str, Any] = found.document["components"]["schemas"]
    assert not found.moved.keys() & result.keys()
    assert set(found.moved.values()) <= result.keys()
    return result


def test_equal_shapes_are_one_component() -> None:
    found = _shared(
        OneSession=_object(noise_reduction=NOISE),
        OtherSession=_object(audio=_object(noise_reduction=NOISE), input_noise_reduction=NOISE),
        OneRequest=_object(noise_reduction=_object(type={"type": "string"})),
    )
    assert list(found) == [
        *("OneSession", "NoiseReduction", "OtherSession", "OtherSessionAudio", "OneRequest"),
        "OneRequestNoiseReduction",
    ]
    for name, key in (("OneSession", "noise_reduction"), ("OtherSession", "input_noise_reduction")):
        assert found[name]["properties"][key] == {"$ref": REFERENCE + "NoiseReduction"}
    assert found["OtherSessionAudio"]["properties"]["noise_reduction"] == {"$ref": REFERENCE + "NoiseReduction"}


def test_shapes_are_equal_because_their_parts_are() -> None:
    found = _shared(A=_object(audio=_object(noise=NOISE)), B=_object(audio=_object(noise=NOISE)))
    assert list(found) == ["A", "Audio", "AudioNoise", "B"]


def test_name_is_what_all_names_begin_and_end_with() -> None:
    found = _shared(LiveOneSession=_object(noise=NOISE), LiveTwoSession=_object(noise=NOISE))
    assert "LiveSessionNoise" in found


def test_taken_name_gives_way() -> None:
    found = _shared(OneA=_object(noise=NOISE), TwoA=_object(noise=NOISE), ANoise={"type": "string"})
    assert list(found) == ["OneA", "OneANoise", "TwoA", "ANoise"]


def test_shapes_of_other_names_stay_apart() -> None:
    found = _shared(A=_object(noise=NOISE), B=_object(place=NOISE))
    assert {"ANoise", "BPlace"} <= found.keys()


def test_bodies_of_operations_stay_apart() -> None:
    def operation(name: str) -> dict[str, Any]:
        content = {"application/json": {"schema": NOISE}}
        return {"post": {"operationId": name, "requestBody": {"content": content}, "responses": {}}}

    whole: Document = {**_document({}), "paths": {"/a": operation("send"), "/b": operation("get")}}
    assert share(normalise(whole), {}, {}).moved == {}


def test_tagged_inline_shape_is_the_published_component() -> None:
    found = _shared(Tool=TOOL, Request=_object(tools={"type": "array", "items": TOOL}), Plain=NOISE, P=_object(a=NOISE))
    assert list(found) == ["Tool", "Request", "Plain", "P", "PA"]
    assert found["Request"]["properties"]["tools"]["items"] == {"$ref": REFERENCE + "Tool"}


def test_long_names_leave_out_what_is_between_owner_and_end() -> None:
    inner = _object(another_rather_long_name=_object(format=NOISE))
    found = _shared(SessionOfSomeKind=_object(a_rather_long_name=inner))
    assert [name for name in found if len(name) > LONGEST_NAME] == []
    assert "SessionOfSomeKindNameAnotherRatherLongNameFormat" in found


def test_names_are_given() -> None:
    found = _shared({"SOne": "Sound", "S": "Session", "Absent": "B"}, S=_object(one=NOISE))
    assert found.keys() == {"S", "Sound"}
    assert found["S"][PYTHON_NAME] == "Session"


def test_given_name_must_be_free() -> None:
    whole = _document({"S": _object(one=NOISE, two=TOOL)})
    found = share(normalise(whole), {"S"}, {"SOne": "S", "STwo": "STwo"})
    assert found.problems == ["codegen/sources.yaml: names: SOne: the name S is taken; choose another"]


def test_input_is_not_changed() -> None:
    whole = normalise(_document({"A": _object(noise=NOISE), "B": _object(noise=NOISE)}))
    before = repr(whole)
    share(whole, {"A", "B"}, {})
    assert repr(whole) == before


def test_contract_has_no_repeated_shape_and_no_long_name() -> None:
    schemas = load_openapi(CONTRACT)["components"]["schemas"]
    kept = published(read_sources().sources, PUBLISHED).values()
    named = {name for part in kept for name in part["components"]["schemas"]}
    inline = [_bare(schema) for name, schema in schemas.items() if name not in named]
    assert len(inline) > 50
    assert [schema for at, schema in enumerate(inline) if schema in inline[:at]] == []
    assert [one for name, schema in schemas.items() if len(one := schema.get(PYTHON_NAME, name)) > LONGEST_NAME] == []


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in node.items() if key != "description" or isinstance(value, dict)}
    return [_bare(entry) for entry in node] if isinstance(node, list) else node


def test_every_name_and_every_former_name_is_of_use() -> None:
    sources, schemas = read_sources(), load_openapi(CONTRACT)["components"]["schemas"]
    classes = {schema.get(PYTHON_NAME, name) for name, schema in schemas.items()}
    assert [name for name in sources.names.values() if name not in classes] == []
    assert [old for old, new in sources.former.items() if old in classes or new not in classes] == []


def test_members_of_each_exclusive_union_of_the_contract_exclude_each_other() -> None:
    document = load_openapi(CONTRACT)
    unions = list(_exclusive(document))
    assert len(unions) > 5
    pairs = [pair for union in unions for pair in itertools.combinations(union, 2)]
    assert [pair for pair in pairs if not _exclude_each_other(*pair, document["components"]["schemas"])] == []


def _exclusive(node: Any) -> Iterator[list[Schema]]:
    if isinstance(node, dict) and isinstance(node.get("oneOf"), list):
        yield node["oneOf"]
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _exclusive(value)


def _exclude_each_other(one: Schema, other: Schema, schemas: dict[str, Schema]) -> bool:
    """Return True if the members differ in their type, or in the tag that both require."""
    one, other = (
        schemas[entry["$ref"].removeprefix(REFERENCE)] if "$ref" in entry else entry for entry in (one, other)
    )
    for union, rest in ((one, other), (other, one)):
        entries = union.get("anyOf") or union.get("oneOf") or []
        if entries:
            return all(_exclude_each_other(entry, rest, schemas) for entry in entries)
    if one.get("type") != other.get("type"):
        return True
    shared = {*one.get("required", ())} & {*other.get("required", ())}
    tags = [(one["properties"][key].get("const"), other["properties"][key].get("const")) for key in shared]
    return any(None not in pair and pair[0] != pair[1] for pair in tags)
