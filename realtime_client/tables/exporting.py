"""Export of many recordings: on all cores, in flat memory, and resumable."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from hashlib import blake2b
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from attrs import define, field

from .._core.json import loads_object
from ..errors import DecodeError, InvalidArgumentError, RealtimeError
from ..recordings import Recording
from ..recordings.facts import RatesByModel
from .arrow import _ROWS, schema, to_batch
from .columns import TABLES, Table, rows
from .vcon import to_vcon

__all__ = ["ExportReport", "export"]

Form: TypeAlias = Literal["parquet", "jsonl", "csv", "vcon"]

_FORMS: Final[dict[str, Form]] = {".parquet": "parquet", ".jsonl": "jsonl", ".csv": "csv", ".vcon": "vcon"}
# Recordings, and their size in bytes, that one task of a worker takes at most.
_GROUP: Final = 64
_GROUP_SIZE: Final = 64 << 20


@define
class ExportReport:
    """Result of an export.

    Attributes:
        exported: Recordings that were read and exported now.
        skipped: Recordings that had been exported before.
        problems: File and reason of each recording, or line of one, that could not be read.
        paths: Files that were written.
    """

    exported: int = 0
    skipped: int = 0
    problems: list[tuple[str, str]] = field(factory=list)
    paths: list[Path] = field(factory=list)


@define
class _Done:
    """Result of one task: the file with its key and problems, for each recording."""

    files: list[tuple[str, str, list[str]]]
    size: int


def export(
    sources: Iterable[str | os.PathLike[str]],
    to: str | os.PathLike[str],
    *,
    tables: Sequence[Table] | None = None,
    rates: RatesByModel = None,
    workers: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> ExportReport:
    """Export recordings as tables.

    What was exported to the same place before is not read again unless it has changed: the folder ``<to>.parts`` holds
    it. Interrupt an export, or add recordings, and call it again. A recording that cannot be read is reported, and the
    rest goes on; so is one that kills its worker.

    Args:
        sources: Recordings, and folders of them.
        to: Path of the first table, whose suffix is the format: ``.parquet``, ``.jsonl`` or ``.csv``. Further tables
            are put next to it: ``calls.turns.parquet``. With ``.vcon`` it is a folder of one vCon for each recording.
        tables: Tables; None for all.
        rates: Rates for the cost, or those of each model by its name; None for no cost.
        workers: Processes; None for one on each core. They are spawned, so a program that calls this needs the guard
            ``if __name__ == "__main__"``. 1, and few recordings, take none but this one.
        progress: Called with the bytes that were read of all bytes, after each task.

    Raises:
        InvalidArgumentError: The suffix or a table is unknown.
        ModuleNotFoundError: The extra ``[tables]`` is not installed.
        OSError: A source does not exist, or the tables cannot be written.
    """
    target = Path(to)
    form = _FORMS.get(target.suffix)
    if form is None:
        raise InvalidArgumentError(f"unknown format {target.suffix!r} of {target}: use {', '.join(_FORMS)}")
    chosen = tuple(tables or TABLES)
    for table in chosen:
        schema(table)
    parts = target.with_name(f"{target.name}.parts")
    parts.mkdir(parents=True, exist_ok=True)
    settings = repr((form == "vcon", chosen if form != "vcon" else (), rates))
    known = _known(parts, settings)
    files = list(_files(sources))
    keys = {file: _key(file) for file in files}
    wanted = [file for file in files if keys[file] not in known]
    report = ExportReport(skipped=len(files) - len(wanted))
    total = sum(file.stat().st_size for file in wanted)
    done = 0
    for result in _run(wanted, keys, parts, form, chosen, rates, workers or os.cpu_count() or 1):
        done += result.size
        for name, _, problems in result.files:
            report.exported += 1
            report.problems += [(name, problem) for problem in problems]
        if progress is not None:
            progress(done, total)
    report.paths = _publish(parts, target, form, chosen, set(keys.values()), settings)
    return report


def _files(sources: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Yield the recordings, without the parts that belong to one of them."""
    for source in sources:
        path = Path(source)
        if not path.is_dir():
            with path.open("rb"):
                yield path
            continue
        for file in sorted(path.rglob("*.jsonl")):
            if file.stem.rpartition(".")[2].isdigit() and _is_further_part(file):
                continue
            if not any(parent.name.endswith(".parts") for parent in file.parents):
                yield file


def _is_further_part(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            part = loads_object(stream.readline(1 << 16)).get("part")
    except (OSError, DecodeError):
        return False
    return isinstance(part, int) and part > 1


def _key(file: Path) -> str:
    """Return what changes whenever the recording does."""
    state = file.stat()
    text = f"{file.absolute()} {state.st_size} {state.st_mtime_ns}"
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _known(parts: Path, settings: str) -> set[str]:
    """Return the keys of what was exported before with the same settings; remove everything else."""
    found: set[str] = set()
    for manifest in sorted(parts.glob("*.json")):
        try:
            data = json.loads(manifest.read_bytes())
            is_same = data["settings"] == settings
        except (ValueError, KeyError, TypeError):
            is_same = False
        if is_same:
            found |= set(data["keys"])
        else:
            for file in parts.glob(f"{manifest.stem}.*"):
                file.unlink()
    return found


def _groups(files: Sequence[Path]) -> Iterator[list[Path]]:
    group: list[Path] = []
    size = 0
    for file in files:
        group.append(file)
        size += file.stat().st_size
        if len(group) >= _GROUP or size >= _GROUP_SIZE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _run(
    files: Sequence[Path],
    keys: dict[Path, str],
    parts: Path,
    form: Form,
    tables: Sequence[Table],
    rates: RatesByModel,
    workers: int,
) -> Iterator[_Done]:
    """Export files in workers; when one is killed, find by which recording, and go on with the others."""
    settings = repr((form == "vcon", tuple(tables) if form != "vcon" else (), rates))

    def task(group: Sequence[Path]) -> Callable[[], _Done]:
        names = [(str(file), keys[file]) for file in group]
        return partial(_export_group, names, parts, form, tuple(tables), rates, settings)

    groups = list(_groups(files))
    if workers == 1 or len(groups) == 1:
        yield from (task(group)() for group in groups)
        return
    while groups:
        with _workers(workers) as pool:
            tasks: dict[Future[_Done], list[Path]] = {}
            for group in groups:
                try:
                    tasks[pool.submit(task(group))] = group
                except BrokenProcessPool:
                    break
            finished = set[int]()
            for done in as_completed(tasks):
                if not isinstance(done.exception(), BrokenProcessPool):
                    finished.add(id(tasks[done]))
                    yield done.result()
        groups = [group for group in groups if id(group) not in finished]
        # Workers take tasks in order, so that the killed one had one of the first that are unfinished.
        suspects, groups = groups[: 2 * workers], groups[2 * workers :]
        alone = [file for group in suspects for file in group]
        while alone:
            with _workers(1) as pool:
                try:
                    while alone:
                        yield pool.submit(task(alone[:1])).result()
                        alone.pop(0)
                except BrokenProcessPool:
                    file = alone.pop(0)
                    yield _Done([(str(file), keys[file], ["the worker that read it was killed"])], file.stat().st_size)


def _workers(number: int) -> ProcessPoolExecutor:
    # Not forks of this process, whose threads may hold locks.
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"))


def _export_group(
    files: list[tuple[str, str]],
    parts: Path,
    form: Form,
    tables: tuple[Table, ...],
    rates: RatesByModel,
    settings: str,
) -> _Done:
    """Export a few recordings to parts of their own; the manifest, which is written last, makes them count."""
    name = blake2b(" ".join(key for _, key in files).encode(), digest_size=12).hexdigest()
    writer = _Parts(parts, name, tables) if form != "vcon" else None
    found: list[tuple[str, str, list[str]]] = []
    size = 0
    for file, key in files:
        problems: list[str] = []
        try:
            size += os.path.getsize(file)
            recording = Recording.open(file)
            problems += [str(problem).removeprefix(f"{file}:").strip() for problem in recording.problems]
            if writer is None:
                vcon = to_vcon(recording, source=Path(file).stem, rates=rates)
                (parts / f"{name}.{key}.vcon").write_text(json.dumps(vcon, ensure_ascii=True), encoding="ascii")
            else:
                writer.add(recording, file, rates)
        except (RealtimeError, OSError, RecursionError, ValueError) as error:
            problems.append(f"{type(error).__name__}: {error}")
        found.append((file, key, problems))
    if writer is not None:
        writer.close()
    manifest = {"settings": settings, "keys": [key for _, key in files], "files": [file for file, _ in files]}
    temporary = parts / f"{name}.json.tmp"
    temporary.write_text(json.dumps(manifest), encoding="utf-8")
    temporary.replace(parts / f"{name}.json")
    return _Done(found, size)


class _Parts:
    """Parquet files of one task, one for each table."""

    def __init__(self, parts: Path, name: str, tables: Sequence[Table]) -> None:
        pq = import_module("pyarrow.parquet")

        self._writers = {table: pq.ParquetWriter(parts / f"{name}.{table}.parquet", schema(table)) for table in tables}
        self._rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in tables}

    def add(self, recording: Recording, file: str, rates: RatesByModel) -> None:
        for table, pending in self._rows.items():
            for row in rows(recording, table, source=file, rates=rates):
                pending.append(row)
                if len(pending) >= _ROWS:
                    self._flush(table)

    def close(self) -> None:
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()

    def _flush(self, table: Table) -> None:
        if self._rows[table]:
            self._writers[table].write_batch(to_batch(table, self._rows[table]))
            self._rows[table].clear()


def _publish(
    parts: Path, target: Path, form: Form, tables: Sequence[Table], keys: set[str], settings: str
) -> list[Path]:
    """Write the tables from all parts, and replace the ones before at once."""
    names = []
    for manifest in sorted(parts.glob("*.json")):
        data = json.loads(manifest.read_bytes())
        if data["settings"] == settings and keys & set(data["keys"]):
            names.append((min(data["files"]), manifest.stem))
    ordered = [name for _, name in sorted(names)]
    if form == "vcon":
        return _publish_vcons(parts, target, ordered, keys)
    paths = []
    for number, table in enumerate(tables):
        path = target if number == 0 else target.with_name(f"{target.stem}.{table}{target.suffix}")
        temporary = path.with_name(f"{path.name}.tmp")
        _WRITERS[form](temporary, table, [parts / f"{name}.{table}.parquet" for name in ordered])
        temporary.replace(path)
        paths.append(path)
    return paths


def _publish_vcons(parts: Path, target: Path, names: Sequence[str], keys: set[str]) -> list[Path]:
    target.mkdir(exist_ok=True)
    paths = []
    for name in names:
        manifest = json.loads((parts / f"{name}.json").read_bytes())
        for file, key in zip(manifest["files"], manifest["keys"], strict=True):
            part = parts / f"{name}.{key}.vcon"
            if key in keys and part.exists():
                path = target / f"{Path(file).stem}.vcon.json"
                shutil.copyfile(part, path)
                paths.append(path)
    return paths


def _record_batches(files: Sequence[Path]) -> Iterator[Any]:
    pq = import_module("pyarrow.parquet")

    for file in files:
        with pq.ParquetFile(file) as part:
            yield from part.iter_batches(_ROWS)


def _write_parquet(path: Path, table: Table, files: Sequence[Path]) -> None:
    pq = import_module("pyarrow.parquet")

    with pq.ParquetWriter(path, schema(table)) as writer:
        for batch in _record_batches(files):
            writer.write_batch(batch)


def _write_csv(path: Path, table: Table, files: Sequence[Path]) -> None:
    csv = import_module("pyarrow.csv")

    with csv.CSVWriter(path, schema(table)) as writer:
        for batch in _record_batches(files):
            writer.write_batch(batch)


def _write_jsonl(path: Path, table: Table, files: Sequence[Path]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for batch in _record_batches(files):
            for row in batch.to_pylist():
                stream.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def _plain(value: Any) -> str:
    """Return a moment or a cost as it is written in JSON."""
    return value.isoformat() if hasattr(value, "isoformat") else f"{value.normalize():f}"


_WRITERS: Final[dict[Form, Callable[[Path, Table, Sequence[Path]], None]]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
    "jsonl": _write_jsonl,
}
