"""Check that a document can be worked with, before any other step relies on its shape.

`require_document` checks the types of all parts, so that any two documents can be compared; `check` also checks that
every construct is supported and every reference resolves. Each problem is named by its JSON path.
"""

from __future__ import annotations

import graphlib
import re
from collections.abc import Iterator
from typing import Any, Final

from .document import COMPONENTS, METHODS, Document, DocumentError, Schema, child, references

__all__ = ["check", "cycles_of", "parts_of", "problems_of", "require_document"]

_SCHEMAS: Final = "$.components.schemas"
_TYPES: Final = ("string", "integer", "number", "boolean", "object", "array", "null")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_FIX: Final = "correct it in codegen/overlay.yaml"

_PYTHON_TYPES: Final[dict[str, type]] = {"mapping": dict, "schema": dict, "list": list, "string": str}
_KEYWORDS: Final[dict[str, tuple[str, type | tuple[type, ...]]]] = {
    "nullable": ("a boolean", bool),
    **dict.fromkeys(("format", "pattern", "title", "description"), ("a string", str)),
    **dict.fromkeys(("minimum", "maximum"), ("a number", (int, float))),
    **dict.fromkeys(("minItems", "maxItems", "minLength", "maxLength", "maxProperties"), ("an integer", int)),
}


def require_document(document: Document, name: str) -> Document:
    """Return the document if it can be compared.

    Args:
        document: Any document.
        name: Name of the document for error messages.

    Raises:
        DocumentError: It is not an OpenAPI 3 document, or a part of it has the wrong type.
    """
    version = document.get("openapi")
    if not isinstance(version, str) or not version.startswith("3."):
        raise DocumentError(f"{name}: not an OpenAPI 3 document: `openapi` is {version!r}")
    for place, node, kind in parts_of(document):
        if not isinstance(node, _PYTHON_TYPES[kind]) and not (kind == "schema" and node is True):
            raise DocumentError(f"{name}: {_wrong_type(place, f'a {kind}', node)}")
    return document


def check(document: Document) -> None:
    """Check every path and schema of a document.

    Raises:
        DocumentError: A part has the wrong type, a construct is not supported, a reference does not resolve, or a
            schema refers to itself with no object in between; the message lists all of these.
    """
    problems = problems_of(document)
    if problems:
        raise DocumentError("\n".join(problems))


def problems_of(document: Document) -> list[str]:
    """Return everything that `check` refuses, one line each, beginning with its place.

    Raises:
        DocumentError: The document has no paths or no schemas.
    """
    schemas = document.get("components", {}).get("schemas")
    paths = document.get("paths")
    if schemas is None or paths is None:
        raise DocumentError(f"{_SCHEMAS if schemas is None else '$.paths'}: missing; is the document complete?")
    parts = list(parts_of(document))
    problems = [
        _wrong_type(place, f"a {kind}", node)
        for place, node, kind in parts
        if not isinstance(node, _PYTHON_TYPES[kind]) and not (kind == "schema" and node is True)
    ]
    if not problems:
        problems += _names(schemas)
        problems += _paths(paths)
        for place, node, kind in parts:
            if kind == "schema" and node is not True:
                problems += _schema(node, place, schemas)
    if not problems:
        problems += cycles_of(schemas)
    return problems


def _wrong_type(place: str, expected: str, found: object) -> str:
    return f"{place}: must be {expected}, found {'nothing' if found is None else repr(found)[:60]}"


_Part = tuple[str, Any, str]


def parts_of(document: Document) -> Iterator[_Part]:
    """Yield place, value and expected kind of every part; a part of another kind is not looked into."""
    paths, components = document.get("paths", {}), document.get("components", {})
    yield "$.paths", paths, "mapping"
    for path, item in _items(paths):
        yield from _path_parts(item, child("$.paths", path))
    yield "$.components", components, "mapping"
    schemas = dict(_items(components)).get("schemas", {})
    yield _SCHEMAS, schemas, "mapping"
    for name, schema in _items(schemas):
        yield from _schema_parts(schema, child(_SCHEMAS, name))


def _path_parts(item: Any, place: str) -> Iterator[_Part]:
    yield place, item, "mapping"
    yield from _parameter_parts(item, place)
    for method, operation in _items(item):
        if method not in METHODS:
            continue
        here = f"{place}.{method}"
        yield here, operation, "mapping"
        yield from _parameter_parts(operation, here)
        contents = []
        for key, value in _items(operation):
            if key == "requestBody":
                contents.append((f"{here}.requestBody", value))
            elif key == "responses":
                yield f"{here}.responses", value, "mapping"
                contents += [(f"{here}.responses{child('', code)}", response) for code, response in _items(value)]
        for where, holder in contents:
            yield where, holder, "mapping"
            for key in ("headers", "content"):
                entries = dict(_items(holder)).get(key, {})
                yield f"{where}.{key}", entries, "mapping"
                for name, entry in _items(entries):
                    yield f"{where}.{key}[{name!r}]", entry, "mapping"
                    yield from _schema_parts(dict(_items(entry)).get("schema", {}), f"{where}.{key}[{name!r}].schema")


def _parameter_parts(holder: Any, place: str) -> Iterator[_Part]:
    parameters = dict(_items(holder)).get("parameters", [])
    yield f"{place}.parameters", parameters, "list"
    for index, parameter in enumerate(parameters if isinstance(parameters, list) else ()):
        here = f"{place}.parameters[{index}]"
        yield here, parameter, "mapping"
        yield from _schema_parts(dict(_items(parameter)).get("schema", {}), f"{here}.schema")


def _schema_parts(schema: Any, place: str) -> Iterator[_Part]:
    yield place, schema, "schema"
    for key, value in _items(schema):
        here = f"{place}.{key}"
        if key == "$ref":
            yield here, value, "string"
        elif key == "type":
            for kind in value if isinstance(value, list) else [value]:
                yield here, kind, "string"
        elif key in ("enum", "required"):
            yield here, value, "list"
            for index, name in enumerate(value if key == "required" and isinstance(value, list) else ()):
                yield f"{here}[{index}]", name, "string"
        elif key in ("properties", "patternProperties"):
            yield here, value, "mapping"
            for name, entry in _items(value):
                if not (entry is False and key == "patternProperties"):  # Such keys are not allowed.
                    yield from _schema_parts(entry, child(here, name))
        elif key in ("allOf", "anyOf", "oneOf", "prefixItems"):
            yield here, value, "list"
            for index, entry in enumerate(value if isinstance(value, list) else ()):
                yield from _schema_parts(entry, f"{here}[{index}]")
        elif key == "propertyNames" or (key in ("items", "additionalProperties") and value is not False):
            yield from _schema_parts(value, here)


def _items(node: Any) -> list[tuple[str, Any]]:
    return list(node.items()) if isinstance(node, dict) else []


def _names(schemas: dict[str, Schema]) -> Iterator[str]:
    for name in schemas:
        if not _NAME.fullmatch(name):
            yield f"{child(_SCHEMAS, name)}: the name of a component may hold only letters, digits, `.`, `-` and `_`"


def _paths(paths: dict[str, Any]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for path, item in paths.items():
        place = child("$.paths", path)
        if "$ref" in item:
            yield f"{place}: a reference to a path is not supported; write the path out in codegen/overlay.yaml"
        yield from _parameters(item, place)
        for method in METHODS:
            if method in item:
                yield from _operation(item[method], f"{place}.{method}", seen)


def _operation(operation: dict[str, Any], place: str, seen: dict[str, str]) -> Iterator[str]:
    name = operation.get("operationId")
    if not isinstance(name, str) or not re.search(r"[^\W_]", name):
        yield f"{place}: needs an `operationId` with letters; add one in codegen/overlay.yaml"
    elif name in seen:
        yield f"{place}: the operationId {name!r} is already used by {seen[name]}; rename one in codegen/overlay.yaml"
    else:
        seen[name] = place
    if "responses" not in operation:
        yield _wrong_type(f"{place}.responses", "a mapping", None)
    for where, reference in references(operation, place):
        if not reference.startswith(COMPONENTS):
            yield f"{where}: {reference!r}: only references into {COMPONENTS} are supported; {_FIX}"
    yield from _parameters(operation, place)


def _parameters(holder: dict[str, Any], place: str) -> Iterator[str]:
    for index, parameter in enumerate(holder.get("parameters", ())):
        if not all(isinstance(parameter.get(key), str) for key in ("name", "in")):
            yield f"{place}.parameters[{index}]: a parameter needs `name` and `in`; {_FIX}"


def _schema(schema: Schema, place: str, known: dict[str, Schema]) -> Iterator[str]:
    for key, (expected, types) in _KEYWORDS.items():
        value = schema.get(key)
        if key in schema and (not isinstance(value, types) or (isinstance(value, bool) and types is not bool)):
            yield _wrong_type(f"{place}.{key}", expected, value)
    for key in ("allOf", "anyOf", "oneOf"):
        if schema.get(key) == []:
            yield f"{place}.{key}: must not be empty; {_FIX}"
    kinds = schema.get("type", "null")
    for kind in kinds if isinstance(kinds, list) and kinds else [kinds]:
        if kind not in _TYPES:
            yield f"{place}.type: {kind!r} is not a type; use one of {', '.join(_TYPES)}"
    values, default = schema.get("enum"), schema.get("default")
    if values == []:
        yield f"{place}.enum: must not be empty; {_FIX}"
    # A list here is the default of the list that holds these items: normalising moves it there.
    if values and isinstance(default, str | int | float) and default not in values:
        yield f"{place}.default: {default!r} is not one of {', '.join(map(repr, values))}; {_FIX}"
    if isinstance(schema.get("discriminator"), dict) and "oneOf" not in schema and "anyOf" not in schema:
        mapping = schema["discriminator"].get("mapping")
        for value, target in mapping.items() if isinstance(mapping, dict) else ():
            if str(target).removeprefix(COMPONENTS) not in known:
                here = child(f"{place}.discriminator.mapping", value)
                yield f"{here}: refers to {target}, which does not exist; is the document complete?"
    if "$ref" in schema:
        reference = schema["$ref"]
        if not reference.startswith(COMPONENTS):
            yield f"{place}: {reference!r}: only references into {COMPONENTS} are supported; {_FIX}"
        elif reference.removeprefix(COMPONENTS) not in known:
            yield f"{place}: refers to {reference}, which does not exist; is the document complete?"


def cycles_of(schemas: dict[str, Schema]) -> Iterator[str]:
    """Yield a problem if components consist of each other, with no object, list or map in between."""
    graph = {name: set(_made_of(schema)) for name, schema in schemas.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        cycle = list(reversed(error.args[1]))
        yield (
            f"{child(_SCHEMAS, cycle[0])}: refers to itself with no object in between: {' -> '.join(cycle)}; "
            "break the cycle in codegen/overlay.yaml"
        )


def _made_of(schema: Any) -> Iterator[str]:
    """Yield the components that a schema consists of, without those in an object, a list or a map."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        yield schema["$ref"].removeprefix(COMPONENTS)
    for key in ("allOf", "anyOf", "oneOf"):
        for member in schema.get(key, ()):
            yield from _made_of(member)
