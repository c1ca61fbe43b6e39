"""Turns of a session, fed by hand."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client._session.turns import FunctionRun, Turn, TurnFeed, interrupts_by_itself, turn_detection
from realtime_client.assembly import AssembledResponse

from .support import Harness, created, done, text, wakes


class Feed:
    """A session with a feed of its turns, and what the feed called."""

    def __init__(self) -> None:
        self.harness = Harness()
        self.ended: list[Turn] = []
        self.speech: list[None] = []
        self.feed = TurnFeed(
            self.harness.session.ledger.is_requested, self.ended.append, lambda: self.speech.append(None)
        )
        self.harness.session.observers.append(self.feed.observe)
        self.harness.session.feeds.append(self.feed)

    @property
    def buffered(self) -> int:
        return sum(turn.buffered for turn in self.feed.holding())

    def receive(self, *events: dict[str, Any]) -> None:
        """Have the server send events."""
        self.harness.receive(*events)


def _user(item_id: str, content: str) -> dict[str, Any]:
    part = {"type": "input_text", "text": content}
    item = {"id": item_id, "type": "message", "role": "user", "content": [part]}
    return {"type": "conversation.item.added", "item": item}


def test_turn_has_the_words_before_it_and_its_pieces() -> None:
    turns = Feed()
    woken = wakes(turns.feed)
    assistant = {"id": "x", "type": "message", "role": "assistant", "content": []}
    turns.receive(
        _user("a", "Hello"),
        _user("a", "Hello"),
        _user("b", "there"),
        {"type": "conversation.item.added", "item": assistant},
        created(),
    )
    assert turns.feed.is_ready
    assert woken
    turn = turns.feed.next_turn()
    assert (turn.user_text, turn.is_requested, turn.status) == ("Hello there", False, "in_progress")
    assert not turn.is_ready
    assert turns.feed.open == [turn]
    turns.receive(text("Hi "), text("you"))
    assert (turn.buffered, turns.harness.session.buffered) == (6, 6)
    pieces = [turn.next_piece(), turn.next_piece()]
    assert [piece.text for piece in pieces if piece] == ["Hi ", "you"]
    assert turn.next_piece() is None
    turns.receive(done())
    assert (turn.is_ready, turn.status, turn.text, turns.ended) == (True, "completed", "Hi you", [turn])
    assert (turn.time_to_first_text, turn.time_to_first_audio) == (0.0, None)
    assert repr(turn) == "<Turn of response resp_1: completed>"
    turns.receive(text("late"), _user("c", "Next"), created("resp_2"))
    assert turns.feed.next_turn().user_text == "Next"


def test_turn_that_is_left_keeps_no_pieces() -> None:
    turns = Feed()
    turns.receive({"type": "ping"}, created(), text("one"), done(), created("resp_2"), text("two", "resp_2"))
    assert turns.buffered == 6
    first = turns.feed.next_turn()
    assert turns.buffered == 6
    second = turns.feed.next_turn()
    assert (first.buffered, second.buffered, turns.buffered) == (0, 3, 3)
    second.leave()
    turns.receive(text("more", "resp_2"))
    assert second.buffered == 0


def test_turn_is_requested_once_that_is_known() -> None:
    turns = Feed()
    turns.harness.session.submit(None)
    turns.harness.flush()
    turns.receive(text("early"), created())
    assert turns.feed.next_turn().is_requested


def test_speech_is_noticed() -> None:
    turns = Feed()
    turns.receive({"type": "input_audio_buffer.speech_started", "item_id": "u", "audio_start_ms": 0})
    assert len(turns.speech) == 1


def test_failure_fails_the_open_turns() -> None:
    turns = Feed()
    turns.receive(created("resp_0"), done("resp_0"), created())
    ended, turn = turns.feed.next_turn(), turns.feed.next_turn()
    error = rt.RealtimeError("gone")
    turns.feed.fail(error)
    assert (turn.error, ended.error, turns.feed.error, turns.feed.open) == (error, None, error, [])


def test_turn_ends_with_a_response_that_the_server_does_not_end() -> None:
    turns = Feed()
    turns.receive(created("resp_0"))
    turns.harness.session.feeds.clear()
    turns.receive(done("resp_0"))
    turns.harness.session.feeds.append(turns.feed)
    turns.receive(created(), text("Hi"), {"type": "error", "error": {"type": "server_error", "message": "no"}})
    turns.feed.next_turn()
    turn = turns.feed.next_turn()
    assert turn.next_piece()
    woken = wakes(turn)
    turns.harness.wait(5.0)
    assert woken
    assert (turn.is_ready, turn.status, turns.feed.open) == (True, "incomplete", [])
    turns.feed.end(turn.response)


def test_response_that_began_before_the_feed_is_no_turn() -> None:
    turns = Feed()
    turns.harness.session.observers.clear()
    turns.receive(created())
    turns.harness.session.observers.append(turns.feed.observe)
    turns.receive(text("Hi"))
    assert not turns.feed.is_ready


@pytest.mark.parametrize("head", [None, rt.RealtimeResponse(status="in_progress")])
def test_turn_that_was_cut_off_is_incomplete(head: Any) -> None:
    response = AssembledResponse("resp_1", head)
    turn = Turn(response, [], is_requested=False)
    response.end()
    assert turn.status == "incomplete"


def test_run_of_a_function() -> None:
    run = FunctionRun(rt.models.RealtimeConversationItemFunctionCall(name="find", arguments="{}"))
    assert (run.name, run.elapsed) == ("find", None)
    run.started_at, run.finished_at = 1.0, 3.5
    assert run.elapsed == 2.5
    run.call = rt.models.RealtimeConversationItemFunctionCall.from_dict({})
    assert run.name == ""


@pytest.mark.parametrize(
    ("session", "interrupts"),
    [
        ({"type": "realtime", "audio": {"input": {"turn_detection": {"type": "server_vad"}}}}, True),
        (
            {
                "type": "realtime",
                "audio": {"input": {"turn_detection": {"type": "server_vad", "interrupt_response": False}}},
            },
            False,
        ),
        ({"type": "realtime", "audio": {"input": {"turn_detection": None}}}, False),
        ({"type": "realtime", "turn_detection": {"type": "none"}}, False),
    ],
)
def test_interruption_is_as_voice_detection_is_set(session: dict[str, Any], interrupts: bool) -> None:
    harness = Harness()
    harness.receive({"type": "session.updated", "session": session})
    assert interrupts_by_itself(harness.session.assembler.session) is interrupts


def test_unknown_session_has_no_voice_detection() -> None:
    assert turn_detection(None) is None
    assert interrupts_by_itself(None) is False
