"""Responses of the embedded server: output, end, usage and timing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, decode_base64, encode_base64
from realtime_client.testing import Answer, Answerer, Call, Echo, Say, Speech, Turn, speak

from .harness import Event, Harness, create, one, silence, types
from .test_session import message, put

PCM = AudioFormat("pcm16", 24_000)
BOTH = pytest.mark.parametrize("dialect", ["ga", "beta"])
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
}


class Queued(Answerer):
    """Returns answers one after the other, and keeps the turns."""

    def __init__(self, *answers: Answer | str) -> None:
        self.answers = list(answers)
        self.turns: list[Turn] = []

    def answer(self, turn: Turn) -> Answer | str:
        self.turns.append(turn)
        return self.answers.pop(0)


def text_only(dialect: rt.Dialect) -> dict[str, Any]:
    return {"output_modalities": ["text"]} if dialect == "ga" else {"modalities": ["text"]}


def done(events: list[Event]) -> Event:
    return one(events, "response.done")["response"]  # type: ignore[no-any-return]


# Output.


@BOTH
def test_text_answer(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect)
    sent = harness.say("Good morning", **text_only(dialect))
    prefix = "response.output_text" if dialect == "ga" else "response.text"
    added = ["conversation.item.added"] if dialect == "ga" else ["conversation.item.created"]
    ended = ["conversation.item.done"] if dialect == "ga" else []
    assert types(sent)[-13 - len(ended) :] == [
        "response.created",
        "response.output_item.added",
        *added,
        "response.content_part.added",
        *[f"{prefix}.delta"] * 4,
        f"{prefix}.done",
        "response.content_part.done",
        *ended,
        "response.output_item.done",
        "response.done",
        "rate_limits.updated",
    ]
    (item,) = done(sent)["output"]
    kind = "output_text" if dialect == "ga" else "text"
    assert item["content"] == [{"type": kind, "text": "You said: Good morning"}]


@BOTH
def test_spoken_answer(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect)
    sent = harness.say("Good morning")
    (item,) = done(sent)["output"]
    kind = "output_audio" if dialect == "ga" else "audio"
    assert item["content"] == [{"type": kind, "transcript": "You said: Good morning"}]
    (response,) = harness.checker.assembler.responses.values()
    assert response.transcript == "You said: Good morning"
    assert response.audio == speak("You said: Good morning", PCM)
    pieces = [event for event in sent if event["type"].endswith("audio.delta")]
    assert all(len(piece["delta"]) <= 4 * 9_600 // 3 for piece in pieces)


def test_speed_of_speech() -> None:
    harness = Harness()
    harness.update(audio={"output": {"speed": 1.5}})
    harness.say("Good morning")
    (response,) = harness.checker.assembler.responses.values()
    assert response.audio_duration == pytest.approx(len("You said: Good morning") / 15 / 1.5, rel=0.01)


@BOTH
def test_calls_a_function_and_repeats_its_output(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect)
    harness.update(tools=[WEATHER])
    sent = harness.say("What is the weather in Oslo?")
    (call,) = done(sent)["output"]
    assert (call["type"], call["name"], call["status"]) == ("function_call", "get_weather", "completed")
    assert json.loads(call["arguments"]) == {"city": "Oslo"}
    output = {"type": "function_call_output", "call_id": call["call_id"], "output": "sunny"}
    sent = harness.run(put(output), create(**text_only(dialect)))
    assert done(sent)["output"][0]["content"][0]["text"] == "The answer is: sunny"


def test_each_part_is_an_item() -> None:
    answer = Answer(["One moment.", Call("look_up", {"key": "x" * 60}, "call_mine"), Call("think", "no json"), ""])
    harness = Harness(Queued(answer))
    response = done(harness.run(create()))
    assert [item["type"] for item in response["output"]] == ["message", "function_call", "function_call", "message"]
    assert response["output"][1]["call_id"] == "call_mine"
    assert response["output"][2]["arguments"] == "no json"
    assert response["output"][3]["content"] == [{"type": "output_audio", "transcript": ""}]


@pytest.mark.parametrize("text", ["as you wish", "", "word"])
@pytest.mark.parametrize("size", [0, 2, 30_000, 30_002])
def test_custom_audio(text: str, size: int) -> None:
    audio = speak("some words of mine", PCM)[:size]
    harness = Harness(Queued(Answer(Say(text, audio))))
    harness.run(create())
    (response,) = harness.checker.assembler.responses.values()
    assert response.audio == audio
    assert response.transcript == text


@BOTH
def test_turn_has_the_input_of_the_response(dialect: rt.Dialect) -> None:
    answerer = Queued("First", "Second")
    harness = Harness(answerer, dialect=dialect, model="my-model")
    harness.update(instructions="Be kind.", tools=[WEATHER], tool_choice="required")
    harness.say("Hello", **text_only(dialect), metadata={"mine": "1"}, instructions="Be brief.", tool_choice="none")
    turn = answerer.turns[0]
    assert (turn.text, turn.instructions, turn.tools, turn.tool_choice) == ("Hello", "Be brief.", [WEATHER], "none")
    assert (turn.modalities, turn.metadata, turn.dialect, turn.model) == (("text",), {"mine": "1"}, dialect, "my-model")
    harness.run(create())
    turn = answerer.turns[1]
    assert turn.last["content"][0]["text"] == "First"
    assert (turn.instructions, turn.tool_choice, turn.metadata) == ("Be kind.", "required", None)
    assert "audio" in turn.modalities


@BOTH
def test_settings_of_a_response_do_not_persist(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect)
    if dialect == "ga":
        other: Event = {"audio": {"output": {"voice": "cedar", "format": {"type": "audio/pcmu"}}}}
        response = harness.respond(**other, max_output_tokens=500)
        assert response["audio"]["output"] == {"voice": "cedar", "format": {"type": "audio/pcmu"}}
    else:
        other = {"voice": "ash", "output_audio_format": "g711_ulaw", "temperature": 0.7}
        response = harness.respond(**other, max_output_tokens=500)
        assert {key: response[key] for key in other} == other
    assert response["max_output_tokens"] == 500
    again = harness.respond()
    assert again["max_output_tokens"] == "inf"
    assert again != {**again, **other}


# End.


@BOTH
@pytest.mark.parametrize("limit", [1, 5, 60])
@pytest.mark.parametrize("written", [True, False])
def test_token_limit_ends_a_response(dialect: rt.Dialect, limit: int, written: bool) -> None:
    harness = Harness(Queued("some words " * 30), dialect=dialect)
    response = harness.respond(max_output_tokens=limit, **(text_only(dialect) if written else {}))
    assert response["status"] == "incomplete"
    assert response["status_details"] == {"type": "incomplete", "reason": "max_output_tokens"}
    assert response["usage"]["output_tokens"] <= limit
    (item,) = response["output"]
    assert item["status"] == "incomplete"


@pytest.mark.parametrize("limit", [1, 8])
def test_token_limit_ends_a_function_call(limit: int) -> None:
    harness = Harness(Queued(Answer([Call("look", {"key": "x" * 200}), "never reached"])))
    response = harness.respond(max_output_tokens=limit)
    assert response["status"] == "incomplete"
    (call,) = response["output"]
    assert call["status"] == "incomplete"
    assert response["usage"]["output_tokens"] <= limit


def test_session_limits_tokens() -> None:
    harness = Harness(dialect="beta")
    harness.update(max_response_output_tokens=3)
    assert harness.respond()["status"] == "incomplete"
    assert harness.respond(max_output_tokens="inf")["status"] == "completed"


@BOTH
def test_failed_answer(dialect: rt.Dialect) -> None:
    error = {"type": "server_error", "code": "overloaded", "message": "Too much."}
    harness = Harness(
        Queued(Answer("Well", status="failed", error=error), Answer((), status="failed")), dialect=dialect
    )
    response = harness.respond()
    assert (response["status"], response["status_details"]) == ("failed", {"type": "failed", "error": error})
    assert response["output"][0]["status"] == "incomplete"
    assert response["usage"]["total_tokens"] > 0
    empty = harness.respond()
    assert empty["status_details"]["error"]["code"] is None
    assert (empty["usage"]["total_tokens"], empty["usage"]["input_tokens"]) == (0, 0)


@BOTH
def test_incomplete_answer(dialect: rt.Dialect) -> None:
    harness = Harness(Queued(Answer("Well", status="incomplete")), dialect=dialect)
    response = harness.respond()
    assert response["status_details"] == {"type": "incomplete", "reason": "content_filter"}
    assert response["output"][0]["status"] == "incomplete"


def test_only_the_last_item_of_an_incomplete_answer_is_cut_short() -> None:
    output = Harness(Queued(Answer(["Well", "then"], status="incomplete"))).respond()["output"]
    assert [item["status"] for item in output] == ["completed", "incomplete"]


@BOTH
@pytest.mark.parametrize("named", [True, False])
def test_cancel_a_response(dialect: rt.Dialect, named: bool) -> None:
    harness = Harness(Echo(pace=1.0), dialect=dialect)
    harness.send(put(message("one two three")))
    sent = harness.run(create(), until=f"response.{'output_' * (dialect == 'ga')}audio.delta")
    name = sent[0]["response"]["id"]
    sent = harness.send({"type": "response.cancel", **({"response_id": name} if named else {})})
    response = done(sent)
    assert (response["id"], response["status"]) == (name, "cancelled")
    assert response["status_details"] == {"type": "cancelled", "reason": "client_cancelled"}
    assert types(sent)[-1] == "rate_limits.updated"
    assert harness.run() == []
    assert harness.refused({"type": "response.cancel"})["code"] == "response_cancel_not_active"
    assert harness.refused({"type": "response.cancel", "response_id": name})["code"] == "response_cancel_not_active"


def test_cancel_before_any_output() -> None:
    harness = Harness(Echo(delay=5.0))
    assert harness.send(create()) == []
    sent = harness.send({"type": "response.cancel"})
    assert types(sent) == ["response.created", "response.done", "rate_limits.updated"]
    assert done(sent)["output"] == []


def test_cancel_at_every_moment() -> None:
    answer = Answer(["Two words", Call("look_up", {"key": "x" * 60}), "more"], pace=1.0)
    for steps in range(60):
        harness = Harness(Queued(answer))
        harness.send(create())
        for _ in range(steps):
            harness.clock.now += 1.0
            harness.engine.step()
        sent = harness.taken()
        if "response.done" in types(sent):
            break
        assert done(harness.send({"type": "response.cancel"}))["status"] == "cancelled"
        harness.checker.finish()
    assert steps > 10


def test_clear_output_audio() -> None:
    harness = Harness(Echo(pace=1.0))
    assert harness.refused({"type": "output_audio_buffer.clear"})["code"] == "output_audio_buffer_clear_empty"
    harness.run(create(), until="response.output_audio.delta")
    sent = harness.send({"type": "output_audio_buffer.clear"})
    assert done(sent)["status"] == "cancelled"
    assert types(sent)[-1] == "output_audio_buffer.cleared"


def test_a_call_reports_what_is_played() -> None:
    harness = Harness(Echo(), is_attached=True)
    played = [kind for kind in types(harness.run(create())) if not kind.endswith(".delta")]
    assert played.index("output_audio_buffer.started") == played.index("response.content_part.added") + 1
    assert played[-1] == "output_audio_buffer.stopped"
    text = {"type": "response.create", "response": {"output_modalities": ["text"]}}
    assert not [kind for kind in types(harness.run(text)) if kind.startswith("output_audio_buffer.")]
    assert not [kind for kind in types(Harness(Echo()).run(create())) if kind.startswith("output_audio_buffer.")]


def test_a_call_reports_what_is_no_longer_played() -> None:
    harness = Harness(Echo(pace=1.0), is_attached=True)
    harness.run(create(), until="response.output_audio.delta")
    cleared = types(harness.send({"type": "output_audio_buffer.clear"}))
    assert cleared.count("output_audio_buffer.cleared") == 1
    assert "output_audio_buffer.stopped" not in cleared
    harness.run(create(), until="response.output_audio.delta")
    found = types(harness.hear(speak("Stop, please.", PCM)))
    assert found.index("output_audio_buffer.cleared") > found.index("input_audio_buffer.speech_started")
    assert "output_audio_buffer.stopped" not in found[: found.index("response.done")]


@BOTH
def test_one_active_response_per_conversation(dialect: rt.Dialect) -> None:
    harness = Harness(Echo(delay=1.0), dialect=dialect)
    harness.send(create())
    error = harness.refused(create())
    assert error["code"] == "conversation_already_has_active_response"
    assert "resp_" in error["message"]
    assert done(harness.run())["status"] == "completed"
    assert done(harness.run(create()))["status"] == "completed"


# Out-of-band responses.


@BOTH
def test_out_of_band_response_leaves_no_trace(dialect: rt.Dialect) -> None:
    answerer = Queued("Outside", "Inside")
    harness = Harness(answerer, dialect=dialect)
    sent = harness.say("Hello", conversation="none", metadata={"topic": "a"}, **text_only(dialect))
    response = done(sent)
    assert response["conversation_id"] is None
    assert response["metadata"] == {"topic": "a"}
    assert [kind for kind in types(sent)[2:] if kind.startswith("conversation.item")] == []
    harness.run(create())
    assert len(answerer.turns[1].items) == 1


@BOTH
def test_response_to_custom_input(dialect: rt.Dialect) -> None:
    answerer = Queued("One", "Two")
    harness = Harness(answerer, dialect=dialect)
    harness.send(put(message("Kept", id="a")), put(message("Not asked for")))
    given = [{"type": "item_reference", "id": "a"}, message("Only here")]
    harness.run(create(conversation="none", input=given))
    assert [item["content"][0]["text"] for item in answerer.turns[0].items] == ["Kept", "Only here"]
    harness.run(create(conversation="none", input=[]))
    assert answerer.turns[1].items == []
    error = harness.refused(create(conversation="none", input=[{"type": "item_reference", "id": "b"}]))
    assert "'b'" in error["message"]


def test_custom_input_is_transcribed() -> None:
    answerer = Queued("One")
    harness = Harness(answerer)
    audio = {"type": "input_audio", "audio": encode_base64(silence(1_500))}
    harness.run(create(input=[{"type": "message", "role": "user", "content": [audio]}]))
    assert answerer.turns[0].text == "1.5 seconds of speech"


def test_out_of_band_responses_run_in_parallel() -> None:
    harness = Harness(Echo(pace=1.0))
    harness.send(create(), create(conversation="none"), create(conversation="none"))
    sent = harness.run()
    assert len([event for event in sent if event["type"] == "response.done"]) == 3
    kinds = types(sent)
    assert kinds.index("response.done") > max(i for i, kind in enumerate(kinds) if kind == "response.created")


def test_cancel_one_of_several_responses() -> None:
    harness = Harness(Echo(pace=1.0))
    harness.send(create(), create(conversation="none"))
    begun = harness.run(until="response.content_part.added")
    inside, outside = (event["response"]["id"] for event in begun if event["type"] == "response.created")
    assert done(harness.send({"type": "response.cancel", "response_id": outside}))["id"] == outside
    assert done(harness.send({"type": "response.cancel"}))["id"] == inside
    harness.send(create(conversation="none"))
    assert harness.refused({"type": "response.cancel"})["code"] == "response_cancel_not_active"
    harness.run()


# Usage.


def test_usage_adds_up_over_a_conversation() -> None:
    harness = Harness()
    harness.update(instructions="Be kind. " * 40, tools=[WEATHER])
    spent: list[Event] = []
    for text in ("Good morning", "How do you do?", "What is the weather in Rome?"):
        spent.append(done(harness.say(text))["usage"])
    spent += [harness.respond(**text_only("ga"))["usage"] for _ in range(2)]
    harness.hear(speak("goodnight", PCM), silence(600))
    spent.append(done(harness.run())["usage"])
    inputs = [usage["input_tokens"] for usage in spent]
    assert inputs == sorted(set(inputs)), "the input grows with every turn"
    assert spent[0]["input_token_details"]["cached_tokens"] == 0
    cached = [usage["input_token_details"]["cached_tokens"] for usage in spent]
    assert cached == sorted(cached)
    assert cached[-1] > 0
    before = spent[-2]["input_token_details"]
    assert spent[-1]["input_token_details"]["audio_tokens"] == before["audio_tokens"] + round(10 * 0.8)
    assert spent[0]["output_token_details"]["audio_tokens"] > 0
    assert spent[3]["output_token_details"]["audio_tokens"] == 0


def test_usage_of_an_out_of_band_response_counts_only_its_input() -> None:
    harness = Harness()
    harness.update(instructions="Echo")
    harness.say("word " * 100)
    usage = harness.respond(conversation="none", input=[message("12345678")])["usage"]
    assert usage["input_tokens"] == 3


def test_rate_limits_decrease_and_recover() -> None:
    harness = Harness()

    def limits() -> tuple[dict[str, Event], int]:
        sent = harness.run(create())
        by_name = {limit["name"]: limit for limit in one(sent, "rate_limits.updated")["rate_limits"]}
        return by_name, done(sent)["usage"]["total_tokens"]

    (first, _), (second, _) = limits(), limits()
    for name in ("requests", "tokens"):
        assert second[name]["remaining"] < first[name]["remaining"] < first[name]["limit"]
        assert second[name]["reset_seconds"] >= first[name]["reset_seconds"] > 0
    harness.clock.now += 61
    third, spent = limits()
    assert third["requests"]["remaining"] == first["requests"]["remaining"]
    assert third["tokens"]["remaining"] == third["tokens"]["limit"] - spent


# Timing.


def test_events_follow_the_clock() -> None:
    harness = Harness(Echo(delay=2.0, pace=0.5))
    harness.send(create())
    assert harness.engine.due() == 2.0
    harness.engine.step()
    assert harness.taken() == []
    harness.clock.now = 2.0
    harness.engine.step()
    begun = types(harness.taken())
    assert begun[0] == "response.created"
    assert begun[-1] == "response.content_part.added"
    assert harness.engine.due() == 2.5
    sent = types(harness.run())
    deltas = [kind for kind in sent if kind.endswith(".delta")]
    assert harness.clock.now == 2.0 + 0.5 * len(deltas)
    # The last events come in one burst.
    assert sent[: len(deltas)] == deltas
    assert harness.engine.due() is None


def _heard(items: Sequence[Any]) -> list[str]:
    return [part.get("transcript") for item in items for part in item["content"]]


def test_answerer_gets_transcripts_that_the_client_does_not() -> None:
    class Transcribing(Queued):
        def hear(self, speech: Speech) -> str:
            return "good night"

    answerer = Transcribing("Sleep well")
    harness = Harness(answerer)
    sent = harness.hear(speak("goodnight", PCM), silence(600))
    assert _heard([sent[-1]["item"]]) == [None]
    harness.run()
    assert _heard(answerer.turns[0].items) == ["good night"]


# Details of live servers.


def test_deltas_of_text_are_padded() -> None:
    answer = Answer(["Some words", Call("look", {"key": "value"})])
    sent = Harness(Queued(answer)).run(create()) + Harness(Queued("Some words")).run(create(output_modalities=["text"]))
    for event in sent:
        is_text = event["type"].endswith(".delta") and not event["type"].endswith("audio.delta")
        assert ("obfuscation" in event) is is_text
        if is_text:
            assert (len(event["delta"]) + len(event["obfuscation"])) % 16 == 0
    assert not any("obfuscation" in event for event in Harness(dialect="beta").run(create()))


def test_reasoning_models_report_phases() -> None:
    answer = Answer(["One moment.", Call("look"), "Here it is."])
    sent = Harness(Queued(answer), model="gpt-realtime-2.1").run(create())
    items = done(sent)["output"]
    assert [item.get("phase") for item in items] == ["commentary", None, "final_answer"]
    assert done(sent)["usage"]["output_token_details"]["reasoning_tokens"] == 0
    added = [event["item"] for event in sent if event["type"] == "response.output_item.added"]
    assert added[0]["phase"] == "commentary"


@pytest.mark.parametrize("model", ["gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2025-08-28", "gpt-realtime-mini"])
def test_other_models_report_no_phases(model: str) -> None:
    (item,) = done(Harness(model=model).run(create()))["output"]
    assert "phase" not in item
    (item,) = done(Harness(Queued(Answer(Say("Hi", phase="commentary"))), model=model).run(create()))["output"]
    assert item["phase"] == "commentary"


def test_item_is_truncated_while_it_is_spoken() -> None:
    harness = Harness(Queued(Answer("one two three four five six", pace=1.0), "Next"))
    sent = harness.run(create(), until="response.output_audio.delta")
    item_id = one(sent, "conversation.item.added")["item"]["id"]
    cut = {"type": "conversation.item.truncate", "item_id": item_id, "content_index": 0, "audio_end_ms": 100}
    assert types(harness.send(cut)) == ["conversation.item.truncated"]
    assert harness.refused({**cut, "audio_end_ms": 5_000})["param"] == "audio_end_ms"
    (item,) = done(harness.run())["output"]
    assert item["content"][0]["transcript"] == "one two three four five six"
    (retrieved,) = harness.send({"type": "conversation.item.retrieve", "item_id": item_id})
    (part,) = retrieved["item"]["content"]
    assert set(part) == {"type", "audio"}
    assert len(decode_base64(part["audio"])) == 4_800
    harness.run(create())
    assert isinstance(harness.answerer, Queued)
    assert harness.answerer.turns[1].text == ""


def test_truncation_of_nothing_keeps_the_transcript() -> None:
    harness = Harness(Queued("one two"))
    (item,) = done(harness.run(create()))["output"]
    length = round(1_000 * len(speak("one two", PCM)) / PCM.bytes_per_second)
    cut = {"type": "conversation.item.truncate", "item_id": item["id"], "content_index": 0, "audio_end_ms": length}
    assert types(harness.send(cut)) == ["conversation.item.truncated"]
    (retrieved,) = harness.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
    assert retrieved["item"]["content"][0]["transcript"] == "one two"


def test_end_of_the_second_item_names_no_preceding_one() -> None:
    harness = Harness()
    events = harness.say("One") + harness.say("Two")
    placed = [event["previous_item_id"] for event in events if event["type"] == "conversation.item.added"]
    ended = [event["previous_item_id"] for event in events if event["type"] == "conversation.item.done"]
    assert placed[0] is None
    assert None not in placed[1:]
    assert ended == [None, None, *placed[2:]]


def test_what_is_not_spoken_yet_cannot_be_truncated() -> None:
    harness = Harness(Echo(pace=1.0))
    sent = harness.run(create(), until="response.content_part.added")
    item_id = one(sent, "response.output_item.added")["item"]["id"]
    cut = {"type": "conversation.item.truncate", "item_id": item_id, "content_index": 0, "audio_end_ms": 0}
    assert harness.refused(cut)["code"] == "unsupported_content_type"
    harness.run()
    assert types(harness.send(cut)) == ["conversation.item.truncated"]
