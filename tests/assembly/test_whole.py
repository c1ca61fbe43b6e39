"""A response as a whole: its snapshot, its end, its pieces and its copy, and the parts and items they are made of."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client.assembly import AssembledItem, AssembledPart, AssembledResponse, Assembler

from .support import PLACE, assemble, call, created, delta, done, feed, item_event, message, remarks

WRITTEN = {"type": "output_text", "text": "a"}
SPOKEN = {"type": "output_audio", "transcript": "b"}


def _message(**fields: Any) -> models.RealtimeConversationItemMessageAssistant:
    return models.RealtimeConversationItemMessageAssistant.from_dict({"type": "message", "role": "assistant", **fields})


def _call(**fields: Any) -> models.RealtimeConversationItemFunctionCall:
    return models.RealtimeConversationItemFunctionCall.from_dict({"type": "function_call", **fields})


def _arguments_event(**fields: Any) -> Any:
    return rt.parse_event({"type": "response.function_call_arguments.done", **fields}, dialect="ga")


# Snapshots.


@pytest.mark.parametrize(("dialect", "prefix"), [("ga", "output_"), ("beta", "")])
def test_snapshot_is_the_response_as_the_server_would_send_it(dialect: Any, prefix: str) -> None:
    second = {"item_id": "item_2", "output_index": 1}
    text, transcript, audio = f"{prefix}text", f"{prefix}audio_transcript", f"{prefix}audio"
    events = [
        created(object="realtime.response"),
        delta(text, "Hel", "e1"),
        delta(text, "lo", "e2"),
        delta(transcript, "H", "e3", content_index=1),
        delta(audio, "AAAA", "e4", content_index=1),
        delta(transcript, "i", "e5", content_index=1),
        delta(audio, "AAAA", "e6", content_index=2),
        {"type": "response.content_part.added", **PLACE, "content_index": 3, "part": {}},
        delta("function_call_arguments", '{"a"', "e7", call_id="call_1", **second),
        delta("function_call_arguments", ": 1}", "e8", **second),
    ]
    response = assemble(*events, dialect=dialect)
    content = [
        {"type": f"{prefix}text", "text": "Hello"},
        {"type": f"{prefix}audio", "transcript": "Hi"},
        {"type": f"{prefix}audio", "transcript": ""},
        {"type": f"{prefix}text", "text": ""},
    ]
    arguments = {"id": "item_2", "type": "function_call", "call_id": "call_1", "arguments": '{"a": 1}'}
    snapshot = response.snapshot()
    assert type(snapshot) is (rt.RealtimeResponse if dialect == "ga" else rt.RealtimeBetaResponse)
    assert snapshot.to_dict() == {
        "id": "resp_1",
        "object": "realtime.response",
        "status": "in_progress",
        "output": [{"id": "item_1", "type": "message", "role": "assistant", "content": content}, arguments],
    }
    response.end()
    assert response.snapshot() == snapshot


def test_snapshot_without_an_announcement_has_the_id() -> None:
    response = assemble(delta("output_text", "a", "e1"))
    assert response.response is None
    item = {"id": "item_1", "type": "message", "role": "assistant", "content": [WRITTEN]}
    assert response.snapshot().to_dict() == {"id": "resp_1", "status": "in_progress", "output": [item]}
    nameless = assemble({"type": "response.created", "response": {"status": None}})
    assert nameless.snapshot().to_dict() == {"id": "local_1", "status": "in_progress", "output": []}


def test_snapshot_keeps_what_a_whole_item_has() -> None:
    item = AssembledItem(0)
    known = [{"type": "text", "text": "known"}, "?", {"type": "audio", "transcript": "known"}, {"type": "audio"}]
    item.item = _message(id="item_1", status="incomplete", content=known)
    for index in range(4):
        item.part(index)
    item.part(2).add_audio(b"xx")
    item.part(3).add_audio(b"xx")
    assert item.snapshot(beta=False)["content"] == [
        {"type": "text", "text": "known"},
        "?",
        {"type": "audio", "transcript": "known"},
        {"type": "audio", "transcript": ""},
    ]
    item.part(0).add_text("known, and more")
    item.part(2).add_transcript("known, and more")
    written, _, spoken, _ = item.snapshot(beta=False)["content"]
    assert (written["text"], spoken["transcript"]) == ("known, and more", "known, and more")


def test_snapshot_fills_in_what_a_call_lacks() -> None:
    item = AssembledItem(0, "item_1", _call(name="find", call_id=""))
    item.name_call("mcp_call", _arguments_event(name="other", call_id="call_1"))
    assert item.snapshot(beta=False) == {
        "id": "item_1",
        "type": "function_call",
        "name": "find",
        "call_id": "call_1",
    }


# The end.


def _ended(*events: dict[str, Any], end: dict[str, Any]) -> tuple[AssembledResponse, Any]:
    assembler = Assembler()
    feed(assembler, created(), *events)
    last: Any = rt.parse_event(end, dialect="ga")
    response = assembler.feed(last)
    assert response is not None
    assert all(item.is_done for item in response.items.values())
    assert response.snapshot() is response.response
    return response, last.response


_STREAMED = [
    delta("output_text", "a", "e1"),
    delta("output_audio_transcript", "b", "e2", content_index=1),
    {**delta("function_call_arguments", "{}", "e3", item_id="item_2", output_index=1), "call_id": "call_1"},
]
_MESSAGE = {**message(), "content": [WRITTEN, SPOKEN]}
_CALL = call(item_id="item_2")


def test_end_that_lacks_nothing_is_kept_as_it_is() -> None:
    response, whole = _ended(*_STREAMED, end=done(output=[_MESSAGE, _CALL], usage={"total_tokens": 3}))
    assert response.response is whole
    again = {**done(output=[_MESSAGE, _CALL], usage={"total_tokens": 3}), "usage": {"total_tokens": 4}}
    response, whole = _ended(*_STREAMED, end=again)
    assert response.response is whole, "usage inside of the response counts"
    response, whole = _ended(*_STREAMED, end={**done(output=[_MESSAGE, _CALL]), "usage": 7})
    assert response.response is whole, "usage is an object"


@pytest.mark.parametrize(
    "output",
    [
        None,
        [],
        ["?", _CALL],
        [{**message(), "content": [WRITTEN]}, _CALL],
        [{**message(), "content": None}, _CALL],
        [_MESSAGE, {**_CALL, "arguments": ""}],
        [_MESSAGE, {**_CALL, "arguments": None}],
        [_MESSAGE, {**_CALL, "call_id": None}],
        [_MESSAGE],
        [_CALL],
    ],
    ids=range(10),
)
@pytest.mark.parametrize("status", [None, "incomplete"])
def test_end_that_lacks_something_is_completed(output: Any, status: str | None) -> None:
    response, whole = _ended(*_STREAMED, end=done(output=output, status=status))
    assert response.response is not whole
    assert response.response is not None
    assert response.response.status == (status or "completed")
    assert (response.response.text, response.response.transcript) == ("a", "b")
    assert [(found.call_id, found.arguments) for found in response.function_calls] == [("call_1", "{}")]


def test_end_without_a_status_is_complete() -> None:
    response, whole = _ended(*_STREAMED, end=done(output=[_MESSAGE, _CALL], status=None))
    assert response.response is not whole
    assert response.snapshot().to_dict() == {
        "id": "resp_1",
        "object": "realtime.response",
        "status": "completed",
        "output": [_MESSAGE, _CALL],
    }


def test_usage_next_to_the_response_is_its_own() -> None:
    response, _ = _ended(*_STREAMED, end={**done(output=[_MESSAGE, _CALL]), "usage": {"total_tokens": 4}})
    assert response.usage
    assert response.usage.total_tokens == 4


def test_items_of_the_end_are_matched_by_their_ids() -> None:
    response, _ = _ended(*_STREAMED, end=done(output=[_CALL, _MESSAGE]))
    assert [(item.output_index, item.id) for item in response.ordered_items()] == [(0, "item_2"), (1, "item_1")]
    assert (response.text, response.transcript) == ("a", "b")


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (message("a", "item_9"), 1),
        (message("b", "item_9"), 2),
        (call("a", "item_9"), 2),
        ({**message("b", "item_9"), "id": None}, 1),
        ({**message("b", "item_9"), "id": ""}, 1),
    ],
)
def test_item_of_the_end_with_another_id_is_the_same_with_the_same_content(other: Any, count: int) -> None:
    response, _ = _ended(item_event("added", message()), delta("output_text", "a", "e1"), end=done(output=[other]))
    assert len(response.items) == count


def test_pieces_of_the_end_have_its_event() -> None:
    assembler = Assembler()
    feed(assembler, created())
    event = rt.parse_event(done(output=[_MESSAGE]), dialect="ga")
    pieces = assembler.apply(event).pieces
    response = assembler.responses["resp_1"]
    assert [(piece.text, piece.transcript, piece.audio) for piece in pieces] == [("a", "", b""), ("", "b", b"")]
    assert all(piece.event is event and piece.item is response.item(0) for piece in pieces)


@pytest.mark.parametrize(("kind", "name"), [("output_text", "text"), ("output_audio_transcript", "transcript")])
def test_text_in_several_wrong_parts_is_divided_as_at_the_end(kind: str, name: str) -> None:
    events = [delta(kind, text, f"e{index}", content_index=index) for index, text in enumerate(("ab", "cd", "e"))]
    content = [{"type": "output_text", name: text} for text in ("abcd", "e")]
    response, _ = _ended(*events, end=done(output=[{**message(), "content": content}]))
    parts = response.item(0).ordered_parts()
    assert [part.text + part.transcript for part in parts] == ["abcd", "e", ""]
    assert all(isinstance(text, str) for part in parts for text in (part.text, part.transcript))


# Pieces and copies.


def test_everything_that_has_arrived_is_returned_as_pieces() -> None:
    response = assemble(
        created(),
        delta("output_audio", "AAAA", "e1", content_index=1),
        delta("output_audio", "AQEB", "e2", content_index=1),
        delta("output_text", "c", "e3", item_id="item_2", output_index=1),
        delta("output_audio", "AgIC", "e4", item_id="item_2", output_index=1),
        delta("output_audio", "AwMD", "e5", item_id="item_2", output_index=1),
        delta("output_audio", "BAQE", "e6", content_index=1),
        delta("output_audio_transcript", "b", "e7", content_index=1),
        delta("output_text", "a", "e8"),
    )
    event: Any = object()
    first, second = response.ordered_items()
    pieces = response.pieces(event)
    assert all(piece.event is event for piece in pieces)
    assert [(piece.item, piece.text, piece.transcript, piece.audio) for piece in pieces] == [
        (first, "a", "", b""),
        (first, "", "b", b""),
        (second, "c", "", b""),
        (first, "", "", b"\0\0\0\1\1\1"),
        (second, "", "", b"\2\2\2\3\3\3"),
        (first, "", "", b"\4\4\4"),
    ]
    assert (first.part(1).audio_size, second.part(0).audio_size) == (9, 6)


def test_copy_without_audio_has_everything_else() -> None:
    assembler = Assembler(clock=iter([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).__next__, keep_audio=False)
    audio = {"output": {"format": {"type": "audio/pcm", "rate": 24_000}}}
    events: list[dict[str, Any]] = [
        {"type": "session.created", "session": {"type": "realtime", "audio": audio}},
        {"type": "input_audio_buffer.speech_stopped", "item_id": "a"},
        created(),
        item_event("added", message()),
        *_STREAMED[:2],
        delta("output_audio", "AAAA", "e4", content_index=1),
        _STREAMED[2],
        done(output=[_MESSAGE, _CALL]),
    ]
    response = feed(assembler, *events)
    assert response is not None
    kept = assembler.responses["resp_1"]
    names = ["id", "response", "earlier_format", "audio_format", "requested_at", "started_at", "first_text_at"]
    names += ["first_audio_at", "finished_at", "is_out_of_band", "is_final", "audio_duration", "transcript", "text"]
    assert {name: getattr(kept, name) for name in names} == {name: getattr(response, name) for name in names}
    assert (kept.requested_at, kept.started_at, kept.first_text_at, kept.first_audio_at) == (1.0, 2.0, 3.0, 4.0)
    assert kept.earlier_format == rt.AudioFormat("pcm16", 24_000)
    assert (response.audio, kept.audio, kept.audio_size) == (bytes(3), b"", 3)
    assert kept.snapshot() is response.snapshot()
    for index, item in response.items.items():
        twin = kept.items[index]
        assert (twin.output_index, twin.id, twin.item, twin.is_done) == (index, item.id, item.item, True)
        assert (twin.arguments, twin.content_text) == (item.arguments, item.content_text)
        assert twin.snapshot(beta=False) == item.snapshot(beta=False)
        assert list(twin.parts) == list(item.parts)
        for number, part in twin.parts.items():
            assert (part.content_index, part.is_done, part.audio) == (number, True, b"")


# Places.


def test_event_that_names_no_place_is_of_the_last() -> None:
    response = AssembledResponse("resp_1")
    first = response.find_item(None, None)
    assert (first.output_index, response.find_item(None, None)) == (0, first)
    last = response.item(3)
    assert response.find_item("", True) is last
    assert response.find_item(None, -1) is last
    item, part = response.find_part(None, None, None)
    assert (item, part.content_index) == (last, 0)
    assert response.find_item(None, 2**31) is last
    later = last.part(2)
    assert response.find_part(None, None, "?") == (last, later)
    assert response.find_item(None, 2**31 - 1).output_index == 2**31 - 1


def test_id_is_given_to_the_item_that_had_none() -> None:
    response = AssembledResponse("resp_1")
    first = response.find_item(None, None)
    assert response.find_item("item_1", None) is first
    assert first.id == "item_1"
    second = response.find_item("item_2", None)
    assert (second.output_index, second.id) == (1, "item_2")
    assert response.find_item("item_1", 1) is first
    other = response.find_item("item_3", 1)
    assert (other.output_index, other.id) == (2, "item_3")


def test_last_place_is_only_taken_for_its_own_events() -> None:
    response = AssembledResponse("resp_1")
    places = [("item_1", 0, 0), ("item_2", 1, 0), ("item_1", 0, 1), ("item_2", 0, 1), ("item_2", 1, 1)]
    found = {place: response.find_part(*place) for place in places}
    assert response._last is not None
    for place in (*places, *reversed(places)):
        assert response.find_part(*place) == found[place] == response.find_part(*place)
    shown = [(item.id, part.content_index) for item, part in found.values()]
    assert shown == [("item_1", 0), ("item_2", 0), ("item_1", 1), ("item_2", 1), ("item_2", 1)]


# Parts and items.


def test_part_takes_its_text_until_it_is_whole() -> None:
    part = AssembledPart(0)
    assert (part.is_done, part.text, part.transcript, part.audio, part.is_audio) == (False, "", "", b"", False)
    assert part.finish() == part.finish("", "") == part.finish(7, None) == ("", "", False)
    assert part.add_text("a")
    assert part.finish("ab") == ("b", "", False)
    assert part.finish("") == ("", "", False)
    assert not part.add_text("c")
    assert part.add_transcript("d")
    assert part.finish("x", "de") == ("", "e", True)
    assert not part.add_transcript("f")
    assert (part.text, part.transcript) == ("x", "de")
    other = AssembledPart(1)
    other.is_done = True
    assert (other.add_text("a"), other.add_transcript("a")) == (False, False)


def test_item_takes_its_arguments_until_they_are_whole() -> None:
    item = AssembledItem(0)
    assert item.add_arguments("{")
    assert item.snapshot(beta=False) == {"type": "function_call", "arguments": "{"}
    item.finish_arguments("{}")
    assert not item.add_arguments("}")
    other = AssembledItem(0)
    other.finish_arguments({"a": 1})
    assert not other.add_arguments("}")
    third = AssembledItem(0)
    pieces, contradicts = third.finish(_call(id="item_1", arguments="{}"), None)
    assert (pieces, contradicts, third.id, third.arguments, third.is_done) == ([], False, "item_1", "{}", True)


@pytest.mark.parametrize("item", [None, "?", _message(), _message(id=""), _message(id=7)], ids=range(5))
def test_item_keeps_its_id_where_the_server_names_none(item: Any) -> None:
    assembled = AssembledItem(0, "item_1")
    assembled.begin(item)
    assert assembled.id == "item_1"
    assembled.begin(_message(id="item_2"))
    assert assembled.id == "item_2"


def test_call_is_named_by_what_events_carry() -> None:
    item = AssembledItem(0)
    item.name_call("function_call", _arguments_event(name=7, call_id=""))
    item.name_call("function_call", object())
    assert item.snapshot(beta=False) == {"type": "function_call"}
    event = {"type": "response.mcp_call_arguments.done", "name": "find", "call_id": "call_1"}
    item.name_call("mcp_call", rt.parse_event(event, dialect="ga"))
    assert item.snapshot(beta=False) == {"type": "mcp_call", "name": "find", "call_id": "call_1"}


def test_items_are_compared_by_type_and_content() -> None:
    written = AssembledItem(0)
    assert not written.has_content_of(_message(content=[])), "nothing is no content"
    written.part(0).add_text("a")
    assert written.has_content_of(_message(content=[WRITTEN]))
    assert not written.has_content_of(_message(content=[WRITTEN, SPOKEN]))
    assert not written.has_content_of(_message(content=None))
    written.item = _message()
    assert written.has_content_of(_message(content=[WRITTEN]))
    assert not written.has_content_of(_call(arguments="a"))
    called = AssembledItem(0)
    called.add_arguments("a")
    assert called.has_content_of(_call(arguments="a"))
    assert called.has_content_of(_message(content=[WRITTEN])), "its type is not known yet"
    called.name_call("function_call", None)
    assert called.has_content_of(_call(arguments="a"))
    assert not called.has_content_of(_call(arguments="b"))
    assert not called.has_content_of(_call(arguments={}))
    assert not called.has_content_of(_message(content=[WRITTEN]))


def test_notes_name_what_was_streamed_and_contradicted() -> None:
    assembler = Assembler()
    feed(assembler, created(), *_STREAMED, done(output=[message("x"), _CALL]))
    assert remarks(assembler) == ["output 0 contradicts what had been streamed: taken as it ended"]


SOUND = bytes(range(240))
SOUND_TEXT = b64encode(SOUND).decode()


def _spoken(**more: Any) -> dict[str, Any]:
    part = {"type": "output_audio", "transcript": "Hi", "audio": SOUND_TEXT, **more}
    return {**message(status="completed"), "content": [part]}


@pytest.mark.parametrize(
    "events",
    [
        [],
        [item_event("done", _spoken())],
        [{"type": "response.content_part.done", **PLACE, "part": {"type": "audio", "audio": SOUND_TEXT}}],
        [{"type": "response.content_part.done", **PLACE, "part": {"type": "audio", "text": "", "audio": SOUND_TEXT}}],
        [{"type": "response.audio.delta", **PLACE, "audio": SOUND_TEXT}],
        [delta("output_audio", SOUND_TEXT, "d")],
    ],
)
def test_audio_counts_once_however_it_comes(events: list[dict[str, Any]]) -> None:
    assembler = Assembler(clock=iter(range(100)).__next__)
    changes = [assembler.apply(rt.parse_event(event)) for event in (created(), *events, done(output=[_spoken()]))]
    response = changes[-1].response
    assert response is not None
    assert response.audio == b"".join(piece.audio for change in changes for piece in change.pieces) == SOUND
    assert "".join(piece.transcript for change in changes for piece in change.pieces) == response.transcript == "Hi"
    assert response.first_audio_at is not None


@pytest.mark.parametrize("audio", [None, "", "*", 7])
def test_what_is_no_audio_is_passed_over(audio: Any) -> None:
    response = assemble(created(), done(output=[_spoken(audio=audio)]))
    assert (response.audio_size, response.first_audio_at, response.transcript) == (0, None, "Hi")


def test_a_delta_of_audio_under_no_known_key_is_noted() -> None:
    assembler = Assembler()
    feed(assembler, created(), {"type": "response.audio.delta", **PLACE, "audio": 7})
    assert remarks(assembler) == ["its delta is not base64: ignored"]


def test_a_call_keeps_the_name_that_its_end_leaves_out() -> None:
    begun = item_event("added", call("", status="in_progress"))
    ended = {key: value for key, value in call("{}", status="completed").items() if key != "name"}
    response = assemble(created(), begun, item_event("done", ended), done(output=[ended]))
    assert [(each.name, each.call_id, each.arguments) for each in response.function_calls] == [("find", "call_1", "{}")]


@pytest.mark.parametrize(
    ("status", "has_succeeded"),
    [("completed", True), ("success", True), (None, True), ("in_progress", True)]
    + [(status, False) for status in ("failed", "cancelled", "incomplete")],
)
def test_a_response_succeeds_unless_its_end_says_otherwise(status: Any, has_succeeded: bool) -> None:
    assembler = Assembler()
    response = feed(assembler, created())
    assert response is not None
    assert not response.has_succeeded
    feed(assembler, done(status=status))
    assert response.has_succeeded is has_succeeded


def test_a_response_that_was_cut_off_has_not_succeeded() -> None:
    assembler = Assembler()
    feed(assembler, created(), delta("output_text", "Hi", "d"))
    (cut,) = assembler.end()
    assert not cut.has_succeeded


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "Hi"),
        ({"type": "message"}, "Hi"),
        ({"type": "message", "role": None}, "Hi"),
        ({"type": "message", "role": "narrator"}, ""),
        ({"type": "hologram"}, ""),
        ({"role": "narrator"}, ""),
    ],
)
def test_a_message_without_a_role_is_the_assistants(more: dict[str, Any], text: str) -> None:
    item = {"id": "item_1", **more, "content": [{"type": "output_text", "text": "Hi"}]}
    response = assemble(created(), done(output=[item]))
    assert response.output_text == text
    output = response.snapshot().to_dict()["output"][0]
    assert output.get("role") == ("assistant" if text else more.get("role"))
