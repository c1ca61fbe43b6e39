"""Checking the limits of options where they are given, not where they would fail."""

from __future__ import annotations

from ..errors import InvalidArgumentError

__all__ = ["check_limit", "check_timeout"]


def check_limit(
    name: str, value: object, *, is_positive: bool = False, is_whole: bool = False, may_be_none: bool = True
) -> None:
    """Refuse what is not a limit.

    Args:
        name: Name of the option, such as ``"Options.max_size"``.
        value: The value.
        is_positive: Whether 0 is refused.
        is_whole: Whether it counts something.
        may_be_none: Whether None is accepted, for no limit.

    Raises:
        InvalidArgumentError: The value is not such a number.
    """
    if value is None and may_be_none:
        return
    kinds = int if is_whole else (int, float)
    # NaN compares false with everything.
    if isinstance(value, bool) or not isinstance(value, kinds) or not value >= 0 or (is_positive and value == 0):
        kind = "a whole number" if is_whole else "a number"
        least = "above 0" if is_positive else "of at least 0"
        alternative = ", or None" if may_be_none else ""
        raise InvalidArgumentError(f"{name} is {value!r}: give {kind} {least}{alternative}")


def check_timeout(timeout: object) -> None:
    """Refuse a time limit that is not a number; a negative one has passed.

    NaN would keep the event loop from running other timers in their order.

    Raises:
        InvalidArgumentError: It is not a number of seconds.
    """
    is_number = isinstance(timeout, int | float) and not isinstance(timeout, bool) and timeout == timeout
    if timeout is not None and not is_number:
        raise InvalidArgumentError(f"timeout is {timeout!r}: give a number of seconds, or None")
