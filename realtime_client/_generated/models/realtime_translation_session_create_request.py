# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeTranslationSessionCreateRequest"]

_KEYS = frozenset(
    (
        "model",
        "audio",
    )
)
_ABSENT = {
    "model": UNSET,
}


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationSessionCreateRequest(Model):
    """Settings for a new translation session.

    Attributes:
        model: Translation model to use; fixed for the session.
        audio: Input and output audio settings; absent means defaults.
    """

    _component: ClassVar[str] = "RealtimeTranslationSessionCreateRequest"

    model: str
    audio: RealtimeTranslationSessionCreateRequestAudio | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        try:
            self.model = data["model"]
        except KeyError:
            return cls.from_dict(_ABSENT | data)
        get = data.get
        value = get("audio", UNSET)
        self.audio = RealtimeTranslationSessionCreateRequestAudio.from_dict(value) if type(value) is dict else value
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.model
        if value is not UNSET:
            data["model"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data)


# Below the class, so that models may refer to each other in a circle.
from .realtime_translation_session_create_request_audio import RealtimeTranslationSessionCreateRequestAudio
