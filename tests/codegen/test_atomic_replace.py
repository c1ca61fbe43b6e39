"""Replacing files and folders: all of it, or nothing; and the folders that it is made in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from codegen.atomic_replace import scratch, swap


def told(root: Path) -> dict[str, str | None]:
    """Every folder and file below, and what is in it."""
    return {str(path.relative_to(root)): path.read_text() if path.is_file() else None for path in root.rglob("*")}


@pytest.fixture
def places(tmp_path: Path) -> dict[Path, Path]:
    """What is new, for a folder, a file, and a file in folders that are not there yet."""
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


def test_all_is_replaced(places: dict[Path, Path], tmp_path: Path) -> None:
    swap(places, tmp_path / "aside")
    assert told(tmp_path / "tree") == {
        "package": None,
        "package/new.py": "new",
        "contract": "new",
        "notes": None,
        "notes/of": None,
        "notes/of/note": "new",
    }
    assert told(tmp_path / "new") == {}


@pytest.mark.parametrize("number", range(3))
def test_whichever_fails_all_is_put_back(places: dict[Path, Path], tmp_path: Path, number: int) -> None:
    before = told(tmp_path / "tree")
    missing = list(places)[number]
    missing.rename(tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError):
        swap(places, tmp_path / "aside")
    assert told(tmp_path / "tree") == before


@pytest.mark.parametrize("number", range(3))
def test_an_interruption_puts_all_back(places: dict[Path, Path], tmp_path: Path, number: int) -> None:
    class Interrupted(dict[Path, Path]):
        def items(self):  # type: ignore[no-untyped-def]
            yield from list(super().items())[: number + 1]
            raise KeyboardInterrupt

    before = told(tmp_path / "tree")
    with pytest.raises(KeyboardInterrupt):
        swap(Interrupted(places), tmp_path / "aside")
    assert told(tmp_path / "tree") == before


def test_scratch_of_the_dead_is_removed_and_of_the_living_kept(tmp_path: Path) -> None:
    dead, mine, link = tmp_path / ".made-a1b2c3d4", tmp_path / ".made-by-hand", tmp_path / ".made-a1b2c3d5"
    for folder in (dead, mine):
        folder.mkdir()
    link.symlink_to(mine)
    with scratch(tmp_path, ".made-") as first, scratch(tmp_path, ".made-") as second:
        assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name, mine.name, link.name}
    assert {path.name for path in tmp_path.iterdir()} == {mine.name, link.name}


def test_scratch_of_a_killed_process_is_removed_by_the_next(tmp_path: Path) -> None:
    script = "import os, sys, pathlib; from codegen.atomic_replace import scratch\n"
    script += "with scratch(pathlib.Path(sys.argv[1]), '.made-') as folder:\n os.kill(os.getpid(), 9)"
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert killed.returncode == -9
    [left] = tmp_path.iterdir()
    with scratch(tmp_path, ".made-"):
        assert not left.exists()
