# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeServerEventResponseAudioTranscriptDelta"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response_id",
        "item_id",
        "output_index",
        "content_index",
        "delta",
        "obfuscation",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventResponseAudioTranscriptDelta(Model):
    """Sent by the server with the next part of the transcript of the spoken output. The matching `done` event follows the last one."""

    _component: ClassVar[str] = "RealtimeServerEventResponseAudioTranscriptDelta"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["response.output_audio_transcript.delta"] = "response.output_audio_transcript.delta"
    """Always `response.output_audio_transcript.delta`."""

    response_id: str
    """ID of the response that this event belongs to."""

    item_id: str
    """ID of the item that this event belongs to."""

    output_index: int
    """Zero-based index of the item in the response's `output`."""

    content_index: int
    """Zero-based index of the part in the `content` of the item."""

    delta: str
    """Transcript text to append."""

    obfuscation: str | Unset | None = UNSET
    """Padding that hides the length of the delta."""

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
            self.delta = data["delta"]
            self.obfuscation = data["obfuscation"]
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
        value = self.delta
        if value is not UNSET:
            data["delta"] = value
        value = self.obfuscation
        if value is not UNSET:
            data["obfuscation"] = value
        return self._with_unknown(data) if self._unknown else data
