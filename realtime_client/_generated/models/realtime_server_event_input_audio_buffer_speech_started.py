# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventInputAudioBufferSpeechStarted"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "audio_start_ms",
        "item_id",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventInputAudioBufferSpeechStarted(Model):
    """Sent by the server when turn detection detects the start of speech; clients usually stop playback now. `input_audio_buffer.speech_stopped` follows when the speech ends."""

    _component: ClassVar[str] = "RealtimeServerEventInputAudioBufferSpeechStarted"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["input_audio_buffer.speech_started"] = "input_audio_buffer.speech_started"
    """Always `input_audio_buffer.speech_started`."""

    audio_start_ms: int
    """Start of the speech in milliseconds of audio since the session began; includes `prefix_padding_ms`."""

    item_id: str
    """ID that the user message will have when the speech ends."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.audio_start_ms = data["audio_start_ms"]
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
        value = self.audio_start_ms
        if value is not UNSET:
            data["audio_start_ms"] = value
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        return self._with_unknown(data) if self._unknown else data
