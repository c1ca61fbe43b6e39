"""Turns: each response with the user's words before it, its pieces, its function calls and its interruption."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import define

from ..assembly import AssembledResponse, Change, Conversation, ConversationItem, Piece
from ..audio import Truncation
from ..errors import RealtimeError
from .requests import Waiter

if TYPE_CHECKING:
    from ..audio import AudioFormat
    from ..functions import FunctionCall

__all__ = ["Approvals", "FunctionRun", "Playback", "Turn", "TurnFeed", "interrupts_by_itself", "turn_detection"]

# Requests for approval that are remembered: the server names one several times within moments.
_APPROVALS: Final = 256
_SPEECH_STARTED: Final = "input_audio_buffer.speech_started"
_ITEMS: Final = frozenset(("conversation.item.created", "conversation.item.done"))
_USER_ITEMS: Final = frozenset(("conversation.item.added", "conversation.item.created", "input_audio_buffer.committed"))


class Approvals:
    """Requests for approval of calls to MCP servers, each of which is decided once over one connection."""

    def __init__(self) -> None:
        # True for those whose decision has been sent, by id.
        self._requests: dict[str, bool] = {}

    def claim(self, request_id: str) -> bool:
        """Return True for the first that is to decide a request."""
        if request_id in self._requests:
            return False
        self._note(request_id, is_decided=False)
        return True

    def is_decided(self, request_id: str) -> bool:
        """Return True once the decision of a request has been sent."""
        return self._requests.get(request_id, False)

    def note_sent(self, item: Any) -> None:
        """Note an item that is sent, which may be a decision."""
        if isinstance(item, Mapping) and item.get("type") == "mcp_approval_response":
            self._note(str(item.get("approval_request_id")), is_decided=True)

    def clear(self) -> None:
        """Forget all requests: those of the next connection are others."""
        self._requests.clear()

    def _note(self, request_id: str, *, is_decided: bool) -> None:
        self._requests[request_id] = is_decided
        if len(self._requests) > _APPROVALS:
            del self._requests[next(iter(self._requests))]


class Playback(Protocol):
    """Account of what the user has heard, such as `realtime_client.audio.PlaybackClock`."""

    def hand_over(self, item_id: str, content_index: int, byte_count: int, audio_format: AudioFormat, /) -> bool:
        """Add audio that the player is given; False for audio it must not get."""

    def flush(self) -> list[Truncation]:
        """Discard what has not been heard, and return where each item was cut off."""


@define(eq=False)
class FunctionRun:
    """One call of a function by the model.

    Attributes:
        call: The call.
        output: Output given to the model, None before it is there.
        error: Exception that the function raised, None when it raised none.
        started_at: Time it was started, in seconds of the connection's clock; None without a clock.
        finished_at: Time it ended; None before that.
    """

    call: FunctionCall
    output: str | None = None
    error: BaseException | None = None
    started_at: float | None = None
    finished_at: float | None = None

    @property
    def name(self) -> str:
        """Name of the function."""
        return self.call.name if isinstance(self.call.name, str) else ""

    @property
    def elapsed(self) -> float | None:
        """Seconds it took; None while it runs, or without a clock."""
        if self.started_at is None or self.finished_at is None:
            return None
        return self.finished_at - self.started_at


class Turn(Waiter):
    """One response, asked for or begun by the server, and what belongs to it.

    Attributes:
        response: The response, as it grows.
        user: Items of the user since the turn before; their transcripts may still grow.
        is_requested: True for a response that this client asked for.
        is_interrupted: True once the user has spoken over it.
        calls: Functions that the model called in it.
        handed: Bytes of audio that were handed to the player, by item and content index.
        cut: Ids of the items that were truncated.
        pieces: Pieces that have not been taken.
        has_ended: True once the response has ended, and all of its pieces are there.
    """

    def __init__(self, response: AssembledResponse, user: list[ConversationItem], *, is_requested: bool) -> None:
        super().__init__()
        self.response = response
        self.user = user
        self.is_requested = is_requested
        self.is_interrupted = False
        self.calls: list[FunctionRun] = []
        self.handed: dict[tuple[str, int], int] = {}
        self.cut: set[str] = set()
        self.pieces: deque[Piece] = deque()
        self.has_ended = False
        # Sizes, counted by who offers and by who takes, which may be two threads.
        self._offered = 0
        self._taken = 0
        self._is_taken = True
        self._overflow: RealtimeError | None = None

    def __repr__(self) -> str:
        return f"<Turn of response {self.response.id}: {self.status}>"

    @property
    def is_ready(self) -> bool:
        """True when there is a piece to take, or the response has ended."""
        if self.pieces or self._overflow is not None:
            return True
        return self.has_ended and self.error is None

    @property
    def buffered(self) -> int:
        """Size of the pieces that have not been taken, in bytes."""
        return self._offered - self._taken if self._is_taken else 0

    @property
    def user_text(self) -> str:
        """Text of the user, written or transcribed so far."""
        return " ".join(item.text for item in self.user if item.text)

    @property
    def text(self) -> str:
        """Text of the answer so far, written or spoken."""
        return self.response.output_text

    @property
    def status(self) -> str:
        """Status of the response: ``in_progress``, or how it ended."""
        return self.response.status

    @property
    def time_to_first_text(self) -> float | None:
        """Seconds from the request, or the end of the user's speech, to the first text; None before that."""
        return self.response.time_to_first_text

    @property
    def time_to_first_audio(self) -> float | None:
        """Seconds from the request, or the end of the user's speech, to the first audio; None before that."""
        return self.response.time_to_first_audio

    def take(self, pieces: Any) -> None:
        """Keep pieces until they are taken, unless the turn has been left."""
        if self._is_taken:
            for piece in pieces:
                self._offered += piece.size
                self.pieces.append(piece)
        if self.wakers:
            self.wake()

    def cut_unheard(self, audio_format: AudioFormat) -> list[Truncation]:
        """Return where the items are to be truncated of which the player was not given all audio."""
        cuts = []
        for item in self.response.items.values():
            for index, part in item.parts.items():
                handed = self.handed.get((item.id or "", index), 0)
                if item.id is not None and item.id not in self.cut and handed < part.audio_size:
                    cuts.append(Truncation(item.id, index, handed * 1000 // audio_format.bytes_per_second))
                    self.cut.add(item.id)
        return cuts

    def next_piece(self) -> Piece | None:
        """Return the oldest piece that has not been taken, None when there is none.

        Raises:
            RealtimeError: Too much had piled up.
        """
        try:
            piece = self.pieces.popleft()
        except IndexError:
            if self._overflow is not None:
                raise copy(self._overflow) from None
            return None
        self._taken += piece.size
        return piece

    def overflow(self, error: RealtimeError) -> None:
        """Drop the pieces, now and from now on; who iterates over them is raised an error."""
        self.leave()
        self._overflow = error
        self.wake()

    def pardon(self) -> None:
        """Go on without the pieces that were dropped because too much had piled up."""
        self._overflow = None

    def leave(self) -> None:
        """Drop the pieces, now and from now on: the next turn is being looked at."""
        self._is_taken = False
        self._overflow = None
        self.pieces.clear()


class TurnFeed(Waiter):
    """The turns of a session as they begin.

    Args:
        is_requested: Returns True for a response that this client asked for.
        on_end: Called with each turn whose response has ended.
        on_speech: Called when the user begins to speak.
        on_interrupt: Called when the assistant is interrupted, by the user or by the program.
    """

    def __init__(
        self,
        is_requested: Callable[[AssembledResponse], bool],
        on_end: Callable[[Turn], None],
        on_speech: Callable[[], None],
        on_interrupt: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.current: Turn | None = None
        # Account of what the user has heard of these turns, None where there is none.
        self.playback: Playback | None = None
        # True once no turn is taken any more; those that are open are followed to their end, and then this is called.
        self.is_left = False
        self.on_left: Callable[[], object] | None = None
        # Called with every item that the server has added to the conversation whole.
        self.on_item: Callable[[Any], object] | None = None
        self._is_requested = is_requested
        self._on_end = on_end
        self._on_speech = on_speech
        self._on_interrupt = on_interrupt
        self._new: deque[Turn] = deque()
        self._open: dict[int, Turn] = {}
        self._user: list[ConversationItem] = []

    @property
    def is_ready(self) -> bool:
        """True when a turn has begun that has not been taken."""
        return bool(self._new)

    @property
    def open(self) -> list[Turn]:
        """Turns whose response has not ended."""
        return list(self._open.values())

    def leave(self) -> list[AssembledResponse]:
        """Begin no further turns; return the responses of those that were not taken."""
        self.is_left = True
        responses = [turn.response for turn in self._new]
        self._new.clear()
        for response in responses:
            self._open.pop(id(response), None)
        return responses

    def interrupt(self) -> list[Turn]:
        """Mark the turns that are interrupted, and return them.

        They are those whose response goes on, and with a playback those of which not all has been heard.
        """
        if self._on_interrupt is not None:
            self._on_interrupt()
        turns, playback = self.open, self.playback
        if playback is not None:
            turns += [turn for turn in self.holding() if turn.response.is_final and turn.response.audio_size]
            if self.current is not None and self.current not in turns and getattr(playback, "is_playing", True):
                turns.append(self.current)
        turns = [turn for turn in turns if not turn.response.is_out_of_band]
        for turn in turns:
            turn.is_interrupted = True
        return turns

    def holding(self) -> list[Turn]:
        """Return the turns that keep pieces."""
        turns = {id(turn): turn for turn in (*self._new, *self._open.values())}
        if self.current is not None:
            turns[id(self.current)] = self.current
        return [turn for turn in turns.values() if turn.buffered]

    def step(self, owner: Any) -> None:
        """Note who takes the next turn, and its pieces unless another does."""
        self.owner = owner
        for turn in self._new:
            turn.owner = owner

    def next_turn(self) -> Turn:
        """Return the oldest turn that has not been taken, and leave the one before."""
        if self.current is not None:
            self.current.leave()
        self.current = self._new.popleft()
        self.current.response.was_turn = True
        return self.current

    def begin(self, responses: Iterable[AssembledResponse], conversation: Conversation) -> None:
        """Begin with responses that were there before the feed, each after what the user said before it."""
        for response in responses:
            self._user = _said_before(response, conversation)
            turn = self._begin(response, None)
            if response.is_final:
                del self._open[id(response)]
                turn.has_ended = True
                self._on_end(turn)

    def _begin(self, response: AssembledResponse, event: Any) -> Turn:
        turn = Turn(response, self._user, is_requested=self._is_requested(response))
        self._user = []
        turn.owner = self.owner
        self._open[id(response)] = turn
        self._new.append(turn)
        turn.take(response.pieces(event))
        self.wake()
        return turn

    def observe(self, event: Any, change: Change) -> None:
        """Follow one event and what it changed."""
        response = change.response
        if response is None:
            if event.type == _SPEECH_STARTED:
                self._on_speech()
            elif change.item is not None and event.type in _USER_ITEMS:
                self._add_user(change.item)
            if self.on_item is not None and event.type in _ITEMS:
                self.on_item(event.item)
            return
        turn = self._open.get(id(response))
        if turn is None:
            if not change.has_begun or self.is_left:
                return
            turn = self._begin(response, event)
        else:
            if event.type == "response.created":
                turn.is_requested = self._is_requested(response)
            if change.pieces:
                turn.take(change.pieces)
        if change.has_ended:
            del self._open[id(response)]
            turn.has_ended = True
            turn.wake()
            self._on_end(turn)
            self._notice_leaving()

    def end(self, response: AssembledResponse, error: RealtimeError | None = None) -> None:
        """Note that a response has ended without an event of the server, because of an error where there is one."""
        turn = self._open.pop(id(response), None)
        if turn is not None and error is not None:
            turn.fail(error)
        elif turn is not None:
            turn.has_ended = True
            turn.wake()
        self._notice_leaving()

    def follows(self, response: AssembledResponse) -> bool:
        """Return True for a response that goes on, and belongs to a turn."""
        return id(response) in self._open

    def _notice_leaving(self) -> None:
        if self.is_left and not self._open and self.on_left is not None:
            self.on_left()

    def fail(self, error: RealtimeError) -> None:
        """Fail, with every turn whose response has not ended."""
        for turn in self._open.values():
            turn.fail(error)
        self._open.clear()
        super().fail(error)

    def _add_user(self, item: ConversationItem) -> None:
        if item.role == "user" and all(item is not each for each in self._user):
            self._user.append(item)


def _said_before(response: AssembledResponse, conversation: Conversation) -> list[ConversationItem]:
    """Return the items of the user that stand directly before a response, or at the end where it has none yet."""
    of_response = {item.id for item in response.items.values()}
    found: list[ConversationItem] = []
    for item in conversation.items:
        if item.id in of_response:
            break
        if item.role == "user":
            found.append(item)
        elif item.role is not None:
            found = []
    return found


def turn_detection(session: Any) -> Any:
    """Return the voice detection of a session as the server describes it, None where it describes none."""
    detection = getattr(session, "turn_detection", None)
    return detection or getattr(getattr(getattr(session, "audio", None), "input", None), "turn_detection", None) or None


def interrupts_by_itself(session: Any) -> bool:
    """Return True where the server cancels a response when the user speaks, as its voice detection is set."""
    detection = turn_detection(session)
    if detection is None or getattr(detection, "type", None) in (None, "none"):
        return False
    return getattr(detection, "interrupt_response", True) is not False
