"""``realtime-client demo``: a conversation with the embedded server, or with another."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from realtime_client.cli.app import app
from realtime_client.testing import Answer, Answerer, Call, LocalServer, Turn


def demo(folder: Path, *arguments: str, **environment: str) -> Result:
    told = {"OPENAI_API_KEY": None, "OPENAI_BASE_URL": None, **environment}
    return CliRunner().invoke(app, ["demo", "--folder", str(folder), *arguments], env=told)


def test_holds_a_conversation_and_leaves_its_audio_and_recording(tmp_path: Path) -> None:
    finished = demo(tmp_path / "said")
    assert finished.exit_code == 0, finished.stderr
    lines = finished.stdout.splitlines()
    assert lines[:2] == [
        "you        Good evening!",
        "assistant  Good evening, this is the Lindenhof. How can I help you?",
    ]
    assert '           find_table is called with {"guests":2,"time":"19:30"}' in lines
    assert "[cancelled: turn_detected]" in finished.stdout
    assert "Totals" in lines
    assert "5 (completed 4, cancelled 1)" in finished.stdout
    assert (tmp_path / "said" / "session.jsonl").stat().st_size > 100_000
    with wave.open(str(tmp_path / "said" / "answers.wav")) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (24_000, 2, 1)
        # Four answers of some 55 characters, and the beginning of a fifth, at 15 characters a second.
        assert 12 < file.getnframes() / file.getframerate() < 16


class Talkative(Answerer):
    """Answers otherwise than the demo's own script."""

    def answer(self, turn: Turn) -> Answer:
        if turn.tools and "table" in turn.text and turn.last["type"] == "message":
            return Answer(Call("find_table", {"guests": 4}))
        # Slow enough to be broken in on.
        return Answer("One, two, three, four, five, six, seven, eight, nine, ten, eleven.", pace=0.01)


def test_talks_to_another_server(tmp_path: Path) -> None:
    with LocalServer(Talkative(), api_key="sk-local-0123456789") as server:
        told = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-local-0123456789"}
        finished = demo(tmp_path, **told)
    assert finished.exit_code == 0, finished.stderr
    assert "assistant  One, two" in finished.stdout
    assert "find_table is called with" in finished.stdout
    assert "sk-local" not in finished.stdout + (tmp_path / "session.jsonl").read_text()


@pytest.mark.parametrize("key", ["wrong-key-0123456789", ""])
def test_says_why_it_cannot(tmp_path: Path, key: str) -> None:
    with LocalServer(api_key="sk-local-0123456789") as server:
        finished = demo(tmp_path, "--url", server.url, OPENAI_API_KEY=key)
    assert finished.exit_code == 1
    assert "401" in finished.stderr
    assert "Traceback" not in finished.stderr
