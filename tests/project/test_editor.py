"""Text that an editor shows and slips that it finds, asked of a real language server and two real type checkers."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import realtime_client as rt
from realtime_client import models

from ..support.language_server import LanguageServer

ROOT = Path(__file__).parent.parent.parent

# Each expression, and the type that is shown for it.
GIVEN = """
import realtime_client as rt

async def main(conn: rt.AsyncConnection, blocking: rt.Connection, piece: rt.Piece) -> None:
    async for event in conn:
        reveal_type(event)
        if event.type == "response.done":
            reveal_type(event)
            reveal_type(event.response.status)
    for blocking_event in blocking:
        reveal_type(blocking_event)
    reveal_type(await conn.recv())
    reveal_type(blocking.recv())
    reveal_type(await conn.wait_for("response.done"))
    reveal_type(await conn.wait_for(rt.events.SessionCreated))
    reveal_type(await conn.wait_for(lambda event: event.type == "error"))
    reveal_type(blocking.wait_for("response.done"))
    reveal_type(piece.event)
    reveal_type(piece.item.item)
    reveal_type(conn.session)
    reveal_type(conn.usage)
    reveal_type(conn.conversation.items[0].item)
    reveal_type(conn.conversation.items[0].transcription_error)
    reveal_type(conn.last_error)
    reveal_type(conn.responses["resp_1"].response)
    reveal_type(rt.parse_event(b"{}"))
    async for turn in conn.turns():
        reveal_type(turn.user)
        reveal_type(turn.calls)
        reveal_type(turn.response.function_calls)
"""

# A type of event, an attribute and a setting are misspelt; everything else is right.
SLIPS = """
import realtime_client as rt

async def main(conn: rt.AsyncConnection) -> None:
    async for event in conn:
        if event.type == "respons.done":
            print("never")
        if event.type == "response.done":
            print(event.response.statuss)
    await conn.wait_for("respons.done")
    await conn.update_session({"type": "realtime", "instuctions": "Be brief."})
"""
SLIP_LINES = [5, 8, 9, 10]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LanguageServer]:
    # The package is that of the working tree, also where another is installed.
    (tmp_path / "pyrightconfig.json").write_text(
        f'{{"extraPaths": ["{ROOT.as_posix()}"], "typeCheckingMode": "strict"}}'
    )
    with LanguageServer(tmp_path) as server:
        yield server


def _mypy(tmp_path: Path, program: str) -> list[tuple[int, str]]:
    """Return the line, counted from 0, and the message of all that mypy reports."""
    path = tmp_path / "program.py"
    path.write_text(program)
    finished = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", ROOT / ".mypy_cache", path],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.findall(r"^.*?program\.py:(\d+): (?:error|note): (.*)$", finished.stdout, re.MULTILINE)
    assert found, finished.stdout + finished.stderr
    return [(int(line) - 1, message) for line, message in found]


@pytest.mark.slow
def test_nothing_that_a_connection_gives_is_any_for_mypy(tmp_path: Path) -> None:
    revealed = [message for _, message in _mypy(tmp_path, GIVEN) if "Revealed type" in message]
    assert len(revealed) == GIVEN.count("reveal_type")
    assert [message for message in revealed if re.search(r"\bAny\b", message)] == []
    assert 'RealtimeServerEventResponseDone"' in revealed[1]


@pytest.mark.slow
def test_nothing_that_a_connection_gives_is_any_in_the_editor(server: LanguageServer) -> None:
    uri = server.open("given.py", GIVEN)
    revealed = [message for _, message in server.diagnostics(uri) if message.startswith("Type of")]
    assert len(revealed) == GIVEN.count("reveal_type")
    assert [message for message in revealed if re.search(r"\b(Any|Unknown)\b", message)] == []
    assert revealed[1].endswith('is "RealtimeServerEventResponseDone"')


@pytest.mark.slow
def test_mypy_finds_the_slips(tmp_path: Path) -> None:
    found = {line for line, message in _mypy(tmp_path, SLIPS)}
    assert sorted(found & {*SLIP_LINES}) == SLIP_LINES
    assert found <= {*SLIP_LINES, 6}  # What follows the first slip cannot be reached.


@pytest.mark.slow
def test_the_editor_finds_the_slips(server: LanguageServer) -> None:
    uri = server.open("slips.py", SLIPS)
    assert sorted({line for line, _ in server.diagnostics(uri)}) == SLIP_LINES


@pytest.mark.slow
def test_hovering_over_a_generated_attribute_shows_its_description(server: LanguageServer) -> None:
    lines, places = ["from realtime_client import models"], []
    for name in models.__all__:
        kind = getattr(models, name)
        if isinstance(kind, type) and issubclass(kind, rt.Model) and kind not in (rt.UnknownEvent, rt.UnknownObject):
            lines.append(f"def with_{name}(model: models.{name}) -> None:")
            for attribute in kind._declared():
                places.append((len(lines), f"{name}.{attribute}"))
                lines.append(f"    model.{attribute}")
    uri = server.open("hovered.py", "\n".join(lines) + "\n")
    server.diagnostics(uri)
    shown = {place: server.hover(uri, line, 11).rpartition("```")[2].strip("\n -") for line, place in places}
    without = [place for place, text in shown.items() if len(text) < 3 or text == "Not described."]
    assert without == []
    assert len(places) > 800
    status = server.hover(uri, next(line for line, place in places if place == "RealtimeResponse.status"), 11)
    for part in ("`in_progress`", "`completed`", "None", "Unset", "Status of the response"):
        assert part in status
