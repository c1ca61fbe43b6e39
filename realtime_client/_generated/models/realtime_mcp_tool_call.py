# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._accessors.items import MCPCallAccessors
from realtime_client._core.model import UNSET, Model, Unset, new

from ..tables import REALTIME_MCP_TOOL_CALL_ERROR

if TYPE_CHECKING:
    from ..types import RealtimeMCPToolCallError

__all__ = ["RealtimeMCPToolCall"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "id",
        "server_label",
        "name",
        "arguments",
        "approval_request_id",
        "output",
        "error",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPToolCall(MCPCallAccessors, Model):
    """One call of an MCP tool, with its result."""

    _component: ClassVar[str] = "RealtimeMCPToolCall"

    type: Literal["mcp_call"] = "mcp_call"
    """Always `mcp_call`."""

    id: str
    """ID of the item, unique in the conversation."""

    server_label: str
    """`server_label` of the MCP server."""

    name: str
    """Name of the tool."""

    arguments: str
    """Arguments of the tool as JSON text."""

    approval_request_id: str | Unset | None = UNSET
    """ID of the approval request for the call, or null if none was needed."""

    output: str | Unset | None = UNSET
    """Text returned by the tool; null until the call has succeeded."""

    error: RealtimeMCPToolCallError | Unset | None = UNSET
    """Error of the call, or null."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 8:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.id = data["id"]
            self.server_label = data["server_label"]
            self.name = data["name"]
            self.arguments = data["arguments"]
            self.approval_request_id = data["approval_request_id"]
            self.output = data["output"]
            value = data["error"]
            self.error = REALTIME_MCP_TOOL_CALL_ERROR.from_dict(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 8:
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
        value = self.name
        if value is not UNSET:
            data["name"] = value
        value = self.arguments
        if value is not UNSET:
            data["arguments"] = value
        value = self.approval_request_id
        if value is not UNSET:
            data["approval_request_id"] = value
        value = self.output
        if value is not UNSET:
            data["output"] = value
        value = self.error
        if value is not UNSET:
            data["error"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data
