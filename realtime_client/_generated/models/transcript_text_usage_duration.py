# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["TranscriptTextUsageDuration"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "seconds",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TranscriptTextUsageDuration(Model):
    """Usage of a transcription model that is billed by time."""

    _component: ClassVar[str] = "TranscriptTextUsageDuration"

    type: Literal["duration"] = "duration"
    """Always `duration`."""

    seconds: float
    """Length of the transcribed audio in seconds."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.type = data["type"]
            self.seconds = data["seconds"]
        except KeyError:
            # A required key is missing.
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
        value = self.seconds
        if value is not UNSET:
            data["seconds"] = value
        return self._with_unknown(data) if self._unknown else data
