"""Turns: responses of both sides, function calls that run meanwhile, interruption, approval."""

from __future__ import annotations

import asyncio
import logging
import threading
from functools import partial
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import PlaybackClock

from ..support.connections import Blocking, Run, list_of, run_with, until
from ..support.events import SESSION, answering, calling, error, spoken, written
from ..support.ws_server import Peer

PLAIN = rt.Options(mark_requests=False)
# 100 ms of PCM16 at 24 kHz.
TENTH = bytes(4_800)


def user_speaks(item_id: str, text: str) -> list[dict[str, Any]]:
    """Return the events of speech that is committed and transcribed."""
    item = {"id": item_id, "type": "message", "role": "user", "content": [{"type": "input_audio", "transcript": None}]}
    return [
        {"type": "input_audio_buffer.speech_started", "event_id": f"{item_id}_1", "item_id": item_id},
        {"type": "input_audio_buffer.speech_stopped", "event_id": f"{item_id}_2", "item_id": item_id},
        {"type": "input_audio_buffer.committed", "event_id": f"{item_id}_3", "item_id": item_id},
        {"type": "conversation.item.added", "event_id": f"{item_id}_4", "item": item},
        {
            "type": "conversation.item.input_audio_transcription.completed",
            "event_id": f"{item_id}_5",
            "item_id": item_id,
            "content_index": 0,
            "transcript": text,
        },
    ]


def session_with(**detection: Any) -> dict[str, Any]:
    """Return a ``session.created`` of a session with voice detection."""
    audio = {"input": {"turn_detection": {"type": "server_vad", **detection}}}
    return {**SESSION, "session": {**SESSION["session"], "audio": audio}}


async def take_turns(conn: Any, count: int, **settings: Any) -> list[Any]:
    """Take turns, each to its end."""
    turns = []
    iterator = aiter(conn.turns(**settings))
    async for turn in iterator:
        await turn.wait()
        turns.append(turn)
        if len(turns) == count:
            break
    await iterator.aclose()
    return turns


async def following(conn: Any) -> None:
    """Wait until turns are followed."""
    await until(lambda: conn._session.feeds)


def test_turns_of_both_sides(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        await peer.send(*user_speaks("u1", "Hello?"), *spoken("resp_vad", ["Hi ", "there"]))
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["As ", "asked"], request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        taking = asyncio.create_task(list_turns(conn))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        (first, pieces), (second, _) = await taking
        assert (first.user_text, first.text, first.status) == ("Hello?", "Hi there", "completed")
        assert [item.id for item in first.user] == ["u1"]
        assert not first.is_requested
        assert not first.is_interrupted
        assert first.time_to_first_text is not None
        assert first.time_to_first_audio is not None
        assert first.calls == []
        assert [piece.transcript for piece in pieces if piece.transcript] == ["Hi ", "there"]
        assert b"".join(piece.audio for piece in pieces) == first.response.audio or not first.response.audio
        assert (second.user, second.user_text, second.text) == ([], "", "As asked")
        assert second.is_requested
        assert repr(second) == "<Turn of response resp_1: completed>"

    async def list_turns(conn: Any) -> list[Any]:
        found: list[Any] = []
        async for turn in conn.turns():
            if not found:
                asking = asyncio.create_task(conn.respond())
            found.append((turn, await list_of(turn)))
            if len(found) == 2:
                await asking
                break
        return found

    run(script, client, dialect="ga")


def test_pieces_of_a_turn_that_was_left_are_dropped(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*spoken("resp_1", ["a", "b"]), *spoken("resp_2", ["c"]), {"type": "sent"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        async def take() -> None:
            turns = aiter(conn.turns())
            first = await anext(turns)
            second = await anext(turns)
            assert await list_of(first) == []
            assert [piece.transcript for piece in await list_of(second) if piece.transcript] == ["c"]
            assert conn._session.buffered == 0
            await turns.aclose()

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking
        assert conn._session.feeds == []

    run(script, client, dialect="ga")


def test_two_tasks_may_wait_for_one_turn(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(spoken("resp_1", ["a"])[0])
        for event in spoken("resp_1", ["a"])[1:]:
            await peer.receive("go")
            await peer.send(event)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        async def take() -> None:
            turns = aiter(conn.turns())
            turn = await anext(turns)
            waiting = [asyncio.create_task(turn.wait()) for _ in range(2)]
            inner = getattr(turn, "inner", turn)
            core = inner._turn if not isinstance(conn, Blocking) else inner._turn._turn

            def has_arrived_since(activity: int) -> bool:
                return bool(conn._session.ledger._activity > activity)

            for _ in range(3):
                # One of the two takes each piece, and both wait again.
                await until(lambda: len(core.wakers) == 2 and not core.buffered)
                taken = conn._session.ledger._activity
                await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
                await until(partial(has_arrived_since, taken))
            first, second = await asyncio.gather(*waiting)
            assert first is second
            await turns.aclose()

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking

    run(script, client, dialect="ga")


def test_functions_run_while_the_conversation_goes_on(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("slow", "{}"), ("quick", '{"number": 2}')))
        outputs = [(await peer.receive("conversation.item.create"))["item"]]
        # The slow function still runs, and the model speaks.
        await peer.send(*spoken("resp_2", ["One moment."]), {"type": "spoken"})
        outputs.append((await peer.receive("conversation.item.create"))["item"])
        assert [(item["call_id"], item["output"]) for item in outputs] == [("resp_1_1", "4"), ("resp_1_0", "slow")]
        await peer.receive("response.create")
        await peer.send(*written("resp_3", "Four."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        seen: list[Any] = []
        functions = rt.Functions()

        @functions.register
        async def slow(context: rt.FunctionContext) -> str:
            seen.append((context.call.call_id, context.turn.response.id))
            await context.connection.wait_for("spoken")
            return "slow"

        @functions.register
        def quick(number: int) -> int:
            return number * 2

        taking = asyncio.create_task(take_turns(conn, 3, functions=functions))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        calls, meanwhile, last = await taking
        assert (meanwhile.text, last.text) == ("One moment.", "Four.")
        assert last.is_requested
        assert seen == [("resp_1_0", "resp_1")]
        assert {(each.name, each.output, each.error) for each in calls.calls} == {
            ("slow", "slow", None),
            ("quick", "4", None),
        }
        assert all(each.elapsed is not None and each.elapsed >= 0 for each in calls.calls)

    server = run(script, client, dialect="ga", options=PLAIN)
    assert [event["type"] for event in server.received].count("response.create") == 1


def test_slow_function_fails_with_its_own_limit(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("endless", "{}")))
        output = (await peer.receive("conversation.item.create"))["item"]["output"]
        assert "took more than 0.01 s" in output
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Sorry."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions()

        @functions.register(timeout=0.01)
        async def endless() -> None:
            await asyncio.Event().wait()

        taking = asyncio.create_task(take_turns(conn, 2, functions=functions))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await taking)[1].text == "Sorry."

    run(script, client, dialect="ga", options=PLAIN)


def test_exception_of_a_function_surfaces_from_the_iteration(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("fail", "{}"), ("wait", "{}")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        ended = threading.Event()
        functions = rt.Functions(on_error=None)

        @functions.register
        def fail() -> None:
            raise KeyError("a bug")

        @functions.register
        async def wait() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        found: list[Any] = []

        async def take() -> None:
            async for turn in conn.turns(functions=functions):
                found.append(turn)

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(KeyError, match="a bug"):
            await taking
        await until(ended.is_set)
        assert isinstance(next(each.error for each in found[0].calls if each.name == "fail"), KeyError)
        assert conn._session.feeds == []

    run(script, client, dialect="ga", options=PLAIN)


def test_exception_of_a_function_ends_the_turn_that_is_waited_for(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("fail", "{}")), spoken("resp_2", ["So"])[0])
        await peer.receive("go")
        await peer.until_closed()

    async def client(conn: Any) -> None:
        second = threading.Event()
        functions = rt.Functions(on_error=None)

        @functions.register
        async def fail() -> None:
            await until(second.is_set)
            raise KeyError("a bug")

        async def take() -> None:
            turns = aiter(conn.turns(functions=functions))
            await anext(turns)
            turn = await anext(turns)
            second.set()
            with pytest.raises(rt.RealtimeError, match="a function or callback failed: KeyError") as raised:
                await turn.wait()
            assert isinstance(raised.value.__cause__, KeyError)
            with pytest.raises(KeyError):
                await anext(turns)

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking

    run(script, client, dialect="ga", options=PLAIN)


def test_refused_output_is_logged_and_the_conversation_goes_on(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("quick", "{}")))
        output = await peer.receive("conversation.item.create")
        await peer.send(error("Unknown call.", event_id=output["event_id"]))
        await peer.receive("go")
        await peer.send(*written("resp_2", "Go on."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def quick() -> str:
            return "quick"

        taking = asyncio.create_task(take_turns(conn, 2, functions=rt.Functions([quick])))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await until(lambda: "the model could not go on after its function calls: Unknown call." in caplog.text)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await taking)[1].text == "Go on."

    with caplog.at_level(logging.WARNING):
        run(script, client, dialect="ga", options=PLAIN)


def test_rounds_without_the_user_are_limited(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        for number in range(3):
            await peer.send(*calling(f"resp_{number}", ("quick", "{}")))
            if number < 2:
                await peer.receive("response.create")
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def quick() -> str:
            return "quick"

        async def take() -> None:
            async for _ in conn.turns(functions=rt.Functions([quick]), max_rounds=2):
                pass

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.RealtimeError, match="goes on calling functions after 2 rounds"):
            await taking

    run(script, client, dialect="ga", options=PLAIN)


def test_rounds_count_from_the_last_words_of_the_user(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        for number in range(3):
            await peer.send(*user_speaks(f"u{number}", "Again."), *calling(f"resp_{number}", ("quick", "{}")))
            await peer.receive("response.create")
            await peer.send(*written(f"resp_{number}b", "Done."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def quick() -> str:
            return "quick"

        taking = asyncio.create_task(take_turns(conn, 6, functions=rt.Functions([quick]), max_rounds=1))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert [turn.text for turn in await taking][1::2] == ["Done."] * 3

    run(script, client, dialect="ga", options=PLAIN)


def test_calls_are_left_alone_without_functions_and_in_cancelled_responses(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("quick", "{}"), status="cancelled"), *calling("resp_2", ("quick", "{}")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        taking = asyncio.create_task(take_turns(conn, 2))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert [turn.calls for turn in await taking] == [[], []]

    assert [event["type"] for event in run(script, client, dialect="ga").received] == ["go"]


def test_function_that_runs_when_turns_are_left_has_its_output_sent(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("wait", "{}")))
        output = (await peer.receive("conversation.item.create"))["item"]
        assert output["output"] == "waited"
        await peer.send(*written("resp_2", "There.", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        begun, left = threading.Event(), threading.Event()
        functions = rt.Functions(on_error=None)

        @functions.register
        async def wait() -> str:
            begun.set()
            await until(left.is_set)
            return "waited"

        async def take() -> None:
            turns = aiter(conn.turns(functions=functions))
            await anext(turns)
            await until(begun.is_set)
            await turns.aclose()

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking
        taking_next = asyncio.create_task(take_turns(conn, 1))
        await until(lambda: any(not feed.is_left for feed in conn._session.feeds))
        left.set()
        (turn,) = await taking_next
        assert turn.text == "There."

    run(script, client, dialect="ga", options=PLAIN)


def test_turn_is_followed_to_its_end_after_its_loop_was_left(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        events = spoken("resp_1", ["so ", "far"])
        await peer.send(*events[:-2])
        await peer.receive("left")
        await peer.send(*events[-2:])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        async def take() -> Any:
            turns = aiter(conn.turns())
            turn = await anext(turns)
            await turns.aclose()
            return turn

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        turn = await taking
        await conn.send(rt.UnknownEvent.from_dict({"type": "left"}))
        assert (await turn.wait()).transcript == "so far"
        assert turn.status == "completed"
        await until(lambda: conn._session.feeds == [])

    run(script, client, dialect="ga")


def test_function_that_fails_after_its_turns_were_left_is_logged(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("wait", "{}")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        begun, left = threading.Event(), threading.Event()
        functions = rt.Functions(on_error=None)

        @functions.register
        async def wait() -> str:
            begun.set()
            await until(left.is_set)
            raise KeyError("broken")

        async def take() -> None:
            turns = aiter(conn.turns(functions=functions))
            await anext(turns)
            await until(begun.is_set)
            await turns.aclose()

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking
        left.set()
        await until(lambda: "failed after its turns were left" in caplog.text)

    run(script, client, dialect="ga", options=PLAIN)


@pytest.mark.parametrize("by_itself", [True, False])
def test_speech_cuts_off_at_what_was_heard(run: Run, by_itself: bool) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(session_with(interrupt_response=by_itself))
        await peer.receive("go")
        events = spoken("resp_1", ["a", "b", "c"], sound=TENTH)
        await peer.send(*events[:-1])
        await peer.receive("heard")
        await peer.send(user_speaks("u1", "Stop.")[0])
        truncation = await peer.receive("conversation.item.truncate")
        assert (truncation["item_id"], truncation["content_index"], truncation["audio_end_ms"]) == (
            "item_resp_1",
            0,
            150,
        )
        if not by_itself:
            await peer.receive("response.cancel")
        done = events[-1]
        await peer.send({**done, "response": {**done["response"], "status": "cancelled"}})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        clock = PlaybackClock()
        cut: list[Any] = []

        async def on_interrupt(cuts: Any) -> None:
            cut.extend(cuts)

        async def take() -> None:
            turns = aiter(conn.turns(playback=clock, on_interrupt=on_interrupt))
            turn = await anext(turns)
            size = 0
            async for piece in turn:
                size += len(piece.audio)
                if size == 3 * len(TENTH) and clock.is_playing and not clock.position:
                    clock.played(seconds=0.15)
                    await conn.send({"type": "heard"})
            assert turn.is_interrupted
            assert turn.status == "cancelled"
            await turns.aclose()

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking
        await until(lambda: cut)
        assert [each.audio_end_ms for each in cut] == [150]

    server = run(script, client, dialect="ga", options=PLAIN)
    assert ("response.cancel" in [event["type"] for event in server.received]) is not by_itself


def test_speech_after_the_response_cuts_off_what_still_plays(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(session_with())
        await peer.receive("go")
        await peer.send(*spoken("resp_1", ["a", "b"], sound=TENTH))
        await peer.receive("heard")
        await peer.send(*user_speaks("u1", "Stop."))
        assert (await peer.receive("conversation.item.truncate"))["audio_end_ms"] == 40
        await peer.send(*spoken("resp_2", ["Yes?"], sound=TENTH))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        clock = PlaybackClock()
        cut: list[Any] = []

        async def take() -> None:
            turns = aiter(conn.turns(playback=clock, on_interrupt=cut.extend))
            first = await anext(turns)
            await first.wait()
            clock.played(seconds=0.04)
            await conn.send({"type": "heard"})
            second = await anext(turns)
            assert first.is_interrupted
            assert not second.is_interrupted
            await second.wait()
            await turns.aclose()

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking
        assert [each.audio_end_ms for each in cut] == [40]

    server = run(script, client, dialect="ga", options=PLAIN)
    assert "response.cancel" not in [event["type"] for event in server.received]


@pytest.mark.parametrize("how", ["speech", "program"])
@pytest.mark.parametrize("has_ended", [True, False])
@pytest.mark.parametrize("names_conversation", [True, False])
def test_audio_outside_of_the_conversation_is_not_truncated(
    run: Run, how: str, has_ended: bool, names_conversation: bool
) -> None:
    """The server would refuse it: it has no such item. What the conversation has is truncated all the same."""

    async def script(peer: Peer) -> None:
        await peer.send(session_with())
        aside = spoken("resp_o", ["a", "b"], sound=TENTH)
        if names_conversation:
            for event in aside:
                event.get("response", {})["conversation_id"] = None
        await peer.receive("response.create")
        await peer.send(*(aside if has_ended else aside[:-1]))
        await peer.receive("taken")
        answer = spoken("resp_1", ["c", "d"], sound=TENTH)
        await peer.send(*answer)
        await peer.receive("heard")
        if how == "speech":
            await peer.send(user_speaks("u1", "Stop.")[0])
        truncation = await peer.receive("conversation.item.truncate")
        assert (truncation["item_id"], truncation["audio_end_ms"]) == ("item_resp_1", 0)
        await peer.send(*([] if has_ended else aside[-1:]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        clock = PlaybackClock()

        async def take() -> None:
            turns = aiter(conn.turns(playback=clock))
            aside = await anext(turns)
            if has_ended:
                await aside.wait()
            else:
                await until(lambda: conn.responses["resp_o"].audio_size == 2 * len(TENTH))
                pieces = aiter(aside)
                while clock.received("item_resp_o") != 200:
                    await anext(pieces)
            await conn.send({"type": "taken"})
            answer = await anext(turns)
            await answer.wait()
            # The player has come to the middle of what is outside of the conversation.
            clock.played(seconds=0.05)
            await conn.send({"type": "heard"})
            if how == "program":
                await conn.interrupt()
            await until(lambda: not clock.is_playing)
            await turns.aclose()

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.create_response({"conversation": "none"})
        await taking

    # The response that has ended is forgotten at once.
    server = run(script, client, dialect="ga", options=rt.Options(mark_requests=False, keep_responses=0))
    cut = [event["item_id"] for event in server.received if event["type"] == "conversation.item.truncate"]
    assert cut == ["item_resp_1"]


def test_audio_of_an_item_that_was_cut_off_does_not_reach_the_player(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(session_with())
        await peer.receive("go")
        events = spoken("resp_1", ["a", "b"], sound=TENTH)
        await peer.send(*events[:3])
        await peer.receive("heard")
        await peer.send(user_speaks("u1", "Stop.")[0])
        await peer.receive("conversation.item.truncate")
        await peer.send(*events[3:])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        clock = PlaybackClock()

        async def take() -> bytes:
            turns = aiter(conn.turns(playback=clock))
            turn = await anext(turns)
            played = b""
            async for piece in turn:
                if piece.audio:
                    played += piece.audio
                    await conn.send({"type": "heard"})
            await turns.aclose()
            return played

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert await taking == TENTH

    run(script, client, dialect="ga", options=PLAIN)


def test_speech_without_anything_to_interrupt(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*user_speaks("u1", "Hello?"), *written("resp_1", "Hi"))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        interrupted: list[Any] = []
        taking = asyncio.create_task(take_turns(conn, 1, playback=PlaybackClock(), on_interrupt=interrupted.append))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking
        assert interrupted == []

    assert [event["type"] for event in run(script, client, dialect="ga").received] == ["go"]


def test_interrupt(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        request = await peer.receive("response.create")
        events = answering("resp_1", ["a"], request)
        await peer.send(*events[:-1], {"type": "sent"})
        await peer.receive("response.cancel")
        done = events[-1]
        await peer.send({**done, "response": {**done["response"], "status": "cancelled"}})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        asking = asyncio.create_task(conn.respond())
        await conn.wait_for("sent")
        clock = PlaybackClock()
        fmt = conn.responses["resp_1"].audio_format
        # More than has arrived, as a player may report that pads with silence.
        clock.hand_over("item_resp_1", 0, 9_600, fmt)
        clock.played(seconds=0.15)
        (cut,) = await conn.interrupt(clock)
        assert cut.audio_end_ms == 150
        assert (await asking).response.status == "cancelled"
        assert await conn.interrupt() == []

    server = run(script, client, dialect="ga")
    (truncation,) = [event for event in server.received if event["type"] == "conversation.item.truncate"]
    # The audio of "a" is two bytes: nothing of a millisecond.
    assert truncation["audio_end_ms"] == 0


def test_interrupt_clears_the_buffer_where_the_server_plays(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, {"type": "output_audio_buffer.started", "event_id": "o", "response_id": "resp_1"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.wait_for("output_audio_buffer.started")
        await conn.interrupt(PlaybackClock())

    assert [event["type"] for event in run(script, client).received] == ["output_audio_buffer.clear"]


def test_calls_without_an_id_are_reported(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    nameless = {"type": "function_call", "status": "completed", "name": "f", "arguments": "{}"}
    approval = {"type": "mcp_approval_request", "server_label": "s", "name": "n", "arguments": "{}"}

    def whole(response_id: str, *output: dict[str, Any]) -> dict[str, Any]:
        response = {"id": response_id, "object": "realtime.response", "status": "completed", "output": output}
        return {"type": "response.done", "event_id": response_id, "response": response}

    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(whole("resp_1", nameless, approval))
        await peer.send(whole("resp_2", nameless, {**nameless, "call_id": "call_1"}))
        outputs = [await peer.receive(), await peer.receive()]
        assert [each["type"] for each in outputs] == ["conversation.item.create", "response.create"]
        assert outputs[0]["item"]["call_id"] == "call_1"
        await peer.send(*written("resp_3", "Done."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        made: list[str] = []

        def f() -> None:
            """Note that it was called."""
            made.append("f")

        functions = rt.Functions([f])
        taking = asyncio.create_task(take_turns(conn, 3, functions=functions, on_approval=lambda request: True))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        first, second, third = await taking
        assert third.text == "Done."
        assert made == ["f"]
        missing = "the call to 'f' has no call_id, so that its output cannot be sent"
        assert [str(call.error) for call in first.calls] == [missing]
        assert sorted(str(call.error) for call in second.calls) == ["None", missing]
        reported = [
            (note.what, note.response_id) for note in conn.notes if " id" in note.what or "call_id" in note.what
        ]
        assert reported == [
            ("a request for approval has no id, so that it cannot be decided", "resp_1"),
            (missing, "resp_1"),
            (missing, "resp_2"),
        ]
        assert caplog.text.count(missing) == 2

    run(script, client, dialect="ga", options=PLAIN)


def test_functions_are_called_once_however_many_iterate(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("f", "{}")))
        await peer.receive("conversation.item.create")
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Done."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        made: list[str] = []

        def f() -> None:
            """Note that it was called."""
            made.append("f")

        functions = rt.Functions([f])
        taking = [asyncio.create_task(take_turns(conn, 2, functions=functions)) for _ in range(2)]
        await until(lambda: len(conn._session.feeds) == 2)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        for turns in await asyncio.gather(*taking):
            assert turns[1].text == "Done."
        assert made == ["f"]

    server = run(script, client, dialect="ga", options=PLAIN)
    kinds = [event["type"] for event in server.received]
    assert kinds == ["go", "conversation.item.create", "response.create"]


def test_continuation_under_way_at_the_end_is_no_failure(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("f", "{}")))
        await peer.receive("response.create")
        await peer.send({"type": "asked"})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def f() -> None:
            """Do nothing."""

        taking = asyncio.create_task(take_turns(conn, 1, functions=rt.Functions([f])))
        await following(conn)
        asked = asyncio.create_task(conn.wait_for("asked"))
        await until(lambda: conn._session._expectations)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await asyncio.gather(taking, asked)

    run(script, client, dialect="ga", options=PLAIN)
    assert "failed" not in caplog.text


@pytest.mark.parametrize("where", ["response", "conversation", "both"])
@pytest.mark.parametrize("is_async", [True, False])
def test_approval_of_calls_to_mcp_servers(run: Run, is_async: bool, where: str) -> None:
    requests = [
        {"id": f"mcpr_{number}", "type": "mcp_approval_request", "server_label": label, "name": "n", "arguments": "{}"}
        for number, label in enumerate(("good", "bad"))
    ]

    async def script(peer: Peer) -> None:
        await peer.receive("go")
        head = {"id": "resp_1", "object": "realtime.response"}
        output = [] if where == "conversation" else requests
        items = [] if where == "response" else requests
        await peer.send(
            {"type": "response.created", "event_id": "1", "response": {**head, "status": "in_progress"}},
            *({"type": "conversation.item.added", "event_id": each["id"], "item": each} for each in items),
            *({"type": "conversation.item.done", "event_id": each["id"] + "b", "item": each} for each in items),
            {"type": "response.done", "event_id": "2", "response": {**head, "status": "completed", "output": output}},
        )
        found = [(await peer.receive("conversation.item.create"))["item"] for _ in range(2)]
        decisions = {item["approval_request_id"]: item["approve"] for item in found}
        assert decisions == {"mcpr_0": True, "mcpr_1": False}
        await peer.send({"type": "decided"})
        # Each is decided once.
        await peer.receive("conversation.item.create")
        raise AssertionError("a request for approval was decided again")

    async def client(conn: Any) -> None:
        def decide(request: Any) -> bool:
            return bool(request.server_label == "good")

        async def decide_later(request: Any) -> bool:
            await asyncio.sleep(0)
            return decide(request)

        async def take() -> None:
            async for _ in conn.turns(on_approval=decide_later if is_async else decide):
                pass

        taking = asyncio.create_task(take())
        await following(conn)
        deciding = asyncio.create_task(conn.wait_for("decided"))
        await until(lambda: conn._session._expectations)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await deciding
        await conn.close()
        await taking

    run(script, client, dialect="ga")


MCP_REQUEST = {"id": "mcpr_1", "type": "mcp_approval_request", "server_label": "s", "name": "n", "arguments": "{}"}


async def _ask_for_approval(peer: Peer, *, number: int = 1) -> None:
    """Send a response that asks for an approval, in the conversation and at its end."""
    head = {"id": f"resp_{number}", "object": "realtime.response"}
    await peer.send(
        {"type": "response.created", "response": {**head, "status": "in_progress"}},
        {"type": "conversation.item.done", "item": MCP_REQUEST},
        {"type": "response.done", "response": {**head, "status": "completed", "output": [MCP_REQUEST]}},
    )


@pytest.mark.parametrize("iterations", [2, 3])
def test_an_approval_is_decided_once_however_many_iterate(run: Run, iterations: int) -> None:
    decided: list[str] = []

    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await _ask_for_approval(peer)
        await peer.receive("conversation.item.create")
        await peer.send(*written("resp_2", "Done."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def decide(request: Any) -> bool:
            decided.append(request.id)
            return True

        async def take() -> None:
            async for turn in conn.turns(on_approval=decide):
                await turn.wait()
                if turn.text == "Done.":
                    return

        taking = [asyncio.create_task(take()) for _ in range(iterations)]
        await until(lambda: len(conn._session.feeds) == iterations)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await asyncio.gather(*taking)
        # Another iteration finds the request again, in what has ended.
        await conn.send(rt.UnknownEvent.from_dict({"type": "last"}))

    server = run(script, client, dialect="ga")
    assert decided == ["mcpr_1"]
    kinds = [event["type"] for event in server.received]
    assert kinds == ["go", "conversation.item.create", "last"]


def test_an_approval_is_not_decided_again_by_a_later_iteration(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for number in (1, 2):
            await peer.receive("go")
            await _ask_for_approval(peer, number=number)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        for _ in range(2):
            taking = asyncio.create_task(take_turns(conn, 1, on_approval=lambda request: True))
            await following(conn)
            await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
            await taking
            await until(lambda: conn._session.approvals.is_decided("mcpr_1"))
            await until(lambda: not conn._session.feeds)
        await conn.send(rt.UnknownEvent.from_dict({"type": "last"}))

    server = run(script, client, dialect="ga")
    assert [event["type"] for event in server.received] == ["go", "conversation.item.create", "go", "last"]


def test_an_approval_that_the_program_decides_is_not_decided_by_the_callback(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await _ask_for_approval(peer)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        asked, denied, returned = threading.Event(), threading.Event(), threading.Event()

        async def decide(request: Any) -> bool:
            asked.set()
            await until(denied.is_set)
            returned.set()
            return True

        taking = asyncio.create_task(take_turns(conn, 1, on_approval=decide))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await until(asked.is_set)
        await conn.deny("mcpr_1")
        denied.set()
        await taking
        await until(returned.is_set)
        await conn.send(rt.UnknownEvent.from_dict({"type": "last"}))

    server = run(script, client, dialect="ga")
    assert [event["type"] for event in server.received] == ["go", "conversation.item.create", "last"]
    assert server.received[1]["item"]["approve"] is False


def test_abnormal_end_is_raised_by_turns(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*spoken("resp_1", ["so far"])[:-1])
        await peer.socket.close(1011)

    async def client(conn: Any) -> None:
        found: list[str] = []

        async def take() -> None:
            async for turn in conn.turns():
                async for piece in turn:
                    found.append(piece.transcript)

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        with pytest.raises(rt.ConnectionClosed):
            await taking
        assert "".join(found) == "so far"

    run(script, client, dialect="ga")


def test_turns_go_on_over_the_next_connection(run: Run) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            await peer.receive("go")
            await peer.send(*spoken("resp_1", ["cut ", "off"])[:-1])
            await peer.socket.close(1012)
        await peer.send(*spoken("resp_2", ["again"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        taking = asyncio.create_task(take_turns(conn, 2))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        first, second = await taking
        assert (first.text, first.status) == ("cut off", "incomplete")
        assert (second.text, second.status) == ("again", "completed")

    run(script, client, dialect="ga", reconnect=rt.Reconnect(wait_initial=0, wait_jitter=0))


def test_error_alone_ends_a_turn(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*spoken("resp_1", ["so far"])[:-1])
        await peer.send({"type": "error", "error": {"type": "server_error", "message": "crashed"}})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        taking = asyncio.create_task(take_turns(conn, 1))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        (turn,) = await taking
        assert (turn.text, turn.status) == ("so far", "incomplete")

    run(script, client, dialect="ga", options=rt.Options(error_grace=0.0))


def test_outputs_of_a_lost_conversation_are_dropped(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            await peer.receive("go")
            await peer.send(*calling("resp_1", ("outlast", "{}")))
            await peer.receive("go")
            await peer.socket.close(1012)
        await peer.receive("go")
        await peer.send(*written("resp_2", "Go on."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        @functions.register
        async def outlast(context: rt.FunctionContext) -> None:
            first = context.connection._socket
            await context.connection.send(rt.UnknownEvent.from_dict({"type": "go"}))
            await until(lambda: context.connection._socket is not first)

        taking = asyncio.create_task(take_turns(conn, 2, functions=functions))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await until(lambda: "the outputs of 1 function call(s) were lost with the connection" in caplog.text)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await taking)[1].text == "Go on."

    policy = rt.Reconnect(wait_initial=0, wait_jitter=0)
    server = run(script, client, dialect="ga", reconnect=policy, options=PLAIN)
    assert "conversation.item.create" not in [event["type"] for event in server.received]


def test_player_that_reports_nothing_of_what_it_plays() -> None:
    """A playback needs no more than two methods."""

    class Player:
        def __init__(self) -> None:
            self.received = self.flushed = 0

        def hand_over(self, item_id: str, content_index: int, byte_count: int, audio_format: Any, /) -> bool:
            self.received += byte_count
            return True

        def flush(self) -> list[Any]:
            self.flushed += 1
            return []

    async def script(peer: Peer) -> None:
        await peer.send(*spoken("resp_1", ["a"], sound=TENTH))
        await peer.receive("taken")
        await peer.send(user_speaks("u1", "Hm.")[0])
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        player = Player()
        interrupted: list[Any] = []
        async for turn in conn.turns(playback=player, on_interrupt=interrupted.append):
            await turn.wait()
            assert player.received == len(TENTH)
            await conn.send(rt.UnknownEvent.from_dict({"type": "taken"}))
            # It may still play, for all that is known.
            await until(lambda: player.flushed)
            break
        assert interrupted == [[]]

    run_with("asyncio", script, client, dialect="ga")


def test_functions_that_are_cancelled_when_the_user_speaks(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("search", "{}"), ("book", "{}")))
        await peer.receive("go")
        await peer.send(user_speaks("u1", "Never mind.")[0])
        output = (await peer.receive("conversation.item.create"))["item"]
        assert output["call_id"] == "resp_1_0"
        assert "the call to 'search' was cancelled: the user spoke" in output["output"]
        await peer.send({"type": "cancelled"})
        assert (await peer.receive("conversation.item.create"))["item"]["output"] == "booked"
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "As you wish."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        @functions.register(cancel_on_interrupt=True)
        async def search() -> None:
            await asyncio.Event().wait()

        @functions.register
        async def book(context: rt.FunctionContext) -> str:
            await context.connection.send(rt.UnknownEvent.from_dict({"type": "go"}))
            await context.connection.wait_for("cancelled")
            return "booked"

        taking = asyncio.create_task(take_turns(conn, 2, functions=functions))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        first, second = await taking
        assert second.text == "As you wish."
        assert isinstance(next(each.error for each in first.calls if each.name == "search"), asyncio.CancelledError)

    run(script, client, dialect="ga", options=PLAIN)


def test_continuation_that_is_lost_does_not_end_the_iteration(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            await peer.receive("go")
            await peer.send(*calling("resp_1", ("quick", "{}")))
            await peer.receive("response.create")
            await peer.socket.close(1012)
        await peer.receive("go")
        await peer.send(*written("resp_2", "Again."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        def quick() -> str:
            return "quick"

        taking = asyncio.create_task(take_turns(conn, 2, functions=rt.Functions([quick])))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await until(lambda: "the model could not go on after its function calls" in caplog.text)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await taking)[1].text == "Again."

    with caplog.at_level(logging.WARNING):
        run(script, client, dialect="ga", options=PLAIN, reconnect=rt.Reconnect(wait_initial=0, wait_jitter=0))


def test_slow_consumer_of_a_turn_pauses_reading(run: Run) -> None:
    many = 100

    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*spoken("resp_1", [f"{number} " for number in range(many)], sound=TENTH))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)
        connection = getattr(inner, "_async", inner)

        async def take() -> int:
            turns = aiter(conn.turns())
            turn = await anext(turns)
            await until(lambda: connection._is_paused)
            size = sum(len(piece.audio) for piece in await list_of(turn))
            await turns.aclose()
            return size

        taking = asyncio.create_task(take())
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert await taking == many * len(TENTH)

    run(script, client, dialect="ga", options=rt.Options(max_buffered=20_000))


def test_audio_without_a_format_is_taken_for_the_default() -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        events = spoken("resp_1", ["a"], sound=TENTH)
        for event in events:
            event.get("response", {}).pop("audio", None)
        await peer.send(*events)
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        clock = PlaybackClock()
        taking = asyncio.create_task(take_turns(conn, 1, playback=clock))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await taking
        assert clock.received("item_resp_1") == 100

    run_with("asyncio", script, client, dialect="beta")


def test_exception_of_a_function_surfaces_before_turns_that_wait() -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("go")
        await peer.send(*calling("resp_1", ("fail", "{}")), *spoken("resp_2", ["So"]), {"type": "sent"})
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        async def fail() -> None:
            raise KeyError("a bug")

        turns = aiter(conn.turns(functions=rt.Functions([fail], on_error=None)))
        first = asyncio.ensure_future(anext(turns))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        await first
        await until(lambda: conn._session.feeds[0].error is not None)
        with pytest.raises(KeyError):
            await anext(turns)

    run_with("asyncio", script, client, dialect="ga", options=PLAIN)


def test_interrupt_leaves_responses_out_of_band_alone(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        events = written("resp_1", "aside", request)
        await peer.send(*events[:-1], {"type": "begun"})
        await peer.receive("go")
        await peer.send(events[-1])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        asking = asyncio.create_task(conn.respond({"conversation": "none"}))
        await conn.wait_for("begun")
        await conn.interrupt()
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert (await asking).text == "aside"

    assert "response.cancel" not in [event["type"] for event in run(script, client, dialect="ga").received]


def test_responses_before_the_iteration_are_turns(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION, *written("resp_1", "Ended."), *written("resp_2", "Going on.")[:-1])
        await peer.receive("response.cancel")
        await peer.send(*written("resp_2", "Going on.")[-1:])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await until(lambda: len(conn.responses) == 2)
        await conn.cancel_response()
        assert [turn.text for turn in await take_turns(conn, 2)] == ["Ended.", "Going on."]

    run(script, client)


async def continues_after_leaving(peer: Peer) -> None:
    """Have a function called, and answer once the client has left its turns."""
    await peer.send(SESSION, *calling("resp_1", ("look", "{}")))
    request = await peer.receive("response.create")
    await peer.receive("left")
    await peer.send(*written("resp_2", "I see.", request))
    await peer.until_closed()


def test_continuation_goes_on_after_its_turns_were_left() -> None:
    async def client(conn: rt.AsyncConnection) -> None:
        functions = rt.Functions()

        @functions.register
        async def look() -> str:
            return "seen"

        async for _ in conn.turns(functions=functions):
            await until(lambda: bool(conn._session.ledger._in_flight))
            break
        await conn.send(rt.UnknownEvent.from_dict({"type": "left"}))
        async for turn in conn.turns():
            assert (await turn.wait()).output_text == "I see."
            break

    run_with("asyncio", continues_after_leaving, client)


def test_turns_that_were_not_taken_are_left_to_the_next_iteration(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        peer.send_at_once(
            *written("resp_1", "One."), *written("resp_2", "Two."), *written("resp_3", "Three, going on.")[:-1]
        )
        await peer.receive("go")
        await peer.send(*written("resp_3", "Three, going on.")[-1:])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        found = []
        going = asyncio.create_task(go_later(conn))
        for number in range(3):
            turns = aiter(conn.turns())
            turn = await anext(turns)
            await until(lambda: len(conn.responses) == 3)
            if number == 2:
                await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
            found.append((await turn.wait()).output_text)
            await turns.aclose()
        await going
        assert found == ["One.", "Two.", "Three, going on."]

    async def go_later(conn: Any) -> None:
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))

    run(script, client)


@pytest.mark.parametrize("leaves_first", [True, False])
def test_turns_that_another_iteration_takes_are_not_left_to_the_next(run: Run, leaves_first: bool) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.receive("go")
        peer.send_at_once(*written("resp_1", "One."), *written("resp_2", "Two."))
        await peer.receive("go")
        await peer.send(*written("resp_3", "Three."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        leaving, staying = (aiter(conn.turns()) for _ in range(2))
        first = [asyncio.create_task(anext(each)) for each in (leaving, staying)]
        await until(lambda: len(conn._session.feeds) == 2)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert [(await each).text for each in first] == ["One.", "One."]
        if leaves_first:
            await leaving.aclose()
        assert (await anext(staying)).text == "Two."
        await staying.aclose()
        await leaving.aclose()
        next_one = asyncio.create_task(take_turns(conn, 1))
        await following(conn)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        assert [turn.text for turn in await next_one] == ["Three."]

    run(script, client)


def test_continuation_that_ends_after_its_turns_were_left_is_a_turn_of_the_next_iteration(run: Run) -> None:
    async def client(conn: Any) -> None:
        functions = rt.Functions()

        @functions.register
        async def look() -> str:
            return "seen"

        turns = aiter(conn.turns(functions=functions))
        await (await anext(turns)).wait()
        await until(lambda: bool(conn._session.ledger._in_flight))
        await turns.aclose()
        await conn.send(rt.UnknownEvent.from_dict({"type": "left"}))
        await until(lambda: "resp_2" in conn.responses and conn.responses["resp_2"].is_final)
        assert [turn.text for turn in await take_turns(conn, 1)] == ["I see."]

    run(continues_after_leaving, client)


def test_turns_left_by_break_are_left_before_the_next_line() -> None:
    async def script(peer: Peer) -> None:
        peer.send_at_once(SESSION, *written("resp_1", "One."), *written("resp_2", "Two."))
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        await until(lambda: len(conn.responses) == 2)
        found = []
        for _ in range(2):
            async for turn in conn.turns():
                found.append((await turn.wait()).output_text)
                break
        assert found == ["One.", "Two."]

    run_with("asyncio", script, client)
