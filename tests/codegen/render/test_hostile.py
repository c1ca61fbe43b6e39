"""No text of a document becomes code.

The generator has had such vulnerabilities (GHSA-5293-mq8x-g3xj, GHSA-9x4c-63pf-525f). Every key and every string of a
document with text in each possible place is replaced in turn; the output is parsed as Python and imported.
"""

from __future__ import annotations

import ast
import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.contract.document import DocumentError
from codegen.contract.normalise import normalise
from codegen.render.generate import generate

from ..packages import generated

# Calls of a function that does not exist: a module that runs one cannot be imported, and parsing finds the others.
PAYLOADS = [
    '"""; intruder(); """',
    "'; intruder(); '",
    '"; intruder(); "',
    '\\"""; intruder()  # ',
    "\\'; intruder()  # ",
    "\n    intruder()\n",
    "\r    intruder()\r",
    "{{ intruder() }} {% raise %} {0} {intruder()} %s",
    "\u2028intruder()\u2028",
    "a = intruder()",
    "]; intruder() #",
    "X(Model):\n    intruder()\nclass Y",
    "\\",
    '\\"\\',
    'a "quoted" text',
    "/{x.__class__}/{0}",
    "ｉｎｔｒｕｄｅｒ()",
]

STRING = {"type": "string"}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _annotations(what: str) -> dict[str, Any]:
    """Keywords that may accompany any schema."""
    return {
        "title": f"Title of {what}",
        "description": f"Description of {what}",
        "example": f"Example of {what}",
        "examples": [f"Examples of {what}"],
        "externalDocs": {"url": "https://example.com", "description": "Documents"},
        "x-note": {"deep": [f"Extension of {what}"]},
        "x-python": {
            "kind": "class",
            "name": "Name",
            "bases": [["os", "path"]],
            "doc": "Doc",
            "fields": [],
            "aliases": [],
        },
        "$comment": f"Comment of {what}",
        "format": "text",
        "contentMediaType": "text/plain",
    }


def _document() -> dict[str, Any]:
    schemas: dict[str, Any] = {
        "Left": {
            **_annotations("Left"),
            "type": "object",
            "properties": {
                "type": {**_annotations("tag"), "type": "string", "const": "left"},
                "plain": {
                    **_annotations("plain"),
                    "type": "string",
                    "default": "value",
                    "pattern": "^.*$",
                    "maxLength": 900,
                },
                "wire-name": {"type": "string", "format": "password", "description": "A secret"},
                "enum": {**_annotations("enum"), "type": "string", "enum": ["one", "two"]},
                "map": {"type": "object", "additionalProperties": {**_annotations("value"), "type": "string"}},
                "list": {"type": "array", "items": {**_annotations("item"), "type": "string", "enum": ["three"]}},
                "inline": {"type": "object", "properties": {"inner": {**_annotations("inner"), "type": "string"}}},
                "either": {"anyOf": [{"type": "string", "const": "fixed"}, {"type": "integer"}]},
                "side": _ref("Side"),
                "kind": {**_ref("Kind"), "default": "four", "description": "With a reference"},
                "renamed": {**STRING, "x-python-name": "chosen"},
            },
            "required": ["type", "wire-name"],
        },
        "Right": {"type": "object", "properties": {"type": {**STRING, "const": "right"}}, "required": ["type"]},
        "Side": {
            **_annotations("Side"),
            "oneOf": [_ref("Left"), _ref("Right")],
            "discriminator": {"propertyName": "type", "mapping": {"left": "#/components/schemas/Left"}},
        },
        "Kind": {**_annotations("Kind"), "type": "string", "enum": ["four", "five"]},
        "Free": {**_annotations("Free"), "type": "object"},
    }
    operation = {
        "operationId": "do-it",
        "tags": ["Group"],
        "summary": "Summary",
        "description": "Description of the operation",
        "x-note": {"deep": ["Extension of the operation"]},
        "externalDocs": {"url": "https://example.com", "description": "Documents"},
        "parameters": [
            {
                "name": "call_id",
                "in": "path",
                "required": True,
                "description": "Parameter",
                "example": "Example",
                "schema": {**_annotations("parameter"), "type": "string"},
            }
        ],
        "requestBody": {
            "required": True,
            "description": "Body",
            "content": {
                "multipart/form-data": {
                    "schema": _ref("Left"),
                    "example": {"type": "Example"},
                    "encoding": {"plain": {"contentType": "text/plain"}},
                },
                "application/sdp": {"schema": {**STRING, "description": "Text"}},
            },
        },
        "responses": {
            "200": {
                "description": "Response",
                "headers": {"X-Name": {"description": "Header", "schema": STRING}},
                "content": {"application/json": {"schema": _ref("Left"), "examples": {"one": {"value": "Example"}}}},
            },
            "default": {"description": "Failure", "content": {"application/json": {"schema": _ref("Right")}}},
        },
        "callbacks": {"called": {"{$request.url}": {"post": {"responses": {"200": {"description": "Called"}}}}}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Title", "version": "1", "description": "Head", "contact": {"name": "Contact"}},
        "servers": [{"url": "https://example.com", "description": "Server"}],
        "tags": [{"name": "Group", "description": "Description of a tag"}],
        "paths": {"/calls/{call_id}": {"summary": "Path", "post": operation}},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"Key": {"type": "http", "scheme": "bearer", "description": "Key"}},
        },
        "x-note": "Extension of the document",
    }
    return copy.deepcopy(document)


# Keys of OpenAPI itself, which nothing can replace.
_FIXED = {"openapi", "paths", "components", "schemas", "properties", "type", "post", "$ref", "in"}


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Every text below a node: its path, and whether it is the last key of the path or the value there."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in entries:
        here = (*path, key)
        if isinstance(node, dict) and (key not in _FIXED or path[-1:] == ("properties",)):
            yield here, True
        if isinstance(value, str):
            yield here, False
        elif isinstance(value, dict | list):
            yield from _places(value, here)


# Annotations: all of them may be replaced at once, and the output is still a package.
_INERT = {"title", "summary", "description", "example", "examples", "externalDocs", "x-note", "$comment", "contact"}
_INERT |= {
    "servers",
    "securitySchemes",
    "contentMediaType",
    "headers",
    "callbacks",
    "x-python",
    "discriminator",
    "format",
}


def _is_inert(path: tuple[Any, ...], is_key: bool) -> bool:
    return bool(_INERT & set(path[:-1] if is_key else path)) and path[-2:-1] != ("properties",)


INERT = [place for place in _places(_document()) if _is_inert(*place)]
PLACES = [place for place in _places(_document()) if not _is_inert(*place)]


def _replace(document: dict[str, Any], payload: str, path: tuple[Any, ...], is_key: bool) -> dict[str, Any]:
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    if is_key:
        entries = [(payload if key == path[-1] else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(entries)
    else:
        holder[path[-1]] = payload
    return document


def _intruders(folder: Path) -> list[str]:
    """Generated files in which text has become code."""
    return [
        str(path)
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "intruder"
    ]


def test_accepts_the_unchanged_document(tmp_path: Path) -> None:
    with generated(_document(), tmp_path) as models:
        data = {"type": "left", "side": {"type": "right"}, "wire-name": "x", "list": ["three"]}
        assert models.Left.from_dict(data).to_dict() == data
    assert len(INERT) > 200
    assert len(PLACES) > 100
    assert normalise(_document())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_annotations_never_become_code(payload: str, tmp_path: Path) -> None:
    document = _document()
    for path, is_key in reversed(INERT):  # From the end, so that the paths to the others stay valid.
        _replace(document, payload, path, is_key)
    with generated(document, tmp_path) as models:
        assert models.Left.__doc__
    assert _intruders(tmp_path) == []


def _id(number: int) -> str:
    return "-".join(map(str, PLACES[number][0]))


# One place in ten always, all of them in the slow run.
_NUMBERS = [
    pytest.param(number, marks=[pytest.mark.slow] if number % 10 else [], id=_id(number))
    for number in range(len(PLACES))
]


@pytest.mark.parametrize("number", _NUMBERS)
def test_text_never_becomes_code(number: int, tmp_path: Path) -> None:
    path, is_key = PLACES[number]
    # A different payload for each place; all of them if there is time.
    for payload in PAYLOADS if os.environ.get("REALTIME_EXAMPLES") else [PAYLOADS[number % len(PAYLOADS)]]:
        document = _replace(_document(), payload, path, is_key)
        before = copy.deepcopy(document)
        try:
            with generated(document, tmp_path) as models:
                left = models.Left.from_dict({payload: payload, "type": "left", "plain": payload})
                assert left.to_dict() == {"type": "left", "plain": payload, payload: payload}
                assert repr(left)
        except DocumentError as error:
            assert str(error)
        except AttributeError as error:
            assert "has no attribute 'Left'" in str(error)  # The payload replaced its name.
        assert document == before
        assert _intruders(tmp_path) == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("shape", ["class", "types"])
def test_ignores_a_plan_in_a_document(shape: str, payload: str, tmp_path: Path) -> None:
    plan: dict[str, Any] = {
        "kind": shape,
        "name": payload,
        "doc": payload,
        "component": payload,
        "bases": [[payload, payload]],
    }
    field = dict.fromkeys(("name", "wire", "annotation", "default", "read", "write", "doc"), payload)
    alias = {
        "name": payload,
        "annotation": payload,
        "table": payload,
        "tag": payload,
        "unknown": payload,
        "entries": {},
    }
    plan |= {"fields": [field], "aliases": [alias], "tables": [payload], "readers": {payload: payload}}
    document = _document()
    for schema in document["components"]["schemas"].values():
        schema["x-python"] = plan
        for value in schema.get("properties", {}).values():
            value["x-python"] = plan
    (tmp_path / "openapi.yaml").write_text(json.dumps(document), encoding="utf-8")
    generate(tmp_path / "openapi.yaml", tmp_path / "made", mixins={})
    assert _intruders(tmp_path) == []
    assert not [path for path in (tmp_path / "made").rglob("*.py") if payload in path.read_text(encoding="utf-8")]
