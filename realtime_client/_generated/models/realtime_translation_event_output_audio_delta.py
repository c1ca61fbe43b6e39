# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._accessors.audio import AudioDeltaAccessors
from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranslationEventOutputAudioDelta"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "delta",
        "sample_rate",
        "channels",
        "format",
        "elapsed_ms",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationEventOutputAudioDelta(AudioDeltaAccessors, Model):
    """Sent by the server with the next part of the translated speech, of varying length; queue all of it."""

    _component: ClassVar[str] = "RealtimeTranslationServerEventSessionOutputAudioDelta"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["session.output_audio.delta"] = "session.output_audio.delta"
    """Always `session.output_audio.delta`."""

    delta: str
    """Base64 audio to append: 16-bit little-endian PCM."""

    sample_rate: int | Unset | None = UNSET
    """Sample rate in Hz; default 24000."""

    channels: int | Unset | None = UNSET
    """Number of channels; default 1 (mono)."""

    format: Literal["pcm16"] | Unset | None = UNSET
    """Always `pcm16`."""

    elapsed_ms: int | Unset | None = UNSET
    """Position in the stream in milliseconds, in steps of 200, for aligning outputs; several events may have the same
    position. Null if unknown."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 7:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.delta = data["delta"]
            self.sample_rate = data["sample_rate"]
            self.channels = data["channels"]
            self.format = data["format"]
            self.elapsed_ms = data["elapsed_ms"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 7:
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
        value = self.delta
        if value is not UNSET:
            data["delta"] = value
        value = self.sample_rate
        if value is not UNSET:
            data["sample_rate"] = value
        value = self.channels
        if value is not UNSET:
            data["channels"] = value
        value = self.format
        if value is not UNSET:
            data["format"] = value
        value = self.elapsed_ms
        if value is not UNSET:
            data["elapsed_ms"] = value
        return self._with_unknown(data) if self._unknown else data
