"""Chat on the terminal: every line is answered, and the answer is streamed, until the input ends.

realtime-client serve                                  # in another terminal: a server that needs no key
python -m examples.text_chat --url URL                 # the URL it printed; without it, OPENAI_API_KEY is used
"""

from __future__ import annotations

import argparse
import asyncio
import sys

import realtime_client as rt

from .model import MODEL


async def chat(url: str | None, model: str) -> None:
    """Answer every line of the input."""
    async with rt.RealtimeClient(base_url=url).connect(model=model) as conn:
        await conn.update_session({"type": "realtime", "output_modalities": ["text"]})
        while line := await asyncio.to_thread(sys.stdin.readline):
            await conn.say(line.strip())
            async for piece in conn.stream():
                print(piece.text, end="", flush=True)
            print()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="base URL of a server")
    parser.add_argument("--model", default=MODEL)
    arguments = parser.parse_args()
    asyncio.run(chat(arguments.url, arguments.model))
