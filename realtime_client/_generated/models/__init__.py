# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Every component of the contract; each is imported on first use."""

from typing import TYPE_CHECKING

from realtime_client._core.lazy import lazy

if TYPE_CHECKING:
    from ..types import CallableToolAllowedCaller as CallableToolAllowedCaller
    from ..types import FileInputDetail as FileInputDetail
    from ..types import ImageDetail as ImageDetail
    from ..types import Metadata as Metadata
    from ..types import NoiseReductionType as NoiseReductionType
    from ..types import RealtimeAudioFormats as RealtimeAudioFormats
    from ..types import RealtimeBetaClientEvent as RealtimeBetaClientEvent
    from ..types import RealtimeBetaServerEvent as RealtimeBetaServerEvent
    from ..types import RealtimeClientEvent as RealtimeClientEvent
    from ..types import RealtimeClientEventSessionUpdateSession as RealtimeClientEventSessionUpdateSession
    from ..types import RealtimeConversationItem as RealtimeConversationItem
    from ..types import RealtimeCreateClientSecretRequestSession as RealtimeCreateClientSecretRequestSession
    from ..types import RealtimeGASession as RealtimeGASession
    from ..types import RealtimeMCPToolCallError as RealtimeMCPToolCallError
    from ..types import RealtimeReasoningEffort as RealtimeReasoningEffort
    from ..types import RealtimeResponseInputItem as RealtimeResponseInputItem
    from ..types import RealtimeServerEvent as RealtimeServerEvent
    from ..types import RealtimeTool as RealtimeTool
    from ..types import RealtimeToolChoice as RealtimeToolChoice
    from ..types import RealtimeTranscriptionUsage as RealtimeTranscriptionUsage
    from ..types import RealtimeTranslationClientEvent as RealtimeTranslationClientEvent
    from ..types import RealtimeTranslationServerEvent as RealtimeTranslationServerEvent
    from ..types import RealtimeTruncation as RealtimeTruncation
    from ..types import RealtimeTurnDetection as RealtimeTurnDetection
    from ..types import ResponsePromptVariables as ResponsePromptVariables
    from ..types import ResponsePromptVariablesValue as ResponsePromptVariablesValue
    from ..types import ToolChoiceOptions as ToolChoiceOptions
    from ..types import VoiceIdsOrCustomVoice as VoiceIdsOrCustomVoice
    from ..types import VoiceIdsShared as VoiceIdsShared
    from .audio_transcription import AudioTranscription as AudioTranscription
    from .audio_transcription_response import AudioTranscriptionResponse as AudioTranscriptionResponse
    from .error import Error as Error
    from .error_response import ErrorResponse as ErrorResponse
    from .input_file_content import InputFileContent as InputFileContent
    from .input_image_content import InputImageContent as InputImageContent
    from .input_text_content import InputTextContent as InputTextContent
    from .log_prob_properties import LogProbProperties as LogProbProperties
    from .mcp_list_tools_tool import MCPListToolsTool as MCPListToolsTool
    from .mcp_tool import MCPTool as MCPTool
    from .mcp_tool_filter import MCPToolFilter as MCPToolFilter
    from .mcp_tool_require_approval import MCPToolRequireApproval as MCPToolRequireApproval
    from .prompt import Prompt as Prompt
    from .prompt_cache_breakpoint_config import PromptCacheBreakpointConfig as PromptCacheBreakpointConfig
    from .realtime_audio_formats_pcm import RealtimeAudioFormatsPcm as RealtimeAudioFormatsPcm
    from .realtime_audio_formats_pcma import RealtimeAudioFormatsPcma as RealtimeAudioFormatsPcma
    from .realtime_audio_formats_pcmu import RealtimeAudioFormatsPcmu as RealtimeAudioFormatsPcmu
    from .realtime_beta_client_event_conversation_item_create import (
        RealtimeBetaClientEventConversationItemCreate as RealtimeBetaClientEventConversationItemCreate,
    )
    from .realtime_beta_client_event_conversation_item_delete import (
        RealtimeBetaClientEventConversationItemDelete as RealtimeBetaClientEventConversationItemDelete,
    )
    from .realtime_beta_client_event_input_audio_buffer_append import (
        RealtimeBetaClientEventInputAudioBufferAppend as RealtimeBetaClientEventInputAudioBufferAppend,
    )
    from .realtime_beta_client_event_input_audio_buffer_clear import (
        RealtimeBetaClientEventInputAudioBufferClear as RealtimeBetaClientEventInputAudioBufferClear,
    )
    from .realtime_beta_client_event_input_audio_buffer_commit import (
        RealtimeBetaClientEventInputAudioBufferCommit as RealtimeBetaClientEventInputAudioBufferCommit,
    )
    from .realtime_beta_client_event_item_retrieve import (
        RealtimeBetaClientEventItemRetrieve as RealtimeBetaClientEventItemRetrieve,
    )
    from .realtime_beta_client_event_item_truncate import (
        RealtimeBetaClientEventItemTruncate as RealtimeBetaClientEventItemTruncate,
    )
    from .realtime_beta_client_event_output_audio_buffer_clear import (
        RealtimeBetaClientEventOutputAudioBufferClear as RealtimeBetaClientEventOutputAudioBufferClear,
    )
    from .realtime_beta_client_event_response_cancel import (
        RealtimeBetaClientEventResponseCancel as RealtimeBetaClientEventResponseCancel,
    )
    from .realtime_beta_client_event_response_create import (
        RealtimeBetaClientEventResponseCreate as RealtimeBetaClientEventResponseCreate,
    )
    from .realtime_beta_client_event_session_update import (
        RealtimeBetaClientEventSessionUpdate as RealtimeBetaClientEventSessionUpdate,
    )
    from .realtime_beta_client_event_transcription_update import (
        RealtimeBetaClientEventTranscriptionUpdate as RealtimeBetaClientEventTranscriptionUpdate,
    )
    from .realtime_beta_response import RealtimeBetaResponse as RealtimeBetaResponse
    from .realtime_beta_response_create_params import (
        RealtimeBetaResponseCreateParams as RealtimeBetaResponseCreateParams,
    )
    from .realtime_beta_response_usage import RealtimeBetaResponseUsage as RealtimeBetaResponseUsage
    from .realtime_beta_server_event_audio_transcript_delta import (
        RealtimeBetaServerEventAudioTranscriptDelta as RealtimeBetaServerEventAudioTranscriptDelta,
    )
    from .realtime_beta_server_event_audio_transcript_done import (
        RealtimeBetaServerEventAudioTranscriptDone as RealtimeBetaServerEventAudioTranscriptDone,
    )
    from .realtime_beta_server_event_conversation_item_created import (
        RealtimeBetaServerEventConversationItemCreated as RealtimeBetaServerEventConversationItemCreated,
    )
    from .realtime_beta_server_event_conversation_item_deleted import (
        RealtimeBetaServerEventConversationItemDeleted as RealtimeBetaServerEventConversationItemDeleted,
    )
    from .realtime_beta_server_event_conversation_item_retrieved import (
        RealtimeBetaServerEventConversationItemRetrieved as RealtimeBetaServerEventConversationItemRetrieved,
    )
    from .realtime_beta_server_event_conversation_item_truncated import (
        RealtimeBetaServerEventConversationItemTruncated as RealtimeBetaServerEventConversationItemTruncated,
    )
    from .realtime_beta_server_event_error import RealtimeBetaServerEventError as RealtimeBetaServerEventError
    from .realtime_beta_server_event_function_call_arguments_delta import (
        RealtimeBetaServerEventFunctionCallArgumentsDelta as RealtimeBetaServerEventFunctionCallArgumentsDelta,
    )
    from .realtime_beta_server_event_function_call_arguments_done import (
        RealtimeBetaServerEventFunctionCallArgumentsDone as RealtimeBetaServerEventFunctionCallArgumentsDone,
    )
    from .realtime_beta_server_event_input_audio_buffer_cleared import (
        RealtimeBetaServerEventInputAudioBufferCleared as RealtimeBetaServerEventInputAudioBufferCleared,
    )
    from .realtime_beta_server_event_input_audio_buffer_committed import (
        RealtimeBetaServerEventInputAudioBufferCommitted as RealtimeBetaServerEventInputAudioBufferCommitted,
    )
    from .realtime_beta_server_event_input_transcription_completed import (
        RealtimeBetaServerEventInputTranscriptionCompleted as RealtimeBetaServerEventInputTranscriptionCompleted,
    )
    from .realtime_beta_server_event_input_transcription_delta import (
        RealtimeBetaServerEventInputTranscriptionDelta as RealtimeBetaServerEventInputTranscriptionDelta,
    )
    from .realtime_beta_server_event_input_transcription_failed import (
        RealtimeBetaServerEventInputTranscriptionFailed as RealtimeBetaServerEventInputTranscriptionFailed,
    )
    from .realtime_beta_server_event_input_transcription_segment import (
        RealtimeBetaServerEventInputTranscriptionSegment as RealtimeBetaServerEventInputTranscriptionSegment,
    )
    from .realtime_beta_server_event_mcp_call_arguments_delta import (
        RealtimeBetaServerEventMCPCallArgumentsDelta as RealtimeBetaServerEventMCPCallArgumentsDelta,
    )
    from .realtime_beta_server_event_mcp_call_arguments_done import (
        RealtimeBetaServerEventMCPCallArgumentsDone as RealtimeBetaServerEventMCPCallArgumentsDone,
    )
    from .realtime_beta_server_event_mcp_list_tools_completed import (
        RealtimeBetaServerEventMCPListToolsCompleted as RealtimeBetaServerEventMCPListToolsCompleted,
    )
    from .realtime_beta_server_event_mcp_list_tools_failed import (
        RealtimeBetaServerEventMCPListToolsFailed as RealtimeBetaServerEventMCPListToolsFailed,
    )
    from .realtime_beta_server_event_mcp_list_tools_in_progress import (
        RealtimeBetaServerEventMCPListToolsInProgress as RealtimeBetaServerEventMCPListToolsInProgress,
    )
    from .realtime_beta_server_event_rate_limits_updated import (
        RealtimeBetaServerEventRateLimitsUpdated as RealtimeBetaServerEventRateLimitsUpdated,
    )
    from .realtime_beta_server_event_response_audio_delta import (
        RealtimeBetaServerEventResponseAudioDelta as RealtimeBetaServerEventResponseAudioDelta,
    )
    from .realtime_beta_server_event_response_audio_done import (
        RealtimeBetaServerEventResponseAudioDone as RealtimeBetaServerEventResponseAudioDone,
    )
    from .realtime_beta_server_event_response_content_part_added import (
        RealtimeBetaServerEventResponseContentPartAdded as RealtimeBetaServerEventResponseContentPartAdded,
    )
    from .realtime_beta_server_event_response_content_part_done import (
        RealtimeBetaServerEventResponseContentPartDone as RealtimeBetaServerEventResponseContentPartDone,
    )
    from .realtime_beta_server_event_response_created import (
        RealtimeBetaServerEventResponseCreated as RealtimeBetaServerEventResponseCreated,
    )
    from .realtime_beta_server_event_response_done import (
        RealtimeBetaServerEventResponseDone as RealtimeBetaServerEventResponseDone,
    )
    from .realtime_beta_server_event_response_mcp_call_completed import (
        RealtimeBetaServerEventResponseMCPCallCompleted as RealtimeBetaServerEventResponseMCPCallCompleted,
    )
    from .realtime_beta_server_event_response_mcp_call_failed import (
        RealtimeBetaServerEventResponseMCPCallFailed as RealtimeBetaServerEventResponseMCPCallFailed,
    )
    from .realtime_beta_server_event_response_mcp_call_in_progress import (
        RealtimeBetaServerEventResponseMCPCallInProgress as RealtimeBetaServerEventResponseMCPCallInProgress,
    )
    from .realtime_beta_server_event_response_output_item_added import (
        RealtimeBetaServerEventResponseOutputItemAdded as RealtimeBetaServerEventResponseOutputItemAdded,
    )
    from .realtime_beta_server_event_response_output_item_done import (
        RealtimeBetaServerEventResponseOutputItemDone as RealtimeBetaServerEventResponseOutputItemDone,
    )
    from .realtime_beta_server_event_response_text_delta import (
        RealtimeBetaServerEventResponseTextDelta as RealtimeBetaServerEventResponseTextDelta,
    )
    from .realtime_beta_server_event_response_text_done import (
        RealtimeBetaServerEventResponseTextDone as RealtimeBetaServerEventResponseTextDone,
    )
    from .realtime_beta_server_event_session_created import (
        RealtimeBetaServerEventSessionCreated as RealtimeBetaServerEventSessionCreated,
    )
    from .realtime_beta_server_event_session_updated import (
        RealtimeBetaServerEventSessionUpdated as RealtimeBetaServerEventSessionUpdated,
    )
    from .realtime_beta_server_event_speech_started import (
        RealtimeBetaServerEventSpeechStarted as RealtimeBetaServerEventSpeechStarted,
    )
    from .realtime_beta_server_event_speech_stopped import (
        RealtimeBetaServerEventSpeechStopped as RealtimeBetaServerEventSpeechStopped,
    )
    from .realtime_beta_server_event_transcription_session_created import (
        RealtimeBetaServerEventTranscriptionSessionCreated as RealtimeBetaServerEventTranscriptionSessionCreated,
    )
    from .realtime_beta_server_event_transcription_session_updated import (
        RealtimeBetaServerEventTranscriptionSessionUpdated as RealtimeBetaServerEventTranscriptionSessionUpdated,
    )
    from .realtime_beta_transcription_error import RealtimeBetaTranscriptionError as RealtimeBetaTranscriptionError
    from .realtime_cached_tokens_details import RealtimeCachedTokensDetails as RealtimeCachedTokensDetails
    from .realtime_call_create_request import RealtimeCallCreateRequest as RealtimeCallCreateRequest
    from .realtime_call_incoming import RealtimeCallIncoming as RealtimeCallIncoming
    from .realtime_call_incoming_data import RealtimeCallIncomingData as RealtimeCallIncomingData
    from .realtime_call_refer_request import RealtimeCallReferRequest as RealtimeCallReferRequest
    from .realtime_call_reject_request import RealtimeCallRejectRequest as RealtimeCallRejectRequest
    from .realtime_client_event_conversation_item_create import (
        RealtimeClientEventConversationItemCreate as RealtimeClientEventConversationItemCreate,
    )
    from .realtime_client_event_conversation_item_delete import (
        RealtimeClientEventConversationItemDelete as RealtimeClientEventConversationItemDelete,
    )
    from .realtime_client_event_conversation_item_retrieve import (
        RealtimeClientEventConversationItemRetrieve as RealtimeClientEventConversationItemRetrieve,
    )
    from .realtime_client_event_conversation_item_truncate import (
        RealtimeClientEventConversationItemTruncate as RealtimeClientEventConversationItemTruncate,
    )
    from .realtime_client_event_input_audio_buffer_append import (
        RealtimeClientEventInputAudioBufferAppend as RealtimeClientEventInputAudioBufferAppend,
    )
    from .realtime_client_event_input_audio_buffer_clear import (
        RealtimeClientEventInputAudioBufferClear as RealtimeClientEventInputAudioBufferClear,
    )
    from .realtime_client_event_input_audio_buffer_commit import (
        RealtimeClientEventInputAudioBufferCommit as RealtimeClientEventInputAudioBufferCommit,
    )
    from .realtime_client_event_output_audio_buffer_clear import (
        RealtimeClientEventOutputAudioBufferClear as RealtimeClientEventOutputAudioBufferClear,
    )
    from .realtime_client_event_response_cancel import (
        RealtimeClientEventResponseCancel as RealtimeClientEventResponseCancel,
    )
    from .realtime_client_event_response_create import (
        RealtimeClientEventResponseCreate as RealtimeClientEventResponseCreate,
    )
    from .realtime_client_event_session_update import (
        RealtimeClientEventSessionUpdate as RealtimeClientEventSessionUpdate,
    )
    from .realtime_client_event_transcription_session_update import (
        RealtimeClientEventTranscriptionSessionUpdate as RealtimeClientEventTranscriptionSessionUpdate,
    )
    from .realtime_client_secret import RealtimeClientSecret as RealtimeClientSecret
    from .realtime_content_part import RealtimeContentPart as RealtimeContentPart
    from .realtime_conversation_item_assistant_content_item import (
        RealtimeConversationItemAssistantContentItem as RealtimeConversationItemAssistantContentItem,
    )
    from .realtime_conversation_item_function_call import (
        RealtimeConversationItemFunctionCall as RealtimeConversationItemFunctionCall,
    )
    from .realtime_conversation_item_function_call_output import (
        RealtimeConversationItemFunctionCallOutput as RealtimeConversationItemFunctionCallOutput,
    )
    from .realtime_conversation_item_message_assistant import (
        RealtimeConversationItemMessageAssistant as RealtimeConversationItemMessageAssistant,
    )
    from .realtime_conversation_item_message_system import (
        RealtimeConversationItemMessageSystem as RealtimeConversationItemMessageSystem,
    )
    from .realtime_conversation_item_message_user import (
        RealtimeConversationItemMessageUser as RealtimeConversationItemMessageUser,
    )
    from .realtime_conversation_item_message_user_content_item import (
        RealtimeConversationItemMessageUserContentItem as RealtimeConversationItemMessageUserContentItem,
    )
    from .realtime_conversation_item_system_content_item import (
        RealtimeConversationItemSystemContentItem as RealtimeConversationItemSystemContentItem,
    )
    from .realtime_conversation_item_with_reference import (
        RealtimeConversationItemWithReference as RealtimeConversationItemWithReference,
    )
    from .realtime_conversation_item_with_reference_content_item import (
        RealtimeConversationItemWithReferenceContentItem as RealtimeConversationItemWithReferenceContentItem,
    )
    from .realtime_create_client_secret_request import (
        RealtimeCreateClientSecretRequest as RealtimeCreateClientSecretRequest,
    )
    from .realtime_create_client_secret_response import (
        RealtimeCreateClientSecretResponse as RealtimeCreateClientSecretResponse,
    )
    from .realtime_expires_after import RealtimeExpiresAfter as RealtimeExpiresAfter
    from .realtime_function_tool import RealtimeFunctionTool as RealtimeFunctionTool
    from .realtime_item_reference import RealtimeItemReference as RealtimeItemReference
    from .realtime_mcp_approval_request import RealtimeMCPApprovalRequest as RealtimeMCPApprovalRequest
    from .realtime_mcp_approval_response import RealtimeMCPApprovalResponse as RealtimeMCPApprovalResponse
    from .realtime_mcp_list_tools import RealtimeMCPListTools as RealtimeMCPListTools
    from .realtime_mcp_protocol_error import RealtimeMCPProtocolError as RealtimeMCPProtocolError
    from .realtime_mcp_tool_call import RealtimeMCPToolCall as RealtimeMCPToolCall
    from .realtime_mcp_tool_execution_error import RealtimeMCPToolExecutionError as RealtimeMCPToolExecutionError
    from .realtime_mcphttp_error import RealtimeMCPHTTPError as RealtimeMCPHTTPError
    from .realtime_noise_reduction import RealtimeNoiseReduction as RealtimeNoiseReduction
    from .realtime_rate_limit import RealtimeRateLimit as RealtimeRateLimit
    from .realtime_reasoning import RealtimeReasoning as RealtimeReasoning
    from .realtime_reported_turn_detection import RealtimeReportedTurnDetection as RealtimeReportedTurnDetection
    from .realtime_response import RealtimeResponse as RealtimeResponse
    from .realtime_response_audio import RealtimeResponseAudio as RealtimeResponseAudio
    from .realtime_response_audio_output import RealtimeResponseAudioOutput as RealtimeResponseAudioOutput
    from .realtime_response_create_params import RealtimeResponseCreateParams as RealtimeResponseCreateParams
    from .realtime_response_status_details import RealtimeResponseStatusDetails as RealtimeResponseStatusDetails
    from .realtime_response_status_details_error import (
        RealtimeResponseStatusDetailsError as RealtimeResponseStatusDetailsError,
    )
    from .realtime_response_usage import RealtimeResponseUsage as RealtimeResponseUsage
    from .realtime_response_usage_input_token_details import (
        RealtimeResponseUsageInputTokenDetails as RealtimeResponseUsageInputTokenDetails,
    )
    from .realtime_response_usage_output_token_details import (
        RealtimeResponseUsageOutputTokenDetails as RealtimeResponseUsageOutputTokenDetails,
    )
    from .realtime_server_event_conversation_created import (
        RealtimeServerEventConversationCreated as RealtimeServerEventConversationCreated,
    )
    from .realtime_server_event_conversation_created_conversation import (
        RealtimeServerEventConversationCreatedConversation as RealtimeServerEventConversationCreatedConversation,
    )
    from .realtime_server_event_conversation_item_added import (
        RealtimeServerEventConversationItemAdded as RealtimeServerEventConversationItemAdded,
    )
    from .realtime_server_event_conversation_item_created import (
        RealtimeServerEventConversationItemCreated as RealtimeServerEventConversationItemCreated,
    )
    from .realtime_server_event_conversation_item_deleted import (
        RealtimeServerEventConversationItemDeleted as RealtimeServerEventConversationItemDeleted,
    )
    from .realtime_server_event_conversation_item_done import (
        RealtimeServerEventConversationItemDone as RealtimeServerEventConversationItemDone,
    )
    from .realtime_server_event_conversation_item_retrieved import (
        RealtimeServerEventConversationItemRetrieved as RealtimeServerEventConversationItemRetrieved,
    )
    from .realtime_server_event_conversation_item_truncated import (
        RealtimeServerEventConversationItemTruncated as RealtimeServerEventConversationItemTruncated,
    )
    from .realtime_server_event_dtmf_event_received import (
        RealtimeServerEventDtmfEventReceived as RealtimeServerEventDtmfEventReceived,
    )
    from .realtime_server_event_error import RealtimeServerEventError as RealtimeServerEventError
    from .realtime_server_event_error_error import RealtimeServerEventErrorError as RealtimeServerEventErrorError
    from .realtime_server_event_function_call_arguments_delta import (
        RealtimeServerEventFunctionCallArgumentsDelta as RealtimeServerEventFunctionCallArgumentsDelta,
    )
    from .realtime_server_event_function_call_arguments_done import (
        RealtimeServerEventFunctionCallArgumentsDone as RealtimeServerEventFunctionCallArgumentsDone,
    )
    from .realtime_server_event_input_audio_buffer_cleared import (
        RealtimeServerEventInputAudioBufferCleared as RealtimeServerEventInputAudioBufferCleared,
    )
    from .realtime_server_event_input_audio_buffer_committed import (
        RealtimeServerEventInputAudioBufferCommitted as RealtimeServerEventInputAudioBufferCommitted,
    )
    from .realtime_server_event_input_audio_buffer_speech_started import (
        RealtimeServerEventInputAudioBufferSpeechStarted as RealtimeServerEventInputAudioBufferSpeechStarted,
    )
    from .realtime_server_event_input_audio_buffer_speech_stopped import (
        RealtimeServerEventInputAudioBufferSpeechStopped as RealtimeServerEventInputAudioBufferSpeechStopped,
    )
    from .realtime_server_event_input_transcription_completed import (
        RealtimeServerEventInputTranscriptionCompleted as RealtimeServerEventInputTranscriptionCompleted,
    )
    from .realtime_server_event_input_transcription_delta import (
        RealtimeServerEventInputTranscriptionDelta as RealtimeServerEventInputTranscriptionDelta,
    )
    from .realtime_server_event_input_transcription_failed import (
        RealtimeServerEventInputTranscriptionFailed as RealtimeServerEventInputTranscriptionFailed,
    )
    from .realtime_server_event_input_transcription_segment import (
        RealtimeServerEventInputTranscriptionSegment as RealtimeServerEventInputTranscriptionSegment,
    )
    from .realtime_server_event_mcp_list_tools_completed import (
        RealtimeServerEventMCPListToolsCompleted as RealtimeServerEventMCPListToolsCompleted,
    )
    from .realtime_server_event_mcp_list_tools_failed import (
        RealtimeServerEventMCPListToolsFailed as RealtimeServerEventMCPListToolsFailed,
    )
    from .realtime_server_event_mcp_list_tools_in_progress import (
        RealtimeServerEventMCPListToolsInProgress as RealtimeServerEventMCPListToolsInProgress,
    )
    from .realtime_server_event_output_audio_buffer_cleared import (
        RealtimeServerEventOutputAudioBufferCleared as RealtimeServerEventOutputAudioBufferCleared,
    )
    from .realtime_server_event_output_audio_buffer_started import (
        RealtimeServerEventOutputAudioBufferStarted as RealtimeServerEventOutputAudioBufferStarted,
    )
    from .realtime_server_event_output_audio_buffer_stopped import (
        RealtimeServerEventOutputAudioBufferStopped as RealtimeServerEventOutputAudioBufferStopped,
    )
    from .realtime_server_event_rate_limits_updated import (
        RealtimeServerEventRateLimitsUpdated as RealtimeServerEventRateLimitsUpdated,
    )
    from .realtime_server_event_response_audio_delta import (
        RealtimeServerEventResponseAudioDelta as RealtimeServerEventResponseAudioDelta,
    )
    from .realtime_server_event_response_audio_done import (
        RealtimeServerEventResponseAudioDone as RealtimeServerEventResponseAudioDone,
    )
    from .realtime_server_event_response_audio_transcript_delta import (
        RealtimeServerEventResponseAudioTranscriptDelta as RealtimeServerEventResponseAudioTranscriptDelta,
    )
    from .realtime_server_event_response_audio_transcript_done import (
        RealtimeServerEventResponseAudioTranscriptDone as RealtimeServerEventResponseAudioTranscriptDone,
    )
    from .realtime_server_event_response_content_part_added import (
        RealtimeServerEventResponseContentPartAdded as RealtimeServerEventResponseContentPartAdded,
    )
    from .realtime_server_event_response_content_part_done import (
        RealtimeServerEventResponseContentPartDone as RealtimeServerEventResponseContentPartDone,
    )
    from .realtime_server_event_response_created import (
        RealtimeServerEventResponseCreated as RealtimeServerEventResponseCreated,
    )
    from .realtime_server_event_response_done import RealtimeServerEventResponseDone as RealtimeServerEventResponseDone
    from .realtime_server_event_response_mcp_call_arguments_delta import (
        RealtimeServerEventResponseMCPCallArgumentsDelta as RealtimeServerEventResponseMCPCallArgumentsDelta,
    )
    from .realtime_server_event_response_mcp_call_arguments_done import (
        RealtimeServerEventResponseMCPCallArgumentsDone as RealtimeServerEventResponseMCPCallArgumentsDone,
    )
    from .realtime_server_event_response_mcp_call_completed import (
        RealtimeServerEventResponseMCPCallCompleted as RealtimeServerEventResponseMCPCallCompleted,
    )
    from .realtime_server_event_response_mcp_call_failed import (
        RealtimeServerEventResponseMCPCallFailed as RealtimeServerEventResponseMCPCallFailed,
    )
    from .realtime_server_event_response_mcp_call_in_progress import (
        RealtimeServerEventResponseMCPCallInProgress as RealtimeServerEventResponseMCPCallInProgress,
    )
    from .realtime_server_event_response_output_item_added import (
        RealtimeServerEventResponseOutputItemAdded as RealtimeServerEventResponseOutputItemAdded,
    )
    from .realtime_server_event_response_output_item_done import (
        RealtimeServerEventResponseOutputItemDone as RealtimeServerEventResponseOutputItemDone,
    )
    from .realtime_server_event_response_text_delta import (
        RealtimeServerEventResponseTextDelta as RealtimeServerEventResponseTextDelta,
    )
    from .realtime_server_event_response_text_done import (
        RealtimeServerEventResponseTextDone as RealtimeServerEventResponseTextDone,
    )
    from .realtime_server_event_session_created import (
        RealtimeServerEventSessionCreated as RealtimeServerEventSessionCreated,
    )
    from .realtime_server_event_session_updated import (
        RealtimeServerEventSessionUpdated as RealtimeServerEventSessionUpdated,
    )
    from .realtime_server_event_timeout_triggered import (
        RealtimeServerEventTimeoutTriggered as RealtimeServerEventTimeoutTriggered,
    )
    from .realtime_server_event_transcription_session_updated import (
        RealtimeServerEventTranscriptionSessionUpdated as RealtimeServerEventTranscriptionSessionUpdated,
    )
    from .realtime_session import RealtimeSession as RealtimeSession
    from .realtime_session_create_request import RealtimeSessionCreateRequest as RealtimeSessionCreateRequest
    from .realtime_session_create_request_ga import RealtimeSessionCreateRequestGA as RealtimeSessionCreateRequestGA
    from .realtime_session_create_request_ga_audio import (
        RealtimeSessionCreateRequestGAAudio as RealtimeSessionCreateRequestGAAudio,
    )
    from .realtime_session_create_request_ga_audio_input import (
        RealtimeSessionCreateRequestGAAudioInput as RealtimeSessionCreateRequestGAAudioInput,
    )
    from .realtime_session_create_request_ga_audio_output import (
        RealtimeSessionCreateRequestGAAudioOutput as RealtimeSessionCreateRequestGAAudioOutput,
    )
    from .realtime_session_create_request_transcription import (
        RealtimeSessionCreateRequestTranscription as RealtimeSessionCreateRequestTranscription,
    )
    from .realtime_session_create_request_turn_detection import (
        RealtimeSessionCreateRequestTurnDetection as RealtimeSessionCreateRequestTurnDetection,
    )
    from .realtime_session_create_response import RealtimeSessionCreateResponse as RealtimeSessionCreateResponse
    from .realtime_session_create_response_audio import (
        RealtimeSessionCreateResponseAudio as RealtimeSessionCreateResponseAudio,
    )
    from .realtime_session_create_response_audio_input import (
        RealtimeSessionCreateResponseAudioInput as RealtimeSessionCreateResponseAudioInput,
    )
    from .realtime_session_create_response_audio_output import (
        RealtimeSessionCreateResponseAudioOutput as RealtimeSessionCreateResponseAudioOutput,
    )
    from .realtime_session_create_response_ga import RealtimeSessionCreateResponseGA as RealtimeSessionCreateResponseGA
    from .realtime_session_create_response_ga_audio import (
        RealtimeSessionCreateResponseGAAudio as RealtimeSessionCreateResponseGAAudio,
    )
    from .realtime_session_create_response_ga_audio_input import (
        RealtimeSessionCreateResponseGAAudioInput as RealtimeSessionCreateResponseGAAudioInput,
    )
    from .realtime_session_create_response_ga_audio_output import (
        RealtimeSessionCreateResponseGAAudioOutput as RealtimeSessionCreateResponseGAAudioOutput,
    )
    from .realtime_session_create_response_transcription import (
        RealtimeSessionCreateResponseTranscription as RealtimeSessionCreateResponseTranscription,
    )
    from .realtime_session_create_response_turn_detection import (
        RealtimeSessionCreateResponseTurnDetection as RealtimeSessionCreateResponseTurnDetection,
    )
    from .realtime_session_tracing import RealtimeSessionTracing as RealtimeSessionTracing
    from .realtime_token_details import RealtimeTokenDetails as RealtimeTokenDetails
    from .realtime_transcription_error import RealtimeTranscriptionError as RealtimeTranscriptionError
    from .realtime_transcription_session_create_request import (
        RealtimeTranscriptionSessionCreateRequest as RealtimeTranscriptionSessionCreateRequest,
    )
    from .realtime_transcription_session_create_request_ga import (
        RealtimeTranscriptionSessionCreateRequestGA as RealtimeTranscriptionSessionCreateRequestGA,
    )
    from .realtime_transcription_session_create_response import (
        RealtimeTranscriptionSessionCreateResponse as RealtimeTranscriptionSessionCreateResponse,
    )
    from .realtime_transcription_session_create_response_ga import (
        RealtimeTranscriptionSessionCreateResponseGA as RealtimeTranscriptionSessionCreateResponseGA,
    )
    from .realtime_transcription_session_create_response_ga_audio import (
        RealtimeTranscriptionSessionCreateResponseGAAudio as RealtimeTranscriptionSessionCreateResponseGAAudio,
    )
    from .realtime_transcription_session_request_audio import (
        RealtimeTranscriptionSessionRequestAudio as RealtimeTranscriptionSessionRequestAudio,
    )
    from .realtime_transcription_session_response_audio_input import (
        RealtimeTranscriptionSessionResponseAudioInput as RealtimeTranscriptionSessionResponseAudioInput,
    )
    from .realtime_transcription_session_turn_detection import (
        RealtimeTranscriptionSessionTurnDetection as RealtimeTranscriptionSessionTurnDetection,
    )
    from .realtime_translation_client_event_session_close import (
        RealtimeTranslationClientEventSessionClose as RealtimeTranslationClientEventSessionClose,
    )
    from .realtime_translation_client_event_session_update import (
        RealtimeTranslationClientEventSessionUpdate as RealtimeTranslationClientEventSessionUpdate,
    )
    from .realtime_translation_client_secret_create_request import (
        RealtimeTranslationClientSecretCreateRequest as RealtimeTranslationClientSecretCreateRequest,
    )
    from .realtime_translation_client_secret_create_response import (
        RealtimeTranslationClientSecretCreateResponse as RealtimeTranslationClientSecretCreateResponse,
    )
    from .realtime_translation_event_audio_buffer_append import (
        RealtimeTranslationEventAudioBufferAppend as RealtimeTranslationEventAudioBufferAppend,
    )
    from .realtime_translation_event_input_transcript_delta import (
        RealtimeTranslationEventInputTranscriptDelta as RealtimeTranslationEventInputTranscriptDelta,
    )
    from .realtime_translation_event_output_audio_delta import (
        RealtimeTranslationEventOutputAudioDelta as RealtimeTranslationEventOutputAudioDelta,
    )
    from .realtime_translation_event_output_transcript_delta import (
        RealtimeTranslationEventOutputTranscriptDelta as RealtimeTranslationEventOutputTranscriptDelta,
    )
    from .realtime_translation_input_transcription import (
        RealtimeTranslationInputTranscription as RealtimeTranslationInputTranscription,
    )
    from .realtime_translation_noise_reduction import (
        RealtimeTranslationNoiseReduction as RealtimeTranslationNoiseReduction,
    )
    from .realtime_translation_server_event_session_closed import (
        RealtimeTranslationServerEventSessionClosed as RealtimeTranslationServerEventSessionClosed,
    )
    from .realtime_translation_server_event_session_created import (
        RealtimeTranslationServerEventSessionCreated as RealtimeTranslationServerEventSessionCreated,
    )
    from .realtime_translation_server_event_session_updated import (
        RealtimeTranslationServerEventSessionUpdated as RealtimeTranslationServerEventSessionUpdated,
    )
    from .realtime_translation_session import RealtimeTranslationSession as RealtimeTranslationSession
    from .realtime_translation_session_audio import RealtimeTranslationSessionAudio as RealtimeTranslationSessionAudio
    from .realtime_translation_session_audio_input import (
        RealtimeTranslationSessionAudioInput as RealtimeTranslationSessionAudioInput,
    )
    from .realtime_translation_session_audio_output import (
        RealtimeTranslationSessionAudioOutput as RealtimeTranslationSessionAudioOutput,
    )
    from .realtime_translation_session_create_request import (
        RealtimeTranslationSessionCreateRequest as RealtimeTranslationSessionCreateRequest,
    )
    from .realtime_translation_session_update_request import (
        RealtimeTranslationSessionUpdateRequest as RealtimeTranslationSessionUpdateRequest,
    )
    from .realtime_truncation_retention_ratio import (
        RealtimeTruncationRetentionRatio as RealtimeTruncationRetentionRatio,
    )
    from .realtime_truncation_retention_ratio_token_limits import (
        RealtimeTruncationRetentionRatioTokenLimits as RealtimeTruncationRetentionRatioTokenLimits,
    )
    from .realtime_turn_detection_semantic_vad import (
        RealtimeTurnDetectionSemanticVad as RealtimeTurnDetectionSemanticVad,
    )
    from .realtime_turn_detection_server_vad import RealtimeTurnDetectionServerVad as RealtimeTurnDetectionServerVad
    from .sip_header import SipHeader as SipHeader
    from .tool_choice_function import ToolChoiceFunction as ToolChoiceFunction
    from .tool_choice_mcp import ToolChoiceMCP as ToolChoiceMCP
    from .transcript_text_usage_duration import TranscriptTextUsageDuration as TranscriptTextUsageDuration
    from .transcript_text_usage_tokens import TranscriptTextUsageTokens as TranscriptTextUsageTokens
    from .transcription_language import TranscriptionLanguage as TranscriptionLanguage
    from .voice_ids_or_custom_voice_object import VoiceIdsOrCustomVoiceObject as VoiceIdsOrCustomVoiceObject

_WHERE: dict[str, str] = {
    "AudioTranscription": ".audio_transcription:AudioTranscription",
    "AudioTranscriptionResponse": ".audio_transcription_response:AudioTranscriptionResponse",
    "Error": ".error:Error",
    "ErrorResponse": ".error_response:ErrorResponse",
    "InputFileContent": ".input_file_content:InputFileContent",
    "InputImageContent": ".input_image_content:InputImageContent",
    "InputTextContent": ".input_text_content:InputTextContent",
    "LogProbProperties": ".log_prob_properties:LogProbProperties",
    "MCPListToolsTool": ".mcp_list_tools_tool:MCPListToolsTool",
    "MCPTool": ".mcp_tool:MCPTool",
    "MCPToolFilter": ".mcp_tool_filter:MCPToolFilter",
    "MCPToolRequireApproval": ".mcp_tool_require_approval:MCPToolRequireApproval",
    "Prompt": ".prompt:Prompt",
    "PromptCacheBreakpointConfig": ".prompt_cache_breakpoint_config:PromptCacheBreakpointConfig",
    "RealtimeAudioFormatsPcm": ".realtime_audio_formats_pcm:RealtimeAudioFormatsPcm",
    "RealtimeAudioFormatsPcma": ".realtime_audio_formats_pcma:RealtimeAudioFormatsPcma",
    "RealtimeAudioFormatsPcmu": ".realtime_audio_formats_pcmu:RealtimeAudioFormatsPcmu",
    "RealtimeBetaClientEventConversationItemCreate": ".realtime_beta_client_event_conversation_item_create:RealtimeBetaClientEventConversationItemCreate",
    "RealtimeBetaClientEventConversationItemDelete": ".realtime_beta_client_event_conversation_item_delete:RealtimeBetaClientEventConversationItemDelete",
    "RealtimeBetaClientEventInputAudioBufferAppend": ".realtime_beta_client_event_input_audio_buffer_append:RealtimeBetaClientEventInputAudioBufferAppend",
    "RealtimeBetaClientEventInputAudioBufferClear": ".realtime_beta_client_event_input_audio_buffer_clear:RealtimeBetaClientEventInputAudioBufferClear",
    "RealtimeBetaClientEventInputAudioBufferCommit": ".realtime_beta_client_event_input_audio_buffer_commit:RealtimeBetaClientEventInputAudioBufferCommit",
    "RealtimeBetaClientEventItemRetrieve": ".realtime_beta_client_event_item_retrieve:RealtimeBetaClientEventItemRetrieve",
    "RealtimeBetaClientEventItemTruncate": ".realtime_beta_client_event_item_truncate:RealtimeBetaClientEventItemTruncate",
    "RealtimeBetaClientEventOutputAudioBufferClear": ".realtime_beta_client_event_output_audio_buffer_clear:RealtimeBetaClientEventOutputAudioBufferClear",
    "RealtimeBetaClientEventResponseCancel": ".realtime_beta_client_event_response_cancel:RealtimeBetaClientEventResponseCancel",
    "RealtimeBetaClientEventResponseCreate": ".realtime_beta_client_event_response_create:RealtimeBetaClientEventResponseCreate",
    "RealtimeBetaClientEventSessionUpdate": ".realtime_beta_client_event_session_update:RealtimeBetaClientEventSessionUpdate",
    "RealtimeBetaClientEventTranscriptionUpdate": ".realtime_beta_client_event_transcription_update:RealtimeBetaClientEventTranscriptionUpdate",
    "RealtimeBetaResponse": ".realtime_beta_response:RealtimeBetaResponse",
    "RealtimeBetaResponseCreateParams": ".realtime_beta_response_create_params:RealtimeBetaResponseCreateParams",
    "RealtimeBetaResponseUsage": ".realtime_beta_response_usage:RealtimeBetaResponseUsage",
    "RealtimeBetaServerEventAudioTranscriptDelta": ".realtime_beta_server_event_audio_transcript_delta:RealtimeBetaServerEventAudioTranscriptDelta",
    "RealtimeBetaServerEventAudioTranscriptDone": ".realtime_beta_server_event_audio_transcript_done:RealtimeBetaServerEventAudioTranscriptDone",
    "RealtimeBetaServerEventConversationItemCreated": ".realtime_beta_server_event_conversation_item_created:RealtimeBetaServerEventConversationItemCreated",
    "RealtimeBetaServerEventConversationItemDeleted": ".realtime_beta_server_event_conversation_item_deleted:RealtimeBetaServerEventConversationItemDeleted",
    "RealtimeBetaServerEventConversationItemRetrieved": ".realtime_beta_server_event_conversation_item_retrieved:RealtimeBetaServerEventConversationItemRetrieved",
    "RealtimeBetaServerEventConversationItemTruncated": ".realtime_beta_server_event_conversation_item_truncated:RealtimeBetaServerEventConversationItemTruncated",
    "RealtimeBetaServerEventError": ".realtime_beta_server_event_error:RealtimeBetaServerEventError",
    "RealtimeBetaServerEventFunctionCallArgumentsDelta": ".realtime_beta_server_event_function_call_arguments_delta:RealtimeBetaServerEventFunctionCallArgumentsDelta",
    "RealtimeBetaServerEventFunctionCallArgumentsDone": ".realtime_beta_server_event_function_call_arguments_done:RealtimeBetaServerEventFunctionCallArgumentsDone",
    "RealtimeBetaServerEventInputAudioBufferCleared": ".realtime_beta_server_event_input_audio_buffer_cleared:RealtimeBetaServerEventInputAudioBufferCleared",
    "RealtimeBetaServerEventInputAudioBufferCommitted": ".realtime_beta_server_event_input_audio_buffer_committed:RealtimeBetaServerEventInputAudioBufferCommitted",
    "RealtimeBetaServerEventInputTranscriptionCompleted": ".realtime_beta_server_event_input_transcription_completed:RealtimeBetaServerEventInputTranscriptionCompleted",
    "RealtimeBetaServerEventInputTranscriptionDelta": ".realtime_beta_server_event_input_transcription_delta:RealtimeBetaServerEventInputTranscriptionDelta",
    "RealtimeBetaServerEventInputTranscriptionFailed": ".realtime_beta_server_event_input_transcription_failed:RealtimeBetaServerEventInputTranscriptionFailed",
    "RealtimeBetaServerEventInputTranscriptionSegment": ".realtime_beta_server_event_input_transcription_segment:RealtimeBetaServerEventInputTranscriptionSegment",
    "RealtimeBetaServerEventMCPCallArgumentsDelta": ".realtime_beta_server_event_mcp_call_arguments_delta:RealtimeBetaServerEventMCPCallArgumentsDelta",
    "RealtimeBetaServerEventMCPCallArgumentsDone": ".realtime_beta_server_event_mcp_call_arguments_done:RealtimeBetaServerEventMCPCallArgumentsDone",
    "RealtimeBetaServerEventMCPListToolsCompleted": ".realtime_beta_server_event_mcp_list_tools_completed:RealtimeBetaServerEventMCPListToolsCompleted",
    "RealtimeBetaServerEventMCPListToolsFailed": ".realtime_beta_server_event_mcp_list_tools_failed:RealtimeBetaServerEventMCPListToolsFailed",
    "RealtimeBetaServerEventMCPListToolsInProgress": ".realtime_beta_server_event_mcp_list_tools_in_progress:RealtimeBetaServerEventMCPListToolsInProgress",
    "RealtimeBetaServerEventRateLimitsUpdated": ".realtime_beta_server_event_rate_limits_updated:RealtimeBetaServerEventRateLimitsUpdated",
    "RealtimeBetaServerEventResponseAudioDelta": ".realtime_beta_server_event_response_audio_delta:RealtimeBetaServerEventResponseAudioDelta",
    "RealtimeBetaServerEventResponseAudioDone": ".realtime_beta_server_event_response_audio_done:RealtimeBetaServerEventResponseAudioDone",
    "RealtimeBetaServerEventResponseContentPartAdded": ".realtime_beta_server_event_response_content_part_added:RealtimeBetaServerEventResponseContentPartAdded",
    "RealtimeBetaServerEventResponseContentPartDone": ".realtime_beta_server_event_response_content_part_done:RealtimeBetaServerEventResponseContentPartDone",
    "RealtimeBetaServerEventResponseCreated": ".realtime_beta_server_event_response_created:RealtimeBetaServerEventResponseCreated",
    "RealtimeBetaServerEventResponseDone": ".realtime_beta_server_event_response_done:RealtimeBetaServerEventResponseDone",
    "RealtimeBetaServerEventResponseMCPCallCompleted": ".realtime_beta_server_event_response_mcp_call_completed:RealtimeBetaServerEventResponseMCPCallCompleted",
    "RealtimeBetaServerEventResponseMCPCallFailed": ".realtime_beta_server_event_response_mcp_call_failed:RealtimeBetaServerEventResponseMCPCallFailed",
    "RealtimeBetaServerEventResponseMCPCallInProgress": ".realtime_beta_server_event_response_mcp_call_in_progress:RealtimeBetaServerEventResponseMCPCallInProgress",
    "RealtimeBetaServerEventResponseOutputItemAdded": ".realtime_beta_server_event_response_output_item_added:RealtimeBetaServerEventResponseOutputItemAdded",
    "RealtimeBetaServerEventResponseOutputItemDone": ".realtime_beta_server_event_response_output_item_done:RealtimeBetaServerEventResponseOutputItemDone",
    "RealtimeBetaServerEventResponseTextDelta": ".realtime_beta_server_event_response_text_delta:RealtimeBetaServerEventResponseTextDelta",
    "RealtimeBetaServerEventResponseTextDone": ".realtime_beta_server_event_response_text_done:RealtimeBetaServerEventResponseTextDone",
    "RealtimeBetaServerEventSessionCreated": ".realtime_beta_server_event_session_created:RealtimeBetaServerEventSessionCreated",
    "RealtimeBetaServerEventSessionUpdated": ".realtime_beta_server_event_session_updated:RealtimeBetaServerEventSessionUpdated",
    "RealtimeBetaServerEventSpeechStarted": ".realtime_beta_server_event_speech_started:RealtimeBetaServerEventSpeechStarted",
    "RealtimeBetaServerEventSpeechStopped": ".realtime_beta_server_event_speech_stopped:RealtimeBetaServerEventSpeechStopped",
    "RealtimeBetaServerEventTranscriptionSessionCreated": ".realtime_beta_server_event_transcription_session_created:RealtimeBetaServerEventTranscriptionSessionCreated",
    "RealtimeBetaServerEventTranscriptionSessionUpdated": ".realtime_beta_server_event_transcription_session_updated:RealtimeBetaServerEventTranscriptionSessionUpdated",
    "RealtimeBetaTranscriptionError": ".realtime_beta_transcription_error:RealtimeBetaTranscriptionError",
    "RealtimeCachedTokensDetails": ".realtime_cached_tokens_details:RealtimeCachedTokensDetails",
    "RealtimeCallCreateRequest": ".realtime_call_create_request:RealtimeCallCreateRequest",
    "RealtimeCallIncoming": ".realtime_call_incoming:RealtimeCallIncoming",
    "RealtimeCallIncomingData": ".realtime_call_incoming_data:RealtimeCallIncomingData",
    "RealtimeCallReferRequest": ".realtime_call_refer_request:RealtimeCallReferRequest",
    "RealtimeCallRejectRequest": ".realtime_call_reject_request:RealtimeCallRejectRequest",
    "RealtimeClientEventConversationItemCreate": ".realtime_client_event_conversation_item_create:RealtimeClientEventConversationItemCreate",
    "RealtimeClientEventConversationItemDelete": ".realtime_client_event_conversation_item_delete:RealtimeClientEventConversationItemDelete",
    "RealtimeClientEventConversationItemRetrieve": ".realtime_client_event_conversation_item_retrieve:RealtimeClientEventConversationItemRetrieve",
    "RealtimeClientEventConversationItemTruncate": ".realtime_client_event_conversation_item_truncate:RealtimeClientEventConversationItemTruncate",
    "RealtimeClientEventInputAudioBufferAppend": ".realtime_client_event_input_audio_buffer_append:RealtimeClientEventInputAudioBufferAppend",
    "RealtimeClientEventInputAudioBufferClear": ".realtime_client_event_input_audio_buffer_clear:RealtimeClientEventInputAudioBufferClear",
    "RealtimeClientEventInputAudioBufferCommit": ".realtime_client_event_input_audio_buffer_commit:RealtimeClientEventInputAudioBufferCommit",
    "RealtimeClientEventOutputAudioBufferClear": ".realtime_client_event_output_audio_buffer_clear:RealtimeClientEventOutputAudioBufferClear",
    "RealtimeClientEventResponseCancel": ".realtime_client_event_response_cancel:RealtimeClientEventResponseCancel",
    "RealtimeClientEventResponseCreate": ".realtime_client_event_response_create:RealtimeClientEventResponseCreate",
    "RealtimeClientEventSessionUpdate": ".realtime_client_event_session_update:RealtimeClientEventSessionUpdate",
    "RealtimeClientEventTranscriptionSessionUpdate": ".realtime_client_event_transcription_session_update:RealtimeClientEventTranscriptionSessionUpdate",
    "RealtimeClientSecret": ".realtime_client_secret:RealtimeClientSecret",
    "RealtimeContentPart": ".realtime_content_part:RealtimeContentPart",
    "RealtimeConversationItemAssistantContentItem": ".realtime_conversation_item_assistant_content_item:RealtimeConversationItemAssistantContentItem",
    "RealtimeConversationItemFunctionCall": ".realtime_conversation_item_function_call:RealtimeConversationItemFunctionCall",
    "RealtimeConversationItemFunctionCallOutput": ".realtime_conversation_item_function_call_output:RealtimeConversationItemFunctionCallOutput",
    "RealtimeConversationItemMessageAssistant": ".realtime_conversation_item_message_assistant:RealtimeConversationItemMessageAssistant",
    "RealtimeConversationItemMessageSystem": ".realtime_conversation_item_message_system:RealtimeConversationItemMessageSystem",
    "RealtimeConversationItemMessageUser": ".realtime_conversation_item_message_user:RealtimeConversationItemMessageUser",
    "RealtimeConversationItemMessageUserContentItem": ".realtime_conversation_item_message_user_content_item:RealtimeConversationItemMessageUserContentItem",
    "RealtimeConversationItemSystemContentItem": ".realtime_conversation_item_system_content_item:RealtimeConversationItemSystemContentItem",
    "RealtimeConversationItemWithReference": ".realtime_conversation_item_with_reference:RealtimeConversationItemWithReference",
    "RealtimeConversationItemWithReferenceContentItem": ".realtime_conversation_item_with_reference_content_item:RealtimeConversationItemWithReferenceContentItem",
    "RealtimeCreateClientSecretRequest": ".realtime_create_client_secret_request:RealtimeCreateClientSecretRequest",
    "RealtimeCreateClientSecretResponse": ".realtime_create_client_secret_response:RealtimeCreateClientSecretResponse",
    "RealtimeExpiresAfter": ".realtime_expires_after:RealtimeExpiresAfter",
    "RealtimeFunctionTool": ".realtime_function_tool:RealtimeFunctionTool",
    "RealtimeItemReference": ".realtime_item_reference:RealtimeItemReference",
    "RealtimeMCPApprovalRequest": ".realtime_mcp_approval_request:RealtimeMCPApprovalRequest",
    "RealtimeMCPApprovalResponse": ".realtime_mcp_approval_response:RealtimeMCPApprovalResponse",
    "RealtimeMCPHTTPError": ".realtime_mcphttp_error:RealtimeMCPHTTPError",
    "RealtimeMCPListTools": ".realtime_mcp_list_tools:RealtimeMCPListTools",
    "RealtimeMCPProtocolError": ".realtime_mcp_protocol_error:RealtimeMCPProtocolError",
    "RealtimeMCPToolCall": ".realtime_mcp_tool_call:RealtimeMCPToolCall",
    "RealtimeMCPToolExecutionError": ".realtime_mcp_tool_execution_error:RealtimeMCPToolExecutionError",
    "RealtimeNoiseReduction": ".realtime_noise_reduction:RealtimeNoiseReduction",
    "RealtimeRateLimit": ".realtime_rate_limit:RealtimeRateLimit",
    "RealtimeReasoning": ".realtime_reasoning:RealtimeReasoning",
    "RealtimeReportedTurnDetection": ".realtime_reported_turn_detection:RealtimeReportedTurnDetection",
    "RealtimeResponse": ".realtime_response:RealtimeResponse",
    "RealtimeResponseAudio": ".realtime_response_audio:RealtimeResponseAudio",
    "RealtimeResponseAudioOutput": ".realtime_response_audio_output:RealtimeResponseAudioOutput",
    "RealtimeResponseCreateParams": ".realtime_response_create_params:RealtimeResponseCreateParams",
    "RealtimeResponseStatusDetails": ".realtime_response_status_details:RealtimeResponseStatusDetails",
    "RealtimeResponseStatusDetailsError": ".realtime_response_status_details_error:RealtimeResponseStatusDetailsError",
    "RealtimeResponseUsage": ".realtime_response_usage:RealtimeResponseUsage",
    "RealtimeResponseUsageInputTokenDetails": ".realtime_response_usage_input_token_details:RealtimeResponseUsageInputTokenDetails",
    "RealtimeResponseUsageOutputTokenDetails": ".realtime_response_usage_output_token_details:RealtimeResponseUsageOutputTokenDetails",
    "RealtimeServerEventConversationCreated": ".realtime_server_event_conversation_created:RealtimeServerEventConversationCreated",
    "RealtimeServerEventConversationCreatedConversation": ".realtime_server_event_conversation_created_conversation:RealtimeServerEventConversationCreatedConversation",
    "RealtimeServerEventConversationItemAdded": ".realtime_server_event_conversation_item_added:RealtimeServerEventConversationItemAdded",
    "RealtimeServerEventConversationItemCreated": ".realtime_server_event_conversation_item_created:RealtimeServerEventConversationItemCreated",
    "RealtimeServerEventConversationItemDeleted": ".realtime_server_event_conversation_item_deleted:RealtimeServerEventConversationItemDeleted",
    "RealtimeServerEventConversationItemDone": ".realtime_server_event_conversation_item_done:RealtimeServerEventConversationItemDone",
    "RealtimeServerEventConversationItemRetrieved": ".realtime_server_event_conversation_item_retrieved:RealtimeServerEventConversationItemRetrieved",
    "RealtimeServerEventConversationItemTruncated": ".realtime_server_event_conversation_item_truncated:RealtimeServerEventConversationItemTruncated",
    "RealtimeServerEventDtmfEventReceived": ".realtime_server_event_dtmf_event_received:RealtimeServerEventDtmfEventReceived",
    "RealtimeServerEventError": ".realtime_server_event_error:RealtimeServerEventError",
    "RealtimeServerEventErrorError": ".realtime_server_event_error_error:RealtimeServerEventErrorError",
    "RealtimeServerEventFunctionCallArgumentsDelta": ".realtime_server_event_function_call_arguments_delta:RealtimeServerEventFunctionCallArgumentsDelta",
    "RealtimeServerEventFunctionCallArgumentsDone": ".realtime_server_event_function_call_arguments_done:RealtimeServerEventFunctionCallArgumentsDone",
    "RealtimeServerEventInputAudioBufferCleared": ".realtime_server_event_input_audio_buffer_cleared:RealtimeServerEventInputAudioBufferCleared",
    "RealtimeServerEventInputAudioBufferCommitted": ".realtime_server_event_input_audio_buffer_committed:RealtimeServerEventInputAudioBufferCommitted",
    "RealtimeServerEventInputAudioBufferSpeechStarted": ".realtime_server_event_input_audio_buffer_speech_started:RealtimeServerEventInputAudioBufferSpeechStarted",
    "RealtimeServerEventInputAudioBufferSpeechStopped": ".realtime_server_event_input_audio_buffer_speech_stopped:RealtimeServerEventInputAudioBufferSpeechStopped",
    "RealtimeServerEventInputTranscriptionCompleted": ".realtime_server_event_input_transcription_completed:RealtimeServerEventInputTranscriptionCompleted",
    "RealtimeServerEventInputTranscriptionDelta": ".realtime_server_event_input_transcription_delta:RealtimeServerEventInputTranscriptionDelta",
    "RealtimeServerEventInputTranscriptionFailed": ".realtime_server_event_input_transcription_failed:RealtimeServerEventInputTranscriptionFailed",
    "RealtimeServerEventInputTranscriptionSegment": ".realtime_server_event_input_transcription_segment:RealtimeServerEventInputTranscriptionSegment",
    "RealtimeServerEventMCPListToolsCompleted": ".realtime_server_event_mcp_list_tools_completed:RealtimeServerEventMCPListToolsCompleted",
    "RealtimeServerEventMCPListToolsFailed": ".realtime_server_event_mcp_list_tools_failed:RealtimeServerEventMCPListToolsFailed",
    "RealtimeServerEventMCPListToolsInProgress": ".realtime_server_event_mcp_list_tools_in_progress:RealtimeServerEventMCPListToolsInProgress",
    "RealtimeServerEventOutputAudioBufferCleared": ".realtime_server_event_output_audio_buffer_cleared:RealtimeServerEventOutputAudioBufferCleared",
    "RealtimeServerEventOutputAudioBufferStarted": ".realtime_server_event_output_audio_buffer_started:RealtimeServerEventOutputAudioBufferStarted",
    "RealtimeServerEventOutputAudioBufferStopped": ".realtime_server_event_output_audio_buffer_stopped:RealtimeServerEventOutputAudioBufferStopped",
    "RealtimeServerEventRateLimitsUpdated": ".realtime_server_event_rate_limits_updated:RealtimeServerEventRateLimitsUpdated",
    "RealtimeServerEventResponseAudioDelta": ".realtime_server_event_response_audio_delta:RealtimeServerEventResponseAudioDelta",
    "RealtimeServerEventResponseAudioDone": ".realtime_server_event_response_audio_done:RealtimeServerEventResponseAudioDone",
    "RealtimeServerEventResponseAudioTranscriptDelta": ".realtime_server_event_response_audio_transcript_delta:RealtimeServerEventResponseAudioTranscriptDelta",
    "RealtimeServerEventResponseAudioTranscriptDone": ".realtime_server_event_response_audio_transcript_done:RealtimeServerEventResponseAudioTranscriptDone",
    "RealtimeServerEventResponseContentPartAdded": ".realtime_server_event_response_content_part_added:RealtimeServerEventResponseContentPartAdded",
    "RealtimeServerEventResponseContentPartDone": ".realtime_server_event_response_content_part_done:RealtimeServerEventResponseContentPartDone",
    "RealtimeServerEventResponseCreated": ".realtime_server_event_response_created:RealtimeServerEventResponseCreated",
    "RealtimeServerEventResponseDone": ".realtime_server_event_response_done:RealtimeServerEventResponseDone",
    "RealtimeServerEventResponseMCPCallArgumentsDelta": ".realtime_server_event_response_mcp_call_arguments_delta:RealtimeServerEventResponseMCPCallArgumentsDelta",
    "RealtimeServerEventResponseMCPCallArgumentsDone": ".realtime_server_event_response_mcp_call_arguments_done:RealtimeServerEventResponseMCPCallArgumentsDone",
    "RealtimeServerEventResponseMCPCallCompleted": ".realtime_server_event_response_mcp_call_completed:RealtimeServerEventResponseMCPCallCompleted",
    "RealtimeServerEventResponseMCPCallFailed": ".realtime_server_event_response_mcp_call_failed:RealtimeServerEventResponseMCPCallFailed",
    "RealtimeServerEventResponseMCPCallInProgress": ".realtime_server_event_response_mcp_call_in_progress:RealtimeServerEventResponseMCPCallInProgress",
    "RealtimeServerEventResponseOutputItemAdded": ".realtime_server_event_response_output_item_added:RealtimeServerEventResponseOutputItemAdded",
    "RealtimeServerEventResponseOutputItemDone": ".realtime_server_event_response_output_item_done:RealtimeServerEventResponseOutputItemDone",
    "RealtimeServerEventResponseTextDelta": ".realtime_server_event_response_text_delta:RealtimeServerEventResponseTextDelta",
    "RealtimeServerEventResponseTextDone": ".realtime_server_event_response_text_done:RealtimeServerEventResponseTextDone",
    "RealtimeServerEventSessionCreated": ".realtime_server_event_session_created:RealtimeServerEventSessionCreated",
    "RealtimeServerEventSessionUpdated": ".realtime_server_event_session_updated:RealtimeServerEventSessionUpdated",
    "RealtimeServerEventTimeoutTriggered": ".realtime_server_event_timeout_triggered:RealtimeServerEventTimeoutTriggered",
    "RealtimeServerEventTranscriptionSessionUpdated": ".realtime_server_event_transcription_session_updated:RealtimeServerEventTranscriptionSessionUpdated",
    "RealtimeSession": ".realtime_session:RealtimeSession",
    "RealtimeSessionCreateRequest": ".realtime_session_create_request:RealtimeSessionCreateRequest",
    "RealtimeSessionCreateRequestGA": ".realtime_session_create_request_ga:RealtimeSessionCreateRequestGA",
    "RealtimeSessionCreateRequestGAAudio": ".realtime_session_create_request_ga_audio:RealtimeSessionCreateRequestGAAudio",
    "RealtimeSessionCreateRequestGAAudioInput": ".realtime_session_create_request_ga_audio_input:RealtimeSessionCreateRequestGAAudioInput",
    "RealtimeSessionCreateRequestGAAudioOutput": ".realtime_session_create_request_ga_audio_output:RealtimeSessionCreateRequestGAAudioOutput",
    "RealtimeSessionCreateRequestTranscription": ".realtime_session_create_request_transcription:RealtimeSessionCreateRequestTranscription",
    "RealtimeSessionCreateRequestTurnDetection": ".realtime_session_create_request_turn_detection:RealtimeSessionCreateRequestTurnDetection",
    "RealtimeSessionCreateResponse": ".realtime_session_create_response:RealtimeSessionCreateResponse",
    "RealtimeSessionCreateResponseAudio": ".realtime_session_create_response_audio:RealtimeSessionCreateResponseAudio",
    "RealtimeSessionCreateResponseAudioInput": ".realtime_session_create_response_audio_input:RealtimeSessionCreateResponseAudioInput",
    "RealtimeSessionCreateResponseAudioOutput": ".realtime_session_create_response_audio_output:RealtimeSessionCreateResponseAudioOutput",
    "RealtimeSessionCreateResponseGA": ".realtime_session_create_response_ga:RealtimeSessionCreateResponseGA",
    "RealtimeSessionCreateResponseGAAudio": ".realtime_session_create_response_ga_audio:RealtimeSessionCreateResponseGAAudio",
    "RealtimeSessionCreateResponseGAAudioInput": ".realtime_session_create_response_ga_audio_input:RealtimeSessionCreateResponseGAAudioInput",
    "RealtimeSessionCreateResponseGAAudioOutput": ".realtime_session_create_response_ga_audio_output:RealtimeSessionCreateResponseGAAudioOutput",
    "RealtimeSessionCreateResponseTranscription": ".realtime_session_create_response_transcription:RealtimeSessionCreateResponseTranscription",
    "RealtimeSessionCreateResponseTurnDetection": ".realtime_session_create_response_turn_detection:RealtimeSessionCreateResponseTurnDetection",
    "RealtimeSessionTracing": ".realtime_session_tracing:RealtimeSessionTracing",
    "RealtimeTokenDetails": ".realtime_token_details:RealtimeTokenDetails",
    "RealtimeTranscriptionError": ".realtime_transcription_error:RealtimeTranscriptionError",
    "RealtimeTranscriptionSessionCreateRequest": ".realtime_transcription_session_create_request:RealtimeTranscriptionSessionCreateRequest",
    "RealtimeTranscriptionSessionCreateRequestGA": ".realtime_transcription_session_create_request_ga:RealtimeTranscriptionSessionCreateRequestGA",
    "RealtimeTranscriptionSessionCreateResponse": ".realtime_transcription_session_create_response:RealtimeTranscriptionSessionCreateResponse",
    "RealtimeTranscriptionSessionCreateResponseGA": ".realtime_transcription_session_create_response_ga:RealtimeTranscriptionSessionCreateResponseGA",
    "RealtimeTranscriptionSessionCreateResponseGAAudio": ".realtime_transcription_session_create_response_ga_audio:RealtimeTranscriptionSessionCreateResponseGAAudio",
    "RealtimeTranscriptionSessionRequestAudio": ".realtime_transcription_session_request_audio:RealtimeTranscriptionSessionRequestAudio",
    "RealtimeTranscriptionSessionResponseAudioInput": ".realtime_transcription_session_response_audio_input:RealtimeTranscriptionSessionResponseAudioInput",
    "RealtimeTranscriptionSessionTurnDetection": ".realtime_transcription_session_turn_detection:RealtimeTranscriptionSessionTurnDetection",
    "RealtimeTranslationClientEventSessionClose": ".realtime_translation_client_event_session_close:RealtimeTranslationClientEventSessionClose",
    "RealtimeTranslationClientEventSessionUpdate": ".realtime_translation_client_event_session_update:RealtimeTranslationClientEventSessionUpdate",
    "RealtimeTranslationClientSecretCreateRequest": ".realtime_translation_client_secret_create_request:RealtimeTranslationClientSecretCreateRequest",
    "RealtimeTranslationClientSecretCreateResponse": ".realtime_translation_client_secret_create_response:RealtimeTranslationClientSecretCreateResponse",
    "RealtimeTranslationEventAudioBufferAppend": ".realtime_translation_event_audio_buffer_append:RealtimeTranslationEventAudioBufferAppend",
    "RealtimeTranslationEventInputTranscriptDelta": ".realtime_translation_event_input_transcript_delta:RealtimeTranslationEventInputTranscriptDelta",
    "RealtimeTranslationEventOutputAudioDelta": ".realtime_translation_event_output_audio_delta:RealtimeTranslationEventOutputAudioDelta",
    "RealtimeTranslationEventOutputTranscriptDelta": ".realtime_translation_event_output_transcript_delta:RealtimeTranslationEventOutputTranscriptDelta",
    "RealtimeTranslationInputTranscription": ".realtime_translation_input_transcription:RealtimeTranslationInputTranscription",
    "RealtimeTranslationNoiseReduction": ".realtime_translation_noise_reduction:RealtimeTranslationNoiseReduction",
    "RealtimeTranslationServerEventSessionClosed": ".realtime_translation_server_event_session_closed:RealtimeTranslationServerEventSessionClosed",
    "RealtimeTranslationServerEventSessionCreated": ".realtime_translation_server_event_session_created:RealtimeTranslationServerEventSessionCreated",
    "RealtimeTranslationServerEventSessionUpdated": ".realtime_translation_server_event_session_updated:RealtimeTranslationServerEventSessionUpdated",
    "RealtimeTranslationSession": ".realtime_translation_session:RealtimeTranslationSession",
    "RealtimeTranslationSessionAudio": ".realtime_translation_session_audio:RealtimeTranslationSessionAudio",
    "RealtimeTranslationSessionAudioInput": ".realtime_translation_session_audio_input:RealtimeTranslationSessionAudioInput",
    "RealtimeTranslationSessionAudioOutput": ".realtime_translation_session_audio_output:RealtimeTranslationSessionAudioOutput",
    "RealtimeTranslationSessionCreateRequest": ".realtime_translation_session_create_request:RealtimeTranslationSessionCreateRequest",
    "RealtimeTranslationSessionUpdateRequest": ".realtime_translation_session_update_request:RealtimeTranslationSessionUpdateRequest",
    "RealtimeTruncationRetentionRatio": ".realtime_truncation_retention_ratio:RealtimeTruncationRetentionRatio",
    "RealtimeTruncationRetentionRatioTokenLimits": ".realtime_truncation_retention_ratio_token_limits:RealtimeTruncationRetentionRatioTokenLimits",
    "RealtimeTurnDetectionSemanticVad": ".realtime_turn_detection_semantic_vad:RealtimeTurnDetectionSemanticVad",
    "RealtimeTurnDetectionServerVad": ".realtime_turn_detection_server_vad:RealtimeTurnDetectionServerVad",
    "SipHeader": ".sip_header:SipHeader",
    "ToolChoiceFunction": ".tool_choice_function:ToolChoiceFunction",
    "ToolChoiceMCP": ".tool_choice_mcp:ToolChoiceMCP",
    "TranscriptionLanguage": ".transcription_language:TranscriptionLanguage",
    "TranscriptTextUsageDuration": ".transcript_text_usage_duration:TranscriptTextUsageDuration",
    "TranscriptTextUsageTokens": ".transcript_text_usage_tokens:TranscriptTextUsageTokens",
    "VoiceIdsOrCustomVoiceObject": ".voice_ids_or_custom_voice_object:VoiceIdsOrCustomVoiceObject",
    "CallableToolAllowedCaller": "..types:CallableToolAllowedCaller",
    "FileInputDetail": "..types:FileInputDetail",
    "ImageDetail": "..types:ImageDetail",
    "Metadata": "..types:Metadata",
    "NoiseReductionType": "..types:NoiseReductionType",
    "RealtimeAudioFormats": "..types:RealtimeAudioFormats",
    "RealtimeBetaClientEvent": "..types:RealtimeBetaClientEvent",
    "RealtimeBetaServerEvent": "..types:RealtimeBetaServerEvent",
    "RealtimeClientEvent": "..types:RealtimeClientEvent",
    "RealtimeClientEventSessionUpdateSession": "..types:RealtimeClientEventSessionUpdateSession",
    "RealtimeConversationItem": "..types:RealtimeConversationItem",
    "RealtimeCreateClientSecretRequestSession": "..types:RealtimeCreateClientSecretRequestSession",
    "RealtimeGASession": "..types:RealtimeGASession",
    "RealtimeMCPToolCallError": "..types:RealtimeMCPToolCallError",
    "RealtimeReasoningEffort": "..types:RealtimeReasoningEffort",
    "RealtimeResponseInputItem": "..types:RealtimeResponseInputItem",
    "RealtimeServerEvent": "..types:RealtimeServerEvent",
    "RealtimeTool": "..types:RealtimeTool",
    "RealtimeToolChoice": "..types:RealtimeToolChoice",
    "RealtimeTranscriptionUsage": "..types:RealtimeTranscriptionUsage",
    "RealtimeTranslationClientEvent": "..types:RealtimeTranslationClientEvent",
    "RealtimeTranslationServerEvent": "..types:RealtimeTranslationServerEvent",
    "RealtimeTruncation": "..types:RealtimeTruncation",
    "RealtimeTurnDetection": "..types:RealtimeTurnDetection",
    "ResponsePromptVariables": "..types:ResponsePromptVariables",
    "ResponsePromptVariablesValue": "..types:ResponsePromptVariablesValue",
    "ToolChoiceOptions": "..types:ToolChoiceOptions",
    "VoiceIdsOrCustomVoice": "..types:VoiceIdsOrCustomVoice",
    "VoiceIdsShared": "..types:VoiceIdsShared",
}
__all__ = [
    "AudioTranscription",
    "AudioTranscriptionResponse",
    "CallableToolAllowedCaller",
    "Error",
    "ErrorResponse",
    "FileInputDetail",
    "ImageDetail",
    "InputFileContent",
    "InputImageContent",
    "InputTextContent",
    "LogProbProperties",
    "MCPListToolsTool",
    "MCPTool",
    "MCPToolFilter",
    "MCPToolRequireApproval",
    "Metadata",
    "NoiseReductionType",
    "Prompt",
    "PromptCacheBreakpointConfig",
    "RealtimeAudioFormats",
    "RealtimeAudioFormatsPcm",
    "RealtimeAudioFormatsPcma",
    "RealtimeAudioFormatsPcmu",
    "RealtimeBetaClientEvent",
    "RealtimeBetaClientEventConversationItemCreate",
    "RealtimeBetaClientEventConversationItemDelete",
    "RealtimeBetaClientEventInputAudioBufferAppend",
    "RealtimeBetaClientEventInputAudioBufferClear",
    "RealtimeBetaClientEventInputAudioBufferCommit",
    "RealtimeBetaClientEventItemRetrieve",
    "RealtimeBetaClientEventItemTruncate",
    "RealtimeBetaClientEventOutputAudioBufferClear",
    "RealtimeBetaClientEventResponseCancel",
    "RealtimeBetaClientEventResponseCreate",
    "RealtimeBetaClientEventSessionUpdate",
    "RealtimeBetaClientEventTranscriptionUpdate",
    "RealtimeBetaResponse",
    "RealtimeBetaResponseCreateParams",
    "RealtimeBetaResponseUsage",
    "RealtimeBetaServerEvent",
    "RealtimeBetaServerEventAudioTranscriptDelta",
    "RealtimeBetaServerEventAudioTranscriptDone",
    "RealtimeBetaServerEventConversationItemCreated",
    "RealtimeBetaServerEventConversationItemDeleted",
    "RealtimeBetaServerEventConversationItemRetrieved",
    "RealtimeBetaServerEventConversationItemTruncated",
    "RealtimeBetaServerEventError",
    "RealtimeBetaServerEventFunctionCallArgumentsDelta",
    "RealtimeBetaServerEventFunctionCallArgumentsDone",
    "RealtimeBetaServerEventInputAudioBufferCleared",
    "RealtimeBetaServerEventInputAudioBufferCommitted",
    "RealtimeBetaServerEventInputTranscriptionCompleted",
    "RealtimeBetaServerEventInputTranscriptionDelta",
    "RealtimeBetaServerEventInputTranscriptionFailed",
    "RealtimeBetaServerEventInputTranscriptionSegment",
    "RealtimeBetaServerEventMCPCallArgumentsDelta",
    "RealtimeBetaServerEventMCPCallArgumentsDone",
    "RealtimeBetaServerEventMCPListToolsCompleted",
    "RealtimeBetaServerEventMCPListToolsFailed",
    "RealtimeBetaServerEventMCPListToolsInProgress",
    "RealtimeBetaServerEventRateLimitsUpdated",
    "RealtimeBetaServerEventResponseAudioDelta",
    "RealtimeBetaServerEventResponseAudioDone",
    "RealtimeBetaServerEventResponseContentPartAdded",
    "RealtimeBetaServerEventResponseContentPartDone",
    "RealtimeBetaServerEventResponseCreated",
    "RealtimeBetaServerEventResponseDone",
    "RealtimeBetaServerEventResponseMCPCallCompleted",
    "RealtimeBetaServerEventResponseMCPCallFailed",
    "RealtimeBetaServerEventResponseMCPCallInProgress",
    "RealtimeBetaServerEventResponseOutputItemAdded",
    "RealtimeBetaServerEventResponseOutputItemDone",
    "RealtimeBetaServerEventResponseTextDelta",
    "RealtimeBetaServerEventResponseTextDone",
    "RealtimeBetaServerEventSessionCreated",
    "RealtimeBetaServerEventSessionUpdated",
    "RealtimeBetaServerEventSpeechStarted",
    "RealtimeBetaServerEventSpeechStopped",
    "RealtimeBetaServerEventTranscriptionSessionCreated",
    "RealtimeBetaServerEventTranscriptionSessionUpdated",
    "RealtimeBetaTranscriptionError",
    "RealtimeCachedTokensDetails",
    "RealtimeCallCreateRequest",
    "RealtimeCallIncoming",
    "RealtimeCallIncomingData",
    "RealtimeCallReferRequest",
    "RealtimeCallRejectRequest",
    "RealtimeClientEvent",
    "RealtimeClientEventConversationItemCreate",
    "RealtimeClientEventConversationItemDelete",
    "RealtimeClientEventConversationItemRetrieve",
    "RealtimeClientEventConversationItemTruncate",
    "RealtimeClientEventInputAudioBufferAppend",
    "RealtimeClientEventInputAudioBufferClear",
    "RealtimeClientEventInputAudioBufferCommit",
    "RealtimeClientEventOutputAudioBufferClear",
    "RealtimeClientEventResponseCancel",
    "RealtimeClientEventResponseCreate",
    "RealtimeClientEventSessionUpdate",
    "RealtimeClientEventSessionUpdateSession",
    "RealtimeClientEventTranscriptionSessionUpdate",
    "RealtimeClientSecret",
    "RealtimeContentPart",
    "RealtimeConversationItem",
    "RealtimeConversationItemAssistantContentItem",
    "RealtimeConversationItemFunctionCall",
    "RealtimeConversationItemFunctionCallOutput",
    "RealtimeConversationItemMessageAssistant",
    "RealtimeConversationItemMessageSystem",
    "RealtimeConversationItemMessageUser",
    "RealtimeConversationItemMessageUserContentItem",
    "RealtimeConversationItemSystemContentItem",
    "RealtimeConversationItemWithReference",
    "RealtimeConversationItemWithReferenceContentItem",
    "RealtimeCreateClientSecretRequest",
    "RealtimeCreateClientSecretRequestSession",
    "RealtimeCreateClientSecretResponse",
    "RealtimeExpiresAfter",
    "RealtimeFunctionTool",
    "RealtimeGASession",
    "RealtimeItemReference",
    "RealtimeMCPApprovalRequest",
    "RealtimeMCPApprovalResponse",
    "RealtimeMCPHTTPError",
    "RealtimeMCPListTools",
    "RealtimeMCPProtocolError",
    "RealtimeMCPToolCall",
    "RealtimeMCPToolCallError",
    "RealtimeMCPToolExecutionError",
    "RealtimeNoiseReduction",
    "RealtimeRateLimit",
    "RealtimeReasoning",
    "RealtimeReasoningEffort",
    "RealtimeReportedTurnDetection",
    "RealtimeResponse",
    "RealtimeResponseAudio",
    "RealtimeResponseAudioOutput",
    "RealtimeResponseCreateParams",
    "RealtimeResponseInputItem",
    "RealtimeResponseStatusDetails",
    "RealtimeResponseStatusDetailsError",
    "RealtimeResponseUsage",
    "RealtimeResponseUsageInputTokenDetails",
    "RealtimeResponseUsageOutputTokenDetails",
    "RealtimeServerEvent",
    "RealtimeServerEventConversationCreated",
    "RealtimeServerEventConversationCreatedConversation",
    "RealtimeServerEventConversationItemAdded",
    "RealtimeServerEventConversationItemCreated",
    "RealtimeServerEventConversationItemDeleted",
    "RealtimeServerEventConversationItemDone",
    "RealtimeServerEventConversationItemRetrieved",
    "RealtimeServerEventConversationItemTruncated",
    "RealtimeServerEventDtmfEventReceived",
    "RealtimeServerEventError",
    "RealtimeServerEventErrorError",
    "RealtimeServerEventFunctionCallArgumentsDelta",
    "RealtimeServerEventFunctionCallArgumentsDone",
    "RealtimeServerEventInputAudioBufferCleared",
    "RealtimeServerEventInputAudioBufferCommitted",
    "RealtimeServerEventInputAudioBufferSpeechStarted",
    "RealtimeServerEventInputAudioBufferSpeechStopped",
    "RealtimeServerEventInputTranscriptionCompleted",
    "RealtimeServerEventInputTranscriptionDelta",
    "RealtimeServerEventInputTranscriptionFailed",
    "RealtimeServerEventInputTranscriptionSegment",
    "RealtimeServerEventMCPListToolsCompleted",
    "RealtimeServerEventMCPListToolsFailed",
    "RealtimeServerEventMCPListToolsInProgress",
    "RealtimeServerEventOutputAudioBufferCleared",
    "RealtimeServerEventOutputAudioBufferStarted",
    "RealtimeServerEventOutputAudioBufferStopped",
    "RealtimeServerEventRateLimitsUpdated",
    "RealtimeServerEventResponseAudioDelta",
    "RealtimeServerEventResponseAudioDone",
    "RealtimeServerEventResponseAudioTranscriptDelta",
    "RealtimeServerEventResponseAudioTranscriptDone",
    "RealtimeServerEventResponseContentPartAdded",
    "RealtimeServerEventResponseContentPartDone",
    "RealtimeServerEventResponseCreated",
    "RealtimeServerEventResponseDone",
    "RealtimeServerEventResponseMCPCallArgumentsDelta",
    "RealtimeServerEventResponseMCPCallArgumentsDone",
    "RealtimeServerEventResponseMCPCallCompleted",
    "RealtimeServerEventResponseMCPCallFailed",
    "RealtimeServerEventResponseMCPCallInProgress",
    "RealtimeServerEventResponseOutputItemAdded",
    "RealtimeServerEventResponseOutputItemDone",
    "RealtimeServerEventResponseTextDelta",
    "RealtimeServerEventResponseTextDone",
    "RealtimeServerEventSessionCreated",
    "RealtimeServerEventSessionUpdated",
    "RealtimeServerEventTimeoutTriggered",
    "RealtimeServerEventTranscriptionSessionUpdated",
    "RealtimeSession",
    "RealtimeSessionCreateRequest",
    "RealtimeSessionCreateRequestGA",
    "RealtimeSessionCreateRequestGAAudio",
    "RealtimeSessionCreateRequestGAAudioInput",
    "RealtimeSessionCreateRequestGAAudioOutput",
    "RealtimeSessionCreateRequestTranscription",
    "RealtimeSessionCreateRequestTurnDetection",
    "RealtimeSessionCreateResponse",
    "RealtimeSessionCreateResponseAudio",
    "RealtimeSessionCreateResponseAudioInput",
    "RealtimeSessionCreateResponseAudioOutput",
    "RealtimeSessionCreateResponseGA",
    "RealtimeSessionCreateResponseGAAudio",
    "RealtimeSessionCreateResponseGAAudioInput",
    "RealtimeSessionCreateResponseGAAudioOutput",
    "RealtimeSessionCreateResponseTranscription",
    "RealtimeSessionCreateResponseTurnDetection",
    "RealtimeSessionTracing",
    "RealtimeTokenDetails",
    "RealtimeTool",
    "RealtimeToolChoice",
    "RealtimeTranscriptionError",
    "RealtimeTranscriptionSessionCreateRequest",
    "RealtimeTranscriptionSessionCreateRequestGA",
    "RealtimeTranscriptionSessionCreateResponse",
    "RealtimeTranscriptionSessionCreateResponseGA",
    "RealtimeTranscriptionSessionCreateResponseGAAudio",
    "RealtimeTranscriptionSessionRequestAudio",
    "RealtimeTranscriptionSessionResponseAudioInput",
    "RealtimeTranscriptionSessionTurnDetection",
    "RealtimeTranscriptionUsage",
    "RealtimeTranslationClientEvent",
    "RealtimeTranslationClientEventSessionClose",
    "RealtimeTranslationClientEventSessionUpdate",
    "RealtimeTranslationClientSecretCreateRequest",
    "RealtimeTranslationClientSecretCreateResponse",
    "RealtimeTranslationEventAudioBufferAppend",
    "RealtimeTranslationEventInputTranscriptDelta",
    "RealtimeTranslationEventOutputAudioDelta",
    "RealtimeTranslationEventOutputTranscriptDelta",
    "RealtimeTranslationInputTranscription",
    "RealtimeTranslationNoiseReduction",
    "RealtimeTranslationServerEvent",
    "RealtimeTranslationServerEventSessionClosed",
    "RealtimeTranslationServerEventSessionCreated",
    "RealtimeTranslationServerEventSessionUpdated",
    "RealtimeTranslationSession",
    "RealtimeTranslationSessionAudio",
    "RealtimeTranslationSessionAudioInput",
    "RealtimeTranslationSessionAudioOutput",
    "RealtimeTranslationSessionCreateRequest",
    "RealtimeTranslationSessionUpdateRequest",
    "RealtimeTruncation",
    "RealtimeTruncationRetentionRatio",
    "RealtimeTruncationRetentionRatioTokenLimits",
    "RealtimeTurnDetection",
    "RealtimeTurnDetectionSemanticVad",
    "RealtimeTurnDetectionServerVad",
    "ResponsePromptVariables",
    "ResponsePromptVariablesValue",
    "SipHeader",
    "ToolChoiceFunction",
    "ToolChoiceMCP",
    "ToolChoiceOptions",
    "TranscriptTextUsageDuration",
    "TranscriptTextUsageTokens",
    "TranscriptionLanguage",
    "VoiceIdsOrCustomVoice",
    "VoiceIdsOrCustomVoiceObject",
    "VoiceIdsShared",
]


if not TYPE_CHECKING:  # For type checkers, every name would seem to exist.
    __getattr__, __dir__ = lazy(__name__, _WHERE)
