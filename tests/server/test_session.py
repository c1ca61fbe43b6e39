"""Sessions of the embedded server: their settings, the items of their conversation, and the buffer of audio."""

from __future__ import annotations

from typing import Any, Literal

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, decode_base64, encode_base64, from_pcm16
from realtime_client.testing import Answer, Answerer, Echo, Speech, Turn, speak

from .desk import Desk, Event, create, one, silence, types

PCM = AudioFormat("pcm16", 24_000)
BOTH = pytest.mark.parametrize("dialect", ["ga", "beta"])


class Hearing(Answerer):
    """Hears the same words always, and keeps what it heard and was asked."""

    def __init__(self, words: str = "what was said") -> None:
        self.words = words
        self.heard: list[Speech] = []
        self.turns: list[Turn] = []

    def hear(self, speech: Speech) -> str:
        self.heard.append(speech)
        return self.words

    def answer(self, turn: Turn) -> Answer:
        self.turns.append(turn)
        return Echo().answer(turn)


def message(text: str = "Hello", role: str = "user", **other: Any) -> Event:
    kind = {"user": "input_text", "system": "input_text", "assistant": "output_text"}[role]
    return {"type": "message", "role": role, "content": [{"type": kind, "text": text}], **other}


def put(item: Event, **other: Any) -> Event:
    return {"type": "conversation.item.create", "item": item, **other}


def session(events: list[Event]) -> Event:
    return one(events, "session.updated")["session"]  # type: ignore[no-any-return]


# What a session begins with.


@BOTH
@pytest.mark.parametrize("is_preview", [False, True])
def test_session_begins_with_what_it_is(dialect: rt.Dialect, is_preview: bool) -> None:
    desk = Desk(dialect=dialect, model="my-model", is_preview=is_preview)
    created, *others = desk.opening
    assert created["type"] == "session.created"
    told = created["session"]
    assert (told["model"], told["object"], told["expires_at"]) == ("my-model", "realtime.session", 1_800_000_000)
    assert told["id"].startswith("sess_")
    assert types(others) == ([] if is_preview else ["conversation.created"])
    if dialect == "ga":
        assert told["type"] == "realtime"
        assert told["audio"]["input"]["turn_detection"]["type"] == "server_vad"
    else:
        assert "type" not in told
        assert told["turn_detection"]["type"] == "server_vad"


@BOTH
def test_transcription_session_says_so(dialect: rt.Dialect) -> None:
    desk = Desk(dialect=dialect, kind="transcription")
    (created,) = desk.opening
    told = created["session"]
    if dialect == "ga":
        assert (created["type"], told["type"]) == ("session.created", "transcription")
        assert told["object"] == "realtime.transcription_session"
        assert "output" not in told["audio"]
    else:
        assert created["type"] == "transcription_session.created"
        assert told["input_audio_transcription"] == {"model": "whisper-1"}
    assert desk.refused(create())["message"] == "A session for transcription gives no responses."


def test_session_begins_with_what_a_secret_or_a_call_brings() -> None:
    desk = Desk(changes={"instructions": "Sing.", "audio": {"output": {"voice": "cedar"}}})
    told = desk.opening[0]["session"]
    assert told["instructions"] == "Sing."
    assert told["audio"]["output"] == {"format": {"type": "audio/pcm", "rate": 24_000}, "voice": "cedar", "speed": 1.0}


# Changing settings.


def test_update_changes_what_is_named_and_nothing_else_ga() -> None:
    desk = Desk()
    before = desk.opening[0]["session"]
    told = session(desk.update(instructions="Be brief.", audio={"output": {"voice": "marin"}}))
    before["instructions"] = "Be brief."
    before["audio"]["output"]["voice"] = "marin"
    assert told == before
    assert session(desk.update()) == before


def test_update_changes_what_is_named_and_nothing_else_beta() -> None:
    desk = Desk(dialect="beta")
    before = desk.opening[0]["session"]
    told = session(desk.update(temperature=0.7, modalities=["text"], max_response_output_tokens=100))
    assert told == {**before, "temperature": 0.7, "modalities": ["text"], "max_response_output_tokens": 100}


def test_turn_detection_changes_in_parts_or_in_kind() -> None:
    desk = Desk()

    def detection(value: Any) -> Any:
        return session(desk.update(audio={"input": {"turn_detection": value}}))["audio"]["input"]["turn_detection"]

    begins = desk.opening[0]["session"]["audio"]["input"]["turn_detection"]
    changed = detection({"type": "server_vad", "threshold": 0.9})
    assert changed == {**begins, "threshold": 0.9}
    semantic = {"type": "semantic_vad", "eagerness": "auto", "create_response": True, "interrupt_response": True}
    assert detection({"type": "semantic_vad"}) == semantic
    assert detection({"type": "semantic_vad", "eagerness": "low"}) == {**semantic, "eagerness": "low"}
    assert detection(None) is None
    assert detection({"type": "server_vad"}) == {key: begins[key] for key in begins if key != "idle_timeout_ms"}


def test_beta_turn_detection_may_leave_its_kind_out() -> None:
    desk = Desk(dialect="beta")
    assert session(desk.update(turn_detection={"threshold": 0.2}))["turn_detection"]["threshold"] == 0.2
    told = session(desk.update(turn_detection={"type": "semantic_vad"}))["turn_detection"]
    assert told["eagerness"] == "auto"
    assert session(desk.update(turn_detection=None))["turn_detection"] is None
    assert session(desk.update(turn_detection={"silence_duration_ms": 200}))["turn_detection"]["type"] == "server_vad"


@BOTH
def test_voice_cannot_be_changed_once_it_was_heard(dialect: rt.Dialect) -> None:
    desk = Desk(dialect=dialect)

    def change(voice: str) -> Event:
        changes: Event = {"audio": {"output": {"voice": voice}}, "type": "realtime"}
        return {"type": "session.update", "session": changes if dialect == "ga" else {"voice": voice}}

    assert types(desk.send(change("echo"))) == ["session.updated"]
    desk.run(create(**({"output_modalities": ["text"]} if dialect == "ga" else {"modalities": ["text"]})))
    assert types(desk.send(change("ash"))) == ["session.updated"]
    desk.run(create())
    error = desk.refused(change("echo"))
    assert error["code"] == "cannot_update_voice"
    assert error["param"] == ("session.audio.output.voice" if dialect == "ga" else "session.voice")
    assert types(desk.send(change("ash"))) == ["session.updated"]


def test_type_and_model_of_a_session_stay() -> None:
    desk = Desk()
    error = desk.refused({"type": "session.update", "session": {"type": "transcription"}})
    assert (error["code"], error["param"]) == ("invalid_value", "session.type")
    error = desk.refused({"type": "session.update", "session": {"type": "realtime", "model": "gpt-realtime-mini"}})
    assert (error["code"], error["param"]) == ("cannot_update_model", "session.model")
    assert types(desk.update(model="gpt-realtime")) == ["session.updated"]


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"turn_detection": {"threshold": 1.5}}, "invalid_value", "turn_detection.threshold"),
        ({"turn_detection": {"prefix_padding_ms": -1}}, "invalid_value", "turn_detection.prefix_padding_ms"),
        ({"turn_detection": {"type": "telepathy"}}, "invalid_value", "turn_detection.type"),
        ({"turn_detection": {"eagerness": "low"}}, "unknown_parameter", "turn_detection.eagerness"),
        ({"input_audio_format": "mp3"}, "invalid_value", "input_audio_format"),
        ({"output_audio_format": "mp3"}, "invalid_value", "output_audio_format"),
        ({"temperature": 0.1}, "invalid_value", "temperature"),
    ],
)
def test_what_the_contract_leaves_open_must_make_sense_beta(change: Event, code: str, param: str) -> None:
    desk = Desk(dialect="beta")
    error = desk.refused({"type": "session.update", "session": change})
    assert (error["code"], error["param"]) == (code, f"session.{param}")
    assert session(desk.update()) == desk.opening[0]["session"]


@pytest.mark.parametrize(("key", "value"), [("threshold", -0.1), ("silence_duration_ms", 10_001)])
def test_what_the_contract_leaves_open_must_make_sense_ga(key: str, value: float) -> None:
    detection = {"type": "server_vad", key: value}
    changes = {"type": "realtime", "audio": {"input": {"turn_detection": detection}}}
    error = Desk().refused({"type": "session.update", "session": changes})
    assert (error["code"], error["param"]) == ("invalid_value", f"session.audio.input.turn_detection.{key}")


def test_what_a_response_is_asked_for_must_make_sense() -> None:
    error = Desk(dialect="beta").refused(create(output_audio_format="pcm16", temperature=0.1))
    assert error["param"] == "response.temperature"


def test_settings_that_are_not_told_are_taken() -> None:
    told = session(Desk().update(parallel_tool_calls=False))
    assert "parallel_tool_calls" not in told
    assert "truncation" not in session(Desk(dialect="beta").update(truncation="auto"))


def test_items_of_tool_servers_are_taken() -> None:
    item = {"type": "mcp_approval_response", "id": "m", "approval_request_id": "r", "approve": True}
    for dialect in ("ga", "beta"):
        assert Desk(dialect=dialect).send(put(item))[0]["item"] == item


@pytest.mark.parametrize(("given", "told"), [("in_progress", "completed"), ("incomplete", "incomplete")])
def test_item_of_a_client_is_never_in_progress(given: str, told: str) -> None:
    assert Desk().send(put(message(status=given)))[0]["item"]["status"] == told


@pytest.mark.parametrize("kind", ["realtime", "transcription"])
def test_spoken_answer_may_be_given_by_the_client(kind: Literal["realtime", "transcription"]) -> None:
    desk = Desk(kind=kind)
    part = {"type": "output_audio", "audio": encode_base64(silence(100))}
    told = desk.send(put({"type": "message", "role": "assistant", "content": [part]}))
    assert told[0]["item"]["content"] == [{"type": "output_audio", "transcript": ""}]


def test_beta_transcription_takes_its_own_update_alone() -> None:
    desk = Desk(dialect="beta", kind="transcription")
    error = desk.refused({"type": "session.update", "session": {}})
    assert "transcription_session.update" in error["message"]


def test_transcription_session_is_updated_in_beta() -> None:
    desk = Desk(dialect="beta", kind="transcription")
    changes = {"input_audio_format": "g711_ulaw", "turn_detection": {"type": "server_vad", "threshold": 0.4}}
    (told,) = desk.send({"type": "transcription_session.update", "session": changes})
    assert told["type"] == "transcription_session.updated"
    assert told["session"]["input_audio_format"] == "g711_ulaw"
    assert told["session"]["turn_detection"]["threshold"] == 0.4


def test_transcription_session_is_updated_in_ga() -> None:
    desk = Desk(kind="transcription")
    changes = {"transcription": {"model": "gpt-4o-transcribe", "language": "de"}, "turn_detection": None}
    (told,) = desk.send({"type": "session.update", "session": {"type": "transcription", "audio": {"input": changes}}})
    assert told["type"] == "session.updated"
    shown = told["session"]["audio"]["input"]
    assert shown["transcription"] == changes["transcription"]
    assert shown.get("turn_detection") is None
    for kind in ("server_vad", "semantic_vad"):
        detection = {"type": kind, "create_response": True}
        event = {"type": "transcription", "audio": {"input": {"turn_detection": detection}}}
        (told,) = desk.send({"type": "session.update", "session": event})
        assert told["session"]["audio"]["input"]["turn_detection"]["type"] == kind


def test_transcription_session_is_updated_in_ga_in_the_shape_of_beta() -> None:
    desk = Desk(Hearing(), kind="transcription")
    changes = {"input_audio_transcription": {"model": "whisper-1"}, "input_audio_format": "g711_ulaw"}
    (told,) = desk.send({"type": "transcription_session.update", "session": changes})
    assert (told["type"], told["session"]) == ("transcription_session.updated", changes)
    desk.hear(speak("good", AudioFormat("g711_ulaw", 8_000)))
    told = desk.send({"type": "transcription_session.update", "session": {"input_audio_format": "g711_ulaw"}})[0]
    assert told["type"] == "transcription_session.updated"
    assert desk.send({"type": "input_audio_buffer.commit"})[-1]["transcript"] == "what was said"


@BOTH
def test_update_of_a_transcription_session_needs_one(dialect: rt.Dialect) -> None:
    error = Desk(dialect=dialect).refused({"type": "transcription_session.update", "session": {}})
    assert "intent=transcription" in error["message"]


# Items.


@BOTH
def test_items_are_put_in_their_place(dialect: rt.Dialect) -> None:
    desk = Desk(dialect=dialect)
    told = desk.send(
        put(message("One", id="a")), put(message("Two")), put(message("Zero", id="z"), previous_item_id="root")
    )
    kinds = (
        ["conversation.item.created"] if dialect == "beta" else ["conversation.item.added", "conversation.item.done"]
    )
    assert types(told) == kinds * 3
    placed = {event["item"]["content"][0]["text"]: event["previous_item_id"] for event in told}
    assert placed == {"One": None, "Two": "a", "Zero": None}
    (second,) = {event["item"]["id"] for event in told} - {"a", "z"}
    assert second.startswith("item_")
    assert desk.send(put(message("Between", id="b"), previous_item_id="a"))[0]["previous_item_id"] == "a"
    answerer = Hearing()
    desk.engine.answerer = answerer
    desk.run(create())
    assert [item["content"][0]["text"] for item in answerer.turns[0].items] == ["Zero", "One", "Between", "Two"]
    assert answerer.turns[0].text == "Two"


def test_items_of_all_kinds_are_taken() -> None:
    desk = Desk()
    picture = {"type": "input_image", "image_url": "data:image/png;base64,iVBORw0KGgo="}
    call = {"type": "function_call", "name": "look", "call_id": "call_1", "arguments": "{}"}
    answered = {"type": "function_call_output", "call_id": "call_1", "output": "a bird"}
    user = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Look"}, picture]}
    for item in (user, message("Be kind", "system"), message("I will", "assistant"), call, answered):
        told = desk.send(put(item))
        assert told[0]["item"]["status"] == "completed"
    done = desk.respond(output_modalities=["text"])
    assert done["output"][0]["content"][0]["text"] == "The answer is: a bird"
    assert done["usage"]["input_token_details"]["image_tokens"] > 0


def test_output_of_a_function_needs_its_call() -> None:
    error = Desk().refused(put({"type": "function_call_output", "call_id": "call_9", "output": "x"}))
    assert (error["code"], error["param"]) == ("item_create_invalid_call_id", "item.call_id")


def test_ids_are_used_once_and_must_be_there() -> None:
    desk = Desk()
    desk.send(put(message(id="a")))
    assert desk.refused(put(message(id="a")))["code"] == "item_create_duplicate_item_id"
    error = desk.refused(put(message(), previous_item_id="nowhere"))
    assert (error["code"], error["param"]) == ("item_create_invalid_previous_item_id", "previous_item_id")
    for doing in ("retrieve", "delete"):
        error = desk.refused({"type": f"conversation.item.{doing}", "item_id": "nowhere"})
        assert (error["code"], error["param"]) == (f"item_{doing}_invalid_item_id", "item_id")
    truncate = {"type": "conversation.item.truncate", "item_id": "nowhere", "content_index": 0, "audio_end_ms": 0}
    assert desk.refused(truncate)["code"] == "item_truncate_invalid_item_id"


@BOTH
def test_item_is_retrieved_with_its_audio(dialect: rt.Dialect) -> None:
    answerer = Hearing("my words")
    desk = Desk(answerer, dialect=dialect)
    audio = speak("Good evening", PCM)
    item = {"type": "message", "role": "user", "id": "a"}
    desk.send(put({**item, "content": [{"type": "input_audio", "audio": encode_base64(audio)}]}))
    told = one(desk.send({"type": "conversation.item.retrieve", "item_id": "a"}), "conversation.item.retrieved")
    (part,) = told["item"]["content"]
    assert decode_base64(part["audio"]) == audio
    assert answerer.heard == [Speech(audio, PCM)]
    desk.run(create())
    assert answerer.turns[0].text == "my words"
    (retrieved,) = desk.send({"type": "conversation.item.retrieve", "item_id": "a"})
    assert retrieved["item"]["content"] == [{**part}]


def test_item_without_content_is_retrieved_as_it_is() -> None:
    desk = Desk()
    call = {"id": "f", "type": "function_call", "name": "look", "call_id": "call_1", "arguments": "{}"}
    desk.send(put(call))
    (told,) = desk.send({"type": "conversation.item.retrieve", "item_id": "f"})
    assert told["item"] == {**call, "status": "completed"}


def test_audio_of_an_item_is_base64() -> None:
    part = {"type": "input_audio", "audio": "no base64!"}
    error = Desk().refused(put({"type": "message", "role": "user", "content": [message()["content"][0], part]}))
    assert (error["code"], error["param"]) == ("invalid_value", "item.content[1].audio")


@BOTH
def test_deleted_item_is_gone(dialect: rt.Dialect) -> None:
    answerer = Hearing()
    desk = Desk(answerer, dialect=dialect)
    desk.send(put(message("One", id="a")), put(message("Two", id="b")))
    (told,) = desk.send({"type": "conversation.item.delete", "item_id": "a"})
    assert (told["type"], told["item_id"]) == ("conversation.item.deleted", "a")
    desk.run(create())
    assert [item["id"] for item in answerer.turns[0].items] == ["b"]


@BOTH
def test_truncated_answer_loses_its_transcript_in_proportion(dialect: rt.Dialect) -> None:
    desk = Desk(Hearing(), dialect=dialect)
    (item,) = one(desk.say("0123456789"), "response.done")["response"]["output"]
    said = item["content"][0]["transcript"]
    assert said == "You said: 0123456789"
    (whole,) = desk.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
    audio = decode_base64(whole["item"]["content"][0]["audio"])
    length = round(1_000 * len(audio) / PCM.bytes_per_second)
    cut = {"type": "conversation.item.truncate", "item_id": item["id"], "content_index": 0}
    (told,) = desk.send({**cut, "audio_end_ms": length // 2})
    assert told["type"] == "conversation.item.truncated"
    assert told["audio_end_ms"] == length // 2
    (half,) = desk.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
    (part,) = half["item"]["content"]
    assert said.startswith(part["transcript"])
    assert abs(len(part["transcript"]) - len(said) / 2) <= 1
    kept = decode_base64(part["audio"])
    assert audio.startswith(kept)
    assert abs(len(kept) / PCM.bytes_per_second - length / 2_000) < 0.001

    error = desk.refused({**cut, "audio_end_ms": length})
    assert (error["code"], error["param"]) == ("invalid_value", "audio_end_ms")
    error = desk.refused({**cut, "audio_end_ms": 10, "content_index": 1})
    assert (error["code"], error["param"]) == ("invalid_value", "content_index")
    desk.send({**cut, "audio_end_ms": 0})
    (nothing,) = desk.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
    assert nothing["item"]["content"][0]["transcript"] == ""
    assert desk.send({**cut, "audio_end_ms": 0})[0]["type"] == "conversation.item.truncated"


def test_only_what_the_assistant_said_is_truncated() -> None:
    desk = Desk()
    desk.send(put(message(id="a")))
    cut = {"type": "conversation.item.truncate", "item_id": "a", "content_index": 0, "audio_end_ms": 0}
    assert desk.refused(cut)["param"] == "item_id"


# The buffer of audio.


def silent_session(dialect: rt.Dialect, **changes: Any) -> Desk:
    """A session whose client tells the turns."""
    desk = Desk(Hearing(), dialect=dialect)
    if dialect == "ga":
        desk.update(audio={"input": {"turn_detection": None, **changes}})
    else:
        desk.update(turn_detection=None, **changes)
    return desk


@BOTH
def test_committed_audio_becomes_an_item(dialect: rt.Dialect) -> None:
    desk = silent_session(dialect)
    assert desk.hear(speak("What time is it", PCM)) == []
    told = desk.send({"type": "input_audio_buffer.commit"})
    items = (
        ["conversation.item.created"] if dialect == "beta" else ["conversation.item.added", "conversation.item.done"]
    )
    assert types(told) == ["input_audio_buffer.committed", *items]
    assert {event.get("item_id") or event["item"]["id"] for event in told} == {told[0]["item_id"]}
    assert told[1]["item"]["content"] == [{"type": "input_audio", "transcript": None}]
    assert one(desk.run(create()), "response.done")["response"]["status"] == "completed"
    error = desk.refused({"type": "input_audio_buffer.commit"})
    assert error["code"] == "input_audio_buffer_commit_empty"


@pytest.mark.parametrize("ms", [0, 99])
def test_too_little_audio_is_not_committed(ms: int) -> None:
    desk = silent_session("ga")
    desk.hear(silence(ms))
    error = desk.refused({"type": "input_audio_buffer.commit"})
    assert error["code"] == "input_audio_buffer_commit_empty"
    assert f"{ms} ms" in error["message"]


def test_cleared_audio_is_gone() -> None:
    desk = silent_session("ga")
    desk.hear(silence(500))
    assert types(desk.send({"type": "input_audio_buffer.clear"})) == ["input_audio_buffer.cleared"]
    assert desk.refused({"type": "input_audio_buffer.commit"})["code"] == "input_audio_buffer_commit_empty"


@pytest.mark.parametrize(("audio", "said"), [("!", "base64"), ("AAA", "base64"), ("AAAA", "middle of a sample")])
def test_audio_is_whole_samples_in_base64(audio: str, said: str) -> None:
    desk = Desk()
    error = desk.refused({"type": "input_audio_buffer.append", "audio": audio})
    assert (error["type"], error["code"], error["param"]) == ("invalid_request_error", "invalid_value", "audio")
    assert said in error["message"]


@pytest.mark.parametrize("encoding", ["g711_ulaw", "g711_alaw"])
@BOTH
def test_telephone_audio_goes_in_and_out(dialect: rt.Dialect, encoding: Literal["g711_ulaw", "g711_alaw"]) -> None:
    wire = {"type": {"g711_ulaw": "audio/pcmu", "g711_alaw": "audio/pcma"}[encoding]}
    desk = Desk(Hearing(), dialect=dialect)
    if dialect == "ga":
        told = desk.update(audio={"input": {"turn_detection": None, "format": wire}, "output": {"format": wire}})
    else:
        told = desk.update(turn_detection=None, input_audio_format=encoding, output_audio_format=encoding)
    assert types(told) == ["session.updated"]
    telephone = AudioFormat(encoding, 8_000)
    spoken = from_pcm16(speak("hello", AudioFormat("pcm16", 8_000)), encoding)
    desk.hear(spoken)
    desk.send({"type": "input_audio_buffer.commit"})
    assert isinstance(desk.answerer, Hearing)
    assert desk.answerer.heard == [Speech(spoken, telephone)]
    assert desk.answerer.heard[0].seconds == pytest.approx(5 / 15, abs=0.001)
    desk.run(create())
    (response,) = desk.checker.assembler.responses.values()
    assert response.audio_format == telephone
    assert response.audio == speak("You said: what was said", telephone)


def test_audio_of_another_format_is_thrown_away() -> None:
    desk = silent_session("beta")
    desk.hear(silence(500))
    desk.update(output_audio_format="g711_ulaw")
    assert desk.update(input_audio_format="g711_ulaw")[0]["type"] == "session.updated"
    assert desk.refused({"type": "input_audio_buffer.commit"})["code"] == "input_audio_buffer_commit_empty"
