"""Clearing of local variables in tracebacks."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from realtime_client._core.tracebacks import clear_causes, clear_locals, hides_arguments

# Frames of this module would be left alone, as those of users are.
SOURCE = """
def fail(secret):
    raise ValueError

def outer(secret):
    try:
        fail(secret)
    except ValueError as error:
        raise ExceptionGroup("both", [KeyError(1), error])

def guarded(clear, secret):
    try:
        fail(secret)
    except ValueError as error:
        clear(error)
        raise
"""


def library(name: str = "httpx._client") -> dict[str, Any]:
    """Return the namespace of a module with a name."""
    namespace: dict[str, Any] = {"__name__": name}
    exec(compile(SOURCE, f"{name}.py", "exec"), namespace)
    return namespace


def variables(error: BaseException) -> list[dict[str, object]]:
    """Return the local variables of the frames below the test."""
    found: list[dict[str, object]] = []
    trace = error.__traceback__.tb_next if error.__traceback__ is not None else None
    while trace is not None:
        found.append(dict(trace.tb_frame.f_locals))
        trace = trace.tb_next
    return found


@pytest.mark.parametrize(("name", "is_cleared"), [("httpx._client", True), ("httpx", True), ("httpxyz", False)])
def test_locals_of_libraries_are_cleared(name: str, is_cleared: bool) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        library(name)["fail"](1)
    clear_locals(raised.value)
    assert variables(raised.value) == [{} if is_cleared else {"secret": 1}]


def test_causes_and_members_of_groups_are_cleared() -> None:
    with pytest.raises(ExceptionGroup) as raised:
        library()["outer"](1)
    member = raised.value.exceptions[1]
    # A circle, as some libraries make it.
    member.__cause__ = raised.value
    clear_causes(raised.value)
    assert variables(raised.value) == variables(member) == [{}]


def test_frames_that_run_keep_their_locals() -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        library()["guarded"](clear_locals, 1)
    assert [set(each) for each in variables(raised.value)] == [{"clear", "secret"}, set()]


@pytest.mark.parametrize("is_async", [False, True])
def test_arguments_are_hidden(is_async: bool) -> None:
    def plain(first: int, *, second: int) -> None:
        """Fail."""
        raise ValueError(first + second)

    async def awaited(first: int, *, second: int) -> None:
        raise ValueError(first + second)

    with pytest.raises(ValueError, match="3") as raised:
        asyncio.run(hides_arguments(awaited)(1, second=2)) if is_async else hides_arguments(plain)(1, second=2)
    frames = variables(raised.value)
    # The last one is a function of the test.
    assert frames.pop()["first"] == 1
    assert frames
    assert not any("args" in each or "kwargs" in each for each in frames)
    assert hides_arguments(plain).__doc__ == plain.__doc__
