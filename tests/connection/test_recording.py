"""Recordings of connections: every frame, no secret, and nothing that holds the connection up."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Literal

import pytest

import realtime_client as rt
from realtime_client._connection import recorder
from realtime_client._connection.recorder import Recorder
from realtime_client._core.json import loads
from realtime_client.recordings import PersonalDataRedactor, Recording, RecordOptions
from realtime_client.testing import LocalServer, Replay

from ..support.connections import Run, run_with
from ..support.events import SESSION, spoken
from ..support.ws_server import Peer

KEY = "sk-test-0123456789abcdef"


def recorded(path: Path) -> list[dict[str, Any]]:
    """Return the lines with events, without the header and the changes of the connection."""
    header, *lines = [loads(line) for line in path.read_bytes().splitlines()]
    assert header["recording"] == 1
    assert [line["connection"]["state"] for line in lines if "connection" in line] in ([], ["closed"])
    return [line for line in lines if "event" in line]


def line_of(direction: Literal["in", "out"], frame: bytes, path: Path, **options: Any) -> bytes:
    """Return the line that is written of one frame."""
    recording = Recorder(RecordOptions(path=path, **options))
    if direction == "in":
        recording.received()
        recording.take_received(frame)
    else:
        recording.sent(frame)
    recording.end()
    recording.done.result(10)
    return path.read_bytes().partition(b"\n")[2]


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
    found = loads(subprocess.run(command, capture_output=True, check=True).stdout)
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
    _, odd, session, _ = path.read_bytes().splitlines()
    assert re.match(rb'\{"direction":"in","time":[0-9.]+,"monotonic":[0-9.]+,"event":\{', odd)
    assert b"secret" not in odd
    assert loads(session)["event"]["type"] == "session.created"


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
def test_secrets_are_masked_except_in_audio(frame: bytes, line: bytes | None, tmp_path: Path) -> None:
    found = line_of("in", frame, tmp_path / "session.jsonl")
    assert found.partition(b',"event":')[2] == (line or frame) + b"}\n"


def test_frame_that_cannot_be_parsed_is_masked_by_pattern(tmp_path: Path) -> None:
    frame = b'{"type": "x", "token": ' + b"[" * 5_000 + b"]" * 5_000 + b', "key": "sk-test-0123456789abcdef"}'
    line = line_of("in", frame, tmp_path / "session.jsonl")
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
    with pytest.raises(rt.RecordingError, match="No such file"):
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
        await peer.send({"type": "response.done"})
        await peer.until_closed()

    lines: list[bytes] = []

    async def client(conn: rt.AsyncConnection) -> None:
        # Far more than a pipe holds, and nothing reads it yet.
        await conn.wait_for("response.done")
        threading.Thread(target=lambda: lines.extend(reader), daemon=True).start()

    descriptor = os.open(slow_disk, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    with open(descriptor, "rb") as reader:
        run_with("asyncio", script, client, record=slow_disk)
        for thread in threading.enumerate():
            if thread.daemon and thread is not threading.current_thread() and "realtime" not in thread.name:
                thread.join(10)
    events = [line for line in lines if b'"event":' in line]
    assert len(events) == many + 1


def test_recording_that_falls_behind_ends_with_a_warning(
    slow_disk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(recorder, "_MAX_PENDING", 10)
    descriptor = os.open(slow_disk, os.O_RDONLY | os.O_NONBLOCK)
    recording = Recorder(RecordOptions(path=slow_disk))
    recording.received()
    recording.take_received(b"x" * 100)
    recording.take_received(b"ignored")
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


async def hold(peer: Peer) -> None:
    """Hold a conversation: a session, a spoken response, the end."""
    await peer.send(SESSION)
    await peer.receive("response.create")
    await peer.send(*spoken("resp_1", ["Hi"], sound=b"\x01\x00" * 240))
    await peer.until_closed()


async def ask(conn: Any) -> None:
    await conn.say("Good evening")
    await conn.send_audio(b"\x02\x00" * 480)
    await conn.respond()


def test_recording_with_a_side_file_is_replayed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    run(hold, ask, dialect="ga", record=RecordOptions(path=path, audio="side_file"))
    with (
        LocalServer(Replay(path)) as server,
        rt.RealtimeClient(base_url=server.url).connect_sync(model="gpt") as connection,
    ):
        connection.say("Good evening")
        connection.send_audio(b"\x02\x00" * 480)
        assert connection.respond().audio == b"\x01\x00" * 240


def test_header_names_version_model_dialect_and_options(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    run(hold, ask, dialect="ga", record=path, options=rt.Options(proxy=None))
    header = loads(path.read_bytes().splitlines()[0])
    assert header["version"] == rt.__version__
    assert header["dialect"] == "ga"
    assert header["options"]["send_timeout"] == 20
    assert header["url"].startswith("ws://127.0.0.1:")
    assert "proxy" not in header["options"]


def test_frames_are_kept_as_they_came(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    frame = '{ "type": "odd",   "value": 1.50, "event_id": "e" }'

    async def script(peer: Peer) -> None:
        await peer.socket.send(frame)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("odd")

    run(script, client, record=path)
    assert frame.encode() in path.read_bytes()


@pytest.mark.parametrize("audio", ["inline", "side_file", "omit"])
def test_audio_is_kept_moved_or_left_out(
    run: Run, tmp_path: Path, audio: Literal["inline", "side_file", "omit"]
) -> None:
    path = tmp_path / "session.jsonl"
    run(hold, ask, dialect="ga", record=RecordOptions(path=path, audio=audio))
    recording = Recording.open(path)
    sounds = [event for event in recording.events if event.is_audio]
    assert [event.audio_size for event in sounds] == [960, 480]
    assert [event.audio for event in sounds] == (
        [b"", b""] if audio == "omit" else [b"\x02\x00" * 480, b"\x01\x00" * 240]
    )
    assert (tmp_path / "session.jsonl.audio").exists() == (audio == "side_file")
    assert (b"AQAB" in path.read_bytes()) == (audio == "inline")
    assert [turn.audio_seconds for turn in recording.turns if turn.role == "assistant"] == [0.01]


def test_live_recording_equals_that_of_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    live: list[Recording] = []

    async def client(conn: Any) -> None:
        await ask(conn)
        await conn.close()
        live.append(conn.recording)

    run(hold, client, dialect="ga", record=path)
    recorded = Recording.open(path)

    def facts(recording: Recording) -> list[Any]:
        return [
            (turn.role, turn.text, turn.start, turn.end, turn.request_to_audio, turn.status) for turn in recording.turns
        ]

    assert facts(live[0]) == facts(recorded)
    assert [turn.role for turn in recorded.turns] == ["user", "assistant"]
    assert live[0].duration == recorded.duration > 0
    assert live[0].id == recorded.id
    assert [event.type for event in live[0].events] == [event.type for event in recorded.events]
    assert [change.state for change in recorded.connections] == ["closed"]


def test_recording_without_a_file_has_turns_and_no_events(run: Run) -> None:
    live: list[Recording] = []

    async def client(conn: Any) -> None:
        await ask(conn)
        await conn.close()
        live.append(conn.recording)

    run(hold, client, dialect="ga", record=RecordOptions(path=None))
    assert [turn.text for turn in live[0].turns] == ["Good evening", "Hi"]
    assert list(live[0].events) == []


def test_connection_without_record_has_no_recording(run: Run) -> None:
    async def client(conn: Any) -> None:
        with pytest.raises(rt.RealtimeError, match="pass record="):
            assert conn.recording is None

    async def script(peer: Peer) -> None:
        await peer.until_closed()

    run(script, client)


def test_rotation_continues_in_further_files(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    (tmp_path / "session.3.jsonl").write_text('{"recording":1,"id":"of an older recording"}\n{"type":"old"}\n')

    async def script(peer: Peer) -> None:
        for number in range(6):
            await peer.send({"type": "big", "event_id": str(number), "text": "x" * 2_000})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        for _ in range(6):
            await conn.wait_for("big")

    run(script, client, record=RecordOptions(path=path, rotate_bytes=5_000))
    parts = [path, tmp_path / "session.2.jsonl"]
    assert [loads(part.read_bytes().splitlines()[0])["part"] for part in parts] == [1, 2]
    assert all(part.stat().st_size < 8_000 for part in parts)
    recording = Recording.open(path)
    assert [event.data["event_id"] for event in recording.events] == list("012345")
    times = [event.at for event in recording.events]
    assert times == sorted(times, key=lambda at: at or 0.0)
    assert recording.problems == []


def test_recording_rotates_with_time(tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    recording = Recorder(RecordOptions(path=path, rotate_seconds=1e-9, audio="side_file"))
    for number in range(2):
        recording.sent(b'{"type":"input_audio_buffer.append","audio":"AAA%d"}' % number)
    recording.end()
    recording.done.result(10)
    assert [event.audio for event in Recording.open(path).events] == [b"\x00\x00\x34", b"\x00\x00\x35"]
    assert len(list(tmp_path.glob("*.audio"))) == 3


@pytest.mark.parametrize("options", [{"audio": "loud"}, {"rotate_bytes": 0}, {"rotate_seconds": -1}])
def test_wrong_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(rt.InvalidArgumentError, match="RecordOptions"):
        RecordOptions(path="x", **options)


def test_personal_data_is_redacted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"

    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["Call ", "+1 55", "5 0123", "456 or", " anna@", "example.com", " today."]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.say("My card is 4111 1111 1111 1111.")
        await conn.respond()

    run(script, client, dialect="ga", record=RecordOptions(path=path, on_record=PersonalDataRedactor()))
    text = path.read_text()
    assert "1111 1111" not in text
    assert "5 0123" not in text
    assert "anna@" not in text
    recording = Recording.open(path)
    assert [turn.text for turn in recording.turns] == ["My card is [card].", "Call [phone] or [email] today."]
    assert recording.notes == []


def test_event_for_which_the_hook_raises_is_left_out(
    run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "session.jsonl"

    def on_record(event: dict[str, Any]) -> dict[str, Any] | None:
        if event["type"] == "conversation.item.create":
            raise ValueError("sk-test-0123456789abcdef")
        return None if event["type"] == "session.created" else event

    run(hold, ask, dialect="ga", record=RecordOptions(path=path, on_record=on_record))
    kinds = [event.type for event in Recording.open(path).events]
    assert "conversation.item.create" not in kinds
    assert "session.created" not in kinds
    assert "response.done" in kinds
    assert caplog.text.count("RecordOptions.on_record raised ValueError: ***") == 1


@pytest.mark.parametrize("path", ["", "missing/session.jsonl", "null\0"])
def test_recording_that_cannot_be_written_is_refused(run: Run, tmp_path: Path, path: str) -> None:
    async def client(conn: Any) -> None:
        raise AssertionError("not connected")

    with pytest.raises(rt.RecordingError, match="cannot be written") as raised:
        run(_nothing, client, record=f"{tmp_path}/{path}")
    assert isinstance(raised.value, OSError)


def test_paths_may_be_bytes(run: Run, tmp_path: Path) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("session.created")

    run(script, client, record=os.fsencode(tmp_path / "session.jsonl"))
    assert [line["event"]["type"] for line in recorded(tmp_path / "session.jsonl")] == ["session.created"]


async def _nothing(peer: Peer) -> None:
    await peer.until_closed()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_pipe_without_a_reader_is_refused(run: Run, tmp_path: Path) -> None:
    async def client(conn: Any) -> None:
        raise AssertionError("not connected")

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(rt.RecordingError, match="cannot be written"):
        run(_nothing, client, record=tmp_path / "pipe")


def test_two_connections_may_record_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    both = [Recorder(RecordOptions(path=path)) for _ in range(2)]
    for number in range(50):
        for recording in both:
            recording.sent(b'{"type":"ping","number":%d,"text":"%b"}' % (number, b"x" * (number % 7) * 100))
    for recording in both:
        recording.end()
        recording.done.result(10)
    events = [loads(line)["event"]["number"] for line in path.read_bytes().splitlines() if b'"event"' in line]
    assert sorted(events) == sorted([*range(50)] * 2)


def test_hook_that_exits_leaves_the_event_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def leave(event: dict[str, Any]) -> dict[str, Any]:
        if event["type"] == "secret":
            sys.exit(3)
        return event

    recording = Recorder(RecordOptions(path=tmp_path / "session.jsonl", on_record=leave))
    for kind in (b"secret", b"ping"):
        recording.sent(b'{"type":"%b"}' % kind)
    recording.end()
    recording.done.result(10)
    assert [line["event"]["type"] for line in recorded(tmp_path / "session.jsonl")] == ["ping"]
    assert "on_record raised SystemExit" in caplog.text
