"""MCP servers in the settings of a session: their tools are listed and called, with the events of a live server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.testing import Answer, Answerer, AnswerFailed, Echo, Limits, LocalServer, MCPCall, Script, Turn

from .harness import Event, Harness, create, one, types

MAPS: dict[str, Any] = {"type": "mcp", "server_label": "maps", "server_url": "https://maps.test/mcp"}
SEARCH = {"name": "search", "input_schema": {"type": "object"}, "description": "Find a place.", "annotations": None}


class Tools(Echo):
    """Lists one tool of every MCP server but "broken"."""

    def list_tools(self, server: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        if server["server_label"] == "broken":
            raise AnswerFailed("The server did not answer.")
        return [SEARCH]


def update(*tools: Mapping[str, Any], **more: Any) -> Event:
    return {"type": "session.update", "session": {"type": "realtime", "tools": list(tools), **more}}


def listed(events: list[Event]) -> list[str]:
    return [event["type"] for event in events if event["type"] != "session.updated"]


def test_lists_the_tools_after_the_settings_are_accepted() -> None:
    harness = Harness(Tools())
    events = harness.run(update(MAPS))
    assert types(events) == [
        "session.updated",
        "conversation.item.added",
        "mcp_list_tools.in_progress",
        "conversation.item.done",
        "mcp_list_tools.completed",
    ]
    _, added, started, done, completed = events
    assert added["item"] == {"id": added["item"]["id"], "type": "mcp_list_tools", "server_label": "maps", "tools": []}
    assert added["previous_item_id"] is None
    assert done["item"] == {**added["item"], "tools": [SEARCH]}
    assert started["item_id"] == completed["item_id"] == added["item"]["id"]
    found = harness.run({"type": "conversation.item.retrieve", "item_id": added["item"]["id"]})
    assert one(found, "conversation.item.retrieved")["item"] == done["item"]


def test_reports_a_list_that_failed() -> None:
    events = Harness(Tools()).run(update({**MAPS, "server_label": "broken"}, MAPS))
    assert listed(events) == [
        "conversation.item.added",
        "mcp_list_tools.in_progress",
        "conversation.item.done",
        "mcp_list_tools.failed",
        "conversation.item.added",
        "mcp_list_tools.in_progress",
        "conversation.item.done",
        "mcp_list_tools.completed",
    ]
    assert events[3]["item"]["tools"] == []


def test_lists_again_only_what_is_new_or_has_changed() -> None:
    harness = Harness(Tools())
    assert len(listed(harness.run(update(MAPS)))) == 4
    assert listed(harness.run(update(MAPS, instructions="Be brief."))) == []
    assert listed(harness.run({"type": "session.update", "session": {"type": "realtime", "tracing": "auto"}})) == []
    assert len(listed(harness.run(update({**MAPS, "allowed_tools": ["search"]})))) == 4
    assert listed(harness.run(update({"type": "function", "name": "f", "parameters": {}}))) == []
    assert len(listed(harness.run(update(MAPS)))) == 4


@pytest.mark.parametrize("allowed", [["search", "route"], {"tool_names": ["search", "route"]}])
def test_by_default_the_allowed_tools_are_listed(allowed: Any) -> None:
    events = Harness(Echo()).run(update({**MAPS, "allowed_tools": allowed}))
    tools = one(events, "conversation.item.done")["item"]["tools"]
    assert [tool["name"] for tool in tools] == ["search", "route"]
    events = Harness(Echo()).run(update(MAPS))
    assert one(events, "conversation.item.done")["item"]["tools"] == []


def test_lists_in_the_background_and_at_the_beginning() -> None:
    """A coroutine takes its time, and a client secret brings the settings."""

    class Slow(Tools):
        runs_in_threads = True

        async def list_tools(self, server: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:  # type: ignore[override]
            await asyncio.sleep(0)
            return super().list_tools(server)

    for answerer in (Slow(), Tools()):
        with LocalServer(answerer, api_key="sk-test") as server:
            with rt.RealtimeClient("sk-test", server.url) as client:
                settings = rt.models.RealtimeSessionCreateRequestGA.from_dict(
                    {"type": "realtime", "tools": [MAPS, {**MAPS, "server_label": "broken"}]}
                )
                secret = client.create_client_secret(settings)
            with rt.RealtimeClient(secret.value, server.url).connect_sync(model="gpt-realtime-2.1") as connection:
                found: list[str] = []
                for event in connection:
                    if event.type.startswith("mcp_list_tools."):
                        found.append(event.type)
                    if len(found) == 4:
                        break
                assert sorted(found) == [
                    "mcp_list_tools.completed",
                    "mcp_list_tools.failed",
                    "mcp_list_tools.in_progress",
                    "mcp_list_tools.in_progress",
                ]
                items = [entry.item for entry in connection.conversation.items]
                assert [item and item.type for item in items] == ["mcp_list_tools", "mcp_list_tools"]
                connection.say("Hello!")
                assert connection.respond().transcript == "You said: Hello!"


@pytest.mark.parametrize(
    ("tools", "code", "place"),
    [
        ([MAPS, MAPS], "invalid_value", "[1].server_label"),
        ([{"type": "mcp", "server_label": "maps"}], "missing_required_parameter", "[0]"),
        ([{**MAPS, "connector_id": "connector_gmail"}], "invalid_value", "[0]"),
        ([{**MAPS, "authorization": "a", "headers": {"authorization": "b"}}], "invalid_value", "[0].headers"),
    ],
)
def test_refuses_servers_that_cannot_be_reached(tools: list[Any], code: str, place: str) -> None:
    harness = Harness()
    for event, where in ((update(*tools), "session.tools"), (create(tools=tools), "response.tools")):
        error = harness.refused(event)
        assert (error["code"], error["param"]) == (code, f"{where}{place}")


def test_definitions_of_servers_take_room() -> None:
    harness = Harness(limits=Limits(memory_bytes=5_000))
    servers = [{**MAPS, "server_label": f"maps {number}", "server_description": "a" * 1_000} for number in range(6)]
    for server in servers[:4]:
        assert types(harness.run(update(server)))[0] == "session.updated"
    assert harness.refused(update(servers[4]))["code"] == "conversation_too_large"
    # Other settings can be changed.
    assert types(harness.update(instructions="Be brief.")) == ["session.updated"]


def test_a_turn_shows_no_secret_of_a_server() -> None:
    assert "hunter2" not in repr(Turn(items=(), tools=[{**MAPS, "authorization": "hunter2"}]))


# Calls.

ROUTE = MCPCall("maps", "search", {"near": "station"}, "Two cafés")
SETTINGS: Any = {"type": "realtime", "tools": [MAPS], "output_modalities": ["text"]}
ARGUMENTS = '{"near":"station"}'
WRITTEN = ["response.mcp_call_arguments.delta", "response.mcp_call_arguments.done"]
MESSAGE = {"response.content_part.added", "response.output_text.delta", "response.output_text.done"}


def called(*answers: Answer | str, **server: Any) -> Harness:
    """Return a session with an MCP server and a scripted model that writes."""
    harness = Harness(Script(*answers))
    harness.run(update({**MAPS, **server}, output_modalities=["text"]))
    return harness


def connected(server: LocalServer) -> rt.Connection:
    return rt.RealtimeClient(base_url=server.url).connect_sync(model="gpt-realtime-2.1")


def without_messages(events: list[Event]) -> list[str]:
    """Return the types of events, without those of messages."""
    return [
        event["type"]
        for event in events
        if event["type"] not in MESSAGE | {"rate_limits.updated", "response.content_part.done"}
        and event.get("item", {}).get("type") != "message"
    ]


def decide(events: list[Event], *, approve: bool = True) -> Event:
    """Return the reply to the request for approval among some events."""
    request = one(events, lambda event: is_item(event, "conversation.item.done", "mcp_approval_request"))["item"]
    item = {"type": "mcp_approval_response", "approval_request_id": request["id"], "approve": approve}
    return {"type": "conversation.item.create", "item": item}


def is_item(event: Event, kind: str, item: str) -> bool:
    return (event["type"], event.get("item", {}).get("type")) == (kind, item)


def test_calls_a_tool_within_the_response() -> None:
    events = called(Answer([ROUTE, "Two cafés are there."]), require_approval="never").run(create())
    assert without_messages(events) == [
        "response.created",
        "response.output_item.added",
        "conversation.item.added",
        *WRITTEN,
        "response.mcp_call.in_progress",
        "response.mcp_call.completed",
        "conversation.item.done",
        "response.output_item.done",
        "response.done",
    ]
    call, message = one(events, "response.done")["response"]["output"]
    assert call == {
        "id": call["id"],
        "type": "mcp_call",
        "server_label": "maps",
        "name": "search",
        "arguments": ARGUMENTS,
        "approval_request_id": None,
        "output": "Two cafés",
        "error": None,
    }
    assert message["content"][0]["text"] == "Two cafés are there."


@pytest.mark.parametrize(
    ("error", "sent"),
    [
        ("No such place.", {"type": "tool_execution_error", "message": "No such place."}),
        (
            {"type": "http_error", "code": 503, "message": "Down."},
            {"type": "http_error", "code": 503, "message": "Down."},
        ),
    ],
)
def test_a_call_fails(error: str | dict[str, Any], sent: dict[str, Any]) -> None:
    harness = called(Answer(MCPCall("maps", "search", error=error)), require_approval="never")
    events = harness.run(create())
    assert "response.mcp_call.failed" in types(events)
    assert "response.mcp_call.completed" not in types(events)
    (call,) = one(events, "response.done")["response"]["output"]
    assert (call["output"], call["error"]) == (None, sent)


def test_a_late_call_is_made_after_its_response() -> None:
    harness = called(Answer(MCPCall("maps", "search", output="None", late=True)), "None.", require_approval="never")
    events = harness.run(create())
    kinds = without_messages(events)
    assert kinds[kinds.index("response.done") :] == [
        "response.done",
        "response.mcp_call.in_progress",
        "response.mcp_call.completed",
        "conversation.item.done",
    ]
    assert one(events, "response.done")["response"]["output"][0]["output"] is None
    assert one(events, "conversation.item.done")["item"]["output"] == "None"


def test_a_call_waits_for_approval() -> None:
    """The answer goes on after it, in the next response."""
    harness = called(Answer([ROUTE, "Two cafés are there."]), "What else?")
    events = harness.run(create(), until="response.done")
    assert without_messages(events) == [
        "response.created",
        "response.output_item.added",
        "conversation.item.added",
        *WRITTEN,
        "response.output_item.done",
        "response.output_item.added",
        "conversation.item.added",
        "conversation.item.done",
        "response.output_item.done",
        "response.done",
    ]
    response = one(events, "response.done")["response"]
    assert response["status"] == "completed"
    call, request = response["output"]
    assert call["output"] is None
    assert request == {
        "id": request["id"],
        "type": "mcp_approval_request",
        "server_label": "maps",
        "name": "search",
        "arguments": ARGUMENTS,
    }
    approved = harness.run(decide(events))
    assert types(approved) == [
        "conversation.item.added",
        "conversation.item.done",
        "response.mcp_call.in_progress",
        "response.mcp_call.completed",
        "conversation.item.done",
    ]
    assert approved[-1]["item"] == {**call, "approval_request_id": request["id"], "output": "Two cafés"}
    for text in ("Two cafés are there.", "What else?"):
        (message,) = harness.respond()["output"]
        assert message["content"][0]["text"] == text
    harness.answerer.check()


def test_a_denied_call_is_not_made() -> None:
    harness = called(Answer([ROUTE, "Two cafés are there."]), "As you like.")
    events = harness.run(create(), until="response.done")
    denied = harness.run(decide(events, approve=False))
    assert types(denied)[2:] == ["conversation.item.done"]
    assert (denied[-1]["item"]["output"], denied[-1]["item"]["error"]) == (None, None)
    (message,) = harness.respond()["output"]
    assert message["content"][0]["text"] == "As you like."
    # A second reply to the same request changes nothing.
    assert types(harness.run(decide(events))) == ["conversation.item.added", "conversation.item.done"]


def test_every_call_of_an_answer_is_approved_on_its_own() -> None:
    harness = called(Answer([ROUTE, ROUTE, "Done."], status="incomplete"))
    statuses = []
    for _ in range(2):
        events = harness.run(create(), until="response.done")
        statuses.append(one(events, "response.done")["response"]["status"])
        harness.run(decide(events))
    assert [*statuses, harness.respond()["status"]] == ["completed", "completed", "incomplete"]


def test_an_approval_outside_the_conversation() -> None:
    harness = called(Answer([ROUTE, "Left out."]), "Next.")
    events = harness.run(create(conversation="none"), until="response.done")
    request = one(events, "response.done")["response"]["output"][1]
    item = {"type": "mcp_approval_response", "approval_request_id": request["id"], "approve": True}
    approved = harness.run({"type": "conversation.item.create", "item": item})
    assert types(approved)[2:] == ["response.mcp_call.in_progress", "response.mcp_call.completed"]
    assert harness.respond()["output"][0]["content"][0]["text"] == "Next."


@pytest.mark.parametrize(
    ("rule", "is_asked"),
    [
        (None, True),
        ("always", True),
        ("never", False),
        ({"never": {"tool_names": ["search"]}}, False),
        ({"never": {"tool_names": ["route"]}}, True),
        ({"always": {"tool_names": ["search"]}, "never": {"read_only": True}}, True),
        ({"never": {"read_only": True}}, False),
        ({"never": {"read_only": False}}, True),
    ],
)
def test_rules_of_approval(rule: Any, is_asked: bool) -> None:
    class Hinted(Script):
        def list_tools(self, server: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
            return [{**SEARCH, "annotations": {"readOnlyHint": True}}]

    harness = Harness(Hinted(Answer(ROUTE)))
    harness.run(update({**MAPS, "require_approval": rule}))
    output = one(harness.run(create(), until="response.done"), "response.done")["response"]["output"]
    assert (output[-1]["type"] == "mcp_approval_request") is is_asked


def test_a_server_of_one_response_and_a_label_alone() -> None:
    harness = Harness(Script(Answer(ROUTE), Answer(ROUTE), Answer(ROUTE)))
    events = harness.run(create(tools=[{**MAPS, "require_approval": "never"}]))
    assert types(events)[:4] == [
        "conversation.item.added",
        "mcp_list_tools.in_progress",
        "conversation.item.done",
        "mcp_list_tools.completed",
    ]
    # The label stands for what was defined before; nothing is listed again.
    events = harness.run(create(tools=[{"type": "mcp", "server_label": "maps"}]))
    assert types(events)[0] == "response.created"
    assert one(events, "response.done")["response"]["output"][0]["output"] == "Two cafés"
    # A call of a server that the client did not configure needs no approval.
    assert harness.respond()["output"][0]["output"] == "Two cafés"


def test_a_call_that_was_cut_off_is_not_made() -> None:
    harness = called(Answer(ROUTE, pace=1.0), require_approval="never")
    harness.run(create(), until="conversation.item.added")
    events = harness.run({"type": "response.cancel"})
    assert not any(event["type"].startswith("response.mcp_call.") for event in events)
    response = one(events, "response.done")["response"]
    assert (response["status"], response["output"][0]["output"]) == ("cancelled", None)


def test_a_stream_ends_at_a_call_that_waits_for_approval() -> None:
    class Streaming(Answerer):
        async def answer(self, turn: Turn) -> AsyncIterator[MCPCall | str]:
            found = [item["output"] for item in turn.items if item["type"] == "mcp_call"]
            if found:
                yield f"I found {found[0]}."
            else:
                yield "One moment. "
                yield ROUTE
                yield "This comes too early."

    with LocalServer(Streaming()) as server, connected(server) as connection:
        connection.update_session(SETTINGS)
        response = connection.respond()
        assert response.text == "One moment. "
        request = (response.snapshot().output or [])[-1]
        assert isinstance(request, rt.models.RealtimeMCPApprovalRequest)
        connection.approve(str(request.id))
        assert connection.respond().text == "I found Two cafés."


SCRIPT = """
- answer:
    say: One moment.
    mcp_call: {server_label: maps, name: search, arguments: {near: station}, output: Two cafés}
- mcp_call: {server_label: maps, name: search, error: {type: http_error, code: 503, message: Down.}}
- answer:
    - mcp_call: {server_label: maps, name: search, late: true}
    - Done.
"""


def test_calls_in_a_script() -> None:
    script = Script.from_yaml(SCRIPT)
    harness = Harness(script)
    harness.run(update({**MAPS, "require_approval": "never"}))
    outputs = [harness.respond()["output"] for _ in range(3)]
    assert [[item["type"] for item in output] for output in outputs] == [
        ["message", "mcp_call"],
        ["mcp_call"],
        ["mcp_call", "message"],
    ]
    assert outputs[1][0]["error"]["code"] == 503
    script.check()


def test_mistakes_in_a_call_are_named() -> None:
    with pytest.raises(TypeError, match="arguments must be a mapping or a text, found 5"):
        MCPCall("maps", "search", 5)  # type: ignore[arg-type]
    with pytest.raises(rt.RealtimeError, match="step 1, mcp_call, mcp_call: unknown key label; use server_label"):
        Script.from_yaml("- mcp_call: {label: maps}")


# With the client of this package, over real sockets.


REFUSED = MCPCall("maps", "delete", {})
ANSWERS = (Answer([ROUTE, "Two cafés are there."]), Answer([REFUSED, "Deleted."]), "I may not.")
TEXTS = ["", "Two cafés are there.", "", "I may not."]


def is_search(request: rt.models.RealtimeMCPApprovalRequest) -> bool:
    return request.server_label == "maps" and request.name == "search"


def test_approval_in_turns_of_a_blocking_connection() -> None:
    texts: list[str] = []
    calls: list[tuple[str, Any]] = []

    with LocalServer(Script(*ANSWERS)) as server, connected(server) as connection:

        def decide(request: rt.models.RealtimeMCPApprovalRequest) -> bool:
            is_allowed = is_search(request)
            (connection.approve if is_allowed else connection.deny)(str(request.id))
            connection.create_response()
            return is_allowed

        connection.update_session(SETTINGS)
        connection.create_response()
        for turn in connection.turns(on_approval=decide):
            response = turn.wait()
            texts.append(response.text)
            calls += [(call.name, call.parse_arguments()) for call in response.snapshot().mcp_calls]
            if len(texts) == 2:
                connection.create_response()
            if len(texts) == 4:
                break
        assert texts == TEXTS
        assert calls == [("search", {"near": "station"}), ("delete", {})]


def test_approval_in_turns_of_an_asyncio_connection() -> None:
    async def converse(url: str) -> tuple[list[str], list[Any]]:
        texts: list[str] = []
        outputs: list[Any] = []
        client = rt.RealtimeClient(base_url=url)
        async with client, client.connect(model="gpt-realtime-2.1") as connection:
            await connection.update_session(SETTINGS)

            async def go_on() -> None:
                async for event in connection:
                    if event.type == "conversation.item.done" and event.item.type == "mcp_call":
                        outputs.append(event.item.output)
                        await connection.create_response()

            following = asyncio.create_task(go_on())
            await connection.create_response()
            async for turn in connection.turns(on_approval=is_search):
                texts.append((await turn.wait()).text)
                if len(texts) == 2:
                    await connection.create_response()
                if len(texts) == 4:
                    break
            following.cancel()
            await asyncio.wait([following])
        return texts, outputs

    with LocalServer(Script(*ANSWERS)) as server:
        assert asyncio.run(converse(server.url)) == (TEXTS, ["Two cafés", None])


def test_calls_and_their_output_in_responses() -> None:
    failing = MCPCall("maps", "search", {}, error="No such place.")
    with LocalServer(Script(Answer([ROUTE, failing, "One of two."]))) as server, connected(server) as connection:
        settings: Any = {**SETTINGS, "tools": [{**MAPS, "require_approval": "never"}]}
        connection.update_session(settings)
        response = connection.respond()
        found, failed = response.snapshot().mcp_calls
        assert (found.output, found.parse_arguments()) == ("Two cafés", {"near": "station"})
        assert isinstance(failed.error, rt.models.RealtimeMCPToolExecutionError)
        assert failed.error.message == "No such place."
        assert response.text == "One of two."
        assert response.function_calls == []
