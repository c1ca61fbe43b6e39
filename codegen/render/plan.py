"""What each component becomes in Python, worked out before the templates run.

The templates only lay out text; everything that needs thought is decided here and handed to them as the extension
``x-python`` of each component. A plan holds nothing but code built from checked identifiers and ``repr`` literals, and
words that are escaped for a docstring, so that no text of a document can become code.
"""

from __future__ import annotations

import graphlib
import keyword
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from attrs import asdict, define, field
from openapi_python_client.strings import ClassName, PythonIdentifier, safe_for_docstring

from ..contract.document import Document, DocumentError, Schema, component_name, operations
from ..contract.normalise import members
from .endpoints import called, endpoints

__all__ = ["DIALECTS", "TYPES", "Field", "Plan", "annotate", "plans", "short_event_names"]

# Names that mean something else inside a generated class body, or on every model.
_RESERVED = frozenset(
    (
        *("str", "int", "float", "bool", "bytes", "list", "dict", "classmethod", "property", "cls", "self"),
        *("Any", "ClassVar", "Literal", "Self", "Model", "UNSET", "Unset"),
        *("from_dict", "to_dict", "to_json", "additional_properties"),
    )
)
# Templates see no component but objects: the aliases travel on one of our own, whose file is removed.
TYPES = "GeneratedTypes"
# Tried in this order; members of a union that share the value of one are told apart by the next.
_USUAL_TAGS = ("type", "role", "object")
_EVENTS = re.compile(r"(Server|Client)Event$")
# What stands between `Realtime` and `ServerEvent` in the name of a union of events.
DIALECTS = {"": "ga", "Beta": "beta", "Translation": "translation"}
_EVENT_UNIONS = [f"Realtime{dialect}{side}Event" for dialect in DIALECTS for side in ("Server", "Client")]
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_LIMITS = (
    ("minimum", "At least {}."),
    ("maximum", "At most {}."),
    ("minItems", "At least {} entries."),
    ("maxItems", "At most {} entries."),
    ("minLength", "At least {} characters."),
    ("maxLength", "At most {} characters."),
    ("maxProperties", "At most {} pairs."),
)
_UNITS = {"unixtime": "Seconds since the Unix epoch."}


@define
class Field:
    """One attribute of a generated class.

    Attributes:
        name: Python name, the wire name wherever Python allows.
        wire: Name on the wire.
        annotation: Type of the attribute.
        default: Default of the constructor argument as code, or "" when it must be given.
        read: Code of the value read from ``value``, the raw JSON value; "" when that is taken as it is.
        write: Code of the JSON value that is written for ``value``.
        doc: Description with units and limits, safe inside a docstring.
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
        doc: Description, safe inside a docstring.
        fields: Attributes of a class, in the order of the document.
        has_optional: Whether any key of a class may be absent.
        secrets: Attributes whose value must never be shown.
        bases: Mixins of a class, as ``(module, name)``.
        annotation: What an alias stands for.
        table: Name of the table that tells the members of a union apart; "" when none is needed.
        tag: Property by which the table tells them apart; "" when each has a key of its own.
        entries: Tag value, or key, to class name, or to a nested table ``{"tag": …, "entries": …}``.
        unknown: Class that keeps a member nobody knows.
        classes: Names of the classes the annotations and readers use.
        aliases: Names of the aliases the annotations use.
        tables: Names of the tables the readers use.
        readers: Names under which the readers call the ``from_dict`` of classes, by class.
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
    entries: dict[str, Any] = field(factory=dict)
    unknown: str = "UnknownObject"
    classes: list[str] = field(factory=list)
    aliases: list[str] = field(factory=list)
    tables: list[str] = field(factory=list)
    readers: dict[str, str] = field(factory=dict)


def annotate(document: Document, mixins: dict[str, str]) -> Document:
    """What the generator is given: the plan of every class, of all aliases together, and the endpoints.

    Args:
        document: A normalised document.
        mixins: Component name to ``module:Class`` of the base class it inherits.

    Raises:
        DocumentError: Two components or fields get one Python name, a union cannot be told apart, or a mixin is given
            to a component that is not there.
    """
    planned = plans(document, mixins)
    if TYPES in document["components"]["schemas"]:
        raise DocumentError(f"{TYPES}: this name is taken by generation; rename the component in codegen/overlay.yaml")
    # Of each class only its name and its plan: what the generator cannot see, it can neither refuse nor write.
    schemas: dict[str, Any] = {
        called(plan.component): {"type": "object", "x-python": asdict(plan)} for plan in planned if plan.kind == "class"
    }
    aliases = [asdict(plan) for plan in _in_order_of_use([plan for plan in planned if plan.kind == "alias"])]
    schemas[TYPES] = {
        "type": "object",
        "x-python": {"kind": "types", "aliases": aliases, "encodings": _encodings(document)},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "realtime-client", "version": "0"},
        "paths": endpoints(document),
        "components": {"schemas": schemas},
    }


def plans(document: Document, mixins: dict[str, str]) -> list[Plan]:
    """Plans of all components, in the order of the document; see `annotate`."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    absent = sorted(set(mixins) - set(schemas))
    if absent:
        raise DocumentError(f"codegen/mixins.yaml: no component named {', '.join(absent)}")
    planner = _Planner(schemas)
    planned = [planner.plan(name, mixins.get(name)) for name in schemas]
    # What reads events leans on these unions; one that the document lacks has no member.
    planned += [_no_events(name) for name in _EVENT_UNIONS if name not in schemas]
    _require_distinct([(plan.name, plan.component) for plan in planned], "components")
    # Some file systems do not tell upper from lower case.
    _require_distinct(
        [
            (f"{PythonIdentifier(plan.name, 'field_')}.py".lower(), plan.component)
            for plan in planned
            if plan.kind == "class"
        ],
        "files of components",
    )
    _require_distinct([(plan.table, plan.component) for plan in planned if plan.table], "tables of components")
    return planned


def short_event_names(planned: list[Plan]) -> dict[str, dict[str, str]]:
    """Classes of the events of each dialect by a name without the dialect: ``ResponseCreate``.

    Raises:
        DocumentError: Two events of one dialect get the same name.
    """
    found: dict[str, dict[str, str]] = {dialect: {} for dialect in DIALECTS.values()}
    for plan in planned:
        union = re.fullmatch(r"Realtime(\w*?)(Client|Server)Event", plan.component)
        if union is None or union[1] not in DIALECTS or not plan.entries:
            continue
        for name in plan.entries.values():
            short = re.sub(r"^Realtime\w*?(Client|Server)Event", "", str(name))
            if found[DIALECTS[union[1]]].setdefault(short, name) != name:
                raise DocumentError(f"{plan.component}: two events would be called {short}; rename one")
    return {dialect: dict(sorted(names.items())) for dialect, names in found.items()}


def _no_events(name: str) -> Plan:
    doc = "No event is declared."
    return Plan("alias", name, _class_name(name), doc, annotation="UnknownEvent", table=_table_name(name), tag="type",
                unknown="UnknownEvent")  # fmt: skip


class _Planner:
    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.schemas = schemas

    def plan(self, name: str, mixin: str | None) -> Plan:
        schema = self.schemas[name]
        kind = "class" if _is_class(schema) else "alias"
        plan = Plan(kind=kind, component=name, name=_class_name(name), doc=_doc(schema))
        if kind == "alias":
            plan.annotation = self._type(schema, plan)
            self._add_table(schema, plan)
            return plan
        plan.bases = [mixin.split(":")] if mixin else []
        required = set(schema.get("required", []))
        plan.has_optional = not required.issuperset(schema["properties"])
        for wire, value in schema["properties"].items():
            plan.fields.append(self._field(wire, value, wire in required, plan))
            if self._is_secret(value):
                plan.secrets.append(plan.fields[-1].name)
        _require_distinct([(entry.name, entry.wire) for entry in plan.fields], f"properties of {name}")
        for names in (plan.classes, plan.aliases, plan.tables):
            names[:] = sorted(set(names) - {plan.name})
        return plan

    def _field(self, wire: str, schema: Schema, required: bool, plan: Plan) -> Field:
        types = self._types(schema, plan)
        default = ""
        if required and "const" in schema:
            default = repr(schema["const"])
        elif not required:
            default = "UNSET"
            types = [*(kind for kind in types if kind != "None"), "None", "Unset"]
        return Field(
            name=_attribute_name(wire),
            wire=wire,
            annotation=" | ".join(types),
            default=default,
            read=self._read(schema, plan),
            write=self._write(schema),
            doc=self._field_doc(schema),
        )

    def _type(self, schema: Schema, plan: Plan) -> str:
        return " | ".join(self._types(schema, plan))

    def _types(self, schema: Schema, plan: Plan) -> list[str]:
        """The alternatives of an annotation; a component that is no class is called by its alias."""
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            (plan.classes if _is_class(self.schemas[name]) else plan.aliases).append(_class_name(name))
            return [_class_name(name)]
        if "const" in schema:
            return [f"Literal[{schema['const']!r}]"] if isinstance(schema["const"], str | int) else ["Any"]
        if "enum" in schema:
            return _enum_types(schema)
        alternatives = _alternatives(schema)
        if alternatives:
            kinds = dict.fromkeys(kind for entry in alternatives for kind in self._types(entry, plan))
            return sorted(kinds, key=lambda kind: (kind == "None", not kind.startswith("Literal")))
        kind = schema.get("type")
        if kind == "array":
            return [f"list[{self._type(schema.get('items', {}), plan)}]"]
        if kind == "object":
            values = schema.get("additionalProperties")
            return [f"dict[str, {self._type(values, plan) if isinstance(values, dict) else 'Any'}]"]
        if isinstance(kind, list):
            return [name for entry in kind for name in self._types({**schema, "type": entry}, plan)]
        return ["bytes" if schema.get("format") == "binary" else _SCALARS.get(str(kind), "Any")]

    def _read(self, schema: Schema, plan: Plan, value: str = "value", depth: int = 0) -> str:
        """Code that reads ``value``, or "" when it is kept as it is; what does not fit is always kept as it is."""
        readers = self._readers(schema, plan, value, depth)
        if not readers:
            return ""
        return "".join(f"{code} if type({value}) is {kind} else " for kind, code in readers.items()) + value

    def _readers(self, schema: Schema, plan: Plan, value: str, depth: int) -> dict[str, str]:
        """Code for a ``dict`` and for a ``list``, where there is something to do."""
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            target = self.schemas[name]
            if _is_class(target):
                plan.classes.append(_class_name(name))
                # A name of its own for the bound method: looking it up on the class costs half as much as calling it.
                reader = plan.readers.setdefault(_class_name(name), f"_read_{PythonIdentifier(name, 'field_')}")
                return {"dict": f"{reader}({value})"}
            if len(self._objects(target)) > 1:
                plan.tables.append(_table_name(name))
                # The table imports its classes itself, each when it is met; only lists beside them are read here.
                lists: Schema = {"anyOf": [entry for entry in _flat(target, self.schemas) if "items" in entry]}
                others = self._readers_of_alternatives(lists, plan, value, depth)
                return {"dict": f"{_table_name(name)}.from_dict({value})"} | others
            return self._readers(target, plan, value, depth)
        if _alternatives(schema):
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
        for entry in _alternatives(schema):
            for kind, code in self._readers(entry, plan, value, depth).items():
                if readers.setdefault(kind, code) != code:
                    raise DocumentError(f"{plan.component}: cannot tell two kinds of {kind} in one union apart")
        return readers

    def _add_table(self, schema: Schema, plan: Plan) -> None:
        objects = self._objects(schema)
        if len(objects) < 2:
            return
        plan.unknown = "UnknownEvent" if _EVENTS.search(plan.component) else "UnknownObject"
        plan.annotation += f" | {plan.unknown}"
        plan.table = _table_name(plan.component)
        plan.tag, plan.entries = self._table(plan.component, objects, self._tags(objects))

    def _table(self, union: str, objects: list[str], tags: list[str]) -> tuple[str, dict[str, Any]]:
        """The first tag of which every member names its values; members that share a value by the next one."""
        for position, tag in enumerate(tags):
            values = {name: _tag_values(self.schemas[name]["properties"].get(tag, {})) for name in objects}
            if not all(values.values()) or all(own == values[objects[0]] for own in values.values()):
                continue
            entries: dict[str, Any] = {}
            for value in dict.fromkeys(value for own in values.values() for value in own):
                sharing = [name for name in objects if value in values[name]]
                if len(sharing) == 1:
                    entries[value] = _class_name(sharing[0])
                else:
                    inner_tag, inner = self._table(union, sharing, tags[position + 1 :])
                    entries[value] = {"tag": inner_tag, "entries": inner}
            return tag, entries
        keys = {key: _class_name(name) for name in objects if (key := self._own_key(name, objects))}
        # The tables of events are also asked for their tags.
        if len(keys) == len(objects) and not _EVENTS.search(union):
            return "", keys
        raise DocumentError(
            f"{union}: nothing tells {', '.join(objects)} apart; give them a constant tag in codegen/overlay.yaml"
        )

    def _own_key(self, name: str, objects: list[str]) -> str:
        """A key that one object must have and no other declares, "" when there is none."""
        others = {key for other in objects if other != name for key in self.schemas[other]["properties"]}
        properties = self.schemas[name]["properties"]
        return next(
            (key for key in self.schemas[name].get("required", ()) if key in properties and key not in others), ""
        )

    def _tags(self, objects: list[str]) -> list[str]:
        """Properties that may tell objects apart: the usual ones first, then others of which all name the values."""
        first, *others = (self.schemas[name]["properties"] for name in objects)
        shared = [key for key in first if all(_tag_values(one.get(key, {})) for one in (first, *others))]
        return [*_USUAL_TAGS, *(key for key in shared if key not in _USUAL_TAGS)]

    def _objects(self, schema: Schema) -> list[str]:
        return list(dict.fromkeys(members(schema, self.schemas))) if _alternatives(schema) else []

    def _depth(self, schema: Schema, seen: frozenset[str] = frozenset()) -> int:
        """How many lists and maps stand around the models in a value; -1 when it holds none."""
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            return -1 if name in seen else self._depth(self.schemas[name], seen | {name})
        if _is_class(schema):
            return 0
        inner = [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
        depths = [depth + 1 for entry in inner if (depth := self._depth(entry, seen)) >= 0]
        return max([-1, *depths, *(self._depth(entry, seen) for entry in _alternatives(schema))])

    def _write(self, schema: Schema) -> str:
        """Code of the JSON value of ``value``; as deep as models can be, so that no depth of other values matters."""
        depth = self._depth(schema)
        if depth < 1:
            return "value.to_dict() if isinstance(value, Model) else value" if depth == 0 else "value"
        return f"plain(value, {depth})"

    def _is_secret(self, schema: Schema) -> bool:
        return schema.get("format") == "password" or any(self._is_secret(entry) for entry in _alternatives(schema))

    def _field_doc(self, schema: Schema) -> str:
        words = [_words(schema)]
        if "const" in schema:
            words.append(f"Always `{schema['const']}`.")
        limits = {**schema}
        for entry in _alternatives(schema):
            limits.update({key: value for key, value in entry.items() if key != "description"})
        if "$ref" in limits:
            limits.update(self.schemas[component_name(limits["$ref"])])
        # What the description says already need not be said again.
        said = set(re.findall(r"\d+(?:\.\d+)?", words[0]))
        words += [text.format(limits[key]) for key, text in _LIMITS if key in limits and str(limits[key]) not in said]
        words += [_UNITS[limits["format"]]] if limits.get("format") in _UNITS else []
        if isinstance(schema.get("default"), str | int | float | bool) and "default" not in words[0].lower():
            words.append(f"The server's default is `{schema['default']}`.")
        return safe_for_docstring(" ".join(word for word in words if word))


def _encodings(document: Document) -> dict[str, dict[str, str]]:
    """Content types of the parts of multipart bodies, which the templates do not see, by operation."""
    found: dict[str, dict[str, str]] = {}
    for _, _, operation in operations(document):
        parts = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data", {}).get("encoding")
        kinds = {part: encoding.get("contentType") for part, encoding in (parts or {}).items()}
        if kinds:
            name = PythonIdentifier(operation["operationId"], "field_")
            found[name] = {part: kind for part, kind in kinds.items() if isinstance(kind, str)}
    return found


def _in_order_of_use(aliases: list[Plan]) -> list[Plan]:
    """Each alias after those it is made of."""
    by_name = {plan.name: plan for plan in aliases}
    graph = {plan.name: [name for name in plan.aliases if name in by_name] for plan in aliases}
    try:
        return [by_name[name] for name in graphlib.TopologicalSorter(graph).static_order()]
    except graphlib.CycleError as error:
        raise DocumentError(f"unions made of each other in a circle: {' -> '.join(error.args[1])}") from error


def _enum_types(schema: Schema) -> list[str]:
    """Known values first, then the open type: an unknown value is kept as it is."""
    values = [value for value in schema["enum"] if value is not None]
    kinds = sorted({type(value).__name__ if isinstance(value, str | int | float) else "Any" for value in values})
    # Python has no literal types of anything else.
    known = [f"Literal[{', '.join(map(repr, values))}]"] if set(kinds) <= {"str", "int", "bool"} else []
    return [*known, *kinds, *(["None"] if None in schema["enum"] else [])]


def _is_class(schema: Schema) -> bool:
    return "properties" in schema


def _alternatives(schema: Schema) -> list[Schema]:
    found: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or []
    return found


def _words(schema: Schema) -> str:
    return re.sub(r"\s+", " ", schema.get("description", "")).strip()


def _doc(schema: Schema) -> str:
    text = safe_for_docstring(_words(schema))
    # The quotes that end a docstring may follow at once.
    return f"{text} " if text.endswith('"') else text


def _flat(union: Schema, schemas: dict[str, Schema]) -> Iterator[Schema]:
    """Members of a union, those of unions inside it in their place."""
    for entry in _alternatives(union):
        target = schemas[component_name(entry["$ref"])] if "$ref" in entry else entry
        if _alternatives(target):
            yield from _flat(target, schemas)
        else:
            yield entry


def _tag_values(schema: Schema) -> list[str]:
    """The strings that a property is restricted to, none when it may be anything else."""
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    return values if all(isinstance(value, str) for value in values) else []


def _class_name(component: str) -> str:
    return ClassName(called(component), "Model")


def _table_name(component: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", _class_name(component))
    return words.upper()


def _attribute_name(wire: str) -> str:
    if wire.isascii() and wire.isidentifier() and not wire.startswith("_"):
        return f"{wire}_" if keyword.iskeyword(wire) or wire in _RESERVED else wire
    # Python reads identifiers in this normal form, in which two names may be the same.
    name = str(PythonIdentifier(unicodedata.normalize("NFKC", wire), "field_"))
    return f"{name}_" if name in _RESERVED else name


def _require_distinct(names: list[tuple[str, str]], what: str) -> None:
    first: dict[str, str] = {}
    for python, wire in names:
        if python in first:
            raise DocumentError(f"{what}: {first[python]!r} and {wire!r} would both be {python} in Python; rename one")
        first[python] = wire
