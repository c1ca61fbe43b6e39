# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._accessors.items import InputMessageAccessors
from realtime_client._core.model import UNSET, Model, Unset, new, plain

__all__ = ["RealtimeConversationItemMessageSystem"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
        "type",
        "status",
        "role",
        "content",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemMessageSystem(InputMessageAccessors, Model):
    """Message that gives the model context or small corrections during the conversation; use `instructions` for larger changes."""

    _component: ClassVar[str] = "RealtimeConversationItemMessageSystem"

    id: str | Unset | None = UNSET
    """ID of the item, chosen by the client or else assigned by the server."""

    object: Literal["realtime.item"] | Unset | None = UNSET
    """Always `realtime.item`."""

    type: Literal["message"] = "message"
    """Always `message`."""

    status: Literal["completed", "incomplete", "in_progress"] | str | Unset | None = UNSET
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    role: Literal["system"] = "system"
    """Always `system`."""

    content: list[RealtimeConversationItemSystemContentItem]
    """Parts of the message, all text."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 6:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.object = data["object"]
            self.type = data["type"]
            self.status = data["status"]
            self.role = data["role"]
            value = data["content"]
            self.content = (
                [
                    _read_realtime_conversation_item_system_content_item(item) if type(item) is dict else item
                    for item in value
                ]
                if type(value) is list
                else value
            )
        except KeyError:
            # As many keys as are declared, but not the same ones.
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
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.object
        if value is not UNSET:
            data["object"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.status
        if value is not UNSET:
            data["status"] = value
        value = self.role
        if value is not UNSET:
            data["role"] = value
        value = self.content
        if value is not UNSET:
            data["content"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_conversation_item_system_content_item import RealtimeConversationItemSystemContentItem

_read_realtime_conversation_item_system_content_item = RealtimeConversationItemSystemContentItem.from_dict
