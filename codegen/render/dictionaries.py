"""Plan the `TypedDict` of each object that a client sends, for callers who prefer plain dictionaries to models."""

from __future__ import annotations

import keyword
from typing import Any, Final

from attrs import define

from ..contract.document import Document, Schema, component_name, operations
from ..contract.normalise import members
from ..contract.sources import Sources
from .plan import Plan, alternatives, enum_types, in_order_of_use, is_class, scalar_type

__all__ = ["Dictionary", "Key", "dictionaries"]

# Names that annotations in the generated module use; a key of such a name would hide them in the body of a class.
_USED: Final = frozenset(
    (
        *("Any", "Literal", "NotRequired", "Sequence", "TypeAlias", "TypedDict", "models"),
        *("str", "int", "float", "bool", "bytes", "list", "dict", "UnknownEvent", "UnknownObject"),
    )
)


@define
class Key:
    """One key of a dictionary.

    Attributes:
        name: Name on the wire.
        annotation: Type of its value.
        doc: Description, safe in a docstring.
    """

    name: str
    annotation: str
    doc: str


@define
class Dictionary:
    """A `TypedDict` (``annotation`` is ""), or a name for alternatives.

    Attributes:
        name: Name in Python.
        doc: Description, safe in a docstring.
        keys: Keys of a `TypedDict`.
        annotation: Type that an alias stands for.
        is_class: Whether every key can be written as an attribute of a class.
    """

    name: str
    doc: str
    keys: list[Key]
    annotation: str = ""
    is_class: bool = True


def dictionaries(document: Document, planned: list[Plan], sources: Sources) -> list[Dictionary]:
    """Return the dictionaries that client events and requests consist of: each alias follows what it refers to.

    Args:
        document: A normalised document.
        planned: The plans of its components.
        sources: Declaration of the dialects.
    """
    schemas: dict[str, Schema] = document["components"]["schemas"]
    by_component = {plan.component: plan for plan in planned}
    writer = _Writer(schemas, by_component)
    needed = _reachable(document, schemas, sources)
    found = [by_component[name] for name in schemas if name in needed and writer.has_objects(name)]
    classes = [plan for plan in found if plan.kind == "class"]
    return [writer.dictionary(plan) for plan in (*classes, *in_order_of_use([p for p in found if p.kind == "alias"]))]


def _reachable(document: Document, schemas: dict[str, Schema], sources: Sources) -> set[str]:
    waiting = [dialect.unions["client"] for dialect in sources.dialects.values() if "client" in dialect.unions]
    for _, _, operation in operations(document):
        waiting += _references(operation.get("requestBody", {}))
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in schemas and name not in found:
            found.add(name)
            waiting += _references(schemas[name])
    return found


def _references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [name for entry in node for name in _references(entry)]
    if not isinstance(node, dict):
        return []
    own = [component_name(node["$ref"])] if isinstance(node.get("$ref"), str) else []
    return own + [name for value in node.values() for name in _references(value)]


class _Writer:
    def __init__(self, schemas: dict[str, Schema], plans: dict[str, Plan]) -> None:
        self.schemas = schemas
        self.plans = plans
        # The alias that is being written, "" for a class.
        self.within = ""

    def has_objects(self, name: str) -> bool:
        """Return True for a component that is an object, or has one among its alternatives."""
        schema = self.schemas[name]
        return is_class(schema) or (bool(alternatives(schema)) and any(members(schema, self.schemas)))

    def dictionary(self, plan: Plan) -> Dictionary:
        schema = self.schemas[plan.component]
        self.within = plan.component if plan.kind == "alias" else ""
        if plan.kind == "alias":
            kinds = [*self._types(schema), *([plan.unknown] if plan.table else [])]
            return Dictionary(_name(plan), plan.doc, [], " | ".join(dict.fromkeys(kinds)))
        required = set(schema.get("required", []))
        keys = []
        for field in plan.fields:
            annotation = " | ".join(self._types(schema["properties"][field.wire]))
            optional = annotation if field.wire in required else f"NotRequired[{annotation}]"
            keys.append(Key(field.wire, optional, field.doc))
        return Dictionary(_name(plan), plan.doc, keys, is_class=all(_is_attribute(key.name) for key in keys))

    def _parts(self, name: str) -> set[str]:
        """Return a component and those that it consists of, other than in the properties of classes."""
        found: set[str] = set()
        pending = [name]
        while pending:
            one = pending.pop()
            if one not in found:
                found.add(one)
                pending += [] if is_class(self.schemas[one]) else _references(self.schemas[one])
        return found

    def _types(self, schema: Schema) -> list[str]:
        """Return the alternatives of an annotation: a model is accepted wherever a dictionary is."""
        if "$ref" in schema:
            name = component_name(schema["$ref"])
            if not is_class(self.schemas[name]) and self.within in self._parts(name):
                return ["Any"]  # An alias cannot refer to itself, not even through another one.
            plan = self.plans[name]
            if is_class(self.schemas[name]):
                return [_name(plan), f"models.{plan.name}"]
            return [_name(plan)] if self.has_objects(name) else [f"models.{plan.name}"]
        if "const" in schema:
            return [f"Literal[{schema['const']!r}]"] if isinstance(schema["const"], str | int) else ["Any"]
        if "enum" in schema:
            return enum_types(schema)
        entries = alternatives(schema)
        if entries:
            kinds = dict.fromkeys(kind for entry in entries for kind in self._types(entry))
            return sorted(kinds, key=lambda kind: (kind == "None", not kind.startswith("Literal")))
        kind = schema.get("type")
        if kind == "array":
            item = schema.get("items", {})
            # Lists of dictionaries of one kind fit where several are allowed; a string is no sequence of these.
            container = "Sequence" if self._holds_objects(item) else "list"
            return [f"{container}[{' | '.join(self._types(item))}]"]
        if kind == "object":
            values = schema.get("additionalProperties")
            return [f"dict[str, {' | '.join(self._types(values)) if isinstance(values, dict) else 'Any'}]"]
        if isinstance(kind, list):
            return [name for entry in kind for name in self._types({**schema, "type": entry})]
        return [scalar_type(schema)]

    def _holds_objects(self, schema: Schema) -> bool:
        if "$ref" in schema:
            return self.has_objects(component_name(schema["$ref"]))
        return any(map(self._holds_objects, alternatives(schema)))


def _name(plan: Plan) -> str:
    return f"{plan.name}Dict"


def _is_attribute(key: str) -> bool:
    is_name = key.isascii() and key.isidentifier() and not keyword.iskeyword(key)
    return is_name and not key.startswith("_") and key not in _USED
