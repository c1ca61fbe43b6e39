"""Facts of a recording as plain values: the one source of the page, the tables, and ``inspect --json``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .._accessors.token_counts import token_count
from ..errors import UsageError
from .recording import Recording, sum_usage, turn_cost
from .timeline import FunctionCall, Turn

if TYPE_CHECKING:
    from .._accessors.pricing import Rates

__all__ = ["RatesByModel", "call_facts", "recording_facts", "tokens", "total_cost", "turn_facts", "turn_price"]

RatesByModel: TypeAlias = "Rates | Mapping[str, Rates] | None"

_DETAILS: Final = {
    "input_text_tokens": ("input_token_details", "text_tokens"),
    "input_audio_tokens": ("input_token_details", "audio_tokens"),
    "input_image_tokens": ("input_token_details", "image_tokens"),
    "cached_tokens": ("input_token_details", "cached_tokens"),
    "output_text_tokens": ("output_token_details", "text_tokens"),
    "output_audio_tokens": ("output_token_details", "audio_tokens"),
}


def tokens(usage: Any) -> dict[str, int | None]:
    """Return the counts of a usage by name; None for one that the server did not count."""
    counts = {name: token_count(usage, name) for name in ("input_tokens", "output_tokens", "total_tokens")}
    return counts | {name: token_count(getattr(usage, part, None), key) for name, (part, key) in _DETAILS.items()}


def turn_price(turn: Turn, rates: RatesByModel) -> Decimal | None:
    """Return the cost of a response; None without rates or usage, and where the cost is not known."""
    if rates is None:
        return None
    try:
        return turn_cost(turn, rates)
    except UsageError:
        return None


def total_cost(turns: list[Turn], rates: RatesByModel) -> Decimal | None:
    """Return the cost of all responses; None without rates, and where that of one is not known."""
    if rates is None:
        return None
    used = [turn for turn in turns if turn.usage is not None]
    costs = [turn_price(turn, rates) for turn in used]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)) if len(known) == len(costs) else None


def turn_facts(turn: Turn, rates: RatesByModel = None) -> dict[str, Any]:
    """Return the facts of a turn; times in seconds from the beginning, durations in seconds."""
    return {
        "number": turn.number,
        "role": turn.role,
        "is_spoken": turn.is_spoken,
        "start": turn.start,
        "end": turn.end,
        "text": turn.text,
        "item_id": turn.item_id,
        "response_id": turn.response_id,
        "model": turn.model,
        "status": turn.status,
        "stop_reason": turn.stop_reason,
        "error": None if turn.error is None else str(turn.error),
        "is_requested": turn.is_requested,
        "is_out_of_band": turn.is_out_of_band,
        "is_interrupted": turn.is_interrupted,
        "interrupted_at": turn.interrupted_at,
        "heard": turn.heard,
        "audio_seconds": turn.audio_seconds,
        "created_at": turn.created_at,
        "finished_at": turn.finished_at,
        "speech_to_text": turn.speech_to_text,
        "speech_to_audio": turn.speech_to_audio,
        "request_to_text": turn.request_to_text,
        "request_to_audio": turn.request_to_audio,
        **tokens(turn.usage),
        "cost": turn_price(turn, rates),
    }


def call_facts(call: FunctionCall) -> dict[str, Any]:
    """Return the facts of a function call; times in seconds from the beginning, the duration in seconds."""
    return {
        "call_id": call.call_id,
        "response_id": call.response_id,
        "name": call.name,
        "server_label": call.server_label,
        "arguments": call.arguments,
        "output": call.output,
        "error": call.error,
        "called_at": call.called_at,
        "answered_at": call.answered_at,
        "duration": call.duration,
    }


def recording_facts(recording: Recording, rates: RatesByModel = None) -> dict[str, Any]:
    """Return the facts of a whole recording; the beginning in seconds since 1970, durations in seconds."""
    turns = recording.turns
    statistics = recording.latency.statistics()
    return {
        "id": recording.id,
        "model": recording.model,
        "dialect": recording.header.get("dialect"),
        "started_at": recording.started_at,
        "duration": recording.duration,
        "turns": len(turns),
        "user_turns": sum(turn.role == "user" for turn in turns),
        "responses": sum(turn.response_id is not None for turn in turns),
        "function_calls": len(recording.function_calls),
        "failed_calls": sum(call.error is not None for call in recording.function_calls),
        "interruptions": len(recording.interruptions),
        "overlap": sum(overlap.end - overlap.start for overlap in recording.overlaps),
        "errors": len(recording.errors),
        "reconnects": sum(change.state == "reopened" for change in recording.connections),
        **{
            f"{kind}_median": None if (found := statistics.get(kind)) is None else found.median
            for kind in ("speech_to_text", "speech_to_audio", "request_to_text", "request_to_audio")
        },
        **tokens(sum_usage(turns)),
        "cost": total_cost(turns, rates),
    }
