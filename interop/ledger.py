"""What a server says, event by event: whether it comes in a valid order, and what it adds up to.

It knows the protocol by itself and uses nothing of `realtime_client`, so that both do not err alike.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

__all__ = ["Call", "Dialect", "Failure", "Ledger", "Reply", "is_audible", "require"]

Dialect: TypeAlias = Literal["ga", "beta"]
_Event: TypeAlias = Mapping[str, Any]

# Events that carry pieces of a part's field, by dialect.
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
# A PCM16 sample beyond this is heard.
_AUDIBLE = 500


class Failure(Exception):
    """The server, or a client on it, did not do what it must."""


def require(condition: object, message: str) -> None:
    """Fail with a message unless a condition holds."""
    if not condition:
        raise Failure(message)


def is_audible(pcm: bytes) -> bool:
    """Whether PCM16 audio is more than silence."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    return max(map(abs, samples), default=0) > _AUDIBLE


@dataclass
class Call:
    """A function call.

    Attributes:
        name: Name of the function.
        call_id: Id of the call.
        arguments: Its arguments as JSON.
    """

    name: str
    call_id: str
    arguments: str

    def parsed(self) -> dict[str, Any]:
        """Its arguments."""
        value: dict[str, Any] = json.loads(self.arguments)
        require(isinstance(value, dict), f"arguments are no JSON object: {self.arguments}")
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
    """A response, put together from its pieces.

    Attributes:
        id: Its id.
        text: What it wrote.
        transcript: What it said.
        audio: How it said it.
        calls: Its function calls.
        tokens: Tokens it took, all in all.
    """

    id: str
    text: str = ""
    transcript: str = ""
    audio: bytes = b""
    calls: list[Call] = field(default_factory=list)
    tokens: int = 0


class Ledger:
    """Takes every event of one connection and fails on the first that is out of order.

    Args:
        dialect: Dialect of the connection.

    Attributes:
        count: Number of events.
        replies: Responses that are done.
        heard: Transcripts of what the user said.
        turns: Spoken turns that the server detected.
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
        """Tokens of all responses."""
        return sum(reply.tokens for reply in self.replies)

    def take(self, event: _Event) -> None:
        """Take an event.

        Raises:
            Failure: It is an error, or comes where it must not.
        """
        kind, event_id = event.get("type"), event.get("event_id")
        require(isinstance(kind, str), f"an event without a type: {event}")
        require(isinstance(event_id, str) and event_id, f"{kind} without an event_id")
        require(event_id not in self._ids, f"{kind} has the event_id of an earlier event: {event_id}")
        assert isinstance(kind, str)
        assert isinstance(event_id, str)
        require(bool(self._ids) != (kind == "session.created"), f"{kind} is event {self.count + 1}")
        self._ids.add(event_id)
        self.count += 1
        if kind == "error":
            raise Failure(f"the server answered with an error: {json.dumps(event['error'])}")
        others = _PIECES["beta" if self.dialect == "ga" else "ga"]
        require(
            kind not in _FOREIGN[self.dialect] and kind.rpartition(".")[0] not in others,
            f"{kind} is no event of the {self.dialect} dialect",
        )
        try:
            if kind.startswith("response."):
                self._take_response(kind, event)
            elif kind.startswith("input_audio_buffer."):
                self._take_audio(kind, event)
            elif kind.startswith("conversation.item."):
                self._take_item(kind, event)
        except (KeyError, TypeError, ValueError) as error:
            raise Failure(f"{kind} is not as it must be: {error!r}") from error

    def finish(self) -> None:
        """Fail when something that has begun has no end."""
        require(self._response is None, "a response has no end")
        require(self._speaking is None and self._spoken is None, "a spoken turn has no end")
        if self.dialect == "ga":
            unfinished = set(self._items) - self._finished
            require(not unfinished, f"items without conversation.item.done: {unfinished}")

    def last(self) -> Reply:
        """The response that was done last."""
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
            require(self._spoken in (None, event["item_id"]), "committed is another item than the one that was spoken")
            require(event["item_id"] not in self._committed, "audio was committed twice")
            self._spoken = None
            self._committed.add(event["item_id"])

    def _take_item(self, kind: str, event: _Event) -> None:
        if kind.endswith((".added", ".created")):
            item_id = event["item"]["id"]
            require(item_id not in self._items, f"{kind} twice for {item_id}")
            before, named = self._items[-1] if self._items else None, event.get("previous_item_id")
            require(named == before, f"{kind} comes after {named}, and the last item is {before}")
            self._items.append(item_id)
        elif kind == "conversation.item.done":
            item_id = event["item"]["id"]
            require(item_id in self._items, "conversation.item.done before conversation.item.added")
            require(item_id not in self._finished, "conversation.item.done twice")
            self._finished.add(item_id)
        elif kind.endswith("input_audio_transcription.completed"):
            require(event["item_id"] in self._committed, "a transcript of audio that was not committed")
            require(event["item_id"] in self._items, "a transcript of audio before its item")
            self.heard.append(event["transcript"])

    def _take_response(self, kind: str, event: _Event) -> None:
        if kind == "response.created":
            require(self._response is None, "response.created while another response is going on")
            require(event["response"]["status"] == "in_progress", "response.created is not in_progress")
            self._response, self._output = event["response"]["id"], []
            return
        response_id = event["response"]["id"] if kind == "response.done" else event["response_id"]
        require(self._response is not None, f"{kind} outside a response")
        require(response_id == self._response, f"{kind} of {response_id} within {self._response}")
        if kind == "response.done":
            self._finish(event["response"])
        elif kind == "response.output_item.added":
            require(event["output_index"] == len(self._output), "output items are not numbered in their order")
            require(all(item.is_done for item in self._output), "an output item before the end of the one before")
            self._output.append(_Item(event["item"]["id"], event["item"]["type"]))
        else:
            self._take_output(kind, event)

    def _take_output(self, kind: str, event: _Event) -> None:
        index = event["output_index"]
        require(index < len(self._output), f"{kind} before its output_item.added")
        item = self._output[index]
        told = event["item"]["id"] if kind == "response.output_item.done" else event["item_id"]
        require(told == item.id and not item.is_done, f"{kind} of {told} where {item.id} is due, or after its end")
        require(item.id in self._items, f"{kind} before its item is in the conversation")
        field_name = _PIECES[self.dialect].get(kind.rpartition(".")[0])
        if kind == "response.output_item.done":
            self._finish_item(item, event["item"])
        elif kind == "response.content_part.added":
            require(event["content_index"] == len(item.parts), "content parts are not numbered in their order")
            item.parts.append(_Part(event["part"]["type"].removeprefix("output_")))
        elif kind == "response.content_part.done":
            part = self._part(item, event, kind)
            self._finish_part(part, event["part"])
        elif kind == "response.function_call_arguments.delta":
            require(item.call is None, "a delta of arguments after their end")
            item.arguments += event["delta"]
        elif kind == "response.function_call_arguments.done":
            require(item.call is None, "the end of arguments twice")
            require(event["arguments"] == item.arguments, "arguments are not what their deltas add up to")
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
                require(event[name] == part.pieces.get(name, ""), f"{kind} is not what its deltas add up to")
        elif name == "audio":
            part.audio += b64decode(event["delta"], validate=True)
        else:
            part.pieces[name] = part.pieces.get(name, "") + event["delta"]

    def _finish_part(self, part: _Part, told: _Event) -> None:
        due = {"text"} if part.kind == "text" else {"audio", "transcript"}
        require(part.finished == due, f"content_part.done before the end of its {', '.join(due - part.finished)}")
        self._compare(part, told)
        part.is_done = True

    def _compare(self, part: _Part, told: _Event) -> None:
        require(told["type"].removeprefix("output_") == part.kind, f"a part of type {part.kind} became {told['type']}")
        name = "text" if part.kind == "text" else "transcript"
        require(told.get(name) == part.pieces.get(name, ""), f"the {name} of a part is not what its deltas add up to")

    def _finish_item(self, item: _Item, told: _Event) -> None:
        require(told["status"] == "completed", f"an output item ended as {told['status']}")
        self._compare_item(item, told)
        item.is_done = True

    def _compare_item(self, item: _Item, told: _Event) -> None:
        require(told["type"] == item.kind, f"an item of type {item.kind} became {told['type']}")
        if item.kind == "function_call":
            call = item.call
            require(call is not None, "a function call ended before its arguments")
            assert call is not None
            # In the beta dialect, the end of the arguments names no function.
            call.name = call.name or told["name"]
            require(Call(told["name"], told["call_id"], told["arguments"]) == call, "a function call changed")
            return
        require(all(part.is_done for part in item.parts), "output_item.done before content_part.done")
        require(len(told["content"]) == len(item.parts), "an item has other parts than were sent")
        names = {"ga": ("output_text", "output_audio"), "beta": ("text", "audio")}[self.dialect]
        for part, listed in zip(item.parts, told["content"], strict=True):
            require(
                listed["type"] in names, f"content of type {listed['type']} in an item of the {self.dialect} dialect"
            )
            self._compare(part, listed)

    def _finish(self, told: _Event) -> None:
        require(told["status"] == "completed", f"a response ended as {told['status']}: {told.get('status_details')}")
        require(all(item.is_done for item in self._output), "response.done before output_item.done")
        require([item["id"] for item in told["output"]] == [item.id for item in self._output], "other output was sent")
        reply = Reply(told["id"])
        for item, listed in zip(self._output, told["output"], strict=True):
            self._compare_item(item, listed)
            reply.text += "".join(part.pieces.get("text", "") for part in item.parts)
            reply.transcript += "".join(part.pieces.get("transcript", "") for part in item.parts)
            reply.audio += b"".join(part.audio for part in item.parts)
            if item.call is not None:
                reply.calls.append(item.call)
        reply.tokens = _add_up(told.get("usage"), reply)
        self._response = None
        self.replies.append(reply)


def _add_up(usage: _Event | None, reply: Reply) -> int:
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
    require((out.get("audio_tokens", 0) > 0) == bool(reply.audio), f"audio_tokens belie the audio: {usage}")
    return total
