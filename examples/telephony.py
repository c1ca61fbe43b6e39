"""Phone calls over a media stream of Twilio or Telnyx: callers talk to the model, and may interrupt it.

    OPENAI_API_KEY=… uvicorn examples.telephony:app

Twilio: set the webhook of your number to https://HOST/voice. Telnyx: answer the call with the stream_url
wss://HOST/media, stream_bidirectional_mode "rtp" and stream_bidirectional_codec "PCMU". In production, check the
provider's signature before you accept a request.
"""

from __future__ import annotations

import asyncio
from xml.sax.saxutils import quoteattr

from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect

import realtime_client as rt
from realtime_client.audio.telephony import Media, MediaStream, Started, Stopped

from .model import MODEL

app = FastAPI()
client = rt.RealtimeClient()

# The model speaks and hears µ-law at 8 kHz, as telephones do: nothing is resampled.
SESSION: rt.SessionSettings = {
    "type": "realtime",
    "instructions": "You are on the phone. Answer in one or two sentences.",
    "audio": {
        "input": {"format": {"type": "audio/pcmu"}, "turn_detection": {"type": "server_vad"}},
        "output": {"format": {"type": "audio/pcmu"}},
    },
}


@app.post("/voice")
async def voice(request: Request) -> Response:
    """Have Twilio stream the call to this server."""
    url = quoteattr(f"wss://{request.url.netloc}/media")
    return Response(f"<Response><Connect><Stream url={url}/></Connect></Response>", media_type="text/xml")


@app.websocket("/media")
async def media(socket: WebSocket) -> None:
    """Hold one conversation, until either side ends it."""
    await socket.accept()
    stream = MediaStream()
    try:
        while not isinstance(stream.receive(await socket.receive_text()), Started):
            pass
        async with client.connect(model=MODEL) as conn:
            await conn.update_session(SESSION)
            directions = [
                asyncio.create_task(from_caller(socket, stream, conn)),
                asyncio.create_task(to_caller(socket, stream, conn)),
            ]
            try:
                done, _ = await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in directions:
                    task.cancel()
                await asyncio.gather(*directions, return_exceptions=True)
        await socket.close()
    except WebSocketDisconnect:
        return
    except rt.RealtimeError as error:
        print(error, flush=True)
        await socket.close(1011)


async def from_caller(socket: WebSocket, stream: MediaStream, conn: rt.AsyncConnection) -> None:
    """Pass the caller's audio on to the model; marks that come back keep the stream's playback clock."""
    while True:
        match stream.receive(await socket.receive_text()):
            case Media(is_inbound=True, audio=audio):
                await conn.send_audio(audio)
            case Stopped():
                return


async def to_caller(socket: WebSocket, stream: MediaStream, conn: rt.AsyncConnection) -> None:
    """Pass the model's audio on to the caller, and stop it when the caller speaks."""

    async def stop(cuts: list[rt.audio.Truncation]) -> None:
        await socket.send_text(stream.clear())

    # The model is to remember what the caller heard, not what it has sent: the stream's playback clock knows.
    async for turn in conn.turns(playback=stream.playback, on_interrupt=stop):
        async for piece in turn:
            for message in stream.play(piece.audio):
                await socket.send_text(message)
        for message in stream.finish():
            await socket.send_text(message)
