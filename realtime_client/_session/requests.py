"""The ledger of requests: everything sent that a server may answer or refuse, each settled exactly once."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from itertools import count
from typing import Any, Final

from .._accessors.items import content_parts, part_value
from ..assembly import AssembledResponse, Change, Piece
from ..errors import RealtimeError, ServerError

__all__ = [
    "ACKNOWLEDGED_BY",
    "Command",
    "Request",
    "ResponseRequest",
    "State",
    "Waiter",
    "commands_about",
    "is_about_active_response",
    "is_about_cancelling",
]


class Waiter:
    """Something that is waited for: it becomes ready, or fails.

    Attributes:
        error: Reason it failed, None while it has not.
        wakers: Called, once each, when it becomes ready or fails.
        owner: The task, or thread, that takes from it; None where that does not matter.
        iteration: Reference to the iteration that takes from it, which notices when that is left; None without one.
    """

    def __init__(self) -> None:
        self.error: RealtimeError | None = None
        self.wakers: set[Callable[[], None]] = set()
        self.owner: Any = None
        self.iteration: object = None

    def wake(self) -> None:
        """Wake everything that waits for it."""
        wakers = self.wakers
        # Another thread may add or remove one meanwhile, and looks at what it waits for after that.
        while wakers:
            try:
                waker = wakers.pop()
            except KeyError:
                return
            waker()

    @property
    def is_ready(self) -> bool:
        """True when there is something to take."""
        raise NotImplementedError

    def fail(self, error: RealtimeError) -> None:
        """Fail, unless it has failed or is ready."""
        if self.error is None:
            self.error = error
        self.wake()


_ORDER: Final = count()

# Expressions are text: `re` compiles each when it is first needed, which is after the first error.
_NOTHING_TO_CANCEL: Final = r"(?i)cancellation failed|nothing to cancel|no active response"
_ALREADY_ACTIVE: Final = r"(?i)already has an active response|response is already (?:active|in progress)"
_OF_AN_ITEM: Final = ("conversation.item.truncate", "conversation.item.delete", "conversation.item.retrieve")
# Parameters that one kind of client event has, and ``response.create`` does not.
_BY_PARAM: Final[dict[str, tuple[str, ...]]] = {
    "audio": ("input_audio_buffer.append",),
    "audio_end_ms": ("conversation.item.truncate",),
    "content_index": ("conversation.item.truncate",),
    "item_id": _OF_AN_ITEM,
    "previous_item_id": ("conversation.item.create",),
}
# Code and message of errors that do not name their event, as servers word them.
_BY_TEXT: Final = (
    (r"(?i)input[_ ]audio[_ ]buffer", ("input_audio_buffer.commit", "input_audio_buffer.clear")),
    (r"(?i)already shorter than|can be truncated", ("conversation.item.truncate",)),
    (r"(?i)\bitem\b.*(?:does not exist|not found)", (*_OF_AN_ITEM, "conversation.item.create")),
    (r"invalid_tool_call_id", ("conversation.item.create",)),
    (r"cannot_update_voice", ("session.update",)),
)


class State(Enum):
    """State of a request."""

    QUEUED = auto()
    """Not sent: it waits for its turn."""
    SENT = auto()
    """Sent, and neither accepted nor refused."""
    ACCEPTED = auto()
    """The server does what was asked for."""
    SETTLED = auto()
    """Done, refused, abandoned, superseded or lost with its connection."""


# Events that acknowledge a command, by its type.
ACKNOWLEDGED_BY: Final[dict[str, tuple[str, ...]]] = {
    # Servers of transcriptions use either name, whatever they were sent.
    "session.update": ("session.updated", "transcription_session.updated"),
    "transcription_session.update": ("transcription_session.updated", "session.updated"),
    "conversation.item.create": ("conversation.item.created", "conversation.item.added", "conversation.item.done"),
    "conversation.item.delete": ("conversation.item.deleted",),
    "conversation.item.truncate": ("conversation.item.truncated",),
    "conversation.item.retrieve": ("conversation.item.retrieved",),
    "input_audio_buffer.commit": ("input_audio_buffer.committed",),
    "input_audio_buffer.clear": ("input_audio_buffer.cleared",),
    "output_audio_buffer.clear": ("output_audio_buffer.cleared",),
}


class Request(Waiter):
    """Something that was sent, or is about to be.

    Attributes:
        type: Type of the event.
        event_id: Id of the event.
        order: Number that grows with each request.
        state: State of the request.
        sent_at: Time it was sent, in seconds of the session's clock; None before that.
        is_awaited: True while a task waits for it, which a refusal is raised in.
        was_to_be_awaited: True where a task would wait for it, if this server were not known to acknowledge nothing.
        is_written: True once it has been handed to a socket.
        needs_connection: True for what makes no sense over the next connection, after this one was lost.
    """

    def __init__(self, kind: str, event_id: str) -> None:
        super().__init__()
        self.type = kind
        self.event_id = event_id
        self.order = next(_ORDER)
        self.state = State.SENT
        self.sent_at: float | None = None
        self.is_awaited = False
        self.was_to_be_awaited = False
        self.is_written = False
        self.needs_connection = False

    @property
    def is_ready(self) -> bool:
        """True once it is settled without an error."""
        return self.state is State.SETTLED and self.error is None

    @property
    def is_settled(self) -> bool:
        """True once nothing more comes of it."""
        return self.state is State.SETTLED


class Command(Request):
    """A request that one event acknowledges.

    Attributes:
        event: The event as it was sent.
        acknowledgement: The event that acknowledged it, None before that.
    """

    def __init__(self, event: Mapping[str, Any], event_id: str) -> None:
        super().__init__(str(event.get("type")), event_id)
        self.event = event
        self.acknowledgement: Any = None

    def is_acknowledged_by(self, event: Any) -> bool:
        """Return True for the event that acknowledges this command."""
        if event.type not in ACKNOWLEDGED_BY.get(self.type, ()):
            return False
        if self.type == "conversation.item.create":
            return self._created(event.item)
        item_id = self.event.get("item_id")
        if item_id is None:
            return True
        named = getattr(event, "item_id", None) or getattr(getattr(event, "item", None), "id", None)
        return not isinstance(named, str) or named == item_id

    def _created(self, item: Any) -> bool:
        asked = self.event.get("item")
        if not isinstance(asked, Mapping):
            return True
        for key in ("id", "type", "role", "call_id"):
            wanted, found = asked.get(key), getattr(item, key, None)
            if isinstance(wanted, str) and isinstance(found, str) and wanted != found:
                return False
        parts, found = content_parts(asked.get("content")), content_parts(getattr(item, "content", None))
        return all(_is_same_part(part, other) for part, other in zip(parts, found, strict=False))


class ResponseRequest(Request):
    """A request for a response, from its submission to the end of the response.

    Attributes:
        settings: Settings of the response; None for those of the session.
        mark: Metadata by which a response names its request; None where requests are not marked.
        before: Ids of the events sent before it that it depends on.
        is_out_of_band: True for a response outside of the conversation, which waits for no turn.
        collects: Whether pieces are kept to be taken.
        response: The response, None before it begins.
        pieces: Pieces that have not been taken.
        buffered: Size of these pieces in bytes.
        runs_functions: Whether who asked for the response calls the functions that it names.
        is_continuation: True for one that goes on after function calls of a turn: its response is a turn, too.
        is_abandoned: True once the response is not wanted any more.
        is_doubted: True after an error that was most likely about it: others need not wait for its response.
        is_certain: True where the server named the request that its response answers.
        attempts: Times it was sent.
        refusals: Times it was refused because another response was active, since one ended last.
        refused_after: Number of responses that had ended then.
        sent_activity: Number of events that had arrived when it was sent.
        not_before: Time before which it is not sent again.
    """

    def __init__(
        self,
        event_id: str,
        settings: Mapping[str, Any] | None,
        mark: str | None,
        before: Sequence[str] = (),
        *,
        collects: bool = True,
    ) -> None:
        super().__init__("response.create", event_id)
        self.state = State.QUEUED
        self.settings = settings
        self.mark = mark
        self.before = tuple(before)
        self.is_out_of_band = (settings or {}).get("conversation") == "none"
        self.collects = collects
        self.response: AssembledResponse | None = None
        self.pieces: deque[Piece] = deque()
        self.buffered = 0
        self.runs_functions = False
        self.is_continuation = False
        self.is_abandoned = False
        self.is_doubted = False
        self.is_certain = False
        self.attempts = 0
        self.refusals = 0
        self.refused_after = 0
        self.sent_activity = 0
        self.not_before = 0.0

    @property
    def is_ready(self) -> bool:
        """True when there is a piece to take, or the response has ended."""
        return bool(self.pieces) or (self.state is State.SETTLED and self.error is None)

    @property
    def has_taker(self) -> bool:
        """True while a task waits for the response."""
        return self.is_awaited and not self.is_continuation

    def take(self, change: Change) -> None:
        """Take what an event changed."""
        if not self.collects or not change.pieces:
            return
        for piece in change.pieces:
            self.pieces.append(piece)
            self.buffered += piece.size
        if self.wakers:
            self.wake()

    def take_all(self, event: Any) -> None:
        """Take everything that the response holds already."""
        self.pieces.clear()
        self.buffered = 0
        if self.collects and self.response is not None:
            self.pieces.extend(self.response.pieces(event))
            self.buffered = sum(piece.size for piece in self.pieces)

    def overflow(self, error: RealtimeError) -> None:
        """Drop the pieces, now and from now on, and fail."""
        self.collects = False
        self.pieces.clear()
        self.buffered = 0
        self.fail(error)

    def next_pieces(self) -> list[Piece]:
        """Return the pieces that have not been taken."""
        pieces = list(self.pieces)
        self.pieces.clear()
        self.buffered = 0
        return pieces


def _is_same_part(part: Any, found: Any) -> bool:
    """Return False where a part of an item is not what was sent: another text, or speech instead of text."""
    kind, found_kind = part_value(part, "type"), part_value(found, "type")
    if isinstance(kind, str) and isinstance(found_kind, str) and ("audio" in found_kind) != ("audio" in kind):
        return False
    text, found_text = part_value(part, "text"), part_value(found, "text")
    return not isinstance(text, str) or not isinstance(found_text, str) or text == found_text


def is_about_cancelling(error: ServerError) -> bool:
    """Return True for the refusal of a cancellation: there was nothing to cancel."""
    return "cancel" in (error.code or "") or re.search(_NOTHING_TO_CANCEL, str(error)) is not None


def is_about_active_response(error: ServerError) -> bool:
    """Return True for a refusal because the conversation has an active response; not every server has a code for it."""
    return (
        error.code == "conversation_already_has_active_response" or re.search(_ALREADY_ACTIVE, str(error)) is not None
    )


def commands_about(error: ServerError) -> tuple[str, ...]:
    """Return the types of the client events that an error is about, by its parameter, code and text; () if unknown."""
    if is_about_cancelling(error):
        return ("response.cancel",)
    param, text = error.param or "", f"{error.code or ''} {error}"
    if param.startswith("response"):
        # Settings of a response may name an item, too.
        return ()
    return _BY_PARAM.get(param) or next((kinds for pattern, kinds in _BY_TEXT if re.search(pattern, text)), ())
