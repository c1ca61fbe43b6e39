"""The conversation: the order of its items, and transcripts of the user's speech."""

from __future__ import annotations

import random
from base64 import b64encode
from itertools import pairwise
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client.assembly import Assembler, Conversation, ConversationItem

from .support import TRANSCRIPTION, announced, call, created, delta, done, feed, item_event, message, remarks


def _ids(assembler: Assembler) -> str:
    return "".join(item.id for item in assembler.conversation.items)


def test_items_show_what_was_said() -> None:
    assembler = Assembler()
    assert assembler.conversation.id is None
    assert repr(assembler.conversation) == "<Conversation without an id: 0 item(s)>"
    feed(
        assembler,
        {"type": "conversation.created", "conversation": {"id": "conv_1"}},
        {"type": "conversation.item.added", "item": message("Hi", "a", status="completed")},
        {"type": "conversation.item.added", "item": call("{}", "b")},
        {"type": "input_audio_buffer.committed", "item_id": "c"},
    )
    assert repr(assembler.conversation) == "<Conversation conv_1: 3 item(s)>"
    first, second, third = map(repr, assembler.conversation.items)
    assert first == "<ConversationItem a: assistant, 'Hi'>"
    assert second.startswith("<ConversationItem b: function_call, RealtimeConversationItemFunctionCall(id='b', ")
    assert third == "<ConversationItem c: user, ''>"
    odd: Any = rt.RealtimeResponse()
    assert repr(ConversationItem("d", odd)).startswith("<ConversationItem d: item, RealtimeResponse(")


def test_conversation_keeps_its_order() -> None:
    assembler = Assembler()
    conversation = assembler.conversation
    feed(
        assembler,
        {"type": "conversation.created", "event_id": "e", "conversation": {"id": "conv_1"}},
        {"type": "conversation.created", "event_id": "e1", "conversation": "?"},
        announced("b", previous_item_id=None),
        announced("d", previous_item_id="b"),
        announced("c", previous_item_id="b"),
        announced("a", previous_item_id=None),
        announced("e"),
        announced("f", previous_item_id="later"),
        announced(7),
        {**announced("c", previous_item_id="b"), "type": "conversation.item.done"},
    )
    assert conversation.id == "conv_1"
    assert _ids(assembler) == "abcdef"
    assert remarks(assembler) == [
        "the item before it is not known yet: at the end for now",
        "its item has no id: ignored",
    ]
    truncated = {"type": "conversation.item.truncated", "content_index": 0, "audio_end_ms": 900}
    feed(
        assembler,
        {"type": "conversation.item.deleted", "event_id": "x1", "item_id": "b"},
        {"type": "conversation.item.deleted", "event_id": "x2", "item_id": "b"},
        {"type": "conversation.item.deleted", "event_id": "x3", "item_id": "f"},
        {**truncated, "event_id": "x4", "item_id": "c"},
        {**truncated, "event_id": "x5", "item_id": None},
        {**truncated, "event_id": "x6", "item_id": "e", "audio_end_ms": None},
    )
    assert _ids(assembler) == "acde"
    assert [item.audio_end_ms for item in conversation.items] == [None, 900, None, None]
    assert remarks(assembler)[2:] == ["its item is not known: ignored", "it names no item: ignored"]
    assert conversation.get("b") is conversation.get(None) is None


@pytest.mark.parametrize("seed", range(30))
def test_items_announced_in_any_order_are_put_in_theirs(seed: int) -> None:
    chance = random.Random(seed)
    names = "abcdefgh"
    events = [announced("a", previous_item_id=None)]
    events += [announced(name, previous_item_id=previous) for previous, name in pairwise(names)]
    chance.shuffle(events)
    assembler = Assembler()
    feed(assembler, *events)
    assert _ids(assembler) == names


def test_null_says_nothing_where_no_previous_item_is_named() -> None:
    assembler = Assembler()
    feed(assembler, *(announced(name, previous_item_id=None) for name in "abc"))
    assert _ids(assembler) == "abc"


def test_outputs_are_never_the_first() -> None:
    """Some servers name the item before a message, and send null for calls and their outputs."""
    assembler = Assembler()
    feed(
        assembler,
        announced("a", previous_item_id=None),
        announced("b", previous_item_id="a"),
        {"type": "conversation.item.added", "item": call(item_id="c"), "previous_item_id": None},
        {
            "type": "conversation.item.added",
            "item": message(item_id="d", status="in_progress"),
            "previous_item_id": None,
        },
        {"type": "conversation.item.done", "item": message(item_id="e"), "previous_item_id": None},
    )
    assert _ids(assembler) == "abcde"


def test_end_of_a_response_gives_the_order_of_its_items() -> None:
    assembler = Assembler()
    output = [message("1", "b"), call(item_id="c"), message("2", "d")]
    feed(assembler, announced("a"), announced("d", previous_item_id=None), created(), done(output=output))
    assert _ids(assembler) == "abcd"


def test_odd_previous_ids_do_no_harm() -> None:
    assembler = Assembler()
    committed = {"type": "input_audio_buffer.committed", "event_id": "e", "item_id": "b"}
    feed(
        assembler,
        announced("a", previous_item_id="a"),
        committed,
        announced("b", previous_item_id="b"),
        announced("c", previous_item_id="d"),
        announced("d", previous_item_id="c"),
        announced("e", previous_item_id=7),
        announced("f", previous_item_id=""),
    )
    assert _ids(assembler) == "abcdef"
    assert remarks(assembler) == ["the item before it is not known yet: at the end for now"]


def test_removed_items_are_waited_for_no_more() -> None:
    conversation = Conversation()
    assert not conversation.announce("a", None, "z")
    assert conversation.remove("a")
    assert not conversation.remove("a")
    assert conversation.announce("z", None, None)
    assert [item.id for item in conversation.items] == ["z"]
    conversation.add_output("a", None)
    assert len(conversation) == 1, "an item that was deleted does not come back with the end of its response"


@pytest.mark.parametrize("removed", "abc")
def test_removed_item_leaves_the_others_in_order(removed: str) -> None:
    assembler = Assembler()
    feed(assembler, *map(announced, "abc"))
    assert _ids(assembler) == "abc"
    assembler.conversation.remove(removed)
    assert _ids(assembler) == "abc".replace(removed, "")
    feed(assembler, announced("d"))
    assert _ids(assembler) == "abcd".replace(removed, "")


def test_removed_item_that_returns_is_followed_again() -> None:
    conversation = Conversation()
    conversation.announce("a", None, None)
    conversation.remove("a")
    assert not conversation.announce("b", None, "a")
    conversation.announce("c", None, None)
    conversation.announce("a", None, None)
    assert [item.id for item in conversation.items] == ["c", "a", "b"]


def test_only_the_last_removed_items_are_remembered() -> None:
    conversation = Conversation()
    for number in range(2_000):
        conversation.ensure(f"item_{number}")
        conversation.remove(f"item_{number}")
    assert len(conversation._deleted) == 1_000
    conversation.add_output("item_999", None)
    conversation.add_output("item_1000", None)
    assert [item.id for item in conversation.items] == ["item_999"]


def test_poorer_and_earlier_states_of_an_item_erase_nothing() -> None:
    assembler = Assembler()
    full = message("Hi", "a", status="completed")
    kind = "conversation.item.done"
    feed(
        assembler,
        {"type": kind, "item": full},
        {"type": kind, "item": message(None, "a", status="completed")},
        {"type": "conversation.item.added", "item": message(None, "a", status="in_progress")},
        {"type": kind, "item": call('{"a": 1}', "b", status="completed")},
        {"type": kind, "item": call("", "b")},
    )
    first, second = assembler.conversation.items
    assert isinstance(first.item, models.RealtimeConversationItemMessageAssistant)
    assert isinstance(second.item, models.RealtimeConversationItemFunctionCall)
    assert (first.text, first.item.status) == ("Hi", "completed")
    assert second.item.arguments == '{"a": 1}'
    first.take("?")
    first.take(first.item)
    assert first.text == "Hi"


def test_length_of_what_was_spoken_is_kept() -> None:
    assembler = Assembler()
    output = {"format": {"type": "audio/pcm", "rate": 24_000}}
    sound = b64encode(bytes(48_047)).decode()
    feed(
        assembler,
        {"type": "session.created", "session": {"type": "realtime", "audio": {"output": output}}},
        {"type": "conversation.item.added", "item": message(item_id="item_1")},
        created(),
        delta("output_text", "a", "e1"),
        delta("output_audio", sound, "e2", content_index=1),
        done(),
    )
    (item,) = assembler.conversation.items
    assert item.audio_ms == {1: 1_000}
    assert {type(length) for length in item.audio_ms.values()} == {int}


@pytest.mark.parametrize("status", ["in_progress", "completed"])
def test_later_states_of_an_item_are_taken(status: str) -> None:
    assembler = Assembler()
    kind = "conversation.item.added"
    feed(assembler, {"type": kind, "item": message("Hi", "a", status=status)})
    feed(assembler, {"type": kind, "item": message("Hi there", "a", status=status)})
    (item,) = assembler.conversation.items
    assert item.text == "Hi there"


def test_state_without_content_erases_no_transcript() -> None:
    assembler = Assembler()
    spoken = {**message(None, "a", status="completed"), "content": [{"type": "output_audio", "transcript": "Hi"}]}
    bare = {"id": "a", "type": "message", "role": "assistant", "status": "completed"}
    kind = "conversation.item.done"
    feed(assembler, {"type": kind, "item": bare}, {"type": kind, "item": {**bare, "content": []}})
    feed(assembler, {"type": kind, "item": spoken}, {"type": kind, "item": bare})
    (item,) = assembler.conversation.items
    assert item.text == "Hi"


def test_item_that_is_announced_again_stays_in_its_place() -> None:
    assembler = Assembler()
    feed(assembler, announced("a"), created(), done(output=[message("1", "b")]), announced("c"))
    feed(assembler, *({**announced(name), "event_id": f"again_{name}"} for name in "ba"))
    assert _ids(assembler) == "abc"


def test_speech_of_an_item_that_is_never_announced() -> None:
    assembler = Assembler()
    committed = {"type": "input_audio_buffer.committed", "event_id": "e1", "previous_item_id": None}
    feed(assembler, {**committed, "item_id": "a"}, {**committed, "event_id": "e2", "item_id": None})
    (item,) = assembler.conversation.items
    assert (item.id, item.item, item.role, item.text) == ("a", None, "user", "")
    feed(assembler, {**announced("a"), "previous_item_id": None}, {**committed, "event_id": "e3", "item_id": "a"})
    assert item.item is not None


def test_transcript_that_names_no_item_is_of_the_speech() -> None:
    assembler = Assembler()
    completed = {"type": f"{TRANSCRIPTION}.completed", "transcript": "Hello"}
    feed(assembler, {**completed, "event_id": "e0"})
    assert remarks(assembler) == ["it names no item: ignored"]
    feed(assembler, {"type": "input_audio_buffer.speech_started", "event_id": "e1", "item_id": "a"})
    feed(assembler, {"type": "input_audio_buffer.speech_started", "event_id": "e2", "item_id": None})
    feed(assembler, {**completed, "event_id": "e3"})
    assert [(item.id, item.text) for item in assembler.conversation.items] == [("a", "Hello")]


def test_item_may_be_read_while_its_transcript_begins() -> None:
    """Another thread may read between the creation of a list of pieces and its first piece."""
    item = ConversationItem("a", transcripts={0: []})
    assert (item.transcript, item.text) == ("", "")
    assert item.add_transcript(0, "Hi")
    assert item.transcript == "Hi"


@pytest.mark.parametrize("item_id", [None, "", 7])
def test_odd_ids_of_an_item_are_none(item_id: Any) -> None:
    assembler = Assembler()
    at = {"item_id": item_id, "content_index": 0}
    started = {"type": "input_audio_buffer.speech_started", "audio_start_ms": 0}
    feed(
        assembler,
        {"type": "conversation.item.truncated", **at, "audio_end_ms": 9},
        {"type": "input_audio_buffer.committed", **at},
        {"type": "conversation.item.deleted", **at},
        {**started, "item_id": "a"},
        {**started, "item_id": item_id},
        {"type": f"{TRANSCRIPTION}.completed", **at, "transcript": "Hello"},
        {"type": "input_audio_buffer.committed", "item_id": "b"},
        {"type": f"{TRANSCRIPTION}.completed", **at, "transcript": "Bye"},
    )
    assert assembler.conversation.transcript() == "user: Hello\nuser: Bye"
    assert _ids(assembler) == "ab"
    assert remarks(assembler) == ["it names no item: ignored", "its item is not known: ignored"]


def test_parts_of_a_transcript_have_their_order() -> None:
    assembler = Assembler()
    piece = {"type": f"{TRANSCRIPTION}.delta", "item_id": "a"}
    places = [(1, "c"), (0, "a"), (1, "d"), (None, "b"), ("?", "!")]
    feed(assembler, *({**piece, "content_index": index, "delta": delta} for index, delta in places))
    assert assembler.conversation.transcript() == "user: ab!cd"


def test_retrieved_item_says_nothing_about_its_place() -> None:
    assembler = Assembler()
    feed(assembler, announced("a", previous_item_id=None), announced("b", previous_item_id="a"))
    feed(assembler, {**announced("c"), "type": "conversation.item.retrieved"})
    assert _ids(assembler) == "abc"


def test_committed_item_is_that_of_the_conversation() -> None:
    assembler = Assembler()
    feed(assembler, announced("a"))
    change = assembler.apply(rt.parse_event({"type": "input_audio_buffer.committed", "item_id": "a"}, dialect="ga"))
    assert change.item is assembler.conversation.items[0]


@pytest.mark.parametrize("dialect", ["ga", "beta"])
def test_user_transcripts(dialect: str) -> None:
    assembler = Assembler()
    kind = "conversation.item.added" if dialect == "ga" else "conversation.item.created"
    at = {"item_id": "a", "content_index": 0}
    feed(assembler, {**announced("a"), "type": kind}, {**announced("b"), "type": kind}, dialect=dialect)
    first, second = assembler.conversation.items
    assert first.transcript is None
    feed(
        assembler,
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "Good "},
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "evning"},
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": None},
        {"type": f"{TRANSCRIPTION}.delta", **at, "item_id": "c", "delta": "?"},
        dialect=dialect,
    )
    assert _transcribed(first) == ("Good evning", False)
    feed(
        assembler,
        {"type": f"{TRANSCRIPTION}.completed", **at, "transcript": "Good evening."},
        {"type": f"{TRANSCRIPTION}.delta", **at, "delta": "late"},
        {"type": f"{TRANSCRIPTION}.completed", **at, "content_index": 1, "transcript": " Hello?"},
        {"type": f"{TRANSCRIPTION}.completed", **at, "content_index": 1, "transcript": ""},
        {"type": f"{TRANSCRIPTION}.completed", **at, "item_id": "b", "transcript": None},
        {"type": f"{TRANSCRIPTION}.failed", **at, "item_id": "b", "error": {"message": "Too noisy."}},
        {"type": f"{TRANSCRIPTION}.failed", **at, "item_id": None, "error": {}},
        dialect=dialect,
    )
    assert _transcribed(first) == ("Good evening. Hello?", True)
    assert second.transcript is None
    assert second.transcription_error is not None
    assert second.transcription_error.message == "Too noisy."
    assert assembler.conversation.transcript() == "user: Good evening. Hello?\nuser: ?"
    assert remarks(assembler) == [
        "it came after the end of the transcription: ignored",
        "it names no item: ignored",
    ]


def _transcribed(item: ConversationItem) -> tuple[str | None, bool]:
    return item.transcript, item.is_transcribed


def test_roles_and_texts() -> None:
    assembler = Assembler()
    text = {"type": "message", "role": "system", "content": [{"type": "input_text", "text": "Be brief."}]}
    feed(
        assembler,
        {"type": "conversation.item.added", "item": {"id": "a", **text}},
        {"type": "conversation.item.added", "item": call(item_id="b")},
        created(),
        item_event("done", message("Yes,\nsir", "c")),
        done(output=[message("Yes,\nsir", "c")]),
    )
    assert [(item.role, item.text) for item in assembler.conversation.items] == [
        ("system", "Be brief."),
        (None, ""),
        ("assistant", "Yes,\nsir"),
    ]
    assert assembler.conversation.transcript() == "system: Be brief.\nassistant: Yes, sir"


def test_commentary_is_no_part_of_the_transcript() -> None:
    assembler = Assembler()
    first, second = message("Hm. ", phase="commentary"), message("Four.", "item_2", phase="final_answer")
    feed(assembler, created(), done(output=[first, second]))
    conversation = assembler.conversation
    assert [item.phase for item in conversation.items] == ["commentary", "final_answer"]
    assert conversation.transcript() == "assistant: Four."
    assert conversation.transcript(commentary=True) == "assistant (commentary): Hm.\nassistant: Four."


def test_session_is_kept() -> None:
    assembler = Assembler()
    assert (assembler.session, assembler.audio_format, assembler.expires_at) == (None, None, None)
    event: dict[str, Any] = {"type": "session.updated", "event_id": "e", "session": {"type": "realtime", "audio": {}}}
    feed(assembler, event)
    assert isinstance(assembler.session, rt.models.RealtimeSessionCreateResponseGA)
    assert (assembler.audio_format, assembler.expires_at) == (None, None)
    output = {"format": {"type": "audio/pcm", "rate": 24_000}}
    feed(assembler, {**event, "session": {"type": "realtime", "audio": {"output": output}, "expires_at": 100}})
    assert (assembler.audio_format, assembler.expires_at) == (rt.AudioFormat("pcm16", 24_000), 100)
    feed(assembler, {**event, "session": {"type": "realtime", "audio": {"input": {}}, "expires_at": True}})
    assert (assembler.audio_format, assembler.expires_at) == (rt.AudioFormat("pcm16", 24_000), 100)
    feed(assembler, {**event, "session": {"type": "realtime", "expires_at": 200.5}})
    assert assembler.expires_at == 200.5


@pytest.mark.parametrize("dialect", ["ga", "beta"])
def test_items_of_unknown_types_have_their_place(dialect: Any) -> None:
    kind = "conversation.item.added" if dialect == "ga" else "conversation.item.created"
    assembler = Assembler()
    for number, previous in ((1, None), (2, "item_1"), (3, "item_1")):
        item = {"id": f"item_{number}", "type": "hologram", "depth": number}
        feed(assembler, {"type": kind, "previous_item_id": previous, "item": item}, dialect=dialect)
    items = assembler.conversation.items
    assert [item.id for item in items] == ["item_1", "item_3", "item_2"]
    assert [item.item.to_dict()["depth"] for item in items if item.item is not None] == [1, 3, 2]
    assert list(assembler.notes) == []
    feed(assembler, {"type": "conversation.item.deleted", "item_id": "item_3"}, dialect=dialect)
    assert [item.id for item in assembler.conversation.items] == ["item_1", "item_2"]


def first_reports(*events: dict[str, Any]) -> list[bool]:
    """Return for each event whether it is the first that has an item of the conversation."""
    assembler = Assembler()
    return [assembler.apply(rt.parse_event(event, dialect="ga")).is_first_of_item for event in events]


def reported(how: str, item_id: str | None, text: str | None = "Hi", number: int = 0) -> dict[str, Any]:
    content = [] if text is None else [{"type": "input_text", "text": text}]
    item = {"id": item_id, "type": "message", "role": "user", "content": content}
    return {"type": f"conversation.item.{how}", "event_id": f"{how} {item_id} {number}", "item": item}


@pytest.mark.parametrize("how", ["added", "created", "done"])
def test_first_report_of_an_item(how: str) -> None:
    assert first_reports(reported(how, "item_1"), reported(how, "item_2")) == [True, True]
    assert first_reports(reported(how, "item_1"), reported(how, "item_1", number=1)) == [True, False]
    assert first_reports(reported(how, "item_1"), reported("done", "item_1", number=1)) == [True, False]


@pytest.mark.parametrize(("text", "is_another"), [("Hi", False), (None, False), ("Bye", True)])
def test_another_item_may_have_an_id_used_before(text: str | None, is_another: bool) -> None:
    found = first_reports(reported("added", "item_1"), reported("added", "item_1", text, 1))
    assert found == [True, is_another]
    assert first_reports(reported("added", "item_1", None), reported("added", "item_1", text, 1)) == [True, False]


def test_items_without_an_id_are_reported_when_they_are_added() -> None:
    assert first_reports(reported("done", None), reported("done", None, number=1)) == [True, True]
    assert first_reports(reported("added", None), reported("done", None)) == [True, False]
    assert first_reports(reported("added", "item_1"), reported("done", None)) == [True, False]


def test_items_that_are_known_otherwise_are_not_reported_first_when_they_are_done() -> None:
    deleted = {"type": "conversation.item.deleted", "event_id": "deleted", "item_id": "item_1"}
    assert first_reports(reported("added", "item_1"), deleted, reported("done", "item_1")) == [True, False, False]
    transcribed = {"type": f"{TRANSCRIPTION}.completed", "event_id": "e", "item_id": "item_1", "content_index": 0}
    assert first_reports({**transcribed, "transcript": "Hi"}, reported("added", "item_1")) == [False, True]
    output = [created(), item_event("added", message(), event_id="e1")]
    assert first_reports(*output, reported("done", "item_1", None)) == [False, False, False]
    assert first_reports(*output, reported("done", "item_2", None)) == [False, False, True]
