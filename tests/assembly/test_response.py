"""One response: its order, its timings, its audio, and the merge with its end."""

from __future__ import annotations

import copy
import io
import wave
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

import realtime_client as rt
from realtime_client.assembly import AssembledItem, AssembledResponse, Assembler
from realtime_client.assembly.response import AssembledPart

from .support import PLACE, assemble, call, created, delta, done, feed, item_event, message


def test_response_shows_its_status_calls_and_usage() -> None:
    assembler = Assembler()
    head = {"id": "resp_1", "object": "realtime.response", "status": "in_progress", "output": []}
    begun = feed(assembler, {"type": "response.created", "response": head})
    assert begun is not None
    assert begun.function_calls == []
    assert begun.raise_for_status() is begun
    feed(assembler, done(status="failed", output=[call()], usage={"total_tokens": 3}))
    assert [found.call_id for found in begun.function_calls] == ["call_1"]
    assert begun.usage
    assert begun.usage.total_tokens == 3
    with pytest.raises(rt.ResponseFailed, match="resp_1 failed"):
        begun.raise_for_status()
    assert AssembledResponse("resp_2").usage is rt.UNSET


def test_text_is_ordered_by_index() -> None:
    response = assemble(
        created(),
        delta("output_text", "d", "e1", item_id="item_2", output_index=1),
        delta("output_text", "c", "e2", content_index=1),
        delta("output_text", "a", "e3"),
        delta("output_text", "b", "e4"),
    )
    assert response.text == response.output_text == "abcd"
    assert [item.output_index for item in response.ordered_items()] == [0, 1]


def test_audio_may_be_read_while_it_arrives() -> None:
    part = AssembledPart(0)
    assert part.audio == b""
    expected = b""
    for number in range(20):
        part.add_audio(bytes([number]))
        expected += bytes([number])
        if number % 3:
            assert part.audio == part.audio == expected
    assert copy.deepcopy(part).audio == part.audio == expected
    assert part.audio_size == len(expected)


def test_audio_is_ordered_by_arrival() -> None:
    response = assemble(
        created(),
        delta("output_audio", "AAAA", "e1", item_id="item_2", output_index=1),
        delta("output_audio", "AQEB", "e2"),
        delta("output_audio", "AgIC", "e3", item_id="item_2", output_index=1),
    )
    assert response.audio == b"\0\0\0\1\1\1\2\2\2"
    assert [piece.audio for piece in response.pieces(None)] == [b"\0\0\0", b"\1\1\1", b"\2\2\2"]


def test_item_id_is_stronger_than_its_index() -> None:
    response = assemble(
        created(),
        delta("output_text", "a", "e1"),
        delta("output_text", "b", "e2", output_index=1),
        delta("output_text", "c", "e3", item_id="item_2"),
    )
    assert [(item.id, item.content_text) for item in response.ordered_items()] == [("item_1", "ab"), ("item_2", "c")]


def test_timings_come_from_the_clock() -> None:
    ticks: Iterator[float] = iter([10.0, 10.5, 11.0, 13.0])
    assembler = Assembler(clock=lambda: next(ticks))
    second = bytes(48_000)
    response = feed(
        assembler,
        created(audio={"output": {"format": {"type": "audio/pcm", "rate": 24000}}}),
        delta("output_audio_transcript", "Hi", "e1"),
        delta("output_audio", b64encode(second).decode(), "e2"),
        done(),
    )
    assert response is not None
    assert (response.time_to_first_text, response.time_to_first_audio, response.elapsed) == (0.5, 1.0, 3.0)
    assert response.audio_duration == 1.0, "in the format of its beginning, which the end does not repeat"
    assert response.realtime_factor == 0.5
    assert response.transcript == "Hi"


def test_response_without_text_has_no_time_of_its_first() -> None:
    response = feed(Assembler(clock=lambda: 1.0), created(), done())
    assert response is not None
    assert (response.started_at, response.first_text_at, response.first_audio_at) == (1.0, None, None)
    assert (response.time_to_first_text, response.time_to_first_audio, response.elapsed) == (None, None, 0.0)


def test_timings_are_unknown_without_a_clock() -> None:
    response = assemble(created(), delta("output_text", "Hi", "e1"), done())
    assert (response.time_to_first_text, response.time_to_first_audio, response.elapsed) == (None, None, None)
    assert response.realtime_factor is None


def test_time_counts_from_the_end_of_speech() -> None:
    ticks: Iterator[float] = iter([10.0, 11.0, 12.0, 13.0])
    assembler = Assembler(clock=lambda: next(ticks))
    stopped = {"type": "input_audio_buffer.speech_stopped", "event_id": "e", "item_id": "a", "audio_end_ms": 1}
    response = feed(assembler, stopped, created(), delta("output_text", "Hi", "e1"), done())
    assert response is not None
    assert (response.time_to_first_text, response.elapsed) == (2.0, 3.0)


def test_speech_that_goes_on_is_not_what_a_response_answers() -> None:
    assembler = Assembler(clock=lambda: 1.0)
    speech = "input_audio_buffer.speech"
    feed(assembler, {"type": f"{speech}_stopped", "item_id": "a"}, {"type": f"{speech}_started", "item_id": "a"})
    response = feed(assembler, created())
    assert response is not None
    assert response.requested_at is None


@pytest.mark.parametrize("kind", ["text", "transcript", "part", "item"])
def test_first_text_is_timed_however_it_comes(kind: str) -> None:
    ticks: Iterator[float] = iter([10.0, 11.0])
    assembler = Assembler(clock=lambda: next(ticks))
    part = {"type": "output_audio", "transcript": "Hi"}
    event = {
        "text": {"type": "response.output_text.done", **PLACE, "text": "Hi"},
        "transcript": {"type": "response.output_audio_transcript.done", **PLACE, "transcript": "Hi"},
        "part": {"type": "response.content_part.done", **PLACE, "part": part},
        "item": item_event("done", message("Hi")),
    }[kind]
    response = feed(assembler, created(), event)
    assert response is not None
    assert (response.started_at, response.first_text_at, response.first_audio_at) == (10.0, 11.0, None)
    assert response.text + response.transcript == "Hi"


def test_text_that_only_the_end_carries_is_timed() -> None:
    ticks: Iterator[float] = iter([0.0, 1.0, 2.0])
    response = feed(Assembler(clock=lambda: next(ticks)), created(), done(output=[message("Hi")]))
    assert response is not None
    assert (response.first_text_at, response.finished_at) == (1.0, 2.0)


def test_response_has_the_audio_format_of_the_session(tmp_path: Path) -> None:
    ticks: Iterator[float] = iter([0.0, 0.0, 0.0, 2.0])
    assembler = Assembler(clock=lambda: next(ticks))
    session = {"type": "session.created", "event_id": "e", "session": {"output_audio_format": "g711_ulaw"}}
    sound = b64encode(bytes(16_000)).decode()
    events = (session, created(), delta("audio_transcript", "Hi", "e1"), delta("audio", sound, "e2"), done())
    response = feed(assembler, *events, dialect="beta")
    assert response is not None
    assert assembler.audio_format == response.audio_format == rt.AudioFormat("g711_ulaw", 8000)
    assert response.audio_duration == 2.0
    assert response.realtime_factor == 1.0
    response.save_audio(tmp_path / "response.wav")
    with wave.open(str(tmp_path / "response.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (8000, 1, 16_000)


def test_save_audio_needs_a_format() -> None:
    response = assemble(created(), delta("output_audio", b64encode(bytes(4)).decode(), "e1"))
    with pytest.raises(ValueError, match="pass audio_format"):
        response.save_audio(io.BytesIO())
    file = io.BytesIO()
    response.save_audio(file, rt.AudioFormat("pcm16", 16_000))
    file.seek(0)
    with wave.open(file) as read:
        assert (read.getframerate(), read.getnframes()) == (16_000, 2)


def test_call_is_assembled_without_its_item() -> None:
    kind = "function_call_arguments"
    response = assemble(delta(kind, '{"a"', "e1", call_id="call_1"), delta(kind, ": 1}", "e2"))
    (found,) = response.snapshot().function_calls
    assert (found.id, found.call_id, found.parse_arguments()) == ("item_1", "call_1", {"a": 1})
    assert response.item(0).content_text == '{"a": 1}'


def test_call_without_a_name_is_shown_as_far_as_it_arrived() -> None:
    response = assemble(delta("function_call_arguments", "{", "e1"))
    assert response.item(0).snapshot(beta=False) == {"id": "item_1", "type": "function_call", "arguments": "{"}
    nameless = assemble(delta("function_call_arguments", "{", "e1", item_id=None))
    assert nameless.item(0).snapshot(beta=True) == {"type": "function_call", "arguments": "{"}
    assert AssembledItem(0).snapshot(beta=False) == {}


def test_whole_item_is_the_last_word() -> None:
    """The end replaces text that contradicts it; audio stays."""
    response = assemble(
        created(),
        delta("output_text", "Good evning", "e1"),
        delta("output_audio", "AAAA", "e2"),
        item_event("done", message("Good evening")),
        done(output=[message("Good evening")]),
    )
    assert (response.text, response.audio) == ("Good evening", bytes(3))


def test_poorer_end_erases_nothing() -> None:
    first, second = delta("output_text", "ab", "e1"), delta("output_text", "c", "e2", content_index=1)
    end = done(output=[message("a")])
    response = assemble(created(), first, second, item_event("done", message("a")), end)
    assert (response.text, list(response.item(0).parts)) == ("abc", [0, 1])
    assert response.snapshot().text == "abc"


def test_poorer_transcript_erases_nothing() -> None:
    content = [{"type": "output_audio", "transcript": "a"}]
    response = assemble(
        created(), delta("output_audio_transcript", "ab", "e1"), done(output=[{**message(), "content": content}])
    )
    assert (response.transcript, response.snapshot().transcript) == ("ab", "ab")
    assert [piece.transcript for piece in response.pieces(None)] == ["ab"]


def test_content_that_is_no_part_stays_as_it_is() -> None:
    response = assemble(
        created(), item_event("done", {**message(), "content": ["?"]}), delta("output_audio", "AAAA", "e1")
    )
    assert response.snapshot().to_dict()["output"][0]["content"] == ["?"]


def test_item_takes_the_pieces_that_named_none() -> None:
    nameless = delta("output_text", "Hel", "e1", item_id=None, output_index=None)
    response = assemble(created(), nameless, item_event("done", message("Hello"), None))
    assert [(item.id, item.content_text) for item in response.ordered_items()] == [("item_1", "Hello")]


def test_part_that_goes_on_at_the_end_is_streamed() -> None:
    assembler = Assembler()
    feed(assembler, created(), delta("output_text", "Hel", "e1"))
    end = rt.parse_event({"type": "response.output_text.done", **PLACE, "text": "Hello"}, dialect="ga")
    assert [piece.text for piece in assembler.apply(end).pieces] == ["lo"]
    assert assembler.apply(rt.parse_event(done(output=[message("Hello")]), dialect="ga")).pieces == []


def test_item_that_the_end_lacks_is_kept() -> None:
    assembler = Assembler()
    events = (delta("output_text", "a", "e1"), delta("output_text", "b", "e2", item_id="item_2", output_index=1))
    response = feed(assembler, created(), *events, done(output=[message("a")]))
    assert response is not None
    assert (response.text, response.snapshot().text) == ("ab", "ab")
    assert assembler.notes[-1].what == "output 1 was streamed and is missing at the end: kept"


def test_end_may_list_an_item_twice() -> None:
    response = assemble(created(), delta("output_text", "a", "e1"), done(output=[message("a"), message("b")]))
    assert response.text == "ab"


def test_items_of_the_end_match_by_position_where_they_have_no_id() -> None:
    whole = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "a"}]}
    response = assemble(created(), delta("output_text", "a", "e1"), done(output=[whole]))
    assert response.text == "a"
    assert len(response.items) == 1


@pytest.mark.parametrize("index", [0, 1, None])
def test_text_in_the_wrong_part_is_not_repeated(index: int | None) -> None:
    """The end divides the text among parts that the pieces did not name, or named wrongly."""
    parts = [{"type": "output_text", "text": "ab"}, {"type": "output_audio", "transcript": "c"}]
    parts.append({"type": "output_text", "text": "de"})
    assembler = Assembler()
    events = (
        created(),
        delta("output_text", "abd", "e1", content_index=index),
        delta("output_audio_transcript", "c", "e2", content_index=index),
        done(output=[{**message(), "content": parts}]),
    )
    changes = [assembler.apply(rt.parse_event(event, dialect="ga")) for event in events]
    response = changes[0].response
    assert response is not None
    assert [(part.text, part.transcript) for part in response.item(0).ordered_parts()] == [
        ("ab", ""),
        ("", "c"),
        ("de", ""),
    ]
    assert [(piece.text, piece.transcript) for piece in changes[-1].pieces] == [("e", "")]
    assert response.snapshot().to_dict()["output"][0]["content"] == parts


def test_copy_without_audio_shares_the_rest() -> None:
    assembler = Assembler(keep_audio=False)
    response = feed(
        assembler, created(), delta("output_audio_transcript", "Hi", "e1"), delta("output_audio", "AAAA", "e2"), done()
    )
    assert response is not None
    kept = assembler.responses["resp_1"]
    assert (response.audio, kept.audio, kept.audio_size) == (bytes(3), b"", 3)
    assert (kept.transcript, kept.snapshot(), kept.is_final) == ("Hi", response.snapshot(), True)


def test_reprs_show_no_audio() -> None:
    response = assemble(created(), delta("output_audio", "AAAA", "e1"))
    (piece,) = response.pieces(None)
    assert repr(piece) == "Piece(text='', transcript='', audio=<3 bytes>)"
    assert (piece.phase, piece.size) == (None, 3)
    assert repr(response.item(0).part(0)) == "AssembledPart(0, text='', transcript='')"
    assert repr(response) == "<AssembledResponse resp_1: in_progress, 1 item(s), ''>"


def test_repr_of_a_response_is_short() -> None:
    response = assemble(created(), done(status="completed", output=[message("Good evening. " * 100), call()]))
    shown = repr(response)
    assert shown.startswith("<AssembledResponse resp_1: completed, 2 item(s), 'Good evening. ")
    assert len(shown) < 300
    cut_off = assemble(created(), {"type": "response.done"})
    assert repr(cut_off) == "<AssembledResponse resp_1: incomplete, 0 item(s), ''>"


def test_item_that_is_named_otherwise_at_its_end_is_the_same() -> None:
    whole = message("Hello", "another", status="completed")
    assembler = Assembler()
    feed(assembler, created(output=[]), delta("output_text", "Hello", "e1"), done(output=[whole]))
    (response,) = assembler.responses.values()
    assert response.output_text == "Hello"
    assert len(response.items) == 1
