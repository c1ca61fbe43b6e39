"""One command after the specification has changed: a correct SDK and a report, or an error that says what to decide.

Everything is made beside the work tree, which is touched only when all of it has succeeded.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

import httpx
from attrs import frozen
from openapi_spec_validator import OpenAPIV31SpecValidator
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from .atomic_replace import scratch, swap
from .changes.compare import compare, remarks, rewordings
from .changes.python_api import compare_packages
from .changes.recorded_messages import Difference, compare_readings, messages
from .changes.report import Report, current_version, to_fragment, to_json, to_markdown
from .contract import descriptions
from .contract.build import CONTRACT, Built, build
from .contract.document import Document, DocumentError, dump, load, load_openapi, openapi
from .lock import LOCK, Lock, corrections, digest, inputs, reachable
from .render.generate import GENERATED, MIXINS, generate

__all__ = ["Synced", "main", "stage", "sync"]

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = "realtime_client"
REPORTS: Final = ROOT / "build"
FRAGMENTS: Final = ROOT / "changelog.d"
_IMPORTS: Final = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.rpartition(".")[2].startswith("_pytest"):
        importlib.import_module(module.name)
"""
_DOWNLOAD_SECONDS: Final = 60.0

_Say: TypeAlias = Callable[[str], None]


class _Unsuited(DocumentError):
    """The generated package is right, and what is written by hand does not fit it: of a revision that lacks much."""


@frozen
class Synced:
    """What a revision makes of the project.

    Attributes:
        built: The contract.
        lock: What it was made of.
        folder: Where the contract and the whole package stand, beside the work tree.
        report: What changes.
        undescribed: Places that nobody has described yet.
        lacking: What another revision does not have, and what does not fit it: it can be reported on alone.
    """

    built: Built
    lock: Lock
    folder: Path
    report: Report
    undescribed: list[str]
    lacking: list[str]


@contextmanager
def stage(
    source: str,
    *,
    gone: Iterable[str] = (),
    is_other_revision: bool = False,
    say: _Say = lambda what: None,
) -> Iterator[Synced]:
    """Make the project of a revision beside the work tree, check it, and compare it with what there is.

    Args:
        source: Path or URL of a full published document.
        gone: Regular expressions for names of operations and schemas that may be gone.
        is_other_revision: Whether the revision may lack what the roots name and the corrections mend.
        say: Told of each step.

    Raises:
        DocumentError: It cannot be done; nothing has changed.
    """
    say("reading the published document")
    data, name = _read(source)
    upstream = openapi(data, name)
    described = load_openapi(CONTRACT)
    say("trimming, correcting and normalising")
    built = build(upstream, described, is_other_revision=is_other_revision)
    before, found = Lock.read(), reachable(built.trimmed)
    lost = _require_acknowledged(before, found, list(gone))
    lock = Lock.of(
        {
            "revision": re.sub(r"\.(ya?ml|json)$", "", name),
            "upstream": digest(data),
            "trimmed": digest(dump(built.trimmed).encode()),
            "overlay": corrections(),
            **inputs(),
            **found,
        }
    )
    with scratch(ROOT, ".sync-") as folder:
        text = dump(built.contract)
        (folder / CONTRACT.name).write_text(text, encoding="utf-8")
        skipped = shutil.ignore_patterns("_generated", "__pycache__")
        shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, ignore=skipped)
        say("generating")
        mixins, unused = _mixins(built.contract, is_other_revision)
        generate(folder / CONTRACT.name, folder / PACKAGE / GENERATED.name, mixins)
        say("checking and comparing")
        with ThreadPoolExecutor() as pool:
            checks = [pool.submit(check, folder) for check in (_require_imports, _require_types)]
            checks.append(pool.submit(_require_valid, built.contract))
            readings = pool.submit(_differences, folder)
            api = compare_packages(ROOT, folder)
            found_wrong = [error for check in checks if (error := check.exception()) is not None]
        refused = [str(error) for error in found_wrong]
        if not all(is_other_revision and isinstance(error, _Unsuited) for error in found_wrong):
            raise DocumentError("\n".join(refused))
        lacking = [*built.remarks, *unused, *refused]
        differences, read = (None, 0) if refused else readings.result()
        report = Report(
            old=before.revision or "the contract so far",
            new=lock.revision,
            version=current_version(),
            changes=compare(described, built.contract),
            remarks=[*lost, *lacking, *remarks(described, built.contract)],
            rewordings=rewordings(described, built.contract),
            since=before.revision or "the package so far",
            api=api,
            differences=differences,
            messages=read,
        )
        yield Synced(built, lock, folder, report, descriptions.undescribed(built.contract), lacking)


def sync(made: Synced) -> list[Path]:
    """Put what was made in the place of what there is: all of it, or nothing.

    Returns:
        What was written, the generated package as its folder.

    Raises:
        DocumentError: The revision lacks what the roots or the corrections name: the SDK would become smaller.
        OSError: Something cannot be written; all is as it was.
    """
    if made.lacking:
        raise DocumentError(
            f"{made.lock.revision} lacks what the project needs, first: {made.lacking[0]} "
            "Nothing is written; DRY=1 shows the report"
        )
    ready, aside = made.folder / "ready", made.folder / "before"
    ready.mkdir()
    aside.mkdir()
    made.lock.write(ready / LOCK.name)
    places = {
        made.folder / PACKAGE / GENERATED.name: GENERATED,
        made.folder / CONTRACT.name: CONTRACT,
        ready / LOCK.name: LOCK,
    }
    texts = {REPORTS / "sync.md": to_markdown(made.report), REPORTS / "sync.json": to_json(made.report)}
    if made.report.changes or made.report.api or made.report.differences:
        texts[_fragment(made.lock.revision)] = to_fragment(made.report)
    for place, text in texts.items():
        (ready / place.name).write_text(text, encoding="utf-8")
        places[ready / place.name] = place
    swap(places, aside)
    return list(places.values())


def _fragment(revision: str) -> Path:
    """A place that is free: what an earlier sync tells of the same revision is still to be released."""
    name = re.sub(r"[^A-Za-z0-9-]+", "-", revision)
    numbers = itertools.chain([""], map(".{}".format, itertools.count(1)))
    return next(path for number in numbers if not (path := FRAGMENTS / f"+{name}.contract{number}.md").exists())


def _read(source: str) -> tuple[bytes, str]:
    """A document as it came, and its name without where it came from."""
    if re.match(r"https?://", source):
        try:
            answer = httpx.get(source, follow_redirects=True, timeout=_DOWNLOAD_SECONDS).raise_for_status()
        except httpx.HTTPError as error:
            raise DocumentError(f"the document cannot be fetched: {error}") from error
        return answer.content, httpx.URL(source).path.rpartition("/")[2] or "upstream"
    try:
        return Path(source).read_bytes(), Path(source).name
    except OSError as error:
        raise DocumentError(f"{source}: {error.strerror or error}; give the path or URL of a document") from error


def _require_acknowledged(before: Lock, found: dict[str, list[str]], gone: list[str]) -> list[str]:
    """Make sure that what could be reached before can be reached, or is known to be gone; gives a remark."""
    for pattern in gone:
        try:
            re.compile(pattern)
        except re.error as error:
            raise DocumentError(f"{pattern!r} is no regular expression: {error}") from None
    known = {*before.operations, *before.schemas} - {*found["operations"], *found["schemas"]}
    lost = sorted(known)
    unknown = [name for name in lost if not any(re.fullmatch(pattern, name) for pattern in gone)]
    if unknown:
        raise DocumentError(
            f"was there and is gone: {', '.join(unknown)}; if that is meant, acknowledge it: "
            f"make sync UPSTREAM=… GONE='{'|'.join(map(re.escape, unknown[:3]))}{'|…' if unknown[3:] else ''}'"
        )
    idle = [pattern for pattern in gone if not any(re.fullmatch(pattern, name) for name in lost)]
    if idle:
        raise DocumentError(f"nothing is gone that matches {', '.join(map(repr, idle))}: leave it out")
    return [f"Gone, as acknowledged: {', '.join(lost)}."] if lost else []


def _mixins(contract: Document, is_other_revision: bool) -> tuple[dict[str, str], list[str]]:
    """The mixins, without those of components that another revision lacks, and a remark for each of these."""
    given: dict[str, str] = load(MIXINS)
    if not is_other_revision:
        return given, []
    schemas = contract["components"]["schemas"]
    lacking = [f"No component {name} takes the accessors of {given[name]}." for name in given if name not in schemas]
    return {name: mixin for name, mixin in given.items() if name in schemas}, lacking


def _require_imports(folder: Path) -> None:
    """Make sure that every module can be imported: of the generated package first, since the rest leans on it."""
    for package, kind in ((f"{PACKAGE}.{GENERATED.name}", DocumentError), (PACKAGE, _Unsuited)):
        command = [sys.executable, "-P", "-c", _IMPORTS, package]
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        finished = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if finished.returncode:
            said = finished.stderr.strip().splitlines() or [str(finished.returncode)]
            raise kind(f"{package} cannot be imported: {said[-1]}")


def _require_types(folder: Path) -> None:
    """Make sure that the package satisfies a strict type checker."""
    settings = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache" / "sync")]
    command = [sys.executable, "-m", "mypy", *settings, "--no-error-summary", "-p", PACKAGE]
    environment = {**os.environ, "MYPYPATH": str(folder)}
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    if finished.returncode:
        said = f"{finished.stdout}{finished.stderr}".rstrip().splitlines()
        own = [line for line in said if not line.startswith(f"{PACKAGE}/") or f"/{GENERATED.name}/" in line]
        kind = DocumentError if own else _Unsuited
        raise kind("the package does not satisfy the type checker:\n" + "\n".join(own or said))


def _require_valid(contract: Document) -> None:
    """Make sure that the contract is an OpenAPI document."""
    for error in OpenAPIV31SpecValidator(contract).iter_errors():
        place = "".join(f"[{part!r}]" for part in error.absolute_path)
        raise DocumentError(f"the contract is no OpenAPI document: {place}: {error.message}")


def _differences(folder: Path) -> tuple[list[Difference], int]:
    recorded = list(messages())
    return list(compare_readings(ROOT, folder, recorded)), len(recorded)


@contextmanager
def _progress() -> Iterator[_Say]:
    """Shows each step: as it goes on a terminal, as a line anywhere else."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda what: print(what, file=sys.stderr, flush=True)
        return
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as progress:
        task: TaskID | None = None

        def say(what: str) -> None:
            nonlocal task
            if task is not None:
                progress.update(task, completed=1)
            task = progress.add_task(what, total=1)

        try:
            yield say
        except BaseException:
            if task is not None:
                # Which step it was; why stands below.
                progress.update(task, description=f"{progress.tasks[task].description}: stopped")
            raise
        finally:
            if task is not None:
                progress.update(task, completed=1)


def main(argv: list[str] | None = None) -> int:
    """Command line: ``python -m codegen.sync UPSTREAM``; exit code 1 with the reason when it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m codegen.sync", description=__doc__)
    parser.add_argument("upstream", help="path or URL of a full revision of the vendor's OpenAPI document")
    parser.add_argument("--gone", action="append", default=[], metavar="PATTERN", help="names that may be gone")
    parser.add_argument("--dry-run", action="store_true", help="print the report alone and change nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--other-revision", action="store_true", help="leave out roots and corrections that the revision does not have"
    )
    arguments = parser.parse_args(argv)
    try:
        with _progress() as say, stage(
            arguments.upstream, gone=arguments.gone, is_other_revision=arguments.other_revision, say=say
        ) as made:  # fmt: skip
            markdown, data = to_markdown(made.report), to_json(made.report)
            written = [] if arguments.dry_run else sync(made)
    except (DocumentError, OSError) as error:
        print("\n".join(map(descriptions.printable, f"error: {error}".splitlines())), file=sys.stderr)
        return 1
    sys.stdout.write(data if arguments.json else markdown)
    if written:
        print(f"written: {', '.join(str(path.relative_to(ROOT)) for path in written)}", file=sys.stderr)
    for place in made.undescribed:
        print(f"to be described: {descriptions.printable(place)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
