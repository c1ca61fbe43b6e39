"""A bridge between clients and the model, so that only this server has the key.

    OPENAI_API_KEY=… uvicorn examples.fastapi_bridge:app

Clients send PCM16 at 24 kHz as binary messages and text as text messages, and receive audio and transcripts likewise.
"""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

import realtime_client as rt

from .model import MODEL

app = FastAPI()
client = rt.RealtimeClient()


@app.websocket("/talk")
async def talk(socket: WebSocket) -> None:
    """Hold one conversation, until either side ends it."""
    await socket.accept()
    code = 1000
    try:
        async with client.connect(model=MODEL) as conn:
            directions = [asyncio.create_task(upward(socket, conn)), asyncio.create_task(downward(socket, conn))]
            try:
                done, _ = await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in directions:
                    task.cancel()
                await asyncio.gather(*directions, return_exceptions=True)
    except WebSocketDisconnect:
        return
    except rt.RealtimeError as error:
        # The client learns that it failed; the reason is only logged here.
        print(error, flush=True)
        code = 1011
    await socket.close(code)


async def upward(socket: WebSocket, conn: rt.AsyncConnection) -> None:
    """Forward messages from the client to the model."""
    while (message := await socket.receive())["type"] != "websocket.disconnect":
        if message.get("bytes"):
            await conn.send_audio(message["bytes"])
        elif message.get("text"):
            await conn.say(message["text"])
            await conn.create_response()
    raise WebSocketDisconnect


async def downward(socket: WebSocket, conn: rt.AsyncConnection) -> None:
    """Forward audio and transcripts from the model to the client, and mark interruptions with an empty line."""
    async for event in conn:
        match event.type:
            case "response.output_audio.delta":
                await socket.send_bytes(event.audio)
            case "response.output_audio_transcript.delta":
                await socket.send_text(event.delta)
            case "input_audio_buffer.speech_started":
                await socket.send_text("\n")
            case "response.done":
                await socket.send_text("\n")
