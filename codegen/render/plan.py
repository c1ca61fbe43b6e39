"""Plan the Python code of each component before the templates run.

The templates only lay out text; every decision is made here and passed to them as the extension ``x-python`` of each
component. A plan holds only code built from checked identifiers and ``repr`` literals, and text escaped for a
docstring, so that no text of a document can become code.
"""

from __future__ import annotations

import graphlib
import importlib
import re
from collections.abc import Iterator
from typing import Any, Final

from attrs import asdict, define, field
from openapi_python_client.strings import safe_for_docstring

from ..contract.document import Document, DocumentError, Schema, child, component_name
from ..contract.normalise import members
from ..contract.sources import Sources
from .endpoints import endpoints
from .names import attribute_names, class_names, identifier, table_name

__all__ = [
    "TYPES",
    "Field",
    "Plan",
    "alternatives",
    "annotate",
    "enum_types",
    "event_types",
    "in_order_of_use",
    "is_class",
    "plans",
    "scalar_type",
    "short_event_names",
]

# The generator passes only objects to the templates: the aliases travel on one of our own, whose file is removed.
TYPES: Final = "GeneratedTypes"
# Tried in this order; members of a union that share the value of one are distinguished by the next.
_USUAL_TAGS: Final = ("type", "role", "object")
_SCALARS: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_LIMITS: Final = (
    ("minimum", "At least {}."),
    ("maximum", "At most {}."),
    ("minItems", "At least {} entries."),
    ("maxItems", "At most {} entries."),
    ("minLength", "At least {} characters."),
    ("maxLength", "At most {} characters."),
    ("maxProperties", "At most {} pairs."),
)
_UNITS: Final = {"unixtime": "Seconds since the Unix epoch."}


class _Scalar(str):
    """A value of a tag that is no text, as `realtime_client._core.fitting.ScalarTable.key` writes it."""

    __slots__ = ()


@define
class Field:
    """One attribute of a generated class.

    Attributes:
        name: Python name, the wire name where Python allows.
        wire: Name on the wire.
        annotation: Type of the attribute.
        default: Default of the constructor argument as code, "" if it is required.
        read: Code that reads ``value``, the raw JSON value; "" if it is kept as it is.
        write: Code that returns the JSON value of ``value``.
        doc: Description with units and limits, safe in a docstring.
    """

    name: str
    wire: str
    annotation: str
    default: str
    read: str
    write: str
    doc: str


@define
class Plan:
    """One component: a class (``kind`` is ``class``) or a named type (``kind`` is ``alias``).

    Attributes:
        kind: ``class`` or ``alias``.
        component: Name in the document.
        name: Name in Python.
        doc: Description, safe in a docstring.
        fields: Attributes of a class, in the order of the document.
        has_optional: Whether any key of a class may be absent.
        secrets: Attributes whose values must never be shown.
        bases: Mixins of a class, as ``(module, name)``.
        annotation: Type that an alias stands for.
        table: Name of the table that distinguishes the members of a union; "" if none is needed.
        tag: Property by which the table distinguishes them; "" if each has a key of its own.
        kind_of_table: Class of the table.
        entries: Class name, or nested table ``{"tag": …, "kind": …, "entries": …}``, by tag value or key; of a
            ``BestFitTable``, the features of each member by class name.
        unknown: Class of members that the contract does not declare.
        classes: Names of the classes in annotations and readers.
        aliases: Names of the aliases in annotations.
        tables: Names of the tables in readers.
        readers: Name of each bound ``from_dict`` in readers, by class.
        remarks: Places where the code is less exact than the document.
    """

    kind: str
    component: str
    name: str
    doc: str
    fields: list[Field] = field(factory=list)
    has_optional: bool = False
    secrets: list[str] = field(factory=list)
    bases: list[list[str]] = field(factory=list)
    annotation: str = ""
    table: str = ""
    tag: str = ""
    kind_of_table: str = "UnionTable"
    entries: dict[str, Any] = field(factory=dict)
    unknown: str = "UnknownObject"
    classes: list[str] = field(factory=list)
    aliases: list[str] = field(factory=list)
    tables: list[str] = field(factory=list)
    readers: dict[str, str] = field(factory=dict)
    remarks: list[str] = field(factory=list)


@define
class Annotated:
    """Input of the generator.

    Attributes:
        document: What the generator reads.
        plans: The plan of each component.
        omitted: Reason for each operation that is left out, by ``POST /path``.
        remarks: Places where the code is less exact than the document.
    """

    document: Document
    plans: list[Plan]
    omitted: dict[str, str]
    remarks: list[str]


def annotate(document: Document, mixins: dict[str, str], sources: Sources) -> Annotated:
    """Return the input of the generator: the plan of every class, those of all aliases together, and the endpoints.

    Args:
        document: A normalised document.
        mixins: Base class ``module:Class`` by component name.
        sources: Declaration of the dialects.

    Raises:
        DocumentError: Components or operations cannot be planned, an ``x-python-name`` cannot be used, or a mixin names
            a missing component; the message lists all of these.
    """
    planned = plans(document, mixins, sources)
    planner = _Planner(document["components"]["schemas"], {plan.component: plan.name for plan in planned}, set())
    operations = endpoints(document, planner)
    # Only the name and plan of each class: the generator can neither refuse nor write anything else.
    schemas: dict[str, Any] = {
        plan.name: {"type": "object", "x-python": asdict(plan)} for plan in planned if plan.kind == "class"
    }
    aliases = [asdict(plan) for plan in in_order_of_use([plan for plan in planned if plan.kind == "alias"])]
    schemas[TYPES] = {
        "type": "object",
        "x-python": {"kind": "types", "aliases": aliases, "endpoints": operations.plans},
    }
    generator = {
        "openapi": "3.1.0",
        "info": {"title": "realtime-client", "version": "0"},
        "paths": operations.paths,
        "components": {"schemas": schemas},
    }
    remarks = [remark for plan in planned for remark in plan.remarks]
    return Annotated(generator, planned, operations.omitted, list(dict.fromkeys(remarks)))


def plans(document: Document, mixins: dict[str, str], sources: Sources) -> list[Plan]:
    """Return the plans of all components in the order of the document; see `annotate`."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    problems = [
        f"codegen/mixins.yaml: the contract has no schema {name}; rename or remove the entry"
        for name in sorted(set(mixins) - set(schemas))
    ]
    # The decoder needs every union of events; one that the document lacks has no members.
    absent = [name for name in sources.unions if name not in schemas]
    planner = _Planner(schemas, class_names(schemas, (TYPES, *absent)), set(sources.unions))
    planned = []
    for name in schemas:
        try:
            planned.append(planner.plan(name, mixins.get(name)))
        except DocumentError as error:
            problems.append(str(error))
    if problems:
        raise DocumentError("\n".join(problems))
    return [*planned, *map(_no_events, absent)]


def short_event_names(planned: list[Plan], sources: Sources) -> dict[str, dict[str, str]]:
    """Return the event classes of each dialect by their name without the dialect: ``ResponseCreate``.

    Raises:
        DocumentError: Two events of one dialect have the same short name.
    """
    by_component = {plan.component: plan for plan in planned}
    components = {plan.name: plan.component for plan in planned}
    found: dict[str, dict[str, str]] = {}
    for dialect in sources.dialects.values():
        names: dict[str, str] = {}
        for union in dialect.unions.values():
            for name in _classes(by_component[union].entries):
                short = sources.short(components[name])
                if names.setdefault(short, name) != name:
                    raise DocumentError(
                        f"{union}: two events have the short name {short}; rename one with `x-python-name`"
                    )
        found[dialect.name] = dict(sorted(names.items()))
    return found


def _classes(entries: dict[str, Any]) -> Iterator[str]:
    for entry in entries.values():
        if isinstance(entry, str):
            yield entry
        else:
            yield from _classes(entry["entries"])


def event_types(planned: list[Plan], sources: Sources) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """Return the union of the server's events of each dialect, and the classes that each type of event may have."""
    by_component = {plan.component: plan for plan in planned}
    found: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for dialect in sources.dialects.values():
        if "server" in dialect.unions:
            union = by_component[dialect.unions["server"]]
            types = {tag: list(_classes({tag: entry})) for tag, entry in union.entries.items()}
            found[dialect.name] = union.name, types
    return found


def _no_events(name: str) -> Plan:
    doc = "The contract declares no such event."
    return Plan("alias", name, name, doc, annotation="UnknownEvent", table=table_name(name), tag="type",
                unknown="UnknownEvent")  # fmt: skip


class _Planner:
    def __init__(self, schemas: dict[str, Schema], names: dict[str, str], events: set[str]) -> None:
        self.schemas = schemas
        self.names = names
        self.events = events
        self.within: dict[str, frozenset[str]] = {}
        # Named types that are being written out, the innermost last.
        self.reading: list[str] = [""]

    def plan(self, name: str, mixin: str | None) -> Plan:
        schema = self.schemas[name]
        kind = "class" if is_class(schema) else "alias"
        plan = Plan(kind=kind, component=name, name=self.names[name], doc=_doc(schema))
        if kind == "alias":
            plan.annotation = self._type(schema, plan)
            self._add_table(schema, plan)
            return plan
        plan.bases = [mixin.split(":")] if mixin else []
        inherited = {entry for base in plan.bases for entry in dir(getattr(importlib.import_module(base[0]), base[1]))}
        names = attribute_names(name, schema["properties"], inherited)
        required = set(schema.get("required", []))
        plan.has_optional = not required.issuperset(schema["properties"])
        for wire, value in schema["properties"].items():
            plan.fields.append(self._field(wire, names[wire], value, wire in required, plan))
            if self._is_secret(value):
                plan.secrets.append(plan.fields[-1].name)
        for used in (plan.classes, plan.aliases, plan.tables):
            used[:] = sorted(set(used) - {plan.name})
        return plan

    def value(self, schema: Schema) -> tuple[Plan, str, int]:
        """Return the form of a schema that has no name of its own; see `codegen.render.endpoints.Types`."""
        plan = Plan(kind="value", component="", name="", doc="")
        plan.annotation = self._type(schema, plan)
        plan.classes = list(dict.fromkeys(plan.classes))
        annotated = list(plan.classes)
        code = self._read(schema, plan)
        plan.classes = list(dict.fromkeys([*annotated, *plan.readers]))
        return plan, code, self._depth(schema)

    def _field(self, wire: str, name: str, schema: Schema, required: bool, plan: Plan) -> Field:
        types = self._types(schema, plan)
        default = ""
        if required and "const" in schema:
            default = repr(schema["const"])
        elif not required:
            default = "UNSET"
            types = [*(kind for kind in types if kind != "None"), "None", "Unset"]
        return Field(
            name=name,
            wire=wire,
            annotation=" | ".join(types),
            default=default,
            read=self._read(schema, plan),
            write=self._write(schema),
            doc=self._field_doc(schema),
        )

    def _is_within_itself(self, name: str, other: str) -> bool:
        """Return True if two components are one recursive type without a class: what it holds again is left as JSON."""
        return name in self.schemas and other in self._parts(name) and name in self._parts(other)

    def _parts(self, name: str) -> frozenset[str]:
        """Return the components that a type consists of, other than those in the properties of classes."""
        if name not in self.within:
            self.within[name] = frozenset()
            found: set[str] = set()
            pending = [] if is_class(self.schemas[name]) else [self.schemas[name]]
            while pending:
                schema = pending.pop()
                pending += [
                    schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)
                ]
                pending += alternatives(schema)
                target = component_name(schema["$ref"]) if "$ref" in schema else ""
                if target and target not in found:
                    found.add(target)
                    pending += [] if is_class(self.schemas[target]) else [self.schemas[target]]
            self.within[name] = frozenset(found)
        return self.within[name]

    def _type(self, schema: Schema, plan: Plan) -> str:
        return " | ".join(self._types(schema, plan))

    def _types(self, schema: Schema, plan: Plan) -> list[str]:
        """Return the alternatives of an annotation; a component that is not a class goes by its alias."""
        if "$ref" in schema and self._is_within_itself(plan.component, component_name(schema["$ref"])):
            return ["Any"]
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            (plan.classes if is_class(self.schemas[name]) else plan.aliases).append(self.names[name])
            return [self.names[name]]
        if "const" in schema:
            return [f"Literal[{schema['const']!r}]"] if isinstance(schema["const"], str | int) else ["Any"]
        if "enum" in schema:
            return enum_types(schema)
        entries = alternatives(schema)
        if entries:
            kinds = dict.fromkeys(kind for entry in entries for kind in self._types(entry, plan))
            return sorted(kinds, key=lambda kind: (kind == "None", not kind.startswith("Literal")))
        kind = schema.get("type")
        if kind == "array":
            return [f"list[{self._type(schema.get('items', {}), plan)}]"]
        if kind == "object":
            values = schema.get("additionalProperties")
            return [f"dict[str, {self._type(values, plan) if isinstance(values, dict) else 'Any'}]"]
        if isinstance(kind, list):
            return [name for entry in kind for name in self._types({**schema, "type": entry}, plan)]
        return [scalar_type(schema)]

    def _read(self, schema: Schema, plan: Plan, value: str = "value", depth: int = 0) -> str:
        """Return code that reads ``value``, "" if nothing is to be read; a value of another type is kept as it is."""
        readers = self._readers(schema, plan, value, depth)
        if not readers:
            return ""
        return "".join(f"{code} if type({value}) is {kind} else " for kind, code in readers.items()) + value

    def _readers(self, schema: Schema, plan: Plan, value: str, depth: int) -> dict[str, str]:
        """Return the code for a ``dict`` and for a ``list``, if they need any."""
        if "$ref" in schema and self._is_within_itself(self.reading[-1], component_name(schema["$ref"])):
            return {}
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            target = self.schemas[name]
            if is_class(target):
                plan.classes.append(self.names[name])
                # The bound method has its own name, because a lookup on the class costs half as much as the call.
                reader = plan.readers.setdefault(self.names[name], f"_read_{identifier(self.names[name])}")
                return {"dict": f"{reader}({value})"}
            if len(self._objects(target)) > 1:
                plan.tables.append(table_name(self.names[name]))
                # The table imports each class on first use; only lists in the union are read here.
                lists: Schema = {"anyOf": [entry for entry in _flat(target, self.schemas) if "items" in entry]}
                self.reading.append(name)
                others = self._readers_of_alternatives(lists, plan, value, depth)
                self.reading.pop()
                return {"dict": f"{table_name(self.names[name])}.from_dict({value})"} | others
            self.reading.append(name)
            readers = self._readers(target, plan, value, depth)
            self.reading.pop()
            return readers
        if alternatives(schema):
            return self._readers_of_alternatives(schema, plan, value, depth)
        item = f"item{depth}" if depth else "item"
        if schema.get("type") == "array":
            inner = self._read(schema.get("items", {}), plan, item, depth + 1)
            return {"list": f"[{inner} for {item} in {value}]"} if inner else {}
        values = schema.get("additionalProperties")
        if schema.get("type") == "object" and isinstance(values, dict):
            inner = self._read(values, plan, item, depth + 1)
            return {"dict": f"{{key: {inner} for key, {item} in {value}.items()}}"} if inner else {}
        return {}

    def _readers_of_alternatives(self, schema: Schema, plan: Plan, value: str, depth: int) -> dict[str, str]:
        readers: dict[str, str] = {}
        for entry in alternatives(schema):
            for kind, code in self._readers(entry, plan, value, depth).items():
                if readers.setdefault(kind, code) != code:
                    plan.remarks.append(
                        f"{child('$.components.schemas', plan.component)}: nothing distinguishes two kinds of {kind} "
                        "in one union, which is read as the first: correct it in codegen/overlay.yaml"
                    )
        return readers

    def _add_table(self, schema: Schema, plan: Plan) -> None:
        # Normalising writes a union of one event as a reference.
        objects = self._objects({"anyOf": [schema]} if "$ref" in schema else schema)
        if len(objects) < (1 if plan.component in self.events else 2):
            return
        plan.unknown = "UnknownEvent" if plan.component in self.events else "UnknownObject"
        plan.annotation += f" | {plan.unknown}"
        plan.table = table_name(plan.name)
        try:
            plan.tag, plan.entries = self._table(plan.component, objects, self._tags(objects))
            plan.kind_of_table = self._kind_of_table(plan.entries, plan.tag)
        except DocumentError:
            if plan.component in self.events:  # The decoder needs the tags of events.
                raise
            plan.entries, plan.kind_of_table = self._best_fit(objects), "BestFitTable"
            place = child("$.components.schemas", plan.component)
            plan.remarks.append(
                f"{place}: nothing distinguishes {', '.join(objects)}; the one that fits best is read: give each a "
                "constant tag in codegen/overlay.yaml"
            )

    def _table(self, union: str, objects: list[str], tags: list[str]) -> tuple[str, dict[str, Any]]:
        """Return the first tag whose values every member lists; the next one splits members that share a value."""
        for position, tag in enumerate(tags):
            values = {name: self._tag_values(name, tag, union) for name in objects}
            if not all(values.values()) or (
                len(objects) > 1 and all(own == values[objects[0]] for own in values.values())
            ):
                continue
            entries: dict[str, Any] = {}
            for value in dict.fromkeys(value for own in values.values() for value in own):
                sharing = [name for name in objects if value in values[name]]
                if len(sharing) == 1:
                    entries[value] = self.names[sharing[0]]
                else:
                    inner_tag, inner = self._table(union, sharing, tags[position + 1 :])
                    entries[value] = {"tag": inner_tag, "kind": self._kind_of_table(inner, inner_tag), "entries": inner}
            return tag, entries
        keys = {key: self.names[name] for name in objects if (key := self._own_key(name, objects))}
        # The decoder needs the tags of events.
        if len(keys) == len(objects) and union not in self.events:
            return "", keys
        raise DocumentError(
            f"{child('$.components.schemas', union)}: nothing distinguishes {', '.join(objects)}; "
            "give each a constant tag in codegen/overlay.yaml"
        )

    def _tag_values(self, name: str, tag: str, union: str) -> list[Any]:
        """Return the values of a tag; those that are no text as `ScalarTable.key` writes them."""
        values = self._values(self.schemas[name]["properties"].get(tag, {}))
        if all(isinstance(value, str) for value in values):
            return values
        return [] if union in self.events else [_Scalar(repr(value)) for value in values]

    def _values(self, schema: Schema) -> list[Any]:
        """Return the scalars that a property is restricted to, nothing if it may be anything else."""
        while "$ref" in schema:
            schema = self.schemas[component_name(schema["$ref"])]
        values = [schema["const"]] if "const" in schema else schema.get("enum", [])
        return values if all(isinstance(value, str | int) for value in values) else []

    def _kind_of_table(self, entries: dict[str, Any], tag: str) -> str:
        if any(isinstance(value, _Scalar) for value in entries):
            return "ScalarTable"
        return "UnionTable" if tag else "KeyTable"

    def _best_fit(self, objects: list[str]) -> dict[str, Any]:
        """Return the features of each member of a union: required and declared keys, and values of restricted ones."""
        found: dict[str, Any] = {}
        for name in objects:
            properties = self.schemas[name]["properties"]
            found[self.names[name]] = {
                "required": tuple(key for key in self.schemas[name].get("required", ()) if key in properties),
                "declared": tuple(properties),
                "values": {key: tuple(values) for key, one in properties.items() if (values := self._values(one))},
            }
        return found

    def _own_key(self, name: str, objects: list[str]) -> str:
        """Return a key that this object requires and no other declares, or ""."""
        others = {key for other in objects if other != name for key in self.schemas[other]["properties"]}
        properties = self.schemas[name]["properties"]
        return next(
            (key for key in self.schemas[name].get("required", ()) if key in properties and key not in others), ""
        )

    def _tags(self, objects: list[str]) -> list[str]:
        """Return the properties that may distinguish objects: the usual ones, then others with listed values in all."""
        first, *others = (self.schemas[name]["properties"] for name in objects)
        shared = [key for key in first if all(self._values(one.get(key, {})) for one in (first, *others))]
        return [*_USUAL_TAGS, *(key for key in shared if key not in _USUAL_TAGS)]

    def _objects(self, schema: Schema) -> list[str]:
        return list(dict.fromkeys(members(schema, self.schemas))) if alternatives(schema) else []

    def _depth(self, schema: Schema, seen: frozenset[str] = frozenset()) -> int:
        """Return the number of lists and maps around the models in a value, -1 if it holds no models."""
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            return -1 if name in seen else self._depth(self.schemas[name], seen | {name})
        if is_class(schema):
            return 0
        inner = [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
        depths = [depth + 1 for entry in inner if (depth := self._depth(entry, seen)) >= 0]
        return max([-1, *depths, *(self._depth(entry, seen) for entry in alternatives(schema))])

    def _write(self, schema: Schema) -> str:
        """Return code for the JSON value of ``value``, which descends only as deep as there can be models."""
        depth = self._depth(schema)
        if depth < 1:
            return "value.to_dict() if isinstance(value, Model) else value" if depth == 0 else "value"
        if depth == 1:
            # Lists of models are common, and each call counts.
            entries = "[each.to_dict() if isinstance(each, Model) else each for each in value]"
            return f"{entries} if type(value) is list else plain(value, 1)"
        return f"plain(value, {depth})"

    def _known_values(self, schema: Schema, seen: frozenset[str] = frozenset()) -> list[str]:
        """Return the strings that are listed for a value, or for the entries of an array."""
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            target = self.schemas[name]
            return [] if name in seen or is_class(target) else self._known_values(target, seen | {name})
        listed = [value for value in schema.get("enum", ()) if isinstance(value, str)]
        inner = [schema["items"]] if isinstance(schema.get("items"), dict) else alternatives(schema)
        return list(dict.fromkeys([*listed, *(value for entry in inner for value in self._known_values(entry, seen))]))

    def _is_secret(self, schema: Schema) -> bool:
        return schema.get("format") == "password" or any(self._is_secret(entry) for entry in alternatives(schema))

    def _field_doc(self, schema: Schema) -> str:
        texts = [_description(schema)]
        if "const" in schema:
            texts.append(f"Always `{schema['const']}`.")
        limits = {**schema}
        for entry in alternatives(schema):
            limits.update({key: value for key, value in entry.items() if key != "description"})
        if "$ref" in limits:
            limits.update(self.schemas[component_name(limits["$ref"])])
        # Type checkers reduce the union of known values and `str` to `str`, so that only the text can show them.
        values = self._known_values(schema)
        if any(not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", texts[0]) for value in values):
            texts.append(f"Known values: {', '.join(f'`{value}`' for value in values)}.")
        # Limits that the description mentions are not repeated.
        mentioned = set(re.findall(r"\d+(?:\.\d+)?", texts[0]))
        texts += [
            text.format(limits[key]) for key, text in _LIMITS if key in limits and str(limits[key]) not in mentioned
        ]
        texts += [_UNITS[limits["format"]]] if limits.get("format") in _UNITS else []
        if isinstance(schema.get("default"), str | int | float | bool) and "default" not in texts[0].lower():
            texts.append(f"The server's default is `{schema['default']}`.")
        return safe_for_docstring(" ".join(text for text in texts if text))


def in_order_of_use(aliases: list[Plan]) -> list[Plan]:
    """Return the aliases so that each follows those it refers to."""
    by_name = {plan.name: plan for plan in aliases}
    graph = {plan.name: [name for name in plan.aliases if name in by_name] for plan in aliases}
    try:
        return [by_name[name] for name in graphlib.TopologicalSorter(graph).static_order()]
    except graphlib.CycleError as error:
        raise DocumentError(
            f"types refer to each other in a cycle: {' -> '.join(error.args[1])}; break it in codegen/overlay.yaml"
        ) from error


def scalar_type(schema: Schema) -> str:
    """Return the type of a value that is neither an object nor an array."""
    return "bytes" if schema.get("format") == "binary" else _SCALARS.get(str(schema.get("type")), "Any")


def enum_types(schema: Schema) -> list[str]:
    """Return the known values first, then the open type, as unknown values are kept."""
    values = [value for value in schema["enum"] if value is not None]
    kinds = sorted({type(value).__name__ if isinstance(value, str | int | float) else "Any" for value in values})
    # Python has literal types only for these.
    known = [f"Literal[{', '.join(map(repr, values))}]"] if set(kinds) <= {"str", "int", "bool"} else []
    return [*known, *kinds, *(["None"] if None in schema["enum"] else [])]


def is_class(schema: Schema) -> bool:
    """Return True for a component that becomes a class."""
    return "properties" in schema


def alternatives(schema: Schema) -> list[Schema]:
    """Return the members of a union; nothing if the schema is none."""
    found: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or []
    return found


def _description(schema: Schema) -> str:
    return re.sub(r"\s+", " ", schema.get("description", "")).strip()


def _doc(schema: Schema) -> str:
    text = safe_for_docstring(_description(schema))
    # The closing quotes of a docstring may follow directly.
    return f"{text} " if text.endswith('"') else text


def _flat(union: Schema, schemas: dict[str, Schema]) -> Iterator[Schema]:
    """Yield the members of a union, with nested unions flattened."""
    for entry in alternatives(union):
        target = schemas[component_name(entry["$ref"])] if "$ref" in entry else entry
        if alternatives(target):
            yield from _flat(target, schemas)
        else:
            yield entry
