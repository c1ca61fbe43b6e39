# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeTranslationSessionAudio"]

_KEYS = frozenset(
    (
        "input",
        "output",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationSessionAudio(Model):
    """Audio settings of a translation session.

    Attributes:
        input: Source transcription and noise reduction.
        output: Target language of the translation.
    """

    _component: ClassVar[str] = "RealtimeTranslationSessionAudio"

    input: RealtimeTranslationSessionAudioInput | Unset | None = UNSET
    output: RealtimeTranslationSessionAudioOutput | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        get = data.get
        value = get("input", UNSET)
        self.input = RealtimeTranslationSessionAudioInput.from_dict(value) if type(value) is dict else value
        value = get("output", UNSET)
        self.output = RealtimeTranslationSessionAudioOutput.from_dict(value) if type(value) is dict else value
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.input
        if value is not UNSET:
            data["input"] = value.to_dict() if isinstance(value, Model) else value
        value = self.output
        if value is not UNSET:
            data["output"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data)


# Below the class, so that models may refer to each other in a circle.
from .realtime_translation_session_audio_input import RealtimeTranslationSessionAudioInput
from .realtime_translation_session_audio_output import RealtimeTranslationSessionAudioOutput
