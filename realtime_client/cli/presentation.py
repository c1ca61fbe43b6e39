"""Show a summary to a person: wrapped and coloured on a terminal, one plain line for each fact elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, TextIO

from attrs import frozen
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..recordings import Turn
from ..recordings.facts import total_cost, turn_price
from .summary import Call, Failure, MCPCall, ResponseSummary, Summary

__all__ = ["one_line", "printable", "show"]

# Characters that a terminal interprets: controls, line separators, changes of direction. And lone surrogates, which
# cannot be encoded.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_IN_TEXT = re.compile(f"[{_CONTROLS}]")
_IN_LINE = re.compile(f"[\t\n{_CONTROLS}]")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}

_INDENT = 2
_LABELS = 10
_STATUS_STYLES = {
    "completed": "green",
    "cancelled": "yellow",
    "incomplete": "yellow",
    "failed": "bold red",
    "in_progress": "cyan",
}
_LABEL_STYLE = "bright_black"


@frozen
class _Row:
    label: str
    value: str
    style: str = ""


@frozen
class _Section:
    """A heading of styled parts, and the rows below it."""

    title: list[tuple[str, str]]
    rows: list[_Row]


def show(summary: Summary, stream: TextIO) -> None:
    """Write a summary to a stream, in the form that suits it."""
    sections = _sections(summary)
    if stream.isatty():
        _show_on_terminal(sections, Console(file=stream, highlight=False, markup=False, emoji=False))
    else:
        for number, section in enumerate(sections):
            stream.write(("\n" if number else "") + _plain(section) + "\n")


def one_line(text: str) -> str:
    """Return the text with visible escapes for all control characters, line feeds and tabs included."""
    return _IN_LINE.sub(_escape, text)


def printable(text: str) -> str:
    """Return the text with visible escapes for all control characters except line feeds and tabs."""
    return _IN_TEXT.sub(_escape, text.replace("\r\n", "\n"))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _SHORT.get(match[0]) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _plain(section: _Section) -> str:
    lines = ["  ".join(text for text, _ in section.title)]
    for row in section.rows:
        # Text after a line feed within a value must not look like a row.
        value = row.value.replace("\n", "\n" + " " * (_INDENT + _LABELS + 2))
        lines.append(f"{'':{_INDENT}}{row.label:{_LABELS}}  {value}")
    return "\n".join(lines)


def _show_on_terminal(sections: Iterable[_Section], console: Console) -> None:
    for number, section in enumerate(sections):
        if number:
            console.print()
        console.print(Text("  ").join(Text(text, style) for text, style in section.title), overflow="fold")
        if section.rows:
            grid = Table.grid(padding=(0, 2, 0, 0))
            grid.add_column(min_width=_LABELS, no_wrap=True, style=_LABEL_STYLE)
            grid.add_column(overflow="fold")
            for row in section.rows:
                grid.add_row(Text(row.label), Text(row.value, row.style))
            console.print(Padding(grid, (0, 0, 0, _INDENT), expand=False))


def _sections(summary: Summary) -> Iterator[_Section]:
    responses = iter(summary.responses)
    for number, file in enumerate(summary.files):
        story = _Story(summary, number)
        counts = f"{_number(file.events, 'event')}, {_number(file.responses, 'response')}"
        yield _Section([(one_line(file.file), "bold underline"), (counts, _LABEL_STYLE)], [])
        for response in islice(responses, file.responses):
            yield _response(response, story)
        yield from story.rest()
    for file_name, found in groupby(summary.deviations or (), key=lambda deviation: deviation.file):
        title = f"Deviations from the specification in {one_line(file_name)}"
        rows = [
            _Row(
                f"line {each.line}",
                one_line(f"{each.type} {each.path}: declared {each.declared}, found {each.found}"),
            )
            for each in found
        ]
        yield _Section([(title, "bold underline")], rows)
    yield _Section([("Totals", "bold underline")], list(_totals(summary)))


class _Story:
    """Both sides of one recording, in the order of the responses."""

    def __init__(self, summary: Summary, number: int) -> None:
        recordings = summary.recordings
        self._rates = summary.rates
        self._turns = recordings[number].turns if number < len(recordings) else []
        self._recording = recordings[number] if number < len(recordings) else None
        self._told = 0
        self._by_response = {turn.response_id: turn for turn in self._turns if turn.response_id is not None}

    def before(self, turn: Turn | None) -> Iterator[_Row]:
        """Yield what the user said and wrote before a turn."""
        if turn is not None:
            while self._told < turn.number:
                yield from self._user(self._turns[self._told])
                self._told += 1

    def turn(self, response_id: str | None) -> Turn | None:
        """Return the turn of a response."""
        return None if response_id is None else self._by_response.get(response_id)

    def rows(self, turn: Turn | None) -> Iterator[_Row]:
        """Yield latency, interruption and cost of a response."""
        if turn is None:
            return
        if turn.is_interrupted:
            heard = "" if turn.heard is None else f", after {_seconds(turn.heard)} of its audio"
            place = "" if turn.interrupted_at is None else f" at {_seconds(turn.interrupted_at)}"
            yield _Row("cut off", f"by the user{place}{heard}", "yellow")
        latency = [
            f"{_seconds(value)} from {origin} to first {kind}"
            for origin, kind, value in (
                ("speech", "text", turn.speech_to_text),
                ("speech", "audio", turn.speech_to_audio),
                ("request", "text", turn.request_to_text),
                ("request", "audio", turn.request_to_audio),
            )
            if value is not None
        ]
        if latency:
            yield _Row("latency", ", ".join(latency))
        cost = turn_price(turn, self._rates)
        if cost is not None:
            yield _Row("cost", f"{cost:f}")

    def rest(self) -> Iterator[_Section]:
        """Yield what the user said after the last response, errors, and the statistics of the recording."""
        rows = [row for turn in self._turns[self._told :] for row in self._user(turn)]
        self._told = len(self._turns)
        if self._recording is None:
            return
        rows += [_Row("error", one_line(str(error)), "red") for error in self._recording.errors]
        for kind, found in self._recording.latency.statistics().items():
            name = one_line(kind if kind.startswith("function ") else kind.replace("_", " "))
            values = f"median {_seconds(found.median)}, 95% {_seconds(found.p95)}, longest {_seconds(found.maximum)}"
            rows.append(_Row("latency", f"{name}: {values} ({found.count:,})"))
        cost = total_cost(self._turns, self._rates)
        if cost is not None:
            rows.append(_Row("cost", f"{cost:f}"))
        if rows:
            yield _Section([("In all", "bold")], rows)

    def _user(self, turn: Turn) -> Iterator[_Row]:
        if turn.role == "user" and turn.text:
            yield _Row("user", printable(turn.text), "blue")


def _seconds(value: float) -> str:
    return f"{value:.3f} s"


def _response(response: ResponseSummary, story: _Story) -> _Section:
    style = _STATUS_STYLES.get(response.status, "magenta")
    title = [
        (one_line(response.id or "(no id)"), "bold"),
        (_status(response.status), style),
        (response.dialect, _LABEL_STYLE),
        (f"line {response.line}", _LABEL_STYLE),
    ]
    turn = story.turn(response.id)
    rows = [*story.before(turn), *_response_rows(response, turn), *story.rows(turn)]
    return _Section(title, rows)


def _response_rows(response: ResponseSummary, turn: Turn | None) -> Iterator[_Row]:
    recorded = {} if turn is None else {call.call_id: call for call in turn.calls}
    if response.stop_reason not in (None, response.status):
        yield _Row("stopped", one_line(response.stop_reason or ""), "yellow")
    if response.error is not None:
        yield _Row("error", _failure(response.error), "red")
    for text in response.messages:
        yield _Row("text", printable(text))
    for call in response.function_calls:
        yield _Row("call", _call(call.name or "(no name)", call))
        yield from _note(call)
        found = recorded.get(call.call_id)
        if found is not None and found.output is not None:
            took = "" if found.duration is None else f" (after {_seconds(found.duration)})"
            yield _Row("returned", printable(found.output) + took, "" if found.error is None else "red")
    for mcp in response.mcp_calls:
        yield _Row("mcp", _call(f"{mcp.server_label or '(no server)'}/{mcp.name or '(no name)'}", mcp))
        yield from _note(mcp)
        if mcp.output is not None:
            yield _Row("returned", printable(mcp.output))
        if mcp.error is not None:
            yield _Row("error", _failure(mcp.error), "red")
    audio = response.audio_format
    kind = f"{audio.encoding} at {audio.sample_rate / 1000:g} kHz" if audio else ""
    voice = ", ".join(filter(None, (response.voice, kind)))
    if voice:
        yield _Row("voice", one_line(voice))
    yield from _usage(response.usage)


def _totals(summary: Summary) -> Iterator[_Row]:
    totals = summary.totals
    sent = f", {totals.client_events:,} of them sent by the client" if totals.client_events else ""
    yield _Row("events", f"{totals.events:,}{sent}")
    unknown = sum(totals.unknown_events.values())
    yield _Row("unknown", f"{unknown:,}{_by(totals.unknown_events)}", "magenta" if unknown else "")
    yield _Row("responses", f"{totals.responses:,}{_by({_status(name): n for name, n in totals.by_status.items()})}")
    if totals.repeated:
        yield _Row("repeated", f"{_number(totals.repeated, 'response')}, shown once")
    yield from _usage(totals.usage)
    if totals.skipped:
        yield _Row("skipped", f"{totals.skipped:,} values that are not events, such as bodies of HTTP replies")
    if summary.deviations is not None:
        # Deviations of one message are adjacent.
        lines = sum(1 for _ in groupby(summary.deviations, key=lambda each: (each.file, each.line)))
        places = f" in {_number(lines, 'message')}" if lines else ""
        yield _Row("deviations", f"{len(summary.deviations):,}{places}", "yellow" if lines else "")
    if summary.problems:
        yield _Row("problems", f"{len(summary.problems):,}, reported on standard error", "red")


def _usage(usage: dict[str, Any] | None) -> Iterator[_Row]:
    counts = {label: (usage or {}).get(f"{label}_tokens") for label in ("input", "output")}
    numbers = {label: f"{count:,}" for label, count in counts.items() if isinstance(count, int)}
    width = max(map(len, numbers.values()), default=0)
    for label, number in numbers.items():
        details = _inside(usage, f"{label}_token_details")
        value = f"{number:>{width}} tokens{_kinds(details)}"
        cached = details.get("cached_tokens")
        if isinstance(cached, int) and cached:
            value += f", {cached:,} cached{_kinds(_inside(details, 'cached_tokens_details'))}"
        yield _Row(label, value)


def _kinds(details: dict[str, Any]) -> str:
    return _by({name.removesuffix("_tokens"): n for name, n in details.items() if name != "cached_tokens" and n})


def _by(counts: dict[str, Any]) -> str:
    """Return counts by name, in parentheses."""
    listed = ", ".join(f"{one_line(name)} {n:,}" for name, n in counts.items() if isinstance(n, int))
    return f" ({listed})" if listed else ""


def _inside(counts: dict[str, Any] | None, name: str) -> dict[str, Any]:
    value = (counts or {}).get(name)
    return value if isinstance(value, dict) else {}


def _call(name: str, call: Call | MCPCall) -> str:
    """Return name and arguments, on one line if they are JSON, and otherwise as they came."""
    arguments = call.arguments.strip()
    if call.note is None and arguments:
        arguments = json.dumps(json.loads(arguments), ensure_ascii=False)
    return printable(f"{one_line(name)} {arguments}".rstrip())


def _note(call: Call | MCPCall) -> Iterator[_Row]:
    if call.note is not None:
        yield _Row("note", one_line(call.note), "yellow")


def _failure(error: Failure) -> str:
    kind = " ".join(dict.fromkeys(str(part) for part in (error.type, error.code) if part is not None))
    return one_line(": ".join(filter(None, (kind, error.message))) or "no reason given")


def _status(status: str) -> str:
    return one_line(status.replace("_", " "))


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
