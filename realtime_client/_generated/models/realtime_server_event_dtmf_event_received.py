# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeServerEventDtmfEventReceived"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "event",
        "received_at",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventDtmfEventReceived(Model):
    """Sent by the server on SIP calls when the caller presses a phone key."""

    _component: ClassVar[str] = "RealtimeServerEventInputAudioBufferDtmfEventReceived"

    type: Literal["input_audio_buffer.dtmf_event_received"] = "input_audio_buffer.dtmf_event_received"
    """Always `input_audio_buffer.dtmf_event_received`."""

    event: str
    """Key that was pressed: `0` to `9`, `*`, `#` or `A` to `D`."""

    received_at: int
    """Time at which the server received the key press, in Unix seconds."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.event = data["event"]
            self.received_at = data["received_at"]
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.event
        if value is not UNSET:
            data["event"] = value
        value = self.received_at
        if value is not UNSET:
            data["received_at"] = value
        return self._with_unknown(data) if self._unknown else data
