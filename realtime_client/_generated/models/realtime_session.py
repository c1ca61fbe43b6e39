# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

from ..tables import REALTIME_TURN_DETECTION

if TYPE_CHECKING:
    from ..types import RealtimeTurnDetection, VoiceIdsShared

__all__ = ["RealtimeSession"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
        "modalities",
        "model",
        "instructions",
        "voice",
        "input_audio_format",
        "output_audio_format",
        "input_audio_transcription",
        "turn_detection",
        "input_audio_noise_reduction",
        "speed",
        "tracing",
        "tools",
        "tool_choice",
        "temperature",
        "max_response_output_tokens",
        "expires_at",
        "prompt",
        "include",
        "client_secret",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSession(Model):
    """Session in the beta dialect, as in `session.created` and `session.updated`."""

    _component: ClassVar[str] = "RealtimeSession"

    id: str | Unset | None = UNSET
    """ID of the session, starting with `sess_`."""

    object: Literal["realtime.session"] | str | Unset | None = UNSET
    """Always `realtime.session`."""

    modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modalities that the model may use, by default text and audio; `["text"]` alone disables speech."""

    model: (
        Literal[
            "gpt-realtime",
            "gpt-realtime-1.5",
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
    """Model of the session; it cannot change. Known values: `gpt-realtime`, `gpt-realtime-1.5`,
    `gpt-realtime-2025-08-28`, `gpt-4o-realtime-preview`, `gpt-4o-realtime-preview-2024-10-01`,
    `gpt-4o-realtime-preview-2024-12-17`, `gpt-4o-realtime-preview-2025-06-03`, `gpt-4o-mini-realtime-preview`,
    `gpt-4o-mini-realtime-preview-2024-12-17`, `gpt-realtime-mini`, `gpt-realtime-mini-2025-10-06`,
    `gpt-realtime-mini-2025-12-15`, `gpt-audio-1.5`, `gpt-audio-mini`, `gpt-audio-mini-2025-10-06`,
    `gpt-audio-mini-2025-12-15`."""

    instructions: str | Unset | None = UNSET
    """System prompt of all responses; the server has a default."""

    voice: VoiceIdsShared | Unset | None = UNSET
    """Voice of the spoken output; it cannot change after the first audio output. Known values: `alloy`, `ash`,
    `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`, `marin`, `cedar`."""

    input_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | str | Unset | None = UNSET
    """Encoding of the input audio: `pcm16` (16-bit little-endian mono at 24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000
    Hz); default `pcm16`."""

    output_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | str | Unset | None = UNSET
    """Encoding of the output audio: `pcm16` (16-bit little-endian mono at 24,000 Hz), `g711_ulaw` or `g711_alaw`
    (8,000 Hz); default `pcm16`."""

    input_audio_transcription: AudioTranscriptionResponse | Unset | None = UNSET
    """Transcription of user audio by a separate model; null, the default, disables it."""

    turn_detection: RealtimeTurnDetection | Unset | None = UNSET
    """Detection of the end of user turns; if null, the client commits audio and requests responses."""

    input_audio_noise_reduction: RealtimeNoiseReduction | Unset | None = UNSET
    """Filter applied to input audio before turn detection and the model; null disables it."""

    speed: float | Unset | None = UNSET
    """Speaking rate from 0.25 to 1.5; default 1. It can only change between responses."""

    tracing: Literal["auto"] | RealtimeSessionTracing | Unset | None = UNSET
    """Tracing: `auto`, explicit settings, or null if disabled; it cannot change once enabled."""

    tools: list[RealtimeFunctionTool] | Unset | None = UNSET
    """Functions that the model may call."""

    tool_choice: str | Unset | None = UNSET
    """Tool use: `auto` (default), `none`, `required`, or a function."""

    temperature: float | Unset | None = UNSET
    """Sampling temperature, from 0.6 to 1.2; default 0.8."""

    max_response_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens per response, including tool calls: 1 to 4096, or `inf` (default) for the limit
    of the model."""

    expires_at: int | Unset | None = UNSET
    """Time at which the session ends, in Unix seconds. Seconds since the Unix epoch."""

    prompt: Prompt | Unset | None = UNSET
    """Stored prompt template in use with its variables, or null."""

    include: list[Literal["item.input_audio_transcription.logprobs"] | str] | Unset | None = UNSET
    """Additional output that was requested, such as `item.input_audio_transcription.logprobs`, or null."""

    client_secret: RealtimeClientSecret | Unset | None = UNSET
    """Short-lived secret of the session; null if the connection was opened with an API key."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 21:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.object = data["object"]
            self.modalities = data["modalities"]
            self.model = data["model"]
            self.instructions = data["instructions"]
            self.voice = data["voice"]
            self.input_audio_format = data["input_audio_format"]
            self.output_audio_format = data["output_audio_format"]
            value = data["input_audio_transcription"]
            self.input_audio_transcription = _read_audio_transcription_response(value) if type(value) is dict else value
            value = data["turn_detection"]
            self.turn_detection = REALTIME_TURN_DETECTION.from_dict(value) if type(value) is dict else value
            value = data["input_audio_noise_reduction"]
            self.input_audio_noise_reduction = _read_realtime_noise_reduction(value) if type(value) is dict else value
            self.speed = data["speed"]
            value = data["tracing"]
            self.tracing = _read_realtime_session_tracing(value) if type(value) is dict else value
            value = data["tools"]
            self.tools = (
                [_read_realtime_function_tool(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            self.tool_choice = data["tool_choice"]
            self.temperature = data["temperature"]
            self.max_response_output_tokens = data["max_response_output_tokens"]
            self.expires_at = data["expires_at"]
            value = data["prompt"]
            self.prompt = _read_prompt(value) if type(value) is dict else value
            self.include = data["include"]
            value = data["client_secret"]
            self.client_secret = _read_realtime_client_secret(value) if type(value) is dict else value
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 21:
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
        value = self.object
        if value is not UNSET:
            data["object"] = value
        value = self.modalities
        if value is not UNSET:
            data["modalities"] = value
        value = self.model
        if value is not UNSET:
            data["model"] = value
        value = self.instructions
        if value is not UNSET:
            data["instructions"] = value
        value = self.voice
        if value is not UNSET:
            data["voice"] = value
        value = self.input_audio_format
        if value is not UNSET:
            data["input_audio_format"] = value
        value = self.output_audio_format
        if value is not UNSET:
            data["output_audio_format"] = value
        value = self.input_audio_transcription
        if value is not UNSET:
            data["input_audio_transcription"] = value.to_dict() if isinstance(value, Model) else value
        value = self.turn_detection
        if value is not UNSET:
            data["turn_detection"] = value.to_dict() if isinstance(value, Model) else value
        value = self.input_audio_noise_reduction
        if value is not UNSET:
            data["input_audio_noise_reduction"] = value.to_dict() if isinstance(value, Model) else value
        value = self.speed
        if value is not UNSET:
            data["speed"] = value
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
            data["tool_choice"] = value
        value = self.temperature
        if value is not UNSET:
            data["temperature"] = value
        value = self.max_response_output_tokens
        if value is not UNSET:
            data["max_response_output_tokens"] = value
        value = self.expires_at
        if value is not UNSET:
            data["expires_at"] = value
        value = self.prompt
        if value is not UNSET:
            data["prompt"] = value.to_dict() if isinstance(value, Model) else value
        value = self.include
        if value is not UNSET:
            data["include"] = value
        value = self.client_secret
        if value is not UNSET:
            data["client_secret"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .audio_transcription_response import AudioTranscriptionResponse
from .prompt import Prompt
from .realtime_client_secret import RealtimeClientSecret
from .realtime_function_tool import RealtimeFunctionTool
from .realtime_noise_reduction import RealtimeNoiseReduction
from .realtime_session_tracing import RealtimeSessionTracing

_read_audio_transcription_response = AudioTranscriptionResponse.from_dict
_read_realtime_noise_reduction = RealtimeNoiseReduction.from_dict
_read_realtime_session_tracing = RealtimeSessionTracing.from_dict
_read_realtime_function_tool = RealtimeFunctionTool.from_dict
_read_prompt = Prompt.from_dict
_read_realtime_client_secret = RealtimeClientSecret.from_dict
