"""Build ``openapi.yaml`` from its sources.

Each source is trimmed, and all are combined; then overlay → unions → check → normalise → descriptions. Every step
collects what a person has to decide, and goes on as well as it can, so that one run lists all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from ..paths import ROOT
from . import descriptions
from .check import problems_of
from .combine import combine
from .document import Document, DocumentError, Schema, child, load
from .normalise import normalise
from .overlay import Unapplied, apply
from .sources import Sources
from .trim import bare, trim, unreached
from .unions import complete, of_no_dialect

__all__ = ["Built", "Part", "build", "part_of"]


@frozen
class Built:
    """A contract and its origin.

    Attributes:
        contract: The contract. With ``faults``, it lacks what these are about.
        unapplied: Corrections that have no effect.
        problems: What has to be decided, apart from corrections: one line each, with place and choices.
        faults: Constructs that cannot be generated: one line each.
    """

    contract: Document
    unapplied: list[Unapplied] = field(factory=list)
    problems: list[str] = field(factory=list)
    faults: list[str] = field(factory=list)

    def require_complete(self) -> Document:
        """Return the contract.

        Raises:
            DocumentError: Something has to be decided first.
        """
        stops = [*self.problems, *map(str, self.unapplied), *self.faults]
        if stops:
            raise DocumentError("\n".join(stops))
        return self.contract


@frozen
class Part:
    """The part of a published document that a source keeps.

    Attributes:
        document: The part, without texts.
        problems: Roots that match nothing.
        remarks: Elements that are not reached although they match ``watch``, and those that another source keeps.
    """

    document: Document
    problems: list[str]
    remarks: list[str]


def part_of(published: Document, name: str, sources: Sources, kept: Mapping[str, Document]) -> Part:
    """Return the part of a published document that a source keeps.

    Args:
        published: The document.
        name: Name of the source.
        sources: All sources.
        kept: Parts of all sources.

    Raises:
        DocumentError: Nothing matches the roots, or a reference does not resolve.
    """
    source = sources[name]
    problems: list[str] = []
    trimmed = trim(published, source.roots, absent=problems)
    others = {other: part for other, part in kept.items() if other != name}
    remarks = []
    if source.watch:
        found = unreached(published, trimmed, source.watch)
        new = [element for element in found if not any(sources[other].owns(element) for other in others)]
        if new:
            remarks.append(
                f"Not part of the contract, although the document relates it to `{source.watch}`: {', '.join(new)}. "
                f"Add what is wanted to the roots of {name} in codegen/sources.yaml."
            )
    remarks += [remark for other, part in others.items() if (remark := _frozen(published, other, sources, part))]
    return Part(bare(trimmed), problems, remarks)


def build(parts: Mapping[str, Document], described: Document, sources: Sources, overlay: Document) -> Built:
    """Build the contract from the parts of its sources, with the head and the descriptions of ``described``.

    Args:
        parts: Part of each source.
        described: The current contract.
        sources: All sources.
        overlay: Corrections of the combined document.

    Raises:
        DocumentError: Nothing can be built.
    """
    unapplied: list[Unapplied] = []
    corrected = {}
    for name, part in parts.items():
        own = sources[name].overlay
        corrected[name] = apply(part, load(ROOT / own), unapplied=unapplied, name=own) if own else part
    order = [*described.get("paths", {}), *_schemas(described)]
    combined, problems = combine(corrected, sources, order)
    completed, empty = complete(apply(combined, overlay, unapplied=unapplied), sources.unions)
    problems += [*empty, *of_no_dialect(completed, sources)]
    faults, sound = _isolated(completed)
    normal = normalise(sound, problems=faults)
    head: Document = {
        key: described[key] for key in ("openapi", "info", "servers", "security", "tags") if key in described
    }
    kept = {key: value for key, value in described.get("components", {}).items() if key == "securitySchemes"}
    components = {**normal["components"], **kept}
    contract: Document = {**head, "paths": normal["paths"], "components": components}
    contract = descriptions.attach(contract, descriptions.collect(described))
    return Built(contract, unapplied, problems, faults)


def _isolated(document: Document) -> tuple[list[str], Document]:
    """Return all problems of a document, and the document without the components and operations that have them."""
    found = problems_of(document)
    if not found:
        return [], document
    schemas: dict[str, Schema] = dict(document["components"]["schemas"])
    paths: dict[str, Any] = dict(document["paths"])
    for problem in found:
        schemas.update({name: {} for name in schemas if _is_at(problem, child("$.components.schemas", name))})
        paths = {path: item for path, item in paths.items() if not _is_at(problem, child("$.paths", path))}
    rest: Document = {**document, "paths": paths, "components": {**document["components"], "schemas": schemas}}
    if problems_of(rest):
        raise DocumentError("\n".join(found))
    return found, rest


def _is_at(problem: str, place: str) -> bool:
    return problem.startswith(place) and not re.match(r"\w", problem[len(place) :])


def _frozen(published: Document, other: str, sources: Sources, part: Document) -> str:
    """Return a remark about elements of another source in this document that are not what that source keeps."""
    schemas, owner = _schemas(published), sources[other]
    names = [name for name in schemas if owner.owns(name)]
    kept = part["components"]["schemas"]
    stripped = bare({"openapi": "", "paths": {}, "components": {"schemas": {name: schemas[name] for name in names}}})
    differing = [name for name in names if stripped["components"]["schemas"][name] != kept.get(name)]
    if not differing:
        return ""
    return (
        f"The source {other} keeps its own {', '.join(differing)}, which this document has otherwise; "
        f"SOURCE={other} follows the document."
    )


def _schemas(document: Document) -> dict[str, Schema]:
    found: dict[str, Schema] = document.get("components", {}).get("schemas", {})
    return found
