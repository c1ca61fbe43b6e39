"""Calls of tools of MCP servers: which of them need approval, and those that wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import define

from .answers import Answer, MCPCall
from .conversation import Item
from .refusals import Refused

__all__ = ["PendingCall", "making", "needs_approval", "require_valid", "result", "servers"]

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


def require_valid(tools: Iterable[_Json], known: Mapping[str, _Json], where: str) -> None:
    """Check the MCP servers among some tools, as a live server does before it lists their tools.

    Args:
        tools: The tools, as on the wire.
        known: Earlier definitions, by label.
        where: Path of the tools, for errors.

    Raises:
        Refused: A label is not unique, or a server has no location, several of them, or two authorizations.
    """
    labels = set[str]()
    for number, tool in enumerate(tools):
        if tool.get("type") != "mcp":
            continue
        label, given = str(tool["server_label"]), sorted(_LOCATIONS & tool.keys())
        place = f"{where}[{number}]"
        if label in labels:
            message = f"Duplicate MCP server label {label!r}: labels must be unique."
            raise Refused(message, "invalid_value", f"{place}.server_label")
        labels.add(label)
        if not given and label not in known:
            message = f"Missing required parameter: one of {', '.join(sorted(_LOCATIONS))} of MCP server {label!r}."
            raise Refused(message, "missing_required_parameter", place)
        if len(given) > 1:
            raise Refused(f"MCP server {label!r} has more than one of {', '.join(given)}.", "invalid_value", place)
        if "authorization" in tool and any(name.lower() == "authorization" for name in tool.get("headers") or ()):
            message = f"MCP server {label!r} has both 'authorization' and an 'Authorization' header."
            raise Refused(message, "invalid_value", f"{place}.headers")


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


def making(item: Item, part: MCPCall, output_index: int) -> Iterator[dict[str, Any]]:
    """Yield the events of a call that is made."""
    end = "completed" if part.error is None else "failed"
    for state in ("in_progress", end):
        yield {"type": f"response.mcp_call.{state}", "output_index": output_index, "item_id": item.id}


def result(part: MCPCall) -> dict[str, Any]:
    """Return the output or the error of a call, as its item has it."""
    if part.error is None:
        return {"output": part.output, "error": None}
    error = {"message": part.error} if isinstance(part.error, str) else part.error
    return {"output": None, "error": {"type": "tool_execution_error", **error}}
