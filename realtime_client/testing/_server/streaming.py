"""Parts of an answer that arrive while it is sent."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen

from ...audio import AudioFormat, Resampler, from_pcm16
from .answers import Answer, Call, MCPCall, Part, Say
from .speech import Synthesiser

__all__ = ["Parts", "Piece", "in_sentences", "is_plain", "spoken", "synthesised"]

# Parts that may wait to be sent, before the source of the answer has to wait.
_MOST_WAITING: Final = 20
_SENTENCE: Final = re.compile(r".*?[.!?…\n][\"')\]]*\s+", re.DOTALL)
# A sentence is spoken at a comma once it is this long, in characters.
_LONG: Final = 120


@frozen
class Piece:
    """Piece of a message that goes on with the next piece.

    Attributes:
        text: Its text.
        audio: Its speech in the output format of the session; None synthesises tones.
    """

    text: str
    audio: bytes | None = None


_Streamed: TypeAlias = Part | Piece


class Parts:
    """The parts of an answer so far.

    Args:
        parts: The first parts.
        is_complete: Whether these are all of them.

    Attributes:
        outcome: Status, reason and error of the response.
        is_complete: Whether no more parts come.
        changed: Called when there is more, or the end.
    """

    def __init__(self, parts: Iterable[_Streamed] = (), *, is_complete: bool = True) -> None:
        self.outcome = Answer(())
        self.is_complete = is_complete
        self._waiting = deque(parts)
        self._taken = asyncio.Event()
        self.changed: Callable[[], object] = lambda: None

    def peek(self) -> _Streamed | None:
        """Return the next part; None if there is none yet."""
        return self._waiting[0] if self._waiting else None

    def take(self) -> _Streamed:
        """Take the next part."""
        self._taken.set()
        return self._waiting.popleft()

    def has_call(self) -> bool:
        """Return True if a call is among the parts that wait."""
        return any(isinstance(part, Call | MCPCall) for part in self._waiting)

    def rest_after(self, part: Part) -> Answer | None:
        """Return what follows a part of the answer; None if that is nothing, or not known because it streams."""
        parts = self.outcome.parts
        place = next((place for place, found in enumerate(parts) if found is part), len(parts))
        rest = parts[place + 1 :]
        return evolve(self.outcome, parts=rest, delay=0.0, faults=()) if rest else None

    async def put(self, part: _Streamed) -> None:
        """Add a part; wait while there are many."""
        while len(self._waiting) >= _MOST_WAITING:
            self._taken.clear()
            await self._taken.wait()
        self._waiting.append(part)
        self.changed()

    def end(self) -> None:
        """Note that there is nothing more."""
        self.is_complete = True
        self.changed()


def is_plain(method: Callable[..., Any]) -> bool:
    """Return True for a function that may block, because nothing in it is awaited."""
    return not (inspect.iscoroutinefunction(method) or inspect.isasyncgenfunction(method))


async def in_sentences(pieces: AsyncIterator[Part | str]) -> AsyncIterator[Part | str]:
    """Yield texts sentence by sentence, and other parts as they are."""
    text = ""
    async for piece in pieces:
        if not isinstance(piece, str):
            if text:
                yield text
            text = ""
            yield piece
            continue
        text += piece
        while found := _SENTENCE.match(text) or (re.match(r".{40,}?,\s+", text) if len(text) > _LONG else None):
            yield found[0]
            text = text[found.end() :]
    if text:
        yield text


async def spoken(
    pieces: AsyncIterator[Part | str], synthesiser: Synthesiser, audio_format: AudioFormat, speed: float
) -> AsyncIterator[_Streamed]:
    """Yield an answer with the speech of its texts; a `Say` without audio becomes pieces of one message."""
    async for part in in_sentences(_opened(pieces)):
        if isinstance(part, str):
            yield Piece(part, await asyncio.to_thread(synthesised, part, synthesiser, audio_format, speed))
        else:
            yield part


async def _opened(pieces: AsyncIterator[Part | str]) -> AsyncIterator[Part | str]:
    async for part in pieces:
        if isinstance(part, Say) and part.audio is None:
            yield part.text
        else:
            yield part


def synthesised(text: str, synthesiser: Synthesiser, audio_format: AudioFormat, speed: float) -> bytes:
    """Return a sentence as speech; nothing if there is nothing to say."""
    if not re.search(r"\w", text):
        return b""
    pcm16 = synthesiser.speak(text, speed)
    if synthesiser.sample_rate != audio_format.sample_rate:
        resampler = Resampler(synthesiser.sample_rate, audio_format.sample_rate)
        pcm16 = resampler.process(pcm16) + resampler.flush()
    return from_pcm16(pcm16, audio_format.encoding)
