# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Events of the translation dialect under short names."""

from typing import TYPE_CHECKING

from realtime_client._core.lazy import lazy

if TYPE_CHECKING:
    from ..models import RealtimeServerEventError as Error
    from ..models import RealtimeTranslationClientEventSessionClose as SessionClose
    from ..models import RealtimeTranslationClientEventSessionUpdate as SessionUpdate
    from ..models import RealtimeTranslationEventAudioBufferAppend as InputAudioBufferAppend
    from ..models import RealtimeTranslationEventInputTranscriptDelta as SessionInputTranscriptDelta
    from ..models import RealtimeTranslationEventOutputAudioDelta as SessionOutputAudioDelta
    from ..models import RealtimeTranslationEventOutputTranscriptDelta as SessionOutputTranscriptDelta
    from ..models import RealtimeTranslationServerEventSessionClosed as SessionClosed
    from ..models import RealtimeTranslationServerEventSessionCreated as SessionCreated
    from ..models import RealtimeTranslationServerEventSessionUpdated as SessionUpdated

_WHERE: dict[str, str] = {
    "Error": "..models:RealtimeServerEventError",
    "InputAudioBufferAppend": "..models:RealtimeTranslationEventAudioBufferAppend",
    "SessionClose": "..models:RealtimeTranslationClientEventSessionClose",
    "SessionClosed": "..models:RealtimeTranslationServerEventSessionClosed",
    "SessionCreated": "..models:RealtimeTranslationServerEventSessionCreated",
    "SessionInputTranscriptDelta": "..models:RealtimeTranslationEventInputTranscriptDelta",
    "SessionOutputAudioDelta": "..models:RealtimeTranslationEventOutputAudioDelta",
    "SessionOutputTranscriptDelta": "..models:RealtimeTranslationEventOutputTranscriptDelta",
    "SessionUpdate": "..models:RealtimeTranslationClientEventSessionUpdate",
    "SessionUpdated": "..models:RealtimeTranslationServerEventSessionUpdated",
}
__all__ = [
    "Error",
    "InputAudioBufferAppend",
    "SessionClose",
    "SessionClosed",
    "SessionCreated",
    "SessionInputTranscriptDelta",
    "SessionOutputAudioDelta",
    "SessionOutputTranscriptDelta",
    "SessionUpdate",
    "SessionUpdated",
]

if not TYPE_CHECKING:  # For type checkers, every name would seem to exist.
    __getattr__, __dir__ = lazy(__name__, _WHERE)
