"""Items of a conversation as the server holds them, with their audio."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Self

from attrs import define, field

from ..._core.json import dumps
from ...audio import AudioFormat, decode_base64, encode_base64
from .answers import TranscriptionFailed
from .limits import Limits
from .refusals import Refused
from .settings import Settings
from .usage import Tokens, item_tokens

__all__ = ["Item", "ServerConversation"]

_PCM: Final = AudioFormat("pcm16", 24_000)
# Keys in the order of live servers; those of a kind of item follow.
_HEAD: Final = ("id", "object", "type", "status", "role")
_WITH_STATUS: Final = frozenset(("message", "function_call", "function_call_output"))


@define
class Item:
    """An item and its audio.

    Attributes:
        data: The item as on the wire, without audio.
        audio: Audio of its parts, by content index.
        format: Encoding of that audio.
        heard: Transcript of the user's audio, whether the client asked for it or not.
        failure: Failure of its transcription.
        truncated: Content indexes of parts whose audio was cut.
        dropped: Seconds of audio that is no longer kept, by content index.
    """

    data: dict[str, Any]
    audio: dict[int, bytes | bytearray] = field(factory=dict, repr=False)
    format: AudioFormat = _PCM
    heard: str | None = None
    failure: TranscriptionFailed | None = None
    truncated: set[int] = field(factory=set)
    dropped: dict[int, float] = field(factory=dict)

    @classmethod
    def of_client(cls, data: dict[str, Any], settings: Settings) -> Self:
        """Take over an item that a client has sent, with its audio apart.

        Raises:
            Refused: The audio is not base64, or an image is not a data URL.
        """
        audio: dict[int, bytes | bytearray] = {}
        content = []
        for index, part in enumerate(data.get("content") or ()):
            if part.get("type") in ("input_audio", settings.audio_part):
                try:
                    audio[index] = decode_base64(part.get("audio") or "")
                except ValueError:
                    raise Refused(
                        "The audio is not valid base64.", "invalid_value", f"item.content[{index}].audio"
                    ) from None
                unknown = None if part["type"] == "input_audio" else ""
                content.append({"type": part["type"], "transcript": part.get("transcript") or unknown})
            elif part.get("type") == "input_image" and not (part.get("image_url") or "").startswith("data:"):
                param = f"item.content[{index}].image_url"
                message = f"Invalid {param!r}. Expected a base64-encoded data URL of a PNG or JPEG image."
                raise Refused(message, "invalid_value", param)
            else:
                content.append(dict(part))
        known = dict(data)
        if data["type"] in _WITH_STATUS:
            status = "incomplete" if data.get("status") == "incomplete" else "completed"
            known |= {**settings.item_object, "status": status}
        if data["type"] == "function_call_output" and settings.dialect == "ga":
            # Live servers report a status of outputs in the beta dialect alone.
            del known["status"]
        if data["type"] == "message":
            known["content"] = content
        known = {key: known[key] for key in (*_HEAD, *known) if key in known}
        spoken = settings.input_format if data.get("role") == "user" else settings.output_format
        return cls(known, audio, spoken)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.data["id"])

    @property
    def tokens(self) -> Tokens:
        """Its token counts."""
        return item_tokens(self.data, {index: self.seconds(index) for index in self.audio})

    def seconds(self, index: int) -> float:
        """Return the duration of a part's audio in seconds."""
        return self.dropped.get(index, 0.0) + len(self.audio[index]) / self.format.bytes_per_second

    def drop_audio(self) -> None:
        """Keep nothing of the audio but its duration."""
        for index in self.audio:
            self.dropped[index] = self.seconds(index)
            self.audio[index] = b""

    def as_heard(self) -> dict[str, Any]:
        """Return the item with the transcript of its audio."""
        if self.heard is None:
            return self.data
        content = [
            {**part, "transcript": part.get("transcript") or self.heard} if index in self.audio else part
            for index, part in enumerate(self.data["content"])
        ]
        return {**self.data, "content": content}

    def with_audio(self) -> dict[str, Any]:
        """Return the item with its audio, as a client retrieves it."""
        content = [
            {**part, "audio": encode_base64(bytes(self.audio[index]))} if index in self.audio else part
            for index, part in enumerate(self.data.get("content") or ())
        ]
        return {**self.data, "content": content} if content else self.data

    def extend_audio(self, index: int, audio: bytes) -> None:
        """Append audio to a part, unless it was truncated."""
        if index not in self.truncated:
            self.audio[index] += audio

    def truncate(self, index: int, end_ms: int) -> None:
        """Cut the audio of a part and drop its transcript, as a live server does.

        Raises:
            Refused: The part has no audio of the assistant, or less of it.
        """
        is_spoken = index in self.audio and (index in self.truncated or self.seconds(index) > 0)
        if self.data.get("role") != "assistant" or not is_spoken:
            raise Refused("Only model output audio messages can be truncated", "unsupported_content_type")
        whole = self.audio[index]
        length = round(1_000 * self.seconds(index))
        if end_ms > length:
            raise Refused(
                f"Audio content of {length}ms is already shorter than {end_ms}ms", "invalid_value", "audio_end_ms"
            )
        if end_ms == length and self.data.get("status") != "in_progress":
            return
        kept = self.format.bytes_per_second * end_ms // 1_000
        if index in self.dropped:
            self.dropped[index] = end_ms / 1_000
        self.audio[index] = whole[: kept - kept % self.format.sample_width]
        self.truncated.add(index)
        self.apply_truncation()

    def apply_truncation(self) -> None:
        """Drop the transcripts of truncated parts."""
        if self.truncated and self.data.get("content"):
            self.data["content"] = [
                {key: value for key, value in part.items() if key != "transcript"} if index in self.truncated else part
                for index, part in enumerate(self.data["content"])
            ]


class ServerConversation:
    """Items of a session in order.

    Args:
        limits: Limits of the memory that they take.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._items: dict[str, Item] = {}
        self._limits = limits or Limits()
        self._sizes: dict[str, int] = {}
        # Items that may still grow, and items with audio.
        self._growing: list[Item] = []
        self._audible: dict[str, Item] = {}

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def find(self, item_id: str, purpose: str) -> Item:
        """Return the item with an id.

        Args:
            item_id: The id.
            purpose: Verb for the error, such as ``retrieve``.

        Raises:
            Refused: It does not exist.
        """
        if item_id not in self._items:
            message = f"Cannot {purpose} item: the item with id {item_id!r} does not exist."
            raise Refused(message, f"item_{purpose}_invalid_item_id", "item_id")
        return self._items[item_id]

    def add(self, item: Item, after: str | None = None) -> str | None:
        """Insert an item at the end or after another; ``"root"`` inserts it at the start.

        Returns:
            The id of the preceding item; None if it is the first.

        Raises:
            Refused: Its id is taken, or the item to insert it after does not exist.
        """
        if item.id in self._items:
            message = f"Cannot create item: an item with id {item.id!r} already exists."
            raise Refused(message, "item_create_duplicate_item_id", "item.id")
        if after is not None and after != "root" and after not in self._items:
            message = f"Cannot create item: the previous item with id {after!r} does not exist."
            raise Refused(message, "item_create_invalid_previous_item_id", "previous_item_id")
        if after is None:
            previous = next(reversed(self._items), None)
            self._items[item.id] = item
            self._keep(item)
            return previous
        ids = list(self._items)
        place = 0 if after == "root" else ids.index(after) + 1
        entries = list(self._items.items())
        entries.insert(place, (item.id, item))
        self._items = dict(entries)
        self._keep(item)
        return ids[place - 1] if place else None

    def require_room(self, size: int = 0) -> None:
        """Check that the conversation may grow.

        Args:
            size: Size of what comes, in bytes.

        Raises:
            Refused: It would be too large.
        """
        self._measure()
        most = self._limits.memory_bytes
        if sum(self._sizes.values()) + size > most:
            message = f"The conversation would hold more than {most} bytes; delete items first."
            raise Refused(message, "conversation_too_large", "item")

    def _keep(self, item: Item) -> None:
        """Note an item, and drop the oldest audio that exceeds the limit."""
        self._growing.append(item)
        if item.audio:
            self._audible[item.id] = item
        self._measure()
        kept = sum(map(_audio_size, self._audible.values()))
        for other in list(self._audible.values()):
            if kept <= self._limits.audio_bytes:
                break
            if other is not item and other.data.get("status") != "in_progress":
                kept -= _audio_size(other)
                other.drop_audio()
                del self._audible[other.id]

    def _measure(self) -> None:
        """Measure the items that have grown."""
        for item in self._growing:
            if item.id in self._items:
                self._sizes[item.id] = len(dumps(item.data))
                if item.audio and not item.dropped:
                    self._audible[item.id] = item
        self._growing = [item for item in self._growing if item.data.get("status") == "in_progress"]

    def remove(self, item_id: str) -> None:
        """Delete an item.

        Raises:
            Refused: It does not exist.
        """
        self.find(item_id, "delete")
        del self._items[item_id]
        self._sizes.pop(item_id, None)
        self._audible.pop(item_id, None)

    def is_first(self, item_id: str) -> bool:
        """Return True for the id of the first item."""
        return next(iter(self._items), None) == item_id

    def has_call(self, call_id: str) -> bool:
        """Return True if a function call has that id."""
        return any(item.data.get("type") == "function_call" and item.data.get("call_id") == call_id for item in self)


def _audio_size(item: Item) -> int:
    return sum(map(len, item.audio.values()))
