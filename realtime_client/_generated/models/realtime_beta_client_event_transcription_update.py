# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeBetaClientEventTranscriptionUpdate"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "session",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaClientEventTranscriptionUpdate(Model):
    """Sent by the client in the beta dialect to change the settings of a transcription session. `transcription_session.updated` follows."""

    _component: ClassVar[str] = "RealtimeBetaClientEventTranscriptionSessionUpdate"

    event_id: str | Unset | None = UNSET
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["transcription_session.update"] = "transcription_session.update"
    """Always `transcription_session.update`."""

    session: RealtimeTranscriptionSessionCreateRequest
    """New transcription settings; omitted fields keep their values."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            value = data["session"]
            self.session = _read_realtime_transcription_session_create_request(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
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
        value = self.session
        if value is not UNSET:
            data["session"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_transcription_session_create_request import RealtimeTranscriptionSessionCreateRequest

_read_realtime_transcription_session_create_request = RealtimeTranscriptionSessionCreateRequest.from_dict
