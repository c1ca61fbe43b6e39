"""What the embedded server hears: where somebody begins and stops to speak, what was said, and its translation."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, decode_base64
from realtime_client.testing import Answer, Say, speak

from .desk import Desk, Event, create, item_events, one, silence, types
from .test_session import Hearing

PCM = AudioFormat("pcm16", 24_000)
ULAW = AudioFormat("g711_ulaw", 8_000)
BOTH = pytest.mark.parametrize("dialect", ["ga", "beta"])
# Nine letters, three fifths of a second.
WORDS = speak("goodnight", PCM)


class Talking(Hearing):
    """Answers with many words, one a second."""

    def answer(self, turn: Any) -> Answer:
        self.turns.append(turn)
        return Answer("one two three four five six seven", pace=1.0)


def listening(dialect: rt.Dialect, answerer: Hearing | None = None, **detection: Any) -> Desk:
    """A session with settings of turn detection."""
    desk = Desk(answerer or Hearing(), dialect=dialect)
    if detection:
        turns = {"type": "server_vad", **detection}
        desk.update(
            **({"turn_detection": turns} if dialect == "beta" else {"audio": {"input": {"turn_detection": turns}}})
        )
    return desk


def hear(desk: Desk, **changes: Any) -> None:
    """Change how the user is heard."""
    names = {"transcription": "input_audio_transcription"}
    flat = {names.get(name, name): value for name, value in changes.items()}
    desk.update(**(flat if desk.dialect == "beta" else {"audio": {"input": changes}}))


# Turns.


@BOTH
def test_speech_is_answered_when_it_ends(dialect: rt.Dialect) -> None:
    desk = listening(dialect)
    told = desk.hear(silence(1_000), WORDS, silence(1_000))
    assert types(told) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        *item_events(dialect),
    ]
    started, stopped, committed, item, *_ = told
    assert started["audio_start_ms"] == 1_000 - 300
    assert stopped["audio_end_ms"] == 1_000 + 600 + 500
    assert started["item_id"] == stopped["item_id"] == committed["item_id"] == item["item"]["id"]
    assert item["previous_item_id"] is None
    assert isinstance(desk.answerer, Hearing)
    (speech,) = desk.answerer.heard
    assert speech.seconds == pytest.approx(0.3 + 0.6 + 0.5)
    assert WORDS in speech.audio
    answered = desk.run()
    assert types(answered)[0] == "response.created"
    assert one(answered, "response.done")["response"]["status"] == "completed"
    assert desk.answerer.turns[0].text == "what was said"


def test_second_utterance_counts_from_the_beginning_of_the_audio() -> None:
    desk = listening("ga", create_response=False)
    first = desk.hear(WORDS, silence(2_000))
    second = desk.hear(WORDS, silence(1_000))
    assert one(first, "input_audio_buffer.speech_started")["audio_start_ms"] == 0
    assert one(first, "input_audio_buffer.speech_stopped")["audio_end_ms"] == 1_100
    assert one(second, "input_audio_buffer.speech_started")["audio_start_ms"] == 2_300
    assert one(second, "input_audio_buffer.speech_stopped")["audio_end_ms"] == 3_700
    item = one(first, "input_audio_buffer.committed")["item_id"]
    assert one(second, "input_audio_buffer.committed")["previous_item_id"] == item


def test_words_close_together_are_one_utterance() -> None:
    desk = listening("ga", create_response=False)
    told = desk.hear(WORDS, silence(480), WORDS, silence(480))
    assert types(told) == ["input_audio_buffer.speech_started"]
    assert len(desk.hear(silence(40))) == 4


@pytest.mark.parametrize(
    ("detection", "start", "end"),
    [
        ({"prefix_padding_ms": 0}, 1_000, 2_100),
        ({"prefix_padding_ms": 100}, 900, 2_100),
        ({"prefix_padding_ms": 5_000}, 0, 2_100),
        ({"silence_duration_ms": 200}, 700, 1_800),
        ({"silence_duration_ms": 900}, 700, 2_500),
        ({"type": "semantic_vad"}, 1_000, 2_200),
        ({"type": "semantic_vad", "eagerness": "high"}, 1_000, 1_900),
        ({"type": "semantic_vad", "eagerness": "low"}, 1_000, 2_600),
    ],
)
@BOTH
def test_detection_goes_by_its_settings(dialect: rt.Dialect, detection: Event, start: int, end: int) -> None:
    desk = listening(dialect, **detection)
    told = desk.hear(silence(1_000), WORDS, silence(2_000))
    assert one(told, "input_audio_buffer.speech_started")["audio_start_ms"] == start
    assert one(told, "input_audio_buffer.speech_stopped")["audio_end_ms"] == end
    assert isinstance(desk.answerer, Hearing)
    (speech,) = desk.answerer.heard
    assert speech.seconds == pytest.approx((end - start) / 1_000)


def test_threshold_says_how_loud_speech_is() -> None:
    soft = b"".join((sample // 25).to_bytes(2, "little", signed=True) for sample in memoryview(WORDS).cast("h"))
    assert types(listening("ga", threshold=0.2).hear(soft)) == ["input_audio_buffer.speech_started"]
    assert listening("ga", threshold=0.9).hear(soft) == []
    assert types(listening("ga", threshold=0.0).hear(soft)) == ["input_audio_buffer.speech_started"]


@pytest.mark.parametrize("encoding", ["audio/pcmu", "audio/pcma"])
def test_speech_is_detected_in_telephone_audio(encoding: str) -> None:
    desk = Desk(Hearing())
    desk.update(audio={"input": {"format": {"type": encoding}}})
    telephone = AudioFormat("g711_ulaw" if encoding == "audio/pcmu" else "g711_alaw", 8_000)
    quiet = b"\xff" if encoding == "audio/pcmu" else b"\xd5"
    told = desk.hear(quiet * 8_000, speak("goodnight", telephone), quiet * 8_000)
    assert one(told, "input_audio_buffer.speech_started")["audio_start_ms"] == 700
    assert one(told, "input_audio_buffer.speech_stopped")["audio_end_ms"] == 2_100


@BOTH
def test_who_speaks_interrupts_the_answer(dialect: rt.Dialect) -> None:
    desk = listening(dialect, Talking())
    desk.hear(WORDS, silence(600))
    begun = desk.run(
        until="response.output_audio_transcript.delta" if dialect == "ga" else "response.audio_transcript.delta"
    )
    assert "response.done" not in types(begun)
    told = desk.hear(WORDS)
    assert types(told)[0] == "input_audio_buffer.speech_started"
    assert types(told)[-2:] == ["response.done", "rate_limits.updated"]
    response = one(told, "response.done")["response"]
    assert response["status"] == "cancelled"
    assert response["status_details"] == {"type": "cancelled", "reason": "turn_detected"}
    (item,) = response["output"]
    assert item["status"] == "incomplete"
    assert item["content"][0]["transcript"] == "one "
    again = desk.hear(silence(600))
    assert "input_audio_buffer.committed" in types(again)
    assert one(desk.run(), "response.done")["response"]["status"] == "completed"


@BOTH
def test_answer_may_go_on_while_somebody_speaks(dialect: rt.Dialect) -> None:
    desk = listening(dialect, Talking(), interrupt_response=False)
    desk.hear(WORDS, silence(600))
    desk.run(until="response.content_part.added")
    told = desk.hear(WORDS, silence(600))
    assert types(told) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        *item_events(dialect),
    ]
    ended = desk.run()
    assert one(ended, "response.done")["response"]["status"] == "completed"
    assert isinstance(desk.answerer, Talking)
    assert len(desk.answerer.turns) == 1


@BOTH
def test_turns_may_be_detected_and_not_answered(dialect: rt.Dialect) -> None:
    desk = listening(dialect, create_response=False)
    assert "input_audio_buffer.committed" in types(desk.hear(WORDS, silence(600)))
    assert desk.run() == []
    assert "response.done" in types(desk.run(create()))


def test_commit_ends_a_turn_before_silence_does() -> None:
    desk = listening("ga", create_response=False)
    (started,) = desk.hear(WORDS)
    told = desk.send({"type": "input_audio_buffer.commit"})
    assert told[0]["item_id"] == started["item_id"]
    assert desk.hear(silence(1_000)) == []
    (again,) = desk.hear(WORDS)
    assert again["item_id"] != started["item_id"]
    assert again["audio_start_ms"] == 600 + 1_000 - 300


def test_clear_ends_a_turn_without_an_item() -> None:
    desk = listening("ga")
    desk.hear(WORDS)
    assert types(desk.send({"type": "input_audio_buffer.clear"})) == ["input_audio_buffer.cleared"]
    assert desk.hear(silence(1_000)) == []


def test_audio_in_any_pieces_is_the_same_audio() -> None:
    whole = silence(130) + WORDS + silence(700)
    desks = [listening("ga"), listening("ga")]
    told = [desks[0].hear(whole), []]
    for start in range(0, len(whole), 1_002):
        told[1] += desks[1].hear(whole[start : start + 1_002])
    marks = [[(event["type"], event.get("audio_start_ms"), event.get("audio_end_ms")) for event in one] for one in told]
    assert marks[0] == marks[1]
    heard = [desk.answerer.heard for desk in desks if isinstance(desk.answerer, Hearing)]
    assert heard[0] == heard[1]


# Transcripts.


@pytest.mark.parametrize("is_preview", [False, True])
@BOTH
def test_transcript_is_told_where_it_is_wanted(dialect: rt.Dialect, is_preview: bool) -> None:
    desk = Desk(Hearing("good night"), dialect=dialect, is_preview=is_preview)
    wanted = {"model": "whisper-1"}
    desk.update(
        **(
            {"input_audio_transcription": wanted}
            if dialect == "beta"
            else {"audio": {"input": {"transcription": wanted}}}
        )
    )
    told = desk.hear(WORDS, silence(600))
    assert types(told)[-1] == "conversation.item.input_audio_transcription.completed"
    assert ("conversation.item.input_audio_transcription.delta" in types(told)) is not is_preview
    assert told[-1]["transcript"] == "good night"
    usage = told[-1]["usage"]
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
    item_id = told[-1]["item_id"]
    (item,) = desk.send({"type": "conversation.item.retrieve", "item_id": item_id})
    assert item["item"]["content"][0]["transcript"] == "good night"
    known = desk.checker.assembler.conversation.get(item_id)
    assert known is not None
    assert known.transcript == "good night"


@BOTH
def test_session_for_transcription_hears_and_does_not_answer(dialect: rt.Dialect) -> None:
    desk = Desk(Hearing("good night"), dialect=dialect, kind="transcription")
    if dialect == "ga":
        audio = {"input": {"transcription": {"model": "gpt-4o-transcribe"}}}
        desk.send({"type": "session.update", "session": {"type": "transcription", "audio": audio}})
    told = desk.hear(WORDS, silence(600))
    assert types(told) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        *item_events(dialect),
        "conversation.item.input_audio_transcription.delta",
        "conversation.item.input_audio_transcription.completed",
    ]
    assert desk.run() == []


# Translation.


def test_translation_says_in_another_language_what_was_said() -> None:
    desk = Desk(Hearing("good night"), dialect="translation", model="gpt-realtime-translate")
    (created,) = desk.opening
    assert created["session"]["audio"]["output"]["language"] == "en"
    (updated,) = desk.send({"type": "session.update", "session": {"audio": {"output": {"language": "de"}}}})
    assert updated["session"] == {
        **created["session"],
        "audio": {**created["session"]["audio"], "output": {"language": "de"}},
    }
    assert desk.hear(silence(200), WORDS) == []
    told = desk.hear(silence(400))
    assert types(told)[0] == "session.output_transcript.delta"
    assert set(types(told)[1:]) == {"session.output_audio.delta"}
    assert told[0]["delta"] == "[de] good night"
    assert b"".join(decode_base64(event["delta"]) for event in told[1:]) == speak("[de] good night", PCM)
    assert {event["elapsed_ms"] for event in told} == {200 + 600 + 300}
    assert desk.hear(silence(1_000)) == []


def test_translation_tells_what_was_heard_where_it_is_wanted() -> None:
    desk = Desk(Hearing("good night"), dialect="translation")
    wanted = {"audio": {"input": {"transcription": {"model": "gpt-realtime-whisper"}}}}
    desk.send({"type": "session.update", "session": wanted})
    told = desk.hear(WORDS, silence(400))
    assert types(told)[:2] == ["session.input_transcript.delta", "session.output_transcript.delta"]
    assert told[0]["delta"] == "good night"


def test_translation_is_completed_when_it_is_closed() -> None:
    desk = Desk(Hearing("good"), dialect="translation")
    desk.hear(WORDS)
    told = desk.send({"type": "session.close"})
    assert types(told)[0] == "session.output_transcript.delta"
    assert told[-2]["type"] == "session.closed"
    assert told[-1] == {"type": "closed", "code": 1_000, "reason": "session closed"}
    assert types(Desk(dialect="translation").send({"type": "session.close"})) == ["session.closed", "closed"]


@pytest.mark.parametrize(("audio", "said"), [("!", "base64"), ("AAAA", "middle of a sample")])
def test_translation_takes_whole_samples_in_base64(audio: str, said: str) -> None:
    error = Desk(dialect="translation").refused({"type": "session.input_audio_buffer.append", "audio": audio})
    assert (error["code"], error["param"]) == ("invalid_value", "audio")
    assert said in error["message"]


def test_translation_hears_all_of_an_utterance() -> None:
    answerer = Hearing()
    desk = Desk(answerer, dialect="translation")
    desk.hear(silence(530), WORDS, silence(500), WORDS, silence(500))
    assert len(answerer.heard) == 2
    assert all(WORDS in speech.audio for speech in answerer.heard)


def test_recorded_voice_is_said_as_it_is() -> None:
    desk = Desk(dialect="ga")
    desk.engine.answerer = _Recorded()
    desk.run(create())
    (response,) = desk.checker.assembler.responses.values()
    assert response.audio == _Recorded.audio


class _Recorded(Hearing):
    audio = speak("some words", PCM)[:-602]

    def answer(self, turn: Any) -> Answer:
        return Answer(Say("as you wish", self.audio))


def test_who_says_nothing_for_too_long_is_spoken_to() -> None:
    desk = listening("ga", idle_timeout_ms=5_000)
    # Before anything was said there is nothing to be silent about.
    assert desk.hear(silence(6_000)) == []
    desk.hear(WORDS, silence(1_000))
    assert types(desk.run())[-1] == "rate_limits.updated"
    assert desk.hear(silence(4_900)) == []
    told = [*desk.hear(silence(100)), *desk.run()]
    assert types(told)[:2] == ["input_audio_buffer.timeout_triggered", "input_audio_buffer.committed"]
    timeout = one(told, "input_audio_buffer.timeout_triggered")
    assert timeout["audio_end_ms"] - timeout["audio_start_ms"] == 5_000
    assert timeout["item_id"] == one(told, "input_audio_buffer.committed")["item_id"]
    assert types(told).count("response.done") == 1
    # Whoever speaks is not silent.
    desk.hear(WORDS)
    assert "input_audio_buffer.timeout_triggered" not in types(desk.hear(silence(5_000)))
