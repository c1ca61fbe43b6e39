"""Write the WebSocket protocol as an AsyncAPI 3 document, from the point of view of a client.

Each dialect is a channel, with an operation for what is sent and one for what is received, and each event is a message.
Everything is derived from the contract and ``sources.yaml``, so the document is built where it is wanted and not kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from openapi_python_client.strings import pascal_case

from .changes.report import print_error
from .contract.check import check
from .contract.document import COMPONENTS, Document, DocumentError, Schema, component_name, dump, load_openapi
from .contract.document import references as references_in
from .contract.normalise import members
from .contract.sources import Dialect, Sources, read_sources
from .paths import CONTRACT, ROOT

__all__ = ["asyncapi", "main"]

VERSION: Final = "3.0.0"
OUTPUT: Final = ROOT / "build" / "asyncapi.yaml"
_ACTIONS: Final = {"client": "send", "server": "receive"}
_PROTOCOLS: Final = {"https": "wss", "http": "ws", "wss": "wss", "ws": "ws"}
# Keys that objects of both specifications have with the same meaning.
_INFO: Final = ("title", "version", "description", "termsOfService")
_SCHEME: Final = ("description", "scheme", "bearerFormat", "openIdConnectUrl")
_TYPES_OF_SCHEMES: Final = {"apiKey": "httpApiKey", "mutualTLS": "X509"}


def asyncapi(contract: Document, sources: Sources) -> Document:
    """Return the AsyncAPI document of a contract.

    Args:
        contract: A contract in normal form.
        sources: Declaration of the dialects.

    Raises:
        DocumentError: No dialect is declared, or the contract has no event.
    """
    schemas: dict[str, Schema] = contract["components"]["schemas"]
    events = {
        dialect.name: {side: _members(dialect.unions[side], schemas) for side in _ACTIONS if side in dialect.unions}
        for dialect in sources.dialects.values()
    }
    names = list(dict.fromkeys(name for sides in events.values() for side in sides.values() for name in side))
    if not names:
        raise DocumentError("no dialect with events; declare one in sources.yaml")
    servers = _servers(contract)
    channels, operations = {}, {}
    for dialect in sources.dialects.values():
        sides = {side: found for side, found in events[dialect.name].items() if found}
        if not sides:
            continue
        channels[dialect.name] = _channel(dialect, [name for side in sides.values() for name in side], servers)
        for side, found in sides.items():
            operations[f"{_ACTIONS[side]}{pascal_case(dialect.name)}Event"] = _operation(dialect.name, side, found)
    components: Document = {
        "messages": {name: _message(schemas[name]) | {"payload": {"$ref": COMPONENTS + name}} for name in names},
        "schemas": {name: _schema(schemas[name]) for name in _reached(names, schemas)},
    }
    schemes = contract["components"].get("securitySchemes", {})
    if schemes:
        components["securitySchemes"] = {name: _scheme(scheme) for name, scheme in schemes.items()}
    return {
        "asyncapi": VERSION,
        "info": _info(contract),
        "defaultContentType": "application/json",
        **({"servers": servers} if servers else {}),
        "channels": channels,
        "operations": operations,
        "components": components,
    }


def _members(union: str, schemas: dict[str, Schema]) -> list[str]:
    if union not in schemas:
        return []
    # Normalising writes a union of one event as a reference.
    schema = {"anyOf": [schemas[union]]} if "$ref" in schemas[union] else schemas[union]
    return list(dict.fromkeys(members(schema, schemas)))


def _info(contract: Document) -> Document:
    given = contract["info"]
    info: Document = {key: given[key] for key in _INFO if key in given}
    for key, kept in (("contact", ("name", "url", "email")), ("license", ("name", "url"))):
        if isinstance(given.get(key), dict):
            info[key] = {name: given[key][name] for name in kept if name in given[key]}
    tags = [{key: tag[key] for key in ("name", "description") if key in tag} for tag in contract.get("tags", ())]
    return info | ({"tags": tags} if tags else {})


def _servers(contract: Document) -> Document:
    """Return the servers by name; those without a host are where the document is, which no client can know."""
    found: Document = {}
    required = dict.fromkeys(name for entry in contract.get("security", ()) for name in entry)
    security = [{"$ref": f"#/components/securitySchemes/{name}"} for name in required]
    for server in contract.get("servers", ()):
        parts = urlsplit(server["url"])
        if parts.scheme not in _PROTOCOLS or not parts.netloc:
            continue
        name = f"server{len(found) + 1}" if found else "default"
        found[name] = {
            "host": parts.netloc,
            "protocol": _PROTOCOLS[parts.scheme],
            **({"pathname": parts.path.rstrip("/")} if parts.path.rstrip("/") else {}),
            **{key: server[key] for key in ("description", "variables") if key in server},
            **({"security": security} if security else {}),
        }
    return found


def _channel(dialect: Dialect, names: list[str], servers: Document) -> Document:
    query = {name: {"type": "string", "description": text} for name, text in dialect.query.items()}
    headers = {name: {"type": "string", "const": value} for name, value in dialect.headers.items()}
    binding: Document = {"method": "GET"}
    if query:
        binding["query"] = {"type": "object", "properties": query}
    if headers:
        binding["headers"] = {"type": "object", "properties": headers, "required": list(headers)}
    return {
        "address": dialect.path,
        "title": f"Dialect {dialect.name}",
        "description": "Servers may send events that are not listed, and keys that are not declared.",
        **({"servers": [{"$ref": f"#/servers/{name}"} for name in servers]} if servers else {}),
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in dict.fromkeys(names)},
        "bindings": {"ws": binding | {"bindingVersion": "0.1.0"}},
    }


def _operation(dialect: str, side: str, names: list[str]) -> Document:
    channel = f"#/channels/{dialect}"
    return {
        "action": _ACTIONS[side],
        "channel": {"$ref": channel},
        "summary": f"Events that the {side} sends in the dialect {dialect}.",
        "messages": [{"$ref": f"{channel}/messages/{name}"} for name in names],
    }


def _message(schema: Schema) -> Document:
    tag = schema["properties"].get("type", {})
    values = [tag["const"]] if "const" in tag else tag.get("enum", [])
    name = {"name": str(values[0]), "title": str(values[0])} if len(values) == 1 else {}
    text = schema.get("description")
    return {**name, **({"summary": text} if text else {})}


def _reached(names: list[str], schemas: dict[str, Schema]) -> Iterator[str]:
    """Yield the components that messages consist of, in the order of the contract."""
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += [component_name(reference) for _, reference in references_in(schemas[name])]
    return (name for name in schemas if name in found)


def _schema(schema: Any, *, named: bool = False) -> Any:
    """Return a schema without extensions; a reference has to stand alone, so what is next to it is put around it."""
    if isinstance(schema, list):
        return [_schema(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _schema(value, named=key == "properties" and not named)
        for key, value in schema.items()
        if named or not key.startswith("x-")
    }
    if named or "$ref" not in kept or len(kept) == 1:
        return kept
    return {key: value for key, value in kept.items() if key != "$ref"} | {"allOf": [{"$ref": kept["$ref"]}]}


def _scheme(scheme: Mapping[str, Any]) -> Document:
    kind = scheme["type"]
    found: Document = {"type": _TYPES_OF_SCHEMES.get(kind, kind)}
    found |= {key: scheme[key] for key in _SCHEME if key in scheme}
    if kind == "apiKey":
        found |= {"name": scheme["name"], "in": scheme["in"]}
    elif kind == "oauth2":
        found["flows"] = {
            name: {{"scopes": "availableScopes"}.get(key, key): value for key, value in flow.items()}
            for name, flow in scheme["flows"].items()
        }
    return found


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen.asyncapi``; exit with code 1 and a reason if it fails."""
    parser = argparse.ArgumentParser(prog="python -m codegen.asyncapi", description=__doc__)
    parser.add_argument(
        "--project", type=Path, help="folder with sources.yaml and openapi.yaml (default: this project)"
    )
    parser.add_argument("--output", type=Path, help="file to write (default: build/asyncapi.yaml in the project)")
    arguments = parser.parse_args(argv)
    project: Path | None = arguments.project
    output: Path = arguments.output or (OUTPUT if project is None else project / "build" / OUTPUT.name)
    try:
        contract = load_openapi(CONTRACT if project is None else project / CONTRACT.name)
        check(contract)
        sources = read_sources() if project is None else read_sources(project / "sources.yaml")
        text = dump(asyncapi(contract, sources))
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    except (DocumentError, OSError) as error:
        print_error(error)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    print(f"written: {output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
