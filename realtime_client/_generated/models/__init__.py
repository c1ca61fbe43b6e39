# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Every component of the contract under its own name; each is imported when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..types import CallableToolAllowedCaller as CallableToolAllowedCaller
    from ..types import FileInputDetail as FileInputDetail
    from ..types import ImageDetail as ImageDetail
    from ..types import Metadata as Metadata
    from ..types import NoiseReductionType as NoiseReductionType
    from ..types import RealtimeAudioFormats as RealtimeAudioFormats
    from ..types import RealtimeBetaClientEvent as RealtimeBetaClientEvent
    from ..types import RealtimeBetaResponseCreateParamsToolChoice as RealtimeBetaResponseCreateParamsToolChoice
    from ..types import RealtimeBetaServerEvent as RealtimeBetaServerEvent
    from ..types import (
        RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage as RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage,
    )
    from ..types import RealtimeClientEvent as RealtimeClientEvent
    from ..types import RealtimeClientEventSessionUpdateSession as RealtimeClientEventSessionUpdateSession
    from ..types import RealtimeConversationItem as RealtimeConversationItem
    from ..types import RealtimeCreateClientSecretRequestSession as RealtimeCreateClientSecretRequestSession
    from ..types import RealtimeCreateClientSecretResponseSession as RealtimeCreateClientSecretResponseSession
    from ..types import RealtimeMCPToolCallError as RealtimeMCPToolCallError
    from ..types import RealtimeReasoningEffort as RealtimeReasoningEffort
    from ..types import RealtimeResponseCreateParamsToolChoice as RealtimeResponseCreateParamsToolChoice
    from ..types import RealtimeResponseCreateParamsToolsItem as RealtimeResponseCreateParamsToolsItem
    from ..types import RealtimeServerEvent as RealtimeServerEvent
    from ..types import (
        RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage as RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage,
    )
    from ..types import RealtimeServerEventSessionCreatedSession as RealtimeServerEventSessionCreatedSession
    from ..types import RealtimeServerEventSessionUpdatedSession as RealtimeServerEventSessionUpdatedSession
    from ..types import RealtimeSessionCreateRequestGAToolChoice as RealtimeSessionCreateRequestGAToolChoice
    from ..types import RealtimeSessionCreateRequestGAToolsItem as RealtimeSessionCreateRequestGAToolsItem
    from ..types import RealtimeSessionCreateResponseGAToolChoice as RealtimeSessionCreateResponseGAToolChoice
    from ..types import RealtimeSessionCreateResponseGAToolsItem as RealtimeSessionCreateResponseGAToolsItem
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
    from .realtime_beta_client_event_conversation_item_retrieve import (
        RealtimeBetaClientEventConversationItemRetrieve as RealtimeBetaClientEventConversationItemRetrieve,
    )
    from .realtime_beta_client_event_conversation_item_truncate import (
        RealtimeBetaClientEventConversationItemTruncate as RealtimeBetaClientEventConversationItemTruncate,
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
    from .realtime_beta_client_event_transcription_session_update import (
        RealtimeBetaClientEventTranscriptionSessionUpdate as RealtimeBetaClientEventTranscriptionSessionUpdate,
    )
    from .realtime_beta_response import RealtimeBetaResponse as RealtimeBetaResponse
    from .realtime_beta_response_create_params import (
        RealtimeBetaResponseCreateParams as RealtimeBetaResponseCreateParams,
    )
    from .realtime_beta_response_create_params_tools_item import (
        RealtimeBetaResponseCreateParamsToolsItem as RealtimeBetaResponseCreateParamsToolsItem,
    )
    from .realtime_beta_response_status_details import (
        RealtimeBetaResponseStatusDetails as RealtimeBetaResponseStatusDetails,
    )
    from .realtime_beta_response_status_details_error import (
        RealtimeBetaResponseStatusDetailsError as RealtimeBetaResponseStatusDetailsError,
    )
    from .realtime_beta_response_usage import RealtimeBetaResponseUsage as RealtimeBetaResponseUsage
    from .realtime_beta_response_usage_input_token_details import (
        RealtimeBetaResponseUsageInputTokenDetails as RealtimeBetaResponseUsageInputTokenDetails,
    )
    from .realtime_beta_response_usage_input_token_details_cached_tokens_details import (
        RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails as RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails,
    )
    from .realtime_beta_response_usage_output_token_details import (
        RealtimeBetaResponseUsageOutputTokenDetails as RealtimeBetaResponseUsageOutputTokenDetails,
    )
    from .realtime_beta_server_event_conversation_item_created import (
        RealtimeBetaServerEventConversationItemCreated as RealtimeBetaServerEventConversationItemCreated,
    )
    from .realtime_beta_server_event_conversation_item_deleted import (
        RealtimeBetaServerEventConversationItemDeleted as RealtimeBetaServerEventConversationItemDeleted,
    )
    from .realtime_beta_server_event_conversation_item_input_audio_transcription_completed import (
        RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted as RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted,
    )
    from .realtime_beta_server_event_conversation_item_input_audio_transcription_delta import (
        RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta as RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta,
    )
    from .realtime_beta_server_event_conversation_item_input_audio_transcription_failed import (
        RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed as RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed,
    )
    from .realtime_beta_server_event_conversation_item_input_audio_transcription_failed_error import (
        RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError as RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError,
    )
    from .realtime_beta_server_event_conversation_item_input_audio_transcription_segment import (
        RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment as RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment,
    )
    from .realtime_beta_server_event_conversation_item_retrieved import (
        RealtimeBetaServerEventConversationItemRetrieved as RealtimeBetaServerEventConversationItemRetrieved,
    )
    from .realtime_beta_server_event_conversation_item_truncated import (
        RealtimeBetaServerEventConversationItemTruncated as RealtimeBetaServerEventConversationItemTruncated,
    )
    from .realtime_beta_server_event_error import RealtimeBetaServerEventError as RealtimeBetaServerEventError
    from .realtime_beta_server_event_error_error import (
        RealtimeBetaServerEventErrorError as RealtimeBetaServerEventErrorError,
    )
    from .realtime_beta_server_event_input_audio_buffer_cleared import (
        RealtimeBetaServerEventInputAudioBufferCleared as RealtimeBetaServerEventInputAudioBufferCleared,
    )
    from .realtime_beta_server_event_input_audio_buffer_committed import (
        RealtimeBetaServerEventInputAudioBufferCommitted as RealtimeBetaServerEventInputAudioBufferCommitted,
    )
    from .realtime_beta_server_event_input_audio_buffer_speech_started import (
        RealtimeBetaServerEventInputAudioBufferSpeechStarted as RealtimeBetaServerEventInputAudioBufferSpeechStarted,
    )
    from .realtime_beta_server_event_input_audio_buffer_speech_stopped import (
        RealtimeBetaServerEventInputAudioBufferSpeechStopped as RealtimeBetaServerEventInputAudioBufferSpeechStopped,
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
    from .realtime_beta_server_event_rate_limits_updated_rate_limits_item import (
        RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem as RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem,
    )
    from .realtime_beta_server_event_response_audio_delta import (
        RealtimeBetaServerEventResponseAudioDelta as RealtimeBetaServerEventResponseAudioDelta,
    )
    from .realtime_beta_server_event_response_audio_done import (
        RealtimeBetaServerEventResponseAudioDone as RealtimeBetaServerEventResponseAudioDone,
    )
    from .realtime_beta_server_event_response_audio_transcript_delta import (
        RealtimeBetaServerEventResponseAudioTranscriptDelta as RealtimeBetaServerEventResponseAudioTranscriptDelta,
    )
    from .realtime_beta_server_event_response_audio_transcript_done import (
        RealtimeBetaServerEventResponseAudioTranscriptDone as RealtimeBetaServerEventResponseAudioTranscriptDone,
    )
    from .realtime_beta_server_event_response_content_part_added import (
        RealtimeBetaServerEventResponseContentPartAdded as RealtimeBetaServerEventResponseContentPartAdded,
    )
    from .realtime_beta_server_event_response_content_part_added_part import (
        RealtimeBetaServerEventResponseContentPartAddedPart as RealtimeBetaServerEventResponseContentPartAddedPart,
    )
    from .realtime_beta_server_event_response_content_part_done import (
        RealtimeBetaServerEventResponseContentPartDone as RealtimeBetaServerEventResponseContentPartDone,
    )
    from .realtime_beta_server_event_response_content_part_done_part import (
        RealtimeBetaServerEventResponseContentPartDonePart as RealtimeBetaServerEventResponseContentPartDonePart,
    )
    from .realtime_beta_server_event_response_created import (
        RealtimeBetaServerEventResponseCreated as RealtimeBetaServerEventResponseCreated,
    )
    from .realtime_beta_server_event_response_done import (
        RealtimeBetaServerEventResponseDone as RealtimeBetaServerEventResponseDone,
    )
    from .realtime_beta_server_event_response_function_call_arguments_delta import (
        RealtimeBetaServerEventResponseFunctionCallArgumentsDelta as RealtimeBetaServerEventResponseFunctionCallArgumentsDelta,
    )
    from .realtime_beta_server_event_response_function_call_arguments_done import (
        RealtimeBetaServerEventResponseFunctionCallArgumentsDone as RealtimeBetaServerEventResponseFunctionCallArgumentsDone,
    )
    from .realtime_beta_server_event_response_mcp_call_arguments_delta import (
        RealtimeBetaServerEventResponseMCPCallArgumentsDelta as RealtimeBetaServerEventResponseMCPCallArgumentsDelta,
    )
    from .realtime_beta_server_event_response_mcp_call_arguments_done import (
        RealtimeBetaServerEventResponseMCPCallArgumentsDone as RealtimeBetaServerEventResponseMCPCallArgumentsDone,
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
    from .realtime_beta_server_event_transcription_session_created import (
        RealtimeBetaServerEventTranscriptionSessionCreated as RealtimeBetaServerEventTranscriptionSessionCreated,
    )
    from .realtime_beta_server_event_transcription_session_updated import (
        RealtimeBetaServerEventTranscriptionSessionUpdated as RealtimeBetaServerEventTranscriptionSessionUpdated,
    )
    from .realtime_call_create_request import RealtimeCallCreateRequest as RealtimeCallCreateRequest
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
    from .realtime_conversation_item_function_call import (
        RealtimeConversationItemFunctionCall as RealtimeConversationItemFunctionCall,
    )
    from .realtime_conversation_item_function_call_output import (
        RealtimeConversationItemFunctionCallOutput as RealtimeConversationItemFunctionCallOutput,
    )
    from .realtime_conversation_item_message_assistant import (
        RealtimeConversationItemMessageAssistant as RealtimeConversationItemMessageAssistant,
    )
    from .realtime_conversation_item_message_assistant_content_item import (
        RealtimeConversationItemMessageAssistantContentItem as RealtimeConversationItemMessageAssistantContentItem,
    )
    from .realtime_conversation_item_message_system import (
        RealtimeConversationItemMessageSystem as RealtimeConversationItemMessageSystem,
    )
    from .realtime_conversation_item_message_system_content_item import (
        RealtimeConversationItemMessageSystemContentItem as RealtimeConversationItemMessageSystemContentItem,
    )
    from .realtime_conversation_item_message_user import (
        RealtimeConversationItemMessageUser as RealtimeConversationItemMessageUser,
    )
    from .realtime_conversation_item_message_user_content_item import (
        RealtimeConversationItemMessageUserContentItem as RealtimeConversationItemMessageUserContentItem,
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
    from .realtime_create_client_secret_request_expires_after import (
        RealtimeCreateClientSecretRequestExpiresAfter as RealtimeCreateClientSecretRequestExpiresAfter,
    )
    from .realtime_create_client_secret_response import (
        RealtimeCreateClientSecretResponse as RealtimeCreateClientSecretResponse,
    )
    from .realtime_function_tool import RealtimeFunctionTool as RealtimeFunctionTool
    from .realtime_mcp_approval_request import RealtimeMCPApprovalRequest as RealtimeMCPApprovalRequest
    from .realtime_mcp_approval_response import RealtimeMCPApprovalResponse as RealtimeMCPApprovalResponse
    from .realtime_mcp_list_tools import RealtimeMCPListTools as RealtimeMCPListTools
    from .realtime_mcp_protocol_error import RealtimeMCPProtocolError as RealtimeMCPProtocolError
    from .realtime_mcp_tool_call import RealtimeMCPToolCall as RealtimeMCPToolCall
    from .realtime_mcp_tool_execution_error import RealtimeMCPToolExecutionError as RealtimeMCPToolExecutionError
    from .realtime_mcphttp_error import RealtimeMCPHTTPError as RealtimeMCPHTTPError
    from .realtime_reasoning import RealtimeReasoning as RealtimeReasoning
    from .realtime_response import RealtimeResponse as RealtimeResponse
    from .realtime_response_audio import RealtimeResponseAudio as RealtimeResponseAudio
    from .realtime_response_audio_output import RealtimeResponseAudioOutput as RealtimeResponseAudioOutput
    from .realtime_response_create_params import RealtimeResponseCreateParams as RealtimeResponseCreateParams
    from .realtime_response_create_params_audio import (
        RealtimeResponseCreateParamsAudio as RealtimeResponseCreateParamsAudio,
    )
    from .realtime_response_create_params_audio_output import (
        RealtimeResponseCreateParamsAudioOutput as RealtimeResponseCreateParamsAudioOutput,
    )
    from .realtime_response_status_details import RealtimeResponseStatusDetails as RealtimeResponseStatusDetails
    from .realtime_response_status_details_error import (
        RealtimeResponseStatusDetailsError as RealtimeResponseStatusDetailsError,
    )
    from .realtime_response_usage import RealtimeResponseUsage as RealtimeResponseUsage
    from .realtime_response_usage_input_token_details import (
        RealtimeResponseUsageInputTokenDetails as RealtimeResponseUsageInputTokenDetails,
    )
    from .realtime_response_usage_input_token_details_cached_tokens_details import (
        RealtimeResponseUsageInputTokenDetailsCachedTokensDetails as RealtimeResponseUsageInputTokenDetailsCachedTokensDetails,
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
    from .realtime_server_event_conversation_item_input_audio_transcription_completed import (
        RealtimeServerEventConversationItemInputAudioTranscriptionCompleted as RealtimeServerEventConversationItemInputAudioTranscriptionCompleted,
    )
    from .realtime_server_event_conversation_item_input_audio_transcription_delta import (
        RealtimeServerEventConversationItemInputAudioTranscriptionDelta as RealtimeServerEventConversationItemInputAudioTranscriptionDelta,
    )
    from .realtime_server_event_conversation_item_input_audio_transcription_failed import (
        RealtimeServerEventConversationItemInputAudioTranscriptionFailed as RealtimeServerEventConversationItemInputAudioTranscriptionFailed,
    )
    from .realtime_server_event_conversation_item_input_audio_transcription_failed_error import (
        RealtimeServerEventConversationItemInputAudioTranscriptionFailedError as RealtimeServerEventConversationItemInputAudioTranscriptionFailedError,
    )
    from .realtime_server_event_conversation_item_input_audio_transcription_segment import (
        RealtimeServerEventConversationItemInputAudioTranscriptionSegment as RealtimeServerEventConversationItemInputAudioTranscriptionSegment,
    )
    from .realtime_server_event_conversation_item_retrieved import (
        RealtimeServerEventConversationItemRetrieved as RealtimeServerEventConversationItemRetrieved,
    )
    from .realtime_server_event_conversation_item_truncated import (
        RealtimeServerEventConversationItemTruncated as RealtimeServerEventConversationItemTruncated,
    )
    from .realtime_server_event_error import RealtimeServerEventError as RealtimeServerEventError
    from .realtime_server_event_error_error import RealtimeServerEventErrorError as RealtimeServerEventErrorError
    from .realtime_server_event_input_audio_buffer_cleared import (
        RealtimeServerEventInputAudioBufferCleared as RealtimeServerEventInputAudioBufferCleared,
    )
    from .realtime_server_event_input_audio_buffer_committed import (
        RealtimeServerEventInputAudioBufferCommitted as RealtimeServerEventInputAudioBufferCommitted,
    )
    from .realtime_server_event_input_audio_buffer_dtmf_event_received import (
        RealtimeServerEventInputAudioBufferDtmfEventReceived as RealtimeServerEventInputAudioBufferDtmfEventReceived,
    )
    from .realtime_server_event_input_audio_buffer_speech_started import (
        RealtimeServerEventInputAudioBufferSpeechStarted as RealtimeServerEventInputAudioBufferSpeechStarted,
    )
    from .realtime_server_event_input_audio_buffer_speech_stopped import (
        RealtimeServerEventInputAudioBufferSpeechStopped as RealtimeServerEventInputAudioBufferSpeechStopped,
    )
    from .realtime_server_event_input_audio_buffer_timeout_triggered import (
        RealtimeServerEventInputAudioBufferTimeoutTriggered as RealtimeServerEventInputAudioBufferTimeoutTriggered,
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
    from .realtime_server_event_rate_limits_updated_rate_limits_item import (
        RealtimeServerEventRateLimitsUpdatedRateLimitsItem as RealtimeServerEventRateLimitsUpdatedRateLimitsItem,
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
    from .realtime_server_event_response_content_part_added_part import (
        RealtimeServerEventResponseContentPartAddedPart as RealtimeServerEventResponseContentPartAddedPart,
    )
    from .realtime_server_event_response_content_part_done import (
        RealtimeServerEventResponseContentPartDone as RealtimeServerEventResponseContentPartDone,
    )
    from .realtime_server_event_response_content_part_done_part import (
        RealtimeServerEventResponseContentPartDonePart as RealtimeServerEventResponseContentPartDonePart,
    )
    from .realtime_server_event_response_created import (
        RealtimeServerEventResponseCreated as RealtimeServerEventResponseCreated,
    )
    from .realtime_server_event_response_done import RealtimeServerEventResponseDone as RealtimeServerEventResponseDone
    from .realtime_server_event_response_function_call_arguments_delta import (
        RealtimeServerEventResponseFunctionCallArgumentsDelta as RealtimeServerEventResponseFunctionCallArgumentsDelta,
    )
    from .realtime_server_event_response_function_call_arguments_done import (
        RealtimeServerEventResponseFunctionCallArgumentsDone as RealtimeServerEventResponseFunctionCallArgumentsDone,
    )
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
    from .realtime_server_event_transcription_session_updated import (
        RealtimeServerEventTranscriptionSessionUpdated as RealtimeServerEventTranscriptionSessionUpdated,
    )
    from .realtime_session import RealtimeSession as RealtimeSession
    from .realtime_session_client_secret import RealtimeSessionClientSecret as RealtimeSessionClientSecret
    from .realtime_session_create_request import RealtimeSessionCreateRequest as RealtimeSessionCreateRequest
    from .realtime_session_create_request_ga import RealtimeSessionCreateRequestGA as RealtimeSessionCreateRequestGA
    from .realtime_session_create_request_ga_audio import (
        RealtimeSessionCreateRequestGAAudio as RealtimeSessionCreateRequestGAAudio,
    )
    from .realtime_session_create_request_ga_audio_input import (
        RealtimeSessionCreateRequestGAAudioInput as RealtimeSessionCreateRequestGAAudioInput,
    )
    from .realtime_session_create_request_ga_audio_input_noise_reduction import (
        RealtimeSessionCreateRequestGAAudioInputNoiseReduction as RealtimeSessionCreateRequestGAAudioInputNoiseReduction,
    )
    from .realtime_session_create_request_ga_audio_output import (
        RealtimeSessionCreateRequestGAAudioOutput as RealtimeSessionCreateRequestGAAudioOutput,
    )
    from .realtime_session_create_request_ga_tracing import (
        RealtimeSessionCreateRequestGATracing as RealtimeSessionCreateRequestGATracing,
    )
    from .realtime_session_create_request_input_audio_noise_reduction import (
        RealtimeSessionCreateRequestInputAudioNoiseReduction as RealtimeSessionCreateRequestInputAudioNoiseReduction,
    )
    from .realtime_session_create_request_input_audio_transcription import (
        RealtimeSessionCreateRequestInputAudioTranscription as RealtimeSessionCreateRequestInputAudioTranscription,
    )
    from .realtime_session_create_request_tools_item import (
        RealtimeSessionCreateRequestToolsItem as RealtimeSessionCreateRequestToolsItem,
    )
    from .realtime_session_create_request_tracing import (
        RealtimeSessionCreateRequestTracing as RealtimeSessionCreateRequestTracing,
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
    from .realtime_session_create_response_audio_input_noise_reduction import (
        RealtimeSessionCreateResponseAudioInputNoiseReduction as RealtimeSessionCreateResponseAudioInputNoiseReduction,
    )
    from .realtime_session_create_response_audio_input_turn_detection import (
        RealtimeSessionCreateResponseAudioInputTurnDetection as RealtimeSessionCreateResponseAudioInputTurnDetection,
    )
    from .realtime_session_create_response_audio_output import (
        RealtimeSessionCreateResponseAudioOutput as RealtimeSessionCreateResponseAudioOutput,
    )
    from .realtime_session_create_response_client_secret import (
        RealtimeSessionCreateResponseClientSecret as RealtimeSessionCreateResponseClientSecret,
    )
    from .realtime_session_create_response_ga import RealtimeSessionCreateResponseGA as RealtimeSessionCreateResponseGA
    from .realtime_session_create_response_ga_audio import (
        RealtimeSessionCreateResponseGAAudio as RealtimeSessionCreateResponseGAAudio,
    )
    from .realtime_session_create_response_ga_audio_input import (
        RealtimeSessionCreateResponseGAAudioInput as RealtimeSessionCreateResponseGAAudioInput,
    )
    from .realtime_session_create_response_ga_audio_input_noise_reduction import (
        RealtimeSessionCreateResponseGAAudioInputNoiseReduction as RealtimeSessionCreateResponseGAAudioInputNoiseReduction,
    )
    from .realtime_session_create_response_ga_audio_output import (
        RealtimeSessionCreateResponseGAAudioOutput as RealtimeSessionCreateResponseGAAudioOutput,
    )
    from .realtime_session_create_response_ga_tracing import (
        RealtimeSessionCreateResponseGATracing as RealtimeSessionCreateResponseGATracing,
    )
    from .realtime_session_create_response_input_audio_noise_reduction import (
        RealtimeSessionCreateResponseInputAudioNoiseReduction as RealtimeSessionCreateResponseInputAudioNoiseReduction,
    )
    from .realtime_session_create_response_input_audio_transcription import (
        RealtimeSessionCreateResponseInputAudioTranscription as RealtimeSessionCreateResponseInputAudioTranscription,
    )
    from .realtime_session_create_response_tracing import (
        RealtimeSessionCreateResponseTracing as RealtimeSessionCreateResponseTracing,
    )
    from .realtime_session_create_response_turn_detection import (
        RealtimeSessionCreateResponseTurnDetection as RealtimeSessionCreateResponseTurnDetection,
    )
    from .realtime_session_input_audio_noise_reduction import (
        RealtimeSessionInputAudioNoiseReduction as RealtimeSessionInputAudioNoiseReduction,
    )
    from .realtime_session_tracing import RealtimeSessionTracing as RealtimeSessionTracing
    from .realtime_transcription_session_create_request import (
        RealtimeTranscriptionSessionCreateRequest as RealtimeTranscriptionSessionCreateRequest,
    )
    from .realtime_transcription_session_create_request_ga import (
        RealtimeTranscriptionSessionCreateRequestGA as RealtimeTranscriptionSessionCreateRequestGA,
    )
    from .realtime_transcription_session_create_request_ga_audio import (
        RealtimeTranscriptionSessionCreateRequestGAAudio as RealtimeTranscriptionSessionCreateRequestGAAudio,
    )
    from .realtime_transcription_session_create_request_ga_audio_input import (
        RealtimeTranscriptionSessionCreateRequestGAAudioInput as RealtimeTranscriptionSessionCreateRequestGAAudioInput,
    )
    from .realtime_transcription_session_create_request_ga_audio_input_noise_reduction import (
        RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction as RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction,
    )
    from .realtime_transcription_session_create_request_input_audio_noise_reduction import (
        RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction as RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction,
    )
    from .realtime_transcription_session_create_request_turn_detection import (
        RealtimeTranscriptionSessionCreateRequestTurnDetection as RealtimeTranscriptionSessionCreateRequestTurnDetection,
    )
    from .realtime_transcription_session_create_response import (
        RealtimeTranscriptionSessionCreateResponse as RealtimeTranscriptionSessionCreateResponse,
    )
    from .realtime_transcription_session_create_response_client_secret import (
        RealtimeTranscriptionSessionCreateResponseClientSecret as RealtimeTranscriptionSessionCreateResponseClientSecret,
    )
    from .realtime_transcription_session_create_response_ga import (
        RealtimeTranscriptionSessionCreateResponseGA as RealtimeTranscriptionSessionCreateResponseGA,
    )
    from .realtime_transcription_session_create_response_ga_audio import (
        RealtimeTranscriptionSessionCreateResponseGAAudio as RealtimeTranscriptionSessionCreateResponseGAAudio,
    )
    from .realtime_transcription_session_create_response_ga_audio_input import (
        RealtimeTranscriptionSessionCreateResponseGAAudioInput as RealtimeTranscriptionSessionCreateResponseGAAudioInput,
    )
    from .realtime_transcription_session_create_response_ga_audio_input_noise_reduction import (
        RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction as RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction,
    )
    from .realtime_transcription_session_create_response_ga_audio_input_turn_detection import (
        RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection as RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection,
    )
    from .realtime_transcription_session_create_response_turn_detection import (
        RealtimeTranscriptionSessionCreateResponseTurnDetection as RealtimeTranscriptionSessionCreateResponseTurnDetection,
    )
    from .realtime_translation_client_event_input_audio_buffer_append import (
        RealtimeTranslationClientEventInputAudioBufferAppend as RealtimeTranslationClientEventInputAudioBufferAppend,
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
    from .realtime_translation_client_secret_create_request_expires_after import (
        RealtimeTranslationClientSecretCreateRequestExpiresAfter as RealtimeTranslationClientSecretCreateRequestExpiresAfter,
    )
    from .realtime_translation_client_secret_create_response import (
        RealtimeTranslationClientSecretCreateResponse as RealtimeTranslationClientSecretCreateResponse,
    )
    from .realtime_translation_server_event_session_closed import (
        RealtimeTranslationServerEventSessionClosed as RealtimeTranslationServerEventSessionClosed,
    )
    from .realtime_translation_server_event_session_created import (
        RealtimeTranslationServerEventSessionCreated as RealtimeTranslationServerEventSessionCreated,
    )
    from .realtime_translation_server_event_session_input_transcript_delta import (
        RealtimeTranslationServerEventSessionInputTranscriptDelta as RealtimeTranslationServerEventSessionInputTranscriptDelta,
    )
    from .realtime_translation_server_event_session_output_audio_delta import (
        RealtimeTranslationServerEventSessionOutputAudioDelta as RealtimeTranslationServerEventSessionOutputAudioDelta,
    )
    from .realtime_translation_server_event_session_output_transcript_delta import (
        RealtimeTranslationServerEventSessionOutputTranscriptDelta as RealtimeTranslationServerEventSessionOutputTranscriptDelta,
    )
    from .realtime_translation_server_event_session_updated import (
        RealtimeTranslationServerEventSessionUpdated as RealtimeTranslationServerEventSessionUpdated,
    )
    from .realtime_translation_session import RealtimeTranslationSession as RealtimeTranslationSession
    from .realtime_translation_session_audio import RealtimeTranslationSessionAudio as RealtimeTranslationSessionAudio
    from .realtime_translation_session_audio_input import (
        RealtimeTranslationSessionAudioInput as RealtimeTranslationSessionAudioInput,
    )
    from .realtime_translation_session_audio_input_noise_reduction import (
        RealtimeTranslationSessionAudioInputNoiseReduction as RealtimeTranslationSessionAudioInputNoiseReduction,
    )
    from .realtime_translation_session_audio_input_transcription import (
        RealtimeTranslationSessionAudioInputTranscription as RealtimeTranslationSessionAudioInputTranscription,
    )
    from .realtime_translation_session_audio_output import (
        RealtimeTranslationSessionAudioOutput as RealtimeTranslationSessionAudioOutput,
    )
    from .realtime_translation_session_create_request import (
        RealtimeTranslationSessionCreateRequest as RealtimeTranslationSessionCreateRequest,
    )
    from .realtime_translation_session_create_request_audio import (
        RealtimeTranslationSessionCreateRequestAudio as RealtimeTranslationSessionCreateRequestAudio,
    )
    from .realtime_translation_session_create_request_audio_input import (
        RealtimeTranslationSessionCreateRequestAudioInput as RealtimeTranslationSessionCreateRequestAudioInput,
    )
    from .realtime_translation_session_create_request_audio_input_noise_reduction import (
        RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction as RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction,
    )
    from .realtime_translation_session_create_request_audio_input_transcription import (
        RealtimeTranslationSessionCreateRequestAudioInputTranscription as RealtimeTranslationSessionCreateRequestAudioInputTranscription,
    )
    from .realtime_translation_session_create_request_audio_output import (
        RealtimeTranslationSessionCreateRequestAudioOutput as RealtimeTranslationSessionCreateRequestAudioOutput,
    )
    from .realtime_translation_session_update_request import (
        RealtimeTranslationSessionUpdateRequest as RealtimeTranslationSessionUpdateRequest,
    )
    from .realtime_translation_session_update_request_audio import (
        RealtimeTranslationSessionUpdateRequestAudio as RealtimeTranslationSessionUpdateRequestAudio,
    )
    from .realtime_translation_session_update_request_audio_input import (
        RealtimeTranslationSessionUpdateRequestAudioInput as RealtimeTranslationSessionUpdateRequestAudioInput,
    )
    from .realtime_translation_session_update_request_audio_input_noise_reduction import (
        RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction as RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction,
    )
    from .realtime_translation_session_update_request_audio_input_transcription import (
        RealtimeTranslationSessionUpdateRequestAudioInputTranscription as RealtimeTranslationSessionUpdateRequestAudioInputTranscription,
    )
    from .realtime_translation_session_update_request_audio_output import (
        RealtimeTranslationSessionUpdateRequestAudioOutput as RealtimeTranslationSessionUpdateRequestAudioOutput,
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
    from .tool_choice_function import ToolChoiceFunction as ToolChoiceFunction
    from .tool_choice_mcp import ToolChoiceMCP as ToolChoiceMCP
    from .transcript_text_usage_duration import TranscriptTextUsageDuration as TranscriptTextUsageDuration
    from .transcript_text_usage_tokens import TranscriptTextUsageTokens as TranscriptTextUsageTokens
    from .transcript_text_usage_tokens_input_token_details import (
        TranscriptTextUsageTokensInputTokenDetails as TranscriptTextUsageTokensInputTokenDetails,
    )
    from .transcription_language import TranscriptionLanguage as TranscriptionLanguage
    from .voice_ids_or_custom_voice_object import VoiceIdsOrCustomVoiceObject as VoiceIdsOrCustomVoiceObject

_MODULES = {
    "AudioTranscription": ".audio_transcription",
    "AudioTranscriptionResponse": ".audio_transcription_response",
    "Error": ".error",
    "ErrorResponse": ".error_response",
    "InputFileContent": ".input_file_content",
    "InputImageContent": ".input_image_content",
    "InputTextContent": ".input_text_content",
    "LogProbProperties": ".log_prob_properties",
    "MCPListToolsTool": ".mcp_list_tools_tool",
    "MCPTool": ".mcp_tool",
    "MCPToolFilter": ".mcp_tool_filter",
    "MCPToolRequireApproval": ".mcp_tool_require_approval",
    "Prompt": ".prompt",
    "PromptCacheBreakpointConfig": ".prompt_cache_breakpoint_config",
    "RealtimeAudioFormatsPcm": ".realtime_audio_formats_pcm",
    "RealtimeAudioFormatsPcma": ".realtime_audio_formats_pcma",
    "RealtimeAudioFormatsPcmu": ".realtime_audio_formats_pcmu",
    "RealtimeBetaClientEventConversationItemCreate": ".realtime_beta_client_event_conversation_item_create",
    "RealtimeBetaClientEventConversationItemDelete": ".realtime_beta_client_event_conversation_item_delete",
    "RealtimeBetaClientEventConversationItemRetrieve": ".realtime_beta_client_event_conversation_item_retrieve",
    "RealtimeBetaClientEventConversationItemTruncate": ".realtime_beta_client_event_conversation_item_truncate",
    "RealtimeBetaClientEventInputAudioBufferAppend": ".realtime_beta_client_event_input_audio_buffer_append",
    "RealtimeBetaClientEventInputAudioBufferClear": ".realtime_beta_client_event_input_audio_buffer_clear",
    "RealtimeBetaClientEventInputAudioBufferCommit": ".realtime_beta_client_event_input_audio_buffer_commit",
    "RealtimeBetaClientEventOutputAudioBufferClear": ".realtime_beta_client_event_output_audio_buffer_clear",
    "RealtimeBetaClientEventResponseCancel": ".realtime_beta_client_event_response_cancel",
    "RealtimeBetaClientEventResponseCreate": ".realtime_beta_client_event_response_create",
    "RealtimeBetaClientEventSessionUpdate": ".realtime_beta_client_event_session_update",
    "RealtimeBetaClientEventTranscriptionSessionUpdate": ".realtime_beta_client_event_transcription_session_update",
    "RealtimeBetaResponse": ".realtime_beta_response",
    "RealtimeBetaResponseCreateParams": ".realtime_beta_response_create_params",
    "RealtimeBetaResponseCreateParamsToolsItem": ".realtime_beta_response_create_params_tools_item",
    "RealtimeBetaResponseStatusDetails": ".realtime_beta_response_status_details",
    "RealtimeBetaResponseStatusDetailsError": ".realtime_beta_response_status_details_error",
    "RealtimeBetaResponseUsage": ".realtime_beta_response_usage",
    "RealtimeBetaResponseUsageInputTokenDetails": ".realtime_beta_response_usage_input_token_details",
    "RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails": ".realtime_beta_response_usage_input_token_details_cached_tokens_details",
    "RealtimeBetaResponseUsageOutputTokenDetails": ".realtime_beta_response_usage_output_token_details",
    "RealtimeBetaServerEventConversationItemCreated": ".realtime_beta_server_event_conversation_item_created",
    "RealtimeBetaServerEventConversationItemDeleted": ".realtime_beta_server_event_conversation_item_deleted",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted": ".realtime_beta_server_event_conversation_item_input_audio_transcription_completed",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta": ".realtime_beta_server_event_conversation_item_input_audio_transcription_delta",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed": ".realtime_beta_server_event_conversation_item_input_audio_transcription_failed",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError": ".realtime_beta_server_event_conversation_item_input_audio_transcription_failed_error",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment": ".realtime_beta_server_event_conversation_item_input_audio_transcription_segment",
    "RealtimeBetaServerEventConversationItemRetrieved": ".realtime_beta_server_event_conversation_item_retrieved",
    "RealtimeBetaServerEventConversationItemTruncated": ".realtime_beta_server_event_conversation_item_truncated",
    "RealtimeBetaServerEventError": ".realtime_beta_server_event_error",
    "RealtimeBetaServerEventErrorError": ".realtime_beta_server_event_error_error",
    "RealtimeBetaServerEventInputAudioBufferCleared": ".realtime_beta_server_event_input_audio_buffer_cleared",
    "RealtimeBetaServerEventInputAudioBufferCommitted": ".realtime_beta_server_event_input_audio_buffer_committed",
    "RealtimeBetaServerEventInputAudioBufferSpeechStarted": ".realtime_beta_server_event_input_audio_buffer_speech_started",
    "RealtimeBetaServerEventInputAudioBufferSpeechStopped": ".realtime_beta_server_event_input_audio_buffer_speech_stopped",
    "RealtimeBetaServerEventMCPListToolsCompleted": ".realtime_beta_server_event_mcp_list_tools_completed",
    "RealtimeBetaServerEventMCPListToolsFailed": ".realtime_beta_server_event_mcp_list_tools_failed",
    "RealtimeBetaServerEventMCPListToolsInProgress": ".realtime_beta_server_event_mcp_list_tools_in_progress",
    "RealtimeBetaServerEventRateLimitsUpdated": ".realtime_beta_server_event_rate_limits_updated",
    "RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem": ".realtime_beta_server_event_rate_limits_updated_rate_limits_item",
    "RealtimeBetaServerEventResponseAudioDelta": ".realtime_beta_server_event_response_audio_delta",
    "RealtimeBetaServerEventResponseAudioDone": ".realtime_beta_server_event_response_audio_done",
    "RealtimeBetaServerEventResponseAudioTranscriptDelta": ".realtime_beta_server_event_response_audio_transcript_delta",
    "RealtimeBetaServerEventResponseAudioTranscriptDone": ".realtime_beta_server_event_response_audio_transcript_done",
    "RealtimeBetaServerEventResponseContentPartAdded": ".realtime_beta_server_event_response_content_part_added",
    "RealtimeBetaServerEventResponseContentPartAddedPart": ".realtime_beta_server_event_response_content_part_added_part",
    "RealtimeBetaServerEventResponseContentPartDone": ".realtime_beta_server_event_response_content_part_done",
    "RealtimeBetaServerEventResponseContentPartDonePart": ".realtime_beta_server_event_response_content_part_done_part",
    "RealtimeBetaServerEventResponseCreated": ".realtime_beta_server_event_response_created",
    "RealtimeBetaServerEventResponseDone": ".realtime_beta_server_event_response_done",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDelta": ".realtime_beta_server_event_response_function_call_arguments_delta",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDone": ".realtime_beta_server_event_response_function_call_arguments_done",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDelta": ".realtime_beta_server_event_response_mcp_call_arguments_delta",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDone": ".realtime_beta_server_event_response_mcp_call_arguments_done",
    "RealtimeBetaServerEventResponseMCPCallCompleted": ".realtime_beta_server_event_response_mcp_call_completed",
    "RealtimeBetaServerEventResponseMCPCallFailed": ".realtime_beta_server_event_response_mcp_call_failed",
    "RealtimeBetaServerEventResponseMCPCallInProgress": ".realtime_beta_server_event_response_mcp_call_in_progress",
    "RealtimeBetaServerEventResponseOutputItemAdded": ".realtime_beta_server_event_response_output_item_added",
    "RealtimeBetaServerEventResponseOutputItemDone": ".realtime_beta_server_event_response_output_item_done",
    "RealtimeBetaServerEventResponseTextDelta": ".realtime_beta_server_event_response_text_delta",
    "RealtimeBetaServerEventResponseTextDone": ".realtime_beta_server_event_response_text_done",
    "RealtimeBetaServerEventSessionCreated": ".realtime_beta_server_event_session_created",
    "RealtimeBetaServerEventSessionUpdated": ".realtime_beta_server_event_session_updated",
    "RealtimeBetaServerEventTranscriptionSessionCreated": ".realtime_beta_server_event_transcription_session_created",
    "RealtimeBetaServerEventTranscriptionSessionUpdated": ".realtime_beta_server_event_transcription_session_updated",
    "RealtimeCallCreateRequest": ".realtime_call_create_request",
    "RealtimeCallReferRequest": ".realtime_call_refer_request",
    "RealtimeCallRejectRequest": ".realtime_call_reject_request",
    "RealtimeClientEventConversationItemCreate": ".realtime_client_event_conversation_item_create",
    "RealtimeClientEventConversationItemDelete": ".realtime_client_event_conversation_item_delete",
    "RealtimeClientEventConversationItemRetrieve": ".realtime_client_event_conversation_item_retrieve",
    "RealtimeClientEventConversationItemTruncate": ".realtime_client_event_conversation_item_truncate",
    "RealtimeClientEventInputAudioBufferAppend": ".realtime_client_event_input_audio_buffer_append",
    "RealtimeClientEventInputAudioBufferClear": ".realtime_client_event_input_audio_buffer_clear",
    "RealtimeClientEventInputAudioBufferCommit": ".realtime_client_event_input_audio_buffer_commit",
    "RealtimeClientEventOutputAudioBufferClear": ".realtime_client_event_output_audio_buffer_clear",
    "RealtimeClientEventResponseCancel": ".realtime_client_event_response_cancel",
    "RealtimeClientEventResponseCreate": ".realtime_client_event_response_create",
    "RealtimeClientEventSessionUpdate": ".realtime_client_event_session_update",
    "RealtimeClientEventTranscriptionSessionUpdate": ".realtime_client_event_transcription_session_update",
    "RealtimeConversationItemFunctionCall": ".realtime_conversation_item_function_call",
    "RealtimeConversationItemFunctionCallOutput": ".realtime_conversation_item_function_call_output",
    "RealtimeConversationItemMessageAssistant": ".realtime_conversation_item_message_assistant",
    "RealtimeConversationItemMessageAssistantContentItem": ".realtime_conversation_item_message_assistant_content_item",
    "RealtimeConversationItemMessageSystem": ".realtime_conversation_item_message_system",
    "RealtimeConversationItemMessageSystemContentItem": ".realtime_conversation_item_message_system_content_item",
    "RealtimeConversationItemMessageUser": ".realtime_conversation_item_message_user",
    "RealtimeConversationItemMessageUserContentItem": ".realtime_conversation_item_message_user_content_item",
    "RealtimeConversationItemWithReference": ".realtime_conversation_item_with_reference",
    "RealtimeConversationItemWithReferenceContentItem": ".realtime_conversation_item_with_reference_content_item",
    "RealtimeCreateClientSecretRequest": ".realtime_create_client_secret_request",
    "RealtimeCreateClientSecretRequestExpiresAfter": ".realtime_create_client_secret_request_expires_after",
    "RealtimeCreateClientSecretResponse": ".realtime_create_client_secret_response",
    "RealtimeFunctionTool": ".realtime_function_tool",
    "RealtimeMCPApprovalRequest": ".realtime_mcp_approval_request",
    "RealtimeMCPApprovalResponse": ".realtime_mcp_approval_response",
    "RealtimeMCPHTTPError": ".realtime_mcphttp_error",
    "RealtimeMCPListTools": ".realtime_mcp_list_tools",
    "RealtimeMCPProtocolError": ".realtime_mcp_protocol_error",
    "RealtimeMCPToolCall": ".realtime_mcp_tool_call",
    "RealtimeMCPToolExecutionError": ".realtime_mcp_tool_execution_error",
    "RealtimeReasoning": ".realtime_reasoning",
    "RealtimeResponse": ".realtime_response",
    "RealtimeResponseAudio": ".realtime_response_audio",
    "RealtimeResponseAudioOutput": ".realtime_response_audio_output",
    "RealtimeResponseCreateParams": ".realtime_response_create_params",
    "RealtimeResponseCreateParamsAudio": ".realtime_response_create_params_audio",
    "RealtimeResponseCreateParamsAudioOutput": ".realtime_response_create_params_audio_output",
    "RealtimeResponseStatusDetails": ".realtime_response_status_details",
    "RealtimeResponseStatusDetailsError": ".realtime_response_status_details_error",
    "RealtimeResponseUsage": ".realtime_response_usage",
    "RealtimeResponseUsageInputTokenDetails": ".realtime_response_usage_input_token_details",
    "RealtimeResponseUsageInputTokenDetailsCachedTokensDetails": ".realtime_response_usage_input_token_details_cached_tokens_details",
    "RealtimeResponseUsageOutputTokenDetails": ".realtime_response_usage_output_token_details",
    "RealtimeServerEventConversationCreated": ".realtime_server_event_conversation_created",
    "RealtimeServerEventConversationCreatedConversation": ".realtime_server_event_conversation_created_conversation",
    "RealtimeServerEventConversationItemAdded": ".realtime_server_event_conversation_item_added",
    "RealtimeServerEventConversationItemCreated": ".realtime_server_event_conversation_item_created",
    "RealtimeServerEventConversationItemDeleted": ".realtime_server_event_conversation_item_deleted",
    "RealtimeServerEventConversationItemDone": ".realtime_server_event_conversation_item_done",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompleted": ".realtime_server_event_conversation_item_input_audio_transcription_completed",
    "RealtimeServerEventConversationItemInputAudioTranscriptionDelta": ".realtime_server_event_conversation_item_input_audio_transcription_delta",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailed": ".realtime_server_event_conversation_item_input_audio_transcription_failed",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailedError": ".realtime_server_event_conversation_item_input_audio_transcription_failed_error",
    "RealtimeServerEventConversationItemInputAudioTranscriptionSegment": ".realtime_server_event_conversation_item_input_audio_transcription_segment",
    "RealtimeServerEventConversationItemRetrieved": ".realtime_server_event_conversation_item_retrieved",
    "RealtimeServerEventConversationItemTruncated": ".realtime_server_event_conversation_item_truncated",
    "RealtimeServerEventError": ".realtime_server_event_error",
    "RealtimeServerEventErrorError": ".realtime_server_event_error_error",
    "RealtimeServerEventInputAudioBufferCleared": ".realtime_server_event_input_audio_buffer_cleared",
    "RealtimeServerEventInputAudioBufferCommitted": ".realtime_server_event_input_audio_buffer_committed",
    "RealtimeServerEventInputAudioBufferDtmfEventReceived": ".realtime_server_event_input_audio_buffer_dtmf_event_received",
    "RealtimeServerEventInputAudioBufferSpeechStarted": ".realtime_server_event_input_audio_buffer_speech_started",
    "RealtimeServerEventInputAudioBufferSpeechStopped": ".realtime_server_event_input_audio_buffer_speech_stopped",
    "RealtimeServerEventInputAudioBufferTimeoutTriggered": ".realtime_server_event_input_audio_buffer_timeout_triggered",
    "RealtimeServerEventMCPListToolsCompleted": ".realtime_server_event_mcp_list_tools_completed",
    "RealtimeServerEventMCPListToolsFailed": ".realtime_server_event_mcp_list_tools_failed",
    "RealtimeServerEventMCPListToolsInProgress": ".realtime_server_event_mcp_list_tools_in_progress",
    "RealtimeServerEventOutputAudioBufferCleared": ".realtime_server_event_output_audio_buffer_cleared",
    "RealtimeServerEventOutputAudioBufferStarted": ".realtime_server_event_output_audio_buffer_started",
    "RealtimeServerEventOutputAudioBufferStopped": ".realtime_server_event_output_audio_buffer_stopped",
    "RealtimeServerEventRateLimitsUpdated": ".realtime_server_event_rate_limits_updated",
    "RealtimeServerEventRateLimitsUpdatedRateLimitsItem": ".realtime_server_event_rate_limits_updated_rate_limits_item",
    "RealtimeServerEventResponseAudioDelta": ".realtime_server_event_response_audio_delta",
    "RealtimeServerEventResponseAudioDone": ".realtime_server_event_response_audio_done",
    "RealtimeServerEventResponseAudioTranscriptDelta": ".realtime_server_event_response_audio_transcript_delta",
    "RealtimeServerEventResponseAudioTranscriptDone": ".realtime_server_event_response_audio_transcript_done",
    "RealtimeServerEventResponseContentPartAdded": ".realtime_server_event_response_content_part_added",
    "RealtimeServerEventResponseContentPartAddedPart": ".realtime_server_event_response_content_part_added_part",
    "RealtimeServerEventResponseContentPartDone": ".realtime_server_event_response_content_part_done",
    "RealtimeServerEventResponseContentPartDonePart": ".realtime_server_event_response_content_part_done_part",
    "RealtimeServerEventResponseCreated": ".realtime_server_event_response_created",
    "RealtimeServerEventResponseDone": ".realtime_server_event_response_done",
    "RealtimeServerEventResponseFunctionCallArgumentsDelta": ".realtime_server_event_response_function_call_arguments_delta",
    "RealtimeServerEventResponseFunctionCallArgumentsDone": ".realtime_server_event_response_function_call_arguments_done",
    "RealtimeServerEventResponseMCPCallArgumentsDelta": ".realtime_server_event_response_mcp_call_arguments_delta",
    "RealtimeServerEventResponseMCPCallArgumentsDone": ".realtime_server_event_response_mcp_call_arguments_done",
    "RealtimeServerEventResponseMCPCallCompleted": ".realtime_server_event_response_mcp_call_completed",
    "RealtimeServerEventResponseMCPCallFailed": ".realtime_server_event_response_mcp_call_failed",
    "RealtimeServerEventResponseMCPCallInProgress": ".realtime_server_event_response_mcp_call_in_progress",
    "RealtimeServerEventResponseOutputItemAdded": ".realtime_server_event_response_output_item_added",
    "RealtimeServerEventResponseOutputItemDone": ".realtime_server_event_response_output_item_done",
    "RealtimeServerEventResponseTextDelta": ".realtime_server_event_response_text_delta",
    "RealtimeServerEventResponseTextDone": ".realtime_server_event_response_text_done",
    "RealtimeServerEventSessionCreated": ".realtime_server_event_session_created",
    "RealtimeServerEventSessionUpdated": ".realtime_server_event_session_updated",
    "RealtimeServerEventTranscriptionSessionUpdated": ".realtime_server_event_transcription_session_updated",
    "RealtimeSession": ".realtime_session",
    "RealtimeSessionClientSecret": ".realtime_session_client_secret",
    "RealtimeSessionCreateRequest": ".realtime_session_create_request",
    "RealtimeSessionCreateRequestGA": ".realtime_session_create_request_ga",
    "RealtimeSessionCreateRequestGAAudio": ".realtime_session_create_request_ga_audio",
    "RealtimeSessionCreateRequestGAAudioInput": ".realtime_session_create_request_ga_audio_input",
    "RealtimeSessionCreateRequestGAAudioInputNoiseReduction": ".realtime_session_create_request_ga_audio_input_noise_reduction",
    "RealtimeSessionCreateRequestGAAudioOutput": ".realtime_session_create_request_ga_audio_output",
    "RealtimeSessionCreateRequestGATracing": ".realtime_session_create_request_ga_tracing",
    "RealtimeSessionCreateRequestInputAudioNoiseReduction": ".realtime_session_create_request_input_audio_noise_reduction",
    "RealtimeSessionCreateRequestInputAudioTranscription": ".realtime_session_create_request_input_audio_transcription",
    "RealtimeSessionCreateRequestToolsItem": ".realtime_session_create_request_tools_item",
    "RealtimeSessionCreateRequestTracing": ".realtime_session_create_request_tracing",
    "RealtimeSessionCreateRequestTurnDetection": ".realtime_session_create_request_turn_detection",
    "RealtimeSessionCreateResponse": ".realtime_session_create_response",
    "RealtimeSessionCreateResponseAudio": ".realtime_session_create_response_audio",
    "RealtimeSessionCreateResponseAudioInput": ".realtime_session_create_response_audio_input",
    "RealtimeSessionCreateResponseAudioInputNoiseReduction": ".realtime_session_create_response_audio_input_noise_reduction",
    "RealtimeSessionCreateResponseAudioInputTurnDetection": ".realtime_session_create_response_audio_input_turn_detection",
    "RealtimeSessionCreateResponseAudioOutput": ".realtime_session_create_response_audio_output",
    "RealtimeSessionCreateResponseClientSecret": ".realtime_session_create_response_client_secret",
    "RealtimeSessionCreateResponseGA": ".realtime_session_create_response_ga",
    "RealtimeSessionCreateResponseGAAudio": ".realtime_session_create_response_ga_audio",
    "RealtimeSessionCreateResponseGAAudioInput": ".realtime_session_create_response_ga_audio_input",
    "RealtimeSessionCreateResponseGAAudioInputNoiseReduction": ".realtime_session_create_response_ga_audio_input_noise_reduction",
    "RealtimeSessionCreateResponseGAAudioOutput": ".realtime_session_create_response_ga_audio_output",
    "RealtimeSessionCreateResponseGATracing": ".realtime_session_create_response_ga_tracing",
    "RealtimeSessionCreateResponseInputAudioNoiseReduction": ".realtime_session_create_response_input_audio_noise_reduction",
    "RealtimeSessionCreateResponseInputAudioTranscription": ".realtime_session_create_response_input_audio_transcription",
    "RealtimeSessionCreateResponseTracing": ".realtime_session_create_response_tracing",
    "RealtimeSessionCreateResponseTurnDetection": ".realtime_session_create_response_turn_detection",
    "RealtimeSessionInputAudioNoiseReduction": ".realtime_session_input_audio_noise_reduction",
    "RealtimeSessionTracing": ".realtime_session_tracing",
    "RealtimeTranscriptionSessionCreateRequest": ".realtime_transcription_session_create_request",
    "RealtimeTranscriptionSessionCreateRequestGA": ".realtime_transcription_session_create_request_ga",
    "RealtimeTranscriptionSessionCreateRequestGAAudio": ".realtime_transcription_session_create_request_ga_audio",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInput": ".realtime_transcription_session_create_request_ga_audio_input",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction": ".realtime_transcription_session_create_request_ga_audio_input_noise_reduction",
    "RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction": ".realtime_transcription_session_create_request_input_audio_noise_reduction",
    "RealtimeTranscriptionSessionCreateRequestTurnDetection": ".realtime_transcription_session_create_request_turn_detection",
    "RealtimeTranscriptionSessionCreateResponse": ".realtime_transcription_session_create_response",
    "RealtimeTranscriptionSessionCreateResponseClientSecret": ".realtime_transcription_session_create_response_client_secret",
    "RealtimeTranscriptionSessionCreateResponseGA": ".realtime_transcription_session_create_response_ga",
    "RealtimeTranscriptionSessionCreateResponseGAAudio": ".realtime_transcription_session_create_response_ga_audio",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInput": ".realtime_transcription_session_create_response_ga_audio_input",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction": ".realtime_transcription_session_create_response_ga_audio_input_noise_reduction",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection": ".realtime_transcription_session_create_response_ga_audio_input_turn_detection",
    "RealtimeTranscriptionSessionCreateResponseTurnDetection": ".realtime_transcription_session_create_response_turn_detection",
    "RealtimeTranslationClientEventInputAudioBufferAppend": ".realtime_translation_client_event_input_audio_buffer_append",
    "RealtimeTranslationClientEventSessionClose": ".realtime_translation_client_event_session_close",
    "RealtimeTranslationClientEventSessionUpdate": ".realtime_translation_client_event_session_update",
    "RealtimeTranslationClientSecretCreateRequest": ".realtime_translation_client_secret_create_request",
    "RealtimeTranslationClientSecretCreateRequestExpiresAfter": ".realtime_translation_client_secret_create_request_expires_after",
    "RealtimeTranslationClientSecretCreateResponse": ".realtime_translation_client_secret_create_response",
    "RealtimeTranslationServerEventSessionClosed": ".realtime_translation_server_event_session_closed",
    "RealtimeTranslationServerEventSessionCreated": ".realtime_translation_server_event_session_created",
    "RealtimeTranslationServerEventSessionInputTranscriptDelta": ".realtime_translation_server_event_session_input_transcript_delta",
    "RealtimeTranslationServerEventSessionOutputAudioDelta": ".realtime_translation_server_event_session_output_audio_delta",
    "RealtimeTranslationServerEventSessionOutputTranscriptDelta": ".realtime_translation_server_event_session_output_transcript_delta",
    "RealtimeTranslationServerEventSessionUpdated": ".realtime_translation_server_event_session_updated",
    "RealtimeTranslationSession": ".realtime_translation_session",
    "RealtimeTranslationSessionAudio": ".realtime_translation_session_audio",
    "RealtimeTranslationSessionAudioInput": ".realtime_translation_session_audio_input",
    "RealtimeTranslationSessionAudioInputNoiseReduction": ".realtime_translation_session_audio_input_noise_reduction",
    "RealtimeTranslationSessionAudioInputTranscription": ".realtime_translation_session_audio_input_transcription",
    "RealtimeTranslationSessionAudioOutput": ".realtime_translation_session_audio_output",
    "RealtimeTranslationSessionCreateRequest": ".realtime_translation_session_create_request",
    "RealtimeTranslationSessionCreateRequestAudio": ".realtime_translation_session_create_request_audio",
    "RealtimeTranslationSessionCreateRequestAudioInput": ".realtime_translation_session_create_request_audio_input",
    "RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction": ".realtime_translation_session_create_request_audio_input_noise_reduction",
    "RealtimeTranslationSessionCreateRequestAudioInputTranscription": ".realtime_translation_session_create_request_audio_input_transcription",
    "RealtimeTranslationSessionCreateRequestAudioOutput": ".realtime_translation_session_create_request_audio_output",
    "RealtimeTranslationSessionUpdateRequest": ".realtime_translation_session_update_request",
    "RealtimeTranslationSessionUpdateRequestAudio": ".realtime_translation_session_update_request_audio",
    "RealtimeTranslationSessionUpdateRequestAudioInput": ".realtime_translation_session_update_request_audio_input",
    "RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction": ".realtime_translation_session_update_request_audio_input_noise_reduction",
    "RealtimeTranslationSessionUpdateRequestAudioInputTranscription": ".realtime_translation_session_update_request_audio_input_transcription",
    "RealtimeTranslationSessionUpdateRequestAudioOutput": ".realtime_translation_session_update_request_audio_output",
    "RealtimeTruncationRetentionRatio": ".realtime_truncation_retention_ratio",
    "RealtimeTruncationRetentionRatioTokenLimits": ".realtime_truncation_retention_ratio_token_limits",
    "RealtimeTurnDetectionSemanticVad": ".realtime_turn_detection_semantic_vad",
    "RealtimeTurnDetectionServerVad": ".realtime_turn_detection_server_vad",
    "ToolChoiceFunction": ".tool_choice_function",
    "ToolChoiceMCP": ".tool_choice_mcp",
    "TranscriptionLanguage": ".transcription_language",
    "TranscriptTextUsageDuration": ".transcript_text_usage_duration",
    "TranscriptTextUsageTokens": ".transcript_text_usage_tokens",
    "TranscriptTextUsageTokensInputTokenDetails": ".transcript_text_usage_tokens_input_token_details",
    "VoiceIdsOrCustomVoiceObject": ".voice_ids_or_custom_voice_object",
    "CallableToolAllowedCaller": "..types",
    "FileInputDetail": "..types",
    "ImageDetail": "..types",
    "Metadata": "..types",
    "NoiseReductionType": "..types",
    "RealtimeAudioFormats": "..types",
    "RealtimeBetaClientEvent": "..types",
    "RealtimeBetaResponseCreateParamsToolChoice": "..types",
    "RealtimeBetaServerEvent": "..types",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage": "..types",
    "RealtimeClientEvent": "..types",
    "RealtimeClientEventSessionUpdateSession": "..types",
    "RealtimeConversationItem": "..types",
    "RealtimeCreateClientSecretRequestSession": "..types",
    "RealtimeCreateClientSecretResponseSession": "..types",
    "RealtimeMCPToolCallError": "..types",
    "RealtimeReasoningEffort": "..types",
    "RealtimeResponseCreateParamsToolChoice": "..types",
    "RealtimeResponseCreateParamsToolsItem": "..types",
    "RealtimeServerEvent": "..types",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage": "..types",
    "RealtimeServerEventSessionCreatedSession": "..types",
    "RealtimeServerEventSessionUpdatedSession": "..types",
    "RealtimeSessionCreateRequestGAToolChoice": "..types",
    "RealtimeSessionCreateRequestGAToolsItem": "..types",
    "RealtimeSessionCreateResponseGAToolChoice": "..types",
    "RealtimeSessionCreateResponseGAToolsItem": "..types",
    "RealtimeTranslationClientEvent": "..types",
    "RealtimeTranslationServerEvent": "..types",
    "RealtimeTruncation": "..types",
    "RealtimeTurnDetection": "..types",
    "ResponsePromptVariables": "..types",
    "ResponsePromptVariablesValue": "..types",
    "ToolChoiceOptions": "..types",
    "VoiceIdsOrCustomVoice": "..types",
    "VoiceIdsShared": "..types",
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
    "RealtimeBetaClientEventConversationItemRetrieve",
    "RealtimeBetaClientEventConversationItemTruncate",
    "RealtimeBetaClientEventInputAudioBufferAppend",
    "RealtimeBetaClientEventInputAudioBufferClear",
    "RealtimeBetaClientEventInputAudioBufferCommit",
    "RealtimeBetaClientEventOutputAudioBufferClear",
    "RealtimeBetaClientEventResponseCancel",
    "RealtimeBetaClientEventResponseCreate",
    "RealtimeBetaClientEventSessionUpdate",
    "RealtimeBetaClientEventTranscriptionSessionUpdate",
    "RealtimeBetaResponse",
    "RealtimeBetaResponseCreateParams",
    "RealtimeBetaResponseCreateParamsToolChoice",
    "RealtimeBetaResponseCreateParamsToolsItem",
    "RealtimeBetaResponseStatusDetails",
    "RealtimeBetaResponseStatusDetailsError",
    "RealtimeBetaResponseUsage",
    "RealtimeBetaResponseUsageInputTokenDetails",
    "RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails",
    "RealtimeBetaResponseUsageOutputTokenDetails",
    "RealtimeBetaServerEvent",
    "RealtimeBetaServerEventConversationItemCreated",
    "RealtimeBetaServerEventConversationItemDeleted",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment",
    "RealtimeBetaServerEventConversationItemRetrieved",
    "RealtimeBetaServerEventConversationItemTruncated",
    "RealtimeBetaServerEventError",
    "RealtimeBetaServerEventErrorError",
    "RealtimeBetaServerEventInputAudioBufferCleared",
    "RealtimeBetaServerEventInputAudioBufferCommitted",
    "RealtimeBetaServerEventInputAudioBufferSpeechStarted",
    "RealtimeBetaServerEventInputAudioBufferSpeechStopped",
    "RealtimeBetaServerEventMCPListToolsCompleted",
    "RealtimeBetaServerEventMCPListToolsFailed",
    "RealtimeBetaServerEventMCPListToolsInProgress",
    "RealtimeBetaServerEventRateLimitsUpdated",
    "RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem",
    "RealtimeBetaServerEventResponseAudioDelta",
    "RealtimeBetaServerEventResponseAudioDone",
    "RealtimeBetaServerEventResponseAudioTranscriptDelta",
    "RealtimeBetaServerEventResponseAudioTranscriptDone",
    "RealtimeBetaServerEventResponseContentPartAdded",
    "RealtimeBetaServerEventResponseContentPartAddedPart",
    "RealtimeBetaServerEventResponseContentPartDone",
    "RealtimeBetaServerEventResponseContentPartDonePart",
    "RealtimeBetaServerEventResponseCreated",
    "RealtimeBetaServerEventResponseDone",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDelta",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDone",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDelta",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDone",
    "RealtimeBetaServerEventResponseMCPCallCompleted",
    "RealtimeBetaServerEventResponseMCPCallFailed",
    "RealtimeBetaServerEventResponseMCPCallInProgress",
    "RealtimeBetaServerEventResponseOutputItemAdded",
    "RealtimeBetaServerEventResponseOutputItemDone",
    "RealtimeBetaServerEventResponseTextDelta",
    "RealtimeBetaServerEventResponseTextDone",
    "RealtimeBetaServerEventSessionCreated",
    "RealtimeBetaServerEventSessionUpdated",
    "RealtimeBetaServerEventTranscriptionSessionCreated",
    "RealtimeBetaServerEventTranscriptionSessionUpdated",
    "RealtimeCallCreateRequest",
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
    "RealtimeConversationItem",
    "RealtimeConversationItemFunctionCall",
    "RealtimeConversationItemFunctionCallOutput",
    "RealtimeConversationItemMessageAssistant",
    "RealtimeConversationItemMessageAssistantContentItem",
    "RealtimeConversationItemMessageSystem",
    "RealtimeConversationItemMessageSystemContentItem",
    "RealtimeConversationItemMessageUser",
    "RealtimeConversationItemMessageUserContentItem",
    "RealtimeConversationItemWithReference",
    "RealtimeConversationItemWithReferenceContentItem",
    "RealtimeCreateClientSecretRequest",
    "RealtimeCreateClientSecretRequestExpiresAfter",
    "RealtimeCreateClientSecretRequestSession",
    "RealtimeCreateClientSecretResponse",
    "RealtimeCreateClientSecretResponseSession",
    "RealtimeFunctionTool",
    "RealtimeMCPApprovalRequest",
    "RealtimeMCPApprovalResponse",
    "RealtimeMCPHTTPError",
    "RealtimeMCPListTools",
    "RealtimeMCPProtocolError",
    "RealtimeMCPToolCall",
    "RealtimeMCPToolCallError",
    "RealtimeMCPToolExecutionError",
    "RealtimeReasoning",
    "RealtimeReasoningEffort",
    "RealtimeResponse",
    "RealtimeResponseAudio",
    "RealtimeResponseAudioOutput",
    "RealtimeResponseCreateParams",
    "RealtimeResponseCreateParamsAudio",
    "RealtimeResponseCreateParamsAudioOutput",
    "RealtimeResponseCreateParamsToolChoice",
    "RealtimeResponseCreateParamsToolsItem",
    "RealtimeResponseStatusDetails",
    "RealtimeResponseStatusDetailsError",
    "RealtimeResponseUsage",
    "RealtimeResponseUsageInputTokenDetails",
    "RealtimeResponseUsageInputTokenDetailsCachedTokensDetails",
    "RealtimeResponseUsageOutputTokenDetails",
    "RealtimeServerEvent",
    "RealtimeServerEventConversationCreated",
    "RealtimeServerEventConversationCreatedConversation",
    "RealtimeServerEventConversationItemAdded",
    "RealtimeServerEventConversationItemCreated",
    "RealtimeServerEventConversationItemDeleted",
    "RealtimeServerEventConversationItemDone",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompleted",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage",
    "RealtimeServerEventConversationItemInputAudioTranscriptionDelta",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailed",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailedError",
    "RealtimeServerEventConversationItemInputAudioTranscriptionSegment",
    "RealtimeServerEventConversationItemRetrieved",
    "RealtimeServerEventConversationItemTruncated",
    "RealtimeServerEventError",
    "RealtimeServerEventErrorError",
    "RealtimeServerEventInputAudioBufferCleared",
    "RealtimeServerEventInputAudioBufferCommitted",
    "RealtimeServerEventInputAudioBufferDtmfEventReceived",
    "RealtimeServerEventInputAudioBufferSpeechStarted",
    "RealtimeServerEventInputAudioBufferSpeechStopped",
    "RealtimeServerEventInputAudioBufferTimeoutTriggered",
    "RealtimeServerEventMCPListToolsCompleted",
    "RealtimeServerEventMCPListToolsFailed",
    "RealtimeServerEventMCPListToolsInProgress",
    "RealtimeServerEventOutputAudioBufferCleared",
    "RealtimeServerEventOutputAudioBufferStarted",
    "RealtimeServerEventOutputAudioBufferStopped",
    "RealtimeServerEventRateLimitsUpdated",
    "RealtimeServerEventRateLimitsUpdatedRateLimitsItem",
    "RealtimeServerEventResponseAudioDelta",
    "RealtimeServerEventResponseAudioDone",
    "RealtimeServerEventResponseAudioTranscriptDelta",
    "RealtimeServerEventResponseAudioTranscriptDone",
    "RealtimeServerEventResponseContentPartAdded",
    "RealtimeServerEventResponseContentPartAddedPart",
    "RealtimeServerEventResponseContentPartDone",
    "RealtimeServerEventResponseContentPartDonePart",
    "RealtimeServerEventResponseCreated",
    "RealtimeServerEventResponseDone",
    "RealtimeServerEventResponseFunctionCallArgumentsDelta",
    "RealtimeServerEventResponseFunctionCallArgumentsDone",
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
    "RealtimeServerEventSessionCreatedSession",
    "RealtimeServerEventSessionUpdated",
    "RealtimeServerEventSessionUpdatedSession",
    "RealtimeServerEventTranscriptionSessionUpdated",
    "RealtimeSession",
    "RealtimeSessionClientSecret",
    "RealtimeSessionCreateRequest",
    "RealtimeSessionCreateRequestGA",
    "RealtimeSessionCreateRequestGAAudio",
    "RealtimeSessionCreateRequestGAAudioInput",
    "RealtimeSessionCreateRequestGAAudioInputNoiseReduction",
    "RealtimeSessionCreateRequestGAAudioOutput",
    "RealtimeSessionCreateRequestGAToolChoice",
    "RealtimeSessionCreateRequestGAToolsItem",
    "RealtimeSessionCreateRequestGATracing",
    "RealtimeSessionCreateRequestInputAudioNoiseReduction",
    "RealtimeSessionCreateRequestInputAudioTranscription",
    "RealtimeSessionCreateRequestToolsItem",
    "RealtimeSessionCreateRequestTracing",
    "RealtimeSessionCreateRequestTurnDetection",
    "RealtimeSessionCreateResponse",
    "RealtimeSessionCreateResponseAudio",
    "RealtimeSessionCreateResponseAudioInput",
    "RealtimeSessionCreateResponseAudioInputNoiseReduction",
    "RealtimeSessionCreateResponseAudioInputTurnDetection",
    "RealtimeSessionCreateResponseAudioOutput",
    "RealtimeSessionCreateResponseClientSecret",
    "RealtimeSessionCreateResponseGA",
    "RealtimeSessionCreateResponseGAAudio",
    "RealtimeSessionCreateResponseGAAudioInput",
    "RealtimeSessionCreateResponseGAAudioInputNoiseReduction",
    "RealtimeSessionCreateResponseGAAudioOutput",
    "RealtimeSessionCreateResponseGAToolChoice",
    "RealtimeSessionCreateResponseGAToolsItem",
    "RealtimeSessionCreateResponseGATracing",
    "RealtimeSessionCreateResponseInputAudioNoiseReduction",
    "RealtimeSessionCreateResponseInputAudioTranscription",
    "RealtimeSessionCreateResponseTracing",
    "RealtimeSessionCreateResponseTurnDetection",
    "RealtimeSessionInputAudioNoiseReduction",
    "RealtimeSessionTracing",
    "RealtimeTranscriptionSessionCreateRequest",
    "RealtimeTranscriptionSessionCreateRequestGA",
    "RealtimeTranscriptionSessionCreateRequestGAAudio",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInput",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestTurnDetection",
    "RealtimeTranscriptionSessionCreateResponse",
    "RealtimeTranscriptionSessionCreateResponseClientSecret",
    "RealtimeTranscriptionSessionCreateResponseGA",
    "RealtimeTranscriptionSessionCreateResponseGAAudio",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInput",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection",
    "RealtimeTranscriptionSessionCreateResponseTurnDetection",
    "RealtimeTranslationClientEvent",
    "RealtimeTranslationClientEventInputAudioBufferAppend",
    "RealtimeTranslationClientEventSessionClose",
    "RealtimeTranslationClientEventSessionUpdate",
    "RealtimeTranslationClientSecretCreateRequest",
    "RealtimeTranslationClientSecretCreateRequestExpiresAfter",
    "RealtimeTranslationClientSecretCreateResponse",
    "RealtimeTranslationServerEvent",
    "RealtimeTranslationServerEventSessionClosed",
    "RealtimeTranslationServerEventSessionCreated",
    "RealtimeTranslationServerEventSessionInputTranscriptDelta",
    "RealtimeTranslationServerEventSessionOutputAudioDelta",
    "RealtimeTranslationServerEventSessionOutputTranscriptDelta",
    "RealtimeTranslationServerEventSessionUpdated",
    "RealtimeTranslationSession",
    "RealtimeTranslationSessionAudio",
    "RealtimeTranslationSessionAudioInput",
    "RealtimeTranslationSessionAudioInputNoiseReduction",
    "RealtimeTranslationSessionAudioInputTranscription",
    "RealtimeTranslationSessionAudioOutput",
    "RealtimeTranslationSessionCreateRequest",
    "RealtimeTranslationSessionCreateRequestAudio",
    "RealtimeTranslationSessionCreateRequestAudioInput",
    "RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction",
    "RealtimeTranslationSessionCreateRequestAudioInputTranscription",
    "RealtimeTranslationSessionCreateRequestAudioOutput",
    "RealtimeTranslationSessionUpdateRequest",
    "RealtimeTranslationSessionUpdateRequestAudio",
    "RealtimeTranslationSessionUpdateRequestAudioInput",
    "RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction",
    "RealtimeTranslationSessionUpdateRequestAudioInputTranscription",
    "RealtimeTranslationSessionUpdateRequestAudioOutput",
    "RealtimeTruncation",
    "RealtimeTruncationRetentionRatio",
    "RealtimeTruncationRetentionRatioTokenLimits",
    "RealtimeTurnDetection",
    "RealtimeTurnDetectionSemanticVad",
    "RealtimeTurnDetectionServerVad",
    "ResponsePromptVariables",
    "ResponsePromptVariablesValue",
    "ToolChoiceFunction",
    "ToolChoiceMCP",
    "ToolChoiceOptions",
    "TranscriptTextUsageDuration",
    "TranscriptTextUsageTokens",
    "TranscriptTextUsageTokensInputTokenDetails",
    "TranscriptionLanguage",
    "VoiceIdsOrCustomVoice",
    "VoiceIdsOrCustomVoiceObject",
    "VoiceIdsShared",
]


def __getattr__(name: str) -> Any:
    try:
        module = _MODULES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = globals()[name] = getattr(import_module(module, __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
