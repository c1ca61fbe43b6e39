# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import REALTIME_RESPONSE_INPUT_ITEM, REALTIME_TOOL_CHOICE

if TYPE_CHECKING:
    from ..types import Metadata, RealtimeResponseInputItem, RealtimeToolChoice, VoiceIdsOrCustomVoice

__all__ = ["RealtimeBetaResponseCreateParams"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "modalities",
        "instructions",
        "voice",
        "output_audio_format",
        "tools",
        "tool_choice",
        "temperature",
        "max_output_tokens",
        "conversation",
        "metadata",
        "prompt",
        "input",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeBetaResponseCreateParams(Model):
    """Settings of one response in the beta dialect, sent with `response.create`; omitted fields are taken from the session."""

    _component: ClassVar[str] = "RealtimeBetaResponseCreateParams"

    modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Requested output modalities; `["text"]` alone disables speech. Known values: `text`, `audio`."""

    instructions: str | Unset | None = UNSET
    """System prompt of this response; if omitted, that of the session."""

    voice: VoiceIdsOrCustomVoice | Unset | None = UNSET
    """Name of a built-in voice, or an object with the `id` of a custom voice. It cannot change after the first audio
    output of the session. Known values: `alloy`, `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`,
    `marin`, `cedar`."""

    output_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | str | Unset | None = UNSET
    """Encoding of the spoken output: `pcm16` (16-bit little-endian mono at 24,000 Hz), `g711_ulaw` or `g711_alaw`
    (8,000 Hz)."""

    tools: list[RealtimeFunctionTool] | Unset | None = UNSET
    """Functions that the model may call in this response."""

    tool_choice: RealtimeToolChoice | Unset | None = UNSET
    """Tool use: `auto` (default), `none`, `required`, or one tool by name."""

    temperature: float | Unset | None = UNSET
    """Sampling temperature, from 0.6 to 1.2; default 0.8."""

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
    """Items to use as context instead of the conversation; an empty list means no context. If omitted, the
    conversation is used."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 12:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.modalities = data["modalities"]
            self.instructions = data["instructions"]
            value = data["voice"]
            self.voice = _read_voice_ids_or_custom_voice_object(value) if type(value) is dict else value
            self.output_audio_format = data["output_audio_format"]
            value = data["tools"]
            self.tools = (
                [_read_realtime_function_tool(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            value = data["tool_choice"]
            self.tool_choice = REALTIME_TOOL_CHOICE.from_dict(value) if type(value) is dict else value
            self.temperature = data["temperature"]
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
        value = self.modalities
        if value is not UNSET:
            data["modalities"] = value
        value = self.instructions
        if value is not UNSET:
            data["instructions"] = value
        value = self.voice
        if value is not UNSET:
            data["voice"] = value.to_dict() if isinstance(value, Model) else value
        value = self.output_audio_format
        if value is not UNSET:
            data["output_audio_format"] = value
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
        value = self.temperature
        if value is not UNSET:
            data["temperature"] = value
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
from .realtime_function_tool import RealtimeFunctionTool
from .voice_ids_or_custom_voice_object import VoiceIdsOrCustomVoiceObject

_read_voice_ids_or_custom_voice_object = VoiceIdsOrCustomVoiceObject.from_dict
_read_realtime_function_tool = RealtimeFunctionTool.from_dict
_read_prompt = Prompt.from_dict
