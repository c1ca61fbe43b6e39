"""Iterations that have ended as soon as they are left."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from threading import get_ident
from typing import Generic, Self, TypeVar

__all__ = ["Iteration"]

_T = TypeVar("_T")


class Iteration(Generic[_T]):
    """An async generator, and what is to be done as soon as it is left.

    After ``break``, the event loop closes an async generator in a task of its own, and the next lines of the program
    run before that.

    Args:
        generator: The generator; closing it must do the same.
        leave: Called once it is left; it may be called again.
        loop: The event loop.
        thread: Identifier of the thread that the loop runs in.
    """

    def __init__(
        self, generator: AsyncGenerator[_T, None], leave: Callable[[], object], loop: AbstractEventLoop, thread: int
    ) -> None:
        self._generator = generator
        self._leave = leave
        self._loop = loop
        self._thread = thread

    def __aiter__(self) -> Self:
        return self

    def __anext__(self) -> Awaitable[_T]:
        return self._generator.__anext__()

    async def aclose(self) -> None:
        """End the iteration."""
        await self._generator.aclose()

    def __del__(self) -> None:
        if get_ident() == self._thread:
            self._leave()
            return
        # Garbage collection chooses the thread; a loop that is closed has nothing left to do.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._leave)
