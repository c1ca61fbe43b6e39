"""Names of the models in the examples and the documentation; a test holds both to this list."""

from __future__ import annotations

__all__ = ["MODEL", "RESUMING_MODEL", "TRANSCRIPTION_MODEL"]

MODEL = "gpt-realtime-2.1"
TRANSCRIPTION_MODEL = "gpt-transcribe"
# Of xAI, whose server resumes a conversation.
RESUMING_MODEL = "grok-voice-latest"
