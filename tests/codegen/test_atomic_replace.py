"""Atomic replacement of files and folders, scratch folders, and exclusive locks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.atomic_replace import atomic_replace, exclusive, scratch


def contents(root: Path) -> dict[str, str | None]:
    """Return every folder (None) and the text of every file below a folder."""
    return {str(path.relative_to(root)): path.read_text() if path.is_file() else None for path in root.rglob("*")}


@pytest.fixture
def places(tmp_path: Path) -> dict[Path, Path]:
    """New content and final place of a folder, a file, and a file in folders that do not exist yet."""
    new, tree = tmp_path / "new", tmp_path / "tree"
    for root, word in ((new, "new"), (tree, "old")):
        (root / "package").mkdir(parents=True)
        (root / "package" / f"{word}.py").write_text(word)
        (root / "contract").write_text(word)
    (new / "note").write_text("new")
    (tmp_path / "aside").mkdir()
    return {
        new / "package": tree / "package",
        new / "contract": tree / "contract",
        new / "note": tree / "notes" / "of" / "note",
    }


def test_replaces_all(places: dict[Path, Path], tmp_path: Path) -> None:
    atomic_replace(places, tmp_path / "aside")
    assert contents(tmp_path / "tree") == {
        "package": None,
        "package/new.py": "new",
        "contract": "new",
        "notes": None,
        "notes/of": None,
        "notes/of/note": "new",
    }
    assert contents(tmp_path / "new") == {}


@pytest.mark.parametrize("number", range(3))
def test_failure_restores_all(places: dict[Path, Path], tmp_path: Path, number: int) -> None:
    before = contents(tmp_path / "tree")
    missing = list(places)[number]
    missing.rename(tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError):
        atomic_replace(places, tmp_path / "aside")
    assert contents(tmp_path / "tree") == before


@pytest.mark.parametrize("number", range(3))
def test_interruption_restores_all(places: dict[Path, Path], tmp_path: Path, number: int) -> None:
    class Interrupted(dict[Path, Path]):
        def items(self):  # type: ignore[no-untyped-def]
            yield from list(super().items())[: number + 1]
            raise KeyboardInterrupt

    before = contents(tmp_path / "tree")
    with pytest.raises(KeyboardInterrupt):
        atomic_replace(Interrupted(places), tmp_path / "aside")
    assert contents(tmp_path / "tree") == before


def test_scratch_removes_abandoned_folders_and_keeps_used_ones(tmp_path: Path) -> None:
    abandoned, mine, link = tmp_path / ".made-a1b2c3d4", tmp_path / ".made-by-hand", tmp_path / ".made-a1b2c3d5"
    for folder in (abandoned, mine):
        folder.mkdir()
    link.symlink_to(mine)
    with scratch(tmp_path, ".made-") as first, scratch(tmp_path, ".made-") as second:
        assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name, mine.name, link.name}
    assert {path.name for path in tmp_path.iterdir()} == {mine.name, link.name}


def test_scratch_removes_the_folder_of_a_killed_process(tmp_path: Path) -> None:
    script = "import os, sys, pathlib; from codegen.atomic_replace import scratch\n"
    script += "with scratch(pathlib.Path(sys.argv[1]), '.made-') as folder:\n os.kill(os.getpid(), 9)"
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert killed.returncode == -9
    [left] = tmp_path.iterdir()
    with scratch(tmp_path, ".made-"):
        assert not left.exists()


def test_exclusive_lock_names_its_process_and_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "build" / "lock"
    script = "import os, sys, pathlib; from codegen.atomic_replace import exclusive\n"
    script += "with exclusive(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    killed = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert killed.returncode == -9
    with exclusive(path), pytest.raises(BlockingIOError, match=f"locked by process {os.getpid()}$"), exclusive(path):
        pass
    with exclusive(path):
        assert path.read_text() == f"{os.getpid()}\n"
