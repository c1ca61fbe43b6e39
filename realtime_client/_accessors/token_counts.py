"""Token counts of a usage."""

from __future__ import annotations

from typing import Any, Protocol, Self, cast

__all__ = ["Usage", "is_count", "token_count"]


class Usage(Protocol):
    """Fields that the usages of both dialects share."""

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
    """Return a count by name; None if it is missing or not a count."""
    value = getattr(holder, name, None)
    return cast("int", value) if is_count(value) else None


def is_count(value: object) -> bool:
    """Return True for an integer, but not for true and false."""
    return isinstance(value, int) and not isinstance(value, bool)
