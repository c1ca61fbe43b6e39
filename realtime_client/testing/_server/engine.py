"""Server side of one connection without a socket: frames in, frames out."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, MutableSequence, Sequence
from typing import Any, Final

from attrs import field, frozen

from ..._core.json import dumps
from ..._decode.decoder import parse_client_event
from ..._decode.dialects import CLIENT_EVENTS, Dialect
from ..._decode.validation import validate
from .answers import Answerer, Close, Frame, Out
from .limits import Limits
from .profiles import OPENAI, Profile
from .refusals import Refused, shortened
from .settings import Kind
from .speech import Voice
from .streaming import is_plain
from .wire import read_object, require_conforming, without_nulls

__all__ = ["REFERENCE", "Engine", "Opening", "Outbox"]

# Type of a reference to an item of the conversation in the input of a response.
REFERENCE: Final = "item_reference"
_LONGEST_ID: Final = 512


@frozen(kw_only=True)
class Opening:
    """Initial state of a session.

    Attributes:
        dialect: Its dialect.
        kind: Its kind.
        model: The model.
        changes: Settings that a client secret or a call brings.
        expires_at: Time of its end, in seconds since the Unix epoch.
        seconds: Maximum duration in seconds; None for no limit.
        profile: Differences of the server.
        is_strict: Whether to refuse parameters that the contract does not know.
        is_attached: Whether the session exists already, so that it is not announced.
        limits: Limits of the server.
        voice: Real speech, if the server has it.
        refusals: Sequence that collects the refused requests.
    """

    dialect: Dialect
    kind: Kind = "realtime"
    model: str = ""
    changes: Mapping[str, Any] | None = None
    expires_at: int = 0
    seconds: float | None = None
    profile: Profile = OPENAI
    is_strict: bool = False
    is_attached: bool = False
    limits: Limits = field(factory=Limits)
    voice: Voice = field(factory=Voice)
    refusals: MutableSequence[Mapping[str, Any]] = field(factory=list, repr=False)


class Outbox(deque[str | Close]):
    """Frames to send, in order.

    Attributes:
        size: Number of their characters.
    """

    size = 0

    def append(self, frame: str | Close) -> None:
        """Add a frame."""
        self.size += len(frame) if isinstance(frame, str) else 0
        super().append(frame)

    def popleft(self) -> str | Close:
        """Take the next frame."""
        frame = super().popleft()
        self.size -= len(frame) if isinstance(frame, str) else 0
        return frame


class Engine:
    """One connection.

    Args:
        opening: Initial state of its session.
        answerer: Source of the answers.
        new_id: Returns a new id with a prefix.

    Attributes:
        outbox: Frames to send, in order.
        spawn: Runs a coroutine beside the connection until its end; None where there is no event loop.
        wake: Called when a coroutine has changed what is due.
    """

    spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]] | None = None

    def __init__(self, opening: Opening, answerer: Answerer, new_id: Callable[[str], str]) -> None:
        self.outbox = Outbox()
        self.opening = opening
        self.answerer = answerer
        self.new_id = new_id
        self.wake: Callable[[], object] = lambda: None

    def start(self) -> None:
        """Begin the session once the connection is open."""
        raise NotImplementedError

    def handle(self, event: dict[str, Any]) -> Awaitable[None] | None:
        """Handle an event that conforms to the contract.

        Returns:
            What must be awaited before the next event; None if there is nothing.

        Raises:
            Refused: The request is refused.
        """
        raise NotImplementedError

    def receive(self, frame: str | bytes) -> Awaitable[None] | None:
        """Handle a frame of the client, or answer it with an error.

        Returns:
            What must be awaited before the next frame; None if there is nothing.
        """
        event: dict[str, Any] = {}
        try:
            event = read_object(frame, "frame")
            self.answerer.received(event)
            working = self.handle(self._conforming(event))
            if working is not None:
                return self._await(working, event)
        except Refused as refused:
            self._refuse(event, refused)
        self.noticed(event.get("type"))
        self.go_on()
        return None

    async def _await(self, working: Awaitable[None], event: dict[str, Any]) -> None:
        await working
        self.noticed(event["type"])
        self.go_on()

    def _refuse(self, event: dict[str, Any], refused: Refused) -> None:
        event_id, kind = event.get("event_id"), event.get("type")
        is_usable = isinstance(event_id, str) and len(event_id) <= _LONGEST_ID
        error = {**refused.body(), "event_id": event_id if is_usable else None}
        request = shortened(kind) if isinstance(kind, str) else None
        self.opening.refusals.append({"request": request, "error": error})
        self.send({"type": "error", "error": error})

    def ask(self, method: Callable[..., Any], *arguments: Any) -> Any:
        """Call a method of the answerer: in a thread, if it may block; the result may have to be awaited."""
        if self.spawn is not None and self.answerer.runs_in_threads and is_plain(method):
            return asyncio.to_thread(method, *arguments)
        return method(*arguments)

    def _conforming(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Return an event without nulls, after its comparison with the contract.

        Raises:
            Refused: It does not belong to the dialect, or does not conform to the contract; for the first deviation.
        """
        dialect, kind = self.opening.dialect, event.get("type")
        if "type" not in event:
            raise Refused("Missing required parameter: 'type'.", "missing_required_parameter", "type")
        known = CLIENT_EVENTS[dialect].tags()
        if kind not in known:
            listed = ", ".join(map(repr, known))
            raise Refused(f"Invalid value: {kind!r}. Supported values are: {listed}.", "invalid_value", "type")
        event = self.translated(event)
        model = parse_client_event(without_nulls(event, keep_meaningful=False), dialect=dialect)
        require_conforming(validate(model), event, strict=self.opening.is_strict)
        conforming: dict[str, Any] = without_nulls(event, keep_meaningful=True)
        return conforming

    def translated(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an event in the form of the contract, where a server accepts another one."""
        return event

    def noticed(self, kind: object) -> None:
        """Note that an event of a type has been handled."""

    def go_on(self) -> None:
        """Send what the answerer sends unasked."""
        self.emit(self.answerer.pending())

    def due(self) -> float | None:
        """Return the time of the next `step`; None if it depends on the client."""
        return None

    def step(self) -> None:
        """Do what is due."""

    def send(self, event: Mapping[str, Any]) -> None:
        """Send an event as this server does, with a new id unless it has one."""
        named = {"type": event["type"], "event_id": self.new_id("event"), **event}
        for adapted in self.opening.profile.adapt(named):
            self.write(adapted)

    def write(self, event: Mapping[str, Any]) -> None:
        """Send an event unchanged."""
        self.outbox.append(dumps(event).decode())

    def emit(self, outs: Sequence[Out]) -> None:
        """Send the output of a script."""
        for out in outs:
            if isinstance(out, Close):
                self.close(out)
            elif isinstance(out, Frame):
                self.outbox.append(out.text)
            else:
                self.write({"type": out["type"], "event_id": self.new_id("event"), **out})

    def close(self, close: Close) -> None:
        """Close the connection."""
        self.outbox.append(close)

    def end(self, code: str, message: str, close: Close) -> None:
        """End the session with an error, and close the connection."""
        error = {"type": "invalid_request_error", "code": code, "message": message}
        self.send({"type": "error", "error": {**error, "param": None, "event_id": None}})
        self.close(close)
