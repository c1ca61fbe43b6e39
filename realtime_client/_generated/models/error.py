# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["Error"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "code",
        "message",
        "param",
        "type",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Error(Model):
    """Details of a failed HTTP request, in an error response."""

    _component: ClassVar[str] = "Error"

    code: str | None
    """Machine-readable error code, or null."""

    message: str
    """Human-readable description of the error."""

    param: str | None
    """Request parameter that caused the error, or null."""

    type: str
    """Type of error, such as `invalid_request_error`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.code = data["code"]
            self.message = data["message"]
            self.param = data["param"]
            self.type = data["type"]
        except KeyError:
            # A required key is missing.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 4:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.code
        if value is not UNSET:
            data["code"] = value
        value = self.message
        if value is not UNSET:
            data["message"] = value
        value = self.param
        if value is not UNSET:
            data["param"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        return self._with_unknown(data) if self._unknown else data
