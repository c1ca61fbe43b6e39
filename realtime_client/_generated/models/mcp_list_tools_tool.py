# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["MCPListToolsTool"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "name",
        "description",
        "input_schema",
        "annotations",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MCPListToolsTool(Model):
    """One entry in the tool list of an MCP server."""

    _component: ClassVar[str] = "MCPListToolsTool"

    name: str
    """Name of the tool on the MCP server."""

    description: str | Unset | None = UNSET
    """Description of the tool by the server, or null."""

    input_schema: dict[str, Any]
    """JSON Schema of the arguments the tool accepts."""

    annotations: dict[str, Any] | Unset | None = UNSET
    """Hints about the tool from the MCP server, such as `readOnlyHint`, or null."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.name = data["name"]
            self.description = data["description"]
            self.input_schema = data["input_schema"]
            self.annotations = data["annotations"]
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
        value = self.name
        if value is not UNSET:
            data["name"] = value
        value = self.description
        if value is not UNSET:
            data["description"] = value
        value = self.input_schema
        if value is not UNSET:
            data["input_schema"] = value
        value = self.annotations
        if value is not UNSET:
            data["annotations"] = value
        return self._with_unknown(data) if self._unknown else data
