# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeBetaTranscriptionError"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "code",
        "message",
        "param",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaTranscriptionError(Model):
    """Error in a failed input transcription event in the beta dialect."""

    _component: ClassVar[str] = "RealtimeBetaTranscriptionError"

    type: str | Unset | None = UNSET
    """Type of error."""

    code: str | Unset | None = UNSET
    """Short machine-readable code; may be null or absent."""

    message: str | Unset | None = UNSET
    """Human-readable description of the error."""

    param: str | Unset | None = UNSET
    """Setting that caused the error; may be null or absent."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.code = data["code"]
            self.message = data["message"]
            self.param = data["param"]
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.code
        if value is not UNSET:
            data["code"] = value
        value = self.message
        if value is not UNSET:
            data["message"] = value
        value = self.param
        if value is not UNSET:
            data["param"] = value
        return self._with_unknown(data) if self._unknown else data
