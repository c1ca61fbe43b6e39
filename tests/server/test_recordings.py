"""Conformance with sessions of live servers: the same events of a client lead to the same events of the server.

Deltas count as one or more, and those of one message or one transcript as a set, because their number and their
interleaving vary from run to run. Audio is elided in the recordings, so the user's speech is synthesised at its
recorded position.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

import pytest

from realtime_client.audio import AudioFormat, encode_base64
from realtime_client.testing import Answer, Answerer, Call, Say, Speech, TranscriptionFailed, Turn, speak

from .harness import Event, Harness, silence

FOLDER: Final = os.environ.get("REALTIME_RECORDINGS")
SERVERS: Final = ("openai", "azure")
# Documented deviations: events that a live server sends at will.
UNORDERED: Final = {
    # Follows a response by a second, is left out for some responses, and never comes where the recording ends before.
    "rate_limits.updated",
}
TRANSCRIPTION: Final = "conversation.item.input_audio_transcription."
_PCM: Final = AudioFormat("pcm16", 24_000)
_SPEECH_MS: Final = 300


def _recordings() -> list[Any]:
    if FOLDER is None:
        reason = "REALTIME_RECORDINGS is not set: the folder with recordings of live sessions"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="none")]
    files = [path for server in SERVERS for path in sorted(Path(FOLDER, server).glob("*.jsonl"))]
    return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in files if _is_of_this_protocol(path)]


def _is_of_this_protocol(path: Path) -> bool:
    return all("type" in line["event"] for line in _lines(path))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


class Recorded(Answerer):
    """Gives the answers and the transcripts of a recording."""

    def __init__(self, events: list[Event]) -> None:
        self._answers = [_answer(event["response"]) for event in events if event["type"] == "response.done"]
        ends = [event for event in events if event["type"] in (f"{TRANSCRIPTION}completed", f"{TRANSCRIPTION}failed")]
        self._transcripts: list[Event] = ends

    def answer(self, turn: Turn) -> Answer:
        return self._answers.pop(0)

    def hear(self, speech: Speech) -> str:
        if not self._transcripts:
            return str(super().hear(speech))
        end = self._transcripts.pop(0)
        if "error" in end:
            raise TranscriptionFailed(end["error"]["message"], end["error"]["code"])
        return str(end["transcript"])


def _answer(response: Event) -> Answer:
    parts: list[Say | Call] = []
    for item in response["output"]:
        if item["type"] == "function_call":
            parts.append(Call(item["name"], item["arguments"], item["call_id"]))
        else:
            content = item["content"][0] if item["content"] else {}
            parts.append(Say(content.get("transcript") or content.get("text") or "", phase=item.get("phase")))
    details = response["status_details"] or {}
    status: Literal["completed", "incomplete", "failed"] = "completed"
    if response["status"] in ("failed", "incomplete"):
        status = response["status"]
    return Answer(parts, status=status, reason=details.get("reason") or "content_filter", error=details.get("error"))


def _with_speech(lines: list[dict[str, Any]]) -> Iterator[Event]:
    """Yield the events of the client, with speech where the server detected it."""
    sent = [line["event"] for line in lines if line["direction"] == "out"]
    received = [line["event"] for line in lines if line["direction"] == "in"]
    appends = [index for index, event in enumerate(sent) if event["type"] == "input_audio_buffer.append"]
    starts = [event["audio_start_ms"] for event in received if event["type"] == "input_audio_buffer.speech_started"]
    ends = [event["audio_end_ms"] for event in received if event["type"] == "input_audio_buffer.speech_stopped"]
    audio = b""
    for number, start in enumerate(starts):
        end = ends[number] if number < len(ends) else start + 2 * _SPEECH_MS
        audio += silence(max(0, start + _SPEECH_MS - len(audio) // 48))
        audio += speak("a" * max(1, 15 * (end - start - 2 * _SPEECH_MS) // 1_000), _PCM)
        audio += silence(1_000) if number < len(ends) else b""
    pieces = max(1, len(appends))
    size = -(-len(audio) // pieces // 2) * 2 or 4_800
    for index, event in enumerate(sent):
        if index in appends:
            place = appends.index(index)
            piece = audio[place * size : (place + 1) * size] or silence(20)
            yield {**event, "audio": encode_base64(piece)}
        else:
            yield event


def _replay(path: Path) -> tuple[list[Event], list[Event]]:
    """Return the recorded events of the server, and those of ours."""
    lines = _lines(path)
    recorded = [line["event"] for line in lines if line["direction"] == "in"]
    is_attached = recorded[0]["type"] != "session.created"
    model = next(event["session"]["model"] for event in recorded if "session" in event)
    harness = Harness(Recorded(recorded), model=model, profile=path.parent.name, is_attached=is_attached, check=False)
    found = harness.opening
    client, seen = _with_speech(lines), list[Event]()
    for line in lines:
        if line["direction"] == "out":
            found += harness.send(next(client))
            continue
        seen.append(line["event"])
        kind = line["event"]["type"]
        # The client reacted to this event, so ours has to be there before the next event of the client.
        while _number(found, kind) < _number(seen, kind) and harness.step():
            found += harness.taken()
    return recorded, found + harness.run()


def _number(events: list[Event], kind: str) -> int:
    """Return the number of events of a type; deltas count as one for each item."""
    matching = [event for event in events if event["type"] == kind]
    return len({event["item_id"] for event in matching}) if kind.endswith(".delta") else len(matching)


def _shape(events: list[Event]) -> tuple[list[Any], list[str]]:
    """Return the kinds of events, runs of deltas as sets, and those of the user's transcript apart."""
    kinds: list[Any] = []
    transcript: list[str] = []
    for event in events:
        kind = event["type"]
        if kind in UNORDERED:
            continue
        if kind.startswith(TRANSCRIPTION):
            if kind not in transcript:
                transcript.append(kind)
        elif not kind.endswith(".delta"):
            kinds.append(kind)
        elif kinds and isinstance(kinds[-1], set):
            kinds[-1].add(kind)
        else:
            kinds.append({kind})
    return kinds, transcript


def _keys(events: list[Event]) -> dict[tuple[str, str | None], set[str]]:
    """Return the paths of all keys, by the type of the event and of its item."""
    found: dict[tuple[str, str | None], set[str]] = {}
    for event in events:
        label = (event["type"], event.get("item", {}).get("type"))
        found.setdefault(label, set()).update(_paths(event, ""))
    return found


def _orders(events: list[Event]) -> dict[tuple[str, str], set[tuple[str, ...]]]:
    """Return the orders of keys, by the type of the event and the path."""
    found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for event in events:
        for path, keys in _ordered(event, f".{event.get('item', {}).get('type')}"):
            found.setdefault((event["type"], path), set()).add(keys)
    return found


def _ordered(value: Any, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, dict):
        yield path, tuple(value)
        for key, entry in value.items():
            if key != "tools":
                yield from _ordered(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for entry in value:
            yield from _ordered(entry, f"{path}[{entry.get('type')}]" if isinstance(entry, dict) else f"{path}[]")


def _previous(events: list[Event]) -> list[tuple[str, str, int | None]]:
    """Return the places of the preceding items that events name."""
    added = [event["item"]["id"] for event in events if event["type"] == "conversation.item.added"]
    return [
        (event["type"], event["item"]["type"], added.index(event["previous_item_id"]))
        if event["previous_item_id"] in added
        else (event["type"], event["item"]["type"], None)
        for event in events
        if event["type"].startswith("conversation.item.") and "item" in event
    ]


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, entry in value.items():
            yield f"{path}.{key}"
            # Tools and their parameters are the client's.
            if key != "tools":
                yield from _paths(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for entry in value:
            yield from _paths(entry, f"{path}[{entry.get('type')}]" if isinstance(entry, dict) else f"{path}[]")


@pytest.mark.parametrize("path", _recordings())
def test_sends_the_recorded_events(path: Path) -> None:
    recorded, found = _replay(path)
    assert _shape(found) == _shape(recorded)


@pytest.mark.parametrize("path", _recordings())
def test_sends_the_recorded_keys(path: Path) -> None:
    recorded, found = _replay(path)
    expected, actual = _keys(recorded), _keys(found)
    for label in expected.keys() ^ actual.keys():
        if label[0] in UNORDERED:
            expected.pop(label, None)
            actual.pop(label, None)
    assert actual == expected


@pytest.mark.parametrize("path", _recordings())
def test_sends_keys_in_the_recorded_order(path: Path) -> None:
    recorded, found = map(_orders, _replay(path))
    for label in (label for label in recorded if label[0] not in UNORDERED):
        assert found[label] == recorded[label], label


@pytest.mark.parametrize("path", _recordings())
def test_names_the_recorded_preceding_items(path: Path) -> None:
    recorded, found = map(_previous, _replay(path))
    assert found == recorded


@pytest.mark.parametrize("path", _recordings())
def test_user_transcript_accompanies_the_response(path: Path) -> None:
    for events in _replay(path):
        kinds = [event["type"] for event in events]
        places = [place for place, kind in enumerate(kinds) if kind.startswith(TRANSCRIPTION)]
        if places and "response.created" in kinds:
            assert kinds.index("response.created") < places[0]
            assert places[-1] < kinds.index("response.done")
