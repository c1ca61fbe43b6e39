"""Owners of waits and iterations: a task, or the thread that a task of a blocking connection works for."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar
from typing import Final

__all__ = ["OWNER", "current_owner", "is_gone"]

# The thread that a blocking connection works for; None where the current task works for itself.
OWNER: Final[ContextVar[object | None]] = ContextVar("realtime_client_owner", default=None)


def current_owner() -> object | None:
    """Return the thread that the current task works for, or else the task."""
    return OWNER.get() or asyncio.current_task()


def is_gone(owner: object) -> bool:
    """Return True for a task or thread that has ended."""
    if isinstance(owner, threading.Thread):
        return not owner.is_alive()
    return isinstance(owner, asyncio.Task) and owner.done()
