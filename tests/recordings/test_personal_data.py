"""Redaction of personal data, and what must not be taken for it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime_client.recordings import PersonalDataRedactor, redact_personal_data


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Write to anna.b+c@mail.example.com, please.", "Write to [email], please."),
        ("Call +1 555 012 3456.", "Call [phone]."),
        ("Call (555) 012-3456 or 0171/1234567.", "Call [phone] or [phone]."),
        ("+49 (0)30 901820", "[phone]"),
        ("5550123456", "[phone]"),
        ("4111 1111 1111 1111", "[card]"),
        ("card 4111-1111-1111-1111, thanks", "card [card], thanks"),
        ("378282246310005", "[card]"),
        ("at 19:30 on 2026-11-26", "at 19:30 on 2026-11-26"),
        ("26.11.2026 or 26/11/2026", "26.11.2026 or 26/11/2026"),
        ("1,234,567.89 and 3.14159265", "1,234,567.89 and 3.14159265"),
        ("order 123456 at 192.168.100.200", "order 123456 at 192.168.100.200"),
        ("4111 1111 1111 1112 has no valid check digit", "4111 1111 1111 1112 has no valid check digit"),
        ("a@b", "a@b"),
    ],
)
def test_text(text: str, redacted: str) -> None:
    assert redact_personal_data(text) == redacted


def test_hostile_text_takes_no_time() -> None:
    for text in ("a" * 200_000, "1 " * 100_000, "@" * 100_000, "a@" * 100_000, "1-" * 100_000 + "x"):
        before = time.process_time()
        redact_personal_data(text)
        PersonalDataRedactor()({"type": "response.output_text.delta", "delta": text})
        assert time.process_time() - before < 20


def delta(text: str, kind: str = "response.output_audio_transcript.delta") -> dict[str, Any]:
    return {"type": kind, "event_id": "e", "response_id": "r", "item_id": "i", "output_index": 0, "delta": text}


@given(st.lists(st.integers(1, 30), max_size=12))
def test_no_way_to_cut_a_text_shows_what_is_in_it(sizes: list[int]) -> None:
    text = "Say +1 555 012 3456, 4111 1111 1111 1111 or anna@example.com to us."
    redactor = PersonalDataRedactor()
    shown, rest = "", text
    for size in [*sizes, len(text)]:
        shown += redactor(delta(rest[:size]))["delta"]
        rest = rest[size:]
    whole = redact_personal_data(text)
    assert whole == "Say [phone], [card] or [email] to us."
    assert whole.startswith(shown)


def test_arguments_stay_json() -> None:
    redactor = PersonalDataRedactor()
    event = {
        "type": "response.function_call_arguments.done",
        "arguments": '{"phone": 15550123456, "to": "a@b.example"}',
    }
    assert redactor(event)["arguments"] == '{"phone": "[phone]", "to": "[email]"}'
    assert redactor(delta('{"phone": 155', "response.function_call_arguments.delta"))["delta"] == ""
    item = {"type": "function_call_output", "call_id": "call_5550123456", "output": '[true, null, "(555) 012-3456"]'}
    assert redactor({"type": "conversation.item.create", "item": item})["item"] == {
        **item,
        "output": '[true, null, "[phone]"]',
    }
    broken = {"type": "x", "arguments": "+1 555 012 3456", "output": {"mail": ["a@b.example", 5]}}
    assert redactor(broken) == {"type": "x", "arguments": "[phone]", "output": {"mail": ["[email]", 5]}}


def test_what_has_none_stays_the_same_object() -> None:
    redactor = PersonalDataRedactor()
    for event in (
        {"type": "response.output_audio.delta", "delta": "5550123456"},
        {"type": "input_audio_buffer.append", "audio": "5550123456"},
        {"type": "session.updated", "session": {"id": "5550123456", "expires_at": 1_767_233_035, "tools": [{"a": 1}]}},
        {"type": 5},
    ):
        assert redactor(event) is event


def test_streams_are_followed_apart_and_forgotten() -> None:
    redactor = PersonalDataRedactor()
    for number in range(200):
        assert redactor({**delta("call 555 "), "item_id": f"item_{number}"})["delta"] == "call "
    assert len(redactor._streams) <= 64
    redactor({**delta(""), "item_id": "item_199", "type": "response.output_audio_transcript.done", "transcript": "x"})
    assert redactor({**delta("012 3456 "), "item_id": "item_199"})["delta"] == ""
