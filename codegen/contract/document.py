"""Read, walk and write OpenAPI documents as plain dictionaries and lists."""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Final, TypeAlias

import yaml
from yaml.constructor import ConstructorError

__all__ = [
    "ANNOTATIONS",
    "COMPONENTS",
    "METHODS",
    "UNREAD",
    "Document",
    "DocumentError",
    "Schema",
    "child",
    "component_name",
    "dump",
    "load",
    "load_openapi",
    "openapi",
    "operations",
    "parse",
    "references",
    "rewrite",
]

Document: TypeAlias = dict[str, Any]
Schema: TypeAlias = dict[str, Any]

COMPONENTS: Final = "#/components/schemas/"
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Keys for people, which do not affect messages.
ANNOTATIONS: Final = (
    "title",
    "description",
    "example",
    "examples",
    "summary",
    "deprecated",
    "externalDocs",
    "$comment",
)
# Keys whose values are data, even where they look like schemas.
_DATA: Final = ("example", "examples", "default", "const", "enum")
# Keywords with schemas that nothing here reads: they restrict values, or only hold what is referred to elsewhere.
UNREAD: Final = ("not", "if", "then", "else", "contains", "dependentSchemas", "$defs")
_WIDTH: Final = 120
# Far above any real document, and far below the depth at which a parser runs out of stack.
_MAX_DEPTH: Final = 200
# Far above any real document; nested aliases can stand for billions of values.
_MAX_VALUES: Final = 5_000_000


class DocumentError(Exception):
    """A document cannot be used; the message names the place and what to do about it."""


def load(path: Path) -> Document:
    """Read one YAML 1.2 or JSON document.

    Raises:
        DocumentError: The file is not YAML, its root is not a mapping, or it holds values that JSON does not have.
    """
    return parse(path.read_bytes(), str(path))


def parse(data: bytes, name: str) -> Document:
    """Read a document from bytes; see `load`.

    Args:
        data: The document in UTF-8.
        name: Name of the document for error messages.

    Raises:
        DocumentError: See `load`.
    """
    try:
        document = _parsed(data.decode("utf-8-sig"))
    except (yaml.YAMLError, ValueError, LookupError) as error:  # ValueError and LookupError: `!!int x`, `!!bool x`.
        raise DocumentError(f"{name}: not YAML: {_reason(error)}; is the file complete?") from error
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from error
    if not isinstance(document, dict):
        raise DocumentError(f"{name}: the root must be a mapping, found {type(document).__name__}")
    return document


def _reason(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        return f"line {mark.line + 1}, column {mark.column + 1}: {error.problem}"
    return str(error)


def load_openapi(path: Path) -> Document:
    """Read one OpenAPI 3 document; its schemas are not checked yet.

    Raises:
        DocumentError: The file cannot be read, or is not an OpenAPI 3 document.
    """
    return openapi(path.read_bytes(), str(path))


def openapi(data: bytes, path: str) -> Document:
    """Read an OpenAPI 3 document from bytes; see `load_openapi`."""
    document = parse(data, path)
    version = document.get("openapi", document.get("swagger"))
    if version is None:
        found = ", ".join(list(document)[:5]) or "nothing"
        raise DocumentError(f"{path}: not an OpenAPI document: found {found}, and no key `openapi`")
    if not isinstance(version, str) or not re.match(r"3\.[0-2](\.|$)", version):
        raise DocumentError(f"{path}: OpenAPI {version} is not supported; convert the document to 3.0, 3.1 or 3.2")
    if "paths" not in document and "components" not in document:
        raise DocumentError(f"{path}: neither `paths` nor `components` found; is the file complete?")
    components = document.get("components", {})
    for place, value in (
        ("paths", document.get("paths", {})),
        ("components", components),
        ("components.schemas", components.get("schemas", {}) if isinstance(components, dict) else {}),
    ):
        if not isinstance(value, dict):
            found = type(value).__name__
            raise DocumentError(f"{path}: `{place}` must be a mapping, found {found}; is the file complete?")
    return document


_TAG = "tag:yaml.org,2002:"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # Ten times faster in C.
    """Loader that reads scalars as YAML 1.2 and JSON do: dates and `no` are strings, and 010 is ten."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}
    # JSON has no dates, sets or bytes.
    yaml_constructors: ClassVar[dict[str | None, Any]] = {
        tag: construct
        for tag, construct in yaml.SafeLoader.yaml_constructors.items()
        if str(tag).removeprefix(_TAG) in ("None", "null", "bool", "float", "str", "seq", "map")
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Construct a mapping whose keys are strings, as in JSON: ``200:`` is ``"200":``."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConstructorError(None, None, "a key must be a string", key.start_mark)
            if key.value in seen:
                raise ConstructorError(None, None, f"duplicate key {key.value!r}", key.start_mark)
            seen.add(key.value)
        self.flatten_mapping(node)  # A key merged by `<<` may repeat: the mapping's own value comes last and wins.
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}

    def construct_int(self, node: Any) -> int:
        """Construct an integer from decimal digits, ``0x…`` or ``0o…``."""
        return int(node.value, 0 if node.value[:2] in ("0x", "0o") else 10)

    def construct_undefined(self, node: Any) -> Any:
        """Refuse a tag that JSON has no type for."""
        raise ConstructorError(None, None, f"the tag {node.tag!r} has no type in JSON", node.start_mark)


# The core schema of YAML 1.2: https://yaml.org/spec/1.2.2/#1032-tag-resolution
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
):
    _Loader.add_implicit_resolver(_TAG + _tag, re.compile(rf"(?:{_pattern})\Z"), _first)
_Loader.add_constructor(f"{_TAG}int", _Loader.construct_int)
_Loader.add_constructor(None, _Loader.construct_undefined)


def _parsed(text: str) -> Any:
    if text.lstrip().startswith("{"):
        # JSON may hold tabs, which YAML forbids; what fails here may still be YAML.
        with contextlib.suppress(ValueError, RecursionError):
            document = json.loads(text, object_pairs_hook=_unique)
            _require_json(document)
            return document
    _require_shallow(text)
    document = yaml.load(text, Loader=_Loader)  # noqa: S506
    _require_json(document)
    # Aliases share one object; a correction in one place must not change another.
    return json.loads(json.dumps(document))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError  # Read as YAML next, which names the key and its place.
    return mapping


def _require_shallow(text: str) -> None:
    """Refuse deep nesting before a parser recurses into it."""
    depth = end = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise _too_deep(event.start_mark)
            end = event.end_mark.index if event.end_mark else end
    except yaml.MarkedYAMLError as error:
        # Newer versions of libyaml have a limit of their own and reach it while scanning ahead of the events.
        ahead = text[end : error.problem_mark.index] if error.problem_mark else ""
        if depth + sum(map(ahead.count, "[{")) - sum(map(ahead.count, "]}")) > _MAX_DEPTH:
            raise _too_deep(error.problem_mark) from error
        raise


def _too_deep(mark: Any) -> DocumentError:
    return DocumentError(f"line {mark.line + 1 if mark else 0}: nested deeper than {_MAX_DEPTH} levels")


def _require_json(document: Any) -> None:
    """Refuse values that JSON does not have, and too many of them."""
    pending: list[tuple[Any, str, int]] = [(document, "$", 0)]
    for _ in range(_MAX_VALUES):
        if not pending:
            return
        node, place, depth = pending.pop()
        if depth > _MAX_DEPTH:
            raise DocumentError(
                f"{place[:80]}…: an alias contains itself, or is nested deeper than {_MAX_DEPTH} levels"
            )
        if isinstance(node, dict):
            pending += [(value, child(place, key), depth + 1) for key, value in node.items()]
        elif isinstance(node, list):
            pending += [(value, f"{place}[{index}]", depth + 1) for index, value in enumerate(node)]
        elif isinstance(node, float) and not math.isfinite(node):
            raise DocumentError(f"{place}: {node} is not a JSON number")
    raise DocumentError(f"more than {_MAX_VALUES:,} values; are aliases nested in aliases?")


def child(place: str, key: str) -> str:
    """Return the JSON path of the value under ``key``: ``$.paths['/realtime/calls'].post``."""
    return f"{place}.{key}" if key.isidentifier() else f"{place}[{key!r}]"


class _Dumper(yaml.SafeDumper):
    """Dumper in block style, with lists indented under their key and without aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(document: Document) -> str:
    """Return a document as YAML in the order of its keys: the same bytes for the same document."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def component_name(reference: str, place: str = "") -> str:
    """Return the name of the component schema that a ``$ref`` points to.

    Raises:
        DocumentError: The reference points elsewhere.
    """
    if not reference.startswith(COMPONENTS):
        where = f"{place}: " if place else ""
        raise DocumentError(f"{where}{reference}: only references into {COMPONENTS} are supported")
    return reference.removeprefix(COMPONENTS)


def references(node: object, place: str = "$") -> Iterator[tuple[str, str]]:
    """Yield the place and value of every ``$ref`` below ``node`` in document order, except where nothing reads it."""
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, f"{place}[{index}]")
    elif isinstance(node, dict):
        # Their keys are names or codes, not keywords: `default` is a response.
        of_schemas = (".properties", ".patternProperties")
        names = place.endswith(of_schemas) or re.search(r"(?<!\.properties)\.responses$", place)
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield place, value
            elif names or not (key in (*_DATA, *UNREAD) or key.startswith("x-")):
                yield from references(value, child(place, key))


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the path, method and operation of every operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def rewrite(schema: Any, step: Callable[[Schema, str], Schema], place: str = "$") -> Schema:
    """Rebuild a schema bottom-up, passing every schema below it and then itself to ``step`` with its place.

    What is no schema is kept for `codegen.contract.check` to refuse.
    """
    if schema is not True and not isinstance(schema, dict):
        refused: Schema = schema
        return refused
    rebuilt = {} if schema is True else dict(schema)  # In JSON Schema `true` allows everything.
    for key in ("properties", "patternProperties"):
        if isinstance(rebuilt.get(key), dict):
            rebuilt[key] = {
                name: rewrite(value, step, child(f"{place}.{key}", name)) for name, value in rebuilt[key].items()
            }
    for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        if isinstance(rebuilt.get(key), list):
            rebuilt[key] = [rewrite(value, step, f"{place}.{key}[{index}]") for index, value in enumerate(rebuilt[key])]
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(rebuilt.get(key), dict) or (key != "additionalProperties" and rebuilt.get(key) is True):
            rebuilt[key] = rewrite(rebuilt[key], step, f"{place}.{key}")
    return step(rebuilt, place)
