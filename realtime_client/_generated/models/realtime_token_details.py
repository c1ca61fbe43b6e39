# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTokenDetails"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "text_tokens",
        "audio_tokens",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTokenDetails(Model):
    """Number of tokens of each kind."""

    _component: ClassVar[str] = "RealtimeTokenDetails"

    text_tokens: int | Unset | None = UNSET
    """Number of text tokens."""

    audio_tokens: int | Unset | None = UNSET
    """Number of audio tokens."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.text_tokens = data["text_tokens"]
            self.audio_tokens = data["audio_tokens"]
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
        value = self.text_tokens
        if value is not UNSET:
            data["text_tokens"] = value
        value = self.audio_tokens
        if value is not UNSET:
            data["audio_tokens"] = value
        return self._with_unknown(data) if self._unknown else data
