# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

__all__ = ["RealtimeMCPListTools"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "id",
        "server_label",
        "tools",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPListTools(Model):
    """List of the tools that an MCP server offers."""

    _component: ClassVar[str] = "RealtimeMCPListTools"

    type: Literal["mcp_list_tools"] = "mcp_list_tools"
    """Always `mcp_list_tools`."""

    id: str | Unset | None = UNSET
    """ID of the item, unique in the conversation."""

    server_label: str
    """`server_label` of the MCP server."""

    tools: list[MCPListToolsTool]
    """Available tools."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.id = data["id"]
            self.server_label = data["server_label"]
            value = data["tools"]
            self.tools = (
                [_read_mcp_list_tools_tool(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 4:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.server_label
        if value is not UNSET:
            data["server_label"] = value
        value = self.tools
        if value is not UNSET:
            data["tools"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .mcp_list_tools_tool import MCPListToolsTool

_read_mcp_list_tools_tool = MCPListToolsTool.from_dict
