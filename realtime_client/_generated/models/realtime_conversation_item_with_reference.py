# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

__all__ = ["RealtimeConversationItemWithReference"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "type",
        "object",
        "status",
        "role",
        "content",
        "call_id",
        "name",
        "arguments",
        "output",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemWithReference(Model):
    """Message, function call or function result in the beta dialect, whose content may refer to an earlier item."""

    _component: ClassVar[str] = "RealtimeConversationItemWithReference"

    id: str | Unset | None = UNSET
    """ID of the item; if omitted, the server assigns one."""

    type: Literal["message", "function_call", "function_call_output"] | str | Unset | None = UNSET
    """Kind of item: `message`, `function_call` or `function_call_output`."""

    object: Literal["realtime.item"] | Unset | None = UNSET
    """Always `realtime.item`."""

    status: Literal["completed", "incomplete", "in_progress"] | str | Unset | None = UNSET
    """Status of the item: `completed`, `incomplete` or `in_progress`; accepted on input but without effect."""

    role: Literal["user", "assistant", "system"] | str | Unset | None = UNSET
    """Author of a `message`: `user`, `assistant` or `system`."""

    content: list[RealtimeConversationItemWithReferenceContentItem] | Unset | None = UNSET
    """Parts of a `message`: `input_text` for system, `input_text` and `input_audio` for user, `text` for assistant."""

    call_id: str | Unset | None = UNSET
    """ID that links a `function_call` to its `function_call_output`; the call must already be in the conversation."""

    name: str | Unset | None = UNSET
    """Name of the function of a `function_call`."""

    arguments: str | Unset | None = UNSET
    """Arguments of a `function_call` as JSON text."""

    output: str | Unset | None = UNSET
    """Result of a `function_call_output` as text, often JSON."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 10:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.type = data["type"]
            self.object = data["object"]
            self.status = data["status"]
            self.role = data["role"]
            value = data["content"]
            self.content = (
                [
                    _read_realtime_conversation_item_with_reference_content_item(item) if type(item) is dict else item
                    for item in value
                ]
                if type(value) is list
                else value
            )
            self.call_id = data["call_id"]
            self.name = data["name"]
            self.arguments = data["arguments"]
            self.output = data["output"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 10:
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.object
        if value is not UNSET:
            data["object"] = value
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
        value = self.call_id
        if value is not UNSET:
            data["call_id"] = value
        value = self.name
        if value is not UNSET:
            data["name"] = value
        value = self.arguments
        if value is not UNSET:
            data["arguments"] = value
        value = self.output
        if value is not UNSET:
            data["output"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_conversation_item_with_reference_content_item import RealtimeConversationItemWithReferenceContentItem

_read_realtime_conversation_item_with_reference_content_item = (
    RealtimeConversationItemWithReferenceContentItem.from_dict
)
