# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeTranslationServerEventSessionOutputAudioDelta"]

_KEYS = frozenset(
    (
        "event_id",
        "type",
        "delta",
        "sample_rate",
        "channels",
        "format",
        "elapsed_ms",
    )
)
_ABSENT = {
    "event_id": UNSET,
    "type": UNSET,
    "delta": UNSET,
}


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationServerEventSessionOutputAudioDelta(Model):
    """Sent by the server with the next piece of translated speech. Its length varies; queue it whole.

    Attributes:
        event_id: Unique id of this server event.
        type: Always `session.output_audio.delta`.
        delta: Base64 audio to append: 16-bit little-endian PCM.
        sample_rate: Samples per second (Hz), default 24000. The server's default is `24000`.
        channels: Number of channels, default 1 (mono). The server's default is `1`.
        format: Always `pcm16`.
        elapsed_ms: Position in the stream in milliseconds, in steps of 200, for aligning outputs; several events may share
            one. Null when unknown.
    """

    _component: ClassVar[str] = "RealtimeTranslationServerEventSessionOutputAudioDelta"

    event_id: str
    type: Literal["session.output_audio.delta"] = "session.output_audio.delta"
    delta: str
    sample_rate: int | Unset | None = UNSET
    channels: int | Unset | None = UNSET
    format: Literal["pcm16"] | Unset | None = UNSET
    elapsed_ms: int | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.delta = data["delta"]
        except KeyError:
            return cls.from_dict(_ABSENT | data)
        get = data.get
        self.sample_rate = get("sample_rate", UNSET)
        self.channels = get("channels", UNSET)
        self.format = get("format", UNSET)
        self.elapsed_ms = get("elapsed_ms", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.delta
        if value is not UNSET:
            data["delta"] = value
        value = self.sample_rate
        if value is not UNSET:
            data["sample_rate"] = value
        value = self.channels
        if value is not UNSET:
            data["channels"] = value
        value = self.format
        if value is not UNSET:
            data["format"] = value
        value = self.elapsed_ms
        if value is not UNSET:
            data["elapsed_ms"] = value
        return self._with_unknown(data)
