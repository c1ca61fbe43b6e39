"""A desk to play one session at: real `Session`, a clock that is turned by hand, and a checker of all that is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, TypeAlias

import orjson

import realtime_client as rt
from realtime_client.audio import encode_base64
from realtime_client.testing import Answerer, Close, Echo
from realtime_client.testing._server.engine import Engine, Opening
from realtime_client.testing._server.session import Session
from realtime_client.testing._server.settings import Kind
from realtime_client.testing._server.translation import TranslationSession

__all__ = ["Checker", "Clock", "Desk", "Event", "silence"]

Event: TypeAlias = dict[str, Any]

# What the contract says otherwise than every server does: type of the event, path, and what it declares.
_EXEMPT = [
    # The contract has one schema for the answer of HTTP, which brings a secret, and the event, which has none.
    (r"transcription_session\.(created|updated)", r"\$\.session\.client_secret", "object"),
    # The vendor's own example of the event has them.
    (r"transcription_session\.updated", r"\$\.session\.(include|input_audio_noise_reduction)", "no such key"),
    # Clients may set them, and the contract forgets that they are told.
    (r"(transcription_)?session\.updated", r".*transcription\.(keywords|delay)", "no such key"),
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
    """Silence in PCM16, or with width 1 in µ-law."""
    return (b"\xff" if width == 1 else b"\0") * (rate * ms // 1_000 * width)


class Clock:
    """Time stands still until it is turned."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class _Response:
    """What was told of one response."""

    def __init__(self, created: Event) -> None:
        self.in_conversation = created["conversation_id"] is not None
        self.done: list[Event] = []
        self.item: Event | None = None
        self.part: Event | None = None
        self.said = ""
        self.audio = 0
        self.finished: set[str] = set()
        self.in_order: list[str] = []


class Checker:
    """Makes sure of what a server sends, event by event: as the contract has it, and in an order that makes sense.

    Args:
        dialect: Dialect of the session.
    """

    def __init__(self, dialect: rt.Dialect) -> None:
        self._dialect = dialect
        self._ids: set[str] = set()
        self._open: dict[str, _Response] = {}
        self._items: dict[str, str] = {}
        self._added: dict[str, Event] = {}
        self._expected: tuple[str, str] | None = None
        self.assembler = rt.Assembler()

    def check(self, frame: str) -> Event:
        """One frame of the server, which is right."""
        event: Event = orjson.loads(frame)
        found = rt.validate(rt.parse_event(frame, dialect=self._dialect))
        deviations = [str(one) for one in found if not _is_exempt(event["type"], one)]
        assert not deviations, f"{event['type']}: {deviations}"
        assert event["event_id"] not in self._ids, "every event has an id of its own"
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
        """Nothing is left open."""
        assert not self._open, f"responses that did not end: {list(self._open)}"
        assert not self._added, f"items that were added and never done: {list(self._added)}"

    def _item_event(self, kind: str, event: Event) -> None:
        if kind in ("created", "added"):
            assert event["item"]["id"] not in self._items, "an item is put in once"
            assert event["previous_item_id"] is None or event["previous_item_id"] in self._items
            self._items[event["item"]["id"]] = event["item"]["type"]
            if kind == "added":
                self._added[event["item"]["id"]] = event
        elif kind == "done":
            added = self._added.pop(event["item"]["id"])
            assert added["previous_item_id"] == event["previous_item_id"]
            assert event["item"].get("status") != "in_progress"
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
        if kind == "response.done":
            self._done(self._open.pop(event["response"]["id"]), event["response"])
            return
        told = self._open[event["response_id"]]
        assert event["output_index"] == len(told.done)
        if kind == "response.output_item.added":
            assert told.item is None
            assert event["item"]["status"] == "in_progress"
            told.item, told.said, told.audio, told.finished = event["item"], "", 0, set()
            return
        assert told.item is not None, f"{kind} before its item"
        if kind == "response.output_item.done":
            self._item_done(told, event["item"])
            return
        assert event["item_id"] == told.item["id"]
        if told.in_conversation:
            assert told.item["id"] in self._items, "an item is in the conversation before it grows"
        if "function_call_arguments" in kind:
            self._arguments(told, kind, event)
        else:
            self._part_event(told, kind, event)

    def _arguments(self, told: _Response, kind: str, event: Event) -> None:
        assert told.item is not None
        assert event["call_id"] == told.item["call_id"]
        assert "arguments" not in told.finished
        if kind.endswith(".delta"):
            told.said += event["delta"]
        else:
            assert event["arguments"] == told.said
            told.finished.add("arguments")

    def _part_event(self, told: _Response, kind: str, event: Event) -> None:
        assert event["content_index"] == 0
        if kind == "response.content_part.added":
            assert told.part is None
            told.part = event["part"]
            return
        assert told.part is not None, f"{kind} before its part"
        if kind == "response.content_part.done":
            key = "text" if told.part["type"] == "text" else "transcript"
            assert event["part"] == {"type": told.part["type"], key: told.said}
            assert told.finished == ({"text"} if key == "text" else {"transcript", "audio"})
            told.part, told.finished = None, {"part"}
            return
        _, name, what = kind.split(".")
        assert name.startswith("output_") is (self._dialect == "ga")
        if name.removeprefix("output_") == "audio":
            assert "audio" not in told.finished
            told.audio += what == "delta"
            if what == "done":
                told.finished.add("audio")
            return
        key = _DELTAS[name]
        assert key not in told.finished
        if what == "delta":
            told.said += event["delta"]
        else:
            assert event[key] == told.said
            told.finished.add(key)

    def _item_done(self, told: _Response, item: Event) -> None:
        assert told.item is not None
        assert told.part is None
        assert item["id"] == told.item["id"]
        assert item["status"] in ("completed", "incomplete")
        if item["type"] == "function_call":
            assert told.finished == {"arguments"}
            assert item["arguments"] == told.said
        else:
            assert told.finished == {"part"}
            (part,) = item["content"]
            assert (part.get("text") or part.get("transcript") or "") == told.said
        told.done.append(item)
        told.item = None

    def _done(self, told: _Response, response: Event) -> None:
        assert told.item is None
        assert response["output"] == told.done
        assert (response["conversation_id"] is not None) is told.in_conversation
        assert response["status"] in ("completed", "cancelled", "incomplete", "failed")
        assert (response["status_details"] is None) is (response["status"] == "completed")
        usage = response["usage"]
        given, said = usage["input_token_details"], usage["output_token_details"]
        assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
        assert usage["input_tokens"] == sum(given[f"{kind}_tokens"] for kind in ("text", "audio", "image"))
        assert usage["output_tokens"] == said["text_tokens"] + said["audio_tokens"]
        assert given["cached_tokens"] == sum(given["cached_tokens_details"].values())
        for kind, cached in given["cached_tokens_details"].items():
            assert 0 <= cached <= given[kind]


class Desk:
    """One session of the server, played by hand.

    Args:
        answerer: Decides what is said; `Echo` unless given.
        dialect: Dialect of the session.
        kind: What it is for.
        model: Its model.
        changes: Settings that a secret or a call brings.
        is_preview: Whether it is of the first revision of the beta dialect.
        check: Whether all that is sent has to be right; a script with faults sends what is not.
    """

    def __init__(
        self,
        answerer: Answerer | None = None,
        *,
        dialect: rt.Dialect = "ga",
        kind: Kind = "realtime",
        model: str = "gpt-realtime",
        changes: Mapping[str, Any] | None = None,
        is_preview: bool = False,
        check: bool = True,
    ) -> None:
        numbers = count(1)
        self.dialect = dialect
        self.clock = Clock()
        self.answerer = answerer or Echo()
        opening = Opening(
            dialect=dialect, kind=kind, model=model, changes=changes, expires_at=1_800_000_000, is_preview=is_preview
        )

        def new_id(prefix: str) -> str:
            return f"{prefix}_{next(numbers):04d}"

        self.engine: Engine
        if dialect == "translation":
            self.engine = TranslationSession(opening, self.answerer, new_id)
        else:
            self.engine = Session(opening, self.answerer, new_id, self.clock)
        self.checker = Checker(dialect)
        self._check = check
        self.engine.start()
        self.opening = self.taken()

    def taken(self) -> list[Event]:
        """What the server has sent since it was last asked; the end of the connection is the type "closed"."""
        frames, found = list(self.engine.outbox), []
        self.engine.outbox.clear()
        for frame in frames:
            if isinstance(frame, Close):
                found.append({"type": "closed", "code": frame.code, "reason": frame.reason})
            elif self._check:
                found.append(self.checker.check(frame))
            else:
                found.append(_loosely(frame))
        return found

    def send(self, *events: Event | str | bytes) -> list[Event]:
        """Send events of a client, and give what the server sends at once."""
        for event in events:
            self.engine.receive(event if isinstance(event, str | bytes) else orjson.dumps(event))
        return self.taken()

    def refused(self, event: Event | str | bytes) -> Event:
        """Send what is answered with an error, and nothing else; gives the error."""
        (told,) = self.send(event)
        assert told["type"] == "error"
        error: Event = told["error"]
        assert set(error) == {"type", "code", "message", "param", "event_id"}
        assert isinstance(error["message"], str)
        return error

    def run(self, *events: Event, until: str | None = None) -> list[Event]:
        """Send events, and turn the clock until nothing is due any more, or an event of a type has come."""
        found = self.send(*events)
        while (due := self.engine.due()) is not None and (until is None or until not in types(found)):
            self.clock.now = max(self.clock.now, due)
            self.engine.step()
            found += self.taken()
        if until is None and self._check:
            self.checker.finish()
        return found

    def say(self, text: str, **response: Any) -> list[Event]:
        """What comes of a text of the user that is to be answered."""
        message = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
        return self.run({"type": "conversation.item.create", "item": message}, create(**response))

    def respond(self, **response: Any) -> Event:
        """The end of a response."""
        return one(self.run(create(**response)), "response.done")["response"]  # type: ignore[no-any-return]

    def hear(self, *audio: bytes) -> list[Event]:
        """Send audio, in pieces of 100 ms at 24 kHz, and give what comes of it at once."""
        kind = "session.input_audio_buffer.append" if self.dialect == "translation" else "input_audio_buffer.append"
        whole = b"".join(audio)
        pieces = (whole[start : start + 4_800] for start in range(0, len(whole), 4_800))
        return self.send(*({"type": kind, "audio": encode_base64(piece)} for piece in pieces))

    def update(self, **session: Any) -> list[Event]:
        """Change settings; GA wants the type of the session named."""
        if self.dialect == "ga":
            session = {"type": "realtime", **session}
        return self.send({"type": "session.update", "session": session})


def _is_exempt(kind: str, deviation: rt.Deviation) -> bool:
    return any(
        re.fullmatch(kinds, kind) and re.fullmatch(paths, deviation.path) and deviation.declared == declared
        for kinds, paths, declared in _EXEMPT
    )


def _loosely(frame: str) -> Event:
    try:
        event = orjson.loads(frame)
    except ValueError:
        return {"type": "malformed", "frame": frame}
    return event if isinstance(event, dict) else {"type": "malformed", "frame": frame}


def create(**response: Any) -> Event:
    """The event that asks for a response."""
    return {"type": "response.create", **({"response": response} if response else {})}


def types(events: list[Event]) -> list[str]:
    """Types of events."""
    return [event["type"] for event in events]


def one(events: list[Event], kind: str | Callable[[Event], bool]) -> Event:
    """The one event of a type."""
    (found,) = [event for event in events if (event["type"] == kind if isinstance(kind, str) else kind(event))]
    return found


def item_events(dialect: rt.Dialect) -> list[str]:
    """How the types of the events are called with which an item is put in."""
    return [f"conversation.item.{kind}" for kind in (["created"] if dialect == "beta" else ["added", "done"])]
