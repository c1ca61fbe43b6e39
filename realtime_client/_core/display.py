"""Values as a person may see them: short, and with secrets masked."""

from __future__ import annotations

from typing import Any, Final

from .redaction import redact, redacted

__all__ = ["SHOWN", "display"]

# Characters of a string that are shown.
SHOWN: Final = 80
# A secret that begins among them is recognised by what follows; the rest of a long string is not searched.
_SEARCHED: Final = 128
# Characters before the end of what was searched in which a secret may begin unrecognised.
_MARGIN: Final = 64
# Entries of a list or mapping that are shown, and how deep.
_ENTRIES: Final = 50
_DEPTH: Final = 8


def display(value: Any) -> str:
    """Return the repr of a value, shortened, secrets masked."""
    return _shown(redacted(value) if type(value) in (dict, list) else value, _DEPTH)


def _shown(value: Any, depth: int) -> str:
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is int or kind is float or kind is bool or value is None:
        return repr(value)
    if kind is list or kind is dict:
        if not depth:
            return "[…]" if kind is list else "{…}"
        return _list(value, depth - 1) if kind is list else _dict(value, depth - 1)
    # A model masks what it shows itself; this is for anything else.
    return redact(repr(value))


def _text(text: str) -> str:
    if len(text) <= SHOWN:
        return redact(repr(text))
    searched = redact(text[: SHOWN + _SEARCHED])
    end = SHOWN if len(text) <= SHOWN + _SEARCHED else min(SHOWN, len(searched) - _MARGIN)
    return f"{searched[: max(end, 0)]!r}…<{len(text)} characters>"


def _list(values: list[Any], depth: int) -> str:
    return _joined("[{}]", [_shown(value, depth) for value in values[:_ENTRIES]], len(values))


def _dict(values: dict[Any, Any], depth: int) -> str:
    first = list(values)[:_ENTRIES]
    return _joined("{{{}}}", [f"{_text(str(key))}: {_shown(values[key], depth)}" for key in first], len(values))


def _joined(form: str, shown: list[str], count: int) -> str:
    if count > len(shown):
        shown.append(f"…<{count} entries>")
    return form.format(", ".join(shown))
