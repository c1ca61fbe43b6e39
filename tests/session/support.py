"""A session fed by hand: no socket, and a clock that is set."""

from __future__ import annotations

from typing import Any

from realtime_client._core.json import dumps, loads
from realtime_client._session.requests import Request, State, Waiter
from realtime_client._session.session import Session


class Clock:
    """A clock that is set.

    Attributes:
        now: Time in seconds.
    """

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Harness:
    """A session and its clock.

    Attributes:
        session: The session.
        clock: Its clock.
        sent: Events that the session sent, decoded, in order.
        reported: Errors that settled no request.
    """

    def __init__(self, **options: Any) -> None:
        self.clock = Clock()
        self.sent: list[dict[str, Any]] = []
        self.reported: list[Any] = []
        options = {"on_error": self.reported.append, **options}
        self.session = Session(self.clock, options.pop("dialect", "ga"), clock=self.clock, **options)

    def flush(self) -> list[dict[str, Any]]:
        """Send what is in the outbox, and return it."""
        sent = []
        while self.session.ledger.outbox:
            frame = self.session.ledger.outbox.popleft()
            if frame.request is None or not frame.request.is_settled:
                sent.append(loads(frame.data))
        self.sent += sent
        return sent

    def send(self, event: dict[str, Any], *, is_awaited: bool = False) -> Any:
        """Write an event as a connection does, and return its request."""
        outgoing, _ = self.session.write(event, is_awaited=is_awaited)
        self.sent.append(loads(outgoing.data))
        return outgoing.request

    def receive(self, *events: dict[str, Any]) -> None:
        """Have the server send events."""
        for event in events:
            self.session.receive(dumps(event))

    def wait(self, seconds: float) -> None:
        """Let time pass; the session is called at each of its deadlines."""
        until = self.clock.now + seconds
        for _ in range(1_000):
            deadline = self.session.ledger.deadline
            if deadline is None or deadline > until:
                self.clock.now = until
                return
            self.clock.now = max(self.clock.now, deadline)
            self.session.ledger.tick()
            self.flush()
        raise AssertionError("the session asks to be called again and again")


def state(request: Request) -> State:
    """Return the state of a request; a type checker takes an attribute for what it was compared with before."""
    return request.state


def wakes(waiter: Waiter) -> list[None]:
    """Return a list that grows each time a waiter is woken."""
    found: list[None] = []
    waiter.wakers.add(lambda: found.append(None))
    return found


def created(response_id: str | None = "resp_1", **more: Any) -> dict[str, Any]:
    """Return the announcement of a response."""
    return {"type": "response.created", "response": {"id": response_id, "status": "in_progress", **more}}


def done(response_id: str = "resp_1", status: str = "completed", **more: Any) -> dict[str, Any]:
    """Return the end of a response."""
    return {"type": "response.done", "response": {"id": response_id, "status": status, **more}}


def text(delta: str, response_id: str | None = "resp_1", **more: Any) -> dict[str, Any]:
    """Return a piece of text."""
    place = {"item_id": f"item_{response_id}", "output_index": 0, "content_index": 0}
    return {"type": "response.output_text.delta", "response_id": response_id, **place, "delta": delta, **more}


def error(code: str | None = None, **more: Any) -> dict[str, Any]:
    """Return an error, without the id of an event where none is passed."""
    return {"type": "error", "error": {"type": "invalid_request_error", "code": code, "message": "no", **more}}
