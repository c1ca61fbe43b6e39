"""Invariants of the assembler over streams: it never raises, and what was streamed was assembled.

`make mutants` leaves these out, because each takes long; the other tests must notice by themselves.
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client.assembly import AssembledItem, AssembledResponse, Assembler, Change

from ..support.streams import Stream, damaged_streams, streams
from .support import feed

EXAMPLES = int(os.environ.get("REALTIME_EXAMPLES", "40"))
_SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
_FEW = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def _content(response: rt.RealtimeResponse | rt.RealtimeBetaResponse) -> tuple[str, str, str, list[tuple[Any, Any]]]:
    calls = [(call.call_id, call.arguments) for call in response.function_calls]
    return response.text, response.transcript, response.output_text, calls


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


@_FEW
@given(streams())
def test_assembled_response_equals_its_end(stream: Stream) -> None:
    assembler = Assembler()
    for event in stream.events:
        response = assembler.feed(rt.parse_event(event, dialect=stream.dialect, strict=True))
        assert response is not None
        if event["type"] != "response.done":
            assert not response.is_final
            continue
        whole = rt.parse_event(event, dialect=stream.dialect).response  # type: ignore[union-attr]
        assert _content(whole) == _content(response.snapshot())
        assert (response.text, response.transcript, response.output_text) == _content(whole)[:3]
        assert response.audio == stream.audio[response.id]
        assert response.snapshot().to_dict() == stream.done[response.id]
    assert assembler.notes == []
    assert all(response.is_final for response in assembler.responses.values())


@_FEW
@given(streams())
def test_snapshot_before_the_end_holds_everything(stream: Stream) -> None:
    assembler = Assembler()
    feed(assembler, *(event for event in stream.events if event["type"] != "response.done"), dialect=stream.dialect)
    for response_id, end in stream.done.items():
        kind = rt.RealtimeResponse if stream.dialect == "ga" else rt.RealtimeBetaResponse
        snapshot = assembler.responses[response_id].snapshot()
        assert type(snapshot) is kind
        assert _content(snapshot) == _content(kind.from_dict(end))
        assert snapshot.is_in_progress
    assert len(assembler.end()) == len(stream.done)
    assert assembler.end() == []
    for response_id, end in stream.done.items():
        kind = rt.RealtimeResponse if stream.dialect == "ga" else rt.RealtimeBetaResponse
        assert _content(assembler.responses[response_id].snapshot()) == _content(kind.from_dict(end))


@_FEW
@given(streams(), st.data())
def test_dropped_repeated_and_shuffled_events_end_as_the_server_says(stream: Stream, drawn: st.DataObject) -> None:
    ends = [event for event in stream.events if event["type"] == "response.done"]
    events = [event for event in stream.events if not event["type"].endswith(".delta") or drawn.draw(st.integers(0, 4))]
    events = [event for event in events if event["type"] != "response.done"]
    events += drawn.draw(st.lists(st.sampled_from(events), max_size=3))
    assembler = Assembler()
    feed(assembler, *drawn.draw(st.permutations(events)), *ends, dialect=stream.dialect)
    for response_id, end in stream.done.items():
        kind = rt.RealtimeResponse if stream.dialect == "ga" else rt.RealtimeBetaResponse
        assert _content(assembler.responses[response_id].snapshot()) == _content(kind.from_dict(end))
