"""The content of recorded calls: turns, latencies, interruptions, functions, usage, cost, transcript and sound."""

from __future__ import annotations

import io
import os
import wave
from array import array
from base64 import b64encode
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import realtime_client as rt
from realtime_client._session.ledger import MARK
from realtime_client.recordings import Recording, Statistics, Turn

from .support import Call, usage

RATES = rt.Rates(text_input="4.00", audio_output="64.00", text_output="16", audio_input="32")


def about(value: float | None) -> Any:
    """Return a value to compare a time with, which was added up from others."""
    return None if value is None else pytest.approx(value, abs=1e-6)


def spans(recording: Recording) -> list[tuple[str, float | None, float | None]]:
    return [(turn.role, turn.start, turn.end) for turn in recording.turns]


class TestTurns:
    def test_spoken_turns_have_times_and_text(self) -> None:
        call = Call().speak(1.0, 2.0, "item_1", "Good evening").respond(2.3, "resp_1", "Hello", 1.5)
        user, assistant = call.recording.turns
        assert (user.role, user.text, user.is_spoken, user.item_id) == ("user", "Good evening", True, "item_1")
        assert (user.start, user.end) == (about(1.0), about(2.0))
        assert (assistant.role, assistant.text, assistant.status) == ("assistant", "Hello", "completed")
        assert (assistant.start, assistant.end, assistant.duration) == (about(2.5), about(4.0), about(1.5))
        assert (assistant.audio_seconds, assistant.model) == (1.5, "gpt-realtime-2.1")

    def test_written_turns_begin_when_they_were_sent(self) -> None:
        call = Call().say(1.0, "Good evening").client(1.2, "response.create").respond(1.5, "resp_1", "Hello")
        user, assistant = call.recording.turns
        assert (user.text, user.is_spoken, user.start, user.item_id) == ("Good evening", False, about(1.0), "item_text")
        assert (assistant.is_requested, assistant.requested_at) == (True, about(1.2))

    def test_message_without_acknowledgement_is_a_turn_once(self) -> None:
        item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}
        call = Call().client(1.0, "conversation.item.create", item=item).respond(1.5, "resp_1", "Hello")
        assert [(turn.role, turn.text) for turn in call.recording.turns] == [("user", "Hi"), ("assistant", "Hello")]
        call.server(3.0, "conversation.item.added", item={"id": "item_late", **item})
        late = call.recording.turns
        assert [(turn.role, turn.text, turn.item_id) for turn in late] == [
            ("user", "Hi", "item_late"),
            ("assistant", "Hello", None),
        ]
        call.client(5.0, "conversation.item.create", item={**item, "id": "item_mine"})
        assert [turn.item_id for turn in call.recording.turns] == ["item_late", None, "item_mine"]

    def test_speech_is_placed_where_the_audio_was(self) -> None:
        call = Call().microphone(3.0, 3.0)
        # Reported late, after a second of silence.
        call.server(2.0, "input_audio_buffer.speech_started", item_id="item_1", audio_start_ms=500)
        call.server(3.0, "input_audio_buffer.speech_stopped", item_id="item_1", audio_end_ms=1_900)
        assert spans(call.recording) == [("user", about(0.5), about(1.9))]

    def test_audio_that_is_sent_at_once_ends_when_that_was_reported(self) -> None:
        call = Call().client(1.0, "input_audio_buffer.append", audio=b64encode(bytes(480_000)).decode())
        call.server(1.1, "input_audio_buffer.speech_started", item_id="item_1", audio_start_ms=0)
        call.server(1.2, "input_audio_buffer.speech_stopped", item_id="item_1", audio_end_ms=9_000)
        (turn,) = call.recording.turns
        assert turn.end == about(1.2)

    def test_without_voice_detection_a_turn_is_what_was_committed(self) -> None:
        call = Call().microphone(2.0, 1.0).client(2.1, "input_audio_buffer.commit")
        call.server(2.2, "input_audio_buffer.committed", item_id="item_1")
        call.client(2.3, "response.create").respond(2.5, "resp_1", "Hello")
        user, assistant = call.recording.turns
        assert (user.start, user.end, user.is_spoken) == (about(1.0), about(2.0), True)
        assert (assistant.is_requested, assistant.speech_ended_at) == (True, about(2.2))

    def test_answers_are_heard_one_after_the_other(self) -> None:
        call = Call().respond(1.0, "resp_1", "One", 5.0).respond(2.0, "resp_2", "Two", 2.0)
        assert spans(call.recording) == [("assistant", about(1.2), about(6.2)), ("assistant", about(6.2), about(8.2))]

    def test_failed_response_and_transcription_have_their_error(self) -> None:
        error = {"type": "server_error", "code": "oops", "message": "The key sk-test-0123456789abcdef is wrong."}
        call = (
            Call()
            .speak(1.0, 2.0, "item_1", "")
            .respond(3.0, "resp_1", "", status="failed", details={"type": "failed", "error": error})
        )
        call.server(
            4.0,
            "conversation.item.input_audio_transcription.failed",
            item_id="item_1",
            content_index=0,
            error={"type": "transcription_error", "message": "no speech"},
        )
        call.server(5.0, "error", error={**error, "code": None, "event_id": "event_x"})
        recording = call.recording
        assert [turn.is_failed for turn in recording.turns] == [False, True]
        assert [(each.at, str(each)) for each in recording.errors] == [
            (about(3.5), "server_error oops: The key *** is wrong."),
            (about(4.0), "transcription_error: no speech"),
            (about(5.0), "server_error: The key *** is wrong."),
        ]

    def test_out_of_band_response_is_neither_heard_nor_in_the_transcript(self) -> None:
        call = Call().client(1.0, "response.create", response={"conversation": "none"})
        call.respond(1.1, "resp_1", "A summary", 9.0, metadata=None)
        call.lines = [orjson_without_conversation(line) for line in call.lines]
        call.respond(2.0, "resp_2", "Hello", 1.0)
        recording = call.recording
        assert [turn.is_out_of_band for turn in recording.turns] == [True, False]
        assert recording.turns[1].start == about(2.2)
        assert recording.transcript() == "[00:00:02.200] assistant: Hello\n"

    def test_response_of_a_lost_connection_ends_with_it(self) -> None:
        call = Call().respond(1.0, "resp_1", "Hello").connection(1.4, "lost", 1006)
        call.lines = [line for line in call.lines if line.get("event", {}).get("type") != "response.done"]
        call.connection(2.0, "reopened").respond(3.0, "resp_2", "Again").connection(4.0, "closed", 1000)
        recording = call.recording
        assert [(turn.text, turn.status, turn.finished_at) for turn in recording.turns] == [
            ("Hello", "incomplete", about(1.4)),
            ("Again", "completed", about(3.5)),
        ]
        assert [(each.state, each.code) for each in recording.connections] == [
            ("lost", 1006),
            ("reopened", None),
            ("closed", 1000),
        ]

    def test_restored_items_are_no_turns(self) -> None:
        call = Call().say(1.0, "Hi", "item_1")
        item = {"id": "item_2", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}
        call.client(2.0, "conversation.item.create", item=item)
        call.lines[-1]["restored"] = True
        call.server(2.1, "conversation.item.added", item=item)
        assert len(call.recording.turns) == 1

    def test_audio_that_is_sent_again_is_heard_once(self) -> None:
        call = Call().microphone(2.0, 2.0)
        for line in [line for line in call.lines if line.get("direction") == "out"][-5:]:
            call.client(2.5, "input_audio_buffer.append", audio=line["event"]["audio"])
            call.lines[-1]["restored"] = True
        call.client(2.5, "response.create")
        call.client(2.5, "response.create")
        call.lines[-1]["restored"] = True
        call.connection(2.6, "reopened").microphone(4.0, 1.0)
        # Positions count from the audio that was sent again.
        call.server(4.0, "input_audio_buffer.speech_started", item_id="item_1", audio_start_ms=100)
        call.server(4.5, "input_audio_buffer.speech_stopped", item_id="item_1", audio_end_ms=700)
        call.respond(5.0, "resp_1", "A").respond(8.0, "resp_2", "B")
        assert spans(call.recording)[0] == ("user", about(1.6), about(3.2))
        assert [turn.is_requested for turn in call.recording.turns] == [False, False, True]

    def test_translation_has_a_turn_for_each_side(self) -> None:
        call = Call()
        call.lines[1]["event"]["session"] = {"type": "translation", "id": "sess_1", "model": "gpt-realtime-2.1"}
        call.server(1.0, "session.input_transcript.delta", delta="Guten ").server(
            1.5, "session.input_transcript.delta", delta="Abend"
        )
        call.server(2.0, "session.output_transcript.delta", delta="Good evening")
        call.server(2.1, "session.output_audio.delta", delta=b64encode(bytes(48_000)).decode())
        recording = call.recording
        assert [(turn.role, turn.text, turn.start, turn.end) for turn in recording.turns] == [
            ("user", "Guten Abend", about(1.0), about(1.5)),
            ("assistant", "Good evening", about(2.0), about(3.1)),
        ]


def orjson_without_conversation(line: dict[str, Any]) -> dict[str, Any]:
    response = line.get("event", {}).get("response")
    if isinstance(response, dict) and "conversation_id" in response:
        response["conversation_id"] = None
    return line


class TestLatency:
    def test_counts_from_the_end_of_speech(self) -> None:
        call = Call().speak(1.0, 2.0, "item_1", "Hi").respond(2.3, "resp_1", "Hello")
        latency = call.recording.latency
        assert latency.speech_to_text == [about(0.4)]
        assert latency.speech_to_audio == [about(0.5)]
        assert latency.request_to_text == latency.request_to_audio == []

    def test_counts_from_the_request(self) -> None:
        call = Call().client(1.0, "response.create").respond(1.3, "resp_1", "Hello")
        latency = call.recording.latency
        assert (latency.request_to_text, latency.request_to_audio) == ([about(0.4)], [about(0.5)])
        assert latency.speech_to_text == []

    def test_counts_function_calls_to_their_output(self) -> None:
        call = Call().respond(1.0, "resp_1", "", calls=(("call_1", "find_table", '{"guests": 2}'),))
        output = {"type": "function_call_output", "call_id": "call_1", "output": '{"table": 4}'}
        call.client(1.75, "conversation.item.create", item=output)
        recording = call.recording
        (found,) = recording.function_calls
        assert (found.name, found.arguments, found.output) == ("find_table", '{"guests": 2}', '{"table": 4}')
        assert (found.duration, found.error, found.response_id) == (about(0.25), None, "resp_1")
        assert recording.latency.functions == {"find_table": [about(0.25)]}
        assert recording.latency.statistics()["function find_table"].count == 1

    def test_output_that_reports_an_error_is_one(self) -> None:
        call = Call().respond(
            1.0, "resp_1", "", calls=(("call_1", "f", "{}"), ("call_2", "f", "{}"), ("call_3", "f", ""))
        )
        for number, text in enumerate(['{"error": {"type": "ValueError", "message": "bad"}}', '{"error": broken'], 1):
            output = {"type": "function_call_output", "call_id": f"call_{number}", "output": text}
            call.client(1.5 + number, "conversation.item.create", item=output)
        assert [each.error for each in call.recording.function_calls] == ["ValueError: bad", None, None]
        assert [each.duration for each in call.recording.function_calls][2] is None

    def test_mcp_calls_have_output_and_time(self) -> None:
        place = {"response_id": "resp_1", "output_index": 0}
        item = {"id": "mcp_1", "type": "mcp_call", "server_label": "docs", "name": "find", "arguments": "{}"}
        head = {"id": "resp_1", "object": "realtime.response", "conversation_id": "c", "output_modalities": ["text"]}
        call = Call().server(1.0, "response.created", response={**head, "status": "in_progress", "output": []})
        call.server(1.2, "response.output_item.added", **place, item=item)
        done = {**item, "output": "found", "error": {"type": "protocol_error", "code": 1, "message": "odd"}}
        call.server(1.7, "response.done", response={**head, "status": "completed", "output": [done]})
        (found,) = call.recording.function_calls
        assert (found.server_label, found.output, found.error) == ("docs", "found", "protocol_error 1: odd")
        assert found.duration == about(0.5)

    def test_marks_tell_which_request_a_response_answers(self) -> None:
        call = Call()
        for number in (1, 2):
            settings = {"metadata": {MARK: f"mark_{number}"}, "conversation": "none"}
            call.client(float(number), "response.create", response=settings)
        call.respond(3.0, "resp_2", "B", metadata={MARK: "mark_2"}).respond(
            4.0, "resp_1", "A", metadata={MARK: "mark_1"}
        )
        # This one was not asked for: the server sends marks back.
        call.client(6.0, "response.create", response={"metadata": {MARK: "mark_3"}}).respond(7.0, "resp_3", "C")
        assert [turn.requested_at for turn in call.recording.turns] == [about(2.0), about(1.0), None]

    def test_refused_request_is_not_answered_by_the_next_response(self) -> None:
        call = Call().client(1.0, "response.create", event_id="event_a")
        call.server(1.1, "error", error={"type": "invalid_request_error", "message": "no", "event_id": "event_a"})
        call.client(2.0, "response.create").respond(2.2, "resp_1", "Hello")
        assert call.recording.turns[0].requested_at == about(2.0)

    def test_statistics_are_durations_that_occur(self) -> None:
        assert Statistics.of([]) is None
        assert Statistics.of([3.0]) == Statistics(1, 3.0, 3.0, 3.0)
        assert Statistics.of(range(1, 101)) == Statistics(100, 50, 96, 100)


class TestInterruptions:
    def test_truncated_answer_ends_where_it_was_heard(self) -> None:
        call = Call().respond(1.0, "resp_1", "A long answer", 10.0).speak(4.0, 5.0, "item_1", "Stop")
        call.client(4.1, "conversation.item.truncate", item_id="item_resp_1", content_index=0, audio_end_ms=2_700)
        call.server(4.2, "conversation.item.truncated", item_id="item_resp_1", content_index=0, audio_end_ms=2_700)
        recording = call.recording
        (turn,) = recording.interruptions
        assert (turn.response_id, turn.interrupted_at, turn.heard) == ("resp_1", about(4.0), about(2.7))
        assert turn.end == about(1.2 + 2.7)
        assert recording.overlaps == []

    def test_cancelled_answer_ends_where_the_user_spoke(self) -> None:
        call = Call().respond(
            1.0,
            "resp_1",
            "A long answer",
            10.0,
            status="cancelled",
            details={"type": "cancelled", "reason": "turn_detected"},
            done=4.05,
        )
        call.lines.insert(-1, {})
        call.speak(4.0, 5.0, "item_1", "Stop")
        speech, *rest = call.lines[-4:]
        call.lines[-6:] = [speech, call.lines[-5], *rest]
        recording = call.recording
        (turn,) = recording.interruptions
        assert (turn.end, turn.heard, turn.stop_reason) == (about(4.0), None, "turn_detected")

    def test_what_waits_to_be_heard_is_dropped_as_well(self) -> None:
        call = Call().respond(1.0, "resp_1", "One", 5.0).respond(2.0, "resp_2", "Two", 5.0)
        call.speak(3.0, 3.5, "item_1", "Stop")
        call.server(3.1, "conversation.item.truncated", item_id="item_resp_1", content_index=0, audio_end_ms=1_800)
        call.respond(4.0, "resp_3", "Three", 1.0)
        assert [span[1:] for span in spans(call.recording)] == [
            (about(1.2), about(3.0)),
            (about(3.0), about(3.0)),
            (about(3.0), about(3.5)),
            (about(4.2), about(5.2)),
        ]

    def test_playback_cleared_by_the_server_is_an_interruption(self) -> None:
        call = (
            Call().respond(1.0, "resp_1", "One", 5.0).server(3.0, "output_audio_buffer.cleared", response_id="resp_1")
        )
        (turn,) = call.recording.interruptions
        assert turn.end == about(3.0)
        assert Call().server(3.0, "output_audio_buffer.cleared", response_id="resp_1").recording.interruptions == []

    def test_overlap_without_interruption(self) -> None:
        call = Call().respond(1.0, "resp_1", "A long answer", 5.0).speak(3.0, 3.5, "item_1", "Mhm")
        recording = call.recording
        (overlap,) = recording.overlaps
        assert (overlap.start, overlap.end) == (about(3.0), about(3.5))
        assert (overlap.user.text, overlap.assistant.text) == ("Mhm", "A long answer")
        assert recording.interruptions == []


class TestUsage:
    def test_usage_and_cost_add_up(self) -> None:
        call = (
            Call().respond(1.0, "resp_1", "A", tokens=usage(100, 50)).respond(3.0, "resp_2", "B", tokens=usage(20, 10))
        )
        recording = call.recording
        assert recording.usage.total_tokens == 180
        assert recording.cost(RATES) == Decimal("0.00432")
        assert recording.cost({"gpt": rt.Rates(), "gpt-realtime": RATES}) == Decimal("0.00432")
        with pytest.raises(rt.UsageError, match=r"no rates for the model 'gpt-realtime-2\.1'"):
            recording.cost({"other": RATES})

    def test_recording_without_usage_costs_nothing(self) -> None:
        recording = Call().say(1.0, "Hi").recording
        assert recording.usage is None
        assert recording.cost(RATES) == 0


class TestTranscripts:
    CALL = Call().say(1.0, "Is <b> & --> fine?\n\n2").respond(3661.5, "resp_1", "Yes", 0.2)

    def test_text(self) -> None:
        assert self.CALL.recording.transcript() == (
            "[00:00:01.000] user: Is <b> & --> fine? 2\n[01:01:01.700] assistant: Yes\n"
        )

    def test_web_vtt(self) -> None:
        assert self.CALL.recording.transcript("vtt") == (
            "WEBVTT\n\n00:00:01.000 --> 00:00:01.500\n<v user>Is &lt;b&gt; &amp; --&gt; fine? 2\n"
            "\n01:01:01.700 --> 01:01:02.200\n<v assistant>Yes\n"
        )

    def test_srt(self) -> None:
        assert self.CALL.recording.transcript("srt") == (
            "1\n00:00:01,000 --> 00:00:01,500\nuser: Is ‹b› & --› fine? 2\n"
            "\n2\n01:01:01,700 --> 01:01:02,200\nassistant: Yes\n"
        )

    def test_unknown_format_is_refused(self) -> None:
        with pytest.raises(rt.InvalidArgumentError, match="use 'text', 'vtt' or 'srt'"):
            self.CALL.recording.transcript("html")  # type: ignore[arg-type]


def channels(audio: bytes) -> tuple[int, array[int], array[int]]:
    with wave.open(io.BytesIO(audio)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (2, 2)
        samples = array("h", file.readframes(file.getnframes()))
        return file.getframerate(), samples[0::2], samples[1::2]


class TestSound:
    def test_both_sides_are_in_time(self, tmp_path: Path) -> None:
        call = Call().microphone(2.0, 1.0).respond(2.3, "resp_1", "Hello", 0.5)
        path = tmp_path / "call.wav"
        call.recording.save_audio(path)
        rate, left, right = channels(path.read_bytes())
        assert rate == 24_000
        assert len(left) == len(right) == 72_000
        assert [left[23_990], left[24_010], left[47_990], left[48_010]] == [0, 16, 16, 0]
        assert [right[59_990], right[60_010], right[71_990]] == [0, 32, 32]

    def test_what_was_cut_off_is_silent(self) -> None:
        call = Call().respond(1.0, "resp_1", "A long answer", 3.0).speak(2.0, 2.5, "item_1", "Stop")
        call.server(2.1, "conversation.item.truncated", item_id="item_resp_1", content_index=0, audio_end_ms=700)
        call.respond(3.0, "resp_2", "Short", 0.1, sample=b"\x30\x00")
        _, _, right = channels(call.recording.audio())
        assert [right[28_900], right[45_500], right[45_700], right[70_000]] == [32, 32, 0, 0]
        assert right[76_900] == 48

    def test_rates_are_converted(self) -> None:
        call = Call().microphone(2.0, 1.0)
        call.lines[1]["event"]["session"]["audio"]["input"]["format"] = {"type": "audio/pcmu"}
        for line in call.lines[2:]:
            line["event"]["audio"] = b64encode(b"\xff" * 800).decode()
        call.respond(3.0, "resp_1", "Hello", 0.5)
        rate, left, right = channels(call.recording.audio(sample_rate=16_000))
        assert rate == 16_000
        assert max(left) <= 8
        assert right[16_000 * 3 + 16_000 * 2 // 5] == pytest.approx(32, abs=2)

    def test_recording_without_audio_is_an_empty_file(self) -> None:
        assert channels(Call().recording.audio()) == (24_000, array("h"), array("h"))

    def test_audio_of_older_recordings_is_one_after_the_other(self) -> None:
        call = Call().microphone(1.0, 0.2).respond(1.0, "resp_1", "Hello", 0.5)
        recording = Recording.from_events([line["event"] for line in call.lines[1:]])
        assert [turn.start for turn in recording.turns] == [None]
        assert recording.turns[0].audio_seconds == 0.5
        assert recording.duration == 0.0


class TestSources:
    def test_file_and_stream_are_the_same(self, tmp_path: Path) -> None:
        call = Call().say(1.0, "Hi").respond(2.0, "resp_1", "Hello", tokens=usage(5, 6))
        opened = Recording.open(call.write(tmp_path / "call.jsonl"))
        for recording in (opened, call.recording, Recording.from_events(opened.events)):
            assert [(turn.role, turn.text, turn.start) for turn in recording.turns] == [
                ("user", "Hi", about(1.0)),
                ("assistant", "Hello", about(2.2)),
            ]
            assert (recording.model, recording.started_at) == ("gpt-realtime-2.1", 1_767_225_600.0)
            assert [event.time for event in recording.events][-1] == about(1_767_225_602.5)
        assert (opened.id, opened.header["version"]) == ("rec_1", "0.1.0")
        assert repr(opened) == "<Recording: 2 turn(s), 2.500 s, model gpt-realtime-2.1>"

    def test_events_are_models_json_or_envelopes(self) -> None:
        event = rt.parse_event({"type": "error", "event_id": "e", "error": {"type": "x", "message": "y"}})
        assert not isinstance(event, rt.UnknownEvent)
        data = event.to_json()
        for source in (event, data, data.decode(), event.to_dict(), {"direction": "in", "event": event.to_dict()}):
            recording = Recording.from_events([source])
            assert [str(each) for each in recording.errors] == ["x: y"]
            assert [each.event for each in recording.events] == [event]

    def test_wall_clock_alone_gives_times(self) -> None:
        events = [
            {"time": "2026-01-01T00:00:00Z", "event": {"type": "response.create"}},
            {"time": "2026-01-01T00:00:02.5+00:00", "event": {"type": "input_audio_buffer.clear"}},
            {"time": "no time", "event": {"type": "input_audio_buffer.clear"}},
        ]
        recording = Recording.from_events(events)
        assert [event.at for event in recording.events] == [0.0, 2.5, None]
        assert (recording.started_at, recording.duration) == (1_767_225_600.0, 2.5)

    def test_what_cannot_be_read_is_a_problem(self, tmp_path: Path) -> None:
        path = Call().say(1.0, "Hi").write(tmp_path / "call.jsonl")
        path.write_bytes(path.read_bytes() + b'{"broken\n[]\n{"recording":"no"}\n')
        recording = Recording.open(path)
        assert [problem.line for problem in recording.problems] == [5, 7]
        assert len(recording.turns) == 1
        assert len(Recording.from_events([{"odd": 1}]).problems) == 1
        with pytest.raises(rt.DecodeError):
            Recording.from_events(["[]"])

    def test_missing_file_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            Recording.open(tmp_path / "nothing.jsonl")

    def test_progress_counts_all_bytes(self, tmp_path: Path) -> None:
        path = Call().respond(1.0, "resp_1", "Hello", 20.0).write(tmp_path / "call.jsonl")
        counts: list[int] = []
        Recording.open(path, progress=counts.append)
        assert sum(counts) == path.stat().st_size

    def test_deviations_name_line_and_time(self) -> None:
        call = Call().server(1.5, "response.output_text.delta", response_id=5)
        found = [each for each in call.recording.deviations if "response_id" in each.path]
        assert [(each.line, each.at, each.type) for each in found] == [(3, about(1.5), "response.output_text.delta")]

    def test_notes_are_those_of_the_assembler(self) -> None:
        call = Call().server(1.5, "response.done", response={"id": "resp_1", "object": "realtime.response"})
        assert [note.response_id for note in call.recording.notes] == ["resp_1"]


def test_side_file_is_beside_the_recording_whatever_a_line_says(tmp_path: Path) -> None:
    call = Call().client(1.0, "input_audio_buffer.append", audio="")
    call.lines[-1]["audio"] = {"offset": 0, "size": 4, "file": "/etc/passwd"}
    call.client(1.1, "input_audio_buffer.append", audio="")
    call.lines[-1]["audio"] = {"offset": -1, "size": 4}
    path = call.write(tmp_path / "call.jsonl")
    (tmp_path / "call.jsonl.audio").write_bytes(b"abcdef")
    first, second = [event for event in Recording.open(path).events if event.is_audio]
    assert (first.audio, second.audio, second.audio_size) == (b"abcd", b"", 4)


@pytest.mark.skipif("REALTIME_RECORDINGS" not in os.environ, reason="needs recorded sessions")
def test_recorded_sessions_have_turns_of_both_sides() -> None:
    for path in sorted(Path(os.environ["REALTIME_RECORDINGS"]).rglob("*.jsonl")):
        recording = Recording.open(path)
        if recording.problems:
            # Not the protocol of this package.
            continue
        roles = [turn.role for turn in recording.turns]
        assert roles[0] == "user", path
        assert roles[-1] == "assistant", path
        assert all(turn.status == "completed" for turn in recording.turns if turn.role == "assistant"), path
        assert all(turn.start is None for turn in recording.turns)
        assert recording.transcript().count("assistant: ") >= 1


def test_turn_without_times_has_no_durations() -> None:
    turn = Turn(number=0, role="assistant")
    assert (turn.duration, turn.speech_to_audio, turn.request_to_text, turn.text) == (None, None, None, "")
