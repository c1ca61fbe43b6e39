# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Dictionaries that a client sends, for type checkers: wherever one is accepted, the model is accepted too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from realtime_client._core.model import UnknownEvent, UnknownObject

from . import models

__all__ = [
    "AudioTranscriptionDict",
    "InputFileContentDict",
    "InputImageContentDict",
    "InputTextContentDict",
    "MCPListToolsToolDict",
    "MCPToolDict",
    "MCPToolFilterDict",
    "MCPToolRequireApprovalDict",
    "PromptCacheBreakpointConfigDict",
    "PromptDict",
    "RealtimeAudioFormatsDict",
    "RealtimeAudioFormatsPcmDict",
    "RealtimeAudioFormatsPcmaDict",
    "RealtimeAudioFormatsPcmuDict",
    "RealtimeBetaClientEventConversationItemCreateDict",
    "RealtimeBetaClientEventConversationItemDeleteDict",
    "RealtimeBetaClientEventDict",
    "RealtimeBetaClientEventInputAudioBufferAppendDict",
    "RealtimeBetaClientEventInputAudioBufferClearDict",
    "RealtimeBetaClientEventInputAudioBufferCommitDict",
    "RealtimeBetaClientEventItemRetrieveDict",
    "RealtimeBetaClientEventItemTruncateDict",
    "RealtimeBetaClientEventOutputAudioBufferClearDict",
    "RealtimeBetaClientEventResponseCancelDict",
    "RealtimeBetaClientEventResponseCreateDict",
    "RealtimeBetaClientEventSessionUpdateDict",
    "RealtimeBetaClientEventTranscriptionUpdateDict",
    "RealtimeBetaResponseCreateParamsDict",
    "RealtimeCallCreateRequestDict",
    "RealtimeCallReferRequestDict",
    "RealtimeCallRejectRequestDict",
    "RealtimeClientEventConversationItemCreateDict",
    "RealtimeClientEventConversationItemDeleteDict",
    "RealtimeClientEventConversationItemRetrieveDict",
    "RealtimeClientEventConversationItemTruncateDict",
    "RealtimeClientEventDict",
    "RealtimeClientEventInputAudioBufferAppendDict",
    "RealtimeClientEventInputAudioBufferClearDict",
    "RealtimeClientEventInputAudioBufferCommitDict",
    "RealtimeClientEventOutputAudioBufferClearDict",
    "RealtimeClientEventResponseCancelDict",
    "RealtimeClientEventResponseCreateDict",
    "RealtimeClientEventSessionUpdateDict",
    "RealtimeClientEventSessionUpdateSessionDict",
    "RealtimeClientEventTranscriptionSessionUpdateDict",
    "RealtimeConversationItemAssistantContentItemDict",
    "RealtimeConversationItemDict",
    "RealtimeConversationItemFunctionCallDict",
    "RealtimeConversationItemFunctionCallOutputDict",
    "RealtimeConversationItemMessageAssistantDict",
    "RealtimeConversationItemMessageSystemDict",
    "RealtimeConversationItemMessageUserContentItemDict",
    "RealtimeConversationItemMessageUserDict",
    "RealtimeConversationItemSystemContentItemDict",
    "RealtimeCreateClientSecretRequestDict",
    "RealtimeCreateClientSecretRequestSessionDict",
    "RealtimeExpiresAfterDict",
    "RealtimeFunctionToolDict",
    "RealtimeItemReferenceDict",
    "RealtimeMCPApprovalRequestDict",
    "RealtimeMCPApprovalResponseDict",
    "RealtimeMCPHTTPErrorDict",
    "RealtimeMCPListToolsDict",
    "RealtimeMCPProtocolErrorDict",
    "RealtimeMCPToolCallDict",
    "RealtimeMCPToolCallErrorDict",
    "RealtimeMCPToolExecutionErrorDict",
    "RealtimeNoiseReductionDict",
    "RealtimeReasoningDict",
    "RealtimeResponseAudioDict",
    "RealtimeResponseAudioOutputDict",
    "RealtimeResponseCreateParamsDict",
    "RealtimeResponseInputItemDict",
    "RealtimeSessionCreateRequestDict",
    "RealtimeSessionCreateRequestGAAudioDict",
    "RealtimeSessionCreateRequestGAAudioInputDict",
    "RealtimeSessionCreateRequestGAAudioOutputDict",
    "RealtimeSessionCreateRequestGADict",
    "RealtimeSessionCreateRequestTranscriptionDict",
    "RealtimeSessionCreateRequestTurnDetectionDict",
    "RealtimeSessionTracingDict",
    "RealtimeToolChoiceDict",
    "RealtimeToolDict",
    "RealtimeTranscriptionSessionCreateRequestDict",
    "RealtimeTranscriptionSessionCreateRequestGADict",
    "RealtimeTranscriptionSessionRequestAudioDict",
    "RealtimeTranscriptionSessionTurnDetectionDict",
    "RealtimeTranslationClientEventDict",
    "RealtimeTranslationClientEventSessionCloseDict",
    "RealtimeTranslationClientEventSessionUpdateDict",
    "RealtimeTranslationClientSecretCreateRequestDict",
    "RealtimeTranslationEventAudioBufferAppendDict",
    "RealtimeTranslationInputTranscriptionDict",
    "RealtimeTranslationNoiseReductionDict",
    "RealtimeTranslationSessionAudioDict",
    "RealtimeTranslationSessionAudioInputDict",
    "RealtimeTranslationSessionAudioOutputDict",
    "RealtimeTranslationSessionCreateRequestDict",
    "RealtimeTranslationSessionUpdateRequestDict",
    "RealtimeTruncationDict",
    "RealtimeTruncationRetentionRatioDict",
    "RealtimeTruncationRetentionRatioTokenLimitsDict",
    "RealtimeTurnDetectionDict",
    "RealtimeTurnDetectionSemanticVadDict",
    "RealtimeTurnDetectionServerVadDict",
    "ResponsePromptVariablesValueDict",
    "ToolChoiceFunctionDict",
    "ToolChoiceMCPDict",
    "VoiceIdsOrCustomVoiceDict",
    "VoiceIdsOrCustomVoiceObjectDict",
]


class AudioTranscriptionDict(TypedDict):
    """Input transcription settings, sent as `audio.input.transcription` when a session is created or updated."""

    model: NotRequired[
        Literal[
            "whisper-1",
            "gpt-transcribe",
            "gpt-live-transcribe",
            "gpt-4o-mini-transcribe",
            "gpt-4o-mini-transcribe-2025-12-15",
            "gpt-4o-transcribe",
            "gpt-4o-transcribe-diarize",
            "gpt-realtime-whisper",
        ]
        | str
    ]
    """Transcription model name, listed or not; `gpt-4o-transcribe-diarize` also labels speakers. Known values:
    `whisper-1`, `gpt-transcribe`, `gpt-live-transcribe`, `gpt-4o-mini-transcribe`,
    `gpt-4o-mini-transcribe-2025-12-15`, `gpt-4o-transcribe`, `gpt-4o-transcribe-diarize`, `gpt-realtime-whisper`."""

    language: NotRequired[str]
    """Expected spoken language as an ISO-639-1 code such as `en`; setting it makes transcription faster and more
    accurate."""

    languages: NotRequired[list[str]]
    """ISO-639-1 codes of languages that may be spoken; only for `gpt-transcribe` and `gpt-live-transcribe`."""

    keywords: NotRequired[list[str]]
    """Terms that the transcription model should expect; only for `gpt-transcribe` and `gpt-live-transcribe`."""

    prompt: NotRequired[str]
    """Hint for the transcription model: keywords for `whisper-1`, free text for `gpt-4o-transcribe` models. GA
    sessions do not accept it with `gpt-realtime-whisper`."""

    delay: NotRequired[Literal["minimal", "low", "medium", "high", "xhigh"] | str]
    """Delay before `gpt-realtime-whisper` emits text in GA sessions; a longer delay increases accuracy and latency.
    Known values: `minimal`, `low`, `medium`, `high`, `xhigh`."""


class MCPListToolsToolDict(TypedDict):
    """One entry in the tool list of an MCP server."""

    name: str
    """Name of the tool on the MCP server."""

    description: NotRequired[str | None]
    """Description of the tool by the server, or null."""

    input_schema: dict[str, Any]
    """JSON Schema of the arguments the tool accepts."""

    annotations: NotRequired[dict[str, Any] | None]
    """Hints about the tool from the MCP server, such as `readOnlyHint`, or null."""


class MCPToolDict(TypedDict):
    """Remote MCP server or connector whose tools the model may call, as an entry of `tools`. It is identified by `server_url`, `connector_id` or `tunnel_id`."""

    type: Literal["mcp"]
    """Always `mcp`."""

    server_label: str
    """Short name of the server, repeated in every call to it."""

    server_url: NotRequired[str]
    """URL of the MCP server; required unless `connector_id` or `tunnel_id` is set."""

    connector_id: NotRequired[
        Literal[
            "connector_dropbox",
            "connector_gmail",
            "connector_googlecalendar",
            "connector_googledrive",
            "connector_microsoftteams",
            "connector_outlookcalendar",
            "connector_outlookemail",
            "connector_sharepoint",
        ]
        | str
    ]
    """Hosted service connector, instead of a server URL. Known values: `connector_dropbox`, `connector_gmail`,
    `connector_googlecalendar`, `connector_googledrive`, `connector_microsoftteams`, `connector_outlookcalendar`,
    `connector_outlookemail`, `connector_sharepoint`."""

    tunnel_id: NotRequired[str]
    """Secure MCP Tunnel, instead of a server URL: `tunnel_` and 32 lowercase letters or digits."""

    authorization: NotRequired[str]
    """OAuth access token for the server or connector, obtained by the application."""

    server_description: NotRequired[str]
    """Description of the server for the model."""

    headers: NotRequired[dict[str, str] | None]
    """HTTP headers of requests to the MCP server, for example for authentication, or null."""

    allowed_tools: NotRequired[list[str] | MCPToolFilterDict | models.MCPToolFilter | None]
    """Tools that the model may use, as names or a filter; null or omitted allows all."""

    allowed_callers: NotRequired[list[models.CallableToolAllowedCaller] | None]
    """Contexts from which the tools may be invoked; null for the default of the service. Known values: `direct`,
    `programmatic`. At least 1 entries."""

    require_approval: NotRequired[
        Literal["always", "never"] | MCPToolRequireApprovalDict | models.MCPToolRequireApproval | str | None
    ]
    """Calls that require the user's approval: `always` (default), `never`, or a rule by tool."""

    defer_loading: NotRequired[bool]
    """Whether the tools are loaded only when a tool search finds them."""


class MCPToolRequireApprovalDict(TypedDict):
    """Per-tool approval rule for an MCP server, used in `require_approval`."""

    always: NotRequired[MCPToolFilterDict | models.MCPToolFilter]
    """Tools that always require approval."""

    never: NotRequired[MCPToolFilterDict | models.MCPToolFilter]
    """Tools that never require approval."""


class MCPToolFilterDict(TypedDict):
    """Filter for tools of an MCP server, by name or by read-only hint."""

    tool_names: NotRequired[list[str]]
    """Names of the selected tools."""

    read_only: NotRequired[bool]
    """Whether to select tools that the server marks with `readOnlyHint`."""


class PromptDict(TypedDict):
    """Reference to a stored prompt template, with values for its variables."""

    id: str
    """ID of the stored template."""

    version: NotRequired[str | None]
    """Version of the template; null or omitted selects the default version."""

    variables: NotRequired[models.ResponsePromptVariables | None]
    """Values for the variables of the template, or null."""


class RealtimeAudioFormatsPcmDict(TypedDict):
    """PCM16: 16-bit little-endian mono samples at 24,000 Hz."""

    type: NotRequired[Literal["audio/pcm"]]
    """Always `audio/pcm`."""

    rate: NotRequired[Literal[24000] | int]
    """Sample rate in Hz; only 24000 is supported."""


class RealtimeAudioFormatsPcmuDict(TypedDict):
    """G.711 mu-law audio at 8,000 Hz, one byte per sample."""

    type: NotRequired[Literal["audio/pcmu"]]
    """Always `audio/pcmu`."""


class RealtimeAudioFormatsPcmaDict(TypedDict):
    """G.711 A-law audio at 8,000 Hz, one byte per sample."""

    type: NotRequired[Literal["audio/pcma"]]
    """Always `audio/pcma`."""


class RealtimeBetaClientEventConversationItemCreateDict(TypedDict):
    """Sent by the client in the beta dialect to add an item to the conversation, either history or new content. The server replies with `conversation.item.created`, or with `error` if it rejects the item; assistant audio cannot be added."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["conversation.item.create"]
    """Always `conversation.item.create`."""

    previous_item_id: NotRequired[str]
    """ID of the item to insert after; `root` inserts at the start, and if omitted, the item is appended. An unknown ID
    is an error."""

    item: RealtimeConversationItemDict
    """Item to add; the server assigns an `id` if it has none."""


class RealtimeBetaClientEventConversationItemDeleteDict(TypedDict):
    """Sent by the client in the beta dialect to delete an item from the conversation. `conversation.item.deleted` follows, or `error` if the item does not exist."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["conversation.item.delete"]
    """Always `conversation.item.delete`."""

    item_id: str
    """ID of the item to delete."""


class RealtimeBetaClientEventItemRetrieveDict(TypedDict):
    """Sent by the client in the beta dialect to retrieve the server's version of an item, including processed audio. `conversation.item.retrieved` follows, or `error` if the item does not exist."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["conversation.item.retrieve"]
    """Always `conversation.item.retrieve`."""

    item_id: str
    """ID of the item to retrieve."""


class RealtimeBetaClientEventItemTruncateDict(TypedDict):
    """Sent by the client in the beta dialect to truncate the audio of an assistant message to what the user has heard; its transcript is removed. `conversation.item.truncated` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["conversation.item.truncate"]
    """Always `conversation.item.truncate`."""

    item_id: str
    """ID of the assistant message to truncate; other items cannot be truncated."""

    content_index: int
    """Zero-based index of the audio part to truncate; use 0."""

    audio_end_ms: int
    """Milliseconds of audio to keep, from the start of the part; a value beyond its end is an error."""


class RealtimeBetaClientEventInputAudioBufferAppendDict(TypedDict):
    """Sent by the client in the beta dialect to add at most 15 MiB of audio to the input buffer; the server does not acknowledge it. If turn detection is off, `input_audio_buffer.commit` must follow."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["input_audio_buffer.append"]
    """Always `input_audio_buffer.append`."""

    audio: str
    """Base64 audio, at most 15 MiB, in the session's `input_audio_format`: PCM16 at 24,000 Hz mono or G.711 at 8,000
    Hz."""


class RealtimeBetaClientEventInputAudioBufferClearDict(TypedDict):
    """Sent by the client in the beta dialect to discard the audio in the input buffer. `input_audio_buffer.cleared` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["input_audio_buffer.clear"]
    """Always `input_audio_buffer.clear`."""


class RealtimeBetaClientEventInputAudioBufferCommitDict(TypedDict):
    """Sent by the client in the beta dialect to create a user message from the buffered audio; not needed if turn detection commits the audio. `input_audio_buffer.committed` follows, or `error` if the buffer is empty; no response is started."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["input_audio_buffer.commit"]
    """Always `input_audio_buffer.commit`."""


class RealtimeBetaClientEventOutputAudioBufferClearDict(TypedDict):
    """Sent by the client in the beta dialect over WebRTC or SIP to stop playback immediately, usually after `response.cancel`. `output_audio_buffer.cleared` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["output_audio_buffer.clear"]
    """Always `output_audio_buffer.clear`."""


class RealtimeBetaClientEventResponseCancelDict(TypedDict):
    """Sent by the client in the beta dialect to cancel a response in progress. `response.done` with status `cancelled` follows, or a harmless `error` if none is in progress."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["response.cancel"]
    """Always `response.cancel`."""

    response_id: NotRequired[str]
    """ID of the response to cancel; if omitted, the response in progress in the default conversation."""


class RealtimeBetaClientEventResponseCreateDict(TypedDict):
    """Sent by the client in the beta dialect to request a response from the model. `response.created`, the output events and `response.done` follow."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["response.create"]
    """Always `response.create`."""

    response: NotRequired[RealtimeBetaResponseCreateParamsDict | models.RealtimeBetaResponseCreateParams]
    """Settings of this response only, which override those of the session; if omitted, those of the session apply."""


class RealtimeBetaClientEventSessionUpdateDict(TypedDict):
    """Sent by the client in the beta dialect to change session settings; omitted fields keep their values. `session.updated` with the complete configuration follows, or `error` if a change is rejected."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["session.update"]
    """Always `session.update`."""

    session: RealtimeSessionCreateRequestDict | models.RealtimeSessionCreateRequest
    """Settings to change, in the flat beta shape; `model` cannot change, nor can `voice` after the first audio output."""


class RealtimeBetaClientEventTranscriptionUpdateDict(TypedDict):
    """Sent by the client in the beta dialect to change the settings of a transcription session. `transcription_session.updated` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["transcription_session.update"]
    """Always `transcription_session.update`."""

    session: RealtimeTranscriptionSessionCreateRequestDict | models.RealtimeTranscriptionSessionCreateRequest
    """New transcription settings; omitted fields keep their values."""


class RealtimeBetaResponseCreateParamsDict(TypedDict):
    """Settings of one response in the beta dialect, sent with `response.create`; omitted fields are taken from the session."""

    modalities: NotRequired[list[Literal["text", "audio"] | str]]
    """Requested output modalities; `["text"]` alone disables speech. Known values: `text`, `audio`."""

    instructions: NotRequired[str]
    """System prompt of this response; if omitted, that of the session."""

    voice: NotRequired[VoiceIdsOrCustomVoiceDict]
    """Name of a built-in voice, or an object with the `id` of a custom voice. It cannot change after the first audio
    output of the session. Known values: `alloy`, `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`,
    `marin`, `cedar`."""

    output_audio_format: NotRequired[Literal["pcm16", "g711_ulaw", "g711_alaw"] | str]
    """Encoding of the spoken output: `pcm16` (16-bit little-endian mono at 24,000 Hz), `g711_ulaw` or `g711_alaw`
    (8,000 Hz)."""

    tools: NotRequired[Sequence[RealtimeFunctionToolDict | models.RealtimeFunctionTool]]
    """Functions that the model may call in this response."""

    tool_choice: NotRequired[RealtimeToolChoiceDict]
    """Tool use: `auto` (default), `none`, `required`, or one tool by name."""

    temperature: NotRequired[float]
    """Sampling temperature, from 0.6 to 1.2; default 0.8."""

    max_output_tokens: NotRequired[Literal["inf"] | int]
    """Maximum number of output tokens, including tool calls: 1 to 4096, or `inf` (default) for the limit of the model."""

    conversation: NotRequired[Literal["auto", "none"] | str]
    """Conversation of the response: `auto` (default) adds the output to the default conversation; `none` creates an
    out-of-band response."""

    metadata: NotRequired[models.Metadata | None]
    """Up to 16 string pairs attached to the response, or null; at most 64 characters per key and 512 per value."""

    prompt: NotRequired[PromptDict | models.Prompt | None]
    """Stored prompt template with its variables, or null."""

    input: NotRequired[Sequence[RealtimeResponseInputItemDict]]
    """Items to use as context instead of the conversation; an empty list means no context. If omitted, the
    conversation is used."""


class RealtimeFunctionToolDict(TypedDict):
    """Function that the model may call, as an entry of `tools`."""

    type: Literal["function"]
    """Always `function`."""

    name: NotRequired[str]
    """Name of the function, as used by the model."""

    description: NotRequired[str]
    """Description of the function for the model: its purpose, when to call it, and what to say in the meantime."""

    parameters: NotRequired[dict[str, Any]]
    """JSON Schema of the function's arguments."""


class RealtimeCallCreateRequestDict(TypedDict):
    """Request body that opens a WebRTC call: the caller's SDP offer and, optionally, session settings."""

    sdp: str
    """SDP offer of the caller's WebRTC peer connection."""

    session: NotRequired[RealtimeSessionCreateRequestGADict | models.RealtimeSessionCreateRequestGA]
    """Settings of the session for the call; if omitted, defaults apply."""


class RealtimeCallReferRequestDict(TypedDict):
    """Request body that transfers a SIP call."""

    target_uri: str
    """Destination for the Refer-To header, such as `tel:+14155550100` or `sip:support@example.com`."""


class RealtimeCallRejectRequestDict(TypedDict):
    """Request body that declines an incoming SIP call."""

    status_code: NotRequired[int]
    """SIP status for the caller; default 603 (Decline)."""


class RealtimeClientEventConversationItemCreateDict(TypedDict):
    """Sent by the client to add an item to the conversation, either history or new content. The server replies with `conversation.item.added`, or with `error` if it rejects the item; assistant audio cannot be added."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["conversation.item.create"]
    """Always `conversation.item.create`."""

    previous_item_id: NotRequired[str]
    """ID of the item to insert after; `root` inserts at the start, and if omitted, the item is appended. An unknown ID
    is an error."""

    item: RealtimeConversationItemDict
    """Item to add; the server assigns an `id` if it has none."""


class RealtimeClientEventConversationItemDeleteDict(TypedDict):
    """Sent by the client to delete an item from the conversation. `conversation.item.deleted` follows, or `error` if the item does not exist."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["conversation.item.delete"]
    """Always `conversation.item.delete`."""

    item_id: str
    """ID of the item to delete."""


class RealtimeClientEventConversationItemRetrieveDict(TypedDict):
    """Sent by the client to retrieve the server's version of an item, including processed audio. `conversation.item.retrieved` follows, or `error` if the item does not exist."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["conversation.item.retrieve"]
    """Always `conversation.item.retrieve`."""

    item_id: str
    """ID of the item to retrieve."""


class RealtimeClientEventConversationItemTruncateDict(TypedDict):
    """Sent by the client to truncate the audio of an assistant message to what the user has heard; its transcript is removed. `conversation.item.truncated` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["conversation.item.truncate"]
    """Always `conversation.item.truncate`."""

    item_id: str
    """ID of the assistant message to truncate; other items cannot be truncated."""

    content_index: int
    """Zero-based index of the audio part to truncate; use 0."""

    audio_end_ms: int
    """Milliseconds of audio to keep, from the start of the part; a value beyond its end is an error."""


class RealtimeClientEventInputAudioBufferAppendDict(TypedDict):
    """Sent by the client to add at most 15 MiB of audio to the input buffer; the server does not acknowledge it. If turn detection is off, `input_audio_buffer.commit` must follow."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["input_audio_buffer.append"]
    """Always `input_audio_buffer.append`."""

    audio: str
    """Base64 audio, at most 15 MiB, in the session's `audio.input.format`: PCM16 at 24,000 Hz mono or G.711 at 8,000
    Hz."""


class RealtimeClientEventInputAudioBufferClearDict(TypedDict):
    """Sent by the client to discard the audio in the input buffer. `input_audio_buffer.cleared` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["input_audio_buffer.clear"]
    """Always `input_audio_buffer.clear`."""


class RealtimeClientEventInputAudioBufferCommitDict(TypedDict):
    """Sent by the client to create a user message from the buffered audio; not needed if turn detection commits the audio. `input_audio_buffer.committed` follows, or `error` if the buffer is empty; no response is started."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["input_audio_buffer.commit"]
    """Always `input_audio_buffer.commit`."""


class RealtimeClientEventOutputAudioBufferClearDict(TypedDict):
    """Sent by the client over WebRTC or SIP to stop playback immediately, usually after `response.cancel`. `output_audio_buffer.cleared` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["output_audio_buffer.clear"]
    """Always `output_audio_buffer.clear`."""


class RealtimeClientEventResponseCancelDict(TypedDict):
    """Sent by the client to cancel a response in progress. `response.done` with status `cancelled` follows, or a harmless `error` if none is in progress."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["response.cancel"]
    """Always `response.cancel`."""

    response_id: NotRequired[str]
    """ID of the response to cancel; if omitted, the response in progress in the default conversation."""


class RealtimeClientEventResponseCreateDict(TypedDict):
    """Sent by the client to request a response from the model. `response.created`, the output events and `response.done` follow."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["response.create"]
    """Always `response.create`."""

    response: NotRequired[RealtimeResponseCreateParamsDict | models.RealtimeResponseCreateParams]
    """Settings of this response only, which override those of the session; if omitted, those of the session apply."""


class RealtimeClientEventSessionUpdateDict(TypedDict):
    """Sent by the client to change session settings; omitted fields keep their values. `session.updated` with the complete configuration follows, or `error` if a change is rejected."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["session.update"]
    """Always `session.update`."""

    session: RealtimeClientEventSessionUpdateSessionDict
    """Settings to change; an empty string, an empty list or null clears a setting. `model` cannot change, nor can
    `voice` after the first audio output."""


class RealtimeClientEventTranscriptionSessionUpdateDict(TypedDict):
    """Sent by the client in the beta dialect to change the settings of a transcription session. `transcription_session.updated` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client; an `error` event about this event repeats it."""

    type: Literal["transcription_session.update"]
    """Always `transcription_session.update`."""

    session: RealtimeTranscriptionSessionCreateRequestDict | models.RealtimeTranscriptionSessionCreateRequest
    """New transcription settings; omitted fields keep their values."""


class RealtimeConversationItemFunctionCallDict(TypedDict):
    """Request by the model to run a function; reply with a `function_call_output` item."""

    id: NotRequired[str]
    """ID of the item, chosen by the client or else assigned by the server."""

    object: NotRequired[Literal["realtime.item"]]
    """Always `realtime.item`."""

    type: Literal["function_call"]
    """Always `function_call`."""

    status: NotRequired[Literal["completed", "incomplete", "in_progress"] | str]
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    call_id: NotRequired[str]
    """ID that links this call to its output item."""

    name: str
    """Name of the function to run."""

    arguments: str
    """Arguments as JSON text; validate them before use, because the model may make mistakes."""


class RealtimeConversationItemFunctionCallOutputDict(TypedDict):
    """Result of a function call, added by the client for the model."""

    id: NotRequired[str]
    """ID of the item, chosen by the client or else assigned by the server."""

    object: NotRequired[Literal["realtime.item"]]
    """Always `realtime.item`."""

    type: Literal["function_call_output"]
    """Always `function_call_output`."""

    status: NotRequired[Literal["completed", "incomplete", "in_progress"] | str]
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    call_id: str
    """`call_id` of the function call."""

    output: str
    """Result as text, often JSON; may be empty."""


class RealtimeConversationItemMessageAssistantDict(TypedDict):
    """Message from the model, spoken or written."""

    id: NotRequired[str]
    """ID of the item, chosen by the client or else assigned by the server."""

    object: NotRequired[Literal["realtime.item"]]
    """Always `realtime.item`."""

    type: Literal["message"]
    """Always `message`."""

    status: NotRequired[Literal["completed", "incomplete", "in_progress"] | str]
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    role: Literal["assistant"]
    """Always `assistant`."""

    content: Sequence[
        RealtimeConversationItemAssistantContentItemDict | models.RealtimeConversationItemAssistantContentItem
    ]
    """Parts of the message, in order."""

    phase: NotRequired[Literal["commentary", "final_answer"] | str]
    """Part of the answer of a reasoning model. Known values: `commentary`, `final_answer`."""


class RealtimeConversationItemAssistantContentItemDict(TypedDict):
    """One part of an assistant message, text or speech."""

    type: NotRequired[Literal["output_text", "output_audio", "text", "audio"] | str]
    """Kind of part: `output_text` or `output_audio` in GA, `text` or `audio` in beta."""

    text: NotRequired[str]
    """Text of a text part."""

    audio: NotRequired[str]
    """Base64 audio of a speech part in the session's output format, PCM16 by default."""

    transcript: NotRequired[str]
    """Transcript of a speech part."""


class RealtimeConversationItemMessageSystemDict(TypedDict):
    """Message that gives the model context or small corrections during the conversation; use `instructions` for larger changes."""

    id: NotRequired[str]
    """ID of the item, chosen by the client or else assigned by the server."""

    object: NotRequired[Literal["realtime.item"]]
    """Always `realtime.item`."""

    type: Literal["message"]
    """Always `message`."""

    status: NotRequired[Literal["completed", "incomplete", "in_progress"] | str]
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    role: Literal["system"]
    """Always `system`."""

    content: Sequence[RealtimeConversationItemSystemContentItemDict | models.RealtimeConversationItemSystemContentItem]
    """Parts of the message, all text."""


class RealtimeConversationItemSystemContentItemDict(TypedDict):
    """One text part of a system message."""

    type: NotRequired[Literal["input_text"]]
    """Always `input_text`."""

    text: NotRequired[str]
    """Text of the part."""


class RealtimeConversationItemMessageUserDict(TypedDict):
    """Message from the user."""

    id: NotRequired[str]
    """ID of the item, chosen by the client or else assigned by the server."""

    object: NotRequired[Literal["realtime.item"]]
    """Always `realtime.item`."""

    type: Literal["message"]
    """Always `message`."""

    status: NotRequired[Literal["completed", "incomplete", "in_progress"] | str]
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    role: Literal["user"]
    """Always `user`."""

    content: Sequence[
        RealtimeConversationItemMessageUserContentItemDict | models.RealtimeConversationItemMessageUserContentItem
    ]
    """Parts of the message, in order."""


class RealtimeConversationItemMessageUserContentItemDict(TypedDict):
    """One part of a user message: text, audio or an image."""

    type: NotRequired[Literal["input_text", "input_audio", "input_image"] | str]
    """Kind of part, which determines the other fields that apply. Known values: `input_text`, `input_audio`,
    `input_image`."""

    text: NotRequired[str]
    """Text of an `input_text` part."""

    audio: NotRequired[str]
    """Base64 audio of an `input_audio` part in the session's input format, PCM16 by default."""

    image_url: NotRequired[str]
    """PNG or JPEG image of an `input_image` part, as a base64 data URI."""

    detail: NotRequired[Literal["auto", "low", "high"] | str]
    """Level of detail of an `input_image` part; `auto`, the default, means `high`. Known values: `auto`, `low`,
    `high`."""

    transcript: NotRequired[str | None]
    """Transcript of an `input_audio` part, for information only: the model does not use it. Null until transcribed."""


class RealtimeCreateClientSecretRequestDict(TypedDict):
    """Lifetime and session settings of a new client secret. Request body of `POST /realtime/client_secrets`."""

    expires_after: NotRequired[RealtimeExpiresAfterDict | models.RealtimeExpiresAfter]
    """Lifetime of the secret; if omitted, 600 seconds."""

    session: NotRequired[RealtimeCreateClientSecretRequestSessionDict]
    """Initial settings of sessions opened with the secret: realtime or transcription."""


class RealtimeExpiresAfterDict(TypedDict):
    """Lifetime of a client secret. It only limits the opening of sessions; open sessions continue."""

    anchor: NotRequired[Literal["created_at"]]
    """Always `created_at`."""

    seconds: NotRequired[int]
    """Seconds from creation until the secret expires: 10 to 7200; default 600."""


class RealtimeMCPApprovalRequestDict(TypedDict):
    """Request by the model for approval of an MCP tool call; reply with an `mcp_approval_response` item."""

    type: Literal["mcp_approval_request"]
    """Always `mcp_approval_request`."""

    id: str
    """ID that the reply must repeat."""

    server_label: str
    """`server_label` of the MCP server."""

    name: str
    """Name of the tool to run."""

    arguments: str
    """Arguments of the tool as JSON text."""


class RealtimeMCPApprovalResponseDict(TypedDict):
    """Reply of the client that approves or denies an MCP tool call."""

    type: Literal["mcp_approval_response"]
    """Always `mcp_approval_response`."""

    id: str
    """ID of the item, unique in the conversation."""

    approval_request_id: str
    """`id` of the approval request."""

    approve: bool
    """Whether the call is approved."""

    reason: NotRequired[str | None]
    """Reason for the decision, or null."""


class RealtimeMCPHTTPErrorDict(TypedDict):
    """HTTP error during an MCP tool call."""

    type: Literal["http_error"]
    """Always `http_error`."""

    code: int
    """HTTP status code."""

    message: str
    """Human-readable description of the failure."""


class RealtimeMCPListToolsDict(TypedDict):
    """List of the tools that an MCP server offers."""

    type: Literal["mcp_list_tools"]
    """Always `mcp_list_tools`."""

    id: NotRequired[str]
    """ID of the item, unique in the conversation."""

    server_label: str
    """`server_label` of the MCP server."""

    tools: Sequence[MCPListToolsToolDict | models.MCPListToolsTool]
    """Available tools."""


class RealtimeMCPProtocolErrorDict(TypedDict):
    """MCP protocol error during a tool call."""

    type: Literal["protocol_error"]
    """Always `protocol_error`."""

    code: int
    """Error code of the protocol."""

    message: str
    """Human-readable description of the failure."""


class RealtimeMCPToolCallDict(TypedDict):
    """One call of an MCP tool, with its result."""

    type: Literal["mcp_call"]
    """Always `mcp_call`."""

    id: str
    """ID of the item, unique in the conversation."""

    server_label: str
    """`server_label` of the MCP server."""

    name: str
    """Name of the tool."""

    arguments: str
    """Arguments of the tool as JSON text."""

    approval_request_id: NotRequired[str | None]
    """ID of the approval request for the call, or null if none was needed."""

    output: NotRequired[str | None]
    """Text returned by the tool; null until the call has succeeded."""

    error: NotRequired[RealtimeMCPToolCallErrorDict | None]
    """Error of the call, or null."""


class RealtimeMCPToolExecutionErrorDict(TypedDict):
    """Error raised by an MCP tool."""

    type: Literal["tool_execution_error"]
    """Always `tool_execution_error`."""

    message: str
    """Human-readable description of the failure."""


class RealtimeReasoningDict(TypedDict):
    """Reasoning settings of a GA session, for reasoning models such as `gpt-realtime-2`."""

    effort: NotRequired[models.RealtimeReasoningEffort]
    """Reasoning effort before the response; default `low`. Known values: `minimal`, `low`, `medium`, `high`, `xhigh`,
    `none`."""


class RealtimeResponseAudioDict(TypedDict):
    """Audio settings of one GA response."""

    output: NotRequired[RealtimeResponseAudioOutputDict | models.RealtimeResponseAudioOutput]
    """Encoding and voice of the spoken output."""


class RealtimeResponseAudioOutputDict(TypedDict):
    """Encoding and voice of the speech in one GA response."""

    format: NotRequired[RealtimeAudioFormatsDict]
    """Encoding of the spoken output."""

    voice: NotRequired[VoiceIdsOrCustomVoiceDict]
    """Voice of the output; default `alloy`. Known values: `alloy`, `ash`, `ballad`, `coral`, `echo`, `sage`,
    `shimmer`, `verse`, `marin`, `cedar`."""


class RealtimeResponseCreateParamsDict(TypedDict):
    """Settings of one response, sent with `response.create`; omitted fields are taken from the session."""

    output_modalities: NotRequired[list[Literal["text", "audio"] | str]]
    """Requested output modality: `["audio"]`, which includes a transcript, or `["text"]`, which disables speech."""

    instructions: NotRequired[str]
    """System prompt of this response; if omitted, that of the session."""

    audio: NotRequired[RealtimeResponseAudioDict | models.RealtimeResponseAudio]
    """Format and voice of the spoken output."""

    tools: NotRequired[Sequence[RealtimeToolDict]]
    """Functions and MCP servers that the model may use in this response."""

    tool_choice: NotRequired[RealtimeToolChoiceDict]
    """Tool use: `auto` (default), `none`, `required`, or one tool by name."""

    parallel_tool_calls: NotRequired[bool]
    """Whether several tools may be called in parallel; only for reasoning models such as `gpt-realtime-2`."""

    reasoning: NotRequired[RealtimeReasoningDict | models.RealtimeReasoning]
    """Reasoning settings; only for reasoning models."""

    max_output_tokens: NotRequired[Literal["inf"] | int]
    """Maximum number of output tokens, including tool calls: 1 to 4096, or `inf` (default) for the limit of the model."""

    conversation: NotRequired[Literal["auto", "none"] | str]
    """Conversation of the response: `auto` (default) adds the output to the default conversation; `none` creates an
    out-of-band response."""

    metadata: NotRequired[models.Metadata | None]
    """Up to 16 string pairs attached to the response, or null; at most 64 characters per key and 512 per value."""

    prompt: NotRequired[PromptDict | models.Prompt | None]
    """Stored prompt template with its variables, or null."""

    input: NotRequired[Sequence[RealtimeResponseInputItemDict]]
    """Items to use as context instead of the conversation, including references by ID; an empty list means no context.
    If omitted, the conversation is used."""


class RealtimeNoiseReductionDict(TypedDict):
    """Noise reduction of input audio."""

    type: NotRequired[models.NoiseReductionType]
    """Microphone type: `near_field` for headsets, `far_field` for laptop or room microphones."""

    strength: NotRequired[float]
    """Strength of the noise reduction."""


class RealtimeSessionTracingDict(TypedDict):
    """Explicit trace settings of a session."""

    workflow_name: NotRequired[str]
    """Name of the trace in the traces dashboard."""

    group_id: NotRequired[str]
    """ID that groups related traces in the dashboard."""

    metadata: NotRequired[dict[str, Any]]
    """Additional data of the trace, for filtering."""


class RealtimeSessionCreateRequestDict(TypedDict):
    """Settings of a new beta session, in the flat shape of that dialect. Request body of `POST /realtime/sessions`."""

    modalities: NotRequired[list[Literal["text", "audio"] | str]]
    """Output modalities in the beta dialect: `["text", "audio"]`, or `["text"]` to disable speech."""

    instructions: NotRequired[str]
    """System prompt that guides what the model says and how it sounds; if omitted, the default of the server."""

    voice: NotRequired[VoiceIdsOrCustomVoiceDict]
    """Name of a voice, or a custom voice object. It cannot change after the first audio output. Known values: `alloy`,
    `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`, `marin`, `cedar`."""

    input_audio_format: NotRequired[str]
    """Encoding of the audio that the client sends: `pcm16` (24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000 Hz)."""

    output_audio_format: NotRequired[str]
    """Encoding of the audio that the model produces: `pcm16` (24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000 Hz)."""

    input_audio_transcription: NotRequired[
        RealtimeSessionCreateRequestTranscriptionDict | models.RealtimeSessionCreateRequestTranscription | None
    ]
    """Settings for the transcription of user audio; disabled by default and by null. A separate model transcribes, so
    transcripts are approximate."""

    speed: NotRequired[float]
    """Speed of the spoken output from 0.25 to 1.5; default 1. It can only change between turns."""

    tracing: NotRequired[Literal["auto"] | RealtimeSessionTracingDict | models.RealtimeSessionTracing]
    """Tracing: `auto` for default names, or an object with names; if omitted, disabled. It cannot change once enabled."""

    turn_detection: NotRequired[
        RealtimeSessionCreateRequestTurnDetectionDict | models.RealtimeSessionCreateRequestTurnDetection | None
    ]
    """Detection of the end of a turn; if null, the client commits audio and requests responses."""

    tools: NotRequired[Sequence[RealtimeFunctionToolDict | models.RealtimeFunctionTool]]
    """Functions that the model may call."""

    tool_choice: NotRequired[str]
    """Tool choice in the beta dialect: `auto`, `none`, `required` or the name of a function."""

    temperature: NotRequired[float]
    """Sampling temperature, from 0.6 to 1.2; default 0.8."""

    max_response_output_tokens: NotRequired[Literal["inf"] | int]
    """Maximum number of output tokens per response, including tool calls: 1 to 4096, or `inf` (default) for the limit
    of the model."""

    truncation: NotRequired[RealtimeTruncationDict]
    """Truncation of a conversation that exceeds the input limit of the model; default `auto`. Known values: `auto`,
    `disabled`."""

    prompt: NotRequired[PromptDict | models.Prompt | None]
    """Stored prompt template to use, or null."""

    model: NotRequired[str]
    """Realtime model to use."""

    input_audio_noise_reduction: NotRequired[RealtimeNoiseReductionDict | models.RealtimeNoiseReduction | None]
    """Filter applied to input audio before turn detection and the model; null disables it."""


class RealtimeSessionCreateRequestTranscriptionDict(TypedDict):
    """Settings for the transcription of user audio in the beta dialect."""

    model: NotRequired[str]
    """Transcription model to use."""

    language: NotRequired[str]
    """Expected spoken language as an ISO-639-1 code such as `en`; setting it makes transcription faster and more
    accurate."""

    prompt: NotRequired[str]
    """Hint for the transcription model: keywords for `whisper-1`, free text for other models."""


class RealtimeSessionCreateRequestTurnDetectionDict(TypedDict):
    """Turn detection settings in the beta dialect; the applicable fields depend on `type`."""

    type: NotRequired[str]
    """Detection method: `server_vad` uses the volume, `semantic_vad` the meaning of the speech."""

    threshold: NotRequired[float]
    """Speech detection threshold from 0 to 1; default 0.5. Use a higher value in noisy environments."""

    prefix_padding_ms: NotRequired[int]
    """Milliseconds of audio to include before the detected start of speech; default 300."""

    silence_duration_ms: NotRequired[int]
    """Milliseconds of silence that end a turn; default 500. A lower value responds sooner but may end a turn at a
    short pause."""

    create_response: NotRequired[bool]
    """Whether the end of the user's speech starts a response automatically; default true."""

    interrupt_response: NotRequired[bool]
    """Whether new user speech cancels the response in progress; default true."""

    eagerness: NotRequired[Literal["low", "medium", "high", "auto"] | str]
    """Eagerness to end a turn, only for `semantic_vad`: `low` waits up to 8 seconds, `medium` 4, `high` 2; `auto`, the
    default, means `medium`."""


class RealtimeSessionCreateRequestGADict(TypedDict):
    """Settings of a GA speech session, for `session.update` or a new client secret."""

    type: Literal["realtime"]
    """Always `realtime`."""

    output_modalities: NotRequired[list[Literal["text", "audio"] | str]]
    """Output modality: `["audio"]` (default) for speech with a transcript, or `["text"]` for text only; they cannot be
    combined."""

    model: NotRequired[
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
    ]
    """Realtime model, from the list or any other. Known values: `gpt-realtime`, `gpt-realtime-1.5`, `gpt-realtime-2`,
    `gpt-realtime-2.1`, `gpt-realtime-2.1-mini`, `gpt-realtime-2025-08-28`, `gpt-4o-realtime-preview`,
    `gpt-4o-realtime-preview-2024-10-01`, `gpt-4o-realtime-preview-2024-12-17`,
    `gpt-4o-realtime-preview-2025-06-03`, `gpt-4o-mini-realtime-preview`, `gpt-4o-mini-realtime-preview-2024-12-17`,
    `gpt-realtime-mini`, `gpt-realtime-mini-2025-10-06`, `gpt-realtime-mini-2025-12-15`, `gpt-audio-1.5`,
    `gpt-audio-mini`, `gpt-audio-mini-2025-10-06`, `gpt-audio-mini-2025-12-15`."""

    instructions: NotRequired[str]
    """System prompt that guides what the model says and how it sounds; if omitted, the default of the server."""

    audio: NotRequired[RealtimeSessionCreateRequestGAAudioDict | models.RealtimeSessionCreateRequestGAAudio]
    """Input and output audio settings."""

    include: NotRequired[list[Literal["item.input_audio_transcription.logprobs"] | str]]
    """Additional output to include; `item.input_audio_transcription.logprobs` adds log probabilities to input
    transcripts."""

    tracing: NotRequired[Literal["auto"] | RealtimeSessionTracingDict | models.RealtimeSessionTracing | None]
    """Tracing: `auto` for default names, or an object with names; if null or omitted, disabled. It cannot change once
    enabled."""

    tools: NotRequired[Sequence[RealtimeToolDict]]
    """Functions and MCP servers that the model may use."""

    tool_choice: NotRequired[RealtimeToolChoiceDict]
    """Tool choice: a mode, one function, or one MCP server or tool; default `auto`. Known values: `none`, `auto`,
    `required`."""

    parallel_tool_calls: NotRequired[bool]
    """Whether several tools may be called in parallel; only for reasoning models such as `gpt-realtime-2`."""

    reasoning: NotRequired[RealtimeReasoningDict | models.RealtimeReasoning]
    """Reasoning settings; only for reasoning models."""

    max_output_tokens: NotRequired[Literal["inf"] | int]
    """Maximum number of output tokens per response, including tool calls: 1 to 4096, or `inf` (default) for the limit
    of the model."""

    truncation: NotRequired[RealtimeTruncationDict]
    """Truncation of a conversation that exceeds the input limit of the model; default `auto`. Known values: `auto`,
    `disabled`."""

    prompt: NotRequired[PromptDict | models.Prompt | None]
    """Stored prompt template to use, or null."""


class RealtimeSessionCreateRequestGAAudioDict(TypedDict):
    """Audio settings of a GA session, by direction."""

    input: NotRequired[RealtimeSessionCreateRequestGAAudioInputDict | models.RealtimeSessionCreateRequestGAAudioInput]
    """Settings for user audio."""

    output: NotRequired[
        RealtimeSessionCreateRequestGAAudioOutputDict | models.RealtimeSessionCreateRequestGAAudioOutput
    ]
    """Settings for the speech of the model."""


class RealtimeSessionCreateRequestGAAudioInputDict(TypedDict):
    """Settings for user audio: encoding, transcription, noise reduction and turn detection."""

    format: NotRequired[RealtimeAudioFormatsDict]
    """Encoding of the audio that the client sends."""

    transcription: NotRequired[AudioTranscriptionDict | models.AudioTranscription | None]
    """Settings for the transcription of user audio; disabled by default and by null. A separate model transcribes, so
    transcripts are approximate."""

    noise_reduction: NotRequired[RealtimeNoiseReductionDict | models.RealtimeNoiseReduction | None]
    """Filter applied to input audio before turn detection and the model; null disables it."""

    turn_detection: NotRequired[RealtimeTurnDetectionDict | None]
    """Detection of the end of a turn; if null, the client commits audio and requests responses."""


class RealtimeSessionCreateRequestGAAudioOutputDict(TypedDict):
    """Settings for speech: encoding, voice and speed."""

    format: NotRequired[RealtimeAudioFormatsDict]
    """Encoding of the audio that the model produces."""

    voice: NotRequired[VoiceIdsOrCustomVoiceDict]
    """Name of a voice, or a custom voice object; default `alloy`. It cannot change after the first audio output. Known
    values: `alloy`, `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer`, `verse`, `marin`, `cedar`."""

    speed: NotRequired[float]
    """Speed of the spoken output from 0.25 to 1.5; default 1. It can only change between turns."""


class RealtimeTranscriptionSessionCreateRequestDict(TypedDict):
    """Settings of a beta transcription session, for `POST /realtime/transcription_sessions` and `transcription_session.update`."""

    turn_detection: NotRequired[
        RealtimeTranscriptionSessionTurnDetectionDict | models.RealtimeTranscriptionSessionTurnDetection
    ]
    """Detection of the end of speech; if null, the client commits audio."""

    input_audio_noise_reduction: NotRequired[RealtimeNoiseReductionDict | models.RealtimeNoiseReduction | None]
    """Filter applied to input audio before turn detection and the model; null disables it."""

    input_audio_format: NotRequired[Literal["pcm16", "g711_ulaw", "g711_alaw"] | str]
    """Encoding of the input audio: `pcm16` (16-bit little-endian mono at 24,000 Hz), `g711_ulaw` or `g711_alaw` (8,000
    Hz); default `pcm16`."""

    input_audio_transcription: NotRequired[AudioTranscriptionDict | models.AudioTranscription]
    """Transcription model, with optional language and prompt hints."""

    include: NotRequired[list[Literal["item.input_audio_transcription.logprobs"] | str]]
    """Additional output to include; `item.input_audio_transcription.logprobs` adds log probabilities."""


class RealtimeTranscriptionSessionTurnDetectionDict(TypedDict):
    """Turn detection settings of a beta transcription session."""

    type: NotRequired[Literal["server_vad"] | str]
    """Detection method; only `server_vad` is supported."""

    threshold: NotRequired[float]
    """Speech detection threshold from 0 to 1; default 0.5. Use a higher value in noisy environments."""

    prefix_padding_ms: NotRequired[int]
    """Milliseconds of audio to include before the detected start of speech; default 300."""

    silence_duration_ms: NotRequired[int]
    """Milliseconds of silence that end a turn; default 500. A lower value responds sooner but may end a turn at a
    short pause."""


class RealtimeTranscriptionSessionCreateRequestGADict(TypedDict):
    """Settings of a GA transcription session, for `session.update` or a new client secret."""

    type: Literal["transcription"]
    """Always `transcription`."""

    audio: NotRequired[RealtimeTranscriptionSessionRequestAudioDict | models.RealtimeTranscriptionSessionRequestAudio]
    """Input audio settings; the session has no audio output."""

    include: NotRequired[list[Literal["item.input_audio_transcription.logprobs"] | str]]
    """Additional output to include; `item.input_audio_transcription.logprobs` adds log probabilities to input
    transcripts."""


class RealtimeTranscriptionSessionRequestAudioDict(TypedDict):
    """Audio settings of a GA transcription session, input only."""

    input: NotRequired[RealtimeSessionCreateRequestGAAudioInputDict | models.RealtimeSessionCreateRequestGAAudioInput]
    """Settings for user audio."""


class RealtimeTranslationEventAudioBufferAppendDict(TypedDict):
    """Sent by the client to stream source audio, preferably in chunks of 200 ms; send silence during pauses. The server does not acknowledge it."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["session.input_audio_buffer.append"]
    """Always `session.input_audio_buffer.append`."""

    audio: str
    """Base64 PCM16 audio: 16-bit little-endian mono at 24,000 Hz; no other encoding is accepted."""


class RealtimeTranslationClientEventSessionCloseDict(TypedDict):
    """Sent by the client to end a translation session. The server translates the buffered audio, then sends `session.closed`."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["session.close"]
    """Always `session.close`."""


class RealtimeTranslationClientEventSessionUpdateDict(TypedDict):
    """Sent by the client to change the target language, source transcription or noise reduction of a translation session. `session.updated` follows."""

    event_id: NotRequired[str]
    """Optional ID chosen by the client, at most 512 characters; an `error` event about this event repeats it."""

    type: Literal["session.update"]
    """Always `session.update`."""

    session: RealtimeTranslationSessionUpdateRequestDict | models.RealtimeTranslationSessionUpdateRequest
    """Settings to change; omitted fields keep their values."""


class RealtimeTranslationClientSecretCreateRequestDict(TypedDict):
    """Request body for a client secret bound to translation settings."""

    expires_after: NotRequired[RealtimeExpiresAfterDict | models.RealtimeExpiresAfter]
    """Lifetime of the secret; if omitted, 600 seconds. Open sessions continue after it."""

    session: RealtimeTranslationSessionCreateRequestDict | models.RealtimeTranslationSessionCreateRequest
    """Translation settings for sessions opened with the secret."""


class RealtimeTranslationSessionAudioDict(TypedDict):
    """Audio settings of a translation session."""

    input: NotRequired[RealtimeTranslationSessionAudioInputDict | models.RealtimeTranslationSessionAudioInput]
    """Source transcription and noise reduction."""

    output: NotRequired[RealtimeTranslationSessionAudioOutputDict | models.RealtimeTranslationSessionAudioOutput]
    """Target language of the translation."""


class RealtimeTranslationSessionAudioInputDict(TypedDict):
    """Input audio settings of a translation session."""

    transcription: NotRequired[
        RealtimeTranslationInputTranscriptionDict | models.RealtimeTranslationInputTranscription | None
    ]
    """Transcription of the source speech, sent as `session.input_transcript.delta`; the translation does not depend on
    it. Null if disabled."""

    noise_reduction: NotRequired[
        RealtimeTranslationNoiseReductionDict | models.RealtimeTranslationNoiseReduction | None
    ]
    """Noise reduction of the source audio; null if disabled."""


class RealtimeTranslationInputTranscriptionDict(TypedDict):
    """Source transcription settings of a translation session."""

    model: str
    """Model that transcribes the source speech."""


class RealtimeTranslationNoiseReductionDict(TypedDict):
    """Noise reduction settings of a translation session."""

    type: models.NoiseReductionType
    """Microphone type: `near_field` for headsets, `far_field` for laptop or room microphones."""


class RealtimeTranslationSessionAudioOutputDict(TypedDict):
    """Output settings of a translation session."""

    language: NotRequired[str]
    """Code of the target language, such as `es`, for speech and transcript."""


class RealtimeTranslationSessionCreateRequestDict(TypedDict):
    """Settings for a new translation session."""

    model: str
    """Translation model to use; it cannot change during the session."""

    audio: NotRequired[RealtimeTranslationSessionAudioDict | models.RealtimeTranslationSessionAudio]
    """Input and output audio settings; if omitted, defaults apply."""


class RealtimeTranslationSessionUpdateRequestDict(TypedDict):
    """Changes to a translation session, sent with `session.update`; omitted fields keep their values."""

    audio: NotRequired[RealtimeTranslationSessionAudioDict | models.RealtimeTranslationSessionAudio]
    """Audio settings to change."""


class RealtimeTruncationRetentionRatioDict(TypedDict):
    """Truncation that removes more at once, so that it happens less often and the cache stays effective."""

    type: Literal["retention_ratio"]
    """Always `retention_ratio`."""

    retention_ratio: float
    """Share of the allowed tokens to retain, from 0 to 1; 0.8 retains 80%."""

    token_limits: NotRequired[
        RealtimeTruncationRetentionRatioTokenLimitsDict | models.RealtimeTruncationRetentionRatioTokenLimits
    ]
    """Custom token limits; if omitted, those of the model."""


class RealtimeTruncationRetentionRatioTokenLimitsDict(TypedDict):
    """Custom limits that trigger truncation."""

    post_instructions: NotRequired[int]
    """Maximum number of tokens of the conversation, without instructions and tool definitions; at most the context
    window minus the output limit. At least 0."""


class RealtimeTurnDetectionServerVadDict(TypedDict):
    """Turn detection by volume: speech starts a turn, and a period of silence ends it."""

    type: Literal["server_vad"]
    """Always `server_vad`. The server's default is `server_vad`."""

    threshold: NotRequired[float]
    """Speech detection threshold from 0 to 1; default 0.5. Use a higher value in noisy environments."""

    prefix_padding_ms: NotRequired[int]
    """Milliseconds of audio to include before the detected start of speech; default 300."""

    silence_duration_ms: NotRequired[int]
    """Milliseconds of silence that end a turn; default 500. A lower value responds sooner but may end a turn at a
    short pause."""

    create_response: NotRequired[bool]
    """Whether the end of the user's speech starts a response automatically; default true."""

    interrupt_response: NotRequired[bool]
    """Whether new user speech cancels the response in progress; default true."""

    idle_timeout_ms: NotRequired[int | None]
    """Milliseconds of user silence after playback until the model responds unprompted, 5000 to 30000; null disables
    this."""


class RealtimeTurnDetectionSemanticVadDict(TypedDict):
    """Turn detection by a model that estimates whether the user has finished; more natural, but sometimes slower."""

    type: Literal["semantic_vad"]
    """Always `semantic_vad`."""

    eagerness: NotRequired[Literal["low", "medium", "high", "auto"] | str]
    """Eagerness to end a turn: `low` waits up to 8 seconds, `medium` 4, `high` 2; `auto`, the default, means `medium`."""

    create_response: NotRequired[bool]
    """Whether the end of the user's speech starts a response automatically; default true."""

    interrupt_response: NotRequired[bool]
    """Whether new user speech cancels the response in progress; default true."""


class ToolChoiceFunctionDict(TypedDict):
    """Requires the model to call a particular function."""

    type: Literal["function"]
    """Always `function`."""

    name: str
    """Name of the function to call."""


class ToolChoiceMCPDict(TypedDict):
    """Requires the model to use an MCP server or one of its tools."""

    type: Literal["mcp"]
    """Always `mcp`."""

    server_label: str
    """`server_label` of the MCP server to use."""

    name: NotRequired[str | None]
    """Name of the tool to call; if null, the model chooses one of the server's tools."""


class VoiceIdsOrCustomVoiceObjectDict(TypedDict):
    """Reference to a custom voice."""

    id: str
    """ID of the custom voice, such as `voice_1234`."""


class PromptCacheBreakpointConfigDict(TypedDict):
    """Marker for the end of a reusable prompt prefix, which can be cached."""

    mode: Literal["explicit"]
    """Always `explicit`."""


class InputTextContentDict(TypedDict):
    """Text as the value of a prompt variable."""

    type: Literal["input_text"]
    """Always `input_text`."""

    text: str
    """Text of the part."""

    prompt_cache_breakpoint: NotRequired[PromptCacheBreakpointConfigDict | models.PromptCacheBreakpointConfig]
    """Marker that ends the cacheable prefix after this part, if set."""


class InputImageContentDict(TypedDict):
    """Image as the value of a prompt variable, from a URL or an uploaded file."""

    type: Literal["input_image"]
    """Always `input_image`."""

    image_url: NotRequired[str | None]
    """URL or base64 data URI of the image; null if `file_id` is set."""

    file_id: NotRequired[str | None]
    """ID of an uploaded file; null if `image_url` is set."""

    detail: models.ImageDetail
    """Level of detail of the image; default `auto`. Known values: `low`, `high`, `auto`, `original`."""

    prompt_cache_breakpoint: NotRequired[PromptCacheBreakpointConfigDict | models.PromptCacheBreakpointConfig]
    """Marker that ends the cacheable prefix after this part, if set."""


class InputFileContentDict(TypedDict):
    """File as the value of a prompt variable: uploaded, from a URL, or inline."""

    type: Literal["input_file"]
    """Always `input_file`."""

    file_id: NotRequired[str | None]
    """ID of an uploaded file; null if the file is given in another way."""

    filename: NotRequired[str]
    """Name of the file for the model."""

    file_data: NotRequired[str]
    """Content of the file, in base64."""

    prompt_cache_breakpoint: NotRequired[PromptCacheBreakpointConfigDict | models.PromptCacheBreakpointConfig]
    """Marker that ends the cacheable prefix after this part, if set."""

    file_url: NotRequired[str]
    """URL of the file."""

    detail: NotRequired[models.FileInputDetail]
    """Rendering quality of the file; default `auto`. Known values: `auto`, `low`, `high`."""


class RealtimeItemReferenceDict(TypedDict):
    """Reference to an item of the conversation, as an entry of the `input` of a response."""

    type: Literal["item_reference"]
    """Always `item_reference`."""

    id: str
    """ID of the item."""


RealtimeAudioFormatsDict: TypeAlias = (
    RealtimeAudioFormatsPcmDict
    | models.RealtimeAudioFormatsPcm
    | RealtimeAudioFormatsPcmuDict
    | models.RealtimeAudioFormatsPcmu
    | RealtimeAudioFormatsPcmaDict
    | models.RealtimeAudioFormatsPcma
    | UnknownObject
)
"""Audio encoding in the GA dialect, identified by `type`: PCM16, G.711 mu-law or G.711 A-law."""

RealtimeToolChoiceDict: TypeAlias = (
    models.ToolChoiceOptions
    | ToolChoiceFunctionDict
    | models.ToolChoiceFunction
    | ToolChoiceMCPDict
    | models.ToolChoiceMCP
    | UnknownObject
)
"""Tool choice: `none`, `auto`, `required`, or a particular function or MCP tool."""

RealtimeClientEventDict: TypeAlias = (
    RealtimeClientEventConversationItemCreateDict
    | models.RealtimeClientEventConversationItemCreate
    | RealtimeClientEventConversationItemDeleteDict
    | models.RealtimeClientEventConversationItemDelete
    | RealtimeClientEventConversationItemRetrieveDict
    | models.RealtimeClientEventConversationItemRetrieve
    | RealtimeClientEventConversationItemTruncateDict
    | models.RealtimeClientEventConversationItemTruncate
    | RealtimeClientEventInputAudioBufferAppendDict
    | models.RealtimeClientEventInputAudioBufferAppend
    | RealtimeClientEventInputAudioBufferClearDict
    | models.RealtimeClientEventInputAudioBufferClear
    | RealtimeClientEventOutputAudioBufferClearDict
    | models.RealtimeClientEventOutputAudioBufferClear
    | RealtimeClientEventInputAudioBufferCommitDict
    | models.RealtimeClientEventInputAudioBufferCommit
    | RealtimeClientEventResponseCancelDict
    | models.RealtimeClientEventResponseCancel
    | RealtimeClientEventResponseCreateDict
    | models.RealtimeClientEventResponseCreate
    | RealtimeClientEventSessionUpdateDict
    | models.RealtimeClientEventSessionUpdate
    | RealtimeClientEventTranscriptionSessionUpdateDict
    | models.RealtimeClientEventTranscriptionSessionUpdate
    | UnknownEvent
)
"""Any event that a client may send in the GA dialect, identified by `type`."""

RealtimeClientEventSessionUpdateSessionDict: TypeAlias = (
    RealtimeSessionCreateRequestGADict
    | models.RealtimeSessionCreateRequestGA
    | RealtimeTranscriptionSessionCreateRequestGADict
    | models.RealtimeTranscriptionSessionCreateRequestGA
    | UnknownObject
)
"""Settings in `session.update`: for a conversation or a transcription session, identified by `type`."""

RealtimeConversationItemDict: TypeAlias = (
    RealtimeConversationItemMessageSystemDict
    | models.RealtimeConversationItemMessageSystem
    | RealtimeConversationItemMessageUserDict
    | models.RealtimeConversationItemMessageUser
    | RealtimeConversationItemMessageAssistantDict
    | models.RealtimeConversationItemMessageAssistant
    | RealtimeConversationItemFunctionCallDict
    | models.RealtimeConversationItemFunctionCall
    | RealtimeConversationItemFunctionCallOutputDict
    | models.RealtimeConversationItemFunctionCallOutput
    | RealtimeMCPApprovalResponseDict
    | models.RealtimeMCPApprovalResponse
    | RealtimeMCPListToolsDict
    | models.RealtimeMCPListTools
    | RealtimeMCPToolCallDict
    | models.RealtimeMCPToolCall
    | RealtimeMCPApprovalRequestDict
    | models.RealtimeMCPApprovalRequest
    | UnknownObject
)
"""One entry of a conversation in either dialect, identified by `type`, and messages also by `role`."""

RealtimeCreateClientSecretRequestSessionDict: TypeAlias = (
    RealtimeSessionCreateRequestGADict
    | models.RealtimeSessionCreateRequestGA
    | RealtimeTranscriptionSessionCreateRequestGADict
    | models.RealtimeTranscriptionSessionCreateRequestGA
    | UnknownObject
)
"""Session settings to attach to a client secret, identified by `type`: `realtime` or `transcription`."""

RealtimeMCPToolCallErrorDict: TypeAlias = (
    RealtimeMCPProtocolErrorDict
    | models.RealtimeMCPProtocolError
    | RealtimeMCPToolExecutionErrorDict
    | models.RealtimeMCPToolExecutionError
    | RealtimeMCPHTTPErrorDict
    | models.RealtimeMCPHTTPError
    | UnknownObject
)
"""Error of an MCP tool call, identified by `type`: protocol, execution or HTTP error."""

RealtimeToolDict: TypeAlias = (
    RealtimeFunctionToolDict | models.RealtimeFunctionTool | MCPToolDict | models.MCPTool | UnknownObject
)
"""Function or MCP server that the model may use, identified by `type`."""

RealtimeTranslationClientEventDict: TypeAlias = (
    RealtimeTranslationClientEventSessionUpdateDict
    | models.RealtimeTranslationClientEventSessionUpdate
    | RealtimeTranslationEventAudioBufferAppendDict
    | models.RealtimeTranslationEventAudioBufferAppend
    | RealtimeTranslationClientEventSessionCloseDict
    | models.RealtimeTranslationClientEventSessionClose
    | UnknownEvent
)
"""Any event that a client may send in a translation session, identified by `type`."""

RealtimeTruncationDict: TypeAlias = (
    Literal["auto", "disabled"] | str | RealtimeTruncationRetentionRatioDict | models.RealtimeTruncationRetentionRatio
)
"""Truncation when the input limit is reached: `auto` drops the oldest messages, `disabled` causes an error, and an object retains a given share."""

RealtimeTurnDetectionDict: TypeAlias = (
    RealtimeTurnDetectionServerVadDict
    | models.RealtimeTurnDetectionServerVad
    | RealtimeTurnDetectionSemanticVadDict
    | models.RealtimeTurnDetectionSemanticVad
    | UnknownObject
)
"""Turn detection in the GA dialect, identified by `type`: `server_vad` detects silence, `semantic_vad` also considers the meaning of the speech."""

ResponsePromptVariablesValueDict: TypeAlias = (
    str
    | InputTextContentDict
    | models.InputTextContent
    | InputImageContentDict
    | models.InputImageContent
    | InputFileContentDict
    | models.InputFileContent
    | UnknownObject
)
"""Value of one variable: plain text, or a text, image or file input."""

VoiceIdsOrCustomVoiceDict: TypeAlias = (
    models.VoiceIdsShared | VoiceIdsOrCustomVoiceObjectDict | models.VoiceIdsOrCustomVoiceObject
)
"""Name of a built-in voice, or ID of a custom voice."""

RealtimeBetaClientEventDict: TypeAlias = (
    RealtimeBetaClientEventConversationItemCreateDict
    | models.RealtimeBetaClientEventConversationItemCreate
    | RealtimeBetaClientEventConversationItemDeleteDict
    | models.RealtimeBetaClientEventConversationItemDelete
    | RealtimeBetaClientEventItemRetrieveDict
    | models.RealtimeBetaClientEventItemRetrieve
    | RealtimeBetaClientEventItemTruncateDict
    | models.RealtimeBetaClientEventItemTruncate
    | RealtimeBetaClientEventInputAudioBufferAppendDict
    | models.RealtimeBetaClientEventInputAudioBufferAppend
    | RealtimeBetaClientEventInputAudioBufferClearDict
    | models.RealtimeBetaClientEventInputAudioBufferClear
    | RealtimeBetaClientEventInputAudioBufferCommitDict
    | models.RealtimeBetaClientEventInputAudioBufferCommit
    | RealtimeBetaClientEventOutputAudioBufferClearDict
    | models.RealtimeBetaClientEventOutputAudioBufferClear
    | RealtimeBetaClientEventResponseCancelDict
    | models.RealtimeBetaClientEventResponseCancel
    | RealtimeBetaClientEventResponseCreateDict
    | models.RealtimeBetaClientEventResponseCreate
    | RealtimeBetaClientEventSessionUpdateDict
    | models.RealtimeBetaClientEventSessionUpdate
    | RealtimeBetaClientEventTranscriptionUpdateDict
    | models.RealtimeBetaClientEventTranscriptionUpdate
    | UnknownEvent
)
"""Any event that a client may send in the beta dialect, identified by `type`."""

RealtimeResponseInputItemDict: TypeAlias = (
    RealtimeConversationItemDict | RealtimeItemReferenceDict | models.RealtimeItemReference | UnknownObject
)
"""One entry of the `input` of a response: an item of its own, or a reference to an item of the conversation."""
