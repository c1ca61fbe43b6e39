# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranslationEventAudioBufferAppend"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "audio",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationEventAudioBufferAppend(Model):
    """Sent by the client to stream source audio, preferably in chunks of 200 ms; send silence during pauses. The server does not acknowledge it."""

    _component: ClassVar[str] = "RealtimeTranslationClientEventInputAudioBufferAppend"

    event_id: str | Unset | None = UNSET
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["session.input_audio_buffer.append"] = "session.input_audio_buffer.append"
    """Always `session.input_audio_buffer.append`."""

    audio: str
    """Base64 PCM16 audio: 16-bit little-endian mono at 24,000 Hz; no other encoding is accepted."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.audio = data["audio"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 3:
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
        value = self.audio
        if value is not UNSET:
            data["audio"] = value
        return self._with_unknown(data) if self._unknown else data
