# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

from ..tables import REALTIME_CONVERSATION_ITEM

if TYPE_CHECKING:
    from ..types import RealtimeConversationItem

__all__ = ["RealtimeServerEventConversationItemDone"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "previous_item_id",
        "item",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventConversationItemDone(Model):
    """An item of the conversation is complete; it carries all content but the audio, which `conversation.item.retrieve` returns."""

    _component: ClassVar[str] = "RealtimeServerEventConversationItemDone"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["conversation.item.done"] = "conversation.item.done"
    """Always `conversation.item.done`."""

    previous_item_id: str | Unset | None = UNSET
    """ID of the preceding item; null if this item is the first."""

    item: RealtimeConversationItem
    """The item in its final state, without audio data."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.previous_item_id = data["previous_item_id"]
            value = data["item"]
            self.item = REALTIME_CONVERSATION_ITEM.from_dict(value) if type(value) is dict else value
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
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.previous_item_id
        if value is not UNSET:
            data["previous_item_id"] = value
        value = self.item
        if value is not UNSET:
            data["item"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data
