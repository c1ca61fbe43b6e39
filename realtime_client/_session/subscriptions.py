"""Subscriptions to the events of a session, and waits for one of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from ..errors import RealtimeError
from .requests import Waiter

__all__ = ["Expectation", "Subscription"]


class Subscription(Waiter):
    """All events in their order, kept until they are taken."""

    def __init__(self) -> None:
        super().__init__()
        # Counted by who offers and by who takes, which may be two threads.
        self._offered = 0
        self._taken = 0
        self._events: deque[tuple[Any, int]] = deque()

    def __len__(self) -> int:
        return len(self._events)

    @property
    def buffered(self) -> int:
        """Size of the events that have not been taken, in bytes."""
        return self._offered - self._taken

    @property
    def is_ready(self) -> bool:
        """True when an event is there."""
        return bool(self._events)

    def offer(self, event: Any, size: int) -> None:
        """Keep an event of a size in bytes."""
        self._offered += size
        self._events.append((event, size))
        if self.wakers:
            self.wake()

    def take(self) -> Any:
        """Return the oldest event."""
        event, size = self._events.popleft()
        self._taken += size
        return event

    def take_all(self) -> Iterator[Any]:
        """Take one event after the other, the oldest first, until there is none."""
        events = self._events
        while events:
            event, size = events.popleft()
            self._taken += size
            yield event

    def overflow(self, error: RealtimeError) -> None:
        """Drop what has not been taken, and fail."""
        self.drop()
        self.fail(error)

    def drop(self) -> list[tuple[Any, int]]:
        """Discard everything that is kept, and return it."""
        events = list(self._events)
        self._events.clear()
        self._taken = self._offered
        return events


class Expectation(Waiter):
    """The first event that a condition holds for."""

    def __init__(self, condition: Callable[[Any], bool]) -> None:
        super().__init__()
        self.event: Any = None
        self.failure: Exception | None = None
        self._condition = condition

    @property
    def is_ready(self) -> bool:
        """True once the event has arrived, or the condition has raised."""
        return self.event is not None or self.failure is not None

    def offer(self, event: Any) -> None:
        """Look at an event; an exception of the condition is kept for the task that waits."""
        if self.is_ready:
            return
        try:
            if self._condition(event):
                self.event = event
        except Exception as error:
            self.failure = error
        if self.event is not None or self.failure is not None:
            self.wake()

    def take(self) -> Any:
        """Return the event.

        Raises:
            Exception: The condition raised it.
        """
        if self.failure is not None:
            raise self.failure
        return self.event
