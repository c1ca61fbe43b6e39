# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeSessionCreateRequestTranscription"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "model",
        "language",
        "prompt",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateRequestTranscription(Model):
    """Settings for the transcription of user audio in the beta dialect."""

    _component: ClassVar[str] = "RealtimeSessionCreateRequestTranscription"

    model: str | Unset | None = UNSET
    """Transcription model to use."""

    language: str | Unset | None = UNSET
    """Expected spoken language as an ISO-639-1 code such as `en`; setting it makes transcription faster and more
    accurate."""

    prompt: str | Unset | None = UNSET
    """Hint for the transcription model: keywords for `whisper-1`, free text for other models."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.model = data["model"]
            self.language = data["language"]
            self.prompt = data["prompt"]
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
        value = self.model
        if value is not UNSET:
            data["model"] = value
        value = self.language
        if value is not UNSET:
            data["language"] = value
        value = self.prompt
        if value is not UNSET:
            data["prompt"] = value
        return self._with_unknown(data) if self._unknown else data
