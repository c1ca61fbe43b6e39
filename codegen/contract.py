"""Writing ``openapi.yaml`` from a published revision: trim → overlay → check → normalise → words."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import words
from .check import check
from .document import Document, DocumentError, dump, load, load_openapi
from .normalise import normalise
from .overlay import apply
from .trim import trim

__all__ = ["CONTRACT", "OVERLAY", "ROOTS", "build", "main"]

ROOT = Path(__file__).parent.parent
CONTRACT = ROOT / "openapi.yaml"
ROOTS = ROOT / "codegen" / "roots.yaml"
OVERLAY = ROOT / "codegen" / "overlay.yaml"


def build(upstream: Document, described: Document) -> Document:
    """The contract for a published revision, with the head and the words of ``described``.

    Raises:
        DocumentError: The revision lacks a root, an overlay action has no effect, or a shape is not understood.
    """
    trimmed = trim(upstream, load(ROOTS))
    corrected = apply(trimmed, load(OVERLAY))
    check(corrected)
    normal = normalise(corrected)
    head: Document = {
        key: described[key] for key in ("openapi", "info", "servers", "security", "tags") if key in described
    }
    kept = {key: value for key, value in described.get("components", {}).items() if key == "securitySchemes"}
    components = {**normal["components"], **kept}
    return words.attach({**head, "paths": normal["paths"], "components": components}, words.collect(described))


def main(argv: list[str] | None = None) -> int:
    """Command line: ``python -m codegen.contract UPSTREAM``; exit code 1 with the reason when it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m codegen.contract", description=__doc__)
    parser.add_argument("upstream", type=Path, help="a full revision of the vendor's OpenAPI document")
    arguments = parser.parse_args(argv)
    try:
        contract = build(load_openapi(arguments.upstream), load_openapi(CONTRACT))
    except (DocumentError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    CONTRACT.write_text(dump(contract), encoding="utf-8")
    for place in words.undescribed(contract):
        print(f"to be described: {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
