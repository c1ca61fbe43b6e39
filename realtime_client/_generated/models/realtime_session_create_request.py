# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

if TYPE_CHECKING:
    from ..types import RealtimeTruncation, VoiceIdsOrCustomVoice

__all__ = ["RealtimeSessionCreateRequest"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "modalities",
        "instructions",
        "voice",
        "input_audio_format",
        "output_audio_format",
        "input_audio_transcription",
        "speed",
        "tracing",
        "turn_detection",
        "tools",
        "tool_choice",
        "temperature",
        "max_response_output_tokens",
        "truncation",
        "prompt",
        "model",
        "input_audio_noise_reduction",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateRequest(Model):
    """Settings of a new beta session, in the flat shape of that dialect. Request body of `POST /realtime/sessions`."""

    _component: ClassVar[str] = "RealtimeSessionCreateRequest"

    modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modalities in the beta dialect: `["text", "audio"]`, or `["text"]` to disable speech."""

    instructions: str | Unset | None = UNSET
    """System prompt that guides what the model says and how it sounds; if omitted, the default of the server."""

    voice: VoiceIdsOrCustomVoice | Unset | None = UNSET
    """Name of a voice, or a custom voice object. It cannot change after the first audio output. Known values: `alloy`,
    `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`, `marin`, `cedar`."""

    input_audio_format: str | Unset | None = UNSET
    """Encoding of the audio that the client sends: `pcm16` (24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000 Hz)."""

    output_audio_format: str | Unset | None = UNSET
    """Encoding of the audio that the model produces: `pcm16` (24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000 Hz)."""

    input_audio_transcription: RealtimeSessionCreateRequestTranscription | Unset | None = UNSET
    """Settings for the transcription of user audio; disabled by default and by null. A separate model transcribes, so
    transcripts are approximate."""

    speed: float | Unset | None = UNSET
    """Speed of the spoken output from 0.25 to 1.5; default 1. It can only change between turns."""

    tracing: Literal["auto"] | RealtimeSessionTracing | Unset | None = UNSET
    """Tracing: `auto` for default names, or an object with names; if omitted, disabled. It cannot change once enabled."""

    turn_detection: RealtimeSessionCreateRequestTurnDetection | Unset | None = UNSET
    """Detection of the end of a turn; if null, the client commits audio and requests responses."""

    tools: list[RealtimeFunctionTool] | Unset | None = UNSET
    """Functions that the model may call."""

    tool_choice: str | Unset | None = UNSET
    """Tool choice in the beta dialect: `auto`, `none`, `required` or the name of a function."""

    temperature: float | Unset | None = UNSET
    """Sampling temperature, from 0.6 to 1.2; default 0.8."""

    max_response_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens per response, including tool calls: 1 to 4096, or `inf` (default) for the limit
    of the model."""

    truncation: RealtimeTruncation | Unset | None = UNSET
    """Truncation of a conversation that exceeds the input limit of the model; default `auto`. Known values: `auto`,
    `disabled`."""

    prompt: Prompt | Unset | None = UNSET
    """Stored prompt template to use, or null."""

    model: str | Unset | None = UNSET
    """Realtime model to use."""

    input_audio_noise_reduction: RealtimeNoiseReduction | Unset | None = UNSET
    """Filter applied to input audio before turn detection and the model; null disables it."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 17:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.modalities = data["modalities"]
            self.instructions = data["instructions"]
            value = data["voice"]
            self.voice = _read_voice_ids_or_custom_voice_object(value) if type(value) is dict else value
            self.input_audio_format = data["input_audio_format"]
            self.output_audio_format = data["output_audio_format"]
            value = data["input_audio_transcription"]
            self.input_audio_transcription = (
                _read_realtime_session_create_request_transcription(value) if type(value) is dict else value
            )
            self.speed = data["speed"]
            value = data["tracing"]
            self.tracing = _read_realtime_session_tracing(value) if type(value) is dict else value
            value = data["turn_detection"]
            self.turn_detection = (
                _read_realtime_session_create_request_turn_detection(value) if type(value) is dict else value
            )
            value = data["tools"]
            self.tools = (
                [_read_realtime_function_tool(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            self.tool_choice = data["tool_choice"]
            self.temperature = data["temperature"]
            self.max_response_output_tokens = data["max_response_output_tokens"]
            value = data["truncation"]
            self.truncation = _read_realtime_truncation_retention_ratio(value) if type(value) is dict else value
            value = data["prompt"]
            self.prompt = _read_prompt(value) if type(value) is dict else value
            self.model = data["model"]
            value = data["input_audio_noise_reduction"]
            self.input_audio_noise_reduction = _read_realtime_noise_reduction(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 17:
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
        value = self.input_audio_format
        if value is not UNSET:
            data["input_audio_format"] = value
        value = self.output_audio_format
        if value is not UNSET:
            data["output_audio_format"] = value
        value = self.input_audio_transcription
        if value is not UNSET:
            data["input_audio_transcription"] = value.to_dict() if isinstance(value, Model) else value
        value = self.speed
        if value is not UNSET:
            data["speed"] = value
        value = self.tracing
        if value is not UNSET:
            data["tracing"] = value.to_dict() if isinstance(value, Model) else value
        value = self.turn_detection
        if value is not UNSET:
            data["turn_detection"] = value.to_dict() if isinstance(value, Model) else value
        value = self.tools
        if value is not UNSET:
            data["tools"] = (
                [each.to_dict() if isinstance(each, Model) else each for each in value]
                if type(value) is list
                else plain(value, 1)
            )
        value = self.tool_choice
        if value is not UNSET:
            data["tool_choice"] = value
        value = self.temperature
        if value is not UNSET:
            data["temperature"] = value
        value = self.max_response_output_tokens
        if value is not UNSET:
            data["max_response_output_tokens"] = value
        value = self.truncation
        if value is not UNSET:
            data["truncation"] = value.to_dict() if isinstance(value, Model) else value
        value = self.prompt
        if value is not UNSET:
            data["prompt"] = value.to_dict() if isinstance(value, Model) else value
        value = self.model
        if value is not UNSET:
            data["model"] = value
        value = self.input_audio_noise_reduction
        if value is not UNSET:
            data["input_audio_noise_reduction"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .prompt import Prompt
from .realtime_function_tool import RealtimeFunctionTool
from .realtime_noise_reduction import RealtimeNoiseReduction
from .realtime_session_create_request_transcription import RealtimeSessionCreateRequestTranscription
from .realtime_session_create_request_turn_detection import RealtimeSessionCreateRequestTurnDetection
from .realtime_session_tracing import RealtimeSessionTracing
from .realtime_truncation_retention_ratio import RealtimeTruncationRetentionRatio
from .voice_ids_or_custom_voice_object import VoiceIdsOrCustomVoiceObject

_read_voice_ids_or_custom_voice_object = VoiceIdsOrCustomVoiceObject.from_dict
_read_realtime_session_create_request_transcription = RealtimeSessionCreateRequestTranscription.from_dict
_read_realtime_session_tracing = RealtimeSessionTracing.from_dict
_read_realtime_session_create_request_turn_detection = RealtimeSessionCreateRequestTurnDetection.from_dict
_read_realtime_function_tool = RealtimeFunctionTool.from_dict
_read_realtime_truncation_retention_ratio = RealtimeTruncationRetentionRatio.from_dict
_read_prompt = Prompt.from_dict
_read_realtime_noise_reduction = RealtimeNoiseReduction.from_dict
