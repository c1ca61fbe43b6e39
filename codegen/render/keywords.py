"""Keywords that validation at run time does not check, and patterns that it cannot read."""

from __future__ import annotations

import re

from ..contract.check import parts_of
from ..contract.document import Document
from ..contract.keywords import LEFT_OUT, UNCHECKED, places_of, remarks_on

__all__ = ["unchecked_keywords", "unreadable_patterns"]

# What validation checks of `propertyNames`.
_OF_NAMES = {"type", "maxLength"}


def unchecked_keywords(document: Document) -> list[str]:
    """Return a remark on each keyword in the components that validation at run time does not check."""
    components: Document = {"components": document["components"]}
    left_out = [key for key, remark in LEFT_OUT.items() if remark]
    places = places_of(components, (*UNCHECKED, *left_out))
    for place, schema, kind in parts_of(components):
        names = schema.get("propertyNames") if kind == "schema" and isinstance(schema, dict) else None
        if isinstance(names, dict) and not names.keys() <= _OF_NAMES:
            places.setdefault("propertyNames", []).append(place)
    return remarks_on(places)


def unreadable_patterns(document: Document) -> dict[str, str]:
    """Return a remark for each pattern of ECMAScript that Python cannot read, by pattern."""
    found = {}
    for place, schema, kind in parts_of({"components": document["components"]}):
        pattern = schema.get("pattern") if kind == "schema" and isinstance(schema, dict) else None
        if isinstance(pattern, str) and pattern not in found:
            try:
                re.compile(pattern)
            except (re.error, OverflowError, RecursionError) as error:
                found[pattern] = (
                    f"{place}.pattern: Python cannot read {pattern!r} ({error}); validation does not check it: "
                    "write it otherwise in codegen/overlay.yaml"
                )
    return found
