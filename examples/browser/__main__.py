"""Serve the page and its client secrets, so that the API key stays on this server.

python -m examples.browser --port 8000 --url URL
"""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

import realtime_client as rt

from ..model import MODEL


async def page(request: Request) -> Response:
    """Return the page."""
    return FileResponse(Path(__file__).parent / "index.html")


async def token(request: Request) -> Response:
    """Return a new client secret and the URL of its session."""
    client: rt.RealtimeClient = request.app.state.client
    try:
        secret = await client.aio.create_client_secret(
            {"type": "realtime", "model": MODEL, "output_modalities": ["audio"]}, expires_after=60
        )
    except rt.APIError as error:
        return JSONResponse({"error": str(error)}, 502)
    return JSONResponse({"secret": secret.value, "url": client.websocket_url(model=MODEL)})


app = Starlette(routes=[Route("/", page), Route("/token", token, methods=["POST"])])

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--url", help="base URL of a server")
    arguments = parser.parse_args()
    app.state.client = rt.RealtimeClient(base_url=arguments.url)
    uvicorn.run(app, port=arguments.port)
