# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeConversationItemAssistantContentItem"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "text",
        "audio",
        "transcript",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemAssistantContentItem(Model):
    """One part of an assistant message, text or speech."""

    _component: ClassVar[str] = "RealtimeConversationItemAssistantContentItem"

    type: Literal["output_text", "output_audio", "text", "audio"] | str | Unset | None = UNSET
    """Kind of part: `output_text` or `output_audio` in GA, `text` or `audio` in beta."""

    text: str | Unset | None = UNSET
    """Text of a text part."""

    audio: str | Unset | None = UNSET
    """Base64 audio of a speech part in the session's output format, PCM16 by default."""

    transcript: str | Unset | None = UNSET
    """Transcript of a speech part."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.text = data["text"]
            self.audio = data["audio"]
            self.transcript = data["transcript"]
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.text
        if value is not UNSET:
            data["text"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value
        value = self.transcript
        if value is not UNSET:
            data["transcript"] = value
        return self._with_unknown(data) if self._unknown else data
