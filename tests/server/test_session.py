"""Sessions of the embedded server: settings, items of the conversation, and the audio buffer."""

from __future__ import annotations

from typing import Any, Literal

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, decode_base64, encode_base64, from_pcm16
from realtime_client.testing import Answer, Answerer, Echo, Speech, Turn, speak

from .harness import Event, Harness, create, one, silence, types

PCM = AudioFormat("pcm16", 24_000)
BOTH = pytest.mark.parametrize("dialect", ["ga", "beta"])


class FixedTranscript(Answerer):
    """Transcribes all speech as the same text, and keeps the speech and the turns."""

    def __init__(self, transcript: str = "some words") -> None:
        self.transcript = transcript
        self.heard: list[Speech] = []
        self.turns: list[Turn] = []

    def hear(self, speech: Speech) -> str:
        self.heard.append(speech)
        return self.transcript

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


# Start of a session.


@BOTH
@pytest.mark.parametrize("profile", ["openai", "azure-preview"])
def test_session_created(dialect: rt.Dialect, profile: str) -> None:
    harness = Harness(dialect=dialect, model="my-model", profile=profile)
    created, *others = harness.opening
    assert created["type"] == "session.created"
    sent = created["session"]
    assert (sent["model"], sent["object"], sent["expires_at"]) == ("my-model", "realtime.session", 1_800_000_000)
    assert sent["id"].startswith("sess_")
    assert types(others) == (["conversation.created"] if dialect == "beta" and profile == "openai" else [])
    if dialect == "ga":
        assert sent["type"] == "realtime"
        assert sent["audio"]["input"]["turn_detection"]["type"] == "server_vad"
    else:
        assert "type" not in sent
        assert sent["turn_detection"]["type"] == "server_vad"


@BOTH
def test_transcription_session_created(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect, kind="transcription")
    (created,) = harness.opening
    sent = created["session"]
    if dialect == "ga":
        assert (created["type"], sent["type"]) == ("session.created", "transcription")
        assert sent["object"] == "realtime.transcription_session"
        assert "output" not in sent["audio"]
    else:
        assert created["type"] == "transcription_session.created"
        assert sent["input_audio_transcription"] == {"model": "whisper-1"}
    assert harness.refused(create())["message"] == "A transcription session does not create responses."


def test_session_starts_with_given_settings() -> None:
    harness = Harness(changes={"instructions": "Sing.", "audio": {"output": {"voice": "cedar"}}})
    sent = harness.opening[0]["session"]
    assert sent["instructions"] == "Sing."
    assert sent["audio"]["output"] == {"format": {"type": "audio/pcm", "rate": 24_000}, "voice": "cedar", "speed": 1.0}


# Updates of settings.


def test_update_merges_settings_ga() -> None:
    harness = Harness()
    before = harness.opening[0]["session"]
    sent = session(harness.update(instructions="Be brief.", audio={"output": {"voice": "marin"}}))
    before["instructions"] = "Be brief."
    before["audio"]["output"]["voice"] = "marin"
    assert sent == before
    assert session(harness.update()) == before


def test_update_merges_settings_beta() -> None:
    harness = Harness(dialect="beta")
    before = harness.opening[0]["session"]
    sent = session(harness.update(temperature=0.7, modalities=["text"], max_response_output_tokens=100))
    assert sent == {**before, "temperature": 0.7, "modalities": ["text"], "max_response_output_tokens": 100}


def test_update_merges_or_replaces_turn_detection() -> None:
    harness = Harness()

    def detection(value: Any) -> Any:
        return session(harness.update(audio={"input": {"turn_detection": value}}))["audio"]["input"]["turn_detection"]

    begins = harness.opening[0]["session"]["audio"]["input"]["turn_detection"]
    changed = detection({"type": "server_vad", "threshold": 0.9})
    assert changed == {**begins, "threshold": 0.9}
    semantic = {"type": "semantic_vad", "eagerness": "auto", "create_response": True, "interrupt_response": True}
    assert detection({"type": "semantic_vad"}) == semantic
    assert detection({"type": "semantic_vad", "eagerness": "low"}) == {**semantic, "eagerness": "low"}
    assert detection(None) is None
    assert detection({"type": "server_vad"}) == begins


def test_beta_turn_detection_without_a_type() -> None:
    harness = Harness(dialect="beta")
    assert session(harness.update(turn_detection={"threshold": 0.2}))["turn_detection"]["threshold"] == 0.2
    sent = session(harness.update(turn_detection={"type": "semantic_vad"}))["turn_detection"]
    assert sent["eagerness"] == "auto"
    assert session(harness.update(turn_detection=None))["turn_detection"] is None
    assert (
        session(harness.update(turn_detection={"silence_duration_ms": 200}))["turn_detection"]["type"] == "server_vad"
    )


@BOTH
def test_voice_is_fixed_once_heard(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect)

    def change(voice: str) -> Event:
        changes: Event = {"audio": {"output": {"voice": voice}}, "type": "realtime"}
        return {"type": "session.update", "session": changes if dialect == "ga" else {"voice": voice}}

    assert types(harness.send(change("echo"))) == ["session.updated"]
    harness.run(create(**({"output_modalities": ["text"]} if dialect == "ga" else {"modalities": ["text"]})))
    assert types(harness.send(change("ash"))) == ["session.updated"]
    harness.run(create())
    error = harness.refused(change("echo"))
    assert error["code"] == "cannot_update_voice"
    assert error["param"] == ("session.audio.output.voice" if dialect == "ga" else "session.voice")
    assert types(harness.send(change("ash"))) == ["session.updated"]


def test_type_and_model_are_fixed() -> None:
    harness = Harness()
    error = harness.refused({"type": "session.update", "session": {"type": "transcription"}})
    assert (error["code"], error["param"]) == ("invalid_value", "session.type")
    error = harness.refused({"type": "session.update", "session": {"type": "realtime", "model": "gpt-realtime-mini"}})
    assert (error["code"], error["param"]) == ("cannot_update_model", "session.model")
    assert types(harness.update(model="gpt-realtime")) == ["session.updated"]


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
def test_limits_beyond_the_contract_beta(change: Event, code: str, param: str) -> None:
    harness = Harness(dialect="beta")
    error = harness.refused({"type": "session.update", "session": change})
    assert (error["code"], error["param"]) == (code, f"session.{param}")
    assert session(harness.update()) == harness.opening[0]["session"]


@pytest.mark.parametrize(("key", "value"), [("threshold", -0.1), ("silence_duration_ms", 10_001)])
def test_limits_beyond_the_contract_ga(key: str, value: float) -> None:
    detection = {"type": "server_vad", key: value}
    changes = {"type": "realtime", "audio": {"input": {"turn_detection": detection}}}
    error = Harness().refused({"type": "session.update", "session": changes})
    assert (error["code"], error["param"]) == ("invalid_value", f"session.audio.input.turn_detection.{key}")


def test_limits_beyond_the_contract_for_responses() -> None:
    error = Harness(dialect="beta").refused(create(output_audio_format="pcm16", temperature=0.1))
    assert error["param"] == "response.temperature"


def test_accepts_settings_that_are_not_reported() -> None:
    sent = session(Harness().update(parallel_tool_calls=False))
    assert "parallel_tool_calls" not in sent
    assert "truncation" not in session(Harness(dialect="beta").update(truncation="auto"))


def test_accepts_items_of_tool_servers() -> None:
    item = {"type": "mcp_approval_response", "id": "m", "approval_request_id": "r", "approve": True}
    for dialect in ("ga", "beta"):
        assert Harness(dialect=dialect).send(put(item))[0]["item"] == item


@pytest.mark.parametrize(("given", "sent"), [("in_progress", "completed"), ("incomplete", "incomplete")])
def test_status_of_client_items(given: str, sent: str) -> None:
    assert Harness().send(put(message(status=given)))[0]["item"]["status"] == sent


@pytest.mark.parametrize("kind", ["realtime", "transcription"])
def test_client_may_create_spoken_answers(kind: Literal["realtime", "transcription"]) -> None:
    harness = Harness(kind=kind)
    part = {"type": "output_audio", "audio": encode_base64(silence(100))}
    sent = harness.send(put({"type": "message", "role": "assistant", "content": [part]}))
    assert sent[0]["item"]["content"] == [{"type": "output_audio", "transcript": ""}]


def test_beta_transcription_takes_only_its_own_update() -> None:
    harness = Harness(dialect="beta", kind="transcription")
    error = harness.refused({"type": "session.update", "session": {}})
    assert "transcription_session.update" in error["message"]


def test_update_transcription_session_beta() -> None:
    harness = Harness(dialect="beta", kind="transcription")
    changes = {"input_audio_format": "g711_ulaw", "turn_detection": {"type": "server_vad", "threshold": 0.4}}
    (sent,) = harness.send({"type": "transcription_session.update", "session": changes})
    assert sent["type"] == "transcription_session.updated"
    assert sent["session"]["input_audio_format"] == "g711_ulaw"
    assert sent["session"]["turn_detection"]["threshold"] == 0.4


def test_update_transcription_session_ga() -> None:
    harness = Harness(kind="transcription")
    changes = {"transcription": {"model": "gpt-4o-transcribe", "language": "de"}, "turn_detection": None}
    (sent,) = harness.send(
        {"type": "session.update", "session": {"type": "transcription", "audio": {"input": changes}}}
    )
    assert sent["type"] == "session.updated"
    shown = sent["session"]["audio"]["input"]
    assert shown["transcription"] == {"model": "gpt-4o-transcribe", "language": "de", "prompt": None}
    assert shown.get("turn_detection") is None
    for kind in ("server_vad", "semantic_vad"):
        detection = {"type": kind, "create_response": True}
        event = {"type": "transcription", "audio": {"input": {"turn_detection": detection}}}
        (sent,) = harness.send({"type": "session.update", "session": event})
        assert sent["session"]["audio"]["input"]["turn_detection"]["type"] == kind


def test_update_transcription_session_ga_in_beta_shape() -> None:
    harness = Harness(FixedTranscript(), kind="transcription")
    changes = {"input_audio_transcription": {"model": "whisper-1"}, "input_audio_format": "g711_ulaw"}
    (sent,) = harness.send({"type": "transcription_session.update", "session": changes})
    assert (sent["type"], sent["session"]) == ("transcription_session.updated", changes)
    harness.hear(speak("good", AudioFormat("g711_ulaw", 8_000)))
    sent = harness.send({"type": "transcription_session.update", "session": {"input_audio_format": "g711_ulaw"}})[0]
    assert sent["type"] == "transcription_session.updated"
    assert harness.send({"type": "input_audio_buffer.commit"})[-1]["transcript"] == "some words"


@BOTH
def test_transcription_update_needs_a_transcription_session(dialect: rt.Dialect) -> None:
    error = Harness(dialect=dialect).refused({"type": "transcription_session.update", "session": {}})
    assert "intent=transcription" in error["message"]


# Items.


@BOTH
def test_items_are_inserted_in_place(dialect: rt.Dialect) -> None:
    harness = Harness(dialect=dialect)
    sent = harness.send(
        put(message("One", id="a")), put(message("Two")), put(message("Zero", id="z"), previous_item_id="root")
    )
    kinds = (
        ["conversation.item.created"] if dialect == "beta" else ["conversation.item.added", "conversation.item.done"]
    )
    assert types(sent) == kinds * 3
    placed = {event["item"]["content"][0]["text"]: event["previous_item_id"] for event in sent}
    assert placed == {"One": None, "Two": "a", "Zero": None}
    (second,) = {event["item"]["id"] for event in sent} - {"a", "z"}
    assert second.startswith("item_")
    assert harness.send(put(message("Between", id="b"), previous_item_id="a"))[0]["previous_item_id"] == "a"
    answerer = FixedTranscript()
    harness.engine.answerer = answerer
    harness.run(create())
    assert [item["content"][0]["text"] for item in answerer.turns[0].items] == ["Zero", "One", "Between", "Two"]
    assert answerer.turns[0].text == "Two"


def test_accepts_items_of_all_kinds() -> None:
    harness = Harness()
    picture = {"type": "input_image", "image_url": "data:image/png;base64,iVBORw0KGgo="}
    call = {"type": "function_call", "name": "look", "call_id": "call_1", "arguments": "{}"}
    answered = {"type": "function_call_output", "call_id": "call_1", "output": "a bird"}
    user = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Look"}, picture]}
    for item in (user, message("Be kind", "system"), message("I will", "assistant"), call):
        sent = harness.send(put(item))
        assert sent[0]["item"]["status"] == "completed"
    assert set(harness.send(put(answered))[0]["item"]) == {"id", "type", "call_id", "output"}
    done = harness.respond(output_modalities=["text"])
    assert done["output"][0]["content"][0]["text"] == "The answer is: a bird"
    assert done["usage"]["input_token_details"]["image_tokens"] > 0


def test_function_output_needs_its_call() -> None:
    error = Harness().refused(put({"type": "function_call_output", "call_id": "call_9", "output": "x"}))
    assert (error["code"], error["param"]) == ("invalid_tool_call_id", None)


def test_ids_must_be_unique_and_known() -> None:
    harness = Harness()
    harness.send(put(message(id="a")))
    assert harness.refused(put(message(id="a")))["code"] == "item_create_duplicate_item_id"
    error = harness.refused(put(message(), previous_item_id="nowhere"))
    assert (error["code"], error["param"]) == ("item_create_invalid_previous_item_id", "previous_item_id")
    for doing in ("retrieve", "delete"):
        error = harness.refused({"type": f"conversation.item.{doing}", "item_id": "nowhere"})
        assert (error["code"], error["param"]) == (f"item_{doing}_invalid_item_id", "item_id")
    truncate = {"type": "conversation.item.truncate", "item_id": "nowhere", "content_index": 0, "audio_end_ms": 0}
    assert harness.refused(truncate)["code"] == "item_truncate_invalid_item_id"


@BOTH
def test_retrieve_includes_audio(dialect: rt.Dialect) -> None:
    answerer = FixedTranscript("my words")
    harness = Harness(answerer, dialect=dialect)
    audio = speak("Good evening", PCM)
    item = {"type": "message", "role": "user", "id": "a"}
    harness.send(put({**item, "content": [{"type": "input_audio", "audio": encode_base64(audio)}]}))
    sent = one(harness.send({"type": "conversation.item.retrieve", "item_id": "a"}), "conversation.item.retrieved")
    (part,) = sent["item"]["content"]
    assert decode_base64(part["audio"]) == audio
    assert answerer.heard == [Speech(audio, PCM)]
    harness.run(create())
    assert answerer.turns[0].text == "my words"
    (retrieved,) = harness.send({"type": "conversation.item.retrieve", "item_id": "a"})
    assert retrieved["item"]["content"] == [{**part}]


def test_retrieve_item_without_content() -> None:
    harness = Harness()
    call = {"id": "f", "type": "function_call", "name": "look", "call_id": "call_1", "arguments": "{}"}
    harness.send(put(call))
    (sent,) = harness.send({"type": "conversation.item.retrieve", "item_id": "f"})
    assert sent["item"] == {**call, "status": "completed"}


def test_audio_of_an_item_must_be_base64() -> None:
    part = {"type": "input_audio", "audio": "no base64!"}
    error = Harness().refused(put({"type": "message", "role": "user", "content": [message()["content"][0], part]}))
    assert (error["code"], error["param"]) == ("invalid_value", "item.content[1].audio")


@BOTH
def test_delete_item(dialect: rt.Dialect) -> None:
    answerer = FixedTranscript()
    harness = Harness(answerer, dialect=dialect)
    harness.send(put(message("One", id="a")), put(message("Two", id="b")))
    (sent,) = harness.send({"type": "conversation.item.delete", "item_id": "a"})
    assert (sent["type"], sent["item_id"]) == ("conversation.item.deleted", "a")
    harness.run(create())
    assert [item["id"] for item in answerer.turns[0].items] == ["b"]


@BOTH
def test_truncate_cuts_the_audio_and_drops_the_transcript(dialect: rt.Dialect) -> None:
    harness = Harness(FixedTranscript(), dialect=dialect)
    (item,) = one(harness.say("0123456789"), "response.done")["response"]["output"]
    transcript = item["content"][0]["transcript"]
    assert transcript == "You said: 0123456789"
    (whole,) = harness.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
    audio = decode_base64(whole["item"]["content"][0]["audio"])
    length = round(1_000 * len(audio) / PCM.bytes_per_second)
    cut = {"type": "conversation.item.truncate", "item_id": item["id"], "content_index": 0}
    (sent,) = harness.send({**cut, "audio_end_ms": length // 2})
    assert sent["type"] == "conversation.item.truncated"
    assert sent["audio_end_ms"] == length // 2
    (half,) = harness.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
    (part,) = half["item"]["content"]
    assert "transcript" not in part
    kept = decode_base64(part["audio"])
    assert audio.startswith(kept)
    assert abs(len(kept) / PCM.bytes_per_second - length / 2_000) < 0.001

    error = harness.refused({**cut, "audio_end_ms": length})
    assert (error["code"], error["param"]) == ("invalid_value", "audio_end_ms")
    error = harness.refused({**cut, "audio_end_ms": 10, "content_index": 1})
    assert error["code"] == "unsupported_content_type"
    harness.send({**cut, "audio_end_ms": 0})
    (nothing,) = harness.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
    assert nothing["item"]["content"][0]["audio"] == ""
    assert harness.send({**cut, "audio_end_ms": 0})[0]["type"] == "conversation.item.truncated"


def test_truncate_needs_an_assistant_message() -> None:
    harness = Harness()
    harness.send(put(message(id="a")))
    cut = {"type": "conversation.item.truncate", "item_id": "a", "content_index": 0, "audio_end_ms": 0}
    error = harness.refused(cut)
    assert error["code"] == "unsupported_content_type"
    assert error["message"] == "Only model output audio messages can be truncated"


# Audio buffer.


def silent_session(dialect: rt.Dialect, **changes: Any) -> Harness:
    """Return a session without turn detection."""
    harness = Harness(FixedTranscript(), dialect=dialect)
    if dialect == "ga":
        harness.update(audio={"input": {"turn_detection": None, **changes}})
    else:
        harness.update(turn_detection=None, **changes)
    return harness


@BOTH
def test_committed_audio_becomes_an_item(dialect: rt.Dialect) -> None:
    harness = silent_session(dialect)
    assert harness.hear(speak("What time is it", PCM)) == []
    sent = harness.send({"type": "input_audio_buffer.commit"})
    items = (
        ["conversation.item.created"] if dialect == "beta" else ["conversation.item.added", "conversation.item.done"]
    )
    assert types(sent) == ["input_audio_buffer.committed", *items]
    assert {event.get("item_id") or event["item"]["id"] for event in sent} == {sent[0]["item_id"]}
    assert sent[1]["item"]["content"] == [{"type": "input_audio", "transcript": None}]
    assert one(harness.run(create()), "response.done")["response"]["status"] == "completed"
    error = harness.refused({"type": "input_audio_buffer.commit"})
    assert error["code"] == "input_audio_buffer_commit_empty"


@pytest.mark.parametrize("ms", [0, 99])
def test_commit_needs_100_ms(ms: int) -> None:
    harness = silent_session("ga")
    harness.hear(silence(ms))
    error = harness.refused({"type": "input_audio_buffer.commit"})
    assert error["code"] == "input_audio_buffer_commit_empty"
    assert f"{ms}.00ms" in error["message"]


def test_clear_drops_the_audio() -> None:
    harness = silent_session("ga")
    harness.hear(silence(500))
    assert types(harness.send({"type": "input_audio_buffer.clear"})) == ["input_audio_buffer.cleared"]
    assert harness.refused({"type": "input_audio_buffer.commit"})["code"] == "input_audio_buffer_commit_empty"


@pytest.mark.parametrize(("audio", "message"), [("!", "base64"), ("AAA", "base64"), ("AAAA", "middle of a sample")])
def test_audio_must_be_whole_samples_in_base64(audio: str, message: str) -> None:
    harness = Harness()
    error = harness.refused({"type": "input_audio_buffer.append", "audio": audio})
    assert (error["type"], error["code"], error["param"]) == ("invalid_request_error", "invalid_value", "audio")
    assert message in error["message"]


@pytest.mark.parametrize("encoding", ["g711_ulaw", "g711_alaw"])
@BOTH
def test_telephone_audio(dialect: rt.Dialect, encoding: Literal["g711_ulaw", "g711_alaw"]) -> None:
    wire = {"type": {"g711_ulaw": "audio/pcmu", "g711_alaw": "audio/pcma"}[encoding]}
    harness = Harness(FixedTranscript(), dialect=dialect)
    if dialect == "ga":
        sent = harness.update(audio={"input": {"turn_detection": None, "format": wire}, "output": {"format": wire}})
    else:
        sent = harness.update(turn_detection=None, input_audio_format=encoding, output_audio_format=encoding)
    assert types(sent) == ["session.updated"]
    telephone = AudioFormat(encoding, 8_000)
    spoken = from_pcm16(speak("hello", AudioFormat("pcm16", 8_000)), encoding)
    harness.hear(spoken)
    harness.send({"type": "input_audio_buffer.commit"})
    assert isinstance(harness.answerer, FixedTranscript)
    assert harness.answerer.heard == [Speech(spoken, telephone)]
    assert harness.answerer.heard[0].seconds == pytest.approx(5 / 15, abs=0.001)
    harness.run(create())
    (response,) = harness.checker.assembler.responses.values()
    assert response.audio_format == telephone
    assert response.audio == speak("You said: some words", telephone)


def test_format_change_drops_the_audio() -> None:
    harness = silent_session("beta")
    harness.hear(silence(500))
    harness.update(output_audio_format="g711_ulaw")
    assert harness.update(input_audio_format="g711_ulaw")[0]["type"] == "session.updated"
    assert harness.refused({"type": "input_audio_buffer.commit"})["code"] == "input_audio_buffer_commit_empty"


# Lifetime.


def test_session_that_a_connection_is_attached_to_is_not_announced() -> None:
    harness = Harness(is_attached=True)
    assert harness.opening == []
    assert types(harness.update()) == ["session.updated"]


def test_session_expires() -> None:
    harness = Harness(Echo(pace=1.0), seconds=3_600.0, check=False)
    harness.clock.now = 3_590.0
    harness.run(create(), until="response.output_audio.delta")
    harness.clock.now = 3_600.0
    harness.engine.step()
    error, closed = harness.taken()
    assert error["error"]["code"] == "session_expired"
    assert "60 minutes" in error["error"]["message"]
    assert closed == {"type": "closed", "code": 1_001, "reason": "session expired"}
    assert harness.engine.due() is None


def test_empty_instructions_are_the_initial_ones() -> None:
    harness = Harness()
    initial = harness.opening[0]["session"]["instructions"]
    assert session(harness.update(instructions="Sing."))["instructions"] == "Sing."
    assert session(harness.update(instructions=""))["instructions"] == initial


@pytest.mark.parametrize(
    ("model", "silence", "voice"), [("gpt-realtime", 200, "alloy"), ("gpt-realtime-2.1", 500, "marin")]
)
def test_initial_settings_depend_on_the_model(model: str, silence: int, voice: str) -> None:
    harness = Harness(model=model)
    audio = harness.opening[0]["session"]["audio"]
    assert audio["output"]["voice"] == voice
    assert audio["input"]["turn_detection"]["silence_duration_ms"] == silence
    changed = harness.update(audio={"input": {"turn_detection": {"type": "semantic_vad"}}})
    assert "silence_duration_ms" not in session(changed)["audio"]["input"]["turn_detection"]
    again = harness.update(audio={"input": {"turn_detection": {"type": "server_vad"}}})
    assert session(again)["audio"]["input"]["turn_detection"] == audio["input"]["turn_detection"]


def test_items_without_an_id_get_one() -> None:
    approval = {"type": "mcp_approval_response", "approval_request_id": "mcpr_1", "approve": True}
    added, done = Harness().send({"type": "conversation.item.create", "item": approval})
    assert added["item"] == done["item"]
    assert added["item"]["id"].startswith("item_")
    assert {**added["item"], "id": None} == {"id": None, **approval}


def test_reports_the_reasoning_that_is_set() -> None:
    harness = Harness(model="gpt-realtime-2.1")
    assert "reasoning" not in harness.opening[0]["session"]
    assert session(harness.update(reasoning={"effort": "low"}))["reasoning"] == {"effort": "low"}
    assert session(harness.update(instructions="Sing."))["reasoning"] == {"effort": "low"}


def test_an_image_is_a_data_url() -> None:
    part = {"type": "input_image", "image_url": "https://images.test/table.png"}
    error = Harness().refused(put({"type": "message", "role": "user", "content": [part]}))
    assert (error["code"], error["param"]) == ("invalid_value", "item.content[0].image_url")


# Transcripts with more than text.


def transcribed(model: str, **more: Any) -> list[Event]:
    harness = Harness(FixedTranscript(), kind="transcription")
    heard = {"transcription": {"model": model}, "turn_detection": None}
    settings = {"type": "session.update", "session": {"type": "transcription", "audio": {"input": heard}, **more}}
    audio = {"type": "input_audio_buffer.append", "audio": encode_base64(speak("some words", PCM))}
    return [
        event
        for event in harness.run(settings, audio, {"type": "input_audio_buffer.commit"})
        if event["type"].startswith("conversation.item.input_audio_transcription.")
    ]


def test_probabilities_are_reported_on_request() -> None:
    first, second, completed = transcribed("gpt-4o-transcribe", include=["item.input_audio_transcription.logprobs"])
    assert first["logprobs"] == [{"token": "some", "logprob": 0.0, "bytes": [115, 111, 109, 101]}]
    assert completed["logprobs"] == [*first["logprobs"], *second["logprobs"]]
    assert all("logprobs" not in event for event in transcribed("gpt-4o-transcribe"))


def test_a_diarizing_model_reports_who_has_spoken() -> None:
    *_, segment, completed = transcribed("gpt-4o-transcribe-diarize")
    assert segment["type"].endswith(".segment")
    assert (segment["text"], segment["speaker"], segment["start"]) == ("some words", "A", 0.0)
    assert segment["item_id"] == completed["item_id"]
    assert segment["end"] > 0.5
    assert not [event for event in transcribed("gpt-4o-transcribe") if event["type"].endswith(".segment")]


@pytest.mark.parametrize("model", ["gpt-transcribe", "gpt-live-transcribe"])
def test_newer_models_report_languages(model: str) -> None:
    assert transcribed(model)[-1]["languages"] == []
    assert "languages" not in transcribed("gpt-4o-transcribe")[-1]
