"""Recorded sessions, as they were sent and shuffled: what is assembled is what the recording ends with."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from realtime_client import parse_event
from realtime_client.assembly import Assembler

from ..support.recordings import (
    SHUFFLES,
    assert_ends,
    events_of,
    expected_of,
    final_of,
    lanes_of,
    order_of,
    recordings,
    shuffled,
)


def _assembled(events: list[dict[str, Any]]) -> Assembler:
    assembler = Assembler()
    for event in events:
        assembler.apply(parse_event(event))
    return assembler


@pytest.mark.parametrize("path", recordings())
def test_recording_is_assembled_as_it_ends(path: Path) -> None:
    events = events_of(path)
    assert_ends(_assembled(events), expected_of(events))


@pytest.mark.parametrize("path", recordings())
def test_shuffled_recording_is_assembled_as_it_ends(path: Path) -> None:
    events = events_of(path)
    expected, before = expected_of(events), order_of(events)
    for seed in range(SHUFFLES):
        assert_ends(_assembled(shuffled(events, before, random.Random(seed))), expected)


@pytest.mark.parametrize("path", recordings())
def test_wildly_shuffled_recording_is_assembled_as_it_ends(path: Path) -> None:
    """Only the events of one stream keep their order: responses may end before their pieces arrive."""
    events = events_of(path)
    responses, finals, _ = expected_of(events)
    last: dict[str, int] = {}
    before: list[set[int]] = []
    for index, event in enumerate(events):
        lanes = list(lanes_of(event))
        before.append({last[lane] for lane in lanes if lane in last})
        last.update((lane, index) for lane in lanes)
    for seed in range(SHUFFLES // 10):
        assembler = Assembler()
        for event in shuffled(events, before, random.Random(seed)):
            assembler.apply(parse_event(event))
        assert {item.id: final_of(item) for item in assembler.conversation.items} == finals
        assert assembler.responses.keys() == responses.keys()
