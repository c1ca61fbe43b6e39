"""A harness around one session: the real `ServerSession`, a manual clock, and a checker of everything sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, TypeAlias

import realtime_client as rt
from realtime_client.audio import encode_base64
from realtime_client.testing import Answerer, Close, Echo, Limits
from realtime_client.testing._server.engine import Engine, Opening
from realtime_client.testing._server.profiles import PROFILES
from realtime_client.testing._server.session import ServerSession
from realtime_client.testing._server.settings import Kind
from realtime_client.testing._server.translation import TranslationSession

__all__ = ["Checker", "Clock", "Event", "Harness", "silence"]

Event: TypeAlias = dict[str, Any]

# Places where every server departs from the contract: type of the event, path, declaration.
_EXEMPT = [
    # The contract shares one schema between the HTTP reply, which has a secret, and the event, which has none.
    (r"transcription_session\.(created|updated)", r"\$\.session\.client_secret", "object"),
    # The vendor's own example of the event has them.
    (r"transcription_session\.updated", r"\$\.session\.(include|input_audio_noise_reduction)", "no such key"),
    # Clients may set them; the contract does not declare them in the event.
    (r"(transcription_)?session\.updated", r".*transcription\.(keywords|delay)", "no such key"),
    # Every server of today pads its deltas.
    (r".*\.delta", r"\$\.obfuscation", "no such key"),
    (r".*transcription\.failed", r"\$\.error\.(code|param)", "string"),
    # Newer than the contract.
    (r"response\.done", r"\$\.response\.usage\.output_token_details\.reasoning_tokens", "no such key"),
    (r"response\..*|conversation\.item\..*", r"\$(\.response\.output\[\d+\]|\.item)\.phase", "no such key"),
    # A voice may be an object with an id wherever it may be set.
    (r"session\.updated|response\.(created|done)", r"\$\.(session|response)\.voice", "string"),
]
_DELTAS = {
    "audio_transcript": "transcript",
    "output_audio_transcript": "transcript",
    "text": "text",
    "output_text": "text",
}


def silence(ms: int, rate: int = 24_000, width: int = 2) -> bytes:
    """Return silence in PCM16, or in µ-law if the width is 1."""
    return (b"\xff" if width == 1 else b"\0") * (rate * ms // 1_000 * width)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class _Response:
    """Events of one response so far."""

    def __init__(self, created: Event) -> None:
        self.in_conversation = created["conversation_id"] is not None
        self.done: list[Event] = []
        self.item: Event | None = None
        self.part: Event | None = None
        self.text = ""
        self.audio = 0
        self.finished: set[str] = set()


class Checker:
    """Checks the events of a server one by one, against the contract and for a sensible order.

    Args:
        dialect: Dialect of the session.
    """

    def __init__(self, dialect: rt.Dialect) -> None:
        self._dialect = dialect
        self._ids: set[str] = set()
        self._open: dict[str, _Response] = {}
        self._items: dict[str, str] = {}
        self._added: dict[str, Event] = {}
        # The last event about each call of an MCP server.
        self._calls: dict[str, str] = {}
        self._expected: tuple[str, str] | None = None
        self.assembler = rt.Assembler()

    def check(self, frame: str) -> Event:
        """Check one frame and return its event."""
        event: Event = json.loads(frame)
        found = rt.validate(rt.parse_event(frame, dialect=self._dialect))
        deviations = [str(one) for one in found if not _is_exempt(event["type"], one)]
        assert not deviations, f"{event['type']}: {deviations}"
        assert event["event_id"] not in self._ids, "every event needs an id of its own"
        self._ids.add(event["event_id"])
        self.assembler.feed(rt.parse_event(frame, dialect=self._dialect))
        assert not self.assembler.notes
        kind = event["type"]
        if kind.startswith("response."):
            self._response_event(kind, event)
        elif kind.startswith("conversation.item."):
            self._item_event(kind.removeprefix("conversation.item."), event)
        return event

    def finish(self) -> None:
        """Check that nothing is left open."""
        assert not self._open, f"responses that did not end: {list(self._open)}"
        assert "in_progress" not in self._calls.values(), f"calls of MCP servers that did not end: {self._calls}"
        assert not self._added, f"items that were added and never done: {list(self._added)}"

    def _item_event(self, kind: str, event: Event) -> None:
        if kind in ("created", "added"):
            assert event["item"]["id"] not in self._items, "an item is added once"
            assert event["previous_item_id"] is None or event["previous_item_id"] in self._items
            self._items[event["item"]["id"]] = event["item"]["type"]
            if kind == "added":
                self._added[event["item"]["id"]] = event
        elif kind == "done":
            added = self._added.pop(event["item"]["id"])
            # Live servers leave out the first item here.
            assert event["previous_item_id"] in (added["previous_item_id"], None)
            assert event["item"].get("status") != "in_progress"
            if event["item"]["id"] in self._calls:
                self._require_result(event["item"])
        elif kind == "retrieved":
            assert event["item"]["id"] in self._items
        else:
            assert event["item_id"] in self._items
            if kind == "deleted":
                del self._items[event["item_id"]]

    def _response_event(self, kind: str, event: Event) -> None:
        if kind == "response.created":
            response = event["response"]
            assert response["id"] not in self._open
            assert (response["status"], response["output"], response["usage"]) == ("in_progress", [], None)
            self._open[response["id"]] = _Response(response)
            return
        if kind.startswith("response.mcp_call."):
            before = {"in_progress": "added"}.get(state := kind.rpartition(".")[2], "in_progress")
            assert self._calls[event["item_id"]] == before
            self._calls[event["item_id"]] = state
            return
        if kind == "response.done":
            self._done(self._open.pop(event["response"]["id"]), event["response"])
            return
        response = self._open[event["response_id"]]
        assert event["output_index"] == len(response.done)
        if kind == "response.output_item.added":
            assert response.item is None
            assert event["item"].get("status", "in_progress") == "in_progress"
            if event["item"]["type"] == "mcp_call":
                self._calls[event["item"]["id"]] = "added"
            response.item, response.text, response.audio, response.finished = event["item"], "", 0, set()
            return
        assert response.item is not None, f"{kind} before its item"
        if kind == "response.output_item.done":
            self._item_done(response, event["item"])
            return
        assert event["item_id"] == response.item["id"]
        if response.in_conversation:
            assert response.item["id"] in self._items, "an item must be in the conversation before it grows"
        if "call_arguments" in kind:
            self._arguments(response, kind, event)
        else:
            self._part_event(response, kind, event)

    def _arguments(self, response: _Response, kind: str, event: Event) -> None:
        assert response.item is not None
        assert event.get("call_id") == response.item.get("call_id")
        assert "arguments" not in response.finished
        if kind.endswith(".delta"):
            response.text += event["delta"]
        else:
            assert event["arguments"] == response.text
            response.finished.add("arguments")

    def _part_event(self, response: _Response, kind: str, event: Event) -> None:
        assert event["content_index"] == 0
        if kind == "response.content_part.added":
            assert response.part is None
            response.part = event["part"]
            return
        assert response.part is not None, f"{kind} before its part"
        if kind == "response.content_part.done":
            key = "text" if response.part["type"] == "text" else "transcript"
            assert event["part"] == {"type": response.part["type"], key: response.text}
            assert response.finished == ({"text"} if key == "text" else {"transcript", "audio"})
            response.part, response.finished = None, {"part"}
            return
        _, name, verb = kind.split(".")
        assert name.startswith("output_") is (self._dialect == "ga")
        if name.removeprefix("output_") == "audio":
            assert "audio" not in response.finished
            response.audio += verb == "delta"
            if verb == "done":
                response.finished.add("audio")
            return
        key = _DELTAS[name]
        assert key not in response.finished
        if verb == "delta":
            response.text += event["delta"]
        else:
            assert event[key] == response.text
            response.finished.add(key)

    def _item_done(self, response: _Response, item: Event) -> None:
        assert response.item is not None
        assert response.part is None
        assert item["id"] == response.item["id"]
        assert item.get("status", "completed") in ("completed", "incomplete")
        if item["type"] == "mcp_approval_request":
            assert item == response.item
        elif item["type"] == "mcp_call":
            assert response.finished == {"arguments"}
            assert item["arguments"] == response.text
            self._require_result(item)
        elif item["type"] == "function_call":
            assert response.finished == {"arguments"}
            assert item["arguments"] == response.text
        else:
            assert response.finished == {"part"}
            (part,) = item["content"]
            assert (part.get("text") or part.get("transcript") or "") == response.text
        response.done.append(item)
        response.item = None

    def _require_result(self, item: Event) -> None:
        """Require that a call of an MCP server has what the events about it have reported."""
        state = self._calls[item["id"]]
        assert (item["output"] is not None, item["error"] is not None) == (state == "completed", state == "failed")

    def _done(self, state: _Response, response: Event) -> None:
        assert state.item is None
        assert response["output"] == state.done
        assert (response["conversation_id"] is not None) is state.in_conversation
        assert response["status"] in ("completed", "cancelled", "incomplete", "failed")
        assert (response["status_details"] is None) is (response["status"] == "completed")
        usage = response["usage"]
        given, generated = usage["input_token_details"], usage["output_token_details"]
        assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
        assert usage["input_tokens"] == sum(given[f"{kind}_tokens"] for kind in ("text", "audio", "image"))
        assert usage["output_tokens"] == generated["text_tokens"] + generated["audio_tokens"]
        assert given["cached_tokens"] == sum(given["cached_tokens_details"].values())
        for kind, cached in given["cached_tokens_details"].items():
            assert 0 <= cached <= given[kind]


class Harness:
    """One session of the server, driven by a test.

    Args:
        answerer: Source of the answers; `Echo` by default.
        dialect: Dialect of the session.
        kind: Its kind.
        model: Its model.
        changes: Settings that a secret or a call brings.
        profile: Server to imitate.
        is_strict: Whether unknown parameters are refused.
        seconds: Maximum duration in seconds.
        is_attached: Whether the session exists already.
        limits: Limits of the server.
        check: Whether to check everything sent; scripts with faults send invalid events.
    """

    def __init__(
        self,
        answerer: Answerer | None = None,
        *,
        dialect: rt.Dialect = "ga",
        kind: Kind = "realtime",
        model: str = "gpt-realtime",
        changes: Mapping[str, Any] | None = None,
        profile: str = "openai",
        is_strict: bool = False,
        seconds: float | None = None,
        is_attached: bool = False,
        limits: Limits | None = None,
        check: bool = True,
    ) -> None:
        numbers = count(1)
        self.dialect = dialect
        self.clock = Clock()
        self.answerer = answerer or Echo()
        opening = Opening(
            dialect=dialect,
            kind=kind,
            model=model,
            changes=changes,
            expires_at=1_800_000_000,
            seconds=seconds,
            profile=PROFILES[profile],
            is_strict=is_strict,
            is_attached=is_attached,
            limits=limits or Limits(),
        )

        def new_id(prefix: str) -> str:
            return f"{prefix}_{next(numbers):04d}"

        self.engine: Engine
        if dialect == "translation":
            self.engine = TranslationSession(opening, self.answerer, new_id)
        else:
            self.engine = ServerSession(opening, self.answerer, new_id, self.clock)
        self.checker = Checker(dialect)
        self._check = check
        self.engine.start()
        self.opening = self.taken()

    def taken(self) -> list[Event]:
        """Return the new events of the server; the end of the connection is one of type "closed"."""
        frames, found = list(self.engine.outbox), []
        self.engine.outbox.clear()
        for frame in frames:
            if isinstance(frame, Close):
                found.append({"type": "closed", "code": frame.code, "reason": frame.reason})
            elif self._check:
                found.append(self.checker.check(frame))
            else:
                found.append(_parsed(frame))
        return found

    def send(self, *events: Event | str | bytes) -> list[Event]:
        """Send events of a client, and return the immediate events of the server."""
        for event in events:
            self.engine.receive(event if isinstance(event, str | bytes) else json.dumps(event))
        return self.taken()

    def refused(self, event: Event | str | bytes) -> Event:
        """Send an event that is answered only with an error, and return the error."""
        (sent,) = self.send(event)
        assert sent["type"] == "error"
        error: Event = sent["error"]
        assert set(error) == {"type", "code", "message", "param", "event_id"}
        assert isinstance(error["message"], str)
        return error

    def step(self) -> bool:
        """Move the clock to what is due next, and do it; return False if nothing is."""
        due = self.engine.due()
        if due is None:
            return False
        self.clock.now = max(self.clock.now, due)
        self.engine.step()
        return True

    def run(self, *events: Event, until: str | None = None) -> list[Event]:
        """Send events, and move the clock until nothing is due, or until an event of a type has come."""
        found = self.send(*events)
        while (until is None or until not in types(found)) and self.step():
            found += self.taken()
        if until is None and self._check:
            self.checker.finish()
        return found

    def say(self, text: str, **response: Any) -> list[Event]:
        """Send a text of the user and request a response."""
        message = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
        return self.run({"type": "conversation.item.create", "item": message}, create(**response))

    def respond(self, **response: Any) -> Event:
        """Request a response and return its final state."""
        return one(self.run(create(**response)), "response.done")["response"]  # type: ignore[no-any-return]

    def hear(self, *audio: bytes) -> list[Event]:
        """Send audio in pieces of 100 ms at 24 kHz, and return the immediate events of the server."""
        kind = "session.input_audio_buffer.append" if self.dialect == "translation" else "input_audio_buffer.append"
        whole = b"".join(audio)
        pieces = (whole[start : start + 4_800] for start in range(0, len(whole), 4_800))
        return self.send(*({"type": kind, "audio": encode_base64(piece)} for piece in pieces))

    def update(self, **session: Any) -> list[Event]:
        """Change settings; GA requires the type of the session."""
        if self.dialect == "ga":
            session = {"type": "realtime", **session}
        return self.send({"type": "session.update", "session": session})


def _is_exempt(kind: str, deviation: rt.Deviation) -> bool:
    return any(
        re.fullmatch(kinds, kind) and re.fullmatch(paths, deviation.path) and deviation.declared == declared
        for kinds, paths, declared in _EXEMPT
    )


def _parsed(frame: str) -> Event:
    try:
        event = json.loads(frame)
    except ValueError:
        return {"type": "malformed", "frame": frame}
    return event if isinstance(event, dict) else {"type": "malformed", "frame": frame}


def create(**response: Any) -> Event:
    """Return the event that requests a response."""
    return {"type": "response.create", **({"response": response} if response else {})}


def types(events: list[Event]) -> list[str]:
    """Return the types of events."""
    return [event["type"] for event in events]


def one(events: list[Event], kind: str | Callable[[Event], bool]) -> Event:
    """Return the only event of a type."""
    (found,) = [event for event in events if (event["type"] == kind if isinstance(kind, str) else kind(event))]
    return found


def item_events(dialect: rt.Dialect) -> list[str]:
    """Return the types of the events that announce an item."""
    return [f"conversation.item.{kind}" for kind in (["created"] if dialect == "beta" else ["added", "done"])]
