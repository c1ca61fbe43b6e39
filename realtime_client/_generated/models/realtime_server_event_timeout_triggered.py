# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventTimeoutTriggered"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "audio_start_ms",
        "audio_end_ms",
        "item_id",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventTimeoutTriggered(Model):
    """Sent by the server when no speech was detected within `idle_timeout_ms` after the last response. The silence is committed and a response is started."""

    _component: ClassVar[str] = "RealtimeServerEventInputAudioBufferTimeoutTriggered"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["input_audio_buffer.timeout_triggered"] = "input_audio_buffer.timeout_triggered"
    """Always `input_audio_buffer.timeout_triggered`."""

    audio_start_ms: int
    """Start of the silence, after playback of the last response, in milliseconds of audio since the session began."""

    audio_end_ms: int
    """Time of the timeout in milliseconds of audio since the session began."""

    item_id: str
    """ID of the user message created from the silence."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.audio_start_ms = data["audio_start_ms"]
            self.audio_end_ms = data["audio_end_ms"]
            self.item_id = data["item_id"]
        except KeyError:
            # A required key is missing.
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
        value = self.audio_start_ms
        if value is not UNSET:
            data["audio_start_ms"] = value
        value = self.audio_end_ms
        if value is not UNSET:
            data["audio_end_ms"] = value
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        return self._with_unknown(data) if self._unknown else data
