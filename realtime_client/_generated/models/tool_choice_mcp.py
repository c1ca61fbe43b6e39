# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["ToolChoiceMCP"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "server_label",
        "name",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ToolChoiceMCP(Model):
    """Requires the model to use an MCP server or one of its tools."""

    _component: ClassVar[str] = "ToolChoiceMCP"

    type: Literal["mcp"] = "mcp"
    """Always `mcp`."""

    server_label: str
    """`server_label` of the MCP server to use."""

    name: str | Unset | None = UNSET
    """Name of the tool to call; if null, the model chooses one of the server's tools."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.server_label = data["server_label"]
            self.name = data["name"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 3:
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
        value = self.name
        if value is not UNSET:
            data["name"] = value
        return self._with_unknown(data) if self._unknown else data
