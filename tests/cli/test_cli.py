"""The command line in a pipe and on a terminal, with valid and invalid recordings."""

from __future__ import annotations

import errno
import fcntl
import io
import json
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import realtime_client as rt
from realtime_client import cli
from realtime_client._decode.dialects import Dialect
from realtime_client.cli.presentation import one_line, show
from realtime_client.cli.summary import Summary, summarise
from realtime_client.recordings import reader
from realtime_client.recordings.reader import Entry, Problem, RecordedEvent, Skipped, Tally, read, read_file

ROOT = Path(__file__).parent.parent.parent
FIXTURES = Path(__file__).parent.parent / "fixtures" / "events.jsonl"
SESSIONS = [ROOT / "examples" / "sessions" / f"{dialect}.jsonl" for dialect in ("beta", "ga")]
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "realtime_client.cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**_environment(), **environment},
        timeout=60,
    )


def run_json(*arguments: str | Path, stdin: bytes = b"", code: int = 0) -> Any:
    done = run("inspect", "--json", *arguments, stdin=stdin)
    assert done.returncode == code
    return json.loads(done.stdout)


def run_on_terminal(*arguments: str | Path, columns: int = 80) -> str:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "realtime_client.cli", *map(str, arguments)]
    environment = {**_environment(), "TERM": "xterm-256color"}
    output = b""
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        try:
            while piece := os.read(master, 65536):
                output += piece
        except OSError:
            pass  # Linux raises this when the last process has closed the terminal.
        process.wait(60)
    os.close(master)
    return output.decode().replace("\r\n", "\n")


def _environment() -> dict[str, str]:
    settings = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "PYTHONIOENCODING")
    return {name: value for name, value in os.environ.items() if name not in settings}


def response(name: str | None = "resp_1", status: Any = "completed", **other: Any) -> dict[str, Any]:
    return {"object": "realtime.response", "id": name, "status": status, "status_details": None, "output": [], **other}


def done(name: str | None = "resp_1", status: Any = "completed", **other: Any) -> dict[str, Any]:
    return {"type": "response.done", "event_id": "event_1", "response": response(name, status, **other)}


def created(name: str = "resp_1") -> dict[str, Any]:
    return {"type": "response.created", "event_id": "event_0", "response": response(name, "in_progress")}


def message(*texts: str, kind: str = "output_text") -> dict[str, Any]:
    key = "text" if kind == "output_text" else "transcript"
    return {"type": "message", "role": "assistant", "content": [{"type": kind, key: text} for text in texts]}


def lines(*messages: Any) -> bytes:
    return b"".join(json.dumps(message).encode() + b"\n" for message in messages)


def entries(data: bytes, dialect: Dialect | None = None) -> list[Entry]:
    return list(read("a", io.BytesIO(data), dialect))


def messages(data: bytes, dialect: Dialect | None = None) -> list[RecordedEvent]:
    return [entry for entry in entries(data, dialect) if isinstance(entry, RecordedEvent)]


def problems(data: bytes) -> list[str]:
    return [str(entry) for entry in entries(data) if isinstance(entry, Problem)]


def summary(*recordings: bytes, deviations: bool = False) -> Summary:
    return summarise(
        ((f"{number}.jsonl", entries(data)) for number, data in enumerate(recordings)), deviations=deviations
    )


def shown_as_text(*recordings: bytes, deviations: bool = False) -> str:
    stream = io.StringIO()
    show(summary(*recordings, deviations=deviations), stream)
    return stream.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# The command itself


def test_example_sessions_are_valid() -> None:
    for path in SESSIONS:
        dialect: Any = path.stem
        recorded = path.read_bytes().splitlines()
        assert 20 <= len(recorded) <= 40
        for line in recorded:
            event = rt.parse_event(line, dialect=dialect, strict=True)
            assert not isinstance(event, rt.UnknownEvent)
            assert json.loads(event.to_json()) == json.loads(line)


def test_writes_plain_lines_to_a_pipe() -> None:
    ran = run("inspect", *SESSIONS)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\x1b" not in ran.stdout
    blocks = ran.stdout.decode().split("\n\n")
    assert blocks[0] == f"{SESSIONS[0]}  38 events, 4 responses"
    assert blocks[2].splitlines() == [
        "resp_example_0002  completed  beta  line 30",
        "  user        A table for four tomorrow at half past eight, please.",
        '  call        find_table {"date": "2025-05-24", "time": "20:30", "guests": 4}',
        "  voice       coral, pcm16 at 24 kHz",
        "  input       342 tokens (text 196, audio 146), 192 cached (text 128, audio 64)",
        "  output       27 tokens (text 27)",
    ]
    assert "  stopped     max_output_tokens\n" in blocks[4] + "\n"
    assert "  text        こんばんは、リンデンホフです。何名様でいらっしゃいますか。" in blocks[6]
    assert "  error       server_error: The server had an error" in blocks[9]
    assert blocks[-1].splitlines() == [
        "Totals",
        "  events      76",
        "  unknown     0",
        "  responses   9 (completed 5, cancelled 2, incomplete 1, failed 1)",
        "  input       2,919 tokens (text 1,791, audio 1,128), 1,792 cached (text 1,024, audio 768)",
        "  output        636 tokens (text 214, audio 422)",
    ]


def test_writes_colours_and_wraps_on_a_terminal() -> None:
    output = run_on_terminal("inspect", *SESSIONS, columns=60)
    assert "\x1b[32mcompleted\x1b[0m" in output
    plain = _ANSI.sub("", output)
    assert "\x1b" not in plain
    assert max(cell_len(line.rstrip()) for line in plain.splitlines()) <= 60
    in_pipe = run("inspect", *SESSIONS).stdout.decode()
    assert "".join(plain.split()) == "".join(in_pipe.split())


def test_narrow_terminals_lose_no_text() -> None:
    plain = _ANSI.sub("", run_on_terminal("inspect", SESSIONS[1], columns=24))
    assert "".join(plain.split()) == "".join(run("inspect", SESSIONS[1]).stdout.decode().split())


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1"}, {"COLUMNS": "20"}])
def test_long_text_is_not_wrapped_in_a_pipe(environment: dict[str, str]) -> None:
    text = "word " * 400 + "end"
    ran = run("inspect", "-", stdin=lines(done(output=[message(text)])), **environment)
    assert f"  text        {text}\n" in ran.stdout.decode()
    assert b"\x1b" not in ran.stdout


def test_json_matches_the_files() -> None:
    raw = [json.loads(line)["event"] for line in FIXTURES.read_bytes().splitlines()]
    finished = {event["response"]["id"]: event["response"] for event in raw if event["type"] == "response.done"}
    begun = {event["response"]["id"] for event in raw if event["type"] == "response.created"}
    found = run_json(FIXTURES)
    by_id = {entry["id"]: entry for entry in found["responses"]}
    assert len(by_id) == len(found["responses"])
    assert set(by_id) == set(finished) | begun
    for name, expected in finished.items():
        entry = by_id[name]
        assert (entry["status"], entry["finished"]) == (expected["status"], True)
        assert entry["usage"] == expected["usage"]
        content = [part for item in expected["output"] for part in item.get("content", ())]
        assert entry["output_text"] == "".join(part.get("text") or part["transcript"] for part in content)
        calls = [item for item in expected["output"] if item["type"] == "function_call"]
        assert [call["arguments"] for call in entry["function_calls"]] == [call["arguments"] for call in calls]
        assert entry["stop_reason"] == (expected["status_details"] or {}).get("reason", expected["status"])
    assert {name for name, entry in by_id.items() if not entry["finished"]} == begun - set(finished)
    totals = found["totals"]
    assert (totals["events"], totals["unknown_events"], totals["skipped"]) == (len(raw), {}, 0)
    assert totals["by_status"] == dict(Counter(entry["status"] for entry in found["responses"]))
    for count in ("input_tokens", "output_tokens", "total_tokens"):
        assert totals["usage"][count] == sum(response["usage"][count] for response in finished.values())
    assert found["problems"] == []
    assert found["files"] == [
        {"file": str(FIXTURES), "events": len(raw), "responses": len(by_id), "skipped": 0, "problems": 0},
    ]
    assert "deviations" not in found


def test_reads_standard_input_and_several_files() -> None:
    found = run_json(SESSIONS[0], "-", stdin=SESSIONS[1].read_bytes())
    assert [file["file"] for file in found["files"]] == [str(SESSIONS[0]), "-"]
    assert {entry["dialect"] for entry in found["responses"] if entry["file"] == "-"} == {"ga"}
    assert {entry["dialect"] for entry in found["responses"] if entry["file"] != "-"} == {"beta"}


def test_reports_unreadable_input_and_shows_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    secret = "sk-" + "a" * 20
    path.write_bytes(
        lines(done()) + b'\n{"api_key": "' + secret.encode() + b'", oops}\n"text"\n{"a": 1}\n' + lines(done("resp_2"))
    )
    missing = tmp_path / "missing.jsonl"
    ran = run("inspect", path, missing, tmp_path)
    assert ran.returncode == 1
    assert b"resp_1  completed" in ran.stdout
    assert b"resp_2  completed" in ran.stdout
    assert b"  problems    5, reported on standard error\n" in ran.stdout
    errors = ran.stderr.decode().splitlines()
    assert errors[0].startswith(f"{path}:3: not JSON: ")
    assert secret not in ran.stderr.decode()
    assert errors[1].startswith(f"{path}:4: expected a JSON object, found a string")
    assert errors[2] == f"{path}:5: not an event: neither a string under `type`, nor `realtime.response` under `object`"
    assert errors[3:] == [f"{missing}: No such file or directory", f"{tmp_path}: Is a directory"]
    found = run_json(path, missing, code=1)
    assert [(problem["file"], problem["line"]) for problem in found["problems"]] == [
        (str(path), 3),
        (str(path), 4),
        (str(path), 5),
        (str(missing), None),
    ]
    assert [file["file"] for file in found["files"]] == [str(path)]


def test_reports_closed_standard_input() -> None:
    command = f'exec "{sys.executable}" -m realtime_client.cli inspect - <&-'
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (1, b"-: Bad file descriptor\n")


def test_closing_the_pipe_early_is_not_an_error(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(lines(*(done(f"resp_{number}", output=[message("word " * 200)]) for number in range(2000))))
    for option in ("--json", "--validate"):
        command = f'"{sys.executable}" -m realtime_client.cli inspect {option} "{path}" | head -n 1'
        ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
        assert ran.stderr == b""
        assert len(ran.stdout.splitlines()) == 1


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_reports_output_that_cannot_be_written(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "realtime_client.cli", "inspect", *arguments, str(SESSIONS[0])]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode() == f"realtime-client: [Errno {errno.ENOSPC}] {os.strerror(errno.ENOSPC)}\n"


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_output_may_be_closed(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "realtime_client.cli", "inspect", *arguments, str(SESSIONS[0])]
    shell = f"exec {shlex.join(command)} >&-"
    done = subprocess.run(["sh", "-c", shell], stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_escapes_control_characters(tmp_path: Path) -> None:
    hostile = "[red]x[/red] :smile: \x1b[2J\x9b31m\r\n\u202eresp_2\ntab\tend \ud83d\x00"
    path = tmp_path / "hostile\x1b[31m.jsonl"
    call = {"type": "function_call", "call_id": "c", "name": "f\n\x1b", "arguments": '{"a": "\\u001b[2J\\u0085"}'}
    details = {"type": "failed", "reason": "\x1b]0;title\x07", "error": {"message": "line\nforged  row"}}
    path.write_bytes(
        lines(done("\x1b[2J", "failed\x1b", status_details=details, output=[message(hostile), call], voice="\x1b"))
        + lines({"type": "\x1b[1m"})
        + b"\x1b\n"
    )
    ran = run("inspect", "--validate", path)
    text = ran.stdout.decode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text + ran.stderr.decode().replace("\n", ""))
    assert (
        "  text        [red]x[/red] :smile: \\x1b[2J\\x9b31m\n"
        "              \\u202eresp_2\n"
        "              tab\tend \\ud83d\\x00\n"
        '  call        f\\n\\x1b {"a": "\\u001b[2J\\x85"}\n'
    ) in text
    assert "  error       line\\nforged  row\n" in text
    terminal = _ANSI.sub("", run_on_terminal("inspect", "--validate", path, columns=200))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", terminal)
    assert "[red]x[/red] :smile: \\x1b[2J\\x9b31m" in terminal
    as_json = run("inspect", "--json", path).stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", as_json.decode())
    assert json.loads(as_json)["responses"][0]["output_text"] == hostile


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("inspect", "--rates", "a\x1b[2J\u202e", "nothing"), "a\\x1b[2J\\u202e: "),
        (("serve", "--script", "a\x1b[2J\u202e"), "a\\x1b[2J\\u202e"),
        (("serve", "--host", "a\x1b[2J\u202e"), "realtime-client: "),
        (("export", "a\x1b[2J\u202e", "--to", "b\x1b.weird"), "b\\x1b.weird"),
    ],
)
def test_escapes_control_characters_of_arguments(arguments: tuple[str, ...], shown: str) -> None:
    ran = run(*arguments)
    error = ran.stderr.decode()
    assert ran.returncode == 2
    assert shown in error
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", error)
    assert error.count("\n") == 1


def test_escapes_characters_of_paths_that_the_encoding_lacks(tmp_path: Path) -> None:
    recording = tmp_path / "a.jsonl"
    recording.write_bytes(lines(done()))
    ran = run("export", recording, "--to", tmp_path / "\u3053.csv", "--table", "calls", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\\u3053.csv" in ran.stdout


def test_escapes_characters_that_the_encoding_lacks() -> None:
    ran = run("inspect", SESSIONS[1], PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert b"\\u3053\\u3093" in ran.stdout
    assert "こん" in run("inspect", "--json", SESSIONS[1], PYTHONIOENCODING="ascii").stdout.decode()


def test_version_and_help() -> None:
    assert run("--version").stdout.decode() == f"realtime-client {rt.__version__}\n"
    shown_help = run("inspect", "--help")
    assert shown_help.returncode == 0
    for text in ("--json", "--dialect", "--validate", "FILE...", "files       [{file, events, responses"):
        assert text in shown_help.stdout.decode()
    assert run("inspect").returncode == 2
    assert run("inspect", "--dialect", "delta", "-").returncode == 2


def test_runs_the_installed_command() -> None:
    command = Path(sys.executable).parent / "realtime-client"
    ran = subprocess.run([command, "--version"], capture_output=True, check=True, timeout=60)
    assert ran.stdout.decode() == f"realtime-client {rt.__version__}\n"


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_names_the_missing_extra(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from realtime_client.cli import main; main()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("realtime-client: ")
    assert ran.stderr.decode().endswith(" is missing: install realtime-voice-sdk[cli] to use the command line\n")
    assert ran.stderr.count(b"\n") == 1


def test_package_does_not_import_the_command_line() -> None:
    code = (
        "import sys, realtime_client as rt; [getattr(rt, name) for name in rt.__all__];"
        "rt.validate(rt.parse_event('{}'));"
        "print([name for name in sys.modules if f'{name}.'.startswith(('realtime_client.cli.', 'typer.'))])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert ran.stdout == b"[]\n"


# In this process


def test_main(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def exits(*arguments: object) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["realtime-client", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capfd.readouterr()
        return caught.value.code, out, err

    assert exits("--version") == (0, f"realtime-client {rt.__version__}\n", "")
    code, out, err = exits("inspect", "--dialect", "beta", SESSIONS[0])
    assert (code, err) == (0, "")
    assert "responses   4" in out
    code, out, err = exits("inspect", "--json", ROOT / "missing")
    assert (code, err) == (1, f"{ROOT / 'missing'}: No such file or directory\n")
    assert json.loads(out)["responses"] == []


def test_main_module_can_be_imported() -> None:
    assert import_module("realtime_client.cli.__main__").main is cli.main


def test_main_with_a_closed_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "argv", ["realtime-client", "inspect", str(SESSIONS[0])])
        with pytest.raises(SystemExit) as caught:
            cli.main()
    assert caught.value.code == 0


def test_main_without_standard_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "argv", ["realtime-client", "inspect", str(SESSIONS[0])])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 0
    assert (sys.stdout, sys.stderr) == (None, None)


def test_main_with_a_full_disk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr(sys, "argv", ["realtime-client", "inspect", str(SESSIONS[0])])
        with pytest.raises(SystemExit) as caught:
            cli.main()
    assert caught.value.code == 1
    assert capfd.readouterr().err == f"realtime-client: [Errno {errno.ENOSPC}] {os.strerror(errno.ENOSPC)}\n"


@pytest.mark.parametrize("missing", ["typer", "realtime_client.cli.summary"])
def test_main_with_a_missing_module(
    missing: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("realtime_client.cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    if missing == "typer":
        with pytest.raises(SystemExit) as caught:
            cli.main()
        assert caught.value.code == 2
        assert "install realtime-voice-sdk[cli]" in capfd.readouterr().err
    else:
        with pytest.raises(ModuleNotFoundError):
            cli.main()


# Reading


@pytest.fixture(params=[4, 7, 100, 1 << 18])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Read lines in parts of this many bytes."""
    monkeypatch.setattr(reader, "_CHUNK", request.param)
    return int(request.param)


@pytest.mark.usefixtures("chunk")
def test_forms_of_a_recording() -> None:
    many = [created(), done(), {"type": "new.event"}]
    as_lines = messages(lines(*many))
    forms = [
        b"\xef\xbb\xbf" + lines(*many),
        lines(*many).replace(b"\n", b"\r\n\r\n"),
        b"\n\n" + lines(*many).rstrip(),
        lines(many),
        lines(many[:1], many[1:]),
        json.dumps(many, indent=2).encode(),
        b"\n ".join(json.dumps(message, indent=2).encode() for message in many),
        b"[\n" + b",\n".join(lines(message).strip() for message in many) + b"\n]\n",
        lines(*({"dialect": "ga", "event": message} for message in many)),
        json.dumps([{"dialect": "other", "event": message} for message in many], indent=1).encode(),
    ]
    for form in forms:
        assert [each.model for each in messages(form)] == [each.model for each in as_lines]
        assert problems(form) == []
    assert [message.line for message in messages(forms[2])] == [3, 4, 5]
    assert [message.line for message in messages(forms[3])] == [1, 1, 1]
    assert [message.line for message in messages(forms[7])] == [2, 3, 4]
    second = forms[5].decode().splitlines().index("  {", 2) + 1
    assert messages(forms[5])[1].line == second
    assert messages(json.dumps(done(), indent=2).encode())[0].type == "response.done"
    assert messages(json.dumps(response(), indent=2).encode())[0].type == "realtime.response"
    assert entries(b"") == entries(b" \n\n") == entries(b"[]") == []


def test_recognises_dialects() -> None:
    beta, ga = done(modalities=["text"]), done(output_modalities=["text"])
    neutral = {"type": "input_audio_buffer.committed", "event_id": "e", "item_id": "i"}

    def dialects(*recorded: dict[str, Any], dialect: Dialect | None = None) -> list[str]:
        return [message.dialect for message in messages(lines(*recorded), dialect)]

    assert dialects(neutral, beta, neutral, ga, neutral) == ["ga", "beta", "beta", "ga", "ga"]
    assert dialects(neutral, beta, dialect="ga") == ["ga", "ga"]
    assert dialects({"dialect": "beta", "event": neutral}, neutral) == ["beta", "beta"]
    assert dialects({"dialect": "beta", "event": ga}, dialect="ga") == ["ga"]
    assert dialects({"dialect": ["beta"], "event": beta}) == ["beta"]
    bare = [response(modalities=["text"]), response(), response(audio={})]
    assert dialects(*bare) == ["beta", "beta", "ga"]
    assert dialects({"dialect": "beta", "event": response()}) == ["beta"]
    # Events of other dialects than the session's are recognised.
    closed = {"type": "session.closed", "event_id": "e"}
    assert dialects(beta, closed, neutral) == ["beta", "translation", "ga"]
    assert messages(lines(done()), "translation")[0].is_unknown


def test_recognises_client_events() -> None:
    sent = messages(lines({"type": "response.create"}, {"type": "session.update", "session": {"voice": "coral"}}))
    assert [(message.source, message.dialect, message.is_unknown) for message in sent] == [
        ("client", "ga", False),
        ("client", "beta", False),
    ]
    assert messages(lines({"type": "unknown.event"}))[0].is_unknown
    assert messages(lines({"type": "unknown.event"}), "beta")[0].is_unknown


def test_reports_values_that_are_not_events() -> None:
    assert entries(lines({"dialect": "ga", "rest": "POST /x", "event": {}})) == [Skipped(1)]
    assert problems(lines({"dialect": "ga", "event": 1})) == [
        "a:1: not an event: the `event` of the envelope is not an object"
    ]
    others: list[dict[str, Any]] = [{}, {"type": 1}, {"object": "realtime.session"}, {"event": {}}]
    for other in others:
        assert len(problems(lines(other))) == 1


@pytest.mark.usefixtures("chunk")
def test_recordings_may_be_cut_anywhere() -> None:
    whole = lines(done("resp_1"), done("resp_2"))
    # A recording may begin or end in the middle of a line.
    assert len(messages(b'e": 1}\n' + whole)) == 2
    assert len(messages(b'{"type": "respon\n' + whole)) == 2
    assert problems(b'{"type": "respon\n' + whole)[0].startswith("a:1: not JSON: ")
    assert problems(whole + b'{"type": "resp')[0].startswith("a:3: not JSON: ")
    # Other text is reported line by line.
    assert [problem.partition(": ")[0] for problem in problems(b"# A\n\nB\n")] == ["a:1", "a:3"]
    # A document of many lines that is cut is one problem.
    pretty = json.dumps(done(), indent=2).encode()
    cut = pretty[: len(pretty) // 2]
    assert [problem.partition(": ")[0] for problem in problems(cut)] == [f"a:{len(cut.splitlines())}"]
    assert len(messages(pretty + b"\n" + cut)) == 1
    assert len(problems(pretty + b"\n" + cut)) == 1
    assert len(messages(pretty + b"\nDEBUG\n" + pretty)) == 2
    assert problems(pretty + b"\nDEBUG\n" + pretty)[0].startswith(f"a:{len(pretty.splitlines()) + 1}: not JSON: ")
    array = b"[\n" + pretty + b",\n"
    assert len(messages(array + pretty + b"\n]")) == 2
    assert len(messages(array)) == 1
    assert len(problems(array)) == 1
    assert len(messages(array + b"{],\n" + pretty + b"\n]")) == 2


@pytest.mark.usefixtures("chunk")
def test_reports_other_values() -> None:
    assert problems(b"5\n")[0].startswith("a:1: expected a JSON object, found a number")
    members = b'[\n1, "a",\n nope, [2], ' + lines(done()) + b"]"
    assert [problem.partition(": ")[0] for problem in problems(members)] == ["a:2", "a:2", "a:3", "a:3"]
    assert len(messages(members)) == 1
    assert len(problems(b"[\n1")) == 2
    # A line of a log that begins with a bracket is not an array.
    assert [problem.partition(": ")[0] for problem in problems(b"[12:30] INFO\n[12:31] INFO\n")] == ["a:1", "a:2"]
    long_line = b"x" * 600_000 + b"\n"
    assert len(problems(long_line.strip())) == 1
    assert len(problems(long_line + lines(done()))) == len(messages(long_line + lines(done()))) == 1


@pytest.mark.usefixtures("chunk")
def test_reading_resumes_after_a_cut_value() -> None:
    whole = lines(done("resp_1"), done("resp_2"), done("resp_3"))
    for cut in (
        b'{"a": [1,\n',
        b'{"a": {\n',
        b'{"a": 1,\n',
        b'{"a": [1}\n',
        b'{"a": "b\n',
        b'{"a": "b\n junk\n',
        b"{]\n",
    ):
        assert len(problems(cut + whole)) == 1
        assert len(messages(cut + whole)) >= 2
        assert len(messages(lines(created()) + cut + whole)) >= 3


@pytest.mark.usefixtures("chunk")
def test_reports_invalid_json() -> None:
    assert len(problems(lines(done()) + b'{"type": NaN}\n')) == 1
    assert len(problems(b'{\n"type": NaN}')) == 1
    assert len(problems(b"[" * 100_000 + b"\n")) == 1
    invalid = lines(done(output=[message("~")])).replace(b"~", b"\xff")
    assert [len(problems(data)) for data in (invalid, invalid + lines(done()), lines(done()) + invalid)] == [1, 1, 1]
    assert len(problems(json.dumps(done(output=[message("~")]), indent=1).encode().replace(b"~", b"\xff"))) == 1


def test_reports_a_missing_file() -> None:
    assert list(read_file("/nowhere")) == [Problem("/nowhere", None, "No such file or directory")]
    assert len(list(read_file(str(SESSIONS[0])))) == 38


def test_counting_matches_reading() -> None:
    data = FIXTURES.read_bytes() + b"".join(path.read_bytes() for path in SESSIONS)
    data += lines({"type": "response.create"}, {"type": "new"}, {"event": {"type": "session.update", "session": {}}})
    for dialect in (None, "ga", "beta"):
        tally = Tally()
        counted = list(read("a", io.BytesIO(data), dialect, tally))
        everything = entries(data, dialect)
        assert [
            each for each in everything if isinstance(each, RecordedEvent) and (each.is_unknown or each.response)
        ] == [each for each in counted if isinstance(each, RecordedEvent) and (each.is_unknown or each.response)]
        for source, number in (("server", tally.server), ("client", tally.client)):
            total = sum(isinstance(each, RecordedEvent) and each.source == source for each in everything)
            rest = sum(isinstance(each, RecordedEvent) and each.source == source for each in counted)
            assert total == number + rest


@pytest.mark.slow
@pytest.mark.parametrize("form", ["lines", "array", "array on one line", "documents", "cut lines"])
def test_memory_does_not_grow_with_the_recording(form: str) -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        try:
            tally = Tally()
            summarise([("a", read("a", io.BufferedReader(Recording(form, number)), None, tally))], tally=tally)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)
    # Twenty times the messages may not take twice the memory.
    assert peak(20_000) < 2 * peak(1_000) + 2_000_000


class Recording(io.RawIOBase):
    """A recording of many messages, made as it is read."""

    def __init__(self, form: str, number: int) -> None:
        self._parts = self._make(form, number)
        self._rest = b""

    @staticmethod
    def _make(form: str, number: int) -> Iterator[bytes]:
        delta = {"type": "response.output_text.delta", "event_id": "e", "response_id": "r", "delta": "word " * 20}
        if form.startswith("array"):
            yield b"["
        for index in range(number):
            event = done(f"resp_{index}") if index % 50 == 0 else delta
            if form == "documents":
                yield json.dumps(event, indent=2).encode() + b"\n"
            elif form == "cut lines":
                yield json.dumps(event).encode()[: -1 if index % 2 else None] + b"\n"
            elif form == "lines":
                yield json.dumps(event).encode() + b"\n"
            else:
                yield (b", " if index else b"") + json.dumps(event).encode() + (b"\n" if form == "array" else b"")
        if form.startswith("array"):
            yield b"]"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._rest) < len(buffer) and (part := next(self._parts, b"")):
            self._rest += part
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


# Summary


def test_shows_each_response_once() -> None:
    twice = summary(lines(created(), created(), created("resp_2"), done(), done(), response()), lines(done()))
    assert [(entry.id, entry.status, entry.line) for entry in twice.responses] == [
        ("resp_2", "in_progress", 3),
        ("resp_1", "completed", 4),
    ]
    assert (twice.totals.responses, twice.totals.repeated) == (2, 3)
    assert [file.responses for file in twice.files] == [2, 0]
    assert len(summary(lines(done(), created())).responses) == 1
    # Only an identical response with an identifier is a repetition.
    assert len(summary(lines(done(), done(metadata={})), lines(done(status="failed"))).responses) == 3
    assert len(summary(lines(done(None), done(None))).responses) == 2
    # A response may be unfinished in one recording and finished in another.
    assert [entry.finished for entry in summary(lines(created()), lines(done())).responses] == [False, True]
    assert [entry.finished for entry in summary(lines(response(status="in_progress"), created())).responses] == [False]


def test_accepts_events_without_a_response() -> None:
    assert len(summarise([("a", read("a", io.BytesIO(lines(done())), "translation"))]).responses) == 0
    assert len(summary(lines({"type": "response.done", "response": None}, {"type": "response.created"})).responses) == 0


def test_counts() -> None:
    usage = {
        "input_tokens": 10,
        "input_token_details": {"cached_tokens": 4, "note": "x"},
        "deep": {"a": {"b": {"c": 1}}},
    }
    found = summary(
        lines(done("a", usage=usage), done("b", "failed", usage={"input_tokens": 1}), done("c", ["x"], usage=3)),
        lines({"type": "new"}, {"type": "response.create"}, {"rest": "", "event": {}}) + b"x\n",
    )
    assert found.totals.by_status == {"completed": 1, "failed": 1, "(no status)": 1}
    assert found.totals.usage == {"input_tokens": 11, "input_token_details": {"cached_tokens": 4}, "deep": {"a": {}}}
    assert found.totals.unknown_events == {"new": 1}
    assert (found.totals.events, found.totals.client_events, found.totals.skipped) == (5, 1, 1)
    assert [(file.events, file.skipped, file.problems) for file in found.files] == [(3, 0, 0), (2, 1, 1)]
    assert summary(b"").totals.usage is None
    mixed = summary(lines(done("a", usage={"n": 1}), done("b", usage={"n": {"m": 1}}), done("c", usage={"n": 2})))
    assert mixed.totals.usage == {"n": 3}


def test_reports_deviations_on_request() -> None:
    data = lines(done(status="strange"), {"type": "new"}, json.loads(SESSIONS[0].read_bytes().splitlines()[0]))
    assert summary(data).deviations is None
    found = list(summary(data, deviations=True).deviations or ())
    assert [(entry.line, entry.type) for entry in found] == [(1, "response.done"), (2, "new")]
    assert found[0].path == "$.response.status"
    assert json.loads("".join(summary(data, deviations=True).json_parts()))["deviations"][0]["found"] == "'strange'"
    assert "Deviations" not in shown_as_text(data)
    text = shown_as_text(data, deviations=True)
    assert "Deviations from the specification in 0.jsonl\n  line 1      response.done $.response.status: " in text
    assert "  deviations  2 in 2 messages\n" in text
    assert "  deviations  0\n" in shown_as_text(b"", deviations=True)


@pytest.mark.parametrize("kind", ["response.created", "response.done"])
def test_reports_deep_nesting(kind: str) -> None:
    deep = f'{{"type": "{kind}", "event_id": "e", "response": {{"id": "x", "y": ' + "[" * 1000 + "]" * 1000 + "}}\n"
    found = summary(deep.encode() + lines(done()))
    problems, ids = [str(problem) for problem in found.problems], [str(entry.id) for entry in found.responses]
    # The limit depends on the Python version.
    assert (problems, sorted(ids)) in (
        (["0.jsonl:1: nested too deeply to be shown"], ["resp_1"]),
        ([], ["resp_1", "x"]),
    )


# Presentation


def test_rows_of_a_response() -> None:
    output = [
        message("One.", "Two."),
        message("Spoken.", kind="output_audio"),
        message(""),
        {"type": "function_call", "name": "f", "call_id": "c", "arguments": '{"a":\n[1,  2], "b": "日本"}'},
        {"type": "function_call", "name": None, "arguments": ""},
        {"type": "function_call", "name": "g", "call_id": "c", "arguments": '{"a": oops'},
        {"type": "function_call", "name": "h", "call_id": "c", "arguments": [1]},
        {"type": "mcp_call", "server_label": "docs", "name": "search", "arguments": "{}", "output": "1\n2"},
        {"type": "mcp_call", "error": {"type": "http_error", "code": 500, "message": "down"}},
    ]
    audio = {"output": {"format": {"type": "audio/pcmu"}, "voice": {"id": "voice_1"}}}
    details = {"reason": "odd", "error": {"type": "a", "code": "a", "message": "key sk-abcdefghijkl"}}
    text = shown_as_text(lines(done("r", "failed", output=output, audio=audio, status_details=details, usage={})))
    rows = text.split("\n\n")[1].splitlines()
    assert rows[:7] == [
        "r  failed  ga  line 1",
        "  stopped     odd",
        "  error       a: key ***",
        "  text        One.Two.",
        "  text        Spoken.",
        '  call        f {"a": [1, 2], "b": "日本"}',
        "  call        (no name)",
    ]
    assert rows[7] == '  call        g {"a": oops'
    assert rows[8].startswith("  note        arguments of the call c to g: not JSON: ")
    assert rows[9] == "  call        h [1]"
    assert rows[10].startswith("  note        arguments of the call c to h: expected a string of JSON")
    assert rows[11:] == [
        "  mcp         docs/search {}",
        "  returned    1",
        "              2",
        "  mcp         (no server)/(no name)",
        "  error       http_error 500: down",
        "  voice       voice_1, g711_ulaw at 8 kHz",
    ]


def test_rows_without_values() -> None:
    text = shown_as_text(lines(done(None, None, status_details={"error": {"code": []}}), created()))
    assert "(no id)  (no status)  ga  line 1\n  error       no reason given\n" in text
    assert "resp_1  in progress  ga  line 2\n\n" in text
    usage = {"output_tokens": 1234, "output_token_details": {"text_tokens": 0, "image_tokens": 1234}}
    assert "  output      1,234 tokens (image 1,234)\n" in shown_as_text(lines(done(usage=usage)))


def test_rows_of_the_totals() -> None:
    data = lines({"type": "a"}, {"type": "a"}, {"type": "response.create"}, {"rest": "", "event": {}}, done(), done())
    text = shown_as_text(data + b"x\n")
    assert text.split("\n\n")[-1].splitlines() == [
        "Totals",
        "  events      5, 1 of them sent by the client",
        "  unknown     2 (a 2)",
        "  responses   1 (completed 1)",
        "  repeated    1 response, shown once",
        "  skipped     1 values that are not events, such as bodies of HTTP replies",
        "  problems    1, reported on standard error",
    ]


def test_shows_a_summary_on_a_terminal() -> None:
    terminal = Terminal()
    show(summary(lines(done(), {"type": "x"})), terminal)
    text = _ANSI.sub("", terminal.getvalue())
    assert "\n\nresp_1  completed  ga  line 1\n\nTotals\n  events" in text
    assert one_line("a\tb\nc\rd\x85\u2028") == "a\\tb\\nc\\rd\\x85\\u2028"
