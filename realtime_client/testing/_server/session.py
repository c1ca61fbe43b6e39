"""One session of the server, without a socket and without a clock of its own: frames in, frames out."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

import orjson
from attrs import define

from ...audio import decode_base64
from ...errors import RealtimeError
from .answers import Answer, Answerer, Close, Fault, Speech, Turn
from .conversation import Conversation, Item
from .engine import REFERENCE, Engine, Opening
from .refusals import Refused
from .responding import Responding
from .settings import Settings, settings_for
from .usage import Tokens, prompt_tokens, text_tokens
from .voice import SpeechDetector

__all__ = ["Session"]

_RATE_LIMITS: Final = {"requests": 1_000, "tokens": 400_000}
_MINUTE: Final = 60
# Silence that ends a turn, in milliseconds, by the eagerness of semantic detection.
_EAGERNESS: Final = {"low": 1_000, "medium": 600, "auto": 600, "high": 300}
_SHORTEST_COMMIT: Final = 0.1


@define
class _Run:
    """A response that is going on, and how its events are played."""

    responding: Responding
    events: Iterator[dict[str, Any]]
    due: float
    pace: float
    faults: dict[int, list[Fault]]
    sent: int = 0
    waits_for: str | None = None


class Session(Engine):
    """A session of the GA or the beta dialect.

    Args:
        opening: What it begins with.
        answerer: Decides what is said.
        new_id: Makes an id with a prefix.
        clock: Gives the time in seconds.
    """

    def __init__(
        self, opening: Opening, answerer: Answerer, new_id: Callable[[str], str], clock: Callable[[], float]
    ) -> None:
        super().__init__(opening, answerer, new_id)
        self._clock = clock
        self._settings = settings_for(opening.dialect, opening.kind, opening.model, opening.changes)
        self._session_id = new_id("sess")
        self._conversation_id = new_id("conv")
        self._conversation = Conversation()
        self._runs: list[_Run] = []
        self._has_spoken = False
        self._known_tokens: Tokens = Counter()
        self._spent: deque[tuple[float, int]] = deque()
        self._buffer = bytearray()
        self._speech_item: str | None = None
        # Where in the user's audio the last response ended; none while one is going on, or somebody speaks.
        self._idle_since: int | None = None
        self._detector = self._new_detector(0)

    def start(self) -> None:
        """Tell the client of its session."""
        self._tell_session("created")
        if self._settings.kind == "realtime" and not self.opening.is_preview:
            conversation = {"id": self._conversation_id, "object": "realtime.conversation"}
            self.send({"type": "conversation.created", "conversation": conversation})
        self.go_on()

    def handle(self, event: dict[str, Any]) -> None:
        """Do what an event asks for."""
        self._handlers[event["type"]](self, event)

    def noticed(self, kind: object) -> None:
        """Responses that wait for an event of the client go on."""
        for run in self._runs:
            if run.waits_for == kind:
                run.waits_for = None

    def go_on(self) -> None:
        """Send what the answerer has to send of its own accord, unless a response is going on."""
        if not self._runs:
            super().go_on()

    def due(self) -> float | None:
        """When a response goes on."""
        return min((run.due for run in self._runs if run.waits_for is None), default=None)

    def step(self) -> None:
        """Play the next event of every response that is due."""
        now = self._clock()
        for run in list(self._runs):
            if run.waits_for is None and run.due <= now:
                self._play(run)

    def _play(self, run: _Run) -> None:
        """Play what comes next of a response: an event, or what a script has put in between."""
        patch: dict[str, Any] = {}
        faults = run.faults.get(run.sent, [])
        while faults:
            fault = faults.pop(0)
            if fault.malformed is not None:
                self.outbox.append(fault.malformed)
            if fault.send is not None:
                self.emit([fault.send] if isinstance(fault.send, Mapping) else fault.send)
            patch.update(fault.patch or {})
            if fault.close is not None:
                return self.close(Close(fault.close, fault.reason))
            if fault.wait is not None or fault.delay:
                run.waits_for = fault.wait
                run.due = self._clock() + fault.delay
                return None
        event = next(run.events)
        run.sent += 1
        run.due = self._clock() + run.pace
        self.send(_patched(event, patch) if patch else event)
        if run.responding.is_done:
            self._runs.remove(run)
            if run.responding.is_in_conversation:
                self._idle_since = self._detector.position_ms
            self._tell_rate_limits(event["response"]["usage"]["total_tokens"])
            self.go_on()
        return None

    def _cancel(self, run: _Run, reason: str) -> None:
        """Stop a response, and play what is left of it at once."""
        run.responding.stop("cancelled", reason)
        while run in self._runs:
            run.faults.clear()
            self._play(run)

    def close(self, close: Close) -> None:
        """End the connection, whatever is going on."""
        self._runs.clear()
        super().close(close)

    # What is told of the session

    def _tell_session(self, what: str) -> None:
        beta = self._settings.kind == "transcription" and self.opening.dialect == "beta"
        kind = f"{'transcription_' if beta else ''}session.{what}"
        self.send({"type": kind, "session": self._settings.session(self._session_id, self.opening.expires_at)})

    def _tell_rate_limits(self, tokens: int) -> None:
        now = self._clock()
        self._spent.append((now, tokens))
        while self._spent[0][0] < now - _MINUTE:
            self._spent.popleft()
        spent = {"requests": len(self._spent), "tokens": sum(tokens for _, tokens in self._spent)}
        limits = [
            {
                "name": name,
                "limit": limit,
                "remaining": max(0, limit - spent[name]),
                "reset_seconds": round(_MINUTE * min(1.0, spent[name] / limit), 3),
            }
            for name, limit in _RATE_LIMITS.items()
        ]
        self.send({"type": "rate_limits.updated", "rate_limits": limits})

    # What the client asks for

    def _update_session(self, event: dict[str, Any]) -> None:
        changes = event["session"]
        if self._settings.kind == "transcription" and self.opening.dialect == "beta":
            raise Refused("A session for transcription takes transcription_session.update.", "invalid_value", "type")
        kind = changes.get("type", self._settings.kind)
        if kind != self._settings.kind:
            message = f"The session is of type {self._settings.kind!r}, which cannot be changed."
            raise Refused(message, "invalid_value", "session.type")
        changed = self._settings.merged(changes)
        if changed.model != self._settings.model:
            message = f"The model of a session, {self._settings.model!r}, cannot be changed."
            raise Refused(message, "cannot_update_model", "session.model")
        if changed.voice != self._settings.voice and self._has_spoken:
            param = "session.voice" if self.opening.dialect == "beta" else "session.audio.output.voice"
            raise Refused("The voice cannot be changed once it has been heard.", "cannot_update_voice", param)
        self._apply(changed)
        self._tell_session("updated")

    def _update_transcription_session(self, event: dict[str, Any]) -> None:
        if self._settings.kind != "transcription":
            message = "The session is not for transcription: connect with intent=transcription."
            raise Refused(message, "invalid_value", "type")
        if self.opening.dialect == "beta":
            self._apply(self._settings.merged(event["session"]))
            self._tell_session("updated")
            return
        flat = event["session"]
        self._apply(self._settings.merged({"audio": {"input": _nested(flat)}, "include": flat.get("include")}))
        self.send({"type": "transcription_session.updated", "session": flat})

    def _apply(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings.input_format != before.input_format:
            self._buffer.clear()
        if settings.input_format != before.input_format or settings.turn_detection != before.turn_detection:
            self._detector = self._new_detector(self._detector.end_ms)

    def _create_item(self, event: dict[str, Any]) -> None:
        data = event["item"]
        if data["type"] == "function_call_output" and not self._conversation.has_call(data["call_id"]):
            message = f"The conversation has no function call {data['call_id']!r}."
            raise Refused(message, "item_create_invalid_call_id", "item.call_id")
        item = self._item_of_client(data)
        self._tell_item(item, self._conversation.add(item, event.get("previous_item_id")))

    def _item_of_client(self, data: dict[str, Any]) -> Item:
        if not data.get("id"):
            data = {**data, "id": self.new_id("item")}
        item = Item.of_client(data, self._settings)
        if item.data.get("role") == "user":
            spoken = (Speech(audio, item.format) for audio in item.audio.values())
            item.heard = " ".join(map(self.answerer.hear, spoken)) or None
        return item

    def _tell_item(self, item: Item, previous: str | None) -> None:
        for kind in ("created",) if self.opening.dialect == "beta" else ("added", "done"):
            self.send({"type": f"conversation.item.{kind}", "previous_item_id": previous, "item": item.data})

    def _retrieve_item(self, event: dict[str, Any]) -> None:
        item = self._conversation.find(event["item_id"], "retrieve")
        self.send({"type": "conversation.item.retrieved", "item": item.with_audio()})

    def _delete_item(self, event: dict[str, Any]) -> None:
        self._conversation.remove(event["item_id"])
        self.send({"type": "conversation.item.deleted", "item_id": event["item_id"]})

    def _truncate_item(self, event: dict[str, Any]) -> None:
        item = self._conversation.find(event["item_id"], "truncate")
        if item.data.get("role") != "assistant":
            raise Refused("Only messages of the assistant can be cut.", "invalid_value", "item_id")
        item.truncate(event["content_index"], event["audio_end_ms"])
        told = {key: event[key] for key in ("item_id", "content_index", "audio_end_ms")}
        self.send({"type": "conversation.item.truncated", **told})

    # Audio of the user

    def _append_audio(self, event: dict[str, Any]) -> None:
        try:
            audio = decode_base64(event["audio"])
        except ValueError:
            raise Refused("The audio is not valid base64.", "invalid_value", "audio") from None
        if len(audio) % self._settings.input_format.sample_width:
            raise Refused("The audio ends in the middle of a sample.", "invalid_value", "audio")
        self._buffer += audio
        if self._settings.turn_detection is None:
            return
        for change, position in self._detector.feed(audio):
            self._begin_speech(position) if change == "started" else self._end_speech(position)
        if not self._detector.is_speaking:
            self._wait_idly()
            # What was silence is of no use, but for what belongs to the next words.
            self._drop_audio(self._detector.position_ms - self._padding)

    def _wait_idly(self) -> None:
        """Have the model speak again when the user has been silent for too long after a response."""
        timeout = (self._settings.turn_detection or {}).get("idle_timeout_ms")
        start, end = self._idle_since, self._detector.position_ms
        if timeout is None or start is None or end - start < timeout:
            return
        self._idle_since = None
        item_id = self.new_id("item")
        place = {"audio_start_ms": start, "audio_end_ms": end, "item_id": item_id}
        self.send({"type": "input_audio_buffer.timeout_triggered", **place})
        self._commit(self._take_audio(end), item_id)
        self._respond({})

    def _begin_speech(self, start_ms: int) -> None:
        self._drop_audio(start_ms)
        self._idle_since = None
        self._speech_item = self.new_id("item")
        place = {"audio_start_ms": start_ms, "item_id": self._speech_item}
        self.send({"type": "input_audio_buffer.speech_started", **place})
        if (self._settings.turn_detection or {}).get("interrupt_response", True):
            for run in self._active():
                self._cancel(run, "turn_detected")

    def _end_speech(self, end_ms: int) -> None:
        item_id = self._speech_item or self.new_id("item")
        self._speech_item = None
        self.send({"type": "input_audio_buffer.speech_stopped", "audio_end_ms": end_ms, "item_id": item_id})
        audio = self._take_audio(end_ms)
        self._commit(audio, item_id)
        detection = self._settings.turn_detection or {}
        if self._settings.kind == "realtime" and detection.get("create_response", True) and not self._active():
            self._respond({})

    @property
    def _padding(self) -> int:
        return int((self._settings.turn_detection or {}).get("prefix_padding_ms") or 0)

    def _take_audio(self, end_ms: int) -> bytes:
        """What is in the buffer up to a moment, taken out of it."""
        size = self._place(end_ms)
        audio = bytes(self._buffer[:size])
        del self._buffer[:size]
        return audio

    def _drop_audio(self, start_ms: int) -> None:
        """Throw away what was heard before a moment."""
        del self._buffer[: self._place(start_ms)]

    def _place(self, ms: int) -> int:
        """Where a moment is in the buffer."""
        audio_format = self._settings.input_format
        back = (self._detector.position_ms - ms) * audio_format.sample_rate // 1_000 * audio_format.sample_width
        return max(0, len(self._buffer) - self._detector.ahead - back)

    def _commit_audio(self, event: dict[str, Any]) -> None:
        seconds = len(self._buffer) / self._settings.input_format.bytes_per_second
        if seconds < _SHORTEST_COMMIT:
            message = f"The buffer holds {1_000 * seconds:.0f} ms of audio; at least 100 ms can be committed."
            raise Refused(message, "input_audio_buffer_commit_empty")
        audio = bytes(self._buffer)
        self._buffer.clear()
        item_id, self._speech_item = self._speech_item or self.new_id("item"), None
        self._detector = self._new_detector(self._detector.end_ms)
        self._commit(audio, item_id)

    def _commit(self, audio: bytes, item_id: str) -> None:
        part: dict[str, Any] = {"type": "input_audio", "transcript": None}
        data = {"id": item_id, **self._settings.item_object, "type": "message", "status": "completed", "role": "user"}
        item = Item({**data, "content": [part]}, {0: audio}, self._settings.input_format)
        speech = Speech(audio, item.format)
        item.heard = self.answerer.hear(speech)
        previous = self._conversation.add(item)
        committed = {"type": "input_audio_buffer.committed", "previous_item_id": previous, "item_id": item_id}
        self.send(committed)
        self._tell_item(item, previous)
        if self._settings.transcription is not None:
            part["transcript"] = item.heard
            self._tell_transcript(item, speech, item.heard)

    def _tell_transcript(self, item: Item, speech: Speech, heard: str) -> None:
        place = {"item_id": item.id, "content_index": 0}
        name = "conversation.item.input_audio_transcription"
        if not self.opening.is_preview:
            self.send({"type": f"{name}.delta", **place, "delta": heard})
        given, said = round(speech.seconds * 10), text_tokens(heard)
        usage = {
            "type": "tokens",
            "total_tokens": given + said,
            "input_tokens": given,
            "input_token_details": {"text_tokens": 0, "audio_tokens": given},
            "output_tokens": said,
        }
        self.send({"type": f"{name}.completed", **place, "transcript": heard, "usage": usage})

    def _clear_audio(self, event: dict[str, Any]) -> None:
        self._buffer.clear()
        self._speech_item = None
        self._detector = self._new_detector(self._detector.end_ms)
        self.send({"type": "input_audio_buffer.cleared"})

    def _new_detector(self, start_ms: int) -> SpeechDetector:
        detection = self._settings.turn_detection or {}
        silence = detection.get("silence_duration_ms")
        if detection.get("type") == "semantic_vad":
            silence = _EAGERNESS.get(str(detection.get("eagerness")))
        return SpeechDetector(
            self._settings.input_format,
            threshold=0.5 if detection.get("threshold") is None else float(detection["threshold"]),
            prefix_padding_ms=self._padding,
            silence_duration_ms=500 if silence is None else int(silence),
            start_ms=start_ms,
        )

    # Responses

    def _active(self) -> list[_Run]:
        """The responses that write into the conversation; there is one at most."""
        return [run for run in self._runs if run.responding.is_in_conversation]

    def _create_response(self, event: dict[str, Any]) -> None:
        if self._settings.kind != "realtime":
            raise Refused("A session for transcription gives no responses.", "invalid_value", "type")
        asked = event.get("response") or {}
        if asked.get("conversation") != "none" and self._active():
            message = (
                f"The response {self._active()[0].responding.id!r} is still going on: wait for its end, or cancel it."
            )
            raise Refused(message, "conversation_already_has_active_response")
        self._respond(asked)

    def _respond(self, asked: Mapping[str, Any]) -> None:
        settings = self._settings.merged({key: asked[key] for key in asked if key in _RESPONSE_SETTINGS}, "response")
        items = list(self._conversation) if asked.get("input") is None else self._inputs(asked["input"])
        outside = asked.get("conversation") == "none"
        given = prompt_tokens(settings.instructions, settings.tools)
        for item in items:
            given += item.tokens
        turn = Turn(
            items=[item.as_heard() for item in items],
            instructions=settings.instructions,
            tools=settings.tools,
            tool_choice=settings.tool_choice,
            modalities=settings.modalities,
            metadata=asked.get("metadata"),
            dialect=self.opening.dialect,
            model=settings.model,
        )
        said = self.answerer.answer(turn)
        answer = Answer(said) if isinstance(said, str) else said
        responding = Responding(
            answer,
            settings,
            self.new_id,
            given=given,
            cached=self._known_tokens,
            conversation_id=None if outside else self._conversation_id,
            metadata=asked.get("metadata"),
            add=self._conversation.add,
        )
        if not outside:
            self._idle_since = None
            self._known_tokens = given
        self._has_spoken = self._has_spoken or "audio" in settings.modalities
        faults: dict[int, list[Fault]] = {}
        # Waiting comes first: what else goes wrong at the same place does so afterwards.
        for fault in sorted(answer.faults, key=lambda fault: fault.wait is None and not fault.delay):
            faults.setdefault(fault.after, []).append(fault)
        due = self._clock() + answer.delay
        self._runs.append(_Run(responding, responding.events(), due, answer.pace, faults))

    def _inputs(self, inputs: Sequence[Mapping[str, Any]]) -> list[Item]:
        """The items that a response is to answer instead of the conversation."""
        return [
            self._conversation.find(item["id"], "reference")
            if item["type"] == REFERENCE
            else self._item_of_client(dict(item))
            for item in inputs
        ]

    def _cancel_response(self, event: dict[str, Any]) -> None:
        wanted = event.get("response_id")
        runs = self._active() if wanted is None else [run for run in self._runs if run.responding.id == wanted]
        if not runs:
            which = "response is" if wanted is None else f"response {wanted!r} is"
            raise Refused(f"No {which} going on that could be cancelled.", "response_cancel_not_active")
        for run in runs:
            self._cancel(run, "client_cancelled")

    def _clear_output_audio(self, event: dict[str, Any]) -> None:
        runs = self._active()
        if not runs:
            raise Refused("No audio is being played.", "output_audio_buffer_clear_empty")
        for run in runs:
            self._cancel(run, "client_cancelled")
            self.send({"type": "output_audio_buffer.cleared", "response_id": run.responding.id})

    _handlers: ClassVar[dict[str, Callable[[Session, dict[str, Any]], None]]] = {
        "session.update": _update_session,
        "transcription_session.update": _update_transcription_session,
        "conversation.item.create": _create_item,
        "conversation.item.retrieve": _retrieve_item,
        "conversation.item.delete": _delete_item,
        "conversation.item.truncate": _truncate_item,
        "input_audio_buffer.append": _append_audio,
        "input_audio_buffer.commit": _commit_audio,
        "input_audio_buffer.clear": _clear_audio,
        "output_audio_buffer.clear": _clear_output_audio,
        "response.create": _create_response,
        "response.cancel": _cancel_response,
    }


_RESPONSE_SETTINGS: Final = frozenset(
    (
        "instructions",
        "tools",
        "tool_choice",
        "max_output_tokens",
        "output_modalities",
        "audio",
        "modalities",
        "voice",
        "output_audio_format",
        "temperature",
    )
)


_NAMES: Final = {
    "input_audio_transcription": "transcription",
    "input_audio_noise_reduction": "noise_reduction",
    "turn_detection": "turn_detection",
}
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "pcm16": {"type": "audio/pcm", "rate": 24_000},
    "g711_ulaw": {"type": "audio/pcmu"},
    "g711_alaw": {"type": "audio/pcma"},
}


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of a transcription in their beta form as what GA has under ``audio.input``."""
    nested = {_NAMES[key]: value for key, value in flat.items() if key in _NAMES}
    name = flat.get("input_audio_format")
    return {**nested, "format": _FORMATS[name]} if name else nested


def _patched(event: dict[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """An event with other values at some paths.

    Raises:
        RealtimeError: It has no such path.
    """
    result: dict[str, Any] = orjson.loads(orjson.dumps(event))
    for path, value in patch.items():
        *parents, last = path.split(".")
        place: Any = result
        try:
            for name in parents:
                place = place[int(name)] if isinstance(place, list) else place[name]
            place[int(last) if isinstance(place, list) else last] = value
        except (LookupError, TypeError, ValueError):
            raise RealtimeError(f"a fault patches {path!r}, which {event['type']} does not have") from None
    return result
