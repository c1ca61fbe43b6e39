# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Named types of the contract other than classes: unions, enumerations and maps.

This module imports every class of every union, so it is imported only when one of its names is used.
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
    RealtimeBetaClientEventInputAudioBufferAppend,
    RealtimeBetaClientEventInputAudioBufferClear,
    RealtimeBetaClientEventInputAudioBufferCommit,
    RealtimeBetaClientEventItemRetrieve,
    RealtimeBetaClientEventItemTruncate,
    RealtimeBetaClientEventOutputAudioBufferClear,
    RealtimeBetaClientEventResponseCancel,
    RealtimeBetaClientEventResponseCreate,
    RealtimeBetaClientEventSessionUpdate,
    RealtimeBetaClientEventTranscriptionUpdate,
    RealtimeBetaServerEventAudioTranscriptDelta,
    RealtimeBetaServerEventAudioTranscriptDone,
    RealtimeBetaServerEventConversationItemCreated,
    RealtimeBetaServerEventConversationItemDeleted,
    RealtimeBetaServerEventConversationItemRetrieved,
    RealtimeBetaServerEventConversationItemTruncated,
    RealtimeBetaServerEventError,
    RealtimeBetaServerEventFunctionCallArgumentsDelta,
    RealtimeBetaServerEventFunctionCallArgumentsDone,
    RealtimeBetaServerEventInputAudioBufferCleared,
    RealtimeBetaServerEventInputAudioBufferCommitted,
    RealtimeBetaServerEventInputTranscriptionCompleted,
    RealtimeBetaServerEventInputTranscriptionDelta,
    RealtimeBetaServerEventInputTranscriptionFailed,
    RealtimeBetaServerEventInputTranscriptionSegment,
    RealtimeBetaServerEventMCPCallArgumentsDelta,
    RealtimeBetaServerEventMCPCallArgumentsDone,
    RealtimeBetaServerEventMCPListToolsCompleted,
    RealtimeBetaServerEventMCPListToolsFailed,
    RealtimeBetaServerEventMCPListToolsInProgress,
    RealtimeBetaServerEventRateLimitsUpdated,
    RealtimeBetaServerEventResponseAudioDelta,
    RealtimeBetaServerEventResponseAudioDone,
    RealtimeBetaServerEventResponseContentPartAdded,
    RealtimeBetaServerEventResponseContentPartDone,
    RealtimeBetaServerEventResponseCreated,
    RealtimeBetaServerEventResponseDone,
    RealtimeBetaServerEventResponseMCPCallCompleted,
    RealtimeBetaServerEventResponseMCPCallFailed,
    RealtimeBetaServerEventResponseMCPCallInProgress,
    RealtimeBetaServerEventResponseOutputItemAdded,
    RealtimeBetaServerEventResponseOutputItemDone,
    RealtimeBetaServerEventResponseTextDelta,
    RealtimeBetaServerEventResponseTextDone,
    RealtimeBetaServerEventSessionCreated,
    RealtimeBetaServerEventSessionUpdated,
    RealtimeBetaServerEventSpeechStarted,
    RealtimeBetaServerEventSpeechStopped,
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
    RealtimeItemReference,
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
    RealtimeServerEventConversationItemRetrieved,
    RealtimeServerEventConversationItemTruncated,
    RealtimeServerEventDtmfEventReceived,
    RealtimeServerEventError,
    RealtimeServerEventFunctionCallArgumentsDelta,
    RealtimeServerEventFunctionCallArgumentsDone,
    RealtimeServerEventInputAudioBufferCleared,
    RealtimeServerEventInputAudioBufferCommitted,
    RealtimeServerEventInputAudioBufferSpeechStarted,
    RealtimeServerEventInputAudioBufferSpeechStopped,
    RealtimeServerEventInputTranscriptionCompleted,
    RealtimeServerEventInputTranscriptionDelta,
    RealtimeServerEventInputTranscriptionFailed,
    RealtimeServerEventInputTranscriptionSegment,
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
    RealtimeServerEventTimeoutTriggered,
    RealtimeServerEventTranscriptionSessionUpdated,
    RealtimeSessionCreateRequestGA,
    RealtimeSessionCreateResponseGA,
    RealtimeTranscriptionSessionCreateRequestGA,
    RealtimeTranscriptionSessionCreateResponseGA,
    RealtimeTranslationClientEventSessionClose,
    RealtimeTranslationClientEventSessionUpdate,
    RealtimeTranslationEventAudioBufferAppend,
    RealtimeTranslationEventInputTranscriptDelta,
    RealtimeTranslationEventOutputAudioDelta,
    RealtimeTranslationEventOutputTranscriptDelta,
    RealtimeTranslationServerEventSessionClosed,
    RealtimeTranslationServerEventSessionCreated,
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
    "RealtimeBetaServerEvent",
    "RealtimeClientEvent",
    "RealtimeClientEventSessionUpdateSession",
    "RealtimeConversationItem",
    "RealtimeCreateClientSecretRequestSession",
    "RealtimeGASession",
    "RealtimeMCPToolCallError",
    "RealtimeReasoningEffort",
    "RealtimeResponseInputItem",
    "RealtimeServerEvent",
    "RealtimeTool",
    "RealtimeToolChoice",
    "RealtimeTranscriptionUsage",
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
"""Up to 16 string pairs chosen by the caller; at most 64 characters per key and 512 per value."""

NoiseReductionType: TypeAlias = Literal["near_field", "far_field"] | str
"""Microphone placement: `near_field` for headsets, `far_field` for laptops and meeting rooms."""

RealtimeAudioFormats: TypeAlias = (
    RealtimeAudioFormatsPcm | RealtimeAudioFormatsPcmu | RealtimeAudioFormatsPcma | UnknownObject
)
"""Audio encoding in the GA dialect, identified by `type`: PCM16, G.711 mu-law or G.711 A-law."""

ToolChoiceOptions: TypeAlias = Literal["none", "auto", "required"] | str
"""Tool mode: `none` forbids tool calls, `auto` lets the model decide, `required` requires at least one."""

RealtimeTranscriptionUsage: TypeAlias = TranscriptTextUsageTokens | TranscriptTextUsageDuration | UnknownObject
"""Usage of an input transcription, in tokens or in seconds of audio, identified by `type`."""

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
"""Any event that a client may send in the GA dialect, identified by `type`."""

RealtimeClientEventSessionUpdateSession: TypeAlias = (
    RealtimeSessionCreateRequestGA | RealtimeTranscriptionSessionCreateRequestGA | UnknownObject
)
"""Settings in `session.update`: for a conversation or a transcription session, identified by `type`."""

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
"""One entry of a conversation in either dialect, identified by `type`, and messages also by `role`."""

RealtimeCreateClientSecretRequestSession: TypeAlias = (
    RealtimeSessionCreateRequestGA | RealtimeTranscriptionSessionCreateRequestGA | UnknownObject
)
"""Session settings to attach to a client secret, identified by `type`: `realtime` or `transcription`."""

RealtimeGASession: TypeAlias = (
    RealtimeSessionCreateResponseGA | RealtimeTranscriptionSessionCreateResponseGA | UnknownObject
)
"""Settings of a GA session as the server reports them, identified by `type`: `realtime` or `transcription`."""

RealtimeMCPToolCallError: TypeAlias = (
    RealtimeMCPProtocolError | RealtimeMCPToolExecutionError | RealtimeMCPHTTPError | UnknownObject
)
"""Error of an MCP tool call, identified by `type`: protocol, execution or HTTP error."""

RealtimeReasoningEffort: TypeAlias = Literal["minimal", "low", "medium", "high", "xhigh", "none"] | str
"""Reasoning effort, from `none` to `xhigh`; a higher effort takes longer and uses more tokens. Default `low`."""

RealtimeTool: TypeAlias = RealtimeFunctionTool | MCPTool | UnknownObject
"""Function or MCP server that the model may use, identified by `type`."""

RealtimeServerEvent: TypeAlias = (
    RealtimeServerEventConversationCreated
    | RealtimeServerEventConversationItemCreated
    | RealtimeServerEventConversationItemDeleted
    | RealtimeServerEventInputTranscriptionCompleted
    | RealtimeServerEventInputTranscriptionDelta
    | RealtimeServerEventInputTranscriptionFailed
    | RealtimeServerEventConversationItemRetrieved
    | RealtimeServerEventConversationItemTruncated
    | RealtimeServerEventError
    | RealtimeServerEventInputAudioBufferCleared
    | RealtimeServerEventInputAudioBufferCommitted
    | RealtimeServerEventDtmfEventReceived
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
    | RealtimeServerEventFunctionCallArgumentsDelta
    | RealtimeServerEventFunctionCallArgumentsDone
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
    | RealtimeServerEventTimeoutTriggered
    | RealtimeServerEventInputTranscriptionSegment
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
"""Any event that a server may send in the GA dialect, identified by `type`. Servers may also send types that are not listed."""

RealtimeTranslationClientEvent: TypeAlias = (
    RealtimeTranslationClientEventSessionUpdate
    | RealtimeTranslationEventAudioBufferAppend
    | RealtimeTranslationClientEventSessionClose
    | UnknownEvent
)
"""Any event that a client may send in a translation session, identified by `type`."""

RealtimeTranslationServerEvent: TypeAlias = (
    RealtimeServerEventError
    | RealtimeTranslationServerEventSessionCreated
    | RealtimeTranslationServerEventSessionUpdated
    | RealtimeTranslationServerEventSessionClosed
    | RealtimeTranslationEventInputTranscriptDelta
    | RealtimeTranslationEventOutputTranscriptDelta
    | RealtimeTranslationEventOutputAudioDelta
    | UnknownEvent
)
"""Any event that a server may send in a translation session, identified by `type`. Servers may also send types that are not listed."""

RealtimeTruncation: TypeAlias = Literal["auto", "disabled"] | str | RealtimeTruncationRetentionRatio
"""Truncation when the input limit is reached: `auto` drops the oldest messages, `disabled` causes an error, and an object retains a given share."""

RealtimeTurnDetection: TypeAlias = RealtimeTurnDetectionServerVad | RealtimeTurnDetectionSemanticVad | UnknownObject
"""Turn detection in the GA dialect, identified by `type`: `server_vad` detects silence, `semantic_vad` also considers the meaning of the speech."""

ResponsePromptVariablesValue: TypeAlias = str | InputTextContent | InputImageContent | InputFileContent | UnknownObject
"""Value of one variable: plain text, or a text, image or file input."""

VoiceIdsShared: TypeAlias = (
    Literal["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"] | str
)
"""Name of a built-in voice. Names that are not listed are accepted, because new voices appear often."""

ImageDetail: TypeAlias = Literal["low", "high", "auto", "original"] | str
"""Level of detail of an image; with `auto`, the service decides."""

FileInputDetail: TypeAlias = Literal["auto", "low", "high"] | str
"""Quality of a file as rendered for the model: `low` is cheaper, `high` is sharper; with `auto`, the service decides."""

CallableToolAllowedCaller: TypeAlias = Literal["direct", "programmatic"] | str
"""Permitted caller of a tool: `direct` for the model, `programmatic` for code that the model runs."""

RealtimeBetaServerEvent: TypeAlias = (
    RealtimeBetaServerEventConversationItemCreated
    | RealtimeBetaServerEventConversationItemDeleted
    | RealtimeBetaServerEventInputTranscriptionCompleted
    | RealtimeBetaServerEventInputTranscriptionDelta
    | RealtimeBetaServerEventInputTranscriptionFailed
    | RealtimeBetaServerEventInputTranscriptionSegment
    | RealtimeBetaServerEventConversationItemRetrieved
    | RealtimeBetaServerEventConversationItemTruncated
    | RealtimeBetaServerEventError
    | RealtimeBetaServerEventInputAudioBufferCleared
    | RealtimeBetaServerEventInputAudioBufferCommitted
    | RealtimeBetaServerEventSpeechStarted
    | RealtimeBetaServerEventSpeechStopped
    | RealtimeBetaServerEventMCPListToolsCompleted
    | RealtimeBetaServerEventMCPListToolsFailed
    | RealtimeBetaServerEventMCPListToolsInProgress
    | RealtimeBetaServerEventRateLimitsUpdated
    | RealtimeBetaServerEventResponseAudioDelta
    | RealtimeBetaServerEventResponseAudioDone
    | RealtimeBetaServerEventAudioTranscriptDelta
    | RealtimeBetaServerEventAudioTranscriptDone
    | RealtimeBetaServerEventResponseContentPartAdded
    | RealtimeBetaServerEventResponseContentPartDone
    | RealtimeBetaServerEventResponseCreated
    | RealtimeBetaServerEventResponseDone
    | RealtimeBetaServerEventFunctionCallArgumentsDelta
    | RealtimeBetaServerEventFunctionCallArgumentsDone
    | RealtimeBetaServerEventMCPCallArgumentsDelta
    | RealtimeBetaServerEventMCPCallArgumentsDone
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
"""Any event that a server may send in the beta dialect, identified by `type`. Servers may also send types that are not listed."""

RealtimeBetaClientEvent: TypeAlias = (
    RealtimeBetaClientEventConversationItemCreate
    | RealtimeBetaClientEventConversationItemDelete
    | RealtimeBetaClientEventItemRetrieve
    | RealtimeBetaClientEventItemTruncate
    | RealtimeBetaClientEventInputAudioBufferAppend
    | RealtimeBetaClientEventInputAudioBufferClear
    | RealtimeBetaClientEventInputAudioBufferCommit
    | RealtimeBetaClientEventOutputAudioBufferClear
    | RealtimeBetaClientEventResponseCancel
    | RealtimeBetaClientEventResponseCreate
    | RealtimeBetaClientEventSessionUpdate
    | RealtimeBetaClientEventTranscriptionUpdate
    | UnknownEvent
)
"""Any event that a client may send in the beta dialect, identified by `type`."""

RealtimeToolChoice: TypeAlias = ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | UnknownObject
"""Tool choice: `none`, `auto`, `required`, or a particular function or MCP tool."""

RealtimeResponseInputItem: TypeAlias = RealtimeConversationItem | RealtimeItemReference | UnknownObject
"""One entry of the `input` of a response: an item of its own, or a reference to an item of the conversation."""

ResponsePromptVariables: TypeAlias = dict[str, ResponsePromptVariablesValue]
"""Values for the variables of a prompt template, by name."""

VoiceIdsOrCustomVoice: TypeAlias = VoiceIdsShared | VoiceIdsOrCustomVoiceObject
"""Name of a built-in voice, or ID of a custom voice."""
