# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeBetaClientEventItemTruncate"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "item_id",
        "content_index",
        "audio_end_ms",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaClientEventItemTruncate(Model):
    """Sent by the client in the beta dialect to truncate the audio of an assistant message to what the user has heard; its transcript is removed. `conversation.item.truncated` follows."""

    _component: ClassVar[str] = "RealtimeBetaClientEventConversationItemTruncate"

    event_id: str | Unset | None = UNSET
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["conversation.item.truncate"] = "conversation.item.truncate"
    """Always `conversation.item.truncate`."""

    item_id: str
    """ID of the assistant message to truncate; other items cannot be truncated."""

    content_index: int
    """Zero-based index of the audio part to truncate; use 0."""

    audio_end_ms: int
    """Milliseconds of audio to keep, from the start of the part; a value beyond its end is an error."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.item_id = data["item_id"]
            self.content_index = data["content_index"]
            self.audio_end_ms = data["audio_end_ms"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
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
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        value = self.content_index
        if value is not UNSET:
            data["content_index"] = value
        value = self.audio_end_ms
        if value is not UNSET:
            data["audio_end_ms"] = value
        return self._with_unknown(data) if self._unknown else data
