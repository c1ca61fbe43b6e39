"""The conversation as the server holds it: items in their order, and transcripts of the user's speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import define, field

from .._accessors.items import content_parts, part_value
from .._core.display import display
from .._core.model import Model
from .response import COMMENTARY, phase_of

if TYPE_CHECKING:
    from ..models import RealtimeBetaTranscriptionError, RealtimeConversationItem, RealtimeTranscriptionError

    TranscriptionError: TypeAlias = RealtimeTranscriptionError | RealtimeBetaTranscriptionError

__all__ = ["Conversation", "ConversationItem"]

# Bounds what is remembered of items that are gone.
_DELETED: Final = 1_000


@define(eq=False, repr=False)
class ConversationItem:
    """One item of the conversation.

    Attributes:
        id: Id of the item.
        item: The item as the server last sent it; None while only its audio or transcript is known.
        is_transcribed: True once the transcript is complete.
        transcription_error: Error of a failed transcription, as the server sent it; None when there is none.
        audio_end_ms: Milliseconds of audio that the user heard before it was truncated; None when it was not.
        audio_ms: Milliseconds of audio that the server sent for it, by content index, once its response has ended.
    """

    id: str
    item: RealtimeConversationItem | None = None
    is_transcribed: bool = False
    transcription_error: TranscriptionError | None = None
    audio_end_ms: int | None = None
    audio_ms: dict[int, int] = field(factory=dict)
    _transcripts: dict[int, list[str]] = field(factory=dict, repr=False)

    def __repr__(self) -> str:
        kind = self.role or getattr(self.item, "type", None) or "item"
        shown = display(self.text) if self.role is not None else repr(self.item)
        return f"<ConversationItem {self.id}: {kind}, {shown}>"

    @property
    def role(self) -> str | None:
        """``user``, ``assistant`` or ``system``; None for an item that is not a message."""
        role = getattr(self.item, "role", None)
        if isinstance(role, str):
            return role
        return "user" if self.item is None else None

    @property
    def phase(self) -> str | None:
        """Phase of a message: ``commentary``, ``final_answer``, or None where the server names none."""
        return phase_of(self.item)

    @property
    def transcript(self) -> str | None:
        """Transcript of the user's speech so far; None when there is none."""
        if not self._transcripts:
            return None
        return "".join(_joined(self._transcripts[index]) for index in sorted(self._transcripts))

    @property
    def text(self) -> str:
        """Text of a message, written or spoken, in the order of its parts; "" when there is none."""
        return _text_of(self.item) or self.transcript or ""

    def take(self, item: Any) -> None:
        """Take the item as the server sent it, unless it holds less than is known."""
        if not isinstance(item, Model) or item is self.item:
            return
        known = self.item
        if isinstance(known, Model):
            if _is_in_progress(item) and isinstance(getattr(known, "status", None), str) and not _is_in_progress(known):
                # An earlier state of the item, which arrives late.
                return
            for key, holds in (("content", _has_content), ("arguments", _has_arguments)):
                if type(known) is type(item) and holds(known) and not holds(item):
                    item = type(item).from_dict({**item.to_dict(), key: known.to_dict()[key]})
        self.item = item

    def add_transcript(self, content_index: int, delta: str) -> bool:
        """Append to the transcript; False once it is complete."""
        if self.is_transcribed:
            return False
        self._transcripts.setdefault(content_index, []).append(delta)
        return True

    def finish_transcript(self, content_index: int, transcript: str) -> None:
        """Take the whole transcript."""
        if transcript or not self._transcripts.get(content_index):
            self._transcripts[content_index] = [transcript]
        self.is_transcribed = True


class Conversation:
    """The conversation as the server holds it.

    Finding, adding after another, and removing an item cost the same however long the conversation is.

    Attributes:
        id: Id of the conversation, None while it is not known.
    """

    def __init__(self) -> None:
        self.id: str | None = None
        self._items: dict[str, ConversationItem] = {}
        # A doubly linked list over ids; None stands before the first and after the last.
        self._next: dict[str | None, str | None] = {None: None}
        self._previous: dict[str | None, str | None] = {None: None}
        self._ordered: list[ConversationItem] | None = []
        # Items that are to follow one that is not known yet, by its id.
        self._waiting: dict[str, list[str]] = {}
        # Ids of the items before, as the server names them.
        self._anchors: dict[str, str] = {}
        self._announced: set[str] = set()
        self._deleted: dict[str, None] = {}
        # Some servers send null as the id of every previous item, which then says nothing.
        self._names_previous = False

    @property
    def items(self) -> list[ConversationItem]:
        """Items in their order; a list of its own."""
        if self._ordered is None:
            self._ordered = []
            item_id = self._next[None]
            while item_id is not None:
                self._ordered.append(self._items[item_id])
                item_id = self._next[item_id]
        return list(self._ordered)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<Conversation {self.id or 'without an id'}: {len(self)} item(s)>"

    def get(self, item_id: str | None) -> ConversationItem | None:
        """Return the item of an id; None when there is none."""
        return None if item_id is None else self._items.get(item_id)

    def is_known(self, item_id: str) -> bool:
        """Return True for the id of an item that is, or was, in the conversation."""
        return item_id in self._items or item_id in self._deleted

    def is_announced(self, item_id: str, item: Any) -> bool:
        """Return True where an item has been announced; another one may have the same id, and another text."""
        known = self._items.get(item_id)
        if known is None or item_id not in self._announced:
            return False
        text = _text_of(item)
        return not (text and known.text) or text == known.text

    def transcript(self, *, commentary: bool = False) -> str:
        """Return the messages as text, one line each: ``user: …``, ``assistant: …``.

        Args:
            commentary: Whether what a reasoning model says on its way to the answer is included, as
                ``assistant (commentary): …``.
        """
        lines = []
        for item in self.items:
            role, text = item.role, " ".join(item.text.split())
            if item.phase == COMMENTARY:
                role = f"{role} (commentary)" if commentary and role else None
            if role and text:
                lines.append(f"{role}: {text}")
        return "\n".join(lines)

    def ensure(self, item_id: str) -> ConversationItem:
        """Return the item of an id, put at the end where it has not been announced."""
        found = self._items.get(item_id)
        return self._append(item_id) if found is None else found

    def announce(self, item_id: str, item: Any, previous: Any) -> bool:
        """Take an item that the server announced.

        Args:
            item_id: Id of the item.
            item: The item; None where only its place is known.
            previous: Id of the item before it as the event has it: a string, None, or `UNSET`.

        Returns:
            False when the item before it is not known; the item stands at the end until that one arrives.
        """
        found = self.ensure(item_id)
        is_named = isinstance(previous, str) and previous not in ("", item_id)
        has_known_place = True
        if is_named:
            self._names_previous = True
            if item_id not in self._anchors:
                has_known_place = self._follow(item_id, previous)
        elif item_id not in self._announced:
            is_first = previous is None and self._names_previous and _may_be_first(item)
            self._move(item_id, None if is_first else self._previous[None])
        if item_id not in self._announced:
            self._announced.add(item_id)
            for waiting in self._waiting.pop(item_id, ()):
                self._move(waiting, item_id)
        found.take(item)
        return has_known_place

    def add_output(self, item_id: str, item: Any, previous: str | None = None) -> None:
        """Take an output item at the end of its response: not every server adds it to the conversation by an event.

        Args:
            item_id: Id of the item.
            item: The item.
            previous: Id of the output item before it, None for the first.
        """
        if item_id in self._deleted:
            return
        found = self.ensure(item_id)
        if previous in self._items and previous != item_id and item_id not in self._anchors:
            self._move(item_id, previous)
        self._announced.add(item_id)
        found.take(item)

    def remove(self, item_id: str) -> bool:
        """Remove an item; False when there is none of that id."""
        if self._items.get(item_id) is None:
            return False
        self._unlink(item_id)
        del self._items[item_id]
        self._announced.discard(item_id)
        waiting = self._waiting.get(self._anchors.pop(item_id, ""))
        if waiting and item_id in waiting:
            waiting.remove(item_id)
        self._deleted[item_id] = None
        if len(self._deleted) > _DELETED:
            del self._deleted[next(iter(self._deleted))]
        return True

    def _follow(self, item_id: str, previous: str) -> bool:
        """Put an item after another; False when that one is not known yet, and is waited for."""
        self._anchors[item_id] = previous
        if previous in self._items:
            self._move(item_id, previous)
            return True
        self._waiting.setdefault(previous, []).append(item_id)
        return False

    def _append(self, item_id: str) -> ConversationItem:
        last = self._previous[None]
        self._next[last], self._next[item_id] = item_id, None
        self._previous[None], self._previous[item_id] = item_id, last
        found = self._items[item_id] = ConversationItem(item_id)
        if self._ordered is not None:
            self._ordered.append(found)
        return found

    def _move(self, item_id: str, after: str | None) -> None:
        """Move an item behind another, with those that are to follow it."""
        if after in (item_id, self._previous[item_id]):
            return
        block, last, behind = {item_id}, item_id, self._next[item_id]
        while behind is not None and self._anchors.get(behind) in block:
            block.add(behind)
            last, behind = behind, self._next[behind]
        if after in block:
            return
        before = self._previous[item_id]
        self._next[before], self._previous[behind] = behind, before
        behind = self._next[after]
        self._next[after], self._next[last] = item_id, behind
        self._previous[behind], self._previous[item_id] = last, after
        self._ordered = None

    def _unlink(self, item_id: str) -> None:
        before, after = self._previous.pop(item_id), self._next.pop(item_id)
        self._next[before], self._previous[after] = after, before
        if self._ordered is not None and after is None:
            self._ordered.pop()
        else:
            self._ordered = None


def _joined(pieces: list[str]) -> str:
    if (count := len(pieces)) > 1:
        # Another thread may append meanwhile.
        pieces[:count] = ["".join(pieces[:count])]
    return pieces[0] if pieces else ""


def _text_of(item: Any) -> str:
    """Return the text of a message, written or spoken, in the order of its parts."""
    found = []
    for part in content_parts(getattr(item, "content", None)):
        for name in ("text", "transcript"):
            value = part_value(part, name)
            if isinstance(value, str):
                found.append(value)
    return "".join(found)


def _has_content(item: Model) -> bool:
    content = content_parts(getattr(item, "content", None))
    return any(part_value(part, "text") or part_value(part, "transcript") for part in content)


def _has_arguments(item: Model) -> bool:
    return bool(getattr(item, "arguments", None))


def _is_in_progress(item: Any) -> bool:
    return getattr(item, "status", None) == "in_progress"


def _may_be_first(item: Any) -> bool:
    """Return True for an item that a client can have put before all others; outputs always follow something."""
    return getattr(item, "type", None) == "message" and not _is_in_progress(item)
