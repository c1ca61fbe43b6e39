"""Keywords of JSON Schema and OpenAPI, by what happens to them here."""

from __future__ import annotations

from typing import Final

from .document import ANNOTATIONS, METHODS

__all__ = ["CHECKED", "KEYS", "KNOWN", "SHAPES", "UNCHECKED"]

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
    *("unevaluatedProperties", "unevaluatedItems", "dependentRequired", "minContains", "maxContains"),
    *("contentEncoding", "contentMediaType", "contentSchema"),
)
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
