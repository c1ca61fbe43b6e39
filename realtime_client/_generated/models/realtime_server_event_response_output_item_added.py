# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

from ..tables import REALTIME_CONVERSATION_ITEM

if TYPE_CHECKING:
    from ..types import RealtimeConversationItem

__all__ = ["RealtimeServerEventResponseOutputItemAdded"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response_id",
        "output_index",
        "item",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventResponseOutputItemAdded(Model):
    """Sent by the server when a response starts an output item, still without content. `response.output_item.done` follows."""

    _component: ClassVar[str] = "RealtimeServerEventResponseOutputItemAdded"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["response.output_item.added"] = "response.output_item.added"
    """Always `response.output_item.added`."""

    response_id: str
    """ID of the response that this event belongs to."""

    output_index: int
    """Zero-based index of the item in the response's `output`."""

    item: RealtimeConversationItem
    """The new item, with status `in_progress`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.response_id = data["response_id"]
            self.output_index = data["output_index"]
            value = data["item"]
            self.item = REALTIME_CONVERSATION_ITEM.from_dict(value) if type(value) is dict else value
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
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.response_id
        if value is not UNSET:
            data["response_id"] = value
        value = self.output_index
        if value is not UNSET:
            data["output_index"] = value
        value = self.item
        if value is not UNSET:
            data["item"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data
