# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["SipHeader"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "name",
        "value",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SipHeader(Model):
    """A header of the SIP INVITE that announced a call."""

    _component: ClassVar[str] = "SipHeader"

    name: str
    """Name of the header."""

    value: str
    """Value as the caller's side sent it: not to be trusted."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.name = data["name"]
            self.value = data["value"]
        except KeyError:
            # A required key is missing.
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
        value = self.name
        if value is not UNSET:
            data["name"] = value
        value = self.value
        if value is not UNSET:
            data["value"] = value
        return self._with_unknown(data) if self._unknown else data
