"""Commands: the events they send, their acknowledgements, and their refusals."""

from __future__ import annotations

import asyncio
import logging
from array import array
from base64 import b64decode
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import events, models
from realtime_client._decode.dialects import CLIENT_EVENTS

from ..support.connections import Run
from ..support.events import SESSION, error, spoken
from ..support.ws_server import Peer


async def _idle(peer: Peer) -> None:
    await peer.until_closed()


def test_every_method_sends_a_valid_event(run: Run) -> None:
    item = models.RealtimeConversationItemMessageUser(
        content=[models.RealtimeConversationItemMessageUserContentItem(type="input_text", text="Hi")]
    )

    async def client(conn: Any) -> None:
        await conn.update_session(models.RealtimeSessionCreateRequestGA(instructions="Be brief."))
        await conn.create_item(item)
        await conn.create_item(item.to_dict(), previous_item_id="root", wait=True)
        await conn.say("Hello")
        await conn.give_output("call_1", '{"ok": true}')
        await conn.approve("mcpr_1")
        await conn.deny("mcpr_2", reason="Too dear.")
        await conn.retrieve_item("item_1")
        await conn.delete_item("item_1")
        await conn.truncate_item("item_1", 900)
        await conn.send_audio(bytes(10), chunk=4)
        await conn.commit_audio()
        await conn.clear_audio()
        await conn.clear_output_audio()
        await conn.create_response()
        await conn.create_response({"instructions": "Go on."})
        await conn.cancel_response()
        await conn.cancel_response("resp_1")
        assert await conn.send(events.ResponseCancel(event_id="mine")) == "mine"

    server = run(_idle, client, acknowledges=True)
    sent = [rt.parse_client_event(event, dialect="ga", strict=True) for event in server.received]
    kinds = [event.type for event in sent]
    assert kinds.count("input_audio_buffer.append") == 3
    assert set(kinds) == {kind for kind in CLIENT_EVENTS["ga"].tags() if not kind.startswith("transcription")}
    ids = [event.event_id for event in sent if event.type != "input_audio_buffer.append"]
    assert len(set(ids)) == len(ids)
    approvals = [{**event["item"], "id": "any"} for event in server.received if "approve" in event.get("item", {})]
    assert approvals == [
        {"id": "any", "type": "mcp_approval_response", "approval_request_id": "mcpr_1", "approve": True},
        {"id": "any", "type": "mcp_approval_response", "approval_request_id": "mcpr_2", "approve": False}
        | {"reason": "Too dear."},
    ]


def test_events_that_are_not_json_are_refused(run: Run) -> None:
    async def client(conn: Any) -> None:
        for event in ({"type": "response.create", "response": object()}, {"type": "x", "value": object()}):
            with pytest.raises(rt.RealtimeError, match="cannot be written as JSON"):
                await conn.send(event)
        assert conn._session.ledger._in_flight == []

    assert run(_idle, client).received == []


def test_settings_that_are_none_are_refused(run: Run) -> None:
    async def client(conn: Any) -> None:
        for act in (conn.respond, conn.stream, conn.update_session, conn.create_item, conn.create_response, conn.send):
            with pytest.raises(rt.InvalidArgumentError, match="a model or a mapping is expected, not str"):
                await act("Hello")
        for what in (None, 5):
            with pytest.raises(rt.InvalidArgumentError, match="wait_for takes a type, a class or a condition"):
                await conn.wait_for(what)

    assert run(_idle, client).received == []


@pytest.mark.parametrize("event_id", ["named", None])
def test_refusals_are_raised_by_default(run: Run, event_id: str | None) -> None:
    async def script(peer: Peer) -> None:
        for _ in range(4):
            event = await peer.receive()
            named = event["event_id"] if event_id else None
            await peer.send(error(f"No {event['type']}.", event_id=named))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match=r"No session\.update\."):
            await conn.update_session({"type": "realtime", "voice": "unknown"})
        with pytest.raises(rt.ServerError, match=r"No conversation\.item\.delete\."):
            await conn.delete_item("item_1")
        with pytest.raises(rt.ServerError, match=r"No conversation\.item\.truncate\."):
            await conn.truncate_item("item_1", 10)
        with pytest.raises(rt.ServerError, match=r"No input_audio_buffer\.commit\."):
            await conn.commit_audio()

    run(script, client, options=rt.Options(error_grace=0.0, ack_timeout=30.0))


def test_refusals_that_are_not_waited_for_are_reported(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    reported: list[str] = []

    async def script(peer: Peer) -> None:
        event = await peer.receive("session.update")
        await peer.send(error("No.", event_id=event["event_id"]), {"type": "refused"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.update_session({"type": "realtime"}, wait=False)
        await conn.wait_for("refused")

    with caplog.at_level(logging.WARNING):
        run(script, client, on_error=lambda problem: reported.append(str(problem)))
    assert reported == ["No."]
    assert "the server reported an error: No." in caplog.text


def test_server_that_acknowledges_nothing_is_waited_for_once(run: Run) -> None:
    async def client(conn: Any) -> None:
        first = await conn.update_session({"type": "realtime"})
        assert conn._session.ledger.unacknowledged == {"session.update"}
        second = await conn.update_session({"type": "realtime"})
        assert (first, second) == ("event_1", "event_2")

    run(_idle, client, options=rt.Options(ack_timeout=0.01))


def test_truncation_is_within_what_has_arrived(run: Run) -> None:
    async def script(peer: Peer) -> None:
        # 100 ms of PCM16 at 24 kHz.
        await peer.send(SESSION, *spoken("resp_1", ["a"], sound=bytes(4_800)))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("response.done")
        for heard in (-5, 40, 40.9, 900):
            await conn.truncate_item("item_resp_1", heard)
        await conn.truncate_item("item_of_another", 900)

    server = run(script, client, acknowledges=True)
    assert [event["audio_end_ms"] for event in server.received] == [0, 40, 40, 100, 0]


def test_send_audio_speaks_the_dialect_of_the_session(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive()
        await peer.send({"type": "received"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.send_audio(b"xx")
        await conn.wait_for("received")

    for dialect, kind in (
        ("ga", "input_audio_buffer.append"),
        ("beta", "input_audio_buffer.append"),
        ("translation", "session.input_audio_buffer.append"),
    ):
        assert run(script, client, dialect=dialect).received[0]["type"] == kind


def test_acknowledgements_belong_to_their_commands(run: Run) -> None:
    async def script(peer: Peer) -> None:
        commands = [await peer.receive() for _ in range(2)]
        for command in reversed(commands):
            await peer.acknowledge(command)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        ended: list[str] = []

        async def delete(item_id: str) -> None:
            await conn.delete_item(item_id)
            ended.append(item_id)

        first = asyncio.create_task(delete("a"))
        while not conn._session.ledger._pending:
            await asyncio.sleep(0.001)
        await asyncio.gather(first, delete("b"))
        assert sorted(ended) == ["a", "b"]

    run(script, client, options=rt.Options(ack_timeout=30.0))


@pytest.mark.parametrize("kinds", [("done",), ("added", "done"), ("done", "added"), ("created",)])
def test_items_are_acknowledged_by_what_the_server_sends(run: Run, kinds: tuple[str, ...]) -> None:
    """A second report of the first item does not acknowledge the second item, whose text is the same."""

    async def script(peer: Peer) -> None:
        first = (await peer.receive("conversation.item.create"))["item"]
        events = [{"type": f"conversation.item.{kind}", "item": {"id": "item_1", **first}} for kind in kinds]
        await peer.send(events[0])
        second = await peer.receive("conversation.item.create")
        await peer.send(*events[1:], error("No more.", event_id=second["event_id"]))
        third = (await peer.receive("conversation.item.create"))["item"]
        await peer.send(*({**event, "item": {"id": "item_3", **third}} for event in events))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.say("Hi", wait=True)
        with pytest.raises(rt.ServerError, match="No more"):
            await conn.say("Hi", wait=True)
        await conn.create_item(
            {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}, wait=True
        )
        # Waiting ended by the acknowledgement, not by its limit.
        assert conn._session.ledger.unacknowledged == set()
        assert [item.id for item in conn.conversation.items] == ["item_1", "item_3"]

    run(script, client, dialect="ga", options=rt.Options(ack_timeout=60))


@pytest.mark.parametrize("audio", ["text", None, 5, [1, 2], array("f", [0.5]), memoryview(array("d", [0.5]))])
def test_audio_that_is_no_row_of_samples_is_refused(run: Run, audio: Any) -> None:
    async def client(conn: Any) -> None:
        with pytest.raises(rt.InvalidArgumentError, match=r"^(audio must be bytes, not \w+|the audio is an array of )"):
            await conn.send_audio(audio)

    assert run(_idle, client).received == []


def test_audio_may_be_an_array_of_samples(run: Run) -> None:
    samples = array("h", range(-100, 100))

    async def client(conn: Any) -> None:
        await conn.send_audio(samples, chunk=150)
        await conn.send_audio(memoryview(samples)[::2])
        await conn.clear_audio(wait=True)

    server = run(_idle, client, acknowledges=True)
    pieces = [b64decode(event["audio"]) for event in server.received if "audio" in event]
    assert [len(piece) for piece in pieces] == [150, 150, 100, 200]
    assert b"".join(pieces) == samples.tobytes() + samples[::2].tobytes()


@pytest.mark.parametrize(("call_id", "output"), [("", "x"), (None, "x"), ("call_1", {"ok": True}), ("call_1", None)])
def test_outputs_that_no_server_takes_are_refused(run: Run, call_id: Any, output: Any) -> None:
    async def client(conn: Any) -> None:
        with pytest.raises(rt.InvalidArgumentError, match=r"of a function's output must be text, not"):
            await conn.give_output(call_id, output)

    assert run(_idle, client).received == []


@pytest.mark.parametrize(
    ("audio", "sizes"),
    [
        (array("h", [1, 2, 3]), [4, 2]),
        (memoryview(b"abcdefgh")[::2], [4]),
        (memoryview(b"abcdefgh").cast("h", (2, 2)), [4, 4]),
        (bytearray(b"abc"), [3]),
        (b"", []),
    ],
    ids=["16-bit numbers", "every second byte", "two dimensions", "bytearray", "nothing"],
)
def test_audio_may_be_any_row_of_samples(run: Run, audio: Any, sizes: list[int]) -> None:
    received: list[int] = []

    async def script(peer: Peer) -> None:
        for _ in sizes:
            received.append(len(b64decode((await peer.receive("input_audio_buffer.append"))["audio"])))
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.send_audio(audio, chunk=4)
        await conn.wait_for("session.created")

    run(script, client)
    assert received == sizes


@pytest.mark.parametrize("code", ["f", "d", "i"])
def test_audio_of_other_numbers_is_refused(run: Run, code: str) -> None:
    async def client(conn: Any) -> None:
        with pytest.raises(rt.InvalidArgumentError, match="16-bit samples"):
            await conn.send_audio(array(code, [0, 0]))

    run(_idle, client)
