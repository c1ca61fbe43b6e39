"""Speech in the embedded server: turn detection, transcription and translation."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, decode_base64, encode_base64
from realtime_client.testing import Answer, Say, Speech, TranscriptionFailed, speak

from .harness import Event, Harness, create, item_events, one, silence, types
from .test_session import FixedTranscript, put

PCM = AudioFormat("pcm16", 24_000)
ULAW = AudioFormat("g711_ulaw", 8_000)
BOTH = pytest.mark.parametrize("dialect", ["ga", "beta"])
# Nine letters, three fifths of a second.
WORDS = speak("goodnight", PCM)


class SlowTalker(FixedTranscript):
    """Answers with many words, one per second."""

    def answer(self, turn: Any) -> Answer:
        self.turns.append(turn)
        return Answer("one two three four five six seven", pace=1.0)


def listening(dialect: rt.Dialect, answerer: FixedTranscript | None = None, **detection: Any) -> Harness:
    """Return a session with settings of turn detection."""
    harness = Harness(answerer or FixedTranscript(), dialect=dialect)
    if detection:
        turns = {"type": "server_vad", **detection}
        harness.update(
            **({"turn_detection": turns} if dialect == "beta" else {"audio": {"input": {"turn_detection": turns}}})
        )
    return harness


def hear(harness: Harness, **changes: Any) -> None:
    """Change the settings of the user's audio."""
    names = {"transcription": "input_audio_transcription"}
    flat = {names.get(name, name): value for name, value in changes.items()}
    harness.update(**(flat if harness.dialect == "beta" else {"audio": {"input": changes}}))


# Turns.


@BOTH
def test_speech_is_answered_at_its_end(dialect: rt.Dialect) -> None:
    harness = listening(dialect)
    sent = harness.hear(silence(1_000), WORDS, silence(1_000))
    assert types(sent) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        *item_events(dialect),
    ]
    started, stopped, committed, item, *_ = sent
    assert started["audio_start_ms"] == 1_000 - 300
    assert stopped["audio_end_ms"] == 1_000 + 600 + 200
    assert started["item_id"] == stopped["item_id"] == committed["item_id"] == item["item"]["id"]
    assert item["previous_item_id"] is None
    assert isinstance(harness.answerer, FixedTranscript)
    (speech,) = harness.answerer.heard
    assert speech.seconds == pytest.approx(0.3 + 0.6 + 0.2)
    assert WORDS in speech.audio
    answered = harness.run()
    assert types(answered)[0] == "response.created"
    assert one(answered, "response.done")["response"]["status"] == "completed"
    assert harness.answerer.turns[0].text == "some words"


def test_positions_count_from_the_start_of_the_audio() -> None:
    harness = listening("ga", create_response=False)
    first = harness.hear(WORDS, silence(2_000))
    second = harness.hear(WORDS, silence(1_000))
    assert one(first, "input_audio_buffer.speech_started")["audio_start_ms"] == 0
    assert one(first, "input_audio_buffer.speech_stopped")["audio_end_ms"] == 800
    assert one(second, "input_audio_buffer.speech_started")["audio_start_ms"] == 2_300
    assert one(second, "input_audio_buffer.speech_stopped")["audio_end_ms"] == 3_400
    item = one(first, "input_audio_buffer.committed")["item_id"]
    assert one(second, "input_audio_buffer.committed")["previous_item_id"] == item


def test_short_pauses_do_not_end_a_turn() -> None:
    harness = listening("ga", create_response=False)
    sent = harness.hear(WORDS, silence(180), WORDS, silence(180))
    assert types(sent) == ["input_audio_buffer.speech_started"]
    assert len(harness.hear(silence(40))) == 4


@pytest.mark.parametrize(
    ("detection", "start", "end"),
    [
        ({"prefix_padding_ms": 0}, 1_000, 1_800),
        ({"prefix_padding_ms": 100}, 900, 1_800),
        ({"prefix_padding_ms": 5_000}, 0, 1_800),
        ({"silence_duration_ms": 500}, 700, 2_100),
        ({"silence_duration_ms": 900}, 700, 2_500),
        ({"type": "semantic_vad"}, 1_000, 2_200),
        ({"type": "semantic_vad", "eagerness": "high"}, 1_000, 1_900),
        ({"type": "semantic_vad", "eagerness": "low"}, 1_000, 2_600),
    ],
)
@BOTH
def test_settings_of_turn_detection(dialect: rt.Dialect, detection: Event, start: int, end: int) -> None:
    harness = listening(dialect, **detection)
    sent = harness.hear(silence(1_000), WORDS, silence(2_000))
    assert one(sent, "input_audio_buffer.speech_started")["audio_start_ms"] == start
    assert one(sent, "input_audio_buffer.speech_stopped")["audio_end_ms"] == end
    assert isinstance(harness.answerer, FixedTranscript)
    (speech,) = harness.answerer.heard
    assert speech.seconds == pytest.approx((end - start) / 1_000)


def test_threshold() -> None:
    soft = b"".join((sample // 25).to_bytes(2, "little", signed=True) for sample in memoryview(WORDS).cast("h"))
    assert types(listening("ga", threshold=0.2).hear(soft)) == ["input_audio_buffer.speech_started"]
    assert listening("ga", threshold=0.9).hear(soft) == []
    assert types(listening("ga", threshold=0.0).hear(soft)) == ["input_audio_buffer.speech_started"]


@pytest.mark.parametrize("encoding", ["audio/pcmu", "audio/pcma"])
def test_detects_speech_in_telephone_audio(encoding: str) -> None:
    harness = Harness(FixedTranscript())
    harness.update(audio={"input": {"format": {"type": encoding}}})
    telephone = AudioFormat("g711_ulaw" if encoding == "audio/pcmu" else "g711_alaw", 8_000)
    quiet = b"\xff" if encoding == "audio/pcmu" else b"\xd5"
    sent = harness.hear(quiet * 8_000, speak("goodnight", telephone), quiet * 8_000)
    assert one(sent, "input_audio_buffer.speech_started")["audio_start_ms"] == 700
    assert one(sent, "input_audio_buffer.speech_stopped")["audio_end_ms"] == 1_800


@BOTH
def test_speech_interrupts_the_answer(dialect: rt.Dialect) -> None:
    harness = listening(dialect, SlowTalker())
    harness.hear(WORDS, silence(600))
    begun = harness.run(
        until="response.output_audio_transcript.delta" if dialect == "ga" else "response.audio_transcript.delta"
    )
    assert "response.done" not in types(begun)
    sent = harness.hear(WORDS)
    assert types(sent)[0] == "input_audio_buffer.speech_started"
    assert types(sent)[-2:] == ["response.done", "rate_limits.updated"]
    response = one(sent, "response.done")["response"]
    assert response["status"] == "cancelled"
    assert response["status_details"] == {"type": "cancelled", "reason": "turn_detected"}
    (item,) = response["output"]
    assert item["status"] == "incomplete"
    assert item["content"][0]["transcript"] == "one "
    again = harness.hear(silence(600))
    assert "input_audio_buffer.committed" in types(again)
    assert one(harness.run(), "response.done")["response"]["status"] == "completed"


@BOTH
def test_interruption_can_be_disabled(dialect: rt.Dialect) -> None:
    harness = listening(dialect, SlowTalker(), interrupt_response=False)
    harness.hear(WORDS, silence(600))
    harness.run(until="response.content_part.added")
    sent = harness.hear(WORDS, silence(600))
    assert types(sent) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        *item_events(dialect),
    ]
    ended = harness.run()
    assert one(ended, "response.done")["response"]["status"] == "completed"
    assert isinstance(harness.answerer, SlowTalker)
    assert len(harness.answerer.turns) == 1


@BOTH
def test_automatic_responses_can_be_disabled(dialect: rt.Dialect) -> None:
    harness = listening(dialect, create_response=False)
    assert "input_audio_buffer.committed" in types(harness.hear(WORDS, silence(600)))
    assert harness.run() == []
    assert "response.done" in types(harness.run(create()))


def test_commit_ends_a_turn() -> None:
    harness = listening("ga", create_response=False)
    (started,) = harness.hear(WORDS)
    sent = harness.send({"type": "input_audio_buffer.commit"})
    assert sent[0]["item_id"] == started["item_id"]
    assert harness.hear(silence(1_000)) == []
    (again,) = harness.hear(WORDS)
    assert again["item_id"] != started["item_id"]
    assert again["audio_start_ms"] == 600 + 1_000 - 300


def test_clear_ends_a_turn_without_an_item() -> None:
    harness = listening("ga")
    harness.hear(WORDS)
    assert types(harness.send({"type": "input_audio_buffer.clear"})) == ["input_audio_buffer.cleared"]
    assert harness.hear(silence(1_000)) == []


def test_chunking_of_audio_does_not_matter() -> None:
    whole = silence(130) + WORDS + silence(700)
    harnesses = [listening("ga"), listening("ga")]
    sent = [harnesses[0].hear(whole), []]
    for start in range(0, len(whole), 1_002):
        sent[1] += harnesses[1].hear(whole[start : start + 1_002])
    marks = [[(event["type"], event.get("audio_start_ms"), event.get("audio_end_ms")) for event in one] for one in sent]
    assert marks[0] == marks[1]
    heard = [harness.answerer.heard for harness in harnesses if isinstance(harness.answerer, FixedTranscript)]
    assert heard[0] == heard[1]


# Transcripts.


@pytest.mark.parametrize("profile", ["openai", "azure-preview"])
@BOTH
def test_transcription(dialect: rt.Dialect, profile: str) -> None:
    harness = Harness(FixedTranscript("good night"), dialect=dialect, profile=profile)
    wanted = {"model": "whisper-1"}
    harness.update(
        **(
            {"input_audio_transcription": wanted}
            if dialect == "beta"
            else {"audio": {"input": {"transcription": wanted}}}
        )
    )
    harness.hear(WORDS, silence(600))
    sent = harness.run()
    assert ("conversation.item.input_audio_transcription.delta" in types(sent)) is (profile == "openai")
    completed = one(sent, "conversation.item.input_audio_transcription.completed")
    assert completed["transcript"] == "good night"
    assert completed["usage"] == {"type": "duration", "seconds": 1}
    item_id = completed["item_id"]
    (item,) = harness.send({"type": "conversation.item.retrieve", "item_id": item_id})
    assert item["item"]["content"][0]["transcript"] == "good night"
    known = harness.checker.assembler.conversation.get(item_id)
    assert known is not None
    assert known.transcript == "good night"


@BOTH
def test_transcription_session_gives_no_answers(dialect: rt.Dialect) -> None:
    harness = Harness(FixedTranscript("good night"), dialect=dialect, kind="transcription")
    # The model of the beta dialect reports a transcript in one piece.
    deltas = 1
    if dialect == "ga":
        deltas, audio = 2, {"input": {"transcription": {"model": "gpt-4o-transcribe"}}}
        harness.send({"type": "session.update", "session": {"type": "transcription", "audio": audio}})
    sent = harness.hear(WORDS, silence(600))
    assert types(sent) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        *item_events(dialect),
        *["conversation.item.input_audio_transcription.delta"] * deltas,
        "conversation.item.input_audio_transcription.completed",
    ]
    assert harness.run() == []


# Translation.


def test_translation() -> None:
    harness = Harness(FixedTranscript("good night"), dialect="translation", model="gpt-realtime-translate")
    (created,) = harness.opening
    assert created["session"]["audio"]["output"]["language"] == "en"
    (updated,) = harness.send({"type": "session.update", "session": {"audio": {"output": {"language": "de"}}}})
    assert updated["session"] == {
        **created["session"],
        "audio": {**created["session"]["audio"], "output": {"language": "de"}},
    }
    assert harness.hear(silence(200), WORDS) == []
    sent = harness.hear(silence(400))
    assert types(sent)[0] == "session.output_transcript.delta"
    assert set(types(sent)[1:]) == {"session.output_audio.delta"}
    assert sent[0]["delta"] == "[de] good night"
    assert b"".join(decode_base64(event["delta"]) for event in sent[1:]) == speak("[de] good night", PCM)
    assert {event["elapsed_ms"] for event in sent} == {200 + 600 + 300}
    assert harness.hear(silence(1_000)) == []


def test_translation_with_input_transcript() -> None:
    harness = Harness(FixedTranscript("good night"), dialect="translation")
    wanted = {"audio": {"input": {"transcription": {"model": "gpt-realtime-whisper"}}}}
    harness.send({"type": "session.update", "session": wanted})
    sent = harness.hear(WORDS, silence(400))
    assert types(sent)[:2] == ["session.input_transcript.delta", "session.output_transcript.delta"]
    assert sent[0]["delta"] == "good night"


def test_close_completes_the_translation() -> None:
    harness = Harness(FixedTranscript("good"), dialect="translation")
    harness.hear(WORDS)
    sent = harness.send({"type": "session.close"})
    assert types(sent)[0] == "session.output_transcript.delta"
    assert sent[-2]["type"] == "session.closed"
    assert sent[-1] == {"type": "closed", "code": 1_000, "reason": "session closed"}
    assert types(Harness(dialect="translation").send({"type": "session.close"})) == ["session.closed", "closed"]


@pytest.mark.parametrize(("audio", "message"), [("!", "base64"), ("AAAA", "middle of a sample")])
def test_translation_audio_must_be_whole_samples_in_base64(audio: str, message: str) -> None:
    error = Harness(dialect="translation").refused({"type": "session.input_audio_buffer.append", "audio": audio})
    assert (error["code"], error["param"]) == ("invalid_value", "audio")
    assert message in error["message"]


def test_translation_takes_whole_utterances() -> None:
    answerer = FixedTranscript()
    harness = Harness(answerer, dialect="translation")
    harness.hear(silence(530), WORDS, silence(500), WORDS, silence(500))
    assert len(answerer.heard) == 2
    assert all(WORDS in speech.audio for speech in answerer.heard)


def test_custom_audio_is_sent_unchanged() -> None:
    harness = Harness(dialect="ga")
    harness.engine.answerer = _Recorded()
    harness.run(create())
    (response,) = harness.checker.assembler.responses.values()
    assert response.audio == _Recorded.audio


class _Recorded(FixedTranscript):
    audio = speak("some words", PCM)[:-602]

    def answer(self, turn: Any) -> Answer:
        return Answer(Say("as you wish", self.audio))


def test_idle_timeout() -> None:
    harness = listening("ga", idle_timeout_ms=5_000)
    # The timeout counts from a response, so it cannot expire before the first one.
    assert harness.hear(silence(6_000)) == []
    harness.hear(WORDS, silence(1_000))
    assert types(harness.run())[-1] == "rate_limits.updated"
    assert harness.hear(silence(4_900)) == []
    sent = [*harness.hear(silence(100)), *harness.run()]
    assert types(sent)[:2] == ["input_audio_buffer.timeout_triggered", "input_audio_buffer.committed"]
    timeout = one(sent, "input_audio_buffer.timeout_triggered")
    assert timeout["audio_end_ms"] - timeout["audio_start_ms"] == 5_000
    assert timeout["item_id"] == one(sent, "input_audio_buffer.committed")["item_id"]
    assert types(sent).count("response.done") == 1
    # Speech stops the timeout.
    harness.hear(WORDS)
    assert "input_audio_buffer.timeout_triggered" not in types(harness.hear(silence(5_000)))


# Order of a spoken turn.

TRANSCRIPTION = "conversation.item.input_audio_transcription"


def transcribing(model: str, answerer: FixedTranscript, **given: Any) -> Harness:
    harness = Harness(answerer, **given)
    harness.update(audio={"input": {"transcription": {"model": model}}})
    return harness


@pytest.mark.parametrize("transcript", ["one", "one two three", "many " * 40])
@pytest.mark.parametrize("model", ["whisper-1", "gpt-realtime-whisper"])
def test_transcript_accompanies_the_response(model: str, transcript: str) -> None:
    harness = transcribing(model, FixedTranscript(transcript))
    begun = types(harness.hear(WORDS, silence(300)))
    assert begun == [f"input_audio_buffer.{verb}" for verb in ("speech_started", "speech_stopped", "committed")] + [
        "conversation.item.added",
        "conversation.item.done",
    ]
    sent = harness.run()
    kinds = types(sent)
    assert kinds[:2] == ["response.created", f"{TRANSCRIPTION}.delta"]
    assert kinds.index(f"{TRANSCRIPTION}.completed") < kinds.index("response.output_audio.done")
    deltas = [event["delta"] for event in sent if event["type"] == f"{TRANSCRIPTION}.delta"]
    assert "".join(deltas) == transcript
    assert one(sent, f"{TRANSCRIPTION}.completed")["transcript"] == transcript


@pytest.mark.parametrize(("model", "is_streaming"), [("gpt-realtime-whisper", True), ("whisper-1", False)])
def test_streaming_models_keep_up_with_real_time(model: str, is_streaming: bool) -> None:
    harness = transcribing(model, FixedTranscript("one two three"), check=False)
    audio = silence(200) + WORDS + silence(300)
    begun = []
    for start in range(0, len(audio), 4_800):
        begun += harness.hear(audio[start : start + 4_800])
        harness.clock.now += 0.1
    before = types(begun)[: types(begun).index("input_audio_buffer.committed")]
    assert before.count(f"{TRANSCRIPTION}.delta") == (2 if is_streaming else 0)
    sent = begun + harness.run()
    deltas = [event["delta"] for event in sent if event["type"] == f"{TRANSCRIPTION}.delta"]
    assert "".join(deltas) == "one two three"
    kinds = types(sent)
    assert kinds.index("response.created") < kinds.index(f"{TRANSCRIPTION}.completed")


def test_transcript_without_a_response_comes_by_itself() -> None:
    harness = transcribing("whisper-1", FixedTranscript("one two"))
    harness.update(audio={"input": {"turn_detection": None}})
    harness.hear(WORDS)
    assert f"{TRANSCRIPTION}.completed" not in types(harness.send({"type": "input_audio_buffer.commit"}))
    assert types(harness.run()) == [f"{TRANSCRIPTION}.delta", f"{TRANSCRIPTION}.completed"]
    assert harness.clock.now < 0.1


def test_transcript_of_a_commit_waits_for_a_prompt_response() -> None:
    harness = transcribing("whisper-1", FixedTranscript("one two"))
    harness.update(audio={"input": {"turn_detection": None}})
    harness.hear(WORDS)
    kinds = types(harness.run({"type": "input_audio_buffer.commit"}, create()))
    assert kinds.index("response.created") < kinds.index(f"{TRANSCRIPTION}.delta")


def test_interruption_completes_the_transcript() -> None:
    harness = transcribing("whisper-1", SlowTalker("one two three four"))
    harness.hear(WORDS, silence(300))
    begun = harness.run(until="response.output_audio.delta")
    sent = begun + harness.hear(WORDS)
    assert one(sent, f"{TRANSCRIPTION}.completed")["transcript"] == "one two three four"
    assert one(sent, "response.done")["response"]["status"] == "cancelled"


def test_usage_by_tokens() -> None:
    harness = transcribing("gpt-4o-transcribe", FixedTranscript("one two"))
    harness.hear(WORDS, silence(300))
    usage = one(harness.run(), f"{TRANSCRIPTION}.completed")["usage"]
    assert usage["type"] == "tokens"
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"] > 0


def test_failed_transcription() -> None:
    class Deaf(FixedTranscript):
        def hear(self, speech: Speech) -> str:
            raise TranscriptionFailed("No such deployment.", "DeploymentNotFound")

    harness = transcribing("whisper-1", Deaf())
    harness.hear(WORDS, silence(300))
    sent = harness.run()
    failed = one(sent, f"{TRANSCRIPTION}.failed")
    assert failed["error"] == {
        "type": "server_error",
        "code": "DeploymentNotFound",
        "message": "No such deployment.",
        "param": None,
    }
    assert one(sent, "response.done")["response"]["status"] == "completed"
    # Without transcription, the client hears nothing.
    harness.update(audio={"input": {"transcription": None}})
    harness.hear(WORDS, silence(300))
    assert f"{TRANSCRIPTION}.failed" not in types(harness.run())
    audio = {"type": "input_audio", "audio": encode_base64(WORDS)}
    assert one(harness.send(put({"type": "message", "role": "user", "content": [audio]})), "conversation.item.added")


def test_settings_of_transcription_are_reported_with_nulls() -> None:
    harness = Harness()
    sent = harness.update(audio={"input": {"transcription": {"model": "whisper-1"}}})
    reported = one(sent, "session.updated")["session"]["audio"]["input"]["transcription"]
    assert reported == {"model": "whisper-1", "language": None, "prompt": None}
