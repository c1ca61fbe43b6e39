# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeCallReferRequest"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(("target_uri",), UNSET)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallReferRequest(Model):
    """Request body that transfers a SIP call."""

    _component: ClassVar[str] = "RealtimeCallReferRequest"

    target_uri: str
    """Destination for the Refer-To header, such as `tel:+14155550100` or `sip:support@example.com`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.target_uri = data["target_uri"]
        except KeyError:
            # A required key is missing.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 1:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.target_uri
        if value is not UNSET:
            data["target_uri"] = value
        return self._with_unknown(data) if self._unknown else data
