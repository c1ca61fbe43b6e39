"""The sources of the contract and its dialects, as ``codegen/sources.yaml`` declares them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from ..paths import SOURCES
from .document import Document, DocumentError, load, load_openapi
from .extensions import Extensions

__all__ = ["SIDES", "Dialect", "Source", "Sources", "published", "read_sources"]

SIDES: Final = ("server", "client")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_PATH: Final = re.compile(r"/[A-Za-z0-9._~/-]*")
_FILE: Final = "codegen/sources.yaml"


@frozen
class Source:
    """One document that the contract is cut out of.

    Attributes:
        name: Its name.
        operations: Regular expressions for whole paths.
        schemas: Regular expressions for whole names of schemas.
        excluded: Regular expressions for paths and names that other sources own.
        keeps: Regular expressions for schemas of other sources that are kept in case these drop them.
        watch: Regular expression for elements to report if they are not reached; "" reports none.
        overlay: Path of the corrections of this source alone, relative to the project; "" for none.
        accepts: Regular expressions for names whose shape in an earlier source is taken.
        rename: New name of each component whose own shape is kept.
        document: Path of the document, relative to the project, for ``python -m codegen --project``.
        extensions: The vendor's names of the extensions that are read.
    """

    name: str
    operations: list[str] = field(factory=list)
    schemas: list[str] = field(factory=list)
    excluded: list[str] = field(factory=list)
    keeps: list[str] = field(factory=list)
    watch: str = ""
    overlay: str = ""
    accepts: list[str] = field(factory=list)
    rename: dict[str, str] = field(factory=dict)
    document: str = ""
    extensions: Extensions = field(factory=Extensions)

    def owns(self, name: str) -> bool:
        """Return True if a path or the name of a schema matches a root of this source."""
        return _matches((*self.operations, *self.schemas), name) and not _matches(self.excluded, name)

    def accepts_other(self, name: str) -> bool:
        """Return True if the shape that another source has of a component is taken without a question."""
        return _matches(self.accepts, name)

    @property
    def roots(self) -> dict[str, list[str]]:
        """The roots, as `codegen.contract.trim.trim` takes them."""
        kept = {"operations": self.operations, "schemas": self.schemas}
        return {**kept, "except": self.excluded, "keeps": self.keeps}


@frozen
class Dialect:
    """The events of one dialect.

    Attributes:
        name: Its name.
        unions: Name of the union of the events of each side that it has, by side.
        members: Regular expression for the whole names of these events, by side.
        marks: Types of events that only this dialect has; a document that names no dialect and has one is of it.
        path: Path of its WebSocket below the URL of the server.
        query: Description of each parameter of the query of this URL.
        headers: Value of each header that a client has to send in the handshake.
        keys: Keys of a response or session that only this dialect has.
        parts: Types of the parts of an item that only this dialect has.
        audio: Type of the event with which a client appends audio; "" for that of the first dialect, if it has it.
        text: Type of the part in which a client sends a text that the model has said; "" for none.
    """

    name: str
    unions: dict[str, str]
    members: dict[str, str]
    marks: list[str] = field(factory=list)
    path: str = "/"
    query: dict[str, str] = field(factory=dict)
    headers: dict[str, str] = field(factory=dict)
    keys: list[str] = field(factory=list)
    parts: list[str] = field(factory=list)
    audio: str = ""
    text: str = ""


@frozen
class Sources:
    """Everything that ``codegen/sources.yaml`` declares.

    Attributes:
        sources: The sources by name, in order of precedence.
        dialects: The dialects by name, in order of preference.
        events: Pattern of the names of events, with the groups ``dialect``, ``side`` and ``name``; None without events.
        omit: Operations that are left out, as ``POST /path``.
        names: Shorter names of components, by the name that they would have.
        former: Names of classes by the former names that stay importable.
        package: Name of the package, for ``python -m codegen --project``.
    """

    sources: dict[str, Source]
    dialects: dict[str, Dialect] = field(factory=dict)
    events: re.Pattern[str] | None = None
    omit: list[str] = field(factory=list)
    names: dict[str, str] = field(factory=dict)
    former: dict[str, str] = field(factory=dict)
    package: str = ""

    @property
    def roots(self) -> dict[str, list[str]]:
        """The roots of all sources together."""
        return {
            "operations": [pattern for source in self.sources.values() for pattern in source.operations],
            "schemas": [pattern for source in self.sources.values() for pattern in source.schemas],
        }

    @property
    def extensions(self) -> list[Extensions]:
        """The extensions that documents of any source may have."""
        return [source.extensions for source in self.sources.values()]

    @property
    def unions(self) -> dict[str, str]:
        """Regular expression for the members of each union of events, by name of the union."""
        return {union: one.members[side] for one in self.dialects.values() for side, union in one.unions.items()}

    def short(self, component: str) -> str:
        """Return the name of an event without the name of its union."""
        prefixes = [union for union in self.unions if component.startswith(union) and component != union]
        return component.removeprefix(max(prefixes, key=len, default=""))

    def __getitem__(self, name: str) -> Source:
        """Return a source.

        Raises:
            DocumentError: The name is unknown.
        """
        if name not in self.sources:
            raise DocumentError(f"{_FILE}: no source {name!r}; use one of {', '.join(self.sources)}")
        return self.sources[name]


def read_sources(path: Path = SOURCES) -> Sources:
    """Read ``sources.yaml``.

    Raises:
        DocumentError: It cannot be read, or an entry has the wrong type, an unknown key or an invalid pattern.
    """
    data = load(path)
    _require_keys(data, ("sources", "dialects", "events", "omit", "names", "former", "package"), "")
    sources = {
        name: _source(name, entry, f"sources.{name}") for name, entry in _mapping(data, "sources", "sources").items()
    }
    if not sources:
        raise DocumentError(f"{_FILE}: sources: declare at least one source with its roots")
    dialects: dict[str, Dialect] = {}
    for name, entry in _mapping(data, "dialects", "dialects").items():
        dialects[name] = _dialect(name, entry, f"dialects.{name}", next(iter(dialects.values()), None))
    events = _pattern(data.get("events", ""), "events")
    if dialects and not {"dialect", "side", "name"} <= set(re.compile(events).groupindex):
        raise DocumentError(f"{_FILE}: events: needs the groups `dialect`, `side` and `name`")
    package = _string(data.get("package", ""), "package")
    if package and not _NAME.fullmatch(package):
        raise DocumentError(f"{_FILE}: package: {package!r} is not the name of a package in lower case")
    omit = _strings(data, "omit", "omit")
    names, former = (
        {old: _string(new, f"{key}.{old}") for old, new in _mapping(data, key, key).items()}
        for key in ("names", "former")
    )
    return Sources(sources, dialects, re.compile(events) if events else None, omit, names, former, package)


def published(sources: Iterable[str], folder: Path) -> dict[str, Document]:
    """Return the kept part of each source that has one."""
    paths = {name: folder / f"{name}.yaml" for name in sources}
    return {name: load_openapi(path) for name, path in paths.items() if path.is_file()}


def _source(name: str, entry: Any, place: str) -> Source:
    _require_name(name, place)
    _require_mapping(entry, place)
    keys = ("operations", "schemas", "except", "keeps", "watch", "overlay", "accepts", "rename", "document")
    _require_keys(entry, (*keys, "extensions"), place)
    extensions = _mapping(entry, "extensions", f"{place}.extensions")
    _require_keys(extensions, ("constant", "event"), f"{place}.extensions")
    patterns = {
        key: [_pattern(pattern, f"{place}.{key}") for pattern in _strings(entry, key, f"{place}.{key}")]
        for key in ("operations", "schemas", "except", "keeps", "accepts")
    }
    return Source(
        name=name,
        operations=patterns["operations"],
        schemas=patterns["schemas"],
        excluded=patterns["except"],
        keeps=patterns["keeps"],
        watch=_pattern(entry.get("watch", ""), f"{place}.watch"),
        overlay=_string(entry.get("overlay", ""), f"{place}.overlay"),
        accepts=patterns["accepts"],
        document=_string(entry.get("document", ""), f"{place}.document"),
        extensions=Extensions(**{key: _extension(extensions[key], f"{place}.extensions.{key}") for key in extensions}),
        rename={
            old: _string(new, f"{place}.rename.{old}")
            for old, new in _mapping(entry, "rename", f"{place}.rename").items()
        },
    )


def _dialect(name: str, entry: Any, place: str, first: Dialect | None) -> Dialect:
    _require_name(name, place)
    _require_mapping(entry, place)
    _require_keys(entry, (*SIDES, "marks", "socket", "content", "sends"), place)
    sides = {side: _mapping(entry, side, f"{place}.{side}") for side in SIDES if side in entry}
    if not sides:
        raise DocumentError(f"{_FILE}: {place}: needs `server` or `client`")
    for side, union in sides.items():
        _require_keys(union, ("union", "members"), f"{place}.{side}")
    socket = _mapping(entry, "socket", f"{place}.socket")
    _require_keys(socket, ("path", "query", "headers"), f"{place}.socket")
    path = _string(socket.get("path", first.path if first else "/"), f"{place}.socket.path")
    if not _PATH.fullmatch(path):
        raise DocumentError(f"{_FILE}: {place}.socket.path: {path!r} is not a path such as /realtime")
    content = _mapping(entry, "content", f"{place}.content")
    _require_keys(content, ("keys", "parts"), f"{place}.content")
    sends = _mapping(entry, "sends", f"{place}.sends")
    _require_keys(sends, ("audio", "text"), f"{place}.sends")
    return Dialect(
        name=name,
        audio=_string(sends.get("audio", ""), f"{place}.sends.audio"),
        text=_string(sends.get("text", first.text if first else ""), f"{place}.sends.text"),
        keys=_strings(content, "keys", f"{place}.content.keys"),
        parts=_strings(content, "parts", f"{place}.content.parts"),
        path=path,
        query=_texts(socket, "query", f"{place}.socket.query") if "query" in socket or not first else first.query,
        headers=_texts(socket, "headers", f"{place}.socket.headers"),
        unions={side: _string(sides[side].get("union"), f"{place}.{side}.union") for side in sides},
        members={side: _pattern(sides[side].get("members"), f"{place}.{side}.members") for side in sides},
        marks=_strings(entry, "marks", f"{place}.marks"),
    )


def _require_name(name: str, place: str) -> None:
    if not _NAME.fullmatch(name):
        raise DocumentError(f"{_FILE}: {place}: a name consists of lower-case letters, digits and `_`")


def _require_mapping(value: Any, place: str) -> None:
    if not isinstance(value, dict):
        raise DocumentError(f"{_FILE}: {place}: must be a mapping, found {value!r:.60}")


def _require_keys(entry: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    unknown = [key for key in entry if key not in known]
    if unknown:
        where = f"{place}.{unknown[0]}" if place else unknown[0]
        raise DocumentError(f"{_FILE}: {where}: unknown key; use one of {', '.join(known)}")


def _mapping(entry: Mapping[str, Any], key: str, place: str) -> dict[str, Any]:
    value = entry.get(key, {})
    _require_mapping(value, place)
    return dict(value)


def _texts(entry: Mapping[str, Any], key: str, place: str) -> dict[str, str]:
    return {name: _string(value, f"{place}.{name}") for name, value in _mapping(entry, key, place).items()}


def _strings(entry: Mapping[str, Any], key: str, place: str) -> list[str]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise DocumentError(f"{_FILE}: {place}: must be a list of strings, found {value!r:.60}")
    return value


def _string(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise DocumentError(f"{_FILE}: {place}: must be a string, found {value!r:.60}")
    return value


def _extension(value: Any, place: str) -> str:
    name = _string(value, place)
    if not name.startswith("x-"):
        raise DocumentError(f"{_FILE}: {place}: {value!r} is not the name of an extension, `x-…`")
    return name


def _pattern(value: Any, place: str) -> str:
    text = _string(value, place)
    try:
        re.compile(text)
    except re.error as error:
        raise DocumentError(f"{_FILE}: {place}: {text!r} is not a regular expression: {error}") from None
    return text


def _matches(patterns: Iterable[str], name: str) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in patterns)
