"""Playing a recording: what the server sent in it is sent again, when the client has sent what it sent then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..._core.json import loads_object
from ...errors import DecodeError
from .answers import Answer, Answerer, Turn
from .engine import Engine, Opening
from .script import AUDIO_EVENTS, ScriptError

__all__ = ["Replay", "ReplayEngine"]

# Direction, event, and where it stands in the file.
_Line: TypeAlias = tuple[Literal["in", "out"], Mapping[str, Any], int]


class Replay(Answerer):
    """Plays the recording of a session, from its beginning for each connection.

    What the client sends is compared by type alone: ids and words may be others. Audio may come in other pieces.

    Args:
        path: The recording, as ``connect(record=…)`` writes it. Lines that hold an event without a direction count as
            sent by the server.

    Attributes:
        problems: What the client sent otherwise than in the recording.

    Raises:
        ScriptError: It is no recording; names the line.
        OSError: It cannot be read.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.lines = [_line(text, number) for number, text in _texts(path)]
        self.problems: list[str] = []
        self.unplayed: int | None = None

    def answer(self, turn: Turn) -> Answer:
        """Not asked for: a recording has its answers."""
        raise NotImplementedError

    def check(self) -> None:
        """Say what the client sent otherwise, or did not send.

        Raises:
            AssertionError: The session was not as recorded.
        """
        if self.unplayed:
            self.problems.append(f"{self.unplayed} lines of the recording were not played")
        if self.problems:
            found, self.problems = "\n".join(self.problems), []
            raise AssertionError(f"the session was not as recorded:\n{found}")


class ReplayEngine(Engine):
    """Plays a recording to one connection."""

    answerer: Replay

    def __init__(self, opening: Opening, answerer: Replay, new_id: Callable[[str], str]) -> None:
        super().__init__(opening, answerer, new_id)
        self._done = 0
        # What the client called its requests then, and what it calls them now.
        self._names: dict[str, str] = {}

    def start(self) -> None:
        """Send what the server said first."""
        self._play()

    def receive(self, frame: str | bytes) -> None:
        """Go on when this is what the client sent then."""
        try:
            sent = loads_object(frame)
        except DecodeError:
            sent = {}
        kind = sent.get("type")
        lines = self.answerer.lines
        wanted, where = "nothing more", "at the end"
        if self._done < len(lines):
            _, event, number = lines[self._done]
            wanted, where = event["type"], f"line {number}"
        if kind != wanted:
            if kind not in AUDIO_EVENTS:
                self.answerer.problems.append(f"{where}: recorded {wanted}, sent {kind}")
            return
        self._names.update(zip(_names(event), _names(sent), strict=False))
        self._done += 1
        if kind in AUDIO_EVENTS:
            # Audio may come in other pieces than it came in then.
            while self._done < len(lines) and lines[self._done][1]["type"] == kind:
                self._done += 1
        self._play()

    def _play(self) -> None:
        lines = self.answerer.lines
        while self._done < len(lines) and lines[self._done][0] == "in":
            self.send(self._renamed(lines[self._done][1]))
            self._done += 1
        self.answerer.unplayed = len(lines) - self._done

    def _renamed(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """An event that names the requests of today, where it names those of then: by id, or by metadata given back."""
        for key, inner in (("error", "event_id"), ("response", "metadata")):
            holder = event.get(key)
            value = holder.get(inner) if isinstance(holder, dict) else None
            if isinstance(value, dict):
                value = {name: self._names.get(str(text), text) for name, text in value.items()}
            elif isinstance(value, str):
                value = self._names.get(value, value)
            else:
                continue
            return {**event, key: {**holder, inner: value}}  # type: ignore[dict-item]
        return event


def _names(event: Mapping[str, Any]) -> list[str]:
    """By what a request is known later: its id, and what its metadata says, in order of its keys."""
    response = event.get("response")
    metadata = response.get("metadata") if isinstance(response, dict) else None
    told = sorted(metadata.items()) if isinstance(metadata, dict) else []
    return [str(event.get("event_id")), *(str(text) for _, text in told)]


def _texts(path: str | PathLike[str]) -> list[tuple[int, str]]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _line(text: str, number: int) -> _Line:
    try:
        entry = loads_object(text)
    except DecodeError as error:
        raise ScriptError(f"line {number} of the recording: {error}") from None
    event = entry.get("event", entry)
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise ScriptError(f"line {number} of the recording holds no event")
    return ("out" if entry.get("direction") == "out" else "in"), event, number
