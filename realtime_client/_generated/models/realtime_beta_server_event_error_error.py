# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeBetaServerEventErrorError"]

_KEYS = frozenset(
    (
        "type",
        "code",
        "message",
        "param",
        "event_id",
    )
)
_ABSENT = {
    "type": UNSET,
    "message": UNSET,
}


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaServerEventErrorError(Model):
    """Error inside an `error` event in the beta dialect.

    Attributes:
        type: Kind of error, such as `invalid_request_error` or `server_error`.
        code: Short machine-readable code, or null.
        message: Explanation for people.
        param: Field at fault, or null.
        event_id: `event_id` of the client event at fault; null when there is none or it had no id.
    """

    _component: ClassVar[str] = "RealtimeBetaServerEventErrorError"

    type: str
    code: str | Unset | None = UNSET
    message: str
    param: str | Unset | None = UNSET
    event_id: str | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.message = data["message"]
        except KeyError:
            return cls.from_dict(_ABSENT | data)
        get = data.get
        self.code = get("code", UNSET)
        self.param = get("param", UNSET)
        self.event_id = get("event_id", UNSET)
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
        value = self.param
        if value is not UNSET:
            data["param"] = value
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        return self._with_unknown(data)
