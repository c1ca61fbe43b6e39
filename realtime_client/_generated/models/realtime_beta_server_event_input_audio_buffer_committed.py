# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeBetaServerEventInputAudioBufferCommitted"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "previous_item_id",
        "item_id",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaServerEventInputAudioBufferCommitted(Model):
    """Sent by the server in the beta dialect when buffered audio becomes a user message, by the client's commit or by turn detection. `conversation.item.created` for that message follows."""

    _component: ClassVar[str] = "RealtimeBetaServerEventInputAudioBufferCommitted"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["input_audio_buffer.committed"] = "input_audio_buffer.committed"
    """Always `input_audio_buffer.committed`."""

    previous_item_id: str | Unset | None = UNSET
    """ID of the item before the new message; null if the message is the first item."""

    item_id: str
    """ID of the user message created from the audio."""

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
            self.item_id = data["item_id"]
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
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        return self._with_unknown(data) if self._unknown else data
