"""Checks of a server's events: their order, and the replies they add up to.

This module uses nothing of `realtime_client`, so that both do not share an error.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

__all__ = ["Call", "Dialect", "InteropError", "ProtocolChecker", "Reply", "is_audible", "require"]

Dialect: TypeAlias = Literal["ga", "beta"]
_Event: TypeAlias = Mapping[str, Any]

# Events that carry pieces of a field of a content part, by dialect.
_PIECES: dict[Dialect, dict[str, str]] = {
    "ga": {
        "response.output_text": "text",
        "response.output_audio": "audio",
        "response.output_audio_transcript": "transcript",
    },
    "beta": {
        "response.text": "text",
        "response.audio": "audio",
        "response.audio_transcript": "transcript",
    },
}
_FOREIGN: dict[Dialect, set[str]] = {
    "ga": {"conversation.item.created"},
    "beta": {"conversation.item.added", "conversation.item.done"},
}
# Amplitude of a PCM16 sample above which audio is audible.
_AUDIBLE = 500


class InteropError(Exception):
    """The server or a client violated the protocol."""


def require(condition: object, message: str) -> None:
    """Raise `InteropError` with a message unless a condition holds."""
    if not condition:
        raise InteropError(message)


def is_audible(pcm: bytes) -> bool:
    """Return whether PCM16 audio is more than silence."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    return max(map(abs, samples), default=0) > _AUDIBLE


@dataclass
class Call:
    """A function call.

    Attributes:
        name: Name of the function.
        call_id: Identifier of the call.
        arguments: Arguments as JSON.
    """

    name: str
    call_id: str
    arguments: str

    def parsed(self) -> dict[str, Any]:
        """Return the arguments."""
        value: dict[str, Any] = json.loads(self.arguments)
        require(isinstance(value, dict), f"arguments are not a JSON object: {self.arguments}")
        return value


@dataclass
class _Part:
    kind: str
    pieces: dict[str, str] = field(default_factory=dict)
    audio: bytes = b""
    finished: set[str] = field(default_factory=set)
    is_done: bool = False


@dataclass
class _Item:
    id: str
    kind: str
    parts: list[_Part] = field(default_factory=list)
    arguments: str = ""
    call: Call | None = None
    is_done: bool = False


@dataclass
class Reply:
    """A response, assembled from its pieces.

    Attributes:
        id: Identifier of the response.
        text: Its text.
        transcript: Transcript of its audio.
        audio: Its audio, PCM16.
        calls: Its function calls.
        tokens: Total number of tokens.
    """

    id: str
    text: str = ""
    transcript: str = ""
    audio: bytes = b""
    calls: list[Call] = field(default_factory=list)
    tokens: int = 0


class ProtocolChecker:
    """Check every event of one connection, and fail on the first that is out of order.

    Args:
        dialect: Dialect of the connection.

    Attributes:
        count: Number of events.
        replies: Finished responses.
        heard: Transcripts of the user's audio.
        turns: Number of spoken turns that the server detected.
    """

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.count = 0
        self.replies: list[Reply] = []
        self.heard: list[str] = []
        self.turns = 0
        self._ids: set[str] = set()
        self._items: list[str] = []
        self._finished: set[str] = set()
        self._speaking: str | None = None
        self._spoken: str | None = None
        self._committed: set[str] = set()
        self._response: str | None = None
        self._output: list[_Item] = []

    @property
    def tokens(self) -> int:
        """Number of tokens of all responses."""
        return sum(reply.tokens for reply in self.replies)

    def take(self, event: _Event) -> None:
        """Check an event.

        Raises:
            InteropError: The event is an error, or out of order.
        """
        kind, event_id = event.get("type"), event.get("event_id")
        require(isinstance(kind, str), f"an event without a type: {event}")
        require(isinstance(event_id, str) and event_id, f"{kind} without an event_id")
        require(event_id not in self._ids, f"{kind} repeats the event_id {event_id}")
        assert isinstance(kind, str)
        assert isinstance(event_id, str)
        require(bool(self._ids) != (kind == "session.created"), f"{kind} is event {self.count + 1}")
        self._ids.add(event_id)
        self.count += 1
        if kind == "error":
            raise InteropError(f"the server sent an error: {json.dumps(event['error'])}")
        others = _PIECES["beta" if self.dialect == "ga" else "ga"]
        require(
            kind not in _FOREIGN[self.dialect] and kind.rpartition(".")[0] not in others,
            f"{kind} is not an event of the {self.dialect} dialect",
        )
        try:
            if kind.startswith("response."):
                self._take_response(kind, event)
            elif kind.startswith("input_audio_buffer."):
                self._take_audio(kind, event)
            elif kind.startswith("conversation.item."):
                self._take_item(kind, event)
        except (KeyError, TypeError, ValueError) as error:
            raise InteropError(f"{kind} is malformed: {error!r}") from error

    def finish(self) -> None:
        """Fail if a response, a turn or an item is unfinished."""
        require(self._response is None, "a response is unfinished")
        require(self._speaking is None and self._spoken is None, "a spoken turn is unfinished")
        if self.dialect == "ga":
            unfinished = set(self._items) - self._finished
            require(not unfinished, f"items without conversation.item.done: {unfinished}")

    def last(self) -> Reply:
        """Return the last finished response."""
        require(self.replies, "there was no response")
        return self.replies[-1]

    def _take_audio(self, kind: str, event: _Event) -> None:
        if kind.endswith("speech_started"):
            require(self._speaking is None, "speech_started twice")
            self._speaking = event["item_id"]
        elif kind.endswith("speech_stopped"):
            require(self._speaking == event["item_id"], "speech_stopped without its speech_started")
            self._speaking, self._spoken = None, event["item_id"]
            self.turns += 1
        elif kind.endswith("committed"):
            require(self._spoken in (None, event["item_id"]), "committed names another item than the spoken one")
            require(event["item_id"] not in self._committed, "audio was committed twice")
            self._spoken = None
            self._committed.add(event["item_id"])

    def _take_item(self, kind: str, event: _Event) -> None:
        if kind.endswith((".added", ".created")):
            item_id = event["item"]["id"]
            require(item_id not in self._items, f"{kind} twice for {item_id}")
            before, named = self._items[-1] if self._items else None, event.get("previous_item_id")
            require(named == before, f"{kind} has previous_item_id {named}, the last item is {before}")
            self._items.append(item_id)
        elif kind == "conversation.item.done":
            item_id = event["item"]["id"]
            require(item_id in self._items, "conversation.item.done before conversation.item.added")
            require(item_id not in self._finished, "conversation.item.done twice")
            self._finished.add(item_id)
        elif kind.endswith("input_audio_transcription.completed"):
            require(event["item_id"] in self._committed, "a transcript of uncommitted audio")
            require(event["item_id"] in self._items, "a transcript of audio before its item")
            self.heard.append(event["transcript"])

    def _take_response(self, kind: str, event: _Event) -> None:
        if kind == "response.created":
            require(self._response is None, "response.created while another response is in progress")
            require(event["response"]["status"] == "in_progress", "response.created is not in_progress")
            self._response, self._output = event["response"]["id"], []
            return
        response_id = event["response"]["id"] if kind == "response.done" else event["response_id"]
        require(self._response is not None, f"{kind} outside a response")
        require(response_id == self._response, f"{kind} of {response_id} within {self._response}")
        if kind == "response.done":
            self._finish(event["response"])
        elif kind == "response.output_item.added":
            require(event["output_index"] == len(self._output), "output items are numbered out of order")
            require(
                all(item.is_done for item in self._output), "an output item begins before the previous one has ended"
            )
            self._output.append(_Item(event["item"]["id"], event["item"]["type"]))
        else:
            self._take_output(kind, event)

    def _take_output(self, kind: str, event: _Event) -> None:
        index = event["output_index"]
        require(index < len(self._output), f"{kind} before its output_item.added")
        item = self._output[index]
        item_id = event["item"]["id"] if kind == "response.output_item.done" else event["item_id"]
        require(item_id == item.id and not item.is_done, f"{kind} of {item_id}, expected {item.id} before its end")
        require(item.id in self._items, f"{kind} before its item is in the conversation")
        field_name = _PIECES[self.dialect].get(kind.rpartition(".")[0])
        if kind == "response.output_item.done":
            self._finish_item(item, event["item"])
        elif kind == "response.content_part.added":
            require(event["content_index"] == len(item.parts), "content parts are numbered out of order")
            item.parts.append(_Part(event["part"]["type"].removeprefix("output_")))
        elif kind == "response.content_part.done":
            part = self._part(item, event, kind)
            self._finish_part(part, event["part"])
        elif kind == "response.function_call_arguments.delta":
            require(item.call is None, "a delta of arguments after their end")
            item.arguments += event["delta"]
        elif kind == "response.function_call_arguments.done":
            require(item.call is None, "arguments ended twice")
            require(event["arguments"] == item.arguments, "arguments differ from their deltas")
            item.call = Call(event.get("name", ""), event["call_id"], event["arguments"])
        elif field_name is not None:
            self._take_piece(self._part(item, event, kind), field_name, kind, event)

    def _part(self, item: _Item, event: _Event, kind: str) -> _Part:
        require(event["content_index"] < len(item.parts), f"{kind} before its content_part.added")
        part = item.parts[event["content_index"]]
        require(not part.is_done, f"{kind} after its content_part.done")
        return part

    def _take_piece(self, part: _Part, name: str, kind: str, event: _Event) -> None:
        require(part.kind == ("text" if name == "text" else "audio"), f"{kind} in a part of type {part.kind}")
        require(name not in part.finished, f"{kind} after its end")
        if kind.endswith(".done"):
            part.finished.add(name)
            if name != "audio":
                require(event[name] == part.pieces.get(name, ""), f"{kind} differs from its deltas")
        elif name == "audio":
            part.audio += b64decode(event["delta"], validate=True)
        else:
            part.pieces[name] = part.pieces.get(name, "") + event["delta"]

    def _finish_part(self, part: _Part, sent: _Event) -> None:
        expected = {"text"} if part.kind == "text" else {"audio", "transcript"}
        missing = ", ".join(expected - part.finished)
        require(part.finished == expected, f"content_part.done before the end of its {missing}")
        self._compare(part, sent)
        part.is_done = True

    def _compare(self, part: _Part, sent: _Event) -> None:
        require(sent["type"].removeprefix("output_") == part.kind, f"a part of type {part.kind} became {sent['type']}")
        name = "text" if part.kind == "text" else "transcript"
        require(sent.get(name) == part.pieces.get(name, ""), f"the {name} of a part differs from its deltas")

    def _finish_item(self, item: _Item, sent: _Event) -> None:
        require(sent["status"] == "completed", f"an output item ended as {sent['status']}")
        self._compare_item(item, sent)
        item.is_done = True

    def _compare_item(self, item: _Item, sent: _Event) -> None:
        require(sent["type"] == item.kind, f"an item of type {item.kind} became {sent['type']}")
        if item.kind == "function_call":
            call = item.call
            require(call is not None, "a function call ended before its arguments")
            assert call is not None
            # In the beta dialect, the event that ends the arguments does not name the function.
            call.name = call.name or sent["name"]
            require(Call(sent["name"], sent["call_id"], sent["arguments"]) == call, "a function call changed")
            return
        require(all(part.is_done for part in item.parts), "output_item.done before content_part.done")
        require(len(sent["content"]) == len(item.parts), "an item has other parts than were sent")
        names = {"ga": ("output_text", "output_audio"), "beta": ("text", "audio")}[self.dialect]
        for part, listed in zip(item.parts, sent["content"], strict=True):
            require(
                listed["type"] in names, f"content of type {listed['type']} in an item of the {self.dialect} dialect"
            )
            self._compare(part, listed)

    def _finish(self, sent: _Event) -> None:
        require(sent["status"] == "completed", f"a response ended as {sent['status']}: {sent.get('status_details')}")
        require(all(item.is_done for item in self._output), "response.done before output_item.done")
        ids = [item["id"] for item in sent["output"]]
        require(ids == [item.id for item in self._output], "response.done lists other output than was sent")
        reply = Reply(sent["id"])
        for item, listed in zip(self._output, sent["output"], strict=True):
            self._compare_item(item, listed)
            reply.text += "".join(part.pieces.get("text", "") for part in item.parts)
            reply.transcript += "".join(part.pieces.get("transcript", "") for part in item.parts)
            reply.audio += b"".join(part.audio for part in item.parts)
            if item.call is not None:
                reply.calls.append(item.call)
        reply.tokens = _total_tokens(sent.get("usage"), reply)
        self._response = None
        self.replies.append(reply)


def _total_tokens(usage: _Event | None, reply: Reply) -> int:
    require(usage, "response.done without usage")
    assert usage is not None
    into, out = usage["input_token_details"], usage["output_token_details"]
    total: int = usage["total_tokens"]
    require(total == usage["input_tokens"] + usage["output_tokens"], f"total_tokens do not add up: {usage}")
    taken = into.get("text_tokens", 0) + into.get("audio_tokens", 0) + into.get("image_tokens", 0)
    require(usage["input_tokens"] == taken, f"input_tokens do not add up: {usage}")
    given = out.get("text_tokens", 0) + out.get("audio_tokens", 0)
    require(usage["output_tokens"] == given > 0, f"output_tokens do not add up: {usage}")
    require(into.get("cached_tokens", 0) <= usage["input_tokens"], f"more cached tokens than tokens: {usage}")
    require((out.get("audio_tokens", 0) > 0) == bool(reply.audio), f"audio_tokens contradict the audio: {usage}")
    return total
