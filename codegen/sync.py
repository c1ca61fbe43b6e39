"""Update the SDK to a published revision of the specification, and report the changes.

All files are prepared in a scratch folder and checked there. The work tree changes only when every step has succeeded,
and then completely; otherwise an error names the place and the decision to make.
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
from attrs import frozen
from openapi_spec_validator import OpenAPIV31SpecValidator
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from .atomic_replace import atomic_replace, exclusive, scratch
from .changes.compare import compare, remarks, rewordings
from .changes.python_api import compare_packages
from .changes.recorded_messages import Difference, compare_readings, messages
from .changes.report import Report, current_version, print_error, to_fragment, to_json, to_markdown
from .contract import descriptions
from .contract.build import Built, build
from .contract.document import Document, DocumentError, dump, load, load_openapi, openapi
from .lock import LOCK, Lock, corrections, digest, inputs, reachable
from .paths import CONFIG, CONTRACT, GENERATED, MIXINS, OVERLAY, ROOT, ROOTS, TEMPLATES
from .render.generate import generate

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
        report: The changes.
        lacking: Parts that another revision lacks, and code that does not fit it; if any, it can only be reported on.
        snapshot: Digests of the files that it was made from or will replace.
    """

    built: Built
    lock: Lock
    folder: Path
    report: Report
    lacking: list[str]
    snapshot: Mapping[str, str]


@contextmanager
def prepare(
    source: str,
    *,
    gone: Iterable[str] = (),
    is_other_revision: bool = False,
    dry_run: bool = False,
    progress: _Progress = lambda step: None,
) -> Iterator[Candidate]:
    """Build and check the project for a revision in a scratch folder, and compare it with the work tree.

    Args:
        source: Path or URL of a complete published document.
        gone: Regular expressions for names of operations and schemas whose removal is accepted.
        is_other_revision: Whether the revision may lack roots, and elements that the corrections refer to.
        dry_run: Whether the result is only reported; nothing is written to the work tree.
        progress: Called with the name of each step.

    Raises:
        DocumentError: A step failed; nothing has changed.
    """
    with ExitStack() as held:
        snapshot = _snapshot()
        progress("reading the published document")
        data, name = _read(source)
        upstream = openapi(data, name)
        described = load_openapi(CONTRACT)
        progress("trimming, correcting and normalising")
        built = build(upstream, described, is_other_revision=is_other_revision)
        before, found = Lock.read(), reachable(built.trimmed)
        removed = _require_acknowledged(before, found, list(gone))
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
        mixins, unused = _mixins(built.contract, is_other_revision)
        generate(folder / CONTRACT.name, folder / PACKAGE / GENERATED.name, mixins)
        progress("checking and comparing")
        with _pool() as pool:
            checks = [pool.submit(check, folder) for check in (_require_imports, _require_types)]
            checks.append(pool.submit(_require_valid, built.contract))
            readings = pool.submit(_differences, folder)
            api = compare_packages(ROOT, folder)
            errors = [error for check in checks if (error := check.exception()) is not None]
        refused = [str(error) for error in errors]
        if not all(is_other_revision and isinstance(error, _Unsuited) for error in errors):
            raise DocumentError("\n".join(refused))
        lacking = [*built.remarks, *unused, *refused]
        differences, messages_read = (None, 0) if refused else readings.result()
        report = Report(
            old=before.revision or "the current contract",
            new=lock.revision,
            version=current_version(),
            changes=compare(described, built.contract),
            remarks=[*removed, *lacking, *remarks(described, built.contract)],
            rewordings=rewordings(described, built.contract),
            since=before.revision or "the current package",
            api=api,
            differences=differences,
            messages=messages_read,
            undescribed=descriptions.undescribed(built.contract),
        )
        yield Candidate(built, lock, folder, report, lacking, snapshot)


def install(candidate: Candidate) -> list[Path]:
    """Replace the contract, the generated package and the lock, and write the reports: all of them or none.

    Returns:
        The written files, and the folder of the generated package.

    Raises:
        DocumentError: The revision lacks something that the project needs, or a file was edited in the meantime.
        OSError: Something cannot be written; everything is as before.
    """
    if candidate.lacking:
        raise DocumentError(
            f"{candidate.lock.revision} lacks something that the project needs: {candidate.lacking[0]} "
            "Nothing was written; DRY=1 shows the report"
        )
    ready, aside = candidate.folder / "ready", candidate.folder / "before"
    ready.mkdir()
    aside.mkdir()
    candidate.lock.write(ready / LOCK.name)
    places = {
        candidate.folder / PACKAGE / GENERATED.name: GENERATED,
        candidate.folder / CONTRACT.name: CONTRACT,
        ready / LOCK.name: LOCK,
    }
    report = candidate.report
    texts = {REPORTS / "sync.md": to_markdown(report), REPORTS / "sync.json": to_json(report)}
    if report.changes or report.api or report.differences:
        texts[_fragment(candidate.lock.revision)] = to_fragment(report)
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
    paths = (CONTRACT, LOCK, ROOTS, OVERLAY, MIXINS, CONFIG, *folders)
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


def _require_acknowledged(before: Lock, found: dict[str, list[str]], gone: list[str]) -> list[str]:
    """Require that removed operations and schemas match ``gone``; return a remark about them."""
    for pattern in gone:
        try:
            re.compile(pattern)
        except re.error as error:
            raise DocumentError(f"GONE: {pattern!r} is not a regular expression: {error}") from None
    removed = sorted({*before.operations, *before.schemas} - {*found["operations"], *found["schemas"]})
    unexpected = [name for name in removed if not any(re.fullmatch(pattern, name) for pattern in gone)]
    if unexpected:
        shown = "|".join(map(re.escape, unexpected[:3])) + ("|…" if unexpected[3:] else "")
        raise DocumentError(
            f"removed from the published document: {', '.join(unexpected)}; "
            f"to accept this, run make sync UPSTREAM=… GONE='{shown}'"
        )
    unused = [pattern for pattern in gone if not any(re.fullmatch(pattern, name) for name in removed)]
    if unused:
        raise DocumentError(f"GONE: nothing that was removed matches {', '.join(map(repr, unused))}; leave it out")
    return [f"Removed, as accepted by GONE: {', '.join(removed)}."] if removed else []


def _mixins(contract: Document, is_other_revision: bool) -> tuple[dict[str, str], list[str]]:
    """Return the mixins; for another revision without those of missing components, and with a remark for each."""
    mixins: dict[str, str] = load(MIXINS)
    if not is_other_revision:
        return mixins, []
    schemas = contract["components"]["schemas"]
    missing = [f"No component {name} for the accessors {mixins[name]}." for name in mixins if name not in schemas]
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
    parser.add_argument("upstream", help="path or URL of a complete revision of the vendor's OpenAPI document")
    parser.add_argument(
        "--gone",
        action="append",
        default=[],
        metavar="PATTERN",
        help="accept the removal of operations and schemas whose whole name matches; may be repeated",
    )
    parser.add_argument("--dry-run", action="store_true", help="only print the report; change nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--other-revision",
        action="store_true",
        help="skip roots and corrections that do not apply to the revision, such as an older one (with --dry-run)",
    )
    arguments = parser.parse_args(argv)
    written: list[Path] = []
    try:
        with (
            _progress() as progress,
            prepare(
                arguments.upstream,
                gone=arguments.gone,
                is_other_revision=arguments.other_revision,
                dry_run=arguments.dry_run,
                progress=progress,
            ) as candidate,
        ):
            report = candidate.report
            if not arguments.dry_run:
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
    for place in report.undescribed:
        print(f"to be described: {descriptions.printable(place)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
