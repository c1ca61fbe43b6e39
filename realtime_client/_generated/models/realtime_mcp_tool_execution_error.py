# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeMCPToolExecutionError"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "message",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPToolExecutionError(Model):
    """Error raised by an MCP tool."""

    _component: ClassVar[str] = "RealtimeMCPToolExecutionError"

    type: Literal["tool_execution_error"] = "tool_execution_error"
    """Always `tool_execution_error`."""

    message: str
    """Human-readable description of the failure."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.message = data["message"]
        except KeyError:
            # A required key is missing.
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.message
        if value is not UNSET:
            data["message"] = value
        return self._with_unknown(data) if self._unknown else data
