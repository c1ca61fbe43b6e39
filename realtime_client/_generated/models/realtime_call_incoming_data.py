# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

__all__ = ["RealtimeCallIncomingData"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "call_id",
        "sip_headers",
        "sip_media_security",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallIncomingData(Model):
    """Description of an incoming SIP call."""

    _component: ClassVar[str] = "RealtimeCallIncomingData"

    call_id: str
    """ID of the call, to accept, reject or refer it."""

    sip_headers: list[SipHeader]
    """Headers of the SIP INVITE, in their order."""

    sip_media_security: Literal["rtp", "srtp"] | str | Unset | None = UNSET
    """Protection of the caller's audio: `srtp` or `rtp`; absent if unknown."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.call_id = data["call_id"]
            value = data["sip_headers"]
            self.sip_headers = (
                [_read_sip_header(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            self.sip_media_security = data["sip_media_security"]
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
        value = self.call_id
        if value is not UNSET:
            data["call_id"] = value
        value = self.sip_headers
        if value is not UNSET:
            data["sip_headers"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        value = self.sip_media_security
        if value is not UNSET:
            data["sip_media_security"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .sip_header import SipHeader

_read_sip_header = SipHeader.from_dict
