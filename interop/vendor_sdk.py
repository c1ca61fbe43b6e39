"""The vendor's Python SDK, blocking and with asyncio, in both dialects: ``python -m interop.vendor_sdk BASE_URL``.

Each event is held to the SDK's own models, more strictly than the SDK does. In the beta dialect the SDK makes every URL
wss unless it is told where the WebSocket is.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from importlib.metadata import version
from typing import Any

from openai import AsyncOpenAI, OpenAI
from openai.types.beta.realtime.realtime_server_event import RealtimeServerEvent as BetaServerEvent
from openai.types.realtime.realtime_server_event import RealtimeServerEvent
from pydantic import TypeAdapter, ValidationError

from . import stage
from .ledger import Dialect, Failure, Ledger, require

_MODELS: dict[Dialect, Any] = {"ga": TypeAdapter(RealtimeServerEvent), "beta": TypeAdapter(BetaServerEvent)}
_MESSAGE: dict[str, Any] = {"type": "message", "role": "user"}


class _Reader:
    """Reads what a connection receives, through the SDK and into a ledger."""

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self.ledger = Ledger(dialect)
        self._connection = connection
        self._models = _MODELS[dialect]

    def take(self, raw: bytes) -> Any:
        """An event, as the SDK gives it."""
        try:
            self._models.validate_json(raw, strict=True)
        except ValidationError as error:
            raise Failure(f"not what the SDK declares: {raw[:2_000].decode()}: {error}") from error
        event = self._connection.parse_event(raw)
        require(not isinstance(event, dict), f"the SDK knows no such event: {raw[:200].decode()}")
        self.ledger.take(json.loads(raw))
        return event

    def until(self, kind: str) -> Any:
        """Read up to an event of a type, blocking."""
        while (event := self.take(self._connection.recv_bytes())).type != kind:
            pass
        return event

    async def until_async(self, *kinds: str) -> Any:
        """Read until there was an event of each type, with asyncio; give the last."""
        missing = set(kinds)
        while missing:
            event = self.take(await self._connection.recv_bytes())
            missing.discard(event.type)
        return event


def _message(text: str) -> dict[str, Any]:
    return {**_MESSAGE, "content": [{"type": "input_text", "text": text}]}


def ga_text(base_url: str) -> Ledger:
    """Written, GA, blocking."""
    client = OpenAI(base_url=base_url)
    with client.realtime.connect(model=stage.MODEL) as connection:
        reader = _Reader(connection, "ga")
        created = reader.until("session.created")
        require(created.session.model == stage.MODEL, f"the session runs {created.session.model}")
        connection.session.update(session={"type": "realtime", "output_modalities": ["text"], "instructions": "Echo."})
        updated = reader.until("session.updated").session
        require(updated.output_modalities == ["text"] and updated.instructions == "Echo.", "the session did not change")
        _write(reader, connection)
    return reader.ledger


def beta_text(base_url: str) -> Ledger:
    """Written, beta, blocking."""
    client = OpenAI(base_url=base_url, websocket_base_url=stage.websocket_url(base_url))
    with client.beta.realtime.connect(model=stage.MODEL) as connection:
        reader = _Reader(connection, "beta")
        reader.until("session.created")
        connection.session.update(session={"modalities": ["text"], "instructions": "Echo.", "temperature": 0.7})
        updated = reader.until("session.updated").session
        require(updated.modalities == ["text"] and updated.instructions == "Echo.", "the session did not change")
        require(updated.temperature == 0.7, "the session did not change")
        _write(reader, connection)
    return reader.ledger


def _write(reader: _Reader, connection: Any) -> None:
    for _ in range(2):
        connection.conversation.item.create(item=_message(stage.GREETING))
        connection.response.create()
        done = reader.until("response.done")
        reply = reader.ledger.last()
        stage.require_greeting(reply)
        require(done.response.output[0].content[0].text == reply.text, "the SDK reads another text")
        require(done.response.usage.total_tokens == reply.tokens, "the SDK reads other usage")
    connection.conversation.item.retrieve(item_id=done.response.output[0].id)
    item = reader.until("conversation.item.retrieved").item
    require(item.content[0].text == reply.text, "the item that is retrieved says something else")


async def ga_audio(base_url: str) -> Ledger:
    """Spoken, GA, with asyncio: the server detects the turn; then a function call."""
    client = AsyncOpenAI(base_url=base_url)
    async with client.realtime.connect(model=stage.MODEL) as connection:
        reader = _Reader(connection, "ga")
        await reader.until_async("session.created")
        pcm = {"type": "audio/pcm", "rate": 24_000}
        detection = {"type": "server_vad", "silence_duration_ms": 300}
        await connection.session.update(
            session={
                "type": "realtime",
                "output_modalities": ["audio"],
                "tools": [stage.TOOL],
                "audio": {
                    "input": {"format": pcm, "turn_detection": detection, "transcription": {"model": "whisper-1"}},
                    "output": {"format": pcm, "voice": "marin"},
                },
            }
        )
        await reader.until_async("session.updated")
        await _speak(reader, connection)
    return reader.ledger


async def beta_audio(base_url: str) -> Ledger:
    """Spoken, beta, with asyncio: the server detects the turn; then a function call."""
    client = AsyncOpenAI(base_url=base_url, websocket_base_url=stage.websocket_url(base_url))
    async with client.beta.realtime.connect(model=stage.MODEL) as connection:
        reader = _Reader(connection, "beta")
        await reader.until_async("session.created")
        await connection.session.update(
            session={
                "modalities": ["text", "audio"],
                "voice": "alloy",
                "input_audio_format": "pcm16",
                "output_audio_format": "pcm16",
                "input_audio_transcription": {"model": "whisper-1"},
                "turn_detection": {"type": "server_vad", "silence_duration_ms": 300},
                "tools": [stage.TOOL],
            }
        )
        await reader.until_async("session.updated")
        await _speak(reader, connection)
    return reader.ledger


async def _speak(reader: _Reader, connection: Any) -> None:
    ledger = reader.ledger
    for piece in stage.pieces(stage.spoken()):
        await connection.input_audio_buffer.append(audio=b64encode(piece).decode())
    heard = "conversation.item.input_audio_transcription.completed"
    await reader.until_async("input_audio_buffer.speech_started", heard, "response.done")
    require(ledger.turns == 1 and len(ledger.heard) == 1, f"{ledger.turns} turns and {len(ledger.heard)} transcripts")
    require(stage.TRANSCRIPT in ledger.heard[0], f"what was heard: {ledger.heard[0]!r}")
    stage.require_speech(ledger.last(), "")

    await connection.conversation.item.create(item=_message(stage.QUESTION))
    await connection.response.create()
    done = await reader.until_async("response.done")
    call = stage.require_call(ledger.last())
    require(done.response.output[0].call_id == call.call_id, "the SDK reads another call")
    output = {"type": "function_call_output", "call_id": call.call_id, "output": stage.OUTPUT}
    await connection.conversation.item.create(item=output)
    await connection.response.create()
    await reader.until_async("response.done")
    stage.require_answer(ledger)


async def ga_push_to_talk(base_url: str) -> Ledger:
    """Spoken, GA, with asyncio: the client commits the turn and demands a function call."""
    client = AsyncOpenAI(base_url=base_url)
    async with client.realtime.connect(model=stage.MODEL) as connection:
        reader = _Reader(connection, "ga")
        await reader.until_async("session.created")
        await connection.session.update(
            session={"type": "realtime", "tools": [stage.TOOL], "audio": {"input": {"turn_detection": None}}}
        )
        updated = await reader.until_async("session.updated")
        require(updated.session.audio.input.turn_detection is None, "turns are still detected")
        for piece in stage.pieces(stage.spoken()):
            await connection.input_audio_buffer.append(audio=b64encode(piece).decode())
        await connection.input_audio_buffer.commit()
        await reader.until_async("input_audio_buffer.committed")
        await connection.response.create(response={"tool_choice": {"type": "function", "name": stage.TOOL["name"]}})
        await reader.until_async("response.done")
        call = stage.require_call(reader.ledger.last(), city=None)
        output = {"type": "function_call_output", "call_id": call.call_id, "output": stage.OUTPUT}
        await connection.conversation.item.create(item=output)
        await connection.response.create()
        await reader.until_async("response.done")
        stage.require_answer(reader.ledger)
        require(reader.ledger.turns == 0, "the server detected a turn all the same")
    return reader.ledger


def ga_secret(base_url: str) -> Ledger:
    """A client secret, GA, blocking: it has the session's settings, and opens a connection."""
    session = {"type": "realtime", "model": stage.MODEL, "output_modalities": ["text"], "instructions": "Echo."}
    issued = OpenAI(base_url=base_url).realtime.client_secrets.create(session=session)
    require(issued.session.output_modalities == ["text"], "the secret is for another session")
    client = OpenAI(base_url=base_url, api_key=issued.value)
    with client.realtime.connect(model=stage.MODEL) as connection:
        reader = _Reader(connection, "ga")
        created = reader.until("session.created").session
        require(created.output_modalities == ["text"] and created.instructions == "Echo.", "it is another session")
        _write(reader, connection)
    return reader.ledger


def beta_secret(base_url: str) -> Ledger:
    """A session made over HTTP, beta, blocking: its secret opens a connection."""
    sessions = OpenAI(base_url=base_url).beta.realtime.sessions
    issued = sessions.create(model=stage.MODEL, modalities=["text"], instructions="Echo.")
    require(issued.modalities == ["text"], "the secret is for another session")
    key, address = issued.client_secret.value, stage.websocket_url(base_url)
    client = OpenAI(base_url=base_url, websocket_base_url=address, api_key=key)
    with client.beta.realtime.connect(model=stage.MODEL) as connection:
        reader = _Reader(connection, "beta")
        created = reader.until("session.created").session
        require(created.modalities == ["text"] and created.instructions == "Echo.", "it is another session")
        _write(reader, connection)
    return reader.ledger


if __name__ == "__main__":
    CONVERSATIONS: dict[str, stage.Conversation] = {
        "GA text, blocking": ga_text,
        "GA audio and function call, asyncio": ga_audio,
        "GA push to talk and function call, asyncio": ga_push_to_talk,
        "GA client secret, text, blocking": ga_secret,
        "beta text, blocking": beta_text,
        "beta audio and function call, asyncio": beta_audio,
        "beta session's secret, text, blocking": beta_secret,
    }
    sys.exit(stage.perform("openai (Python)", version("openai"), CONVERSATIONS))
