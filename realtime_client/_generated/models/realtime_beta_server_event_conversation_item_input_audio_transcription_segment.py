# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment"]

_KEYS = frozenset(
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
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment(Model):
    """Sent by the server in the beta dialect for each stretch of input speech that a diarizing transcription model attributes to one speaker.

    Attributes:
        event_id: Unique id of this server event.
        type: Always `conversation.item.input_audio_transcription.segment`.
        item_id: Id of the user message whose audio is transcribed.
        content_index: Zero-based position of the audio part in the message's `content`.
        text: Words spoken in the segment.
        id: Id of the segment.
        speaker: Label of the speaker the segment is attributed to.
        start: Start of the segment in seconds.
        end: End of the segment in seconds.
    """

    _component: ClassVar[str] = "RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment"

    event_id: str
    type: Literal["conversation.item.input_audio_transcription.segment"] = (
        "conversation.item.input_audio_transcription.segment"
    )
    item_id: str
    content_index: int
    text: str
    id: str
    speaker: str
    start: float
    end: float

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = cls.__new__(cls)
        get = data.get
        self.event_id = get("event_id", UNSET)
        self.type = get("type", UNSET)
        self.item_id = get("item_id", UNSET)
        self.content_index = get("content_index", UNSET)
        self.text = get("text", UNSET)
        self.id = get("id", UNSET)
        self.speaker = get("speaker", UNSET)
        self.start = get("start", UNSET)
        self.end = get("end", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
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
        return self._with_unknown(data)
