"""A response in progress: from the answer to its events."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Final, Literal, TypeAlias

from ...audio import encode_base64
from .answers import Call, MCPCall, Say, arguments_json
from .conversation import Item
from .mcp import PendingCall, making, result
from .profiles import Profile
from .settings import Settings
from .streaming import Parts, Piece
from .usage import OUTPUT_AUDIO_RATE, Tokens, text_tokens, usage
from .voice import speak

__all__ = ["WAITING", "Responding", "obfuscation"]

# The next part of the answer has not come yet.
WAITING: Final = "waiting"
# An event, None for a pause before the next delta, or `WAITING`.
_Played: TypeAlias = dict[str, Any] | Literal["waiting"] | None

# Seconds of audio in one delta.
_PIECE = 0.2
_ARGUMENTS_PIECE = 24
# Characters that are spoken at once.
_LONGEST_WORD = 200
_OBFUSCATION_BLOCK = 16
_LETTERS = string.ascii_letters + string.digits


class Responding:
    """A response in progress.

    Args:
        parts: Parts of the answer.
        settings: Settings of this response.
        profile: Differences of the server.
        new_id: Returns a new id with a prefix.
        given: Tokens of its input.
        cached: Tokens of the previous input.
        conversation_id: Conversation of its items; None for a response outside of it.
        metadata: Metadata of the request.
        extra: Settings of the request that the contract does not know, to report.
        add: Adds an item to the conversation and returns the id of the preceding one.
        is_first: Returns True for the id of the first item of the conversation.
        needs_approval: Returns True for the calls of MCP servers that the client has to approve.
        undecided: Calls that wait for approval, by the id of the request.

    Attributes:
        id: Id of the response.
        is_done: Whether its last event is out.
        late: Calls of MCP servers that are made after it.
    """

    def __init__(
        self,
        parts: Parts,
        settings: Settings,
        profile: Profile,
        new_id: Callable[[str], str],
        *,
        given: Tokens,
        cached: Tokens,
        conversation_id: str | None,
        metadata: Any,
        extra: Mapping[str, Any],
        add: Callable[[Item], str | None],
        is_first: Callable[[str], bool],
        needs_approval: Callable[[MCPCall], bool],
        undecided: MutableMapping[str, PendingCall],
    ) -> None:
        self.id = new_id("resp")
        self.is_done = False
        self._parts = parts
        self._settings = settings
        self._profile = profile
        self._new_id = new_id
        self._given = given
        self._cached = cached
        self._conversation_id = conversation_id
        self._metadata = metadata
        self._extra = extra
        self._add = add
        self._is_first = is_first
        self._needs_approval = needs_approval
        self._undecided = undecided
        self._waits_for_approval = False
        self.late: list[PendingCall] = []
        self._output: list[dict[str, Any]] = []
        self._generated: Tokens = Counter()
        self._stopped: tuple[str, str] | None = None

    @property
    def is_in_conversation(self) -> bool:
        """True if its items belong to the conversation."""
        return self._conversation_id is not None

    def stop(self, status: Literal["cancelled", "incomplete"], reason: str) -> None:
        """Generate nothing more; the remaining events report the end."""
        self._stopped = self._stopped or (status, reason)

    def events(self) -> Iterator[_Played]:
        """Generate the events, None before each delta, and `WAITING` until a part comes.

        `stop` takes effect at a pause or a wait.
        """
        yield {"type": "response.created", "response": self._response("in_progress", None)}
        while not self._is_stopped():
            part = self._parts.peek()
            if part is None and self._parts.is_complete:
                break
            if part is None:
                yield WAITING
            elif isinstance(part, Call):
                self._parts.take()
                yield from self._call(part)
            elif isinstance(part, MCPCall):
                self._parts.take()
                yield from self._mcp_call(part)
                if self._waits_for_approval:
                    break
            elif isinstance(part, Piece):
                yield from self._message(None, "final_answer", self._streamed_chunks())
            else:
                phase = "commentary" if self._parts.has_call() else "final_answer"
                self._parts.take()
                yield from self._message(part.phase, phase, self._chunks(part))
        status, details = self._end()
        self.is_done = True
        yield {"type": "response.done", "response": self._response(status, details)}

    def _is_stopped(self) -> bool:
        return self._stopped is not None

    def _end(self) -> tuple[str, dict[str, Any] | None]:
        if self._stopped:
            status, reason = self._stopped
            return status, {"type": status, "reason": reason}
        answer = self._parts.outcome
        if self._waits_for_approval:
            # The rest of the answer has its outcome.
            return "completed", None
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
            "output": list(self._output),
            "conversation_id": self._conversation_id,
            **self._settings.response(),
            **self._extra,
            "usage": None if status == "in_progress" else self._usage(status),
            "metadata": self._metadata,
        }

    def _usage(self, status: str) -> dict[str, Any]:
        # Live servers bill nothing for a response that ended before it had any output.
        is_free = status in ("failed", "cancelled") and not self._output
        given, generated = (Counter[str](), Counter[str]()) if is_free else (self._given, self._generated)
        total = usage(given, self._cached, generated)
        if self._settings.is_reasoning:
            total["output_token_details"]["reasoning_tokens"] = 0
        return total

    def _begin(self, item: Item) -> Iterator[_Played]:
        place = self._place()
        yield {"type": "response.output_item.added", **place, "item": dict(item.data)}
        if self.is_in_conversation:
            kind = "created" if self._settings.dialect == "beta" else "added"
            self._previous = self._add(item)
            event = {"type": f"conversation.item.{kind}", "previous_item_id": self._previous}
            yield {**event, "item": dict(item.data)}

    def _finish(self, item: Item, **content: Any) -> Iterator[_Played]:
        status = "incomplete" if self._stopped or self._is_cut_short() else "completed"
        place = self._place()
        if "status" in item.data:
            item.data["status"] = status
        item.data.update(content)
        # Events report what was generated, even if a truncation has cut the item meanwhile.
        data = dict(item.data)
        item.apply_truncation()
        self._output.append(data)
        if self.is_in_conversation and self._settings.dialect == "ga":
            yield {"type": "conversation.item.done", "previous_item_id": self._named_previous(), "item": data}
        yield {"type": "response.output_item.done", **place, "item": data}

    def _is_cut_short(self) -> bool:
        """Return True for the last item of an answer that fails or is incomplete."""
        parts = self._parts
        return parts.outcome.status != "completed" and parts.is_complete and parts.peek() is None

    def _named_previous(self) -> str | None:
        """Return the preceding item; live servers do not name the first of the conversation at the end of an item."""
        return None if self._previous is None or self._is_first(self._previous) else self._previous

    def _place(self) -> dict[str, Any]:
        return {"response_id": self.id, "output_index": len(self._output)}

    def _place_in(self, item: Item, **more: Any) -> dict[str, Any]:
        return {"response_id": self.id, "item_id": item.id, "output_index": len(self._output), **more}

    def _item(self, kind: str, data: dict[str, Any]) -> Item:
        head = {"id": self._new_id("item"), **self._settings.item_object, "type": kind, "status": "in_progress"}
        return Item({**head, **data}, format=self._settings.output_format)

    @property
    def is_spoken(self) -> bool:
        """True if its messages are spoken."""
        return "audio" in self._settings.modalities

    def _message(self, chosen: str | None, phase: str, chunks: Iterable[tuple[str, bytes] | None]) -> Iterator[_Played]:
        data: dict[str, Any] = {"role": "assistant", "content": []}
        if chosen is not None or self._settings.is_reasoning:
            data["phase"] = chosen or phase
        item = self._item("message", data)
        yield from self._begin(item)
        place = self._place_in(item, content_index=0)
        spoken = self.is_spoken
        key, kind = ("transcript", "audio") if spoken else ("text", "text")
        yield {"type": "response.content_part.added", **place, "part": {"type": kind, key: ""}}
        text = ""
        if spoken:
            item.audio[0] = bytearray()
        prefix = self._settings.output
        for found in chunks:
            yield WAITING if found is None else None
            if self._is_stopped():
                break
            if found is None:
                continue
            chunk, sound = found
            if not self._spend(chunk, sound):
                break
            if chunk:
                text += chunk
                name = "audio_transcript" if spoken else "text"
                yield {"type": f"{prefix}{name}.delta", **place, "delta": chunk, **self._obfuscation(chunk)}
            for number, piece in enumerate(_cut(sound, self._settings)):
                if chunk or number:
                    yield None
                if self._is_stopped():
                    break
                item.extend_audio(0, piece)
                yield {"type": f"{prefix}audio.delta", **place, "delta": encode_base64(piece)}
        content_type = self._settings.audio_part if spoken else self._settings.text_part
        closing: list[dict[str, Any]] = [
            {"type": "response.content_part.done", **place, "part": {"type": kind, key: text}}
        ]
        if spoken:
            closing = [
                {"type": f"{prefix}audio.done", **place},
                {"type": f"{prefix}audio_transcript.done", **place, "transcript": text},
                *closing,
            ]
        else:
            closing = [{"type": f"{prefix}text.done", **place, "text": text}, *closing]
        yield from sorted(closing, key=self._closing_order)
        yield from self._finish(item, content=[{"type": content_type, key: text}])

    def _closing_order(self, event: Mapping[str, Any]) -> int:
        ends = self._profile.closing
        return next((place for place, end in enumerate(ends) if event["type"].endswith(end)), len(ends)) if ends else 0

    def _obfuscation(self, delta: str) -> dict[str, str]:
        return {"obfuscation": obfuscation(delta)} if self._settings.dialect == "ga" else {}

    def _streamed_chunks(self) -> Iterator[tuple[str, bytes] | None]:
        """Split the pieces of a message, up to the next part, into words; None is a wait for the next piece."""
        while True:
            piece = self._parts.peek()
            if piece is None and not self._parts.is_complete:
                yield None
            elif isinstance(piece, Piece):
                self._parts.take()
                yield from self._chunks(Say(piece.text, piece.audio))
            else:
                return

    def _chunks(self, part: Say) -> Iterable[tuple[str, bytes]]:
        """Split a message into words, each with its speech."""
        found = (match[0] for match in re.finditer(r"\S+\s*|\s+", part.text))
        if not self.is_spoken:
            return ((chunk, b"") for chunk in found)
        settings = self._settings
        if part.audio is None:
            # Piece by piece, because a text of some megabytes would be hours of speech.
            return (
                (piece, speak(piece, settings.output_format, settings.speed))
                for chunk in found
                for piece in _pieces(chunk)
            )
        chunks = list(found)
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

    def _call(self, part: Call) -> Iterator[_Played]:
        call_id = part.call_id or self._new_id("call")
        item = self._item("function_call", {"name": part.name, "call_id": call_id, "arguments": ""})
        yield from self._begin(item)
        arguments = yield from self._arguments(item, part, call_id=call_id)
        yield from self._finish(item, arguments=arguments)

    def _mcp_call(self, part: MCPCall) -> Iterator[_Played]:
        head = {"id": self._new_id("mcp"), "type": "mcp_call", "server_label": part.server_label, "name": part.name}
        item = Item({**head, "arguments": "", "approval_request_id": None, "output": None, "error": None})
        yield from self._begin(item)
        arguments = yield from self._arguments(item, part)
        if self._is_stopped():
            # A call that was not written to its end is not made.
            yield from self._finish(item, arguments=arguments)
            return
        item.data["arguments"] = arguments
        needs_approval = self._needs_approval(part)
        if needs_approval or part.late:
            yield from self._postpone(item, part, needs_approval=needs_approval)
            return
        yield from making(item, part, len(self._output))
        yield from self._finish(item, **result(part))

    def _postpone(self, item: Item, part: MCPCall, *, needs_approval: bool) -> Iterator[_Played]:
        """End the response before a call is made, if need be with a request for its approval."""
        previous = self._named_previous() if self.is_in_conversation else None
        call = PendingCall(item, part, len(self._output), previous, is_in_conversation=self.is_in_conversation)
        written = dict(item.data)
        yield {"type": "response.output_item.done", **self._place(), "item": written}
        self._output.append(written)
        if not needs_approval:
            self.late.append(call)
            return
        call.rest, self._waits_for_approval = self._parts.rest_after(part), True
        named = {key: item.data[key] for key in ("server_label", "name", "arguments")}
        request = Item({"id": self._new_id("mcpr"), "type": "mcp_approval_request", **named})
        self._undecided[request.id] = call
        yield from self._begin(request)
        yield from self._finish(request)

    def _arguments(self, item: Item, part: Call | MCPCall, **call: str) -> Generator[_Played, None, str]:
        """Write the arguments of a call, and return them."""
        self._generated["text"] += text_tokens(part.name)
        place, kind = self._place_in(item, **call), f"response.{item.data['type']}_arguments"
        written, arguments = arguments_json(part), ""
        for start in range(0, len(written), _ARGUMENTS_PIECE):
            piece = written[start : start + _ARGUMENTS_PIECE]
            yield None
            if self._is_stopped() or not self._spend(piece, b""):
                break
            arguments += piece
            yield {"type": f"{kind}.delta", **place, "delta": piece, **self._obfuscation(piece)}
        name = {"name": part.name} if isinstance(part, Call) else {}
        yield {"type": f"{kind}.done", **place, **name, "arguments": arguments}
        return arguments


def _pieces(chunk: str) -> Iterator[str]:
    """Cut an endless word."""
    return (chunk[start : start + _LONGEST_WORD] for start in range(0, len(chunk), _LONGEST_WORD))


def _cut(sound: bytes, settings: Settings) -> Iterator[bytes]:
    """Cut speech into the pieces of its deltas."""
    output = settings.output_format
    size = round(output.sample_rate * _PIECE) * output.sample_width
    return (sound[start : start + size] for start in range(0, len(sound), size))


def obfuscation(delta: str) -> str:
    """Return padding that hides the length of a delta."""
    size = _OBFUSCATION_BLOCK - len(delta) % _OBFUSCATION_BLOCK
    start = sum(map(ord, delta))
    return "".join(_LETTERS[(start + 7 * i) % len(_LETTERS)] for i in range(size))
