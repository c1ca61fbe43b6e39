"""Calls of tools of MCP servers: which of them need approval, and those that wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from attrs import define

from .answers import Answer, MCPCall
from .conversation import Item

__all__ = ["PendingCall", "needs_approval", "result", "servers"]

_Json: TypeAlias = Mapping[str, Any]

# A tool without one of them refers to an earlier definition by its label.
_LOCATIONS: Final = frozenset(("server_url", "connector_id", "tunnel_id"))


@define(eq=False)
class PendingCall:
    """A call that is made after its response has ended.

    Attributes:
        item: Its item.
        part: The part of the answer.
        output_index: Its place in the output of the response.
        previous: Id of the preceding item.
        is_in_conversation: Whether the item belongs to the conversation.
        rest: The rest of the answer, to follow an approved call; None if there is none.
    """

    item: Item
    part: MCPCall
    output_index: int
    previous: str | None
    is_in_conversation: bool
    rest: Answer | None = None


def servers(tools: Iterable[_Json], known: Mapping[str, _Json]) -> dict[str, _Json]:
    """Return the MCP servers among some tools, by label.

    Args:
        tools: The tools, as on the wire.
        known: Earlier definitions, which a tool with a label alone refers to.
    """
    named = {str(tool["server_label"]): tool for tool in tools if tool.get("type") == "mcp"}
    return {
        label: tool if _LOCATIONS & tool.keys() else {**known.get(label, {}), **tool} for label, tool in named.items()
    }


def needs_approval(server: _Json, name: str, annotations: _Json) -> bool:
    """Return True if the client has to approve a call; as on live servers, that is the default.

    Args:
        server: The MCP server, as the client has configured it.
        name: Name of the tool.
        annotations: Hints of the MCP server about the tool.
    """
    rule = server.get("require_approval") or "always"
    if isinstance(rule, Mapping):
        return not _selects(rule.get("never"), name, annotations) or _selects(rule.get("always"), name, annotations)
    return bool(rule != "never")


def _selects(filtered: _Json | None, name: str, annotations: _Json) -> bool:
    """Return True if a filter of tools selects one."""
    if not filtered:
        return False
    names, read_only = filtered.get("tool_names"), filtered.get("read_only")
    return (names is None or name in names) and (
        read_only is None or read_only is bool(annotations.get("readOnlyHint", False))
    )


def result(part: MCPCall) -> dict[str, Any]:
    """Return the output or the error of a call, as its item has it."""
    if part.error is None:
        return {"output": part.output, "error": None}
    error = {"message": part.error} if isinstance(part.error, str) else part.error
    return {"output": None, "error": {"type": "tool_execution_error", **error}}
