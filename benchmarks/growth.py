"""Growth: the cost of an event in sessions of 10 to 10,000 items or deltas, and memory over a long session."""

from __future__ import annotations

import gc
import math
import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import linear_regression
from time import process_time_ns
from typing import Any, Final

from realtime_client._core.json import dumps
from realtime_client._session.session import Session

__all__ = ["CURVES", "exponent", "growth", "memory"]

SIZES: Final = (10, 30, 100, 300, 1_000, 3_000, 10_000)
_AUDIO: Final = b64encode(bytes(1_920)).decode()
_FORMAT: Final = {"output": {"format": {"type": "audio/pcm", "rate": 24_000}}}
# Events that are measured at each size, and how often.
_BATCH, _ROUNDS = 50, 5


def session() -> Session:
    """Return a session with the default options of a connection."""
    return Session(_no_time, "ga", clock=_no_time, keep_responses=100, keep_audio=False, keep_notes=1_000)


def _no_time() -> float:
    return 0.0


def _item(number: int, previous: str | None) -> bytes:
    item = {"id": f"item_{number}", "type": "message", "role": "user", "content": []}
    event = {"type": "conversation.item.added", "event_id": f"a{number}", "item": item, "previous_item_id": previous}
    return dumps(event)


def _items(size: int) -> Session:
    made = session()
    for number in range(size):
        made.receive(_item(number, f"item_{number - 1}" if number else None))
    return made


def _of_items(event: Callable[[int, int], bytes]) -> Callable[[int], float]:
    """Return a function that measures an event in a conversation of a size: nanoseconds."""

    def run(size: int) -> float:
        made = _items(size)
        best = math.inf
        for start in range(0, _BATCH * _ROUNDS, _BATCH):
            frames = [event(size, number) for number in range(start, start + _BATCH)]
            began = process_time_ns()
            for frame in frames:
                made.receive(frame)
            best = min(best, (process_time_ns() - began) / _BATCH)
        return best

    return run


def _deleted(size: int, number: int) -> bytes:
    # Beyond its items it names one that is not known, which costs no less.
    event = {"type": "conversation.item.deleted", "event_id": f"d{number}", "item_id": f"item_{number * 7 % size}"}
    return dumps(event)


def _truncated(size: int, number: int) -> bytes:
    event = {"type": "conversation.item.truncated", "event_id": f"t{number}", "item_id": f"item_{number * 7 % size}"}
    return dumps({**event, "content_index": 0, "audio_end_ms": 1})


def _inserted(size: int, number: int) -> bytes:
    return _item(size + number, f"item_{number * 7 % size}")


def _appended(size: int, number: int) -> bytes:
    return _item(size + number, f"item_{size + number - 1}")


def _of_deltas(kind: str, delta: str, read: Callable[[Any], object]) -> Callable[[int], float]:
    """Return a function that measures a delta, and reading the response after it: nanoseconds, over a whole answer."""

    def run(size: int) -> float:
        made = session()
        head = {"id": "resp", "object": "realtime.response", "status": "in_progress", "audio": _FORMAT}
        made.receive(dumps({"type": "response.created", "event_id": "c", "response": head}))
        response = made.assembler.responses["resp"]
        at = {"response_id": "resp", "item_id": "item", "output_index": 0, "content_index": 0}
        frames = [
            dumps({"type": f"response.output_{kind}.delta", "event_id": f"e{number}", **at, "delta": delta})
            for number in range(size)
        ]
        began = process_time_ns()
        for frame in frames:
            made.receive(frame)
            read(response)
        return (process_time_ns() - began) / size

    return run


CURVES: Final[dict[str, Callable[[int], float]]] = {
    "item appended": _of_items(_appended),
    "item inserted": _of_items(_inserted),
    "item deleted": _of_items(_deleted),
    "item truncated": _of_items(_truncated),
    "text read after each delta": _of_deltas("text", " morning", lambda response: response.text),
    "audio read after each delta": _of_deltas("audio", _AUDIO, lambda response: response.audio),
    "duration read after each delta": _of_deltas("audio", _AUDIO, lambda response: response.audio_duration),
}


def growth(sizes: tuple[int, ...] = SIZES) -> dict[str, dict[int, float]]:
    """Return the microseconds of one event, by curve and by size."""
    gc.collect()
    found: dict[str, dict[int, float]] = {}
    for name, run in CURVES.items():
        run(sizes[0])
        found[name] = {size: round(run(size) / 1e3, 3) for size in sizes}
    return found


def exponent(curve: dict[int, float]) -> float:
    """Return the exponent of the growth: 0 for a cost that does not depend on the size, 1 for a search of a list."""
    points = [(math.log(size), math.log(cost)) for size, cost in curve.items()]
    return linear_regression(*zip(*points, strict=True)).slope


def memory(events: int, samples: int = 50) -> Iterator[tuple[int, float]]:
    """Yield the resident memory in megabytes while a session receives events: answers, odd events, late deltas."""
    made = session()
    head = {"object": "realtime.response", "audio": _FORMAT}
    step, number = max(events // samples, 1), 0
    while number < events:
        response_id = f"resp_{number}"
        at = {"response_id": response_id, "item_id": "item", "output_index": 0, "content_index": 0}
        answer: list[dict[str, Any]] = [
            {"type": "response.created", "response": {**head, "id": response_id, "status": "in_progress"}},
            *[{"type": "response.output_audio.delta", **at, "delta": _AUDIO} for _ in range(46)],
            {"type": "response.odd", "detail": number},
            {"type": "response.output_text.delta", **at, "response_id": "resp_unknown", "delta": number},
            {"type": "response.done", "response": {**head, "id": response_id, "status": "completed", "output": []}},
        ]
        for event in answer:
            made.receive(dumps({**event, "event_id": f"event_{number}"}))
            number += 1
            if not number % step:
                gc.collect()
                pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
                yield number, round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 2)
