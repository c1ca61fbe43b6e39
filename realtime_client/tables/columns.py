"""Columns of the tables, and the rows of a recording."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from .._core.json import dumps
from ..recordings import Recording
from ..recordings.facts import RatesByModel, call_facts, recording_facts, turn_facts
from ..recordings.reader import RecordedEvent

__all__ = ["COLUMNS", "TABLES", "Column", "Table", "rows"]

Table: TypeAlias = Literal["calls", "turns", "responses", "function_calls", "events"]
Kind: TypeAlias = Literal["text", "count", "seconds", "time", "flag", "money"]

TABLES: Final[tuple[Table, ...]] = ("calls", "turns", "responses", "function_calls", "events")


@frozen
class Column:
    """One column.

    Attributes:
        name: Name.
        kind: ``text``, ``count`` (an integer), ``seconds`` (a float), ``time`` (a moment in UTC, in microseconds),
            ``flag`` or ``money`` (a decimal with 12 places, in the currency of the rates).
        description: Meaning and unit.
    """

    name: str
    kind: Kind
    description: str


def _columns(text: str) -> tuple[Column, ...]:
    found = []
    for line in text.strip().splitlines():
        name, kind, description = line.split(maxsplit=2)
        found.append(Column(name, kind, description))  # type: ignore[arg-type]
    return tuple(found)


_TOKENS: Final = """
input_tokens count Input tokens.
output_tokens count Output tokens.
total_tokens count All tokens.
input_text_tokens count Input tokens of text, cached ones included.
input_audio_tokens count Input tokens of audio, cached ones included.
input_image_tokens count Input tokens of images, cached ones included.
cached_tokens count Input tokens that came from the cache.
output_text_tokens count Output tokens of text.
output_audio_tokens count Output tokens of audio.
cost money Cost, if rates are given and complete.
"""

COLUMNS: Final[dict[Table, tuple[Column, ...]]] = {
    "calls": _columns(
        """
recording_id text Id of the recording, else of its session, else the name of its file.
source text File that it was read from.
model text Model of the session at its end.
dialect text Dialect that the connection was opened with.
started_at time Beginning of the recording.
duration_s seconds From the beginning to the last event.
turns count Turns of both sides.
user_turns count Turns of the user.
responses count Responses of the model.
function_calls count Calls of functions and MCP tools.
failed_calls count Calls whose output is an error.
interruptions count Responses that the user cut off.
overlap_s seconds Time at which both sides spoke.
errors count Errors that the server reported, failed responses included.
reconnects count Times that the connection was opened again.
speech_to_text_median_s seconds Median from the end of the user's speech to the first text.
speech_to_audio_median_s seconds Median from the end of the user's speech to the first audio.
request_to_text_median_s seconds Median from the request to the first text.
request_to_audio_median_s seconds Median from the request to the first audio.
problems count Lines that could not be read.
"""
        + _TOKENS.strip()
    ),
    "turns": _columns(
        """
recording_id text Id of the recording.
number count Number of the turn in its recording, from 0.
role text user or assistant.
is_spoken flag Speech, or text.
start_s seconds Beginning, from the beginning of the recording.
end_s seconds End, as it was heard.
started_at time Beginning.
text text What was said or written, as far as it is known.
item_id text Id of the user's item.
response_id text Id of the response.
is_interrupted flag The user cut it off.
interrupted_at_s seconds Time at which the user did.
heard_s seconds Audio that the user had heard then, as the client reported.
audio_s seconds Length of the audio of the response, heard or not.
overlap_s seconds Time at which the other side spoke as well.
"""
    ),
    "responses": _columns(
        """
recording_id text Id of the recording.
response_id text Id of the response.
turn count Number of its turn.
model text Model of the session at that time.
status text completed, cancelled, failed, incomplete, or in_progress if its end is missing.
stop_reason text Reason why it ended early.
error text Error of a failed response.
is_requested flag The client asked for it.
is_out_of_band flag It is outside the conversation.
is_interrupted flag The user cut it off.
created_at_s seconds First event, from the beginning of the recording.
finished_at_s seconds End, from the beginning of the recording.
started_at time First event.
speech_to_text_s seconds From the end of the user's speech to the first text.
speech_to_audio_s seconds From the end of the user's speech to the first audio.
request_to_text_s seconds From the request to the first text.
request_to_audio_s seconds From the request to the first audio.
"""
        + _TOKENS.strip()
    ),
    "function_calls": _columns(
        """
recording_id text Id of the recording.
response_id text Id of the response that called it.
call_id text Id of the call.
name text Name of the function.
server_label text Label of the MCP server; null for a function of the client.
arguments text Arguments as the model wrote them.
output text Output that the model was given.
error text Error that the output reports.
called_at_s seconds Time at which the call was complete, from the beginning of the recording.
answered_at_s seconds Time at which the output was sent.
duration_s seconds From the call to its output.
started_at time Time at which the call was complete.
"""
    ),
    "events": _columns(
        """
recording_id text Id of the recording.
number count Number of the event in its recording, from 0.
line count Line of the file, from 1.
at_s seconds Time from the beginning of the recording.
time time Time by the wall clock.
source text server or client.
type text Type of the event.
event_id text Id of the event.
response_id text Id of the response that it names.
item_id text Id of the item that it names.
audio_bytes count Size of its audio.
json text The event as JSON, without its audio.
"""
    ),
}

_TIMES: Final = ("start", "end", "interrupted_at", "heard", "created_at", "finished_at", "called_at", "answered_at")


def rows(
    recording: Recording, table: Table, *, source: str = "", rates: RatesByModel = None
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a recording in one table, with the names and units of `COLUMNS`.

    Args:
        recording: The recording.
        table: The table.
        source: Name of the file.
        rates: Rates for the cost; None for none.
    """
    identity = recording.id or source
    begun = recording.started_at

    def moment(at: float | None) -> int | None:
        return None if at is None or begun is None else round((begun + at) * 1_000_000)

    if table == "calls":
        yield {
            **_in_seconds(recording_facts(recording, rates)),
            "recording_id": identity,
            "source": source,
            "started_at": moment(0.0),
            "problems": len(recording.problems),
        }
    elif table == "turns":
        overlaps: dict[int, float] = {}
        for overlap in recording.overlaps:
            for turn in (overlap.user, overlap.assistant):
                overlaps[turn.number] = overlaps.get(turn.number, 0.0) + overlap.end - overlap.start
        for turn in recording.turns:
            facts = turn_facts(turn)
            yield {
                **_in_seconds(facts),
                "recording_id": identity,
                "started_at": moment(turn.start),
                "audio_s": turn.audio_seconds,
                "overlap_s": overlaps.get(turn.number, 0.0),
            }
    elif table == "responses":
        for turn in recording.turns:
            if turn.response_id is not None:
                facts = turn_facts(turn, rates)
                yield {
                    **_in_seconds(facts),
                    "recording_id": identity,
                    "turn": turn.number,
                    "started_at": moment(turn.created_at),
                }
    elif table == "function_calls":
        for call in recording.function_calls:
            yield {
                **_in_seconds(call_facts(call)),
                "recording_id": identity,
                "started_at": moment(call.called_at),
            }
    else:
        yield from _events(recording, identity)


def _in_seconds(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts with the names of columns, which tell the unit."""
    found = {}
    for name, value in facts.items():
        is_time = name in _TIMES or "_to_" in name or name in ("duration", "overlap")
        found[f"{name}_s" if is_time else name] = value
    return found


def _events(recording: Recording, identity: str) -> Iterator[dict[str, Any]]:
    for number, event in enumerate(recording.events):
        data = event.data
        response = data.get("response")
        item = data.get("item")
        yield {
            "recording_id": identity,
            "number": number,
            "line": event.line,
            "at_s": event.at,
            "time": None if event.time is None else round(event.time * 1_000_000),
            "source": event.source,
            "type": event.type,
            "event_id": _string(data.get("event_id")),
            "response_id": _string(data.get("response_id")) or _id(response),
            "item_id": _string(data.get("item_id")) or _id(item),
            "audio_bytes": event.audio_size,
            "json": _json(event),
        }


def _json(event: RecordedEvent) -> str:
    data = event.data
    if event.is_audio:
        data = {name: value for name, value in data.items() if name not in ("audio", "delta")}
    try:
        # Lone surrogates are no text in Arrow.
        return dumps(data).decode("utf-8", "replace")
    except (TypeError, ValueError, RecursionError):
        return "null"


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _id(holder: object) -> str | None:
    return _string(holder.get("id")) if isinstance(holder, dict) else None
