"""Iterations that have ended as soon as they are left."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from threading import get_ident
from typing import TypeVar
from weakref import ref

from .._session.requests import Waiter

__all__ = ["leave_at_once"]

_T = TypeVar("_T")


def leave_at_once(
    waiter: Waiter,
    generator: AsyncGenerator[_T, None],
    leave: Callable[[], object],
    loop: AbstractEventLoop,
    thread: int,
) -> AsyncGenerator[_T, None]:
    """Return an async generator, and have something done as soon as it is left.

    After ``break``, the event loop closes an async generator in a task of its own, and the next lines of the program
    run before that.

    Args:
        waiter: The source that it takes from.
        generator: The generator; closing it must do the same.
        leave: Called once nothing refers to the generator; it may have been called before.
        loop: The event loop.
        thread: Identifier of the thread that the loop runs in.
    """

    def left(_: object) -> None:
        if get_ident() == thread:
            leave()
            return
        # Garbage collection chooses the thread; a loop that is closed has nothing left to do.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(leave)

    # No class around the generator, which would cost a call for each event.
    waiter.iteration = ref(generator, left)
    return generator
