"""The project at a git revision: a single file of it, or the whole package in a temporary folder."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..contract.document import DocumentError
from ..paths import ROOT

__all__ = ["PACKAGE", "exported", "last_tag", "read"]

PACKAGE = "realtime_client"


def last_tag() -> str:
    """Return the most recent tag reachable from the current commit.

    Raises:
        DocumentError: No tag is reachable.
    """
    try:
        return _git("describe", "--tags", "--abbrev=0").decode().strip()
    except DocumentError as error:
        raise DocumentError(f"no tag is reachable from this commit; pass a revision ({error})") from error


def read(revision: str, path: str) -> bytes:
    """Return the content of one file at a revision.

    Raises:
        DocumentError: The revision does not exist, or does not contain the file.
    """
    return _git("show", f"{_checked(revision)}:{path}")


@contextmanager
def exported(revision: str) -> Iterator[Path]:
    """Export the package at a revision into a temporary folder, which is removed on exit.

    Raises:
        DocumentError: The revision does not exist, or does not contain the package.
    """
    archive = _git("archive", "--format=tar", f"{_checked(revision)}^{{commit}}", PACKAGE)
    with tempfile.TemporaryDirectory(prefix="realtime-client-") as folder:
        _extract(archive, Path(folder).resolve())
        yield Path(folder)


def _extract(archive: bytes, target: Path) -> None:
    """Unpack files and folders, and nothing outside ``target``; ``extractall(filter=…)`` needs Python 3.11.4."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            path = (target / member.name).resolve()
            if not path.is_relative_to(target):
                raise DocumentError(f"git archive: {member.name!r} is outside the package; nothing was compared")
            if member.isdir():
                path.mkdir(parents=True, exist_ok=True)
                continue
            content = members.extractfile(member) if member.isfile() else None
            if content is None:
                raise DocumentError(f"git archive: {member.name!r} is not a regular file; nothing was compared")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def _checked(revision: str) -> str:
    if revision.startswith("-"):  # git would read it as an option.
        raise DocumentError(f"{revision!r} is not a git revision")
    return revision


def _git(*arguments: str) -> bytes:
    command = ["git", *arguments]
    try:
        finished = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    except OSError as error:
        raise DocumentError(f"cannot run git: {error}") from error
    if finished.returncode:
        reason = finished.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise DocumentError(f"git {arguments[0]} {arguments[-1]}: {reason}")
    return finished.stdout
