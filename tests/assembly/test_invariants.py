"""Invariants of the assembler over damaged streams: it never raises, and what was streamed was assembled."""

from __future__ import annotations

import os
from collections import defaultdict

from hypothesis import HealthCheck, given, settings

import realtime_client as rt
from realtime_client.assembly import AssembledItem, AssembledResponse, Assembler, Change

from ..support.streams import Stream, damaged_streams

EXAMPLES = int(os.environ.get("REALTIME_EXAMPLES", "40"))
_SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def _read(response: AssembledResponse) -> None:
    """Read everything of a response."""
    snapshot = response.snapshot()
    snapshot.to_dict()
    assert isinstance(snapshot.function_calls, list)
    assert isinstance(response.function_calls, list)
    assert isinstance(response.text + response.transcript + response.output_text + response.commentary, str)
    assert response.audio_size == len(response.audio)
    assert response.audio_duration is None or response.audio_duration >= 0
    assert repr(response)


@_SETTINGS
@given(damaged_streams())
def test_streamed_pieces_equal_what_was_assembled(stream: Stream) -> None:
    assembler = Assembler(clock=iter(range(100_000)).__next__)
    audio: dict[AssembledResponse, bytes] = defaultdict(bytes)
    texts: dict[AssembledItem, str] = defaultdict(str)
    transcripts: dict[AssembledItem, str] = defaultdict(str)
    for event in stream.events:
        change = assembler.apply(rt.parse_event(event, dialect=stream.dialect))
        for piece in change.pieces:
            assert change.response is not None
            audio[change.response] += piece.audio
            texts[piece.item] += piece.text
            transcripts[piece.item] += piece.transcript
        if change.response is not None:
            _read(change.response)
        assert isinstance(assembler.conversation.transcript(), str)
        assert len(assembler.conversation.items) == len(assembler.conversation)
    assembler.end()
    contradicted = {note.response_id for note in assembler.notes if "contradicts" in note.what}
    for response in assembler.responses.values():
        _read(response)
        assert audio[response] == response.audio
        if response.id in contradicted or None in contradicted:
            continue
        for item in response.items.values():
            assert sorted(texts[item]) == sorted("".join(part.text for part in item.ordered_parts()))
            assert sorted(transcripts[item]) == sorted("".join(part.transcript for part in item.ordered_parts()))


@_SETTINGS
@given(damaged_streams())
def test_pieces_of_a_part_are_its_text(stream: Stream) -> None:
    """Pieces of one part, in the order in which they came, are its text, letter by letter."""
    assembler = Assembler()
    changes: list[Change] = []
    for event in stream.events:
        changes.append(assembler.apply(rt.parse_event(event, dialect=stream.dialect)))
    if any("contradicts" in note.what for note in assembler.notes):
        return
    for response in assembler.responses.values():
        for item in response.items.values():
            pieces = [piece for change in changes for piece in change.pieces if piece.item is item]
            if len(item.parts) == 1:
                (part,) = item.parts.values()
                assert "".join(piece.text for piece in pieces) == part.text
                assert "".join(piece.transcript for piece in pieces) == part.transcript
                assert b"".join(piece.audio for piece in pieces) == part.audio
