# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._accessors.response import ResponseAccessors
from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import REALTIME_CONVERSATION_ITEM

if TYPE_CHECKING:
    from ..types import Metadata, RealtimeConversationItem, VoiceIdsOrCustomVoice

__all__ = ["RealtimeBetaResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
        "status",
        "status_details",
        "output",
        "metadata",
        "usage",
        "conversation_id",
        "voice",
        "modalities",
        "output_audio_format",
        "temperature",
        "max_output_tokens",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaResponse(ResponseAccessors, Model):
    """Model response in the beta dialect, as in `response.created` and `response.done`."""

    _component: ClassVar[str] = "RealtimeBetaResponse"

    id: str | Unset | None = UNSET
    """ID of the response, repeated in every event that belongs to it."""

    object: Literal["realtime.response"] | Unset | None = UNSET
    """Always `realtime.response`."""

    status: Literal["completed", "cancelled", "failed", "incomplete", "in_progress"] | str | Unset | None = UNSET
    """Status of the response; `in_progress` until it is done. Known values: `completed`, `cancelled`, `failed`,
    `incomplete`, `in_progress`."""

    status_details: RealtimeResponseStatusDetails | Unset | None = UNSET
    """Reason for the final status; null while in progress, and if the response completed normally."""

    output: list[RealtimeConversationItem] | Unset | None = UNSET
    """Items that the model has produced, in order; empty at first."""

    metadata: Metadata | Unset | None = UNSET
    """Up to 16 string pairs chosen by the caller, or null; at most 64 characters per key and 512 per value."""

    usage: RealtimeBetaResponseUsage | Unset | None = UNSET
    """Tokens billed for the response; null while it is in progress."""

    conversation_id: str | Unset | None = UNSET
    """ID of the conversation that the output was added to, or null for an out-of-band response."""

    voice: VoiceIdsOrCustomVoice | Unset | None = UNSET
    """Voice of the output. Known values: `alloy`, `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`,
    `marin`, `cedar`."""

    modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modalities that were allowed; the model may have used only one of them. Known values: `text`, `audio`."""

    output_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | str | Unset | None = UNSET
    """Encoding of the spoken output: `pcm16` (24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000 Hz)."""

    temperature: float | Unset | None = UNSET
    """Sampling temperature of the response, from 0.6 to 1.2; default 0.8."""

    max_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens of this response, including tool calls; `inf` means the limit of the model."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 13:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.object = data["object"]
            self.status = data["status"]
            value = data["status_details"]
            self.status_details = _read_realtime_response_status_details(value) if type(value) is dict else value
            value = data["output"]
            self.output = (
                [REALTIME_CONVERSATION_ITEM.from_dict(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            self.metadata = data["metadata"]
            value = data["usage"]
            self.usage = _read_realtime_beta_response_usage(value) if type(value) is dict else value
            self.conversation_id = data["conversation_id"]
            value = data["voice"]
            self.voice = _read_voice_ids_or_custom_voice_object(value) if type(value) is dict else value
            self.modalities = data["modalities"]
            self.output_audio_format = data["output_audio_format"]
            self.temperature = data["temperature"]
            self.max_output_tokens = data["max_output_tokens"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 13:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.object
        if value is not UNSET:
            data["object"] = value
        value = self.status
        if value is not UNSET:
            data["status"] = value
        value = self.status_details
        if value is not UNSET:
            data["status_details"] = value.to_dict() if isinstance(value, Model) else value
        value = self.output
        if value is not UNSET:
            data["output"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        value = self.metadata
        if value is not UNSET:
            data["metadata"] = value
        value = self.usage
        if value is not UNSET:
            data["usage"] = value.to_dict() if isinstance(value, Model) else value
        value = self.conversation_id
        if value is not UNSET:
            data["conversation_id"] = value
        value = self.voice
        if value is not UNSET:
            data["voice"] = value.to_dict() if isinstance(value, Model) else value
        value = self.modalities
        if value is not UNSET:
            data["modalities"] = value
        value = self.output_audio_format
        if value is not UNSET:
            data["output_audio_format"] = value
        value = self.temperature
        if value is not UNSET:
            data["temperature"] = value
        value = self.max_output_tokens
        if value is not UNSET:
            data["max_output_tokens"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_beta_response_usage import RealtimeBetaResponseUsage
from .realtime_response_status_details import RealtimeResponseStatusDetails
from .voice_ids_or_custom_voice_object import VoiceIdsOrCustomVoiceObject

_read_realtime_response_status_details = RealtimeResponseStatusDetails.from_dict
_read_realtime_beta_response_usage = RealtimeBetaResponseUsage.from_dict
_read_voice_ids_or_custom_voice_object = VoiceIdsOrCustomVoiceObject.from_dict
