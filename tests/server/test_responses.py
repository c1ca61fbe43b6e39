"""Responses of the embedded server: what they say, how they end, what they count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, encode_base64
from realtime_client.testing import Answer, Answerer, Call, Echo, Say, Speech, Turn, speak

from .desk import Desk, Event, create, one, silence, types
from .test_session import message, put

PCM = AudioFormat("pcm16", 24_000)
BOTH = pytest.mark.parametrize("dialect", ["ga", "beta"])
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
}


class Saying(Answerer):
    """Gives answers one after the other, and keeps what was asked."""

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


# What is said.


@BOTH
def test_written_answer(dialect: rt.Dialect) -> None:
    desk = Desk(dialect=dialect)
    told = desk.say("Good morning", **text_only(dialect))
    prefix = "response.output_text" if dialect == "ga" else "response.text"
    added = ["conversation.item.added"] if dialect == "ga" else ["conversation.item.created"]
    ended = ["conversation.item.done"] if dialect == "ga" else []
    assert types(told)[-13 - len(ended) :] == [
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
    (item,) = done(told)["output"]
    kind = "output_text" if dialect == "ga" else "text"
    assert item["content"] == [{"type": kind, "text": "You said: Good morning"}]


@BOTH
def test_spoken_answer(dialect: rt.Dialect) -> None:
    desk = Desk(dialect=dialect)
    told = desk.say("Good morning")
    (item,) = done(told)["output"]
    kind = "output_audio" if dialect == "ga" else "audio"
    assert item["content"] == [{"type": kind, "transcript": "You said: Good morning"}]
    (response,) = desk.checker.assembler.responses.values()
    assert response.transcript == "You said: Good morning"
    assert response.audio == speak("You said: Good morning", PCM)
    pieces = [event for event in told if event["type"].endswith("audio.delta")]
    assert all(len(piece["delta"]) <= 4 * 9_600 // 3 for piece in pieces)


def test_speed_of_speech() -> None:
    desk = Desk()
    desk.update(audio={"output": {"speed": 1.5}})
    desk.say("Good morning")
    (response,) = desk.checker.assembler.responses.values()
    assert response.audio_duration == pytest.approx(len("You said: Good morning") / 15 / 1.5, rel=0.01)


@BOTH
def test_function_is_called_and_its_output_said(dialect: rt.Dialect) -> None:
    desk = Desk(dialect=dialect)
    desk.update(tools=[WEATHER])
    told = desk.say("What is the weather in Oslo?")
    (call,) = done(told)["output"]
    assert (call["type"], call["name"], call["status"]) == ("function_call", "get_weather", "completed")
    assert orjson.loads(call["arguments"]) == {"city": "Oslo"}
    output = {"type": "function_call_output", "call_id": call["call_id"], "output": "sunny"}
    told = desk.run(put(output), create(**text_only(dialect)))
    assert done(told)["output"][0]["content"][0]["text"] == "The answer is: sunny"


def test_answer_of_several_parts_is_several_items() -> None:
    answer = Answer(["One moment.", Call("look_up", {"key": "x" * 60}, "call_mine"), Call("think", "no json"), ""])
    desk = Desk(Saying(answer))
    response = done(desk.run(create()))
    assert [item["type"] for item in response["output"]] == ["message", "function_call", "function_call", "message"]
    assert response["output"][1]["call_id"] == "call_mine"
    assert response["output"][2]["arguments"] == "no json"
    assert response["output"][3]["content"] == [{"type": "output_audio", "transcript": ""}]


@pytest.mark.parametrize("text", ["as you wish", "", "word"])
@pytest.mark.parametrize("size", [0, 2, 30_000, 30_002])
def test_voice_of_ones_own(text: str, size: int) -> None:
    audio = speak("some words of mine", PCM)[:size]
    desk = Desk(Saying(Answer(Say(text, audio))))
    desk.run(create())
    (response,) = desk.checker.assembler.responses.values()
    assert response.audio == audio
    assert response.transcript == text


@BOTH
def test_turn_tells_all_there_is_to_go_by(dialect: rt.Dialect) -> None:
    answerer = Saying("First", "Second")
    desk = Desk(answerer, dialect=dialect, model="my-model")
    desk.update(instructions="Be kind.", tools=[WEATHER], tool_choice="required")
    desk.say("Hello", **text_only(dialect), metadata={"mine": "1"}, instructions="Be brief.", tool_choice="none")
    turn = answerer.turns[0]
    assert (turn.text, turn.instructions, turn.tools, turn.tool_choice) == ("Hello", "Be brief.", [WEATHER], "none")
    assert (turn.modalities, turn.metadata, turn.dialect, turn.model) == (("text",), {"mine": "1"}, dialect, "my-model")
    desk.run(create())
    turn = answerer.turns[1]
    assert turn.last["content"][0]["text"] == "First"
    assert (turn.instructions, turn.tool_choice, turn.metadata) == ("Be kind.", "required", None)
    assert "audio" in turn.modalities


@BOTH
def test_settings_of_a_response_are_for_it_alone(dialect: rt.Dialect) -> None:
    desk = Desk(dialect=dialect)
    if dialect == "ga":
        other: Event = {"audio": {"output": {"voice": "cedar", "format": {"type": "audio/pcmu"}}}}
        response = desk.respond(**other, max_output_tokens=500)
        assert response["audio"]["output"] == {"voice": "cedar", "format": {"type": "audio/pcmu"}}
    else:
        other = {"voice": "ash", "output_audio_format": "g711_ulaw", "temperature": 0.7}
        response = desk.respond(**other, max_output_tokens=500)
        assert {key: response[key] for key in other} == other
    assert response["max_output_tokens"] == 500
    again = desk.respond()
    assert again["max_output_tokens"] == "inf"
    assert again != {**again, **other}


# How it ends.


@BOTH
@pytest.mark.parametrize("limit", [1, 5, 60])
@pytest.mark.parametrize("written", [True, False])
def test_token_limit_ends_a_response(dialect: rt.Dialect, limit: int, written: bool) -> None:
    desk = Desk(Saying("some words " * 30), dialect=dialect)
    response = desk.respond(max_output_tokens=limit, **(text_only(dialect) if written else {}))
    assert response["status"] == "incomplete"
    assert response["status_details"] == {"type": "incomplete", "reason": "max_output_tokens"}
    assert response["usage"]["output_tokens"] <= limit
    (item,) = response["output"]
    assert item["status"] == "incomplete"


@pytest.mark.parametrize("limit", [1, 8])
def test_token_limit_ends_a_function_call(limit: int) -> None:
    desk = Desk(Saying(Answer([Call("look", {"key": "x" * 200}), "never said"])))
    response = desk.respond(max_output_tokens=limit)
    assert response["status"] == "incomplete"
    (call,) = response["output"]
    assert call["status"] == "incomplete"
    assert response["usage"]["output_tokens"] <= limit


def test_session_may_limit_tokens() -> None:
    desk = Desk(dialect="beta")
    desk.update(max_response_output_tokens=3)
    assert desk.respond()["status"] == "incomplete"
    assert desk.respond(max_output_tokens="inf")["status"] == "completed"


@BOTH
def test_answer_may_be_made_to_fail(dialect: rt.Dialect) -> None:
    error = {"type": "server_error", "code": "overloaded", "message": "Too much."}
    desk = Desk(Saying(Answer("Well", status="failed", error=error), Answer((), status="failed")), dialect=dialect)
    response = desk.respond()
    assert (response["status"], response["status_details"]) == ("failed", {"type": "failed", "error": error})
    assert desk.respond()["status_details"]["error"]["code"] is None


@BOTH
def test_answer_may_be_made_incomplete(dialect: rt.Dialect) -> None:
    desk = Desk(Saying(Answer("Well", status="incomplete")), dialect=dialect)
    response = desk.respond()
    assert response["status_details"] == {"type": "incomplete", "reason": "content_filter"}


@BOTH
@pytest.mark.parametrize("named", [True, False])
def test_response_is_cancelled(dialect: rt.Dialect, named: bool) -> None:
    desk = Desk(Echo(pace=1.0), dialect=dialect)
    desk.send(put(message("one two three")))
    told = desk.run(create(), until=f"response.{'output_' * (dialect == 'ga')}audio.delta")
    name = told[0]["response"]["id"]
    told = desk.send({"type": "response.cancel", **({"response_id": name} if named else {})})
    response = done(told)
    assert (response["id"], response["status"]) == (name, "cancelled")
    assert response["status_details"] == {"type": "cancelled", "reason": "client_cancelled"}
    assert types(told)[-1] == "rate_limits.updated"
    assert desk.run() == []
    assert desk.refused({"type": "response.cancel"})["code"] == "response_cancel_not_active"
    assert desk.refused({"type": "response.cancel", "response_id": name})["code"] == "response_cancel_not_active"


def test_response_is_cancelled_before_it_says_anything() -> None:
    desk = Desk(Echo(delay=5.0))
    assert desk.send(create()) == []
    told = desk.send({"type": "response.cancel"})
    assert types(told) == ["response.created", "response.done", "rate_limits.updated"]
    assert done(told)["output"] == []


def test_response_is_cancelled_at_every_moment() -> None:
    answer = Answer(["Two words", Call("look_up", {"key": "x" * 60}), "more"], pace=1.0)
    for steps in range(60):
        desk = Desk(Saying(answer))
        desk.send(create())
        for _ in range(steps):
            desk.clock.now += 1.0
            desk.engine.step()
        told = desk.taken()
        if "response.done" in types(told):
            break
        assert done(desk.send({"type": "response.cancel"}))["status"] == "cancelled"
        desk.checker.finish()
    assert steps > 20


def test_output_audio_is_cleared() -> None:
    desk = Desk(Echo(pace=1.0))
    assert desk.refused({"type": "output_audio_buffer.clear"})["code"] == "output_audio_buffer_clear_empty"
    desk.run(create(), until="response.output_audio.delta")
    told = desk.send({"type": "output_audio_buffer.clear"})
    assert done(told)["status"] == "cancelled"
    assert types(told)[-1] == "output_audio_buffer.cleared"


@BOTH
def test_one_response_at_a_time_writes_into_the_conversation(dialect: rt.Dialect) -> None:
    desk = Desk(Echo(delay=1.0), dialect=dialect)
    desk.send(create())
    error = desk.refused(create())
    assert error["code"] == "conversation_already_has_active_response"
    assert "resp_" in error["message"]
    assert done(desk.run())["status"] == "completed"
    assert done(desk.run(create()))["status"] == "completed"


# Outside of the conversation.


@BOTH
def test_response_outside_of_the_conversation_leaves_no_trace(dialect: rt.Dialect) -> None:
    answerer = Saying("Outside", "Inside")
    desk = Desk(answerer, dialect=dialect)
    told = desk.say("Hello", conversation="none", metadata={"topic": "a"}, **text_only(dialect))
    response = done(told)
    assert response["conversation_id"] is None
    assert response["metadata"] == {"topic": "a"}
    assert [kind for kind in types(told)[2:] if kind.startswith("conversation.item")] == []
    desk.run(create())
    assert len(answerer.turns[1].items) == 1


@BOTH
def test_response_to_other_input(dialect: rt.Dialect) -> None:
    answerer = Saying("One", "Two")
    desk = Desk(answerer, dialect=dialect)
    desk.send(put(message("Kept", id="a")), put(message("Not asked for")))
    given = [{"type": "item_reference", "id": "a"}, message("Only here")]
    desk.run(create(conversation="none", input=given))
    assert [item["content"][0]["text"] for item in answerer.turns[0].items] == ["Kept", "Only here"]
    desk.run(create(conversation="none", input=[]))
    assert answerer.turns[1].items == []
    error = desk.refused(create(conversation="none", input=[{"type": "item_reference", "id": "b"}]))
    assert "'b'" in error["message"]


def test_spoken_input_of_one_response_is_heard() -> None:
    answerer = Saying("One")
    desk = Desk(answerer)
    audio = {"type": "input_audio", "audio": encode_base64(silence(1_500))}
    desk.run(create(input=[{"type": "message", "role": "user", "content": [audio]}]))
    assert answerer.turns[0].text == "1.5 seconds of speech"


def test_responses_outside_may_go_on_beside_the_one_inside() -> None:
    desk = Desk(Echo(pace=1.0))
    desk.send(create(), create(conversation="none"), create(conversation="none"))
    told = desk.run()
    assert len([event for event in told if event["type"] == "response.done"]) == 3
    kinds = types(told)
    assert kinds.index("response.done") > max(i for i, kind in enumerate(kinds) if kind == "response.created")


def test_one_of_several_responses_is_cancelled() -> None:
    desk = Desk(Echo(pace=1.0))
    desk.send(create(), create(conversation="none"))
    begun = desk.run(until="response.content_part.added")
    inside, outside = (event["response"]["id"] for event in begun if event["type"] == "response.created")
    assert done(desk.send({"type": "response.cancel", "response_id": outside}))["id"] == outside
    assert done(desk.send({"type": "response.cancel"}))["id"] == inside
    desk.send(create(conversation="none"))
    assert desk.refused({"type": "response.cancel"})["code"] == "response_cancel_not_active"
    desk.run()


# What it counts.


def test_usage_adds_up_over_a_conversation() -> None:
    desk = Desk()
    desk.update(instructions="Be kind. " * 40, tools=[WEATHER])
    spent: list[Event] = []
    for words in ("Good morning", "How do you do?", "What is the weather in Rome?"):
        spent.append(done(desk.say(words))["usage"])
    spent += [desk.respond(**text_only("ga"))["usage"] for _ in range(2)]
    desk.hear(speak("goodnight", PCM), silence(600))
    spent.append(done(desk.run())["usage"])
    inputs = [usage["input_tokens"] for usage in spent]
    assert inputs == sorted(set(inputs)), "every turn has more to read"
    assert spent[0]["input_token_details"]["cached_tokens"] == 0
    cached = [usage["input_token_details"]["cached_tokens"] for usage in spent]
    assert cached == sorted(cached)
    assert cached[-1] > 0
    before = spent[-2]["input_token_details"]
    assert spent[-1]["input_token_details"]["audio_tokens"] == before["audio_tokens"] + round(10 * 1.1)
    assert spent[0]["output_token_details"]["audio_tokens"] > 0
    assert spent[3]["output_token_details"]["audio_tokens"] == 0


def test_usage_of_a_response_outside_counts_its_input_alone() -> None:
    desk = Desk()
    desk.update(instructions="")
    desk.say("word " * 100)
    usage = desk.respond(conversation="none", input=[message("12345678")])["usage"]
    assert usage["input_tokens"] == 2


def test_rate_limits_go_down_and_come_back() -> None:
    desk = Desk()

    def limits() -> tuple[dict[str, Event], int]:
        told = desk.run(create())
        by_name = {limit["name"]: limit for limit in one(told, "rate_limits.updated")["rate_limits"]}
        return by_name, done(told)["usage"]["total_tokens"]

    (first, _), (second, _) = limits(), limits()
    for name in ("requests", "tokens"):
        assert second[name]["remaining"] < first[name]["remaining"] < first[name]["limit"]
        assert second[name]["reset_seconds"] >= first[name]["reset_seconds"] > 0
    desk.clock.now += 61
    third, spent = limits()
    assert third["requests"]["remaining"] == first["requests"]["remaining"]
    assert third["tokens"]["remaining"] == third["tokens"]["limit"] - spent


# Time.


def test_answers_come_when_they_are_due() -> None:
    desk = Desk(Echo(delay=2.0, pace=0.5))
    desk.send(create())
    assert desk.engine.due() == 2.0
    desk.engine.step()
    assert desk.taken() == []
    desk.clock.now = 2.0
    desk.engine.step()
    assert types(desk.taken()) == ["response.created"]
    assert desk.engine.due() == 2.5
    told = desk.run()
    assert desk.clock.now == 2.0 + 0.5 * (len(told) - 1)
    assert desk.engine.due() is None


def _heard(items: Sequence[Any]) -> list[str]:
    return [part.get("transcript") for item in items for part in item["content"]]


def test_answerer_knows_what_was_said_though_the_client_is_not_told() -> None:
    class Hearing(Saying):
        def hear(self, speech: Speech) -> str:
            return "good night"

    answerer = Hearing("Sleep well")
    desk = Desk(answerer)
    told = desk.hear(speak("goodnight", PCM), silence(600))
    assert _heard([told[-1]["item"]]) == [None]
    desk.run()
    assert _heard(answerer.turns[0].items) == ["good night"]
