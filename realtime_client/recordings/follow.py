"""Following a recording: from its entries to responses, conversation and timeline."""

from __future__ import annotations

from typing import Any, Final

from ..assembly import Assembler
from ..audio import AudioFormat
from .reader import ConnectionChange, Entry, Header, RecordedEvent
from .timeline import Timeline

__all__ = ["Follower"]

_DEFAULT_FORMAT: Final = AudioFormat("pcm16", 24_000)
# Ended responses that are kept for what still arrives for them.
_KEEP: Final = 32
_NOTES: Final = 1_000
_AUDIO_APPEND: Final = ("input_audio_buffer.append", "session.input_audio_buffer.append")


class Follower:
    """Hands the entries of a recording to an assembler and a timeline.

    Attributes:
        timeline: The timeline.
        assembler: The assembler.
        header: First line of the recording; empty if it has none.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.assembler = Assembler(lambda: self._now, keep=_KEEP, keep_audio=False, keep_notes=_NOTES)
        self.header: dict[str, Any] = {}
        self._now: float | None = None

    def take(self, entry: Entry) -> None:
        """Take the next entry; what is no event of a session changes nothing."""
        if isinstance(entry, RecordedEvent):
            if entry.source == "client":
                if entry.data["type"] in _AUDIO_APPEND:
                    self.timeline.sent_audio(entry.audio_size, entry.at, is_restored=entry.is_restored)
                else:
                    self.timeline.sent(entry.data, entry.at, is_restored=entry.is_restored)
            elif entry.source == "server":
                self._now = entry.at
                event = entry.model
                omitted = entry.audio_size if entry.has_stored_audio else 0
                self.timeline.observe(event, self.assembler.apply(event), entry.at, omitted)
        elif isinstance(entry, ConnectionChange):
            if entry.state == "reopened":
                self.assembler.forget_ids()
            else:
                self._now = entry.at
                self.assembler.end()
            self.timeline.connection(entry.state, entry.at, entry.code, entry.reason)
        elif isinstance(entry, Header) and not self.header:
            self.header = entry.data
            model = entry.data.get("model")
            self.timeline.model = self.timeline.model or (model if isinstance(model, str) else None)

    def output_format(self, entry: RecordedEvent) -> AudioFormat:
        """Return the format of the audio of an event of the server."""
        response = self.assembler.responses.get(str(entry.data.get("response_id")))
        found = response.audio_format if response is not None else self.assembler.audio_format
        return found or _DEFAULT_FORMAT
