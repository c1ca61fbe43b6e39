# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTruncationRetentionRatio"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "retention_ratio",
        "token_limits",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTruncationRetentionRatio(Model):
    """Truncation that removes more at once, so that it happens less often and the cache stays effective."""

    _component: ClassVar[str] = "RealtimeTruncationRetentionRatio"

    type: Literal["retention_ratio"] = "retention_ratio"
    """Always `retention_ratio`."""

    retention_ratio: float
    """Share of the allowed tokens to retain, from 0 to 1; 0.8 retains 80%."""

    token_limits: RealtimeTruncationRetentionRatioTokenLimits | Unset | None = UNSET
    """Custom token limits; if omitted, those of the model."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.retention_ratio = data["retention_ratio"]
            value = data["token_limits"]
            self.token_limits = (
                _read_realtime_truncation_retention_ratio_token_limits(value) if type(value) is dict else value
            )
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
        value = self.retention_ratio
        if value is not UNSET:
            data["retention_ratio"] = value
        value = self.token_limits
        if value is not UNSET:
            data["token_limits"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_truncation_retention_ratio_token_limits import RealtimeTruncationRetentionRatioTokenLimits

_read_realtime_truncation_retention_ratio_token_limits = RealtimeTruncationRetentionRatioTokenLimits.from_dict
