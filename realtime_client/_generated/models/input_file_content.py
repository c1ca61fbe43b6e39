# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    from ..types import FileInputDetail

__all__ = ["InputFileContent"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "file_id",
        "filename",
        "file_data",
        "prompt_cache_breakpoint",
        "file_url",
        "detail",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InputFileContent(Model):
    """File as the value of a prompt variable: uploaded, from a URL, or inline."""

    _component: ClassVar[str] = "InputFileContent"

    type: Literal["input_file"] = "input_file"
    """Always `input_file`."""

    file_id: str | Unset | None = UNSET
    """ID of an uploaded file; null if the file is given in another way."""

    filename: str | Unset | None = UNSET
    """Name of the file for the model."""

    file_data: str | Unset | None = UNSET
    """Content of the file, in base64."""

    prompt_cache_breakpoint: PromptCacheBreakpointConfig | Unset | None = UNSET
    """Marker that ends the cacheable prefix after this part, if set."""

    file_url: str | Unset | None = UNSET
    """URL of the file."""

    detail: FileInputDetail | Unset | None = UNSET
    """Rendering quality of the file; default `auto`. Known values: `auto`, `low`, `high`."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 7:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.file_id = data["file_id"]
            self.filename = data["filename"]
            self.file_data = data["file_data"]
            value = data["prompt_cache_breakpoint"]
            self.prompt_cache_breakpoint = _read_prompt_cache_breakpoint_config(value) if type(value) is dict else value
            self.file_url = data["file_url"]
            self.detail = data["detail"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 7:
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
        value = self.file_id
        if value is not UNSET:
            data["file_id"] = value
        value = self.filename
        if value is not UNSET:
            data["filename"] = value
        value = self.file_data
        if value is not UNSET:
            data["file_data"] = value
        value = self.prompt_cache_breakpoint
        if value is not UNSET:
            data["prompt_cache_breakpoint"] = value.to_dict() if isinstance(value, Model) else value
        value = self.file_url
        if value is not UNSET:
            data["file_url"] = value
        value = self.detail
        if value is not UNSET:
            data["detail"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .prompt_cache_breakpoint_config import PromptCacheBreakpointConfig

_read_prompt_cache_breakpoint_config = PromptCacheBreakpointConfig.from_dict
