"""Answers of a chat model, from any endpoint with the interface of OpenAI's chat completions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, Final

import httpx

from ..._core.json import dumps, loads_object
from ...errors import DecodeError
from .answers import Answerer, AnswerFailed, Call, Part, Turn

__all__ = ["ChatAnswerer"]

_TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)
_LONGEST_ERROR: Final = 300


class ChatAnswerer(Answerer):
    """Asks a chat model for each answer, and passes on its words as they come.

    Args:
        url: Base URL of the endpoint, such as ``"http://127.0.0.1:8080/v1"``.
        model: Name of the model.
        api_key: Key of the endpoint, if it needs one.
        instructions: Instructions before those of the session.
    """

    def __init__(self, url: str, model: str = "default", *, api_key: str | None = None, instructions: str = "") -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._instructions = instructions

    async def answer(self, turn: Turn) -> AsyncIterator[Part | str]:
        """Yield the words of the model, and then its function calls.

        Raises:
            AnswerFailed: The endpoint cannot be reached, refuses the request, or sends something else.
        """
        calls: dict[int, dict[str, str]] = {}
        try:
            async for delta in self._deltas(turn):
                if delta.get("content"):
                    yield str(delta["content"])
                for call in delta.get("tool_calls") or ():
                    known = calls.setdefault(call.get("index", len(calls)), {"id": "", "name": "", "arguments": ""})
                    function = call.get("function") or {}
                    known["id"] = known["id"] or call.get("id") or ""
                    known["name"] += function.get("name") or ""
                    known["arguments"] += function.get("arguments") or ""
        except httpx.HTTPError as error:
            raise AnswerFailed(f"the chat endpoint does not answer: {str(error) or type(error).__name__}") from error
        except (DecodeError, AttributeError, TypeError) as error:
            raise AnswerFailed(f"the chat endpoint sent something else than a completion: {error}") from error
        for call in calls.values():
            # A live session takes ids of 32 characters.
            yield Call(call["name"], call["arguments"] or "{}", call["id"][:32] or None)

    async def _deltas(self, turn: Turn) -> AsyncIterator[Mapping[str, Any]]:
        body = {"model": self._model, "stream": True, "messages": list(self._messages(turn)), **_tools(turn)}
        headers = {"Content-Type": "application/json", **self._headers}
        async with (
            httpx.AsyncClient(timeout=_TIMEOUT) as client,
            client.stream("POST", self._url, content=dumps(body), headers=headers) as response,
        ):
            if not response.is_success:
                text = (await response.aread()).decode("utf-8", "replace")[:_LONGEST_ERROR]
                raise AnswerFailed(f"the chat endpoint refuses the request with {response.status_code}: {text}")
            async for line in response.aiter_lines():
                field, _, data = line.partition(":")
                data = data.strip()
                if field != "data" or not data or data == "[DONE]":
                    continue
                chunk = loads_object(data)
                if chunk.get("error"):
                    raise AnswerFailed(f"the chat endpoint failed: {chunk['error']}"[:_LONGEST_ERROR])
                for choice in chunk.get("choices") or ():
                    yield choice.get("delta") or {}

    def _messages(self, turn: Turn) -> Iterator[dict[str, Any]]:
        instructions = "\n\n".join(filter(None, (self._instructions, turn.instructions)))
        if instructions:
            yield {"role": "system", "content": instructions}
        for item in turn.items:
            if item.get("type") == "message":
                parts = item.get("content") or ()
                text = " ".join(filter(None, (part.get("text") or part.get("transcript") for part in parts)))
                if text:
                    yield {"role": item["role"], "content": text}
            elif item.get("type") == "function_call":
                function = {"name": item["name"], "arguments": item["arguments"]}
                call = {"id": item["call_id"], "type": "function", "function": function}
                yield {"role": "assistant", "content": None, "tool_calls": [call]}
            elif item.get("type") == "function_call_output":
                yield {"role": "tool", "tool_call_id": item["call_id"], "content": item["output"]}


def _tools(turn: Turn) -> dict[str, Any]:
    """Return the tools of a turn in the shape of chat completions."""
    functions = [tool for tool in turn.tools if tool.get("type", "function") == "function"]
    if not functions:
        return {}
    keys = ("name", "description", "parameters")
    tools = [
        {"type": "function", "function": {key: tool[key] for key in keys if tool.get(key) is not None}}
        for tool in functions
    ]
    choice = turn.tool_choice
    if isinstance(choice, Mapping):
        choice = {"type": "function", "function": {"name": choice.get("name")}}
    return {"tools": tools, "tool_choice": choice}
