# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeMCPHTTPError"]

_KEYS = frozenset(
    (
        "type",
        "code",
        "message",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeMCPHTTPError(Model):
    """HTTP failure while calling an MCP tool.

    Attributes:
        type: Always `http_error`.
        code: HTTP status code received.
        message: Human-readable account of the failure.
    """

    _component: ClassVar[str] = "RealtimeMCPHTTPError"

    type: Literal["http_error"] = "http_error"
    code: int
    message: str

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = cls.__new__(cls)
        get = data.get
        self.type = get("type", UNSET)
        self.code = get("code", UNSET)
        self.message = get("message", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
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
        return self._with_unknown(data)
