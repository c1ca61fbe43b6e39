"""Voice without a microphone: read a question from a WAV file, and write the answer to another.

    python -m examples.voice question.wav answer.wav --url URL

The question is a WAV file of any usual encoding and sample rate. Rates other than 24 kHz need the extra [audio].
"""

from __future__ import annotations

import argparse

import realtime_client as rt

from .model import MODEL, TRANSCRIPTION_MODEL

RATE = 24_000


def read(path: str) -> bytes:
    """Read a WAV file as PCM16 at 24 kHz."""
    audio, rate = rt.audio.read_wav(path)
    if rate == RATE:
        return audio
    resampler = rt.audio.Resampler(rate, RATE)
    return resampler.process(audio) + resampler.flush()


def ask(question: str, answer: str, url: str | None, model: str) -> None:
    """Send the question as one turn, print the transcript of the answer, and save its audio."""
    with rt.RealtimeClient(base_url=url).connect_sync(model=model) as conn:
        # Without voice detection, the client ends the turn.
        conn.update_session(
            {
                "type": "realtime",
                "audio": {"input": {"turn_detection": None, "transcription": {"model": TRANSCRIPTION_MODEL}}},
            }
        )
        conn.send_audio(read(question))
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
