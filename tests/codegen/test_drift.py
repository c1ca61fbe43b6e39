"""Drift between the contract, the lock and the generated package, without git."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from attrs import evolve

from codegen import drift as program
from codegen.lock import Lock
from codegen.paths import CONTRACT, GENERATED


@pytest.fixture
def generated(tmp_path: Path) -> Path:
    """A copy of the generated package."""
    return shutil.copytree(GENERATED, tmp_path / GENERATED.name, ignore=shutil.ignore_patterns("__pycache__"))


def test_committed_package_has_no_drift() -> None:
    assert program.drift() == []


def test_reports_edited_missing_and_foreign_files(generated: Path) -> None:
    (generated / "tables.py").write_text("# edited\n")
    (generated / "schemas.json").unlink()
    (generated / "mine.py").touch()
    found = program.drift(CONTRACT, generated)
    assert [message.removeprefix(f"{generated}/") for message in found] == [
        "mine.py is not generated; run make generate and commit the result",
        "schemas.json is missing; run make generate and commit the result",
        "tables.py differs; run make generate and commit the result",
    ]


def test_reports_changed_inputs(generated: Path) -> None:
    lock = evolve(Lock.read(), overlay="other", templates="other")
    assert program.drift(CONTRACT, generated, lock) == [
        "codegen/sources.yaml, sources/ or overlay.yaml changed after openapi.yaml; run make rebuild",
        "codegen/upstream.lock does not match the generator, templates or settings; run make generate",
    ]


def test_command_prints_the_differences(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(program, "drift", lambda: ["a differs"])
    assert program.main([]) == 1
    assert capsys.readouterr().err == "error: a differs\n"
    monkeypatch.setattr(program, "drift", list)
    assert program.main([]) == 0

    def interrupt() -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "drift", interrupt)
    assert program.main([]) == 130
    assert capsys.readouterr().err == "interrupted\n"
