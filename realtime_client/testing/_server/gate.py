"""ASGI middleware in front of the server: origins of pages, the size and time of bodies, and failures."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from ..._core.json import dumps
from .limits import Limits
from .refusals import Refused

__all__ = ["BodyError", "Gate", "failure"]

ANY: Final = "*"
# Bytes of a refused request that are read before its connection is closed.
_DISCARDED: Final = 64 << 20


class Gate:
    """Refuses pages of other origins, and bodies that are too large or too slow; reports failures.

    A page that a person has open must not use a server on that person's machine without permission, and a browser
    alone sends an origin.

    Args:
        app: The application.
        origins: Origins of pages that are allowed; ``"*"`` allows all of them.
        host: Address of the server.
        limits: Limits of the server.
        failed: Called with an exception that nothing else has handled.
    """

    def __init__(
        self,
        app: ASGIApp,
        origins: Collection[str],
        host: str,
        limits: Limits,
        failed: Callable[[Exception], object],
    ) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._host = host
        self._limits = limits
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request or connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and not self._is_allowed(origin, headers.get("host", "")):
            message = (
                f"Pages of {origin!r} may not use this server: allow the origin when you start it (allow_origins)."
            )
            refused = Refused(message, "origin_not_allowed", kind="permission_error", status=403)
            await self._refuse(refused, scope, receive, send)
        elif scope["type"] == "http":
            await self._limited(headers, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_allowed(self, origin: str, host: str) -> bool:
        if ANY in self._origins or origin in self._origins:
            return True
        try:
            page, server = urlsplit(origin), urlsplit(f"//{host}")
            is_same = (page.hostname, page.port or _port(page.scheme)) == (server.hostname, server.port)
        except ValueError:
            return False
        # A name that is not ours may have been pointed here by the page itself.
        return is_same and (server.hostname == self._host or _is_local(server.hostname))

    async def _limited(self, headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request within the limits."""
        most, seconds = self._limits.body_bytes, self._limits.request_seconds
        too_large = Refused(f"The request body is larger than {most} bytes.", "request_too_large", status=413)
        length = headers.get("content-length", "")
        deadline = asyncio.get_running_loop().time() + seconds
        if length.isdecimal() and int(length) > most:
            # A client that waits for permission to send its body has sent nothing.
            rest = None if "expect" in headers else receive
            await self._refuse(too_large, scope, receive, _Lingering(send, rest, deadline))
            return
        size, has_started, is_read = 0, False, False

        async def limited_receive() -> Message:
            nonlocal size, is_read
            try:
                # Once the body has been read, the end of the connection is awaited.
                async with asyncio.timeout_at(None if is_read else deadline):
                    message = await receive()
            except TimeoutError:
                text = f"The body of the request took longer than {seconds:g} s."
                raise BodyError(Refused(text, "request_timeout", status=408)) from None
            is_read = not message.get("more_body", False)
            size += len(message.get("body", b""))
            if size > most:
                raise BodyError(too_large)
            return message

        async def noting_send(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._app(scope, limited_receive, noting_send)
        except Exception as error:
            if isinstance(error, BodyError):
                refused = error.refused
            else:
                self._failed(error)
                refused = failure()
            if has_started:  # pragma: no cover
                raise
            await self._refuse(refused, scope, receive, _Lingering(send, None if is_read else receive, deadline))

    async def _refuse(self, refused: Refused, scope: Scope, receive: Receive, send: Send) -> None:
        response = Response(
            dumps({"error": refused.body()}), refused.status, {"connection": "close"}, media_type="application/json"
        )
        if scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(response)
        else:
            await response(scope, receive, send)


class _Lingering:
    """Sends a reply, and discards more of the request before the connection is closed.

    To close it at once would reset it while the client still sends, and might discard the reply that is on its way.

    Args:
        send: Where the reply goes.
        receive: Where the rest of the request comes from; None for no rest.
        deadline: Time of the event loop until which it is discarded, in seconds.
    """

    def __init__(self, send: Send, receive: Receive | None, deadline: float) -> None:
        self._send = send
        self._receive = receive
        self._deadline = deadline

    async def __call__(self, message: Message) -> None:
        is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
        if not is_last or self._receive is None:
            await self._send(message)
            return
        await self._send({**message, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._deadline):
                left = _DISCARDED
                while left > 0 and (message := await self._receive()).get("more_body", False):
                    left -= len(message.get("body", b""))
        await self._send({"type": "http.response.body", "body": b""})


class BodyError(Exception):
    """A body is too large or too slow.

    Args:
        refused: The refusal of its request.
    """

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.refused = refused


def failure() -> Refused:
    """Return the refusal of a request that made the server fail."""
    message = "The server had an error while processing your request."
    return Refused(message, None, kind="server_error", status=500)


def _port(scheme: str) -> int | None:
    return {"http": 80, "https": 443}.get(scheme)


def _is_local(hostname: str | None) -> bool:
    if hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(hostname or "").is_loopback
    except ValueError:
        return False
