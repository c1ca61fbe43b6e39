"""Scripts: what they have the server do, what goes wrong on purpose, and what they say of other clients."""

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

from .desk import Desk, Event, create, one, silence, types
from .test_session import message, put

PCM = AudioFormat("pcm16", 24_000)
PING = {"type": "vendor.ping", "number": 1}


def loose(*steps: Any, **given: Any) -> Desk:
    """A desk for a script that sends what no contract has."""
    return Desk(Script(*steps), check=False, **given)


def text_of(events: list[Event]) -> str:
    (item,) = one(events, "response.done")["response"]["output"]
    return str(item["content"][0].get("transcript"))


# Steps.


def test_answers_are_given_in_their_order() -> None:
    script = Script("First", Answer(Call("look", {"far": True})), Answer([Say("Third")]))
    desk = Desk(script)
    assert text_of(desk.run(create())) == "First"
    (call,) = one(desk.run(create()), "response.done")["response"]["output"]
    assert (call["name"], call["arguments"]) == ("look", '{"far":true}')
    assert text_of(desk.run(create())) == "Third"
    script.check()


def test_response_that_nobody_wrote_fails_and_is_told() -> None:
    desk = Desk(Script())
    response = one(desk.run(create()), "response.done")["response"]
    assert response["status"] == "failed"
    assert response["status_details"]["error"]["code"] == "script"
    with pytest.raises(AssertionError, match="a response was asked for, and the script is at its end"):
        desk.answerer.check()
    desk.answerer.check()


def test_answer_comes_where_it_is_written() -> None:
    desk = Desk(Script(Expect("session.update"), "Hi"))
    desk.run(create())
    with pytest.raises(AssertionError, match=r"a response was asked for, and step 1 is Expect\(.*'session.update'\)"):
        desk.answerer.check()


def test_script_hears_what_is_written() -> None:
    script = Script(Hear("good night"), "Sleep well")
    desk = Desk(script)
    desk.update(audio={"input": {"transcription": {"model": "whisper-1"}}})
    told = desk.hear(speak("goodnight", PCM), silence(500))
    assert told[-1]["transcript"] == "good night"
    assert text_of(desk.run()) == "Sleep well"
    desk.update(audio={"input": {"turn_detection": None}})
    desk.hear(silence(1_000))
    assert desk.send({"type": "input_audio_buffer.commit"})[-1]["transcript"] == "1.0 seconds of speech"
    script.check()


def test_script_sends_of_its_own_accord() -> None:
    script = Script(Send(PING), Send("no json"), "Hi", Send(PING), Close(4_000, "enough"))
    desk = Desk(script, check=False)
    assert types(desk.opening) == ["session.created", "conversation.created", "vendor.ping", "malformed"]
    assert desk.opening[-2]["event_id"].startswith("event_")
    told = desk.run(create())
    assert types(told)[-4:] == ["response.done", "rate_limits.updated", "vendor.ping", "closed"]
    assert told[-1] == {"type": "closed", "code": 4_000, "reason": "enough"}
    script.check()


# What is expected.


def test_what_is_expected_is_compared_in_what_is_written() -> None:
    script = Script(
        Expect("session.update"),
        Expect({"type": "conversation.item.create", "item": {"content": [{"text": "Hello"}]}}),
        Send(PING),
        "Hi",
        Expect({"type": "response.create", "response": {"output_modalities": ("text",)}}),
        "Ho",
    )
    desk = Desk(script, check=False)
    desk.update(instructions="x")
    assert types(desk.send(put(message("Hello"))))[-1] == "vendor.ping"
    desk.hear(silence(10))
    desk.run(create())
    desk.run(create(output_modalities=["text"]))
    script.check()


def test_what_was_sent_otherwise_is_shown_line_by_line() -> None:
    script = Script(Expect({"type": "session.update", "session": {"type": "realtime", "instructions": "Be brief."}}))
    desk = Desk(script)
    desk.update(instructions="Be long.", output_modalities=["text"])
    with pytest.raises(AssertionError) as failed:
        script.check()
    told = str(failed.value)
    assert "--- expected by step 1\n+++ sent\n" in told
    assert '-    "instructions": "Be brief.",\n+    "instructions": "Be long.",\n' in told
    assert "output_modalities" not in told
    assert "these steps were not taken:\n  step 1, Expect(" in told


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
def test_every_difference_is_shown(pattern: Any, shown: str) -> None:
    script = Script(Expect(pattern))
    Desk(script).update(tools=[{"type": "function", "name": "b"}])
    with pytest.raises(AssertionError) as failed:
        script.check()
    assert shown in str(failed.value)


def test_what_nobody_expects_is_told() -> None:
    script = Script(Expect("session.update"), "Hi")
    desk = Desk(script)
    desk.update()
    desk.send({"type": "input_audio_buffer.clear"})
    desk.run(create())
    desk.send({"type": "input_audio_buffer.clear"})
    with pytest.raises(AssertionError) as failed:
        script.check()
    first, second = str(failed.value).split("expected: ")[1:]
    assert first.startswith("step 2, Answer(")
    assert second == "nothing more"
    assert '"type": "input_audio_buffer.clear"' in str(failed.value)


def test_script_without_expectations_expects_anything() -> None:
    script = Script("Hi")
    desk = Desk(script)
    desk.update()
    desk.run(create())
    script.check()


def test_steps_that_were_not_taken_are_told_and_no_key_and_not_all_of_a_long_one() -> None:
    script = Script("a" * 1_000, Send({"type": "x", "key": "sk-0123456789abcdef0123456789abcdef"}))
    with pytest.raises(AssertionError) as failed:
        script.check()
    told = str(failed.value)
    assert told.count("\n  step ") == 2
    assert len(told) < 600
    assert "0123456789abcdef" not in told


# Faults.


def test_fault_sends_anything_in_between() -> None:
    faults = [Fault(after=1, send=PING), Fault(after=2, send=[PING, PING]), Fault(after=1, malformed="{")]
    told = loose(Answer("Hi", faults=faults)).run(create())
    assert types(told)[:6] == [
        "response.created",
        "vendor.ping",
        "malformed",
        "response.output_item.added",
        "vendor.ping",
        "vendor.ping",
    ]
    assert one(told, "response.done")["response"]["status"] == "completed"


def test_fault_patches_an_event() -> None:
    patch = {"response.status": "paused", "response.output.0.content.0.transcript": None, "response.new": 5}
    faults = [Fault(after=0, patch={"response": None})]
    told = loose(Answer("Hi", faults=faults)).run(create())
    assert one(told, "response.created")["response"] is None
    kinds = [kind for kind in types(told) if kind != "rate_limits.updated"]
    faults = [Fault(after=kinds.index("response.done"), patch=patch)]
    told = loose(Answer("Hi", faults=faults)).run(create())
    response = one(told, "response.done")["response"]
    assert (response["status"], response["new"]) == ("paused", 5)
    assert response["output"][0]["content"][0]["transcript"] is None


@pytest.mark.parametrize("path", ["nothing.here", "response.output.0", "response.output.x", "response.status.x"])
def test_patch_must_fit(path: str) -> None:
    desk = loose(Answer("Hi", faults=[Fault(after=0, patch={path: 1})]))
    with pytest.raises(rt.RealtimeError, match=f"a fault patches '{path}', which response.created does not have"):
        desk.run(create())


def test_fault_waits_for_the_client() -> None:
    desk = loose(Answer("Hi", faults=[Fault(after=1, send=PING), Fault(after=1, wait="session.update")]))
    assert types(desk.run(create())) == ["response.created"]
    assert desk.engine.due() is None
    desk.send({"type": "input_audio_buffer.clear"})
    assert desk.run() == []
    desk.update()
    assert types(desk.run())[0] == "vendor.ping"


def test_fault_takes_its_time() -> None:
    desk = loose(Answer("Hi", faults=[Fault(after=1, delay=7.5), Fault(after=2, delay=0.5, wait="session.update")]))
    told = desk.run(create())
    assert types(told) == ["response.created", "response.output_item.added"]
    assert desk.clock.now == 7.5
    desk.update()
    assert desk.engine.due() == 8.0
    assert types(desk.run())[-1] == "rate_limits.updated"


def test_fault_closes_the_connection() -> None:
    desk = loose(Answer("Hi", faults=[Fault(after=2, close=1_011, reason="broken")]))
    told = desk.run(create(), create(conversation="none"))
    assert told[-1] == {"type": "closed", "code": 1_011, "reason": "broken"}
    assert types(told).count("response.output_item.added") == 1
    assert desk.engine.due() is None


def test_cancelled_answer_has_no_more_faults() -> None:
    desk = loose(Answer("Hi", faults=[Fault(after=1, wait="session.update"), Fault(after=2, close=1_006)]))
    desk.run(create())
    told = desk.send({"type": "response.cancel"})
    assert one(told, "response.done")["response"]["status"] == "cancelled"


@pytest.mark.parametrize("code", [1_006, 1_011, 4_000])
def test_client_sees_how_the_connection_ends(code: int) -> None:
    async def scene() -> None:
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

    asyncio.run(scene())


def test_refusal_is_for_one_connection() -> None:
    refusal = Refusal(429, "Too many.", "rate_limit_exceeded", {"Retry-After": "3"})
    with LocalServer([refusal, "Hi"]) as server, rt.RealtimeClient("", server.url) as client:
        with pytest.raises(rt.APIStatusError) as refused:
            client.connect_sync(model="m")
        assert (refused.value.status, refused.value.headers["retry-after"]) == (429, "3")
        assert refused.value.code == "rate_limit_exceeded"
        with client.connect_sync(model="m") as conn:
            assert conn.respond(timeout=10).transcript == "Hi"


# From YAML.

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
- hear: What is said
- send: {type: vendor.ping}
- send: "{"
- close: 4000
- close: {code: 1011, reason: broken}
"""


def test_script_is_read_from_yaml(tmp_path: Path) -> None:
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
        Hear("What is said"),
        Send({"type": "vendor.ping"}),
        Send("{"),
        Close(4_000),
        Close(1_011, "broken"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "the script is no YAML"),
        ("a: 1", "a script is a list of steps"),
        ("", "a script is a list of steps"),
        ("- 5", "step 1: a step is a text or a mapping of one key: answer, call, expect"),
        ("- Hi\n- {say: a, call: b}", "step 2: a step is a text or a mapping of one key"),
        ("- sing: a", "step 1: there is no step 'sing'; there are answer, call"),
        ("- answer: 5", "step 1, answer: a part of an answer is a text, or say:"),
        ("- answer: [{say: 5}]", "step 1, answer: a part of an answer is a text"),
        ("- answer: {say: a, speed: 1}", "step 1, answer: there is no speed; there are parts, delay"),
        ("- answer: {say: a, delay: soon}", "step 1, answer: delay is a number, found 'soon'"),
        ("- answer: {say: a, status: lost}", "step 1, answer: status is one of completed, incomplete, failed"),
        ("- answer: {say: a, faults: 5}", "step 1, answer, faults: takes a mapping of after, close"),
        ("- answer: {say: a, faults: [{}]}", "step 1, answer, faults: .*missing .*'after'"),
        ("- answer: {say: a, faults: [{after: 1, close: now}]}", "step 1, answer, faults: close is a whole number"),
        ("- call: {}", "step 1, call, call: .*missing .*'name'"),
        ("- call: [a]", "step 1, call, call: takes a mapping of name, arguments, call_id"),
        ("- expect: 5", "step 1, expect: takes a mapping with the type of an event, or a text"),
        ("- send: {a: 1}", "step 1, send: takes a mapping with the type of an event, or a text"),
        ("- hear: 5", "step 1, hear: takes a text"),
        ("- close: bye", "step 1, close: code is a whole number, found 'bye'"),
        ("- refuse: {}", "step 1, refuse: .*missing .*'status'"),
        ("- close: {5: 1}", "step 1, close: there is no 5; there are code, reason"),
    ],
)
def test_mistake_in_a_script_is_named(text: str, said: str) -> None:
    with pytest.raises(ScriptError, match=f"^{said}"):
        Script.from_yaml(text)


def test_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nothing\.yaml"):
        Script.from_file(tmp_path / "nothing.yaml")


def test_refusal_may_be_for_an_operation() -> None:
    refusal = Refusal(429, "Too many.", "rate_limit_exceeded", {"Retry-After": "0"})
    with LocalServer([refusal, "Hi"]) as server, rt.RealtimeClient("", server.url, max_retries=0) as client:
        with pytest.raises(rt.APIStatusError, match=r"Too many\.") as raised:
            client.create_client_secret()
        assert raised.value.status == 429
        assert client.create_client_secret().value
        with client.connect_sync(model="m") as conn:
            assert conn.respond().transcript == "Hi"
    # What is safe to repeat is repeated.
    with LocalServer([refusal]) as server, rt.RealtimeClient("", server.url) as client:
        assert client.create_client_secret().value
