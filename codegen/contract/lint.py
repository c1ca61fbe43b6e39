"""Find mistakes in a contract that was edited by hand: `make generate` and `make spec` refuse them.

A contract is stricter than a published document: each keyword and key is known, each required key is declared, values
fit their type, each event belongs to a union, and every shape is in normal form.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from openapi_spec_validator import OpenAPIV31SpecValidator

from .check import parts_of, problems_of
from .descriptions import printable
from .document import ANNOTATIONS, METHODS, Document, DocumentError, Schema, child, load_openapi
from .keywords import KEYS, KNOWN, LEFT_OUT
from .normalise import normalise
from .sources import Sources, read_sources
from .unions import of_no_dialect

__all__ = ["lint", "main"]


def lint(document: Document, sources: Sources) -> list[str]:
    """Return every mistake in a contract, one line each, beginning with its place.

    Args:
        document: The contract.
        sources: Declaration of the dialects.

    Raises:
        DocumentError: The document has no paths or no schemas.
    """
    problems = [*problems_of(document), *_of_schemas(document)]
    if problems:
        return problems
    problems += _of_operations(document)
    problems += of_no_dialect(document, sources)
    problems += _of_unions(document, sources)
    try:
        problems += _of_form(document)
    except DocumentError as error:
        problems.append(str(error))
    return problems


def _of_schemas(document: Document) -> Iterator[str]:
    """Yield unknown keywords, required keys that are not declared, and values that do not fit their type or repeat."""
    for place, schema, kind in parts_of(document):
        if kind != "schema" or not isinstance(schema, dict):
            continue
        yield from _of_keys(schema, frozenset((*KNOWN, *LEFT_OUT)), place, "keyword")
        for key in LEFT_OUT:
            if key in schema:
                yield f"{place}: a contract leaves the keyword `{key}` out, for nothing here reads it; remove it"
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        required = schema.get("required")
        for name in required if isinstance(required, list) else ():
            if name not in properties:
                close = difflib.get_close_matches(str(name), properties, 1)
                hint = f"did you mean {close[0]!r}?" if close else "declare it, or remove it from `required`"
                yield f"{place}.required: {name!r} is not one of the properties: {hint}"
        types = [_TYPES[name] for name in _types(schema) if name in _TYPES]
        values = [(f"{place}.{key}", schema[key]) for key in ("default", "const") if key in schema]
        listed = schema.get("enum")
        listed = listed if isinstance(listed, list) else []
        for where, value in [*values, *((f"{place}.enum", value) for value in listed)]:
            if types and not any(fits(value) for fits in types):
                yield f"{where}: {value!r} is not of the type {' or '.join(_types(schema))}; correct one of them"
        for at, value in enumerate(listed):
            if value in listed[:at]:
                yield f"{place}.enum: {value!r} is listed twice; remove one"


def _of_operations(document: Document) -> Iterator[str]:
    """Yield the unknown keys of operations and their parts."""
    for path, item in document["paths"].items():
        place = child("$.paths", path)
        yield from _of_keys(item, KEYS["path"], place, "key")
        holders = [(place, item), *((f"{place}.{method}", item[method]) for method in METHODS if method in item)]
        for here, holder in holders:
            for index, parameter in enumerate(holder.get("parameters", ())):
                yield from _of_keys(parameter, KEYS["parameter"], f"{here}.parameters[{index}]", "key")
        for here, operation in holders[1:]:
            yield from _of_keys(operation, KEYS["operation"], here, "key")
            bodies = (
                [("requestBody", f"{here}.requestBody", operation["requestBody"])] if "requestBody" in operation else []
            )
            bodies += [
                ("response", child(f"{here}.responses", code), response)
                for code, response in operation.get("responses", {}).items()
            ]
            for kind, where, body in bodies:
                yield from _of_keys(body, KEYS[kind], where, "key")
                for part, known in (("headers", KEYS["header"]), ("content", KEYS["content"])):
                    for name, entry in body.get(part, {}).items():
                        yield from _of_keys(entry, known, f"{where}.{part}[{name!r}]", "key")


def _of_keys(node: dict[str, Any], known: frozenset[str], place: str, kind: str) -> Iterator[str]:
    for key in node:
        if key not in known and not key.startswith("x-"):
            close = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean `{close[0]}`?" if close else "remove it, or name it `x-…`"
            yield f"{place}: unknown {kind} `{key}`: {hint}"


def _types(schema: Schema) -> list[str]:
    kinds = schema.get("type")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Final[dict[str, Callable[[Any], bool]]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: _is_number(value) and value == int(value),
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _of_unions(document: Document, sources: Sources) -> Iterator[str]:
    """Yield the events that would be read as unknown: in no union of their dialect, or without a constant ``type``."""
    schemas = document["components"]["schemas"]
    for union, pattern in sources.unions.items():
        whole = schemas.get(union, {})
        entries = [whole, *(entry for key in ("anyOf", "oneOf") for entry in whole.get(key, ()))]
        listed = {entry.get("$ref", "").rpartition("/")[2] for entry in entries}
        for name, schema in schemas.items():
            tag = schema.get("properties", {}).get("type", {})
            is_event = "const" in tag or len(tag.get("enum", ())) == 1
            if name in listed and "properties" in schema and not is_event:
                yield f"{child('$.components.schemas', name)}: an event of {union} needs a constant `type`"
            if is_event and name not in listed and re.fullmatch(pattern, name):
                yield f"{child('$.components.schemas', name)}: an event in no union; add it to {union}"


def _of_form(document: Document) -> Iterator[str]:
    """Yield the places that are not in normal form."""
    own, normal = document["components"]["schemas"], normalise(document)["components"]["schemas"]
    for name in own:
        found = _difference(_bare(own[name]), normal.get(name), child("$.components.schemas", name))
        if found:
            yield f"{found}: not in normal form; write it as `make sync` does (codegen/contract/normalise.py)"
    for name in normal:
        if name not in own:
            place = child("$.components.schemas", name)
            yield f"{place}: an inline object or union must be a component of its own; move it there"


def _bare(node: Any, *, named: bool = False) -> Any:
    """Return a schema without descriptions."""
    if isinstance(node, dict):
        return {
            key: _bare(value, named=key == "properties" and not named)
            for key, value in node.items()
            if named or key not in ANNOTATIONS
        }
    return [_bare(value) for value in node] if isinstance(node, list) else node


def _difference(own: Any, normal: Any, place: str) -> str:
    """Return the first place at which two values differ, or ""."""
    if isinstance(own, dict) and isinstance(normal, dict):
        for key in {**own, **normal}:
            if key not in own or key not in normal:
                return place
            found = _difference(own[key], normal[key], child(place, key))
            if found:
                return found
        return ""
    return "" if own == normal and type(own) is type(normal) else place


def main(argv: list[str]) -> int:
    """Run ``python -m codegen.contract.lint DOCUMENT``; return 1 if it has mistakes, or is not valid."""
    try:
        document = load_openapi(Path(argv[0]))
        problems = lint(document, read_sources())
        if not problems:  # Only now is it certain that no reference leads elsewhere, where the validator would follow.
            for error in OpenAPIV31SpecValidator(document).iter_errors():
                place = "".join(f"[{part!r}]" for part in error.absolute_path)
                problems.append(f"not a valid OpenAPI document: {place}: {error.message}")
    except (DocumentError, OSError) as error:
        problems = str(error).splitlines()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    for problem in problems:
        print(f"error: {printable(problem)}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
