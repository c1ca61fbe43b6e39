"""Bring a document into the one form that the generator and our templates read.

Every rule is about shapes and never about names, so that it also holds for new schemas:

1. Titles, descriptions, examples and extensions are removed, except ``x-python-name``.
2. Constants are written as ``const``: a single-value ``enum`` that is marked as one (``x-constant``), or that tags a
   member of a union.
3. Null is declared where a schema is used, once, as ``anyOf: […, type: "null"]`` or ``type: […, "null"]``; this
   replaces ``nullable``, a null default and components that may be null.
4. Keywords that only restrict values in ways that nothing here checks are left out (`codegen.contract.keywords`), a
   tuple (``prefixItems``) is a list of the union of its entries, and ``patternProperties`` a map of the union of its
   values.
5. Every object has a name: an inline object with properties becomes a component named after its owner and property.
6. Keywords that only an object or an array can have imply its type; a list as the default of an item becomes the
   default of the list.
7. Every union of several objects has a name, and nested unions are flattened. A discriminator is written as tags, and a
   base class that has one as the union of its subclasses, see `codegen.contract.inheritance`; the parts of a schema
   (``allOf``, and keywords next to a reference or a union) are merged, see `codegen.contract.merge`.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from openapi_python_client.strings import pascal_case

from .document import (
    ANNOTATIONS,
    COMPONENTS,
    Document,
    DocumentError,
    Schema,
    child,
    component_name,
    operations,
    rewrite,
)
from .extensions import CONSTANT, PYTHON_NAME
from .inheritance import as_unions, tagged
from .keywords import LEFT_OUT
from .merge import Merger

__all__ = ["Meaning", "members", "normalise"]

NULL: Final[Schema] = {"type": "null"}
# The same of all properties of an object, by property, while schemas are rewritten.
_PYTHON_NAMES: Final = "x-python-names"
_UNIONS: Final = ("anyOf", "oneOf")
_SCALAR_KEYS: Final = {"type", "format", "default", "minimum", "maximum", "minLength", "maxLength", "pattern"}


def normalise(document: Document, *, problems: list[str] | None = None) -> Document:
    """Return the document in normal form: it allows the same messages as the input.

    Args:
        document: A checked document.
        problems: If given, collects constructs that are not supported instead of raising; the components and
            operations that hold them are left empty.

    Raises:
        DocumentError: A construct is not supported.
    """
    meaning = Meaning(document["components"]["schemas"], document["paths"], problems)
    paths = _in_paths(document["paths"], "$.paths", meaning.schema)
    named = _Names(meaning.schemas)
    for name, schema in meaning.schemas.items():
        named.place(name, schema)
    for _, _, operation in operations({"paths": paths}):
        named.of_operation(operation)
    schemas = _with_python_names(_constants(named.components), meaning.names)
    return {"openapi": document["openapi"], "paths": paths, "components": {"schemas": schemas}}


class Meaning:
    """The schemas of a document in normal form, except that inline objects stay where they are (rule 5).

    Args:
        components: The components of a checked document.
        paths: Its operations.
        problems: If given, collects constructs that are not supported instead of raising.
        compared: Whether the schemas are compared rather than generated: parts of ``allOf`` that contradict each other
            override, the last one wins, and discriminators are kept.

    Attributes:
        names: Python names of components.
    """

    def __init__(
        self,
        components: dict[str, Schema],
        paths: Any,
        problems: list[str] | None = None,
        *,
        compared: bool = False,
    ) -> None:
        bare = {name: rewrite(schema, _bare) for name, schema in tagged(as_unions(components), paths).items()}
        self.names: dict[str, str] = {
            name: schema.pop(PYTHON_NAME) for name, schema in bare.items() if PYTHON_NAME in schema
        }
        self._bare = bare
        self._problems = problems
        self._merger = Merger(bare, problems, overrides=compared)
        self._dropped = (PYTHON_NAME,) if compared else (PYTHON_NAME, "discriminator")

    @cached_property
    def schemas(self) -> dict[str, Schema]:
        """The components.

        Raises:
            DocumentError: A construct is not supported.
        """
        declared = {name: rewrite(schema, self._declared) for name, schema in self._plain_components.items()}
        return {name: _without_null(schema) if name in self._nullable else schema for name, schema in declared.items()}

    def schema(self, schema: Schema, place: str) -> Schema:
        """Return a schema of an operation.

        Raises:
            DocumentError: A construct is not supported.
        """
        try:
            merged = self._merger.schema(rewrite(schema, _bare), place)
        except DocumentError as error:
            if self._problems is None:
                raise
            self._problems.append(str(error))
            return {}
        return rewrite(rewrite(merged, self._plain), self._declared)

    def constant(self, component: str, key: str) -> Any:
        """Return the only value that a property of a component may have; None if there are several, or any."""
        schema = self._merger.component(component).get("properties", {}).get(key, {})
        while "$ref" in schema:
            schema = self._merger.component(component_name(schema["$ref"]))
        values = [schema["const"]] if "const" in schema else schema.get("enum", [])
        return values[0] if len(values) == 1 else None

    @cached_property
    def _plain_components(self) -> dict[str, Schema]:
        return {name: rewrite(self._merger.component(name), self._plain) for name in self._bare}

    @cached_property
    def _nullable(self) -> set[str]:
        return _nullable(self._plain_components)

    def _plain(self, schema: Schema, _: str) -> Schema:
        return _plain({key: value for key, value in schema.items() if key not in self._dropped})

    def _declared(self, schema: Schema, _: str) -> Schema:
        return _declare_null(schema, self._nullable)


def members(schema: Schema, schemas: dict[str, Schema]) -> Iterator[str]:
    """Yield the names of the object components in a union and in its nested unions, in order."""
    for member in _members(schema):
        if "$ref" not in member:
            continue
        name = component_name(member["$ref"])
        if _is_union(schemas[name]):
            yield from members(schemas[name], schemas)
        elif _is_object(schemas[name]):
            yield name


def _bare(schema: Schema, _: str = "") -> Schema:
    """Apply rules 1, 4 and 6, and rule 2 to marked constants."""
    bare = _without_left_out(
        {key: value for key, value in schema.items() if key not in ANNOTATIONS and not _is_dropped_extension(key)}
    )
    names = {key: value[PYTHON_NAME] for key, value in bare.get("properties", {}).items() if PYTHON_NAME in value}
    if names:  # Moved to the object, so that no rewriting of the properties has to carry them along.
        properties = {
            key: {inner: value[inner] for inner in value if inner != PYTHON_NAME}
            for key, value in bare["properties"].items()
        }
        bare |= {"properties": properties, _PYTHON_NAMES: names}
    implied = "object" if "properties" in bare else "array" if "items" in bare else None
    kind = bare.get("type", implied)
    bare = ({"type": kind} if kind else {}) | bare
    if isinstance(bare.get("items"), dict) and isinstance(bare["items"].get("default"), list):
        items = dict(bare["items"])
        bare = {**bare, "default": items.pop("default"), "items": items}
    if schema.get(CONSTANT) and len(schema.get("enum", [])) == 1:
        bare["const"] = bare.pop("enum")[0]
        bare.pop("default", None)
    for key, empty in (("required", []), ("properties", {})):
        if bare.get(key) == empty:
            del bare[key]
    return bare


def _without_left_out(schema: Schema) -> Schema:
    """Apply rule 4: the schema allows at least the same values."""
    kept = {key: value for key, value in schema.items() if key not in LEFT_OUT}
    if "prefixItems" in schema or schema.get("items") is False:
        entries, rest = schema.get("prefixItems", []), kept.pop("items", {})
        limit = kept["maxItems"] if isinstance(kept.get("maxItems"), int) else math.inf
        if rest is False and limit > len(entries):
            limit = kept["maxItems"] = len(entries)
        is_longer = limit > len(entries)
        kept |= {"type": kept.get("type", "array"), **_any_of("items", [*entries, *([rest] if is_longer else [])])}
    if schema.get("patternProperties"):
        values = [value for value in schema["patternProperties"].values() if value is not False]
        others = kept.get("additionalProperties", True)
        values += [{} if others is True else others] if others is not False else []
        kept |= {"type": kept.get("type", "object"), **_any_of("additionalProperties", values)}
    conditional = [schema.get("then"), schema.get("else"), *_values(schema.get("dependentSchemas"))]
    if any("properties" in part for part in conditional if isinstance(part, dict)):
        kept.setdefault("additionalProperties", True)
    return kept


def _any_of(key: str, schemas: list[Schema]) -> Schema:
    """Return a keyword that allows the values of any of some schemas; nothing if there are none."""
    different = [schema for index, schema in enumerate(schemas) if schema not in schemas[:index]]
    if not different:
        return {}
    return {key: {"anyOf": different} if len(different) > 1 else different[0]}


def _values(mapping: Any) -> list[Any]:
    return list(mapping.values()) if isinstance(mapping, dict) else []


def _is_dropped_extension(key: str) -> bool:
    return key.startswith("x-") and key != PYTHON_NAME


def _with_python_names(schemas: dict[str, Schema], names: dict[str, str]) -> dict[str, Schema]:
    """Return the components with each Python name at its component or property."""
    result = {
        name: {**schema, PYTHON_NAME: names[name]} if name in names else schema for name, schema in schemas.items()
    }
    for name, schema in schemas.items():
        own = schema.get(_PYTHON_NAMES, {})
        if own:
            properties = {
                key: {**value, PYTHON_NAME: own[key]} if key in own else value
                for key, value in schema["properties"].items()
            }
            kept = {key: value for key, value in result[name].items() if key != _PYTHON_NAMES}
            result[name] = {**kept, "properties": properties}
    return result


def _plain(schema: Schema) -> Schema:
    """Apply rule 3 to a schema by itself, and flatten unions (rule 7)."""
    plain = dict(schema)
    null_default = "default" in plain and plain["default"] is None
    if null_default:
        del plain["default"]
    kinds = plain.get("type")
    nullable = plain.pop("nullable", False) or null_default
    if None in plain.get("enum", ()):
        nullable = True
        plain["enum"] = [value for value in plain["enum"] if value is not None]
    if isinstance(kinds, list):
        remaining = [kind for kind in kinds if kind != "null"]
        if len(remaining) < len(kinds) and (len(remaining) < 2 or "enum" in plain):
            nullable = True
            kinds = remaining
        if len(kinds) == 1:
            kinds = kinds[0]
        plain["type"] = kinds
        if set(kinds) & {"object", "array"} and not isinstance(kinds, str):
            plain = _by_kind(plain, kinds)
    if plain.get("enum") == [] or kinds in ("null", []) or ("const" in plain and plain["const"] is None):
        return dict(NULL)
    if nullable:
        plain = _or_null(plain)
    if _is_union(plain):
        plain = _flat(plain)
    return plain


def _by_kind(schema: Schema, kinds: list[str]) -> Schema:
    """Return several types, one of them an object or array, as a union: each with the keywords that apply to it."""
    rest = {key: value for key, value in schema.items() if key not in ("type", "default")}
    parts: dict[str, tuple[str, ...]] = {
        "object": ("properties", "required", "additionalProperties", "propertyNames", "maxProperties", _PYTHON_NAMES),
        "array": ("items", "minItems", "maxItems", "uniqueItems"),
    }
    of_parts = {key for keys in parts.values() for key in keys}
    union = [
        {"type": kind, **{key: rest[key] for key in rest if key in parts.get(kind, ()) or key not in of_parts}}
        for kind in kinds
    ]
    default = {"default": schema["default"]} if "default" in schema else {}
    return {"anyOf": [dict(NULL) if member["type"] == "null" else member for member in union], **default}


def _nullable(schemas: dict[str, Schema]) -> set[str]:
    """Return the components that may be null, also through other components, but are not always null."""

    def may_be_null(schema: Schema) -> bool:
        if "$ref" in schema:
            return component_name(schema["$ref"]) in found
        kinds = schema.get("type")
        return (isinstance(kinds, list) and "null" in kinds) or any(
            member == NULL or may_be_null(member) for member in (_members(schema) if _is_union(schema) else ())
        )

    found: set[str] = set()
    while more := {name for name, schema in schemas.items() if name not in found and may_be_null(schema)}:
        found |= more
    return found


def _or_null(schema: Schema) -> Schema:
    if _is_union(schema):
        keyword = _union_keyword(schema)
        return schema if NULL in schema[keyword] else {**schema, keyword: [*schema[keyword], NULL]}
    if _is_scalar(schema):
        return {**schema, "type": [schema["type"], "null"]}
    default = {"default": schema["default"]} if "default" in schema else {}
    return {"anyOf": [{key: value for key, value in schema.items() if key != "default"}, dict(NULL)], **default}


def _flat(schema: Schema) -> Schema:
    """Return nested unions as one, null last; ``anyOf`` if ``oneOf`` would be stricter than the original."""
    keyword = _union_keyword(schema)
    flat: list[Schema] = []
    default = schema.get("default")
    nested = False
    for member in schema[keyword]:
        kinds = member.get("type")
        if _is_union(member):
            nested = True
            default = member.get("default", default)
            flat += [inner for inner in _members(member) if inner not in flat]
        elif isinstance(kinds, list) and "null" in kinds:
            nested = True
            remaining = [kind for kind in kinds if kind != "null"]
            default = member.get("default", default)
            member = {key: value for key, value in member.items() if key != "default"}
            member["type"] = remaining[0] if len(remaining) == 1 else remaining
            flat += [inner for inner in (member, dict(NULL)) if inner not in flat]
        elif member not in flat:
            flat.append(member)
    flat = [member for member in flat if member != NULL] + ([dict(NULL)] if NULL in flat else [])
    own = {} if default is None else {"default": default}
    rest = {key: value for key, value in schema.items() if key not in (keyword, "default")}
    if len(flat) == 1:
        return {**rest, **flat[0], **own}
    if len(flat) == 2 and flat[1] == NULL and _is_scalar(flat[0]) and set(schema) <= {keyword, "default"}:
        return _or_null({**flat[0], **own})
    return {**rest, "anyOf" if nested or NULL in flat else keyword: flat, **own}


def _without_null(schema: Schema) -> Schema:
    """Return a component without null, which is declared where the component is used."""
    kinds = schema.get("type")
    if isinstance(kinds, list):
        remaining = [kind for kind in kinds if kind != "null"]
        return {**schema, "type": remaining[0] if len(remaining) == 1 else remaining}
    if not _is_union(schema):
        return schema
    keyword = _union_keyword(schema)
    members = [_without_null(member) for member in schema[keyword] if member != NULL]
    default = {"default": schema["default"]} if "default" in schema and len(members) == 1 else {}
    return {**members[0], **default} if len(members) == 1 else {**schema, keyword: members}


def _declare_null(schema: Schema, nullable: set[str]) -> Schema:
    if schema.get("$ref", "").removeprefix(COMPONENTS) in nullable:
        return _or_null(schema)
    return _flat(schema) if _is_union(schema) else schema


class _Names:
    """Moves inline objects and unions of objects into components of their own (rules 5 and 7)."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.taken = set(schemas)
        self.published = schemas
        self.components: dict[str, Schema] = {}

    def place(self, name: str, schema: Schema) -> None:
        """Add a component, and after it the objects it holds inline."""
        self.components[name] = schema
        if _is_union(schema):
            self.components[name] = self._named_members(name, schema)
        elif "properties" in schema:
            properties = {key: self._named(name + _part(key), value) for key, value in schema["properties"].items()}
            self.components[name] = {**schema, "properties": properties}
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                suffix = "Item" if key == "items" else "Value"
                self.components[name] = {**self.components[name], key: self._named(name + suffix, schema[key])}

    def of_operation(self, operation: dict[str, Any]) -> None:
        """Name the inline objects in the body and responses of an operation after it."""
        parts = {"Body": operation["requestBody"]} if "requestBody" in operation else {}
        parts |= {f"Response{code}": answer for code, answer in operation.get("responses", {}).items()}
        for suffix, part in parts.items():
            objects = [media for media in part.get("content", {}).values() if _is_object(media.get("schema", {}))]
            for index, media in enumerate(objects):
                name = pascal_case(operation["operationId"]) + suffix
                media["schema"] = self._component(name + (str(index + 1) if index else ""), media["schema"])

    def _named(self, name: str, schema: Schema) -> Schema:
        """Return the schema as its owner holds it: itself, or a reference to the component it became."""
        if _is_object(schema):
            return self._component(name, schema)
        if "items" in schema:
            return {**schema, "items": self._named(f"{name}Item", schema["items"])}
        if isinstance(schema.get("additionalProperties"), dict):
            return {**schema, "additionalProperties": self._named(f"{name}Value", schema["additionalProperties"])}
        if not _is_union(schema):
            return schema
        objects = [member for member in _members(schema) if _is_object(member) or self._refers_to_object(member)]
        if len(objects) < 2:
            keyword = _union_keyword(schema)
            return {**schema, keyword: [self._named(name, member) for member in schema[keyword]]}
        nullable = NULL in _members(schema)
        default = {"default": schema["default"]} if "default" in schema else {}
        union = _without_null({key: value for key, value in schema.items() if key != "default"})
        reference = self._component(name, union)
        return {**(_or_null(reference) if nullable else reference), **default}

    def _named_members(self, name: str, union: Schema) -> Schema:
        keyword = _union_keyword(union)
        objects = [member for member in union[keyword] if _is_object(member)]
        placed: list[Schema] = []
        for member in union[keyword]:
            if _is_object(member):
                suffix = _tag_suffix(member) or ("Object" if len(objects) == 1 else f"Member{len(placed)}")
                placed.append(self._component(name + suffix, member))
            else:
                placed.append(self._named(name, member))
        return {**union, keyword: placed}

    def _component(self, name: str, schema: Schema) -> Schema:
        numbered = (f"{name}{number}" for number in itertools.count(2))
        name = next(free for free in itertools.chain([name], numbered) if free not in self.taken)
        self.taken.add(name)
        self.place(name, schema)
        return {"$ref": COMPONENTS + name}

    def _refers_to_object(self, member: Schema) -> bool:
        if "$ref" not in member:
            return False
        target = self.published.get(component_name(member["$ref"]), {})
        return _is_object(target) or _is_union(target)


def _part(key: str) -> str:
    """Return a property as part of the name of a component: ASCII letters and digits."""
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    return pascal_case(plain) or "Property"


def _tag_suffix(member: Schema) -> str:
    """Return the tag of a member of a union as part of a name: `audio/pcm` → `Pcm`."""
    tag = member["properties"].get("type", {})
    value = tag.get("const") or (tag["enum"][0] if len(tag.get("enum", [])) == 1 else "")
    return _part(re.sub(r".*/", "", str(value))) if value else ""


def _constants(schemas: dict[str, Schema]) -> dict[str, Schema]:
    """Apply rule 2 to tags: a single-value ``type`` of a member of a union is a constant even if not marked."""
    tagged = {name for schema in schemas.values() if _is_union(schema) for name in members(schema, schemas)}
    return {name: _constant_tag(schema) if name in tagged else schema for name, schema in schemas.items()}


def _constant_tag(schema: Schema) -> Schema:
    tag = schema["properties"].get("type", {})
    if len(tag.get("enum", [])) != 1:
        return schema
    const = {"type": tag["type"], "const": tag["enum"][0]}
    return {**schema, "properties": {**schema["properties"], "type": const}}


def _in_paths(node: Any, place: str, of_schema: Callable[[Schema, str], Schema]) -> Any:
    """Apply rule 1 to operations, and all rules to the schemas in them."""
    if isinstance(node, list):
        return [_in_paths(value, f"{place}[{index}]", of_schema) for index, value in enumerate(node)]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if key not in ANNOTATIONS and not key.startswith("x-")}
    result = {
        key: (of_schema if key == "schema" else lambda found, where: _in_paths(found, where, of_schema))(
            value, child(place, key)
        )
        for key, value in kept.items()
    }
    for response in result["responses"].values() if isinstance(result.get("responses"), dict) else ():
        response["description"] = ""  # Required by OpenAPI; our own description replaces it.
    return result


def _is_scalar(schema: Schema) -> bool:
    return set(schema) <= _SCALAR_KEYS and schema.get("type") in ("string", "integer", "number", "boolean")


def _is_object(schema: Schema) -> bool:
    return "properties" in schema


def _is_union(schema: Schema) -> bool:
    return any(keyword in schema for keyword in _UNIONS)


def _union_keyword(schema: Schema) -> str:
    return next(keyword for keyword in _UNIONS if keyword in schema)


def _members(schema: Schema) -> list[Schema]:
    found: list[Schema] = schema[_union_keyword(schema)]
    return found
