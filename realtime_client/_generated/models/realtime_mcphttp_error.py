# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["RealtimeMCPHTTPError"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "code",
        "message",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPHTTPError(Model):
    """HTTP error during an MCP tool call."""

    _component: ClassVar[str] = "RealtimeMCPHTTPError"

    type: Literal["http_error"] = "http_error"
    """Always `http_error`."""

    code: int
    """HTTP status code."""

    message: str
    """Human-readable description of the failure."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.code = data["code"]
            self.message = data["message"]
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
        value = self.code
        if value is not UNSET:
            data["code"] = value
        value = self.message
        if value is not UNSET:
            data["message"] = value
        return self._with_unknown(data) if self._unknown else data
