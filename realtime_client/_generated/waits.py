# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Waiting for an event, typed by what is waited for: a class, a type of event, or a condition."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

if TYPE_CHECKING:
    # Type checkers bring it; it need not be installed.
    from typing_extensions import TypeVar as DefaultTypeVar

    from realtime_client._core.model import Model
    from realtime_client._session.resume import Reconnected

    from . import models
    from .events.unions import ServerEvent

    EventT = DefaultTypeVar("EventT", covariant=True, default=models.RealtimeServerEvent)
    _Kind = TypeVar("_Kind", bound=Model | Reconnected)
else:
    EventT = TypeVar("EventT", covariant=True)

__all__ = ["AsyncWaits", "EventT", "Waits"]


class AsyncWaits(Generic[EventT]):
    """Waiting with asyncio, among events of the type ``EventT``."""

    if TYPE_CHECKING:

        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.deleted"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemDeleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionCompleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.retrieved"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemRetrieved: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.truncated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemTruncated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent], what: Literal["error"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventError: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferCleared: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.committed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferCommitted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.dtmf_event_received"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventDtmfEventReceived: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.speech_started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStarted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.speech_stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStopped: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["rate_limits.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventRateLimitsUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_audio.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_audio.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_audio_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_audio_transcript.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.content_part.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseContentPartAdded: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.content_part.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseContentPartDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.function_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventFunctionCallArgumentsDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.function_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventFunctionCallArgumentsDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_item.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseOutputItemAdded: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_item.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseOutputItemDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_text.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseTextDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.output_text.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseTextDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventSessionCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventSessionUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["output_audio_buffer.started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStarted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["output_audio_buffer.stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStopped: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["output_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferCleared: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemAdded: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.timeout_triggered"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventTimeoutTriggered: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.segment"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionSegment: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["mcp_list_tools.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventMCPListToolsInProgress: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["mcp_list_tools.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventMCPListToolsCompleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["mcp_list_tools.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventMCPListToolsFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallArgumentsDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallArgumentsDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallInProgress: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallCompleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeServerEvent],
            what: Literal["transcription_session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventTranscriptionSessionUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.deleted"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemDeleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionCompleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.segment"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionSegment: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.retrieved"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemRetrieved: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.truncated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemTruncated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent], what: Literal["error"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventError: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputAudioBufferCleared: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.committed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputAudioBufferCommitted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.speech_started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSpeechStarted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.speech_stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSpeechStopped: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["mcp_list_tools.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPListToolsCompleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["mcp_list_tools.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPListToolsFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["mcp_list_tools.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPListToolsInProgress: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["rate_limits.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventRateLimitsUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseAudioDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseAudioDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventAudioTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio_transcript.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventAudioTranscriptDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.content_part.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseContentPartAdded: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.content_part.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseContentPartDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.function_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventFunctionCallArgumentsDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.function_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventFunctionCallArgumentsDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPCallArgumentsDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPCallArgumentsDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseMCPCallCompleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseMCPCallFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseMCPCallInProgress: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.output_item.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseOutputItemAdded: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.output_item.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseOutputItemDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.text.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseTextDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["response.text.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseTextDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSessionCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSessionUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["transcription_session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventTranscriptionSessionCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["transcription_session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventTranscriptionSessionUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["output_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferCleared: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["output_audio_buffer.started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStarted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeBetaServerEvent],
            what: Literal["output_audio_buffer.stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStopped: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeTranslationServerEvent],
            what: Literal["error"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventError: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeTranslationServerEvent],
            what: Literal["session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationServerEventSessionCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeTranslationServerEvent],
            what: Literal["session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationServerEventSessionUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeTranslationServerEvent],
            what: Literal["session.closed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationServerEventSessionClosed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeTranslationServerEvent],
            what: Literal["session.input_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventInputTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeTranslationServerEvent],
            what: Literal["session.output_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventOutputTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[models.RealtimeTranslationServerEvent],
            what: Literal["session.output_audio.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventOutputAudioDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["conversation.created"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventConversationCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["conversation.item.created"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemCreated | models.RealtimeBetaServerEventConversationItemCreated
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["conversation.item.deleted"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemDeleted | models.RealtimeBetaServerEventConversationItemDeleted
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.completed"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionCompleted
            | models.RealtimeBetaServerEventInputTranscriptionCompleted
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.delta"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionDelta | models.RealtimeBetaServerEventInputTranscriptionDelta
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.failed"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionFailed | models.RealtimeBetaServerEventInputTranscriptionFailed
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["conversation.item.retrieved"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemRetrieved
            | models.RealtimeBetaServerEventConversationItemRetrieved
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["conversation.item.truncated"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemTruncated
            | models.RealtimeBetaServerEventConversationItemTruncated
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["error"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventError | models.RealtimeBetaServerEventError: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["input_audio_buffer.cleared"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventInputAudioBufferCleared | models.RealtimeBetaServerEventInputAudioBufferCleared
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["input_audio_buffer.committed"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputAudioBufferCommitted
            | models.RealtimeBetaServerEventInputAudioBufferCommitted
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["input_audio_buffer.dtmf_event_received"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventDtmfEventReceived: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["input_audio_buffer.speech_started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStarted | models.RealtimeBetaServerEventSpeechStarted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["input_audio_buffer.speech_stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStopped | models.RealtimeBetaServerEventSpeechStopped: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["rate_limits.updated"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventRateLimitsUpdated | models.RealtimeBetaServerEventRateLimitsUpdated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.output_audio.delta"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseAudioDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.output_audio.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseAudioDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.output_audio_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.output_audio_transcript.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.content_part.added"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseContentPartAdded | models.RealtimeBetaServerEventResponseContentPartAdded
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.content_part.done"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseContentPartDone | models.RealtimeBetaServerEventResponseContentPartDone
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.created"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseCreated | models.RealtimeBetaServerEventResponseCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseDone | models.RealtimeBetaServerEventResponseDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.function_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventFunctionCallArgumentsDelta
            | models.RealtimeBetaServerEventFunctionCallArgumentsDelta
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.function_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventFunctionCallArgumentsDone
            | models.RealtimeBetaServerEventFunctionCallArgumentsDone
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.output_item.added"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseOutputItemAdded | models.RealtimeBetaServerEventResponseOutputItemAdded
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.output_item.done"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseOutputItemDone | models.RealtimeBetaServerEventResponseOutputItemDone
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.output_text.delta"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseTextDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.output_text.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseTextDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["session.created"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventSessionCreated
            | models.RealtimeBetaServerEventSessionCreated
            | models.RealtimeTranslationServerEventSessionCreated
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["session.updated"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventSessionUpdated
            | models.RealtimeBetaServerEventSessionUpdated
            | models.RealtimeTranslationServerEventSessionUpdated
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["output_audio_buffer.started"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventOutputAudioBufferStarted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["output_audio_buffer.stopped"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventOutputAudioBufferStopped: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["output_audio_buffer.cleared"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventOutputAudioBufferCleared: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["conversation.item.added"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventConversationItemAdded: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["conversation.item.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventConversationItemDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["input_audio_buffer.timeout_triggered"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventTimeoutTriggered: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.segment"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionSegment
            | models.RealtimeBetaServerEventInputTranscriptionSegment
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["mcp_list_tools.in_progress"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventMCPListToolsInProgress | models.RealtimeBetaServerEventMCPListToolsInProgress
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["mcp_list_tools.completed"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventMCPListToolsCompleted | models.RealtimeBetaServerEventMCPListToolsCompleted: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["mcp_list_tools.failed"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventMCPListToolsFailed | models.RealtimeBetaServerEventMCPListToolsFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.mcp_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventResponseMCPCallArgumentsDelta
            | models.RealtimeBetaServerEventMCPCallArgumentsDelta
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.mcp_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventResponseMCPCallArgumentsDone | models.RealtimeBetaServerEventMCPCallArgumentsDone
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.mcp_call.in_progress"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventResponseMCPCallInProgress
            | models.RealtimeBetaServerEventResponseMCPCallInProgress
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.mcp_call.completed"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseMCPCallCompleted | models.RealtimeBetaServerEventResponseMCPCallCompleted
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.mcp_call.failed"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseMCPCallFailed | models.RealtimeBetaServerEventResponseMCPCallFailed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["transcription_session.updated"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventTranscriptionSessionUpdated
            | models.RealtimeBetaServerEventTranscriptionSessionUpdated
        ): ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.audio.delta"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseAudioDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.audio.done"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseAudioDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.audio_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventAudioTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["response.audio_transcript.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventAudioTranscriptDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.text.delta"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseTextDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["response.text.done"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseTextDone: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["transcription_session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventTranscriptionSessionCreated: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["session.closed"], *, timeout: float | None = None
        ) -> models.RealtimeTranslationServerEventSessionClosed: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["session.input_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventInputTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent],
            what: Literal["session.output_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventOutputTranscriptDelta: ...
        @overload
        async def wait_for(
            self: AsyncWaits[ServerEvent], what: Literal["session.output_audio.delta"], *, timeout: float | None = None
        ) -> models.RealtimeTranslationEventOutputAudioDelta: ...
        @overload
        async def wait_for(
            self, what: Literal["realtime_client.reconnected"], *, timeout: float | None = None
        ) -> Reconnected: ...
        @overload
        async def wait_for(self, what: type[_Kind], *, timeout: float | None = None) -> _Kind: ...
        @overload
        async def wait_for(
            self, what: Callable[[EventT | Reconnected], bool], *, timeout: float | None = None
        ) -> EventT | Reconnected: ...

    async def wait_for(self, what: Any, *, timeout: float | None = None) -> Any:
        """Wait for an event.

        Args:
            what: A class of events, a type of events such as ``"response.done"``, or a condition on an event.
            timeout: Seconds to wait at most; None for no limit.

        Raises:
            ConnectionClosed: The connection ended first.
            RealtimeTimeoutError: It took too long.
            Exception: The condition raised it.
        """
        return await self._wait_for(what, timeout)

    def _wait_for(self, what: Any, timeout: float | None) -> Awaitable[Any]:
        raise NotImplementedError


class Waits(Generic[EventT]):
    """Waiting in a thread, among events of the type ``EventT``."""

    if TYPE_CHECKING:

        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.deleted"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemDeleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionCompleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionFailed: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.retrieved"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemRetrieved: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.truncated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemTruncated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent], what: Literal["error"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventError: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferCleared: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.committed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferCommitted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.dtmf_event_received"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventDtmfEventReceived: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.speech_started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStarted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.speech_stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStopped: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["rate_limits.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventRateLimitsUpdated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_audio.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_audio.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_audio_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_audio_transcript.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.content_part.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseContentPartAdded: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.content_part.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseContentPartDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent], what: Literal["response.created"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent], what: Literal["response.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.function_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventFunctionCallArgumentsDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.function_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventFunctionCallArgumentsDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_item.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseOutputItemAdded: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_item.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseOutputItemDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_text.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseTextDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.output_text.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseTextDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent], what: Literal["session.created"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventSessionCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent], what: Literal["session.updated"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventSessionUpdated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["output_audio_buffer.started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStarted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["output_audio_buffer.stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStopped: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["output_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferCleared: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemAdded: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationItemDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["input_audio_buffer.timeout_triggered"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventTimeoutTriggered: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["conversation.item.input_audio_transcription.segment"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputTranscriptionSegment: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["mcp_list_tools.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventMCPListToolsInProgress: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["mcp_list_tools.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventMCPListToolsCompleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["mcp_list_tools.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventMCPListToolsFailed: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallArgumentsDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallArgumentsDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallInProgress: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallCompleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["response.mcp_call.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseMCPCallFailed: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeServerEvent],
            what: Literal["transcription_session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventTranscriptionSessionUpdated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.deleted"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemDeleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionCompleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionFailed: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.input_audio_transcription.segment"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputTranscriptionSegment: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.retrieved"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemRetrieved: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.item.truncated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventConversationItemTruncated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent], what: Literal["error"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventError: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputAudioBufferCleared: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.committed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventInputAudioBufferCommitted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.speech_started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSpeechStarted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["input_audio_buffer.speech_stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSpeechStopped: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["mcp_list_tools.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPListToolsCompleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["mcp_list_tools.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPListToolsFailed: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["mcp_list_tools.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPListToolsInProgress: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["rate_limits.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventRateLimitsUpdated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseAudioDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseAudioDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventAudioTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.audio_transcript.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventAudioTranscriptDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.content_part.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseContentPartAdded: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.content_part.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseContentPartDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent], what: Literal["response.done"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.function_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventFunctionCallArgumentsDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.function_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventFunctionCallArgumentsDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPCallArgumentsDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventMCPCallArgumentsDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call.completed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseMCPCallCompleted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call.failed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseMCPCallFailed: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.mcp_call.in_progress"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseMCPCallInProgress: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.output_item.added"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseOutputItemAdded: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.output_item.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseOutputItemDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.text.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseTextDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["response.text.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventResponseTextDone: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSessionCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventSessionUpdated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["transcription_session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventTranscriptionSessionCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["transcription_session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeBetaServerEventTranscriptionSessionUpdated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["conversation.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventConversationCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["output_audio_buffer.cleared"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferCleared: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["output_audio_buffer.started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStarted: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeBetaServerEvent],
            what: Literal["output_audio_buffer.stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventOutputAudioBufferStopped: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeTranslationServerEvent], what: Literal["error"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventError: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeTranslationServerEvent],
            what: Literal["session.created"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationServerEventSessionCreated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeTranslationServerEvent],
            what: Literal["session.updated"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationServerEventSessionUpdated: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeTranslationServerEvent],
            what: Literal["session.closed"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationServerEventSessionClosed: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeTranslationServerEvent],
            what: Literal["session.input_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventInputTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeTranslationServerEvent],
            what: Literal["session.output_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventOutputTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[models.RealtimeTranslationServerEvent],
            what: Literal["session.output_audio.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeTranslationEventOutputAudioDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["conversation.created"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventConversationCreated: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["conversation.item.created"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemCreated | models.RealtimeBetaServerEventConversationItemCreated
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["conversation.item.deleted"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemDeleted | models.RealtimeBetaServerEventConversationItemDeleted
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.completed"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionCompleted
            | models.RealtimeBetaServerEventInputTranscriptionCompleted
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.delta"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionDelta | models.RealtimeBetaServerEventInputTranscriptionDelta
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.failed"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionFailed | models.RealtimeBetaServerEventInputTranscriptionFailed
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["conversation.item.retrieved"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemRetrieved
            | models.RealtimeBetaServerEventConversationItemRetrieved
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["conversation.item.truncated"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventConversationItemTruncated
            | models.RealtimeBetaServerEventConversationItemTruncated
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["error"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventError | models.RealtimeBetaServerEventError: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["input_audio_buffer.cleared"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventInputAudioBufferCleared | models.RealtimeBetaServerEventInputAudioBufferCleared
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["input_audio_buffer.committed"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventInputAudioBufferCommitted
            | models.RealtimeBetaServerEventInputAudioBufferCommitted
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["input_audio_buffer.dtmf_event_received"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventDtmfEventReceived: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["input_audio_buffer.speech_started"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStarted | models.RealtimeBetaServerEventSpeechStarted: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["input_audio_buffer.speech_stopped"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventInputAudioBufferSpeechStopped | models.RealtimeBetaServerEventSpeechStopped: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["rate_limits.updated"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventRateLimitsUpdated | models.RealtimeBetaServerEventRateLimitsUpdated: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.output_audio.delta"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseAudioDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.output_audio.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseAudioDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["response.output_audio_transcript.delta"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["response.output_audio_transcript.done"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventResponseAudioTranscriptDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.content_part.added"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseContentPartAdded | models.RealtimeBetaServerEventResponseContentPartAdded
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.content_part.done"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseContentPartDone | models.RealtimeBetaServerEventResponseContentPartDone
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.created"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseCreated | models.RealtimeBetaServerEventResponseCreated: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseDone | models.RealtimeBetaServerEventResponseDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["response.function_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventFunctionCallArgumentsDelta
            | models.RealtimeBetaServerEventFunctionCallArgumentsDelta
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["response.function_call_arguments.done"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventFunctionCallArgumentsDone
            | models.RealtimeBetaServerEventFunctionCallArgumentsDone
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.output_item.added"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseOutputItemAdded | models.RealtimeBetaServerEventResponseOutputItemAdded
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.output_item.done"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseOutputItemDone | models.RealtimeBetaServerEventResponseOutputItemDone
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.output_text.delta"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseTextDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.output_text.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseTextDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["session.created"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventSessionCreated
            | models.RealtimeBetaServerEventSessionCreated
            | models.RealtimeTranslationServerEventSessionCreated
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["session.updated"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventSessionUpdated
            | models.RealtimeBetaServerEventSessionUpdated
            | models.RealtimeTranslationServerEventSessionUpdated
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["output_audio_buffer.started"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventOutputAudioBufferStarted: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["output_audio_buffer.stopped"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventOutputAudioBufferStopped: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["output_audio_buffer.cleared"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventOutputAudioBufferCleared: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["conversation.item.added"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventConversationItemAdded: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["conversation.item.done"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventConversationItemDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["input_audio_buffer.timeout_triggered"],
            *,
            timeout: float | None = None,
        ) -> models.RealtimeServerEventTimeoutTriggered: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["conversation.item.input_audio_transcription.segment"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventInputTranscriptionSegment
            | models.RealtimeBetaServerEventInputTranscriptionSegment
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["mcp_list_tools.in_progress"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventMCPListToolsInProgress | models.RealtimeBetaServerEventMCPListToolsInProgress
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["mcp_list_tools.completed"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventMCPListToolsCompleted | models.RealtimeBetaServerEventMCPListToolsCompleted: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["mcp_list_tools.failed"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventMCPListToolsFailed | models.RealtimeBetaServerEventMCPListToolsFailed: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent],
            what: Literal["response.mcp_call_arguments.delta"],
            *,
            timeout: float | None = None,
        ) -> (
            models.RealtimeServerEventResponseMCPCallArgumentsDelta
            | models.RealtimeBetaServerEventMCPCallArgumentsDelta
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.mcp_call_arguments.done"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseMCPCallArgumentsDone | models.RealtimeBetaServerEventMCPCallArgumentsDone
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.mcp_call.in_progress"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseMCPCallInProgress
            | models.RealtimeBetaServerEventResponseMCPCallInProgress
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.mcp_call.completed"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventResponseMCPCallCompleted | models.RealtimeBetaServerEventResponseMCPCallCompleted
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.mcp_call.failed"], *, timeout: float | None = None
        ) -> models.RealtimeServerEventResponseMCPCallFailed | models.RealtimeBetaServerEventResponseMCPCallFailed: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["transcription_session.updated"], *, timeout: float | None = None
        ) -> (
            models.RealtimeServerEventTranscriptionSessionUpdated
            | models.RealtimeBetaServerEventTranscriptionSessionUpdated
        ): ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.audio.delta"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseAudioDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.audio.done"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseAudioDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.audio_transcript.delta"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventAudioTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.audio_transcript.done"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventAudioTranscriptDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.text.delta"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseTextDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["response.text.done"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventResponseTextDone: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["transcription_session.created"], *, timeout: float | None = None
        ) -> models.RealtimeBetaServerEventTranscriptionSessionCreated: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["session.closed"], *, timeout: float | None = None
        ) -> models.RealtimeTranslationServerEventSessionClosed: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["session.input_transcript.delta"], *, timeout: float | None = None
        ) -> models.RealtimeTranslationEventInputTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["session.output_transcript.delta"], *, timeout: float | None = None
        ) -> models.RealtimeTranslationEventOutputTranscriptDelta: ...
        @overload
        def wait_for(
            self: Waits[ServerEvent], what: Literal["session.output_audio.delta"], *, timeout: float | None = None
        ) -> models.RealtimeTranslationEventOutputAudioDelta: ...
        @overload
        def wait_for(
            self, what: Literal["realtime_client.reconnected"], *, timeout: float | None = None
        ) -> Reconnected: ...
        @overload
        def wait_for(self, what: type[_Kind], *, timeout: float | None = None) -> _Kind: ...
        @overload
        def wait_for(
            self, what: Callable[[EventT | Reconnected], bool], *, timeout: float | None = None
        ) -> EventT | Reconnected: ...

    def wait_for(self, what: Any, *, timeout: float | None = None) -> Any:
        """Wait for an event.

        Args:
            what: A class of events, a type of events such as ``"response.done"``, or a condition on an event.
            timeout: Seconds to wait at most; None for no limit.

        Raises:
            ConnectionClosed: The connection ended first.
            RealtimeTimeoutError: It took too long.
            Exception: The condition raised it.
        """
        return self._wait_for(what, timeout)

    def _wait_for(self, what: Any, timeout: float | None) -> Any:
        raise NotImplementedError
