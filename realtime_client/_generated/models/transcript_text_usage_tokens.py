# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["TranscriptTextUsageTokens"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "input_tokens",
        "input_token_details",
        "output_tokens",
        "total_tokens",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TranscriptTextUsageTokens(Model):
    """Usage of a transcription model that is billed by token."""

    _component: ClassVar[str] = "TranscriptTextUsageTokens"

    type: Literal["tokens"] = "tokens"
    """Always `tokens`."""

    input_tokens: int
    """Number of input tokens, audio and text."""

    input_token_details: RealtimeTokenDetails | Unset | None = UNSET
    """Input tokens by kind: text and audio."""

    output_tokens: int
    """Number of output tokens, those of the transcript."""

    total_tokens: int
    """Sum of `input_tokens` and `output_tokens`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.input_tokens = data["input_tokens"]
            value = data["input_token_details"]
            self.input_token_details = _read_realtime_token_details(value) if type(value) is dict else value
            self.output_tokens = data["output_tokens"]
            self.total_tokens = data["total_tokens"]
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.input_tokens
        if value is not UNSET:
            data["input_tokens"] = value
        value = self.input_token_details
        if value is not UNSET:
            data["input_token_details"] = value.to_dict() if isinstance(value, Model) else value
        value = self.output_tokens
        if value is not UNSET:
            data["output_tokens"] = value
        value = self.total_tokens
        if value is not UNSET:
            data["total_tokens"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_token_details import RealtimeTokenDetails

_read_realtime_token_details = RealtimeTokenDetails.from_dict
