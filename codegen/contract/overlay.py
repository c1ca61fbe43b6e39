"""Apply ``overlay.yaml``, our list of corrections to the published specification.

The file is an `OpenAPI Overlay 1.0 <https://spec.openapis.org/overlay/v1.0.0.html>`_ with two rules of our own:
every action states its reason (``description``) and its source (``x-source``), and every action must have an effect.
"""

from __future__ import annotations

import copy
from typing import Any

import jsonpath

from .document import Document, DocumentError, component_name, references

__all__ = ["apply"]


def apply(document: Document, overlay: Document, *, stale: list[str] | None = None) -> Document:
    """Return the document with every action applied in order; the input is not changed.

    Args:
        document: The published document.
        overlay: The corrections.
        stale: If given, collects a remark for each action that has no effect instead of raising.

    Raises:
        DocumentError: An action has no reason or source, matches nothing, or changes nothing (the published document
            has been corrected).
    """
    corrected = copy.deepcopy(document)
    for number, action in enumerate(overlay.get("actions", [])):
        target = action.get("target")
        where = f"overlay action {number} ({target})"
        if not action.get("description") or not action.get("x-source"):
            raise DocumentError(f"{where}: needs its reason as `description` and its source as `x-source`")
        matches = list(jsonpath.finditer(target, corrected))
        if not matches and stale is not None:
            stale.append(f"{where} matches nothing and was skipped.")
            continue
        if not matches:
            raise DocumentError(f"{where}: matches nothing; delete it, or update its target if the element has moved")
        if stale is not None and (missing := _missing(action.get("update"), corrected)):
            stale.append(f"{where} refers to {missing}, which does not exist, and was skipped.")
            continue
        before = copy.deepcopy(corrected)
        for match in reversed(matches):  # Removing the last first keeps the indexes of the others in a list.
            if action.get("remove"):
                assert match.parent is not None
                del match.parent.obj[match.parts[-1]]  # type: ignore[attr-defined]
            else:
                _merge(match.obj, action["update"])
        if corrected == before and stale is not None:
            stale.append(f"{where} changes nothing: the published document is already correct.")
        elif corrected == before:
            raise DocumentError(f"{where}: changes nothing, the published document is already correct; delete it")
    return corrected


def _missing(update: Any, document: Document) -> str:
    """Return the first schema that an update refers to but neither document nor update has, or ""."""
    schemas = {*document["components"]["schemas"], *(update if isinstance(update, dict) else ())}
    names = (component_name(reference, place) for place, reference in references(update, "$"))
    return next((name for name in names if name not in schemas), "")


def _merge(target: Any, update: Any) -> None:
    """Merge as the Overlay specification requires: mappings key by key, lists by appending new entries."""
    if isinstance(target, list):
        target.extend(copy.deepcopy(entry) for entry in update if entry not in target)
        return
    for key, value in update.items():
        current = target.get(key)
        if isinstance(current, dict | list) and isinstance(value, type(current)):
            _merge(current, value)
        else:
            target[key] = copy.deepcopy(value)
