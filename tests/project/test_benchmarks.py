"""The benchmarks on a small scale: everything that is sent arrives, and reports match their data."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import Any

import orjson
import pytest
from websockets.frames import Frame

from benchmarks import export_report, growth, load, load_clients, report
from benchmarks.costs_report import COSTS_PART
from benchmarks.export_report import EXPORT_PART
from benchmarks.load_report import LOAD_PART
from benchmarks.load_server import PACE_MS, Response, stamp_of
from benchmarks.measure import percentiles
from benchmarks.report import number, table, targets
from benchmarks.sync_report import SYNC_PART
from realtime_client import EventDecoder, validate
from realtime_client.assembly import Assembler

ROOT = Path(__file__).parent.parent.parent


def _events(frames: bytes) -> list[dict[str, Any]]:
    """Return the events in the frames of a stream."""
    events = []
    while frames:
        reader = Frame.parse(_exactly(frames), mask=False)
        with pytest.raises(StopIteration) as stopped:
            next(reader)
        frame: Frame = stopped.value.value
        events.append(orjson.loads(frame.data))
        frames = frames[len(frame.serialize(mask=False)) :]
    return events


def _exactly(data: bytes) -> Any:
    def read(count: int) -> Any:
        nonlocal data
        taken, data = data[:count], data[count:]
        yield from ()
        return taken

    return read


# Of the audio, the first response is one delta shorter, and the last ends early.
@pytest.mark.parametrize(("kind", "total", "ahead", "lengths"), [("text", 8, 0, [4, 4]), ("audio", 10, 1, [3, 4, 3])])
def test_server_sends_complete_and_valid_responses(kind: str, total: int, ahead: int, lengths: list[int]) -> None:
    response = Response(kind, deltas=4, milliseconds=PACE_MS, total=total)
    decoder, assembler = EventDecoder("ga"), Assembler()
    stamps = []
    for index in range(total):
        for data in _events(response.frames(index, 7_000 + index, ahead)):
            event = decoder.decode(data)
            assert not validate(event)
            assembler.feed(event)
            if data["type"] == f"response.output_{kind}.delta":
                stamps.append(stamp_of(data["event_id"]))
    assert stamps == [(index, 7_000 + index) for index in range(total)]
    assert not assembler.notes
    assembled = list(assembler.responses.values())
    assert all(each.is_final for each in assembled)
    assert [each.text.count(" morning") or len(each.audio) // (48 * PACE_MS) for each in assembled] == lengths


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["text", "audio"])
def test_clients_receive_a_whole_flood(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    # Only .venv-bench and .venv-interop have the clients of others.
    clients = {name: client for name, client in load_clients.FLOODED.items() if name.startswith(("ours", "websockets"))}
    monkeypatch.setattr(load, "FLOODED", clients)
    flood = load.flood(kind, 300, rounds=1)
    assert list(flood["clients"]) == list(clients)
    assert all(value > 0 for values in flood["clients"].values() for value in values.values())
    assert all(ratio > 0 for ratio in flood["over_websockets"].values())


@pytest.mark.slow
def test_paced_sessions_are_compared_with_bare_sockets() -> None:
    found = load.pace(sessions=3, seconds=1)
    assert all(value > 0 for value in found["cpu_us"].values())
    assert found["ours_over_websockets"] > 0


def test_exponent_of_growth() -> None:
    sizes = (10, 100, 1_000)
    assert growth.exponent(dict.fromkeys(sizes, 3.0)) == pytest.approx(0)
    assert growth.exponent({size: size * 2.0 for size in sizes}) == pytest.approx(1)


def test_memory_is_sampled_over_a_session() -> None:
    samples = list(growth.memory(200, samples=4))
    assert [events for events, _ in samples] == [50, 100, 150, 200]
    assert all(size > 1 for _, size in samples)


@pytest.mark.slow
def test_sessions_receive_everything_in_order() -> None:
    run = load.hold(sessions=3, seconds=1)
    assert run["received"] == run["sent"] == 3 * 1000 // PACE_MS
    assert run["misplaced"] == 0
    assert run["received_bytes"] == run["received"] * PACE_MS * 48
    assert set(run["lag_ms"]) == set(run["server_late_ms"])
    assert len(run["lag_ms_by_second"]["p99"]) == 1
    assert run["cpu_share"] > 0


def test_percentiles_are_values_of_the_sample() -> None:
    numbers = [random.Random(1).random() for _ in range(1000)]
    found = percentiles(numbers)
    assert set(found) == {"p50", "p90", "p99", "p99.9", "max"}
    assert found["max"] == round(max(numbers), 3)
    assert found["p90"] == pytest.approx(quantiles(numbers, n=10)[8], abs=0.01)
    assert percentiles([2000.0], 1e3) == dict.fromkeys(found, 2.0)
    assert percentiles([]) == {}


def test_tables_are_aligned_in_their_source() -> None:
    aims = targets([{"target": "≥ 6", "met": True}, {"target": "≤ 1.4", "met": False}])
    assert aims == "≥ 6 ✓, ≤ 1.4 ✗"
    assert table(["", "CPU", "target"], [["ours", number(9.437), aims], ["openai", number(1234.5), ""]]) == (
        "|        |   CPU | target         |\n"
        "|--------|------:|----------------|\n"
        "| ours   |  9.44 | ≥ 6 ✓, ≤ 1.4 ✗ |\n"
        "| openai | 1,234 |                |\n"
    )


def test_reports_match_the_results() -> None:
    data = orjson.loads(report.RESULTS.read_bytes())
    page = report.PAGE.read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    # Rendering the part `messages` needs the libraries of .venv-bench.
    for name, part in {"costs": COSTS_PART, "load": LOAD_PART, "sync": SYNC_PART}.items():
        assert part.full(data[name]) in page
        assert part.brief is None or f"- {part.brief(data[name])}\n" in readme
    images = re.findall(r"!\[.*\]\(images/(.*\.svg)\)", page)
    assert images
    assert all((report.IMAGES / name).stat().st_size < 100_000 for name in images)


def test_parts_are_written_separately(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(report, "PAGE", tmp_path / "benchmarks.md")
    monkeypatch.setattr(report, "_README", tmp_path / "README.md")
    (tmp_path / "README.md").write_text("# A\n<!-- bench -->\nold\n<!-- /bench -->\nend\n", encoding="utf-8")

    def part(name: str, brief: Callable[[dict[str, Any]], str] | None) -> report.Part:
        return report.Part(measure=lambda quick: {}, full=lambda data: f"{name}: all {data['value']}\n", brief=brief)

    parts = {
        "first": part("first", lambda data: f"first {data['value']}"),
        "second": part("second", lambda data: f"second {data['value']}"),
        "third": part("third", None),
    }
    report.write(parts, {"second": {"value": 2}, "third": {"value": 3}})
    report.write(parts, {"first": {"value": 1}})
    expected = {"first": {"value": 1}, "second": {"value": 2}, "third": {"value": 3}}
    assert orjson.loads((tmp_path / "results.json").read_bytes()) == expected
    assert (
        (tmp_path / "benchmarks.md")
        .read_text(encoding="utf-8")
        .endswith("first: all 1\n\nsecond: all 2\n\nthird: all 3\n")
    )
    expected_readme = "# A\n<!-- bench -->\n- first 1\n- second 2\n<!-- /bench -->\nend\n"
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == expected_readme
    (tmp_path / "README.md").write_text("# A\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no section for the results"):
        report.write(parts, {})


@pytest.mark.slow
def test_export_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_report, "_PYTHON", Path(sys.executable))
    data = EXPORT_PART.measure(True)
    assert data["calls"] == 30
    assert data["bytes"] > 30_000
    assert all(seconds > 0 for seconds in data["seconds"].values())
    assert "30 recorded calls" in EXPORT_PART.full(data)
