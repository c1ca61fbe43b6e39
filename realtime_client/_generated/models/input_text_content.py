# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["InputTextContent"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "text",
        "prompt_cache_breakpoint",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InputTextContent(Model):
    """Text as the value of a prompt variable."""

    _component: ClassVar[str] = "InputTextContent"

    type: Literal["input_text"] = "input_text"
    """Always `input_text`."""

    text: str
    """Text of the part."""

    prompt_cache_breakpoint: PromptCacheBreakpointConfig | Unset | None = UNSET
    """Marker that ends the cacheable prefix after this part, if set."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.text = data["text"]
            value = data["prompt_cache_breakpoint"]
            self.prompt_cache_breakpoint = _read_prompt_cache_breakpoint_config(value) if type(value) is dict else value
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
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.text
        if value is not UNSET:
            data["text"] = value
        value = self.prompt_cache_breakpoint
        if value is not UNSET:
            data["prompt_cache_breakpoint"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .prompt_cache_breakpoint_config import PromptCacheBreakpointConfig

_read_prompt_cache_breakpoint_config = PromptCacheBreakpointConfig.from_dict
