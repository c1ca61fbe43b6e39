# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeBetaServerEventMCPCallArgumentsDone"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response_id",
        "item_id",
        "output_index",
        "arguments",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaServerEventMCPCallArgumentsDone(Model):
    """Sent by the server in the beta dialect with the complete arguments of an MCP call; the server makes the call."""

    _component: ClassVar[str] = "RealtimeBetaServerEventResponseMCPCallArgumentsDone"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["response.mcp_call_arguments.done"] = "response.mcp_call_arguments.done"
    """Always `response.mcp_call_arguments.done`."""

    response_id: str
    """ID of the response that this event belongs to."""

    item_id: str
    """ID of the `mcp_call` item that the arguments belong to."""

    output_index: int
    """Zero-based index of the item in the response's `output`."""

    arguments: str
    """Complete arguments as JSON text."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.response_id = data["response_id"]
            self.item_id = data["item_id"]
            self.output_index = data["output_index"]
            self.arguments = data["arguments"]
        except KeyError:
            # A required key is missing.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 6:
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
        value = self.response_id
        if value is not UNSET:
            data["response_id"] = value
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        value = self.output_index
        if value is not UNSET:
            data["output_index"] = value
        value = self.arguments
        if value is not UNSET:
            data["arguments"] = value
        return self._with_unknown(data) if self._unknown else data
