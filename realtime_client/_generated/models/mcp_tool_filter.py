# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["MCPToolFilter"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "tool_names",
        "read_only",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MCPToolFilter(Model):
    """Filter for tools of an MCP server, by name or by read-only hint."""

    _component: ClassVar[str] = "MCPToolFilter"

    tool_names: list[str] | Unset | None = UNSET
    """Names of the selected tools."""

    read_only: bool | Unset | None = UNSET
    """Whether to select tools that the server marks with `readOnlyHint`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.tool_names = data["tool_names"]
            self.read_only = data["read_only"]
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
        value = self.tool_names
        if value is not UNSET:
            data["tool_names"] = value
        value = self.read_only
        if value is not UNSET:
            data["read_only"] = value
        return self._with_unknown(data) if self._unknown else data
