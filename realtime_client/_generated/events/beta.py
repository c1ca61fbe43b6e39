# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Events of the beta dialect under short names."""

from typing import TYPE_CHECKING

from realtime_client._core.lazy import lazy

if TYPE_CHECKING:
    from ..models import RealtimeBetaClientEventConversationItemCreate as ConversationItemCreate
    from ..models import RealtimeBetaClientEventConversationItemDelete as ConversationItemDelete
    from ..models import RealtimeBetaClientEventInputAudioBufferAppend as InputAudioBufferAppend
    from ..models import RealtimeBetaClientEventInputAudioBufferClear as InputAudioBufferClear
    from ..models import RealtimeBetaClientEventInputAudioBufferCommit as InputAudioBufferCommit
    from ..models import RealtimeBetaClientEventItemRetrieve as ConversationItemRetrieve
    from ..models import RealtimeBetaClientEventItemTruncate as ConversationItemTruncate
    from ..models import RealtimeBetaClientEventOutputAudioBufferClear as OutputAudioBufferClear
    from ..models import RealtimeBetaClientEventResponseCancel as ResponseCancel
    from ..models import RealtimeBetaClientEventResponseCreate as ResponseCreate
    from ..models import RealtimeBetaClientEventSessionUpdate as SessionUpdate
    from ..models import RealtimeBetaClientEventTranscriptionUpdate as TranscriptionSessionUpdate
    from ..models import RealtimeBetaServerEventAudioTranscriptDelta as ResponseAudioTranscriptDelta
    from ..models import RealtimeBetaServerEventAudioTranscriptDone as ResponseAudioTranscriptDone
    from ..models import RealtimeBetaServerEventConversationItemCreated as ConversationItemCreated
    from ..models import RealtimeBetaServerEventConversationItemDeleted as ConversationItemDeleted
    from ..models import RealtimeBetaServerEventConversationItemRetrieved as ConversationItemRetrieved
    from ..models import RealtimeBetaServerEventConversationItemTruncated as ConversationItemTruncated
    from ..models import RealtimeBetaServerEventError as Error
    from ..models import RealtimeBetaServerEventFunctionCallArgumentsDelta as ResponseFunctionCallArgumentsDelta
    from ..models import RealtimeBetaServerEventFunctionCallArgumentsDone as ResponseFunctionCallArgumentsDone
    from ..models import RealtimeBetaServerEventInputAudioBufferCleared as InputAudioBufferCleared
    from ..models import RealtimeBetaServerEventInputAudioBufferCommitted as InputAudioBufferCommitted
    from ..models import (
        RealtimeBetaServerEventInputTranscriptionCompleted as ConversationItemInputAudioTranscriptionCompleted,
    )
    from ..models import RealtimeBetaServerEventInputTranscriptionDelta as ConversationItemInputAudioTranscriptionDelta
    from ..models import (
        RealtimeBetaServerEventInputTranscriptionFailed as ConversationItemInputAudioTranscriptionFailed,
    )
    from ..models import (
        RealtimeBetaServerEventInputTranscriptionSegment as ConversationItemInputAudioTranscriptionSegment,
    )
    from ..models import RealtimeBetaServerEventMCPCallArgumentsDelta as ResponseMCPCallArgumentsDelta
    from ..models import RealtimeBetaServerEventMCPCallArgumentsDone as ResponseMCPCallArgumentsDone
    from ..models import RealtimeBetaServerEventMCPListToolsCompleted as MCPListToolsCompleted
    from ..models import RealtimeBetaServerEventMCPListToolsFailed as MCPListToolsFailed
    from ..models import RealtimeBetaServerEventMCPListToolsInProgress as MCPListToolsInProgress
    from ..models import RealtimeBetaServerEventRateLimitsUpdated as RateLimitsUpdated
    from ..models import RealtimeBetaServerEventResponseAudioDelta as ResponseAudioDelta
    from ..models import RealtimeBetaServerEventResponseAudioDone as ResponseAudioDone
    from ..models import RealtimeBetaServerEventResponseContentPartAdded as ResponseContentPartAdded
    from ..models import RealtimeBetaServerEventResponseContentPartDone as ResponseContentPartDone
    from ..models import RealtimeBetaServerEventResponseCreated as ResponseCreated
    from ..models import RealtimeBetaServerEventResponseDone as ResponseDone
    from ..models import RealtimeBetaServerEventResponseMCPCallCompleted as ResponseMCPCallCompleted
    from ..models import RealtimeBetaServerEventResponseMCPCallFailed as ResponseMCPCallFailed
    from ..models import RealtimeBetaServerEventResponseMCPCallInProgress as ResponseMCPCallInProgress
    from ..models import RealtimeBetaServerEventResponseOutputItemAdded as ResponseOutputItemAdded
    from ..models import RealtimeBetaServerEventResponseOutputItemDone as ResponseOutputItemDone
    from ..models import RealtimeBetaServerEventResponseTextDelta as ResponseTextDelta
    from ..models import RealtimeBetaServerEventResponseTextDone as ResponseTextDone
    from ..models import RealtimeBetaServerEventSessionCreated as SessionCreated
    from ..models import RealtimeBetaServerEventSessionUpdated as SessionUpdated
    from ..models import RealtimeBetaServerEventSpeechStarted as InputAudioBufferSpeechStarted
    from ..models import RealtimeBetaServerEventSpeechStopped as InputAudioBufferSpeechStopped
    from ..models import RealtimeBetaServerEventTranscriptionSessionCreated as TranscriptionSessionCreated
    from ..models import RealtimeBetaServerEventTranscriptionSessionUpdated as TranscriptionSessionUpdated
    from ..models import RealtimeServerEventConversationCreated as ConversationCreated
    from ..models import RealtimeServerEventOutputAudioBufferCleared as OutputAudioBufferCleared
    from ..models import RealtimeServerEventOutputAudioBufferStarted as OutputAudioBufferStarted
    from ..models import RealtimeServerEventOutputAudioBufferStopped as OutputAudioBufferStopped

_WHERE: dict[str, str] = {
    "ConversationCreated": "..models:RealtimeServerEventConversationCreated",
    "ConversationItemCreate": "..models:RealtimeBetaClientEventConversationItemCreate",
    "ConversationItemCreated": "..models:RealtimeBetaServerEventConversationItemCreated",
    "ConversationItemDelete": "..models:RealtimeBetaClientEventConversationItemDelete",
    "ConversationItemDeleted": "..models:RealtimeBetaServerEventConversationItemDeleted",
    "ConversationItemInputAudioTranscriptionCompleted": "..models:RealtimeBetaServerEventInputTranscriptionCompleted",
    "ConversationItemInputAudioTranscriptionDelta": "..models:RealtimeBetaServerEventInputTranscriptionDelta",
    "ConversationItemInputAudioTranscriptionFailed": "..models:RealtimeBetaServerEventInputTranscriptionFailed",
    "ConversationItemInputAudioTranscriptionSegment": "..models:RealtimeBetaServerEventInputTranscriptionSegment",
    "ConversationItemRetrieve": "..models:RealtimeBetaClientEventItemRetrieve",
    "ConversationItemRetrieved": "..models:RealtimeBetaServerEventConversationItemRetrieved",
    "ConversationItemTruncate": "..models:RealtimeBetaClientEventItemTruncate",
    "ConversationItemTruncated": "..models:RealtimeBetaServerEventConversationItemTruncated",
    "Error": "..models:RealtimeBetaServerEventError",
    "InputAudioBufferAppend": "..models:RealtimeBetaClientEventInputAudioBufferAppend",
    "InputAudioBufferClear": "..models:RealtimeBetaClientEventInputAudioBufferClear",
    "InputAudioBufferCleared": "..models:RealtimeBetaServerEventInputAudioBufferCleared",
    "InputAudioBufferCommit": "..models:RealtimeBetaClientEventInputAudioBufferCommit",
    "InputAudioBufferCommitted": "..models:RealtimeBetaServerEventInputAudioBufferCommitted",
    "InputAudioBufferSpeechStarted": "..models:RealtimeBetaServerEventSpeechStarted",
    "InputAudioBufferSpeechStopped": "..models:RealtimeBetaServerEventSpeechStopped",
    "MCPListToolsCompleted": "..models:RealtimeBetaServerEventMCPListToolsCompleted",
    "MCPListToolsFailed": "..models:RealtimeBetaServerEventMCPListToolsFailed",
    "MCPListToolsInProgress": "..models:RealtimeBetaServerEventMCPListToolsInProgress",
    "OutputAudioBufferClear": "..models:RealtimeBetaClientEventOutputAudioBufferClear",
    "OutputAudioBufferCleared": "..models:RealtimeServerEventOutputAudioBufferCleared",
    "OutputAudioBufferStarted": "..models:RealtimeServerEventOutputAudioBufferStarted",
    "OutputAudioBufferStopped": "..models:RealtimeServerEventOutputAudioBufferStopped",
    "RateLimitsUpdated": "..models:RealtimeBetaServerEventRateLimitsUpdated",
    "ResponseAudioDelta": "..models:RealtimeBetaServerEventResponseAudioDelta",
    "ResponseAudioDone": "..models:RealtimeBetaServerEventResponseAudioDone",
    "ResponseAudioTranscriptDelta": "..models:RealtimeBetaServerEventAudioTranscriptDelta",
    "ResponseAudioTranscriptDone": "..models:RealtimeBetaServerEventAudioTranscriptDone",
    "ResponseCancel": "..models:RealtimeBetaClientEventResponseCancel",
    "ResponseContentPartAdded": "..models:RealtimeBetaServerEventResponseContentPartAdded",
    "ResponseContentPartDone": "..models:RealtimeBetaServerEventResponseContentPartDone",
    "ResponseCreate": "..models:RealtimeBetaClientEventResponseCreate",
    "ResponseCreated": "..models:RealtimeBetaServerEventResponseCreated",
    "ResponseDone": "..models:RealtimeBetaServerEventResponseDone",
    "ResponseFunctionCallArgumentsDelta": "..models:RealtimeBetaServerEventFunctionCallArgumentsDelta",
    "ResponseFunctionCallArgumentsDone": "..models:RealtimeBetaServerEventFunctionCallArgumentsDone",
    "ResponseMCPCallArgumentsDelta": "..models:RealtimeBetaServerEventMCPCallArgumentsDelta",
    "ResponseMCPCallArgumentsDone": "..models:RealtimeBetaServerEventMCPCallArgumentsDone",
    "ResponseMCPCallCompleted": "..models:RealtimeBetaServerEventResponseMCPCallCompleted",
    "ResponseMCPCallFailed": "..models:RealtimeBetaServerEventResponseMCPCallFailed",
    "ResponseMCPCallInProgress": "..models:RealtimeBetaServerEventResponseMCPCallInProgress",
    "ResponseOutputItemAdded": "..models:RealtimeBetaServerEventResponseOutputItemAdded",
    "ResponseOutputItemDone": "..models:RealtimeBetaServerEventResponseOutputItemDone",
    "ResponseTextDelta": "..models:RealtimeBetaServerEventResponseTextDelta",
    "ResponseTextDone": "..models:RealtimeBetaServerEventResponseTextDone",
    "SessionCreated": "..models:RealtimeBetaServerEventSessionCreated",
    "SessionUpdate": "..models:RealtimeBetaClientEventSessionUpdate",
    "SessionUpdated": "..models:RealtimeBetaServerEventSessionUpdated",
    "TranscriptionSessionCreated": "..models:RealtimeBetaServerEventTranscriptionSessionCreated",
    "TranscriptionSessionUpdate": "..models:RealtimeBetaClientEventTranscriptionUpdate",
    "TranscriptionSessionUpdated": "..models:RealtimeBetaServerEventTranscriptionSessionUpdated",
}
__all__ = [
    "ConversationCreated",
    "ConversationItemCreate",
    "ConversationItemCreated",
    "ConversationItemDelete",
    "ConversationItemDeleted",
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
    "InputAudioBufferSpeechStarted",
    "InputAudioBufferSpeechStopped",
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
    "TranscriptionSessionCreated",
    "TranscriptionSessionUpdate",
    "TranscriptionSessionUpdated",
]

if not TYPE_CHECKING:  # For type checkers, every name would seem to exist.
    __getattr__, __dir__ = lazy(__name__, _WHERE)
