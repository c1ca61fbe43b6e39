# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import REALTIME_RESPONSE_INPUT_ITEM, REALTIME_TOOL, REALTIME_TOOL_CHOICE

if TYPE_CHECKING:
    from ..types import Metadata, RealtimeResponseInputItem, RealtimeTool, RealtimeToolChoice

__all__ = ["RealtimeResponseCreateParams"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "output_modalities",
        "instructions",
        "audio",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "reasoning",
        "max_output_tokens",
        "conversation",
        "metadata",
        "prompt",
        "input",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeResponseCreateParams(Model):
    """Settings of one response, sent with `response.create`; omitted fields are taken from the session."""

    _component: ClassVar[str] = "RealtimeResponseCreateParams"

    output_modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Requested output modality: `["audio"]`, which includes a transcript, or `["text"]`, which disables speech."""

    instructions: str | Unset | None = UNSET
    """System prompt of this response; if omitted, that of the session."""

    audio: RealtimeResponseAudio | Unset | None = UNSET
    """Format and voice of the spoken output."""

    tools: list[RealtimeTool] | Unset | None = UNSET
    """Functions and MCP servers that the model may use in this response."""

    tool_choice: RealtimeToolChoice | Unset | None = UNSET
    """Tool use: `auto` (default), `none`, `required`, or one tool by name."""

    parallel_tool_calls: bool | Unset | None = UNSET
    """Whether several tools may be called in parallel; only for reasoning models such as `gpt-realtime-2`."""

    reasoning: RealtimeReasoning | Unset | None = UNSET
    """Reasoning settings; only for reasoning models."""

    max_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens, including tool calls: 1 to 4096, or `inf` (default) for the limit of the model."""

    conversation: Literal["auto", "none"] | str | Unset | None = UNSET
    """Conversation of the response: `auto` (default) adds the output to the default conversation; `none` creates an
    out-of-band response."""

    metadata: Metadata | Unset | None = UNSET
    """Up to 16 string pairs attached to the response, or null; at most 64 characters per key and 512 per value."""

    prompt: Prompt | Unset | None = UNSET
    """Stored prompt template with its variables, or null."""

    input: list[RealtimeResponseInputItem] | Unset | None = UNSET
    """Items to use as context instead of the conversation, including references by ID; an empty list means no context.
    If omitted, the conversation is used."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 12:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.output_modalities = data["output_modalities"]
            self.instructions = data["instructions"]
            value = data["audio"]
            self.audio = _read_realtime_response_audio(value) if type(value) is dict else value
            value = data["tools"]
            self.tools = (
                [REALTIME_TOOL.from_dict(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            value = data["tool_choice"]
            self.tool_choice = REALTIME_TOOL_CHOICE.from_dict(value) if type(value) is dict else value
            self.parallel_tool_calls = data["parallel_tool_calls"]
            value = data["reasoning"]
            self.reasoning = _read_realtime_reasoning(value) if type(value) is dict else value
            self.max_output_tokens = data["max_output_tokens"]
            self.conversation = data["conversation"]
            self.metadata = data["metadata"]
            value = data["prompt"]
            self.prompt = _read_prompt(value) if type(value) is dict else value
            value = data["input"]
            self.input = (
                [REALTIME_RESPONSE_INPUT_ITEM.from_dict(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 12:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.output_modalities
        if value is not UNSET:
            data["output_modalities"] = value
        value = self.instructions
        if value is not UNSET:
            data["instructions"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        value = self.tools
        if value is not UNSET:
            data["tools"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        value = self.tool_choice
        if value is not UNSET:
            data["tool_choice"] = value.to_dict() if isinstance(value, Model) else value
        value = self.parallel_tool_calls
        if value is not UNSET:
            data["parallel_tool_calls"] = value
        value = self.reasoning
        if value is not UNSET:
            data["reasoning"] = value.to_dict() if isinstance(value, Model) else value
        value = self.max_output_tokens
        if value is not UNSET:
            data["max_output_tokens"] = value
        value = self.conversation
        if value is not UNSET:
            data["conversation"] = value
        value = self.metadata
        if value is not UNSET:
            data["metadata"] = value
        value = self.prompt
        if value is not UNSET:
            data["prompt"] = value.to_dict() if isinstance(value, Model) else value
        value = self.input
        if value is not UNSET:
            data["input"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .prompt import Prompt
from .realtime_reasoning import RealtimeReasoning
from .realtime_response_audio import RealtimeResponseAudio

_read_realtime_response_audio = RealtimeResponseAudio.from_dict
_read_realtime_reasoning = RealtimeReasoning.from_dict
_read_prompt = Prompt.from_dict
