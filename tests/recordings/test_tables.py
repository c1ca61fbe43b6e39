"""Recordings as tables: columns, batches, export, resuming, broken recordings, vCon."""

from __future__ import annotations

import csv
import json
import os
import signal
import sys
import tracemalloc
from collections.abc import Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from benchmarks.calls import call, write_calls
from realtime_client import InvalidArgumentError, Rates
from realtime_client.cli.app import app
from realtime_client.recordings import Recording
from realtime_client.tables import COLUMNS, TABLES, ExportReport, Table, arrow, batches, export, schema, to_vcon

from .support import Call, usage

parquet: Any = import_module("pyarrow.parquet")
ROOT = Path(__file__).parent.parent.parent
RATES = Rates(
    text_input="4", text_cached="0.4", audio_input="32", audio_cached="0.4", text_output="16", audio_output="64"
)


def table_of(lines: Sequence[bytes | dict[str, Any]], table: Table, **options: Any) -> list[dict[str, Any]]:
    return [row for batch in batches(lines, table, **options) for row in batch.to_pylist()]


def conversation() -> Call:
    result = Call().speak(1.0, 2.0, "item_1", "Is there a table?")
    result.respond(2.3, "resp_1", "", calls=(("call_1", "find_table", '{"guests": 2}'),), tokens=usage(100, 5))
    output = {"type": "function_call_output", "call_id": "call_1", "output": '{"error": "full"}'}
    result.client(3.0, "conversation.item.create", item=output).client(3.0, "response.create")
    result.respond(3.2, "resp_2", "Yes, by the window.", 4.0, tokens=usage(200, 50))
    return result.speak(5.0, 6.0, "item_2", "Lovely")


class TestBatches:
    @pytest.mark.parametrize("table", TABLES)
    def test_schema_has_the_documented_columns(self, table: Table) -> None:
        form = schema(table)
        assert form.names == [column.name for column in COLUMNS[table]]
        assert all(form.field(column.name).metadata for column in COLUMNS[table])
        (batch,) = batches(conversation().lines, table)
        assert batch.schema.equals(form)

    def test_guide_documents_every_column(self) -> None:
        text = (ROOT / "docs" / "guide" / "tables.md").read_text(encoding="utf-8")
        for table, columns in COLUMNS.items():
            section = text.partition(f"### {table}\n")[2].partition("\n### ")[0]
            shown = [line.split("|")[1].strip(" `") for line in section.splitlines() if line.startswith("| `")]
            assert shown == [column.name for column in columns]

    def test_calls(self) -> None:
        (row,) = table_of(conversation().lines, "calls", source="a.jsonl", rates=RATES)
        assert (row["recording_id"], row["source"], row["model"]) == ("rec_1", "a.jsonl", "gpt-realtime-2.1")
        assert (row["turns"], row["responses"], row["function_calls"], row["failed_calls"]) == (4, 2, 1, 1)
        assert row["started_at"].isoformat() == "2026-01-01T00:00:00+00:00"
        assert (row["total_tokens"], row["cost"]) == (355, Decimal("0.00472"))
        assert (row["duration_s"], row["overlap_s"]) == (pytest.approx(6.0), pytest.approx(1.0))
        assert row["request_to_audio_median_s"] == pytest.approx(0.4)

    def test_turns_responses_and_functions(self) -> None:
        turns = table_of(conversation().lines, "turns")
        assert [(row["number"], row["role"], row["text"]) for row in turns] == [
            (0, "user", "Is there a table?"),
            (1, "assistant", ""),
            (2, "assistant", "Yes, by the window."),
            (3, "user", "Lovely"),
        ]
        assert [row["overlap_s"] for row in turns] == [0, 0, pytest.approx(1.0), pytest.approx(1.0)]
        responses = table_of(conversation().lines, "responses", rates={"gpt": RATES})
        assert [(row["response_id"], row["turn"], row["cost"]) for row in responses] == [
            ("resp_1", 1, Decimal("0.00072")),
            ("resp_2", 2, Decimal("0.004")),
        ]
        (function,) = table_of(conversation().lines, "function_calls")
        assert (function["name"], function["error"], function["duration_s"]) == (
            "find_table",
            "full",
            pytest.approx(0.2),
        )

    def test_events_hold_json_without_audio(self) -> None:
        call = Call().microphone(1.0, 0.1).server(2.0, "odd", text="\ud800", response={"id": "r"}, item={"id": "i"})
        rows = table_of(call.lines, "events")
        assert [(row["number"], row["source"], row["type"]) for row in rows] == [
            (0, "server", "session.created"),
            (1, "client", "input_audio_buffer.append"),
            (2, "server", "odd"),
        ]
        assert (rows[1]["audio_bytes"], rows[1]["json"]) == (4_800, '{"type":"input_audio_buffer.append"}')
        assert (rows[2]["response_id"], rows[2]["item_id"], rows[2]["at_s"]) == ("r", "i", pytest.approx(2.0))

    def test_recordings_may_follow_each_other(self) -> None:
        lines = [*call(1), b"\n", *call(2), b"broken\n"]
        rows = table_of(lines, "calls")
        assert [row["recording_id"] for row in rows] == ["rec_00000001", "rec_00000002"]
        assert [row["problems"] for row in rows] == [0, 1]
        assert len(table_of(lines, "turns")) == sum(row["turns"] for row in rows)

    def test_older_recordings_are_named_by_their_source(self) -> None:
        lines = [line["event"] for line in conversation().lines[1:]]
        lines[0]["session"].pop("id")
        assert [row["recording_id"] for row in table_of(lines, "calls", source="old.jsonl")] == ["old.jsonl"]
        assert table_of([], "calls") == []

    def test_unknown_table_is_refused(self) -> None:
        with pytest.raises(InvalidArgumentError, match="use calls, turns, responses, function_calls, events"):
            next(batches([], "nothing"))  # type: ignore[arg-type]

    def test_memory_is_flat(self) -> None:
        def lines(number: int) -> Any:
            for each in range(number):
                yield from call(each, 0.2)

        def peak(number: int) -> int:
            tracemalloc.start()
            try:
                for _ in batches(lines(number), "responses"):
                    pass
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

        peak(5)
        assert peak(60) < 1.6 * peak(20) + 2_000_000


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


class TestExport:
    def test_writes_all_tables(self, tmp_path: Path) -> None:
        write_calls(tmp_path / "calls", range(3), 0.3)
        rates = tmp_path / "rates.json"
        rates.write_text('{"text_input": 4, "text_cached": 1, "audio_input": 1, "text_output": 1, "audio_output": 64}')
        ran = run(tmp_path / "calls", "--to", tmp_path / "calls.parquet", "--rates", rates)
        assert ran.exit_code == 0, ran.output
        assert ran.stdout.splitlines()[0] == "3 exported, 0 exported before, 0 problems"
        calls = read(tmp_path / "calls.parquet")
        assert [row["recording_id"] for row in calls] == ["rec_00000000", "rec_00000001", "rec_00000002"]
        assert all(row["cost"] > 0 for row in calls)
        for table in TABLES[1:]:
            rows = read(tmp_path / f"calls.{table}.parquet")
            column = "responses" if table == "responses" else table
            if column in calls[0]:
                assert len(rows) == sum(row[column] for row in calls)
        assert len(read(tmp_path / "calls.events.parquet")) > 100

    def test_goes_on_where_it_was(self, tmp_path: Path) -> None:
        folder, target = tmp_path / "calls", tmp_path / "calls.jsonl"
        paths = write_calls(folder, range(3), 0.2)
        assert export([folder], target, tables=["calls"]).exported == 3
        first = target.read_bytes()
        write_calls(folder, range(3, 5), 0.2)
        paths[1].unlink()
        report = export([folder], target, tables=["calls"])
        assert (report.exported, report.skipped) == (2, 2)
        rows = [json.loads(line) for line in target.read_text().splitlines()]
        # Parts are written as a whole: a recording that is gone stays until all are exported again.
        assert len(rows) == 5
        assert target.read_bytes().startswith(first)
        # Other settings are another export.
        assert export([folder], target, tables=["calls"], rates=RATES).exported == 4

    def test_formats_hold_the_same(self, tmp_path: Path) -> None:
        (path,) = [conversation().write(tmp_path / "call.jsonl")]
        for suffix in ("parquet", "jsonl", "csv"):
            export([path], tmp_path / f"responses.{suffix}", tables=["responses"], rates=RATES)
        rows = read(tmp_path / "responses.parquet")
        lines = [json.loads(line) for line in (tmp_path / "responses.jsonl").read_text().splitlines()]
        with (tmp_path / "responses.csv").open(newline="") as stream:
            table = list(csv.DictReader(stream))
        for row, line, fields in zip(rows, lines, table, strict=True):
            assert Decimal(line["cost"]) == row["cost"] == Decimal(fields["cost"])
            assert line["started_at"] == row["started_at"].isoformat()
            for name in ("response_id", "status", "total_tokens", "request_to_audio_s"):
                assert line[name] == row[name]
                assert fields[name] == ("" if row[name] is None else str(row[name]))

    def test_broken_recording_is_reported_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        folder = tmp_path / "calls"
        write_calls(folder, range(2), 0.2)
        (folder / "broken.jsonl").write_bytes(b'{"broken\n' + b"".join(call(7, 0.2)))
        (folder / "empty.jsonl").write_bytes(b"")
        (folder / "call.2.jsonl").write_bytes(b'{"recording": 1, "id": "x", "part": 2}\n')
        ran = run(folder, "--to", tmp_path / "calls.parquet", "--table", "calls")
        assert ran.exit_code == 1
        # The end of the progress bar may leave an empty line.
        [line] = filter(None, ran.stderr.splitlines())
        assert line.startswith(f"{folder / 'broken.jsonl'}: ")
        rows = {row["recording_id"]: row for row in read(tmp_path / "calls.parquet")}
        assert rows["rec_00000007"]["problems"] == 1
        assert len(rows) == 4

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("--to", "calls.txt"), "unknown format '.txt'"),
            (("--to", "calls.csv", "--table", "nothing"), "unknown table 'nothing'"),
            (("nowhere.jsonl", "--to", "calls.csv"), "nowhere.jsonl"),
            (("--to", "calls.csv", "--rates", "nowhere.json"), "nowhere.json"),
        ],
    )
    def test_wrong_arguments(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        ran = run(tmp_path, *arguments)
        assert ran.exit_code == 2
        assert message in ran.stderr

    @pytest.mark.slow
    def test_workers_give_the_same_as_one_process(self, tmp_path: Path) -> None:
        write_calls(tmp_path / "calls", range(130), 0.05)
        counts: list[tuple[int, int]] = []
        one = export([tmp_path / "calls"], tmp_path / "one.jsonl", tables=["responses"], workers=1)
        report = export(
            [tmp_path / "calls"],
            tmp_path / "two.jsonl",
            tables=["responses"],
            workers=2,
            progress=lambda done, total: counts.append((done, total)),
        )
        assert one.exported == report.exported == 130
        assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
        assert counts[-1][0] == counts[-1][1] > 0

    @pytest.mark.slow
    def test_recordings_that_kill_their_workers_are_reported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "calls"
        write_calls(folder, range(330), 0.02)
        for name in ("call-0000100-killer", "call-0000101-killer", "last-killer"):
            (folder / f"{name}.jsonl").write_bytes(b"".join(call(999, 0.02)))
        # Every process of its own that begins to read one of these is killed, as by the system when memory ends.
        site = tmp_path / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text(
            "import sys, os, signal\n"
            "def hook(name, arguments):\n"
            "    if name == 'open' and str(arguments[0]).endswith('killer.jsonl'):\n"
            f"        os.kill(os.getpid(), {signal.SIGKILL:d})\n"
            "if '--multiprocessing-fork' in sys.argv or 'spawn_main' in ' '.join(sys.orig_argv):\n"
            "    sys.addaudithook(hook)\n"
        )
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), str(ROOT)]))
        report = export([folder], tmp_path / "calls.parquet", tables=["calls"], workers=2)
        assert sorted(report.problems) == [
            (str(killer), "the worker that read it was killed") for killer in sorted(folder.glob("*-killer.jsonl"))
        ]
        assert len(report.problems) == 3
        assert len(read(tmp_path / "calls.parquet")) == 330

    def test_vcon_for_each_recording(self, tmp_path: Path) -> None:
        write_calls(tmp_path / "calls", range(2), 0.2)
        ran = run(tmp_path / "calls", "--to", tmp_path / "calls.vcon")
        assert ran.exit_code == 0, ran.output
        names = sorted(path.name for path in (tmp_path / "calls.vcon").iterdir())
        assert names == ["call-0000000.vcon.json", "call-0000001.vcon.json"]
        again: ExportReport = export([tmp_path / "calls"], tmp_path / "calls.vcon")
        assert (again.exported, again.skipped) == (0, 2)


def test_vcon_has_the_form_of_the_draft() -> None:
    recording = conversation().recording
    vcon = to_vcon(recording, rates=RATES)
    assert set(vcon) == {"vcon", "uuid", "created_at", "subject", "parties", "dialog", "analysis", "attachments"}
    assert vcon["uuid"][14] == "8"
    assert vcon == to_vcon(recording, rates=RATES)
    assert vcon["created_at"] == "2026-01-01T00:00:00+00:00"
    assert [party["name"] for party in vcon["parties"]] == ["user", "gpt-realtime-2.1"]
    first = vcon["dialog"][0]
    assert first == {
        "type": "text",
        "start": "2026-01-01T00:00:01+00:00",
        "duration": pytest.approx(1.0),
        "parties": [0],
        "originator": 0,
        "mediatype": "text/plain",
        "body": "Is there a table?",
        "encoding": "none",
    }
    for part in (*vcon["dialog"], *vcon["analysis"]):
        assert isinstance(part["body"], str)
        assert part["encoding"] in ("none", "json", "base64url")
    assert all(analysis["vendor"] for analysis in vcon["analysis"])
    assert json.loads(vcon["analysis"][1]["body"])["call"]["cost"] == "0.00472"
    assert vcon["analysis"][0]["body"].startswith("WEBVTT")
    assert to_vcon(Recording.from_events([]), source="a")["created_at"].startswith("1970")


def test_calls_are_the_same_each_time(tmp_path: Path) -> None:
    assert list(call(5, 0.2, sound=True)) == list(call(5, 0.2, sound=True)) != list(call(6, 0.2, sound=True))
    recording = Recording.from_entries([])
    assert recording.turns == []
    (path,) = write_calls(tmp_path, range(1), 2.0)
    recording = Recording.open(path)
    assert (recording.problems, recording.deviations, recording.notes) == ([], [], [])
    assert {turn.role for turn in recording.turns} == {"user", "assistant"}
    assert recording.latency.speech_to_audio


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ModuleNotFoundError, match=r"install realtime-voice-sdk\[tables\]"):
        schema("calls")


def test_many_rows_come_in_several_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_ROWS", 3)
    found = list(batches(conversation().lines, "events"))
    assert len(found) > 3
    assert {batch.num_rows for batch in found[:-1]} == {3}
    assert sum(batch.num_rows for batch in found) == len(conversation().lines) - 1
