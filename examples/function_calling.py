"""Functions that the model calls: plain, typed Python functions with docstrings.

python -m examples.function_calling "What is the weather in Paris?" --url URL
"""

from __future__ import annotations

import argparse
import asyncio
from typing import Literal

import realtime_client as rt

from .model import MODEL

functions = rt.Functions()


@functions.register
async def get_weather(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius") -> dict[str, object]:
    """Return today's weather.

    Args:
        city: Name of the city.
        unit: Unit of the temperature.
    """
    await asyncio.sleep(0)  # A real program would query a service here.
    degrees = 20 if unit == "celsius" else 68
    return {"city": city, "sky": "clear", "degrees": degrees}


async def ask(question: str, url: str | None, model: str) -> None:
    """Ask a question, and print the answer and the first function call."""
    async with rt.RealtimeClient(base_url=url).connect(model=model) as conn:
        await conn.update_session({"type": "realtime", "output_modalities": ["text"], "tools": functions.tools()})
        await conn.say(question)
        stream = conn.stream(functions=functions)
        async for piece in stream:
            print(piece.text, end="", flush=True)
        calls = [call for response in stream.responses for call in response.function_calls]
        print(f"\n({len(calls)} call: {calls[0].name} {calls[0].arguments})" if calls else "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("question")
    parser.add_argument("--url", help="base URL of a server")
    parser.add_argument("--model", default=MODEL)
    arguments = parser.parse_args()
    asyncio.run(ask(arguments.question, arguments.url, arguments.model))
