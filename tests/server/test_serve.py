"""``realtime-client serve``, in a process of its own until it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import websockets.sync.client
from websockets.exceptions import ConnectionClosed, InvalidStatus

import realtime_client as rt
from realtime_client import cli

COMMAND = [sys.executable, "-m", "realtime_client.cli", "serve"]


class Served:
    """A server in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.url, self.ws_url = process.stdout.readline().split()

    def interrupt(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Interrupt it as a person does, or with another signal; return its exit code and standard error."""
        self.process.send_signal(by)
        _, stderr = self.process.communicate(timeout=30)
        return self.process.returncode, stderr


@contextmanager
def serving(*arguments: str | Path, **environment: str) -> Iterator[Served]:
    command = [*COMMAND, "--delay", "0", "--pace", "0", *map(str, arguments)]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env={**os.environ, **environment}, **given) as process:  # type: ignore[call-overload]
        try:
            yield Served(process)
        finally:
            process.kill()


def reply(url: str, key: str = "", dialect: rt.Dialect = "ga") -> str:
    with rt.RealtimeClient(key, url) as client, client.connect_sync(model="m", dialect=dialect) as conn:
        return conn.respond(timeout=20).transcript


def test_serves_until_interrupted() -> None:
    with serving() as served:
        assert served.ws_url == served.url.replace("http", "ws") + "/realtime"
        assert reply(served.url) == "Hello! How can I help you?"
        assert reply(served.url, dialect="beta") == "Hello! How can I help you?"
        assert served.interrupt() == (0, "")


def test_key_and_dialect() -> None:
    with serving("--dialect", "beta", REALTIME_SERVE_KEY="my-key") as served:
        with pytest.raises(rt.ConnectionClosed, match="missing_api_key"):
            reply(served.url)
        assert reply(served.url, "my-key", "beta") == "Hello! How can I help you?"


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_reports_remaining_steps_of_a_script(tmp_path: Path, by: signal.Signals) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("- First\n- Second\n", "utf-8")
    with serving("--script", script) as served:
        assert reply(served.url) == "First"
        code, stderr = served.interrupt(by)
    assert code == 1
    assert "these steps were not taken:\n  step 2, Answer(parts=(Say(text='Second'" in stderr
    assert "Traceback" not in stderr


# In this process, so that coverage sees it.


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return a function that runs the command, acts on its URL, interrupts it, and returns its exit code."""

    def runner(*arguments: str | Path, then: Callable[[str], object] = lambda url: None) -> int:
        monkeypatch.setattr(sys, "argv", ["realtime-client", "serve", *map(str, arguments)])
        reading, writing = os.pipe()

        def act() -> None:
            with open(reading, encoding="utf-8") as lines:
                line = lines.readline()
                try:
                    if line:
                        then(line.split()[0])
                finally:
                    if line:
                        os.kill(os.getpid(), signal.SIGINT)

        thread = threading.Thread(target=act)
        thread.start()
        try:
            with open(writing, "w", encoding="utf-8") as stdout:
                monkeypatch.setattr(sys, "stdout", stdout)
                with pytest.raises(SystemExit) as ended:
                    cli.main()
        finally:
            thread.join(30)
        return int(ended.value.code or 0)

    return runner


def test_serves_and_exits(run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[str] = []
    assert run("--delay", "0", then=lambda url: heard.append(reply(url))) == 0
    assert heard == ["Hello! How can I help you?"]
    script = tmp_path / "script.yaml"
    script.write_text("- Hi\n", "utf-8")
    assert run("--script", script, then=lambda url: heard.append(reply(url))) == 0
    assert heard[1] == "Hi"
    recording = tmp_path / "recording.jsonl"
    recording.write_text('{"type": "session.created"}\n{"type": "response.create", "direction": "out"}\n', "utf-8")
    assert run("--replay", recording) == 0
    assert capsys.readouterr().err == ""
    assert run("--script", script) == 1
    assert "these steps were not taken" in capsys.readouterr().err


def test_reports_a_mistake_in_the_middle_of_a_script(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("- answer: {say: Hi, faults: {after: 0, patch: {a.b: 1}}}\n", "utf-8")

    def ask(url: str) -> None:
        with pytest.raises(rt.ConnectionClosed):
            reply(url)

    assert run("--script", script, then=ask) == 1
    assert capsys.readouterr().err.endswith("a fault patches 'a.b', which response.created does not have\n")


@pytest.mark.parametrize(
    ("option", "content", "message"),
    [
        ("--script", b"- sing: a", "step 1: unknown step 'sing'"),
        ("--script", b"\xff\xfe\xfd", "can't decode byte"),
        ("--script", None, "No such file"),
        ("--replay", b"no json", "line 1 of the recording"),
        ("--replay", None, "No such file"),
    ],
)
def test_rejects_invalid_files(
    run: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    option: str,
    content: bytes | None,
    message: str,
) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    assert run(option, path) == 2
    stderr = capsys.readouterr().err
    assert stderr.startswith("realtime-client: ")
    assert message in stderr


def test_script_and_recording_exclude_each_other(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--script", "a", "--replay", "b") == 2
    assert "give a script, a recording or a chat endpoint" in capsys.readouterr().err


def test_imitates_another_server() -> None:
    with serving("--profile", "localai", "--strict", "--allow-origin", "https://page.example") as served:
        assert reply(served.url) == "Hello! How can I help you?"
        assert served.interrupt() == (0, "")


def test_limits_are_options() -> None:
    with serving("--max-sessions", "1", "--max-frame", "2000", "--max-rate", "50", "--max-idle", "30") as served:
        with websockets.sync.client.connect(f"{served.ws_url}?model=m") as connection:
            connection.recv(timeout=30)
            with pytest.raises(InvalidStatus):
                websockets.sync.client.connect(f"{served.ws_url}?model=m")
            connection.send(" " * 2_001)
            with pytest.raises(ConnectionClosed) as closed:
                connection.recv(timeout=30)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1009
        assert served.interrupt() == (0, "")


def test_limits_must_be_above_zero() -> None:
    finished = subprocess.run([*COMMAND, "--max-idle", "0"], capture_output=True, text=True, check=False)
    assert finished.returncode == 2
    assert "idle_seconds must be a number above 0, found 0.0" in finished.stderr


def test_refuses_a_profile_it_does_not_know() -> None:
    finished = subprocess.run([*COMMAND, "--profile", "elsewhere"], capture_output=True, text=True, check=False)
    assert finished.returncode == 2
    assert "unknown profile 'elsewhere'" in finished.stderr
