"""Reduce the operations to the parts that our template writes.

Everything is rebuilt from the parts known here, so that nothing else of a document, such as an extension or an example,
reaches a template; a part that the template cannot write is an error.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ..contract.document import COMPONENTS, METHODS, Document, DocumentError, Schema, child, component_name
from .names import identifier

__all__ = ["RAW", "endpoints"]

# Sent and read as text, in keeping with content_type_overrides in generator-config.yaml.
RAW: Final = ("application/sdp", "application/octet-stream")
_PATH: Final = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[A-Za-z][A-Za-z0-9_]*\})*)+")
_MEDIA: Final = re.compile(r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+")
_TAG: Final = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")
# Names with another meaning in an endpoint function.
_RESERVED: Final = ("body", "client", "quote")
_FIX: Final = "correct it in codegen/overlay.yaml"


def endpoints(document: Document, class_names: dict[str, str]) -> dict[str, Any]:
    """Return the paths of a document, reduced to the parts that our template reads.

    Args:
        document: A normalised document.
        class_names: Name of the class of each component.

    Raises:
        DocumentError: A part of an operation is not supported.
    """
    reducer = _Reducer(document["components"]["schemas"], class_names)
    names: dict[str, str] = {}
    reduced: dict[str, Any] = {}
    for path, item in document["paths"].items():
        place = child("$.paths", path)
        if not _PATH.fullmatch(path):
            raise DocumentError(f"{place}: only paths with parameters such as {{call_id}} are supported; {_FIX}")
        for method in METHODS:
            if method not in item:
                continue
            here = f"{place}.{method}"
            operation = item[method]
            name = identifier(operation["operationId"])
            if not operation["operationId"].isascii() or names.setdefault(name, here) != here:
                taken = f", which {names[name]} has already" if names.get(name, here) != here else ""
                raise DocumentError(
                    f"{here}: the operationId gives the function name {name!r}{taken}; "
                    "it must be distinct and ASCII: change it in codegen/overlay.yaml"
                )
            reduced.setdefault(path, {})[method] = reducer.endpoint(operation, item, path, here)
    return reduced


class _Reducer:
    def __init__(self, schemas: dict[str, Schema], class_names: dict[str, str]) -> None:
        self.schemas = schemas
        self.class_names = class_names

    def endpoint(self, operation: dict[str, Any], item: dict[str, Any], path: str, place: str) -> dict[str, Any]:
        tags = operation.get("tags")
        tag = tags[0] if isinstance(tags, list) and tags and isinstance(tags[0], str) else ""
        reduced: dict[str, Any] = {
            "operationId": operation["operationId"],
            "tags": [tag if _TAG.fullmatch(tag) else "default"],
            "summary": str(operation.get("summary", "")),
            "description": str(operation.get("description", "")),
            "parameters": self._parameters(operation, item, path, place),
            "responses": self._responses(operation["responses"], f"{place}.responses"),
        }
        if "requestBody" in operation:
            body = operation["requestBody"]
            reduced["requestBody"] = {
                "required": body.get("required") is True,
                "content": self._bodies(body.get("content", {}), f"{place}.requestBody.content"),
            }
        return reduced

    def _parameters(
        self, operation: dict[str, Any], item: dict[str, Any], path: str, place: str
    ) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for parameter in (*item.get("parameters", ()), *operation.get("parameters", ())):
            name, where = parameter["name"], parameter["in"]
            if where != "path":
                raise DocumentError(
                    f"{place}: the parameter {name!r} is in the {where}; only path parameters are supported; {_FIX}"
                )
            found[name] = {
                "name": name,
                "in": "path",
                "required": True,
                "description": str(parameter.get("description", "")),
                "schema": {"type": self._scalar(parameter.get("schema", {}), f"{place}: the parameter {name!r}")},
            }
        in_path = re.findall(r"\{(.*?)\}", path)
        if sorted(in_path) != sorted(found):
            raise DocumentError(f"{place}: the path has the parameters {in_path} and declares {list(found)}; {_FIX}")
        python = {identifier(name): name for name in found}
        if len(python) < len(found) or python.keys() & set(_RESERVED):
            raise DocumentError(f"{place}: the parameters {list(found)} do not become distinct Python names; {_FIX}")
        return list(found.values())

    def _scalar(self, schema: Schema, place: str) -> str:
        while "$ref" in schema:
            schema = self.schemas[component_name(schema["$ref"])]
        kind = schema.get("type", "string" if "enum" in schema or "const" in schema else None)
        if kind not in ("string", "integer", "number", "boolean"):
            raise DocumentError(f"{place} must be a string, a number or a boolean; {_FIX}")
        return str(kind)

    def _bodies(self, content: dict[str, Any], place: str) -> dict[str, Any]:
        bodies = {}
        for media, entry in content.items():
            here = f"{place}[{media!r}]"
            if media in RAW:
                bodies[media] = _text(entry, here)
            elif _is_json(media) or media == "multipart/form-data":
                bodies[media] = {"schema": self._model(entry, here)}
            else:
                raise DocumentError(f"{here}: a body of this type is not supported; {_FIX}")
        return bodies

    def _responses(self, responses: dict[str, Any], place: str) -> dict[str, Any]:
        """Return the responses of an operation that succeeded; any other becomes an error."""
        found: dict[str, Any] = {}
        for code, response in responses.items():
            if not re.fullmatch(r"2\d\d|2XX", code):
                continue
            content = response.get("content", {})
            here = f"{place}[{code!r}].content"
            media = next((media for media in content if _is_json(media)), None) or next(iter(content), None)
            reduced: dict[str, Any] = {"description": ""}
            if media is not None and _is_json(media):
                reduced["content"] = {"application/json": {"schema": self._model(content[media], here)}}
            elif media in RAW:
                reduced["content"] = {media: _text(content[media], f"{here}[{media!r}]")}
            elif media is not None:
                raise DocumentError(f"{here}[{media!r}]: a response of this type is not supported; {_FIX}")
            if found and next(iter(found.values())) != reduced:
                raise DocumentError(f"{place}: {' and '.join((*found, code))} have different responses; {_FIX}")
            found[code] = reduced
        return found or {"default": {"description": ""}}

    def _model(self, entry: dict[str, Any], place: str) -> Schema:
        """Return a reference to the class of a body or a response, through other references if need be."""
        schema = entry.get("schema", {})
        while "$ref" in schema:
            name = component_name(schema["$ref"])
            schema = self.schemas[name]
            if "properties" in schema:
                return {"$ref": COMPONENTS + self.class_names[name]}
        raise DocumentError(f"{place}: the schema must be an object with properties; {_FIX}")


def _is_json(media: str) -> bool:
    return bool(_MEDIA.fullmatch(media)) and (media == "application/json" or media.endswith("+json"))


def _text(entry: dict[str, Any], place: str) -> dict[str, Any]:
    if entry.get("schema", {}).get("type") != "string" or entry["schema"].get("format") == "binary":
        raise DocumentError(f"{place}: the schema must be a string and not binary; {_FIX}")
    return {"schema": {"type": "string"}}
