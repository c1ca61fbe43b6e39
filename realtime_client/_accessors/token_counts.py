"""Counts of tokens, as usages hold them."""

from __future__ import annotations

from typing import Any, Protocol, Self, cast

__all__ = ["Usage", "is_count", "token_count"]


class Usage(Protocol):
    """What the usages of both dialects have."""

    @property
    def input_tokens(self) -> Any: ...
    @property
    def output_tokens(self) -> Any: ...
    @property
    def input_token_details(self) -> Any: ...
    @property
    def output_token_details(self) -> Any: ...
    def to_dict(self) -> dict[str, Any]: ...
    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self: ...


def token_count(holder: object, name: str) -> int | None:
    """The count of a name; None where there is none, or something else in its place."""
    value = getattr(holder, name, None)
    return cast("int", value) if is_count(value) else None


def is_count(value: object) -> bool:
    """Whether a value is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)
