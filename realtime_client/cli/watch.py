"""Show a recording while it is being written."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from .._core.json import loads_object
from .._decode.dialects import Dialect
from ..errors import DecodeError
from ..recordings import Turn
from ..recordings.facts import RatesByModel, turn_price
from ..recordings.follow import Follower
from ..recordings.reader import ConnectionChange, Problem, ValueReader, part_path
from ..recordings.timeline import Timeline
from .presentation import one_line, printable

__all__ = ["watch"]

# Seconds between two looks at the file.
_PAUSE: Final = 0.1
_CHUNK: Final = 1 << 20


def watch(path: Path, dialect: Dialect | None = None, rates: RatesByModel = None) -> None:
    """Show each turn of a recording once it is known, until its connection is closed or the user interrupts.

    Args:
        path: Path of the recording; it need not exist yet.
        dialect: Dialect of all events; None recognises it.
        rates: Rates for the cost; None shows none.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    follower = Follower(Timeline())
    reader = ValueReader(dialect, str(path))
    shown = errors = 0
    try:
        for line in _lines(path):
            is_closed = False
            try:
                entry = reader(loads_object(line)) if line else None
            except DecodeError as error:
                console.print(Text(f"not an event: {one_line(error.message)}", "red"), soft_wrap=True)
                continue
            if isinstance(entry, Problem):
                console.print(Text(one_line(entry.reason), "red"), soft_wrap=True)
            elif entry is not None:
                follower.take(entry)
                is_closed = isinstance(entry, ConnectionChange) and entry.state == "closed"
            turns = follower.timeline.turns
            while shown < len(turns) and (is_closed or _is_known(turns, shown)):
                for text in _texts(turns[shown], rates):
                    console.print(text, soft_wrap=True)
                shown += 1
            for reported in follower.timeline.errors[errors:]:
                console.print(Text(f"error      {one_line(str(reported))}", "red"), soft_wrap=True)
            errors = len(follower.timeline.errors)
            if is_closed:
                return
    except KeyboardInterrupt:
        return


def _is_known(turns: list[Turn], number: int) -> bool:
    turn = turns[number]
    if turn.role == "assistant":
        return turn.finished_at is not None or turn.status != "in_progress"
    # Transcripts come late, or never.
    later = [each for each in turns[number + 1 :] if each.role == "assistant"]
    return (bool(turn.text) and not turn.is_spoken) or any(each.finished_at is not None for each in later)


def _texts(turn: Turn, rates: RatesByModel) -> Iterator[Text]:
    time = "" if turn.start is None else f"{turn.start:9.3f} s  "
    status = "" if turn.status in (None, "completed") else f" [{turn.status}]"
    cost = turn_price(turn, rates)
    latency = turn.speech_to_audio if turn.speech_to_audio is not None else turn.request_to_audio
    facts = [
        *([] if latency is None else [f"first audio after {latency:.3f} s"]),
        *([] if cost is None else [f"cost {cost:f}"]),
    ]
    more = f"  ({', '.join(facts)})" if facts else ""
    style = "cyan" if turn.role == "user" else ""
    yield Text(f"{time}{turn.role:10} {printable(turn.text)}{one_line(status)}{more}", style)
    for call in turn.calls:
        name = one_line(call.name or "(no name)")
        yield Text(f"{time}call       {name} {printable(call.arguments)}", "bright_black")


def _lines(path: Path) -> Iterator[bytes]:
    """Yield whole lines as they are written; b"" where there is none at the moment, and go on in the next part."""
    number, identity = 1, None
    while True:
        part = Path(part_path(str(path), number))
        if not part.exists():
            yield b""
            time.sleep(_PAUSE)
            continue
        rest = b""
        with part.open("rb") as file:
            while True:
                data = file.read(_CHUNK)
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    if identity is None and b'"recording"' in line:
                        identity = line
                    if line.strip():
                        yield line
                if data:
                    continue
                if _goes_on(Path(part_path(str(path), number + 1)), identity):
                    number += 1
                    break
                yield b""
                time.sleep(_PAUSE)


def _goes_on(part: Path, header: bytes | None) -> bool:
    """Return True if a file is a part of the recording that begins with a header."""
    try:
        with part.open("rb") as file:
            found = loads_object(file.readline(_CHUNK))
        return header is not None and found.get("id") == loads_object(header).get("id")
    except (OSError, DecodeError):
        return False
