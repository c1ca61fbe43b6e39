"""Recording of a connection: the times of its events, the timeline, and JSON Lines that `inspect` reads."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from secrets import token_hex
from time import monotonic, time
from typing import Any, BinaryIO, Final, Literal

from .._core.json import dumps, loads
from .._core.redaction import SIGNS, redact, redacted
from .._version import __version__
from ..assembly import Change
from ..audio import decode_base64
from ..errors import RealtimeError, RecordingError
from ..recordings import RecordedEvent, Recording, RecordOptions
from ..recordings.follow import Follower
from ..recordings.reader import audio_path, part_path, read_all
from ..recordings.timeline import Follows, Timeline

__all__ = ["Recorder"]

_logger: Final = logging.getLogger("realtime_client")
# Frames of these types hold base64 audio: nothing in them is a secret, and looking would cost more than all the rest.
_AUDIO: Final = re.compile(
    rb'\s*\{\s*(?:"event_id"\s*:\s*"[^"\\]*"\s*,\s*)?"type"\s*:\s*'
    rb'"(?:session\.)?(input_audio_buffer\.append|(?:response\.)?(?:output_)?audio\.delta)"'
)
_APPEND: Final = b"input_audio_buffer.append"
# Beginnings of the frame by which this client sends audio.
_APPENDS: Final = (
    b'{"type":"input_audio_buffer.append","audio":"',
    b'{"type":"session.input_audio_buffer.append","audio":"',
)
_AUDIO_VALUE: Final = {
    True: re.compile(rb'"audio"\s*:\s*"([^"\\]*)"'),
    False: re.compile(rb'"delta"\s*:\s*"([^"\\]*)"'),
}
# Bytes that wait for a slow disk at most.
_MAX_PENDING: Final = 64 * 2**20
# Bytes that are written at a time, and seconds for which lines are collected before.
_BATCH: Final = 1 << 20
_LINGER: Final = 0.01
# What is written of a frame: kind of line, frame, wall clock, monotonic clock.
_Entry = tuple[Literal["in", "out", "restored", "connection"], bytes, float, float]


class Recorder:
    """Follows the events of a connection, and writes them to a file with a line for each, secrets masked.

    Frames are written as they came, by a thread of its own, so that neither a slow disk nor the search for secrets
    holds the connection up. A file that cannot be written ends the recording with a warning, and nothing else.

    Args:
        options: Where and how to record.
        header: What the first line says of the session.
        telemetry: Follower of the session.

    Attributes:
        timeline: Timeline of the session.
        done: Settled once nothing more is written.

    Raises:
        RecordingError: The file cannot be opened.
    """

    def __init__(
        self, options: RecordOptions, header: Mapping[str, Any] | None = None, telemetry: Follows | None = None
    ) -> None:
        model = (header or {}).get("model")
        self.timeline = Timeline()
        self.timeline.model = self.timeline.model or (model if isinstance(model, str) else None)
        self._has_ended = False
        self._begun = self._now = monotonic()
        self._time = time()
        self._header = {
            "recording": 1,
            "id": f"rec_{token_hex(8)}",
            "version": __version__,
            "time": self._time,
            "monotonic": self._begun,
            **(header or {}),
        }
        if telemetry is not None:
            self.timeline.on_fact = telemetry.follow(self._header, self.timeline)
        self._path = None if options.path is None else os.fsdecode(options.path)
        try:
            self._writer = None if self._path is None else _Writer(self._path, options, self._header)
        except (OSError, ValueError) as error:
            # No such folder, for one, or a path with a null character.
            reason = getattr(error, "strerror", None) or error
            raise RecordingError(f"the recording {self._path!r} cannot be written: {reason}") from error
        self.done: Future[None] = Future() if self._writer is None else self._writer.done

    def received(self) -> None:
        """Take the time of a message that has arrived."""
        self._now, self._time = monotonic(), time()

    def observe(self, event: Any, change: Change) -> None:
        """Take an event of the server, and what it changed."""
        try:
            self.timeline.observe(event, change, self._now - self._begun)
        except Exception:
            # What cannot be followed must not end the call.
            _logger.exception("an event could not be followed by the recording")

    def take_received(self, frame: bytes) -> None:
        """Have a message written that has arrived, with the time that `received` took."""
        if self._writer is not None:
            self._writer.put(("in", frame, self._time, self._now))

    def sent(self, frame: bytes, *, is_restored: bool = False) -> None:
        """Take a message that was sent.

        Args:
            frame: The message.
            is_restored: Whether it was sent again after a reconnect.
        """
        now, wall = monotonic(), time()
        at = now - self._begun
        if frame.startswith(_APPENDS):
            # Nothing but base64 and `"}` follows.
            start = frame.index(b'"audio":"') + 9
            size = (len(frame) - 2 - start) * 3 // 4 - frame.count(b"=", len(frame) - 4)
            self.timeline.sent_audio(size, at, is_restored=is_restored)
        else:
            try:
                self._sent_event(frame, at, is_restored)
            except Exception:
                _logger.exception("an event could not be followed by the recording")
        if self._writer is not None:
            self._writer.put(("restored" if is_restored else "out", frame, wall, now))

    def _sent_event(self, frame: bytes, at: float, is_restored: bool) -> None:
        event = loads(frame)
        found = RecordedEvent(0, "client", "ga", event)
        if found.is_audio:
            self.timeline.sent_audio(found.audio_size, at, is_restored=is_restored)
        else:
            self.timeline.sent(event, at, is_restored=is_restored)

    def connection(
        self, state: Literal["lost", "reopened", "closed"], code: int | None = None, reason: str = ""
    ) -> None:
        """Take a change of the connection."""
        now = monotonic()
        try:
            self.timeline.connection(state, now - self._begun, code, reason)
        except Exception:
            _logger.exception("a change of the connection could not be followed by the recording")
        if self._writer is not None:
            change = {"state": state, "code": code, "reason": redact(reason)}
            self._writer.put(("connection", dumps(change), time(), now))

    def end(self) -> None:
        """End the recording once everything is written, without waiting for that; see `done`."""
        self._has_ended = True
        if self._writer is not None:
            self._writer.end()
        elif not self.done.done():
            self.done.set_result(None)

    @property
    def has_ended(self) -> bool:
        """True once the recording has ended, or is about to."""
        return self._has_ended

    @property
    def recording(self) -> Recording:
        """The session so far; its events are read from the file."""
        path = self._path
        follower = Follower(self.timeline)
        follower.header = self._header
        return Recording(follower, lambda: () if path is None else read_all(path), [])


class _Writer:
    """Thread that writes a recording."""

    def __init__(self, path: str, options: RecordOptions, header: dict[str, Any]) -> None:
        self._path = path
        self._options = options
        self._header = header
        self._part = 1
        self._size = 0
        self._opened_at = header["monotonic"]
        self._side: BinaryIO | None = None
        self._side_size = 0
        self._has_warned = False
        self._file: BinaryIO = self._open()
        self._queue: deque[_Entry | None] = deque()
        # Set while there is something to write; and where that must not wait for more.
        self._filled = threading.Event()
        self._hurry = threading.Event()
        self._has_ended = False
        # Counted by the connection and by the thread.
        self._put = self._written = 0
        self.done: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="realtime_client recorder", daemon=True)
        self._thread.start()

    def put(self, entry: _Entry) -> None:
        """Have a line written; after the end of the recording, nothing."""
        if self._has_ended:
            return
        self._put += len(entry[1])
        if self._put - self._written > _MAX_PENDING:
            _logger.warning("the recording %s is written too slowly, and ends here", self._path)
            self.end()
            return
        self._queue.append(entry)
        if not self._filled.is_set():
            self._filled.set()

    def end(self) -> None:
        """End the recording once everything is written, without waiting for that; see `done`."""
        if not self._has_ended:
            self._has_ended = True
            self._queue.append(None)
            self._hurry.set()
            self._filled.set()

    def _open(self) -> BinaryIO:
        """Open the next part and write its header.

        Raises:
            OSError: It cannot be opened.
        """
        path = part_path(self._path, self._part)
        # What is written is handed to the system at once: a recording is wanted most when a program ends badly.
        file = _opened(path)
        if self._side is not None:
            self._side.close()
            self._side = None
        if self._options.audio == "side_file":
            self._side, self._side_size = _opened(audio_path(path)), 0
        line = dumps(redacted({**self._header, "part": self._part})) + b"\n"
        self._size = len(line)
        self._pending_header = line
        return file

    def _run(self) -> None:
        try:
            self._write(self._pending_header)
            while self._write_batch():
                pass
        except OSError as error:
            self._has_ended = True
            _logger.warning("the recording %s cannot be written, and ends here: %s", self._path, error)
        finally:
            for file in (self._file, self._side):
                if file is not None:
                    file.close()
            self.done.set_result(None)

    def _write_batch(self) -> bool:
        """Write what is there; False at the end of the recording."""
        self._filled.wait()
        # Lines that come shortly after each other are written at once.
        self._hurry.wait(_LINGER)
        self._filled.clear()
        lines: list[bytes] = []
        taken = size = 0
        while self._queue:
            entry = self._queue.popleft()
            if entry is None:
                self._write(b"".join(lines))
                return False
            if self._is_full(size, entry[3]):
                self._write(b"".join(lines))
                self._rotate(entry[3])
                lines, size = [], 0
            line = self._line(entry)
            lines.append(line)
            size += len(line)
            taken += len(entry[1])
            if size >= _BATCH:
                self._write(b"".join(lines))
                self._written += taken
                lines, size, taken = [], 0, 0
        self._write(b"".join(lines))
        self._written += taken
        return True

    def _write(self, data: bytes) -> None:
        """Write all of it; an unbuffered file may take a part."""
        view = memoryview(data)
        while view:
            written = self._file.write(view)
            view = view[written:]
            self._size += written

    def _is_full(self, size: int, now: float) -> bool:
        options = self._options
        if options.rotate_bytes is not None and self._size + size >= options.rotate_bytes:
            return True
        return options.rotate_seconds is not None and now - self._opened_at >= options.rotate_seconds

    def _rotate(self, now: float) -> None:
        """Go on in the next part."""
        self._part += 1
        before, self._file = self._file, self._open()
        before.close()
        self._opened_at, self._size = now, 0
        self._write(self._pending_header)

    def _line(self, entry: _Entry) -> bytes:
        """Return the line of a frame; b"" for one that is left out."""
        kind, frame, wall, now = entry
        if kind == "connection":
            return b'{"time":%a,"monotonic":%a,"connection":%b}\n' % (wall, now, frame)
        direction = b"in" if kind == "in" else b"out"
        extra = b',"restored":true' if kind == "restored" else b""
        on_record = self._options.on_record
        if on_record is not None:
            recorded = self._hooked(on_record, frame)
            if recorded is None:
                return b""
            frame = recorded
        audio = _AUDIO.match(frame)
        if audio is not None and self._options.audio != "inline":
            frame, extra = self._without_audio(frame, audio[1] == _APPEND)
        return b'{"direction":"%b","time":%a,"monotonic":%a%b,"event":%b}\n' % (
            *(direction, wall, now, extra),
            _masked(frame) if audio is None else _one_line(frame),
        )

    def _hooked(self, on_record: Any, frame: bytes) -> bytes | None:
        """Return the frame as the hook has it; None if it is left out."""
        try:
            event = loads(frame)
            recorded = on_record(event)
            if recorded is event:
                return frame
            return None if recorded is None else dumps(recorded)
        except BaseException as error:
            # What could not be redacted must not be written. `SystemExit` would end this thread alone, in silence.
            if not self._has_warned:
                self._has_warned = True
                _logger.warning(
                    "RecordOptions.on_record raised %s: %s; events for which it raises are left out of %s",
                    *(type(error).__name__, redact(str(error)), self._path),
                )
            return None

    def _without_audio(self, frame: bytes, is_append: bool) -> tuple[bytes, bytes]:
        """Return a frame without its audio, and what the line says of that."""
        start, end = _audio_span(frame, is_append)
        try:
            audio = decode_base64(frame[start:end])
        except ValueError:
            return frame, b""
        place = b""
        if self._side is not None:
            place = b'"offset":%d,' % self._side_size
            self._side.write(audio)
            self._side_size += len(audio)
        return frame[:start] + frame[end:], b',"audio":{%b"size":%d}' % (place, len(audio))


def _opened(path: str) -> BinaryIO:
    """Open a file for writing, unbuffered.

    A pipe that has no reader would hold up whoever opens it, and is refused. Lines are appended, so that those of two
    connections that record to the same file stay whole.

    Raises:
        OSError: It cannot be opened.
    """

    def opener(path: str, flags: int) -> int:
        # Windows lacks it, and pipes with a name.
        without_waiting = getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags | os.O_APPEND | without_waiting, 0o666)
        if without_waiting:
            os.set_blocking(descriptor, True)
        return descriptor

    return open(path, "wb", buffering=0, opener=opener)


def _audio_span(frame: bytes, is_append: bool) -> tuple[int, int]:
    """Return where the base64 of a frame begins and ends; it is empty where there is none."""
    key = b'"audio":"' if is_append else b'"delta":"'
    start = frame.find(key)
    if start >= 0:
        start += len(key)
        return start, frame.find(b'"', start)
    # An expression is slower, but knows of spaces.
    found = _AUDIO_VALUE[is_append].search(frame)
    return found.span(1) if found is not None else (0, 0)


def _masked(frame: bytes) -> bytes:
    """Return a frame as one line, with its secrets masked."""
    frame = _one_line(frame)
    if _may_hold_secret(frame):
        try:
            return dumps(redacted(loads(frame)))
        except (RealtimeError, TypeError, ValueError, RecursionError):
            return redact(frame.decode("utf-8", "replace")).encode("utf-8", "replace")
    return frame


def _one_line(frame: bytes) -> bytes:
    """Return a frame without line breaks; they can only stand between its tokens."""
    return frame.replace(b"\r", b" ").replace(b"\n", b" ") if b"\n" in frame or b"\r" in frame else frame


def _may_hold_secret(frame: bytes) -> bool:
    lowered = frame.lower()
    return any(sign in lowered for sign in SIGNS)
