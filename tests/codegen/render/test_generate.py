"""From a contract to a package: the same bytes every time, code for awkward names, never code out of text."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson
import pytest

import realtime_client as rt
from codegen import sync
from codegen.contract import build as contract
from codegen.contract import descriptions
from codegen.contract.document import Document, DocumentError, dump, load
from codegen.render import generate
from codegen.render.plan import plans, short_event_names

STRING = {"type": "string"}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _document(schemas: dict[str, Any], paths: dict[str, Any] | None = None) -> Document:
    info = {"title": "A test", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths or {}, "components": {"schemas": schemas}}


def _object(required: list[str] | None = None, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


Generate = Callable[[Document], ModuleType]


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Generate]:
    """Generates a package from a document and imports every module of it."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def run(document: Document) -> ModuleType:
        (tmp_path / "openapi.yaml").write_text(dump(document), encoding="utf-8")
        generate.generate(tmp_path / "openapi.yaml", tmp_path / "made", mixins={})
        package = importlib.import_module("made")
        for module in pkgutil.walk_packages(package.__path__, "made."):
            importlib.import_module(module.name)
        return importlib.import_module("made.models")

    yield run
    for name in [name for name in sys.modules if name == "made" or name.startswith("made.")]:
        del sys.modules[name]


def test_twice_gives_the_same_bytes_and_those_are_committed(tmp_path: Path) -> None:
    for name in ("first", "second"):
        assert generate.main(["--output", str(tmp_path / name)]) == 0
    first = _files(tmp_path / "first")
    assert first == _files(tmp_path / "second")
    assert first == _files(generate.GENERATED)
    assert {path.name for path in tmp_path.iterdir()} == {"first", "second"}, "nothing is left behind"


def test_every_file_says_that_it_is_generated_and_how() -> None:
    for name, content in _files(generate.GENERATED).items():
        assert generate.STAMP in content.decode().partition("\n")[0] + content.decode()[:80], name
        assert b"make generate" in content[:120]


def test_failure_leaves_everything_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "made"
    target.mkdir()
    (target / "kept").write_text("as it was")
    document = load(contract.CONTRACT)
    document["components"]["schemas"]["RealtimeSession"]["properties"]["speed"] = {
        "type": "string",
        "enum": ["slow"],
        "default": "fast",
    }
    (tmp_path / "openapi.yaml").write_text(dump(document), encoding="utf-8")
    assert generate.main(["--contract", str(tmp_path / "openapi.yaml"), "--output", str(target)]) == 1
    assert "RealtimeSession" in capsys.readouterr().err
    assert _files(target) == {"kept": b"as it was"}
    assert {path.name for path in tmp_path.iterdir()} == {"made", "openapi.yaml"}


def test_other_commands_say_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text("openapi: 3.1.0\npaths: {}\n")
    assert sync.main([str(spec)]) == 1
    assert "nothing in this document" in capsys.readouterr().err
    assert sync.main([str(tmp_path / "gone.yaml")]) == 1
    assert "gone.yaml" in capsys.readouterr().err
    document = _document({"Bare": _object(x=STRING, t={"const": "a"})}, {"/x": {"get": {"responses": {"200": {}}}}})
    spec.write_text(dump(document))
    assert descriptions.main([str(spec)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"to be described: {place}"
        for place in (
            "/components/schemas/Bare/description",
            "/components/schemas/Bare/properties/x/description",
            "/paths/~1x/get/summary",
            "/paths/~1x/get/description",
            "/paths/~1x/get/responses/200/description",
        )
    ]


AWKWARD = [
    "class",
    "from",
    "None",
    "1st",
    "x-y.z",
    "self",
    "type",
    "list",
    "str",
    "from_dict",
    "_hidden",
    "größe",
    "Any",
]


def test_awkward_names_and_shapes(generated: Generate) -> None:
    leaf = _object(["type", "role"], type={"const": "leaf"}, role={"const": "a"}, text=STRING)
    other = _object(["type", "role"], type={"const": "leaf"}, role={"const": "b"}, text=STRING)
    twig = _object(["type"], type={"const": "twig"}, all={"type": "array", "items": _ref("Tree")})
    models = generated(
        _document(
            {
                "Awkward": _object(["class"], **dict.fromkeys(AWKWARD, STRING)),
                "Leaf": leaf,
                "Other": other,
                "Twig": twig,
                "Tree": {"oneOf": [_ref("Leaf"), _ref("Other"), _ref("Twig")]},
                "Node": _object(children={"type": "array", "items": _ref("Node")}, back=_ref("Back")),
                "Back": _object(node={"anyOf": [_ref("Node"), {"type": "null"}]}),
                "Mixed": _object(
                    any={"anyOf": [STRING, _ref("Leaf"), {"type": "array", "items": _ref("Leaf")}, {"type": "null"}]},
                    by_key={"type": "object", "additionalProperties": _ref("Tree")},
                    deep={"type": "array", "items": {"type": "array", "items": _ref("Leaf")}},
                    free={"type": "object"},
                    number={"type": ["integer", "null"]},
                ),
            }
        )
    )
    data: dict[str, Any] = {name: f"value of {name}" for name in AWKWARD}
    awkward = models.Awkward.from_dict(data)
    assert awkward.to_dict() == data
    assert awkward.additional_properties == {}
    assert (awkward.class_, awkward.self_, awkward.type, awkward.str_) == tuple(
        f"value of {name}" for name in ("class", "self", "type", "str")
    )
    assert models.Awkward.from_dict({}).to_dict() == {}

    leaf_data = {"type": "leaf", "role": "a", "text": "x"}
    tree = {"type": "twig", "all": [leaf_data, {**leaf_data, "role": "b"}, {"type": "root"}, "odd"]}
    mixed = models.Mixed.from_dict({"any": [leaf_data, 1], "by_key": {"k": tree}, "deep": [[leaf_data], 2], "free": {}})
    assert isinstance(mixed.any[0], models.Leaf)
    assert [type(item).__name__ for item in mixed.by_key["k"].all] == ["Leaf", "Other", "UnknownObject", "str"]
    assert isinstance(mixed.deep[0][0], models.Leaf)
    values: list[Any] = ["text", leaf_data, [leaf_data], None, 7, {"type": []}, [[leaf_data]]]
    for value in values:
        for key in ("any", "by_key", "deep", "free", "number", "unknown"):
            assert models.Mixed.from_dict({key: value}).to_dict() == {key: value}
    nodes = {"children": [{"children": [], "back": {"node": {"back": {"node": None}}}}]}
    assert models.Node.from_dict(nodes).to_dict() == nodes
    assert isinstance(models.Node.from_dict(nodes).children[0].back.node, models.Node)
    assert models.Mixed.from_dict({"number": None}).number is None
    assert models.Mixed.from_dict({}).number is rt.UNSET


def test_names_that_generated_code_uses_are_left_to_it(generated: Generate) -> None:
    taken = ["Model", "Any", "Unset", "Response", "UnknownObject", "Literal", "None", "Exception"]
    schemas: dict[str, Any] = {name: _object(x=STRING, next=_ref("Model")) for name in taken}
    content = {"application/json": {"schema": _ref("Response")}}
    operation = {"operationId": "do", "responses": {"200": {"description": "", "content": content}}}
    models = generated(_document(schemas, {"/do": {"post": operation}}))
    # Events that no document declares have a name all the same, and no class.
    assert {getattr(models, name)._component for name in models.__all__} - {""} == set(taken)
    model = models.ModelObject.from_dict({"x": "a", "next": {"next": {}}})
    assert type(model.next.next) is models.ModelObject
    assert type(models.ResponseObject.from_dict({"next": {}}).next) is models.ModelObject


def test_members_of_a_union_are_told_apart_by_any_property_that_names_its_values(generated: Generate) -> None:
    def member(**tags: list[str]) -> dict[str, Any]:
        properties: dict[str, Any] = {tag: {"type": "string", "enum": values} for tag, values in tags.items()}
        return _object(x=STRING, **properties)

    models = generated(
        _document(
            {
                "User": member(role=["user", "system"]),
                "Tool": member(role=["tool"]),
                "ByRole": {"oneOf": [_ref("User"), _ref("Tool")]},
                "Small": member(size=["s"], colour=["red", "green"]),
                "Large": member(size=["l"], colour=["red"]),
                "Blue": member(size=["l", "xl"], colour=["blue"]),
                "BySize": {"anyOf": [_ref("Small"), _ref("Large"), _ref("Blue")]},
                "Owner": _object(role=_ref("ByRole"), size=_ref("BySize")),
            }
        )
    )
    values: list[tuple[str, Any, str]] = [
        ("role", {"role": "system"}, "User"),
        ("role", {"role": "tool"}, "Tool"),
        ("role", {"role": "new"}, "UnknownObject"),
        ("size", {"size": "s", "colour": "red"}, "Small"),
        ("size", {"size": "xl", "colour": "red"}, "Blue"),
        ("size", {"size": "l", "colour": "red"}, "Large"),
        ("size", {"size": "l", "colour": "blue"}, "Blue"),
        ("size", {"size": "l"}, "UnknownObject"),
        ("size", {"size": ["l"]}, "UnknownObject"),
    ]
    for key, value, name in values:
        owner = models.Owner.from_dict({key: value})
        assert type(getattr(owner, key)).__name__ == name
        assert owner.to_dict() == {key: value}


def test_members_without_a_tag_are_told_apart_by_a_key_of_their_own(generated: Generate) -> None:
    models = generated(
        _document(
            {
                "File": _object(["file_id"], file_id=STRING, detail=STRING),
                "Link": _object(["detail", "url"], url=STRING, detail=STRING),
                "Image": {"oneOf": [_ref("File"), _ref("Link")]},
                "Short": _object(["text"], type={"const": "t"}, text=STRING),
                "Long": _object(["parts"], type={"const": "t"}, parts={"type": "array", "items": _ref("Image")}),
                "Other": _object(type={"const": "o"}),
                "Any-Part": {"oneOf": [_ref("Short"), _ref("Long"), _ref("Other")]},
                "Owner": _object(part=_ref("Any-Part")),
            }
        )
    )
    images: list[Any] = [{"file_id": "f"}, {"url": "u", "detail": None}, {"detail": "d"}, {}, {"url": []}]
    part = {"type": "t", "parts": images}
    owner = models.Owner.from_dict({"part": part})
    assert [type(image).__name__ for image in owner.part.parts] == [
        "File",
        "Link",
        "UnknownObject",
        "UnknownObject",
        "Link",
    ]
    assert owner.to_dict() == {"part": part}
    for value, name in (
        ({"type": "t", "text": ""}, "Short"),
        ({"type": "t"}, "UnknownObject"),
        ({"type": "o"}, "Other"),
    ):
        owner = models.Owner.from_dict({"part": value})
        assert type(owner.part).__name__ == name
        assert owner.to_dict() == {"part": value}


def test_values_of_any_type_may_be_enumerated(generated: Generate) -> None:
    known: list[Any] = ["a", 1, True, 1.5, [1], {"a": 1}]
    models = generated(_document({"A": _object(x={"enum": known}, y={"enum": ["a", True]}, z={"const": 1.5})}))
    assert [models.A.from_dict({"x": value}).to_dict()["x"] for value in known] == known
    assert models.A.__annotations__["y"].startswith("Literal['a', True] | bool | str")


@pytest.mark.parametrize(
    ("schemas", "message"),
    [
        ({"A": {"properties": {"x-y": STRING, "x_y": STRING}}}, "properties of A: 'x-y' and 'x_y' would both be x_y"),
        ({"a_b": _object(x=STRING), "AB": _object(x=STRING)}, "would both be AB in Python"),
        (
            {"U": {"oneOf": [_ref("A"), _ref("B")]}, "A": _object(x=STRING), "B": _object(x=STRING)},
            "nothing tells A, B",
        ),
        (
            {
                "U": {"oneOf": [_ref("A"), _ref("B")]},
                "A": _object(["x"], x=STRING),
                "B": _object(["y"], x=STRING, y=STRING),
            },
            "nothing tells A, B",
        ),
        (
            {
                "OddServerEvent": {"oneOf": [_ref("A"), _ref("B")]},
                "A": _object(["x"], x=STRING),
                "B": _object(["y"], y=STRING),
            },
            "OddServerEvent: nothing tells A, B",
        ),
        ({"GeneratedTypes": _object(x=STRING)}, "taken by generation"),
        (
            {"U": {"oneOf": [_ref("V"), STRING]}, "V": {"oneOf": [_ref("U"), STRING]}},
            "U: refers to itself with no object between: U -> V -> U",
        ),
    ],
)
def test_what_cannot_be_generated_names_the_place(generated: Generate, schemas: dict[str, Any], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        generated(_document(schemas))


def test_a_mixin_for_nothing_is_an_error() -> None:
    with pytest.raises(DocumentError, match="no component named Gone"):
        plans(_document({"A": _object(x=STRING)}), {"Gone": "module:Class"})


def test_a_field_never_takes_the_place_of_what_a_mixin_adds(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(dump(_document({"A": _object(x=STRING, text=STRING)})))
    mixins = {"A": "realtime_client._accessors.response:ResponseAccessors"}
    with pytest.raises(DocumentError, match="A: the fields text are also added by ResponseAccessors"):
        generate.generate(tmp_path / "openapi.yaml", tmp_path / "made", mixins=mixins)


def test_two_events_of_one_name_are_an_error() -> None:
    events = {
        name: _object(["type"], type={"const": name}) for name in ("RealtimeServerEventX", "RealtimeClientEventX")
    }
    unions = {
        f"Realtime{side}Event": {"oneOf": [_ref(f"Realtime{side}EventX"), _ref("Z")]} for side in ("Server", "Client")
    }
    schemas = {**events, **unions, "Z": _object(["type"], type={"const": "z"})}
    with pytest.raises(DocumentError, match="two events would be called X"):
        short_event_names(plans(_document(schemas), {}))


def test_schemas_for_validation_hold_the_contract_without_words() -> None:
    document = load(contract.CONTRACT)
    held = orjson.loads((generate.GENERATED / "schemas.json").read_bytes())
    assert set(held["schemas"]) == set(document["components"]["schemas"])
    tool = held["schemas"]["MCPListToolsTool"]["properties"]
    assert tool["description"] == {"type": ["string", "null"]}, "a property of that name is no description"
    assert b'"description":"' not in orjson.dumps(held)
