# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeSessionCreateResponseGAAudio"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "input",
        "output",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateResponseGAAudio(Model):
    """Audio settings of a GA session, by direction."""

    _component: ClassVar[str] = "RealtimeSessionCreateResponseGAAudio"

    input: RealtimeSessionCreateResponseGAAudioInput | Unset | None = UNSET
    """Settings for user audio."""

    output: RealtimeSessionCreateResponseGAAudioOutput | Unset | None = UNSET
    """Settings for the speech of the model."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["input"]
            self.input = _read_realtime_session_create_response_ga_audio_input(value) if type(value) is dict else value
            value = data["output"]
            self.output = (
                _read_realtime_session_create_response_ga_audio_output(value) if type(value) is dict else value
            )
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
        value = self.input
        if value is not UNSET:
            data["input"] = value.to_dict() if isinstance(value, Model) else value
        value = self.output
        if value is not UNSET:
            data["output"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_session_create_response_ga_audio_input import RealtimeSessionCreateResponseGAAudioInput
from .realtime_session_create_response_ga_audio_output import RealtimeSessionCreateResponseGAAudioOutput

_read_realtime_session_create_response_ga_audio_input = RealtimeSessionCreateResponseGAAudioInput.from_dict
_read_realtime_session_create_response_ga_audio_output = RealtimeSessionCreateResponseGAAudioOutput.from_dict
