# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeResponseStatusDetails"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "reason",
        "error",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeResponseStatusDetails(Model):
    """Details of the final status of a response."""

    _component: ClassVar[str] = "RealtimeResponseStatusDetails"

    type: Literal["completed", "cancelled", "failed", "incomplete"] | str | Unset | None = UNSET
    """Final `status` of the response, repeated. Known values: `completed`, `cancelled`, `failed`, `incomplete`."""

    reason: Literal["turn_detected", "client_cancelled", "max_output_tokens", "content_filter"] | str | Unset | None = (
        UNSET
    )
    """Reason for the end: `turn_detected` or `client_cancelled` if cancelled, `max_output_tokens` or `content_filter`
    if incomplete."""

    error: RealtimeResponseStatusDetailsError | Unset | None = UNSET
    """Details of the failure; present only if the status is `failed`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.reason = data["reason"]
            value = data["error"]
            self.error = _read_realtime_response_status_details_error(value) if type(value) is dict else value
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.reason
        if value is not UNSET:
            data["reason"] = value
        value = self.error
        if value is not UNSET:
            data["error"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_response_status_details_error import RealtimeResponseStatusDetailsError

_read_realtime_response_status_details_error = RealtimeResponseStatusDetailsError.from_dict
