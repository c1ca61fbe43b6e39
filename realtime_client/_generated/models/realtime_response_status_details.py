# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeResponseStatusDetails"]

_KEYS = frozenset(
    (
        "type",
        "reason",
        "error",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeResponseStatusDetails(Model):
    """Explains the final status of a response.

    Attributes:
        type: Repeats the final `status` of the response.
        reason: What stopped it: `turn_detected` or `client_cancelled` if cancelled, `max_output_tokens` or
            `content_filter` if incomplete.
        error: The failure; present only when the status is `failed`.
    """

    _component: ClassVar[str] = "RealtimeResponseStatusDetails"

    type: Literal["completed", "cancelled", "failed", "incomplete"] | str | Unset | None = UNSET
    reason: Literal["turn_detected", "client_cancelled", "max_output_tokens", "content_filter"] | str | Unset | None = (
        UNSET
    )
    error: RealtimeResponseStatusDetailsError | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        get = data.get
        self.type = get("type", UNSET)
        self.reason = get("reason", UNSET)
        value = get("error", UNSET)
        self.error = RealtimeResponseStatusDetailsError.from_dict(value) if type(value) is dict else value
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
        value = self.reason
        if value is not UNSET:
            data["reason"] = value
        value = self.error
        if value is not UNSET:
            data["error"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data)


# Below the class, so that models may refer to each other in a circle.
from .realtime_response_status_details_error import RealtimeResponseStatusDetailsError
