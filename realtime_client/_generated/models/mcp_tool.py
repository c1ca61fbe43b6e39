# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    from ..types import CallableToolAllowedCaller

__all__ = ["MCPTool"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "server_label",
        "server_url",
        "connector_id",
        "tunnel_id",
        "authorization",
        "server_description",
        "headers",
        "allowed_tools",
        "allowed_callers",
        "require_approval",
        "defer_loading",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MCPTool(Model):
    """Remote MCP server or connector whose tools the model may call, as an entry of `tools`. It is identified by `server_url`, `connector_id` or `tunnel_id`."""

    _component: ClassVar[str] = "MCPTool"
    _secrets: ClassVar[frozenset[str]] = frozenset(
        (
            "authorization",
            "headers",
        )
    )

    type: Literal["mcp"] = "mcp"
    """Always `mcp`."""

    server_label: str
    """Short name of the server, repeated in every call to it."""

    server_url: str | Unset | None = UNSET
    """URL of the MCP server; required unless `connector_id` or `tunnel_id` is set."""

    connector_id: (
        Literal[
            "connector_dropbox",
            "connector_gmail",
            "connector_googlecalendar",
            "connector_googledrive",
            "connector_microsoftteams",
            "connector_outlookcalendar",
            "connector_outlookemail",
            "connector_sharepoint",
        ]
        | str
        | Unset
        | None
    ) = UNSET
    """Hosted service connector, instead of a server URL. Known values: `connector_dropbox`, `connector_gmail`,
    `connector_googlecalendar`, `connector_googledrive`, `connector_microsoftteams`, `connector_outlookcalendar`,
    `connector_outlookemail`, `connector_sharepoint`."""

    tunnel_id: str | Unset | None = UNSET
    """Secure MCP Tunnel, instead of a server URL: `tunnel_` and 32 lowercase letters or digits."""

    authorization: str | Unset | None = UNSET
    """OAuth access token for the server or connector, obtained by the application."""

    server_description: str | Unset | None = UNSET
    """Description of the server for the model."""

    headers: dict[str, str] | Unset | None = UNSET
    """HTTP headers of requests to the MCP server, for example for authentication, or null."""

    allowed_tools: list[str] | MCPToolFilter | Unset | None = UNSET
    """Tools that the model may use, as names or a filter; null or omitted allows all."""

    allowed_callers: list[CallableToolAllowedCaller] | Unset | None = UNSET
    """Contexts from which the tools may be invoked; null for the default of the service. Known values: `direct`,
    `programmatic`. At least 1 entries."""

    require_approval: Literal["always", "never"] | MCPToolRequireApproval | str | Unset | None = UNSET
    """Calls that require the user's approval: `always` (default), `never`, or a rule by tool."""

    defer_loading: bool | Unset | None = UNSET
    """Whether the tools are loaded only when a tool search finds them."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 12:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.server_label = data["server_label"]
            self.server_url = data["server_url"]
            self.connector_id = data["connector_id"]
            self.tunnel_id = data["tunnel_id"]
            self.authorization = data["authorization"]
            self.server_description = data["server_description"]
            self.headers = data["headers"]
            value = data["allowed_tools"]
            self.allowed_tools = _read_mcp_tool_filter(value) if type(value) is dict else value
            self.allowed_callers = data["allowed_callers"]
            value = data["require_approval"]
            self.require_approval = _read_mcp_tool_require_approval(value) if type(value) is dict else value
            self.defer_loading = data["defer_loading"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 12:
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
        value = self.server_label
        if value is not UNSET:
            data["server_label"] = value
        value = self.server_url
        if value is not UNSET:
            data["server_url"] = value
        value = self.connector_id
        if value is not UNSET:
            data["connector_id"] = value
        value = self.tunnel_id
        if value is not UNSET:
            data["tunnel_id"] = value
        value = self.authorization
        if value is not UNSET:
            data["authorization"] = value
        value = self.server_description
        if value is not UNSET:
            data["server_description"] = value
        value = self.headers
        if value is not UNSET:
            data["headers"] = value
        value = self.allowed_tools
        if value is not UNSET:
            data["allowed_tools"] = value.to_dict() if isinstance(value, Model) else value
        value = self.allowed_callers
        if value is not UNSET:
            data["allowed_callers"] = value
        value = self.require_approval
        if value is not UNSET:
            data["require_approval"] = value.to_dict() if isinstance(value, Model) else value
        value = self.defer_loading
        if value is not UNSET:
            data["defer_loading"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .mcp_tool_filter import MCPToolFilter
from .mcp_tool_require_approval import MCPToolRequireApproval

_read_mcp_tool_filter = MCPToolFilter.from_dict
_read_mcp_tool_require_approval = MCPToolRequireApproval.from_dict
