"""Report on the changes between two documents, as Markdown for people and as JSON for programs.

Both formats hold the same information, from one `Report`. The JSON is stable: keys may be added, but none is removed or
renamed without raising ``format``:

* ``format``: 1.
* ``old``, ``new``: names of the two documents; ``version``: current version of the package.
* ``bump``: ``level`` (``major``, ``minor`` or ``patch``), ``next`` (the next version) and ``rule``.
* ``counts``: number of changes by impact; a change with two impacts counts for both.
* ``decisions``: what has to be decided before the new document can be used, each with its place; nothing was written.
* ``remarks``: remarks about the documents; ``rewordings``: number of descriptions that differ.
* ``undescribed``: places in the new contract that still need a description.
* ``changes``: each with ``kind``, ``action``, ``where``, ``how``, ``before``, ``after``, ``impact`` (a list) and
  ``hint``; see `codegen.changes.compare.Change`.
* ``api``: null if it was not compared, else ``since`` and ``changes``; see `codegen.changes.python_api.ApiChange`.
* ``behaviour``: null if it was not compared, else ``since``, ``messages`` (number of messages read) and
  ``differences``; see `codegen.changes.recorded_messages.Difference`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from attrs import asdict, field, frozen

from ..contract.check import require_document
from ..contract.descriptions import printable
from ..contract.document import Document, DocumentError, load, parse
from ..contract.sources import read_sources
from ..contract.trim import trim
from ..paths import ROOT
from .compare import Change, compare, remarks, rewordings
from .impact import ADDITIVE, BREAKS_READERS, BREAKS_SENDERS, IMPACTS, WIDENING
from .python_api import ApiChange, changes_since
from .recorded_messages import Difference, differences_since
from .revisions import last_tag, read

__all__ = [
    "Bump",
    "Report",
    "current_version",
    "main",
    "open_document",
    "print_error",
    "report",
    "to_fragment",
    "to_json",
    "to_markdown",
    "trimmed",
    "version_bump",
]

FORMAT: Final = 1
_SECTIONS: Final = {
    BREAKS_READERS: ("Breaking for readers", "Code that reads server messages may fail, or miss a message."),
    BREAKS_SENDERS: ("Breaking for senders", "Messages that clients send may be rejected, or can no longer be built."),
    WIDENING: ("Widening", "Existing code keeps working, but may receive values and events that it does not expect."),
    ADDITIVE: ("Additive", "Existing code is not affected; most of these elements can be used right away."),
}
_MOST_CHARACTERS: Final = 160
_MOST_IN_REMARK: Final = 600
# A longer list is folded: the reader of a pull request opens it.
_MOST_ROWS: Final = 25
# Characters that JSON may contain unescaped, but that a terminal or a log would act on.
_ACTIVE: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@frozen
class Bump:
    """The version that the changes require.

    Attributes:
        level: ``major``, ``minor`` or ``patch``.
        next: The next version.
        rule: The reason, as one sentence.
    """

    level: str
    next: str
    rule: str


@frozen
class Report:
    """Result of a comparison; see the module docstring.

    Attributes:
        old: Name of the older document.
        new: Name of the newer document.
        version: Current version of the package.
        changes: Differences between the documents.
        decisions: What has to be decided before the new document can be used.
        remarks: Remarks about the documents.
        rewordings: Number of descriptions that differ.
        since: Revision that the package is compared with; "" if it is not compared.
        api: Changes of the public API since then; None if it was not compared.
        differences: Messages that are read differently since then; None if they were not compared.
        messages: Number of messages read.
        undescribed: Places in the new contract that still need a description.
    """

    old: str
    new: str
    version: str
    changes: list[Change]
    decisions: list[str] = field(factory=list)
    remarks: list[str] = field(factory=list)
    rewordings: int = 0
    since: str = ""
    api: list[ApiChange] | None = None
    differences: list[Difference] | None = None
    messages: int = 0
    undescribed: list[str] = field(factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Number of changes by impact."""
        return {impact: sum(impact in change.impact for change in self.changes) for impact in IMPACTS}

    @property
    def breaking(self) -> tuple[int, int]:
        """Number of breaking changes of the contract and of the Python API."""
        contract = [change for change in self.changes if {BREAKS_READERS, BREAKS_SENDERS} & {*change.impact}]
        return len(contract), sum(change.breaking for change in self.api or ())

    @property
    def bump(self) -> Bump:
        """The version that all changes together require."""
        return version_bump(any(self.breaking), bool(self.changes or self.api or self.differences), self.version)


def report(
    old: Document, new: Document, names: tuple[str, str] = ("old", "new"), *, version: str = "", since: str = ""
) -> Report:
    """Compare two documents and, with ``since``, the package and its readings with those at a revision.

    Args:
        old: The older document.
        new: The newer document.
        names: Names of the two documents in the report.
        version: Current version of the package; by default that of ``pyproject.toml``.
        since: A git revision; "" compares only the documents.

    Raises:
        DocumentError: A document or the revision cannot be compared.
    """
    for name, document in zip(names, (old, new), strict=True):
        require_document(document, name)
    old, new, cut = trimmed(old, new, names)
    differences, messages = differences_since(since) if since else (None, 0)
    return Report(
        old=names[0],
        new=names[1],
        version=version or current_version(),
        changes=compare(old, new),
        remarks=[*cut, *remarks(old, new)],
        rewordings=rewordings(old, new),
        since=since,
        api=changes_since(since) if since else None,
        differences=differences,
        messages=messages,
    )


def trimmed(old: Document, new: Document, names: tuple[str, str]) -> tuple[Document, Document, list[str]]:
    """Trim both documents to what the roots reach; also return a remark for each root that is missing.

    If the roots match nothing in one of them, neither is trimmed: these are documents of another API.
    """
    roots = read_sources().roots
    kept = [_matching(document, roots) for document in (old, new)]
    if not all(patterns["schemas"] for patterns in kept):
        return (
            old,
            new,
            ["codegen/sources.yaml matches nothing in one of the documents; both are compared as a whole."],
        )
    missing = [
        f"{name}: no {what} matches the root `{pattern}`."
        for name, found in zip(names, kept, strict=True)
        for key, what in (("operations", "operation"), ("schemas", "schema"))
        for pattern in roots.get(key, [])
        if pattern not in found[key]
    ]
    return trim(old, kept[0]), trim(new, kept[1]), missing


def _matching(document: Document, roots: dict[str, list[str]]) -> dict[str, list[str]]:
    names = {"operations": document.get("paths", {}), "schemas": document.get("components", {}).get("schemas", {})}
    return {
        key: [pattern for pattern in roots.get(key, []) if any(re.fullmatch(pattern, name) for name in known)]
        for key, known in names.items()
    }


def version_bump(breaking: bool, anything: bool, version: str) -> Bump:
    """Return the next version by semantic versioning; while it is 0.x, breaking changes raise the minor version."""
    major, minor, patch = (int(number) for number in re.findall(r"\d+", f"{version}.0.0")[:3])
    if breaking and major:
        return Bump("major", f"{major + 1}.0.0", "Breaking changes raise the major version.")
    if breaking:
        return Bump("minor", f"0.{minor + 1}.0", "While the version is 0.x, breaking changes raise the minor version.")
    if anything:
        return Bump("minor", f"{major}.{minor + 1}.0", "Compatible changes raise the minor version.")
    return Bump("patch", f"{major}.{minor}.{patch + 1}", "Changes that users do not see raise the patch version.")


def to_json(result: Report) -> str:
    """Return the report as JSON; see the module docstring for its keys."""
    since = result.since
    behaviour: dict[str, Any] | None = None
    if result.differences is not None:
        differences = [asdict(entry) for entry in result.differences]
        behaviour = {"since": since, "messages": result.messages, "differences": differences}
    document = {
        "format": FORMAT,
        "old": result.old,
        "new": result.new,
        "version": result.version,
        "bump": asdict(result.bump),
        "counts": result.counts,
        "decisions": result.decisions,
        "remarks": result.remarks,
        "rewordings": result.rewordings,
        "undescribed": result.undescribed,
        "changes": [asdict(change) for change in result.changes],
        "api": None if result.api is None else {"since": since, "changes": [asdict(change) for change in result.api]},
        "behaviour": behaviour,
    }
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def to_markdown(result: Report) -> str:
    """Return the report as Markdown: verdict and next steps first, details after."""
    bump = result.bump
    lines = [f"# From {_plain(result.old)} to {_plain(result.new)}", ""]
    lines += [f"{_verdict(result)} Next version: {result.version} → **{bump.next}** ({bump.level}). {bump.rule}", ""]
    lines += ["## What to do", "", *_steps(result), "", *_decisions(result), "## Summary", ""]
    lines += _table(("impact", "changes"), [(_SECTIONS[key][0], str(count)) for key, count in result.counts.items()])
    lines += [f"{_counted(result.rewordings, 'description')} reworded; this does not affect the version.", ""]
    if result.remarks:
        lines += [*map(_remark, result.remarks), ""]
    lines += _events(result)
    for impact in IMPACTS:
        lines += _section(impact, [change for change in result.changes if impact in change.impact])
    lines += _api(result) + _behaviour(result) + _undescribed(result)
    return "\n".join(lines).rstrip() + "\n"


def to_fragment(result: Report) -> str:
    """Return a changelog fragment: a few lines for users of the package."""
    counts = ", ".join(f"{count} {_SECTIONS[key][0].lower()}" for key, count in result.counts.items() if count)
    lines = [f"The contract follows {_plain(result.new)} ({counts or 'no changes'}): {result.bump.level} release."]
    for impact in (BREAKS_READERS, BREAKS_SENDERS):
        found = [change for change in result.changes if impact in change.impact]
        lines += [f"  - {_SECTIONS[impact][0]}: {_code(change.where)} {change.how}." for change in found]
    lines += [f"  - Python: {_code(change.name)} {change.what}." for change in result.api or () if change.breaking]
    return "\n".join(lines) + "\n"


def _verdict(result: Report) -> str:
    if result.decisions:
        return f"**Not safe, and nothing was written: {_counted(len(result.decisions), 'decision')} to make first.**"
    contract, api = result.breaking
    parts = [_counted(contract, "contract change")] if contract else []
    parts += [_counted(api, "Python API change")] if api else []
    if parts:
        return f"**Not safe to release without review: {' and '.join(parts)} can break existing code.**"
    if result.bump.level == "minor":
        return "**Safe: no existing code breaks.**"
    return "**Safe: nothing changes for users.**"


def _steps(result: Report) -> list[str]:
    """Return a numbered list of the next steps."""
    if result.decisions:
        return ["1. Make the decisions below, and run it again. The rest shows what would change."]
    steps = []
    if any(result.breaking):
        steps.append("Read the breaking changes below, and adapt the hand-written code, the examples and the docs.")
        steps.append("In the changelog, say for each of them what stops working and what to use instead.")
    if result.differences:
        steps.append("Check every recorded message that is read differently: each difference must be intended.")
    if result.undescribed:
        steps.append("Describe the new elements in `openapi.yaml`, then run `make generate`.")
    if result.bump.level != "patch":
        steps.append(f"Release {result.bump.next}.")
    return [f"{number}. {step}" for number, step in enumerate(steps, start=1)] or ["Nothing."]


def _decisions(result: Report) -> list[str]:
    if not result.decisions:
        return []
    return [f"## Decisions ({len(result.decisions)})", "", *map(_remark, result.decisions), ""]


def _remark(text: str) -> str:
    """Return an entry of a list, folded if it is long."""
    lines = [_plain(line) for line in text.splitlines()] or [""]
    if len(lines) == 1 and len(text) <= _MOST_IN_REMARK:
        return f"- {lines[0]}"
    first = lines[0] if len(lines[0]) <= _MOST_CHARACTERS else f"{lines[0][:_MOST_CHARACTERS]}…"
    rest = lines[1:] if len(lines[0]) <= _MOST_CHARACTERS else lines
    return f"- <details><summary>{first}</summary>{'<br>'.join(rest)}</details>"


def _events(result: Report) -> list[str]:
    found = [change for change in result.changes if change.kind == "event"]
    if not found:
        return []
    rows = [
        (_code(change.where.rpartition(" ")[2]), change.where.rpartition(" event ")[0], change.how) for change in found
    ]
    return ["## Events", "", *_table(("type", "dialect and sender", "change"), rows)]


def _section(impact: str, found: list[Change]) -> list[str]:
    title, meaning = _SECTIONS[impact]
    if not found:
        return []
    rows = [
        (
            change.kind,
            _code(change.where),
            change.how,
            _value(change.before),
            _value(change.after),
            _note(change, impact),
        )
        for change in found
    ]
    heading = ("element", "place", "change", "before", "after", "note")
    return [f"## {title} ({len(found)})", "", meaning, "", *_table(heading, rows)]


def _note(change: Change, impact: str) -> str:
    also = [f"also {other}" for other in change.impact if other != impact]
    return _plain("; ".join([*([change.hint] if change.hint else []), *also]))


def _api(result: Report) -> list[str]:
    if result.api is None:
        return []
    lines = [f"## Python API since {_code(result.since)}", ""]
    if not result.api:
        return [*lines, "The public API is unchanged.", ""]
    for breaking, title in ((True, "Breaking"), (False, "Compatible")):
        found = [change for change in result.api if change.breaking is breaking]
        if found:
            rows = [(_code(entry.name), entry.what, _value(entry.before), _value(entry.after)) for entry in found]
            heading = ("name", "change", "before", "after")
            lines += [f"### {title} ({len(found)})", "", *_table(heading, rows)]
    return lines


def _behaviour(result: Report) -> list[str]:
    if result.differences is None:
        return []
    lines = [f"## Recorded messages since {_code(result.since)}", ""]
    changed = len({entry.source for entry in result.differences})
    lines += [f"{changed} of {_counted(result.messages, 'recorded message')} read differently.", ""]
    if not result.differences:
        return lines
    rows = [
        (_code(entry.source), _code(entry.kind), entry.what, _value(entry.before), _value(entry.after))
        for entry in result.differences
    ]
    return [*lines, *_table(("message", "type", "difference", "before", "after"), rows)]


def _undescribed(result: Report) -> list[str]:
    if not result.undescribed:
        return []
    rows = [(_code(place),) for place in result.undescribed]
    return [f"## To be described ({len(rows)})", "", *_table(("place in openapi.yaml",), rows)]


def _table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table, folded if it is long."""
    lines = [f"| {' | '.join(row)} |" for row in (heading, ("---",) * len(heading), *rows)]
    if len(rows) > _MOST_ROWS:
        lines = ["<details>", f"<summary>Show all {len(rows)}</summary>", "", *lines, "", "</details>"]
    return [*lines, ""]


def _value(value: Any) -> str:
    """Return a value of a document as a table cell; empty if there is no value."""
    if value is None or value == "":
        return ""
    return _code(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _code(text: str) -> str:
    """Return text of a document as inline code that fits a table cell."""
    flat = _flat(text).replace("`", "'").replace("|", "\\|")
    short = flat if len(flat) <= _MOST_CHARACTERS else flat[: _MOST_CHARACTERS - 1].rstrip("\\") + "…"
    return f"`{short}`"


def _plain(text: str) -> str:
    return _flat(text).replace("|", "\\|").replace("<", "&lt;")


def _flat(text: str) -> str:
    """Return text as one line without characters that a terminal or a log would act on."""
    line = printable(re.sub(r"\s+", " ", text))
    return _ACTIVE.sub(lambda match: ascii(match[0])[1:-1], line)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def current_version() -> str:
    """Return the current version of the package."""
    version: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return version


def open_document(source: str) -> Document:
    """Open a file, or a file at a git revision: ``HEAD~3:openapi.yaml``.

    Raises:
        DocumentError: The document does not exist, or is not an OpenAPI document.
    """
    path = Path(source)
    revision, colon, inside = source.partition(":")
    if path.is_file():
        document = load(path)
    elif path.exists() or not colon or not revision or not inside:
        raise DocumentError(f"{source}: no such file; pass the path of a file, or REVISION:PATH for a file in git")
    else:
        document = parse(read(revision, inside), source)
    return require_document(document, source)


def print_error(error: BaseException) -> None:
    """Print an error on standard error, without characters that a terminal or a log would act on."""
    print("\n".join(map(_flat, f"error: {error}".splitlines())), file=sys.stderr)


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen.changes.report OLD NEW``; exit with code 1 and a reason if it fails."""
    parser = argparse.ArgumentParser(
        prog="python -m codegen.changes.report",
        description="Compare two OpenAPI documents and report the impact of each change.",
    )
    parser.add_argument("old", help="older document: a file, or REVISION:PATH for a file in git")
    parser.add_argument("new", help="newer document")
    parser.add_argument("--json", action="store_true", help="write JSON instead of Markdown")
    parser.add_argument("--output", type=Path, help="write to this file instead of standard output")
    parser.add_argument(
        "--since",
        nargs="?",
        const="",
        metavar="REVISION",
        help="also compare the package with this git revision (default: the latest tag)",
    )
    arguments = parser.parse_args(argv)
    try:
        since = "" if arguments.since is None else arguments.since or last_tag()
        old, new = open_document(arguments.old), open_document(arguments.new)
        # The report may be published; it does not show local folders.
        names = [Path(source).name if Path(source).is_file() else source for source in (arguments.old, arguments.new)]
        result = report(old, new, (names[0], names[1]), since=since)
        text = to_json(result) if arguments.json else to_markdown(result)
        if arguments.output is None:
            sys.stdout.write(text)
        else:
            arguments.output.write_text(text, encoding="utf-8")
    except (DocumentError, OSError) as error:
        print_error(error)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
