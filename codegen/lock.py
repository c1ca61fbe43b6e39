"""``upstream.lock``: what the contract and the generated package were made from, so that each change has a cause."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from .contract.document import Document, DocumentError, dump, load, operations

__all__ = ["LOCK", "Lock", "corrections", "digest", "inputs", "reachable"]

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "codegen" / "upstream.lock"
_HEAD = "# Written by `make sync` and `make generate`: what openapi.yaml and the generated package were made from.\n"
_CORRECTIONS = [ROOT / "codegen" / name for name in ("roots.yaml", "overlay.yaml")]
_GENERATION = [ROOT / "generator-config.yaml", ROOT / "codegen" / "mixins.yaml"]
_TEMPLATES = ROOT / "codegen" / "templates"


@frozen(kw_only=True)
class Lock:
    """What was used; every digest is a SHA-256.

    Attributes:
        revision: Name of the published document.
        upstream: Digest of the published document, as it came.
        trimmed: Digest of the part of it that the roots reach.
        overlay: Digest of the roots and the corrections.
        config: Digest of the generator's settings and the mixins.
        templates: Digest of the templates.
        generator: Name and version of the generator.
        formatter: Name and version of the formatter.
        operations: Operations that the roots reached.
        schemas: Schemas that the roots reached.
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
        """A lock of values by attribute.

        Raises:
            TypeError: One is missing, or unknown.
        """
        return cls(**values)

    @classmethod
    def read(cls, path: Path = LOCK) -> Lock:
        """The lock as it was written; an empty one where there is none.

        Raises:
            DocumentError: It is no lock.
        """
        if not path.is_file():
            return cls(operations=[], schemas=[])
        try:
            return cls.of(load(path))
        except TypeError as error:
            raise DocumentError(f"{path.name}: {error}; run `make sync` to write it anew") from None

    def write(self, path: Path = LOCK) -> None:
        """Write it down, whole or not at all."""
        new = path.with_name(f".{path.name}.new")
        new.write_text(_HEAD + dump(asdict(self)), encoding="utf-8")
        os.replace(new, path)


def inputs() -> dict[str, Any]:
    """What there is now of all that shapes generation, as attributes of a lock."""
    return {
        "config": digest(*_contents(_GENERATION)),
        "templates": digest(*_contents(sorted(_TEMPLATES.rglob("*.jinja")))),
        "generator": f"openapi-python-client {version('openapi-python-client')}",
        "formatter": f"ruff {version('ruff')}",
    }


def corrections() -> str:
    """Digest of the roots and the corrections as they are now."""
    return digest(*_contents(_CORRECTIONS))


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        yield path.name.encode()
        yield path.read_bytes()


def digest(*parts: bytes) -> str:
    """SHA-256 of some parts, each with its length, in hexadecimal."""
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()


def main() -> int:
    """Command line: ``python -m codegen.lock``; exit code 1 when the contract was made with other corrections."""
    if Lock.read().overlay == corrections():
        return 0
    print("error: roots.yaml or overlay.yaml changed after openapi.yaml was written; run make sync", file=sys.stderr)
    return 1


def reachable(trimmed: Document) -> dict[str, list[str]]:
    """Names of what a trimmed document holds: ``operations`` (``POST /path``) and ``schemas``."""
    found = [f"{method.upper()} {path}" for path, method, _ in operations(trimmed)]
    return {"operations": sorted(found), "schemas": sorted(trimmed["components"]["schemas"])}


if __name__ == "__main__":
    sys.exit(main())
