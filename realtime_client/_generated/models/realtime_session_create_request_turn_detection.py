# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeSessionCreateRequestTurnDetection"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "threshold",
        "prefix_padding_ms",
        "silence_duration_ms",
        "create_response",
        "interrupt_response",
        "eagerness",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateRequestTurnDetection(Model):
    """Turn detection settings in the beta dialect; the applicable fields depend on `type`."""

    _component: ClassVar[str] = "RealtimeSessionCreateRequestTurnDetection"

    type: str | Unset | None = UNSET
    """Detection method: `server_vad` uses the volume, `semantic_vad` the meaning of the speech."""

    threshold: float | Unset | None = UNSET
    """Speech detection threshold from 0 to 1; default 0.5. Use a higher value in noisy environments."""

    prefix_padding_ms: int | Unset | None = UNSET
    """Milliseconds of audio to include before the detected start of speech; default 300."""

    silence_duration_ms: int | Unset | None = UNSET
    """Milliseconds of silence that end a turn; default 500. A lower value responds sooner but may end a turn at a
    short pause."""

    create_response: bool | Unset | None = UNSET
    """Whether the end of the user's speech starts a response automatically; default true."""

    interrupt_response: bool | Unset | None = UNSET
    """Whether new user speech cancels the response in progress; default true."""

    eagerness: Literal["low", "medium", "high", "auto"] | str | Unset | None = UNSET
    """Eagerness to end a turn, only for `semantic_vad`: `low` waits up to 8 seconds, `medium` 4, `high` 2; `auto`, the
    default, means `medium`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 7:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.threshold = data["threshold"]
            self.prefix_padding_ms = data["prefix_padding_ms"]
            self.silence_duration_ms = data["silence_duration_ms"]
            self.create_response = data["create_response"]
            self.interrupt_response = data["interrupt_response"]
            self.eagerness = data["eagerness"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 7:
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
        value = self.threshold
        if value is not UNSET:
            data["threshold"] = value
        value = self.prefix_padding_ms
        if value is not UNSET:
            data["prefix_padding_ms"] = value
        value = self.silence_duration_ms
        if value is not UNSET:
            data["silence_duration_ms"] = value
        value = self.create_response
        if value is not UNSET:
            data["create_response"] = value
        value = self.interrupt_response
        if value is not UNSET:
            data["interrupt_response"] = value
        value = self.eagerness
        if value is not UNSET:
            data["eagerness"] = value
        return self._with_unknown(data) if self._unknown else data
