# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import REALTIME_TOOL, REALTIME_TOOL_CHOICE

if TYPE_CHECKING:
    from ..types import RealtimeTool, RealtimeToolChoice, RealtimeTruncation

__all__ = ["RealtimeSessionCreateRequestGA"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "type",
        "output_modalities",
        "model",
        "instructions",
        "audio",
        "include",
        "tracing",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "reasoning",
        "max_output_tokens",
        "truncation",
        "prompt",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateRequestGA(Model):
    """Settings of a GA speech session, for `session.update` or a new client secret."""

    _component: ClassVar[str] = "RealtimeSessionCreateRequestGA"

    type: Literal["realtime"] = "realtime"
    """Always `realtime`."""

    output_modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modality: `["audio"]` (default) for speech with a transcript, or `["text"]` for text only; they cannot be
    combined."""

    model: (
        Literal[
            "gpt-realtime",
            "gpt-realtime-1.5",
            "gpt-realtime-2",
            "gpt-realtime-2.1",
            "gpt-realtime-2.1-mini",
            "gpt-realtime-2025-08-28",
            "gpt-4o-realtime-preview",
            "gpt-4o-realtime-preview-2024-10-01",
            "gpt-4o-realtime-preview-2024-12-17",
            "gpt-4o-realtime-preview-2025-06-03",
            "gpt-4o-mini-realtime-preview",
            "gpt-4o-mini-realtime-preview-2024-12-17",
            "gpt-realtime-mini",
            "gpt-realtime-mini-2025-10-06",
            "gpt-realtime-mini-2025-12-15",
            "gpt-audio-1.5",
            "gpt-audio-mini",
            "gpt-audio-mini-2025-10-06",
            "gpt-audio-mini-2025-12-15",
        ]
        | str
        | Unset
        | None
    ) = UNSET
    """Realtime model, from the list or any other. Known values: `gpt-realtime`, `gpt-realtime-1.5`, `gpt-realtime-2`,
    `gpt-realtime-2.1`, `gpt-realtime-2.1-mini`, `gpt-realtime-2025-08-28`, `gpt-4o-realtime-preview`,
    `gpt-4o-realtime-preview-2024-10-01`, `gpt-4o-realtime-preview-2024-12-17`,
    `gpt-4o-realtime-preview-2025-06-03`, `gpt-4o-mini-realtime-preview`, `gpt-4o-mini-realtime-preview-2024-12-17`,
    `gpt-realtime-mini`, `gpt-realtime-mini-2025-10-06`, `gpt-realtime-mini-2025-12-15`, `gpt-audio-1.5`,
    `gpt-audio-mini`, `gpt-audio-mini-2025-10-06`, `gpt-audio-mini-2025-12-15`."""

    instructions: str | Unset | None = UNSET
    """System prompt that guides what the model says and how it sounds; if omitted, the default of the server."""

    audio: RealtimeSessionCreateRequestGAAudio | Unset | None = UNSET
    """Input and output audio settings."""

    include: list[Literal["item.input_audio_transcription.logprobs"] | str] | Unset | None = UNSET
    """Additional output to include; `item.input_audio_transcription.logprobs` adds log probabilities to input
    transcripts."""

    tracing: Literal["auto"] | RealtimeSessionTracing | Unset | None = UNSET
    """Tracing: `auto` for default names, or an object with names; if null or omitted, disabled. It cannot change once
    enabled."""

    tools: list[RealtimeTool] | Unset | None = UNSET
    """Functions and MCP servers that the model may use."""

    tool_choice: RealtimeToolChoice | Unset | None = UNSET
    """Tool choice: a mode, one function, or one MCP server or tool; default `auto`. Known values: `none`, `auto`,
    `required`."""

    parallel_tool_calls: bool | Unset | None = UNSET
    """Whether several tools may be called in parallel; only for reasoning models such as `gpt-realtime-2`."""

    reasoning: RealtimeReasoning | Unset | None = UNSET
    """Reasoning settings; only for reasoning models."""

    max_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens per response, including tool calls: 1 to 4096, or `inf` (default) for the limit
    of the model."""

    truncation: RealtimeTruncation | Unset | None = UNSET
    """Truncation of a conversation that exceeds the input limit of the model; default `auto`. Known values: `auto`,
    `disabled`."""

    prompt: Prompt | Unset | None = UNSET
    """Stored prompt template to use, or null."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 14:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.type = data["type"]
            self.output_modalities = data["output_modalities"]
            self.model = data["model"]
            self.instructions = data["instructions"]
            value = data["audio"]
            self.audio = _read_realtime_session_create_request_ga_audio(value) if type(value) is dict else value
            self.include = data["include"]
            value = data["tracing"]
            self.tracing = _read_realtime_session_tracing(value) if type(value) is dict else value
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
            value = data["truncation"]
            self.truncation = _read_realtime_truncation_retention_ratio(value) if type(value) is dict else value
            value = data["prompt"]
            self.prompt = _read_prompt(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 14:
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
        value = self.output_modalities
        if value is not UNSET:
            data["output_modalities"] = value
        value = self.model
        if value is not UNSET:
            data["model"] = value
        value = self.instructions
        if value is not UNSET:
            data["instructions"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
        value = self.include
        if value is not UNSET:
            data["include"] = value
        value = self.tracing
        if value is not UNSET:
            data["tracing"] = value.to_dict() if isinstance(value, Model) else value
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
        value = self.truncation
        if value is not UNSET:
            data["truncation"] = value.to_dict() if isinstance(value, Model) else value
        value = self.prompt
        if value is not UNSET:
            data["prompt"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .prompt import Prompt
from .realtime_reasoning import RealtimeReasoning
from .realtime_session_create_request_ga_audio import RealtimeSessionCreateRequestGAAudio
from .realtime_session_tracing import RealtimeSessionTracing
from .realtime_truncation_retention_ratio import RealtimeTruncationRetentionRatio

_read_realtime_session_create_request_ga_audio = RealtimeSessionCreateRequestGAAudio.from_dict
_read_realtime_session_tracing = RealtimeSessionTracing.from_dict
_read_realtime_reasoning = RealtimeReasoning.from_dict
_read_realtime_truncation_retention_ratio = RealtimeTruncationRetentionRatio.from_dict
_read_prompt = Prompt.from_dict
