"""One session of the server, without a socket or a clock of its own: frames in, frames out."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal, cast

from attrs import define

from ..._core.json import dumps, loads_object
from ...audio import AudioFormat, decode_base64
from ...errors import RealtimeError
from .answers import Answer, Answerer, AnswerFailed, Close, Fault, MCPCall, Part, Speech, TranscriptionFailed, Turn
from .conversation import Item, ServerConversation
from .engine import REFERENCE, Engine, Opening
from .hearing import Hearing
from .mcp import PendingCall, making, needs_approval, require_valid, result, servers
from .refusals import Refused
from .responding import WAITING, Responding, obfuscation
from .settings import Settings, settings_for
from .streaming import Parts, Piece, spoken
from .usage import INPUT_AUDIO_RATE, Tokens, prompt_tokens, text_tokens
from .voice import NeuralSpeechDetector, SpeechDetector

__all__ = ["ServerSession"]

_RATE_LIMITS: Final = {"requests": 1_000, "tokens": 400_000}
_MINUTE: Final = 60
# Silence that ends a turn, in milliseconds, by the eagerness of semantic detection.
_EAGERNESS: Final = {"low": 1_000, "medium": 600, "auto": 600, "high": 300}
_SHORTEST_COMMIT: Final = 0.1
_LONGEST_CALL_ID: Final = 32
# Seconds after which a transcription is complete that no response accompanies.
_TRANSCRIPTION_SECONDS: Final = 0.05
# Models that transcribe while the user speaks, and those billed by tokens instead of by duration.
_STREAMING: Final = re.compile(r"realtime|live")
_BY_TOKENS: Final = re.compile(r"^gpt-4o")
# Model that reports a transcript in one piece.
_WHOLE: Final = "whisper-1"
# Models that report the languages they have recognised, and those that report who has spoken.
_WITH_LANGUAGES: Final = frozenset(("gpt-transcribe", "gpt-live-transcribe"))
_DIARIZING: Final = "diarize"
_LOGPROBS: Final = "item.input_audio_transcription.logprobs"


@define(eq=False)
class _Transcription:
    """A transcription in progress.

    Attributes:
        item: The user's item.
        pieces: Pieces of the transcript that are not sent yet.
        end: The last event.
        seconds: Duration of the speech.
        due: Time of its events; None if they accompany a response.
    """

    item: Item
    pieces: deque[str]
    end: dict[str, Any]
    seconds: float = 0.0
    due: float | None = None


@define(eq=False)
class _Run:
    """A response in progress, and the schedule of its events.

    Attributes:
        responding: The response.
        events: Its events.
        due: Time of the next one.
        pace: Seconds before each delta.
        faults: Faults to inject, by the number of events before them.
        transcriptions: Transcriptions of the user that accompany it.
        sent: Number of events so far.
        waits_for: Type of an event of the client to wait for.
        is_starved: Whether the next part has not come yet.
        deciding: What asks the answerer for the parts.
        is_playing: Whether its audio is played by the server, in a call.
    """

    responding: Responding
    events: Iterator[dict[str, Any] | Literal["waiting"] | None]
    due: float
    pace: float
    faults: dict[int, list[Fault]]
    transcriptions: list[_Transcription]
    sent: int = 0
    waits_for: str | None = None
    is_starved: bool = False
    deciding: asyncio.Task[None] | None = None
    is_playing: bool = False

    @property
    def is_ready(self) -> bool:
        """True if it waits for the clock alone."""
        return self.waits_for is None and not self.is_starved


class ServerSession(Engine):
    """A session of the GA or the beta dialect.

    Args:
        opening: Initial state of the session.
        answerer: Source of the answers.
        new_id: Returns a new id with a prefix.
        clock: Returns the time in seconds.
    """

    def __init__(
        self, opening: Opening, answerer: Answerer, new_id: Callable[[str], str], clock: Callable[[], float]
    ) -> None:
        super().__init__(opening, answerer, new_id)
        self._clock = clock
        profile = opening.profile
        initial = {**profile.initial, **profile.allowed_settings(opening.changes or {})}
        self._settings = settings_for(opening.dialect, opening.kind, opening.model, initial)
        self._ends = None if opening.seconds is None else clock() + opening.seconds
        self._session_id = new_id("sess")
        self._conversation_id = new_id("conv")
        self._conversation = ServerConversation(opening.limits)
        self._runs: list[_Run] = []
        self._transcriptions: list[_Transcription] = []
        self._has_spoken = False
        self._known_tokens: Tokens = Counter()
        self._spent: deque[tuple[float, int]] = deque()
        self._buffer = bytearray()
        self._buffered_since = 0.0
        # Transcriptions that are not complete, by item, and that of the speech in progress.
        self._hearings: dict[str, Hearing] = {}
        self._hearing: Hearing | None = None
        self._passed_on = 0
        self._speech_item: str | None = None
        # Position in the user's audio at which the last response ended; None during a response or speech.
        self._idle_since: int | None = None
        self._detector = self._new_detector(0)
        # MCP servers whose tools were listed, by label.
        self._listed: dict[str, Mapping[str, Any]] = {}
        # All MCP servers that were ever defined, and the hints about their tools, by label.
        self._servers: dict[str, Mapping[str, Any]] = {}
        self._annotations: dict[str, Mapping[str, Mapping[str, Any]]] = {}
        # Calls that wait for approval, by the id of the request, and the rest of an answer after an approved one.
        self._undecided: dict[str, PendingCall] = {}
        self._rest: Answer | None = None

    def start(self) -> None:
        """Announce the session."""
        if not self.opening.is_attached:
            self._announce_session("created")
            if self._settings.kind == "realtime" and self.opening.dialect == "beta":
                self._announce_conversation()
            if "conversation.created" in self.opening.profile.greeting:
                self._announce_conversation()
            if "ping" in self.opening.profile.greeting:
                self.send({"type": "ping", "timestamp": round(self._clock() * 1_000)})
            previous = None
            for item in self._conversation:
                self._announce_item(item, previous)
                previous = item.id
            self._list_tools()
        self.go_on()

    @property
    def conversation_id(self) -> str:
        """Id of the conversation, by which a client can resume it."""
        return self._conversation_id

    @property
    def can_be_resumed(self) -> bool:
        """True where the client has asked for that in its settings."""
        resumption = self._settings.values.get("resumption")
        return isinstance(resumption, dict) and resumption.get("enabled") is True

    def resume(self, earlier: ServerSession) -> None:
        """Continue an earlier conversation; its items are sent before anything else."""
        self._conversation_id = earlier._conversation_id
        self._conversation = earlier._conversation

    def translated(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an event in the form of the contract, where the server accepts another one."""
        session, profile = event.get("session"), self.opening.profile
        if event["type"] != "session.update" or not isinstance(session, dict):
            return event
        if profile.settings:
            session = {"type": self._settings.kind, **session}
        return {**event, "session": profile.allowed_settings(session)}

    def handle(self, event: dict[str, Any]) -> Awaitable[None] | None:
        """Handle an event that conforms to the contract."""
        return self._handlers[event["type"]](self, event)

    def noticed(self, kind: object) -> None:
        """Resume the responses that wait for an event of the client."""
        for run in self._runs:
            if run.waits_for == kind:
                run.waits_for = None

    def go_on(self) -> None:
        """Send what the answerer sends unasked, unless a response is in progress."""
        if not self._runs:
            super().go_on()

    def due(self) -> float | None:
        """Return the time of the next event of a response."""
        times = [run.due for run in self._runs if run.is_ready]
        times += [entry.due for entry in self._transcriptions if entry.due is not None]
        return min((*times, *([] if self._ends is None else [self._ends])), default=None)

    def step(self) -> None:
        """Send the next events of every response and transcription that is due."""
        now = self._clock()
        if self._ends is not None and now >= self._ends:
            return self._expire()
        for transcription in [entry for entry in self._transcriptions if entry.due is not None and entry.due <= now]:
            self._transcriptions.remove(transcription)
            self._transcribe(transcription)
        for run in list(self._runs):
            if run in self._runs and run.is_ready and run.due <= now:
                self._play(run)
        return None

    def _expire(self) -> None:
        """End the session at its maximum duration."""
        minutes = round((self.opening.seconds or 0) / _MINUTE, 1)
        message = f"Your session hit the maximum duration of {minutes:g} minutes."
        self.end("session_expired", message, Close(1001, "session expired"))

    def _play(self, run: _Run) -> None:
        """Send the events of a response up to its next delta, and inject its faults."""
        while True:
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
            while event is None and patch:
                # A patch is for the next event, not for the pause before it.
                event = next(run.events)
            if event == WAITING:
                run.is_starved = True
                if patch:
                    run.faults[run.sent] = [Fault(after=run.sent, patch=patch)]
                return None
            if event is None:
                run.due = self._clock() + run.pace
                return None
            run.sent += 1
            self._send_of_response(run, _patched(event, patch) if patch else event, event["type"])
            if run.responding.is_done:
                return self._end_response(run, event["response"]["usage"]["total_tokens"])

    def _send_of_response(self, run: _Run, event: dict[str, Any], kind: str) -> None:
        """Send an event of a response, with the transcription that accompanies it."""
        is_delta = kind.endswith(".delta")
        if kind.startswith("response.") and kind.endswith(".done"):
            while run.transcriptions:
                self._transcribe(run.transcriptions.pop(0))
        self.send(event)
        begins = kind == "response.content_part.added" and run.responding.is_spoken
        if begins and self.opening.is_attached and not run.is_playing:
            # In a call, the server plays the audio to the caller.
            run.is_playing = True
            self.send({"type": "output_audio_buffer.started", "response_id": run.responding.id})
        if (is_delta or kind == "response.created") and run.transcriptions:
            if run.transcriptions[0].pieces:
                self._transcribe(run.transcriptions[0], pieces=1)
            else:
                self._transcribe(run.transcriptions.pop(0))

    def _end_response(self, run: _Run, tokens: int) -> None:
        self._runs.remove(run)
        if run.deciding is not None:
            run.deciding.cancel()
        for call in run.responding.late:
            self._make_call(call)
        if run.responding.is_in_conversation:
            self._idle_since = self._detector.position_ms
        self._send_rate_limits(tokens)
        if run.is_playing:
            self.send({"type": "output_audio_buffer.stopped", "response_id": run.responding.id})
        self.go_on()

    def _cancel(self, run: _Run, reason: str) -> None:
        """Stop a response, and send its last events at once."""
        run.responding.stop("cancelled", reason)
        if run.is_playing and reason == "turn_detected":
            self._clear(run)
        if run.deciding is not None:
            run.deciding.cancel()
        while run in self._runs:
            run.faults.clear()
            self._play(run)

    def _clear(self, run: _Run) -> None:
        """Report that the rest of the audio of a response is not played."""
        run.is_playing = False
        self.send({"type": "output_audio_buffer.cleared", "response_id": run.responding.id})

    def close(self, close: Close) -> None:
        """Close the connection in any state."""
        self._runs.clear()
        self._transcriptions.clear()
        self._ends = None
        super().close(close)

    # Reports about the session

    def _announce_session(self, verb: str) -> None:
        beta = self._settings.kind == "transcription" and self.opening.dialect == "beta"
        kind = f"{'transcription_' if beta else ''}session.{verb}"
        self.send({"type": kind, "session": self._settings.session(self._session_id, self.opening.expires_at)})

    def _announce_conversation(self) -> None:
        conversation = {"id": self._conversation_id, "object": "realtime.conversation"}
        self.send({"type": "conversation.created", "conversation": conversation})

    def _send_rate_limits(self, tokens: int) -> None:
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

    # Requests of the client

    def _update_session(self, event: dict[str, Any]) -> None:
        changes = event["session"]
        if self._settings.kind == "transcription" and self.opening.dialect == "beta":
            raise Refused("A transcription session takes transcription_session.update.", "invalid_value", "type")
        kind = changes.get("type", self._settings.kind)
        if kind != self._settings.kind:
            message = f"Cannot update the type of a session: it is {self._settings.kind!r}."
            raise Refused(message, "invalid_value", "session.type")
        changed = self._settings.merged(changes)
        self._require_valid_servers(changes.get("tools") or (), "session.tools")
        if changed.model != self._settings.model:
            message = f"Cannot update the model of a session: it is {self._settings.model!r}."
            raise Refused(message, "cannot_update_model", "session.model")
        if changed.voice != self._settings.voice and self._has_spoken:
            param = "session.voice" if self.opening.dialect == "beta" else "session.audio.output.voice"
            message = "Cannot update a conversation's voice if assistant audio is present."
            raise Refused(message, "cannot_update_voice", param)
        self._apply(changed)
        self._announce_session("updated")
        self._list_tools()

    def _require_valid_servers(self, tools: Sequence[Mapping[str, Any]], where: str) -> None:
        """Check the MCP servers among some tools, all of which are kept for the session.

        Raises:
            Refused: One of them is invalid, or there is no room for them.
        """
        require_valid(tools, self._servers, where)
        new = servers(tools, self._servers)
        if new:
            known = {**self._servers, **new}
            self._conversation.require_room(sum(len(dumps(dict(server))) for server in known.values()))

    def _list_tools(self) -> None:
        """List the tools of MCP servers that are new or have changed; the beta dialect knows none."""
        found = servers(self._settings.tools, self._servers)
        self._listed = {label: server for label, server in self._listed.items() if label in found}
        self._list_tools_of(found)

    def _list_tools_of(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """List the tools of those MCP servers that are new or have changed."""
        new = [label for label, server in found.items() if self._listed.get(label) != server]
        self._listed.update(found)
        self._servers.update(found)
        for label in new:
            item = Item({"id": self.new_id("mcpl"), "type": "mcp_list_tools", "server_label": label, "tools": []})
            previous = self._conversation.add(item)
            self.send({"type": "conversation.item.added", "previous_item_id": previous, "item": dict(item.data)})
            self.send({"type": "mcp_list_tools.in_progress", "item_id": item.id})
            try:
                listed = self.ask(self.answerer.list_tools, found[label])
            except AnswerFailed:
                listed = None
            if not inspect.isawaitable(listed):
                self._end_listing(item, previous, listed)
                continue
            assert self.spawn is not None, "a list that takes time needs an event loop"
            self.spawn(self._list_later(item, previous, listed))

    async def _list_later(self, item: Item, previous: str | None, found: Awaitable[Sequence[Any]]) -> None:
        try:
            tools: Sequence[Any] | None = await found
        except AnswerFailed:
            tools = None
        self._end_listing(item, previous, tools)
        self.wake()

    def _end_listing(self, item: Item, previous: str | None, tools: Sequence[Any] | None) -> None:
        """Report the tools of an MCP server; None if they could not be listed."""
        item.data["tools"] = [dict(tool) for tool in tools or ()]
        hints = {str(tool.get("name")): tool.get("annotations") or {} for tool in tools or ()}
        self._annotations[item.data["server_label"]] = hints
        self.send({"type": "conversation.item.done", "previous_item_id": previous, "item": item.data})
        self.send({"type": f"mcp_list_tools.{'failed' if tools is None else 'completed'}", "item_id": item.id})

    def _needs_approval(self, call: MCPCall, found: Mapping[str, Mapping[str, Any]]) -> bool:
        """Return True if the client has to approve a call; those of unknown servers are made without asking."""
        server, hints = found.get(call.server_label), self._annotations.get(call.server_label, {})
        return server is not None and needs_approval(server, call.name, hints.get(call.name, {}))

    def _decide_call(self, request_id: str, *, is_approved: bool) -> None:
        """Make a call that was approved; end one that was denied without any result.

        A reply to anything else is a part of an earlier conversation.
        """
        call = self._undecided.pop(request_id, None)
        if call is None:
            return
        call.item.data["approval_request_id"] = request_id
        if is_approved:
            self._make_call(call)
            self._rest = call.rest if call.is_in_conversation else None
        else:
            self._end_call(call)

    def _make_call(self, call: PendingCall) -> None:
        """Make a call whose response has ended."""
        for event in making(call.item, call.part, call.output_index):
            self.send(event)
        call.item.data.update(result(call.part))
        self._end_call(call)

    def _end_call(self, call: PendingCall) -> None:
        if call.is_in_conversation:
            self.send({"type": "conversation.item.done", "previous_item_id": call.previous, "item": call.item.data})

    def _update_transcription_session(self, event: dict[str, Any]) -> None:
        if self._settings.kind != "transcription":
            message = "This is not a transcription session: connect with intent=transcription."
            raise Refused(message, "invalid_value", "type")
        if self.opening.dialect == "beta":
            self._apply(self._settings.merged(event["session"]))
            self._announce_session("updated")
            return
        flat = event["session"]
        self._apply(self._settings.merged({"audio": {"input": _nested(flat)}, "include": flat.get("include")}))
        self.send({"type": "transcription_session.updated", "session": flat})

    def _apply(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings.input_format != before.input_format:
            self._buffer.clear()
            self._drop_hearing()
        if settings.input_format != before.input_format or settings.turn_detection != before.turn_detection:
            self._detector = self._new_detector(self._detector.end_ms)

    def _create_item(self, event: dict[str, Any]) -> None:
        data = event["item"]
        call_id = data.get("call_id", "")
        if self.opening.profile.limits_call_ids and len(call_id) > _LONGEST_CALL_ID:
            expected = f"Expected a string with maximum length {_LONGEST_CALL_ID}"
            message = (
                f"Invalid 'item.call_id': string too long. {expected}, but got a string with length {len(call_id)}."
            )
            raise Refused(message, "string_above_max_length", "item.call_id")
        if data["type"] == "function_call_output" and not self._conversation.has_call(call_id):
            raise Refused(f"Tool call ID {call_id!r} not found in conversation.", "invalid_tool_call_id")
        item = self._item_of_client(data)
        self._conversation.require_room(len(dumps(item.data)))
        self._announce_item(item, self._conversation.add(item, event.get("previous_item_id")))
        if data["type"] == "mcp_approval_response":
            self._decide_call(data["approval_request_id"], is_approved=data["approve"])

    def _item_of_client(self, data: dict[str, Any]) -> Item:
        if not data.get("id"):
            data = {**data, "id": self.new_id("item")}
        item = Item.of_client(data, self._settings)
        if item.data.get("role") == "user":
            audio = b"".join(map(bytes, item.audio.values()))
            if audio:
                self._hear(item, Speech(audio, item.format), lambda: None)
        return item

    def _announce_item(self, item: Item, previous: str | None) -> None:
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
        item.truncate(event["content_index"], event["audio_end_ms"])
        place = {key: event[key] for key in ("item_id", "content_index", "audio_end_ms")}
        self.send({"type": "conversation.item.truncated", **place})

    # Audio of the user

    def _append_audio(self, event: dict[str, Any]) -> Awaitable[None] | None:
        try:
            audio = decode_base64(event["audio"])
        except ValueError:
            raise Refused("The audio is not valid base64.", "invalid_value", "audio") from None
        if len(audio) % self._settings.input_format.sample_width:
            raise Refused("The audio ends in the middle of a sample.", "invalid_value", "audio")
        most = self.opening.limits.memory_bytes
        if len(self._buffer) + len(audio) > most:
            message = f"The input audio buffer would hold more than {most} bytes; commit or clear it."
            raise Refused(message, "input_audio_buffer_full", "audio")
        if not self._buffer:
            self._buffered_since = self._clock()
        self._buffer += audio
        if self._settings.turn_detection is None:
            return None
        if isinstance(self._detector, NeuralSpeechDetector):
            return self._detect_slowly(self._detector, audio)
        for change, position in self._detector.feed(audio):
            self._begin_speech(position) if change == "started" else self._end_speech(position)
        self._after_audio()
        return None

    async def _detect_slowly(self, detector: NeuralSpeechDetector, audio: bytes) -> None:
        """Examine audio while other sessions go on."""
        async for change, position in detector.feed_slowly(audio):
            self._begin_speech(position) if change == "started" else self._end_speech(position)
            self.wake()
        self._after_audio()

    def _after_audio(self) -> None:
        if self._detector.is_speaking:
            self._pass_on(len(self._buffer) - self._detector.ahead)
            return
        self._wait_idly()
        # Silence is dropped, except for what the padding of the next speech needs.
        self._drop_audio(self._detector.position_ms - self._padding)

    def _pass_on(self, end: int) -> None:
        """Pass audio of the buffer on to the recogniser, up to an offset in bytes."""
        if self._hearing is not None and end > self._passed_on:
            self._hearing.feed(bytes(self._buffer[self._passed_on : end]))
            self._passed_on = end

    def _wait_idly(self) -> None:
        """Respond again if the user has been silent for too long after a response."""
        timeout = (self._settings.turn_detection or {}).get("idle_timeout_ms")
        start, end = self._idle_since, self._detector.position_ms
        if timeout is None or start is None or end - start < timeout:
            return
        self._idle_since = None
        item_id = self.new_id("item")
        place = {"audio_start_ms": start, "audio_end_ms": end, "item_id": item_id}
        self.send({"type": "input_audio_buffer.timeout_triggered", **place})
        self._commit(self._take_audio(end), item_id, is_answered=True)
        self._respond({})

    def _begin_speech(self, start_ms: int) -> None:
        self._drop_audio(start_ms)
        self._idle_since = None
        self._speech_item = self.new_id("item")
        self._buffered_since = self._clock()
        place = {"audio_start_ms": start_ms, "item_id": self._speech_item}
        self.send({"type": "input_audio_buffer.speech_started", **place})
        self._hearing, self._passed_on = self._new_hearing(self._settings.input_format), 0
        if (self._settings.turn_detection or {}).get("interrupt_response", True):
            for run in self._active():
                self._cancel(run, "turn_detected")

    def _end_speech(self, end_ms: int) -> None:
        item_id = self._speech_item or self.new_id("item")
        self._speech_item = None
        self.send({"type": "input_audio_buffer.speech_stopped", "audio_end_ms": end_ms, "item_id": item_id})
        self._pass_on(self._place(end_ms))
        audio = self._take_audio(end_ms)
        detection = self._settings.turn_detection or {}
        is_answered = (
            self._settings.kind == "realtime" and detection.get("create_response", True) and not self._active()
        )
        self._commit(audio, item_id, is_answered=is_answered)
        if is_answered:
            self._respond({})

    @property
    def _padding(self) -> int:
        return int((self._settings.turn_detection or {}).get("prefix_padding_ms") or 0)

    def _take_audio(self, end_ms: int) -> bytes:
        """Take the audio up to a position out of the buffer."""
        size = self._place(end_ms)
        audio = bytes(self._buffer[:size])
        del self._buffer[:size]
        return audio

    def _drop_audio(self, start_ms: int) -> None:
        """Drop the audio before a position."""
        del self._buffer[: self._place(start_ms)]

    def _place(self, ms: int) -> int:
        """Return the offset of a position in the buffer, in bytes."""
        audio_format = self._settings.input_format
        back = (self._detector.position_ms - ms) * audio_format.sample_rate // 1_000 * audio_format.sample_width
        return max(0, len(self._buffer) - self._detector.ahead - back)

    def _commit_audio(self, event: dict[str, Any]) -> None:
        seconds = len(self._buffer) / self._settings.input_format.bytes_per_second
        if self._settings.turn_detection is not None and self._speech_item is None:
            # Voice detection has dropped the silence.
            seconds = 0.0
        if seconds < _SHORTEST_COMMIT:
            message = (
                "Error committing input audio buffer: buffer too small. "
                f"Expected at least 100ms of audio, but buffer only has {1_000 * seconds:.2f}ms of audio."
            )
            raise Refused(message, "input_audio_buffer_commit_empty")
        self._pass_on(len(self._buffer))
        audio = bytes(self._buffer)
        self._buffer.clear()
        item_id, self._speech_item = self._speech_item or self.new_id("item"), None
        self._detector = self._new_detector(self._detector.end_ms)
        self._commit(audio, item_id, is_answered=False)

    def _commit(self, audio: bytes, item_id: str, *, is_answered: bool) -> None:
        part: dict[str, Any] = {"type": "input_audio", "transcript": None}
        data = {"id": item_id, **self._settings.item_object, "type": "message", "status": "completed", "role": "user"}
        item = Item({**data, "content": [part]}, {0: audio}, self._settings.input_format)
        speech = Speech(audio, item.format)
        transcription: _Transcription | None = None

        def heard_at_once() -> None:
            nonlocal transcription
            transcription = self._new_transcription(item, speech)
            if transcription is not None and self._is_streaming(speech):
                # A streaming model keeps up with speech that comes as it is spoken, so little is left at its end.
                self._transcribe(transcription, pieces=len(transcription.pieces) - 1)

        hearing = self._hear(item, speech, heard_at_once)
        previous = self._conversation.add(item)
        committed = {"type": "input_audio_buffer.committed", "previous_item_id": previous, "item_id": item_id}
        self.send(committed)
        self._announce_item(item, previous)
        if hearing is not None and self.spawn is not None:
            self.spawn(self._report(hearing, item, speech, is_reported=self._settings.transcription is not None))
        if transcription is None:
            return
        if self.opening.profile.transcript_first or self._settings.kind == "transcription":
            self._transcribe(transcription)
        else:
            transcription.due = None if is_answered else self._clock() + _TRANSCRIPTION_SECONDS
            self._transcriptions.append(transcription)

    def _new_hearing(self, audio_format: AudioFormat) -> Hearing | None:
        """Return a transcription that begins; None if there is no recogniser."""
        recogniser = self.opening.voice.recogniser
        if recogniser is None or self.spawn is None:
            return None
        hearing = Hearing(audio_format)
        self.spawn(hearing.run(recogniser))
        return hearing

    def _drop_hearing(self) -> None:
        if self._hearing is not None:
            self._hearing.cancel()
            self._hearing = None

    def _hear(self, item: Item, speech: Speech, heard_at_once: Callable[[], object]) -> Hearing | None:
        """Transcribe the user's audio.

        Args:
            item: The item of the audio.
            speech: The audio.
            heard_at_once: Called once the transcript is known, if that is now.

        Returns:
            The transcription, if it takes time.
        """
        hearing, self._hearing = self._hearing, None
        if hearing is None or item.id in self._hearings:
            hearing = self._new_hearing(speech.format)
            if hearing is not None:
                hearing.feed(speech.audio)
        if hearing is None:
            try:
                found = self.ask(self.answerer.hear, speech)
            except TranscriptionFailed as error:
                found = error
            if isinstance(found, str | TranscriptionFailed):
                item.failure = found if isinstance(found, TranscriptionFailed) else None
                item.heard = None if isinstance(found, TranscriptionFailed) else found or None
                heard_at_once()
                return None
            hearing = Hearing(speech.format)
            assert self.spawn is not None
            self.spawn(hearing.take(found))
        hearing.end()
        self._hearings[item.id] = hearing
        hearing.item = item
        return hearing

    async def _report(self, hearing: Hearing, item: Item, speech: Speech, *, is_reported: bool) -> None:
        """Report a transcript as it comes, if the client wants to know."""
        async for piece in hearing.pieces():
            if is_reported:
                self._transcribe(_Transcription(item, deque([piece]), {}), pieces=1)
                self.wake()
        if is_reported:
            end = self._transcription_end(item, speech, hearing.failure)
            self._transcribe(_Transcription(item, deque(), end, speech.seconds))
            self.wake()

    def _new_transcription(self, item: Item, speech: Speech) -> _Transcription | None:
        """Return the transcription of an item; None if the client does not want to know."""
        if self._settings.transcription is None:
            return None
        end = self._transcription_end(item, speech, item.failure)
        transcript = end.get("transcript", "")
        is_whole = self.opening.profile.transcript_first or self._transcription_model == _WHOLE
        pieces = [transcript] if is_whole else re.findall(r"\s*\S+|\s+", transcript)
        return _Transcription(item, deque(pieces), end, speech.seconds)

    def _transcription_end(self, item: Item, speech: Speech, failure: TranscriptionFailed | None) -> dict[str, Any]:
        """Return the last event of a transcription."""
        place = {"item_id": item.id, "content_index": 0}
        name = "conversation.item.input_audio_transcription"
        if failure is not None:
            error = {"type": "server_error", "code": failure.code, "message": failure.message, "param": None}
            return {"type": f"{name}.failed", **place, "error": error}
        transcript = item.heard or ""
        usage = self._transcription_usage(speech, transcript)
        languages: dict[str, Any] = {"languages": []} if self._transcription_model in _WITH_LANGUAGES else {}
        known = {"transcript": transcript, **languages, **self._logprobs(transcript), "usage": usage}
        return {"type": f"{name}.completed", **place, **known}

    @property
    def _transcription_model(self) -> str:
        return str((self._settings.transcription or {}).get("model") or "")

    def _logprobs(self, text: str) -> dict[str, Any]:
        """Return the probabilities of a piece of a transcript, if the client has asked for them: all are certain."""
        if _LOGPROBS not in (self._settings.values.get("include") or ()):
            return {}
        tokens = re.findall(r"\s*\S+|\s+", text)
        return {"logprobs": [{"token": each, "logprob": 0.0, "bytes": list(each.encode())} for each in tokens]}

    def _transcription_usage(self, speech: Speech, transcript: str) -> dict[str, Any]:
        if not _BY_TOKENS.match(self._transcription_model):
            return {"type": "duration", "seconds": -(-len(speech.audio) // speech.format.bytes_per_second)}
        given, written = round(speech.seconds * INPUT_AUDIO_RATE), text_tokens(transcript)
        return {
            "type": "tokens",
            "total_tokens": given + written,
            "input_tokens": given,
            "input_token_details": {"text_tokens": 0, "audio_tokens": given},
            "output_tokens": written,
        }

    def _is_streaming(self, speech: Speech) -> bool:
        return (
            bool(_STREAMING.search(self._transcription_model))
            and self._clock() - self._buffered_since >= speech.seconds / 2
        )

    def _transcribe(self, transcription: _Transcription, pieces: int | None = None) -> None:
        """Send some pieces of a transcript, or all that is left of it and its end."""
        end, item = transcription.end, transcription.item
        kind = "conversation.item.input_audio_transcription.delta"
        for _ in range(len(transcription.pieces) if pieces is None else pieces):
            delta = transcription.pieces.popleft()
            hidden = {"obfuscation": obfuscation(delta)} if self._settings.dialect == "ga" else {}
            more = {**self._logprobs(delta), **hidden}
            self.send({"type": kind, "item_id": item.id, "content_index": 0, "delta": delta, **more})
        if pieces is None:
            if "transcript" in end:
                item.data["content"][0]["transcript"] = end["transcript"]
                if self._transcription_model.endswith(_DIARIZING):
                    self._send_segment(transcription, end["transcript"])
            self.send(end)

    def _send_segment(self, transcription: _Transcription, text: str) -> None:
        """Report who has spoken: one speaker, all the time."""
        kind = "conversation.item.input_audio_transcription.segment"
        place = {"item_id": transcription.item.id, "content_index": 0}
        segment = {"text": text, "id": self.new_id("seg"), "speaker": "A", "start": 0.0, "end": transcription.seconds}
        self.send({"type": kind, **place, **segment})

    def _clear_audio(self, event: dict[str, Any]) -> None:
        self._buffer.clear()
        self._speech_item = None
        self._drop_hearing()
        self._detector = self._new_detector(self._detector.end_ms)
        self.send({"type": "input_audio_buffer.cleared"})

    def _new_detector(self, start_ms: int) -> SpeechDetector:
        detection = self._settings.turn_detection or {}
        silence = detection.get("silence_duration_ms")
        if detection.get("type") == "semantic_vad":
            silence = _EAGERNESS.get(str(detection.get("eagerness")))
        given: dict[str, Any] = {
            "threshold": 0.5 if detection.get("threshold") is None else float(detection["threshold"]),
            "prefix_padding_ms": self._padding,
            "silence_duration_ms": 500 if silence is None else int(silence),
            "start_ms": start_ms,
        }
        detector = self.opening.voice.detector
        if detector is None:
            return SpeechDetector(self._settings.input_format, **given)
        return NeuralSpeechDetector(detector(), self._settings.input_format, **given)

    # Responses

    def _active(self) -> list[_Run]:
        """Return the responses that write into the conversation, one at most."""
        return [run for run in self._runs if run.responding.is_in_conversation]

    def _create_response(self, event: dict[str, Any]) -> None:
        if self._settings.kind != "realtime":
            raise Refused("A transcription session does not create responses.", "invalid_value", "type")
        wanted = event.get("response") or {}
        if wanted.get("conversation") != "none" and self._active():
            message = (
                f"Conversation already has an active response in progress: {self._active()[0].responding.id}. "
                "Wait until the response is finished before creating a new one."
            )
            raise Refused(message, "conversation_already_has_active_response")
        self._require_valid_servers(wanted.get("tools") or (), "response.tools")
        self._conversation.require_room()
        self._respond(wanted)

    def _respond(self, wanted: Mapping[str, Any]) -> None:
        profile = self.opening.profile
        settings = self._settings.merged({key: wanted[key] for key in wanted if key in _RESPONSE_SETTINGS}, "response")
        if profile.modalities is not None:
            settings = settings.merged({"output_modalities": list(profile.modalities)})
        offered = servers(settings.tools, self._servers)
        self._list_tools_of(offered)
        metadata = wanted.get("metadata")
        if metadata is not None and profile.refuses_metadata:
            self._complain_of_metadata()
        items = list(self._conversation) if wanted.get("input") is None else self._inputs(wanted["input"])
        outside = wanted.get("conversation") == "none"
        given = prompt_tokens(settings.instructions, settings.tools)
        for item in items:
            given += item.tokens

        def new_turn() -> Turn:
            return Turn(
                items=[item.as_heard() for item in items],
                instructions=settings.instructions,
                tools=settings.tools,
                tool_choice=settings.tool_choice,
                modalities=settings.modalities,
                metadata=metadata,
                dialect=self.opening.dialect,
                model=settings.model,
            )

        rest: Answer | None = None
        if not outside:
            rest, self._rest = self._rest, None
        # An approved call goes on with the answer that asked for it.
        hearings = [] if rest else [self._hearings[item.id] for item in items if item.id in self._hearings]
        is_spoken = "audio" in settings.modalities and self.opening.voice.synthesiser is not None
        decided = rest or (None if hearings else self._decision(new_turn()))
        is_known = isinstance(decided, Answer) and not is_spoken
        parts = Parts(decided.parts if isinstance(decided, Answer) and is_known else (), is_complete=is_known)
        responding = Responding(
            parts,
            settings,
            profile,
            self.new_id,
            given=given,
            cached=self._known_tokens,
            conversation_id=None if outside else self._conversation_id,
            metadata=metadata,
            extra={key: value for key, value in wanted.items() if key not in _RESPONSE_KEYS},
            add=self._conversation.add,
            is_first=self._conversation.is_first,
            needs_approval=lambda call: self._needs_approval(call, offered),
            undecided=self._undecided,
        )
        if not outside:
            self._idle_since = None
            self._known_tokens = given
        self._has_spoken = self._has_spoken or "audio" in settings.modalities
        transcriptions: list[_Transcription] = []
        if not outside:
            transcriptions, self._transcriptions = self._transcriptions, transcriptions
        run = _Run(responding, responding.events(), self._clock(), 0.0, {}, transcriptions)
        self._runs.append(run)
        if isinstance(decided, Answer) and is_known:
            self._schedule(run, parts, decided)
            return
        assert self.spawn is not None, "an answer that takes time needs an event loop"

        def go_on() -> None:
            run.is_starved = False
            self.wake()

        parts.changed = go_on
        run.deciding = self.spawn(self._decide(run, parts, settings, hearings, decided, new_turn))

    def _decision(self, turn: Turn) -> Any:
        """Return an answer, or what must be awaited to have it."""
        decided = self.ask(self.answerer.answer, turn)
        return Answer(decided) if isinstance(decided, str) else decided

    def _schedule(self, run: _Run, parts: Parts, answer: Answer) -> None:
        """Take over the schedule and the faults of an answer."""
        parts.outcome = answer
        run.pace = answer.pace
        run.due = self._clock() + answer.delay
        # Of the faults at one place, those that wait come first.
        for fault in sorted(answer.faults, key=lambda fault: fault.wait is None and not fault.delay):
            run.faults.setdefault(fault.after, []).append(fault)

    async def _decide(
        self,
        run: _Run,
        parts: Parts,
        settings: Settings,
        hearings: Sequence[Hearing],
        decided: Any,
        new_turn: Callable[[], Turn],
    ) -> None:
        """Ask the answerer once everything is heard, and pass on the parts as they come."""
        for hearing in hearings:
            await hearing.finished()
        try:
            if hearings:
                decided = self._decision(new_turn())
            if inspect.isawaitable(decided):
                decided = await decided
            if isinstance(decided, str):
                decided = Answer(decided)
            pieces: AsyncIterator[Part | str]
            if isinstance(decided, Answer):
                self._schedule(run, parts, decided)
                pieces = _iterated(decided.parts)
            else:
                pieces = decided
            synthesiser = self.opening.voice.synthesiser
            found = cast("AsyncIterator[Part | Piece | str]", pieces)
            if synthesiser is not None and "audio" in settings.modalities:
                found = spoken(pieces, synthesiser, settings.output_format, settings.speed)
            async for part in found:
                await parts.put(Piece(part) if isinstance(part, str) else part)
        except AnswerFailed as error:
            failure = {"type": "server_error", "code": error.code, "message": error.message}
            parts.outcome = Answer((), status="failed", error=failure)
        parts.end()

    def _complain_of_metadata(self) -> None:
        """Report metadata as unknown, as some servers do that answer all the same."""
        error = {"type": "invalid_request_error", "code": None, "message": "Unknown parameter: 'metadata'."}
        self.send({"type": "error", "error": {**error, "param": None, "event_id": None}})

    def _inputs(self, inputs: Sequence[Mapping[str, Any]]) -> list[Item]:
        """Return the items that a response answers instead of the conversation."""
        items = []
        for number, item in enumerate(inputs):
            if item["type"] != REFERENCE:
                items.append(self._item_of_client(dict(item)))
            elif "id" in item:
                items.append(self._conversation.find(item["id"], "reference"))
            else:
                place = f"response.input[{number}].id"
                raise Refused(f"Missing required parameter: '{place}'.", "missing_required_parameter", place)
        return items

    def _cancel_response(self, event: dict[str, Any]) -> None:
        response_id = event.get("response_id")
        runs = [run for run in self._runs if run.responding.id == response_id] if response_id else self._active()
        if not runs:
            raise Refused("Cancellation failed: no active response found", "response_cancel_not_active")
        for run in runs:
            self._cancel(run, "client_cancelled")

    def _clear_output_audio(self, event: dict[str, Any]) -> None:
        runs = self._active()
        if not runs:
            raise Refused("No output audio to clear.", "output_audio_buffer_clear_empty")
        for run in runs:
            run.is_playing = False
            self._cancel(run, "client_cancelled")
            self._clear(run)

    _handlers: ClassVar[dict[str, Callable[[ServerSession, dict[str, Any]], Awaitable[None] | None]]] = {
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


_RESPONSE_KEYS: Final = _RESPONSE_SETTINGS | {
    "conversation",
    "input",
    "metadata",
    "parallel_tool_calls",
    "prompt",
    "reasoning",
}
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


async def _iterated(parts: Sequence[Part]) -> AsyncIterator[Part | str]:
    for part in parts:
        yield part


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return beta settings of a transcription in the shape of GA's ``audio.input``."""
    nested = {_NAMES[key]: value for key, value in flat.items() if key in _NAMES}
    name = flat.get("input_audio_format")
    return {**nested, "format": _FORMATS[name]} if name else nested


def _patched(event: dict[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event with other values at some paths.

    Raises:
        RealtimeError: A path does not exist.
    """
    result = loads_object(dumps(event))
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
