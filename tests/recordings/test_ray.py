"""Recordings as tables on a Ray cluster of two workers: the same answer as one process, also when one is killed."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.calls import write_calls
from realtime_client.tables import batches, schema

ray = pytest.importorskip("ray", reason="needs Ray, which the newest Python has no wheels of")

GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide" / "tables.md"
CALLS = 2_000


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the paths of generated calls."""
    folder = tmp_path_factory.mktemp("calls")
    return [str(path) for path in write_calls(folder, range(CALLS), 0.2)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Start a local cluster of two workers."""
    environment = {"env_vars": {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])}}
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env=environment)
    try:
        yield
    finally:
        ray.shutdown()


def responses(found: Any, killer: str | None = None) -> Any:
    """Return the table of responses of some recordings; once, kill the worker that is at it."""
    import pyarrow as pa  # type: ignore[import-untyped]

    if killer is not None:
        try:
            os.close(os.open(killer, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    made: list[Any] = []
    for path in found.column("item").to_pylist():
        with open(path, "rb") as lines:
            made += batches(lines, "responses", source=path)
    return pa.Table.from_batches(made, schema("responses"))


def totals(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return responses and tokens by model."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        count, tokens = found.get(row["model"], (0, 0))
        found[row["model"]] = count + 1, tokens + row["total_tokens"]
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
@pytest.mark.filterwarnings("ignore")
def test_cluster_gives_the_same_answer_and_survives_a_killed_worker(paths: list[str], tmp_path: Path) -> None:
    one: list[dict[str, Any]] = []
    for path in paths:
        with open(path, "rb") as lines:
            one += [row for batch in batches(lines, "responses", source=path) for row in batch.to_pylist()]
    data = ray.data.from_items(paths, override_num_blocks=20)
    killer = tmp_path / "killed"
    mapped = data.map_batches(responses, fn_kwargs={"killer": str(killer)}, batch_format="pyarrow", batch_size=100)
    rows = mapped.select_columns(["recording_id", "response_id", "model", "total_tokens"]).take_all()
    assert killer.exists()
    assert totals(rows) == totals(one)
    assert sorted((row["recording_id"], row["response_id"]) for row in rows) == sorted(
        (row["recording_id"], row["response_id"]) for row in one
    )


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
@pytest.mark.filterwarnings("ignore")
def test_guide_prints_the_tokens_of_each_model(paths: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    some = paths[::20]
    (block,) = re.findall(r"```py\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    capfd.readouterr()
    exec(compile(block, GUIDE.name, "exec"), {"paths": some})
    printed = dict(line.split() for line in capfd.readouterr().out.splitlines() if re.fullmatch(r"\S+ \d+", line))
    found: dict[str, int] = {}
    for path in some:
        with open(path, "rb") as lines:
            for batch in batches(lines, "responses", source=path):
                for row in batch.to_pylist():
                    found[row["model"]] = found.get(row["model"], 0) + row["total_tokens"]
    assert printed == {model: str(tokens) for model, tokens in found.items()}
