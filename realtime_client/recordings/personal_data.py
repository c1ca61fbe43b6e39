"""Redaction of personal data in recordings: telephone numbers, card numbers, e-mail addresses."""

from __future__ import annotations

import json
import re
from typing import Any, Final

__all__ = ["PersonalDataRedactor", "redact_personal_data"]

_EMAIL: Final = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_NUMBER: Final = re.compile(r"(?<![\w.,])(?:\+|\(\+?)?\d(?:[ \t\u00a0().\-/]{0,3}\d){5,24}(?!\w)")
# Dates, addresses of hosts, and numbers with a decimal point.
_OTHER: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,3}(?:\.\d{1,3}){3}\Z|\d{1,2}\.\d+\Z"
)
# Text that may go on as personal data in the next piece: a number with its separators, then a word.
_OPEN: Final = re.compile(r"[+(]*(?:\d[\d \t\u00a0().\-/+]*)?\S*\Z")
_DIGITS: Final = re.compile(r"\D+")
# Values that people neither say nor write, and that must stay as they are.
_TECHNICAL: Final = frozenset(
    (
        *("id", "event_id", "item_id", "previous_item_id", "response_id", "conversation_id", "call_id"),
        *("type", "object", "role", "status", "model", "voice", "audio", "image_url", "metadata", "format"),
    )
)
_AUDIO: Final = ("response.audio.delta", "response.output_audio.delta", "session.output_audio.delta")
# Pieces of text that are followed at a time.
_STREAMS: Final = 64


def redact_personal_data(text: str) -> str:
    """Return the text with e-mail addresses, card numbers and telephone numbers replaced.

    They become ``[email]``, ``[card]`` and ``[phone]``. A card number has 13 to 19 digits and a valid check digit
    (Luhn); a telephone number 7 to 15 digits, with a separator, a leading ``+`` or a leading zero, or at least ten
    digits. Numbers in words and names are not found.
    """
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    return _NUMBER.sub(_number, text)


def _number(match: re.Match[str]) -> str:
    text = match[0]
    digits = _DIGITS.sub("", text)
    if 13 <= len(digits) <= 19 and _has_check_digit(digits):
        return "[card]"
    if _OTHER.match(text) or not 7 <= len(digits) <= 15:
        return text
    is_written_as_number = text[0] in "+(0" or len(digits) >= 10 or not text.isdigit()
    return "[phone]" if is_written_as_number else text


def _has_check_digit(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


class PersonalDataRedactor:
    """A hook for `RecordOptions.on_record` that redacts telephone numbers, card numbers and e-mail addresses.

    Text that streams is held back from where such data may continue in the next piece; the rest of it follows with a
    later piece, or with the event that states the whole text. Arguments of function calls are redacted where they are
    whole, and their pieces are emptied. Audio stays as it is: leave it out with ``audio="omit"``.

    An object follows one recording; give each connection its own.
    """

    def __init__(self) -> None:
        self._streams: dict[tuple[Any, ...], str] = {}

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        """Return the event without personal data; the same object if it has none."""
        kind = event.get("type")
        if kind in _AUDIO or not isinstance(kind, str):
            return event if kind in _AUDIO else _redacted_event(event)
        delta = event.get("delta")
        if isinstance(delta, str) and kind.endswith(".delta"):
            shown = "" if "arguments" in kind else self._redacted_piece(event, kind, delta)
            rest = _redacted_event({key: value for key, value in event.items() if key != "delta"})
            return {**event, **rest, "delta": shown}
        if kind.endswith((".done", ".completed")) and self._streams:
            self._streams.pop(_key(event, kind.rpartition(".")[0]), None)
        return _redacted_event(event)

    def _redacted_piece(self, event: dict[str, Any], kind: str, delta: str) -> str:
        """Return the part of a text that is certain with this piece and was not before."""
        key = _key(event, kind.rpartition(".")[0])
        held = self._streams.pop(key, "")
        text = held + delta
        found = _OPEN.search(text)
        certain = found.start() if found else len(text)
        if len(self._streams) >= _STREAMS:
            del self._streams[next(iter(self._streams))]
        self._streams[key] = text[certain:]
        return redact_personal_data(text[:certain])


def _key(event: dict[str, Any], stem: str) -> tuple[Any, ...]:
    names = ("response_id", "item_id", "output_index", "content_index")
    return stem, *(value if isinstance(value := event.get(name), str | int) else None for name in names)


def _redacted_event(event: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _redacted(event)
    return found


def _redacted(value: Any) -> Any:
    """Return a JSON value without personal data; the same object where nothing changes."""
    if isinstance(value, str):
        return redact_personal_data(value)
    if isinstance(value, list):
        items = [_redacted(item) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if not isinstance(value, dict):
        return value
    changed = {}
    for key, item in value.items():
        if key in _TECHNICAL and isinstance(item, str):
            continue
        new = _redacted_json(item) if key in ("arguments", "output") and isinstance(item, str) else _redacted(item)
        if new is not item and new != item:
            changed[key] = new
    return {**value, **changed} if changed else value


def _redacted_json(text: str) -> str:
    """Return text that may be JSON without personal data, still as JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return redact_personal_data(text)
    new = _redacted_numbers(value)
    return text if new == value else json.dumps(new, ensure_ascii=False)


def _redacted_numbers(value: Any) -> Any:
    """Return a JSON value without personal data, numbers included."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        shown = redact_personal_data(str(value))
        return shown if shown.startswith("[") else value
    if isinstance(value, str):
        return redact_personal_data(value)
    if isinstance(value, list):
        return [_redacted_numbers(item) for item in value]
    return {redact_personal_data(key): _redacted_numbers(item) for key, item in value.items()}
