"""Short forms for the events of a client."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client._session.commands import Commands
from realtime_client._session.session import Session

from .support import Harness, created, done, error


class Recorder(Commands[str]):
    """Commands that are kept instead of sent."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.sent: list[tuple[Any, bool | None]] = []

    def send(self, event: Any) -> str:
        """Keep an event."""
        self.sent.append((event, None))
        return "event_1"

    def _command(self, event: dict[str, Any], wait: bool) -> str:
        self.sent.append((event, wait))
        return "event_1"


@pytest.fixture
def harness() -> Harness:
    """A session fed by hand."""
    return Harness()


@pytest.fixture
def commands(harness: Harness) -> Recorder:
    """Commands of that session."""
    return Recorder(harness.session)


def _content(text: str) -> list[dict[str, str]]:
    return [{"type": "input_text", "text": text}]


COMMANDS: list[tuple[Any, dict[str, Any], bool | None]] = [
    (lambda c: c.update_session({"voice": "ash"}), {"type": "session.update", "session": {"voice": "ash"}}, True),
    (
        lambda c: c.create_item({"type": "message"}, previous_item_id="root", wait=True),
        {"type": "conversation.item.create", "item": {"type": "message"}, "previous_item_id": "root"},
        True,
    ),
    (
        lambda c: c.say("Hi", role="system"),
        {
            "type": "conversation.item.create",
            "item": {"type": "message", "role": "system", "content": _content("Hi")},
        },
        False,
    ),
    (
        lambda c: c.give_output("call_1", "Rome"),
        {
            "type": "conversation.item.create",
            "item": {"type": "function_call_output", "call_id": "call_1", "output": "Rome"},
        },
        False,
    ),
    (
        lambda c: c.approve("req_1"),
        {
            "type": "conversation.item.create",
            "item": {"type": "mcp_approval_response", "approval_request_id": "req_1", "approve": True},
        },
        False,
    ),
    (
        lambda c: c.deny("req_1", reason="No.", wait=True),
        {
            "type": "conversation.item.create",
            "item": {
                "type": "mcp_approval_response",
                "approval_request_id": "req_1",
                "approve": False,
                "reason": "No.",
            },
        },
        True,
    ),
    (lambda c: c.retrieve_item("a"), {"type": "conversation.item.retrieve", "item_id": "a"}, False),
    (lambda c: c.delete_item("a"), {"type": "conversation.item.delete", "item_id": "a"}, True),
    (
        lambda c: c.truncate_item("a", audio_end_ms=9),
        {"type": "conversation.item.truncate", "item_id": "a", "content_index": 0, "audio_end_ms": 0},
        True,
    ),
    (lambda c: c.commit_audio(), {"type": "input_audio_buffer.commit"}, True),
    (lambda c: c.clear_audio(), {"type": "input_audio_buffer.clear"}, False),
    (lambda c: c.clear_output_audio(), {"type": "output_audio_buffer.clear"}, False),
    (lambda c: c.create_response(), {"type": "response.create"}, None),
    (lambda c: c.create_response({"a": 1}), {"type": "response.create", "response": {"a": 1}}, None),
    (lambda c: c.cancel_response(), {"type": "response.cancel"}, None),
    (lambda c: c.cancel_response("resp_1"), {"type": "response.cancel", "response_id": "resp_1"}, None),
]


@pytest.mark.parametrize(("use", "event", "wait"), COMMANDS)
def test_command_is_one_event(commands: Recorder, use: Any, event: dict[str, Any], wait: bool | None) -> None:
    use(commands)
    for sent, _ in commands.sent:
        if sent.get("item", {}).get("type") == "mcp_approval_response":
            assert sent["item"].pop("id").startswith("mcpa_")
    assert commands.sent == [(event, wait)]


def test_state_of_the_session_is_shown(harness: Harness, commands: Recorder) -> None:
    assert (commands.session, commands.usage, commands.last_error, commands.translation) == (None,) * 4
    item = {"id": "a", "type": "message", "role": "user", "content": _content("Hi")}
    harness.receive(
        {"type": "session.created", "session": {"type": "realtime"}},
        {"type": "conversation.item.added", "item": item},
        created(),
        done(usage={"total_tokens": 3}),
        error("odd"),
        {"type": "session.input_transcript.delta", "delta": "Hi"},
    )
    assert commands.dialect == "ga"
    assert commands.session is harness.session.assembler.session
    assert commands.transcript() == "user: Hi"
    assert len(commands.conversation) == len(commands.responses) == 1
    assert commands.usage is not None
    assert commands.usage.total_tokens == 3
    assert isinstance(commands.last_error, rt.ServerError)
    assert commands.notes == []
    assert commands.translation is harness.session.assembler.translation


def test_base_sends_nothing(harness: Harness) -> None:
    base: Commands[str] = Commands()
    base._session = harness.session
    with pytest.raises(NotImplementedError):
        base.create_response()
    with pytest.raises(NotImplementedError):
        base.say("Hi")
