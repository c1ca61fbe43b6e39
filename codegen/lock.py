"""``upstream.lock``: the inputs of the contract and of the generated package, so that every change has a cause."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from .contract.document import Document, DocumentError, dump, load, operations
from .paths import CONFIG, MIXINS, OVERLAY, PUBLISHED, ROOT, SOURCES, TEMPLATES

__all__ = ["LOCK", "Lock", "Locked", "corrections", "digest", "inputs", "reachable"]

LOCK = ROOT / "codegen" / "upstream.lock"
_HEAD = "# Written by `make sync` and `make generate`: the inputs of openapi.yaml and of the generated package.\n"


@frozen(kw_only=True)
class Locked:
    """One source as it was used.

    Attributes:
        revision: Name of the published document.
        upstream: Digest of the published document, byte for byte.
        kept: Digest of the part of it that is kept.
        operations: Operations in this part.
        schemas: Schemas in this part.
    """

    revision: str = ""
    upstream: str = ""
    kept: str = ""
    operations: list[str] = field(factory=list)
    schemas: list[str] = field(factory=list)


@frozen(kw_only=True)
class Lock:
    """The inputs that were used; digests are SHA-256 in hexadecimal.

    Attributes:
        overlay: Digest of ``sources.yaml`` and the corrections.
        config: Digest of the generator's settings and the mixins.
        templates: Digest of the templates.
        generator: Name and version of the generator.
        formatter: Name and version of the formatter.
        sources: The sources by name.
    """

    overlay: str = ""
    config: str = ""
    templates: str = ""
    generator: str = ""
    formatter: str = ""
    sources: dict[str, Locked] = field(factory=dict)

    @property
    def names(self) -> set[str]:
        """Names of the operations and schemas of all sources."""
        return {name for source in self.sources.values() for name in (*source.operations, *source.schemas)}

    @classmethod
    def of(cls, values: dict[str, Any]) -> Lock:
        """Create a lock from a mapping of its attributes.

        Raises:
            TypeError: An attribute is missing or unknown.
        """
        sources = values.get("sources", {})
        if not isinstance(sources, dict) or not all(isinstance(one, dict) for one in sources.values()):
            raise TypeError("`sources` must be a mapping of mappings")
        return cls(**{**values, "sources": {name: Locked(**one) for name, one in sources.items()}})

    @classmethod
    def read(cls, path: Path = LOCK) -> Lock:
        """Read a lock file; a missing file is an empty lock.

        Raises:
            DocumentError: The file is not a lock.
        """
        if not path.is_file():
            return cls()
        try:
            return cls.of(load(path))
        except TypeError as error:
            raise DocumentError(f"{path.name}: {error}; run `make sync` to write it again") from None

    def write(self, path: Path = LOCK) -> None:
        """Write the lock file atomically."""
        new = path.with_name(f".{path.name}.new")
        new.write_text(_HEAD + dump(asdict(self)), encoding="utf-8")
        os.replace(new, path)


def inputs() -> dict[str, Any]:
    """Return the current inputs of generation, as attributes of a lock."""
    return {
        "config": digest(*_contents([CONFIG, MIXINS])),
        "templates": digest(*_contents(sorted(TEMPLATES.rglob("*.jinja")))),
        "generator": f"openapi-python-client {version('openapi-python-client')}",
        "formatter": f"ruff {version('ruff')}",
    }


def corrections(new: Mapping[Path, str] | None = None) -> str:
    """Return the digest of the sources and corrections.

    Args:
        new: Content of some of the files instead of the current one.
    """
    new = new or {}
    paths = [SOURCES, OVERLAY, *sorted({*PUBLISHED.glob("*.yaml"), *(path for path in new if path != OVERLAY)})]
    return digest(*_contents(paths, new))


def _contents(paths: Iterable[Path], new: Mapping[Path, str] | None = None) -> Iterator[bytes]:
    for path in paths:
        yield path.name.encode()
        yield new[path].encode() if new and path in new else path.read_bytes()


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of all parts and their lengths, in hexadecimal."""
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()


def reachable(part: Document) -> dict[str, list[str]]:
    """Return the names of the ``operations`` (``POST /path``) and ``schemas`` in a part of a document."""
    found = [f"{method.upper()} {path}" for path, method, _ in operations(part)]
    return {"operations": sorted(found), "schemas": sorted(part["components"]["schemas"])}
