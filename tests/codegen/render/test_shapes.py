"""Ordinary shapes of other people's documents: operations, tags of any type, unions without tags, recursive types."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from codegen.contract.check import check
from codegen.contract.document import Document, dump, parse
from codegen.contract.normalise import normalise
from codegen.contract.sources import Sources
from codegen.paths import ROOT
from codegen.render.generate import Generated, generate
from realtime_client._core.fitting import BestFitTable, Member, ScalarTable
from realtime_client._core.model import UnknownObject
from realtime_client._http.transport import Client
from realtime_client.errors import InvalidArgumentError

from ...support.http_server import HttpReply, HttpServer, serve

DOCUMENT = rb"""
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /pets/{pet-id}/{n}:
    parameters:
      - {name: pet-id, in: path, required: true, schema: {type: string}}
      - {name: n, in: path, required: true, schema: {type: boolean}}
    get:
      operationId: getPet
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: flat, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: piped, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: string}}}
        - {name: dog, in: query, explode: false, schema: {$ref: '#/components/schemas/Dog'}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
        - {name: X-Map, in: header, explode: true, schema: {type: object}}
        - {name: body, in: cookie, schema: {type: string}}
      responses:
        '200':
          description: ''
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
        '201': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}
        '204': {description: ''}
    put:
      operationId: putPet
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Dog'}}
          application/xml: {schema: {$ref: '#/components/schemas/Dog'}}
      responses: {default: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}}
    post:
      operationId: postPets
      requestBody:
        content:
          application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}
          image/png: {schema: {type: string, format: binary}}
      responses: {'200': {description: '', content: {image/png: {schema: {type: string, format: binary}}}}}
    patch:
      operationId: countPets
      responses: {2XX: {description: '', content: {application/json: {schema: {type: integer}}}}}
    delete:
      operationId: deletePet
      parameters: [{name: q, in: query, content: {application/json: {schema: {}}}}]
      responses: {'204': {description: ''}}
components:
  schemas:
    Kind: {type: string, enum: [dog]}
    Dog:
      type: object
      required: [kind]
      properties:
        kind: {$ref: '#/components/schemas/Kind'}
        name: {type: string, pattern: '^\p{L}+$'}
        toys: {type: array, uniqueItems: true, items: {type: string}}
        home: {type: object, additionalProperties: {type: string}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat]}}}
    Pet: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}
    V1: {type: object, required: [v], properties: {v: {type: integer, enum: [1]}}}
    V2: {type: object, required: [v], properties: {v: {type: integer, enum: [2]}}}
    Versions: {oneOf: [{$ref: '#/components/schemas/V1'}, {$ref: '#/components/schemas/V2'}]}
    On: {type: object, required: [on], properties: {on: {type: boolean, enum: [true]}}}
    Off: {type: object, required: [on], properties: {on: {type: boolean, enum: [false]}}}
    P: {type: object, properties: {a: {type: string}, b: {type: string}}}
    Q: {type: object, required: [c], properties: {a: {type: string}, c: {type: string, enum: [x]}}}
    Tree: {type: object, additionalProperties: {$ref: '#/components/schemas/Tree'}}
    Json:
      anyOf:
        - {type: string}
        - {$ref: '#/components/schemas/P'}
        - {$ref: '#/components/schemas/V2'}
        - {type: array, items: {$ref: '#/components/schemas/Json'}}
    Holder:
      type: object
      properties:
        tree: {$ref: '#/components/schemas/Tree'}
        json: {$ref: '#/components/schemas/Json'}
        best: {anyOf: [{$ref: '#/components/schemas/P'}, {$ref: '#/components/schemas/Q'}]}
        versions: {type: array, items: {$ref: '#/components/schemas/Versions'}}
        switch: {oneOf: [{$ref: '#/components/schemas/On'}, {$ref: '#/components/schemas/Off'}]}
        lists:
          anyOf:
            - {type: array, items: {$ref: '#/components/schemas/P'}}
            - {type: array, items: {$ref: '#/components/schemas/V1'}}
"""


def normal() -> Document:
    document = parse(DOCUMENT, "document")
    check(document)
    return {**normalise(document), "info": document["info"]}


def write(folder: Path, document: Document, sources: Sources) -> Generated:
    (folder / "openapi.yaml").write_text(dump(document), encoding="utf-8")
    return generate(folder / "openapi.yaml", folder / "shapes", {}, sources)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Generated]]:
    """The generated package as `shapes`, and what was remarked."""
    folder = tmp_path_factory.mktemp("made")
    result = write(folder, normal(), Sources({}, omit=["POST /pets/{pet-id}/{n}", "GET /nothing"]))
    sys.path.insert(0, str(folder))
    yield folder, result
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "shapes"]:
        del sys.modules[name]


@pytest.fixture
def models(made: tuple[Path, Generated]) -> ModuleType:
    return importlib.import_module("shapes.models")


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with serve() as running:
        yield running


def call(name: str, server: HttpServer, **arguments: Any) -> Any:
    operation = importlib.import_module(f"shapes.api.default.{name}")
    with Client(base_url=server.url) as client:
        return operation.sync(client=client, pet_id="a/b", n=True, **arguments)


def test_names_what_is_less_exact_than_the_document(made: tuple[Path, Generated]) -> None:
    _, result = made
    remarks = "\n".join(result.remarks)
    assert "$.components.schemas.HolderBest: nothing distinguishes P, Q; the one that fits best is read" in remarks
    assert "$.components.schemas.Holder: nothing distinguishes two kinds of list in one union" in remarks
    assert "Dog.properties.name.pattern: Python cannot read '^\\\\p{L}+$'" in remarks
    assert "validation does not check `uniqueItems` ($.components.schemas.Dog.properties.toys)" in remarks


def test_leaves_out_an_operation_by_name_and_fails_unless_acknowledged(
    made: tuple[Path, Generated], tmp_path: Path
) -> None:
    folder, result = made
    left_out, stale = result.problems
    assert left_out.startswith("left out: DELETE /pets/{pet-id}/{n}: ")
    assert "the parameter 'q' has `content`" in left_out
    assert stale == "codegen/sources.yaml: omit: POST /pets/{pet-id}/{n} is not left out; remove the entry"
    assert {path.stem for path in (folder / "shapes" / "api" / "default").glob("*.py")} == {
        *("__init__", "get_pet", "put_pet", "post_pets", "count_pets"),
    }
    assert write(tmp_path, normal(), Sources({}, omit=["DELETE /pets/{pet-id}/{n}"])).problems == []


@pytest.mark.slow
def test_satisfies_the_strict_type_checker(made: tuple[Path, Generated]) -> None:
    folder, _ = made
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--no-error-summary"]
    command += ["--cache-dir", str(folder / ".cache"), "-p", "shapes"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_sends_parameters_as_openapi_serialises_them(
    made: tuple[Path, Generated], models: ModuleType, server: HttpServer
) -> None:
    server.reply = HttpReply(204)
    result = call(
        "get_pet",
        server,
        limit=3,
        tags=["x&y", "z"],
        flat=[1, 2],
        piped=["p", "q"],
        filter_={"k": "v"},
        dog=models.Dog(kind="dog", name="Rex"),
        x_trace="t1",
        x_map={"a": 1},
        body_cookie="a; b",
    )
    assert result is None
    [request] = server.requests
    assert urlsplit(request.path).path == "/v1/pets/a%2Fb/true"
    assert parse_qsl(urlsplit(request.path).query) == [
        *(("limit", "3"), ("tags", "x&y"), ("tags", "z"), ("flat", "1,2"), ("piped", "p|q"), ("filter[k]", "v")),
        ("dog", "kind,dog,name,Rex"),
    ]
    assert (request.headers["X-Trace"], request.headers["X-Map"]) == ("t1", "a=1")
    assert request.headers["Cookie"] == "body=a%3B%20b"


def test_leaves_out_absent_parameters(made: tuple[Path, Generated], server: HttpServer) -> None:
    server.reply = HttpReply(204)
    assert call("get_pet", server, x_trace="t", tags=[], flat=[]) is None
    [request] = server.requests
    assert request.path == "/v1/pets/a%2Fb/true"
    assert "Cookie" not in request.headers
    with pytest.raises(InvalidArgumentError, match="the parameter cannot be written"):
        call("get_pet", server, x_trace="t", filter_={"k": object()})


def test_reads_each_status_in_its_own_way(made: tuple[Path, Generated], models: ModuleType, server: HttpServer) -> None:
    server.reply = HttpReply.json([{"kind": "dog"}, {"kind": "cat"}, {"kind": "cow"}])
    pets = call("get_pet", server, x_trace="t")
    assert [type(pet) for pet in pets] == [models.Dog, models.Cat, UnknownObject]
    server.reply = HttpReply.json({"kind": "dog", "name": "Rex"}, 201)
    assert call("get_pet", server, x_trace="t") == models.Dog(kind="dog", name="Rex")
    server.reply = HttpReply.json([{"kind": "cat"}], 206)
    assert call("get_pet", server, x_trace="t") == [models.Cat(kind="cat")]


def test_sends_forms_lists_and_files(made: tuple[Path, Generated], models: ModuleType, server: HttpServer) -> None:
    server.reply = HttpReply.json({"kind": "dog"})
    dog = models.Dog(kind="dog", name="Ü&", toys=["a", "b"], home={"k": "v"})
    assert call("put_pet", server, body=dog) == models.Dog(kind="dog")
    assert server.requests[-1].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(server.requests[-1].body.decode()) == [
        *(("kind", "dog"), ("name", "Ü&"), ("toys", "a"), ("toys", "b"), ("home", '{"k":"v"}')),
    ]
    with pytest.raises(InvalidArgumentError, match="lone surrogates"):
        call("put_pet", server, body=models.Dog(kind="\ud800"))
    server.reply = HttpReply(200, b"\x89PNG")
    assert call("post_pets", server, body=[dog]) == b"\x89PNG"
    assert server.requests[-1].headers["Content-Type"] == "application/json"
    assert call("post_pets", server, body=b"\x00\xff") == b"\x89PNG"
    assert (server.requests[-1].body, server.requests[-1].headers["Content-Type"]) == (b"\x00\xff", "image/png")
    assert call("post_pets", server) == b"\x89PNG"
    server.reply = HttpReply.json(7)
    assert call("count_pets", server) == 7


def test_reads_unions_by_any_tag_and_by_fit(models: ModuleType) -> None:
    message = {
        "tree": {"a": {"b": {}}},
        "json": [{"a": "x"}, ["y"]],
        "best": {"a": "1", "c": "x"},
        "versions": [{"v": 2}, {"v": 1.0}, {"v": True}, {"v": [1]}, {}],
        "switch": {"on": False},
        "lists": [{"v": 1}],
    }
    holder = models.Holder.from_dict(message)
    assert holder.to_dict() == message
    assert type(holder.best) is models.Q
    unknown = UnknownObject
    assert [type(one) for one in holder.versions] == [models.V2, models.V1, unknown, unknown, unknown]
    assert type(holder.switch) is models.Off
    other = models.Holder.from_dict({"best": {"c": "other"}, "json": {"v": 2}, "switch": {"on": 0}})
    assert [type(one) for one in (other.best, other.json, other.switch)] == [models.P, models.V2, unknown]
    assert ScalarTable.key("1") != ScalarTable.key(1)


def test_an_object_that_no_member_fits_is_unknown() -> None:
    table = BestFitTable(sys.modules[__name__], {"A": Member(["a"], frozenset("a"), {})}, UnknownObject)
    assert type(table.from_dict({"b": 1})) is UnknownObject
