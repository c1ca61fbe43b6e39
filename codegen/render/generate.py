"""Write ``realtime_client/_generated/`` from ``openapi.yaml``, completely or not at all."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import openapi_python_client
from attrs import evolve, frozen
from jinja2 import Environment, FileSystemLoader
from openapi_python_client.config import Config, ConfigFile, MetaType

from ..atomic_replace import atomic_replace, scratch
from ..contract.check import check
from ..contract.descriptions import printable
from ..contract.document import Document, DocumentError, load, load_openapi, operations
from ..contract.sources import Sources, read_sources
from ..lock import Lock, inputs
from ..paths import CONFIG, CONTRACT, GENERATED, MIXINS, ROOT, TEMPLATES
from .dictionaries import dictionaries
from .endpoints import unacknowledged
from .keywords import unchecked_keywords, unreadable_patterns
from .names import identifier, table_name
from .plan import Annotated, Plan, annotate, event_types, short_event_names

__all__ = ["GENERATED", "MIXINS", "STAMP", "Generated", "generate", "main"]

STAMP: Final = "Generated from openapi.yaml by `make generate`"
# The generator has a fixed set of file names; ours describe the content.
_RENAMED: Final = {"errors.py": "tables.py"}
_ANNOTATIONS: Final = ("description", "summary")


@frozen
class Generated:
    """Remarks and problems of a generated package.

    Attributes:
        remarks: Places where it is less exact than the document.
        problems: Operations that are left out without being acknowledged.
    """

    remarks: list[str]
    problems: list[str]

    def show(self) -> int:
        """Print them to the standard error, and return the exit code: 1 if there are problems."""
        for remark in self.remarks:
            print(f"remark: {printable(remark)}", file=sys.stderr)
        for problem in self.problems:
            print(f"error: {printable(problem)}", file=sys.stderr)
        return 1 if self.problems else 0


def generate(
    contract: Path,
    target: Path,
    mixins: dict[str, str] | None = None,
    sources: Sources | None = None,
    omitted: Mapping[str, str] | None = None,
) -> Generated:
    """Generate the package into ``target``, which is replaced only if every step succeeds.

    Args:
        contract: The document to generate from.
        target: The folder to replace.
        mixins: Base class ``module:Class`` by component name; those of ``mixins.yaml`` by default.
        sources: Declaration of the dialects; ``sources.yaml`` by default.
        omitted: Reason for each operation that the contract lacks because it is not supported; by default, those that
            are acknowledged and absent.

    Returns:
        Remarks and problems of the package.

    Raises:
        DocumentError: The contract is not supported, the generator warned, or its output is incomplete.
    """
    document = load_openapi(contract)
    check(document)
    mixins = load(MIXINS) if mixins is None else mixins
    sources = read_sources() if sources is None else sources
    with scratch(target.parent, ".generate-") as folder:
        annotated = annotate(document, mixins, sources)
        planned = annotated.plans
        path = folder / "openapi.json"
        path.write_text(json.dumps(annotated.document), encoding="utf-8")
        output = folder / target.name
        _lay_out(path, output)
        _finish(output)
        unchecked = unreadable_patterns(document)
        (output / "schemas.json").write_text(_schemas(document, unchecked), encoding="utf-8")
        _write_others(output, document, planned, sources)
        _require_complete(output, document, annotated)
        for action in (["check", "--fix-only", "--quiet"], ["format"]):
            _ruff(*action, "--no-cache", "--config", str(ROOT / "pyproject.toml"), str(output))
        aside = folder / "before"
        aside.mkdir()
        atomic_replace({output: target}, aside)
    remarks = [*annotated.remarks, *unchecked.values(), *unchecked_keywords(document)]
    if omitted is None:
        present = {f"{method.upper()} {path}" for path, method, _ in operations(document)}
        omitted = {name: "" for name in sources.omit if name not in present}
    return Generated(remarks, unacknowledged({**omitted, **annotated.omitted}, sources.omit))


def _lay_out(annotated: Path, output: Path) -> None:
    """Run the generator in this process, because starting another takes longer than its work."""
    settings = ConfigFile.load_from_path(CONFIG)
    config = Config.from_sources(settings, MetaType.NONE, annotated, "utf-8", overwrite=False, output_path=output)
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # It reports its progress.
            problems = openapi_python_client.generate(config=config, custom_template_path=TEMPLATES)
    except Exception as error:
        raise DocumentError(f"openapi-python-client failed: {error!r}") from error
    if problems:
        details = "\n".join(f"{problem.header} {problem.detail or ''}".strip() for problem in problems)
        raise DocumentError(f"openapi-python-client refused the contract:\n{details}")


def _ruff(*arguments: str) -> None:
    finished = subprocess.run([sys.executable, "-m", "ruff", *arguments], capture_output=True, text=True, check=False)
    if finished.returncode:
        raise DocumentError(f"ruff {arguments[0]} failed:\n{finished.stdout}{finished.stderr}".rstrip())


def _finish(output: Path) -> None:
    """Rename files, and remove those whose template is empty."""
    for old, new in _RENAMED.items():
        (output / old).rename(output / new)
    for path in output.rglob("*.py"):
        if not path.read_text(encoding="utf-8").strip():
            path.unlink()
    shutil.rmtree(output / ".ruff_cache", ignore_errors=True)


def _schemas(document: Document, unchecked: dict[str, str]) -> str:
    """Return components and paths without descriptions and patterns that Python cannot read.

    Validation at run time reads the components, and a summary of the next edit compares all of it.
    """

    def plain(node: Any, named: bool = False) -> Any:
        if isinstance(node, dict):
            return {
                key: plain(value, key == "properties" and not named)
                for key, value in node.items()
                if named
                or not (key in _ANNOTATIONS or key.startswith("x-") or (key == "pattern" and value in unchecked))
            }
        return [plain(value) for value in node] if isinstance(node, list) else node

    version_of_contract = document["info"].get("version") if isinstance(document.get("info"), dict) else None
    if not isinstance(version_of_contract, str):
        raise DocumentError("$.info.version: must be a string; it becomes the revision that the package reports")
    schemas, paths = plain(document["components"]["schemas"], named=True), plain(document["paths"])
    comment = f"{STAMP} (openapi-python-client {version('openapi-python-client')}). Never edit this file."
    return (
        json.dumps({"$comment": comment, "version": version_of_contract, "schemas": schemas, "paths": paths}, indent=1)
        + "\n"
    )


def _write_others(output: Path, document: Document, planned: list[Plan], sources: Sources) -> None:
    """Write what the generator has no file for: dictionaries, and the dialects with their events and waits."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )

    def write(path: Path, template: str, **values: Any) -> None:
        path.write_text(templates.get_template(f"{template}.jinja").render(**values), encoding="utf-8")

    entries = dictionaries(document, planned, sources)
    write(output / "dicts.py", "dicts.py", entries=entries)
    current = {plan.name for plan in planned}
    former = {old: new for old, new in sources.former.items() if new in current and old not in current}
    write(output / "former.py", "former.py", former=former)
    sent = {entry.name for entry in entries}
    former_dicts = {f"{old}Dict": f"{new}Dict" for old, new in former.items() if f"{new}Dict" in sent}
    write(output / "former_dicts.py", "former_dicts.py", former=former_dicts)
    if not sources.dialects:
        return
    unions = {plan.component: plan.name for plan in planned}
    audio = _audio_events(planned, sources)
    dialects = [
        {
            "name": dialect.name,
            "unions": {side: unions[union] for side, union in dialect.unions.items()},
            "socket": repr((dialect.path, dialect.headers)),
            "content": f"(frozenset({dialect.keys!r}), frozenset({dialect.parts!r}))",
            "sends": repr((audio[dialect.name], dialect.text)),
        }
        for dialect in sources.dialects.values()
    ]
    write(output / "dialects.py", "dialects.py", dialects=dialects, table_name=table_name)
    waits, types = _awaitable(planned, sources)
    write(output / "waits.py", "waits.py", unions=waits, types=types)
    folder = output / "events"
    folder.mkdir()
    write(folder / "unions.py", "event_unions.py", dialects=dialects, table_name=table_name)
    write(folder / "__init__.py", "events_init.py", dialects=dialects)
    for dialect, names in short_event_names(planned, sources).items():
        write(folder / f"{dialect}.py", "events.py", dialect=dialect, names=names)


def _audio_events(planned: list[Plan], sources: Sources) -> dict[str, str]:
    """Return the type of the event with which a client appends audio in each dialect; "" for none.

    Raises:
        DocumentError: A dialect does not have the one that is declared for it.
    """
    by_component = {plan.component: plan for plan in planned}
    found = {}
    problems = []
    first = next(iter(sources.dialects.values())).audio
    for dialect in sources.dialects.values():
        known = by_component[dialect.unions["client"]].entries if "client" in dialect.unions else {}
        found[dialect.name] = dialect.audio or (first if first in known else "")
        if dialect.audio and known and dialect.audio not in known:
            problems.append(
                f"codegen/sources.yaml: dialects.{dialect.name}.sends.audio: no client event has the type "
                f"{dialect.audio!r}; correct it"
            )
    if problems:
        raise DocumentError("\n".join(problems))
    return found


def _awaitable(planned: list[Plan], sources: Sources) -> tuple[dict[str, str], dict[str, dict[str, list[str]]]]:
    """Return the union of the server's events of each dialect, and the classes of each type; "" is any dialect."""
    found = event_types(planned, sources)
    types = {dialect: by_type for dialect, (_, by_type) in found.items()}
    together: dict[str, list[str]] = {}
    for by_type in types.values():
        for kind, names in by_type.items():
            together[kind] = list(dict.fromkeys([*together.get(kind, ()), *names]))
    return {dialect: union for dialect, (union, _) in found.items()}, {**types, "": together}


def _require_complete(output: Path, document: Document, annotated: Annotated) -> None:
    """Raise if anything in the contract has no file, so that the SDK never shrinks silently."""
    missing = [
        f"class {plan.name}"
        for plan in annotated.plans
        if plan.kind == "class" and not (output / "models" / f"{identifier(plan.name)}.py").is_file()
    ]
    written = {path.stem for path in (output / "api").rglob("*.py")}
    missing += [
        f"operation {method.upper()} {path}"
        for path, method, operation in operations(document)
        if f"{method.upper()} {path}" not in annotated.omitted and identifier(operation["operationId"]) not in written
    ]
    if missing:
        raise DocumentError(f"openapi-python-client omitted {', '.join(missing)}")


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen.render.generate``; return 1 if generation fails."""
    parser = argparse.ArgumentParser(prog="python -m codegen.render.generate", description=__doc__)
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="the document to generate from")
    parser.add_argument("--output", type=Path, default=GENERATED, help="the folder to replace")
    arguments = parser.parse_args(argv)
    try:
        lock = Lock.read()  # Fails before anything is written.
        found = generate(arguments.contract, arguments.output)
        if arguments.output == GENERATED:
            evolve(lock, **inputs()).write()
    except (DocumentError, OSError) as error:
        print(f"error: {chr(10).join(map(printable, str(error).splitlines()))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return found.show()


if __name__ == "__main__":
    sys.exit(main())
