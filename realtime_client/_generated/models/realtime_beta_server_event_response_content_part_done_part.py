# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeBetaServerEventResponseContentPartDonePart"]

_KEYS = frozenset(
    (
        "type",
        "text",
        "audio",
        "transcript",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaServerEventResponseContentPartDonePart(Model):
    """Content part inside a `response.content_part.done` event in the beta dialect.

    Attributes:
        type: `text` or `audio`, in both dialects.
        text: Text of a `text` part, complete.
        audio: Base64 audio of an `audio` part; normally absent, since audio comes in deltas.
        transcript: Transcript of an `audio` part, complete.
    """

    _component: ClassVar[str] = "RealtimeBetaServerEventResponseContentPartDonePart"

    type: Literal["audio", "text"] | str | Unset | None = UNSET
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
