"""Events of all dialects as one type; in a module of its own, for importing it imports the class of every event."""

from __future__ import annotations

from .._generated.events.unions import ClientEvent, ServerEvent

__all__ = ["ClientEvent", "ServerEvent"]
