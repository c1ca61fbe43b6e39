"""Names of the models that the examples use."""

from __future__ import annotations

__all__ = ["MODEL", "TRANSCRIPTION_MODEL"]

MODEL = "gpt-realtime-2.1"
TRANSCRIPTION_MODEL = "gpt-4o-transcribe"
