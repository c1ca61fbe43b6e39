"""Apply ``overlay.yaml``, our list of corrections to the published specification.

The file is an `OpenAPI Overlay 1.0 <https://spec.openapis.org/overlay/v1.0.0.html>`_ with two rules of our own:
every action states its reason (``description``) and its source (``x-source``), and every action must have an effect.
"""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any

import jsonpath
import yaml
from attrs import frozen

from .document import Document, DocumentError, component_name, references

__all__ = ["Unapplied", "apply", "without"]


@frozen
class Unapplied:
    """An action that has no effect, or cannot be applied.

    Attributes:
        number: Position in the list of actions.
        target: Its target, as JSON path.
        problem: Reason, and what to do.
        overlay: Name of the overlay.
    """

    number: int
    target: str
    problem: str
    overlay: str = "overlay"

    def __str__(self) -> str:
        return f"{self.overlay} action {self.number} ({self.target}): {self.problem}"


def apply(
    document: Document, overlay: Document, *, unapplied: list[Unapplied] | None = None, name: str = "overlay"
) -> Document:
    """Return the document with every action applied in order; the input is not changed.

    Args:
        document: The published document.
        overlay: The corrections.
        unapplied: If given, collects the actions without effect instead of raising.
        name: Name of the overlay in messages.

    Raises:
        DocumentError: Actions have no reason or source, match nothing, or change nothing (the published document has
            been corrected); the message lists them.
    """
    corrected = copy.deepcopy(document)
    found: list[Unapplied] = []
    for number, action in enumerate(overlay.get("actions") or []):
        problem = _applied(action, corrected)
        if problem:
            found.append(Unapplied(number, str(action.get("target")), problem, name))
    if unapplied is not None:
        unapplied += found
    elif found:
        raise DocumentError("\n".join(map(str, found)))
    return corrected


def without(text: str, numbers: Collection[int], name: str = "overlay") -> str:
    """Return the text of an overlay without some of its actions; all other lines stay as they are.

    Args:
        text: YAML with an action in each entry of a block sequence.
        numbers: Indexes of the actions to remove.
        name: Name of the overlay in messages.

    Raises:
        DocumentError: The actions share lines with others, so that removing them is left to the maintainer.
    """
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    [actions] = [value for key, value in root.value if key.value == "actions"]
    lines = text.splitlines(keepends=True)
    removed = set[int]()
    for number in numbers:
        begin, stop = actions.value[number].start_mark, actions.value[number].end_mark
        # The dash may be on a line above.
        start = begin.line
        while start > 0 and not lines[start][: begin.column].lstrip().startswith("-"):
            start -= 1
        # The end mark of a block is at the next token, with comments and blank lines in between.
        end = stop.line + bool(stop.line < len(lines) and lines[stop.line][: stop.column].strip())
        while end > begin.line + 1 and lines[end - 1].strip()[:1] in ("", "#"):
            end -= 1
        removed.update(range(start, end))
    edited = "".join(line for number, line in enumerate(lines) if number not in removed)
    before, wanted = yaml.safe_load(text), [number for number in range(len(actions.value)) if number not in numbers]
    before["actions"] = [before["actions"][number] for number in wanted]
    try:
        after = yaml.safe_load(edited)
        after["actions"] = after["actions"] or []
    except (yaml.YAMLError, LookupError, TypeError):
        after = None
    if after != before:
        listed = ", ".join(map(str, sorted(numbers)))
        raise DocumentError(f"{name}: actions {listed} are obsolete, but share lines with others; remove them by hand")
    return edited


def _applied(action: dict[str, Any], document: Document) -> str:
    """Apply an action to a document; return why that is not possible, or ""."""
    if not action.get("description") or not action.get("x-source"):
        return "needs its reason as `description` and its source as `x-source`"
    try:
        matches = list(jsonpath.finditer(action["target"], document))
    except (jsonpath.JSONPathError, KeyError, TypeError) as error:
        return f"the target is not a JSON path: {error}"
    if not matches:
        return "matches nothing; delete it, or update its target if the element has moved"
    missing = _missing(action.get("update"), document)
    if missing:
        return f"refers to {missing}, which does not exist; update it, or delete it"
    changed = False
    for match in reversed(matches):  # Removing the last first keeps the indexes of the others in a list.
        if action.get("remove"):
            assert match.parent is not None
            del match.parent.obj[match.parts[-1]]  # type: ignore[attr-defined]
            changed = True
        else:
            changed |= _merge(match.obj, action["update"])
    return "" if changed else "changes nothing, the published document is already correct; delete it"


def _missing(update: Any, document: Document) -> str:
    """Return the first schema that an update refers to but neither document nor update has, or ""."""
    schemas = {*document.get("components", {}).get("schemas", {}), *(update if isinstance(update, dict) else ())}
    names = (component_name(reference, place) for place, reference in references(update, "$"))
    return next((name for name in names if name not in schemas), "")


def _merge(target: Any, update: Any) -> bool:
    """Merge as the Overlay specification requires: mappings key by key, lists by appending new entries.

    Returns:
        True if that changed the target.
    """
    if isinstance(target, list):
        new = [copy.deepcopy(entry) for entry in update if entry not in target]
        target.extend(new)
        return bool(new)
    changed = False
    for key, value in update.items():
        current = target.get(key)
        if isinstance(current, dict | list) and isinstance(value, type(current)):
            changed |= _merge(current, value)
        elif key not in target or current != value or type(current) is not type(value):
            target[key] = copy.deepcopy(value)
            changed = True
    return changed
