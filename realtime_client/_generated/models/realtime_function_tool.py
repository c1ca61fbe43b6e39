# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeFunctionTool"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "name",
        "description",
        "parameters",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeFunctionTool(Model):
    """Function that the model may call, as an entry of `tools`."""

    _component: ClassVar[str] = "RealtimeFunctionTool"

    type: Literal["function"] = "function"
    """Always `function`."""

    name: str | Unset | None = UNSET
    """Name of the function, as used by the model."""

    description: str | Unset | None = UNSET
    """Description of the function for the model: its purpose, when to call it, and what to say in the meantime."""

    parameters: dict[str, Any] | Unset | None = UNSET
    """JSON Schema of the function's arguments."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.name = data["name"]
            self.description = data["description"]
            self.parameters = data["parameters"]
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
        value = self.name
        if value is not UNSET:
            data["name"] = value
        value = self.description
        if value is not UNSET:
            data["description"] = value
        value = self.parameters
        if value is not UNSET:
            data["parameters"] = value
        return self._with_unknown(data) if self._unknown else data
