"""Update the SDK to a published revision of the specification, and report the changes.

All files are prepared in a scratch folder and checked there. The work tree changes only when every step has succeeded,
and then completely. Otherwise nothing is written, and all decisions to make are listed together, each with its place.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, TypeAlias

import httpx
from attrs import evolve, frozen
from openapi_spec_validator import OpenAPIV31SpecValidator
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from .atomic_replace import atomic_replace, exclusive, scratch
from .changes.compare import compare, remarks, rewordings
from .changes.python_api import compare_packages
from .changes.recorded_messages import Difference, compare_readings, messages
from .changes.report import Report, current_version, print_error, to_fragment, to_json, to_markdown
from .contract import descriptions
from .contract.build import Built, build, part_of
from .contract.document import Document, DocumentError, dump, load, load_openapi, openapi
from .contract.overlay import Unapplied, without
from .contract.sources import Sources, published, read_sources
from .lock import LOCK, Lock, Locked, corrections, digest, inputs, reachable
from .paths import CONFIG, CONTRACT, GENERATED, MIXINS, OVERLAY, PUBLISHED, ROOT, SOURCES, TEMPLATES
from .render.generate import generate
from .render.plan import annotate

__all__ = ["Candidate", "install", "main", "prepare"]

PACKAGE: Final = "realtime_client"
REPORTS: Final = ROOT / "build"
FRAGMENTS: Final = ROOT / "changelog.d"
_RUNNING: Final = REPORTS / "sync.lock"
_IMPORTS: Final = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.rpartition(".")[2].startswith("_pytest"):
        importlib.import_module(module.name)
"""
_DOWNLOAD_SECONDS: Final = 60.0

_Progress: TypeAlias = Callable[[str], None]


class _Unsuited(DocumentError):
    """The generated package is correct, but the hand-written code does not fit it: the revision lacks too much."""


@frozen
class Candidate:
    """The project as a revision would make it.

    Attributes:
        built: The contract.
        lock: Its inputs.
        folder: Scratch folder with the contract and the whole package.
        report: The changes, and the decisions to make first; if there are any, it can only be reported on.
        inputs: New content of the inputs that change with it: the part of the source, and the corrections.
        snapshot: Digests of the files that it was made from or will replace.
    """

    built: Built
    lock: Lock
    folder: Path
    report: Report
    inputs: Mapping[Path, str]
    snapshot: Mapping[str, str]


@contextmanager
def prepare(
    document: str = "",
    *,
    source: str = "",
    gone: Iterable[str] = (),
    dry_run: bool = False,
    progress: _Progress = lambda step: None,
) -> Iterator[Candidate]:
    """Build and check the project for a revision in a scratch folder, and compare it with the work tree.

    Args:
        document: Path or URL of a complete published document; "" takes all sources as they were kept.
        source: Name of the source that it is a revision of; "" is the first in ``sources.yaml``.
        gone: Regular expressions for names of operations and schemas whose removal is accepted.
        dry_run: Whether the result is only reported; nothing is written to the work tree.
        progress: Called with the name of each step.

    Raises:
        DocumentError: Nothing can be generated; nothing has changed.
    """
    with ExitStack() as held:
        snapshot = _snapshot()
        progress("reading the published document")
        sources = read_sources()
        described, before = load_openapi(CONTRACT), Lock.read()
        revision = _Revision.read(document, source or next(iter(sources.sources)), sources, before)
        progress("trimming, correcting and normalising")
        parts, decisions = revision.parts, [*revision.decisions]
        built = build(parts, described, sources, load(OVERLAY))
        locked = revision.locked(before)
        removed, accepted, unexpected = _acknowledged(before, locked, list(gone))
        decisions += unexpected + built.problems
        new, stale = _corrections(built.unapplied, accepted)
        decisions += stale
        if revision.document is not None:
            new[PUBLISHED / f"{revision.source}.yaml"] = _kept_text(revision.source, revision.document)
        lock = Lock.of({"overlay": corrections(new), **inputs(), "sources": {}})
        lock = evolve(lock, sources=locked)
        # A dry run also works in a read-only tree.
        if dry_run:
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="realtime-client-sync-")))
        else:
            _exclude_others(held)
            folder = held.enter_context(scratch(ROOT, ".sync-"))
        (folder / CONTRACT.name).write_text(dump(built.contract), encoding="utf-8")
        skipped = shutil.ignore_patterns("_generated", "__pycache__")
        shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, ignore=skipped)
        progress("generating")
        mixins, unused = _mixins(built.contract)
        decisions += unused
        try:
            if built.faults:  # The rest is still planned, so that all faults are reported together.
                annotate(built.contract, mixins, sources)
            else:
                generated = generate(
                    folder / CONTRACT.name, folder / PACKAGE / GENERATED.name, mixins, sources, built.omitted
                )
        except DocumentError as fault:
            raise _stop(decisions, [*built.faults, str(fault)]) from fault
        if built.faults:
            raise _stop(decisions, built.faults)
        decisions += generated.problems
        progress("checking and comparing")
        with _pool() as pool:
            checks = [pool.submit(check, folder) for check in (_require_imports, _require_types)]
            checks.append(pool.submit(_require_valid, built.contract))
            readings = pool.submit(_differences, folder)
            api = compare_packages(ROOT, folder)
            errors = [error for check in checks if (error := check.exception()) is not None]
        refused = [str(error) for error in errors]
        if not all(isinstance(error, _Unsuited) for error in errors):
            raise _stop(decisions, refused)
        differences, messages_read = (None, 0) if refused else readings.result()
        report = Report(
            old=before.sources[revision.source].revision if revision.source in before.sources else "the contract",
            new=locked[revision.source].revision,
            version=current_version(),
            changes=compare(described, built.contract, sources),
            decisions=[*decisions, *refused],
            remarks=[
                *(*removed, *revision.remarks, *built.remarks, *generated.remarks),
                *remarks(described, built.contract, sources),
            ],
            rewordings=rewordings(described, built.contract),
            since="the current package",
            api=api,
            differences=differences,
            messages=messages_read,
            undescribed=descriptions.undescribed(built.contract),
        )
        yield Candidate(built, lock, folder, report, new, snapshot)


def install(candidate: Candidate) -> list[Path]:
    """Replace the contract, its inputs, the generated package and the lock, and write the reports: all or none.

    Returns:
        The written files, and the folder of the generated package.

    Raises:
        DocumentError: Something has to be decided first, or a file was edited in the meantime.
        OSError: Something cannot be written; everything is as before.
    """
    report = candidate.report
    if report.decisions:
        raise _stop(report.decisions, [])
    ready, aside = candidate.folder / "ready", candidate.folder / "before"
    ready.mkdir()
    aside.mkdir()
    candidate.lock.write(ready / LOCK.name)
    places = {
        candidate.folder / PACKAGE / GENERATED.name: GENERATED,
        candidate.folder / CONTRACT.name: CONTRACT,
        ready / LOCK.name: LOCK,
    }
    texts = {**candidate.inputs, REPORTS / "sync.md": to_markdown(report), REPORTS / "sync.json": to_json(report)}
    if report.changes or report.api or report.differences:
        texts[_fragment(report.new)] = to_fragment(report)
    for place, text in texts.items():
        (ready / place.name).write_text(text, encoding="utf-8")
        places[ready / place.name] = place
    current = _snapshot()
    edited = sorted(
        name for name in {*current, *candidate.snapshot} if current.get(name) != candidate.snapshot.get(name)
    )
    if edited:
        raise DocumentError(f"{', '.join(edited[:5])}: changed during the sync; nothing was written, run it again")
    atomic_replace(places, aside)
    return list(places.values())


@frozen
class _Revision:
    """A published document as a revision of one source.

    Attributes:
        source: Name of the source.
        name: Name of the revision.
        digest: Digest of the document; "" if none was passed.
        document: The part that is kept; None if no document was passed.
        parts: Parts of all sources.
        decisions: What has to be decided about them.
        remarks: Remarks about the document.
    """

    source: str
    name: str
    digest: str
    document: Document | None
    parts: dict[str, Document]
    decisions: list[str]
    remarks: list[str]

    @classmethod
    def read(cls, path: str, source: str, sources: Sources, before: Lock) -> _Revision:
        """Read a document, and the kept parts of the other sources."""
        _ = sources[source]
        kept = published(sources.sources, PUBLISHED)
        missing = [
            f"codegen/sources/{name}.yaml: missing; run make sync UPSTREAM=… SOURCE={name}, or remove the source"
            for name in sources.sources
            if name not in kept and name != source
        ]
        if not path:
            if source not in kept:
                raise DocumentError(f"codegen/sources/{source}.yaml: missing; pass the published document")
            return cls(source, "", "", None, kept, missing, [])
        data, name = _read(path)
        part = part_of(openapi(data, name), source, sources, kept)
        parts = {
            one: part.document if one == source else kept[one] for one in sources.sources if one in {*kept, source}
        }
        revision = re.sub(r"\.(ya?ml|json)$", "", name)
        return cls(source, revision, digest(data), part.document, parts, [*part.problems, *missing], part.remarks)

    def locked(self, before: Lock) -> dict[str, Locked]:
        """Return the entries of all sources in the lock."""
        found = {}
        for name, part in self.parts.items():
            entry = before.sources.get(name, Locked())
            if name == self.source and self.document is not None:
                entry = Locked(revision=self.name, upstream=self.digest)
            reached = reachable(part)
            kept = digest(dump(part).encode())
            found[name] = evolve(entry, kept=kept, operations=reached["operations"], schemas=reached["schemas"])
        return found


def _kept_text(source: str, part: Document) -> str:
    return (
        f"# The part of a published document that codegen/sources.yaml keeps as `{source}`, without its texts; written "
        f"by `make sync`.\n{dump(part)}"
    )


def _stop(decisions: Iterable[str], faults: list[str]) -> DocumentError:
    """Return an error that lists everything to decide, and what cannot be generated."""
    lines = list(dict.fromkeys(line for entry in (*decisions, *faults) for line in entry.splitlines()))
    end = "nothing was written" if faults else "nothing was written; DRY=1 shows the report"
    return DocumentError("\n".join([*lines, end]))


def _exclude_others(held: ExitStack) -> None:
    try:
        held.enter_context(exclusive(_RUNNING))
    except BlockingIOError as error:
        raise DocumentError(
            f"another make sync is running ({_RUNNING.relative_to(ROOT)} is {error.strerror}); wait until it ends"
        ) from None


def _snapshot() -> dict[str, str]:
    """Return the digest of each file that a sync reads as input or replaces."""
    folders = [path for top in (GENERATED, TEMPLATES) for path in top.rglob("*") if "__pycache__" not in path.parts]
    paths = (CONTRACT, LOCK, SOURCES, OVERLAY, MIXINS, CONFIG, *PUBLISHED.glob("*.yaml"), *folders)
    return {str(path.relative_to(ROOT)): digest(path.read_bytes()) for path in paths if path.is_file()}


def _fragment(revision: str) -> Path:
    """Return a free path: a fragment from an earlier sync with the same revision may not be released yet."""
    name = re.sub(r"[^A-Za-z0-9-]+", "-", revision)
    numbers = itertools.chain([""], map(".{}".format, itertools.count(1)))
    return next(path for number in numbers if not (path := FRAGMENTS / f"+{name}.contract{number}.md").exists())


def _read(source: str) -> tuple[bytes, str]:
    """Return a document byte for byte, and its file name."""
    if re.match(r"https?://", source):
        try:
            response = httpx.get(source, follow_redirects=True, timeout=_DOWNLOAD_SECONDS).raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise DocumentError(f"cannot download the document: {error}") from error
        return response.content, httpx.URL(source).path.rpartition("/")[2] or "upstream"
    try:
        return Path(source).read_bytes(), Path(source).name
    except OSError as error:
        raise DocumentError(f"{source}: {error.strerror or error}; pass the path or URL of a document") from error


def _acknowledged(
    before: Lock, locked: Mapping[str, Locked], gone: list[str]
) -> tuple[list[str], list[str], list[str]]:
    """Compare the removed operations and schemas with those whose removal is accepted.

    Returns:
        Remarks about what was removed, its names, and the decisions to make.
    """
    for pattern in gone:
        try:
            re.compile(pattern)
        except re.error as error:
            raise DocumentError(f"GONE: {pattern!r} is not a regular expression: {error}") from None
    removed = sorted(before.names - Lock(sources=dict(locked)).names)
    accepted = [name for name in removed if any(re.fullmatch(pattern, name) for pattern in gone)]
    unexpected = [name for name in removed if name not in accepted]
    decisions = []
    if unexpected:
        pattern = "|".join(map(re.escape, unexpected))
        decisions.append(
            f"removed from the published document: {', '.join(unexpected)}; "
            f"to accept this, run make sync UPSTREAM=… GONE='{pattern}'"
        )
    unused = [pattern for pattern in gone if not any(re.fullmatch(pattern, name) for name in removed)]
    if unused:
        decisions.append(f"GONE: nothing that was removed matches {', '.join(map(repr, unused))}; leave it out")
    remarks = [f"Removed, as accepted by GONE: {', '.join(accepted)}."] if accepted else []
    for name, source in locked.items():
        had = before.sources.get(name, Locked())
        kept = sorted({*had.operations, *had.schemas} - {*source.operations, *source.schemas} - {*removed})
        if kept:
            remarks.append(f"No longer in the document of {name}, but kept by another source: {', '.join(kept)}.")
    return remarks, accepted, decisions


def _corrections(unapplied: list[Unapplied], accepted: list[str]) -> tuple[dict[Path, str], list[str]]:
    """Return the corrections without those of what was removed, if any, and the decisions about all others."""
    names = [name.partition(" ")[2] or name for name in accepted]
    obsolete = [
        action.number
        for action in unapplied
        if action.overlay == "overlay"
        and action.problem.startswith("matches nothing")
        and any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", action.target) for name in names)
    ]
    decisions = [str(action) for action in unapplied if action.overlay != "overlay" or action.number not in obsolete]
    if not obsolete:
        return {}, decisions
    return {OVERLAY: without(OVERLAY.read_text(encoding="utf-8"), obsolete, "codegen/overlay.yaml")}, decisions


def _mixins(contract: Document) -> tuple[dict[str, str], list[str]]:
    """Return the mixins without those of missing components, and a decision for each of these."""
    mixins: dict[str, str] = load(MIXINS)
    schemas = contract["components"]["schemas"]
    missing = [
        f"codegen/mixins.yaml: no component {name} for the accessors {mixins[name]}; rename or remove the entry"
        for name in mixins
        if name not in schemas
    ]
    return {name: mixin for name, mixin in mixins.items() if name in schemas}, missing


_processes: set[subprocess.Popen[str]] = set()
_starting: Final = threading.Lock()
_stopped: Final = threading.Event()


@contextmanager
def _pool() -> Iterator[ThreadPoolExecutor]:
    """Run checks in threads; on an error or Ctrl-C, kill their processes instead of waiting for them."""
    _stopped.clear()
    with ThreadPoolExecutor() as pool:
        try:
            yield pool
        except BaseException:
            with _starting:  # A process that is just starting is killed too.
                _stopped.set()
                for process in _processes:
                    process.kill()
            raise


def _run(command: list[str], folder: Path, **environment: str) -> tuple[int, str]:
    """Run a program in a folder; return its exit code and output.

    Raises:
        DocumentError: Another check failed before the program was started.
    """
    with _starting:
        if _stopped.is_set():
            raise DocumentError(f"{command[0]} was not started")
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        _processes.add(process)
    with process:
        output, _ = process.communicate()
    with _starting:
        _processes.discard(process)
    return process.returncode, output


def _require_imports(folder: Path) -> None:
    """Import every module; the generated package first, because the rest depends on it."""
    for package, kind in ((f"{PACKAGE}.{GENERATED.name}", DocumentError), (PACKAGE, _Unsuited)):
        command = [sys.executable, "-P", "-c", _IMPORTS, package]
        code, output = _run(command, folder, PYTHONPATH=str(folder), PYTHONDONTWRITEBYTECODE="1")
        if code:
            lines = output.strip().splitlines() or [f"exit code {code}"]
            raise kind(f"{package} cannot be imported: {lines[-1]}")


def _require_types(folder: Path) -> None:
    """Check the package with a strict type checker."""
    cache = ROOT / ".mypy_cache"
    writable = os.access(cache if cache.exists() else ROOT, os.W_OK)
    settings = ["--config-file", str(ROOT / "pyproject.toml")]
    settings += ["--cache-dir", str(cache / "sync" if writable else folder / ".mypy_cache")]
    command = [sys.executable, "-m", "mypy", *settings, "--no-error-summary", "-p", PACKAGE]
    code, output = _run(command, folder, MYPYPATH=str(folder))
    if code:
        lines = output.rstrip().splitlines() or [f"exit code {code}"]
        generated = [line for line in lines if not line.startswith(f"{PACKAGE}/") or f"/{GENERATED.name}/" in line]
        if generated:
            raise DocumentError("the generated package fails type checking:\n" + "\n".join(generated))
        raise _Unsuited("hand-written code does not fit the new contract; change it first:\n" + "\n".join(lines))


def _require_valid(contract: Document) -> None:
    """Validate the contract against the OpenAPI specification."""
    for error in OpenAPIV31SpecValidator(contract).iter_errors():
        place = "".join(f"[{part!r}]" for part in error.absolute_path)
        raise DocumentError(f"the contract is not a valid OpenAPI document: {place}: {error.message}")


def _differences(folder: Path) -> tuple[list[Difference], int]:
    recorded = list(messages())
    return list(compare_readings(ROOT, folder, recorded)), len(recorded)


@contextmanager
def _progress() -> Iterator[_Progress]:
    """Show each step: live on a terminal, as one line elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: print(step, file=sys.stderr, flush=True)
        return
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as display:
        task: TaskID | None = None

        def start(step: str) -> None:
            nonlocal task
            if task is not None:
                display.update(task, completed=1)
            task = display.add_task(step, total=1)

        try:
            yield start
        except BaseException:
            if task is not None:
                # The reason is printed below the steps.
                display.update(task, description=f"{display.tasks[task].description}: stopped")
            raise
        finally:
            if task is not None:
                display.update(task, completed=1)


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen.sync UPSTREAM``; exit with code 1 and a reason if it fails, with 130 on Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m codegen.sync", description=__doc__)
    parser.add_argument("upstream", nargs="?", default="", help="path or URL of a complete OpenAPI document")
    parser.add_argument("--source", default="", help="source that it is a revision of (default: the first)")
    parser.add_argument(
        "--kept", action="store_true", help="without a document: build from what was kept of all sources again"
    )
    parser.add_argument(
        "--gone",
        action="append",
        default=[],
        metavar="PATTERN",
        help="accept the removal of operations and schemas whose whole name matches; may be repeated",
    )
    parser.add_argument("--dry-run", action="store_true", help="only print the report; change nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    arguments = parser.parse_args(argv)
    if bool(arguments.upstream) == arguments.kept:
        parser.error("pass the path or URL of a document, or --kept")
    written: list[Path] = []
    stop: DocumentError | None = None
    try:
        with (
            _progress() as progress,
            prepare(
                arguments.upstream,
                source=arguments.source,
                gone=arguments.gone,
                dry_run=arguments.dry_run,
                progress=progress,
            ) as candidate,
        ):
            report = candidate.report
            if report.decisions and not arguments.dry_run:
                stop = _stop(report.decisions, [])
            elif not arguments.dry_run:
                written = install(candidate)
    except (DocumentError, OSError) as error:
        print_error(error)
        return 1
    except KeyboardInterrupt:
        print("interrupted" if written else "interrupted; nothing was written", file=sys.stderr)
        return 130
    sys.stdout.write(to_json(report) if arguments.json else to_markdown(report))
    if written:
        print(f"written: {', '.join(str(path.relative_to(ROOT)) for path in written)}", file=sys.stderr)
    if stop is not None:
        print_error(stop)
        return 1
    for place in report.undescribed:
        print(f"to be described: {descriptions.printable(place)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
