"""Give inline shapes that are the same one component, with a short name.

`codegen.contract.normalise` makes a component of every inline object and union. Those of equal content whose names end
in the same word become one, named by the words that all of their names begin and end with. An inline shape with a
constant, such as a tag, becomes the published component of the same content.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from attrs import frozen

from .document import COMPONENTS, Document, Schema, component_name
from .extensions import PYTHON_NAME

__all__ = ["LONGEST_NAME", "Shared", "share"]

# The length that names of inline shapes are cut to, in characters.
LONGEST_NAME: Final = 50
_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z0-9]+")
# The ends of names that come from the place of a shape, and say nothing of what it is.
_PLACES: Final = ("Item", "Value", "Object")
_TOO_GENERAL: Final = ("Body", "Response", "Member", "Property")


@frozen
class Shared:
    """A document without repeated inline shapes.

    Attributes:
        document: The document.
        moved: Name of the component that each former one is now.
        problems: Names that cannot be given.
    """

    document: Document
    moved: dict[str, str]
    problems: list[str]


def share(document: Document, published: Collection[str], names: Mapping[str, str]) -> Shared:
    """Return a normalised document in which equal inline shapes are one component; the input is not changed.

    Args:
        document: A normalised document.
        published: Names of the components that do not come from inline shapes.
        names: Names to give, by the name that the rules give: to a component that comes from an inline shape, or in
            Python to any other.
    """
    schemas: dict[str, Schema] = document["components"]["schemas"]
    moved: dict[str, str] = {}
    while found := _equal(schemas, published):
        moved = {old: found.get(new, new) for old, new in {**{name: name for name in found}, **moved}.items()}
        schemas = _renamed(schemas, found)
    short = _shortened(schemas, published)
    given, problems = _given(schemas, published, short, names)
    moved = {old: given.get(new, new) for old, new in {**{name: name for name in given}, **moved}.items()}
    schemas = {
        name: {**schema, PYTHON_NAME: names[name]} if name in published and name in names else schema
        for name, schema in _renamed(schemas, given).items()
    }
    paths = _with_references(document["paths"], moved)
    shared = {**document, "paths": paths, "components": {**document["components"], "schemas": schemas}}
    return Shared(shared, {old: new for old, new in moved.items() if old != new}, problems)


def _equal(schemas: dict[str, Schema], published: Collection[str]) -> dict[str, str]:
    """Return the new name of each inline shape that equals another component."""
    groups: dict[tuple[str, str], list[str]] = {}
    tagged: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        content = json.dumps(schema, sort_keys=True)
        if name not in published:
            groups.setdefault((content, _last_word(name)), []).append(name)
        elif any("const" in value for value in schema.get("properties", {}).values()):
            tagged.setdefault(content, []).append(name)
    found: dict[str, str] = {}
    for (content, _), members in groups.items():
        same = tagged.get(content, [])
        name = same[0] if len(same) == 1 else _common(members, {*schemas, *found.values()})
        found.update({member: name for member in members if name and name != member})
    return found


def _common(members: list[str], taken: Collection[str]) -> str:
    """Return the words that all names begin and end with; the shortest name if these are no free name of their own."""
    if len(members) < 2:
        return ""
    words = [_WORDS.findall(name) for name in members]
    shortest = min(map(len, words))
    start = next((at for at in range(shortest) if len({one[at] for one in words}) > 1), shortest)
    room = shortest - start
    end = next((at for at in range(room) if len({one[-1 - at] for one in words}) > 1), room)
    common = [*words[0][:start], *words[0][len(words[0]) - end :]]
    name = "".join(common)
    if len(common) == 1 and common[0] in (*_TOO_GENERAL, *_PLACES):
        return ""
    is_free = name in members or name not in taken
    return name if common and name[0].isalpha() and name[-1].isalnum() and is_free else min(members, key=len)


def _last_word(name: str) -> str:
    words = [word for word in _WORDS.findall(name) if not word.isdigit()]
    return next((word for word in reversed(words) if word not in _PLACES), "")


def _shortened(schemas: dict[str, Schema], published: Collection[str]) -> dict[str, str]:
    """Return a shorter name for each that is too long: its owner, and as many of its last words as fit."""
    taken = set(schemas)
    found: dict[str, str] = {}
    for name in schemas:
        owners = [owner for owner in published if name.startswith(owner)]
        if name in published or len(name) <= LONGEST_NAME or not owners:
            continue
        owner = max(owners, key=len)
        words = _WORDS.findall(name[len(owner) :])
        candidates = (owner + "".join(words[at:]) for at in range(1, len(words)))
        short = next((one for one in candidates if len(one) <= LONGEST_NAME and one not in taken), "")
        if short:
            found[name] = short
            taken.add(short)
    return found


def _given(
    schemas: dict[str, Schema], published: Collection[str], short: dict[str, str], names: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Return the names of inline shapes to change, and a problem for each that is taken."""
    automatic = {short.get(name, name): name for name in schemas if name not in published}
    taken = {*published, *automatic} - names.keys()
    found, problems = dict(short), []
    for name, wanted in names.items():
        if name not in automatic:
            continue
        if wanted in taken:
            problems.append(f"codegen/sources.yaml: names: {name}: the name {wanted} is taken; choose another")
        taken.add(wanted)
        found[automatic[name]] = wanted
    return found, problems


def _renamed(schemas: dict[str, Schema], moved: Mapping[str, str]) -> dict[str, Schema]:
    result: dict[str, Schema] = {}
    for name, schema in schemas.items():
        result.setdefault(moved.get(name, name), _with_references(schema, moved))
    return result


def _with_references(node: Any, moved: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_with_references(value, moved) for value in node]
    if not isinstance(node, dict):
        return node
    result = {key: _with_references(value, moved) for key, value in node.items()}
    if isinstance(node.get("$ref"), str) and node["$ref"].startswith(COMPONENTS):
        name = component_name(node["$ref"])
        result["$ref"] = COMPONENTS + moved.get(name, name)
    return result
