# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeTranslationSession"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "type",
        "expires_at",
        "model",
        "audio",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationSession(Model):
    """Translation session as reported by the server; it translates incoming speech continuously."""

    _component: ClassVar[str] = "RealtimeTranslationSession"

    id: str
    """ID of the session."""

    type: Literal["translation"] = "translation"
    """Always `translation`."""

    expires_at: int
    """Time at which the session ends, in Unix seconds. Seconds since the Unix epoch."""

    model: str
    """Translation model of the session; it cannot change."""

    audio: RealtimeTranslationSessionAudio
    """Effective input and output audio settings."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.id = data["id"]
            self.type = data["type"]
            self.expires_at = data["expires_at"]
            self.model = data["model"]
            value = data["audio"]
            self.audio = _read_realtime_translation_session_audio(value) if type(value) is dict else value
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
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.expires_at
        if value is not UNSET:
            data["expires_at"] = value
        value = self.model
        if value is not UNSET:
            data["model"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_translation_session_audio import RealtimeTranslationSessionAudio

_read_realtime_translation_session_audio = RealtimeTranslationSessionAudio.from_dict
