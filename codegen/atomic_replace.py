"""Scratch folders, and atomic replacement of files and folders with what was prepared in them."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

__all__ = ["atomic_replace", "exclusive", "scratch"]


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock file; the lock ends with the process, however it ends.

    Raises:
        BlockingIOError: Another process holds it; the message contains its process ID.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise BlockingIOError(error.errno, f"locked by process {file.read().strip() or '(unknown)'}") from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """Create a scratch folder and remove it on exit; first remove those that killed processes left behind.

    The folder is in ``parent``, so that moving its content to the final place is a single file-system operation. It is
    locked while in use, and the lock ends with the process: a folder without a lock is abandoned.
    """
    with ExitStack() as held:
        with _lock(parent):  # So that no other process sees the new folder before it is locked.
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
    except OSError:  # Locked, or removed in the meantime.
        return False


def atomic_replace(places: Mapping[Path, Path], aside: Path) -> None:
    """Move files and folders to their places; if one fails or is interrupted, restore all of them.

    Args:
        places: Final place of each new file or folder.
        aside: Empty folder in the same file system, for what is replaced.

    Raises:
        OSError: Something could not be moved; everything is as before.
    """
    with ExitStack() as undo:
        for number, (new, place) in enumerate(places.items()):
            for folder in reversed([parent for parent in place.parents if not parent.exists()]):
                folder.mkdir()
                undo.callback(folder.rmdir)
            old, away = aside / f"{number}-old", aside / f"{number}-new"
            undo.callback(_restore, place, old, away, place.exists())
            if place.is_dir():
                place.rename(old)  # Python has no call that exchanges two folders in one step.
            elif place.exists():
                shutil.copy2(place, away)
                away.rename(old)  # Only a complete copy has this name.
            os.replace(new, place)
        undo.pop_all()


def _restore(place: Path, old: Path, away: Path, existed: bool) -> None:
    """Undo one replacement, whatever part of it was done."""
    if existed and not old.exists():
        return  # Not replaced yet.
    if place.is_dir() or not existed:
        away.unlink(missing_ok=True)
        if place.exists():
            place.rename(away)
    if existed:
        os.replace(old, place)
