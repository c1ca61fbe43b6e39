"""What a session that goes on over a new connection is told anew: its settings, and what has been said.

Only what a client may send is sent: what was spoken as text, where it is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from .._core.model import Model
from .._decode.dialects import Dialect
from ..assembly import AssembledResponse, Conversation, ConversationItem

__all__ = ["Reconnected", "merged", "restorable"]


@frozen(kw_only=True)
class Reconnected:
    """Stands among the events of a connection where it was lost and opened anew; no server sends it.

    Attributes:
        code: Close code of the connection that was lost; None when it broke without one.
        reason: Why, as the server said; "" when it did not.
        responses: Responses that were cut off, with what had arrived.
        attempts: How many attempts it took.
        conversation: The conversation before that. The server has none of it, or what was sent anew.
        type: Always ``realtime_client.reconnected``.
    """

    code: int | None
    reason: str
    responses: tuple[AssembledResponse, ...]
    attempts: int
    conversation: Conversation
    type: str = field(default="realtime_client.reconnected", init=False)


def merged(settings: Mapping[str, Any], update: Mapping[str, Any]) -> dict[str, Any]:
    """Settings after an update: what it does not name stays, within objects as well, unless they change their kind."""
    result = dict(settings)
    for name, value in update.items():
        old = result.get(name)
        if isinstance(old, Mapping) and isinstance(value, Mapping) and _is_same_kind(old, value):
            result[name] = merged(old, value)
        else:
            result[name] = value
    return result


def _is_same_kind(old: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    return "type" not in old or value.get("type", old["type"]) == old["type"]


def restorable(
    conversation: Conversation, dialect: Dialect | None
) -> Iterator[tuple[ConversationItem, dict[str, Any]]]:
    """Items of a conversation that a client can send again, in their order, each with what it sends.

    Left out are items of MCP, audio that was not transcribed, items that were not finished, and outputs whose call is
    not among the rest.
    """
    calls = set()
    for item in conversation.items:
        data = item.item.to_dict() if isinstance(item.item, Model) else {}
        kind, call_id = data.get("type"), data.get("call_id")
        sent: dict[str, Any] | None = None
        if kind == "message":
            sent = _message(data, item.transcript, dialect)
        elif kind == "function_call" and data.get("status") == "completed":
            calls.add(call_id)
            sent = {name: data[name] for name in ("name", "call_id", "arguments") if name in data}
        elif kind == "function_call_output" and call_id in calls:
            sent = {"call_id": call_id, "output": data.get("output", "")}
        if sent is not None:
            yield item, {"id": item.id, "type": kind, **sent}


def _message(data: Mapping[str, Any], transcript: str | None, dialect: Dialect | None) -> dict[str, Any] | None:
    content = data.get("content")
    parts = [_part(part, data.get("role"), transcript, dialect) for part in content or () if isinstance(part, dict)]
    kept = [part for part in parts if part is not None]
    return {"role": data.get("role"), "content": kept} if kept else None


def _part(
    part: Mapping[str, Any], role: str | None, transcript: str | None, dialect: Dialect | None
) -> dict[str, Any] | None:
    if "image_url" in part:
        return dict(part)
    words = part.get("text") or part.get("transcript") or (transcript if part.get("type") == "input_audio" else None)
    written = "input_text" if role != "assistant" else "text" if dialect == "beta" else "output_text"
    return {"type": written, "text": words} if words else None
