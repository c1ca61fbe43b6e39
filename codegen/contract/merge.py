"""Merge the parts of a schema: ``allOf``, and keywords next to a reference or a union.

A part that adds nothing is dropped, so that an ``allOf`` of one reference, even with null or a default, stays a
reference. Objects are merged property by property, and limits to what all parts allow. If a part is a union, each of
its members is merged with the rest; of two unions, each member of one with each of the other.
"""

from __future__ import annotations

import contextlib
import itertools
from typing import Any, Final

from .document import DocumentError, Schema, child, component_name, rewrite
from .extensions import PYTHON_NAME

__all__ = ["Merger"]

_UNIONS: Final = ("anyOf", "oneOf")
# Keywords about one use of a schema rather than the schema itself.
_USE_KEYS: Final = ("default", "nullable", "deprecated", "readOnly", "writeOnly", PYTHON_NAME)
# Members that two merged unions may have; no honest document comes close.
_MOST_COMBINATIONS: Final = 1000
_LOWER_LIMITS: Final = ("minimum", "minItems", "minLength", "minProperties", "exclusiveMinimum")
_UPPER_LIMITS: Final = ("maximum", "maxItems", "maxLength", "maxProperties", "exclusiveMaximum")
_ABSENT: Final = object()
_FIX: Final = "correct it in codegen/overlay.yaml"


class _Contradiction(DocumentError):
    """No value satisfies all parts of a schema."""


class Merger:
    """Merges the schemas of one document.

    Args:
        schemas: All components, without descriptions.
        problems: If given, collects what cannot be merged instead of raising; such a component allows everything.
        overrides: Whether the last of two parts that contradict each other is taken instead of refusing both.
    """

    def __init__(
        self, schemas: dict[str, Schema], problems: list[str] | None = None, *, overrides: bool = False
    ) -> None:
        self._schemas = schemas
        self._problems = problems
        self._overrides = overrides
        self._merged: dict[str, Schema] = {}
        self._started: set[str] = set()
        self._within: list[tuple[Schema, Schema]] = []

    def component(self, name: str) -> Schema:
        """Return a component with all parts merged.

        Raises:
            DocumentError: Two parts contradict each other, or cannot be merged.
        """
        if name not in self._merged:
            place = child("$.components.schemas", name)
            if name in self._started:
                raise DocumentError(f"{place}: cannot be merged with a part of itself; {_FIX}")
            self._started.add(name)
            try:
                self._merged[name] = self.schema(self._schemas[name], place)
            except DocumentError as error:
                if self._problems is None:
                    raise
                self._problems.append(str(error))
                self._merged[name] = {}
        return self._merged[name]

    def schema(self, schema: Schema, place: str) -> Schema:
        """Return any schema of the document with all parts merged."""
        return rewrite(schema, self._one, place)

    def _one(self, schema: Schema, place: str) -> Schema:
        unions = [keyword for keyword in _UNIONS if keyword in schema]
        if len(unions) == 2:
            raise DocumentError(f"{place}: anyOf together with oneOf is not supported; {_FIX}")
        use: Schema = {key: schema[key] for key in _USE_KEYS if key in schema}
        own = {key: value for key, value in schema.items() if key not in (*use, *unions, "allOf", "$ref")}
        if "allOf" not in schema and (
            ("$ref" in schema) + bool(unions) + bool(own) < 2 or self._only_annotates(own, schema)
        ):
            return schema
        defaults = [part["default"] for part in (*schema.get("allOf", ()), schema) if "default" in part]
        parts: list[Schema] = []
        for part in schema.get("allOf", ()):
            use = {**{key: part[key] for key in _USE_KEYS if key in part}, **use}
            parts.append({key: value for key, value in part.items() if key not in _USE_KEYS})
        parts += [{"$ref": schema["$ref"]}] if "$ref" in schema else []
        discriminator = {"discriminator": own.pop("discriminator")} if "discriminator" in own and unions else {}
        if unions and not ("properties" in own and all(set(part) <= {"required"} for part in schema[unions[0]])):
            parts.append({unions[0]: schema[unions[0]], **discriminator})
        parts = [part for part in (*parts, own) if part]
        if not parts:
            return use
        merged = parts[0]
        for part in parts[1:]:
            merged = self._both(merged, part, place)
        return {**merged, **use, **self._default(merged, defaults, place)}

    def _default(self, merged: Schema, defaults: list[Any], place: str) -> Schema:
        """Return the most specific default that the merged schema allows: that of the last part."""
        while "$ref" in merged:
            merged = self._schemas[component_name(merged["$ref"])]
        allowed = [merged["const"]] if "const" in merged else merged.get("enum")
        found = [value for value in reversed(defaults) if value is None or allowed is None or _contains(allowed, value)]
        if defaults and not found and self._overrides:
            return {"default": defaults[-1]}
        if defaults and not found:
            raise DocumentError(
                f"{place}.default: {defaults[-1]!r} is not one of {', '.join(map(repr, allowed or []))}; {_FIX}"
            )
        return {"default": found[0]} if found else {}

    def _both(self, one: Schema, other: Schema, place: str) -> Schema:
        if self._adds_nothing(other, one):
            return one
        if self._adds_nothing(one, other):
            return other
        if (one, other) in self._within:
            raise DocumentError(f"{place}: parts that contain each other cannot be merged; {_FIX}")
        self._within.append((one, other))
        try:
            one, other = self._resolved(one), self._resolved(other)
            unions = [(part, keyword) for part in (one, other) for keyword in _UNIONS if keyword in part]
            if len(unions) == 2:
                return self._combinations(one, other, place)
            if not unions:
                return self._combined(one, other, place)
            union, keyword = unions[0]
            rest = other if union is one else one
            merged: list[Schema] = []
            contradictions: list[_Contradiction] = []
            for index, member in enumerate(union[keyword]):
                where = f"{place}.{keyword}[{index}]"
                first, second = (member, rest) if union is one else (rest, member)
                try:
                    merged.append(member if member.get("type") == "null" else self._both(first, second, where))
                except _Contradiction as error:  # No value of this member satisfies the rest.
                    contradictions.append(error)
            if contradictions and not merged:
                raise contradictions[0]
            return {**union, keyword: merged}
        finally:
            self._within.pop()

    def _combinations(self, one: Schema, other: Schema, place: str) -> Schema:
        """Return the union of each member of one union with each of another, without those that no value satisfies."""
        members = [self._members(union) for union in (one, other)]
        if len(members[0]) * len(members[1]) > _MOST_COMBINATIONS:
            raise DocumentError(f"{place}: more than {_MOST_COMBINATIONS} combinations of two unions; {_FIX}")
        merged: list[Schema] = []
        for first, second in itertools.product(*members):
            with contextlib.suppress(_Contradiction):
                merged.append(self._both(first, second, place))
        if not merged:
            raise _Contradiction(f"{place}: no value satisfies two unions together; {_FIX}")
        return {"anyOf": merged}

    def _members(self, union: Schema) -> list[Schema]:
        """Return the members of a union, each with the keywords next to it."""
        rest = {key: value for key, value in union.items() if key not in (*_UNIONS, "discriminator")}
        found = next(union[keyword] for keyword in _UNIONS if keyword in union)
        return [{**rest, **member} for member in found]

    def _only_annotates(self, own: Schema, schema: Schema) -> bool:
        """Return True if the keywords next to a union add nothing to its members: their common type or format."""
        kind = own.get("type")
        described = {key: value for key, value in schema.items() if key not in own}
        return "$ref" not in schema and set(own) <= {"type", "format"} and kind in (None, self._kind(described))

    def _adds_nothing(self, part: Schema, other: Schema) -> bool:
        """Return True if a part equals the other or only repeats its type."""
        if part == other:
            return True
        return set(part) == {"type"} and self._kind(other) == part["type"]

    def _kind(self, schema: Schema) -> Any:
        """Return the type of a schema that may not be merged yet, None if it has several or none."""
        if "$ref" in schema:
            return self._kind(self._schemas[component_name(schema["$ref"])])
        if "type" in schema or "properties" in schema:
            return schema.get("type", "object")
        parts = [part for keyword in ("allOf", *_UNIONS) for part in schema.get(keyword, ())]
        kinds = [kind for part in parts if (kind := self._kind(part)) != "null"]
        return kinds[0] if kinds and all(kind == kinds[0] for kind in kinds) else None

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.component(component_name(schema["$ref"]))
        return {key: value for key, value in schema.items() if key not in _USE_KEYS}

    def _combined(self, one: Schema, other: Schema, place: str) -> Schema:
        combined: Schema = {}
        for key in dict.fromkeys((*one, *other)):
            first, second = one.get(key, _ABSENT), other.get(key, _ABSENT)
            if first is _ABSENT or second is _ABSENT or first == second:
                combined[key] = first if second is _ABSENT else second
            elif key == "properties":
                combined[key] = dict(first)
                for name, value in second.items():
                    where = child(f"{place}.properties", name)
                    is_required = name in (*one.get("required", ()), *other.get("required", ()))
                    if name in first:
                        value = self._inner(first[name], value, where, is_required=is_required)
                    combined[key][name] = value
            elif key == "x-python-names":
                combined[key] = {**first, **second}
            elif key == "required":
                combined[key] = list(dict.fromkeys((*first, *second)))
            elif key in ("items", "propertyNames"):
                combined[key] = self._inner(first, second, f"{place}.{key}")
            elif key == "additionalProperties":
                combined[key] = self._others(first, second, f"{place}.{key}")
            elif key in (*_LOWER_LIMITS, *_UPPER_LIMITS) and all(isinstance(n, int | float) for n in (first, second)):
                combined[key] = max(first, second) if key in _LOWER_LIMITS else min(first, second)
            else:
                try:
                    combined[key] = _common(key, first, second, place)
                except DocumentError:
                    if not self._overrides:
                        raise
                    return other if key == "type" else self._combined({**one, key: second}, other, place)
        if "const" in combined and combined["const"] not in combined.get("enum", [combined["const"]]):
            if self._overrides:
                return other
            raise _Contradiction(f"{place}: no value satisfies all parts of allOf; {_FIX}")
        return {key: value for key, value in combined.items() if key != "enum" or "const" not in combined}

    def _inner(self, first: Schema, second: Schema, place: str, *, is_required: bool = False) -> Schema:
        """Merge schemas of a part of a value; unless the part is required, the value can do without it."""
        try:
            return self._one({"allOf": [first, second]}, place)
        except _Contradiction as error:
            if is_required:
                raise
            raise DocumentError(str(error)) from error

    def _others(self, first: Any, second: Any, place: str) -> Any:
        if first is False or second is False:
            return False
        schemas = [{} if value is True else value for value in (first, second)]
        return self._inner(schemas[0], schemas[1], place)


def _contains(values: list[Any], value: Any) -> bool:
    return any(entry == value and isinstance(entry, bool) == isinstance(value, bool) for entry in values)


def _common(key: str, first: Any, second: Any, place: str) -> Any:
    """Return the value of a keyword that both parts allow."""
    if key == "type":
        kinds = [value if isinstance(value, list) else [value] for value in (first, second)]
        # Every integer is a number.
        kinds = [[*kind, "integer"] if "number" in kind and "integer" not in kind else kind for kind in kinds]
        common = [kind for kind in kinds[0] if kind in kinds[1]]
        common = [kind for kind in common if kind != "integer" or "number" not in common]
        if common:
            return common[0] if len(common) == 1 else common
    if key == "enum":
        common = [value for value in first if value in second]
        if common:
            return common
    values = f"`{key}` is {str(first)[:60]!r} and {str(second)[:60]!r}"
    kind = _Contradiction if key in ("type", "enum", "const") else DocumentError
    raise kind(f"{place}: parts of allOf disagree: {values}; {_FIX}")
