"""The load that `make bench` makes, in small: what is sent arrives, and what is measured is told."""

from __future__ import annotations

import random
from statistics import quantiles
from typing import Any

import orjson
import pytest
from websockets.frames import Frame

from benchmarks import load, load_clients
from benchmarks.load_server import PACE_MS, Response, stamp_of
from benchmarks.measure import percentiles
from benchmarks.report import number, table, targets
from realtime_client import EventDecoder, validate
from realtime_client.assembly import Assembler


def _events(frames: bytes) -> list[dict[str, Any]]:
    """Events out of frames as they go over a socket."""
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


# Audio: the first response is one delta short, and the last ends early; text is whole.
@pytest.mark.parametrize(("kind", "total", "ahead", "lengths"), [("text", 8, 0, [4, 4]), ("audio", 10, 1, [3, 4, 3])])
def test_server_sends_whole_responses_as_the_contract_has_them(
    kind: str, total: int, ahead: int, lengths: list[int]
) -> None:
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
    said = list(assembler.responses.values())
    assert all(each.is_final for each in said)
    assert [each.text.count(" morning") or len(each.audio) // (48 * PACE_MS) for each in said] == lengths


@pytest.mark.parametrize("kind", ["text", "audio"])
def test_clients_hear_all_of_a_flood(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    # The vendor's SDK is installed in .venv-bench alone.
    clients = {name: client for name, client in load_clients.FLOODED.items() if name != "openai"}
    monkeypatch.setattr(load, "FLOODED", clients)
    flood = load.flood(kind, 300, rounds=1)
    assert list(flood["clients"]) == list(clients)
    assert all(value > 0 for values in flood["clients"].values() for value in values.values())
    assert flood["ours_over_websockets"] > 0


def test_sessions_lose_nothing() -> None:
    run = load.hold(sessions=3, seconds=1)
    assert run["received"] == run["sent"] == 3 * 1000 // PACE_MS
    assert run["misplaced"] == 0
    assert run["heard_bytes"] == run["received"] * PACE_MS * 48
    assert 0 <= run["lag_ms"]["p50"] <= run["lag_ms"]["max"]
    assert len(run["lag_ms_by_second"]["p99"]) == 1
    assert run["cpu_share"] > 0


def test_percentiles_are_numbers_that_were_there() -> None:
    numbers = [random.Random(1).random() for _ in range(1000)]
    found = percentiles(numbers)
    assert set(found) == {"p50", "p90", "p99", "p99.9", "max"}
    assert found["max"] == round(max(numbers), 3)
    assert found["p90"] == pytest.approx(quantiles(numbers, n=10)[8], abs=0.01)
    assert percentiles([2000.0], 1e3) == dict.fromkeys(found, 2.0)
    assert percentiles([]) == {}


def test_tables_read_well_as_they_are() -> None:
    aims = targets([{"target": "≥ 6", "met": True}, {"target": "≤ 1.4", "met": False}])
    assert aims == "≥ 6 ✓, ≤ 1.4 ✗"
    assert table(["", "CPU", "target"], [["ours", number(9.437), aims], ["openai", number(1234.5), ""]]) == (
        "|        |   CPU | target         |\n"
        "|--------|------:|----------------|\n"
        "| ours   |  9.44 | ≥ 6 ✓, ≤ 1.4 ✗ |\n"
        "| openai | 1,234 |                |\n"
    )
