"""The contract becomes the same package every time, also with awkward names and shapes."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import orjson
import pytest

import realtime_client as rt
from codegen import sync
from codegen.contract import descriptions
from codegen.contract.document import Document, DocumentError, dump, load
from codegen.contract.sources import read_sources
from codegen.paths import CONTRACT
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
    """Function that generates a package from a document and imports all its modules."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def run(document: Document) -> ModuleType:
        (tmp_path / "openapi.yaml").write_text(json.dumps(document), encoding="utf-8")
        generate.generate(tmp_path / "openapi.yaml", tmp_path / "made", mixins={})
        package = importlib.import_module("made")
        for module in pkgutil.walk_packages(package.__path__, "made."):
            importlib.import_module(module.name)
        return importlib.import_module("made.models")

    yield run
    for name in [name for name in sys.modules if name == "made" or name.startswith("made.")]:
        del sys.modules[name]


def test_generates_the_committed_bytes_every_time(tmp_path: Path) -> None:
    for name in ("first", "second"):
        assert generate.main(["--output", str(tmp_path / name)]) == 0
    first = _files(tmp_path / "first")
    assert first == _files(tmp_path / "second")
    assert first == _files(generate.GENERATED)
    assert {path.name for path in tmp_path.iterdir()} == {"first", "second"}, "nothing is left behind"


def test_every_file_has_the_stamp() -> None:
    for name, content in _files(generate.GENERATED).items():
        assert generate.STAMP in content.decode().partition("\n")[0] + content.decode()[:80], name
        assert b"make generate" in content[:120]


def test_failure_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "made"
    target.mkdir()
    (target / "kept").write_text("unchanged")
    document = load(CONTRACT)
    document["components"]["schemas"]["RealtimeSession"]["properties"]["speed"] = {
        "type": "string",
        "enum": ["slow"],
        "default": "fast",
    }
    (tmp_path / "openapi.yaml").write_text(json.dumps(document), encoding="utf-8")
    assert generate.main(["--contract", str(tmp_path / "openapi.yaml"), "--output", str(target)]) == 1
    assert "RealtimeSession" in capsys.readouterr().err
    assert _files(target) == {"kept": b"unchanged"}
    assert {path.name for path in tmp_path.iterdir()} == {"made", "openapi.yaml"}


def test_other_commands_report_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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


def test_avoids_names_that_generated_code_uses(generated: Generate) -> None:
    taken = ["Model", "Any", "Unset", "Response", "UnknownObject", "Literal", "None", "Exception"]
    schemas: dict[str, Any] = {name: _object(x=STRING, next=_ref("Model")) for name in taken}
    content = {"application/json": {"schema": _ref("Response")}}
    operation = {"operationId": "do", "responses": {"200": {"description": "", "content": content}}}
    models = generated(_document(schemas, {"/do": {"post": operation}}))
    # Unions of events exist even if the document declares none; they have no class.
    assert {getattr(models, name)._component for name in models.__all__} - {""} == set(taken)
    model = models.ModelObject.from_dict({"x": "a", "next": {"next": {}}})
    assert type(model.next.next) is models.ModelObject
    assert type(models.ResponseObject.from_dict({"next": {}}).next) is models.ModelObject


def test_distinguishes_members_of_a_union_by_any_property_with_listed_values(generated: Generate) -> None:
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


def test_distinguishes_members_without_a_tag_by_a_key_of_their_own(generated: Generate) -> None:
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


def test_enumerates_values_of_any_type(generated: Generate) -> None:
    known: list[Any] = ["a", 1, True, 1.5, [1], {"a": 1}]
    models = generated(_document({"A": _object(x={"enum": known}, y={"enum": ["a", True]}, z={"const": 1.5})}))
    assert [models.A.from_dict({"x": value}).to_dict()["x"] for value in known] == known
    assert models.A.__annotations__["y"].startswith("Literal['a', True] | bool | str")


@pytest.mark.parametrize(
    ("schemas", "message"),
    [
        (
            {
                "RealtimeServerEvent": {"oneOf": [_ref("A"), _ref("B")]},
                "A": _object(["x"], x=STRING),
                "B": _object(["y"], y=STRING),
            },
            "RealtimeServerEvent: nothing distinguishes A, B",
        ),
        (
            {"A": {**_object(x=STRING), "x-python-name": "some thing"}},
            r"schemas\.A\.x-python-name: 'some thing' is not a free class name",
        ),
        (
            {"A": {**_object(x=STRING), "x-python-name": "B"}, "B": {**_object(), "x-python-name": "B"}},
            r"schemas\.B\.x-python-name: the name 'B' is taken",
        ),
        (
            {"A": _object(x={**STRING, "x-python-name": "class"})},
            r"schemas\.A\.properties\.x\.x-python-name: 'class' is not a free attribute name",
        ),
        (
            {"A": _object(x={**STRING, "x-python-name": "z"}, y={**STRING, "x-python-name": "z"})},
            r"A\.properties\.y\.x-python-name: the name 'z' is taken",
        ),
        (
            {"U": {"oneOf": [_ref("V"), STRING]}, "V": {"oneOf": [_ref("U"), STRING]}},
            "U: refers to itself with no object in between: U -> V -> U",
        ),
    ],
)
def test_reports_the_place_of_what_cannot_be_generated(
    generated: Generate, schemas: dict[str, Any], message: str
) -> None:
    with pytest.raises(DocumentError, match=message):
        generated(_document(schemas))


def test_refuses_a_mixin_for_a_missing_schema() -> None:
    with pytest.raises(DocumentError, match="the contract has no schema Gone"):
        plans(_document({"A": _object(x=STRING)}), {"Gone": "module:Class"}, read_sources())


def _names(properties: dict[str, Any], mixins: dict[str, str] | None = None) -> dict[str, str]:
    (plan, *_) = plans(_document({"A": _object(None, **properties)}), mixins or {}, read_sources())
    return {field.wire: field.name for field in plan.fields}


def test_gives_properties_distinct_names() -> None:
    assert _names({"a.b": STRING, "a-b": STRING, "a_b": STRING}) == {"a.b": "a_b_2", "a-b": "a_b_3", "a_b": "a_b"}
    named = {**STRING, "x-python-name": "a_b"}
    assert _names({"a.b": named, "a_b": STRING, "c": STRING}) == {"a.b": "a_b", "a_b": "a_b_2", "c": "c"}


def test_leaves_the_names_of_accessors() -> None:
    mixins = {"A": "realtime_client._accessors.response:ResponseAccessors"}
    assert _names({"text": STRING, "text_": STRING, "x": STRING}, mixins) == {
        "text": "text__2",
        "text_": "text_",
        "x": "x",
    }
    with pytest.raises(DocumentError, match=r"x\.x-python-name: 'text' is not a free attribute name"):
        _names({"x": {**STRING, "x-python-name": "text"}}, mixins)


def test_names_that_meet_in_python_keep_their_wire_names(generated: Generate) -> None:
    schemas = {
        "AB": _object(None, **{"x.y": STRING, "x_y": _ref("a_b"), "x-y": {**STRING, "x-python-name": "dashed"}}),
        "a_b": _object(x=STRING),
        "ab": _object(y=STRING),
        "GeneratedTypes": _object(z=STRING),
        "Union": {"oneOf": [_ref("One"), _ref("Two")]},
        "UNION": {"oneOf": [_ref("One"), _ref("Two")]},
        "One": {**_object(["type"], type={"const": "one"}), "x-python-name": "First"},
        "Two": _object(["type"], type={"const": "two"}),
        "Owner": _object(union=_ref("UNION")),
    }
    models = generated(_document(schemas))
    data: dict[str, Any] = {"x.y": "a", "x_y": {"x": "b"}, "x-y": "c"}
    model = models.AB.from_dict(data)
    assert model.to_dict() == data
    assert (model.x_y_2, model.x_y.x, model.dashed) == ("a", "b", "c")
    assert type(model.x_y) is models.AB2
    assert models.AB2._component == "a_b"
    assert models.GeneratedTypes2.from_dict({"z": "a"}).to_dict() == {"z": "a"}
    assert type(models.Owner.from_dict({"union": {"type": "one"}}).union) is models.First


def test_sends_files_in_multipart_forms(generated: Generate) -> None:
    binary = {"type": "string", "format": "binary"}
    tags = {"type": "array", "items": STRING}
    form = _object(["file"], file=binary, count={"type": "integer"}, tags=tags, about=_object(x=STRING))
    body = {"required": True, "content": {"multipart/form-data": {"schema": _ref("Upload")}}}
    operation = {"operationId": "upload", "requestBody": body, "responses": {"200": {"description": ""}}}
    models = generated(_document({"Upload": form}, {"/files": {"post": operation}}))
    upload = models.Upload(file=b"\x00\xff", count=3, tags=["a", "b"], about={"x": "y"})
    request = importlib.import_module("made.api.default.upload")._request(body=upload)
    sent = httpx.Request(request.method, "http://localhost/files", **request.arguments)
    parts = [part.partition(b"\r\n\r\n") for part in sent.read().split(b"--" + _boundary(sent))[1:-1]]
    assert [(_disposition(head), content.strip(b"\r\n")) for head, _, content in parts] == [
        ('name="file"; filename="file" application/octet-stream', b"\x00\xff"),
        ('name="count" application/json', b"3"),
        ('name="tags" text/plain', b"a"),
        ('name="tags" text/plain', b"b"),
        ('name="about" application/json', b'{"x":"y"}'),
    ]


def _boundary(request: httpx.Request) -> bytes:
    return request.headers["Content-Type"].partition("boundary=")[2].encode()


def _disposition(head: bytes) -> str:
    disposition, content_type = head.decode().strip().split("\r\n")
    return f"{disposition.partition('form-data; ')[2]} {content_type.partition(': ')[2]}"


def test_refuses_two_events_of_one_short_name() -> None:
    events = {
        name: _object(["type"], type={"const": name}) for name in ("RealtimeServerEventX", "RealtimeClientEventX")
    }
    unions = {
        f"Realtime{side}Event": {"oneOf": [_ref(f"Realtime{side}EventX"), _ref("Z")]} for side in ("Server", "Client")
    }
    schemas = {**events, **unions, "Z": _object(["type"], type={"const": "z"})}
    sources = read_sources()
    with pytest.raises(DocumentError, match="two events have the short name X"):
        short_event_names(plans(_document(schemas), {}, sources), sources)


def test_schemas_for_validation_have_no_descriptions() -> None:
    document = load(CONTRACT)
    held = orjson.loads((generate.GENERATED / "schemas.json").read_bytes())
    assert set(held["schemas"]) == set(document["components"]["schemas"])
    tool = held["schemas"]["MCPListToolsTool"]["properties"]
    assert tool["description"] == {"type": ["string", "null"]}, "a property may be named description"
    assert b'"description":"' not in orjson.dumps(held)
