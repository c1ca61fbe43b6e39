"""The mutation testing of `make mutants`: what it changes and runs exists, and its score counts what was noticed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from ..support.mutants import main, score

ROOT = Path(__file__).parent.parent.parent


def _results(folder: Path, name: str, *codes: int | None) -> None:
    path = folder / f"{name}.meta"
    path.parent.mkdir(parents=True, exist_ok=True)
    results = {f"{name}_{number}": code for number, code in enumerate(codes)}
    path.write_text(json.dumps({"exit_code_by_key": results}), encoding="utf-8")


@pytest.mark.parametrize("key", ["only_mutate", "pytest_add_cli_args_test_selection", "also_copy"])
def test_configuration_names_what_exists(key: str) -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    assert [pattern for pattern in configuration[key] if not list(ROOT.glob(pattern))] == []


def test_score_is_the_share_of_noticed_changes(tmp_path: Path) -> None:
    _results(tmp_path, "package/first.py", *[1] * 16, 3, 24, -11, 0)
    _results(tmp_path, "package/second.py", *[1] * 20, None)
    _results(tmp_path, "package/unchanged.py")
    lines, is_enough = score(tmp_path)
    assert lines == [
        "package/first.py: 17 of 20 killed, 1 crashed, 1 survived, 1 timed out, 95.0%",
        "package/second.py: 20 of 20 killed, 100.0%",
        "all: 37 of 40 killed, 1 crashed, 1 survived, 1 timed out, 97.5%",
    ]
    assert is_enough


@pytest.mark.parametrize(
    ("codes", "is_enough"),
    [([1] * 19 + [0], True), ([1] * 18 + [0], False), ([1] * 19 + [33], True), ([1] * 99 + [255], False), ([], False)],
)
def test_too_many_survivors_fail(
    tmp_path: Path,
    codes: list[int],
    is_enough: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _results(tmp_path, "module.py", *codes)
    monkeypatch.setattr("sys.argv", ["mutants", str(tmp_path)])
    assert main() == (0 if is_enough else 1)
    shown = capsys.readouterr().out
    assert ("at least 95% are needed" in shown) is not is_enough
    assert ("could not be run" in shown) is (255 in codes)
