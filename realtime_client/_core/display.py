"""Values as a person may see them: short, and with secrets masked."""

from __future__ import annotations

from typing import Any, Final

from .redaction import MASK, is_secret_name, redact

__all__ = ["display"]

# Characters of a string that are shown.
_SHOWN: Final = 80
# A secret that begins among them is recognised by what follows; the rest of a long string is not searched.
_SEARCHED: Final = 256
# Characters before the end of what was searched in which a secret may begin unrecognised.
_MARGIN: Final = 64
# Entries of a list or mapping that are shown, and how deep.
_ENTRIES: Final = 50
_DEPTH: Final = 8


def display(value: Any, depth: int = _DEPTH) -> str:
    """Return the repr of a value, shortened, secrets masked."""
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is int or kind is float or kind is bool or value is None:
        return repr(value)
    if kind is list or kind is dict:
        if not depth:
            return "[…]" if kind is list else "{…}"
        return _list(value, depth - 1) if kind is list else _dict(value, depth - 1)
    # A model masks what it shows itself, and is masked once more for whatever else this may be.
    return redact(repr(value))


def _text(text: str) -> str:
    if len(text) <= _SHOWN:
        return redact(repr(text))
    searched = redact(text[: _SHOWN + _SEARCHED])
    end = _SHOWN if len(text) <= _SHOWN + _SEARCHED else min(_SHOWN, len(searched) - _MARGIN)
    return f"{searched[: max(end, 0)]!r}…<{len(text)} characters>"


def _list(values: list[Any], depth: int) -> str:
    shown = [display(value, depth) for value in values[:_ENTRIES]]
    if len(values) > _ENTRIES:
        shown.append(f"…<{len(values)} entries>")
    return f"[{', '.join(shown)}]"


def _dict(values: dict[Any, Any], depth: int) -> str:
    shown = []
    for key in list(values)[:_ENTRIES]:
        value = values[key]
        secret = isinstance(key, str) and is_secret_name(key) and value is not None
        shown.append(f"{display(key)}: {MASK if secret else display(value, depth)}")
    if len(values) > _ENTRIES:
        shown.append(f"…<{len(values)} entries>")
    return redact(f"{{{', '.join(shown)}}}")
