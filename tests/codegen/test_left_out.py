"""Keywords that the contract leaves out cost no operation and no value, and are named."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from codegen import __main__ as program
from codegen.changes.compare import compare
from codegen.contract.document import Document, load_openapi
from codegen.contract.normalise import normalise
from codegen.contract.sources import Sources
from codegen.paths import ROOT

DOCUMENT = """
openapi: 3.1.0
info: {title: Tuples, version: "1"}
paths:
  /route:
    post:
      operationId: route
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: array, prefixItems: [{$ref: '#/components/schemas/Stop'}, {type: number}], items: false}
      responses:
        '200':
          description: ''
          content: {application/json: {schema: {$ref: '#/components/schemas/Route'}}}
    put:
      operationId: check
      requestBody: {content: {application/json: {schema: {not: {type: string}}}}}
      responses: {'204': {description: ''}}
components:
  schemas:
    Stop: {type: object, required: [name], properties: {name: {type: string, not: {const: ''}}}}
    Route:
      type: object
      required: [legs]
      properties:
        legs:
          type: array
          items: {type: array, prefixItems: [{$ref: '#/components/schemas/Stop'}, {type: number}], items: false}
        open: {type: array, prefixItems: [{type: string}], contains: {const: a}}
        by_code:
          type: object
          patternProperties: {'^s': {$ref: '#/components/schemas/Stop'}, '^n': {type: integer}}
          additionalProperties: false
        tree: {$dynamicRef: '#node'}
        limits: {type: object, propertyNames: {pattern: '^x'}}
      if: {properties: {open: true}}
      then: {properties: {code: {type: string}}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("made")
    (folder / "tuples.yaml").write_text(DOCUMENT)
    (folder / "sources.yaml").write_text(
        "package: tuples\nsources: {main: {document: tuples.yaml, operations: ['.*'], schemas: ['.*']}}\n"
    )
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "tuples"]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def remarks(made: Path) -> list[str]:
    result = program.make(made)
    assert result.problems == []
    return result.remarks


@pytest.fixture
def models(remarks: list[str]) -> ModuleType:
    return importlib.import_module("tuples.models")


def test_names_what_is_left_out(remarks: list[str]) -> None:
    route = "$.components.schemas.Route"
    body = "$.paths['/route'].{}.requestBody.content['application/json'].schema"
    assert remarks == [
        f"`$dynamicRef` is not followed; such a value is kept as it is ({route}.properties.tree)",
        f"validation does not check `contains` ({route}.properties.open)",
        f"validation does not check `if` ({route})",
        f"validation does not check `not` ({body.format('put')}, $.components.schemas.Stop.properties.name)",
        f"`patternProperties` is read as a map of all that it allows, under any key ({route}.properties.by_code)",
        f"`prefixItems` is read as a list of all that it allows, in any order ({body.format('post')}, "
        f"{route}.properties.legs.items, {route}.properties.open)",
        f"validation does not check `then` ({route})",
        f"validation does not check `propertyNames` ({route}.properties.limits)",
    ]


def test_reads_and_writes_all_values(models: ModuleType) -> None:
    data = {
        "legs": [[{"name": "a"}, 1.5], [{"name": "b", "more": 1}, 2], [{"name": ""}, None, "unexpected"]],
        "open": ["a", 1, {"name": "b"}],
        "by_code": {"s1": {"name": "a"}, "n1": 1, "other": [1]},
        "tree": {"children": [{"children": []}]},
        "limits": {"y": 1},
        "code": "c",
    }
    route = models.Route.from_dict(data)
    assert route.to_dict() == data
    assert route.legs[0] == [models.Stop(name="a"), 1.5]
    assert type(route.legs[1][0]) is models.Stop
    assert route.by_code["s1"] == models.Stop(name="a")
    assert route.tree == data["tree"]
    assert route.additional_properties == {"code": "c"}


def test_satisfies_the_strict_type_checker(made: Path, remarks: list[str]) -> None:
    def problems(assignment: str) -> int:
        (made / "user.py").write_text(
            "from tuples.models import Route, Stop\n\n"
            "route = Route(legs=[[Stop(name='a'), 1.5]], by_code={'s': Stop(name='b'), 'n': 1})\n"
            f"for leg in route.legs:\n    for entry in leg:\n        {assignment}\n"
        )
        command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "user.py"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "MYPYPATH": str(made)}
        files = [str(path) for path in (made / "tuples").rglob("*.py")]
        done = subprocess.run(
            [*command, *files], cwd=made, env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout.count("error:")

    assert problems("known: Stop | float = entry") == 0
    assert problems("known: float = entry") == 1


VALUES: list[Any] = [
    *([], ["a"], ["a", 1], ["a", 1, 2.5], [1, "a"], ["a", 1, "b", None], [None], {}, {"x": 1}, {"x": "a", "y": 2}),
    *({"a": 1}, {"a": 1, "b": 2}, {"code": 1, "a": None}, "a", 1, None, True),
]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
        {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False},
        {"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "number"}, "minItems": 1},
        {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "maxItems": 1},
        {"type": "array", "items": False},
        {"type": "object", "patternProperties": {"^x": {"type": "integer"}}},
        {"type": "object", "patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": False},
        {"type": "object", "patternProperties": {"^x": True, "^y": False}, "additionalProperties": {"type": "integer"}},
        {"type": "object", "properties": {"a": {}}, "if": {"required": ["a"]}, "then": {"properties": {"b": {}}}},
        {"type": "object", "properties": {"a": {}}, "dependentSchemas": {"a": {"properties": {"code": {}}}}},
        {"not": {"type": "string"}},
        {"type": "array", "contains": {"const": "a"}, "maxContains": 1},
    ],
)
def test_normal_form_allows_all_that_the_document_does(schema: dict[str, Any]) -> None:
    paths: Document = {}
    document = {"openapi": "3.1.0", "paths": paths, "components": {"schemas": {"A": {"items": schema}}}}
    normal = normalise(document)["components"]["schemas"]
    components = {"components": {"schemas": normal}, "$ref": "#/components/schemas/A"}
    allowed = [value for value in VALUES if Draft202012Validator(schema).is_valid(value)]
    assert allowed
    assert [value for value in allowed if not Draft202012Validator(components).is_valid([value])] == []
    # Undeclared keys are deviations for the validation of this package, unless the schema allows them itself.
    owner = normal.get("AItem", {})
    if "then" in schema or "dependentSchemas" in schema:
        assert owner["additionalProperties"] is True


def test_comparison_sees_a_longer_tuple() -> None:
    def of(*entries: dict[str, Any]) -> Document:
        schema = {"type": "array", "prefixItems": [*entries], "items": False}
        return {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"A": schema}}}

    changes = compare(of({"type": "string"}), of({"type": "string"}, {"type": "integer"}), Sources({}))
    assert [(change.kind, change.where, change.how) for change in changes] == [
        ("constraint", "A", "wider"),
        ("union member", "A[]", "added"),
    ]


def test_contract_of_a_project_is_in_normal_form(made: Path, remarks: list[str]) -> None:
    contract = load_openapi(made / "openapi.yaml")
    again = normalise(contract)
    assert again["components"]["schemas"].keys() == contract["components"]["schemas"].keys()
    assert again["paths"].keys() == contract["paths"].keys()
    assert all(word not in repr(contract) for word in ("prefixItems", "patternProperties", "dynamicRef", "then"))
