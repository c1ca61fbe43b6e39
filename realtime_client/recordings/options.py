"""Options of a recording."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from ..errors import InvalidArgumentError

__all__ = ["AudioMode", "OnRecord", "RecordOptions"]

AudioMode: TypeAlias = Literal["inline", "side_file", "omit"]
OnRecord: TypeAlias = Callable[[dict[str, Any]], dict[str, Any] | None]


@frozen(kw_only=True)
class RecordOptions:
    """Options of a recording: ``connect(record=RecordOptions(path="session.jsonl", audio="omit"))``.

    Attributes:
        path: Path of the file; an existing one is replaced. None writes no file: `AsyncConnection.recording` then has
            the turns, latencies and usage, but no events and no audio.
        audio: ``inline`` keeps audio in its events; ``side_file`` writes it as raw bytes to ``<path>.audio``, which is
            smaller; ``omit`` keeps only its size.
        on_record: Called in the thread of the recorder with each event before it is written, audio included; returns
            the event to be written, or None to leave it out. It must return the same object, or another one, and not
            change what it is given. An event for which it raises is left out, with a warning.
        rotate_bytes: Size in bytes after which the recording goes on in another file: ``session.2.jsonl`` and so on.
        rotate_seconds: Seconds after which it does.

    Raises:
        InvalidArgumentError: ``audio`` is unknown, or a limit is not positive.
    """

    path: str | PathLike[str] | None
    audio: AudioMode = "inline"
    on_record: OnRecord | None = field(default=None, repr=False)
    rotate_bytes: int | None = None
    rotate_seconds: float | None = None

    def __attrs_post_init__(self) -> None:
        if self.audio not in ("inline", "side_file", "omit"):
            raise InvalidArgumentError(f"RecordOptions.audio is {self.audio!r}: use 'inline', 'side_file' or 'omit'")
        for name in ("rotate_bytes", "rotate_seconds"):
            limit = getattr(self, name)
            if limit is not None and limit <= 0:
                raise InvalidArgumentError(f"RecordOptions.{name} is {limit}: give a positive number, or None")
