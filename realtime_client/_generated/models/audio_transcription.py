# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["AudioTranscription"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "model",
        "language",
        "languages",
        "keywords",
        "prompt",
        "delay",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AudioTranscription(Model):
    """Input transcription settings, sent as `audio.input.transcription` when a session is created or updated."""

    _component: ClassVar[str] = "AudioTranscription"

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
    """Transcription model name, listed or not; `gpt-4o-transcribe-diarize` also labels speakers. Known values:
    `whisper-1`, `gpt-transcribe`, `gpt-live-transcribe`, `gpt-4o-mini-transcribe`,
    `gpt-4o-mini-transcribe-2025-12-15`, `gpt-4o-transcribe`, `gpt-4o-transcribe-diarize`, `gpt-realtime-whisper`."""

    language: str | Unset | None = UNSET
    """Expected spoken language as an ISO-639-1 code such as `en`; setting it makes transcription faster and more
    accurate."""

    languages: list[str] | Unset | None = UNSET
    """ISO-639-1 codes of languages that may be spoken; only for `gpt-transcribe` and `gpt-live-transcribe`."""

    keywords: list[str] | Unset | None = UNSET
    """Terms that the transcription model should expect; only for `gpt-transcribe` and `gpt-live-transcribe`."""

    prompt: str | Unset | None = UNSET
    """Hint for the transcription model: keywords for `whisper-1`, free text for `gpt-4o-transcribe` models. GA
    sessions do not accept it with `gpt-realtime-whisper`."""

    delay: Literal["minimal", "low", "medium", "high", "xhigh"] | str | Unset | None = UNSET
    """Delay before `gpt-realtime-whisper` emits text in GA sessions; a longer delay increases accuracy and latency.
    Known values: `minimal`, `low`, `medium`, `high`, `xhigh`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 6:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.model = data["model"]
            self.language = data["language"]
            self.languages = data["languages"]
            self.keywords = data["keywords"]
            self.prompt = data["prompt"]
            self.delay = data["delay"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 6:
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
        value = self.keywords
        if value is not UNSET:
            data["keywords"] = value
        value = self.prompt
        if value is not UNSET:
            data["prompt"] = value
        value = self.delay
        if value is not UNSET:
            data["delay"] = value
        return self._with_unknown(data) if self._unknown else data
