"""From events to responses and the conversation."""

from __future__ import annotations

import io
import wave
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client.assembly import AssembledResponse, Assembler, ConversationItem

from ..support.strategies import mutate
from ..support.streams import Spoken, streams

_SETTINGS = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def feed(assembler: Assembler, *events: dict[str, Any], dialect: Any = "ga") -> AssembledResponse | None:
    found = None
    for event in events:
        found = assembler.feed(rt.parse_event(event, dialect=dialect)) or found
    return found


def _said(response: rt.RealtimeResponse | rt.RealtimeBetaResponse) -> tuple[str, str, str, list[tuple[Any, Any]]]:
    calls = [(call.call_id, call.arguments) for call in response.function_calls]
    return response.text, response.transcript, response.output_text, calls


@_SETTINGS
@given(streams())
def test_what_was_assembled_is_what_the_end_carries(spoken: Spoken) -> None:
    assembler = Assembler()
    for event in spoken.events:
        response = assembler.feed(rt.parse_event(event, dialect=spoken.dialect, strict=True))
        assert response is not None
        if event["type"] != "response.done":
            assert not response.is_final
            continue
        whole = rt.parse_event(event, dialect=spoken.dialect).response  # type: ignore[union-attr]
        assert _said(whole) == _said(response.snapshot())
        assert (response.text, response.transcript, response.output_text) == _said(whole)[:3]
        assert response.audio == spoken.audio[response.id]
        assert response.snapshot().to_dict() == spoken.done[response.id]
    assert assembler.notes == []
    assert all(response.is_final for response in assembler.responses.values())


@_SETTINGS
@given(streams())
def test_just_before_the_end_all_is_there_already(spoken: Spoken) -> None:
    assembler = Assembler()
    feed(assembler, *(event for event in spoken.events if event["type"] != "response.done"), dialect=spoken.dialect)
    for response_id, done in spoken.done.items():
        kind = rt.RealtimeResponse if spoken.dialect == "ga" else rt.RealtimeBetaResponse
        snapshot = assembler.responses[response_id].snapshot()
        assert type(snapshot) is kind
        assert _said(snapshot) == _said(kind.from_dict(done))
        assert snapshot.is_in_progress
    assert len(assembler.end()) == len(spoken.done)
    assert assembler.end() == []
    assert all(response.is_final for response in assembler.responses.values())


@_SETTINGS
@given(streams(), st.data())
def test_lost_repeated_and_shuffled_events_never_raise(spoken: Spoken, drawn: st.DataObject) -> None:
    events = [event for event in spoken.events if not event["type"].endswith(".delta") or drawn.draw(st.integers(0, 4))]
    events += drawn.draw(st.lists(st.sampled_from(events), max_size=3))
    events = drawn.draw(st.permutations(events))
    assembler = Assembler()
    feed(assembler, *events, dialect=spoken.dialect)
    for response_id, done in spoken.done.items():
        kind = rt.RealtimeResponse if spoken.dialect == "ga" else rt.RealtimeBetaResponse
        assert _said(assembler.responses[response_id].snapshot()) == _said(kind.from_dict(done))


@_SETTINGS
@given(streams(), st.data())
def test_mutated_events_never_raise(spoken: Spoken, drawn: st.DataObject) -> None:
    assembler = Assembler(clock=iter(range(10_000)).__next__)
    for event in spoken.events:
        drawn.draw(st.composite(lambda draw, event=event: mutate(draw, event))())
        assembler.feed(rt.parse_event(event, dialect=spoken.dialect))
    for response in assembler.responses.values():
        assert isinstance(response.output_text, str)
        assert isinstance(response.audio, bytes)
        response.snapshot().to_dict()
        assert response.audio_duration is None or response.audio_duration >= 0


PLACE = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0, "content_index": 0}


def _created(**more: Any) -> dict[str, Any]:
    return {"type": "response.created", "event_id": "e0", "response": {"id": "resp_1", "status": "in_progress", **more}}


def _delta(kind: str, delta: Any, event_id: str, **more: Any) -> dict[str, Any]:
    return {"type": f"response.{kind}.delta", "event_id": event_id, **PLACE, "delta": delta, **more}


def test_what_a_response_says_of_itself_is_at_hand() -> None:
    assembler = Assembler()
    call = {"id": "item_1", "type": "function_call", "name": "find", "call_id": "call_1", "arguments": "{}"}
    head = {"id": "resp_1", "object": "realtime.response", "status": "in_progress", "output": []}
    begun = assembler.feed(rt.parse_event({"type": "response.created", "response": head}, dialect="ga"))
    assert begun is not None
    assert begun.function_calls == []
    assert begun.raise_for_status() is begun
    done = {**head, "status": "failed", "output": [call], "usage": {"total_tokens": 3}}
    assembler.feed(rt.parse_event({"type": "response.done", "response": done}, dialect="ga"))
    assert [found.call_id for found in begun.function_calls] == ["call_1"]
    assert begun.usage
    assert begun.usage.total_tokens == 3
    with pytest.raises(rt.ResponseFailed, match="resp_1 failed"):
        begun.raise_for_status()
    assert AssembledResponse("resp_2").usage is rt.UNSET


def test_order_is_by_index_not_by_arrival() -> None:
    assembler = Assembler()
    response = feed(
        assembler,
        _created(),
        _delta("output_text", "d", "e1", output_index=1),
        _delta("output_text", "c", "e2", content_index=1),
        _delta("output_text", "a", "e3"),
        _delta("output_text", "b", "e4"),
    )
    assert response is not None
    assert response.text == response.output_text == "abcd"
    assert [item.output_index for item in response.ordered_items()] == [0, 1]


def test_timings_come_from_the_callers_clock() -> None:
    ticks: Iterator[float] = iter([10.0, 10.5, 11.0, 13.0])
    assembler = Assembler(clock=lambda: next(ticks))
    second = bytes(48_000)
    response = feed(
        assembler,
        _created(audio={"output": {"format": {"type": "audio/pcm", "rate": 24000}}}),
        _delta("output_audio_transcript", "Hi", "e1"),
        _delta("output_audio", b64encode(second).decode(), "e2"),
        {"type": "response.done", "event_id": "e3", "response": {"id": "resp_1", "status": "completed"}},
    )
    assert response is not None
    assert (response.time_to_first_text, response.time_to_first_audio, response.elapsed) == (0.5, 1.0, 3.0)
    assert response.audio_duration == 1.0, "as its beginning said, though its end no longer does"
    assert response.realtime_factor == 0.5
    assert response.transcript == "Hi", "an end without output leaves what was streamed"
    assembler.feed(rt.parse_event({"type": "response.created"}))


def test_format_of_the_session_holds_where_the_response_does_not_say(tmp_path: Path) -> None:
    ticks: Iterator[float] = iter([0.0, 0.0, 0.0, 2.0])
    assembler = Assembler(clock=lambda: next(ticks))
    session = {"type": "session.created", "event_id": "e", "session": {"output_audio_format": "g711_ulaw"}}
    response = feed(
        assembler,
        session,
        _created(),
        _delta("audio_transcript", "Hi", "e1"),
        _delta("audio", b64encode(bytes(16_000)).decode(), "e2"),
        {"type": "response.done", "event_id": "e3", "response": {"id": "resp_1", "status": "completed"}},
        dialect="beta",
    )
    assert response is not None
    assert response.audio_format == rt.AudioFormat("g711_ulaw", 8000)
    assert response.audio_duration == 2.0
    assert response.realtime_factor == 1.0
    response.save_audio(tmp_path / "said.wav")
    with wave.open(str(tmp_path / "said.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (8000, 1, 16_000)


def test_audio_of_unknown_format_is_saved_when_it_is_told() -> None:
    response = feed(Assembler(), _created(), _delta("output_audio", b64encode(bytes(4)).decode(), "e1"))
    assert response is not None
    with pytest.raises(ValueError, match="pass audio_format"):
        response.save_audio(io.BytesIO())
    file = io.BytesIO()
    response.save_audio(file, rt.AudioFormat("pcm16", 16_000))
    file.seek(0)
    with wave.open(file) as read:
        assert (read.getframerate(), read.getnframes()) == (16_000, 2)


def test_what_is_odd_is_noted() -> None:
    assembler = Assembler()
    feed(
        assembler,
        _delta("output_text", "a", "e1"),
        _delta("output_text", "a", "e1"),
        _created(),
        {**_created(), "event_id": "e00"},
        _delta("output_text", 7, "e2"),
        _delta("output_audio", "?", "e3"),
        {"type": "response.output_text.delta", "event_id": "e4", "delta": "lost"},
        {"type": "response.content_part.done", "event_id": "e5", **PLACE, "part": {"type": "text", "text": "b"}},
        _delta("output_text", "late", "e6"),
        _delta("output_audio", "AAAA", "e7"),
        _delta("output_text", "gone", "e8", output_index=2),
        {
            "type": "response.output_item.done",
            "event_id": "e9",
            "response_id": "resp_1",
            "output_index": 3,
            "item": "?",
        },
        {"type": "response.function_call_arguments.delta", "event_id": "e10", **PLACE, "delta": None},
        {**_delta("function_call_arguments", "late", "e11"), "output_index": 3},
        {
            "type": "response.output_item.added",
            "event_id": "e12",
            "response_id": "resp_1",
            "output_index": 3,
            "item": {},
        },
        {
            "type": "response.done",
            "event_id": "e13",
            "response": {
                "id": "resp_1",
                "status": "completed",
                "output": [
                    {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "c"}]},
                    {"type": "function_call", "name": "f", "arguments": "{}", "call_id": "call_1"},
                ],
            },
        },
        _delta("output_text", "later", "e14"),
    )
    assert [(note.event_id, note.what.partition(":")[0]) for note in assembler.notes] == [
        ("e1", "its response had not been announced"),
        ("e1", "the same event came twice"),
        ("e00", "the response had begun already"),
        ("e2", "its delta is no text"),
        ("e3", "its delta is no base64"),
        ("e4", "it names no response"),
        ("e6", "it came after the end of its part"),
        ("e7", "it came after the end of its part"),
        ("e9", "the item had not been added"),
        ("e10", "its delta is no text"),
        ("e11", "it came after the end of its item"),
        ("e12", "the item had been added already"),
        ("e13", "output 0 differs from what had been streamed"),
        ("e13", "output 2 was streamed and is not there in the end"),
        ("e13", "output 3 was streamed and is not there in the end"),
        ("e14", "it came after the end of its response"),
    ]
    response = assembler.responses["resp_1"]
    assert response.text == "c"
    assert response.audio == bytes(3)
    assert all(note.response_id in ("resp_1", None) for note in assembler.notes)
    assembler.forget("resp_1")
    assembler.forget("resp_1")
    assert assembler.responses == {}


def test_call_whose_item_was_never_added_is_there_all_the_same() -> None:
    response = feed(
        Assembler(),
        {
            "type": "response.function_call_arguments.delta",
            "event_id": "e1",
            **PLACE,
            "delta": '{"a"',
            "call_id": "call_1",
        },
        {"type": "response.function_call_arguments.delta", "event_id": "e2", **PLACE, "delta": ": 1}"},
    )
    assert response is not None
    (call,) = response.snapshot().function_calls
    assert (call.id, call.call_id, call.parse_arguments()) == ("item_1", "call_1", {"a": 1})
    assert response.item(0).said == '{"a": 1}'


def test_call_that_never_named_itself_is_shown_as_far_as_it_came() -> None:
    delta = {"type": "response.function_call_arguments.delta", "event_id": "e1", **PLACE, "delta": "{"}
    response = feed(Assembler(), delta)
    assert response is not None
    assert response.item(0).snapshot(beta=False) == {"id": "item_1", "type": "function_call", "arguments": "{"}
    nameless = feed(Assembler(), {**delta, "item_id": None})
    assert nameless is not None
    assert nameless.item(0).snapshot(beta=True) == {"type": "function_call", "arguments": "{"}


def test_everything_may_come_twice_or_without_an_id() -> None:
    ticks = iter(range(100))
    assembler = Assembler(clock=lambda: float(next(ticks)))
    words, sound = _delta("output_audio_transcript", "Hi ", "e1"), _delta("output_audio", "AAAA", "e2")
    part = {"type": "response.content_part.done", **PLACE, "part": {"type": "audio", "transcript": "Hi you"}}
    call = {"type": "response.function_call_arguments.done", **PLACE, "output_index": 1}
    item = {"type": "function_call", "id": "item_2", "name": "f", "arguments": "{}"}
    done = {"type": "response.output_item.done", "response_id": "resp_1", "output_index": 1, "item": item}
    response = feed(
        assembler,
        _created(),
        words,
        {**words, "event_id": "e3", "delta": "you"},
        sound,
        {**sound, "event_id": "e4"},
        part,
        {**part, "part": {"type": "audio", "transcript": "later"}},
        {**call, "arguments": 7},
        {**call, "arguments": "{}"},
        done,
        {**call, "arguments": "late"},
    )
    assert response is not None
    assert (response.transcript, response.audio) == ("Hi you", bytes(6))
    assert (response.first_text_at, response.first_audio_at) == (1.0, 2.0)
    message = {"type": "message", "role": "assistant", "content": [{"type": "output_audio", "transcript": "Hi you"}]}
    end = {"type": "response.done", "response": {"id": "resp_1", "status": "completed", "output": [message, item]}}
    feed(assembler, end)
    assert response.snapshot() is response.response
    assert response.audio == bytes(6)


def test_item_that_ends_with_fewer_parts_than_were_streamed_is_taken_as_it_ended() -> None:
    item = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "a"}]}
    done = {"type": "response.output_item.done", "event_id": "e3", **PLACE, "item": item}
    first, second = _delta("output_text", "a", "e1"), _delta("output_text", "b", "e2", content_index=1)
    response = feed(Assembler(), _created(), first, second, done)
    assert response is not None
    assert (response.text, list(response.item(0).parts)) == ("a", [0])


def test_cut_off_stream_ends_with_what_had_arrived() -> None:
    assembler = Assembler(clock=lambda: 1.0)
    feed(assembler, _created(), _delta("output_text", "so far", "e1"))
    (cut,) = assembler.end()
    assert (cut.text, cut.is_final, cut.finished_at) == ("so far", True, 1.0)
    assert cut.snapshot().text == "so far"
    assert assembler.notes[-1].response_id == "resp_1"


def test_events_nobody_knows_say_nothing() -> None:
    assembler = Assembler()
    assert feed(assembler, {"type": "ping"}, {"type": "response.text.delta", "delta": "?"}) is None
    assert assembler.feed(object()) is None
    assert assembler.feed(rt.RealtimeResponse()) is None
    assert assembler.feed(rt.parse_event({"type": "rate_limits.updated", "event_id": "e", "rate_limits": []})) is None
    assert assembler.notes == []


def _item(item_id: Any, **more: Any) -> dict[str, Any]:
    item = {"id": item_id, "type": "message", "role": "user", "content": [{"type": "input_audio", "transcript": None}]}
    return {"type": "conversation.item.added", "event_id": f"event_{item_id}", "item": item, **more}


TRANSCRIPTION = "conversation.item.input_audio_transcription"


def test_conversation_keeps_its_order() -> None:
    assembler = Assembler()
    conversation = assembler.conversation
    feed(
        assembler,
        {"type": "conversation.created", "event_id": "e", "conversation": {"id": "conv_1"}},
        {"type": "conversation.created", "event_id": "e", "conversation": "?"},
        _item("b", previous_item_id=None),
        _item("d", previous_item_id="b"),
        _item("c", previous_item_id="b"),
        _item("a", previous_item_id=None),
        _item("e"),
        _item("f", previous_item_id="nobody"),
        _item(7),
        {**_item("c", previous_item_id="b"), "type": "conversation.item.done"},
    )
    assert conversation.id == "conv_1"
    assert [item.id for item in conversation.items] == ["a", "b", "c", "d", "e", "f"]
    assert [note.what.partition(":")[0] for note in assembler.notes] == [
        "the item before it is not known",
        "its item has no id",
    ]
    feed(
        assembler,
        {"type": "conversation.item.deleted", "event_id": "e", "item_id": "b"},
        {"type": "conversation.item.deleted", "event_id": "e", "item_id": "b"},
        {
            "type": "conversation.item.truncated",
            "event_id": "e",
            "item_id": "c",
            "content_index": 0,
            "audio_end_ms": 900,
        },
        {"type": "conversation.item.truncated", "event_id": "e", "item_id": None, "audio_end_ms": 900},
    )
    assert [item.id for item in conversation.items] == ["a", "c", "d", "e", "f"]
    assert [item.audio_end_ms for item in conversation.items] == [None, 900, None, None, None]
    assert [note.what for note in assembler.notes[2:]] == ["its item is not known: left out"] * 2
    assert conversation.get("nobody") is None


@pytest.mark.parametrize("dialect", ["ga", "beta"])
def test_user_transcripts(dialect: str) -> None:
    assembler = Assembler()
    kind = "conversation.item.added" if dialect == "ga" else "conversation.item.created"
    at = {"event_id": "e", "item_id": "a", "content_index": 0}
    feed(assembler, {**_item("a"), "type": kind}, {**_item("b"), "type": kind}, dialect=dialect)
    first, second = assembler.conversation.items
    assert first.transcript is None
    feed(
        assembler,
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "Good "},
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "evning"},
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": None},
        {"type": f"{TRANSCRIPTION}.delta", **at, "item_id": "nobody", "delta": "?"},
        dialect=dialect,
    )
    assert _transcribed(first) == ("Good evning", False)
    feed(
        assembler,
        {"type": f"{TRANSCRIPTION}.completed", **at, "transcript": "Good evening."},
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "late"},
        {"type": f"{TRANSCRIPTION}.completed", **at, "content_index": 1, "transcript": " Hello?"},
        {"type": f"{TRANSCRIPTION}.completed", **at, "item_id": "b", "transcript": None},
        {"type": f"{TRANSCRIPTION}.failed", **at, "item_id": "b", "error": {"message": "Too noisy."}},
        {"type": f"{TRANSCRIPTION}.failed", **at, "item_id": "nobody", "error": {}},
        dialect=dialect,
    )
    assert _transcribed(first) == ("Good evening. Hello?", True)
    assert second.transcript is None
    assert second.transcription_error.message == "Too noisy."


def _transcribed(item: ConversationItem) -> tuple[str | None, bool]:
    return item.transcript, item.is_transcribed


def test_recorded_sessions_are_assembled(events: list[tuple[str | None, dict[str, Any]]]) -> None:
    for dialect in ("ga", "beta"):
        assembler = Assembler()
        feed(assembler, *(event for told, event in events if told == dialect), dialect=dialect)
        assert assembler.responses
        for response in assembler.responses.values():
            if response.is_final and response.response is not None:
                assert response.output_text == response.response.output_text
