"""``inspect`` of recorded calls: both sides, latency, cost, pages, progress, and recordings that are still written."""

from __future__ import annotations

import io
import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from realtime_client.cli.app import app
from realtime_client.cli.progress import Progress
from realtime_client.cli.watch import watch

from ..recordings.support import Call, usage

RATES = {"text_input": "4.00", "audio_output": 64, "text_output": None}


def inspect(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["inspect", *map(str, arguments)])


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Return the path of a recorded call."""
    call = Call().speak(1.0, 2.0, "item_1", "Is there a table?")
    call.respond(2.3, "resp_1", "", calls=(("call_1", "find_table", '{"guests": 2}'),), tokens=usage(100, 5))
    output = {"type": "function_call_output", "call_id": "call_1", "output": '{"error": "full"}'}
    call.client(3.0, "conversation.item.create", item=output).client(3.0, "response.create")
    call.respond(3.2, "resp_2", "Yes, by the window.", 4.0, tokens=usage(200, 50))
    call.speak(5.0, 6.0, "item_2", "Lovely")
    call.server(5.1, "conversation.item.truncated", item_id="item_resp_2", content_index=0, audio_end_ms=1_500)
    call.server(6.5, "error", error={"type": "server_error", "message": "It broke."})
    return call.connection(7.0, "closed", 1000).write(tmp_path / "call.jsonl")


@pytest.fixture
def rates(tmp_path: Path) -> Path:
    """Return the path of a file with prices."""
    path = tmp_path / "rates.json"
    path.write_text(json.dumps(RATES))
    return path


def test_shows_both_sides_outputs_latency_and_cost(recorded: Path, rates: Path) -> None:
    ran = inspect(recorded, "--rates", rates)
    assert (ran.exit_code, ran.stderr) == (0, "")
    blocks = [block.splitlines() for block in ran.stdout.split("\n\n")]
    assert blocks[1] == [
        "resp_1  completed  ga  line 8",
        "  user        Is there a table?",
        '  call        find_table {"guests": 2}',
        '  returned    {"error": "full"} (after 0.200 s)',
        "  input       100 tokens (text 100)",
        "  output        5 tokens (audio 5)",
        "  cost        0.00072",
    ]
    assert blocks[2][1:] == [
        "  text        Yes, by the window.",
        "  input       200 tokens (text 200)",
        "  output       50 tokens (audio 50)",
        "  cut off     by the user at 5.000 s, after 1.500 s of its audio",
        "  latency     0.300 s from request to first text, 0.400 s from request to first audio",
        "  cost        0.004",
    ]
    assert blocks[3] == [
        "In all",
        "  user        Lovely",
        "  error       server_error: It broke.",
        "  latency     request to text: median 0.300 s, 95% 0.300 s, longest 0.300 s (1)",
        "  latency     request to audio: median 0.400 s, 95% 0.400 s, longest 0.400 s (1)",
        "  latency     function find_table: median 0.200 s, 95% 0.200 s, longest 0.200 s (1)",
        "  cost        0.00472",
    ]


def test_json_has_turns_calls_and_recordings(recorded: Path, rates: Path) -> None:
    found = json.loads(inspect(recorded, "--rates", rates, "--json").stdout)
    assert [turn["role"] for turn in found["turns"]] == ["user", "assistant", "assistant", "user"]
    assert Decimal(found["recordings"][0]["cost"]) == sum(Decimal(turn["cost"] or 0) for turn in found["turns"])
    assert found["function_calls"][0]["error"] == "full"
    assert found["recordings"][0]["total_tokens"] == found["totals"]["usage"]["total_tokens"] == 355


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"text_in": 1}', "unknown price 'text_in': use text_input"),
        ('{"text_input": "cheap"}', "the price text_input is 'cheap'"),
        ("[]", "expected a JSON object, found an array"),
        ('{"gpt": {"audio_output": []}}', "the price audio_output is []"),
    ],
)
def test_wrong_prices_are_refused(recorded: Path, rates: Path, text: str, message: str) -> None:
    rates.write_text(text)
    ran = inspect(recorded, "--rates", rates)
    assert ran.exit_code == 2
    assert message in ran.stderr


def test_prices_of_another_model_give_no_cost(recorded: Path, rates: Path) -> None:
    rates.write_text(json.dumps({"other": RATES}))
    ran = inspect(recorded, "--rates", rates)
    assert ran.exit_code == 0
    assert "cost" not in ran.stdout


def test_missing_prices_are_an_error(recorded: Path, tmp_path: Path) -> None:
    assert inspect(recorded, "--rates", tmp_path / "nothing").exit_code == 2


def test_writes_a_page(recorded: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    ran = inspect(recorded, recorded, "--html", page)
    assert (ran.exit_code, ran.stdout) == (0, f"{page.as_uri()}\n")
    assert page.read_text(encoding="utf-8").count('<script type="application/json"') == 2


def test_page_of_what_can_be_read(recorded: Path, tmp_path: Path) -> None:
    recorded.write_bytes(recorded.read_bytes() + b"broken\n")
    page = tmp_path / "report.html"
    ran = inspect(recorded, tmp_path / "nothing.jsonl", "--html", page)
    assert ran.exit_code == 1
    assert ran.stderr.count("\n") == 2
    assert page.exists()
    assert inspect(recorded, "--html", tmp_path).exit_code == 1


def test_follow_shows_turns_as_they_are_written(
    recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = recorded.read_bytes().splitlines(keepends=True)
    path = tmp_path / "live.jsonl"
    thread = threading.Thread(target=lambda: watch(path))
    thread.start()
    with path.open("wb", buffering=0) as file:
        for line in lines[:-4]:
            # In pieces, as a slow disk has it.
            file.write(line[:10])
            file.write(line[10:])
        file.write(b"broken\n[1]\n{}\n")
    # It goes on in another part.
    header = json.loads(lines[0])
    (tmp_path / "live.2.jsonl").write_bytes(json.dumps({**header, "part": 2}).encode() + b"\n" + b"".join(lines[-4:]))
    thread.join(60)
    assert not thread.is_alive()
    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert [line for line in shown if not line.startswith("not an event")] == [
        "1.000 s user Is there a table?",
        "2.300 s assistant",
        '2.300 s call find_table {"guests": 2}',
        "3.400 s assistant Yes, by the window. (first audio after 0.400 s)",
        "error server_error: It broke.",
        "5.000 s user Lovely",
    ]
    assert len(shown) == 9


def test_follow_ends_with_control_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    watch(tmp_path / "nothing.jsonl")


def test_follow_by_the_command(recorded: Path) -> None:
    ran = inspect(recorded, "--follow")
    assert (ran.exit_code, ran.stdout.count("\n")) == (0, 6)
    assert inspect(recorded, recorded, "--follow").exit_code == 2
    assert inspect("-", "--follow").exit_code == 2


def test_progress_is_shown_for_large_files_on_a_terminal(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(9 << 20))
    for is_terminal in (True, False):
        stream = io.StringIO()
        with Progress([str(large), "-"], Console(file=stream, force_terminal=is_terminal)) as progress:
            progress.add(5 << 20)
        assert bool(stream.getvalue()) == is_terminal
