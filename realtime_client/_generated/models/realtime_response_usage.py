# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._accessors.usage import UsageAccessors
from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeResponseUsage"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "total_tokens",
        "input_tokens",
        "output_tokens",
        "input_token_details",
        "output_token_details",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeResponseUsage(UsageAccessors, Model):
    """Token counts of one response. Earlier turns count as input again because they remain in the conversation."""

    _component: ClassVar[str] = "RealtimeResponseUsage"

    total_tokens: int | Unset | None = UNSET
    """Total number of input and output tokens."""

    input_tokens: int | Unset | None = UNSET
    """Number of input tokens, including cached ones."""

    output_tokens: int | Unset | None = UNSET
    """Number of output tokens."""

    input_token_details: RealtimeResponseUsageInputTokenDetails | Unset | None = UNSET
    """Number of input tokens by kind."""

    output_token_details: RealtimeResponseUsageOutputTokenDetails | Unset | None = UNSET
    """Number of output tokens by kind."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.total_tokens = data["total_tokens"]
            self.input_tokens = data["input_tokens"]
            self.output_tokens = data["output_tokens"]
            value = data["input_token_details"]
            self.input_token_details = (
                _read_realtime_response_usage_input_token_details(value) if type(value) is dict else value
            )
            value = data["output_token_details"]
            self.output_token_details = (
                _read_realtime_response_usage_output_token_details(value) if type(value) is dict else value
            )
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 5:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.total_tokens
        if value is not UNSET:
            data["total_tokens"] = value
        value = self.input_tokens
        if value is not UNSET:
            data["input_tokens"] = value
        value = self.output_tokens
        if value is not UNSET:
            data["output_tokens"] = value
        value = self.input_token_details
        if value is not UNSET:
            data["input_token_details"] = value.to_dict() if isinstance(value, Model) else value
        value = self.output_token_details
        if value is not UNSET:
            data["output_token_details"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_response_usage_input_token_details import RealtimeResponseUsageInputTokenDetails
from .realtime_response_usage_output_token_details import RealtimeResponseUsageOutputTokenDetails

_read_realtime_response_usage_input_token_details = RealtimeResponseUsageInputTokenDetails.from_dict
_read_realtime_response_usage_output_token_details = RealtimeResponseUsageOutputTokenDetails.from_dict
