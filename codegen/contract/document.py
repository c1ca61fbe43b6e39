"""Reading, walking and writing OpenAPI documents as plain dictionaries and lists."""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

import yaml
from yaml.constructor import ConstructorError

__all__ = [
    "COMPONENTS",
    "METHODS",
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

COMPONENTS = "#/components/schemas/"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Keys whose values are data, whatever they look like.
_DATA = ("example", "examples", "default", "const", "enum")
_WIDTH = 120


class DocumentError(Exception):
    """A document that cannot be used, with the place and what to do about it."""


# Deeper than any document means to be; the parser in C would run out of stack far below.
_DEEPEST = 200
# More values than any document holds; aliases of aliases would stand for billions.
_MOST = 5_000_000


def load(path: Path) -> Document:
    """Read one YAML or JSON document, as YAML 1.2 and JSON understand it.

    Raises:
        DocumentError: The file is not YAML, its root is not a mapping, or it holds what JSON cannot say.
    """
    return parse(path.read_bytes(), str(path))


def parse(data: bytes, name: str) -> Document:
    """Read a document that stands in no file of its own; see `load`.

    Raises:
        DocumentError: It is not YAML, its root is not a mapping, or it holds what JSON cannot say.
    """
    try:
        document = _parsed(data.decode("utf-8-sig"))
    except (yaml.YAMLError, ValueError, LookupError) as error:  # The latter two: `!!int x`, `!!bool x`, no UTF-8.
        raise DocumentError(f"{name}: not YAML: {error}; is the file whole, and the document itself?") from error
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from error
    if not isinstance(document, dict):
        raise DocumentError(f"{name}: the root must be a mapping, found {type(document).__name__}")
    return document


def load_openapi(path: Path) -> Document:
    """Read one OpenAPI 3 document; what stands in its schemas is not looked at yet.

    Raises:
        DocumentError: The file cannot be read, or is no such document.
    """
    return openapi(path.read_bytes(), str(path))


def openapi(data: bytes, path: str) -> Document:
    """Read an OpenAPI 3 document that stands in no file of its own; see `load_openapi`."""
    document = parse(data, path)
    published = document.get("openapi", document.get("swagger"))
    if published is None:
        found = ", ".join(list(document)[:5]) or "nothing"
        raise DocumentError(f"{path}: not an OpenAPI document: found {found}, and no key `openapi`")
    if not isinstance(published, str) or not re.match(r"3\.[0-2](\.|$)", published):
        raise DocumentError(f"{path}: OpenAPI {published} is not supported: convert the document to 3.0, 3.1 or 3.2")
    if "paths" not in document and "components" not in document:
        raise DocumentError(f"{path}: neither `paths` nor `components` is there; is the file whole?")
    components = document.get("components", {})
    for place, value in (
        ("paths", document.get("paths", {})),
        ("components", components),
        ("components.schemas", components.get("schemas", {}) if isinstance(components, dict) else {}),
    ):
        if not isinstance(value, dict):
            found = type(value).__name__
            raise DocumentError(f"{path}: `{place}` must be a mapping, found {found}; is the file whole?")
    return document


_TAG = "tag:yaml.org,2002:"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # In C: 10 times faster.
    """Reads scalars as YAML 1.2 and JSON do: a date is a string, `no` is no boolean, and 010 is ten."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}
    # Without those of what JSON does not have: dates, sets, bytes.
    yaml_constructors: ClassVar[dict[str | None, Any]] = {
        tag: construct
        for tag, construct in yaml.SafeLoader.yaml_constructors.items()
        if str(tag).removeprefix(_TAG) in ("None", "null", "bool", "float", "str", "seq", "map")
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are strings, as in JSON: ``200:`` is ``"200":``."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConstructorError(None, None, "a key is no string", key.start_mark)
            if key.value in seen:
                raise ConstructorError(None, None, f"the key {key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        self.flatten_mapping(node)  # What `<<` brings may stand twice: the mapping's own value comes last.
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}

    def construct_int(self, node: Any) -> int:
        """Digits, or ``0x`` and ``0o``."""
        return int(node.value, 0 if node.value[:2] in ("0x", "0o") else 10)


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


def _parsed(text: str) -> Any:
    if text.lstrip().startswith("{"):
        # JSON is YAML but for tabs, which YAML forbids; what is no JSON may still be YAML.
        with contextlib.suppress(ValueError, RecursionError):
            document = json.loads(text, object_pairs_hook=_once)
            _require_json(document)
            return document
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            line = 0 if event.start_mark is None else event.start_mark.line + 1
            raise DocumentError(f"line {line}: nested deeper than {_DEEPEST} levels")
    document = yaml.load(text, Loader=_Loader)  # noqa: S506
    _require_json(document)
    # Aliases share what they stand for; a correction of one place must not change another.
    return json.loads(json.dumps(document))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError  # YAML says which key, and where.
    return mapping


def _require_json(document: Any) -> None:
    """That there are only the values JSON has, and not too many."""
    waiting: list[tuple[Any, str, int]] = [(document, "$", 0)]
    for _ in range(_MOST):
        if not waiting:
            return
        node, place, depth = waiting.pop()
        if depth > _DEEPEST:
            raise DocumentError(f"{place[:80]}…: an alias holds itself, or is nested too deep")
        if isinstance(node, dict):
            waiting += [(value, child(place, key), depth + 1) for key, value in node.items()]
        elif isinstance(node, list):
            waiting += [(value, f"{place}[{index}]", depth + 1) for index, value in enumerate(node)]
        elif isinstance(node, float) and not math.isfinite(node):
            raise DocumentError(f"{place}: JSON has no {node}")
    raise DocumentError(f"holds more than {_MOST:,} values; are there aliases of aliases in it?")


def child(place: str, key: str) -> str:
    """The JSON path of what stands under ``key``: ``$.paths['/realtime/calls'].post``."""
    return f"{place}.{key}" if key.isidentifier() else f"{place}[{key!r}]"


class _Dumper(yaml.SafeDumper):
    """Block style throughout, lists indented under their key, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(document: Document) -> str:
    """Write a document as YAML in the order of its keys, the same bytes for the same document."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def component_name(reference: str, place: str = "") -> str:
    """Name of the component schema a ``$ref`` points to.

    Raises:
        DocumentError: The reference points elsewhere.
    """
    if not reference.startswith(COMPONENTS):
        where = f"{place}: " if place else ""
        raise DocumentError(f"{where}{reference}: only references into {COMPONENTS} are supported")
    return reference.removeprefix(COMPONENTS)


def references(node: object, place: str = "$") -> Iterator[tuple[str, str]]:
    """The place and value of every ``$ref`` below ``node``, in document order; none of those inside examples."""
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, f"{place}[{index}]")
    elif isinstance(node, dict):
        names = place.endswith(".properties")  # Whose keys are names, not keywords.
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield place, value
            elif names or not (key in _DATA or key.startswith("x-")):
                yield from references(value, child(place, key))


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation of every operation; a path holds more than those."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def rewrite(schema: Any, step: Callable[[Schema, str], Schema], place: str = "$") -> Schema:
    """Rebuild a schema bottom-up, passing every schema below it, and then itself, through ``step`` with its place."""
    rebuilt = {} if schema is True else dict(schema)  # JSON Schema writes `true` for what allows everything.
    if isinstance(rebuilt.get("properties"), dict):
        rebuilt["properties"] = {
            name: rewrite(value, step, child(f"{place}.properties", name))
            for name, value in rebuilt["properties"].items()
        }
    for key in ("allOf", "anyOf", "oneOf"):
        if isinstance(rebuilt.get(key), list):
            rebuilt[key] = [rewrite(value, step, f"{place}.{key}[{index}]") for index, value in enumerate(rebuilt[key])]
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(rebuilt.get(key), dict) or (key != "additionalProperties" and rebuilt.get(key) is True):
            rebuilt[key] = rewrite(rebuilt[key], step, f"{place}.{key}")
    return step(rebuilt, place)
