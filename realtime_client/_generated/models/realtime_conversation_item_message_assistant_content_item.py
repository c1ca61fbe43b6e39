# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeConversationItemMessageAssistantContentItem"]

_KEYS = frozenset(
    (
        "type",
        "text",
        "audio",
        "transcript",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemMessageAssistantContentItem(Model):
    """One part of an assistant message, text or speech.

    Attributes:
        type: Kind of part: `output_text` or `output_audio` in GA, `text` or `audio` in beta.
        text: The words of a text part.
        audio: Base64 audio of a speech part in the session's output format, PCM16 by default.
        transcript: What was said in a speech part.
    """

    _component: ClassVar[str] = "RealtimeConversationItemMessageAssistantContentItem"

    type: Literal["output_text", "output_audio", "text", "audio"] | str | Unset | None = UNSET
    text: str | Unset | None = UNSET
    audio: str | Unset | None = UNSET
    transcript: str | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        get = data.get
        self.type = get("type", UNSET)
        self.text = get("text", UNSET)
        self.audio = get("audio", UNSET)
        self.transcript = get("transcript", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
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
        return self._with_unknown(data)
