"""Text of a document never becomes code, wherever it stands.

The generator has had such holes (GHSA-5293-mq8x-g3xj, GHSA-9x4c-63pf-525f). Every text of a document that has one in
each place is replaced in turn, keys as well as values; whatever comes out is read back as Python and imported.
"""

from __future__ import annotations

import ast
import copy
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.contract.document import DocumentError, dump
from codegen.contract.normalise import normalise
from codegen.render.generate import generate

from ..packages import generated

# Calls of a function that does not exist: importing what holds one fails, and it is seen where it would run later.
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
    'says "this"',
    "/{x.__class__}/{0}",
    "ｉｎｔｒｕｄｅｒ()",
]

STRING = {"type": "string"}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _words(what: str) -> dict[str, Any]:
    """What may stand beside any schema."""
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
            **_words("Left"),
            "type": "object",
            "properties": {
                "type": {**_words("tag"), "type": "string", "const": "left"},
                "plain": {**_words("plain"), "type": "string", "default": "value", "pattern": "^.*$", "maxLength": 900},
                "wire-name": {"type": "string", "format": "password", "description": "A secret"},
                "enum": {**_words("enum"), "type": "string", "enum": ["one", "two"]},
                "map": {"type": "object", "additionalProperties": {**_words("value"), "type": "string"}},
                "list": {"type": "array", "items": {**_words("item"), "type": "string", "enum": ["three"]}},
                "inline": {"type": "object", "properties": {"inner": {**_words("inner"), "type": "string"}}},
                "either": {"anyOf": [{"type": "string", "const": "fixed"}, {"type": "integer"}]},
                "side": _ref("Side"),
                "kind": {**_ref("Kind"), "default": "four", "description": "Beside a reference"},
            },
            "required": ["type", "wire-name"],
        },
        "Right": {"type": "object", "properties": {"type": {**STRING, "const": "right"}}, "required": ["type"]},
        "Side": {
            **_words("Side"),
            "oneOf": [_ref("Left"), _ref("Right")],
            "discriminator": {"propertyName": "type", "mapping": {"left": "#/components/schemas/Left"}},
        },
        "Kind": {**_words("Kind"), "type": "string", "enum": ["four", "five"]},
        "Free": {**_words("Free"), "type": "object"},
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
                "schema": {**_words("parameter"), "type": "string"},
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
                "description": "Answer",
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


# Keys of OpenAPI itself, which nothing else can stand for.
_FIXED = {"openapi", "paths", "components", "schemas", "properties", "type", "post", "$ref", "in"}


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Every text below a node: the way to it, and whether it is the key at the end of the way or its value."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in entries:
        here = (*path, key)
        if isinstance(node, dict) and (key not in _FIXED or path[-1:] == ("properties",)):
            yield here, True
        if isinstance(value, str):
            yield here, False
        elif isinstance(value, dict | list):
            yield from _places(value, here)


# What says nothing to a program: all of it may be replaced at once, and what is made stays a package.
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
    """Generated files in which a text has become code."""
    return [
        str(path)
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "intruder"
    ]


def test_the_document_itself_is_fine(tmp_path: Path) -> None:
    with generated(_document(), tmp_path) as models:
        data = {"type": "left", "side": {"type": "right"}, "wire-name": "x", "list": ["three"]}
        assert models.Left.from_dict(data).to_dict() == data
    assert len(INERT) > 200
    assert len(PLACES) > 100
    assert normalise(_document())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_and_what_nobody_reads_become_no_code(payload: str, tmp_path: Path) -> None:
    document = _document()
    for path, is_key in reversed(INERT):  # From the end, where the ways to the others still hold.
        _replace(document, payload, path, is_key)
    with generated(document, tmp_path) as models:
        assert models.Left.__doc__
    assert _intruders(tmp_path) == []


@pytest.mark.parametrize("number", range(len(PLACES)), ids=lambda number: "-".join(map(str, PLACES[number][0])))
def test_no_text_becomes_code(number: int, tmp_path: Path) -> None:
    path, is_key = PLACES[number]
    # One in turn for each place, so that neighbours meet different ones; all of them when there is time.
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
            assert "has no attribute 'Left'" in str(error)  # Its name was what was replaced.
        assert document == before
        assert _intruders(tmp_path) == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("shape", ["class", "types"])
def test_a_plan_in_a_document_is_not_believed(shape: str, payload: str, tmp_path: Path) -> None:
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
    (tmp_path / "openapi.yaml").write_text(dump(document), encoding="utf-8")
    generate(tmp_path / "openapi.yaml", tmp_path / "made", mixins={})
    assert _intruders(tmp_path) == []
    assert not [path for path in (tmp_path / "made").rglob("*.py") if payload in path.read_text(encoding="utf-8")]
