"""Comparison of documents: each rule with a minimal document, and published revisions by an independent method."""

from __future__ import annotations

import copy
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from codegen.changes.compare import Change, compare, events, remarks, rewordings
from codegen.changes.impact import ADDITIVE, BREAKS_READERS, BREAKS_SENDERS, IMPACTS, RULES, WIDENING
from codegen.contract.document import Document, DocumentError, load
from codegen.contract.sources import read_sources
from codegen.contract.trim import trim
from codegen.paths import CONTRACT

from ..facts import Fact, facts

UPSTREAM = os.environ.get("REALTIME_UPSTREAM")
with_upstream = pytest.mark.skipif(not UPSTREAM, reason="set REALTIME_UPSTREAM to a folder of published revisions")

R, S = (BREAKS_READERS,), (BREAKS_SENDERS,)
W, A = (WIDENING,), (ADDITIVE,)
TEXT: dict[str, Any] = {"type": "string"}


def _object(required: list[str] | None = None, /, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required or []}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _event(side: str, kind: str, **properties: Any) -> dict[str, Any]:
    return {f"Realtime{side}Event{kind}": _object(["type"], type={"const": kind.lower()}, **properties)}


def _document(paths: dict[str, Any] | None = None, **schemas: Any) -> Document:
    return {"openapi": "3.1.0", "paths": paths or {}, "components": {"schemas": schemas}}


def _using(used: tuple[str, ...], schema: dict[str, Any]) -> Document:
    """Return a document with the schema `X`, which servers, clients or both send in an event."""
    holders: dict[str, Any] = {}
    for side in used:
        holders |= _event(side, "Holder", x=_ref("X"))
    return _document(**holders, X=schema, A=_object(a=TEXT, type={"const": "a"}), B=_object(b=TEXT))


# Changes of the schema X: the rule, the old and the new schema.
SCHEMAS: list[tuple[tuple[str, str], dict[str, Any], dict[str, Any]]] = [
    (("property", "added"), _object(), _object(p=TEXT)),
    (("property", "added as required"), _object(), _object(["p"], p=TEXT)),
    (("property", "removed"), _object(p=TEXT), _object()),
    (("requiredness", "became required"), _object(p=TEXT), _object(["p"], p=TEXT)),
    (("requiredness", "became optional"), _object(["p"], p=TEXT), _object(p=TEXT)),
    (("nullable", "null is now allowed"), _object(p=TEXT), _object(p={"type": ["string", "null"]})),
    (("nullable", "null is no longer allowed"), _object(p={"type": "string", "nullable": True}), _object(p=TEXT)),
    (("type", "accepts more types"), _object(p={"type": "integer"}), _object(p={"type": "number"})),
    (("type", "accepts fewer types"), _object(p={}), _object(p=TEXT)),
    (("type", "accepts different types"), _object(p=TEXT), _object(p={"type": "boolean"})),
    (("type", "refers to another component"), _object(p=_ref("A")), _object(p=_ref("B"))),
    (
        ("format", "switched between binary and text"),
        _object(p=TEXT),
        _object(p={"type": "string", "format": "binary"}),
    ),
    (("format", "changed"), _object(p={"type": "integer"}), _object(p={"type": "integer", "format": "unixtime"})),
    (("enum value", "added"), _object(p={"enum": ["a"]}), _object(p={"enum": ["a", "b"]})),
    (("enum value", "removed"), _object(p={"enum": ["a", "b"]}), _object(p={"const": "a"})),
    (("enum value", "constant changed"), _object(p={"const": "a"}), _object(p={"const": "b"})),
    (("constraint", "narrower"), _object(p=TEXT), _object(p={"type": "string", "enum": ["a"]})),
    (("constraint", "narrower"), _object(p={"maximum": 9}), _object(p={"maximum": 8})),
    (
        ("constraint", "narrower"),
        {**_object(), "additionalProperties": {}},
        {**_object(), "additionalProperties": False},
    ),
    (("constraint", "wider"), _object(p={"minLength": 2}), _object(p={"minLength": 1})),
    (("constraint", "wider"), _object(p={"propertyNames": {"maxLength": 2}}), _object(p={})),
    (("constraint", "both narrower and wider"), _object(p={"pattern": "a"}), _object(p={"pattern": "b"})),
    (("default", "changed"), _object(p={"default": 1}), _object(p={"default": 2})),
    (("union member", "added"), _object(p=_ref("A")), _object(p={"anyOf": [_ref("A"), _ref("B")]})),
    (("union member", "removed"), _object(p={"oneOf": [TEXT, _ref("A")]}), _object(p=_ref("A"))),
    (
        ("discriminator", "added"),
        {"anyOf": [_ref("A"), _ref("B")]},
        {"anyOf": [_ref("A"), _ref("B")], "discriminator": {"propertyName": "type"}},
    ),
    (
        ("discriminator", "removed"),
        {"anyOf": [_ref("A"), _ref("B")], "discriminator": {"propertyName": "type"}},
        {"anyOf": [_ref("A"), _ref("B")]},
    ),
    (
        ("discriminator", "changed"),
        {"anyOf": [_ref("A"), _ref("B")], "discriminator": {"propertyName": "type"}},
        {"anyOf": [_ref("A"), _ref("B")], "discriminator": {"propertyName": "role"}},
    ),
]
# Changes of operations: the rule, the old and the new content of `post /x`, and the impact.
JSON = "application/json"
BODY = {"content": {JSON: {"schema": TEXT}}}
OPERATIONS: list[tuple[tuple[str, str], dict[str, Any] | None, dict[str, Any] | None, tuple[str, ...]]] = [
    (("operation", "added"), None, {"operationId": "x"}, A),
    (("operation", "removed"), {"operationId": "x"}, None, S),
    (("operation", "operationId changed"), {"operationId": "x"}, {"operationId": "y"}, S),
    (("parameter", "added"), {}, {"parameters": [{"in": "query", "name": "q"}]}, A),
    (("parameter", "added as required"), {}, {"parameters": [{"in": "query", "name": "q", "required": True}]}, S),
    (("parameter", "removed"), {"parameters": [{"in": "query", "name": "q"}]}, {}, S),
    (
        ("requiredness", "became required"),
        {"parameters": [{"in": "query", "name": "q"}]},
        {"parameters": [{"in": "query", "name": "q", "required": True}]},
        S,
    ),
    (
        ("type", "accepts different types"),
        {"parameters": [{"in": "query", "name": "q", "schema": TEXT}]},
        {"parameters": [{"in": "query", "name": "q", "schema": {"type": "integer"}}]},
        S,
    ),
    (("request body", "added"), {}, {"requestBody": BODY}, A),
    (("request body", "added as required"), {}, {"requestBody": {**BODY, "required": True}}, S),
    (("request body", "removed"), {"requestBody": BODY}, {}, S),
    (("request body", "added"), {"requestBody": {"content": {}}}, {"requestBody": BODY}, A),
    (("request body", "removed"), {"requestBody": BODY}, {"requestBody": {"content": {}}}, S),
    (
        ("request body", "encoding changed"),
        {"requestBody": {"content": {JSON: {"encoding": {"a": {"contentType": "b"}}}}}},
        {"requestBody": {"content": {JSON: {"encoding": {"a": {"contentType": "c"}}}}}},
        S,
    ),
    (("requiredness", "became optional"), {"requestBody": {**BODY, "required": True}}, {"requestBody": BODY}, A),
    (("response", "added"), {"responses": {}}, {"responses": {"200": {}}}, W),
    (("response", "removed"), {"responses": {"200": {}}}, {"responses": {}}, R),
    (("response", "added"), {"responses": {"200": {}}}, {"responses": {"200": BODY}}, W),
    (("response", "removed"), {"responses": {"200": BODY}}, {"responses": {"200": {}}}, R),
    (("parameter", "removed"), {"responses": {"200": {"headers": {"H": {}}}}}, {"responses": {"200": {}}}, R),
]


def _row(rule: tuple[str, str]) -> Any:
    return next(row for row in RULES if (row.kind, row.how) == rule)


@pytest.mark.parametrize(
    "used", [("Server",), ("Client",), ("Client", "Server")], ids=lambda used: "+".join(sorted(used))
)
@pytest.mark.parametrize(
    ("rule", "old", "new"), SCHEMAS, ids=lambda value: ":".join(value) if type(value) is tuple else ""
)
def test_schema_rules(rule: tuple[str, str], old: Any, new: Any, used: tuple[str, ...]) -> None:
    row = _row(rule)
    meant = {row.read for side in used if side == "Server"} | {row.sent for side in used if side == "Client"}
    strong = meant - {ADDITIVE} or meant
    found = [change for change in compare(_using(used, old), _using(used, new)) if (change.kind, change.how) == rule]
    assert len(found) == 1
    assert found[0].action == row.action
    assert found[0].where.split(".")[0].split("{")[0] == "X"
    assert found[0].impact == tuple(impact for impact in IMPACTS if impact in strong)
    assert found[0].before != found[0].after


@pytest.mark.parametrize(("rule", "old", "new", "impact"), OPERATIONS, ids=lambda value: str(value)[:40])
def test_operation_rules(rule: tuple[str, str], old: Any, new: Any, impact: tuple[str, ...]) -> None:
    before, after = ({} if operation is None else {"/x": {"post": operation}} for operation in (old, new))
    (change,) = compare(_document(before), _document(after))
    assert (change.kind, change.how) == rule
    assert change.impact == impact
    assert change.where.startswith("POST /x")


@pytest.mark.parametrize(
    ("side", "where", "added", "removed"),
    [("Server", "ga server event e", W, R), ("Client", "ga client event e", A, S)],
)
def test_event_rules(side: str, where: str, added: Any, removed: Any) -> None:
    without, having = _document(), _document(**_event(side, "E"))
    additions, removals = compare(without, having), compare(having, without)
    assert [(change.kind, change.where, change.impact) for change in additions] == [
        ("schema", f"Realtime{side}EventE", A),
        ("event", where, added),
    ]
    assert [(change.kind, change.action, change.impact) for change in removals] == [
        ("schema", "removed", removed),
        ("event", "removed", removed),
    ]


def test_all_rules_are_tested() -> None:
    tested = {rule for rule, *_ in SCHEMAS} | {rule for rule, *_ in OPERATIONS}
    elsewhere = {("schema", "added"), ("schema", "removed"), ("event", "added"), ("event", "removed")}
    elsewhere |= {("event", "uses another schema")}
    assert {(row.kind, row.how) for row in RULES} == tested | elsewhere
    assert len(RULES) == len({(row.kind, row.how) for row in RULES})


def test_reports_a_new_schema_of_an_event() -> None:
    old = _document(RealtimeServerEventText=_object(type={"const": "response.text.delta"}))
    new = _document(RealtimeBetaServerEventText=_object(type={"enum": ["response.text.delta"]}))
    changes = {change.kind: change for change in compare(old, new)}
    assert changes["event"].how == "uses another schema"
    assert changes["event"].where == "beta server event response.text.delta"
    assert (changes["event"].before, changes["event"].after) == (
        "RealtimeServerEventText",
        "RealtimeBetaServerEventText",
    )
    assert any("no `Beta` schemas; its events are treated as beta" in remark for remark in remarks(old, new))
    assert any("no operations" in remark for remark in remarks(old, new))


def test_finds_events_by_union_and_by_name() -> None:
    document = _document(
        RealtimeServerEvent={"anyOf": [_ref("More"), _ref("RealtimeServerEventA")]},
        More={"oneOf": [_ref("Shared")]},
        Shared=_object(type={"const": "shared"}),
        **_event("Server", "A"),
        **_event("TranslationClient", "B"),
        **_event("FutureClient", "C"),
        RealtimeServerEventOld={"x-oaiMeta": {"name": "old"}, **_object(type=TEXT)},
        RealtimeServerEventNameless=_object(type=TEXT),
    )
    assert [(event.where, event.schema) for event in events(document)] == [
        ("future client event c", "RealtimeFutureClientEventC"),
        ("ga server event a", "RealtimeServerEventA"),
        ("ga server event old", "RealtimeServerEventOld"),
        ("ga server event shared", "Shared"),
        ("translation client event b", "RealtimeTranslationClientEventB"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"anyOf": [_ref("A"), {"type": "null"}]}, {"allOf": [_ref("A")], "nullable": True}),
        ({"anyOf": [_ref("A"), {"type": "null"}]}, {**_ref("A"), "default": None}),
        (
            {"anyOf": [{"anyOf": [TEXT, {"type": "integer"}]}, _ref("A")]},
            {"oneOf": [_ref("A"), {"type": "integer"}, TEXT]},
        ),
        ({"type": "string", "enum": ["a"], "x-stainless-const": True}, {"const": "a"}),
        ({"properties": {"p": TEXT}}, {"type": "object", "properties": {"p": TEXT}, "description": "A text."}),
        ({"items": TEXT}, {"type": "array", "items": {"type": "string", "example": "a"}}),
        ({"enum": ["a", None]}, {"type": ["string", "null"], "enum": ["a"]}),
        (_object(a=TEXT, type={"const": "a"}, x=TEXT), {"allOf": [_ref("A"), _object(x=TEXT)]}),
        ({"type": "object", "additionalProperties": True}, {"type": "object"}),
        ({"items": True}, {"type": "array"}),
    ],
)
def test_ignores_spelling(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert compare(_using(("Server",), _object(p=one)), _using(("Server",), _object(p=other))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"allOf": [_ref("A"), {"description": "A text."}]}, _ref("A")),
        ({"allOf": [_ref("A")], "type": "object"}, {**_ref("A"), "description": "A text."}),
        ({"allOf": [{"type": "number"}, {"type": "integer", "maximum": 9}]}, {"type": "integer", "maximum": 9}),
        ({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, {"const": "b"}),
        ({"allOf": [{"minLength": 1}, {"minLength": 2}, {"maxLength": 3}]}, {"minLength": 2, "maxLength": 3}),
        ({"allOf": [{"items": TEXT}, {"items": {"maxLength": 2}}]}, {"items": {"type": "string", "maxLength": 2}}),
        ({"allOf": [TEXT, {"type": ["string", "null"]}]}, TEXT),
        ({"allOf": [{"anyOf": [TEXT, {"type": "null"}]}] * 2}, {"type": ["string", "null"]}),
        ({"allOf": [{"type": "string", "default": "a"}, {"default": "b"}]}, {"type": "string", "default": "b"}),
        ({"allOf": [_object(), {"additionalProperties": False}]}, {**_object(), "additionalProperties": False}),
        (
            {"allOf": [_object(["q"], q=_object(r=TEXT)), _object(q=_object(r={"enum": ["a"]}))]},
            _object(["q"], q=_object(r={"type": "string", "enum": ["a"]})),
        ),
    ],
)
def test_all_of_means_what_its_parts_allow_together(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert compare(_using(("Server",), _object(p=one)), _using(("Server",), _object(p=other))) == []


# Overrides in the last part of an allOf: the old part, the new part, and the expected change.
OVERRIDES: list[tuple[dict[str, Any], dict[str, Any], tuple[str, str, str]]] = [
    (_object(l={"default": "b"}), _object(l={"default": "c"}), ("default", "changed", ".l")),
    (_object(l={"const": "a"}), _object(l={"const": "z"}), ("enum value", "constant changed", ".l")),
    (_object(x=TEXT), _object(x={"type": "integer"}), ("type", "accepts different types", ".x")),
    (_object(x={"const": "a"}), _object(x={"const": "b"}), ("enum value", "constant changed", ".x")),
    (_object(x=TEXT), _object(x={"maxLength": 4}), ("constraint", "narrower", ".x")),
    (_object(x=TEXT), _object(["x"], x=TEXT), ("requiredness", "became required", ".x")),
    (_object(x={"default": "a"}), _object(x={"default": "b"}), ("default", "changed", ".x")),
    (_object(o=_object(y={"maximum": 8})), _object(o=_object(y={"maximum": 7})), ("constraint", "narrower", ".o.y")),
    (_object(u=_ref("A")), _object(u={"type": "string"}), ("type", "accepts different types", ".u")),
]


@pytest.mark.parametrize(("old", "new", "expected"), OVERRIDES)
@pytest.mark.parametrize("spelling", ["part", "own", "inherited", "property"])
def test_reports_overrides_in_all_of(
    old: dict[str, Any], new: dict[str, Any], expected: tuple[str, str, str], spelling: str
) -> None:
    def document(override: dict[str, Any]) -> Document:
        base = _object(x=TEXT, o=_object(y={"type": "integer", "maximum": 9}), u={}, l={"enum": ["a", "b"]})
        parts = {
            "part": {"allOf": [_ref("Base"), override]},
            "own": {"allOf": [_ref("Base")], **override},
            "inherited": {"allOf": [_ref("Middle"), _object(z=TEXT)]},
            "property": _object(p={"allOf": [_ref("Base"), override]}),
        }
        middle = {"allOf": [_ref("Base"), override]}
        return _document(Base=base, Middle=middle, X=parts[spelling], A=_object(a=TEXT))

    where = f"X{'.p' if spelling == 'property' else ''}{expected[2]}"
    changes = [(change.kind, change.how, change.where) for change in compare(document(old), document(new))]
    assert (*expected[:2], where) in changes


def test_finds_the_type_of_an_event_in_all_of() -> None:
    def document(kind: str) -> Document:
        base = _object(["type"], type=TEXT)
        return _document(Base=base, RealtimeServerEventZ={"allOf": [_ref("Base"), _object(type={"enum": [kind]})]})

    assert [event.wire for event in events(document("b"))] == ["b"]
    found = {(change.kind, change.action, change.where) for change in compare(document("b"), document("q"))}
    assert {("event", "removed", "ga server event b"), ("event", "added", "ga server event q")} <= found


def test_combines_unions_in_all_of() -> None:
    def document(limit: int) -> Document:
        unions = [{"anyOf": [TEXT, {"type": "integer"}]}, {"oneOf": [{"type": "integer", "maximum": limit}, TEXT]}]
        return _document(X={"allOf": unions})

    assert compare(document(2), document(2)) == []
    assert compare(document(2), document(3)) != []


def test_names_what_has_no_normal_form() -> None:
    many = [{"anyOf": [{key: number} for number in range(40)]} for key in ("minimum", "maximum")]
    old, new = _document(X={"type": "integer"}, Y=TEXT), _document(X={"allOf": many}, Y=_object())
    assert [(change.where, change.how) for change in compare(old, new)] == [
        ("X", "accepts more types"),
        ("Y", "accepts different types"),
    ]
    [remark] = [remark for remark in remarks(old, new) if "normal form" in remark]
    assert remark.startswith("In the newer document, components without a normal form are treated as if they allowed ")
    assert "$.components.schemas.X: more than 1000 combinations of two unions" in remark


def test_reports_the_discriminator_of_a_base_class() -> None:
    old, new = (_document(X={**_object(t=TEXT), "discriminator": {"propertyName": name}}) for name in ("t", "u"))
    assert [(change.kind, change.how) for change in compare(old, new)] == [("discriminator", "changed")]


def test_moving_an_inline_object_into_a_component_reports_only_its_changes() -> None:
    inline = _document(X=_object(p=_object(q=TEXT)))
    named = _document(X=_object(p=_ref("XP")), XP=_object(q={"type": "integer"}))
    assert [(change.kind, change.where) for change in compare(inline, named)] == [("type", "X.p.q"), ("schema", "XP")]


def test_counts_reworded_descriptions() -> None:
    old = _document(X={**_object(description={"type": "string", "description": "One."}), "title": "A"})
    new = _document(X={**_object(description={"type": "string", "description": "Two."}), "title": "B"})
    assert compare(old, new) == []
    assert rewordings(old, new) == 2


def test_pairs_union_members_by_tag() -> None:
    def union(*members: Any) -> Document:
        return _document(X={"anyOf": list(members)})

    old = union(_object(type={"const": "a"}, p=TEXT), _object(type={"const": "b"}))
    new = union(_object(type={"const": "b"}), _object(type={"enum": ["a"]}))
    assert [(change.kind, change.where) for change in compare(old, new)] == [("property", "X(a).p")]


@pytest.mark.parametrize("members", [[TEXT, {"type": "null"}], [TEXT, {"type": "boolean"}]])
def test_compares_keywords_next_to_a_union(members: list[Any]) -> None:
    old, new = (_document(X=_object(p={"anyOf": members, "format": kind})) for kind in ("uri", "email"))
    assert [(change.where, change.before, change.after) for change in compare(old, new)] == [("X.p", "uri", "email")]


def test_hints_at_renames() -> None:
    shape = {"type": "integer", "minimum": 3}
    old = _document(Session=_object(["id"], max_tokens=shape, other=TEXT), Gone=_object(x=TEXT))
    new = _document(Session=_object(["id"], max_output_tokens=shape, unlike=shape), Goner=_object(x=TEXT))
    hints = {change.where: change.hint for change in compare(old, new)}
    assert hints["Session.max_output_tokens"] == "looks like a rename of max_tokens: same shape"
    assert hints["Session.max_tokens"] == "looks like a rename to max_output_tokens: same shape"
    assert hints["Goner"] == "looks like a rename of Gone: same shape"
    assert hints["Session.unlike"] == hints["Session.other"] == ""
    moved = compare(_document({"/a": {"get": {"operationId": "x"}}}), _document({"/b": {"get": {"operationId": "x"}}}))
    assert [change.hint for change in moved] == ["", "looks like a rename of GET /a: same operationId"]


def test_hints_at_components_of_the_same_shape() -> None:
    names = {"A": _object(p=TEXT), "B": _object(p=TEXT), "C": _object(p={"type": "integer"})}
    (same,) = compare(_document(X=_object(x=_ref("A")), **names), _document(X=_object(x=_ref("B")), **names))
    assert (same.how, same.hint) == ("refers to another component", "same shape")
    other = compare(_document(X=_object(x=_ref("A")), **names), _document(X=_object(x=_ref("C")), **names))
    assert [(change.where, change.hint) for change in other] == [("X.x", ""), ("X.x.p", "")]


def test_directions_follow_references_of_the_old_document() -> None:
    def through(side: str, leaf: Any) -> Document:
        return _document(**_event(side, "E", list={"items": _ref("Node")}), Node=_object(n=_ref("Node"), v=leaf))

    old = {"enum": ["a"]}
    (change,) = compare(through("Server", old), through("Server", {"enum": ["a", "b"]}))
    assert (change.where, change.impact) == ("Node.v", W)
    changes = compare(through("Server", old), through("Client", {"enum": ["a", "b"]}))
    assert next(change for change in changes if change.where == "Node.v").impact == W
    alone = compare(_document(X=_object(p=TEXT)), _document(X=_object()))
    assert alone[0].impact == (BREAKS_READERS, BREAKS_SENDERS)


def test_follows_shared_parameters_and_responses() -> None:
    def document(leaf: Any) -> Document:
        operation = {
            "parameters": [{"$ref": "#/components/parameters/P"}],
            "responses": {"200": {"$ref": "#/components/responses/R"}},
        }
        result = _document({"/x": {"post": operation}}, Body=_object(p=leaf))
        result["components"]["parameters"] = {"P": {"in": "query", "name": "p", "schema": leaf}}
        result["components"]["responses"] = {"R": {"content": {JSON: {"schema": _ref("Body")}}}}
        return result

    changes = compare(document({"enum": ["a"]}), document({"enum": ["a", "b"]}))
    assert [(change.where, change.impact) for change in changes] == [
        ("Body.p", W),
        ("POST /x query parameter p", A),
    ]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({}, "not an OpenAPI 3 document: `openapi` is None"),
        ({"openapi": "2.0"}, "`openapi` is '2.0'"),
        ({"openapi": "3.0.0", "paths": []}, r"the newer document: \$\.paths: must be a mapping, found \[\]"),
        (_document(X=[]), r"\$\.components\.schemas\.X: must be a schema"),
        (_document(X={"properties": {"p": 1}}), r"schemas\.X\.properties\.p: must be a schema, found 1"),
        (_document(X={"anyOf": {}}), r"X\.anyOf: must be a list"),
        (_document(X={"$ref": 1}), r"X\.\$ref: must be a string"),
        (_document(X={"type": ["string", 1]}), r"X\.type: must be a string, found 1"),
        (
            _document({"/x": {"post": {"responses": {"200": {"headers": {"H": {"schema": 1}}}}}}}),
            r"headers\['H'\]\.schema: must be a schema, found 1",
        ),
        (_document({"/x": {"post": {"responses": []}}}), r"\$\.paths\['/x'\]\.post\.responses: must be a mapping"),
        (_document(X=_object(p=_ref("Gone"))), r"schemas\.X\.properties\.p: refers to the schema Gone, which"),
        (_document(X=_ref("X")), r"schemas\.X: refers to itself with no object in between: X -> X"),
        (_document(X={"anyOf": [_ref("X"), TEXT]}), r"schemas\.X: refers to itself with no object in between: X -> X"),
        (_document({"/x": {"post": {"parameters": [{"$ref": "#/components/parameters/P"}]}}}), "has no target"),
    ],
)
def test_refuses_what_cannot_be_compared(document: Document, message: str) -> None:
    usable = _document({"/x": {"post": {}}}, X=_object(p=TEXT))
    with pytest.raises(DocumentError, match=message):
        compare(usable, document)


@pytest.mark.slow
def test_reports_every_removal_from_the_contract() -> None:
    """Removing any part of the contract is a change of its component or operation, or an error."""
    committed = load(CONTRACT)
    # Other keywords imply the type, and names in Python are compared with the package.
    parts = [path for path in _paths(committed) if path[-1] not in ("type", "x-python-name")]
    for path in random.Random(0).sample(parts, 60):
        without = copy.deepcopy({key: committed[key] for key in ("openapi", "paths", "components")})
        holder: Any = without
        for step in path[:-1]:
            holder = holder[step]
        del holder[path[-1]]
        owner = path[2] if path[0] == "components" else f"{path[2].upper()} {path[1]}"
        try:
            found = compare(committed, without)
        except DocumentError:
            continue
        assert any(re.match(rf"{re.escape(owner)}(?!\w)", change.where) for change in found), path


def _paths(document: Document) -> list[tuple[Any, ...]]:
    """Return the paths of everything in the components and operations but descriptions."""
    annotations = {"description", "summary", "tags"}

    def below(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key not in annotations or path[-1] == "properties":
                yield (*path, key)
                yield from below(value, (*path, key))

    schemas = document["components"]["schemas"]
    return [
        *(path for name in schemas for path in below(schemas[name], ("components", "schemas", name))),
        *(path for name, item in document["paths"].items() for path in below(item["post"], ("paths", name, "post"))),
    ]


# --- published revisions --------------------------------------------------------------------------------------------


def _revisions() -> list[Path]:
    return sorted(Path(UPSTREAM or "").glob("openapi-*.yaml")) if UPSTREAM else []


def _dates(pair: tuple[Path, ...]) -> str:
    return "..".join(path.stem.removeprefix("openapi-") for path in pair)


def _trimmed(path: Path) -> Document:
    document, roots = load(path), read_sources().roots
    return trim(document, roots, absent=[])


_NEIGHBOURS: list[tuple[Path, ...]] = list(pairwise(_revisions()))


@pytest.fixture(scope="module", params=_NEIGHBOURS or [()], ids=_dates)
def neighbours(request: pytest.FixtureRequest) -> tuple[Document, Document]:
    if not request.param:
        pytest.skip("set REALTIME_UPSTREAM to a folder of published revisions")
    return _trimmed(request.param[0]), _trimmed(request.param[1])


@pytest.fixture(scope="module")
def changes(neighbours: tuple[Document, Document]) -> list[Change]:
    return compare(*neighbours)


# Kinds of change that report a fact of each kind, unless it is part of a whole that was added or removed.
REPORTED: dict[str, set[str]] = {
    "schema": {"schema"},
    "property": {"property"},
    "required": {"requiredness", "property"},
    "value": {"enum value", "constraint", "union member"},
    "type": {"type", "nullable", "union member"},
    "refers to": {"type", "union member"},
    "format": {"format"},
    "operation": {"operation"},
    "parameter": {"parameter", "requiredness"},
    "body": {"request body"},
}
WHOLES = {"schema", "property", "union member", "operation", "response", "request body"}


def test_reports_every_difference(neighbours: tuple[Document, Document], changes: list[Change]) -> None:
    """Each fact that differs is reported, or is part of a whole that was added or removed."""
    differing = _differing(neighbours)
    assert len(differing) > 100
    at: dict[str, list[Change]] = {}
    for change in changes:
        at.setdefault(_plain(change.where), []).append(change)
    unreported = {
        fact
        for fact in differing
        if not any(_reports(change, fact) for change in at.get(fact.place, ()))
        and not any(_is_whole(change) for above in (fact.place, *_above(fact.place)) for change in at.get(above, ()))
    }
    assert unreported == set()


def test_reports_nothing_but_differences(neighbours: tuple[Document, Document], changes: list[Change]) -> None:
    """Each change has a differing fact at or below its place; facts do not cover defaults and discriminators."""
    places = {above for fact in _differing(neighbours) for above in (fact.place, *_above(fact.place))}
    checked = [change for change in changes if change.kind not in ("default", "discriminator", "event")]
    assert {change.where for change in checked if _plain(change.where) not in places} == set()


def test_names_match_the_documents(neighbours: tuple[Document, Document], changes: list[Change]) -> None:
    """Components, operations and event types agree with the documents themselves."""
    for kind, names in (("schema", _component_names), ("operation", _operation_names), ("event", _event_types)):
        old, new = map(names, neighbours)
        expected = {("removed", name) for name in old - new} | {("added", name) for name in new - old}
        reported = {(change.action, change.where.rpartition(" event ")[2]) for change in changes if change.kind == kind}
        if kind == "event":  # One wire type may exist in one dialect and be new in another.
            assert expected <= reported
        else:
            assert {entry for entry in reported if entry[0] != "changed"} == expected


def test_order_is_deterministic(neighbours: tuple[Document, Document], changes: list[Change]) -> None:
    shuffled = [json.loads(json.dumps(document, sort_keys=True)) for document in neighbours]

    def places(found: list[Change]) -> list[tuple[Any, ...]]:  # Labels list properties in document order.
        return [(change.kind, change.where, change.how, change.impact, change.hint) for change in found]

    assert places(compare(shuffled[0], shuffled[1])) == places(changes)
    assert all(compare(document, copy.deepcopy(document)) == [] for document in neighbours)


def test_reverse_comparison_reverses_changes(neighbours: tuple[Document, Document], changes: list[Change]) -> None:
    other = {"added": "removed", "removed": "added", "changed": "changed"}
    back = compare(neighbours[1], neighbours[0])
    kinds = ("schema", "property", "enum value", "operation", "event", "requiredness")

    def counted(found: list[Change], action: dict[str, str]) -> Counter[tuple[str, ...]]:
        return Counter((change.kind, action[change.action], change.where) for change in found if change.kind in kinds)

    assert counted(back, other) == counted(changes, {action: action for action in other})


def _component_names(document: Document) -> set[str]:
    return set(document["components"]["schemas"])


def _operation_names(document: Document) -> set[str]:
    return {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}


def _event_types(document: Document) -> set[str]:
    """Return the constant type of each event, or else its documented name, without shared code."""
    schemas = {name: schema for name, schema in document["components"]["schemas"].items() if "Event" in name}
    documented = {schema.get("x-oaiMeta", {}).get("name") for schema in schemas.values()}
    declared = [schema.get("properties", {}).get("type", {}).get("enum", [None]) for schema in schemas.values()]
    return {values[0] for values in declared if values[0]} or {name for name in documented if name}


def _differing(neighbours: tuple[Document, Document]) -> set[Fact]:
    old, new = map(_with_null_as_a_member, neighbours)
    # A component that only one document names is treated as inline, and also reported.
    common = set(old["components"]["schemas"]) & set(new["components"]["schemas"])
    lone = set(old["components"]["schemas"]) ^ set(new["components"]["schemas"])
    return facts(old, common) ^ facts(new, common) | {Fact(name, "schema", "is there") for name in lone}


def _with_null_as_a_member(document: Document) -> Document:
    """Return the document with nullable components in the spelling that `facts` reads."""
    schemas = {
        name: {"anyOf": [{**schema, "nullable": False}, {"type": "null"}]} if schema.get("nullable") else schema
        for name, schema in document["components"]["schemas"].items()
    }
    return {**document, "components": {"schemas": schemas}}


def _reports(change: Change, fact: Fact) -> bool:
    kind = "body" if fact.kind.startswith("answer") else fact.kind
    if change.kind == "enum value" and fact.kind == "value":
        return fact.value in (change.before, change.after)
    return change.kind in REPORTED.get(kind, {"constraint"})


def _is_whole(change: Change) -> bool:
    return (change.kind in WHOLES and change.action != "changed") or change.kind == "type"


def _plain(where: str) -> str:
    """Return a place without union members; all parts of an operation are one place."""
    where = re.sub(r"\([^()]*\)", "", where)
    return re.sub(r"^([A-Z]+ /\S*) .*", r"\1", where)


def _above(place: str) -> Iterator[str]:
    """Yield the places that contain this one, innermost first."""
    while (shorter := re.sub(r"(\.[^.\[{]+|\[\]|\{\})$", "", place)) != place and shorter:
        yield shorter
        place = shorter
