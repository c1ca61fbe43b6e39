"""Find mistakes in a contract that was edited by hand: `make generate` and `make spec` refuse them.

A contract is stricter than a published document: each keyword is known, each required key is declared, each event
belongs to a union, and every shape is in normal form.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from .check import problems_of
from .descriptions import printable
from .document import ANNOTATIONS, Document, DocumentError, Schema, child, load_openapi
from .keywords import KNOWN
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
    problems = problems_of(document)
    problems += _of_keywords(document["components"]["schemas"])
    if problems:
        return problems
    problems += of_no_dialect(document, sources)
    problems += _of_unions(document, sources)
    try:
        problems += _of_form(document)
    except DocumentError as error:
        problems.append(str(error))
    return problems


def _of_keywords(schemas: dict[str, Schema]) -> Iterator[str]:
    """Yield the unknown keywords, and the required keys that are not declared."""
    pending: list[tuple[str, Any]] = [(child("$.components.schemas", name), one) for name, one in schemas.items()]
    while pending:
        place, schema = pending.pop(0)
        if not isinstance(schema, dict):
            continue
        for key in schema:
            if key not in KNOWN and not key.startswith("x-"):
                close = difflib.get_close_matches(key, KNOWN, 1)
                hint = f"did you mean `{close[0]}`?" if close else "remove it, or name it `x-…`"
                yield f"{place}: unknown keyword `{key}`: {hint}"
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        required = schema.get("required")
        for name in required if isinstance(required, list) else ():
            if name not in properties:
                close = difflib.get_close_matches(str(name), properties, 1)
                hint = f"did you mean {close[0]!r}?" if close else "declare it, or remove it from `required`"
                yield f"{place}.required: {name!r} is not one of the properties: {hint}"
        pending += [(child(f"{place}.properties", name), one) for name, one in properties.items()]
        pending += [(f"{place}.{key}", schema[key]) for key in ("items", "additionalProperties") if key in schema]
        for key in ("allOf", "anyOf", "oneOf"):
            entries = schema.get(key)
            pending += (
                [(f"{place}.{key}[{at}]", one) for at, one in enumerate(entries)] if isinstance(entries, list) else []
            )


def _of_unions(document: Document, sources: Sources) -> Iterator[str]:
    """Yield the events that are not in the union of their dialect, which would be read as unknown."""
    schemas = document["components"]["schemas"]
    for union, pattern in sources.unions.items():
        whole = schemas.get(union, {})
        entries = [whole, *(entry for key in ("anyOf", "oneOf") for entry in whole.get(key, ()))]
        listed = {entry.get("$ref", "").rpartition("/")[2] for entry in entries}
        for name, schema in schemas.items():
            tag = schema.get("properties", {}).get("type", {})
            is_event = "const" in tag or len(tag.get("enum", ())) == 1
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
    """Run ``python -m codegen.contract.lint DOCUMENT``; return 1 if it has mistakes, or is not valid OpenAPI."""
    try:
        document = load_openapi(Path(argv[0]))
        problems = lint(document, read_sources())
        if not problems:  # Only now is it certain that no reference leads elsewhere, where the validator would follow.
            for error in OpenAPIV31SpecValidator(document).iter_errors():
                place = "".join(f"[{part!r}]" for part in error.absolute_path)
                problems.append(f"not a valid OpenAPI document: {place}: {error.message}")
    except (DocumentError, OSError) as error:
        problems = str(error).splitlines()
    for problem in problems:
        print(f"error: {printable(problem)}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
