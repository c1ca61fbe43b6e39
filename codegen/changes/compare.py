"""Comparison of two OpenAPI documents, with the impact of each difference.

Documents are compared in normal form (`codegen.contract.normalise`), by meaning and not by spelling: ``nullable``
equals a type list with null, ``const`` an ``enum`` of one value, ``allOf`` the schema its parts add up to, and an
inline object a component that only one document names. Descriptions, examples and vendor extensions are ignored.

The impact of a change depends on its direction. A schema is *read* if servers send it (server events, responses) and
*sent* if clients do (client events, request bodies, parameters); many are both. `codegen.changes.impact` defines the
impact of each kind of change for either direction.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, Final

from attrs import field, frozen

from ..contract.check import cycles_of, require_document
from ..contract.document import (
    ANNOTATIONS,
    COMPONENTS,
    METHODS,
    Document,
    DocumentError,
    Schema,
    component_name,
    references,
)
from ..contract.extensions import EVENT_TYPE, neutral
from ..contract.normalise import Meaning
from ..contract.sources import Sources, read_sources
from .impact import ADDITIVE, IMPACTS, RULES

__all__ = ["Change", "Event", "compare", "events", "remarks", "rewordings"]

_RULES: Final = {(rule.kind, rule.how): rule for rule in RULES}
_KINDS: Final = tuple(dict.fromkeys(rule.kind for rule in RULES))

_READ: Final = "read"
_SENT: Final = "sent"
_BOTH: Final = frozenset((_READ, _SENT))
_DIRECTIONS: Final = {"server": _READ, "client": _SENT}
_UPPER: Final = ("maximum", "exclusiveMaximum", "maxItems", "maxLength", "maxProperties")
_LOWER: Final = ("minimum", "exclusiveMinimum", "minItems", "minLength", "minProperties")
_OTHER_LIMITS: Final = ("pattern", "multipleOf", "uniqueItems")
_TAGS: Final = ("type", "role", "object")
_KIND_OF: Final = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
# Names less similar than this are not reported as a rename, even if the shapes are equal.
_SIMILAR: Final = 0.6


@frozen
class Change:
    """One difference between two documents.

    Attributes:
        kind: Kind of element, as in `codegen.changes.impact`.
        action: ``added``, ``removed`` or ``changed``.
        where: Component or operation, and path to the element: ``RealtimeResponse.output[]``, with ``{}`` for the
            values of a map and ``(server_vad)`` for one member of a union.
        how: Description of the change, as in `codegen.changes.impact`.
        before: Value in the old document as JSON; None if it has none.
        after: Value in the new document as JSON; None if it has none.
        impact: One or more of `codegen.changes.impact.IMPACTS`, most severe first.
        hint: Further information, such as a likely rename.
    """

    kind: str
    action: str
    where: str
    how: str
    before: Any
    after: Any
    impact: tuple[str, ...]
    hint: str = ""


@frozen
class Event:
    """One event that a document declares.

    Attributes:
        wire: Value of ``type`` on the wire.
        side: Sender: ``server`` or ``client``.
        dialect: Name of the dialect.
        schema: Name of the component.
    """

    wire: str
    side: str
    dialect: str
    schema: str

    @property
    def where(self) -> str:
        """Name of the event in reports."""
        return f"{self.dialect} {self.side} event {self.wire}"


def compare(old: Document, new: Document, sources: Sources | None = None) -> list[Change]:
    """Return every difference between two documents, in a deterministic order.

    Args:
        old: The older document.
        new: The newer document.
        sources: Declaration of the dialects; ``sources.yaml`` by default.

    Raises:
        DocumentError: A document is not an OpenAPI document, or a reference has no target.
    """
    return _Comparison(old, new, sources or read_sources()).changes()


def events(document: Document, sources: Sources | None = None) -> list[Event]:
    """Return the events of a document: members of the unions of events, and components named like an event."""
    sources = sources or read_sources()
    return _events(_Side(neutral(document, sources.extensions)), sources)


def _events(side: _Side, sources: Sources) -> list[Event]:
    found: list[tuple[str, str, str]] = []
    for name, schema in side.published.items():
        match = _event(name, sources)
        if match is None:
            continue
        members = [name] if match["name"] else list(_named_members(schema, side.published))
        found += [(match["dialect"], match["side"].lower(), member) for member in members]
    wires = {member: _wire_name(side, member) for _, _, member in found}
    unnamed = {wires[member] for infix, _, member in found if not infix}
    # A revision with the marks of a dialect under names without one has this dialect only.
    dialects = _dialects(sources)
    dialects.update(("", one.name) for one in sources.dialects.values() if unnamed & {*one.marks})
    named = (  # An unknown dialect is named after the infix of its schema names.
        Event(wire=wire, side=sender, dialect=dialects.get(infix, infix.lower() or "main"), schema=member)
        for infix, sender, member in dict.fromkeys(found)
        if (wire := wires[member])
    )
    return sorted(named, key=lambda event: (event.dialect, event.side, event.wire, event.schema))


def _event(name: str, sources: Sources) -> re.Match[str] | None:
    """Return the parts of the name of an event or of a union of events; None for any other component."""
    return sources.events.fullmatch(name) if sources.events else None


def _dialects(sources: Sources) -> dict[str, str]:
    """Return the name of each dialect by what the names of its schemas contain."""
    matches = ((one.name, _event(union, sources)) for one in sources.dialects.values() for union in one.unions.values())
    return {match["dialect"]: name for name, match in matches if match is not None}


def remarks(old: Document, new: Document, sources: Sources | None = None) -> list[str]:
    """Return remarks about the documents themselves that affect the comparison."""
    sources = sources or read_sources()
    found: list[str] = []
    for name, document in (("older", old), ("newer", new)):
        document = neutral(document, sources.extensions)
        schemas = _schemas(document)
        side = _Side(document)
        declared = _events(side, sources)
        if not document.get("paths"):
            found.append(f"The {name} document has no operations; requests and responses are not compared.")
        infixes = {match["dialect"] for schema in schemas if (match := _event(schema, sources)) is not None}
        marked = [infix for infix, one in _dialects(sources).items() if infix and sources.dialects[one].marks]
        if declared and not infixes.issuperset(marked):
            dialects = sorted({event.dialect for event in declared})
            found.append(
                f"The {name} document has no `{', '.join(marked)}` schemas; its events are treated as "
                f"{' and '.join(dialects)}. Events are compared by dialect and wire type, schemas by name."
            )
        if declared and all(side.constant(event.schema) is None for event in declared):
            found.append(f"The {name} document declares no constant `type`; events are identified by documented name.")
        if sources.dialects and not declared:
            found.append(f"The {name} document has no events.")
        if side.schemas and side.problems:
            found.append(
                f"In the {name} document, components without a normal form are treated as if they allowed everything: "
                f"{'; '.join(side.problems)}."
            )
        unreached = sorted(set(schemas) - set(_reached(document, sources)))
        if unreached:
            found.append(
                f"No event or operation of the {name} document uses {', '.join(unreached)}; "
                "changes there are treated as both read and sent."
            )
    return found


def rewordings(old: Document, new: Document) -> int:
    """Count the descriptions, summaries and titles that differ between elements of both documents."""
    return sum(1 for before, after in _pairs(old, new) if before != after)


@frozen
class _View:
    """One schema in normal form, without references and null.

    Attributes:
        name: Component that the schema refers to; None if it is inline.
        nullable: Whether null is allowed.
        schema: The schema with references followed and null removed.
        alternatives: Members of the union; the schema itself if it is not a union.
        default: Default of this use of the schema; `_NOTHING` if it has none.
    """

    name: str | None
    nullable: bool
    schema: Schema
    alternatives: list[Schema]
    default: Any


_NOTHING: Final = object()
_NULL: Final[Schema] = {"type": "null"}


class _Side:
    """One of the two documents: its schemas in normal form, and the direction of those that are used.

    Args:
        document: The document.
        reached: Directions of the components that are used.

    Attributes:
        problems: Constructs that have no normal form; their components allow everything.

    Raises:
        DocumentError: A reference has no target, or a component refers to itself with no object in between.
    """

    def __init__(self, document: Document, reached: dict[str, frozenset[str]] | None = None) -> None:
        self.document = document
        self.reached = reached or {}
        self.published = _schemas(document)
        self.problems: list[str] = []
        for place, reference in references(self.published, "$.components.schemas"):
            self._require(component_name(reference), place)
        cycles = list(cycles_of(self.published))
        if cycles:
            raise DocumentError(cycles[0])
        self._meaning = Meaning(self.published, document.get("paths"), self.problems, compared=True)

    @property
    def schemas(self) -> dict[str, Schema]:
        """The components in normal form."""
        return self._meaning.schemas

    def schema_of(self, holder: dict[str, Any], place: str) -> Schema:
        """Return the schema of a parameter or of a content in normal form."""
        schema = holder.get("schema", {})
        for where, reference in references(schema, place):
            self._require(component_name(reference), where)
        return self._meaning.schema(schema, place)

    def constant(self, name: str) -> str | None:
        """Return the constant ``type`` of a component, if it has one."""
        value = self._meaning.constant(name, "type")
        return None if value is None else str(value)

    def view(self, schema: Schema) -> _View:
        """Return a schema without references and null; see `_View`."""
        name = None
        nullable = False
        default: Any = _NOTHING
        while True:
            if default is _NOTHING and "default" in schema:
                default = schema["default"]
            if "$ref" in schema:
                target = component_name(schema["$ref"])
                name = name or target
                schema = self.schemas[target]
                continue
            members = _members(schema)
            kept = [member for member in members if member != _NULL]
            nullable = nullable or len(kept) < len(members)
            if len(kept) != 1:
                break
            rest = {key: value for key, value in schema.items() if key not in ("anyOf", "oneOf", "default")}
            schema = {**rest, **kept[0]}  # A union of one schema and null.
        types = schema.get("type")
        if isinstance(types, list) and "null" in types:
            nullable = True
            kinds = [kind for kind in types if kind != "null"]
            schema = {**schema, "type": kinds[0] if len(kinds) == 1 else kinds}
        return _View(name, nullable, schema, kept or [schema], default)

    def follow(self, node: dict[str, Any]) -> dict[str, Any]:
        """Resolve a reference to anything but a schema."""
        return _followed(self.document, node)

    def _require(self, name: str, place: str) -> None:
        if name not in self.published:
            raise DocumentError(f"{place}: refers to the schema {name}, which the document does not contain")


def _followed(document: Document, node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
        if not isinstance(found, dict) or found is node:
            raise DocumentError(f"{node['$ref']}: the reference has no target")
        node = found
    return node


def _members(schema: Schema) -> list[Schema]:
    found: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or []
    return found


class _Comparison:
    """Walks both documents in parallel and collects the differences."""

    def __init__(self, old: Document, new: Document, sources: Sources) -> None:
        self.sources = sources
        old, new = (
            neutral(require_document(document, f"the {age} document"), sources.extensions)
            for age, document in (("older", old), ("newer", new))
        )
        self.old = _Side(old, _reached(old, sources))
        self.new = _Side(new, _reached(new, sources))
        self.common = set(self.old.schemas) & set(self.new.schemas)
        self.found: list[Change] = []
        self.open: list[tuple[str | None, str | None]] = []

    def changes(self) -> list[Change]:
        self._components()
        self._events()
        self._operations()
        order = {kind: position for position, kind in enumerate(_KINDS)}
        unique = {_key(change): change for change in self.found}
        return sorted(unique.values(), key=lambda change: (change.where, order[change.kind], _key(change)))

    def _note(
        self, kind: str, how: str, where: str, before: Any, after: Any, use: frozenset[str], hint: str = ""
    ) -> None:
        rule = _RULES[kind, how]
        impacts = {rule.read} if _READ in use else set()
        impacts |= {rule.sent} if _SENT in use else set()
        impact = tuple(entry for entry in IMPACTS if entry in impacts)
        if len(impact) > 1:  # Additive for one direction adds nothing to the impact on the other.
            impact = tuple(entry for entry in impact if entry != ADDITIVE)
        self.found.append(Change(kind, rule.action, where, how, before, after, impact, hint))

    def _use(self, name: str) -> frozenset[str]:
        """Return the directions of a component; those of the old document count, as only existing use can break."""
        return self.old.reached.get(name) or self.new.reached.get(name) or _BOTH

    # --- components -----------------------------------------------------------------------------------------------

    def _components(self) -> None:
        removed = {name: schema for name, schema in self.old.schemas.items() if name not in self.common}
        added = {name: schema for name, schema in self.new.schemas.items() if name not in self.common}
        renamed = _renames(removed, added)
        for name, schema in removed.items():
            self._note("schema", "removed", name, _label(schema), None, self._use(name), renamed.hint_for_old(name))
        for name, schema in added.items():
            self._note("schema", "added", name, None, _label(schema), self._use(name), renamed.hint_for_new(name))
        for name in self.old.schemas:
            if name in self.common:
                before, after = self.old.view(self.old.schemas[name]), self.new.view(self.new.schemas[name])
                # Null for a component as a whole is reported at each use.
                self._shapes(name, before, after, self._use(name))

    def _schema(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = self.old.view(old), self.new.view(new)
        if before.nullable != after.nullable:
            how = "null is now allowed" if after.nullable else "null is no longer allowed"
            self._note("nullable", how, where, before.nullable, after.nullable, use)
        self._default(where, before, after, use)
        if before.name == after.name and before.name is not None:
            return
        names = {name for name in (before.name, after.name) if name in self.common}
        # A name that both documents know denotes another type; one that only one of them knows is another spelling.
        before_shapes = len(self.found)
        pair = before.name, after.name
        if None in pair or pair not in self.open:  # Inline schemas are finite.
            self.open.append(pair)
            self._shapes(where, before, after, use)
            self.open.pop()
        if names:
            hint = "same shape" if len(self.found) == before_shapes else ""
            self._note("type", "refers to another component", where, _label(old), _label(new), use, hint)

    def _default(self, where: str, before: _View, after: _View, use: frozenset[str]) -> None:
        if _canonical(before.default) != _canonical(after.default):
            old, new = (None if view.default is _NOTHING else view.default for view in (before, after))
            self._note("default", "changed", where, old, new, use)

    def _shapes(self, where: str, before: _View, after: _View, use: frozenset[str]) -> None:
        self._discriminator(where, before.schema.get("discriminator"), after.schema.get("discriminator"), use)
        if len(before.alternatives) == len(after.alternatives) == 1:
            old, new = before.alternatives[0], after.alternatives[0]
            if "$ref" in old or "$ref" in new:  # A union of one component, or of one and null.
                self._schema(where, old, new, use)
            else:
                self._plain(where, old, new, use)
            return
        old, new = (
            {**_beside_union(view.schema), "type": []} for view in (before, after)
        )  # Members declare their own types.
        self._plain(where, old, new, use)
        for old, new in self._paired(before.alternatives, after.alternatives):
            if new is None:
                self._note("union member", "removed", where, _label(old), None, use)
            elif old is None:
                self._note("union member", "added", where, None, _label(new), use)
            else:
                self._schema(f"{where}({self._member_name(new)})", old, new, use)

    def _paired(self, old: list[Schema], new: list[Schema]) -> Iterator[tuple[Any, Any]]:
        """Pair the members of two unions: by name, else by tag, else by type."""
        old, new = list(old), list(new)
        ways: tuple[Callable[[_Side, Schema], Any], ...] = (self._by_name, self._by_tag, self._by_type)
        for way in ways:
            for entry in list(old):
                key = way(self.old, entry)
                match = next((other for other in new if key is not None and way(self.new, other) == key), None)
                if match is not None:
                    old.remove(entry)
                    new.remove(match)
                    yield entry, match
        yield from zip_longest(old, ())
        yield from ((None, entry) for entry in new)

    def _by_name(self, side: _Side, schema: Schema) -> Any:
        return schema.get("$ref")

    def _by_tag(self, side: _Side, schema: Schema) -> Any:
        properties = side.view(schema).schema.get("properties", {})
        tags = tuple((tag, _values(side.view(properties[tag]).schema)) for tag in _TAGS if tag in properties)
        constants = tuple((tag, values[0]) for tag, values in tags if values is not None and len(values) == 1)
        return constants or None

    def _by_type(self, side: _Side, schema: Schema) -> Any:
        if schema.get("$ref", "").removeprefix(COMPONENTS) in self.common or self._by_tag(side, schema):
            return None
        view = side.view(schema)
        values = _values(view.schema)
        return (tuple(sorted(_types(view.schema))), len(view.alternatives) > 1, values is None, len(values or ()) == 1)

    def _member_name(self, schema: Schema) -> str:
        if "$ref" in schema:
            return component_name(schema["$ref"])
        tag = self._by_tag(self.new, schema)
        return ",".join(str(value) for _, value in tag) if tag else "|".join(sorted(_types(schema))) or "any"

    def _plain(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        """Compare two schemas that are neither a union nor a reference."""
        self._types(where, old, new, use)
        self._enum(where, old, new, use)
        self._limits(where, old, new, use)
        self._properties(where, old, new, use)
        if "items" in old or "items" in new:
            self._schema(f"{where}[]", old.get("items", {}), new.get("items", {}), use)
        self._other_keys(where, old, new, use)

    def _types(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = _types(old), _types(new)
        if before != after:
            wide, narrow = _takes_all(after, before), _takes_all(before, after)
            how = "accepts more types" if wide else "accepts fewer types" if narrow else "accepts different types"
            self._note("type", how, where, sorted(before), sorted(after), use)
        if old.get("format") != new.get("format"):
            how = (
                "switched between binary and text" if "binary" in (old.get("format"), new.get("format")) else "changed"
            )
            self._note("format", how, where, old.get("format"), new.get("format"), use)

    def _enum(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = _values(old), _values(new)
        if before is None or after is None:
            if before != after:
                self._note("constraint", "wider" if after is None else "narrower", where, before, after, use, "enum")
            return
        removed = [value for value in before if value not in after]
        added = [value for value in after if value not in before]
        if removed and added and len(before) == len(after) == 1:
            self._note("enum value", "constant changed", where, before[0], after[0], use)
            return
        for value in removed:
            self._note("enum value", "removed", where, value, None, use)
        for value in added:
            self._note("enum value", "added", where, None, value, use)

    def _limits(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        for key in (*_UPPER, *_LOWER, *_OTHER_LIMITS):
            before, after = old.get(key), new.get(key)
            if before == after:
                continue
            if after is None or before is None:
                how = "wider" if after is None else "narrower"
            elif key in _OTHER_LIMITS or not all(isinstance(limit, int | float) for limit in (before, after)):
                how = "both narrower and wider"
            else:
                how = "wider" if (after > before) == (key in _UPPER) else "narrower"
            self._note("constraint", how, where, before, after, use, key)

    def _properties(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = old.get("properties", {}), new.get("properties", {})
        required_before, required_after = set(old.get("required", ())), set(new.get("required", ()))
        removed = {key: value for key, value in before.items() if key not in after}
        added = {key: value for key, value in after.items() if key not in before}
        renamed = _renames(removed, added)
        for key, value in removed.items():
            self._note("property", "removed", f"{where}.{key}", _label(value), None, use, renamed.hint_for_old(key))
        for key, value in added.items():
            how = "added as required" if key in required_after else "added"
            self._note("property", how, f"{where}.{key}", None, _label(value), use, renamed.hint_for_new(key))
        undeclared = sorted((required_before | required_after) - set(before) - set(after))
        for key in [*(key for key in before if key in after), *undeclared]:
            was, is_now = key in required_before, key in required_after
            if was != is_now:
                how = "became required" if is_now else "became optional"
                self._note("requiredness", how, f"{where}.{key}", was, is_now, use)
            if key in before:
                self._schema(f"{where}.{key}", before[key], after[key], use)

    def _other_keys(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = old.get("additionalProperties"), new.get("additionalProperties")
        if (before is False) != (after is False):
            how = "narrower" if after is False else "wider"
            self._note("constraint", how, where, before, after, use, "additionalProperties")
        elif before is not False:
            values = [entry if isinstance(entry, dict) else {} for entry in (before, after)]
            if values[0] != values[1]:
                self._schema(f"{where}{{}}", values[0], values[1], use)
        names = [_longest_key(old), _longest_key(new)]
        if names[0] != names[1]:
            how = "wider" if names[1] is None or (names[0] is not None and names[1] > names[0]) else "narrower"
            self._note("constraint", how, where, names[0], names[1], use, "maximum key length")

    def _discriminator(self, where: str, before: Any, after: Any, use: frozenset[str]) -> None:
        if before != after:
            how = "added" if before is None else "removed" if after is None else "changed"
            self._note("discriminator", how, where, before, after, use)

    # --- events ---------------------------------------------------------------------------------------------------

    def _events(self) -> None:
        before, after = (_by_place(_events(side, self.sources)) for side in (self.old, self.new))
        for where in {**before, **after}:
            old, new = before.get(where), after.get(where)
            use = frozenset((_READ if " server " in f" {where} " else _SENT,))
            if old is None:
                self._note("event", "added", where, None, new, use)
            elif new is None:
                self._note("event", "removed", where, old, None, use)
            elif old != new:
                self._note("event", "uses another schema", where, old, new, use)

    # --- operations -----------------------------------------------------------------------------------------------

    def _operations(self) -> None:
        before, after = (dict(_operations_of(side)) for side in (self.old, self.new))
        ids = {operation.get("operationId"): where for where, operation in before.items() if where not in after}
        for where in {**before, **after}:
            old, new = before.get(where), after.get(where)
            if old is None and new is not None:
                moved = ids.get(new.get("operationId")) if new.get("operationId") else None
                hint = f"looks like a rename of {moved}: same operationId" if moved else ""
                self._note("operation", "added", where, None, new.get("operationId"), _BOTH, hint)
            elif new is None and old is not None:
                self._note("operation", "removed", where, old.get("operationId"), None, _BOTH)
            elif old is not None and new is not None:
                self._operation(where, old, new)

    def _operation(self, where: str, old: dict[str, Any], new: dict[str, Any]) -> None:
        names = old.get("operationId"), new.get("operationId")
        if names[0] != names[1]:
            self._note("operation", "operationId changed", where, names[0], names[1], _BOTH)
        sent = frozenset((_SENT,))
        self._parameters(where, _parameters(self.old, old), _parameters(self.new, new), sent)
        self._body(f"{where} request body", old.get("requestBody"), new.get("requestBody"))
        # A status code is a number in YAML and a string in JSON.
        before, after = (
            {str(code): response for code, response in side.get("responses", {}).items()} for side in (old, new)
        )
        for code in sorted({**before, **after}):
            place = f"{where} response {code}"
            if code not in before or code not in after:
                how = "added" if code in after else "removed"
                known = [code if code in responses else None for responses in (before, after)]
                self._note("response", how, place, known[0], known[1], _READER)
                continue
            responses = [(side, side.follow(found[code])) for side, found in ((self.old, before), (self.new, after))]
            headers = [
                {f"header {name}": side.follow(header) for name, header in response.get("headers", {}).items()}
                for side, response in responses
            ]
            self._parameters(place, headers[0], headers[1], _READER)
            contents = [response.get("content", {}) for _, response in responses]
            self._content("response", place, contents[0], contents[1], _READER)

    def _parameters(
        self, where: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], use: frozenset[str]
    ) -> None:
        for name in {**before, **after}:
            place = f"{where} {name}"
            old, new = before.get(name), after.get(name)
            if old is None and new is not None:
                how = "added as required" if new.get("required") else "added"
                self._note("parameter", how, place, None, _label(self.new.schema_of(new, place)), use)
            elif new is None and old is not None:
                self._note("parameter", "removed", place, _label(self.old.schema_of(old, place)), None, use)
            elif old is not None and new is not None:
                self._required(place, old, new, use)
                self._schema(place, self.old.schema_of(old, place), self.new.schema_of(new, place), use)

    def _required(self, where: str, old: dict[str, Any], new: dict[str, Any], use: frozenset[str]) -> None:
        before, after = bool(old.get("required")), bool(new.get("required"))
        if before != after:
            self._note("requiredness", "became required" if after else "became optional", where, before, after, use)

    def _body(self, where: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
        use = frozenset((_SENT,))
        if old is None or new is None:
            if new is not None:
                how = "added as required" if self.new.follow(new).get("required") else "added"
                self._note("request body", how, where, None, sorted(self.new.follow(new).get("content", {})), use)
            elif old is not None:
                self._note("request body", "removed", where, sorted(self.old.follow(old).get("content", {})), None, use)
            return
        old, new = self.old.follow(old), self.new.follow(new)
        self._required(where, old, new, use)
        self._content("request body", where, old.get("content", {}), new.get("content", {}), use)

    def _content(
        self, kind: str, where: str, before: dict[str, Any], after: dict[str, Any], use: frozenset[str]
    ) -> None:
        for media in {**before, **after}:
            place = f"{where} {media}"
            if media not in before:
                self._note(kind, "added", place, None, _label(self.new.schema_of(after[media], place)), use)
            elif media not in after:
                self._note(kind, "removed", place, _label(self.old.schema_of(before[media], place)), None, use)
            else:
                old, new = before[media], after[media]
                if old.get("encoding") != new.get("encoding"):
                    self._note("request body", "encoding changed", place, old.get("encoding"), new.get("encoding"), use)
                self._schema(place, self.old.schema_of(old, place), self.new.schema_of(new, place), use)


_READER: Final = frozenset((_READ,))


@frozen
class _Renames:
    """Pairs of removed and added names that look like renames."""

    pairs: dict[str, str] = field(factory=dict)

    def hint_for_old(self, name: str) -> str:
        return f"looks like a rename to {self.pairs[name]}: same shape" if name in self.pairs else ""

    def hint_for_new(self, name: str) -> str:
        old = next((old for old, new in self.pairs.items() if new == name), None)
        return f"looks like a rename of {old}: same shape" if old else ""


def _renames(removed: dict[str, Schema], added: dict[str, Schema]) -> _Renames:
    """Pair schemas of equal shape and similar names, most similar first."""
    shapes = {name: _canonical(_shape(schema)) for name, schema in added.items()}
    candidates = [
        (difflib.SequenceMatcher(None, old, new).ratio(), old, new)
        for old, schema in removed.items()
        if (shape := _canonical(_shape(schema)))
        for new in added
        if shapes[new] == shape
    ]
    pairs: dict[str, str] = {}
    for ratio, old, new in sorted(candidates, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if ratio >= _SIMILAR and old not in pairs and new not in pairs.values():
            pairs[old] = new
    return _Renames(pairs)


def _shape(node: Any, named: bool = False) -> Any:
    """Return a schema without annotations and extensions; the keys of ``properties`` are names and always kept."""
    if isinstance(node, dict):
        return {
            key: _shape(value, key == "properties" and not named)
            for key, value in node.items()
            if named or (key not in ANNOTATIONS and not key.startswith("x-"))
        }
    return [_shape(value) for value in node] if isinstance(node, list) else node


def _schemas(document: Document) -> dict[str, Schema]:
    found: dict[str, Any] = (document.get("components") or {}).get("schemas") or {}
    return {name: {} if schema is True else schema for name, schema in found.items()}


def _reached(document: Document, sources: Sources) -> dict[str, frozenset[str]]:
    """Return the directions of each component that an event or operation uses."""
    schemas = _schemas(document)
    waiting: list[tuple[str, str]] = []
    for name in schemas:
        match = _event(name, sources)
        if match is not None:
            waiting.append((name, _DIRECTIONS[match["side"].lower()]))
    for item in (document.get("paths") or {}).values():
        for key, part in item.items():
            if key == "parameters":
                waiting += _targets(document, part, _SENT)
            elif key in METHODS:
                waiting += _targets(document, {"responses": part.get("responses", {})}, _READ)
                waiting += _targets(document, {**part, "responses": {}}, _SENT)
    found: dict[str, set[str]] = {}
    while waiting:
        name, use = waiting.pop()
        if use not in found.setdefault(name, set()):
            found[name].add(use)
            waiting += [(component_name(reference), use) for _, reference in references(schemas.get(name, {}))]
    return {name: frozenset(uses) for name, uses in found.items() if name in schemas}


def _targets(document: Document, node: Any, use: str) -> list[tuple[str, str]]:
    """Return the components that a part of an operation uses, through shared responses and parameters."""
    found: list[tuple[str, str]] = []
    for _, reference in references(node):
        if reference.startswith(COMPONENTS):
            found.append((component_name(reference), use))
        else:
            found += _targets(document, _followed(document, {"$ref": reference}), use)
    return found


def _named_members(schema: Schema, schemas: dict[str, Schema]) -> Iterator[str]:
    published: list[Any] = _members(schema)
    for member in published:
        if isinstance(member, dict) and "$ref" in member:
            name = component_name(member["$ref"])
            inner = schemas.get(name, {})
            yield from _named_members(inner, schemas) if "anyOf" in inner or "oneOf" in inner else [name]


def _wire_name(side: _Side, name: str) -> str | None:
    """Return the constant ``type`` of an event; the oldest revisions only have it in an extension."""
    return side.constant(name) or side.published[name].get(EVENT_TYPE)


def _by_place(declared: Iterable[Event]) -> dict[str, str]:
    """Return the schemas of events by place; several schemas of one event are joined."""
    found: dict[str, str] = {}
    for event in declared:
        found[event.where] = f"{found[event.where]}, {event.schema}" if event.where in found else event.schema
    return found


def _operations_of(side: _Side) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in (side.document.get("paths") or {}).items():
        for method in METHODS:
            if method in item:
                shared = item.get("parameters", [])
                operation = item[method]
                yield (
                    f"{method.upper()} {path}",
                    {**operation, "parameters": [*shared, *operation.get("parameters", [])]},
                )


def _parameters(side: _Side, operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    entries = [side.follow(entry) for entry in operation.get("parameters", ())]
    return {f"{entry.get('in')} parameter {entry.get('name')}": entry for entry in entries}


def _beside_union(schema: Schema) -> Schema:
    """Return the keywords that apply to all members of a union; nothing if the schema is not a union."""
    if "anyOf" not in schema and "oneOf" not in schema:
        return {}
    excluded = ("anyOf", "oneOf", "discriminator", "default", "nullable")
    return {key: value for key, value in schema.items() if key not in excluded}


def _values(schema: Schema) -> list[Any] | None:
    """Return the values of an enum or constant; None if any value is allowed."""
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum")
    return [value for value in values if value is not None] if isinstance(values, list) else None


def _types(schema: Schema) -> set[str]:
    """Return the JSON types of a schema, declared or implied; empty if any type is allowed."""
    declared = schema.get("type")
    if isinstance(declared, str):
        return {declared}
    if isinstance(declared, list):
        return {str(kind) for kind in declared} - {"null"}
    if "properties" in schema or isinstance(schema.get("additionalProperties"), dict):
        return {"object"}
    if "items" in schema:
        return {"array"}
    return {_KIND_OF.get(type(value), "object") for value in _values(schema) or ()}


def _takes_all(wide: set[str], narrow: set[str]) -> bool:
    """Return True if every value of the types ``narrow`` has one of the types ``wide``."""
    if not wide:
        return True
    covered = wide | ({"integer"} if "number" in wide else set())
    return bool(narrow) and narrow <= covered


def _longest_key(schema: Schema) -> Any:
    names = schema.get("propertyNames")
    return names.get("maxLength") if isinstance(names, dict) else None


def _label(schema: Schema) -> str:
    """Return a short label of a schema: ``RealtimeResponse``, ``array of string``, ``"low" | "high"``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    members = _members(schema)
    values = _values(schema)
    if members:
        label = _short(list(map(_label, members)))
    elif values is not None:
        label = _short([json.dumps(value, ensure_ascii=False) for value in values])
    elif "items" in schema:
        label = f"array of {_label(schema['items'])}"
    elif "properties" in schema:
        label = f"object of {_short(list(schema['properties']), ', ')}"
    elif isinstance(schema.get("additionalProperties"), dict):
        label = f"map of {_label(schema['additionalProperties'])}"
    else:
        label = " | ".join(sorted(_types(schema))) or "any"
    nullable = isinstance(schema.get("type"), list) and "null" in schema["type"]
    return f"{label} | null" if nullable and not label.endswith("null") else label


def _short(parts: list[str], between: str = " | ") -> str:
    shown = parts if len(parts) <= 6 else [*parts[:5], f"… {len(parts) - 5} more"]
    return between.join(shown)


def _canonical(value: Any) -> str:
    return "" if value is _NOTHING else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _key(change: Change) -> str:
    return _canonical([change.where, change.kind, change.how, change.before, change.after, change.hint])


def _pairs(old: Any, new: Any, named: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the texts that both documents have at the same place."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() & new.keys():
            if not named and key in ("description", "summary", "title") and isinstance(old[key], str):
                yield old[key], str(new[key])
            else:
                yield from _pairs(old[key], new[key], key == "properties" and not named)
    elif isinstance(old, list) and isinstance(new, list):
        for before, after in zip(old, new, strict=False):
            yield from _pairs(before, after)
