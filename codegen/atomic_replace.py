"""Work beside what it will replace, and replacing it: all of it, or nothing."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

__all__ = ["scratch", "swap"]


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder that is removed in the end, and first those that a killed process left behind.

    It stands beside what is replaced, so that moving what is in it is one step of the file system. Whoever works in one
    holds a lock on it, which ends with the process: what nobody holds is abandoned.
    """
    with ExitStack() as held:
        with _lock(parent):  # Nobody takes a new one for abandoned before it is held.
            for found in parent.glob(f"{prefix}*"):
                ours = re.fullmatch(r"[a-z0-9_]{8}", found.name.removeprefix(prefix))
                if ours and found.is_dir() and not found.is_symlink() and _is_abandoned(found):
                    shutil.rmtree(found, ignore_errors=True)
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(dir=parent, prefix=prefix)))
            held.enter_context(_lock(folder))
        yield folder


@contextmanager
def _lock(folder: Path, *, wait: bool = True) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)


def _is_abandoned(folder: Path) -> bool:
    try:
        with _lock(folder, wait=False):
            return True
    except OSError:  # Held, or gone in the meantime.
        return False


def swap(places: Mapping[Path, Path], aside: Path) -> None:
    """Put files and folders in the place of what there is; when that fails, or is interrupted, all is put back.

    Args:
        places: What is new, and its place.
        aside: An empty folder in the same file system, for what there was.

    Raises:
        OSError: Something cannot be put there; all is as it was.
    """
    with ExitStack() as undo:
        for number, (new, place) in enumerate(places.items()):
            for folder in reversed([parent for parent in place.parents if not parent.exists()]):
                folder.mkdir()
                undo.callback(folder.rmdir)
            old, away = aside / f"{number}-old", aside / f"{number}-new"
            undo.callback(_put_back, place, old, away, place.exists())
            if place.is_dir():
                place.rename(old)  # No system call that Python knows replaces a folder by another.
            elif place.exists():
                shutil.copy2(place, away)
                away.rename(old)  # Now it is whole.
            os.replace(new, place)
        undo.pop_all()


def _put_back(place: Path, old: Path, away: Path, was_there: bool) -> None:
    """Undo one replacement, however far it came."""
    if was_there and not old.exists():
        return  # It is still there itself.
    if place.is_dir() or not was_there:
        away.unlink(missing_ok=True)
        if place.exists():
            place.rename(away)
    if was_there:
        os.replace(old, place)
