"""Scripts: steps, expectations and faults."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat
from realtime_client.testing import (
    Answer,
    Call,
    Close,
    Expect,
    Fault,
    Hear,
    LocalServer,
    Refusal,
    Say,
    Script,
    ScriptError,
    Send,
    speak,
)

from .harness import Event, Harness, create, one, silence, types
from .test_session import message, put

PCM = AudioFormat("pcm16", 24_000)
TRANSCRIBED = "conversation.item.input_audio_transcription.completed"
PING = {"type": "vendor.ping", "number": 1}


def loose(*steps: Any, **given: Any) -> Harness:
    """Return a harness for a script that sends invalid events."""
    return Harness(Script(*steps), check=False, **given)


def text_of(events: list[Event]) -> str:
    (item,) = one(events, "response.done")["response"]["output"]
    return str(item["content"][0].get("transcript"))


# Steps.


def test_answers_come_in_order() -> None:
    script = Script("First", Answer(Call("look", {"far": True})), Answer([Say("Third")]))
    harness = Harness(script)
    assert text_of(harness.run(create())) == "First"
    (call,) = one(harness.run(create()), "response.done")["response"]["output"]
    assert (call["name"], call["arguments"]) == ("look", '{"far":true}')
    assert text_of(harness.run(create())) == "Third"
    script.check()


def test_unscripted_response_fails_and_is_reported() -> None:
    harness = Harness(Script())
    response = one(harness.run(create()), "response.done")["response"]
    assert response["status"] == "failed"
    assert response["status_details"]["error"]["code"] == "script"
    with pytest.raises(AssertionError, match="a response was requested, but the script is at its end"):
        harness.answerer.check()
    harness.answerer.check()


def test_answer_out_of_order_is_reported() -> None:
    harness = Harness(Script(Expect("session.update"), "Hi"))
    harness.run(create())
    with pytest.raises(AssertionError, match=r"a response was requested, but step 1 is Expect\(.*'session.update'\)"):
        harness.answerer.check()


def test_scripted_transcripts() -> None:
    script = Script(Hear("good night"), "Sleep well")
    harness = Harness(script)
    harness.update(audio={"input": {"transcription": {"model": "whisper-1"}}})
    harness.hear(speak("goodnight", PCM), silence(200))
    sent = harness.run()
    assert one(sent, TRANSCRIBED)["transcript"] == "good night"
    assert text_of(sent) == "Sleep well"
    harness.update(audio={"input": {"turn_detection": None}})
    harness.hear(silence(1_000))
    sent = harness.run({"type": "input_audio_buffer.commit"})
    assert one(sent, TRANSCRIBED)["transcript"] == "1.0 seconds of speech"
    script.check()


def test_script_sends_unasked() -> None:
    script = Script(Send(PING), Send("no json"), "Hi", Send(PING), Close(4_000, "enough"))
    harness = Harness(script, check=False)
    assert types(harness.opening) == ["session.created", "vendor.ping", "malformed"]
    assert harness.opening[-2]["event_id"].startswith("event_")
    sent = harness.run(create())
    assert types(sent)[-4:] == ["response.done", "rate_limits.updated", "vendor.ping", "closed"]
    assert sent[-1] == {"type": "closed", "code": 4_000, "reason": "enough"}
    script.check()


# Expectations.


def test_expectation_compares_only_its_keys() -> None:
    script = Script(
        Expect("session.update"),
        Expect({"type": "conversation.item.create", "item": {"content": [{"text": "Hello"}]}}),
        Send(PING),
        "Hi",
        Expect({"type": "response.create", "response": {"output_modalities": ("text",)}}),
        "Ho",
    )
    harness = Harness(script, check=False)
    harness.update(instructions="x")
    assert types(harness.send(put(message("Hello"))))[-1] == "vendor.ping"
    harness.hear(silence(10))
    harness.run(create())
    harness.run(create(output_modalities=["text"]))
    script.check()


def test_difference_is_shown_line_by_line() -> None:
    script = Script(Expect({"type": "session.update", "session": {"type": "realtime", "instructions": "Be brief."}}))
    harness = Harness(script)
    harness.update(instructions="Be long.", output_modalities=["text"])
    with pytest.raises(AssertionError) as failed:
        script.check()
    sent = str(failed.value)
    assert "--- expected by step 1\n+++ sent\n" in sent
    assert '-    "instructions": "Be brief.",\n+    "instructions": "Be long.",\n' in sent
    assert "output_modalities" not in sent
    assert "these steps were not taken:\n  step 1, Expect(" in sent


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("response.create", '-  "type": "response.create"\n+  "type": "session.update"'),
        ({"session": {"tools": [{"name": "a"}]}}, '-        "name": "a"\n+        "name": "b"'),
        ({"session": {"tools": []}}, '-    "tools": []\n'),
        ({"session": {"tools": "none"}}, '-    "tools": "none"\n'),
        ({"session": {"voice": "ash"}}, '-    "voice": "ash"\n'),
        ({"session": [1]}, '-  "session": [\n'),
        ({"session": {"tools": {"name": "b"}}}, '-    "tools": {\n'),
    ],
)
def test_shows_every_kind_of_difference(pattern: Any, shown: str) -> None:
    script = Script(Expect(pattern))
    Harness(script).update(tools=[{"type": "function", "name": "b"}])
    with pytest.raises(AssertionError) as failed:
        script.check()
    assert shown in str(failed.value)


def test_reports_unexpected_events() -> None:
    script = Script(Expect("session.update"), "Hi")
    harness = Harness(script)
    harness.update()
    harness.send({"type": "input_audio_buffer.clear"})
    harness.run(create())
    harness.send({"type": "input_audio_buffer.clear"})
    with pytest.raises(AssertionError) as failed:
        script.check()
    first, second = str(failed.value).split("expected: ")[1:]
    assert first.startswith("step 2, Answer(")
    assert second == "nothing more"
    assert '"type": "input_audio_buffer.clear"' in str(failed.value)


def test_script_without_expectations_accepts_anything() -> None:
    script = Script("Hi")
    harness = Harness(script)
    harness.update()
    harness.run(create())
    script.check()


def test_reports_remaining_steps_shortened_and_masked() -> None:
    script = Script("a" * 1_000, Send({"type": "x", "key": "sk-0123456789abcdef0123456789abcdef"}))
    with pytest.raises(AssertionError) as failed:
        script.check()
    sent = str(failed.value)
    assert sent.count("\n  step ") == 2
    assert len(sent) < 600
    assert "0123456789abcdef" not in sent


# Faults.


def test_fault_sends_any_event() -> None:
    faults = [Fault(after=1, send=PING), Fault(after=2, send=[PING, PING]), Fault(after=1, malformed="{")]
    sent = loose(Answer("Hi", faults=faults)).run(create())
    assert types(sent)[:6] == [
        "response.created",
        "vendor.ping",
        "malformed",
        "response.output_item.added",
        "vendor.ping",
        "vendor.ping",
    ]
    assert one(sent, "response.done")["response"]["status"] == "completed"


def test_fault_patches_an_event() -> None:
    patch = {"response.status": "paused", "response.output.0.content.0.transcript": None, "response.new": 5}
    faults = [Fault(after=0, patch={"response": None})]
    sent = loose(Answer("Hi", faults=faults)).run(create())
    assert one(sent, "response.created")["response"] is None
    kinds = [kind for kind in types(sent) if kind != "rate_limits.updated"]
    faults = [Fault(after=kinds.index("response.done"), patch=patch)]
    sent = loose(Answer("Hi", faults=faults)).run(create())
    response = one(sent, "response.done")["response"]
    assert (response["status"], response["new"]) == ("paused", 5)
    assert response["output"][0]["content"][0]["transcript"] is None


@pytest.mark.parametrize("path", ["nothing.here", "response.output.0", "response.output.x", "response.status.x"])
def test_patch_needs_an_existing_path(path: str) -> None:
    harness = loose(Answer("Hi", faults=[Fault(after=0, patch={path: 1})]))
    with pytest.raises(rt.RealtimeError, match=f"a fault patches '{path}', which response.created does not have"):
        harness.run(create())


def test_fault_waits_for_the_client() -> None:
    harness = loose(Answer("Hi", faults=[Fault(after=1, send=PING), Fault(after=1, wait="session.update")]))
    assert types(harness.run(create())) == ["response.created"]
    assert harness.engine.due() is None
    harness.send({"type": "input_audio_buffer.clear"})
    assert harness.run() == []
    harness.update()
    assert types(harness.run())[0] == "vendor.ping"


def test_fault_delays() -> None:
    harness = loose(Answer("Hi", faults=[Fault(after=1, delay=7.5), Fault(after=2, delay=0.5, wait="session.update")]))
    sent = harness.run(create())
    assert types(sent) == ["response.created", "response.output_item.added"]
    assert harness.clock.now == 7.5
    harness.update()
    assert harness.engine.due() == 8.0
    assert types(harness.run())[-1] == "rate_limits.updated"


def test_fault_closes_the_connection() -> None:
    harness = loose(Answer("Hi", faults=[Fault(after=2, close=1_011, reason="broken")]))
    sent = harness.run(create(), create(conversation="none"))
    assert sent[-1] == {"type": "closed", "code": 1_011, "reason": "broken"}
    assert types(sent).count("response.output_item.added") == 1
    assert harness.engine.due() is None


def test_cancellation_drops_faults() -> None:
    harness = loose(Answer("Hi", faults=[Fault(after=1, wait="session.update"), Fault(after=2, close=1_006)]))
    harness.run(create())
    sent = harness.send({"type": "response.cancel"})
    assert one(sent, "response.done")["response"]["status"] == "cancelled"


@pytest.mark.parametrize("code", [1_006, 1_011, 4_000])
def test_client_sees_the_close_code(code: int) -> None:
    async def main() -> None:
        async with (
            LocalServer([Answer("Hi there", faults=[Fault(after=5, close=code)])]) as server,
            rt.RealtimeClient("", server.url) as client,
            client.connect(model="m") as conn,
        ):
            with pytest.raises(rt.ConnectionClosed) as closed:
                await conn.respond(timeout=10)
        assert closed.value.code == (None if code == 1_006 else code)
        (response,) = closed.value.responses
        assert response.transcript == "Hi "

    asyncio.run(main())


def test_refusal_applies_to_one_connection() -> None:
    refusal = Refusal(429, "Too many.", "rate_limit_exceeded", {"Retry-After": "3"})
    with LocalServer([refusal, "Hi"]) as server, rt.RealtimeClient("", server.url) as client:
        with pytest.raises(rt.APIStatusError) as refused:
            client.connect_sync(model="m")
        assert (refused.value.status, refused.value.headers["retry-after"]) == (429, "3")
        assert refused.value.code == "rate_limit_exceeded"
        with client.connect_sync(model="m") as conn:
            assert conn.respond(timeout=10).transcript == "Hi"


# YAML.

YAML = """
- refuse: 503
- refuse: {status: 401, message: Who, headers: {X-Mine: "1"}}
- expect: session.update
- expect: {type: conversation.item.create}
- Hello!
- answer: Good morning.
- answer: [One, {say: Two}, {call: look}, {call: {name: find, arguments: {key: 1}}}]
- answer:
    say: Three
    call: {name: find, arguments: "no json", call_id: call_1}
    pace: 0.5
    status: incomplete
    reason: max_output_tokens
    faults:
      - {after: 1, wait: session.update}
      - {after: 2, patch: {delta: null}, delay: 0.1}
- answer: {say: Four, faults: {after: 3, close: 1006}}
- call: look
- call: {name: find, arguments: {key: 2}}
- hear: A transcript
- hear: {error: DeploymentNotFound}
- answer: {say: Five}
- answer: [{say: Six, phase: commentary}]
- send: {type: vendor.ping}
- send: "{"
- close: 4000
- close: {code: 1011, reason: broken}
"""


def test_reads_yaml(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(YAML, "utf-8")
    find = Call("find", {"key": 1})
    assert Script.from_file(path)._steps == [
        Refusal(503),
        Refusal(401, "Who", headers={"X-Mine": "1"}),
        Expect("session.update"),
        Expect({"type": "conversation.item.create"}),
        Answer("Hello!"),
        Answer("Good morning."),
        Answer(["One", "Two", Call("look"), find]),
        Answer(
            ["Three", Call("find", "no json", "call_1")],
            pace=0.5,
            status="incomplete",
            reason="max_output_tokens",
            faults=[Fault(after=1, wait="session.update"), Fault(after=2, patch={"delta": None}, delay=0.1)],
        ),
        Answer("Four", faults=[Fault(after=3, close=1_006)]),
        Answer(Call("look")),
        Answer(Call("find", {"key": 2})),
        Hear("A transcript"),
        Hear(error="DeploymentNotFound"),
        Answer("Five", faults=[]),
        Answer(Say("Six", phase="commentary")),
        Send({"type": "vendor.ping"}),
        Send("{"),
        Close(4_000),
        Close(1_011, "broken"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "the script is not YAML"),
        ("a: 1", "a script must be a list of steps"),
        ("", "a script must be a list of steps"),
        ("- 5", "step 1: must be a text or a mapping with one key: answer, call, mcp_call, expect"),
        ("- Hi\n- {say: a, call: b}", "step 2: must be a text or a mapping with one key"),
        ("- sing: a", "step 1: unknown step 'sing'; use one of answer, call"),
        ("- answer: 5", "step 1, answer: a part must be a text, `say:` with"),
        ("- answer: [{say: 5}]", "step 1, answer: a part must be a text"),
        ("- answer: {say: a, speed: 1}", "step 1, answer: unknown key speed; use parts, delay"),
        ("- answer: {say: a, delay: soon}", "step 1, answer: delay must be a number, found 'soon'"),
        ("- answer: {say: a, status: lost}", "step 1, answer: status must be one of completed, incomplete, failed"),
        ("- answer: {say: a, faults: 5}", "step 1, answer, faults: must be a mapping with keys of after, close"),
        ("- answer: {say: a, faults: [{}]}", "step 1, answer, faults: .*missing .*'after'"),
        (
            "- answer: {say: a, faults: [{after: 1, close: now}]}",
            "step 1, answer, faults: close must be a whole number",
        ),
        ("- call: {}", "step 1, call, call: .*missing .*'name'"),
        ("- call: [a]", "step 1, call, call: must be a mapping with keys of name, arguments, call_id"),
        ("- expect: 5", "step 1, expect: must be a text, or a mapping with the type of an event"),
        ("- send: {a: 1}", "step 1, send: must be a text, or a mapping with the type of an event"),
        ("- hear: 5", "step 1, hear: must be a text, or `error:` with a code"),
        ("- close: bye", "step 1, close: code must be a whole number, found 'bye'"),
        ("- refuse: {}", "step 1, refuse: .*missing .*'status'"),
        ("- close: {5: 1}", "step 1, close: unknown key 5; use code, reason"),
    ],
)
def test_names_mistakes_in_a_script(text: str, message: str) -> None:
    with pytest.raises(ScriptError, match=f"^{message}"):
        Script.from_yaml(text)


def test_missing_script(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nothing\.yaml"):
        Script.from_file(tmp_path / "nothing.yaml")


def test_refusal_of_an_operation() -> None:
    refusal = Refusal(429, "Too many.", "rate_limit_exceeded", {"Retry-After": "0"})
    with LocalServer([refusal, "Hi"]) as server, rt.RealtimeClient("", server.url, max_retries=0) as client:
        with pytest.raises(rt.APIStatusError, match=r"Too many\.") as raised:
            client.create_client_secret()
        assert raised.value.status == 429
        assert client.create_client_secret().value
        with client.connect_sync(model="m") as conn:
            assert conn.respond().transcript == "Hi"
    # The client retries requests that are safe to repeat.
    with LocalServer([refusal]) as server, rt.RealtimeClient("", server.url) as client:
        assert client.create_client_secret().value


def test_fault_patches_a_delta() -> None:
    kinds = types(loose("Hi there").run(create()))
    place = kinds.index("response.output_audio_transcript.delta")
    sent = loose(Answer("Hi there", faults=[Fault(after=place, patch={"delta": None})])).run(create())
    assert sent[place]["type"] == "response.output_audio_transcript.delta"
    assert sent[place]["delta"] is None


def test_scripted_failure_of_a_transcription() -> None:
    harness = Harness(Script(Hear(error="DeploymentNotFound"), "Pardon?"))
    harness.update(audio={"input": {"transcription": {"model": "whisper-1"}}})
    harness.hear(speak("goodnight", PCM), silence(300))
    failed = one(harness.run(), "conversation.item.input_audio_transcription.failed")
    assert failed["error"]["code"] == "DeploymentNotFound"
