"""Limits that keep one client from harming the others."""

from __future__ import annotations

from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import optional

__all__ = ["Limits"]


def _positive(instance: object, attribute: Attribute[Any], value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise ValueError(f"{attribute.name} must be a number above 0, found {value!r}")


@frozen(kw_only=True)
class Limits:
    """Limits of a server; what exceeds one is refused, and other clients do not notice.

    Attributes:
        frame_bytes: Maximum size of a WebSocket message in bytes; a larger one closes the connection with code 1009.
        body_bytes: Maximum size of the body of an HTTP request in bytes; a larger one is refused with status 413.
        request_seconds: Maximum time in seconds for the head of an HTTP request, and again for its body, to arrive.
        sessions: Maximum number of open sessions; one more is refused with status 429. None for no limit.
        events_per_second: Maximum number of events per second that a client sends on average over 10 seconds; more
            close the connection with code 1008. None for no limit.
        idle_seconds: Maximum time in seconds without an event of the client; then the connection closes with code
            1001. None for no limit.
        memory_bytes: Maximum size of the items that a client creates in a session, and of the audio that waits to be
            committed, in bytes each; more is refused.
        audio_bytes: Audio of a conversation that is kept for clients to retrieve, in bytes; older audio is dropped.
    """

    frame_bytes: int = field(default=32 * 2**20, validator=_positive)
    body_bytes: int = field(default=8 * 2**20, validator=_positive)
    request_seconds: float = field(default=30.0, validator=_positive)
    sessions: int | None = field(default=None, validator=optional(_positive))
    events_per_second: float | None = field(default=None, validator=optional(_positive))
    idle_seconds: float | None = field(default=None, validator=optional(_positive))
    memory_bytes: int = field(default=32 * 2**20, validator=_positive)
    audio_bytes: int = field(default=4 * 2**20, validator=_positive)
