"""Recording of a connection, as JSON Lines that ``realtime-client inspect`` reads."""

from __future__ import annotations

import logging
import threading
from os import PathLike
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Final, Literal

from .._core.json import dumps, loads
from .._core.redaction import redact, redacted
from ..errors import RealtimeError

__all__ = ["Recorder"]

_logger: Final = logging.getLogger("realtime_client")
# Frames of these hold base64 audio: nothing in them is a secret, and looking would cost more than all the rest.
_AUDIO: Final = (b"audio.delta", b"input_audio_buffer.append")
_HEAD: Final = 200
# A frame without any of these holds no secret: names of keys that announce one, and beginnings of keys as issued.
_SIGNS: Final = (
    *(b"secret", b"authorization", b"token", b"password", b"api_key", b"apikey", b"api-key", b"headers", b"bearer"),
    *(b"sk-", b"sk_", b"ek-", b"ek_", b"rk-", b"rk_", b"eph_", b"eph-", b"sess-", b"whsec_"),
)


class Recorder:
    """A file that takes one line for each event: ``{"direction": "in", "event": {…}}``, secrets masked.

    Frames are written as they came, by a thread of its own, so that neither a slow disk nor the search for secrets
    holds the connection up. A file that cannot be written ends the recording with a warning, and nothing else.

    Args:
        path: Path of the file; an existing one is replaced.

    Raises:
        OSError: The file cannot be opened.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = path
        # Every line is written at once: a recording is wanted most when a program ends badly.
        self._file: BinaryIO = Path(path).open("wb", buffering=0)  # noqa: SIM115
        self._queue: SimpleQueue[tuple[str, bytes] | None] = SimpleQueue()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="realtime_client recorder", daemon=True)
        self._thread.start()

    def write(self, direction: Literal["in", "out"], frame: bytes | str) -> None:
        """Have one frame written; after the end of the recording, nothing."""
        if not self._is_closed:
            self._queue.put((direction, frame.encode() if isinstance(frame, str) else bytes(frame)))

    def close(self) -> None:
        """End the recording once everything is written."""
        if not self._is_closed:
            self._is_closed = True
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        with self._file as file:
            is_broken = False
            while (entry := self._queue.get()) is not None:
                if is_broken:
                    continue
                try:
                    file.write(_line(*entry))
                except (OSError, ValueError) as error:
                    is_broken = True
                    _logger.warning("the recording %s cannot be written, and ends here: %s", self._path, error)


def _line(direction: str, frame: bytes) -> bytes:
    """Return the line of a frame; line breaks in it can only stand between its tokens."""
    frame = frame.replace(b"\r", b" ").replace(b"\n", b" ")
    if _may_hold_secret(frame):
        try:
            frame = dumps(redacted(loads(frame)))
        except (RealtimeError, TypeError, ValueError, RecursionError):
            frame = redact(frame.decode("utf-8", "replace")).encode("utf-8", "replace")
    return b'{"direction":"%b","event":%b}\n' % (direction.encode(), frame)


def _may_hold_secret(frame: bytes) -> bool:
    if any(kind in frame[:_HEAD] for kind in _AUDIO):
        return False
    lowered = frame.lower()
    return any(sign in lowered for sign in _SIGNS)
