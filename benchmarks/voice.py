"""Real speech of the embedded server: ``make voice MEASURE=1``, in an environment with the extra ``[voice]``.

It speaks sentences to a server over a socket, at the pace of a microphone, and prints a table for docs/benchmarks.md:
word error rate, time from the end of the speech to the first audio of the answer, and real-time factors.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from statistics import median, quantiles

import realtime_client as rt
from realtime_client.audio import AudioFormat, Resampler
from realtime_client.testing import Echo, LocalServer, offline_voice
from realtime_client.testing._server.offline import HibariSynthesiser, SphinxRecogniser
from tests.voice.sentences import SENTENCES, word_errors, words_of

__all__ = ["main"]

_FORMAT = AudioFormat("pcm16", 24_000)
# Length of a piece of a microphone, and silence after the speech, in seconds.
_PIECE_S = 0.02
_SILENCE_S = 1.5
_ROUNDS = 3
_SILENCE_MS = 200


async def _speak(conn: rt.AsyncConnection, speech: bytes) -> float:
    """Speak at the pace of a microphone, and return the time at which the speech ended."""
    size = round(_PIECE_S * _FORMAT.bytes_per_second)
    audio = speech + bytes(round(_SILENCE_S * _FORMAT.bytes_per_second))
    start, ended = time.monotonic(), 0.0
    for number, offset in enumerate(range(0, len(audio), size)):
        await asyncio.sleep(start + number * _PIECE_S - time.monotonic())
        await conn.send_audio(audio[offset : offset + size])
        if not ended and offset + size >= len(speech):
            ended = time.monotonic()
    return ended


async def _converse(conn: rt.AsyncConnection, speech: bytes) -> tuple[float, str]:
    """Speak, and return the time from the end of the speech to the first audio, and the transcript."""
    speaking = asyncio.create_task(_speak(conn, speech))
    first, transcript = 0.0, ""
    async for event in conn:
        if event.type == "response.output_audio.delta" and not first:
            first = time.monotonic()
        elif event.type == "conversation.item.input_audio_transcription.completed":
            transcript = event.transcript
        elif event.type == "response.done":
            break
    return first - await speaking, transcript


async def _latency(sentences: dict[str, bytes]) -> tuple[list[float], int]:
    """Return the times to the first audio, and the number of word errors."""
    times, errors = [], 0
    with LocalServer(Echo(), voice=offline_voice()) as server:
        async with rt.RealtimeClient("", server.url) as client, client.connect(model="m") as conn:
            await conn.update_session(
                {
                    "type": "realtime",
                    "audio": {
                        "input": {
                            "transcription": {"model": "local"},
                            "turn_detection": {"type": "server_vad", "silence_duration_ms": _SILENCE_MS},
                        }
                    },
                }
            )
            for _ in range(_ROUNDS):
                for sentence, speech in sentences.items():
                    seconds, transcript = await _converse(conn, speech)
                    times.append(seconds)
                    errors += word_errors(sentence, transcript)
    return times, errors


async def _recognition(sentences: dict[str, bytes]) -> float:
    """Return the real-time factor of the recogniser."""
    recogniser = SphinxRecogniser(1)
    recogniser.start()
    start = time.perf_counter()
    for speech in sentences.values():
        resampler = Resampler(_FORMAT.sample_rate, recogniser.sample_rate)

        async def pieces(audio: bytes) -> AsyncIterator[bytes]:
            yield audio

        async for _ in recogniser.transcribe(pieces(resampler.process(speech) + resampler.flush())):
            pass
    elapsed = time.perf_counter() - start
    recogniser.close()
    return elapsed / _seconds(sentences)


def _seconds(sentences: dict[str, bytes]) -> float:
    return sum(map(len, sentences.values())) / _FORMAT.bytes_per_second


def main() -> None:
    """Measure, and print the table."""
    synthesiser = HibariSynthesiser()
    synthesiser.start()
    start = time.perf_counter()
    sentences = {sentence: synthesiser.speak(sentence, 1.0) for sentence in SENTENCES}
    synthesis = (time.perf_counter() - start) / _seconds(sentences)
    recognition = asyncio.run(_recognition(sentences))
    times, errors = asyncio.run(_latency(sentences))
    words = _ROUNDS * sum(len(words_of(sentence)) for sentence in SENTENCES)
    rows = {
        "Word error rate": f"{errors / words:.1%} of {words} words",
        "End of speech to first audio, median": f"{1_000 * median(times):.0f} ms",
        "End of speech to first audio, 95th percentile": f"{1_000 * quantiles(times, n=20)[-1]:.0f} ms",
        "Silence that ends a turn, within these times": f"{_SILENCE_MS} ms",
        "Real-time factor of recognition": f"{recognition:.2f}",
        "Real-time factor of synthesis": f"{synthesis:.3f}",
    }
    print("| | |\n|---|---|")
    for name, value in rows.items():
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
