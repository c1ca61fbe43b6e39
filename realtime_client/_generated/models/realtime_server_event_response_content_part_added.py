# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeServerEventResponseContentPartAdded"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response_id",
        "item_id",
        "output_index",
        "content_index",
        "part",
        "content",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventResponseContentPartAdded(Model):
    """Sent by the server when a response starts a content part of an assistant message. Deltas and then `response.content_part.done` follow."""

    _component: ClassVar[str] = "RealtimeServerEventResponseContentPartAdded"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["response.content_part.added"] = "response.content_part.added"
    """Always `response.content_part.added`."""

    response_id: str
    """ID of the response that this event belongs to."""

    item_id: str
    """ID of the item that this event belongs to."""

    output_index: int
    """Zero-based index of the item in the response's `output`."""

    content_index: int
    """Zero-based index of the part in the `content` of the item."""

    part: RealtimeContentPart
    """The new part, still empty."""

    content: dict[str, Any] | Unset | None = UNSET
    """The part once more, as Azure sends it."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 8:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.response_id = data["response_id"]
            self.item_id = data["item_id"]
            self.output_index = data["output_index"]
            self.content_index = data["content_index"]
            value = data["part"]
            self.part = _read_realtime_content_part(value) if type(value) is dict else value
            self.content = data["content"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 8:
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
        value = self.content_index
        if value is not UNSET:
            data["content_index"] = value
        value = self.part
        if value is not UNSET:
            data["part"] = value.to_dict() if isinstance(value, Model) else value
        value = self.content
        if value is not UNSET:
            data["content"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_content_part import RealtimeContentPart

_read_realtime_content_part = RealtimeContentPart.from_dict
