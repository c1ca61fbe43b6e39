# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranslationEventInputTranscriptDelta"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "delta",
        "elapsed_ms",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationEventInputTranscriptDelta(Model):
    """Sent by the server with the next part of the source transcript, only if `audio.input.transcription` is set. Concatenate the parts without adding spaces."""

    _component: ClassVar[str] = "RealtimeTranslationServerEventSessionInputTranscriptDelta"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["session.input_transcript.delta"] = "session.input_transcript.delta"
    """Always `session.input_transcript.delta`."""

    delta: str
    """Source-language text to append."""

    elapsed_ms: int | Unset | None = UNSET
    """Position in the stream in milliseconds, in steps of 200, for aligning outputs; several events may have the same
    position. Null if unknown."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.delta = data["delta"]
            self.elapsed_ms = data["elapsed_ms"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 4:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
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
        value = self.elapsed_ms
        if value is not UNSET:
            data["elapsed_ms"] = value
        return self._with_unknown(data) if self._unknown else data
