# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTranscriptionSessionRequestAudio"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(("input",), UNSET)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranscriptionSessionRequestAudio(Model):
    """Audio settings of a GA transcription session, input only."""

    _component: ClassVar[str] = "RealtimeTranscriptionSessionRequestAudio"

    input: RealtimeSessionCreateRequestGAAudioInput | Unset | None = UNSET
    """Settings for user audio."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 1:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["input"]
            self.input = _read_realtime_session_create_request_ga_audio_input(value) if type(value) is dict else value
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
        value = self.input
        if value is not UNSET:
            data["input"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_session_create_request_ga_audio_input import RealtimeSessionCreateRequestGAAudioInput

_read_realtime_session_create_request_ga_audio_input = RealtimeSessionCreateRequestGAAudioInput.from_dict
