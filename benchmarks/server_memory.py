"""Memory of ``realtime-client serve`` under voice sessions that come and go: ``python -m benchmarks.server_memory``.

Each generation opens a number of sessions at once, holds a spoken conversation in each, and closes them; there is no
pause in it, so that a generation is several minutes of conversation in a fraction of the time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import websockets.asyncio.client

from realtime_client.audio import AudioFormat, encode_base64
from realtime_client.testing import speak

__all__ = ["hold", "speech"]

_MULAW = AudioFormat("g711_ulaw", 8_000)
_FORMAT = {"type": "audio/pcmu"}
_INPUT = {"format": _FORMAT, "turn_detection": {"type": "server_vad"}, "transcription": {"model": "m"}}
_SETTINGS = {
    "type": "session.update",
    "session": {"type": "realtime", "audio": {"input": _INPUT, "output": {"format": _FORMAT}}},
}


def speech() -> bytes:
    """Return a spoken question with a second of silence after it, in µ-law."""
    return speak("Is there a table?", _MULAW) + b"\xff" * _MULAW.bytes_per_second


async def _converse(url: str, turns: int, append: str) -> None:
    # Hundreds of sessions share this event loop: a late reply to a ping is no failure of the server.
    options: dict[str, Any] = {"compression": None, "open_timeout": None, "ping_interval": None}
    async with websockets.asyncio.client.connect(url, **options) as connection:
        await connection.send(json.dumps(_SETTINGS))
        for _ in range(turns):
            await connection.send(append)
            async for frame in connection:
                event = json.loads(frame)
                if event["type"] == "error":
                    raise RuntimeError(f"the server refused a request: {frame!r}")
                if event["type"] == "response.done":
                    break


async def hold(url: str, sessions: int, turns: int) -> None:
    """Hold some spoken conversations at once.

    Args:
        url: WebSocket URL with the model.
        sessions: Number of sessions.
        turns: Number of questions in each.

    Raises:
        RuntimeError: The server refused something.
    """
    append = json.dumps({"type": "input_audio_buffer.append", "audio": encode_base64(speech())})
    await asyncio.gather(*(_converse(url, turns, append) for _ in range(sessions)))


def _resident(process_id: int) -> float:
    """Return the memory of a process in MB."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1_000 if found else 0.0


def main() -> None:
    """Print the memory of the server before and after each generation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--turns", type=int, default=4)
    parser.add_argument("--generations", type=int, default=6)
    given = parser.parse_args()
    command = [sys.executable, "-m", "realtime_client.cli", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+/v1", line)))
            socket = f"{url.replace('http', 'ws', 1)}/realtime?model=gpt-realtime-2.1"
            print(f"0 s: {_resident(server.pid):.1f} MB", flush=True)
            begun = time.perf_counter()
            for number in range(1, given.generations + 1):
                asyncio.run(hold(socket, given.sessions, given.turns))
                elapsed = time.perf_counter() - begun
                sessions = number * given.sessions
                print(f"{elapsed:.0f} s, {sessions} sessions: {_resident(server.pid):.1f} MB", flush=True)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
