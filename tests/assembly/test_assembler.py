"""The assembler: notes, limits, repeated events, and events that name little."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client._decode.decoder import EventDecoder
from realtime_client.assembly import Assembler, Note

from .support import PLACE, call, created, delta, done, feed, item_event, message, remarks


def test_oddities_are_noted() -> None:
    assembler = Assembler()
    place = {"response_id": "resp_1", "output_index": 3}
    feed(
        assembler,
        delta("output_text", "a", "e1"),
        delta("output_text", "a", "e1"),
        created(),
        {**created(), "event_id": "e00"},
        delta("output_text", 7, "e2"),
        delta("output_audio_transcript", None, "e2b"),
        delta("output_audio", "?", "e3"),
        {"type": "response.content_part.done", "event_id": "e5", **PLACE, "part": {"type": "text", "text": "b"}},
        delta("output_text", "late", "e6"),
        delta("output_audio_transcript", "late", "e6b"),
        delta("output_text", "gone", "e8", item_id="item_3", output_index=2),
        {"type": "response.output_item.done", "event_id": "e9", **place, "item": "?"},
        {"type": "response.function_call_arguments.delta", "event_id": "e10", **PLACE, "delta": None},
        {**delta("function_call_arguments", "late", "e11"), "output_index": 3, "item_id": None},
        {"type": "response.output_item.added", "event_id": "e12", **place, "item": {}},
        {**done(output=[message("c"), call(item_id="item_2")]), "event_id": "e13"},
        delta("output_text", "later", "e14"),
    )
    assert [(note.event_id, note.what) for note in assembler.notes] == [
        ("e1", "its response had not been announced: taken as begun"),
        ("e1", "the same event arrived twice: ignored"),
        ("e00", "the response had begun already"),
        ("e2", "its delta is not a string: ignored"),
        ("e2b", "its delta is not a string: ignored"),
        ("e3", "its delta is not base64: ignored"),
        ("e5", "it contradicts what had been streamed: taken as it ended"),
        ("e6", "it came after the end of its part: ignored"),
        ("e6b", "it came after the end of its part: ignored"),
        ("e9", "the item had not been added"),
        ("e10", "its delta is not a string: ignored"),
        ("e11", "it came after the end of its item: ignored"),
        ("e12", "the item had been added already"),
        ("e13", "output 0 contradicts what had been streamed: taken as it ended"),
        ("e13", "output 2, 3 was streamed and is missing at the end: kept"),
        ("e14", "it came after the end of its response: ignored"),
    ]
    response = assembler.responses["resp_1"]
    assert response.text == "cgone"
    assert all(note.response_id == "resp_1" for note in assembler.notes)


def test_note_on_an_end_without_an_id_names_its_response() -> None:
    assembler = Assembler()
    end = {"type": "response.done", "response": {"status": "completed", "output": [message("b")]}}
    response = feed(assembler, created(), delta("output_text", "a", "e1"), end)
    assert response is not None
    assert response.is_final
    remark = "output 0 contradicts what had been streamed: taken as it ended"
    assert assembler.notes == [Note(remark, "response.done", None, "resp_1")]


def test_note_names_the_response_where_the_event_does_not() -> None:
    assembler = Assembler()
    place = {"response_id": None}
    second = {"item_id": "item_2", "output_index": 1}
    added = item_event("added", message(), response_id=None)
    late = {**item_event("done", message("b"), response_id=None), "event_id": "e7"}
    feed(
        assembler,
        created(),
        delta("output_text", 7, "e1", **place),
        delta("output_audio_transcript", 7, "e2", **place),
        delta("output_audio", "?", "e3", **place),
        delta("function_call_arguments", 7, "e4", **place),
        added,
        {**added, "event_id": "e5"},
        delta("output_text", "a", "e6", **place),
        late,
        delta("output_text", "late", "e8", **place),
        delta("output_audio_transcript", "late", "e9", **place),
        delta("function_call_arguments", "late", "e10", **place),
        {"type": "response.output_text.delta", "event_id": "e10b", **second, "delta": "a"},
        {"type": "response.output_text.done", "event_id": "e11", **second, "text": "b"},
        {**item_event("done", message("c", "item_3"), 2, response_id=None), "event_id": "e12"},
    )
    assert [(note.event_id, note.what, note.response_id) for note in assembler.notes] == [
        ("e1", "its delta is not a string: ignored", "resp_1"),
        ("e2", "its delta is not a string: ignored", "resp_1"),
        ("e3", "its delta is not base64: ignored", "resp_1"),
        ("e4", "its delta is not a string: ignored", "resp_1"),
        ("e5", "the item had been added already", "resp_1"),
        ("e7", "the item contradicts what had been streamed: taken as it ended", "resp_1"),
        ("e8", "it came after the end of its part: ignored", "resp_1"),
        ("e9", "it came after the end of its part: ignored", "resp_1"),
        ("e10", "it came after the end of its item: ignored", "resp_1"),
        ("e11", "it contradicts what had been streamed: taken as it ended", "resp_1"),
        ("e12", "the item had not been added", "resp_1"),
    ]
    assert assembler.notes[0].type == "response.output_text.delta"


def test_ids_of_another_connection_are_no_repetition() -> None:
    assembler = Assembler()
    feed(assembler, created(), delta("output_text", "a", "e1"))
    assembler.forget_ids()
    feed(assembler, delta("output_text", "a", "e1"), delta("output_text", "b", "e2"), delta("output_text", "b", "e2"))
    assert assembler.responses["resp_1"].text == "aab"
    assert remarks(assembler) == ["the same event arrived twice: ignored"]


_KINDS: dict[str, dict[str, Any]] = {
    "output_text.delta": {"delta": "a"},
    "output_audio_transcript.delta": {"delta": "c"},
    "output_audio.delta": {"delta": "AAAA"},
    "output_audio.done": {},
    "output_text.done": {"text": "ab"},
    "output_audio_transcript.done": {"transcript": "cd"},
    "content_part.done": {"part": {"type": "text", "text": "abb", "transcript": "cdd"}},
}


@pytest.mark.parametrize("dropped", [None, "item_id", "output_index", "response_id"])
def test_events_go_to_the_place_they_name(dropped: str | None) -> None:
    """Of two items, and of three parts in each, none is taken for another."""
    assembler = Assembler()
    feed(assembler, created())
    (response,) = assembler.active
    for index, item_id in enumerate(("item_1", "item_2")):
        feed(assembler, item_event("added", message(item_id=item_id), index))
    places: list[dict[str, Any]] = [
        {"response_id": "resp_1", "item_id": f"item_{index + 1}", "output_index": index, "content_index": part}
        for part in (2, 0, 1)
        for index in (0, 1)
    ]
    places = [{key: place[key] for key in place if key != dropped} for place in places]
    feed(assembler, *({"type": "response.content_part.added", **place, "part": {}} for place in places))
    assert [sorted(response.item(index).parts) for index in (0, 1)] == [[0, 1, 2]] * 2
    found = []
    for kind, fields in _KINDS.items():
        for place in places:
            event = rt.parse_event({"type": f"response.{kind}", **place, **fields}, dialect="ga")
            change = assembler.apply(event)
            assert change.response is response
            for piece in change.pieces:
                assert piece.event is event
                index = place.get("output_index", int(place.get("item_id", "item_1")[-1]) - 1)
                assert piece.item is response.item(index)
                found.append((piece.text, piece.transcript, piece.audio))
    assert found == [
        *[("a", "", b"")] * 6,
        *[("", "c", b"")] * 6,
        *[("", "", bytes(3))] * 6,
        *[("b", "", b"")] * 6,
        *[("", "d", b"")] * 6,
        *[("b", "d", b"")] * 6,
    ]
    for index in (0, 1):
        parts = [(part.text, part.transcript, part.audio) for part in response.item(index).ordered_parts()]
        assert parts == [("abb", "cdd", bytes(3))] * 3
    assert assembler.notes == []


@pytest.mark.parametrize("dropped", ["id", "output_index"])
def test_items_go_to_the_place_they_name(dropped: str) -> None:
    assembler = Assembler()
    feed(assembler, created(output=[]))
    (response,) = assembler.active
    for kind in ("added", "done"):
        for index, item_id in ((1, "item_2"), (0, "item_1")) if dropped == "id" else ((0, "item_1"), (1, "item_2")):
            item = message(item_id if kind == "done" else None, item_id)
            if dropped == "id":
                del item["id"]
            event = rt.parse_event(item_event(kind, item, None if dropped == "output_index" else index), dialect="ga")
            for piece in assembler.apply(event).pieces:
                assert (piece.event, piece.item, piece.text) == (event, response.item(index), item_id)
    assert [item.content_text for item in response.ordered_items()] == ["item_1", "item_2"]
    assert remarks(assembler) == []


def test_calls_go_to_the_place_they_name() -> None:
    assembler = Assembler()
    feed(assembler, created(output=[]))
    for kind, field in (("delta", "delta"), ("done", "arguments")):
        for number in (1, 2):
            event = {"type": f"response.function_call_arguments.{kind}", "response_id": "resp_1", field: f"{number}"}
            feed(assembler, {**event, "item_id": f"item_{number}", "output_index": number - 1})
            feed(assembler, {**event, "item_id": f"item_{number + 2}"})
    (response,) = assembler.active
    calls = [(item.id, item.arguments) for item in response.ordered_items()]
    assert sorted(calls) == [("item_1", "1"), ("item_2", "2"), ("item_3", "1"), ("item_4", "2")]


def test_end_of_a_text_leaves_its_part_open() -> None:
    assembler = Assembler()
    response = feed(assembler, created(), delta("output_text", "a", "e1"))
    assert response is not None
    part = response.item(0).part(0)
    feed(assembler, {"type": "response.output_text.done", **PLACE, "text": "a"})
    feed(assembler, delta("output_audio_transcript", "b", "e2"))
    feed(assembler, {"type": "response.output_audio_transcript.done", **PLACE, "transcript": "b"})
    assert (part.text, part.transcript, part.is_done) == ("a", "b", False)
    feed(assembler, {"type": "response.content_part.done", **PLACE, "part": {"type": "text", "text": "ac"}})
    assert (part.text, part.is_done) == ("ac", True)


@pytest.mark.parametrize("part", [None, "?", {}])
def test_part_may_end_as_anything(part: Any) -> None:
    assembler = Assembler()
    feed(assembler, created(), delta("output_text", "a", "e1"))
    response = feed(assembler, {"type": "response.content_part.done", **PLACE, "part": part})
    assert response is not None
    assert (response.text, response.item(0).part(0).is_done) == ("a", True)
    assert assembler.notes == []


def test_response_that_has_ended_changes_no_more() -> None:
    assembler = Assembler()
    response = feed(assembler, created(), delta("output_text", "a", "e1"), done())
    change = assembler.apply(rt.parse_event(delta("output_text", "b", "e2"), dialect="ga"))
    assert change.response is response is not None
    assert (response.text, list(change.pieces), change.has_begun, change.has_ended) == ("a", [], False, False)


@pytest.mark.parametrize("metadata", [None, {}, {"a": "1"}])
def test_id_that_is_used_again_is_of_another_response(metadata: Any) -> None:
    """Some servers count responses from the start again; equal metadata means the same one, announced twice."""
    assembler = Assembler()
    first = feed(assembler, created(metadata=metadata), done(metadata=metadata))
    again = {**created(metadata=metadata), "event_id": "e1"}
    change = assembler.apply(rt.parse_event(again, dialect="ga"))
    assert change.response is not None
    assert (change.response is first, change.has_begun) == (bool(metadata), not metadata)
    other = assembler.apply(rt.parse_event({**created(metadata={"a": "2"}), "event_id": "e2"}, dialect="ga")).response
    assert other is not first
    assert assembler.responses["resp_1"] is other


_NAMED_OTHERWISE = {"response_id": "resp_9", "event_id": "e9"}


@pytest.mark.parametrize(
    "event",
    [
        delta("output_text", "b", "e9", response_id="resp_9"),
        {**item_event("done", message("ab")), **_NAMED_OTHERWISE},
        {**done(id="resp_9", output=["?", message("ab")]), "event_id": "e9"},
        {**done(id="resp_9", output=[message("a", "item_9")]), "event_id": "e9"},
    ],
    ids=["piece", "item", "end", "end with equal content"],
)
def test_event_that_names_another_response_is_of_the_one_with_its_items(event: dict[str, Any]) -> None:
    assembler = Assembler()
    other = {"id": "resp_2", "status": "in_progress"}
    feed(assembler, {"type": "response.created", "event_id": "e8", "response": other}, created())
    feed(assembler, delta("output_text", "a", "e1"), delta("output_text", "z", "e2", response_id="resp_2"))
    response = assembler.responses["resp_1"]
    feed(assembler, delta("output_text", "y", "e3", response_id="resp_2", item_id="item_2", output_index=1))
    assembler.responses["resp_2"].is_out_of_band = True
    assert feed(assembler, event) is response
    assert list(assembler.responses) == ["resp_2", "resp_1"]
    remark = "it names another response: taken as of resp_1"
    assert assembler.notes[0] == Note(remark, event["type"], "e9", assembler.notes[0].response_id)


@pytest.mark.parametrize("kind", ["out of band", "not announced", "other items", "no items"])
def test_event_of_an_unknown_response_with_other_items_begins_it(kind: str) -> None:
    assembler = Assembler()
    first = created(conversation_id=None) if kind == "out of band" else created()
    feed(assembler, *([] if kind == "not announced" else [first]), delta("output_text", "a", "e1"))
    item_id = {"other items": "item_9", "no items": None}.get(kind, "item_1")
    event = delta("output_text", "b", "e9", response_id="resp_9", item_id=item_id)
    if kind == "no items":
        event = {**done(id="resp_9", output=None), "event_id": "e9"}
    feed(assembler, event)
    assert list(assembler.responses) == ["resp_1", "resp_9"]
    assert assembler.responses["resp_1"].text == "a"
    assert remarks(assembler)[-1] == "its response had not been announced: taken as begun"


def test_id_that_is_used_again_may_be_of_what_named_none() -> None:
    nameless = {"type": "response.created", "event_id": "e3", "response": {"status": "in_progress"}}
    later = delta("output_text", "b", "e5")
    assembler = Assembler()
    first = feed(assembler, created(), done())
    second = feed(assembler, nameless)
    assert feed(assembler, later) is second is not first
    assert assembler.responses == {"resp_1": second}

    assembler = Assembler()
    first = feed(assembler, created(), done())
    second = feed(assembler, nameless, delta("output_text", "a", "e4", response_id=None))
    assert feed(assembler, later) is first
    assert assembler.responses == {"resp_1": first, "local_1": second}
    assert remarks(assembler)[-1] == "it came after the end of its response: ignored"
    assert feed(assembler, {**created(), "event_id": "e6"}) is second
    assert assembler.responses == {"resp_1": second}


@pytest.mark.parametrize("is_expected", [True, False])
def test_announcement_that_equals_an_earlier_one_is_of_an_expected_response(is_expected: bool) -> None:
    """Some servers send the same events for each request, with the same ids."""
    assembler = Assembler()
    assert assembler.expects_response() is False
    assembler.expects_response = lambda: is_expected
    first = feed(assembler, created())
    assert feed(assembler, created()) is first
    assert remarks(assembler) == ["the same event arrived twice: ignored"]
    piece = delta("output_text", "a", "e1")
    feed(assembler, piece, piece)
    assert remarks(assembler) == ["the same event arrived twice: ignored"] * 2
    feed(assembler, done())
    change = assembler.apply(rt.parse_event(created(), dialect="ga"))
    assert change.has_begun is is_expected
    assert (assembler.responses["resp_1"] is first) is not is_expected


def test_announcement_may_come_after_the_end() -> None:
    assembler = Assembler()
    response = feed(assembler, done(output=[message("a")]), created())
    assert assembler.responses == {"resp_1": response}
    assert assembler.active == []
    assert remarks(assembler) == [
        "its response had not been announced: taken as begun",
        "it came after the end of its response: ignored",
    ]


@pytest.mark.parametrize("response_id", [None, "", 7])
def test_odd_ids_of_a_response_are_none(response_id: Any) -> None:
    assembler = Assembler()
    response = feed(assembler, created(id=response_id), delta("output_text", "a", "e1", response_id=response_id))
    assert assembler.responses == {"local_1": response}
    assert response is not None
    assert response.text == "a"


@pytest.mark.parametrize(("last", "text"), [(1, "a"), (2, "aa")])
def test_repetitions_are_recognized_at_any_depth(last: int, text: str) -> None:
    def nested(value: Any) -> Any:
        for _ in range(100_000):
            value = [value]
        return value

    assembler = Assembler()
    events = [delta("output_text", "a", "e1", more=nested(value)) for value in (1, last)]
    response = feed(assembler, created(), *events)
    assert response is not None
    assert response.text == text


def test_event_of_another_protocol_changes_nothing() -> None:
    assembler = Assembler()
    event = rt.UnknownEvent.from_dict({"type": "response.output_text.delta", "response_id": "resp_1", "delta": "a"})
    assert assembler.feed(event) is None
    assert (assembler.responses, assembler.notes) == ({}, [])


def test_forgotten_response_is_gone() -> None:
    assembler = Assembler()
    feed(assembler, created(), done())
    assembler.forget("resp_1")
    assembler.forget("resp_1")
    assert assembler.responses == {}


def test_oldest_responses_are_dropped() -> None:
    assembler = Assembler(keep=2)
    for number in range(4):
        feed(assembler, {"type": "response.done", "response": {"id": f"resp_{number}", "status": "completed"}})
    assert list(assembler.responses) == ["resp_2", "resp_3"]


def test_oldest_notes_are_dropped() -> None:
    assembler = Assembler(keep_notes=2)
    feed(assembler, created(), *(delta("output_text", number, f"e{number}") for number in range(4)))
    assert [note.event_id for note in assembler.notes] == ["e2", "e3"]


def test_frames_that_are_not_events_are_noted() -> None:
    assembler = Assembler()
    with pytest.raises(rt.DecodeError) as raised:
        EventDecoder("ga").decode(b"[1]")
    assembler.note(str(raised.value))
    assert assembler.notes == [Note(str(raised.value), "")]


def test_stream_that_is_cut_off_ends_with_what_had_arrived() -> None:
    assembler = Assembler(clock=lambda: 1.0)
    feed(assembler, created(output=[]), delta("output_text", "so far", "e1"))
    (response,) = assembler.active
    (cut,) = assembler.end()
    assert cut is response
    assert (cut.text, cut.is_final, cut.finished_at) == ("so far", True, 1.0)
    assert cut.snapshot().text == "so far"
    assert assembler.notes == [Note("the stream ended before the response did", "", None, "resp_1")]
    assert assembler.end() == assembler.active == []


@pytest.mark.parametrize(
    ("end", "status", "reason", "code"),
    [
        ({"type": "response.cancelled", "response_id": "resp_1"}, "cancelled", "cancelled", None),
        ({"type": "response.cancelled"}, "cancelled", "cancelled", None),
        (
            {"type": "response.cancelled", "response": {"id": "resp_1", "status": "completed"}},
            "cancelled",
            "cancelled",
            None,
        ),
        (
            {"type": "response.failed", "response_id": "resp_1", "error": {"code": "full", "message": "No room."}},
            "failed",
            "failed",
            "full",
        ),
        (
            {"type": "response.incomplete", "status_details": {"type": "incomplete", "reason": "content_filter"}},
            "incomplete",
            "content_filter",
            None,
        ),
    ],
)
def test_an_end_may_be_named_after_its_status(end: dict[str, Any], status: str, reason: str, code: str | None) -> None:
    assembler = Assembler()
    start = created(conversation_id="conv_1", metadata={"k": "v"})
    response = feed(assembler, start, delta("output_text", "so far", "e1"), {**end, "event_id": "e2"})
    assert response is not None
    assert (response.id, response.is_final, response.status, response.text) == ("resp_1", True, status, "so far")
    whole = response.snapshot()
    assert (whole.metadata, whole.stop_reason) == ({"k": "v"}, reason)
    assert (None if whole.error is None else whole.error.code) == code
    details = whole.status_details
    assert getattr(details, "type", status) == status
    assert assembler.active == []
    assert response.is_out_of_band is False


def test_an_end_named_after_its_status_has_the_last_word() -> None:
    whole = {"id": "resp_1", "output": [message("Done.")], "metadata": {"k": "w"}}
    end = {"type": "response.incomplete", "event_id": "e1", "response": whole}
    response = feed(Assembler(), created(metadata={"k": "v"}), end)
    assert response is not None
    assert (response.text, response.status, response.snapshot().metadata) == ("Done.", "incomplete", {"k": "w"})


@pytest.mark.parametrize("end", [{"response_id": "resp_1"}, {"response": {"id": "resp_1"}}])
def test_an_end_named_after_its_status_names_its_response(end: dict[str, Any]) -> None:
    assembler = Assembler()
    # The first was not announced, and the second is the one that began last.
    feed(assembler, delta("output_text", "Hi", "e1"))
    feed(assembler, {**created(id="resp_2", conversation_id=None), "event_id": "e2"})
    response = feed(assembler, {"type": "response.cancelled", "event_id": "e3", **end})
    assert response is assembler.responses["resp_1"]
    assert (response.status, response.text) == ("cancelled", "Hi")
    assert [each.id for each in assembler.active] == ["resp_2"]


def test_an_end_named_after_its_status_ends_no_other_response() -> None:
    assembler = Assembler()
    end = {"type": "response.failed", "response_id": "resp_1"}
    assert feed(assembler, end) is None
    response = feed(assembler, created(), done())
    assert response is not None
    assert feed(assembler, {**end, "error": {"message": "late"}}) is None
    assert (response.status, assembler.responses, assembler.notes) == ("completed", {"resp_1": response}, [])


def test_items_of_responses_outside_of_the_conversation_are_remembered() -> None:
    assembler = Assembler()
    feed(assembler, created(conversation_id=None), item_event("added", message()))
    assert assembler.is_outside("item_1")
    assert not assembler.is_outside("item_2")
    feed(assembler, done(conversation_id=None))
    assert assembler.is_outside("item_1")
    start = {**created(id="resp_2", conversation_id="conv_1"), "event_id": "e1"}
    feed(assembler, start, item_event("added", message(item_id="item_2"), response_id="resp_2"))
    assert not assembler.is_outside("item_2")


def test_response_can_be_closed() -> None:
    assembler = Assembler()
    response = feed(assembler, created())
    assert response is not None
    assembler.close_response(response, "it was cancelled")
    assembler.close_response(response, "again")
    assert response.is_final
    assert assembler.notes == [Note("it was cancelled", "", None, "resp_1")]
    assert assembler.active == []


def test_unknown_events_change_nothing() -> None:
    assembler = Assembler()
    assert feed(assembler, {"type": "ping"}, {"type": "response.imagined.delta", "delta": "?"}) is None
    assert assembler.feed(object()) is None
    assert assembler.feed(rt.RealtimeResponse()) is None
    assert feed(assembler, {"type": "rate_limits.updated", "event_id": "e", "rate_limits": []}) is None
    change = assembler.apply(rt.parse_event({"type": "ping"}))
    assert (change.response, change.item, list(change.pieces)) == (None, None, [])
    assert assembler.notes == []


def test_response_may_begin_as_anything() -> None:
    assembler = Assembler()
    response = feed(assembler, {**created(), "response": "?", "response_id": "resp_1"}, delta("output_text", "a", "e1"))
    assert response is not None
    assert (response.response, response.snapshot().text) == (None, "a")
    feed(assembler, {"type": "response.done", "response": "?", "response_id": "resp_1"})
    assert (response.is_final, response.is_out_of_band) == (True, False)
    assert response.first_text_at is None


def test_change_reports_beginning_and_end() -> None:
    assembler = Assembler()
    events = (created(), delta("output_text", "a", "e1"), done())
    changes = [assembler.apply(rt.parse_event(event, dialect="ga")) for event in events]
    assert [change.has_begun for change in changes] == [True, False, False]
    assert [change.has_ended for change in changes] == [False, False, True]
    assert all(change.response is assembler.responses["resp_1"] for change in changes)
    repeated = assembler.apply(rt.parse_event({**delta("output_text", "a", "e1")}, dialect="ga"))
    assert (repeated.response, list(repeated.pieces)) == (changes[0].response, [])


def test_repeated_event_is_of_its_response_and_has_no_pieces() -> None:
    assembler = Assembler()
    response = feed(assembler, created(), delta("output_text", "a", "e1"))
    change = assembler.apply(rt.parse_event(delta("output_text", "a", "e1"), dialect="ga"))
    assert change.response is response is not None
    assert (list(change.pieces), change.item, change.has_begun, change.has_ended) == ([], None, False, False)


def test_change_has_the_item_of_the_conversation() -> None:
    assembler = Assembler()
    change = assembler.apply(rt.parse_event({"type": "conversation.item.added", "item": message()}, dialect="ga"))
    assert change.item is assembler.conversation.items[0]
    assert (change.response, list(change.pieces), change.has_begun, change.has_ended) == (None, [], False, False)


def test_delta_that_names_no_response_is_of_the_one_with_its_item() -> None:
    assembler = Assembler()
    nameless = {"type": "response.output_text.delta", "event_id": "e9", "item_id": "item_1", "delta": "b"}
    other = {"id": "resp_2", "status": "in_progress"}
    feed(
        assembler,
        created(),
        delta("output_text", "a", "e1"),
        {"type": "response.created", "event_id": "e2", "response": other},
        nameless,
        {**nameless, "event_id": "e10", "item_id": "item_2"},
    )
    assert [response.text for response in assembler.responses.values()] == ["ab", "b"]


def test_responses_without_ids_are_distinguished() -> None:
    assembler = Assembler()
    nameless = {"type": "response.created", "response": {"status": "in_progress"}}
    first = feed(assembler, nameless)
    second = feed(assembler, nameless)
    assert first is not second
    assert list(assembler.responses) == ["local_1", "local_2"]
    ended = feed(assembler, {"type": "response.done", "response": {"id": "resp_1", "status": "completed"}})
    assert ended is not None
    assert ended is first
    assert ended.id == "resp_1"
    assert assembler.responses["resp_1"] is first
    assert assembler.active == [second]
    assert list(assembler.responses) == ["local_2", "resp_1"]
    assert [note.response_id for note in assembler.notes] == [None, None]


def test_notes_follow_a_response_to_its_id() -> None:
    assembler = Assembler()
    feed(assembler, delta("output_text", 7, "e1", response_id=None), created())
    (response,) = assembler.active
    assert (response.id, assembler.responses) == ("resp_1", {"resp_1": response})
    kind = "response.output_text.delta"
    assert assembler.notes == [
        Note("it names no response: taken as local_1", kind, "e1", None),
        Note("its delta is not a string: ignored", kind, "e1", "resp_1"),
    ]


@pytest.mark.parametrize("event_id", [None, 7])
def test_note_on_an_event_without_an_id(event_id: Any) -> None:
    assembler = Assembler()
    feed(assembler, {"type": "conversation.item.added", "event_id": event_id, "item": {}})
    assert assembler.notes == [Note("its item has no id: ignored", "conversation.item.added", None, None)]


@pytest.mark.parametrize("conversation_id", [None, "conv_1"])
def test_response_outside_of_the_conversation_leaves_no_item(conversation_id: str | None) -> None:
    assembler = Assembler()
    output = [message("a"), "?", {**message("b"), "id": 7}]
    for event in (created(conversation_id=conversation_id), done(output=output)):
        response = feed(assembler, event)
        assert response is not None
        assert response.is_out_of_band is (conversation_id is None)
    assert [item.id for item in assembler.conversation.items] == ([] if conversation_id is None else ["item_1"])


def test_response_may_end_outside_of_the_conversation() -> None:
    assembler = Assembler()
    response = feed(assembler, created(), done(output=[message("a")], conversation_id=None))
    assert response is not None
    assert response.is_out_of_band
    assert len(assembler.conversation) == 0


def test_finished_item_is_that_of_the_conversation() -> None:
    assembler = Assembler()
    added = {"type": "conversation.item.added", "item": message(status="in_progress")}
    feed(assembler, added, created(), item_event("done", message("Hi", status="completed")))
    (item,) = assembler.conversation.items
    assert isinstance(item.item, models.RealtimeConversationItemMessageAssistant)
    assert (item.text, item.item.status) == ("Hi", "completed")


def test_events_are_recognized_among_the_last_hundreds() -> None:
    assembler = Assembler()
    feed(assembler, created(), *(delta("output_text", "a", f"d{number}") for number in range(5_000)))
    feed(assembler, delta("output_text", "a", "d4999"), delta("output_text", "a", "d4500"))
    assert remarks(assembler) == ["the same event arrived twice: ignored"] * 2
    assert len(assembler._recent) + len(assembler._older) <= 1_024
    feed(assembler, delta("output_text", "a", "d5"))
    assert assembler.responses["resp_1"].text == "a" * 5_001, "too long ago to be recognized"


@pytest.mark.parametrize("event_id", [None, "", 7])
def test_events_without_an_id_are_never_repetitions(event_id: Any) -> None:
    assembler = Assembler()
    response = feed(assembler, created(), *[delta("output_text", "a", event_id)] * 3)
    assert response is not None
    assert response.text == "aaa"
    assert assembler.notes == []


def test_event_ids_that_repeat_identify_nothing() -> None:
    same = {"event_id": "event_TODO"}
    assembler = Assembler()
    pieces = [delta("output_text", piece, "event_TODO") for piece in "abbbba"]
    response = feed(assembler, *pieces, {**done(), **same})
    assert response is not None
    assert response.text == "abbbba"
    feed(assembler, {**created(), **same}, {**done(), **same})
    assert remarks(assembler)[1:] == ["it came after the end of its response: ignored"] * 2


def test_captured_sessions_are_assembled(events: list[tuple[str | None, dict[str, Any]]]) -> None:
    for dialect in ("ga", "beta"):
        assembler = Assembler()
        feed(assembler, *(event for known, event in events if known == dialect), dialect=dialect)
        assert assembler.responses
        for response in assembler.responses.values():
            if response.is_final and response.response is not None:
                assert response.output_text == response.response.output_text


@pytest.mark.parametrize("copier", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_assemblers_can_be_copied_and_pickled(copier: Any) -> None:
    assembler = Assembler()
    feed(assembler, created(), delta("output_text", "a", "e1"))
    copied = copier(assembler)
    feed(copied, delta("output_text", "b", "e2"))
    assert [each.responses["resp_1"].text for each in (assembler, copied)] == ["a", "ab"]
