"""Writing down what goes over a connection, as JSON Lines that ``realtime-client inspect`` reads."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from .._core.json import dumps
from .._core.redaction import redact

__all__ = ["Recorder"]


class Recorder:
    """A file that takes one line for each event: ``{"direction": "in", "event": {…}}``, keys masked.

    Args:
        path: The file; one that is there is written anew.

    Raises:
        OSError: The file cannot be written.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        # Every line is written at once: a recording is wanted most when a program ends badly.
        self._file = Path(path).open("wb", buffering=0)  # noqa: SIM115

    def write(self, direction: Literal["in", "out"], event: Mapping[str, Any]) -> None:
        """Write one event down; after the end of the recording, nothing."""
        if not self._file.closed:
            self._file.write(redact(dumps({"direction": direction, "event": event}).decode()).encode() + b"\n")

    def close(self) -> None:
        """End the recording."""
        self._file.close()
