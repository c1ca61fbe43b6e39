# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new, plain

if TYPE_CHECKING:
    from ..types import VoiceIdsOrCustomVoice

__all__ = ["RealtimeSessionCreateResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
        "expires_at",
        "include",
        "model",
        "output_modalities",
        "instructions",
        "audio",
        "tracing",
        "turn_detection",
        "tools",
        "tool_choice",
        "max_output_tokens",
        "client_secret",
        "modalities",
        "voice",
        "input_audio_format",
        "output_audio_format",
        "input_audio_transcription",
        "input_audio_noise_reduction",
        "temperature",
        "speed",
        "max_response_output_tokens",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateResponse(Model):
    """Session created by `POST /realtime/sessions`. Servers return it in the flat beta shape or with nested audio settings, so all fields are optional."""

    _component: ClassVar[str] = "RealtimeSessionCreateResponse"

    id: str | Unset | None = UNSET
    """ID of the session, starting with `sess_`."""

    object: str | Unset | None = UNSET
    """Always `realtime.session`."""

    expires_at: int | Unset | None = UNSET
    """Time at which the session ends, in Unix seconds. Seconds since the Unix epoch."""

    include: list[Literal["item.input_audio_transcription.logprobs"] | str] | Unset | None = UNSET
    """Additional output that is included, or null. Known values: `item.input_audio_transcription.logprobs`."""

    model: str | Unset | None = UNSET
    """Realtime model in use."""

    output_modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modalities that the model may use, in the nested shape; `["text"]` means no speech. Known values: `text`,
    `audio`."""

    instructions: str | Unset | None = UNSET
    """Effective system prompt, including the default of the server if none was sent."""

    audio: RealtimeSessionCreateResponseAudio | Unset | None = UNSET
    """Effective audio settings, in the nested shape."""

    tracing: Literal["auto"] | RealtimeSessionTracing | Unset | None = UNSET
    """Effective tracing: `auto`, an object with names, or null if disabled."""

    turn_detection: RealtimeSessionCreateResponseTurnDetection | Unset | None = UNSET
    """Effective turn detection; null if disabled."""

    tools: list[RealtimeFunctionTool] | Unset | None = UNSET
    """Functions that the model may call."""

    tool_choice: str | Unset | None = UNSET
    """Tool choice in the beta dialect: `auto`, `none`, `required` or the name of a function."""

    max_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens per response, in the nested shape; `inf` means the limit of the model."""

    client_secret: RealtimeClientSecret | Unset | None = UNSET
    """Ephemeral key that lets a client open this session."""

    modalities: list[Literal["text", "audio"] | str] | Unset | None = UNSET
    """Output modalities that the model may use, in the flat shape; `["text"]` means no speech. Known values: `text`,
    `audio`."""

    voice: VoiceIdsOrCustomVoice | Unset | None = UNSET
    """Voice in use. It cannot change after the first audio output. Known values: `alloy`, `ash`, `ballad`, `coral`,
    `echo`, `sage`, `shimmer`, `verse`, `marin`, `cedar`."""

    input_audio_format: str | Unset | None = UNSET
    """Encoding of the input audio, in the flat shape: `pcm16`, `g711_ulaw` or `g711_alaw`."""

    output_audio_format: str | Unset | None = UNSET
    """Encoding of the spoken output, in the flat shape: `pcm16`, `g711_ulaw` or `g711_alaw`."""

    input_audio_transcription: RealtimeSessionCreateResponseTranscription | Unset | None = UNSET
    """Effective transcription of user audio; null if disabled."""

    input_audio_noise_reduction: RealtimeNoiseReduction | Unset | None = UNSET
    """Effective noise reduction of input audio; null if disabled."""

    temperature: float | Unset | None = UNSET
    """Sampling temperature, from 0.6 to 1.2; default 0.8."""

    speed: float | Unset | None = UNSET
    """Speed of the spoken output; 1 is normal."""

    max_response_output_tokens: Literal["inf"] | int | Unset | None = UNSET
    """Maximum number of output tokens per response, in the flat shape; `inf` means the limit of the model."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 23:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.object = data["object"]
            self.expires_at = data["expires_at"]
            self.include = data["include"]
            self.model = data["model"]
            self.output_modalities = data["output_modalities"]
            self.instructions = data["instructions"]
            value = data["audio"]
            self.audio = _read_realtime_session_create_response_audio(value) if type(value) is dict else value
            value = data["tracing"]
            self.tracing = _read_realtime_session_tracing(value) if type(value) is dict else value
            value = data["turn_detection"]
            self.turn_detection = (
                _read_realtime_session_create_response_turn_detection(value) if type(value) is dict else value
            )
            value = data["tools"]
            self.tools = (
                [_read_realtime_function_tool(item) if type(item) is dict else item for item in value]
                if type(value) is list
                else value
            )
            self.tool_choice = data["tool_choice"]
            self.max_output_tokens = data["max_output_tokens"]
            value = data["client_secret"]
            self.client_secret = _read_realtime_client_secret(value) if type(value) is dict else value
            self.modalities = data["modalities"]
            value = data["voice"]
            self.voice = _read_voice_ids_or_custom_voice_object(value) if type(value) is dict else value
            self.input_audio_format = data["input_audio_format"]
            self.output_audio_format = data["output_audio_format"]
            value = data["input_audio_transcription"]
            self.input_audio_transcription = (
                _read_realtime_session_create_response_transcription(value) if type(value) is dict else value
            )
            value = data["input_audio_noise_reduction"]
            self.input_audio_noise_reduction = _read_realtime_noise_reduction(value) if type(value) is dict else value
            self.temperature = data["temperature"]
            self.speed = data["speed"]
            self.max_response_output_tokens = data["max_response_output_tokens"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 23:
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
        value = self.expires_at
        if value is not UNSET:
            data["expires_at"] = value
        value = self.include
        if value is not UNSET:
            data["include"] = value
        value = self.model
        if value is not UNSET:
            data["model"] = value
        value = self.output_modalities
        if value is not UNSET:
            data["output_modalities"] = value
        value = self.instructions
        if value is not UNSET:
            data["instructions"] = value
        value = self.audio
        if value is not UNSET:
            data["audio"] = value.to_dict() if isinstance(value, Model) else value
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
        value = self.max_output_tokens
        if value is not UNSET:
            data["max_output_tokens"] = value
        value = self.client_secret
        if value is not UNSET:
            data["client_secret"] = value.to_dict() if isinstance(value, Model) else value
        value = self.modalities
        if value is not UNSET:
            data["modalities"] = value
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
        value = self.input_audio_noise_reduction
        if value is not UNSET:
            data["input_audio_noise_reduction"] = value.to_dict() if isinstance(value, Model) else value
        value = self.temperature
        if value is not UNSET:
            data["temperature"] = value
        value = self.speed
        if value is not UNSET:
            data["speed"] = value
        value = self.max_response_output_tokens
        if value is not UNSET:
            data["max_response_output_tokens"] = value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_client_secret import RealtimeClientSecret
from .realtime_function_tool import RealtimeFunctionTool
from .realtime_noise_reduction import RealtimeNoiseReduction
from .realtime_session_create_response_audio import RealtimeSessionCreateResponseAudio
from .realtime_session_create_response_transcription import RealtimeSessionCreateResponseTranscription
from .realtime_session_create_response_turn_detection import RealtimeSessionCreateResponseTurnDetection
from .realtime_session_tracing import RealtimeSessionTracing
from .voice_ids_or_custom_voice_object import VoiceIdsOrCustomVoiceObject

_read_realtime_session_create_response_audio = RealtimeSessionCreateResponseAudio.from_dict
_read_realtime_session_tracing = RealtimeSessionTracing.from_dict
_read_realtime_session_create_response_turn_detection = RealtimeSessionCreateResponseTurnDetection.from_dict
_read_realtime_function_tool = RealtimeFunctionTool.from_dict
_read_realtime_client_secret = RealtimeClientSecret.from_dict
_read_voice_ids_or_custom_voice_object = VoiceIdsOrCustomVoiceObject.from_dict
_read_realtime_session_create_response_transcription = RealtimeSessionCreateResponseTranscription.from_dict
_read_realtime_noise_reduction = RealtimeNoiseReduction.from_dict
