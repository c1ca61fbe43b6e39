"""MCP servers in the settings of a session: their tools are listed, with the events of a live server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.testing import AnswerFailed, Echo, LocalServer

from .harness import Event, Harness, one, types

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
