"""Recordings of odd servers and clients: what is missing, late, or of another form."""

from __future__ import annotations

import io
import json
import logging
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

from realtime_client._connection.recorder import Recorder
from realtime_client._core.model import Model
from realtime_client._decode.dialects import Dialect
from realtime_client.models import RealtimeBetaResponse, RealtimeResponse
from realtime_client.recordings import RecordedEvent, Recording, RecordOptions
from realtime_client.recordings.facts import total_cost, turn_price
from realtime_client.recordings.page import write_page
from realtime_client.recordings.timeline import Timeline
from realtime_client.tables import batches, export
from realtime_client.telemetry import Telemetry

from .support import Call, usage


def texts(recording: Recording) -> list[tuple[str, str]]:
    return [(turn.role, turn.text) for turn in recording.turns]


def test_event_of_a_response_that_ended_before_the_recording_began() -> None:
    call = Call()
    call.server(1.0, "response.output_text.delta", response_id="resp_0", item_id="i", output_index=0, delta="rest")
    call.server(1.1, "response.done", response={"id": "resp_0", "object": "realtime.response", "status": "completed"})
    call.server(1.2, "response.output_text.delta", response_id="resp_0", item_id="i", output_index=0, delta="late")
    assert texts(call.recording) == [("assistant", "rest")]


def test_response_that_is_announced_late_finds_its_request() -> None:
    call = Call()
    place = {"response_id": "resp_1", "item_id": "i", "output_index": 0, "content_index": 0}
    call.server(1.0, "response.output_text.delta", **place, delta="Hello")
    call.client(1.1, "response.create")
    call.server(1.2, "response.created", response={"id": "resp_1", "object": "realtime.response"})
    (turn,) = call.recording.turns
    assert turn.is_requested


@pytest.mark.parametrize(
    ("dialect", "model"),
    [("ga", RealtimeResponse), ("beta", RealtimeBetaResponse), ("translation", RealtimeResponse)],
)
def test_response_outside_any_event_has_the_class_of_its_dialect(dialect: Dialect, model: type[Model]) -> None:
    data = {"id": "resp_1", "object": "realtime.response", "status": "completed", "output": [], "more": 1}
    event = RecordedEvent(1, "response", dialect, data)
    assert type(event.model) is model
    assert event.model.to_dict() == data
    assert event.response is event.model


def test_items_and_transcripts_without_their_events() -> None:
    call = Call()
    transcription = "conversation.item.input_audio_transcription"
    call.server(1.0, f"{transcription}.delta", item_id="item_1", content_index=0, delta="Good ")
    call.server(1.1, f"{transcription}.delta", item_id="item_1", content_index=0, delta="evening")
    call.server(1.2, f"{transcription}.delta", content_index=0, delta="lost")
    call.server(1.3, "conversation.item.added", item={"type": "message", "role": "user"})
    call.server(1.4, "conversation.item.truncated", item_id="unknown", content_index=0, audio_end_ms=5)
    call.server(1.5, "input_audio_buffer.cleared").server(1.6, "output_audio_buffer.cleared")
    spoken = {
        "id": "item_2",
        "type": "message",
        "role": "user",
        "content": [{"type": "input_audio", "transcript": "Hi"}],
    }
    call.server(1.7, "conversation.item.added", item=spoken)
    call.server(1.8, "input_audio_buffer.speech_stopped", item_id="unknown", audio_end_ms=1)
    assert texts(call.recording) == [("user", "Good evening"), ("user", "Hi")]
    assert [turn.is_spoken for turn in call.recording.turns] == [True, True]


def test_speech_without_item_ids_is_found_by_its_order() -> None:
    call = Call().server(1.0, "input_audio_buffer.speech_started", audio_start_ms=0)
    call.server(2.0, "input_audio_buffer.speech_stopped", audio_end_ms=900)
    spoken = {"id": "item_1", "type": "message", "role": "user", "content": [{"type": "input_audio"}]}
    call.server(2.1, "conversation.item.added", item=spoken)
    call.server(
        2.2,
        "conversation.item.input_audio_transcription.completed",
        item_id="item_1",
        content_index=0,
        transcript="Good evening",
    )
    (turn,) = call.recording.turns
    assert (turn.text, turn.item_id) == ("Good evening", "item_1")


def test_second_item_of_an_answer_is_cut_off() -> None:
    call = Call()
    head = {"id": "resp_1", "object": "realtime.response", "conversation_id": "conv_1"}
    call.server(1.0, "response.created", response={**head, "status": "in_progress", "output": []})
    for index in range(2):
        place = {"response_id": "resp_1", "item_id": f"item_{index}", "output_index": index, "content_index": 0}
        call.server(1.1, "response.output_audio.delta", **place, delta=b64encode(bytes(48_000)).decode())
    call.server(1.5, "input_audio_buffer.speech_started", item_id="u", audio_start_ms=0)
    call.server(1.6, "conversation.item.truncated", item_id="item_1", content_index=0, audio_end_ms=250)
    call.server(1.7, "response.done", response={**head, "status": "cancelled", "output": []})
    (turn,) = call.recording.interruptions
    assert turn.heard == pytest.approx(1.25)


def test_client_that_cancels_is_no_interruption() -> None:
    call = Call().respond(1.0, "resp_1", "A long answer", status="cancelled", details={"reason": "client_cancelled"})
    assert call.recording.interruptions == []
    call.server(0.9, "input_audio_buffer.speech_started", item_id="u", audio_start_ms=0)
    call.respond(3.0, "resp_2", "Another", status="cancelled", details={"reason": "client_cancelled"})
    assert call.recording.interruptions == []


def test_items_of_the_client_that_are_none() -> None:
    call = Call().client(1.0, "conversation.item.create", item="odd").client(1.1, "conversation.item.create", item={})
    item = {"type": "function_call_output", "call_id": "unknown", "output": {}}
    call.client(1.2, "conversation.item.create", item=item).client(1.3, "response.create", response=5)
    assert call.recording.turns == []


def test_output_that_is_no_string_is_shown_all_the_same() -> None:
    call = Call().respond(1.0, "resp_1", "", calls=(("call_1", "f", "{}"),))
    item = {"type": "function_call_output", "call_id": "call_1", "output": {"free": True}}
    call.client(2.0, "conversation.item.create", item=item)
    assert [found.output for found in call.recording.function_calls] == ["{'free': True}"]
    for text, error in (('{"error": 5}', "5"), ('{"error"', None)):
        item["output"] = text
        assert [found.error for found in call.recording.function_calls] == [error]


def test_translation_of_odd_deltas() -> None:
    call = Call()
    call.lines[1]["event"]["session"] = {"type": "translation"}
    call.server(1.0, "session.output_transcript.delta", delta=5)
    call.server(1.1, "session.output_audio.delta", delta=b64encode(bytes(4_800)).decode())
    recording = call.recording
    assert [(turn.text, turn.audio_seconds) for turn in recording.turns] == [("", 0.1)]
    assert len(recording.audio()) > 44
    plain = Recording.from_events([line["event"] for line in call.lines[1:]])
    assert [turn.audio_seconds for turn in plain.turns] == [0.1]


def test_responses_outside_events_and_odd_lines_are_passed_over() -> None:
    response = {"object": "realtime.response", "id": "resp_1", "status": "completed", "output": []}
    recording = Recording.from_events([response, {"connection": {"state": "lost", "code": "odd", "reason": 5}}])
    assert recording.turns == []
    assert [(change.state, change.code, change.reason) for change in recording.connections] == [("lost", None, "")]
    (event,) = recording.events
    assert (event.audio, event.audio_size, event.is_audio) == (b"", 0, False)
    odd = RecordedEvent(1, "client", "ga", {"type": "input_audio_buffer.append", "audio": "=odd="})
    assert odd.audio == b""


def test_cost_is_unknown_where_the_counts_do_not_add_up() -> None:
    from realtime_client import Rates

    odd = {**usage(100, 5), "total_tokens": 900}
    recording = Call().respond(1.0, "resp_1", "A", tokens=odd).recording
    rates = Rates(text_input="4", audio_output="64")
    assert turn_price(recording.turns[0], rates) is None
    assert total_cost(recording.turns, rates) is None


def test_page_takes_other_rates_and_deep_events() -> None:
    call = Call().microphone(1.0, 0.2).respond(2.0, "resp_1", "Hello", 0.2)
    call.lines[1]["event"]["session"]["audio"]["output"]["format"]["rate"] = 22_050
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    call.server(3.0, "odd", value=deep)
    stream = io.StringIO()
    write_page([("a", call.recording)], stream)
    assert "nested too deeply to be shown" in stream.getvalue()
    assert sum(batch.num_rows for batch in batches(call.lines, "events")) == len(call.lines) - 1


def test_large_frames_are_written_in_several_batches(tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    recorder = Recorder(RecordOptions(path=path))
    for number in range(5):
        recorder.received()
        recorder.take_received(b'{"type":"big","event_id":"%d","text":"%b"}' % (number, b"x" * 700_000))
    recorder.end()
    recorder.done.result(30)
    assert [event.data["event_id"] for event in Recording.open(path).events] == list("01234")


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        (b'{ "type" : "input_audio_buffer.append", "audio" : "AAAA" }', 3),
        (b'{"type":"input_audio_buffer.append","audio":"AA%"}', 2),
        (b'{"type":"input_audio_buffer.append"}', 0),
        (b'{"event_id":"e","type":"response.output_audio.delta","delta":"AAAA"}', 3),
    ],
)
def test_audio_of_any_form_is_left_out(frame: bytes, size: int, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    recorder = Recorder(RecordOptions(path=path, audio="omit"))
    recorder.sent(frame)
    recorder.end()
    recorder.done.result(30)
    (event,) = Recording.open(path).events
    assert event.audio_size == size
    assert b"AAAA" not in path.read_bytes()


def test_what_cannot_be_followed_ends_no_call(caplog: pytest.LogCaptureFixture) -> None:
    recorder = Recorder(RecordOptions(path=None))
    with caplog.at_level(logging.ERROR):
        recorder.sent(b"no json")
        recorder.observe(None, None)  # type: ignore[arg-type]
    assert caplog.text.count("could not be followed") == 2
    recorder.end()
    recorder.end()
    assert recorder.done.done()


def test_late_outputs_and_failures_of_telemetry(caplog: pytest.LogCaptureFixture) -> None:
    telemetry = Telemetry()
    timeline = Timeline()
    take = telemetry.follow({"time": None, "url": "no url"}, timeline)
    take(None)  # type: ignore[arg-type]
    assert "telemetry of a session could not be emitted" in caplog.text
    timeline.on_fact = take
    follower_call = Call().respond(1.0, "resp_1", "", calls=(("call_1", "f", "{}"), ("call_2", "f", "{}")))
    follower_call.speak(2.0, 3.0, "item_1", "Hm").respond(3.5, "resp_2", "A").speak(5.0, 6.0, "item_2", "B")
    item = {"type": "function_call_output", "call_id": "call_1", "output": "{}"}
    follower_call.client(7.0, "conversation.item.create", item=item)
    follower_call.server(
        7.5,
        "conversation.item.input_audio_transcription.failed",
        item_id="item_2",
        content_index=0,
        error={"type": "odd", "message": "no"},
    )
    from realtime_client.recordings.follow import Follower

    follower = Follower(timeline)
    for entry in follower_call.recording.entries():
        follower.take(entry)
    timeline.close()
    timeline.close()
    assert timeline.duration == pytest.approx(7.5)


def test_manifest_that_is_broken_is_exported_again(tmp_path: Path) -> None:
    path = Call().say(1.0, "Hi").write(tmp_path / "call.jsonl")
    target = tmp_path / "calls.csv"
    assert export([path], target, tables=["calls"]).exported == 1
    (manifest,) = (tmp_path / "calls.csv.parts").glob("*.json")
    manifest.write_text(json.dumps([1]))
    assert export([path], target, tables=["calls"]).exported == 1
    assert export([path], target, tables=["calls"]).skipped == 1


@pytest.mark.parametrize("odd", [[], {}, ["x"], 1.5, True], ids=repr)
def test_ids_and_types_of_other_kinds_end_no_reading(odd: Any) -> None:
    call = Call().respond(1.0, "resp_1", "Hi")
    item = {"type": "function_call_output", "call_id": odd, "output": odd}
    call.client(2.0, "conversation.item.create", item=item)
    item = {"id": "item_1", "type": "message", "role": "user", "content": [{"type": odd, "text": "Hello"}]}
    call.server(3.0, "conversation.item.added", item=item)
    assert texts(call.recording) == [("assistant", "Hi"), ("user", "Hello")]


class _Broken(SpanProcessor):
    """A processor of spans that fails."""

    def __init__(self, when: str) -> None:
        self._when = when

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        if self._when == "start":
            raise OSError("no collector")

    def on_end(self, span: Any) -> None:
        raise OSError("no collector")


@pytest.mark.parametrize("when", ["start", "end"])
def test_telemetry_that_fails_ends_no_call(when: str, caplog: pytest.LogCaptureFixture) -> None:
    provider = TracerProvider()
    provider.add_span_processor(_Broken(when))
    timeline = Timeline()
    timeline.on_fact = Telemetry(tracer_provider=provider).follow({"time": 1.0}, timeline)
    timeline.connection("lost", 1.0)
    timeline.close()
    assert "telemetry of a session could not be emitted" in caplog.text
