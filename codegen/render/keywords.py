"""Keywords that validation at run time does not check, and patterns that it cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ..contract.document import Document, child
from ..contract.keywords import UNCHECKED

__all__ = ["unchecked_keywords", "unreadable_patterns"]

_SHOWN: Final = 3


def unchecked_keywords(document: Document) -> list[str]:
    """Return a remark for each keyword in the components that validation at run time does not check."""
    places: dict[str, list[str]] = {}
    for place, schema in _schemas(document):
        for key in schema:
            if key in UNCHECKED:
                places.setdefault(key, []).append(place)
    return [
        f"validation does not check `{key}` ({', '.join(found[:_SHOWN])}"
        + (f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")
        + ")"
        for key, found in sorted(places.items())
    ]


def unreadable_patterns(document: Document) -> dict[str, str]:
    """Return a remark for each pattern of ECMAScript that Python cannot read, by pattern."""
    found = {}
    for place, schema in _schemas(document):
        pattern = schema.get("pattern")
        if isinstance(pattern, str) and pattern not in found:
            try:
                re.compile(pattern)
            except (re.error, OverflowError, RecursionError) as error:
                found[pattern] = (
                    f"{place}.pattern: Python cannot read {pattern!r} ({error}); validation does not check it: "
                    "write it otherwise in codegen/overlay.yaml"
                )
    return found


def _schemas(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema below the components, with its place."""
    pending = [(child("$.components.schemas", name), one) for name, one in document["components"]["schemas"].items()]
    while pending:
        place, schema = pending.pop(0)
        yield place, schema
        pending += [(child(f"{place}.properties", name), one) for name, one in schema.get("properties", {}).items()]
        for key in ("items", "additionalProperties", "propertyNames"):
            if isinstance(schema.get(key), dict):
                pending.append((f"{place}.{key}", schema[key]))
        for key in ("allOf", "anyOf", "oneOf"):
            pending += [(f"{place}.{key}[{index}]", one) for index, one in enumerate(schema.get(key, ()))]
