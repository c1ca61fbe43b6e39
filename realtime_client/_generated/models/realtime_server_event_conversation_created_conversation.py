# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeServerEventConversationCreatedConversation"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventConversationCreatedConversation(Model):
    """Conversation in a `conversation.created` event."""

    _component: ClassVar[str] = "RealtimeServerEventConversationCreatedConversation"

    id: str | Unset | None = UNSET
    """ID of the conversation, as in the `conversation_id` of a response."""

    object: str | Unset | None = UNSET
    """Always `realtime.conversation`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.object = data["object"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
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
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.object
        if value is not UNSET:
            data["object"] = value
        return self._with_unknown(data) if self._unknown else data
