# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeResponseUsageInputTokenDetails"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "cached_tokens",
        "text_tokens",
        "image_tokens",
        "audio_tokens",
        "cached_tokens_details",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeResponseUsageInputTokenDetails(Model):
    """Input tokens of a response, by kind."""

    _component: ClassVar[str] = "RealtimeResponseUsageInputTokenDetails"

    cached_tokens: int | Unset | None = UNSET
    """Number of cached input tokens; they are included in the input tokens."""

    text_tokens: int | Unset | None = UNSET
    """Number of input text tokens."""

    image_tokens: int | Unset | None = UNSET
    """Number of input image tokens."""

    audio_tokens: int | Unset | None = UNSET
    """Number of input audio tokens."""

    cached_tokens_details: RealtimeCachedTokensDetails | Unset | None = UNSET
    """Cached input tokens by kind."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.cached_tokens = data["cached_tokens"]
            self.text_tokens = data["text_tokens"]
            self.image_tokens = data["image_tokens"]
            self.audio_tokens = data["audio_tokens"]
            value = data["cached_tokens_details"]
            self.cached_tokens_details = _read_realtime_cached_tokens_details(value) if type(value) is dict else value
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
        value = self.cached_tokens
        if value is not UNSET:
            data["cached_tokens"] = value
        value = self.text_tokens
        if value is not UNSET:
            data["text_tokens"] = value
        value = self.image_tokens
        if value is not UNSET:
            data["image_tokens"] = value
        value = self.audio_tokens
        if value is not UNSET:
            data["audio_tokens"] = value
        value = self.cached_tokens_details
        if value is not UNSET:
            data["cached_tokens_details"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_cached_tokens_details import RealtimeCachedTokensDetails

_read_realtime_cached_tokens_details = RealtimeCachedTokensDetails.from_dict
