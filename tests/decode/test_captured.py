"""Recorded messages, from the folder in REALTIME_CAPTURED or else from the fixtures of the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client._core.json import dumps, loads

FOLDER = Path(os.environ.get("REALTIME_CAPTURED") or Path(__file__).parent.parent / "fixtures")
BODIES: dict[str, type[rt.Model]] = {
    "POST /realtime/client_secrets": models.RealtimeCreateClientSecretResponse,
    "POST /realtime/sessions": models.RealtimeSessionCreateResponse,
}


def _read(name: str) -> list[dict[str, Any]]:
    return [loads(line) for line in (FOLDER / name).read_bytes().splitlines()]


def _named(line: dict[str, Any]) -> str:
    return f"{line['dialect']}-{line['event'].get('type')}"


@pytest.mark.parametrize("line", _read("events.jsonl"), ids=_named)
def test_event_decodes_to_its_type_and_round_trips(line: dict[str, Any]) -> None:
    message = line["event"]
    raw = dumps(message)
    decoder = rt.EventDecoder()
    readings = [rt.parse_event(raw), decoder.decode(raw)]
    if line["dialect"] in ("ga", "beta"):
        readings.append(rt.parse_event(raw, dialect=line["dialect"]))
    for event in readings:
        assert event.to_dict() == message
        assert loads(event.to_json()) == message
        if line.get("known") is not False:
            assert not isinstance(event, rt.UnknownEvent)
            assert event.type == message["type"]


@pytest.mark.parametrize("line", _read("http.jsonl"), ids=_named)
def test_body_reads_and_round_trips(line: dict[str, Any]) -> None:
    body = BODIES[line["rest"]].from_dict(line["event"])
    assert body.to_dict() == line["event"]
    assert loads(body.to_json()) == line["event"]
    assert "ek_" not in repr(body)


@pytest.mark.parametrize("dialect", ["ga", "beta"])
def test_accessors_of_recorded_responses(dialect: Any) -> None:
    lines = [line for line in _read("events.jsonl") if line["dialect"] == dialect]
    messages = [line["event"] for line in lines if "response" in line["event"]]
    assert messages
    for message in messages:
        response = rt.parse_event(message, dialect=dialect).response
        spoken = [part for item in message["response"]["output"] for part in item.get("content", ())]
        assert response.output_text == "".join(part.get("text") or part.get("transcript") or "" for part in spoken)
        assert len(response.function_calls) == sum(
            item["type"] == "function_call" for item in message["response"]["output"]
        )
        assert all(isinstance(call.parse_arguments(), dict) for call in response.function_calls)
        assert response.is_final == (message["type"] == "response.done")
        assert response.voice_name
        assert response.audio_format
