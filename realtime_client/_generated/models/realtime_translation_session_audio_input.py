# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranslationSessionAudioInput"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "transcription",
        "noise_reduction",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationSessionAudioInput(Model):
    """Input audio settings of a translation session."""

    _component: ClassVar[str] = "RealtimeTranslationSessionAudioInput"

    transcription: RealtimeTranslationInputTranscription | Unset | None = UNSET
    """Transcription of the source speech, sent as `session.input_transcript.delta`; the translation does not depend on
    it. Null if disabled."""

    noise_reduction: RealtimeTranslationNoiseReduction | Unset | None = UNSET
    """Noise reduction of the source audio; null if disabled."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["transcription"]
            self.transcription = _read_realtime_translation_input_transcription(value) if type(value) is dict else value
            value = data["noise_reduction"]
            self.noise_reduction = _read_realtime_translation_noise_reduction(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 2:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.transcription
        if value is not UNSET:
            data["transcription"] = value.to_dict() if isinstance(value, Model) else value
        value = self.noise_reduction
        if value is not UNSET:
            data["noise_reduction"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_translation_input_transcription import RealtimeTranslationInputTranscription
from .realtime_translation_noise_reduction import RealtimeTranslationNoiseReduction

_read_realtime_translation_input_transcription = RealtimeTranslationInputTranscription.from_dict
_read_realtime_translation_noise_reduction = RealtimeTranslationNoiseReduction.from_dict
