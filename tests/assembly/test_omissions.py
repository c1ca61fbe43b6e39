"""Everything a server may leave out, each in a stream of its own: the answer is the same."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeAlias

import pytest

import realtime_client as rt
from realtime_client.assembly import Assembler

from .support import TRANSCRIPTION, announced, assemble, call, created, delta, done, feed, item_event, message, remarks

Event: TypeAlias = dict[str, Any]
ARGUMENTS = '{"city": "Rome"}'


def _stream() -> list[Event]:
    """Return the events of a response with a message and a call, with nothing left out."""
    second = {"item_id": "item_2", "output_index": 1}
    text = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0, "content_index": 0}
    of_call = {"response_id": "resp_1", "call_id": "call_1", **second}
    events: list[Event] = [
        created(output=[]),
        item_event("added", message(status="in_progress")),
        {"type": "response.content_part.added", **text, "part": {"type": "text", "text": ""}},
        delta("output_text", "Let me ", "d"),
        delta("output_text", "look.", "d"),
        {"type": "response.output_text.done", **text, "text": "Let me look."},
        {"type": "response.content_part.done", **text, "part": {"type": "text", "text": "Let me look."}},
        item_event("done", message("Let me look.", status="completed")),
        item_event("added", call("", "item_2", status="in_progress"), 1),
        {"type": "response.function_call_arguments.delta", **of_call, "delta": ARGUMENTS[:6]},
        {"type": "response.function_call_arguments.delta", **of_call, "delta": ARGUMENTS[6:]},
        {"type": "response.function_call_arguments.done", **of_call, "name": "find", "arguments": ARGUMENTS},
        item_event("done", call(ARGUMENTS, "item_2", status="completed"), 1),
        done(
            output=[message("Let me look.", status="completed"), call(ARGUMENTS, "item_2", status="completed")],
            usage={"total_tokens": 3},
        ),
    ]
    for number, event in enumerate(events):
        event["event_id"] = f"event_{number}"
    return events


def _without(*keys: str) -> Callable[[list[Event]], list[Event]]:
    return lambda events: [{key: value for key, value in event.items() if key not in keys} for event in events]


def _with(**values: Any) -> Callable[[list[Event]], list[Event]]:
    return lambda events: [{**event, **{key: values[key] for key in values if key in event}} for event in events]


def _without_events(*parts: str) -> Callable[[list[Event]], list[Event]]:
    return lambda events: [event for event in events if not any(part in event["type"] for part in parts)]


def _with_end(change: Callable[[Event], object]) -> Callable[[list[Event]], list[Event]]:
    def changed(events: list[Event]) -> list[Event]:
        change(events[-1]["response"])
        return events

    return changed


def _without_ids_of_items(events: list[Event]) -> list[Event]:
    for event in events:
        for item in (event.get("item", {}), *event.get("response", {}).get("output", ())):
            item.pop("id", None)
    return _without("item_id")(events)


def _with_usage_next_to_the_response(events: list[Event]) -> list[Event]:
    events[-1]["usage"] = events[-1]["response"].pop("usage")
    return events


def _minimal(response: Event) -> None:
    for key in response.keys() - {"id", "object", "status"}:
        del response[key]


def _hollow(response: Event) -> None:
    response["output"] = [{**response["output"][0], "content": []}, {**response["output"][1], "arguments": ""}]


def _moved_created(events: list[Event]) -> list[Event]:
    return [*events[1:5], events[0], *events[5:]]


def _repeated(events: list[Event]) -> list[Event]:
    return [each for event in events for each in (event, deepcopy(event))]


def _moved_end(events: list[Event]) -> list[Event]:
    return [*events[:-3], events[-1], *events[-3:-1]]


OMISSIONS: dict[str, Callable[[list[Event]], list[Event]]] = {
    "nothing": lambda events: events,
    "output_index": _without("output_index"),
    "output_index null": _with(output_index=None),
    "content_index": _without("content_index"),
    "all indexes": _without("output_index", "content_index"),
    "response_id": _without("response_id"),
    "response_id empty": _with(response_id=""),
    "call_id": _without("call_id"),
    "item_id": _without("item_id"),
    "item_id empty": _with(item_id=""),
    "item ids everywhere": _without_ids_of_items,
    "item_id and output_index": _without("item_id", "output_index"),
    "everything that places a piece": _without("response_id", "item_id", "output_index", "content_index"),
    "event_id": _without("event_id"),
    "event_id the same everywhere": _with(event_id="event_TODO"),
    "event_id the same for each type": lambda events: [event | {"event_id": event["type"]} for event in events],
    "event_id empty": _with(event_id=""),
    "response.created": lambda events: events[1:],
    "response.created late": _moved_created,
    "announcements": _without_events("created", "added"),
    "ends of parts and items": _without_events("text.done", "part.done", "item.done", "arguments.done"),
    "deltas": _without_events(".delta"),
    "everything but the end": lambda events: events[-1:],
    "everything but deltas and the end": _without_events("added", "created", "text.done", "part.done", "item.done"),
    "output": _with_end(lambda response: response.pop("output")),
    "output null": _with_end(lambda response: response.update(output=None)),
    "output empty": _with_end(lambda response: response.update(output=[])),
    "all of response.done": _with_end(_minimal),
    "content of items": _with_end(_hollow),
    "first item at the end": _with_end(lambda response: response["output"].pop(1)),
    "usage inside the response": _with_usage_next_to_the_response,
    "nothing, all twice": _repeated,
    "nothing, the end too early": _moved_end,
}


@pytest.mark.parametrize("name", OMISSIONS)
@pytest.mark.parametrize("dialect", ["ga", "beta"])
def test_omission_changes_nothing(name: str, dialect: Any) -> None:
    events = OMISSIONS[name](_stream())
    if dialect == "beta":
        events = [{**event, "type": event["type"].replace("output_text", "text")} for event in events]
    assembler = Assembler()
    streamed = ""
    for event in events:
        change = assembler.apply(rt.parse_event(event, dialect=dialect))
        streamed += "".join(piece.text for piece in change.pieces)
    (response,) = assembler.responses.values()
    assert response.is_final
    assert streamed == response.text == response.output_text == response.snapshot().text == "Let me look."
    calls = [(found.name, found.call_id, found.parse_arguments()) for found in response.function_calls]
    assert calls == [("find", "call_1", {"city": "Rome"})]
    usage = response.usage
    assert name == "all of response.done" or (usage and usage.total_tokens == 3)


def test_call_is_reported_by_the_end_of_its_arguments_alone() -> None:
    event = {"type": "response.function_call_arguments.done", "name": "find", "call_id": "call_1", "arguments": "{}"}
    response = assemble(created(), event, done(output=None))
    assert [(found.name, found.call_id, found.arguments) for found in response.function_calls] == [
        ("find", "call_1", "{}")
    ]


@pytest.mark.parametrize("where", ["arguments.done", "item", "end"])
def test_arguments_may_be_an_object(where: str) -> None:
    arguments = {"city": "Rome"}
    events = {
        "arguments.done": [
            {"type": "response.function_call_arguments.done", "item_id": "item_1", "arguments": arguments},
            item_event("done", call("")),
            done(output=[call("")]),
        ],
        "item": [item_event("done", call(arguments)), done()],
        "end": [done(output=[call(arguments)])],
    }[where]
    response = assemble(created(), *events)
    assert [found.parse_arguments() for found in response.function_calls] == [arguments]


def test_transcripts_may_come_before_their_item() -> None:
    assembler = Assembler()
    at = {"item_id": "a", "content_index": 0}
    feed(
        assembler,
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "Hel"},
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "lo"},
        {"type": f"{TRANSCRIPTION}.completed", **at, "item_id": "b", "transcript": "Never announced"},
        announced("a"),
    )
    assert sorted(item.text for item in assembler.conversation.items) == ["Hello", "Never announced"]


@pytest.mark.parametrize("is_streamed", [True, False])
def test_commentary_is_no_answer(is_streamed: bool) -> None:
    first, second = message("Hm. ", phase="commentary"), message("Four.", "item_2", phase="final_answer")
    events = [
        item_event("added", {**first, "content": []}),
        delta("output_text", "Hm. ", "e1"),
        item_event("added", {**second, "content": []}, 1),
        delta("output_text", "Four.", "e2", item_id="item_2", output_index=1),
    ]
    assembler = Assembler()
    pieces = [
        piece
        for event in (created(), *(events if is_streamed else ()), done(output=[first, second]))
        for piece in assembler.apply(rt.parse_event(event, dialect="ga")).pieces
    ]
    (response,) = assembler.responses.values()
    assert (response.output_text, response.commentary, response.text) == ("Four.", "Hm. ", "Hm. Four.")
    assert [(piece.text, piece.phase) for piece in pieces] == [("Hm. ", "commentary"), ("Four.", "final_answer")]


def test_calls_of_mcp_are_assembled() -> None:
    place = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0}
    item = {"id": "item_1", "type": "mcp_call", "server_label": "files", "name": "read", "arguments": ""}
    response = assemble(
        created(),
        item_event("added", item),
        {"type": "response.mcp_call_arguments.delta", **place, "delta": '{"a":'},
        {"type": "response.mcp_call_arguments.delta", **place, "delta": " 1}"},
        {"type": "response.mcp_call_arguments.done", **place, "arguments": '{"a": 1}'},
        done(),
    )
    (whole,) = response.snapshot().to_dict()["output"]
    assert whole == {**item, "arguments": '{"a": 1}'}
    assert response.function_calls == [], "the server runs it"


def test_call_of_mcp_is_known_by_its_arguments() -> None:
    event = {"type": "response.mcp_call_arguments.done", "item_id": "item_1", "arguments": "{}"}
    response = assemble(created(), event)
    assert response.item(0).snapshot(beta=False) == {"id": "item_1", "type": "mcp_call", "arguments": "{}"}


@pytest.mark.parametrize("ends", ["response.output_item.done", "response.done"])
@pytest.mark.parametrize("dropped", [(0,), (1,), (0, 1), (2,)])
def test_parts_that_the_end_lacks_stay_after_those_it_has(dropped: tuple[int, ...], ends: str) -> None:
    parts = [("output_text", "text", "a "), ("output_audio", "transcript", "b "), ("output_text", "text", "c ")]
    events: list[Event] = [created(output=[]), item_event("added", message(status="in_progress"))]
    for index, (_, key, text) in enumerate(parts):
        kind = "output_text" if key == "text" else "output_audio_transcript"
        place = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0, "content_index": index}
        events.append({"type": f"response.{kind}.delta", "event_id": f"event_{index}", **place, "delta": text})
    kept = [{"type": kind, key: text} for index, (kind, key, text) in enumerate(parts) if index not in dropped]
    whole = {**message(status="completed"), "content": kept}
    if ends == "response.output_item.done":
        events.append(item_event("done", whole))
    events.append(done(output=[whole]))
    response = assemble(*events)
    left = [{"type": parts[index][0], parts[index][1]: parts[index][2]} for index in dropped]
    assert response.snapshot().to_dict()["output"][0]["content"] == kept + left
    assert sorted(response.text.split()) == ["a", "c"]
    assert response.transcript == "b "


def _with_content(value: Any) -> Callable[[Any], Any]:
    """Return what gives every message with text, at any depth, another content."""

    def change(found: Any) -> Any:
        if isinstance(found, list):
            return [change(each) for each in found]
        if not isinstance(found, dict):
            return found
        changed = {key: change(each) for key, each in found.items()}
        return {**changed, "content": value} if changed.get("content") else changed

    return change


@pytest.mark.parametrize(
    "content",
    ["Let me look.", {"type": "output_text", "text": "Let me look."}, {"text": "Let me look."}],
    ids=["text", "part", "part without a type"],
)
@pytest.mark.parametrize("kinds", [(), (".delta",), (".delta", "text.done", "part.done"), ("item.done",)])
def test_content_may_be_no_list(content: Any, kinds: tuple[str, ...]) -> None:
    events: list[Event] = _with_content(content)(_without_events(*kinds)(_stream()))
    assembler = Assembler()
    pieces = [piece.text for event in events for piece in assembler.apply(rt.parse_event(event, dialect="ga")).pieces]
    response = assembler.responses["resp_1"]
    assert "".join(pieces) == "Let me look."
    assert (response.output_text, response.snapshot().output_text) == ("Let me look.", "Let me look.")
    assert response.snapshot().to_dict() == events[-1]["response"]
    assert [item.text for item in assembler.conversation.items] == ["Let me look.", ""]
    assert assembler.conversation.transcript() == "assistant: Let me look."
    assert [rt.parse_event(event, dialect="ga").to_dict() for event in events] == events


def test_content_that_is_one_part_may_carry_the_audio() -> None:
    part = {"type": "output_audio", "transcript": "Hi", "audio": "QUJDRA=="}
    response = assemble(created(), done(output=[message() | {"content": part}]))
    assert (response.output_text, response.audio) == ("Hi", b"ABCD")


@pytest.mark.parametrize("content", ["Hi", {"type": "input_text", "text": "Hi"}])
def test_content_of_the_conversation_may_be_no_list(content: Any) -> None:
    assembler = Assembler()
    item = {"id": "item_u", "type": "message", "role": "user", "content": content}
    feed(assembler, announced("item_u") | {"item": item}, announced("item_u") | {"item": {**item, "content": []}})
    found = assembler.conversation.items[0]
    assert (found.text, assembler.conversation.transcript()) == ("Hi", "user: Hi")
    assert found.item is not None
    assert found.item.to_dict() == item


def test_snapshot_before_the_end_has_parts() -> None:
    assembler = Assembler()
    item = message(status="in_progress") | {"content": "Let "}
    feed(assembler, created(), item_event("added", item), delta("output_text", "Let me ", "d"))
    content = assembler.responses["resp_1"].snapshot().to_dict()["output"][0]["content"]
    assert content == [{"text": "Let me ", "type": "output_text"}]


@pytest.mark.parametrize("status", ["cancelled", "failed", "incomplete"])
@pytest.mark.parametrize(
    ("end", "message"),
    [
        ({"response_id": "resp_1"}, ""),
        ({}, ""),
        ({"response": {"id": "resp_1", "output": []}}, ""),
        ({"response": None, "response_id": "resp_1", "status_details": {"reason": "because"}}, ": because"),
        ({"response_id": "resp_1", "error": {"code": "c", "message": "because"}}, ": c: because"),
    ],
)
def test_a_response_may_end_by_an_event_named_after_its_status(status: str, end: Event, message: str) -> None:
    response = assemble(
        created(output=[]), delta("output_text", "Half", "d"), {"type": f"response.{status}", "event_id": "e9", **end}
    )
    assert response.is_final
    assert response.output_text == "Half"
    with pytest.raises(rt.ResponseError) as raised:
        response.raise_for_status()
    assert str(raised.value) == f"response resp_1 {status}{message}"


def test_an_end_of_no_response_changes_nothing() -> None:
    assembler = Assembler()
    ends = [{"type": "response.cancelled", "event_id": f"e{number}"} for number in range(2)]
    assert feed(assembler, ends[0]) is None
    feed(assembler, created(), done())
    assert feed(assembler, ends[1]) is None
    assert assembler.notes == []


@pytest.mark.parametrize("streams", [True, False])
def test_role_of_an_item_and_the_list_of_items_may_be_missing(streams: bool) -> None:
    item = {"id": "item_1", "type": "message", "content": [{"type": "output_text", "text": "Hi"}]}
    pieces = [delta("output_text", "Hi", "d")] if streams else []
    for output in ([item], item):
        response = assemble(created(), *pieces, done(output=output))
        assert (response.output_text, response.snapshot().output_text) == ("Hi", "Hi")
    other = {**item, "type": "hologram"}
    assert assemble(created(), done(output=[other])).snapshot().to_dict()["output"] == [other]


@pytest.mark.parametrize("kinds", [("text", "output_text"), ("output_text", "text")])
@pytest.mark.parametrize("form", ["written", "spoken"])
def test_pieces_under_the_names_of_both_dialects_count_once(kinds: tuple[str, str], form: str) -> None:
    names = kinds if form == "written" else tuple(kind.replace("text", "audio_transcript") for kind in kinds)
    events = [delta(name, piece, f"{name}{piece}") for piece in ("Hel", "lo") for name in names]
    sound = [delta(name, text, f"{name}{text}") for text in ("AAAA", "AQEB") for name in ("audio", "output_audio")]
    assembler = Assembler()
    changes = [assembler.apply(rt.parse_event(event)) for event in (created(), *events, *sound, done(output=[]))]
    response = changes[-1].response
    assert response is not None
    assert response.output_text == "Hello"
    assert response.audio == b"\0\0\0\1\1\1"
    pieces = [piece for change in changes for piece in change.pieces]
    assert "".join(piece.text + piece.transcript for piece in pieces) == "Hello"
    assert b"".join(piece.audio for piece in pieces) == response.audio
    assert remarks(assembler) == ["it repeats a delta under the name of another dialect: ignored"] * 4
