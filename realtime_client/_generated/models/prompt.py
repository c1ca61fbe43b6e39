# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import RESPONSE_PROMPT_VARIABLES_VALUE

if TYPE_CHECKING:
    from ..types import ResponsePromptVariables

__all__ = ["Prompt"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "version",
        "variables",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Prompt(Model):
    """Reference to a stored prompt template, with values for its variables."""

    _component: ClassVar[str] = "Prompt"

    id: str
    """ID of the stored template."""

    version: str | Unset | None = UNSET
    """Version of the template; null or omitted selects the default version."""

    variables: ResponsePromptVariables | Unset | None = UNSET
    """Values for the variables of the template, or null."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.version = data["version"]
            value = data["variables"]
            self.variables = (
                {
                    key: RESPONSE_PROMPT_VARIABLES_VALUE.from_dict(item) if type(item) is dict else item
                    for key, item in value.items()
                }
                if type(value) is dict
                else value
            )
        except KeyError:
            # As many keys as are declared, but not the same ones.
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
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.version
        if value is not UNSET:
            data["version"] = value
        value = self.variables
        if value is not UNSET:
            data["variables"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        return self._with_unknown(data) if self._unknown else data
