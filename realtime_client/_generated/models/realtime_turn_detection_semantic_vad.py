# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeTurnDetectionSemanticVad"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "eagerness",
        "create_response",
        "interrupt_response",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTurnDetectionSemanticVad(Model):
    """Turn detection by a model that estimates whether the user has finished; more natural, but sometimes slower."""

    _component: ClassVar[str] = "RealtimeTurnDetectionSemanticVad"

    type: Literal["semantic_vad"] = "semantic_vad"
    """Always `semantic_vad`."""

    eagerness: Literal["low", "medium", "high", "auto"] | str | Unset | None = UNSET
    """Eagerness to end a turn: `low` waits up to 8 seconds, `medium` 4, `high` 2; `auto`, the default, means `medium`."""

    create_response: bool | Unset | None = UNSET
    """Whether the end of the user's speech starts a response automatically; default true."""

    interrupt_response: bool | Unset | None = UNSET
    """Whether new user speech cancels the response in progress; default true."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 4:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.eagerness = data["eagerness"]
            self.create_response = data["create_response"]
            self.interrupt_response = data["interrupt_response"]
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
        value = self.eagerness
        if value is not UNSET:
            data["eagerness"] = value
        value = self.create_response
        if value is not UNSET:
            data["create_response"] = value
        value = self.interrupt_response
        if value is not UNSET:
            data["interrupt_response"] = value
        return self._with_unknown(data) if self._unknown else data
