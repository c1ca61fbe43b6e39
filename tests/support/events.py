"""Events of a server, for scripts to send."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

__all__ = ["SESSION", "answering", "calling", "error", "spoken", "written"]

SESSION: dict[str, Any] = {
    "type": "session.created",
    "event_id": "s",
    "session": {"type": "realtime", "model": "test"},
}
_FORMAT = {"output": {"format": {"type": "audio/pcm", "rate": 24000}}}


def spoken(
    response_id: str, words: list[str], status: str = "completed", *, sound: bytes | None = None
) -> list[dict[str, Any]]:
    """Return the events of a response that speaks, with audio for each word: the word twice, or ``sound``."""
    at = {"response_id": response_id, "item_id": f"item_{response_id}", "output_index": 0, "content_index": 0}
    head = {"id": response_id, "object": "realtime.response", "audio": _FORMAT}
    content = [{"type": "output_audio", "transcript": "".join(words)}]
    item = {"id": at["item_id"], "type": "message", "role": "assistant", "status": "completed", "content": content}
    found: list[dict[str, Any]] = [{"type": "response.created", "response": {**head, "status": "in_progress"}}]
    for word in words:
        audio = word.encode() * 2 if sound is None else sound
        found.append({"type": "response.output_audio_transcript.delta", **at, "delta": word})
        found.append({"type": "response.output_audio.delta", **at, "delta": b64encode(audio).decode()})
    found.append({"type": "response.done", "response": {**head, "status": status, "output": [item]}})
    return [{**event, "event_id": f"{response_id}_{number}"} for number, event in enumerate(found)]


def written(response_id: str, text: str, request: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Return the events of a response that writes, with the metadata of a request."""
    head = {"id": response_id, "object": "realtime.response", "metadata": _metadata(request)}
    at = {"response_id": response_id, "item_id": f"item_{response_id}", "output_index": 0, "content_index": 0}
    content = [{"type": "output_text", "text": text}]
    item = {"id": at["item_id"], "type": "message", "role": "assistant", "status": "completed", "content": content}
    found: list[dict[str, Any]] = [
        {"type": "response.created", "response": {**head, "status": "in_progress"}},
        {"type": "response.output_text.delta", **at, "delta": text},
        {"type": "response.done", "response": {**head, "status": "completed", "output": [item]}},
    ]
    return [{**event, "event_id": f"{response_id}_{number}"} for number, event in enumerate(found)]


def calling(
    response_id: str, *calls: tuple[str, str], status: str = "completed", request: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return the events of a response that calls functions, each a name and arguments.

    The id of the response begins those of the calls.
    """
    output = [
        {"id": f"item_{response_id}_{number}", "type": "function_call", "status": "completed", "name": name}
        | {"call_id": f"{response_id}_{number}", "arguments": arguments}
        for number, (name, arguments) in enumerate(calls)
    ]
    head = {"id": response_id, "object": "realtime.response", "metadata": _metadata(request)}
    done = {**head, "status": status, "output": output}
    return [
        {"type": "response.created", "event_id": f"{response_id}_a", "response": {**head, "status": "in_progress"}},
        {"type": "response.done", "event_id": f"{response_id}_b", "response": done},
    ]


def answering(response_id: str, words: list[str], request: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return the events of a spoken response of a server that sends metadata back: of a request, or of none."""
    metadata = _metadata(request)
    return [
        {**event, "response": {**event["response"], "metadata": metadata}} if "response" in event else event
        for event in spoken(response_id, words)
    ]


def error(message: str, **details: Any) -> dict[str, Any]:
    """Return an ``error`` event."""
    inner = {"type": "invalid_request_error", "code": None, "param": None, "event_id": None, **details}
    return {"type": "error", "event_id": f"error {message}", "error": {**inner, "message": message}}


def _metadata(request: dict[str, Any] | None) -> Any:
    settings = (request or {}).get("response") or {}
    return settings.get("metadata")
