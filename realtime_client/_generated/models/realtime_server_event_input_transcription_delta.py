# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

__all__ = ["RealtimeServerEventInputTranscriptionDelta"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "item_id",
        "content_index",
        "delta",
        "logprobs",
        "obfuscation",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventInputTranscriptionDelta(Model):
    """Sent by the server with the next part of a user message's transcript, until the matching `completed` or `failed` event."""

    _component: ClassVar[str] = "RealtimeServerEventConversationItemInputAudioTranscriptionDelta"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["conversation.item.input_audio_transcription.delta"] = (
        "conversation.item.input_audio_transcription.delta"
    )
    """Always `conversation.item.input_audio_transcription.delta`."""

    item_id: str
    """ID of the user message whose audio is transcribed."""

    content_index: int | Unset | None = UNSET
    """Zero-based index of the audio part in the message's `content`."""

    delta: str | Unset | None = UNSET
    """Transcript text to append."""

    logprobs: list[LogProbProperties] | Unset | None = UNSET
    """Log probability of each token of this delta; null or absent unless `include` requests it."""

    obfuscation: str | Unset | None = UNSET
    """Padding that hides the length of the delta."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 7:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.item_id = data["item_id"]
            self.content_index = data["content_index"]
            self.delta = data["delta"]
            value = data["logprobs"]
            self.logprobs = (
                [_read_log_prob_properties(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            self.obfuscation = data["obfuscation"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 7:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        value = self.content_index
        if value is not UNSET:
            data["content_index"] = value
        value = self.delta
        if value is not UNSET:
            data["delta"] = value
        value = self.logprobs
        if value is not UNSET:
            data["logprobs"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        value = self.obfuscation
        if value is not UNSET:
            data["obfuscation"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .log_prob_properties import LogProbProperties

_read_log_prob_properties = LogProbProperties.from_dict
