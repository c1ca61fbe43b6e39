"""A response in progress: from the answer to its events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from ...audio import encode_base64
from .answers import Answer, Call, Say, arguments_json
from .conversation import Item
from .settings import Settings
from .usage import OUTPUT_AUDIO_RATE, Tokens, text_tokens, usage
from .voice import speak

__all__ = ["Responding"]

# Seconds of audio in one delta.
_PIECE = 0.2
_ARGUMENTS_PIECE = 24


class Responding:
    """A response in progress.

    Args:
        answer: The answer.
        settings: Settings of this response.
        new_id: Returns a new id with a prefix.
        given: Tokens of its input.
        cached: Tokens of the previous input.
        conversation_id: Conversation of its items; None for a response outside of it.
        metadata: Metadata of the request.
        add: Adds an item to the conversation and returns the id of the preceding one.

    Attributes:
        id: Id of the response.
        is_done: Whether its last event is out.
    """

    def __init__(
        self,
        answer: Answer,
        settings: Settings,
        new_id: Callable[[str], str],
        *,
        given: Tokens,
        cached: Tokens,
        conversation_id: str | None,
        metadata: Any,
        add: Callable[[Item], str | None],
    ) -> None:
        self.id = new_id("resp")
        self.is_done = False
        self._answer = answer
        self._settings = settings
        self._new_id = new_id
        self._given = given
        self._cached = cached
        self._conversation_id = conversation_id
        self._metadata = metadata
        self._add = add
        self._output: list[Item] = []
        self._generated: Tokens = Counter()
        self._stopped: tuple[str, str] | None = None

    @property
    def is_in_conversation(self) -> bool:
        """True if its items belong to the conversation."""
        return self._conversation_id is not None

    def stop(self, status: Literal["cancelled", "incomplete"], reason: str) -> None:
        """Generate nothing more; the remaining events report the end."""
        self._stopped = self._stopped or (status, reason)

    def events(self) -> Iterator[dict[str, Any]]:
        """Generate the events one by one; `stop` takes effect at the next one."""
        yield {"type": "response.created", "response": self._response("in_progress", None)}
        for part in self._answer.parts:
            if self._is_stopped():
                break
            yield from self._call(part) if isinstance(part, Call) else self._message(part)
        status, details = self._end()
        self.is_done = True
        yield {"type": "response.done", "response": self._response(status, details)}

    def _is_stopped(self) -> bool:
        return self._stopped is not None

    def _end(self) -> tuple[str, dict[str, Any] | None]:
        if self._stopped:
            status, reason = self._stopped
            return status, {"type": status, "reason": reason}
        answer = self._answer
        if answer.status == "failed":
            error = {"type": "server_error", "code": None, "message": "The script made this response fail."}
            return "failed", {"type": "failed", "error": {**error, **(answer.error or {})}}
        if answer.status == "incomplete":
            return "incomplete", {"type": "incomplete", "reason": answer.reason}
        return "completed", None

    def _response(self, status: str, details: dict[str, Any] | None) -> dict[str, Any]:
        return {
            "object": "realtime.response",
            "id": self.id,
            "status": status,
            "status_details": details,
            "output": [item.data for item in self._output],
            "conversation_id": self._conversation_id,
            **self._settings.response(),
            "usage": None if status == "in_progress" else usage(self._given, self._cached, self._generated),
            "metadata": self._metadata,
        }

    def _begin(self, item: Item) -> Iterator[dict[str, Any]]:
        place = self._place(item)
        yield {"type": "response.output_item.added", **place, "item": dict(item.data)}
        if self.is_in_conversation:
            kind = "created" if self._settings.dialect == "beta" else "added"
            self._previous = self._add(item)
            event = {"type": f"conversation.item.{kind}", "previous_item_id": self._previous}
            yield {**event, "item": dict(item.data)}

    def _finish(self, item: Item) -> Iterator[dict[str, Any]]:
        item.data["status"] = "incomplete" if self._stopped else "completed"
        place = self._place(item)
        self._output.append(item)
        if self.is_in_conversation and self._settings.dialect == "ga":
            event = {"type": "conversation.item.done", "previous_item_id": self._previous}
            yield {**event, "item": dict(item.data)}
        yield {"type": "response.output_item.done", **place, "item": dict(item.data)}

    def _place(self, item: Item) -> dict[str, Any]:
        return {"response_id": self.id, "output_index": len(self._output)}

    def _item(self, data: dict[str, Any]) -> Item:
        head = {"id": self._new_id("item"), **self._settings.item_object}
        return Item({**head, **data, "status": "in_progress"}, format=self._settings.output_format)

    def _message(self, part: Say) -> Iterator[dict[str, Any]]:
        item = self._item({"type": "message", "role": "assistant", "content": []})
        yield from self._begin(item)
        place = {**self._place(item), "item_id": item.id, "content_index": 0}
        spoken = "audio" in self._settings.modalities
        key, kind = ("transcript", "audio") if spoken else ("text", "text")
        yield {"type": "response.content_part.added", **place, "part": {"type": kind, key: ""}}
        text, audio = "", bytearray()
        for chunk, sound in self._chunks(part, spoken):
            if self._is_stopped() or not self._spend(chunk, sound):
                break
            text += chunk
            if chunk:
                name = "audio_transcript" if spoken else "text"
                yield {"type": f"{self._settings.output}{name}.delta", **place, "delta": chunk}
            for piece in _cut(sound, round(self._settings.output_format.sample_rate * _PIECE), self._settings):
                if self._is_stopped():
                    break
                audio += piece
                name = f"{self._settings.output}audio.delta"
                yield {"type": name, **place, "delta": encode_base64(piece)}
        if spoken:
            item.audio[0] = bytes(audio)
            yield {"type": f"{self._settings.output}audio.done", **place}
            yield {"type": f"{self._settings.output}audio_transcript.done", **place, "transcript": text}
        else:
            yield {"type": f"{self._settings.output}text.done", **place, "text": text}
        yield {"type": "response.content_part.done", **place, "part": {"type": kind, key: text}}
        content_type = self._settings.audio_part if spoken else self._settings.text_part
        item.data["content"] = [{"type": content_type, key: text}]
        yield from self._finish(item)

    def _chunks(self, part: Say, spoken: bool) -> Iterable[tuple[str, bytes]]:
        """Split a message into words, each with its speech."""
        chunks = re.findall(r"\S+\s*|\s+", part.text)
        if not spoken:
            return [(chunk, b"") for chunk in chunks]
        settings = self._settings
        if part.audio is None:
            return [(chunk, speak(chunk, settings.output_format, settings.speed)) for chunk in chunks]
        size = -(-len(part.audio) // max(len(chunks), 1))
        size += -size % settings.output_format.sample_width
        return [(chunk, part.audio[i * size : (i + 1) * size]) for i, chunk in enumerate(chunks or [""])]

    def _spend(self, chunk: str, sound: bytes) -> bool:
        """Count the tokens of the next chunk; return False if they exceed the limit of the response."""
        seconds = len(sound) / self._settings.output_format.bytes_per_second
        tokens: Tokens = Counter(text=text_tokens(chunk), audio=-(-round(seconds * OUTPUT_AUDIO_RATE * 100) // 100))
        limit = self._settings.token_limit
        if limit is not None and self._generated.total() + tokens.total() > limit:
            self.stop("incomplete", "max_output_tokens")
            return False
        self._generated += tokens
        return True

    def _call(self, part: Call) -> Iterator[dict[str, Any]]:
        call_id = part.call_id or self._new_id("call")
        written = arguments_json(part)
        item = self._item({"type": "function_call", "name": part.name, "call_id": call_id, "arguments": ""})
        yield from self._begin(item)
        self._generated["text"] += text_tokens(part.name)
        place = {**self._place(item), "item_id": item.id, "call_id": call_id}
        arguments = ""
        for start in range(0, len(written), _ARGUMENTS_PIECE):
            piece = written[start : start + _ARGUMENTS_PIECE]
            if self._is_stopped() or not self._spend(piece, b""):
                break
            arguments += piece
            yield {"type": "response.function_call_arguments.delta", **place, "delta": piece}
        done = {**place, "name": part.name, "arguments": arguments}
        yield {"type": "response.function_call_arguments.done", **done}
        item.data["arguments"] = arguments
        yield from self._finish(item)


def _cut(sound: bytes, samples: int, settings: Settings) -> Iterator[bytes]:
    size = samples * settings.output_format.sample_width
    return (sound[start : start + size] for start in range(0, len(sound), size))
