"""What the project was at a revision of git: one file of it, or the whole package in a folder of its own."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..contract.document import DocumentError

__all__ = ["PACKAGE", "ROOT", "exported", "last_tag", "read"]

ROOT = Path(__file__).parent.parent.parent
PACKAGE = "realtime_client"


def last_tag() -> str:
    """The last tag that leads here.

    Raises:
        DocumentError: There is none.
    """
    try:
        return _git("describe", "--tags", "--abbrev=0").decode().strip()
    except DocumentError as error:
        raise DocumentError("no tag leads here yet; name a revision") from error


def read(revision: str, path: str) -> bytes:
    """One file as it was.

    Raises:
        DocumentError: There is no such revision, or no such file in it.
    """
    return _git("show", f"{_checked(revision)}:{path}")


@contextmanager
def exported(revision: str) -> Iterator[Path]:
    """A folder that holds the package as it was, for as long as the context lasts.

    Raises:
        DocumentError: There is no such revision, or it holds no package.
    """
    archive = _git("archive", "--format=tar", f"{_checked(revision)}^{{commit}}", PACKAGE)
    with tempfile.TemporaryDirectory(prefix="realtime-client-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def _checked(revision: str) -> str:
    if revision.startswith("-"):  # An option to git.
        raise DocumentError(f"{revision} is no revision")
    return revision


def _git(*arguments: str) -> bytes:
    command = ["git", *arguments]
    try:
        finished = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    except OSError as error:
        raise DocumentError(f"git cannot be run: {error}") from error
    if finished.returncode:
        said = finished.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise DocumentError(f"git {arguments[0]} {arguments[-1]}: {said}")
    return finished.stdout
