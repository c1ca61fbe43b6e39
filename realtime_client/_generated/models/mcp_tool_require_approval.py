# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["MCPToolRequireApproval"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "always",
        "never",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MCPToolRequireApproval(Model):
    """Per-tool approval rule for an MCP server, used in `require_approval`."""

    _component: ClassVar[str] = "MCPToolRequireApproval"

    always: MCPToolFilter | Unset | None = UNSET
    """Tools that always require approval."""

    never: MCPToolFilter | Unset | None = UNSET
    """Tools that never require approval."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["always"]
            self.always = _read_mcp_tool_filter(value) if type(value) is dict else value
            value = data["never"]
            self.never = _read_mcp_tool_filter(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 2:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.always
        if value is not UNSET:
            data["always"] = value.to_dict() if isinstance(value, Model) else value
        value = self.never
        if value is not UNSET:
            data["never"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .mcp_tool_filter import MCPToolFilter

_read_mcp_tool_filter = MCPToolFilter.from_dict
