# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

__all__ = ["ErrorResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(("error",), UNSET)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ErrorResponse(Model):
    """Body of every HTTP error response."""

    _component: ClassVar[str] = "ErrorResponse"

    error: Error
    """Details of the error."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            value = data["error"]
            self.error = _read_error(value) if type(value) is dict else value
        except KeyError:
            # A required key is missing.
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
        value = self.error
        if value is not UNSET:
            data["error"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .error import Error

_read_error = Error.from_dict
