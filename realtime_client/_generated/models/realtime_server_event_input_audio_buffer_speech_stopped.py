# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventInputAudioBufferSpeechStopped"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "audio_end_ms",
        "item_id",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventInputAudioBufferSpeechStopped(Model):
    """Sent by the server when turn detection detects the end of speech. The audio is then committed and `conversation.item.added` follows."""

    _component: ClassVar[str] = "RealtimeServerEventInputAudioBufferSpeechStopped"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["input_audio_buffer.speech_stopped"] = "input_audio_buffer.speech_stopped"
    """Always `input_audio_buffer.speech_stopped`."""

    audio_end_ms: int
    """End of the speech in milliseconds of audio since the session began; includes the silence that ended it."""

    item_id: str
    """ID of the user message created from this speech."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.audio_end_ms = data["audio_end_ms"]
            self.item_id = data["item_id"]
        except KeyError:
            # A required key is missing.
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
        value = self.audio_end_ms
        if value is not UNSET:
            data["audio_end_ms"] = value
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        return self._with_unknown(data) if self._unknown else data
