"""What plays the server's side of one connection: frames in, frames out, without a socket."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import orjson
from attrs import frozen

from ..._core.json import loads_object
from ..._core.model import UnknownEvent
from ..._decode.decoder import parse_client_event
from ..._decode.dialects import CLIENT_EVENTS, Dialect
from ..._decode.validation import validate
from ...errors import DecodeError
from .answers import Answerer, Close, Frame, Out
from .refusals import Refused, of_deviation
from .settings import Kind

__all__ = ["REFERENCE", "Engine", "Opening"]

# What stands for an item of the conversation among the input of a response.
REFERENCE: Final = "item_reference"


@frozen(kw_only=True)
class Opening:
    """What a session begins with.

    Attributes:
        dialect: Its dialect.
        kind: What it is for.
        model: The model.
        changes: Settings that a client secret or a call brings.
        expires_at: When it ends, in seconds since the Unix epoch.
        is_preview: Whether it is of the first revision of the beta dialect, which has fewer events.
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
        opening: What its session begins with.
        answerer: Decides what is said.
        new_id: Makes an id with a prefix.

    Attributes:
        outbox: Frames to be sent, in their order.
    """

    def __init__(self, opening: Opening, answerer: Answerer, new_id: Callable[[str], str]) -> None:
        self.outbox: deque[str | Close] = deque()
        self.opening = opening
        self.answerer = answerer
        self.new_id = new_id

    def start(self) -> None:
        """The connection is open."""
        raise NotImplementedError

    def handle(self, event: dict[str, Any]) -> None:
        """Do what an event asks for, which is as the specification declares it.

        Raises:
            Refused: It asks for what cannot be done.
        """
        raise NotImplementedError

    def receive(self, frame: str | bytes) -> None:
        """The client has sent a frame: do what it asks for, or say why not."""
        event: dict[str, Any] = {}
        try:
            event = _read(frame)
            self.answerer.received(event)
            _require_valid(event, self.opening.dialect)
            self.handle(event)
        except Refused as refused:
            event_id = event.get("event_id")
            told = {**refused.body(), "event_id": event_id if isinstance(event_id, str) else None}
            self.send({"type": "error", "error": told})
        self.noticed(event.get("type"))
        self.go_on()

    def noticed(self, kind: object) -> None:
        """An event of a type has come, and was handled."""

    def go_on(self) -> None:
        """Send what the answerer has to send of its own accord."""
        self.emit(self.answerer.pending())

    def due(self) -> float | None:
        """When `step` has something to do, on the clock; None: not before the client sends something."""
        return None

    def step(self) -> None:
        """Do what is due."""

    def send(self, event: Mapping[str, Any]) -> None:
        """Send an event, with an id of its own unless it has one."""
        self.outbox.append(orjson.dumps({"type": event["type"], "event_id": self.new_id("event"), **event}).decode())

    def emit(self, outs: Sequence[Out]) -> None:
        """Send what a script wants sent."""
        for out in outs:
            if isinstance(out, Close):
                self.close(out)
            elif isinstance(out, Frame):
                self.outbox.append(out.text)
            else:
                self.send(out)

    def close(self, close: Close) -> None:
        """End the connection."""
        self.outbox.append(close)


def _read(frame: str | bytes) -> dict[str, Any]:
    """A frame of a client as an event.

    Raises:
        Refused: It is none.
    """
    try:
        return loads_object(frame)
    except DecodeError as error:
        raise Refused(f"The frame is no JSON object: {error}", "invalid_json") from None


def _require_valid(event: Mapping[str, Any], dialect: Dialect) -> None:
    """Make sure that an event is one of the dialect, and as the specification declares it.

    Raises:
        Refused: It is not; for the first deviation.
    """
    if "type" not in event:
        raise Refused("The parameter 'type' is required, and missing.", "missing_required_parameter", "type")
    model = parse_client_event(_without_references(event), dialect=dialect)
    if isinstance(model, UnknownEvent):
        known = ", ".join(map(repr, CLIENT_EVENTS[dialect].tags()))
        raise Refused(f"There is no event of type {event['type']!r}; there are {known}.", "invalid_value", "type")
    for deviation in validate(model):
        raise of_deviation(deviation)


def _without_references(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The event without references to items among the input of a response: servers take them, the contract has none."""
    response = event.get("response")
    inputs = response.get("input") if isinstance(response, Mapping) else None
    if not isinstance(inputs, list):
        return event
    kept = [item for item in inputs if not (isinstance(item, dict) and _is_reference(item))]
    return {**event, "response": {**response, "input": kept}}  # type: ignore[dict-item]


def _is_reference(item: dict[str, Any]) -> bool:
    return item.get("type") == REFERENCE and isinstance(item.get("id"), str)
