"""Iteration over events, and what is read from a connection: order, types, malformed frames, state."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import events
from realtime_client.recordings import Recording

from ..support.connections import Run, list_of, run_with, until
from ..support.events import SESSION, error, spoken, written
from ..support.ws_server import Peer


def test_events_are_typed_and_in_order(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *spoken("resp_1", ["Hi ", "you"]))

    async def client(conn: Any) -> None:
        found = await list_of(conn)
        assert [event.type for event in found] == [
            SESSION["type"],
            *(event["type"] for event in spoken("resp_1", ["", ""])),
        ]
        assert isinstance(found[0], events.SessionCreated)
        assert conn.dialect == "ga"
        assert conn.responses["resp_1"].transcript == "Hi you"
        assert conn.conversation.transcript() == "assistant: Hi you"
        assert conn.session.model == "test"

    run(script, client)


def test_state_is_current_though_nothing_waits(run: Run) -> None:
    async def script(peer: Peer) -> None:
        done = spoken("resp_1", ["Hi"])[-1]
        usage = {"total_tokens": 3, "input_tokens": 1, "output_tokens": 2}
        done["response"]["usage"] = usage
        await peer.send(SESSION, *spoken("resp_1", ["Hi"])[:-1], done)
        await peer.receive("ready")
        await peer.send({"type": "go"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.send({"type": "ready"})
        await conn.wait_for("go")
        assert conn.usage.total_tokens == 3
        assert [item.id for item in conn.conversation.items] == ["item_resp_1"]
        assert "dialect ga, 1 item(s)" in repr(conn)

    run(script, client)


def test_events_wait_for_the_next_one_who_takes_them(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, {"type": "a"}, {"type": "b"}, {"type": "c"})
        await peer.receive("go")
        await peer.send({"type": "d"})

    async def client(conn: Any) -> None:
        assert (await conn.wait_for("a")).type == "a"
        assert (await conn.recv()).type == "b"
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert [event.type for event in await list_of(conn)] == ["c", "d"]

    run(script, client)


def test_several_iterations_each_get_every_event(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send({"type": "a"}, {"type": "b"})

    async def client(conn: Any) -> None:
        session = conn._session
        both = [asyncio.create_task(list_of(conn)) for _ in range(2)]
        while len(session._subscriptions) < 2:
            await asyncio.sleep(0.001)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert [[event.type for event in found] for found in await asyncio.gather(*both)] == [["a", "b"]] * 2

    run(script, client)


def test_malformed_frames_are_noted(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer) -> None:
        await peer.socket.send("{oops")
        await peer.socket.send("[]")
        await peer.send({"type": "ping"}, SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert isinstance(await conn.recv(), rt.UnknownEvent)
        assert (await conn.recv()).type == "session.created"
        first, second = (note.what for note in conn.notes)
        assert first.startswith("not JSON")
        assert second.startswith("expected a JSON object, found an array")

    run(script, client)
    assert "a frame that is not an event was ignored: not JSON" in caplog.text


def test_fragmented_messages_are_whole(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.socket.send(['{"type": "ses', "sion.created", '", "event_id": "s", "session": {}}'])
        await peer.socket.send(b'{"type": "binary"}')
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert [(await conn.recv()).type, (await conn.recv()).type] == ["session.created", "binary"]

    run(script, client)


def test_errors_that_no_call_raises_are_reported(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    reported: list[rt.ServerError] = []

    def on_error(problem: rt.ServerError) -> None:
        reported.append(problem)
        raise RuntimeError("a callback with a bug")

    async def script(peer: Peer) -> None:
        await peer.send(error("The model is tired.", event_id="event_of_another"))
        await peer.socket.close(1008, "bye")

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed, match="server's last error: The model is tired") as raised:
            await conn.wait_for("never")
        assert raised.value.last_error is conn.last_error is reported[0]

    with caplog.at_level(logging.WARNING):
        run(script, client, on_error=on_error)
    assert "the server reported an error: The model is tired." in caplog.text
    assert "on_error raised" in caplog.text


def test_next_exception_carries_the_errors_before_it(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(error("First.", event_id="another"), error("Second.", event_id="another"))
        await peer.receive("response.create")
        await peer.socket.close(4000, "Second.")

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ConnectionClosed) as raised:
            await conn.respond()
        assert raised.value.__notes__ == ["the server had reported: First."]

    run(script, client)


def test_bug_in_the_session_ends_the_connection(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """Exceptions that are not expected end everything that waits, instead of the reading alone."""

    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(SESSION)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def fail(event: Any, change: Any) -> None:
            raise KeyError("a bug")

        conn._session.observers.append(fail)
        waiting = asyncio.create_task(conn.wait_for("never"))
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed, match="an event could not be handled: 'a bug'") as raised:
            await waiting
        assert isinstance(raised.value.__cause__, KeyError)

    run(script, client)
    assert "an event could not be handled" in caplog.text


@pytest.mark.parametrize(("keep", "left"), [(2, [2, 3]), (0, []), (None, [0, 1, 2, 3]), (100, [0, 1, 2, 3])])
def test_ended_responses_are_kept_up_to_a_limit(run: Run, keep: int | None, left: list[int]) -> None:
    async def script(peer: Peer) -> None:
        for number in range(4):
            await peer.send(*written(f"resp_{number}", str(number), await peer.receive("response.create")))
        await peer.send(*spoken("active", ["so far"])[:-1], {"type": "sent"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert [(await conn.respond()).text for _ in range(4)] == ["0", "1", "2", "3"]
        await conn.wait_for("sent")
        assert list(conn.responses) == [*[f"resp_{number}" for number in left], "active"]

    run(script, client, dialect="ga", options=rt.Options(keep_responses=keep))
    assert rt.Options().keep_responses == 100


def test_normal_end_ends_iterations_quietly(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.socket.close(1001)

    async def client(conn: Any) -> None:
        iterating = asyncio.create_task(list_of(conn))
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert await iterating == []
        assert await list_of(conn) == []

    run(script, client)


@pytest.mark.parametrize(
    ("last", "message"),
    [
        (error("Your session hit the maximum duration of 60 minutes.", code="session_expired"), "60 minutes"),
        (written("resp_1", "Half")[0], r"1 response\(s\) were cut off"),
    ],
)
def test_an_end_that_cuts_something_off_ends_iterations_with_an_error(
    run: Run, last: dict[str, Any], message: str
) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(last)
        await peer.socket.close(1001)

    async def client(conn: Any) -> None:
        found = []

        async def iterate() -> None:
            async for event in conn:
                found.append(event.type)

        async def take_turns() -> None:
            async for _ in conn.turns():
                """The turn of the response, if there is one."""

        tasks = [asyncio.create_task(each) for each in (iterate(), take_turns())]
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(ended, rt.ConnectionClosed)
            assert re.search(message, str(ended))
        assert found == [last["type"]]

    run(script, client)


def test_events_before_an_abnormal_end_are_taken_first(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.socket.close(1011)

    async def client(conn: Any) -> None:
        found: list[str] = []

        async def iterate() -> None:
            async for event in conn:
                found.append(event.type)

        with pytest.raises(rt.ConnectionClosed):
            await iterate()
        assert found == ["session.created"]

    run(script, client)


def test_leaving_an_iteration_keeps_what_it_had_not_taken() -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send({"type": "a"}, {"type": "b"}, {"type": "c"})
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        iterator: Any = aiter(conn)
        waiting = asyncio.ensure_future(anext(iterator))
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await waiting).type == "a"
        while len(conn._session._subscriptions[0]) < 2:
            await asyncio.sleep(0.001)
        await iterator.aclose()
        assert [(await conn.recv()).type, (await conn.recv()).type] == ["b", "c"]

    run_with("asyncio", script, client)


@pytest.mark.parametrize("raises", [False, True], ids=["break", "exception"])
def test_an_iteration_that_is_left_leaves_the_rest_to_the_next_line(raises: bool) -> None:
    async def script(peer: Peer) -> None:
        peer.send_at_once(SESSION, *({"type": kind, "event_id": kind} for kind in "abcd"))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await until(lambda: len(conn._session._backlog) == 5)
        with suppress(LookupError):
            async for event in conn:
                assert event.type == "session.created"
                if raises:
                    raise LookupError
                break
        # The next lines may run before the event loop closes what was left.
        assert (await conn.recv()).type == "a"
        async for event in conn:
            assert event.type == "b"
            break
        assert [(await conn.recv()).type, (await conn.wait_for("d")).type] == ["c", "d"]

    run_with("asyncio", script, client)


def test_iteration_that_another_thread_collects_is_left_in_the_thread_of_its_loop() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.until_closed()

    kept: list[Any] = []

    async def client(conn: rt.AsyncConnection) -> None:
        kept.append(aiter(conn))
        await anext(kept[0])
        await asyncio.to_thread(kept.clear)
        await until(lambda: not conn._session._subscriptions)
        kept.append(aiter(conn))

    run_with("asyncio", script, client)
    # There is no loop any more.
    thread = threading.Thread(target=kept.clear)
    thread.start()
    thread.join()


def test_numbers_that_json_does_not_have_cost_no_event(run: Run, tmp_path: Path) -> None:
    async def script(peer: Peer) -> None:
        await peer.socket.send("\ufeff" + json.dumps(SESSION))
        request = await peer.receive("response.create")
        *events, done = written("resp_1", "Hi", request)
        done["response"]["usage"] = {"total_tokens": 3, "logprobs": [float("-inf")]}
        await peer.send(*events)
        await peer.socket.send(json.dumps(done))
        await peer.until_closed()

    path = tmp_path / "session.jsonl"

    async def client(conn: Any) -> None:
        response = await conn.respond(timeout=60)
        assert (response.output_text, response.usage.total_tokens) == ("Hi", 3)
        assert [note.what.partition(":")[0] for note in conn.notes] == ["not JSON", "not JSON"]

    run(script, client, record=path)
    found = Recording.open(path)
    assert [turn.text for turn in found.turns if turn.role == "assistant"] == ["Hi"]
    assert not found.problems
