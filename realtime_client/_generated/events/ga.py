# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Events of the ga dialect under short names."""

from typing import TYPE_CHECKING

from realtime_client._core.lazy import lazy

if TYPE_CHECKING:
    from ..models import RealtimeClientEventConversationItemCreate as ConversationItemCreate
    from ..models import RealtimeClientEventConversationItemDelete as ConversationItemDelete
    from ..models import RealtimeClientEventConversationItemRetrieve as ConversationItemRetrieve
    from ..models import RealtimeClientEventConversationItemTruncate as ConversationItemTruncate
    from ..models import RealtimeClientEventInputAudioBufferAppend as InputAudioBufferAppend
    from ..models import RealtimeClientEventInputAudioBufferClear as InputAudioBufferClear
    from ..models import RealtimeClientEventInputAudioBufferCommit as InputAudioBufferCommit
    from ..models import RealtimeClientEventOutputAudioBufferClear as OutputAudioBufferClear
    from ..models import RealtimeClientEventResponseCancel as ResponseCancel
    from ..models import RealtimeClientEventResponseCreate as ResponseCreate
    from ..models import RealtimeClientEventSessionUpdate as SessionUpdate
    from ..models import RealtimeClientEventTranscriptionSessionUpdate as TranscriptionSessionUpdate
    from ..models import RealtimeServerEventConversationCreated as ConversationCreated
    from ..models import RealtimeServerEventConversationItemAdded as ConversationItemAdded
    from ..models import RealtimeServerEventConversationItemCreated as ConversationItemCreated
    from ..models import RealtimeServerEventConversationItemDeleted as ConversationItemDeleted
    from ..models import RealtimeServerEventConversationItemDone as ConversationItemDone
    from ..models import RealtimeServerEventConversationItemRetrieved as ConversationItemRetrieved
    from ..models import RealtimeServerEventConversationItemTruncated as ConversationItemTruncated
    from ..models import RealtimeServerEventDtmfEventReceived as InputAudioBufferDtmfEventReceived
    from ..models import RealtimeServerEventError as Error
    from ..models import RealtimeServerEventFunctionCallArgumentsDelta as ResponseFunctionCallArgumentsDelta
    from ..models import RealtimeServerEventFunctionCallArgumentsDone as ResponseFunctionCallArgumentsDone
    from ..models import RealtimeServerEventInputAudioBufferCleared as InputAudioBufferCleared
    from ..models import RealtimeServerEventInputAudioBufferCommitted as InputAudioBufferCommitted
    from ..models import RealtimeServerEventInputAudioBufferSpeechStarted as InputAudioBufferSpeechStarted
    from ..models import RealtimeServerEventInputAudioBufferSpeechStopped as InputAudioBufferSpeechStopped
    from ..models import (
        RealtimeServerEventInputTranscriptionCompleted as ConversationItemInputAudioTranscriptionCompleted,
    )
    from ..models import RealtimeServerEventInputTranscriptionDelta as ConversationItemInputAudioTranscriptionDelta
    from ..models import RealtimeServerEventInputTranscriptionFailed as ConversationItemInputAudioTranscriptionFailed
    from ..models import RealtimeServerEventInputTranscriptionSegment as ConversationItemInputAudioTranscriptionSegment
    from ..models import RealtimeServerEventMCPListToolsCompleted as MCPListToolsCompleted
    from ..models import RealtimeServerEventMCPListToolsFailed as MCPListToolsFailed
    from ..models import RealtimeServerEventMCPListToolsInProgress as MCPListToolsInProgress
    from ..models import RealtimeServerEventOutputAudioBufferCleared as OutputAudioBufferCleared
    from ..models import RealtimeServerEventOutputAudioBufferStarted as OutputAudioBufferStarted
    from ..models import RealtimeServerEventOutputAudioBufferStopped as OutputAudioBufferStopped
    from ..models import RealtimeServerEventRateLimitsUpdated as RateLimitsUpdated
    from ..models import RealtimeServerEventResponseAudioDelta as ResponseAudioDelta
    from ..models import RealtimeServerEventResponseAudioDone as ResponseAudioDone
    from ..models import RealtimeServerEventResponseAudioTranscriptDelta as ResponseAudioTranscriptDelta
    from ..models import RealtimeServerEventResponseAudioTranscriptDone as ResponseAudioTranscriptDone
    from ..models import RealtimeServerEventResponseContentPartAdded as ResponseContentPartAdded
    from ..models import RealtimeServerEventResponseContentPartDone as ResponseContentPartDone
    from ..models import RealtimeServerEventResponseCreated as ResponseCreated
    from ..models import RealtimeServerEventResponseDone as ResponseDone
    from ..models import RealtimeServerEventResponseMCPCallArgumentsDelta as ResponseMCPCallArgumentsDelta
    from ..models import RealtimeServerEventResponseMCPCallArgumentsDone as ResponseMCPCallArgumentsDone
    from ..models import RealtimeServerEventResponseMCPCallCompleted as ResponseMCPCallCompleted
    from ..models import RealtimeServerEventResponseMCPCallFailed as ResponseMCPCallFailed
    from ..models import RealtimeServerEventResponseMCPCallInProgress as ResponseMCPCallInProgress
    from ..models import RealtimeServerEventResponseOutputItemAdded as ResponseOutputItemAdded
    from ..models import RealtimeServerEventResponseOutputItemDone as ResponseOutputItemDone
    from ..models import RealtimeServerEventResponseTextDelta as ResponseTextDelta
    from ..models import RealtimeServerEventResponseTextDone as ResponseTextDone
    from ..models import RealtimeServerEventSessionCreated as SessionCreated
    from ..models import RealtimeServerEventSessionUpdated as SessionUpdated
    from ..models import RealtimeServerEventTimeoutTriggered as InputAudioBufferTimeoutTriggered
    from ..models import RealtimeServerEventTranscriptionSessionUpdated as TranscriptionSessionUpdated

_WHERE: dict[str, str] = {
    "ConversationCreated": "..models:RealtimeServerEventConversationCreated",
    "ConversationItemAdded": "..models:RealtimeServerEventConversationItemAdded",
    "ConversationItemCreate": "..models:RealtimeClientEventConversationItemCreate",
    "ConversationItemCreated": "..models:RealtimeServerEventConversationItemCreated",
    "ConversationItemDelete": "..models:RealtimeClientEventConversationItemDelete",
    "ConversationItemDeleted": "..models:RealtimeServerEventConversationItemDeleted",
    "ConversationItemDone": "..models:RealtimeServerEventConversationItemDone",
    "ConversationItemInputAudioTranscriptionCompleted": "..models:RealtimeServerEventInputTranscriptionCompleted",
    "ConversationItemInputAudioTranscriptionDelta": "..models:RealtimeServerEventInputTranscriptionDelta",
    "ConversationItemInputAudioTranscriptionFailed": "..models:RealtimeServerEventInputTranscriptionFailed",
    "ConversationItemInputAudioTranscriptionSegment": "..models:RealtimeServerEventInputTranscriptionSegment",
    "ConversationItemRetrieve": "..models:RealtimeClientEventConversationItemRetrieve",
    "ConversationItemRetrieved": "..models:RealtimeServerEventConversationItemRetrieved",
    "ConversationItemTruncate": "..models:RealtimeClientEventConversationItemTruncate",
    "ConversationItemTruncated": "..models:RealtimeServerEventConversationItemTruncated",
    "Error": "..models:RealtimeServerEventError",
    "InputAudioBufferAppend": "..models:RealtimeClientEventInputAudioBufferAppend",
    "InputAudioBufferClear": "..models:RealtimeClientEventInputAudioBufferClear",
    "InputAudioBufferCleared": "..models:RealtimeServerEventInputAudioBufferCleared",
    "InputAudioBufferCommit": "..models:RealtimeClientEventInputAudioBufferCommit",
    "InputAudioBufferCommitted": "..models:RealtimeServerEventInputAudioBufferCommitted",
    "InputAudioBufferDtmfEventReceived": "..models:RealtimeServerEventDtmfEventReceived",
    "InputAudioBufferSpeechStarted": "..models:RealtimeServerEventInputAudioBufferSpeechStarted",
    "InputAudioBufferSpeechStopped": "..models:RealtimeServerEventInputAudioBufferSpeechStopped",
    "InputAudioBufferTimeoutTriggered": "..models:RealtimeServerEventTimeoutTriggered",
    "MCPListToolsCompleted": "..models:RealtimeServerEventMCPListToolsCompleted",
    "MCPListToolsFailed": "..models:RealtimeServerEventMCPListToolsFailed",
    "MCPListToolsInProgress": "..models:RealtimeServerEventMCPListToolsInProgress",
    "OutputAudioBufferClear": "..models:RealtimeClientEventOutputAudioBufferClear",
    "OutputAudioBufferCleared": "..models:RealtimeServerEventOutputAudioBufferCleared",
    "OutputAudioBufferStarted": "..models:RealtimeServerEventOutputAudioBufferStarted",
    "OutputAudioBufferStopped": "..models:RealtimeServerEventOutputAudioBufferStopped",
    "RateLimitsUpdated": "..models:RealtimeServerEventRateLimitsUpdated",
    "ResponseAudioDelta": "..models:RealtimeServerEventResponseAudioDelta",
    "ResponseAudioDone": "..models:RealtimeServerEventResponseAudioDone",
    "ResponseAudioTranscriptDelta": "..models:RealtimeServerEventResponseAudioTranscriptDelta",
    "ResponseAudioTranscriptDone": "..models:RealtimeServerEventResponseAudioTranscriptDone",
    "ResponseCancel": "..models:RealtimeClientEventResponseCancel",
    "ResponseContentPartAdded": "..models:RealtimeServerEventResponseContentPartAdded",
    "ResponseContentPartDone": "..models:RealtimeServerEventResponseContentPartDone",
    "ResponseCreate": "..models:RealtimeClientEventResponseCreate",
    "ResponseCreated": "..models:RealtimeServerEventResponseCreated",
    "ResponseDone": "..models:RealtimeServerEventResponseDone",
    "ResponseFunctionCallArgumentsDelta": "..models:RealtimeServerEventFunctionCallArgumentsDelta",
    "ResponseFunctionCallArgumentsDone": "..models:RealtimeServerEventFunctionCallArgumentsDone",
    "ResponseMCPCallArgumentsDelta": "..models:RealtimeServerEventResponseMCPCallArgumentsDelta",
    "ResponseMCPCallArgumentsDone": "..models:RealtimeServerEventResponseMCPCallArgumentsDone",
    "ResponseMCPCallCompleted": "..models:RealtimeServerEventResponseMCPCallCompleted",
    "ResponseMCPCallFailed": "..models:RealtimeServerEventResponseMCPCallFailed",
    "ResponseMCPCallInProgress": "..models:RealtimeServerEventResponseMCPCallInProgress",
    "ResponseOutputItemAdded": "..models:RealtimeServerEventResponseOutputItemAdded",
    "ResponseOutputItemDone": "..models:RealtimeServerEventResponseOutputItemDone",
    "ResponseTextDelta": "..models:RealtimeServerEventResponseTextDelta",
    "ResponseTextDone": "..models:RealtimeServerEventResponseTextDone",
    "SessionCreated": "..models:RealtimeServerEventSessionCreated",
    "SessionUpdate": "..models:RealtimeClientEventSessionUpdate",
    "SessionUpdated": "..models:RealtimeServerEventSessionUpdated",
    "TranscriptionSessionUpdate": "..models:RealtimeClientEventTranscriptionSessionUpdate",
    "TranscriptionSessionUpdated": "..models:RealtimeServerEventTranscriptionSessionUpdated",
}
__all__ = [
    "ConversationCreated",
    "ConversationItemAdded",
    "ConversationItemCreate",
    "ConversationItemCreated",
    "ConversationItemDelete",
    "ConversationItemDeleted",
    "ConversationItemDone",
    "ConversationItemInputAudioTranscriptionCompleted",
    "ConversationItemInputAudioTranscriptionDelta",
    "ConversationItemInputAudioTranscriptionFailed",
    "ConversationItemInputAudioTranscriptionSegment",
    "ConversationItemRetrieve",
    "ConversationItemRetrieved",
    "ConversationItemTruncate",
    "ConversationItemTruncated",
    "Error",
    "InputAudioBufferAppend",
    "InputAudioBufferClear",
    "InputAudioBufferCleared",
    "InputAudioBufferCommit",
    "InputAudioBufferCommitted",
    "InputAudioBufferDtmfEventReceived",
    "InputAudioBufferSpeechStarted",
    "InputAudioBufferSpeechStopped",
    "InputAudioBufferTimeoutTriggered",
    "MCPListToolsCompleted",
    "MCPListToolsFailed",
    "MCPListToolsInProgress",
    "OutputAudioBufferClear",
    "OutputAudioBufferCleared",
    "OutputAudioBufferStarted",
    "OutputAudioBufferStopped",
    "RateLimitsUpdated",
    "ResponseAudioDelta",
    "ResponseAudioDone",
    "ResponseAudioTranscriptDelta",
    "ResponseAudioTranscriptDone",
    "ResponseCancel",
    "ResponseContentPartAdded",
    "ResponseContentPartDone",
    "ResponseCreate",
    "ResponseCreated",
    "ResponseDone",
    "ResponseFunctionCallArgumentsDelta",
    "ResponseFunctionCallArgumentsDone",
    "ResponseMCPCallArgumentsDelta",
    "ResponseMCPCallArgumentsDone",
    "ResponseMCPCallCompleted",
    "ResponseMCPCallFailed",
    "ResponseMCPCallInProgress",
    "ResponseOutputItemAdded",
    "ResponseOutputItemDone",
    "ResponseTextDelta",
    "ResponseTextDone",
    "SessionCreated",
    "SessionUpdate",
    "SessionUpdated",
    "TranscriptionSessionUpdate",
    "TranscriptionSessionUpdated",
]

if not TYPE_CHECKING:  # For type checkers, every name would seem to exist.
    __getattr__, __dir__ = lazy(__name__, _WHERE)
