"""Recordings of connections: every frame, no secret, and nothing that holds the connection up."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import orjson
import pytest

import realtime_client as rt
from realtime_client._connection import recorder
from realtime_client._connection.recorder import Recorder

from ..support.connections import Run, run_with
from ..support.events import SESSION, spoken
from ..support.ws_server import Peer

KEY = "sk-test-0123456789abcdef"


def recorded(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_recording_holds_both_directions_and_no_key(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["Hi"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        tool = {"type": "mcp", "server_label": "s", "server_url": "https://host", "authorization": "very secret"}
        await conn.update_session({"instructions": f"The key is {KEY}.", "tools": [tool]}, wait=False)
        await conn.send_audio(b"xx")
        await conn.respond()

    run(script, client, dialect="ga", record=path)
    lines = recorded(path)
    kinds = {way: [line["event"]["type"] for line in lines if line["direction"] == way] for way in ("in", "out")}
    assert kinds["out"] == ["session.update", "input_audio_buffer.append", "response.create"]
    assert kinds["in"] == [event["type"] for event in (SESSION, *spoken("resp_1", ["Hi"]))]
    (update,) = [line["event"]["session"] for line in lines if line["event"]["type"] == "session.update"]
    assert update["instructions"] == "The key is ***."
    assert update["tools"][0]["authorization"] == "***"
    command = [sys.executable, "-m", "realtime_client.cli", "inspect", "--json", str(path)]
    found = orjson.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert [response["id"] for response in found["responses"]] == ["resp_1"]
    assert found["problems"] == []


@pytest.mark.parametrize(
    "frame",
    [
        '{"type": "x", "event_id": "e", "v": 1e999}',
        '{"type": "x", "event_id": "e", "v": ' + "[" * 990 + "]" * 990 + "}",
        '{"type": "x", "event_id": "e", "token": ' + "[" * 990 + "]" * 990 + "}",
        '{"type": "x", "event_id": "e", "v": "\\ud800", "token": "secret"}',
        '{"type": "x", "event_id": "e", "v": 123456789012345678901234567890, "token": 1e999}',
        '{\n  "type": "x",\r\n  "event_id": "e"\n}',
    ],
)
def test_odd_frames_are_recorded(run: Run, tmp_path: Path, frame: str) -> None:
    path = tmp_path / "session.jsonl"

    async def script(peer: Peer) -> None:
        await peer.socket.send(frame)
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("session.created")

    run(script, client, record=path)
    odd, session = path.read_bytes().splitlines()
    assert odd.startswith(b'{"direction":"in","event":{')
    assert b"secret" not in odd
    assert orjson.loads(session)["event"]["type"] == "session.created"


@pytest.mark.parametrize(
    ("frame", "line"),
    [
        (b'{"type": "input_audio_buffer.append", "audio": "token"}', None),
        (b'{"event_id": "e", "type": "response.output_audio.delta", "delta": "sk-test-0123456789abcdef"}', None),
        # Not the type of the event: such a frame may hold anything.
        (
            b'{"type": "x", "of": {"type": "input_audio_buffer.append"}, "token": "hidden"}',
            b'{"type":"x","of":{"type":"input_audio_buffer.append"},"token":"***"}',
        ),
        (b'{"type": "x", "value": "ek_0123456789abcdef0123"}', b'{"type":"x","value":"***"}'),
    ],
)
def test_secrets_are_masked_except_in_audio(frame: bytes, line: bytes | None) -> None:
    assert recorder._line("in", frame) == b'{"direction":"in","event":' + (line or frame) + b"}\n"


def test_frame_that_cannot_be_parsed_is_masked_by_pattern() -> None:
    frame = b'{"type": "x", "token": ' + b"[" * 5_000 + b"]" * 5_000 + b', "key": "sk-test-0123456789abcdef"}'
    line = recorder._line("out", frame)
    assert b"sk-test" not in line
    assert line.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_full_disk_ends_the_recording_with_a_warning(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, {"type": "a"}, {"type": "b"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("b")
        await conn.say("Hello")

    run(script, client, record="/dev/full")
    assert caplog.text.count("the recording /dev/full cannot be written, and ends here") == 1


def test_file_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    client = rt.RealtimeClient("sk-test", "http://127.0.0.1:1")
    with pytest.raises(FileNotFoundError):
        client.connect_sync(record=tmp_path / "nowhere" / "session.jsonl")


def test_connection_that_is_not_opened_closes_the_file(tmp_path: Path) -> None:
    before = threading.active_count()
    client = rt.RealtimeClient("sk-test", "http://127.0.0.1:1", max_retries=0)
    with pytest.raises(rt.APIConnectionError):
        client.connect_sync(record=tmp_path / "session.jsonl")
    for thread in threading.enumerate():
        if thread.name.startswith("realtime_client"):
            thread.join(10)
    assert threading.active_count() <= before


@pytest.fixture
def slow_disk(tmp_path: Path) -> Path:
    """Return the path of a file that takes nothing until it is read."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_slow_disk_does_not_hold_the_connection_up(slow_disk: Path) -> None:
    many = 200

    async def script(peer: Peer) -> None:
        for number in range(many):
            await peer.send({"type": "big", "number": number, "text": "x" * 1_000})
        await peer.send({"type": "sent"})
        await peer.until_closed()

    lines: list[bytes] = []

    async def client(conn: rt.AsyncConnection) -> None:
        # Far more than a pipe holds, and nothing reads it yet.
        await conn.wait_for("sent")
        threading.Thread(target=lambda: lines.extend(reader), daemon=True).start()

    descriptor = os.open(slow_disk, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    with open(descriptor, "rb") as reader:
        run_with("asyncio", script, client, record=slow_disk)
        for thread in threading.enumerate():
            if thread.daemon and thread is not threading.current_thread() and "realtime" not in thread.name:
                thread.join(10)
    assert len(lines) == many + 1


def test_recording_that_falls_behind_ends_with_a_warning(
    slow_disk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(recorder, "_MAX_PENDING", 10)
    descriptor = os.open(slow_disk, os.O_RDONLY | os.O_NONBLOCK)
    recording = Recorder(slow_disk)
    recording.write("in", b"x" * 100)
    recording.write("in", b"ignored")
    recording.end()
    recording.done.result(10)
    os.close(descriptor)
    assert caplog.text.count("is written too slowly, and ends here") == 1


def test_closing_waits_for_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"

    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await asyncio.gather(*[conn.say("Hello") for _ in range(20)])
        await conn.close()
        assert len(recorded(path)) == 20

    run(script, client, record=path)
