# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeMCPApprovalResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "id",
        "approval_request_id",
        "approve",
        "reason",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPApprovalResponse(Model):
    """Reply of the client that approves or denies an MCP tool call."""

    _component: ClassVar[str] = "RealtimeMCPApprovalResponse"

    type: Literal["mcp_approval_response"] = "mcp_approval_response"
    """Always `mcp_approval_response`."""

    id: str
    """ID of the item, unique in the conversation."""

    approval_request_id: str
    """`id` of the approval request."""

    approve: bool
    """Whether the call is approved."""

    reason: str | Unset | None = UNSET
    """Reason for the decision, or null."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.id = data["id"]
            self.approval_request_id = data["approval_request_id"]
            self.approve = data["approve"]
            self.reason = data["reason"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
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
        value = self.approval_request_id
        if value is not UNSET:
            data["approval_request_id"] = value
        value = self.approve
        if value is not UNSET:
            data["approve"] = value
        value = self.reason
        if value is not UNSET:
            data["reason"] = value
        return self._with_unknown(data) if self._unknown else data
