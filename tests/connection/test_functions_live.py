"""Functions that the model calls in `respond` and `stream`: rounds, outputs, failures, losses."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import realtime_client as rt
from realtime_client._core.json import loads

from ..support.connections import Blocking, Run, list_of, run_with
from ..support.events import calling, error, spoken, written
from ..support.ws_server import Peer

PLAIN = rt.Options(mark_requests=False)


def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


def test_functions_are_called_until_the_model_answers(run: Run) -> None:
    rounds = [
        calling("resp_1", ("add", '{"a": 1, "b": 2}'), ("add", '{"a": 3}'), ("subtract", "{}")),
        calling("resp_2", ("add", '{"a": 3, "b": 4}')),
        spoken("resp_3", ["It is ", "seven."]),
    ]

    async def script(peer: Peer) -> None:
        for answer in rounds:
            await peer.receive("response.create")
            await peer.send(*answer)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions([add])
        stream = conn.stream({"instructions": "Add.", "tool_choice": "required"}, functions=functions)
        assert "".join(piece.transcript for piece in await list_of(stream)) == "It is seven."
        assert stream.response.transcript == "It is seven."
        assert [response.id for response in stream.responses] == ["resp_1", "resp_2", "resp_3"]

    server = run(script, client, dialect="ga", options=PLAIN)
    requests = [event["response"] for event in server.received if event["type"] == "response.create"]
    # What forced the model to call would make it call forever.
    assert [request.get("tool_choice") for request in requests] == ["required", None, None]
    assert {request["instructions"] for request in requests} == {"Add."}
    outputs = {event["item"]["call_id"]: event["item"]["output"] for event in server.received if "item" in event}
    assert (outputs["resp_1_0"], outputs["resp_2_0"]) == ("3", "7")
    failures = [loads(outputs[call_id])["error"]["type"] for call_id in ("resp_1_1", "resp_1_2")]
    assert failures == ["ArgumentsError", "RealtimeError"]


def test_a_call_that_a_response_repeats_is_made_once(run: Run) -> None:
    calls = [("add", '{"a": 1, "b": 2}')] * 2 + [("add", '{"a": 5, "b": 2}')]

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        for response_id in ("resp_1", "resp_2"):
            begin, end = calling(response_id, *calls)
            for item in end["response"]["output"]:
                item["call_id"] = response_id
            await peer.send(begin, end)
            await peer.receive("response.create")
            await peer.send(*written(f"{response_id}_end", "Three, and seven."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions([add])
        await conn.respond(functions=functions)
        async for turn in conn.turns(functions=functions):
            if (await turn.wait()).output_text:
                break

    server = run(script, client, options=PLAIN)
    items = [event["item"] for event in server.received if "item" in event]
    outputs = sorted((item["call_id"], item["output"]) for item in items)
    assert outputs == [("resp_1", "3"), ("resp_1", "7"), ("resp_2", "3"), ("resp_2", "7")]


@pytest.mark.parametrize(
    "change", [{"name": ["add"]}, {"arguments": {"a": [1]}}, {"arguments": None}, {"call_id": ["c"]}]
)
def test_a_call_with_values_of_other_types_harms_nothing(run: Run, change: dict[str, Any]) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        begin, end = calling("resp_1", ("add", "{}"))
        end["response"]["output"][0] |= change
        await peer.send(begin, end)
        await peer.receive("conversation.item.create")
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Hi."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond(functions=rt.Functions([add]), timeout=20)).text == "Hi."

    run(script, client, options=PLAIN)


def test_outputs_go_in_order_of_completion(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("slow", "{}"), ("quick", "{}")))
        assert (await peer.receive("conversation.item.create"))["item"]["output"] == "quick"
        await peer.send({"type": "quick_arrived"})
        assert (await peer.receive("conversation.item.create"))["item"]["output"] == "slow"
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Both."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        @functions.register
        async def slow(context: rt.FunctionContext) -> str:
            await context.connection.wait_for("quick_arrived")
            return "slow"

        @functions.register
        def quick() -> str:
            return "quick"

        assert (await conn.respond(functions=functions)).text == "Both."

    run(script, client, dialect="ga", options=PLAIN)


def test_calls_are_left_alone_without_functions_and_in_incomplete_responses(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for answer in (
            calling("resp_1", ("add", "{}")),
            calling("resp_2", ("add", "{}"), status="cancelled"),
            spoken("resp_3", ["No."]),
        ):
            await peer.receive("response.create")
            await peer.send(*answer)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        (call,) = (await conn.respond()).response.function_calls
        await conn.give_output(call.call_id, "3")
        assert (await conn.respond(functions=rt.Functions([add]))).id == "resp_2"
        assert (await conn.respond(functions=rt.Functions([add]))).id == "resp_3"

    server = run(script, client, dialect="ga", options=PLAIN)
    assert [event["type"] for event in server.received].count("conversation.item.create") == 1


def test_endless_rounds_end(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for number in range(3):
            await peer.receive("response.create")
            await peer.send(*calling(f"resp_{number}", ("add", '{"a": 1, "b": 1}')))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        stream = conn.stream(functions=rt.Functions([add]), max_rounds=2)
        with pytest.raises(rt.RealtimeError, match="goes on calling functions after 2 rounds"):
            await list_of(stream)
        assert len(stream.responses) == 3

    run(script, client, dialect="ga", options=PLAIN)


def test_refused_output_is_raised(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("add", '{"a": 1, "b": 1}')))
        output = await peer.receive("conversation.item.create")
        await peer.send(error("Too long.", event_id=output["event_id"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match="Too long"):
            await conn.respond(functions=rt.Functions([add]), max_rounds=None)

    run(script, client, dialect="ga", options=PLAIN)


def test_output_is_kept_when_the_continuation_is_refused_for_an_active_response(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("add", '{"a": 1, "b": 1}')))
        await peer.receive("conversation.item.create")
        refused = await peer.receive("response.create")
        own = spoken("resp_vad", ["Hm."])
        code = "conversation_already_has_active_response"
        await peer.send(own[0], error("busy", code=code, event_id=refused["event_id"]), *own[1:])
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Two."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond(functions=rt.Functions([add]))).text == "Two."

    server = run(script, client, dialect="ga", options=PLAIN)
    assert [event["type"] for event in server.received].count("conversation.item.create") == 1


def test_functions_need_the_conversation(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(ValueError, match="outside of it"):
            await conn.respond({"conversation": "none"}, functions=rt.Functions([add]))

    run(script, client)


def test_call_without_an_id_cannot_be_answered(run: Run) -> None:
    item = {"type": "function_call", "status": "completed", "name": "add", "arguments": '{"a": 1, "b": 1}'}

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        done = {"id": "resp_1", "status": "completed", "output": [item]}
        await peer.send({"type": "response.done", "event_id": "e", "response": done})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.RealtimeError, match="the call to 'add' has no call_id"):
            await conn.respond(functions=rt.Functions([add]))

    run(script, client, dialect="ga", options=PLAIN)


def test_id_of_the_item_stands_in_for_the_id_of_the_call(run: Run) -> None:
    item = {"id": "item_1", "type": "function_call", "status": "completed", "name": "add", "arguments": "{}"}

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        done = {"id": "resp_1", "status": "completed", "output": [item]}
        await peer.send({"type": "response.done", "event_id": "e", "response": done})
        assert (await peer.receive("conversation.item.create"))["item"]["call_id"] == "item_1"
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Done."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond(functions=rt.Functions([add]))).text == "Done."

    run(script, client, dialect="ga", options=PLAIN)


def test_exceptions_are_raised_after_all_calls_have_ended(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("fail", "{}"), ("finish", "{}")))
        await peer.receive("conversation.item.create")
        await peer.until_closed()

    async def client(conn: Any) -> None:
        ended: list[str] = []
        failed = asyncio.Event()
        loop = asyncio.get_running_loop()
        functions = rt.Functions(on_error=None)

        @functions.register
        def fail() -> None:
            loop.call_soon_threadsafe(failed.set)
            raise KeyError("a bug")

        @functions.register
        def finish() -> None:
            asyncio.run_coroutine_threadsafe(failed.wait(), loop).result(10)
            ended.append("finish")

        with pytest.raises(KeyError):
            await conn.respond(functions=functions)
        assert ended == ["finish"]

    run(script, client, dialect="ga", options=PLAIN)


def test_cancelled_request_cancels_its_functions() -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("wait", "{}")))
        await peer.until_closed()

    async def client(conn: rt.AsyncConnection) -> None:
        begun, cancelled = asyncio.Event(), asyncio.Event()
        functions = rt.Functions(on_error=None)

        @functions.register
        async def wait() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()

        asking = asyncio.create_task(conn.respond(functions=functions))
        await begun.wait()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await cancelled.wait()

    run_with("asyncio", script, client, dialect="ga", options=PLAIN)


@pytest.mark.parametrize("is_noticed", [True, False])
def test_calls_of_a_lost_conversation_are_not_answered(run: Run, is_noticed: bool) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            await peer.receive("response.create")
            await peer.send(*calling("resp_1", ("outlast", "{}")))
            await peer.receive("go")
            await peer.socket.close(1012)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        @functions.register
        async def outlast(context: rt.FunctionContext) -> None:
            connection = context.connection
            first = connection._socket
            await connection.send({"type": "go"})
            await first.wait_closed()
            while is_noticed and connection._socket is first:
                await asyncio.sleep(0.001)

        with pytest.raises(rt.ConnectionLost):
            await conn.respond(functions=functions)

    policy = rt.Reconnect(wait_initial=0, wait_jitter=0)
    server = run(script, client, dialect="ga", reconnect=policy, options=PLAIN)
    assert "conversation.item.create" not in [event["type"] for event in server.received]


def test_calls_of_a_restored_conversation_are_answered(run: Run) -> None:
    async def script(peer: Peer) -> None:
        if len(peer.server.paths) == 1:
            await peer.receive("response.create")
            await peer.send(*calling("resp_1", ("outlast", "{}")))
            await peer.receive("go")
            await peer.socket.close(1012)
        call = await peer.receive("conversation.item.create")
        output = await peer.receive("conversation.item.create")
        assert call["item"]["call_id"] == output["item"]["call_id"] == "resp_1_0"
        assert output["item"]["output"] == "done"
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Good."))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        functions = rt.Functions(on_error=None)

        @functions.register
        async def outlast(context: rt.FunctionContext) -> str:
            first = context.connection._socket
            await context.connection.send({"type": "go"})
            while context.connection._socket is first:
                await asyncio.sleep(0.001)
            return "done"

        assert (await conn.respond(functions=functions)).text == "Good."

    policy = rt.Reconnect(wait_initial=0, wait_jitter=0, conversation=True)
    run(script, client, dialect="ga", reconnect=policy, options=PLAIN)


def test_blocking_functions_may_use_the_blocking_connection() -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("note", "{}")))
        assert (await peer.receive("conversation.item.create"))["item"]["type"] == "message"
        assert (await peer.receive("conversation.item.create"))["item"]["type"] == "function_call_output"
        await peer.receive("response.create")
        await peer.send(*written("resp_2", "Noted."))
        await peer.until_closed()

    async def client(conn: Blocking) -> None:
        def note() -> None:
            conn.inner.say("A note.")

        functions = rt.Functions([note], on_error=None)
        assert (await conn.respond(functions=functions)).text == "Noted."

    run_with("blocking", script, client, dialect="ga", options=PLAIN)
