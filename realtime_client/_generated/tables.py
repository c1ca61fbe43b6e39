# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""One table for each union of objects, from tags to classes."""

from realtime_client._core.model import UnionTable, UnknownEvent, UnknownObject

from . import models

__all__ = [
    "REALTIME_AUDIO_FORMATS",
    "REALTIME_BETA_CLIENT_EVENT",
    "REALTIME_BETA_SERVER_EVENT",
    "REALTIME_CLIENT_EVENT",
    "REALTIME_CLIENT_EVENT_SESSION_UPDATE_SESSION",
    "REALTIME_CONVERSATION_ITEM",
    "REALTIME_CREATE_CLIENT_SECRET_REQUEST_SESSION",
    "REALTIME_GA_SESSION",
    "REALTIME_MCP_TOOL_CALL_ERROR",
    "REALTIME_RESPONSE_INPUT_ITEM",
    "REALTIME_SERVER_EVENT",
    "REALTIME_TOOL",
    "REALTIME_TOOL_CHOICE",
    "REALTIME_TRANSCRIPTION_USAGE",
    "REALTIME_TRANSLATION_CLIENT_EVENT",
    "REALTIME_TRANSLATION_SERVER_EVENT",
    "REALTIME_TURN_DETECTION",
    "RESPONSE_PROMPT_VARIABLES_VALUE",
]


REALTIME_AUDIO_FORMATS: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "audio/pcm": "RealtimeAudioFormatsPcm",
        "audio/pcmu": "RealtimeAudioFormatsPcmu",
        "audio/pcma": "RealtimeAudioFormatsPcma",
    },
    UnknownObject,
)

REALTIME_TRANSCRIPTION_USAGE: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "tokens": "TranscriptTextUsageTokens",
        "duration": "TranscriptTextUsageDuration",
    },
    UnknownObject,
)

REALTIME_CLIENT_EVENT: UnionTable[UnknownEvent] = UnionTable(
    models,
    "type",
    {
        "conversation.item.create": "RealtimeClientEventConversationItemCreate",
        "conversation.item.delete": "RealtimeClientEventConversationItemDelete",
        "conversation.item.retrieve": "RealtimeClientEventConversationItemRetrieve",
        "conversation.item.truncate": "RealtimeClientEventConversationItemTruncate",
        "input_audio_buffer.append": "RealtimeClientEventInputAudioBufferAppend",
        "input_audio_buffer.clear": "RealtimeClientEventInputAudioBufferClear",
        "output_audio_buffer.clear": "RealtimeClientEventOutputAudioBufferClear",
        "input_audio_buffer.commit": "RealtimeClientEventInputAudioBufferCommit",
        "response.cancel": "RealtimeClientEventResponseCancel",
        "response.create": "RealtimeClientEventResponseCreate",
        "session.update": "RealtimeClientEventSessionUpdate",
        "transcription_session.update": "RealtimeClientEventTranscriptionSessionUpdate",
    },
    UnknownEvent,
)

REALTIME_CLIENT_EVENT_SESSION_UPDATE_SESSION: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "realtime": "RealtimeSessionCreateRequestGA",
        "transcription": "RealtimeTranscriptionSessionCreateRequestGA",
    },
    UnknownObject,
)

REALTIME_CONVERSATION_ITEM: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "message": UnionTable(
            models,
            "role",
            {
                "system": "RealtimeConversationItemMessageSystem",
                "user": "RealtimeConversationItemMessageUser",
                "assistant": "RealtimeConversationItemMessageAssistant",
            },
            UnknownObject,
        ),
        "function_call": "RealtimeConversationItemFunctionCall",
        "function_call_output": "RealtimeConversationItemFunctionCallOutput",
        "mcp_approval_response": "RealtimeMCPApprovalResponse",
        "mcp_list_tools": "RealtimeMCPListTools",
        "mcp_call": "RealtimeMCPToolCall",
        "mcp_approval_request": "RealtimeMCPApprovalRequest",
    },
    UnknownObject,
)

REALTIME_CREATE_CLIENT_SECRET_REQUEST_SESSION: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "realtime": "RealtimeSessionCreateRequestGA",
        "transcription": "RealtimeTranscriptionSessionCreateRequestGA",
    },
    UnknownObject,
)

REALTIME_GA_SESSION: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "realtime": "RealtimeSessionCreateResponseGA",
        "transcription": "RealtimeTranscriptionSessionCreateResponseGA",
    },
    UnknownObject,
)

REALTIME_MCP_TOOL_CALL_ERROR: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "protocol_error": "RealtimeMCPProtocolError",
        "tool_execution_error": "RealtimeMCPToolExecutionError",
        "http_error": "RealtimeMCPHTTPError",
    },
    UnknownObject,
)

REALTIME_TOOL: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "function": "RealtimeFunctionTool",
        "mcp": "MCPTool",
    },
    UnknownObject,
)

REALTIME_SERVER_EVENT: UnionTable[UnknownEvent] = UnionTable(
    models,
    "type",
    {
        "conversation.created": "RealtimeServerEventConversationCreated",
        "conversation.item.created": "RealtimeServerEventConversationItemCreated",
        "conversation.item.deleted": "RealtimeServerEventConversationItemDeleted",
        "conversation.item.input_audio_transcription.completed": "RealtimeServerEventInputTranscriptionCompleted",
        "conversation.item.input_audio_transcription.delta": "RealtimeServerEventInputTranscriptionDelta",
        "conversation.item.input_audio_transcription.failed": "RealtimeServerEventInputTranscriptionFailed",
        "conversation.item.retrieved": "RealtimeServerEventConversationItemRetrieved",
        "conversation.item.truncated": "RealtimeServerEventConversationItemTruncated",
        "error": "RealtimeServerEventError",
        "input_audio_buffer.cleared": "RealtimeServerEventInputAudioBufferCleared",
        "input_audio_buffer.committed": "RealtimeServerEventInputAudioBufferCommitted",
        "input_audio_buffer.dtmf_event_received": "RealtimeServerEventDtmfEventReceived",
        "input_audio_buffer.speech_started": "RealtimeServerEventInputAudioBufferSpeechStarted",
        "input_audio_buffer.speech_stopped": "RealtimeServerEventInputAudioBufferSpeechStopped",
        "rate_limits.updated": "RealtimeServerEventRateLimitsUpdated",
        "response.output_audio.delta": "RealtimeServerEventResponseAudioDelta",
        "response.output_audio.done": "RealtimeServerEventResponseAudioDone",
        "response.output_audio_transcript.delta": "RealtimeServerEventResponseAudioTranscriptDelta",
        "response.output_audio_transcript.done": "RealtimeServerEventResponseAudioTranscriptDone",
        "response.content_part.added": "RealtimeServerEventResponseContentPartAdded",
        "response.content_part.done": "RealtimeServerEventResponseContentPartDone",
        "response.created": "RealtimeServerEventResponseCreated",
        "response.done": "RealtimeServerEventResponseDone",
        "response.function_call_arguments.delta": "RealtimeServerEventFunctionCallArgumentsDelta",
        "response.function_call_arguments.done": "RealtimeServerEventFunctionCallArgumentsDone",
        "response.output_item.added": "RealtimeServerEventResponseOutputItemAdded",
        "response.output_item.done": "RealtimeServerEventResponseOutputItemDone",
        "response.output_text.delta": "RealtimeServerEventResponseTextDelta",
        "response.output_text.done": "RealtimeServerEventResponseTextDone",
        "session.created": "RealtimeServerEventSessionCreated",
        "session.updated": "RealtimeServerEventSessionUpdated",
        "output_audio_buffer.started": "RealtimeServerEventOutputAudioBufferStarted",
        "output_audio_buffer.stopped": "RealtimeServerEventOutputAudioBufferStopped",
        "output_audio_buffer.cleared": "RealtimeServerEventOutputAudioBufferCleared",
        "conversation.item.added": "RealtimeServerEventConversationItemAdded",
        "conversation.item.done": "RealtimeServerEventConversationItemDone",
        "input_audio_buffer.timeout_triggered": "RealtimeServerEventTimeoutTriggered",
        "conversation.item.input_audio_transcription.segment": "RealtimeServerEventInputTranscriptionSegment",
        "mcp_list_tools.in_progress": "RealtimeServerEventMCPListToolsInProgress",
        "mcp_list_tools.completed": "RealtimeServerEventMCPListToolsCompleted",
        "mcp_list_tools.failed": "RealtimeServerEventMCPListToolsFailed",
        "response.mcp_call_arguments.delta": "RealtimeServerEventResponseMCPCallArgumentsDelta",
        "response.mcp_call_arguments.done": "RealtimeServerEventResponseMCPCallArgumentsDone",
        "response.mcp_call.in_progress": "RealtimeServerEventResponseMCPCallInProgress",
        "response.mcp_call.completed": "RealtimeServerEventResponseMCPCallCompleted",
        "response.mcp_call.failed": "RealtimeServerEventResponseMCPCallFailed",
        "transcription_session.updated": "RealtimeServerEventTranscriptionSessionUpdated",
    },
    UnknownEvent,
)

REALTIME_TRANSLATION_CLIENT_EVENT: UnionTable[UnknownEvent] = UnionTable(
    models,
    "type",
    {
        "session.update": "RealtimeTranslationClientEventSessionUpdate",
        "session.input_audio_buffer.append": "RealtimeTranslationEventAudioBufferAppend",
        "session.close": "RealtimeTranslationClientEventSessionClose",
    },
    UnknownEvent,
)

REALTIME_TRANSLATION_SERVER_EVENT: UnionTable[UnknownEvent] = UnionTable(
    models,
    "type",
    {
        "error": "RealtimeServerEventError",
        "session.created": "RealtimeTranslationServerEventSessionCreated",
        "session.updated": "RealtimeTranslationServerEventSessionUpdated",
        "session.closed": "RealtimeTranslationServerEventSessionClosed",
        "session.input_transcript.delta": "RealtimeTranslationEventInputTranscriptDelta",
        "session.output_transcript.delta": "RealtimeTranslationEventOutputTranscriptDelta",
        "session.output_audio.delta": "RealtimeTranslationEventOutputAudioDelta",
    },
    UnknownEvent,
)

REALTIME_TURN_DETECTION: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "server_vad": "RealtimeTurnDetectionServerVad",
        "semantic_vad": "RealtimeTurnDetectionSemanticVad",
    },
    UnknownObject,
)

RESPONSE_PROMPT_VARIABLES_VALUE: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "input_text": "InputTextContent",
        "input_image": "InputImageContent",
        "input_file": "InputFileContent",
    },
    UnknownObject,
)

REALTIME_BETA_SERVER_EVENT: UnionTable[UnknownEvent] = UnionTable(
    models,
    "type",
    {
        "conversation.item.created": "RealtimeBetaServerEventConversationItemCreated",
        "conversation.item.deleted": "RealtimeBetaServerEventConversationItemDeleted",
        "conversation.item.input_audio_transcription.completed": "RealtimeBetaServerEventInputTranscriptionCompleted",
        "conversation.item.input_audio_transcription.delta": "RealtimeBetaServerEventInputTranscriptionDelta",
        "conversation.item.input_audio_transcription.failed": "RealtimeBetaServerEventInputTranscriptionFailed",
        "conversation.item.input_audio_transcription.segment": "RealtimeBetaServerEventInputTranscriptionSegment",
        "conversation.item.retrieved": "RealtimeBetaServerEventConversationItemRetrieved",
        "conversation.item.truncated": "RealtimeBetaServerEventConversationItemTruncated",
        "error": "RealtimeBetaServerEventError",
        "input_audio_buffer.cleared": "RealtimeBetaServerEventInputAudioBufferCleared",
        "input_audio_buffer.committed": "RealtimeBetaServerEventInputAudioBufferCommitted",
        "input_audio_buffer.speech_started": "RealtimeBetaServerEventSpeechStarted",
        "input_audio_buffer.speech_stopped": "RealtimeBetaServerEventSpeechStopped",
        "mcp_list_tools.completed": "RealtimeBetaServerEventMCPListToolsCompleted",
        "mcp_list_tools.failed": "RealtimeBetaServerEventMCPListToolsFailed",
        "mcp_list_tools.in_progress": "RealtimeBetaServerEventMCPListToolsInProgress",
        "rate_limits.updated": "RealtimeBetaServerEventRateLimitsUpdated",
        "response.audio.delta": "RealtimeBetaServerEventResponseAudioDelta",
        "response.audio.done": "RealtimeBetaServerEventResponseAudioDone",
        "response.audio_transcript.delta": "RealtimeBetaServerEventAudioTranscriptDelta",
        "response.audio_transcript.done": "RealtimeBetaServerEventAudioTranscriptDone",
        "response.content_part.added": "RealtimeBetaServerEventResponseContentPartAdded",
        "response.content_part.done": "RealtimeBetaServerEventResponseContentPartDone",
        "response.created": "RealtimeBetaServerEventResponseCreated",
        "response.done": "RealtimeBetaServerEventResponseDone",
        "response.function_call_arguments.delta": "RealtimeBetaServerEventFunctionCallArgumentsDelta",
        "response.function_call_arguments.done": "RealtimeBetaServerEventFunctionCallArgumentsDone",
        "response.mcp_call_arguments.delta": "RealtimeBetaServerEventMCPCallArgumentsDelta",
        "response.mcp_call_arguments.done": "RealtimeBetaServerEventMCPCallArgumentsDone",
        "response.mcp_call.completed": "RealtimeBetaServerEventResponseMCPCallCompleted",
        "response.mcp_call.failed": "RealtimeBetaServerEventResponseMCPCallFailed",
        "response.mcp_call.in_progress": "RealtimeBetaServerEventResponseMCPCallInProgress",
        "response.output_item.added": "RealtimeBetaServerEventResponseOutputItemAdded",
        "response.output_item.done": "RealtimeBetaServerEventResponseOutputItemDone",
        "response.text.delta": "RealtimeBetaServerEventResponseTextDelta",
        "response.text.done": "RealtimeBetaServerEventResponseTextDone",
        "session.created": "RealtimeBetaServerEventSessionCreated",
        "session.updated": "RealtimeBetaServerEventSessionUpdated",
        "transcription_session.created": "RealtimeBetaServerEventTranscriptionSessionCreated",
        "transcription_session.updated": "RealtimeBetaServerEventTranscriptionSessionUpdated",
        "conversation.created": "RealtimeServerEventConversationCreated",
        "output_audio_buffer.cleared": "RealtimeServerEventOutputAudioBufferCleared",
        "output_audio_buffer.started": "RealtimeServerEventOutputAudioBufferStarted",
        "output_audio_buffer.stopped": "RealtimeServerEventOutputAudioBufferStopped",
    },
    UnknownEvent,
)

REALTIME_BETA_CLIENT_EVENT: UnionTable[UnknownEvent] = UnionTable(
    models,
    "type",
    {
        "conversation.item.create": "RealtimeBetaClientEventConversationItemCreate",
        "conversation.item.delete": "RealtimeBetaClientEventConversationItemDelete",
        "conversation.item.retrieve": "RealtimeBetaClientEventItemRetrieve",
        "conversation.item.truncate": "RealtimeBetaClientEventItemTruncate",
        "input_audio_buffer.append": "RealtimeBetaClientEventInputAudioBufferAppend",
        "input_audio_buffer.clear": "RealtimeBetaClientEventInputAudioBufferClear",
        "input_audio_buffer.commit": "RealtimeBetaClientEventInputAudioBufferCommit",
        "output_audio_buffer.clear": "RealtimeBetaClientEventOutputAudioBufferClear",
        "response.cancel": "RealtimeBetaClientEventResponseCancel",
        "response.create": "RealtimeBetaClientEventResponseCreate",
        "session.update": "RealtimeBetaClientEventSessionUpdate",
        "transcription_session.update": "RealtimeBetaClientEventTranscriptionUpdate",
    },
    UnknownEvent,
)

REALTIME_TOOL_CHOICE: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "function": "ToolChoiceFunction",
        "mcp": "ToolChoiceMCP",
    },
    UnknownObject,
)

REALTIME_RESPONSE_INPUT_ITEM: UnionTable[UnknownObject] = UnionTable(
    models,
    "type",
    {
        "message": UnionTable(
            models,
            "role",
            {
                "system": "RealtimeConversationItemMessageSystem",
                "user": "RealtimeConversationItemMessageUser",
                "assistant": "RealtimeConversationItemMessageAssistant",
            },
            UnknownObject,
        ),
        "function_call": "RealtimeConversationItemFunctionCall",
        "function_call_output": "RealtimeConversationItemFunctionCallOutput",
        "mcp_approval_response": "RealtimeMCPApprovalResponse",
        "mcp_list_tools": "RealtimeMCPListTools",
        "mcp_call": "RealtimeMCPToolCall",
        "mcp_approval_request": "RealtimeMCPApprovalRequest",
        "item_reference": "RealtimeItemReference",
    },
    UnknownObject,
)
