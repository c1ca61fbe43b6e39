"""Position of a listener in the audio that was handed to a player."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from math import inf
from threading import Lock
from typing import Final, Self

from attrs import define, frozen

from .._core.audio_format import AudioFormat

__all__ = ["PlaybackClock", "Truncation"]

# Content parts of which a clock knows how much was heard, the latest ones: far more than a conversation interrupts.
_KEPT_PARTS: Final = 1_024
# Seconds below which two positions are the same: far less than one sample, far more than rounding errors add up to.
_EPSILON: Final = 1e-9


@frozen
class Truncation:
    """Place at which an item was cut off, under the names of ``conversation.item.truncate``.

    Attributes:
        item_id: The item.
        content_index: Index of the content part that holds the audio.
        audio_end_ms: Milliseconds of the audio that were heard.
    """

    item_id: str
    content_index: int
    audio_end_ms: int


@define(eq=False)
class _Part:
    """One content part of an item: seconds handed over and heard."""

    received: float = 0.0
    heard: float = 0.0
    is_cut: bool = False


@define(eq=False)
class _Chunk:
    """Audio that has not been heard to its end."""

    key: tuple[str, int]
    byte_count: int
    bytes_per_second: int


class PlaybackClock:
    """Account of what a listener has heard of the audio that was handed to a player.

    It plays nothing and performs no I/O. Hand every piece of audio over to it when the player gets it, and keep it
    informed in one of three ways:

    - A player that knows what it has played (a sound device) calls `played` with bytes or seconds.
    - A telephone returns marks: call `mark` after the audio, and `mark_reached` when the mark comes back.
    - A player that reports nothing (a browser) is assumed to play in real time: use `PlaybackClock.realtime`. Marks may
      be used with it too. The assumed position never passes a mark that has not been reached, and continues from each
      mark that has.

    On an interruption, call `flush` and drop what the player still holds::

        for cut in clock.flush():
            await conn.truncate_item(cut.item_id, cut.audio_end_ms, content_index=cut.content_index)

    Audio that still arrives for an item which was handed over before the flush is refused: `hand_over` returns False,
    and the player must not get it.

    All methods may be called from any thread.

    ============================================================= =============================================
    ``hand_over(item_id, content_index, byte_count, format)``     Add audio; False if its item was cut off.
    ``played(byte_count)``, ``played(seconds=…)``                 Advance by what the player has played.
    ``mark(name=None)``                                           Set a mark after the audio so far; its name.
    ``mark_reached(name)``                                        Everything before the mark was heard.
    ``flush()``                                                   Discard what is pending; `Truncation` of each.
    ``heard(item_id, content_index=None)``                        Milliseconds of an item that were heard.
    ``received(item_id, content_index=None)``                     Milliseconds of an item that were handed over.
    ``position``                                                  Seconds heard since the beginning.
    ``pending_seconds``                                           Seconds handed over and not heard yet.
    ``is_playing``                                                True while audio is pending.
    ``current_item``                                              Item that is being heard, or None.
    ``pending_marks``                                             Names of the marks that were not reached yet.
    ``is_realtime``                                               True for a clock made by `realtime`.
    ============================================================= =============================================
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._clock: Callable[[], float] | None = None
        self._latency = 0.0
        # Time of the last advance, for a clock that assumes real time.
        self._updated = 0.0
        # Seconds played that do not make a whole byte yet; negative while the latency has not passed.
        self._carry = 0.0
        self._position = 0.0
        # Audio and names of marks, in the order in which they are heard.
        self._pending: deque[_Chunk | str] = deque()
        self._parts: dict[tuple[str, int], _Part] = {}
        self._mark_count = 0

    @classmethod
    def realtime(cls, clock: Callable[[], float] = time.monotonic, *, latency: float = 0.0) -> Self:
        """Return a clock that assumes audio to be played in real time from when it is handed over.

        Args:
            clock: Returns the time in seconds.
            latency: Seconds between handing audio to an idle player and its sound.

        Raises:
            ValueError: The latency is negative.
        """
        if latency < 0:
            raise ValueError(f"latency must not be negative, found {latency}")
        self = cls()
        self._clock = clock
        self._latency = latency
        self._updated = clock()
        return self

    @property
    def is_realtime(self) -> bool:
        """True if the clock assumes real time, so that `played` must not be called."""
        return self._clock is not None

    @property
    def position(self) -> float:
        """Seconds of audio heard since the beginning; audio that was flushed does not count."""
        with self._lock:
            self._advance()
            return self._position

    @property
    def pending_seconds(self) -> float:
        """Seconds of audio handed over and not heard yet."""
        with self._lock:
            self._advance()
            return sum(c.byte_count / c.bytes_per_second for c in self._pending if isinstance(c, _Chunk))

    @property
    def is_playing(self) -> bool:
        """True while audio that was handed over has not been heard to its end."""
        return self.current_item is not None

    @property
    def current_item(self) -> str | None:
        """Identifier of the item that is being heard, None when nothing is pending."""
        with self._lock:
            self._advance()
            return next((chunk.key[0] for chunk in self._pending if isinstance(chunk, _Chunk)), None)

    @property
    def pending_marks(self) -> list[str]:
        """Names of the marks that were set and not reached yet, in order."""
        with self._lock:
            self._advance()
            return [mark for mark in self._pending if isinstance(mark, str)]

    def hand_over(self, item_id: str, content_index: int, byte_count: int, audio_format: AudioFormat) -> bool:
        """Add audio that the player is given.

        Args:
            item_id: Item of the conversation that the audio belongs to.
            content_index: Index of its content part.
            byte_count: Length of the audio, in bytes.
            audio_format: Encoding of the audio as the player gets it.

        Returns:
            False if the item was cut off by `flush`: the player must not be given this audio.

        Raises:
            ValueError: The number of bytes is negative.
        """
        if byte_count < 0:
            raise ValueError(f"byte_count must not be negative, found {byte_count}")
        key = (item_id, content_index)
        with self._lock:
            self._advance()
            part = self._parts.get(key)
            if part is None:
                part = self._parts[key] = _Part()
                self._forget()
            elif part.is_cut:
                return False
            if byte_count:
                if not self._pending:
                    self._carry = -self._latency
                rate = audio_format.bytes_per_second
                part.received += byte_count / rate
                last = self._pending[-1] if self._pending else None
                if isinstance(last, _Chunk) and (last.key, last.bytes_per_second) == (key, rate):
                    last.byte_count += byte_count
                else:
                    self._pending.append(_Chunk(key, byte_count, rate))
        return True

    def played(self, byte_count: int = 0, *, seconds: float = 0.0) -> None:
        """Advance by what the player has played since the last call.

        More than what is pending is ignored: a player with nothing to play makes silence.

        Args:
            byte_count: Bytes played, in the format in which they were handed over.
            seconds: Seconds played, instead of bytes.

        Raises:
            ValueError: A number is negative, infinite or NaN.
            RuntimeError: The clock assumes real time.
        """
        if not 0 <= byte_count < inf or not 0 <= seconds < inf:
            raise ValueError(f"what was played must be finite and not negative, found {byte_count} bytes, {seconds} s")
        if self._clock is not None:
            raise RuntimeError("this clock assumes real time: use PlaybackClock() to report what was played")
        with self._lock:
            while byte_count and self._pending:
                chunk = self._pending[0]
                if isinstance(chunk, _Chunk):
                    count = min(byte_count, chunk.byte_count)
                    byte_count -= count
                    self._hear(chunk, count)
                else:
                    self._pending.popleft()
            self._play(seconds)
            # Marks directly after what was played are reached as well.
            while self._pending and isinstance(self._pending[0], str):
                self._pending.popleft()

    def mark(self, name: str | None = None) -> str:
        """Set a mark after all audio that was handed over so far.

        Args:
            name: Name of the mark; None chooses one that this clock has not used.

        Returns:
            The name, to be given to `mark_reached`.
        """
        with self._lock:
            self._advance()
            if name is None:
                self._mark_count += 1
                name = f"mark-{self._mark_count}"
            self._pending.append(name)
        return name

    def mark_reached(self, name: str) -> bool:
        """Count everything before a mark as heard.

        Returns:
            False if no such mark is pending: it was reached before, or discarded by `flush` (telephones return the
            marks that they discard), and nothing changes.
        """
        with self._lock:
            self._advance()
            if name not in self._pending:
                return False
            while (chunk := self._pending[0]) != name:
                if isinstance(chunk, _Chunk):
                    self._hear(chunk, chunk.byte_count)
                else:
                    self._pending.popleft()
            self._pending.popleft()
            # Audio after the mark is heard from now on.
            self._carry = 0.0
        return True

    def flush(self) -> list[Truncation]:
        """Discard audio and marks that are pending, and refuse more audio of all items handed over so far.

        Returns:
            The content parts that were not heard to their end, in the order in which they would have been heard, with
            the milliseconds of each that were.
        """
        with self._lock:
            self._advance()
            cut = dict.fromkeys(chunk.key for chunk in self._pending if isinstance(chunk, _Chunk))
            self._pending.clear()
            self._carry = 0.0
            for part in self._parts.values():
                part.is_cut = True
            return [Truncation(*key, _milliseconds(self._parts[key].heard)) for key in cut]

    def heard(self, item_id: str, content_index: int | None = None) -> int:
        """Milliseconds of an item that were heard, rounded down; 0 for an item that was never handed over.

        Args:
            item_id: The item.
            content_index: Index of a content part; None for all of them together.
        """
        with self._lock:
            self._advance()
            return _milliseconds(sum(part.heard for part in self._of(item_id, content_index)))

    def received(self, item_id: str, content_index: int | None = None) -> int:
        """Milliseconds of an item that were handed over, rounded down; audio that was refused does not count.

        Args:
            item_id: The item.
            content_index: Index of a content part; None for all of them together.
        """
        with self._lock:
            return _milliseconds(sum(part.received for part in self._of(item_id, content_index)))

    def _of(self, item_id: str, content_index: int | None) -> list[_Part]:
        return [
            part
            for key, part in self._parts.items()
            if key[0] == item_id and (content_index is None or key[1] == content_index)
        ]

    def _advance(self) -> None:
        """Play in real time up to now, if that is assumed."""
        if self._clock is None:
            return
        now = self._clock()
        elapsed = max(now - self._updated, 0.0)
        self._updated = now
        self._play(elapsed)

    def _play(self, seconds: float) -> None:
        if not seconds:
            return
        self._carry += seconds
        while self._pending:
            chunk = self._pending[0]
            if isinstance(chunk, str):
                if self._clock is not None:
                    break
                self._pending.popleft()
                continue
            whole = int((self._carry + _EPSILON) * chunk.bytes_per_second)
            if whole < chunk.byte_count:
                self._carry -= self._hear(chunk, max(whole, 0))
                return
            self._carry -= self._hear(chunk, chunk.byte_count)
        # The player waits for audio or for a mark: what it played beyond was silence.
        self._carry = 0.0

    def _hear(self, chunk: _Chunk, byte_count: int) -> float:
        """Count bytes of the first pending chunk as heard; return their seconds."""
        seconds = byte_count / chunk.bytes_per_second
        self._position += seconds
        self._parts[chunk.key].heard += seconds
        chunk.byte_count -= byte_count
        if not chunk.byte_count:
            self._pending.popleft()
        return seconds

    def _forget(self) -> None:
        """Forget the oldest parts of which nothing is pending."""
        if len(self._parts) > _KEPT_PARTS:
            pending = {chunk.key for chunk in self._pending if isinstance(chunk, _Chunk)}
            for key in [*self._parts][: len(self._parts) - _KEPT_PARTS]:
                if key not in pending:
                    del self._parts[key]


def _milliseconds(seconds: float) -> int:
    return int((seconds + _EPSILON) * 1_000)
