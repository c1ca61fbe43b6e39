# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["AudioTranscriptionResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "model",
        "language",
        "languages",
        "prompt",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AudioTranscriptionResponse(Model):
    """Effective input transcription settings, as the server reports them in `audio.input.transcription`."""

    _component: ClassVar[str] = "AudioTranscriptionResponse"

    model: (
        Literal[
            "whisper-1",
            "gpt-transcribe",
            "gpt-live-transcribe",
            "gpt-4o-mini-transcribe",
            "gpt-4o-mini-transcribe-2025-12-15",
            "gpt-4o-transcribe",
            "gpt-4o-transcribe-diarize",
            "gpt-realtime-whisper",
        ]
        | str
        | Unset
        | None
    ) = UNSET
    """Name of the transcription model in use. Known values: `whisper-1`, `gpt-transcribe`, `gpt-live-transcribe`,
    `gpt-4o-mini-transcribe`, `gpt-4o-mini-transcribe-2025-12-15`, `gpt-4o-transcribe`, `gpt-4o-transcribe-diarize`,
    `gpt-realtime-whisper`."""

    language: str | Unset | None = UNSET
    """Configured spoken language as an ISO-639-1 code."""

    languages: list[str] | Unset | None = UNSET
    """Configured candidate languages as ISO-639-1 codes."""

    prompt: str | Unset | None = UNSET
    """Hint for the transcription model, if set."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.model = data["model"]
            self.language = data["language"]
            self.languages = data["languages"]
            self.prompt = data["prompt"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 4:
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
        value = self.languages
        if value is not UNSET:
            data["languages"] = value
        value = self.prompt
        if value is not UNSET:
            data["prompt"] = value
        return self._with_unknown(data) if self._unknown else data
