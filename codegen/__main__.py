"""Make a package of the same kind from anybody's documents: ``python -m codegen --project DIR``."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from .changes.report import print_error
from .contract.build import build, part_of
from .contract.document import Document, DocumentError, dump, load, load_openapi
from .contract.sources import Sources, read_sources
from .render.generate import Generated, generate

__all__ = ["main", "make"]


def make(project: Path) -> Generated:
    """Write ``openapi.yaml`` and the package of a project.

    Args:
        project: Folder with ``sources.yaml`` (each source with its ``document``, and the name of the ``package``), and
            optionally ``overlay.yaml`` and ``mixins.yaml``.

    Raises:
        DocumentError: Something has to be decided first; the message lists all of it.
    """
    sources = read_sources(project / "sources.yaml")
    if not sources.package:
        raise DocumentError("sources.yaml: package: give the package a name")
    published = _documents(project, sources)
    parts, problems = {}, []
    for name, document in published.items():
        part = part_of(document, name, sources, {})
        parts[name] = part.document
        problems += part.problems
    path = project / "openapi.yaml"
    overlay = project / "overlay.yaml"
    built = build(parts, _described(path, published), sources, load(overlay) if overlay.is_file() else {})
    stops = [*problems, *built.problems, *map(str, built.unapplied), *built.faults]
    if stops:
        raise DocumentError("\n".join(stops))
    path.write_text(dump(built.contract), encoding="utf-8")
    mixins = project / "mixins.yaml"
    base = load(mixins) if mixins.is_file() else {}
    made = generate(path, project / sources.package, base, sources, built.omitted)
    return Generated([*built.remarks, *made.remarks], made.problems)


def _documents(project: Path, sources: Sources) -> dict[str, Document]:
    absent = [name for name, source in sources.sources.items() if not source.document]
    if absent:
        raise DocumentError("\n".join(f"sources.yaml: sources.{name}.document: give the path of it" for name in absent))
    return {name: load_openapi(project / source.document) for name, source in sources.sources.items()}


def _described(path: Path, published: dict[str, Document]) -> Document:
    """Return the head of the first document and the descriptions of all, those of the current contract first."""
    documents = [*published.values(), *([load_openapi(path)] if path.is_file() else [])]
    first = documents[0]
    head: Document = {key: first[key] for key in ("info", "servers", "security", "tags") if key in first}
    schemes = first.get("components", {}).get("securitySchemes")
    components: Document = {"schemas": {}, **({"securitySchemes": schemes} if schemes else {})}
    paths: Document = {}
    for document in documents:
        components["schemas"].update(document.get("components", {}).get("schemas", {}))
        paths.update(document.get("paths", {}))
    return {"openapi": "3.1.0", **head, "paths": paths, "components": components}


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen --project DIR``; exit with code 1 and everything that has to be decided."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("--project", type=Path, required=True, help="folder with sources.yaml and the documents")
    arguments = parser.parse_args(argv)
    try:
        made = make(arguments.project)
    except (DocumentError, OSError) as error:
        print_error(DocumentError(_in_project(str(error))))
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return Generated(list(map(_in_project, made.remarks)), list(map(_in_project, made.problems))).show()


def _in_project(message: str) -> str:
    """Return a message with the files of a project, which are not in a folder of their own there."""
    return re.sub(r"\bcodegen/(?=(sources|overlay|mixins)\.yaml)", "", message)


if __name__ == "__main__":
    sys.exit(main())
