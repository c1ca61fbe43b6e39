# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeBetaClientEventResponseCreate"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaClientEventResponseCreate(Model):
    """Sent by the client in the beta dialect to request a response from the model. `response.created`, the output events and `response.done` follow."""

    _component: ClassVar[str] = "RealtimeBetaClientEventResponseCreate"

    event_id: str | Unset | None = UNSET
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["response.create"] = "response.create"
    """Always `response.create`."""

    response: RealtimeBetaResponseCreateParams | Unset | None = UNSET
    """Settings of this response only, which override those of the session; if omitted, those of the session apply."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            value = data["response"]
            self.response = _read_realtime_beta_response_create_params(value) if type(value) is dict else value
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
        value = self.response
        if value is not UNSET:
            data["response"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_beta_response_create_params import RealtimeBetaResponseCreateParams

_read_realtime_beta_response_create_params = RealtimeBetaResponseCreateParams.from_dict
