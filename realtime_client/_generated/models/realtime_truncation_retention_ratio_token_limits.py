# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeTruncationRetentionRatioTokenLimits"]

_KEYS = frozenset(("post_instructions",))


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTruncationRetentionRatioTokenLimits(Model):
    """Custom limits that trigger truncation.

    Attributes:
        post_instructions: Most tokens the conversation may hold beyond instructions and tool definitions; at most the context
            window less the output limit. At least 0.
    """

    _component: ClassVar[str] = "RealtimeTruncationRetentionRatioTokenLimits"

    post_instructions: int | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        get = data.get
        self.post_instructions = get("post_instructions", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.post_instructions
        if value is not UNSET:
            data["post_instructions"] = value
        return self._with_unknown(data)
