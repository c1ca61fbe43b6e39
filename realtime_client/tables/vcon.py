"""vCon: conversations in the JSON container of the IETF working group (draft-ietf-vcon-vcon-core)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ..recordings import Recording
from ..recordings.facts import RatesByModel, call_facts, recording_facts

__all__ = ["to_vcon"]

_PARTIES: Final = {"user": 0, "assistant": 1}
_UNKNOWN: Final = datetime(1970, 1, 1, tzinfo=UTC)


def to_vcon(recording: Recording, *, source: str = "", rates: RatesByModel = None) -> dict[str, Any]:
    """Return a recording as a vCon, unsigned: a dialog of type ``text`` for each turn, and two analyses.

    The analysis ``transcript`` is WebVTT; ``realtime-client`` holds the facts of the call and its function calls. Audio
    is not part of it. Where the recording has no times, they count from 1970.

    Args:
        recording: The recording.
        source: Name of its file, for its UUID if it has no id.
        rates: Rates for the cost; None for none.
    """
    begun = _UNKNOWN if recording.started_at is None else datetime.fromtimestamp(recording.started_at, UTC)
    identity = recording.id or source
    dialog = [
        {
            "type": "text",
            "start": _moment(begun, turn.start),
            "duration": max(turn.duration or 0.0, 0.0),
            "parties": [_PARTIES[turn.role]],
            "originator": _PARTIES[turn.role],
            "mediatype": "text/plain",
            "body": turn.text,
            "encoding": "none",
        }
        for turn in recording.turns
        if turn.text and not turn.is_out_of_band
    ]
    about = {
        "call": recording_facts(recording, rates),
        "function_calls": [call_facts(call) for call in recording.function_calls],
    }
    numbers = list(range(len(dialog)))
    return {
        "vcon": "0.4.0",
        "uuid": _uuid8(identity),
        "created_at": begun.isoformat(),
        "subject": f"Session {identity}",
        "parties": [{"name": "user"}, {"name": recording.model or "assistant"}],
        "dialog": dialog,
        "analysis": [
            {
                "type": "transcript",
                "dialog": numbers,
                "vendor": "realtime-client",
                "mediatype": "text/vtt",
                "body": recording.transcript("vtt"),
                "encoding": "none",
            },
            {
                "type": "report",
                "dialog": numbers,
                "vendor": "realtime-client",
                "mediatype": "application/json",
                "body": json.dumps(about, default=lambda cost: f"{cost:f}"),
                "encoding": "json",
            },
        ],
        "attachments": [],
    }


def _uuid8(identity: str) -> str:
    """Return the same UUID of version 8 for the same recording."""
    number = uuid5(NAMESPACE_URL, f"realtime-client:{identity}").int
    return str(UUID(int=number & ~(0xF << 76) | 8 << 76))


def _moment(begun: datetime, at: float | None) -> str:
    return datetime.fromtimestamp(begun.timestamp() + (at or 0.0), UTC).isoformat()
