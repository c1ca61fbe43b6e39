"""Recorded sessions of real servers: those of OpenAI and Azure are as the contract declares, and all round-trip."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import realtime_client as rt

FOLDER = os.environ.get("REALTIME_RECORDINGS")
pytestmark = pytest.mark.skipif(not FOLDER, reason="REALTIME_RECORDINGS names no folder of recordings")


def _events(source: str) -> Iterator[tuple[dict[str, Any], Any]]:
    for path in sorted(Path(str(FOLDER), source).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            event = entry.get("event")
            # Sessions of other protocols are among the recordings; their events have no type.
            if isinstance(event, dict) and "type" in event:
                parse = rt.parse_event if entry["direction"] == "in" else rt.parse_client_event
                yield event, parse(event, dialect="ga")


@pytest.mark.parametrize("source", ["openai", "azure"])
def test_sessions_do_not_deviate_from_the_contract(source: str) -> None:
    found = {f"{event['type']}: {one}" for event, model in _events(source) for one in rt.validate(model)}
    assert found == set()


@pytest.mark.parametrize("source", ["openai", "azure", "xai", "voicelive"])
def test_sessions_round_trip(source: str) -> None:
    events = list(_events(source))
    assert len(events) > 50
    assert [event for event, model in events if model.to_dict() != event] == []
