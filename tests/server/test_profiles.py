"""Profiles of other servers, on the wire: the text and the shape of what they send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import websockets.sync.client
from websockets.exceptions import InvalidStatus

from realtime_client.audio import AudioFormat, encode_base64
from realtime_client.testing import Answer, Call, Echo, Fault, LocalServer, Say, speak
from realtime_client.testing._server.profiles import PROFILES

from .harness import Event, Harness, create, one, silence, types

PCM = AudioFormat("pcm16", 24_000)
ERROR = {"type": "server_error", "code": "overloaded", "message": "Too much."}
FAILED = Answer("Well", status="failed", error=ERROR)
ALL = pytest.mark.parametrize("profile", sorted(PROFILES))


class Client:
    """A bare WebSocket client."""

    def __init__(self, socket: websockets.sync.client.ClientConnection) -> None:
        self._socket = socket

    def send(self, *events: Event) -> None:
        for event in events:
            self._socket.send(json.dumps(event))

    def until(self, kind: str) -> list[Event]:
        """Return the events up to one of a type."""
        found: list[Event] = []
        while not found or found[-1]["type"] != kind:
            found.append(json.loads(self._socket.recv(timeout=10)))
        return found


@contextmanager
def connected(profile: Any, *steps: Any, query: str = "model=m", path: str = "") -> Iterator[Client]:
    with LocalServer(list(steps) or None, profile=profile) as server:
        url = f"{server.ws_url if not path else server.ws_url.replace('/v1/realtime', path)}?{query}"
        with websockets.sync.client.connect(url) as socket:
            yield Client(socket)


def user(text: str) -> Event:
    content = [{"type": "input_text", "text": text}]
    return {"type": "conversation.item.create", "item": {"type": "message", "role": "user", "content": content}}


@ALL
def test_text_audio_function_refusal_and_interruption(profile: str) -> None:
    """Each profile carries every kind of turn to its end."""
    answers = (
        Answer("Good morning."),
        Answer(Call("look", {"key": "value"}, "call_1")),
        FAILED,
        Answer("One two", pace=9),
    )
    with connected(profile, *answers) as client:
        client.until("session.created")
        client.send(user("Hi"), create())
        text = "".join(
            event.get("delta", "")
            for event in client.until("response.done")
            if event["type"].endswith(("text.delta", "transcript.delta"))
        )
        assert text == "Good morning."
        client.send(create())
        events = client.until("response.done")
        call = next(event for event in events if event["type"] == "response.function_call_arguments.done")
        assert (call["name"], call["call_id"], json.loads(call["arguments"])) == ("look", "call_1", {"key": "value"})
        client.send({"type": "response.cancel"})
        assert client.until("error")[-1]["error"]
        client.send(create())
        end = "error" if PROFILES[profile].failure == "error" else "response.done"
        failure = client.until(end)[-1]
        assert "Too much." in json.dumps(failure) or profile == "xai"
        client.send(create())
        client.until("response.created")
        client.send({"type": "response.cancel"})
        assert client.until("response.done")[-1]["response"]["status"] == "cancelled"


def test_localai() -> None:
    with connected("localai", "Hi there", FAILED) as client:
        client.until("session.created")
        client.send(create())
        events = client.until("response.done")
        assert {event["event_id"] for event in events} == {"event_TODO"}
        assert set(events[-1]["response"]) == {"id", "object", "status"}
        assert one(events, "response.output_item.done")["item"]["content"][0]["transcript"] == "Hi there"
        client.send(create())
        failed = client.until("error")
        assert "response.done" not in types(failed)
        assert failed[-1]["error"]["message"] == "Too much."


def test_vllm() -> None:
    harness = Harness(profile="vllm", check=False)
    harness.engine.send({"type": "session.created"})
    assert set(harness.taken()[0]) == {"type", "event_id"}
    with connected("vllm", "Hi there") as client:
        (created,) = client.until("session.created")
        assert "session" not in created
        assert created["id"].startswith("sess_")
        client.send({"type": "response.cancel", "event_id": "mine"})
        assert client.until("error") == [
            {
                "type": "error",
                "error": "Cancellation failed: no active response found",
                "code": "response_cancel_not_active",
            }
        ]
        client.send(create())
        client.until("response.done")


def test_speaches() -> None:
    with connected("speaches", "Hi there", FAILED) as client:
        (created,) = client.until("session.created")
        assert created["session"]["type"] == "realtime"
        client.send(create(metadata={"mark": "1"}))
        error, *events = client.until("response.done")
        assert error["error"]["event_id"] is None
        assert "metadata" in error["error"]["message"]
        assert {"response.audio.delta", "response.audio_transcript.delta", "response.audio.done"} <= set(types(events))
        assert not any(kind.startswith("response.output_audio") for kind in types(events))
        assert events[-1]["response"]["metadata"] is None
        client.send(create())
        assert "response.done" not in types(client.until("error"))


def test_hf() -> None:
    with connected("hf", Answer(["One moment.", Call("look", {"key": "value"})])) as client:
        client.until("session.created")
        client.send(create())
        events = client.until("response.done")
        assert events[-1]["response"]["output"] is None
        items = [event["item"]["type"] for event in events if "item" in event]
        assert set(items) == {"message"}
        assert types(events).count("response.function_call_arguments.done") == 1
        assert "response.function_call_arguments.delta" not in types(events)


def test_xai() -> None:
    with connected(
        "xai", "Hi there", Answer(Call("look", {}, "call-af8ed632-2074-4b5f-b719-7aa47250d3c6-0"))
    ) as client:
        created, conversation, ping = client.until("ping")
        assert (conversation["type"], ping["type"]) == ("conversation.created", "ping")
        session = created["session"]
        assert "type" not in session
        assert (session["modalities"], session["turn_detection"]) == (["audio"], {"type": None})
        detection = {"type": "server_vad", "create_response": True}
        settings = {"instructions": "Sing.", "turn_detection": detection, "voice": "ara"}
        client.send({"type": "session.update", "session": settings})
        (updated,) = client.until("session.updated")
        assert "type" not in updated["session"]
        assert updated["session"]["turn_detection"]["type"] == "server_vad"
        assert (updated["session"]["voice"], updated["session"]["instructions"]) == ("ara", "Sing.")
        client.send(user("Hi"), create(output_modalities=["text"]))
        events = client.until("response.done")
        assert "conversation.item.done" not in types(events)
        done = events[-1]
        assert done["usage"]["total_tokens"] > 0
        assert done["response"]["usage"] == {}
        assert done["response"]["status_details"] == "unimplemented"
        ends = [kind for kind in types(events) if kind.endswith(".done")]
        assert ends == [
            f"response.{name}.done"
            for name in ("output_audio_transcript", "content_part", "output_audio", "output_item")
        ] + ["response.done"]
        client.send(create())
        client.until("response.done")
        client.send(
            {
                "type": "conversation.item.create",
                "item": {
                    "type": "function_call_output",
                    "call_id": "call-af8ed632-2074-4b5f-b719-7aa47250d3c6-0",
                    "output": "x",
                },
            }
        )
        client.until("conversation.item.added")


def test_xai_transcribes_before_it_answers() -> None:
    harness = Harness(profile="xai", check=False)
    harness.update(turn_detection={"type": "server_vad"}, input_audio_transcription={"model": "grok-transcribe"})
    sent = harness.hear(speak("goodnight", PCM), silence(300)) + harness.run()
    kinds = types(sent)
    name = "conversation.item.input_audio_transcription"
    assert kinds.index(f"{name}.updated") < kinds.index(f"{name}.completed") < kinds.index("response.created")
    assert one(sent, f"{name}.updated")["transcript"] == one(sent, f"{name}.completed")["transcript"]


@pytest.mark.parametrize("enabled", [True, False])
def test_xai_resumes_a_conversation(enabled: bool) -> None:
    with LocalServer(Echo(), profile="xai") as server:
        url = f"{server.ws_url}?model=m"
        with websockets.sync.client.connect(url) as socket:
            client = Client(socket)
            conversation_id = client.until("ping")[1]["conversation"]["id"]
            settings = {"instructions": "Sing.", "resumption": {"enabled": enabled}}
            client.send({"type": "session.update", "session": settings}, user("My name is Ada."))
            item = client.until("conversation.item.added")[-1]["item"]
        with websockets.sync.client.connect(f"{url}&conversation_id={conversation_id}") as socket:
            client = Client(socket)
            created = client.until("ping")[1]["conversation"]["id"]
            assert (created == conversation_id) is enabled
            if enabled:
                assert client.until("conversation.item.added")[-1]["item"] == item
            client.send({"type": "conversation.item.retrieve", "item_id": item["id"]})
            found = client.until("conversation.item.retrieved" if enabled else "error")[-1]
            assert not enabled or found["item"]["content"] == item["content"]
        with websockets.sync.client.connect(f"{url}&conversation_id=unknown") as socket:
            assert Client(socket).until("ping")[1]["conversation"]["id"] != conversation_id


@pytest.mark.parametrize(
    ("profile", "path", "query"),
    [
        ("azure-preview", "", "model=m"),
        (None, "/openai/realtime", "api-version=2025-04-01-preview&deployment=my-deployment"),
    ],
)
def test_azure_preview(profile: str | None, path: str, query: str) -> None:
    with connected(profile, "Hi there", query=query, path=path) as client:
        (created,) = client.until("session.created")
        assert created["session"]["modalities"] == ["text", "audio"]
        client.send({"type": "session.update", "session": {"turn_detection": {"type": "none"}}})
        (updated,) = client.until("session.updated")
        assert updated["session"]["turn_detection"] == {"type": "none"}
        client.send({"type": "input_audio_buffer.append", "audio": encode_base64(speak("goodnight", PCM))})
        client.send({"type": "input_audio_buffer.commit"}, create())
        events = client.until("response.done")
        assert types(events)[:3] == ["input_audio_buffer.committed", "conversation.item.created", "response.created"]
        assert "response.audio.delta" in types(events)


def test_turn_detection_none_is_refused_elsewhere() -> None:
    detection = {"audio": {"input": {"turn_detection": {"type": "none"}}}}
    error = Harness().refused({"type": "session.update", "session": {"type": "realtime", **detection}})
    assert error["param"] == "session.audio.input.turn_detection.type"


@pytest.mark.parametrize(("profile", "path"), [("azure", ""), (None, "/openai/v1/realtime")])
def test_azure(profile: str | None, path: str) -> None:
    with connected(profile, "Hi there", path=path) as client:
        client.until("session.created")
        client.send(create())
        events = client.until("response.done")
        for kind in ("response.content_part.added", "response.content_part.done"):
            assert one(events, kind)["content"] == one(events, kind)["part"]
        client.send({"type": "input_audio_buffer.clear"})
        assert types(client.until("input_audio_buffer.cleared")) == ["input_audio_buffer.cleared"]


def test_azure_refuses_a_key_by_status() -> None:
    with LocalServer(api_key="k", profile="azure") as server, pytest.raises(InvalidStatus) as failed:
        websockets.sync.client.connect(f"{server.ws_url}?model=m")
    assert failed.value.response.status_code == 401


def test_scripted_events_are_sent_unchanged() -> None:
    harness = Harness(Echo(), profile="localai", check=False)
    harness.engine.emit([{"type": "response.done", "event_id": "mine", "response": {"output": []}}])
    assert harness.taken() == [{"type": "response.done", "event_id": "mine", "response": {"output": []}}]


@ALL
def test_profiles_keep_the_order_of_a_message(profile: str) -> None:
    dialect = PROFILES[profile].dialect or "ga"
    harness = Harness(profile=profile, dialect=dialect, check=False)
    harness.engine.answerer = _Fixed()
    kinds = types(harness.run(create()))
    assert kinds[0] == "response.created"
    assert kinds.index("response.output_item.added") < kinds.index("response.output_item.done")
    assert kinds.index("response.output_item.done") < kinds.index("response.done")


class _Fixed(Echo):
    def answer(self, turn: Any) -> Answer:
        return Answer(Say("Good morning"))


def test_patched_events_need_not_be_whole() -> None:
    for profile in PROFILES:
        answer = Answer("Hi", faults=[Fault(after=place, patch={key: None}) for place, key in enumerate(_KEYS)])
        harness = Harness(_Given(answer), profile=profile, dialect=PROFILES[profile].dialect or "ga", check=False)
        assert "response.done" in types(harness.run(create()))
        harness = Harness(profile=profile, dialect=PROFILES[profile].dialect or "ga", check=False)
        harness.engine.send({"type": "error", "error": None})
        assert types(harness.taken()) == ["error"]


_KEYS = ("response", "item", "item", "part")


class _Given(Echo):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def answer(self, turn: Any) -> Answer:
        return self._answer


def test_only_the_newest_conversations_can_be_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime_client.testing._server.app._MAX_KEPT", 1)
    with LocalServer(profile="xai") as server:
        ids = []
        for _ in range(2):
            with websockets.sync.client.connect(f"{server.ws_url}?model=m") as socket:
                client = Client(socket)
                ids.append(client.until("ping")[1]["conversation"]["id"])
                client.send({"type": "session.update", "session": {"resumption": {"enabled": True}}})
                client.until("session.updated")
        for number, conversation_id in enumerate(reversed(ids)):
            with websockets.sync.client.connect(f"{server.ws_url}?model=m&conversation_id={conversation_id}") as socket:
                found = Client(socket).until("ping")[1]["conversation"]["id"]
                assert (found == conversation_id) is (number == 0)
