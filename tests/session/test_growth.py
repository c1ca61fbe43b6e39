"""Cost and memory do not grow with the length of a session: counted in lines of Python, not in seconds."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from types import FrameType
from typing import Any

import pytest

from benchmarks import growth
from realtime_client._core.json import dumps
from realtime_client._session.subscriptions import Subscription
from realtime_client.assembly import AssembledResponse, Assembler

from ..assembly.support import announced, created, delta, feed
from .support import Harness, done, error, text


def _lines(work: Callable[[], object]) -> int:
    """Return the number of lines of Python that something runs."""
    count = 0

    def trace(frame: FrameType, kind: str, argument: Any) -> Any:
        nonlocal count
        count += kind == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _filled(size: int) -> Harness:
    """Return a session with a number of items and responses."""
    harness = Harness(keep_responses=50, keep_audio=False, keep_notes=100)
    previous = None
    for number in range(size):
        harness.receive(announced(f"item_{number}", previous_item_id=previous))
        previous = f"item_{number}"
    for number in range(size // 10):
        response_id = f"resp_{number}"
        harness.receive(created_as(response_id), text("Hi", response_id, event_id=f"t{number}"), done(response_id))
    return harness


def created_as(response_id: str) -> dict[str, Any]:
    """Return the announcement of a response of an id."""
    return {"type": "response.created", "response": {"id": response_id, "status": "in_progress"}}


def _events(size: int) -> list[dict[str, Any]]:
    """Return an event of each kind that touches the conversation or its responses."""
    last = f"item_{size - 1}"
    completed = {"type": "conversation.item.input_audio_transcription.completed", "content_index": 0}
    return [
        announced("next", previous_item_id=last),
        announced("between", previous_item_id="item_5"),
        announced("waiting", previous_item_id="unknown"),
        announced("unknown", previous_item_id="item_7"),
        {**completed, "item_id": "item_3", "transcript": "Hi"},
        {"type": "conversation.item.deleted", "item_id": "item_4"},
        {"type": "conversation.item.truncated", "item_id": "item_6", "content_index": 0, "audio_end_ms": 1},
        created_as("resp_new"),
        text("Hi", "resp_new"),
        done("resp_new", output=[{"id": "out", "type": "message", "role": "assistant", "content": []}]),
        error("odd"),
        {"type": "ping"},
    ]


def test_event_costs_the_same_in_a_long_session() -> None:
    counts = []
    for size in (1_000, 10_000):
        harness = _filled(size)
        counts.append([_lines(partial(harness.receive, event)) for event in _events(size)])
    short, long = counts
    assert all(after <= before + 20 for before, after in zip(short, long, strict=True)), (short, long)


def test_reading_after_each_piece_costs_the_same() -> None:
    assembler = Assembler()
    audio = {"output": {"format": {"type": "audio/pcm", "rate": 24000}}}
    response = feed(assembler, created(audio=audio))
    assert response is not None

    def read(kept: AssembledResponse, event_id: str) -> None:
        feed(assembler, delta("output_text", "Hi", f"x{event_id}"), delta("output_audio", "AAAA", f"y{event_id}"))
        assert kept.text
        assert kept.output_text
        assert kept.audio_duration

    counts: list[int] = []
    for number in range(10_000):
        if number in (100, 9_999):
            counts.append(_lines(partial(read, response, str(number))))
        feed(assembler, delta("output_text", "Hi", f"t{number}"), delta("output_audio", "AAAA", f"a{number}"))
    assert counts[1] <= counts[0] + 20


@pytest.mark.slow
@pytest.mark.parametrize("name", growth.CURVES)
def test_cost_of_an_event_does_not_grow(name: str) -> None:
    """Compare 1,000 with 10,000 in one process: a search of a list would cost ten times as much, or more."""
    run = growth.CURVES[name]
    # A single bad moment of the machine is no growth.
    for _ in range(3):
        short, long = run(1_000), run(10_000)
        if long < 4 * short:
            return
    raise AssertionError(f"{name}: {short:.0f} ns at 1,000, {long:.0f} ns at 10,000")


def test_what_is_remembered_is_bounded() -> None:
    harness = _filled(10_000)
    for number in range(5_000):
        harness.receive(text(7, "resp_odd", event_id=f"odd{number}"), error("odd"))  # type: ignore[arg-type]
    session, assembler = harness.session, harness.session.assembler
    assert len(assembler.notes) == 100
    assert len(assembler.responses) == 51
    assert len(assembler._ended) == 50
    assert len(assembler._recent) + len(assembler._older) <= 1_024
    assert len(session._backlog) <= 1_000
    assert len(session._unreported) == 8
    kept = (
        session.ledger._suspicions,
        session.ledger._candidates,
        session.ledger._ending,
        session.ledger._abandoned,
        session.ledger._bound,
    )
    assert [len(each) for each in kept] == [1, 0, 0, 0, 0]


def test_cancellations_are_remembered_up_to_a_limit() -> None:
    harness = Harness(keep_responses=1)
    for number in range(1_000):
        request = harness.session.submit({"conversation": "none"})
        harness.flush()
        harness.receive(created_as(f"resp_{number}"))
        harness.session.ledger.abandon(request)
        harness.receive(done(f"resp_{number}", "cancelled"))
    assert len(harness.session.ledger._cancellations) == 256


def _spoken_turns(count: int) -> Iterator[dict[str, Any]]:
    """Yield the events of questions, each with an answer of 6 s in pieces of 100 ms and its transcript."""
    words = ["The", " parcel", " left", " the", " depot", " this", " morning", "."] * 4
    audio, transcript = b64encode(bytes(4_800)).decode(), "".join(words)
    usage = {"total_tokens": 320, "input_tokens": 132, "output_tokens": 188}
    for number in range(count):
        question, answer = f"question_{number}", f"answer_{number}"
        before = f"answer_{number - 1}" if number else None
        at = {"response_id": f"resp_{number}", "item_id": answer, "output_index": 0, "content_index": 0}
        asked = {"id": question, "type": "message", "role": "user", "content": [{"type": "input_audio"}]}
        content = [{"type": "output_audio", "transcript": transcript}]
        item = {"id": answer, "type": "message", "role": "assistant", "status": "completed", "content": content}
        response: dict[str, Any] = {"id": at["response_id"], "object": "realtime.response", "conversation_id": "conv_1"}
        transcription = "conversation.item.input_audio_transcription.completed"
        yield {"type": "input_audio_buffer.committed", "item_id": question, "previous_item_id": before}
        yield {"type": "conversation.item.added", "previous_item_id": before, "item": asked}
        yield {"type": "response.created", "response": {**response, "status": "in_progress", "output": []}}
        yield {"type": transcription, "item_id": question, "content_index": 0, "transcript": transcript}
        yield {"type": "conversation.item.added", "previous_item_id": question, "item": {**item, "content": []}}
        yield from ({"type": "response.output_audio.delta", **at, "delta": audio} for _ in range(60))
        yield from ({"type": "response.output_audio_transcript.delta", **at, "delta": word} for word in words)
        yield {"type": "conversation.item.done", "previous_item_id": question, "item": item}
        yield {
            "type": "response.done",
            "response": {**response, "status": "completed", "output": [item], "usage": usage},
        }


def _kept_after(turns: int) -> int:
    """Return the bytes that a session with the default options of a connection holds, while its events are taken."""
    tracemalloc.start()
    try:
        session, subscription = growth.session(), Subscription()
        session.subscribe(subscription)
        for number, event in enumerate(_spoken_turns(turns)):
            session.receive(dumps({**event, "event_id": f"event_{number}"}))
            for _ in subscription.take_all():
                pass
        assert len(session.assembler.conversation) == 2 * turns
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_an_hour_of_answers_takes_less_than_two_megabytes() -> None:
    _kept_after(1)
    assert _kept_after(300) < 2_000_000
