# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import REALTIME_TRANSCRIPTION_USAGE

if TYPE_CHECKING:
    from ..types import RealtimeTranscriptionUsage

__all__ = ["RealtimeServerEventInputTranscriptionCompleted"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "item_id",
        "content_index",
        "transcript",
        "languages",
        "logprobs",
        "usage",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventInputTranscriptionCompleted(Model):
    """Sent by the server when the transcript of a committed user message is ready, before, during or after the response to it. A separate model produces it, so it may differ from what the responding model understood."""

    _component: ClassVar[str] = "RealtimeServerEventConversationItemInputAudioTranscriptionCompleted"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["conversation.item.input_audio_transcription.completed"] = (
        "conversation.item.input_audio_transcription.completed"
    )
    """Always `conversation.item.input_audio_transcription.completed`."""

    item_id: str
    """ID of the user message whose audio is transcribed."""

    content_index: int
    """Zero-based index of the audio part in the message's `content`."""

    transcript: str
    """Full transcript of the audio; may be empty."""

    languages: list[TranscriptionLanguage] | Unset | None = UNSET
    """Languages recognised in the audio, from `gpt-transcribe`; empty if none is certain."""

    logprobs: list[LogProbProperties] | Unset | None = UNSET
    """Log probability of each token of the transcript; null or absent unless `include` requests it."""

    usage: RealtimeTranscriptionUsage
    """Usage of the transcription, billed at the price of the transcription model; some servers omit it."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 8:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.item_id = data["item_id"]
            self.content_index = data["content_index"]
            self.transcript = data["transcript"]
            value = data["languages"]
            self.languages = (
                [_read_transcription_language(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            value = data["logprobs"]
            self.logprobs = (
                [_read_log_prob_properties(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            value = data["usage"]
            self.usage = REALTIME_TRANSCRIPTION_USAGE.from_dict(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 8:
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
        value = self.transcript
        if value is not UNSET:
            data["transcript"] = value
        value = self.languages
        if value is not UNSET:
            data["languages"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        value = self.logprobs
        if value is not UNSET:
            data["logprobs"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        value = self.usage
        if value is not UNSET:
            data["usage"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .log_prob_properties import LogProbProperties
from .transcription_language import TranscriptionLanguage

_read_transcription_language = TranscriptionLanguage.from_dict
_read_log_prob_properties = LogProbProperties.from_dict
