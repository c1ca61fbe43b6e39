"""Whether a document can be worked with: every part of the shape its reader expects, every reference to something.

The steps after this one take shapes for granted. What is found here is named by its JSON path.
"""

from __future__ import annotations

import graphlib
import re
from collections.abc import Iterator
from typing import Any

from .document import COMPONENTS, METHODS, Document, DocumentError, Schema, child

__all__ = ["check"]

_KINDS = ("string", "integer", "number", "boolean", "object", "array", "null")
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_SHOWN = 10
_HERE = "$.components.schemas"

# Keywords with the types their values may have; those that hold schemas are looked into below.
_VALUES: dict[str, type | tuple[type, ...]] = {
    "required": list,
    "enum": list,
    "properties": dict,
    "nullable": bool,
    "format": str,
    "pattern": str,
    **dict.fromkeys(("minimum", "maximum"), (int, float)),
    **dict.fromkeys(("minItems", "maxItems", "minLength", "maxLength", "maxProperties"), int),
    **dict.fromkeys(("title", "description"), str),
}
# Schemas in places that nothing here reads; ignoring them would make a schema say something else.
_UNREAD = (
    *("not", "if", "then", "else", "patternProperties", "prefixItems", "contains", "dependentSchemas", "$defs"),
    *("$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor", "$id"),
)


def check(document: Document) -> None:
    """Look at every path and schema of a document.

    Raises:
        DocumentError: Something is not of the shape that OpenAPI gives it, is a part of OpenAPI that is not supported,
            refers to nothing, or refers to itself with no object between.
    """
    schemas = document.get("components", {}).get("schemas")
    paths = document.get("paths")
    if schemas is None or paths is None:
        raise DocumentError(f"{_HERE if schemas is None else '$.paths'}: is not there; is the document whole?")
    problems = [*_names(schemas), *_paths(paths, set(schemas))]
    problems += [
        problem for name, schema in schemas.items() for problem in _schema(schema, child(_HERE, name), schemas)
    ]
    if not problems:
        problems += _circles(schemas)
    if problems:
        more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise DocumentError("\n".join([*problems[:_SHOWN], *more]))


def _names(schemas: dict[str, Schema]) -> Iterator[str]:
    for name in schemas:
        if not _NAME.fullmatch(name):
            yield f"{child(_HERE, name)}: the name of a component is made of letters, digits, `.`, `-` and `_` alone"


def _paths(paths: dict[str, Any], known: set[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for path, item in paths.items():
        place = child("$.paths", path)
        if not isinstance(item, dict):
            yield _must(place, "a mapping", item)
            continue
        if "$ref" in item:
            yield f"{place}: a reference to a path is not supported; write it out in codegen/overlay.yaml"
        yield from _parameters(item, place, known)
        for method in METHODS:
            if method in item:
                yield from _operation(item[method], f"{place}.{method}", known, seen)


def _operation(operation: Any, place: str, known: set[str], seen: dict[str, str]) -> Iterator[str]:
    if not isinstance(operation, dict):
        yield _must(place, "a mapping", operation)
        return
    name = operation.get("operationId")
    if not isinstance(name, str) or not re.search(r"[^\W_]", name):
        yield f"{place}: needs an `operationId` of letters; give it one in codegen/overlay.yaml"
    elif name in seen:
        yield f"{place}: the operationId {name!r} is that of {seen[name]}"
    else:
        seen[name] = place
    yield from _parameters(operation, place, known)
    parts = {"requestBody": operation["requestBody"]} if "requestBody" in operation else {}
    responses = operation.get("responses")
    if not isinstance(responses, dict):
        yield _must(f"{place}.responses", "a mapping", responses)
        responses = {}
    parts |= {f"responses{child('', code)}": response for code, response in responses.items()}
    for key, part in parts.items():
        yield from _content(part, f"{place}.{key}", known)


def _parameters(holder: dict[str, Any], place: str, known: set[str]) -> Iterator[str]:
    found = holder.get("parameters", [])
    if not isinstance(found, list):
        yield _must(f"{place}.parameters", "a list", found)
        return
    for index, parameter in enumerate(found):
        here = f"{place}.parameters[{index}]"
        if not isinstance(parameter, dict) or not all(isinstance(parameter.get(key), str) for key in ("name", "in")):
            yield f"{here}: a parameter needs `name` and `in`"
            continue
        yield from _schema(parameter.get("schema", {}), f"{here}.schema", known)


def _content(part: Any, place: str, known: set[str]) -> Iterator[str]:
    content = part.get("content", {}) if isinstance(part, dict) else part
    if not isinstance(content, dict):
        yield _must(place, "a mapping", part)
        return
    for kind, media in content.items():
        here = f"{place}.content[{kind!r}]"
        if not isinstance(media, dict):
            yield _must(here, "a mapping", media)
        else:
            yield from _schema(media.get("schema", {}), f"{here}.schema", known)


def _schema(schema: Any, place: str, known: set[str] | dict[str, Schema]) -> Iterator[str]:
    if schema is True:
        return
    if not isinstance(schema, dict):
        yield _must(place, "a schema", schema)
        return
    for key, kinds in _VALUES.items():
        value = schema.get(key)
        if key in schema and (not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool)):
            names = " or ".join(kind.__name__ for kind in (kinds if isinstance(kinds, tuple) else (kinds,)))
            yield _must(f"{place}.{key}", f"a {names}", value)
    for key in _UNREAD:
        if key in schema:
            yield f"{place}: the keyword `{key}` is not supported; say it another way in codegen/overlay.yaml"
    yield from _keywords(schema, place)
    if "$ref" in schema:
        yield from _reference(schema["$ref"], place, known)
    for key, value in schema["properties"].items() if isinstance(schema.get("properties"), dict) else ():
        yield from _schema(value, child(f"{place}.properties", key), known)
    for key in ("allOf", "anyOf", "oneOf"):
        if key not in schema:
            continue
        if not isinstance(schema[key], list) or not schema[key]:
            yield _must(f"{place}.{key}", "a list of schemas", schema[key])
            continue
        for index, member in enumerate(schema[key]):
            yield from _schema(member, f"{place}.{key}[{index}]", known)
    for key in ("items", "additionalProperties", "propertyNames"):
        if key in schema and not (key == "additionalProperties" and schema[key] is False):
            yield from _schema(schema[key], f"{place}.{key}", known)


def _keywords(schema: Schema, place: str) -> Iterator[str]:
    kinds = schema.get("type", "null")
    for kind in kinds if isinstance(kinds, list) and kinds else [kinds]:
        if kind not in _KINDS:
            yield f"{place}.type: {kind!r} is no type; needs one of {', '.join(_KINDS)}"
    required = schema.get("required")
    for key in required if isinstance(required, list) else ():
        if not isinstance(key, str):
            yield _must(f"{place}.required", "a list of strings", key)
    known = schema.get("enum")
    if known == []:
        yield f"{place}.enum: holds no value"
    default = schema.get("default")
    # A list there is that of the list whose items these are: normalising puts it where it belongs.
    if isinstance(known, list) and known and isinstance(default, str | int | float) and default not in known:
        yield f"{place}.default: {default!r} is not one of {', '.join(map(repr, known))}"


def _reference(reference: Any, place: str, known: set[str] | dict[str, Schema]) -> Iterator[str]:
    if not isinstance(reference, str) or not reference.startswith(COMPONENTS):
        yield f"{place}: {reference!r}: only references into {COMPONENTS} are supported"
    elif reference.removeprefix(COMPONENTS) not in known:
        yield f"{place}: refers to {reference}, which the document does not hold; is it whole?"


def _circles(schemas: dict[str, Schema]) -> Iterator[str]:
    graph = {name: set(_stands_for(schema)) for name, schema in schemas.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        circle = list(reversed(error.args[1]))
        yield (
            f"{child(_HERE, circle[0])}: refers to itself with no object between: {' -> '.join(circle)}; "
            "break the circle in codegen/overlay.yaml"
        )


def _stands_for(schema: Any) -> Iterator[str]:
    """Components that a schema is made of, without those in the properties of an object."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        yield schema["$ref"].removeprefix(COMPONENTS)
    for key in ("allOf", "anyOf", "oneOf"):
        for member in schema.get(key, ()):
            yield from _stands_for(member)
    for key in ("items", "additionalProperties"):
        if "properties" not in schema:
            yield from _stands_for(schema.get(key))


def _must(place: str, what: str, found: object) -> str:
    return f"{place}: must be {what}, found {'nothing' if found is None else repr(found)[:60]}"
