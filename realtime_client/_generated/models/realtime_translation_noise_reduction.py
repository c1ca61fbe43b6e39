# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

if TYPE_CHECKING:
    from ..types import NoiseReductionType

__all__ = ["RealtimeTranslationNoiseReduction"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(("type",), UNSET)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationNoiseReduction(Model):
    """Noise reduction settings of a translation session."""

    _component: ClassVar[str] = "RealtimeTranslationNoiseReduction"

    type: NoiseReductionType
    """Microphone type: `near_field` for headsets, `far_field` for laptop or room microphones."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
        except KeyError:
            # A required key is missing.
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        return self._with_unknown(data) if self._unknown else data
