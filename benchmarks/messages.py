"""Input of all peers, the same in every run: recorded messages, a long spoken response, audio and settings."""

from __future__ import annotations

import random
from base64 import b64encode
from itertools import count
from pathlib import Path
from typing import Any, Literal, TypeAlias

import orjson
from attrs import evolve, frozen

__all__ = ["AUDIO", "GA_DONE", "MESSAGES", "SETTINGS", "SPOKEN", "Leaf", "Message", "Spoken", "leaf", "noise"]

ROOT = Path(__file__).parent.parent
_RECORDED = ROOT / "tests" / "fixtures" / "events.jsonl"

Leaf: TypeAlias = tuple[str | int, ...]


@frozen
class Message:
    """One event that a server sent.

    Attributes:
        name: Name in the report.
        dialect: Dialect of the event.
        data: The event.
        leaf: Path of a nested value, which proves that the event was read.
        dialect_given: Whether the reader is given the dialect.
    """

    name: str
    dialect: Literal["ga", "beta"]
    data: dict[str, Any]
    leaf: Leaf
    dialect_given: bool = True

    @property
    def raw(self) -> bytes:
        """The event as a frame carries it."""
        return orjson.dumps(self.data)

    @property
    def type(self) -> str:
        """The type of the event."""
        return str(self.data["type"])


@frozen
class Spoken:
    """A spoken response, from its first event to its last.

    Attributes:
        raw: Events as frames carry them.
        audio: The whole audio.
        transcript: The whole transcript.
    """

    raw: list[bytes]
    audio: bytes
    transcript: str


def leaf(value: Any, path: Leaf) -> Any:
    """Return the value at the end of a path through objects, mappings and lists."""
    for step in path:
        value = value[step] if isinstance(value, dict) or isinstance(step, int) else getattr(value, step)
    return value


def _recorded(event_id: str) -> dict[str, Any]:
    events = (orjson.loads(line)["event"] for line in _RECORDED.read_bytes().splitlines())
    event: dict[str, Any] = next(event for event in events if event["event_id"] == event_id)
    return event


def noise(milliseconds: int) -> bytes:
    """Return noise as PCM16 at 24 kHz: the cost of base64 does not depend on the sound."""
    return random.Random(milliseconds).randbytes(milliseconds * 48)  # noqa: S311


def _spoken(seconds: int) -> Spoken:
    """Return a response with 100 ms of audio in each audio event and a word after every second one."""
    whole = _recorded("event_cc41c20a9e7196e40d67")["response"]
    pieces = ["The", " parcel", " left", " the", " depot", " this", " morning", "."] * (seconds * 5 // 8)
    audio, transcript = noise(seconds * 1000), "".join(pieces)
    item = {**whole["output"][0], "content": [{"type": "output_audio", "transcript": transcript}]}
    start = {**whole, "status": "in_progress", "output": [], "usage": None}
    at_item = {"response_id": whole["id"], "output_index": 0}
    at_part = {**at_item, "item_id": item["id"], "content_index": 0}
    events: list[dict[str, Any]] = [
        {"type": "response.created", "response": start},
        {"type": "response.output_item.added", **at_item, "item": {**item, "status": "in_progress", "content": []}},
        {"type": "response.content_part.added", **at_part, "part": {"type": "audio", "transcript": ""}},
    ]
    remaining = iter(pieces)
    for index in range(seconds * 10):
        sound = b64encode(audio[index * 4800 : (index + 1) * 4800]).decode()
        events.append({"type": "response.output_audio.delta", **at_part, "delta": sound})
        if index % 2 == 0 and (word := next(remaining, "")):
            events.append({"type": "response.output_audio_transcript.delta", **at_part, "delta": word})
    events += [
        {"type": "response.output_audio.done", **at_part},
        {"type": "response.output_audio_transcript.done", **at_part, "transcript": transcript},
        {"type": "response.content_part.done", **at_part, "part": {"type": "audio", "transcript": transcript}},
        {"type": "response.output_item.done", **at_item, "item": item},
        {"type": "response.done", "response": {**whole, "output": [item]}},
    ]
    numbers = count()
    return Spoken(
        [orjson.dumps({**event, "event_id": f"event_{next(numbers)}"}) for event in events], audio, transcript
    )


def _delta(kind: str, delta: str) -> dict[str, Any]:
    ids = {"event_id": "event_5d361e2fa353db39944d", "response_id": "resp_1627f3635d00707a08a3"}
    place = {"item_id": "item_99f105ae84c27e7b29c2", "output_index": 0, "content_index": 0}
    return {"type": kind, **ids, **place, "delta": delta}


AUDIO = noise(100)

_TRANSCRIPT: Leaf = ("response", "output", 0, "content", 0, "transcript")
GA_DONE = Message("GA `response.done`", "ga", _recorded("event_cc41c20a9e7196e40d67"), _TRANSCRIPT)
GA_AUDIO = Message("GA audio delta", "ga", _delta("response.output_audio.delta", b64encode(AUDIO).decode()), ("delta",))

MESSAGES = {
    "ga_done": GA_DONE,
    "ga_done_recognised": evolve(GA_DONE, name="GA `response.done`, dialect recognised", dialect_given=False),
    "beta_done": Message("beta `response.done`", "beta", _recorded("event_504849300cb37e664fed"), _TRANSCRIPT),
    "ga_text": Message("GA text delta", "ga", _delta("response.output_text.delta", " morning"), ("delta",)),
    "beta_text": Message("beta text delta", "beta", _delta("response.text.delta", " morning"), ("delta",)),
    "ga_audio": GA_AUDIO,
    "ga_session": Message(
        "GA `session.created`",
        "ga",
        _recorded("event_6e011407bb9f208f1ebb"),
        ("session", "audio", "output", "voice"),
    ),
}

SPOKEN = _spoken(60)

# No value here is a default, which a writer might omit.
SETTINGS: dict[str, Any] = {
    "type": "realtime",
    "model": "gpt-realtime",
    "output_modalities": ["audio"],
    "instructions": "You take orders for a small restaurant. Be brief, and repeat each order once before you send it.",
    "audio": {
        "input": {
            "format": {"type": "audio/pcm", "rate": 24000},
            "transcription": {"model": "gpt-4o-transcribe", "language": "en"},
            "turn_detection": {
                "type": "server_vad",
                "threshold": 0.5,
                "prefix_padding_ms": 300,
                "silence_duration_ms": 200,
                "create_response": True,
                "interrupt_response": True,
            },
        },
        "output": {"format": {"type": "audio/pcm", "rate": 24000}, "voice": "marin", "speed": 1.1},
    },
    "tools": [
        {
            "type": "function",
            "name": "send_order",
            "description": "Sends an order to the kitchen.",
            "parameters": {
                "type": "object",
                "properties": {"dishes": {"type": "array", "items": {"type": "string"}}, "table": {"type": "integer"}},
                "required": ["dishes", "table"],
            },
        }
    ],
    "tool_choice": "auto",
    "max_output_tokens": 1024,
}
