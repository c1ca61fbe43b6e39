"""``upstream.lock``: the inputs of the contract and of the generated package, so that every change has a cause."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from .contract.document import Document, DocumentError, dump, load, operations
from .paths import CONFIG, MIXINS, OVERLAY, ROOT, ROOTS, TEMPLATES

__all__ = ["LOCK", "Lock", "corrections", "digest", "inputs", "reachable"]

LOCK = ROOT / "codegen" / "upstream.lock"
_HEAD = "# Written by `make sync` and `make generate`: the inputs of openapi.yaml and of the generated package.\n"


@frozen(kw_only=True)
class Lock:
    """The inputs that were used; digests are SHA-256 in hexadecimal.

    Attributes:
        revision: Name of the published document.
        upstream: Digest of the published document, byte for byte.
        trimmed: Digest of the part of it that the roots reach.
        overlay: Digest of the roots and the corrections.
        config: Digest of the generator's settings and the mixins.
        templates: Digest of the templates.
        generator: Name and version of the generator.
        formatter: Name and version of the formatter.
        operations: Operations that the roots reach.
        schemas: Schemas that the roots reach.
    """

    revision: str = ""
    upstream: str = ""
    trimmed: str = ""
    overlay: str = ""
    config: str = ""
    templates: str = ""
    generator: str = ""
    formatter: str = ""
    operations: list[str]
    schemas: list[str]

    @classmethod
    def of(cls, values: dict[str, Any]) -> Lock:
        """Create a lock from a mapping of its attributes.

        Raises:
            TypeError: An attribute is missing or unknown.
        """
        return cls(**values)

    @classmethod
    def read(cls, path: Path = LOCK) -> Lock:
        """Read a lock file; a missing file is an empty lock.

        Raises:
            DocumentError: The file is not a lock.
        """
        if not path.is_file():
            return cls(operations=[], schemas=[])
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


def corrections() -> str:
    """Return the digest of the current roots and corrections."""
    return digest(*_contents([ROOTS, OVERLAY]))


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        yield path.name.encode()
        yield path.read_bytes()


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of all parts and their lengths, in hexadecimal."""
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()


def reachable(trimmed: Document) -> dict[str, list[str]]:
    """Return the names of the ``operations`` (``POST /path``) and ``schemas`` in a trimmed document."""
    found = [f"{method.upper()} {path}" for path, method, _ in operations(trimmed)]
    return {"operations": sorted(found), "schemas": sorted(trimmed["components"]["schemas"])}
