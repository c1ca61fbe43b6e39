"""Audio in the input buffer that no item holds yet: a session that replaces another needs it again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, Final

__all__ = ["UncommittedAudio"]

# Bytes of events: about a minute of PCM16 at 24 kHz.
_LIMIT: Final = 4 * 2**20
_EMPTYING: Final = frozenset(("input_audio_buffer.committed", "input_audio_buffer.cleared"))


class UncommittedAudio:
    """The events that appended audio since the last commit, the oldest dropped beyond a limit."""

    def __init__(self) -> None:
        self._events: deque[bytes] = deque()
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._events)

    def add(self, event: bytes) -> None:
        """Keep an event that was sent."""
        self._events.append(event)
        self._size += len(event)
        while self._size > _LIMIT:
            self._size -= len(self._events.popleft())

    def observe(self, event: Any, change: object) -> None:
        """Follow what the server does with its input buffer."""
        if event.type in _EMPTYING:
            self._events.clear()
            self._size = 0
