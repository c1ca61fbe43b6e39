"""Every problem of a document is reported with its JSON path."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from codegen.contract.check import check
from codegen.contract.document import DocumentError, dump, load, operations, references
from codegen.contract.trim import trim
from codegen.paths import CONTRACT
from codegen.render import generate

STRING = {"type": "string"}


def _document(schemas: dict[str, Any], paths: dict[str, Any] | None = None, **components: Any) -> dict[str, Any]:
    info = {"title": "A test", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths or {}, "components": {"schemas": schemas, **components}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _operation(**more: Any) -> dict[str, Any]:
    return {"operationId": "do-it", "responses": {"200": {"description": ""}}, **more}


A = "$.components.schemas.A"


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        # References that do not resolve or are not supported.
        (_ref("Gone"), f"{A}: refers to #/components/schemas/Gone, which does not exist; is the document complete?"),
        ({"properties": {"x-y": {"items": _ref("Gone")}}}, f"{A}.properties['x-y'].items: refers to"),
        ({"anyOf": [STRING, {"allOf": [_ref("Gone")]}]}, f"{A}.anyOf[1].allOf[0]: refers to"),
        ({"additionalProperties": _ref("Gone")}, f"{A}.additionalProperties: refers to"),
        ({"$ref": "#/components/schemas/B/properties/x"}, f"{A}: refers to #/components/schemas/B/properties/x"),
        ({"$ref": "other.yaml#/B"}, f"{A}: 'other.yaml#/B': only references into"),
        ({"$ref": ["B"]}, f"{A}.$ref: must be a string, found ['B']"),
        # Cycles with no object in between.
        (_ref("A"), f"{A}: refers to itself with no object in between: A -> A; break"),
        (_ref("C"), "refers to itself with no object in between: A -> C -> A; break"),
        ({"anyOf": [STRING, {"oneOf": [_ref("C")]}]}, "A -> C -> A"),
        # Parts of the wrong type.
        (None, f"{A}: must be a schema, found nothing"),
        (False, f"{A}: must be a schema, found False"),
        ({"properties": {"x": "string"}}, f"{A}.properties.x: must be a schema, found 'string'"),
        ({"properties": ["x"]}, f"{A}.properties: must be a mapping, found ['x']"),
        ({"properties": {"x": {"required": True}}}, f"{A}.properties.x.required: must be a list, found True"),
        ({"required": [1]}, f"{A}.required[0]: must be a string, found 1"),
        ({"anyOf": []}, f"{A}.anyOf: must not be empty"),
        ({"oneOf": _ref("B")}, f"{A}.oneOf: must be a list, found"),
        ({"items": [STRING]}, f"{A}.items: must be a schema, found [{{"),
        ({"type": "date"}, f"{A}.type: 'date' is not a type; use one of string, integer"),
        ({"type": ["string", "any"]}, f"{A}.type: 'any' is not a type"),
        ({"type": []}, f"{A}.type: [] is not a type"),
        ({"type": {"a": 1}}, f"{A}.type: must be a string, found {{'a': 1}}"),
        ({"enum": []}, f"{A}.enum: must not be empty"),
        ({"enum": "a"}, f"{A}.enum: must be a list, found 'a'"),
        ({"enum": ["a"], "default": "b"}, f"{A}.default: 'b' is not one of 'a'"),
        ({"type": "string", "maxLength": "9"}, f"{A}.maxLength: must be an integer, found '9'"),
        ({"type": "number", "minimum": True}, f"{A}.minimum: must be a number, found True"),
        ({"type": "string", "nullable": "yes"}, f"{A}.nullable: must be a boolean, found 'yes'"),
        ({"type": "string", "description": ["x"]}, f"{A}.description: must be a string, found ['x']"),
        ({"items": {"prefixItems": STRING}}, f"{A}.items.prefixItems: must be a list, found"),
        ({"prefixItems": [STRING, _ref("Gone")]}, f"{A}.prefixItems[1]: refers to"),
        ({"patternProperties": [STRING]}, f"{A}.patternProperties: must be a mapping, found"),
        ({"patternProperties": {"^x": {"type": "date"}}}, f"{A}.patternProperties['^x'].type: 'date' is not a type"),
    ],
)
def test_reports_problems_of_schemas(
    schema: Any, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = _document({"A": schema, "B": {"properties": {"x": _ref("A")}}, "C": _ref("A")})
    with pytest.raises(DocumentError) as caught:
        check(document)
    assert message in str(caught.value)
    (tmp_path / "openapi.yaml").write_text(dump(document))
    arguments = ["--contract", str(tmp_path / "openapi.yaml"), "--output", str(tmp_path / "made")]
    assert generate.main(arguments) == 1
    assert capsys.readouterr().err == f"error: {caught.value}\n"


P = "$.paths['/x']"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (None, f"{P}: must be a mapping, found nothing"),
        ({"$ref": "#/x"}, f"{P}: a reference to a path is not supported"),
        ({"get": "do"}, f"{P}.get: must be a mapping, found 'do'"),
        ({"get": {"responses": {}}}, f"{P}.get: needs an `operationId` with letters"),
        ({"get": _operation(operationId="--")}, f"{P}.get: needs an `operationId` with letters"),
        ({"get": _operation(), "put": _operation()}, f"{P}.put: the operationId 'do-it' is already used by {P}.get"),
        ({"get": {"operationId": "do"}}, f"{P}.get.responses: must be a mapping, found nothing"),
        ({"get": _operation(responses={"200": "ok"})}, f"{P}.get.responses['200']: must be a mapping, found 'ok'"),
        ({"get": _operation(requestBody=[])}, f"{P}.get.requestBody: must be a mapping, found []"),
        ({"get": _operation(requestBody={"content": []})}, f"{P}.get.requestBody.content: must be a mapping, found"),
        (
            {"get": _operation(requestBody={"content": {"text/plain": None}})},
            f"{P}.get.requestBody.content['text/plain']: must be a mapping, found nothing",
        ),
        (
            {"get": _operation(responses={"200": {"content": {"text/plain": {"schema": _ref("Gone")}}}})},
            f"{P}.get.responses['200'].content['text/plain'].schema: refers to",
        ),
        ({"parameters": {}}, f"{P}.parameters: must be a list, found {{}}"),
        ({"get": _operation(parameters=[{"name": "x"}])}, f"{P}.get.parameters[0]: a parameter needs `name` and `in`"),
        (
            {"parameters": [{"name": "x", "in": "path", "schema": _ref("Gone")}]},
            f"{P}.parameters[0].schema: refers to",
        ),
    ],
)
def test_reports_problems_of_paths(item: Any, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        check(_document({}, {"/x": item}))
    assert message in str(caught.value)


def test_reports_bad_names_and_missing_parts() -> None:
    with pytest.raises(DocumentError, match="the name of a component may hold only letters"):
        check(_document({"A b": STRING}))
    with pytest.raises(DocumentError, match=r"^\$\.components\.schemas: missing"):
        check({"openapi": "3.1.0", "paths": {}})
    with pytest.raises(DocumentError, match=r"^\$\.paths: missing"):
        check({"openapi": "3.1.0", "components": {"schemas": {}}})


def test_reports_all_problems() -> None:
    with pytest.raises(DocumentError) as caught:
        check(_document({f"A{number}": {"type": "date"} for number in range(13)}))
    lines = str(caught.value).splitlines()
    assert len(lines) == 13


def test_allows_cycles_through_an_object() -> None:
    check(_document({"A": {"properties": {"x": {"items": _ref("B")}}}, "B": {"anyOf": [_ref("A"), STRING]}, "C": {}}))


def test_contract_passes() -> None:
    check(load(CONTRACT))


def test_ignores_references_in_examples() -> None:
    example = {"$ref": "#/gone"}
    schema = {"properties": {"example": _ref("B"), "x-y": _ref("C")}, "example": example, "default": example}
    schema |= {"x-z": example, "enum": [example], "examples": [example]}
    found = [("$.properties.example", _ref("B")["$ref"]), ("$.properties['x-y']", _ref("C")["$ref"])]
    assert list(references(schema)) == found


def test_treats_only_http_methods_as_operations(tmp_path: Path) -> None:
    item = {"summary": "S", "description": "D", "servers": [], "x-y": {"operationId": "no"}, "parameters": []}
    document = _document({"A": {"type": "object", "properties": {"x": STRING}}}, {"/x": {**item, "get": _operation()}})
    assert [found[:2] for found in operations(document)] == [("/x", "get")]
    (tmp_path / "openapi.yaml").write_text(dump(document))
    generate.generate(tmp_path / "openapi.yaml", tmp_path / "made", mixins={})
    assert "do_it" in {path.stem for path in (tmp_path / "made" / "api").rglob("*.py")}
    assert list(trim(document, {"operations": ["/x"]})["paths"]["/x"]) == ["parameters", "get"]


def test_inlines_referenced_parts_of_operations() -> None:
    parameter = {"name": "x", "in": "path", "required": True, "schema": _ref("A")}
    answer = {"description": "", "content": {"application/json": {"schema": _ref("B"), "example": {"$ref": "#/x"}}}}
    operation = _operation(responses={"200": {"$ref": "#/components/responses/R"}})
    document = _document(
        {"A": STRING, "B": STRING},
        {"/x": {"parameters": [{"$ref": "#/components/parameters/P"}], "get": operation}},
        parameters={"P": parameter},
        responses={"R": answer, "S": {"$ref": "#/components/responses/S"}},
    )
    before = copy.deepcopy(document)
    trimmed = trim(document, {"operations": ["/x"]})
    assert document == before
    assert trimmed["paths"]["/x"]["parameters"] == [parameter]
    assert trimmed["paths"]["/x"]["get"]["responses"] == {"200": answer}
    assert set(trimmed["components"]["schemas"]) == {"A", "B"}
    for name, problem in (("Gone", "does not exist"), ("S", "refers to itself")):
        operation["responses"] = {"200": {"$ref": f"#/components/responses/{name}"}}
        with pytest.raises(DocumentError, match=rf"^\$\.paths\['/x'\]\.get\.responses\['200'\]: .*{problem}"):
            trim(document, {"operations": ["/x"]})
    document["paths"]["/x"] = {"$ref": "#/x"}
    with pytest.raises(DocumentError, match=r"^\$\.paths\['/x'\]: must be a mapping of operations"):
        trim(document, {"operations": ["/x"]})
