"""Server side of one connection without a socket: frames in, frames out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from ..._core.json import dumps, loads_object
from ..._core.model import UnknownEvent
from ..._decode.decoder import parse_client_event
from ..._decode.dialects import CLIENT_EVENTS, Dialect
from ..._decode.validation import validate
from ...errors import DecodeError
from .answers import Answerer, Close, Frame, Out
from .refusals import Refused, of_deviation
from .settings import Kind

__all__ = ["REFERENCE", "Engine", "Opening"]

# Type of a reference to an item of the conversation in the input of a response.
REFERENCE: Final = "item_reference"


@frozen(kw_only=True)
class Opening:
    """Initial state of a session.

    Attributes:
        dialect: Its dialect.
        kind: Its kind.
        model: The model.
        changes: Settings that a client secret or a call brings.
        expires_at: Time of its end, in seconds since the Unix epoch.
        is_preview: Whether it speaks the first revision of the beta dialect, which has fewer events.
    """

    dialect: Dialect
    kind: Kind = "realtime"
    model: str = ""
    changes: Mapping[str, Any] | None = None
    expires_at: int = 0
    is_preview: bool = False


class Engine:
    """One connection.

    Args:
        opening: Initial state of its session.
        answerer: Source of the answers.
        new_id: Returns a new id with a prefix.

    Attributes:
        outbox: Frames to send, in order.
    """

    def __init__(self, opening: Opening, answerer: Answerer, new_id: Callable[[str], str]) -> None:
        self.outbox: deque[str | Close] = deque()
        self.opening = opening
        self.answerer = answerer
        self.new_id = new_id

    def start(self) -> None:
        """Begin the session once the connection is open."""
        raise NotImplementedError

    def handle(self, event: dict[str, Any]) -> None:
        """Handle an event that conforms to the contract.

        Raises:
            Refused: The request is refused.
        """
        raise NotImplementedError

    def receive(self, frame: str | bytes) -> None:
        """Handle a frame of the client, or answer it with an error."""
        event: dict[str, Any] = {}
        try:
            event = _read(frame)
            self.answerer.received(event)
            _require_valid(event, self.opening.dialect)
            self.handle(event)
        except Refused as refused:
            event_id = event.get("event_id")
            error = {**refused.body(), "event_id": event_id if isinstance(event_id, str) else None}
            self.send({"type": "error", "error": error})
        self.noticed(event.get("type"))
        self.go_on()

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
        """Send an event, with a new id unless it has one."""
        self.outbox.append(dumps({"type": event["type"], "event_id": self.new_id("event"), **event}).decode())

    def emit(self, outs: Sequence[Out]) -> None:
        """Send the output of a script."""
        for out in outs:
            if isinstance(out, Close):
                self.close(out)
            elif isinstance(out, Frame):
                self.outbox.append(out.text)
            else:
                self.send(out)

    def close(self, close: Close) -> None:
        """Close the connection."""
        self.outbox.append(close)


def _read(frame: str | bytes) -> dict[str, Any]:
    """Parse a frame of a client.

    Raises:
        Refused: It is not a JSON object.
    """
    try:
        return loads_object(frame)
    except DecodeError as error:
        raise Refused(f"The frame is not a JSON object: {error}", "invalid_json") from None


def _require_valid(event: Mapping[str, Any], dialect: Dialect) -> None:
    """Check that an event belongs to the dialect and conforms to the contract.

    Raises:
        Refused: It does not; for the first deviation.
    """
    if "type" not in event:
        raise Refused("Missing required parameter: 'type'.", "missing_required_parameter", "type")
    model = parse_client_event(_without_references(event), dialect=dialect)
    if isinstance(model, UnknownEvent):
        known = ", ".join(map(repr, CLIENT_EVENTS[dialect].tags()))
        raise Refused(f"Invalid value: {event['type']!r}. Supported values are: {known}.", "invalid_value", "type")
    for deviation in validate(model):
        raise of_deviation(deviation)


def _without_references(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the event without item references in the input of a response, which the contract does not know."""
    response = event.get("response")
    inputs = response.get("input") if isinstance(response, Mapping) else None
    if not isinstance(inputs, list):
        return event
    kept = [item for item in inputs if not (isinstance(item, dict) and _is_reference(item))]
    return {**event, "response": {**response, "input": kept}}  # type: ignore[dict-item]


def _is_reference(item: dict[str, Any]) -> bool:
    return item.get("type") == REFERENCE and isinstance(item.get("id"), str)
