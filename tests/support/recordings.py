"""Recorded sessions of real servers: their events, orders in which these may arrive, and the ends they lead to."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from realtime_client._core.json import loads
from realtime_client.assembly import Assembler

__all__ = [
    "SHUFFLES",
    "Ends",
    "assert_ends",
    "events_of",
    "expected_of",
    "final_of",
    "lanes_of",
    "order_of",
    "recordings",
    "shuffled",
]

FOLDER = os.environ.get("REALTIME_RECORDINGS")
SHUFFLES = int(os.environ.get("REALTIME_EXAMPLES", "200"))
_TRANSCRIPTION = "conversation.item.input_audio_transcription.completed"
_WHOLE = ("conversation.item.added", "conversation.item.created", "conversation.item.done")


def recordings() -> list[Any]:
    """Return the recordings as parameters of a test."""
    if FOLDER is None:
        return [pytest.param(None, marks=pytest.mark.skip("REALTIME_RECORDINGS names no folder of recordings"))]
    return [pytest.param(path, id=path.stem) for path in sorted(Path(FOLDER).glob("*/*.jsonl"))]


Ends = tuple[dict[str, Any], dict[str, Any], list[str]]


def events_of(path: Path) -> list[dict[str, Any]]:
    """Return the events that the server sent."""
    lines = [loads(line) for line in path.read_bytes().splitlines()]
    return [line["event"] for line in lines if line["direction"] == "in" and "type" in line["event"]]


def _item_of(event: dict[str, Any]) -> str | None:
    item = event.get("item")
    return item["id"] if isinstance(item, dict) else event.get("item_id")


def lanes_of(event: dict[str, Any]) -> Iterator[str]:
    """Yield the streams an event belongs to; events that share one keep their order."""
    kind, item_id = event["type"], _item_of(event)
    response_id = event.get("response_id") or event.get("response", {}).get("id")
    if kind.startswith(("response.output_item", "response.content_part", "response.function_call_arguments")):
        yield f"output {item_id}"
    elif response_id is not None and item_id is not None:
        # Text, transcript and audio of one part are streams of their own, within the item.
        yield f"{kind.removesuffix('.delta').removesuffix('.done')} {item_id}"
    elif kind.startswith("conversation.item.input_audio_transcription"):
        yield f"transcription {item_id}"
    elif item_id is not None:
        yield f"conversation {item_id}"
        if event.get("previous_item_id") is None and kind != "conversation.item.done":
            # Nothing but the order of their announcements gives the place of these.
            yield "unplaced"
    elif response_id is None:
        yield "session"


def order_of(events: list[dict[str, Any]]) -> list[set[int]]:
    """Return, for each event, the events that come before it in every order."""
    before: list[set[int]] = []
    last: dict[str, int] = {}
    of_response: dict[str, list[int]] = defaultdict(list)
    added: dict[str | None, int] = {}
    ended: list[int] = []
    for index, event in enumerate(events):
        needs = {last[lane] for lane in lanes_of(event) if lane in last}
        last.update((lane, index) for lane in lanes_of(event))
        response_id = event.get("response_id") or event.get("response", {}).get("id")
        if response_id is not None:
            if event["type"] == "response.created":
                # What answers the output of a call comes after the response that called.
                needs |= set(ended)
            elif event["type"] == "response.done":
                needs |= set(of_response[response_id])
                ended.append(index)
            else:
                needs.add(of_response[response_id][0])
            of_response[response_id].append(index)
            item_id = _item_of(event)
            if event["type"] == "response.output_item.added":
                added[item_id] = index
            elif event["type"] == "response.output_item.done":
                needs |= {each for each in of_response[response_id][:-1] if _item_of(events[each]) == item_id}
            elif item_id in added:
                needs.add(added[item_id])
        before.append(needs)
    return before


def shuffled(events: list[dict[str, Any]], before: list[set[int]], chance: random.Random) -> list[dict[str, Any]]:
    """Return the events in another order that keeps what must come before what."""
    left = [set(needs) for needs in before]
    after: list[list[int]] = [[] for _ in events]
    for index, needs in enumerate(before):
        for each in needs:
            after[each].append(index)
    order = []
    ready = [index for index, needs in enumerate(left) if not needs]
    while ready:
        index = ready.pop(chance.randrange(len(ready)))
        order.append(events[index])
        for other in after[index]:
            left[other].discard(index)
            if not left[other]:
                ready.append(other)
    assert len(order) == len(events)
    return order


def expected_of(events: list[dict[str, Any]]) -> Ends:
    """Return the responses, the items and their order, as the recording ends with them."""
    responses: dict[str, Any] = {}
    items: dict[str, Any] = {}
    transcripts: dict[str, str] = {}
    for event in events:
        if event["type"] == "response.done":
            responses[event["response"]["id"]] = event["response"]
            items |= {item["id"]: item for item in event["response"]["output"]}
        elif event["type"] in _WHOLE:
            item = event["item"]
            items[item["id"]] = {**items.get(item["id"], {}), **item}
        elif event["type"] == _TRANSCRIPTION:
            transcripts[event["item_id"]] = event["transcript"]
    texts = {item_id: text_of_item(item) or transcripts.get(item_id, "") for item_id, item in items.items()}
    finals = {item_id: (item.get("status"), item.get("arguments"), texts[item_id]) for item_id, item in items.items()}
    return responses, finals, list(items)


def text_of_item(item: dict[str, Any]) -> str:
    return "".join(part.get("text") or part.get("transcript") or "" for part in item.get("content") or ())


def assert_ends(assembler: Assembler, expected: Ends) -> None:
    """Compare what was assembled with the end of a recording."""
    responses, finals, order = expected
    assert {item.id: final_of(item) for item in assembler.conversation.items} == finals
    assert [item.id for item in assembler.conversation.items] == order
    assert assembler.responses.keys() == responses.keys()
    for response_id, whole in responses.items():
        response = assembler.responses[response_id]
        assert response.is_final
        assert response.output_text == "".join(text_of_item(item) for item in whole["output"])
        snapshot = response.snapshot().to_dict()
        assert [item["id"] for item in snapshot["output"]] == [item["id"] for item in whole["output"]]
        assert [call.arguments for call in response.function_calls] == [
            item["arguments"] for item in whole["output"] if item["type"] == "function_call"
        ]


def final_of(item: Any) -> tuple[Any, Any, str]:
    """Return status, arguments and text of an item of the conversation."""
    data = item.item.to_dict() if item.item is not None else {}
    return data.get("status"), data.get("arguments"), item.text
