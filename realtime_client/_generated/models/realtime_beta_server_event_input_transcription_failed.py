# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeBetaServerEventInputTranscriptionFailed"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "item_id",
        "content_index",
        "error",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaServerEventInputTranscriptionFailed(Model):
    """Sent by the server in the beta dialect instead of the `completed` event when a user message could not be transcribed; the session continues."""

    _component: ClassVar[str] = "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["conversation.item.input_audio_transcription.failed"] = (
        "conversation.item.input_audio_transcription.failed"
    )
    """Always `conversation.item.input_audio_transcription.failed`."""

    item_id: str
    """ID of the user message whose audio is transcribed."""

    content_index: int
    """Zero-based index of the audio part in the message's `content`."""

    error: RealtimeBetaTranscriptionError
    """Details of the failure."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.item_id = data["item_id"]
            self.content_index = data["content_index"]
            value = data["error"]
            self.error = _read_realtime_beta_transcription_error(value) if type(value) is dict else value
        except KeyError:
            # A required key is missing.
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
        value = self.error
        if value is not UNSET:
            data["error"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_beta_transcription_error import RealtimeBetaTranscriptionError

_read_realtime_beta_transcription_error = RealtimeBetaTranscriptionError.from_dict
