# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventOutputAudioBufferStopped"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response_id",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventOutputAudioBufferStopped(Model):
    """Sent by the server over WebRTC or SIP when all audio of a response has been played, after `response.done`."""

    _component: ClassVar[str] = "RealtimeServerEventOutputAudioBufferStopped"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["output_audio_buffer.stopped"] = "output_audio_buffer.stopped"
    """Always `output_audio_buffer.stopped`."""

    response_id: str
    """ID of the response whose audio is played."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.response_id = data["response_id"]
        except KeyError:
            # A required key is missing.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 3:
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
        value = self.response_id
        if value is not UNSET:
            data["response_id"] = value
        return self._with_unknown(data) if self._unknown else data
