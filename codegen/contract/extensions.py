"""Extensions of OpenAPI that are read here, and the names that vendors have for them.

``codegen/sources.yaml`` names those of each source. Only this module reads a vendor's name: `neutral` writes ours
instead, which all other steps read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from attrs import frozen

from .document import Document, Schema, rewrite

__all__ = ["CONSTANT", "EVENT_TYPE", "PYTHON_NAME", "Extensions", "neutral"]

# Python name of a component or property, given in codegen/overlay.yaml.
PYTHON_NAME: Final = "x-python-name"
# True if the only value of an `enum` is a constant.
CONSTANT: Final = "x-constant"
# Type of an event whose schema does not declare it as a constant.
EVENT_TYPE: Final = "x-event-type"


@frozen
class Extensions:
    """A vendor's names of the extensions that are read; "" for those that it has not.

    Attributes:
        constant: Extension that is true if the only value of an ``enum`` is a constant.
        event: Extension that holds the type of an event; ``x-docs.name`` is the key ``name`` of a mapping.
    """

    constant: str = ""
    event: str = ""

    def is_kept(self, key: str) -> bool:
        """Return True if a key is an extension that is read as it is."""
        return key in (self.constant, PYTHON_NAME)

    def of_event(self, schema: Schema) -> Schema:
        """Return the extension of a schema that holds the type of an event, without anything else that it holds."""
        kind = self.event_type(schema)
        name, _, key = self.event.partition(".")
        return {} if kind is None else {name: {key: kind} if key else kind}

    def event_type(self, schema: Schema) -> str | None:
        """Return the type of an event that the extension of a schema holds, if any."""
        name, _, key = self.event.partition(".")
        value = schema.get(name)
        if key:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, str) else None

    def translated(self, schema: Schema) -> Schema:
        """Return a schema with our names of the extensions instead of the vendor's."""
        kind = self.event_type(schema)
        if kind is None and self.constant not in schema:
            return schema
        names = (self.constant, self.event.partition(".")[0])
        marks: Schema = {CONSTANT: True} if schema.get(self.constant) else {}
        marks |= {EVENT_TYPE: kind} if kind is not None else {}
        return {key: value for key, value in schema.items() if key not in names} | marks


def neutral(document: Document, vendors: Iterable[Extensions]) -> Document:
    """Return a document in which all schemas have our names of the extensions; the input is not changed.

    Args:
        document: Any document; parts that are of another type than they should be are kept.
        vendors: The names that it may have for them.
    """
    for vendor in dict.fromkeys(vendors):
        document = _in_schemas(document, vendor)
    return document


def _in_schemas(document: Document, vendor: Extensions) -> Document:
    def step(schema: Schema, _: str) -> Schema:
        return vendor.translated(schema)

    def in_paths(node: Any) -> Any:
        if isinstance(node, list):
            return [in_paths(value) for value in node]
        if not isinstance(node, dict):
            return node
        return {
            key: rewrite(value, step) if key == "schema" and isinstance(value, dict) else in_paths(value)
            for key, value in node.items()
        }

    result = {**document, "paths": in_paths(document["paths"])} if "paths" in document else {**document}
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if isinstance(schemas, dict):
        rewritten = {name: rewrite(one, step) if isinstance(one, dict) else one for name, one in schemas.items()}
        result["components"] = {**document["components"], "schemas": rewritten}
    return result
