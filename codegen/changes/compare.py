"""What differs between two OpenAPI documents, and whom each difference touches.

Two documents are compared by what they say of messages, not by how they spell it: ``nullable`` and a type list with
null are the same, so are ``const`` and an ``enum`` of one value, an ``allOf`` of one schema and that schema, an inline
object and a component that only one of the documents names. Words, examples and vendor extensions are no changes.

Whether a change hurts depends on who meets it. A schema is *read* when servers send it (server events, responses) and
*sent* when clients do (client events, request bodies, parameters); many are both. `codegen.changes.impact` says for each kind
of change what it means to either.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, Final

from attrs import field, frozen

from ..contract.check import require_document
from ..contract.document import COMPONENTS, METHODS, Document, DocumentError, Schema, component_name, references
from ..contract.unions import DIALECTS
from .impact import ADDITIVE, IMPACTS, RULES

__all__ = ["Change", "Event", "compare", "events", "remarks", "rewordings"]

_RULES: Final = {(rule.kind, rule.how): rule for rule in RULES}
_KINDS: Final = tuple(dict.fromkeys(rule.kind for rule in RULES))

_READ: Final = "read"
_SENT: Final = "sent"
_BOTH: Final = frozenset((_READ, _SENT))
_EVENT_NAME: Final = re.compile(r"Realtime(\w*?)(Client|Server)Event(\w*)")
_DIRECTIONS: Final = {"Server": _READ, "Client": _SENT}
# A revision that has these under names without a dialect speaks one dialect only, which later revisions call beta.
_BETA_EVENTS: Final = {"response.audio.delta", "response.text.delta"}
_WORDS: Final = frozenset(("title", "description", "example", "examples", "summary", "deprecated", "externalDocs"))
_UPPER: Final = ("maximum", "exclusiveMaximum", "maxItems", "maxLength", "maxProperties")
_LOWER: Final = ("minimum", "exclusiveMinimum", "minItems", "minLength", "minProperties")
_OTHER_LIMITS: Final = ("pattern", "multipleOf", "uniqueItems")
_TAGS: Final = ("type", "role", "object")
_KIND_OF: Final = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
# Names less alike than this are not taken for one another, whatever their shape.
_ALIKE: Final = 0.6


@frozen
class Change:
    """One difference between two documents.

    Attributes:
        kind: Which element, as in `codegen.changes.impact`.
        action: ``added``, ``removed`` or ``changed``.
        where: A component or operation and the way to the element in it: ``RealtimeResponse.output[]``, ``{}`` for the
            values of a map and ``(server_vad)`` for one member of a union.
        how: What happened, as in `codegen.changes.impact`.
        before: What the old document says, as JSON; None when it says nothing.
        after: What the new document says.
        impact: One or more of `codegen.changes.impact.IMPACTS`, the gravest first.
        hint: What else is worth knowing, such as that this looks like a rename.
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
    """An event as a document declares it.

    Attributes:
        wire: Its ``type`` on the wire.
        side: ``server`` or ``client``: who sends it.
        dialect: ``ga``, ``beta``, ``translation``.
        schema: Name of its component.
    """

    wire: str
    side: str
    dialect: str
    schema: str

    @property
    def where(self) -> str:
        """How reports call it."""
        return f"{self.dialect} {self.side} event {self.wire}"


def compare(old: Document, new: Document) -> list[Change]:
    """Every difference between two documents, in an order that depends on nothing but them.

    Raises:
        DocumentError: A document is no OpenAPI document, or a reference leads nowhere.
    """
    try:
        return _Comparison(old, new).changes()
    except RecursionError as error:
        raise DocumentError("a union is made of itself") from error


def events(document: Document) -> list[Event]:
    """All events of a document: members of the unions of events, and components named like one."""
    schemas = _schemas(document)
    found: list[tuple[str, str, str]] = []
    for name, schema in schemas.items():
        told = _EVENT_NAME.fullmatch(name)
        if told is None:
            continue
        inside = [name] if told[3] else list(_named_members(schema, schemas))
        found += [(told[1], told[2].lower(), member) for member in inside]
    plain = {_wire_name(schemas[member]) for infix, _, member in found if not infix}
    dialects = {**DIALECTS, "": "beta"} if plain & _BETA_EVENTS else DIALECTS
    named = (  # A dialect that nobody knows yet goes by what stands in its names.
        Event(wire=wire, side=side, dialect=dialects.get(infix, infix.lower()), schema=member)
        for infix, side, member in dict.fromkeys(found)
        if (wire := _wire_name(schemas[member]))
    )
    return sorted(named, key=lambda event: (event.dialect, event.side, event.wire, event.schema))


def remarks(old: Document, new: Document) -> list[str]:
    """What a reader of the comparison must know about the two documents themselves."""
    found: list[str] = []
    for name, document in (("older", old), ("newer", new)):
        schemas = _schemas(document)
        declared = events(document)
        if not document.get("paths"):
            found.append(f"The {name} document has no operations: requests and responses are not compared.")
        if declared and not any(_EVENT_NAME.fullmatch(schema) and "Beta" in schema for schema in schemas):
            dialects = sorted({event.dialect for event in declared})
            found.append(
                f"The {name} document has no events named `Beta`; its events are taken for {' and '.join(dialects)}. "
                "Events are compared by dialect and name on the wire, schemas by their own names."
            )
        if declared and all(_constant(schemas[event.schema]) is None for event in declared):
            found.append(f"The {name} document declares no constant `type`; events go by the names it documents.")
        if not declared:
            found.append(f"The {name} document has no events.")
        unreached = sorted(set(schemas) - set(_reached(document)))
        if unreached:
            found.append(
                f"Nothing in the {name} document leads to {', '.join(unreached)}: "
                "what changes there is taken for sent and read."
            )
    return found


def rewordings(old: Document, new: Document) -> int:
    """How many descriptions, summaries and titles differ among what both documents have."""
    return sum(1 for before, after in _pairs(old, new) if before != after)


@frozen
class _View:
    """A schema as it is read: spelling, null and references out of the way.

    Attributes:
        name: Component it refers to, None for one that stands inline.
        nullable: Whether null is allowed.
        schema: The schema itself, references followed, ``allOf`` merged and null taken away.
        alternatives: Members of a union, unions inside it included; the schema itself where it is none.
        default: The default where it is used, `_NOTHING` without one.
    """

    name: str | None
    nullable: bool
    schema: Schema
    alternatives: list[Schema]
    default: Any


_NOTHING: Final = object()


@frozen
class _Side:
    """One of the two documents and what is known of it."""

    document: Document
    schemas: dict[str, Schema]
    reached: dict[str, frozenset[str]]

    def view(self, schema: Schema) -> _View:
        """Read a schema; see `_View`."""
        name = None
        nullable = False
        default: Any = _NOTHING
        seen: set[str] = set()
        while True:
            nullable = nullable or bool(schema.get("nullable")) or ("default" in schema and schema["default"] is None)
            if default is _NOTHING and schema.get("default") is not None:
                default = schema["default"]
            if "$ref" in schema:
                target = component_name(schema["$ref"])
                name = name or target
                if target in seen:
                    raise DocumentError(f"{target}: refers to itself and says nothing else")
                seen.add(target)
                schema = self.component(target)
            elif len(schema.get("allOf", ())) == 1:
                schema = {**schema["allOf"][0], **{key: value for key, value in schema.items() if key != "allOf"}}
            elif "allOf" in schema:
                schema = self._merged(schema)
            else:
                break
        types = schema.get("type")
        if isinstance(types, list) and "null" in types:
            nullable = True
            rest = [kind for kind in types if kind != "null"]
            schema = {**schema, "type": rest[0] if len(rest) == 1 else rest}
        if None in schema.get("enum", ()):
            nullable = True
            schema = {**schema, "enum": [value for value in schema["enum"] if value is not None]}
        alternatives = list(self._alternatives(schema))
        kept = [entry for entry in alternatives if entry.get("type") != "null"]
        nullable = nullable or len(kept) < len(alternatives)
        if len(kept) == 1 and kept[0] is not schema:  # A union of one schema and null.
            only = self.view(kept[0])
            default = only.default if default is _NOTHING else default
            beside = _beside_union(schema)
            inner = {**beside, **only.schema}
            alternatives = [inner] if only.alternatives == [only.schema] else only.alternatives
            return _View(name or only.name, nullable or only.nullable, inner, alternatives, default)
        return _View(name, nullable, schema, kept or [schema], default)

    def component(self, name: str) -> Schema:
        if name not in self.schemas:
            raise DocumentError(f"a reference leads to the schema {name}, which the document does not hold")
        return self.schemas[name]

    def follow(self, node: dict[str, Any]) -> dict[str, Any]:
        """What a reference to anything but a schema leads to."""
        while "$ref" in node:
            found: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
            if not isinstance(found, dict) or found is node:
                raise DocumentError(f"{node['$ref']}: leads nowhere")
            node = found
        return node

    def _alternatives(self, schema: Schema) -> Iterator[Schema]:
        """Members of a union; what stands inline is looked into, a component is one member whatever it is."""
        keyword = next((key for key in ("anyOf", "oneOf") if key in schema), None)
        if keyword is None:
            yield schema
            return
        for member in schema[keyword]:
            view = self.view(member)
            if view.nullable:
                yield {"type": "null"}
            yield from [member] if view.name else view.alternatives

    def _merged(self, schema: Schema) -> Schema:
        merged = {key: value for key, value in schema.items() if key != "allOf"}
        for part in schema["allOf"]:
            view = self.view(part).schema
            merged = {
                **view,
                **merged,
                "properties": {**view.get("properties", {}), **merged.get("properties", {})},
                "required": [*view.get("required", ()), *merged.get("required", ())],
            }
        return merged


class _Comparison:
    """Walks both documents at once and notes what differs."""

    def __init__(self, old: Document, new: Document) -> None:
        old, new = (require_document(old, "the older document"), require_document(new, "the newer document"))
        self.old = _Side(old, _schemas(old), _reached(old))
        self.new = _Side(new, _schemas(new), _reached(new))
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
        meant = {rule.read} if _READ in use else set()
        meant |= {rule.sent} if _SENT in use else set()
        impact = tuple(entry for entry in IMPACTS if entry in meant)
        if len(impact) > 1:  # That something is nothing to one side says little beside what it is to the other.
            impact = tuple(entry for entry in impact if entry != ADDITIVE)
        self.found.append(Change(kind, rule.action, where, how, before, after, impact, hint))

    def _use(self, name: str) -> frozenset[str]:
        """Who meets a component: what was so before counts, as only what is in use can break."""
        return self.old.reached.get(name) or self.new.reached.get(name) or _BOTH

    # --- components -----------------------------------------------------------------------------------------------

    def _components(self) -> None:
        gone = {name: schema for name, schema in self.old.schemas.items() if name not in self.common}
        come = {name: schema for name, schema in self.new.schemas.items() if name not in self.common}
        renamed = _renames(gone, come)
        for name, schema in gone.items():
            self._note("schema", "removed", name, _label(schema), None, self._use(name), renamed.hint_for_old(name))
        for name, schema in come.items():
            self._note("schema", "added", name, None, _label(schema), self._use(name), renamed.hint_for_new(name))
        for name in self.old.schemas:
            if name in self.common:
                before, after = self.old.view(self.old.schemas[name]), self.new.view(self.new.schemas[name])
                # Whether a component as a whole may be null is said wherever it is used.
                self._shapes(name, before, after, self._use(name))

    def _schema(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = self.old.view(old), self.new.view(new)
        if before.nullable != after.nullable:
            how = "null became possible" if after.nullable else "null became impossible"
            self._note("nullable", how, where, before.nullable, after.nullable, use)
        self._default(where, before, after, use)
        if before.name == after.name and before.name is not None:
            return
        names = {name for name in (before.name, after.name) if name in self.common}
        # What both documents name is another type under another name; a name that one of them has is only a spelling.
        inside = len(self.found)
        pair = before.name, after.name
        if None in pair or pair not in self.open:  # What stands inline comes to an end of itself.
            self.open.append(pair)
            self._shapes(where, before, after, use)
            self.open.pop()
        if names:
            hint = "same shape" if len(self.found) == inside else ""
            self._note("type", "goes by another component", where, _label(old), _label(new), use, hint)

    def _default(self, where: str, before: _View, after: _View, use: frozenset[str]) -> None:
        if _canonical(before.default) != _canonical(after.default):
            old, new = (None if view.default is _NOTHING else view.default for view in (before, after))
            self._note("default", "changed", where, old, new, use)

    def _shapes(self, where: str, before: _View, after: _View, use: frozenset[str]) -> None:
        if len(before.alternatives) == len(after.alternatives) == 1:
            old, new = before.alternatives[0], after.alternatives[0]
            if "$ref" in old or "$ref" in new:  # A union of one component, or of one and null.
                self._schema(where, old, new, use)
            else:
                self._plain(where, old, new, use)
            return
        self._discriminator(where, before.schema.get("discriminator"), after.schema.get("discriminator"), use)
        old, new = ({**_beside_union(view.schema), "type": []} for view in (before, after))  # Members say their types.
        self._plain(where, old, new, use)
        for old, new in self._paired(before.alternatives, after.alternatives):
            if new is None:
                self._note("union member", "removed", where, _label(old), None, use)
            elif old is None:
                self._note("union member", "added", where, None, _label(new), use)
            else:
                self._schema(f"{where}({self._member_name(new)})", old, new, use)

    def _paired(self, old: list[Schema], new: list[Schema]) -> Iterator[tuple[Any, Any]]:
        """Members of two unions side by side: by name, else by the tag they carry, else by type."""
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
        tags = tuple((tag, _values(properties[tag])) for tag in _TAGS if tag in properties)
        told = tuple((tag, values[0]) for tag, values in tags if values is not None and len(values) == 1)
        return told or None

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
        """What is neither a union nor a reference."""
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
            how = "takes more types" if wide else "takes fewer types" if narrow else "takes other types"
            self._note("type", how, where, sorted(before), sorted(after), use)
        if old.get("format") != new.get("format"):
            how = "binary or not" if "binary" in (old.get("format"), new.get("format")) else "changed"
            self._note("format", how, where, old.get("format"), new.get("format"), use)

    def _enum(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = _values(old), _values(new)
        if before is None or after is None:
            if before != after:
                self._note("constraint", "wider" if after is None else "narrower", where, before, after, use, "enum")
            return
        gone = [value for value in before if value not in after]
        come = [value for value in after if value not in before]
        if gone and come and len(before) == len(after) == 1:
            self._note("enum value", "the constant is another", where, before[0], after[0], use)
            return
        for value in gone:
            self._note("enum value", "removed", where, value, None, use)
        for value in come:
            self._note("enum value", "added", where, None, value, use)

    def _limits(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        for key in (*_UPPER, *_LOWER, *_OTHER_LIMITS):
            before, after = old.get(key), new.get(key)
            if before == after:
                continue
            if after is None or before is None:
                how = "wider" if after is None else "narrower"
            elif key in _OTHER_LIMITS or not all(isinstance(limit, int | float) for limit in (before, after)):
                how = "narrower and wider"
            else:
                how = "wider" if (after > before) == (key in _UPPER) else "narrower"
            self._note("constraint", how, where, before, after, use, key)

    def _properties(self, where: str, old: Schema, new: Schema, use: frozenset[str]) -> None:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_after = set(old.get("required", ())), set(new.get("required", ()))
        gone = {key: value for key, value in before.items() if key not in after}
        come = {key: value for key, value in after.items() if key not in before}
        renamed = _renames(gone, come)
        for key, value in gone.items():
            self._note("property", "removed", f"{where}.{key}", _label(value), None, use, renamed.hint_for_old(key))
        for key, value in come.items():
            how = "added as required" if key in needed_after else "added"
            self._note("property", how, f"{where}.{key}", None, _label(value), use, renamed.hint_for_new(key))
        for key in [key for key in {**before, **after} if key not in gone and key not in come] + sorted(
            (needed_before | needed_after) - set(before) - set(after)
        ):
            was, is_now = key in needed_before, key in needed_after
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
            self._note("constraint", how, where, names[0], names[1], use, "length of keys")

    def _discriminator(self, where: str, before: Any, after: Any, use: frozenset[str]) -> None:
        if before != after:
            how = "added" if before is None else "removed" if after is None else "changed"
            self._note("discriminator", how, where, before, after, use)

    # --- events ---------------------------------------------------------------------------------------------------

    def _events(self) -> None:
        before, after = (_by_place(events(side.document)) for side in (self.old, self.new))
        for where in {**before, **after}:
            old, new = before.get(where), after.get(where)
            use = frozenset((_READ if " server " in f" {where} " else _SENT,))
            if old is None:
                self._note("event", "added", where, None, new, use)
            elif new is None:
                self._note("event", "removed", where, old, None, use)
            elif old != new:
                self._note("event", "goes by another schema", where, old, new, use)

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
            self._note("operation", "goes by another id", where, names[0], names[1], _BOTH)
        sent = frozenset((_SENT,))
        self._parameters(where, _parameters(self.old, old), _parameters(self.new, new), sent)
        self._body(f"{where} request body", old.get("requestBody"), new.get("requestBody"))
        # YAML reads a code as a number, JSON as a string.
        before, after = (
            {str(code): answer for code, answer in side.get("responses", {}).items()} for side in (old, new)
        )
        for code in sorted({**before, **after}):
            place = f"{where} response {code}"
            if code not in before or code not in after:
                gone, come = code not in after, code not in before
                how = "added" if come else "removed"
                self._note("response", how, place, code if gone else None, code if come else None, _READER)
                continue
            was, is_now = self.old.follow(before[code]), self.new.follow(after[code])
            headers = [
                {f"header {name}": side.follow(header) for name, header in answer.get("headers", {}).items()}
                for side, answer in ((self.old, was), (self.new, is_now))
            ]
            self._parameters(place, headers[0], headers[1], _READER)
            self._content("response", place, was.get("content", {}), is_now.get("content", {}), _READER)

    def _parameters(
        self, where: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], use: frozenset[str]
    ) -> None:
        for name in {**before, **after}:
            place = f"{where} {name}"
            old, new = before.get(name), after.get(name)
            if old is None and new is not None:
                how = "added as required" if new.get("required") else "added"
                self._note("parameter", how, place, None, _label(new.get("schema", {})), use)
            elif new is None and old is not None:
                self._note("parameter", "removed", place, _label(old.get("schema", {})), None, use)
            elif old is not None and new is not None:
                self._required(place, old, new, use)
                self._schema(place, old.get("schema", {}), new.get("schema", {}), use)

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
                self._note(kind, "added", place, None, _label(after[media].get("schema", {})), use)
            elif media not in after:
                self._note(kind, "removed", place, _label(before[media].get("schema", {})), None, use)
            else:
                old, new = before[media], after[media]
                if old.get("encoding") != new.get("encoding"):
                    self._note(
                        "request body", "encoded otherwise", place, old.get("encoding"), new.get("encoding"), use
                    )
                self._schema(place, old.get("schema", {}), new.get("schema", {}), use)


_READER: Final = frozenset((_READ,))


@frozen
class _Renames:
    """Which of what is gone and what has come look like one another."""

    pairs: dict[str, str] = field(factory=dict)

    def hint_for_old(self, name: str) -> str:
        return f"looks like a rename to {self.pairs[name]}: same shape" if name in self.pairs else ""

    def hint_for_new(self, name: str) -> str:
        old = next((old for old, new in self.pairs.items() if new == name), None)
        return f"looks like a rename of {old}: same shape" if old else ""


def _renames(gone: dict[str, Schema], come: dict[str, Schema]) -> _Renames:
    """Pairs of the same shape whose names are alike, the most alike first."""
    shapes = {name: _canonical(_shape(schema)) for name, schema in come.items()}
    alike = [
        (difflib.SequenceMatcher(None, old, new).ratio(), old, new)
        for old, schema in gone.items()
        if (shape := _canonical(_shape(schema)))
        for new in come
        if shapes[new] == shape
    ]
    pairs: dict[str, str] = {}
    for ratio, old, new in sorted(alike, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if ratio >= _ALIKE and old not in pairs and new not in pairs.values():
            pairs[old] = new
    return _Renames(pairs)


def _shape(node: Any, named: bool = False) -> Any:
    """A schema without words and extensions; in ``properties`` a key is a name, whatever it is."""
    if isinstance(node, dict):
        kept = {key: value for key, value in node.items() if named or (key not in _WORDS and not key.startswith("x-"))}
        return {key: _shape(value, key == "properties" and not named) for key, value in kept.items()}
    return [_shape(value) for value in node] if isinstance(node, list) else node


def _schemas(document: Document) -> dict[str, Schema]:
    found: dict[str, Schema] = (document.get("components") or {}).get("schemas") or {}
    return found


def _reached(document: Document) -> dict[str, frozenset[str]]:
    """Who meets each component; those that nothing leads to are left out."""
    schemas = _schemas(document)
    waiting: list[tuple[str, str]] = []
    for name in schemas:
        told = _EVENT_NAME.fullmatch(name)
        if told is not None:
            waiting.append((name, _DIRECTIONS[told[2]]))
    for item in (document.get("paths") or {}).values():
        for key, part in item.items():
            if key == "parameters":
                waiting += _targets(document, part, _SENT)
            elif key in METHODS:
                waiting += _targets(document, part.get("responses", {}), _READ)
                waiting += _targets(document, {**part, "responses": {}}, _SENT)
    found: dict[str, set[str]] = {}
    while waiting:
        name, use = waiting.pop()
        if use not in found.setdefault(name, set()):
            found[name].add(use)
            waiting += [(component_name(reference), use) for _, reference in references(schemas.get(name, {}))]
    return {name: frozenset(uses) for name, uses in found.items() if name in schemas}


def _targets(document: Document, node: Any, use: str) -> list[tuple[str, str]]:
    """Components that a part of an operation leads to, through shared responses and parameters."""
    side = _Side(document, {}, {})
    found: list[tuple[str, str]] = []
    for _, reference in references(node):
        if reference.startswith(COMPONENTS):
            found.append((component_name(reference), use))
        else:
            found += _targets(document, side.follow({"$ref": reference}), use)
    return found


def _named_members(schema: Schema, schemas: dict[str, Schema]) -> Iterator[str]:
    for member in schema.get("anyOf") or schema.get("oneOf") or ():
        if "$ref" in member:
            name = component_name(member["$ref"])
            inner = schemas.get(name, {})
            yield from _named_members(inner, schemas) if "anyOf" in inner or "oneOf" in inner else [name]


def _constant(schema: Schema) -> str | None:
    values = _values(schema.get("properties", {}).get("type", {}))
    return str(values[0]) if values is not None and len(values) == 1 else None


def _wire_name(schema: Schema) -> str | None:
    """The constant ``type`` of an event; old revisions have it only where they document the event."""
    meta = schema.get("x-oaiMeta")
    documented = meta.get("name") if isinstance(meta, dict) else None
    return _constant(schema) or (documented if isinstance(documented, str) else None)


def _by_place(declared: Iterable[Event]) -> dict[str, str]:
    """Schemas of events by place; two schemas of one event are both named."""
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
    """What a union says of all its members; nothing for what is no union."""
    if "anyOf" not in schema and "oneOf" not in schema:
        return {}
    apart = ("anyOf", "oneOf", "discriminator", "default", "nullable")
    return {key: value for key, value in schema.items() if key not in apart}


def _values(schema: Schema) -> list[Any] | None:
    """Values of an enum or a constant, None where any is allowed."""
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum")
    return [value for value in values if value is not None] if isinstance(values, list) else None


def _types(schema: Schema) -> set[str]:
    """JSON types of a schema, those that its keywords imply included; empty where any is allowed."""
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
    """Whether whatever has one of the types ``narrow`` has one of ``wide``."""
    if not wide:
        return True
    covered = wide | ({"integer"} if "number" in wide else set())
    return bool(narrow) and narrow <= covered


def _longest_key(schema: Schema) -> Any:
    names = schema.get("propertyNames")
    return names.get("maxLength") if isinstance(names, dict) else None


def _label(schema: Schema) -> str:
    """A schema in a few words: ``RealtimeResponse``, ``array of string``, ``"low" | "high"``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "allOf" in schema:
        return " & ".join(map(_label, schema["allOf"]))
    members = schema.get("anyOf") or schema.get("oneOf")
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
    nullable = schema.get("nullable") or (isinstance(schema.get("type"), list) and "null" in schema["type"])
    return f"{label} | null" if nullable and not label.endswith("null") else label


def _short(parts: list[str], between: str = " | ") -> str:
    shown = parts if len(parts) <= 6 else [*parts[:5], f"… {len(parts) - 5} more"]
    return between.join(shown)


def _canonical(value: Any) -> str:
    return "" if value is _NOTHING else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _key(change: Change) -> str:
    return _canonical([change.where, change.kind, change.how, change.before, change.after, change.hint])


def _pairs(old: Any, new: Any, named: bool = False) -> Iterator[tuple[str, str]]:
    """Words of both documents at the same place."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() & new.keys():
            if not named and key in ("description", "summary", "title") and isinstance(old[key], str):
                yield old[key], str(new[key])
            else:
                yield from _pairs(old[key], new[key], key == "properties" and not named)
    elif isinstance(old, list) and isinstance(new, list):
        for before, after in zip(old, new, strict=False):
            yield from _pairs(before, after)
