"""Applying ``overlay.yaml``, our list of corrections to the published specification.

The file is an `OpenAPI Overlay 1.0 <https://spec.openapis.org/overlay/v1.0.0.html>`_ with two rules of ours on top:
every action carries its reason (``description``) and its source (``x-source``), and every action must still matter.
"""

from __future__ import annotations

import copy
from typing import Any

import jsonpath

from .document import Document, DocumentError, component_name, references

__all__ = ["apply"]


def apply(document: Document, overlay: Document, *, stale: list[str] | None = None) -> Document:
    """Apply every action in order and return the corrected document; the input is left as it was.

    Args:
        document: The published document.
        overlay: The corrections.
        stale: Takes the actions that match or change nothing, where that is no error.

    Raises:
        DocumentError: An action has no reason or source, matches nothing, or changes nothing any more (the vendor has
            mended what it corrects).
    """
    corrected = copy.deepcopy(document)
    for number, action in enumerate(overlay.get("actions", [])):
        target = action.get("target")
        where = f"overlay action {number} ({target})"
        if not action.get("description") or not action.get("x-source"):
            raise DocumentError(f"{where}: give its reason as `description` and where it is known from as `x-source`")
        matches = list(jsonpath.finditer(target, corrected))
        if not matches and stale is not None:
            stale.append(f"{where} matches nothing: left out.")
            continue
        if not matches:
            raise DocumentError(f"{where}: matches nothing; delete it, or point it to where the element has moved")
        if stale is not None and (lacking := _absent(action.get("update"), corrected)):
            stale.append(f"{where} refers to {lacking}, which the document does not hold: left out.")
            continue
        before = copy.deepcopy(corrected)
        for match in reversed(matches):  # So that removing from a list leaves the indexes of the rest.
            if action.get("remove"):
                assert match.parent is not None
                del match.parent.obj[match.parts[-1]]  # type: ignore[attr-defined]
            else:
                _merge(match.obj, action["update"])
        if corrected == before and stale is not None:
            stale.append(f"{where} changes nothing: the document has it already.")
        elif corrected == before:
            raise DocumentError(f"{where}: changes nothing, the published document has it already; delete it")
    return corrected


def _absent(update: Any, document: Document) -> str:
    """The first schema that an update refers to and that is not there, neither in the document nor in the update."""
    schemas = {*document["components"]["schemas"], *(update if isinstance(update, dict) else ())}
    names = (component_name(reference, place) for place, reference in references(update, "$"))
    return next((name for name in names if name not in schemas), "")


def _merge(target: Any, update: Any) -> None:
    """Merge as the Overlay specification says: mappings key by key, lists by appending what is new."""
    if isinstance(target, list):
        target.extend(copy.deepcopy(entry) for entry in update if entry not in target)
        return
    for key, value in update.items():
        current = target.get(key)
        if isinstance(current, dict | list) and isinstance(value, type(current)):
            _merge(current, value)
        else:
            target[key] = copy.deepcopy(value)
