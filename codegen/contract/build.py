"""Build ``openapi.yaml`` from its sources.

Each source is trimmed, and all are combined; then overlay → unions → check → normalise → share → descriptions. Every
step collects what a person has to decide, and goes on as well as it can, so that one run lists all of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from ..paths import ROOT
from . import descriptions
from .check import problems_of
from .combine import combine
from .document import METHODS, Document, DocumentError, Schema, child, load
from .extensions import neutral
from .keywords import LEFT_OUT, places_of, remarks_on
from .normalise import normalise
from .overlay import Unapplied, apply
from .shared import share
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
        faults: Components that cannot be generated: one line each.
        omitted: Reason for each operation that cannot be generated and is left out, by ``POST /path``.
        remarks: Places where the contract allows more than the documents.
    """

    contract: Document
    unapplied: list[Unapplied] = field(factory=list)
    problems: list[str] = field(factory=list)
    faults: list[str] = field(factory=list)
    omitted: dict[str, str] = field(factory=dict)
    remarks: list[str] = field(factory=list)

    def require_complete(self) -> Document:
        """Return the contract.

        Raises:
            DocumentError: Something has to be decided first.
        """
        stops = [*self.problems, *map(str, self.unapplied), *self.faults, *self.omitted.values()]
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
    return Part(bare(trimmed, source.extensions), problems, remarks)


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
        part = neutral(part, [sources[name].extensions])
        corrected[name] = apply(part, load(ROOT / own), unapplied=unapplied, name=own) if own else part
    order = [*described.get("paths", {}), *_schemas(described)]
    combined, problems = combine(corrected, sources, order)
    completed, empty = complete(apply(combined, overlay, unapplied=unapplied), sources.unions)
    problems += [*empty, *of_no_dialect(completed, sources)]
    faults, sound, omitted = _isolated(_identified(completed))
    unsupported: list[str] = []
    shared = share(normalise(sound, problems=unsupported), completed["components"]["schemas"], sources.names)
    problems += shared.problems
    normal, others = _without_operations(shared.document, unsupported)
    faults += unsupported
    head: Document = {
        key: described[key] for key in ("openapi", "info", "servers", "security", "tags") if key in described
    }
    kept = {key: value for key, value in described.get("components", {}).items() if key == "securitySchemes"}
    components = {**normal["components"], **kept}
    contract: Document = {**head, "paths": normal["paths"], "components": components}
    contract = descriptions.attach(contract, descriptions.moved(descriptions.collect(described), shared.moved))
    remarks = remarks_on(places_of(sound, [key for key, remark in LEFT_OUT.items() if remark]))
    return Built(contract, unapplied, problems, faults, omitted | others, remarks)


def _identified(document: Document) -> Document:
    """Return the document with what operations may lack: an ``operationId``, and ``responses``."""
    taken = {operation.get("operationId") for _, _, operation in _operations(document)}
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        paths[path] = item
        for method in METHODS:
            if not isinstance(item, dict) or not isinstance(item.get(method), dict):
                continue
            added: dict[str, Any] = {}
            if "operationId" not in item[method]:
                name = "-".join((method, *re.findall(r"[A-Za-z0-9]+", path)))
                numbered = (f"{name}-{number}" for number in itertools.count(2))
                added["operationId"] = next(free for free in itertools.chain([name], numbered) if free not in taken)
                taken.add(added["operationId"])
            if "responses" not in item[method]:
                added["responses"] = {}
            if added:
                paths[path] = {**paths[path], method: {**item[method], **added}}
    return {**document, "paths": paths}


def _isolated(document: Document) -> tuple[list[str], Document, dict[str, str]]:
    """Separate what cannot be generated.

    Returns:
        The problems of components, the document without those and without operations that have problems, and the
        reasons for leaving these out.
    """
    faults: list[str] = []
    omitted: dict[str, str] = {}
    while found := problems_of(document):  # Some are only looked for where there are no others.
        rest, reasons = _without_operations(document, found)
        omitted |= reasons
        schemas: dict[str, Schema] = dict(rest["components"]["schemas"])
        for problem in found:
            schemas.update({name: {} for name in schemas if _is_at(problem, child("$.components.schemas", name))})
        faults += found
        rest = {**rest, "components": {**rest["components"], "schemas": schemas}}
        if rest == document:
            raise DocumentError("\n".join(faults))
        document = rest
    return faults, document, omitted


def _without_operations(document: Document, problems: list[str]) -> tuple[Document, dict[str, str]]:
    """Return the document without the operations that have problems, and the reason for each; takes these problems."""
    omitted: dict[str, str] = {}
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        place = child("$.paths", path)
        own = [problem for problem in problems if _is_at(problem, place)]
        kept = dict(item) if isinstance(item, dict) else {}
        for method in METHODS:
            others = [f"{place}.{other}" for other in METHODS if other != method]
            reasons = [problem for problem in own if not any(_is_at(problem, other) for other in others)]
            if method in kept and reasons:
                del kept[method]
                omitted[f"{method.upper()} {path}"] = "; ".join(reasons)
        if own and not any(name.endswith(f" {path}") for name in omitted):
            omitted[path] = "; ".join(own)
        problems[:] = [problem for problem in problems if problem not in own]
        if not own or any(method in kept for method in METHODS):
            paths[path] = kept
    return {**document, "paths": paths}, omitted


def _operations(document: Document) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if isinstance(item, dict) and isinstance(item.get(method), dict)
    ]


def _is_at(problem: str, place: str) -> bool:
    return problem.startswith(place) and not re.match(r"\w", problem[len(place) :])


def _frozen(published: Document, other: str, sources: Sources, part: Document) -> str:
    """Return a remark about elements of another source in this document that are not what that source keeps."""
    schemas, owner = _schemas(published), sources[other]
    names = [name for name in schemas if owner.owns(name)]
    kept = part["components"]["schemas"]
    owned: Document = {"openapi": "", "paths": {}, "components": {"schemas": {name: schemas[name] for name in names}}}
    stripped = bare(owned, owner.extensions)
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
