# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventInputTranscriptionSegment"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "item_id",
        "content_index",
        "text",
        "id",
        "speaker",
        "start",
        "end",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventInputTranscriptionSegment(Model):
    """Sent by the server for each segment of input speech that a diarizing transcription model assigns to one speaker."""

    _component: ClassVar[str] = "RealtimeServerEventConversationItemInputAudioTranscriptionSegment"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["conversation.item.input_audio_transcription.segment"] = (
        "conversation.item.input_audio_transcription.segment"
    )
    """Always `conversation.item.input_audio_transcription.segment`."""

    item_id: str
    """ID of the user message whose audio is transcribed."""

    content_index: int
    """Zero-based index of the audio part in the message's `content`."""

    text: str
    """Transcript of the segment."""

    id: str
    """ID of the segment."""

    speaker: str
    """Label of the speaker."""

    start: float
    """Start of the segment in seconds."""

    end: float
    """End of the segment in seconds."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.item_id = data["item_id"]
            self.content_index = data["content_index"]
            self.text = data["text"]
            self.id = data["id"]
            self.speaker = data["speaker"]
            self.start = data["start"]
            self.end = data["end"]
        except KeyError:
            # A required key is missing.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 9:
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
        value = self.text
        if value is not UNSET:
            data["text"] = value
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.speaker
        if value is not UNSET:
            data["speaker"] = value
        value = self.start
        if value is not UNSET:
            data["start"] = value
        value = self.end
        if value is not UNSET:
            data["end"] = value
        return self._with_unknown(data) if self._unknown else data
