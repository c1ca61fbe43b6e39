# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

from ..tables import REALTIME_CONVERSATION_ITEM

if TYPE_CHECKING:
    from ..types import RealtimeConversationItem

__all__ = ["RealtimeServerEventConversationItemRetrieved"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "item",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventConversationItemRetrieved(Model):
    """Sent by the server in reply to `conversation.item.retrieve`, with the complete item including its audio."""

    _component: ClassVar[str] = "RealtimeServerEventConversationItemRetrieved"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["conversation.item.retrieved"] = "conversation.item.retrieved"
    """Always `conversation.item.retrieved`."""

    item: RealtimeConversationItem
    """The server's version of the item, with base64 audio if it has any."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            value = data["item"]
            self.item = REALTIME_CONVERSATION_ITEM.from_dict(value) if type(value) is dict else value
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
        value = self.item
        if value is not UNSET:
            data["item"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data
