"""Writing ``openapi.yaml`` from a published revision: trim → overlay → check → normalise → words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from . import descriptions
from .check import check
from .document import Document, DocumentError, load
from .normalise import normalise
from .overlay import apply
from .trim import trim
from .unions import complete

__all__ = ["CONTRACT", "OVERLAY", "ROOTS", "Built", "build"]

ROOT = Path(__file__).parent.parent.parent
CONTRACT = ROOT / "openapi.yaml"
ROOTS = ROOT / "codegen" / "roots.yaml"
OVERLAY = ROOT / "codegen" / "overlay.yaml"


@frozen
class Built:
    """A contract and what it was made of.

    Attributes:
        contract: The contract.
        trimmed: The published part that the roots reach, as it was published.
        remarks: What the revision lacks, and which corrections do not apply to it, where that was acknowledged.
    """

    contract: Document
    trimmed: Document
    remarks: list[str]


def build(upstream: Document, described: Document, *, is_other_revision: bool = False) -> Built:
    """The contract for a published revision, with the head and the words of ``described``.

    Args:
        upstream: The published document.
        described: The contract so far.
        is_other_revision: Whether the revision may lack what the roots name and the corrections mend: remarks say so.

    Raises:
        DocumentError: The revision lacks a root, an overlay action has no effect, or a shape is not understood.
    """
    roots: Any = load(ROOTS)
    remarks: list[str] = []
    absent = remarks if is_other_revision else None
    trimmed = trim(upstream, roots, absent=absent)
    corrected = apply(trimmed, load(OVERLAY), stale=absent)
    completed, lacking = complete(corrected, roots["unions"])
    if lacking and not is_other_revision:
        raise DocumentError(f"{lacking[0]} Change codegen/roots.yaml if that is meant")
    check(completed)
    normal = normalise(completed)
    head: Document = {
        key: described[key] for key in ("openapi", "info", "servers", "security", "tags") if key in described
    }
    kept = {key: value for key, value in described.get("components", {}).items() if key == "securitySchemes"}
    components = {**normal["components"], **kept}
    written = descriptions.collect(described)
    made = descriptions.attach({**head, "paths": normal["paths"], "components": components}, written)
    return Built(made, trimmed, remarks + lacking)
