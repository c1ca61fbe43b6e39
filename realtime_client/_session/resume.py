"""The state of a session that is sent again over a new connection: its settings, and its conversation.

Only what a client may send is sent: speech as text, where its transcript is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from attrs import field, frozen

from .._accessors.items import content_parts
from .._core.model import Model
from .._decode.dialects import DIALECTS, SENDS, Dialect
from ..assembly import AssembledResponse, Conversation, ConversationItem

__all__ = ["Reconnected", "merge_settings", "restorable_items"]


@frozen(kw_only=True)
class Reconnected:
    """Marks the place, among the events of a connection, where it was lost and opened again; no server sends it.

    Attributes:
        code: Close code of the connection that was lost; None when it broke without one.
        reason: Reason, as the server gave it; "" when it gave none.
        responses: Responses that were cut off, with what had arrived.
        attempts: Number of attempts it took.
        conversation: The conversation before. The server has none of it, or what was sent again.
        type: Always ``realtime_client.reconnected``.
    """

    code: int | None
    reason: str
    responses: tuple[AssembledResponse, ...]
    attempts: int
    conversation: Conversation
    type: Literal["realtime_client.reconnected"] = field(default="realtime_client.reconnected", init=False)


def merge_settings(settings: Mapping[str, Any], update: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings after an update: what it does not name stays, in objects too, unless their type changes."""
    result = dict(settings)
    for name, value in update.items():
        old = result.get(name)
        if isinstance(old, Mapping) and isinstance(value, Mapping) and _is_same_type(old, value):
            result[name] = merge_settings(old, value)
        else:
            result[name] = value
    return result


def _is_same_type(old: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    return "type" not in old or value.get("type", old["type"]) == old["type"]


def restorable_items(
    conversation: Conversation, dialect: Dialect | None
) -> Iterator[tuple[ConversationItem, dict[str, Any]]]:
    """Yield the items of a conversation that a client can send again, in order, each with what it sends.

    Left out are items of MCP, audio without a transcript, unfinished items, outputs without their call, and answers
    that were truncated: their transcript is longer than what the user has heard.
    """
    calls = set()
    for item in conversation.items:
        data = item.item.to_dict() if isinstance(item.item, Model) else {"type": "message", "role": "user"}
        kind, call_id = data.get("type"), data.get("call_id")
        sent: dict[str, Any] | None = None
        if kind == "message" and item.audio_end_ms is None:
            sent = _message(data, item.transcript, dialect)
        elif kind == "function_call" and data.get("status") in ("completed", None):
            calls.add(call_id)
            sent = {name: data[name] for name in ("name", "call_id", "arguments") if name in data}
        elif kind == "function_call_output" and call_id in calls:
            sent = {"call_id": call_id, "output": data.get("output", "")}
        if sent is not None:
            yield item, {"id": item.id, "type": kind, **sent}


def _message(data: Mapping[str, Any], transcript: str | None, dialect: Dialect | None) -> dict[str, Any] | None:
    content = content_parts(data.get("content"))
    if not content and transcript:
        content = [{"type": "input_audio"}]
    parts = [_part(part, data.get("role"), transcript, dialect) for part in content if isinstance(part, dict)]
    kept = [part for part in parts if part is not None]
    return {"role": data.get("role"), "content": kept} if kept else None


def _part(
    part: Mapping[str, Any], role: str | None, transcript: str | None, dialect: Dialect | None
) -> dict[str, Any] | None:
    if "image_url" in part:
        return dict(part)
    text = part.get("text") or part.get("transcript") or (transcript if part.get("type") == "input_audio" else None)
    kind = "input_text" if role != "assistant" else SENDS[dialect or DIALECTS[0]][1]
    return {"type": kind, "text": text} if text else None
