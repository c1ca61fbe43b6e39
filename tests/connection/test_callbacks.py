"""Functions and callbacks: what they may do, and the connection they are given, in both kinds of connection."""

from __future__ import annotations

import asyncio
import inspect
import threading
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import PlaybackClock

from ..support.connections import Run, run_with, until
from ..support.events import SESSION, calling, error, spoken, written
from ..support.ws_server import Peer

PLAIN = rt.Options(mark_requests=False)
SECOND = bytes(48_000)


async def _idle(peer: Peer) -> None:
    await peer.until_closed()


def test_plain_function_uses_the_connection_that_calls_it(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("look", "{}")))
        said = await peer.receive("conversation.item.create")
        assert said["item"]["role"] == "assistant"
        await peer.receive("conversation.item.create")
        await peer.send(*written("resp_2", "Done.", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        def plain(context: rt.FunctionContext) -> str:
            context.connection.say("One moment.", role="assistant", wait=False)
            return type(context.connection).__name__

        async def with_asyncio(context: rt.FunctionContext) -> str:
            await context.connection.say("One moment.", role="assistant", wait=False)
            return type(context.connection).__name__

        is_blocking = hasattr(conn, "inner")
        functions.register(plain if is_blocking else with_asyncio, name="look")
        assert (await conn.respond(functions=functions)).text == "Done."

    server = run(script, client, dialect="ga", options=PLAIN)
    outputs = [event["item"].get("output") for event in server.received if "item" in event]
    assert outputs[1] in ("Connection", "AsyncConnection")


def test_turn_of_a_call_can_be_waited_for(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("look", "{}")))
        await peer.receive("conversation.item.create")
        await peer.send(*written("resp_2", "Done.", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        def plain(context: rt.FunctionContext) -> str:
            return str(context.turn.wait().id)

        async def with_asyncio(context: rt.FunctionContext) -> str:
            return str((await context.turn.wait()).id)

        functions.register(plain if hasattr(conn, "inner") else with_asyncio, name="look")
        await conn.create_response()
        async for turn in conn.turns(functions=functions):
            if (await turn.wait()).id == "resp_2":
                break

    server = run(script, client, dialect="ga", options=PLAIN)
    assert [event["item"]["output"] for event in server.received if "item" in event] == ["resp_1"]


def test_callbacks_of_a_blocking_connection_may_block_and_use_it() -> None:
    async def script(peer: Peer) -> None:
        request = {"id": "mcpr_1", "type": "mcp_approval_request", "server_label": "s", "name": "n", "arguments": "{}"}
        await peer.receive("response.create")
        answer = written("resp_1", "May I?")
        answer[-1]["response"]["output"].append(request)
        await peer.send(*answer)
        await peer.receive("conversation.item.create")
        decision = (await peer.receive("conversation.item.create"))["item"]
        assert decision["approve"] is True
        await peer.send(*calling("resp_2", ("unknown", "{}")))
        assert (await peer.receive("conversation.item.create"))["item"]["output"] == "said"
        await peer.send(*written("resp_3", "Done.", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def approve(request: Any) -> bool:
            conn.inner.say("Wait.", wait=False)
            return True

        def on_error(call: Any, problem: Exception) -> str:
            assert threading.current_thread().name != "realtime_client connection"
            return "said"

        await conn.create_response()
        async for turn in conn.turns(functions=rt.Functions(on_error=on_error), on_approval=approve):
            if (await turn.wait()).id == "resp_3":
                break

    run_with("blocking", script, client, dialect="ga", options=PLAIN)


def test_async_on_error_is_run() -> None:
    found: list[rt.ServerError] = []

    async def script(peer: Peer) -> None:
        await peer.send(error("Careful.", event_id="another"))
        await peer.until_closed()

    async def on_error(problem: rt.ServerError) -> None:
        found.append(problem)

    async def client(conn: Any) -> None:
        await until(lambda: found)

    run_with("asyncio", script, client, on_error=on_error)


def test_functions_are_called_once_by_who_asked(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("look", "{}"), request=request))
        await peer.receive("conversation.item.create")
        await peer.send(*written("resp_2", "Done.", await peer.receive("response.create")))
        await peer.until_closed()

    calls = []
    functions = rt.Functions(on_error=None)

    @functions.register
    def look() -> str:
        calls.append(1)
        return "seen"

    async def client(conn: Any) -> None:
        async def follow() -> None:
            async for turn in conn.turns(functions=functions):
                await turn.wait()

        following = asyncio.create_task(follow())
        await until(lambda: conn._session.feeds)
        assert (await conn.respond(functions=functions)).text == "Done."
        await conn.close()
        await following

    server = run(script, client, dialect="ga")
    assert len(calls) in (1, 2)
    assert len([event for event in server.received if event["type"] == "conversation.item.create"]) == 1


def test_system_exit_of_a_function_is_a_failure_of_its_call(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("leave", "{}")))
        output = (await peer.receive("conversation.item.create"))["item"]["output"]
        assert "raised SystemExit" in output
        await peer.send(*written("resp_2", "Done.", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def leave() -> None:
            raise SystemExit(3)

        assert (await conn.respond(functions=rt.Functions([leave]))).text == "Done."

    run(script, client, dialect="ga", options=PLAIN)


# Interruption.


def test_audio_of_an_interrupted_answer_is_not_given_to_the_player(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("response.create")
        *events, end = spoken("resp_1", ["a"], sound=SECOND)
        speech = {"type": "input_audio_buffer.speech_started", "event_id": "s", "item_id": "u1", "audio_start_ms": 0}
        await peer.send(*events, speech)
        cut = await peer.receive("conversation.item.truncate")
        assert (cut["item_id"], cut["audio_end_ms"]) == ("item_resp_1", 0)
        await peer.receive("response.cancel")
        await peer.send({**end, "response": {**end["response"], "status": "cancelled"}})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        clock = PlaybackClock()

        async def take() -> None:
            async for turn in conn.turns(playback=clock):
                await until(lambda turn=turn: turn.is_interrupted)  # type: ignore[misc]
                await turn.wait()
                return

        taking = asyncio.create_task(take())
        await until(lambda: conn._session.feeds)
        await conn.create_response()
        await taking
        assert clock.received("item_resp_1") == 0

    run(script, client, dialect="ga", options=PLAIN)


def test_interrupting_a_joined_call_clears_its_output(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        assert (await peer.receive())["type"] == "output_audio_buffer.clear"
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("session.created")
        await conn.interrupt()

    from realtime_client._connection import asyncio_connection, blocking_connection

    originals = asyncio_connection.open_connection, blocking_connection.open_connection

    async def join(url: str, **options: Any) -> Any:
        return await originals[0](f"{url}&call_id=rtc_1", **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio_connection, "open_connection", join)
        patch.setattr(
            blocking_connection, "open_connection", lambda url, **more: originals[1](f"{url}&call_id=r", **more)
        )
        run(script, client, dialect="ga")


def test_turn_that_is_waited_for_hears_of_the_end(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["so ", "far"])[:-1])
        await peer.receive("go")
        await peer.socket.close(4000, "over")

    async def client(conn: Any) -> None:
        await conn.create_response()
        turns = aiter(conn.turns())
        turn = await anext(turns)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed, match="over"):
            await turn.wait()
        with pytest.raises(rt.ConnectionClosed):
            await anext(turns)

    run(script, client, dialect="ga", options=PLAIN)


def test_user_of_a_turn_that_had_begun_is_known(run: Run) -> None:
    item = {"id": "u1", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello?"}]}

    async def script(peer: Peer) -> None:
        await peer.send({"type": "conversation.item.added", "event_id": "i", "item": item}, *spoken("resp_1", ["Hi."]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await until(lambda: conn.responses and conn._session._untaken)
        async for turn in conn.turns():
            assert (turn.user_text, turn.text) == ("Hello?", "Hi.")
            break

    run(script, client, dialect="ga")


def test_odd_sizes_of_chunks_are_refused(run: Run) -> None:
    async def client(conn: Any) -> None:
        for size in (0, -1):
            with pytest.raises(rt.InvalidArgumentError, match="chunk must be at least 1 byte"):
                await conn.send_audio(b"xx", chunk=size)

    run(_idle, client)


def test_proxy_is_shown_without_its_login() -> None:
    assert "secret" not in repr(rt.Options(proxy="http://user:secret@proxy.example:8080"))
    assert "proxy=None" in repr(rt.Options(proxy=None))
    assert inspect.signature(rt.Options).parameters["proxy"].default is True
