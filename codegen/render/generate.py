"""Writing ``realtime_client/_generated/`` from ``openapi.yaml``, whole or not at all."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import openapi_python_client
from attrs import evolve
from jinja2 import Environment, FileSystemLoader
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.strings import PythonIdentifier

from ..atomic_replace import atomic_replace, scratch
from ..contract.check import check
from ..contract.document import Document, DocumentError, load, load_openapi, operations
from ..lock import Lock, inputs
from .plan import Plan, annotate, plans, short_event_names

__all__ = ["generate", "main"]

ROOT = Path(__file__).parent.parent.parent
CONTRACT = ROOT / "openapi.yaml"
CONFIG = ROOT / "generator-config.yaml"
GENERATED = ROOT / "realtime_client" / "_generated"
MIXINS = ROOT / "codegen" / "mixins.yaml"
TEMPLATES = Path(__file__).parent / "templates"

STAMP = "Generated from openapi.yaml by `make generate`"
# The names of the generator's files are fixed; ours say what is in them.
_RENAMED = {"errors.py": "tables.py"}
_WORDS = {"description", "summary"}


def generate(contract: Path, target: Path, mixins: dict[str, str] | None = None) -> None:
    """Generate the package into ``target``, which is replaced only when everything succeeded.

    Args:
        contract: The document to generate from.
        target: The folder to replace.
        mixins: Component name to ``module:Class`` of the base class it inherits; those of ``mixins.yaml`` by default.

    Raises:
        DocumentError: The contract cannot be generated from, the generator warned, or something in the contract has no
            counterpart in what came out.
    """
    document = load_openapi(contract)
    check(document)
    mixins = load(MIXINS) if mixins is None else mixins
    with scratch(target.parent, ".generate-") as folder:
        annotated = folder / "openapi.json"
        annotated.write_text(json.dumps(annotate(document, mixins)), encoding="utf-8")
        output = folder / target.name
        _lay_out(annotated, output)
        _finish(output)
        (output / "schemas.json").write_text(_schemas(document), encoding="utf-8")
        planned = plans(document, mixins)
        _require_free(planned)
        _write_events(output / "events", planned)
        _require_complete(output, document, planned)
        for action in (["check", "--fix-only", "--quiet"], ["format"]):
            _ruff(*action, "--no-cache", "--config", str(ROOT / "pyproject.toml"), str(output))
        aside = folder / "before"
        aside.mkdir()
        atomic_replace({output: target}, aside)


def _lay_out(annotated: Path, output: Path) -> None:
    """Run the generator in this process: starting another takes longer than its work."""
    settings = ConfigFile.load_from_path(CONFIG)
    config = Config.from_sources(settings, MetaType.NONE, annotated, "utf-8", overwrite=False, output_path=output)
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # It says what it does.
            problems = openapi_python_client.generate(config=config, custom_template_path=TEMPLATES)
    except Exception as error:
        raise DocumentError(f"openapi-python-client failed: {error!r}") from error
    if problems:
        said = "\n".join(f"{problem.header} {problem.detail or ''}".strip() for problem in problems)
        raise DocumentError(f"openapi-python-client:\n{said}")


def _ruff(*arguments: str) -> None:
    finished = subprocess.run([sys.executable, "-m", "ruff", *arguments], capture_output=True, text=True, check=False)
    if finished.returncode:
        raise DocumentError(f"ruff {arguments[0]}:\n{finished.stdout}{finished.stderr}".rstrip())


def _finish(output: Path) -> None:
    """Rename what is renamed and remove the files whose template had nothing to say."""
    for old, new in _RENAMED.items():
        (output / old).rename(output / new)
    for path in output.rglob("*.py"):
        if not path.read_text(encoding="utf-8").strip():
            path.unlink()
    shutil.rmtree(output / ".ruff_cache", ignore_errors=True)


def _schemas(document: Document) -> str:
    """The components without words, for validation at run time."""

    def plain(node: Any, named: bool = False) -> Any:
        if isinstance(node, dict):
            return {
                key: plain(value, key == "properties" and not named)
                for key, value in node.items()
                if named or key not in _WORDS
            }
        return [plain(value) for value in node] if isinstance(node, list) else node

    version_of_contract = document["info"].get("version") if isinstance(document.get("info"), dict) else None
    if not isinstance(version_of_contract, str):
        raise DocumentError("$.info.version: must be a string; the package says which revision it was made from")
    schemas = {name: plain(schema) for name, schema in document["components"]["schemas"].items()}
    comment = f"{STAMP} (openapi-python-client {version('openapi-python-client')}). Never edit this file."
    return json.dumps({"$comment": comment, "version": version_of_contract, "schemas": schemas}, indent=1) + "\n"


def _write_events(folder: Path, planned: list[Plan]) -> None:
    """Short names of the events of each dialect; the generator has no file for them."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
    stamp = templates.get_template("_stamp.jinja").render()
    folder.mkdir()
    (folder / "__init__.py").write_text(f'{stamp}\n"""Events under short names."""\n', encoding="utf-8")
    for dialect, names in short_event_names(planned).items():
        text = templates.get_template("events.py.jinja").render(dialect=dialect, names=names)
        (folder / f"{dialect}.py").write_text(text, encoding="utf-8")


def _require_free(planned: list[Plan]) -> None:
    """No field takes the name of what a mixin adds: it would be there instead, without a word."""
    for plan in planned:
        for module, name in plan.bases:
            added = dir(getattr(importlib.import_module(module), name))
            taken = [field.name for field in plan.fields if field.name in added]
            if taken:
                raise DocumentError(
                    f"{plan.component}: the fields {', '.join(taken)} are also added by {name}; rename those"
                )


def _require_complete(output: Path, document: Document, planned: list[Plan]) -> None:
    """Everything in the contract has its file: never a silently smaller SDK."""
    missing = [
        f"class {plan.name}"
        for plan in planned
        if plan.kind == "class" and not (output / "models" / f"{PythonIdentifier(plan.name, 'field_')}.py").is_file()
    ]
    written = {path.stem for path in (output / "api").rglob("*.py")}
    missing += [
        f"operation {method.upper()} {path}"
        for path, method, operation in operations(document)
        if PythonIdentifier(operation["operationId"], "field_") not in written
    ]
    if missing:
        raise DocumentError(f"the generator left out: {', '.join(missing)}")


def main(argv: list[str] | None = None) -> int:
    """Command line: ``python -m codegen.render.generate``; exit code 1 with the reason when it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m codegen.render.generate", description=__doc__)
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="the document to generate from")
    parser.add_argument("--output", type=Path, default=GENERATED, help="the folder to replace")
    arguments = parser.parse_args(argv)
    try:
        lock = Lock.read()  # Before anything is written: it may be none.
        generate(arguments.contract, arguments.output)
        if arguments.output == GENERATED:
            evolve(lock, **inputs()).write()
    except (DocumentError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
