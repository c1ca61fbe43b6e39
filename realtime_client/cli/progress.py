"""A progress bar for large files, on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TimeRemainingColumn
from rich.progress import Progress as Bar

__all__ = ["ExportProgress", "Progress"]

# Bytes from which a bar is shown.
_LARGE: Final = 8 << 20


class Progress:
    """A bar on standard error while files are read, if they are large and it is a terminal.

    Args:
        files: Paths of the files.
        console: Console to show it on; None for standard error.
    """

    def __init__(self, files: Iterable[str], console: Console | None = None) -> None:
        total = sum(os.path.getsize(file) for file in files if os.path.isfile(file))
        console = console or Console(file=sys.stderr)
        self._bar: Bar | None = None
        if total >= _LARGE and console.is_terminal:
            self._bar = Bar(BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console, transient=True)
            self._task: TaskID = self._bar.add_task("", total=total)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def add(self, size: int) -> None:
        """Advance by a number of bytes."""
        if self._bar is not None:
            self._bar.advance(self._task, size)


class ExportProgress:
    """A bar on standard error while recordings are exported, if it is a terminal.

    Args:
        console: Console to show it on; None for standard error.
    """

    def __init__(self, console: Console | None = None) -> None:
        console = console or Console(file=sys.stderr)
        columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def set(self, done: int, total: int) -> None:
        """Show that some bytes of all have been read."""
        self._bar.update(self._task, completed=done, total=total)
