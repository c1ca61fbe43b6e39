"""Calls of functions are distinguished by their own ids: servers change, share and omit the ids of their items."""

from __future__ import annotations

from typing import Any

import pytest

from .support import assemble, call, created, delta, done, item_event, message

FIRST, SECOND = '{"a": 1}', '{"a": 2}'


def _calls(*events: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    response = assemble(*events)
    return [(each.call_id, each.name, each.arguments) for each in response.function_calls]


def _arguments_done(call_id: str, arguments: str, **place: Any) -> dict[str, Any]:
    kind = "response.function_call_arguments.done"
    return {"type": kind, "response_id": "resp_1", "call_id": call_id, "name": "find", "arguments": arguments, **place}


def _begun(item_id: str, call_id: str = "call_1", index: int | None = 0) -> dict[str, Any]:
    return item_event("added", call("", item_id, call_id=call_id, status="in_progress"), index)


def _ended(item_id: str, arguments: str, call_id: str = "call_1", index: int | None = 0) -> dict[str, Any]:
    return item_event("done", call(arguments, item_id, call_id=call_id, status="completed"), index)


ONE = [("call_1", "find", FIRST)]
TWO = [("call_1", "find", FIRST), ("call_2", "find", SECOND)]


@pytest.mark.parametrize(
    "end",
    [
        done(output=[]),
        done(output=None),
        done(),
        done(output=[call(FIRST, "item_3")]),
        done(output=[call(FIRST, "item_1")]),
    ],
)
@pytest.mark.parametrize(
    "events",
    [
        [_begun("item_1"), _ended("item_2", FIRST)],
        [_begun("item_1"), _ended("item_2", FIRST, index=None)],
        [_begun("item_1", index=None), _ended("item_2", FIRST, index=1)],
        [_begun("item_1"), _arguments_done("call_1", FIRST, item_id="item_2", output_index=0)],
        [_begun("item_1"), _arguments_done("call_1", FIRST, item_id="item_2"), _ended("item_4", FIRST)],
        [_begun("item_1"), _arguments_done("call_1", FIRST), _ended("item_1", FIRST)],
        [_arguments_done("call_1", FIRST), _ended("item_1", FIRST)],
    ],
)
def test_a_call_whose_item_changes_its_id_is_one_call(events: list[dict[str, Any]], end: dict[str, Any]) -> None:
    assert _calls(created(), *events, end) == ONE


@pytest.mark.parametrize("end", [done(output=[]), done(output=None)])
@pytest.mark.parametrize(
    "events",
    [
        [_arguments_done("call_1", FIRST), _arguments_done("call_2", SECOND)],
        [_arguments_done("call_1", FIRST, item_id="i"), _arguments_done("call_2", SECOND, item_id="i")],
        [
            *(_begun("i"), _ended("i", FIRST)),
            *(_begun("i", "call_2", 1), _ended("i", SECOND, "call_2", 1)),
        ],
        [_begun("i"), _ended("i", FIRST), _begun("i", "call_2"), _ended("i", SECOND, "call_2")],
        [_begun("i"), _begun("i", "call_2", 1), _ended("i", FIRST), _ended("i", SECOND, "call_2", 1)],
        [
            *(_begun("i"), _arguments_done("call_1", FIRST, item_id="i", output_index=0)),
            *(_begun("j", "call_2"), _arguments_done("call_2", SECOND, item_id="j", output_index=0)),
        ],
    ],
)
def test_calls_that_share_an_item_id_or_have_none_stay_apart(events: list[dict[str, Any]], end: dict[str, Any]) -> None:
    assert _calls(created(), *events, end) == TWO


def test_a_final_output_with_one_item_id_for_all_calls_has_all_calls() -> None:
    output = [call(FIRST), call(SECOND, call_id="call_2")]
    assert _calls(created(), done(output=output)) == TWO
    assert _calls(created(), _begun("item_1"), done(output=output)) == TWO


def test_a_call_without_ids_is_not_the_message_before_it() -> None:
    events = [item_event("added", message()), delta("output_text", "One moment.", "d")]
    response = assemble(created(), *events, _arguments_done("call_1", FIRST), done(output=None))
    assert [item.call_id for item in response.ordered_items()] == [None, "call_1"]
    assert response.output_text == "One moment."
    assert [each.arguments for each in response.function_calls] == [FIRST]


def test_events_that_name_a_call_otherwise_while_its_item_goes_on_are_about_that_item() -> None:
    events = [_begun("item_1"), _arguments_done("fc_1", FIRST, item_id="item_1", output_index=0)]
    assert _calls(created(), *events, done(output=None)) == ONE


def test_calls_with_one_id_and_other_arguments_are_several() -> None:
    events = [_begun("i"), _ended("i", FIRST), _begun("j", index=1), _ended("j", SECOND, index=1)]
    assert _calls(created(), *events, done(output=None)) == [*ONE, ("call_1", "find", SECOND)]


def test_an_output_among_the_items_is_not_its_call() -> None:
    output = {"id": "item_2", "type": "function_call_output", "call_id": "call_1", "output": "7"}
    events = [_begun("item_1"), item_event("done", output, 1), _ended("item_1", FIRST)]
    response = assemble(created(), *events, done(output=[call(FIRST), output]))
    whole = response.snapshot().to_dict()["output"]
    assert [item["type"] for item in whole] == ["function_call", "function_call_output"]
    assert [each.arguments for each in response.function_calls] == [FIRST]


def _items(*events: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return what is known of each item before the response has ended."""
    items = assemble(created(), *events).ordered_items()
    return [(item.id, item.call_id, item.arguments, item.is_done) for item in items]


def test_items_are_distinguished_while_the_response_goes_on() -> None:
    assert _items(_begun("i"), _begun("i", "call_2", 1)) == [("i", "call_1", "", False), ("i", "call_2", "", False)]
    assert _items(_begun("i"), _arguments_done("call_2", SECOND, item_id="i", output_index=1)) == [
        ("i", "call_1", "", False),
        ("i", "call_2", SECOND, False),
    ]
    assert _items(_begun("i"), _ended("i", FIRST), _arguments_done("call_2", SECOND)) == [
        ("i", "call_1", FIRST, True),
        (None, "call_2", SECOND, False),
    ]


def test_pieces_without_a_call_id_belong_to_the_last_call_with_the_id_of_their_item() -> None:
    piece = delta("function_call_arguments", SECOND, "d", item_id="i", output_index=None)
    assert _items(_begun("i"), _begun("i", "call_2", 1), piece) == [
        ("i", "call_1", "", False),
        ("i", "call_2", SECOND, False),
    ]


def test_an_output_ends_no_call_that_goes_on() -> None:
    output = {"id": "item_2", "type": "function_call_output", "call_id": "call_1", "output": "7"}
    found = _items(_begun("item_1"), item_event("done", output, None))
    assert [(each[0], each[3]) for each in found] == [("item_1", False), ("item_2", True)]
