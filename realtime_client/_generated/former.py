# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Former names of classes, which stay importable from `realtime_client.models`."""

from typing import TYPE_CHECKING

from realtime_client._core.lazy import lazy

FORMER: dict[str, str] = {
    "RealtimeBetaResponseStatusDetails": "RealtimeResponseStatusDetails",
    "RealtimeBetaResponseStatusDetailsError": "RealtimeResponseStatusDetailsError",
    "RealtimeBetaResponseUsageInputTokenDetails": "RealtimeResponseUsageInputTokenDetails",
    "RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails": "RealtimeCachedTokensDetails",
    "RealtimeBetaResponseUsageOutputTokenDetails": "RealtimeTokenDetails",
    "RealtimeBetaResponseCreateParamsToolsItem": "RealtimeFunctionTool",
    "RealtimeBetaResponseCreateParamsToolChoice": "RealtimeToolChoice",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted": "RealtimeBetaServerEventInputTranscriptionCompleted",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage": "RealtimeTranscriptionUsage",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta": "RealtimeBetaServerEventInputTranscriptionDelta",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed": "RealtimeBetaServerEventInputTranscriptionFailed",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError": "RealtimeBetaTranscriptionError",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment": "RealtimeBetaServerEventInputTranscriptionSegment",
    "RealtimeBetaServerEventErrorError": "RealtimeServerEventErrorError",
    "RealtimeBetaServerEventInputAudioBufferSpeechStarted": "RealtimeBetaServerEventSpeechStarted",
    "RealtimeBetaServerEventInputAudioBufferSpeechStopped": "RealtimeBetaServerEventSpeechStopped",
    "RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem": "RealtimeRateLimit",
    "RealtimeBetaServerEventResponseAudioTranscriptDelta": "RealtimeBetaServerEventAudioTranscriptDelta",
    "RealtimeBetaServerEventResponseAudioTranscriptDone": "RealtimeBetaServerEventAudioTranscriptDone",
    "RealtimeBetaServerEventResponseContentPartAddedPart": "RealtimeContentPart",
    "RealtimeBetaServerEventResponseContentPartDonePart": "RealtimeContentPart",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDelta": "RealtimeBetaServerEventFunctionCallArgumentsDelta",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDone": "RealtimeBetaServerEventFunctionCallArgumentsDone",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDelta": "RealtimeBetaServerEventMCPCallArgumentsDelta",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDone": "RealtimeBetaServerEventMCPCallArgumentsDone",
    "RealtimeConversationItemMessageAssistantContentItem": "RealtimeConversationItemAssistantContentItem",
    "RealtimeCreateClientSecretRequestExpiresAfter": "RealtimeExpiresAfter",
    "RealtimeCreateClientSecretResponseSession": "RealtimeGASession",
    "RealtimeResponseUsageInputTokenDetailsCachedTokensDetails": "RealtimeCachedTokensDetails",
    "RealtimeResponseCreateParamsAudio": "RealtimeResponseAudio",
    "RealtimeResponseCreateParamsAudioOutput": "RealtimeResponseAudioOutput",
    "RealtimeResponseCreateParamsToolsItem": "RealtimeTool",
    "RealtimeResponseCreateParamsToolChoice": "RealtimeToolChoice",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompleted": "RealtimeServerEventInputTranscriptionCompleted",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage": "RealtimeTranscriptionUsage",
    "RealtimeServerEventConversationItemInputAudioTranscriptionDelta": "RealtimeServerEventInputTranscriptionDelta",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailed": "RealtimeServerEventInputTranscriptionFailed",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailedError": "RealtimeTranscriptionError",
    "RealtimeServerEventConversationItemInputAudioTranscriptionSegment": "RealtimeServerEventInputTranscriptionSegment",
    "RealtimeServerEventInputAudioBufferDtmfEventReceived": "RealtimeServerEventDtmfEventReceived",
    "RealtimeServerEventInputAudioBufferTimeoutTriggered": "RealtimeServerEventTimeoutTriggered",
    "RealtimeServerEventRateLimitsUpdatedRateLimitsItem": "RealtimeRateLimit",
    "RealtimeServerEventResponseContentPartAddedPart": "RealtimeContentPart",
    "RealtimeServerEventResponseContentPartDonePart": "RealtimeContentPart",
    "RealtimeServerEventResponseFunctionCallArgumentsDelta": "RealtimeServerEventFunctionCallArgumentsDelta",
    "RealtimeServerEventResponseFunctionCallArgumentsDone": "RealtimeServerEventFunctionCallArgumentsDone",
    "RealtimeServerEventSessionCreatedSession": "RealtimeGASession",
    "RealtimeServerEventSessionUpdatedSession": "RealtimeGASession",
    "RealtimeSessionInputAudioNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeSessionClientSecret": "RealtimeClientSecret",
    "RealtimeSessionCreateRequestInputAudioTranscription": "RealtimeSessionCreateRequestTranscription",
    "RealtimeSessionCreateRequestTracing": "RealtimeSessionTracing",
    "RealtimeSessionCreateRequestToolsItem": "RealtimeFunctionTool",
    "RealtimeSessionCreateRequestInputAudioNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeSessionCreateResponseAudioInputNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeSessionCreateResponseAudioInputTurnDetection": "RealtimeReportedTurnDetection",
    "RealtimeSessionCreateResponseTracing": "RealtimeSessionTracing",
    "RealtimeSessionCreateResponseClientSecret": "RealtimeClientSecret",
    "RealtimeSessionCreateResponseInputAudioTranscription": "RealtimeSessionCreateResponseTranscription",
    "RealtimeSessionCreateResponseInputAudioNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeSessionCreateRequestGAAudioInputNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeSessionCreateRequestGATracing": "RealtimeSessionTracing",
    "RealtimeSessionCreateRequestGAToolsItem": "RealtimeTool",
    "RealtimeSessionCreateRequestGAToolChoice": "RealtimeToolChoice",
    "RealtimeSessionCreateResponseGAAudioInputNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeSessionCreateResponseGATracing": "RealtimeSessionTracing",
    "RealtimeSessionCreateResponseGAToolsItem": "RealtimeTool",
    "RealtimeSessionCreateResponseGAToolChoice": "RealtimeToolChoice",
    "RealtimeTranscriptionSessionCreateRequestTurnDetection": "RealtimeTranscriptionSessionTurnDetection",
    "RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInput": "RealtimeSessionCreateRequestGAAudioInput",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeTranscriptionSessionCreateResponseClientSecret": "RealtimeClientSecret",
    "RealtimeTranscriptionSessionCreateResponseTurnDetection": "RealtimeReportedTurnDetection",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInput": "RealtimeTranscriptionSessionResponseAudioInput",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction": "RealtimeNoiseReduction",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection": "RealtimeReportedTurnDetection",
    "RealtimeTranslationClientEventInputAudioBufferAppend": "RealtimeTranslationEventAudioBufferAppend",
    "RealtimeTranslationClientSecretCreateRequestExpiresAfter": "RealtimeExpiresAfter",
    "RealtimeTranslationServerEventSessionInputTranscriptDelta": "RealtimeTranslationEventInputTranscriptDelta",
    "RealtimeTranslationServerEventSessionOutputAudioDelta": "RealtimeTranslationEventOutputAudioDelta",
    "RealtimeTranslationServerEventSessionOutputTranscriptDelta": "RealtimeTranslationEventOutputTranscriptDelta",
    "RealtimeTranslationSessionCreateRequestAudio": "RealtimeTranslationSessionAudio",
    "RealtimeTranslationSessionCreateRequestAudioInput": "RealtimeTranslationSessionAudioInput",
    "RealtimeTranslationSessionCreateRequestAudioInputTranscription": "RealtimeTranslationInputTranscription",
    "RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction": "RealtimeTranslationNoiseReduction",
    "RealtimeTranslationSessionCreateRequestAudioOutput": "RealtimeTranslationSessionAudioOutput",
    "RealtimeTranslationSessionUpdateRequestAudio": "RealtimeTranslationSessionAudio",
    "RealtimeTranslationSessionUpdateRequestAudioInput": "RealtimeTranslationSessionAudioInput",
    "RealtimeTranslationSessionUpdateRequestAudioInputTranscription": "RealtimeTranslationInputTranscription",
    "RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction": "RealtimeTranslationNoiseReduction",
    "RealtimeTranslationSessionUpdateRequestAudioOutput": "RealtimeTranslationSessionAudioOutput",
    "TranscriptTextUsageTokensInputTokenDetails": "RealtimeTokenDetails",
    "RealtimeBetaClientEventConversationItemRetrieve": "RealtimeBetaClientEventItemRetrieve",
    "RealtimeBetaClientEventConversationItemTruncate": "RealtimeBetaClientEventItemTruncate",
    "RealtimeBetaClientEventTranscriptionSessionUpdate": "RealtimeBetaClientEventTranscriptionUpdate",
    "RealtimeConversationItemMessageSystemContentItem": "RealtimeConversationItemSystemContentItem",
    "RealtimeTranscriptionSessionCreateRequestGAAudio": "RealtimeTranscriptionSessionRequestAudio",
    "RealtimeTranslationSessionAudioInputTranscription": "RealtimeTranslationInputTranscription",
    "RealtimeTranslationSessionAudioInputNoiseReduction": "RealtimeTranslationNoiseReduction",
    "RealtimeTranslationClientEventAudioBufferAppend": "RealtimeTranslationEventAudioBufferAppend",
}

if TYPE_CHECKING:
    from .models import RealtimeBetaClientEventItemRetrieve as RealtimeBetaClientEventConversationItemRetrieve
    from .models import RealtimeBetaClientEventItemTruncate as RealtimeBetaClientEventConversationItemTruncate
    from .models import RealtimeBetaClientEventTranscriptionUpdate as RealtimeBetaClientEventTranscriptionSessionUpdate
    from .models import (
        RealtimeBetaServerEventAudioTranscriptDelta as RealtimeBetaServerEventResponseAudioTranscriptDelta,
    )
    from .models import RealtimeBetaServerEventAudioTranscriptDone as RealtimeBetaServerEventResponseAudioTranscriptDone
    from .models import (
        RealtimeBetaServerEventFunctionCallArgumentsDelta as RealtimeBetaServerEventResponseFunctionCallArgumentsDelta,
    )
    from .models import (
        RealtimeBetaServerEventFunctionCallArgumentsDone as RealtimeBetaServerEventResponseFunctionCallArgumentsDone,
    )
    from .models import (
        RealtimeBetaServerEventInputTranscriptionCompleted as RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted,
    )
    from .models import (
        RealtimeBetaServerEventInputTranscriptionDelta as RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta,
    )
    from .models import (
        RealtimeBetaServerEventInputTranscriptionFailed as RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed,
    )
    from .models import (
        RealtimeBetaServerEventInputTranscriptionSegment as RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment,
    )
    from .models import (
        RealtimeBetaServerEventMCPCallArgumentsDelta as RealtimeBetaServerEventResponseMCPCallArgumentsDelta,
    )
    from .models import (
        RealtimeBetaServerEventMCPCallArgumentsDone as RealtimeBetaServerEventResponseMCPCallArgumentsDone,
    )
    from .models import RealtimeBetaServerEventSpeechStarted as RealtimeBetaServerEventInputAudioBufferSpeechStarted
    from .models import RealtimeBetaServerEventSpeechStopped as RealtimeBetaServerEventInputAudioBufferSpeechStopped
    from .models import (
        RealtimeBetaTranscriptionError as RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError,
    )
    from .models import RealtimeCachedTokensDetails as RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails
    from .models import RealtimeCachedTokensDetails as RealtimeResponseUsageInputTokenDetailsCachedTokensDetails
    from .models import RealtimeClientSecret as RealtimeSessionClientSecret
    from .models import RealtimeClientSecret as RealtimeSessionCreateResponseClientSecret
    from .models import RealtimeClientSecret as RealtimeTranscriptionSessionCreateResponseClientSecret
    from .models import RealtimeContentPart as RealtimeBetaServerEventResponseContentPartAddedPart
    from .models import RealtimeContentPart as RealtimeBetaServerEventResponseContentPartDonePart
    from .models import RealtimeContentPart as RealtimeServerEventResponseContentPartAddedPart
    from .models import RealtimeContentPart as RealtimeServerEventResponseContentPartDonePart
    from .models import (
        RealtimeConversationItemAssistantContentItem as RealtimeConversationItemMessageAssistantContentItem,
    )
    from .models import RealtimeConversationItemSystemContentItem as RealtimeConversationItemMessageSystemContentItem
    from .models import RealtimeExpiresAfter as RealtimeCreateClientSecretRequestExpiresAfter
    from .models import RealtimeExpiresAfter as RealtimeTranslationClientSecretCreateRequestExpiresAfter
    from .models import RealtimeFunctionTool as RealtimeBetaResponseCreateParamsToolsItem
    from .models import RealtimeFunctionTool as RealtimeSessionCreateRequestToolsItem
    from .models import RealtimeGASession as RealtimeCreateClientSecretResponseSession
    from .models import RealtimeGASession as RealtimeServerEventSessionCreatedSession
    from .models import RealtimeGASession as RealtimeServerEventSessionUpdatedSession
    from .models import RealtimeNoiseReduction as RealtimeSessionCreateRequestGAAudioInputNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeSessionCreateRequestInputAudioNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeSessionCreateResponseAudioInputNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeSessionCreateResponseGAAudioInputNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeSessionCreateResponseInputAudioNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeSessionInputAudioNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction
    from .models import RealtimeNoiseReduction as RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction
    from .models import RealtimeRateLimit as RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem
    from .models import RealtimeRateLimit as RealtimeServerEventRateLimitsUpdatedRateLimitsItem
    from .models import RealtimeReportedTurnDetection as RealtimeSessionCreateResponseAudioInputTurnDetection
    from .models import (
        RealtimeReportedTurnDetection as RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection,
    )
    from .models import RealtimeReportedTurnDetection as RealtimeTranscriptionSessionCreateResponseTurnDetection
    from .models import RealtimeResponseAudio as RealtimeResponseCreateParamsAudio
    from .models import RealtimeResponseAudioOutput as RealtimeResponseCreateParamsAudioOutput
    from .models import RealtimeResponseStatusDetails as RealtimeBetaResponseStatusDetails
    from .models import RealtimeResponseStatusDetailsError as RealtimeBetaResponseStatusDetailsError
    from .models import RealtimeResponseUsageInputTokenDetails as RealtimeBetaResponseUsageInputTokenDetails
    from .models import RealtimeServerEventDtmfEventReceived as RealtimeServerEventInputAudioBufferDtmfEventReceived
    from .models import RealtimeServerEventErrorError as RealtimeBetaServerEventErrorError
    from .models import (
        RealtimeServerEventFunctionCallArgumentsDelta as RealtimeServerEventResponseFunctionCallArgumentsDelta,
    )
    from .models import (
        RealtimeServerEventFunctionCallArgumentsDone as RealtimeServerEventResponseFunctionCallArgumentsDone,
    )
    from .models import (
        RealtimeServerEventInputTranscriptionCompleted as RealtimeServerEventConversationItemInputAudioTranscriptionCompleted,
    )
    from .models import (
        RealtimeServerEventInputTranscriptionDelta as RealtimeServerEventConversationItemInputAudioTranscriptionDelta,
    )
    from .models import (
        RealtimeServerEventInputTranscriptionFailed as RealtimeServerEventConversationItemInputAudioTranscriptionFailed,
    )
    from .models import (
        RealtimeServerEventInputTranscriptionSegment as RealtimeServerEventConversationItemInputAudioTranscriptionSegment,
    )
    from .models import RealtimeServerEventTimeoutTriggered as RealtimeServerEventInputAudioBufferTimeoutTriggered
    from .models import (
        RealtimeSessionCreateRequestGAAudioInput as RealtimeTranscriptionSessionCreateRequestGAAudioInput,
    )
    from .models import RealtimeSessionCreateRequestTranscription as RealtimeSessionCreateRequestInputAudioTranscription
    from .models import (
        RealtimeSessionCreateResponseTranscription as RealtimeSessionCreateResponseInputAudioTranscription,
    )
    from .models import RealtimeSessionTracing as RealtimeSessionCreateRequestGATracing
    from .models import RealtimeSessionTracing as RealtimeSessionCreateRequestTracing
    from .models import RealtimeSessionTracing as RealtimeSessionCreateResponseGATracing
    from .models import RealtimeSessionTracing as RealtimeSessionCreateResponseTracing
    from .models import RealtimeTokenDetails as RealtimeBetaResponseUsageOutputTokenDetails
    from .models import RealtimeTokenDetails as TranscriptTextUsageTokensInputTokenDetails
    from .models import RealtimeTool as RealtimeResponseCreateParamsToolsItem
    from .models import RealtimeTool as RealtimeSessionCreateRequestGAToolsItem
    from .models import RealtimeTool as RealtimeSessionCreateResponseGAToolsItem
    from .models import RealtimeToolChoice as RealtimeBetaResponseCreateParamsToolChoice
    from .models import RealtimeToolChoice as RealtimeResponseCreateParamsToolChoice
    from .models import RealtimeToolChoice as RealtimeSessionCreateRequestGAToolChoice
    from .models import RealtimeToolChoice as RealtimeSessionCreateResponseGAToolChoice
    from .models import (
        RealtimeTranscriptionError as RealtimeServerEventConversationItemInputAudioTranscriptionFailedError,
    )
    from .models import RealtimeTranscriptionSessionRequestAudio as RealtimeTranscriptionSessionCreateRequestGAAudio
    from .models import (
        RealtimeTranscriptionSessionResponseAudioInput as RealtimeTranscriptionSessionCreateResponseGAAudioInput,
    )
    from .models import (
        RealtimeTranscriptionSessionTurnDetection as RealtimeTranscriptionSessionCreateRequestTurnDetection,
    )
    from .models import (
        RealtimeTranscriptionUsage as RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage,
    )
    from .models import (
        RealtimeTranscriptionUsage as RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage,
    )
    from .models import RealtimeTranslationEventAudioBufferAppend as RealtimeTranslationClientEventAudioBufferAppend
    from .models import (
        RealtimeTranslationEventAudioBufferAppend as RealtimeTranslationClientEventInputAudioBufferAppend,
    )
    from .models import (
        RealtimeTranslationEventInputTranscriptDelta as RealtimeTranslationServerEventSessionInputTranscriptDelta,
    )
    from .models import (
        RealtimeTranslationEventOutputAudioDelta as RealtimeTranslationServerEventSessionOutputAudioDelta,
    )
    from .models import (
        RealtimeTranslationEventOutputTranscriptDelta as RealtimeTranslationServerEventSessionOutputTranscriptDelta,
    )
    from .models import RealtimeTranslationInputTranscription as RealtimeTranslationSessionAudioInputTranscription
    from .models import (
        RealtimeTranslationInputTranscription as RealtimeTranslationSessionCreateRequestAudioInputTranscription,
    )
    from .models import (
        RealtimeTranslationInputTranscription as RealtimeTranslationSessionUpdateRequestAudioInputTranscription,
    )
    from .models import RealtimeTranslationNoiseReduction as RealtimeTranslationSessionAudioInputNoiseReduction
    from .models import (
        RealtimeTranslationNoiseReduction as RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction,
    )
    from .models import (
        RealtimeTranslationNoiseReduction as RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction,
    )
    from .models import RealtimeTranslationSessionAudio as RealtimeTranslationSessionCreateRequestAudio
    from .models import RealtimeTranslationSessionAudio as RealtimeTranslationSessionUpdateRequestAudio
    from .models import RealtimeTranslationSessionAudioInput as RealtimeTranslationSessionCreateRequestAudioInput
    from .models import RealtimeTranslationSessionAudioInput as RealtimeTranslationSessionUpdateRequestAudioInput
    from .models import RealtimeTranslationSessionAudioOutput as RealtimeTranslationSessionCreateRequestAudioOutput
    from .models import RealtimeTranslationSessionAudioOutput as RealtimeTranslationSessionUpdateRequestAudioOutput

__all__ = [
    "FORMER",
    "RealtimeBetaClientEventConversationItemRetrieve",
    "RealtimeBetaClientEventConversationItemTruncate",
    "RealtimeBetaClientEventTranscriptionSessionUpdate",
    "RealtimeBetaResponseCreateParamsToolChoice",
    "RealtimeBetaResponseCreateParamsToolsItem",
    "RealtimeBetaResponseStatusDetails",
    "RealtimeBetaResponseStatusDetailsError",
    "RealtimeBetaResponseUsageInputTokenDetails",
    "RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails",
    "RealtimeBetaResponseUsageOutputTokenDetails",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompletedUsage",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment",
    "RealtimeBetaServerEventErrorError",
    "RealtimeBetaServerEventInputAudioBufferSpeechStarted",
    "RealtimeBetaServerEventInputAudioBufferSpeechStopped",
    "RealtimeBetaServerEventRateLimitsUpdatedRateLimitsItem",
    "RealtimeBetaServerEventResponseAudioTranscriptDelta",
    "RealtimeBetaServerEventResponseAudioTranscriptDone",
    "RealtimeBetaServerEventResponseContentPartAddedPart",
    "RealtimeBetaServerEventResponseContentPartDonePart",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDelta",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDone",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDelta",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDone",
    "RealtimeConversationItemMessageAssistantContentItem",
    "RealtimeConversationItemMessageSystemContentItem",
    "RealtimeCreateClientSecretRequestExpiresAfter",
    "RealtimeCreateClientSecretResponseSession",
    "RealtimeResponseCreateParamsAudio",
    "RealtimeResponseCreateParamsAudioOutput",
    "RealtimeResponseCreateParamsToolChoice",
    "RealtimeResponseCreateParamsToolsItem",
    "RealtimeResponseUsageInputTokenDetailsCachedTokensDetails",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompleted",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompletedUsage",
    "RealtimeServerEventConversationItemInputAudioTranscriptionDelta",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailed",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailedError",
    "RealtimeServerEventConversationItemInputAudioTranscriptionSegment",
    "RealtimeServerEventInputAudioBufferDtmfEventReceived",
    "RealtimeServerEventInputAudioBufferTimeoutTriggered",
    "RealtimeServerEventRateLimitsUpdatedRateLimitsItem",
    "RealtimeServerEventResponseContentPartAddedPart",
    "RealtimeServerEventResponseContentPartDonePart",
    "RealtimeServerEventResponseFunctionCallArgumentsDelta",
    "RealtimeServerEventResponseFunctionCallArgumentsDone",
    "RealtimeServerEventSessionCreatedSession",
    "RealtimeServerEventSessionUpdatedSession",
    "RealtimeSessionClientSecret",
    "RealtimeSessionCreateRequestGAAudioInputNoiseReduction",
    "RealtimeSessionCreateRequestGAToolChoice",
    "RealtimeSessionCreateRequestGAToolsItem",
    "RealtimeSessionCreateRequestGATracing",
    "RealtimeSessionCreateRequestInputAudioNoiseReduction",
    "RealtimeSessionCreateRequestInputAudioTranscription",
    "RealtimeSessionCreateRequestToolsItem",
    "RealtimeSessionCreateRequestTracing",
    "RealtimeSessionCreateResponseAudioInputNoiseReduction",
    "RealtimeSessionCreateResponseAudioInputTurnDetection",
    "RealtimeSessionCreateResponseClientSecret",
    "RealtimeSessionCreateResponseGAAudioInputNoiseReduction",
    "RealtimeSessionCreateResponseGAToolChoice",
    "RealtimeSessionCreateResponseGAToolsItem",
    "RealtimeSessionCreateResponseGATracing",
    "RealtimeSessionCreateResponseInputAudioNoiseReduction",
    "RealtimeSessionCreateResponseInputAudioTranscription",
    "RealtimeSessionCreateResponseTracing",
    "RealtimeSessionInputAudioNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestGAAudio",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInput",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestTurnDetection",
    "RealtimeTranscriptionSessionCreateResponseClientSecret",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInput",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection",
    "RealtimeTranscriptionSessionCreateResponseTurnDetection",
    "RealtimeTranslationClientEventAudioBufferAppend",
    "RealtimeTranslationClientEventInputAudioBufferAppend",
    "RealtimeTranslationClientSecretCreateRequestExpiresAfter",
    "RealtimeTranslationServerEventSessionInputTranscriptDelta",
    "RealtimeTranslationServerEventSessionOutputAudioDelta",
    "RealtimeTranslationServerEventSessionOutputTranscriptDelta",
    "RealtimeTranslationSessionAudioInputNoiseReduction",
    "RealtimeTranslationSessionAudioInputTranscription",
    "RealtimeTranslationSessionCreateRequestAudio",
    "RealtimeTranslationSessionCreateRequestAudioInput",
    "RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction",
    "RealtimeTranslationSessionCreateRequestAudioInputTranscription",
    "RealtimeTranslationSessionCreateRequestAudioOutput",
    "RealtimeTranslationSessionUpdateRequestAudio",
    "RealtimeTranslationSessionUpdateRequestAudioInput",
    "RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction",
    "RealtimeTranslationSessionUpdateRequestAudioInputTranscription",
    "RealtimeTranslationSessionUpdateRequestAudioOutput",
    "TranscriptTextUsageTokensInputTokenDetails",
]

if not TYPE_CHECKING:  # For type checkers, every name would seem to exist.
    __getattr__, __dir__ = lazy(__name__, {old: f".models:{name}" for old, name in FORMER.items()})
