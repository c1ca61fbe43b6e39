# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    from ..types import CallableToolAllowedCaller

__all__ = ["MCPTool"]

_KEYS = frozenset(
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
    )
)
_ABSENT = {
    "type": UNSET,
    "server_label": UNSET,
}


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MCPTool(Model):
    """Remote MCP server or connector whose tools the model may call, given in `tools`. It is located by `server_url`, `connector_id` or `tunnel_id`.

    Attributes:
        type: Always `mcp`.
        server_label: Short name for the server, repeated in every call made to it.
        server_url: Address of the MCP server; needed unless `connector_id` or `tunnel_id` is set.
        connector_id: Hosted service connector used instead of a server address.
        tunnel_id: Secure MCP Tunnel used instead of a server address: `tunnel_` plus 32 lowercase letters or digits.
        authorization: OAuth access token for the server or connector; the application obtains it beforehand.
        server_description: Text telling the model what the server is good for.
        headers: HTTP headers added to requests to the MCP server, often for authentication; null for none.
        allowed_tools: Tools the model may use, as names or a filter; null or absence allows all.
        allowed_callers: Contexts from which the tools may be invoked; null for the service's default. At least 1 entries.
        require_approval: Which calls wait for the user's consent: `always` (the default), `never`, or a rule by tool. The
            server's default is `always`.
        defer_loading: Whether the tools stay unloaded until a tool search finds them.
    """

    _component: ClassVar[str] = "MCPTool"
    _secrets: ClassVar[frozenset[str]] = frozenset(
        (
            "authorization",
            "headers",
        )
    )

    type: Literal["mcp"] = "mcp"
    server_label: str
    server_url: str | Unset | None = UNSET
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
    tunnel_id: str | Unset | None = UNSET
    authorization: str | Unset | None = UNSET
    server_description: str | Unset | None = UNSET
    headers: dict[str, str] | Unset | None = UNSET
    allowed_tools: list[str] | MCPToolFilter | Unset | None = UNSET
    allowed_callers: list[CallableToolAllowedCaller] | Unset | None = UNSET
    require_approval: Literal["always", "never"] | MCPToolRequireApproval | str | Unset | None = UNSET
    defer_loading: bool | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.server_label = data["server_label"]
        except KeyError:
            return cls.from_dict(_ABSENT | data)
        get = data.get
        self.server_url = get("server_url", UNSET)
        self.connector_id = get("connector_id", UNSET)
        self.tunnel_id = get("tunnel_id", UNSET)
        self.authorization = get("authorization", UNSET)
        self.server_description = get("server_description", UNSET)
        self.headers = get("headers", UNSET)
        value = get("allowed_tools", UNSET)
        self.allowed_tools = MCPToolFilter.from_dict(value) if type(value) is dict else value
        self.allowed_callers = get("allowed_callers", UNSET)
        value = get("require_approval", UNSET)
        self.require_approval = MCPToolRequireApproval.from_dict(value) if type(value) is dict else value
        self.defer_loading = get("defer_loading", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
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
        return self._with_unknown(data)


# Below the class, so that models may refer to each other in a circle.
from .mcp_tool_filter import MCPToolFilter
from .mcp_tool_require_approval import MCPToolRequireApproval
