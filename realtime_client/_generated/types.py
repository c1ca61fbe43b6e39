# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Named types of the contract that are not classes: unions, enumerations and maps.

Every class of a union is imported here, so nothing imports this module at run time until a name is first used.
"""

from typing import Literal, TypeAlias

from realtime_client._core.model import UnknownEvent, UnknownObject

from .models import (
    InputFileContent,
    InputImageContent,
    InputTextContent,
    MCPTool,
    RealtimeAudioFormatsPcm,
    RealtimeAudioFormatsPcma,
    RealtimeAudioFormatsPcmu,
    RealtimeBetaClientEventConversationItemCreate,
    RealtimeBetaClientEventConversationItemDelete,
    RealtimeBetaClientEventConversationItemRetrieve,
    RealtimeBetaClientEventConversationItemTruncate,
    RealtimeBetaClientEventInputAudioBufferAppend,
    RealtimeBetaClientEventInputAudioBufferClear,
    RealtimeBetaClientEventInputAudioBufferCommit,
    RealtimeBetaClientEventOutputAudioBufferClear,
    RealtimeBetaClientEventResponseCancel,
    RealtimeBetaClientEventResponseCreate,
    RealtimeBetaClientEventSessionUpdate,
    RealtimeBetaClientEventTranscriptionSessionUpdate,
    RealtimeBetaServerEventConversationItemCreated,
    RealtimeBetaServerEventConversationItemDeleted,
    RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted,
    RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta,
    RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed,
    RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment,
    RealtimeBetaServerEventConversationItemRetrieved,
    RealtimeBetaServerEventConversationItemTruncated,
    RealtimeBetaServerEventError,
    RealtimeBetaServerEventInputAudioBufferCleared,
    RealtimeBetaServerEventInputAudioBufferCommitted,
    RealtimeBetaServerEventInputAudioBufferSpeechStarted,
    RealtimeBetaServerEventInputAudioBufferSpeechStopped,
    RealtimeBetaServerEventMCPListToolsCompleted,
    RealtimeBetaServerEventMCPListToolsFailed,
    RealtimeBetaServerEventMCPListToolsInProgress,
    RealtimeBetaServerEventRateLimitsUpdated,
    RealtimeBetaServerEventResponseAudioDelta,
    RealtimeBetaServerEventResponseAudioDone,
    RealtimeBetaServerEventResponseAudioTranscriptDelta,
    RealtimeBetaServerEventResponseAudioTranscriptDone,
    RealtimeBetaServerEventResponseContentPartAdded,
    RealtimeBetaServerEventResponseContentPartDone,
    RealtimeBetaServerEventResponseCreated,
    RealtimeBetaServerEventResponseDone,
    RealtimeBetaServerEventResponseFunctionCallArgumentsDelta,
    RealtimeBetaServerEventResponseFunctionCallArgumentsDone,
    RealtimeBetaServerEventResponseMCPCallArgumentsDelta,
    RealtimeBetaServerEventResponseMCPCallArgumentsDone,
    RealtimeBetaServerEventResponseMCPCallCompleted,
    RealtimeBetaServerEventResponseMCPCallFailed,
    RealtimeBetaServerEventResponseMCPCallInProgress,
    RealtimeBetaServerEventResponseOutputItemAdded,
    RealtimeBetaServerEventResponseOutputItemDone,
    RealtimeBetaServerEventResponseTextDelta,
    RealtimeBetaServerEventResponseTextDone,
    RealtimeBetaServerEventSessionCreated,
    RealtimeBetaServerEventSessionUpdated,
    RealtimeBetaServerEventTranscriptionSessionCreated,
    RealtimeBetaServerEventTranscriptionSessionUpdated,
    RealtimeClientEventConversationItemCreate,
    RealtimeClientEventConversationItemDelete,
    RealtimeClientEventConversationItemRetrieve,
    RealtimeClientEventConversationItemTruncate,
    RealtimeClientEventInputAudioBufferAppend,
    RealtimeClientEventInputAudioBufferClear,
    RealtimeClientEventInputAudioBufferCommit,
    RealtimeClientEventOutputAudioBufferClear,
    RealtimeClientEventResponseCancel,
    RealtimeClientEventResponseCreate,
    RealtimeClientEventSessionUpdate,
    RealtimeClientEventTranscriptionSessionUpdate,
    RealtimeConversationItemFunctionCall,
    RealtimeConversationItemFunctionCallOutput,
    RealtimeConversationItemMessageAssistant,
    RealtimeConversationItemMessageSystem,
    RealtimeConversationItemMessageUser,
    RealtimeFunctionTool,
    RealtimeMCPApprovalRequest,
    RealtimeMCPApprovalResponse,
    RealtimeMCPHTTPError,
    RealtimeMCPListTools,
    RealtimeMCPProtocolError,
    RealtimeMCPToolCall,
    RealtimeMCPToolExecutionError,
    RealtimeServerEventConversationCreated,
    RealtimeServerEventConversationItemAdded,
    RealtimeServerEventConversationItemCreated,
    RealtimeServerEventConversationItemDeleted,
    RealtimeServerEventConversationItemDone,
    RealtimeServerEventConversationItemInputAudioTranscriptionCompleted,
    RealtimeServerEventConversationItemInputAudioTranscriptionDelta,
    RealtimeServerEventConversationItemInputAudioTranscriptionFailed,
    RealtimeServerEventConversationItemInputAudioTranscriptionSegment,
    RealtimeServerEventConversationItemRetrieved,
    RealtimeServerEventConversationItemTruncated,
    RealtimeServerEventError,
    RealtimeServerEventInputAudioBufferCleared,
    RealtimeServerEventInputAudioBufferCommitted,
    RealtimeServerEventInputAudioBufferDtmfEventReceived,
    RealtimeServerEventInputAudioBufferSpeechStarted,
    RealtimeServerEventInputAudioBufferSpeechStopped,
    RealtimeServerEventInputAudioBufferTimeoutTriggered,
    RealtimeServerEventMCPListToolsCompleted,
    RealtimeServerEventMCPListToolsFailed,
    RealtimeServerEventMCPListToolsInProgress,
    RealtimeServerEventOutputAudioBufferCleared,
    RealtimeServerEventOutputAudioBufferStarted,
    RealtimeServerEventOutputAudioBufferStopped,
    RealtimeServerEventRateLimitsUpdated,
    RealtimeServerEventResponseAudioDelta,
    RealtimeServerEventResponseAudioDone,
    RealtimeServerEventResponseAudioTranscriptDelta,
    RealtimeServerEventResponseAudioTranscriptDone,
    RealtimeServerEventResponseContentPartAdded,
    RealtimeServerEventResponseContentPartDone,
    RealtimeServerEventResponseCreated,
    RealtimeServerEventResponseDone,
    RealtimeServerEventResponseFunctionCallArgumentsDelta,
    RealtimeServerEventResponseFunctionCallArgumentsDone,
    RealtimeServerEventResponseMCPCallArgumentsDelta,
    RealtimeServerEventResponseMCPCallArgumentsDone,
    RealtimeServerEventResponseMCPCallCompleted,
    RealtimeServerEventResponseMCPCallFailed,
    RealtimeServerEventResponseMCPCallInProgress,
    RealtimeServerEventResponseOutputItemAdded,
    RealtimeServerEventResponseOutputItemDone,
    RealtimeServerEventResponseTextDelta,
    RealtimeServerEventResponseTextDone,
    RealtimeServerEventSessionCreated,
    RealtimeServerEventSessionUpdated,
    RealtimeServerEventTranscriptionSessionUpdated,
    RealtimeSessionCreateRequestGA,
    RealtimeSessionCreateResponseGA,
    RealtimeTranscriptionSessionCreateRequestGA,
    RealtimeTranscriptionSessionCreateResponseGA,
    RealtimeTranslationClientEventInputAudioBufferAppend,
    RealtimeTranslationClientEventSessionClose,
    RealtimeTranslationClientEventSessionUpdate,
    RealtimeTranslationServerEventSessionClosed,
    RealtimeTranslationServerEventSessionCreated,
    RealtimeTranslationServerEventSessionInputTranscriptDelta,
    RealtimeTranslationServerEventSessionOutputAudioDelta,
    RealtimeTranslationServerEventSessionOutputTranscriptDelta,
    RealtimeTranslationServerEventSessionUpdated,
    RealtimeTruncationRetentionRatio,
    RealtimeTurnDetectionSemanticVad,
    RealtimeTurnDetectionServerVad,
    ToolChoiceFunction,
    ToolChoiceMCP,
    TranscriptTextUsageDuration,
    TranscriptTextUsageTokens,
    VoiceIdsOrCustomVoiceObject,
)

__all__ = [
    "CallableToolAllowedCaller",
    "FileInputDetail",
    "ImageDetail",
    "Metadata",
    "NoiseReductionType",
    "RealtimeAudioFormats",
    "RealtimeBetaClientEvent",
    "RealtimeBetaResponseCreateParamsToolChoice",
    "RealtimeBetaServerEvent",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage",
    "RealtimeClientEvent",
    "RealtimeClientEventSessionUpdateSession",
    "RealtimeConversationItem",
    "RealtimeCreateClientSecretRequestSession",
    "RealtimeCreateClientSecretResponseSession",
    "RealtimeMCPToolCallError",
    "RealtimeReasoningEffort",
    "RealtimeResponseCreateParamsToolChoice",
    "RealtimeResponseCreateParamsToolsItem",
    "RealtimeServerEvent",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage",
    "RealtimeServerEventSessionCreatedSession",
    "RealtimeServerEventSessionUpdatedSession",
    "RealtimeSessionCreateRequestGAToolChoice",
    "RealtimeSessionCreateRequestGAToolsItem",
    "RealtimeSessionCreateResponseGAToolChoice",
    "RealtimeSessionCreateResponseGAToolsItem",
    "RealtimeTranslationClientEvent",
    "RealtimeTranslationServerEvent",
    "RealtimeTruncation",
    "RealtimeTurnDetection",
    "ResponsePromptVariables",
    "ResponsePromptVariablesValue",
    "ToolChoiceOptions",
    "VoiceIdsOrCustomVoice",
    "VoiceIdsShared",
]

Metadata: TypeAlias = dict[str, str]
"""Up to 16 string pairs chosen by the caller; keys hold at most 64 characters, values at most 512."""

NoiseReductionType: TypeAlias = Literal["near_field", "far_field"] | str
"""Microphone placement: `near_field` for headsets, `far_field` for laptops and meeting rooms."""

RealtimeAudioFormats: TypeAlias = (
    RealtimeAudioFormatsPcm | RealtimeAudioFormatsPcmu | RealtimeAudioFormatsPcma | UnknownObject
)
"""GA audio encoding, told apart by its `type`: PCM16, G.711 mu-law or G.711 A-law."""

ToolChoiceOptions: TypeAlias = Literal["none", "auto", "required"] | str
"""Tool mode: `none` forbids calls, `auto` leaves it to the model, `required` demands at least one."""

RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage: TypeAlias = (
    TranscriptTextUsageTokens | TranscriptTextUsageDuration | UnknownObject
)
"""Cost of an input transcription in the beta dialect, in tokens or in seconds of audio; `type` tells which."""

RealtimeClientEvent: TypeAlias = (
    RealtimeClientEventConversationItemCreate
    | RealtimeClientEventConversationItemDelete
    | RealtimeClientEventConversationItemRetrieve
    | RealtimeClientEventConversationItemTruncate
    | RealtimeClientEventInputAudioBufferAppend
    | RealtimeClientEventInputAudioBufferClear
    | RealtimeClientEventOutputAudioBufferClear
    | RealtimeClientEventInputAudioBufferCommit
    | RealtimeClientEventResponseCancel
    | RealtimeClientEventResponseCreate
    | RealtimeClientEventSessionUpdate
    | RealtimeClientEventTranscriptionSessionUpdate
    | UnknownEvent
)
"""Any event a client may send in the GA dialect; `type` tells which."""

RealtimeClientEventSessionUpdateSession: TypeAlias = (
    RealtimeSessionCreateRequestGA | RealtimeTranscriptionSessionCreateRequestGA | UnknownObject
)
"""Settings carried by `session.update`: for a conversation or a transcription session, told apart by `type`."""

RealtimeConversationItem: TypeAlias = (
    RealtimeConversationItemMessageSystem
    | RealtimeConversationItemMessageUser
    | RealtimeConversationItemMessageAssistant
    | RealtimeConversationItemFunctionCall
    | RealtimeConversationItemFunctionCallOutput
    | RealtimeMCPApprovalResponse
    | RealtimeMCPListTools
    | RealtimeMCPToolCall
    | RealtimeMCPApprovalRequest
    | UnknownObject
)
"""One entry of a conversation, told apart by `type`, and messages further by `role`. Used in both dialects."""

RealtimeCreateClientSecretRequestSession: TypeAlias = (
    RealtimeSessionCreateRequestGA | RealtimeTranscriptionSessionCreateRequestGA | UnknownObject
)
"""Session settings to bind to a client secret, told apart by `type`: `realtime` or `transcription`."""

RealtimeCreateClientSecretResponseSession: TypeAlias = (
    RealtimeSessionCreateResponseGA | RealtimeTranscriptionSessionCreateResponseGA | UnknownObject
)
"""Session settings bound to a client secret, told apart by `type`: `realtime` or `transcription`."""

RealtimeMCPToolCallError: TypeAlias = (
    RealtimeMCPProtocolError | RealtimeMCPToolExecutionError | RealtimeMCPHTTPError | UnknownObject
)
"""Why an MCP tool call failed, told apart by `type`: protocol, execution or HTTP error."""

RealtimeReasoningEffort: TypeAlias = Literal["minimal", "low", "medium", "high", "xhigh"] | str
"""Amount of reasoning, from `minimal` to `xhigh`; more is slower and costs more tokens. Default `low`."""

RealtimeResponseCreateParamsToolsItem: TypeAlias = RealtimeFunctionTool | MCPTool | UnknownObject
"""Function or MCP server offered to the model for one response; `type` tells which."""

RealtimeServerEvent: TypeAlias = (
    RealtimeServerEventConversationCreated
    | RealtimeServerEventConversationItemCreated
    | RealtimeServerEventConversationItemDeleted
    | RealtimeServerEventConversationItemInputAudioTranscriptionCompleted
    | RealtimeServerEventConversationItemInputAudioTranscriptionDelta
    | RealtimeServerEventConversationItemInputAudioTranscriptionFailed
    | RealtimeServerEventConversationItemRetrieved
    | RealtimeServerEventConversationItemTruncated
    | RealtimeServerEventError
    | RealtimeServerEventInputAudioBufferCleared
    | RealtimeServerEventInputAudioBufferCommitted
    | RealtimeServerEventInputAudioBufferDtmfEventReceived
    | RealtimeServerEventInputAudioBufferSpeechStarted
    | RealtimeServerEventInputAudioBufferSpeechStopped
    | RealtimeServerEventRateLimitsUpdated
    | RealtimeServerEventResponseAudioDelta
    | RealtimeServerEventResponseAudioDone
    | RealtimeServerEventResponseAudioTranscriptDelta
    | RealtimeServerEventResponseAudioTranscriptDone
    | RealtimeServerEventResponseContentPartAdded
    | RealtimeServerEventResponseContentPartDone
    | RealtimeServerEventResponseCreated
    | RealtimeServerEventResponseDone
    | RealtimeServerEventResponseFunctionCallArgumentsDelta
    | RealtimeServerEventResponseFunctionCallArgumentsDone
    | RealtimeServerEventResponseOutputItemAdded
    | RealtimeServerEventResponseOutputItemDone
    | RealtimeServerEventResponseTextDelta
    | RealtimeServerEventResponseTextDone
    | RealtimeServerEventSessionCreated
    | RealtimeServerEventSessionUpdated
    | RealtimeServerEventOutputAudioBufferStarted
    | RealtimeServerEventOutputAudioBufferStopped
    | RealtimeServerEventOutputAudioBufferCleared
    | RealtimeServerEventConversationItemAdded
    | RealtimeServerEventConversationItemDone
    | RealtimeServerEventInputAudioBufferTimeoutTriggered
    | RealtimeServerEventConversationItemInputAudioTranscriptionSegment
    | RealtimeServerEventMCPListToolsInProgress
    | RealtimeServerEventMCPListToolsCompleted
    | RealtimeServerEventMCPListToolsFailed
    | RealtimeServerEventResponseMCPCallArgumentsDelta
    | RealtimeServerEventResponseMCPCallArgumentsDone
    | RealtimeServerEventResponseMCPCallInProgress
    | RealtimeServerEventResponseMCPCallCompleted
    | RealtimeServerEventResponseMCPCallFailed
    | RealtimeServerEventTranscriptionSessionUpdated
    | UnknownEvent
)
"""Any event the server may send in the GA dialect; `type` tells which. Expect types not listed here."""

RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage: TypeAlias = (
    TranscriptTextUsageTokens | TranscriptTextUsageDuration | UnknownObject
)
"""Cost of an input transcription, in tokens or in seconds of audio; `type` tells which."""

RealtimeServerEventSessionCreatedSession: TypeAlias = (
    RealtimeSessionCreateResponseGA | RealtimeTranscriptionSessionCreateResponseGA | UnknownObject
)
"""Session carried by `session.created`: a conversation or a transcription session, told apart by `type`."""

RealtimeServerEventSessionUpdatedSession: TypeAlias = (
    RealtimeSessionCreateResponseGA | RealtimeTranscriptionSessionCreateResponseGA | UnknownObject
)
"""Session carried by `session.updated`: a conversation or a transcription session, told apart by `type`."""

RealtimeSessionCreateRequestGAToolsItem: TypeAlias = RealtimeFunctionTool | MCPTool | UnknownObject
"""A tool of a GA session, told apart by `type`: a function of the client's or an MCP server."""

RealtimeSessionCreateResponseGAToolsItem: TypeAlias = RealtimeFunctionTool | MCPTool | UnknownObject
"""A tool of a GA session, told apart by `type`: a function of the client's or an MCP server."""

RealtimeTranslationClientEvent: TypeAlias = (
    RealtimeTranslationClientEventSessionUpdate
    | RealtimeTranslationClientEventInputAudioBufferAppend
    | RealtimeTranslationClientEventSessionClose
    | UnknownEvent
)
"""Any event a client may send in a translation session; `type` tells which."""

RealtimeTranslationServerEvent: TypeAlias = (
    RealtimeServerEventError
    | RealtimeTranslationServerEventSessionCreated
    | RealtimeTranslationServerEventSessionUpdated
    | RealtimeTranslationServerEventSessionClosed
    | RealtimeTranslationServerEventSessionInputTranscriptDelta
    | RealtimeTranslationServerEventSessionOutputTranscriptDelta
    | RealtimeTranslationServerEventSessionOutputAudioDelta
    | UnknownEvent
)
"""Any event the server may send in a translation session; `type` tells which. Expect types not listed here."""

RealtimeTruncation: TypeAlias = Literal["auto", "disabled"] | str | RealtimeTruncationRetentionRatio
"""How a session sheds old messages once the input limit is reached: `auto` drops the oldest, `disabled` raises an error, an object keeps a set share."""

RealtimeTurnDetection: TypeAlias = RealtimeTurnDetectionServerVad | RealtimeTurnDetectionSemanticVad | UnknownObject
"""GA turn detection, told apart by `type`: `server_vad` listens for silence, `semantic_vad` also weighs what is said."""

ResponsePromptVariablesValue: TypeAlias = str | InputTextContent | InputImageContent | InputFileContent | UnknownObject
"""Value of one placeholder: plain text, or a text, image or file input."""

VoiceIdsShared: TypeAlias = (
    Literal["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"] | str
)
"""Name of a built-in voice. Names beyond the list are accepted, since new voices appear often."""

ImageDetail: TypeAlias = Literal["low", "high", "auto", "original"] | str
"""How closely the model looks at an image; `auto` leaves it to the service."""

FileInputDetail: TypeAlias = Literal["auto", "low", "high"] | str
"""Quality at which a file is rendered for the model: `low` is cheaper, `high` sharper, `auto` leaves it to the service."""

CallableToolAllowedCaller: TypeAlias = Literal["direct", "programmatic"] | str
"""Who may invoke a tool: `direct` is the model itself, `programmatic` is code it runs."""

RealtimeBetaServerEvent: TypeAlias = (
    RealtimeBetaServerEventConversationItemCreated
    | RealtimeBetaServerEventConversationItemDeleted
    | RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted
    | RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta
    | RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed
    | RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment
    | RealtimeBetaServerEventConversationItemRetrieved
    | RealtimeBetaServerEventConversationItemTruncated
    | RealtimeBetaServerEventError
    | RealtimeBetaServerEventInputAudioBufferCleared
    | RealtimeBetaServerEventInputAudioBufferCommitted
    | RealtimeBetaServerEventInputAudioBufferSpeechStarted
    | RealtimeBetaServerEventInputAudioBufferSpeechStopped
    | RealtimeBetaServerEventMCPListToolsCompleted
    | RealtimeBetaServerEventMCPListToolsFailed
    | RealtimeBetaServerEventMCPListToolsInProgress
    | RealtimeBetaServerEventRateLimitsUpdated
    | RealtimeBetaServerEventResponseAudioDelta
    | RealtimeBetaServerEventResponseAudioDone
    | RealtimeBetaServerEventResponseAudioTranscriptDelta
    | RealtimeBetaServerEventResponseAudioTranscriptDone
    | RealtimeBetaServerEventResponseContentPartAdded
    | RealtimeBetaServerEventResponseContentPartDone
    | RealtimeBetaServerEventResponseCreated
    | RealtimeBetaServerEventResponseDone
    | RealtimeBetaServerEventResponseFunctionCallArgumentsDelta
    | RealtimeBetaServerEventResponseFunctionCallArgumentsDone
    | RealtimeBetaServerEventResponseMCPCallArgumentsDelta
    | RealtimeBetaServerEventResponseMCPCallArgumentsDone
    | RealtimeBetaServerEventResponseMCPCallCompleted
    | RealtimeBetaServerEventResponseMCPCallFailed
    | RealtimeBetaServerEventResponseMCPCallInProgress
    | RealtimeBetaServerEventResponseOutputItemAdded
    | RealtimeBetaServerEventResponseOutputItemDone
    | RealtimeBetaServerEventResponseTextDelta
    | RealtimeBetaServerEventResponseTextDone
    | RealtimeBetaServerEventSessionCreated
    | RealtimeBetaServerEventSessionUpdated
    | RealtimeBetaServerEventTranscriptionSessionCreated
    | RealtimeBetaServerEventTranscriptionSessionUpdated
    | RealtimeServerEventConversationCreated
    | RealtimeServerEventOutputAudioBufferCleared
    | RealtimeServerEventOutputAudioBufferStarted
    | RealtimeServerEventOutputAudioBufferStopped
    | UnknownEvent
)
"""Any event a server sends in the beta dialect, told apart by `type`; new types may appear."""

RealtimeBetaClientEvent: TypeAlias = (
    RealtimeBetaClientEventConversationItemCreate
    | RealtimeBetaClientEventConversationItemDelete
    | RealtimeBetaClientEventConversationItemRetrieve
    | RealtimeBetaClientEventConversationItemTruncate
    | RealtimeBetaClientEventInputAudioBufferAppend
    | RealtimeBetaClientEventInputAudioBufferClear
    | RealtimeBetaClientEventInputAudioBufferCommit
    | RealtimeBetaClientEventOutputAudioBufferClear
    | RealtimeBetaClientEventResponseCancel
    | RealtimeBetaClientEventResponseCreate
    | RealtimeBetaClientEventSessionUpdate
    | RealtimeBetaClientEventTranscriptionSessionUpdate
    | UnknownEvent
)
"""Any event a client may send in the beta dialect, told apart by `type`."""

RealtimeBetaResponseCreateParamsToolChoice: TypeAlias = (
    ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | UnknownObject
)
"""Tool choice of one response in the beta dialect: `none`, `auto`, `required`, or a function or MCP tool to force."""

RealtimeResponseCreateParamsToolChoice: TypeAlias = (
    ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | UnknownObject
)
"""Tool choice of one response: `none`, `auto`, `required`, or a function or MCP tool to force."""

RealtimeSessionCreateRequestGAToolChoice: TypeAlias = (
    ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | UnknownObject
)
"""Steers tool use: a mode, one function, or one MCP server or tool."""

RealtimeSessionCreateResponseGAToolChoice: TypeAlias = (
    ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | UnknownObject
)
"""Steers tool use: a mode, one function, or one MCP server or tool."""

ResponsePromptVariables: TypeAlias = dict[str, ResponsePromptVariablesValue]
"""Values for a prompt template's placeholders, keyed by placeholder name."""

VoiceIdsOrCustomVoice: TypeAlias = VoiceIdsShared | VoiceIdsOrCustomVoiceObject
"""A built-in voice by name, or a custom voice by its id."""
