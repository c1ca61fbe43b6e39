"""Parameters of a request outside its body, as OpenAPI serialises them."""

from __future__ import annotations

from typing import Any, TypeAlias
from urllib.parse import quote

from .._core.json import dumps
from .._core.model import Model
from ..errors import InvalidArgumentError

__all__ = ["Parameter", "pairs", "path_text", "text"]

# Where, name, value, style, and whether each entry is a parameter of its own.
Parameter: TypeAlias = tuple[str, str, Any, str, bool]

_SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def pairs(name: str, value: Any, style: str, explode: bool) -> list[tuple[str, str]]:
    """Return the names and values that a parameter is sent as; none if it is None.

    Args:
        name: Name on the wire.
        value: A scalar, list or mapping.
        style: ``form``, ``simple``, ``spaceDelimited``, ``pipeDelimited`` or ``deepObject``.
        explode: Whether each entry of a list or mapping is a parameter of its own.
    """
    if value is None:
        return []
    value = value.to_dict() if isinstance(value, Model) else value
    if isinstance(value, dict):
        entries = [(str(key), text(entry)) for key, entry in value.items() if entry is not None]
        if style == "deepObject":
            return [(f"{name}[{key}]", entry) for key, entry in entries]
        if explode and style == "form":
            return entries
        parts = [f"{key}={entry}" for key, entry in entries] if explode else [part for pair in entries for part in pair]
        return [(name, _SEPARATORS[style].join(parts))]
    if isinstance(value, list | tuple):
        texts = [text(entry) for entry in value]
        if style == "deepObject" or (explode and style != "simple"):
            return [(name, entry) for entry in texts]
        return [(name, _SEPARATORS[style].join(texts))] if texts else []
    return [(name, text(value))]


def path_text(value: object) -> str:
    """Return a scalar as a part of a path."""
    return quote(text(value), safe="")


def text(value: object) -> str:
    """Return a value as text: scalars as JSON writes them, without quotes, and anything else as JSON.

    Raises:
        InvalidArgumentError: The value cannot be written as JSON.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Model):
        value = value.to_dict()
    try:
        return dumps(value).decode()
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidArgumentError(f"the parameter cannot be written: {error}") from error
