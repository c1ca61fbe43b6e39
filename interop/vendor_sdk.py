"""The vendor's Python SDK, blocking and with asyncio, in both dialects: ``python -m interop.vendor_sdk BASE_URL``.

Each event is validated with the SDK's own models, more strictly than by the SDK. In the beta dialect the SDK changes
every URL to wss unless the URL of the WebSocket is given.
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

from . import harness
from .protocol_checker import Dialect, InteropError, ProtocolChecker, require

_MODELS: dict[Dialect, Any] = {"ga": TypeAdapter(RealtimeServerEvent), "beta": TypeAdapter(BetaServerEvent)}
_MESSAGE: dict[str, Any] = {"type": "message", "role": "user"}


class _Reader:
    """Reader of a connection, through the SDK and through a checker."""

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self.checker = ProtocolChecker(dialect)
        self._connection = connection
        self._models = _MODELS[dialect]

    def take(self, raw: bytes) -> Any:
        """Check an event, and return it as the SDK parses it."""
        try:
            self._models.validate_json(raw, strict=True)
        except ValidationError as error:
            raise InteropError(f"the SDK's models reject {raw[:2_000].decode()}: {error}") from error
        event = self._connection.parse_event(raw)
        require(not isinstance(event, dict), f"the SDK does not know {raw[:200].decode()}")
        self.checker.take(json.loads(raw))
        return event

    def until(self, kind: str) -> Any:
        """Read until an event has a type, and return that event."""
        while (event := self.take(self._connection.recv_bytes())).type != kind:
            pass
        return event

    async def until_async(self, *kinds: str) -> Any:
        """Read until each type has occurred, and return the last event."""
        missing = set(kinds)
        while missing:
            event = self.take(await self._connection.recv_bytes())
            missing.discard(event.type)
        return event


def _message(text: str) -> dict[str, Any]:
    return {**_MESSAGE, "content": [{"type": "input_text", "text": text}]}


def ga_text(base_url: str) -> ProtocolChecker:
    """Hold a conversation in text, GA, blocking."""
    client = OpenAI(base_url=base_url)
    with client.realtime.connect(model=harness.MODEL) as connection:
        reader = _Reader(connection, "ga")
        created = reader.until("session.created")
        require(created.session.model == harness.MODEL, f"the session runs {created.session.model}")
        connection.session.update(session={"type": "realtime", "output_modalities": ["text"], "instructions": "Echo."})
        updated = reader.until("session.updated").session
        require(updated.output_modalities == ["text"] and updated.instructions == "Echo.", "the session did not change")
        _write(reader, connection)
    return reader.checker


def beta_text(base_url: str) -> ProtocolChecker:
    """Hold a conversation in text, beta, blocking."""
    client = OpenAI(base_url=base_url, websocket_base_url=harness.websocket_url(base_url))
    with client.beta.realtime.connect(model=harness.MODEL) as connection:
        reader = _Reader(connection, "beta")
        reader.until("session.created")
        connection.session.update(session={"modalities": ["text"], "instructions": "Echo.", "temperature": 0.7})
        updated = reader.until("session.updated").session
        require(updated.modalities == ["text"] and updated.instructions == "Echo.", "the session did not change")
        require(updated.temperature == 0.7, "the session did not change")
        _write(reader, connection)
    return reader.checker


def _write(reader: _Reader, connection: Any) -> None:
    for _ in range(2):
        connection.conversation.item.create(item=_message(harness.GREETING))
        connection.response.create()
        done = reader.until("response.done")
        reply = reader.checker.last()
        harness.require_greeting(reply)
        require(done.response.output[0].content[0].text == reply.text, "the SDK has another text")
        require(done.response.usage.total_tokens == reply.tokens, "the SDK has other usage")
    connection.conversation.item.retrieve(item_id=done.response.output[0].id)
    item = reader.until("conversation.item.retrieved").item
    require(item.content[0].text == reply.text, "the retrieved item has another text")


async def ga_audio(base_url: str) -> ProtocolChecker:
    """Speak a turn that the server detects, then call a function, GA, asyncio."""
    client = AsyncOpenAI(base_url=base_url)
    async with client.realtime.connect(model=harness.MODEL) as connection:
        reader = _Reader(connection, "ga")
        await reader.until_async("session.created")
        pcm = {"type": "audio/pcm", "rate": 24_000}
        detection = {"type": "server_vad", "silence_duration_ms": 300}
        await connection.session.update(
            session={
                "type": "realtime",
                "output_modalities": ["audio"],
                "tools": [harness.TOOL],
                "audio": {
                    "input": {"format": pcm, "turn_detection": detection, "transcription": {"model": "whisper-1"}},
                    "output": {"format": pcm, "voice": "marin"},
                },
            }
        )
        await reader.until_async("session.updated")
        await _speak(reader, connection)
    return reader.checker


async def beta_audio(base_url: str) -> ProtocolChecker:
    """Speak a turn that the server detects, then call a function, beta, asyncio."""
    client = AsyncOpenAI(base_url=base_url, websocket_base_url=harness.websocket_url(base_url))
    async with client.beta.realtime.connect(model=harness.MODEL) as connection:
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
                "tools": [harness.TOOL],
            }
        )
        await reader.until_async("session.updated")
        await _speak(reader, connection)
    return reader.checker


async def _speak(reader: _Reader, connection: Any) -> None:
    checker = reader.checker
    for piece in harness.pieces(harness.spoken()):
        await connection.input_audio_buffer.append(audio=b64encode(piece).decode())
    heard = "conversation.item.input_audio_transcription.completed"
    await reader.until_async("input_audio_buffer.speech_started", heard, "response.done")
    require(
        checker.turns == 1 and len(checker.heard) == 1, f"{checker.turns} turns and {len(checker.heard)} transcripts"
    )
    require(harness.TRANSCRIPT in checker.heard[0], f"transcript: {checker.heard[0]!r}")
    harness.require_speech(checker.last(), "")

    await connection.conversation.item.create(item=_message(harness.QUESTION))
    await connection.response.create()
    done = await reader.until_async("response.done")
    call = harness.require_call(checker.last())
    require(done.response.output[0].call_id == call.call_id, "the SDK has another call")
    output = {"type": "function_call_output", "call_id": call.call_id, "output": harness.OUTPUT}
    await connection.conversation.item.create(item=output)
    await connection.response.create()
    await reader.until_async("response.done")
    harness.require_answer(checker)


async def ga_push_to_talk(base_url: str) -> ProtocolChecker:
    """Commit a spoken turn, and require a function call, GA, asyncio."""
    client = AsyncOpenAI(base_url=base_url)
    async with client.realtime.connect(model=harness.MODEL) as connection:
        reader = _Reader(connection, "ga")
        await reader.until_async("session.created")
        await connection.session.update(
            session={"type": "realtime", "tools": [harness.TOOL], "audio": {"input": {"turn_detection": None}}}
        )
        updated = await reader.until_async("session.updated")
        require(updated.session.audio.input.turn_detection is None, "turns are still detected")
        for piece in harness.pieces(harness.spoken()):
            await connection.input_audio_buffer.append(audio=b64encode(piece).decode())
        await connection.input_audio_buffer.commit()
        await reader.until_async("input_audio_buffer.committed")
        await connection.response.create(response={"tool_choice": {"type": "function", "name": harness.TOOL["name"]}})
        await reader.until_async("response.done")
        call = harness.require_call(reader.checker.last(), city=None)
        output = {"type": "function_call_output", "call_id": call.call_id, "output": harness.OUTPUT}
        await connection.conversation.item.create(item=output)
        await connection.response.create()
        await reader.until_async("response.done")
        harness.require_answer(reader.checker)
        require(reader.checker.turns == 0, "the server detected a turn")
    return reader.checker


def ga_secret(base_url: str) -> ProtocolChecker:
    """Connect with a client secret that carries the session's settings, GA, blocking."""
    session = {"type": "realtime", "model": harness.MODEL, "output_modalities": ["text"], "instructions": "Echo."}
    issued = OpenAI(base_url=base_url).realtime.client_secrets.create(session=session)
    require(issued.session.output_modalities == ["text"], "the secret is for another session")
    client = OpenAI(base_url=base_url, api_key=issued.value)
    with client.realtime.connect(model=harness.MODEL) as connection:
        reader = _Reader(connection, "ga")
        created = reader.until("session.created").session
        require(
            created.output_modalities == ["text"] and created.instructions == "Echo.", "the session has other settings"
        )
        _write(reader, connection)
    return reader.checker


def beta_secret(base_url: str) -> ProtocolChecker:
    """Connect with the secret of a session created over HTTP, beta, blocking."""
    sessions = OpenAI(base_url=base_url).beta.realtime.sessions
    issued = sessions.create(model=harness.MODEL, modalities=["text"], instructions="Echo.")
    require(issued.modalities == ["text"], "the secret is for another session")
    key, address = issued.client_secret.value, harness.websocket_url(base_url)
    client = OpenAI(base_url=base_url, websocket_base_url=address, api_key=key)
    with client.beta.realtime.connect(model=harness.MODEL) as connection:
        reader = _Reader(connection, "beta")
        created = reader.until("session.created").session
        require(created.modalities == ["text"] and created.instructions == "Echo.", "the session has other settings")
        _write(reader, connection)
    return reader.checker


if __name__ == "__main__":
    CONVERSATIONS: dict[str, harness.Conversation] = {
        "GA text, blocking": ga_text,
        "GA audio and function call, asyncio": ga_audio,
        "GA push to talk and function call, asyncio": ga_push_to_talk,
        "GA client secret, text, blocking": ga_secret,
        "beta text, blocking": beta_text,
        "beta audio and function call, asyncio": beta_audio,
        "beta session's secret, text, blocking": beta_secret,
    }
    sys.exit(harness.run_conversations("openai (Python)", version("openai"), CONVERSATIONS))
