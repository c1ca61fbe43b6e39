# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeContentPart"]

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
class RealtimeContentPart(Model):
    """Content part in a `response.content_part.added` or `response.content_part.done` event."""

    _component: ClassVar[str] = "RealtimeContentPart"

    type: Literal["audio", "text"] | str | Unset | None = UNSET
    """Kind of part: `text` or `audio` in both dialects."""

    text: str | Unset | None = UNSET
    """Text of a `text` part; empty when the part is added."""

    audio: str | Unset | None = UNSET
    """Base64 audio of an `audio` part; normally absent because audio is sent in deltas."""

    transcript: str | Unset | None = UNSET
    """Transcript of an `audio` part; empty when the part is added."""

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
