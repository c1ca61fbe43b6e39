"""Voice without a microphone: read a question from a WAV file, and write the answer to another.

    python -m examples.voice question.wav answer.wav --url URL

The question is PCM16. Channels are mixed into one, and other rates than 24 kHz are resampled without filtering.
"""

from __future__ import annotations

import argparse
import wave
from array import array

import realtime_client as rt

from .model import MODEL, TRANSCRIPTION_MODEL

RATE = 24_000


def read_wav(path: str) -> bytes:
    """Read a WAV file as PCM16 at 24 kHz."""
    with wave.open(path) as file:
        if file.getsampwidth() != 2:
            raise SystemExit(f"{path}: expected 16 bits a sample, found {8 * file.getsampwidth()}")
        samples = array("h", file.readframes(file.getnframes()))
        channels, rate = file.getnchannels(), file.getframerate()
    mono = [sum(samples[i : i + channels]) // channels for i in range(0, len(samples), channels)]
    return array("h", (mono[i * rate // RATE] for i in range(len(mono) * RATE // rate))).tobytes()


def ask(question: str, answer: str, url: str | None, model: str) -> None:
    """Send the question as one turn, print the transcript of the answer, and save its audio."""
    with rt.RealtimeClient(base_url=url).connect_sync(model=model) as conn:
        # Without voice detection, the client ends the turn.
        settings = {"turn_detection": None, "transcription": {"model": TRANSCRIPTION_MODEL}}
        conn.update_session({"type": "realtime", "audio": {"input": settings}})
        conn.send_audio(read_wav(question))
        conn.commit_audio()
        stream = conn.stream()
        for piece in stream:
            print(piece.transcript, end="", flush=True)
        stream.response.save_audio(answer)
        print(f"\n{answer}: {stream.response.audio_duration:.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("question", help="WAV file to send")
    parser.add_argument("answer", help="WAV file to write")
    parser.add_argument("--url", help="base URL of a server")
    parser.add_argument("--model", default=MODEL)
    arguments = parser.parse_args()
    ask(arguments.question, arguments.answer, arguments.url, arguments.model)
