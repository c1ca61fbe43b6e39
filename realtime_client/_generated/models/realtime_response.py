# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._accessors.response import ResponseAccessors
from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import REALTIME_CONVERSATION_ITEM

if TYPE_CHECKING:
    from ..types import Metadata, RealtimeConversationItem

__all__ = ["RealtimeResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
        "status",
        "status_details",
        "output",
        "metadata",
        "audio",
        "usage",
        "conversation_id",
        "output_modalities",
        "max_output_tokens",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeResponse(ResponseAccessors, Model):
    """Model response in the GA dialect, as in `response.created` and `response.done`."""

    _component: ClassVar[str] = "RealtimeResponse"

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

    audio: RealtimeResponseAudio | Unset | None = UNSET
    """Audio settings of this response."""

    usage: RealtimeResponseUsage | Unset | None = UNSET
    """Tokens billed for the response; null while it is in progress."""

    conversation_id: str | Unset | None = UNSET
    """ID of the conversation that the output was added to, or null for an out-of-band response."""

    output_modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modality of the response: `["audio"]` (with a transcript) or `["text"]`."""

    max_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens of this response, including tool calls; `inf` means the limit of the model."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 11:
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
            value = data["audio"]
            self.audio = _read_realtime_response_audio(value) if type(value) is dict else value
            value = data["usage"]
            self.usage = _read_realtime_response_usage(value) if type(value) is dict else value
            self.conversation_id = data["conversation_id"]
            self.output_modalities = data["output_modalities"]
            self.max_output_tokens = data["max_output_tokens"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 11:
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
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        value = self.usage
        if value is not UNSET:
            data["usage"] = value.to_dict() if isinstance(value, Model) else value
        value = self.conversation_id
        if value is not UNSET:
            data["conversation_id"] = value
        value = self.output_modalities
        if value is not UNSET:
            data["output_modalities"] = value
        value = self.max_output_tokens
        if value is not UNSET:
            data["max_output_tokens"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_response_audio import RealtimeResponseAudio
from .realtime_response_status_details import RealtimeResponseStatusDetails
from .realtime_response_usage import RealtimeResponseUsage

_read_realtime_response_status_details = RealtimeResponseStatusDetails.from_dict
_read_realtime_response_audio = RealtimeResponseAudio.from_dict
_read_realtime_response_usage = RealtimeResponseUsage.from_dict
