"""Realistic recordings of calls, the same for the same numbers: ``python -m benchmarks.calls NUMBER FOLDER``."""

from __future__ import annotations

import argparse
import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

__all__ = ["call", "write_calls"]

_MODELS: Final = ("gpt-realtime-2.1", "gpt-realtime-2.1-mini")
_START: Final = 1_767_225_600.0
_FORMAT: Final = {"type": "audio/pcm", "rate": 24_000}
_QUESTIONS: Final = (
    "Is there a table for two at half past seven?",
    "What is on the menu tonight?",
    "Can I bring my dog?",
    "Do you have anything without gluten?",
    "We will be five instead of four.",
    "Could you repeat that, please?",
)
_ANSWERS: Final = (
    "There is a table for two by the window at half past seven.",
    "We begin with a clear soup of wild mushrooms, then there is trout from the lake with new potatoes.",
    "Of course, there is a bowl of water by the door.",
    "Nearly everything, and the kitchen is careful.",
    "That is no trouble at all, I have changed it.",
)
# A second of a tone that rises and falls, so that the waveform has a shape: 16-bit samples at 24 kHz.
_TONE: Final = b"".join(
    (round(9_000 * ((number % 2_400) / 2_400) * (1 if number // 40 % 2 else -1))).to_bytes(2, "little", signed=True)
    for number in range(24_000)
)


class _Call:
    """One call as it is written, line by line."""

    def __init__(self, number: int, minutes: float, sound: bool) -> None:
        self._random = Random(f"call {number}")  # noqa: S311
        self._number = number
        self._end = 60 * minutes
        self._sound = sound
        self._start = _START + 240.0 * number
        self._now = 0.0
        self._events = 0
        self._model = self._random.choice(_MODELS)

    def lines(self) -> Iterator[dict[str, Any]]:
        yield {
            "recording": 1,
            "id": f"rec_{self._number:08}",
            "version": "0.1.0",
            "time": self._start,
            "monotonic": 1000.0,
            "model": self._model,
            "dialect": "ga",
        }
        heard = {"format": _FORMAT, "turn_detection": {"type": "server_vad"}}
        session = {"type": "realtime", "object": "realtime.session", "id": f"sess_{self._number}", "model": self._model}
        yield self._server(
            "session.created", session={**session, "audio": {"input": heard, "output": {"format": _FORMAT}}}
        )
        turn = 0
        while self._now < self._end:
            turn += 1
            yield from self._speech(turn)
            yield from self._answer(turn)
            if self._random.random() < 0.02:
                error = {"type": "server_error", "code": "rate_limit_exceeded", "message": "Too many tokens a minute."}
                yield self._server("error", error=error)
        yield {**self._times(), "connection": {"state": "closed", "code": 1000, "reason": ""}}

    def _times(self) -> dict[str, float]:
        return {"time": round(self._start + self._now, 6), "monotonic": round(1000.0 + self._now, 6)}

    def _server(self, kind: str, **fields: Any) -> dict[str, Any]:
        self._events += 1
        event = {"type": kind, "event_id": f"event_{self._number}_{self._events}", **fields}
        return {"direction": "in", **self._times(), "event": event}

    def _client(self, kind: str, **fields: Any) -> dict[str, Any]:
        return {"direction": "out", **self._times(), "event": {"type": kind, **fields}}

    def _speech(self, turn: int) -> Iterator[dict[str, Any]]:
        item_id = f"item_u{turn}"
        length = self._random.uniform(1.0, 4.0)
        begin = self._now
        yield self._server("input_audio_buffer.speech_started", item_id=item_id, audio_start_ms=round(begin * 1000))
        if self._sound:
            while self._now < begin + length:
                self._now += 0.1
                yield self._client("input_audio_buffer.append", audio=b64encode(_TONE[:4_800]).decode())
        self._now = begin + length
        end = round(self._now * 1000)
        yield self._server("input_audio_buffer.speech_stopped", item_id=item_id, audio_end_ms=end)
        yield self._server("input_audio_buffer.committed", item_id=item_id, previous_item_id=None)
        yield self._server(
            "conversation.item.input_audio_transcription.completed",
            item_id=item_id,
            content_index=0,
            transcript=self._random.choice(_QUESTIONS),
            usage={"type": "duration", "seconds": round(length)},
        )

    def _answer(self, turn: int) -> Iterator[dict[str, Any]]:
        random = self._random
        response_id = f"resp_{turn}"
        if random.random() < 0.2:
            yield from self._function_call(f"resp_f{turn}", f"call_{turn}")
        self._now += random.lognormvariate(-1.0, 0.5)
        yield self._server("response.created", response=self._response(response_id, "in_progress"))
        text = random.choice(_ANSWERS)
        place = {"response_id": response_id, "item_id": f"item_{response_id}", "output_index": 0, "content_index": 0}
        words = text.split(" ")
        is_cut = random.random() < 0.1
        said = words[: len(words) // 2] if is_cut else words
        for number, word in enumerate(said):
            self._now += random.uniform(0.02, 0.08)
            delta = word if number == 0 else f" {word}"
            yield self._server("response.output_audio_transcript.delta", **place, delta=delta)
            size = round(0.35 * 48_000) // 2 * 2
            audio = b64encode(_TONE[:size]).decode() if self._sound else ""
            line = self._server("response.output_audio.delta", **place, delta=audio)
            yield line if self._sound else {**line, "audio": {"size": size}}
        content = [{"type": "output_audio", "transcript": " ".join(said)}]
        item = {"id": place["item_id"], "type": "message", "role": "assistant", "content": content}
        status = "cancelled" if is_cut else "completed"
        details = {"type": "cancelled", "reason": "turn_detected"} if is_cut else None
        yield self._server("response.done", response=self._response(response_id, status, [item], details, turn))
        # The user listens, and sometimes speaks over the end.
        self._now += 0.35 * len(said) * random.uniform(0.7, 1.3)

    def _function_call(self, response_id: str, call_id: str) -> Iterator[dict[str, Any]]:
        self._now += self._random.uniform(0.1, 0.4)
        yield self._server("response.created", response=self._response(response_id, "in_progress"))
        name = self._random.choice(("find_table", "read_menu"))
        item = {"id": f"item_{call_id}", "type": "function_call", "call_id": call_id, "name": name, "arguments": "{}"}
        yield self._server("response.done", response=self._response(response_id, "completed", [item], None, 1))
        self._now += self._random.expovariate(3.0)
        failure = {"error": {"type": "TimeoutError", "message": "no reply of the kitchen"}}
        output = json.dumps(failure if self._random.random() < 0.15 else {"free": True})
        yield self._client(
            "conversation.item.create", item={"type": "function_call_output", "call_id": call_id, "output": output}
        )
        yield self._client("response.create")

    def _response(
        self, response_id: str, status: str, output: Any = (), details: Any = None, turn: int = 0
    ) -> dict[str, Any]:
        response: dict[str, Any] = {"id": response_id, "object": "realtime.response", "conversation_id": "conv_1"}
        response |= {"status": status}
        response |= {"status_details": details, "output": list(output), "output_modalities": ["audio"]}
        if status != "in_progress":
            text, audio, cached = 200 + 20 * turn, 40 * turn, 64 * (turn // 4)
            spoken = self._random.randrange(20, 200)
            cached_details = {"text_tokens": cached, "audio_tokens": 0, "image_tokens": 0}
            given = {"text_tokens": text, "audio_tokens": audio, "image_tokens": 0, "cached_tokens": cached}
            response["usage"] = {
                "total_tokens": text + audio + spoken + 20,
                "input_tokens": text + audio,
                "output_tokens": spoken + 20,
                "input_token_details": {**given, "cached_tokens_details": cached_details},
                "output_token_details": {"text_tokens": 20, "audio_tokens": spoken},
            }
        return response


def call(number: int, minutes: float = 1.0, *, sound: bool = False) -> Iterator[bytes]:
    """Yield the lines of a call.

    Args:
        number: Number of the call, which decides everything in it.
        minutes: Length of the call.
        sound: Whether it holds its audio, and not only the size of it.
    """
    for line in _Call(number, minutes, sound).lines():
        yield json.dumps(line, separators=(",", ":")).encode() + b"\n"


def write_calls(folder: Path, numbers: range, minutes: float = 1.0, *, sound: bool = False) -> list[Path]:
    """Write calls to a folder, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        path = folder / f"call-{number:07}.jsonl"
        path.write_bytes(b"".join(call(number, minutes, sound=sound)))
        paths.append(path)
    return paths


def main() -> None:
    """Write calls as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, help="number of calls")
    parser.add_argument("folder", type=Path, help="folder for the recordings")
    parser.add_argument("--minutes", type=float, default=1.0, help="length of each")
    parser.add_argument("--sound", action="store_true", help="with their audio")
    given = parser.parse_args()
    paths = write_calls(given.folder, range(given.number), given.minutes, sound=given.sound)
    print(f"{len(paths):,} calls, {sum(path.stat().st_size for path in paths) / 1e6:,.1f} MB in {given.folder}")


if __name__ == "__main__":
    main()
