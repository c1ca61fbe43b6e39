# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeConversationItemWithReferenceContentItem"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "text",
        "id",
        "audio",
        "transcript",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemWithReferenceContentItem(Model):
    """Content part of an item that may refer to an earlier one."""

    _component: ClassVar[str] = "RealtimeConversationItemWithReferenceContentItem"

    type: Literal["input_audio", "input_text", "item_reference", "text"] | str | Unset | None = UNSET
    """Kind of part: `input_text`, `input_audio`, `text` or `item_reference`."""

    text: str | Unset | None = UNSET
    """Text of an `input_text` or `text` part."""

    id: str | Unset | None = UNSET
    """ID of the earlier item that an `item_reference` part refers to."""

    audio: str | Unset | None = UNSET
    """Base64 audio of an `input_audio` part."""

    transcript: str | Unset | None = UNSET
    """Transcript of an `input_audio` part."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.text = data["text"]
            self.id = data["id"]
            self.audio = data["audio"]
            self.transcript = data["transcript"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.text
        if value is not UNSET:
            data["text"] = value
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value
        value = self.transcript
        if value is not UNSET:
            data["transcript"] = value
        return self._with_unknown(data) if self._unknown else data
