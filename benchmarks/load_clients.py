"""Clients under load: ``python -m benchmarks.load_clients``, each in a process of its own; prints what it measured."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
from array import array
from base64 import b64decode as plain_b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic_ns, perf_counter_ns, process_time_ns
from typing import Any

import orjson
from pybase64 import b64decode
from websockets.asyncio.client import connect
from websockets.sync.client import connect as connect_sync

from realtime_client import AsyncConnection, Connection, RealtimeClient, RealtimeError

from .load_server import PACE_MS, stamp_of
from .measure import percentiles

__all__ = ["FLOODED"]

_KEY = "sk-load"
_MODEL = "gpt-realtime"


class _Meter:
    """Time and CPU from the first delta to the last, of which there are ``count``."""

    def __init__(self, count: int) -> None:
        self._left = self._count = count
        self._began = self._used = 0
        self.heard = 0

    def hear(self, piece: str | bytes) -> bool:
        """Take a piece in; gives whether it was the last."""
        if self._left == self._count:
            self._began, self._used = perf_counter_ns(), process_time_ns()
        self.heard += len(piece)
        self._left -= 1
        return not self._left

    def results(self) -> dict[str, float]:
        passed, used = perf_counter_ns() - self._began, process_time_ns() - self._used
        return {
            "cpu_us": used / (self._count - 1) / 1e3,
            "events_per_s": (self._count - 1) / passed * 1e9,
            "heard": self.heard,
        }


def _socket_url(base_url: str) -> str:
    return f"{base_url.replace('http', 'ws', 1)}/realtime?model={_MODEL}"


async def _bare(base_url: str, meter: _Meter) -> dict[str, float]:
    async with connect(_socket_url(base_url), compression=None) as socket:
        while True:
            event = orjson.loads(await socket.recv(decode=False))
            kind = event["type"]
            if kind == "response.output_text.delta":
                if meter.hear(event["delta"]):
                    return meter.results()
            elif kind == "response.output_audio.delta" and meter.hear(b64decode(event["delta"], validate=True)):
                return meter.results()


def _bare_blocking(base_url: str, meter: _Meter) -> dict[str, float]:
    with connect_sync(_socket_url(base_url), compression=None) as socket:
        while True:
            event = orjson.loads(socket.recv(decode=False))
            kind = event["type"]
            if kind == "response.output_text.delta":
                if meter.hear(event["delta"]):
                    return meter.results()
            elif kind == "response.output_audio.delta" and meter.hear(b64decode(event["delta"], validate=True)):
                return meter.results()


def _take(conn: AsyncConnection | Connection, event: Any, meter: _Meter) -> bool:
    if event.type == "response.output_text.delta":
        return meter.hear(event.delta)
    if event.type == "response.output_audio.delta":
        # Decoded already, since the connection puts responses together.
        item = conn.responses[event.response_id].items[event.output_index]
        return meter.hear(item.parts[event.content_index].latest_audio)
    if event.type == "response.done":
        del conn.responses[event.response.id]
    return False


async def _ours(base_url: str, meter: _Meter) -> dict[str, float]:
    async with RealtimeClient(_KEY, base_url).connect(model=_MODEL) as conn:
        async for event in conn:
            if _take(conn, event, meter):
                return meter.results()
    raise AssertionError("the server has closed too early")


def _ours_blocking(base_url: str, meter: _Meter) -> dict[str, float]:
    with RealtimeClient(_KEY, base_url).connect_sync(model=_MODEL) as conn:
        for event in conn:
            if _take(conn, event, meter):
                return meter.results()
    raise AssertionError("the server has closed too early")


async def _vendor(base_url: str, meter: _Meter) -> dict[str, float]:
    from openai import AsyncOpenAI

    async with AsyncOpenAI(api_key=_KEY, base_url=base_url).realtime.connect(model=_MODEL) as connection:
        async for event in connection:
            if event.type == "response.output_text.delta":
                if meter.hear(event.delta):
                    return meter.results()
            elif event.type == "response.output_audio.delta" and meter.hear(plain_b64decode(event.delta)):
                return meter.results()
    raise AssertionError("the server has closed too early")


FLOODED: dict[str, Callable[[str, _Meter], Any]] = {
    "ours": _ours,
    "openai": _vendor,
    "websockets": _bare,
    "ours, blocking": _ours_blocking,
    "websockets, blocking": _bare_blocking,
}
