"""Keywords of JSON Schema and OpenAPI, by what happens to them here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .check import parts_of
from .document import ANNOTATIONS, METHODS, UNREAD, Document

__all__ = ["CHECKED", "KEYS", "KNOWN", "LEFT_OUT", "SHAPES", "UNCHECKED", "places_of", "remarks_on"]

# What decides on the shape of a value; the code is generated from these, and validation checks them.
SHAPES: Final = (
    *("$ref", "type", "properties", "required", "additionalProperties", "items", "allOf", "anyOf", "oneOf"),
    *("enum", "const", "nullable", "propertyNames", "discriminator"),
)
# Limits that validation checks; of `propertyNames`, only `maxLength`.
CHECKED: Final = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "maxProperties", "pattern")
# What validation does not check.
UNCHECKED: Final = (
    *("multipleOf", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems", "minProperties"),
    *("unevaluatedProperties", "unevaluatedItems", "dependentRequired"),
    *("contentEncoding", "contentMediaType", "contentSchema"),
)
_UNCHECKED: Final = "validation does not check `{}`"
# What the contract leaves out, and the remark on it; values are read as the rest of the schema declares them.
LEFT_OUT: Final = {
    **dict.fromkeys((*UNREAD, "minContains", "maxContains"), _UNCHECKED),
    "prefixItems": "`{}` is read as a list of all that it allows, in any order",
    "patternProperties": "`{}` is read as a map of all that it allows, under any key",
    **dict.fromkeys(("$dynamicRef", "$recursiveRef"), "`{}` is not followed; such a value is kept as it is"),
    "$id": "`{}` does not change where references lead",
    # Nothing that is followed can refer to these.
    **dict.fromkeys(("$defs", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$schema", "$vocabulary"), ""),
}
# What says nothing about the shape.
_NEUTRAL: Final = ("default", "format", "readOnly", "writeOnly", "xml")
KNOWN: Final = frozenset((*SHAPES, *CHECKED, *UNCHECKED, *_NEUTRAL, *ANNOTATIONS))

_SHOWN: Final = ("description", "deprecated", "example", "examples")
_OF_VALUE: Final = (*_SHOWN, "required", "style", "explode", "schema", "content")
# Keys of the parts of an operation.
KEYS: Final = {
    "path": frozenset((*METHODS, "summary", "description", "servers", "parameters")),
    "operation": frozenset(
        (
            *("operationId", "tags", "summary", "description", "externalDocs", "deprecated"),
            *("parameters", "requestBody", "responses", "callbacks", "security", "servers"),
        )
    ),
    "parameter": frozenset((*_OF_VALUE, "name", "in", "allowEmptyValue", "allowReserved")),
    "header": frozenset(_OF_VALUE),
    "requestBody": frozenset(("description", "content", "required")),
    "response": frozenset(("description", "headers", "content", "links")),
    "content": frozenset(("schema", "example", "examples", "encoding")),
}

_LISTED: Final = 3


def remarks_on(places: dict[str, list[str]]) -> list[str]:
    """Return a remark on each keyword that is less exact here than in a document, with the first of its places."""
    return [
        LEFT_OUT.get(key, _UNCHECKED).format(key)
        + f" ({', '.join(found[:_LISTED])}"
        + (f" and {len(found) - _LISTED} more" if len(found) > _LISTED else "")
        + ")"
        for key, found in sorted(places.items())
    ]


def places_of(document: Document, keywords: Iterable[str]) -> dict[str, list[str]]:
    """Return the places of the schemas that have some keywords, by keyword."""
    places: dict[str, list[str]] = {}
    wanted = frozenset(keywords)
    for place, schema, kind in parts_of(document):
        if kind == "schema" and isinstance(schema, dict):
            for key in wanted.intersection(schema):
                places.setdefault(key, []).append(place)
    return places
