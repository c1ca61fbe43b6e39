# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["LogProbProperties"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "token",
        "logprob",
        "bytes",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LogProbProperties(Model):
    """One token of a transcript with its log probability, as listed in `logprobs` of transcription events."""

    _component: ClassVar[str] = "LogProbProperties"

    token: str
    """Text of the token."""

    logprob: float
    """Natural logarithm of the token's probability; 0 means certainty."""

    bytes_: list[int]
    """UTF-8 bytes of the token, each from 0 to 255."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.token = data["token"]
            self.logprob = data["logprob"]
            self.bytes_ = data["bytes"]
        except KeyError:
            # A required key is missing.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 3:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.token
        if value is not UNSET:
            data["token"] = value
        value = self.logprob
        if value is not UNSET:
            data["logprob"] = value
        value = self.bytes_
        if value is not UNSET:
            data["bytes"] = value
        return self._with_unknown(data) if self._unknown else data
