"""What the generator is given of the operations: only what our template writes, and nothing it cannot write.

Everything is rebuilt from the parts that are known here, so that nothing else of a document, such as an extension or an
example, reaches a template, and no operation is written without a part of it.
"""

from __future__ import annotations

import re
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

from ..contract.document import COMPONENTS, METHODS, Document, DocumentError, Schema, child, component_name

__all__ = ["RAW", "called", "endpoints"]

# Sent and read as text, as content_type_overrides in generator-config.yaml says.
RAW = ("application/sdp", "application/octet-stream")
_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[A-Za-z][A-Za-z0-9_]*\})*)+")
_MEDIA = re.compile(r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+")
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")
# Names that mean something else inside an endpoint function.
_RESERVED = ("body", "client", "quote")
# Names that generated modules import beside the classes.
_TAKEN = frozenset(
    (
        *("Any", "ClassVar", "Literal", "Self", "TypeAlias", "TYPE_CHECKING", "Final", "Model", "UNSET", "Unset"),
        *("UnionTable", "UnknownEvent", "UnknownObject", "AuthenticatedClient", "Client", "Request", "Response"),
    )
)
_MEND = "correct it in codegen/overlay.yaml"


def called(component: str) -> str:
    """Name that the class of a component is made from: its own, where generated code leaves that free."""
    return f"{component}Object" if ClassName(component, "Model") in _TAKEN else component


def endpoints(document: Document) -> dict[str, Any]:
    """The paths of a document, reduced to what our template reads.

    Raises:
        DocumentError: Something in an operation has no counterpart in an endpoint function.
    """
    schemas: dict[str, Schema] = document["components"]["schemas"]
    names: dict[str, str] = {}
    reduced: dict[str, Any] = {}
    for path, item in document["paths"].items():
        place = child("$.paths", path)
        if not _PATH.fullmatch(path):
            raise DocumentError(f"{place}: only plain paths with parameters such as {{call_id}} are supported; {_MEND}")
        for method in METHODS:
            if method not in item:
                continue
            here = f"{place}.{method}"
            operation = item[method]
            name = PythonIdentifier(operation["operationId"], "field_")
            if not operation["operationId"].isascii() or names.setdefault(name, here) != here:
                taken = f"; that of {names[name]} gives the same" if name in names and names[name] != here else ""
                raise DocumentError(f"{here}: the operationId gives no name of its own: {name!r}{taken}; {_MEND}")
            reduced.setdefault(path, {})[method] = _endpoint(operation, item, path, here, schemas)
    return reduced


def _endpoint(
    operation: dict[str, Any], item: dict[str, Any], path: str, place: str, schemas: dict[str, Schema]
) -> dict[str, Any]:
    tags = operation.get("tags")
    tag = tags[0] if isinstance(tags, list) and tags and isinstance(tags[0], str) and _TAG.fullmatch(tags[0]) else None
    reduced: dict[str, Any] = {
        "operationId": operation["operationId"],
        "tags": [tag or "default"],
        "summary": str(operation.get("summary", "")),
        "description": str(operation.get("description", "")),
        "parameters": _parameters(operation, item, path, place, schemas),
        "responses": _answers(operation["responses"], f"{place}.responses", schemas),
    }
    if "requestBody" in operation:
        body = operation["requestBody"]
        reduced["requestBody"] = {
            "required": body.get("required") is True,
            "content": _bodies(body.get("content", {}), f"{place}.requestBody.content", schemas),
        }
    return reduced


def _parameters(
    operation: dict[str, Any], item: dict[str, Any], path: str, place: str, schemas: dict[str, Schema]
) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for parameter in (*item.get("parameters", ()), *operation.get("parameters", ())):
        name, where = parameter["name"], parameter["in"]
        if where != "path":
            raise DocumentError(
                f"{place}: the parameter {name!r} stands in the {where}, only those in the path are supported; {_MEND}"
            )
        found[name] = {
            "name": name,
            "in": "path",
            "required": True,
            "description": str(parameter.get("description", "")),
            "schema": {"type": _scalar(parameter.get("schema", {}), f"{place}: the parameter {name!r}", schemas)},
        }
    in_path = re.findall(r"\{(.*?)\}", path)
    if sorted(in_path) != sorted(found):
        raise DocumentError(f"{place}: the path holds {in_path}, its parameters are {list(found)}; {_MEND}")
    python = {PythonIdentifier(name, "field_"): name for name in found}
    if len(python) < len(found) or python.keys() & set(_RESERVED):
        raise DocumentError(f"{place}: the parameters {list(found)} give no names of their own; {_MEND}")
    return list(found.values())


def _scalar(schema: Schema, place: str, schemas: dict[str, Schema]) -> str:
    while "$ref" in schema:
        schema = schemas[component_name(schema["$ref"])]
    kind = schema.get("type", "string" if "enum" in schema or "const" in schema else None)
    if kind not in ("string", "integer", "number", "boolean"):
        raise DocumentError(f"{place} must be a string, a number or a boolean; {_MEND}")
    return str(kind)


def _bodies(content: dict[str, Any], place: str, schemas: dict[str, Schema]) -> dict[str, Any]:
    bodies = {}
    for media, entry in content.items():
        here = f"{place}[{media!r}]"
        if media in RAW:
            bodies[media] = _text(entry, here)
        elif _is_json(media) or media == "multipart/form-data":
            bodies[media] = {"schema": _model(entry, here, schemas)}
        else:
            raise DocumentError(f"{here}: a body of this type is not supported; {_MEND}")
    return bodies


def _answers(responses: dict[str, Any], place: str, schemas: dict[str, Schema]) -> dict[str, Any]:
    """The answer of an operation that succeeded; what it answers with otherwise is an error in any case."""
    found: dict[str, Any] = {}
    for code, answer in responses.items():
        if not re.fullmatch(r"2\d\d|2XX", code):
            continue
        content = answer.get("content", {})
        here = f"{place}[{code!r}].content"
        media = next((media for media in content if _is_json(media)), None) or next(iter(content), None)
        reduced: dict[str, Any] = {"description": ""}
        if media is not None and _is_json(media):
            reduced["content"] = {"application/json": {"schema": _model(content[media], here, schemas)}}
        elif media in RAW:
            reduced["content"] = {media: _text(content[media], f"{here}[{media!r}]")}
        elif media is not None:
            raise DocumentError(f"{here}[{media!r}]: an answer of this type is not supported; {_MEND}")
        if found and next(iter(found.values())) != reduced:
            raise DocumentError(f"{place}: {' and '.join((*found, code))} answer with different things; {_MEND}")
        found[code] = reduced
    return found or {"default": {"description": ""}}


def _is_json(media: str) -> bool:
    return bool(_MEDIA.fullmatch(media)) and (media == "application/json" or media.endswith("+json"))


def _text(entry: dict[str, Any], place: str) -> dict[str, Any]:
    if entry.get("schema", {}).get("type") != "string" or entry["schema"].get("format") == "binary":
        raise DocumentError(f"{place}: only text is supported here; {_MEND}")
    return {"schema": {"type": "string"}}


def _model(entry: dict[str, Any], place: str, schemas: dict[str, Schema]) -> Schema:
    """A reference to the class of a body or an answer, also where another component stands for it."""
    schema = entry.get("schema", {})
    while "$ref" in schema:
        name = component_name(schema["$ref"])
        schema = schemas[name]
        if "properties" in schema:
            return {"$ref": COMPONENTS + called(name)}
    raise DocumentError(f"{place}: only one object with properties is supported here; {_MEND}")
