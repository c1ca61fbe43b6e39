"""The vendors' names of extensions are data of their sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codegen.changes.compare import compare, events
from codegen.contract.build import build, part_of
from codegen.contract.document import Document, DocumentError, dump
from codegen.contract.extensions import Extensions, neutral
from codegen.contract.sources import Sources, read_sources
from codegen.paths import ROOT

SOURCES = """
sources:
  main:
    schemas: [Voice.*]
    extensions: {constant: x-fixed, event: EVENT}
  other:
    schemas: [Other.*]
events: Voice(?P<dialect>)(?P<side>Server|Client)Event(?P<name>\\w*)
dialects:
  voice: {server: {union: VoiceServerEvent, members: 'VoiceServerEvent[A-Z].*'}}
"""


@pytest.fixture(params=["x-kind", "x-docs.type"])
def sources(request: pytest.FixtureRequest, tmp_path: Path) -> Sources:
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES.replace("EVENT", request.param))
    return read_sources(path)


def _of_event(sources: Sources, kind: object) -> dict[str, Any]:
    """Return the extension of an event, with a text of the vendor where it is a mapping."""
    is_text = sources["main"].extensions.event == "x-kind"
    return {"x-kind": kind} if is_text else {"x-docs": {"type": kind, "example": "a text"}}


def _document(sources: Sources, mark: str = "x-fixed", **more: Any) -> Document:
    part = {"type": "object", "properties": {"role": {"type": "string", "enum": ["user"], mark: True}}}
    event = {"type": "object", "properties": {"type": {"type": "string"}}, "required": ["type"]}
    schemas = {
        "VoiceServerEventBegun": {**event, **_of_event(sources, "call.begun"), "x-note": "a text"},
        "VoicePart": part,
        **more,
    }
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": schemas}}


def test_builds_from_the_extensions_of_a_source(sources: Sources) -> None:
    document = _document(sources)
    parts = {"main": part_of(document, "main", sources, {}).document}
    kept = parts["main"]["components"]["schemas"]
    assert kept["VoicePart"] == document["components"]["schemas"]["VoicePart"]
    assert "a text" not in dump(parts["main"])
    # A source with other names, or none, has its own marks only.
    other = {"type": "object", "properties": {"role": {"type": "string", "enum": ["user"], "x-fixed": True}}}
    parts["other"] = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"OtherPart": other}}}
    schemas = build(parts, document, sources, {}).require_complete()["components"]["schemas"]
    assert schemas["VoicePart"]["properties"]["role"] == {"type": "string", "const": "user"}
    assert schemas["OtherPart"]["properties"]["role"] == {"type": "string", "enum": ["user"]}
    assert schemas["VoiceServerEventBegun"]["properties"]["type"] == {"type": "string", "const": "call.begun"}
    assert "x-" not in dump({"schemas": schemas})


def test_compares_documents_by_the_extensions_of_their_sources(sources: Sources) -> None:
    document = _document(sources)
    assert [event.where for event in events(document, sources)] == ["voice server event call.begun"]
    # Without its mark, the constant is an enumeration that may grow; both allow the same values.
    constant = _document(sources)
    constant["components"]["schemas"]["VoicePart"]["properties"]["role"] = {"type": "string", "const": "user"}
    assert compare(document, constant, sources) == []


def test_translates_also_within_operations(sources: Sources) -> None:
    schema = {"type": "string", "enum": ["user"], "x-fixed": True}
    place = {"schema": schema, "x-fixed": True}
    document = {**_document(sources), "paths": {"/a": {"parameters": [place, {"schema": False}]}}}
    translated = neutral(document, sources.extensions)["paths"]["/a"]["parameters"][0]
    assert translated == {"schema": {"type": "string", "enum": ["user"], "x-constant": True}, "x-fixed": True}
    assert schema["x-fixed"] is True


@pytest.mark.parametrize("value", [None, 7, ["a"], {"type": ["a"]}])
def test_ignores_an_extension_of_another_type(sources: Sources, value: Any) -> None:
    name = sources["main"].extensions.event.partition(".")[0]
    schema = {name: value, "x-fixed": False}
    document = {"components": {"schemas": {"A": schema, "B": 7, "C": {"properties": {"a": 7}}}}}
    kept = neutral(document, [Extensions("x-unknown", sources["main"].extensions.event)])
    assert kept == document
    assert "x-event-type" not in neutral(document, sources.extensions)["components"]["schemas"]["A"]
    assert neutral({"components": {"schemas": []}}, sources.extensions) == {"components": {"schemas": []}}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{constant: fixed}", "extensions.constant: 'fixed' is not the name of an extension"),
        ("{event: 7}", "extensions.event: must be a string, found 7"),
        ("{kind: x-a}", "extensions.kind: unknown key; use one of constant, event"),
        ("x-a", "extensions: must be a mapping"),
    ],
)
def test_refuses_other_declarations(tmp_path: Path, entry: str, message: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(f"sources: {{main: {{schemas: [A], extensions: {entry}}}}}")
    with pytest.raises(DocumentError, match=message):
        read_sources(path)


def test_code_names_no_extension_of_a_vendor() -> None:
    vendors = {name for one in read_sources().extensions for name in (one.constant, one.event.partition(".")[0])}
    assert len(vendors) == 2
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "codegen").rglob("*.py")}
    assert [path.name for path, text in texts.items() if any(name in text for name in vendors)] == []
