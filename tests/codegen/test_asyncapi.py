"""The contract as an AsyncAPI document; `make interop` tests it with the official parser and a client that reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from codegen import asyncapi as program
from codegen.asyncapi import asyncapi
from codegen.changes.recorded_messages import messages
from codegen.contract.document import Document, DocumentError, dump, load_openapi
from codegen.contract.sources import Sources, read_sources
from codegen.paths import CONTRACT
from realtime_client._generated.dialects import CLIENT_EVENTS, DIALECTS, SERVER_EVENTS, SOCKETS

SOURCES = """
package: chat
sources:
  main: {document: chat.yaml, schemas: ['.*']}
events: (?P<dialect>)(?P<side>Server|Client)Event(?P<name>\\w*)
dialects:
  chat:
    server: {union: ServerEvent, members: 'ServerEvent[A-Z].*'}
    client: {union: ClientEvent, members: 'ClientEvent[A-Z].*'}
    socket: {path: /chat}
  admin:
    server: {union: AdminEvent, members: 'AdminEvent[A-Z].*'}
    socket: {headers: {X-Role: admin}}
"""
CHAT: Document = {
    "openapi": "3.1.0",
    "info": {
        "title": "Chat",
        "version": "1",
        "contact": {"name": "A person", "x-room": 1},
        "license": {"name": "MIT", "identifier": "MIT"},
    },
    "servers": [
        {"url": "/here"},
        {"url": "http://{region}.chat.example", "variables": {"region": {"default": "eu"}}},
        {"url": "https://chat.example/api/"},
    ],
    "security": [{"Key": []}, {"Login": [], "Certificate": []}],
    "paths": {},
    "components": {
        "schemas": {
            "ServerEventSaid": {
                "type": "object",
                "description": "A message was sent.",
                "x-python-name": "Said",
                "properties": {
                    "type": {"type": "string", "const": "said"},
                    "by": {"$ref": "#/components/schemas/Person", "description": "Its author."},
                    "x-priority": {"type": "integer", "x-note": "dropped"},
                },
                "required": ["type"],
            },
            "ServerEvent": {"$ref": "#/components/schemas/ServerEventSaid"},
            "Person": {"type": "object", "properties": {"friends": {"$ref": "#/components/schemas/People"}}},
            "People": {"type": "array", "items": {"$ref": "#/components/schemas/Person"}},
            "Unused": {"type": "object", "properties": {"a": {"type": "string"}}},
        },
        "securitySchemes": {
            "Key": {"type": "apiKey", "name": "key", "in": "query"},
            "Login": {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "https://chat.example/token", "scopes": {"say": "Talk."}}},
            },
            "Certificate": {"type": "mutualTLS"},
        },
    },
}


@pytest.fixture(scope="module")
def document() -> Document:
    return asyncapi(load_openapi(CONTRACT), read_sources())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "openapi.yaml").write_text(json.dumps(CHAT))
    return tmp_path


@pytest.fixture
def chat(project: Path) -> Document:
    return asyncapi(CHAT, read_sources(project / "sources.yaml"))


def references(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolved(document: Document, reference: str) -> Any:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def types_of(document: Document, operation: dict[str, Any]) -> set[str]:
    entries = [resolved(document, resolved(document, one["$ref"])["$ref"]) for one in operation["messages"]]
    return {entry["name"] for entry in entries}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_event_is_a_message_of_its_dialect(document: Document, dialect: Any) -> None:
    operations = {
        operation["action"]: operation
        for operation in document["operations"].values()
        if operation["channel"]["$ref"] == f"#/channels/{dialect}"
    }
    assert types_of(document, operations["send"]) == set(CLIENT_EVENTS[dialect].tags())
    assert types_of(document, operations["receive"]) == set(SERVER_EVENTS[dialect].tags())
    listed = {one["$ref"] for operation in operations.values() for one in operation["messages"]}
    channel = document["channels"][dialect]
    assert listed == {f"#/channels/{dialect}/messages/{name}" for name in channel["messages"]}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_channels_are_opened_as_the_client_does(document: Document, dialect: Any) -> None:
    channel = document["channels"][dialect]
    headers = channel["bindings"]["ws"].get("headers", {}).get("properties", {})
    opened = channel["address"], {name: schema["const"] for name, schema in headers.items()}
    assert opened == SOCKETS[dialect]
    [server] = document["servers"].values()
    assert (server["protocol"], server["host"], server["pathname"]) == ("wss", "api.openai.com", "/v1")


def test_every_reference_resolves_and_stands_alone(document: Document) -> None:
    found = list(references(document))
    assert len(found) > 500
    for node in found:
        assert list(node) == ["$ref"]
        resolved(document, node["$ref"])
    used = {node["$ref"] for node in found}
    for group in ("messages", "schemas", "securitySchemes"):
        assert {f"#/components/{group}/{name}" for name in document["components"][group]} <= used


def test_recorded_messages_fit_their_schemas(document: Document) -> None:
    ids = {
        (name, message["name"]): key
        for name, channel in document["channels"].items()
        for key, message in ((key, resolved(document, one["$ref"])) for key, one in channel["messages"].items())
    }
    count = 0
    for recorded in messages():
        key = ids.get((str(recorded.dialect), recorded.kind))
        if recorded.model is None and key is not None:
            schema = {"$ref": f"#/components/schemas/{key}", "components": document["components"]}
            assert [error.message for error in Draft7Validator(schema).iter_errors(recorded.content)] == []
            count += 1
    assert count > 50


def test_is_written_the_same_each_time(document: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "made" / "asyncapi.yaml"
    assert program.main(["--output", str(output)]) == 0
    assert capsys.readouterr().out == f"written: {output}\n"
    assert output.read_text(encoding="utf-8") == dump(document)


def test_describes_other_documents(project: Path, chat: Document) -> None:
    assert program.main(["--project", str(project)]) == 0
    assert (project / "build" / "asyncapi.yaml").read_text(encoding="utf-8") == dump(chat)
    assert chat["info"] == {
        "title": "Chat",
        "version": "1",
        "contact": {"name": "A person"},
        "license": {"name": "MIT"},
    }
    security = [{"$ref": f"#/components/securitySchemes/{name}"} for name in ("Key", "Login", "Certificate")]
    assert chat["servers"] == {
        "default": {
            "host": "{region}.chat.example",
            "protocol": "ws",
            "variables": {"region": {"default": "eu"}},
            "security": security,
        },
        "server2": {"host": "chat.example", "protocol": "wss", "pathname": "/api", "security": security},
    }
    # What has no events is left out.
    assert list(chat["channels"]) == ["chat"]
    assert list(chat["operations"]) == ["receiveChatEvent"]
    assert chat["channels"]["chat"]["bindings"]["ws"] == {"method": "GET", "bindingVersion": "0.1.0"}


def test_schemas_have_no_extensions_and_nothing_next_to_a_reference(chat: Document) -> None:
    components = chat["components"]
    assert components["messages"] == {
        "ServerEventSaid": {
            "name": "said",
            "title": "said",
            "summary": "A message was sent.",
            "payload": {"$ref": "#/components/schemas/ServerEventSaid"},
        }
    }
    assert list(components["schemas"]) == ["ServerEventSaid", "Person", "People"]
    assert components["schemas"]["ServerEventSaid"] == {
        "type": "object",
        "description": "A message was sent.",
        "properties": {
            "type": {"type": "string", "const": "said"},
            "by": {"description": "Its author.", "allOf": [{"$ref": "#/components/schemas/Person"}]},
            "x-priority": {"type": "integer"},
        },
        "required": ["type"],
    }


def test_security_schemes_have_their_names_in_asyncapi(chat: Document) -> None:
    assert chat["components"]["securitySchemes"] == {
        "Key": {"type": "httpApiKey", "name": "key", "in": "query"},
        "Login": {
            "type": "oauth2",
            "flows": {
                "clientCredentials": {"tokenUrl": "https://chat.example/token", "availableScopes": {"say": "Talk."}}
            },
        },
        "Certificate": {"type": "X509"},
    }


def test_a_dialect_without_a_path_has_that_of_the_first(project: Path) -> None:
    dialects = read_sources(project / "sources.yaml").dialects
    assert (dialects["admin"].path, dialects["admin"].headers) == ("/chat", {"X-Role": "admin"})


def test_refuses_a_project_without_events(project: Path, chat: Document, capsys: pytest.CaptureFixture[str]) -> None:
    bare: Document = {"info": {"title": "A"}, "paths": {}, "components": {"schemas": {}}}
    with pytest.raises(DocumentError, match=r"^no dialect with events; declare one in sources\.yaml$"):
        asyncapi(bare, Sources({}))
    (project / "openapi.yaml").unlink()
    assert program.main(["--project", str(project)]) == 1
    assert capsys.readouterr().err.startswith("error: ")
