"""Values as a person may see them: short, with secrets masked."""

from __future__ import annotations

from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client._core.display import display

KEY = "sk-test-0123456789abcdef"


@pytest.mark.parametrize("length", [24, 60, 90, 300, 5000])
def test_a_secret_is_masked_wherever_a_text_is_cut(length: int) -> None:
    secret = KEY + "z" * (length - len(KEY))
    for before in range(120):
        start = "a" * before + " " + secret
        for text in (start, f"{start} {'b' * 400}", f"{KEY} " * 6 + "a " * before + secret):
            for shown in (display(text), repr(models.RealtimeSession(instructions=text))):
                assert not any(part in shown for part in ("sk-t", "0123", "zzz"))
                assert len(shown) < 200


@pytest.mark.parametrize("name", ["authorization: Bearer ", "password='", '"api_key": "', "token="])
def test_a_named_secret_is_masked_wherever_a_text_is_cut(name: str) -> None:
    for before in range(60, 90):
        assert "hunt" not in display("a" * before + " " + name + "hunter22" * 50)


def test_the_message_of_an_error_is_shown_whole() -> None:
    message = "The session is misconfigured: " + "see the settings of the audio input, " * 10 + f"and not {KEY}."
    event = rt.parse_event({"type": "error", "error": {"type": "invalid_request_error", "message": message}})
    assert message.replace(KEY, "***") in repr(event)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1, "1"),
        (1.5, "1.5"),
        (None, "None"),
        (True, "True"),
        ("a", "'a'"),
        ([1, "a", [None]], "[1, 'a', [None]]"),
        ({"a": {"b": 1}}, "{'a': {'b': 1}}"),
        ({1: 2}, "{'1': 2}"),
        (
            {"authorization": "hunter2", "a": [{"api_key": "hunter2"}]},
            "{'authorization': '***', 'a': [{'api_key': '***'}]}",
        ),
        (["x" * 100], f"['{'x' * 80}'…<100 characters>]"),
        (list(range(60)), f"[{', '.join(map(str, range(50)))}, …<60 entries>]"),
        ([[[[[[[[[1]]]]]]]]], "[[[[[[[[[…]]]]]]]]]"),
        ({"a": rt.UnknownObject.from_dict({"type": "b"})}, "{'a': UnknownObject(type='b', keys=<type>)}"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_values(value: Any, shown: str) -> None:
    assert display(value) == shown


def test_values_of_any_depth_and_size_are_short() -> None:
    deep: Any = 1
    for index in range(2000):
        deep = [deep] if index % 2 else {"a": deep}
    assert len(display(deep)) < 100
    assert len(display({str(index): "x" * 1000 for index in range(1000)})) < 10_000
