"""Replay of a recording: what the server sent is sent again, each time the client has sent what it sent then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..._core.json import loads_object
from ...audio import encode_base64
from ...errors import DecodeError
from ...recordings.reader import RecordedEvent, ValueReader
from .answers import Answer, Answerer, Turn
from .engine import Engine, Opening
from .script import AUDIO_EVENTS, ScriptError

__all__ = ["Replay", "ReplayEngine"]

# Direction, event, line number.
_Line: TypeAlias = tuple[Literal["in", "out"], Mapping[str, Any], int]


class Replay(Answerer):
    """Plays the recording of a session, from its start for each connection.

    Events of the client are compared by type alone: ids and text may differ, and audio may come in other pieces.

    Args:
        path: A recording, as ``connect(record=…)`` writes it. Lines with an event and no direction count as sent by
            the server.

    Attributes:
        problems: Differences between the client and the recording.

    Raises:
        ScriptError: The file is not a recording; names the line.
        OSError: The file cannot be read.
    """

    runs_in_threads = False

    def __init__(self, path: str | PathLike[str]) -> None:
        lines = [_line(text, number, fspath(path)) for number, text in _texts(path)]
        self.lines = [line for line in lines if line is not None]
        self.problems: list[str] = []
        self.unplayed: int | None = None

    def answer(self, turn: Turn) -> Answer:
        """Never called: a recording holds its answers."""
        raise NotImplementedError

    def check(self) -> None:
        """Verify that the client sent what the recording has.

        Raises:
            AssertionError: The session differs from the recording.
        """
        if self.unplayed:
            self.problems.append(f"{self.unplayed} lines of the recording were not played")
        if self.problems:
            found, self.problems = "\n".join(self.problems), []
            raise AssertionError(f"the session differs from the recording:\n{found}")


class ReplayEngine(Engine):
    """Plays a recording to one connection."""

    answerer: Replay

    def __init__(self, opening: Opening, answerer: Replay, new_id: Callable[[str], str]) -> None:
        super().__init__(opening, answerer, new_id)
        self._done = 0
        # Recorded names of the client's requests, mapped to the current ones.
        self._names: dict[str, str] = {}

    def start(self) -> None:
        """Send the first events of the server."""
        self._play()

    def receive(self, frame: str | bytes) -> None:
        """Advance if the client sent what the recording has next."""
        try:
            sent = loads_object(frame)
        except DecodeError:
            sent = {}
        kind = sent.get("type")
        lines = self.answerer.lines
        expected, where = "nothing more", "at the end"
        if self._done < len(lines):
            _, event, number = lines[self._done]
            expected, where = event["type"], f"line {number}"
        if kind != expected:
            if kind not in AUDIO_EVENTS:
                self.answerer.problems.append(f"{where}: recorded {expected}, sent {kind}")
            return
        self._names.update(zip(_names(event), _names(sent), strict=False))
        self._done += 1
        if kind in AUDIO_EVENTS:
            # Audio may come in other pieces than in the recording.
            while self._done < len(lines) and lines[self._done][1]["type"] == kind:
                self._done += 1
        self._play()

    def _play(self) -> None:
        lines = self.answerer.lines
        while self._done < len(lines) and lines[self._done][0] == "in":
            event = self._renamed(lines[self._done][1])
            self.write({"type": event["type"], "event_id": self.new_id("event"), **event})
            self._done += 1
        self.answerer.unplayed = len(lines) - self._done

    def _renamed(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an event that refers to the current requests, by id or by echoed metadata."""
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
    """Return the id of a request and the values of its metadata, in the order of their keys."""
    response = event.get("response")
    metadata = response.get("metadata") if isinstance(response, dict) else None
    values = sorted(metadata.items()) if isinstance(metadata, dict) else []
    return [str(event.get("event_id")), *(str(text) for _, text in values)]


def _texts(path: str | PathLike[str]) -> list[tuple[int, str]]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _line(text: str, number: int, path: str) -> _Line | None:
    """Return an event of the recording; None for its header and for changes of the connection."""
    try:
        entry = loads_object(text)
    except DecodeError as error:
        raise ScriptError(f"line {number} of the recording: {error}") from None
    if "event" not in entry and ("recording" in entry or "connection" in entry):
        return None
    event = entry.get("event", entry)
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise ScriptError(f"line {number} of the recording: expected an event with a type")
    if isinstance(entry.get("audio"), dict):
        # It was written to a side file, or left out.
        recorded = ValueReader(path=path)(entry)
        if isinstance(recorded, RecordedEvent) and recorded.audio:
            key = "audio" if "audio" in event else "delta"
            event = {**event, key: encode_base64(recorded.audio)}
    return ("out" if entry.get("direction") == "out" else "in"), event, number
