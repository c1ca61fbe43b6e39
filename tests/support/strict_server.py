"""A server that keeps the rules of the live one: one response at a time, refusals, cancellation, voice detection."""

from __future__ import annotations

import asyncio
import random
from itertools import count
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from realtime_client._core.json import dumps, loads

__all__ = ["StrictServer"]

SESSION = {"type": "realtime", "object": "realtime.session", "id": "sess_1", "model": "m"}


class StrictServer:
    """One connection's server: plays by the rules, and takes its time as a seed has it.

    Args:
        socket: The server's end of the connection.
        seed: Decides how long things take, and when the user speaks.
        echoes: Whether metadata of requests is sent back.
        names_events: Whether errors name the event they are about.
        voice: How often, of 1, the user speaks when there is nothing else to do.

    Attributes:
        outputs: Call ids whose outputs arrived.
        answered: Texts of all responses that completed.
        overlaps: Times that two responses were active at once, by a mistake of this server.
    """

    def __init__(
        self, socket: ServerConnection, seed: int, *, echoes: bool = True, names_events: bool = True, voice: float = 0.0
    ) -> None:
        self.outputs: list[str] = []
        self.answered: list[str] = []
        self.received: list[dict[str, Any]] = []
        self._socket = socket
        self._random = random.Random(seed)
        self._echoes = echoes
        self._names_events = names_events
        self._voice = voice
        self._numbers = count(1)
        self._active: dict[str, asyncio.Task[None]] = {}
        self._in_conversation: str | None = None

    async def run(self) -> None:
        """Serve until the client has gone."""
        speaking = asyncio.create_task(self._speak())
        try:
            detection = {"type": "server_vad", "create_response": True} if self._voice else None
            await self._send("session.created", session={**SESSION, "audio": {"input": {"turn_detection": detection}}})
            async for frame in self._socket:
                event = loads(frame)
                self.received.append(event)
                await self._pause()
                await self._handle(event)
        except ConnectionClosed:
            pass
        finally:
            for task in (speaking, *self._active.values()):
                task.cancel()

    async def _send(self, kind: str, **fields: Any) -> None:
        event = {"type": kind, "event_id": f"event_{next(self._numbers)}", **fields}
        await self._socket.send(dumps(event).decode())

    async def _pause(self) -> None:
        for _ in range(self._random.randrange(4)):
            await asyncio.sleep(0)

    async def _handle(self, event: dict[str, Any]) -> None:
        kind = event["type"]
        if kind == "response.create":
            settings = event.get("response") or {}
            out_of_band = settings.get("conversation") == "none"
            if self._in_conversation is not None and not out_of_band:
                await self._refuse(event, "conversation_already_has_active_response", "a response is active")
            else:
                self._begin(settings, out_of_band)
        elif kind == "response.cancel":
            response_id = event.get("response_id") or self._in_conversation
            if response_id not in self._active:
                await self._refuse(event, "response_cancel_not_active", "Cancellation failed: no active response found")
            else:
                # A task that has not started would end without a word.
                await asyncio.sleep(0)
                if response_id in self._active:
                    self._active[response_id].cancel()
        elif kind == "conversation.item.create":
            item = {"id": f"item_{next(self._numbers)}", **event["item"]}
            if item["type"] == "function_call_output":
                self.outputs.append(item["call_id"])
            await self._send("conversation.item.added", item=item)
        elif kind == "session.update":
            await self._send("session.updated", session={**SESSION, **event["session"]})

    async def _refuse(self, event: dict[str, Any], code: str, message: str) -> None:
        event_id = event["event_id"] if self._names_events else None
        error = {"type": "invalid_request_error", "code": code, "message": message, "param": None}
        await self._send("error", error={**error, "event_id": event_id})

    def _begin(self, settings: dict[str, Any], out_of_band: bool) -> None:
        response_id = f"resp_{next(self._numbers)}"
        if not out_of_band:
            self._in_conversation = response_id
        task = asyncio.create_task(self._answer(response_id, settings, out_of_band))
        self._active[response_id] = task

    async def _answer(self, response_id: str, settings: dict[str, Any], out_of_band: bool) -> None:
        head: dict[str, Any] = {"id": response_id, "object": "realtime.response", "output_modalities": ["text"]}
        head["conversation_id"] = None if out_of_band else "conv_1"
        head["metadata"] = settings.get("metadata") if self._echoes else None
        wanted = str(settings.get("instructions") or "")
        item: dict[str, Any] = {"id": f"item_{response_id}", "type": "message", "role": "assistant"}
        at = {"response_id": response_id, "item_id": item["id"], "output_index": 0}
        status, said = "completed", ""
        try:
            await self._send("response.created", response={**head, "status": "in_progress", "output": []})
            if wanted.startswith("call "):
                item = {"id": item["id"], "type": "function_call", "name": wanted[5:], "arguments": "{}"}
                item["call_id"] = f"call_{response_id}"
                await self._pause()
                await self._send("response.output_item.done", **at, item={**item, "status": "completed"})
            else:
                for word in f"{wanted} or so".split():
                    await self._pause()
                    await self._send("response.output_text.delta", **at, content_index=0, delta=f"{word} ")
                    said += f"{word} "
                item["content"] = [{"type": "output_text", "text": said}]
        except asyncio.CancelledError:
            status = "cancelled"
            if item["type"] == "message":
                item["content"] = [{"type": "output_text", "text": said}]
        except ConnectionClosed:
            return
        del self._active[response_id]
        if self._in_conversation == response_id:
            self._in_conversation = None
        if status == "completed":
            self.answered.append(said)
        details = {"type": "cancelled", "reason": "client_cancelled"} if status == "cancelled" else None
        done = {**head, "status": status, "status_details": details, "output": [{**item, "status": "completed"}]}
        try:
            await self._send("response.done", response=done)
        except ConnectionClosed:
            return

    async def _speak(self) -> None:
        """The user speaks now and then, and voice detection begins a response where there is none."""
        try:
            while True:
                await asyncio.sleep(0)
                if self._random.random() < self._voice and self._in_conversation is None:
                    item_id = f"item_{next(self._numbers)}"
                    await self._send("input_audio_buffer.speech_stopped", item_id=item_id, audio_end_ms=0)
                    if self._in_conversation is None:
                        self._begin({"instructions": "spoken"}, False)
        except ConnectionClosed:
            return
