"""Sum up recordings as plain data, with the names that ``inspect --json`` writes."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from heapq import merge
from tempfile import SpooledTemporaryFile
from typing import Any, Final, Generic, TypeVar

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
)
from ..recordings import Recording
from ..recordings.facts import RatesByModel, call_facts, recording_facts, turn_facts
from ..recordings.follow import Follower
from ..recordings.reader import ConnectionChange, Entry, Header, Problem, RecordedEvent, Tally, read_all
from ..recordings.timeline import Timeline

__all__ = [
    "Call",
    "DeviationAt",
    "Failure",
    "File",
    "MCPCall",
    "ResponseSummary",
    "Spool",
    "Summary",
    "Totals",
    "summarise",
]

_T = TypeVar("_T")

_NO_STATUS: Final = "(no status)"
_TOO_DEEP: Final = "nested too deeply to be shown"
# Terminals interpret C1 controls and changes of direction, and no encoder accepts lone surrogates.
_UNWRITABLE: Final = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Depth of usage: usage, input_token_details, cached_tokens_details.
_USAGE_DEPTH: Final = 3
# Size from which a spool moves to the disk, in bytes.
_IN_MEMORY: Final = 1 << 20


class Spool(Generic[_T]):
    """An ordered collection that moves to a temporary file as it grows, so that its length costs no memory."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._length = 0
        self._inserted: list[tuple[int, _T]] = []

    def append(self, item: _T, number: int | None = None) -> None:
        """Add an item.

        Args:
            item: The item.
            number: Position in the order, which must increase; None for an item after all others.
        """
        number = self._length if number is None else number
        self._length += 1
        pickle.dump((number, item), self._file, pickle.HIGHEST_PROTOCOL)

    def insert(self, item: _T, number: int) -> None:
        """Add an item out of order, in memory."""
        self._inserted.append((number, item))

    def __del__(self) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._length + len(self._inserted)

    def __iter__(self) -> Iterator[_T]:
        for _, item in merge(self._written(), sorted(self._inserted, key=_number), key=_number):
            yield item

    def _written(self) -> Iterator[tuple[int, _T]]:
        self._file.seek(0)
        for _ in range(self._length):
            # The file has no name, so no other process can write to it.
            yield pickle.load(self._file)  # noqa: S301


def _number(numbered: tuple[int, object]) -> int:
    return numbered[0]


@frozen
class Failure:
    """An error as the server reports it, with secrets masked in its message."""

    type: str | None
    code: str | int | None
    message: str | None


@frozen(kw_only=True)
class Call:
    """A function call.

    Attributes:
        arguments: Arguments as the model wrote them.
        note: Reason why they are not a JSON object; None if they are.
    """

    call_id: str | None
    name: str | None
    arguments: str
    note: str | None


@frozen(kw_only=True)
class MCPCall:
    """A call to a tool of an MCP server, with its output or error; arguments and note as of a `Call`."""

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
        messages: Text of each message; ``output_text`` joins them.
        usage: Token counts.
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
    """A deviation from the specification, with its place in a recording."""

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
    """Counts of all recordings.

    Attributes:
        events: Events of server and client, known or unknown.
        client_events: Events that a client sent.
        unknown_events: Events of unknown types, by type.
        responses: Responses that are shown.
        by_status: Responses that are shown, by status.
        repeated: Identical repetitions of responses, neither shown nor counted again.
        skipped: Valid JSON that is not an event, such as bodies of HTTP replies.
        usage: Sum of the usage of all responses; None if none has any.
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
    """Everything that ``inspect`` shows; ``deviations`` is None unless requested.

    Attributes:
        recordings: Recordings of the files that could be opened, in their order; empty unless they were followed.
        rates: Rates for the cost; None if it is not shown.
    """

    recordings: list[Recording]
    rates: RatesByModel
    files: list[File]
    responses: Spool[ResponseSummary]
    totals: Totals
    problems: Spool[Problem]
    deviations: Spool[DeviationAt] | None

    def json_parts(self) -> Iterator[str]:
        """Yield the parts of one JSON document, without characters that a terminal interprets."""
        yield "{\n"
        yield from _array_parts("files", self.files)
        yield from _array_parts("responses", self.responses)
        yield from _array_parts("turns", self._turns())
        yield from _array_parts("function_calls", self._calls())
        yield from _array_parts("recordings", self._recordings())
        yield f'  "totals": {_json(asdict(self.totals), 2)},\n'
        yield from _array_parts("problems", self.problems, is_last=self.deviations is None)
        if self.deviations is not None:
            yield from _array_parts("deviations", self.deviations, is_last=True)
        yield "}"

    def _turns(self) -> Iterator[dict[str, Any]]:
        for file, recording in zip(self.files, self.recordings, strict=False):
            for turn in recording.turns:
                yield {"file": file.file, **turn_facts(turn, self.rates)}

    def _calls(self) -> Iterator[dict[str, Any]]:
        for file, recording in zip(self.files, self.recordings, strict=False):
            for call in recording.function_calls:
                yield {"file": file.file, **call_facts(call)}

    def _recordings(self) -> Iterator[dict[str, Any]]:
        for file, recording in zip(self.files, self.recordings, strict=False):
            yield {"file": file.file, **recording_facts(recording, self.rates)}


def _array_parts(name: str, items: Iterable[Any], *, is_last: bool = False) -> Iterator[str]:
    separator = ""
    yield f'  "{name}": ['
    for item in items:
        yield f"{separator}\n    {_json(item if isinstance(item, dict) else asdict(item), 4)}"
        separator = ","
    yield ("\n  ]" if separator else "]") + ("\n" if is_last else ",\n")


def _json(value: object, indent: int) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_decimal).replace("\n", "\n" + " " * indent)
    return _UNWRITABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _decimal(value: object) -> str:
    """Return a cost as it is written in JSON: as a string, since a number would not be exact."""
    return f"{value:f}"


def summarise(
    recordings: Iterable[tuple[str, Iterable[Entry]]],
    *,
    tally: Tally | None = None,
    deviations: bool = False,
    follows: bool = False,
    rates: RatesByModel = None,
) -> Summary:
    """Sum up recordings.

    Args:
        recordings: Name and entries of each.
        tally: Numbers of the events that reading the entries counts instead of yielding.
        deviations: Whether to compare every message with the specification.
        follows: Whether turns, latencies and cost are found as well; all events must be among the entries.
        rates: Rates for the cost; None for no cost.
    """
    summariser = _Summariser(Tally() if tally is None else tally, deviations, follows, rates)
    for name, entries in recordings:
        summariser.add(name, entries)
    return summariser.summary()


class _Summariser:
    def __init__(self, tally: Tally, deviations: bool, follows: bool, rates: RatesByModel) -> None:
        self._tally = tally
        self._follows = follows
        self._rates = rates
        self._recordings: list[Recording] = []
        self._files: list[File] = []
        self._responses: Spool[ResponseSummary] = Spool()
        self._totals = Totals()
        self._problems: Spool[Problem] = Spool()
        self._deviations: Spool[DeviationAt] | None = Spool() if deviations else None
        self._number = 0
        # Digests of the contents that were shown.
        self._seen: set[bytes] = set()

    def add(self, name: str, entries: Iterable[Entry]) -> None:
        file = File(file=name)
        counted = self._tally.server, self._tally.client
        shown: set[bytes] = set()
        unfinished: dict[str, tuple[int, RecordedEvent]] = {}
        could_open = True
        follower = Follower(Timeline())
        for index, entry in enumerate(entries):
            try:
                if self._follows and not isinstance(entry, Problem):
                    follower.take(entry)
                if isinstance(entry, Header | ConnectionChange):
                    continue
                if isinstance(entry, RecordedEvent):
                    self._message(entry, file, shown, unfinished)
                    continue
                problem = entry if isinstance(entry, Problem) else None
            except RecursionError:
                problem = Problem(name, entry.line, _TOO_DEEP)
            if problem is None:
                file.skipped += 1
                self._totals.skipped += 1
            else:
                file.problems += 1
                self._problems.append(problem)
                could_open = could_open and (index > 0 or problem.line is not None)
        for number, message in unfinished.values():
            try:
                self._show(file, message, number)
            except RecursionError:
                file.problems += 1
                self._problems.append(Problem(name, message.line, _TOO_DEEP))
        server, client = self._tally.server - counted[0], self._tally.client - counted[1]
        file.events += server + client
        self._totals.events += server + client
        self._totals.client_events += client
        if could_open:
            follower.timeline.close()
            self._files.append(file)
            self._recordings += [Recording(follower, lambda: read_all(name), [])] if self._follows else []

    def summary(self) -> Summary:
        return Summary(
            recordings=self._recordings,
            rates=self._rates,
            files=self._files,
            responses=self._responses,
            totals=self._totals,
            problems=self._problems,
            deviations=self._deviations,
        )

    def _message(
        self, message: RecordedEvent, file: File, shown: set[bytes], unfinished: dict[str, tuple[int, RecordedEvent]]
    ) -> None:
        totals = self._totals
        if message.source != "response":
            file.events += 1
            totals.events += 1
            totals.client_events += message.source == "client"
        if message.is_unknown:
            totals.unknown_events[message.type] = totals.unknown_events.get(message.type, 0) + 1
        if self._deviations is not None:
            for deviation in _deviations(file.file, message):
                self._deviations.append(deviation)
        response = message.response_data
        if response is None:
            return
        self._number += 1
        name = _string(response.get("id"))
        if name is None:
            self._show(file, message)
            return
        digest = _digest(name.encode("utf-8", "surrogatepass"))
        if message.finishes:
            # A finished response is shown once, in the order of the ends.
            unfinished.pop(name, None)
            shown.add(digest)
            self._show(file, message)
        elif digest not in shown:
            unfinished.setdefault(name, (self._number, message))

    def _show(self, file: File, message: RecordedEvent, number: int | None = None) -> None:
        """Add a response to the summary, unless an identical one was added before."""
        response, data = message.response, message.response_data
        if response is None:
            return
        if _string(response.id) is not None:
            digest = _digest(json.dumps(data).encode())
            if digest in self._seen:
                self._totals.repeated += 1
                return
            self._seen.add(digest)
        summary = _summary(file.file, message, response)
        if number is None:
            self._responses.append(summary, self._number)
        else:
            self._responses.insert(summary, number)
        file.responses += 1
        self._totals.responses += 1
        self._totals.by_status[summary.status] = self._totals.by_status.get(summary.status, 0) + 1
        if summary.usage is not None:
            self._totals.usage = _sum(self._totals.usage or {}, summary.usage)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).digest()


def _deviations(file: str, message: RecordedEvent) -> Iterator[DeviationAt]:
    for deviation in validate(message.model):
        yield DeviationAt(
            file=file,
            line=message.line,
            type=message.type,
            path=deviation.path,
            declared=deviation.declared,
            found=deviation.found,
        )


def _summary(file: str, message: RecordedEvent, response: RealtimeBetaResponse | RealtimeResponse) -> ResponseSummary:
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
        messages=[each.output_text for each in response.messages if each.output_text],
        function_calls=[
            Call(
                call_id=_string(call.call_id),
                name=_string(call.name),
                arguments=_arguments(call.arguments),
                note=_note(call),
            )
            for call in response.function_calls
        ],
        mcp_calls=[
            MCPCall(
                server_label=_string(call.server_label),
                name=_string(call.name),
                arguments=_arguments(call.arguments),
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


def _arguments(arguments: object) -> str:
    """Return the arguments as they came, or as JSON if they are not a string."""
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
    """Return the counts in a usage, nested as they are, without other values."""
    counts: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(item, int):
            counts[key] = item
        elif isinstance(item, dict) and depth > 1:
            counts[key] = _counts(item, depth - 1)
    return counts


def _sum(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return the sums of counts, nested as they are."""
    total = dict(one)
    for key, value in other.items():
        before = total.get(key, {} if isinstance(value, dict) else 0)
        if isinstance(value, dict) == isinstance(before, dict):
            total[key] = _sum(before, value) if isinstance(value, dict) else before + value
    return total


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
