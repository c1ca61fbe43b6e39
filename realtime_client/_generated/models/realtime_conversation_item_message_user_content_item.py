# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeConversationItemMessageUserContentItem"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "text",
        "audio",
        "image_url",
        "detail",
        "transcript",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemMessageUserContentItem(Model):
    """One part of a user message: text, audio or an image."""

    _component: ClassVar[str] = "RealtimeConversationItemMessageUserContentItem"

    type: Literal["input_text", "input_audio", "input_image"] | str | Unset | None = UNSET
    """Kind of part, which determines the other fields that apply. Known values: `input_text`, `input_audio`,
    `input_image`."""

    text: str | Unset | None = UNSET
    """Text of an `input_text` part."""

    audio: str | Unset | None = UNSET
    """Base64 audio of an `input_audio` part in the session's input format, PCM16 by default."""

    image_url: str | Unset | None = UNSET
    """PNG or JPEG image of an `input_image` part, as a base64 data URI."""

    detail: Literal["auto", "low", "high"] | str | Unset | None = UNSET
    """Level of detail of an `input_image` part; `auto`, the default, means `high`. Known values: `auto`, `low`,
    `high`."""

    transcript: str | Unset | None = UNSET
    """Transcript of an `input_audio` part, for information only: the model does not use it. Null until transcribed."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 6:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.text = data["text"]
            self.audio = data["audio"]
            self.image_url = data["image_url"]
            self.detail = data["detail"]
            self.transcript = data["transcript"]
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.text
        if value is not UNSET:
            data["text"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value
        value = self.image_url
        if value is not UNSET:
            data["image_url"] = value
        value = self.detail
        if value is not UNSET:
            data["detail"] = value
        value = self.transcript
        if value is not UNSET:
            data["transcript"] = value
        return self._with_unknown(data) if self._unknown else data
