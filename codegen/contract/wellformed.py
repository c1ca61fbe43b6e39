"""Whether a document can be compared at all: what is wrong is named by its place, before anything reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .document import Document, DocumentError

__all__ = ["METHODS", "require_document"]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def require_document(document: Document, name: str) -> Document:
    """The document itself, once it is known to be one that can be compared.

    Raises:
        DocumentError: It is no OpenAPI 3 document.
    """
    version = document.get("openapi")
    if not isinstance(version, str) or not version.startswith("3."):
        raise DocumentError(f"{name}: no OpenAPI 3 document: `openapi` is {version!r}")
    for place, node, kind in _parts(document):
        if not isinstance(node, kind):
            raise DocumentError(f"{name}: {place or 'the root'} is no {_NAMES[kind]} but {_shorten(repr(node))}")
    return document


_NAMES: Final[dict[type, str]] = {dict: "mapping", list: "list", str: "string"}


def _parts(document: Document) -> Iterator[tuple[str, Any, type]]:
    """All that is walked into, with what it has to be; whoever reads on finds out about each part first."""
    for key in ("components", "paths"):
        yield key, document.get(key, {}), dict
    schemas = document.get("components", {}).get("schemas", {})
    yield "components/schemas", schemas, dict
    for name, schema in schemas.items():
        yield f"the name {name!r} in components/schemas", name, str
        yield from _schema_parts(f"components/schemas/{name}", schema)
    for path, item in document.get("paths", {}).items():
        yield f"the name {path!r} in paths", path, str
        yield f"paths/{path}", item, dict
        for method in METHODS:
            if method in item:
                place, operation = f"paths/{path}/{method}", item[method]
                yield place, operation, dict
                yield f"{place}/responses", operation.get("responses", {}), dict
                for code, answer in operation.get("responses", {}).items():
                    yield f"{place}/responses/{code}", answer, dict
                    yield f"{place}/responses/{code}/headers", answer.get("headers", {}), dict
                    for header, value in answer.get("headers", {}).items():
                        yield f"{place}/responses/{code}/headers/{header}", value, dict
                        yield from _schema_parts(
                            f"{place}/responses/{code}/headers/{header}/schema", value.get("schema", {})
                        )
                    yield from _content_parts(f"{place}/responses/{code}", answer)
                yield f"{place}/requestBody", operation.get("requestBody", {}), dict
                yield from _content_parts(f"{place}/requestBody", operation.get("requestBody", {}))
        for holder in (item, *(item[method] for method in METHODS if method in item)):
            yield f"paths/{path}/parameters", holder.get("parameters", []), list
            for index, entry in enumerate(holder.get("parameters", [])):
                yield f"paths/{path}/parameters/{index}", entry, dict
                yield from _schema_parts(f"paths/{path}/parameters/{index}/schema", entry.get("schema", {}))


def _content_parts(place: str, holder: dict[str, Any]) -> Iterator[tuple[str, Any, type]]:
    yield f"{place}/content", holder.get("content", {}), dict
    for media, content in holder.get("content", {}).items():
        yield f"{place}/content/{media}", content, dict
        yield from _schema_parts(f"{place}/content/{media}/schema", content.get("schema", {}))


def _schema_parts(place: str, schema: Any) -> Iterator[tuple[str, Any, type]]:
    yield place, schema, dict
    yield f"{place}/$ref", schema.get("$ref", ""), str
    types = schema.get("type", [])
    for entry in types if isinstance(types, list) else [types]:
        yield f"{place}/type", entry, str
    for key in ("enum", "required"):
        yield f"{place}/{key}", schema.get(key, []), list
    for index, needed in enumerate(schema.get("required", [])):
        yield f"{place}/required/{index}", needed, str
    yield f"{place}/properties", schema.get("properties", {}), dict
    for name, value in schema.get("properties", {}).items():
        yield f"the name {name!r} in {place}/properties", name, str
        yield from _schema_parts(f"{place}/properties/{name}", value)
    for key in ("anyOf", "oneOf", "allOf"):
        yield f"{place}/{key}", schema.get(key, []), list
        for index, value in enumerate(schema.get(key, [])):
            yield from _schema_parts(f"{place}/{key}/{index}", value)
    yield from _schema_parts(f"{place}/items", schema["items"]) if "items" in schema else ()
    if not isinstance(schema.get("additionalProperties", True), bool):
        yield from _schema_parts(f"{place}/additionalProperties", schema["additionalProperties"])


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
