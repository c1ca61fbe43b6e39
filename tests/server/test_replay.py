"""Replay of recordings that our client made, to our client."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
import websockets.sync.client

import realtime_client as rt
from realtime_client.audio import AudioFormat
from realtime_client.testing import LocalServer, Replay, ScriptError, Turn, speak

from .harness import silence

PCM = AudioFormat("pcm16", 24_000)
SPEECH = speak("goodnight", PCM) + silence(600)


async def _talk(conn: rt.AsyncConnection, chunk: int) -> list[str]:
    """Hold a conversation, first in text, then in speech sent in chunks of a size."""
    await conn.wait_for("session.created", timeout=10)
    await conn.update_session({"type": "realtime", "instructions": "Be brief."})
    await conn.say("Good morning")
    first = await conn.respond(timeout=10)
    await conn.send_audio(SPEECH, chunk=chunk)
    await conn.wait_for(lambda event: event.type == "response.done" and event.response.id != first.id, timeout=10)
    # The last event of a turn, so that each recording has it.
    await conn.wait_for("rate_limits.updated", timeout=10)
    return [response.transcript for response in conn.responses.values()] + [first.transcript]


async def _session(url: str, record: Path | None, chunk: int = 4_800) -> list[str]:
    async with rt.RealtimeClient("", url) as client, client.connect(model="m", record=record) as conn:
        return await _talk(conn, chunk)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "session.jsonl"

    async def record() -> None:
        async with LocalServer() as server:
            transcripts = await _session(server.url, path)
            assert transcripts == [
                "You said: Good morning",
                "You said: 0.8 seconds of speech",
                "You said: Good morning",
            ]

    asyncio.run(record())
    return path


@pytest.mark.parametrize("chunk", [4_800, 1_200, 100_000])
def test_replays_a_recorded_session(recording: Path, tmp_path: Path, chunk: int) -> None:
    async def replay() -> None:
        async with LocalServer(Replay(recording)) as server:
            for number in range(2):
                again = tmp_path / f"again{number}.jsonl"
                transcripts = await _session(server.url, again, chunk)
                assert transcripts[0] == "You said: Good morning"
                assert _server_events(again) == _server_events(recording)

    asyncio.run(replay())


def _server_events(path: Path) -> list[object]:
    lines = map(json.loads, path.read_bytes().splitlines())
    events = [line["event"] for line in lines if line.get("direction") == "in"]
    for event in events:
        # Clients choose the marks of their requests.
        if isinstance(event.get("response"), dict):
            event["response"].pop("metadata")
    return list(events)


def _problems(recording: Path, *frames: str) -> list[str]:
    """Return the problems of a replay to a client that sends other frames."""
    server = LocalServer(Replay(recording)).start()
    with websockets.sync.client.connect(f"{server.ws_url}?model=m") as socket:
        for frame in frames:
            socket.send(frame)
    server.stop()
    with pytest.raises(AssertionError) as failed:
        server.check()
    return str(failed.value).splitlines()


def test_reports_differences_from_the_recording(recording: Path) -> None:
    frames = ('{"type": "conversation.item.create"}', "no json", '{"type": "input_audio_buffer.append"}')
    lines = recording.read_text("utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, 1) if json.loads(line).get("direction") == "out")
    assert _problems(recording, *frames) == [
        "the session differs from the recording:",
        f"line {number}: recorded session.update, sent conversation.item.create",
        f"line {number}: recorded session.update, sent None",
        f"{len(lines) - number} lines of the recording were not played",
    ]


def test_errors_and_responses_refer_to_current_requests(tmp_path: Path) -> None:
    lines = [
        ("in", {"type": "session.created", "session": {}}),
        ("out", {"type": "response.create", "event_id": "then", "response": {"metadata": {"mark": "old", "n": "1"}}}),
        ("in", {"type": "response.created", "response": {"metadata": {"mark": "old", "other": "kept"}}}),
        ("in", {"type": "error", "error": {"event_id": "then"}}),
        ("in", {"type": "error", "error": {"event_id": None}}),
    ]
    path = tmp_path / "marked.jsonl"
    path.write_bytes(b"\n".join(json.dumps({"direction": way, "event": event}).encode() for way, event in lines))
    with LocalServer(Replay(path)) as server, websockets.sync.client.connect(f"{server.ws_url}?model=m") as socket:
        socket.recv()
        request = {"type": "response.create", "event_id": "now", "response": {"metadata": {"mark": "new", "n": "1"}}}
        socket.send(json.dumps(request))
        sent = [json.loads(socket.recv()) for _ in range(3)]
    assert sent[0]["response"]["metadata"] == {"mark": "new", "other": "kept"}
    assert [event["error"]["event_id"] for event in sent[1:]] == ["now", None]


def test_reports_events_after_the_end(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"type": "session.created"}', "utf-8")
    assert _problems(path, '{"type": "response.create"}')[1:] == [
        "at the end: recorded nothing more, sent response.create"
    ]


def test_recording_has_no_other_answers(recording: Path) -> None:
    with pytest.raises(NotImplementedError):
        Replay(recording).answer(Turn(items=[]))


def test_lines_without_a_direction_count_as_sent_by_the_server(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"type": "session.created"}\n\n{"event": {"type": "ping"}}\n', "utf-8")
    assert Replay(path).lines == [("in", {"type": "session.created"}, 1), ("in", {"type": "ping"}, 3)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no json", "line 2 of the recording: "),
        ('{"event": 5}', "line 2 of the recording: expected an event"),
        ('{"event": {"type": 5}}', "line 2 of the recording: expected an event"),
        ("{}", "line 2 of the recording: expected an event"),
    ],
)
def test_rejects_invalid_recordings(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(f'{{"type": "ping"}}\n{line}\n', "utf-8")
    with pytest.raises(ScriptError, match=f"^{message}"):
        Replay(path)


def test_missing_recording(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nothing\.jsonl"):
        Replay(tmp_path / "nothing.jsonl")
