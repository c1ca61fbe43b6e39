"""SIP calls that a webhook reports: accept and greet known callers, reject others.

    OPENAI_WEBHOOK_SECRET=whsec_… uvicorn examples.sip_calls:app

The headers of the SIP INVITE name the caller. The calling side sets them, so they prove nothing.
"""

from __future__ import annotations

import asyncio
import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import realtime_client as rt
from realtime_client.webhooks import RealtimeCallIncoming, unwrap

client = rt.RealtimeClient()
running: set[asyncio.Task[None]] = set()


async def incoming(request: Request) -> Response:
    """Accept or reject an incoming call."""
    try:
        event = unwrap(await request.body(), dict(request.headers), os.environ["OPENAI_WEBHOOK_SECRET"])
    except rt.WebhookError as error:
        return PlainTextResponse(str(error), 400)
    if isinstance(event, RealtimeCallIncoming):
        call_id = event.data.call_id
        if any(header.name == "From" and "@friends.example" in header.value for header in event.data.sip_headers):
            await client.aio.calls.accept(call_id, {"type": "realtime", "instructions": "You are a receptionist."})
            # Answer the webhook at once; the call continues in a task.
            task = asyncio.create_task(attend(call_id))
            running.add(task)
            task.add_done_callback(running.discard)
        else:
            await client.aio.calls.reject(call_id, status_code=486)
    return Response()


async def attend(call_id: str) -> None:
    """Greet the caller, and transfer the call to a person."""
    greet: rt.ResponseSettings = {"instructions": "Greet the caller, and say that somebody will be there soon."}
    try:
        async with client.connect(call_id=call_id) as conn:
            print(f"{call_id}: {(await conn.respond(greet)).transcript}", flush=True)
        await client.aio.calls.refer(call_id, "tel:+14155550100")
    except rt.RealtimeError as error:
        # The caller may hang up at any time, and nothing awaits this task.
        print(f"{call_id}: {error}", flush=True)


app = Starlette(routes=[Route("/webhook", incoming, methods=["POST"])])
