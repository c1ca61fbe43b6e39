"""Recording of a connection, as JSON Lines that ``realtime-client inspect`` reads."""

from __future__ import annotations

import logging
import re
import threading
from concurrent.futures import Future
from os import PathLike
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Final, Literal

from .._core.json import dumps, loads
from .._core.redaction import redact, redacted
from ..errors import RealtimeError

__all__ = ["Recorder"]

_logger: Final = logging.getLogger("realtime_client")
# Frames of these types hold base64 audio: nothing in them is a secret, and looking would cost more than all the rest.
_AUDIO: Final = re.compile(
    rb'\s*\{\s*(?:"event_id"\s*:\s*"[^"\\]*"\s*,\s*)?"type"\s*:\s*'
    rb'"(?:session\.)?(?:input_audio_buffer\.append|(?:response\.)?(?:output_)?audio\.delta)"'
)
# Bytes that wait for a slow disk at most.
_MAX_PENDING: Final = 64 * 2**20
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

    Attributes:
        done: Settled once nothing more is written.

    Raises:
        OSError: The file cannot be opened.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = path
        # Every line is written at once: a recording is wanted most when a program ends badly.
        self._file: BinaryIO = Path(path).open("wb", buffering=0)  # noqa: SIM115
        self._queue: SimpleQueue[tuple[str, bytes] | None] = SimpleQueue()
        self._has_ended = False
        # Counted by the connection and by the thread.
        self._put = self._written = 0
        self.done: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="realtime_client recorder", daemon=True)
        self._thread.start()

    def write(self, direction: Literal["in", "out"], frame: bytes) -> None:
        """Have one frame written; after the end of the recording, nothing."""
        if self._has_ended:
            return
        self._put += len(frame)
        if self._put - self._written > _MAX_PENDING:
            _logger.warning("the recording %s is written too slowly, and ends here", self._path)
            self.end()
        else:
            self._queue.put((direction, frame))

    def end(self) -> None:
        """End the recording once everything is written, without waiting for that; see `done`."""
        if not self._has_ended:
            self._has_ended = True
            self._queue.put(None)

    def _run(self) -> None:
        try:
            with self._file as file:
                while (entry := self._queue.get()) is not None:
                    file.write(_line(*entry))
                    self._written += len(entry[1])
        except OSError as error:
            self._has_ended = True
            _logger.warning("the recording %s cannot be written, and ends here: %s", self._path, error)
        finally:
            self.done.set_result(None)


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
    if _AUDIO.match(frame):
        return False
    lowered = frame.lower()
    return any(sign in lowered for sign in _SIGNS)
