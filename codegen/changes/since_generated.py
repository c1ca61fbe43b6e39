"""Summary of what an edit of the contract changes in the generated package, for `make generate`."""

from __future__ import annotations

import json
from pathlib import Path

from ..contract.document import Document, DocumentError
from ..contract.sources import Sources
from .compare import compare, events
from .impact import IMPACTS

__all__ = ["summary"]

_SHOWN = 10


def summary(generated: Path, contract: Document, sources: Sources) -> list[str]:
    """Return what differs from the contract that a package was generated from: counts, then the severest changes.

    Args:
        generated: Folder of the package; without one, nothing is returned.
        contract: The contract to generate from.
        sources: Declaration of the dialects.
    """
    try:
        before = json.loads((generated / "schemas.json").read_text(encoding="utf-8"))
        old, new = (
            {"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}}
            for paths, schemas in (
                (before["paths"], before["schemas"]),
                (contract["paths"], contract["components"]["schemas"]),
            )
        )
        changes = compare(old, new, sources)
        known = {event.where for event in events(new, sources)}
        unknown = [event.where for event in events(old, sources) if event.where not in known]
    except (OSError, ValueError, KeyError, TypeError, DocumentError):
        return []
    if not changes:
        return []
    counts = {impact: sum(impact in change.impact for change in changes) for impact in IMPACTS}
    lines = [f"changed: {', '.join(f'{count} {impact}' for impact, count in counts.items() if count)}"]
    changes.sort(key=lambda change: IMPACTS.index(change.impact[0]))
    lines += [f"changed: {change.where}: {change.kind} {change.how}" for change in changes[:_SHOWN]]
    if len(changes) > _SHOWN:
        lines.append(f"changed: and {len(changes) - _SHOWN} more; make compare A=HEAD:openapi.yaml B=openapi.yaml")
    return lines + [f"warning: the {where} is now read as unknown" for where in dict.fromkeys(unknown)]
