# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventMCPListToolsFailed"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "item_id",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventMCPListToolsFailed(Model):
    """Sent by the server when the tools of an MCP server could not be listed."""

    _component: ClassVar[str] = "RealtimeServerEventMCPListToolsFailed"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["mcp_list_tools.failed"] = "mcp_list_tools.failed"
    """Always `mcp_list_tools.failed`."""

    item_id: str
    """ID of the `mcp_list_tools` item."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.item_id = data["item_id"]
        except KeyError:
            # A required key is missing.
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
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        return self._with_unknown(data) if self._unknown else data
