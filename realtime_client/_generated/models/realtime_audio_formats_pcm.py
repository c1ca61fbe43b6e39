# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeAudioFormatsPcm"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "rate",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeAudioFormatsPcm(Model):
    """PCM16: 16-bit little-endian mono samples at 24,000 Hz."""

    _component: ClassVar[str] = "RealtimeAudioFormatsPcm"

    type: Literal["audio/pcm"] | Unset | None = UNSET
    """Always `audio/pcm`."""

    rate: Literal[24000] | int | Unset | None = UNSET
    """Sample rate in Hz; only 24000 is supported."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.rate = data["rate"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 2:
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
        value = self.rate
        if value is not UNSET:
            data["rate"] = value
        return self._with_unknown(data) if self._unknown else data
