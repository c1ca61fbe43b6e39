# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

from ..tables import REALTIME_AUDIO_FORMATS

if TYPE_CHECKING:
    from ..types import RealtimeAudioFormats, VoiceIdsOrCustomVoice

__all__ = ["RealtimeSessionCreateRequestGAAudioOutput"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "format",
        "voice",
        "speed",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateRequestGAAudioOutput(Model):
    """Settings for speech: encoding, voice and speed."""

    _component: ClassVar[str] = "RealtimeSessionCreateRequestGAAudioOutput"

    format: RealtimeAudioFormats | Unset | None = UNSET
    """Encoding of the audio that the model produces."""

    voice: VoiceIdsOrCustomVoice | Unset | None = UNSET
    """Name of a voice, or a custom voice object; default `alloy`. It cannot change after the first audio output. Known
    values: `alloy`, `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`, `marin`, `cedar`."""

    speed: float | Unset | None = UNSET
    """Speed of the spoken output from 0.25 to 1.5; default 1. It can only change between turns."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["format"]
            self.format = REALTIME_AUDIO_FORMATS.from_dict(value) if type(value) is dict else value
            value = data["voice"]
            self.voice = _read_voice_ids_or_custom_voice_object(value) if type(value) is dict else value
            self.speed = data["speed"]
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
        value = self.format
        if value is not UNSET:
            data["format"] = value.to_dict() if isinstance(value, Model) else value
        value = self.voice
        if value is not UNSET:
            data["voice"] = value.to_dict() if isinstance(value, Model) else value
        value = self.speed
        if value is not UNSET:
            data["speed"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .voice_ids_or_custom_voice_object import VoiceIdsOrCustomVoiceObject

_read_voice_ids_or_custom_voice_object = VoiceIdsOrCustomVoiceObject.from_dict
