"""Build ``openapi.yaml`` from a published revision: trim → overlay → unions → check → normalise → descriptions."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from ..paths import CONTRACT, OVERLAY, ROOTS
from . import descriptions
from .check import check
from .document import Document, DocumentError, load
from .normalise import normalise
from .overlay import apply
from .trim import trim
from .unions import complete

__all__ = ["CONTRACT", "OVERLAY", "ROOTS", "Built", "build"]


@frozen
class Built:
    """A contract and its origin.

    Attributes:
        contract: The contract.
        trimmed: The part of the published document that the roots reach, unchanged.
        remarks: Roots the revision lacks and corrections that do not apply to it, if that was allowed.
    """

    contract: Document
    trimmed: Document
    remarks: list[str]


def build(upstream: Document, described: Document, *, is_other_revision: bool = False) -> Built:
    """Build the contract for a published revision, with the head and the descriptions of ``described``.

    Args:
        upstream: The published document.
        described: The current contract.
        is_other_revision: Whether roots and corrections may match nothing; remarks then name them.

    Raises:
        DocumentError: A root matches nothing, a correction has no effect, or a construct is not supported.
    """
    roots: Any = load(ROOTS)
    remarks: list[str] = []
    absent = remarks if is_other_revision else None
    trimmed = trim(upstream, roots, absent=absent)
    corrected = apply(trimmed, load(OVERLAY), stale=absent)
    completed, empty = complete(corrected, roots["unions"])
    if empty and not is_other_revision:
        raise DocumentError(f"{empty[0]} Remove the union if that is intended.")
    check(completed)
    normal = normalise(completed)
    head: Document = {
        key: described[key] for key in ("openapi", "info", "servers", "security", "tags") if key in described
    }
    kept = {key: value for key, value in described.get("components", {}).items() if key == "securitySchemes"}
    components = {**normal["components"], **kept}
    contract: Document = {**head, "paths": normal["paths"], "components": components}
    return Built(descriptions.attach(contract, descriptions.collect(described)), trimmed, remarks + empty)
