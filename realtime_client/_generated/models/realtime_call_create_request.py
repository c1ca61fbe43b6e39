# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeCallCreateRequest"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "sdp",
        "session",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallCreateRequest(Model):
    """Request body that opens a WebRTC call: the caller's SDP offer and, optionally, session settings."""

    _component: ClassVar[str] = "RealtimeCallCreateRequest"

    sdp: str
    """SDP offer of the caller's WebRTC peer connection."""

    session: RealtimeSessionCreateRequestGA | Unset | None = UNSET
    """Settings of the session for the call; if omitted, defaults apply."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.sdp = data["sdp"]
            value = data["session"]
            self.session = _read_realtime_session_create_request_ga(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 2:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.sdp
        if value is not UNSET:
            data["sdp"] = value
        value = self.session
        if value is not UNSET:
            data["session"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_session_create_request_ga import RealtimeSessionCreateRequestGA

_read_realtime_session_create_request_ga = RealtimeSessionCreateRequestGA.from_dict
