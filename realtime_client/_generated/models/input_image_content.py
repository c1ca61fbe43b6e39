# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    from ..types import ImageDetail

__all__ = ["InputImageContent"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "image_url",
        "file_id",
        "detail",
        "prompt_cache_breakpoint",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InputImageContent(Model):
    """Image as the value of a prompt variable, from a URL or an uploaded file."""

    _component: ClassVar[str] = "InputImageContent"

    type: Literal["input_image"] = "input_image"
    """Always `input_image`."""

    image_url: str | Unset | None = UNSET
    """URL or base64 data URI of the image; null if `file_id` is set."""

    file_id: str | Unset | None = UNSET
    """ID of an uploaded file; null if `image_url` is set."""

    detail: ImageDetail
    """Level of detail of the image; default `auto`. Known values: `low`, `high`, `auto`, `original`."""

    prompt_cache_breakpoint: PromptCacheBreakpointConfig | Unset | None = UNSET
    """Marker that ends the cacheable prefix after this part, if set."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 5:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.image_url = data["image_url"]
            self.file_id = data["file_id"]
            self.detail = data["detail"]
            value = data["prompt_cache_breakpoint"]
            self.prompt_cache_breakpoint = _read_prompt_cache_breakpoint_config(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 5:
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
        value = self.image_url
        if value is not UNSET:
            data["image_url"] = value
        value = self.file_id
        if value is not UNSET:
            data["file_id"] = value
        value = self.detail
        if value is not UNSET:
            data["detail"] = value
        value = self.prompt_cache_breakpoint
        if value is not UNSET:
            data["prompt_cache_breakpoint"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .prompt_cache_breakpoint_config import PromptCacheBreakpointConfig

_read_prompt_cache_breakpoint_config = PromptCacheBreakpointConfig.from_dict
