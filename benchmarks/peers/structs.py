"""msgspec: structs with tagged unions, written for these messages; undeclared keys are dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, convert
from msgspec.json import Decoder, Encoder

# Other imports are local, so that importing this module takes only the time of the structs.
if TYPE_CHECKING:
    from ..messages import Message

NAME = "msgspec"
FIRST = "from benchmarks.peers.structs import decode_ga as decode"


class Tagged(Struct, tag_field="type", omit_defaults=True):
    """Base of the structs that are distinguished by type."""


class Plain(Struct, omit_defaults=True):
    """Base of the other structs."""


class Part(Plain):
    type: str
    text: str | None = None
    transcript: str | None = None
    audio: str | None = None


class ItemMessage(Tagged, tag="message"):
    role: str
    content: list[Part]
    id: str | None = None
    object: str | None = None
    status: str | None = None


class FunctionCall(Tagged, tag="function_call"):
    name: str
    arguments: str
    id: str | None = None
    object: str | None = None
    status: str | None = None
    call_id: str | None = None


class FunctionCallOutput(Tagged, tag="function_call_output"):
    call_id: str
    output: str
    id: str | None = None
    object: str | None = None
    status: str | None = None


Item = ItemMessage | FunctionCall | FunctionCallOutput


class CachedTokens(Plain):
    text_tokens: int | None = None
    audio_tokens: int | None = None
    image_tokens: int | None = None


class InputTokens(Plain):
    cached_tokens: int | None = None
    text_tokens: int | None = None
    audio_tokens: int | None = None
    image_tokens: int | None = None
    cached_tokens_details: CachedTokens | None = None


class OutputTokens(Plain):
    text_tokens: int | None = None
    audio_tokens: int | None = None


class Usage(Plain):
    total_tokens: int | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    input_token_details: InputTokens | None = None
    output_token_details: OutputTokens | None = None


class StatusError(Plain):
    type: str | None = None
    code: str | None = None


class StatusDetails(Plain):
    type: str | None = None
    reason: str | None = None
    error: StatusError | None = None


class Format(Plain):
    type: str
    rate: int | None = None


class ResponseAudioOutput(Plain):
    format: Format | None = None
    voice: str | None = None


class ResponseAudio(Plain):
    output: ResponseAudioOutput | None = None


class Response(Plain):
    id: str | None = None
    object: str | None = None
    status: str | None = None
    status_details: StatusDetails | None = None
    output: list[Item] | None = None
    metadata: dict[str, str] | None = None
    audio: ResponseAudio | None = None
    usage: Usage | None = None
    conversation_id: str | None = None
    output_modalities: list[str] | None = None
    max_output_tokens: int | Literal["inf"] | None = None


class BetaResponse(Plain):
    id: str | None = None
    object: str | None = None
    status: str | None = None
    status_details: StatusDetails | None = None
    output: list[Item] | None = None
    metadata: dict[str, str] | None = None
    usage: Usage | None = None
    conversation_id: str | None = None
    voice: str | None = None
    modalities: list[str] | None = None
    output_audio_format: str | None = None
    temperature: float | None = None
    max_output_tokens: int | Literal["inf"] | None = None


class Transcription(Plain):
    model: str | None = None
    language: str | None = None
    prompt: str | None = None


class NoiseReduction(Plain):
    type: str | None = None


class ServerVad(Tagged, tag="server_vad"):
    threshold: float | None = None
    prefix_padding_ms: int | None = None
    silence_duration_ms: int | None = None
    create_response: bool | None = None
    interrupt_response: bool | None = None
    idle_timeout_ms: int | None = None


class SemanticVad(Tagged, tag="semantic_vad"):
    eagerness: str | None = None
    create_response: bool | None = None
    interrupt_response: bool | None = None


class AudioInput(Plain):
    format: Format | None = None
    transcription: Transcription | None = None
    noise_reduction: NoiseReduction | None = None
    turn_detection: ServerVad | SemanticVad | None = None


class AudioOutput(Plain):
    format: Format | None = None
    voice: str | None = None
    speed: float | None = None


class SessionAudio(Plain):
    input: AudioInput | None = None
    output: AudioOutput | None = None


class FunctionTool(Tagged, tag="function"):
    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None


class McpTool(Tagged, tag="mcp"):
    server_label: str
    server_url: str | None = None
    authorization: str | None = None
    headers: dict[str, str] | None = None


class Session(Plain):
    type: str
    object: str | None = None
    id: str | None = None
    model: str | None = None
    output_modalities: list[str] | None = None
    instructions: str | None = None
    tools: list[FunctionTool | McpTool] | None = None
    tool_choice: str | dict[str, Any] | None = None
    max_output_tokens: int | Literal["inf"] | None = None
    tracing: str | dict[str, Any] | None = None
    truncation: str | dict[str, Any] | None = None
    prompt: dict[str, Any] | None = None
    expires_at: int | None = None
    audio: SessionAudio | None = None
    include: list[str] | None = None


class Event(Tagged):
    event_id: str


class SessionCreated(Event, tag="session.created"):
    session: Session


class ResponseCreated(Event, tag="response.created"):
    response: Response


class ResponseDone(Event, tag="response.done"):
    response: Response


class OfItem(Event):
    response_id: str
    output_index: int
    item: Item


class ItemAdded(OfItem, tag="response.output_item.added"): ...


class ItemDone(OfItem, tag="response.output_item.done"): ...


class OfPart(Event):
    response_id: str
    item_id: str
    output_index: int
    content_index: int


class PartAdded(OfPart, tag="response.content_part.added"):
    part: Part


class PartDone(OfPart, tag="response.content_part.done"):
    part: Part


class TextDelta(OfPart, tag="response.output_text.delta"):
    delta: str


class TranscriptDelta(OfPart, tag="response.output_audio_transcript.delta"):
    delta: str


class TranscriptDone(OfPart, tag="response.output_audio_transcript.done"):
    transcript: str


class AudioDelta(OfPart, tag="response.output_audio.delta"):
    # A field of bytes would be decoded on the way, which takes twice as long as pybase64 over a string.
    delta: str


class AudioDone(OfPart, tag="response.output_audio.done"): ...


class BetaResponseDone(Event, tag="response.done"):
    response: BetaResponse


class BetaTextDelta(OfPart, tag="response.text.delta"):
    delta: str


class Append(Tagged, tag="input_audio_buffer.append"):
    audio: str


class SessionUpdate(Tagged, tag="session.update"):
    session: Session


ServerEvent = (
    SessionCreated
    | ResponseCreated
    | ResponseDone
    | ItemAdded
    | ItemDone
    | PartAdded
    | PartDone
    | TextDelta
    | TranscriptDelta
    | TranscriptDone
    | AudioDelta
    | AudioDone
)
BetaServerEvent = BetaResponseDone | BetaTextDelta
ClientEvent = Append | SessionUpdate

decode_ga = Decoder(ServerEvent).decode
_encode = Encoder().encode


def decoder(message: Message) -> Callable[[bytes], Any]:
    """Return the function that reads such a message."""
    return decode_ga if message.dialect == "ga" else Decoder(BetaServerEvent).decode


def decode_audio(raw: bytes) -> bytes:
    """Return the audio of a GA audio delta."""
    from pybase64 import b64decode

    return b64decode(decode_ga(raw).delta, validate=True)


def append(audio: bytes) -> bytes:
    """Return the event that sends audio."""
    from pybase64 import b64encode_as_string

    return _encode(Append(b64encode_as_string(audio)))


def update(settings: Mapping[str, Any]) -> bytes:
    """Return the event that sends settings."""
    return _encode(SessionUpdate(convert(settings, Session)))


def assemble(events: list[bytes]) -> tuple[bytes, str]:
    """Return audio and transcript of a response."""
    from pybase64 import b64decode

    audio: list[bytes] = []
    transcript: list[str] = []
    for raw in events:
        event = decode_ga(raw)
        if isinstance(event, AudioDelta):
            audio.append(b64decode(event.delta, validate=True))
        elif isinstance(event, TranscriptDelta):
            transcript.append(event.delta)
    return b"".join(audio), "".join(transcript)
