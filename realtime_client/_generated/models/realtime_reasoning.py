# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    from ..types import RealtimeReasoningEffort

__all__ = ["RealtimeReasoning"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(("effort",), UNSET)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeReasoning(Model):
    """Reasoning settings of a GA session, for reasoning models such as `gpt-realtime-2`."""

    _component: ClassVar[str] = "RealtimeReasoning"

    effort: RealtimeReasoningEffort | Unset | None = UNSET
    """Reasoning effort before the response; default `low`. Known values: `minimal`, `low`, `medium`, `high`, `xhigh`,
    `none`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 1:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.effort = data["effort"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 1:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.effort
        if value is not UNSET:
            data["effort"] = value
        return self._with_unknown(data) if self._unknown else data
