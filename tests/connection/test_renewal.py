"""Sessions that are replaced by new ones before they expire."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from time import time
from typing import Any

import pytest

import realtime_client as rt
from realtime_client._connection import asyncio_connection
from realtime_client._connection.uncommitted import UncommittedAudio
from realtime_client._core.json import loads

from ..support.connections import Run, run_with, until
from ..support.events import SESSION, answering, written
from ..support.ws_server import Peer

RENEW = rt.Reconnect(renew=True, wait_initial=0, wait_jitter=0)


def expiring(seconds: float = 0.0) -> dict[str, Any]:
    """Return a ``session.created`` of a session that expires soon."""
    return {**SESSION, "session": {**SESSION["session"], "expires_at": time() + seconds}}


def test_session_goes_on_in_a_new_one(run: Run, tmp_path: Path) -> None:
    item = {"id": "i1", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello."}]}
    path = tmp_path / "session.jsonl"

    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            await peer.acknowledge(await peer.receive("session.update"))
            await peer.send({"type": "conversation.item.added", "event_id": "i", "item": item})
            request = await peer.receive("response.create")
            events = answering("resp_1", ["Good ", "evening."], request)
            await peer.send(*events[:-1], expiring())
            await peer.receive("input_audio_buffer.append")
            # Due by now, but not within a response.
            assert len(peer.server.paths) == 1
            await peer.send(events[-1])
            await peer.until_closed()
        else:
            await peer.send(SESSION)
            assert (await peer.receive())["session"] == {"type": "realtime", "instructions": "Be brief."}
            restored = [(await peer.receive("conversation.item.create"))["item"]["id"] for _ in range(2)]
            assert restored == ["i1", "item_resp_1"]
            assert (await peer.receive())["type"] == "input_audio_buffer.append"
            await peer.send(*written("resp_2", "Go on.", await peer.receive("response.create")))
            await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.update_session({"type": "realtime", "instructions": "Be brief."})
        first = await until_answered(conn)
        again = await conn.wait_for("realtime_client.reconnected")
        assert (again.code, again.reason) == (None, "renewed before it expired")
        assert [each.id for each in again.conversation.items] == ["i1", "item_resp_1"]
        assert first.transcript == "Good evening."
        assert (await conn.respond()).text == "Go on."

    async def until_answered(conn: Any) -> Any:
        asking = asyncio.create_task(conn.respond())
        await until(lambda: conn._session.assembler.active)
        await conn.send_audio(b"xx")
        return await asking

    server = run(script, client, dialect="ga", reconnect=RENEW, record=path)
    assert len(server.paths) == 2
    sent = [loads(line)["event"]["type"] for line in path.read_bytes().splitlines() if b'"out"' in line[:20]]
    assert sent.count("session.update") == sent.count("input_audio_buffer.append") == 2


def test_renewal_that_fails_is_tried_again(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(asyncio_connection, "_RENEW_AGAIN", 0.01)

    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            peer.server.refuse = (503, b"{}", {})
            await peer.receive("session.update")
            await peer.send(expiring())
            await peer.receive("go")
            peer.server.refuse = None
        else:
            await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.update_session({"type": "realtime"}, wait=False)
        await until(lambda: "the session could not be renewed: " in caplog.text)
        assert not conn.is_closed
        await conn.send({"type": "go"})
        await conn.wait_for("realtime_client.reconnected")

    with caplog.at_level(logging.WARNING):
        run(script, client, reconnect=RENEW, options=rt.Options(ping_interval=None))


def test_renewal_that_breaks_keeps_the_conversation(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(asyncio_connection, "_RENEW_AGAIN", 60.0)
    content = [{"type": "input_text", "text": "x" * 10_000_000}]
    item = {"id": "i1", "type": "message", "role": "user", "content": content}

    async def script(peer: Peer) -> None:
        if len(peer.server.paths) > 1:
            peer.socket.transport.abort()
            return
        await peer.send({"type": "conversation.item.added", "event_id": "i", "item": item}, expiring())
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await until(lambda: "the session could not be renewed: " in caplog.text)
        assert [each.id for each in conn.conversation.items] == ["i1"]

    with caplog.at_level(logging.WARNING):
        run(script, client, dialect="ga", reconnect=RENEW)


def test_response_that_begins_while_the_next_session_is_dialled_is_waited_for(run: Run) -> None:
    async def script(peer: Peer) -> None:
        server = peer.server
        if len(server.paths) == 1:
            server.gate = asyncio.Event()
            await peer.send(expiring())
            await until(lambda: len(server.paths) == 2)
            pieces = answering("resp_1", ["Good ", "evening."], None)
            await peer.send(*pieces[:-1])
            server.gate.set()
            # The next session is open, and this one goes on.
            await peer.receive("went_on")
            await peer.send(pieces[-1])
            await peer.until_closed()
        else:
            await peer.send(SESSION)
            await peer.until_closed()

    async def client(conn: Any) -> None:
        waiting = asyncio.create_task(conn.wait_for("realtime_client.reconnected"))
        await conn.wait_for("response.output_audio_transcript.delta")
        await conn.send({"type": "went_on"})
        again = await waiting
        assert again.responses == ()
        assert [response.transcript for response in conn.responses.values()] == ["Good evening."]
        assert [response.response.status for response in conn.responses.values()] == ["completed"]

    run(script, client, dialect="ga", reconnect=RENEW)


def test_response_that_does_not_end_before_the_expiry_is_cut_off(run: Run) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            request = await peer.receive("response.create")
            pieces = answering("resp_1", ["so far"], request)
            await peer.send(*pieces[:-1], expiring())
            await peer.until_closed()
        else:
            await peer.send(SESSION, *written("resp_2", "Again.", await peer.receive("response.create")))
            await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionLost, match="renewed before it expired") as raised:
            await conn.respond()
        assert [response.transcript for response in raised.value.responses] == ["so far"]
        assert (await conn.respond()).text == "Again."

    run(script, client, dialect="ga", reconnect=RENEW)


def test_item_that_was_not_acknowledged_is_sent_to_the_next_session(run: Run) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            await peer.receive("conversation.item.create")
            await peer.send(expiring())
            await peer.until_closed()
        else:
            await peer.send(SESSION)
            await peer.acknowledge(await peer.receive())
            await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.say("Hello.", wait=True)
        assert [item.text for item in conn.conversation.items] == ["Hello."]
        assert conn._session.loss is None

    server = run(script, client, dialect="ga", reconnect=RENEW, options=rt.Options(ack_timeout=20.0))
    assert len(server.paths) == 2
    sent = [event["event_id"] for event in server.received if event["type"] == "conversation.item.create"]
    assert len(sent) == 2
    assert len(set(sent)) == 1


def test_end_of_the_connection_before_the_renewal(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(expiring(3_600.0) if len(peer.server.paths) == 1 else SESSION)
        await peer.receive("go")
        await peer.socket.close(1012)

    async def client(conn: Any) -> None:
        await conn.wait_for("session.created")
        await conn.send({"type": "go"})
        await until(lambda: conn._session.loss is not None)

    run(script, client, reconnect=RENEW)


def test_closing_while_the_renewal_waits_for_a_response() -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(answering("resp_1", ["so far"], request)[0], expiring())
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        asking = asyncio.create_task(conn.respond())
        await until(lambda: any("Idle" in type(waiter).__name__ for _, waiter in conn._waiting))
        await conn.close()
        with pytest.raises(rt.ConnectionClosed):
            await asking

    run_with("asyncio", script, client, dialect="ga", reconnect=RENEW)


def test_uncommitted_audio_is_bounded() -> None:
    audio = UncommittedAudio()
    for number in range(5):
        audio.add(bytes([number]) * 2**20)
    assert [each[0] for each in audio] == [1, 2, 3, 4]
    committed = rt.parse_event({"type": "input_audio_buffer.committed", "event_id": "e", "item_id": "i"}, dialect="ga")
    audio.observe(rt.parse_event(SESSION, dialect="ga"), None)
    assert len(list(audio)) == 4
    audio.observe(committed, None)
    assert list(audio) == []
