"""Only the reachable part of a document is kept."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.contract.document import DocumentError
from codegen.contract.extensions import Extensions
from codegen.contract.trim import bare, trim

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "paths": {
        "/a": {"post": {"requestBody": {"$ref": "#/components/schemas/Body"}}, "summary": "gone", "parameters": []},
        "/b": {"get": {}},
    },
    "components": {
        "schemas": {
            "Last": {"type": "string"},
            "Body": {"properties": {"next": {"items": {"$ref": "#/components/schemas/Node"}}}},
            "Node": {
                "properties": {
                    "self": {"$ref": "#/components/schemas/Node"},
                    "x": {"$ref": "#/components/schemas/Last"},
                }
            },
            "Other": {"type": "string"},
        }
    },
}


def test_keeps_reachable_schemas_in_published_order() -> None:
    trimmed = trim(DOCUMENT, {"operations": ["/a"], "schemas": []})
    assert list(trimmed["components"]["schemas"]) == ["Last", "Body", "Node"]
    assert trimmed["paths"] == {"/a": {"post": DOCUMENT["paths"]["/a"]["post"], "parameters": []}}


def test_roots_match_whole_names() -> None:
    assert list(trim(DOCUMENT, {"schemas": ["O.*"]})["components"]["schemas"]) == ["Other"]
    with pytest.raises(DocumentError, match=r"no schema matches `Oth` \(codegen/sources\.yaml\)"):
        trim(DOCUMENT, {"schemas": ["Oth", "Other"]})
    with pytest.raises(DocumentError, match="no path matches `/gone`"):
        trim(DOCUMENT, {"operations": ["/gone"], "schemas": ["Node"]})


def test_names_the_document_of_another_api() -> None:
    for document in (DOCUMENT, {"openapi": "3.1.0", "info": {"title": "Pets"}}):
        with pytest.raises(DocumentError, match=r"nothing in this document \('(untitled|Pets)'; .*another API's"):
            trim(document, {"operations": ["/gone"], "schemas": ["Gone.*"]})


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("#/components/schemas/Gone", r"Node\.items: refers to the schema Gone"),
        ("other.yaml#/X", "only references into"),
    ],
)
def test_reports_the_place_of_a_bad_reference(reference: str, message: str) -> None:
    document = {"openapi": "3.1.0", "components": {"schemas": {"Node": {"items": {"$ref": reference}}}}}
    with pytest.raises(DocumentError, match=message):
        trim(document, {"schemas": ["Node"]})


def test_keeps_no_text_below_any_keyword() -> None:
    texts = {"description": "a text", "title": "a text", "examples": ["a text"], "x-note": "a text"}
    inner = {"properties": {"title": {"type": "string", **texts}}, **texts}
    keywords = ("not", "if", "then", "else", "contains", "items", "propertyNames", "contentSchema", "unevaluatedItems")
    schema: dict[str, Any] = dict.fromkeys(keywords, inner)
    of_names = ("properties", "patternProperties", "dependentSchemas", "$defs")
    schema |= {key: {"description": inner} for key in of_names}
    schema |= {"prefixItems": [inner, True], "unevaluatedProperties": False, "anyOf": [{"not": {"allOf": [inner]}}]}
    document = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"Node": schema}}}
    kept = bare(document, Extensions())["components"]["schemas"]["Node"]
    assert "a text" not in repr(kept)
    plain = {"properties": {"title": {"type": "string"}}}
    assert kept == {
        **dict.fromkeys(keywords, plain),
        **{key: {"description": plain} for key in of_names},
        "prefixItems": [plain, {}],
        "unevaluatedProperties": False,
        "anyOf": [{"not": {"allOf": [plain]}}],
    }


def test_reaches_only_what_is_read() -> None:
    reference = {"$ref": "#/components/schemas/Other"}
    unread = {
        "not": reference,
        "if": {"$ref": "other.yaml"},
        "dependentSchemas": {"a": reference},
        "$defs": {"A": reference},
    }
    read = {
        "prefixItems": [{"$ref": "#/components/schemas/Last"}],
        "patternProperties": {"not": {"$ref": "#/components/schemas/Body"}},
    }
    schemas = {**DOCUMENT["components"]["schemas"], "Start": {**unread, **read}}
    document = {**DOCUMENT, "components": {"schemas": schemas}}
    trimmed = trim(document, {"schemas": ["Start"]})
    assert list(trimmed["components"]["schemas"]) == ["Last", "Body", "Node", "Start"]


def test_leaves_out_links_and_callbacks() -> None:
    links = {"next": {"$ref": "#/components/links/Next"}}
    operation = {
        "callbacks": {"done": {"$ref": "#/components/callbacks/Done"}},
        "responses": {"200": {"description": "", "links": links}, "404": {"$ref": "#/components/responses/Gone"}},
    }
    document = {
        "openapi": "3.1.0",
        "paths": {"/a": {"get": operation}},
        "components": {"responses": {"Gone": {"description": "Gone", "links": links}}},
    }
    trimmed = trim(document, {"operations": ["/a"]})
    assert trimmed["paths"]["/a"]["get"] == {
        "responses": {"200": {"description": ""}, "404": {"description": "Gone"}},
    }
