"""Errors that name no event: their parameter, code and text say what they are about."""

from __future__ import annotations

from typing import Any

import pytest

from realtime_client._session.requests import State

from .support import Harness, created, done, error, state, text

TRUNCATE = {"type": "conversation.item.truncate", "item_id": "item_9", "content_index": 0, "audio_end_ms": 9}
DELETE = {"type": "conversation.item.delete", "item_id": "item_9"}
COMMIT = {"type": "input_audio_buffer.commit"}
CREATE = {"type": "conversation.item.create", "previous_item_id": "item_9", "item": {"type": "message", "role": "user"}}
UPDATE = {"type": "session.update", "session": {"instructions": "Hi"}}
CANCEL = {"type": "response.cancel"}
SHORTER = "Audio content of 2450ms is already shorter than 2535ms"


@pytest.mark.parametrize(
    ("command", "code", "more"),
    [
        (CANCEL, "response_cancel_not_active", {}),
        (CANCEL, None, {"message": "Cancellation failed: no active response found"}),
        (TRUNCATE, "invalid_value", {"message": SHORTER}),
        (TRUNCATE, None, {"message": "Only model output audio messages can be truncated"}),
        (TRUNCATE, "invalid_value", {"param": "audio_end_ms"}),
        (TRUNCATE, "invalid_value", {"param": "content_index"}),
        (DELETE, "item_delete_invalid_item_id", {"message": "Item with item_id 'item_9' does not exist."}),
        (DELETE, None, {"param": "item_id"}),
        (COMMIT, "input_audio_buffer_commit_empty", {}),
        (COMMIT, None, {"message": "Error committing input audio buffer: buffer too small."}),
        (CREATE, None, {"param": "previous_item_id"}),
        (UPDATE, "cannot_update_voice", {}),
    ],
)
@pytest.mark.parametrize("is_awaited", [True, False])
def test_it_settles_the_command_it_is_about_and_not_the_response(
    command: dict[str, Any], code: str | None, more: dict[str, Any], is_awaited: bool
) -> None:
    harness = Harness()
    sent = harness.send(command, is_awaited=is_awaited)
    request = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(error(code, **more))
    harness.wait(1)
    assert state(sent) is State.SETTLED
    assert (sent.error is not None) == is_awaited
    if command is not CREATE or is_awaited:
        assert state(request) is State.SENT
        harness.receive(created(metadata=event["response"]["metadata"]), text("Hi"), done())
        assert (request.is_settled, request.error) == (True, None)
    assert len(harness.reported) == (0 if is_awaited or command is CREATE else 1)


def test_it_is_about_the_command_whose_item_it_names() -> None:
    harness = Harness()
    first = harness.send({**DELETE, "item_id": "item_1"}, is_awaited=True)
    second = harness.send(DELETE, is_awaited=True)
    harness.receive(error(None, message="Item with item_id 'item_9' not found."))
    harness.wait(1)
    assert (state(first), state(second)) == (State.SENT, State.SETTLED)


@pytest.mark.parametrize(
    "refusal",
    [
        error("response_cancel_not_active"),
        error("invalid_value", param="audio", message="Invalid 'audio'. Expected base64-encoded audio bytes."),
    ],
)
def test_what_no_response_can_be_refused_for_is_reported(refusal: dict[str, Any]) -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(refusal)
    harness.wait(5)
    assert state(request) is State.SENT
    assert len(harness.reported) == 1


def test_a_parameter_of_a_response_settles_the_response() -> None:
    harness = Harness()
    deletion = harness.send(DELETE)
    request = harness.session.submit({"input": [{"type": "item_reference", "id": "item_9"}]})
    harness.flush()
    harness.receive(error(None, param="response.input[0].id", message="Item 'item_9' not found."))
    harness.wait(1)
    assert request.error is not None
    assert state(deletion) is State.SENT


def test_what_may_be_about_a_response_settles_it_where_no_such_command_was_sent() -> None:
    harness = Harness()
    request = harness.session.submit(None)
    harness.flush()
    harness.receive(error("input_audio_buffer_commit_empty"))
    harness.wait(1)
    assert request.error is not None


@pytest.mark.parametrize("names_event", [True, False])
@pytest.mark.parametrize(
    "message",
    [
        "Conversation already has an active response",
        "Conversation already has an active response in progress: resp_0. Wait until the response is finished.",
        "A response is already in progress",
    ],
)
def test_a_refusal_for_an_active_response_is_known_by_its_text(message: str, names_event: bool) -> None:
    harness = Harness()
    request = harness.session.submit(None)
    (event,) = harness.flush()
    harness.receive(created("resp_0", metadata=None))
    harness.receive(error(None, message=message, event_id=event["event_id"] if names_event else None))
    assert (state(request), request.error) == (State.QUEUED, None)
    harness.receive(done("resp_0"))
    (again,) = harness.flush()
    harness.receive(created(metadata=again["response"]["metadata"]), text("mine"), done())
    assert (request.is_settled, request.error) == (True, None)


@pytest.mark.parametrize("item_id", ["", None])
def test_an_acknowledgement_without_an_item_is_about_the_item_of_its_command(item_id: str | None) -> None:
    harness = Harness()
    for number in (1, 2):
        item = {"id": f"item_{number}", "type": "message", "role": "user"}
        harness.receive({"type": "conversation.item.added", "previous_item_id": None, "item": item})
    conversation = harness.session.assembler.conversation
    truncation = harness.send({**TRUNCATE, "item_id": "item_2"})
    deletion = harness.send({**DELETE, "item_id": "item_1"})
    harness.receive({"type": "conversation.item.truncated", "item_id": item_id})
    harness.receive({"type": "conversation.item.deleted", "item_id": item_id})
    assert truncation.is_settled
    assert deletion.is_settled
    assert [(item.id, item.audio_end_ms) for item in conversation.items] == [("item_2", 9)]


def test_what_the_server_names_in_an_acknowledgement_holds() -> None:
    harness = Harness()
    item = {"id": "item_9", "type": "message", "role": "assistant"}
    harness.receive({"type": "conversation.item.added", "item": item})
    harness.send(TRUNCATE)
    harness.receive({"type": "conversation.item.truncated", "item_id": "item_9", "audio_end_ms": 7})
    (found,) = harness.session.assembler.conversation.items
    assert found.audio_end_ms == 7


@pytest.mark.parametrize("event", [{**TRUNCATE, "item_id": "unknown"}, {**TRUNCATE, "item_id": None}])
def test_an_acknowledgement_of_an_unknown_item_changes_nothing(event: dict[str, Any]) -> None:
    harness = Harness()
    command = harness.send(event)
    harness.receive({"type": "conversation.item.truncated"})
    assert command.is_settled
    assert harness.session.assembler.conversation.items == []


@pytest.mark.parametrize("sent", ["session", "transcription_session"])
@pytest.mark.parametrize("acknowledged", ["session", "transcription_session"])
def test_settings_of_a_transcription_are_acknowledged_by_either_name(sent: str, acknowledged: str) -> None:
    harness = Harness()
    command = harness.send({"type": f"{sent}.update", "session": {"type": "transcription"}}, is_awaited=True)
    harness.receive({"type": f"{acknowledged}.updated", "session": {"id": "sess_1"}})
    assert (command.is_settled, command.error) == (True, None)
    assert harness.session.ledger.settings == {f"{sent}.update": {"type": "transcription"}}
