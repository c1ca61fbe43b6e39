"""``realtime-client demo`` with its own server and with another."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from realtime_client.cli.app import app
from realtime_client.testing import Answer, Answerer, Call, LocalServer, Turn


def demo(folder: Path, *arguments: str, **environment: str) -> Result:
    variables = {"OPENAI_API_KEY": None, "OPENAI_BASE_URL": None, **environment}
    return CliRunner().invoke(app, ["demo", "--folder", str(folder), *arguments], env=variables)


def test_holds_a_conversation_and_writes_audio_and_recording(tmp_path: Path) -> None:
    finished = demo(tmp_path / "demo")
    assert finished.exit_code == 0, finished.stderr
    lines = finished.stdout.splitlines()
    assert lines[:2] == [
        "you        Good evening!",
        "assistant  Good evening, this is the Lindenhof. How can I help you?",
    ]
    assert '           call find_table {"guests":2,"time":"19:30"}' in lines
    assert "[cancelled: turn_detected]" in finished.stdout
    assert "Totals" in lines
    assert "5 (completed 4, cancelled 1)" in finished.stdout
    page = tmp_path / "demo" / "session.html"
    assert lines[-1] == f"Page: {page.as_uri()}"
    assert "Good evening, this is the Lindenhof." in page.read_text(encoding="utf-8")
    assert (tmp_path / "demo" / "session.jsonl").stat().st_size > 100_000
    with wave.open(str(tmp_path / "demo" / "answers.wav")) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (24_000, 2, 1)
        # Four answers of about 55 characters and the beginning of a fifth, at 15 characters a second.
        assert 12 < file.getnframes() / file.getframerate() < 16


class LongAnswers(Answerer):
    """Answerer that differs from the demo's own script."""

    def answer(self, turn: Turn) -> Answer:
        if turn.tools and "table" in turn.text and turn.last["type"] == "message":
            return Answer(Call("find_table", {"guests": 4}))
        # Slow enough to be interrupted.
        return Answer("One, two, three, four, five, six, seven, eight, nine, ten, eleven.", pace=0.01)


def test_talks_to_another_server(tmp_path: Path) -> None:
    with LocalServer(LongAnswers(), api_key="sk-local-0123456789") as server:
        finished = demo(tmp_path, OPENAI_BASE_URL=server.url, OPENAI_API_KEY="sk-local-0123456789")
    assert finished.exit_code == 0, finished.stderr
    assert "assistant  One, two" in finished.stdout
    assert "call find_table " in finished.stdout
    assert "sk-local" not in finished.stdout + (tmp_path / "session.jsonl").read_text()


@pytest.mark.parametrize("key", ["wrong-key-0123456789", ""])
def test_reports_a_refused_key(tmp_path: Path, key: str) -> None:
    with LocalServer(api_key="sk-local-0123456789") as server:
        finished = demo(tmp_path, "--url", server.url, OPENAI_API_KEY=key)
    assert finished.exit_code == 1
    assert "_api_key)" in finished.stderr
    assert "Traceback" not in finished.stderr
