"""Requests for responses: their answers, their turn, refusals, time limits and cancellation."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import realtime_client as rt

from ..support.connections import Blocking, Run, run_with
from ..support.events import SESSION, answering, error, spoken, written
from ..support.ws_server import Peer

PLAIN = rt.Options(mark_requests=False)
IMPATIENT = rt.Options(error_grace=0.0)


def test_respond_returns_the_ended_response(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["Good ", "evening"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        response = await conn.respond({"instructions": "Greet."})
        assert response.transcript == "Good evening"
        assert response.audio == b"Good Good eveningevening"
        assert response.response.is_completed

    server = run(script, client, dialect="ga", options=PLAIN)
    assert server.received == [
        {"type": "response.create", "event_id": "event_1", "response": {"instructions": "Greet."}}
    ]


def test_refusal_is_raised_by_its_request(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(error("Not you.", event_id="another"))
        await peer.send(error("Not now.", code="no", param="response", event_id=request["event_id"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match=r"Not now\. \(code no, param response\)") as raised:
            await conn.respond()
        assert raised.value.type == "invalid_request_error"
        assert raised.value.__notes__ == ["the server had reported: Not you."]

    run(script, client, dialect="ga")


def test_error_alone_ends_the_request(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for _ in range(2):
            await peer.receive("response.create")
            await peer.send({"type": "error", "error": "out of memory"})
        await peer.send(spoken("resp_1", [])[0])
        await peer.send({"type": "error", "error": {"type": "server_error", "message": "crashed"}})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match="out of memory"):
            await conn.respond()
        with pytest.raises(rt.ServerError, match="out of memory"):
            await conn.respond()
        response = await conn.wait_for("response.created")
        await until_final(conn, response.response.id)

    async def until_final(conn: Any, response_id: str) -> None:
        while not conn.responses[response_id].is_final:
            await asyncio.sleep(0.001)

    run(script, client, dialect="ga", options=IMPATIENT)


def test_error_alone_ends_the_response_that_had_begun(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["so ", "far"], request)[:-1])
        await peer.send({"type": "error", "error": {"type": "server_error", "message": "crashed"}})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match="crashed"):
            await conn.respond()
        assert conn.responses["resp_1"].transcript == "so far"

    run(script, client, dialect="ga", options=IMPATIENT)


def test_error_is_forgotten_where_the_server_answers_all_the_same(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(error("unknown field: metadata"), *written("resp_1", "Hi", request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond()).text == "Hi"
        assert "unknown field" in str(conn.last_error)

    run(script, client, dialect="ga", options=rt.Options(error_grace=60.0))


@pytest.mark.parametrize("echoes", [True, False])
def test_requests_of_several_tasks_wait_for_their_turn(run: Run, echoes: bool) -> None:
    async def script(peer: Peer) -> None:
        for number in range(3):
            request = await peer.receive("response.create")
            assert [event["type"] for event in peer.server.received].count("response.create") == number + 1
            text = request["response"]["instructions"]
            await peer.send(*written(f"resp_{number}", text, request if echoes else None))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        responses = await asyncio.gather(*[conn.respond({"instructions": text}) for text in "abc"])
        assert [response.text for response in responses] == ["a", "b", "c"]

    run(script, client, dialect="ga")


def test_request_waits_for_a_response_that_the_server_began(run: Run) -> None:
    async def script(peer: Peer) -> None:
        own = answering("resp_vad", ["Yes?"], None)
        await peer.send(*own[:-1], {"type": "begun"})
        await peer.receive("go")
        assert [event["type"] for event in peer.server.received] == ["go"]
        await peer.send(own[-1])
        await peer.send(*written("resp_1", "mine", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("begun")
        asking = asyncio.create_task(conn.respond())
        while not conn._session.ledger._queue:
            await asyncio.sleep(0.001)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await asking).text == "mine"

    run(script, client, dialect="ga")


def test_request_refused_for_an_active_response_is_sent_again(run: Run) -> None:
    async def script(peer: Peer) -> None:
        first = await peer.receive("response.create")
        own = answering("resp_vad", ["Yes?"], None)
        active = error("busy", code="conversation_already_has_active_response", event_id=first["event_id"])
        await peer.send(own[0], active, *own[1:])
        second = await peer.receive("response.create")
        assert second["event_id"] != first["event_id"]
        await peer.send(*written("resp_1", "mine", second))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond()).text == "mine"

    run(script, client, dialect="ga")


def test_out_of_band_requests_do_not_wait(run: Run) -> None:
    async def script(peer: Peer) -> None:
        spoken_request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["on ", "air"], spoken_request)[:-1])
        second = await peer.receive("response.create")
        await peer.send(*written("resp_2", "aside", second))
        await peer.send(answering("resp_1", ["on ", "air"], spoken_request)[-1])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        first = asyncio.create_task(conn.respond())
        await conn.wait_for("response.created")
        assert (await conn.respond({"conversation": "none"})).text == "aside"
        assert (await first).transcript == "on air"

    run(script, client, dialect="ga")


def test_time_limit_names_what_was_awaited_and_the_last_error(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(error("Too hot.", event_id="another"))
        await peer.receive("never")

    async def client(conn: Any) -> None:
        await conn.wait_for("error")
        with pytest.raises(rt.RealtimeTimeoutError) as raised:
            await conn.respond(timeout=0.01)
        assert isinstance(raised.value, TimeoutError)
        assert isinstance(raised.value, rt.RealtimeError)
        assert str(raised.value) == (
            "timed out after 0.01 s waiting for the end of the response; the server's last error: Too hot."
        )
        assert raised.value.last_error is conn.last_error
        with pytest.raises(rt.RealtimeTimeoutError, match=r"waiting for the event 'session\.updated'"):
            await conn.wait_for("session.updated", timeout=0.01)
        with pytest.raises(rt.RealtimeTimeoutError, match="waiting for an event that the condition holds for"):
            await conn.wait_for(lambda event: False, timeout=0.01)

    run(script, client)


@pytest.mark.parametrize("echoes", [True, False])
def test_time_limit_cancels_at_the_server_and_the_next_request_works(run: Run, echoes: bool) -> None:
    async def script(peer: Peer) -> None:
        first = await peer.receive("response.create")
        late = answering("resp_1", ["too ", "late"], first if echoes else None)
        # The limit runs out before anything of the response arrives.
        await peer.receive("go")
        await peer.send(*late[:-1])
        cancelled = await peer.receive("response.cancel")
        assert cancelled["response_id"] == "resp_1"
        done = late[-1]
        await peer.send({**done, "response": {**done["response"], "status": "cancelled"}})
        await peer.send(*written("resp_2", "in time", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.RealtimeTimeoutError):
            await conn.respond(timeout=0.01)
        next_one = asyncio.create_task(conn.respond())
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await next_one).text == "in time"

    run(script, client, dialect="ga")


@pytest.mark.parametrize("echoes", [True, False])
def test_cancelled_tasks_cancel_at_the_server(echoes: bool) -> None:
    async def script(peer: Peer) -> None:
        first = await peer.receive("response.create")
        given_up = answering("resp_1", ["given ", "up"], first if echoes else None)
        await peer.send(*given_up[:-1])
        assert (await peer.receive("response.cancel"))["response_id"] == "resp_1"
        await peer.send(given_up[-1])
        await peer.send(*written("resp_2", "wanted", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        asking = asyncio.create_task(conn.respond())
        await conn.wait_for("response.output_audio.delta")
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert (await conn.respond()).text == "wanted"

    run_with("asyncio", script, client, dialect="ga")


def test_request_given_up_in_the_queue_is_never_sent() -> None:
    async def script(peer: Peer) -> None:
        first = await peer.receive("response.create")
        await peer.receive("go")
        await peer.send(*written("resp_1", "first", first))
        third = await peer.receive("response.create")
        assert third["response"]["instructions"] == "third"
        await peer.send(*written("resp_3", "third", third))
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        tasks = [asyncio.create_task(conn.respond({"instructions": text})) for text in ("first", "second", "third")]
        while len(conn._session.ledger._queue) < 2:
            await asyncio.sleep(0)
        tasks[1].cancel()
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(results[1], asyncio.CancelledError)
        assert [results[0].text, results[2].text] == ["first", "third"]  # type: ignore[union-attr]

    run_with("asyncio", script, client, dialect="ga")


def test_response_that_the_server_began_is_not_taken_for_the_answer(run: Run) -> None:
    async def script(peer: Peer) -> None:
        first = await peer.receive("response.create")
        # Nothing shows yet that this server sends metadata back.
        own = answering("resp_vad", ["you "], None)
        await peer.send(*own[:3], *written("resp_1", "one", first), *own[3:])
        second = await peer.receive("response.create")
        foreign = {"response": {"metadata": {"realtime_client_request": "of another client"}}}
        await peer.send(*answering("resp_vad2", ["you"], None), *answering("resp_x", ["other"], foreign))
        await peer.send(*written("resp_2", "two", second))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond({"metadata": {"mine": "1"}})).response.metadata["mine"] == "1"
        assert (await conn.respond()).text == "two"

    server = run(script, client, dialect="ga")
    metadata = [event["response"]["metadata"] for event in server.received]
    assert [list(each) for each in metadata] == [["mine", "realtime_client_request"], ["realtime_client_request"]]
    assert metadata[0]["realtime_client_request"] != metadata[1]["realtime_client_request"]


def test_request_without_room_for_a_mark_gets_the_next_response(run: Run) -> None:
    full = {f"key_{number}": "" for number in range(16)}

    async def script(peer: Peer) -> None:
        for number in range(3):
            await peer.send(*written(f"resp_{number}", str(number), await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond()).text == "0"
        assert (await conn.respond({"metadata": full})).text == "1"
        assert (await conn.respond({"metadata": full})).text == "2"

    server = run(script, client, dialect="ga")
    assert [event["response"]["metadata"] for event in server.received[1:]] == [full, full]


def test_end_without_a_beginning_settles_the_request(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(written("resp_1", "all at once")[-1])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond()).text == "all at once"

    run(script, client, dialect="ga")


def test_abnormal_end_raises_what_had_arrived_in_every_task(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["so ", "far"], request)[:-1])
        await peer.receive("go")
        await peer.socket.close(1011, "the key sk-test-0123456789abcdef failed")

    async def client(conn: Any) -> None:
        async def iterate() -> list[Any]:
            return [event async for event in conn]

        waiting = [
            asyncio.create_task(each)
            for each in (conn.respond(), conn.respond(), conn.wait_for("session.updated"), iterate())
        ]
        session = conn._session
        while not (
            session.ledger._queue and session.ledger._bound and session._expectations and session._subscriptions
        ):
            await asyncio.sleep(0.001)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(each) for each in ended] == [rt.ConnectionClosed] * 4
        closed: Any = ended[0]
        assert (closed.code, closed.initiator) == (1011, "server")
        assert closed.reason == "the key *** failed"
        assert [response.transcript for response in closed.responses] == ["so far"]
        assert "1 response(s) were cut off" in str(closed)
        for again in (conn.send({"type": "input_audio_buffer.clear"}), conn.recv(), conn.send_audio(b"x")):
            with pytest.raises(rt.ConnectionClosed):
                await again

    run(script, client, dialect="ga")


def test_broken_connection_has_no_code(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        peer.socket.transport.abort()

    async def client(conn: Any) -> None:
        await conn.recv()
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed, match="broke without a close code") as raised:
            await conn.recv()
        assert (raised.value.code, raised.value.initiator) == (None, "network")

    run(script, client)


def test_last_words_of_the_server_are_in_the_exception(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(error("Incorrect API key provided: sk-tes***.", code="invalid_api_key"))
        await peer.socket.close(3000, "invalid_api_key")

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed, match="Incorrect API key provided") as raised:
            await conn.respond()
        assert raised.value.code == 3000
        assert raised.value.last_error is not None

    run(script, client)


def test_message_beyond_the_limit_is_explained(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send({"type": "ping", "much": "x" * 2_000})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed, match=r"by this client .*raise Options\.max_size") as raised:
            await conn.respond()
        assert (raised.value.code, raised.value.initiator) == (1009, "client")

    run(script, client, options=rt.Options(max_size=1_000), reconnect=rt.Reconnect())


def test_refused_item_is_raised_by_the_response_that_answers_it(run: Run) -> None:
    async def script(peer: Peer) -> None:
        item = await peer.receive("conversation.item.create")
        await peer.receive("response.create")
        await peer.send(error("Bad item.", event_id=item["event_id"]))
        item = await peer.receive("conversation.item.create")
        await peer.send(error("Bad again.", event_id=item["event_id"]), {"type": "refused"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.say("Hello")
        with pytest.raises(rt.ServerError, match="Bad item"):
            await conn.respond()
        await conn.say("Hello")
        await conn.wait_for("refused")
        with pytest.raises(rt.ServerError, match="Bad again"):
            await conn.respond()

    run(script, client, dialect="ga", options=rt.Options(mark_requests=False))


def test_blocking_adapter_is_what_it_says(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: Any) -> None:
        kind = rt.Connection if isinstance(conn, Blocking) else rt.AsyncConnection
        assert isinstance(getattr(conn, "inner", conn), kind)

    run(script, client)
