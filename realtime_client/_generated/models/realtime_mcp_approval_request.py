# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeMCPApprovalRequest"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "id",
        "server_label",
        "name",
        "arguments",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPApprovalRequest(Model):
    """Request by the model for approval of an MCP tool call; reply with an `mcp_approval_response` item."""

    _component: ClassVar[str] = "RealtimeMCPApprovalRequest"

    type: Literal["mcp_approval_request"] = "mcp_approval_request"
    """Always `mcp_approval_request`."""

    id: str
    """ID that the reply must repeat."""

    server_label: str
    """`server_label` of the MCP server."""

    name: str
    """Name of the tool to run."""

    arguments: str
    """Arguments of the tool as JSON text."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.id = data["id"]
            self.server_label = data["server_label"]
            self.name = data["name"]
            self.arguments = data["arguments"]
        except KeyError:
            # A required key is missing.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 5:
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
        return self._with_unknown(data) if self._unknown else data
