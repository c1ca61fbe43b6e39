"""Plain JSON values of any depth: compared and copied without recursion, and checked for rounded integers."""

from __future__ import annotations

import copy
from threading import get_ident
from typing import Any, Final

from .json import BACKEND

__all__ = ["duplicate", "is_deep", "note_rounded", "rounded", "same"]

# Threads in which a model was read that holds a float where the text may have had an integer beyond 64 bits.
rounded: set[int] = set()

_EXACT: Final = frozenset((str, int, bool, type(None)))
_ROUNDED_FROM: Final = 2.0**63


def note_rounded(value: Any) -> None:
    """Add the current thread to `rounded` if a value, or one inside it, is a float that may have been an integer."""
    if type(value) in _EXACT or BACKEND != "orjson":
        return
    pending = [value]
    # What a program passes may contain itself.
    seen: set[int] = set()
    while pending:
        value = pending.pop()
        if isinstance(value, float):
            if abs(value) >= _ROUNDED_FROM:
                rounded.add(get_ident())
                return
        elif isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            inner = value.values() if isinstance(value, dict) else value
            pending += [item for item in inner if type(item) not in _EXACT]


def is_deep(value: Any, limit: int) -> bool:
    """Return True if lists and mappings are nested more than ``limit`` levels deep."""
    level = [value]
    for _ in range(limit + 1):
        level = [
            item
            for holder in level
            if isinstance(holder, dict | list)
            for item in (holder.values() if isinstance(holder, dict) else holder)
        ]
        if not level:
            return False
    return True


def same(first: Any, second: Any) -> bool:
    """Compare two values as ``==`` does, at any depth."""
    pending = [(first, second)]
    while pending:
        one, other = pending.pop()
        if type(one) is type(other) is dict:
            if one.keys() != other.keys():
                return False
            pending += [(item, other[key]) for key, item in one.items()]
        elif type(one) is type(other) is list:
            if len(one) != len(other):
                return False
            pending += zip(one, other, strict=True)
        elif one != other:
            return False
    return True


def duplicate(value: Any, memo: dict[int, Any]) -> Any:
    """Copy a value as `copy.deepcopy` does, at any depth."""
    result: list[Any] = [value]
    pending: list[tuple[Any, Any]] = [(result, 0)]
    while pending:
        holder, place = pending.pop()
        original = holder[place]
        kind = type(original)
        if kind in _EXACT:
            continue
        if id(original) in memo:
            holder[place] = memo[id(original)]
        elif kind is dict or kind is list:
            holder[place] = twin = original.copy()
            memo[id(original)] = twin
            pending += [(twin, key) for key in (twin if kind is dict else range(len(twin)))]
        else:
            holder[place] = copy.deepcopy(original, memo)
    return result[0]
