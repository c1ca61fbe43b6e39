# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Former names of dictionaries, which stay importable from `realtime_client.dicts`."""

from .dicts import RealtimeBetaClientEventItemRetrieveDict as RealtimeBetaClientEventConversationItemRetrieveDict
from .dicts import RealtimeBetaClientEventItemTruncateDict as RealtimeBetaClientEventConversationItemTruncateDict
from .dicts import (
    RealtimeBetaClientEventTranscriptionUpdateDict as RealtimeBetaClientEventTranscriptionSessionUpdateDict,
)
from .dicts import (
    RealtimeConversationItemAssistantContentItemDict as RealtimeConversationItemMessageAssistantContentItemDict,
)
from .dicts import RealtimeConversationItemSystemContentItemDict as RealtimeConversationItemMessageSystemContentItemDict
from .dicts import RealtimeExpiresAfterDict as RealtimeCreateClientSecretRequestExpiresAfterDict
from .dicts import RealtimeExpiresAfterDict as RealtimeTranslationClientSecretCreateRequestExpiresAfterDict
from .dicts import RealtimeFunctionToolDict as RealtimeBetaResponseCreateParamsToolsItemDict
from .dicts import RealtimeFunctionToolDict as RealtimeSessionCreateRequestToolsItemDict
from .dicts import RealtimeNoiseReductionDict as RealtimeSessionCreateRequestGAAudioInputNoiseReductionDict
from .dicts import RealtimeNoiseReductionDict as RealtimeSessionCreateRequestInputAudioNoiseReductionDict
from .dicts import RealtimeNoiseReductionDict as RealtimeSessionCreateResponseAudioInputNoiseReductionDict
from .dicts import RealtimeNoiseReductionDict as RealtimeSessionCreateResponseGAAudioInputNoiseReductionDict
from .dicts import RealtimeNoiseReductionDict as RealtimeSessionCreateResponseInputAudioNoiseReductionDict
from .dicts import RealtimeNoiseReductionDict as RealtimeSessionInputAudioNoiseReductionDict
from .dicts import RealtimeNoiseReductionDict as RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReductionDict
from .dicts import RealtimeNoiseReductionDict as RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReductionDict
from .dicts import (
    RealtimeNoiseReductionDict as RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReductionDict,
)
from .dicts import RealtimeResponseAudioDict as RealtimeResponseCreateParamsAudioDict
from .dicts import RealtimeResponseAudioOutputDict as RealtimeResponseCreateParamsAudioOutputDict
from .dicts import (
    RealtimeSessionCreateRequestGAAudioInputDict as RealtimeTranscriptionSessionCreateRequestGAAudioInputDict,
)
from .dicts import (
    RealtimeSessionCreateRequestTranscriptionDict as RealtimeSessionCreateRequestInputAudioTranscriptionDict,
)
from .dicts import RealtimeSessionTracingDict as RealtimeSessionCreateRequestGATracingDict
from .dicts import RealtimeSessionTracingDict as RealtimeSessionCreateRequestTracingDict
from .dicts import RealtimeSessionTracingDict as RealtimeSessionCreateResponseGATracingDict
from .dicts import RealtimeSessionTracingDict as RealtimeSessionCreateResponseTracingDict
from .dicts import RealtimeToolChoiceDict as RealtimeBetaResponseCreateParamsToolChoiceDict
from .dicts import RealtimeToolChoiceDict as RealtimeResponseCreateParamsToolChoiceDict
from .dicts import RealtimeToolChoiceDict as RealtimeSessionCreateRequestGAToolChoiceDict
from .dicts import RealtimeToolChoiceDict as RealtimeSessionCreateResponseGAToolChoiceDict
from .dicts import RealtimeToolDict as RealtimeResponseCreateParamsToolsItemDict
from .dicts import RealtimeToolDict as RealtimeSessionCreateRequestGAToolsItemDict
from .dicts import RealtimeToolDict as RealtimeSessionCreateResponseGAToolsItemDict
from .dicts import RealtimeTranscriptionSessionRequestAudioDict as RealtimeTranscriptionSessionCreateRequestGAAudioDict
from .dicts import (
    RealtimeTranscriptionSessionTurnDetectionDict as RealtimeTranscriptionSessionCreateRequestTurnDetectionDict,
)
from .dicts import RealtimeTranslationEventAudioBufferAppendDict as RealtimeTranslationClientEventAudioBufferAppendDict
from .dicts import (
    RealtimeTranslationEventAudioBufferAppendDict as RealtimeTranslationClientEventInputAudioBufferAppendDict,
)
from .dicts import RealtimeTranslationInputTranscriptionDict as RealtimeTranslationSessionAudioInputTranscriptionDict
from .dicts import (
    RealtimeTranslationInputTranscriptionDict as RealtimeTranslationSessionCreateRequestAudioInputTranscriptionDict,
)
from .dicts import (
    RealtimeTranslationInputTranscriptionDict as RealtimeTranslationSessionUpdateRequestAudioInputTranscriptionDict,
)
from .dicts import RealtimeTranslationNoiseReductionDict as RealtimeTranslationSessionAudioInputNoiseReductionDict
from .dicts import (
    RealtimeTranslationNoiseReductionDict as RealtimeTranslationSessionCreateRequestAudioInputNoiseReductionDict,
)
from .dicts import (
    RealtimeTranslationNoiseReductionDict as RealtimeTranslationSessionUpdateRequestAudioInputNoiseReductionDict,
)
from .dicts import RealtimeTranslationSessionAudioDict as RealtimeTranslationSessionCreateRequestAudioDict
from .dicts import RealtimeTranslationSessionAudioDict as RealtimeTranslationSessionUpdateRequestAudioDict
from .dicts import RealtimeTranslationSessionAudioInputDict as RealtimeTranslationSessionCreateRequestAudioInputDict
from .dicts import RealtimeTranslationSessionAudioInputDict as RealtimeTranslationSessionUpdateRequestAudioInputDict
from .dicts import RealtimeTranslationSessionAudioOutputDict as RealtimeTranslationSessionCreateRequestAudioOutputDict
from .dicts import RealtimeTranslationSessionAudioOutputDict as RealtimeTranslationSessionUpdateRequestAudioOutputDict

__all__ = [
    "RealtimeBetaClientEventConversationItemRetrieveDict",
    "RealtimeBetaClientEventConversationItemTruncateDict",
    "RealtimeBetaClientEventTranscriptionSessionUpdateDict",
    "RealtimeBetaResponseCreateParamsToolChoiceDict",
    "RealtimeBetaResponseCreateParamsToolsItemDict",
    "RealtimeConversationItemMessageAssistantContentItemDict",
    "RealtimeConversationItemMessageSystemContentItemDict",
    "RealtimeCreateClientSecretRequestExpiresAfterDict",
    "RealtimeResponseCreateParamsAudioDict",
    "RealtimeResponseCreateParamsAudioOutputDict",
    "RealtimeResponseCreateParamsToolChoiceDict",
    "RealtimeResponseCreateParamsToolsItemDict",
    "RealtimeSessionCreateRequestGAAudioInputNoiseReductionDict",
    "RealtimeSessionCreateRequestGAToolChoiceDict",
    "RealtimeSessionCreateRequestGAToolsItemDict",
    "RealtimeSessionCreateRequestGATracingDict",
    "RealtimeSessionCreateRequestInputAudioNoiseReductionDict",
    "RealtimeSessionCreateRequestInputAudioTranscriptionDict",
    "RealtimeSessionCreateRequestToolsItemDict",
    "RealtimeSessionCreateRequestTracingDict",
    "RealtimeSessionCreateResponseAudioInputNoiseReductionDict",
    "RealtimeSessionCreateResponseGAAudioInputNoiseReductionDict",
    "RealtimeSessionCreateResponseGAToolChoiceDict",
    "RealtimeSessionCreateResponseGAToolsItemDict",
    "RealtimeSessionCreateResponseGATracingDict",
    "RealtimeSessionCreateResponseInputAudioNoiseReductionDict",
    "RealtimeSessionCreateResponseTracingDict",
    "RealtimeSessionInputAudioNoiseReductionDict",
    "RealtimeTranscriptionSessionCreateRequestGAAudioDict",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputDict",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReductionDict",
    "RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReductionDict",
    "RealtimeTranscriptionSessionCreateRequestTurnDetectionDict",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReductionDict",
    "RealtimeTranslationClientEventAudioBufferAppendDict",
    "RealtimeTranslationClientEventInputAudioBufferAppendDict",
    "RealtimeTranslationClientSecretCreateRequestExpiresAfterDict",
    "RealtimeTranslationSessionAudioInputNoiseReductionDict",
    "RealtimeTranslationSessionAudioInputTranscriptionDict",
    "RealtimeTranslationSessionCreateRequestAudioDict",
    "RealtimeTranslationSessionCreateRequestAudioInputDict",
    "RealtimeTranslationSessionCreateRequestAudioInputNoiseReductionDict",
    "RealtimeTranslationSessionCreateRequestAudioInputTranscriptionDict",
    "RealtimeTranslationSessionCreateRequestAudioOutputDict",
    "RealtimeTranslationSessionUpdateRequestAudioDict",
    "RealtimeTranslationSessionUpdateRequestAudioInputDict",
    "RealtimeTranslationSessionUpdateRequestAudioInputNoiseReductionDict",
    "RealtimeTranslationSessionUpdateRequestAudioInputTranscriptionDict",
    "RealtimeTranslationSessionUpdateRequestAudioOutputDict",
]
