# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeMCPApprovalRequest"]

_KEYS = frozenset(
    (
        "type",
        "id",
        "server_label",
        "name",
        "arguments",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPApprovalRequest(Model):
    """Item in which the model asks leave to call an MCP tool; answer it with an `mcp_approval_response` item.

    Attributes:
        type: Always `mcp_approval_request`.
        id: Identifier that the answer must quote.
        server_label: `server_label` of the MCP server concerned.
        name: Tool the model wants to run.
        arguments: Arguments for the tool as a JSON text.
    """

    _component: ClassVar[str] = "RealtimeMCPApprovalRequest"

    type: Literal["mcp_approval_request"] = "mcp_approval_request"
    id: str
    server_label: str
    name: str
    arguments: str

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = cls.__new__(cls)
        get = data.get
        self.type = get("type", UNSET)
        self.id = get("id", UNSET)
        self.server_label = get("server_label", UNSET)
        self.name = get("name", UNSET)
        self.arguments = get("arguments", UNSET)
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
        return self._with_unknown(data)
