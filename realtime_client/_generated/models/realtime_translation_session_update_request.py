# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranslationSessionUpdateRequest"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(("audio",), UNSET)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationSessionUpdateRequest(Model):
    """Changes to a translation session, sent with `session.update`; omitted fields keep their values."""

    _component: ClassVar[str] = "RealtimeTranslationSessionUpdateRequest"

    audio: RealtimeTranslationSessionAudio | Unset | None = UNSET
    """Audio settings to change."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 1:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["audio"]
            self.audio = _read_realtime_translation_session_audio(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 1:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_translation_session_audio import RealtimeTranslationSessionAudio

_read_realtime_translation_session_audio = RealtimeTranslationSessionAudio.from_dict
