"""Plan the endpoint functions.

Everything is rebuilt from the parts known here, so that nothing else of a document, such as an extension or an example,
reaches a template. An operation with a part that cannot be written is left out, by name.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final, Protocol

from attrs import asdict, define, field
from openapi_python_client.strings import safe_for_docstring

from ..contract.document import METHODS, Document, DocumentError, Schema, child, component_name
from .names import identifier

__all__ = ["Body", "Endpoint", "Endpoints", "Parameter", "Typed", "Types", "endpoints", "unacknowledged"]

# Sent and read as text, although neither has a type of text.
_TEXT: Final = ("application/sdp", "application/octet-stream")
_PATH: Final = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%/-]|\{[A-Za-z0-9_.-]+\})*")
_MEDIA: Final = re.compile(r"[A-Za-z0-9.+*-]+/[A-Za-z0-9.+*-]+")
_TAG: Final = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")
_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
# Names with another meaning in an endpoint module.
_RESERVED: Final = ("body", "client", "quote", "value", "content", "result", "send", "send_async")
# Headers that other parts of the document describe; OpenAPI ignores parameters for them.
_IGNORED_HEADERS: Final = ("accept", "content-type", "authorization")
_STYLES: Final = {
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "path": ("simple",),
    "header": ("simple",),
    "cookie": ("form",),
}
_FIX: Final = "correct it in codegen/overlay.yaml"
# Kinds of bodies, the preferred first where several have the same type in Python.
_KINDS: Final = ("json", "multipart", "form", "text", "bytes")


class Typed(Protocol):
    """Python form of a schema, as `codegen.render.plan` plans it."""

    annotation: str
    classes: list[str]
    aliases: list[str]
    tables: list[str]
    readers: dict[str, str]


class Types(Protocol):
    """Plans the Python form of schemas."""

    def value(self, schema: Schema) -> tuple[Typed, str, int]:
        """Return the form of a schema, code that reads ``value``, and the depth at which it may hold models."""


@define
class Parameter:
    """One parameter outside the body.

    Attributes:
        name: Name in Python.
        wire: Name on the wire.
        where: ``path``, ``query``, ``header`` or ``cookie``.
        annotation: Type.
        required: Whether it must be passed.
        style: Style of lists and objects, as in OpenAPI.
        explode: Whether each entry of a list or object is a parameter of its own.
        is_text: Whether it is a string.
        doc: Description, safe in a docstring.
    """

    name: str
    wire: str
    where: str
    annotation: str
    required: bool
    style: str
    explode: bool
    is_text: bool
    doc: str


@define
class Body:
    """One kind of body.

    Attributes:
        kind: ``json``, ``multipart``, ``form``, ``text`` or ``bytes``.
        media: Content type.
        annotation: Type.
        check: Type to distinguish it from other bodies, for ``isinstance``.
        is_model: Whether it is a model.
        depth: Number of lists and maps around the models in it.
        encodings: Content types of the parts of a form.
    """

    kind: str
    media: str
    annotation: str
    check: str
    is_model: bool = False
    depth: int = 0
    encodings: dict[str, str] = field(factory=dict)


@define
class Endpoint:
    """One operation.

    Attributes:
        name: Name of the module.
        method: HTTP method.
        path: Path, with the Python names of its parameters.
        summary: One line, safe in a docstring.
        doc: Description, safe in a docstring.
        parameters: Parameters outside the body.
        bodies: Kinds of bodies.
        body_required: Whether a body must be passed.
        result: Type of the content of the reply.
        replies: For each status code, the code of its reader; the first is the default.
        values: Readers of values that are not a model: name to annotation and code.
        imports: Names to import from the transport.
        models: Classes to import.
        aliases: Named types to import.
        tables: Tables of unions to import.
        readers: Name of each bound ``from_dict``, by class.
    """

    name: str
    method: str
    path: str
    summary: str
    doc: str
    parameters: list[Parameter] = field(factory=list)
    bodies: list[Body] = field(factory=list)
    body_required: bool = False
    result: str = "None"
    replies: dict[str, str] = field(factory=dict)
    values: dict[str, list[str]] = field(factory=dict)
    imports: list[str] = field(factory=list)
    models: list[str] = field(factory=list)
    aliases: list[str] = field(factory=list)
    tables: list[str] = field(factory=list)
    readers: dict[str, str] = field(factory=dict)


@define
class Endpoints:
    """All operations.

    Attributes:
        paths: Input of the generator, which decides on the files.
        plans: Plan of each operation by the name of its module.
        omitted: Reason for each operation that is left out, by ``POST /path``.
    """

    paths: dict[str, Any] = field(factory=dict)
    plans: dict[str, dict[str, Any]] = field(factory=dict)
    omitted: dict[str, str] = field(factory=dict)


def endpoints(document: Document, types: Types) -> Endpoints:
    """Plan the operations of a document.

    Args:
        document: A normalised document.
        types: Plans the types of parameters, bodies and replies.
    """
    planned = Endpoints()
    planner = _Planner(document["components"]["schemas"], types)
    taken: set[str] = set()
    for path, item in document["paths"].items():
        place = child("$.paths", path)
        for method in METHODS:
            if method not in item:
                continue
            here = f"{place}.{method}"
            operation = item[method]
            try:
                if not _PATH.fullmatch(path):
                    raise DocumentError(
                        f"{place}: only paths with parameters such as {{call_id}} are supported; {_FIX}"
                    )
                if not operation["operationId"].isascii():
                    raise DocumentError(f"{here}: the operationId {operation['operationId']!r} must be ASCII; {_FIX}")
                wanted = identifier(operation["operationId"])
                numbered = (f"{wanted}_{number}" for number in itertools.count(2))
                name = next(free for free in itertools.chain([wanted], numbered) if free not in taken)
                plan = planner.endpoint(name, method, operation, item, path, here)
            except DocumentError as error:
                planned.omitted[f"{method.upper()} {path}"] = str(error)
                continue
            taken.add(name)
            tags = operation.get("tags")
            tag = tags[0] if isinstance(tags, list) and tags and isinstance(tags[0], str) else ""
            in_path = [{"name": one.name, "in": "path", "required": True, "schema": {"type": "string"}}
                       for one in plan.parameters if one.where == "path"]  # fmt: skip
            planned.paths.setdefault(plan.path, {})[method] = {
                "operationId": name,
                "tags": [tag if _TAG.fullmatch(tag) else "default"],
                "parameters": in_path,
                "responses": {"default": {"description": ""}},
            }
            planned.plans[name] = asdict(plan)
    return planned


class _Planner:
    def __init__(self, schemas: dict[str, Schema], types: Types) -> None:
        self.schemas = schemas
        self.types = types

    def endpoint(
        self, name: str, method: str, operation: dict[str, Any], item: dict[str, Any], path: str, place: str
    ) -> Endpoint:
        plan = Endpoint(
            name=name,
            method=method.upper(),
            path=path,
            summary=safe_for_docstring(str(operation.get("summary", ""))),
            doc=safe_for_docstring(str(operation.get("description", ""))),
        )
        self._parameters(plan, operation, item, path, place)
        if "requestBody" in operation:
            body = operation["requestBody"]
            plan.body_required = body.get("required") is True
            self._bodies(plan, body.get("content", {}), f"{place}.requestBody.content")
        self._replies(plan, operation["responses"], f"{place}.responses")
        for used in (plan.models, plan.aliases, plan.tables, plan.imports):
            used[:] = sorted(set(used))
        return plan

    def _parameters(
        self, plan: Endpoint, operation: dict[str, Any], item: dict[str, Any], path: str, place: str
    ) -> None:
        declared = {
            (parameter["in"], parameter["name"]): parameter
            for parameter in (*item.get("parameters", ()), *operation.get("parameters", ()))
            if not (parameter["in"] == "header" and parameter["name"].lower() in _IGNORED_HEADERS)
        }
        in_path = re.findall(r"\{(.*?)\}", path)
        if sorted(in_path) != sorted(name for where, name in declared if where == "path"):
            raise DocumentError(
                f"{place}: the path has the parameters {in_path} and declares "
                f"{[name for where, name in declared if where == 'path']}; {_FIX}"
            )
        taken = {*_RESERVED}
        for (where, wire), parameter in sorted(declared.items(), key=lambda entry: entry[0][0] != "path"):
            plan.parameters.append(
                self._parameter(plan, parameter, where, wire, f"{place}: the parameter {wire!r}", taken)
            )
        renamed = {one.wire: one.name for one in plan.parameters if one.where == "path"}
        plan.path = re.sub(r"\{(.*?)\}", lambda found: f"{{{renamed[found[1]]}}}", path)

    def _parameter(
        self, plan: Endpoint, parameter: dict[str, Any], where: str, wire: str, place: str, taken: set[str]
    ) -> Parameter:
        if where not in _STYLES:
            raise DocumentError(f"{place} is in {where!r}; use one of {', '.join(_STYLES)}: {_FIX}")
        if "schema" not in parameter and "content" in parameter:
            raise DocumentError(f"{place} has `content`; only parameters with a `schema` are supported; {_FIX}")
        if where in ("header", "cookie") and not _HEADER.fullmatch(wire):
            raise DocumentError(f"{place} is not a name that a {where} may have; {_FIX}")
        style = parameter.get("style", _STYLES[where][0])
        if style not in _STYLES[where]:
            raise DocumentError(f"{place} has the style {style!r}; use one of {', '.join(_STYLES[where])}: {_FIX}")
        schema = self._resolved(parameter.get("schema", {}))
        name = identifier(unicodedata.normalize("NFKC", wire))
        if not name.isidentifier():
            raise DocumentError(f"{place} has no Python name; {_FIX}")
        if name in taken:
            numbered = (f"{name}_{where}_{number}" for number in itertools.count(2))
            name = next(free for free in itertools.chain([f"{name}_{where}"], numbered) if free not in taken)
        taken.add(name)
        required = where == "path" or parameter.get("required") is True
        annotation = self._used(plan, parameter.get("schema", {})).annotation
        if where == "path" and not self._is_scalar(schema):
            raise DocumentError(f"{place} must be a string, a number or a boolean; {_FIX}")
        if not required and "None" not in annotation.split(" | "):
            annotation += " | None"
        return Parameter(
            name=name,
            wire=wire,
            where=where,
            annotation=annotation,
            required=required,
            style=style,
            explode=parameter.get("explode", style in ("form", "deepObject")) is True,
            is_text=annotation == "str",
            doc=safe_for_docstring(str(parameter.get("description", ""))),
        )

    def _bodies(self, plan: Endpoint, content: dict[str, Any], place: str) -> None:
        found: list[Body] = []
        problems = []
        for media, entry in content.items():
            try:
                found.append(self._body(plan, media, entry, f"{place}[{media!r}]"))
            except DocumentError as error:
                problems.append(str(error))
        found.sort(key=lambda body: _KINDS.index(body.kind))
        distinct: dict[str, Body] = {}
        for body in found:
            distinct.setdefault(body.check, body)
        # One that nothing can tell from the others comes last.
        plan.bodies = sorted(distinct.values(), key=lambda body: body.check == "object")
        if not plan.bodies:
            raise DocumentError(problems[0] if problems else f"{place}: a body needs a content type; {_FIX}")

    def _body(self, plan: Endpoint, media: str, entry: dict[str, Any], place: str) -> Body:
        if not _MEDIA.fullmatch(media.partition(";")[0].strip()):
            raise DocumentError(f"{place}: a body of this type is not supported; {_FIX}")
        schema = entry.get("schema", {})
        resolved = self._resolved(schema)
        if _is_json(media):
            typed, _, depth = self._typed(plan, schema)
            is_model = "properties" in resolved
            kinds = {"array": "list", "object": "dict", "string": "str"}
            check = typed.annotation if is_model else kinds.get(str(resolved.get("type")), "object")
            return Body("json", media, typed.annotation, check, is_model, max(depth, 0))
        if media in ("multipart/form-data", "application/x-www-form-urlencoded"):
            if "properties" not in resolved:
                raise DocumentError(f"{place}: a form must be an object with properties; {_FIX}")
            parts = entry.get("encoding") or {}
            encodings = {
                part: encoding["contentType"]
                for part, encoding in parts.items()
                if isinstance(encoding, dict) and isinstance(encoding.get("contentType"), str)
            }
            annotation = self._used(plan, schema).annotation
            kind = "multipart" if media.startswith("multipart") else "form"
            return Body(kind, media, annotation, annotation, is_model=True, encodings=encodings)
        if resolved.get("type", "string") != "string":
            raise DocumentError(f"{place}: only a string can be sent as this type; {_FIX}")
        is_text = media.startswith("text/") or media in _TEXT
        if is_text and resolved.get("format") != "binary":
            return Body("text", media, "str", "str")
        return Body("bytes", media, "bytes", "bytes")

    def _replies(self, plan: Endpoint, responses: dict[str, Any], place: str) -> None:
        """Plan the replies of an operation that succeeded; any other becomes an error."""
        codes = [code for code in responses if re.fullmatch(r"2\d\d|2XX", code)]
        codes = codes or [code for code in ("default",) if code in responses]
        annotations: dict[str, None] = {}
        for code in codes:
            content = responses[code].get("content", {})
            annotation, reader = self._reply(plan, content, f"{place}[{code!r}].content")
            annotations[annotation] = None
            plan.replies[code] = reader
        if not codes:
            annotations["None"] = None
            plan.replies["default"] = self._import(plan, "read_nothing")
        plan.result = " | ".join(sorted(annotations, key=lambda kind: kind == "None"))
        if len(set(plan.replies.values())) == 1:
            plan.replies = {"default": next(iter(plan.replies.values()))}
        else:
            self._import(plan, "ReadByStatus")

    def _reply(self, plan: Endpoint, content: dict[str, Any], place: str) -> tuple[str, str]:
        """Return the type of a reply and the code of its reader."""
        media = next((media for media in content if _is_json(media)), None) or next(iter(content), None)
        if media is None:
            return "None", self._import(plan, "read_nothing")
        schema = content[media].get("schema", {})
        resolved = self._resolved(schema)
        if not _is_json(media):
            is_text = (media.startswith("text/") or media in _TEXT) and resolved.get("format") != "binary"
            return ("str", self._import(plan, "read_text")) if is_text else ("bytes", self._import(plan, "read_bytes"))
        typed, code, _ = self._typed(plan, schema)
        if "properties" in resolved:
            return typed.annotation, f"{self._import(plan, 'read_model')}({typed.annotation})"
        self._import(plan, "read_json")
        name = f"_read_value{len(plan.values) + 1}" if plan.values else "_read_value"
        same = next((known for known, entry in plan.values.items() if entry == [typed.annotation, code]), None)
        plan.values[same or name] = [typed.annotation, code]
        return typed.annotation, same or name

    def _typed(self, plan: Endpoint, schema: Schema) -> tuple[Typed, str, int]:
        typed, code, depth = self.types.value(schema)
        plan.models += typed.classes
        plan.aliases += typed.aliases
        plan.tables += typed.tables
        if "properties" not in self._resolved(schema):
            plan.readers.update(typed.readers)
        return typed, code, depth

    def _used(self, plan: Endpoint, schema: Schema) -> Typed:
        typed, _, _ = self.types.value(schema)
        plan.models += typed.classes
        plan.aliases += typed.aliases
        return typed

    def _import(self, plan: Endpoint, name: str) -> str:
        plan.imports.append(name)
        return name

    def _is_scalar(self, schema: Schema) -> bool:
        schema = self._resolved(schema)
        entries = schema.get("anyOf") or schema.get("oneOf") or ()
        if entries or "enum" in schema or "const" in schema:
            return all(map(self._is_scalar, entries))
        kinds = schema.get("type", "object")
        return not {"object", "array"} & {*(kinds if isinstance(kinds, list) else [kinds])}

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.schemas[component_name(schema["$ref"])]
        return schema


def _is_json(media: str) -> bool:
    kind = media.partition(";")[0].strip()
    return bool(_MEDIA.fullmatch(kind)) and (kind in ("application/json", "*/*") or kind.endswith("+json"))


def unacknowledged(omitted: Mapping[str, str], acknowledged: list[str]) -> list[str]:
    """Return a problem for each operation that is left out without being acknowledged, and the other way round."""
    found = [
        f"left out: {name}: {reason}, or acknowledge it under `omit` in codegen/sources.yaml"
        for name, reason in omitted.items()
        if name not in acknowledged
    ]
    return found + [
        f"codegen/sources.yaml: omit: {name} is not left out; remove the entry"
        for name in acknowledged
        if name not in omitted
    ]
