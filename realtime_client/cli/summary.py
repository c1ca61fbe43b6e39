"""Summing up recordings: plain data, named as `inspect --json` writes it."""

from __future__ import annotations

import functools
import json
import operator
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from attrs import asdict, field, frozen, mutable

from .._accessors.usage import UsageAccessors
from .._core.model import UNSET, Model
from .._core.redaction import redact
from .._decode.validation import validate
from ..audio import AudioFormat
from ..errors import ArgumentsError
from ..models import (
    RealtimeBetaResponse,
    RealtimeConversationItemFunctionCall,
    RealtimeMCPToolCall,
    RealtimeResponse,
    RealtimeResponseUsage,
)
from .recording import Entry, Message, Problem

__all__ = ["Call", "DeviationAt", "Failure", "File", "MCPCall", "ResponseSummary", "Summary", "Totals", "summarise"]

_NO_STATUS = "(no status)"
# A terminal would obey the first of these (C1), and no encoder takes the others (surrogates).
_UNWRITABLE = re.compile("[\x7f-\x9f\ud800-\udfff]")
# As deep as usage goes: usage, input_token_details, cached_tokens_details.
_USAGE_DEPTH = 3


@frozen
class Failure:
    """What went wrong, as the server says; secrets masked in the message."""

    type: str | None
    code: str | int | None
    message: str | None


@frozen(kw_only=True)
class Call:
    """A function call; ``arguments`` as the model wrote them, ``note`` says why they are no JSON object."""

    call_id: str | None
    name: str | None
    arguments: str
    note: str | None


@frozen(kw_only=True)
class MCPCall:
    """A call to a tool of an MCP server, with what came of it; otherwise as `Call`."""

    server_label: str | None
    name: str | None
    arguments: str
    note: str | None
    output: str | None
    error: Failure | None


@frozen(kw_only=True)
class ResponseSummary:
    """A response as far as its recording goes.

    Attributes:
        file: Name of the recording.
        line: Line on which its last message begins.
        finished: Whether the recording holds its end.
        messages: What was said, message by message; ``output_text`` is all of it.
        usage: All counts of its usage.
    """

    file: str
    line: int
    id: str | None
    dialect: str
    status: str
    finished: bool
    stop_reason: str | None
    error: Failure | None
    output_text: str
    text: str
    transcript: str
    messages: list[str]
    function_calls: list[Call]
    mcp_calls: list[MCPCall]
    modalities: list[str]
    voice: str | None
    audio_format: AudioFormat | None
    usage: dict[str, Any] | None


@frozen(kw_only=True)
class DeviationAt:
    """A deviation from the specification, and where in which recording."""

    file: str
    line: int
    type: str
    path: str
    declared: str
    found: str


@mutable(kw_only=True)
class File:
    """Counts of one recording that could be opened."""

    file: str
    events: int = 0
    responses: int = 0
    skipped: int = 0
    problems: int = 0


@mutable(kw_only=True)
class Totals:
    """Counts of all recordings together.

    Attributes:
        events: Events, of server and client, known or not.
        client_events: Those among them that a client sent.
        unknown_events: Those among them of unknown types, by type.
        responses: Responses that are shown.
        by_status: The same by status.
        repeated: Responses that were met again, word for word; neither shown nor counted again.
        skipped: What was well-formed and no event, such as the body of an HTTP answer.
        usage: Sum of the usage of all responses, None when none has any.
    """

    events: int = 0
    client_events: int = 0
    unknown_events: dict[str, int] = field(factory=dict)
    responses: int = 0
    by_status: dict[str, int] = field(factory=dict)
    repeated: int = 0
    skipped: int = 0
    usage: dict[str, Any] | None = None


@frozen(kw_only=True)
class Summary:
    """All that `inspect` shows; ``deviations`` is None when nobody asked for them."""

    files: list[File]
    responses: list[ResponseSummary]
    totals: Totals
    problems: list[Problem]
    deviations: list[DeviationAt] | None

    def to_json(self) -> str:
        """One JSON document, harmless on a terminal."""
        data = asdict(self)
        if self.deviations is None:
            del data["deviations"]
        text = json.dumps(data, ensure_ascii=False, indent=2)
        return _UNWRITABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def summarise(recordings: Iterable[tuple[str, Iterable[Entry]]], *, deviations: bool = False) -> Summary:
    """Sum up recordings.

    Args:
        recordings: The name of each, and what reading it gives.
        deviations: Whether to compare every message with the specification.
    """
    summariser = _Summariser(deviations)
    for name, entries in recordings:
        summariser.add(name, entries)
    return summariser.summary()


@frozen
class _State:
    """A response as one message tells of it."""

    finished: bool
    shown: ResponseSummary
    usage: object
    content: bytes


class _Summariser:
    def __init__(self, deviations: bool) -> None:
        self._files: list[File] = []
        self._responses: list[ResponseSummary] = []
        self._totals = Totals()
        self._problems: list[Problem] = []
        self._deviations: list[DeviationAt] | None = [] if deviations else None
        self._usages: list[RealtimeResponseUsage] = []
        self._seen: set[bytes] = set()

    def add(self, name: str, entries: Iterable[Entry]) -> None:
        file = File(file=name)
        states: list[_State] = []
        opened = True
        for number, entry in enumerate(entries):
            try:
                if isinstance(entry, Message):
                    states.extend(self._message(entry, file))
                    continue
                problem = entry if isinstance(entry, Problem) else None
            except RecursionError:
                problem = Problem(name, entry.line, "nested too deeply to be shown")
            if problem is None:
                file.skipped += 1
                self._totals.skipped += 1
            else:
                file.problems += 1
                self._problems.append(problem)
                opened = opened and (number > 0 or problem.line is not None)
        for state in self._once(states):
            file.responses += 1
            self._response(state)
        self._files += [file] if opened else []

    def summary(self) -> Summary:
        if self._usages:
            self._totals.usage = _counts(functools.reduce(operator.add, self._usages).to_dict())
        return Summary(
            files=self._files,
            responses=self._responses,
            totals=self._totals,
            problems=self._problems,
            deviations=self._deviations,
        )

    def _message(self, message: Message, file: File) -> Iterator[_State]:
        totals = self._totals
        if message.source != "response":
            file.events += 1
            totals.events += 1
            totals.client_events += message.source == "client"
        if message.is_unknown:
            totals.unknown_events[message.type] = totals.unknown_events.get(message.type, 0) + 1
        if self._deviations is not None:
            self._deviations += _deviations(file.file, message)
        response = message.response
        if response is not None:
            yield _State(message.finishes, _described(file.file, message, response), response.usage, response.to_json())

    def _once(self, states: list[_State]) -> Iterator[_State]:
        """The responses of a recording as they were at its end, none that was met before."""
        ended = {state.shown.id for state in states if state.finished}
        begun: set[str] = set()
        for state in states:
            name = state.shown.id
            if name is None:
                yield state
            elif not state.finished and (name in ended or name in begun):
                continue
            elif state.content in self._seen:
                self._totals.repeated += 1
            else:
                begun.add(name)
                self._seen.add(state.content)
                yield state

    def _response(self, state: _State) -> None:
        by_status = self._totals.by_status
        by_status[state.shown.status] = by_status.get(state.shown.status, 0) + 1
        self._totals.responses += 1
        self._responses.append(state.shown)
        if isinstance(state.usage, UsageAccessors):
            self._usages.append(cast("RealtimeResponseUsage", state.usage))


def _deviations(file: str, message: Message) -> Iterator[DeviationAt]:
    for deviation in validate(message.model):
        yield DeviationAt(
            file=file,
            line=message.line,
            type=message.type,
            path=deviation.path,
            declared=deviation.declared,
            found=deviation.found,
        )


def _described(file: str, message: Message, response: RealtimeBetaResponse | RealtimeResponse) -> ResponseSummary:
    status = _string(response.status) or _NO_STATUS
    usage = response.usage
    return ResponseSummary(
        file=file,
        line=message.line,
        id=_string(response.id),
        dialect=message.dialect,
        status=status if message.finishes else "in_progress",
        finished=message.finishes,
        stop_reason=response.stop_reason,
        error=_failure(response.error),
        output_text=response.output_text,
        text=response.text,
        transcript=response.transcript,
        messages=[said.output_text for said in response.messages if said.output_text],
        function_calls=[
            Call(
                call_id=_string(call.call_id),
                name=_string(call.name),
                arguments=_written(call.arguments),
                note=_note(call),
            )
            for call in response.function_calls
        ],
        mcp_calls=[
            MCPCall(
                server_label=_string(call.server_label),
                name=_string(call.name),
                arguments=_written(call.arguments),
                note=_note(call),
                output=_string(call.output),
                error=_failure(call.error),
            )
            for call in response.mcp_calls
        ],
        modalities=response.modalities_used,
        voice=response.voice_name,
        audio_format=response.audio_format,
        usage=_counts(usage.to_dict()) if isinstance(usage, UsageAccessors) else None,
    )


def _failure(error: object) -> Failure | None:
    if not isinstance(error, Model):
        return None
    code = getattr(error, "code", None)
    message = _string(getattr(error, "message", None))
    return Failure(
        type=_string(getattr(error, "type", None)),
        code=code if isinstance(code, str | int) else None,
        message=None if message is None else redact(message),
    )


def _written(arguments: object) -> str:
    """The arguments as they came; those that should be a string and are not, as JSON."""
    if isinstance(arguments, str):
        return arguments
    return "" if arguments is None or arguments is UNSET else json.dumps(arguments, ensure_ascii=False)


def _note(call: RealtimeConversationItemFunctionCall | RealtimeMCPToolCall) -> str | None:
    try:
        call.parse_arguments()
    except ArgumentsError as error:
        return error.message
    return None


def _counts(value: dict[str, Any], depth: int = _USAGE_DEPTH) -> dict[str, Any]:
    """The counts in a usage, nested as they are; what a server may have put beside them is left out."""
    counts: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(item, int):
            counts[key] = item
        elif isinstance(item, dict) and depth > 1:
            counts[key] = _counts(item, depth - 1)
    return counts


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
